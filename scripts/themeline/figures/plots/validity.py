"""The figures of how well a dictionary measures, whole: `validity` and `ranks`."""

import pandas as pd

from themeline.figures.captions import (
    describe_ranks,
    describe_validity,
)
from themeline.figures.charts.ranks import draw_ranks
from themeline.figures.charts.validity import draw_validity
from themeline.figures.figure import Figure, drawn_narrow_too
from themeline.figures.plots.themes import CODEBOOK, chosen_order
from themeline.text.document import Document
from themeline.validity.sensitivity import DRAWS, KEPT, Ranks


@drawn_narrow_too
def plot_validity(
    scores: pd.DataFrame,
    overall: pd.DataFrame,
    *,
    order: str = "f1",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """How well a dictionary finds what was coded (figure ``validity``); tables as `scores_by_part` gives them,
    ``scores`` with the themes' labels; ``order`` of the rows "f1" (the highest first) or "codebook"."""
    means = overall[overall["kind"] == "macro"].reset_index(drop=True)
    text = describe_validity(scores, means, max(part.count(" + ") + 1 for part in means["part"]))
    drawing = draw_validity(
        scores,
        means,
        title=text.title,
        subtitle=text.subtitle,
        sort=chosen_order(order, "f1") != CODEBOOK,
        width=width,
        style=style,
    )
    return Figure("validity", drawing, scores, text)


@drawn_narrow_too
def plot_ranks(
    document: Document, ranks: Ranks, *, seed: int = 1996, width: str | float = "double", style: str = "print"
) -> Figure:
    """Whether the order of the themes survives other dictionaries (figure ``ranks``); of `rank_stability`."""
    text = describe_ranks(document, ranks.table, KEPT, DRAWS, seed)
    drawing = draw_ranks(ranks.table, ranks.drawn, title=text.title, subtitle=text.subtitle, width=width, style=style)
    return Figure("ranks", drawing, ranks.table, text)
