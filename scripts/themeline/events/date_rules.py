"""What a language gives to the grammar of dates: its words, and patterns of how it puts them together.

The grammar (`events.date_grammar`) knows the words of English only: "last", "year", "since". Each language says which
of its words means which of these (``meanings``), and writes its patterns with groups of the same names, such as
``month``, ``unit``, ``which``. What a language does not need stays as it is here, and never matches.

Months and the like are written out in the files of the languages, not taken from a library: Babel has two forms of a
Russian month, "август" and "августа", and a text has five. `tests/events/test_dates_of_languages.py` compares the
files with Babel's names.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
NEVER = re.compile(r"(?!)")
# For a word of which only what was told before says whether it counts from there or from the publication.
NEXT_OR_FOLLOWING = "next or following"


@dataclass(frozen=True)
class Point:
    """A date as it is written, at [start, end): in EDTF, or a list or span of days and months without their year.

    ``kind`` is that of the words: year, month, day, or other. ``parts`` are of each date its month, its day (0 if
    none is written) and which third of it. ``is_told``: its own words say that it is a date ("2001年", "2001 год"),
    so that nothing around it needs to.
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
    is_told: bool = False


Maker = Callable[[re.Match[str], "Rules"], Point | None]


@dataclass(frozen=True)
class Rules:
    """Words and patterns of a language. Those of a date itself, then those of what stands around it."""

    # Dates as they are written, the longest first, and what makes a `Point` of each.
    points: tuple[tuple[re.Pattern[str], Maker], ...]
    # Dates that are counted from others, and the method of the grammar that does it.
    relative: tuple[tuple[re.Pattern[str], str], ...]
    # Where a date, or a number that is none, may begin.
    head: re.Pattern[str]
    # The number that words or digits tell.
    number: Callable[[str], float]
    # By the name of a group: the English word for each beginning of a word.
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Letters that writers use one for the other, by their code points: the patterns have one of them.
    same_letters: Mapping[int, int] = field(default_factory=dict)

    # A day in a list of days, and what makes of two of them a span.
    day: re.Pattern[str] = re.compile(r"([0-9]+)")
    days_to: re.Pattern[str] = re.compile(r"[–—-]")
    days_between: re.Pattern[str] = NEVER
    # In 03/04/2022 the day stands first; if not said so, it is not known.
    day_first: bool = False
    # "Since" opens the end of a date alone, and not that of a span, whose beginning the same word may tell, as in "с
    # 2014 по 2022 год".
    closes_spans: bool = False
    # The small letter that a month begins with is enough to tell it from all other words: "mai", but not "may".
    tells_months: bool = False
    # A date without a year is of the year of the one before it in a span or list, or of the one behind it in its
    # sentence: "с 5 мая 2019 года по 3 июня", "9 февраля и затем 17 марта 2022 года".
    keeps_year: bool = False

    # Of what stands before a date, the words that belong to it: in one of the groups word, short, joined, stuck;
    # the word for year, behind them, in year_word.
    before: re.Pattern[str] = NEVER
    longest_before: int = 40
    # Approximate by the words before it, or behind.
    about: re.Pattern[str] = NEVER
    about_behind: re.Pattern[str] = NEVER
    # Numbers that have a name before them, in a row: pages 2001–2004; telephones.
    skipped: tuple[re.Pattern[str], ...] = ()
    # From one date to another; between one and another; to now; one and another.
    to: re.Pattern[str] = re.compile(r"\s*[–—-]\s*")
    both: re.Pattern[str] = NEVER
    now: re.Pattern[str] = NEVER
    joined: re.Pattern[str] = re.compile(r"\s*,\s*")
    # A word or number, to read on behind it.
    word_or_number: re.Pattern[str] = re.compile(r"[\w.,/:-]*\w|.")
    # Behind a date: its end is open; so it is behind "from" and a date.
    onwards: re.Pattern[str] = NEVER
    from_on: re.Pattern[str] = NEVER
    # Said of a date without a year: it will be; it is each year's, as is said behind it or before.
    future: re.Pattern[str] = NEVER
    yearly_behind: re.Pattern[str] = NEVER
    yearly_before: re.Pattern[str] = NEVER
    # At the end of a relative date: what is told of an earlier time, before the text goes on with its own.
    looks_back: re.Pattern[str] = NEVER
    # A fiscal year: said before it, or within its words.
    fiscal: re.Pattern[str] = NEVER
    fiscal_within: re.Pattern[str] = NEVER
    # Between a date that looks back and the day that makes it more exact.
    joins: re.Pattern[str] = re.compile(r",?\s*")
    sentence_end: re.Pattern[str] = re.compile(r"[.!?][”\"’»)]*\s+")

    # A number that is not a year: what is counted stands behind it, or further on; how many is said before it.
    is_unit: re.Pattern[str] = NEVER
    is_thing: re.Pattern[str] = NEVER
    is_thing_soon: re.Pattern[str] = NEVER
    is_plural: re.Pattern[str] = NEVER
    is_count_before: re.Pattern[str] = NEVER
    # Of those before it, words that a date may have as well.
    is_about_before: re.Pattern[str] = NEVER
    is_date_before: re.Pattern[str] = NEVER
    is_quantity_before: re.Pattern[str] = NEVER
    is_numbers_before: re.Pattern[str] = NEVER
    to_number: re.Pattern[str] = re.compile(r"\s*[–-]\s*(?=[0-9]{4})")
    # A year that is part of a name: determiner before, noun behind; article before, noun behind, of any date.
    determiner: re.Pattern[str] = NEVER
    noun: re.Pattern[str] = NEVER
    article: re.Pattern[str] = NEVER
    named: re.Pattern[str] = NEVER
    # A year that a sentence begins with, by the verb behind it; whose something is.
    verb: re.Pattern[str] = NEVER
    clause_before: re.Pattern[str] = NEVER
    possessive: re.Pattern[str] = NEVER
    possessive_before: re.Pattern[str] = NEVER

    def word(self, match: re.Match[str] | None, *groups: str) -> str:
        """The English word for what the first of these groups holds that holds anything; empty if none does.

        What the language gives no meaning for stands for itself, in small letters.
        """
        held = match.groupdict() if match else {}
        for group in groups:
            if value := held.get(group):
                plain = re.sub(r"\s+", " ", value.lower()).strip()
                known = longest_known(plain, self.meanings.get(group, {}))
                return plain if known is None else known
        return ""


