"""Find the mentions of themes in a document, and words in their context."""

import bisect
import functools
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.patterns import LONE_STAR, Rule, parse_rule
from themeline.dictionary.wildcards import TypeIndex, asks_for_capitals, capitals_matcher, folded, is_whole
from themeline.errors import input_error
from themeline.text.document import ASIDE, BODY, Document
from themeline.text.language import language_list, language_name
from themeline.text.parts import table_of
from themeline.text.tokens import BETWEEN, BETWEEN_PARTS, ELIDING, UNSEEN, parts_of, with_elisions_cut

if TYPE_CHECKING:
    import pandas as pd


class Mention(NamedTuple):
    """A stretch of a text that speaks of a theme; ``start`` and ``end`` slice the unchanged text."""

    document: str
    theme: str
    pattern: str
    start: int
    end: int
    text: str
    sentence: int
    paragraph: int
    section: str


COLUMNS = list(Mention._fields)

# Theme, pattern, start, end, row of its first word.
_Row = tuple[str, str, int, int, int]


@dataclass(frozen=True)
class Tokens:
    """The words of a document, split at hyphens, as patterns see them.

    Of each token ``start`` and ``end`` (offsets), ``row`` (of its word, in the document's words), ``paragraph`` (the
    row of its block) and key; ``where`` has the tokens of each key. ``text`` and ``plain`` are the document's, and
    ``unseen`` the places of marks that cannot be seen. ``elided`` says whether what is elided is a token of its own.
    """

    text: str
    plain: str
    start: Sequence[int]
    end: Sequence[int]
    row: Sequence[int]
    paragraph: Sequence[int]
    keys: Sequence[str]
    where: Mapping[str, list[int]]
    unseen: Sequence[int]
    elided: bool = False

    def follows(self, token: int) -> bool:
        """Whether a token may stand next to the one before it in a phrase."""
        before = token - 1
        between = BETWEEN_PARTS if before >= 0 and self.row[before] == self.row[token] else BETWEEN
        return (
            before >= 0
            and self.paragraph[before] == self.paragraph[token]
            and between.fullmatch(self.plain, self.end[before], self.start[token]) is not None
        )

    def length(self, start: int, end: int) -> int:
        """Characters of a stretch that can be seen: marks that are not make no match longer than another."""
        return end - start - (bisect.bisect_left(self.unseen, end) - bisect.bisect_left(self.unseen, start))


def codebook_for(document: Document, codebook: Codebook) -> Codebook:
    """The codebook of the document's language alone; of its own patterns where that is unsure.

    Raises:
        InputError: the codebook has no patterns in the document's language.
    """
    if not codebook.is_for(document.language):
        in_record = document.record is not None and document.record.language is not None
        said = "its record says" if in_record else "its table says" if document.reading.language else ""
        what = f"is in {language_name(document.language)}, {said or 'as it seems'}"
        there = f"the dictionary has patterns in {language_list(codebook.all_languages)}"
        advice = "give a dictionary with patterns in its language (codebook)"
        if not said:
            advice += ", or say in the record beside it that it is in another (language)"
        raise input_error(document.name, f"{what}; {there}", advice)
    return codebook.in_language(codebook.patterns_for(document.language))


def find_mentions(document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY) -> "pd.DataFrame":
    """Find every mention of every theme in the parts of a document that have one of these roles.

    Of a codebook with patterns in several languages those of the document's are looked for, see `codebook_for`.

    Returns:
        One row a mention, with the columns `COLUMNS`, sorted by start and then theme: see `list_mentions`. ``start``
        and ``end`` are code-point offsets into the unchanged text, and ``text`` is that slice.

    Raises:
        InputError: the codebook has no patterns in the document's language.
    """
    return table_of(list_mentions(document, codebook, roles=roles), Mention)


