"""Which forms of words surely match no glob, told in compiled code: most do not, and need no closer look."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from themeline.corpus.engine.tokenizer import Array
from themeline.dictionary.wildcards import beginning

_HIT, _WHOLE = 1, 2


class Sieve(NamedTuple):
    """Beginnings of globs as a tree of letters, and what words hold or end in that begin with any letters.

    ``letter`` is the number of each ASCII character among those of the globs (0: it is in none), ``child`` the node
    that a letter leads to from a node (0: none), ``ends`` whether what a word must begin with ends at a node (`_HIT`)
    or a word (`_WHOLE`). ``inner`` are the letters of other globs, one behind another from ``first``, and ``last``
    tells whether a word must end in them. Where a glob is of another kind, ``open`` is true: then any word may match.
    """

    letter: Array
    child: Array
    ends: Array
    inner: Array
    first: Array
    last: Array
    open: bool


def make_sieve(globs: Sequence[str]) -> Sieve:
    """The sieve of these globs."""
    plain = [glob for glob in globs if beginning(glob) and beginning(glob).isascii()]
    others = [glob for glob in globs if not beginning(glob)]
    pieces = [glob.strip("*") for glob in others]
    known = "".join(sorted({letter for glob in plain for letter in beginning(glob)}))
    letter = np.zeros(128, np.int32)
    for number, one in enumerate(known, 1):
        letter[ord(one)] = number
    children: list[dict[int, int]] = [{}]
    ends = [0]
    for glob in plain:
        node = 0
        for one in beginning(glob):
            number = int(letter[ord(one)])
            if number not in children[node]:
                children[node][number] = len(children)
                children.append({})
                ends.append(0)
            node = children[node][number]
        ends[node] |= _WHOLE if beginning(glob) == glob else _HIT
    child = np.zeros((len(children), len(known) + 1), np.int32)
    for node, following in enumerate(children):
        for number, other in following.items():
            child[node, number] = other
    # A piece that is not ASCII is in no ASCII word.
    kept = [(glob, piece) for glob, piece in zip(others, pieces, strict=True) if piece.isascii()]
    strange = any(not piece or "*" in piece or "?" in piece or glob[0] != "*" for glob, piece in kept)
    return Sieve(
        letter=letter,
        child=child,
        ends=np.array(ends, np.int8),
        inner=np.array([ord(one) for _, piece in kept for one in piece], np.uint32),
        first=np.concatenate([[0], np.cumsum([len(piece) for _, piece in kept])]).astype(np.int64),
        last=np.array([not glob.endswith("*") for glob, _ in kept], np.bool_),
        open=strange,
    )


@njit(cache=True, nogil=True)
def may_match(letters: Array, begins: Array, known: int, count: int, sieve: Sieve) -> Array:
    """Of forms of words from one number to another, whether each may match a glob: where not, it surely does not.

    Args:
        letters: of the forms, one behind the other.
        begins: where each begins, and once more where the last ends.
        known: the first number.
        count: the number behind the last.
        sieve: of the globs.
    """
    may = np.ones(count - known, np.bool_)
    if sieve.open:
        return may
    for number in range(known, count):
        begin, end = begins[number], begins[number + 1]
        plain = True
        for place in range(begin, end):
            # Other characters, and words in parts, are folded by rules of their own.
            if letters[place] > 126 or letters[place] < 33 or letters[place] == 45:
                plain = False
                break
        if plain:
            may[number - known] = _begins(letters, begin, end, sieve) or _holds(letters, begin, end, sieve)
    return may


@njit(cache=True, nogil=True)
def _lower(letter: int) -> int:
    return letter + 32 if 65 <= letter <= 90 else letter


@njit(cache=True, nogil=True)
def _begins(letters: Array, begin: int, end: int, sieve: Sieve) -> bool:
    node = 0
    for place in range(begin, end):
        node = sieve.child[node, sieve.letter[_lower(letters[place])]]
        if not node:
            return False
        if sieve.ends[node] & _HIT:
            return True
    return bool(sieve.ends[node] & _WHOLE)


@njit(cache=True, nogil=True)
def _holds(letters: Array, begin: int, end: int, sieve: Sieve) -> bool:
    for piece in range(len(sieve.last)):
        first, length = sieve.first[piece], sieve.first[piece + 1] - sieve.first[piece]
        start = max(begin, end - length) if sieve.last[piece] else begin
        while start + length <= end:
            same = 0
            while same < length and _lower(letters[start + same]) == sieve.inner[first + same]:
                same += 1
            if same == length:
                return True
            start += 1
    return False
