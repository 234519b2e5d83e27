"""Which words a glob matches, and which globs match a word: ``*`` is any letters, ``?`` is one.

A glob is folded, as the words are that it is asked about. One that asks for capitals (`CAPITALS` stands before it) is
not: a word that it matches when both are folded must be spelled with a capital wherever the glob has one.

There are two indexes, since the two questions are asked the other way round. One document has few types, which are
sorted once and asked for by each glob (`TypeIndex`); the types of a corpus come one after another and never end, so
there it is the globs that are sorted (`WildcardIndex`).
"""

import bisect
import fnmatch
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from themeline.text.tokens import spelled

# Before a word of a pattern: each of its capitals has to be one in the text too.
CAPITALS = "CAPS/"
# Before a letter that was a capital; no word has it.
_MARK = "^"
_WILD = re.compile(r"[*?]")


def beginning(glob: str) -> str:
    """What every word that it matches begins with."""
    return _WILD.split(glob, maxsplit=1)[0]


def is_whole(glob: str) -> bool:
    """Whether a folded glob is a word without wildcards, which matches itself alone."""
    return _WILD.search(glob) is None


def behind_a_star(glob: str) -> str:
    """The letters of a glob that has one star (or several) before them, and perhaps behind them; else nothing."""
    inner = glob.strip("*")
    return inner if glob[0] == "*" and _WILD.search(inner) is None else ""


def matcher(glob: str) -> Callable[[str], object]:
    """A function that tells of a folded word whether the glob matches it."""
    if inner := behind_a_star(glob):
        return (lambda word: inner in word) if glob[-1] == "*" else (lambda word: word.endswith(inner))
    # fnmatch turns "*" into atomic groups, so that no glob takes more than quadratic time.
    return re.compile(fnmatch.translate(glob)).match


def asks_for_capitals(glob: str) -> bool:
    """Whether a glob asks for capitals."""
    return glob.startswith(CAPITALS)


def folded(glob: str) -> str:
    """A glob without regard to capitals: of one that asks for none, the glob itself."""
    return glob.removeprefix(CAPITALS).casefold() if glob.startswith(CAPITALS) else glob


def capitals_matcher(glob: str) -> Callable[[str], bool]:
    """A function that tells whether a word, as a text spells it, has the capitals that a glob asks for.

    It is to be asked of words only that the folded glob matches. Small letters of the glob may be capitals in the
    word, so that "CAPS/Start" is found in a heading in capitals too.
    """
    # Words are folded with a mark before each letter that was a capital. Each part behind a star is taken at the
    # first place where it fits, as in `fnmatch.translate`, so that the time does not grow with the stars.
    first, *rest = ("".join(map(_letter_pattern, part)) for part in glob.removeprefix(CAPITALS).split("*"))
    if rest:
        first += "".join(f"(?>.*?{part})" for part in rest[:-1]) + f".*{rest[-1]}"
    pattern = re.compile(rf"{first}\Z", re.DOTALL)
    return lambda word: pattern.match(with_capitals_marked(word)) is not None


@functools.lru_cache(maxsize=100_000)
def with_capitals_marked(word: str) -> str:
    """A token as a text spells it, folded, with ``^`` before each letter that was a capital: ``^un`` for "Un"."""
    # A hyphen inside a token stands at a line's end, and is not its own.
    return "".join(
        _MARK + letter.casefold() if letter.isupper() else letter.casefold()
        for letter in spelled(word).replace("-", "")
    )


def _letter_pattern(letter: str) -> str:
    if letter == "?":
        return rf"\{_MARK}?[^{_MARK}]"
    small = rf"\{_MARK}?".join(map(re.escape, letter.casefold()))
    return rf"\{_MARK}{small}" if letter.isupper() else rf"\{_MARK}?{small}"


def _rest(glob: str, begin: str) -> Callable[[str], object] | None:
    """What a glob with wildcards asks of a word that begins as it does; None for nothing more."""
    return None if glob == begin + "*" else matcher(glob)


