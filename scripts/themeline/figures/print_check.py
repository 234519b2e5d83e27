"""Measure a figure as it will be printed: sizes, overlaps, clipping, contrast, and colours for all kinds of eyes.

What is measured is the SVG file itself, in points at its physical size: the rules hold for what an author gets.
"""

import functools
import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from coloraide import Color

from themeline.errors import input_error
from themeline.figures import drawing

SMALLEST_TEXT = 6.0
THINNEST_LINE = 0.5
MARK_CONTRAST = 3.0
COLOUR_DISTANCE = 15.0
SLACK = 0.25

# Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE
# Transactions on Visualization and Computer Graphics 15(6), 2009; and the luminance alone, as a grey print shows it.
DEFICIENCIES = ("protan", "deutan", "tritan")

_NS = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_OWN_IDS = re.compile(r"(figure|patch|axes|line2d|text|matplotlib\.axis|[xy]tick|[A-Z]\w*Collection)_?\d*")


@dataclass(frozen=True)
class Box:
    """A rectangle, in points from the figure's left and top edges."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within this one, but for the slack."""
        return (
            other.left >= self.left - SLACK
            and other.right <= self.right + SLACK
            and other.top >= self.top - SLACK
            and other.bottom <= self.bottom + SLACK
        )


@dataclass(frozen=True)
class Line:
    """A line of text where it stands."""

    text: str
    size: float
    colour: str
    box: Box


