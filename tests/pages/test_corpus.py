"""The page of the documents of a corpus, in a real browser."""

import pandas as pd
import pytest
from conftest import CHROMIUM, ROOT
from playwright.sync_api import expect
from themeline.corpus.choice import choose_documents
from themeline.corpus.reference import Corpus, read_corpus
from themeline.dictionary.codebook import Codebook, Theme
from themeline.figures.elements import document_names
from themeline.measures.corpus import nearest_documents
from themeline.pages import corpus as corpus_page
from themeline.pages.corpus import write_corpus_page, write_corpus_pages

TWO = Codebook(themes=[Theme(id=name, label=name.title(), patterns=(name,)) for name in ("war", "peace")])
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIGURES = ROOT / "figures"


def test_from_a_point_of_a_corpus_figure_to_documents_and_their_words(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    inside = table[(table["group"] == "Republican") & (table["nuclear"] > 0)]
    order = (inside["nuclear"] / inside["words"]).sort_values(ascending=False, kind="stable").index
    said = dict(zip(table.index, document_names(table), strict=True))
    page = visit(FIGURES / "index.html")
    page.locator("[id='corpus-groups--group-nuclear-0']").hover()
    evidence = page.locator("#corpus-groups .evidence")
    head = f"Nuclear weapons and doctrine, Republican ({len(inside)} documents, the first 12 of them)"
    expect(evidence.locator("h3")).to_have_text(head)
    first = inside.loc[order[0]]
    rate = f"{1000 * first['nuclear'] / first['words']:.2f} ({first['nuclear']})"
    expect(evidence.locator("li").first).to_have_text(
        f"{said[order[0]]} (Republican, {first['year']}, {first['words']:,} words): {rate} mentions per 1,000 "
        "words (in all)"
    )
    evidence.get_by_role("link", name="In the list of documents").click()
    assert page.url.endswith("/corpus.html#t-nuclear.g-Republican")
    expect(page.locator("#Told h2")).to_have_text("Nuclear weapons and doctrine, Republican")
    of = int((table["group"] == "Republican").sum())
    expect(page.locator("#Told")).to_contain_text(
        f"{len(inside)} of {of} documents mention it; those with the highest rate"
    )
    shown = page.locator("#Rows tr")
    assert shown.locator("th").all_inner_texts() == [said[place] for place in order]
    # From a document that has a page to its words, and back to its row.
    page.get_by_role("link", name="Eisenhower 1961", exact=True).click()
    assert page.url.endswith("/documents/1961-eisenhower-1.html")
    mentions = int(table.loc[table["document"] == "1961-Eisenhower-1", "nuclear"].item())
    expect(page.locator("#t-nuclear .count")).to_contain_text(f"{mentions}")
    assert page.locator("a.m[id^='m-nuclear-']").count() == mentions
    page.locator("#m-nuclear-2").click()
    expect(page.locator("#Found h2")).to_have_text("Nuclear weapons and doctrine, mention 2")
    page.get_by_role("link", name="All documents").click()
    assert page.url.endswith("/corpus.html#d-1961-Eisenhower-1")
    expect(page.locator("#Told h2")).to_have_text("Eisenhower 1961")
    assert page.locator("#Rows tr.lit th").all_inner_texts() == ["Eisenhower 1961"]
    page.locator("#Told").get_by_role("link", name="All documents").click()
    expect(page.locator("#Rows tr")).to_have_count(len(table))


def test_documents_of_a_decade_and_with_two_themes(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    page = visit(FIGURES / "corpus.html", "#t-missiles.p-1960")
    shown = page.locator("#Rows tr")
    expect(shown).to_have_count(int((table["year"].between(1960, 1969) & (table["missiles"] > 0)).sum()))
    expect(page.locator("#Told h2")).to_have_text("Missiles and missile defence, 1960 to 1969")
    page.evaluate("location.hash = 't-nuclear+missiles'")
    expect(shown).to_have_count(int(((table["nuclear"] > 0) & (table["missiles"] > 0)).sum()))
    # Sorted by hand, the most first, and again the least.
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_role("button", name="Words", exact=True).click()
    assert page.locator("th[aria-sort='ascending']").inner_text().strip("▲ ") == "Words"
    place = page.locator("#Documents thead th").all_inner_texts().index("Words")
    words = [int(row.locator("td").nth(place - 1).inner_text().replace(",", "")) for row in shown.all()]
    assert words == sorted(words)
    # A document without a page of its own is read here.
    page.evaluate("location.hash = 'd-1947-Truman-1'")
    expect(page.locator("#Told .text")).to_contain_text(
        "It looks like a good many of you have moved over to the left"
    )
    assert page.locator("#Told .code").count() == 0


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_on_a_phone_one_column_is_chosen_and_no_box_holds_the_thumb_back(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    page = visit(FIGURES / "corpus.html", **PHONE)
    assert page.locator("#Documents thead th:visible").all_inner_texts() == ["Document", "Similarity"]
    page.get_by_label("Show").select_option(label="Nuclear weapons and doctrine")
    assert (
        page.locator("#Documents thead th:visible").all_inner_texts()[1].strip("▼ ") == "Nuclear weapons and doctrine"
    )
    # The most of it first; beside a name stands its rate, and the text's own row above has its own.
    rates = (1000 * table["nuclear"] / table["words"]).sort_values(ascending=False)
    cells = page.locator("#Rows td:visible").all_inner_texts()
    assert cells[:3] == [f"{rate:.2f}" for rate in rates.iloc[:3]]
    assert page.locator(".own td:visible").count() == 1
    # The mark of a figure chooses its column.
    page.evaluate("location.hash = 't-missiles'")
    expect(page.locator("#Documents thead th:visible")).to_have_text(["Document", "Missiles and missile defence"])
    page.evaluate("location.hash = 'd-1947-Truman-1'")
    expect(page.locator("#Told .text")).to_be_visible()
    page.get_by_text("Search the texts").tap()
    page.get_by_label("Words (").fill("the")
    page.keyboard.press("Enter")
    expect(page.locator("#More")).to_be_visible()
    page.get_by_text("Try the dictionary").first.tap()
    page.get_by_label("Patterns").fill("the")
    boxes = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(one => !one.matches('textarea') &&
        /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1)
        .map(one => one.id || one.className)"""
    )
    assert boxes == []
    # The way back stays in sight while one reads.
    page.evaluate("location.hash = 'd-1946-Truman-1'")
    page.evaluate("scrollTo(0, 9000)")
    expect(page.get_by_role("link", name="All documents")).to_be_in_viewport()


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
        corpus, near, choice, TWO, tmp_path, name="texts", document=essay, mentions=mentions[:0], period=10,
        source=str(tmp_path / "texts"),
    )  # fmt: skip
    table = pd.read_csv(tmp_path / "corpus.csv", keep_default_na=False)
    assert table["language"].tolist() == ["", "fr"]
    page = visit(tmp_path / "corpus.html")
    heads = page.locator("#Documents thead th").all_inner_texts()
    assert heads == ["Document", "Language", "Words", "Similarity", "War", "Peace"]
    assert page.locator("#Rows td:nth-child(2)").all_inner_texts() == ["unsure", "French"]
    expect(page.locator("p.remark").first).to_contain_text(
        "(92 % of the words) in other languages than English (French"
    )
    page.goto(f"{page.url}#t-peace")
    assert page.locator("#Documents thead th.lit-column").all_inner_texts() == ["Peace"]


def test_the_text_itself_is_the_first_row_and_a_rate_is_a_shade(visit, essay, mentions):
    page = visit(FIGURES / "corpus.html", viewport={"width": 700, "height": 800})
    own = page.locator("tbody.own tr")
    expect(own.locator("th")).to_have_text(essay.title)
    nuclear = int((mentions["theme"] == "nuclear").sum())
    heads = page.locator("#Documents thead th").all_inner_texts()
    place = heads.index("Nuclear weapons and doctrine")
    cell = own.locator("td").nth(place - 1)
    expect(cell).to_have_text(f"{1000 * nuclear / essay.word_count():.2f}")
    shade = "node => Number(getComputedStyle(node).getPropertyValue('--r'))"
    # The darkest shade is that of the highest rate of all documents; a cell of 0 has no shade.
    table = pd.read_csv(FIGURES / "corpus.csv")
    others = table.loc[:, "borders":].max(axis=1) / table["words"] * 1000
    rates = [float(words) for words in own.locator("td.rate").all_inner_texts()]
    shades = [node.evaluate(shade) for node in own.locator("td.rate").all()]
    expected = 34 * (max(rates) / max(*others, *rates)) ** 0.5
    assert max(shades) == shades[rates.index(max(rates))] == pytest.approx(expected, abs=0.51)
    assert page.locator("#Rows td.none").first.evaluate(shade) == 0
    # All documents with a mention have a similarity, and names stay while the rest is scrolled.
    similarity = page.locator(f"#Rows td:nth-child({heads.index('Similarity') + 1})").all_inner_texts()
    some = table.loc[:, "borders":].sum(axis=1) > 0
    assert [words != "" and 0 < float(words) < 1 for words in similarity] == some.tolist()
    # Rows are put in place before the next picture but one.
    page.locator("#Scroll").evaluate(
        """async (node) => {
            node.scrollTo(400, 300);
            for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
        }"""
    )
    left = (
        "node => node.getBoundingClientRect().left - document.getElementById('Scroll').getBoundingClientRect().left"
    )
    assert page.locator("#Rows th").nth(15).evaluate(left) == pytest.approx(1, abs=1)
    assert own.locator("th").evaluate(left) == pytest.approx(1, abs=1)


def test_documents_are_found_by_what_is_typed_and_by_their_group(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    page = visit(FIGURES / "corpus.html")
    page.get_by_label("Find a document").fill("nixon 197")
    wanted = table[table["document"].str.contains("Nixon") & table["year"].between(1970, 1979)]
    expect(page.locator("#Rows tr")).to_have_count(len(wanted))
    expect(page.locator("#Shown")).to_have_text(f"{len(wanted)} of {len(table)}")
    page.get_by_label("Find a document").fill("")
    page.get_by_label("Party").select_option("Democratic")
    expect(page.locator("#Rows tr")).to_have_count(int((table["group"] == "Democratic").sum()))


def test_of_ten_thousand_documents_those_in_sight_are_elements_and_the_last_is_found(
    visit, tmp_path, essay, mentions, monkeypatch
):
    # Nor are there any texts.
    monkeypatch.setattr(corpus_page, "MOST_WORDS", 0)
    count = 10_000
    numbers = pd.Series(range(count))
    documents = pd.DataFrame(
        {
            "document": "d" + numbers.astype(str), "path": "p", "row": numbers + 1, "sha256": "", "language": "en",
            "group": "", "year": pd.array([None] * count, "Int64"), "words": 1000 + numbers,
        }
    )  # fmt: skip
    counts = pd.DataFrame({"war": numbers % 7, "peace": numbers % 3})
    corpus = Corpus(documents, counts, pd.DataFrame(), [], [("p", i + 1) for i in range(count)])
    near = nearest_documents(corpus, mentions[:0], essay, TWO)
    write_corpus_page(
        corpus, near, {}, TWO, tmp_path, first=[], name="many", document=essay, mentions=mentions[:0],
        choice=choose_documents(""), period=10, source="texts",
    )  # fmt: skip
    page = visit(tmp_path / "corpus.html")
    assert page.locator("#Rows tr").count() < 200
    page.locator("#Scroll").evaluate("node => node.scrollTo(0, node.scrollHeight)")
    expect(page.locator("#Rows tr:last-child th")).to_have_text("d9999")
    bottom = "node => node.getBoundingClientRect().bottom"
    window = page.locator("#Scroll").evaluate(bottom)
    assert 0 <= window - page.locator("#Rows tr:last-child").evaluate(bottom) < 20
    page.get_by_role("button", name="War", exact=True).click()
    # 6 in 1,006 words is the highest rate of all.
    expect(page.locator("#Rows tr th").first).to_have_text("d6")
    page.get_by_label("Find a document").fill("d9998")
    expect(page.locator("#Rows tr")).to_have_count(1)
    page.evaluate("location.hash = 'd-d7777'")
    expect(page.locator("#Rows tr.lit")).to_be_in_viewport()
    page.evaluate("location.hash = 'All'")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#Rows tr").count() == 400
    page.emulate_media(media="print")
    assert page.get_by_text("Printed are the first 400 of 10,000 documents; all are in corpus.csv.").is_visible()
    # On a phone it is the window that scrolls.
    page = visit(tmp_path / "corpus.html", **PHONE)
    assert page.locator("#Rows tr").count() < 200
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("#Rows tr:last-child th")).to_have_text("d9999")
    expect(page.locator("#Rows tr:last-child")).to_be_in_viewport()
    page = visit(tmp_path / "corpus.html", java_script_enabled=False)
    assert page.locator("#Rows tr").count() == 400
    assert page.get_by_text("Without JavaScript the first 400 of 10,000 are shown").is_visible()


def test_each_printed_page_of_the_list_has_the_heads_of_its_columns(visit, tmp_path):
    from pdfminer.high_level import extract_text

    page = visit(FIGURES / "corpus.html")
    page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
    # The 92 documents need two pages.
    for number in (0, 1):
        words = extract_text(tmp_path / "list.pdf", page_numbers=[number])
        assert "Similarity" in words and "Armed" in words
