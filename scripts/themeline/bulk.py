"""Counts of more than fits into memory, or takes a minute: piece by piece, by several processes or a cluster.

While it runs, the counts of each piece are kept in a folder beside the table that is to be written. When all are
there, they are put together, and the folder is removed. What is interrupted can be gone on with: pieces are the same
if the files, the codebook and the options are.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themeline import corpora
from themeline.codebook import Codebook
from themeline.corpora import Columns, Piece
from themeline.counting import COLUMNS, count_piece
from themeline.errors import wrong

if TYPE_CHECKING:
    import pyarrow as pa

PLAN = "plan.json"
KINDS = (".csv", ".parquet")


@dataclass(frozen=True)
class Work:
    """What is to be counted, and how: pieces, codebook, columns of tables, a table about files, parts of the text."""

    pieces: tuple[Piece, ...]
    codebook: Codebook
    columns: Columns
    about: str = ""
    whole_text: bool = False

    def mark(self) -> str:
        """What pieces counted earlier must have in common with these, to be used."""
        told = {
            "pieces": [(*asdict(piece).values(), *map(_state, piece.paths)) for piece in self.pieces],
            "codebook": self.codebook.model_dump(mode="json"),
            "columns": asdict(self.columns),
            "about": [self.about, _state(self.about)] if self.about else [],
            "whole_text": self.whole_text,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _state(path: str) -> list[int]:
    """What of a file here changes when it does: its size and time."""
    with contextlib.suppress(OSError):
        stat = os.stat(path)  # noqa: PTH116
        return [stat.st_size, stat.st_mtime_ns]
    return []


def parts_of(out: Path) -> Path:
    """The folder where the counts of pieces are kept until all are there."""
    return out.with_name(f".{out.name}.parts")


def count_to_file(
    work: Work,
    out: Path,
    *,
    jobs: int = 1,
    scheduler: str = "",
    resume: bool = False,
    tell: Callable[[int, int], object] = lambda done, size: None,
) -> tuple[int, int]:
    """Count all pieces and write their counts as one table (.csv or .parquet), whole or not at all.

    Args:
        work: what is to be counted.
        out: the file.
        jobs: processes at a time.
        scheduler: of a Dask cluster, whose workers then do the work.
        resume: use the pieces that an interrupted run has counted.
        tell: called with each number of a piece that is done, and its bytes.

    Returns:
        The number of documents, and of those with an error.

    Raises:
        InputError: a column that is named is not there; or pieces counted earlier are of other files or options.
    """
    parts = parts_of(out)
    done = _begin(parts, work, resume=resume)
    for number in done:
        tell(number, work.pieces[number].size)
    lacking = [number for number in range(len(work.pieces)) if number not in done]
    for number, table in _counted(work, lacking, jobs, scheduler):
        _keep(table, parts, number)
        tell(number, work.pieces[number].size)
    result = _put_together(work, parts, out)
    shutil.rmtree(parts)
    return result


def count_to_table(work: Work, *, jobs: int = 1, scheduler: str = "") -> "pa.Table":
    """Count all pieces; their counts as one table, in the order of the pieces."""
    import pyarrow as pa

    tables = dict(_counted(work, list(range(len(work.pieces))), jobs, scheduler))
    placed = _with_rows(work, (tables[number] for number in range(len(tables))))
    return pa.concat_tables(_alike(list(placed), work.codebook.ids))


def _begin(parts: Path, work: Work, *, resume: bool) -> list[int]:
    """Make the folder of parts, or find what is in it; the numbers of the pieces that are done."""
    plan = parts / PLAN
    if resume and plan.is_file():
        if json.loads(plan.read_text())["mark"] != work.mark():
            raise wrong(
                parts,
                "is of other files, another codebook, or other options",
                "call it as before, or without --resume",
            )
        for left in parts.glob("*.new"):
            left.unlink()
        return sorted(int(path.stem) for path in parts.glob("*.parquet"))
    if parts.is_dir():
        shutil.rmtree(parts)
    try:
        parts.mkdir(parents=True)
        plan.write_text(json.dumps({"mark": work.mark()}))
    except OSError as error:
        raise wrong(parts, f"cannot be written ({error.strerror})", "choose another folder") from None
    return []


def _keep(table: "pa.Table", parts: Path, number: int) -> None:
    import pyarrow.parquet as pq

    new = parts / f"{number}.new"
    pq.write_table(table, new)
    new.replace(parts / f"{number}.parquet")


def _counted(work: Work, numbers: Sequence[int], jobs: int, scheduler: str) -> "Iterator[tuple[int, pa.Table]]":
    """Count pieces, in any order."""
    about = corpora.about_files(work.about) if work.about else {}
    tasks = {
        number: (
            work.pieces[number],
            work.codebook.model_dump_json(),
            work.columns,
            {name: row for path in work.pieces[number].paths for name, row in corpora.about_file(path, about)},
            work.whole_text,
        )
        for number in numbers
    }
    if scheduler:
        yield from _by_cluster(tasks, scheduler)
    elif jobs == 1 or len(tasks) < 2:
        for number, task in tasks.items():
            yield number, count_piece(*task)
    else:
        # Forked, a process would have the locks of threads that it has not.
        with ProcessPoolExecutor(min(jobs, len(tasks)), get_context("spawn")) as pool:
            futures = {pool.submit(count_piece, *task): number for number, task in tasks.items()}
            try:
                for future in as_completed(futures):
                    yield futures.pop(future), future.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _by_cluster(tasks: dict[int, tuple[Any, ...]], scheduler: str) -> "Iterator[tuple[int, pa.Table]]":
    from distributed import Client, as_completed

    try:
        client = Client(scheduler, timeout="30s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise wrong(scheduler, f"no scheduler answers there ({error})", "start one: dask scheduler") from None
    with client:
        futures = {client.submit(count_piece, *task, pure=False): number for number, task in tasks.items()}
        for future in as_completed(list(futures)):
            yield futures.pop(future), future.result()
            future.release()


def _with_rows(work: Work, tables: "Iterator[pa.Table]") -> "Iterator[pa.Table]":
    """The tables in the order of their pieces, with rows numbered through each file, and names by them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    before, path = 0, ""
    for piece, table in zip(work.pieces, tables, strict=True):
        if piece.kind == "files":
            yield table
            continue
        if piece.paths[0] != path:
            before, path = 0, piece.paths[0]
        rows = pc.add(table["row"], before)
        before += len(table)
        stem = corpora.names_of(path)[1]
        named = [
            name or f"{stem}#{row}" for name, row in zip(table["document"].to_pylist(), rows.to_pylist(), strict=True)
        ]
        table = table.set_column(table.column_names.index("row"), "row", rows)
        yield table.set_column(table.column_names.index("document"), "document", pa.array(named, pa.string()))


