"""Where all that a timeline shows has its place, in millimetres: marks, labels, threads, bars, and the axis.

A timeline has one axis of time, of up to three stretches, each linear: the years before one crowded year, that year
by month, and the years after it. Time runs to the right in lanes, one a strand (`lay_out`), or, where that finds no
room, down a spine (`lay_out_spine`). Drawings, and pages, only put what stands here onto paper.
"""

import datetime
import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.dates import date2num

from themeline.events import actors
from themeline.events.chronology import (
    MEANINGS,
    in_force_words,
    is_day_from_record,
    is_in_force_verified,
    is_one_of_two_days,
)
from themeline.events.edtf_dates import MONTHS, date_bounds, date_words
from themeline.figures import drawing

# Columns of events whose values may be lanes; `ACTS` is who acts.
STRAND, ACTS, ONE_LANE = "strand", "actors", "none"
GROUPS = (STRAND, "kind", ACTS, "mention", "basis", "confidence", ONE_LANE)
# The share of the axis that a crowded year gets, that in a wide figure, where its labels stay within it, and mm
# between stretches.
SHARE, WIDE_SHARE, GUTTER = 0.4, 0.48, 4.0
# Heights of a line, of a label's base above the lane's line, of a further track of marks or bars below it.
LINE, ABOVE, TRACK, BAR = 3.35, 1.7, 2.7, 1.5
# Of a line of words below a bar, and mm from these to the next bar; from a letter's middle to its bar in a spine.
BAR_LINE, BELOW_WORDS, LETTER = 2.7, 0.7, 2.0
LANE_HEAD = 27.0
# mm of label beside label, half a mark, and of a label beside its stem.
BESIDE, MARK, STEM = 2.0, 1.25, 0.6
# Of marks, in mm: the radius of a day, of one that may be another, and of one within what the text states; how high
# that is.
DAY, EITHER_DAY, STATED_DAY, STATED = 1.02, 0.68, 0.75, 2.5
# Labels of a crowded year of this length, in mm, stay within it, and each has at least this width for that.
KEPT_APART, LEAST_LABEL = 60.0, 26.0
# Of a spine: mm for the numbers of years, from the last track to the labels, between these, between stretches, of the
# shortest stretch, and what a page has for all.
YEARS, LEADER, SPINE_GAP, SPINE_GUTTER, LEAST_STRETCH, PAGE = 7.5, 7.0, 0.9, 6.0, 16.0, 140.0
# A figure narrower than this, in mm, has a spine.
NARROW = 115.0
# Lanes higher than this, in mm, leave no room for a caption on a page.
TALL = 235.0
# Widths of labels that are tried, in mm; the first that makes the lane lowest is taken.
WIDTHS = (84.0, 66.0, 52.0, 42.0, 34.0, 28.0, 22.0, 18.0)


class Density(NamedTuple):
    """How close all stands: the height of a line of labels and mm between lanes, the size of labels in points, and
    whether words of the text stand at their marks, and names at bars (or what is in force in the labels)."""

    line: float
    gap: float
    size: float
    highlights: bool
    bars_named: bool


ROOMY, DENSE = Density(LINE, 3.2, drawing.BODY_SIZE, True, True), Density(2.62, 1.4, drawing.SMALL, False, False)


@dataclass(frozen=True)
class Stretch:
    """A stretch of time, [first, last) in days of matplotlib, from ``start`` on, ``length`` mm long; ``enlarged``
    where its years are crowded."""

    first: float
    last: float
    start: float
    length: float
    enlarged: bool

    @property
    def by_month(self) -> bool:
        """Whether it is one year, whose months can be told apart."""
        return self.enlarged and self.last - self.first <= 366

    @property
    def end(self) -> float:
        """Where it ends, in mm."""
        return self.start + self.length

    def at(self, day: float) -> float:
        """The place of a day in it."""
        return self.start + self.length * (day - self.first) / (self.last - self.first)


