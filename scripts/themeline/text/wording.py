"""How numbers, lists, tables and stretches of text are written for people to read."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

_SPACES = re.compile(r"\s+")
# Roman numbers need their full stop or bracket: "I think" is not a number.
_OWN_NUMBER = re.compile(r"(\d+(?:\.\d+)*|[IVXLC]+(?=[.)]))[.):]?(?:\s+|$)")


def single_spaced(text: str) -> str:
    """A text with one blank in place of each run of white space, line ends among it."""
    return _SPACES.sub(" ", text)


def capitalised(text: str) -> str:
    """A text with a capital in front; all else stays as it is."""
    return text[:1].upper() + text[1:]


def count_of(count: int, noun: str) -> str:
    """A number with the noun that it counts: ``1 theme``, ``1,200 themes``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def number_word(count: int) -> str:
    """A number of at least 0 as it stands in a sentence: up to ten in words, ``five``, above in digits, ``1,200``."""
    words = "zero one two three four five six seven eight nine ten".split()
    return words[count] if count < len(words) else f"{count:,}"


def own_number(heading: str) -> tuple[str, str]:
    """The number that a heading itself begins with, and what follows: ``("2.1", "Sources")`` of "2.1. Sources".

    The number is empty where it begins with none, and all of it follows.
    """
    match = _OWN_NUMBER.match(heading)
    return (match[1], heading[match.end() :]) if match else ("", heading)


def join_list(items: Iterable[str]) -> str:
    """Words in a row, with an "and" before the last."""
    *most, last = list(items) or [""]
    return f"{', '.join(most)} and {last}" if most else str(last)


def aligned_lines(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> Iterator[str]:
    """Rows of cells, all of one length, as lines of aligned columns, two blanks between them.

    Args:
        rows: of cells, the head first.
        right: the columns (from 0) whose cells end below each other, as numbers do; all others begin so.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def years_of(first: int, last: int) -> str:
    """A period in words: "1980 to 1989", or the year alone."""
    return f"{first} to {last}" if last > first else f"{first}"
