"""Figure `corpus-time`: how often documents speak of each theme over time, a panel a theme."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, links
from themeline.measures.intervals import FEWEST
from themeline.text.wording import count_of, years_of

# A panel is so high where three or more stand side by side, and where fewer do, and at least so wide; in mm.
PANEL, LOW, NARROWEST = 17.0, 10.8, 26.0
YEARS, GAP, HEAD, RULE = 4.5, 4.0, 1.6, 6.0
LINE = drawing.BODY_SIZE * 1.2 * drawing.POINT
KEY = 3.6
# What the highest number of a scale begins with, and how often a scale is enlarged at most, each time as many times.
DIGITS, ENLARGED, TIMES = (1, 2, 3, 4, 5, 6, 8), 2, 10


def draw_corpus_time(
    rates: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    sort: bool = True,
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw a panel for each theme: its rate in each period, with its interval, in the order of their peaks.

    All panels share a scale, so that themes can be compared; those that would be flat on it stand below a line, on a
    scale enlarged ten times (`bands`). A peak beyond chance (`clear_peak`) has the accent.

    Args:
        rates: as `measures.corpus.period_rates` gives them; corrected, as
            `validity.estimates.corrected_period_rates` gives them, a small open mark is the counted rate.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        sort: whether panels are sorted; otherwise they are as in ``rates``.
        unit: what lengths are told in: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    parts = dict(iter(rates.groupby("theme", sort=False)))
    order = in_order(rates) if sort else list(parts)
    scales = [(end, [theme for theme in order if theme in themes]) for end, themes in bands(rates)]
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        widest = max(drawing.text_mm(f"{tick:g}", drawing.SMALL) for end, _ in scales for tick in _ticks(end))
        left = drawing.MARGIN + widest + 2
        columns = panels_beside([len(themes) for _, themes in scales], full - drawing.MARGIN - left)
        room = (full - drawing.MARGIN - left - GAP * (columns - 1)) / columns
        tall = PANEL if columns > 2 else LOW
        lefts = [left + j * (room + GAP) for j in range(columns)]
        rows = [
            (number, end, themes[i : i + columns])
            for number, (end, themes) in enumerate(scales)
            for i in range(0, len(themes), columns)
        ]
        # The key stands in the first row that has room for it, or else above all.
        free = next((i for i, (_, _, themes) in enumerate(rows) if len(themes) < columns), -1)
        aside = lefts[len(rows[free][2])] if free >= 0 else drawing.MARGIN
        key = _key(rates, [clear_peak(part) for part in parts.values()], full - drawing.MARGIN - aside - 4, colours)
        names = {theme: str(part["label"].iloc[0]) for theme, part in parts.items()}
        labels = {theme: drawing.wrap(name, room, weight="bold") for theme, name in names.items()}
        heads = [max(len(labels[theme]) for theme in themes) * LINE + HEAD for _, _, themes in rows]
        deep = sum(len(lines) for _, lines in key) * KEY + 1
        highs = [head + tall + 1.5 for head in heads]
        if free >= 0:
            highs[free] = max(highs[free], deep)
        at = heading.height + 1 + (deep if free < 0 else 0)
        height = at + sum(highs) + RULE * (len(scales) - 1) + YEARS + drawing.MARGIN
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        if free < 0:
            _draw_key(figure, key, aside, heading.height + 1, colours)
        last = {j: i for i, (_, _, themes) in enumerate(rows) for j in range(len(themes))}
        for i, ((number, end, themes), head, high) in enumerate(zip(rows, heads, highs, strict=True)):
            if number and rows[i - 1][0] != number:
                _draw_rule(figure, at, round(scales[0][0] / end), colours)
                at += RULE
            for j, theme in enumerate(themes):
                peak = clear_peak(parts[theme])
                for k, line in enumerate(reversed(labels[theme])):
                    drawing.write(
                        figure, lefts[j], at + head - HEAD - (k + 0.5) * LINE, line, colour=colours.ink,
                        weight="normal" if peak is None else "bold",
                    )  # fmt: skip
                axes = drawing.new_axes(figure, lefts[j], at + head, room, tall)
                _number_rates(axes, end, colours, written=not j)
                # Below a panel with another one below it there are no years.
                _draw_panel(axes, parts[theme], (room, tall), peak, colours, unit, years=last[j] == i)
            if i == free:
                _draw_key(figure, key, aside, at + max(0.0, head - HEAD - LINE), colours)
            at += high
    return figure


def bands(rates: pd.DataFrame) -> list[tuple[float, list[str]]]:
    """Themes that share a scale, and where it ends; the first is that of the most frequent one, the next ones are
    enlarged `TIMES` times each, and hold what fits on them.

    A theme that no document mentions stands on the last one of the others.
    """
    sizes = [name for name in ("rate", "high", "counted") if name in rates]
    ends = rates.assign(end=rates[sizes].max(axis=1)).groupby("theme", sort=False)["end"].max()
    most = float(ends.max()) * 1.02 or 1.0
    known = ends[ends > 0]
    steps = {
        theme: max(step for step in range(ENLARGED + 1) if end <= most / TIMES**step) for theme, end in known.items()
    }
    lowest = max(steps.values(), default=0)
    by_step: dict[int, list[str]] = {}
    for theme in ends.index:
        by_step.setdefault(steps.get(theme, lowest), []).append(str(theme))
    return [(most / TIMES**step, by_step[step]) for step in sorted(by_step)]


def enlargements(rates: pd.DataFrame) -> list[int]:
    """How many times the scales below the first one are enlarged."""
    first, *others = (end for end, _ in bands(rates))
    return [round(first / end) for end in others]


def panels_beside(counts: Sequence[int], room: float) -> int:
    """How many panels stand side by side: so that few rows are more than half empty, and then that rows are few."""
    most = max(1, int((room + GAP) / (NARROWEST + GAP)))

    def cost(columns: int) -> tuple[int, int]:
        lasts = [(count - 1) % columns + 1 for count in counts]
        # The key takes a place in the first row that has one.
        filled = [
            last + (last < columns and all(one == columns for one in lasts[:i])) for i, last in enumerate(lasts)
        ]
        return sum(2 * last < columns for last in filled), sum(-(-count // columns) for count in counts)

    return min(range(1, min(most, max(counts)) + 1), key=cost)


def in_order(rates: pd.DataFrame) -> list[str]:
    """Themes by the period of their highest rate, the earliest first, those of one period by that rate.

    Periods of fewer than `FEWEST` documents are not looked at, unless there are no others.
    """
    known = rates[rates["documents"] >= FEWEST]
    rates = known if len(known) else rates
    rates = rates.dropna(subset="rate")
    peaks = rates.loc[rates.groupby("theme", sort=False)["rate"].idxmax()]
    peaks = peaks.sort_values(["period", "rate"], ascending=[True, False], kind="stable")
    return list(peaks["theme"])


def clear_peak(part: pd.DataFrame) -> int | None:
    """The period of a theme whose interval lies above the rates of all other periods; None if there is none.

    Corrected rates rest on few sentences: there it has to lie above the intervals of the others.
    Periods of fewer than `FEWEST` documents have no interval, and their rates are not looked at.
    """
    known = part[part["documents"] >= FEWEST]
    if len(known) < 3 or not known["mentions"].any():
        return None
    best = known.loc[known["rate"].idxmax()]
    others = known[known["period"] != best["period"]]
    most = others["high" if "counted" in part else "rate"].max()
    return int(best["period"]) if best["low"] > most else None


def _ticks(end: float) -> list[float]:
    """Nothing, the highest number with few digits on a scale that ends there, and half of it."""
    power = 10.0 ** np.floor(np.log10(end))
    # Rounded, so that 0.3 is not 0.30000000000000004.
    top = float(f"{max(digit for digit in DIGITS if digit * power <= end) * power:.6g}")
    return [0.0, top / 2, top]


def _number_rates(axes: Axes, end: float, colours: drawing.Style, *, written: bool) -> None:
    axes.set_ylim(0, end)
    ticks = _ticks(end)
    axes.set_yticks(ticks, [f"{tick:g}" if written else "" for tick in ticks])
    axes.tick_params(axis="y", colors=colours.soft, length=0, pad=1.5)
    for tick in ticks[1:]:
        axes.axhline(tick, color=colours.faint, lw=drawing.THIN, zorder=0)


def _draw_rule(figure: Figure, top: float, times: int, colours: drawing.Style) -> None:
    """Write how many times the scale below is enlarged, and draw a line from there across."""
    full, _ = drawing.size_mm(figure)
    words = f"Rarer themes: scale enlarged {times} times"
    drawing.write(figure, drawing.MARGIN, top + RULE / 2, words, colour=colours.ink, weight="bold")
    left = drawing.MARGIN + drawing.text_mm(words, weight="bold") + 2
    axes = drawing.new_axes(figure, left, top, full - drawing.MARGIN - left, RULE)
    axes.set_ylim(RULE, 0)
    axes.axhline(RULE / 2, color=colours.soft, lw=drawing.THIN)


def _draw_panel(
    axes: Axes,
    part: pd.DataFrame,
    size: tuple[float, float],
    peak: int | None,
    colours: drawing.Style,
    unit: str,
    *,
    years: bool,
) -> None:
    begin, end = int(part["period"].min()), int(part["until"].max()) + 1
    axes.set_xlim(begin, end)
    _number_years(axes, part, size, colours, written=years)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(colours.soft)
    middles = (part["period"] + part["until"] + 1) / 2
    axes.plot(middles, part["rate"], color=colours.soft, lw=drawing.THICK, zorder=2)
    for middle, row in zip(middles, part.itertuples(), strict=True):
        known = row.low == row.low
        look = _mark(colours, peak=row.period == peak, known=known)
        if known:
            axes.plot([middle, middle], [row.low, row.high], color=look["mec"], lw=0.9, zorder=2, clip_on=False)
        counted = getattr(row, "counted", None)
        where = links.of_documents(row.theme, period=row.period)
        if counted is not None:
            ring = axes.plot(
                [middle],
                [counted],
                clip_on=False,
                **{**look, "ms": 1.9, "mfc": colours.ground, "mew": 0.6, "zorder": 4},
            )[0]
            words = (
                f"{row.label}, {years_of(row.period, row.until)}: {counted:.2f} mentions per 1,000 {unit}, counted"
            )
            drawing.link_mark(ring, f"counted-{row.theme}-{row.period}", where, words)
        if row.rate != row.rate:
            continue
        mark = axes.plot([middle], [row.rate], clip_on=False, **look)[0]
        interval = f"95 % interval {row.low:.2f} to {row.high:.2f}" if known else "too few for an interval"
        drawing.link_mark(
            mark,
            f"period-{row.theme}-{row.period}",
            where,
            f"{row.label}, {years_of(row.period, row.until)}: {row.rate:.2f} {'mentions ' * (counted is None)}"
            f"per 1,000 {unit}, {interval}; "
            f"{row.documents:,} documents",
        )


def _mark(colours: drawing.Style, *, peak: bool, known: bool) -> dict[str, Any]:
    """A period's mark: hollow where its documents are too few for an interval."""
    ink = colours.accent if peak else colours.ink
    return {
        "marker": "o", "ms": 4.2 if peak else 2.8, "mfc": ink if known else colours.ground, "mec": ink, "mew": 0.8,
        "ls": "none", "zorder": 3,
    }  # fmt: skip


