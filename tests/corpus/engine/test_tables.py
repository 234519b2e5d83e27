"""A codebook as tables, for a handful of words; the numbers are worked out by hand."""

import numpy as np
import pytest
from themeline.corpus.engine.tables import (
    ALL_BITS,
    Column,
    WildcardSetTable,
    compile_codebook,
    compiled_first_slot,
    first_slot,
    to_offsets,
)
from themeline.dictionary.codebook import Codebook, Theme


def compiled(*themes):
    """A codebook of themes, each given as its patterns and its exceptions."""
    return compile_codebook(
        Codebook(
            themes=[
                Theme(id=f"t{number}", label="T", patterns=patterns, exceptions=exceptions)
                for number, (patterns, exceptions) in enumerate(themes)
            ]
        )
    )


def steps_of(tree):
    """The steps from nodes other than the root: (from, by, to)."""
    rows = zip(tree.edge_from.tolist(), tree.edge_by.tolist(), tree.edge_to.tolist(), strict=True)
    return sorted(row for row in rows if row[0] >= 0)


def test_phrases_with_the_same_beginning_share_its_nodes():
    tree = compiled((("a b", "a c", "a"), ())).tree
    # a: node 1; a b: node 2; a c: node 3. Globs: a 0, b 1, c 2; their bits 2, 4, 8.
    assert tree.root.tolist() == [1, -1, -1, -1]
    assert steps_of(tree) == [(1, 1, 2), (1, 2, 3)]
    assert tree.phrase.tolist() == [-1, 2, 0, 1]
    assert tree.star.tolist() == [-1, -1, -1, -1]
    assert tree.next_bits.tolist() == [2, 12, 0, 0]


def test_a_lone_star_is_no_glob_but_a_step_of_its_own():
    dictionary = compiled((("a * b", "* b"), ()))
    assert dictionary.globs == ("a", "b")
    # a: node 1, a *: 2, a * b: 3; *: 4, * b: 5.
    assert dictionary.tree.star.tolist() == [4, 2, -1, -1, -1, -1]
    assert steps_of(dictionary.tree) == [(2, 1, 3), (4, 1, 5)]
    assert dictionary.tree.next_bits.tolist() == [3, 1, 4, 0, 4, 0]


def test_a_phrase_of_two_themes_has_two_rules_and_what_is_near_has_a_tree_of_its_own():
    dictionary = compiled((("a",), ("b a",)), (("a NEAR/3 c|b c NOT NEAR/2 d", "e"), ()))
    rules = dictionary.rules
    # Phrases: a 0, b a 1, e 2. Of a there are the rules of both themes.
    assert rules.first.tolist() == [0, 2, 3, 4]
    assert rules.theme.tolist() == [0, 1, 0, 1]
    assert rules.is_exception.tolist() == [False, False, True, False]
    # The second rule has two proximities. What is near: c 0, b c 1, d 2.
    assert rules.proximity_first.tolist() == [0, 0, 2, 2, 2]
    assert rules.required.tolist() == [True, False]
    assert rules.window.tolist() == [3, 2]
    assert rules.near_first.tolist() == [0, 2, 3]
    assert rules.near.tolist() == [0, 1, 2]
    # Globs in the order in which they come: a, b of the first theme, c, d of what is near to them, e.
    assert set(dictionary.globs) == set("abcde")
    assert dictionary.near_tree.phrase.tolist() == [-1, 0, -1, 1, 2]


def test_wildcard_sets_list_what_a_tree_can_do_with_them():
    dictionary = compiled((("a b", "c"), ()))
    # Globs a 0, b 1, c 2. Nodes: a 1, a b 2, c 3.
    table = WildcardSetTable(dictionary.tree)
    for globs in ((), (0,), (1,), (2,), (0, 1)):
        table.add(globs)
    sets = table.sets()
    assert sets.start_first.tolist() == [0, 0, 1, 1, 2, 3]
    assert sets.start.tolist() == [1, 3, 1]
    assert sets.first.tolist() == [0, 0, 0, 1, 1, 2]
    assert sets.glob.tolist() == [1, 1]
    assert sets.bits.tolist() == [1, 3, 5, 9, 7]
    # a must be followed by b (bit 4), c by nothing.
    assert sets.next_bits.tolist() == [0, 4, 0, int(ALL_BITS), 4]


def test_where_a_pattern_begins_with_a_lone_star_any_word_may_begin_it():
    dictionary = compiled((("* b",), ()))
    table = WildcardSetTable(dictionary.tree)
    table.add(())
    sets = table.sets()
    assert (sets.start.tolist(), sets.next_bits.tolist()) == ([1], [2])


@pytest.mark.parametrize(("node", "glob"), [(0, 0), (1, 0), (0, 1), (3, 2), (70_000, 900)])
def test_the_first_slot_of_a_step_is_the_same_compiled_or_not(node, glob):
    """By the definition in whole numbers of any size, in a table of 16."""
    mixed = (node * 0x9E3779B1 + glob * 0x85EBCA77) % 2**32
    expected = (mixed ^ mixed >> 15) % 16
    assert first_slot(node, glob, 16) == expected
    assert compiled_first_slot(np.int32(node), np.int32(glob), 16) == expected


def test_large_numbers_of_nodes_and_globs_do_not_overflow(recwarn):
    node = glob = np.int32(2**31 - 1)
    mixed = (int(node) * 0x9E3779B1 + int(glob) * 0x85EBCA77) % 2**32
    assert first_slot(node, glob, 1 << 20) == (mixed ^ mixed >> 15) % 2**20
    assert not recwarn.list


def test_lists_one_behind_another_have_their_offsets():
    firsts, values = to_offsets([[7], [], [8, 9]])
    assert (firsts.tolist(), values.tolist()) == ([0, 1, 1, 3], [7, 8, 9])


def test_columns_grow():
    column = Column(np.int32)
    column.extend(range(1000))
    for value in range(1000, 3000):
        column.add(value)
    assert column.values().tolist() == list(range(3000))
