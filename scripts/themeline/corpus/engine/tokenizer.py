"""Splits many texts into blocks and words in compiled code: the same as `text.blocks` and `text.tokens`, much faster.

Texts stand one behind the other in one array of code points, and a class of each code point is looked up in a table.
What needs a closer look (a line that may be a heading by its number, a word with a line's end in it) is handed back,
to be decided by the functions in `themeline.text`. README.md follows a text through all arrays.
"""

import functools
from typing import Any, NamedTuple

import numpy as np
import regex

from themeline.corpus.engine.jit import compiled
from themeline.text.blocks import (
    BULLETS,
    BULLETS_BEFORE_BLANK,
    FULL_LINES,
    HEADING_WORDS,
    LONG_LINE,
    LONGER,
    LONGEST_ITEM_NUMERAL,
    LONGEST_LINE,
    LONGEST_NUMERAL,
    NARROWEST,
    SMALL_LETTERS,
    STOPS,
)
from themeline.text.tokens import ALONE_LETTERS, APOSTROPHES, HYPHENS, INVISIBLE, SOFT_HYPHEN, SUSPENDING, UNSEEN

# What a code point is, a bit each.
LETTER, ALONE, JOINED, NOT_SEEN, HYPHEN, APOSTROPHE, SPACE, EDGE, IN_WORD, STOP, SMALL, BULLET, LEAST_BULLET = (
    1 << bit for bit in range(13)
)
_CLASSES = {
    LETTER: rf"[[\p{{L}}\p{{Nd}}\p{{Nl}}]--[{ALONE_LETTERS}{UNSEEN}]]",
    ALONE: f"[{ALONE_LETTERS}]",
    JOINED: rf"[\p{{M}}{UNSEEN}]",
    NOT_SEEN: f"[{UNSEEN}]",
    HYPHEN: f"[{HYPHENS}]",
    APOSTROPHE: f"[{APOSTROPHES}]",
    SPACE: r"\s",
    # What `str.isspace` and `re` count as blank; `regex` leaves out four separators.
    EDGE: rf"[\s\x1c-\x1f{INVISIBLE}]",
    IN_WORD: r"\w",
    STOP: f"[{regex.escape(STOPS)}]",
    SMALL: SMALL_LETTERS,
    BULLET: f"[{BULLETS}]",
    # With a blank behind it, or nothing.
    LEAST_BULLET: f"[{regex.escape(BULLETS_BEFORE_BLANK)}]",
}
# Code points of planes in which some have a class; in the others Unicode has no characters but private ones.
_ASSIGNED = ((0, 0x40000), (0xE0000, 0xF0000))
_SOFT = ord(SOFT_HYPHEN)
# Of the hash FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo, The FNV Non-Cryptographic Hash Algorithm, 1991).
_SEED, _PRIME, _ONE = np.uint64(14695981039346656037), np.uint64(1099511628211), np.uint64(1)
# The type of a word with a line's end in it: not known yet.
_BROKEN = -1
_SUSPENDING = np.zeros((len(SUSPENDING), max(map(len, SUSPENDING)) + 1), np.uint32)
for _row, _word in zip(_SUSPENDING, SUSPENDING, strict=True):
    _row[: len(_word)] = [ord(letter) for letter in _word]
# The words before a heading's number, by what tells them apart: two letters, and how many there are.
_HEADING_WORDS = np.array([[ord(word[0]), ord(word[1]), len(word)] for word in HEADING_WORDS])
# The digits of a number before an item of a list.
_LONGEST_ITEM_NUMBER = 3
# A first word of more letters than this is no such word, and no number of a heading.
_LONGEST_FIRST = max(LONGEST_NUMERAL, *map(len, HEADING_WORDS))
Array = np.ndarray[Any, Any]


