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
# Below an axis: its numbers, then what they count, so many mm a line.
NUMBERS, LINE = 4.8, 3.2


def draw_corpus_keyness(
    shown: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw how many times as frequent, or as rare, each word is in the text, on a logarithmic scale, and counts.

    A word that one of the two does not have has a hollow mark on a dashed line, and words in place of a ratio.

    Args:
        shown: as `measures.corpus.select_keywords` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        unit: what is counted: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        blocks = [
            (name, f"times as {how} in the text as elsewhere (log scale)", part)
            for name, how, part in (
                ("More frequent in the text", "frequent", shown[shown["log_ratio"] > 0]),
                ("Less frequent in the text", "rare", shown[shown["log_ratio"] < 0]),
            )
            if len(part)
        ]
        room = min(0.3 * full, max((drawing.text_mm(word) for word in shown["word"]), default=0.0) + 1)
        left = drawing.MARGIN + room + 2
        scales = [drawing.wrap(scale, full - drawing.MARGIN - left, drawing.SMALL) for _, scale, _ in blocks]
        top = heading.height + 1
        height = sum(
            len(part) * PITCH + 8 + NUMBERS + len(scale) * LINE
            for (_, _, part), scale in zip(blocks, scales, strict=True)
        )
        figure = drawing.new_figure(full, top + max(height, 4) + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        if not blocks:
            words = f"No {unit.removesuffix('s')} differs enough to be typical."
            drawing.write(figure, drawing.MARGIN, top + 3, words, colour=colours.soft)
            return figure
        widths = [drawing.text_mm(head, drawing.SMALL) + 2.5 for head in HEADS]
        inner = full - drawing.MARGIN - left - sum(widths) - 2
        # Behind the longest line there is room for what is written at a mark.
        said = max(drawing.text_mm(_said(row), drawing.SMALL) for row in shown.itertuples()) + 2
        most = max(1.0, float(shown["log_ratio"].abs().max())) * inner / max(5.0, inner - said)
        at = top
        for number, ((name, _, part), scale) in enumerate(zip(blocks, scales, strict=True)):
            drawing.write(figure, drawing.MARGIN, at + 3, name, colour=colours.ink, weight="bold")
            if not number:
                for head, right in zip(HEADS, np.cumsum(widths) + left + inner + 2, strict=True):
                    drawing.write(figure, right, at + 3, head, size=drawing.SMALL, colour=colours.soft, align="right")
            at += 6
            axes = drawing.new_axes(figure, left, at, inner, len(part) * PITCH)
            axes.set_xlim(0, most)
            axes.set_ylim(len(part) - 0.5, -0.5)
            _draw_rows(figure, axes, part, (left, at, inner), room, widths, most / inner, colours)
            _number(axes, most, inner, colours)
            at += len(part) * PITCH + NUMBERS
            for line in scale:
                drawing.write(figure, left, at + LINE / 2, line, size=drawing.SMALL, colour=colours.soft)
                at += LINE
            at += 2
    return figure


def _number(axes: Axes, most: float, inner: float, colours: drawing.Style) -> None:
    """Number an axis of binary logarithms by powers of ten, as many as find room."""
    powers = range(int(most * np.log10(2)) + 1)
    wide = drawing.text_mm(f"{10 ** powers[-1]:,}", drawing.SMALL) + 2.5
    step = max(1, int(np.ceil(wide * most / inner / np.log2(10))))
    shown = powers[::step]
    axes.set_xticks([power * np.log2(10) for power in shown], [f"{10**power:,}" for power in shown])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)


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
        both = bool(row.count and row.corpus_count)
        axes.plot([0, length], [i, i], color=ink, lw=0.9, ls="-" if both else (0, (3, 2)))
        face = ink if both else colours.ground
        mark = axes.plot(
            [length], [i], marker="o", ms=4, mec=ink, mfc=face, mew=0.8, ls="none", zorder=3, clip_on=False
        )[0]
        axes.text(
            length + 1.2 * scale,
            i,
            _said(row),
            size=drawing.SMALL,
            color=colours.soft,
            **drawing.in_middle(axes, drawing.SMALL),
        )
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
    """How many times as frequent a word is, in two digits; or that one of the two does not have it."""
    if not row.corpus_count:
        return "only here"
    if not row.count:
        return "only there"
    times = 2 ** abs(row.log_ratio)
    number = f"{times:.1f}" if times < 10 else f"{round(times, 1 - int(np.log10(times))):,.0f}"
    return f"× {number}" if row.log_ratio > 0 else f"÷ {number}"
