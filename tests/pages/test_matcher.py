"""The reader page finds with a changed dictionary what `find_mentions` finds: its matcher is held to that."""

import random

import pytest
from conftest import CHROMIUM
from helpers.matching import has_words, some_codebook, some_text
from themeline.dictionary.mentions import list_mentions
from themeline.pages.page import HERE
from themeline.pages.reader import _tokens
from themeline.text.document import BODY, ROLES, parse_document
from themeline.text.extract import read_string

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIND = """texts => texts.map(({ tokens, books }) => {
  const matcher = matcherOf(tokens);
  return books.map(({ themes, nested }) => matcher.mentionsOf(themes, nested)
    .map(({ theme, start, end, pattern }) => [start, end, theme, pattern])
    .sort((a, b) => a[0] - b[0] || a[2] - b[2] || a[1] - b[1]));
})"""


@pytest.fixture(scope="module")
def matched(chromium):
    """What the page's matcher finds in documents with codebooks: start, end, theme and pattern of each mention."""
    page = chromium.new_page()
    page.add_script_tag(content="\n".join((HERE / name).read_text("utf-8") for name in ("search.js", "matcher.js")))

    def found(documents, books, roles):
        sent = [
            {
                "themes": [
                    {"patterns": list(theme.patterns), "exceptions": list(theme.exceptions)} for theme in book.themes
                ],
                "nested": book.nested_scope == "dictionary",
            }
            for book in books
        ]
        return page.evaluate(FIND, [{"tokens": _tokens(document, roles), "books": sent} for document in documents])

    yield found
    page.close()


def expected(document, book, roles):
    number = {theme: i for i, theme in enumerate(book.ids)}
    return [[m.start, m.end, number[m.theme], m.pattern] for m in list_mentions(document, book, roles=roles)]


@pytest.mark.parametrize("part", range(8))
def test_random_texts_and_dictionaries_are_matched_alike(matched, part):
    """8 times 20 groups of 13 texts, each text with 5 dictionaries: phrases, wildcards, exceptions, NEAR, nesting."""
    draw = random.Random(f"page {part}")
    compared = 0
    for group in range(20):
        roles = ROLES if group % 5 == 0 else BODY
        texts = [text for text in (some_text(draw) for _ in range(39)) if has_words(text)][:13]
        documents = [parse_document(read_string("text", text), name="text") for text in texts]
        books = [some_codebook(draw) for _ in range(5)]
        for document, answers in zip(documents, matched(documents, books, roles), strict=True):
            for book, answer in zip(books, answers, strict=True):
                assert answer == expected(document, book, roles), (document.text, book)
                compared += 1
    assert compared == 20 * 13 * 5


def test_the_themes_of_the_essay_are_matched_alike(matched, essay, codebook, mentions):
    assert matched([essay], [codebook], BODY) == [[expected(essay, codebook, BODY)]]
    assert len(expected(essay, codebook, BODY)) == len(mentions) == 96
