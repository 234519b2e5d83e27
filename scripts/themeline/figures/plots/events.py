"""The figure of events, whole: `timeline`."""

from dataclasses import replace

import pandas as pd

from themeline.events.chronology import focus_year
from themeline.figures.captions import describe_events
from themeline.figures.charts.timeline import check_group, draw_timeline
from themeline.figures.drawing import PAGE_HEIGHT, size_mm, width_mm
from themeline.figures.figure import Figure
from themeline.figures.timeline_layout import layout_in
from themeline.text.document import Document


def plot_timeline(
    document: Document,
    events: pd.DataFrame,
    *,
    focus: str = "auto",
    group: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The events that a text names, at their dates, in strands (figure ``timeline``).

    Args:
        document: the text.
        events: as `choose_events` gives them.
        focus: the year to enlarge; "auto" for the most crowded, "none" for a single scale.
        group: what lanes are: "strand", "kind", "actors", "mention", "basis", "confidence", or "none" for one lane;
            empty for strands, or kinds where no event has a strand.
        width: see `themeline.figures.plots`, as for ``style``.
        style: see ``width``.
    """
    year = focus_year(events, focus)
    check_group(group)
    # What is drawn, and only that, is explained.
    layout = None if events.empty else layout_in(events, year, group, width_mm(width))
    text = describe_events(document, events, year, layout)
    drawing = draw_timeline(
        events, title=text.title, subtitle=text.subtitle, focus=year, group=group, width=width, style=style
    )
    height = size_mm(drawing)[1]
    if height > PAGE_HEIGHT:
        advice = (
            f"{height:.0f} mm high, more than a page has ({PAGE_HEIGHT:.0f} mm): make it wider, or of fewer events"
        )
        text = replace(text, caption=f"{text.caption} In this width the figure is {advice}.")
    return Figure("timeline", drawing, events, text)