class Lines(NamedTuple):
    """Lines of texts: where each starts and ends, without the blanks around it.

    ``may_stand_out`` is of each line whether `text.blocks.stands_out` has to be asked; ``begins`` how it begins: in
    lower case (`BEGINS_SMALL`), so behind an item's number or with a bullet (`IS_ITEM`), or else (`BEGINS_ANEW`). The
    lines of text t are ``first_of_text[t]`` up to ``first_of_text[t + 1]``; ``each_alone[t]`` is whether each of them
    is a block, and ``width[t]`` is `text.blocks.width_of` them.
    """

    start: Array
    end: Array
    may_stand_out: Array
    begins: Array
    first_of_text: Array
    each_alone: Array
    width: Array


BEGINS_ANEW, BEGINS_SMALL, IS_ITEM = range(3)


class Blocks(NamedTuple):
    """Blocks of texts: where each starts and ends, the number of its text, and its role.

    The role is `MAY_BE_HEADING` (one short line with something behind it: a heading if it has few words), `IS_BODY`,
    or `IS_OTHER`.
    """

    start: Array
    end: Array
    text: Array
    role: Array


IS_BODY, MAY_BE_HEADING, IS_OTHER = range(3)


class Words(NamedTuple):
    """Words of blocks: where each starts and ends, and the number of its type.

    A word with a line's end in it has no type: -1, and later (see `counter.ThemeCounter`) -1 - its number among such
    words. The words of block b are ``first_of_block[b]`` up to ``first_of_block[b + 1]``.
    """

    start: Array
    end: Array
    type_id: Array
    first_of_block: Array


class Types(NamedTuple):
    """The types of words (their different spellings) that were seen: a table of hashes, and their letters.

    ``slots`` are a table with open addresses: a type stands in the row that is its hash modulo the number of rows, or
    the next that is free. A row is the hash and the number of the type counted from 1 (0: free). The letters of type
    t are ``letters[begin[t]:begin[t + 1]]``; ``size`` is how many types there are, and how many letters.

    Two types with the same hash (64 bits) would be taken for one: with half a million types the chance that there are
    any two is 7 in a thousand million.
    """

    slots: Array
    begin: Array
    letters: Array
    size: Array


def codes_of(text: str) -> Array:
    """The code points of a text, four bytes each.

    Fewer bytes for texts that need no more would count no faster, and have all that takes code points compiled anew
    for each width.
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of_codes(codes: Array) -> str:
    """The text of code points."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def classes_of(codes: Array) -> Array:
    """The classes of code points, by their numbers: of ASCII, of all below 65,536, or of all, as these need.

    It takes half a second to make those of all, which few texts need.
    """
    most = codes.max(initial=0)
    return _classes(next(size for size in (0x80, 0x10000, 0x110000) if most < size))


@functools.cache
def _classes(size: int) -> Array:
    classes = np.zeros(size, np.uint16)
    for begin, end in _ASSIGNED:
        letters = text_of_codes(np.arange(begin, min(end, size), dtype=np.uint32))
        for bit, pattern in _CLASSES.items():
            # Characters of a class stand in long rows, which are found ten times as fast as each by itself.
            for match in regex.finditer(f"(?:{pattern})+", letters, regex.V1):
                classes[begin + match.start() : begin + match.end()] |= bit
    return classes


def empty_types(size: int = 1 << 16) -> Types:
    """A table without types, with room for this many (a power of two)."""
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
    """The lines of texts that begin at these places; the last place is where all end."""
    line_ends = np.flatnonzero((codes == 10) | (codes == 13))
    room = len(line_ends) + len(begins)
    lines = Lines(
        start=np.empty(room, np.int64),
        end=np.empty(room, np.int64),
        may_stand_out=np.empty(room, np.bool_),
        begins=np.empty(room, np.int8),
        first_of_text=np.empty(len(begins), np.int64),
        each_alone=np.empty(len(begins) - 1, np.bool_),
        width=np.empty(len(begins) - 1, np.int64),
    )
    _find_lines(codes, line_ends, begins, classes, lines, _HEADING_WORDS)
    return lines


