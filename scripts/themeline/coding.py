"""Find the mentions of themes in a document, and words in their context."""

import bisect
import fnmatch
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from themeline.codebook import LONE_STAR, Codebook, Theme, parse_pattern
from themeline.document import BODY, HYPHENS, Document, fold

COLUMNS = ["document", "theme", "pattern", "start", "end", "text", "sentence", "paragraph", "section"]

_BETWEEN = re.compile(rf"[{HYPHENS}](?:\r\n|\r|\n)?|[\s\u200b\ufeff]+")
_PART = re.compile(rf"[^{HYPHENS}]+")


@dataclass(frozen=True)
class _Tokens:
    """The words of a document, parted at hyphens, as patterns see them."""

    start: list[int]
    end: list[int]
    row: list[int]
    follows: list[bool]
    where: dict[str, list[int]]
    keys: list[str]


def find_mentions(document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY) -> pd.DataFrame:
    """Find every mention of every theme in the parts of a document that have one of these roles.

    Inside one theme overlapping matches count once: the longest (in characters) wins, of equally long ones the
    first, and of two patterns on the same stretch the first in the codebook. A match is blocked where it overlaps
    a longer match of one of its theme's exceptions. Words of a phrase stand next to each other in one sentence,
    with white space or one hyphen between.

    Returns:
        One row a mention, with the columns `COLUMNS`, sorted by start and then theme. ``start`` and ``end`` are
        code-point offsets into the unchanged text, and ``text`` is that slice.
    """
    tokens = _tokens(document, roles)
    hits = _Hits(tokens)
    rows = [
        (theme.id, pattern, start, end, tokens.row[first])
        for theme in codebook.themes
        for start, end, first, pattern in _of_theme(theme, tokens, hits)
    ]
    rows.sort(key=lambda row: (row[2], row[0], row[3]))
    words = document.words.iloc[[row[4] for row in rows]]
    return pd.DataFrame(
        {
            "document": [document.name] * len(rows),
            "theme": [row[0] for row in rows],
            "pattern": [row[1] for row in rows],
            "start": np.array([row[2] for row in rows], dtype=int),
            "end": np.array([row[3] for row in rows], dtype=int),
            "text": [document.text[row[2] : row[3]] for row in rows],
            "sentence": words["sentence"].to_numpy(),
            "paragraph": words["paragraph"].to_numpy(),
            "section": words["section"].to_numpy(),
        },
        columns=COLUMNS,
    ).astype(dict.fromkeys(("document", "theme", "pattern", "text", "section"), str))


