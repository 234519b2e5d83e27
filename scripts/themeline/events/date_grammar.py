"""A small grammar of English dates: words that tell when something was, and the date in EDTF that they tell.

A text is read from left to right. At a word that may begin a date (a number, a month, "early", "last", "two years") a
`Point` is read, the longest first: "26 April 1996" before "April 1996" before "1996". Points that follow each other
become a span ("from May to July 2018", after "between" also "2003 and mid-2022") or a list ("1996, 1997 and 2001");
what the earlier ones lack, the last one gives. The word before says whether an end is open ("since", "until"), or
whether the date is approximate ("around"). Four digits alone are a year only where something says so (`_is_year`): a
preposition, brackets, a determiner with a noun ("the 1967 treaty"), or other years beside them; and never where they
count things.

Dates without a year are counted from the date given in the same or the previous sentence, else from the publication:
the last that was, or with "will" in the sentence the next. "Two years later" and "that year" are counted from the
last date given in the same paragraph, "ten years after the 2013 declaration" from the year in these words. What
comes again ("by 15 November of each year") is not an event's date, and is left out; so is a number of the last or
this century that nothing around it makes a year or a count, and both are listed.

The dateparser library was tried first: in the essay it found "August 2024" and "Five years ago", missed "for the
coming year", and took nine other passages for dates ("we", "now the", "on an a").
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from themeline.events.date_points import (
    DAY_ORDINALS,
    DECADES,
    MONTH,
    NO_DAY,
    ONES,
    ORDINALS,
    PART,
    SEASON,
    SEASONS,
    TENS,
    WEEKDAYS,
    Point,
    completed,
    each,
    month_number,
    months_of,
    point_at,
    third,
)  # fmt: skip
from themeline.events.edtf_dates import date_bounds, parse_date, why_none

Bounds = tuple[datetime.date, datetime.date]

UNPUBLISHED = "is relative to the publication"
UNANCHORED = "is relative to a date before it, and there is none"
UNTOLD = "may be a year, but the words around it do not show it"
YEARLY = "recurs every year"
COUNTED = "is a number, not a year, by the words around it"

_COUNT = (
    rf"(?P<count>[0-9]{{1,3}}|(?:an?|{'|'.join(ONES[:9])})\s+hundred|half\s+an?|an?\s+half"
    rf"|an?\s+quarter(?:\s+of\s+an?)?|an?|{'|'.join(ONES)}|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[:9])}))?)"
    r"(?P<half>\s+and\s+a\s+half)?(?:\s+(?:short|long))?"
)
_UNIT = r"(?P<unit>day|week|month|year|decade|century|centurie)s?\b(?P<more>\s+and\s+a\s+half\b)?"

# Of what stands before a date, the words that belong to it.
_BEFORE = re.compile(
    r"""(?ix)(?<![\w-])(?:(?P<word>
    as\ (?:early|late|recently|long\ ago)\ as | (?:no|not)\ (?:later|earlier|sooner)\ than | not\ before | as\ of
    | prior\ to
    | (?:back|dates|dating|dated|compared|relative|up)\ to | up\ until | ever\ since
    | in | on | at | of | since | by | until | till | before | after | during | throughout | through | from | between
    | into | towards? | beyond | within | over | for | year | years | circa | around | about | approximately | roughly
    | dated | both | either | past | fiscal | enter(?:s|ed)? | FY
    )\s+|(?P<short>ca?\.)\s*|(?P<joined>post|pre)[–-]|(?P<stuck>FY))
    (?:(?:the|year|years|period|around|about|roughly|approximately|circa)\s+){0,3}[“"‘(]?$"""
)
_OPEN_START = ("since", "ever since")
_OPEN_END = ("until", "till", "up until", "up to")
_ABOUT = re.compile(r"(?i)\b(?:around|about|approximately|roughly|circa|ca?\.)\s+(?:the\s+)?$")

# What is counted is not a year: "of 2000 words".
_UNITS = """kilometres kilometers km metres meters miles feet hectares tonnes tons kilograms kg litres liters barrels
    megawatts MW kilotons megatons kilotonnes degrees percent dollars euros roubles rubles pounds yuan yen hours km/h
    strong million billion trillion mn bn page square metric kilometre kilometer mile km² nautical"""
_THINGS = """
    words pages copies people persons men women children civilians refugees prisoners casualties troops
    soldiers sailors marines officers servicemen personnel fighters conscripts reservists missiles warheads
    weapons bombs rockets shells rounds guns tanks vehicles ships vessels boats submarines planes aircraft
    helicopters drones satellites launchers interceptors silos centrifuges sorties cases villages sites years
    months weeks days minutes times more inhabitants participants delegates members employees workers guests
    residents volunteers scientists experts"""
