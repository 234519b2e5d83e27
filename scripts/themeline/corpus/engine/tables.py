"""A codebook as tables of numbers, in which compiled code can look for its patterns.

The globs of all patterns stand in one tree, each step from a node a glob that the next word matches, and those of
what must stand near in another. Which globs a word's form matches is looked up once, when the form is first seen.
"""

import functools
import operator
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from themeline.corpus.engine.tokenizer import Array
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.patterns import LONE_STAR, parse_rule

# Bits of all globs, see `Sets`.
ALL = np.uint64(2**64 - 1)


class Tree(NamedTuple):
    """Phrases: nodes are numbers from 0, the root, and a step from one to another is a glob that a word matches.

    ``edge_from``, ``edge_by``, ``edge_to`` are a table of hashes: from a node by a glob to a node; ``root`` the same
    for the root. ``star`` is the node that a lone star leads to, ``phrase`` what ends at a node (-1: nothing).
    ``signs`` are bits of the globs that lead on from a node: where a word has none of them, none of its globs does.
    """

    root: Array
    edge_from: Array
    edge_by: Array
    edge_to: Array
    star: Array
    phrase: Array
    signs: Array


class Rules(NamedTuple):
    """What phrases stand for: of phrase p the rules are ``first[p]`` up to ``first[p + 1]``.

    Of rule r the companies are ``company_first[r]`` and on; of company c its phrases (in the tree of companies),
    sorted, are ``member_first[c]`` and on.
    """

    first: Array
    theme: Array
    blocks: Array
    company_first: Array
    wanted: Array
    within: Array
    member_first: Array
    member: Array


class Sets(NamedTuple):
    """Sets of globs that a word matches, in one tree: of set s the globs are ``first[s]`` up to ``first[s + 1]``.

    The nodes that they lead to from the root are ``start_first[s]`` and on, and ``signs[s]`` the bits of its globs;
    ``asks[s]`` are those bits of which a word that follows must have one for a phrase to begin: all where a word of
    the set is one by itself, none where it begins none.
    """

    first: Array
    glob: Array
    start_first: Array
    start: Array
    asks: Array
    signs: Array


class Dictionary(NamedTuple):
    """A codebook, compiled: its globs by their numbers, what they lead to, and what that stands for."""

    globs: tuple[str, ...]
    tree: Tree
    companies: Tree
    rules: Rules


def compile_codebook(codebook: Codebook) -> Dictionary:
    """Make the trees of a codebook's patterns and exceptions, and of what must stand near them."""
    globs: dict[str, int] = {}
    patterns, near = _Grown(globs), _Grown(globs)
    rules = [
        (patterns.phrase(rule.globs), number, blocks, rule)
        for number, theme in enumerate(codebook.themes)
        for blocks, listed in ((False, theme.patterns), (True, theme.exceptions))
        for rule in map(parse_rule, listed)
    ]
    rules.sort(key=lambda row: row[0])
    companies = [company for *_, rule in rules for company in rule.company]
    member_first, member = chained(
        [sorted({near.phrase(words) for words in company.patterns}) for company in companies]
    )
    table = Rules(
        first=np.searchsorted([row[0] for row in rules], np.arange(len(patterns.ends) + 1)),
        theme=np.array([row[1] for row in rules], np.int32),
        blocks=np.array([row[2] for row in rules]),
        company_first=chained([range(len(rule.company)) for *_, rule in rules])[0],
        wanted=np.array([company.wanted for company in companies], np.bool_),
        within=np.array([company.within for company in companies], np.int32),
        member_first=member_first,
        member=member,
    )
    return Dictionary(tuple(globs), patterns.tree(), near.tree(), table)


class SetTable:
    """The sets of globs that words have been found to match, in one tree; it grows."""

    def __init__(self, tree: Tree) -> None:
        """Begin with no set."""
        self._tree = tree
        self._inner = {int(glob) for glob in tree.edge_by if glob >= 0}
        self._star = [int(tree.star[0])] if tree.star[0] >= 0 else []
        kinds = (np.int64, np.int32, np.int64, np.int32, np.uint64, np.uint64)
        self._columns = [Column(kind) for kind in kinds]
        self._columns[0].add(0)
        self._columns[2].add(0)

    def add(self, globs: Sequence[int]) -> None:
        """Add a set, by the numbers of its globs."""
        first, glob, start_first, start, asks, signs = self._columns
        root = self._tree.root
        nodes = [int(root[one]) for one in globs if one < len(root) and root[one] >= 0] + self._star
        glob.extend([one for one in globs if one in self._inner])
        first.add(glob.size)
        start.extend(nodes)
        start_first.add(start.size)
        alone = any(self._tree.phrase[node] >= 0 for node in nodes)
        asks.add(
            int(ALL) if alone else functools.reduce(operator.or_, (int(self._tree.signs[node]) for node in nodes), 0)
        )
        signs.add(_signs(globs, star=True))

    def sets(self) -> Sets:
        """All sets, as arrays."""
        return Sets(*(column.values() for column in self._columns))


