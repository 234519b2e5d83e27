"""What would make a dictionary find more of what coders found, or less of what they did not."""

import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from nltk.stem.snowball import SnowballStemmer

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.edit import KINDS, Change
from themeline.dictionary.kwic import window_around
from themeline.dictionary.mentions import Matches, Tokens, find_patterns, tokens_of
from themeline.dictionary.patterns import MOST_CHARACTERS, parse_pattern
from themeline.errors import Fault, InputError, input_error
from themeline.io.files import read_table, table_rows
from themeline.measures.words import log_likelihood
from themeline.text.document import ROLES
from themeline.text.language import NAMES
from themeline.text.tokens import ALONE
from themeline.text.wording import single_spaced
from themeline.validity.coders import TEST, purpose_of, read_coder
from themeline.validity.coding_sheets import Coded
from themeline.validity.exchange import NO, YES
from themeline.validity.scores import shares

LONGEST_PHRASE = 4
# A word that is to limit a pattern stands within so many words of its matches.
NEAR = 8
# Of what stands for several forms of a word: fewer letters would find too much else.
SHORTEST_STEM = 4
WINDOW = 60
LEAST = 2


class Suggestion(NamedTuple):
    """A change of a theme, and what it would do on the coded sentences.

    ``new_hits`` are the sentences of the theme that it newly finds, ``new_false_alarms`` those of others; below 0
    where they are no longer found. ``documents`` is the number of documents that have these sentences. ``f1`` is that
    of the theme, ``f1_after`` with the change, ``gain`` their difference. ``keyness`` is the log-likelihood of how
    often the pattern matches in sentences of the theme and in others, below 0 where it is rarer in the theme (only of
    what is added). Where coders disagree, a sentence counts by the share that saw the theme.
    """

    accept: str
    theme: str
    change: str
    pattern: str
    instead_of: str
    new_hits: float
    new_false_alarms: float
    documents: int
    f1: float
    f1_after: float
    gain: float
    keyness: float
    example: str
    example_2: str

    def as_change(self) -> Change:
        """The change alone."""
        return Change(self.theme, self.change, self.pattern, self.instead_of)  # type: ignore[arg-type]


def is_test_part(sheet: Path) -> bool:
    """Whether a sheet is kept aside for a test: its name is ``test``, or the file about its coder says so."""
    return TEST in (sheet.stem, purpose_of(read_coder(sheet), sheet.stem))