def _key(
    rates: pd.DataFrame, peaks: Sequence[int | None], room: float, colours: drawing.Style
) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    """The marks that there are, and what they mean, broken into lines."""
    few, years = rates["low"].isna(), int((rates["until"] - rates["period"]).max()) + 1
    said = [
        (not few.all(), _mark(colours, peak=False, known=True), f"{count_of(years, 'year')}, 95 % interval"),
        (few.any(), _mark(colours, peak=False, known=False), f"fewer than {FEWEST} documents"),
        (any(peak is not None for peak in peaks), _mark(colours, peak=True, known=True), "peak beyond chance"),
    ]
    return [(look, drawing.wrap(words, room, drawing.SMALL)) for there, look, words in said if there]


def _draw_key(
    figure: Figure,
    key: Sequence[tuple[dict[str, Any], tuple[str, ...]]],
    left: float,
    top: float,
    colours: drawing.Style,
) -> None:
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for look, lines in key:
        axes.plot([left + 1], [top + KEY / 2], **look)
        for line in lines:
            drawing.write(figure, left + 4, top + KEY / 2, line, size=drawing.SMALL, colour=colours.soft)
            top += KEY


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
            clip_on=False, **drawing.in_middle(axes, drawing.SMALL),
        )  # fmt: skip


def _spread(starts: Sequence[int], least: float) -> list[int]:
    """The first and the last of some years, and others at equal steps between them, no nearer than ``least``."""
    last = len(starts) - 1
    for step in (step for step in range(1, last + 1) if last % step == 0):
        picked = list(starts[::step])
        if all(after - before >= least for before, after in itertools.pairwise(picked)):
            return picked
    return list(starts[:1])
