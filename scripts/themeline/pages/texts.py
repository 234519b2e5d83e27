"""The texts of many documents as a page holds them: to be searched, and matched with a dictionary, offline.

A text is told token by token: which type, and what stands between it and the token before. Both are numbers into
lists, the most frequent first, written as bytes (base 128, as in DWARF's LEB128): a token takes three bytes or less,
spelling and punctuation included. Nothing is compressed, so that the same texts are the same bytes on any system.
"""

import base64
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np

from themeline.dictionary.mentions import tokens_of
from themeline.dictionary.wildcards import with_capitals_marked
from themeline.text.document import BODY, Document

# As the page's matcher has it: a token may follow the one before it in a phrase, is a part of the same word, is the
# first of its paragraph.
FOLLOWS, SAME_WORD, PARAGRAPH = 1, 2, 4


def packed_texts(
    documents: Iterable[Document], *, roles: tuple[str, ...] = BODY, elided: bool | None = None
) -> dict[str, Any]:
    """The texts of documents, to be unpacked by a page's script.

    Args:
        documents: in their order.
        roles: of the parts whose words are tokens; all else stands between tokens.
        elided: as of `tokens_of`.

    Returns:
        ``types``: the key of each type, with a mark before each letter that was a capital (see
        `with_capitals_marked`); ``spelled``: by their numbers, those that are spelled otherwise than that says;
        ``between``: what stands before tokens; ``joined``: of each of these, how a token behind it is joined to the
        one before (see `FOLLOWS`); ``tokens``: of each token its type and what stands before it, as bytes in base 64;
        ``counts``: the tokens of each document; ``ends``: what stands behind the last of them.
    """
    types: dict[str, int] = {}
    between: dict[tuple[str, int], int] = {}
    of_type: list[int] = []
    of_between: list[int] = []
    counts: list[int] = []
    ends: list[str] = []
    for document in documents:
        tokens = tokens_of(document, roles, elided=elided)
        text, end, word, paragraph = document.text, 0, -1, -1
        rows = zip(tokens.start, tokens.end, tokens.row, tokens.paragraph, strict=True)
        for token, (start, stop, row, block) in enumerate(rows):
            gap = text[end:start]
            joined = PARAGRAPH * (block != paragraph) + SAME_WORD * (row == word)
            if block == paragraph and (gap == " " or tokens.follows(token)):
                joined |= FOLLOWS
            end, word, paragraph = stop, row, block
            of_type.append(types.setdefault(text[start:stop], len(types)))
            of_between.append(between.setdefault((gap, joined), len(between)))
        counts.append(len(tokens.start))
        ends.append(text[end:])
    type_order, type_number = _by_frequency(of_type, len(types))
    gap_order, gap_number = _by_frequency(of_between, len(between))
    spelled, gaps = list(types), list(between)
    marked = [with_capitals_marked(spelled[number]) for number in type_order]
    pairs = np.stack([type_number[np.array(of_type, int)], gap_number[np.array(of_between, int)]], axis=1)
    return {
        "types": marked,
        "spelled": {
            place: spelled[number]
            for place, number in enumerate(type_order)
            if not marked[place].isascii() or _unmarked(marked[place]) != spelled[number]
        },
        "between": [gaps[number][0] for number in gap_order],
        "joined": [gaps[number][1] for number in gap_order],
        "tokens": base64.b64encode(_as_bytes(pairs.ravel())).decode(),
        "counts": counts,
        "ends": ends,
    }


def _by_frequency(numbers: list[int], of: int) -> tuple[list[int], np.ndarray]:
    """Numbers from the most frequent on, of equally frequent ones the first; and the place of each in that order."""
    order = sorted(range(of), key=lambda number, times=Counter(numbers): -times[number])  # type: ignore[misc]
    places = np.empty(of, int)
    places[order] = np.arange(of)
    return order, places


def _unmarked(key: str) -> str:
    """How a type is spelled that has nothing special: each letter behind a mark is a capital."""
    first, *rest = key.split("^")
    return "".join(chain([first], (part[:1].upper() + part[1:] for part in rest)))


def _as_bytes(numbers: np.ndarray) -> bytes:
    """Numbers in base 128, the lowest digit first; each digit but the last of a number has 128 added."""
    digits = [numbers & 127]
    while (numbers := numbers >> 7).any():
        digits.append(numbers & 127)
    table = np.stack(digits, axis=1).astype(np.uint8)
    # What is behind a digit: a number ends where only zeros follow.
    last = len(digits) - 1 - (table[:, ::-1] > 0).argmax(axis=1)
    last[~table.any(axis=1)] = 0
    place = np.arange(len(digits))
    table[place < last[:, None]] += 128
    return bytes(table[place <= last[:, None]])
