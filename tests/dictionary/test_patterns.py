"""How a pattern is read."""

import pytest
from themeline.dictionary.patterns import parse_rule


@pytest.mark.parametrize("pattern", ["a NEAR/0 b", "a NEAR/101 b", "a NEAR/5 |", "NEAR/5 b", '"a"', "a “b”"])
def test_what_is_no_pattern(pattern):
    with pytest.raises(ValueError, match="pattern"):
        parse_rule(pattern)
