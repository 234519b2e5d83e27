"""Events with their dates in EDTF, and their quotes checked against the text."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
from pydantic import Field

from themeline.dictionary.codebook import Slug
from themeline.errors import Fault, input_error
from themeline.events.edtf_dates import Edtf, date_bounds, date_words
from themeline.io.files import WORKBOOKS
from themeline.io.names import known_names
from themeline.io.paths import find_file
from themeline.io.yaml_models import Lines, Record, read_record
from themeline.text.document import Document

COLUMNS = [
    "id", "title", "edtf", "start", "end", "basis", "mention", "kind", "actors",
    "quote", "quote_start", "quote_end", "confidence", "sources", "label", "extent", "stated", "caveat",
    "strand", "continues", "in_force_since", "in_force_until", "in_force_source", "highlight",
]  # fmt: skip
MENTIONS = ("named", "alluded")
# What the values of the columns mention, basis and confidence mean.
MEANINGS = {
    "named": "named by the text",
    "alluded": "alluded to: our reading",
    "stated": "date stated by the text",
    "relative": "date follows from the text’s words",
    "external": "date from the public record",
    "high": "date of high confidence",
    "medium": "date of medium confidence",
    "low": "date of low confidence",
}

_TWO_DAYS = re.compile(r"\[\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*,\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*\]")

Url = Annotated[str, Field(pattern=r"^https?://", max_length=500)]


class Source(Record):
    """Where a date was read, and what stood there."""

    title: str
    url: Url
    says: str
    read: Literal["excerpt", "whole"]


class RelatedDate(Record):
    """Another date that belongs to an event."""

    label: str
    edtf: Edtf
    verified: bool


class BackgroundEvent(Record):
    """A datable event, its date, and the passage of the text that it belongs to."""

    id: Slug
    title: str = Field(description="what happened, in neutral words")
    label: str = Field(min_length=1, max_length=200, description="the title, short, for figures")
    edtf: Edtf
    precision: str = Field("", description="the date's precision in words")
    basis: Literal["stated", "relative", "external"] = Field(
        description="basis of the date: stated by the text, relative (from its words), external (public record)"
    )
    stated: Edtf | None = Field(None, description="what the text itself says of the date; with basis 'stated' only")
    kind: str = Field(min_length=1, max_length=40)
    actors: list[str] = Field(min_length=1)
    confidence: Literal["high", "medium", "low"]
    quote: str = Field(min_length=1, description="the text's own words")
    quote_span: tuple[int, int] = Field(description="code-point offsets of the quote in the text")
    sources: list[Source] = Field([], description="of the date; not needed if the text states it")
    related_dates: tuple[RelatedDate, ...] = ()
    caveat: str = Field("", description="what a reader should be careful about")


class Event(BackgroundEvent):
    """An event that the text speaks of."""

    mention: Literal["named", "alluded"] = Field(
        description="named by the text; or alluded: which event is meant is an interpretation"
    )
    strand: str = Field("", max_length=60, description="the subject that it belongs to: a lane of the timeline")
    continues: Slug | None = Field(None, description="the id of the earlier event that it continues")
    in_force_since: Edtf | None = Field(None, description="when what was agreed entered into force")
    in_force_until: Edtf | None = Field(None, description="when it ends; empty if no end is known")
    in_force_source: Url | None = Field(
        None, description="where this was read; without it, it counts as not verified"
    )
    highlight: str = Field("", max_length=120, description="a few words of the text, shown at its mark")


class Chronology(Record):
    """The events that a text speaks of, and apart from them its background."""

    events: list[Event]
    background: tuple[BackgroundEvent, ...] = ()


def read_chronology(path: Path | str, document: Document) -> Chronology:
    """Read the events of a document and check every quote against its text.

    Raises:
        InputError: the file is a table or a calendar; or with file and line of every fault; of a quote, also where
            the text first differs.
    """

    def examine(chronology: Chronology, lines: Lines) -> Iterator[Fault]:
        quotes = [event.quote for event in (*chronology.events, *chronology.background)]
        if len(quotes) > 1 and not any(quote in document.text for quote in quotes):
            what = f"none of its {len(quotes):,} quotations is in {document.name}"
            advice = "name the text that the events are of (--essay F, or a notebook's parameter essay)"
            yield Fault(lines.source, what, advice)
            return
        seen: set[str] = set()
        starts = {event.id: date_bounds(event.edtf)[0] for event in chronology.events}
        for key, events in (("events", chronology.events), ("background", chronology.background)):
            for i, event in enumerate(events):
                if event.id in seen:
                    line = lines.of(key, i, "id")
                    yield Fault(lines.source, f"the id '{event.id}' is used twice", "give each its own", line)
                seen.add(event.id)
                if (event.basis == "stated") != (event.stated is not None):
                    what = f"'{event.id}': 'stated' and basis 'stated' go together"
                    yield Fault(lines.source, what, "give both or neither", lines.of(key, i, "basis"))
                if event.basis == "external" and not event.sources:
                    what = f"'{event.id}': its date is from the public record, but 'sources' is missing"
                    yield Fault(lines.source, what, "say where it was read", lines.of(key, i, "basis"))
                what = quote_fault(document.text, event.quote, *event.quote_span)
                if what:
                    line = lines.of(key, i, "quote")
                    yield Fault(lines.source, f"'{event.id}': {what}", f"compare it with {document.name}", line)
                if isinstance(event, Event):
                    for field, what, advice in _faults_of_event(event, starts, document.text):
                        yield Fault(lines.source, f"'{event.id}': {what}", advice, lines.of(key, i, field))

    found = find_file(path)
    if found.suffix.lower() in (".csv", ".tsv", ".ics", *WORKBOOKS):
        raise input_error(path, "holds events, but is not YAML", "make it with themeline convert")
    return read_record(found, Chronology, examine)


def _faults_of_event(event: Event, starts: dict[str, datetime.date], text: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with what the timeline shows beside the date: field, fault, advice."""
    if event.continues is not None:
        if event.continues not in starts:
            what = f"it continues '{event.continues}', and there is no such event"
            yield "continues", what, "write the id of another event of this file"
        elif event.id == event.continues or starts[event.continues] > starts[event.id]:
            what = f"it continues '{event.continues}', which is not before it"
            yield "continues", what, "write the id of an earlier event"
    if event.in_force_since is None and (event.in_force_until or event.in_force_source):
        yield "in_force_until", "'in_force_since' is missing", "write when it entered into force"
    elif event.in_force_until and date_bounds(event.in_force_until)[1] < date_bounds(event.in_force_since or "")[0]:
        yield "in_force_until", "it ends before it is in force", "correct one of the two dates"
    if event.highlight and event.highlight not in text:
        place = quote_fault(text, event.highlight, 0, len(event.highlight))
        yield "highlight", place.replace("the quote", "the highlight"), "copy the words from the text"


