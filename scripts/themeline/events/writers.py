"""Events for other programs: tables (CSV, .xlsx), TimelineJS, and calendars."""

import datetime
import io
import json
from collections.abc import Callable, Iterable
from html import escape

from themeline.events.chronology import BackgroundEvent, Chronology
from themeline.events.edtf_dates import IN_PERIOD, date_bounds, date_words
from themeline.io.files import csv_of_rows
from themeline.io.optional import require
from themeline.io.web_annotation import Remark, annotations_text
from themeline.text.document import Document

# In this order in a table; a cell of sources, or of other dates, holds a line for each.
CSV_COLUMNS = (
    "id", "title", "label", "edtf", "precision", "basis", "stated", "mention", "kind", "actors", "confidence",
    "quote", "quote_start", "quote_end", "caveat", "sources", "related_dates",
    "strand", "continues", "in_force_since", "in_force_until", "in_force_source", "highlight",
)  # fmt: skip
BACKGROUND = "background"
GAP = " | "
# A workbook tells when it was made; the same events are to be the same bytes.
_MADE = datetime.datetime(2024, 1, 1)


def csv_text(chronology: Chronology) -> str:
    """All events, background too, a row each."""
    rows: list[Iterable[object]] = [CSV_COLUMNS]
    for event in (*chronology.events, *chronology.background):
        plain = {name: value or "" for name, value in event.model_dump(include=set(CSV_COLUMNS)).items()}
        row = {
            **plain,
            "mention": plain.get("mention") or BACKGROUND,
            "actors": "; ".join(event.actors),
            "quote_start": event.quote_span[0],
            "quote_end": event.quote_span[1],
            "sources": "\n".join(GAP.join((one.url, one.read, one.title, one.says)) for one in event.sources),
            "related_dates": "\n".join(
                GAP.join((one.edtf, "verified" if one.verified else "unverified", one.label))
                for one in event.related_dates
            ),
        }
        rows.append([row.get(name, "") for name in CSV_COLUMNS])
    return csv_of_rows(rows)


def workbook_bytes(chronology: Chronology) -> bytes:
    """The same table as a workbook (.xlsx)."""
    require("a workbook (.xlsx)", "xlsxwriter")
    import pandas as pd

    table = pd.read_csv(io.StringIO(csv_text(chronology)), dtype=str, keep_default_na=False)
    content = io.BytesIO()
    with pd.ExcelWriter(content, engine="xlsxwriter") as writer:
        writer.book.set_properties({"created": _MADE})
        table.to_excel(writer, sheet_name="events", index=False, freeze_panes=(1, 1))
    return content.getvalue()


def timelinejs_text(chronology: Chronology) -> str:
    """The events (no background) as TimelineJS reads them, from the earliest to the latest day, and in words."""
    slides = []
    for event in chronology.events:
        start, end, extent = date_bounds(event.edtf)
        within = IN_PERIOD if extent == "window" else ""
        slide = {
            "unique_id": event.id,
            "group": event.kind,
            "display_date": date_words(event.edtf) + within,
            "start_date": _date(start),
            "text": {"headline": escape(event.title), "text": _slide(event)},
        }
        slides.append(slide if start == end else slide | {"end_date": _date(end)})
    return json.dumps({"events": slides}, indent=1, ensure_ascii=False) + "\n"


def _date(day: datetime.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _slide(event: BackgroundEvent) -> str:
    parts = [f"<blockquote>{escape(event.quote)}</blockquote>", f"<p>{escape(_ground(event))}</p>"]
    parts += [f"<p>{escape(event.caveat)}</p>"] * bool(event.caveat)
    return "".join(parts) + "".join(
        f'<p><a href="{escape(one.url)}">{escape(one.title)}</a></p>' for one in event.sources
    )


def _ground(event: BackgroundEvent) -> str:
    ground = {
        "stated": "stated by the text",
        "relative": "following from the text's words",
        "external": "from the public record",
    }[event.basis]
    reading = ", alluded to: which event is meant is a reading" if getattr(event, "mention", "") == "alluded" else ""
    return f"Date {ground}{reading}. Confidence: {event.confidence}."


def icalendar_text(chronology: Chronology) -> str:
    """The events (no background) as whole-day entries of a calendar; of a window, all its days."""
    require("a calendar (.ics)", "icalendar")
    from icalendar import Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//Themeline//EN")
    calendar.add("version", "2.0")
    for event in chronology.events:
        start, end, extent = date_bounds(event.edtf)
        words = [date_words(event.edtf), _ground(event), f"“{event.quote}”", event.caveat]
        words[0] += IN_PERIOD if extent == "window" else ""
        entry = Entry()
        entry.add("uid", f"{event.id}@themeline")
        entry.add("summary", event.title)
        # Required by RFC 5545; the event's own day, since the file tells nothing of when it was made.
        entry.add("dtstamp", datetime.datetime.combine(start, datetime.time(), datetime.UTC))
        entry.add("dtstart", start)
        entry.add("dtend", end + datetime.timedelta(days=1))
        entry.add("categories", [event.kind])
        entry.add("description", "\n".join(word for word in words if word))
        if event.sources:
            entry.add("url", event.sources[0].url)
        calendar.add_component(entry)
    return str(calendar.to_ical().decode())


def event_annotations(chronology: Chronology, document: Document) -> str:
    """The events as Web Annotations: at each quotation what happened, when, and how that is known."""
    remarks = [
        Remark(
            event.id,
            document.name,
            *event.quote_span,
            ((event.title, "describing"), (event.edtf, "tagging"), (_ground(event), "commenting")),
        )
        for event in chronology.events
    ]
    return annotations_text(f"Events of {document.title}", remarks, {document.name: document.text})


WRITERS: dict[str, Callable[[Chronology], bytes]] = {
    ".csv": lambda chronology: csv_text(chronology).encode(),
    ".xlsx": workbook_bytes,
    ".json": lambda chronology: timelinejs_text(chronology).encode(),
    ".ics": lambda chronology: icalendar_text(chronology).encode(),
}
