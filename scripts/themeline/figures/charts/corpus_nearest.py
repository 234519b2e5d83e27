"""Figure `corpus-nearest`: the documents whose division among the themes is most like the text's."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links
from themeline.figures.tints import diverging
from themeline.measures.corpus import RESAMPLES

PITCH, HEAD, GAP, LINE, STEP = 5.0, 3.05, 1.5, 3.1, 3.7
MOST_LINES = 3
TEXT = "Text"
# What stands below the tiles: of each document, and its head at the left.
FOOT = (("similarity", "similarity (1: the same)"), ("among", "stays near, in %"))


def draw_corpus_nearest(
    nearest: pd.DataFrame,
    shares: pd.DataFrame,
    *,
    label_of: dict[str, str],
    name: str,
    title: str,
    subtitle: str = "",
    sort: bool = True,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw tiles, a column for the text and for each document: the share of its mentions that each theme has, in %.

    Shades are of the difference from the text: of the accent where the text has more, grey where the document has
    more. Rows go from the theme of which the text has most more than the documents have to the one of which it has
    most less.

    Args:
        nearest: as `measures.corpus.nearest_documents` gives them.
        shares: as `measures.corpus.theme_shares` gives them.
        label_of: label of each theme's id.
        name: of the text.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        sort: whether rows are sorted; otherwise they are as in ``label_of``.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    themes = in_order(shares, list(label_of)) if sort else list(label_of)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        if nearest.empty:
            figure = drawing.new_figure(full, heading.height + 6 + drawing.MARGIN, colours)
            drawing.write_heading(figure, heading, colours)
            words = "The text or the documents have no mention of any theme."
            drawing.write(figure, drawing.MARGIN, heading.height + 2, words, size=drawing.SMALL, colour=colours.soft)
            return figure
        names = [label_of[theme] for theme in themes]
        labels, room, pitch = elements.row_labels([*names, FOOT[0][1]], 0.38 * full, PITCH, 2.0)
        left = drawing.MARGIN + room + 2
        inner = full - left - drawing.MARGIN - GAP
        own = min(drawing.text_mm(TEXT, drawing.SMALL, weight="bold") + 1, inner / (1 + len(nearest)))
        cell = min(14.0, (inner - own) / len(nearest))
        heads = [TEXT, *elements.document_names(nearest)]
        # The text stands apart from what it is compared with.
        lefts = [left, *(left + own + GAP + j * cell for j in range(len(nearest)))]
        broken = _over_columns(heads, cell)
        top = heading.height + (max(map(len, broken)) if broken else len(heads)) * HEAD + 2
        height = len(themes) * pitch
        note = drawing.wrap(
            f"Stays near: in how many of {RESAMPLES:,} random draws of the text’s sentences, with replacement, the "
            f"document is {f'among the {len(nearest)} nearest' if len(nearest) > 1 else 'the nearest'}.",
            full - 2 * drawing.MARGIN,
            drawing.SMALL,
        )
        below = top + height + len(FOOT) * STEP + 2.2
        figure = drawing.new_figure(full, below + len(note) * LINE + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        widths = [own, *[cell] * len(nearest)]
        middles = [at + wide / 2 for at, wide in zip(lefts, widths, strict=True)]
        if broken:
            _write_over(figure, broken, middles, top, colours)
        else:
            _write_stairs(figure, heads, middles, top, colours)
        elements.write_row_labels(figure, top, pitch, labels[:-1], colours)
        axes = drawing.new_axes(figure, 0, top, full, height)
        axes.set_xlim(0, full)
        axes.set_ylim(height, 0)
        values = shares[themes].to_numpy(float)
        gaps = values[0] - values[1:]
        # Nine in ten of the differences have their own shade; the others have the deepest.
        most = max(float(np.quantile(np.abs(gaps), 0.9)), 1e-9)
        for j, at in enumerate(lefts):
            who = nearest["document"].iloc[j - 1] if j else name
            for i, theme in enumerate(themes):
                shade = diverging(gaps[j - 1, i] / most, colours) if j else colours.ground
                tile = Rectangle(
                    (at + 0.15, i * pitch + 0.15), widths[j] - 0.3, pitch - 0.3, facecolor=shade, lw=0, zorder=1
                )
                axes.add_patch(tile)
                words = f"{label_of[theme]}, {who}: {elements.percent(values[j, i])} of its mentions"
                if values[j, i]:
                    address = links.of_document(who) if j else links.of_theme(theme)
                    drawing.link_mark(tile, f"share-{j}-{theme}", address, words)
                number = elements.percent(values[j, i]).removesuffix(" %")
                _write_number(axes, middles[j], (i + 0.5) * pitch, number, widths[j], tile, colours, bold=not j)
        _write_foot(figure, nearest, middles[1:], top + height, cell, colours)
        for k, line in enumerate(note):
            drawing.write(
                figure, drawing.MARGIN, below + (k + 0.5) * LINE, line, size=drawing.SMALL, colour=colours.soft
            )
    return figure


def in_order(shares: pd.DataFrame, themes: Sequence[str]) -> list[str]:
    """Themes by how much more of them the text has than the documents have on average, the most first."""
    gap = shares.iloc[0] - (shares.iloc[1:].mean() if len(shares) > 1 else 0)
    return sorted(themes, key=lambda theme: -float(gap[theme]))


def _over_columns(heads: Sequence[str], cell: float) -> list[tuple[str, ...]]:
    """The names of columns, broken into lines that stand over them; none where a word is wider than a column."""
    room = cell - 0.6
    if any(drawing.text_mm(word, drawing.SMALL) > room for head in heads for word in head.split()):
        return []
    broken = [drawing.wrap(head, room, drawing.SMALL) for head in heads]
    if max(map(len, broken)) == 2:
        # All alike: the year below the name.
        broken = [tuple(head.rsplit(" ", 1)) for head in heads]
    return broken if max(map(len, broken)) <= MOST_LINES else []


def _write_over(
    figure: Figure,
    heads: Sequence[tuple[str, ...]],
    middles: Sequence[float],
    top: float,
    colours: drawing.Style,
) -> None:
    for j, (lines, middle) in enumerate(zip(heads, middles, strict=True)):
        for i, line in enumerate(reversed(lines)):
            drawing.write(
                figure, middle, top - 1.8 - i * HEAD, line, size=drawing.SMALL, align="center",
                colour=colours.ink if j else colours.accent, weight="normal" if j else "bold",
            )  # fmt: skip


def _write_stairs(
    figure: Figure, heads: Sequence[str], middles: Sequence[float], top: float, colours: drawing.Style
) -> None:
    """Write the names of columns one above another, each before a stem that leads down to its column."""
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for j, (head, middle) in enumerate(zip(heads, middles, strict=True)):
        at = top - 1.8 - j * HEAD
        axes.plot([middle, middle], [at, top - 0.4], color=colours.soft, lw=drawing.THIN)
        words = drawing.shorten(head, middle - drawing.MARGIN - 1.2, drawing.SMALL)
        drawing.write(
            figure, middle - 1, at, words, size=drawing.SMALL, align="right",
            colour=colours.ink if j else colours.accent, weight="normal" if j else "bold",
        )  # fmt: skip


def _write_number(
    axes: Axes, x: float, y: float, number: str, cell: float, tile: Rectangle, colours: drawing.Style, *, bold: bool
) -> None:
    weight = "bold" if bold else "normal"
    if drawing.text_mm(number, drawing.SMALL, weight=weight) > cell - 0.3:
        # Without a number a pale tile is seen by its edge.
        tile.set(edgecolor=colours.soft, lw=drawing.THIN)
        return
    text = axes.text(
        x,
        y,
        number,
        size=drawing.SMALL,
        color=colours.ink,
        weight=weight,
        ha="center",
        **drawing.in_middle(axes, drawing.SMALL),
    )
    if tile.get_gid():
        text.set_gid(f"{drawing.ON}{tile.get_gid()}")


def _write_foot(
    figure: Figure, nearest: pd.DataFrame, middles: Sequence[float], top: float, cell: float, colours: drawing.Style
) -> None:
    for k, (column, head) in enumerate(FOOT):
        at = top + 3.2 + k * STEP
        drawing.write(figure, drawing.MARGIN, at, head, size=drawing.SMALL, colour=colours.soft)
        for middle, value in zip(middles, nearest[column], strict=True):
            words = f"{value:.2f}".removeprefix("0") if k == 0 else elements.percent(value).removesuffix(" %")
            if drawing.text_mm(words, drawing.SMALL) < cell:
                drawing.write(figure, middle, at, words, size=drawing.SMALL, colour=colours.soft, align="center")