def find_words(codes: Array, classes: Array, blocks: Blocks, types: Types) -> tuple[Words, Types]:
    """The words of blocks (`text.tokens.WORD`), and the table of types, with those that are new."""
    room = int((blocks.end - blocks.start).sum()) + 1
    words = Words(
        start=np.empty(room, np.int32),
        end=np.empty(room, np.int32),
        type_id=np.empty(room, np.int32),
        first_of_block=np.zeros(len(blocks.start) + 1, np.int64),
    )
    block = word = 0
    # The hash is a product modulo 2 ** 64: it is meant to overflow, of which numpy warns where this runs uncompiled.
    with np.errstate(over="ignore"):
        while True:
            block, word = _find_words(codes, classes, blocks, block, word, words, types, _SUSPENDING)
            if block == len(blocks.start):
                return Words(words.start[:word], words.end[:word], words.type_id[:word], words.first_of_block), types
            types = with_more_room(types)


@compiled
def _fill_slots(slots: Array, old: Array) -> None:
    mask = np.uint64(len(slots) - 1)
    for row in range(len(old)):
        if old[row, 1]:
            slot = old[row, 0] & mask
            while slots[slot, 1]:
                slot = (slot + _ONE) & mask
            slots[slot, 0], slots[slot, 1] = old[row, 0], old[row, 1]


@compiled
def _find_lines(
    codes: Array, line_ends: Array, begins: Array, classes: Array, lines: Lines, heading_words: Array
) -> None:
    """Fill the table of lines: a line is up to "\\n", "\\r", or both, of which each is in ``line_ends``."""
    line, number = 0, 0
    lengths = np.empty(LONG_LINE + 1, np.int64)
    for text in range(len(begins) - 1):
        lines.first_of_text[text] = line
        place, last = begins[text], begins[text + 1]
        in_long_lines = 0
        while place < last:
            begin = place
            stop = line_ends[number] if number < len(line_ends) and line_ends[number] < last else last
            place = stop
            if place < last:
                number += 1
                place += 1
                if codes[stop] == 13 and place < last and codes[place] == 10:
                    number += 1
                    place += 1
            if place - begin >= LONG_LINE:
                in_long_lines += place - begin
            start, end = begin, stop
            while start < stop and classes[codes[start]] & EDGE:
                start += 1
            while end > start and classes[codes[end - 1]] & EDGE:
                end -= 1
            lines.start[line], lines.end[line] = start, end
            lines.begins[line] = begin_of(codes, start, end, classes)
            lines.may_stand_out[line] = lines.begins[line] == BEGINS_ANEW and _may_stand_out(
                codes, start, end, classes, heading_words
            )
            line += 1
        lines.each_alone[text] = 2 * in_long_lines > last - begins[text]
        if lines.each_alone[text]:
            lines.may_stand_out[lines.first_of_text[text] : line] = False
            lines.width[text] = 0
        else:
            lines.width[text] = _width_of(codes, classes, lines, lines.first_of_text[text], line, lengths)
    lines.first_of_text[len(begins) - 1] = line


@compiled
def lower(code: int) -> int:
    """The small letter of a capital from A to Z; any other code point as it is."""
    return code + 32 if 65 <= code <= 90 else code


