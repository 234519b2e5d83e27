"""Figure `timeline`: the strands of what a text speaks of, and how the dates of its events are known."""

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from themeline.errors import input_error
from themeline.events import actors
from themeline.events.chronology import years_in_words
from themeline.events.edtf_dates import date_words
from themeline.figures import drawing, links
from themeline.figures import timeline_layout as layouts
from themeline.figures.timeline_layout import GROUPS, GUTTER, Lane, Layout, Mark
from themeline.io.names import known_names

# The heights of the axis above and below the lanes.
HEAD, FOOT = 9.0, 5.0
TICK = 1.2
_WHO = (actors.BOTH, actors.FIRST, actors.SECOND, actors.OTHERS)


def check_group(group: str) -> None:
    """Refuse what is none of `GROUPS`; empty is for strands.

    Raises:
        InputError: it is none of `GROUPS`.
    """
    if group and group not in GROUPS:
        raise input_error("group", f"there is no '{group}'", f"{known_names(group, GROUPS)}, or nothing for strands")


def draw_timeline(
    events: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    focus: range | None = None,
    group: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw events at their dates, in lanes that each are a strand, with their words at their marks.

    The axis is linear; crowded years have a stretch of their own, a single one by month, on the same lanes. In a
    narrow figure time runs down one spine.

    Args:
        events: as `events.chronology.events_table` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it.
        focus: the years to enlarge, see `events.chronology.focus_years`.
        group: what the lanes are, one of `GROUPS`; empty for strands, or kinds where there are none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    check_group(group)
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        if events.empty:
            figure = drawing.new_figure(full, heading.height + 8, colours)
            drawing.write_heading(figure, heading, colours)
            drawing.write(figure, drawing.MARGIN, heading.height + 3, "No events to show.", colour=colours.soft)
            return figure
        layout = layouts.layout_in(events, focus, group, full)
        top = heading.height + (6.0 if layout.down else HEAD)
        height = top + layout.height + (1.0 if layout.down else FOOT) + drawing.MARGIN
        figure = drawing.new_figure(full, height, colours)
        drawing.write_heading(figure, heading, colours)
        # Millimetres from the top of the layout, to the right and down.
        axes = drawing.new_axes(figure, 0, 0, full, height)
        axes.set_xlim(0, full)
        axes.set_ylim(height - top, -top)
        pen = _Pen(figure, axes, top, layout, colours, focus)
        pen.draw_axis()
        for lane in layout.lanes:
            pen.draw_lane(lane)
        pen.draw_rule(full)
    return figure


class _Pen:
    """Puts a layout onto a figure."""

    def __init__(
        self, figure: Figure, axes: Axes, top: float, layout: Layout, colours: drawing.Style, focus: range | None
    ) -> None:
        self.figure, self.axes, self.top, self.layout = figure, axes, top, layout
        self.colours, self.focus = colours, focus
        self.ink = dict(zip(_WHO, colours.acting, strict=True))

    def draw_axis(self) -> None:
        """Numbers of years, names of months, above and below the lanes or left of the spine."""
        for stretch in self.layout.axis.stretches:
            if self.layout.down:
                self._spine_ticks(stretch)
                continue
            for at, up in ((-2.0, True), (self.layout.height + 1.5, False)):
                self._ticks(stretch, at, up=up)

    def _ticks(self, stretch: layouts.Stretch, at: float, *, up: bool) -> None:
        away = -1 if up else 1
        end = stretch.end
        self._line([stretch.start, end], [at, at], self.colours.soft, drawing.THIN)
        first, last = _years(stretch)
        if stretch.by_month:
            narrow = stretch.length / 12 < drawing.text_mm("Mmm", drawing.SMALL) + 1
            for start, stop, name in layouts.month_ticks(stretch, first):
                self._line([start, start], [at, at + away * TICK], self.colours.soft, drawing.THIN)
                self._write((start + stop) / 2, at + away * 2.4, name[0] if narrow else name, align="center")
            self._line([end, end], [at, at + away * TICK], self.colours.soft, drawing.THIN)
        else:
            for place, words in layouts.year_ticks(stretch, first, last - 1, 9):
                self._line([place, place], [at, at + away * TICK], self.colours.soft, drawing.THIN)
                half = drawing.text_mm(words, drawing.SMALL) / 2
                place = min(place, end - half) if last - 1 == int(words) else place
                self._write(place, at + away * 2.4, words, align="center")
            for place in layouts.quarter_ticks(stretch, first, last) if stretch.enlarged else ():
                self._line([place, place], [at, at + away * TICK / 2], self.colours.soft, drawing.THIN)
        if up and len(self.layout.axis.stretches) > 1:
            words = self._stretch_words(stretch, first, last)
            weight = "bold" if stretch.enlarged else "normal"
            self._write(stretch.start, at - 5.6, words, weight=weight, colour=self.colours.ink)

    def _stretch_words(self, stretch: layouts.Stretch, first: int, last: int) -> str:
        years = years_in_words(range(first, last))
        if not stretch.enlarged:
            # Two short years on the large scale of many would be wider than their stretch.
            fits = self.layout.down or drawing.text_mm(years, drawing.SMALL) <= stretch.length + GUTTER
            return years if fits else ""
        others = [one for one in self.layout.axis.stretches if not one.enlarged]
        scale = _scale(stretch) / _scale(others[0])
        if self.layout.down:
            # Beside the labels of the events before, which may reach as far down.
            room = min(mark.label.left for mark in self.layout.lanes[0].marks) - drawing.MARGIN - 1
            said = [f"{years} by month, × {scale:.0f}"] * stretch.by_month + [f"{years}, × {scale:.0f}", years]
            fitting = [words for words in said if drawing.text_mm(words, drawing.SMALL, weight="bold") <= room]
            return (fitting or said[-1:])[0]
        return f"{years}{', by month' if stretch.by_month else ''} (scale × {scale:.0f})"

    def _spine_ticks(self, stretch: layouts.Stretch) -> None:
        spine = self.layout.lanes[0].base
        first, last = _years(stretch)
        right = min([spine, *(bar.base for bar in self.layout.lanes[0].bars)]) - 2.2
        if len(self.layout.axis.stretches) > 1:
            words = self._stretch_words(stretch, first, last)
            weight = "bold" if stretch.enlarged else "normal"
            self._write(drawing.MARGIN, stretch.start - 3.2, words, weight=weight, colour=self.colours.ink)
        if stretch.by_month:
            months = layouts.month_ticks(stretch, first)
            every = next(n for n in (1, 2, 3, 6, 12) if n * stretch.length / 12 >= 3.4)
            # The name of a month stands at its middle.
            ticks = [(start, (start + stop) / 2, name) for start, stop, name in months[::every]]
        else:
            ticks = [(place, place, words) for place, words in layouts.year_ticks(stretch, first, last - 1, 4.5)]
        for place, middle, words in ticks:
            self._line([spine - TICK, spine], [place, place], self.colours.soft, drawing.THIN)
            self._write(right, middle, words, align="right")

    def draw_rule(self, full: float) -> None:
        """A rule above the first lane in which only others act, if there are lanes above it."""
        first = next((lane for lane in self.layout.lanes[1:] if lane.aside), None)
        if first is not None and not self.layout.lanes[0].aside:
            at = first.top - layouts.ROOMY.gap / 2
            self._line([drawing.MARGIN, full - drawing.MARGIN], [at, at], self.colours.soft, drawing.THIN)

    def draw_lane(self, lane: Lane) -> None:
        """The name of a lane, its line, threads and bars, and the marks with their labels."""
        if not self.layout.down:
            lines = layouts.lane_name(lane.name)
            # What only others do is not one of the strands.
            look = {"colour": self.colours.soft} if lane.aside else {"colour": self.colours.ink, "weight": "bold"}
            for i, line in enumerate(lines):
                at = lane.base - (len(lines) - 1 - i) * layouts.LINE
                self._write(drawing.MARGIN, at, line, size=drawing.BODY_SIZE, **look)
        for start, end in lane.parts:
            self._stroke(start, end, lane.base, self.colours.faint, 0.8, 0.5)
        for start, end in lane.threads:
            self._stroke(start, end, lane.base, self.colours.soft, 0.9, 1)
        for bar in lane.bars:
            self._draw_bar(bar)
        for mark in lane.marks:
            self._draw_label(mark, lane)
            self._draw_mark(mark)

    def _draw_bar(self, bar: layouts.Bar) -> None:
        colour = self.ink[bar.who]
        gid = f"in-force-{bar.event.id}"
        for i, (start, end) in enumerate(bar.parts):
            line = self._stroke(start, end, bar.base, colour, 1.6 if bar.verified else 1.1, 2)
            if not bar.verified:
                line.set_linestyle((0, (1, 1.2)))
            self._leads(line, gid + (f"-{i + 1}" if i else ""), bar.event, "in force: ")
        for i, words in enumerate(bar.words):
            if self.layout.down:
                self._write(bar.base, bar.parts[0][0] - layouts.LETTER, words, align="center")
            else:
                self._write(bar.left, bar.base + layouts.BAR / 2 + (i + 0.5) * layouts.BAR_LINE, words)

    def _draw_label(self, mark: Mark, lane: Lane) -> None:
        label, event = mark.label, mark.event
        colour = self.ink[mark.who]
        alluded = event.mention == "alluded"
        ink = self.colours.soft if alluded or lane.aside else self.colours.ink
        top = label.base if self.layout.down else label.base - label.height
        if self.layout.down:
            self._line(
                [mark.base + layouts.MARK + 0.3, label.left - 2.2, label.left - 0.8],
                [mark.leader, top + label.line / 2, top + label.line / 2], self.colours.soft, drawing.THIN,
            )  # fmt: skip
        else:
            at = mark.end if label.to_left else mark.start
            self._line([at, at], [mark.base - layouts.MARK, top + 0.5], self.colours.soft, drawing.THIN)
        number = 0
        for i, line in enumerate(label.lines):
            left = label.left + (label.width - layouts.line_width(line) if label.to_left else 0)
            for run, following in zip(line, (*line[1:], None), strict=True):
                weight, slant = layouts.FONTS[run.role]
                shade = {"who": colour, "date": self.colours.soft, "highlight": self.colours.soft,
                         "strand": self.colours.soft, "in force": self.colours.soft}.get(run.role, ink)  # fmt: skip
                how = {"size": run.size, "weight": weight, "slant": slant, "colour": shade}
                text = self._write(left, top + (i + 0.5) * label.line, run.words, **how)
                if run.role in ("label", "alluded"):
                    number += 1
                    gid = f"label-{event.id}" + (f"-{number}" if number > 1 else "")
                    drawing.link_mark(text, gid, links.of_event(event.id), run.words)
                if following:
                    left += layouts.run_width(run) + layouts.gap_between(run, following)

    def _draw_mark(self, mark: Mark) -> None:
        event, colour, base = mark.event, self.ink[mark.who], mark.base
        gid = links.mark_of_event(event.id)
        ground = mark.ground
        for i, (start, end) in enumerate(mark.stated):
            bar = self._box(start, end, base, layouts.STATED)
            bar.set(facecolor=colour, zorder=2.5)
            self._leads(bar, f"{gid}-stated" + (f"-{i + 1}" if i else ""), event)
        if mark.form in ("two", "window"):
            for start, end in mark.parts:
                line = self._stroke(start, end, base, colour, 1.6, 2)
                if mark.form == "window":
                    self._leads(line, gid + ("" if start == mark.start else "-more"), event)
            for edge in (mark.start, mark.end) if mark.form == "window" else ():
                self._cap(edge, base, colour)
        elif mark.form == "span":
            for i, (start, end) in enumerate(mark.parts):
                bar = self._box(start, end, base, 1.8)
                face = {"stated": colour, "relative": drawing.mix(colour, self.colours.ground, 0.6)}
                bar.set(facecolor=face.get(ground, self.colours.ground), edgecolor=colour, lw=0.9, zorder=3)
                self._leads(bar, gid + (f"-{i + 1}" if i else ""), event)
        for i, place in enumerate(mark.points):
            others = mark.who == actors.OTHERS
            diamond = others and not mark.stated
            # Points of a diameter; a diamond is wider than a circle of its size.
            size = 2 * mark.radius * drawing.MM * 72 * (0.9 if diamond else 1)
            x, y = self._xy(place, base)
            point = Line2D([x], [y], marker="D" if diamond else "o", ms=size, ls="none")
            point.set(markeredgecolor=colour, markeredgewidth=1.0, zorder=3.5, clip_on=False)
            point.set_fillstyle("left" if ground == "relative" else "full")
            point.set_markerfacecolor(self.colours.ground if ground == "external" else colour)
            point.set_markerfacecoloralt(self.colours.ground)
            self._leads(point, gid if i == 0 else f"{gid}-or", event)
            self.axes.add_artist(point)

    def _cap(self, at: float, base: float, colour: str) -> None:
        x0, y0 = self._xy(at, base - 1.2)
        x1, y1 = self._xy(at, base + 1.2)
        self._line([x0, x1], [y0, y1], colour, 1.4, 3)

    def _xy(self, at: float, base: float) -> tuple[float, float]:
        return (base, at) if self.layout.down else (at, base)

    def _box(self, start: float, end: float, base: float, thick: float) -> Rectangle:
        x, y = self._xy(start, base - thick / 2)
        size = (thick, end - start) if self.layout.down else (end - start, thick)
        box = Rectangle((x, y), *size, lw=0)
        self.axes.add_patch(box)
        return box

    def _stroke(self, start: float, end: float, base: float, colour: str, width: float, order: float) -> Line2D:
        x0, y0 = self._xy(start, base)
        x1, y1 = self._xy(end, base)
        return self._line([x0, x1], [y0, y1], colour, width, order)

    def _line(self, xs: list[float], ys: list[float], colour: str, width: float, order: float = 0.6) -> Line2D:
        line = Line2D(xs, ys, color=colour, lw=width, zorder=order, clip_on=False, solid_capstyle="butt")
        self.axes.add_artist(line)
        return line

    def _write(self, left: float, at: float, words: str, **how: Any) -> Text:
        given: dict[str, Any] = {"size": drawing.SMALL, "colour": self.colours.soft} | how
        return drawing.write(self.figure, left, self.top + at, words, **given)

    def _leads(self, mark: Artist, gid: str, event: Any, before: str = "") -> None:
        drawing.link_mark(mark, gid, links.of_event(event.id), f"{before}{date_words(event.edtf)}: {event.label}")


def _years(stretch: layouts.Stretch) -> tuple[int, int]:
    """The first year of a stretch, and the one after its last."""
    return num2date(stretch.first).year, num2date(stretch.last - 1).year + 1


def _scale(stretch: layouts.Stretch) -> float:
    return stretch.length / (stretch.last - stretch.first)
