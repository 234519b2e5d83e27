"""Parts that several figures share: labels of rows, legends, axes with numbers, lanes."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from themeline.figures import drawing

RATE = "mentions per 1,000"
# Markers of lanes; every second one is hollow.
LANE_MARKERS = ("o", "s", "D", "^", "v", "P")


def row_labels(
    labels: Sequence[str], widest: float, pitch: float, more: float, *, weight: str = "normal"
) -> tuple[list[tuple[str, ...]], float, float]:
    """Labels of rows, broken into lines, the room in mm that they need, and the pitch of their rows.

    Args:
        labels: one a row.
        widest: the most room that they get, in mm.
        pitch: mm from row to row where each label has one line.
        more: mm added to the pitch for each further line of the longest label.
        weight: of the heaviest among them.
    """
    room = min(widest, max(drawing.text_mm(label, weight=weight) for label in labels) + 1)
    broken = [drawing.wrap(label, room, weight=weight) for label in labels]
    return broken, room, pitch + more * (max(map(len, broken)) - 1)


def write_row_labels(
    figure: Figure,
    top: float,
    pitch: float,
    broken: Sequence[tuple[str, ...]],
    colours: drawing.Style,
    *,
    bold: Sequence[bool] = (),
    faded: Sequence[bool] = (),
) -> None:
    """Write the labels of rows at the left margin, each in the middle of its row.

    Args:
        figure: on which they are written.
        top: of the first row, in mm from the figure's top edge.
        pitch: mm from row to row.
        broken: labels as `row_labels` breaks them.
        colours: of the style.
        bold: which are bold; none where it is empty.
        faded: which have the colour of lesser text; none where it is empty.
    """
    none = [False] * len(broken)
    for i, (lines, strong, pale) in enumerate(zip(broken, bold or none, faded or none, strict=True)):
        for j, line in enumerate(lines):
            lower = (j - (len(lines) - 1) / 2) * drawing.BODY_SIZE * 1.2 * drawing.POINT
            drawing.write(
                figure,
                drawing.MARGIN,
                top + (i + 0.5) * pitch + lower,
                line,
                colour=colours.soft if pale else colours.ink,
                weight="bold" if strong else "normal",
            )


def legend_layout(names: Sequence[str], room: float, *, before: float, after: float) -> list[tuple[float, int]]:
    """Where the entries of a legend stand, as in a text: mm from the left, and the line, from 0.

    Args:
        names: of the entries.
        room: the width of a line, in mm.
        before: mm that the mark before a name takes.
        after: mm between entries.
    """
    places = []
    left, line = 0.0, 0
    for name in names:
        needed = before + drawing.text_mm(name, drawing.SMALL)
        if left and left + needed > room:
            left, line = 0.0, line + 1
        places.append((left, line))
        left += needed + after
    return places


def number_axis(
    axes: Axes, width: float, largest: float, colours: drawing.Style, unit: str, *, whole: bool = True
) -> None:
    """Number the x axis from 0, with as many ticks as find room, and name its unit.

    Args:
        axes: their x axis.
        width: of the axes, in mm.
        largest: the largest number on the axis.
        colours: of the style.
        unit: what is counted.
        whole: whether it is counted in whole numbers.
    """
    room = int(width / (drawing.text_mm(f"{largest:,.0f}", drawing.SMALL) + 4))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=min(6, max(1, room)), integer=whole))
    axes.xaxis.set_major_formatter("{x:,.0f}" if whole else "{x:,g}")
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    axes.set_xlabel(unit, size=drawing.SMALL, color=colours.soft, labelpad=1.5)


def lane_mark(lane: int, colours: drawing.Style) -> dict[str, Any]:
    """Marker and colours of a lane's mark, for matplotlib; no two lanes are alike in grey either."""
    full = lane % 2 == 0
    return {
        "marker": LANE_MARKERS[lane % len(LANE_MARKERS)], "ms": 3.6, "mec": colours.ink, "mew": 0.8,
        "mfc": colours.ink if full else colours.ground, "ls": "none",
    }  # fmt: skip


def percent(share: float) -> str:
    """A share in whole per cent, but neither 0 nor 100 where it is not just that."""
    whole = min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)
    return f"{whole} %"


def document_names(documents: pd.DataFrame) -> list[str]:
    """Names of documents as a reader would say them: "Carter 1980" for ``1980-Carter-2`` of 1980.

    The year stands at the end, and a number behind the name only where it tells two apart: "Carter 1980 (2)". A name
    that would be given twice nonetheless, or that does not hold its year, stays as it is.

    Args:
        documents: document and year (empty where it is not known).
    """
    said, numbers = [], []
    for name, year in zip(documents["document"].astype(str), documents["year"], strict=True):
        parts = [part for part in re.split(r"[-_ ]+", name) if part]
        numbers.append("")
        if pd.isna(year) or str(year) not in parts or len(parts) < 2:
            said.append(name)
            continue
        parts.remove(str(year))
        if len(parts) > 1 and parts[-1].isdecimal():
            numbers[-1] = f" ({parts.pop()})"
        said.append(f"{' '.join(parts)} {year}")
    often = Counter(said)
    said = [name + number if often[name] > 1 else name for name, number in zip(said, numbers, strict=True)]
    often = Counter(said)
    return [
        short if often[short] == 1 else str(name) for short, name in zip(said, documents["document"], strict=True)
    ]
