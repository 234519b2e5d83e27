"""Events in tables (CSV, .xlsx, .ods), with the names of columns and the dates that people write in them."""

import bisect
import datetime
import re
import tempfile
from pathlib import Path
from typing import Any

import yaml

from themeline.errors import Fault, InputError, input_error
from themeline.events import readers
from themeline.events.chronology import read_chronology
from themeline.events.edtf_dates import date_bounds, parse_date
from themeline.events.writers import BACKGROUND, CSV_COLUMNS, GAP
from themeline.io.files import WORKBOOKS, csv_of_rows, other_sheets, read_bytes, read_table, table_rows
from themeline.text.document import Document
from themeline.text.wording import count_of

# What else the columns of a table of events are called.
OTHER_NAMES = {
    "edtf": ("date", "dates", "when", "edtf date", "date (edtf)", "date edtf", "day", "year"),
    "title": ("event", "events", "name", "headline", "what", "what happened", "description"),
    "label": ("short title", "short name"),
    "quote": ("quotation", "quotes", "passage", "sentence", "text", "excerpt", "words"),
    "quote_start": ("quote start",),
    "quote_end": ("quote end",),
    "related_dates": ("related dates",),
    "strand": ("lane",),
    "kind": ("type", "category", "group"),
    "actors": ("actor", "who", "parties"),
    "sources": ("source", "url", "link", "links", "reference", "references"),
    "caveat": ("note", "notes", "comment", "comments", "remark", "remarks"),
    "start": ("start date", "from", "begin", "beginning"),
    "end": ("end date", "to", "until"),
}
# 26/09/2022 or 2022/23, which are not EDTF; 9/2022, which is read in a table only.
_IN_NUMBERS = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{4}/[0-9]{1,2}(?:/[0-9]{1,2})?")
_WITH_MARKS = re.compile(r"[0-9X.,/~?%\[\]{}-]*[/~?%\[{X][0-9X.,/~?%\[\]{}-]*")
_MONTH_OF_YEAR = re.compile(r"^(1[0-2]|0?[1-9])[./-]([0-9]{4})$")
# A clock in a cell of a date says nothing of the day.
_CLOCK = re.compile(r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")


def known_columns(columns: list[str], known: tuple[str, ...]) -> dict[str, str]:
    """Of the columns of a table (lower case) those that are known, by what they are called here; also `start`, `end`.

    A column that is there under its own name goes before one under another.

    Raises:
        ValueError: two columns are the same by other names.
    """
    plain = {_plain(name): name for name in columns}
    found: dict[str, str] = {}
    for name in (*known, "start", "end"):
        own = [plain[one] for one in (name, name.replace("_", " ")) if one in plain][:1]
        other = [plain[one] for one in OTHER_NAMES.get(name, ()) if one in plain]
        if not own and len(other) > 1:
            raise ValueError(f"has the columns '{other[0]}' and '{other[1]}', which may both be {name}")
        for column in (own or other)[:1]:
            found[name] = column
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s_]+", " ", name.strip(' :*"\ufeff\r').lower())


def table_date(cell: str) -> str:
    """The date of a cell, in EDTF: written so, or as people write it ("4 April 2023", "26/09/2022", "summer 2022").

    Raises:
        ValueError: it is not a date, or can be read in two ways; the message says what to write.
    """
    # Its patterns take a tenth of a second to compile, which runs of notebooks need not wait for.
    from themeline.events.date_grammar import date_of_words

    cell = cell.strip()
    plain = _MONTH_OF_YEAR.sub(lambda match: f"{match[2]}-{int(match[1]):02}", _CLOCK.sub("", cell))
    try:
        parse_date(plain)
    except ValueError:
        # An interval, a set and the like are EDTF, and so are its faults.
        if _WITH_MARKS.fullmatch(plain) and not _IN_NUMBERS.fullmatch(plain):
            raise
        # German tables have a stop behind the day.
        try:
            edtf = date_of_words(re.sub(r"^([0-9]{1,2})\.(?=\s)", r"\1", plain))
        except ValueError as error:
            why = _why_no_date(plain) if " is not a date:" in str(error) else ""
            raise (ValueError(f"'{cell}' {why}") if why else error) from None
        parse_date(edtf)
        return edtf
    return plain


