"""Split a text into sections, paragraphs, sentences and words: tables of offsets into the unchanged text."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.paths import find_file
from themeline.text.blocks import ROLES as ROLES
from themeline.text.blocks import Block, one_line, without
from themeline.text.extract import read_source
from themeline.text.extracted import Reading
from themeline.text.language import language_of, remark_on, unit_of
from themeline.text.metadata import (
    TextRecord,
    named_language,
    read_record_beside,
    remark_on_left_out,
    remarks_on_reading,
    roles_of_lines,
    without_body,
)
from themeline.text.parts import ASIDE as ASIDE
from themeline.text.parts import Parts, Sentence, Word, find_parts, table_of
from themeline.text.tokens import fold

if TYPE_CHECKING:
    import pandas as pd

BODY = ("body",)
LEAD = "(lead)"


@dataclass(frozen=True)
class Document:
    """A text and its parts, as lists (``parts``) and as tables; each start and end slices the unchanged ``text``.

    ``plain`` is the text, at the same length, with spaces for whatever is not a word (addresses, Markdown marks).
    ``language`` is the code of its language (ISO 639), from its record or its words; empty if unsure.

    Tables, made when they are first asked for, one row per part, in the order of the text:

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
    parts: Parts
    language: str = ""

    @cached_property
    def sections(self) -> "pd.DataFrame":
        """The sections, see `Document`."""
        return _sections(self.parts)

    @cached_property
    def blocks(self) -> "pd.DataFrame":
        """The blocks, see `Document`."""
        return table_of(self.parts.blocks, Block)

    @cached_property
    def sentences(self) -> "pd.DataFrame":
        """The sentences, see `Document`."""
        return table_of(self.parts.sentences, Sentence)

    @cached_property
    def words(self) -> "pd.DataFrame":
        """The words, see `Document`."""
        table = table_of(self.parts.words, Word)
        kept = self.sentences[["role", "section_number", "section", "paragraph", "sentence"]]
        of_sentence = kept.take(table["sentence_row"]).reset_index(drop=True)
        return table.drop(columns=["sentence_row", "block_row"]).join(of_sentence)

    def only_sections(self, headings: list[str]) -> "Document":
        """The document with the body of all other sections set aside (role `ASIDE`); whole for no headings.

        ``LEAD`` names the text before the first heading; case is ignored.

        Raises:
            InputError: no section has such a heading.
        """
        if not headings:
            return self
        names = {block.section_number: block.section or LEAD for block in self.parts.blocks if block.role == "body"}
        folded = {number: fold(name) for number, name in names.items()}
        for heading in headings:
            if fold(heading) not in folded.values():
                known = known_names(heading, names.values(), "; ")
                raise input_error("sections", f"there is no section '{heading}'", known)
        asked = {fold(heading) for heading in headings}
        return replace(self, parts=self.parts.only_sections({n for n, name in folded.items() if name in asked}))

    @property
    def has_sections(self) -> bool:
        """Whether headings divide its body, all of it or those of `only_sections`."""
        return any(block.section_number for block in self.parts.blocks)

    @property
    def unit(self) -> str:
        """What its length is told in, "words" or "characters", see `themeline.text.language.unit_of`."""
        return unit_of(self.language)

    @cached_property
    def language_remark(self) -> str:
        """What to beware of in the language of the text, and in parts that are in others; empty for nothing."""
        return remark_on(self.language, self.plain)

    def remarks(self) -> list[str]:
        """What a reader of the counts should know: how the text was read, its language if not English, and whether
        much of it is not body."""
        remarks = remarks_on_reading(self.reading, self.language_remark, self.left_out_remark)
        return [f"{self.name}: {words}" for words in remarks]

    @property
    def left_out_remark(self) -> str:
        """A warning where more than a few per cent of the words are not of the body; else empty."""
        return remark_on_left_out(sum(self.left_out().values()), len(self.parts.words))

    def left_out(self, roles: tuple[str, ...] = (*BODY, ASIDE)) -> dict[str, int]:
        """The number of words in parts of other roles than these, by role, in the order of `ROLES`."""
        counts = Counter(self.parts.roles)
        return {role: counts[role] for role in (*ROLES, ASIDE) if role in counts and role not in roles}

    def in_roles(
        self, part: Literal["blocks", "sentences", "words"], roles: tuple[str, ...] = BODY
    ) -> "pd.DataFrame":
        """The rows of one of the tables that lie in parts of these roles."""
        table: pd.DataFrame = getattr(self, part)
        return table[table["role"].isin(roles)]

    def word_count(self, roles: tuple[str, ...] = BODY) -> int:
        """Number of words in parts of these roles."""
        return sum(role in roles for role in self.parts.roles)

    def sentence_count(self, roles: tuple[str, ...] = BODY) -> int:
        """Number of sentences in parts of these roles, headings that have one of them among them."""
        return sum(sentence.role in roles for sentence in self.parts.sentences)


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


def language_of_file(path: Path) -> str:
    """The code of the language of a text, as `read_document` finds it, without the rest of that.

    Raises:
        InputError: the file cannot be read, or its YAML file is wrong.
    """
    reading = read_source(path)
    return named_language(reading, read_record_beside(path, reading)) or language_of(
        without(reading.text, reading.aside)
    )


def parse_document(
    reading: Reading | str, *, name: str, record: TextRecord | None = None, sentences: bool = True
) -> Document:
    """Split a text into its tables; its blocks are found as `themeline.text.blocks` says, its sentences by the rules
    of its language.

    Without ``sentences`` each block may stand as one.
    """
    if isinstance(reading, str):
        reading = Reading(reading)
    plain = without(reading.text, reading.aside)
    roles = roles_of_lines(reading, record)
    language = named_language(reading, record) or language_of(plain)
    parts = find_parts(plain, roles, language, sentences=sentences)
    titles = (plain[block.start : block.end] for block in parts.blocks if block.role == "title")
    title = record.title.value if record and record.title else " ".join(titles)
    return Document(
        name=name,
        title=one_line(title) or name,
        text=reading.text,
        plain=plain,
        reading=reading,
        record=record,
        parts=parts,
        language=language,
    )


def _sections(parts: Parts) -> "pd.DataFrame":
    import pandas as pd

    found: dict[int, dict[str, Any]] = {}
    for block in parts.blocks:
        if block.role == "body":
            row = found.setdefault(
                block.section_number, {"section": block.section, "start": block.start, "paragraphs": 0}
            )
            row |= {"end": block.end, "paragraphs": row["paragraphs"] + 1}
    sections_of = {
        "sentences": [s.section_number for s in parts.sentences if s.role == "body"],
        "words": [s.section_number for s in map(parts.sentence_of, parts.words) if s.role == "body"],
    }
    for name, numbers in sections_of.items():
        counts = Counter(numbers)
        for number, row in found.items():
            row[name] = counts[number]
    columns = ["section_number", "section", "start", "end", "paragraphs", "sentences", "words"]
    rows = [{"section_number": number, **row} for number, row in sorted(found.items())]
    kinds = {name: str if name == "section" else int for name in columns}
    return pd.DataFrame(rows, columns=columns).astype(kinds)