class Column:
    """An array that grows."""

    def __init__(self, kind: type) -> None:
        """Begin empty."""
        self.array: Array = np.empty(1024, kind)
        self.size = 0

    def add(self, value: int) -> None:
        """Put a value at its end."""
        self._make_room(self.size + 1)
        self.array[self.size] = value
        self.size += 1

    def extend(self, values: Sequence[int] | Array) -> None:
        """Put values at its end."""
        size = self.size + len(values)
        self._make_room(size)
        self.array[self.size : size] = values
        self.size = size

    def _make_room(self, size: int) -> None:
        while size > len(self.array):
            self.array = np.concatenate([self.array, np.empty_like(self.array)])

    def values(self) -> Array:
        """What it holds."""
        return self.array[: self.size]


def _signs(globs: Iterable[int], *, star: bool) -> int:
    """A bit for each of 63 kinds of globs, and one for a lone star, which any word matches."""
    bits = int(star)
    for glob in globs:
        bits |= 2 << glob % 63
    return bits


class _Grown:
    """A tree that grows, phrase by phrase."""

    def __init__(self, globs: dict[str, int]) -> None:
        self._globs = globs
        self._children: list[dict[int, int]] = [{}]
        self._star = [-1]
        self._phrase = [-1]
        self.ends: dict[tuple[str, ...], int] = {}

    def phrase(self, words: tuple[str, ...]) -> int:
        """The number of a phrase, which is put into the tree if it is not there."""
        if words not in self.ends:
            node = 0
            for word in words:
                number = -1 if word == LONE_STAR else self._globs.setdefault(word, len(self._globs))
                following = self._star[node] if number < 0 else self._children[node].get(number, -1)
                if following < 0:
                    following = len(self._children)
                    self._children.append({})
                    self._star.append(-1)
                    self._phrase.append(-1)
                    if number < 0:
                        self._star[node] = following
                    else:
                        self._children[node][number] = following
                node = following
            self.ends[words] = self._phrase[node] = len(self.ends)
        return self.ends[words]

    def tree(self) -> Tree:
        """As arrays."""
        root = np.full(len(self._globs) + 1, -1, np.int32)
        for glob, node in self._children[0].items():
            root[glob] = node
        edges = [
            (node, glob, to) for node, children in enumerate(self._children) if node for glob, to in children.items()
        ]
        return Tree(
            root,
            *_edge_tables(edges),
            star=np.array(self._star, np.int32),
            phrase=np.array(self._phrase, np.int32),
            signs=np.array(
                [_signs(c, star=star >= 0) for c, star in zip(self._children, self._star, strict=True)], np.uint64
            ),
        )


def chained(lists: Collection[Sequence[int]]) -> tuple[Array, Array]:
    """Where each list begins, and once more where all end; and what they hold, one behind the other."""
    firsts = np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.int64)
    return firsts, np.array([value for one in lists for value in one], np.int32)


def _edge_tables(edges: list[tuple[int, int, int]]) -> tuple[Array, Array, Array]:
    size = 16
    while size < 4 * len(edges):
        size *= 2
    tables = tuple(np.full(size, -1, np.int32) for _ in range(3))
    for edge in edges:
        slot = slot_of.py_func(edge[0], edge[1], size)
        while tables[0][slot] >= 0:
            slot = (slot + 1) % size
        for table, value in zip(tables, edge, strict=True):
            table[slot] = value
    return tables[0], tables[1], tables[2]


@njit(cache=True, nogil=True)
def slot_of(node: int, glob: int, size: int) -> int:
    """Where in a table of this size (a power of two) the step from a node by a glob is looked for first."""
    mixed = (node * 0x9E3779B1 + glob * 0x85EBCA77) & 0xFFFFFFFF
    return (mixed ^ (mixed >> 15)) & (size - 1)
