"""Figure `words`: how long the sections are, and which content words come up most."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import links, style
from themeline.text.document import LEAD


def top_words(frequencies: pd.DataFrame, at_most: int) -> pd.DataFrame:
    """The most frequent words, without breaking a tie: all that occur at least as often as the last of them.

    Where more than ``at_most`` words share the highest count, the first of them in the alphabet.
    """
    if len(frequencies) <= at_most:
        return frequencies
    shown = frequencies[frequencies["count"] > frequencies["count"].iloc[at_most]]
    return shown if len(shown) else frequencies.head(at_most)


def draw_words(
    shown: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    title: str,
    width: str | float = "double",
    look: str = "print",
) -> Figure:
    """Draw the sections' lengths above the words' counts.

    Args:
        shown: word, count: one bar each, from the top.
        sections: section_number, section, words: one bar each, in the order of the text.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    with style.settings():
        lines = style.title_lines(title, full)
        columns = 1 if full < 110 or len(shown) < 8 else 2
        pitch = 3.7
        rows = -(-len(shown) // columns)
        names = [name or LEAD for name in sections["section"]]
        top_sections = style.heading_height(lines) + 5
        top_words = top_sections + len(names) * pitch + 15
        height = top_words + max(rows, 1) * pitch + 9
        figure = style.new_figure(full, height, colours)
        style.heading(figure, lines, colours)
        inner = full - 2 * style.MARGIN
        _panel_title(figure, top_sections, "Words in each section", colours)
        draw_bars(
            figure, style.MARGIN, top_sections + 2, inner, pitch, names, list(sections["words"]),
            [links.of_section(number) for number in sections["section_number"]], colours,
            unit="words", gid="section", largest=max(sections["words"]),
        )  # fmt: skip
        what = "Occurrences of each word in the whole text" if len(shown) else "No content words"
        _panel_title(figure, top_words, what, colours)
        gap = 8.0
        column_width = (inner - gap * (columns - 1)) / columns
        for column in range(columns):
            part = shown.iloc[column * rows : (column + 1) * rows]
            if len(part):
                draw_bars(
                    figure, style.MARGIN + column * (column_width + gap), top_words + 2, column_width, pitch,
                    list(part["word"]), list(part["count"]), [links.of_word(word) for word in part["word"]],
                    colours,
                    unit="occurrences", gid="word", largest=max(shown["count"]), labels=list(shown["word"]),
                )  # fmt: skip
    return figure


def _panel_title(figure: Figure, top: float, text: str, colours: style.Look) -> None:
    style.write(figure, style.MARGIN, top - 1.2, text, colour=colours.soft)


def draw_bars(
    figure: Figure,
    left: float,
    top: float,
    width: float,
    pitch: float,
    names: Sequence[str],
    values: Sequence[float],
    leads: Sequence[str],
    colours: style.Look,
    *,
    unit: str,
    gid: str,
    largest: float,
    notes: Sequence[str] | None = None,
    labels: Sequence[str] | None = None,
) -> None:
    """Draw bars with their names before and their values (or notes) behind them, and an axis below.

    Args:
        figure: to draw on.
        left: of the names, in mm, as ``top`` (of the first bar), ``width`` (of all) and ``pitch`` (from bar to bar).
        top: see ``left``.
        width: see ``left``.
        pitch: see ``left``.
        names: of the bars.
        values: the bars' lengths.
        leads: the addresses that the bars link to.
        colours: of the figure's style.
        unit: of the values.
        gid: begins the id of each bar.
        largest: the value at the end of the axis.
        notes: written in place of the values.
        labels: the names that decide how much room names get; those of this call where none are given.
    """
    notes = notes or [f"{value:,}" for value in values]
    room = min(width * 0.5, max(style.text_mm(name) for name in labels or names) + 1)
    number = max(style.text_mm(note, style.SMALL) for note in [*notes, f"{largest:,.0f}"]) + 2
    plot = width - room - number - 1
    axes = style.new_axes(figure, left + room + 1, top, plot, len(names) * pitch)
    axes.set_xlim(0, largest)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.axvline(0, color=colours.soft, lw=style.THIN)
    bar = style.legible("#2a6f97", colours.ground, 3)
    for i, (name, value, note, address) in enumerate(zip(names, values, notes, leads, strict=True)):
        middle = top + (i + 0.5) * pitch
        style.write(figure, left + room, middle, style.shortened(name, room), colour=colours.ink, align="right")
        mark = axes.barh(i, value, height=0.62, color=bar, linewidth=0)[0]
        style.leads_to(mark, f"{gid}-{name}", address, f"{name}: {note}")
        end = left + room + 1 + plot * value / largest
        style.write(figure, end + 1, middle, note, size=style.SMALL, colour=colours.ink)
    style.number_axis(axes, plot, largest, colours, unit)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(colours.soft)
