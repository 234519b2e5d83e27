"""How figures look: their widths, the sizes of their text, the colours of styles, and which of these are legible.

It imports no matplotlib, since pages ask for colours too, and loading that takes a second.
"""

import functools
from dataclasses import dataclass

from coloraide import Color

from themeline.errors import input_error
from themeline.io.names import did_you_mean, known_names

# A column, one and a half, the text of an A4 page with margins of 25 mm, two columns.
WIDTHS = {"single": 89.0, "onehalf": 120.0, "report": 160.0, "double": 183.0}
NARROWEST, WIDEST = 80.0, 400.0
# A figure's drawing for the screen of a phone: its width, and what its file's name has behind that of the figure.
NARROW, NARROW_NAME = "single", "-narrow"
# The contrast that text has to its ground at least (WCAG 2, level AA).
TEXT_CONTRAST = 4.5

# Text sizes in points at the printed size: titles, all else, and the smallest that print can carry.
TITLE, BODY_SIZE, SMALL = 9.6, 7.8, 6.9


@dataclass(frozen=True)
class Style:
    """Colours of a style: the ground, text, lesser text, lines that only guide the eye, an accent for what matters.

    ``acting`` are those of who acts: both parties, the first, the second, others. They are told apart in grey too,
    but for others, whose marks have another form.
    """

    ground: str
    ink: str
    soft: str
    faint: str
    band: str
    accent: str
    acting: tuple[str, str, str, str]


STYLES = {
    "print": Style(
        "#ffffff", "#111111", "#555555", "#d0d0d0", "#f0f0f0", "#a3341a", ("#111111", "#1d4485", "#d1461c", "#707070")
    ),
    "screen": Style(
        "#fbfaf7", "#1c1b1a", "#57534e", "#d3cfc7", "#f0ede6", "#a3341a", ("#0e0d0c", "#1d4485", "#ca411a", "#6d6862")
    ),
    "dark": Style(
        "#16181d", "#eceae6", "#b0aca5", "#464a53", "#22252c", "#ff9d7a", ("#f7f5f1", "#91b5f4", "#d75a28", "#9a968f")
    ),
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
        raise input_error("width", f"there is no width '{width}'", did_you_mean(str(width), WIDTHS) + names) from None
    if not NARROWEST <= millimetres <= WIDEST:
        raise input_error("width", f"{width} mm is not from {NARROWEST:g} to {WIDEST:g}", names)
    return millimetres


def style_of(style: str) -> Style:
    """The colours of a style.

    Raises:
        InputError: there is no such style.
    """
    if style not in STYLES:
        raise input_error("style", f"there is no style '{style}'", known_names(style, STYLES))
    return STYLES[style]


@functools.lru_cache(maxsize=20_000)
def contrast(colour: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    return float(Color(colour).contrast(other, method="wcag21"))


def mix(colour: str, other: str, share: float) -> str:
    """A colour with this share of another in it, all as ``#rrggbb``."""
    both = ([int(one[place : place + 2], 16) / 255 for place in (1, 3, 5)] for one in (colour, other))
    parts = (round(255 * (a + (b - a) * share)) for a, b in zip(*both, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def legible(colour: str, ground: str, ratio: float = TEXT_CONTRAST) -> str:
    """The colour itself, or the nearest mix of it with black or white that has this contrast to the ground."""
    away = max(("#000000", "#ffffff"), key=lambda end: contrast(end, ground))
    return next(
        (mixed for step in range(20) if contrast(mixed := mix(colour, away, step / 20), ground) >= ratio),
        away,
    )
