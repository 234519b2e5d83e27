"""Counts of more than fits into memory, or takes a minute: chunk by chunk, by several processes or a cluster.

While it runs, the counts of each chunk are kept in a folder beside the table that is to be written. When all are
there, they are put together, and the folder is removed. What is interrupted can be gone on with: chunks are the same
if the files, the codebook and the options are.
"""

import contextlib
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from themeline.corpus import locate
from themeline.corpus.count import COLUMNS, LEFT_OUT, OF_WORDS, THREADS, count_chunk

# What is outside of this room reaches the engine by this name only.
from themeline.corpus.engine import compilation as compilation
from themeline.corpus.locate import Chunk, Columns
from themeline.corpus.readers import RowNumbers
from themeline.dictionary.codebook import Codebook
from themeline.errors import InputError, input_error
from themeline.io.files import csv_of_table
from themeline.io.optional import require
from themeline.io.paths import resolved
from themeline.text.metadata import is_much

if TYPE_CHECKING:
    import pyarrow as pa

PLAN, UNDONE = "plan.json", ".new"
# How long a scheduler may take to answer, in seconds.
PATIENCE = 10
KINDS = (".csv", ".parquet")


class Totals(NamedTuple):
    """What was counted: documents; those that could not be; of each language those left out, those that were counted,
    and their words; words that are not body, and the documents of which these are more than a few per cent."""

    documents: int
    faults: int
    left_out: dict[str, int]
    counted: dict[str, int]
    words: dict[str, int]
    not_body: int
    much: int