class CodedWords:
    """The words of the paragraphs that have coded sentences, by document: made once, for any dictionary."""

    def __init__(self, coded: Coded) -> None:
        """Read the words of ``coded``."""
        self.coded = coded
        self.share, self.judged = shares(coded.codes)
        self.tokens: dict[str, Tokens] = {}
        self.units: dict[str, list[int]] = {}
        unit_of = {(unit.path, unit.sentence): i for i, unit in enumerate(coded.units.itertuples())}
        for path, document in coded.documents.items():
            parts = document.parts
            coded_rows = [row for row, one in enumerate(parts.sentences) if (path, one.sentence) in unit_of]
            rows = set(coded_rows)
            paragraphs = {word.block_row for word in parts.words if word.sentence_row in rows}
            self.tokens[path] = tokens = tokens_of(document, ROLES, paragraphs)
            numbers = [parts.sentences[parts.words[row].sentence_row].sentence for row in tokens.row]
            # Of each token its sentence among those that are coded, -1 for none.
            self.units[path] = [unit_of.get((path, number), -1) for number in numbers]

    def phrases(self, units: Collection[int], longest: int = LONGEST_PHRASE) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each run of up to so many words in some sentences, with its sentence."""
        for path, tokens in self.tokens.items():
            of = self.units[path]
            for first, unit in enumerate(of):
                if unit not in units:
                    continue
                for last in range(first, min(first + longest, len(of))):
                    if of[last] != unit or (last > first and not tokens.follows(last)):
                        break
                    yield unit, tuple(tokens.keys[first : last + 1])


def suggestions(words: CodedWords, codebook: Codebook, theme: str, *, least: int = LEAST) -> list[Suggestion]:
    """Changes of one theme that raise its F1 on coded sentences, the greatest gain first.

    Patterns to add are the words and phrases of up to `LONGEST_PHRASE` words in sentences of the theme that are not
    found, also with a wildcard where several forms of a word (of one stem, M. F. Porter, Snowball, 2001) stand there.
    Patterns that bring false alarms may be removed, limited by a word that stands near (NOT NEAR), or excepted from
    in a longer phrase. What another one of the kind does as well, in the same sentences and with no more errors, is
    left out. Of two patterns that do the same the more typical one is kept, or the shorter one; of exceptions and
    limits the longer one, which says more of what is meant.

    The keyness is that of `log_likelihood` (Rayson and Garside 2000). Weights of a sample are not used.

    Args:
        words: of the coded sentences.
        codebook: the dictionary.
        theme: the id of a theme that was coded.
        least: a change has to move so many sentences to the right side.

    Returns:
        Empty where no coded sentence has the theme.
    """
    base = _Base(words, codebook, theme)
    if not base.coded_with:
        return []
    found = [*_to_add(base, _stems_of(codebook), least), *_to_take_away(base, least)]
    found.sort(key=lambda one: _order(one, base))
    kept: list[_Effect] = []
    for one in found:
        if not any(base.as_good(other, one) for other in kept):
            kept.append(one)
    return [base.suggestion(one) for one in kept]


def scores_now(words: CodedWords, codebook: Codebook, theme: str) -> dict[str, float]:
    """Precision, recall and F1 of a theme, NaN where a score has no denominator, and ``coded``: how many have it."""
    base = _Base(words, codebook, theme)
    hits, alarms = base.count(base.found)
    parts = {"precision": (hits, hits + alarms), "recall": (hits, base.coded_with)}
    scores = {name: top / bottom if bottom else float("nan") for name, (top, bottom) in parts.items()}
    return {"coded": base.coded_with, "f1": base.f1, **scores}


class _Effect(NamedTuple):
    """What a change would find anew, and what it would no longer find."""

    kind: str
    pattern: str
    instead_of: str
    new: frozenset[int]
    lost: frozenset[int]
    gain: float
    # Path, start and end of its matches, for the examples and the keyness.
    places: tuple[tuple[str, int, int, int], ...]


def _order(one: _Effect, base: "_Base") -> tuple[float, int, float, int, str]:
    """The greatest gain first; of equal ones what changes least, and what is more typical of the theme."""
    length = len(one.pattern)
    kinds = ("add", "except", "limit", "remove")
    gain, typical = round(one.gain, 9), round(base.keyness(one), 9) if one.kind == "add" else 0
    return -gain, kinds.index(one.kind), -typical, length if one.kind == "add" else -length, one.pattern


class _Base:
    """What a dictionary finds of one theme, sentence by sentence, and by which patterns."""

    def __init__(self, words: CodedWords, codebook: Codebook, theme: str) -> None:
        self.words, self.theme = words, theme
        k = words.coded.themes.index(theme)
        self.y = words.share[:, k]
        self.judged = frozenset(np.flatnonzero(words.judged[:, k] > 0).tolist())
        self.coded_with = float(sum(self.y[i] for i in self.judged))
        book = codebook.only([theme])
        self.known = {*book.themes[0].patterns, *book.themes[0].exceptions}
        self.matches = {
            path: Matches(words.coded.documents[path], book, roles=ROLES, tokens=tokens)
            for path, tokens in words.tokens.items()
        }
        # The patterns that find each sentence, and the places of each pattern.
        self.patterns: dict[int, set[str]] = defaultdict(set)
        self.places: dict[str, list[tuple[str, int, int, int]]] = defaultdict(list)
        for path, matches in self.matches.items():
            for start, end, first, pattern in matches.unblocked(theme):
                unit = words.units[path][first]
                if unit in self.judged:
                    self.patterns[unit].add(pattern)
                    self.places[pattern].append((path, start, end, unit))
        # Words in all sentences, and in those of the theme.
        words_of = Counter(unit for units in words.units.values() for unit in units if unit in self.judged)
        self.size, self.inside = sum(words_of.values()), sum(float(self.y[i]) * n for i, n in words_of.items())
        self.found = frozenset(self.patterns)
        self.f1 = self.f1_of(self.found)

    def f1_of(self, found: Collection[int]) -> float:
        both = len(found) + self.coded_with
        return 2 * self.count(found)[0] / both if both else float("nan")

    def effect(
        self,
        kind: str,
        pattern: str,
        instead_of: str,
        found: frozenset[int],
        places: Iterable[tuple[str, int, int, int]],
    ) -> _Effect:
        gain = self.f1_of(found) - self.f1
        return _Effect(kind, pattern, instead_of, found - self.found, self.found - found, gain, tuple(places))

    def as_good(self, one: _Effect, other: _Effect) -> bool:
        """Whether one change does all that another of its kind does, and nothing worse."""
        if (one.kind, one.instead_of) != (other.kind, other.instead_of):
            return False
        right, wrong = self._right_and_wrong(one)
        other_right, other_wrong = self._right_and_wrong(other)
        return other_right <= right and wrong <= other_wrong

    def _right_and_wrong(self, one: _Effect) -> tuple[frozenset[int], frozenset[int]]:
        moved = one.new | one.lost
        right = frozenset(i for i in moved if (self.y[i] >= 0.5) == (i in one.new))
        return right, moved - right

    def count(self, units: Iterable[int]) -> tuple[float, float]:
        """Of some sentences, those that have the theme and those that have not."""
        hits = [float(self.y[i]) for i in units]
        return sum(hits), len(hits) - sum(hits)

    def find(self, patterns: Iterable[str]) -> dict[str, list[tuple[str, int, int, int]]]:
        """Where patterns match, and no exception blocks them."""
        wanted = [*dict.fromkeys(patterns)]
        places: dict[str, list[tuple[str, int, int, int]]] = {pattern: [] for pattern in wanted}
        for path, tokens in self.words.tokens.items():
            blocks, units = self.matches[path].blocks, self.words.units[path]
            for pattern, found in find_patterns(tokens, wanted).items():
                places[pattern] += [
                    (path, start, end, units[first])
                    for start, end, first in found
                    if units[first] in self.judged and not blocks(self.theme, start, end)
                ]
        return places

    def suggestion(self, one: _Effect) -> Suggestion:
        hits, alarms = (new - lost for new, lost in zip(self.count(one.new), self.count(one.lost), strict=True))
        moved = one.new | one.lost
        paths = self.words.coded.units["path"]
        keyness = self.keyness(one) if one.kind == "add" else float("nan")
        examples = self._examples(one)
        return Suggestion(
            "", self.theme, one.kind, one.pattern, one.instead_of, hits, alarms, len({paths.iloc[i] for i in moved}),
            self.f1, self.f1 + one.gain, one.gain, keyness, *examples,
        )  # fmt: skip

    def keyness(self, one: _Effect) -> float:
        """How typical the matches are of the theme's sentences; below 0 where they are rarer there."""
        here, there = self.count(unit for *_, unit in one.places)
        rest = self.size - self.inside
        value = float(log_likelihood(pd.Series([here]), pd.Series([there]), self.inside, rest).iloc[0])
        return value if here * rest >= there * self.inside else -value

    def _examples(self, one: _Effect) -> tuple[str, str]:
        """A sentence that comes right, and one that goes wrong, or else another that comes right."""
        good: list[tuple[str, str]] = []
        bad: list[str] = []
        right, wrong = self._right_and_wrong(one)
        for path, start, end, unit in one.places:
            if unit in right:
                good.append((path, self._in_context(path, start, end)))
            elif unit in wrong:
                bad.append(f"wrong: {self._in_context(path, start, end)}")
        first = [words for _, words in good[:1]]
        others = [words for path, words in good[1:] if path != good[0][0]]
        shown = [*first, *bad[:1], *others[:1], *(words for _, words in good[1:2]), "", ""]
        return shown[0], shown[1]

    def _in_context(self, path: str, start: int, end: int) -> str:
        text = self.words.coded.documents[path].text
        first, last = window_around(text, start, end, WINDOW)
        left, right = "… " * (first > 0), " …" * (last < len(text))
        return single_spaced(f"{left}{text[first:start]}[{text[start:end]}]{text[end:last]}{right}").strip()


