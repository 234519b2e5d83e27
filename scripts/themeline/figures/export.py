"""Write a figure with its data and its caption: all its files whole, or none."""

import contextlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import PIL.Image
from fontTools import subset
from IPython.display import Image
from matplotlib.artist import Artist
from matplotlib.backends.backend_pdf import Name, Verbatim
from matplotlib.figure import Figure
from PIL import PngImagePlugin

from themeline.errors import input_error
from themeline.figures import drawing, embed, letters, links, styles, typeface
from themeline.io.atomic import write_together
from themeline.io.files import csv_of_table
from themeline.io.names import known_names
from themeline.provenance.fingerprint import MARK
from themeline.text.extracted import Reading

FORMATS = ("svg", "pdf", "png", "csv", "md")
DPI = 300
MAKER = "Themeline"


@dataclass(frozen=True)
class FigureText:
    """What is said about a figure.

    ``title``, what it has found; ``caption``; ``alternative``, one sentence for readers who cannot see it;
    ``description``, what a reader would take from it, at length; ``subtitle``, what it shows and how to read it.
    """

    title: str
    caption: str
    alternative: str
    description: str
    subtitle: str = ""


def export_figure(
    figure: Figure,
    name: str,
    data: pd.DataFrame,
    text: FigureText,
    out: Path,
    formats: list[str] | None = None,
    *,
    narrow: Figure | None = None,
    origin: str = "",
    base_url: str = "",
) -> list[Path]:
    """Write NAME.svg, .pdf, .png, .csv (the data drawn) and .md (caption, text alternative) to a folder.

    The same figure gives the same bytes on each run. Files of the same names are replaced only when all new ones
    have been written.

    Args:
        figure: drawn under `drawing.settings`.
        name: of the files, without ending.
        data: the table behind the figure.
        text: title, caption, text alternatives.
        out: the folder, made where it is missing.
        formats: some of `FORMATS`; all where none are given.
        narrow: the figure drawn for the screen of a phone, written as NAME-narrow.svg where SVG is among the formats.
        origin: where the figure came from, see `themeline.provenance.fingerprint`; stands in the files.
        base_url: of the pages that the marks of SVG and PDF link to; the same folder where none is given.

    Returns:
        The files, in the order of `FORMATS`, the narrow drawing behind the others.

    Raises:
        InputError: a format is unknown, ``base_url`` is not a web address, or the folder cannot be written.
    """
    wanted = check_formats(formats or [])
    base = links.base_of(base_url)
    leads = _leads_of(figure, base)
    for_phones = narrow if "svg" in wanted else None
    contents = {
        f"{name}.{ending}": _content(
            ending, figure, name, data, text, wanted, origin, leads, with_narrow=for_phones is not None
        )
        for ending in wanted
    }
    if for_phones is not None:
        drawn = _drawn(for_phones, "svg", text, origin=origin, leads=_leads_of(for_phones, base))
        contents[f"{name}{styles.NARROW_NAME}.svg"] = drawn
    return write_together(out, contents)


def check_formats(formats: list[str]) -> list[str]:
    """The formats asked for, in the order of `FORMATS`; all where none are given.

    Raises:
        InputError: there is no such format.
    """
    for given in formats:
        if given not in FORMATS:
            raise input_error("formats", f"there is no format '{given}'", known_names(given, FORMATS))
    return [ending for ending in FORMATS if not formats or ending in formats]


def picture(figure: Figure, text: FigureText) -> Image:
    """The figure as a notebook shows it: at its printed size on a screen of 96 dots an inch."""
    width = round(figure.get_size_inches()[0] * 96)
    return Image(_drawn(figure, "png", text, dpi=2 * 96), width=width, alt=text.alternative)


def _content(
    ending: str, figure: Figure, name: str, data: pd.DataFrame, text: FigureText, wanted: list[str], origin: str,
    leads: list["_Lead"], *, with_narrow: bool,
) -> bytes:  # fmt: skip
    if ending == "csv":
        return csv_of_table(data, float_format="%.6g").encode()
    if ending == "md":
        return embed.page(name, text.title, text.caption, text.alternative, text.description,
                             drawing.size_mm(figure), wanted, origin, narrow=with_narrow).encode()  # fmt: skip
    return _drawn(figure, ending, text, origin=origin, leads=leads)


