"""Keyword in context."""

import pytest
from themeline.dictionary.kwic import keyword_in_context


def test_keyword_in_context(essay):
    table = keyword_in_context(essay, "coast guard", window=12)
    assert list(table.iloc[0][["sentence", "left", "keyword", "right"]]) == [
        17,
        "he nations’ ",
        "coast guard",
        " forces. Coo",
    ]
    assert len(keyword_in_context(essay, "nuclear")) == 9
    with pytest.raises(ValueError, match="is no word"):
        keyword_in_context(essay, "(nuclear")