def _to_add(base: _Base, stem: Any, least: int) -> Iterator[_Effect]:
    missed = frozenset(i for i in base.judged - base.found if base.y[i] > 0)
    of_phrase: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for unit, phrase in base.words.phrases(missed):
        of_phrase[phrase].add(unit)
    families: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for phrase in of_phrase:
        families[tuple(map(stem, phrase))].append(phrase)
    wanted = []
    for family in families.values():
        wanted += [_pattern(phrase) for phrase in family if base.count(of_phrase[phrase])[0] >= least]
        units = set().union(*(of_phrase[phrase] for phrase in family))
        if len(family) > 1 and base.count(units)[0] >= least:
            wanted.append(_pattern(_with_wildcards(family)))
    for pattern, places in base.find(one for one in wanted if one and one not in base.known).items():
        effect = base.effect("add", pattern, "", base.found | {unit for *_, unit in places}, places)
        if effect.gain > 0 and base.count(effect.new)[0] >= least:
            yield effect


def _to_take_away(base: _Base, least: int) -> Iterator[_Effect]:
    """Patterns without which, or with less of which, the theme is found better."""
    for pattern, places in base.places.items():
        alone = frozenset(i for i, patterns in base.patterns.items() if patterns == {pattern})
        alarms = frozenset(i for i in alone if base.y[i] < 1)
        if base.count(alarms)[1] < least:
            continue
        effects = [base.effect("remove", pattern, "", base.found - alone, places)]
        effects += _limited(base, pattern, alone, alarms, least)
        effects += _excepted(base, pattern, alarms, least)
        yield from (one for one in effects if one.gain > 0 and base.count(one.lost)[1] >= least)


