"""The parts of a text (title, headings, paragraphs), found by rules that a person can read.

1. A line has the role that the record beside the text gives it, else the one that the file's own marks give it (a
   heading in HTML, Markdown, Word; larger letters in a PDF). Each such line begins a block, but for one that is
   marked as the next line of the same part.
2. Lines between blank lines are a block. Where most of the text stands in long lines, as it comes from a web page or
   a word processor, each line is a block of its own.
3. A heading is a block of one short line (at most `LONGEST_HEADING` words) without a stop at its end, with something
   behind it. So is a short first line of a block that is all in capitals or numbered ("2. Findings", "IV. Arms",
   "Article 5 Parties"; not "Article 5" alone), where a line of another kind follows.
4. No heading is a line that begins in lower case, an item of a list with a bullet, or a line that runs on into the
   next: that one begins in lower case, or its first word had no more room in a text whose lines are broken at a width
   (`width_of`). So are the lines of scans, each between empty lines, and numbered paragraphs.
5. The first heading, if it stands before all other text, is the title.
6. All else is body.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import regex

from themeline.text.extracted import GOES_ON
from themeline.text.tokens import ALONE, INVISIBLE, WORD
from themeline.text.wording import single_spaced

ROLES = ("rubric", "title", "heading", "body", "disclaimer")
LONGEST_HEADING = 12
# In characters; of lines that are broken at a page's width none is as long.
LONG_LINE = 160
# A line that is as long is not a heading, nor is one that ends with one of these.
LONGEST_LINE = 200
STOPS = ".?!…:;,。！？，；：؟؛،۔"
# What may stand before the number of a heading; a number in Roman letters has at most so many.
HEADING_WORDS = ("chapter", "part", "section", "article", "annex", "appendix")
LONGEST_NUMERAL = 7
# Small letters. Those of Georgian begin sentences too.
SMALL_LETTERS = r"[\p{Ll}--\p{Georgian}]"
# Before an item of a list, or (dashes) before what is said; the second ones only with nothing or a blank behind.
BULLETS, BULLETS_BEFORE_BLANK = "•‣◦▪▫●○■□·–—", "*-"
# "civil." is not a number of an item in Roman letters.
LONGEST_ITEM_NUMERAL = 4
# One line in so many is as long as the text is wide; in less than so many characters lines are not broken.
FULL_LINES, NARROWEST = 4, 20
# A line that is so many times as long as the text is wide is not broken at its width.
LONGER = 1.25

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_EDGE = re.compile(rf"[\s{INVISIBLE}]*")
_NUMBERED = re.compile(
    rf"(?:(?:{'|'.join(HEADING_WORDS)})\s+(?:[0-9]{{1,3}}|[ivxlc]{{1,{LONGEST_NUMERAL}}}|[a-z])\b[.:]?"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,3}}\.?(?=\s+[^\W\d])|[IVXLC]{{1,{LONGEST_NUMERAL}}}\.(?=\s))\s*",
    re.IGNORECASE,
)
# A line's beginning: the mark of an item of a list, where there is one, and whether the first letter is a small one.
_BEGINNING = regex.compile(
    rf"[^\w{BULLETS}{BULLETS_BEFORE_BLANK}]*+"
    rf"(?:(?P<bullet>[{BULLETS}]|[{regex.escape(BULLETS_BEFORE_BLANK)}](?!\S))"
    rf"|(?P<number>(?:[0-9]{{1,3}}|[A-Za-z]|[ivxlcIVXLC]{{1,{LONGEST_ITEM_NUMERAL}}})[.)\]])(?!\S))?+"
    rf"\W*+(?P<small>{SMALL_LETTERS})?",
    regex.V1,
)
_NO_NUMBER = regex.compile(r"[[\p{L}\p{Nd}\p{Nl}]--[0-9]]", regex.V1)
_FIRST_WORD = re.compile(rf"[^\s{INVISIBLE}]+")


class Block(NamedTuple):
    """A block of a text: its number and that of its first line, both from 1, its role (one of `ROLES`), its offsets,
    the section that it stands in (0 and empty before any heading), and the number of its paragraph (from 1; 0 for
    what is not body)."""

    block: int
    line: int
    role: str
    start: int
    end: int
    section_number: int
    section: str
    paragraph: int


def without(text: str, aside: tuple[tuple[int, int], ...]) -> str:
    """The text with blanks in the place of some stretches of it; line ends stay."""
    pieces = []
    place = 0
    for start, end in aside:
        start = max(start, place)
        if start < end:
            pieces += [text[place:start], re.sub(r"[^\r\n]", " ", text[start:end])]
            place = end
    return "".join([*pieces, text[place:]])


def find_blocks(plain: str, role_of: Mapping[int, str]) -> list[Block]:
    """Find the blocks of a text.

    Args:
        plain: the text, with blanks in the place of all that is not a word of it.
        role_of: roles of lines (from 1) that are known; each begins a block, but for `GOES_ON`.

    Returns:
        The blocks in the order of the text.
    """
    whole_lines = list(_LINE.finditer(plain))
    in_long_ones = sum(len(line.group()) for line in whole_lines if len(line.group()) >= LONG_LINE)
    lines = [_trimmed(line) for line in whole_lines]
    each_alone = in_long_ones > len(plain) / 2
    texts = [plain[start:end] for start, end in lines]
    width = 0 if each_alone else width_of(texts)
    runs = _runs(plain, lines, role_of, each_alone=each_alone, width=width)
    blocks: list[Block] = []
    heading, section_number, paragraph = "", 0, 0
    titled = "title" in role_of.values()
    for i, (line, start, end, role) in enumerate(runs):
        if not role:
            behind = texts[runs[i + 1][0] - 1] if i + 1 < len(runs) else ""
            role = "heading" if _is_heading(plain[start:end], behind, width) else "body"
            if role == "heading" and not titled and not any(block.role == "body" for block in blocks):
                role, titled = "title", True
        if role == "heading":
            heading, section_number = one_line(plain[start:end]), section_number + 1
        paragraph += role == "body"
        number = paragraph if role == "body" else 0
        blocks.append(Block(i + 1, line, role, start, end, section_number, heading, number))
    return blocks


def _runs(
    plain: str, lines: list[tuple[int, int]], role_of: Mapping[int, str], *, each_alone: bool, width: int
) -> list[tuple[int, int, int, str]]:
    """The blocks: first line, start, end, and role where it is known."""
    runs: list[tuple[int, int, int, str]] = []
    open_run: tuple[int, int, int, str] | None = None
    texts = [*(plain[start:end] for start, end in lines), "", ""]
    for number, (start, end) in enumerate(lines, 1):
        stripped, behind, after = texts[number - 1 : number + 2]
        alone = number in role_of or each_alone
        if open_run and (not stripped or alone):
            runs.append(open_run)
            open_run = None
        if not stripped:
            continue
        if runs and role_of.get(number) == GOES_ON:
            runs[-1] = (*runs[-1][:2], end, runs[-1][3])
        elif alone:
            role = role_of.get(number, "")
            runs.append((number, start, end, "body" if role == GOES_ON else role))
        elif open_run is None and _heads(stripped, behind, width) and not _heads(behind, after, width):
            runs.append((number, start, end, ""))
        else:
            open_run = (*(open_run or (number, start))[:2], end, "")
    return [*runs, open_run] if open_run else runs


def _heads(line: str, behind: str, width: int) -> bool:
    """Whether a line stands out, and does not run on into the one behind it (empty: there is none)."""
    return stands_out(line) and not (behind and runs_on(line, behind, width))


def one_line(text: str) -> str:
    """A text of several lines as it reads on one."""
    return single_spaced(re.sub(r"(?<=[a-z])-\s*[\r\n]\s*(?=[a-z])", "", text))


def _trimmed(line: re.Match[str]) -> tuple[int, int]:
    """Where a line's text begins and ends, without blanks and invisible marks."""
    content = line.group()
    before = _EDGE.match(content).end()  # type: ignore[union-attr]
    behind = _EDGE.match(content[::-1]).end()  # type: ignore[union-attr]
    return line.start() + before, line.start() + max(before, len(content) - behind)