def list_mentions(document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY) -> list[Mention]:
    """The mentions in the parts of a document that have one of these roles, sorted by start and then theme.

    The patterns are those of the document's language. Inside one theme overlapping matches count once: the longest
    (in characters) wins, of equally long ones the first, and of two patterns on the same stretch the first in the
    codebook. A match is blocked where it overlaps a longer match of one of its theme's exceptions. With the
    codebook's ``nested_scope`` "dictionary" a match within a longer one of another theme does not count either. What
    must (not) stand near is looked for in the same paragraph; words joined by hyphens count separately. Words of a
    phrase stand next to each other in one paragraph, with white space or one hyphen between: no mark that ends a
    sentence.
    """
    matches = Matches(document, codebook, roles=roles)
    rows = [
        (theme.id, pattern, start, end, matches.row_of(first))
        for theme in codebook.themes
        for start, end, first, pattern in matches.counted(theme.id)
    ]
    if codebook.nested_scope == "dictionary":
        rows = _without_nested(rows)
    rows.sort(key=lambda row: (row[2], row[0], row[3]))
    mentions = []
    for theme, pattern, start, end, row in rows:
        where = document.parts.sentence_of(document.parts.words[row])
        text = document.text[start:end]
        kept = (where.sentence, where.paragraph, where.section)
        mentions.append(Mention(document.name, theme, pattern, start, end, text, *kept))
    return mentions


def numbers_of(
    mentions: "pd.DataFrame", document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> "pd.Series":
    """The number of each mention within its theme, from 1 through the whole document: what it is cited by.

    Of a document of which only some sections are counted, the mentions in the others have their numbers too.

    Args:
        mentions: as `find_mentions` found them in this document with this codebook and these roles.
        document: see ``mentions``.
        codebook: see ``mentions``.
        roles: see ``mentions``.
    """
    import pandas as pd

    aside = ASIDE not in roles and any(block.role == ASIDE for block in document.parts.blocks)
    every = find_mentions(document, codebook, roles=(*roles, ASIDE)) if aside else mentions
    numbers = every.groupby("theme").cumcount() + 1
    known = dict(zip(zip(every["theme"], every["start"], every["end"], strict=True), numbers, strict=True))
    places = zip(mentions["theme"], mentions["start"], mentions["end"], strict=True)
    return pd.Series([known[place] for place in places], index=mentions.index, dtype=int)


class Matches:
    """All matches of a codebook in a document, of which those that count are chosen: of all patterns, or of some."""

    def __init__(
        self, document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY, tokens: Tokens | None = None
    ) -> None:
        """Look for each pattern and exception once, in the parts of the document that have one of these roles.

        Where there are ``tokens`` (see `tokens_of`), only among these.

        Raises:
            InputError: see `codebook_for`.
        """
        codebook = codebook_for(document, codebook)
        self._tokens = tokens_of(document, roles, elided=codebook.elided) if tokens is None else tokens
        hits = _Hits(self._tokens)
        self._candidates = {theme.id: _longest_first(theme.patterns, self._tokens, hits) for theme in codebook.themes}
        self._blocking = {
            theme.id: _Stretches(
                [(start, end) for start, end, _, _ in _longest_first(theme.exceptions, self._tokens, hits)],
                self._tokens,
            )
            for theme in codebook.themes
        }

    def patterns(self, theme: str) -> list[str]:
        """The patterns of a theme that match anything here, in the order of the alphabet."""
        return sorted({pattern for *_, pattern in self._candidates[theme]})

    def row_of(self, first: int) -> int:
        """The row, in the document's words, of a match's first word."""
        return self._tokens.row[first]

    def blocks(self, theme: str, start: int, end: int) -> bool:
        """Whether an exception of a theme blocks what matches on this stretch."""
        return self._blocking[theme].longest_over(start, end) > self._tokens.length(start, end)

    def unblocked(self, theme: str, also: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int, int, str]]:
        """All matches of a theme that no exception blocks, those among them that overlap each other.

        Args:
            theme: its id.
            also: stretches (start, end) that block as well, as if the theme had exceptions that match there.

        Returns:
            As `counted`.
        """
        more = _Stretches([*also], self._tokens)
        return [
            match
            for match in self._candidates[theme]
            if not self.blocks(theme, match[0], match[1])
            and more.longest_over(match[0], match[1]) <= self._tokens.length(match[0], match[1])
        ]

    def counted(
        self, theme: str, *, without: Container[str] = (), exceptions: bool = True
    ) -> list[tuple[int, int, int, str]]:
        """The matches of a theme that count, as `find_mentions` says.

        Args:
            theme: its id.
            without: patterns that are left out, as if the codebook had not got them.
            exceptions: whether the theme's exceptions block.

        Returns:
            Start, end, first word (see `row_of`), and pattern of each.
        """
        kept: list[tuple[int, int, int, str]] = []
        taken: set[int] = set()
        for start, end, first, pattern in self._candidates[theme]:
            if pattern in without:
                continue
            if exceptions and self.blocks(theme, start, end):
                continue
            stretch = range(first, bisect.bisect_left(self._tokens.start, end))
            if taken.isdisjoint(stretch):
                taken.update(stretch)
                kept.append((start, end, first, pattern))
        return kept