def keyword_in_context(
    document: Document, pattern: str, *, window: int = 60, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Find a word or phrase (with ``*`` and ``?``) and the text around it.

    Args:
        document: the text.
        pattern: as in a codebook.
        window: characters shown on each side.
        roles: the parts searched.

    Returns:
        sentence, section, left, keyword, right: one row an occurrence, in the order of the text.

    Raises:
        ValueError: the pattern is none.
    """
    tokens = _tokens(document, roles)
    text = document.text
    rows = []
    for start, end, first in _matches(parse_pattern(pattern), tokens, _Hits(tokens)):
        word = document.words.iloc[tokens.row[first]]
        left, right = text[max(0, start - window) : start], text[end : end + window]
        rows.append((word["sentence"], word["section"], _one_line(left), text[start:end], _one_line(right)))
    return pd.DataFrame(rows, columns=["sentence", "section", "left", "keyword", "right"])


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _tokens(document: Document, roles: tuple[str, ...]) -> _Tokens:
    wanted = document.words["role"].isin(roles).to_numpy()
    starts: list[int] = []
    ends: list[int] = []
    rows: list[int] = []
    follows: list[bool] = []
    keys: list[str] = []
    where: dict[str, list[int]] = {}
    previous = -1
    sentences = document.words["sentence"].to_numpy()
    for row, (word, start) in enumerate(zip(document.words["word"], document.words["start"], strict=True)):
        if not wanted[row]:
            continue
        for part in _PART.finditer(word):
            first = start + part.start()
            follows.append(
                previous >= 0
                and sentences[rows[-1]] == sentences[row]
                and _BETWEEN.fullmatch(document.text, previous, first) is not None
            )
            previous = start + part.end()
            starts.append(first)
            ends.append(previous)
            rows.append(row)
            key = fold(part.group())
            where.setdefault(key, []).append(len(keys))
            keys.append(key)
    return _Tokens(starts, ends, rows, follows, where, keys)


class _Hits:
    """Which tokens a glob matches; each glob is looked up once, among the types and not the tokens."""

    def __init__(self, tokens: _Tokens) -> None:
        self._where = tokens.where
        self._types = sorted(tokens.where)
        self._known: dict[str, set[int]] = {}

    def of(self, glob: str) -> set[int]:
        if glob not in self._known:
            self._known[glob] = {token for key in self._matching(glob) for token in self._where[key]}
        return self._known[glob]

    def _matching(self, glob: str) -> list[str]:
        prefix = re.split(r"[*?]", glob, maxsplit=1)[0]
        if prefix == glob:
            return [glob] if glob in self._where else []
        first = bisect.bisect_left(self._types, prefix)
        last = bisect.bisect_left(self._types, prefix + "\U0010ffff")
        if glob == prefix + "*":
            return self._types[first:last]
        # fnmatch turns "*" into atomic groups, so that no glob takes more than quadratic time.
        matches = re.compile(fnmatch.translate(glob)).match
        return [key for key in self._types[first:last] if matches(key)]


def _matches(globs: tuple[str, ...], tokens: _Tokens, hits: _Hits) -> list[tuple[int, int, int]]:
    """Start, end, and first token of each place where the globs match tokens one after another."""
    sets = [None if glob == LONE_STAR else hits.of(glob) for glob in globs]
    rarest = min((i for i, found in enumerate(sets) if found is not None), key=lambda i: len(sets[i] or ()))
    places = []
    for anchor in sorted(sets[rarest] or ()):
        first = anchor - rarest
        last = first + len(globs) - 1
        if first < 0 or last >= len(tokens.keys) or not all(tokens.follows[first + 1 : last + 1]):
            continue
        if all(found is None or first + i in found for i, found in enumerate(sets)):
            places.append((tokens.start[first], tokens.end[last], first))
    return places


def _of_theme(theme: Theme, tokens: _Tokens, hits: _Hits) -> list[tuple[int, int, int, str]]:
    blockers = [
        (start, end)
        for exception in theme.exceptions
        for start, end, _ in _matches(parse_pattern(exception), tokens, hits)
    ]
    candidates = [
        (start, end, first, pattern)
        for pattern in theme.patterns
        for start, end, first in _matches(parse_pattern(pattern), tokens, hits)
    ]
    blocking = _Stretches(blockers)
    kept: list[tuple[int, int, int, str]] = []
    taken: set[int] = set()
    for start, end, first, pattern in sorted(candidates, key=lambda c: (c[0] - c[1], c[0])):
        if blocking.longest_over(start, end) > end - start:
            continue
        stretch = range(first, bisect.bisect_left(tokens.start, end))
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append((start, end, first, pattern))
    return kept


class _Stretches:
    """Stretches of text, asked for the longest that overlaps another."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._stretches = sorted(stretches)
        self._starts = [start for start, _ in self._stretches]
        self._widest = max((end - start for start, end in stretches), default=0)

    def longest_over(self, start: int, end: int) -> int:
        """Length of the longest stretch that shares a character with this one; 0 where there is none."""
        first = bisect.bisect_left(self._starts, start - self._widest)
        last = bisect.bisect_left(self._starts, end)
        return max((e - s for s, e in self._stretches[first:last] if e > start), default=0)
