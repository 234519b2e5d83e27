"""Counts of many documents: a row each, with the same numbers as `themeline code` finds mentions and words."""

import functools
import hashlib
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from themeline.corpus.engine.counter import Tallies, Tally
from themeline.corpus.locate import Columns, Piece, about_file, names_of
from themeline.corpus.readers import Found, documents
from themeline.dictionary.codebook import Codebook
from themeline.errors import InputError
from themeline.io.paths import is_address, resolved
from themeline.text.blocks import without
from themeline.text.extract import read_content, read_string
from themeline.text.extracted import Reading
from themeline.text.language import language_of, remark_on
from themeline.text.metadata import TextRecord, read_record_beside, remarks_on_reading, roles_of_lines, without_body

if TYPE_CHECKING:
    import pyarrow as pa

# So many bytes are counted at a time, by so many threads: more than two wait for each other.
BATCH = 1_000_000
THREADS = min(2, os.cpu_count() or 1)
ROWS = 5_000
COLUMNS = ("document", "path", "row", "sha256", "language", "warnings", "error")


@dataclass
class _Read:
    """A document, read: its row so far, and what is to be counted in it (nothing where it has an error)."""

    row: dict[str, Any]
    reading: Reading | None = None
    plain: str = ""
    roles: dict[int, str] | None = None
    record: TextRecord | None = None


