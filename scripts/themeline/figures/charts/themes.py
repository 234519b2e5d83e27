"""Figure `themes`: how often each theme comes up, in the whole text and section by section."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links
from themeline.measures.document import FEWEST_WORDS
from themeline.text.document import LEAD

PITCH, NOTE_PITCH = 5.0, 3.1
# Millimetres between the outline of a tile and the edge of its column.
OUTLINE_INSET = 0.35
# Of tiles too narrow for a number: steps of shade and height, and the lowest, as a share of the row.
STEPS, SHORTEST = 20, 0.2


def draw_themes(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    colour_of: dict[str, str],
    title: str,
    subtitle: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw each theme's rate with its interval and counts, and a map of sections by themes.

    In the map a column is as wide as its section has words, so that a tile's area stands for words and its shade
    for the rate; the number in a tile counts mentions. A tile of a section of fewer than `FEWEST_WORDS` words is
    outlined: a rate of so few would set the scale of all others. At less than 130 mm the map stands below.

    Args:
        measures: as `measures.document.theme_measures` gives them: one row a theme, in the order drawn. With the
            columns that `validity.misclassification.with_validity` adds, precision, recall and the corrected rate
            are drawn too.
        sections: as `measures.document.section_measures` gives them.
        colour_of: the colour of each theme's id.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    beside = full >= 130
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        widest = 56 if beside else 0.4 * full
        labels, room, pitch = elements.row_labels(list(measures["label"]), widest, PITCH, 1.4)
        body = len(measures) * pitch
        ends = _columns_of_numbers(measures, beside)
        numbers = max(ends.values())
        left = drawing.MARGIN + room + 2
        inner = full - drawing.MARGIN - left
        rates_width = (inner - numbers - 6) * 0.42 if beside else inner - numbers - 2
        map_left = left + rates_width + numbers + 6 if beside else left
        map_width = full - drawing.MARGIN - map_left
        scale = _scale(sections, map_width)
        flags = _flags(scale.columns, map_left, map_width)
        above = elements.flags_height(flags)
        top = heading.height + (max(above, 5) if beside else 5)
        map_top = top if beside else top + body + 11 + above
        key_top = map_top + body + max(6 + len(scale.notes) * NOTE_PITCH, 8)
        key = elements.key_height(flags, full - 2 * drawing.MARGIN)
        figure = drawing.new_figure(full, key_top + key + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        _rates(figure, left, top, rates_width, pitch, measures, colour_of, colours)
        _numbers(figure, left + rates_width, top, pitch, measures, ends, colours)
        if not beside:
            elements.write_row_labels(figure, map_top, pitch, labels, colours)
        _map(figure, map_left, map_top, map_width, pitch, measures, sections, scale, flags, colours)
        elements.draw_key(figure, key_top + 1, flags, colours)
    return figure


def _rates(
    figure: Figure, left: float, top: float, width: float, pitch: float,
    measures: pd.DataFrame, colour_of: dict[str, str], colours: drawing.Style,
) -> None:  # fmt: skip
    axes = drawing.new_axes(figure, left, top, width, len(measures) * pitch)
    highs = [float(measures[name].max()) for name in ("rate", "high", "corrected_high") if name in measures]
    most = max([1.0, *(high for high in highs if high == high)])
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(len(measures) - 0.5, -0.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    axes.axvline(0, color=colours.soft, lw=drawing.THIN)
    elements.number_axis(axes, width, most, colours, elements.RATE_UNIT)
    heads = ("Rate, 95 % interval", "95 % interval", "rate") if measures["high"].notna().any() else ("Rate",)
    if _validity(measures):
        heads = ("Rate (dot), corrected (diamond)", "diamond: corrected", "rate")
    head = next((head for head in heads if drawing.text_mm(head, drawing.SMALL) < width), "")
    drawing.write(figure, left, top - 2.6, head, size=drawing.SMALL, colour=colours.soft)
    for i, row in enumerate(measures.itertuples()):
        colour = drawing.legible(colour_of[row.theme], colours.ground, 3)
        if row.mentions and row.high == row.high:
            interval = axes.plot([row.low, row.high], [i, i], color=colour, lw=1.4, alpha=1)[0]
            _leads(interval, f"interval-{row.theme}", row, f"95 % interval {row.low:.1f} to {row.high:.1f}")
        mark = axes.plot(
            [row.rate], [i], marker="o", ms=5, mfc=colour if row.mentions else colours.ground, mec=colour, mew=1,
            clip_on=False, zorder=3,
        )[0]  # fmt: skip
        _leads(mark, links.mark_of_rate(row.theme), row, f"{row.rate:.1f} mentions per 1,000 words")
        if _validity(measures) and row.corrected == row.corrected:
            low = i + 0.3
            axes.plot([row.corrected_low, row.corrected_high], [low, low], color=colours.soft, lw=drawing.THIN)
            diamond = axes.plot(
                [row.corrected], [low], marker="D", ms=3.2, mfc=colours.ground, mec=colours.ink, mew=0.8,
                clip_on=False, zorder=3,
            )[0]  # fmt: skip
            _leads(diamond, f"corrected-{row.theme}", row, f"{row.corrected:.1f} per 1,000 words, corrected")


def _leads(mark: Artist, gid: str, row: Any, words: str) -> None:
    drawing.link_mark(mark, gid, links.of_theme(row.theme), f"{row.label}: {words}")


def _columns_of_numbers(measures: pd.DataFrame, beside: bool) -> dict[str, float]:
    """Where each column of numbers ends, in mm from the rates; narrow figures have no room for the sentences."""
    mentions = max(drawing.text_mm(f"{count:,}") for count in measures["mentions"])
    ends = {"mentions": 2 + max(mentions, drawing.text_mm("mentions", drawing.SMALL))}
    validity = _validity(measures)
    if beside or not validity:
        cells = ["9,999 (99 %)", *map(_sentences, measures.itertuples())]
        ends["sentences"] = ends["mentions"] + 1 + max(drawing.text_mm(cell, drawing.SMALL) for cell in cells)
    for head in validity:
        ends[head] = max(ends.values()) + 2 + drawing.text_mm(head, drawing.SMALL)
    return ends


def _sentences(row: Any) -> str:
    return f"{row.sentences:,} ({100 * row.share:.0f} %)"


def _numbers(
    figure: Figure, left: float, top: float, pitch: float, measures: pd.DataFrame, ends: dict[str, float],
    colours: drawing.Style,
) -> None:  # fmt: skip
    for head, end in ends.items():
        drawing.write(figure, left + end, top - 2.6, head, size=drawing.SMALL, colour=colours.soft, align="right")
    for i, row in enumerate(measures.itertuples()):
        middle = top + (i + 0.5) * pitch
        drawing.write(figure, left + ends["mentions"], middle, f"{row.mentions:,}", colour=colours.ink, align="right")
        cells = {"sentences": _sentences(row)}
        for head in _validity(measures):
            value = getattr(row, head)
            cells[head] = f"{value:.2f}" if value == value else "-"
        for head, cell in cells.items():
            if head in ends:
                at = left + ends[head]
                drawing.write(figure, at, middle, cell, size=drawing.SMALL, colour=colours.ink, align="right")


def _validity(measures: pd.DataFrame) -> list[str]:
    return [name for name in ("precision", "recall") if name in measures]


@dataclass(frozen=True)
class _Scale:
    """What the map's tiles mean: its columns with their words, the highest rate of sections that are long enough for
    one (0 without any), and the notes below the map."""

    columns: pd.DataFrame
    most: float
    notes: tuple[str, ...]


def _scale(sections: pd.DataFrame, width: float) -> _Scale:
    columns = sections.drop_duplicates("section_number")[["section_number", "section", "words"]]
    total = int(columns["words"].sum())
    long_enough = sections["words"] >= FEWEST_WORDS
    most = float(sections.loc[long_enough, "rate"].max()) if long_enough.any() else 0.0
    found = sections[sections["mentions"] > 0]
    outlined = (found["words"] < FEWEST_WORDS).any()
    bare = any(not _has_room(cell, width, total) for cell in found[found["words"] >= FEWEST_WORDS].itertuples())
    words = "width: words in the section; number: mentions"
    if long_enough.any():
        words += f"; shade: rate, darkest {most:.0f} per 1,000 words"
    words += "; too narrow for a number: height as shade" if bare else ""
    words += f"; outlined: fewer than {FEWEST_WORDS} words, too few for a rate" if outlined else ""
    return _Scale(columns, most, drawing.wrap(words, width, drawing.SMALL))


def _has_room(cell: Any, width: float, total: int) -> bool:
    """Whether a tile is wide enough for its number, in a map of this width with so many words in all."""
    return bool(drawing.text_mm(f"{cell.mentions:,}", drawing.SMALL) < 0.95 * width * cell.words / total)


def _map(
    figure: Figure, left: float, top: float, width: float, pitch: float,
    measures: pd.DataFrame, sections: pd.DataFrame, scale: _Scale, flags: elements.SectionFlags,
    colours: drawing.Style,
) -> None:  # fmt: skip
    columns = scale.columns
    total = int(columns["words"].sum())
    axes = drawing.new_axes(figure, left, top, width, len(measures) * pitch)
    axes.set_xlim(0, total)
    axes.set_ylim(len(measures) - 0.5, -0.5)
    row_of = {theme: i for i, theme in enumerate(measures["theme"])}
    label_of = dict(zip(measures["theme"], measures["label"], strict=True))
    edges = dict(zip(columns["section_number"], np.cumsum([0, *columns["words"]][:-1]), strict=True))
    # Even the palest tile stands out from the ground; the darkest is as far from it as leaves room for shades.
    pale, dark = drawing.legible("#7a9fd4", colours.ground, 3.05), drawing.legible("#173a75", colours.ground, 9)
    for cell in sections[sections["theme"].isin(row_of)].itertuples():
        if not cell.mentions:
            continue
        row, start = row_of[cell.theme], edges[cell.section_number]
        numbered = _has_room(cell, width, total)
        share = 0.0 if cell.words < FEWEST_WORDS else cell.rate / scale.most
        height = 1.0
        if not numbered and cell.words >= FEWEST_WORDS:
            # No shade alone tells a tile from another one: it has a height too, both in steps that can be seen.
            share = np.ceil(share * STEPS) / STEPS
            height = SHORTEST + (1 - SHORTEST) * share
        shade = drawing.mix(pale, dark, share)
        tile = Rectangle(
            (start, row + 0.5 - height), cell.words, height, facecolor=shade, edgecolor=colours.ground, lw=1
        )
        if cell.words < FEWEST_WORDS:
            shade = colours.ground
            # Inside its column as far as there is room, so that its outline touches no other's.
            inset = min(OUTLINE_INSET * total / width, cell.words / 4)
            tile.set_bounds(start + inset, row - 0.42, cell.words - 2 * inset, 0.84)
            tile.set(facecolor=shade, edgecolor=colours.soft, lw=0.7, zorder=2)
        drawing.link_mark(
            tile,
            f"tile-{cell.theme}-{cell.section_number}",
            links.of_theme(cell.theme, section=cell.section_number),
            f"{label_of[cell.theme]}, {cell.section or LEAD}: {cell.mentions:,} mentions",
        )
        axes.add_patch(tile)
        if numbered:
            ink = max(("#000000", "#ffffff"), key=lambda c: drawing.contrast(c, shade))
            number = axes.text(
                start + cell.words / 2,
                row,
                f"{cell.mentions:,}",
                size=drawing.SMALL,
                color=ink,
                ha="center",
                va="center_baseline",
            )
            number.set_gid(f"{drawing.ON}{tile.get_gid()}")
    axes.set_xticks([0, *np.cumsum(columns["words"])])
    axes.set_xticklabels([])
    axes.tick_params(axis="x", color=colours.soft, length=2)
    bottom = top + len(measures) * pitch
    for column in columns.itertuples():
        count = f"{column.words:,}"
        if drawing.text_mm(count, drawing.SMALL) <= width * column.words / total - 0.3:
            middle = left + width * (edges[column.section_number] + column.words / 2) / total
            drawing.write(
                figure, middle, bottom + 3.2, count, size=drawing.SMALL, colour=colours.soft, align="center"
            )
    elements.draw_flags(figure, top, flags, colours)
    for i, line in enumerate(scale.notes):
        at = bottom + 6.4 + i * NOTE_PITCH
        drawing.write(figure, left, at, line, size=drawing.SMALL, colour=colours.soft)


def _flags(columns: pd.DataFrame, left: float, width: float) -> elements.SectionFlags:
    before = np.cumsum([0, *columns["words"]][:-1])
    starts = [left + width * start / columns["words"].sum() for start in before]
    return elements.section_flags(starts, list(columns["section"]), list(columns["section_number"]), left + width)
