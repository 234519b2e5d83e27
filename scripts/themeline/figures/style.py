"""What all figures share: sizes in millimetres, fonts, colours, and text that is measured before it is placed."""

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import matplotlib as mpl
from coloraide import Color
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from themeline.errors import input_error

Slant = Literal["normal", "italic"]

MM = 1 / 25.4
POINT = 25.4 / 72
WIDTHS = {"single": 89.0, "onehalf": 120.0, "double": 183.0}
NARROWEST, WIDEST = 80.0, 400.0
MARGIN = 2.0
FONT = "DejaVu Sans"

# Text sizes in points at the printed size: titles, all else, and the smallest that print can carry.
TITLE, BODY_SIZE, SMALL = 8.5, 7.0, 6.2
LINE = 1.35  # height of a line of text, in sizes of its font
THIN, THICK = 0.6, 1.0
MOST_FLAGS, FLAG_PITCH = 6, 3.1

_SETTINGS = {
    "font.family": "sans-serif",
    "font.sans-serif": [FONT, "Verdana", "Geneva"],
    "font.size": BODY_SIZE,
    "text.hinting": "none",
    "text.parse_math": False,
    "axes.linewidth": THIN,
    "axes.unicode_minus": True,
    "xtick.major.width": THIN,
    "ytick.major.width": THIN,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "lines.solid_capstyle": "butt",
    "svg.fonttype": "none",
    "svg.hashsalt": "themeline",
    "pdf.fonttype": 42,
    "path.simplify": False,
}


@dataclass(frozen=True)
class Look:
    """Colours of a style: the ground, text, lesser text, and lines that only guide the eye."""

    ground: str
    ink: str
    soft: str
    faint: str
    band: str


LOOKS = {
    "print": Look(ground="#ffffff", ink="#111111", soft="#555555", faint="#d0d0d0", band="#f0f0f0"),
    "screen": Look(ground="#fbfaf7", ink="#1c1b1a", soft="#57534e", faint="#d3cfc7", band="#f0ede6"),
    "dark": Look(ground="#16181d", ink="#eceae6", soft="#b0aca5", faint="#464a53", band="#22252c"),
}


def width_mm(width: str | float) -> float:
    """The width of a figure in millimetres, from its name in `WIDTHS` or a number.

    Raises:
        InputError: there is no such width, or it is not from `NARROWEST` to `WIDEST`.
    """
    names = f"use {', '.join(f'{name} ({mm:g})' for name, mm in WIDTHS.items())} or millimetres"
    try:
        millimetres = WIDTHS[str(width)] if str(width) in WIDTHS else float(width)
    except ValueError:
        raise input_error("width", f"there is no width '{width}'", names) from None
    if not NARROWEST <= millimetres <= WIDEST:
        raise input_error("width", f"{width} mm is not from {NARROWEST:g} to {WIDEST:g}", names)
    return millimetres


def look_of(style: str) -> Look:
    """The colours of a style.

    Raises:
        InputError: there is no such style.
    """
    if style not in LOOKS:
        raise input_error("style", f"there is no style '{style}'", f"there are {', '.join(LOOKS)}")
    return LOOKS[style]


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib's settings for our figures, and none of the user's own."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def new_figure(width: float, height: float, look: Look) -> Figure:
    """An empty figure of this size in millimetres."""
    figure = Figure(figsize=(width * MM, height * MM), facecolor=look.ground)
    FigureCanvasAgg(figure)
    return figure


def new_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Bare axes at a place in millimetres from the figure's left and top edges."""
    full_width, full_height = size_mm(figure)
    bottom = full_height - top - height
    axes = figure.add_axes((left / full_width, bottom / full_height, width / full_width, height / full_height))
    axes.set_facecolor("none")
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_yticks([])
    axes.set_xticks([])
    return axes


def size_mm(figure: Figure) -> tuple[float, float]:
    """Width and height of a figure in millimetres."""
    width, height = figure.get_size_inches()
    return width / MM, height / MM


