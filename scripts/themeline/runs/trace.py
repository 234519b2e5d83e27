"""Which run a figure found in somebody's report comes from: told by its bytes, or by the mark that it carries."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from themeline.errors import input_error
from themeline.io.paths import HOME
from themeline.provenance import ro_crate
from themeline.provenance.fingerprint import MARK, file_sha256
from themeline.provenance.receipts import Receipt
from themeline.runs.verify import KINDS

LARGEST = 200_000_000
# As `themeline.figures.export` writes it into the content of a page, however another program has spaced it since.
PDF_MARK = re.compile(rb"/Themeline\s*<<\s*/Receipt\s*\(([0-9a-f]{64})\)")


@dataclass(frozen=True)
class Trace:
    """Where a file comes from: the receipt, its folder, and the file there that it is, byte for byte, if any."""

    receipt: Receipt
    folder: Path
    same: str = ""


def trace(file: Path, folders: list[Path]) -> list[Trace]:
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
                return [Trace(receipt, base, name)]
    marks = marks_in(file)
    return [Trace(receipt, base) for receipt, base in receipts if receipt.mark in marks]


def marks_in(file: Path) -> set[str]:
    """All marks of receipts that a file carries.

    Raises:
        InputError: the file is too large, or a PDF that cannot be read.
    """
    if file.stat().st_size > LARGEST:
        raise input_error(
            file, f"has {file.stat().st_size:,} bytes, at most {LARGEST:,} are read", "take the figure out"
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
