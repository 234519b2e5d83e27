"""Figure `themes-in-text`: where in the text each mention of each theme falls."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from themeline.figures import drawing, elements, links, sections

# mm from row to row, and of a track.
PITCH, TRACK = 5.0, 3.8
SHARED = "Short marks: close together."


def draw_themes_in_text(
    mentions: pd.DataFrame,
    words: pd.DataFrame,
    *,
    label_of: dict[str, str],
    homes: Mapping[str, int] | None = None,
    title: str,
    subtitle: str = "",
    divided: bool = True,
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a mark for every mention along the text: a row a theme, sections as columns.

    Args:
        mentions: as `measures.document.word_positions` gives them.
        words: the words that count, with section_number, section.
        label_of: label of each theme's id, in the order of the rows.
        homes: the number of the section that has most of a theme's mentions, for themes that have one: marks in it
            are dark, all others pale. None where that is not a finding: all are dark.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        divided: whether the text has headings.
        unit: what lengths are told in: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(label_of.values()), 0.36 * full, PITCH, 2.0)
        counts = {theme: f"{count:,}" for theme, count in mentions["theme"].value_counts().items()}
        number = max(drawing.text_mm(count) for count in ["0", *counts.values()])
        left = drawing.MARGIN + room + 2
        plot = full - left - number - drawing.MARGIN - 2
        columns = sections.columns_of(sections.sizes_of(words), divided=divided)
        heads = sections.heads_of(columns, left, plot, room=(drawing.MARGIN, full - drawing.MARGIN))
        top = heading.height + heads.height
        key_top = top + len(label_of) * pitch + 9
        height = key_top + sections.key_height(heads, full - 2 * drawing.MARGIN)
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        axes = drawing.new_axes(figure, left, top, plot, len(label_of) * pitch)
        axes.set_xlim(0, len(words))
        axes.set_ylim(len(label_of) - 0.5, -0.5)
        track = min(TRACK, pitch - 1) / pitch
        sections.draw_tracks(axes, columns, plot, [(i, track) for i in range(len(label_of))], colours)
        sections.draw_heads(figure, top, left, plot, columns, heads, colours)
        sections.draw_key(figure, key_top - 1, heads, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        stroke = 1.3 if plot > 100 else 0.9
        pale = drawing.legible(drawing.mix(colours.soft, colours.band, 0.5), colours.band, 3.05)
        shared = False
        for i, theme in enumerate(label_of):
            middle = top + (i + 0.5) * pitch
            drawing.write(
                figure, full - drawing.MARGIN, middle, counts.get(theme, "0"), colour=colours.ink, align="right"
            )
            found = mentions[mentions["theme"] == theme]
            found = found.assign(
                at=(found["first_word"] + found["last_word"] - 1) / 2,
                section_number=words["section_number"].to_numpy()[found["first_word"].to_numpy() - 1],
            ).sort_values("at")
            levels = sections.levels_of(list(found["at"] * plot / len(words)), stroke * drawing.POINT)
            shared |= any(of > 1 for _, of in levels)
            for mark, (level, of) in zip(found.itertuples(), levels, strict=True):
                # From the row's upper edge down; a hair's breadth stays free between two levels.
                away = homes is not None and homes.get(theme) != mark.section_number
                upper, lower = (i - track / 2 + track * part / of for part in (level, level + 1))
                hair = 0.03 if of > 1 else 0
                stroked = Line2D(
                    [mark.at] * 2,
                    [upper + hair, lower - hair],
                    color=pale if away else colours.ink,
                    lw=stroke,
                    clip_on=False,
                    zorder=2,
                )
                words_of_it = f"{label_of[theme]}, mention {mark.number}: {' '.join(mark.text.split())}"
                address = links.of_mention(theme, mark.number)
                drawing.link_mark(stroked, links.mark_of_mention(theme, mark.number), address, words_of_it)
                axes.add_artist(stroked)
        elements.number_axis(axes, plot, len(words), colours, f"{unit} from the start of the text")
        for i, line in enumerate(drawing.wrap(SHARED, room, drawing.SMALL) if shared else ()):
            at = top + len(label_of) * pitch + 2.3 + 2.9 * i
            drawing.write(figure, drawing.MARGIN, at, line, size=drawing.SMALL, colour=colours.soft)
    return figure
