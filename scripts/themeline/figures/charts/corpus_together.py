"""Figure `corpus-together`: which themes go together from document to document."""

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, links
from themeline.figures.chance import strength_of
from themeline.figures.tints import diverging

PITCH, WIDEST_CELL = 5.0, 9.0
LINE = drawing.BODY_SIZE * 1.2 * drawing.POINT


def draw_corpus_together(
    pairs: pd.DataFrame,
    *,
    label_of: dict[str, str],
    title: str,
    subtitle: str = "",
    sort: bool = True,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a triangle of tiles, one for each pair of themes that some document mentions, with their correlation.

    A theme's name stands at the diagonal: its correlations are those to the left of it and below it. The deeper the
    tint, the farther from 0, as a key above says; bold is what is farther from 0 than by chance, all pairs allowed
    for. Themes stand in the order of `in_order`.

    Args:
        pairs: as `measures.corpus.document_pairs` gives them.
        label_of: label of each theme's id.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        sort: whether rows are sorted; otherwise they are as in ``label_of``.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    themes = in_order(pairs, list(label_of)) if sort else list(label_of)
    known = pairs[pairs["correlation"].notna()]
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        inside = full - 2 * drawing.MARGIN
        cell = min(WIDEST_CELL, (inside - 0.3 * full) / max(1, len(themes) - 1))
        # What stands at the diagonal has all the room to the right of it.
        rooms = [inside - i * cell - 1 for i in range(len(themes))]
        labels = [drawing.wrap(label_of[theme], room) for theme, room in zip(themes, rooms, strict=True)]
        heights = [max(PITCH, LINE * len(lines) + 0.6) for lines in labels]
        lows = list(itertools.accumulate(heights, initial=0.0))
        most = max(float(known["correlation"].abs().max()), 1e-9) if len(known) else 1.0
        top, height = heading.height + 1 + (PITCH + 3 if len(known) else 0), lows[-1]
        figure = drawing.new_figure(full, top + height + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        axes = drawing.new_axes(figure, drawing.MARGIN, top, inside, height)
        axes.set_xlim(0, inside)
        axes.set_ylim(height, 0)
        for i, lines in enumerate(labels):
            for j, line in enumerate(lines):
                at = top + lows[i] + heights[i] / 2 + (j - (len(lines) - 1) / 2) * LINE
                drawing.write(figure, drawing.MARGIN + (i * cell + 1 if i else 0), at, line, colour=colours.ink)
        if len(known):
            _draw_key(figure, heading.height + 1, known["correlation"], most, cell, colours)
        place = {theme: i for i, theme in enumerate(themes)}
        for pair in known.itertuples():
            column, row = sorted((place[pair.theme], place[pair.other]))
            tile = Rectangle(
                (column * cell + 0.15, lows[row] + (heights[row] - PITCH) / 2 + 0.15), cell - 0.3, PITCH - 0.3,
                facecolor=diverging(pair.correlation / most, colours), lw=0, zorder=1,
            )  # fmt: skip
            axes.add_patch(tile)
            words = f"{label_of[pair.theme]} with {label_of[pair.other]}: correlation {pair.correlation:.2f}"
            gid = f"pair-{pair.theme}-{pair.other}"
            drawing.link_mark(tile, gid, links.of_documents(pair.theme, beside=pair.other), words)
            number = hundredths(pair.correlation)
            weight = "bold" if strength_of(pair.p, pair.p_adjusted) == "strong" else "normal"
            if drawing.text_mm(number, drawing.SMALL, weight=weight) > cell - 0.3:
                # Without a number a pale tile is seen by its edge.
                tile.set(edgecolor=colours.soft, lw=drawing.THIN)
                continue
            text = axes.text(
                (column + 0.5) * cell, lows[row] + heights[row] / 2, number, size=drawing.SMALL, weight=weight,
                color=colours.ink, ha="center", **drawing.in_middle(axes, drawing.SMALL),
            )  # fmt: skip
            text.set_gid(f"{drawing.ON}{gid}")
    return figure


def _draw_key(
    figure: Figure, top: float, correlations: pd.Series, most: float, cell: float, colours: drawing.Style
) -> None:
    """Draw tiles as those below, from the lowest correlation that there is to the highest, and what these mean."""
    full, _ = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, top, full, PITCH)
    axes.set_xlim(0, full)
    axes.set_ylim(PITCH, 0)
    low, high = min(0.0, float(correlations.min())), max(0.0, float(correlations.max()))
    # A correlation by the number that stands for it, so that none is there twice.
    shown = {hundredths(value): value for value in (low, 0.0, high / 2, high)}
    left = drawing.MARGIN
    for words, tiles in (
        ("avoid each other" if low < 0 else "no relation", shown),
        ("go together" if high > 0 else "no relation", {}),
    ):
        drawing.write(figure, left, top + PITCH / 2, words, size=drawing.SMALL, colour=colours.soft)
        left += drawing.text_mm(words, drawing.SMALL) + 1.5
        for number, value in tiles.items():
            wide = max(cell, drawing.text_mm(number, drawing.SMALL) + 1)
            axes.add_patch(
                Rectangle(
                    (left + 0.15, 0.15), wide - 0.3, PITCH - 0.3, facecolor=diverging(value / most, colours), lw=0
                )
            )
            axes.text(
                left + wide / 2, PITCH / 2, number, size=drawing.SMALL, color=colours.ink, ha="center",
                **drawing.in_middle(axes, drawing.SMALL),
            )  # fmt: skip
            left += wide
        left += 1.5


def in_order(pairs: pd.DataFrame, themes: Sequence[str]) -> list[str]:
    """Themes by their part in what most of them share, the largest first: what goes together stands together.

    That is the first eigenvector of the correlations: M. Friendly, Corrgrams, Exploratory displays for correlation
    matrices, The American Statistician 56, 2002. Themes without a correlation are the last.
    """
    matrix = pd.DataFrame(np.eye(len(themes)), index=themes, columns=themes)
    known = pairs[pairs["correlation"].notna()]
    for pair in known.itertuples():
        matrix.loc[pair.theme, pair.other] = matrix.loc[pair.other, pair.theme] = pair.correlation
    if known.empty:
        return list(themes)
    first = np.linalg.eigh(matrix.to_numpy())[1][:, -1]
    # The sign of an eigenvector is arbitrary; rounded, so that equal parts keep the order of the themes.
    part = dict(zip(themes, np.round(first * (1 if first.sum() >= 0 else -1), 9), strict=True))
    there = {*known["theme"], *known["other"]}
    return sorted(themes, key=lambda theme: (theme not in there, -part[theme]))


def hundredths(correlation: float) -> str:
    """A correlation in whole hundredths, as there is room for in a tile."""
    return f"{100 * correlation:.0f}".replace("-", "\u2212").replace("\u22120", "0")
