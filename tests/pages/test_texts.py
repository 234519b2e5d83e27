"""The texts of documents in the page of a corpus: packed, searched, matched with a changed dictionary."""

import base64
import json
import re

import pandas as pd
import pytest
import yaml
from conftest import CHROMIUM, ROOT
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from themeline.corpus.choice import choose_documents
from themeline.corpus.reference import read_corpus
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.kwic import keyword_in_context
from themeline.dictionary.mentions import find_mentions
from themeline.measures.corpus import nearest_documents
from themeline.pages import corpus as corpus_page
from themeline.pages.corpus import write_corpus_pages
from themeline.pages.texts import packed_texts
from themeline.text.document import ROLES, parse_document

FIGURES = ROOT / "figures"
TWO = Codebook(
    themes=[
        Theme(id="war", label="War", patterns=("war", "navy")),
        Theme(id="peace", label="Peace", patterns=("peace", "treaty"), exceptions=("peace treaty",)),
    ]
)
DOCUMENTS = [
    {
        "name": "First",
        "text": "The navy sailed to war. A war-time treaty was signed, and the navy of Ålesund sailed.",
    },
    {"name": "Second", "text": "No peace treaty was signed.\n\nThe war went on, and there was no peace to be had."},
    {"name": "Third", "text": "Nothing of this kind was said by anybody in the whole long summer of that year."},
]


def numbers(data):
    """Bytes of base 128 as numbers, by its definition: seven bits each, the lowest first, 128 where more follow."""
    found, value, shift = [], 0, 0
    for byte in data:
        value += (byte % 128) << shift
        shift += 7
        if byte < 128:
            found.append(value)
            value = shift = 0
    return found


def test_a_text_is_types_and_what_stands_between():
    packed = packed_texts([parse_document("War, war. The well-known peace.", name="a")])
    assert packed["types"] == ["^war", "war", "^the", "well", "known", "peace"]
    # A blank stands before two of them, all else before one; 4 begins a paragraph, 1 follows, 2 is of the same word.
    assert packed["between"] == [" ", "", ", ", ". ", "-"]
    assert packed["joined"] == [1, 4, 0, 0, 3]
    assert list(base64.b64decode(packed["tokens"])) == [0, 1, 1, 2, 2, 3, 3, 0, 4, 4, 5, 0]
    assert (packed["counts"], packed["ends"], packed["spelled"]) == ([6], ["."], {})


def test_what_is_not_spelled_as_its_key_is_kept():
    packed = packed_texts([parse_document("The Straße of the fulﬁlled ǅ and McNamara’s secu-\nrity.", name="a")])
    kept = {packed["types"][number]: word for number, word in packed["spelled"].items()}
    assert kept["fulfilled"] == "fulﬁlled"
    assert kept["^strasse"] == "Straße"
    assert kept["security"] == "secu-\nrity"
    assert kept["^mc^namara's"] == "McNamara’s"


@given(st.lists(st.text(st.sampled_from("Aab ſßİ-'’.\n\u00ad—1é")), max_size=4), st.booleans())
def test_texts_come_back_as_they_were(texts, whole):
    documents = [parse_document(text, name="t") for text in texts]
    packed = packed_texts(documents, roles=ROLES if whole else ("body",))
    pairs = iter(numbers(base64.b64decode(packed["tokens"])))
    for document, count, end in zip(documents, packed["counts"], packed["ends"], strict=True):
        text = ""
        for number, before in [(next(pairs), next(pairs)) for _ in range(count)]:
            plain = re.sub(r"\^(.)", lambda found: found[1].upper(), packed["types"][number])
            text += packed["between"][before] + packed["spelled"].get(number, plain)
        assert text + end == document.text
    assert next(pairs, None) is None


@pytest.fixture
def corpus(essay, tmp_path):
    """Writes the page of three documents."""

    def written(documents=DOCUMENTS, book=TWO):
        table = tmp_path / "documents.jsonl"
        table.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
        choice = choose_documents("", name_column="name")
        texts = read_corpus(str(table), book, choice)
        mentions = find_mentions(essay, book)
        near = nearest_documents(texts, mentions, essay, book)
        write_corpus_pages(
            texts, near.head(0), choice, book, tmp_path / "figures", name="three", document=essay,
            mentions=mentions, period=10, source=str(table),
        )  # fmt: skip
        return tmp_path / "figures" / "corpus.html"

    return written


needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@needs_chromium
def test_the_page_counts_what_was_counted(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    page = visit(FIGURES / "corpus.html")
    found = page.evaluate(
        "packed().dictionary.themes.map((theme) => perDocument(unpackedTexts().matcher.countedOf(theme)))"
    )
    ids = page.evaluate("packed().dictionary.themes.map((theme) => theme.id)")
    assert len(ids) == 13
    for theme, counts in zip(ids, found, strict=True):
        assert counts == table[theme].tolist(), theme


@needs_chromium
def test_words_are_found_in_all_documents_with_lines(visit, corpus):
    page = visit(corpus())
    page.get_by_text("Search the texts").click()
    page.get_by_label("Words (").fill("sail* | navy")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#Count")).to_contain_text("is not a word")
    page.get_by_label("Words (").fill("the navy")
    page.keyboard.press("Enter")
    expect(page.locator("#Count")).to_have_text("“the navy”: 0 in the text, 2 in 1 of 3 documents")
    page.get_by_label("Words (").fill("sign* NEAR/4 treaty")
    page.keyboard.press("Enter")
    expect(page.locator("#Count")).to_have_text("“sign* NEAR/4 treaty”: 0 in the text, 2 in 2 of 3 documents")
    # Of 16 and 17 words one each: 62.5 and 58.8 per 1,000.
    expect(page.locator("#Meaning")).to_have_text("Most often, per 1,000 words: First 62.50 (1), Second 58.82 (1).")
    assert [row.locator("td").all_text_contents() for row in page.locator("#Lines tbody tr").all()] == [
        ["The navy sailed to war. A war-time treaty was ", "signed", ", and the navy of Ålesund sailed.", "First"],
        ["No peace treaty was ", "signed", ".", "Second"],
    ]
    page.get_by_label("Words (").fill("zebra")
    page.keyboard.press("Enter")
    expect(page.locator("#Count")).to_have_text("“zebra”: 0 in the text, 0 in 0 of 3 documents")
    assert page.locator("#Lines").is_hidden()


def cells(page, theme):
    column = page.locator("#Documents thead th").all_inner_texts().index(theme)
    return [row.locator("th, td").nth(column).inner_text() for row in page.locator("#Rows tr").all()]


@needs_chromium
def test_a_document_is_read_in_the_page_with_its_mentions_marked(visit, corpus):
    page = visit(corpus())
    page.get_by_role("link", name="First", exact=True).click()
    text = page.locator(".reading .text")
    assert text.inner_text().strip() == DOCUMENTS[0]["text"]
    marks = [(mark.inner_text(), mark.get_attribute("title")) for mark in text.locator("mark").all()]
    assert marks == [("navy", "War"), ("war", "War"), ("war", "War"), ("treaty", "Peace"), ("navy", "War")]
    text.locator("mark").nth(3).click()
    assert page.get_by_text("“treaty”: Peace").is_visible()
    # A line leads to its place: also in the same document, and in one with a heading.
    page.get_by_text("Search the texts").click()
    page.get_by_label("Words (").fill("sailed")
    page.keyboard.press("Enter")
    page.locator("#Lines a").nth(1).click()
    expect(page.locator("#Wanted")).to_be_in_viewport()
    before = """node => {
        const range = document.createRange();
        range.setStart(node.parentElement, 0);
        range.setEndBefore(node);
        return range.toString();
    }"""
    assert page.locator("#Wanted").evaluate(before).endswith("the navy of Ålesund ")
    page.get_by_label("Words (").fill("went")
    page.keyboard.press("Enter")
    page.locator("#Lines a").click()
    expect(page.locator("#Told h2")).to_have_text("Second")
    assert page.locator(".reading .text p").all_inner_texts() == DOCUMENTS[1]["text"].split("\n\n")
    # The peace treaty of the first paragraph is an exception.
    assert [mark.inner_text() for mark in page.locator(".reading mark").all()] == ["war", "peace"]


@needs_chromium
def test_the_text_itself_is_searched_too_and_its_lines_lead_to_its_sentences(visit, corpus, essay):
    page = visit(corpus([{"name": "One", "text": "They launch it."}, {"name": "Two", "text": "Nobody does."}]))
    page.get_by_text("Search the texts").click()
    page.get_by_label("Words (").fill("launch*")
    page.keyboard.press("Enter")
    there = keyword_in_context(essay, "launch*")
    assert len(there) > 1
    expect(page.locator("#Count")).to_have_text(f"“launch*”: {len(there)} in the text, 1 in 1 of 2 documents")
    # It stands first; its words are the sentence's in which they were found.
    links = page.locator("#Lines a")
    assert links.all_text_contents() == [*there["keyword"], "launch"]
    wanted = [f"reader.html#s{sentence}" for sentence in there["sentence"]]
    assert links.evaluate_all("all => all.map(a => a.getAttribute('href'))") == [*wanted, "#d-One"]
    assert page.locator("#Lines td.at").all_text_contents() == [essay.title] * len(there) + ["One"]
    rate = f"{1000 * len(there) / essay.word_count():.2f} ({len(there)})"
    expect(page.locator("#Meaning")).to_have_text(
        f"Most often, per 1,000 words: One 333.33 (1), {essay.title} {rate}."
    )


@needs_chromium
def test_a_dictionary_is_tried_on_all_documents(visit, corpus, essay):
    page = visit(corpus())
    # The text itself has some of its own.
    own = int((find_mentions(essay, TWO)["theme"] == "peace").sum())
    first_row = page.locator(".own td").last
    assert first_row.inner_text() == f"{1000 * own / essay.word_count():.2f}" != "0.00"
    # First: 3 of 16 words; Second: 1 of 17; "a peace treaty" is an exception that leaves one peace.
    assert cells(page, "War") == ["250.00", "58.82", "0"]
    assert cells(page, "Peace") == ["62.50", "58.82", "0"]
    page.get_by_text("Try the dictionary").first.click()
    page.get_by_label("Theme", exact=True).select_option(label="Peace")
    expect(page.locator("#TriedCount")).to_have_text(f"{2 + own} mentions.")
    page.get_by_label("Exceptions").fill("")
    expect(page.locator("#TriedCount")).to_have_text(f"{4 + own} mentions (was {2 + own}): 2 new, 0 gone.")
    assert cells(page, "Peace") == ["62.50", "176.47", "0"]
    assert cells(page, "War") == ["250.00", "58.82", "0"]
    assert page.locator("#TriedRemark").is_visible()
    page.get_by_label("Patterns").fill("summer")
    assert cells(page, "Peace") == ["0", "0", "62.50"]
    assert first_row.inner_text() == "0"
    line = page.locator("#TriedFound li").first
    assert (
        line.inner_text() == "Nothing of this kind was said by anybody in the whole long summer of that year. Third"
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as YAML").click()
    tried = yaml.safe_load(download.value.path().read_text(encoding="utf-8"))
    assert [theme["patterns"] for theme in tried["themes"]] == [["war", "navy"], ["summer"]]
    page.get_by_role("button", name="Reset").click()
    assert cells(page, "Peace") == ["62.50", "58.82", "0"]
    assert page.locator("#TriedRemark").is_hidden()


@needs_chromium
def test_texts_beyond_the_first_are_left_out_and_that_is_said(visit, corpus, monkeypatch):
    monkeypatch.setattr(corpus_page, "MOST_WORDS", 33)
    page = visit(corpus())
    page.get_by_text("Search the texts").click()
    said = "The page holds the texts of the first 2 documents (33 words); the others are not searched."
    assert page.get_by_text(said).is_visible()
    page.get_by_label("Words (").fill("summer")
    page.keyboard.press("Enter")
    expect(page.locator("#Count")).to_have_text("“summer”: 0 in the text, 0 in 0 of 2 documents")
    assert page.get_by_text("Try the dictionary").count() == 0
    monkeypatch.setattr(corpus_page, "MOST_WORDS", 3)
    page = visit(corpus())
    assert page.get_by_text("Search the texts").count() == 0


@needs_chromium
def test_lines_in_context_hold_whole_words(visit, corpus):
    # Words of ten letters: seven of them with their blanks fit into 80 letters.
    words = [f"{'alphabetic'[:7]}{n:03}" for n in range(40)]
    page = visit(corpus([{"name": "long", "text": f"Begin {' '.join(words)} end."}, *DOCUMENTS]))
    page.get_by_text("Search the texts").click()
    page.get_by_label("Words (").fill("alphabe020")
    page.keyboard.press("Enter")
    line = page.locator("#Lines tbody tr td").all_text_contents()
    assert line == [f"… {' '.join(words[13:20])} ", "alphabe020", f" {' '.join(words[21:28])} …", "long"]