@dataclass(frozen=True)
class Shape:
    """A drawn path: its corners, how it is painted, and the id of the mark that it belongs to (or empty)."""

    mark: str
    points: np.ndarray
    fill: str
    stroke: str
    line_width: float
    clip: Box | None

    @functools.cached_property
    def box(self) -> Box:
        """The rectangle around the path and its stroke."""
        half = self.line_width / 2 if self.stroke else 0.0
        (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
        return Box(left - half, top - half, right + half, bottom + half)

    @functools.cached_property
    def visible(self) -> Box | None:
        """What is left of the box when it is clipped; None for nothing."""
        if self.clip is None:
            return self.box
        seen = Box(
            max(self.box.left, self.clip.left),
            max(self.box.top, self.clip.top),
            min(self.box.right, self.clip.right),
            min(self.box.bottom, self.clip.bottom),
        )
        return seen if seen.left < seen.right and seen.top < seen.bottom else None


@dataclass(frozen=True)
class Proof:
    """What was measured of a figure: sizes in millimetres and points, and each breach of a rule in words."""

    width: float
    height: float
    smallest_text: float
    thinnest_line: float
    text_contrast: float
    mark_contrast: float
    colour_distance: float
    overlaps: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    colour_alone: list[str] = field(default_factory=list)

    def too_high(self) -> list[str]:
        """That it is higher than a page, if it is: what cannot be printed whole is told, though it may be shown."""
        if self.height <= drawing.PAGE_HEIGHT:
            return []
        return [f"is {self.height:.0f} mm high; an A4 page has {drawing.PAGE_HEIGHT:.0f}: make it wider"]

    def faults(self, width: float | None = None) -> list[str]:
        """Every rule that the figure breaks; none for a figure that can be printed as it is.

        Args:
            width: the physical width that it should have, in millimetres.
        """
        found = [*self.overlaps, *self.clipped, *self.faint, *self.colour_alone]
        if width is not None and abs(self.width - width) > 0.05:
            found.append(f"is {self.width:.2f} mm wide, not {width:g}")
        if self.smallest_text < SMALLEST_TEXT:
            found.append(f"has text of {self.smallest_text:g} pt, under {SMALLEST_TEXT:g}")
        if self.thinnest_line < THINNEST_LINE:
            found.append(f"has a line of {self.thinnest_line:g} pt, under {THINNEST_LINE:g}")
        return found


def proof_svg(svg: str | bytes, source: str = "the figure") -> Proof:
    """Measure an SVG as matplotlib writes it, with text as text.

    Raises:
        InputError: it is not an SVG, or has no width in points.
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314 - expat limits entity expansion
        width, height = (float(str(root.get(side)).removesuffix("pt")) for side in ("width", "height"))
    except (ET.ParseError, ValueError):
        advice = "name a figure that Themeline wrote"
        raise input_error(source, "is not an SVG with its size in points", advice) from None
    clips = {clip.get("id"): _rectangle(clip[0]) for clip in root.iter(f"{_NS}clipPath")}
    paths = {path.get("id"): _points(path.get("d", "")) for path in root.iter(f"{_NS}path") if path.get("id")}
    drawn = list(_drawn(root, "", None, clips, paths))
    page = Box(0, 0, width, height)
    ground = next((s.fill for s in drawn if isinstance(s, Shape) and s.fill and s.box.holds(page)), "#ffffff")
    drawn = [item for item in drawn if isinstance(item, Line) or not (item.fill and item.box.holds(page))]
    lines = [item for item in drawn if isinstance(item, Line)]
    shapes = [item for item in drawn if isinstance(item, Shape)]
    met = list(_overlapping(drawn))

    overlaps = [
        f"'{line.text}' and '{other.text}' stand over each other"
        for line, (place, over) in zip(lines, met, strict=True)
        for other in (drawn[later] for later in over[over > place])
        if isinstance(other, Line)
    ]
    clipped = [f"'{line.text}' is cut at the edge" for line in lines if not page.holds(line.box)]
    clipped += [f"the mark '{s.mark}' is cut" for s in shapes if s.mark and _is_cut(s, page)]
    faint, text_contrasts, labelled = [], [], set()
    for line, (place, over) in zip(lines, met, strict=True):
        under, crossing = _ground_of(place, over, drawn, ground)
        overlaps += [f"'{line.text}' stands over {what}" for what in crossing]
        if isinstance(under, Shape):
            labelled.add(under.mark)
        ratio = drawing.contrast(line.colour, under.fill if isinstance(under, Shape) else under)
        text_contrasts.append(ratio)
        if ratio < drawing.TEXT_CONTRAST:
            faint.append(f"'{line.text}' has a contrast of {ratio:.1f}, under {drawing.TEXT_CONTRAST:g}")
    marks = [s for s in shapes if s.mark and s.visible and _colour(s, ground)]
    # A tile is seen by the number that is written on it, however pale it is.
    mark_contrasts = {s.mark: drawing.contrast(_colour(s, ground), ground) for s in marks if s.mark not in labelled}
    for mark, ratio in mark_contrasts.items():
        if ratio < MARK_CONTRAST:
            faint.append(f"the mark '{mark}' has a contrast of {ratio:.1f}, under {MARK_CONTRAST:g}")
    strokes = [s.line_width for s in shapes if s.stroke and s.visible and s.line_width > 0]
    colours = sorted({_colour(s, ground) for s in marks if s.mark not in labelled})
    return Proof(
        width=width * drawing.POINT,
        height=height * drawing.POINT,
        smallest_text=min((line.size for line in lines), default=float("inf")),
        thinnest_line=min(strokes, default=float("inf")),
        text_contrast=min(text_contrasts, default=21.0),
        mark_contrast=min(mark_contrasts.values(), default=21.0),
        colour_distance=min((colour_distance(a, b) for a, b in itertools.combinations(colours, 2)), default=100.0),
        overlaps=overlaps,
        clipped=clipped,
        faint=faint,
        # What is written on a mark tells it apart too.
        colour_alone=_colour_alone([s for s in marks if s.mark not in labelled], ground),
    )


@functools.lru_cache(maxsize=20_000)
def colour_distance(colour: str, other: str) -> float:
    """Smallest difference (CIEDE2000) of two colours to normal, protan, deutan and tritan eyes, and in grey."""
    return min(a.delta_e(b, method="2000") for a, b in zip(_seen(colour), _seen(other), strict=True))


@functools.lru_cache(maxsize=4096)
def _seen(colour: str) -> tuple[Color, ...]:
    plain = Color(colour)
    grey = Color("lab", [plain.convert("lab")["lightness"], 0, 0])
    return (plain, *(plain.filter(name, method="machado") for name in DEFICIENCIES), grey)


def _colour_alone(marks: list[Shape], ground: str) -> list[str]:
    """Marks of one shape in one row that only a colour tells apart, and not to all eyes."""
    rows: dict[tuple[int, bytes], dict[str, str]] = {}
    for shape in marks:
        middle = round((shape.box.top + shape.box.bottom) / 4)
        form = np.round(shape.points - shape.points[0], 1).tobytes() + bytes([shape.fill not in ("", ground)])
        rows.setdefault((middle, form), {})[_colour(shape, ground)] = shape.mark
    return [
        f"only their colours tell '{marks_of[a]}' and '{marks_of[b]}' apart, by {colour_distance(a, b):.0f}"
        for marks_of in rows.values()
        for a, b in itertools.combinations(sorted(marks_of), 2)
        if colour_distance(a, b) < COLOUR_DISTANCE
    ]


def _colour(shape: Shape, ground: str) -> str:
    """The colour by which a shape is seen: its stroke's or fill's, whichever stands out more; empty if none does."""
    seen = [colour for colour in (shape.stroke, shape.fill) if colour and colour != ground]
    return max(seen, key=lambda colour: drawing.contrast(colour, ground), default="")


def _ground_of(place: int, over: np.ndarray, drawn: list[Line | Shape], page: str) -> tuple[Shape | str, list[str]]:
    """What a line of text stands on, and what it stands over that is not a ground for it.

    Args:
        place: of the line in ``drawn``.
        over: the places there of all that it shares room with, in order.
        drawn: all that the figure has, in the order in which it was drawn.
        page: the colour below all.
    """
    under: Shape | str = page
    crossing: list[str] = []
    box = drawn[place].box
    for other in over:
        item = drawn[other]
        if not isinstance(item, Shape) or item.visible is None:
            continue
        if item.fill and item.visible.holds(box) and other < place:
            under = item
            crossing.clear()  # it hides what was drawn before it
        elif (item.fill and _area_meets(item, box)) or (item.stroke and _stroke_meets(item, box)):
            crossing.append(f"the mark '{item.mark}'" if item.mark else "a line or an area")
    return under, crossing


def _overlapping(drawn: list[Line | Shape]) -> Iterator[tuple[int, np.ndarray]]:
    """The place of each line of text in ``drawn``, and the places of all that share more than the slack with it.

    A line is held against all else at once: of thousands of shapes few have to be looked at one by one.
    """
    unseen = Box(np.inf, np.inf, -np.inf, -np.inf)
    boxes = [(item.box if isinstance(item, Line) else item.visible) or unseen for item in drawn]
    sides = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)
    left, top, right, bottom = np.add(sides, (SLACK, SLACK, -SLACK, -SLACK)).T
    for place, item in enumerate(drawn):
        if isinstance(item, Line):
            meets = (left[place] < right) & (left < right[place]) & (top[place] < bottom) & (top < bottom[place])
            yield place, np.flatnonzero(meets)


def _area_meets(shape: Shape, box: Box) -> bool:
    corners = shape.points
    if len(corners) <= 5 and len({*corners[:, 0]}) == len({*corners[:, 1]}) == 2:
        return True
    # Any other form: whether a point of the box lies within it, or one of its sides crosses the box.
    xs, ys = np.linspace(box.left + SLACK, box.right - SLACK, 9), np.linspace(box.top + SLACK, box.bottom - SLACK, 5)
    return _stroke_meets(shape, box) or any(_inside(corners, x, y) for x in xs for y in ys)


def _inside(corners: np.ndarray, x: float, y: float) -> bool:
    following = np.roll(corners, -1, axis=0)
    crosses = (corners[:, 1] > y) != (following[:, 1] > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = corners[:, 0] + (y - corners[:, 1]) / (following[:, 1] - corners[:, 1]) * (
            following[:, 0] - corners[:, 0]
        )
    return bool((crosses & (x < at)).sum() % 2)


def _stroke_meets(shape: Shape, box: Box) -> bool:
    """Whether any side of the path passes through the box: Liang and Barsky's clipping, for all sides at once."""
    start, step = shape.points[:-1], np.diff(shape.points, axis=0)
    enter, leave = np.zeros(len(step)), np.ones(len(step))
    outside = np.zeros(len(step), dtype=bool)
    half = shape.line_width / 2 if shape.stroke else 0.0
    edges = (box.left + SLACK - half, box.top + SLACK - half), (box.right - SLACK + half, box.bottom - SLACK + half)
    for axis in (0, 1):
        for sign, edge in ((-1, edges[0][axis]), (1, edges[1][axis])):
            speed, room = sign * step[:, axis], sign * (edge - start[:, axis])
            outside |= (speed == 0) & (room < 0)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = room / speed
            enter = np.where(speed < 0, np.maximum(enter, at), enter)
            leave = np.where(speed > 0, np.minimum(leave, at), leave)
    return bool(((enter < leave) & ~outside).any())


def _is_cut(shape: Shape, page: Box) -> bool:
    slack = shape.line_width / 2 + SLACK
    for frame in (page, shape.clip):
        if frame is not None and not Box(
            frame.left - slack, frame.top - slack, frame.right + slack, frame.bottom + slack
        ).holds(shape.box):
            return True
    return False


def _drawn(
    node: ET.Element, mark: str, clip: Box | None, clips: dict[str | None, Box], paths: dict[str | None, np.ndarray]
) -> Iterator[Line | Shape]:
    name = node.get("id", "")
    if node.tag == f"{_NS}g" and name and not _OWN_IDS.fullmatch(name):
        mark = name
    if match := re.fullmatch(r"url\(#(.+)\)", node.get("clip-path", "")):
        clip = clips[match[1]]
    if node.tag in (f"{_NS}defs", f"{_NS}metadata"):
        return
    if node.tag == f"{_NS}text":
        yield _line(node)
    elif node.tag in (f"{_NS}path", f"{_NS}use"):
        points = _points(node.get("d", "")) if node.tag.endswith("path") else paths[node.get(_HREF, "")[1:]]
        if node.tag.endswith("use"):
            points = points + np.array([float(node.get("x", 0)), float(node.get("y", 0))])
        css = _css(node)
        fill, stroke = (css.get(what, default) for what, default in (("fill", "#000000"), ("stroke", "none")))
        if len(points) > 1 and float(np.ptp(points, axis=0).max()) > 0:
            yield Shape(
                mark,
                points,
                "" if fill == "none" else fill,
                "" if stroke == "none" else stroke,
                float(css.get("stroke-width", 1)),
                clip,
            )
    for child in node:
        yield from _drawn(child, mark, clip, clips, paths)


def _line(node: ET.Element) -> Line:
    css = _css(node)
    size = float(css["font-size"].removesuffix("px"))
    text = "".join(node.itertext())
    width, height, descent = drawing.text_size(
        text,
        size,
        weight="bold" if css.get("font-weight") in ("700", "bold") else "normal",
        slant="italic" if css.get("font-style") == "italic" else "normal",
    )
    left, base = float(node.get("x", 0)), float(node.get("y", 0))
    left -= {"middle": width / 2, "end": width}.get(css.get("text-anchor", ""), 0)
    return Line(
        text, size, css.get("fill", "#000000"), Box(left, base - height + descent, left + width, base + descent)
    )


def _css(node: ET.Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in node.get("style", "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def _points(path: str) -> np.ndarray:
    """Corners of a path of absolute M, L, C, Q, z; curves as eight short lines."""
    points: list[np.ndarray] = []
    for command, numbers in re.findall(r"([MLCQz])([^MLCQz]*)", path):
        given = np.array(numbers.split(), dtype=float).reshape(-1, 2)
        if command == "z" and points:
            points.append(points[0])
        elif command in "ML":
            points.extend(given)
        elif len(given):
            t = np.linspace(0.125, 1, 8)[:, None]
            handles = [points[-1], *given]
            while len(handles) > 1:
                handles = [one * (1 - t) + other * t for one, other in itertools.pairwise(handles)]
            points.extend(handles[0])
    return np.array(points) if points else np.empty((0, 2))


def _rectangle(node: ET.Element) -> Box:
    left, top, width, height = (float(node.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Box(left, top, left + width, top + height)