@dataclass(frozen=True)
class TimeAxis:
    """Stretches in the order of time."""

    stretches: tuple[Stretch, ...]

    def at(self, day: float) -> float:
        """The place of a day; of one outside, the nearer end."""
        for stretch in self.stretches:
            if day < stretch.last:
                return stretch.at(max(day, stretch.first))
        return self.end

    @property
    def start(self) -> float:
        """Where it begins, in mm."""
        return self.stretches[0].start

    @property
    def end(self) -> float:
        """Where it ends, in mm."""
        return self.stretches[-1].end

    def without_gutters(self, start: float, end: float) -> list[tuple[float, float]]:
        """What of a line from one place to another lies within stretches."""
        pieces = ((max(start, one.start), min(end, one.end)) for one in self.stretches)
        return [piece for piece in pieces if piece[0] < piece[1]]

    def parts(self, first: float, last: float) -> list[tuple[float, float]]:
        """The places from ``first`` to ``last``, a pair for each stretch that they touch."""
        return [
            (one.at(max(first, one.first)), one.at(min(last, one.last)))
            for one in self.stretches
            if first < one.last and last > one.first
        ]


class Run(NamedTuple):
    """Words of a line of a label, what they are (`FONTS`), and their size in points."""

    words: str
    role: str
    size: float = drawing.SMALL


@dataclass(frozen=True)
class Label:
    """Lines of a label, each of runs; its size in mm, and where its lower left corner (or upper, in a spine) is."""

    lines: tuple[tuple[Run, ...], ...]
    width: float
    line: float
    left: float = 0.0
    base: float = 0.0
    to_left: bool = False

    @property
    def height(self) -> float:
        """Of all its lines."""
        return self.line * len(self.lines)