_IS_UNIT = re.compile(rf"\s*(?:%|(?:{'|'.join(_UNITS.split())})\b|per\s+cent\b)|-strong\b")
_IS_THING = re.compile(rf"\s+(?:{'|'.join(_THINGS.split())})\b")
_IS_THING_SOON = re.compile(
    rf"(?:\s+(?!(?:some|and|the|a|an|were|was|had|of|in|on|to|with)\b)[A-Za-z-]+){{0,3}}\s+(?:{'|'.join(_THINGS.split())})\b"
)
_IS_PLURAL = re.compile(
    r"\s+(?!was\b|is\b|has\b|as\b|its\b|this\b|thus\b|(?:elec|negotia)tions\b|attacks\b|talks\b|census\b|years\b)[a-z]{3,}s\b"
)
_IS_COUNT_BEFORE = re.compile(
    r"""(?ix)\b(?:some|nearly|almost|roughly|approximately|about|around|under|fewer\ than|more\ than|less\ than
    |at\ least|at\ most|up\ to|only|just|another|exactly|over|estimated|additional|all|each\ of\ the|one\ of\ the
    |(?:total|force|army|garrison|range|ranges|cost|costs|strength|number|numbers|ceiling|ceilings|limit|limits
    |maximum|minimum|crew|altitude|fleet|stockpile|arsenal|average|depth|speed|distance|yield|weight|price
    |population|budget|group|team|convoy|contingent|radius|capacity|quota)\ of(?:\ (?:about|around|some))?)\s+$"""
)
_IS_QUANTITY_BEFORE = re.compile(
    r"""(?ix)\b(?:number|numbers|numbered|range|ranges|ranged|ranging|rose|risen|grew|grown|fell|fallen|dropped|cut
    |reduced|increased|expanded|declined|raised|shrank|shrunk|went|stockpile|arsenal|ceiling|limit)\b[^.;]{0,25}$"""
)
# A number that has a name before it, and those that follow: pages 2001–2004, resolutions 1737, 1747 and 1929.
_NUMBERED = re.compile(
    r"""(?ix)(?<![\w])(?:(?:pp?|paras?|nos?|figs?|vols?|arts?|chs?|secs?|docs?|eqs?|refs?|res|tel|fax|ext|pt)\.?
    |(?:page|paragraph|number|resolution|article|room|table|figure|chart|chapter|section|volume|sheet|square|decree
    |order|directive|regulation|project|agenda|vision|horizon|windows|type|model|block|mark|unit|hull|hull\ number
    |document|report\ no|law|standard|version|channel|flight|phone|telephone|line|lot|code|box|building|hall|gate
    |route|highway|serial|variant|series|item|annex|form|note|footnote|office|squadron|site|object|gost|iso|boeing
    |airbus|class)s?\.?)\s+(?:number\s+|no\.?\s*|nr\.?\s*)?[0-9][0-9./-]*
    (?:(?:,\s*(?:and\s+)?|\s+(?:and|or|to)\s+|\s*[–-]\s*)[0-9][0-9./-]*(?!\s*[A-Z][a-z]+\s+[0-9]))*(?![\w])"""
)
# Numbers in groups of digits, as of telephones: +7 495 2001990, 020 7946 1990.
_TELEPHONE = re.compile(r"(?:\+[0-9]{1,3}|(?<![\w.,])0[0-9]{1,4}|\([0-9]{2,5}\))(?:[\s-]?[0-9]{2,7}){2,}")

_SPAN = re.compile(r"\s*[–—-]\s*|\s+(?:to|until|till|through|up\s+to)\s+(?:the\s+)?")
_BOTH = re.compile(r"\s+and\s+(?:the\s+)?")
_NOW = re.compile(
    r"(?:\s*[–—-]\s*|\s+(?:to|until|till|through)\s+)(?:the\s+)?(?:present(?:\s+day)?|date|today|now|this\s+day)\b"
)
_TO_NUMBER = re.compile(r"(?:\s+(?:to|or)\s+(?=[0-9,]{4,})|\s*[–-]\s*(?=[0-9]{4}))")
_LIST = re.compile(
    r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|as\s+well\s+as|&)\s+)(?:again\s+)?(?:(?:in|on)\s+)?(?:the\s+)?"
)
_WORD = re.compile(r"[\w.,/:-]*\w|.")
_JOINED = re.compile(r"(?:[Pp]ost|[Pp]re|[Mm]id|[Ee]arly|[Ll]ate)[–-]")
_ONWARDS = re.compile(r"\s+(?:onwards?|forward)(?![\w-])")
_FROM_ON = re.compile(r"\s+on\b(?=\s*(?:[,.;:)]|$))")
_FUTURE = re.compile(r"(?i)\b(?:will|shall|(?:is|are) (?:due|to|scheduled|expected|planned)|plans? to|forthcoming)\b")
_EACH_YEAR = re.compile(r"(?i),?\s+(?:(?:of|in)\s+)?(?:each|every)\s+(?:calendar\s+)?year\b|\s+(?:annually|yearly)\b")
# What is told of an earlier time, before the text goes on with its own.
_LOOKS_BACK = re.compile(r"(?i)\b(?:earlier|previously|before)$")
_OF_ACCOUNTS = re.compile(r"(?i)(?:\b(?:fiscal|financial|budget)\s+years?|\bFY)\s*$")
_JOINS = re.compile(r",?\s*(?:on|in|of)?\s*(?:the\s+)?")
_EACH_BEFORE = re.compile(r"(?i)\b(?:each|every)\s+$")
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!Jan)(?<!Feb)(?<!Sept)(?<!Oct)(?<!Nov)(?<!Dec)[.!?][”\"’)]*\s+(?=[“\"(]?[A-Z0-9])"
)


@dataclass(frozen=True)
class Passage:
    """Words that tell a date: place in the text, date in EDTF, basis; or why they are left out, without a date.

    ``is_name``: the date is only part of what something is called, as in "the 2019 White Paper". ``is_fiscal``: it is
    a fiscal year.
    """

    start: int
    end: int
    edtf: str
    basis: str
    left_out: str = ""
    is_name: bool = False
    is_fiscal: bool = False


@dataclass(frozen=True)
class _Anchor:
    """The last date told: from which later ones can be counted; ``firm`` if not merely a name ("the 1967 treaty")."""

    end: int
    edtf: str
    firm: bool


def find_passages(text: str, start: int, end: int, around: Bounds | None) -> list[Passage]:
    """The passages of a paragraph that tell a date, and those that look so but are left out, in their order.

    Args:
        text: the whole text.
        start: offset of the paragraph's begin.
        end: offset of its end.
        around: the first and last day on which the text can have been published; none if that is not known.
    """
    return _Reading(text, start, end, around).passages()


