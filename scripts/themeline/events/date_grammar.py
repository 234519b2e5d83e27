"""A small grammar of dates: words that tell when something was, and the date in EDTF that they tell.

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

The words and their patterns are those of a language (`events.date_rules`), in `dates_en`, `dates_ru` and so on; here
each is known by the English word that it means.
"""

import bisect
import datetime
import functools
import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from themeline.events.date_points import (
    NO_DAY,
    SEASONS,
    completed,
    each,
    month_number,
    months_of,
    point_at,
    third,
)
from themeline.events.date_rules import NEXT_OR_FOLLOWING, Point, Rules
from themeline.events.edtf_dates import date_bounds, parse_date, why_none
from themeline.text.tokens import UNSEEN

Bounds = tuple[datetime.date, datetime.date]

# The languages that have rules, each in a module of its own: they are compiled when they are first needed.
LANGUAGES = ("en", "ru", "zh", "fr", "es", "ar")

UNPUBLISHED = "is relative to the publication"
UNANCHORED = "is relative to a date before it, and there is none"
UNTOLD = "may be a year, but the words around it do not show it"
YEARLY = "recurs every year"
COUNTED = "is a number, not a year, by the words around it"

# The words before a date that open one of its ends, and those that show that a month or four digits are a date.
_OPEN_START = ("since", "ever since")
_OPEN_END = ("until", "till", "up until", "up to")
_FROM_ANCHOR = {"that": 0, "the same": 0, "the following": 1, "the next": 1, "the previous": -1}
_FROM_PUBLICATION = {"last but one": -2, "last": -1, "this": 0, "next": 1, "next but one": 2}
_DAYS_BESIDE = {"before yesterday": -2, "yesterday": -1, "tomorrow": 1, "after tomorrow": 2}
_LONG = {"decade": 10, "century": 100}
_MONTHS_OF = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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

_HAN, _CYRILLIC, _LETTER = re.compile("[一-鿿]"), re.compile("[а-яё]", re.IGNORECASE), re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0621-\u064a]")
# The wide digits of Chinese typography, those of Arabic, and those of Persian.
_TO_ASCII = str.maketrans("０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", 3 * "0123456789")
# Where the stroke that lengthens an Arabic word stands behind none, it is a dash.
_DASH = re.compile(r"(?<![^\W\d_])\u0640")
_UNSEEN = re.compile(f"[{UNSEEN}]")


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


def find_passages(text: str, start: int, end: int, around: Bounds | None, language: str = "en") -> list[Passage]:
    """The passages of a paragraph that tell a date, and those that look so but are left out, in their order.

    Args:
        text: the whole text.
        start: offset of the paragraph's begin.
        end: offset of its end.
        around: the first and last day on which the text can have been published; none if that is not known.
        language: one of `LANGUAGES`, see `grammar_language`.
    """
    rules = rules_of(language)
    # The paragraph alone is made ready for the rules: with the whole text, a long one would be so for each paragraph.
    paragraph = _DASH.sub("–", text[start:end])
    seen: Sequence[int] = range(len(paragraph))
    if _UNSEEN.search(paragraph):
        seen = [place for place in seen if not _UNSEEN.match(paragraph, place)]
    read = _plain("".join([paragraph[place] for place in seen]), rules)
    # What is not seen behind the last letter is of its word.
    behind = [*seen[1:], len(paragraph)]
    return [
        replace(
            one,
            start=start + seen[one.start],
            end=start + (behind[one.end - 1] if read[one.end - 1].isalpha() else seen[one.end - 1] + 1),
        )
        for one in _Reading(read, 0, len(read), around, rules).passages()
    ]


def _plain(text: str, rules: Rules) -> str:
    """The text with the digits and letters that patterns have, each in its place."""
    return text.translate({**_TO_ASCII, **rules.same_letters})


def grammar_language(language: str, plain: str) -> str:
    """The language by whose rules a text is read: its own, if that has any; of an unsure one its script tells; else
    English, whose dates in numbers are those of many."""
    if language in LANGUAGES:
        return language
    if not language:
        letters = len(_LETTER.findall(plain))
        # A Chinese letter is about a word.
        if 4 * len(_HAN.findall(plain)) > letters:
            return "zh"
        if 2 * len(_CYRILLIC.findall(plain)) > letters:
            return "ru"
        if 2 * len(_ARABIC.findall(plain)) > letters:
            return "ar"
    return "en"