@dataclass(frozen=True)
class Work:
    """What is to be counted, and how: chunks, codebook, columns of tables, a table about files, parts of the text,
    languages (codes; any for none)."""

    chunks: tuple[Chunk, ...]
    codebook: Codebook
    columns: Columns
    metadata: str = ""
    whole_text: bool = False
    languages: tuple[str, ...] = ()

    def mark(self) -> str:
        """What chunks counted earlier must have in common with these, to be used."""
        # What a version with other columns has counted, which also had other rules of headings, is not mixed in.
        told = {
            "pieces": [(*asdict(chunk).values(), *map(_state, chunk.paths)) for chunk in self.chunks],
            "codebook": self.codebook.model_dump(mode="json"),
            "columns": {"text": self.columns.text, "name": self.columns.name, "carried": self.columns.extra},
            "about": [self.metadata, _state(self.metadata)] if self.metadata else [],
            "whole_text": self.whole_text,
            "counts": [*COLUMNS, *OF_WORDS],
            "languages": self.languages,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _state(path: str) -> list[int]:
    """What of a file here, or of the archive that it is in, changes when it does: its size and time."""
    with contextlib.suppress(OSError):
        stat = Path(resolved(path.rpartition("::")[2])).stat()
        return [stat.st_size, stat.st_mtime_ns]
    return []


def parts_of(out: Path) -> Path:
    """The folder where the counts of chunks are kept until all are there."""
    return out.with_name(f".{out.name}.parts")


def count_to_file(
    work: Work,
    out: Path,
    *,
    jobs: int = 1,
    scheduler: str = "",
    resume: bool = False,
    tell: Callable[[int, int], object] = lambda done, size: None,
) -> Totals:
    """Count all chunks and write their counts as one table (.csv or .parquet), whole or not at all.

    Args:
        work: what is to be counted.
        out: the file.
        jobs: processes at a time.
        scheduler: of a Dask cluster, whose workers then do the work.
        resume: use the chunks that an interrupted run has counted.
        tell: called with each number of a chunk that is done, and its bytes.

    Returns:
        What came of it, in numbers.

    Raises:
        InputError: a column that is named is not there, or a table is not CSV; or chunks counted earlier are of other
            files or options.
    """
    parts = parts_of(out)
    done = _begin(parts, work, resume=resume)
    for number in done:
        tell(number, work.chunks[number].size)
    lacking = [number for number in range(len(work.chunks)) if number not in done]
    try:
        # With several processes each gets one thread.
        threads = 1 if scheduler or (jobs > 1 and len(lacking) > 1) else THREADS
        for number in _keep_all(_tasks(work, lacking, threads), parts, jobs, scheduler):
            tell(number, work.chunks[number].size)
    except InputError:
        # What was counted in this call is of no use: files or options must change before there can be another one.
        if not done:
            shutil.rmtree(parts)
        raise
    result = _put_together(work, parts, out)
    shutil.rmtree(parts)
    return result


def _begin(parts: Path, work: Work, *, resume: bool) -> list[int]:
    """Make the folder of parts, or find what is in it; the numbers of the chunks that are done."""
    plan = parts / PLAN
    if resume and plan.is_file():
        if json.loads(plan.read_text())["mark"] != work.mark():
            raise input_error(
                parts,
                "comes from other files, another codebook, other options, or another version",
                "call it as before, or without --resume",
            )
        for left in parts.glob(f"*{UNDONE}"):
            shutil.rmtree(left)
        return sorted(int(path.name) for path in parts.iterdir() if path.is_dir())
    if parts.is_dir():
        shutil.rmtree(parts)
    try:
        parts.mkdir(parents=True)
        plan.write_text(json.dumps({"mark": work.mark()}))
    except OSError as error:
        raise input_error(parts, f"cannot be written ({error.strerror})", "choose another folder") from None
    return []


def _tasks(work: Work, numbers: Sequence[int], threads: int) -> dict[int, tuple[Any, ...]]:
    """What `count_chunk` is given for each chunk."""
    metadata = locate.read_metadata(work.metadata) if work.metadata else {}
    codebook = work.codebook.model_dump_json(exclude_defaults=True)
    tasks = {}
    for number in numbers:
        chunk = work.chunks[number]
        own = {name: row for path in chunk.paths for name, row in locate.metadata_of_file(path, metadata)}
        tasks[number] = (chunk, codebook, work.columns, own, work.whole_text, work.languages, threads)
    return tasks


def _keep_all(tasks: dict[int, tuple[Any, ...]], parts: Path, jobs: int, scheduler: str) -> Iterator[int]:
    """Count chunks and keep their counts; the numbers of those that are done, in any order."""
    if scheduler:
        for number, tables in _by_cluster(tasks, scheduler):
            _keep(tables, parts, number)
            yield number
    elif jobs == 1 or len(tasks) < 2:
        for number, task in tasks.items():
            yield _count_and_keep(task, parts, number)
    else:
        # A forked child would inherit locks held by threads that do not exist in it.
        with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
            try:
                futures = [pool.submit(_count_and_keep, task, parts, number) for number, task in tasks.items()]
                for future in as_completed(futures):
                    yield future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _count_and_keep(task: tuple[Any, ...], parts: Path, number: int) -> int:
    _keep(count_chunk(*task), parts, number)
    return number


def _keep(tables: "Iterable[pa.Table]", parts: Path, number: int) -> None:
    """Write the counts of a chunk into a folder of its own, which has its name when all are there."""
    import pyarrow.parquet as pq

    new = parts / f"{number}{UNDONE}"
    new.mkdir()
    for place, table in enumerate(tables):
        pq.write_table(table, new / f"{place:06}.parquet")
    new.rename(parts / str(number))


def _count_to_list(*task: Any) -> "list[pa.Table]":
    return list(count_chunk(*task))


def _by_cluster(tasks: dict[int, tuple[Any, ...]], scheduler: str) -> "Iterator[tuple[int, list[pa.Table]]]":
    require(f"--scheduler {scheduler}", "distributed")
    from distributed import Client, as_completed

    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise input_error(scheduler, f"no scheduler answers there ({error})", "start one: dask scheduler") from None
    with client:
        # Not one that may have the result of an earlier call, when the files were others.
        futures = {client.submit(_count_to_list, *task, pure=False): number for number, task in tasks.items()}
        for future in as_completed(list(futures), loop=client.loop):
            yield futures.pop(future), future.result()
            future.release()


def _with_rows(chunks: Sequence[Chunk], tables: "Iterator[tuple[int, pa.Table]]") -> "Iterator[pa.Table]":
    """Tables, each of the chunk of a number and in their order, with rows numbered through each file, and named."""
    import pyarrow as pa

    numbers = RowNumbers()
    for number, table in tables:
        chunk = chunks[number]
        if chunk.kind == "files":
            yield table
            continue
        rows = [numbers.in_table(chunk, row) for row in table["row"].to_pylist()]
        stem = locate.names_of(chunk.paths[0])[1]
        named = [name or f"{stem}#{row}" for name, row in zip(table["document"].to_pylist(), rows, strict=True)]
        for name, values, kind in (("row", rows, pa.int64()), ("document", named, pa.string())):
            table = table.set_column(table.column_names.index(name), name, pa.array(values, kind))
        yield table


def _schema(schemas: "list[pa.Schema]", themes: list[str]) -> "pa.Schema":
    import pyarrow as pa

    # Of no document at all there is no schema, and the table has its columns nevertheless.
    counts = dict.fromkeys(("row", *OF_WORDS, *themes), pa.int64())
    kinds: dict[str, pa.DataType] = dict.fromkeys(COLUMNS, pa.string()) | counts
    for schema in schemas:
        for field in schema:
            known = kinds.get(field.name, field.type)
            if pa.types.is_null(known) or known == field.type:
                kinds[field.name] = field.type
            elif not pa.types.is_null(field.type):
                numbers = all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in (known, field.type))
                kinds[field.name] = pa.float64() if numbers else pa.string()
    first = [*COLUMNS, *OF_WORDS, *themes]
    names = [*first, *(name for name in kinds if name not in first)]
    return pa.schema([(name, pa.string() if pa.types.is_null(kinds[name]) else kinds[name]) for name in names])


