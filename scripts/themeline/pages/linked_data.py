"""A text, its events and the quotations that they rest on, as JSON-LD in the terms of schema.org."""

import json
from typing import Any

from themeline.events.chronology import Chronology, Event
from themeline.events.edtf_dates import date_bounds
from themeline.figures import links
from themeline.text.document import Document


def linked_data(document: Document, chronology: Chronology | None, base_url: str = "") -> str:
    """The text as an Article, each event as an Event, its words as a Quotation (https://schema.org).

    A day that is only known to lie in a window is no date of a beginning: such an event has ``temporalCoverage``
    alone.

    Args:
        document: the text.
        chronology: its events; those of the background are left out. None for no events.
        base_url: of the pages; addresses are relative to the file where none is given.

    Raises:
        InputError: ``base_url`` is not a web address.
    """
    base = links.base_of(base_url)
    article: dict[str, Any] = {"@id": f"{base}{links.PAGE}", "@type": "Article", "headline": document.title}
    record = document.record
    if record:
        if record.author:
            article["author"] = {"@type": "Person", "name": record.author.value}
        if record.publisher:
            article["publisher"] = {"@type": "Organization", "name": record.publisher.value}
        if record.language:
            article["inLanguage"] = record.language.value
        if record.published:
            article["temporal"] = record.published.value
    graph: list[dict[str, Any]] = [article]
    for event in chronology.events if chronology else ():
        graph += _event(event, article["@id"], base)
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, indent=1, ensure_ascii=False) + "\n"


def _event(event: Event, article: str, base: str) -> list[dict[str, Any]]:
    start, end, extent = date_bounds(event.edtf)
    address = links.link(links.of_event(event.id), base)
    words = f"{address}/words"
    dates = {"temporalCoverage": f"{start}/{end}"}
    if extent in ("day", "span"):
        dates = {"startDate": str(start), "endDate": str(end)}
    return [
        {
            "@id": address,
            "@type": "Event",
            "name": event.title,
            **dates,
            "identifier": {"@type": "PropertyValue", "propertyID": "EDTF", "value": event.edtf},
            "description": event.caveat,
            "organizer": [{"@type": "Thing", "name": actor} for actor in event.actors],
            "subjectOf": {"@id": words},
            "citation": [source.url for source in event.sources],
        },
        {
            "@id": words,
            "@type": "Quotation",
            "text": event.quote,
            "isPartOf": {"@id": article},
            "position": f"{event.quote_span[0]}-{event.quote_span[1]}",
        },
    ]
