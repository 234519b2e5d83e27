"""Events go to spreadsheets and come back whole; TimelineJS and calendars get what they can hold."""

import csv
import json

from conftest import SEEDS
from icalendar import Calendar
from themeline.events.chronology import read_chronology
from themeline.events.edtf_dates import date_bounds
from themeline.events.tables import yaml_of_table
from themeline.events.writers import icalendar_text

EVENTS = str(SEEDS / "events.yaml")


def test_events_come_back_from_a_table_as_they_were(themeline, tmp_path, chronology, essay):
    assert themeline("convert", EVENTS, "events.csv").returncode == 0
    rows = list(csv.DictReader((tmp_path / "events.csv").open(encoding="utf-8", newline="")))
    assert len(rows) == len(chronology.events) + len(chronology.background)
    assert [row["edtf"] for row in rows if row["id"] == "gge-paros-2024"] == ["2024-08-16"]
    done = themeline("convert", "events.csv", "again.yaml")
    assert done.returncode == 0, done.stderr
    assert read_chronology(tmp_path / "again.yaml", essay) == chronology


def test_a_workbook_there_and_back(themeline, tmp_path, chronology, essay):
    for name in ("events.xlsx", "twice.xlsx"):
        assert themeline("convert", EVENTS, name).returncode == 0
    assert (tmp_path / "events.xlsx").read_bytes() == (tmp_path / "twice.xlsx").read_bytes()
    done = themeline("convert", "events.xlsx", "again.yaml", "--overwrite")
    assert done.returncode == 0, done.stderr
    assert read_chronology(tmp_path / "again.yaml", essay) == chronology
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    done = themeline("convert", "bad.xlsx", "again.yaml", "--overwrite")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "bad.xlsx: cannot be read as a workbook" in done.stderr


def test_timelinejs(themeline, tmp_path, chronology, essay):
    done = themeline("convert", EVENTS, "events.json")
    assert "not carried over: 14 background events" in done.stderr
    # Back again: what it holds is as it was.
    assert themeline("convert", "events.json", "again.yaml", "--overwrite").returncode == 0
    same_but_what_is_lost(read_chronology(tmp_path / "again.yaml", essay), chronology)
    slides = {
        slide["unique_id"]: slide for slide in json.loads((tmp_path / "events.json").read_text("utf-8"))["events"]
    }
    assert len(slides) == len(chronology.events)
    treaty, chair = slides["treaty-2001"], slides["p5-chair-to-china-2024"]
    assert treaty["start_date"] == {"year": 2001, "month": 7, "day": 16}
    assert "end_date" not in treaty
    assert chair["end_date"] == {"year": 2024, "month": 10, "day": 10}
    assert chair["display_date"] == "27 Jul – 10 Oct 2024 (one day in this period)"
    assert "<blockquote>The presidency of the &quot;Nuclear Five&quot;" in chair["text"]["text"]


def same_but_what_is_lost(found, chronology) -> None:
    ours = {event.id: event for event in chronology.events}
    assert [event.id for event in found.events] == list(ours)
    for event in found.events:
        before = ours[event.id]
        assert (event.title, event.kind, event.quote) == (before.title, before.kind, before.quote)
        assert date_bounds(event.edtf)[:2] == date_bounds(before.edtf)[:2]
        assert (date_bounds(event.edtf)[2] == "window") == (date_bounds(before.edtf)[2] == "window")


def test_foreign_events_become_a_table_to_be_completed(themeline, tmp_path):
    slide = {"start_date": {"year": "1996", "month": "4"}, "text": {"headline": "A <b>treaty</b>"}}
    (tmp_path / "a.json").write_text(json.dumps({"events": [slide]}), encoding="utf-8")
    entry = "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Talks\r\nDTSTART;VALUE=DATE:19970424\r\nEND:VEVENT\r\n"
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{entry}END:VCALENDAR\r\n"
    (tmp_path / "b.ics").write_bytes(calendar.encode())
    for name, title, edtf in (("a.json", "A treaty", "1996-04"), ("b.ics", "Talks", "1997-04-24")):
        done = themeline("convert", name, "table.csv", "--overwrite")
        assert done.returncode == 0, done.stderr
        (row,) = csv.DictReader((tmp_path / "table.csv").open(encoding="utf-8", newline=""))
        assert (row["title"], row["edtf"], row["quote"]) == (title, edtf, "")
        done = themeline("convert", name, "events.yaml")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert f"'{title}' has no quote" in done.stderr
    for name, content in (("c.json", "{}"), ("d.ics", "BEGIN:VCALENDAR\r\nnothing"), ("e.json", '{"events": [1]}')):
        (tmp_path / name).write_text(content, encoding="utf-8")
        done = themeline("convert", name, "table.csv", "--overwrite")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr


def test_icalendar(chronology, essay, tmp_path):
    text = icalendar_text(chronology)
    (tmp_path / "events.ics").write_bytes(text.encode())
    (tmp_path / "again.yaml").write_text(yaml_of_table(tmp_path / "events.ics", essay)[0], encoding="utf-8")
    same_but_what_is_lost(read_chronology(tmp_path / "again.yaml", essay), chronology)
    assert text == icalendar_text(chronology)
    entries = {str(entry["uid"]): entry for entry in Calendar.from_ical(text).walk("VEVENT")}
    assert len(entries) == len(chronology.events)
    treaty = entries["treaty-2001@themeline"]
    assert (str(treaty["dtstart"].dt), str(treaty["dtend"].dt)) == ("2001-07-16", "2001-07-17")
    assert "Date from the public record" in str(treaty["description"])


def test_what_events_cannot_become(themeline):
    done = themeline("convert", EVENTS, "events.dic")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be made of events in .yaml; .yaml goes to .csv, .xlsx, .json, .ics" in done.stderr


def test_no_file_is_written_over_unless_asked(themeline, tmp_path):
    (tmp_path / "events.csv").write_text("mine", encoding="utf-8")
    done = themeline("convert", SEEDS / "events.yaml", "events.csv")
    assert (done.returncode, (tmp_path / "events.csv").read_text(encoding="utf-8")) == (2, "mine")
    assert "events.csv: already exists; choose another name, or replace it with --overwrite" in done.stderr


def test_events_of_another_text_are_one_fault(themeline, tmp_path):
    (tmp_path / "own.txt").write_text("Something else was said.", encoding="utf-8")
    done = themeline("convert", SEEDS / "events.yaml", "events.csv", "--essay", "own.txt")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none of its 69 quotations is in own; name the text that the events are of (--essay F" in done.stderr
