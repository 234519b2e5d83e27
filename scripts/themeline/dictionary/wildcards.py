"""Which words a glob matches, and which globs match a word: ``*`` is any letters, ``?`` is one.

There are two indexes, since the two questions are asked the other way round. One document has few types, which are
sorted once and asked for by each glob (`TypeIndex`); the types of a corpus come one after another and never end, so
there it is the globs that are sorted (`WildcardIndex`).
"""

import bisect
import fnmatch
import re
from collections.abc import Callable, Iterable, Sequence

_WILD = re.compile(r"[*?]")


def beginning(glob: str) -> str:
    """What every word that it matches begins with."""
    return _WILD.split(glob, maxsplit=1)[0]


def matcher(glob: str) -> Callable[[str], object]:
    """A function that tells of a folded word whether the glob matches it."""
    inner = glob.strip("*")
    if glob[0] == "*" and _WILD.search(inner) is None:
        return (lambda word: inner in word) if glob[-1] == "*" else (lambda word: word.endswith(inner))
    # fnmatch turns "*" into atomic groups, so that no glob takes more than quadratic time.
    return re.compile(fnmatch.translate(glob)).match


def _rest(glob: str, begin: str) -> Callable[[str], object] | None:
    """What a glob with wildcards asks of a word that begins as it does; None for nothing more."""
    return None if glob == begin + "*" else matcher(glob)


class TypeIndex:
    """Types (folded words, each once), asked for those that a glob matches."""

    def __init__(self, types: Iterable[str]) -> None:
        """Sort them, so that those with the same beginning stand together."""
        self._types = sorted(types)
        self._whole = frozenset(self._types)

    def matching(self, glob: str) -> list[str]:
        """The types that a glob matches, in the order of the alphabet."""
        begin = beginning(glob)
        if begin == glob:
            return [glob] if glob in self._whole else []
        first = bisect.bisect_left(self._types, begin)
        begun = self._types[first : bisect.bisect_left(self._types, begin + "\U0010ffff", first)]
        matches = _rest(glob, begin)
        return begun if matches is None else list(filter(matches, begun))


class WildcardIndex:
    """Globs, asked for those that match a word."""

    def __init__(self, globs: Sequence[str]) -> None:
        """Sort them by what they begin with; each is known by its place."""
        self._whole: dict[str, int] = {}
        self._begun: dict[str, list[tuple[int, Callable[[str], object] | None]]] = {}
        for number, glob in enumerate(globs):
            begin = beginning(glob)
            if begin == glob:
                self._whole[glob] = number
            else:
                self._begun.setdefault(begin, []).append((number, _rest(glob, begin)))
        self._anywhere = self._begun.pop("", [])
        # What some glob begins with, letter by letter: most words leave it after a few.
        self._ways = {begin[:length] for begin in self._begun for length in range(1, len(begin) + 1)}

    def matching(self, word: str) -> tuple[int, ...]:
        """The places of the globs that match a folded word, in their order."""
        found = [self._whole[word]] if word in self._whole else []
        found += [number for number, matches in self._anywhere if matches is None or matches(word)]
        length = 1
        while length <= len(word) and (begin := word[:length]) in self._ways:
            for number, matches in self._begun.get(begin, ()):
                if matches is None or matches(word):
                    found.append(number)
            length += 1
        return tuple(sorted(found)) if len(found) > 1 else tuple(found)
