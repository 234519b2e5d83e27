"""Which run a figure found in somebody's report comes from: told by its bytes, or by the mark that it carries."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from themeline.errors import Fault, input_error
from themeline.io.files import file_sha256
from themeline.io.optional import require
from themeline.io.paths import HOME
from themeline.provenance import ro_crate
from themeline.provenance.fingerprint import MARK
from themeline.provenance.receipts import Receipt
from themeline.provenance.states import State
from themeline.runs.verify import KINDS, folders_with_receipts, verify_folder

LARGEST = 200_000_000
# As `themeline.figures.export` writes it into the content of a page, however another program has spaced it since.
PDF_MARK = re.compile(rb"/Themeline\s*<<\s*/Receipt\s*\(([0-9a-f]{64})\)")


@dataclass(frozen=True)
class Source:
    """A run that a file comes from.

    Attributes:
        receipt: of the run.
        folder: of the receipt.
        same: the file there that it is, byte for byte; empty if it carries the mark of the run only.
        since: where files of the run are older than what they were made from, or that is missing, what it is.
    """

    receipt: Receipt
    folder: Path
    same: str = ""
    since: Mapping[State, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trace:
    """What was found out about a file: the runs that it comes from; what is wrong with it, or with finding them."""

    file: Path
    sources: list[Source]
    fault: Fault | None


def trace(file: Path, folders: list[Path]) -> Trace:
    """Find the runs that a file comes from, and what has happened since.

    Args:
        file: a figure, or a document with figures in it: PDF, or a packed one (.docx, .odt, .epub).
        folders: where to look for receipts, and below them; also around the file, here, and in the project.

    Raises:
        InputError: the file is too large, or a PDF that cannot be read; or the receipts of a folder cannot be.
    """
    places = [base for folder in folders for base in folders_with_receipts(folder)] + near_folders(file)
    sources = find_sources(file, list(dict.fromkeys(place.resolve() for place in places)))
    return Trace(file, [replace(source, since=_since(source)) for source in sources], _fault(file, sources))


def _since(source: Source) -> dict[State, str]:
    details = {
        checked.state: checked.detail
        for checked in verify_folder(source.folder)
        if checked.file in source.receipt.outputs
    }
    return {state: details[state] for state in (State.OLDER, State.INPUT_MISSING) if state in details}


def find_sources(file: Path, folders: list[Path]) -> list[Source]:
    """The receipts of a file: that which tells of these very bytes, else those whose marks it carries.

    Args:
        file: a figure, or a document with figures in it: PDF, or a packed one (.docx, .odt, .epub).
        folders: where to look for receipts.

    Raises:
        InputError: the file is too large, or a PDF that cannot be read.
    """
    digest = file_sha256(file)
    receipts = [(receipt, base) for base in folders for receipt in ro_crate.read_receipts(base)]
    for receipt, base in receipts:
        for name, known in receipt.outputs.items():
            if known == digest:
                return [Source(receipt, base, name)]
    marks = marks_in(file)
    return [Source(receipt, base) for receipt, base in receipts if receipt.mark in marks]


def _fault(file: Path, sources: list[Source]) -> Fault | None:
    if not sources:
        marks = sorted(marks_in(file))
        what = f"carries {', '.join(marks)}, which no receipt here has" if marks else "carries no mark of a run"
        return Fault(str(file), what, "name the folder of its run too" if marks else "")
    if not any(source.same for source in sources) and is_a_figure(file):
        return Fault(str(file), "is not what that run wrote", "it was edited, or drawn by other versions")
    return None


def marks_in(file: Path) -> set[str]:
    """All marks of receipts that a file carries.

    Raises:
        InputError: the file is too large, or a PDF that cannot be read.
    """
    if file.stat().st_size > LARGEST:
        raise input_error(
            file, f"has {file.stat().st_size:,} bytes; at most {LARGEST:,} are read", "extract the figure"
        )
    content = file.read_bytes()
    found = set(MARK.findall(content.decode("latin-1")))
    if content.startswith(b"%PDF-"):
        found |= set(_pdf_marks(file, content))
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.infolist():
                if entry.file_size <= LARGEST:
                    found |= set(MARK.findall(packed.read(entry).decode("latin-1")))
    return found


def is_a_figure(file: Path) -> bool:
    """Whether a file is a figure as Themeline writes it, not a document that holds figures."""
    if file.suffix != ".pdf":
        return file.suffix in KINDS
    return b"(Themeline)" in file.read_bytes()  # its creator: the document that it is put into has another


def near_folders(file: Path) -> list[Path]:
    """Where receipts of a file are looked for if no folder is named: around it, here, and in the project."""
    places = [*file.resolve().parents[:2], Path.cwd(), Path.cwd() / "figures", HOME / "figures"]
    return [place for place in dict.fromkeys(places) if (place / ro_crate.NAME).is_file()]


def _pdf_marks(file: Path, content: bytes) -> Iterator[str]:
    require(file, "pypdf")
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    from pypdf.generic import StreamObject

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.metadata and reader.metadata.keywords:
            yield from MARK.findall(reader.metadata.keywords)
        # Pages, and what is put into them, wherever they hang: all streams but pictures and fonts.
        numbers = {*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}
        for number in sorted(numbers):
            stream = reader.get_object(number)
            if isinstance(stream, StreamObject) and "/Width" not in stream and "/Length1" not in stream:
                for digest in PDF_MARK.findall(stream.get_data()):
                    yield f"sha256:{digest.decode()}"
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise input_error(file, f"cannot be read as PDF ({error})", "give the figure itself") from None
