"""A codebook as tables of numbers, in which compiled code can look for its patterns.

The globs (words of patterns, with their wildcards) of all patterns stand in one tree: each step from a node is a glob
that the next word matches. Those of what must stand near are in another. Which globs a type matches is looked up
once, when the type is first seen: its wildcard set. README.md shows all tables of a small codebook.
"""

import functools
import operator
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from themeline.corpus.engine.jit import compiled
from themeline.corpus.engine.tokenizer import Array
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.patterns import LONE_STAR, parse_rule

# The bits of all globs, see `WildcardSets`.
ALL_BITS = np.uint64(2**64 - 1)
_32_BITS = 2**32 - 1


class Tree(NamedTuple):
    """Phrases: nodes are numbers from 0, the root, and a step from one to another is a glob that a word matches.

    ``root[g]`` is the node that glob g leads to from the root (-1: none). ``edge_from``, ``edge_by``, ``edge_to`` are
    a table of hashes of all other steps (see `first_slot`): from a node, by a glob, to a node. ``star`` is, of each
    node, the node that a lone star leads to, ``phrase`` the phrase that ends there (-1: none). ``next_bits`` are the
    bits of the globs that lead on from a node: where a word has none of these bits, it has none of these globs.
    """

    root: Array
    edge_from: Array
    edge_by: Array
    edge_to: Array
    star: Array
    phrase: Array
    next_bits: Array


class Rules(NamedTuple):
    """What phrases stand for: of phrase p the rules are ``first[p]`` up to ``first[p + 1]``.

    Of rule r: its theme, and whether it is an exception; its proximities (each NEAR and NOT NEAR) are
    ``proximity_first[r]`` and on. Of proximity p: whether it is required or forbidden, within how many words, and its
    phrases (in the tree of what stands near), sorted, from ``near_first[p]`` on.
    """

    first: Array
    theme: Array
    is_exception: Array
    proximity_first: Array
    required: Array
    window: Array
    near_first: Array
    near: Array


class WildcardSets(NamedTuple):
    """Sets of globs that one word matches, as one tree uses them. Of set s the globs are ``first[s]`` and on.

    Only globs that lead on from a node other than the root are listed. The nodes that the others lead to from the
    root are ``start_first[s]`` and on. ``bits[s]`` are the bits of all its globs: bit 0 of the lone star, which any
    word matches, and one of 63 bits a glob. ``next_bits[s]`` are those bits of which a word that follows must have
    one for a phrase to begin here: all where a word of the set is a phrase by itself, none where it begins none.
    """

    first: Array
    glob: Array
    start_first: Array
    start: Array
    next_bits: Array
    bits: Array


class Dictionary(NamedTuple):
    """A codebook as tables: its globs by their numbers, the trees of patterns and of what stands near, the rules."""

    globs: tuple[str, ...]
    tree: Tree
    near_tree: Tree
    rules: Rules


def compile_codebook(codebook: Codebook) -> Dictionary:
    """Make the trees of a codebook's patterns and exceptions, and of what must stand near them."""
    globs: dict[str, int] = {}
    patterns, near = _GrowingTree(globs), _GrowingTree(globs)
    rules = [
        (patterns.phrase(rule.globs), number, is_exception, rule)
        for number, theme in enumerate(codebook.themes)
        for is_exception, listed in ((False, theme.patterns), (True, theme.exceptions))
        for rule in (parse_rule(pattern, elided=codebook.elided) for pattern in listed)
    ]
    rules.sort(key=lambda row: row[0])
    proximities = [proximity for *_, rule in rules for proximity in rule.company]
    near_first, near_phrases = to_offsets(
        [sorted({near.phrase(words) for words in proximity.patterns}) for proximity in proximities]
    )
    table = Rules(
        first=np.searchsorted([row[0] for row in rules], np.arange(len(patterns.phrases) + 1)),
        theme=np.array([row[1] for row in rules], np.int32),
        is_exception=np.array([row[2] for row in rules]),
        proximity_first=to_offsets([range(len(rule.company)) for *_, rule in rules])[0],
        required=np.array([proximity.wanted for proximity in proximities], np.bool_),
        window=np.array([proximity.within for proximity in proximities], np.int32),
        near_first=near_first,
        near=near_phrases,
    )
    return Dictionary(tuple(globs), patterns.tree(), near.tree(), table)


