"""The figure of events, whole: `timeline`."""

from typing import TYPE_CHECKING

import pandas as pd

from themeline.events.chronology import focus_year
from themeline.figures.captions import (
    describe_events,
)
from themeline.figures.charts.timeline import draw_timeline
from themeline.figures.figure import Figure
from themeline.text.document import Document

if TYPE_CHECKING:
    pass


def plot_timeline(
    document: Document,
    events: pd.DataFrame,
    *,
    focus: str = "auto",
    group: str = "",
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The events that a text names, in the order of their dates (figure ``timeline``).

    Args:
        document: the text.
        events: as `choose_events` gives them.
        focus: the year to magnify; "auto" for the most crowded, "none" for a single axis.
        group: lanes by "kind", "mention", "basis" or "confidence"; empty for none.
        width: see `themeline.figures.plots`, as for ``style``.
        style: see ``width``.
    """
    year = focus_year(events, focus)
    text = describe_events(document, events, year)
    drawing = draw_timeline(
        events, title=text.title, subtitle=text.subtitle, focus=year, group=group, width=width, style=style
    )
    return Figure("timeline", drawing, events, text)