def _why_no_date(cell: str) -> str:
    """What is wrong with a date as people write it, where that can be told; empty where it cannot."""
    if re.fullmatch(r"[1-9][0-9]{4}(?:\.[0-9]+)?", cell):
        return "looks like a spreadsheet's number for a day: write it as a date, 2024-08-16"
    if re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}", cell):
        return "has a two-digit year: write all four digits, as in 2024-08-16"
    day_of_month = (
        r"(?:[^\W\d_]{2,3}\s+)?[0-9]{1,2}(?:\.|er|º)?\s+(?:de\s+)?(?P<month>[^\W\d_]{3,})\.?\s+(?:de\s+)?[0-9]{4}"
    )
    if match := re.fullmatch(day_of_month, cell):
        languages = "English, Russian, Chinese, French, Spanish and Arabic"
        return f"has '{match['month']}' for its month, but months are read in {languages} only: write 2024-08-16"
    return ""


def kind_of_events(source: Path) -> str:
    """Of events, the ending of the kind of file that they are in; empty for a codebook."""
    if source.suffix.lower() in (*WORKBOOKS, *readers.ENDINGS):
        return source.suffix.lower()
    begin = read_bytes(source).decode("utf-8", "replace")
    if re.search(r"^(?:events|background):", begin, re.MULTILINE):
        return ".yaml"
    head = re.split("[,;\t]", begin.partition("\n")[0])
    columns = {_plain(name) for name in head}
    if {"edtf", "quote"} & columns:
        return ".csv"
    # By other names: a date, and what happened or which words of the text it belongs to.
    names = {name for name, others in OTHER_NAMES.items() if {name, *others} & columns}
    return ".csv" if {"edtf", "start"} & names and {"title", "quote"} & names else ""


def table_text(path: Path) -> str:
    """Events as CSV: of a table, of the first sheet of a workbook, of TimelineJS, or of a calendar.

    Raises:
        InputError: the file cannot be read as what its name says.
    """
    if path.suffix.lower() in readers.ENDINGS:
        rows = ([row.get(name, "") for name in CSV_COLUMNS] for row in readers.read_rows(path))
        return csv_of_rows([CSV_COLUMNS, *rows])
    return read_table(path)


def yaml_of_table(path: Path, document: Document) -> tuple[str, list[str]]:
    """Events of a table, in any form that `table_text` reads, as the YAML file that `chronology` reads.

    Columns may have other names (`OTHER_NAMES`), and dates be written as people do (`table_date`).
    Columns that are missing count as empty. A quote without its place is looked for in the text. What comes out has
    been checked as `read_chronology` does.

    Returns:
        The file, and what was assumed or is not carried over, in sentences.

    Raises:
        InputError: a column that an event cannot do without is missing, or a row cannot be read; with its line, of a
            workbook its row.
    """
    table = table_rows(path, table_text(path))
    try:
        names = known_columns(table.columns, CSV_COLUMNS)
    except ValueError as error:
        raise input_error(path, str(error), "rename one of them", line=1) from None
    dated = {"edtf"} if "start" not in names else set()
    if missing := ({"title", "quote"} | dated) - set(names):
        heads = ", ".join(column for column in table.columns if column)
        what = f"has no column {', '.join(sorted(missing))} in its first row, which has {heads or 'no heads'}"
        others = "; ".join(f"{name} is also {', '.join(OTHER_NAMES[name][:6])}" for name in sorted(missing))
        raise input_error(path, what, f"give a column that name ({others})", line=1)
    workbook = path.suffix.lower() in WORKBOOKS
    reading = _TableReading(document, by_hand=workbook and names.get("edtf") != "edtf")
    found: dict[str, list[dict[str, Any]]] = {"events": [], BACKGROUND: []}
    lines: dict[str, list[int]] = {"events": [], BACKGROUND: []}
    faults: list[Fault] = []
    for number, (line, in_sheet, cells) in enumerate(table.rows, 1):
        row = dict.fromkeys((*CSV_COLUMNS, "start", "end"), "")
        row |= {name: cells.get(column, "").strip() for name, column in names.items()}
        line = in_sheet if workbook else line
        try:
            event = reading.event(row, number, line)
        except ValueError as error:
            faults.append(Fault(str(path), str(error), "" if ": write" in str(error) else "correct the row", line))
            continue
        kind = "events" if row["mention"] != BACKGROUND else BACKGROUND
        found[kind].append(event)
        lines[kind].append(line)
    if faults:
        raise InputError(*faults)
    head = "# yaml-language-server: $schema=schema/events.schema.json\n"
    kept = {name: events for name, events in found.items() if events or name == "events"}
    text = head + str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=116))
    _check(text, document, path, [*lines["events"], *lines[BACKGROUND]])
    unknown = [column for column in table.columns if column and column not in names.values()]
    if "edtf" in names:
        unknown += [names[name] for name in ("start", "end") if name in names]
    columns = [f"not carried over: the columns {', '.join(unknown)}"] if unknown else []
    return text, [*columns, *said_of_sheets(path), *reading.remarks()]


