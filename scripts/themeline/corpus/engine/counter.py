"""Counts the mentions of a codebook's themes in many texts at once: the same numbers as `coding.find_mentions`."""

import contextlib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from themeline.corpus.engine.matcher import Forms, count_matches
from themeline.corpus.engine.prefilter import make_sieve, may_match
from themeline.corpus.engine.tables import Column, SetTable, compile_codebook
from themeline.corpus.engine.tokenizer import (
    Array,
    Types,
    classes_of,
    codes_of,
    empty_types,
    find_lines,
    find_runs,
    find_words,
    text_of_codes,
)
from themeline.corpus.engine.vocabulary import WordCounts, words_in_all
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.wildcards import WildcardIndex
from themeline.text.blocks import LONGEST_HEADING, find_blocks, stands_out
from themeline.text.tokens import BETWEEN, fold, keys_of_broken, parts_of

# Beyond so many forms of words all are forgotten, and met anew.
MOST_TYPES = 1 << 19
_BODY, _SHORT, _OTHER = range(3)


class Tally:
    """A codebook made ready to count; it remembers the forms of words it has met."""

    def __init__(self, codebook: Codebook, *, whole_text: bool = False, words: WordCounts | None = None) -> None:
        """Make ready; with ``whole_text`` headings and all else that is not body counts too.

        ``words``, where they are given, are counted too: those that count.
        """
        self._words = words
        self.themes = codebook.ids
        self._whole_text = whole_text
        self._nested = codebook.nested_scope == "dictionary"
        self._dictionary = compile_codebook(codebook)
        self._globs = WildcardIndex(self._dictionary.globs)
        self._sieve = make_sieve(self._dictionary.globs)
        self._number_of: dict[tuple[int, ...], int] = {}
        self._sets = SetTable(self._dictionary.tree), SetTable(self._dictionary.companies)
        self._add_set(())
        self._types: Types
        self._kind: Column
        self._parts: list[Column]
        self._of_broken: dict[tuple[str, str], int]
        self._forget()

    def count(self, texts: Sequence[tuple[str, Mapping[int, str]]]) -> tuple[Array, Array, Array]:
        """Count.

        Args:
            texts: each with blanks for all that is no word of it, and with the roles of lines that are known.

        Returns:
            For each text the number of its mentions of each theme, in the codebook's order; of its words that count;
            and of all its words.
        """
        many = len(texts)
        results = tuple(np.zeros(shape, np.int64) for shape in ((many, len(self.themes)), many, many))
        codes = [codes_of(plain) for plain, _ in texts]
        for size in sorted({one.itemsize for one in codes}):
            places = [place for place, one in enumerate(codes) if one.itemsize == size]
            counted = self._count([texts[place] for place in places], [codes[place] for place in places])
            for result, counts in zip(results, counted, strict=True):
                result[places] = counts
        return results[0], results[1], results[2]

    def _count(
        self, texts: Sequence[tuple[str, Mapping[int, str]]], codes_of_texts: Sequence[Array]
    ) -> tuple[Array, Array, Array]:
        """Count texts whose code points take as many bytes each."""
        if self._types.size[0] > MOST_TYPES:
            self._forget()
        begins = np.concatenate([[0], np.cumsum([len(codes) for codes in codes_of_texts])]).astype(np.int64)
        codes = np.concatenate(codes_of_texts)
        classes = classes_of(codes)
        start, end, text, role = _blocks(codes, begins, classes, texts)
        begin, behind, kind, first, self._types = find_words(codes, classes, start, end, self._types)
        sizes = np.diff(first)
        role[(role == _SHORT) & (sizes > 0) & (sizes <= LONGEST_HEADING)] = _OTHER
        self._meet_types()
        broken, keys = self._meet_broken(codes, begin, behind, kind, first, text)
        counted = np.ones(len(role), np.bool_) if self._whole_text else role != _OTHER
        if self._words is not None:
            kept = np.repeat(counted, sizes)
            kinds = kind[kept]
            parted = {int(place): keys[-1 - kinds[place]] for place in np.flatnonzero(kinds < 0)}
            self._words.add(kinds, np.repeat(text, sizes)[kept], parted)
        mentions = np.zeros((len(texts), len(self.themes)), np.int64)
        parts = [column.values() for column in self._parts]
        forms = Forms(self._kind.values(), broken, *parts)
        words = begin, behind, kind, first
        sets = self._sets[0].sets(), self._sets[1].sets()
        count_matches(
            codes, classes, words, counted, text, forms, sets, self._dictionary, mentions, nested=self._nested
        )
        body, every = (np.bincount(text, of, len(texts)).astype(np.int64) for of in (sizes * counted, sizes))
        return mentions, body, every

    def _forget(self) -> None:
        if self._words is not None:
            self._words.forget_types()
        self._types = empty_types()
        self._kind = Column(np.int32)
        self._parts = [Column(np.int64), Column(np.int32), Column(np.int32), Column(np.int32), Column(np.int8)]
        self._parts[0].add(0)
        self._of_broken = {}

    def _meet_types(self) -> None:
        """Look up the globs of the types that are new; what surely matches none has the first set, the empty one."""
        known, count = self._kind.size, int(self._types.size[0])
        types, kinds = self._types, np.zeros(count - known, np.int32)
        places = types.begin[known : count + 1].tolist()
        letters = text_of_codes(types.letters[places[0] : places[-1]])
        words = [letters[begin - places[0] : end - places[0]] for begin, end in itertools.pairwise(places)]
        for place in np.flatnonzero(may_match(types.letters, types.begin, known, count, self._sieve)).tolist():
            kinds[place] = self._form(words[place], fold(words[place]))
        self._kind.extend(kinds)
        if self._words is not None:
            self._words.meet(words, map(fold, words))

    def _form(self, word: str, key: str) -> int:
        """The number of a set of globs, or, of a word in parts, that of its list of parts."""
        if "-" not in key:
            return self._set_of(key)
        first, begins, ends, sets, joined = self._parts
        behind = 0
        for begin, end, part in parts_of(word, key):
            begins.add(begin)
            ends.add(end)
            sets.add(self._set_of(part))
            joined.add(BETWEEN.fullmatch(word, behind, begin) is not None)
            behind = end
        if behind:
            # What stands before the first part is another word's matter.
            joined.array[first.array[first.size - 1]] = -1
        first.add(begins.size)
        return -(first.size - 1)

    def _set_of(self, key: str) -> int:
        globs = self._globs.matching(key)
        return self._number_of[globs] if globs in self._number_of else self._add_set(globs)

    def _add_set(self, globs: tuple[int, ...]) -> int:
        for table in self._sets:
            table.add(globs)
        self._number_of[globs] = len(self._number_of)
        return self._number_of[globs]

    def _meet_broken(
        self, codes: Array, begin: Array, behind: Array, kind: Array, first: Array, text: Array
    ) -> tuple[Array, list[str]]:
        """Decide of words with a line's end in them, text by text, and number them in ``kind``: forms and keys."""
        broken = np.flatnonzero(kind < 0)
        kind[broken] = -1 - np.arange(len(broken))
        forms = np.empty(len(broken), np.int32)
        keys_of_all = [""] * len(broken)
        text_of_broken = text[np.searchsorted(first, broken, side="right") - 1]
        for number in np.unique(text_of_broken):
            blocks = np.flatnonzero(text == number)
            kinds = kind[first[blocks[0]] : first[blocks[-1] + 1]]
            known: Counter[str] = Counter()
            for one, times in zip(*np.unique(kinds[kinds >= 0], return_counts=True), strict=True):
                letters = self._types.letters[self._types.begin[one] : self._types.begin[one + 1]]
                known[fold(text_of_codes(letters))] += int(times)
            places = np.flatnonzero(text_of_broken == number)
            words = [text_of_codes(codes[begin[broken[place]] : behind[broken[place]]]) for place in places]
            keys = keys_of_broken(set(words), known)
            for place, word in zip(places, words, strict=True):
                pair = word, keys[word]
                if pair not in self._of_broken:
                    self._of_broken[pair] = self._form(*pair)
                forms[place] = self._of_broken[pair]
                keys_of_all[place] = keys[word]
        return forms, keys_of_all