def _alike(tables: "list[pa.Table]", themes: list[str]) -> "list[pa.Table]":
    """The tables with the same columns of the same kinds: text where they differ."""
    import pyarrow as pa

    schema = _schema([table.schema for table in tables], themes)
    return [_as(table, schema) for table in tables] or [pa.table({name: [] for name in schema.names}, schema)]


def _schema(schemas: "list[pa.Schema]", themes: list[str]) -> "pa.Schema":
    import pyarrow as pa

    kinds: dict[str, pa.DataType] = {}
    for schema in schemas:
        for field in schema:
            known = kinds.get(field.name, field.type)
            if pa.types.is_null(known) or known == field.type:
                kinds[field.name] = field.type
            elif not pa.types.is_null(field.type):
                numbers = all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in (known, field.type))
                kinds[field.name] = pa.float64() if numbers else pa.string()
    first = [*COLUMNS, "words", *themes]
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


def _put_together(work: Work, parts: Path, out: Path) -> tuple[int, int]:
    """Write one table of all parts, one after another, so that no more than a part is in memory."""
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    files = [parts / f"{number}.parquet" for number in range(len(work.pieces))]
    schema = _schema([pq.read_schema(file) for file in files], work.codebook.ids)
    documents = faults = 0
    new = out.with_name(f".{out.name}.new")
    try:
        writer = (
            pq.ParquetWriter(new, schema)
            if out.suffix == ".parquet"
            else pc.CSVWriter(new, schema, write_options=pc.WriteOptions(quoting_style="needed"))
        )
        with writer:
            for table in _with_rows(work, (pq.read_table(file) for file in files)):
                documents += len(table)
                faults += sum(map(bool, table["error"].to_pylist()))
                writer.write_table(_as(table, schema))
        new.replace(out)
    except OSError as error:
        raise wrong(out, f"cannot be written ({error.strerror or error})", "choose another folder") from None
    finally:
        new.unlink(missing_ok=True)
    return documents, faults
