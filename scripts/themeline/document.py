"""Split a text into sections, paragraphs, sentences and words: tables of offsets into the unchanged text."""

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from pydantic import Field

from themeline.errors import wrong
from themeline.places import record_beside
from themeline.records import Record, read_record, read_text

LARGEST_TEXT = 100_000_000
ROLES = ("rubric", "title", "heading", "body", "disclaimer")
BODY = ("body",)
LONGEST_HEADING = 12
LEAD = "(lead)"

# Joined inside a word by any of these; folded to the first of each.
HYPHENS = "-\u2010\u2011\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u02bc\uff07"
# Marks that stand inside words without being seen: combining accents, soft hyphen, zero-width characters.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = rf"[^\W_][\u0300-\u036f{_UNSEEN}]*"
WORD = re.compile(rf"(?:{_LETTER})+(?:[{HYPHENS}{APOSTROPHES}](?:{_LETTER})+)*")
_FOLDED = str.maketrans(dict.fromkeys(HYPHENS, "-") | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(_UNSEEN))

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

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
    record: TextRecord | None
    sections: pd.DataFrame
    blocks: pd.DataFrame
    sentences: pd.DataFrame
    words: pd.DataFrame

    def only_sections(self, headings: list[str]) -> "Document":
        """The document with the body of all other sections set aside (role "other"); whole for no headings.

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
            tables[name] = table.assign(role=table["role"].mask(aside, "other"))
        return replace(self, sections=self.sections[chosen].reset_index(drop=True), **tables)

    def word_count(self, roles: tuple[str, ...] = BODY) -> int:
        """Number of words in parts of these roles."""
        return int(self.words["role"].isin(roles).sum())


def fold(text: str) -> str:
    """Bring words to the form in which they are compared: no case, one hyphen, one apostrophe, NFKC."""
    return unicodedata.normalize("NFKC", text.translate(_FOLDED)).casefold()


def read_document(path: Path | str) -> Document:
    """Read a UTF-8 text file, and the YAML file of the same name beside it where there is one.

    Raises:
        InputError: the file cannot be read, is not a text, or is empty; or its YAML file is wrong, or leaves no body.
    """
    path = Path(path)
    text = read_text(path, largest=LARGEST_TEXT)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise wrong(path, "holds NUL bytes, so it is no text", "give a plain text file", line=line)
    if WORD.search(text) is None:
        raise wrong(path, "holds no words", "give a plain text file")
    beside = record_beside(path)
    record = None
    if beside != path and beside.is_file():
        record = read_record(beside, TextRecord)
        last = text.count("\n") + 1
        for role, numbers in record.lines.model_dump().items():
            for number in numbers:
                if number > last:
                    raise wrong(beside, f"'lines.{role}' names line {number}, {path.name} has {last}")
    document = parse_document(text, name=path.stem, record=record)
    if document.word_count() == 0:
        raise wrong(beside, "leaves the text no body", "name fewer lines under 'lines'")
    return document


def parse_document(text: str, *, name: str, record: TextRecord | None = None) -> Document:
    """Split a text into its tables.

    A block is a run of lines that are not blank. A line whose role the record gives is a block of its own. A
    short block (at most `LONGEST_HEADING` words, no stop at its end, something behind it) is a heading; the
    first one before any other text is the title. All else is body.
    """
    blocks = _blocks(text, record.lines if record else LineRoles())
    titles = blocks.loc[blocks["role"] == "title"]
    title = record.title.value if record else " ".join(text[r.start : r.end] for r in titles.itertuples())
    sentences = _sentences(text, blocks)
    words = _words(text, sentences)
    return Document(
        name=name,
        title=title or name,
        text=text,
        record=record,
        sections=_sections(blocks, sentences, words),
        blocks=blocks,
        sentences=sentences,
        words=words,
    )


def _blocks(text: str, given: LineRoles) -> pd.DataFrame:
    role_of = {number: role for role, numbers in given.model_dump().items() for number in numbers}
    runs: list[tuple[int, int, str]] = []
    start = end = -1
    offset = 0
    for number, line in enumerate(_LINE.findall(text), 1):
        stripped = line.strip().strip(_UNSEEN).strip()
        first = offset + line.find(stripped) if stripped else offset
        offset += len(line)
        if start >= 0 and (not stripped or number in role_of):
            runs.append((start, end, ""))
            start = -1
        if not stripped:
            continue
        if number in role_of:
            runs.append((first, first + len(stripped), role_of[number]))
            continue
        if start < 0:
            start = first
        end = first + len(stripped)
    if start >= 0:
        runs.append((start, end, ""))

    rows: list[dict[str, Any]] = []
    heading, section_number, paragraph = "", 0, 0
    titled = bool(given.title)
    for i, (start, end, role) in enumerate(runs):
        if not role:
            role = "heading" if i + 1 < len(runs) and _is_heading(text[start:end]) else "body"
            if role == "heading" and not titled and not any(row["role"] == "body" for row in rows):
                role, titled = "title", True
        if role == "heading":
            heading, section_number = text[start:end], section_number + 1
        paragraph += role == "body"
        rows.append(
            {
                "block": i + 1,
                "role": role,
                "start": start,
                "end": end,
                "section_number": section_number,
                "section": heading,
                "paragraph": paragraph if role == "body" else 0,
            }
        )
    return pd.DataFrame(rows)


def _is_heading(block: str) -> bool:
    return (
        "\n" not in block
        and block[-1] not in ".?!…:;,"
        and 0 < sum(1 for _ in WORD.finditer(block)) <= LONGEST_HEADING
    )


def _sentences(text: str, blocks: pd.DataFrame) -> pd.DataFrame:
    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    tokenizer = PunktSentenceTokenizer(parameters)
    rows: list[dict[str, Any]] = []
    for block in blocks.to_dict("records"):
        whole = text[block["start"] : block["end"]]
        spans = tokenizer.span_tokenize(whole) if block["role"] in ("body", "disclaimer") else [(0, len(whole))]
        for start, end in spans:
            rows.append(
                {
                    "sentence": len(rows) + 1,
                    "role": block["role"],
                    "start": block["start"] + start,
                    "end": block["start"] + end,
                    "section_number": block["section_number"],
                    "section": block["section"],
                    "paragraph": block["paragraph"],
                }
            )
    return pd.DataFrame(rows)


def _words(text: str, sentences: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, list[object]] = {"word": [], "key": [], "start": [], "end": [], "row": []}
    for row, (start, end) in enumerate(zip(sentences["start"], sentences["end"], strict=True)):
        for match in WORD.finditer(text, start, end):
            columns["word"].append(match.group())
            columns["key"].append(fold(match.group()))
            columns["start"].append(match.start())
            columns["end"].append(match.end())
            columns["row"].append(row)
    words = pd.DataFrame(columns)
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