class WildcardSetTable:
    """The wildcard sets that words have been found to match, for one tree; it grows."""

    def __init__(self, tree: Tree) -> None:
        """Begin with no set."""
        self._tree = tree
        self._inner = {int(glob) for glob in tree.edge_by if glob >= 0}
        self._star = [int(tree.star[0])] if tree.star[0] >= 0 else []
        self._columns = [Column(dtype) for dtype in (np.int64, np.int32, np.int64, np.int32, np.uint64, np.uint64)]
        self._columns[0].add(0)
        self._columns[2].add(0)

    def add(self, globs: Sequence[int]) -> None:
        """Add a set, by the numbers of its globs."""
        first, glob, start_first, start, next_bits, bits = self._columns
        root = self._tree.root
        nodes = [int(root[number]) for number in globs if number < len(root) and root[number] >= 0] + self._star
        glob.extend([number for number in globs if number in self._inner])
        first.add(glob.size)
        start.extend(nodes)
        start_first.add(start.size)
        is_phrase = any(self._tree.phrase[node] >= 0 for node in nodes)
        following = functools.reduce(operator.or_, (int(self._tree.next_bits[node]) for node in nodes), 0)
        next_bits.add(int(ALL_BITS) if is_phrase else following)
        bits.add(_bits_of(globs, star=True))

    def sets(self) -> WildcardSets:
        """All sets, as arrays."""
        return WildcardSets(*(column.values() for column in self._columns))


class Column:
    """An array that grows."""

    def __init__(self, dtype: type) -> None:
        """Begin empty."""
        self.array: Array = np.empty(1024, dtype)
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


def _bits_of(globs: Iterable[int], *, star: bool) -> int:
    """Bit 0 for a lone star, and a bit for each glob: of 63, so that several globs share one."""
    bits = int(star)
    for glob in globs:
        bits |= 2 << glob % 63
    return bits


class _GrowingTree:
    """A tree that grows, phrase by phrase."""

    def __init__(self, globs: dict[str, int]) -> None:
        self._globs = globs
        self._children: list[dict[int, int]] = [{}]
        self._star = [-1]
        self._phrase = [-1]
        self.phrases: dict[tuple[str, ...], int] = {}

    def phrase(self, words: tuple[str, ...]) -> int:
        """The number of a phrase, which is put into the tree if it is not there."""
        if words not in self.phrases:
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
            self.phrases[words] = self._phrase[node] = len(self.phrases)
        return self.phrases[words]

    def tree(self) -> Tree:
        """As arrays."""
        root = np.full(len(self._globs) + 1, -1, np.int32)
        for glob, node in self._children[0].items():
            root[glob] = node
        edges = [
            (node, glob, to) for node, children in enumerate(self._children) if node for glob, to in children.items()
        ]
        next_bits = [_bits_of(c, star=star >= 0) for c, star in zip(self._children, self._star, strict=True)]
        return Tree(
            root,
            *_edge_tables(edges),
            star=np.array(self._star, np.int32),
            phrase=np.array(self._phrase, np.int32),
            next_bits=np.array(next_bits, np.uint64),
        )


def to_offsets(lists: Collection[Sequence[int]]) -> tuple[Array, Array]:
    """Where each list begins, and once more where all end; and what they hold, one behind the other."""
    firsts = np.concatenate([[0], np.cumsum([len(values) for values in lists])]).astype(np.int64)
    return firsts, np.array([value for values in lists for value in values], np.int32)


def _edge_tables(edges: list[tuple[int, int, int]]) -> tuple[Array, Array, Array]:
    """The steps as a table of hashes with open addresses, of which at most a quarter is full."""
    size = 16
    while size < 4 * len(edges):
        size *= 2
    tables = tuple(np.full(size, -1, np.int32) for _ in range(3))
    for edge in edges:
        slot = first_slot(edge[0], edge[1], size)
        while tables[0][slot] >= 0:
            slot = (slot + 1) % size
        for table, value in zip(tables, edge, strict=True):
            table[slot] = value
    return tables[0], tables[1], tables[2]


def first_slot(node: int, glob: int, size: int) -> int:
    """Where in a table of this size (a power of two) the step from a node by a glob is looked for first.

    Else it stands in one of the slots behind, before the first that is free.
    """
    # Two odd numbers spread nodes and globs over 32 bits. Each product has 63 bits at most, so that none overflows.
    mixed = ((np.int64(node) * 0x9E3779B1 & _32_BITS) + (np.int64(glob) * 0x85EBCA77 & _32_BITS)) & _32_BITS
    return int((mixed ^ (mixed >> 15)) & (size - 1))


compiled_first_slot = compiled(first_slot)
