"""The timelines of the reading room: the layouts of the figure `timeline`, drawn as SVG that a script can stretch.

Places are those of `themeline.figures.timeline_layout`, in mm. What moves along time has ``data-m``: for each of its
ends its place at scale 1, and mm that it stands off there, however much the time is stretched. Labels that stand
clear of each other at scale 1 do so at any larger one, since what is between them only grows.
"""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup
from matplotlib.dates import num2date

from themeline.events import actors
from themeline.events.chronology import focus_years, years_in_words
from themeline.events.edtf_dates import date_words
from themeline.figures import drawing, links
from themeline.figures import timeline_layout as layouts
from themeline.figures.captions import describe_events
from themeline.figures.timeline_layout import Layout, Mark, Stretch
from themeline.figures.typeface import Face
from themeline.text.document import Document

# Widths in mm of the drawing beside the text, the first in which it has lanes, and on a phone, where time runs down.
WIDE, PHONE = (120.0, 150.0, 165.0), 76.0
# mm around the axis, so that no mark at its end is cut; of the axis above lanes; above a spine; at its foot.
EDGE, HEAD, SPINE_HEAD, FOOT = 2.9, 9.5, 7.5, 1.5
_WHO = (actors.BOTH, actors.FIRST, actors.SECOND, actors.OTHERS)


@dataclass(frozen=True)
class Timeline:
    """A drawing: what is in it (named or all), its form (wide or phone), whether the wide form needs much room, how
    to read it, and its SVG in two parts."""

    what: str
    form: str
    large: bool
    said: str
    down: bool
    heads: Markup
    time: Markup
    head_share: float


def inks() -> str:
    """The colours of who acts, by day and by night, as variables of CSS."""
    light, dark = drawing.STYLES["print"].acting, drawing.STYLES["dark"].acting
    return ";".join(f"--{who}:{day};--{who}-dark:{night}" for who, day, night in zip(_WHO, light, dark, strict=True))


def timelines(document: Document, events: pd.DataFrame) -> tuple[list[Timeline], dict[Face, set[str]]]:
    """The drawings of the events that the text names and of all, each beside the text and for a phone.

    Args:
        document: the text.
        events: all, as `events.chronology.events_table` gives them, at least one.

    Returns:
        The drawings, and the letters that they use in each face.
    """
    named = events[events["mention"] == "named"]
    sets = {"all": events} if len(named) in (0, len(events)) else {"named": named, "all": events}
    number = {identifier: i for i, identifier in enumerate(events["id"])}
    drawn = []
    letters: dict[Face, set[str]] = {}
    with drawing.settings():
        for what, chosen in sets.items():
            focus = focus_years(chosen)
            tried = [(full, layouts.layout_in(chosen, focus, "", full)) for full in WIDE]
            wide = next((one for one in tried if not one[1].down), tried[0])
            phone = PHONE, layouts.layout_in(chosen, focus, "", PHONE)
            for form, (full, layout) in (("wide", wide), ("phone", phone)):
                pen = _Pen(layout, number, letters, full)
                said = describe_events(document, chosen, focus, layout).subtitle
                share = 0 if layout.down else layout.axis.start - EDGE
                total = full - drawing.MARGIN - 1 + EDGE
                large = wide[0] > WIDE[0]
                drawn.append(Timeline(what, form, large, said, layout.down, pen.heads(), pen.time(), share / total))
    return drawn, letters


