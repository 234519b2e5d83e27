"""Dates as they are written, without what stands around them: "26–28 April", "late 1980s", "Q3 2021", "31.08.1998".

What EDTF cannot say is approximated, and marked so (~): early, mid and late are the first, second and last third of
a year, month or century, and the years 0 to 3, 4 to 6, and 7 to 9 of a decade; the beginning and the end are the
first and the last third too.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from themeline.events.edtf_dates import MONTHS

NO_DAY = "is not a date in the calendar"

ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first""".split()
# The days of a month as treaties write them: "the twenty-sixth day of June 1945".
DAY_ORDINALS = [*ORDINALS, *(f"twenty-{one}" for one in ORDINALS[1:9]), "thirtieth", "thirty-first"]
DECADES = "thirties forties fifties sixties seventies eighties nineties".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?![a-z])"
)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?(?![0-9A-Za-z])"
_FOUR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
YEAR = rf"{_FOUR}(?![0-9A-Za-z]|[.,][0-9]|-[A-Za-z])"
_TO_99 = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(ONES[:9])}))?|{'|'.join(reversed(ONES))})"
# A year in words, only behind a month: "one thousand nine hundred and ninety-six", "two thousand and nineteen".
_YEAR_IN_WORDS = (
    rf"(?i:(?P<hundreds>two\s+thousand|one\s+thousand\s+(?:five|six|seven|eight|nine)\s+hundred"
    rf"|(?:fif|six|seven|eigh|nine)teen\s+hundred)(?:\s+and\s+|\s+)?(?P<rest>{_TO_99})?)(?![\w-])"
)
_DAY_WORD = rf"(?i:{'|'.join(sorted(DAY_ORDINALS, key=len, reverse=True))})"
_AND = r"(?:\s*[–—-]\s*|\s+(?:to|until|till|through|and|or)\s+|,\s*(?:(?:and|or)\s+)?)(?:the\s+)?"
_DAYS = rf"(?P<days>{_DAY}(?:{_AND}{_DAY})*)"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?,?\s+(?:the\s+)?)?"
PART = (
    r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)(?:\s+(?:in|on)\s+(?:the\s+)?|[\s–-]+(?:the\s+)?)"
    r"|(?P<edge>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)\s+of\s+(?:the\s+)?(?:fiscal\s+)?(?:year\s+)?)"
)
# The year that a month or a day belongs to: "in December last year", "in May of that year".
_OF_YEAR = (
    r"(?:\s+(?:of\s+|in\s+)?"
    r"(?P<of>last|this|next|that|the\s+same|the\s+following|the\s+next|the\s+previous)\s+year\b)"
)
# Which third of a year, month or decade a word means.
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}


@dataclass(frozen=True)
class Point:
    """A date as it is written, at [start, end): in EDTF, or a list or span of days and months without their year.

    ``kind`` is that of the words: year, month, day, or other. ``parts`` are of each date its month, its day (0 if
    none is written) and which third of it.
    """

    start: int
    end: int
    kind: str
    edtf: str = ""
    parts: tuple[tuple[int, int, str], ...] = ()
    span: bool = False
    of_year: str = ""
    fault: str = ""
    # Of the dates of a list, which words are each one's.
    places: tuple[tuple[int, int], ...] = ()


def point_at(text: str, at: int, end: int) -> Point | None:
    """The date that is written at a place of a text, the longest that there is; none if nothing is."""
    for pattern, make in _POINTS:
        if match := pattern.match(text, at, end):
            point = make(match)
            if point is not None:
                return point
    return None


def month_number(name: str) -> int:
    """The number of a month by its name, also an abbreviated one."""
    return MONTHS.index(name[:3]) + 1


def third(edtf: str, part: str) -> str:
    """The first, second or last third of a year, month, decade or century; both ends are approximate."""
    which = _THIRDS[part.lower()]
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


def _of_iso(match: re.Match[str]) -> Point:
    return Point(match.start(), match.end(), "day", f"{match['year']}-{int(match['m']):02}-{int(match['d']):02}")


def _of_numbers(match: re.Match[str]) -> Point:
    a, b = int(match["a"]), int(match["b"])
    if a > 12 >= b or a == b:
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


