"""Dates in EDTF (ISO 8601-2): read, bounded by days, said in words."""

import datetime
import functools
import re
from typing import Annotated, Any

from edtf import EDTFParseException, parse_edtf, struct_time_to_date
from edtf.parser import parser_classes as edtf_classes
from pydantic import AfterValidator, Field

# Not strftime's: those change with the locale.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@functools.lru_cache(maxsize=4096)
def parse_date(text: str) -> object:
    """Parse an EDTF date (ISO 8601-2).

    Raises:
        ValueError: it is no EDTF date, or one without an earliest or a latest day.
    """
    try:
        date = _plain_date(text) or parse_edtf(text)
        struct_time_to_date(date.lower_strict()), struct_time_to_date(date.upper_strict())
    except (EDTFParseException, ValueError, AttributeError, TypeError, OverflowError):
        raise ValueError(f"'{text}' is no EDTF date with a first and a last day, as 2024-08-16 or 2024-08") from None
    return date


def _plain_date(text: str) -> Any:
    """What edtf's grammar makes of a year, month or day, a hundred times sooner; none for all else."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if match is None:
        return None
    try:
        datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return edtf_classes.Date(*match.groups())


def _edtf(text: str) -> str:
    parse_date(text)
    return text


Edtf = Annotated[str, AfterValidator(_edtf), Field(description="a date in EDTF (ISO 8601-2)", max_length=60)]


def date_bounds(edtf: str) -> tuple[datetime.date, datetime.date, str]:
    """Earliest day, latest day, and extent (day, month, year, window, span) of an EDTF date."""
    date = parse_date(edtf)
    start, end = struct_time_to_date(date.lower_strict()), struct_time_to_date(date.upper_strict())  # type: ignore[attr-defined]
    if isinstance(date, edtf_classes.OneOfASet):
        return start, end, "window"
    if isinstance(date, edtf_classes.Interval):
        return start, end, "span"
    if start == end:
        return start, end, "day"
    return start, end, "month" if (start.year, start.month) == (end.year, end.month) else "year"


def date_words(edtf: str) -> str:
    """An EDTF date as it is read: "26 Apr 1996", "27 Jul – 10 Oct 2024", "12 or 22 Jul 2024", "Aug 2024"."""
    start, end, extent = date_bounds(edtf)
    mark = "?" if "?" in edtf or "%" in edtf else ""
    mark += " (about)" if "~" in edtf or "%" in edtf else ""
    if extent == "year":
        return (str(start.year) if start.year == end.year else f"{start.year}–{end.year}") + mark
    if extent == "month":
        return f"{_month(start)} {start.year}{mark}"
    if extent == "day":
        return f"{start.day} {_month(start)} {start.year}{mark}"
    either = extent == "window" and ".." not in edtf
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{' or ' if either else '–'}{end.day} {_month(start)} {start.year}{mark}"
    first = f"{start.day} {_month(start)}" + (f" {start.year}" if start.year != end.year else "")
    return f"{first}{' or ' if either else ' – '}{end.day} {_month(end)} {end.year}{mark}"


def _month(day: datetime.date) -> str:
    return MONTHS[day.month - 1]
