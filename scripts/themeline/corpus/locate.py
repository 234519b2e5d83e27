"""Where many texts are found: folders, and tables with a column of texts, here or at an address, packed or not.

What is to be read is divided into chunks of work, which can be done in any order and place.
"""

import bz2
import functools
import gzip
import io
import lzma
import math
import os
import posixpath
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Literal

from themeline.errors import input_error
from themeline.io.files import decoded, table_rows
from themeline.io.optional import missing_extra, require
from themeline.io.paths import in_collection, is_address, like_it, resolved
from themeline.text.extract import ENDINGS, LARGEST_TEXT

TABLES = {".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
PACKED = (".gz", ".bz2", ".xz", ".zst")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
# What is known of a text stands beside it in such a file.
RECORDS = (".yaml", ".yml")
# So many kinds of other files are named.
MOST_ENDINGS = 5
CHUNK_BYTES, CHUNK_FILES = 16_000_000, 2_000
# To read a byte of these costs as much as to read and count so many of plain text. Measured was how fast they are
# read: Markdown 3.2, HTML 2.2, Word 5.7, PDF 0.24 MB/s, where a new process counts some 10 MB/s of plain text.
COSTS = {".md": 3, ".markdown": 3, ".html": 5, ".htm": 5, ".xhtml": 5, ".docx": 2, ".pdf": 40}
# Gathering costs some milliseconds a chunk, so a large corpus gets larger chunks.
MOST_CHUNKS = 5_000
# Of a row group of Parquet.
MOST_PARTS = 16
# What goes wrong in an archive, beside what does in any file.
TROUBLE_OF_ARCHIVES = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError)
Kind = Literal["files", "lines", "csv", "parquet"]


@dataclass(frozen=True)
class Columns:
    """Of tables: the columns of the texts and of their names, and extra ones to carry along (None: all others)."""

    text: str = "text"
    name: str = ""
    extra: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Chunk:
    """A chunk of work: files, or a part of a table.

    ``begin`` and ``end`` are bytes of a table of lines, or rows of Parquet; None is its end. ``size`` is in bytes, as
    far as it is known; ``cost`` is of how many bytes of plain text it takes the time, of files.
    """

    kind: Kind
    paths: tuple[str, ...]
    begin: int = 0
    end: int | None = None
    size: int = 0
    cost: int = 0


def plan(paths: Sequence[str], passed_over: Counter[str] | None = None) -> list[Chunk]:
    """The chunks of work in files, folders, archives, and at addresses, in the order of their names.

    Of a folder all texts are read, in the folders below it too; where it holds none, all tables. A relative path is
    looked for in the current folder first, then in the project's.

    Args:
        paths: their names.
        passed_over: files in folders and archives that are neither texts nor what is known of them, nor tables that
            are read, are counted in it, by their endings.

    Raises:
        InputError: there is nothing of that name, or nothing in it that can be read.
    """
    found: list[list[tuple[str, int]]] = []
    others: Counter[str] = Counter()
    for path in paths:
        # What else is in a package is of no concern here.
        found.append(_files_in(path, Counter() if path.startswith("package:") else others))
        if not found[-1]:
            kinds = ", ".join((*ENDINGS, *TABLES))
            raise input_error(path, f"holds no texts ({kinds})", "name a folder of texts, a text, or a table")
    if passed_over is not None:
        passed_over.update(others)
    costs = sum(_cost(file, size) for files in found for file, size in files)
    # Chunks of one size: else a process would wait for another that has a whole one, and itself only the rest.
    most = math.ceil(costs / min(MOST_CHUNKS, math.ceil(costs / CHUNK_BYTES) or 1)) or 1
    chunks: list[Chunk] = []
    for files in found:
        texts = [(file, size) for file, size in files if kind_of(file) in ("files", None)]
        for file, size in files:
            if kind_of(file) not in ("files", None):
                chunks += _chunks_of_table(file, size, most)
        chunks += _chunks_of_files(texts, most)
    return chunks


def kind_of(path: str) -> Kind | None:
    """How a file is read, told by its name: as a text, or as a table of a kind; None for neither."""
    suffix = _suffix(path)
    if suffix in ENDINGS:
        return "files"
    return TABLES.get(suffix)  # type: ignore[return-value]


