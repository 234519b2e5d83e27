"""Figure `words`: how long the sections are, and which content words come up most."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import drawing, elements, links
from themeline.text.document import LEAD


def draw_words(
    shown: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw the sections' lengths above the words' counts.

    Args:
        shown: word, count: one bar each, from the top.
        sections: section_number, section, words: one bar each, in the order of the text.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        columns = 1 if full < 110 or len(shown) < 8 else 2
        pitch = 3.7
        rows = -(-len(shown) // columns)
        names = [name or LEAD for name in sections["section"]]
        top_sections = heading.height + 5
        top_words = top_sections + len(names) * pitch + 15
        height = top_words + max(rows, 1) * pitch + 9
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        inner = full - 2 * drawing.MARGIN
        _panel_title(figure, top_sections, "Words in each section", colours)
        elements.draw_bars(
            figure, drawing.MARGIN, top_sections + 2, inner, pitch, names, list(sections["words"]),
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
                elements.draw_bars(
                    figure, drawing.MARGIN + column * (column_width + gap), top_words + 2, column_width, pitch,
                    list(part["word"]), list(part["count"]), [links.of_word(word) for word in part["word"]],
                    colours,
                    unit="occurrences", gid="word", largest=max(shown["count"]), labels=list(shown["word"]),
                )  # fmt: skip
    return figure


def _panel_title(figure: Figure, top: float, text: str, colours: drawing.Style) -> None:
    drawing.write(figure, drawing.MARGIN, top - 1.2, text, colour=colours.soft)