def quote_fault(text: str, quote: str, start: int, end: int) -> str:
    """Say what is wrong with a quote at these offsets of a text: empty where it stands there."""
    if text[max(0, start) : end] == quote:
        return ""
    elsewhere = text.find(quote)
    if elsewhere >= 0:
        return f"the quote is at [{elsewhere}, {elsewhere + len(quote)}], not at [{start}, {end}]"
    known, too_long = 0, len(quote)
    while too_long - known > 1:
        middle = (known + too_long) // 2
        known, too_long = (middle, too_long) if quote[:middle] in text else (known, middle)
    place = text.find(quote[:known])
    if known < 10:
        return f"the quote is not in the text; at {start} the text has {text[start : start + 40]!r}"
    there, here = text[place + known : place + known + 20], quote[known : known + 20]
    return (
        f"the quote differs from the text after {known} characters (offset {place + known}): "
        f"the text has {there!r}, the quote {here!r}"
    )


def events_table(events: list[Event]) -> pd.DataFrame:
    """Events as a table, in the order of their dates.

    Returns:
        The columns `COLUMNS`. ``start`` and ``end`` are the earliest and latest day (`datetime.date`) that the
        date allows. ``extent`` is day, month, season, year, window (one day within), or span (from start to end).
        ``actors`` and ``sources`` (their addresses) are joined by "; ". Empty text stands for what is not given.
    """
    rows = []
    for event in events:
        start, end, extent = date_bounds(event.edtf)
        rows.append(
            {
                **{name: value or "" for name, value in event.model_dump(include=set(COLUMNS)).items()},
                "start": start,
                "end": end,
                "extent": extent,
                "actors": "; ".join(event.actors),
                "quote_start": event.quote_span[0],
                "quote_end": event.quote_span[1],
                "sources": "; ".join(source.url for source in event.sources),
            }
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["start", "end", "id"], kind="stable").reset_index(drop=True)


def choose_events(
    chronology: Chronology,
    document: Document,
    *,
    mention: Sequence[str] = ("named",),
    kinds: Sequence[str] = (),
    actors: Sequence[str] = (),
    sections: Sequence[str] = (),
    first: str = "",
    last: str = "",
) -> pd.DataFrame:
    """The events that fit a choice, as `events_table` gives them. Background events are never among them.

    Args:
        chronology: what `read_chronology` gave.
        document: the text that the events' quotes are from.
        mention: "named", "alluded", or both.
        kinds: only events of these kinds; empty for all.
        actors: only events with an actor whose name has one of these in it; empty for all.
        sections: only events whose quote begins in one of these sections (headings); empty for all.
        first: EDTF; only events that can have ended on its first day or later.
        last: EDTF; only events that can have begun on its last day or earlier.

    Raises:
        InputError: a name is not among those there are, or a date is not one in EDTF.
    """
    known_kinds = sorted({event.kind for event in chronology.events})
    check_mention(mention)
    _refuse_unknown("kinds", kinds, known_kinds)
    since, until = _bound("first", first, datetime.date.min)[0], _bound("last", last, datetime.date.max)[1]
    chosen = document.only_sections(list(sections))
    spans = chosen.blocks.loc[chosen.blocks["role"] == "body", ["start", "end"]].to_numpy()

    def fits(event: Event) -> bool:
        start, end, _ = date_bounds(event.edtf)
        return (
            event.mention in mention
            and (not kinds or event.kind in kinds)
            and (not actors or any(part.casefold() in " ".join(event.actors).casefold() for part in actors))
            and (not sections or any(begin <= event.quote_span[0] < stop for begin, stop in spans))
            and since <= end
            and start <= until
        )

    return events_table([event for event in chronology.events if fits(event)])


