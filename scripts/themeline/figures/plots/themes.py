"""The figures of a text's themes, whole: `themes`, `themes-in-text`, `themes-together`."""

from typing import TYPE_CHECKING

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import COLUMNS, numbers_of
from themeline.figures.captions import (
    describe_pairs,
    describe_places,
    describe_themes,
    with_language,
)
from themeline.figures.charts.themes import draw_themes
from themeline.figures.charts.themes_in_text import draw_themes_in_text
from themeline.figures.charts.themes_together import draw_themes_together
from themeline.figures.figure import Figure
from themeline.measures.document import section_measures, theme_measures, theme_pairs, word_positions
from themeline.text.document import BODY, Document

if TYPE_CHECKING:
    pass


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
        width: see `themeline.figures.plots`, as for ``style``.
        style: see ``width``.
    """
    if measures is None:
        measures = theme_measures(mentions, document, codebook, roles=roles, seed=seed)
    measures = measures.sort_values("rate", ascending=False, kind="stable").reset_index(drop=True)
    by_section = section_measures(mentions, document, codebook, roles=roles)
    text = with_language(
        describe_themes(document, measures, by_section, document.word_count(roles), seed),
        document,
        codebook.languages,
    )
    drawing = draw_themes(
        measures,
        by_section,
        colour_of=codebook.colours,
        title=text.title,
        subtitle=text.subtitle,
        width=width,
        style=style,
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
    text = with_language(
        describe_places(document, placed, codebook.labels, len(counted)), document, codebook.languages
    )
    drawing = draw_themes_in_text(
        placed,
        counted,
        label_of=codebook.labels,
        colour_of=codebook.colours,
        title=text.title,
        subtitle=text.subtitle,
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
    text = with_language(
        describe_pairs(document, pairs, codebook.labels, document.sentence_count(roles)), document, codebook.languages
    )
    drawing = draw_themes_together(
        pairs, label_of=codebook.labels, title=text.title, subtitle=text.subtitle, width=width, style=style
    )
    return Figure("themes-together", drawing, pairs, text)