def _as(table: "pa.Table", schema: "pa.Schema") -> "pa.Table":
    import pyarrow as pa

    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.nulls(len(table), field.type))
            continue
        column = table[field.name]
        try:
            columns.append(column.cast(field.type))
        except pa.ArrowException:
            columns.append(
                pa.array([None if value is None else str(value) for value in column.to_pylist()], field.type)
            )
    return pa.table(dict(zip(schema.names, columns, strict=True)), schema)


def _put_together(work: Work, parts: Path, out: Path) -> Totals:
    """Write one table of all parts, one after another, so that no more than a part is in memory."""
    import pyarrow.parquet as pq

    files = [(number, file) for number in range(len(work.chunks)) for file in sorted((parts / str(number)).iterdir())]
    schema = _schema([pq.read_schema(file) for _, file in files], work.codebook.ids)
    tables = _with_rows(work.chunks, ((number, pq.read_table(file)) for number, file in files))
    new = out.with_name(f".{out.name}.new")
    documents = faults = not_body = much = 0
    left_out: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    words: Counter[str] = Counter()
    try:
        with pq.ParquetWriter(new, schema) if out.suffix == ".parquet" else _CSVWriter(new) as writer:
            if not files:
                writer.write_table(schema.empty_table())
            for table in tables:
                documents += len(table)
                told = (table[name].to_pylist() for name in ("language", "error", *OF_WORDS))
                for language, error, size, others in zip(*told, strict=True):
                    is_left_out = error.startswith(LEFT_OUT)
                    left_out[language] += is_left_out
                    faults += bool(error) and not is_left_out
                    if size is not None:
                        counted[language] += 1
                        words[language] += size
                        not_body += others
                        much += is_much(others, size + others)
                writer.write_table(_as(table, schema))
        new.replace(out)
    except OSError as error:
        raise input_error(out, f"cannot be written ({error.strerror or error})", "choose another folder") from None
    finally:
        new.unlink(missing_ok=True)
    return Totals(documents, faults, dict(+left_out), dict(counted), dict(words), not_body, much)


class _CSVWriter:
    """Writes tables one after another as pandas writes them, whose CSV is that of the other commands."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._begun = False

    def __enter__(self) -> "_CSVWriter":
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()

    def write_table(self, table: "pa.Table") -> None:
        frame = table.to_pandas(types_mapper=_whole_numbers)
        self._stream.write(csv_of_table(frame, header=not self._begun))
        self._begun = True


def _whole_numbers(kind: Any) -> Any:
    """Whole numbers of which some are missing stay whole numbers in pandas."""
    import pandas as pd
    import pyarrow as pa

    return pd.Int64Dtype() if kind == pa.int64() else None
