"""Splits many texts into blocks and words in compiled code: the same as `structure` and `words`, many times as fast.

Texts stand one behind the other in one array of code points. What needs a closer look (a line that may be a heading
by its number, a word that a line's end parts) is handed back, to be decided by the functions that decide it
elsewhere.
"""

import functools
from typing import Any, NamedTuple

import numpy as np
import regex
from numba import njit

from themeline.text.blocks import LONG_LINE, LONGEST_LINE, STOPS
from themeline.text.tokens import ALONE_LETTERS, APOSTROPHES, HYPHENS, SOFT_HYPHEN, SUSPENDING, UNSEEN

# What a code point is, a bit each.
_LETTER, _ALONE, _JOINED, _UNSEEN, _HYPHEN, _APOSTROPHE, _SPACE, _EDGE, _IN_WORD, _STOP = (
    1 << bit for bit in range(10)
)
_CLASSES = {
    _LETTER: rf"[[\p{{L}}\p{{Nd}}\p{{Nl}}]--[{ALONE_LETTERS}]]",
    _ALONE: f"[{ALONE_LETTERS}]",
    _JOINED: rf"[\p{{M}}{UNSEEN}]",
    _UNSEEN: f"[{UNSEEN}]",
    _HYPHEN: f"[{HYPHENS}]",
    _APOSTROPHE: f"[{APOSTROPHES}]",
    _SPACE: r"\s",
    # What `str.isspace` and `re` count as blank; `regex` leaves out four separators.
    _EDGE: rf"[\s\x1c-\x1f{UNSEEN}]",
    _IN_WORD: r"\w",
    _STOP: f"[{regex.escape(STOPS)}]",
}
_SOFT = ord(SOFT_HYPHEN)
# Of the hash FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo, The FNV Non-Cryptographic Hash Algorithm, 1991).
_SEED, _PRIME, _ONE = np.uint64(14695981039346656037), np.uint64(1099511628211), np.uint64(1)
_BREAKING = max(len(word) for word in SUSPENDING)
_SUSPENDING = np.zeros((len(SUSPENDING), _BREAKING + 1), np.uint32)
for _row, _word in zip(_SUSPENDING, SUSPENDING, strict=True):
    _row[: len(_word)] = [ord(letter) for letter in _word]
_BEGINNINGS = np.array(
    [
        [ord(letter) for letter in word[:2]] + [len(word)]
        for word in ("chapter", "part", "section", "article", "annex", "appendix")
    ]
)
Array = np.ndarray[Any, Any]


class Lines(NamedTuple):
    """Lines of texts: start and end without blanks, and whether one may stand out."""

    start: Array
    end: Array
    maybe: Array
    first: Array  # of each text, and once more the number of lines
    alone: Array  # of each text: whether each line is a block


class Types(NamedTuple):
    """The forms of words that were seen: a table of their hashes, and their letters one behind the other.

    Two forms with the same hash (64 bits) would be taken for one: with half a million forms the chance that there are
    any two is 7 in a thousand million.
    """

    slots: Array  # hash, and number of the type from 1
    begin: Array
    letters: Array
    size: Array  # how many, and of how many letters