def date_of_words(words: str) -> str:
    """The date in EDTF that some words tell and nothing else: "4 April 2023", "26/09/2022", "summer 2022".

    Raises:
        ValueError: they tell no single date, or one that can be read in two ways; the message says what to write.
    """
    words = words.strip()
    reading = _Reading(words, 0, len(words), None)
    found = [one for one in reading.passages() if one.left_out not in (COUNTED, UNTOLD)]
    advice = "write 2024-08-16, 2024-08, 2024, or for a span 2024-08/2024-10"
    if len(found) > 1:
        raise ValueError(f"'{words}' holds {len(found)} dates: give each a row, or {advice}")
    if found and found[0].left_out:
        why = found[0].left_out
        what = "is not a whole date" if why.startswith(UNPUBLISHED) else f"{why}{why_none(words)}"
        raise ValueError(f"'{words}' {what}: {advice}")
    if not found or words[: found[0].start].strip() or words[found[0].end :].strip(" ."):
        raise ValueError(f"'{words}' is not a date{why_none(words)}: {advice}")
    return found[0].edtf


class _Reading:
    """A paragraph that is read from left to right."""

    def __init__(self, text: str, start: int, end: int, around: Bounds | None) -> None:
        self.text, self.start, self.end, self.around = text, start, end, around
        self.found: list[Passage] = []
        self.anchor: _Anchor | None = None
        self.looked_back: _Anchor | None = None
        # Where the words end that give a relative date.
        self.behind = start

    def passages(self) -> list[Passage]:
        at = self.start
        while head := _HEAD.search(self.text, at, self.end):
            at = self._read(head.start()) or self._after(head.start())
        return self.found

    def _after(self, at: int) -> int:
        """The end of the word or number at a place."""
        word = _JOINED.match(self.text, at, self.end) or _WORD.match(self.text, at, self.end)
        return word.end() if word else at + 1

    def _read(self, at: int) -> int | None:
        """Read what stands at a place; its end, or none if it is nothing that a date begins with."""
        for pattern in (_NUMBERED, _TELEPHONE):
            if match := pattern.match(self.text, at, self.end):
                return match.end()
        for pattern, make in _RELATIVE:
            if match := pattern.match(self.text, at, self.end):
                self.behind = match.end()
                told = make(self, match)
                if told is not None:
                    return self._keep(match.start(), self.behind, *told, basis="relative")
        return self._points(at)

    def _keep(self, start: int, end: int, edtf: str, left_out: str = "", *, basis: str, firm: bool = True) -> int:
        before = self._before(start)
        word = before["word"].lower() if before and before["word"] else ""
        begin = max(before.start() if before else start, self.found[-1].end if self.found else self.start)
        if edtf:
            edtf = self._with_word(edtf, word, start, end, about=basis == "stated")
            try:
                parse_date(re.sub(r"/\.\.$|^\.\./", "", edtf))
            except ValueError:
                edtf, left_out = "", NO_DAY
        is_fiscal = bool(_OF_ACCOUNTS.search(self.text, max(self.start, start - 20), start))
        self.found.append(Passage(begin, end, edtf, basis, left_out, is_name=not firm, is_fiscal=is_fiscal))
        if edtf:
            self._anchor_at(start, end, edtf, firm=firm)
        return end

    def _anchor_at(self, start: int, end: int, edtf: str, *, firm: bool) -> None:
        """From now on words count from this date, unless it only looks back, or is a year of accounts.

        After "in August 2019 they ended what was signed three years earlier" a month is one of 2019 again, and after
        "on 16 December 2022 … in fiscal year 2023" one of 2022: but the date that they count from is no farther away.
        """
        looks_back = bool(_LOOKS_BACK.search(self.text[start:end]))
        self.looked_back = _Anchor(end, edtf, firm) if looks_back else None
        if self.anchor and (looks_back or _OF_ACCOUNTS.search(self.text, max(self.start, start - 20), start)):
            self.anchor = replace(self.anchor, end=end)
        else:
            self.anchor = _Anchor(end, edtf, firm)

    def _anchor_of(self, at: int) -> _Anchor | None:
        """The date that a day without a year counts from: "three years earlier, on 3 May" is of that year."""
        back = self.looked_back
        return back if back and _JOINS.fullmatch(self.text, back.end, at) else self.anchor

    def _before(self, at: int) -> re.Match[str] | None:
        """The preposition before a place, and what belongs to it."""
        return _BEFORE.search(self.text, max(self.start, at - 40), at)

    def _with_word(self, edtf: str, word: str, start: int, end: int, *, about: bool) -> str:
        """The date as the word before it has it: "since" opens its end, "around" makes it approximate."""
        first, last = edtf.split("/")[0], edtf.split("/")[-1]
        if (
            about
            and _ABOUT.search(self.text, max(self.start, start - 20), start)
            and "/" not in edtf
            and "~" not in edtf
        ):
            edtf = first = last = f"{edtf}~"
        if ".." in edtf:
            return edtf
        if word in _OPEN_START and not self._is_name(start, end):
            return f"{first}/.."
        if word in _OPEN_END:
            return f"../{last}"
        return edtf

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a date is only part of what something is called: "since the fall 2016 edition"."""
        article = self.text[max(self.start, start - 4) : start].lower() == "the "
        return article and bool(_NAMED.match(self.text, end, self.end))

    # Points, spans and lists of them.

    def _points(self, at: int) -> int | None:
        first = point_at(self.text, at, self.end)
        if first is None:
            return None
        if first.fault:
            return self._keep(first.start, first.end, "", first.fault, basis="stated")
        return self._span(first) or self._list(first) or self._single(first)

    def _span(self, first: Point) -> int | None:
        """From one point to another, which gives it what it lacks; or to now."""
        before = self._before(first.start)
        word = (before["word"] or "").lower() if before else ""
        if first.edtf and "/" not in first.edtf and (match := _NOW.match(self.text, first.end, self.end)):
            return self._keep(first.start, match.end(), f"{first.edtf}/..", basis="stated")
        between = _BOTH if word == "between" else _SPAN
        match = between.match(self.text, first.end, self.end)
        second = point_at(self.text, match.end(), self.end) if match else None
        if second is None or second.fault or max(len(first.parts), len(second.parts)) > 1:
            return None
        if first.kind == "other" and "/" in first.edtf.replace("~/", ""):
            return None
        if first.kind == "year" and second.kind == "year":
            if self._is_counted(second, word) or self._is_quantity(first, second):
                return self._keep(first.start, second.end, "", COUNTED, basis="stated")
            if first.edtf >= second.edtf:
                return None
        elif "year" in (first.kind, second.kind) and (not first.edtf or self._is_counted(second, word)):
            return None
        basis, left_out = "stated", ""
        last = second.edtf
        if not last:
            basis = "relative"
            last, left_out = self._in_its_year(second)
        begin = first.edtf or (completed(first, int(last.split("/")[-1][:4]), before=last) if last else "")
        edtf = f"{begin.split('/')[0]}/{last.split('/')[-1]}" if last else ""
        return self._keep(first.start, second.end, edtf, left_out, basis=basis)

    def _list(self, first: Point) -> int | None:
        """Several points of a kind in a row, of which the last gives what the others lack."""
        points, end = [first], first.end
        while match := _LIST.match(self.text, end, self.end):
            point = point_at(self.text, match.end(), self.end)
            if point is None or point.fault or point.kind != first.kind or point.span:
                break
            if point.kind == "year" and self._is_counted(point, ""):
                break
            if points[-1].edtf and not point.edtf:
                break
            points.append(point)
            end = point.end
        while len(points) > 1 and not (points[0].edtf or points[-1].edtf or first.kind == "month"):
            points.pop()
        if len(points) == 1 or first.span:
            return None
        if first.kind == "year":
            before = self._before(first.start)
            word = (before["word"] or "").lower() if before else ""
            years = [int(point.edtf) for point in points]
            if not word and (min(years) < 1900 or self._is_counted(first, word)):
                return None
            if _IS_COUNT_BEFORE.search(self.text, max(self.start, first.start - 40), first.start):
                return None
        elif not first.edtf and not points[-1].edtf and not self._is_month_told(first):
            return None
        basis, left_out, year = "stated", "", points[-1].edtf[:4]
        if not points[-1].edtf:
            basis = "relative"
            told, left_out = self._in_its_year(points[-1])
            year = told[:4]
        for point in points:
            edtf = point.edtf or (completed(point, int(year)) if year else "")
            for begin, stop, one in each(point, edtf):
                self._keep(begin, stop, one, left_out, basis=basis)
        return points[-1].end

    def _single(self, point: Point) -> int | None:
        if point.kind == "year":
            return self._year(point)
        if point.edtf:
            if match := self._onwards(point):
                return self._keep(point.start, match.end(), f"{point.edtf.split('/')[0]}/..", basis="stated")
            for begin, stop, edtf in each(point, point.edtf):
                self._keep(begin, stop, edtf, basis="stated")
            return point.end
        if not self._is_month_told(point):
            return None
        edtf, left_out = self._in_its_year(point)
        for begin, stop, one in each(point, edtf):
            self._keep(begin, stop, one, left_out, basis="relative")
        return point.end

    def _onwards(self, point: Point) -> re.Match[str] | None:
        """Of "from 2012 onwards", "from 2012 on," what opens the end."""
        before = self._before(point.start)
        if (
            before
            and (before["word"] or "").lower() == "from"
            and (match := _FROM_ON.match(self.text, point.end, self.end))
        ):
            return match
        return _ONWARDS.match(self.text, point.end, self.end)

    def _is_month_told(self, point: Point) -> bool:
        """Whether a month or day without a year is one: "in May", not "may" and not "March"."""
        if point.of_year or any(part[2] for part in point.parts):
            return True
        if any(day for _, day, _ in point.parts):
            return not (self.text[point.end - 1].isdigit() and _IS_THING.match(self.text, point.end, self.end))
        before = self._before(point.start)
        word = (before["word"] or "").lower() if before else ""
        article = self.text[max(self.start, point.start - 4) : point.start].lower() == "the "
        if article and _NAMED.match(self.text, point.end, self.end):
            return True
        return word in _MONTH_WORDS or word in _OPEN_START or word in _OPEN_END

    def _year(self, point: Point) -> int | None:
        """A year alone, if it is one."""
        before = self._before(point.start)
        word = (
            ""
            if before is None
            else (before["word"] or before["short"] or before["joined"] or before["stuck"] or "").lower()
        )
        if word not in _YEAR_WORDS and _ABOUT.search(self.text, max(self.start, point.start - 20), point.start):
            word = "about"
        if self._is_counted(point, word):
            return self._keep(point.start, point.end, "", COUNTED, basis="stated")
        if not (kind := self._is_year(point, word, before)):
            # Of numbers that may as well be anything only those of the last and this century are listed.
            if 1900 <= int(point.edtf) < 2100:
                return self._keep(point.start, point.end, "", UNTOLD, basis="stated")
            return None
        if kind == "name":
            return self._keep(point.start, point.end, point.edtf, basis="stated", firm=False)
        if match := self._onwards(point):
            return self._keep(point.start, match.end(), f"{point.edtf}/..", basis="stated")
        return self._keep(point.start, point.end, point.edtf, basis="stated")

    def _is_year(self, point: Point, word: str, before: re.Match[str] | None) -> str:
        """What says that four digits are a year: "word" before them, "name" of something; empty for nothing."""
        year = int(point.edtf)
        ahead = self.text[point.end : self.end]
        behind = self.text[max(self.start, point.start - 60) : point.start]
        if re.search(r"\($", behind) and re.match(r"\)", ahead):
            return "word"
        if before is not None and re.search(r"[“\"‘(]$", before[0]) is None:
            late = year >= 1900
            if word in ("post", "pre"):
                return "name"
            if word in _YEAR_WORDS or word in _OPEN_START or word in _OPEN_END:
                return "word"
            if word in _LATE_YEAR_WORDS and late:
                return "word"
            if word == "of" and (late or year % 50):
                return "word"
        if year < 1900:
            return ""
        if re.match(r"[’']s\b", ahead):
            return "" if re.search(r"[’']s\s+$", behind) else "word"
        if _NOUN.match(ahead) and _DETERMINER.search(behind):
            return "name"
        if not behind.strip() or re.search(r"(?:[.!?:;,—–]|--|\band|\bthat|\bbecause)\s*[“\"]?$", behind):
            return "word" if _VERB.match(ahead) or not ahead.strip() else ""
        return ""

    def _is_counted(self, point: Point, word: str) -> bool:
        """Whether a number counts things and is not a year."""
        text, number = self.text, int(point.edtf[:4])
        if _IS_UNIT.match(text, point.end, self.end):
            return True
        if span := _TO_NUMBER.match(text, point.end, self.end):
            other = point_at(text, span.end(), self.end)
            if other is None or other.kind != "year" or self._is_counted(other, word):
                return True
        in_it = word in ("in", "since", "during", "throughout")
        things = bool(_IS_THING.match(text, point.end, self.end))
        if things and not (in_it and number % 50):
            return True
        if in_it:
            return False
        at = max(self.start, point.start - 40)
        cue = _IS_COUNT_BEFORE.search(text, at, point.start)
        if cue and re.search(r"(?i)\b(?:until|till|since|through|by)\s+$", text[at : cue.start()]):
            cue = None
        if cue and not re.match(r"(?i)about|around|roughly|approximately|over", cue[0]):
            return not (cue[0].lower().startswith(("up", "all", "just", "only")) and word in _YEAR_WORDS)
        if word in ("circa", "c.", "ca."):
            return False
        if number % 50 == 0 and _IS_THING_SOON.match(text, point.end, self.end):
            return True
        return number % 50 == 0 and bool(_IS_PLURAL.match(text, point.end, self.end))

    def _is_quantity(self, first: Point, second: Point) -> bool:
        """Whether two numbers are ends of a range that is not one of years: "the numbers run from 1990 to 2040"."""
        if not _IS_QUANTITY_BEFORE.search(self.text, max(self.start, first.start - 60), first.start):
            return False
        before = self.text[max(self.start, first.start - 60) : first.start]
        whole = all(int(point.edtf) % 50 == 0 for point in (first, second))
        return whole or bool(re.search(r"(?i)\bnumbers?\b|\brang|\blimit|\bceiling", before))

    def _in_its_year(self, point: Point) -> tuple[str, str]:
        """The date of a month or day without a year, or why it cannot be told."""
        if point.of_year:
            year, left_out = self._named_year(point.of_year)
            return (completed(point, year), "") if year else ("", left_out)
        month, day, _ = point.parts[-1]
        if _EACH_YEAR.match(self.text, point.end, self.end) or _EACH_BEFORE.search(
            self.text, max(self.start, point.start - 8), point.start
        ):
            return "", YEARLY
        anchor = self._anchor_of(point.start)
        if anchor and anchor.firm and self._is_near(point.start, anchor):
            year = _one_year(anchor.edtf)
            told = re.fullmatch(r"([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)~?", anchor.edtf)
            first = date_bounds(told[1])[0] if told else None
            if first and (month, day or 31) < (first.month, first.day) and not self._is_over(year + 1, point):
                year += 1
            return completed(point, year), ""
        if self.around is None:
            return "", UNPUBLISHED
        now = self.around[1]
        year = now.year
        begin, stop = self._sentence(point.start)
        if _FUTURE.search(self.text, begin, stop):
            year += (month, day or 31) < (now.month, now.day)
        else:
            year -= (month, day or 1) > (now.month, now.day)
        return completed(point, year), ""

    def _is_over(self, year: int, point: Point) -> bool:
        """Whether a month or day of this year would be after the publication, in a sentence of what was."""
        if self.around is None or _FUTURE.search(self.text, *self._sentence(point.start)):
            return False
        month, day, _ = point.parts[-1]
        last = self.around[1]
        return (year, month, day or 1) > (last.year, last.month, last.day)

    def _sentence(self, at: int) -> tuple[int, int]:
        begin = self.start
        for match in _SENTENCE_END.finditer(self.text, self.start, self.end):
            if match.end() > at:
                return begin, match.end()
            begin = match.end()
        return begin, self.end

    def _named_year(self, which: str) -> tuple[int, str]:
        """The year that "last year", "that year" mean; 0 and why if it cannot be told."""
        which = re.sub(r"\s+", " ", which.lower())
        step = {"last": -1, "this": 0, "next": 1}.get(which)
        if step is not None:
            return (self.around[1].year + step, "") if self.around else (0, UNPUBLISHED)
        year = _one_year(self.anchor.edtf) if self.anchor else 0
        step = {"that": 0, "the same": 0, "the previous": -1}.get(which, 1)
        return (year + step, "") if year else (0, UNANCHORED)

    # What is counted from the publication, or from a date told before: each gives a date, or why there is none. None
    # if the words are not a date.

    def ago(self, match: re.Match[str]) -> tuple[str, str]:
        """Five years ago, in three years' time, ten years from now."""
        if self.around is None:
            return "", UNPUBLISHED
        ahead = match.groupdict().get("ago") is None
        unit, count = _count(match)
        return self._moved(self.around, unit, count if ahead else -count), ""

    def later(self, match: re.Match[str]) -> tuple[str, str]:
        """Two years later, three days earlier."""
        if self.anchor is None:
            return "", UNANCHORED
        unit, count = _count(match)
        return self._from_anchor(unit, -count if match["way"].lower() == "earlier" else count, exact=False)

    def after(self, match: re.Match[str]) -> tuple[str, str] | None:
        """Ten years after the 2013 declaration, two days before 24 February 2022: from the date in the words."""
        point = point_at(self.text, match.end(), self.end)
        if point is None or not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", point.edtf):
            return None
        unit, count = _count(match)
        needed = {"day": 10, "week": 10, "month": 7}.get(unit, 4)
        if len(point.edtf) < needed or (point.kind == "year" and self._is_counted(point, "after")):
            return None
        self.behind = point.end
        count = -count if match["way"].lower() == "before" else count
        return self._moved(date_bounds(point.edtf)[:2], unit, count), ""

    def next_to(self, match: re.Match[str]) -> tuple[str, str]:
        """The year before, the day after: of the date told before."""
        return self._from_anchor(match["unit"].lower(), -1 if match["way"].lower() == "before" else 1, exact=True)

    def part_of_year(self, match: re.Match[str]) -> tuple[str, str]:
        """The first half of this year, the last quarter of that year."""
        year, left_out = self._named_year(match["of"])
        return (months_of(year, match["half"] or "", match["quarter"] or ""), "") if year else ("", left_out)

    def _from_anchor(self, unit: str, count: int, *, exact: bool) -> tuple[str, str]:
        if self.anchor is None:
            return "", UNANCHORED
        plain = self.anchor.edtf.rstrip("~")
        if "/" in plain and unit == "year" and (year := _one_year(plain)):
            # From March to May 2022, and in the same year.
            plain = f"{year:04}"
        if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", plain):
            return "", UNANCHORED
        if len(plain) < {"day": 10, "week": 10, "month": 7}.get(unit, 4):
            return "", f"is relative to '{plain}', which has no {'month' if unit == 'month' else 'day'}"
        bounds = date_bounds(plain)[:2]
        moved = self._moved(bounds, unit, count)
        return moved.rstrip("~") if exact else moved, ""

    def _moved(self, around: Bounds, unit: str, count: int) -> str:
        """A date moved by some units; approximate but for days, and as long as the publication if it is a span."""
        years = {"year": 1, "decade": 10, "century": 100}.get(unit)
        try:
            if years:
                names = [f"{day.year + count * years:04}" for day in around]
            elif unit == "month":
                names = [_month_moved(day, count) for day in around]
            else:
                moved = [day + datetime.timedelta(days=count * {"day": 1, "week": 7}[unit]) for day in around]
                if moved[0] != moved[1]:
                    return f"[{moved[0]}..{moved[1]}]"
                return f"{moved[0]}" + ("~" if unit == "week" else "")
        except (OverflowError, ValueError):
            return "outside the calendar"
        return f"{names[0]}~" if names[0] == names[1] else f"{names[0]}/{names[1]}"

    def past(self, match: re.Match[str]) -> tuple[str, str]:
        """Over the past five years, in the next two decades: from then to now, or from now to then."""
        return self._until_now(match["which"].lower(), *_count(match))

    def _until_now(self, which: str, unit: str, count: int) -> tuple[str, str]:
        """The units that lie behind the publication, or ahead of it."""
        if self.around is None:
            return "", UNPUBLISHED
        ahead = which in ("next", "coming")
        now = self.around[1] if ahead else self.around[0]
        then = self._moved((now, now), unit, count if ahead else -count).rstrip("~")
        today = f"{self.around[0] if ahead else self.around[1]:%Y-%m-%d}"[: len(then)]
        return (f"{today}/{then}" if ahead else f"{then}/{today}"), ""

    def unit(self, match: re.Match[str]) -> tuple[str, str] | None:
        """Last year, this month, next week, the coming year, this decade; with "early" or "the end of" a third."""
        which, unit = re.sub(r"\s+", " ", match["which"].lower()), match["unit"].lower()
        part = (match["part"] or match["edge"] or "").lower()
        if which == "the" and not part:
            return None
        from_anchor = which in _FROM_ANCHOR
        if which in ("the next", "the previous") and unit != "day":
            from_anchor = unit in ("year", "month") and self._is_near(match.start(), self.anchor)
        if from_anchor:
            step = _FROM_ANCHOR[which]
            if unit not in ("year", "month", "day") or (unit == "day" and step == 0):
                return None
            edtf, left_out = self._from_anchor(unit, step, exact=True)
        elif unit == "day":
            return None
        else:
            edtf, left_out = self._from_publication(which, unit, match)
        return (third(edtf, part) if part and edtf and "/" not in edtf else edtf), left_out

    def _from_publication(self, which: str, unit: str, match: re.Match[str]) -> tuple[str, str]:
        if self.around is None:
            return "", UNPUBLISHED
        first, last = self.around
        before = self._before(match.start())
        over = before is not None and (before["word"] or "").lower() in ("over", "within")
        long = unit in ("decade", "century")
        # "The last year" are the twelve months until now, "last year" is the one before this.
        article = which == "the last" or (which == "the next" and long)
        which = which.removeprefix("the ")
        if which in ("past", "coming") or (which in ("last", "next") and (over or article)):
            return self._until_now(
                which, *(("year", _LONG[unit] * (3 if match["more"] else 2) // 2) if long else (unit, 1))
            )
        step = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
        if unit == "week":
            if first != last:
                return "", f"{UNPUBLISHED}, whose day is not known"
            monday = first - datetime.timedelta(days=first.weekday() - 7 * step)
            return f"{monday}/{monday + datetime.timedelta(days=6)}", ""
        if unit == "month":
            names = [_month_moved(day, step) for day in self.around]
        elif long:
            names = [f"{day.year // _LONG[unit] + step}" + ("X" if unit == "decade" else "XX") for day in self.around]
        else:
            names = [f"{day.year + step:04}" for day in self.around]
        return (names[0] if names[0] == names[1] else "/".join(names)), ""

    def _is_near(self, at: int, anchor: _Anchor | None) -> bool:
        """Whether a date of one year, not after the publication, is told in the same or the previous sentence."""
        if anchor is None or len(_SENTENCE_END.findall(self.text, anchor.end, at)) > 1:
            return False
        year = _one_year(anchor.edtf)
        return bool(year) and (self.around is None or year <= self.around[1].year)

    def season(self, match: re.Match[str]) -> tuple[str, str]:
        """Last summer, this spring, the following winter."""
        which, number = re.sub(r"\s+", " ", match["which"].lower()), SEASONS[match["season"].lower()]
        if which in ("that", "the same", "the following"):
            year = _one_year(self.anchor.edtf) if self.anchor else 0
            return (f"{year + (which == 'the following')}-{number}", "") if year else ("", UNANCHORED)
        if self.around is None:
            return "", UNPUBLISHED
        now = self.around[1]
        if which in ("this", "this past"):
            return f"{now.year}-{number}", ""
        bounds = {year: date_bounds(f"{year}-{number}") for year in range(now.year - 2, now.year + 2)}
        if which == "last":
            return f"{max(year for year, (_, end, _) in bounds.items() if end < now)}-{number}", ""
        return f"{min(year for year, (start, _, _) in bounds.items() if start > now)}-{number}", ""

    def month(self, match: re.Match[str]) -> tuple[str, str]:
        """Last November, next March, this June."""
        if self.around is None:
            return "", UNPUBLISHED
        number, which, now = month_number(match["month"]), match["which"].lower(), self.around[1]
        year = now.year
        if which == "last" or which.endswith("past"):
            year -= number >= now.month
        elif which in ("next", "coming"):
            year += number <= now.month
        return f"{year}-{number:02}", ""

    def weekday(self, match: re.Match[str]) -> tuple[str, str]:
        """On Monday, last Friday: the last one that was; next Tuesday: the next that comes."""
        if self.around is None:
            return "", UNPUBLISHED
        if self.around[0] != self.around[1]:
            return "", f"{UNPUBLISHED}, whose day is not known"
        now, number = self.around[0], WEEKDAYS.index(match["weekday"])
        begin, stop = self._sentence(match.start())
        which = match["which"].lower()
        if which == "next" or (which == "on" and _FUTURE.search(self.text, begin, stop)):
            return f"{now + datetime.timedelta(days=(number - now.weekday() - 1) % 7 + 1)}", ""
        least = which == "last"
        return f"{now - datetime.timedelta(days=(now.weekday() - number - least) % 7 + least)}", ""

    def yesterday(self, match: re.Match[str]) -> tuple[str, str]:
        """Yesterday."""
        if self.around is None:
            return "", UNPUBLISHED
        if self.around[0] != self.around[1]:
            return "", f"{UNPUBLISHED}, whose day is not known"
        return f"{self.around[0] - datetime.timedelta(days=1)}", ""


_FROM_ANCHOR = {"that": 0, "the same": 0, "the following": 1, "the next": 1, "the previous": -1}
_LONG = {"decade": 10, "century": 100}
_MONTH_WORDS = (
    "in", "by", "from", "between", "during", "throughout", "before", "after", "through", "as of", "as early as",
    "as late as", "not before", "into",
)  # fmt: skip
_YEAR_WORDS = (
    "in", "by", "before", "after", "during", "throughout", "through", "from", "between", "year", "years", "circa",
    "c.", "ca.", "dated", "as of", "prior to", "as early as", "as late as", "as long ago as", "no later than",
    "not later than", "no earlier than", "not earlier than", "no sooner than", "not before", "back to", "dates to",
    "dating to", "fiscal", "fy", "enter", "enters", "entered",
)  # fmt: skip
# For these a number below 1900 is more often no year.
_LATE_YEAR_WORDS = (
    "for", "into", "toward", "towards", "beyond", "within", "around", "about", "approximately", "roughly",
    "compared to", "relative to", "both", "either", "over", "as recently as",
)  # fmt: skip
_DETERMINER = re.compile(
    r"(?:(?i:\b(?:the|a|an|its|his|her|their|our|my|your|this|that|both|another|any)\s+)|[’']s\s+|s[’']\s+)"
    r"(?:[A-Za-z][\w-]*\s+){0,2}[“\"‘]?$"
)
_NOUN = re.compile(
    r"\s+(?!(?:and|or|to|was|were|is|are|has|have|had|will|the|a|an|of|in|on|by|at|with)\b)[A-Za-z“\"]"
)
_NAMED = re.compile(
    r"\s+(?!(?:and|or|to|was|were|is|are|has|have|had|will|the|a|an|of|in|on|by|at|with|when|no|not|it|they|there"
    r"|this|but|both|all|some|as|that|which|who|until|for|its|his|their|only|many|most|such|these|those|each|every)\b)[a-z]{3,}"
)
_VERB = re.compile(
    r"\s+(?:was|were|is|will|saw|brought|marked|began|ended|has|had|proved|became|turned|marks|would)\b"
)


_MONTHS_OF = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


def _count(match: re.Match[str]) -> tuple[str, int]:
    """Unit and count: ("year", 5); of two and a half years, half a century, the unit below: ("month", 30)."""
    unit, word = match["unit"].lower().replace("centurie", "century"), re.sub(r"\s+", " ", match["count"].lower())
    if unit in _MONTHS_OF:
        part = 0.5 if "half" in word else 0.25 if "quarter" in word else 0
        months = _MONTHS_OF[unit] * (part or _number(word) + (0.5 if match["half"] or match["more"] else 0))
        if unit in ("decade", "century") or (unit == "year" and months % 12 == 0):
            return "year", int(months // 12)
        if part or match["half"] or match["more"]:
            return "month", int(months)
    return unit, _number(word)


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word.endswith(" hundred"):
        return 100 * _number(word.removesuffix(" hundred"))
    ten, _, one = word.partition("-")
    if ten in TENS:
        return TENS[ten] + (ONES.index(one) + 1 if one else 0)
    return ONES.index(word) + 1 if word in ONES else 1


def _month_moved(day: datetime.date, count: int) -> str:
    number = day.year * 12 + day.month - 1 + count
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _one_year(edtf: str) -> int:
    """The year that a date lies in; 0 if it may lie in several."""
    years = {part[:4] for part in edtf.replace("/..", "").replace("../", "").split("/")}
    return int(years.pop()) if len(years) == 1 and edtf[:4].isdigit() else 0


_RELATIVE: tuple[
    tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], tuple[str, str] | None]], ...
] = tuple(
    (re.compile(words), make)
    for words, make in (
        (rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<ago>ago)\b)", _Reading.ago),
        (rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<way>later|earlier|afterwards|thereafter)\b)", _Reading.later),
        (
            rf"(?i:{_COUNT}\s+{_UNIT}\s+(?P<way>after|before)\s+"
            r"(?:(?:the|its|his|her|their|our)\s+(?:(?:[a-z][\w’'-]*\s+){1,4}?of\s+)?)?)"
            rf"(?=[0-9]|{MONTH.replace('?P<month>', '?:')})",
            _Reading.after,
        ),
        (r"(?i:the\s+(?P<unit>day|month|year)\s+(?P<way>before|after))(?=\s*(?:[.,;:)]|$))", _Reading.next_to),
        (
            r"(?i:(?:the\s+)?(?:(?P<half>first|second|latter)\s+half|(?P<quarter>first|second|third|fourth|last)\s+quarter)"
            r"\s+of\s+(?P<of>this|last|next|that|the\s+same|the\s+following)\s+year\b)",
            _Reading.part_of_year,
        ),
        (rf"(?i:{_COUNT}\s+{_UNIT}[’']?\s+(?:time|from\s+now|hence)\b)", _Reading.ago),
        (rf"(?i:(?:the\s+)?(?P<which>last|past|next|coming|previous)\s+{_COUNT}\s+{_UNIT})", _Reading.past),
        (
            rf"(?:{PART}|(?i:earlier|later|sometime)\s+)?"
            r"(?i:(?P<which>the\s+(?:same|following|previous|next|last|current)|the(?=\s+year\b)|(?:the\s+)?(?:past|coming)"
            r"|last|previous|this|current|next|that)\s+(?:(?:fiscal|financial|academic|calendar)\s+)?"
            r"(?P<unit>day|week|month|year|decade|century)\b(?P<more>\s+and\s+a\s+half\b)?)"
            r"(?!\s*-?\s*old|\s+(?:after|before|since|of)\b)",
            _Reading.unit,
        ),
        (
            r"(?:(?i:earlier|later)\s+)?(?i:(?P<which>last|this\s+past|this|next|coming|that|the\s+same|the\s+following))"
            rf"\s+{SEASON}\b",
            _Reading.season,
        ),
        (rf"(?P<which>[Ll]ast|[Tt]his|[Tt]his\s+past|[Nn]ext|[Cc]oming)\s+{MONTH}(?!\s+[0-9])", _Reading.month),
        (
            rf"(?P<which>[Oo]n|[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<weekday>{'|'.join(WEEKDAYS)})\b(?!,?\s+(?:the\s+)?[0-9A-Z])",
            _Reading.weekday,
        ),
        (r"[Yy]esterday\b(?![’'])", _Reading.yesterday),
    )
)  # fmt: skip

