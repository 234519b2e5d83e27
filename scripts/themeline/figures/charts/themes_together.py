"""Figure `themes-together`: which themes share sentences, and how many of these chance alone would give."""

from collections.abc import Collection
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links
from themeline.figures.chance import strength_of

# mm from row to row, of the highest bar, of the numbers below bars, of the words for a group of pairs.
PITCH, BARS, NUMBERS, GROUP = 4.4, 13.0, 4.0, 4.2
# mm of the column of a pair, at least and at most.
NARROWEST_PAIR, WIDEST_PAIR = 1.4, 4.4
BAR = 0.62
GROUPS = (
    ("strong", "beyond chance, all pairs allowed for"),
    ("some", "beyond chance if counted alone"),
)


def draw_themes_together(
    pairs: pd.DataFrame,
    *,
    label_of: dict[str, str],
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a column for each pair of themes that share sentences: how many, and below them which two themes.

    The bar counts sentences that both themes share, the tick across it is what chance would give. Below, two dots in
    the rows of the themes are joined. The pairs least likely by chance stand first; if not all find room, as many of
    these as do, and a line says so. After A. Lex, N. Gehlenborg, H. Strobelt, R. Vuillemot and H. Pfister, UpSet:
    Visualization of Intersecting Sets, IEEE Transactions on Visualization and Computer Graphics 20(12), 2014.

    Args:
        pairs: as `measures.document.theme_pairs` gives them.
        label_of: label of each theme's id, in the order of the rows.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(label_of.values()), 0.34 * full, PITCH, 2.8)
        left = drawing.MARGIN + room + 2
        plot = full - left - drawing.MARGIN
        found = pairs[pairs["shared"] > 0].sort_values(["p", "shared"], ascending=[True, False], kind="stable")
        shown = found.head(int(plot // NARROWEST_PAIR))
        each = min(WIDEST_PAIR, plot / max(1, len(shown)))
        strengths = [strength_of(row.p, row.p_adjusted) for row in shown.itertuples()]
        colour_of = _colours_of(strengths, colours)
        groups = [(name, words) for name, words in GROUPS if name in strengths]
        note = f"The {len(shown)} pairs least likely by chance, of {len(found):,} that share sentences"
        notes = drawing.wrap(note, full - 2 * drawing.MARGIN, drawing.SMALL) if len(shown) < len(found) else ()
        above = heading.height + GROUP * len(groups)
        top = above + (BARS + NUMBERS + 1 if len(shown) else 1)
        body = len(label_of) * pitch
        figure = drawing.new_figure(full, top + body + 1 + 3.2 * len(notes) + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        high = drawing.size_mm(figure)[1]
        axes = drawing.new_axes(figure, 0, 0, full, high)
        axes.set_xlim(0, full)
        axes.set_ylim(high, 0)
        middle = {theme: top + (i + 0.5) * pitch for i, theme in enumerate(label_of)}
        for i in range(0, len(label_of), 2):
            axes.add_patch(Rectangle((left, top + i * pitch), plot, pitch, facecolor=colours.band, lw=0))
        base = top - NUMBERS
        scale = BARS / max([1.0, *shown["shared"], *shown["expected"]])
        numbered = all(drawing.text_mm(f"{count:,}", drawing.SMALL) < each - 0.1 for count in shown["shared"])
        for i, (row, strength) in enumerate(zip(shown.itertuples(), strengths, strict=True)):
            at = left + (i + 0.5) * each
            _pair(axes, at, each, base, scale, row, middle, colour_of[strength], label_of, colours)
            if numbered:
                drawing.write(
                    figure, at, base + 1.7, f"{row.shared:,}", size=drawing.SMALL, colour=colours.ink, align="center"
                )
        if len(shown):
            words = (
                "shared sentences" if numbered else f"highest bar: {int(shown['shared'].max()):,} shared sentences"
            )
            for i, line in enumerate(reversed(drawing.wrap(words, room, drawing.SMALL))):
                drawing.write(
                    figure, left - 2, base + 1.7 - 3 * i, line, size=drawing.SMALL, colour=colours.soft, align="right"
                )
        for level, (name, words) in enumerate(groups):
            first, count = strengths.index(name), strengths.count(name)
            lower = above - GROUP * (len(groups) - level) + GROUP / 2
            start, end = left + first * each, left + (first + count) * each
            said = f"{count} {words}"
            axes.plot([start + 0.3, end - 0.3], [lower + 2.0] * 2, color=colours.soft, lw=drawing.THIN)
            at = min(start + 0.3, full - drawing.MARGIN - drawing.text_mm(said, drawing.SMALL))
            drawing.write(figure, at, lower, said, size=drawing.SMALL, colour=_said(name, colours))
        for i, line in enumerate(notes):
            drawing.write(
                figure, drawing.MARGIN, top + body + 2.4 + 3.2 * i, line, size=drawing.SMALL, colour=colours.soft
            )
    return figure


def _colours_of(strengths: Collection[str], colours: drawing.Style) -> dict[str, str]:
    """Colours of the strengths, as quiet as grey lets them be told apart: an accent and a middle grey are alike."""
    pale = drawing.legible(drawing.mix(colours.soft, colours.ground, 0.6), colours.ground, 3.05)
    return {"strong": colours.accent, "some": colours.ink if "strong" in strengths else colours.soft, "open": pale}


def _said(strength: str, colours: drawing.Style) -> str:
    return colours.accent if strength == "strong" else colours.soft


def _pair(
    axes: Axes, at: float, each: float, base: float, scale: float, row: Any, middle: dict[str, float],
    colour: str, label_of: dict[str, str], colours: drawing.Style,
) -> None:  # fmt: skip
    half = BAR * each / 2
    bar = Rectangle((at - half, base - scale * row.shared), 2 * half, scale * row.shared, facecolor=colour, lw=0)
    address = links.of_theme(row.theme, beside=row.other)
    words = f"{label_of[row.theme]} with {label_of[row.other]}: {row.shared} sentences"
    drawing.link_mark(bar, f"pair-{row.theme}-{row.other}", address, words)
    axes.add_patch(bar)
    chance = base - scale * row.expected
    reach = 0.47 * each
    axes.plot([at - reach, at + reach], [chance] * 2, color=colours.ground, lw=2.0, zorder=3)
    axes.plot([at - reach, at + reach], [chance] * 2, color=colours.ink, lw=0.8, zorder=4)
    dots = Line2D(
        [at, at], [middle[row.theme], middle[row.other]], color=colour, lw=1.1, marker="o",
        ms=min(4.6, each / drawing.POINT * 0.72), mew=0, zorder=3,
    )  # fmt: skip
    drawing.link_mark(dots, f"joined-{row.theme}-{row.other}", address, words)
    axes.add_artist(dots)
