"""All that can be checked without running anything: the inputs, and the project's own files."""

import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import read_translation, read_with_lines, translation_files
from themeline.dictionary.lint import examine_codebook, examine_translation
from themeline.errors import Fault, InputError
from themeline.events.chronology import read_chronology
from themeline.io.files import file_sha256
from themeline.io.optional import EXTRA_OF, missing
from themeline.io.paths import HOME, PACKAGE, find_file, is_carried, record_beside
from themeline.provenance import ro_crate
from themeline.provenance.file_parameters import existing, named_files
from themeline.provenance.notebook import FOLDER, TYPES, read_notebook
from themeline.provenance.receipts import locate
from themeline.provenance.states import State
from themeline.runs.verify import grouped, verify_folder
from themeline.text.document import Document, read_document
from themeline.text.language import language_name

Result = tuple[list[str], list[Fault]]
_FINDINGS = {State.EDITED: "is edited", State.MISSING: "is missing", State.NO_RECEIPT: "has no receipt"}


def check_inputs(essay: str, codebook: str, events: str | None) -> Result:
    """Check text, codebook, and events if there are any.

    Returns:
        What was found, a line a file, and all that is wrong.

    Raises:
        InputError: a file is missing.
    """
    text_file, codebook_file, events_file = (
        find_file(essay),
        find_file(codebook),
        find_file(events) if events else None,
    )
    lines, faults = [], []
    document = None
    try:
        document = read_document(text_file)
        wanted = document.record.sha256 if document.record else None
        if wanted and file_sha256(text_file) != wanted:
            what = f"'sha256' is not that of {text_file.name}"
            faults.append(Fault(str(record_beside(text_file)), what, "restore the text, or update it"))
        lines.append(
            f"{essay}: {len(document.words):,} words, {document.word_count():,} of them in "
            f"{int(document.sections['paragraphs'].sum())} paragraphs of body, {len(document.sentences)} sentences"
        )
        lines += document.remarks()
    except InputError as error:
        faults += error.faults
    try:
        found, places, lost = read_with_lines(codebook_file)
        patterns = sum(len(theme.patterns) + len(theme.exceptions) for theme in found.themes)
        lines.append(f"{codebook}: {len(found.themes)} themes, {patterns} patterns and exceptions")
        faults += [Fault(codebook, f"left out: {what}", severity="warning") for what in lost]
        language = document.language if document else ""
        files = translation_files(codebook_file)
        # A text in another language tells nothing of these patterns.
        others = [file for file in files if file.stem.endswith(f".{language}")]
        fits = not others and found.is_for(language)
        faults += examine_codebook(found, places, document if fits else None)
        for file in files:
            told, more = _check_translation(file, found, document if file in others else None)
            lines += told
            faults += more
        if document and not fits and not others:
            what = f"is in {language_name(language)}, as it seems, in which the dictionary has no patterns"
            faults.append(Fault(essay, what, "", severity="warning"))
    except InputError as error:
        faults += error.faults
    if events_file and document:
        try:
            chronology = read_chronology(events_file, document)
            quotes = len(chronology.events) + len(chronology.background)
            lines.append(f"{events}: {len(chronology.events)} events, {quotes} quotes found in the text")
        except InputError as error:
            faults += error.faults
    return lines, faults


def _check_translation(file: Path, codebook: Codebook, document: Document | None) -> Result:
    """Check the patterns of a codebook in another language, and try them on a text in it, if there is one."""
    try:
        translation, lines = read_translation(file, codebook, patterns=True)
    except InputError as error:
        return [], list(error.faults)
    patterns = sum(len(theme.patterns) + len(theme.exceptions) for theme in translation.themes)
    told = f"{_named(file)}: {patterns:,} patterns and exceptions in {language_name(translation.language)}"
    return [told], examine_translation(codebook, translation, lines, document)


def check_project() -> Result:
    """Check the notebooks of the collection, the figures in figures/, and, of the checkout, the pinned packages."""
    results = [check_notebooks(FOLDER), check_figures(HOME / "figures")]
    # Another collection than the checkout's depends on the package, and pins nothing.
    if (HOME / "pyproject.toml").is_file():
        results.append(check_pins(HOME))
    return [line for lines, _ in results for line in lines], [fault for _, faults in results for fault in faults]


