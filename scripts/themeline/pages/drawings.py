"""Drawings as parts of a page: the SVG that matplotlib wrote, made smaller, for day and night.

Each style that matplotlib repeats at thousands of marks becomes a class, and each colour a variable. Coordinates keep
two digits, 0.01 pt. Ids that nothing refers to are left out; the others begin with the name of their figure.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field

from coloraide import Color
from markupsafe import Markup

from themeline.figures import links, styles
from themeline.figures.typeface import Face, written

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HREF = f"{{{_XLINK}}}href"
_COLOUR = re.compile("#[0-9a-f]{6}")
_VARIABLE = re.compile(r"var\(--c([0-9a-f]{6})\)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
# What a style may consist of that becomes a rule of the page; any other stays where it is.
_PLAIN = re.compile(r"[\w\s:;.,#()'%-]*")
_PAGE_LINK = re.compile(rf"^.*?(?=(?:{'|'.join(map(re.escape, (links.PAGE, links.CORPUS)))})#)")
# The elements in which white space is text.
_WITH_TEXT = {f"{{{_SVG}}}{name}" for name in ("text", "tspan", "title", "desc")}
# What matplotlib says of all that it draws, in each file.
_OF_ALL = ".drawing *{stroke-linejoin:round;stroke-linecap:butt}"


@dataclass
class Drawings:
    """The drawings of one page, which share classes and colours.

    Attributes:
        letters: that are written in them, in each face.
        classes: the name of each style that occurs in them, by its CSS.
    """

    letters: dict[Face, set[str]] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)

    def inline(self, svg: bytes, name: str, *, narrow: bool = False) -> Markup:
        """A drawing as an element of the page: its links relative, without metadata and fonts of its own.

        Args:
            svg: as `themeline.figures.export` wrote it.
            name: of the figure.
            narrow: whether it is the second drawing of that figure, for narrow screens. Its marks have no ids, and
                its title and description are those of the first.
        """
        for face, found in written(svg.decode()).items():
            self.letters.setdefault(face, set()).update(found)
        ET.register_namespace("", _SVG)
        ET.register_namespace("xlink", _XLINK)
        root = ET.fromstring(svg)  # noqa: S314 - written by this program, or not shown
        own = name + styles.NARROW_NAME if narrow else name
        left_out = {f"{{{_SVG}}}metadata", *((f"{{{_SVG}}}title", f"{{{_SVG}}}desc") if narrow else ())}
        for child in list(root):
            if not child.tag.startswith(f"{{{_SVG}}}") or child.tag in left_out:
                root.remove(child)
        for defs in root.iter(f"{{{_SVG}}}defs"):
            for style in defs.findall(f"{{{_SVG}}}style"):
                defs.remove(style)
        used = _referred_to(root) | (set() if narrow else _marks(root))
        for node in root.iter():
            if node.tag not in _WITH_TEXT:
                node.text = None if not (node.text or "").strip() else node.text
            for child in node:
                child.tail = None if not (child.tail or "").strip() else child.tail
            for key, value in list(node.attrib.items()):
                self._change(node, key, value, own, used)
        root.set("aria-labelledby", " ".join(links.mark_on(name, part) for part in ("title", "desc")))
        root.set("id", f"{own}--figure")
        root.set("class", "drawing narrow" if narrow else "drawing")
        return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - serialised, so escaped

    def _change(self, node: ET.Element, key: str, value: str, own: str, used: set[str]) -> None:
        """An attribute as the page has it."""
        if key == "style":
            coloured = _short(_COLOUR.sub(lambda found: f"var(--c{found[0][1:]})", value))
            if _PLAIN.fullmatch(coloured):
                del node.attrib[key]
                node.set("class", self.classes.setdefault(coloured, f"d{len(self.classes)}"))
            else:
                node.set(key, coloured)
        elif key == "id":
            if value in used:
                node.set(key, links.mark_on(own, value))
            else:
                del node.attrib[key]
        elif key == _HREF:
            del node.attrib[key]
            if value.startswith("#"):
                node.set(_HREF, f"#{links.mark_on(own, value[1:])}")
            elif _PAGE_LINK.match(value):
                node.set("href", _PAGE_LINK.sub("", value))
        elif "url(#" in value:
            node.set(key, value.replace("url(#", f"url(#{own}--"))
        elif key == "d":
            node.set(key, re.sub(r"\s*([A-Za-z])\s*", r"\1", _short(value)).strip())
        elif key not in ("viewBox", "class"):
            node.set(key, _short(value))

    def style(self) -> Markup:
        """The rules that the drawings need: colours by day and by night, and a class for each style."""
        rules = "".join(f".{name}{{{css}}}" for css, name in self.classes.items())
        colours = _colours({found for css in self.classes for found in _VARIABLE.findall(css)})
        return Markup(colours + _OF_ALL + rules)  # noqa: S704 - `_PLAIN`


def _referred_to(root: ET.Element) -> set[str]:
    """The ids that something in a drawing refers to."""
    found: set[str] = set()
    for node in root.iter():
        for key, value in node.attrib.items():
            if key == _HREF and value.startswith("#"):
                found.add(value[1:])
            found.update(re.findall(r"url\(#([^)]+)\)", value))
    return found


def _marks(root: ET.Element) -> set[str]:
    """The ids of the marks that lead somewhere, and of title and description."""
    inside = (node.get("id", "") for link in root.iter(f"{{{_SVG}}}a") for node in link.iter())
    return {*inside, "title", "desc"} - {""}


def _short(value: str) -> str:
    return _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)


def _colours(used: Iterable[str]) -> str:
    """The colours of drawings as properties of CSS, by light and by night: light and dark change places."""
    names = sorted(used)
    day = "".join(f"--c{name}:#{name};" for name in names)
    night = "".join(f"--c{name}:{_by_night(name)};" for name in names)
    return f":root{{{day}}}@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"


def _by_night(name: str) -> str:
    """A colour of a white ground as it is on a dark one: of the same hue, light where it was dark, and as legible."""
    ground = styles.STYLES["dark"].ground
    if name == "ffffff":
        return ground
    # What has less contrast by day needs no more by night.
    return styles.legible(_turned(name), ground, min(styles.TEXT_CONTRAST, styles.contrast(f"#{name}", "#ffffff")))


def _turned(name: str) -> str:
    colour = Color(f"#{name}").convert("oklch")
    colour["lightness"] = 0.97 - 0.76 * colour["lightness"]
    return str(colour.convert("srgb").fit(method="oklch-chroma").to_string(hex=True))
