"""Counts of many documents: a row each, with the same numbers as `themeline code` finds mentions and words."""

import functools
import hashlib
import json
import os
import warnings
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from themeline.corpus.counters import CountersByLanguage, FittingCounters
from themeline.corpus.locate import Chunk, Columns, metadata_of_file, names_of
from themeline.corpus.readers import RawDocument, documents, language_named, read_raw
from themeline.dictionary.codebook import Codebook
from themeline.errors import InputError
from themeline.text.blocks import without
from themeline.text.extracted import Reading
from themeline.text.language import (
    is_unwanted,
    language_list,
    language_name,
    language_of,
    note_on_left_out,
    remark_on,
)
from themeline.text.metadata import (
    FEW,
    TextRecord,
    named_language,
    remark_on_left_out,
    remarks_on_reading,
    roles_of_lines,
    without_body,
)
from themeline.text.wording import count_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Bytes that are counted at a time, and threads: more than two only wait for each other.
BATCH = 1_000_000
THREADS = min(2, os.cpu_count() or 1)
ROWS = 5_000
COLUMNS = ("document", "path", "row", "sha256", "language", "warnings", "error")
# Words that count, and those that do not, since they are not of the body.
OF_WORDS = ("words", "left_out")
# So the error of a document begins whose language the codebook has not got.
LEFT_OUT = "left out: "


@dataclass
class _ReadDocument:
    """A document that was read: its row so far, and what is to be counted in it (nothing where it has an error)."""

    row: dict[str, Any]
    reading: Reading | None = None
    plain: str = ""
    roles: dict[int, str] | None = None
    record: TextRecord | None = None


