"""The search of the reader page finds what `keyword_in_context` finds: it goes through keys that Python made."""

import random
import re
import unicodedata

import pytest
from conftest import CHROMIUM, ROOT
from playwright.sync_api import expect
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.kwic import keyword_in_context
from themeline.dictionary.mentions import find_pattern
from themeline.pages.reader import reader_page
from themeline.pages.tables import mention_table
from themeline.text.document import BODY, Document, parse_document
from themeline.text.tokens import fold

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
# For texts that may look like any language.
WAR = Codebook(themes=[Theme(id="war", label="War", colour="#000000", patterns=("war",))], languages=())


@pytest.fixture
def searched(visit, tmp_path):
    """What the page of a text finds for each of some queries: start, end and sentence of each place; for a query that
    is not a pattern what the page says."""

    def found(text, queries, roles=BODY):
        document = text if isinstance(text, Document) else parse_document(text, name="text")
        path = tmp_path / "reader.html"
        mentions = mention_table(document, WAR, roles=roles)
        path.write_text(reader_page(document, WAR, mentions, None, roles=roles), encoding="utf-8")
        script = """queries => queries.map(query => {
            try { return placesOfPattern(query).map(({ start, end, sentence }) => [start, end, sentence]); }
            catch (error) { return error.message; }
        })"""
        return document, visit(path).evaluate(script, queries)

    return found


# Text, query, and the words that are found, each by hand.
CASES = [
    ("The mis\u00adsile flew.", "missile", ["mis\u00adsile"]),  # a soft hyphen is not seen
    ("The mis\u200bsile flew.", "missile", ["mis\u200bsile"]),  # nor is a zero-width space
    ("The missile flew.", "mis\u00adsile", ["missile"]),  # not in the query either
    (
        "The \uff2d\uff29\uff33\uff33\uff29\uff2c\uff25 flew.",
        "missile",
        ["\uff2d\uff29\uff33\uff33\uff29\uff2c\uff25"],
    ),
    ("The o\ufb03ce is shut.", "office", ["o\ufb03ce"]),  # a ligature of three letters
    ("The office is shut.", "o\ufb03ce", ["office"]),
    ("Die Stra\u00dfe und die STRASSE.", "stra\u00dfe", ["Stra\u00dfe", "STRASSE"]),
    ("Die Stra\u00dfe und die STRASSE.", "strasse", ["Stra\u00dfe", "STRASSE"]),
    ("The cafe\u0301 and the caf\u00e9.", "caf\u00e9", ["cafe\u0301", "caf\u00e9"]),  # an accent of its own
    ("The cafe\u0301 and the caf\u00e9.", "cafe", []),
    ("Talks on disarma-\nment began. Then disarmament came.", "disarmament", ["disarma-\nment", "disarmament"]),
    ("No first-\nuse, said Indo-\nPacific states.", "indo pacific", ["Indo-\nPacific"]),
    ("\u548c\u5e73\u6761\u7ea6 was signed. \u548c\u5e73 holds.", "\u548c\u5e73", ["\u548c\u5e73", "\u548c\u5e73"]),
    ("\u548c\u5e73\u6761\u7ea6 was signed.", "\u5e73\u6761", ["\u5e73\u6761"]),
    (
        "\u039f \u03bb\u03cc\u03b3\u03bf\u03c2 \u039b\u038c\u0393\u039f\u03a3 \u03b5\u03af\u03bd\u03b1\u03b9.",
        "\u03bb\u03cc\u03b3\u03bf\u03c2",
        ["\u03bb\u03cc\u03b3\u03bf\u03c2", "\u039b\u038c\u0393\u039f\u03a3"],
    ),
    ("A no-first-use treaty. No first use, no, first use.", "no first use", ["no-first-use", "No first use"]),
    ("The war. Games began.", "war games", []),  # not across the end of a sentence
    ("The war, games began.", "war games", []),  # nor across a comma
    ("The war \n games began.", "war games", ["war \n games"]),
    ("Anti-submarine and submarines and submarine's.", "submarine*", ["submarine", "submarines", "submarine's"]),
    ("China\u2019s and China's and Chinas.", "china's", ["China\u2019s", "China's"]),
    ("Ban bans band.", "ban?", ["bans", "band"]),
    ("The war war war.", "war war", ["war war", "war war"]),  # matches may overlap
    ("Joint naval patrols and joint patrols.", "joint * patrols", ["Joint naval patrols"]),
    # A capital where the query asks for one; its small letters may be either.
    ("The UN and un homme, Un and uN, \uff35\uff2e.", "CAPS/UN", ["UN", "\uff35\uff2e"]),
    ("START, Start, start.", "CAPS/Start", ["START", "Start"]),
    ("The UNs, Uns and uns.", "CAPS/U?*", ["UNs", "Uns"]),
    ("STRA\u00dfE, STRASSE, Strasse.", "CAPS/STRASSE", ["STRASSE"]),
    ("The UN-led mission, un-led.", "CAPS/UN-led", ["UN-led"]),
    ("A UN-\nESCO site, and UNESCO.", "CAPS/UNESCO", ["UN-\nESCO", "UNESCO"]),
]