def _limited(
    base: _Base, pattern: str, alone: frozenset[int], alarms: frozenset[int], least: int
) -> Iterator[_Effect]:
    """The pattern where one word does not stand near, which stands near its false alarms and near no hit."""
    near: dict[str, set[int]] = defaultdict(set)
    for path, start, end, unit in base.places[pattern]:
        tokens = base.words.tokens[path]
        inside = [i for i in _tokens_around(tokens, start, end, NEAR) if not start <= tokens.start[i] < end]
        for key in {tokens.keys[i] for i in inside}:
            near[key].add(unit)
    words = [key for key, units in near.items() if len(units & alarms) >= least and base.count(units)[0] == 0]
    limited = {f"{pattern} NOT NEAR/{NEAR} {_pattern((key,))}": key for key in words if _pattern((key,))}
    limited = {one: key for one, key in limited.items() if len(one) <= MOST_CHARACTERS and one not in base.known}
    for one, places in base.find(limited).items():
        found = (base.found - alone) | {unit for *_, unit in places}
        yield base.effect("limit", one, pattern, found, base.places[pattern])


def _excepted(base: _Base, pattern: str, alarms: frozenset[int], least: int) -> Iterator[_Effect]:
    """Longer phrases around the pattern's matches, as exceptions."""
    around: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for path, start, end, unit in base.places[pattern]:
        if unit not in alarms:
            continue
        tokens = base.words.tokens[path]
        near = _tokens_around(tokens, start, end, LONGEST_PHRASE - 1)
        match = [i for i in near if start <= tokens.start[i] < end]
        for first in near:
            for last in near:
                longer = first <= match[0] and last >= match[-1] and last - first >= len(match)
                short = last - first < max(LONGEST_PHRASE, len(match) + 1)
                if longer and short and all(map(tokens.follows, range(first + 1, last + 1))):
                    around[tuple(tokens.keys[first : last + 1])].add(unit)
    phrases = [_pattern(phrase) for phrase, units in around.items() if base.count(units)[1] >= least]
    wanted = [one for one in phrases if one and one not in base.known]
    stretches: dict[str, dict[str, list[tuple[int, int]]]] = {one: {} for one in wanted}
    for path, tokens in base.words.tokens.items():
        for one, found in find_patterns(tokens, wanted).items():
            if found:
                stretches[one][path] = [(start, end) for start, end, _ in found]
    for one, blocking in stretches.items():
        left = {
            base.words.units[path][first]
            for path, matches in base.matches.items()
            for _, _, first, _ in matches.unblocked(base.theme, blocking.get(path, ()))
        }
        yield base.effect("except", one, "", frozenset(left) & base.judged, base.places[pattern])


