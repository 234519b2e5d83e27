"""Figure `corpus-groups`: how often the documents of each group speak of each theme."""

import pandas as pd
from matplotlib.figure import Figure

from themeline.figures import links, style
from themeline.figures.charts.themes import RATE
from themeline.figures.charts.validity import MARKS, lane_legend, lane_mark
from themeline.measures.corpus import EVERYTHING

LANE = 3.0
MOST = len(MARKS)


def draw_corpus_groups(
    rates: pd.DataFrame, *, title: str, width: str | float = "double", look: str = "print"
) -> Figure:
    """Draw the rate of each theme in each group with its interval, a lane a group.

    Args:
        rates: as `corpus_measures.group_rates` gives them; the first `MOST` groups are drawn.
        title: what the figure shows.
        width: see `style.width_mm`.
        look: a name in `style.LOOKS`.
    """
    colours = style.look_of(look)
    full = style.width_mm(width)
    groups = rates.drop_duplicates("group").head(MOST)
    shown = rates[rates["group"].isin(groups["group"])]
    with style.settings():
        lines = style.title_lines(title, full)
        names = list(rates["label"].drop_duplicates())
        labels, room, pitch = style.broken_labels(names, 0.38 * full, max(LANE * len(groups) + 1.6, 4.6), 0)
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        left = style.MARGIN + room + 2
        inside = full - 2 * style.MARGIN
        inner = full - style.MARGIN - left - 2
        named = [
            style.shortened(
                f"{row.group}: {_number(row.documents, 'document')}, {row.words:,} words", inside - 6, style.SMALL
            )
            for row in groups.itertuples()
        ]
        legend = style.placed(named, inside, before=4, after=5)
        top = style.heading_height(lines) + (1 + legend[-1][1]) * 3.6 + 2.5
        height = len(names) * pitch
        figure = style.new_figure(full, top + height + 7 + style.MARGIN, colours)
        style.heading(figure, lines, colours)
        lane_legend(figure, style.heading_height(lines), named, legend, colours)
        style.write_labels(figure, top, pitch, labels, colours)
        back = style.new_axes(figure, style.MARGIN, top, inside, height)
        back.set_xlim(0, 1)
        back.set_ylim(len(names), 0)
        for row in range(0, len(names), 2):
            back.axhspan(row, row + 1, color=colours.band, lw=0)
        back.set_zorder(-1)
        axes = style.new_axes(figure, left, top, inner, height)
        most = max(float(shown["rate"].max()), float(shown["high"].fillna(0).max()), 1e-3)
        axes.set_xlim(0, most * 1.02)
        axes.set_ylim(len(names), 0)
        axes.grid(axis="x", color=colours.faint, lw=style.THIN)
        axes.axvline(0, color=colours.soft, lw=style.THIN)
        style.number_axis(axes, inner, most, colours, RATE, whole=False)
        place = {name: i for i, name in enumerate(names)}
        lane = {group: i for i, group in enumerate(groups["group"])}
        for row in shown.itertuples():
            at = place[row.label] + 0.5 + (lane[row.group] - (len(groups) - 1) / 2) * LANE / pitch
            known = row.low == row.low
            if known:
                axes.plot([row.low, row.high], [at, at], color=colours.soft, lw=1)
            mark = axes.plot([row.rate], [at], clip_on=False, zorder=3, **lane_mark(lane[row.group], colours))[0]
            interval = f", 95 % interval {row.low:.2f} to {row.high:.2f}" if known else ", too few for an interval"
            group = "" if row.group == EVERYTHING else str(row.group)
            style.leads_to(
                mark,
                f"group-{row.theme}-{lane[row.group]}",
                links.of_documents(row.theme, group=group),
                f"{row.label}, {row.group}: {row.rate:.2f} mentions per 1,000 words{interval}",
            )
    return figure


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" + "s" * (count != 1)