@functools.cache
def rules_of(language: str) -> Rules:
    """The rules of one of `LANGUAGES`."""
    rules = importlib.import_module(f"themeline.events.dates_{language}").RULES
    assert isinstance(rules, Rules)  # noqa: S101
    return rules


def date_of_words(words: str) -> str:
    """The date in EDTF that some words tell and nothing else: "4 April 2023", "26/09/2022", "лето 2022 года".

    They are read as English, and if they are no date then, by the rules of the other languages.

    Raises:
        ValueError: they tell no single date, or one that can be read in two ways; the message says what to write.
    """
    words = words.strip()
    faults = []
    for language in LANGUAGES:
        try:
            return _date_in(words, language)
        except ValueError as error:
            faults.append(error)
            if " is not a date:" not in str(error):
                break
    raise faults[-1] if " is not a date:" not in str(faults[-1]) else faults[0]


def _date_in(words: str, language: str) -> str:
    reading = find_passages(words, 0, len(words), None, language)
    found = [one for one in reading if one.left_out not in (COUNTED, UNTOLD)]
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

    def __init__(self, text: str, start: int, end: int, around: Bounds | None, rules: Rules) -> None:
        self.text, self.start, self.end, self.around, self.rules = text, start, end, around, rules
        self.found: list[Passage] = []
        self.anchor: _Anchor | None = None
        self.looked_back: _Anchor | None = None
        # Where the words end that give a relative date.
        self.behind = start
        # Where days stand that are in a row without a year; see `_list`.
        self.without_year: set[int] = set()
        # From where and up to where, of what stretch, no day has its year, and the next that has; see `_day_ahead`.
        self.ahead: tuple[int, int, int, Point | None] = (end, start, end, None)

    def passages(self) -> list[Passage]:
        at = self.start
        while head := self.rules.head.search(self.text, at, self.end):
            at = self._read(head.start()) or self._after(head.start())
        return self.found

    def _after(self, at: int) -> int:
        """The end of the word or number at a place."""
        word = self.rules.word_or_number.match(self.text, at, self.end)
        return word.end() if word else at + 1

    def _read(self, at: int) -> int | None:
        """Read what stands at a place; its end, or none if it is nothing that a date begins with."""
        for pattern in self.rules.skipped:
            if match := pattern.match(self.text, at, self.end):
                return match.end()
        for pattern, name in self.rules.relative:
            if match := pattern.match(self.text, at, self.end):
                self.behind = match.end()
                told = getattr(self, name)(match)
                if told is not None:
                    return self._keep(match.start(), self.behind, *told, basis="relative")
        return self._points(at)

    def _keep(
        self,
        start: int,
        end: int,
        edtf: str,
        left_out: str = "",
        *,
        basis: str,
        firm: bool = True,
        whole: bool = False,
    ) -> int:
        """Keep what stands at [start, end), with the words before it; its end.

        ``firm`` if it is not only part of a name; ``whole`` if no word before it opens an end of it.
        """
        before = self._before(start)
        word = self.rules.word(before, "word")
        begin = max(before.start() if before else start, self.found[-1].end if self.found else self.start)
        if edtf:
            edtf = self._with_word(edtf, "" if whole else word, start, end, about=basis == "stated")
            try:
                parse_date(re.sub(r"/\.\.$|^\.\./", "", edtf))
            except ValueError:
                edtf, left_out = "", NO_DAY
        is_fiscal = self._is_fiscal(start, end)
        self.found.append(Passage(begin, end, edtf, basis, left_out, is_name=not firm, is_fiscal=is_fiscal))
        if edtf:
            self._anchor_at(start, end, edtf, firm=firm)
        return end

    def _anchor_at(self, start: int, end: int, edtf: str, *, firm: bool) -> None:
        """From now on words count from this date, unless it only looks back, or is a year of accounts.

        After "in August 2019 they ended what was signed three years earlier" a month is one of 2019 again, and after
        "on 16 December 2022 … in fiscal year 2023" one of 2022: but the date that they count from is no farther away.
        """
        looks_back = bool(self.rules.looks_back.search(self.text[start:end]))
        self.looked_back = _Anchor(end, edtf, firm) if looks_back else None
        if self.anchor and (looks_back or self._is_fiscal(start, end)):
            self.anchor = replace(self.anchor, end=end)
        else:
            self.anchor = _Anchor(end, edtf, firm)

    def _is_fiscal(self, start: int, end: int) -> bool:
        """Whether a date is a year of accounts."""
        before = self.rules.fiscal.search(self.text, max(self.start, start - 20), start)
        return before is not None or self.rules.fiscal_within.search(self.text, start, end) is not None

    def _anchor_of(self, at: int) -> _Anchor | None:
        """The date that a day without a year counts from: "three years earlier, on 3 May" is of that year."""
        back = self.looked_back
        return back if back and self.rules.joins.fullmatch(self.text, back.end, at) else self.anchor

    def _before(self, at: int) -> re.Match[str] | None:
        """The preposition before a place, and what belongs to it."""
        return self.rules.before.search(self.text, max(self.start, at - self.rules.longest_before), at)

    def _with_word(self, edtf: str, word: str, start: int, end: int, *, about: bool) -> str:
        """The date as the word before it has it: "since" opens its end, "around" makes it approximate."""
        first, last = edtf.split("/")[0], edtf.split("/")[-1]
        is_about = self.rules.about.search(self.text, max(self.start, start - 20), start)
        is_about = is_about or self.rules.about_behind.match(self.text, end, self.end)
        if about and is_about and "/" not in edtf and "~" not in edtf:
            edtf = first = last = f"{edtf}~"
        if ".." in edtf or (self.rules.closes_spans and "/" in edtf and "~/" not in edtf):
            return edtf
        if word in _OPEN_START and not self._is_name(start, end):
            return f"{first}/.."
        if word in _OPEN_END:
            return f"../{last}"
        return edtf

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a date is only part of what something is called: "since the fall 2016 edition"."""
        article = self.rules.article.search(self.text, max(self.start, start - 4), start)
        return article is not None and bool(self.rules.named.match(self.text, end, self.end))

    # Points, spans and lists of them.

    def _points(self, at: int) -> int | None:
        first = point_at(self.text, at, self.end, self.rules)
        if first is None:
            return None
        if first.fault:
            return self._keep(first.start, first.end, "", first.fault, basis="stated")
        return self._span(first) or self._list(first) or self._single(first)

    def _span(self, first: Point) -> int | None:
        """From one point to another, which gives it what it lacks; or to now."""
        before = self._before(first.start)
        word = self.rules.word(before, "word")
        if first.edtf and "/" not in first.edtf and (match := self.rules.now.match(self.text, first.end, self.end)):
            return self._keep(first.start, match.end(), f"{first.edtf}/..", basis="stated")
        between = self.rules.both if word == "between" else self.rules.to
        match = between.match(self.text, first.end, self.end)
        second = point_at(self.text, match.end(), self.end, self.rules) if match else None
        if second is None or second.fault or max(len(first.parts), len(second.parts)) > 1:
            return None
        if self.rules.keeps_year and first.parts and first.edtf and second.parts and not second.edtf:
            second = self._of_the_same_year(first, second)
        if first.kind == "other" and "/" in first.edtf.replace("~/", ""):
            return None
        if first.kind == "year" and second.kind == "year":
            if self._is_counted(second, word) or self._is_quantity(first, second):
                return self._keep(first.start, second.end, "", COUNTED, basis="stated")
            if first.edtf >= second.edtf:
                return None
        elif "year" in (first.kind, second.kind) and (
            not first.edtf or (second.edtf and self._is_counted(second, word))
        ):
            return None
        basis, left_out = "stated", ""
        last = second.edtf
        if not last:
            basis = "relative"
            last, left_out = self._in_its_year(second)
        year = last.split("/")[-1][:4]
        if not first.edtf and "X" in year:
            # "June to the 1960s".
            return None
        begin = first.edtf or (completed(first, int(year), before=last) if last else "")
        edtf = f"{begin.split('/')[0]}/{last.split('/')[-1]}" if last else ""
        whole = self.rules.closes_spans
        return self._keep(first.start, second.end, edtf, left_out, basis=basis, whole=whole)

    def _of_the_same_year(self, first: Point, second: Point) -> Point:
        """The second with the year of the first, or the one behind it if it would be earlier, or is said to be."""
        if second.of_year and second.of_year not in ("the same", "the following", NEXT_OR_FOLLOWING):
            return second
        year, (month, day, _), (other_month, other_day, _) = int(first.edtf[:4]), first.parts[-1], second.parts[0]
        later = (other_month, other_day or 31) < (month, day) or second.of_year not in ("", "the same")
        return replace(second, edtf=completed(second, year + later))

    def _list(self, first: Point) -> int | None:
        """Several points of a kind in a row, of which the last gives what the others lack."""
        if first.start in self.without_year:
            return None
        points, end = [first], first.end
        while match := self.rules.joined.match(self.text, end, self.end):
            point = point_at(self.text, match.end(), self.end, self.rules)
            if point is None or point.fault or point.kind != first.kind or point.span:
                break
            if point.kind == "year" and self._is_counted(point, ""):
                break
            if points[-1].edtf and not point.edtf:
                if not self.rules.keeps_year or not points[-1].parts:
                    break
                point = self._of_the_same_year(points[-1], point)
                if not point.edtf:
                    break
            points.append(point)
            end = point.end
        row = [point.start for point in points]
        while len(points) > 1 and not (points[0].edtf or points[-1].edtf or first.kind == "month"):
            points.pop()
        if len(points) == 1:
            # No list begins at one of the others either: a long row would else be read again from each of them.
            self.without_year.update(row[1:])
        if len(points) == 1 or first.span:
            return None
        if first.kind == "year":
            before = self._before(first.start)
            word = self.rules.word(before, "word")
            years = [int(point.edtf) for point in points]
            if not word and (min(years) < 1900 or self._is_counted(first, word)):
                return None
            if self.rules.is_count_before.search(self.text, max(self.start, first.start - 40), first.start):
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
        if self.rules.word(before, "word") == "from" and (
            match := self.rules.from_on.match(self.text, point.end, self.end)
        ):
            return match
        return self.rules.onwards.match(self.text, point.end, self.end)

    def _is_month_told(self, point: Point) -> bool:
        """Whether a month or day without a year is one: "in May", not "may" and not "March"."""
        if point.is_told or point.of_year or any(part[2] for part in point.parts):
            return True
        if any(day for _, day, _ in point.parts):
            return not (
                self.text[point.end - 1].isdigit() and self.rules.is_thing.match(self.text, point.end, self.end)
            )
        before = self._before(point.start)
        word = self.rules.word(before, "word")
        article = self.rules.article.search(self.text, max(self.start, point.start - 4), point.start)
        if article and self.rules.named.match(self.text, point.end, self.end):
            return True
        return word in _MONTH_WORDS or word in _OPEN_START or word in _OPEN_END

    def _year(self, point: Point) -> int | None:
        """A year alone, if it is one."""
        before = self._before(point.start)
        word = self.rules.word(before, "year_word", "word", "short", "joined", "stuck")
        if word not in _YEAR_WORDS and self.rules.about.search(
            self.text, max(self.start, point.start - 20), point.start
        ):
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
        if point.is_told:
            return "word"
        year = int(point.edtf)
        ahead = self.text[point.end : self.end]
        behind = self.text[max(self.start, point.start - 60) : point.start]
        if re.search(r"[(（]$", behind) and re.match(r"[)）]", ahead):
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
        if self.rules.possessive.match(ahead):
            return "" if self.rules.possessive_before.search(behind) else "word"
        if self.rules.noun.match(ahead) and self.rules.determiner.search(behind):
            return "name"
        if not behind.strip() or self.rules.clause_before.search(behind):
            return "word" if self.rules.verb.match(ahead) or not ahead.strip() else ""
        return ""

    def _is_counted(self, point: Point, word: str) -> bool:
        """Whether a number counts things and is not a year."""
        if point.is_told:
            return False
        text, number = self.text, int(point.edtf[:4])
        if self.rules.is_unit.match(text, point.end, self.end):
            return True
        if span := self.rules.to_number.match(text, point.end, self.end):
            other = point_at(text, span.end(), self.end, self.rules)
            if other is None or other.kind != "year" or self._is_counted(other, word):
                return True
        in_it = word in ("in", "since", "during", "throughout")
        things = bool(self.rules.is_thing.match(text, point.end, self.end))
        if things and not (in_it and number % 50):
            return True
        if in_it:
            return False
        at = max(self.start, point.start - 40)
        cue = self.rules.is_count_before.search(text, at, point.start)
        if cue and self.rules.is_date_before.search(text, at, cue.start()):
            cue = None
        if cue and not self.rules.is_about_before.match(cue[0]):
            return not (cue[0].lower().startswith(("up", "all", "just", "only")) and word in _YEAR_WORDS)
        if word in ("circa", "c.", "ca."):
            return False
        if number % 50 == 0 and self.rules.is_thing_soon.match(text, point.end, self.end):
            return True
        return number % 50 == 0 and bool(self.rules.is_plural.match(text, point.end, self.end))

    def _is_quantity(self, first: Point, second: Point) -> bool:
        """Whether two numbers are ends of a range that is not one of years: "the numbers run from 1990 to 2040"."""
        if not self.rules.is_quantity_before.search(self.text, max(self.start, first.start - 60), first.start):
            return False
        before = self.text[max(self.start, first.start - 60) : first.start]
        whole = all(int(point.edtf) % 50 == 0 for point in (first, second))
        return whole or bool(self.rules.is_numbers_before.search(before))

    def _in_its_year(self, point: Point) -> tuple[str, str]:
        """The date of a month or day without a year, or why it cannot be told."""
        if point.of_year:
            year, left_out = self._named_year(point.of_year, point.start)
            return (completed(point, year), "") if year else ("", left_out)
        month, day, _ = point.parts[-1]
        if self.rules.yearly_behind.match(self.text, point.end, self.end) or self.rules.yearly_before.search(
            self.text, max(self.start, point.start - self.rules.longest_before), point.start
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
        if self.rules.keeps_year and (year := self._year_ahead(point)):
            return completed(point, year), ""
        if self.around is None:
            return "", UNPUBLISHED
        now = self.around[1]
        year = now.year
        begin, stop = self._sentence(point.start)
        if self.rules.future.search(self.text, begin, stop):
            year += (month, day or 31) < (now.month, now.day)
        else:
            year -= (month, day or 1) > (now.month, now.day)
        return completed(point, year), ""

    def _year_ahead(self, point: Point) -> int:
        """The year that the next day or month of the sentence tells; 0 if none does.

        As in "they met on 9 February, and for the last time on 17 March 2022".
        """
        ahead = self._day_ahead(point.end, self._sentence(point.start)[1])
        if ahead is None:
            return 0
        late = (point.parts[-1][0], point.parts[-1][1] or 1) > (ahead.parts[0][0], ahead.parts[0][1] or 31)
        return 0 if late else int(ahead.edtf[:4])

    def _day_ahead(self, at: int, stop: int) -> Point | None:
        """The first day or month with its year in [at, stop)."""
        begin, found_at, end, found = self.ahead
        # A row of days without a year would else be read to its end for each of them.
        if begin <= at <= found_at and stop == end:
            return found
        begin, found = at, None
        while found is None and (head := self.rules.head.search(self.text, at, stop)):
            ahead = point_at(self.text, head.start(), stop, self.rules)
            if ahead and ahead.edtf and ahead.parts:
                found = ahead
            else:
                at = ahead.end if ahead else self._after(head.start())
        self.ahead = begin, found.start if found else stop, stop, found
        return found

    def _is_over(self, year: int, point: Point) -> bool:
        """Whether a month or day of this year would be after the publication, in a sentence of what was."""
        if self.around is None or self.rules.future.search(self.text, *self._sentence(point.start)):
            return False
        month, day, _ = point.parts[-1]
        last = self.around[1]
        return (year, month, day or 1) > (last.year, last.month, last.day)

    def _sentence(self, at: int) -> tuple[int, int]:
        place = bisect.bisect_right(self._sentence_ends, at)
        begin = self._sentence_ends[place - 1] if place else self.start
        return begin, self._sentence_ends[place] if place < len(self._sentence_ends) else self.end

    @functools.cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.end() for match in self.rules.sentence_end.finditer(self.text, self.start, self.end)]

    def _named_year(self, which: str, at: int) -> tuple[int, str]:
        """The year that "last year", "that year" mean at a place; 0 and why if it cannot be told."""
        if which == NEXT_OR_FOLLOWING:
            which = "the following" if self._is_near(at, self.anchor) else "next"
        step = _FROM_PUBLICATION.get(which)
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
        unit, count = self._count(match)
        return self._moved(self.around, unit, count if ahead else -count), ""

    def later(self, match: re.Match[str]) -> tuple[str, str]:
        """Two years later, three days earlier."""
        if self.anchor is None:
            return "", UNANCHORED
        unit, count = self._count(match)
        return self._from_anchor(
            unit, -count if self.rules.word(match, "way") in ("earlier", "before") else count, exact=False
        )

    def later_or_ahead(self, match: re.Match[str]) -> tuple[str, str]:
        """Через два года, 两年后: two years later, where a date is told just before; else in two years' time."""
        if self._is_near(match.start(), self.anchor) or self.around is None:
            return self.later(match)
        return self._moved(self.around, *self._count(match)), ""

    def after(self, match: re.Match[str]) -> tuple[str, str] | None:
        """Ten years after the 2013 declaration, two days before 24 February 2022: from the date in the words."""
        point = point_at(self.text, match.end(), self.end, self.rules)
        if point is None or not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", point.edtf):
            return None
        unit, count = self._count(match)
        needed = {"day": 10, "week": 10, "month": 7}.get(unit, 4)
        if len(point.edtf) < needed or (point.kind == "year" and self._is_counted(point, "after")):
            return None
        self.behind = point.end
        count = -count if self.rules.word(match, "way") == "before" else count
        return self._moved(date_bounds(point.edtf)[:2], unit, count), ""

    def next_to(self, match: re.Match[str]) -> tuple[str, str]:
        """The year before, the day after: of the date told before."""
        unit, way = self.rules.word(match, "unit") or "day", self.rules.word(match, "way")
        return self._from_anchor(unit, -1 if way in ("before", "earlier") else 1, exact=True)

    def part_of_year(self, match: re.Match[str]) -> tuple[str, str]:
        """The first half of this year, the last quarter of that year."""
        year, left_out = self._named_year(self.rules.word(match, "of"), match.start())
        half, quarter = self.rules.word(match, "half"), self.rules.word(match, "quarter")
        return (months_of(year, half, quarter), "") if year else ("", left_out)

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

    def _count(self, match: re.Match[str]) -> tuple[str, int]:
        """Unit and count: ("year", 5); of two and a half years, half a century, the unit below: ("month", 30)."""
        groups = match.groupdict()
        unit, number = self.rules.word(match, "unit", "units"), self.rules.number(match["count"] or "1")
        if unit in _MONTHS_OF:
            months = _MONTHS_OF[unit] * (number + (0.5 if groups.get("half") or groups.get("more") else 0))
            if unit in ("decade", "century") or (unit == "year" and months % 12 == 0):
                return "year", int(months // 12)
            if months % _MONTHS_OF[unit]:
                return "month", int(months)
        return unit, int(number) or 1

    def past(self, match: re.Match[str]) -> tuple[str, str]:
        """Over the past five years, in the next two decades: from then to now, or from now to then."""
        return self._until_now(self.rules.word(match, "which"), *self._count(match))

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
        which, unit = self.rules.word(match, "which"), self.rules.word(match, "unit")
        part = self.rules.word(match, "part", "edge")
        if which == "the" and not part:
            return None
        if which == NEXT_OR_FOLLOWING:
            near = unit in ("year", "month") and self._is_near(match.start(), self.anchor)
            which = "the following" if near else "next"
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
        over = self.rules.word(before, "word") in ("over", "within")
        long = unit in ("decade", "century")
        # "The last year" are the twelve months until now, "last year" is the one before this.
        article = which == "the last" or (which == "the next" and long)
        which = which.removeprefix("the ")
        if which in ("past", "coming") or (which in ("last", "next") and (over or article)):
            return self._until_now(
                which,
                *(("year", _LONG[unit] * (3 if match.groupdict().get("more") else 2) // 2) if long else (unit, 1)),
            )
        step = {"previous": -1, **_FROM_PUBLICATION}.get(which, 0)
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
        if anchor is None or len(self.rules.sentence_end.findall(self.text, anchor.end, at)) > 1:
            return False
        year = _one_year(anchor.edtf)
        return bool(year) and (self.around is None or year <= self.around[1].year)

    def season(self, match: re.Match[str]) -> tuple[str, str]:
        """Last summer, this spring, the following winter."""
        which, number = self.rules.word(match, "which"), SEASONS[self.rules.word(match, "season")]
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

    def season_of_year(self, match: re.Match[str]) -> tuple[str, str]:
        """The spring of last year."""
        year, left_out = self._named_year(self.rules.word(match, "of"), match.start())
        return (f"{year}-{SEASONS[self.rules.word(match, 'season')]}", "") if year else ("", left_out)

    def month(self, match: re.Match[str]) -> tuple[str, str]:
        """Last November, next March, this June."""
        if self.around is None:
            return "", UNPUBLISHED
        number, which, now = (
            month_number(self.rules.word(match, "month")),
            self.rules.word(match, "which"),
            self.around[1],
        )
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
        now, number = self.around[0], _WEEKDAYS.index(self.rules.word(match, "weekday"))
        begin, stop = self._sentence(match.start())
        which = self.rules.word(match, "which")
        if which == "next" or (which == "on" and self.rules.future.search(self.text, begin, stop)):
            return f"{now + datetime.timedelta(days=(number - now.weekday() - 1) % 7 + 1)}", ""
        if which.endswith(" week"):
            monday = now - datetime.timedelta(days=now.weekday() - 7 * _FROM_PUBLICATION[which.removesuffix(" week")])
            return f"{monday + datetime.timedelta(days=number)}", ""
        least = which == "last"
        return f"{now - datetime.timedelta(days=(now.weekday() - number - least) % 7 + least)}", ""

    def day_of_month(self, match: re.Match[str]) -> tuple[str, str] | None:
        """The 16th, of last month too: else of the month told just before, or the last one before the publication."""
        day = int(self.rules.number(match["day"]))
        if not 1 <= day <= 31:
            return None
        step = _FROM_PUBLICATION.get(self.rules.word(match, "which"))
        if step is not None:
            if self.around is None:
                return "", UNPUBLISHED
            first, last = (_month_moved(now, step) for now in self.around)
            return (f"{first}-{day:02}", "") if first == last else ("", f"{UNPUBLISHED}, whose month is not known")
        anchor = self.anchor
        told = re.search(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?$", anchor.edtf.rstrip("~")) if anchor else None
        if told and self._is_near(match.start(), anchor):
            return f"{told[0][:7]}-{day:02}", ""
        if self.around is None:
            return "", UNPUBLISHED
        if self.around[0] != self.around[1]:
            return "", f"{UNPUBLISHED}, whose day is not known"
        now = self.around[0]
        return f"{_month_moved(now, -1 if day > now.day else 0)}-{day:02}", ""

    def beside(self, match: re.Match[str]) -> tuple[str, str]:
        """Yesterday; tomorrow, the day before yesterday, the day after tomorrow."""
        step = _DAYS_BESIDE[self.rules.word(match, "beside")]
        if self.around is None:
            return "", UNPUBLISHED
        if self.around[0] != self.around[1]:
            return "", f"{UNPUBLISHED}, whose day is not known"
        return f"{self.around[0] + datetime.timedelta(days=step)}", ""


def _month_moved(day: datetime.date, count: int) -> str:
    number = day.year * 12 + day.month - 1 + count
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _one_year(edtf: str) -> int:
    """The year that a date lies in; 0 if it may lie in several."""
    years = {part[:4] for part in edtf.replace("/..", "").replace("../", "").split("/")}
    return int(years.pop()) if len(years) == 1 and edtf[:4].isdigit() else 0
