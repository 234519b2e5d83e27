"""Figure `corpus-time`: how often documents speak of each theme over time, a panel a theme."""

import itertools
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, links
from themeline.measures.intervals import FEWEST

PANEL, LOW, YEARS, GAP, NUMBERS = 13.0, 11.0, 4.5, 4.0, 6.5
LINE = drawing.BODY_SIZE * 1.2 * drawing.POINT
# Where a panel may end, each two to four times as high as the one before: few scales, so that panels can be compared.
SCALES = tuple(digit * 10.0**power for power in range(-3, 5) for digit in (2, 5))


def draw_corpus_time(
    rates: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    sort: bool = True,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a panel for each theme: its rate in each period, with its interval, in the order of their peaks.

    Panels end at one of few numbers (`SCALES`). A peak beyond chance (`clear_peak`) has the accent.

    Args:
        rates: as `measures.corpus.period_rates` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        sort: whether panels are sorted; otherwise they are as in ``rates``.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        themes = in_order(rates) if sort else list(rates["theme"].drop_duplicates())
        columns = min(len(themes), 2 if full < 130 else 3 if full < 170 else 4)
        tall = PANEL if columns > 2 else LOW
        room = (full - 2 * drawing.MARGIN - GAP * (columns - 1)) / columns
        parts = {theme: rates[rates["theme"] == theme] for theme in themes}
        labels = [drawing.wrap(str(parts[theme]["label"].iloc[0]), room, weight="bold") for theme in themes]
        rows = [labels[i : i + columns] for i in range(0, len(labels), columns)]
        heads = [max(map(len, row)) * LINE + 2.0 for row in rows]
        at = heading.height + 1
        height = at + sum(heads) + len(rows) * (tall + 1.5) + YEARS + drawing.MARGIN
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        for i, (row, head) in enumerate(zip(rows, heads, strict=True)):
            for j, lines in enumerate(row):
                number = i * columns + j
                part = parts[themes[number]]
                left = drawing.MARGIN + j * (room + GAP)
                peak = clear_peak(part)
                for k, line in enumerate(lines):
                    drawing.write(
                        figure, left, at + (k + 0.5) * LINE + (head - 2 - len(lines) * LINE), line,
                        colour=colours.ink, weight="normal" if peak is None else "bold",
                    )  # fmt: skip
                axes = drawing.new_axes(figure, left + NUMBERS, at + head, room - NUMBERS, tall)
                # Below a panel with another one below it there are no years.
                years = number + columns >= len(themes)
                _draw_panel(axes, part, (room - NUMBERS, tall), peak, colours, years=years)
            at += head + tall + 1.5
    return figure


def in_order(rates: pd.DataFrame) -> list[str]:
    """Themes by the period of their highest rate, the earliest first, those of one period by that rate.

    Periods of fewer than `FEWEST` documents are not looked at, unless there are no others.
    """
    known = rates[rates["documents"] >= FEWEST]
    rates = known if len(known) else rates
    peaks = rates.loc[rates.groupby("theme", sort=False)["rate"].idxmax()]
    peaks = peaks.sort_values(["period", "rate"], ascending=[True, False], kind="stable")
    return list(peaks["theme"])


def clear_peak(part: pd.DataFrame) -> int | None:
    """The period of a theme whose interval lies above the rates of all other periods; None if there is none.

    Periods of fewer than `FEWEST` documents have no interval, and their rates are not looked at.
    """
    known = part[part["documents"] >= FEWEST]
    if len(known) < 3 or not known["mentions"].any():
        return None
    best = known.loc[known["rate"].idxmax()]
    others = known[known["period"] != best["period"]]
    return int(best["period"]) if best["low"] > others["rate"].max() else None


def _draw_panel(
    axes: Axes,
    part: pd.DataFrame,
    size: tuple[float, float],
    peak: int | None,
    colours: drawing.Style,
    *,
    years: bool,
) -> None:
    begin, end = int(part["period"].min()), int(part["until"].max()) + 1
    most = max(float(part["rate"].max()), float(part["high"].fillna(0).max()))
    top = next((scale for scale in SCALES if scale >= most), most)
    axes.set_xlim(begin, end)
    axes.set_ylim(0, top)
    axes.set_yticks([0, top], ["0", f"{top:g}"])
    axes.tick_params(axis="y", colors=colours.soft, length=0, pad=1.5)
    axes.axhline(top, color=colours.faint, lw=drawing.THIN, zorder=0)
    _number_years(axes, part, size, colours, written=years)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(colours.soft)
    middles = (part["period"] + part["until"] + 1) / 2
    axes.plot(middles, part["rate"], color=colours.soft, lw=drawing.THICK, zorder=2)
    for middle, row in zip(middles, part.itertuples(), strict=True):
        known = row.low == row.low
        ink = colours.accent if row.period == peak else colours.ink
        if known:
            axes.plot([middle, middle], [row.low, row.high], color=ink, lw=0.9, zorder=2, clip_on=False)
        mark = axes.plot(
            [middle], [row.rate], marker="o", ms=4.2 if row.period == peak else 3.2, mfc=ink if known else
            colours.ground, mec=ink, mew=0.8, ls="none", clip_on=False, zorder=3,
        )[0]  # fmt: skip
        interval = f"95 % interval {row.low:.2f} to {row.high:.2f}" if known else "too few for an interval"
        drawing.link_mark(
            mark,
            f"period-{row.theme}-{row.period}",
            links.of_documents(row.theme, period=row.period),
            f"{row.label}, {years_of(row.period, row.until)}: {row.rate:.2f} mentions per 1,000 words, {interval}; "
            f"{row.documents:,} documents",
        )


def years_of(first: int, last: int) -> str:
    """A period in words: "1980 to 1989", or the year alone."""
    return f"{first} to {last}" if last > first else f"{first}"


def _number_years(
    axes: Axes, part: pd.DataFrame, size: tuple[float, float], colours: drawing.Style, *, written: bool
) -> None:
    """Ticks where periods begin; written is the first, the last, and what finds room between at even steps."""
    starts = sorted(part["period"].unique())
    width, tall = size
    begin, end = axes.get_xlim()
    half = drawing.text_mm("2000", drawing.SMALL) / 2
    shown = _spread(starts, (end - begin) / width * (2 * half + 3))
    axes.set_xticks(starts, ["" for _ in starts])
    axes.tick_params(axis="x", colors=colours.soft, length=1.5, pad=1.5)
    for year in shown if written else ():
        # A number at the very edge would reach into the next panel.
        at = min(max(year, begin + (half - 1) * (end - begin) / width), end - (half - 1) * (end - begin) / width)
        axes.text(
            at, -2.6 / tall * axes.get_ylim()[1], f"{year}", size=drawing.SMALL, color=colours.soft, ha="center",
            va="center_baseline", clip_on=False,
        )  # fmt: skip


def _spread(starts: Sequence[int], least: float) -> list[int]:
    """The first and the last of some years, and others at equal steps between them, no nearer than ``least``."""
    last = len(starts) - 1
    for step in (step for step in range(1, last + 1) if last % step == 0):
        picked = list(starts[::step])
        if all(after - before >= least for before, after in itertools.pairwise(picked)):
            return picked
    return list(starts[:1])
