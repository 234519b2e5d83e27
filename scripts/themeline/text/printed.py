"""Marks of web pages: lines about a page's date and author, and the heads and feet that a browser prints.

A browser prints the moment, the page's title, its address and the number of the sheet above and below each sheet.
They are not part of the text, and they tear the sentence that runs from one sheet to the next. They come with PDF
files, and with texts and Markdown that were made from such files.
"""

import re
from collections import Counter
from itertools import pairwise

from themeline.text.extracted import left_out
from themeline.text.tokens import HYPHENS
from themeline.text.wording import single_spaced

# A printed page has a head or a foot within so many characters; only there it is looked for.
FIRST_SHEET, LONGEST_HEAD = 10_000, 500
# In words.
LONGEST_BYLINE = 15
# In characters: a line that is as long and has no stop at its end goes on.
FULL_LINE = 45
_ENDS = ".!?:;…"
PRINTED = "headers and footers of a printed web page"

_DAY = r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}"
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:[\s\u202f]?[AaPp]\.?[Mm]\.?)?+"
# "9/30/24, 6:17 PM", "30.09.2024, 18:17", "2024-09-30, 6:17 p.m."; without the comma it is rather a line of a log.
_MOMENT = rf"{_DAY},\s{_TIME}"
_BEGINS_WITH_MOMENT = re.compile(rf"({_MOMENT})(?:\s+(?![-–])(\S.*))?")
_ENDS_WITH_MOMENT = re.compile(rf"(.*\S)\s+({_MOMENT})")
_ADDRESS = r"(?:https?|file)://\S+"
_SHEET = r"(?:page\s+)?(\d{1,4})(?:/|\s+of\s+)(\d{1,4})"
_IS_ADDRESS = re.compile(_ADDRESS)
_IS_SHEET = re.compile(_SHEET, re.IGNORECASE)
_FOOT = re.compile(rf"(?:{_ADDRESS}\s+{_SHEET}|{_SHEET}\s+{_ADDRESS})", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\.?"
_DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}\b|{_DAY}",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:first |last |originally )?(?:updated|published|posted|modified|reviewed|revised|printed|accessed|retrieved)"
    r"(?: on| at)?\b\s*:?|date\s*:",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    rf"{_TIME}|\b(?:(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|at|on|and)|[A-Z]{{2,4}}|[AaPp]\.?[Mm])\b"
    r"|[\W_]+"
)
_BYLINE = re.compile(r"(?:(?:written|story|text|analysis|opinion|commentary)\s+)?by:?\s+(?=[^\W\d_])", re.IGNORECASE)


def is_dateline(line: str) -> bool:
    """Whether a line holds a date to the day and nothing but words that go with it ("Updated: May 2, 2024, 5 pm")."""
    rest = line.strip()
    while dated := _DATED.search(rest):
        rest = rest[: dated.start()] + " " + rest[dated.end() :]
    if not _DATE.search(rest):
        return False
    return not _BESIDE_DATE.sub("", _DATE.sub(" ", rest))


def is_byline(line: str) -> bool:
    """Whether a line names an author ("By Ann Lee and Jo May")."""
    begin = _BYLINE.match(line.strip())
    if not begin or len(line.split()) > LONGEST_BYLINE or line.rstrip()[-1:] in ".?!:;":
        return False
    return line.strip()[begin.end()].isupper()


def moment_of(line: str) -> str:
    """The moment of printing with which a line begins or ends, as a browser writes it; else nothing."""
    line = line.strip()
    begin = _BEGINS_WITH_MOMENT.fullmatch(line)
    if begin:
        return begin[1]
    end = _ENDS_WITH_MOMENT.fullmatch(line)
    return end[2] if end else ""


def is_foot(line: str) -> bool:
    """Whether a line is the address of a page and the number of a sheet (``https://a.org/x 1/12``)."""
    return bool(_FOOT.fullmatch(line.strip()))