def _of_days(match: re.Match[str]) -> Point | None:
    groups = match.groupdict()
    found = list(re.finditer(r"([0-9]+)(?:st|nd|rd|th)?", match["days"]))
    places = [(match.start("days") + one.start(), match.start("days") + one.end()) for one in found]
    days = [int(one[1]) for one in found]
    if not all(1 <= day <= 31 for day in days):
        return None
    span = len(days) == 2 and re.search(r"[–—-]|\b(?:to|until|till|through)\b", match["days"]) is not None
    behind = match.string[max(0, match.start() - 9) : match.start()].lower()
    span = span or (len(days) == 2 and behind.endswith(("between ", "between the ")))
    places[0] = (match.start(), places[0][1])
    month = month_number(match["month"])
    point = Point(
        match.start(), match.end(), "day", "", tuple((month, day, "") for day in days), span,
        groups.get("of") or "", places=tuple(places),
    )  # fmt: skip
    return _in_year(point, groups.get("year"))


def _of_day_in_words(match: re.Match[str]) -> Point | None:
    """The twenty-sixth day of June 1945, this 4th day of November, two thousand and nineteen."""
    groups = match.groupdict()
    word, number = groups.get("word"), groups.get("number")
    day = DAY_ORDINALS.index(word.lower()) + 1 if word else int(re.sub(r"\D", "", number or ""))
    if not 1 <= day <= 31:
        return None
    year = groups.get("year") or _year_of_words(groups.get("hundreds"), groups.get("rest"))
    parts = ((month_number(match["month"]), day, ""),)
    point = Point(match.start(), match.end(), "day", "", parts, of_year=groups.get("of") or "")
    return _in_year(point, year)


def _year_of_words(hundreds: str | None, rest: str | None) -> str:
    """Two thousand, and nineteen: 2019; nineteen hundred: 1900."""
    if not hundreds:
        return ""
    words = re.sub(r"\s+", " ", hundreds.lower()).removeprefix("one thousand ")
    if words == "two thousand":
        year = 2000
    else:
        year = 100 * (ONES.index(words.split()[0]) + 1) + (1000 if hundreds.lower().startswith("one") else 0)
    for one in re.split(r"[\s-]", rest.lower()) if rest else ():
        year += TENS.get(one) or ONES.index(one) + 1
    return f"{year}"


def _of_month(match: re.Match[str]) -> Point | None:
    groups = match.groupdict()
    part = (groups.get("part") or groups.get("edge") or "").lower()
    parts = ((month_number(match["month"]), 0, part),)
    point = Point(match.start(), match.end(), "month", "", parts, of_year=groups.get("of") or "")
    return _in_year(point, groups.get("year"))


def _in_year(point: Point, year: str | None) -> Point:
    return replace(point, edtf=completed(point, int(year))) if year else point


def _of_season(match: re.Match[str]) -> Point:
    return Point(match.start(), match.end(), "other", f"{match['year']}-{SEASONS[match['season'].lower()]}")


def months_of(year: int, half: str, quarter: str) -> str:
    """A half or a quarter of a year, as its first and last month; the quarter is a word or a number."""
    if half:
        first, last = (1, 6) if half.lower() == "first" else (7, 12)
    else:
        word = quarter.lower()
        number = int(word) if word.isdigit() else 4 if word == "last" else ORDINALS.index(word) + 1
        first, last = 3 * number - 2, 3 * number
    return f"{year:04}-{first:02}/{year:04}-{last:02}"


def _of_months(match: re.Match[str]) -> Point:
    groups = match.groupdict()
    quarter = groups.get("quarter") or groups.get("number") or ""
    return Point(
        match.start(), match.end(), "other", months_of(int(match["year"]), groups.get("half") or "", quarter)
    )


def _of_decade(match: re.Match[str]) -> Point:
    part = (match["part"] or match["edge"] or "").lower()
    edtf = f"{match['decade'] if len(match['decade']) == 3 else '19' + match['decade']}X"
    return Point(match.start(), match.end(), "other", third(edtf, part) if part else edtf)


_NO_DECADE = re.compile(r"(?i)\b(?:temperatures?|degrees|heat|highs?|lows?|scored?|polled)\b")


def _of_decade_in_words(match: re.Match[str]) -> Point | None:
    """The late nineties; not "in his seventies", and not temperatures."""
    text, start = match.string, match.start()
    if not re.search(r"(?i)\bthe\s+$", text[max(0, start - 6) : start]):
        return None
    if _NO_DECADE.search(text, max(0, start - 40), match.end() + 20):
        return None
    part = (match["part"] or match["edge"] or "").lower()
    edtf = f"19{DECADES.index(match['decade'].lower()) + 3}X"
    return Point(match.start(), match.end(), "other", third(edtf, part) if part else edtf)