def count_rows(
    found: Iterable[Found],
    tallies: Tallies,
    *,
    about: dict[str, dict[str, Any]] | None = None,
    threads: int = THREADS,
) -> Iterator[list[dict[str, Any]]]:
    """Count documents, some at a time, in their order.

    Args:
        found: the documents.
        tallies: of the codebook.
        about: what is known of files, by their names.
        threads: that read and count; most of that is done without Python's lock.

    Returns:
        Rows: of `COLUMNS`, words, the themes in the codebook's order, and what is carried along, each under its name
        or, where that is taken, with a low line behind it. Of a document that cannot be read or has no words of a
        body, words and themes are None.
    """
    taken = {*COLUMNS, "words", *tallies.themes}

    def count_batch(batch: list[Found]) -> list[dict[str, Any]]:
        with tallies.one() as tally:
            return _counted([_read(one, about or {}, taken) for one in batch], tally)

    waiting: deque[Future[list[dict[str, Any]]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for batch in _batches(found):
            waiting.append(pool.submit(count_batch, batch))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for one in found:
        batch.append(one)
        size += len(one.content)
        if size >= BATCH or len(batch) >= BATCH // 200:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def count_piece(
    piece: Piece,
    codebook: str,
    columns: Columns,
    about: dict[str, dict[str, Any]],
    whole_text: bool,
    threads: int = THREADS,
) -> "Iterator[pa.Table]":
    """Count the documents of a piece, some thousands of rows at a time; see `count_rows`.

    Raises:
        InputError: a table has no column of a name that is given.
    """
    tallies = _tallies(codebook, whole_text)
    rows: list[dict[str, Any]] = []
    for some in count_rows(documents(piece, columns), tallies, about=about, threads=threads):
        rows += some
        if len(rows) >= ROWS:
            yield table_of(rows, tallies.themes)
            rows = []
    if rows:
        yield table_of(rows, tallies.themes)


def table_of(rows: list[dict[str, Any]], themes: list[str]) -> "pa.Table":
    """Rows as a table of Arrow: counts are whole numbers, what is carried along what it was, or text if mixed."""
    import pyarrow as pa

    names = list(dict.fromkeys((*COLUMNS, "words", *themes, *(name for row in rows for name in row))))
    counts = {"row", "words", *themes}
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        kind = pa.int64() if name in counts else pa.string() if name in COLUMNS else None
        try:
            columns[name] = pa.array(values, kind)
        except (pa.ArrowException, TypeError, OverflowError):
            columns[name] = pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.table(columns)


def count(texts: Any, codebook: Codebook | Path | str, *, whole_text: bool = False) -> Any:
    """Count themes and words in each of many texts.

    Args:
        texts: a Series of pandas, polars, or Dask; or any list of strings.
        codebook: the themes, or the file of a codebook or dictionary.
        whole_text: whether headings and all else that is not body counts too.

    Returns:
        A frame of the same kind (pandas for a list), a row a text, in pandas and Dask with the same index: words, and
        each theme in the codebook's order. Rows of texts that are missing, or hold no words of a body, are missing.

    Raises:
        InputError: the codebook cannot be read.
        TypeError: a text is no string.
    """
    from themeline.dictionary.codebook_files import read_codebook

    themes = codebook if isinstance(codebook, Codebook) else read_codebook(codebook)
    kind = type(texts).__module__.partition(".")[0]
    if kind in ("dask", "dask_expr"):
        import pandas as pd

        like = pd.DataFrame({name: pd.Series(dtype="Int64") for name in ("words", *themes.ids)})
        return texts.map_partitions(count, themes, whole_text=whole_text, meta=like)
    words, mentions, known = _count_strings(list(texts), themes, whole_text=whole_text)
    columns = {"words": words} | {theme: mentions[:, i] for i, theme in enumerate(themes.ids)}
    if kind == "polars":
        import polars as pl

        frame = pl.DataFrame(columns)
        return frame.with_columns(pl.when(pl.Series(known)).then(pl.all()))
    import pandas as pd

    index = texts.index if isinstance(texts, pd.Series) else None
    table = pd.DataFrame(columns, index=index).astype("Int64")
    table.loc[~known] = pd.NA
    return table


def _count_strings(
    texts: list[Any], codebook: Codebook, *, whole_text: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    tallies = _tallies(codebook.model_dump_json(exclude_defaults=True), whole_text)
    found = []
    for number, text in enumerate(texts):
        # pandas' NA is compared to nothing, and a number that is none (NaN) is not itself.
        missing = text is None or type(text).__name__ == "NAType" or text != text
        if not missing and not isinstance(text, str):
            raise TypeError(f"text {number} is no string but {type(text).__name__}")
        found.append(Found("text", error="is missing") if missing else Found("text", content=text))
    rows = [row for some in count_rows(found, tallies) for row in some]
    known = np.array([not row["error"] for row in rows], bool)
    words = np.array([row["words"] or 0 for row in rows], np.int64)
    mentions = np.array([[row[theme] or 0 for theme in tallies.themes] for row in rows], np.int64)
    return words, mentions.reshape(len(rows), len(tallies.themes)), known


@functools.lru_cache(maxsize=4)
def _tallies(codebook: str, whole_text: bool) -> Tallies:
    """A codebook made ready, kept for the next piece of work."""
    # Linux's malloc gives memory back to the system, and asks for it again, with each batch; not so if it once had
    # to do with a piece as large as this. It saves a tenth of the time.
    np.empty(31_000_000, np.uint8)
    return Tallies(Codebook.model_validate_json(codebook), whole_text=whole_text)


def _read(found: Found, about: dict[str, dict[str, Any]], taken: set[str]) -> _Read:
    carried = found.carried
    if not found.row:
        carried = next((row for _, row in about_file(found.path, about)), {})
    row = {
        "document": found.name if found.row else names_of(found.path)[1],
        "path": found.path,
        "row": found.row,
        "sha256": "",
        "language": "",
        "warnings": "",
        "error": found.error,
    }
    for key, value in carried.items():
        plain = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value
        row[f"{key}_" if key in taken else key] = plain
    read = _Read(row)
    if found.error:
        return read
    try:
        if isinstance(found.content, str):
            row["sha256"] = hashlib.sha256(found.content.encode("utf-8", "surrogatepass")).hexdigest()
            reading = read_string(found.path, found.content)
        else:
            row["sha256"] = hashlib.sha256(found.content).hexdigest()
            reading = read_content(found.path, found.content)
            # For a million files it matters that nothing but this is done where there is no such file.
            here = "" if is_address(found.path) else resolved(found.path)
            beside = f"{os.path.splitext(here)[0]}.yaml"  # noqa: PTH122
            read.record = read_record_beside(Path(here), reading) if os.path.exists(beside) else None  # noqa: PTH110
        read.roles = roles_of_lines(reading, read.record)
    except InputError as error:
        row["error"] = _words_of(error)
        return read
    read.reading, read.plain = reading, without(reading.text, reading.aside)
    return read


def _words_of(error: InputError) -> str:
    """What is wrong, where in the file, and what to do; the file itself stands in its own column."""
    return "; ".join(
        (f"line {fault.line}: " if fault.line else "") + fault.what + (f"; {fault.advice}" if fault.advice else "")
        for fault in error.faults
    )


def _counted(batch: list[_Read], tally: Tally) -> list[dict[str, Any]]:
    read = [one for one in batch if one.reading is not None]
    mentions, words, all_words = tally.count([(one.plain, one.roles or {}) for one in read])
    for one, counts, body, whole in zip(read, mentions.tolist(), words.tolist(), all_words.tolist(), strict=True):
        assert one.reading is not None  # noqa: S101
        told = one.record.language.value if one.record and one.record.language else ""
        language = told or language_of(one.plain, whole)
        one.row["language"] = language
        one.row["warnings"] = "; ".join(remarks_on_reading(one.reading, remark_on(language, one.plain)))
        if body:
            one.row |= {"words": body} | dict(zip(tally.themes, counts, strict=True))
        else:
            one.row["error"] = _words_of(without_body(one.row["path"], one.record))
    empty = dict.fromkeys(("words", *tally.themes))
    return [empty | one.row for one in batch]
