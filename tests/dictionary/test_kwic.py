"""Keyword in context."""

import pytest
from themeline.dictionary.kwic import keyword_in_context
from themeline.text.document import parse_document


def test_keyword_in_context(essay):
    table = keyword_in_context(essay, "coast guard", window=12)
    assert list(table.iloc[0][["sentence", "left", "keyword", "right"]]) == [
        17,
        "he nations’ ",
        "coast guard",
        " forces. Coo",
    ]
    assert len(keyword_in_context(essay, "nuclear")) == 9
    with pytest.raises(ValueError, match="is not a word"):
        keyword_in_context(essay, "(nuclear")


def test_the_window_is_in_characters_and_ends_with_the_text():
    document = parse_document("A war of\nwords and no war.", name="t")
    table = keyword_in_context(document, "war", window=4)
    assert table[["left", "keyword", "right"]].to_numpy().tolist() == [["A ", "war", " of "], [" no ", "war", "."]]
    # In the parts of the text that are asked for.
    document = parse_document("On war\n\nA war began.", name="t")
    assert list(keyword_in_context(document, "war")["sentence"]) == [2]
    assert list(keyword_in_context(document, "war", roles=("title", "body"))["sentence"]) == [1, 2]
