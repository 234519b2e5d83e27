"""Figure `corpus-keyness`: words that a text uses more, and words that it uses less, than other documents."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, links

PITCH = 3.7
HEADS = ("in the text", "elsewhere")


def draw_corpus_keyness(
    shown: pd.DataFrame, *, title: str, subtitle: str = "", width: str | float = "double", style: str = "print"
) -> Figure:
    """Draw how many times as frequent, or as rare, each word is in the text, on a logarithmic scale, and counts.

    A word that one of both has not at all has a hollow mark, and words in place of a ratio.

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
        figure = drawing.new_figure(full, top + max(height, 4) + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        if not blocks:
            words = "No word differs enough to be typical."
            drawing.write(figure, drawing.MARGIN, top + 3, words, colour=colours.soft)
            return figure
        room = min(0.3 * full, max(drawing.text_mm(word) for word in shown["word"]) + 1)
        widths = [drawing.text_mm(head, drawing.SMALL) + 2.5 for head in HEADS]
        left = drawing.MARGIN + room + 2
        inner = full - drawing.MARGIN - left - sum(widths) - 2
        # Behind the longest line there is room for what is written at a mark.
        said = max(drawing.text_mm(_said(row), drawing.SMALL) for row in shown.itertuples()) + 2
        most = max(1.0, float(shown["log_ratio"].abs().max())) * inner / max(5.0, inner - said)
        at = top
        for number, (name, part) in enumerate(blocks):
            drawing.write(figure, drawing.MARGIN, at + 3, name, colour=colours.ink, weight="bold")
            if not number:
                for head, right in zip(HEADS, np.cumsum(widths) + left + inner + 2, strict=True):
                    drawing.write(figure, right, at + 3, head, size=drawing.SMALL, colour=colours.soft, align="right")
            at += 6
            axes = drawing.new_axes(figure, left, at, inner, len(part) * PITCH)
            axes.set_xlim(0, most)
            axes.set_ylim(len(part) - 0.5, -0.5)
            _draw_rows(figure, axes, part, (left, at, inner), room, widths, most / inner, colours)
            at += len(part) * PITCH + 2
    return figure


def _draw_rows(
    figure: Figure, axes: Axes, part: pd.DataFrame, place: tuple[float, float, float], room: float,
    widths: Sequence[float], scale: float, colours: drawing.Style,
) -> None:  # fmt: skip
    left, top, inner = place
    axes.axvline(0, color=colours.soft, lw=drawing.THIN)
    for i, row in enumerate(part.itertuples()):
        ink = colours.accent if row.log_ratio > 0 else colours.soft
        middle = top + (i + 0.5) * PITCH
        word = drawing.shorten(row.word, room)
        drawing.write(figure, left - 2, middle, word, colour=colours.ink, align="right")
        length = abs(row.log_ratio)
        axes.plot([0, length], [i, i], color=ink, lw=0.9)
        face = ink if row.count and row.corpus_count else colours.ground
        mark = axes.plot(
            [length], [i], marker="o", ms=4, mec=ink, mfc=face, mew=0.8, ls="none", zorder=3, clip_on=False
        )[0]
        axes.text(length + 1.2 * scale, i, _said(row), size=drawing.SMALL, color=colours.soft, va="center_baseline")
        counts = f"{row.count:,} times in the text, {row.corpus_count:,} times in {row.documents:,} other documents"
        if row.count:
            drawing.link_mark(mark, f"word-{row.key}", links.of_word(row.word), f"{row.word}: {counts}")
        else:
            mark.set_gid(f"word-{row.key}")
        for cell, right in zip(
            (f"{row.count:,}", f"{row.corpus_count:,}"), np.cumsum(widths) + left + inner + 2, strict=True
        ):
            drawing.write(figure, right, middle, cell, size=drawing.SMALL, colour=colours.ink, align="right")


def _said(row: Any) -> str:
    """How many times as frequent a word is, in two digits; or that one of both has it not."""
    if not row.corpus_count:
        return "only here"
    if not row.count:
        return "only there"
    times = 2 ** abs(row.log_ratio)
    number = f"{times:.1f}" if times < 10 else f"{round(times, 1 - int(np.log10(times))):,.0f}"
    return f"× {number}" if row.log_ratio > 0 else f"÷ {number}"