def _longest_first(patterns: tuple[str, ...], tokens: Tokens, hits: "_Hits") -> list[tuple[int, int, int, str]]:
    types = tokens.where.keys()
    found = [
        (start, end, first, pattern)
        for pattern, words, rule in _rules_of(patterns, tokens.elided)
        # Most patterns end here: with a word that the text does not have.
        if words <= types
        for start, end, first in _of_rule(rule, tokens, hits)
    ]
    return sorted(found, key=lambda match: (-tokens.length(match[0], match[1]), match[0]))


@functools.lru_cache(maxsize=200)
def _rules_of(patterns: tuple[str, ...], elided: bool) -> list[tuple[str, frozenset[str], Rule]]:
    """Each pattern, the words that all its matches have, and the pattern read."""
    rules = [(pattern, parse_rule(pattern, elided=elided)) for pattern in patterns]
    return [(pattern, frozenset(filter(is_whole, map(folded, rule.globs))), rule) for pattern, rule in rules]


def tokens_of(
    document: Document,
    roles: tuple[str, ...] = BODY,
    paragraphs: Container[int] | None = None,
    *,
    elided: bool | None = None,
) -> Tokens:
    """The tokens in the parts of a document that have one of these roles, in the order of the text.

    Where there are ``paragraphs`` (rows of the document's blocks), only those in these. No match reaches from one
    paragraph into another, so that the matches in these are the same. Whether what is ``elided`` is a token of its
    own, the codebook says (`Codebook.elided`), or else the document's language.
    """
    elided = document.language in ELIDING if elided is None else elided
    counts = [sentence.role in roles for sentence in document.parts.sentences]
    tokens: list[tuple[int, int, int, int, str]] = []
    for row, (spelling, key, start, end, sentence_row, block_row) in enumerate(document.parts.words):
        if not counts[sentence_row] or (paragraphs is not None and block_row not in paragraphs):
            continue
        cut = with_elisions_cut(key) if elided else key
        if "-" in cut:
            parts = parts_of(spelling, cut)
            tokens += [(start + first, start + last, row, block_row, part) for first, last, part in parts]
        else:
            tokens.append((start, end, row, block_row, cut))
    starts, ends, rows, paragraphs, keys = zip(*tokens, strict=True) if tokens else ((),) * 5
    where: defaultdict[str, list[int]] = defaultdict(list)
    for token, key in enumerate(keys):
        where[key].append(token)
    unseen = unseen_marks(document.text)
    return Tokens(document.text, document.plain, starts, ends, rows, paragraphs, keys, where, unseen, elided)


def unseen_marks(text: str) -> list[int]:
    """The places of marks that cannot be seen, which make no match longer than another."""
    return [match.start() for match in re.finditer(f"[{UNSEEN}]", text)]


