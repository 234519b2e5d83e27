"""Figure `words`: how long the sections are, and which content words come up most."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.charts import style
from themeline.document import LEAD


def frequent(frequencies: pd.DataFrame, at_most: int) -> pd.DataFrame:
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
        sections: section, words: one bar each, in the order of the text.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    with style.settings():
        lines = list(style.wrapped(title, full - 2 * style.MARGIN, style.TITLE, "bold"))
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
        _bars(
            figure, style.MARGIN, top_sections + 2, inner, pitch, names, list(sections["words"]), colours,
            unit="words", gid="section", largest=max(sections["words"]),
        )  # fmt: skip
        what = "Occurrences of each word in the whole text" if len(shown) else "No content words"
        _panel_title(figure, top_words, what, colours)
        gap = 8.0
        column_width = (inner - gap * (columns - 1)) / columns
        for column in range(columns):
            part = shown.iloc[column * rows : (column + 1) * rows]
            if len(part):
                _bars(
                    figure, style.MARGIN + column * (column_width + gap), top_words + 2, column_width, pitch,
                    list(part["word"]), list(part["count"]), colours,
                    unit="occurrences", gid="word", largest=max(shown["count"]), labels=list(shown["word"]),
                )  # fmt: skip
    return figure


def _panel_title(figure: Figure, top: float, text: str, colours: style.Look) -> None:
    style.write(figure, style.MARGIN, top - 1.2, text, colour=colours.soft)


def _bars(
    figure: Figure,
    left: float,
    top: float,
    width: float,
    pitch: float,
    names: list[str],
    values: list[int],
    colours: style.Look,
    *,
    unit: str,
    gid: str,
    largest: int,
    labels: list[str] | None = None,
) -> None:
    room = min(width * 0.5, max(style.text_mm(name) for name in labels or names) + 1)
    number = style.text_mm(f"{largest:,}") + 2
    plot = width - room - number - 1
    axes = style.new_axes(figure, left + room + 1, top, plot, len(names) * pitch)
    axes.set_xlim(0, largest)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.axvline(0, color=colours.soft, lw=style.THIN)
    bar = style.legible("#2a6f97", colours.ground, 3)
    for i, (name, value) in enumerate(zip(names, values, strict=True)):
        middle = top + (i + 0.5) * pitch
        short = _shortened(name, room)
        style.write(figure, left + room, middle, short, colour=colours.ink, align="right")
        mark = axes.barh(i, value, height=0.62, color=bar, linewidth=0)[0]
        mark.set_gid(f"{gid}-{name}")
        end = left + room + 1 + plot * value / largest
        style.write(figure, end + 1, middle, f"{value:,}", size=style.SMALL, colour=colours.ink)
    style.number_axis(axes, plot, largest, colours, unit)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(colours.soft)


def _shortened(name: str, room: float) -> str:
    if style.text_mm(name) <= room:
        return name
    return style.wrapped(name, room - style.text_mm("…"))[0] + "…"
