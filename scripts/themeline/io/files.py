"""Read files of a bounded size: bytes, texts, and tables; what cannot be read says why."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from themeline.errors import input_error
from themeline.io.optional import require

LARGEST_FILE = 5_000_000
WORKBOOKS = (".xlsx", ".ods")


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
        raise input_error(path, "this is a folder", "name one file in it") from None
    except OSError as error:
        raise input_error(path, f"cannot be read ({error.strerror or error})") from None
    if len(raw) > largest:
        raise input_error(path, f"has more than {largest:,} bytes, which is the most that is read", "split the file")
    return raw


def read_text(path: Path | str, *, largest: int = LARGEST_FILE) -> str:
    """Read a UTF-8 file unchanged, line ends included; a byte order mark is no part of it.

    Raises:
        InputError: as of `read_bytes`, or the file is not UTF-8.
    """
    raw = read_bytes(path, largest=largest)
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8 text: byte {raw[error.start]:#04x} at offset {error.start}"
        raise input_error(path, what, "save it as UTF-8", line=line) from None


def read_table(path: Path) -> str:
    """Read a table as CSV: a text, or the first sheet of a workbook.

    Raises:
        InputError: the file cannot be read as what its name says.
    """
    if path.suffix.lower() not in WORKBOOKS:
        return read_text(path)
    require(path, "python_calamine")
    import pandas as pd
    from python_calamine import CalamineError

    try:
        table = pd.read_excel(io.BytesIO(read_bytes(path)), engine="calamine", dtype=str, keep_default_na=False)
    except (CalamineError, ValueError) as error:
        raise input_error(path, f"cannot be read as a workbook ({error})", "save it as CSV") from None
    return str(table.to_csv(index=False))


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
    """Read CSV with commas, semicolons or tabs, whichever its head has most of.

    What another program would read otherwise, or lose, is an error: a quotation mark that is never closed, or closed
    before the cell ends; a row with more or fewer cells than the head; two columns of one name.

    Args:
        source: the file, for errors.
        text: its content.

    Raises:
        InputError: with the line of what is wrong.
    """
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True)
    columns: list[str] = []
    rows: list[Row] = []
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            begin, line = line, reader.line_num + 1
            if not columns:
                columns = [name.strip().lower() for name in cells]
                if doubled := [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]:
                    raise input_error(
                        source, f"has the column '{doubled[0]}' twice", "rename one of them", line=begin
                    )
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(columns):
                    what = f"has {len(cells)} cells in this row and {len(columns)} in its head"
                    raise input_error(source, what, "put a cell that holds a comma in quotation marks", line=begin)
                rows.append(Row(begin, number, dict(zip(columns, cells, strict=True))))
    except csv.Error as error:
        advice = 'close each quotation mark, and write one that belongs to the text twice ("")'
        raise input_error(source, f"is not CSV from here on ({error})", advice, line=line) from None
    return Rows(columns, rows)
