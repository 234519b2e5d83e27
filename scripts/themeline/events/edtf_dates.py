"""Dates in EDTF (ISO 8601-2): read, bounded by days, said in words."""

import calendar
import datetime
import functools
import re
from typing import Annotated, Any

from edtf import EDTFParseException, parse_edtf, struct_time_to_date
from edtf.parser import parser_classes as edtf_classes
from pydantic import AfterValidator, Field

# Not strftime's: those change with the locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Behind the words for a window, of which one day is meant.
IN_PERIOD = " (one day in this period)"
# By their numbers in EDTF: what they are called, and the month that they begin with.
SEASONS = {
    "21": ("spring", 3), "22": ("summer", 6), "23": ("autumn", 9), "24": ("winter", 12),
    # The same, said to be of the northern half of the world, and of the southern one.
    "25": ("spring", 3), "26": ("summer", 6), "27": ("autumn", 9), "28": ("winter", 12),
    "29": ("southern spring", 9), "30": ("southern summer", 12),
    "31": ("southern autumn", 3), "32": ("southern winter", 6),
}  # fmt: skip
_OPEN = re.compile(r"^(?:\.\.)?/|/(?:\.\.)?$|\bunknown\b|\bopen\b|[\[{]\.\.|\.\.[\]}]", re.IGNORECASE)
# What EDTF has and no axis of days: several dates at once, a known digit behind an unknown one, years far away.
_UNDRAWABLE = (
    (re.compile(r"^\{.*\}$"), "is several dates: give each an event, or write [2001,2003] if it is one of them"),
    (
        re.compile(r"X-?[0-9]|-[0-9]X"),
        "has an unknown part before a known one: write the range that it may be in, [2001..2003]",
    ),
    (re.compile(r"(?:^|/)(?:-[0-9]|Y-?[0-9]|0000)"), "cannot be drawn: years go from 0001 to 9999"),
)
_MARKED_SEASON = re.compile(r"([0-9]{4}-(?:2[1-9]|3[0-2]))[?~%]")


@functools.lru_cache(maxsize=4096)
def parse_date(text: str) -> object:
    """Parse an EDTF date (ISO 8601-2).

    Raises:
        ValueError: it is not an EDTF date, or one without an earliest or a latest day: an interval that is open or
            whose end is unknown; it is several dates, or one that no axis of days has; or it ends before it begins.
    """
    if _OPEN.search(text):
        raise ValueError(f"'{text}' has an open or unknown end; give both ends, or the known one alone")
    for form, why in _UNDRAWABLE:
        if form.search(text):
            raise ValueError(f"'{text}' {why}")
    try:
        # The library does not know a season that is approximate; `date_words` says that it is.
        date = _plain_date(text) or parse_edtf(_MARKED_SEASON.sub(r"\1", text))
        start, end = (struct_time_to_date(bound) for bound in (date.lower_strict(), date.upper_strict()))
    except (EDTFParseException, ValueError, AttributeError, TypeError, OverflowError):
        forms = "write 2024-08-16, 2024-08, 2024, or for a span 2024-08/2024-10"
        raise ValueError(f"'{text}' is not a date{why_none(text)}: {forms}") from None
    if end < start:
        raise ValueError(f"'{text}' ends before it begins")
    return date


def _plain_date(text: str) -> Any:
    """What edtf's grammar makes of a year, month or day, and of a span of two of them, a hundred times sooner; none
    for all else."""
    if "/" in text:
        ends = [_plain_date(end) for end in text.split("/")]
        return edtf_classes.Interval(*ends) if len(ends) == 2 and all(ends) else None
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if match is None:
        return None
    try:
        datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return edtf_classes.Date(*match.groups())


def why_none(text: str) -> str:
    """Which day or month there is not, of the dates in a text; empty where they are none in form, or all there."""
    for year, month, day in re.findall(r"(?<![0-9])([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![0-9])", text):
        if not 1 <= int(month) <= 12:
            # Behind a year alone, EDTF has numbers for seasons, quarters, and halves too.
            if day or int(month) not in range(21, 42):
                return f", since there is no month {month}"
            continue
        last = calendar.monthrange(int(year), int(month))[1]
        if day and not 1 <= int(day) <= last:
            return f", since {MONTHS[int(month) - 1]} {year} has {last} days and no day {day}"
    return ""


def _edtf(text: str) -> str:
    parse_date(text)
    return text


Edtf = Annotated[str, AfterValidator(_edtf), Field(description="a date in EDTF (ISO 8601-2)", max_length=60)]


