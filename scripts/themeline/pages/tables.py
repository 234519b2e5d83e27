"""The tables behind the reader page, and all of its files, written together."""

from pathlib import Path

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import COLUMNS, find_mentions, numbers_of
from themeline.events.chronology import Chronology, events_table
from themeline.events.writers import csv_text, timelinejs_text
from themeline.figures import links
from themeline.figures.export import keep_text
from themeline.io.atomic import write_together
from themeline.io.files import csv_of_table
from themeline.pages.linked_data import linked_data
from themeline.pages.reader import reader_page
from themeline.text.document import BODY, Document
from themeline.validity.coding_sheets import Coded


def mention_table(document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY) -> pd.DataFrame:
    """The mentions of a text, as `find_mentions` gives them, each with its address, the label of its theme, and its
    number within that."""
    mentions = find_mentions(document, codebook, roles=roles)
    numbers = numbers_of(mentions, document, codebook, roles=roles)
    added = links.with_addresses(mentions.assign(label=mentions["theme"].map(codebook.labels), number=numbers))
    return added[["address", "label", "number", *COLUMNS]]


def sentence_table(document: Document, *, roles: tuple[str, ...] = BODY) -> pd.DataFrame:
    """The sentences of a text with their addresses and words; ``counted`` tells whether their mentions count."""
    table = links.with_addresses(document.sentences)
    return table.assign(
        counted=table["role"].isin(roles),
        text=[document.text[row.start : row.end] for row in table.itertuples()],
    )[["address", "sentence", "role", "counted", "section_number", "section", "paragraph", "start", "end", "text"]]


def event_table(chronology: Chronology | None) -> pd.DataFrame:
    """The events, named and alluded, as `events_table` gives them, with their addresses."""
    return links.with_addresses(events_table(list(chronology.events) if chronology else []))


def write_pages(
    document: Document,
    codebook: Codebook,
    chronology: Chronology | None,
    out: Path,
    *,
    roles: tuple[str, ...] = BODY,
    base_url: str = "",
    coded: Coded | None = None,
) -> list[Path]:
    """Write `reader.html`, and beside it what its links lead to, whole or not at all.

    Args:
        document: the text.
        codebook: the themes.
        chronology: the events; None for none.
        out: the folder, made where it is missing.
        roles: of the parts whose mentions count.
        base_url: of the pages, for the addresses in the linked data.
        coded: coded sentences: those of this text judge the dictionary as it is tried in the page.

    Raises:
        InputError: the folder cannot be written, or ``base_url`` is not a web address.
    """
    mentions = mention_table(document, codebook, roles=roles)
    contents = {
        links.PAGE: reader_page(document, codebook, mentions, chronology, roles=roles, coded=coded),
        "mentions.csv": csv_of_table(mentions),
        "sentences.csv": csv_of_table(sentence_table(document, roles=roles)),
        "reader.jsonld": linked_data(document, chronology, links.base_of(base_url)),
    }
    if chronology:
        shown = Chronology(events=chronology.events)
        contents |= {"events.csv": csv_text(shown), "events.json": timelinejs_text(shown)}
    files = write_together(out, {name: text.encode() for name, text in contents.items()})
    return files + keep_text(document.reading, out)
