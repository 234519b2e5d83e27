"""Figure `timeline`: when the events happened that a text speaks of, and how their dates are known."""

import datetime
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from themeline.errors import input_error
from themeline.events.chronology import MEANINGS, is_day_from_record, is_one_of_two_days
from themeline.events.edtf_dates import MONTHS, date_bounds, date_words
from themeline.figures import drawing, elements, links
from themeline.io.names import known_names

# Columns of events whose values may split them into lanes.
GROUPS = ("kind", "mention", "basis", "confidence")
OVERVIEW = 5.0
# Millimetres: the widest column of labels, the narrowest plot beside it, and heights of a further line of a label and
# of the track below it; from MANY rows on they stand closer.
MOST_LABEL, LEAST_PLOT, WRAPPED, TRACK, MANY = 64.0, 50.0, 3.1, 3.4, 30
# Millimetres: a shorter bar of a span, or of a window, would not be seen, so its event has the marker of its kind.
NARROW = (1.8, 0.9)


@dataclass(frozen=True)
class _Frame:
    """Where the columns of the figure stand, in millimetres; ``track`` says that marks stand below their label."""

    track: bool
    label_left: float
    label_width: float
    plot_left: float
    plot_width: float
    pitch: float


@dataclass(frozen=True)
class _Row:
    """One event and its place in its panel: its label's lines, mm from the panel's top to its text and mark, and
    the head of the lane that it begins (or empty)."""

    event: Any
    lines: tuple[str, ...]
    text_at: float
    mark_at: float
    lane: str


def check_group(group: str) -> None:
    """Refuse what is no column by whose values events are put into lanes; empty is for no lanes.

    Raises:
        InputError: it is none of `GROUPS`.
    """
    if group and group not in GROUPS:
        raise input_error("group", f"there is no '{group}'", f"{known_names(group, GROUPS)}, or nothing for no lanes")


