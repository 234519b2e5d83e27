"""Sections as columns above a drawing of a text: their names, brackets over them, tracks, and marks along them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from themeline.figures import drawing, links
from themeline.text.document import LEAD
from themeline.text.wording import own_number

# mm from line to line of names; of the bracket over the column, and from there to the lowest line of names; lines of
# a name; mm between two names.
LINE, BRACKET, RAISED, MOST_LINES, BETWEEN = 2.9, 1.0, 3.2, 3, 2.2
# Of columns: mm between two, as far as they have room.
GUTTER = 0.5
# mm of a section, on average, for a gap between two.
NARROWEST = 1.5
# Of the key: mm from line to line, of its head, of its narrowest column; entries before a second column.
KEY_LINE, KEY_HEAD, KEY_COLUMN, KEY_ROWS = 3.1, 3.6, 40.0, 3
# What stands over a text that has no headings.
UNDIVIDED = "whole text"
# Marks of one row that would run into each other stand on up to so many levels; mm that must be free between them.
MOST_LEVELS, FREE = 3, 0.3


@dataclass(frozen=True)
class Columns:
    """Sections as columns from left to right.

    Attributes:
        numbers: of the sections (``section_number``).
        names: their headings, `LEAD` for the lead, `UNDIVIDED` of a text without headings. Headings of one name are
            numbered in the order of the text: "Summary (1)", "Summary (2)".
        starts: where each begins, in words from the start of the text.
        ends: where each ends.
    """

    numbers: tuple[int, ...]
    names: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def words(self) -> int:
        """How many words all have."""
        return self.ends[-1]


def columns_of(sizes: pd.DataFrame, *, divided: bool = True) -> Columns:
    """The columns of sections, each as wide as it has words.

    Args:
        sizes: section_number, section, words: a row a section, in the order of the text.
        divided: whether the text has headings; else there is one column.
    """
    ends = [int(end) for end in np.cumsum(sizes["words"])]
    given = [name or (LEAD if divided else UNDIVIDED) for name in sizes["section"]]
    names = tuple(
        f"{name} ({given[: i + 1].count(name)})" if given.count(name) > 1 else name for i, name in enumerate(given)
    )
    return Columns(tuple(map(int, sizes["section_number"])), names, (0, *ends[:-1]), tuple(ends))


def sizes_of(words: pd.DataFrame) -> pd.DataFrame:
    """The sections of words that count, for `columns_of`; ``words`` with section_number and section."""
    groups = words.groupby("section_number", sort=False)["section"]
    return groups.agg(section="first", words="size").reset_index()


@dataclass(frozen=True)
class Heads:
    """What stands over columns: lines of each, and the middle of these, in mm; with a ``key`` it is numbers.

    The key has address, number and name of each section; it is empty where names stand above.
    """

    lines: tuple[tuple[str, ...], ...]
    middles: tuple[float, ...]
    key: tuple[tuple[str, str, str], ...] = ()

    @property
    def height(self) -> float:
        """Millimetres that they take with the brackets below them."""
        return BRACKET + RAISED + LINE * (max(map(len, self.lines)) - 0.5)


def heads_of(columns: Columns, left: float, width: float, *, room: tuple[float, float]) -> Heads:
    """Names over all columns, or numbers with a key where one finds no room over its own column.

    Args:
        columns: the sections.
        left: where the first column begins, in mm.
        width: of all columns, in mm.
        room: from where to where names may reach, in mm.
    """
    edges = [(left + width * a / columns.words, left + width * b / columns.words)
             for a, b in zip(columns.starts, columns.ends, strict=True)]  # fmt: skip
    middles = [(a + b) / 2 for a, b in edges]
    for share in (1.0, 1.3, 1.7, 0.0):
        lines = [_broken(name, share * (b - a)) for name, (a, b) in zip(columns.names, edges, strict=True)]
        sizes = [max(drawing.text_mm(line, drawing.SMALL) for line in each) for each in lines]
        placed = _apart(middles, sizes, room)
        over = placed and all(
            abs(at - middle) <= max(size, b - a) / 2
            for at, middle, size, (a, b) in zip(placed, middles, sizes, edges, strict=True)
        )
        if over and max(map(len, lines)) <= MOST_LINES:
            return Heads(tuple(lines), tuple(placed))
    numbers, key = _numbered(columns)
    shown = _in_one_line(edges, numbers)
    return Heads(tuple((number,) if i in shown else () for i, number in enumerate(numbers)), tuple(middles), key)


def _broken(name: str, width: float) -> tuple[str, ...]:
    widest = max(drawing.text_mm(word, drawing.SMALL) for word in name.split(" "))
    return drawing.wrap(name, max(width, widest) + 0.01, drawing.SMALL)


def _apart(middles: Sequence[float], sizes: Sequence[float], room: tuple[float, float]) -> list[float]:
    """Middles as near to those wanted as names of these widths need to stand apart; none where there is no room."""
    first, last = room
    if sum(sizes) + BETWEEN * (len(sizes) - 1) > last - first:
        return []
    # Those that stand too near move to the right, or to the left; half way between, they are as far apart.
    wanted = [middle - size / 2 for middle, size in zip(middles, sizes, strict=True)]
    one = _pushed_left(_pushed_right(wanted, sizes, first), sizes, last)
    other = _pushed_right(_pushed_left(wanted, sizes, last), sizes, first)
    return [(a + b + size) / 2 for a, b, size in zip(one, other, sizes, strict=True)]


def _pushed_right(lefts: Sequence[float], sizes: Sequence[float], first: float) -> list[float]:
    moved: list[float] = []
    for left, size in zip(lefts, sizes, strict=True):
        moved.append(max(left, first))
        first = moved[-1] + size + BETWEEN
    return moved


def _pushed_left(lefts: Sequence[float], sizes: Sequence[float], last: float) -> list[float]:
    moved: list[float] = []
    for left, size in zip(reversed(lefts), reversed(sizes), strict=True):
        moved.append(min(left, last - size))
        last = moved[-1] - BETWEEN
    return moved[::-1]


def _numbered(columns: Columns) -> tuple[list[str], tuple[tuple[str, str, str], ...]]:
    # A heading's own number is its number, if each heading has one. Else it is not told twice where it is just that.
    split = [own_number(name) for name in columns.names]
    own = [number for number, _ in split if number]
    if len(set(own)) == len([name for name in columns.names if name != LEAD]):
        marks = [own or str(number) for number, (own, _) in zip(columns.numbers, split, strict=True)]
    else:
        marks = [str(number) for number in columns.numbers]
    rest = [
        after or name if own == mark else name
        for name, mark, (own, after) in zip(columns.names, marks, split, strict=True)
    ]
    return marks, tuple(zip(map(links.of_section, columns.numbers), marks, rest, strict=True))


def _in_one_line(edges: Sequence[tuple[float, float]], marks: Sequence[str]) -> set[int]:
    """Which marks find room over the middles of their columns: those of the widest columns first.

    Marks are in order, so that one can count on between two of them.
    """
    spans: dict[int, tuple[float, float]] = {}
    for i in sorted(range(len(marks)), key=lambda i: edges[i][0] - edges[i][1]):
        middle, half = sum(edges[i]) / 2, drawing.text_mm(marks[i], drawing.SMALL) / 2
        if all(middle + half + 1 <= a or b + 1 <= middle - half for a, b in spans.values()):
            spans[i] = (middle - half, middle + half)
    return {*spans}


def draw_heads(
    figure: Figure, top: float, left: float, width: float, columns: Columns, heads: Heads, colours: drawing.Style
) -> None:
    """Write what stands over columns that begin at ``top``, with a bracket over each, which leads to its section."""
    full, high = drawing.size_mm(figure)
    at = 1 - (top - BRACKET) / high
    for number, name, start, end in zip(columns.numbers, columns.names, columns.starts, columns.ends, strict=True):
        a, b = (left + width * word / columns.words for word in (start, end))
        free = min(GUTTER, 0.4 * (b - a)) / 2
        bracket = Line2D([(a + free) / full, (b - free) / full], [at, at], lw=drawing.THICK, color=colours.soft)
        address = links.of_section(number)
        drawing.link_mark(bracket, address, address, f"{name}: {end - start:,} words")
        figure.add_artist(bracket)
    for lines, middle in zip(heads.lines, heads.middles, strict=True):
        for i, line in enumerate(lines):
            at = top - RAISED - (len(lines) - 1 - i) * LINE
            drawing.write(figure, middle, at, line, size=drawing.SMALL, colour=colours.soft, align="center")


@dataclass(frozen=True)
class _Entry:
    address: str
    number: str
    name: str
    lines: tuple[str, ...]


def _entries(heads: Heads, width: float) -> tuple[list[list[_Entry]], float, float]:
    """The columns of the key, each of entries, the width of a column, and the room of numbers."""
    count = max(1, min(int(width // KEY_COLUMN), -(-len(heads.key) // KEY_ROWS)))
    each = width / count
    room = max(drawing.text_mm(number, drawing.SMALL) for _, number, _ in heads.key) + 1.5
    entries = [_Entry(*entry, drawing.wrap(entry[2], each - room - 2, drawing.SMALL)) for entry in heads.key]
    share = -(-sum(len(entry.lines) for entry in entries) // count)
    # Entries stay in order; a column ends with the entry that fills its share of all lines.
    before = itertools.accumulate([len(entry.lines) for entry in entries], initial=0)
    columns: list[list[_Entry]] = [[] for _ in range(count)]
    for entry, start in zip(entries, before, strict=False):
        columns[min(count - 1, start // share)].append(entry)
    return columns, each, room


def key_height(heads: Heads, width: float) -> float:
    """Height in millimetres of the key to the numbers of sections, ``width`` wide; 0 where there is none."""
    if not heads.key:
        return 0.0
    columns, _, _ = _entries(heads, width)
    return KEY_HEAD + KEY_LINE * max(sum(len(entry.lines) for entry in column) for column in columns)


def draw_key(figure: Figure, top: float, heads: Heads, colours: drawing.Style) -> None:
    """Write the sections' numbers with their names in columns, as wide as the figure; nothing without a key."""
    if not heads.key:
        return
    columns, each, room = _entries(heads, drawing.size_mm(figure)[0] - 2 * drawing.MARGIN)
    drawing.write(figure, drawing.MARGIN, top + 1.5, "Sections", size=drawing.SMALL, colour=colours.soft)
    for i, column in enumerate(columns):
        left, at = drawing.MARGIN + i * each, top + KEY_HEAD + KEY_LINE / 2
        for entry in column:
            drawing.write(
                figure, left + room - 1.5, at, entry.number, size=drawing.SMALL, colour=colours.soft, align="right"
            )
            for j, line in enumerate(entry.lines):
                text = drawing.write(figure, left + room, at, line, size=drawing.SMALL, colour=colours.ink)
                drawing.link_mark(
                    text, f"name-{entry.address}" + (f"-{j + 1}" if j else ""), entry.address, entry.name
                )
                at += KEY_LINE


