"""Which types a glob matches, and which globs match a word: two indexes, one answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from themeline.dictionary.wildcards import TypeIndex, WildcardIndex

TYPES = ["an", "and", "arm", "armies", "iran", "miss", "neighbour", "neighbouur", "war", "wars", "\U0010ffffx"]


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("war", ["war"]),
        ("wa", []),
        ("arm*", ["arm", "armies"]),
        ("*an", ["an", "iran"]),
        ("*an*", ["an", "and", "iran"]),
        ("neighbo?r", ["neighbour"]),
        ("neighbo*r", ["neighbour", "neighbouur"]),
        ("?an", []),
        ("????", ["iran", "miss", "wars"]),
        ("zebra*", []),
    ],
)
def test_types_that_a_glob_matches(glob, expected):
    assert TypeIndex(reversed(TYPES)).matching(glob) == expected


def test_globs_that_match_a_word_are_given_by_their_places():
    index = WildcardIndex(["war", "w*", "*r", "w?r", "wars", "*a*"])
    assert index.matching("war") == (0, 1, 2, 3, 5)
    assert index.matching("wars") == (1, 4, 5)
    assert index.matching("peace") == (5,)
    assert index.matching("tin") == ()


letters = st.text(st.sampled_from("ab"), min_size=1, max_size=5)
globs = st.text(st.sampled_from("ab*?"), min_size=1, max_size=5)


@given(st.lists(letters, max_size=8, unique=True), st.lists(globs, min_size=1, max_size=6, unique=True))
def test_both_indexes_are_the_definition(types, globs):
    """By a regular expression written from the definition: any letters for a star, one for a question mark."""
    matching = {
        glob: [word for word in sorted(types) if re.fullmatch(glob.replace("*", ".*").replace("?", "."), word)]
        for glob in globs
    }
    by_type, by_glob = TypeIndex(types), WildcardIndex(globs)
    assert {glob: by_type.matching(glob) for glob in globs} == matching
    for word in types:
        assert [globs[number] for number in by_glob.matching(word)] == [g for g in globs if word in matching[g]]
