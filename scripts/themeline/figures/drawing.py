"""What figures are drawn with: millimetres, fonts, colours of styles, axes, marks, and text that is measured."""

import contextlib
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

import matplotlib as mpl
import regex
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import ScaledTranslation

from themeline.figures import letters
from themeline.figures.styles import BODY_SIZE as BODY_SIZE
from themeline.figures.styles import NARROWEST as NARROWEST
from themeline.figures.styles import SMALL as SMALL
from themeline.figures.styles import STYLES as STYLES
from themeline.figures.styles import TEXT_CONTRAST as TEXT_CONTRAST
from themeline.figures.styles import TITLE as TITLE
from themeline.figures.styles import WIDEST as WIDEST
from themeline.figures.styles import WIDTHS as WIDTHS
from themeline.figures.styles import Style as Style
from themeline.figures.styles import contrast as contrast
from themeline.figures.styles import legible as legible
from themeline.figures.styles import mix as mix
from themeline.figures.styles import style_of as style_of
from themeline.figures.styles import width_mm as width_mm
from themeline.figures.typeface import FONT

Slant = Literal["normal", "italic"]

MM = 1 / 25.4
POINT = 25.4 / 72
# The height of a capital of the typeface, of its size. Text stands with the middle of its capitals where it is put.
CAPITAL = 0.66
MARGIN = 2.0
# What a page has for a figure: an A4 page with margins of 25 mm.
PAGE_HEIGHT = 247.0

LINE = 1.35  # height of a line of text, in sizes of its font
THIN, THICK = 0.6, 1.0

_SETTINGS = {
    "font.family": "sans-serif",
    "font.sans-serif": [FONT, "Noto Sans", "Arial"],
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


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib's settings for our figures, and none of the user's own."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def new_figure(width: float, height: float, colours: Style) -> Figure:
    """An empty figure of this size in millimetres."""
    figure = Figure(figsize=(width * MM, height * MM), facecolor=colours.ground)
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


def in_middle(axes: Axes, size: float) -> dict[str, Any]:
    """How text of this size is put into axes so that the middle of its capitals is at its place."""
    lower = ScaledTranslation(0, -CAPITAL / 2 * size / 72, axes.figure.dpi_scale_trans)
    return {"va": "baseline", "transform": axes.transData + lower}


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
        1 - (top + CAPITAL / 2 * size * POINT) / height,
        letters.with_direction(text),
        size=size,
        color=colour,
        weight=weight,
        style=slant,
        ha=align,
        va="baseline",
        parse_math=False,
    )
    fonts = letters.families(text, weight=weight, slant=slant)
    if len(fonts) > 1:
        words.set_fontfamily([*fonts, "sans-serif"])
    if gid:
        words.set_gid(gid)
    return words


# Begins the id of a text that stands on a mark: pointer events go to the mark below.
ON = "on-"


def link_mark(mark: Artist, gid: str, address: str, words: str) -> None:
    """Give a mark its id, the address (`links`) that it links to, and words for readers who cannot see it."""
    mark.set_gid(gid)
    mark.set_url(address)
    mark.set_label(words)


class Heading(NamedTuple):
    """What stands over a figure: the lines of its title and subtitle, and how many mm they take from its top edge."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    height: float


def heading(title: str, subtitle: str, width: float) -> Heading:
    """A title, and a subtitle (or none), broken into lines for a figure of this width in millimetres."""
    lines = _evenly(title, width - 2 * MARGIN, TITLE, "bold")
    more = _evenly(subtitle, width - 2 * MARGIN, BODY_SIZE, "normal") if subtitle else ()
    height = MARGIN + len(lines) * TITLE * LINE * POINT + len(more) * BODY_SIZE * LINE * POINT
    return Heading(lines, more, height + 1.5)


def _evenly(text: str, width: float, size: float, weight: str) -> tuple[str, ...]:
    """As `wrap`, in as many lines, but narrower if the last line would be less than half as long as the longest."""
    lines = wrap(text, width, size, weight)
    for percentage in range(96, 50, -4):
        lengths = [text_mm(line, size, weight=weight) for line in lines]
        narrower = wrap(text, width * percentage / 100, size, weight)
        if lengths[-1] >= max(lengths) / 2 or len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def write_heading(figure: Figure, heading: Heading, colours: Style) -> None:
    """Write title and subtitle at a figure's top, one line under another."""
    top = MARGIN
    for lines, size, weight, colour in (
        (heading.title, TITLE, "bold", colours.ink),
        (heading.subtitle, BODY_SIZE, "normal", colours.soft),
    ):
        for line in lines:
            pitch = size * LINE * POINT
            words = letters.from_left(line)
            write(figure, MARGIN, top + pitch / 2, words, size=size, weight=weight, colour=colour)
            top += pitch


@functools.lru_cache(maxsize=20_000)
def text_size(
    text: str, size: float = BODY_SIZE, *, weight: str = "normal", slant: Slant = "normal"
) -> tuple[float, float, float]:
    """Width, height, and depth below its base of a line of text, in points, the same for every file format."""
    fonts = letters.families(text, weight=weight, slant=slant)
    font = FontProperties(family=list(fonts), size=size, weight=weight, style=slant)
    with letters.without_warnings() if not text.isascii() else contextlib.nullcontext():
        width, height, descent = text_to_path.get_text_width_height_descent(text, font, False)
    return width, height, descent


def text_mm(text: str, size: float = BODY_SIZE, *, weight: str = "normal", slant: Slant = "normal") -> float:
    """Width of a line of text in millimetres."""
    return text_size(text, size, weight=weight, slant=slant)[0] * POINT


@functools.lru_cache(maxsize=4096)
def wrap(
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
        # What is one letter to a reader stays whole: its accents, vowel signs, joined emoji.
        for letter in regex.findall(r"\X", word):
            if line and text_mm(line + letter, size, weight=weight, slant=slant) > width:
                lines.append(line)
                line = ""
            line += letter
    return (*lines, line)


def shorten(text: str, width: float, size: float = BODY_SIZE, *, weight: str = "normal") -> str:
    """A line of text, cut and marked by an ellipsis where it is wider than this many millimetres."""
    if text_mm(text, size, weight=weight) <= width:
        return text
    room = width - text_mm("…", size, weight=weight)
    return wrap(text.replace(" ", "\u00a0"), room, size, weight)[0] + "…"
