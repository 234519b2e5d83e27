"""What all pages share: their template, script and style in one file, and untrusted words made harmless.

A page holds its only script under a content security policy that names the script's hash, so that nothing which a
text smuggles in could run, were it not escaped already.
"""

import base64
import functools
import hashlib
import json
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from themeline.figures.typeface import FREQUENT, Face, font_faces

HERE = Path(__file__).parent
# The grounds of the two schemes, on which colours of themes are to be legible.
LIGHT, DARK = "#ffffff", "#16181c"
# The parts of each page's script, in their order: all are one script in the end.
SCRIPTS = {
    "index": ("page", "search", "documents", "sort", "index"),
    "reader": ("page", "search", "matcher", "lines", "context", "timeline", "reader"),
    "corpus": (
        "page",
        "documents",
        "corpus",
        "search",
        "matcher",
        "lines",
        "dictionary",
        "texts",
        "reading",
        "corpus_texts",
    ),
    "coding": ("page", "sheets", "coding"),
    "validity": (),
    "parallel": ("page", "parallel"),
}
# The parts of the styles of pages that have more than one of their own.
STYLES = {
    "reader": ("reader", "marks", "lines", "timeline"),
    "corpus": ("corpus", "lines", "dictionary"),
    "parallel": ("parallel", "marks"),
}
# The faces of what is not the text itself, and what may be typed whatever a page has.
_FACES: tuple[Face, ...] = (("normal", "normal"), ("bold", "normal"))
_TYPED = frozenset(string.printable) - frozenset(string.whitespace) | {" "}
# No text can have these letters, since all of them are escaped.
_FONTS = Markup("<fonts>")
_DATA = re.compile(r'<script type="application/json" id="Data">(.*?)</script>', re.DOTALL)
# Marks of direction change the order in which all that follows is read; each is shown, and closed in.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# No script may contain these within a string of JSON.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def shown(text: object) -> Markup:
    """Words as they are read: escaped, and each mark of direction visible and without effect on what follows."""
    if isinstance(text, Markup):
        return text
    escaped = str(escape(str(text)))
    return Markup(_DIRECTION.sub(_named, escaped))  # noqa: S704 - escaped in the line before


def _named(match: re.Match[str]) -> str:
    name = unicodedata.name(match.group(), f"U+{ord(match.group()):04X}").lower()
    return f'<bdi class="unseen" data-name="{escape(name)}">{match.group()}</bdi>'


def embedded(data: Any) -> Markup:
    """Data as JSON that can stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(re.sub("[<>&\u2028\u2029]", lambda found: _UNSAFE[found.group()], text))  # noqa: S704 - escaped here


def embedded_in(page: bytes | None) -> dict[str, Any]:
    """The data that a page holds, as `page` has put it there; empty for no page, and for one of another kind."""
    match = _DATA.search(page.decode()) if page else None
    return json.loads(match[1]) if match else {}


def records(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> dict[str, Any]:
    """A table for the script, which makes an object of each row: names once, not in each row."""
    return {"columns": list(columns), "rows": [list(row) for row in rows]}


@functools.cache
def _templates() -> Environment:
    """The templates of all pages: each is compiled once."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    return environment


def page(
    name: str,
    data: Any,
    *,
    drawn: Mapping[Face, Set[str]] | None = None,
    more: tuple[str, ...] = (),
    **values: Any,
) -> str:
    """The page of a template, with its style, its script, its data, and a policy that lets no other script run.

    It has the typeface of the figures with it, cut to the letters that it shows: about 25 kB.

    Args:
        name: of the template, and of the style that it has beside that of all pages; see `SCRIPTS` too.
        data: what the script works on.
        drawn: the letters of drawings in it, in each face.
        more: parts of script, and of style where there are any, that only some pages of this template have.
        values: what the template shows.
    """
    script = "\n".join(_file(f"{part}.js") for part in (*SCRIPTS[name], *more))
    of_more = (part for part in more if (HERE / f"{part}.css").exists())
    own_styles = (f"{part}.css" for part in (*STYLES.get(name, (name,)), *of_more))
    style = "\n".join(_file(part) for part in ("tokens.css", "page.css", *own_styles))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src 'self' file:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    own = {"script": Markup(script), "style": Markup(style), "fonts": _FONTS}  # noqa: S704 - files of this package
    written = _templates().get_template(f"{name}.html").render(policy=policy, data=embedded(data), **own, **values)
    shown_letters = _TYPED | (FREQUENT & set(written))
    letters = dict.fromkeys(_FACES, shown_letters)
    for face, those in (drawn or {}).items():
        letters[face] = letters.get(face, frozenset()) | those
    return written.replace(_FONTS, font_faces(letters))


def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
