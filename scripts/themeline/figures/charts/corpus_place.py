"""Figure `corpus-place`: where a text stands among documents, theme by theme."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from themeline.figures import drawing, elements, links

PITCH, TICK, TALL = 6.0, 2.4, 3.4
# Documents whose ticks would be nearer to each other than this, in mm, have one together.
FINEST = 0.1
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
TEXT = "the text"
# With fewer documents there is no such part of them as 19 in 20.
FEWEST_DOCUMENTS = 20


def draw_corpus_place(
    places: pd.DataFrame,
    highest: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw, for each theme, a tick for the rate of each document, a tall one for their median, and the text's rate.

    Themes of which the text clearly speaks more than nearly all documents (`clearly_more`) are bold and their marks
    solid; the others' are hollow, on a thin line.

    The axis is that of square roots, which gives rates near 0 room, and under which chance is about as wide
    everywhere (F. J. Anscombe, The transformation of Poisson, binomial and negative-binomial data, Biometrika 35,
    1948).

    Args:
        places: as `measures.corpus.percentile_ranks` gives them: one row a theme, in the order drawn.
        highest: as `measures.corpus.highest` gives them: documents whose ticks link to them.
        rates: as `measures.corpus.rates_of` gives them: a column a theme, a row a document.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        unit: what lengths are told in: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        labels, room, pitch = elements.row_labels(list(places["label"]), 0.38 * full, PITCH, 2.2, weight="bold")
        left = drawing.MARGIN + room + 3
        inner = full - drawing.MARGIN - left - 2
        top = heading.height + 4
        height = len(places) * pitch
        figure = drawing.new_figure(full, top + height + 7.5 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        clear = clearly_more(places, len(rates))
        elements.write_row_labels(figure, top, pitch, labels, colours, bold=list(clear))
        axes = drawing.new_axes(figure, left, top, inner, height)
        most = max(
            1.0,
            float(places[["high", "rate"]].max().max()),
            float(rates.max().max()) if len(rates) else 0.0,
        )
        end = np.sqrt(most) * 1.02
        axes.set_xlim(0, end)
        axes.set_ylim(len(places) - 0.5, -0.5)
        _number(axes, inner, most, colours, unit)
        first = places.iloc[0]
        half = drawing.text_mm(TEXT, drawing.SMALL, weight="bold") / 2
        at = min(left + np.sqrt(first["rate"]) / end * inner, full - drawing.MARGIN - half)
        drawing.write(
            figure, at, top - 1, TEXT, size=drawing.SMALL, colour=colours.accent, weight="bold", align="center"
        )
        for i, row in enumerate(places.itertuples()):
            axes.axhline(i, color=colours.faint, lw=drawing.THIN, zorder=0.5)
            _draw_documents(axes, rates[row.theme].to_numpy(float), i, end / inner, pitch, colours)
            tall = TALL / pitch / 2
            axes.plot([np.sqrt(row.median)] * 2, [i - tall, i + tall], color=colours.ink, lw=1.6, zorder=2.5)
            for j, other in enumerate(highest[highest["theme"] == row.theme].itertuples()):
                short = TICK / pitch / 2
                mark = axes.plot(
                    [np.sqrt(other.rate)] * 2, [i - short, i + short], color=colours.ink, lw=drawing.THICK, zorder=2.2
                )[0]
                drawing.link_mark(
                    mark, f"high-{row.theme}-{j}", links.of_document(other.document),
                    f"{row.label}, {other.document}: {other.rate:.2f} mentions per 1,000 {unit}",
                )  # fmt: skip
            solid = bool(clear.iloc[i])
            axes.plot(
                np.sqrt([row.low, row.high]), [i, i], color=colours.accent, lw=1.8 if solid else 0.7, zorder=3,
                clip_on=False,
            )  # fmt: skip
            mark = axes.plot(
                [np.sqrt(row.rate)], [i], marker="o", ms=5.2 if solid else 3.8, mfc=colours.accent if solid else
                colours.ground, mec=colours.ground if solid else colours.accent, mew=0.6 if solid else 0.9,
                ls="none", clip_on=False, zorder=4,
            )[0]  # fmt: skip
            drawing.link_mark(
                mark, f"place-{row.theme}", links.of_documents(row.theme),
                f"{row.label}: {row.rate:.2f} mentions per 1,000 {unit}; {100 * row.below:.0f} % of the documents "
                "have fewer",
            )  # fmt: skip
    return figure


def clearly_more(places: pd.DataFrame, documents: int) -> pd.Series:
    """Of each theme whether the whole interval of the text's rate lies above the rates of 19 in 20 documents."""
    return (places["low"] > places["q95"]) & (documents >= FEWEST_DOCUMENTS)


def _draw_documents(
    axes: Axes, rates: np.ndarray, row: int, scale: float, pitch: float, colours: drawing.Style
) -> None:
    """Draw a tick for each document, those at the same place once."""
    ats = np.unique(np.round(np.sqrt(rates) / scale / FINEST)) * FINEST * scale
    short = TICK / pitch / 2
    axes.add_collection(
        LineCollection(
            [[(at, row - short), (at, row + short)] for at in ats],
            colors=drawing.mix(colours.soft, colours.ground, 0.35), linewidths=drawing.THIN, zorder=2,
        )
    )  # fmt: skip


def _number(axes: Axes, width: float, most: float, colours: drawing.Style, unit: str) -> None:
    ticks = [0.0]
    for tick in TICKS:
        between = (np.sqrt(tick) - np.sqrt(ticks[-1])) / np.sqrt(most) * width
        if tick <= most and between > drawing.text_mm(f"{tick:g}", drawing.SMALL) + 2.5:
            ticks.append(tick)
    axes.set_xticks(np.sqrt(ticks), [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    words = f"mentions per 1,000 {unit} (square-root scale)"
    axes.set_xlabel(words, size=drawing.SMALL, color=colours.soft, labelpad=1.5)
