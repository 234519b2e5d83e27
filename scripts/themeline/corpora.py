"""Where many texts are found: folders, and tables with a column of texts, here or at an address, packed or not.

What is to be read is parted into pieces of work, which can be done in any order and place.
"""

import bz2
import csv
import gzip
import importlib.util
import io
import json
import lzma
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal

from themeline.errors import InputError, wrong
from themeline.files import table_reader
from themeline.sources import ENDINGS, LARGEST_TEXT

PACKAGE = "package://"
TABLES = {".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
PACKED = (".gz", ".bz2", ".xz", ".zst")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
PIECE_BYTES, PIECE_FILES = 16_000_000, 2_000
LONGEST_LINE = LARGEST_TEXT
Kind = Literal["files", "lines", "csv", "parquet"]


@dataclass(frozen=True)
class Columns:
    """Of tables: the columns of the texts and of their names, and those that are carried along (None: all others)."""

    text: str = "text"
    name: str = ""
    carried: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Piece:
    """A piece of work: files, or a part of a table.

    ``begin`` and ``end`` are bytes of a table of lines, or row groups of Parquet; None is its end. ``size`` is in
    bytes, as far as it is known.
    """

    kind: Kind
    paths: tuple[str, ...]
    begin: int = 0
    end: int | None = None
    size: int = 0


@dataclass
class Found:
    """A document as it is found: its content or what is wrong; its row in its piece of a table (0: a file)."""

    path: str
    row: int = 0
    name: str = ""
    content: bytes | str = b""
    carried: dict[str, Any] = field(default_factory=dict)
    error: str = ""


def plan(paths: Sequence[str]) -> list[Piece]:
    """The pieces of work in files, folders, archives, and at addresses, in the order of their names.

    Of a folder all texts are read, in the folders below it too; where it holds none, all tables.

    Raises:
        InputError: there is nothing of that name, or nothing in it that can be read.
    """
    pieces: list[Piece] = []
    for path in paths:
        files = _files_in(resolved(path))
        if not files:
            kinds = ", ".join((*ENDINGS, *TABLES))
            raise wrong(path, f"holds no text ({kinds})", "name a folder of texts, a text, or a table")
        several: list[tuple[str, int]] = []
        for file, size in files:
            if kind_of(file) == "files":
                several.append((file, size))
                continue
            pieces += _pieces_of_table(file, size)
        pieces += _pieces_of_files(several)
    return pieces


def resolved(path: str) -> str:
    """The path, or that of a file or folder that an installed package carries (``package://NAME/PATH``).

    Raises:
        InputError: the package is not installed.
    """
    if not path.startswith(PACKAGE):
        return path
    name, _, inside = path.removeprefix(PACKAGE).partition("/")
    found = importlib.util.find_spec(name) if name.isidentifier() else None
    if found is None or not found.submodule_search_locations:
        raise wrong(path, f"there is no package '{name}'", f"pip install {name}")
    return str(Path(next(iter(found.submodule_search_locations)), *inside.split("/")))


def kind_of(path: str) -> Kind | None:
    """How a file is read, told by its name: as a text, or as a table of a kind; None for neither."""
    name = PurePosixPath(_inner(path).lower())
    suffix = name.with_suffix("").suffix if name.suffix in PACKED else name.suffix
    if suffix in ENDINGS:
        return "files"
    return TABLES.get(suffix)  # type: ignore[return-value]


def _inner(path: str) -> str:
    """Of an address through an archive, the part inside it."""
    return path.partition("::")[0] if "::" in path else path


def _is_address(path: str) -> bool:
    return "://" in path


def _files_in(path: str) -> list[tuple[str, int]]:
    """The texts, or else the tables, and their bytes; a file that is named is taken whatever its name."""
    if not _is_address(path):
        here = Path(path)
        if here.is_dir():
            return _chosen(_walk(path))
        if not here.is_file():
            raise wrong(path, "there is no such file or folder", "check the name")
        if not path.lower().endswith(ARCHIVES):
            return [(path, here.stat().st_size)]
        path = f"{'zip' if path.lower().endswith('.zip') else 'tar'}://::{here.resolve().as_posix()}"
    import fsspec

    try:
        system, inside = fsspec.core.url_to_fs(path)
        chain = "".join(f"::{part}" for part in path.split("::")[1:])
        if inside and system.isfile(inside):
            return [(path, system.size(inside) or 0)]
        found = system.find(inside, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise wrong(path, f"cannot be read ({_words_of(error)})", "check the address") from None
    protocol = path.partition("://")[0]
    listed = [
        (name if _is_address(name) else f"{protocol}://{name}{chain}", int(entry.get("size") or 0))
        for name, entry in found.items()
    ]
    return _chosen(sorted(listed))


def _walk(folder: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _walk(entry.path)
            elif entry.is_file():
                yield entry.path, entry.stat().st_size


def _chosen(files: Iterator[tuple[str, int]] | list[tuple[str, int]]) -> list[tuple[str, int]]:
    texts, tables = [], []
    for file, size in files:
        kind = kind_of(file)
        if kind == "files":
            texts.append((file, size))
        elif kind and not texts:
            tables.append((file, size))
    return texts or tables


def _pieces_of_files(files: list[tuple[str, int]]) -> Iterator[Piece]:
    taken: list[str] = []
    size = 0
    for file, own in files:
        taken.append(file)
        size += own
        if size >= PIECE_BYTES or len(taken) == PIECE_FILES:
            yield Piece("files", tuple(taken), size=size)
            taken, size = [], 0
    if taken:
        yield Piece("files", tuple(taken), size=size)


def _pieces_of_table(path: str, size: int) -> list[Piece]:
    kind = kind_of(path)
    assert kind is not None  # noqa: S101
    if kind == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with opened(path) as stream:
                groups = pq.ParquetFile(stream).num_row_groups
        except (OSError, pa.ArrowException) as error:
            raise wrong(path, f"cannot be read as Parquet ({_words_of(error)})", "write it again") from None
        return [Piece(kind, (path,), group, group + 1, size // groups) for group in range(groups)]
    # Not every web server gives parts of a file.
    if kind == "lines" and size and not _inner(path).lower().endswith(PACKED) and not path.startswith("http"):
        begins = range(0, size, PIECE_BYTES)
        return [Piece(kind, (path,), begin, min(begin + PIECE_BYTES, size), PIECE_BYTES) for begin in begins]
    return [Piece(kind, (path,), size=size)]


def opened(path: str) -> IO[bytes]:
    """The bytes of a file here or at an address, unpacked."""
    if _is_address(path):
        import fsspec

        stream: IO[bytes] = fsspec.open(path, "rb").open()
    else:
        stream = Path(path).open("rb")  # noqa: SIM115 - the caller closes it
    name = _inner(path).lower()
    if name.endswith(".gz"):
        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    if name.endswith(".bz2"):
        return bz2.BZ2File(stream)
    if name.endswith(".xz"):
        return lzma.LZMAFile(stream)
    if name.endswith(".zst"):
        import pyarrow as pa

        return pa.CompressedInputStream(stream, "zstd")  # type: ignore[no-any-return]
    return stream


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
    except InputError:
        raise
    except Exception as error:
        if not isinstance(error, _trouble()):
            raise
        yield Found(path, row + 1, error=f"cannot be read from here on ({_words_of(error)})")


def _trouble() -> tuple[type[Exception], ...]:
    import pyarrow as pa

    return (*_TROUBLE, csv.Error, pa.ArrowException)


def _file(path: str) -> Found:
    try:
        if _is_address(path) or path.lower().endswith(PACKED):
            with opened(path) as stream:
                content = _bounded(stream)
        else:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - half the time, for a million files
                content = file.read(min(os.fstat(file.fileno()).st_size, LARGEST_TEXT) + 1)
    except FileNotFoundError:
        return Found(path, error="there is no such file")
    except _TROUBLE as error:
        return Found(path, error=f"cannot be read ({_words_of(error)})")
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
        return Found(path, error=f"is no JSON ({_words_of(error)})")
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
        delimiter = "\t" if _inner(path).lower().endswith(".tsv") else max(",;\t", key=head.count)
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
            raise wrong(path, f"has no column '{name}'", f"it has {', '.join(names)}; name one of them")


def about_files(path: str) -> dict[str, dict[str, Any]]:
    """A table about files, by the names in its first column, with or without their endings.

    Raises:
        InputError: it cannot be read, or has a name twice.
    """
    source = resolved(path)
    if not _is_address(source) and not Path(source).is_file():
        raise wrong(path, "there is no such file", "check the name")
    try:
        with opened(source) as stream:
            reader = table_reader(stream.read(LARGEST_TEXT).decode("utf-8-sig"))
            rows = list(reader)
    except (*_TROUBLE, csv.Error) as error:
        raise wrong(path, f"cannot be read as a table ({_words_of(error)})", "save it as CSV in UTF-8") from None
    first, *others = reader.fieldnames or [""]
    about: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, 2):
        name = (row[first] or "").strip()
        if name in about:
            raise wrong(path, f"has '{name}' twice", "give each file one row", line=number)
        about[name] = {key: row[key] for key in others}
    return about


def about_file(path: str, about: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a table about files says of one: the name that it has there, and its row."""
    for name in names_of(path):
        if name in about:
            yield name, about[name]


def names_of(path: str) -> tuple[str, str]:
    """The name of a file, and that without its endings."""
    name = PurePosixPath(_inner(path).replace("\\", "/")).name
    plain = PurePosixPath(name)
    return name, (plain.with_suffix("") if plain.suffix.lower() in PACKED else plain).stem


def _words_of(error: Exception) -> str:
    words = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return words.splitlines()[0][:200]
