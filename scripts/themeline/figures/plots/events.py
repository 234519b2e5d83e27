"""The figure of events, whole: `timeline`."""

import pandas as pd

from themeline.events.chronology import focus_years
from themeline.figures.captions import describe_events
from themeline.figures.charts.timeline import check_group, draw_timeline
from themeline.figures.drawing import width_mm
from themeline.figures.figure import Figure, drawn_narrow_too
from themeline.figures.timeline_layout import layout_in
from themeline.text.document import Document


@drawn_narrow_too
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
        focus: the years to enlarge: one, or the first and last of several ("2022/2024"); "auto" for the most crowded,
            "none" for a single scale.
        group: what lanes are: "strand", "kind", "actors", "mention", "basis", "confidence", or "none" for one lane;
            empty for strands, or kinds where no event has a strand.
        width: see `themeline.figures.plots`, as for ``style``.
        style: see ``width``.
    """
    years = focus_years(events, focus)
    check_group(group)
    # What is drawn, and only that, is explained.
    layout = None if events.empty else layout_in(events, years, group, width_mm(width))
    text = describe_events(document, events, years, layout)
    drawing = draw_timeline(
        events, title=text.title, subtitle=text.subtitle, focus=years, group=group, width=width, style=style
    )
    return Figure("timeline", drawing, events, text)
