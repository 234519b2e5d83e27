"""Figure `corpus-groups`: how often the documents of each group speak of each theme."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import drawing, elements, links
from themeline.measures.corpus import EVERYTHING
from themeline.text.wording import count_of

LANE = 3.0
MOST = len(elements.LANE_MARKERS)


def draw_corpus_groups(
    rates: pd.DataFrame, *, title: str, subtitle: str = "", width: str | float = "double", style: str = "print"
) -> Figure:
    """Draw the rate of each theme in each group with its interval, a lane a group.

    Args:
        rates: as `measures.corpus.group_rates` gives them; the first `MOST` groups are drawn.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    groups = rates.drop_duplicates("group").head(MOST)
    shown = rates[rates["group"].isin(groups["group"])]
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        names = list(rates["label"].drop_duplicates())
        labels, room, pitch = elements.row_labels(names, 0.38 * full, max(LANE * len(groups) + 1.6, 4.6), 0)
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        left = drawing.MARGIN + room + 2
        inside = full - 2 * drawing.MARGIN
        inner = full - drawing.MARGIN - left - 2
        named = [
            drawing.shorten(
                f"{row.group}: {count_of(row.documents, 'document')}, {row.words:,} words", inside - 6, drawing.SMALL
            )
            for row in groups.itertuples()
        ]
        legend = elements.legend_layout(named, inside, before=4, after=5)
        top = heading.height + (1 + legend[-1][1]) * 3.6 + 2.5
        height = len(names) * pitch
        figure = drawing.new_figure(full, top + height + 7 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        elements.draw_lane_legend(figure, heading.height, named, legend, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        back = drawing.new_axes(figure, drawing.MARGIN, top, inside, height)
        back.set_xlim(0, 1)
        back.set_ylim(len(names), 0)
        for row in range(0, len(names), 2):
            back.axhspan(row, row + 1, color=colours.band, lw=0)
        back.set_zorder(-1)
        axes = drawing.new_axes(figure, left, top, inner, height)
        most = max(float(shown["rate"].max()), float(shown["high"].fillna(0).max()), 1e-3)
        axes.set_xlim(0, most * 1.02)
        axes.set_ylim(len(names), 0)
        axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
        axes.axvline(0, color=colours.soft, lw=drawing.THIN)
        elements.number_axis(axes, inner, most, colours, elements.RATE_UNIT, whole=False)
        place = {name: i for i, name in enumerate(names)}
        lane = {group: i for i, group in enumerate(groups["group"])}
        for row in shown.itertuples():
            at = place[row.label] + 0.5 + (lane[row.group] - (len(groups) - 1) / 2) * LANE / pitch
            known = row.low == row.low
            if known:
                axes.plot([row.low, row.high], [at, at], color=colours.soft, lw=1)
            mark = axes.plot(
                [row.rate], [at], clip_on=False, zorder=3, **elements.lane_mark(lane[row.group], colours)
            )[0]
            interval = f", 95 % interval {row.low:.2f} to {row.high:.2f}" if known else ", too few for an interval"
            group = "" if row.group == EVERYTHING else str(row.group)
            drawing.link_mark(
                mark,
                f"group-{row.theme}-{lane[row.group]}",
                links.of_documents(row.theme, group=group),
                f"{row.label}, {row.group}: {row.rate:.2f} mentions per 1,000 words{interval}",
            )
    return figure