def check_mention(mention: Sequence[str]) -> None:
    """Refuse what is none of `MENTIONS`.

    Raises:
        InputError: one is not.
    """
    _refuse_unknown("mention", mention, MENTIONS)


def _refuse_unknown(parameter: str, given: Sequence[str], known: Sequence[str]) -> None:
    for name in given:
        if name not in known:
            raise input_error(parameter, f"there is no '{name}'", known_names(name, known))


def _bound(parameter: str, edtf: str, unbounded: datetime.date) -> tuple[datetime.date, datetime.date]:
    if not edtf:
        return unbounded, unbounded
    try:
        return date_bounds(edtf)[:2]
    except ValueError as error:
        raise input_error(parameter, str(error)) from None


# The kind of an event that the program has proposed, and nobody has confirmed.
DRAFT = "draft"


def focus_years(events: pd.DataFrame, focus: str = "auto") -> range | None:
    """The years to magnify: "none", a year, the first and last of several ("2022/2024"), or for "auto" those that a
    single axis would crowd.

    These are the year with most events, if it holds at least four of them and a fifth of all and the whole spans more
    than five years, and the years beside it with at least four events and a tenth of all each; else None.

    Raises:
        InputError: ``focus`` is none of these.
    """
    if focus == "none":
        return None
    if focus != "auto":
        ends = focus.split("/")
        if len(ends) > 2 or not all(end.isdecimal() and len(end) == 4 for end in ends) or ends != sorted(ends):
            advice = "use auto, none, a year of four digits, or the first and last of several: 2022/2024"
            raise input_error("focus", f"'{focus}' is not a year", advice)
        return range(int(ends[0]), int(ends[-1]) + 1)
    years = Counter(row.start.year for row in events.itertuples() if row.start.year == row.end.year)
    if not years or max(events["end"]).year - min(events["start"]).year <= 5:
        return None
    first = last = max(sorted(years, reverse=True), key=years.__getitem__)
    if years[first] < max(4, len(events) / 5):
        return None
    crowd = max(4, len(events) / 10)
    while years[first - 1] >= crowd:
        first -= 1
    while years[last + 1] >= crowd:
        last += 1
    return range(first, last + 1)


def years_in_words(years: range) -> str:
    """One year, or the first and the last of several."""
    return str(years.start) if len(years) == 1 else f"{years.start} to {years.stop - 1}"


def tell_strands(events: pd.DataFrame) -> pd.DataFrame:
    """The story of each strand: its events in the order of their dates, and since when what was agreed is in force.

    Args:
        events: as `choose_events` gives them. Where none has a strand, kinds stand for strands.

    Returns:
        strand, events (how many), story: a row per strand, in the order of their first events.
    """
    by = "strand" if events["strand"].any() else "kind"
    rows = []
    for name in dict.fromkeys(events[by]):
        inside = events[events[by] == name]
        rows.append((name, len(inside), "; ".join(map(_told, inside.itertuples()))))
    return pd.DataFrame(rows, columns=["strand", "events", "story"])


def _told(event: Any) -> str:
    words = f"{date_words(event.edtf)}, {event.label}"
    if event.mention == "alluded":
        words += " (our reading)"
    if event.in_force_since:
        words += f", in force from {in_force_told(event)}"
    return words


def is_one_of_two_days(event: Any) -> bool:
    """Whether the day is one of two, and not any between them; not one of two years, nor of three days."""
    return event.extent == "window" and bool(_TWO_DAYS.fullmatch(event.edtf))


def in_force_words(event: Any) -> str:
    """From when to when it is in force: "16 Dec 2010 to 16 Dec 2030", or the beginning alone if no end is known."""
    until = f" to {date_words(event.in_force_until)}" if event.in_force_until else ""
    return date_words(event.in_force_since) + until


def in_force_told(event: Any) -> str:
    """The same, with "(not verified)" where nobody has read it."""
    return in_force_words(event) + ("" if is_in_force_verified(event) else " (not verified)")


def is_in_force_verified(event: Any) -> bool:
    """Whether somebody has read since when it is in force: a source is named, and the date is not a doubtful one."""
    return bool(event.in_force_source) and "?" not in event.in_force_since


def is_day_from_record(event: Any) -> bool:
    """Whether the text states when it was, but not the day, which is from the public record."""
    if not event.stated or event.extent != "day":
        return False
    return date_bounds(event.stated)[:2] != (event.start, event.end)
