"""Figure `keyness`: the words that are typical of each section against the rest of the text."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, links
from themeline.text.document import LEAD

PITCH, BETWEEN, GAP, LINE = 4.3, 4.5, 7.0, 3.6
# mm of a square for one occurrence: as large as there is room, and the smallest whose edges are still seen; its
# height, and the room between open ones.
LARGEST, SMALLEST, HIGH, EDGE = 2.3, 1.2, 2.3, 0.35
# mm of a panel for a word and its bar at least.
LEAST_WORD, LEAST_BAR = 14.0, 12.0


def draw_keyness(
    shown: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a ranked list of words for each section, with a square for each of their occurrences.

    Filled squares stand for occurrences in the section, open ones for those elsewhere, all of one size in all panels.
    Where words occur too often for squares that can be seen, each is a bar of that length.

    Args:
        shown: as `measures.words.top_per_section` gives them.
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
        top = heading.height + 1.5
        if shown.empty:
            figure = drawing.new_figure(full, top + 8 + drawing.MARGIN, colours)
            drawing.write_heading(figure, heading, colours)
            words = f"No {unit.removesuffix('s')} is frequent enough to be typical."
            for i, line in enumerate(drawing.wrap(words, full - 2 * drawing.MARGIN)):
                drawing.write(figure, drawing.MARGIN, top + 2 + i * LINE, line, colour=colours.soft)
            return figure
        panels = [part for _, part in shown.groupby("section_number", sort=False)]
        most = int((shown["count"] + shown["elsewhere"]).max())
        notes = max(drawing.text_mm(_note(row), drawing.SMALL) for row in shown.itertuples()) + 1.5
        widest = max(map(drawing.text_mm, shown["word"])) + 1.5
        inner = full - 2 * drawing.MARGIN
        columns = _columns(len(panels), inner, min(widest, 40) + notes + max(LEAST_BAR, SMALLEST * most))
        width_each = (inner - GAP * (columns - 1)) / columns
        room = max(LEAST_WORD, min(widest, width_each - notes - LEAST_BAR))
        side = min(LARGEST, (width_each - room - notes) / most)
        names = [drawing.wrap(part["section"].iloc[0] or LEAD, width_each, weight="bold") for part in panels]
        words_of = [[drawing.wrap(word, room) for word in part["word"]] for part in panels]
        heights = [len(name) * LINE + 1 + sum(PITCH + (len(word) - 1) * LINE for word in words)
                   for name, words in zip(names, words_of, strict=True)]  # fmt: skip
        ranks = [range(i, min(i + columns, len(panels))) for i in range(0, len(panels), columns)]
        whole = sum(max(heights[i] for i in rank) for rank in ranks) + BETWEEN * (len(ranks) - 1)
        figure = drawing.new_figure(full, top + whole + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        high = drawing.size_mm(figure)[1]
        axes = drawing.new_axes(figure, 0, 0, full, high)
        axes.set_xlim(0, full)
        axes.set_ylim(high, 0)
        for rank in ranks:
            # Names of one row of panels end on one line, above their words.
            lines = max(len(names[i]) for i in rank)
            for place, i in enumerate(rank):
                left = drawing.MARGIN + place * (width_each + GAP)
                for j, line in enumerate(names[i]):
                    at = top + (lines - len(names[i]) + j + 0.5) * LINE
                    drawing.write(figure, left, at, line, colour=colours.ink, weight="bold")
                at = top + lines * LINE + 1
                for row, broken in zip(panels[i].itertuples(), words_of[i], strict=True):
                    for line in broken:
                        drawing.write(figure, left, at + PITCH / 2, line, colour=colours.ink)
                        at += LINE if line is not broken[-1] else PITCH
                    _bar(axes, figure, left + room, at - PITCH / 2, side, row, colours)
            top += max(heights[i] + (lines - len(names[i])) * LINE for i in rank) + BETWEEN
    return figure


def _columns(panels: int, inner: float, least: float) -> int:
    """How many panels stand side by side: as many as find room, and none alone in the last row where it can be."""
    room = max(1, min(panels, int((inner + GAP) // (least + GAP))))
    return -(-panels // -(-panels // room))


def _note(row: object) -> str:
    return f"{row.count:,} of {row.count + row.elsewhere:,}"  # type: ignore[attr-defined]


def _bar(
    axes: Axes, figure: Figure, left: float, middle: float, side: float, row: object, colours: drawing.Style
) -> None:
    here, total = row.count, row.count + row.elsewhere  # type: ignore[attr-defined]
    upper = middle - HIGH / 2
    mark = Rectangle((left, upper), here * side, HIGH, facecolor=colours.accent, lw=0, zorder=2)
    word, number = row.word, row.section_number  # type: ignore[attr-defined]
    drawing.link_mark(mark, f"key-{number}-{word}", links.of_word(word, section=number), f"{word}: {_note(row)}")
    axes.add_patch(mark)
    inset = EDGE / 2
    if side < SMALLEST:
        if total > here:
            axes.add_patch(
                Rectangle((left + here * side, upper + inset), (total - here) * side, HIGH - EDGE,
                          facecolor="none", edgecolor=colours.soft, lw=drawing.THIN, zorder=1)
            )  # fmt: skip
    else:
        for i in range(1, here):
            axes.plot([left + i * side] * 2, [upper, upper + HIGH], color=colours.ground, lw=1, zorder=3)
        for i in range(here, total):
            axes.add_patch(
                Rectangle((left + i * side + inset, upper + inset), side - EDGE, HIGH - EDGE,
                          facecolor="none", edgecolor=colours.soft, lw=drawing.THIN, zorder=1)
            )  # fmt: skip
    drawing.write(figure, left + total * side + 1.2, middle, _note(row), size=drawing.SMALL, colour=colours.soft)