def _suffix(path: str) -> str:
    """The ending that says what a file is, without that of how it is packed."""
    # Not by pathlib, which takes ten times as long: there may be a million files.
    stem, suffix = posixpath.splitext(inner(path).lower())
    return posixpath.splitext(stem)[1] if suffix in PACKED else suffix


def inner(path: str) -> str:
    """Of an address through an archive, the part inside it."""
    return path.partition("::")[0] if "::" in path else path


def _files_in(path: str, passed_over: Counter[str]) -> list[tuple[str, int]]:
    """The texts, or else the tables, and their bytes; a file that is named is taken whatever its name."""
    named, advice = path, "check the address"
    if not is_address(path):
        here = Path(resolved(path))
        if not here.exists() and in_collection(path).exists():
            here = in_collection(path)
            path = str(here)
        if here.is_dir():
            files = ((path.rstrip("/") + file[len(str(here)) :], size) for file, size in _walk(str(here)))
            return _chosen(files, passed_over)
        if not here.is_file():
            raise input_error(path, "there is no such file or folder", f"{like_it(path)}check the name")
        if not path.lower().endswith(ARCHIVES):
            return [(path, here.stat().st_size)]
        advice = "check whether it can be unpacked"
        path = f"{'zip' if path.lower().endswith('.zip') else 'tar'}://::{here.as_posix()}"
    require(path, "fsspec")
    import fsspec

    protocol = path.partition("://")[0]
    chain = "".join(f"::{part}" for part in path.split("::")[1:])
    try:
        system, inside = fsspec.core.url_to_fs(path)
        if hasattr(system, "zip") or hasattr(system, "tar"):
            inside = inner(path).removeprefix(f"{protocol}://")
            listed = [
                (f"{protocol}://{name}{chain}", size)
                for name, size in _members(system)
                if name == inside or not inside or name.startswith(f"{inside.rstrip('/')}/")
            ]
            if len(listed) == 1 and listed[0][0] == path:
                return listed
        else:
            if inside and system.isfile(inside):
                return [(path, system.size(inside) or 0)]
            listed = [
                (name if is_address(name) else f"{protocol}://{name}{chain}", int(entry.get("size") or 0))
                for name, entry in system.find(inside, detail=True).items()
            ]
    except ImportError as error:
        unread = input_error(named, f"cannot be read ({words_of(error)})", advice)
        raise missing_extra(error, named) or unread from None
    except (OSError, ValueError, EOFError, *TROUBLE_OF_ARCHIVES) as error:
        raise input_error(named, f"cannot be read ({words_of(error)})", advice) from None
    return _chosen(sorted(listed), passed_over)


def _members(system: Any) -> Iterator[tuple[str, int]]:
    """The files in an archive that fsspec has opened, and their bytes; of two of one name the last, as if unpacked.

    Left out is what is not a file (folders, devices), and as in a folder what has a name that begins with a dot, or
    belongs to such a file that macOS has packed along.

    Raises:
        OSError: the archive ends before its end, so that files may be missing.
    """
    if hasattr(system, "zip"):
        entries = [(entry.filename, entry.file_size) for entry in system.zip.infolist() if not entry.is_dir()]
    else:
        tar = system.tar
        members = tar.getmembers()
        # tarfile ends in silence where the next head is cut off or broken: an archive ends with a block of zeros.
        tar.fileobj.seek(tar.offset)
        block = tar.fileobj.read(tarfile.BLOCKSIZE)
        if len(block) < tarfile.BLOCKSIZE or block.strip(b"\0"):
            raise OSError("the archive is cut off or damaged, so that files may be missing")
        entries = [(one.name, one.size) for one in members if one.isfile() or one.issym() or one.islnk()]
    for name, size in dict(entries).items():
        parts = name.split("/")
        if "__MACOSX" not in parts and not any(part.startswith(".") and part.strip(".") for part in parts):
            yield name, size


