"""The documents of chunks of work: files, or rows of tables; what cannot be read has its error."""

import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from themeline.corpus.locate import PACKED, TROUBLE_OF_ARCHIVES, Chunk, Columns, inner, opened, words_of
from themeline.errors import input_error
from themeline.io.files import Cells, csv_rows
from themeline.io.names import known_names
from themeline.io.paths import is_address, resolved
from themeline.text.extract import LARGEST_TEXT, read_content, read_string
from themeline.text.extracted import Reading
from themeline.text.language import NAMES, known_language
from themeline.text.metadata import TextRecord, read_record_beside

LONGEST_LINE = LARGEST_TEXT
# Escapes of JSON that may be half of a pair.
HALF = re.compile(rb"\\u[dD][89a-fA-F]")
# Its marks, as they are read in UTF-8.
_UTF16 = ("\udcff\udcfe", "\udcfe\udcff")
# Columns that name the language of a text, the first of these that a table has; and what stands for none (ISO 639).
LANGUAGE_COLUMNS = ("language", "lang")
_UNKNOWN = ("", "und", "mul", "zxx", "unknown", "nan", "none")
NO_CELLS = Cells(1, 1, [])


@dataclass
class RawDocument:
    """A document before it is read: its content or what is wrong with it, and its row in a table (0: it is a file).

    The row counts from 1 in the document's chunk, until `RowNumbers` makes it that of the table. ``content`` is bytes
    of a file, or the string of a row. ``language`` is what the table of the text, or about its file, says of it.
    """

    path: str
    row: int = 0
    name: str = ""
    content: bytes | str = b""
    extra_columns: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    language: str = ""


# What goes wrong with one file, and not with the program.
_TROUBLE = (OSError, EOFError, ValueError, *TROUBLE_OF_ARCHIVES)


class RowNumbers:
    """Numbers the rows of tables, which are read chunk by chunk: chunks of a table come one after another."""

    def __init__(self) -> None:
        """Begin before the first table."""
        self._chunk: Chunk | None = None
        self._before = self._last = 0

    def in_table(self, chunk: Chunk, row: int) -> int:
        """The number, in its table, of a row in a chunk (both from 1); rows come in their order."""
        if chunk is not self._chunk:
            # A table's first chunk begins at 0; but where no row is in that, the next is the first that is seen.
            goes_on = chunk.begin and self._chunk is not None and self._chunk.paths == chunk.paths
            self._before = self._before + self._last if goes_on else 0
            self._chunk = chunk
        self._last = row
        return self._before + row


def documents_of(chunks: Iterable[Chunk], columns: Columns) -> Iterator[RawDocument]:
    """The documents of chunks, in their order, with rows numbered through each table; see `documents`."""
    numbers = RowNumbers()
    for chunk in chunks:
        for raw in documents(chunk, columns):
            if raw.row:
                raw.row = numbers.in_table(chunk, raw.row)
            yield raw


def read_raw(raw: RawDocument) -> tuple[Reading, TextRecord | None]:
    """The text of a document, in the language that its table names, if it does; and what the YAML file beside it
    says of it, where it is a file here.

    Raises:
        InputError: it has an error, or is not a text, or its YAML file is wrong.
    """
    if raw.error:
        raise input_error(raw.path, raw.error)
    if isinstance(raw.content, str):
        return _in_language(read_string(raw.path, raw.content), raw.language), None
    reading = _in_language(read_content(raw.path, raw.content), raw.language)
    if is_address(raw.path):
        return reading, None
    here = resolved(raw.path)
    # For a million files it matters that nothing but this is done where there is no such file.
    if not os.path.exists(f"{os.path.splitext(here)[0]}.yaml"):  # noqa: PTH110, PTH122
        return reading, None
    return reading, read_record_beside(Path(here), reading)


def _in_language(reading: Reading, named: str) -> Reading:
    if not named:
        return reading
    code = known_language(named)
    if code in NAMES:
        return replace(reading, language=code)
    note = f"the language '{named}' that its table names is not known, so that its words decide"
    return replace(reading, notes=(*reading.notes, note))


