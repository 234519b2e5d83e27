"""A corpus that a text is compared with: its documents with their groups, years and counts, and its words."""

import functools
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from themeline.corpus.choice import Choice, chosen_documents, raw_documents, said_of_left_out
from themeline.corpus.count import LEFT_OUT, count_rows, remark_on_all_left_out
from themeline.corpus.counters import CountersByLanguage
from themeline.corpus.engine.counter import CounterPool
from themeline.corpus.locate import Columns, inner, plan
from themeline.corpus.readers import documents_of, read_raw
from themeline.dictionary.codebook import Codebook
from themeline.errors import input_error
from themeline.text.document import Document, parse_document
from themeline.text.language import LanguageNotes, notes_on_languages, unit_of_all
from themeline.text.metadata import is_much

_KNOWN = ("document", "path", "row", "sha256", "language")


@dataclass(frozen=True)
class Corpus:
    """Documents that were counted.

    Attributes:
        documents: one row per document, in the order of their files: document (a name that no other has), path (from
            the corpus), row (in a table; 0 for a file), sha256, language (its code; empty where it is unsure), group,
            year (missing where it is not known), words.
        counts: mentions, one row per document in the same order, one column per theme.
        words: word, key, count, documents (see `themeline.corpus.engine.vocabulary`), language (one of
            ``translations``, or empty for the codebook's own).
        remarks: what was left out, in sentences.
        places: where each document was read: the path as it is opened, and the row.
        of_languages: what is said of other languages than the codebook's, also among the remarks.
        translations: the languages that the codebook has patterns in beside its own, as codes.
    """

    documents: pd.DataFrame
    counts: pd.DataFrame
    words: pd.DataFrame
    remarks: list[str]
    places: list[tuple[str, int]]
    of_languages: LanguageNotes = field(default_factory=LanguageNotes)
    translations: tuple[str, ...] = ()

    def in_language(self, language: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The documents in a language, and their words: of one without a translation, those that have none either."""
        if not self.translations:
            return self.documents, self.words
        kept = language if language in self.translations else ""
        own = self.documents["language"].where(self.documents["language"].isin(self.translations), "")
        return self.documents[own == kept], self.words[self.words["language"] == kept]

    @property
    def unit(self) -> str:
        """What the lengths of its documents are told in: words, or characters."""
        return unit_of_all(self.documents["language"])


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
    counters = CountersByLanguage(codebook, functools.partial(CounterPool, whole_text=whole_text, words=True))
    known_of: list[tuple[str, int | None]] = []
    skipped: Counter[str] = Counter()
    known: list[tuple[Any, ...]] = []
    counts: list[np.ndarray] = []
    faults: list[str] = []
    wanted = codebook.all_languages if chosen.languages is None else chosen.languages
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
    remarks = said_of_left_out(skipped, passed_over, faults, "counted")
    table = pd.DataFrame(known, columns=[*_KNOWN, "group", "year", "words"])
    told = remark_on_all_left_out(int(table["words"].sum()), not_body, much)
    if told:
        remarks.append(told)
    of_languages = _on_languages(table, left_out, wanted, codebook)
    remarks += of_languages.notes
    if not known:
        advice = "name other documents" + (", or other languages ('languages')" if left_out else "")
        raise input_error(path, "; ".join(["holds no documents that can be used", *remarks]), advice)
    places = list(zip(table["path"], table["row"], strict=True))
    table["path"] = _from_corpus(list(table["path"]))
    table["document"] = _distinct(table)
    table = table.astype({"group": str, "year": "Int64", "words": int})
    themes = pd.DataFrame(np.array(counts), columns=codebook.ids)
    words = pd.concat(
        [pool.words().assign(language=language) for language, pool in counters.of.items()], ignore_index=True
    )
    translations = tuple(one.language for one in codebook.translations)
    return Corpus(table, themes, words, remarks, places, of_languages, translations)


def _on_languages(
    documents: pd.DataFrame, left_out: Counter[str], wanted: tuple[str, ...], codebook: Codebook
) -> LanguageNotes:
    """What the languages of the documents mean for the counts."""
    of = documents.groupby("language", sort=False)["words"]
    counted, words = of.size().to_dict(), of.sum().to_dict()
    doubts = codebook.doubts_about(counted)
    return notes_on_languages(left_out, counted, words, wanted, codebook.all_languages, doubts)


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
                # A table about files is not read again: what it said is known.
                raw.language = corpus.documents["language"].iloc[number]
                reading, record = read_raw(raw)
                name = corpus.documents["document"].iloc[number]
                read[number] = parse_document(reading, name=name, record=record, sentences=sentences)
    for number in wanted:
        if number not in read:
            raise input_error(corpus.places[number][0], "has changed while it was read", "run it again")
    return [read[number] for number in wanted]


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