def draw_tracks(
    axes: Axes, columns: Columns, width: float, rows: Sequence[tuple[float, float]], colours: drawing.Style
) -> None:
    """Lay a pale track under each row, with a gap where a section ends.

    Args:
        axes: words along x.
        columns: the sections.
        width: of the axes, in mm.
        rows: middle and height of each row, in units of y.
        colours: of the style.
    """
    word = width / columns.words
    # Gaps between so many sections that these are hardly wider than the gaps would be stripes.
    crowded = width / len(columns.numbers) < NARROWEST
    ends = [(0, columns.words)] if crowded else zip(columns.starts, columns.ends, strict=True)
    spans = []
    for start, end in ends:
        free = min(GUTTER, 0.4 * word * (end - start)) / word
        spans.append((start + free / 2, end - start - free))
    for middle, height in rows:
        axes.broken_barh(spans, (middle - height / 2, height), facecolor=colours.band, lw=0, zorder=0)


def levels_of(places: Sequence[float], stroke: float) -> list[tuple[int, int]]:
    """Level of each mark of a row, and how many levels its neighbours and it take, so that they can be counted.

    A mark that has room stands alone, as high as the row; marks that would run into each other share its height.

    Args:
        places: of the marks in mm, from left to right.
        stroke: how wide a mark is, in mm.
    """
    apart = stroke + FREE
    found: list[tuple[int, int]] = []
    for run in _runs(places, apart):
        last: list[float] = []
        levels = []
        for place in run:
            level = next((i for i, before in enumerate(last) if place - before >= apart), len(last))
            if level == MOST_LEVELS:  # no level is free: where the last mark is farthest
                level = last.index(min(last))
            last[level : level + 1] = [place]
            levels.append(level)
        found += [(level, len(last)) for level in levels]
    return found


def _runs(places: Sequence[float], apart: float) -> list[list[float]]:
    runs: list[list[float]] = []
    for place in places:
        if runs and place - runs[-1][-1] < apart:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
