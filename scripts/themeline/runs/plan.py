"""Which notebooks run on which texts with which values: decided before anything is run, and without a process.

A run of the shipped essay runs all notebooks. Of another text those are left out that need something which only the
essay has (its events, its coding sheets, documents to compare it with), unless it is given, or, where that makes
sense, the notebook is asked for by name.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themeline.errors import Fault, InputError, input_error
from themeline.io.names import folder_names, known_names
from themeline.io.optional import install, missing
from themeline.io.paths import ESSAY, HOME, find_file, in_collection, is_carried
from themeline.provenance.file_parameters import find_input, named_files
from themeline.provenance.notebook import Notebook, typed

if TYPE_CHECKING:
    from themeline.dictionary.codebook import Codebook
    from themeline.runs.execution import Failure

# The modules, of an extra, that count the documents of a corpus.
OF_COUNTING = ("fsspec", "numba", "pyarrow")
# Parameters that describe the documents of a corpus: those of a notebook's own say nothing of another corpus.
OF_CORPUS = ("corpus_name", "metadata", "group_column", "date_column", "from_year", "to_year")
# Parameters that choose documents: of others than the notebook's own its sample says nothing.
CHOICE_OF_CORPUS = ("corpus", "metadata", "date_column", "from_year", "to_year", "languages")


_Reader = Callable[[str], "Codebook"]


@dataclass(frozen=True)
class Task:
    """A notebook to run, the parameters given to it, and its figures' folder below that of the batch."""

    notebook: Notebook
    parameters: dict[str, Any]
    folder: str = "."