# Where a date, or a number that is none, may begin. Common words only where what makes them a date follows soon.
_SOON = (
    r"(?=\s+(?:[\w’'-]+\s+){0,3}?(?:of\s+)?(?:[0-9’']|(?i:days?|weeks?|months?|years?|decades?|century|centuries"
    rf"|half|quarter|spring|summer|autumn|fall|winter)\b|{MONTH.replace('?P<month>', '?:')}|{'|'.join(WEEKDAYS)}))"
)
_HEAD = re.compile(
    rf"(?<![\w./:,$€£¥#+–-])(?:[0-9]|{MONTH.replace('?P<month>', '?:')}|(?:{'|'.join(WEEKDAYS)})\b|[’'][3-9]0s\b"
    rf"|(?i:{'|'.join(DECADES)})\b"
    rf"|(?i:{'|'.join(sorted(DAY_ORDINALS, key=len, reverse=True))})(?=(?:\s+day)?\s+of\s+[JFMASOND])"
    r"|(?i:early|mid|late|spring|summer|autumn|fall|winter|Q[1-4]|yesterday)\b"
    rf"|(?i:{'|'.join(ORDINALS)}|{'|'.join(ONES)}|{'|'.join(TENS)}|an?|half|last|past|next|coming|previous|this|current"
    rf"|that|the|on|earlier|later|sometime|beginning|start|middle|end|close|latter)\b{_SOON}"
    r"|(?i:pp?|paras?|nos?|figs?|vols?|arts?|chs?|secs?|docs?|eqs?|refs?|res|tel|fax|ext|pt)\b"
    r"|\+[0-9]|\([0-9]|[A-Za-z]+\s+[0-9])|(?<=[Pp]ost[–-])[0-9]|(?<=[Pp]re[–-])[0-9]|(?<=\bFY)[0-9]{4}"
)
