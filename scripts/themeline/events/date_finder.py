"""Proposes the events of a new timeline: the passages of a text that tell a date, for a person to confirm."""

import re
import textwrap
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

import yaml

from themeline.errors import input_error
from themeline.events.chronology import DRAFT
from themeline.events.date_grammar import LANGUAGES, UNPUBLISHED, Passage, find_passages, grammar_language
from themeline.events.edtf_dates import date_bounds
from themeline.io.paths import record_beside
from themeline.io.yaml_models import read_record
from themeline.text.document import BODY, Document
from themeline.text.language import language_name
from themeline.text.metadata import TextRecord
from themeline.text.wording import capitalised, count_of, join_list, single_spaced

_LONGEST_LABEL = 90
# A sentence up to this length is a title as a whole.
_LONGEST_TITLE = 110
# A clause that says less than this besides its date is none; more than this a label cannot have.
_SHORTEST_TITLE, _MOST_OF_LABEL = 16, 200
_IRREGULAR = """
    became began bore bought broke brought built came chose cut did drew drove fell fled flew forbade fought
    found gave got grew held hit keep kept knew laid lay led left lost made meant met paid put ran read rose
    said sank sat saw sent set shook shot shut sold spent split spoke stood strove struck swore taught threw
    thought told took understood went withdrew won wrote"""
# Words that are verbs in whatever clause they stand; most verbs of a text's past are among them.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|shall|should|may|might|can|could|must|does|do|be"
    rf"|{'|'.join(_IRREGULAR.split())}|[a-z]{{2,}}ed)\b"
)
_CLAUSE = re.compile(r"[;:]\s+|\s+[–—]\s+|,\s+(?=(?:and|but|while|whereas|although|though|yet|so)\b)")
# Those of languages whose verbs are not known here.
_ANY_CLAUSE = re.compile(
    r"[;:؛]\s+|[；：，]|——|\s+[–—]\s+"
    r"|،\s+(?=(?:لكن\w*|ولكن\w*|غير\s+[أا]ن|إلا\s+أن|بينما|فيما|في\s+حين)\b)"
    r"|,\s+(?=(?:и|а|но|однако|тогда как|et|mais|tandis|alors|y|pero|mientras|aunque)\b)"
)
_BEGINS_ANY = re.compile(
    r"(?i)^(?:и|а|но|однако|тогда\s+как|et|mais|tandis\s+que|alors\s+que|y|pero|mientras(?:\s+que)?|aunque)\s+"
    r"|^tandis\s+qu['’]|^但是?|^而且?|^(?:و?لكن|بينما|فيما|في\s+حين)\s+"
)
_NAME = re.compile(r"(?:\s+(?:(?:of|on|for|the|and)\s+){0,2}[A-Z][\w’'-]*)+")
_IN_A_NAME = " The date is part of a name: what the sentence is about may have happened at another time."
_BEGINS = re.compile(r"(?i)^(?:and|but|while|whereas|although|though|yet|so|then)\s+")


class FoundDates(NamedTuple):
    """The passages that tell a date, and those that are left out, with the reason in ``left_out``; in their order."""

    dates: list[Passage]
    left_out: list[Passage]


def find_dates(document: Document, published: str) -> FoundDates:
    """Find the passages of the body that tell a date, by the grammar of `events.date_grammar` for its language.

    Left out, and listed, are dates that cannot be counted, or read in one way only, and numbers that look like years.

    Args:
        document: the text.
        published: EDTF, from which relative dates ("five years ago") are counted; empty if it is not known.
    """
    around = date_bounds(published)[:2] if published else None
    language = _language(document)
    found: list[Passage] = []
    for block in document.blocks.itertuples():
        if block.role in BODY:
            found += find_passages(document.plain, block.start, block.end, around, language)
    return FoundDates([one for one in found if one.edtf], [one for one in found if not one.edtf])


