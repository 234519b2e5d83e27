"""Figure `themes-together`: which themes share sentences, and which of them more than by chance."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import links
from themeline.figures.triangle import Tile, draw_triangle, strength_of

LEGEND = (
    ("strong", "more than by chance, all pairs allowed for"),
    ("some", "more than by chance, this pair alone"),
    ("open", "shared, as chance would have it"),
)


def draw_themes_together(
    pairs: pd.DataFrame,
    *,
    label_of: dict[str, str],
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a triangle of tiles, one for each pair of themes that share sentences, with their number.

    Args:
        pairs: as `measures.document.theme_pairs` gives them.
        label_of: label of each theme's id, in the order of the rows.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    tiles = [
        Tile(
            pair.theme,
            pair.other,
            strength_of(pair.p, pair.p_adjusted),
            f"{pair.shared}",
            links.of_theme(pair.theme, beside=pair.other),
            f"{label_of[pair.theme]} with {label_of[pair.other]}: {pair.shared} sentences",
        )
        for pair in pairs[pairs["shared"] > 0].itertuples()
    ]
    return draw_triangle(tiles, LEGEND, label_of=label_of, title=title, subtitle=subtitle, width=width, style=style)
