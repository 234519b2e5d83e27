"""Which sentences of two texts say the same: a text and its translation, sentence by sentence.

The method is that of W. A. Gale and K. W. Church, A Program for Aligning Sentences in Bilingual Corpora
(Computational Linguistics 19, 1993): a long sentence has a long translation, and of all ways to link the sentences of
two texts in their order the most probable one is looked for. Three things are added, since what one of two statements
leaves out is what people look for, and by lengths alone that is hardly found (Gale and Church found none of it):

- A sentence without a counterpart costs what a sentence of its length is worth in any text, as in P. F. Brown, J. C.
  Lai and R. L. Mercer, Aligning Sentences in Parallel Corpora (ACL 1991), and not what it would cost to link it with
  nothing.
- Numbers that both name, those of articles above all, speak for a link, and other numbers against it, as in M.
  Simard, G. F. Foster and P. Isabelle, Using Cognates to Align Sentences in Bilingual Corpora (TMI 1992).
- A heading is hardly the counterpart of a sentence, nor the first sentence of a paragraph that of another.

The aligner of NLTK takes links of no probability for certain ones, as soon as a sentence has more than some 230
characters (https://github.com/nltk/nltk/issues/1293), so it is not used. ``scripts/benchmark.py alignment`` measures
both.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from themeline.errors import input_error
from themeline.text.document import Document
from themeline.text.parts import Sentence
from themeline.text.tokens import UNSEEN
from themeline.text.wording import single_spaced

# Of so many sentences: the time grows with the product of both texts.
MOST_SENTENCES = 4_000
# How probable it is that so many sentences of the one text are so many of the other, and that one has no counterpart:
# near those of Gale and Church, but for the last, which is more frequent in statements than in their texts (0.01).
PROBABILITY = {(1, 1): 0.85, (2, 1): 0.04, (1, 2): 0.04, (2, 2): 0.01}
ALONE = 0.03
# The variance of the length of a translation, per character (Gale and Church).
VARIANCE = 6.8
# The lengths of all sentences are taken to differ at least so much: a standard deviation of their logarithms.
LEAST_SPREAD = 0.3
# How often the ratio of lengths is taken anew from what is linked.
MOST_ROUNDS = 3
# What speaks for a link, or against it, in natural logarithms of its odds.
NUMBER, OTHER_KIND, OTHER_PLACE = 3.0, 4.0, 1.5

_UNSEEN = re.compile(f"[{UNSEEN}]")
_DIGITS = re.compile(r"\d+")
_HAN_DIGITS = "〇一二三四五六七八九"
# Chinese: an ordinal ("Article 12"), and a year, digit by digit.
_HAN_ORDINAL = re.compile(r"第([一二三四五六七八九十百零〇两]+)")
_HAN_YEAR = re.compile(f"[{_HAN_DIGITS}]{{4}}(?=年)")
_ROMAN = re.compile(r"\b[IVXLC]+\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Roles of what is linked with its like alone.
_HEADINGS = ("title", "heading")


class Aligned(NamedTuple):
    """Numbers (from 1) of sentences of a text and of those of another that say the same, as it seems.

    One of both is empty where the other text has no such sentence.
    """

    first: tuple[int, ...]
    second: tuple[int, ...]


# As `Aligned`, for short.
_Row = tuple[tuple[int, ...], tuple[int, ...]]


class _Unit(NamedTuple):
    """A sentence as it is aligned: characters that can be seen, numbers, whether a heading, whether the first of a
    block."""

    length: int
    numbers: frozenset[int]
    heading: bool
    opens: bool


def align_documents(first: Document, second: Document) -> list[Aligned]:
    """Which sentences of two texts say the same, headings and all, in the order of the texts.

    Returns:
        Rows in which each sentence of both texts stands once. What one text says elsewhere than the other stands
        without counterpart in both places, but for the larger part of it.

    Raises:
        InputError: a text has more than `MOST_SENTENCES` sentences.
    """
    for document in (first, second):
        count = len(document.parts.sentences)
        if count > MOST_SENTENCES:
            what = f"has {count:,} sentences; {MOST_SENTENCES:,} is the most that can be aligned"
            raise input_error(document.name, what, "align its chapters one by one, each as a file of its own")
    return [Aligned(*row) for row in _aligned(_units(first), _units(second))]


def numbers_in(text: str, *, heading: bool = False) -> frozenset[int]:
    """The numbers in a text: in digits of any script, in Chinese ordinals and years; in a heading in Roman ones too.

    >>> sorted(numbers_in("Статья 12, 2001")), sorted(numbers_in("第十二条")), sorted(numbers_in("二〇〇一年"))
    ([12, 2001], [12], [2001])
    >>> sorted(numbers_in("Article IV", heading=True))
    [4]
    """
    found = {int(digits) for digits in _DIGITS.findall(text)}
    found |= {_han_number(match[1]) for match in _HAN_ORDINAL.finditer(text)}
    found |= {int("".join(str(_HAN_DIGITS.index(one)) for one in year)) for year in _HAN_YEAR.findall(text)}
    if heading:
        found |= {_roman_number(letters) for letters in _ROMAN.findall(text)}
    return frozenset(found)


def _han_number(written: str) -> int:
    """A Chinese number below a thousand: 十二 is 12, 一百零三 is 103."""
    total = digit = 0
    for one in written.replace("两", "二"):
        if one in "十百":
            total += max(1, digit) * (10 if one == "十" else 100)
            digit = 0
        elif one not in "零〇":
            digit = _HAN_DIGITS.index(one)
    return total + digit


def _roman_number(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _units(document: Document) -> list[_Unit]:
    opening = {block.start for block in document.parts.blocks}
    return [_unit(document, sentence, opens=sentence.start in opening) for sentence in document.parts.sentences]


def _unit(document: Document, sentence: Sentence, *, opens: bool) -> _Unit:
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", single_spaced(document.text[sentence.start : sentence.end])))
    heading = sentence.role in _HEADINGS
    return _Unit(max(1, len(text)), numbers_in(text, heading=heading), heading, opens)


def _aligned(first: Sequence[_Unit], second: Sequence[_Unit]) -> list[_Row]:
    """The most probable rows.

    How much longer the one text is for the same words is first taken from the whole texts, and from the middle of
    their sentences, then from the sentences that are linked: what is left out belongs to no ratio.
    """
    if not first or not second:
        return [((i + 1,), ()) for i in range(len(first))] + [((), (j + 1,)) for j in range(len(second))]
    lengths = [np.array([unit.length for unit in units], float) for units in (first, second)]
    links = _Links(first, second)
    best: tuple[float, list[_Row]] = (math.inf, [])
    for ratio in (lengths[1].sum() / lengths[0].sum(), np.median(lengths[1]) / np.median(lengths[0])):
        for _ in range(MOST_ROUNDS):
            found = _aligned_at(links, float(ratio))
            if found[0] >= best[0] - 1e-9:
                break
            best = found
            linked = [row for row in found[1] if all(row)]
            if not linked:
                break
            sums = (sum(of[n - 1] for row in linked for n in row[side]) for side, of in enumerate(lengths))
            ratio = 1 / (next(sums) / next(sums))
    return best[1]


def _aligned_at(links: "_Links", ratio: float) -> tuple[float, list[_Row]]:
    """The most probable rows where the second text is so many times as long, and what they cost.

    By dynamic programming, a row of the table of costs at a time. The cost of a row is the negative logarithm of its
    probability, beside that of its sentences as sentences of any text. So a sentence alone costs the same whatever
    its length, and in a row of the table what comes from the left is the lowest of all before.
    """
    n, m = links.counts
    links.scale(ratio)
    alone = -math.log(ALONE)
    steps = list(PROBABILITY)
    costs = [np.empty(0)] * (n + 1)
    # By which step a place was reached: its number in `steps`, or a sentence alone, of the first or of the second.
    by = np.zeros((n + 1, m + 1), np.int8)
    of_first, of_second = len(steps), len(steps) + 1
    left = alone * np.arange(m + 1)
    for i in range(n + 1):
        if i == 0:
            best = np.full(m + 1, np.inf)
            best[0] = 0.0
        else:
            best = costs[i - 1] + alone
            by[i] = of_first
        for number, (x, y) in enumerate(steps):
            if i < x or m < y:
                continue
            tried = costs[i - x][: m + 1 - y] + links.costs(i, x, y)
            better = tried < best[y:]
            best[y:][better] = tried[better]
            by[i, y:][better] = number
        lowest = np.minimum.accumulate(best - left) + left
        by[i][lowest < best - 1e-9] = of_second
        costs[i] = np.minimum(lowest, best)
        if i >= 2:
            costs[i - 2] = np.empty(0)
    found: list[_Row] = []
    i, j = n, m
    while i or j:
        step = int(by[i, j])
        x, y = (1, 0) if step == of_first else (0, 1) if step == of_second else steps[step]
        found.append((tuple(range(i - x + 1, i + 1)), tuple(range(j - y + 1, j + 1))))
        i, j = i - x, j - y
    return float(costs[n][m]), found[::-1]


class _Links:
    """What it costs to link sentences of one text with sentences of another.

    What depends on the second text alone is kept for one sentence in a row of it, and for two (`_windows`).
    """

    def __init__(self, first: Sequence[_Unit], second: Sequence[_Unit]) -> None:
        self.counts = len(first), len(second)
        self._first = first
        self._lengths = [np.array([unit.length for unit in units], float) for units in (first, second)]
        logs = [np.log(of) for of in self._lengths]
        apart = np.concatenate([of - of.mean() for of in logs])
        spread = max(LEAST_SPREAD, float(np.sqrt((apart**2).mean())))
        in_any_text = 0.5 * ((logs[1] - logs[1].mean()) / spread) ** 2 + math.log(spread)
        self._in_any_text = _windows(in_any_text, np.add)
        heading = np.array([unit.heading for unit in second], bool)
        self._heading, self._no_heading = _windows(heading, np.logical_or), _windows(~heading, np.logical_or)
        self._numbered = _windows(np.array([bool(unit.numbers) for unit in second]), np.logical_or)
        opens = np.array([unit.opens for unit in second], bool)
        self._opens = {1: opens, 2: opens[:-1]}
        self._opens_within = {1: np.zeros(len(second)), 2: opens[1:].astype(float)}
        self._where: dict[int, list[int]] = {}
        for place, unit in enumerate(second):
            for one in unit.numbers:
                self._where.setdefault(one, []).append(place)

    def scale(self, ratio: float) -> None:
        """Take both texts in characters of the longer one, where the second is so many times as long as the first."""
        scales = max(1.0, ratio), max(1.0, 1 / ratio)
        self._own = np.concatenate([[0.0], (self._lengths[0] * scales[0]).cumsum()])
        self._theirs = _windows(self._lengths[1] * scales[1], np.add)

    def costs(self, i: int, x: int, y: int) -> np.ndarray:
        """The costs of linking the ``x`` sentences before place ``i`` of the first text with each ``y`` in a row of
        the second: an array of its sentences, but for ``y - 1``."""
        mine = self._first[i - x : i]
        own, theirs = self._own[i] - self._own[i - x], self._theirs[y]
        variance = VARIANCE / ((own + theirs) / 2)
        cost = 0.5 * np.log(theirs / own) ** 2 / variance + 0.5 * np.log(variance)
        cost -= self._in_any_text[y] + math.log(PROBABILITY[x, y])
        numbers = {one for unit in mine for one in unit.numbers}
        if numbers:
            shared = np.zeros(self.counts[1], bool)
            for one in numbers:
                shared[self._where.get(one, [])] = True
            both = _windows(shared, np.logical_or)[y]
            cost += NUMBER * ((self._numbered[y] & ~both).astype(float) - both)
        if any(unit.heading for unit in mine):
            cost += OTHER_KIND * (self._no_heading[y] | (not all(unit.heading for unit in mine)))
        else:
            cost += OTHER_KIND * self._heading[y]
        cost += OTHER_PLACE * (self._opens[y] != mine[0].opens)
        # Sentences that are one in the other text are of one paragraph.
        cost += OTHER_KIND * (sum(unit.opens for unit in mine[1:]) + self._opens_within[y])
        return np.asarray(cost)


def _windows(row: np.ndarray, both: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> dict[int, np.ndarray]:
    """The values of a row one by one, and of each two one behind the other together."""
    return {1: row, 2: both(row[:-1], row[1:])}