def draw_timeline(
    events: pd.DataFrame,
    *,
    title: str,
    focus: int | None = None,
    group: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw events in the order of their dates, a row each, on a linear axis; one year is magnified below it.

    Rows keep labels apart however dense the dates are. Events of the ``focus`` year have rows on an axis of their
    own, of months, below the axis of years; on that they are marked together, at their true places.

    Args:
        events: as `events.chronology.events_table` gives them.
        title: what the figure shows.
        focus: the year to magnify, see `events.chronology.focus_year`.
        group: a column of events (one of `GROUPS`) whose values separate them into lanes; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    inside = [row.start.year == focus == row.end.year for row in events.itertuples()]
    near = events[inside]
    check_group(group)
    with drawing.settings():
        frame = _frame(full, events)
        lines = drawing.title_lines(title, full)
        legend = _legend_rows(events, full)
        wide_rows, wide_height = _placed(events[[not is_near for is_near in inside]], frame, group)
        near_rows, near_height = _placed(near, frame, group)
        top = drawing.title_height(lines) + 6
        wide_height += OVERVIEW if near_rows else 0
        near_top = top + wide_height + 14
        bottom = near_top + near_height if near_rows else top + wide_height
        figure = drawing.new_figure(full, bottom + 4 + len(legend) * 4.2 + drawing.MARGIN + 1, colours)
        drawing.write_title(figure, lines, colours)
        if events.empty:
            drawing.write(figure, drawing.MARGIN, top + 3, "No events to show.", colour=colours.soft)
            return figure
        axes, ticks = _axis_of_years(figure, top, wide_height, frame, events, colours)
        if focus is not None and near_rows:
            _overview(figure, axes, top, wide_height, frame, wide_rows, near, focus, colours)
        _draw_rows(figure, axes, top, frame, wide_rows, ticks, colours)
        if focus is not None and near_rows:
            _link(figure, axes, top + wide_height, near_top - 4.5, frame, focus, colours)
            months, ticks = _axis_of_months(figure, near_top, near_height, frame, focus, colours)
            _draw_rows(figure, months, near_top, frame, near_rows, ticks, colours)
        _draw_legend(figure, bottom + 4, legend, colours)
    return figure


def _frame(full: float, events: pd.DataFrame) -> _Frame:
    dates = max((drawing.text_mm(date_words(edtf)) for edtf in events["edtf"]), default=10) + 2.5
    labels = min(MOST_LABEL, max((_label_mm(row) for row in events.itertuples()), default=10) + 2)
    label_left = drawing.MARGIN + dates
    plot_left = label_left + labels
    plot_width = full - plot_left - drawing.MARGIN - 4
    if plot_width >= LEAST_PLOT:
        pitch = 4.1 if len(events) < MANY else 3.4
        return _Frame(False, label_left, labels - 2, plot_left + 2, plot_width, pitch)
    left = drawing.MARGIN + 2
    return _Frame(True, label_left, full - label_left - drawing.MARGIN, left, full - 2 * left, 3.6)


def _placed(events: pd.DataFrame, frame: _Frame, group: str) -> tuple[list[_Row], float]:
    """The rows of a panel, one under another, and their height; lanes in the order of their first events."""
    rows, top = [], 0.0
    lanes = dict.fromkeys(events[group]) if group else [None]
    for lane in lanes:
        lane_head = "" if lane is None else MEANINGS.get(lane, lane)
        top += frame.pitch + 0.6 if lane_head else 0
        for event in (events if lane is None else events[events[group] == lane]).itertuples():
            lines = drawing.wrap(event.label, frame.label_width, slant=_slant(event))
            text_at = top + frame.pitch / 2
            top += frame.pitch + (len(lines) - 1) * WRAPPED
            mark_at = top + 1.2 if frame.track else text_at
            top += TRACK if frame.track else 0
            rows.append(_Row(event, lines, text_at, mark_at, lane_head))
            lane_head = ""
    return rows, top


def _slant(event: Any) -> drawing.Slant:
    return "italic" if event.mention == "alluded" else "normal"


def _label_mm(event: Any) -> float:
    return drawing.text_mm(event.label, slant=_slant(event))


def _axis_of_years(
    figure: Figure, top: float, height: float, frame: _Frame, events: pd.DataFrame, colours: drawing.Style
) -> tuple[Axes, list[float]]:
    first, last = min(events["start"]).year, max(events["end"]).year + 1
    axes = _axis(figure, top, height, frame, _day(first), _day(last), colours)
    years = last - first
    step = next((s for s in (1, 2, 5, 10, 20, 50) if years / s * 9 <= frame.plot_width), 100)
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    if not ticks or (ticks[0] - first) / years * frame.plot_width >= 9:
        ticks.insert(0, first)
    axes.set_xticks([_day(year) for year in ticks], [str(year) for year in ticks])
    axes.set_xticks([_day(year) for year in range(first, last + 1)], minor=True)
    axes.tick_params(axis="x", colors=colours.soft, pad=1, length=2.2)
    axes.tick_params(axis="x", which="minor", color=colours.soft, length=1.2, width=drawing.THIN)
    return axes, [_day(year) for year in ticks]


def _axis(
    figure: Figure, top: float, height: float, frame: _Frame, first: float, last: float, colours: drawing.Style
) -> Axes:
    axes = drawing.new_axes(figure, frame.plot_left, top, frame.plot_width, height)
    axes.set_xlim(first, last)
    axes.set_ylim(height, 0)
    axes.xaxis.tick_top()
    axes.spines["top"].set_visible(True)
    axes.spines["top"].set_color(colours.soft)
    return axes


def _axis_of_months(
    figure: Figure, top: float, height: float, frame: _Frame, year: int, colours: drawing.Style
) -> tuple[Axes, list[float]]:
    starts = [*(_day(year, month) for month in range(1, 13)), _day(year + 1)]
    axes = _axis(figure, top, height, frame, starts[0], starts[-1], colours)
    axes.set_xticks(starts, [""] * len(starts))
    axes.tick_params(axis="x", color=colours.soft, length=2.2)
    short = drawing.text_mm("Mmm", drawing.SMALL) < frame.plot_width / 12
    for name, start, end in zip(MONTHS, starts[:-1], starts[1:], strict=True):
        middle = frame.plot_left + frame.plot_width * ((start + end) / 2 - starts[0]) / (starts[-1] - starts[0])
        text = name if short else name[0]
        drawing.write(figure, middle, top - 2.3, text, size=drawing.SMALL, colour=colours.soft, align="center")
    return axes, starts


def _draw_rows(
    figure: Figure,
    axes: Axes,
    top: float,
    frame: _Frame,
    rows: list[_Row],
    ticks: list[float],
    colours: drawing.Style,
) -> None:
    for row in rows:
        alluded = row.event.mention == "alluded"
        ink = colours.soft if alluded else colours.ink
        if row.lane:
            above = top + row.text_at - frame.pitch
            drawing.write(
                figure, drawing.MARGIN, above, row.lane, size=drawing.SMALL, weight="bold", colour=colours.ink
            )
        drawing.write(figure, drawing.MARGIN, top + row.text_at, date_words(row.event.edtf), colour=ink)
        for i, line in enumerate(row.lines):
            gid = f"label-{row.event.id}" + (f"-{i + 1}" if i else "")
            at = top + row.text_at + i * WRAPPED
            text = drawing.write(figure, frame.label_left, at, line, colour=ink, slant=_slant(row.event))
            drawing.link_mark(text, gid, links.of_event(row.event.id), line)
        axes.axhline(row.mark_at, color=colours.faint, lw=drawing.THIN, zorder=0.5)
        if frame.track:
            axes.vlines(ticks, row.mark_at - 1.1, row.mark_at + 1.1, color=colours.faint, lw=drawing.THIN, zorder=0.4)
        _mark(figure, axes, row.event, row.mark_at, colours, gid=links.mark_of_event(row.event.id))
    if rows and not frame.track:
        axes.vlines(ticks, 0, rows[-1].mark_at + frame.pitch / 2, color=colours.faint, lw=drawing.THIN, zorder=0.4)


def _mark(figure: Figure, axes: Axes, event: Any, at: float, colours: drawing.Style, *, gid: str) -> None:
    """Draw one event at its place: a marker for a day, a bar for a month or span, a bracket for a window."""
    marker, colour = elements.event_mark(event.kind)
    colour = drawing.legible(colour, colours.ground, 3)
    start, end = _day_of(event.start), _day_of(event.end) + 1
    ground = event.basis
    if is_day_from_record(event):
        first, last, _ = date_bounds(event.stated)
        bar = Rectangle((_day_of(first), at - 0.4), _day_of(last) + 1 - _day_of(first), 0.8, lw=0)
        bar.set(facecolor=colour, zorder=2)
        _leads(bar, gid + "-stated", event)
        axes.add_patch(bar)
        ground = "external"
    low, high = axes.get_xlim()
    bar_mm = (end - start) / (high - low) * axes.get_position().width * drawing.size_mm(figure)[0]
    either = is_one_of_two_days(event)
    if either:
        axes.add_line(Line2D([start + 0.5, end - 0.5], [at, at], color=colour, lw=drawing.THICK, zorder=2))
    if event.extent == "day" or either or bar_mm < NARROW[event.extent == "window"]:
        days = [start + 0.5, end - 0.5] if either else [(start + end) / 2]
        for i, day in enumerate(days):
            point = Line2D([day], [at], marker=marker, ms=5, mec=colour, mew=0.9, zorder=3, ls="none", clip_on=False)
            _fill(point, ground, colour, colours.ground)
            _leads(point, gid if i == 0 else f"{gid}-or", event)
            axes.add_line(point)
        return
    face = {"stated": colour, "relative": drawing.mix(colour, colours.ground, 0.6), "external": colours.ground}[
        ground
    ]
    bar = Rectangle((start, at - 0.75), end - start, 1.5, facecolor=face, edgecolor=colour, lw=0.8, zorder=3)
    _leads(bar, gid, event)
    axes.add_patch(bar)
    if event.extent == "window":
        for edge in (start, end):
            axes.add_line(Line2D([edge, edge], [at - 1.5, at + 1.5], color=colour, lw=drawing.THICK, zorder=3))


def _leads(mark: Artist, gid: str, event: Any) -> None:
    drawing.link_mark(mark, gid, links.of_event(event.id), f"{date_words(event.edtf)}: {event.label}")


def _fill(point: Line2D, ground: str, colour: str, paper: str) -> None:
    point.set_fillstyle("left" if ground == "relative" else "full")
    point.set_markerfacecolor(paper if ground == "external" else colour)
    point.set_markerfacecoloralt(paper)


def _overview(
    figure: Figure, axes: Axes, top: float, height: float, frame: _Frame, rows: list[_Row], near: pd.DataFrame,
    year: int, colours: drawing.Style,
) -> None:  # fmt: skip
    strips = [(row.mark_at - 1.1, row.mark_at + 1.1) for row in rows] if frame.track else [(0, height - OVERVIEW)]
    for low, high in [*strips, (height - OVERVIEW, height)]:
        band = Rectangle(
            (_day(year), low), _day(year + 1) - _day(year), high - low, color=colours.band, lw=0, zorder=0
        )
        axes.add_patch(band)
    at = height - OVERVIEW / 2
    for event in near.itertuples():
        middle = (_day_of(event.start) + _day_of(event.end) + 1) / 2
        tick = Line2D([middle, middle], [at - 1.4, at + 1.4], color=colours.ink, lw=drawing.THIN, zorder=3)
        _leads(tick, f"overview-{event.id}", event)
        axes.add_line(tick)
    words = f"{year}: {len(near)} events, magnified below"
    left = frame.plot_left + frame.plot_width * (_day(year) - axes.get_xlim()[0]) / (
        axes.get_xlim()[1] - axes.get_xlim()[0]
    )
    room_before = left - frame.plot_left > drawing.text_mm(words, drawing.SMALL) + 2
    place, align = (left - 1.2, "right") if room_before else (left + 6, "left")
    drawing.write(figure, place, top + at, words, size=drawing.SMALL, colour=colours.soft, align=align)


def _link(
    figure: Figure, axes: Axes, top: float, bottom: float, frame: _Frame, year: int, colours: drawing.Style
) -> None:
    width, height = drawing.size_mm(figure)
    low, high = axes.get_xlim()
    xs = [frame.plot_left + frame.plot_width * (_day(y) - low) / (high - low) for y in (year, year + 1)]
    corners = [
        (xs[0], top),
        (xs[1], top),
        (frame.plot_left + frame.plot_width, bottom),
        (frame.plot_left, bottom),
    ]
    patch = Polygon(
        [(x / width, 1 - y / height) for x, y in corners], closed=True, transform=figure.transFigure,
        facecolor=colours.band, lw=0, zorder=0,
    )  # fmt: skip
    figure.add_artist(patch)
    middle = frame.plot_left + frame.plot_width / 2
    text = f"{year}, scale × {(high - low) / (_day(year + 1) - _day(year)):.0f}"
    drawing.write(
        figure, middle, bottom - 2, text, size=drawing.SMALL, weight="bold", colour=colours.ink, align="center"
    )


def _legend_rows(events: pd.DataFrame, full: float) -> list[list[tuple[str, str, float]]]:
    """The legend's entries (what is drawn, its words, its width), line by line, only for what is shown."""
    entries = [
        (f"kind:{kind}", kind)
        for kind in [*elements.EVENT_MARKS, *sorted(set(events["kind"]) - set(elements.EVENT_MARKS))]
    ]
    entries = [entry for entry in entries if entry[1] in set(events["kind"])]
    stated_day = any(is_day_from_record(event) for event in events.itertuples())
    bases = set(events["basis"])
    if "stated" in bases:
        words = "filled: the text states it (its month as a bar)" if stated_day else "filled: the text states it"
        entries.append(("basis:stated", words))
    if "relative" in bases:
        entries.append(("basis:relative", "half, pale: follows from the text’s words"))
    if "external" in bases or stated_day:
        entries.append(("basis:external", "hollow: from the public record"))
    extents = set(events["extent"])
    either = [is_one_of_two_days(event) for event in events.itertuples()]
    if any(either):
        entries.append(("either", "one of two days"))
    if ((events["extent"] == "window") & ~pd.Series(either, index=events.index)).any():
        entries.append(("window", "one day within"))
    if extents - {"window", "day"}:
        entries.append(("span", "from – to"))
    if "alluded" in set(events["mention"]):
        entries.append(("italic", "italic: alluded, our reading"))
    rows: list[list[tuple[str, str, float]]] = []
    used = 0.0
    for what, words in entries:
        width = drawing.text_mm(words, drawing.SMALL) + 9
        if (
            not rows
            or used + width > full - 2 * drawing.MARGIN
            or (what.startswith("basis") and rows[-1][-1][0].startswith("kind"))
        ):
            rows.append([])
            used = 0.0
        rows[-1].append((what, words, width))
        used += width
    return rows


def _draw_legend(
    figure: Figure, top: float, rows: list[list[tuple[str, str, float]]], colours: drawing.Style
) -> None:
    width, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, width, height)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    for i, row in enumerate(rows):
        left, at = drawing.MARGIN, top + (i + 0.5) * 4.2
        for what, words, room in row:
            name, _, value = what.partition(":")
            if name in ("kind", "basis"):
                marker, colour = elements.event_mark(value) if name == "kind" else ("o", colours.ink)
                point = Line2D([left + 2], [at], marker=marker, ms=5, mew=0.9, ls="none")
                point.set_markeredgecolor(drawing.legible(colour, colours.ground, 3))
                _fill(point, "stated" if name == "kind" else value, point.get_markeredgecolor(), colours.ground)
                axes.add_line(point)
            elif name == "either":
                ends = [left + 0.8, left + 3.6]
                joined = Line2D(ends, [at, at], marker="o", ms=3.6, mfc=colours.ground, mec=colours.ink, mew=0.9)
                joined.set(color=colours.ink, lw=drawing.THICK)
                axes.add_line(joined)
            elif name in ("window", "span"):
                bar = Rectangle((left, at - 0.75), 4, 1.5, facecolor=colours.ground, edgecolor=colours.ink, lw=0.8)
                axes.add_patch(bar)
                for edge in (left, left + 4) if name == "window" else ():
                    axes.add_line(Line2D([edge, edge], [at - 1.5, at + 1.5], color=colours.ink, lw=drawing.THICK))
            shift = 0 if name == "italic" else 5.5
            slant: drawing.Slant = "italic" if name == "italic" else "normal"
            drawing.write(figure, left + shift, at, words, size=drawing.SMALL, colour=colours.soft, slant=slant)
            left += room


def _day(year: int, month: int = 1) -> float:
    return _day_of(datetime.date(year, month, 1))


def _day_of(date: datetime.date) -> float:
    return float(date2num(date))