class _Pen:
    """Writes a layout as SVG."""

    def __init__(self, layout: Layout, number: dict[str, int], letters: dict[Face, set[str]], full: float) -> None:
        self.layout, self.number, self.letters, self.full = layout, number, letters, full
        self.down = layout.down
        self.start = layout.axis.start
        self.height = layout.height + (FOOT if self.down else 0)

    def heads(self) -> Markup:
        """The names of lanes; of a spine nothing."""
        if self.down:
            return Markup()
        names = []
        for lane in self.layout.lanes:
            lines = layouts.lane_name(lane.name)
            for i, line in enumerate(lines):
                at = lane.base - (len(lines) - 1 - i) * layouts.LINE
                self._count(line, ("normal" if lane.aside else "bold", "normal"))
                names.append(
                    Markup('<text x="{:g}" y="{:.2f}" class="lane{}">{}</text>').format(
                        drawing.MARGIN, at + 0.9, " aside" * lane.aside, line
                    )
                )
        box = f"0 {-HEAD} {self.start - EDGE:.2f} {self.height + HEAD + 2:.2f}"
        return Markup('<svg class="heads" viewBox="{}" aria-hidden="true">{}</svg>').format(box, Markup().join(names))

    def time(self) -> Markup:
        """All that stands on the axis."""
        pieces = [
            Markup('<g class="ticks">{}</g>').format(Markup().join(map(self._ticks, self.layout.axis.stretches)))
        ]
        for i, lane in enumerate(self.layout.lanes):
            for start, end in lane.parts:
                pieces.append(self._line("guide", start, end, lane.base))
            for start, end in lane.threads:
                pieces.append(self._line("thread", start, end, lane.base, lane=i))
            for bar in lane.bars:
                inside = [self._line("" if bar.verified else "unsure", a, b, bar.base) for a, b in bar.parts]
                for n, words in enumerate(bar.words):
                    if self.down:
                        inside.append(self._words(words, "letter", bar.parts[0][0], -layouts.LETTER, bar.base))
                        continue
                    at = bar.base + layouts.BAR / 2 + (n + 0.5) * layouts.BAR_LINE
                    inside.append(self._words(words, "strand", bar.parts[0][0], bar.left - bar.parts[0][0], at))
                pieces.append(
                    Markup('<g class="force {}" data-e="{}">{}</g>').format(
                        bar.who, self.number[bar.event.id], Markup().join(inside)
                    )
                )
            pieces += [self._mark(mark, i, aside=lane.aside) for mark in lane.marks]
        length = self.layout.axis.end - self.start
        if self.down:
            box = f"0 {-SPINE_HEAD:g} {self.full:g} {self.height + SPINE_HEAD:.2f}"
        else:
            box = f"{-EDGE:g} {-HEAD:g} {length + 2 * EDGE:.2f} {self.height + HEAD + 2:.2f}"
        return Markup(
            '<svg class="time" viewBox="{}" data-length="{:.3f}" data-down="{}" data-side="{:.2f}" '
            'data-stretches="{}" role="group" aria-label="Timeline">{}</svg>'
        ).format(
            box, self.height if self.down else length, int(self.down), self._tick_side(),
            " ".join(map(self._span, self.layout.axis.stretches)), Markup().join(pieces),
        )  # fmt: skip

    def _span(self, stretch: Stretch) -> str:
        days = (num2date(day).toordinal() for day in (stretch.first, stretch.last))
        return ",".join([*map(str, days), f"{stretch.start - self.start:.3f}", f"{stretch.length:.3f}"])

    def _tick_side(self) -> float:
        """Where ticks stand: above lanes, or left of a spine and its bars."""
        if not self.down:
            return -2.0
        lane = self.layout.lanes[0]
        return min([lane.base, *(bar.base for bar in lane.bars)]) - 1.4

    def _ticks(self, stretch: Stretch) -> Markup:
        """Ticks at scale 1; a script that stretches the time writes others (`timeline.js`)."""
        first, last = num2date(stretch.first).year, num2date(stretch.last - 1).year + 1
        words = years_in_words(range(first, last))
        several = len(self.layout.axis.stretches) > 1
        if several:
            words += ", by month" * stretch.by_month
        side = self._tick_side()
        if stretch.by_month:
            ticks = [((start + stop) / 2, name) for start, stop, name in layouts.month_ticks(stretch, first)]
            step = next(n for n in (1, 2, 3, 6, 12) if n * stretch.length / 12 >= (3.4 if self.down else 6))
            ticks = ticks[::step]
        else:
            ticks = layouts.year_ticks(stretch, first, last - 1, 4.5 if self.down else 9)
        inside = [self._line("", stretch.start, stretch.end, side + 0.4 * self.down)]
        inside += [self._words(name, "tick", at, 0, side - (0.9 if self.down else 2.0)) for at, name in ticks]
        if (
            several
            and not stretch.enlarged
            and not self.down
            and drawing.text_mm(words, drawing.SMALL) > stretch.length
        ):
            # A short stretch at the end has no room for them.
            words = ""
        if words and (several or stretch.by_month):
            self._count(words, ("bold", "normal"))
            place = (-4.0, 0.0) if self.down else (0.0, -7.0)
            inside.append(self._text(words, "stretch", stretch.start, *place))
        return Markup().join(inside)

    def _mark(self, mark: Mark, lane: int, *, aside: bool) -> Markup:
        event = mark.event
        classes = f"mark {mark.who} {mark.ground} {event.mention}" + " aside" * aside
        return Markup(
            '<a class="{}" href="#{}" data-e="{}" data-lane="{}" aria-label="{}">{}{}</a>'
        ).format(
            classes, links.of_event(event.id), self.number[event.id], lane,
            f"{date_words(event.edtf)}: {event.label}", self._label(mark), self._form(mark),
        )  # fmt: skip

    def _form(self, mark: Mark) -> Markup:
        base, pieces = mark.base, []
        pieces += [self._box("said", start, end, base, layouts.STATED) for start, end in mark.stated]
        if mark.form in ("two", "window"):
            pieces += [self._line(mark.form, start, end, base) for start, end in mark.parts]
        if mark.form == "window":
            pieces += [self._across("cap", edge, base - 1.2, base + 1.2) for edge in (mark.start, mark.end)]
        if mark.form == "span":
            pieces += [self._box("bar", start, end, base, 1.8) for start, end in mark.parts]
        others = mark.who == actors.OTHERS and not mark.stated
        for place in mark.points:
            size = mark.radius
            ring = f"{size} {size} 0 1 1"
            circle = f"M{-size} 0a{ring} {2 * size} 0a{ring} {-2 * size} 0z"
            outline = "M0-1.2L1.2 0 0 1.2-1.2 0z" if others else circle
            half = "M0-1.2L0 1.2-1.2 0z" if others else f"M0 {-size}a{size} {size} 0 0 0 0 {2 * size}z"
            filled = Markup('<path class="half" d="{}"/>').format(half) if mark.ground == "relative" else Markup()
            inside = Markup('<path class="point" d="{}"/>{}').format(outline, filled)
            pieces.append(self._at(inside, place, 0, base))
        return Markup().join(pieces)

    def _label(self, mark: Mark) -> Markup:
        label, pieces = mark.label, []
        if self.down:
            top, anchor = label.base, label.base
            middle = label.line / 2
            pieces.append(self._leader(mark.leader, mark.base + layouts.MARK + 0.3, top, middle, label.left - 2.2))
            pieces.append(self._across("stem", top, label.left - 2.2, label.left - 0.8, middle))
        else:
            top = label.base - label.height
            anchor = mark.end if label.to_left else mark.start
            pieces.append(self._across("stem", anchor, top + 0.5, mark.base - layouts.MARK))
        for i, line in enumerate(label.lines):
            left = label.left + (label.width - layouts.line_width(line) if label.to_left else 0)
            for run, following in zip(line, (*line[1:], None), strict=True):
                self._count(run.words, layouts.FONTS[run.role])
                role = run.role.replace(" ", "-") + (" small" if run.size == drawing.SMALL else "")
                along, across = left - anchor, top + (i + 0.5) * label.line
                if self.down:
                    pieces.append(self._text(run.words, role, anchor, (i + 0.5) * label.line, left))
                else:
                    pieces.append(self._text(run.words, role, anchor, along, across))
                if following:
                    left += layouts.run_width(run) + layouts.gap_between(run, following)
        return Markup().join(pieces)

    def _count(self, words: str, face: Face) -> None:
        self.letters.setdefault(face, set()).update(words)

    def _words(self, words: str, role: str, place: float, off: float, across: float) -> Markup:
        self._count(words, ("normal", "normal"))
        return self._text(words, f"{role} small", place, off, across)

    def _text(self, words: str, role: str, place: float, off: float, across: float) -> Markup:
        # Letters stand 0.9 mm below their middle.
        return self._at(Markup('<text y=".9" class="{}">{}</text>').format(role, words), place, off, across)

    def _at(self, inside: Markup, place: float, off: float, across: float) -> Markup:
        a = place - self.start
        x, y = (across, a + off) if self.down else (a + off, across)
        return Markup('<g data-m="{:.3f} {:.2f}" data-c="{:.2f}" transform="translate({:.2f} {:.2f})">{}</g>').format(
            a, off, across, x, y, inside
        )

    def _line(self, role: str, start: float, end: float, across: float, lane: int | None = None) -> Markup:
        a, b = start - self.start, end - self.start
        return self._drawn_line(role, (a, 0, b, 0), across, across, lane)

    def _leader(self, start: float, across: float, end: float, off: float, other: float) -> Markup:
        return self._drawn_line("stem", (start - self.start, 0, end - self.start, off), across, other)

    def _across(self, role: str, place: float, first: float, last: float, off: float = 0) -> Markup:
        a = place - self.start
        return self._drawn_line(role, (a, off, a, off), first, last)

    def _drawn_line(
        self, role: str, along: tuple[float, float, float, float], c: float, d: float, lane: int | None = None
    ) -> Markup:
        a, da, b, db = along
        x, y = ("y", "x") if self.down else ("x", "y")
        return Markup(
            '<line class="{}"{} data-m="{:.3f} {:.2f} {:.3f} {:.2f}" {}1="{:.2f}" {}2="{:.2f}" '
            '{}1="{:.2f}" {}2="{:.2f}"/>'
        ).format(
            role, "" if lane is None else Markup(' data-lane="{}"').format(lane), a, da, b, db,
            x, a + da, x, b + db, y, c, y, d,
        )  # fmt: skip

    def _box(self, role: str, start: float, end: float, base: float, thick: float) -> Markup:
        a, b = start - self.start, end - self.start
        x, y = ("y", "x") if self.down else ("x", "y")
        wide, high = ("height", "width") if self.down else ("width", "height")
        return Markup(
            '<rect class="{}" data-m="{:.3f} 0 {:.3f} 0" {}="{:.2f}" {}="{:.2f}" {}="{:.2f}" {}="{:.2f}"/>'
        ).format(role, a, b, x, a, wide, b - a, y, base - thick / 2, high, thick)
