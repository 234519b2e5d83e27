"""Figure `themes-in-text`: where in the text each mention of each theme falls."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from themeline.figures import drawing, elements, links

PITCH = 5.0


def draw_themes_in_text(
    mentions: pd.DataFrame,
    words: pd.DataFrame,
    *,
    label_of: dict[str, str],
    colour_of: dict[str, str],
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a mark for every mention along the text: a row a theme, sections and paragraphs as bands.

    Args:
        mentions: as `measures.document.word_positions` gives them.
        words: the words that count, with paragraph, section_number, section.
        label_of: label of each theme's id, in the order of the rows.
        colour_of: the colour of each theme's id.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(label_of.values()), 0.36 * full, PITCH, 1.4)
        number = drawing.text_mm("mentions", drawing.SMALL)
        left = drawing.MARGIN + room + 2
        plot = full - left - number - drawing.MARGIN - 1
        sections = _runs(words, "section_number")
        starts = [left + plot * start / len(words) for start, _, _ in sections]
        names = [words["section"].iloc[start] for start, _, _ in sections]
        flags = elements.section_flags(starts, names, [number for _, _, number in sections], left + plot)
        top = heading.height + elements.flags_height(flags)
        key_top = top + len(label_of) * pitch + 10
        height = key_top + elements.key_height(flags, full - 2 * drawing.MARGIN)
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        axes = drawing.new_axes(figure, left, top, plot, len(label_of) * pitch)
        axes.set_xlim(0, len(words))
        axes.set_ylim(len(label_of) - 0.5, -0.5)
        for i, (start, end, _) in enumerate(_runs(words, "paragraph")):
            if i % 2:
                axes.axvspan(start, end, color=colours.band, lw=0, zorder=0)
        for start, _, _ in sections[1:]:
            axes.axvline(start, color=colours.soft, lw=drawing.THIN, zorder=1)
        elements.draw_flags(figure, top, flags, colours)
        elements.draw_key(figure, key_top - 1, flags, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        counts = mentions["theme"].value_counts()
        for i, theme in enumerate(label_of):
            axes.axhline(i, color=colours.faint, lw=drawing.THIN, zorder=1)
            middle = top + (i + 0.5) * pitch
            count = f"{counts.get(theme, 0):,}"
            drawing.write(
                figure,
                full - drawing.MARGIN,
                middle,
                count,
                size=drawing.SMALL,
                colour=colours.ink,
                align="right",
            )
            colour = drawing.legible(colour_of[theme], colours.ground, 3)
            for mark in mentions[mentions["theme"] == theme].itertuples():
                at = (mark.first_word + mark.last_word - 1) / 2
                stroke = Line2D([at, at], [i - 0.34, i + 0.34], color=colour, lw=1.3, zorder=2)
                words_of_it = f"{label_of[theme]}, mention {mark.number}: {' '.join(mark.text.split())}"
                address = links.of_mention(theme, mark.number)
                drawing.link_mark(stroke, links.mark_of_mention(theme, mark.number), address, words_of_it)
                axes.add_line(stroke)
        elements.number_axis(axes, plot, len(words), colours, "words from the start of the text")
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_color(colours.soft)
        head = "mentions"
        drawing.write(
            figure, full - drawing.MARGIN, top - 1.9, head, size=drawing.SMALL, colour=colours.soft, align="right"
        )
    return figure


def _runs(words: pd.DataFrame, column: str) -> list[tuple[int, int, int]]:
    """Start, end, and value of each run of equal values."""
    values = words[column].to_numpy()
    starts = [0, *(np.flatnonzero(np.diff(values)) + 1)]
    return [(int(s), int(e), int(values[s])) for s, e in zip(starts, [*starts[1:], len(values)], strict=True)]