class _Hits:
    """Which tokens a glob matches; each glob is looked up once, among the types and not the tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._types = TypeIndex(tokens.where)
        self._known: dict[str, set[int]] = {}

    def of(self, glob: str) -> set[int]:
        if glob not in self._known:
            found = {token for key in self._types.matching(folded(glob)) for token in self._tokens.where[key]}
            if asks_for_capitals(glob):
                has_capitals = capitals_matcher(glob)
                start, end, text = self._tokens.start, self._tokens.end, self._tokens.text
                found = {token for token in found if has_capitals(text[start[token] : end[token]])}
            self._known[glob] = found
        return self._known[glob]


def _matches(globs: tuple[str, ...], tokens: Tokens, hits: _Hits) -> list[tuple[int, int, int]]:
    """Start, end, and first token of each place where the globs match tokens one after another."""
    sets = []
    for glob in globs:
        sets.append(None if glob == LONE_STAR else hits.of(glob))
        if sets[-1] is not None and not sets[-1]:
            return []
    (rarest, anchors), *others = sorted(
        ((i, found) for i, found in enumerate(sets) if found is not None), key=lambda place: len(place[1])
    )
    firsts = {anchor - rarest for anchor in anchors}
    for i, found in others:
        firsts = {first for first in firsts if first + i in found}
    places = []
    for first in sorted(firsts):
        last = first + len(globs) - 1
        # What stands between the words is asked last, since that takes longest.
        if first >= 0 and last < len(tokens.keys) and all(map(tokens.follows, range(first + 1, last + 1))):
            places.append((tokens.start[first], tokens.end[last], first))
    return places


def _of_rule(rule: Rule, tokens: Tokens, hits: _Hits) -> list[tuple[int, int, int]]:
    """The matches of a pattern that are in the company which it asks for, and not in that which it forbids."""
    places = _matches(rule.globs, tokens, hits)
    for company in rule.company:
        if not places:
            break
        near = sorted(
            (first, first + len(globs) - 1)
            for globs in company.patterns
            for _, _, first in _matches(globs, tokens, hits)
        )
        longest = max((last - first for first, last in near), default=0)
        firsts = [first for first, _ in near]
        kept = []
        for place in places:
            begin, end = place[2], place[2] + len(rule.globs) - 1
            low = bisect.bisect_left(firsts, begin - company.within - longest)
            high = bisect.bisect_right(firsts, end + company.within)
            found = any(
                tokens.paragraph[first] == tokens.paragraph[begin]
                and (end < first <= end + company.within or begin - company.within <= last < begin)
                for first, last in near[low:high]
            )
            if found == company.wanted:
                kept.append(place)
        places = kept
    return places


def _without_nested(rows: list[_Row]) -> list[_Row]:
    """Leave out what lies within a longer match of another theme."""
    kept = []
    widest = (0, 0)
    for row in sorted(rows, key=lambda row: (row[2], -row[3])):
        if row[3] > widest[1]:
            widest = row[2], row[3]
        if row[3] - row[2] == widest[1] - widest[0]:
            kept.append(row)
    return kept


class _Stretches:
    """Stretches of text, asked for the longest that overlaps another."""

    def __init__(self, stretches: list[tuple[int, int]], tokens: Tokens) -> None:
        self._length = tokens.length
        self._stretches = sorted(stretches)
        self._starts = [start for start, _ in self._stretches]
        self._widest = max((end - start for start, end in stretches), default=0)

    def longest_over(self, start: int, end: int) -> int:
        """Length of the longest stretch that shares a character with this one; 0 where there is none."""
        first = bisect.bisect_left(self._starts, start - self._widest)
        last = bisect.bisect_left(self._starts, end)
        return max((self._length(s, e) for s, e in self._stretches[first:last] if e > start), default=0)


def token_table(document: Document, *, roles: tuple[str, ...] = BODY, elided: bool | None = None) -> "pd.DataFrame":
    """The tokens of a document as patterns see them: its words, separated at hyphens; ``elided`` as of `tokens_of`.

    Returns:
        One row per token, in the order of the text: start, end (offsets), key (folded), word (its row in the
        document's words), paragraph (its row in the document's blocks), follows (whether it may stand next to the
        one before it in a phrase).
    """
    import pandas as pd

    tokens = tokens_of(document, roles, elided=elided)
    return pd.DataFrame(
        {
            "start": pd.Series(tokens.start, dtype=int),
            "end": pd.Series(tokens.end, dtype=int),
            "key": pd.Series(tokens.keys, dtype=str),
            "word": pd.Series(tokens.row, dtype=int),
            "paragraph": pd.Series(tokens.paragraph, dtype=int),
            "follows": pd.Series(map(tokens.follows, range(len(tokens.keys))), dtype=bool),
        }
    )


def find_patterns(tokens: Tokens, patterns: Iterable[str]) -> dict[str, list[tuple[int, int, int]]]:
    """Start, end, and first token, of each match of each pattern, whatever others do and no matter what blocks it."""
    hits = _Hits(tokens)
    return {pattern: _of_rule(parse_rule(pattern, elided=tokens.elided), tokens, hits) for pattern in patterns}


def find_pattern(document: Document, pattern: str, *, roles: tuple[str, ...] = BODY) -> list[tuple[int, int, int]]:
    """Start, end, and the row in the document's words of the first word, of each match of a single pattern."""
    tokens = tokens_of(document, roles)
    places = find_patterns(tokens, [pattern])[pattern]
    return [(start, end, tokens.row[first]) for start, end, first in places]


def count_matches(
    document: Document, patterns: list[str], *, roles: tuple[str, ...] = BODY, elided: bool | None = None
) -> dict[str, int]:
    """How often each pattern matches, whatever others do; ``elided`` as of `tokens_of`."""
    found = find_patterns(tokens_of(document, roles, elided=elided), patterns)
    return {pattern: len(places) for pattern, places in found.items()}
