"""Figure `corpus-place`: where a text stands among documents, theme by theme."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links

PITCH = 6.4
LEGEND = (
    ("text", "the text, 95 % interval"),
    ("half", "middle half of the documents, median"),
    ("most", "9 in 10 of them"),
    ("high", "documents with the highest rates"),
)
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def draw_corpus_place(
    places: pd.DataFrame,
    highest: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw, for each theme, the rates of the documents (box, whiskers, the highest) and that of the text.

    The axis is that of square roots, which gives rates near 0 room, and under which chance is about as wide
    everywhere (F. J. Anscombe, The transformation of Poisson, binomial and negative-binomial data, Biometrika 35,
    1948).

    Args:
        places: as `measures.corpus.percentile_ranks` gives them: one row a theme, in the order drawn.
        highest: as `measures.corpus.highest` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(places["label"]), 0.38 * full, PITCH, 1.2)
        left = drawing.MARGIN + room + 3
        head = "documents below"
        numbers = drawing.text_mm("100.0 %", drawing.SMALL) + 2
        inner = full - drawing.MARGIN - left - numbers - 2
        legend = elements.legend_layout([words for _, words in LEGEND], full - 2 * drawing.MARGIN, before=7, after=4)
        top = heading.height + 4.4 * (1 + legend[-1][1]) + 4
        height = len(places) * pitch
        figure = drawing.new_figure(full, top + height + 7.5 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        _draw_legend(figure, heading.height, legend, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        axes = drawing.new_axes(figure, left, top, inner, height)
        most = max(
            1.0,
            float(places[["high", "rate", "q95"]].max().max()),
            float(highest["rate"].max() if len(highest) else 0),
        )
        axes.set_xlim(0, np.sqrt(most) * 1.02)
        axes.set_ylim(len(places) - 0.5, -0.5)
        _number(axes, inner, most, colours)
        drawing.write(
            figure, full - drawing.MARGIN, top - 2.4, head, size=drawing.SMALL, colour=colours.soft, align="right"
        )
        for i, row in enumerate(places.itertuples()):
            axes.plot(np.sqrt([row.q05, row.q95]), [i - 0.16] * 2, color=colours.soft, lw=0.8, zorder=1)
            _box(axes, row.q25, row.q75, row.median, i - 0.16, 0.34, colours)
            for j, other in enumerate(highest[highest["theme"] == row.theme].itertuples()):
                mark = axes.plot([np.sqrt(other.rate)], [i - 0.16], **_mark("high", colours))[0]
                drawing.link_mark(
                    mark, f"high-{row.theme}-{j}", links.of_document(other.document),
                    f"{row.label}, {other.document}: {other.rate:.2f} mentions per 1,000 words",
                )  # fmt: skip
            axes.plot(np.sqrt([row.low, row.high]), [i + 0.26] * 2, color=colours.ink, lw=0.9, zorder=3)
            mark = axes.plot([np.sqrt(row.rate)], [i + 0.26], **_mark("text", colours))[0]
            drawing.link_mark(
                mark, f"place-{row.theme}", links.of_documents(row.theme),
                f"{row.label}: {row.rate:.2f} mentions per 1,000 words; {100 * row.below:.0f} % of the documents "
                "have fewer",
            )  # fmt: skip
            middle = top + (i + 0.5) * pitch
            drawing.write(
                figure,
                full - drawing.MARGIN,
                middle,
                elements.percent(row.below),
                size=drawing.SMALL,
                colour=colours.ink,
                align="right",
            )
    return figure


def _number(axes: Axes, width: float, most: float, colours: drawing.Style) -> None:
    ticks = [0.0]
    for tick in TICKS:
        between = (np.sqrt(tick) - np.sqrt(ticks[-1])) / np.sqrt(most) * width
        if tick <= most and between > drawing.text_mm(f"{tick:g}", drawing.SMALL) + 2.5:
            ticks.append(tick)
    axes.set_xticks(np.sqrt(ticks), [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    words = "mentions per 1,000 words (square-root scale)"
    axes.set_xlabel(words, size=drawing.SMALL, color=colours.soft, labelpad=1.5)


def _box(
    axes: Axes, low: float, high: float, median: float, middle: float, height: float, colours: drawing.Style
) -> None:
    start, end = np.sqrt(low), np.sqrt(high)
    face = drawing.mix(colours.soft, colours.ground, 0.6)
    axes.add_patch(
        Rectangle(
            (start, middle - height / 2),
            end - start,
            height,
            facecolor=face,
            edgecolor=colours.soft,
            lw=0.6,
            zorder=2,
        )
    )
    axes.plot(
        [np.sqrt(median)] * 2,
        [middle - height / 2, middle + height / 2],
        color=colours.ink,
        lw=1.4,
        zorder=3,
        clip_on=False,
    )


def _mark(entry: str, colours: drawing.Style) -> dict[str, Any]:
    marker, face, points = {"text": ("D", colours.ink, 4.2), "high": ("o", colours.ground, 2.8)}[entry]
    return {
        "marker": marker, "mfc": face, "mec": colours.ink, "mew": 0.7, "ms": points, "ls": "none", "clip_on": False,
        "zorder": 4,
    }  # fmt: skip


def _draw_legend(figure: Figure, top: float, places: list[tuple[float, int]], colours: drawing.Style) -> None:
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for (entry, words), (left, line) in zip(LEGEND, places, strict=True):
        at, middle = drawing.MARGIN + left, top + 2 + 4.4 * line
        if entry == "text":
            axes.plot([at, at + 5], [middle] * 2, color=colours.ink, lw=0.9)
        if entry == "most":
            axes.plot([at, at + 5], [middle] * 2, color=colours.soft, lw=0.8)
        if entry == "half":
            face = drawing.mix(colours.soft, colours.ground, 0.6)
            axes.add_patch(Rectangle((at, middle - 1.1), 5, 2.2, facecolor=face, edgecolor=colours.soft, lw=0.6))
            axes.plot([at + 2, at + 2], [middle - 1.1, middle + 1.1], color=colours.ink, lw=1.4)
        if entry in ("text", "high"):
            axes.plot([at + 2.5], [middle], **_mark(entry, colours))
        drawing.write(figure, at + 7, middle, words, size=drawing.SMALL, colour=colours.ink)
