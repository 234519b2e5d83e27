"""The parts of a text (title, headings, paragraphs), found by rules that a person can read.

1. A line has the role that the record beside the text gives it, else the one that the file's own marks give it (a
   heading in HTML, Markdown, Word; larger letters in a PDF). Each such line begins a block, but for one that is
   marked as the next line of the same part.
2. Lines between blank lines are a block. Where most of the text stands in long lines, as it comes from a web page or
   a word processor, each line is a block of its own.
3. A heading is a block of one short line (at most `LONGEST_HEADING` words) without a stop at its end, with something
   behind it. So is a short first line of a block that is all in capitals or numbered ("2. Findings", "IV. Arms",
   "Article 5 Parties"; not "Article 5" alone), where a line of another kind follows.
4. The first heading, if it stands before all other text, is the title.
5. All else is body.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from themeline.text.extracted import GOES_ON
from themeline.text.tokens import UNSEEN, WORD
from themeline.text.wording import single_spaced

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("rubric", "title", "heading", "body", "disclaimer")
LONGEST_HEADING = 12
# In characters; of lines that are broken at a page's width none is as long.
LONG_LINE = 160
# A line that is as long is no heading, nor is one that ends with one of these.
LONGEST_LINE = 200
STOPS = ".?!…:;,。！？，；："
# What may stand before the number of a heading; a number in Roman letters has at most so many.
HEADING_WORDS = ("chapter", "part", "section", "article", "annex", "appendix")
LONGEST_NUMERAL = 7

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_EDGE = re.compile(rf"[\s{UNSEEN}]*")
_NUMBERED = re.compile(
    rf"(?:(?:{'|'.join(HEADING_WORDS)})\s+(?:[0-9]{{1,3}}|[ivxlc]{{1,{LONGEST_NUMERAL}}}|[a-z])\b[.:]?"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,3}}\.?(?=\s+[^\W\d])|[IVXLC]{{1,{LONGEST_NUMERAL}}}\.(?=\s))\s*",
    re.IGNORECASE,
)


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


def find_blocks(plain: str, role_of: Mapping[int, str]) -> "pd.DataFrame":
    """Find the blocks of a text.

    Args:
        plain: the text, with blanks in the place of all that is no word of it.
        role_of: roles of lines (from 1) that are known; each begins a block, but for `GOES_ON`.

    Returns:
        block (from 1), line (its first, from 1), role (one of `ROLES`), start, end, section_number, section,
        paragraph: one row a block, in the order of the text.
    """
    import pandas as pd

    runs = _runs(plain, role_of)
    rows: list[dict[str, Any]] = []
    heading, section_number, paragraph = "", 0, 0
    titled = "title" in role_of.values()
    for i, (line, start, end, role) in enumerate(runs):
        if not role:
            role = "heading" if i + 1 < len(runs) and _is_heading(plain[start:end]) else "body"
            if role == "heading" and not titled and not any(row["role"] == "body" for row in rows):
                role, titled = "title", True
        if role == "heading":
            heading, section_number = one_line(plain[start:end]), section_number + 1
        paragraph += role == "body"
        rows.append(
            {
                "block": i + 1,
                "line": line,
                "role": role,
                "start": start,
                "end": end,
                "section_number": section_number,
                "section": heading,
                "paragraph": paragraph if role == "body" else 0,
            }
        )
    return pd.DataFrame(rows)


def _runs(plain: str, role_of: Mapping[int, str]) -> list[tuple[int, int, int, str]]:
    """The blocks: first line, start, end, and role where it is known."""
    lines = list(_LINE.finditer(plain))
    in_long_ones = sum(len(line.group()) for line in lines if len(line.group()) >= LONG_LINE)
    each_alone = in_long_ones > len(plain) / 2
    runs: list[tuple[int, int, int, str]] = []
    open_run: tuple[int, int, int, str] | None = None
    for number, line in enumerate(lines, 1):
        start, end = _trimmed(line)
        stripped = plain[start:end]
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
        elif open_run is None and stands_out(stripped) and not stands_out(_line_text(plain, lines, number)):
            runs.append((number, start, end, ""))
        else:
            open_run = (*(open_run or (number, start))[:2], end, "")
    return [*runs, open_run] if open_run else runs


def one_line(text: str) -> str:
    """A text of several lines as it reads on one."""
    return single_spaced(re.sub(r"(?<=[a-z])-\s*[\r\n]\s*(?=[a-z])", "", text))


def _trimmed(line: re.Match[str]) -> tuple[int, int]:
    """Where a line's text begins and ends, without blanks and unseen marks."""
    content = line.group()
    before = _EDGE.match(content).end()  # type: ignore[union-attr]
    behind = _EDGE.match(content[::-1]).end()  # type: ignore[union-attr]
    return line.start() + before, line.start() + max(before, len(content) - behind)


def _line_text(plain: str, lines: list[re.Match[str]], index: int) -> str:
    if index == len(lines):
        return ""
    start, end = _trimmed(lines[index])
    return plain[start:end]


def _short(line: str) -> bool:
    return len(line) < LONGEST_LINE and line[-1] not in STOPS and 0 < _words_in(line) <= LONGEST_HEADING


def _is_heading(block: str) -> bool:
    return "\n" not in block and "\r" not in block and _short(block)


def stands_out(line: str) -> bool:
    """Whether it is short, and all in capitals or numbered."""
    if not line or not _short(line):
        return False
    numbered = _NUMBERED.match(line)
    letters = [letter for letter in line if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter == letter.upper() != letter.lower() for letter in letters)
    return capitals or bool(numbered and line[numbered.end() :][:1].isupper())


def _words_in(line: str) -> int:
    return sum(1 for _ in WORD.finditer(line))
