"""Names that are given, and names that are meant."""

import pytest
from themeline.io.names import known_names


@pytest.mark.parametrize(
    ("given", "known", "said"),
    [
        ("widht", ["style", "width"], "did you mean 'width'? there are style, width"),
        ("WIDTH", ["Width", "style"], "did you mean 'Width'? there are Width, style"),
        ("colour", ["style", "width"], "there are style, width"),
        ("x", [], "there are "),
    ],
)
def test_a_name_that_is_meant_is_told(given, known, said):
    assert known_names(given, known) == said
