"""Which fonts the letters of a text are drawn with, and which letters no installed font has.

Figures are drawn with `typeface.FONT`, so that they are the same everywhere. A letter that it lacks is taken from
`SPARE`, which matplotlib brings along, or else from another font of the system; where none has it, a box is drawn,
and that is said.
"""

import contextlib
import functools
import logging
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import regex
from fontTools.ttLib import TTFont
from matplotlib import get_data_path
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findSystemFonts, fontManager, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from themeline.figures.typeface import FACES, FOLDER, FONT
from themeline.text.language import runs_to_left

SPARE = "DejaVu Sans"
Slant = Literal["normal", "italic", "oblique"]
# More letters than these are counted, not written.
MOST_WRITTEN = 20

# Nothing is seen of these where a font lacks them: white space, what joins or directs letters, chooses their form.
_UNSEEN = regex.compile(r"[\p{White_Space}\p{Cc}\p{Cf}\p{Variation_Selector}]")
_KANA, _HANGUL = (regex.compile(rf"[{scripts}]") for scripts in (r"\p{Hiragana}\p{Katakana}", r"\p{Hangul}"))
# What has the letters of some scripts, and the package of Debian that it is in; for all others, the last.
_ADVICE = (
    # With them the marks of these scripts, and letters as wide as theirs.
    (
        regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\u3000-\u303f\uff00-\uffef]"),
        "Noto Sans CJK",
        "fonts-noto-cjk",
    ),
    (regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Presentation}]"), "Symbola", "fonts-symbola"),
    (regex.compile(r"."), "the Noto Sans of their script", "fonts-noto-core"),
)


for _name in FACES.values():
    fontManager.addfont(FOLDER / _name)


class _Face(NamedTuple):
    """A font of the system: its name, and its place in a file, which may hold several."""

    name: str
    path: str
    place: int


@functools.lru_cache(maxsize=20_000)
def families(text: str, *, weight: str = "normal", slant: Slant = "normal") -> tuple[str, ...]:
    """The fonts that a text is drawn with: `FONT`, and as many others as have letters that it lacks."""
    region = "JP" if _KANA.search(text) else "KR" if _HANGUL.search(text) else "SC"
    others = (_other_font(letter, region, weight, slant) for letter in _lacking(text, weight, slant))
    return (FONT, *dict.fromkeys(name for name in others if name))


def missing(text: str, *, weight: str = "normal", slant: Slant = "normal") -> list[str]:
    """The letters of a text that no installed font has, each once, in their order."""
    return [letter for letter in _lacking(text, weight, slant) if not _other_font(letter, "SC", weight, slant)]


def has_letters_to_left(text: str) -> bool:
    """Whether some letters of a text run from right to left, as those of Arabic do; matplotlib draws them so."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def from_left(line: str) -> str:
    """A line of an English sentence; where it quotes Arabic it begins with a mark (LRM) that it runs from the left,
    however long the quotation is."""
    return f"\u200e{line}" if has_letters_to_left(line) else line


def with_direction(text: str) -> str:
    """A line of text, with a mark of direction before it where its first letter would tell a wrong one.

    So "“أمن” comes up most often" runs as English does, and an Arabic name that begins with "NATO" as Arabic.
    """
    if text.startswith("\u200e") or not has_letters_to_left(text):
        return text
    begins = next(kind for letter in text if (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL"))
    to_left = runs_to_left(text)
    if to_left == (begins != "L"):
        return text
    return ("\u200f" if to_left else "\u200e") + text


def missing_in(figure: Figure) -> list[str]:
    """The letters of a figure's texts that no installed font has, each once."""
    found = (
        missing(text.get_text(), weight=str(text.get_fontweight()), slant=text.get_fontstyle())
        for text in _texts(figure)
    )
    return list(dict.fromkeys(letter for letters in found for letter in letters))


def has_postscript_outlines(figure: Figure) -> bool:
    """Whether a font of a figure has outlines of PostScript (CFF).

    Matplotlib puts them into a PDF as if they were those of TrueType, which not every viewer shows.
    """
    used = {name for text in _texts(figure) for name in text.get_fontfamily()} - {FONT, SPARE, "sans-serif"}
    faces = [face for face in _installed() if face.name in used] if used else []
    return any("CFF " in TTFont(face.path, fontNumber=face.place, lazy=True) for face in faces)


