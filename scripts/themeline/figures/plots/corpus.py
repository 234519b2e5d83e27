"""The figures of a text beside many documents, whole: `corpus-groups` and its like."""

from typing import TYPE_CHECKING

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.figures.charts.corpus_groups import MOST, draw_corpus_groups
from themeline.figures.charts.corpus_keyness import draw_corpus_keyness
from themeline.figures.charts.corpus_nearest import draw_corpus_nearest
from themeline.figures.charts.corpus_place import draw_corpus_place
from themeline.figures.charts.corpus_time import draw_corpus_time
from themeline.figures.charts.corpus_together import draw_corpus_together
from themeline.figures.corpus_captions import (
    describe_corpus_keyness,
    describe_document_pairs,
    describe_groups,
    describe_nearest,
    describe_standing,
    describe_time,
)
from themeline.figures.figure import Figure, drawn_narrow_too
from themeline.figures.plots.themes import CODEBOOK, chosen_order
from themeline.measures.corpus import highest, rates_of, select_keywords, theme_shares
from themeline.text.document import Document
from themeline.text.language import unit_of_all

if TYPE_CHECKING:
    from themeline.corpus.reference import Corpus


@drawn_narrow_too
def plot_corpus_groups(
    corpus: "Corpus",
    rates: pd.DataFrame,
    *,
    name: str,
    order: str = "difference",
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Rates of the themes in each group of documents (figure ``corpus-groups``); ``rates`` of `group_rates`, ``name``
    of the corpus as captions call it, ``order`` of the rows "difference" (see `draw_corpus_groups`) or "codebook"."""
    sort = chosen_order(order, "difference") != CODEBOOK
    text = describe_groups(corpus, rates, name, MOST, seed, sort=sort)
    drawing = draw_corpus_groups(
        rates,
        title=text.title,
        subtitle=text.subtitle,
        sort=sort,
        unit=corpus.unit,
        width=width,
        style=style,
    )
    return Figure("corpus-groups", drawing, rates, text)


@drawn_narrow_too
def plot_corpus_time(
    corpus: "Corpus",
    rates: pd.DataFrame,
    *,
    name: str,
    period: int,
    order: str = "peak",
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Rates of the themes over time (figure ``corpus-time``); ``rates`` of `period_rates`, in periods of so many
    years, ``order`` of the panels "peak" (the theme with the earliest first) or "codebook"."""
    sort = chosen_order(order, "peak") != CODEBOOK
    text = describe_time(corpus, rates, name, period, seed, sort=sort)
    drawing = draw_corpus_time(
        rates,
        title=text.title,
        subtitle=text.subtitle,
        sort=sort,
        unit=corpus.unit,
        width=width,
        style=style,
    )
    return Figure("corpus-time", drawing, rates, text)


@drawn_narrow_too
def plot_corpus_place(
    document: Document,
    corpus: "Corpus",
    places: pd.DataFrame,
    *,
    name: str,
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Where a text stands among documents, theme by theme (figure ``corpus-place``); of `percentile_ranks`."""
    text = describe_standing(document, corpus, places, name, seed)
    drawing = draw_corpus_place(
        places,
        highest(corpus, 3),
        rates_of(corpus),
        title=text.title,
        subtitle=text.subtitle,
        unit=unit_of_all([*corpus.documents["language"], document.language]),
        width=width,
        style=style,
    )
    return Figure("corpus-place", drawing, places, text)


@drawn_narrow_too
def plot_corpus_keyness(
    document: Document,
    corpus: "Corpus",
    keyness: pd.DataFrame,
    *,
    name: str,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The words by which a text differs from documents (figure ``corpus-keyness``); of `corpus_keyness`."""
    shown = select_keywords(keyness)
    text = describe_corpus_keyness(document, corpus, shown, name)
    drawing = draw_corpus_keyness(
        shown, title=text.title, subtitle=text.subtitle, unit=document.unit, width=width, style=style
    )
    return Figure("corpus-keyness", drawing, shown, text)


@drawn_narrow_too
def plot_corpus_together(
    corpus: "Corpus",
    codebook: Codebook,
    pairs: pd.DataFrame,
    *,
    name: str,
    order: str = "together",
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Which themes go together from document to document (figure ``corpus-together``); of `document_pairs`;
    ``order`` of the rows "together" (what goes together stands together) or "codebook"."""
    text = describe_document_pairs(corpus, pairs, codebook.labels, name, seed)
    drawing = draw_corpus_together(
        pairs,
        label_of=codebook.labels,
        title=text.title,
        subtitle=text.subtitle,
        sort=chosen_order(order, "together") != CODEBOOK,
        width=width,
        style=style,
    )
    return Figure("corpus-together", drawing, pairs, text)


@drawn_narrow_too
def plot_corpus_nearest(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    corpus: "Corpus",
    nearest: pd.DataFrame,
    *,
    name: str,
    order: str = "difference",
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The documents most like a text in how they divide their mentions among the themes (figure ``corpus-nearest``);
    ``nearest`` of `nearest_documents`; ``order`` of the rows "difference" (what the text has more of first) or
    "codebook"."""
    shares = theme_shares(mentions, nearest, corpus, codebook)
    text = describe_nearest(document, corpus, nearest, shares, codebook.labels, name, seed)
    drawing = draw_corpus_nearest(
        nearest,
        shares,
        label_of=codebook.labels,
        name=document.title,
        title=text.title,
        subtitle=text.subtitle,
        sort=chosen_order(order, "difference") != CODEBOOK,
        width=width,
        style=style,
    )
    data = pd.concat([nearest.drop(columns="place"), shares.iloc[1:].reset_index(drop=True)], axis=1)
    return Figure("corpus-nearest", drawing, data, text)