@dataclass(frozen=True)
class _Lead:
    """A mark, its id in the drawing, what it links to, and words for readers who cannot see it."""

    mark: Artist
    gid: str
    url: str
    words: str


def _leads_of(figure: Figure, base: str) -> list[_Lead]:
    marks = figure.findobj(lambda artist: artist.get_url() is not None)
    return [
        _Lead(mark, str(mark.get_gid()), links.link(str(mark.get_url()), base), str(mark.get_label()))
        for mark in marks
    ]


def _drawn(
    figure: Figure, ending: str, text: FigureText, *, dpi: int = DPI, origin: str = "", leads: Iterable[_Lead] = ()
) -> bytes:
    said = text.description
    metadata: dict[str, dict[str, str | None]] = {
        "svg": {"Title": text.title, "Source": origin or None, "Creator": MAKER, "Date": None},
        "pdf": {"Title": text.title, "Subject": said, "Keywords": origin, "Creator": MAKER, "CreationDate": None},
        "png": {"Title": text.title, "Description": said, "Source": origin, "Software": None},
    }
    given = {
        key: value for key, value in metadata[ending].items() if value or key in ("Date", "CreationDate", "Software")
    }
    stream = io.BytesIO()
    mark = MARK.search(origin)
    behind: list[Artist] = []
    if ending == "pdf":
        behind = [figure.add_artist(_PdfMark(mark[0]))] if mark else []
        behind.append(figure.add_artist(_PdfLinks(leads)))
    # Type 3 holds outlines of any kind.
    drawn_as = {"pdf.fonttype": 3} if ending == "pdf" and letters.has_postscript_outlines(figure) else {}
    with (
        drawing.settings(),
        mpl.rc_context(drawn_as),
        letters.without_warnings(),
        _fonts_without_layout(),
        _without_links(figure),
    ):
        if ending == "png":
            return _png(figure, dpi, given)
        figure.savefig(stream, format=ending, dpi=dpi, facecolor=figure.get_facecolor(), metadata=given)
    for artist in behind:
        artist.remove()
    if ending == "pdf":
        return stream.getvalue()
    svg = stream.getvalue().decode()
    described = f'</title>\n <desc id="desc">{escape(said, quote=False)}</desc>'
    svg = svg.replace("</title>", described, 1).replace("<title>", '<title id="title">', 1)
    # role="img" would hide the links from screen readers.
    role = "group" if leads else "img"
    svg = re.sub(r"<svg ", f'<svg role="{role}" aria-labelledby="title desc" ', svg, count=1)
    svg = _linked(svg, {lead.gid: lead for lead in leads})
    return _with_fonts(typeface.TEXT_IN_SVG.sub(_with_length, svg)).encode()


def _png(figure: Figure, dpi: int, metadata: Mapping[str, str | None]) -> bytes:
    """The figure as a PNG, with its metadata.

    Its ground is opaque, so it needs no transparency; without that, and at zlib's level 3, it is a fifth smaller than
    matplotlib's own and takes half the time.
    """
    drawn = io.BytesIO()
    figure.savefig(drawn, format="rgba", dpi=dpi, facecolor=figure.get_facecolor())
    width, height = (int(length * dpi) for length in figure.get_size_inches())
    told = PngImagePlugin.PngInfo()
    for key, value in metadata.items():
        if value is not None:
            told.add_text(key, value)
    stream = io.BytesIO()
    image = PIL.Image.frombytes("RGBA", (width, height), drawn.getvalue()).convert("RGB")
    image.save(stream, format="png", pnginfo=told, dpi=(dpi, dpi), compress_level=3)
    return stream.getvalue()


