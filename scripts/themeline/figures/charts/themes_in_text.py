"""Figure `themes-in-text`: where in the text each mention of each theme falls."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from themeline.figures import links, style
from themeline.text.document import LEAD

PITCH = 5.0


def positions(mentions: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Add to mentions the place of their first and last word among the words counted, and their number, from 1.

    The number within their theme is that among these mentions, where they have none (`numbers_of`).

    Args:
        mentions: with start and end, code-point offsets.
        words: the words that count, in the order of the text, with start and end.
    """
    first = np.searchsorted(words["end"].to_numpy(), mentions["start"].to_numpy(), side="right") + 1
    last = np.searchsorted(words["start"].to_numpy(), mentions["end"].to_numpy(), side="left")
    number = mentions.get("number", mentions.groupby("theme").cumcount() + 1)
    return mentions.assign(first_word=first, last_word=last, number=number)


def draw_themes_in_text(
    mentions: pd.DataFrame,
    words: pd.DataFrame,
    *,
    label_of: dict[str, str],
    colour_of: dict[str, str],
    title: str,
    width: str | float = "double",
    look: str = "print",
) -> Figure:
    """Draw a mark for every mention along the text: a row a theme, sections and paragraphs as bands.

    Args:
        mentions: as `positions` gives them.
        words: the words that count, with paragraph, section_number, section.
        label_of: label of each theme's id, in the order of the rows.
        colour_of: the colour of each theme's id.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    with style.settings():
        lines = style.title_lines(title, full)
        labels, room, pitch = style.broken_labels(list(label_of.values()), 0.36 * full, PITCH, 1.4)
        number = style.text_mm("mentions", style.SMALL)
        left = style.MARGIN + room + 2
        plot = full - left - number - style.MARGIN - 1
        sections = _runs(words, "section_number")
        starts = [left + plot * start / len(words) for start, _, _ in sections]
        names = [words["section"].iloc[start] or LEAD for start, _, _ in sections]
        top = style.heading_height(lines) + style.flags_mm(starts, names, left + plot)
        height = top + len(label_of) * pitch + 10
        figure = style.new_figure(full, height, colours)
        style.heading(figure, lines, colours)
        axes = style.new_axes(figure, left, top, plot, len(label_of) * pitch)
        axes.set_xlim(0, len(words))
        axes.set_ylim(len(label_of) - 0.5, -0.5)
        for i, (start, end, _) in enumerate(_runs(words, "paragraph")):
            if i % 2:
                axes.axvspan(start, end, color=colours.band, lw=0, zorder=0)
        for start, _, _ in sections[1:]:
            axes.axvline(start, color=colours.soft, lw=style.THIN, zorder=1)
        style.flags(figure, top, starts, names, left + plot, colours)
        style.write_labels(figure, top, pitch, labels, colours)
        counts = mentions["theme"].value_counts()
        for i, theme in enumerate(label_of):
            axes.axhline(i, color=colours.faint, lw=style.THIN, zorder=1)
            middle = top + (i + 0.5) * pitch
            count = f"{counts.get(theme, 0):,}"
            style.write(
                figure,
                full - style.MARGIN,
                middle,
                count,
                size=style.SMALL,
                colour=colours.ink,
                align="right",
            )
            colour = style.legible(colour_of[theme], colours.ground, 3)
            for mark in mentions[mentions["theme"] == theme].itertuples():
                at = (mark.first_word + mark.last_word - 1) / 2
                stroke = Line2D([at, at], [i - 0.34, i + 0.34], color=colour, lw=1.3, zorder=2)
                words_of_it = f"{label_of[theme]}, mention {mark.number}: {' '.join(mark.text.split())}"
                address = links.of_mention(theme, mark.number)
                style.leads_to(stroke, links.mark_of_mention(theme, mark.number), address, words_of_it)
                axes.add_line(stroke)
        style.number_axis(axes, plot, len(words), colours, "words from the start of the text")
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_color(colours.soft)
        head = "mentions"
        style.write(
            figure, full - style.MARGIN, top - 1.9, head, size=style.SMALL, colour=colours.soft, align="right"
        )
    return figure


def _runs(words: pd.DataFrame, column: str) -> list[tuple[int, int, int]]:
    """Start, end, and value of each run of equal values."""
    values = words[column].to_numpy()
    starts = [0, *(np.flatnonzero(np.diff(values)) + 1)]
    return [(int(s), int(e), int(values[s])) for s, e in zip(starts, [*starts[1:], len(values)], strict=True)]
