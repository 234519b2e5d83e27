"""Figure `ranks`: whether the order of the themes survives other dictionaries."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import drawing, elements, links

PITCH = 5.0
LEGEND = (
    ("base", "by the codebook"),
    ("span", "one pattern left out"),
    ("sentences", "counting sentences"),
    ("exceptions", "without exceptions"),
    ("drawn", "in drawn codebooks (the larger, the more)"),
)


def draw_ranks(
    table: pd.DataFrame,
    drawn: np.ndarray,
    *,
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw each theme's rank, and where it is under other dictionaries.

    Args:
        table: as `validity.sensitivity.rank_stability` gives it: label, mentions, rank, least, most, by_sentences,
            without_exceptions; one row a theme, in the order drawn.
        drawn: draws x themes: the rank in each drawn dictionary.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    pale = drawing.legible(drawing.mix(colours.soft, colours.ground, 0.5), colours.ground, 1.5)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(table["label"]), 0.36 * full, PITCH, 2.2)
        left = drawing.MARGIN + room + 4
        numbers = drawing.text_mm("mentions", drawing.SMALL) + 2
        inner = full - drawing.MARGIN - left - numbers - 3
        legend = elements.legend_layout([words for _, words in LEGEND], full - 2 * drawing.MARGIN, before=7, after=4)
        top = heading.height + 4.4 * (1 + legend[-1][1]) + 4
        height = len(table) * pitch
        figure = drawing.new_figure(full, top + height + 10 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        axes = drawing.new_axes(figure, left, top, inner, height)
        axes.set_xlim(0.4, len(table) + 0.6)
        axes.set_ylim(len(table) - 0.5, -0.5)
        step = 1 + int(8 * len(table) // inner)
        axes.set_xticks(range(1, len(table) + 1, step))
        axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
        axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
        axes.set_xlabel("rank: 1 the most often mentioned", size=drawing.SMALL, color=colours.soft, labelpad=1.5)
        drawing.write(
            figure,
            full - drawing.MARGIN,
            top - 2.4,
            "mentions",
            size=drawing.SMALL,
            colour=colours.soft,
            align="right",
        )
        for i, row in enumerate(table.itertuples()):
            ranks, share = _shares(drawn[:, i])
            for rank, part in zip(ranks, share, strict=True):
                axes.plot([rank], [i], **_mark("drawn", colours, pale, size=1.2 + 9 * np.sqrt(part)))
            axes.plot([row.least, row.most], [i, i], **_mark("span", colours, pale))[0].set_gid(f"span-{i}")
            for entry, rank in (("exceptions", row.without_exceptions), ("sentences", row.by_sentences)):
                axes.plot([rank], [i], **_mark(entry, colours, pale))
            base = axes.plot([row.rank], [i], **_mark("base", colours, pale))[0]
            words = f"{row.label}: rank {row.rank:g}, {row.mentions:,} mentions"
            drawing.link_mark(base, f"rank-{i}", links.of_theme(row.theme), words)
            middle = top + (i + 0.5) * pitch
            drawing.write(
                figure, full - drawing.MARGIN, middle, f"{row.mentions:,}", colour=colours.ink, align="right"
            )
        _draw_legend(figure, heading.height, legend, colours, pale)
    return figure


def _shares(ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole ranks and the share of draws at each; ties count for the better one."""
    values, counts = np.unique(np.floor(ranks), return_counts=True)
    return values, counts / len(ranks)


def _mark(entry: str, colours: drawing.Style, pale: str, *, size: float = 6.0) -> dict[str, Any]:
    if entry == "span":
        return {"color": colours.ink, "lw": 1.2, "zorder": 3}
    marker, face, points, edge = {
        "base": ("o", colours.ink, 4.2, colours.ink),
        "sentences": ("s", "none", 6.4, colours.ink),
        "exceptions": ("D", "none", 8.4, colours.ink),
        "drawn": ("o", pale, size, "none"),
    }[entry]
    return {
        "marker": marker, "mfc": face, "mec": edge, "mew": 0.8, "ms": points, "ls": "none", "clip_on": False,
        "zorder": 2 if entry == "drawn" else 4,
    }  # fmt: skip


def _draw_legend(
    figure: Figure, top: float, places: list[tuple[float, int]], colours: drawing.Style, pale: str
) -> None:
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for (entry, words), (left, line) in zip(LEGEND, places, strict=True):
        at, middle = drawing.MARGIN + left, top + 2 + 4.4 * line
        across = [at, at + 5] if entry == "span" else [at + 2.5]
        axes.plot(across, [middle] * len(across), **_mark(entry, colours, pale))
        drawing.write(figure, at + 7, middle, words, size=drawing.SMALL, colour=colours.ink)
