"""Figure `ranks`: whether the order of the themes survives other dictionaries."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links
from themeline.figures.elements import percent

PITCH = 5.2
# mm of the key of shades, and of a box in it; the shares that it tells of.
KEY, BOX, SHARES = 6.0, 3.4, (0.01, 0.1, 0.5, 0.9)


def draw_ranks(
    table: pd.DataFrame,
    drawn: np.ndarray,
    *,
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw each theme's rank (a dot), where it is with one pattern less (a line), and in drawn dictionaries (shades).

    The shade of a rank goes with the square root of its share of the draws, so that rare ones are seen too; a key
    below tells what some shades stand for.

    Args:
        table: as `validity.sensitivity.rank_stability` gives it: label, mentions, rank, least, most; one row a theme,
            in the order drawn.
        drawn: draws x themes: the rank in each drawn dictionary; a tie is shown at the better rank.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(table["label"]), 0.36 * full, PITCH, 2.2)
        left = drawing.MARGIN + room + 2
        inner = full - drawing.MARGIN - left - drawing.text_mm("mentions", drawing.SMALL) - 2
        top = heading.height + 5
        height = len(table) * pitch
        figure = drawing.new_figure(full, top + height + KEY + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        cell = inner / len(table)
        _number(figure, left, top - 2.4, cell, len(table), colours)
        drawing.write(
            figure, full - drawing.MARGIN, top - 2.4, "mentions",
            size=drawing.SMALL, colour=colours.soft, align="right",
        )  # fmt: skip
        axes = drawing.new_axes(figure, left, top, inner, height)
        axes.set_xlim(0.5, len(table) + 0.5)
        axes.set_ylim(len(table) - 0.5, -0.5)
        for i, row in enumerate(table.itertuples()):
            _strip(axes, drawn[:, i], i, colours)
            axes.plot([row.least, row.most], [i, i], color=colours.ink, lw=drawing.THICK, zorder=3)[0].set_gid(
                f"span-{i}"
            )
            dot = axes.plot([row.rank], [i], marker="o", ms=5, color=colours.ink, ls="none", clip_on=False, zorder=4)[
                0
            ]
            words = f"{row.label}: rank {row.rank:g}, {row.mentions:,} mentions"
            drawing.link_mark(dot, f"rank-{i}", links.of_theme(row.theme), words)
            middle = top + (i + 0.5) * pitch
            drawing.write(
                figure, full - drawing.MARGIN, middle, f"{row.mentions:,}", colour=colours.ink, align="right"
            )
        _key(figure, left, top + height + KEY / 2 + 0.6, colours)
    return figure


def _key(figure: Figure, left: float, middle: float, colours: drawing.Style) -> None:
    """Write what shades stand for: shares of the drawn dictionaries."""
    full, high = drawing.size_mm(figure)
    words = "share of the drawn word lists:"
    beside = drawing.text_mm(words, drawing.SMALL) + 2
    wide = beside + sum(BOX + 0.8 + drawing.text_mm(percent(share), drawing.SMALL) + 2.4 for share in SHARES)
    left = max(drawing.MARGIN, min(left, full - drawing.MARGIN - wide))
    drawing.write(figure, left, middle, words, size=drawing.SMALL, colour=colours.soft)
    at = left + beside
    for share in SHARES:
        box = Rectangle(
            (at / full, 1 - (middle + 1.4) / high), BOX / full, 2.8 / high, facecolor=_shade(share, colours)
        )
        figure.add_artist(box)
        said = percent(share)
        drawing.write(figure, at + BOX + 0.8, middle, said, size=drawing.SMALL, colour=colours.soft)
        at += BOX + 0.8 + drawing.text_mm(said, drawing.SMALL) + 2.4


def _shade(share: float, colours: drawing.Style) -> str:
    return drawing.mix(colours.ground, colours.soft, 0.08 + 0.72 * share**0.5)


def _strip(axes: Axes, ranks: np.ndarray, row: int, colours: drawing.Style) -> None:
    values, counts = np.unique(np.floor(ranks), return_counts=True)
    for value, share in zip(values, counts / len(ranks), strict=True):
        box = Rectangle((value - 0.5, row - 0.4), 1, 0.8, facecolor=_shade(share, colours), lw=0, zorder=1)
        axes.add_patch(box)


def _number(figure: Figure, left: float, middle: float, cell: float, ranks: int, colours: drawing.Style) -> None:
    """Number the ranks over their columns, as many of them as find room."""
    step = 1 + int((drawing.text_mm(f"{ranks}", drawing.SMALL) + 1) // cell)
    for rank in range(1, ranks + 1, step):
        words, at = f"{rank}", left + (rank - 0.5) * cell
        if rank == 1:
            # The first says what is numbered.
            drawing.write(
                figure, at - drawing.text_mm("1", drawing.SMALL) / 2 - 1, middle, "rank",
                size=drawing.SMALL, colour=colours.soft, align="right",
            )  # fmt: skip
        drawing.write(figure, at, middle, words, size=drawing.SMALL, colour=colours.soft, align="center")
