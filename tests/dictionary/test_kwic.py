"""Keyword in context."""

import pandas as pd
import pytest
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.kwic import keyword_in_context, mentions_in_context
from themeline.dictionary.mentions import find_mentions
from themeline.text.document import parse_document


def test_keyword_in_context(essay):
    table = keyword_in_context(essay, "coast guard", window=12)
    assert list(table.iloc[0][["sentence", "left", "keyword", "right"]]) == [
        17,
        " nations’ ",
        "coast guard",
        " forces. ",
    ]
    assert len(keyword_in_context(essay, "nuclear")) == 9
    with pytest.raises(ValueError, match="is not a word"):
        keyword_in_context(essay, "(nuclear")


def test_no_word_is_cut_at_the_ends_of_a_window():
    document = parse_document("Older missiles, a war; newer ones.", name="t")
    # Eleven characters before "war" are "issiles, a ", eleven after it "; newer one".
    row = keyword_in_context(document, "war", window=11).iloc[0]
    assert (row["left"], row["right"]) == (", a ", "; newer ")
    # A window that ends with a word keeps it.
    assert keyword_in_context(document, "war", window=12).iloc[0]["right"] == "; newer ones"
    # Where there is no end of a word in the window, as in Chinese, it is cut.
    document = parse_document("安全合作与导弹防御合作", name="t")
    shown = mentions_in_context(pd.DataFrame({"start": [5], "end": [7]}), document, window=2)
    assert shown[["left", "keyword", "right"]].to_numpy().tolist() == [["作与", "导弹", "防御"]]


def test_mentions_in_context_keep_their_columns():
    document = parse_document("A war of words. No war.", name="t")
    codebook = Codebook(themes=[Theme(id="war", label="War", patterns=("war",))])
    mentions = find_mentions(document, codebook)
    shown = mentions_in_context(mentions, document, window=4)
    assert list(shown.columns) == [*mentions.columns, "left", "keyword", "right"]
    assert shown[["left", "keyword", "right"]].to_numpy().tolist() == [["A ", "war", " of "], [" No ", "war", "."]]
    assert list(mentions_in_context(mentions.iloc[:0], document).columns) == list(shown.columns)


def test_the_window_is_in_characters_and_ends_with_the_text():
    document = parse_document("A war of\nwords and no war.", name="t")
    table = keyword_in_context(document, "war", window=4)
    assert table[["left", "keyword", "right"]].to_numpy().tolist() == [["A ", "war", " of "], [" no ", "war", "."]]
    # In the parts of the text that are asked for.
    document = parse_document("On war\n\nA war began.", name="t")
    assert list(keyword_in_context(document, "war")["sentence"]) == [2]
    assert list(keyword_in_context(document, "war", roles=("title", "body"))["sentence"]) == [1, 2]
