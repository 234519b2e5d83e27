"""Parts that several figures share: labels of rows, legends, axes with numbers, flags of sections, bars, lanes."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from themeline.figures import drawing, links
from themeline.text.document import LEAD
from themeline.text.wording import own_number

RATE_UNIT = "mentions per 1,000 words"
MOST_FLAGS, FLAG_PITCH = 6, 3.1
# Of the key to the numbers of sections: mm of its head and of its narrowest column, and lines before a second column.
KEY_HEAD, KEY_COLUMN, KEY_ROWS = 3.6, 40.0, 8
# Markers of lanes; every second one is hollow.
LANE_MARKERS = ("o", "s", "D", "^", "v", "P")
# Marker and colour of each kind of event; the marker alone tells them apart in grey.
EVENT_MARKS = {
    "agreement/treaty": ("s", "#1f4e8c"),
    "initiative": ("^", "#1b7f4d"),
    "statement": ("o", "#7a4fa3"),
    "joint action": ("D", "#0d7f86"),
    "third-party action": ("v", "#b3461e"),
    "unilateral action": ("<", "#8a6100"),
    "doctrine": ("p", "#a3275f"),
    "process": ("h", "#4f5d2f"),
    "report": ("P", "#b3261e"),
    "publication": ("X", "#444444"),
}
OTHER_EVENT_MARK = ("d", "#555555")


def row_labels(
    labels: Sequence[str], widest: float, pitch: float, more: float
) -> tuple[list[tuple[str, ...]], float, float]:
    """Labels of rows, broken into lines, the room in mm that they need, and the pitch of their rows.

    Args:
        labels: one a row.
        widest: the most room that they get, in mm.
        pitch: mm from row to row where each label has one line.
        more: mm added to the pitch for each further line of the longest label.
    """
    room = min(widest, max(drawing.text_mm(label) for label in labels) + 1)
    broken = [drawing.wrap(label, room) for label in labels]
    return broken, room, pitch + more * (max(map(len, broken)) - 1)


def write_row_labels(
    figure: Figure, top: float, pitch: float, broken: Sequence[tuple[str, ...]], colours: drawing.Style
) -> None:
    """Write the labels of rows at the left margin, each in the middle of its row."""
    for i, lines in enumerate(broken):
        for j, line in enumerate(lines):
            lower = (j - (len(lines) - 1) / 2) * drawing.BODY_SIZE * 1.2 * drawing.POINT
            drawing.write(figure, drawing.MARGIN, top + (i + 0.5) * pitch + lower, line, colour=colours.ink)


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


@dataclass(frozen=True)
class SectionFlags:
    """What stands over the starts of sections, so that each can be told by its name.

    That is their names; where these do not all find room, it is their numbers, and ``key`` has the names.

    Attributes:
        starts: where each section begins, in mm.
        words: over each start; empty where there is no room, which happens to numbers only.
        levels: the height of each, in lines from 0.
        right: where the last one ends, in mm.
        key: address, number, and name of each section in the order of the text; empty where the names stand above.
    """

    starts: Sequence[float]
    words: Sequence[str]
    levels: Sequence[int]
    right: float
    key: Sequence[tuple[str, str, str]] = ()


def section_flags(
    starts: Sequence[float], names: Sequence[str], numbers: Sequence[int], right: float
) -> SectionFlags:
    """Names over all sections, or numbers with a key where a name would find no room.

    Args:
        starts: where each section begins, in mm; what stands over it is written from there to the right.
        names: the sections' headings; empty for the lead.
        numbers: the sections' numbers, of ``section_number``.
        right: where the last one has to end; words that would reach further begin earlier.
    """
    full = [name or LEAD for name in names]
    levels = flag_levels(starts, full, right)
    known = [level for level in levels if level is not None]
    if len(known) == len(full):
        return SectionFlags(starts, full, known, right)
    # A heading's own number is its number, if each heading has one. Else it is not told twice where it is just that.
    split = [own_number(name) for name in full]
    own = [number for number, _ in split if number]
    if len(set(own)) == len([name for name in names if name]):
        marks = [own or str(number) for number, (own, _) in zip(numbers, split, strict=True)]
    else:
        marks = [str(number) for number in numbers]
    rest = [
        after or name if own == mark else name for name, mark, (own, after) in zip(full, marks, split, strict=True)
    ]
    key = tuple(zip(map(links.of_section, numbers), marks, rest, strict=True))
    return SectionFlags(starts, _in_one_line(starts, marks, right), [0] * len(marks), right, key)


def _in_one_line(starts: Sequence[float], marks: Sequence[str], right: float) -> list[str]:
    """The marks that find room in one line, those of the longest sections first; the others are empty.

    Marks are in order, so that one can count on between two of them.
    """
    ends = [start + drawing.text_mm(mark, drawing.SMALL) for start, mark in zip(starts, marks, strict=True)]
    length = [after - start for start, after in itertools.pairwise([*starts, right])]
    shown: list[int] = []
    for i in sorted(range(len(marks)), key=lambda i: -length[i]):
        if ends[i] <= right and all(ends[i] + 1.5 <= starts[j] or ends[j] + 1.5 <= starts[i] for j in shown):
            shown.append(i)
    return [mark if i in shown else "" for i, mark in enumerate(marks)]


def flag_levels(starts: Sequence[float], names: Sequence[str], right: float) -> list[int | None]:
    """Height, in lines from 0, at which each section's name stands free of all others; None where it finds no room.

    Args:
        starts: where each section begins, in mm; its name is written from there to the right.
        names: the sections' names.
        right: where the last name has to end; names that would reach further begin earlier.
    """
    levels: list[int | None] = [None] * len(names)
    lefts = [
        min(start, right - drawing.text_mm(name, drawing.SMALL)) for start, name in zip(starts, names, strict=True)
    ]
    for i in range(len(names) - 1, -1, -1):
        end = lefts[i] + drawing.text_mm(names[i], drawing.SMALL) + 1.5
        later = [(lefts[j], level) for j in range(i + 1, len(names)) if (level := levels[j]) is not None]
        level = max((above + 1 for left, above in later if left < end), default=0)
        # A stem may not rise through a name that begins to its left.
        crosses = any(left < starts[i] + 1 and above < level for left, above in later)
        levels[i] = None if level >= MOST_FLAGS or crosses or lefts[i] < 0 else level
    return levels


def draw_flags(figure: Figure, top: float, flags: SectionFlags, colours: drawing.Style) -> None:
    """Write the words of `section_flags` above ``top``, each over its section's start."""
    width, height = drawing.size_mm(figure)
    for start, words, level in zip(flags.starts, flags.words, flags.levels, strict=True):
        if not words:
            continue
        left = min(start, flags.right - drawing.text_mm(words, drawing.SMALL))
        at = top - 1.9 - level * FLAG_PITCH
        if level:
            stem = Line2D(
                [start / width] * 2, [1 - top / height, 1 - (at + 1.3) / height], lw=drawing.THIN, color=colours.soft
            )
            figure.add_artist(stem)
        drawing.write(figure, left + (0 if left < start else 0.4), at, words, size=drawing.SMALL, colour=colours.soft)


