"""Split a text into sections, paragraphs, sentences and words: tables of offsets into the unchanged text."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.paths import find_file
from themeline.text.blocks import ROLES as ROLES
from themeline.text.blocks import find_blocks, one_line, without
from themeline.text.extract import read_source
from themeline.text.extracted import Reading
from themeline.text.language import known_language, language_of, remark_on
from themeline.text.metadata import (
    TextRecord,
    read_record_beside,
    remark_on_left_out,
    remarks_on_reading,
    roles_of_lines,
    without_body,
)
from themeline.text.sentences import sentence_spans
from themeline.text.tokens import WORD, fold, keys_of

BODY = ("body",)
# What is body, but in a section that is not counted.
ASIDE = "other"
LEAD = "(lead)"


@dataclass(frozen=True)
class Document:
    """A text and the tables of its parts; every ``start`` and ``end`` slices the unchanged ``text``.

    ``plain`` is the text, at the same length, with spaces for whatever is not a word (addresses, Markdown marks).

    Tables, one row per part, in the order of the text:

    - ``sections``: section_number (0 is the lead, before any heading), section (its heading, or empty),
      start, end, paragraphs, sentences, words (of the body)
    - ``blocks``: block, role (one of `ROLES`), start, end, section_number, section, paragraph
    - ``sentences``: sentence (from 1, headings and all), role, start, end, section_number, section, paragraph
    - ``words``: word, key (folded for comparison), role, start, end, section_number, section, paragraph, sentence

    ``paragraph`` counts the body's paragraphs from 1 and is 0 for what is not body.
    """

    name: str
    title: str
    text: str
    plain: str
    reading: Reading
    record: TextRecord | None
    sections: pd.DataFrame
    blocks: pd.DataFrame
    sentences: pd.DataFrame
    words: pd.DataFrame

    def only_sections(self, headings: list[str]) -> "Document":
        """The document with the body of all other sections set aside (role `ASIDE`); whole for no headings.

        ``LEAD`` names the text before the first heading; case is ignored.

        Raises:
            InputError: no section has such a heading.
        """
        if not headings:
            return self
        names = self.sections["section"].replace("", LEAD)
        folded = names.map(fold)
        for heading in headings:
            if fold(heading) not in set(folded):
                raise input_error("sections", f"there is no section '{heading}'", known_names(heading, names, "; "))
        chosen = folded.isin([fold(heading) for heading in headings])
        wanted = self.sections.loc[chosen, "section_number"]
        tables = {}
        for name in ("blocks", "sentences", "words"):
            table = getattr(self, name)
            aside = (table["role"] == "body") & ~table["section_number"].isin(wanted)
            tables[name] = table.assign(role=table["role"].mask(aside, ASIDE))
        return replace(self, sections=self.sections[chosen].reset_index(drop=True), **tables)

    @cached_property
    def language(self) -> str:
        """The code of its language, from its record or its words; empty if unsure."""
        if self.record and self.record.language:
            return known_language(self.record.language.value)
        return language_of(self.plain)

    @cached_property
    def language_remark(self) -> str:
        """What the language of the text means for the counts; empty for English."""
        return remark_on(self.language, self.plain)

    def remarks(self) -> list[str]:
        """What a reader of the counts should know: how the text was read, its language if not English, and whether
        much of it is not body."""
        remarks = remarks_on_reading(self.reading, self.language_remark, self.left_out_remark)
        return [f"{self.name}: {words}" for words in remarks]

    @property
    def left_out_remark(self) -> str:
        """A warning where more than a few per cent of the words are not of the body; else empty."""
        return remark_on_left_out(sum(self.left_out().values()), len(self.words))

    def left_out(self, roles: tuple[str, ...] = (*BODY, ASIDE)) -> dict[str, int]:
        """The number of words in parts of other roles than these, by role, in the order of `ROLES`."""
        counts = self.words["role"].value_counts()
        return {role: int(counts[role]) for role in (*ROLES, ASIDE) if role in counts and role not in roles}

    def in_roles(self, part: Literal["blocks", "sentences", "words"], roles: tuple[str, ...] = BODY) -> pd.DataFrame:
        """The rows of one of the tables that lie in parts of these roles."""
        table: pd.DataFrame = getattr(self, part)
        return table[table["role"].isin(roles)]

    def word_count(self, roles: tuple[str, ...] = BODY) -> int:
        """Number of words in parts of these roles."""
        return int(self.words["role"].isin(roles).sum())

    def sentence_count(self, roles: tuple[str, ...] = BODY) -> int:
        """Number of sentences in parts of these roles, headings that have one of them among them."""
        return int(self.sentences["role"].isin(roles).sum())


def read_document(path: Path | str) -> Document:
    """Read a text from a file of any kind (see `extract`), and the YAML file of the same name beside it.

    A relative path is looked for as `themeline.io.paths.find_file` does.

    Raises:
        InputError: the file cannot be read, or holds no words; or its YAML file is wrong, or leaves no body.
    """
    path = find_file(path)
    reading = read_source(path)
    record = read_record_beside(path, reading)
    document = parse_document(reading, name=path.stem, record=record)
    if document.word_count() == 0:
        raise without_body(path, record)
    return document


def parse_document(reading: Reading | str, *, name: str, record: TextRecord | None = None) -> Document:
    """Split a text into its tables; its blocks are found as `themeline.text.blocks` says."""
    if isinstance(reading, str):
        reading = Reading(reading)
    plain = without(reading.text, reading.aside)
    blocks = find_blocks(plain, roles_of_lines(reading, record))
    text = reading.text
    titles = blocks.loc[blocks["role"] == "title"]
    title = record.title.value if record else " ".join(plain[r.start : r.end] for r in titles.itertuples())
    sentences = _sentences(plain, blocks)
    words = _words(plain, sentences)
    return Document(
        name=name,
        title=one_line(title) or name,
        text=text,
        plain=plain,
        reading=reading,
        record=record,
        sections=_sections(blocks, sentences, words),
        blocks=blocks,
        sentences=sentences,
        words=words,
    )


def _sentences(plain: str, blocks: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for block in blocks.to_dict("records"):
        spans = [(block["start"], block["end"])]
        if block["role"] in ("body", "disclaimer"):
            found = sentence_spans(plain[block["start"] : block["end"]])
            spans = [(block["start"] + start, block["start"] + end) for start, end in found]
        for start, end in spans:
            rows.append(
                {
                    "sentence": len(rows) + 1,
                    "role": block["role"],
                    "start": start,
                    "end": end,
                    "section_number": block["section_number"],
                    "section": block["section"],
                    "paragraph": block["paragraph"],
                }
            )
    return pd.DataFrame(rows)


def _words(plain: str, sentences: pd.DataFrame) -> pd.DataFrame:
    starts: list[int] = []
    ends: list[int] = []
    rows: list[int] = []
    found: list[str] = []
    for row, (start, end) in enumerate(zip(sentences["start"].tolist(), sentences["end"].tolist(), strict=True)):
        for match in WORD.finditer(plain, start, end):
            found.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
            rows.append(row)
    kept = ["role", "section_number", "section", "paragraph", "sentence"]
    # An empty list would make a column of another kind than words do.
    words = {name: pd.Series(values, dtype=str) for name, values in (("word", found), ("key", keys_of(found)))}
    offsets = {name: pd.Series(values, dtype=int) for name, values in (("start", starts), ("end", ends))}
    return pd.DataFrame(words | offsets | {name: sentences[name].array[rows] for name in kept})


def _sections(blocks: pd.DataFrame, sentences: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    # By hand: pandas' groups take a hundred times as long for a short text.
    found: dict[int, dict[str, Any]] = {}
    names = ("role", "section_number", "section", "start", "end")
    for role, number, section, start, end in zip(*(blocks[name].tolist() for name in names), strict=True):
        if role == "body":
            row = found.setdefault(number, {"section": section, "start": start, "paragraphs": 0})
            row |= {"end": end, "paragraphs": row["paragraphs"] + 1}
    for name, table in (("sentences", sentences), ("words", words)):
        body = table["role"].to_numpy() == "body"
        counts = Counter(table["section_number"].to_numpy()[body].tolist())
        for number, row in found.items():
            row[name] = counts[number]
    columns = ["section_number", "section", "start", "end", "paragraphs", "sentences", "words"]
    rows = [{"section_number": number, **row} for number, row in sorted(found.items())]
    kinds = {name: str if name == "section" else int for name in columns}
    return pd.DataFrame(rows, columns=columns).astype(kinds)
