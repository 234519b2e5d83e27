"""Proposes the events of a new timeline: the passages of a text that tell a date, for a person to confirm.

Dates are found by a small grammar of English. Searching for them with the dateparser library was tried first: in the
essay it found "August 2024" and "Five years ago", missed "for the coming year", and took nine other passages for
dates ("we", "now the", "on an a").
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from themeline.errors import input_error
from themeline.events.edtf_dates import date_bounds, parse_date
from themeline.io.paths import record_beside
from themeline.io.yaml_models import read_record
from themeline.text.document import BODY, Document
from themeline.text.metadata import TextRecord
from themeline.text.wording import single_spaced

_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})(?![0-9])(?!-year)"
_COUNT = rf"(?P<count>[0-9]{{1,3}}|an?|{'|'.join([*_NUMBERS, *_TENS])})"
_ON = r"(?i:\b(?:on|in|of|from|since|by|until|till|before|after|as of|dated)\s+(?:the\s+)?)?"
_IN = r"(?i:\b(?:in|since|by|until|till|before|after|during|from|of|year)\s+(?:(?:early|mid|late)[\s-]+)?)"
# What is counted is not a year: "of 2000 words". Before one of these a year needs a comma: "In 2000, ships sailed".
_THINGS = """words pages copies people persons men women civilians refugees prisoners casualties troops soldiers
    sailors marines officers servicemen personnel fighters missiles warheads weapons bombs rockets shells rounds guns
    tanks vehicles ships vessels boats submarines planes aircraft helicopters drones satellites dollars euros roubles
    rubles pounds yuan yen kilometres kilometers km metres meters miles feet hectares tonnes tons kilograms kg litres
    liters barrels megawatts MW kilotons megatons degrees percent years months weeks days hours minutes times"""
_COUNTED = rf"(?:\s+(?:{'|'.join(_THINGS.split())}|per\s+cent|square\s+\w+|[mbt]r?illion)\b|\s*%|-strong\b)"

Bounds = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Passage:
    """Words that tell a date: place in the text, date in EDTF (empty if it cannot be counted), ground."""

    start: int
    end: int
    edtf: str
    basis: str


def find_dates(document: Document, published: str) -> list[Passage]:
    """Find the passages of the body that tell a date.

    Args:
        document: the text.
        published: EDTF, from which relative dates ("five years ago") are counted; empty if it is not known.
    """
    around = date_bounds(published)[:2] if published else None
    found: list[Passage] = []
    refused: list[Passage] = []
    for block in document.blocks.itertuples():
        if block.role not in BODY:
            continue
        for pattern, basis, make in _GRAMMAR:
            for match in pattern.finditer(document.plain, block.start, block.end):
                if any(match.start() < one.end and one.start < match.end() for one in (*found, *refused)):
                    continue
                edtf = make(match, around)
                if edtf is None:
                    continue
                # A relative date that cannot be counted is one all the same; 31 June is none, nor is its June.
                counted = bool(edtf) or around is not None
                passages = found if _is_date(edtf) or not counted else refused
                passages.append(Passage(match.start(), match.end(), edtf, basis))
    return sorted(found, key=lambda one: one.start)


def draft_text(document: Document, passages: list[Passage]) -> str:
    """Events of these passages as the YAML file that `chronology` reads, to be confirmed one by one."""
    events = []
    for number, passage in enumerate(passages, 1):
        words = single_spaced(document.text[passage.start : passage.end])
        within = document.sentences[document.sentences["start"] <= passage.start].iloc[-1]
        start, end = int(within["start"]), int(within["end"])
        event = {
            "id": f"draft-{number}",
            "title": f"What happened “{words}”?",
            "label": f"Draft {number}: “{words}”",
            "edtf": passage.edtf,
            "basis": passage.basis,
            **({"stated": passage.edtf} if passage.basis == "stated" else {}),
            "mention": "named",
            "kind": "draft",
            "actors": ["?"],
            "confidence": "low",
            "quote": document.text[start:end],
            "quote_span": [start, end],
            "caveat": f"Proposed from the words “{words}”, and not confirmed.",
        }
        events.append(event)
    head = "# yaml-language-server: $schema=schema/events.schema.json\n# Drafts: confirm each, or remove it.\n\n"
    return head + str(yaml.safe_dump({"events": events}, allow_unicode=True, sort_keys=False, width=116))


def _is_date(edtf: str) -> bool:
    try:
        parse_date(edtf)
    except ValueError:
        return False
    return True


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _whole(match: re.Match[str], around: Bounds | None) -> str:
    groups = match.groupdict()
    parts = [groups["year"], f"{_month(groups['month']):02}" if groups.get("month") else ""]
    day = groups.get("day")
    return "-".join(part for part in (*parts, f"{int(day):02}" if day else "") if part)


def _span(match: re.Match[str], around: Bounds | None) -> str | None:
    first, last = match["year"], match["last"]
    last = first[:2] + last if len(last) == 2 else last
    return f"{first}/{last}" if first < last else None


def _decade(match: re.Match[str], around: Bounds | None) -> str:
    return f"{match['decade']}X"


def _of_the_year(match: re.Match[str], around: Bounds | None) -> str:
    """A day without a year: the last one that was when the text was published."""
    if around is None:
        return ""
    tail = f"{_month(match['month']):02}-{int(match['day']):02}"
    year = around[1].year if tail <= f"{around[1]:%m-%d}" else around[1].year - 1
    return f"{year}-{tail}"


def _ago(match: re.Match[str], around: Bounds | None) -> str:
    if around is None:
        return ""
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _TENS.get(word) or (_NUMBERS.index(word) + 1 if word in _NUMBERS else 1)
    unit = match["unit"].lower()
    if unit in ("year", "decade"):
        years = [day.year - count * (10 if unit == "decade" else 1) for day in around]
        return f"{years[0]:04}~" if years[0] == years[1] else f"{years[0]:04}/{years[1]:04}"
    days = {"day": 1, "week": 7, "month": 30.44}[unit] * count
    first, last = (day - datetime.timedelta(days=days) for day in around)
    if unit == "month":
        return f"{first:%Y-%m}~" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first}" if first == last else f"[{first}..{last}]"


def _next(match: re.Match[str], around: Bounds | None) -> str:
    if around is None:
        return ""
    which = match["which"].lower()
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}.get(which)
    if match["unit"].lower() == "month":
        months = [day.year * 12 + day.month - 1 for day in around]
        first, last = (value + (step or 0) for value in months)
        if step is None:
            first, last = (first - 1, last) if which == "past" else (first, last + 1)
        names = [f"{value // 12:04}-{value % 12 + 1:02}" for value in (first, last)]
    else:
        first, last = (day.year + (step or 0) for day in around)
        if step is None:
            first, last = (first - 1, last) if which == "past" else (first, last + 1)
        names = [f"{value:04}" for value in (first, last)]
    return names[0] if names[0] == names[1] else "/".join(names)


def _grammar() -> Iterator[tuple[re.Pattern[str], str, Callable[[re.Match[str], Bounds | None], str | None]]]:
    """Patterns, the longer before those that are a part of them."""
    years = r"(?P<last>(?:1[5-9]|20)[0-9]{2})(?![0-9])"
    for words, basis, make in (
        (rf"{_ON}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", "stated", _whole),
        (rf"{_ON}{_MONTH}\s+{_DAY},?\s+{_YEAR}", "stated", _whole),
        (r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<iso>[01]\d)-(?P<day>[0-3]\d)\b", "stated", _iso),
        (rf"{_ON}(?:(?:early|mid|late)[\s-]+)?{_MONTH}(?:\s+of)?,?\s+{_YEAR}", "stated", _whole),
        (
            rf"(?:\b[0-9]{{4}}\s*(?:to|or|until|[–-])\s*|\b(?i:between)\s+[0-9]{{4}}\s+and\s+|\b){_YEAR}{_COUNTED}",
            "",
            _number,
        ),
        (rf"\b(?i:from|between)\s+{_YEAR}\s+(?:to|and|until)\s+{years}", "stated", _span),
        (rf"\b{_YEAR}\s*[–-]\s*(?P<last>(?:(?:1[5-9]|20)[0-9]{{2}}|[0-9]{{2}}))\b(?!-)", "stated", _span),
        (rf"(?:{_IN})?(?:the\s+)?\b(?P<decade>(?:1[5-9]|20)[0-9])0s\b", "stated", _decade),
        (rf"{_IN}{_YEAR}", "stated", _whole),
        (rf"(?<=\(){_YEAR}(?=\))", "stated", _whole),
        (rf"\b[Oo]n\s+(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}", "relative", _of_the_year),
        (rf"\b[Oo]n\s+{_MONTH}\s+{_DAY}\b", "relative", _of_the_year),
        (rf"\b(?i:{_COUNT}\s+(?P<unit>day|week|month|year|decade)s?\s+ago)\b", "relative", _ago),
        (
            r"\b(?i:(?:(?:for|in|during|over|within)\s+)?(?:the\s+)?"
            r"(?P<which>last|previous|past|this|current|next|coming)\s+(?P<unit>year|month))\b(?!\s*-?\s*old)",
            "relative",
            _next,
        ),
    ):
        yield re.compile(words), basis, make


def _number(match: re.Match[str], around: Bounds | None) -> str:
    """Of a number of things: like 31 June, these words are not a date, nor is any part of them."""
    return "a number"


def _iso(match: re.Match[str], around: Bounds | None) -> str:
    return match[0]


_GRAMMAR = tuple(_grammar())


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