def language_named(values: Mapping[str, Any]) -> str:
    """What a row says of the language of its text, in the column for it; empty for nothing."""
    for name in LANGUAGE_COLUMNS:
        value = values.get(name)
        if isinstance(value, str) and value.strip().lower() not in _UNKNOWN:
            return value.strip()
    return ""


def documents(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    """The documents of a chunk; one that cannot be read has its error.

    Raises:
        InputError: a table has no column of the name given, two of one name, or is no CSV.
    """
    if chunk.kind == "files":
        for path in chunk.paths:
            yield _file(path)
        return
    readers = {"lines": _lines, "csv": _csv_rows, "parquet": _parquet_rows}
    path = chunk.paths[0]
    row = 0
    try:
        for row, found in enumerate(readers[chunk.kind](chunk, columns), 1):
            found.row = row
            yield found
    except _trouble() as error:
        yield RawDocument(path, row + 1, error=f"cannot be read from here on ({words_of(error)})")


def _trouble() -> tuple[type[Exception], ...]:
    import pyarrow as pa

    return (*_TROUBLE, pa.ArrowException)


def _file(path: str) -> RawDocument:
    try:
        if is_address(path) or path.lower().endswith(PACKED):
            with opened(path) as stream:
                content = _bounded(stream)
        else:
            with open(resolved(path), "rb", buffering=0) as file:  # noqa: PTH123 - half the time, for a million files
                content = file.read(min(os.fstat(file.fileno()).st_size, LARGEST_TEXT) + 1)
    except FileNotFoundError:
        return RawDocument(path, error="there is no such file")
    except _TROUBLE as error:
        return RawDocument(path, error=f"cannot be read ({words_of(error)})")
    if len(content) > LARGEST_TEXT:
        return RawDocument(
            path, error=f"has more than {LARGEST_TEXT:,} bytes, the most that can be read; split the file"
        )
    return RawDocument(path, content=content)


def _bounded(stream: IO[bytes]) -> bytes:
    """What a stream holds, or so much of it that it is more than is read."""
    parts: list[bytes] = []
    size = 0
    while size <= LARGEST_TEXT and (part := stream.read(1 << 20)):
        parts.append(part)
        size += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _lines(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    """Rows of a table whose lines are JSON; a line belongs to the chunk in which it begins."""
    path = chunk.paths[0]
    with opened(path) as stream:
        place = chunk.begin
        if place:
            # The line that began before is of the chunk before, also where it ended just there.
            stream.seek(place - 1)
            place += len(_line(stream)) - 1
        while chunk.end is None or place < chunk.end:
            line = _line(stream)
            if not line:
                return
            place += len(line)
            if len(line) > LONGEST_LINE:
                yield RawDocument(path, error=f"has a line of more than {LONGEST_LINE:,} bytes")
                while line and not line.endswith(b"\n"):
                    line = _line(stream)
                    place += len(line)
                continue
            if not line.isspace():
                yield _line_found(path, line, columns)


def _line(stream: IO[bytes]) -> bytes:
    return stream.readline(LONGEST_LINE + 1)


def _line_found(path: str, line: bytes, columns: Columns) -> RawDocument:
    try:
        values = _JSON.decode(line.decode("utf-8-sig", "surrogatepass"))
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 text: byte {line[error.start]:#04x} at offset {error.start:,} of its line"
        return RawDocument(path, error=f"{what}; save the table as UTF-8")
    except (ValueError, RecursionError) as error:
        return RawDocument(path, error=f"is not JSON ({words_of(error)})")
    if not isinstance(values, dict):
        return RawDocument(path, error="is not a JSON object")
    if HALF.search(line):
        values = _without_halves(values)
    return _row_found(path, values, columns)


def _without_halves(value: Any) -> Any:
    """A value of JSON with U+FFFD for each half of a pair of surrogates, which is not a character of its own."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_without_halves(one) for one in value]
    if isinstance(value, dict):
        return {_without_halves(name): _without_halves(one) for name, one in value.items()}
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; of two values of one name Python's reader would keep the last."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"it has two values with the name '{next(name for name in names if names.count(name) > 1)}'")
    return values


_JSON = json.JSONDecoder(object_pairs_hook=_object)


def _row_found(path: str, values: dict[str, Any], columns: Columns) -> RawDocument:
    text = values.get(columns.text)
    others = (
        {name: value for name, value in values.items() if name not in (columns.text, columns.name)}
        if columns.extra is None
        else {name: values.get(name) for name in columns.extra}
    )
    name = values.get(columns.name) if columns.name else None
    found = RawDocument(
        path, name="" if name is None else str(name), extra_columns=others, language=language_named(values)
    )
    if columns.text not in values:
        found.error = f"has no '{columns.text}'"
    elif text is None:
        found.error = "holds no words"
    elif not isinstance(text, str):
        found.error = f"'{columns.text}' is not a text"
    else:
        found.content = text
    return found


def _csv_rows(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    path = chunk.paths[0]
    tabs = "\t" if inner(path).lower().endswith(".tsv") else ""
    with opened(path) as raw, io.TextIOWrapper(raw, "utf-8-sig", "surrogateescape", newline="") as stream:
        rows = csv_rows(path, stream, delimiter=tabs)
        names = next(rows, NO_CELLS).cells
        if "".join(names[:1]).startswith(_UTF16):
            raise input_error(path, "is a table in UTF-16", "save it as UTF-8 (in Excel: CSV UTF-8)")
        if what := _undecoded(1, names, names):
            raise input_error(path, what)
        _expect(path, names, columns)
        for line, _, cells in rows:
            found = _row_found(path, dict(zip(names, cells, strict=True)), columns)
            try:
                "".join(cells).encode()
            except UnicodeEncodeError:
                found = RawDocument(path, error=_undecoded(line, names, cells))
            yield found


def _undecoded(line: int, names: list[str], cells: list[str]) -> str:
    """Where a row that begins on a line has a byte that is not UTF-8, in words; empty where it has none."""
    for name, cell in zip(names, cells, strict=True):
        try:
            cell.encode()
        except UnicodeEncodeError as error:
            before = cell[: error.start]
            place = line + sum(other.count("\n") for other in cells[: names.index(name)]) + before.count("\n")
            byte = cell[error.start].encode("utf-8", "surrogateescape")[0]
            letters = f"after {len(before):,} letters of '{name}'"
            return f"line {place}: is not UTF-8 text: byte {byte:#04x} {letters}; save the table as UTF-8"
    return ""


def _parquet_rows(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    import pyarrow.parquet as pq

    path = chunk.paths[0]
    with opened(path) as stream:
        file = pq.ParquetFile(stream, buffer_size=1 << 20)
        names = file.schema_arrow.names
        _expect(path, names, columns)
        if doubled := [name for name in names if names.count(name) > 1]:
            raise input_error(path, f"has the column '{doubled[0]}' twice", "rename one of them")
        wanted = [
            name for name in names
            if columns.extra is None or name in (columns.text, columns.name, *columns.extra, *LANGUAGE_COLUMNS)
        ]  # fmt: skip
        begin, end, first = chunk.begin, chunk.end or 0, 0
        for group in range(file.num_row_groups):
            last = first + file.metadata.row_group(group).num_rows
            if begin < last and end > first:
                for batch in file.iter_batches(256, row_groups=[group], columns=wanted):
                    skipped = min(max(0, begin - first), batch.num_rows)
                    for values in batch.slice(skipped, max(0, end - first - skipped)).to_pylist():
                        yield _row_found(path, values, columns)
                    first += batch.num_rows
                    if first >= end:
                        return
            first = last


def _expect(path: str, names: list[str], columns: Columns) -> None:
    for name in (columns.text, columns.name, *(columns.extra or ())):
        if name and name not in names:
            advice = known_names(name, names) if names else "it is empty: name another table"
            raise input_error(path, f"has no column '{name}'", advice)
