"""Figure `validity`: how well the dictionary finds what people find, theme by theme, with the uncertainty."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, elements
from themeline.text.wording import count_of

LANE = 3.2

PANELS = (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
COUNTS = (("hits", "hits"), ("misses", "missed"), ("false_alarms", "false"))
MEAN = "Mean of the themes"


def draw_validity(
    scores: pd.DataFrame,
    means: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw precision, recall and F1 of each theme with their intervals, a lane for each part, and the counts.

    At less than 130 mm the counts are left out.

    Args:
        scores: one row a theme and part: part, label, hits, misses, false_alarms, and precision, recall, f1, each
            with _low and _high; NaN is not drawn. Themes and parts in the order drawn.
        means: one row a part: part, sentences, and the three scores as in ``scores``, over all themes.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    parts = list(means["part"])
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        names = [*scores["label"].drop_duplicates(), MEAN]
        labels, room, pitch = elements.row_labels(names, 0.32 * full, max(LANE * len(parts) + 1.4, 4.4), 0)
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        left = drawing.MARGIN + room + 2
        numbers = [drawing.text_mm(head, drawing.SMALL) + 2.2 for _, head in COUNTS] if full >= 130 else []
        panel = (full - drawing.MARGIN - left - sum(numbers) - 3 * len(PANELS)) / len(PANELS)
        inside = full - 2 * drawing.MARGIN
        named = [
            drawing.shorten(f"{row.part}, {count_of(row.sentences, 'sentence')}", inside - 6, drawing.SMALL)
            for row in means.itertuples()
        ]
        legend = elements.legend_layout(named, inside, before=4, after=5)
        top = heading.height + (1 + legend[-1][1]) * 3.6 + 5
        height = len(names) * pitch
        figure = drawing.new_figure(full, top + height + 7 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        elements.draw_lane_legend(figure, heading.height, named, legend, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        table = pd.concat([scores, means.assign(label=MEAN)], ignore_index=True)
        table["row"] = table["label"].map({name: i for i, name in enumerate(names)})
        lane = table["part"].map({part: i for i, part in enumerate(parts)}) - (len(parts) - 1) / 2
        table["y"] = table["row"] + 0.5 + lane * LANE / pitch
        back = drawing.new_axes(figure, drawing.MARGIN, top, full - 2 * drawing.MARGIN, height)
        back.set_xlim(0, 1)
        back.set_ylim(len(names), 0)
        for row in range(0, len(names), 2):
            back.axhspan(row, row + 1, color=colours.band, lw=0)
        back.set_zorder(-1)
        for i, (score, head) in enumerate(PANELS):
            at = left + i * (panel + 3)
            axes = drawing.new_axes(figure, at, top, panel, height)
            axes.set_ylim(len(names), 0)
            _panel(axes, panel, table, score, parts, colours)
            drawing.write(figure, at, top - 2.4, head, size=drawing.SMALL, colour=colours.soft)
        right = left + len(PANELS) * (panel + 3)
        for (name, head), room in zip(COUNTS, numbers, strict=False):
            right += room
            drawing.write(figure, right, top - 2.4, head, size=drawing.SMALL, colour=colours.soft, align="right")
            for cell in table[table["label"] != MEAN].itertuples():
                count = f"{getattr(cell, name):.3g}"
                at = top + cell.y * pitch
                drawing.write(figure, right, at, count, size=drawing.SMALL, colour=colours.ink, align="right")
    return figure


def _panel(
    axes: Axes, width: float, table: pd.DataFrame, score: str, parts: list[str], colours: drawing.Style
) -> None:
    axes.set_xlim(-0.02, 1.02)
    ticks = [0, 0.25, 0.5, 0.75, 1] if width > 30 else [0, 0.5, 1]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    for row in table.itertuples():
        value, low, high = (getattr(row, name) for name in (score, f"{score}_low", f"{score}_high"))
        if np.isnan(value):
            continue
        place = parts.index(row.part)
        name = f"{score}-{row.row}-{place}"
        axes.plot([low, high], [row.y] * 2, color=colours.soft, lw=1)[0].set_gid(f"interval-{name}")
        mark = axes.plot([value], [row.y], clip_on=False, zorder=3, **elements.lane_mark(place, colours))[0]
        mark.set_gid(f"score-{name}")
