"""Figure `validity`: how well the dictionary finds what people find, theme by theme, with the uncertainty."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import style

LANE = 3.2
MARKS = ("o", "s", "D", "^", "v", "P")
PANELS = (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
COUNTS = (("hits", "hits"), ("misses", "missed"), ("false_alarms", "false"))
MEAN = "Mean of the themes"


def draw_validity(
    scores: pd.DataFrame, means: pd.DataFrame, *, title: str, width: str | float = "double", look: str = "print"
) -> Figure:
    """Draw precision, recall and F1 of each theme with their intervals, a lane for each part, and the counts.

    At less than 130 mm the counts are left out.

    Args:
        scores: one row a theme and part: part, label, hits, misses, false_alarms, and precision, recall, f1, each
            with _low and _high; NaN is not drawn. Themes and parts in the order drawn.
        means: one row a part: part, sentences, and the three scores as in ``scores``, over all themes.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    parts = list(means["part"])
    with style.settings():
        lines = style.title_lines(title, full)
        names = [*scores["label"].drop_duplicates(), MEAN]
        labels, room, pitch = style.broken_labels(names, 0.32 * full, max(LANE * len(parts) + 1.4, 4.4), 0)
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        left = style.MARGIN + room + 2
        numbers = [style.text_mm(head, style.SMALL) + 2.2 for _, head in COUNTS] if full >= 130 else []
        panel = (full - style.MARGIN - left - sum(numbers) - 3 * len(PANELS)) / len(PANELS)
        inside = full - 2 * style.MARGIN
        named = [
            style.shortened(
                f"{row.part}, {row.sentences:,} sentence" + "s" * (row.sentences != 1), inside - 6, style.SMALL
            )
            for row in means.itertuples()
        ]
        legend = style.placed(named, inside, before=4, after=5)
        top = style.heading_height(lines) + (1 + legend[-1][1]) * 3.6 + 5
        height = len(names) * pitch
        figure = style.new_figure(full, top + height + 7 + style.MARGIN, colours)
        style.heading(figure, lines, colours)
        lane_legend(figure, style.heading_height(lines), named, legend, colours)
        style.write_labels(figure, top, pitch, labels, colours)
        table = pd.concat([scores, means.assign(label=MEAN)], ignore_index=True)
        table["row"] = table["label"].map({name: i for i, name in enumerate(names)})
        lane = table["part"].map({part: i for i, part in enumerate(parts)}) - (len(parts) - 1) / 2
        table["y"] = table["row"] + 0.5 + lane * LANE / pitch
        back = style.new_axes(figure, style.MARGIN, top, full - 2 * style.MARGIN, height)
        back.set_xlim(0, 1)
        back.set_ylim(len(names), 0)
        for row in range(0, len(names), 2):
            back.axhspan(row, row + 1, color=colours.band, lw=0)
        back.set_zorder(-1)
        for i, (score, head) in enumerate(PANELS):
            at = left + i * (panel + 3)
            axes = style.new_axes(figure, at, top, panel, height)
            axes.set_ylim(len(names), 0)
            _panel(axes, panel, table, score, parts, colours)
            style.write(figure, at, top - 2.4, head, size=style.SMALL, colour=colours.soft)
        right = left + len(PANELS) * (panel + 3)
        for (name, head), room in zip(COUNTS, numbers, strict=False):
            right += room
            style.write(figure, right, top - 2.4, head, size=style.SMALL, colour=colours.soft, align="right")
            for cell in table[table["label"] != MEAN].itertuples():
                count = f"{getattr(cell, name):.3g}"
                at = top + cell.y * pitch
                style.write(figure, right, at, count, size=style.SMALL, colour=colours.ink, align="right")
    return figure


def _panel(axes: Axes, width: float, table: pd.DataFrame, score: str, parts: list[str], colours: style.Look) -> None:
    axes.set_xlim(-0.02, 1.02)
    ticks = [0, 0.25, 0.5, 0.75, 1] if width > 30 else [0, 0.5, 1]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=style.THIN)
    for row in table.itertuples():
        value, low, high = (getattr(row, name) for name in (score, f"{score}_low", f"{score}_high"))
        if np.isnan(value):
            continue
        place = parts.index(row.part)
        name = f"{score}-{row.row}-{place}"
        axes.plot([low, high], [row.y] * 2, color=colours.soft, lw=1)[0].set_gid(f"interval-{name}")
        mark = axes.plot([value], [row.y], clip_on=False, zorder=3, **lane_mark(place, colours))[0]
        mark.set_gid(f"score-{name}")


def lane_mark(place: int, colours: style.Look) -> dict[str, Any]:
    """How the mark of a lane looks, so that no two are alike in grey either."""
    full = place % 2 == 0
    return {
        "marker": MARKS[place % len(MARKS)], "ms": 3.6, "mec": colours.ink, "mew": 0.8,
        "mfc": colours.ink if full else colours.ground, "ls": "none",
    }  # fmt: skip


def lane_legend(
    figure: Figure, top: float, names: list[str], places: list[tuple[float, int]], colours: style.Look
) -> None:
    """Write the marks of lanes with their names, at `style.placed` places (before=4), lines of 3.6 mm."""
    full, height = style.size_mm(figure)
    axes = style.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for i, (name, (left, line)) in enumerate(zip(names, places, strict=True)):
        at, middle = style.MARGIN + 1.5 + left, top + 1.6 + line * 3.6
        axes.plot([at], [middle], **lane_mark(i, colours))
        style.write(figure, at + 2.5, middle, name, size=style.SMALL, colour=colours.ink)