def count_rows(
    documents: Iterable[RawDocument],
    counters: CountersByLanguage[Any],
    *,
    metadata: dict[str, dict[str, Any]] | None = None,
    languages: tuple[str, ...] = (),
    threads: int = THREADS,
) -> Iterator[list[dict[str, Any]]]:
    """Count documents, some at a time, in their order.

    Args:
        documents: to be read and counted.
        counters: of the codebook.
        metadata: what is known of files, by their names.
        languages: codes of those whose documents are counted, with those of unsure language; any for none.
        threads: that read and count; most of that is done without Python's lock.

    Returns:
        Rows: of `COLUMNS`, `OF_WORDS`, the themes in the codebook's order, and extra columns, each under its name or,
        where that is taken, with a low line behind it. Of a document that cannot be read, has no words of a body, or
        is in another language, words and themes are None, and the error says why.
    """
    taken = {*COLUMNS, *OF_WORDS, *counters.themes}

    def count_batch(batch: list[RawDocument]) -> list[dict[str, Any]]:
        return _counted([_read(raw, metadata or {}, taken, languages) for raw in batch], counters)

    waiting: deque[Future[list[dict[str, Any]]]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for batch in _batches(documents):
            waiting.append(pool.submit(count_batch, batch))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(documents: Iterable[RawDocument]) -> Iterator[list[RawDocument]]:
    batch: list[RawDocument] = []
    size = 0
    for raw in documents:
        batch.append(raw)
        size += len(raw.content)
        if size >= BATCH or len(batch) >= BATCH // 200:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def remark_on_all_left_out(words: int, left_out: int, many: int) -> str:
    """How many words of many documents are not of a body, and so not counted; empty where all are counted.

    Args:
        words: that count.
        left_out: that do not.
        many: documents in which these are more than a few per cent.
    """
    if not left_out:
        return ""
    percent = 100 * left_out / (words + left_out)
    said = f"{percent:.1f} %" if percent >= 0.05 else "less than 0.1 %"
    share = f"{left_out:,} of {words + left_out:,} words ({said})"
    where = f"; they are more than {FEW} % of {count_of(many, 'document')}" if many else ""
    return f"{share} are headings and other parts that are not body, and are not counted{where}"


def rows_of_chunk(
    chunk: Chunk,
    codebook: str,
    columns: Columns,
    metadata: dict[str, dict[str, Any]],
    whole_text: bool,
    languages: tuple[str, ...] = (),
    threads: int = THREADS,
) -> Iterator[list[dict[str, Any]]]:
    """Count the documents of a chunk, some thousands of rows at a time; see `count_rows`.

    Raises:
        InputError: a table has no column of a name that is given.
    """
    counters = _counters(codebook, whole_text)
    rows: list[dict[str, Any]] = []
    read = documents(chunk, columns)
    for some in count_rows(read, counters, metadata=metadata, languages=languages, threads=threads):
        rows += some
        if len(rows) >= ROWS:
            yield rows
            rows = []
    if rows:
        yield rows


def count_chunk(
    chunk: Chunk, codebook: str, columns: Columns, metadata: dict[str, dict[str, Any]], whole_text: bool, *more: Any
) -> "Iterator[pa.Table]":
    """What `rows_of_chunk` gives, as tables."""
    themes = _counters(codebook, whole_text).themes
    for rows in rows_of_chunk(chunk, codebook, columns, metadata, whole_text, *more):
        yield table_of(rows, themes)


def table_of(rows: list[dict[str, Any]], themes: list[str]) -> "pa.Table":
    """Rows as a table of Arrow: counts are whole numbers, extra columns what they were, or text if mixed."""
    import pyarrow as pa

    names = list(dict.fromkeys((*COLUMNS, *OF_WORDS, *themes, *(name for row in rows for name in row))))
    counts = {"row", *OF_WORDS, *themes}
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        kind = pa.int64() if name in counts else pa.string() if name in COLUMNS else None
        try:
            columns[name] = pa.array(values, kind)
        except (pa.ArrowException, TypeError, OverflowError):
            columns[name] = pa.array([None if value is None else str(value) for value in values], pa.string())
    return pa.table(columns)


def count(
    texts: Any, codebook: Codebook | Path | str, *, whole_text: bool = False, languages: Collection[str] | None = None
) -> Any:
    """Count themes and words in each of many texts, each by the patterns of its language.

    Args:
        texts: a Series of pandas, polars, or Dask; or any list of strings.
        codebook: the themes, or the file of a codebook or dictionary.
        whole_text: whether headings and all else that is not body counts too.
        languages: codes (ISO 639) of those whose texts are counted, with those of unsure language; any for an empty
            list, those of the codebook where none are given.

    Returns:
        A frame of the same kind (pandas for a list), one row per text, in pandas and Dask with the same index: words,
        and each theme in the codebook's order. Rows of texts that are missing, hold no words of a body, or are in
        another language, are missing; a warning says how many of the last there are.

    Raises:
        InputError: the codebook cannot be read.
        TypeError: a text is not a string.
    """
    from themeline.dictionary.codebook_files import read_codebook

    themes = codebook if isinstance(codebook, Codebook) else read_codebook(codebook)
    kind = type(texts).__module__.partition(".")[0]
    if kind in ("dask", "dask_expr"):
        import pandas as pd

        like = pd.DataFrame({name: pd.Series(dtype="Int64") for name in ("words", *themes.ids)})
        return texts.map_partitions(count, themes, whole_text=whole_text, languages=languages, meta=like)
    wanted = themes.all_languages if languages is None else tuple(languages)
    words, mentions, known = _count_strings(list(texts), themes, wanted, whole_text=whole_text)
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
    texts: list[Any], codebook: Codebook, languages: tuple[str, ...], *, whole_text: bool
) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    import numpy as np

    counters = _counters(codebook.model_dump_json(exclude_defaults=True), whole_text)
    raw = []
    for number, text in enumerate(texts):
        # pandas' NA cannot be compared, and NaN != NaN.
        missing = text is None or type(text).__name__ == "NAType" or text != text
        if not missing and not isinstance(text, str):
            raise TypeError(f"text {number} is not a string but {type(text).__name__}")
        raw.append(RawDocument("text", error="is missing") if missing else RawDocument("text", content=text))
    rows = [row for some in count_rows(raw, counters, languages=languages) for row in some]
    left_out = Counter(row["language"] for row in rows if row["error"].startswith(LEFT_OUT))
    if left_out:
        warnings.warn(note_on_left_out(left_out, languages, "text"), UserWarning, stacklevel=3)
    known = np.array([not row["error"] for row in rows], bool)
    words = np.array([row["words"] or 0 for row in rows], np.int64)
    mentions = np.array([[row[theme] or 0 for theme in counters.themes] for row in rows], np.int64)
    return words, mentions.reshape(len(rows), len(counters.themes)), known


