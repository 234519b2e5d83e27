"""Counts of more than fits into memory, or takes a minute: chunk by chunk, by several processes or a cluster.

While it runs, the counts of each chunk are kept in a folder beside the table that is to be written. When all are
there, they are put together, and the folder is removed. What is interrupted can be gone on with: chunks are the same
if the files, the codebook and the options are.

What takes no longer than to start all that is counted here, in this process, and its rows are kept in memory.
"""

import contextlib
import hashlib
import itertools
import json
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from themeline.corpus import locate
from themeline.corpus.count import (
    COLUMNS,
    LEFT_OUT,
    OF_WORDS,
    ROWS,
    THREADS,
    count_chunk,
    rows_of_chunk,
    table_of,
)
from themeline.corpus.counters import FEW_CHARACTERS
from themeline.corpus.locate import Chunk, Columns
from themeline.corpus.readers import RowNumbers
from themeline.dictionary.codebook import Codebook
from themeline.errors import InputError, input_error
from themeline.io.files import csv_of_rows, csv_of_table
from themeline.io.optional import require
from themeline.io.paths import resolved
from themeline.text.metadata import is_much

if TYPE_CHECKING:
    import pyarrow as pa

PLAN, UNDONE = "plan.json", ".new"
_Row = dict[str, Any]
# Columns of which the totals are made.
_TOLD = ("path", "row", "language", "error", *OF_WORDS)
# So many documents that could not be counted are named with their reasons; all have a row that gives it.
NAMED_FAULTS = 3
# How long a scheduler may take to answer, in seconds.
PATIENCE = 10
KINDS = (".csv", ".parquet")


class Totals(NamedTuple):
    """What was counted: documents; those that could not be, the first of them with the reason; of each language those
    left out, those that were counted, and their words; words that are not body, and the documents of which these are
    more than a few per cent."""

    documents: int
    faults: int
    first_faults: tuple[str, ...]
    left_out: dict[str, int]
    counted: dict[str, int]
    words: dict[str, int]
    not_body: int
    much: int