def write(
    figure: Figure,
    left: float,
    top: float,
    text: str,
    *,
    size: float = BODY_SIZE,
    colour: str,
    weight: str = "normal",
    slant: Slant = "normal",
    align: str = "left",
    gid: str | None = None,
) -> Text:
    """Write one line of text with its middle at ``top`` and its start (or middle, or end) at ``left``, in mm."""
    width, height = size_mm(figure)
    words = figure.text(
        left / width,
        1 - top / height,
        text,
        size=size,
        color=colour,
        weight=weight,
        style=slant,
        ha=align,
        va="center_baseline",
        parse_math=False,
    )
    if gid:
        words.set_gid(gid)
    return words


# Begins the id of a text that stands on a mark: who points at it means the mark.
ON = "on-"


def leads_to(mark: Artist, gid: str, address: str, words: str) -> None:
    """Give a mark its id, the address (`links`) that it links to, and words for who cannot see it."""
    mark.set_gid(gid)
    mark.set_url(address)
    mark.set_label(words)


def title_lines(title: str, width: float) -> tuple[str, ...]:
    """A title, broken into lines for a figure of this width in millimetres."""
    return wrapped(title, width - 2 * MARGIN, TITLE, "bold")


def heading(figure: Figure, lines: Sequence[str], look: Look) -> None:
    """Write a figure's title at its top, one line under another."""
    for i, line in enumerate(lines):
        top = MARGIN + (i + 0.5) * TITLE * LINE * POINT
        write(figure, MARGIN, top, line, size=TITLE, weight="bold", colour=look.ink)


def heading_height(lines: Sequence[str]) -> float:
    """Millimetres from a figure's top edge to below its title."""
    return MARGIN + len(lines) * TITLE * LINE * POINT + 1.5


@functools.lru_cache(maxsize=20_000)
def text_size(
    text: str, size: float = BODY_SIZE, *, weight: str = "normal", slant: Slant = "normal"
) -> tuple[float, float, float]:
    """Width, height, and depth below its base of a line of text, in points, the same for every file format."""
    font = FontProperties(family=FONT, size=size, weight=weight, style=slant)
    width, height, descent = text_to_path.get_text_width_height_descent(text, font, False)
    return width, height, descent


def text_mm(text: str, size: float = BODY_SIZE, *, weight: str = "normal", slant: Slant = "normal") -> float:
    """Width of a line of text in millimetres."""
    return text_size(text, size, weight=weight, slant=slant)[0] * POINT


@functools.lru_cache(maxsize=4096)
def wrapped(
    text: str, width: float, size: float = BODY_SIZE, weight: str = "normal", slant: Slant = "normal"
) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width`` millimetres, at blanks, or inside a word that is wider."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if text_mm(longer, size, weight=weight, slant=slant) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in word:
            if line and text_mm(line + letter, size, weight=weight, slant=slant) > width:
                lines.append(line)
                line = ""
            line += letter
    return (*lines, line)


def broken_labels(
    labels: Sequence[str], widest: float, pitch: float, more: float
) -> tuple[list[tuple[str, ...]], float, float]:
    """Labels of rows, broken into lines, the room in mm that they need, and the pitch of their rows.

    Args:
        labels: one a row.
        widest: they get at most so many mm.
        pitch: of rows with labels of one line; ``more`` is added where any has more lines.
        more: see ``pitch``.
    """
    room = min(widest, max(text_mm(label) for label in labels) + 1)
    broken = [wrapped(label, room) for label in labels]
    return broken, room, pitch + more * (max(map(len, broken)) - 1)


def write_labels(figure: Figure, top: float, pitch: float, broken: Sequence[tuple[str, ...]], look: Look) -> None:
    """Write the labels of rows at the left margin, each in the middle of its row."""
    for i, lines in enumerate(broken):
        for j, line in enumerate(lines):
            lower = (j - (len(lines) - 1) / 2) * BODY_SIZE * 1.2 * POINT
            write(figure, MARGIN, top + (i + 0.5) * pitch + lower, line, colour=look.ink)


