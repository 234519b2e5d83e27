"""Whether figures are what their receipts say: intact, edited, older than what they were made from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from themeline.errors import InputError, input_error
from themeline.pages import index
from themeline.provenance import ro_crate
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import Receipt, changed_versions, changes, expected, locate, state

KINDS = (".svg", ".pdf", ".png", ".csv", ".md")


@dataclass(frozen=True)
class Finding:
    """What is known about a file: ``state`` is one of intact, edited, missing, older, input missing, no receipt.

    ``file`` is named from the folder of the receipts; ``detail`` says what it is older than, or what is missing.
    """

    file: str
    state: str
    detail: str = ""
    notebook: str = ""


def folders_with_receipts(folder: Path) -> list[Path]:
    """The folder and those below it that have receipts.

    Raises:
        InputError: there is none.
    """
    found = sorted(
        path.parent for path in folder.rglob(ro_crate.NAME) if ".run-" not in str(path.relative_to(folder))
    )
    if not found:
        raise input_error(folder, f"has no receipts ({ro_crate.NAME})", "name a folder that themeline run wrote to")
    return found


def verify_folder(base: Path) -> list[Finding]:
    """What is known about each file of a folder of figures, in the order of their names.

    Raises:
        InputError: the receipts cannot be read.
    """
    receipts = ro_crate.read_receipts(base)
    findings = [finding for receipt in receipts for finding in findings_of(receipt, base)]
    known = {finding.file for finding in findings}
    for path in base.rglob("*"):
        name = path.relative_to(base).as_posix()
        hidden = any(part.startswith(".") for part in path.relative_to(base).parts)
        own = not any((folder / ro_crate.NAME).is_file() for folder in path.parents if base in folder.parents)
        if path.suffix in KINDS and path.is_file() and name not in known and not hidden and own:
            findings.append(Finding(name, "no receipt", "no run of a notebook tells of it"))
    findings += list(_of_indexes(receipts, findings, base))
    return sorted(findings, key=lambda finding: finding.file)


def _of_indexes(receipts: list[Receipt], findings: list[Finding], base: Path) -> Iterator[Finding]:
    """Whether the pages that show all figures are as they were written, where none of what they show has changed."""
    if any(finding.state != "intact" for finding in findings):
        return
    for folder in sorted({receipt.folder for receipt in receipts}):
        name = (Path(folder) / index.NAME).as_posix()
        if not (base / name).is_file():
            continue
        text = index_text(receipts, folder, findings, lambda file: content_of(base / file))
        same = (base / name).read_bytes() == text.encode()
        yield Finding(name, "intact" if same else "edited", "", "a notebook")


def index_text(
    receipts: list[Receipt], folder: str, findings: list[Finding], read: Callable[[str], bytes | None]
) -> str:
    """The page `index.html` of a folder.

    Args:
        receipts: of the folder of figures.
        folder: the part of it that the page is of, "." for all that is not in a folder below.
        findings: about its files.
        read: gives the content of a file, named from the folder of figures; None where there is none.
    """
    states = {finding.file: (finding.state, finding.detail) for finding in findings}
    own = [receipt for receipt in receipts if receipt.folder == folder]
    return index.index_page(own, states, lambda name: read((Path(folder) / name).as_posix()))


def content_of(*places: Path) -> bytes | None:
    """The content of the first of these files that is there."""
    return next((place.read_bytes() for place in places if place.is_file()), None)


def other_versions(receipts: list[Receipt]) -> list[str]:
    """What is installed here in other versions than the figures were made with, in words."""
    return sorted({words for receipt in receipts for words in changed_versions(receipt)})


def given_parameters(receipt: Receipt, base: Path) -> dict[str, Any]:
    """The parameters of a run as they are given to a notebook here, files by their places on this machine."""
    return {
        name: _located(value, receipt, base) if isinstance(value, str) else value
        for name, value in receipt.parameters.items()
    }


def _located(value: str, receipt: Receipt, base: Path) -> str:
    """A parameter's value with the places of the files that it names; as it is where it names none."""
    files = value.split(";")
    return ";".join(str(locate(file, base)) for file in files) if receipt.inputs.keys() >= {*files} else value


def findings_of(receipt: Receipt, base: Path) -> Iterator[Finding]:
    """What is known about each file that a receipt tells of; ``base`` is the folder of the receipts."""
    missing = [name for name in (*receipt.inputs, receipt.notebook) if not locate(name, base).exists()]
    detail, general = "", "intact"
    if missing:
        general, detail = "input missing", ", ".join(missing)
    else:
        try:
            notebook = read_notebook(locate(receipt.notebook, base))
            changed = changes(
                receipt, expected(notebook, given_parameters(receipt, base), receipt.folder, base), base
            )
            if newer := (*changed.missing, *changed.inputs, *changed.code):
                general, detail = "older", ", ".join(newer)
        except InputError as error:
            general, detail = "older", str(error)
    for name, digest in receipt.outputs.items():
        now = state(base / name, digest)
        if now == "intact":
            yield Finding(name, general, detail, receipt.name)
        else:
            yield Finding(name, now, "", receipt.name)
