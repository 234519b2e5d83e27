"""How a pattern is read."""

import pytest
from themeline.dictionary.patterns import Proximity, Rule, parse_pattern, parse_rule


@pytest.mark.parametrize("pattern", ["a NEAR/0 b", "a NEAR/101 b", "a NEAR/5 |", "NEAR/5 b", '"a"', "a “b”"])
def test_what_is_no_pattern(pattern):
    with pytest.raises(ValueError, match="pattern"):
        parse_rule(pattern)


def test_a_pattern_has_at_most_twelve_words():
    assert parse_pattern("a " * 12) == ("a",) * 12
    assert parse_pattern("a-b " * 6) == ("a", "b") * 6
    with pytest.raises(ValueError, match="more than 12 words"):
        parse_pattern("a " * 13)


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
    ],
)
def test_the_words_of_a_pattern(pattern, globs):
    assert parse_pattern(pattern) == globs


@pytest.mark.parametrize("pattern", ["*", "* ?", "**", "? *"])
def test_a_pattern_of_wildcards_alone_would_match_any_word(pattern):
    with pytest.raises(ValueError, match="has no letters"):
        parse_pattern(pattern)
