"""Figure `corpus-keyness`: words that a text uses more, and words that it uses less, than other documents."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, links

PITCH = 3.7
HEADS = ("keyness", "in the text", "elsewhere")


def draw_corpus_keyness(
    shown: pd.DataFrame, *, title: str, subtitle: str = "", width: str | float = "double", style: str = "print"
) -> Figure:
    """Draw how many times as frequent each word is in the text, on a logarithmic axis, and the counts.

    Args:
        shown: as `measures.corpus.select_keywords` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        blocks = [
            (name, part)
            for name, part in (
                ("More frequent in the text", shown[shown["log_ratio"] > 0]),
                ("Less frequent in the text", shown[shown["log_ratio"] < 0]),
            )
            if len(part)
        ]
        top = heading.height + 1
        height = sum(len(part) * PITCH + 8 for _, part in blocks)
        figure = drawing.new_figure(full, top + max(height, 4) + 7 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        if not blocks:
            words = "No word differs enough to be typical."
            drawing.write(figure, drawing.MARGIN, top + 3, words, colour=colours.soft)
            return figure
        room = min(0.3 * full, max(drawing.text_mm(word) for word in shown["word"]) + 1)
        widths = [drawing.text_mm(head, drawing.SMALL) + 2.5 for head in HEADS]
        left = drawing.MARGIN + room + 2
        inner = full - drawing.MARGIN - left - sum(widths) - 2
        low, high = min(-0.5, float(shown["log_ratio"].min())), max(0.5, float(shown["log_ratio"].max()))
        at = top
        for number, (name, part) in enumerate(blocks):
            drawing.write(figure, drawing.MARGIN, at + 3, name, colour=colours.ink, weight="bold")
            if not number:
                for head, right in zip(HEADS, np.cumsum(widths) + left + inner + 2, strict=True):
                    drawing.write(figure, right, at + 3, head, size=drawing.SMALL, colour=colours.soft, align="right")
            at += 6
            axes = drawing.new_axes(figure, left, at, inner, len(part) * PITCH)
            axes.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
            axes.set_ylim(len(part) - 0.5, -0.5)
            _rows(figure, axes, part, left, at, inner, room, widths, colours)
            last = number == len(blocks) - 1
            _number(axes, inner, low, high, colours, named=last)
            at += len(part) * PITCH + 2
    return figure


def _rows(
    figure: Figure, axes: Axes, part: pd.DataFrame, left: float, top: float, inner: float, room: float,
    widths: list[float], colours: drawing.Style,
) -> None:  # fmt: skip
    ink = drawing.legible("#2a6f97", colours.ground, 4)
    axes.axvline(0, color=colours.soft, lw=drawing.THIN)
    for i, row in enumerate(part.itertuples()):
        middle = top + (i + 0.5) * PITCH
        word = drawing.shorten(row.word, room)
        drawing.write(figure, left - 2, middle, word, colour=colours.ink, align="right")
        axes.plot([0, row.log_ratio], [i, i], color=ink, lw=0.9)
        face = ink if row.count and row.corpus_count else colours.ground
        mark = axes.plot(
            [row.log_ratio], [i], marker="o", ms=3.6, mec=ink, mfc=face, mew=0.8, ls="none", zorder=3, clip_on=False
        )[0]
        counts = f"{row.count:,} times in the text, {row.corpus_count:,} times in {row.documents:,} other documents"
        if row.count:
            drawing.link_mark(mark, f"word-{row.key}", links.of_word(row.word), f"{row.word}: {counts}")
        else:
            mark.set_gid(f"word-{row.key}")
        cells = (f"{row.keyness:.1f}", f"{row.count:,}", f"{row.corpus_count:,}")
        for cell, right in zip(cells, np.cumsum(widths) + left + inner + 2, strict=True):
            drawing.write(figure, right, middle, cell, size=drawing.SMALL, colour=colours.ink, align="right")


def _number(axes: Axes, width: float, low: float, high: float, colours: drawing.Style, *, named: bool) -> None:
    step = next(step for step in (1, 2, 3, 4, 6, 8, 12, 24) if (high - low) / step * 9 <= width or step == 24)
    ticks = range(-step * int(-low // step), int(high) + 1, step)
    axes.set_xticks(list(ticks), [_times(tick) for tick in ticks] if named else [""] * len(ticks))
    axes.tick_params(axis="x", colors=colours.soft, length=2 if named else 0, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    if named:
        words = "times as frequent in the text"
        axes.set_xlabel(words, size=drawing.SMALL, color=colours.soft, labelpad=1.5)


def _times(power: int) -> str:
    return f"{2**power:,}" if power >= 0 else f"1/{2**-power:,}"