@dataclass(frozen=True)
class Mark:
    """The mark of an event.

    ``form`` is point, two (one of two days), window (one day within), or span; ``points`` are the places of days,
    ``parts`` from where to where the rest reaches; ``stated`` the same of what the text states, where only the day is
    from the record; ``base`` the line that it stands on.
    """

    event: Any
    who: str
    form: str
    points: tuple[float, ...]
    parts: tuple[tuple[float, float], ...]
    stated: tuple[tuple[float, float], ...]
    label: Label
    base: float = 0.0

    @property
    def ground(self) -> str:
        """How it is known what it shows: the event's basis, but for a day of which the text states the month.

        That day is from the record where what the text states is drawn around it. Where there is no room for that,
        the mark stands for what the text states.
        """
        if is_day_from_record(self.event):
            return "external" if self.stated else "stated"
        return str(self.event.basis)

    @property
    def radius(self) -> float:
        """Of its points, in mm."""
        return STATED_DAY if self.stated else EITHER_DAY if self.form == "two" else DAY

    @property
    def start(self) -> float:
        """Where its label may begin."""
        return min(self.points or itertools.chain(*self.parts))

    @property
    def end(self) -> float:
        """Where its label may end."""
        return max(self.points or itertools.chain(*self.parts))

    @property
    def middle(self) -> float:
        """The middle of its days: where its label is wanted beside a spine."""
        return (self.start + self.end) / 2

    @property
    def leader(self) -> float:
        """Where the line to a label beside a spine begins: of its days the one that is nearest to the label."""
        return min(max(self.label.base + self.label.line / 2, self.start), self.end)

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where all of it is seen."""
        ends = [*self.points, *itertools.chain(*self.parts, *self.stated)]
        return min(ends) - MARK, max(ends) + MARK


@dataclass(frozen=True)
class Bar:
    """How long what was agreed is in force: places, its line, whether that is verified, and below it what it is.

    ``words`` are lines, which begin at ``left``; there are none where the event's label tells it.
    """

    event: Any
    who: str
    parts: tuple[tuple[float, float], ...]
    base: float
    verified: bool
    words: tuple[str, ...] = ()
    left: float = 0.0


@dataclass(frozen=True)
class Lane:
    """A lane: name, whether only others act in it, its line, from where to where, and what stands on it."""

    name: str
    aside: bool
    top: float
    base: float
    height: float
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    threads: tuple[tuple[float, float], ...]
    parts: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Layout:
    """A timeline, its height in mm from the top of its axis; ``down`` says that time runs down."""

    axis: TimeAxis
    lanes: tuple[Lane, ...]
    height: float
    down: bool = False


def layout_in(events: pd.DataFrame, focus: range | None, group: str, full: float) -> Layout:
    """The layout for a figure of this width: lanes, or, where that is less than `NARROW`, a spine.

    Args:
        events: as `events.chronology.events_table` gives them, at least one.
        focus: the years that are enlarged, or None.
        group: one of `GROUPS`; empty for strands, or kinds where no event has a strand.
        full: the width in mm, margins included.
    """
    chosen = lay_out_spine if full < NARROW else lay_out
    return chosen(events, focus, group, drawing.MARGIN, full - drawing.MARGIN - 1)


def lay_out(events: pd.DataFrame, focus: range | None, group: str, left: float, right: float) -> Layout:
    """Lanes one below another, time to the right; heights are from 0, the top of the first lane.

    Where the labels of a lane find no room, or lanes are higher than a page, it is a spine (`lay_out_spine`).

    Args:
        events: as `events.chronology.events_table` gives them, at least one.
        focus: the years that are enlarged, or None.
        group: one of `GROUPS`; empty for strands, or kinds where no event has a strand.
        left: where lanes begin, with their names.
        right: where the axis ends.
    """
    start = left + LANE_HEAD
    wide = (right - start) * WIDE_SHARE > KEPT_APART
    lowest: Layout | None = None
    for density in (ROOMY, DENSE):
        axis = _axis(events, focus, start, right, WIDE_SHARE if wide and density is ROOMY else SHARE)
        lanes = _lanes(events, axis, group, right, density)
        if lanes is not None and lanes.height <= TALL:
            return lanes
        lowest = lanes or lowest
    spine = lay_out_spine(events, focus, group, left, right)
    return spine if lowest is None or spine.height < lowest.height else lowest


def _lanes(events: pd.DataFrame, axis: TimeAxis, group: str, right: float, density: Density) -> Layout | None:
    marks = _marks(events, axis)
    whos = _named_first(marks, events)
    lanes: list[Lane] = []
    top = 0.0
    for name, ids, aside in lanes_of(events, group):
        inside = [mark for mark in marks if mark.event.id in ids]
        years = [None if density is DENSE else _crowded(mark, axis) for mark in inside]
        labels = {
            width: [
                label_of(
                    mark.event, whos[mark.event.id], min(width, (right - axis.start) * 0.6, _room(mark, year)),
                    density, in_force="" if density.bars_named else IN_FORCE,
                )
                for mark, year in zip(inside, years, strict=True)
            ]
            for width in WIDTHS
        }  # fmt: skip
        crowded = [year is not None for year in years]
        # Labels of the crowded year may be wider or narrower than the others.
        widths = itertools.product(WIDTHS[::2], repeat=2) if len(set(crowded)) == 2 else ((w, w) for w in WIDTHS)
        tried = ([labels[pair[in_crowd]][i] for i, in_crowd in enumerate(crowded)] for pair in widths)
        top += density.gap if aside and lanes else 0
        lane = _lane(name, aside, inside, years, tried, axis, right, top, named=density.bars_named)
        if lane is None:
            return None
        lanes.append(lane)
        top = lane.top + lane.height + density.gap
    return Layout(axis, tuple(lanes), top - density.gap)


def _crowded(mark: Mark, axis: TimeAxis) -> Stretch | None:
    """The crowded years, if the mark lies in them and they have room for its label."""
    for one in axis.stretches:
        if one.enlarged and one.length >= KEPT_APART and one.start <= mark.start and mark.end <= one.end:
            return one
    return None


def _room(mark: Mark, year: Stretch | None) -> float:
    """The width in mm of a label that stays within the crowded years of its mark, whose scale no others have."""
    if year is None:
        return WIDTHS[0]
    return max(year.end - mark.start - STEM, mark.end - STEM - year.start, LEAST_LABEL)


def _named_first(marks: Sequence[Mark], events: pd.DataFrame) -> dict[str, str]:
    """Who acts, in words, for the event where each first occurs, and nothing for the others."""
    parties = actors.parties(events)
    named: set[str] = set()
    words = {}
    for mark in marks:
        who = "" if mark.who in named or not parties else actors.words_for(mark.who, parties)
        words[mark.event.id] = "" if who == actors.UNKNOWN else who
        named.add(mark.who)
    return words


def lanes_of(events: pd.DataFrame, group: str) -> list[tuple[str, set[str], bool]]:
    """Name of each lane, the ids of its events, and whether only others act in it; these stand last.

    The lanes are in the order of their first events.
    """
    chosen = group or (STRAND if events[STRAND].any() else "kind")
    who = actors.who_acts(events, parties := actors.parties(events))
    if chosen == ACTS:
        names = [actors.words_for(one, parties) for one in who]
    elif chosen == ONE_LANE:
        names = [""] * len(events)
    else:
        names = [MEANINGS.get(value, value) for value in events[chosen]]
    lanes = []
    for name in dict.fromkeys(names):
        inside = [i for i, other in enumerate(names) if other == name]
        aside = bool(parties) and chosen != ONE_LANE and all(who[i] == actors.OTHERS for i in inside)
        lanes.append((name, {events["id"].iloc[i] for i in inside}, aside))
    return sorted(lanes, key=lambda lane: lane[2])


def _axis(events: pd.DataFrame, focus: range | None, start: float, end: float, share: float = SHARE) -> TimeAxis:
    """The axis from the first to the last year of the events; five years are its step, so it begins with a fifth."""
    first, last = min(events["start"]).year, max(events["end"]).year + 1
    inside = focus is not None and any(
        row.start.year in focus and row.end.year in focus for row in events.itertuples()
    )
    if focus is None or not inside or len(focus) >= last - first:
        if last - first >= 8:
            first -= first % 5 if first % 5 <= 2 and first >= 5 else 0
        return TimeAxis((Stretch(_day(first), _day(last), start, end - start, last - first <= 1),))
    focus = range(max(focus.start, first), min(focus.stop, last))
    before, after = focus.start - first, last - focus.stop
    if before >= 8:
        extra = first % 5 if first % 5 <= 2 and first >= 5 else 0
        first, before = first - extra, before + extra
    gutters = GUTTER * (bool(before) + bool(after))
    room = (end - start - gutters) * (1 - share)
    stretches, at = [], start
    for since, years, enlarged in (
        (first, before, False),
        (focus.start, len(focus), True),
        (focus.stop, after, False),
    ):
        if years:
            length = end - start - gutters - room if enlarged else room * years / (before + after)
            stretches.append(Stretch(_day(since), _day(since + years), at, length, enlarged))
            at += length + GUTTER
    return TimeAxis(tuple(stretches))


def _marks(events: pd.DataFrame, axis: TimeAxis) -> list[Mark]:
    empty = Label((), 0, LINE)
    marks = []
    for event, who in zip(events.itertuples(), actors.who_acts(events, actors.parties(events)), strict=True):
        first, last = day_number(event.start), day_number(event.end) + 1
        points: tuple[float, ...] = ()
        parts: tuple[tuple[float, float], ...] = ()
        stated: tuple[tuple[float, float], ...] = ()
        form = "span"
        if is_one_of_two_days(event):
            form, points = "two", (axis.at(first + 0.5), axis.at(last - 0.5))
            parts = tuple(axis.parts(first + 0.5, last - 0.5))
        elif event.extent == "day":
            form, points = "point", (axis.at(first + 0.5),)
            if is_day_from_record(event):
                begin, end, _ = date_bounds(event.stated)
                stated = tuple(axis.parts(day_number(begin), day_number(end) + 1))
                # Narrower than the mark of its day, it would hide behind that.
                stated = stated if sum(stop - start for start, stop in stated) > 2.4 * MARK else ()
        else:
            form = "window" if event.extent == "window" else "span"
            parts = tuple(axis.parts(first, last))
            if sum(end - start for start, end in parts) < 2 * MARK:
                # It would not be seen: a point stands for it.
                form, points, parts = "point", (axis.at((first + last) / 2),), ()
        marks.append(Mark(event, who, form, points, parts, stated, empty))
    return marks


def label_of(
    event: Any, who: str, width: float, density: Density = ROOMY, strand: str = "", in_force: str = ""
) -> Label:
    """The lines of an event's label: its date, its words, who acts, words of the text; no wider than ``width`` mm.

    ``in_force``: the words before from when to when what was agreed is in force, where the label tells that.
    """
    role = "alluded" if event.mention == "alluded" else "label"
    runs = [Run(date_words(event.edtf), "date")]
    runs += [Run(word, role, density.size) for word in event.label.split(" ")]
    runs += [Run(word, "who") for word in who.split(" ") if word]
    if strand:
        runs.append(Run(strand, "strand"))
    if in_force and event.in_force_since:
        said = f"{in_force} {in_force_words(event)}"
        runs += [Run(word, "in force") for word in said.split(" ")]
    lines = _wrapped(runs, width)
    # In lanes words of several lines read best below their date, where that takes no more room.
    below = [*_wrapped(runs[:1], width), *_wrapped(runs[1:], width)]
    if not strand and 1 < len(below) <= len(lines):
        lines = below
    if event.highlight and density.highlights:
        quoted = f"“{event.highlight}”".replace("\u00a0", " ")
        # Beside the strand of a short line there is room for it; words of the event are not run on into it.
        whole = (*lines[-1], Run(quoted, "highlight"))
        if whole[0].role in ("strand", "in force") and line_width(whole) <= width:
            lines[-1] = whole
        else:
            lines += _wrapped([Run(word, "highlight") for word in quoted.split(" ")], width)
    return Label(tuple(lines), max(map(line_width, lines)), density.line)


IN_FORCE = "in force from"
# What the runs of a label are, with their weight and slant.
FONTS: dict[str, tuple[str, drawing.Slant]] = {
    "date": ("bold", "normal"),
    "label": ("normal", "normal"),
    "alluded": ("normal", "italic"),
    "who": ("bold", "normal"),
    "highlight": ("normal", "italic"),
    "strand": ("normal", "normal"),
    "in force": ("normal", "normal"),
}


def run_width(run: Run) -> float:
    """The width of a run, in mm."""
    weight, slant = FONTS[run.role]
    return drawing.text_mm(run.words, run.size, weight=weight, slant=slant)


def gap_between(run: Run, following: Run) -> float:
    """mm between two runs of a line."""
    return _blank(run.size) if run.role == following.role else 1.3


@functools.cache
def _blank(size: float) -> float:
    return drawing.text_mm("n n", size) - drawing.text_mm("nn", size)


def line_width(line: Sequence[Run]) -> float:
    """The width of a line of a label, in mm."""
    gaps = sum(gap_between(*pair) for pair in itertools.pairwise(line))
    return sum(map(run_width, line)) + gaps


def _wrapped(runs: Sequence[Run], width: float) -> list[tuple[Run, ...]]:
    """Runs put into lines no wider than ``width``, and those of one role that follow each other joined."""
    lines: list[list[Run]] = [[]]
    length = 0.0
    for run in runs:
        own = run_width(run)
        longer = length + gap_between(lines[-1][-1], run) + own if lines[-1] else own
        if lines[-1] and longer > width:
            lines.append([])
            longer = own
        if own <= width:
            lines[-1].append(run)
            length = longer
            continue
        weight, slant = FONTS[run.role]
        first, *rest = drawing.wrap(run.words, width, run.size, weight, slant)
        lines[-1].append(run._replace(words=first))
        lines += [[run._replace(words=part)] for part in rest]
        length = line_width(lines[-1])
    joined = []
    for line in lines:
        whole: list[Run] = []
        for run in line:
            if whole and whole[-1].role == run.role:
                whole[-1] = run._replace(words=f"{whole[-1].words} {run.words}")
            else:
                whole.append(run)
        joined.append(tuple(whole))
    return joined


def _lane(
    name: str,
    aside: bool,
    inside: Sequence[Mark],
    years: Sequence[Stretch | None],
    tried: Iterable[Sequence[Label]],
    axis: TimeAxis,
    right: float,
    top: float,
    *,
    named: bool,
) -> Lane | None:
    """A lane as low as it can be: with those labels, of all that are tried, that make it so. None if none fit.

    A label of the crowded year that begins before it stands below another scale: that costs as much as two lines.
    """

    def cost(marks: Sequence[Mark]) -> float:
        outside = (year is not None and mark.label.left < year.start for mark, year in zip(marks, years, strict=True))
        return _rise(marks) + 2 * LINE * sum(outside)

    best: list[Mark] | None = None
    for labels in tried:
        stacked = stack([mark.start for mark in inside], [mark.end for mark in inside], labels, axis.start, right)
        if stacked is None:
            continue
        marks = [replace(mark, label=label) for mark, label in zip(inside, stacked, strict=True)]
        if best is None or cost(marks) < cost(best) - 0.1:
            best = marks
    if best is None:
        return None
    base = top + max(_rise(best), LINE * (len(lane_name(name)) - 0.5))
    tracks = pack([mark.reach for mark in best])
    marks = [
        replace(mark, base=base + TRACK * track, label=replace(mark.label, base=base - mark.label.base))
        for mark, track in zip(best, tracks, strict=True)
    ]
    below = base + TRACK * max(tracks) + MARK + 0.6
    bars = []
    for mark in marks:
        if mark.event.in_force_since:
            bar = _bar(mark, axis, below + BAR / 2)
            bar = _named(bar, len(marks), axis) if named else bar
            bars.append(bar)
            below += BAR + BAR_LINE * len(bar.words) + BELOW_WORDS * bool(bar.words)
    at = {mark.event.id: mark for mark in marks}
    threads = [
        (at[mark.event.continues].start, mark.start)
        for mark in marks
        if mark.event.continues in at and at[mark.event.continues].base == mark.base == base
    ]
    parts = axis.without_gutters(min(mark.start for mark in marks), axis.end)
    threads = [part for thread in threads for part in axis.without_gutters(*thread)]
    return Lane(name, aside, top, base, below - top, tuple(marks), tuple(bars), tuple(threads), tuple(parts))


def lane_name(name: str) -> tuple[str, ...]:
    """The lines of a lane's name."""
    return drawing.wrap(name, LANE_HEAD - 3, drawing.BODY_SIZE, "bold")