def _tokens_around(tokens: Tokens, start: int, end: int, reach: int) -> range:
    """The tokens of a match and up to so many before and behind it, in its paragraph."""
    first, last = bisect.bisect_left(tokens.start, start), bisect.bisect_left(tokens.start, end) - 1
    begin, stop = first, last
    while begin > max(0, first - reach) and tokens.paragraph[begin - 1] == tokens.paragraph[first]:
        begin -= 1
    while stop + 1 < min(len(tokens.keys), last + reach + 1) and tokens.paragraph[stop + 1] == tokens.paragraph[last]:
        stop += 1
    return range(begin, stop + 1)


def _pattern(phrase: tuple[str, ...]) -> str:
    """A phrase as a pattern; empty where it is none, or only numbers and single letters."""
    if all((len(key) == 1 and not ALONE.match(key)) or key.isdigit() for key in phrase):
        return ""
    pattern = " ".join(phrase)
    try:
        return pattern if parse_pattern(pattern) == phrase else ""
    except ValueError:
        return ""


def _with_wildcards(family: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Phrases that differ only in the forms of their words as one: a word of several forms by what these share."""
    globs = []
    for forms in zip(*family, strict=True):
        if len({*forms}) == 1:
            globs.append(forms[0])
            continue
        first, last = min(forms), max(forms)
        alike = next((i for i, letter in enumerate(first) if letter != last[i : i + 1]), len(first))
        if alike < SHORTEST_STEM:
            return ()
        globs.append(f"{first[:alike]}*")
    return tuple(globs)


def _stems_of(codebook: Codebook) -> Any:
    """What gives the stem of a word in the codebook's language; the word itself where no stemmer knows it."""
    names = [NAMES.get(code, "").casefold() for code in codebook.languages] or ["english"]
    known = next((name for name in names if name in SnowballStemmer.languages), None)
    return lru_cache(maxsize=None)(SnowballStemmer(known).stem if known else str)


def read_accepted(path: Path, codebook: Codebook) -> list[Change]:
    """The rows of a table of suggestions that are marked under ``accept``, as changes, in their order.

    Raises:
        InputError: with the row of each mark that is none, and each change that is none.
    """
    table = table_rows(path, read_table(path))
    needed = ("accept", *Change._fields[:1], "change", "pattern", "instead_of")
    missing = [name for name in needed if name not in table.columns]
    if missing:
        what = f"has no column {', '.join(missing)}, so it is not a table of suggestions"
        raise input_error(path, what, "make one with themeline suggest CODED --out F.csv", line=1)
    changes, faults = [], []
    for _, number, cells in table.rows:
        accept, theme, kind, pattern, old = (cells[name].strip() for name in needed)
        if accept.casefold() not in (*YES, *NO):
            faults.append(Fault(str(path), f"'{accept}' under 'accept' is not a mark", "put yes or no", number))
        elif accept.casefold() in NO:
            continue
        elif kind not in KINDS:
            faults.append(Fault(str(path), f"'{kind}' is not a change", f"it is one of {', '.join(KINDS)}", number))
        else:
            changes.append(Change(theme, kind, pattern, old if kind == "limit" else ""))
    if faults:
        raise InputError(*faults)
    return changes
