"""Figure `corpus-groups`: how often the documents of each group speak of each theme."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from themeline.figures import drawing, elements, links
from themeline.measures.corpus import EVERYTHING
from themeline.text.wording import count_of

LANE, PAIR = 3.0, 1.9
MOST = len(elements.LANE_MARKERS)
# Of two groups each has a colour. Parties that are known by theirs have that one: the other would mislead.
KNOWN = ("Democratic", "Republican")


def draw_corpus_groups(
    rates: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    sort: bool = True,
    unit: str = "words",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """Draw the rate of each theme in each group with its interval: a lane a group.

    Rows go from the theme that the first group has most more of to the one that the second has most more of; with one
    group, or more than two, from the highest rate of any to the lowest. Themes that set groups apart (`apart`) are
    bold, and where there are any, all others are faded.

    Args:
        rates: as `measures.corpus.group_rates` gives them; the first `MOST` groups are drawn. As
            `validity.estimates.corrected_group_rates` gives them, a small open mark is the counted rate.
        title: what is to be learnt from the figure.
        subtitle: what it shows, and how to read it; empty for none.
        sort: whether rows are sorted; otherwise they are as in ``rates``.
        unit: what lengths are told in: words, or characters.
        width: see `drawing.width_mm`.
        style: a name in `drawing.STYLES`.
    """
    colours = drawing.style_of(style)
    full = drawing.width_mm(width)
    groups = rates.drop_duplicates("group").head(MOST)
    shown = rates[rates["group"].isin(groups["group"])]
    names = list(groups["group"])
    pair = len(names) == 2
    order = in_order(shown, names) if sort else list(shown["theme"].drop_duplicates())
    label_of = dict(zip(shown["theme"], shown["label"], strict=True))
    with drawing.settings():
        heading = drawing.heading(title, subtitle, full)
        lanes = 5.4 if pair else max(LANE * len(names) + 1.6, 4.6)
        labels, room, pitch = elements.row_labels(
            [label_of[theme] for theme in order], 0.38 * full, lanes, 0, weight="bold"
        )
        pitch = max(pitch, 1.2 + 3.0 * max(map(len, labels)))
        left = drawing.MARGIN + room + 4
        inside = full - 2 * drawing.MARGIN
        inner = full - drawing.MARGIN - left - 2
        sizes = [float(shown[name].fillna(0).max()) for name in ("rate", "high", "counted") if name in shown]
        most = max(*sizes, 1e-3) * 1.02
        first = shown[shown["theme"] == order[0]]
        places = _over_marks(first, left, inner / most, full) if pair else []
        key = [
            drawing.shorten(
                f"{row.group}: {count_of(row.documents, 'document')}, {row.words:,} {unit}", inside - 6, drawing.SMALL
            )
            for row in groups.itertuples()
        ]
        legend = elements.legend_layout(key, inside, before=4, after=5)
        top = heading.height + (4.5 if places else (1 + legend[-1][1]) * 3.6 + 2.5)
        height = len(order) * pitch
        figure = drawing.new_figure(full, top + height + 7 + drawing.MARGIN, colours)
        drawing.write_heading(figure, heading, colours)
        for lane, at, words, align in places:
            ink = drawing.legible(_mark(lane, names, colours)["mec"], colours.ground, 4.6)
            drawing.write(figure, at, top - 1.6, words, size=drawing.SMALL, colour=ink, weight="bold", align=align)
        if not places:
            _draw_key(figure, heading.height, key, legend, names, colours)
        clear = [bool(apart(shown, theme)) for theme in order]
        faded = [any(clear) and not strong for strong in clear]
        elements.write_row_labels(figure, top, pitch, labels, colours, bold=clear, faded=faded)
        axes = drawing.new_axes(figure, left, top, inner, height)
        axes.set_xlim(0, most)
        axes.set_ylim(len(order), 0)
        axes.axvline(0, color=colours.soft, lw=drawing.THIN)
        axes.grid(axis="x", color=colours.faint, lw=drawing.THIN)
        elements.number_axis(axes, inner, most / 1.02, colours, f"{elements.RATE} {unit}", whole=False)
        for i, theme in enumerate(order):
            rows = shown[shown["theme"] == theme]
            if i and not pair:
                axes.axhline(i, color=colours.faint, lw=drawing.THIN, zorder=0)
            for row in rows.itertuples():
                lane = names.index(row.group)
                away = (lane - (len(names) - 1) / 2) * (PAIR if pair else LANE) / pitch
                look = _mark(lane, names, colours, faded=faded[i])
                _draw_rate(axes, row, i + 0.5, away, lane, look, colours.ground, unit)
    return figure


def in_order(rates: pd.DataFrame, groups: Sequence[str]) -> list[str]:
    """Themes by how much more the first of two groups has than the second, or by the highest rate of any group."""
    wide = rates.pivot(index="theme", columns="group", values="rate")
    value = wide[groups[0]] - wide[groups[1]] if len(groups) == 2 else wide.max(axis=1)
    themes = list(rates["theme"].drop_duplicates())
    return sorted(themes, key=lambda theme: -float(value[theme]))


def apart(rates: pd.DataFrame, theme: str) -> tuple[str, ...]:
    """The groups whose interval for a theme lies above those of all other groups, or none: one name at most."""
    rows = rates[rates["theme"] == theme]
    if len(rows) < 2 or rows["low"].isna().any():
        return ()
    best = rows.loc[rows["rate"].idxmax()]
    others = rows[rows["group"] != best["group"]]
    return (str(best["group"]),) if best["low"] > others["high"].max() else ()


def _draw_rate(
    axes: Axes, row: Any, at: float, away: float, lane: int, look: dict[str, Any], ground: str, unit: str
) -> None:
    known = row.low == row.low
    if known:
        axes.plot([row.low, row.high], [at + away] * 2, color=look["mec"], lw=look["mew"] + 0.2, zorder=2)
    mark = axes.plot([row.rate], [at + away], clip_on=False, zorder=3, **look)[0]
    interval = f", 95 % interval {row.low:.2f} to {row.high:.2f}" if known else ", too few for an interval"
    counted = getattr(row, "counted", None)
    group = "" if row.group == EVERYTHING else str(row.group)
    drawing.link_mark(
        mark,
        f"group-{row.theme}-{lane}",
        links.of_documents(row.theme, group=group),
        f"{row.label}, {row.group}: {row.rate:.2f} {'mentions ' * (counted is None)}per 1,000 {unit}{interval}",
    )
    if counted is not None:
        small = {**look, "ms": look["ms"] * 0.55, "mfc": ground, "mew": 0.7}
        ring = axes.plot([counted], [at + away], clip_on=False, zorder=4, **small)[0]
        drawing.link_mark(
            ring,
            f"counted-{row.theme}-{lane}",
            links.of_documents(row.theme, group=group),
            f"{row.label}, {row.group}: {counted:.2f} {elements.RATE} {unit}, counted",
        )


def _mark(lane: int, groups: Sequence[str], colours: drawing.Style, *, faded: bool = False) -> dict[str, Any]:
    look: dict[str, Any]
    if len(groups) == 2:
        place = KNOWN.index(groups[lane]) if set(groups) == set(KNOWN) else lane
        colour = colours.acting[1 + place]
        look = {"marker": "os"[lane], "ms": 4.8 - 0.4 * lane, "mec": colour, "mew": 1.0, "mfc": colour, "ls": "none"}
    else:
        look = elements.lane_mark(lane, colours)
    if not faded:
        return look
    pale = _pale(look["mec"], colours)
    face = colours.ground if look["mfc"] == colours.ground else pale
    return {**look, "ms": look["ms"] - 1.2, "mec": pale, "mfc": face, "mew": 0.5}


def _pale(colour: str, colours: drawing.Style) -> str:
    """A grey with a little of a colour in it, as pale as a mark may be."""
    grey = drawing.mix(colours.soft, colours.ground, 0.3)
    return drawing.legible(drawing.mix(colour, grey, 0.75), colours.ground, 3.1)


def _over_marks(first: pd.DataFrame, left: float, scale: float, full: float) -> list[tuple[int, float, str, str]]:
    """Where the names of two groups stand over their marks in the first row: lane, mm, words, alignment; none where
    they do not find room."""
    ranked = first.reset_index(drop=True)["rate"].sort_values(kind="stable")
    (low, low_rate), (high, high_rate) = ranked.items()
    places = []
    for lane, rate, align in ((low, low_rate, "right"), (high, high_rate, "left")):
        row = first.iloc[lane]
        words = f"{row['group']}, {count_of(row['documents'], 'document')}"
        at = left + rate * scale + (1.2 if align == "right" else -1.2)
        wide = drawing.text_mm(words, drawing.SMALL, weight="bold")
        # Two names whose marks are close begin and end side by side.
        at += (-1 if align == "right" else 1) * max(0.0, 2.0 - (high_rate - low_rate) * scale / 2)
        if (align == "right" and at - wide < drawing.MARGIN) or (
            align == "left" and at + wide > full - drawing.MARGIN
        ):
            return []
        places.append((lane, at, words, align))
    return places


def _draw_key(
    figure: Figure,
    top: float,
    key: Sequence[str],
    places: Sequence[tuple[float, int]],
    groups: Sequence[str],
    colours: drawing.Style,
) -> None:
    full, height = drawing.size_mm(figure)
    axes = drawing.new_axes(figure, 0, 0, full, height)
    axes.set_xlim(0, full)
    axes.set_ylim(height, 0)
    for lane, (words, (left, line)) in enumerate(zip(key, places, strict=True)):
        at, middle = drawing.MARGIN + 1.5 + left, top + 1.6 + line * 3.6
        axes.plot([at], [middle], **_mark(lane, groups, colours))
        drawing.write(figure, at + 2.5, middle, words, size=drawing.SMALL, colour=colours.ink)
