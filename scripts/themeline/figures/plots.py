"""Each figure whole: from tables, its drawing with title, caption, text alternative and the data behind it.

What every function takes: ``width`` of the figure, "single" (89 mm), "onehalf" (120 mm), "double" (183 mm) or
millimetres; ``style``, "print", "screen" or "dark". What every one gives: a `Figure`, to show or to save.
"""

from typing import TYPE_CHECKING

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import COLUMNS, numbers_of
from themeline.events.chronology import focus_year
from themeline.figures.captions import (
    describe_events,
    describe_keyness,
    describe_pairs,
    describe_places,
    describe_ranks,
    describe_themes,
    describe_validity,
    describe_words,
)
from themeline.figures.charts.corpus_groups import MOST, draw_corpus_groups
from themeline.figures.charts.corpus_keyness import draw_corpus_keyness
from themeline.figures.charts.corpus_nearest import draw_corpus_nearest
from themeline.figures.charts.corpus_place import draw_corpus_place
from themeline.figures.charts.corpus_time import draw_corpus_time
from themeline.figures.charts.corpus_together import draw_corpus_together
from themeline.figures.charts.keyness import draw_keyness
from themeline.figures.charts.ranks import draw_ranks
from themeline.figures.charts.themes import draw_themes
from themeline.figures.charts.themes_in_text import draw_themes_in_text
from themeline.figures.charts.themes_together import draw_themes_together
from themeline.figures.charts.timeline import draw_timeline
from themeline.figures.charts.validity import draw_validity
from themeline.figures.charts.words import draw_words
from themeline.figures.corpus_captions import (
    describe_corpus_keyness,
    describe_document_pairs,
    describe_groups,
    describe_nearest,
    describe_standing,
    describe_time,
)
from themeline.figures.figure import Figure
from themeline.measures.corpus import highest, select_keywords, theme_shares
from themeline.measures.document import section_measures, theme_measures, theme_pairs, word_positions
from themeline.measures.words import top_per_section, top_words
from themeline.text.document import BODY, Document
from themeline.validity.sensitivity import DRAWS, KEPT, Ranks

if TYPE_CHECKING:
    from themeline.corpus.reference import Corpus