def _rise(marks: Sequence[Mark]) -> float:
    """How far the labels of a lane rise above its line."""
    return max(mark.label.base + mark.label.height for mark in marks)


def _bar(mark: Mark, axis: TimeAxis, base: float) -> Bar:
    since, until = mark.event.in_force_since, mark.event.in_force_until
    last = day_number(date_bounds(until)[1]) + 1 if until else axis.stretches[-1].last
    parts = axis.parts(day_number(date_bounds(since)[0]), last)
    return Bar(mark.event, mark.who, tuple(parts), base, is_in_force_verified(mark.event))


def _named(bar: Bar, marks: int, axis: TimeAxis) -> Bar:
    """A bar with its name from its start on, or as far before as it needs; whose it is a lane of one mark shows."""
    if not bar.parts:
        return bar
    words = drawing.wrap(
        "in force" if marks == 1 else f"in force: {bar.event.label}", axis.end - axis.start, drawing.SMALL
    )
    width = max(drawing.text_mm(line, drawing.SMALL) for line in words)
    return replace(bar, words=words, left=max(axis.start, min(bar.parts[0][0], axis.end - width)))


def stack(
    starts: Sequence[float], ends: Sequence[float], labels: Sequence[Label], left: float, right: float
) -> list[Label] | None:
    """Put the labels of a lane above its line, each free of all others and as low as it can be.

    A label stands to the right of its mark's start; one that would pass ``right`` stands to the left of its mark's
    end. From there a stem goes down to the mark, which must not run through another label. So a label that reaches
    over another's stem stands above that one's label: labels to the right make a stair that falls to the right,
    those to the left one that rises. Where two would each have to stand above the other, the earlier one goes to the
    left too.

    Returns:
        The labels with ``left``, ``base`` (mm above the line) and ``to_left``; None where there is no such order.
    """
    count = len(labels)
    to_left = [starts[i] + STEM + labels[i].width > right for i in range(count)]

    def reaches(i: int, j: int) -> bool:
        return begins[i] - STEM / 2 < anchors[j] < finishes[i] + 1

    while True:
        # Of each label: where its stem stands, and from where to where its words go.
        anchors = [ends[i] if to_left[i] else starts[i] for i in range(count)]
        begins = [
            anchor - STEM - label.width if left_of else anchor + STEM
            for anchor, label, left_of in zip(anchors, labels, to_left, strict=True)
        ]
        finishes = [begin + label.width for begin, label in zip(begins, labels, strict=True)]
        lefts = [j for j in range(count) if to_left[j]]
        clashing = [i for i in range(count) if not to_left[i] and any(reaches(i, j) and reaches(j, i) for j in lefts)]
        if not clashing:
            break
        to_left[max(clashing, key=anchors.__getitem__)] = True
    if any(begin < left - 0.01 for begin in begins):
        return None
    order = sorted(range(count), key=lambda i: (anchors[i], i))
    above: dict[int, set[int]] = {i: set() for i in order}
    for i, j in itertools.combinations(order, 2):
        # Of two on one place the earlier one is the higher.
        if not to_left[i] and reaches(i, j):
            above[i].add(j)
        elif to_left[j] and reaches(j, i):
            above[j].add(i)
    bases: dict[int, float] = {}
    while len(bases) < count:
        ready = [i for i in order if i not in bases and above[i] <= set(bases)]
        if not ready:
            return None
        i = ready[-1]
        base = max((bases[j] + labels[j].height for j in above[i]), default=ABOVE)
        # Labels that share room, though none reaches over the other's stem.
        for j in sorted(bases, key=bases.__getitem__):
            apart = finishes[i] + BESIDE <= begins[j] or finishes[j] + BESIDE <= begins[i]
            if not apart and bases[j] < base + labels[i].height and base < bases[j] + labels[j].height:
                base = bases[j] + labels[j].height
        bases[i] = base
    return [replace(labels[i], left=begins[i], base=bases[i], to_left=to_left[i]) for i in range(count)]


