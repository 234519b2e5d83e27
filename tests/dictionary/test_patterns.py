"""How a pattern is read."""

import re

import pytest
from themeline.dictionary.patterns import Proximity, Rule, parse_pattern, parse_rule


@pytest.mark.parametrize(
    "pattern", ["a NEAR/0 b", "a NEAR/101 b", "a NEAR/5 |", "NEAR/5 b", "a NEAR/５ b", '"a"', "a “b”"]
)
def test_what_is_no_pattern(pattern):
    with pytest.raises(ValueError, match="pattern"):
        parse_rule(pattern)


def test_a_pattern_has_at_most_twelve_words():
    assert parse_pattern("a " * 12) == ("a",) * 12
    assert parse_pattern("a-b " * 6) == ("a", "b") * 6
    with pytest.raises(ValueError, match="more than 12 words"):
        parse_pattern("a " * 13)


def test_a_pattern_has_at_most_three_hundred_characters():
    assert parse_rule("a" * 300) == Rule(("a" * 300,))
    with pytest.raises(ValueError, match=r"^pattern 'a{60}…' has more than 300 characters$"):
        parse_rule("a" * 301)


def test_near_goes_from_one_word_to_a_hundred():
    for number in (1, 100):
        assert parse_rule(f"a NEAR/{number} b") == Rule(("a",), (Proximity(True, number, (("b",),)),))


def test_a_rule_is_read():
    assert parse_rule("Missile* NEAR/10 basing|forward-deploy* NOT NEAR/3 test*") == Rule(
        ("missile*",),
        (Proximity(True, 10, (("basing",), ("forward", "deploy*"))), Proximity(False, 3, (("test*",),))),
    )


@pytest.mark.parametrize(
    ("pattern", "globs"),
    [
        ("Sea-based *", ("sea", "based", "*")),
        ("anti**", ("anti*",)),
        ("China’s", ("china's",)),
        ("导弹", ("导", "弹")),
        ("导弹*", ("导", "弹*")),
        ("CAPS/UN Charter", ("CAPS/UN", "charter")),
        ("the CAPS/Start**-treaty", ("the", "CAPS/Start*", "treaty")),
        ("CAPS/ＵＮ", ("CAPS/UN",)),
        ("caps", ("caps",)),
    ],
)
def test_the_words_of_a_pattern(pattern, globs):
    assert parse_pattern(pattern) == globs


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("CAPS/un", "'CAPS/un' asks for capitals but has none; write it as the name is written"),
        ("the CAPS/2*", "asks for capitals but has none"),
        ("caps/UN", "'caps/un' is not a word"),
        ("CAPS/ UN", "'CAPS/' is not a word"),
        ("CAPS/CAPS/UN", "'CAPS/CAPS/UN' is not a word"),
        ("CAPS/U.N.", "'CAPS/U.N.' is not a word"),
    ],
)
def test_what_asks_for_no_capitals(pattern, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_pattern(pattern)


@pytest.mark.parametrize("pattern", ["*", "* ?", "**", "? *"])
def test_a_pattern_of_wildcards_alone_would_match_any_word(pattern):
    with pytest.raises(ValueError, match="has no letters"):
        parse_pattern(pattern)