def shortened(text: str, width: float, size: float = BODY_SIZE) -> str:
    """A line of text, cut and marked by an ellipsis where it is wider than this many millimetres."""
    if text_mm(text, size) <= width:
        return text
    return wrapped(text.replace(" ", "\u00a0"), width - text_mm("…", size), size)[0] + "…"


def placed(names: Sequence[str], room: float, *, before: float, after: float) -> list[tuple[float, int]]:
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
        needed = before + text_mm(name, SMALL)
        if left and left + needed > room:
            left, line = 0.0, line + 1
        places.append((left, line))
        left += needed + after
    return places


def number_axis(axes: Axes, width: float, largest: float, look: Look, unit: str, *, whole: bool = True) -> None:
    """Number the x axis from 0, with as many ticks as find room, and name its unit.

    Args:
        axes: their x axis.
        width: of the axes, in mm.
        largest: the largest number on the axis.
        look: for the colours.
        unit: what is counted.
        whole: whether it is counted in whole numbers.
    """
    room = int(width / (text_mm(f"{largest:,.0f}", SMALL) + 4))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=min(6, max(1, room)), integer=whole))
    axes.xaxis.set_major_formatter("{x:,.0f}" if whole else "{x:,g}")
    axes.tick_params(axis="x", colors=look.soft, length=2, pad=1.5)
    axes.set_xlabel(unit, size=SMALL, color=look.soft, labelpad=1.5)


def flag_levels(starts: list[float], names: list[str], right: float) -> list[int | None]:
    """Height, in lines from 0, at which each section's name stands free of all others; None where it finds no room.

    Args:
        starts: where each section begins, in mm; its name is written from there to the right.
        names: the sections' names.
        right: where the last name has to end; names that would reach further begin earlier.
    """
    levels: list[int | None] = [None] * len(names)
    lefts = [min(start, right - text_mm(name, SMALL)) for start, name in zip(starts, names, strict=True)]
    for i in range(len(names) - 1, -1, -1):
        end = lefts[i] + text_mm(names[i], SMALL) + 1.5
        placed = [(lefts[j], level) for j in range(i + 1, len(names)) if (level := levels[j]) is not None]
        level = max((above + 1 for left, above in placed if left < end), default=0)
        # A stem may not rise through a name that begins to its left.
        crosses = any(left < starts[i] + 1 and above < level for left, above in placed)
        levels[i] = None if level >= MOST_FLAGS or crosses or lefts[i] < 0 else level
    return levels


def flags(figure: Figure, top: float, starts: list[float], names: list[str], right: float, look: Look) -> None:
    """Write the names of sections above ``top``, each over its section's start, at their `flag_levels`."""
    width, height = size_mm(figure)
    for start, name, level in zip(starts, names, flag_levels(starts, names, right), strict=True):
        if level is None:
            continue
        left = min(start, right - text_mm(name, SMALL))
        at = top - 1.9 - level * FLAG_PITCH
        if level:
            stem = Line2D([start / width] * 2, [1 - top / height, 1 - (at + 1.3) / height], lw=THIN, color=look.soft)
            figure.add_artist(stem)
        write(figure, left + (0 if left < start else 0.4), at, name, size=SMALL, colour=look.soft)


def flags_mm(starts: list[float], names: list[str], right: float) -> float:
    """Height in millimetres that the names of sections take."""
    levels = [level for level in flag_levels(starts, names, right) if level is not None]
    return 1.9 + FLAG_PITCH * (1 + max(levels, default=0))


@functools.lru_cache(maxsize=20_000)
def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    return float(Color(one).contrast(other, method="wcag21"))


def mix(colour: str, other: str, share: float) -> str:
    """A colour with this share of another in it."""
    parts = (round(255 * (a + (b - a) * share)) for a, b in zip(to_rgb(colour), to_rgb(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def legible(colour: str, ground: str, ratio: float = 4.5) -> str:
    """The colour itself, or the nearest mix of it with black or white that has this contrast to the ground."""
    away = max(("#000000", "#ffffff"), key=lambda end: contrast(end, ground))
    return next(
        (mixed for step in range(20) if contrast(mixed := mix(colour, away, step / 20), ground) >= ratio),
        away,
    )