def date_bounds(edtf: str) -> tuple[datetime.date, datetime.date, str]:
    """Earliest day, latest day, and extent (day, month, season, year, window, span) of an EDTF date.

    A season is that of the northern half of the world, by whole months; a winter goes on into the next year. EDTF
    leaves this open, and the library that reads it ends a winter in December.
    """
    date = parse_date(edtf)
    if isinstance(date, edtf_classes.Season) and edtf[5:7] in SEASONS:
        return _season_bounds(edtf)
    start, end = struct_time_to_date(date.lower_strict()), struct_time_to_date(date.upper_strict())  # type: ignore[attr-defined]
    if isinstance(date, edtf_classes.OneOfASet):
        return start, end, "window"
    if isinstance(date, edtf_classes.Interval):
        first, last = edtf.split("/")
        return date_bounds(first)[0], date_bounds(last)[1], "span"
    if start == end:
        return start, end, "day"
    if (start.year, start.month) == (end.year, end.month):
        return start, end, "month"
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return start, end, "year" if whole_years else "span"


def date_words(edtf: str) -> str:
    """An EDTF date as it is read: "26 Apr 1996", "27 Jul – 10 Oct 2024", "12 or 22 Jul 2024", "Aug 2024".

    Each end of a span is said as exactly as it is written: of "2010/2012" no days are told.
    """
    start, end, extent = date_bounds(edtf)
    if extent == "window":
        either = [_from_to(part.split("..")) for part in edtf.strip("[] ").split(",")]
        if len(either) == 1:
            return either[0]
        *shortened, last = _without_common(edtf.strip("[] ").split(",")) if ".." not in edtf else either
        return f"{', '.join(shortened)} or {last}"
    if "/" in edtf:
        return _from_to(edtf.split("/"))
    mark = "?" if "?" in edtf or "%" in edtf else ""
    mark += " (about)" if "~" in edtf or "%" in edtf else ""
    if extent == "year":
        return (str(start.year) if start.year == end.year else f"{start.year}–{end.year}") + mark
    if extent == "season":
        return f"{SEASONS[edtf[5:7]][0]} {edtf[:4]}{mark}"
    if extent == "month":
        return f"{_month(start)} {start.year}{mark}"
    if extent == "day":
        return f"{start.day} {_month(start)} {start.year}{mark}"
    # A quarter or half of a year.
    return f"{_month(start)} – {_month(end)} {end.year}{mark}"


def _from_to(dates: list[str]) -> str:
    """One date, or the first and the last: "21–27 Dec 2022", "May – Jul 2018", "2010–2012"."""
    dates = list(dict.fromkeys(date.strip() for date in dates))
    if len(dates) == 1:
        return date_words(dates[0])
    marks = [re.sub(r"[^?~%]", "", date) for date in dates]
    if marks[0] != marks[1]:
        return f"{date_words(dates[0])} – {date_words(dates[1])}"
    (start, _, first), (_, end, last) = (date_bounds(date) for date in dates)
    words = _without_common(dates)
    if first == last == "year":
        mark = words[1].removeprefix(date_words(re.sub(r"[?~%]", "", dates[1])))
        return f"{start.year}–{end.year}{mark}"
    return ("–" if first == last == "day" and words[0].isdigit() else " – ").join(words)


def _without_common(dates: list[str]) -> list[str]:
    """Days or months in words, without the year, and days without the month, that the last one has too."""
    bounds = [date_bounds(date.strip()) for date in dates]
    words = [date_words(date.strip()) for date in dates]
    kinds, years = {extent for _, _, extent in bounds}, {start.year for start, _, _ in bounds}
    if len(years) > 1 or len(kinds) > 1 or not kinds <= {"day", "month"}:
        return words
    months = {start.month for start, _, _ in bounds}
    if kinds == {"month"}:
        return [*(_month(start) for start, _, _ in bounds[:-1]), words[-1]]
    shortened = [f"{start.day}" + (f" {_month(start)}" if len(months) > 1 else "") for start, _, _ in bounds[:-1]]
    return [*shortened, words[-1]]


def _season_bounds(edtf: str) -> tuple[datetime.date, datetime.date, str]:
    year, first = int(edtf[:4]), SEASONS[edtf[5:7]][1]
    start = datetime.date(year, first, 1)
    after = datetime.date(year + (first + 3 > 12), (first + 2) % 12 + 1, 1)
    return start, after - datetime.timedelta(days=1), "season"


def _month(day: datetime.date) -> str:
    return MONTHS[day.month - 1]
