"""The documents of a piece of work: files, or rows of a table; what cannot be read has its error."""

import csv
import io
import json
import lzma
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from themeline.corpus.locate import PACKED, Columns, Piece, inner, opened, words_of
from themeline.errors import input_error
from themeline.io.paths import is_address, resolved
from themeline.text.extract import LARGEST_TEXT

LONGEST_LINE = LARGEST_TEXT


@dataclass
class Found:
    """A document as it is found: its content or what is wrong; its row in its piece of a table (0: a file)."""

    path: str
    row: int = 0
    name: str = ""
    content: bytes | str = b""
    carried: dict[str, Any] = field(default_factory=dict)
    error: str = ""


# What goes wrong with one file, and not with the program.
_TROUBLE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)


def documents(piece: Piece, columns: Columns) -> Iterator[Found]:
    """The documents of a piece; one that cannot be read has its error.

    Raises:
        InputError: a table has no column of the name given.
    """
    if piece.kind == "files":
        for path in piece.paths:
            yield _file(path)
        return
    readers = {"lines": _lines, "csv": _csv_rows, "parquet": _parquet_rows}
    path = piece.paths[0]
    row = 0
    try:
        for row, found in enumerate(readers[piece.kind](piece, columns), 1):
            found.row = row
            yield found
    except _trouble() as error:
        yield Found(path, row + 1, error=f"cannot be read from here on ({words_of(error)})")


def _trouble() -> tuple[type[Exception], ...]:
    import pyarrow as pa

    return (*_TROUBLE, csv.Error, pa.ArrowException)


def _file(path: str) -> Found:
    try:
        if is_address(path) or path.lower().endswith(PACKED):
            with opened(path) as stream:
                content = _bounded(stream)
        else:
            with open(resolved(path), "rb", buffering=0) as file:  # noqa: PTH123 - half the time, for a million files
                content = file.read(min(os.fstat(file.fileno()).st_size, LARGEST_TEXT) + 1)
    except FileNotFoundError:
        return Found(path, error="there is no such file")
    except _TROUBLE as error:
        return Found(path, error=f"cannot be read ({words_of(error)})")
    if len(content) > LARGEST_TEXT:
        return Found(
            path, error=f"has more than {LARGEST_TEXT:,} bytes, which is the most that is read; split the file"
        )
    return Found(path, content=content)


def _bounded(stream: IO[bytes]) -> bytes:
    """What a stream holds, or so much of it that it is more than is read."""
    parts: list[bytes] = []
    size = 0
    while size <= LARGEST_TEXT and (part := stream.read(1 << 20)):
        parts.append(part)
        size += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _lines(piece: Piece, columns: Columns) -> Iterator[Found]:
    """Rows of a table whose lines are JSON; a line belongs to the piece in which it begins."""
    path = piece.paths[0]
    with opened(path) as stream:
        place = piece.begin
        if place:
            # The line that began before is of the piece before, also where it ended just there.
            stream.seek(place - 1)
            place += len(_line(stream)) - 1
        while piece.end is None or place < piece.end:
            line = _line(stream)
            if not line:
                return
            place += len(line)
            if len(line) > LONGEST_LINE:
                yield Found(path, error=f"has a line of more than {LONGEST_LINE:,} bytes")
                while line and not line.endswith(b"\n"):
                    line = _line(stream)
                    place += len(line)
                continue
            if not line.isspace():
                yield _line_found(path, line, columns)


def _line(stream: IO[bytes]) -> bytes:
    return stream.readline(LONGEST_LINE + 1)


def _line_found(path: str, line: bytes, columns: Columns) -> Found:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Found(path, error=f"is no JSON ({words_of(error)})")
    if not isinstance(values, dict):
        return Found(path, error="is no JSON object")
    return _row_found(path, values, columns)


def _row_found(path: str, values: dict[str, Any], columns: Columns) -> Found:
    text = values.get(columns.text)
    others = (
        {name: value for name, value in values.items() if name not in (columns.text, columns.name)}
        if columns.carried is None
        else {name: values.get(name) for name in columns.carried}
    )
    name = values.get(columns.name) if columns.name else None
    found = Found(path, name="" if name is None else str(name), carried=others)
    if columns.text not in values:
        found.error = f"has no '{columns.text}'"
    elif text is None:
        found.error = "holds no words"
    elif not isinstance(text, str):
        found.error = f"'{columns.text}' is no text"
    else:
        found.content = text
    return found


def _csv_rows(piece: Piece, columns: Columns) -> Iterator[Found]:
    path = piece.paths[0]
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
                yield Found(path, error=f"has {len(values)} columns, the head has {len(names)}")
                continue
            found = _row_found(path, dict(zip(names, values, strict=True)), columns)
            if isinstance(found.content, str) and not found.content.isascii():
                try:
                    found.content.encode()
                except UnicodeEncodeError:
                    found.error, found.content = "is not UTF-8 text", ""
            yield found


def _parquet_rows(piece: Piece, columns: Columns) -> Iterator[Found]:
    import pyarrow.parquet as pq

    path = piece.paths[0]
    with opened(path) as stream:
        file = pq.ParquetFile(stream, buffer_size=1 << 20)
        names = file.schema_arrow.names
        _expect(path, names, columns)
        wanted = [
            name for name in names
            if columns.carried is None or name in (columns.text, columns.name, *columns.carried)
        ]  # fmt: skip
        for batch in file.iter_batches(256, row_groups=range(piece.begin, piece.end or 0), columns=wanted):
            for values in batch.to_pylist():
                yield _row_found(path, values, columns)


def _expect(path: str, names: list[str], columns: Columns) -> None:
    for name in (columns.text, columns.name, *(columns.carried or ())):
        if name and name not in names:
            raise input_error(path, f"has no column '{name}'", f"it has {', '.join(names)}; name one of them")
