"""Events for other programs, there and back: tables (CSV, .xlsx), TimelineJS, and calendars."""

import csv
import datetime
import io
import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import yaml

from themeline.errors import Fault, InputError, input_error
from themeline.events import readers
from themeline.events.chronology import BackgroundEvent, Chronology, read_chronology
from themeline.events.edtf_dates import date_bounds, date_words
from themeline.io.files import WORKBOOKS, read_bytes, read_table, table_rows
from themeline.io.optional import require
from themeline.text.document import Document, read_document

# In this order in a table; a cell of sources, or of other dates, holds a line for each.
CSV_COLUMNS = (
    "id", "title", "label", "edtf", "precision", "basis", "stated", "mention", "kind", "actors", "confidence",
    "quote", "quote_start", "quote_end", "caveat", "sources", "related_dates",
)  # fmt: skip
BACKGROUND = "background"
# A workbook tells when it was made; the same events are to be the same bytes.
_MADE = datetime.datetime(2024, 1, 1)
_GAP = " | "


def csv_text(chronology: Chronology) -> str:
    """All events, background too, a row each."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for event in (*chronology.events, *chronology.background):
        plain = event.model_dump(include=set(CSV_COLUMNS))
        row = {
            **plain,
            "stated": event.stated or "",
            "mention": plain.get("mention", BACKGROUND),
            "actors": "; ".join(event.actors),
            "quote_start": event.quote_span[0],
            "quote_end": event.quote_span[1],
            "sources": "\n".join(_GAP.join((one.url, one.read, one.title, one.says)) for one in event.sources),
            "related_dates": "\n".join(
                _GAP.join((one.edtf, "verified" if one.verified else "unverified", one.label))
                for one in event.related_dates
            ),
        }
        writer.writerow(row)
    return stream.getvalue()


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


def table_text(path: Path) -> str:
    """Events as CSV: of a table, of the first sheet of a workbook, of TimelineJS, or of a calendar.

    Raises:
        InputError: the file cannot be read as what its name says.
    """
    if path.suffix.lower() in readers.ENDINGS:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, CSV_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(readers.read_rows(path))
        return stream.getvalue()
    return read_table(path)


def yaml_of_table(path: Path, document: Document) -> str:
    """Events of a table, in any form that `table_text` reads, as the YAML file that `chronology` reads.

    Columns that are missing count as empty. A quote without its place is looked for in the text.

    Raises:
        InputError: a column that an event cannot do without is missing, or a row cannot be read; with its line.
    """
    table = table_rows(path, table_text(path))
    if missing := {"title", "edtf", "quote"} - set(table.columns):
        what = f"has no column {', '.join(sorted(missing))}"
        raise input_error(path, what, f"it may have {', '.join(CSV_COLUMNS)}", line=1)
    found: dict[str, list[dict[str, Any]]] = {"events": [], BACKGROUND: []}
    faults: list[Fault] = []
    for number, (line, _, cells) in enumerate(table.rows, 1):
        row = {name: cells.get(name, "").strip() for name in CSV_COLUMNS}
        try:
            event = _event(row, number, document)
        except ValueError as error:
            faults.append(Fault(str(path), str(error), "correct the row", line))
            continue
        found["events" if row["mention"] != BACKGROUND else BACKGROUND].append(event)
    if faults:
        raise InputError(*faults)
    head = "# yaml-language-server: $schema=schema/events.schema.json\n"
    kept = {name: events for name, events in found.items() if events or name == "events"}
    return head + str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=116))


def _event(row: dict[str, str], number: int, document: Document) -> dict[str, Any]:
    start = row["quote_start"]
    if not row["quote"]:
        raise ValueError(f"'{row['title']}' has no quote: the words of the text that it belongs to")
    place = int(start) if start else document.text.find(row["quote"])
    if place < 0:
        raise ValueError(f"the quote '{row['quote'][:60]}' does not stand in {document.name}")
    end = int(row["quote_end"]) if row["quote_end"] else place + len(row["quote"])
    event: dict[str, Any] = {
        "id": row["id"] or f"event-{number}",
        "title": row["title"],
        "label": row["label"] or row["title"],
        "edtf": row["edtf"],
        "precision": row["precision"],
        "basis": row["basis"] or ("external" if row["sources"] else "relative"),
        "stated": row["stated"],
        "mention": "" if row["mention"] == BACKGROUND else row["mention"] or "named",
        "kind": row["kind"] or "event",
        "actors": [name.strip() for name in row["actors"].split(";") if name.strip()] or ["?"],
        "confidence": row["confidence"] or "low",
        "quote": document.text[place:end] if not start else row["quote"],
        "quote_span": [place, end],
        "sources": [_parted(line, ("url", "read", "title", "says")) for line in row["sources"].splitlines() if line],
        "related_dates": [
            {**part, "verified": part["verified"] == "verified"}
            for line in row["related_dates"].splitlines()
            if line and (part := _parted(line, ("edtf", "verified", "label")))
        ],
        "caveat": row["caveat"],
    }
    return {name: value for name, value in event.items() if value not in ("", [])}


def _parted(line: str, names: tuple[str, ...]) -> dict[str, str]:
    parts = line.split(_GAP, len(names) - 1)
    if len(parts) == 1 and names[0] == "url":
        return {"url": line.strip(), "read": "excerpt", "title": line.strip(), "says": ""}
    if names[-1] == "says" and len(parts) == len(names) - 1:
        parts.append("")
    if len(parts) != len(names):
        raise ValueError(f"'{line[:60]}' has not the parts {_GAP.join(names)}")
    return dict(zip(names, parts, strict=True))


def timelinejs_text(chronology: Chronology) -> str:
    """The events (no background) as TimelineJS reads them, from the earliest to the latest day, and in words."""
    slides = []
    for event in chronology.events:
        start, end, extent = date_bounds(event.edtf)
        within = f", {readers.ONE_DAY_WITHIN}" if extent == "window" else ""
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
        words[0] += f", {readers.ONE_DAY_WITHIN}" if extent == "window" else ""
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


WRITERS: dict[str, Callable[[Chronology], bytes]] = {
    ".csv": lambda chronology: csv_text(chronology).encode(),
    ".xlsx": workbook_bytes,
    ".json": lambda chronology: timelinejs_text(chronology).encode(),
    ".ics": lambda chronology: icalendar_text(chronology).encode(),
}


def kind_of_events(source: Path) -> str:
    """Of events, the ending of the kind of file that they are in; empty for a codebook."""
    if source.suffix.lower() in (*WORKBOOKS, *readers.ENDINGS):
        return source.suffix.lower()
    begin = read_bytes(source).decode("utf-8", "replace")
    if re.search(r"^(?:events|background):", begin, re.MULTILINE):
        return ".yaml"
    names = {name.strip().strip('"\ufeff').lower() for name in re.split("[,;\t]", begin.partition("\n")[0])}
    return ".csv" if {"edtf", "quote"} & names else ""


def convert_events(source: Path, target: str, essay: str, kind: str) -> tuple[bytes, list[str]]:
    """Events in another format.

    Args:
        source: the file of events.
        target: the name of the file to write, whose ending says the format.
        essay: the file of the text that they are of, looked for as `find_file` does.
        kind: of ``source``, as `kind_of_events` gives it.

    Returns:
        The content of the file, and what it does not carry over.

    Raises:
        InputError: a file cannot be read, or the one format does not go to the other.
    """
    wanted = Path(target).suffix.lower()
    if kind == ".yaml" and wanted in WRITERS:
        chronology = read_chronology(source, read_document(essay))
        lost = f"{len(chronology.background)} background events; what else a date rests on, but its words"
        return WRITERS[wanted](chronology), [lost] if wanted in (".json", ".ics") else []
    if kind != ".yaml" and wanted == ".yaml":
        return yaml_of_table(source, read_document(essay)).encode(), []
    if kind not in (".yaml", ".csv") and wanted == ".csv":
        return table_text(source).encode(), []
    known = ", ".join(WRITERS) if kind == ".yaml" else ".yaml" if kind == ".csv" else ".yaml, .csv"
    raise input_error(target, f"cannot be made of events in {kind}", f"{kind} goes to {known}")