class TypeIndex:
    """Types (folded words, each once), asked for those that a folded glob matches."""

    def __init__(self, types: Iterable[str]) -> None:
        """Sort them, so that those with the same beginning stand together."""
        self._types = sorted(types)
        self._whole = frozenset(self._types)
        # No type has a line's end in it.
        self._lines = "\n".join(["", *self._types, ""])

    def matching(self, glob: str) -> list[str]:
        """The types that a glob matches, in the order of the alphabet."""
        begin = beginning(glob)
        if begin == glob:
            return [glob] if glob in self._whole else []
        if inner := behind_a_star(glob):
            return list(self._with(inner if glob[-1] == "*" else f"{inner}\n"))
        first = bisect.bisect_left(self._types, begin)
        begun = self._types[first : bisect.bisect_left(self._types, begin + "\U0010ffff", first)]
        matches = _rest(glob, begin)
        return begun if matches is None else list(filter(matches, begun))

    def _with(self, letters: str) -> Iterator[str]:
        """The types that have some letters, or, where a line's end is behind these, end with them.

        All types are searched as one string: where words carry an article and particles, as in Arabic, thousands of
        globs begin with a star.
        """
        place = self._lines.find(letters)
        while place >= 0:
            begin, end = self._lines.rindex("\n", 0, place + 1) + 1, self._lines.index("\n", place)
            yield self._lines[begin:end]
            place = self._lines.find(letters, end)


class WildcardIndex:
    """Globs, asked for those that match a word."""

    def __init__(self, globs: Sequence[str]) -> None:
        """Sort them by what they begin with; each is known by its place."""
        self._whole: dict[str, list[int]] = {}
        self._begun: dict[str, list[tuple[int, Callable[[str], object] | None]]] = {}
        # Of those that begin with a star, the letters behind it: which words end with them, or only have them.
        self._ends: dict[str, list[int]] = {}
        self._within: dict[str, list[int]] = {}
        self._capitals = {
            number: capitals_matcher(glob) for number, glob in enumerate(globs) if asks_for_capitals(glob)
        }
        for number, glob in enumerate(map(folded, globs)):
            begin = beginning(glob)
            if begin == glob:
                self._whole.setdefault(glob, []).append(number)
            elif inner := behind_a_star(glob):
                (self._within if glob[-1] == "*" else self._ends).setdefault(inner, []).append(number)
            else:
                self._begun.setdefault(begin, []).append((number, _rest(glob, begin)))
        self._anywhere = self._begun.pop("", [])
        # What some glob begins with, letter by letter: most words leave it after a few.
        self._ways = {begin[:length] for begin in self._begun for length in range(1, len(begin) + 1)}
        self._lengths_of_ends = sorted(set(map(len, self._ends)))
        self._lengths_within = sorted(set(map(len, self._within)))

    def matching(self, word: str, spelling: str = "") -> tuple[int, ...]:
        """The places of the globs that match a word, in their order.

        Args:
            word: folded.
            spelling: the word as the text has it; without it no glob that asks for capitals matches.
        """
        found = [*self._whole[word]] if word in self._whole else []
        found += [number for number, matches in self._anywhere if matches is None or matches(word)]
        for length in self._lengths_of_ends:
            if length <= len(word):
                found += self._ends.get(word[-length:], ())
        parts = {
            word[place : place + length]
            for length in self._lengths_within
            for place in range(len(word) - length + 1)
            if word[place : place + length] in self._within
        }
        for part in parts:
            found += self._within[part]
        length = 1
        while length <= len(word) and (begin := word[:length]) in self._ways:
            for number, matches in self._begun.get(begin, ()):
                if matches is None or matches(word):
                    found.append(number)
            length += 1
        if self._capitals:
            found = [number for number in found if number not in self._capitals or self._capitals[number](spelling)]
        return tuple(sorted(found)) if len(found) > 1 else tuple(found)
