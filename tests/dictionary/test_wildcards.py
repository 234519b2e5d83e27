"""Which types a glob matches, and which globs match a word: two indexes, one answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from themeline.dictionary.wildcards import TypeIndex, WildcardIndex, capitals_matcher, folded, with_capitals_marked
from themeline.text.tokens import fold

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


@pytest.mark.parametrize(
    ("glob", "word", "expected"),
    [
        ("CAPS/UN", "UN", True),
        ("CAPS/UN", "Un", False),
        ("CAPS/UN", "uN", False),
        ("CAPS/UN", "U\u00adN", True),
        ("CAPS/UN", "ＵＮ", True),
        ("CAPS/Un", "UN", True),  # a small letter may be a capital
        ("CAPS/*N", "unN", True),
        ("CAPS/*N", "uNn", False),  # of the last letter
        ("CAPS/U*N*", "UnNn", True),
        ("CAPS/U?", "UN", True),
        ("CAPS/U?", "Un", True),
        ("CAPS/?N", "uN", True),
        ("CAPS/?N", "UN", True),
        ("CAPS/É*", "Été", True),
        ("CAPS/É*", "E\u0301TE", True),  # an accent of its own
        ("CAPS/É*", "été", False),
        ("CAPS/Straße", "STRASSE", True),
        ("CAPS/STRASSE", "STRAßE", False),
        ("CAPS/İran", "İRAN", True),
        ("CAPS/UNESCO", "UN-\nESCO", True),  # over a line's end
    ],
)
def test_the_capitals_that_a_glob_asks_for(glob, word, expected):
    assert capitals_matcher(glob)(word) is expected
    assert WildcardIndex([glob, "zebra"]).matching(fold(word).replace("-", ""), word) == (0,) * expected


def test_capitals_of_a_long_word_are_looked_for_in_little_time():
    """Without a limit on going back, ten stars in a thousand letters would take longer than anybody waits."""
    assert capitals_matcher("CAPS/" + "*a" * 10 + "*B")("a" * 1000) is False


def test_a_glob_and_the_same_that_asks_for_capitals_are_two():
    index = WildcardIndex(["un", "CAPS/UN", "CAPS/Un*", "u*"])
    assert index.matching("un", "UN") == (0, 1, 2, 3)
    assert index.matching("un", "Un") == (0, 2, 3)
    assert index.matching("un", "un") == (0, 3)


@given(st.text(st.sampled_from("abB"), max_size=6), st.text(st.sampled_from("abAB*?"), min_size=1, max_size=5))
def test_capitals_are_the_definition(word, glob):
    """By a regular expression with both cases of each small letter, of words that match when folded."""
    both = "".join({"*": ".*", "?": "."}.get(c, c if c.isupper() else f"[{c}{c.upper()}]") for c in glob)
    if re.fullmatch(folded(f"CAPS/{glob}").replace("*", ".*").replace("?", "."), word.casefold()):
        assert capitals_matcher(f"CAPS/{glob}")(word) is (re.fullmatch(both, word) is not None)
    assert with_capitals_marked(word).replace("^", "") == word.lower()


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