def said_of_left_out(document: Document, left_out: list[Passage]) -> list[str]:
    """A line for each kind of words that are left out: why, which, and how often if more than once.

    Before them, one that says so if the document is in a language whose dates are not known.
    """
    counts = Counter(
        (one.left_out.replace(UNPUBLISHED, f"{UNPUBLISHED} (--published)"), document.text[one.start : one.end])
        for one in left_out
    )
    known = not document.language or document.language in LANGUAGES
    languages = join_list([language_name(language) for language in LANGUAGES])
    seems = f"it seems to be in {language_name(document.language)}, and dates are known in {languages} only"
    unknown = [] if known else [f"{document.name}: {seems}: read as English, so that few are found"]
    return unknown + [
        f"left out, since it {why}: '{single_spaced(words)}'" + (f" ({count_of(count, 'time')})" if count > 1 else "")
        for (why, words), count in counts.items()
    ]


def draft_text(document: Document, passages: list[Passage]) -> str:
    """Events of these passages as the YAML file that `chronology` reads, to be confirmed one by one.

    Of an open interval ("since 2007") the end that is told is the date, since a timeline draws no open ones; that it
    is open is in ``precision``, as are early, mid and late, which EDTF does not have.
    """
    events = []
    language = _language(document)
    for number, passage in enumerate(passages, 1):
        words = single_spaced(document.text[passage.start : passage.end])
        within = document.sentences[document.sentences["start"] <= passage.start].iloc[-1]
        start, end = int(within["start"]), int(within["end"])
        place = (document.text[start:end], passage.start - start, passage.end - start)
        title = _name(document.text, passage, end) if passage.is_name else ""
        title = title or (_title(*place) if language == "en" else _title_in_any_language(*place))
        edtf = re.sub(r"/\.\.$|^\.\./", "", passage.edtf)
        precision = _fiscal(words) if passage.is_fiscal else _precision(words, passage.edtf)
        event = {
            "id": f"draft-{number}",
            "title": title,
            "label": _label(title),
            "edtf": edtf,
            **({"precision": precision} if precision else {}),
            "basis": passage.basis,
            **({"stated": edtf} if passage.basis == "stated" else {}),
            "mention": "named",
            "kind": DRAFT,
            "actors": ["?"],
            "confidence": "low",
            "quote": document.text[start:end],
            "quote_span": [start, end],
            "caveat": f"Proposed from the words “{words}”, and not confirmed." + _IN_A_NAME * passage.is_name,
        }
        events.append(event)
    head = "# yaml-language-server: $schema=schema/events.schema.json\n# Drafts: confirm each, or remove it.\n\n"
    return head + str(yaml.safe_dump({"events": events}, allow_unicode=True, sort_keys=False, width=116))


def _precision(words: str, edtf: str) -> str:
    """What the words say of a date and its EDTF does not."""
    if edtf.endswith("/.."):
        return f"“{words}”: the beginning; the end is open"
    if edtf.startswith("../"):
        return f"“{words}”: the end; the beginning is open"
    return f"“{words}”: its days are approximate" if "~/" in edtf and edtf.endswith("~") else ""


def _fiscal(words: str) -> str:
    return f"“{words}”: a fiscal year, drawn as calendar years; its first month is not known"


def _name(text: str, passage: Passage, end: int) -> str:
    """What is called by a year, where it is written with capitals: "2019 White Paper of Estonia"; else empty."""
    found = _NAME.match(text, passage.end, end)
    return single_spaced(text[passage.start : passage.end] + found[0]) if found else ""


def _title(sentence: str, start: int, end: int) -> str:
    """The clause of a sentence that a date at [start, end) stands in, with its verb, as a title.

    Of the row of a table it is the other cells, where the date has one of its own.
    """
    if cells := _other_cells(sentence, start, end):
        return cells
    if len(sentence) > _LONGEST_TITLE:
        inner = [match.end() for match in _CLAUSE.finditer(sentence) if not start <= match.start() < end]
        cuts = [0, *inner, len(sentence)]
        first = max(number for number, cut in enumerate(cuts[:-1]) if cut <= start)
        last = first + 1
        # A clause without a verb belongs to the one before, whose subject it shares, else to the one behind.
        while not _VERB.search(sentence, cuts[first], cuts[last]) and (first > 0 or last < len(cuts) - 1):
            first, last = (first - 1, last) if first > 0 else (first, last + 1)
        start, end, sentence = start - cuts[first], end - cuts[first], sentence[cuts[first] : cuts[last]]
    before, words, behind = sentence[:start], sentence[start:end], sentence[end:]
    # "In August 2024, " and " in August 2024." are not needed where the date stands beside the title.
    if re.match(r"(?i)(?:in|on|at)\b", words) and not re.match(r"[’']s?\b", behind):
        if not before.strip(' “"') and re.match(r",?\s+(?!(?:and|or|to|until|through)\b|[0-9–-])", behind):
            before, words = "", ""
            behind = behind.lstrip(", ")
        elif re.fullmatch(r"[\s.,;:!?]*", behind) and _VERB.search(before):
            words = ""
    title = single_spaced(before + words + behind).strip(" .,;:–—")
    title = _BEGINS.sub("", title)
    return capitalised(title) if title else single_spaced(sentence).strip()