def flags_height(flags: SectionFlags) -> float:
    """Height in millimetres that the words over the sections take."""
    return 1.9 + FLAG_PITCH * (1 + max(flags.levels, default=0))


def key_height(flags: SectionFlags, width: float) -> float:
    """Height in millimetres of the key to the numbers of sections, ``width`` wide; 0 where there is none."""
    return KEY_HEAD + _key_rows(flags, width) * FLAG_PITCH if flags.key else 0.0


def draw_key(figure: Figure, top: float, flags: SectionFlags, colours: drawing.Style) -> None:
    """Write the sections' numbers with their names, column by column, as wide as the figure; nothing without a key.

    A name that is too long ends in an ellipsis; in SVG, what points at it shows it whole.
    """
    if not flags.key:
        return
    inside = drawing.size_mm(figure)[0] - 2 * drawing.MARGIN
    columns, rows = _key_columns(flags, inside), _key_rows(flags, inside)
    width = inside / columns
    number_room = max(drawing.text_mm(number, drawing.SMALL) for _, number, _ in flags.key) + 1.5
    drawing.write(figure, drawing.MARGIN, top + 1.5, "Sections", size=drawing.SMALL, colour=colours.soft)
    for i, (address, number, name) in enumerate(flags.key):
        left = drawing.MARGIN + i // rows * width
        at = top + KEY_HEAD + (i % rows + 0.5) * FLAG_PITCH
        drawing.write(
            figure, left + number_room - 1.5, at, number, size=drawing.SMALL, colour=colours.soft, align="right"
        )
        short = drawing.shorten(name, width - number_room - 2, drawing.SMALL)
        text = drawing.write(figure, left + number_room, at, short, size=drawing.SMALL, colour=colours.ink)
        drawing.link_mark(text, f"name-{address}", address, name)


