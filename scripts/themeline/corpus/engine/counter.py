"""Counts the mentions of a codebook's themes in many texts at once: the numbers of `dictionary.mentions`."""

import contextlib
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from themeline.corpus.engine.matcher import TypeSets, count_matches
from themeline.corpus.engine.prefilter import make_prefilter, may_match
from themeline.corpus.engine.tables import Column, WildcardSetTable, compile_codebook
from themeline.corpus.engine.tokenizer import (
    IS_BODY,
    IS_OTHER,
    MAY_BE_HEADING,
    Array,
    Blocks,
    Types,
    Words,
    classes_of,
    codes_of,
    empty_types,
    find_lines,
    find_words,
    text_of_codes,
)
from themeline.corpus.engine.tokenizer import find_blocks as find_blocks_by_rules
from themeline.corpus.engine.vocabulary import WordCounts, words_in_all
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.wildcards import WildcardIndex, folded
from themeline.text.blocks import LONGEST_HEADING, find_blocks, stands_out
from themeline.text.tokens import BETWEEN_PARTS, fold, keys_of_broken, parts_of, with_elisions_cut, without_elision

if TYPE_CHECKING:  # its import takes as long as counting a megabyte
    import pandas as pd

# When more types than this have been seen, all are forgotten, so that memory is bounded.
MOST_TYPES = 1 << 19
# The number of the wildcard set without globs: that of most types.
_NO_GLOBS = 0


