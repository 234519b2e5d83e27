"""Figure `words`: the content words that come up most, and where in the text each of them stands."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from themeline.figures import drawing, elements, links, sections

# mm from row to row, and of a track.
PITCH, TRACK = 4.4, 3.2


def draw_words(
    shown: pd.DataFrame,
    words: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    accent: Collection[str] = (),
    divided: bool = True,
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a row for each word, with a stroke wherever it occurs in the text, and its count; sections as columns.

    Args:
        shown: word, key, count: one row each, from the top.
        words: the words that count, in the order of the text, with key, section_number, section.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        accent: the keys of words that the title tells of.
        divided: whether the text has headings.
        unit: what lengths are told in: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        names = list(shown["word"]) or [f"No content {unit}"]
        labels, room, pitch = elements.row_labels(names, 0.34 * full, PITCH, 3.0)
        number = max([drawing.text_mm(f"{count:,}", weight="bold") for count in shown["count"]], default=0.0)
        left = drawing.MARGIN + room + 2
        plot = full - left - number - drawing.MARGIN - 2
        columns = sections.columns_of(sections.sizes_of(words), divided=divided)
        heads = sections.heads_of(columns, left, plot, room=(drawing.MARGIN, full - drawing.MARGIN))
        top = heading.height + heads.height
        body = len(names) * pitch
        key_top = top + body + 9
        height = key_top + sections.key_height(heads, full - 2 * drawing.MARGIN)
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        axes = drawing.new_axes(figure, left, top, plot, body)
        axes.set_xlim(0, columns.words)
        axes.set_ylim(len(names) - 0.5, -0.5)
        track = min(TRACK, pitch - 1) / pitch
        sections.draw_tracks(axes, columns, plot, [(i, track) for i in range(len(names))], colours)
        sections.draw_heads(figure, top, left, plot, columns, heads, colours)
        sections.draw_key(figure, key_top - 1, heads, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        keys = words["key"].to_numpy()
        stroke = 1.3 if plot > 100 else 0.9
        for i, row in enumerate(shown.itertuples()):
            colour = colours.accent if row.key in accent else colours.ink
            places = np.flatnonzero(keys == row.key) + 0.5
            levels = sections.levels_of(list(places * plot / columns.words), stroke * drawing.POINT)
            # All strokes of a word are one mark: a line with gaps.
            across, down = [], []
            for place, (level, of) in zip(places, levels, strict=True):
                hair = 0.03 if of > 1 else 0
                upper, lower = (i - track / 2 + track * part / of for part in (level, level + 1))
                across += [place, place, np.nan]
                down += [upper + hair, lower - hair, np.nan]
            mark = Line2D(across, down, color=colour, lw=stroke, clip_on=False, zorder=2)
            drawing.link_mark(mark, f"word-{row.word}", links.of_word(row.word), f"{row.word}: {row.count:,}")
            axes.add_artist(mark)
            drawing.write(
                figure, full - drawing.MARGIN, top + (i + 0.5) * pitch, f"{row.count:,}",
                colour=colour, weight="bold" if row.key in accent else "normal", align="right",
            )  # fmt: skip
        elements.number_axis(axes, plot, columns.words, colours, f"{unit} from the start of the text")
    return figure