def either(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def compiled(patterns: Iterable[tuple[str, T]]) -> tuple[tuple[re.Pattern[str], T], ...]:
    """The patterns of a table compiled, each with what belongs to it."""
    return tuple((re.compile(words), one) for words, one in patterns)


def behind(words: str, make: Maker) -> Maker:
    """Makes a point only where these words stand before it: of "siglos XIX y XX" the second."""
    before = re.compile(rf"(?:{words})$")

    def checked(match: re.Match[str], rules: Rules) -> Point | None:
        start = match.start()
        return (
            make(match, rules) if before.search(match.string, max(0, start - rules.longest_before), start) else None
        )

    return checked


def roman(numeral: str) -> int:
    """The number of a Roman numeral, also of one in Cyrillic letters that look the same; 0 if it is none.

    Only those up to XXXIX, enough for centuries.
    """
    plain = numeral.upper().translate(str.maketrans("ХІ", "XI"))
    match = re.fullmatch(r"(X{0,3})(IX|IV|V?I{0,3})", plain)
    ones = {"IX": 9, "IV": 4}
    return 10 * len(match[1]) + ones.get(match[2], match[2].count("I") + 5 * match[2].count("V")) if match else 0


def longest_known(word: str, values: Mapping[str, T]) -> T | None:
    """What the longest beginning of a word that is known stands for; none if none is known."""
    begin = max((one for one in values if word.startswith(one)), key=len, default=None)
    return None if begin is None else values[begin]


def value_of_words(values: Iterable[int]) -> int:
    """The number that the values of words in a row make: 19, 100, 90, 6 are 1996, and 2, 1000, 1 are 2001."""
    whole = last = 0
    for value in values:
        if value == 1000:
            whole, last = (whole + last or 1) * 1000, 0
        elif value == 100:
            last = (last or 1) * 100
        else:
            last += value
    return whole + last
