"""Figure `corpus-together`: which themes go together from document to document."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import links
from themeline.figures.triangle import Tile, draw_triangle, strength_of

LEGEND = (
    ("strong", "farther from 0 than by chance, all pairs allowed for"),
    ("some", "farther from 0 than by chance, this pair alone"),
    ("open", "as chance would have it"),
)


def draw_corpus_together(
    pairs: pd.DataFrame,
    *,
    label_of: dict[str, str],
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a triangle of tiles, one for each pair of themes that some document mentions, with their correlation.

    Args:
        pairs: as `measures.corpus.document_pairs` gives them.
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
            hundredths(pair.correlation),
            links.of_documents(pair.theme, beside=pair.other),
            f"{label_of[pair.theme]} with {label_of[pair.other]}: correlation {pair.correlation:.2f}",
        )
        for pair in pairs[pairs["correlation"].notna()].itertuples()
    ]
    return draw_triangle(tiles, LEGEND, label_of=label_of, title=title, subtitle=subtitle, width=width, style=style)


def hundredths(correlation: float) -> str:
    """A correlation in whole hundredths, as there is room for in a tile."""
    return f"{100 * correlation:.0f}".replace("-", "\u2212").replace("\u22120", "0")
