"""Figure `keyness`: the words that are typical of each section against the rest of the text."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import drawing, elements, links
from themeline.text.document import LEAD

PITCH, BETWEEN, GAP = 3.7, 15.0, 7.0


def draw_keyness(
    shown: pd.DataFrame, *, title: str, subtitle: str = "", width: str | float = "double", style: str = "print"
) -> Figure:
    """Draw a panel of bars for each section, all on one scale.

    Args:
        shown: as `measures.words.top_per_section` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        panels = [part for _, part in shown.groupby("section_number")]
        columns = 1 if full < 110 else 2 if full < 150 else 3
        column_width = (full - 2 * drawing.MARGIN - GAP * (columns - 1)) / columns
        ranks = [panels[i : i + columns] for i in range(0, len(panels), columns)]
        top = heading.height + 4
        heights = [max(len(panel) for panel in rank) * PITCH + BETWEEN for rank in ranks]
        figure = drawing.new_figure(full, top + max(sum(heights), 8) + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        if shown.empty:
            words = "No word is frequent enough to be typical."
            drawing.write(figure, drawing.MARGIN, top + 3, words, colour=colours.soft)
        largest = float(shown["keyness"].max()) if len(shown) else 1.0
        for rank, height in zip(ranks, heights, strict=True):
            for i, panel in enumerate(rank):
                left = drawing.MARGIN + i * (column_width + GAP)
                name = drawing.shorten(panel["section"].iloc[0] or LEAD, column_width, weight="bold")
                drawing.write(figure, left, top, name, colour=colours.ink, weight="bold")
                total = panel["count"] + panel["elsewhere"]
                number = panel["section_number"].iloc[0]
                addresses = [links.of_word(word, section=number) for word in panel["word"]]
                elements.draw_bars(
                    figure, left, top + 2.6, column_width, PITCH,
                    list(panel["word"]), list(panel["keyness"]), addresses, colours,
                    unit="keyness (G²)", gid=f"key-{number}", largest=largest,
                    notes=[f"{here} of {of}" for here, of in zip(panel["count"], total, strict=True)],
                )  # fmt: skip
            top += height
    return figure