def _key_columns(flags: SectionFlags, width: float) -> int:
    return max(1, min(int(width // KEY_COLUMN), -(-len(flags.key) // KEY_ROWS)))


def _key_rows(flags: SectionFlags, width: float) -> int:
    return -(-len(flags.key) // _key_columns(flags, width))


def lane_mark(lane: int, colours: drawing.Style) -> dict[str, Any]:
    """Marker and colours of a lane's mark, for matplotlib; no two lanes are alike in grey either."""
    full = lane % 2 == 0
    return {
        "marker": LANE_MARKERS[lane % len(LANE_MARKERS)], "ms": 3.6, "mec": colours.ink, "mew": 0.8,
        "mfc": colours.ink if full else colours.ground, "ls": "none",
    }  # fmt: skip


def draw_lane_legend(
    figure: Figure, top: float, names: list[str], places: list[tuple[float, int]], colours: drawing.Style
) -> None:
    """Write the marks of lanes with their names, at `legend_layout` places (before=4), lines of 3.6 mm."""
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for i, (name, (left, line)) in enumerate(zip(names, places, strict=True)):
        at, middle = drawing.MARGIN + 1.5 + left, top + 1.6 + line * 3.6
        axes.plot([at], [middle], **lane_mark(i, colours))
        drawing.write(figure, at + 2.5, middle, name, size=drawing.SMALL, colour=colours.ink)


def draw_bars(
    figure: Figure,
    left: float,
    top: float,
    width: float,
    pitch: float,
    names: Sequence[str],
    values: Sequence[float],
    addresses: Sequence[str],
    colours: drawing.Style,
    *,
    unit: str,
    gid: str,
    largest: float,
    notes: Sequence[str] | None = None,
    labels: Sequence[str] | None = None,
) -> None:
    """Draw bars with their names before and their values (or notes) behind them, and an axis below.

    Args:
        figure: to draw on.
        left: where the names begin, in mm from the figure's left edge.
        top: where the first bar's row begins, in mm from the figure's top edge.
        width: of names, bars and values together, in mm.
        pitch: mm from bar to bar.
        names: of the bars.
        values: the bars' lengths.
        addresses: what the bars link to, see `links`.
        colours: of the figure's style.
        unit: of the values.
        gid: begins the id of each bar.
        largest: the value at the end of the axis.
        notes: written in place of the values.
        labels: the names that decide how much room names get; those of this call where none are given.
    """
    notes = notes or [f"{value:,}" for value in values]
    room = min(width * 0.5, max(drawing.text_mm(name) for name in labels or names) + 1)
    number = max(drawing.text_mm(note, drawing.SMALL) for note in [*notes, f"{largest:,.0f}"]) + 2
    plot = width - room - number - 1
    axes = drawing.new_axes(figure, left + room + 1, top, plot, len(names) * pitch)
    axes.set_xlim(0, largest)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.axvline(0, color=colours.soft, lw=drawing.THIN)
    bar = drawing.legible("#2a6f97", colours.ground, 3)
    for i, (name, value, note, address) in enumerate(zip(names, values, notes, addresses, strict=True)):
        middle = top + (i + 0.5) * pitch
        drawing.write(figure, left + room, middle, drawing.shorten(name, room), colour=colours.ink, align="right")
        mark = axes.barh(i, value, height=0.62, color=bar, linewidth=0)[0]
        drawing.link_mark(mark, f"{gid}-{name}", address, f"{name}: {note}")
        end = left + room + 1 + plot * value / largest
        drawing.write(figure, end + 1, middle, note, size=drawing.SMALL, colour=colours.ink)
    number_axis(axes, plot, largest, colours, unit)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(colours.soft)


def event_mark(kind: str) -> tuple[str, str]:
    """Marker (of matplotlib) and colour of a kind of event."""
    return EVENT_MARKS.get(kind, OTHER_EVENT_MARK)


def percent(share: float) -> str:
    """A share in whole per cent, but neither 0 nor 100 where it is not just that."""
    whole = min(99, max(1, round(100 * share))) if 0 < share < 1 else round(100 * share)
    return f"{whole} %"
