"""Figure `corpus-time`: how often documents speak of each theme over time, a panel a theme."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from themeline.figures import drawing, links

PANEL, HEAD, FOOT, GAP, NUMBERS = 14.0, 5.0, 5.5, 5.0, 7.0


def draw_corpus_time(
    rates: pd.DataFrame, *, title: str, subtitle: str = "", width: str | float = "double", style: str = "print"
) -> Figure:
    """Draw a panel for each theme: its rate in each period, with its interval; each panel has a scale of its own.

    Args:
        rates: as `measures.corpus.period_rates` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        themes = list(rates["theme"].drop_duplicates())
        columns = 2 if full < 130 else 3
        room = (full - 2 * drawing.MARGIN - GAP * (columns - 1)) / columns
        across = -(-len(themes) // columns)
        top = heading.height + 4.5
        step = HEAD + PANEL + FOOT
        figure = drawing.new_figure(full, top + max(1, across) * step + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        unit = "mentions per 1,000 words (each panel has its own scale)"
        drawing.write(figure, drawing.MARGIN, top - 2.4, unit, size=drawing.SMALL, colour=colours.soft)
        for i, theme in enumerate(themes):
            left = drawing.MARGIN + i % columns * (room + GAP)
            at = top + i // columns * step
            part = rates[rates["theme"] == theme]
            name = drawing.shorten(str(part["label"].iloc[0]), room)
            drawing.write(figure, left, at + HEAD / 2 + 0.4, name, colour=colours.ink)
            axes = drawing.new_axes(figure, left + NUMBERS, at + HEAD, room - NUMBERS, PANEL)
            _panel(axes, part, room - NUMBERS, colours)
    return figure


def _panel(axes: Axes, part: pd.DataFrame, width: float, colours: drawing.Style) -> None:
    begin, end = int(part["period"].min()), int(part["until"].max()) + 1
    most = max(float(part["rate"].max()), float(part["high"].fillna(0).max()), 1e-3)
    axes.set_xlim(begin, end)
    axes.set_ylim(0, most * 1.04)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=2))
    axes.yaxis.set_major_formatter("{x:g}")
    axes.tick_params(axis="y", colors=colours.soft, length=0, pad=1.5)
    axes.grid(axis="y", color=colours.faint, lw=drawing.THIN)
    room = max(1, int(width / (drawing.text_mm("2000", drawing.SMALL) + 5)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=room, integer=True, min_n_ticks=1))
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.tick_params(axis="x", colors=colours.soft, length=2, pad=1.5)
    # A number at the very edge would reach into the next panel.
    inside = [
        tick for tick in axes.get_xticks() if begin + 0.06 * (end - begin) <= tick <= end - 0.06 * (end - begin)
    ]
    axes.set_xticks(inside)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(colours.soft)
    middles = (part["period"] + part["until"] + 1) / 2
    ink = drawing.legible("#2a6f97", colours.ground, 4)
    axes.plot(middles, part["rate"], color=ink, lw=0.7, zorder=2)
    for middle, row in zip(middles, part.itertuples(), strict=True):
        known = row.low == row.low
        if known:
            axes.plot([middle, middle], [row.low, row.high], color=ink, lw=0.9, zorder=2, clip_on=False)
        mark = axes.plot(
            [middle], [row.rate], marker="o", ms=3.4, mfc=ink if known else colours.ground, mec=ink, mew=0.8,
            clip_on=False, zorder=3,
        )[0]  # fmt: skip
        years = f"{row.period} to {row.until}" if row.until > row.period else f"{row.period}"
        interval = f"95 % interval {row.low:.2f} to {row.high:.2f}" if known else "too few for an interval"
        drawing.link_mark(
            mark,
            f"period-{row.theme}-{row.period}",
            links.of_documents(row.theme, period=row.period),
            f"{row.label}, {years}: {row.rate:.2f} mentions per 1,000 words, {interval}; {row.documents:,} documents",
        )