def _of_century(match: re.Match[str]) -> Point | None:
    word = match["century"].lower()
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS.index(word) + 1
    if not 11 <= number <= 22:
        return None
    part = (match["part"] or match["edge"] or "").lower()
    edtf = f"{number - 1}XX"
    return Point(match.start(), match.end(), "other", third(edtf, part) if part else edtf)


def _of_part_of_year(match: re.Match[str]) -> Point:
    return Point(match.start(), match.end(), "other", third(match["year"], match["part"] or match["edge"]))


def _of_years(match: re.Match[str]) -> Point | None:
    """2019–24; of 2010-12 only a person can tell whether it is a month."""
    first, last = match["year"], match["year"][:2] + match["last"]
    if first >= last:
        return None
    if match["dash"].strip() == "-" and 1 <= int(match["last"]) <= 12:
        fault = f"may be {first} to {last} ({first}/{last}) or {MONTHS[int(match['last']) - 1]} {first}"
        return Point(match.start(), match.end(), "other", fault=fault)
    return Point(match.start(), match.end(), "other", f"{first}/{last}")


def _of_year(match: re.Match[str]) -> Point:
    return Point(match.start(), match.end(), "year", match["year"])


SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_POINTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Point | None]], ...] = tuple(
    (re.compile(words), make)
    for words, make in (
        (rf"{_FOUR}(?P<dash>[-/.])(?P<m>[01]?[0-9])(?P=dash)(?P<d>[0-3]?[0-9])(?![0-9])", _of_iso),
        (rf"(?P<a>[0-9]{{1,2}})(?P<dash>[./-])(?P<b>[0-9]{{1,2}})(?P=dash){_FOUR}(?![0-9])", _of_numbers),
        (
            rf"{_WEEKDAY}(?:(?P<word>{_DAY_WORD})(?:\s+day)?|(?P<number>{_DAY})\s+day)\s+of\s+{MONTH}(?![’']s)"
            rf"(?:(?:,?\s+(?:of\s+|in\s+(?:the\s+year\s+)?)?)(?:{YEAR}|{_YEAR_IN_WORDS})|{_OF_YEAR})?",
            _of_day_in_words,
        ),
        (rf"(?P<number>{_DAY})\s+(?:of\s+)?{MONTH},?\s+(?:of\s+)?{_YEAR_IN_WORDS}", _of_day_in_words),
        (rf"{_WEEKDAY}{_DAYS}\s+(?:of\s+)?{MONTH}(?:,?\s+(?:of\s+)?{YEAR})", _of_days),
        (rf"{_WEEKDAY}{MONTH}\s+(?:the\s+)?{_DAYS}(?:,?\s+{YEAR})", _of_days),
        (rf"{_WEEKDAY}{_DAYS}\s+(?:of\s+)?{MONTH}{_OF_YEAR}?", _of_days),
        (rf"{_WEEKDAY}{MONTH}\s+(?:the\s+)?{_DAYS}(?![:%]){_OF_YEAR}?", _of_days),
        (rf"{PART}?{MONTH}(?:,?\s+(?:of\s+)?)(?:the\s+year\s+)?{YEAR}", _of_month),
        (rf"{PART}?{MONTH}{_OF_YEAR}?", _of_month),
        (rf"{PART}?{SEASON}(?:\s+of|,)?\s+{YEAR}(?:\s*[–/-]\s*(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?", _of_season),
        (rf"(?P<half>[Ff]irst|[Ss]econd|[Ll]atter)\s+half\s+of\s+{YEAR}", _of_months),
        (rf"(?P<quarter>(?i:first|second|third|fourth|last))\s+quarter\s+of\s+{YEAR}", _of_months),
        (rf"Q(?P<number>[1-4])\s+(?:of\s+)?{YEAR}", _of_months),
        (rf"{PART}?(?:the\s+)?(?P<decade>(?:1[5-9]|20)[0-9])0[’']?s\b", _of_decade),
        (rf"{PART}?(?:the\s+)?[’'](?P<decade>[3-9])0s\b", _of_decade),
        (rf"{PART}?(?P<decade>(?i:{'|'.join(DECADES)}))\b", _of_decade_in_words),
        (
            rf"{PART}?(?:the\s+)?(?P<century>[0-9]{{2}}(?:st|nd|rd|th)|(?i:{'|'.join(ORDINALS)}))\s+century\b",
            _of_century,
        ),
        (rf"{PART}{YEAR}", _of_part_of_year),
        (rf"{_FOUR}(?P<dash>\s*[–/-]\s*)(?P<last>[0-9]{{2}})(?![0-9A-Za-z]|[.,-][0-9])", _of_years),
        (YEAR, _of_year),
    )
)  # fmt: skip