def _title_in_any_language(sentence: str, start: int, end: int) -> str:
    """The same where the verbs of a language are not known: the whole sentence, or of a long one a clause.

    A clause has to say more than the date, else the next one belongs to it: "1987年，美苏签署条约". A date that the
    sentence begins with, and a comma parts from it, stands beside the title.
    """
    if cells := _other_cells(sentence, start, end):
        return cells
    if width_of(sentence) > _LONGEST_TITLE:
        inner = [match.end() for match in _ANY_CLAUSE.finditer(sentence) if not start <= match.start() < end]
        cuts = [0, *inner, len(sentence)]
        first = max(number for number, cut in enumerate(cuts[:-1]) if cut <= start)
        last = first + 1
        while width_of(sentence[cuts[first] : cuts[last]]) - width_of(sentence[start:end]) < _SHORTEST_TITLE:
            if first == 0 and last == len(cuts) - 1:
                break
            first, last = (first, last + 1) if last < len(cuts) - 1 else (first - 1, last)
        start, end, sentence = start - cuts[first], end - cuts[first], sentence[cuts[first] : cuts[last]]
    before, behind = sentence[:start], sentence[end:]
    if not before.strip(' «“"') and (comma := re.match(r"\s*[,，،]\s*(?![0-9])", behind)):
        sentence = behind[comma.end() :]
    title = _BEGINS_ANY.sub("", single_spaced(sentence).strip(" .,;:–—。，；：،؛"))
    return capitalised(title)


def _other_cells(sentence: str, start: int, end: int) -> str:
    """Of the row of a table, the other cells than that of a date at [start, end), which has one of its own."""
    cells = sentence.split(" | ")
    rest = [cell for cell in cells if cell.strip() != sentence[start:end].strip()]
    return single_spaced(" | ".join(rest)).strip(" .,;:–—") if 1 <= len(rest) < len(cells) else ""


def _label(title: str) -> str:
    """A title for figures: as it is, or its first words; where nothing parts words, its first clauses."""
    if width_of(title) <= _LONGEST_LABEL:
        return title
    short = textwrap.shorten(title, _LONGEST_LABEL, placeholder=" …")
    if width_of(short) <= _LONGEST_LABEL and short.strip() != "…":
        return short
    clauses = [match.start() for match in re.finditer("[，。；：、！？]", title)]
    fitting = [place for place in clauses if width_of(title[:place]) < _LONGEST_LABEL] or clauses[:1]
    return f"{title[: fitting[-1]]}…"[:_MOST_OF_LABEL] if fitting else title[:_MOST_OF_LABEL]


def width_of(text: str) -> int:
    """The letters of a text, those of Chinese and its like counted as two."""
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


def _language(document: Document) -> str:
    return grammar_language(document.language, document.plain)


def publication_date(given: str | None, text: Path) -> str:
    """When a text was published, as EDTF: as given, else as the YAML file beside it says; empty if neither does.

    Raises:
        InputError: what is given is not an EDTF date, or the YAML file is wrong.
    """
    if given is None:
        beside = record_beside(text)
        record = read_record(beside, TextRecord) if beside.is_file() else None
        return record.published.value if record and record.published else ""
    try:
        date_bounds(given)
    except ValueError as error:
        raise input_error("--published", str(error)) from None
    return given
