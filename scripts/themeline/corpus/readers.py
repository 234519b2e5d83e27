"""The documents of chunks of work: files, or rows of tables; what cannot be read has its error."""

import csv
import io
import json
import lzma
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from themeline.corpus.locate import PACKED, Chunk, Columns, inner, opened, words_of
from themeline.errors import input_error
from themeline.io.paths import is_address, resolved
from themeline.text.extract import LARGEST_TEXT, read_content, read_string
from themeline.text.extracted import Reading
from themeline.text.metadata import TextRecord, read_record_beside

LONGEST_LINE = LARGEST_TEXT


@dataclass
class RawDocument:
    """A document before it is read: its content or what is wrong with it, and its row in a table (0: it is a file).

    The row counts from 1 in the document's chunk, until `RowNumbers` makes it that of the table. ``content`` is bytes
    of a file, or the string of a row.
    """

    path: str
    row: int = 0
    name: str = ""
    content: bytes | str = b""
    extra_columns: dict[str, Any] = field(default_factory=dict)
    error: str = ""


# What goes wrong with one file, and not with the program.
_TROUBLE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


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
    """The text of a document, and what the YAML file beside it says of it, where it is a file here.

    Raises:
        InputError: it has an error, or is no text, or its YAML file is wrong.
    """
    if raw.error:
        raise input_error(raw.path, raw.error)
    if isinstance(raw.content, str):
        return read_string(raw.path, raw.content), None
    reading = read_content(raw.path, raw.content)
    if is_address(raw.path):
        return reading, None
    here = resolved(raw.path)
    # For a million files it matters that nothing but this is done where there is no such file.
    if not os.path.exists(f"{os.path.splitext(here)[0]}.yaml"):  # noqa: PTH110, PTH122
        return reading, None
    return reading, read_record_beside(Path(here), reading)


def documents(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    """The documents of a chunk; one that cannot be read has its error.

    Raises:
        InputError: a table has no column of the name given.
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

    return (*_TROUBLE, csv.Error, pa.ArrowException)


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
            path, error=f"has more than {LARGEST_TEXT:,} bytes, which is the most that is read; split the file"
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
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return RawDocument(path, error=f"is no JSON ({words_of(error)})")
    if not isinstance(values, dict):
        return RawDocument(path, error="is no JSON object")
    return _row_found(path, values, columns)


def _row_found(path: str, values: dict[str, Any], columns: Columns) -> RawDocument:
    text = values.get(columns.text)
    others = (
        {name: value for name, value in values.items() if name not in (columns.text, columns.name)}
        if columns.extra is None
        else {name: values.get(name) for name in columns.extra}
    )
    name = values.get(columns.name) if columns.name else None
    found = RawDocument(path, name="" if name is None else str(name), extra_columns=others)
    if columns.text not in values:
        found.error = f"has no '{columns.text}'"
    elif text is None:
        found.error = "holds no words"
    elif not isinstance(text, str):
        found.error = f"'{columns.text}' is no text"
    else:
        found.content = text
    return found


def _csv_rows(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    path = chunk.paths[0]
    csv.field_size_limit(LARGEST_TEXT)
    with opened(path) as raw, io.TextIOWrapper(raw, "utf-8-sig", "surrogateescape", newline="") as stream:
        head = stream.readline()
        delimiter = "\t" if inner(path).lower().endswith(".tsv") else max(",;\t", key=head.count)
        names = next(csv.reader([head], delimiter=delimiter), [])
        _expect(path, names, columns)
        for values in csv.reader(stream, delimiter=delimiter):
            if not values:
                continue
            if len(values) != len(names):
                yield RawDocument(path, error=f"has {len(values)} columns, the head has {len(names)}")
                continue
            found = _row_found(path, dict(zip(names, values, strict=True)), columns)
            if isinstance(found.content, str) and not found.content.isascii():
                try:
                    found.content.encode()
                except UnicodeEncodeError:
                    found.error, found.content = "is not UTF-8 text", ""
            yield found


def _parquet_rows(chunk: Chunk, columns: Columns) -> Iterator[RawDocument]:
    import pyarrow.parquet as pq

    path = chunk.paths[0]
    with opened(path) as stream:
        file = pq.ParquetFile(stream, buffer_size=1 << 20)
        names = file.schema_arrow.names
        _expect(path, names, columns)
        wanted = [
            name for name in names
            if columns.extra is None or name in (columns.text, columns.name, *columns.extra)
        ]  # fmt: skip
        for batch in file.iter_batches(256, row_groups=range(chunk.begin, chunk.end or 0), columns=wanted):
            for values in batch.to_pylist():
                yield _row_found(path, values, columns)


def _expect(path: str, names: list[str], columns: Columns) -> None:
    for name in (columns.text, columns.name, *(columns.extra or ())):
        if name and name not in names:
            raise input_error(path, f"has no column '{name}'", f"it has {', '.join(names)}; name one of them")
