"""Figure `validity`: how well the dictionary finds what people find, theme by theme, with the uncertainty."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, elements
from themeline.text.wording import count_of

# mm between the end of an interval and words beside it, and between these and any mark.
BESIDE = 2.0
# From a row's line to the marks of another part beside it, and from one to the next, in mm.
LANE = 1.5
COUNTS = (("hits", "hits"), ("misses", "missed"), ("false_alarms", "false"))
MEAN = "Mean of the themes"
UNSEEN = "test"


def focus_of(parts: Sequence[str]) -> str:
    """The part that counts: `UNSEEN`, of sentences that nobody saw when making the dictionary, or else the last."""
    return UNSEEN if UNSEEN in parts else parts[-1]


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

    Rows go from the highest to the lowest F1 in that part, below the mean; themes without F1 are the last.

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
    others = [part for part in means["part"] if part != focus]
    # A mark's id has the number of its theme and of its part in the tables, however the rows are sorted.
    theme = {label: i for i, label in enumerate([*scores["label"].drop_duplicates(), MEAN])}
    part = {name: i for i, name in enumerate(means["part"])}
    counted = scores[scores["part"] == focus].set_index("label")
    known = counted["f1"].sort_values(ascending=False, kind="stable", na_position="last")
    first = known.index if sort else []
    names = [MEAN, *first, *(label for label in theme if label not in first and label != MEAN)]
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(names, 0.32 * full, max(4.6, LANE * (len(others) + 1) + 1.2), 0)
        left = drawing.MARGIN + room + 3
        numbers = [drawing.text_mm(head, drawing.SMALL) + 2.4 for _, head in COUNTS]
        inner = full - drawing.MARGIN - left - sum(numbers) - 2
        remarks = _of_none(counted)
        beside = {label: _place_beside(words, scores[scores["label"] == label], focus, inner)
                  for label, words in remarks.items()}  # fmt: skip
        # Where there is no room beside the interval, they stand below the name.
        labels = [
            (*lines, *drawing.wrap(remarks[name], room)) if name in beside and beside[name] is None else lines
            for name, lines in zip(names, labels, strict=True)
        ]
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        inside = full - 2 * drawing.MARGIN
        sentences = means.set_index("part")["sentences"]
        named = {name: f"{name}, {count_of(sentences[name], 'sentence')}" for name in (focus, *others)}
        key = {
            name: drawing.shorten(words, inside - 6, drawing.SMALL) for name, words in named.items()
        }  # fmt: skip
        places = elements.legend_layout(list(key.values()), inside, before=4, after=5)
        lines = 1 + places[-1][1]
        top = heading.height + lines * 3.6 + 5.5
        height = len(names) * pitch
        figure = drawing.new_figure(full, top + height + 7.5 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        _draw_key(figure, heading.height, key, places, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        axes = drawing.new_axes(figure, left, top, inner, height)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(len(names), 0)
        _number(axes, inner, colours)
        axes.axhline(1, color=colours.soft, lw=drawing.THIN, zorder=0)
        table = pd.concat([scores, means.assign(label=MEAN)], ignore_index=True)
        offset = {name: (-1) ** (i + 1) * (1 + i // 2) * LANE / pitch for i, name in enumerate(others)} | {focus: 0.0}
        for row in table.itertuples():
            at = names.index(row.label) + 0.5 + offset[row.part]
            name = f"f1-{theme[row.label]}-{part[row.part]}"
            _draw_score(axes, row, at, name, _mark(row.part, focus, others, colours))
        for label, place in beside.items():
            if place is not None:
                at = top + (names.index(label) + 0.5) * pitch
                drawing.write(figure, left + place, at, remarks[label], size=drawing.SMALL, colour=colours.soft)
        right = left + inner + 2
        for (column, head), wide in zip(COUNTS, numbers, strict=True):
            right += wide
            drawing.write(figure, right, top - 2.4, head, size=drawing.SMALL, colour=colours.soft, align="right")
            for label in counted.index:
                at = top + (names.index(label) + 0.5) * pitch
                count = f"{counted.loc[label, column]:.3g}"
                drawing.write(figure, right, at, count, size=drawing.SMALL, colour=colours.ink, align="right")
    return figure


def _of_none(counted: pd.DataFrame) -> dict[str, str]:
    """What is said of each theme that people found, and the dictionary nowhere where they did."""
    none = counted[(counted["hits"] == 0) & (counted["misses"] > 0)]
    return {str(row.Index): f"none of {row.misses:.3g} found" for row in none.itertuples()}


def _place_beside(words: str, scores: pd.DataFrame, focus: str, inner: float) -> float | None:
    """Where words begin to the right of a theme's interval, in mm; None where a mark, a line, or the edge is in
    the way."""
    scale = inner / 1.04
    ends = scores.loc[scores["part"] == focus, ["f1", "f1_high"]].max(axis=1)
    start = (float(ends.iloc[0]) + 0.02) * scale + BESIDE
    end = start + drawing.text_mm(words, drawing.SMALL)
    marks = (scores.loc[scores["part"] != focus, "f1"].dropna() + 0.02) * scale
    lines = (np.array(_ticks(inner)) + 0.02) * scale
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
        return {"marker": "o", "ms": 4.8, "mfc": colours.accent, "mec": colours.accent, "ls": "none", "zorder": 4}
    marker = ("^", "v", "s", "D")[others.index(part) % 4]
    return {
        "marker": marker, "ms": 3.4, "mfc": colours.ground, "mec": colours.soft, "mew": 0.8, "ls": "none",
        "zorder": 3,
    }  # fmt: skip


def _ticks(width: float) -> list[float]:
    return [0, 0.25, 0.5, 0.75, 1] if width > 30 else [0, 0.5, 1]


def _number(axes: Axes, width: float, colours: drawing.Style) -> None:
    ticks = _ticks(width)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    axes.set_xlabel("F1", size=drawing.SMALL, color=colours.soft, labelpad=1.5)


def _draw_key(
    figure: Figure, top: float, key: dict[str, str], places: Sequence[tuple[float, int]], colours: drawing.Style
) -> None:
    """Name the marks of the parts, the one that counts first and in its colour."""
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    focus, *others = key
    for (part, words), (left, line) in zip(key.items(), places, strict=True):
        at, middle = drawing.MARGIN + 1.5 + left, top + 1.6 + line * 3.6
        axes.plot([at], [middle], **_mark(part, focus, others, colours))
        drawing.write(
            figure, at + 2.5, middle, words, size=drawing.SMALL,
            colour=colours.accent if part == focus else colours.soft,
        )  # fmt: skip
