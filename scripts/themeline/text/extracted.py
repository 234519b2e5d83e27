"""A text as it was read from a file: the text itself, and what the file says of its parts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from themeline.text.tokens import WORD
from themeline.text.wording import count_of, join_list

PLAIN = "plain text"
# The role of a line that is the next one of the same title, heading or paragraph.
GOES_ON = "goes on"


@dataclass(frozen=True)
class Reading:
    """What was read.

    Attributes:
        text: all offsets point into it.
        kind: of file, in words.
        whole: whether the text is what the file holds, in UTF-8, so that offsets can be followed there.
        roles: of lines (from 1) whose part in the text the file tells ("title", "heading", "body", "rubric";
            `GOES_ON` where the line before is of the same part).
        aside: stretches (start, end) of the text that are not words of it: marks, addresses.
        notes: what was assumed or left out, in sentences.
        language: the code of its language, where the table says it that holds the text, or that is about its file.
    """

    text: str
    kind: str = PLAIN
    whole: bool = True
    roles: Mapping[int, str] = field(default_factory=dict)
    aside: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    language: str = ""


# Above the line these are not part of a word, see `tokens`.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CAPTION = re.compile(
    r"(?:(?:figure|fig\.|table|chart|graph|map|box|exhibit|plate|photo(?:graph)?|image|picture)s?\s*\d+[a-z]?(?:\.\d+)*\s*(?:[.:|–—-]|$)"
    r"|(?:photo(?:graph)?|image|picture|source|credit|caption|figure|table)s?(?: by| credit| source)?:)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|re|ère|ème|o|a|os|as)\b", re.IGNORECASE)


def raised(text: str, *, behind: str) -> str:
    """Letters that stand above the line, as they are read.

    Digits become raised digits, which are not part of the word before them. Other marks of notes (``a``) are set off
    from it in brackets; what makes a number an ordinal (``19th``) is left as it is.

    Args:
        text: the letters above the line.
        behind: the character before them, or nothing.
    """
    if any(letter.isdecimal() for letter in text):
        return text.translate(RAISED)
    if not text.strip() or not behind.strip() or (behind.isdecimal() and _ORDINAL.match(text)):
        return text
    return f"[{text}]" if text.strip()[0].isalnum() else text


def is_caption(line: str) -> bool:
    """Whether a line is the caption of a figure or table, or says where a picture is from: it is never a heading."""
    return bool(_CAPTION.match(line))


def left_out(stretches: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """What was left out of a text and how many words it has, as a note of the reading; none where it has no words.

    Args:
        stretches: what is left out, by the name for it ("its footnotes").
    """
    return said_left_out(
        {
            name: sum(1 for text in texts for word in text.split() if WORD.search(word))
            for name, texts in stretches.items()
        }
    )


def said_left_out(words: Mapping[str, int]) -> tuple[str, ...]:
    """As `left_out`, of the numbers of words that were left out, by the name of what they are."""
    parts = [f"{name} ({count_of(count, 'word')})" for name, count in words.items() if count]
    return (f"left out: {join_list(parts)}",) if parts else ()


def from_paragraphs(paragraphs: list[tuple[str, str]], kind: str, notes: tuple[str, ...] = ()) -> Reading:
    """Put (role, text) pairs together, each a paragraph of one line or more, with a blank line between."""
    lines: list[str] = []
    roles: dict[int, str] = {}
    for role, text in paragraphs:
        own = text.splitlines()
        if role != "body" or len(own) == 1:
            roles |= {len(lines) + number: role if number == 1 else GOES_ON for number in range(1, len(own) + 1)}
        lines += [*own, ""]
    return Reading("\n".join(lines), kind, whole=False, roles=roles, notes=notes)