def check_notebooks(folder: Path) -> Result:
    """Check that the parameters of a folder's notebooks are typed, explained, and name files that are there."""
    faults: list[Fault] = []
    paths = sorted(folder.glob("*.ipynb"))
    for path in paths:
        name = _named(path)
        try:
            parameters = read_notebook(path).parameters
        except InputError as error:
            faults += error.faults
            continue
        if "out" not in parameters:
            faults.append(Fault(name, "has no parameter 'out'", "add it: the folder that the notebook writes to"))
        for key, parameter in parameters.items():
            if not parameter.help:
                faults.append(Fault(name, f"parameter '{key}' is not explained", "add a comment after its value"))
            if type(parameter.default) is not TYPES.get(parameter.type):
                what = f"parameter '{key}' has no type, or a value of another"
                faults.append(Fault(name, what, f"declare one of {', '.join(TYPES)}"))
            # A collection of another text has no coding sheet until someone has coded it.
            for file in named_files(key, parameter.default) if key != "coding" else ():
                if not _is_there(key, file):
                    faults.append(Fault(name, f"parameter '{key}' names a file that is not there: {file}"))
    return [f"notebooks: {len(paths)}, their parameters typed and explained"] * (not faults), faults


def _is_there(parameter: str, file: str) -> bool:
    """Whether there is such a file; what a package of an extra carries is, as soon as that is installed."""
    package = file.removeprefix(PACKAGE).partition("/")[0]
    if is_carried(file) and package in EXTRA_OF and missing([package]):
        return True
    return existing(parameter, file) is not None


def check_figures(folder: Path) -> Result:
    """Check that a folder's figures, and the outputs in their notebooks, are those that its receipts tell of."""
    try:
        receipts = ro_crate.read_receipts(folder)
    except InputError as error:
        return [], list(error.faults)
    advice = "run themeline run --save-notebooks, look, and commit"
    found = verify_folder(folder)
    faults = []
    for first, *others in grouped(one for one in found if one.state not in (State.INTACT, State.OLDER)):
        if first.state is State.INPUT_MISSING:
            whose = f"{len(others) + 1:,} files of {first.notebook} were" if others else "was"
            what = f"{whose} made from what is not here ({first.detail})"
            faults.append(Fault(_named(folder if others else folder / first.file), what, first.advice))
        else:
            detail = f" ({first.detail})" if first.detail else ""
            faults.append(Fault(_named(folder / first.file), _FINDINGS[first.state] + detail, advice))
    # After each change of a seed or of the code these are many, and none of them is wrong in itself.
    if older := [finding for finding in found if finding.state is State.OLDER]:
        since = ", ".join(dict.fromkeys(part for finding in older for part in finding.detail.split(", ")))
        what = f"{len(older):,} of {len(found):,} files are older than what they were made from ({since})"
        faults.append(Fault(_named(folder), what, advice))
    for receipt in receipts:
        path = locate(receipt.notebook, folder)
        # Figures of other parameters than the notebook's own say nothing about its outputs; it may have none.
        if receipt.folder == "." and path.is_file() and _has_outputs(path) and file_sha256(path) != receipt.executed:
            faults.append(Fault(_named(path), "its outputs are not those of the last run", advice))
    files = sum(len(receipt.outputs) for receipt in receipts)
    return [f"{_named(folder)}: {files} files match their {len(receipts)} receipts"] * (not faults), faults


def _has_outputs(notebook: Path) -> bool:
    cells = json.loads(notebook.read_text(encoding="utf-8")).get("cells", [])
    return any(cell.get("outputs") for cell in cells)


def check_pins(home: Path) -> Result:
    """Check that the lists of pinned packages have all that pyproject.toml asks for, in versions that it allows."""
    faults = []
    project = tomllib.loads((home / "pyproject.toml").read_text(encoding="utf-8"))
    sources = {
        "requirements.txt": [
            *project["project"]["dependencies"],
            *(line for lines in project["project"]["optional-dependencies"].values() for line in lines),
        ],
        "tests/requirements.txt": project["dependency-groups"]["test"],
    }
    for name, wanted in sources.items():
        # The source archive of a release has neither.
        if not (home / name).is_file():
            continue
        lines = (home / name).read_text(encoding="utf-8").splitlines()
        pinned = {match[1]: match[2] for line in lines if (match := re.match(r"([\w.-]+)==([^ ;]+)", line))}
        # Extras name each other as packages of the project's own name.
        for requirement in (one for one in map(Requirement, wanted) if one.name != project["project"]["name"]):
            version = pinned.get(canonicalize_name(requirement.name), "")
            if not version or version not in requirement.specifier:
                what = f"does not pin {requirement}, which pyproject.toml asks for"
                faults.append(Fault(name, what, "run python3 scripts/lock.py"))
    return ["requirements.txt: pins all that pyproject.toml asks for"] * (not faults), faults


def _named(path: Path) -> str:
    return path.relative_to(HOME).as_posix() if path.is_relative_to(HOME) else str(path)
