"""Figure `keyness`: the words that are typical of each section against the rest of the text."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import links, style
from themeline.figures.charts.words import draw_bars
from themeline.text.document import LEAD

PITCH, BETWEEN, GAP = 3.7, 15.0, 7.0


def top_per_section(keyness: pd.DataFrame, *, least: float = 3.84, each: int = 5, sections: int = 12) -> pd.DataFrame:
    """The rows to draw: at most ``each`` words of a section, of at least this keyness, of the first ``sections``."""
    shown = keyness[keyness["keyness"] >= least]
    shown = shown[shown["section_number"].isin(shown["section_number"].drop_duplicates().head(sections))]
    return shown.groupby("section_number", group_keys=False).head(each).reset_index(drop=True)


def draw_keyness(shown: pd.DataFrame, *, title: str, width: str | float = "double", look: str = "print") -> Figure:
    """Draw a panel of bars for each section, all on one scale.

    Args:
        shown: as `top_per_section` gives them.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    with style.settings():
        lines = style.title_lines(title, full)
        panels = [part for _, part in shown.groupby("section_number")]
        columns = 1 if full < 110 else 2 if full < 150 else 3
        column_width = (full - 2 * style.MARGIN - GAP * (columns - 1)) / columns
        ranks = [panels[i : i + columns] for i in range(0, len(panels), columns)]
        top = style.heading_height(lines) + 4
        heights = [max(len(panel) for panel in rank) * PITCH + BETWEEN for rank in ranks]
        figure = style.new_figure(full, top + max(sum(heights), 8) + style.MARGIN, colours)
        style.heading(figure, lines, colours)
        if shown.empty:
            words = "No word is more frequent in one section than in the others."
            style.write(figure, style.MARGIN, top + 3, words, colour=colours.soft)
        largest = float(shown["keyness"].max()) if len(shown) else 1.0
        for rank, height in zip(ranks, heights, strict=True):
            for i, panel in enumerate(rank):
                left = style.MARGIN + i * (column_width + GAP)
                name = style.shortened(panel["section"].iloc[0] or LEAD, column_width)
                style.write(figure, left, top, name, colour=colours.ink, weight="bold")
                total = panel["count"] + panel["elsewhere"]
                number = panel["section_number"].iloc[0]
                leads = [links.of_word(word, section=number) for word in panel["word"]]
                draw_bars(
                    figure, left, top + 2.6, column_width, PITCH,
                    list(panel["word"]), list(panel["keyness"]), leads, colours,
                    unit="keyness (G²)", gid=f"key-{number}", largest=largest,
                    notes=[f"{here} of {of}" for here, of in zip(panel["count"], total, strict=True)],
                )  # fmt: skip
            top += height
    return figure