@functools.lru_cache(maxsize=4)
def _counters(codebook: str, whole_text: bool) -> CountersByLanguage[FittingCounters]:
    """A codebook made ready, kept for the next chunk."""
    make = functools.partial(FittingCounters, whole_text=whole_text)
    return CountersByLanguage(Codebook.model_validate_json(codebook), make)


def _read(
    raw: RawDocument, metadata: dict[str, dict[str, Any]], taken: set[str], languages: tuple[str, ...]
) -> _ReadDocument:
    extra = raw.extra_columns
    if not raw.row:
        extra = next((row for _, row in metadata_of_file(raw.path, metadata)), {})
        raw.language = language_named(extra) or raw.language
    row: dict[str, Any] = {
        "document": raw.name if raw.row else names_of(raw.path)[1],
        "path": raw.path,
        "row": raw.row,
        "sha256": "",
        "language": "",
        "warnings": "",
        "error": raw.error,
    }
    for key, value in extra.items():
        plain = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value
        row[f"{key}_" if key in taken else key] = plain
    document = _ReadDocument(row)
    if raw.error:
        return document
    content = raw.content.encode("utf-8", "surrogatepass") if isinstance(raw.content, str) else raw.content
    row["sha256"] = hashlib.sha256(content).hexdigest()
    try:
        reading, document.record = read_raw(raw)
    except InputError as error:
        row["error"] = _words_of(error)
        return document
    document.roles = roles_of_lines(reading, document.record)
    document.plain = without(reading.text, reading.aside)
    named = named_language(reading, document.record)
    row["language"] = named or language_of(document.plain)
    row["warnings"] = "; ".join(remarks_on_reading(reading, remark_on(row["language"], document.plain)))
    if is_unwanted(row["language"], languages):
        # Before it is counted, since the words of the corpus are counted with it.
        verb = "is" if named else "seems to be"
        other = f"{verb} in {language_name(row['language'])}"
        row["error"] = f"{LEFT_OUT}it {other}, and the patterns are {language_list(languages)}"
        return document
    document.reading = reading
    return document


def _words_of(error: InputError) -> str:
    """What is wrong, where in the file, and what to do; the file itself stands in its own column."""
    return "; ".join(
        (f"line {fault.line}: " if fault.line else "") + fault.what + (f"; {fault.advice}" if fault.advice else "")
        for fault in error.faults
    )


def _counted(batch: list[_ReadDocument], counters: CountersByLanguage[Any]) -> list[dict[str, Any]]:
    read = [document for document in batch if document.reading is not None]
    texts = [(document.plain, document.roles or {}) for document in read]
    counts = counters.counts(texts, [document.row["language"] for document in read])
    for document, (of_themes, body, whole) in zip(read, counts, strict=True):
        remarks = (document.row["warnings"], remark_on_left_out(whole - body, whole))
        document.row["warnings"] = "; ".join(filter(None, remarks))
        if body:
            document.row |= {"words": body, "left_out": whole - body} | dict(
                zip(counters.themes, of_themes, strict=True)
            )
        else:
            document.row["error"] = _words_of(without_body(document.row["path"], document.record))
    empty = dict.fromkeys((*OF_WORDS, *counters.themes))
    return [empty | document.row for document in batch]
