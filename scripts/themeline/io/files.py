"""Read files of a bounded size: bytes, texts, and tables; what cannot be read says why."""

import csv
import hashlib
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from themeline.errors import input_error
from themeline.io.optional import require

if TYPE_CHECKING:  # a command that reads no table answers without pandas
    import pandas as pd

LARGEST_FILE = 5_000_000
# Of a table: a cell may hold a whole text.
LARGEST_CELL = 100_000_000
WORKBOOKS = (".xlsx", ".ods")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


def read_bytes(path: Path | str, *, largest: int = LARGEST_FILE) -> bytes:
    """Read a file.

    Raises:
        InputError: the file is missing, no file, or larger than ``largest`` bytes.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(largest + 1)
    except FileNotFoundError:
        raise input_error(path, "there is no such file", "check the name and the folder") from None
    except IsADirectoryError:
        raise input_error(path, "is a folder", "name one file in it") from None
    except OSError as error:
        raise input_error(path, f"cannot be read ({error.strerror or error})") from None
    if len(raw) > largest:
        raise input_error(path, f"has more than {largest:,} bytes, the most that can be read", "split the file")
    return raw


def read_text(path: Path | str, *, largest: int = LARGEST_FILE) -> str:
    """Read a UTF-8 file unchanged, line ends included; a byte order mark is not part of it.

    Raises:
        InputError: as of `read_bytes`, or the file is not UTF-8.
    """
    return decoded(path, read_bytes(path, largest=largest))


def file_sha256(path: Path) -> str:
    """Hash of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def decoded(source: object, raw: bytes) -> str:
    """The text of UTF-8 bytes; a byte order mark is not part of it.

    Args:
        source: the file, for errors.
        raw: its content.

    Raises:
        InputError: with line and offset of the first byte that is not UTF-8.
    """
    try:
        # The mark is cut off behind, so that offsets are those of the file.
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8 text: byte {raw[error.start]:#04x} at offset {error.start:,}"
        raise input_error(source, what, "save it as UTF-8", line=line) from None


def read_table(path: Path) -> str:
    """Read a table as CSV: a text, or the first sheet of a workbook.

    Raises:
        InputError: the file cannot be read as what its name says.
    """
    if path.suffix.lower() not in WORKBOOKS:
        return read_text(path)
    _, rows = _sheets(path)[0]
    return csv_of_rows([_cell_text(cell) for cell in row] for row in rows)


def other_sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets that `read_table` does not read and that hold anything, to be said."""
    if path.suffix.lower() not in WORKBOOKS:
        return []
    return [name for name, rows in _sheets(path)[1:] if any(cell != "" for row in rows for cell in row)]


def _sheets(path: Path) -> list[tuple[str, list[list[Any]]]]:
    require(path, "python_calamine")
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(read_bytes(path)))
        sheets = [workbook.get_sheet_by_index(number) for number in range(len(workbook.sheet_names))]
        return [(sheet.name, sheet.to_python(skip_empty_area=False)) for sheet in sheets]
    except (CalamineError, ValueError, IndexError) as error:
        raise input_error(path, f"cannot be read as a workbook ({error})", "save it as CSV") from None


def csv_of_rows(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV, in which every line end is ``\\n``, also those within cells."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator=_LINE_END).writerows(rows)
    return _with_plain_ends(stream.getvalue())


def csv_of_table(table: "pd.DataFrame", *, header: bool = True, float_format: str | None = None) -> str:
    """A table as CSV, in which every line end is ``\\n``, also those within cells."""
    written = table.to_csv(index=False, header=header, lineterminator=_LINE_END, float_format=float_format)
    return _with_plain_ends(str(written))


def rows_of_csv(written: str) -> list[list[str]]:
    """The rows of what `csv_of_rows` or `csv_of_table` wrote, with cells of any length."""
    csv.field_size_limit(LARGEST_CELL)
    return list(csv.reader(io.StringIO(written, newline="")))


# A cell is put in quotes for the characters of a row's end only: with "\n" alone, an old Mac's "\r" tears its row.
_LINE_END = "\r\n"


def _with_plain_ends(written: str) -> str:
    return written.replace(_LINE_END, "\n").replace("\r", "\n")


def _cell_text(cell: object) -> str:
    """A cell of a workbook as it is written in a CSV file: a whole number without its .0, a day as 2004-06-01."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


class Row(NamedTuple):
    """A row of a table: the line in its file that it begins on, its number in a spreadsheet, its cells by column."""

    line: int
    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Rows:
    """A table as it was read: its columns' names in lower case, and its rows but those without any letter."""

    columns: list[str]
    rows: list[Row]


def table_rows(source: object, text: str) -> Rows:
    """Read CSV with commas, semicolons or tabs, whichever its head has most of; see `csv_rows`.

    Args:
        source: the file, for errors.
        text: its content.

    Raises:
        InputError: with the line of what is wrong.
    """
    columns: list[str] = []
    rows: list[Row] = []
    for line, number, cells in csv_rows(source, io.StringIO(text, newline=""), fold=True):
        if not columns:
            columns = cells
        elif any(cell.strip() for cell in cells):
            rows.append(Row(line, number, dict(zip(columns, cells, strict=True))))
    return Rows(columns, rows)


class Cells(NamedTuple):
    """A row as it stands: the line in its file that it begins on, its number in a spreadsheet, its cells."""

    line: int
    number: int
    cells: list[str]


def csv_rows(source: object, lines: Iterable[str], *, delimiter: str = "", fold: bool = False) -> Iterator[Cells]:
    """The rows of CSV, its head first; none of a table that is empty. Empty lines are left out.

    What another program would read otherwise, or lose, is an error: a quotation mark that is never closed, or closed
    before the cell ends; a row with more or fewer cells than the head; two columns of one name. Rows are read one by
    one, so that a file may be larger than the memory.

    Args:
        source: the file, for errors.
        lines: its content, with the ends of lines as they are.
        delimiter: between cells; where none is given, a comma, semicolon or tab, whichever the head has most of.
        fold: whether the names of columns are read in lower case, and without blanks around them.

    Raises:
        InputError: with the line of what is wrong.
    """
    csv.field_size_limit(LARGEST_CELL)
    lines, head = iter(lines), []
    for words in lines:
        head.append(words)
        if words.strip():
            break
    delimiter = delimiter or max(DELIMITERS, key="".join(head).count)
    reader = csv.reader(itertools.chain(head, lines), delimiter=delimiter, strict=True)
    width, line = 0, 1
    try:
        for number, cells in enumerate(reader, 1):
            begin, line = line, reader.line_num + 1
            if not width and cells:
                columns = [name.strip().lower() for name in cells] if fold else cells
                if doubled := [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]:
                    raise input_error(
                        source, f"has the column '{doubled[0]}' twice", "rename one of them", line=begin
                    )
                width = len(cells)
                yield Cells(begin, number, columns)
            elif cells and len(cells) == width:
                yield Cells(begin, number, cells)
            elif any(cell.strip() for cell in cells):
                what = f"has {len(cells)} cells in this row and {width} in its head"
                advice = f"put a cell that holds a {DELIMITERS.get(delimiter, delimiter)} in quotation marks"
                if len(cells) < width:
                    advice = "give each row as many cells as the head, and close each quotation mark"
                raise input_error(source, what, advice, line=begin)
    except csv.Error as error:
        advice = 'close each quotation mark, and write one that belongs to the text twice ("")'
        raise input_error(source, f"is not CSV from here on ({error})", advice, line=line) from None
