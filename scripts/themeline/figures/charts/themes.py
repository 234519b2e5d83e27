"""Figure `themes`: how often each theme comes up, in the whole text and section by section."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from themeline.figures import drawing, elements, links
from themeline.text.document import LEAD

PITCH, NOTE_PITCH = 5.0, 3.1


def draw_themes(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    colour_of: dict[str, str],
    title: str,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw each theme's rate with its interval and counts, and a map of sections by themes.

    In the map a column is as wide as its section has words, so that a tile's area stands for words and its shade
    for the rate; the number in a tile counts mentions. At less than 130 mm the map stands below.

    Args:
        measures: as `measures.document.theme_measures` gives them: one row a theme, in the order drawn. With the
            columns that `validity.misclassification.with_validity` adds, precision, recall and the corrected rate
            are drawn too.
        sections: as `measures.document.section_measures` gives them.
        colour_of: the colour of each theme's id.
        title: what the figure shows.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    beside = full >= 130
    with drawing.settings():
        lines = drawing.title_lines(title, full)
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
        flags = elements.flags_height(*_flag_places(_columns(sections), map_left, map_width))
        top = drawing.title_height(lines) + (max(flags, 5) if beside else 5)
        map_top = top if beside else top + body + 11 + flags
        notes = len(_map_notes(float(sections["rate"].max()), map_width)) * NOTE_PITCH
        figure = drawing.new_figure(full, map_top + body + max(6 + notes, 8) + drawing.MARGIN, colours)
        drawing.write_title(figure, lines, colours)
        elements.write_row_labels(figure, top, pitch, labels, colours)
        _rates(figure, left, top, rates_width, pitch, measures, colour_of, colours)
        _numbers(figure, left + rates_width, top, pitch, measures, ends, colours)
        if not beside:
            elements.write_row_labels(figure, map_top, pitch, labels, colours)
        _map(figure, map_left, map_top, map_width, pitch, measures, sections, colours)
    return figure


def _rates(
    figure: Figure, left: float, top: float, width: float, pitch: float,
    measures: pd.DataFrame, colour_of: dict[str, str], colours: drawing.Style,
) -> None:  # fmt: skip
    axes = drawing.new_axes(figure, left, top, width, len(measures) * pitch)
    highs = [float(measures[name].max()) for name in ("high", "corrected_high") if name in measures]
    most = max([1.0, *(high for high in highs if high == high)])
    axes.set_xlim(0, most * 1.02)
    axes.set_ylim(len(measures) - 0.5, -0.5)
    axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
    axes.axvline(0, color=colours.soft, lw=drawing.THIN)
    elements.number_axis(axes, width, most, colours, elements.RATE_UNIT)
    heads = ("Rate, 95 % interval", "95 % interval", "rate")
    if _validity(measures):
        heads = ("Rate (dot), corrected (diamond)", "diamond: corrected", "rate")
    head = next((head for head in heads if drawing.text_mm(head, drawing.SMALL) < width), "")
    drawing.write(figure, left, top - 2.6, head, size=drawing.SMALL, colour=colours.soft)
    for i, row in enumerate(measures.itertuples()):
        colour = drawing.legible(colour_of[row.theme], colours.ground, 3)
        if row.mentions:
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
    ends = {"mentions": 2 + drawing.text_mm("mentions", drawing.SMALL)}
    validity = _validity(measures)
    if beside or not validity:
        ends["sentences"] = ends["mentions"] + 1 + drawing.text_mm("9,999 (99 %)", drawing.SMALL)
    for head in validity:
        ends[head] = max(ends.values()) + 2 + drawing.text_mm(head, drawing.SMALL)
    return ends


def _numbers(
    figure: Figure, left: float, top: float, pitch: float, measures: pd.DataFrame, ends: dict[str, float],
    colours: drawing.Style,
) -> None:  # fmt: skip
    for head, end in ends.items():
        drawing.write(figure, left + end, top - 2.6, head, size=drawing.SMALL, colour=colours.soft, align="right")
    for i, row in enumerate(measures.itertuples()):
        middle = top + (i + 0.5) * pitch
        drawing.write(figure, left + ends["mentions"], middle, f"{row.mentions:,}", colour=colours.ink, align="right")
        cells = {"sentences": f"{row.sentences:,} ({100 * row.share:.0f} %)"}
        for head in _validity(measures):
            value = getattr(row, head)
            cells[head] = f"{value:.2f}" if value == value else "-"
        for head, cell in cells.items():
            if head in ends:
                at = left + ends[head]
                drawing.write(figure, at, middle, cell, size=drawing.SMALL, colour=colours.ink, align="right")


def _validity(measures: pd.DataFrame) -> list[str]:
    return [name for name in ("precision", "recall") if name in measures]


def _map(
    figure: Figure, left: float, top: float, width: float, pitch: float,
    measures: pd.DataFrame, sections: pd.DataFrame, colours: drawing.Style,
) -> None:  # fmt: skip
    columns = _columns(sections)
    total = int(columns["words"].sum())
    axes = drawing.new_axes(figure, left, top, width, len(measures) * pitch)
    axes.set_xlim(0, total)
    axes.set_ylim(len(measures) - 0.5, -0.5)
    most = max(float(sections["rate"].max()), 1e-9)
    row_of = {theme: i for i, theme in enumerate(measures["theme"])}
    label_of = dict(zip(measures["theme"], measures["label"], strict=True))
    edges = dict(zip(columns["section_number"], np.cumsum([0, *columns["words"]][:-1]), strict=True))
    # Even the palest tile stands out from the ground; the darkest is as far from it as leaves room for shades.
    pale, dark = drawing.legible("#7a9fd4", colours.ground, 3.05), drawing.legible("#173a75", colours.ground, 9)
    for cell in sections[sections["theme"].isin(row_of)].itertuples():
        if not cell.mentions:
            continue
        shade = drawing.mix(pale, dark, cell.rate / most)
        row, start = row_of[cell.theme], edges[cell.section_number]
        tile = Rectangle((start, row - 0.5), cell.words, 1, facecolor=shade, edgecolor=colours.ground, lw=1)
        drawing.link_mark(
            tile,
            f"tile-{cell.theme}-{cell.section_number}",
            links.of_theme(cell.theme, section=cell.section_number),
            f"{label_of[cell.theme]}, {cell.section or LEAD}: {cell.mentions:,} mentions",
        )
        axes.add_patch(tile)
        text = f"{cell.mentions:,}"
        if cell.mentions and drawing.text_mm(text, drawing.SMALL) < 0.95 * width * cell.words / total:
            ink = max(("#000000", "#ffffff"), key=lambda c: drawing.contrast(c, shade))
            number = axes.text(
                start + cell.words / 2,
                row,
                text,
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
    elements.draw_flags(figure, top, *_flag_places(columns, left, width), colours)
    for i, line in enumerate(_map_notes(most, width)):
        at = bottom + 6.4 + i * NOTE_PITCH
        drawing.write(figure, left, at, line, size=drawing.SMALL, colour=colours.soft)


def _map_notes(most: float, width: float) -> tuple[str, ...]:
    words = f"width: words in the section; number: mentions; shade: rate, darkest {most:.0f} per 1,000 words"
    return drawing.wrap(words, width, drawing.SMALL)


def _columns(sections: pd.DataFrame) -> pd.DataFrame:
    return sections.drop_duplicates("section_number")[["section_number", "section", "words"]]


def _flag_places(columns: pd.DataFrame, left: float, width: float) -> tuple[list[float], list[str], float]:
    before = np.cumsum([0, *columns["words"]][:-1])
    starts = [left + width * start / columns["words"].sum() for start in before]
    return starts, [name or LEAD for name in columns["section"]], left + width