def pack(spans: Sequence[tuple[float, float]]) -> list[int]:
    """A track for each span, from 0, so that no two on one track meet: the first that is free, in their order."""
    taken: list[list[tuple[float, float]]] = []
    tracks = []
    for start, end in spans:
        free = (i for i, others in enumerate(taken) if all(end <= a or b <= start for a, b in others))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((start, end))
        tracks.append(track)
    return tracks


def _pack_longest_first(marks: Sequence[Mark]) -> list[int]:
    """Tracks beside a spine: long marks nearest to it, so that the lines to labels cross few."""
    order = sorted(range(len(marks)), key=lambda i: marks[i].reach[0] - marks[i].reach[1])
    tracks = dict(zip(order, pack([marks[i].reach for i in order]), strict=True))
    return [tracks[i] for i in range(len(marks))]


def year_ticks(stretch: Stretch, first: int, last: int, nearest: float) -> list[tuple[float, str]]:
    """Years with their places: as many round ones as stand ``nearest`` mm apart."""
    years = max(1, last - first)
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
    step = next((s for s in steps if s * stretch.length / years >= nearest), 5000)
    return [(stretch.at(_day(year)), str(year)) for year in range(first, last + 1) if year % step == 0]


def month_ticks(stretch: Stretch, year: int) -> list[tuple[float, float, str]]:
    """Months with the places where they begin and end, and their names."""
    starts = [_day(year, month) for month in range(1, 13)] + [_day(year + 1)]
    return [
        (stretch.at(start), stretch.at(end), name)
        for name, start, end in zip(MONTHS, starts[:-1], starts[1:], strict=True)
    ]