@pytest.mark.parametrize(("text", "query", "words"), CASES)
def test_it_finds_what_the_dictionary_would(searched, text, query, words):
    document, (places,) = searched(text, [query])
    assert [document.text[start:end] for start, end, _ in places] == words
    found = keyword_in_context(document, query)
    assert list(found["keyword"]) == words
    assert list(found["sentence"]) == [sentence for *_, sentence in places]


@pytest.mark.parametrize("query", ["* ?", "CAPS/un", "caps/UN", "CAPS/", "u.s.", "war NEAR/0 us", "\u201cwar\u201d"])
def test_a_query_that_is_not_a_pattern_says_why(searched, query):
    document, [said] = searched("The U.S. went to war.", [query])
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        keyword_in_context(document, query)


def test_only_what_counts_is_searched(searched):
    """As of keyword in context: no sections that are set aside, and headings only where they are asked for."""
    document = parse_document("Report\n\nA war.\n\nThe war\n\nOne war.\n\nLast\n\nNo war.\n", name="text")
    last, headings = document.only_sections(["Last"]), (*BODY, "heading")
    for part, roles, starts in [
        (document, BODY, [10, 29, 44]),
        (last, BODY, [44]),
        (document, headings, [10, 20, 29, 44]),
    ]:
        _, (places,) = searched(part, ["war"], roles)
        assert [start for start, *_ in places] == starts
        assert len(keyword_in_context(part, "war", roles=roles)) == len(starts)


# Letters, marks and separators that rules of words turn on.
ALPHABET = [
    *(
        "a",
        "b",
        "B",
        "\u00df",
        "\ufb01",
        "\u00e9",
        "e\u0301",
        "\uff21",
        "1",
        "\u548c",
        "-",
        "-",
        "\u2010",
        "'",
        "\u2019",
    ),
    *(" ", " ", " ", "\n", "-\n", "\u00ad", "\u200b", ". ", ", ", "\u00b2"),
]


def test_on_random_texts_it_finds_the_same(searched):
    """Many small texts, a page each, would be slow: they are paragraphs of one."""
    chance = random.Random(18)
    text = "\n\n".join("a" + "".join(chance.choices(ALPHABET, k=40)) for _ in range(100))
    letters = ["a", "b", "B", "\u00df", "\u00e9", "1", "\u548c", "-", " ", "*", "?", "'"]
    queries = ["".join(chance.choices(letters, k=chance.randint(1, 5))) for _ in range(300)]
    queries += ["CAPS/" + "".join(chance.choices(letters, k=chance.randint(1, 4))) for _ in range(100)]
    document, answers = searched(text, queries)
    sentences = document.words["sentence"].tolist()
    compared = capitals = 0
    for query, answer in zip(queries, answers, strict=True):
        try:
            found = find_pattern(document, query)
        except ValueError:
            assert isinstance(answer, str), query
            continue
        assert answer == [[start, end, sentences[row]] for start, end, row in found], query
        compared += bool(found)
        capitals += bool(found) and query.startswith("CAPS/")
    assert compared > 100
    assert capitals > 10


def test_typed_letters_are_folded_as_those_of_the_text(searched, visit, tmp_path):
    letters = [
        chr(code)
        for code in range(0x20, 0x110000)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Cc") and chr(code) not in "\u2028\u2029\u0085"
    ]
    searched("One war.", [])
    # In one string, since the browser is handed a list letter by letter.
    script = r"letters => letters.split('\n').map(fold).join('\n')"
    folded = visit(tmp_path / "reader.html").evaluate(script, "\n".join(letters))
    wrong = [letter for letter, key in zip(letters, folded.split("\n"), strict=True) if key != fold(letter)]
    assert [f"{ord(letter):04X}" for letter in wrong] == []


def test_the_address_of_a_word_is_the_whole_word(visit, tmp_path):
    document = parse_document("A war. A war-\ntime war, the post-war war's end; pre-war.", name="text")
    path = tmp_path / "reader.html"
    path.write_text(reader_page(document, WAR, mention_table(document, WAR), None), encoding="utf-8")
    page = visit(path)
    for word, starts in {"war": [2, 19], "post-war": [28], "war's": [37], "time": []}.items():
        assert page.evaluate("w => placesOfWord(w).map(place => place.start)", word) == starts, word


def test_on_a_phone_a_line_is_words_below_each_other(visit):
    """Beside each other a few letters of each side would be left."""
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit(ROOT / "figures" / "reader.html", "#t-nuclear", **phone)
    row = page.locator("#Lines tbody tr").first
    expect(row).to_be_visible()
    left, right = (row.locator(f"td.{side}").inner_text().strip() for side in ("left", "right"))
    assert len(left) > 20 and len(right) > 20
    # All of it is seen: nothing is cut off, and nothing is wider than the page.
    assert row.evaluate("node => node.scrollWidth <= node.clientWidth")
