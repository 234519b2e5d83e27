"""The tables behind the reader page, and all of its files, written together."""

from pathlib import Path

import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import COLUMNS, find_mentions, numbers_of
from themeline.events.chronology import Chronology, events_table
from themeline.events.writers import csv_text, timelinejs_text
from themeline.figures import links
from themeline.io.atomic import write_together
from themeline.pages.linked_data import linked_data
from themeline.text.document import BODY, Document


def mention_table(document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY) -> pd.DataFrame:
    """The mentions of a text, as `find_mentions` gives them, with the label of the theme, the number
    of the mention within it, and its address."""
    mentions = find_mentions(document, codebook, roles=roles)
    label_of = {theme.id: theme.label for theme in codebook.themes}
    numbers = numbers_of(mentions, document, codebook, roles=roles)
    names = [links.of_mention(theme, number) for theme, number in zip(mentions["theme"], numbers, strict=True)]
    added = mentions.assign(label=mentions["theme"].map(label_of), number=numbers, address=names)
    return added[["address", "label", "number", *COLUMNS]]


def sentence_table(document: Document, *, roles: tuple[str, ...] = BODY) -> pd.DataFrame:
    """The sentences of a text with their addresses and words; ``counted`` tells whether their mentions count."""
    table = document.sentences
    return table.assign(
        address=[links.of_sentence(number) for number in table["sentence"]],
        counted=table["role"].isin(roles),
        text=[document.text[row.start : row.end] for row in table.itertuples()],
    )[["address", "sentence", "role", "counted", "section_number", "section", "paragraph", "start", "end", "text"]]


def event_table(chronology: Chronology | None) -> pd.DataFrame:
    """The events, named and alluded, as `events_table` gives them, with their addresses."""
    table = events_table(list(chronology.events) if chronology else [])
    table.insert(0, "address", [links.of_event(identifier) for identifier in table["id"]])
    return table


def write_pages(
    page: str,
    document: Document,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    chronology: Chronology | None,
    out: Path,
    *,
    base_url: str = "",
) -> list[Path]:
    """Write `reader.html`, and beside it what its links lead to, whole or not at all.

    Args:
        page: as `themeline.pages.reader.reader_page` gives it.
        document: the text.
        mentions: see `mention_table`.
        sentences: see `sentence_table`.
        chronology: the events; None for none.
        out: the folder, made where it is missing.
        base_url: of the pages, for the addresses in the linked data.

    Raises:
        InputError: the folder cannot be written, or ``base_url`` is no web address.
    """
    contents = {
        links.PAGE: page,
        "mentions.csv": mentions.to_csv(index=False, lineterminator="\n"),
        "sentences.csv": sentences.to_csv(index=False, lineterminator="\n"),
        "reader.jsonld": linked_data(document, chronology, base_url),
    }
    if chronology:
        shown = Chronology(events=chronology.events)
        contents |= {"events.csv": csv_text(shown), "events.json": timelinejs_text(shown)}
    return write_together(out, {name: text.encode() for name, text in contents.items()})