def plot_words(
    document: Document,
    frequencies: pd.DataFrame,
    *,
    at_most: int = 24,
    roles: tuple[str, ...] = BODY,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Length of the sections, and the most frequent words (figure ``words``).

    Args:
        document: the text.
        frequencies: as `word_frequencies` gives them.
        at_most: words to show; a tie at the end is left out whole.
        roles: the parts of the text that were counted.
        width: see above.
        style: see above.
    """
    shown = top_words(frequencies, at_most)
    text = describe_words(document, frequencies, shown, document.word_count(roles))
    drawing = draw_words(shown, document.sections, title=text.title, width=width, style=style)
    return Figure("words", drawing, shown, text)


def plot_keyness(
    document: Document, keyness: pd.DataFrame, *, width: str | float = "double", style: str = "print"
) -> Figure:
    """The words most typical of each section (figure ``keyness``), of ``keyness`` as `section_keyness` gives it."""
    shown = top_per_section(keyness)
    text = describe_keyness(document, shown)
    drawing = draw_keyness(shown, title=text.title, width=width, style=style)
    return Figure("keyness", drawing, shown, text)


def plot_themes(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    *,
    measures: pd.DataFrame | None = None,
    roles: tuple[str, ...] = BODY,
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """How often a text speaks of each theme, with intervals, and where by section (figure ``themes``).

    Args:
        document: the text.
        codebook: the themes.
        mentions: as `find_mentions` found them in these roles.
        measures: as `theme_measures` gives them, where they are computed already, maybe with precision and recall.
        roles: the parts of the text that were counted.
        seed: of the resampling for the intervals.
        width: see above.
        style: see above.
    """
    if measures is None:
        measures = theme_measures(mentions, document, codebook, roles=roles, seed=seed)
    measures = measures.sort_values("rate", ascending=False, kind="stable").reset_index(drop=True)
    by_section = section_measures(mentions, document, codebook, roles=roles)
    text = describe_themes(document, measures, by_section, document.word_count(roles), seed)
    drawing = draw_themes(
        measures, by_section, colour_of=codebook.colours, title=text.title, width=width, style=style
    )
    wide = by_section.pivot(index="theme", columns="section_number", values="mentions")
    wide.columns = [f"mentions_in_section_{number}" for number in wide.columns]
    return Figure("themes", drawing, measures.merge(wide.reset_index(), on="theme"), text)


def plot_themes_in_text(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    *,
    roles: tuple[str, ...] = BODY,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Where in a text each theme is mentioned: a mark a mention (figure ``themes-in-text``). As `plot_themes`."""
    counted = document.in_roles("words", roles)
    if "number" not in mentions:
        mentions = mentions.assign(number=numbers_of(mentions, document, codebook, roles=roles))
    placed = word_positions(mentions[[*COLUMNS, "number"]], counted)
    text = describe_places(document, placed, codebook.labels, len(counted))
    drawing = draw_themes_in_text(
        placed,
        counted,
        label_of=codebook.labels,
        colour_of=codebook.colours,
        title=text.title,
        width=width,
        style=style,
    )
    return Figure("themes-in-text", drawing, placed, text)


def plot_themes_together(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    *,
    roles: tuple[str, ...] = BODY,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Which themes share sentences, and which more than by chance (figure ``themes-together``). As `plot_themes`."""
    pairs = theme_pairs(mentions, document, codebook, roles=roles)
    text = describe_pairs(document, pairs, codebook.labels, document.sentence_count(roles))
    drawing = draw_themes_together(pairs, label_of=codebook.labels, title=text.title, width=width, style=style)
    return Figure("themes-together", drawing, pairs, text)


def plot_timeline(
    document: Document,
    events: pd.DataFrame,
    *,
    focus: str = "auto",
    group: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The events that a text names, in the order of their dates (figure ``timeline``).

    Args:
        document: the text.
        events: as `choose_events` gives them.
        focus: the year to magnify; "auto" for the most crowded, "none" for a single axis.
        group: lanes by "kind", "mention", "basis" or "confidence"; empty for none.
        width: see above.
        style: see above.
    """
    year = focus_year(events, focus)
    text = describe_events(document, events, year)
    drawing = draw_timeline(events, title=text.title, focus=year, group=group, width=width, style=style)
    return Figure("timeline", drawing, events, text)


def plot_validity(
    scores: pd.DataFrame, overall: pd.DataFrame, *, width: str | float = "double", style: str = "print"
) -> Figure:
    """How well a dictionary finds what people coded (figure ``validity``); tables as `scores_by_part` gives them,
    ``scores`` with the themes' labels."""
    means = overall[overall["kind"] == "macro"].reset_index(drop=True)
    text = describe_validity(scores, means, max(part.count(" + ") + 1 for part in means["part"]))
    drawing = draw_validity(scores, means, title=text.title, width=width, style=style)
    return Figure("validity", drawing, scores, text)


def plot_ranks(
    document: Document, ranks: Ranks, *, seed: int = 1996, width: str | float = "double", style: str = "print"
) -> Figure:
    """Whether the order of the themes survives other dictionaries (figure ``ranks``); of `rank_stability`."""
    text = describe_ranks(document, ranks.table, KEPT, DRAWS, seed)
    drawing = draw_ranks(ranks.table, ranks.drawn, title=text.title, width=width, style=style)
    return Figure("ranks", drawing, ranks.table, text)


def plot_corpus_groups(
    corpus: "Corpus",
    rates: pd.DataFrame,
    *,
    name: str,
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Rates of the themes in each group of documents (figure ``corpus-groups``); ``rates`` of `group_rates`, ``name``
    of the corpus as captions call it."""
    text = describe_groups(corpus, rates, name, MOST, seed)
    drawing = draw_corpus_groups(rates, title=text.title, width=width, style=style)
    return Figure("corpus-groups", drawing, rates, text)


def plot_corpus_time(
    corpus: "Corpus",
    rates: pd.DataFrame,
    *,
    name: str,
    period: int,
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Rates of the themes over time (figure ``corpus-time``); ``rates`` of `period_rates`, in periods of so many
    years."""
    text = describe_time(corpus, rates, name, period, seed)
    drawing = draw_corpus_time(rates, title=text.title, width=width, style=style)
    return Figure("corpus-time", drawing, rates, text)


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
    drawing = draw_corpus_place(places, highest(corpus, 3), title=text.title, width=width, style=style)
    return Figure("corpus-place", drawing, places, text)


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
    drawing = draw_corpus_keyness(shown, title=text.title, width=width, style=style)
    return Figure("corpus-keyness", drawing, shown, text)


def plot_corpus_together(
    corpus: "Corpus",
    codebook: Codebook,
    pairs: pd.DataFrame,
    *,
    name: str,
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Which themes go together from document to document (figure ``corpus-together``); of `document_pairs`."""
    text = describe_document_pairs(corpus, pairs, codebook.labels, name, seed)
    drawing = draw_corpus_together(pairs, label_of=codebook.labels, title=text.title, width=width, style=style)
    return Figure("corpus-together", drawing, pairs, text)


def plot_corpus_nearest(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    corpus: "Corpus",
    nearest: pd.DataFrame,
    *,
    name: str,
    seed: int = 1996,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The documents most like a text in how they divide their mentions among the themes (figure ``corpus-nearest``);
    ``nearest`` of `nearest_documents`."""
    shares = theme_shares(mentions, nearest, corpus, codebook)
    text = describe_nearest(document, corpus, nearest, name, seed)
    drawing = draw_corpus_nearest(
        nearest, shares, label_of=codebook.labels, name=document.title, title=text.title, width=width, style=style
    )
    data = pd.concat([nearest.drop(columns="place"), shares.iloc[1:].reset_index(drop=True)], axis=1)
    return Figure("corpus-nearest", drawing, data, text)
