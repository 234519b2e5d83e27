"""Dates as they are written, without what stands around them: "26–28 April", "late 1980s", "Q3 2021", "31.08.1998".

Each function here makes a `Point` of what a pattern of a language matched (`events.date_rules`), by the names of its
groups. What EDTF cannot say is approximated, and marked so (~): early, mid and late are the first, second and last
third of a year, month or century, and the years 0 to 3, 4 to 6, and 7 to 9 of a decade; the beginning and the end are
the first and the last third too.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace

from themeline.events.date_rules import Point, Rules
from themeline.events.edtf_dates import MONTHS

NO_DAY = "is not a date in the calendar"
ISLAMIC = "is a date of the Islamic calendar"
# The numbers of seasons in EDTF; which third of a year, month or decade a word means.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}
_QUARTERS = ("first", "second", "third", "fourth")


def point_at(text: str, at: int, end: int, rules: Rules) -> Point | None:
    """The date that is written at a place of a text, the longest that there is; none if nothing is."""
    for pattern, make in rules.points:
        if match := pattern.match(text, at, end):
            point = make(match, rules)
            if point is not None:
                return point
    return None


def month_number(name: str) -> int:
    """The number of a month by its number, or its English name, also an abbreviated one."""
    return int(name) if name.isdecimal() else MONTHS.index(name[:3].title()) + 1


def third(edtf: str, part: str) -> str:
    """The first, second or last third of a year, month, decade or century; both ends are approximate."""
    which = _THIRDS[part]
    if edtf.endswith("XX"):
        ends = [edtf[:2] + years for years in (("00", "33"), ("34", "66"), ("67", "99"))[which]]
    elif edtf.endswith("X"):
        ends = [edtf[:3] + years for years in (("0", "3"), ("4", "6"), ("7", "9"))[which]]
    elif len(edtf) == 4:
        ends = [f"{edtf}-{month:02}" for month in (4 * which + 1, 4 * which + 4)]
    else:
        last = calendar.monthrange(int(edtf[:4]), int(edtf[5:7]))[1]
        ends = [f"{edtf}-{day:02}" for day in (10 * which + 1, last if which == 2 else 10 * which + 10)]
    return "~/".join(ends) + "~"


def completed(point: Point, year: int, *, before: str = "") -> str:
    """The dates of a point in a year; those of a list have "; " between them.

    ``before`` is the date that a span ends with: what would come after it belongs to the year before.
    """
    dates = []
    for month, day, part in point.parts:
        edtf = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
        if before and edtf[: len(before)] > before[: len(edtf)]:
            edtf = f"{year - 1:04}{edtf[4:]}"
        dates.append(third(edtf, part) if part else edtf)
    if point.span:
        return f"{dates[0]}/{dates[-1]}"
    return "; ".join(dates)


def each(point: Point, edtf: str) -> Iterator[tuple[int, int, str]]:
    """Place and date of each date of a list; of one date, its own."""
    dates = edtf.split("; ")
    if len(point.places) > 1 and not point.span:
        for number, (begin, stop) in enumerate(point.places):
            yield begin, point.end if number == len(point.places) - 1 else stop, dates[number] if edtf else ""
    else:
        yield point.start, point.end, edtf


def months_of(year: int, half: str, quarter: str) -> str:
    """A half or a quarter of a year, as its first and last month; the quarter is a word or a number."""
    if half:
        first, last = (1, 6) if half == "first" else (7, 12)
    else:
        number = int(quarter) if quarter.isdecimal() else 4 if quarter == "last" else _QUARTERS.index(quarter) + 1
        first, last = 3 * number - 2, 3 * number
    return f"{year:04}-{first:02}/{year:04}-{last:02}"


# What makes points, of matches and the rules of their language.


def of_iso(match: re.Match[str], rules: Rules) -> Point:
    """2024-08-16, 2024/8/16."""
    edtf = f"{match['year']}-{int(match['m']):02}-{int(match['d']):02}"
    return Point(match.start(), match.end(), "day", edtf)


def of_numbers(match: re.Match[str], rules: Rules) -> Point:
    """31.08.1998, 8/31/1998."""
    a, b = int(match["a"]), int(match["b"])
    if b <= 12 and (rules.day_first or a > 12 or a == b):
        day, month = a, b
    elif b > 12 >= a:
        day, month = b, a
    elif a > 12:
        return Point(match.start(), match.end(), "day", fault=NO_DAY)
    else:
        year = match["year"]
        two = f"may be {a} {MONTHS[b - 1]} ({year}-{b:02}-{a:02}) or {b} {MONTHS[a - 1]} ({year}-{a:02}-{b:02})"
        return Point(match.start(), match.end(), "day", fault=two)
    return Point(match.start(), match.end(), "day", f"{match['year']}-{month:02}-{day:02}")


def of_days(match: re.Match[str], rules: Rules) -> Point | None:
    """Days of a month, with its year or without: 26 April 1996; 26–28 April; 13, 14 and 15 March 2019."""
    found = list(rules.day.finditer(match["days"]))
    places = [(match.start("days") + one.start(), match.start("days") + one.end()) for one in found]
    days = [int(rules.number(one[1])) for one in found]
    month = month_number(rules.word(match, "month"))
    if not all(1 <= day <= 31 for day in days) or not 1 <= month <= 12:
        return None
    span = len(days) == 2 and rules.days_to.search(match["days"]) is not None
    between = rules.days_between.search(match.string, max(0, match.start() - rules.longest_before), match.start())
    span = span or (len(days) == 2 and between is not None)
    places[0] = (match.start(), places[0][1])
    point = Point(
        match.start(), match.end(), "day", "", tuple((month, day, "") for day in days), span,
        rules.word(match, "of"), places=tuple(places),
    )  # fmt: skip
    return _in_year(point, year_of(match, rules))


def of_day_in_words(match: re.Match[str], rules: Rules) -> Point | None:
    """The twenty-sixth day of June 1945, this 4th day of November, two thousand and nineteen."""
    day, month = int(rules.number(match["day"])), month_number(rules.word(match, "month"))
    if not 1 <= day <= 31:
        return None
    parts = ((month, day, ""),)
    point = Point(match.start(), match.end(), "day", "", parts, of_year=rules.word(match, "of"))
    return _in_year(point, year_of(match, rules))


def of_month(match: re.Match[str], rules: Rules) -> Point | None:
    """A month, with its year or without, or a third of it: late September 2019, in May last year."""
    month = month_number(rules.word(match, "month"))
    if not 1 <= month <= 12:
        return None
    parts = ((month, 0, rules.word(match, "part", "edge")),)
    told = rules.tells_months and not match["month"][0].isupper()
    of_year = rules.word(match, "of")
    point = Point(match.start(), match.end(), "month", "", parts, of_year=of_year, is_told=told)
    return _in_year(point, year_of(match, rules))


def of_season(match: re.Match[str], rules: Rules) -> Point:
    """Summer 2022."""
    return _other(match, f"{year_of(match, rules)}-{SEASONS[rules.word(match, 'season')]}")


def of_months(match: re.Match[str], rules: Rules) -> Point:
    """The first half of 2020, the third quarter of 2021, Q3 2021."""
    half, quarter = rules.word(match, "half"), rules.word(match, "quarter", "number")
    return _other(match, months_of(int(year_of(match, rules)), half, quarter))


def of_decade(match: re.Match[str], rules: Rules) -> Point | None:
    """The late 1980s, the ’60s; the decade has three digits, or one, of the century that is told or the last."""
    decade = rules.word(match, "decade")
    if len(decade) == 1:
        century = match.groupdict().get("century")
        if not century and decade in "012":
            return Point(match.start(), match.end(), "other", fault=f"may be 19{decade}X or 20{decade}X")
        decade = f"{int(rules.number(century)) - 1 if century else 19}{decade}"
    return _other(match, _third_if(f"{decade}X", match, rules))


def of_decades(match: re.Match[str], rules: Rules) -> Point | None:
    """В 1970–1980-е годы, 七八十年代: from the beginning of one to the end of another."""
    first, last = rules.word(match, "decade"), rules.word(match, "other")
    century = match.groupdict().get("century")
    begin = f"{int(rules.number(century)) - 1}" if century else "19"
    first, last = (f"{begin}{one}" if len(one) == 1 else one for one in (first, last))
    return _other(match, f"{first}X/{last}X") if first < last else None


def of_century(match: re.Match[str], rules: Rules) -> Point | None:
    """The 19th century, the late twentieth century."""
    number = int(rules.number(match["century"]))
    return _other(match, _third_if(f"{number - 1}XX", match, rules)) if 11 <= number <= 22 else None


def of_centuries(match: re.Match[str], rules: Rules) -> Point | None:
    """XIX–XX веков: from the beginning of one to the end of another."""
    first, last = int(rules.number(match["century"])), int(rules.number(match["other"]))
    return _other(match, f"{first - 1}XX/{last - 1}XX") if 11 <= first < last <= 22 else None


def of_part_of_year(match: re.Match[str], rules: Rules) -> Point:
    """Mid-2003, the end of 1999."""
    return _other(match, third(year_of(match, rules), rules.word(match, "part", "edge")))


def of_years(match: re.Match[str], rules: Rules) -> Point | None:
    """2019–24; of 2010-12 only a person can tell whether it is a month."""
    first, last = match["year"], match["year"][: 4 - len(match["last"])] + match["last"]
    if first >= last:
        return None
    if match["dash"].strip() == "-" and 1 <= int(last[2:]) <= 12 and not match.groupdict().get("told"):
        fault = f"may be {first} to {last} ({first}/{last}) or {MONTHS[int(match['last']) - 1]} {first}"
        return Point(match.start(), match.end(), "other", fault=fault)
    return _other(match, f"{first}/{last}")


def of_year(match: re.Match[str], rules: Rules) -> Point:
    """A year; in the group ``told`` the word that says that it is one."""
    told = bool(match.groupdict().get("told"))
    return Point(match.start(), match.end(), "year", year_of(match, rules), is_told=told)


def year_of(match: re.Match[str], rules: Rules) -> str:
    """The year that a match holds, in digits or in words; empty if it holds none."""
    groups = match.groupdict()
    year = groups.get("year") or ""
    if year.isascii() and year.isdecimal():
        return year
    words = year or groups.get("year_words")
    return f"{int(rules.number(words)):04}" if words else ""


def _other(match: re.Match[str], edtf: str) -> Point:
    return Point(match.start(), match.end(), "other", edtf)


def _third_if(edtf: str, match: re.Match[str], rules: Rules) -> str:
    part = rules.word(match, "part", "edge")
    return third(edtf, part) if part else edtf


def _in_year(point: Point, year: str) -> Point:
    return replace(point, edtf=completed(point, int(year))) if year else point