def said_of_sheets(path: Path) -> list[str]:
    """That only the first sheet of a workbook is read, if others hold anything."""
    sheets = other_sheets(path)
    return [f"not read, since only the first sheet is: {', '.join(sheets)}"] if sheets else []


def _check(text: str, document: Document, path: Path, rows: list[int]) -> None:
    """Read the file of events as a run does; what is wrong is said of the rows that the events are from."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "events.yaml")
        file.write_text(text, encoding="utf-8")
        begins = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("- ")]
        try:
            read_chronology(file, document)
        except InputError as error:
            faults = []
            for fault in error.faults:
                event = bisect.bisect_right(begins, fault.line or 1) - 1
                what = re.sub(r"'(?:events|background)\.[0-9]+\.(\w+)", r"'\1", fault.what)
                line = rows[event] if event >= 0 else None
                faults.append(Fault(str(path), what, fault.advice or "correct the row", line))
            raise InputError(*faults) from None


class _TableReading:
    """Reads the rows of a table as events, and keeps what it assumed."""

    def __init__(self, document: Document, *, by_hand: bool) -> None:
        """Take the text, and whether dates are those of a workbook, whose column is not one of EDTF."""
        self.document, self.by_hand = document, by_hand
        self.read: list[tuple[str, str]] = []
        self.first_days: list[int] = []
        self.without_ground: list[str] = []
        published = document.record.published.value if document.record and document.record.published else ""
        self.around = date_bounds(published)[:2] if published else None

    def remarks(self) -> list[str]:
        """What was assumed, in sentences."""
        said = []
        if self.read:
            cell, edtf = self.read[0]
            said.append(f"{count_of(len(self.read), 'date')} read as they are written, the first '{cell}' as {edtf}")
        if self.first_days:
            said.append(
                f"the first day of a month is the date in {count_of(len(self.first_days), 'row')} "
                f"({', '.join(map(str, self.first_days[:10]))}): a spreadsheet makes that of June 2004; "
                "if only the month is meant, write 2004-06 as text"
            )
        if self.without_ground:
            said.append(
                f"of {count_of(len(self.without_ground), 'event')} the table does not say what the date rests on "
                f"(basis), first '{self.without_ground[0]}': written as relative, with a caveat"
            )
        return said

    def event(self, row: dict[str, str], number: int, line: int) -> dict[str, Any]:
        """The event of a row, as a file of events has it.

        Raises:
            ValueError: the row cannot be read.
        """
        document, start = self.document, row["quote_start"]
        if not row["title"]:
            raise ValueError("has no title: write what happened")
        if not row["quote"]:
            raise ValueError(f"'{row['title']}' has no quote: give the words of the text that it belongs to")
        place = int(start) if start else document.text.find(row["quote"])
        if place < 0:
            raise ValueError(f"the quote '{row['quote'][:60]}' is not in {document.name}")
        end = int(row["quote_end"]) if row["quote_end"] else place + len(row["quote"])
        edtf = self._date(row, line)
        sources = [_parted(one, ("url", "read", "title", "says")) for one in row["sources"].splitlines() if one]
        basis, stated, caveat = self._ground(row, edtf, sources)
        event: dict[str, Any] = {
            "id": row["id"] or f"event-{number}",
            "title": row["title"],
            "label": row["label"] or row["title"],
            "edtf": edtf,
            "precision": row["precision"],
            "basis": basis,
            "stated": stated,
            "mention": "" if row["mention"] == BACKGROUND else row["mention"] or "named",
            "kind": row["kind"] or "event",
            "actors": [name.strip() for name in row["actors"].split(";") if name.strip()] or ["?"],
            "confidence": row["confidence"] or "low",
            "quote": document.text[place:end] if not start else row["quote"],
            "quote_span": [place, end],
            "sources": sources,
            "related_dates": [
                {**part, "verified": part["verified"] == "verified"}
                for one in row["related_dates"].splitlines()
                if one and (part := _parted(one, ("edtf", "verified", "label")))
            ],
            "caveat": " ".join(words for words in (row["caveat"], caveat) if words),
            **{name: row[name] for name in ("strand", "continues", "in_force_source", "highlight")},
            **{name: row[name] and table_date(row[name]) for name in ("in_force_since", "in_force_until")},
        }
        return {name: value for name, value in event.items() if value not in ("", [])}

    def _date(self, row: dict[str, str], line: int) -> str:
        """The date of a row: in one cell, or in two, of which the second may be empty."""
        cells = [row["edtf"]] if row["edtf"] else [cell for cell in (row["start"], row["end"]) if cell]
        if not cells:
            raise ValueError(
                f"'{row['title']}' has no date: write 2024-08-16, 2024-08, 2024, or for a span 2024-08/2024-10"
            )
        dates = [table_date(cell) for cell in cells]
        edtf = dates[0] if len(set(dates)) == 1 else f"{dates[0].split('/')[0]}/{dates[-1].split('/')[-1]}"
        parse_date(edtf)
        self.read += [(cell, date) for cell, date in zip(cells, dates, strict=True) if cell != date]
        if self.by_hand and any(re.fullmatch(r"[0-9]{4}-[0-9]{2}-01", date) for date in dates):
            self.first_days.append(line)
        return edtf

    def _ground(self, row: dict[str, str], edtf: str, sources: list[dict[str, str]]) -> tuple[str, str, str]:
        """What the date rests on, what the text states of it, and a caveat: as the row says, else as the quote does.

        A quote that holds the date states it; one that holds the month or year of a day states that. An address alone
        does not say that the date was read there, what stood there does.
        """
        from themeline.events.date_grammar import find_passages, grammar_language

        stated = table_date(row["stated"]) if row["stated"] else ""
        basis = row["basis"] or ("stated" if stated else "")
        if basis and (stated or basis != "stated"):
            return basis, stated, ""
        quote, bounds = row["quote"], date_bounds(edtf)[:2]
        language = grammar_language(self.document.language, self.document.plain)
        wider = ""
        for passage in find_passages(quote, 0, len(quote), self.around, language):
            told = re.sub(r"/\.\.$|^\.\./", "", passage.edtf)
            if told == edtf:
                return (
                    (passage.basis, told if passage.basis == "stated" else "", "") if not basis else (basis, told, "")
                )
            if told and passage.basis == "stated" and _holds(date_bounds(told)[:2], bounds):
                wider = told
        if wider or basis:
            return "stated", wider, ""
        if any(source["says"] for source in sources):
            return "external", "", ""
        self.without_ground.append(row["title"])
        return "relative", "", "The table does not say what this date rests on."


def _holds(outer: tuple[datetime.date, datetime.date], inner: tuple[datetime.date, datetime.date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _parted(line: str, names: tuple[str, ...]) -> dict[str, str]:
    parts = line.split(GAP, len(names) - 1)
    if len(parts) == 1 and names[0] == "url":
        return {"url": line.strip(), "read": "excerpt", "title": line.strip(), "says": ""}
    if names[-1] == "says" and len(parts) == len(names) - 1:
        parts.append("")
    if len(parts) != len(names):
        raise ValueError(f"'{line[:60]}' does not have the parts {GAP.join(names)}")
    return dict(zip(names, parts, strict=True))
