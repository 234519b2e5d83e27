"""A corpus that a text is compared with: its documents with their groups, years and counts, and its words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from themeline.corpus.count import LEFT_OUT, count_rows, remark_on_all_left_out
from themeline.corpus.engine.counter import CounterPool
from themeline.corpus.locate import Columns, inner, metadata_of_file, plan, read_metadata, remark_on_passed_over
from themeline.corpus.readers import RawDocument, documents_of, read_raw
from themeline.dictionary.codebook import Codebook
from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.paths import find_file, is_address
from themeline.text.document import Document, parse_document
from themeline.text.language import LanguageNotes, notes_on_languages, wanted_languages
from themeline.text.metadata import is_much
from themeline.text.wording import count_of

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# So many are named where documents cannot be used.
_NAMED = 3
_KNOWN = ("document", "path", "row", "sha256", "language")


@dataclass(frozen=True)
class Choice:
    """Which documents of a corpus are read, and what is known of each.

    Attributes:
        columns: of tables, as in `themeline.corpus.locate`.
        metadata: what is known of files, by their names.
        group: the column by which documents are put into groups; empty for none.
        date: the column that has the year, or a date with it; empty for none.
        first: the first year that is read, ``last`` the last one; None for no bound.
        last: see ``first``.
        but: the content of a document that is left out: that of the text which is compared.
        languages: codes of those whose documents are read; any for none, those of the codebook for None.
        keep: other columns that are kept of each document.
    """

    columns: Columns = field(default_factory=Columns)
    metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    group: str = ""
    date: str = ""
    first: int | None = None
    last: int | None = None
    but: bytes = b""
    languages: tuple[str, ...] | None = None
    keep: tuple[str, ...] = ()


@dataclass(frozen=True)
class Corpus:
    """Documents that were counted.

    Attributes:
        documents: one row per document, in the order of their files: document (a name that no other has), path (from
            the corpus), row (in a table; 0 for a file), sha256, language (its code; empty where it is unsure), group,
            year (missing where it is not known), words.
        counts: mentions, one row per document in the same order, one column per theme.
        words: word, key, count, documents: see `themeline.corpus.engine.vocabulary`.
        remarks: what was left out, in sentences.
        places: where each document was read: the path as it is opened, and the row.
        of_languages: what is said of other languages than the codebook's, also among the remarks.
        languages: of the codebook, as codes; none where nobody says.
    """

    documents: pd.DataFrame
    counts: pd.DataFrame
    words: pd.DataFrame
    remarks: list[str]
    places: list[tuple[str, int]]
    of_languages: LanguageNotes = field(default_factory=LanguageNotes)
    languages: tuple[str, ...] = ("en",)


def choose_documents(
    metadata: str = "",
    *,
    text_column: str = "text",
    name_column: str = "",
    group: str = "",
    date: str = "",
    first: str = "",
    last: str = "",
    but: Path | str = "",
    languages: str = "",
    keep: Sequence[str] = (),
) -> Choice:
    """Which documents to read, from the parameters of a notebook; see `Choice`.

    Args:
        metadata: the table about files, also at an address; empty for none.
        text_column: of a table of texts, the column that holds them.
        name_column: of a table of texts, the column of their names; empty for the numbers of its rows.
        group: the column by which documents are put into groups; empty for none.
        date: the column that has the year, or a date with it; empty for none.
        first: the first year that is read; empty for no bound.
        last: the last year that is read; empty for no bound.
        but: the file of a text that is left out, wherever it stands among the documents; empty for none.
        languages: of the documents to read, as codes or English names separated by commas; "all" for any, empty
            for those of the codebook. Documents of unsure language are read.
        keep: other columns that are kept of each document.

    Raises:
        InputError: a file is missing, the table cannot be read or has no such column, a year is not one, or a
            language is not known.
    """
    path = metadata if not metadata or is_address(metadata) else str(find_file(metadata))
    about_files = read_metadata(path) if path else {}
    known = next(iter(about_files.values()), {})
    for name, column in (("group_column", group), ("date_column", date), *(("columns", column) for column in keep)):
        if about_files and column and column not in known:
            raise input_error(path, f"has no column '{column}' for '{name}'", known_names(column, known))
    years = []
    for name, value in (("from_year", first), ("to_year", last)):
        if value and not re.fullmatch(r"\d{1,4}", value):
            raise input_error(name, f"'{value}' is not a year", "give one such as 1946, or nothing")
        if value and not date:
            raise input_error(name, "needs to know the years of documents", "name their column with 'date_column'")
        years.append(int(value) if value else None)
    extra = tuple(dict.fromkeys(column for column in (group, date, *keep) if column))
    return Choice(
        columns=Columns(text_column, name_column, None if about_files else extra),
        metadata=about_files,
        group=group,
        date=date,
        first=years[0],
        last=years[1],
        but=find_file(but).read_bytes() if but else b"",
        languages=wanted_languages(languages),
        keep=tuple(keep),
    )


def read_corpus(path: str, codebook: Codebook, chosen: Choice, *, whole_text: bool = False) -> Corpus:
    """Count the documents of a corpus: themes, and all words.

    Args:
        path: as in `themeline.corpus.locate.plan`.
        codebook: the themes.
        chosen: which documents.
        whole_text: whether headings and all else that is not body counts too.

    Raises:
        InputError: there is no such corpus, or no document in it that can be counted; or a table has no column of a
            name that is given.
    """
    counters = CounterPool(codebook, whole_text=whole_text, words=True)
    known_of: list[tuple[str, int | None]] = []
    skipped: Counter[str] = Counter()
    known: list[tuple[Any, ...]] = []
    counts: list[np.ndarray] = []
    faults: list[str] = []
    wanted = codebook.languages if chosen.languages is None else chosen.languages
    left_out: Counter[str] = Counter()
    place = not_body = much = 0
    passed_over: Counter[str] = Counter()
    read = chosen_documents(raw_documents([path], chosen, passed_over), chosen, known_of, skipped)
    for rows in count_rows(read, counters, languages=wanted):
        for row in rows:
            if row["error"].startswith(LEFT_OUT):
                left_out[row["language"]] += 1
            elif row["error"]:
                faults.append(f"{row['document'] or row['path']} ({row['error']})")
            else:
                not_body += row["left_out"]
                much += is_much(row["left_out"], row["words"] + row["left_out"])
                known.append((*(row[name] for name in _KNOWN), *known_of[place], row["words"]))
                counts.append(np.array([row[theme] for theme in codebook.ids], np.int64))
            place += 1
    remarks = [f"{count_of(count, 'document')} {why}" for why, count in sorted(skipped.items())]
    remarks += filter(None, [remark_on_passed_over(passed_over)])
    if faults:
        more = "" if len(faults) <= _NAMED else f", and {len(faults) - _NAMED:,} more"
        remarks.append(
            f"{count_of(len(faults), 'document')} could not be counted: {'; '.join(faults[:_NAMED])}{more}"
        )
    table = pd.DataFrame(known, columns=[*_KNOWN, "group", "year", "words"])
    told = remark_on_all_left_out(int(table["words"].sum()), not_body, much)
    if told:
        remarks.append(told)
    of_languages = _on_languages(table, left_out, wanted, codebook.languages)
    remarks += of_languages.notes
    if not known:
        advice = "name other documents" + (", or other languages ('languages')" if left_out else "")
        raise input_error(path, "; ".join(["holds no documents that can be used", *remarks]), advice)
    places = list(zip(table["path"], table["row"], strict=True))
    table["path"] = _from_corpus(list(table["path"]))
    table["document"] = _distinct(table)
    table = table.astype({"group": str, "year": "Int64", "words": int})
    themes = pd.DataFrame(np.array(counts), columns=codebook.ids)
    return Corpus(table, themes, counters.words(), remarks, places, of_languages, codebook.languages)


def _on_languages(
    documents: pd.DataFrame, left_out: Counter[str], wanted: tuple[str, ...], of_patterns: tuple[str, ...]
) -> LanguageNotes:
    """What the languages of the documents mean for the counts."""
    of = documents.groupby("language", sort=False)["words"]
    return notes_on_languages(left_out, of.size().to_dict(), of.sum().to_dict(), wanted, of_patterns)


def read_again(corpus: Corpus, wanted: list[int], columns: Columns, *, sentences: bool = True) -> list[Document]:
    """Documents of a corpus, each parsed, in the order in which they are wanted.

    Args:
        corpus: as `read_corpus` gives it.
        wanted: numbers of its documents.
        columns: of tables.
        sentences: whether their sentences are wanted too, see `parse_document`.

    Raises:
        InputError: one is not there any more, or cannot be read.
    """
    read: dict[int, Document] = {}
    number_of = {corpus.places[number]: number for number in wanted}
    for path in dict.fromkeys(corpus.places[number][0] for number in wanted):
        for raw in documents_of(plan([path]), columns):
            number = number_of.get((path, raw.row))
            if number is not None:
                reading, record = read_raw(raw)
                name = corpus.documents["document"].iloc[number]
                read[number] = parse_document(reading, name=name, record=record, sentences=sentences)
    for number in wanted:
        if number not in read:
            raise input_error(corpus.places[number][0], "has changed while it was read", "run it again")
    return [read[number] for number in wanted]


def raw_documents(paths: Sequence[str], chosen: Choice, passed_over: Counter[str]) -> Iterator[RawDocument]:
    """The documents of a corpus; those of files with what is known of them. See `plan` for ``passed_over``."""
    for raw in documents_of(plan(paths, passed_over), chosen.columns):
        if not raw.row:
            raw.extra_columns = next((row for _, row in metadata_of_file(raw.path, chosen.metadata)), {})
        yield raw


def chosen_documents(
    documents: Iterator[RawDocument], chosen: Choice, known_of: list[tuple[str, int | None]], skipped: Counter[str]
) -> Iterator[RawDocument]:
    """Those documents that are read; group and year of each are put into ``known_of``, in their order."""
    for raw in documents:
        year = _YEAR.search(str(raw.extra_columns.get(chosen.date) or "")) if chosen.date else None
        number = int(year[0]) if year else None
        if chosen.first is not None or chosen.last is not None:
            if number is None:
                skipped["left out: no year is known"] += 1
                continue
            if not (chosen.first or 0) <= number <= (9999 if chosen.last is None else chosen.last):
                skipped["of other years left out"] += 1
                continue
        if chosen.but and not raw.error and _is_same(raw.content, chosen.but):
            skipped["left out: the text itself"] += 1
            continue
        group = raw.extra_columns.get(chosen.group) if chosen.group else None
        known_of.append(("" if group is None else str(group).strip(), number))
        # What else is known of it is not needed any more.
        raw.extra_columns = {name: raw.extra_columns.get(name) for name in chosen.keep}
        yield raw


def _is_same(content: bytes | str, other: bytes) -> bool:
    if isinstance(content, bytes):
        return content == other
    # A text has no fewer bytes than letters, so that most need not be encoded.
    return len(content) <= len(other) and content.encode("utf-8", "surrogatepass") == other


def _from_corpus(paths: list[str]) -> list[str]:
    """Paths as they stand below the folder that has them all, so that they are the same on each machine."""
    names = [inner(path).replace("\\", "/") for path in paths]
    if len(set(names)) == 1:
        return [name.rpartition("/")[2] for name in names]
    shared = re.match(r".*/", _common(names))
    return [name[shared.end() :] if shared else name for name in names]


def _common(names: list[str]) -> str:
    first, last = min(names), max(names)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:same]


def _distinct(table: pd.DataFrame) -> list[str]:
    """Names that no two documents share: the document's, else the path's, with the row of a table."""
    names = [
        name or f"{path}#{row}"
        for name, path, row in zip(table["document"], table["path"], table["row"], strict=True)
    ]
    often = Counter(names)
    names = [
        f"{path}#{row}" if often[name] > 1 and row else path if often[name] > 1 else name
        for name, path, row in zip(names, table["path"], table["row"], strict=True)
    ]
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct
