"""The reader page finds with a changed dictionary what `find_mentions` finds: its matcher is held to that."""

import json
import random
import re

import pytest
from conftest import CHROMIUM, ROOT
from helpers.matching import WORDS, has_words, some_codebook, some_rule, some_text
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import list_mentions
from themeline.dictionary.patterns import parse_rule
from themeline.pages.page import HERE
from themeline.pages.reader import _tokens
from themeline.text.document import BODY, ROLES, parse_document
from themeline.text.extract import read_string

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
# Both ways as a string: what is handed over as values takes longer than all the rest.
FIND = """texts => JSON.stringify(JSON.parse(texts).map(({ tokens, books }) => {
  const matcher = matcherOf(tokens);
  return books.map(({ themes, nested }) => matcher.mentionsOf(themes, nested)
    .map(({ theme, start, end, pattern }) => [start, end, theme, pattern])
    .sort((a, b) => a[0] - b[0] || a[2] - b[2] || a[1] - b[1]));
}))"""


EXAMPLE = re.compile(
    r"^- In `(.+?)` the patterns? (.+?)(?: with the exception (`.+?`))? finds? (.+)\.$", re.MULTILINE
)


@pytest.fixture(scope="module")
def scripts(chromium):
    """A page that has nothing but the page's own functions for patterns."""
    page = chromium.new_page()
    page.add_script_tag(
        content="const data = { elided: false };\n"
        + "\n".join((HERE / name).read_text("utf-8") for name in ("search.js", "matcher.js"))
    )
    yield page
    page.close()


@pytest.fixture(scope="module")
def matched(scripts):
    """What the page's matcher finds in documents with codebooks: start, end, theme and pattern of each mention."""

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
        given = [{"tokens": _tokens(document, roles, elided=False), "books": sent} for document in documents]
        return json.loads(scripts.evaluate(FIND, json.dumps(given)))

    return found


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


def quoted(words):
    return [json.loads(f'"{one}"') for one in re.findall("`(.+?)`", words)]


def test_what_the_rules_of_matching_give_as_examples_is_found(matched):
    examples = EXAMPLE.findall((ROOT / "docs" / "matching-rules.md").read_text(encoding="utf-8"))
    assert len(examples) > 40
    for text, patterns, exceptions, found in examples:
        [text] = quoted(f"`{text}`")
        theme = Theme(id="a", label="A", patterns=tuple(quoted(patterns)), exceptions=tuple(quoted(exceptions)))
        document = parse_document(read_string("text", text), name="text")
        [[answer]] = matched([document], [Codebook(themes=[theme])], BODY)
        assert [document.text[start:end] for start, end, *_ in answer] == quoted(found), (text, patterns)


def fault_of(pattern):
    try:
        parse_rule(pattern)
    except ValueError as error:
        return str(error)
    return ""


def test_what_is_no_pattern_is_told_as_python_tells_it(scripts):
    """Patterns of the page with a part put in that belongs in none, or only in its place."""
    draw = random.Random("faults")
    parts = [
        "(", '"', "„", "CAPS/", "caps/", " NEAR/0 ", " NEAR/101 ", " NEAR/9999 ", " NEAR/ ", " NEAR/1", " NOT ", "|",
        "|*", "**", "?", " * *", "'", "’", "--", "\x1c", "\x85", "\u200b", "\ufeff", "\u2028", "\n", "^", "$", "\\",
        "[a]", "{2}", "²", "NEAR/５ war", " NEAR/2 CAPS/war", "𝒲𝒶𝓇", "😀", "a" * 301, "😀" * 290, "war " * 13, "核",
        "-", "", "ẞ", "ſ", "ŉ", "\u0345", "\u0301", "x\u0301*",
    ]  # fmt: skip
    patterns = ["", " ", "*", "* ?", "CAPS/*", "CAPS/un", "war NEAR/3 ", " NEAR/3 war", "a NEAR/3 b NEAR/4 *", *WORDS]
    while len(patterns) < 4_000:
        rule = some_rule(draw)
        for _ in range(draw.choice((1, 1, 2, 3))):
            at = draw.randint(0, len(rule))
            rule = rule[:at] + draw.choice(parts) + rule[at:]
        patterns.append(rule)
    told = (
        "patterns => patterns.map(one => { try { ruleOf(one); } catch (error) { return error.message; } return ''; })"
    )
    faults = [fault_of(pattern) for pattern in patterns]
    assert [(one, fault) for one, fault in zip(patterns, scripts.evaluate(told, patterns), strict=True)] == [
        *zip(patterns, faults, strict=True)
    ]
    assert 500 < sum(not fault for fault in faults) < 3_500


def test_no_pattern_takes_long(matched):
    """Each of these would take hours if all ways to share a word between stars were tried."""
    word = "ab" * 5_000
    stars = ("*a" * 40 + "*c", "CAPS/" + "*A" * 40 + "*c", "*?" * 40 + "*c")
    document = parse_document(f"See {word} {word.upper()} here. See it.", name="text")
    for pattern in stars:
        book = Codebook(themes=[Theme(id="a", label="A", patterns=(pattern, "see *"), exceptions=("see", "* here"))])
        assert matched([document], [book], BODY) == [[expected(document, book, BODY)]]
