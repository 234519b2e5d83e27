"""Figure `themes-together`: which themes share sentences, and which of them more than by chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import links, style

PITCH = 4.6
BY_CHANCE = 0.05
LEGEND = (
    ("strong", "more than by chance, all pairs allowed for"),
    ("some", "more than by chance, this pair alone"),
    ("open", "shared, as chance would have it"),
)


@dataclass(frozen=True)
class Tile:
    """A tile of a triangle: its two themes, its kind (in the legend), and what is written on it, linked to, said."""

    theme: str
    other: str
    kind: str
    number: str
    address: str
    words: str


def draw_themes_together(
    pairs: pd.DataFrame, *, label_of: dict[str, str], title: str, width: str | float = "double", look: str = "print"
) -> Figure:
    """Draw a triangle of tiles, one for each pair of themes that share sentences, with their number.

    Args:
        pairs: as `measures.theme_pairs` gives them.
        label_of: label of each theme's id, in the order of the rows.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    tiles = [
        Tile(
            pair.theme,
            pair.other,
            kind_of(pair.p, pair.p_adjusted),
            f"{pair.shared}",
            links.of_theme(pair.theme, beside=pair.other),
            f"{label_of[pair.theme]} with {label_of[pair.other]}: {pair.shared} sentences",
        )
        for pair in pairs[pairs["shared"] > 0].itertuples()
    ]
    return draw_triangle(tiles, LEGEND, label_of=label_of, title=title, width=width, look=look)


def draw_triangle(
    tiles: Iterable[Tile],
    legend: Sequence[tuple[str, str]],
    *,
    label_of: dict[str, str],
    title: str,
    width: str | float,
    look: str,
) -> Figure:
    """Draw a triangle of tiles with a row and a column for each theme.

    Args:
        tiles: of some pairs of themes.
        legend: kinds of tiles (see `LEGEND`) and their words.
        label_of: label of each theme's id, in the order of the rows.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    themes = list(label_of)
    with style.settings():
        lines = style.title_lines(title, full)
        numbered = [f"{i} {label}" for i, label in enumerate(label_of.values(), 1)]
        labels, room, pitch = style.broken_labels(numbered, 0.42 * full, PITCH, 1.8)
        left = style.MARGIN + room + 2
        cell = min(9.0, (full - left - style.MARGIN) / len(themes))
        top = style.heading_height(lines) + 5
        height = len(themes) * pitch
        figure = style.new_figure(full, top + height + 3 + 4.4 * len(legend) + style.MARGIN, colours)
        style.heading(figure, lines, colours)
        axes = style.new_axes(figure, left, top, cell * len(themes), height)
        axes.set_xlim(0, len(themes))
        axes.set_ylim(len(themes), 0)
        every = 1 + int(style.text_mm(f"{len(themes)} ", style.SMALL) // cell)
        style.write_labels(figure, top, pitch, labels, colours)
        for i in range(len(themes)):
            if i % every == 0 and i < len(themes) - 1:
                middle = left + (i + 0.5) * cell
                style.write(
                    figure, middle, top - 2, f"{i + 1}", size=style.SMALL, colour=colours.soft, align="center"
                )
            if i:
                axes.plot([0, i], [i + 0.5] * 2, color=colours.faint, lw=style.THIN, zorder=0)
        place = {theme: i for i, theme in enumerate(themes)}
        for tile in tiles:
            column, row = sorted((place[tile.theme], place[tile.other]))
            drawn = _tile(tile.kind, column + 0.06, row + 0.08, 0.88, 0.84, colours)
            style.leads_to(drawn, f"pair-{tile.theme}-{tile.other}", tile.address, tile.words)
            axes.add_patch(drawn)
            if style.text_mm(tile.number, style.SMALL) < 0.8 * cell:
                ink = _ink(drawn)
                text = axes.text(
                    column + 0.5, row + 0.5, tile.number, size=style.SMALL, color=ink, ha="center",
                    va="center_baseline",
                )  # fmt: skip
                text.set_gid(f"{style.ON}{drawn.get_gid()}")
        _draw_legend(figure, top + height + 4, legend, colours)
    return figure


def kind_of(p: float, p_adjusted: float) -> str:
    """The kind of a pair's tile: whether it is more than by chance, and that when all pairs are allowed for."""
    return "strong" if p_adjusted < BY_CHANCE else "some" if p < BY_CHANCE else "open"


def _tile(kind: str, x: float, y: float, width: float, height: float, colours: style.Look) -> Rectangle:
    strong, some = style.legible("#173a75", colours.ground, 9), style.legible("#7a9fd4", colours.ground, 3.05)
    face = {"strong": strong, "some": some, "open": colours.ground}[kind]
    edge = {"strong": strong, "some": strong, "open": colours.soft}[kind]
    return Rectangle((x, y), width, height, facecolor=face, edgecolor=edge, lw=0.7, zorder=2)


def _ink(tile: Rectangle) -> str:
    face = to_hex(tile.get_facecolor())
    return max(("#000000", "#ffffff"), key=lambda ink: style.contrast(ink, face))


def _draw_legend(figure: Figure, top: float, legend: Sequence[tuple[str, str]], colours: style.Look) -> None:
    width, height = style.size_mm(figure)
    axes = style.new_axes(figure, 0, 0, width, height)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    for i, (kind, words) in enumerate(legend):
        at = top + (i + 0.5) * 4.4
        axes.add_patch(_tile(kind, style.MARGIN, at - 1.5, 5, 3, colours))
        style.write(figure, style.MARGIN + 7, at, words, size=style.SMALL, colour=colours.soft)