@contextlib.contextmanager
def _fonts_without_layout() -> Iterator[None]:
    """Embed fonts without the tables that lay out text: it is laid out, and these take most of the time and room."""
    load = subset.load_font
    subset.load_font = lambda *given, **named: typeface.without_layout(load(*given, **named))
    try:
        yield
    finally:
        subset.load_font = load


class _PdfMark(Artist):
    """Says, in the page's content, which receipt the figure has.

    Metadata are lost where LaTeX puts a PDF into another; the content is not. It is a marked-content point, which
    draws nothing (ISO 32000-2, 14.6).
    """

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark

    def draw(self, renderer: Any) -> None:
        digest = self.mark.removeprefix("sha256:")
        renderer.file.output(Verbatim(f"/Themeline <</Receipt ({digest})>> DP".encode()))


@contextlib.contextmanager
def _without_links(figure: Figure) -> Iterator[None]:
    """Draw without matplotlib's own links, which only some kinds of mark have, and which open windows."""
    linked = {artist: artist.get_url() for artist in figure.findobj() if artist.get_url() is not None}
    for artist in linked:
        artist.set_url(None)
    try:
        yield
    finally:
        for artist, url in linked.items():
            artist.set_url(url)


class _PdfLinks(Artist):
    """Lays a link over each mark that leads somewhere, a point wider than it is: ISO 32000-2, 12.5.6.5."""

    def __init__(self, leads: Iterable[_Lead]) -> None:
        super().__init__()
        self.leads = leads

    def draw(self, renderer: Any) -> None:
        for lead in self.leads:
            place = lead.mark.get_window_extent(renderer).padded(1)
            annotation = {
                "Type": Name("Annot"),
                "Subtype": Name("Link"),
                "Rect": tuple(round(float(edge), 2) for edge in place.extents),
                "Border": [0, 0, 0],
                "Contents": lead.words,
                "A": {"S": Name("URI"), "URI": lead.url},
            }
            renderer.file._annotations[-1][1].append(annotation)


def _linked(svg: str, leads: dict[str, _Lead]) -> str:
    """Put each mark that leads somewhere into a link, with its words."""
    open_links: list[bool] = []

    def link(match: re.Match[str]) -> str:
        if match.group() == "</g>":
            return "</g></a>" if open_links.pop() else "</g>"
        identifier = re.search(r' id="([^"]*)"', match.group())
        lead = leads.get(unescape(identifier[1])) if identifier else None
        open_links.append(lead is not None)
        if identifier and identifier[1].startswith(drawing.ON):
            return match.group().replace("<g ", '<g pointer-events="none" ', 1)
        if lead is None:
            return match.group()
        named = f"<title>{escape(lead.words, quote=False)}</title>"
        return f'<a xlink:href="{escape(lead.url)}">{named}{match.group()}'

    return re.sub(r"<g(?: [^>]*)?>|</g>", link, svg)


def _with_fonts(svg: str) -> str:
    """Put the glyphs of its letters into an SVG."""
    return svg.replace("<defs>", f"<defs>\n  <style>{typeface.font_faces(typeface.written(svg))}</style>", 1)


def _with_length(match: re.Match[str]) -> str:
    """Fix the length of a line of text, so that another font moves nothing; Arabic runs as its letters do."""
    css, rest, text = match.groups()
    if letters.has_letters_to_left(unescape(text)):
        css += "; unicode-bidi: plaintext"
    size = float(re.search(r"font-size: ([\d.]+)px", css)[1])  # type: ignore[index]
    weight, slant = typeface.face_of(css)
    length, _, _ = drawing.text_size(unescape(text), size, weight=weight, slant=slant)
    if not length:
        return match.group()
    fixed = f'textLength="{length:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text style="{css}"{rest} {fixed}>{text}</text>'


def keep_text(reading: Reading, out: Path) -> list[Path]:
    """Write ``text.txt``, the text as it was read, so that offsets can be followed, where its file is not just that.

    Raises:
        InputError: the folder cannot be written.
    """
    return [] if reading.whole else write_together(out, {"text.txt": reading.text.encode()})