@dataclass
class Batch:
    """Tasks whose figures belong together and change together, in one folder with one crate of receipts.

    ``name`` is the folder below that of the run. The rest is what came of it: files written, tasks that needed no
    run, failures, the seconds that each task took, by its folder and notebook, and the notes that they tell.
    """

    name: str
    tasks: list[Task]
    written: list[Path] = field(default_factory=list)
    unchanged: list[Task] = field(default_factory=list)
    failures: "list[tuple[Task, Failure]]" = field(default_factory=list)
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What will be run: a batch a text; and what will not, each with the reason.

    Attributes:
        batches: with their tasks.
        left_out: notebooks (names of their files) that lack something, and what.
        unreadable: files that are not texts.
        several: whether each text has a folder of its own.
    """

    batches: list[Batch]
    left_out: dict[str, str]
    unreadable: dict[Path, Fault]
    several: bool


def plan_run(
    notebooks: list[Notebook],
    essays: Sequence[str] = (),
    values: dict[str, Any] | None = None,
    *,
    named: bool = False,
    looks: Iterable[dict[str, Any]] = ({},),
) -> Plan:
    """Plan a run.

    Args:
        notebooks: those that may run.
        essays: texts, and folders of texts; the notebooks' own text where there are none.
        values: of parameters, as `typed_values` gives them.
        named: whether the notebooks were asked for by name: one that lacks something is then an error.
        looks: parameters of the figures' width and style, of each of which the notebooks run once.

    Raises:
        InputError: a text is missing; the only text is not one; a notebook asked for by name lacks something, or all
            of them do.
    """
    values = values or {}
    # Where no text is given, what reads texts is not imported: that would take a tenth of a run without changes.
    texts = find_texts(essays) if essays else []
    several = len(texts) > 1 or any(Path(essay).is_dir() for essay in essays)
    unreadable = unreadable_texts(texts) if texts else {}
    if unreadable and not several:
        raise InputError(*unreadable.values())
    batches = []
    left_out: dict[str, str] = {}
    read = _reader_of_codebooks()
    own_texts = [{"essay": str(text)} for text in texts]
    for name, own_text in zip(folder_names(texts) if several else ["."], own_texts or [{}], strict=True):
        if own_text and Path(own_text["essay"]) in unreadable:
            continue
        own = values | own_text
        fitting, lacking = fitting_notebooks(notebooks, own, read, named=named)
        left_out |= lacking
        if not fitting:
            raise InputError(*(Fault(name, why) for name, why in lacking.items()))
        tasks = [
            Task(notebook, _parameters(notebook, own, look, read), "-".join(look.values()) or ".")
            for look in looks
            for notebook in fitting
        ]
        batches.append(Batch(name, tasks))
    return Plan(batches, left_out, unreadable, several)


def find_texts(essays: Iterable[str]) -> list[Path]:
    """The text files named, and those in the folders named, each once.

    Raises:
        InputError: a file is missing, or a folder holds no text.
    """
    from themeline.text.extract import ENDINGS

    texts: list[Path] = []
    for essay in essays:
        inside = [find_file(essay)] if not Path(essay).is_dir() else sorted(Path(essay).iterdir())
        if Path(essay).is_dir():
            inside = [file for file in inside if file.suffix.lower() in ENDINGS and not file.name.startswith(".")]
        if not inside:
            raise input_error(essay, f"holds no texts ({', '.join(ENDINGS)})", "name a folder of texts, or a text")
        texts += [text.resolve() for text in inside]
    return list(dict.fromkeys(texts))


def unreadable_texts(texts: Iterable[Path]) -> dict[Path, Fault]:
    """Of those that are not texts, what is wrong with them."""
    from themeline.text.extract import refuse_what_is_no_text

    faults: dict[Path, Fault] = {}
    for text in texts:
        try:
            refuse_what_is_no_text(text)
        except InputError as error:
            faults[text] = error.faults[0]
    return faults


def typed_values(given: dict[str, str], notebooks: Iterable[Notebook]) -> dict[str, Any]:
    """The values of parameters from words, in the types that the notebooks declare; files by their places.

    Raises:
        InputError: with each name that no notebook has, each value of another type, and each file that is missing.
    """
    known = {name: parameter for notebook in notebooks for name, parameter in notebook.parameters.items()}
    faults: list[Fault] = []
    values = {}
    for name, value in given.items():
        try:
            if name not in known:
                raise input_error(
                    f"parameter '{name}'", "none of the notebooks to run has it", known_names(name, known)
                )
            values[name] = typed(name, value, known[name].type)
            if files := named_files(name, value):
                values[name] = ";".join(_placed(name, file) for file in files)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    return values


def _reader_of_codebooks() -> "_Reader":
    """Reads codebooks as `read_codebook` does, each once, however many texts and notebooks it is asked for."""

    @functools.cache
    def read(codebook: str) -> "Codebook":
        from themeline.dictionary.codebook_files import read_codebook

        return read_codebook(codebook)

    return read


def fitting_notebooks(
    notebooks: Iterable[Notebook], values: dict[str, Any], read: "_Reader | None" = None, *, named: bool
) -> tuple[list[Notebook], dict[str, str]]:
    """The notebooks that have all that they need; of the others, by the names of their files, what they lack.

    ``read`` is asked for codebooks: one that other texts were planned with has read theirs.

    Raises:
        InputError: one lacks something, and the notebooks were asked for by name.
    """
    read = read or _reader_of_codebooks()
    fitting = []
    left_out = {}
    # The text is read for the first notebook, and the answer kept for the next.
    without_patterns = functools.cache(functools.partial(_without_patterns, read))
    for notebook in notebooks:
        lacking = _lacks(notebook, values, without_patterns, read, named=named)
        if lacking is None:
            fitting.append(notebook)
        else:
            left_out[notebook.path.name] = lacking
    if named and left_out:
        raise InputError(*(Fault(name, why) for name, why in left_out.items()))
    return fitting, left_out


def _parameters(notebook: Notebook, own: dict[str, Any], look: dict[str, Any], read: "_Reader") -> dict[str, Any]:
    without = {name: "" for name in ("events", "coding") if _is_of_the_essay_only(notebook, name, own, read)}
    other_corpus = dict.fromkeys(OF_CORPUS, "") if "corpus" in own else {}
    if _codes_a_corpus(notebook, "coding") and any(name in own for name in CHOICE_OF_CORPUS):
        # The sample that comes with the notebook was drawn from the documents that come with it.
        other_corpus["coding"] = ""
    given = without | other_corpus | own | look
    return {name: value for name, value in given.items() if name in notebook.parameters}


def _placed(parameter: str, file: str) -> str:
    """Where a file is, wherever it is looked for from; what a package carries keeps its name."""
    found = find_input(parameter, file)
    return file if is_carried(file) else str(found.resolve())


def _is_another_text(values: dict[str, Any]) -> bool:
    return "essay" in values and Path(values["essay"]) != in_collection(ESSAY).resolve()


def _is_of_the_essay_only(notebook: Notebook, name: str, own: dict[str, Any], read: "_Reader") -> bool:
    """Whether what a notebook has of its own, and can do without, is of another text, or coded with other themes."""
    if not _can_do_without(notebook, name) or not notebook.parameters[name].default:
        return False
    if _is_another_text(own) and not _codes_a_corpus(notebook, name):
        return True
    return name == "coding" and "codebook" in own and _of_other_themes(_sheets(notebook), read(own["codebook"]))


def _codes_a_corpus(notebook: Notebook, name: str) -> bool:
    """Whether a parameter has coded sentences of the documents that a text is compared with, not of the text."""
    return name == "coding" and "corpus" in notebook.parameters


def _can_do_without(notebook: Notebook, name: str) -> bool:
    return name in notebook.parameters and notebook.parameters[name].optional


def _lacks(
    notebook: Notebook,
    values: dict[str, Any],
    without_patterns: Callable[[str, str], str],
    read: "_Reader",
    *,
    named: bool,
) -> str | None:
    """What a notebook needs that neither was given nor, by its own values, fits what was.

    The shipped coding sheets say nothing of another text, but all of the dictionary: asked for by name, they do.
    """
    own_text = _is_another_text(values)
    needs_events = "events" in notebook.parameters and not _can_do_without(notebook, "events")
    if own_text and needs_events and "events" not in values:
        return "needs the events of this text (--events)"
    if own_text and "corpus" in notebook.parameters and "corpus" not in values and not named:
        default = notebook.parameters["corpus"].default
        return f"needs documents to compare this text with (-p corpus PATH), or to be named, to use {default}"
    if "corpus" in notebook.parameters and (modules := missing(OF_COUNTING)):
        return f"needs {', '.join(modules)}: {install(modules[0])}"
    if own_text and "codebook" in notebook.parameters:
        codebook = values.get("codebook") or str(find_file(notebook.parameters["codebook"].default))
        if language := without_patterns(values["essay"], codebook):
            return f"needs a dictionary with patterns in {language} (--codebook F), the language of this text"
    coding = notebook.parameters.get("coding")
    if coding is None or coding.optional or not coding.default or "coding" in values:
        return None
    sheets = _sheets(notebook)
    if absent := [sheet for sheet in sheets if not sheet.is_file()]:
        name = absent[0].relative_to(HOME)
        return f"needs a coding sheet, {name}: make one with themeline sheet TEXT --out {name}, and fill it in"
    if own_text and not named:
        return "needs sheets coded for this text (-p coding F), or to be named, to use those of the essay"
    if "codebook" in values and _of_other_themes(sheets, read(values["codebook"])):
        return "needs sheets coded with the themes of this codebook (-p coding F)"
    return None


def _without_patterns(read: "_Reader", essay: str, codebook: str) -> str:
    """The name of a text's language where a codebook has no patterns in it; empty where it has, or cannot be told."""
    from themeline.text.document import language_of_file
    from themeline.text.language import language_name

    try:
        language, themes = language_of_file(Path(essay)), read(codebook)
    except InputError:
        return ""  # the notebook will say it
    return "" if themes.is_for(language) else language_name(language)


def _sheets(notebook: Notebook) -> list[Path]:
    return [in_collection(sheet) for sheet in named_files("coding", notebook.parameters["coding"].default)]


def _of_other_themes(sheets: Iterable[Path], themes: "Codebook") -> bool:
    from themeline.validity.coding_sheets import other_themes

    return any(other_themes(sheet, themes) for sheet in sheets)
