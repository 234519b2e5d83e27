"""A triangle of tiles, one for each pair of themes that go together, with a legend below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements
from themeline.text.wording import own_number

PITCH = 4.6
BY_CHANCE = 0.05


@dataclass(frozen=True)
class Tile:
    """A tile of a triangle: its two themes, how strongly they go together (`strength_of`), and its words.

    ``number`` is written on it, ``address`` is what it links to, ``words`` are for readers who cannot see it.
    """

    theme: str
    other: str
    strength: str
    number: str
    address: str
    words: str


def draw_triangle(
    tiles: Iterable[Tile],
    legend: Sequence[tuple[str, str]],
    *,
    label_of: dict[str, str],
    title: str,
    subtitle: str = "",
    width: str | float,
    style: str,
) -> Figure:
    """Draw a triangle of tiles with a row and a column for each theme.

    Args:
        tiles: of some pairs of themes.
        legend: strengths, see `strength_of`, and their words.
        label_of: label of each theme's id, in the order of the rows.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    themes = list(label_of)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        numbered = [
            label if own_number(label)[0] == f"{i}" else f"{i} {label}"
            for i, label in enumerate(label_of.values(), 1)
        ]
        labels, room, pitch = elements.row_labels(numbered, 0.42 * full, PITCH, 1.8)
        left = drawing.MARGIN + room + 2
        cell = min(9.0, (full - left - drawing.MARGIN) / len(themes))
        top = heading.height + 5
        height = len(themes) * pitch
        figure = drawing.new_figure(full, top + height + 3 + 4.4 * len(legend) + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        axes = drawing.new_axes(figure, left, top, cell * len(themes), height)
        axes.set_xlim(0, len(themes))
        axes.set_ylim(len(themes), 0)
        every = 1 + int(drawing.text_mm(f"{len(themes)} ", drawing.SMALL) // cell)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        for i in range(len(themes)):
            if i % every == 0 and i < len(themes) - 1:
                middle = left + (i + 0.5) * cell
                drawing.write(
                    figure, middle, top - 2, f"{i + 1}", size=drawing.SMALL, colour=colours.soft, align="center"
                )
            if i:
                axes.plot([0, i], [i + 0.5] * 2, color=colours.faint, lw=drawing.THIN, zorder=0)
        place = {theme: i for i, theme in enumerate(themes)}
        for tile in tiles:
            column, row = sorted((place[tile.theme], place[tile.other]))
            drawn = _tile(tile.strength, column + 0.06, row + 0.08, 0.88, 0.84, colours)
            drawing.link_mark(drawn, f"pair-{tile.theme}-{tile.other}", tile.address, tile.words)
            axes.add_patch(drawn)
            if drawing.text_mm(tile.number, drawing.SMALL) < 0.8 * cell:
                ink = _ink(drawn)
                text = axes.text(
                    column + 0.5, row + 0.5, tile.number, size=drawing.SMALL, color=ink, ha="center",
                    va="center_baseline",
                )  # fmt: skip
                text.set_gid(f"{drawing.ON}{drawn.get_gid()}")
        _draw_legend(figure, top + height + 4, legend, colours)
    return figure


def strength_of(p: float, p_adjusted: float) -> str:
    """How strongly two themes go together: "strong", more than by chance with all pairs allowed for; "some", with
    this pair alone; else "open"."""
    return "strong" if p_adjusted < BY_CHANCE else "some" if p < BY_CHANCE else "open"


def _tile(strength: str, x: float, y: float, width: float, height: float, colours: drawing.Style) -> Rectangle:
    strong, some = drawing.legible("#173a75", colours.ground, 9), drawing.legible("#7a9fd4", colours.ground, 3.05)
    face = {"strong": strong, "some": some, "open": colours.ground}[strength]
    edge = {"strong": strong, "some": strong, "open": colours.soft}[strength]
    return Rectangle((x, y), width, height, facecolor=face, edgecolor=edge, lw=0.7, zorder=2)


def _ink(tile: Rectangle) -> str:
    face = to_hex(tile.get_facecolor())
    return max(("#000000", "#ffffff"), key=lambda ink: drawing.contrast(ink, face))


def _draw_legend(figure: Figure, top: float, legend: Sequence[tuple[str, str]], colours: drawing.Style) -> None:
    width, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, width, height)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    for i, (strength, words) in enumerate(legend):
        at = top + (i + 0.5) * 4.4
        axes.add_patch(_tile(strength, drawing.MARGIN, at - 1.5, 5, 3, colours))
        drawing.write(figure, drawing.MARGIN + 7, at, words, size=drawing.SMALL, colour=colours.soft)