def codes_of(text: str) -> Array:
    """The code points of a text: a byte each where it is ASCII, two where all are below 65,536, else four."""
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8)
    two = text.encode("utf-16-le", "surrogatepass")
    if len(two) == 2 * len(text):
        return np.frombuffer(two, np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of_codes(codes: Array) -> str:
    """The text of code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def classes_of(codes: Array) -> Array:
    """The classes of code points, of as many as there can be here."""
    return _classes({1: 0x80, 2: 0x10000, 4: 0x110000}[codes.itemsize])


@functools.cache
def _classes(size: int) -> Array:
    letters = "".join(map(chr, range(size)))
    classes = np.zeros(size, np.uint16)
    for bit, pattern in _CLASSES.items():
        for match in regex.finditer(pattern, letters, regex.V1):
            classes[match.start()] |= bit
    return classes


def empty_types(size: int = 1 << 16) -> Types:
    """A table without types, with room for this many."""
    return Types(
        np.zeros((2 * size, 2), np.uint64),
        np.zeros(size + 1, np.int64),
        np.zeros(12 * size, np.uint32),
        np.zeros(2, np.int64),
    )


def with_more_room(types: Types) -> Types:
    """The same types in a table of twice the size."""
    more = empty_types(len(types.slots))
    count, letters = types.size
    more.begin[: count + 1] = types.begin[: count + 1]
    more.letters[:letters] = types.letters[:letters]
    more.size[:] = types.size
    _fill_slots(more.slots, types.slots)
    return more


def find_lines(codes: Array, begins: Array, classes: Array) -> Lines:
    """The lines of texts that begin at these places; the last of them is where all end."""
    ends = np.flatnonzero((codes == 10) | (codes == 13))
    room = len(ends) + len(begins)
    lines = Lines(
        start=np.empty(room, np.int64),
        end=np.empty(room, np.int64),
        maybe=np.empty(room, np.bool_),
        first=np.empty(len(begins), np.int64),
        alone=np.empty(len(begins) - 1, np.bool_),
    )
    _find_lines(codes, ends, begins, classes, lines, _BEGINNINGS)
    return lines


@njit(cache=True, nogil=True)
def _fill_slots(slots: Array, old: Array) -> None:
    mask = np.uint64(len(slots) - 1)
    for row in range(len(old)):
        if old[row, 1]:
            slot = old[row, 0] & mask
            while slots[slot, 1]:
                slot = (slot + _ONE) & mask
            slots[slot, 0], slots[slot, 1] = old[row, 0], old[row, 1]


@njit(cache=True, nogil=True)
def _find_lines(codes: Array, ends: Array, begins: Array, classes: Array, lines: Lines, beginnings: Array) -> None:
    line, number = 0, 0
    for text in range(len(begins) - 1):
        lines.first[text] = line
        place, last = begins[text], begins[text + 1]
        in_long = 0
        while place < last:
            begin = place
            stop = ends[number] if number < len(ends) and ends[number] < last else last
            place = stop
            if place < last:
                number += 1
                place += 1
                if codes[stop] == 13 and place < last and codes[place] == 10:
                    number += 1
                    place += 1
            if place - begin >= LONG_LINE:
                in_long += place - begin
            start, end = begin, stop
            while start < stop and classes[codes[start]] & _EDGE:
                start += 1
            while end > start and classes[codes[end - 1]] & _EDGE:
                end -= 1
            lines.start[line], lines.end[line] = start, end
            lines.maybe[line] = _may_stand_out(codes, start, end, classes, beginnings)
            line += 1
        lines.alone[text] = 2 * in_long > last - begins[text]
        if lines.alone[text]:
            lines.maybe[lines.first[text] : line] = False
    lines.first[len(begins) - 1] = line


@njit(cache=True, nogil=True)
def _lower(code: int) -> int:
    return code + 32 if 65 <= code <= 90 else code


@njit(cache=True, nogil=True)
def _may_stand_out(codes: Array, start: int, end: int, classes: Array, beginnings: Array) -> bool:
    """Whether `structure.stands_out` may be true of a line: no where it is surely not."""
    if start == end or end - start >= LONGEST_LINE or classes[codes[end - 1]] & _STOP:
        return False
    if 48 <= codes[start] <= 57:
        return True
    small = False
    for place in range(start, end):
        if 97 <= codes[place] <= 122:
            small = True
            break
    if not small:
        return True
    first = start
    while first < end and first < start + 9 and (97 <= _lower(codes[first]) <= 122 or codes[first] > 127):
        if codes[first] > 127:
            return True
        first += 1
    if first < end and codes[first] == 46:
        return True
    for row in range(len(beginnings)):
        if (
            first - start == beginnings[row, 2]
            and _lower(codes[start]) == beginnings[row, 0]
            and _lower(codes[start + 1]) == beginnings[row, 1]
        ):
            return True
    return False


@njit(cache=True, nogil=True)
def find_runs(codes: Array, classes: Array, lines: Lines, stands_out: Array) -> tuple[Array, Array, Array, Array]:
    """The blocks of texts, as `structure.find_blocks` finds them.

    Args:
        codes: of the texts.
        classes: of the code points.
        lines: of the texts.
        stands_out: whether a line does, by `structure.stands_out`.

    Returns:
        start, end, text, and whether it is one line that may be a heading by its length and end.
    """
    room = len(lines.start)
    start, end = np.empty(room, np.int64), np.empty(room, np.int64)
    text_of, short = np.empty(room, np.int64), np.empty(room, np.bool_)
    run = 0
    for text in range(len(lines.alone)):
        first, last = lines.first[text], lines.first[text + 1]
        begun = run
        is_open = False
        for line in range(first, last):
            if lines.start[line] == lines.end[line]:
                is_open = False
                continue
            alone = lines.alone[text] or (
                not is_open and stands_out[line] and not (line + 1 < last and stands_out[line + 1])
            )
            if is_open and not lines.alone[text]:
                end[run - 1] = lines.end[line]
                short[run - 1] = False
                continue
            start[run], end[run], text_of[run] = lines.start[line], lines.end[line], text
            length = end[run] - start[run]
            short[run] = length < LONGEST_LINE and not classes[codes[end[run] - 1]] & _STOP
            run += 1
            is_open = not alone
        if run > begun:
            short[run - 1] = False
    return start[:run], end[:run], text_of[:run], short[:run]


@njit(cache=True, nogil=True)
def line_end(codes: Array, place: int, end: int) -> int:
    """Where what is a line's end, with the blanks around it, ends; -1 where there is none."""
    while place < end and (codes[place] == 32 or codes[place] == 9):
        place += 1
    if place >= end or (codes[place] != 10 and codes[place] != 13):
        return -1
    place += 2 if codes[place] == 13 and place + 1 < end and codes[place + 1] == 10 else 1
    while place < end and (codes[place] == 32 or codes[place] == 9):
        place += 1
    return place


@njit(cache=True, nogil=True)
def _suspends(codes: Array, place: int, end: int, classes: Array, suspending: Array) -> bool:
    for row in range(len(suspending)):
        length = 0
        while place + length < end and suspending[row, length] and codes[place + length] == suspending[row, length]:
            length += 1
        if not suspending[row, length] and (place + length >= end or not classes[codes[place + length]] & _IN_WORD):
            return True
    return False


@njit(cache=True, nogil=True)
def _rest_of_word(codes: Array, place: int, end: int, classes: Array, suspending: Array) -> tuple[int, bool]:
    """Where a word ends of which the letters up to here are known, and whether a line's end is in the rest."""
    broken = False
    while True:
        while place < end and classes[codes[place]] & (_LETTER | _JOINED):
            place += 1
        if place >= end:
            return place, broken
        kind = classes[codes[place]]
        behind, parted = -1, False
        if kind & _HYPHEN:
            behind = place + 1
            lower = line_end(codes, behind, end)
            if lower >= 0 and not _suspends(codes, lower, end, classes, suspending):
                behind, parted = lower, True
        elif kind & _APOSTROPHE:
            behind = place + 1
        elif codes[place - 1] == _SOFT:
            behind, parted = line_end(codes, place, end), True
        if behind < 0:
            return place, broken
        while behind < end and classes[codes[behind]] & _UNSEEN:
            behind += 1
        if behind >= end or not classes[codes[behind]] & _LETTER:
            return place, broken
        place = behind
        broken |= parted


@njit(cache=True, nogil=True)
def _find_words(
    codes: Array, classes: Array, start: Array, end: Array, run: int, word: int,
    begin: Array, behind: Array, kind: Array, first: Array, types: Types, suspending: Array,
) -> tuple[int, int]:  # fmt: skip
    """Find words until the table of types is full: the block that is next, and the number of words before it."""
    slots, begins, letters = types.slots, types.begin, types.letters
    mask = np.uint64(len(slots) - 1)
    count, filled = types.size[0], types.size[1]
    while run < len(start):
        first[run] = word
        # Unsigned numbers spare a look at whether an index counts from the end.
        place, last = np.uint64(start[run]), np.uint64(end[run])
        while place < last:
            if not classes[codes[place]] & (_LETTER | _ALONE):
                place += _ONE
                continue
            started, broken = place, False
            value = _SEED
            # A character that is a word goes on with its marks, any other with letters too.
            going_on = _JOINED if classes[codes[place]] & _ALONE else _LETTER | _JOINED
            while True:
                value = (value ^ np.uint64(codes[place])) * _PRIME
                place += _ONE
                if place >= last or not classes[codes[place]] & going_on:
                    break
            if (
                place < last
                and going_on & _LETTER
                and (classes[codes[place]] & (_HYPHEN | _APOSTROPHE) or codes[place - _ONE] == _SOFT)
            ):
                stop, broken = _rest_of_word(codes, np.int64(place), np.int64(last), classes, suspending)  # type: ignore[arg-type]
                while place < np.uint64(stop):
                    value = (value ^ np.uint64(codes[place])) * _PRIME
                    place += _ONE
            begin[word], behind[word] = started, place
            if broken:
                kind[word] = -1
                word += 1
                continue
            length = np.int64(place - started)
            value ^= value >> np.uint64(32)
            slot = value & mask
            found = -1
            while slots[slot, 1]:
                if slots[slot, 0] == value:
                    found = np.int64(slots[slot, 1]) - 1  # type: ignore[assignment]
                    break
                slot = (slot + _ONE) & mask
            if found < 0:
                if 2 * count >= len(slots) or filled + length > len(letters):
                    types.size[0], types.size[1] = count, filled
                    return run, first[run]
                found = count
                for at in range(length):
                    letters[filled + at] = codes[np.int64(started) + at]
                filled += length
                count += 1
                begins[count] = filled
                slots[slot, 0], slots[slot, 1] = value, count
            kind[word] = found
            word += 1
        run += 1
    first[run] = word
    types.size[0], types.size[1] = count, filled
    return run, word


def find_words(
    codes: Array, classes: Array, start: Array, end: Array, types: Types
) -> tuple[Array, Array, Array, Array, Types]:
    """The words of blocks (`words.WORD`).

    Returns:
        start, end, and number of the type of each word, which is -1 where a line's end is in it; of each block its
        first word, and once more the number of words; and the table of types, with those that are new.
    """
    room = int((end - start).sum()) + 1
    begin, behind, kind = (np.empty(room, np.int32) for _ in range(3))
    first = np.zeros(len(start) + 1, np.int64)
    run = word = 0
    while True:
        run, word = _find_words(
            codes, classes, start, end, run, word, begin, behind, kind, first, types, _SUSPENDING
        )  # fmt: skip
        if run == len(start):
            return begin[:word], behind[:word], kind[:word], first, types
        types = with_more_room(types)


@njit(cache=True, nogil=True)
def are_joined(codes: Array, behind: int, begin: int, classes: Array) -> bool:
    """Whether what stands between two words of one block lets them be words of a phrase (`words.BETWEEN`)."""
    if behind == begin:
        return behind > 0 and classes[codes[behind - 1]] & _ALONE != 0
    if classes[codes[behind]] & _HYPHEN:
        return behind + 1 == begin or line_end(codes, behind + 1, begin) == begin
    only_blanks = True
    for place in range(behind, begin):
        only_blanks &= classes[codes[place]] & (_SPACE | _UNSEEN) != 0
    return only_blanks


@njit(cache=True, nogil=True)
def seen_length(codes: Array, start: int, end: int, classes: Array) -> int:
    """Code points of a stretch that can be seen."""
    length = 0
    for place in range(start, end):
        length += not classes[codes[place]] & _UNSEEN
    return length