class ThemeCounter:
    """A codebook made ready to count; it remembers the types of words it has met."""

    def __init__(self, codebook: Codebook, *, whole_text: bool = False, words: WordCounts | None = None) -> None:
        """Make ready; with ``whole_text`` headings and all else that is not body counts too.

        ``words``, where they are given, are counted too: those that count.
        """
        self._words = words
        self.themes = codebook.ids
        self._whole_text = whole_text
        self._elided = codebook.elided
        self._nested = codebook.nested_scope == "dictionary"
        self._dictionary = compile_codebook(codebook)
        self._globs = WildcardIndex(self._dictionary.globs)
        self._prefilter = make_prefilter([folded(glob) for glob in self._dictionary.globs])
        self._number_of_set: dict[tuple[int, ...], int] = {}
        self._set_tables = WildcardSetTable(self._dictionary.tree), WildcardSetTable(self._dictionary.near_tree)
        self._add_set(())
        self._types: Types
        self._set_of_type: Column
        self._parts: list[Column]
        self._set_of_broken: dict[tuple[str, str], int]
        self._last_type: dict[str, int]
        self._type_before: Column
        self._key_length: Column
        self._forget()

    def count(self, texts: Sequence[tuple[str, Mapping[int, str]]]) -> tuple[Array, Array, Array]:
        """Count.

        Args:
            texts: each with blanks for all that is no word of it, and with the roles of lines that are known.

        Returns:
            For each text the number of its mentions of each theme, in the codebook's order; of its words that count;
            and of all its words.
        """
        if not texts:
            return np.zeros((0, len(self.themes)), np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
        if self._types.size[0] > MOST_TYPES:
            self._forget()
        codes_of_texts = [codes_of(plain) for plain, _ in texts]
        begins = np.concatenate([[0], np.cumsum([len(codes) for codes in codes_of_texts])]).astype(np.int64)
        codes = np.concatenate(codes_of_texts)
        # Each letter takes four bytes, which of a long text are too many to be kept twice.
        del codes_of_texts
        classes = classes_of(codes)
        blocks = _find_blocks(codes, begins, classes, texts)
        words, self._types = find_words(codes, classes, blocks, self._types)
        sizes = np.diff(words.first_of_block)
        is_heading = (blocks.role == MAY_BE_HEADING) & (sizes > 0) & (sizes <= LONGEST_HEADING)
        is_counted = np.ones(len(sizes), np.bool_) if self._whole_text else (blocks.role != IS_OTHER) & ~is_heading
        self._meet_types()
        set_of_broken, keys = self._meet_broken(codes, words, blocks.text)
        if self._words is not None:
            kept = np.repeat(is_counted, sizes)
            type_ids = words.type_id[kept]
            broken = {int(place): keys[-1 - type_ids[place]] for place in np.flatnonzero(type_ids < 0)}
            if self._elided:
                broken = {place: without_elision(key) for place, key in broken.items()}
            self._words.add(type_ids, np.repeat(blocks.text, sizes)[kept], broken)
        mentions = np.zeros((len(texts), len(self.themes)), np.int64)
        count_matches(
            codes,
            classes,
            words,
            is_counted,
            blocks.text,
            TypeSets(self._set_of_type.values(), set_of_broken, *(column.values() for column in self._parts)),
            (self._set_tables[0].sets(), self._set_tables[1].sets()),
            self._dictionary,
            mentions,
            nested=self._nested,
        )
        counted_words, all_words = (
            np.bincount(blocks.text, of_blocks, len(texts)).astype(np.int64)
            for of_blocks in (sizes * is_counted, sizes)
        )
        return mentions, counted_words, all_words

    def _forget(self) -> None:
        if self._words is not None:
            self._words.forget_types()
        self._types = empty_types()
        self._set_of_type = Column(np.int32)
        # As in `TypeSets`: first, start, end, set, follows.
        self._parts = [Column(np.int64), Column(np.int32), Column(np.int32), Column(np.int32), Column(np.int8)]
        self._parts[0].add(0)
        self._set_of_broken = {}
        # The last type of each key, the one before it with the same key (-1: none), and the length of each one's key.
        self._last_type = {}
        self._type_before, self._key_length = Column(np.int32), Column(np.int32)

    def _meet_types(self) -> None:
        """Look up the globs of the types that are new; what surely matches none has the set without globs."""
        known, count = self._set_of_type.size, int(self._types.size[0])
        types, sets = self._types, np.full(count - known, _NO_GLOBS, np.int32)
        words = self._words_of_types(known)
        may = may_match(types.letters, types.begin, known, count, self._prefilter)
        if self._elided:
            # A glob may match behind what is elided.
            may |= np.array([fold(word) != with_elisions_cut(fold(word)) for word in words], np.bool_)
        for place in np.flatnonzero(may).tolist():
            sets[place] = self._set_or_parts(words[place], fold(words[place]))
        self._set_of_type.extend(sets)
        if self._words is not None:
            kept = [*map(without_elision, words)] if self._elided else words
            self._words.meet(kept, map(fold, kept))

    def _words_of_types(self, first: int) -> list[str]:
        """The types from a number on, as they are spelled."""
        places = self._types.begin[first : int(self._types.size[0]) + 1].tolist()
        letters = text_of_codes(self._types.letters[places[0] : places[-1]])
        return [letters[begin - places[0] : end - places[0]] for begin, end in itertools.pairwise(places)]

    def _set_or_parts(self, word: str, key: str) -> int:
        """The number of a wildcard set, or, of a word joined by hyphens, -1 - that of its list of parts."""
        if self._elided:
            key = with_elisions_cut(key)
        if "-" not in key:
            return self._set_of(key, word)
        first, starts, ends, sets, follows = self._parts
        number = first.size - 1
        behind = 0
        for start, end, part in parts_of(word, key):
            starts.add(start)
            ends.add(end)
            sets.add(self._set_of(part, word[start:end]))
            # Whether the first part follows depends on what stands before the word, and is looked at there.
            follows.add(int(BETWEEN_PARTS.fullmatch(word, behind, start) is not None) if behind else -1)
            behind = end
        first.add(starts.size)
        return -1 - number

    def _set_of(self, key: str, spelling: str) -> int:
        globs = self._globs.matching(key, spelling)
        return self._number_of_set[globs] if globs in self._number_of_set else self._add_set(globs)

    def _add_set(self, globs: tuple[int, ...]) -> int:
        for table in self._set_tables:
            table.add(globs)
        self._number_of_set[globs] = len(self._number_of_set)
        return self._number_of_set[globs]

    def _meet_broken(self, codes: Array, words: Words, text_of_block: Array) -> tuple[Array, list[str]]:
        """Decide, text by text, of words with a line's end in them, and number them in ``words.type_id``.

        Returns:
            Of each its wildcard set or -1 - list of parts, and its key.
        """
        type_id, first = words.type_id, words.first_of_block
        broken = np.flatnonzero(type_id < 0)
        type_id[broken] = -1 - np.arange(len(broken))
        sets = np.empty(len(broken), np.int32)
        keys_of_all = [""] * len(broken)
        if len(broken):
            self._index_keys()
        lengths_of_types = self._key_length.values()
        text_of_broken = text_of_block[np.searchsorted(first, broken, side="right") - 1]
        for number in np.unique(text_of_broken):
            blocks = np.searchsorted(text_of_block, (number, number + 1))
            types_of_text = type_id[first[blocks[0]] : first[blocks[1]]]
            types, counts = np.unique(types_of_text[types_of_text >= 0], return_counts=True)
            times_of_type = dict(zip(types.tolist(), counts.tolist(), strict=True))
            places = range(*np.searchsorted(text_of_broken, (number, number + 1)))
            spelled = [text_of_codes(codes[words.start[broken[at]] : words.end[broken[at]]]) for at in places]
            lengths = set(lengths_of_types[types].tolist())
            keys = keys_of_broken(set(spelled), functools.partial(self._times_of_key, times_of_type), lengths)
            for place, word in zip(places, spelled, strict=True):
                pair = word, keys[word]
                if pair not in self._set_of_broken:
                    self._set_of_broken[pair] = self._set_or_parts(*pair)
                sets[place] = self._set_of_broken[pair]
                keys_of_all[place] = keys[word]
        return sets, keys_of_all

    def _index_keys(self) -> None:
        """Note the keys of the types that are new since the last time: only texts with broken words ask for them."""
        known = self._key_length.size
        keys = [fold(word) for word in self._words_of_types(known)]
        for number, key in enumerate(keys, known):
            self._type_before.add(self._last_type.get(key, -1))
            self._last_type[key] = number
        self._key_length.extend([len(key) for key in keys])

    def _times_of_key(self, times_of_type: Mapping[int, int], key: str) -> int:
        """How often a text has a word in any spelling, by how often it has each type."""
        times, number = 0, self._last_type.get(key, -1)
        while number >= 0:
            times += times_of_type.get(number, 0)
            number = int(self._type_before.array[number])
        return times


class CounterPool:
    """Counters of one codebook for threads: each is in the hands of one at a time; there are as many as need be."""

    def __init__(self, codebook: Codebook, *, whole_text: bool = False, words: bool = False) -> None:
        """Make none yet; see `ThemeCounter`. With ``words`` the words of the texts are counted too."""
        self.themes = codebook.ids
        self._codebook, self._whole_text = codebook, whole_text
        self._words: list[WordCounts] | None = [] if words else None
        self._free: list[ThemeCounter] = []

    @contextlib.contextmanager
    def borrow(self) -> Iterator[ThemeCounter]:
        """A counter that no other thread has."""
        # `list.pop` and `append` are atomic.
        try:
            counter = self._free.pop()
        except IndexError:
            counter = self._new_counter()
        yield counter
        self._free.append(counter)

    def counts(self, texts: Sequence[tuple[str, Mapping[int, str]]]) -> list[tuple[list[int], int, int]]:
        """What `ThemeCounter.count` says of each text, as Python's numbers."""
        with self.borrow() as counter:
            counts = counter.count(texts)
        return list(zip(*(array.tolist() for array in counts), strict=True))

    def _new_counter(self) -> ThemeCounter:
        words = None
        if self._words is not None:
            words = WordCounts()
            self._words.append(words)
        return ThemeCounter(self._codebook, whole_text=self._whole_text, words=words)

    def words(self) -> "pd.DataFrame":
        """The words that all of them have counted, see `vocabulary.words_in_all`."""
        return words_in_all(self._words or [WordCounts()])


def _find_blocks(
    codes: Array, begins: Array, classes: Array, texts: Sequence[tuple[str, Mapping[int, str]]]
) -> Blocks:
    """The blocks of the texts: by the compiled rules, or, where roles of lines are known, by `text.blocks`."""
    lines = find_lines(codes, begins, classes)
    stands = np.zeros(len(lines.start), np.bool_)
    for line in np.flatnonzero(lines.may_stand_out[: lines.first_of_text[-1]]):
        stands[line] = stands_out(text_of_codes(codes[lines.start[line] : lines.end[line]]))
    blocks = find_blocks_by_rules(codes, classes, lines, stands)
    given = [number for number, (_, roles) in enumerate(texts) if roles]
    if not given:
        return blocks
    tables = [np.stack(blocks, axis=1)[~np.isin(blocks.text, given)]]
    for number in given:
        found = find_blocks(*texts[number])
        if len(found):
            text_of_block = np.full(len(found), number)
            role = [IS_BODY if block.role == "body" else IS_OTHER for block in found]
            starts = np.array([block.start for block in found]) + begins[number]
            ends = np.array([block.end for block in found]) + begins[number]
            tables.append(np.stack([starts, ends, text_of_block, role], axis=1))
    table = np.concatenate(tables)
    return Blocks(*table[np.argsort(table[:, 2], kind="stable")].T.copy())