def _texts(figure: Figure) -> list[Text]:
    """What figures write; the numbers of their axes are digits, which `FONT` has."""
    return [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]


def remark(letters: Sequence[str]) -> str:
    """What to say about letters that no font has, and what to install, as a sentence; empty for none."""
    if not letters:
        return ""
    written = " ".join(_shown(letter) for letter in letters[:MOST_WRITTEN])
    more = f" and {len(letters) - MOST_WRITTEN:,} more" if len(letters) > MOST_WRITTEN else ""
    advised = dict.fromkeys(next(advice[1:] for advice in _ADVICE if advice[0].match(letter)) for letter in letters)
    fonts = ", ".join(f"{name} (Debian: apt install {package})" for name, package in advised)
    return (
        f"No installed font has the letters {written}{more}: boxes stand for them in the drawings. "
        f"Install {fonts}, and run again."
    )


@contextlib.contextmanager
def without_warnings() -> Iterator[None]:
    """Draw without matplotlib's warnings of missing letters, one for each and each time; `remark` says it once."""
    log = logging.getLogger("matplotlib.font_manager")  # of a font that has no bold, or no italic
    level = log.level
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        log.setLevel(logging.ERROR)
        try:
            yield
        finally:
            log.setLevel(level)


def _lacking(text: str, weight: str, slant: Slant) -> Iterable[str]:
    if text.isascii():
        return ()
    known = _letters_of_face(FONT, weight, slant)
    return [letter for letter in dict.fromkeys(text) if ord(letter) not in known and not _UNSEEN.match(letter)]


@functools.lru_cache
def _letters_of_face(name: str, weight: str, slant: Slant) -> frozenset[int]:
    path = fontManager.findfont(FontProperties(family=name, weight=weight, style=slant))
    return frozenset(get_font(path).get_charmap())


@functools.lru_cache(maxsize=20_000)
def _other_font(letter: str, region: str, weight: str, slant: Slant) -> str:
    """The name of the font that is taken for a letter which `FONT` lacks; empty where none has it.

    That is `SPARE`, or one of the system: the Noto Sans first, then others without serifs, by their names. Of those
    that have the Han characters of several countries it is the one of ``region``.
    """
    if ord(letter) in _letters_of_face(SPARE, weight, slant):
        return SPARE

    def order(face: _Face) -> tuple[int, bool, str]:
        rank = 0 if face.name.startswith("Noto Sans") else 1 if "Sans" in face.name else 2
        return rank, " CJK " in face.name and not face.name.endswith(f" {region}"), face.name

    return next((face.name for face in sorted(_installed(), key=order) if ord(letter) in _letters_of(face)), "")


@functools.lru_cache(maxsize=1)
def _installed() -> tuple[_Face, ...]:
    """The fonts of the system, one face a name, without our own and those that matplotlib brings along."""
    # Matplotlib keeps a list of fonts from its first use; what was installed since is not in it.
    known = {entry.fname for entry in fontManager.ttflist}
    for path in sorted(set(findSystemFonts()) - known):
        # A font of pictures, or a broken one: nothing that matplotlib can draw with.
        with contextlib.suppress(OSError, RuntimeError, NotImplementedError, ValueError, KeyError):
            fontManager.addfont(path)
    faces: dict[str, _Face] = {}
    for entry in sorted(fontManager.ttflist, key=lambda entry: (abs(int(entry.weight) - 400), entry.fname)):
        # What a font of colours has are pictures: drawn as shapes, nothing is seen of them.
        if not entry.fname.startswith((get_data_path(), str(FOLDER))) and "Color" not in entry.name:
            faces.setdefault(entry.name, _Face(entry.name, entry.fname, entry.index))
    return tuple(faces.values())


@functools.cache
def _letters_of(face: _Face) -> frozenset[int]:
    return frozenset(FT2Font(face.path, face_index=face.place).get_charmap())


def _shown(letter: str) -> str:
    """A letter, with its code where it would not be seen alone."""
    return f"U+{ord(letter):04X}" if unicodedata.category(letter)[0] in "MC" else letter