def quarter_ticks(stretch: Stretch, first: int, last: int) -> list[float]:
    """The places where quarters begin that do not begin a year; none where they would stand too close."""
    if stretch.length / (4 * (last - first)) < 2:
        return []
    return [stretch.at(_day(year, month)) for year in range(first, last) for month in (4, 7, 10)]


def day_number(date: Any) -> float:
    """A date as matplotlib counts days."""
    return float(date2num(date))


def _day(year: int, month: int = 1) -> float:
    # The calendar ends with 9999.
    return day_number(datetime.date(year, month, 1)) if year <= MAXYEAR else day_number(datetime.date.max) + 1


def lay_out_spine(events: pd.DataFrame, focus: range | None, group: str, left: float, right: float) -> Layout:
    """One spine, time downwards, labels at its right; for figures too narrow for lanes.

    Each stretch is as long as its labels need, so that they stand near their marks. The strand of an event stands in
    its label, if there is room on a page for all labels with them.

    Args:
        events: see `lay_out`, as for all others.
        focus: see ``events``.
        group: see ``events``.
        left: where the numbers of years begin.
        right: where labels end.
    """
    # A window has its label at its middle, so labels are in the order of these.
    middles = [day_number(row.start) + day_number(row.end) for row in events.itertuples()]
    events = events.iloc[sorted(range(len(events)), key=middles.__getitem__)]
    provisional = _axis(events, focus, 0, PAGE)
    names = {identifier: name for name, ids, _ in lanes_of(events, group) for identifier in ids}
    marks = _marks(events, provisional)
    tracks = _pack_longest_first(marks)
    in_force = [mark for mark in marks if mark.event.in_force_since]
    # Several bars have letters, by which labels tell of them.
    letters = {mark.event.id: chr(ord("a") + i) for i, mark in enumerate(in_force)} if 1 < len(in_force) < 27 else {}
    said = {identifier: f"{letter}: {IN_FORCE}" for identifier, letter in letters.items()}
    spine = left + YEARS + BAR * len(in_force) + 1.5
    begin = spine + TRACK * max(tracks) + LEADER
    whos = _named_first(marks, events)
    for density, with_strand in ((ROOMY, True), (DENSE, True), (DENSE, False)):
        labels = [
            label_of(
                mark.event, whos[mark.event.id], right - begin, density,
                names[mark.event.id] if with_strand else "", said.get(mark.event.id, IN_FORCE),
            )
            for mark in marks
        ]  # fmt: skip
        if sum(label.height + SPINE_GAP for label in labels) <= PAGE:
            break
    axis = _stretched(provisional, marks, labels)
    marks = _marks(events, axis)
    tracks = _pack_longest_first(marks)
    tops = spread([mark.middle - LINE / 2 for mark in marks], [label.height + SPINE_GAP for label in labels], -LINE)
    placed = tuple(
        replace(mark, base=spine + TRACK * track, label=replace(label, left=begin, base=top))
        for mark, track, label, top in zip(marks, tracks, labels, tops, strict=True)
    )
    bars = tuple(_bar(mark, axis, spine - 1.5 - BAR * (i + 0.5)) for i, mark in enumerate(in_force))
    bars = tuple(replace(bar, words=tuple(letters.get(bar.event.id, "") if bar.parts else "")) for bar in bars)
    lane = Lane("", False, 0, spine, 0, placed, bars, (), tuple((one.start, one.end) for one in axis.stretches))
    end = max(axis.end, *(label.base + label.height for label in (mark.label for mark in placed)))
    return Layout(axis, (lane,), end, down=True)