@compiled
def _width_of(codes: Array, classes: Array, lines: Lines, first: int, last: int, lengths: Array) -> int:
    """The width at which lines are broken (`text.blocks.width_of`); ``lengths`` is room to count them in."""
    lengths[:] = 0
    filled = 0
    for line in range(first, last):
        length = lines.end[line] - lines.start[line]
        if length:
            lengths[min(length, LONG_LINE)] += 1
            filled += 1
    width, longer = LONG_LINE, lengths[LONG_LINE]
    while width > 0 and longer < max(1, filled // FULL_LINES):
        width -= 1
        longer += lengths[width]
    if width < NARROWEST:
        return 0
    full, before = 0, -1
    for line in range(first, last):
        if lines.start[line] == lines.end[line]:
            continue
        if before >= 0 and not classes[codes[lines.end[before] - 1]] & STOP:
            full += _is_full(codes, classes, lines, before, line, width)
        before = line
    return width if 2 * full > filled else 0


@compiled
def _is_full(codes: Array, classes: Array, lines: Lines, line: int, behind: int, width: int) -> bool:
    """Whether the first word of the line behind it would not have had room in a line, which is broken there."""
    taken = lines.end[line] - lines.start[line] + 1
    if taken - 1 > LONGER * width:
        return False
    place, end = lines.start[behind], lines.end[behind]
    if classes[codes[place]] & ALONE:
        end = place + 1
    while place < end and not classes[codes[place]] & EDGE:
        place += 1
        taken += 1
        if taken > width:
            return True
    return False


@compiled
def _runs_on(codes: Array, classes: Array, lines: Lines, line: int, behind: int, width: int) -> bool:
    """Whether a line runs on into the one behind it (`text.blocks.runs_on`)."""
    if lines.begins[behind] == BEGINS_SMALL:
        return True
    return _is_full(codes, classes, lines, line, behind, width)


@compiled
def begin_of(codes: Array, start: int, end: int, classes: Array) -> int:
    """How a line begins: see `Lines`; `text.blocks.begins_within` and `runs_on` say the same of it."""
    place = start
    while place < end and not classes[codes[place]] & (IN_WORD | BULLET | LEAST_BULLET):
        place += 1
    if place == end:
        return BEGINS_ANEW
    of_first = classes[codes[place]]
    has_bullet = of_first & BULLET != 0 or (
        of_first & LEAST_BULLET != 0 and (place + 1 == end or classes[codes[place + 1]] & SPACE != 0)
    )
    number_end = place if has_bullet else _end_of_item_number(codes, place, end, classes)
    marked = has_bullet or number_end > place
    place = number_end
    while place < end and not classes[codes[place]] & IN_WORD:
        place += 1
    if place < end and classes[codes[place]] & SMALL:
        return IS_ITEM if marked else BEGINS_SMALL
    if has_bullet:
        # A page's number between dashes is no item.
        for place in range(start, end):
            if classes[codes[place]] & (LETTER | ALONE) and not 48 <= codes[place] <= 57:
                return IS_ITEM
    return BEGINS_ANEW


@compiled
def _end_of_item_number(codes: Array, start: int, end: int, classes: Array) -> int:
    """Where the number of an item of a list ends that begins here ("12.", "a)", "iv]"); ``start`` where none does."""
    place = start
    digits, letters, roman = 0, 0, 0
    while place < end and place <= start + LONGEST_ITEM_NUMERAL:
        letter = lower(codes[place])
        if 48 <= letter <= 57:
            digits += 1
        elif 97 <= letter <= 122:
            letters += 1
            # i, v, x, l, c
            roman += letter == 105 or letter == 118 or letter == 120 or letter == 108 or letter == 99
        else:
            break
        place += 1
    size = place - start
    is_number = (
        (size > 0 and digits == size and size <= _LONGEST_ITEM_NUMBER)
        or (size == 1 and letters == 1)
        or (size > 0 and roman == size and size <= LONGEST_ITEM_NUMERAL)
    )
    # . ) ]
    closed = place < end and (codes[place] == 46 or codes[place] == 41 or codes[place] == 93)
    if is_number and closed and (place + 1 == end or classes[codes[place + 1]] & SPACE):
        return place + 1
    return start


@compiled
def _may_stand_out(codes: Array, start: int, end: int, classes: Array, heading_words: Array) -> bool:
    """Whether `text.blocks.stands_out` may be true of a line: no where it surely is not.

    It is true of a short line all in capitals, or with a number before it. So it may be where there is no small
    letter from a to z, or where the line begins with a digit, with a few letters and a full stop ("IV."), or with a
    word that looks like one of `HEADING_WORDS`. Where other alphabets are in that beginning, it may be too.
    """
    if start == end or end - start >= LONGEST_LINE or classes[codes[end - 1]] & STOP:
        return False
    if 48 <= codes[start] <= 57:
        return True
    any_small = False
    for place in range(start, end):
        if 97 <= codes[place] <= 122:
            any_small = True
            break
    if not any_small:
        return True
    # One letter more than the longest shows that a word is too long.
    first_end = start
    while first_end < end and first_end <= start + _LONGEST_FIRST:
        if codes[first_end] > 127:
            return True
        if not 97 <= lower(codes[first_end]) <= 122:
            break
        first_end += 1
    if first_end < end and codes[first_end] == 46:
        return True
    for row in range(len(heading_words)):
        if (
            first_end - start == heading_words[row, 2]
            and lower(codes[start]) == heading_words[row, 0]
            and lower(codes[start + 1]) == heading_words[row, 1]
        ):
            return True
    return False


@compiled
def find_blocks(codes: Array, classes: Array, lines: Lines, stands_out: Array) -> Blocks:
    """The blocks of texts without known roles of lines, as `text.blocks.find_blocks` finds them.

    A line opens a block, the lines after it belong to it, and an empty line closes it. A line that stands out and
    does not run on, with none behind it that is so too, is a block by itself, which is closed at once.

    Args:
        codes: of the texts.
        classes: of the code points.
        lines: of the texts.
        stands_out: of each line, what `text.blocks.stands_out` says of it.
    """
    room = len(lines.start)
    start, end = np.empty(room, np.int64), np.empty(room, np.int64)
    text_of, role = np.empty(room, np.int64), np.empty(room, np.int64)
    block = 0
    for text in range(len(lines.each_alone)):
        first, last = lines.first_of_text[text], lines.first_of_text[text + 1]
        width = lines.width[text]
        is_open = False
        for line in range(first, last):
            if lines.start[line] == lines.end[line]:
                is_open = False
                continue
            if is_open and not lines.each_alone[text]:
                end[block - 1] = lines.end[line]
                role[block - 1] = IS_BODY
                continue
            alone = lines.each_alone[text] or (
                _heads(codes, classes, lines, stands_out, line, last, width)
                and not (line + 1 < last and _heads(codes, classes, lines, stands_out, line + 1, last, width))
            )
            start[block], end[block], text_of[block] = lines.start[line], lines.end[line], text
            role[block] = IS_BODY
            if (
                lines.begins[line] == BEGINS_ANEW
                and end[block] - start[block] < LONGEST_LINE
                and not classes[codes[end[block] - 1]] & STOP
            ):
                # A heading has something behind it, into which it does not run on.
                behind = line + 1
                while behind < last and lines.start[behind] == lines.end[behind]:
                    behind += 1
                if behind < last and not _runs_on(codes, classes, lines, line, behind, width):
                    role[block] = MAY_BE_HEADING
            block += 1
            is_open = not alone
    return Blocks(start[:block], end[:block], text_of[:block], role[:block])


@compiled
def _heads(codes: Array, classes: Array, lines: Lines, stands_out: Array, line: int, last: int, width: int) -> bool:
    """Whether a line stands out, and does not run on into the one right behind it, if there is one."""
    if not stands_out[line]:
        return False
    if line + 1 == last or lines.start[line + 1] == lines.end[line + 1]:
        return True
    return not _runs_on(codes, classes, lines, line, line + 1, width)


@compiled
def line_end(codes: Array, place: int, end: int) -> int:
    """Where a line's end that is here, with the blanks around it, ends; -1 where there is none."""
    while place < end and (codes[place] == 32 or codes[place] == 9):
        place += 1
    if place >= end or (codes[place] != 10 and codes[place] != 13):
        return -1
    place += 2 if codes[place] == 13 and place + 1 < end and codes[place + 1] == 10 else 1
    while place < end and (codes[place] == 32 or codes[place] == 9):
        place += 1
    return place


@compiled
def _suspends(codes: Array, place: int, end: int, classes: Array, suspending: Array) -> bool:
    """Whether one of `text.tokens.SUSPENDING` stands here, as a whole word."""
    for row in range(len(suspending)):
        length = 0
        while place + length < end and suspending[row, length] and codes[place + length] == suspending[row, length]:
            length += 1
        if not suspending[row, length] and (place + length >= end or not classes[codes[place + length]] & IN_WORD):
            return True
    return False


@compiled
def _rest_of_word(codes: Array, place: int, end: int, classes: Array, suspending: Array) -> tuple[int, bool]:
    """Where a word ends of which the letters up to here are known, and whether a line's end is in the rest.

    Letters go on; so does a hyphen, an apostrophe, or a soft hyphen at a line's end, if a letter is behind it.
    """
    broken = False
    while True:
        while place < end and classes[codes[place]] & (LETTER | JOINED):
            place += 1
        if place >= end:
            return place, broken
        joint = classes[codes[place]]
        behind, over_line_end = -1, False
        if joint & HYPHEN:
            behind = place + 1
            next_line = line_end(codes, behind, end)
            if next_line >= 0 and not _suspends(codes, next_line, end, classes, suspending):
                behind, over_line_end = next_line, True
        elif joint & APOSTROPHE:
            behind = place + 1
        elif codes[place - 1] == _SOFT:
            behind, over_line_end = line_end(codes, place, end), True
        if behind < 0:
            return place, broken
        while behind < end and classes[codes[behind]] & NOT_SEEN:
            behind += 1
        if behind >= end or not classes[codes[behind]] & LETTER:
            return place, broken
        place = behind
        broken |= over_line_end


@compiled
def _find_words(
    codes: Array, classes: Array, blocks: Blocks, block: int, word: int, words: Words, types: Types, suspending: Array
) -> tuple[int, int]:
    """Find words until the table of types is full: the block that is next, and the number of words before it."""
    block_start, block_end = blocks.start, blocks.end
    word_start, word_end, type_id, first_of_block = words
    slots, begins, letters = types.slots, types.begin, types.letters
    mask = np.uint64(len(slots) - 1)
    count, filled = types.size[0], types.size[1]
    while block < len(block_start):
        first_of_block[block] = word
        # Unsigned indices let numba leave out the look at whether one is negative and counts from the end.
        place, last = np.uint64(block_start[block]), np.uint64(block_end[block])
        while place < last:
            if not classes[codes[place]] & (LETTER | ALONE):
                place += _ONE
                continue
            start, broken = place, False
            value = _SEED
            # A Han or kana character takes combining marks only; a letter also takes letters.
            going_on = JOINED if classes[codes[place]] & ALONE else LETTER | JOINED
            while True:
                value = (value ^ np.uint64(codes[place])) * _PRIME
                place += _ONE
                if place >= last or not classes[codes[place]] & going_on:
                    break
            # Few words go on behind a hyphen or the like.
            if (
                place < last
                and going_on & LETTER
                and (classes[codes[place]] & (HYPHEN | APOSTROPHE) or codes[place - _ONE] == _SOFT)
            ):
                stop, broken = _rest_of_word(codes, np.int64(place), np.int64(last), classes, suspending)  # type: ignore[arg-type]
                while place < np.uint64(stop):
                    value = (value ^ np.uint64(codes[place])) * _PRIME
                    place += _ONE
            word_start[word], word_end[word] = start, place
            if broken:
                type_id[word] = _BROKEN
                word += 1
                continue
            length = np.int64(place - start)
            # Only the low bits choose the slot: mix the high ones in.
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
                    return block, first_of_block[block]
                found = count
                for at in range(length):
                    letters[filled + at] = codes[np.int64(start) + at]
                filled += length
                count += 1
                begins[count] = filled
                slots[slot, 0], slots[slot, 1] = value, count
            type_id[word] = found
            word += 1
        block += 1
    first_of_block[block] = word
    types.size[0], types.size[1] = count, filled
    return block, word


@compiled
def are_joined(codes: Array, end: int, start: int, classes: Array) -> bool:
    """Whether what stands between two words of one block lets them be words of a phrase (`text.tokens.BETWEEN`).

    Args:
        codes: of the texts.
        end: of the first word.
        start: of the second.
        classes: of the code points.
    """
    # There is nothing only before or behind a character that is a word.
    if end == start:
        return end > 0
    if classes[codes[end]] & HYPHEN:
        return end + 1 == start or line_end(codes, end + 1, start) == start
    only_blanks = True
    for place in range(end, start):
        only_blanks &= classes[codes[place]] & (SPACE | NOT_SEEN) != 0
    return only_blanks


@compiled
def seen_length(codes: Array, start: int, end: int, classes: Array) -> int:
    """Code points of a stretch that can be seen."""
    length = 0
    for place in range(start, end):
        length += not classes[codes[place]] & NOT_SEEN
    return length
