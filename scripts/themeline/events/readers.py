"""Events as TimelineJS and calendars keep them, as rows of a table; what those do not hold is left empty."""

import datetime
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from themeline.errors import input_error
from themeline.events.edtf_dates import IN_PERIOD
from themeline.io.files import read_bytes, read_text
from themeline.io.optional import require

# As earlier files say it, too.
_ONE_DAY = (IN_PERIOD, "one day within")
ENDINGS = (".json", ".ics")

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Rows of the events in a file of TimelineJS (.json) or iCalendar (.ics).

    A date is the event's own, in EDTF; a quote is known of the files that Themeline writes only.

    Raises:
        InputError: the file is no such file, or an event has no date.
    """
    return _of_timelinejs(path) if path.suffix.lower() == ".json" else _of_icalendar(path)


def _of_timelinejs(path: Path) -> list[Row]:
    try:
        slides = json.loads(read_text(path))["events"]
        return [_of_slide(slide) for slide in slides]
    except (json.JSONDecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise input_error(path, f"is not a TimelineJS file ({type(error).__name__}: {error})") from None


def _of_slide(slide: dict[str, Any]) -> Row:
    start = _day(slide["start_date"])
    end = _day(slide["end_date"]) if slide.get("end_date") else ""
    window = str(slide.get("display_date", "")).endswith(_ONE_DAY)
    words = slide.get("text") or {}
    body = str(words.get("text") or "")
    quote = re.search(r"<blockquote>([^<]*)</blockquote>", body)
    sources = re.findall(r'<a href="(https?://[^"<>]+)">([^<]*)</a>', body)
    return {
        "id": _slug(str(slide.get("unique_id") or "")),
        "title": unescape(re.sub(r"<[^>]{0,500}>", "", str(words.get("headline") or ""))),
        "edtf": _edtf(start, end, window=window),
        "kind": str(slide.get("group") or ""),
        "quote": unescape(quote[1]) if quote else "",
        "sources": "\n".join(f"{unescape(url)} | excerpt | {unescape(title)}" for url, title in sources),
    }


def _day(date: dict[str, Any]) -> str:
    parts = [f"{int(date['year']):04}"]
    for name in ("month", "day"):
        if not date.get(name):
            break
        parts.append(f"{int(date[name]):02}")
    return "-".join(parts)


def _of_icalendar(path: Path) -> list[Row]:
    require(path, "icalendar")
    from icalendar import Calendar

    try:
        entries = Calendar.from_ical(read_bytes(path)).walk("VEVENT")
        return [_of_entry(entry) for entry in entries]
    except (KeyError, ValueError, AttributeError, IndexError) as error:
        raise input_error(path, f"is not a calendar that can be read ({type(error).__name__}: {error})") from None


def _of_entry(entry: Any) -> Row:
    first = entry["dtstart"].dt
    last = entry["dtend"].dt if "dtend" in entry else first
    if not isinstance(first, datetime.datetime) and last > first:
        last -= datetime.timedelta(days=1)  # of whole days the end is the day after
    start, end = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
    words = str(entry.get("description", ""))
    quote = re.search(r"^“(.*)”$", words, re.MULTILINE)
    categories = entry.get("categories")
    return {
        "id": _slug(str(entry.get("uid", "")).partition("@")[0]),
        "title": str(entry.get("summary", "")),
        "edtf": _edtf(
            start, end if end != start else "", window=any(said in words.partition("\n")[0] for said in _ONE_DAY)
        ),
        "kind": str(categories.cats[0]) if categories is not None and hasattr(categories, "cats") else "",
        "quote": quote[1] if quote else "",
        "sources": str(entry.get("url", "")),
    }


def _edtf(start: str, end: str, *, window: bool) -> str:
    if not end or end == start:
        return start
    return f"[{start}..{end}]" if window else f"{start}/{end}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:60].strip("-")
