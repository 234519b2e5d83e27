"""Figure `validity`: how well the dictionary finds what coders find, theme by theme, with the uncertainty."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, elements
from themeline.text.wording import count_of
from themeline.validity.coders import DEVELOPMENT, TEST

# mm between the end of an interval and words beside it, and between these and any mark.
BESIDE = 2.0
# From a row's line to the marks of another part beside it, and from one to the next, in mm: no mark hides another.
LANE = 1.9
LINE = 3.1
# The ends of the scale: marks at 0 and 1 are whole.
ENDS = (-0.02, 1.02)
# Room for the heads of the counts, and between the means and the themes.
HEADS = 5.0
COUNTS = (("hits", "hits"), ("misses", "missed"), ("false_alarms", "false"))
MEAN = "Mean of the themes"
# What the sentences of a part are, where its name says it.
SENTENCES = {
    TEST: "{}, not used to make the dictionary",
    DEVELOPMENT: "{}, used to improve it",
}


def focus_of(parts: Sequence[str]) -> str:
    """The part that counts: `TEST`, of sentences that nobody saw when making the dictionary, or else the last."""
    return TEST if TEST in parts else parts[-1]


def draw_validity(
    scores: pd.DataFrame,
    means: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    sort: bool = True,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw F1 of each theme: in the part that counts (`focus_of`) with its interval and counts, beside it in others.

    Above stand the means, a row for each part, which names its mark and has its number. Rows of themes go from the
    highest to the lowest F1 in the part that counts; themes without F1 are the last.

    Args:
        scores: one row a theme and part: part, label, coded, hits, misses, false_alarms, f1, f1_low, f1_high; NaN is
            not drawn.
        means: one row a part: part, sentences, and F1 as in ``scores``, over all themes.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        sort: whether rows are sorted; otherwise they are as in ``scores``.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    focus = focus_of(list(means["part"]))
    # What it is compared with stands next to it.
    others = sorted((part for part in means["part"] if part != focus), key=lambda part: part != DEVELOPMENT)
    # A mark's id has the number of its theme and of its part in the tables, however the rows are sorted.
    theme = {label: i for i, label in enumerate([*scores["label"].drop_duplicates(), MEAN])}
    part = {name: i for i, name in enumerate(means["part"])}
    counted = scores[scores["part"] == focus].set_index("label")
    known = counted["f1"].sort_values(ascending=False, kind="stable", na_position="last")
    first = known.index if sort else []
    names = [*first, *(label for label in theme if label not in first and label != MEAN)]
    sentences = means.set_index("part")["sentences"]
    said = {name: f"{name}: {_of_part(name, int(sentences[name]))}" for name in (focus, *others)}
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(names, 0.32 * full, max(4.6, LANE * (len(others) + 1) + 1.2), 0)
        room = max(room, min(0.32 * full, max(map(drawing.text_mm, (MEAN, *said.values()))) + 1))
        left = drawing.MARGIN + room + 3
        numbers = [drawing.text_mm(head, drawing.SMALL) + 2.4 for _, head in COUNTS]
        inner = full - drawing.MARGIN - left - sum(numbers) - 2
        labels = [drawing.wrap(name, room) for name in names]
        remarks = _of_none(counted)
        beside = {label: _place_beside(words, scores[scores["label"] == label], focus, inner)
                  for label, words in remarks.items()}  # fmt: skip
        # Where there is no room beside the interval, they stand below the name.
        labels = [
            (*lines, *drawing.wrap(remarks[name], room)) if name in beside and beside[name] is None else lines
            for name, lines in zip(names, labels, strict=True)
        ]
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        parts = [drawing.wrap(words, room, drawing.SMALL) for words in said.values()]
        heights = [max(4.6, 1.4 + LINE * len(lines)) for lines in parts]
        start = heading.height + 4.6
        top = start + sum(heights) + HEADS
        height = len(names) * pitch
        figure = drawing.new_figure(full, top + height + 7.5 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        drawing.write(figure, drawing.MARGIN, heading.height + 2.6, MEAN, colour=colours.ink, weight="bold")
        at = start
        for row, lines, high in zip(
            means.set_index("part").loc[list(said)].itertuples(), parts, heights, strict=True
        ):
            look = _mark(row.Index, focus, others, colours)
            place = (left, at, inner, high)
            _draw_mean(figure, row, lines, place, f"f1-{theme[MEAN]}-{part[row.Index]}", look, colours)
            at += high
        elements.write_row_labels(figure, top, pitch, labels, colours)
        axes = drawing.new_axes(figure, left, top, inner, height)
        axes.set_xlim(*ENDS)
        axes.set_ylim(len(names), 0)
        _number(axes, inner, colours)
        offset = {name: (-1) ** (i + 1) * (1 + i // 2) * LANE / pitch for i, name in enumerate(others)} | {focus: 0.0}
        for row in scores.itertuples():
            at = names.index(row.label) + 0.5 + offset[row.part]
            name = f"f1-{theme[row.label]}-{part[row.part]}"
            _draw_score(axes, row, at, name, _mark(row.part, focus, others, colours))
        for label, place_beside in beside.items():
            if place_beside is not None:
                at = top + (names.index(label) + 0.5) * pitch
                drawing.write(
                    figure, left + place_beside, at, remarks[label], size=drawing.SMALL, colour=colours.soft
                )
        right = left + inner + 2
        for (column, head), wide in zip(COUNTS, numbers, strict=True):
            right += wide
            drawing.write(figure, right, top - 1.8, head, size=drawing.SMALL, colour=colours.soft, align="right")
            for label in counted.index:
                at = top + (names.index(label) + 0.5) * pitch
                count = f"{counted.loc[label, column]:.3g}"
                drawing.write(figure, right, at, count, size=drawing.SMALL, colour=colours.ink, align="right")
    return figure


def _of_part(name: str, sentences: int) -> str:
    """How many sentences a part has, and what these are."""
    return SENTENCES.get(name, "{}").format(count_of(sentences, "sentence"))


def _draw_mean(
    figure: Figure,
    row: Any,
    lines: Sequence[str],
    place: tuple[float, float, float, float],
    name: str,
    look: dict[str, Any],
    colours: drawing.Style,
) -> None:
    """Draw the mean of a part, and say what its sentences are; ``place`` is left, top, width, and height in mm."""
    left, top, inner, high = place
    counts = look["zorder"] == 4
    for i, line in enumerate(lines):
        drawing.write(
            figure, drawing.MARGIN, top + high / 2 + (i - (len(lines) - 1) / 2) * LINE, line, size=drawing.SMALL,
            colour=colours.accent if counts else colours.soft,
        )  # fmt: skip
    axes = drawing.new_axes(figure, left, top, inner, high)
    axes.set_xlim(*ENDS)
    axes.set_ylim(1, 0)
    _draw_score(axes, row, 0.5, name, look)
    if np.isnan(row.f1):
        return
    end = max(row.f1, row.f1_high) if counts else row.f1
    at = left + (end - ENDS[0]) / (ENDS[1] - ENDS[0]) * inner + BESIDE
    drawing.write(
        figure, at, top + high / 2, f"{row.f1:.2f}", size=drawing.SMALL, weight="bold" if counts else "normal",
        colour=colours.accent if counts else colours.soft,
    )  # fmt: skip


def _of_none(counted: pd.DataFrame) -> dict[str, str]:
    """What is said of each theme that coders found, and the dictionary nowhere where they did."""
    none = counted[(counted["hits"] == 0) & (counted["misses"] > 0)]
    return {str(row.Index): f"none of {row.misses:.3g} found" for row in none.itertuples()}


def _place_beside(words: str, scores: pd.DataFrame, focus: str, inner: float) -> float | None:
    """Where words begin to the right of a theme's interval, in mm; None where a mark, a line, or the edge is in
    the way."""
    scale = inner / (ENDS[1] - ENDS[0])
    ends = scores.loc[scores["part"] == focus, ["f1", "f1_high"]].max(axis=1)
    start = (float(ends.iloc[0]) - ENDS[0]) * scale + BESIDE
    end = start + drawing.text_mm(words, drawing.SMALL)
    marks = (scores.loc[scores["part"] != focus, "f1"].dropna() - ENDS[0]) * scale
    lines = (np.array(_ticks(inner)) - ENDS[0]) * scale
    free = end <= inner and not ((marks > start - BESIDE) & (marks < end + BESIDE)).any()
    free = free and not ((lines > start - 0.5) & (lines < end + 0.5)).any()
    return start if free else None


def _draw_score(axes: Axes, row: Any, at: float, name: str, look: dict[str, Any]) -> None:
    if np.isnan(row.f1):
        return
    if look["zorder"] == 4:
        line = axes.plot([row.f1_low, row.f1_high], [at, at], color=look["mec"], lw=1.4, zorder=3)[0]
        line.set_gid(f"interval-{name}")
    axes.plot([row.f1], [at], clip_on=False, **look)[0].set_gid(f"score-{name}")


def _mark(part: str, focus: str, others: Sequence[str], colours: drawing.Style) -> dict[str, Any]:
    if part == focus:
        return {
            "marker": "o",
            "ms": 4.8,
            "mfc": colours.accent,
            "mec": colours.accent,
            "mew": 0,
            "ls": "none",
            "zorder": 4,
        }
    marker = ("^", "v", "s", "D")[others.index(part) % 4]
    return {
        "marker": marker, "ms": 3.2, "mfc": colours.ground, "mec": colours.soft, "mew": 0.8, "ls": "none",
        "zorder": 3,
    }  # fmt: skip


def _ticks(width: float) -> list[float]:
    return [0, 0.25, 0.5, 0.75, 1] if width > 30 else [0, 0.5, 1]


def _number(axes: Axes, width: float, colours: drawing.Style) -> None:
    ticks = _ticks(width)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    axes.set_xlabel("F1 in each theme" if width > 30 else "F1", size=drawing.SMALL, color=colours.soft, labelpad=1.5)
