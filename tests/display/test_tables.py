"""Tables as notebooks show them: texts that are written from right to left."""

import re
from dataclasses import replace

from themeline.dictionary.kwic import keyword_in_context
from themeline.display.tables import Table
from themeline.text.document import parse_document


def cells(html, row):
    """The heads of a table (row 0), or the cells of a row: side, direction, and words of each."""
    found = re.findall(r"<tr>(.*?)</tr>", html)[row]
    return [
        (side, "rtl" if direction else "", re.sub("<[^>]*>", "", words))
        for direction, side, words in re.findall(r'<t[hd]( dir="rtl")? align="(\w+)"[^>]*>(.*?)</t[hd]>', found)
    ]


def test_words_before_an_arabic_word_stand_to_its_right():
    document = replace(parse_document("وقعت الدول معاهدة جديدة في روما.", name="t"), language="ar")
    shown = keyword_in_context(document, "معاهدة", window=20)[["left", "keyword", "right"]]
    html = Table(shown).html()
    assert [(side, words) for side, _, words in cells(html, 0)] == [
        ("right", "after"), ("left", "keyword"), ("left", "before")
    ]  # fmt: skip
    after, word, before = cells(html, 1)
    assert (after[:2], word[:2], before[:2]) == (("right", "rtl"), ("left", "rtl"), ("left", "rtl"))
    assert ("جديدة" in after[2], word[2], "الدول" in before[2]) == (True, "معاهدة", True)


def test_words_before_an_english_word_stand_to_its_left():
    document = parse_document("They signed a new treaty (معاهدة) in Rome.", name="t")
    html = Table(keyword_in_context(document, "treaty", window=20)[["left", "keyword", "right"]]).html()
    assert [(side, words) for side, _, words in cells(html, 0)] == [
        ("right", "left"), ("left", "keyword"), ("left", "right")
    ]  # fmt: skip
    assert {direction for _, direction, _ in cells(html, 1)} == {""}
