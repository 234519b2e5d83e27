"""Figure `corpus-place`: where a text stands among documents, theme by theme."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import links, style

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
    width: str | float = "double",
    look: str = "print",
) -> Figure:
    """Draw, for each theme, the rates of the documents (box, whiskers, the highest) and that of the text.

    The axis is that of square roots, which gives rates near 0 room, and under which chance is about as wide
    everywhere (F. J. Anscombe, The transformation of Poisson, binomial and negative-binomial data, Biometrika 35,
    1948).

    Args:
        places: as `corpus_measures.standing` gives them: one row a theme, in the order drawn.
        highest: as `corpus_measures.highest` gives them.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    with style.settings():
        lines = style.title_lines(title, full)
        labels, room, pitch = style.broken_labels(list(places["label"]), 0.38 * full, PITCH, 1.2)
        left = style.MARGIN + room + 3
        head = "documents below"
        numbers = style.text_mm("100.0 %", style.SMALL) + 2
        inner = full - style.MARGIN - left - numbers - 2
        legend = style.placed([words for _, words in LEGEND], full - 2 * style.MARGIN, before=7, after=4)
        top = style.heading_height(lines) + 4.4 * (1 + legend[-1][1]) + 4
        height = len(places) * pitch
        figure = style.new_figure(full, top + height + 7.5 + style.MARGIN, colours)
        style.heading(figure, lines, colours)
        _draw_legend(figure, style.heading_height(lines), legend, colours)
        style.write_labels(figure, top, pitch, labels, colours)
        axes = style.new_axes(figure, left, top, inner, height)
        most = max(
            1.0,
            float(places[["high", "rate", "q95"]].max().max()),
            float(highest["rate"].max() if len(highest) else 0),
        )
        axes.set_xlim(0, np.sqrt(most) * 1.02)
        axes.set_ylim(len(places) - 0.5, -0.5)
        _number(axes, inner, most, colours)
        style.write(
            figure, full - style.MARGIN, top - 2.4, head, size=style.SMALL, colour=colours.soft, align="right"
        )
        for i, row in enumerate(places.itertuples()):
            axes.plot(np.sqrt([row.q05, row.q95]), [i - 0.16] * 2, color=colours.soft, lw=0.8, zorder=1)
            _box(axes, row.q25, row.q75, row.median, i - 0.16, 0.34, colours)
            for j, other in enumerate(highest[highest["theme"] == row.theme].itertuples()):
                mark = axes.plot([np.sqrt(other.rate)], [i - 0.16], **_mark("high", colours))[0]
                style.leads_to(
                    mark, f"high-{row.theme}-{j}", links.of_document(other.document),
                    f"{row.label}, {other.document}: {other.rate:.2f} mentions per 1,000 words",
                )  # fmt: skip
            axes.plot(np.sqrt([row.low, row.high]), [i + 0.26] * 2, color=colours.ink, lw=0.9, zorder=3)
            mark = axes.plot([np.sqrt(row.rate)], [i + 0.26], **_mark("text", colours))[0]
            style.leads_to(
                mark, f"place-{row.theme}", links.of_documents(row.theme),
                f"{row.label}: {row.rate:.2f} mentions per 1,000 words; {100 * row.below:.0f} % of the documents "
                "have fewer",
            )  # fmt: skip
            middle = top + (i + 0.5) * pitch
            style.write(
                figure,
                full - style.MARGIN,
                middle,
                percent(row.below),
                size=style.SMALL,
                colour=colours.ink,
                align="right",
            )
    return figure


def percent(share: float) -> str:
    """A share in whole per cent, but neither 0 nor 100 where it is not just that."""
    whole = min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)
    return f"{whole} %"


def _number(axes: Axes, width: float, most: float, colours: style.Look) -> None:
    ticks = [0.0]
    for tick in TICKS:
        between = (np.sqrt(tick) - np.sqrt(ticks[-1])) / np.sqrt(most) * width
        if tick <= most and between > style.text_mm(f"{tick:g}", style.SMALL) + 2.5:
            ticks.append(tick)
    axes.set_xticks(np.sqrt(ticks), [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=style.THIN)
    words = "mentions per 1,000 words (square-root scale)"
    axes.set_xlabel(words, size=style.SMALL, color=colours.soft, labelpad=1.5)


def _box(
    axes: Axes, low: float, high: float, median: float, middle: float, height: float, colours: style.Look
) -> None:
    start, end = np.sqrt(low), np.sqrt(high)
    face = style.mix(colours.soft, colours.ground, 0.6)
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


def _mark(kind: str, colours: style.Look) -> dict[str, Any]:
    marker, face, points = {"text": ("D", colours.ink, 4.2), "high": ("o", colours.ground, 2.8)}[kind]
    return {
        "marker": marker, "mfc": face, "mec": colours.ink, "mew": 0.7, "ms": points, "ls": "none", "clip_on": False,
        "zorder": 4,
    }  # fmt: skip


def _draw_legend(figure: Figure, top: float, places: list[tuple[float, int]], colours: style.Look) -> None:
    full, height = style.size_mm(figure)
    axes = style.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for (kind, words), (left, line) in zip(LEGEND, places, strict=True):
        at, middle = style.MARGIN + left, top + 2 + 4.4 * line
        if kind == "text":
            axes.plot([at, at + 5], [middle] * 2, color=colours.ink, lw=0.9)
        if kind == "most":
            axes.plot([at, at + 5], [middle] * 2, color=colours.soft, lw=0.8)
        if kind == "half":
            face = style.mix(colours.soft, colours.ground, 0.6)
            axes.add_patch(Rectangle((at, middle - 1.1), 5, 2.2, facecolor=face, edgecolor=colours.soft, lw=0.6))
            axes.plot([at + 2, at + 2], [middle - 1.1, middle + 1.1], color=colours.ink, lw=1.4)
        if kind in ("text", "high"):
            axes.plot([at + 2.5], [middle], **_mark(kind, colours))
        style.write(figure, at + 7, middle, words, size=style.SMALL, colour=colours.ink)
