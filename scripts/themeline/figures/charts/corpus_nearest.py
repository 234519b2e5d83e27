"""Figure `corpus-nearest`: the documents whose division among the themes is most like the text's."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links

PITCH, NOTE = 5.0, 4.0
TEXT = "Text"


def draw_corpus_nearest(
    nearest: pd.DataFrame,
    shares: pd.DataFrame,
    *,
    label_of: dict[str, str],
    name: str,
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a column of bars for the text and each document: the share of its mentions that each theme has.

    Args:
        nearest: as `measures.corpus.nearest_documents` gives them.
        shares: as `measures.corpus.theme_shares` gives them.
        label_of: label of each theme's id, in the order of the rows.
        name: of the text.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    themes = list(label_of)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(label_of.values()), 0.42 * full, PITCH, 1.8)
        top = heading.height + 5
        height = len(themes) * pitch
        left = drawing.MARGIN + room + 2
        heads = [TEXT, *(f"{i}" for i in range(1, len(nearest) + 1))]
        cell = min(12.0, (full - left - drawing.MARGIN - 2) / len(heads))
        notes = _notes(nearest)
        columns = 2 if full >= 130 else 1
        deep = -(-len(notes) // columns)
        figure = drawing.new_figure(full, top + height + 9.5 + deep * NOTE + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        if nearest.empty:
            words = "The text or the documents have no mention of any theme."
            drawing.write(figure, left, top - 2, words, size=drawing.SMALL, colour=colours.soft)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        axes = drawing.new_axes(figure, left, top, cell * len(heads) + 2, height)
        axes.set_xlim(0, len(heads) + 2 / cell)
        axes.set_ylim(len(themes), 0)
        ink = drawing.legible("#2a6f97", colours.ground, 4)
        values = shares[themes].to_numpy(float)
        most = max(float(values.max()) if values.size else 0, 1e-9)
        for i in range(0, len(themes) if len(nearest) else 0, 2):
            axes.axhspan(i, i + 1, color=colours.band, lw=0, zorder=0)
        for j, head in enumerate(heads if len(nearest) else []):
            # The text stands apart from what it is compared with.
            start = j + (2 / cell if j else 0)
            if drawing.text_mm(head, drawing.SMALL) < cell + 1:
                drawing.write(figure, left + start * cell, top - 2, head, size=drawing.SMALL, colour=colours.soft)
            axes.plot([start, start], [0, len(themes)], color=colours.soft, lw=drawing.THIN, zorder=1)
            for i, theme in enumerate(themes):
                share = values[j, i]
                if not share:
                    continue
                bar = Rectangle((start, i + 0.2), 0.88 * share / most, 0.6, facecolor=ink, lw=0, zorder=2)
                who = nearest["document"].iloc[j - 1] if j else name
                address = links.of_document(who) if j else links.of_theme(theme)
                words = f"{label_of[theme]}, {who}: {elements.percent(share)} of its mentions"
                drawing.link_mark(bar, f"share-{j}-{theme}", address, words)
                axes.add_patch(bar)
        if len(nearest):
            explained = "document: similarity, in how many draws of the text’s sentences it is one of these"
            scale = f"bars: share of all mentions, the longest {elements.percent(most)}"
            for i, words in enumerate((scale, explained)):
                at = top + height + 2.6 + i * (NOTE + 0.6)
                words = drawing.shorten(words, full - 2 * drawing.MARGIN, drawing.SMALL)
                drawing.write(figure, drawing.MARGIN, at, words, size=drawing.SMALL, colour=colours.soft)
        for i, note in enumerate(notes):
            wide = (full - 2 * drawing.MARGIN) / columns
            at = top + height + 9.5 + (i % deep + 0.5) * NOTE
            shown = drawing.shorten(note, wide - 2, drawing.SMALL)
            drawing.write(
                figure, drawing.MARGIN + i // deep * wide, at, shown, size=drawing.SMALL, colour=colours.ink
            )
    return figure


def _notes(nearest: pd.DataFrame) -> list[str]:
    notes = []
    for i, row in enumerate(nearest.itertuples(), 1):
        known = [str(value) for value in (row.group, row.year) if not pd.isna(value) and value != ""]
        more = f" ({', '.join(known)})" if known else ""
        notes.append(f"{i} {row.document}{more}: {row.similarity:.2f}, {elements.percent(row.among)}")
    return notes
