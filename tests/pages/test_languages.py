"""The pages of texts in other languages: the dictionary to try, what is elided, and what lengths are told in."""

import pytest
from conftest import CHROMIUM
from helpers.languages import TEXTS, write_codebook, write_texts
from playwright.sync_api import expect
from themeline.corpus.choice import choose_documents
from themeline.corpus.reference import read_corpus
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.kwic import keyword_in_context
from themeline.dictionary.mentions import list_mentions
from themeline.measures.corpus import nearest_documents
from themeline.pages.corpus import write_corpus_pages
from themeline.pages.reader import reader_page
from themeline.pages.tables import mention_table
from themeline.text.document import parse_document, read_document

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture
def reader(visit, tmp_path):
    """The reader page of a text in a language, with the codebook of all languages."""

    def opened(language):
        codebook = read_codebook(write_codebook(tmp_path))
        document = parse_document(TEXTS[language][0], name="text")
        path = tmp_path / "reader.html"
        path.write_text(reader_page(document, codebook, mention_table(document, codebook), None), encoding="utf-8")
        return document, codebook, visit(path)

    return opened


@pytest.mark.parametrize("language", TEXTS)
def test_the_dictionary_to_try_is_that_of_the_text(reader, language):
    document, codebook, page = reader(language)
    own = codebook.in_language(language)
    assert page.evaluate("data.dictionary.languages ?? ['en']") == [language]
    assert page.evaluate("data.dictionary.themes.map(theme => theme.label)") == [*codebook.labels.values()]
    # The page's matcher finds with it what Python finds.
    script = "data.dictionary.themes.map(theme => matcher().countedOf(theme).map(({ start, end }) => [start, end]))"
    found = page.evaluate(script)
    for theme, places in zip(own.themes, found, strict=True):
        expected = [[m.start, m.end] for m in list_mentions(document, codebook) if m.theme == theme.id]
        assert sorted(places) == expected, theme.id
    assert page.locator("#Text").get_attribute("lang") == language


@pytest.mark.parametrize(("language", "said"), [("en", 0), ("ru", 1)])
def test_patterns_that_are_not_validated_are_named_as_such(reader, language, said):
    _, _, page = reader(language)
    # The codebook of the tests does not say how well its translations find what coders found.
    remark = page.locator(".remark", has_text="the patterns in Russian are not validated (F1 was not measured)")
    expect(remark).to_have_count(said)


def test_in_french_an_article_is_no_part_of_the_word_that_is_searched(reader):
    document, _, page = reader("fr")
    script = "query => placesOfPattern(query).map(({ start, end }) => [start, end])"
    # "ARME" behind an article, "escorteur d'escadre" of three words, and both spellings of the apostrophe.
    for query in (
        "arme",
        "l'arme",
        "escorte* d’escadre",
        "escadre",
        "CAPS/L'Arme",
        "escorte* escadre",
    ):
        expected = keyword_in_context(document, query)
        assert [document.text[a:b] for a, b in page.evaluate(script, query)] == expected["keyword"].tolist(), query
    assert len(page.evaluate(script, "arme")) == 1 and len(page.evaluate(script, "escadre")) == 2
    # The address of a word, as figures have it: with an article before it or without.
    words = "word => placesOfWord(word).map(({ start, end }) => [start, end])"
    assert [document.text[a:b] for a, b in page.evaluate(words, "arme")] == ["arme"]
    assert [document.text[a:b] for a, b in page.evaluate(words, "l’arme")] == ["L’arme"]


def test_in_english_an_article_is(reader):
    _, _, page = reader("en")
    assert page.evaluate('elisionsCut("d\'arms")') == "d'arms"


def test_lengths_of_chinese_are_told_in_characters(reader):
    document, _, page = reader("zh")
    expect(page.locator(".known")).to_contain_text(f"{document.word_count()} characters counted")
    _, _, page = reader("ru")
    expect(page.locator(".known")).to_contain_text("words counted")


@pytest.mark.parametrize("languages", [("fr", "en", "zh"), ("fr",)])
def test_the_page_of_a_corpus_in_several_languages(visit, tmp_path, languages):
    """A dictionary can be tried where all documents are counted by one; lengths are told for each document."""
    codebook = read_codebook(write_codebook(tmp_path))
    texts = write_texts(tmp_path, *languages)
    (texts / "more.txt").write_text(TEXTS["fr"][0].replace("navires", "navires, navires"), encoding="utf-8")
    chosen = choose_documents("")
    corpus = read_corpus(str(texts), codebook, chosen)
    document = read_document(texts / "fr.txt")
    mentions = mention_table(document, codebook)
    near = nearest_documents(corpus, mentions, document, codebook, most=2)
    write_corpus_pages(
        corpus, near, chosen, codebook, tmp_path, name="texts", document=document, mentions=mentions, period=10,
        source=str(texts),
    )  # fmt: skip
    page = visit(tmp_path / "corpus.html")
    alike = len(languages) == 1
    assert page.locator("#TryIt").count() == alike
    remark = (
        "The dictionary cannot be tried here, since the documents are counted by the patterns of several languages"
    )
    assert (remark in page.content()) != alike
    unit = "words" if alike else "words or, in Chinese, characters"
    assert f"Numbers are mentions per 1,000 {unit}" in page.content()
    if not alike:
        units = page.evaluate("data.corpus.documents.map(row => [row.name, unitOf(row)])")
        assert sorted(units) == [["en", "words"], ["fr", "words"], ["more", "words"], ["zh", "characters"]]