class Tallies:
    """Tallies of one codebook for threads: each is in the hands of one at a time; there are as many as need be."""

    def __init__(self, codebook: Codebook, *, whole_text: bool = False, words: bool = False) -> None:
        """Make none yet; see `Tally`. With ``words`` the words of the texts are counted too."""
        self.themes = codebook.ids
        self._codebook, self._whole_text = codebook, whole_text
        self._words: list[WordCounts] | None = [] if words else None
        self._free: list[Tally] = []

    @contextlib.contextmanager
    def one(self) -> Iterator[Tally]:
        """A tally that no other thread has."""
        # Both are one step for Python's lock.
        try:
            tally = self._free.pop()
        except IndexError:
            tally = self._made()
        yield tally
        self._free.append(tally)

    def _made(self) -> Tally:
        words = None
        if self._words is not None:
            words = WordCounts()
            self._words.append(words)
        return Tally(self._codebook, whole_text=self._whole_text, words=words)

    def words(self) -> pd.DataFrame:
        """The words that all of them have counted, see `word_counts.words_in_all`."""
        return words_in_all(self._words or [WordCounts()])


def _blocks(
    codes: Array, begins: Array, classes: Array, texts: Sequence[tuple[str, Mapping[int, str]]]
) -> tuple[Array, Array, Array, Array]:
    """The blocks of the texts: start, end, text, and whether body, not, or not if it has few words."""
    lines = find_lines(codes, begins, classes)
    stands = np.zeros(len(lines.start), np.bool_)
    for line in np.flatnonzero(lines.maybe[: lines.first[-1]]):
        stands[line] = stands_out(text_of_codes(codes[lines.start[line] : lines.end[line]]))
    start, end, text, short = find_runs(codes, classes, lines, stands)
    role = np.where(short, _SHORT, _BODY)
    given = [number for number, (_, roles) in enumerate(texts) if roles]
    if not given:
        return start, end, text, role
    others = ~np.isin(text, given)
    tables = [np.stack([start, end, text, role], axis=1)[others]]
    for number in given:
        found = find_blocks(*texts[number])
        if len(found):
            place = np.full(len(found), number)
            kept = np.where(found["role"] == "body", _BODY, _OTHER)
            tables.append(
                np.stack([found["start"] + begins[number], found["end"] + begins[number], place, kept], axis=1)
            )
    table = np.concatenate(tables)
    start, end, text, role = table[np.argsort(table[:, 2], kind="stable")].T.copy()
    return start, end, text, role
