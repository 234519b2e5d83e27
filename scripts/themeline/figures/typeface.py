"""The typeface of figures and pages, Source Sans 3, and parts of it to put into files.

Its files lie in ``fonts/``, as the npm package `source-sans` (Adobe, OFL 1.1) has them. It has tabular figures, and
the letters of Latin, Greek and Cyrillic; what it lacks is taken from other fonts (`letters`).
"""

import base64
import functools
import io
import re
from collections.abc import Mapping, Set
from html import unescape
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = "Source Sans 3"
FOLDER = Path(__file__).parent / "fonts"
# Weight and slant, as CSS and matplotlib call them both.
Face = tuple[str, str]
FACES: dict[Face, str] = {
    ("normal", "normal"): "SourceSans3-Regular.ttf",
    ("bold", "normal"): "SourceSans3-Bold.ttf",
    ("normal", "italic"): "SourceSans3-It.ttf",
}
# Nearly all that is written in figures, from ASCII to Latin Extended-A, with general punctuation.
FREQUENT = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2212, 0x2265]))
# Text is laid out when it is drawn: these tables take most of the time and room.
_LAYOUT_TABLES = ["GDEF", "GPOS", "GSUB"]

# A line of text in an SVG as matplotlib writes it: its CSS, what else it has, its words.
TEXT_IN_SVG = re.compile(r'<text style="([^"]*)"([^>]*)>([^<]*)</text>')


def written(svg: str) -> dict[Face, set[str]]:
    """The letters that an SVG writes as text, in each face."""
    found: dict[Face, set[str]] = {}
    for css, _, text in TEXT_IN_SVG.findall(svg):
        found.setdefault(face_of(css), set()).update(unescape(text).strip())
    return found


def face_of(css: str) -> Face:
    """The face that a line of text in an SVG is written in."""
    return "bold" if "font-weight: 700" in css else "normal", "italic" if "font-style: italic" in css else "normal"


def font_faces(letters: Mapping[Face, Set[str]]) -> str:
    """Rules of CSS (``@font-face``) that hold the glyphs of these letters, so that a file looks alike everywhere.

    Args:
        letters: those that are written in each face; what the font lacks is left to the reader's fonts.

    Returns:
        The same text for the same letters. Empty for none.
    """
    return "".join(_rule(face, frozenset(letters[face])) for face in FACES if letters.get(face))


@functools.lru_cache(maxsize=256)
def _rule(face: Face, letters: frozenset[str]) -> str:
    # Of most figures all letters are frequent ones, and a small font is cut to size in a tenth of the time.
    font = io.BytesIO(frequent(face)) if letters <= FREQUENT else FOLDER / FACES[face]
    data = base64.b64encode(_cut(font, letters, "woff")).decode()
    weight, slant = face
    return (
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};font-style:{slant};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


@functools.cache
def frequent(face: Face) -> bytes:
    """A font of the letters that figures mostly have; a process that is to draw many can make it beforehand."""
    return _cut(FOLDER / FACES[face], FREQUENT, None)


def without_layout(font: TTFont) -> TTFont:
    """The font without the tables that lay out text, before any of them is read."""
    for table in _LAYOUT_TABLES:
        if table in font:
            del font[table]
    return font


def _cut(font: Path | io.BytesIO, letters: Set[str], flavor: str | None) -> bytes:
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[], notdef_outline=True, flavor=flavor)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, letters))
    made = without_layout(TTFont(font, recalcTimestamp=False, lazy=True))
    cutter.subset(made)
    made.flavor = flavor
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