class _Tally:
    """The numbers of `Totals`, while they are added up."""

    def __init__(self) -> None:
        self._documents = self._faults = self._not_body = self._much = 0
        self._first_faults: list[str] = []
        self._left_out: Counter[str] = Counter()
        self._counted: Counter[str] = Counter()
        self._words: Counter[str] = Counter()

    def add(self, path: str, row: int, language: str, error: str, size: int | None, others: int | None) -> None:
        """Add a document: its file and row (0 for none), its language and error, its words that count, and the others
        (None for an error)."""
        is_left_out = error.startswith(LEFT_OUT)
        self._documents += 1
        self._left_out[language] += is_left_out
        if error and not is_left_out:
            self._faults += 1
            if len(self._first_faults) < NAMED_FAULTS:
                self._first_faults.append(f"{path}{f', row {row}' if row else ''}: {error}")
        if size is not None and others is not None:
            self._counted[language] += 1
            self._words[language] += size
            self._not_body += others
            self._much += is_much(others, size + others)

    def totals(self) -> Totals:
        """What came of all of them."""
        of_languages = dict(+self._left_out), dict(self._counted), dict(self._words)
        faults = self._faults, tuple(self._first_faults)
        return Totals(self._documents, *faults, *of_languages, self._not_body, self._much)


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

    def is_little(self) -> bool:
        """Whether it is counted by the reference matcher and in one process, as far as sizes of files tell.

        A small PDF takes so long to read that several of them are worth several processes.
        """
        costs = sum(chunk.cost for chunk in self.chunks)
        return sum(chunk.size for chunk in self.chunks) <= FEW_CHARACTERS and costs <= locate.CHUNK_BYTES

    def mark(self) -> str:
        """What chunks counted earlier must have in common with these, to be used."""
        # What a version with other columns has counted, which also had other rules of headings, is not mixed in.
        told = {
            "pieces": [
                (one.kind, one.paths, one.begin, one.end, one.size, *map(_state, one.paths)) for one in self.chunks
            ],
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


def compilation() -> ModuleType:
    """How the engine is compiled: what is outside of this room reaches the engine by this only."""
    from themeline.corpus.engine import compilation

    return compilation


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
    in_memory: dict[int, list[_Row]] | None = None
    try:
        if work.is_little() and not scheduler and not done:
            in_memory = _count_in_memory(_tasks(work, lacking, 1), work.codebook.ids, parts)
            counted = [number for number in lacking if in_memory is not None or (parts / str(number)).exists()]
            lacking = [number for number in lacking if number not in counted]
            for number in counted:
                tell(number, work.chunks[number].size)
        # With several processes each gets one thread.
        threads = 1 if scheduler or (jobs > 1 and len(lacking) > 1) else THREADS
        for number in _keep_all(_tasks(work, lacking, threads), parts, jobs, scheduler):
            tell(number, work.chunks[number].size)
    except InputError:
        # What was counted in this call is of no use: files or options must change before there can be another one.
        if not done:
            shutil.rmtree(parts)
        raise
    counts = {"row", *OF_WORDS, *work.codebook.ids}
    if in_memory is not None and out.suffix == ".csv" and _are_texts(in_memory, counts):
        result = _write_rows(work, in_memory, out)
    else:
        for number, rows in (in_memory or {}).items():
            _keep([table_of(rows, work.codebook.ids)] if rows else [], parts, number)
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
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from multiprocessing import get_context

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


def _count_in_memory(
    tasks: dict[int, tuple[Any, ...]], themes: list[str], parts: Path
) -> dict[int, list[_Row]] | None:
    """The rows of each chunk; None where they are more than expected: then those of some chunks are kept as parts."""
    held: dict[int, list[_Row]] = {}
    for number, task in tasks.items():
        held[number] = []
        batches = rows_of_chunk(*task)
        for rows in batches:
            held[number] += rows
            if sum(map(len, held.values())) <= ROWS:
                continue
            # A small file may hold much, if it is packed.
            last = held.pop(number)
            for earlier, before in held.items():
                _keep([table_of(before, themes)] if before else [], parts, earlier)
            _keep((table_of(some, themes) for some in itertools.chain([last], batches)), parts, number)
            return None
    return held


def _are_texts(rows: dict[int, list[_Row]], counts: Collection[str]) -> bool:
    """Whether there are only texts beside the counts: those are written as they stand."""
    return all(
        value is None or isinstance(value, str) or name in counts
        for some in rows.values()
        for row in some
        for name, value in row.items()
    )


def _write_rows(work: Work, rows: dict[int, list[_Row]], out: Path) -> Totals:
    """Write the table that `_put_together` would write of rows that hold only texts beside counts, without pandas."""
    columns = dict.fromkeys((*COLUMNS, *OF_WORDS, *work.codebook.ids))
    numbers, tally = RowNumbers(), _Tally()
    for number, some in rows.items():
        chunk = work.chunks[number]
        for row in some:
            if chunk.kind != "files":
                row["row"] = numbers.in_table(chunk, row["row"])
                row["document"] = _name_of_row(chunk, row["document"], row["row"])
            tally.add(*(row[name] for name in _TOLD))
            columns |= dict.fromkeys(row)
    lines = ([row.get(name) for name in columns] for some in rows.values() for row in some)
    with _whole(out) as new:
        new.write_bytes(csv_of_rows(itertools.chain([columns], lines)).encode())
    return tally.totals()


def _name_of_row(chunk: Chunk, name: str, row: int) -> str:
    return name or f"{locate.names_of(chunk.paths[0])[1]}#{row}"


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
        # A codebook may have a megabyte: it goes to the cluster once, and not with each of some thousand chunks. As
        # the result of a task it is made again where a worker is lost.
        given = {
            codebook: client.submit(str, codebook, pure=False) for codebook in {task[1] for task in tasks.values()}
        }
        # Not one that may have the result of an earlier call, when the files were others.
        futures = {
            client.submit(_count_to_list, chunk, given[codebook], *how, pure=False): number
            for number, (chunk, codebook, *how) in tasks.items()
        }
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
        given = zip(table["document"].to_pylist(), rows, strict=True)
        named = [_name_of_row(chunk, name, row) for name, row in given]
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
    tally = _Tally()
    with _whole(out) as new, pq.ParquetWriter(new, schema) if out.suffix == ".parquet" else _CSVWriter(new) as writer:
        if not files:
            writer.write_table(schema.empty_table())
        for table in tables:
            for told in zip(*(table[name].to_pylist() for name in _TOLD), strict=True):
                tally.add(*told)
            writer.write_table(_as(table, schema))
    return tally.totals()


@contextlib.contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """Where a file is to be written that then takes its name, or does not come about."""
    new = out.with_name(f".{out.name}.new")
    try:
        yield new
        new.replace(out)
    except OSError as error:
        raise input_error(out, f"cannot be written ({error.strerror or error})", "choose another folder") from None
    finally:
        new.unlink(missing_ok=True)


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