def _short(line: str) -> bool:
    return len(line) < LONGEST_LINE and line[-1] not in STOPS and 0 < _words_in(line) <= LONGEST_HEADING


def _is_heading(block: str, behind: str, width: int) -> bool:
    one = "\n" not in block and "\r" not in block and _short(block)
    return one and bool(behind) and not begins_within(block) and not runs_on(block, behind, width)


def begins_within(line: str) -> bool:
    """Whether a line begins as no heading does: in lower case, or with the bullet of a list."""
    begin = _BEGINNING.match(line)
    return bool(begin["small"] or (begin["bullet"] and _NO_NUMBER.search(line)))


def runs_on(line: str, behind: str, width: int) -> bool:
    """Whether a line runs on into the next: that one begins in lower case, or its first word had no room here.

    Args:
        line: without blanks around it, and without a stop at its end.
        behind: the next line that is not empty, in the same way.
        width: of the text's lines, see `width_of`.
    """
    begin = _BEGINNING.match(behind)
    goes_on = begin["small"] and not begin["bullet"] and not begin["number"]
    return bool(goes_on or _is_full(line, behind, width))


def _is_full(line: str, behind: str, width: int) -> bool:
    """Whether the first word of the next line would not have had room in a line, which is broken there."""
    first = 1 if ALONE.match(behind) else len(_FIRST_WORD.match(behind).group())  # type: ignore[union-attr]
    # In letters of different breadths a full line may be longer, but not by so much: that one was not broken.
    return width < len(line) + 1 + first and len(line) <= LONGER * width


def width_of(lines: list[str]) -> int:
    """The width at which the lines of a text are broken, in characters; 0 where they are not.

    A quarter of the lines is at least as wide, so that in letters of different breadths too most lines reach it with
    the word that had no more room. More than half of the lines must do so, and have no stop at their end.
    """
    filled = [line for line in lines if line]
    if not filled:
        return 0
    widths = sorted(min(len(line), LONG_LINE) for line in filled)
    width = widths[-max(1, len(widths) // FULL_LINES)]
    full = sum(line[-1] not in STOPS and _is_full(line, behind, width) for line, behind in pairwise(filled))
    return width if width >= NARROWEST and 2 * full > len(filled) else 0


def stands_out(line: str) -> bool:
    """Whether it is short, and all in capitals or numbered."""
    if not line or not _short(line) or begins_within(line):
        return False
    numbered = _NUMBERED.match(line)
    letters = [letter for letter in line if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter == letter.upper() != letter.lower() for letter in letters)
    return capitals or bool(numbered and line[numbered.end() :][:1].isupper())


def _words_in(line: str) -> int:
    return sum(1 for _ in WORD.finditer(line))
