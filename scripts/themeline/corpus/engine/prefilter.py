"""Which types surely match no glob, in compiled code: most match none, and need no closer look."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from themeline.corpus.engine.jit import compiled
from themeline.corpus.engine.tokenizer import Array, lower
from themeline.dictionary.wildcards import beginning

_BEGINNING, _WHOLE = 1, 2


class Prefilter(NamedTuple):
    """Beginnings of globs as a tree of letters, and what is in words that match a glob which begins with a star.

    ``letter`` is the number of each ASCII character among those of the globs (0: it is in none), ``child`` the node
    that a letter leads to from a node (0: none), ``ends`` whether a glob's beginning ends at a node (`_BEGINNING`:
    any word that goes on may match) or a whole word does (`_WHOLE`). ``inner`` are the letters of the other globs,
    one behind another from ``first``, and ``at_end`` is whether a word must end in them. Where a glob is of another
    kind, ``is_open`` is true: then any word may match.
    """

    letter: Array
    child: Array
    ends: Array
    inner: Array
    first: Array
    at_end: Array
    is_open: bool


def make_prefilter(globs: Sequence[str]) -> Prefilter:
    """The prefilter of these globs."""
    plain = [glob for glob in globs if beginning(glob) and beginning(glob).isascii()]
    others = [glob for glob in globs if not beginning(glob)]
    known = "".join(sorted({letter for glob in plain for letter in beginning(glob)}))
    letter = np.zeros(128, np.int32)
    for number, character in enumerate(known, 1):
        letter[ord(character)] = number
    children: list[dict[int, int]] = [{}]
    ends = [0]
    for glob in plain:
        node = 0
        for character in beginning(glob):
            number = int(letter[ord(character)])
            if number not in children[node]:
                children[node][number] = len(children)
                children.append({})
                ends.append(0)
            node = children[node][number]
        ends[node] |= _WHOLE if beginning(glob) == glob else _BEGINNING
    child = np.zeros((len(children), len(known) + 1), np.int32)
    for node, following in enumerate(children):
        for number, other in following.items():
            child[node, number] = other
    # What is not ASCII is in no ASCII word.
    kept = [(glob, glob.strip("*")) for glob in others if glob.strip("*").isascii()]
    return Prefilter(
        letter=letter,
        child=child,
        ends=np.array(ends, np.int8),
        inner=np.array([ord(character) for _, inner in kept for character in inner], np.uint32),
        first=np.concatenate([[0], np.cumsum([len(inner) for _, inner in kept])]).astype(np.int64),
        at_end=np.array([not glob.endswith("*") for glob, _ in kept], np.bool_),
        is_open=any(not inner or "*" in inner or "?" in inner or glob[0] != "*" for glob, inner in kept),
    )


@compiled
def may_match(letters: Array, begins: Array, first: int, behind: int, prefilter: Prefilter) -> Array:
    """Of each type from one number to another, whether it may match a glob: where not, it surely does not.

    Args:
        letters: of the types, one behind the other.
        begins: where each begins, and once more where the last ends.
        first: the first number.
        behind: the number behind the last.
        prefilter: of the globs.
    """
    may = np.ones(behind - first, np.bool_)
    if prefilter.is_open:
        return may
    for number in range(first, behind):
        begin, end = begins[number], begins[number + 1]
        plain = True
        for place in range(begin, end):
            # Other characters, and words joined by hyphens, are folded by rules of their own.
            if letters[place] > 126 or letters[place] < 33 or letters[place] == 45:
                plain = False
                break
        if plain:
            may[number - first] = _begins_as_glob(letters, begin, end, prefilter) or _holds_inner(
                letters, begin, end, prefilter
            )
    return may


@compiled
def _begins_as_glob(letters: Array, begin: int, end: int, prefilter: Prefilter) -> bool:
    """Whether a type begins with what a glob begins with, or is a glob without wildcards."""
    node = 0
    for place in range(begin, end):
        node = prefilter.child[node, prefilter.letter[lower(letters[place])]]
        if not node:
            return False
        if prefilter.ends[node] & _BEGINNING:
            return True
    return bool(prefilter.ends[node] & _WHOLE)


@compiled
def _holds_inner(letters: Array, begin: int, end: int, prefilter: Prefilter) -> bool:
    """Whether the letters of a glob that begins with a star are in a type, or at its end."""
    for glob in range(len(prefilter.at_end)):
        first, length = prefilter.first[glob], prefilter.first[glob + 1] - prefilter.first[glob]
        start = max(begin, end - length) if prefilter.at_end[glob] else begin
        while start + length <= end:
            same = 0
            while same < length and lower(letters[start + same]) == prefilter.inner[first + same]:
                same += 1
            if same == length:
                return True
            start += 1
    return False
