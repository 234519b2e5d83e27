"""Figure `themes`: how often each theme comes up, in the whole text and section by section."""

from collections.abc import Collection
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links
from themeline.figures import sections as section_columns
from themeline.measures.document import FEWEST_WORDS

PITCH, LABEL_LINE, NOTE_PITCH = 5.2, 3.2, 3.1
# Height in mm of a bar of the highest rate, and of one that has room for a number within it.
HIGHEST, HOLDS_NUMBER = 4.6, 2.4
# Millimetres between the outline of a bar and the edge of its column.
OUTLINE_INSET = 0.35
# Below this width in mm a label stands above its row.
NARROW = 130


class _Row(NamedTuple):
    measure: Any
    middle: float
    colour: str


def draw_themes(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    accent: Collection[str] = (),
    divided: bool = True,
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw each theme's rate with its interval, its mentions by section, and their sum.

    A bar of a section is as wide as that has words and as high as the rate there, so that its area stands for the
    mentions, whose number is written on it. A section of fewer than `FEWEST_WORDS` words has an outline as high as
    the row: a rate of so few would set the scale of all others. At less than 130 mm labels stand above their rows.

    Args:
        measures: as `measures.document.theme_measures` gives them: one row a theme, in the order drawn. With the
            columns that `validity.misclassification.with_validity` adds, precision, recall and the corrected rate
            are drawn too. With those that `validity.estimates.corrected_measures` adds, the dot is the corrected
            rate, and a ring the counted one.
        sections: as `measures.document.section_measures` gives them.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        accent: the themes that the title tells of.
        divided: whether the text has headings; if it has none there is no map of sections, which would show each sum
            once more.
        unit: what lengths are told in: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    narrow = full < NARROW
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        validity = [name for name in ("precision", "recall") if name in measures]
        cells = [f"{name} 0.00" if narrow else name for name in validity]
        scores = [drawing.text_mm(cell, drawing.SMALL) + 2 for cell in cells]
        widest = full - 2 * drawing.MARGIN - sum(scores) if narrow else 56.0
        labels, room, pitch = elements.row_labels(list(measures["label"]), widest, PITCH, 1.4)
        lines = max(map(len, labels))
        if narrow:
            pitch = PITCH + lines * LABEL_LINE
        left = drawing.MARGIN + (0 if narrow else room + 2)
        total = max(drawing.text_mm(f"{count:,}", weight="bold") for count in measures["mentions"])
        over_total = "all" if divided else "mentions"
        total = max(total, drawing.text_mm(over_total, drawing.SMALL)) + 1.5
        value = max(drawing.text_mm(_short(rate), drawing.SMALL) for rate in measures["rate"]) + 1.5
        beside = 0 if narrow else sum(scores)
        inner = full - drawing.MARGIN - left - total - value - beside - 4
        rates_width = inner * (0.42 if narrow else 0.38) if divided else inner
        map_left = left + rates_width + value + beside + 4
        if narrow and divided:
            # As far as there is room, labels end before the map, which stands at the right of their rows.
            longest = max(drawing.text_mm(line) for lines_of in labels for line in lines_of)
            map_left = min(max(map_left, drawing.MARGIN + longest + 1.5), left + inner * 0.58 + value + 4)
        map_width = full - drawing.MARGIN - total - beside - map_left
        columns = section_columns.columns_of(sections.drop_duplicates("section_number"))
        room_of_heads = (map_left - 4, full - drawing.MARGIN - total)
        heads = section_columns.heads_of(columns, map_left, map_width, room=room_of_heads) if divided else None
        top = heading.height + max(heads.height if heads else 0, 5)
        body = len(measures) * pitch
        notes = _notes(sections, full - 2 * drawing.MARGIN, unit) if divided else ()
        key_top = top + body + 8.5 + len(notes) * NOTE_PITCH
        key = section_columns.key_height(heads, full - 2 * drawing.MARGIN) if heads else 0.0
        figure = drawing.new_figure(full, key_top + key + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        rows = []
        for i, (row, broken) in enumerate(zip(measures.itertuples(), labels, strict=True)):
            above = lines * LABEL_LINE if narrow else 0.0
            middle = i * pitch + above + (pitch - above) / 2
            rows.append(_Row(row, middle, colours.accent if row.theme in accent else colours.ink))
            weight = "bold" if row.theme in accent else "normal"
            if narrow:
                for j, line in enumerate(broken):
                    at = top + i * pitch + (lines - len(broken) + j + 0.5) * LABEL_LINE
                    drawing.write(figure, drawing.MARGIN, at, line, colour=colours.ink)
            drawing.write(
                figure, full - drawing.MARGIN, top + middle, f"{row.mentions:,}", colour=rows[-1].colour,
                weight=weight, align="right",
            )  # fmt: skip
        if not narrow:
            elements.write_row_labels(figure, top, pitch, labels, colours)
        _rates(figure, left, top, rates_width, body, measures, rows, colours, unit)
        end = full - drawing.MARGIN if narrow else left + rates_width + value + beside
        for name, wide in zip(reversed(validity), reversed(scores), strict=True):
            _scores(figure, end, top, name, rows, pitch, narrow, colours)
            end -= wide
        drawing.write(
            figure, full - drawing.MARGIN, top - 2.6, over_total, size=drawing.SMALL, colour=colours.soft,
            align="right",
        )  # fmt: skip
        if heads is None:
            return figure
        axes = drawing.new_axes(figure, map_left, top, map_width, body)
        axes.set_xlim(0, columns.words)
        axes.set_ylim(body, 0)
        section_columns.draw_tracks(axes, columns, map_width, [(row.middle, HIGHEST) for row in rows], colours)
        _bars(axes, map_width, sections, columns, rows, colours)
        section_columns.draw_heads(figure, top, map_left, map_width, columns, heads, colours)
        _words(figure, map_left, top + body, map_width, columns, colours, unit)
        for i, line in enumerate(notes):
            drawing.write(
                figure,
                drawing.MARGIN,
                top + body + 9.3 + i * NOTE_PITCH,
                line,
                size=drawing.SMALL,
                colour=colours.soft,
            )
        section_columns.draw_key(figure, key_top + 1, heads, colours)
    return figure


def _short(rate: float) -> str:
    return f"{rate:,.1f}" if rate else "0"


def _rates(
    figure: Figure, left: float, top: float, width: float, body: float, measures: pd.DataFrame, rows: list[_Row],
    colours: drawing.Style, unit: str,
) -> None:  # fmt: skip
    axes = drawing.new_axes(figure, left, top, width, body)
    sizes = ("rate", "high", "corrected_high", "counted")
    highs = [float(measures[name].max()) for name in sizes if name in measures]
    most = max([1.0, *(high for high in highs if high == high)])
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(body, 0)
    elements.number_axis(axes, width, most, colours, f"{elements.RATE} {unit}")
    axes.axvline(0, color=colours.faint, lw=drawing.THIN)
    heads = ("Rate, 95 % interval", "95 % interval", "rate") if measures["high"].notna().any() else ("Rate",)
    if "corrected" in measures:
        heads = ("Rate (dot), corrected (diamond)", "diamond: corrected", "rate")
    if "counted" in measures:
        heads = ("Corrected rate (dot), counted (ring)", "ring: counted", "rate")
    head = next((head for head in heads if drawing.text_mm(head, drawing.SMALL) < width), "")
    drawing.write(figure, left, top - 2.6, head, size=drawing.SMALL, colour=colours.soft)
    for row, middle, colour in rows:
        end = row.rate
        there = bool(row.mentions) or ("counted" in measures and row.rate > 0)
        if (row.mentions or "counted" in measures) and row.high == row.high:
            interval = axes.plot([row.low, row.high], [middle] * 2, color=colour, lw=1.1)[0]
            _leads(interval, f"interval-{row.theme}", row, f"95 % interval {row.low:.1f} to {row.high:.1f}")
            end = row.high
        mark = axes.plot(
            [row.rate], [middle], marker="o", ms=5, mfc=colour if there else colours.ground, mec=colour, mew=1,
            clip_on=False, zorder=3,
        )[0]  # fmt: skip
        words = f"per 1,000 {unit}, corrected" if "counted" in measures else f"{elements.RATE} {unit}"
        _leads(mark, links.mark_of_rate(row.theme), row, f"{row.rate:.1f} {words}")
        if "counted" in measures:
            ring = axes.plot(
                [row.counted], [middle], marker="o", ms=2.8, mfc=colours.ground, mec=colours.ink, mew=0.7,
                clip_on=False, zorder=4,
            )[0]  # fmt: skip
            _leads(ring, f"counted-{row.theme}", row, f"{row.counted:.1f} {elements.RATE} {unit}, counted")
            end = max(end, row.counted)
        if "corrected" in measures and row.corrected == row.corrected:
            low = middle + 1.5
            axes.plot([row.corrected_low, row.corrected_high], [low, low], color=colours.soft, lw=drawing.THIN)
            diamond = axes.plot(
                [row.corrected], [low], marker="D", ms=3.2, mfc=colours.ground, mec=colours.ink, mew=0.8,
                clip_on=False, zorder=3,
            )[0]  # fmt: skip
            _leads(diamond, f"corrected-{row.theme}", row, f"{row.corrected:.1f} per 1,000 {unit}, corrected")
            end = max(end, row.corrected_high)
        at = left + max(width * end / (most * 1.02) + 0.8, width * row.rate / (most * 1.02) + 1.6)
        drawing.write(figure, at, top + middle, _short(row.rate), size=drawing.SMALL, colour=colour)


def _leads(mark: Artist, gid: str, row: Any, words: str) -> None:
    drawing.link_mark(mark, gid, links.of_theme(row.theme), f"{row.label}: {words}")


def _scores(
    figure: Figure, end: float, top: float, name: str, rows: list[_Row], pitch: float, narrow: bool,
    colours: drawing.Style,
) -> None:  # fmt: skip
    """Write a column of scores; in a narrow figure beside the labels, with their name in each row."""
    if not narrow:
        drawing.write(figure, end, top - 2.6, name, size=drawing.SMALL, colour=colours.soft, align="right")
    for i, (row, middle, _) in enumerate(rows):
        score = getattr(row, name)
        said = f"{score:.2f}" if score == score else "–"
        said = f"{name} {said}" if narrow else said
        at = top + (i * pitch + (pitch - PITCH) - LABEL_LINE / 2 if narrow else middle)
        colour = colours.soft if narrow else colours.ink
        drawing.write(figure, end, at, said, size=drawing.SMALL, colour=colour, align="right")


def _notes(sections: pd.DataFrame, width: float, unit: str) -> tuple[str, ...]:
    found = sections[sections["mentions"] > 0]
    long_enough = found["words"] >= FEWEST_WORDS
    said = []
    if long_enough.any():
        highest = _short(found.loc[long_enough, "rate"].max())
        said.append(f"Highest bar: {highest} per 1,000 {unit} of its section.")
    if not long_enough.all():
        said.append(f"Outlined: fewer than {FEWEST_WORDS} {unit}, too few for a rate.")
    return drawing.wrap(" ".join(said), width, drawing.SMALL) if said else ()


def _bars(
    axes: Axes, width: float, sections: pd.DataFrame, columns: section_columns.Columns, rows: list[_Row],
    colours: drawing.Style,
) -> None:  # fmt: skip
    row_of = {row.measure.theme: row for row in rows}
    place = dict(zip(columns.numbers, zip(columns.starts, columns.ends, strict=True), strict=True))
    highest = float(sections.loc[sections["words"] >= FEWEST_WORDS, "rate"].max())
    word = width / columns.words
    fill = drawing.mix(colours.soft, colours.ground, 0.15)
    for cell in sections[(sections["mentions"] > 0) & sections["theme"].isin(row_of)].itertuples():
        row = row_of[cell.theme]
        start, end = place[cell.section_number]
        free = min(section_columns.GUTTER, 0.4 * (end - start) * word) / word
        left, wide = start + free / 2, end - start - free
        base = row.middle + HIGHEST / 2
        short = cell.words < FEWEST_WORDS
        high = HIGHEST if short else HIGHEST * cell.rate / highest
        colour = colours.accent if row.colour == colours.accent else fill
        bar = Rectangle((left, base - high), wide, high, facecolor=colour, lw=0, zorder=2)
        if short:
            # Inside its column as far as there is room, so that its outline touches no other's.
            inset = min(OUTLINE_INSET / word, wide / 4)
            bar.set_bounds(left + inset, base - high + 0.2, wide - 2 * inset, high - 0.4)
            bar.set(facecolor=colours.ground, edgecolor=colours.soft, lw=0.7)
        name = columns.names[columns.numbers.index(cell.section_number)]
        drawing.link_mark(
            bar, f"tile-{cell.theme}-{cell.section_number}", links.of_theme(cell.theme, section=cell.section_number),
            f"{row.measure.label}, {name}: {cell.mentions:,} mentions",
        )  # fmt: skip
        axes.add_patch(bar)
        count = f"{cell.mentions:,}"
        if drawing.text_mm(count, drawing.SMALL) > bar.get_width() * word - (0.3 if short else 0):
            continue
        within = short or high >= HOLDS_NUMBER
        at = base - (high / 2 if within else high + 1.2)
        number = axes.text(
            left + wide / 2, at, count, size=drawing.SMALL,
            color=colours.ground if within and not short else colours.ink, ha="center",
            **drawing.in_middle(axes, drawing.SMALL),
        )  # fmt: skip
        number.set_gid(f"{drawing.ON}{bar.get_gid()}")


def _words(
    figure: Figure, left: float, top: float, width: float, columns: section_columns.Columns, colours: drawing.Style,
    unit: str,
) -> None:  # fmt: skip
    """Write below the map how many words each section has, where there is room, and what these numbers are.

    A number that would stand too near to the one before it stands a line lower.
    """
    taken, lowest = [0.0, 0.0], 0
    for start, end in zip(columns.starts, columns.ends, strict=True):
        count = f"{end - start:,}"
        size = drawing.text_mm(count, drawing.SMALL)
        if size <= width * (end - start) / columns.words + 0.4:
            middle = left + width * (start + end) / 2 / columns.words
            level = next((i for i, until in enumerate(taken) if middle - size / 2 >= until + 1.5), 1)
            taken[level], lowest = middle + size / 2, max(lowest, level)
            at = top + 2.3 + level * NOTE_PITCH
            drawing.write(figure, middle, at, count, size=drawing.SMALL, colour=colours.soft, align="center")
    at = top + 5.6 + lowest * 2.4
    drawing.write(
        figure, left + width / 2, at, f"{unit} in the section", size=drawing.SMALL, colour=colours.soft,
        align="center",
    )  # fmt: skip