def is_address(line: str) -> bool:
    """Whether a line is an address and nothing else."""
    return bool(_IS_ADDRESS.fullmatch(line.strip()))


def is_sheet(line: str) -> bool:
    """Whether a line is the number of a sheet of several, and nothing else (``1/12``)."""
    return bool(_IS_SHEET.fullmatch(line.strip()))


def tells_when_dated(line: str) -> bool:
    """Whether a line says when something was published or changed ("Updated: May 2, 2024"), and nothing else."""
    return bool(_DATED.search(line)) and is_dateline(line)


def without_printed_lines(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the heads and feet that a browser printed, and the lines that tell the date of a printed page.

    A text is taken for a printed page if it has feet, or if its first line is a head, or a head comes again; where
    there are no feet, all heads have to be the same (the lines of a chat or a log are not). A paragraph that goes on
    behind a foot and a head is put together again.

    Returns:
        The text, as it is where it is not a printed page; and what to say of it.
    """
    if not _may_be_printed(text[:FIRST_SHEET]):
        return text, ()
    # A form feed is where a sheet ends.
    lines = [line.rstrip() for line in text.replace("\f", "\n").splitlines()]
    dropped = _printed_lines([single_spaced(line).strip() for line in lines])
    if not dropped:
        return text, ()
    kept: list[str] = []
    behind_dropped = False
    for number, line in enumerate(lines):
        if number in dropped:
            behind_dropped = True
            continue
        if line and behind_dropped:
            written = len(kept)
            while written and not kept[written - 1]:
                written -= 1
            if not written or _goes_on(kept[written - 1], line):
                del kept[written:]
            behind_dropped = False
        kept.append(line)
    return "\n".join(kept), left_out({PRINTED: [lines[number] for number in sorted(dropped)]})


def _may_be_printed(begin: str) -> bool:
    # Nearly all texts are done with after a look for colons, which takes a few microseconds.
    place = begin.find(":")
    while place >= 0:
        is_time = begin[place - 1 : place].isdecimal() and begin[place + 1 : place + 3].isdecimal()
        if is_time or begin.startswith("//", place + 1):
            start = begin.rfind("\n", 0, place) + 1
            end = begin.find("\n", place)
            end = end if end >= 0 else len(begin)
            line = begin[start:end]
            if end - start < LONGEST_HEAD and (is_address(line) or is_foot(line) or moment_of(line)):
                return True
        place = begin.find(":", place + 1)
    return False


def _printed_lines(lines: list[str]) -> set[int]:
    """The numbers (from 0) of lines that are heads or feet, or tell the page's date; none if it was not printed."""
    written = [number for number, line in enumerate(lines) if line]
    heads = {number: moment for number in written if (moment := moment_of(lines[number]))}
    feet = {number for number in written if is_foot(lines[number])}
    for one, next_one in pairwise(written):
        pair = sorted((lines[one], lines[next_one]), key=is_address)
        if is_sheet(pair[0]) and is_address(pair[1]):
            feet |= {one, next_one}
    times = Counter(lines[number] for number in heads)
    is_head = len(times) == 1 and (written[0] in heads or max(times.values()) > 1)
    if not feet and not is_head:
        return set()
    found = feet | set(heads)
    # The title of a head may stand on a line of its own, behind the moment.
    behind = [next_one for one, next_one in pairwise(written) if lines[one] == heads.get(one)]
    titles = Counter(lines[number] for number in behind)
    found |= {number for number in behind if titles[lines[number]] > 1}
    return found | {number for number in written if tells_when_dated(lines[number])}


def _goes_on(before: str, line: str) -> bool:
    """Whether the paragraph whose last line on a sheet is ``before`` goes on with the first line of the next."""
    if before[-1] in _ENDS:
        return False
    return line.lstrip()[0].islower() or before[-1] in f"{HYPHENS}," or len(before) >= FULL_LINE
