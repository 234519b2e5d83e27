"""Split a text into sections, paragraphs, sentences and words: tables of offsets into the unchanged text."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from pydantic import Field

from themeline.errors import wrong
from themeline.languages import language_of, remark_on
from themeline.places import record_beside
from themeline.reading import PLAIN, Reading
from themeline.records import Record, read_record
from themeline.sources import read_source
from themeline.structure import ROLES as ROLES
from themeline.structure import find_blocks, one_line, without
from themeline.words import UNSEEN, WORD, fold, keys_of

BODY = ("body",)
# What is body, but in a section that is not counted.
ASIDE = "other"
LEAD = "(lead)"

_BLANK = re.compile(r"\s")
_UNREAD = re.compile(f"[{UNSEEN}⁰¹²³⁴-⁹]")
# The full stops of Chinese and Japanese end a sentence without a blank behind them.
_PIECE = re.compile(r"[^。！？]*[。！？」』”]*", re.DOTALL)

# Abbreviations after which a full stop ends no sentence, as Punkt wants them: lower case, no last stop.
ABBREVIATIONS = frozenset(
    "adm al apr aug brig capt cf col dec dept dr e.g eds feb gen gov hon i.e jan jr lt ltd maj messrs mr mrs ms mt "
    "nov oct pp prof rep rev sen sept sgt sr st u.k u.n u.s u.s.a vol vs".split()
)


class Known(Record):
    """Something known about a text, and how surely."""

    value: str
    certainty: Literal["in the text", "public record", "inferred"]
    note: str = ""


Numbers = tuple[Annotated[int, Field(ge=1)], ...]


class LineRoles(Record):
    """Lines (from 1) whose part in the text no rule can tell."""

    rubric: Numbers = ()
    title: Numbers = ()
    heading: Numbers = ()
    body: Numbers = ()
    disclaimer: Numbers = ()


class TextRecord(Record):
    """What is known about a text: the YAML file of the text's name, beside it."""

    title: Known
    author: Known | None = None
    publisher: Known | None = None
    site: Known | None = None
    rubric: Known | None = None
    language: Known | None = None
    published: Known | None = Field(None, description="EDTF: a day, or the window that it lies in")
    rights: Known | None = None
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$", description="of the text file's bytes")
    lines: LineRoles = LineRoles()


@dataclass(frozen=True)
class Document:
    """A text and the tables of its parts; every ``start`` and ``end`` slices the unchanged ``text``.

    ``plain`` is the text with blanks for all that is no word of it (addresses, marks of Markdown), as long as it.

    Tables, one row a part, in the order of the text:

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
                raise wrong("sections", f"there is no section '{heading}'", f"there are: {'; '.join(names)}")
        chosen = folded.isin([fold(heading) for heading in headings])
        wanted = self.sections.loc[chosen, "section_number"]
        tables = {}
        for name in ("blocks", "sentences", "words"):
            table = getattr(self, name)
            aside = (table["role"] == "body") & ~table["section_number"].isin(wanted)
            tables[name] = table.assign(role=table["role"].mask(aside, ASIDE))
        return replace(self, sections=self.sections[chosen].reset_index(drop=True), **tables)

    @cached_property
    def language_remark(self) -> str:
        """What the language of the text means for the counts; empty for English."""
        language = self.record.language.value if self.record and self.record.language else None
        if language is None:
            language = language_of(self.plain, len(self.words))
        return remark_on(language, self.plain)

    def remarks(self) -> list[str]:
        """What a reader of the counts should know: how the text was read, and its language if not English."""
        found = [*self.reading.notes, self.language_remark]
        if self.reading.kind != PLAIN:
            found.insert(0, f"it is read as {self.reading.kind}")
        return [f"{self.name}: {words}" for words in found if words]

    def word_count(self, roles: tuple[str, ...] = BODY) -> int:
        """Number of words in parts of these roles."""
        return int(self.words["role"].isin(roles).sum())


def read_document(path: Path | str) -> Document:
    """Read a text from a file of any kind (see `themeline.sources`), and the YAML file of the same name beside it.

    Raises:
        InputError: the file cannot be read, or holds no words; or its YAML file is wrong, or leaves no body.
    """
    path = Path(path)
    reading = read_source(path)
    beside = record_beside(path)
    record = None
    if beside != path and beside.is_file():
        record = read_record(beside, TextRecord)
        last = len(re.findall(r"\r\n|\r|\n", reading.text)) + 1
        for role, numbers in record.lines.model_dump().items():
            for number in numbers:
                if number > last:
                    raise wrong(beside, f"'lines.{role}' names line {number}, {path.name} has {last}")
    document = parse_document(reading, name=path.stem, record=record)
    if document.word_count() == 0:
        if record is None:
            raise wrong(
                path, "holds no text but headings", "give a text of sentences, or set its lines in a .yaml beside"
            )
        raise wrong(beside, "leaves the text no body", "name fewer lines under 'lines'")
    return document


def parse_document(reading: Reading | str, *, name: str, record: TextRecord | None = None) -> Document:
    """Split a text into its tables; its blocks are found as `themeline.structure` says."""
    if isinstance(reading, str):
        reading = Reading(reading)
    given = (
        {number: role for role, numbers in record.lines.model_dump().items() for number in numbers} if record else {}
    )
    plain = without(reading.text, reading.aside)
    blocks = find_blocks(plain, {**reading.roles, **given})
    text = reading.text
    titles = blocks.loc[blocks["role"] == "title"]
    title = record.title.value if record else " ".join(plain[r.start : r.end] for r in titles.itertuples())
    sentences = _sentences(plain, blocks)
    words = _words(text, plain, sentences)
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
    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    tokenizer = PunktSentenceTokenizer(parameters)
    rows: list[dict[str, Any]] = []
    for block in blocks.to_dict("records"):
        spans = [(block["start"], block["end"])]
        if block["role"] in ("body", "disclaimer"):
            spans = []
            for piece in _PIECE.finditer(plain, block["start"], block["end"]):
                spaced = _BLANK.sub(" ", piece.group())
                # Punkt stops at what no reader sees, and at the mark of a note behind a full stop.
                kept = [place for place, letter in enumerate(spaced) if not _UNREAD.match(letter)]
                for start, end in tokenizer.span_tokenize("".join([spaced[place] for place in kept])):
                    spans.append((piece.start() + kept[start], piece.start() + kept[end - 1] + 1))
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


def _words(text: str, plain: str, sentences: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, list[object]] = {"start": [], "end": [], "row": []}
    found: list[str] = []
    for row, (start, end) in enumerate(zip(sentences["start"], sentences["end"], strict=True)):
        for match in WORD.finditer(plain, start, end):
            found.append(match.group())
            columns["start"].append(match.start())
            columns["end"].append(match.end())
            columns["row"].append(row)
    words = pd.DataFrame({"word": found, "key": keys_of(found)} | columns)
    around = sentences.iloc[words.pop("row").astype(int)].reset_index(drop=True)
    kept = around[["role", "section_number", "section", "paragraph", "sentence"]]
    return pd.concat([words, kept], axis=1).astype({"start": int, "end": int})


def _sections(blocks: pd.DataFrame, sentences: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    body = blocks[blocks["role"] == "body"]
    sections = body.groupby("section_number").agg(
        section=("section", "first"),
        start=("start", "min"),
        end=("end", "max"),
        paragraphs=("paragraph", "count"),
    )
    for name, table in (("sentences", sentences), ("words", words)):
        counts = table.loc[table["role"] == "body", "section_number"].value_counts()
        sections[name] = counts.reindex(sections.index, fill_value=0)
    return sections.reset_index()