def _opened_member(system: Any, name: str) -> Any:
    """A file in an archive.

    Raises:
        OSError: it is not there, is encrypted, or is a link that leads nowhere.
    """
    try:
        if hasattr(system, "zip"):
            entry = system.zip.getinfo(name)
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise OSError("it is a link, which is not followed in a .zip")
            if entry.flag_bits & 1:
                raise OSError("it is encrypted")
            return system.zip.open(entry)
        member = system.tar.getmember(name)
    except KeyError:
        raise FileNotFoundError(name) from None
    except NotImplementedError:
        raise OSError("it is compressed in an unknown way") from None
    try:
        stream = system.tar.extractfile(member)
    except (KeyError, RecursionError):
        raise OSError(f"it is a link to {member.linkname}, which is not a file of the archive") from None
    if stream is None:
        raise OSError("it is not a file")
    return stream


def _walk(folder: str, above: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """The files in a folder, and below it, and their bytes; a link to a folder that it is in is not followed."""
    above = (*above, os.path.realpath(folder))
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not entry.is_symlink() or os.path.realpath(entry.path) not in above:
                    yield from _walk(entry.path, above)
            elif entry.is_file():
                yield entry.path, entry.stat().st_size


def _chosen(files: Iterable[tuple[str, int]], passed_over: Counter[str]) -> list[tuple[str, int]]:
    texts, tables = [], []
    for file, size in files:
        kind = kind_of(file)
        if kind == "files":
            texts.append((file, size))
        elif kind:
            tables.append((file, size))
        elif _ending(file) not in RECORDS:
            passed_over[_ending(file)] += 1
    if texts:
        passed_over.update(_ending(file) for file, _ in tables)
    return texts or tables


def _ending(file: str) -> str:
    return PurePosixPath(inner(file)).suffix.lower()


def remark_on_passed_over(passed_over: Counter[str]) -> str:
    """What to say of files that `plan` has passed over; nothing where there are none."""
    if not passed_over:
        return ""
    ordered = sorted(passed_over.items(), key=lambda pair: (-pair[1], pair[0]))
    kinds = [f"{ending or 'without an ending'} {count:,}" for ending, count in ordered[:MOST_ENDINGS]]
    more = ", and more" if len(ordered) > MOST_ENDINGS else ""
    many = passed_over.total()
    verb, noun = ("is", "file of another kind") if many == 1 else ("are", "files of other kinds")
    return f"{many:,} {noun} ({', '.join(kinds)}{more}) {verb} not read"


def _chunks_of_files(files: list[tuple[str, int]], most: int) -> Iterator[Chunk]:
    taken: list[str] = []
    size = cost = 0
    several = max(CHUNK_FILES, len(files) // MOST_CHUNKS)
    for file, own in files:
        taken.append(file)
        size += own
        cost += _cost(file, own)
        if cost >= most or len(taken) == several:
            yield Chunk("files", tuple(taken), size=size, cost=cost)
            taken, size, cost = [], 0, 0
    if taken:
        yield Chunk("files", tuple(taken), size=size, cost=cost)


def _cost(file: str, size: int) -> int:
    return size * COSTS.get(_suffix(file), 1)


def _chunks_of_table(path: str, size: int, most: int) -> list[Chunk]:
    kind = kind_of(path)
    assert kind is not None  # noqa: S101
    if kind == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with opened(path) as stream:
                known = pq.ParquetFile(stream).metadata
            groups = [known.row_group(i) for i in range(known.num_row_groups)]
        except (OSError, EOFError, *TROUBLE_OF_ARCHIVES, pa.ArrowException) as error:
            raise input_error(path, f"cannot be read as Parquet ({words_of(error)})", "write it again") from None
        if not groups:
            return [Chunk(kind, (path,), 0, 0, size)]
        return list(_chunks_of_groups(path, [(one.num_rows, one.total_byte_size) for one in groups], size, most))
    # Not every web server gives parts of a file.
    if kind == "lines" and size and not inner(path).lower().endswith(PACKED) and not path.startswith("http"):
        return [
            Chunk(kind, (path,), begin, min(begin + most, size), min(most, size - begin))
            for begin in range(0, size, most)
        ]
    return [Chunk(kind, (path,), size=size)]


def _chunks_of_groups(path: str, groups: list[tuple[int, int]], size: int, most: int) -> Iterator[Chunk]:
    """Parts of the row groups of Parquet, given by their rows and bytes; a large group is read by several chunks.

    pandas and others write up to a million rows as one group, which one process alone would count, and begin again
    after it was interrupted. Each chunk reads its group from the beginning: hence not more than some parts of it.
    """
    whole = sum(rows for rows, _ in groups) or 1
    first = 0
    for rows, held in groups:
        parts = max(1, min(MOST_PARTS, -(-held // most), rows))
        for part in range(parts):
            begin, end = first + rows * part // parts, first + rows * (part + 1) // parts
            yield Chunk("parquet", (path,), begin, end, size * (end - begin) // whole)
        first += rows


def _opened_by_fsspec(path: str) -> Any:
    import fsspec

    member, _, archive = path.partition("::")
    if not archive:
        return fsspec.open(path, "rb").open()
    protocol, _, inside = member.partition("://")
    time = Path(archive).stat().st_mtime_ns if Path(archive).is_file() else 0
    system = _archive(f"{protocol}://::{archive}", time)
    if hasattr(system, "zip") or hasattr(system, "tar"):
        return _opened_member(system, inside)
    return system.open(inside, "rb")


@functools.lru_cache(maxsize=2)
def _archive(address: str, time: int) -> Any:
    """An archive, kept open: its list of files is long to read, and needed for each of them."""
    import fsspec

    return fsspec.core.url_to_fs(address)[0]


def opened(path: str) -> IO[bytes]:
    """The bytes of a file here or at an address, unpacked."""
    if is_address(path):
        stream: IO[bytes] = io.BufferedReader(_opened_by_fsspec(path), 1 << 20)
    else:
        stream = Path(resolved(path)).open("rb")  # noqa: SIM115 - the caller closes it
    name = inner(path).lower()
    if name.endswith(".gz"):
        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    if name.endswith(".bz2"):
        return bz2.BZ2File(stream)
    if name.endswith(".xz"):
        return lzma.LZMAFile(stream)
    if name.endswith(".zst"):
        import pyarrow as pa

        return io.BufferedReader(pa.CompressedInputStream(stream, "zstd"), 1 << 20)
    return stream


def read_metadata(path: str) -> dict[str, dict[str, Any]]:
    """A table about files, by the names in its first column, with or without their endings.

    Raises:
        InputError: it cannot be read, or has a name twice.
    """
    if not is_address(path) and not Path(resolved(path)).is_file():
        raise input_error(path, "there is no such file", f"{like_it(path)}check the name")
    try:
        with opened(path) as stream:
            raw = stream.read(LARGEST_TEXT + 1)
    except (OSError, EOFError, ValueError, *TROUBLE_OF_ARCHIVES) as error:
        raise input_error(path, f"cannot be read as a table ({words_of(error)})", "save it as CSV in UTF-8") from None
    if len(raw) > LARGEST_TEXT:
        what = f"has more than {LARGEST_TEXT:,} bytes, the most that can be read"
        raise input_error(path, what, "leave out columns that are not needed")
    table = table_rows(path, decoded(path, raw))
    first, *others = table.columns or [""]
    metadata: dict[str, dict[str, Any]] = {}
    for line, _, row in table.rows:
        name = row[first].strip()
        if name in metadata:
            raise input_error(path, f"has '{name}' twice", "give each file one row", line=line)
        metadata[name] = {key: row[key] for key in others}
    return metadata


def metadata_of_file(path: str, metadata: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a table about files says of one: the name that it has there, and its row."""
    for name in names_of(path) if metadata else ():
        if name in metadata:
            yield name, metadata[name]


def names_of(path: str) -> tuple[str, str]:
    """The name of a file, and that without its endings."""
    name = inner(path).replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if f".{ending.lower()}" in PACKED:
        stem, dot, ending = stem.rpartition(".")
    return name, stem if dot else ending


def words_of(error: Exception) -> str:
    """What an error of the system or of a library says, in one line."""
    words = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return words.splitlines()[0][:200]