def _stretched(axis: TimeAxis, marks: Sequence[Mark], labels: Sequence[Label]) -> TimeAxis:
    """Stretches as long as the labels of their events, one below another."""
    stretches, at = [], 0.0
    for one in axis.stretches:
        inside = [
            label.height + SPINE_GAP
            for mark, label in zip(marks, labels, strict=True)
            if one.start <= mark.middle < one.end + GUTTER / 2
        ]
        length = max(LEAST_STRETCH, sum(inside))
        stretches.append(replace(one, start=at, length=length))
        at += length + SPINE_GUTTER
    return TimeAxis(tuple(stretches))


def spread(wanted: Sequence[float], heights: Sequence[float], first: float) -> list[float]:
    """Places in their order, none over another or before ``first``, as near to where they are wanted as squares tell.

    Neighbours that would overlap are put together into one block, which stands at the mean of what its members want:
    the pool-adjacent-violators algorithm (Barlow and others, Statistical Inference under Order Restrictions, 1972).

    Examples:
        >>> spread([0, 1, 10], [4, 4, 4], -2)
        [-1.5, 2.5, 10.0]
    """
    blocks: list[list[float]] = []  # where it begins, its height, and its members' number
    for want, height in zip(wanted, heights, strict=True):
        blocks.append([want, height, 1])
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] > blocks[-1][0]:
            start, size, count = blocks.pop()
            before = blocks[-1]
            before[0] = (before[0] * before[2] + (start - before[1]) * count) / (before[2] + count)
            before[1] += size
            before[2] += count
    places, sizes, free = [], iter(heights), first
    for start, _, count in blocks:
        for _ in range(int(count)):
            places.append(max(float(start), free))
            free = places[-1] + (size := next(sizes))
            start += size
    return places
