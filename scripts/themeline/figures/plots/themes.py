"""The figures of a text's themes, whole: `themes`, `themes-in-text`, `themes-together`."""

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import COLUMNS, numbers_of
from themeline.errors import input_error
from themeline.figures.captions import (
    describe_pairs,
    describe_places,
    describe_themes,
    leading,
    take_turns,
    with_doubt,
)
from themeline.figures.charts.themes import draw_themes
from themeline.figures.charts.themes_in_text import draw_themes_in_text
from themeline.figures.charts.themes_together import draw_themes_together
from themeline.figures.figure import Figure, drawn_narrow_too
from themeline.io.names import known_names
from themeline.measures.document import (
    gathered_in_sections,
    leads_over,
    order_in_text,
    section_measures,
    theme_measures,
    theme_pairs,
    word_positions,
)
from themeline.text.document import BODY, Document

CODEBOOK = "codebook"


def chosen_order(order: str, *others: str) -> str:
    """An order of rows: of the codebook, or one of the others.

    Raises:
        InputError: it is none of these.
    """
    known = [*others, CODEBOOK]
    if order not in known:
        raise input_error("order", f"there is no order '{order}'", known_names(order, known))
    return order


@drawn_narrow_too
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
    named = leading(measures)
    leads = None
    if len(named) == 1 and "counted" not in measures:
        leads = leads_over(named[0], mentions, document, codebook, roles=roles, seed=seed)
    text = describe_themes(document, measures, by_section, document.word_count(roles), seed, leads)
    text = with_doubt(text, codebook.doubt_about(document.language))
    drawing = draw_themes(
        measures,
        by_section,
        title=text.title,
        subtitle=text.subtitle,
        accent=named,
        divided=document.has_sections,
        unit=document.unit,
        width=width,
        style=style,
    )
    wide = by_section.pivot(index="theme", columns="section_number", values="mentions")
    wide.columns = [f"mentions_in_section_{number}" for number in wide.columns]
    return Figure("themes", drawing, measures.merge(wide.reset_index(), on="theme"), text)


@drawn_narrow_too
def plot_themes_in_text(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    *,
    order: str = "text",
    roles: tuple[str, ...] = BODY,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Where in a text each theme is mentioned: a mark a mention (figure ``themes-in-text``). As `plot_themes`.

    ``order`` of the rows: "text", as the text turns to them (`order_in_text`), or "codebook".

    Raises:
        InputError: there is no such order.
    """
    counted = document.in_roles("words", roles)
    if "number" not in mentions:
        mentions = mentions.assign(number=numbers_of(mentions, document, codebook, roles=roles))
    placed = word_positions(mentions[[*COLUMNS, "number"]], counted)
    label_of = codebook.labels
    if chosen_order(order, "text") == "text":
        label_of = {theme: label_of[theme] for theme in order_in_text(placed, label_of)}
    found = gathered_in_sections(placed, counted)
    text = describe_places(document, placed, label_of, counted, found)
    text = with_doubt(text, codebook.doubt_about(document.language))
    drawing = draw_themes_in_text(
        placed,
        counted,
        label_of=label_of,
        homes=found.homes if take_turns(found) else None,
        title=text.title,
        subtitle=text.subtitle,
        divided=document.has_sections,
        unit=document.unit,
        width=width,
        style=style,
    )
    return Figure("themes-in-text", drawing, placed, text)


@drawn_narrow_too
def plot_themes_together(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    *,
    order: str = "sentences",
    roles: tuple[str, ...] = BODY,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Which themes share sentences, and which more than by chance (figure ``themes-together``). As `plot_themes`.

    ``order`` of the rows: "sentences", those in most sentences first, or "codebook".

    Raises:
        InputError: there is no such order.
    """
    pairs = theme_pairs(mentions, document, codebook, roles=roles)
    text = describe_pairs(document, pairs, codebook.labels, document.sentence_count(roles))
    text = with_doubt(text, codebook.doubt_about(document.language))
    label_of = codebook.labels
    if chosen_order(order, "sentences") == "sentences":
        sentences = mentions.groupby("theme")["sentence"].nunique()
        label_of = dict(sorted(label_of.items(), key=lambda item: -sentences.get(item[0], 0)))
    drawing = draw_themes_together(
        pairs, label_of=label_of, title=text.title, subtitle=text.subtitle, width=width, style=style
    )
    return Figure("themes-together", drawing, pairs, text)
