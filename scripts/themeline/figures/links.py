"""Stable addresses of what a text holds, in the page `reader.html`, and of documents that it is compared with, in
`corpus.html`: what figures, tables and quotations link to."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from themeline.errors import input_error

if TYPE_CHECKING:  # a run without changes asks for the names of pages, and needs no pandas for that
    import pandas as pd

PAGE, CORPUS = "reader.html", "corpus.html"
# An event has its id as its address, except where that could be one of the others, or such an exception.
_RESERVED = re.compile(r"(?:event-)*(?:s\d+|section-\d+|[mtw]-.*)")


def of_sentence(number: int) -> str:
    """The address of a sentence, numbered from 1 through the document: ``s24``."""
    return f"s{number}"


def of_section(number: int) -> str:
    """The address of a section, numbered from 1; 0 is the lead."""
    return f"section-{number}"


def of_mention(theme: str, number: int) -> str:
    """The address of a mention, numbered from 1 within its theme through the whole document: ``m-nuclear-3``."""
    return f"m-{theme}-{number}"


def of_event(identifier: str) -> str:
    """The address of an event: its id."""
    return f"event-{identifier}" if _RESERVED.fullmatch(identifier) else identifier


def of_theme(theme: str, *, section: int | None = None, beside: str = "") -> str:
    """The address of all mentions of a theme; of those in a section; of those in a sentence with another theme."""
    return f"t-{theme}" + (f".{section}" if section is not None else "") + (f"+{beside}" if beside else "")


def of_word(word: str, *, section: int | None = None) -> str:
    """The address of a word wherever it stands, or wherever it stands in a section."""
    return f"w-{word}" + (f".{section}" if section is not None else "")


def of_document(name: str) -> str:
    """The address of a document of a corpus, on the page of these: ``corpus.html#d-1961-Kennedy-1``."""
    return f"{CORPUS}#d-{name}"


def of_documents(theme: str, *, beside: str = "", group: str = "", period: int | None = None) -> str:
    """The address of documents, by their rate of a theme: all of them, those of a group or of a period, or with
    another theme too."""
    within = f".g-{group}" if group else f".p-{period}" if period is not None else ""
    return f"{CORPUS}#t-{theme}" + (f"+{beside}" if beside else "") + within


def mark_on(figure: str, mark: str) -> str:
    """The address, in `index.html`, of a mark of a figure: ``timeline--event-treaty-2001``."""
    return f"{figure}--{mark}"


def mark_of_mention(theme: str, number: object) -> str:
    """The id of a mention's mark in the figure ``themes-in-text``."""
    return f"mention-{theme}-{number}"


def mark_of_rate(theme: str) -> str:
    """The id of the mark of a theme's rate in the figure ``themes``."""
    return f"rate-{theme}"


def mark_of_event(identifier: str) -> str:
    """The id of an event's mark in the figure ``timeline``."""
    return f"event-{identifier}"


def with_addresses(table: "pd.DataFrame") -> "pd.DataFrame":
    """A table with the column ``address`` first: what each row is called in the reader page.

    Args:
        table: mentions with ``number`` (see `numbers_of`), events with ``id``, or anything with ``sentence``.

    Raises:
        KeyError: it has none of these.
    """
    if {"theme", "number"} <= {*table}:
        addresses = [of_mention(theme, number) for theme, number in zip(table["theme"], table["number"], strict=True)]
    elif "id" in table:
        addresses = [of_event(identifier) for identifier in table["id"]]
    else:
        addresses = [of_sentence(number) for number in table["sentence"]]
    made = table.copy()
    made.insert(0, "address", addresses)
    return made


def link(address: str, base: str = "") -> str:
    """The link to an address: relative, or below a base URL."""
    page, place = address.split("#", 1) if address.startswith(f"{CORPUS}#") else (PAGE, address)
    return f"{base}{page}#{quote(place, safe='+')}"


def base_of(url: str) -> str:
    """A base URL as links need it, with a slash at its end; empty for none.

    Raises:
        InputError: it is not an http or https address.
    """
    if url and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
        advice = "give one that begins with https://, or nothing"
        raise input_error("base_url", f"'{url}' is not a web address", advice)
    return url if not url or url.endswith("/") else f"{url}/"
