"""A text as HTML in which each sentence, mention and quote can be found."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from themeline.figures import links
from themeline.pages.page import shown
from themeline.text.document import Document


@dataclass(frozen=True)
class Block:
    """A block of the text: its element and role, the id of the section that begins with it (or empty), its first
    character and the words before it, and its content."""

    tag: str
    role: str
    section_id: str
    start: int
    words: int
    content: Markup


class Quote(NamedTuple):
    """The words of an event: their first character and the one behind the last, its address and year, what it is
    called, and whether it is marked where nobody has chosen other events."""

    start: int
    end: int
    address: str
    year: str
    name: str
    on: bool


def marked_blocks(
    document: Document, mentions: pd.DataFrame, quotes: Sequence[Quote], label_of: dict[str, str]
) -> list[Block]:
    """The blocks of a text, every character of it, with its sentences, mentions and quotes as elements.

    A stretch that several themes mention has an underline for each, one within another. A mention begins with a link
    to itself; where another begins or ends within it, it goes on in further elements. Before a quote stands a link to
    its event, which has no text: its year is drawn by the style. ``data-m`` and ``data-q`` name the rows of mentions
    and quotes that a stretch belongs to.

    Args:
        document: the text.
        mentions: as `themeline.dictionary.mentions.find_mentions` gives them, with ``number``; index from 0.
        quotes: of the events, in their order.
        label_of: label of each theme's id, in the order of the codebook.
    """
    marks = _marks(mentions, label_of)
    sentences = [(row.start, row.end, links.of_sentence(row.sentence)) for row in document.sentences.itertuples()]
    spans = sorted(
        [(mark.start, mark.end, i, True) for i, mark in enumerate(marks)]
        + [(quote.start, quote.end, i, False) for i, quote in enumerate(quotes)]
    )
    word_ends = document.words["end"].to_numpy()
    titled = bool((document.blocks["role"] == "title").any())
    tags = {"title": "h2", "heading": "h3" if titled else "h2"}
    blocks = []
    seen: set[int] = set()
    begun: set[int] = set()
    longest = max((end - start for start, end, _, _ in spans), default=0)
    for row in document.blocks.itertuples():
        first, last = bisect.bisect_left(spans, (row.start - longest,)), bisect.bisect_left(spans, (row.end,))
        inside = [span for span in spans[first:last] if span[1] > row.start]
        first, last = bisect.bisect_left(sentences, (row.start,)), bisect.bisect_left(sentences, (row.end,))
        within = {start: (end, name) for start, end, name in sentences[first:last]}
        section = ""
        if row.role in ("heading", "body") and row.section_number not in seen:
            seen.add(row.section_number)
            section = links.of_section(row.section_number)
        content = "".join(_pieces(document.text, row.start, row.end, inside, within, marks, quotes, begun))
        before = int(word_ends.searchsorted(row.start, side="right"))
        blocks.append(
            Block(tags.get(row.role, "p"), row.role, section, row.start, before, Markup(content))  # noqa: S704
        )
    return blocks


def marked_sentences(
    document: Document, mentions: pd.DataFrame, label_of: dict[str, str], *, before: str = ""
) -> dict[int, Markup]:
    """The sentences of a text by their numbers, each an element, with their mentions as `marked_blocks` has them.

    Args:
        document: the text.
        mentions: see `marked_blocks`.
        label_of: see `marked_blocks`.
        before: what stands before the address of each sentence and mention, where a page has those of two texts.
    """
    marks = _marks(mentions, label_of, before)
    spans = [(mark.start, mark.end, i, True) for i, mark in enumerate(marks)]
    longest = max((end - start for start, end, _, _ in spans), default=0)
    contents = {}
    for sentence in document.parts.sentences:
        first = bisect.bisect_left(spans, (sentence.start - longest,))
        last = bisect.bisect_left(spans, (sentence.end,))
        inside = [span for span in spans[first:last] if span[1] > sentence.start]
        name = f"{before}{links.of_sentence(sentence.sentence)}"
        whole = {sentence.start: (sentence.end, name)}
        pieces = _pieces(document.text, sentence.start, sentence.end, inside, whole, marks, (), set())
        contents[sentence.sentence] = Markup("".join(pieces))  # noqa: S704
    return contents


def _marks(mentions: pd.DataFrame, label_of: dict[str, str], before: str = "") -> "list[_Mark]":
    place = {theme: i for i, theme in enumerate(label_of)}
    return [
        _Mark(
            row.start,
            row.end,
            place[row.theme],
            label_of[row.theme],
            f"{before}{links.of_mention(row.theme, row.number)}",
        )
        for row in mentions.itertuples()
    ]


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    theme: int
    label: str
    address: str


def _pieces(
    text: str,
    begin: int,
    stop: int,
    spans: list[tuple[int, int, int, bool]],
    sentences: dict[int, tuple[int, str]],
    marks: list[_Mark],
    quotes: Sequence[Quote],
    begun: set[int],
) -> Iterator[str]:
    cuts = {begin, stop} | {edge for span in spans for edge in span[:2] if begin <= edge <= stop}
    cuts |= {edge for start, (end, _) in sentences.items() for edge in (start, end)}
    ordered = sorted(cuts)
    sentence_end = -1
    waiting = list(reversed(spans))
    active: list[tuple[int, int, int, bool]] = []
    for start, end in zip(ordered, [*ordered[1:], stop], strict=True):
        if start == sentence_end:
            yield "</span>"
        if start in sentences:
            sentence_end, name = sentences[start]
            yield f'<span class="s" id="{name}">'
        active = [span for span in active if span[1] > start]
        while waiting and waiting[-1][0] <= start:
            active.append(waiting.pop())
        if start < end:
            for _, _, i, is_mark in active:
                if not is_mark and i not in begun:
                    begun.add(i)
                    yield _link_to_event(i, quotes[i])
            yield _piece(text[start:end], start, active, marks, quotes)


def _link_to_event(row: int, quote: Quote) -> str:
    on = " on" if quote.on else ""
    return (
        f'<a class="e{on}" href="#{escape(quote.address)}" data-e="{row}" data-year="{escape(quote.year)}" '
        f'title="{escape(quote.name)}" aria-label="{escape(quote.name)}"></a>'
    )


def _piece(
    text: str, start: int, active: list[tuple[int, int, int, bool]], marks: list[_Mark], quotes: Sequence[Quote]
) -> str:
    piece = str(shown(text))
    here = sorted((i for _, _, i, is_mark in active if is_mark), key=lambda i: marks[i].theme)
    for i in reversed(here):
        begins = " b" if marks[i].start == start else ""
        number = f' data-n="{marks[i].theme + 1}"' if begins else ""
        piece = f'<span class="u t{marks[i].theme}{begins}"{number}>{piece}</span>'
    if here:
        rows = " ".join(map(str, here))
        first, *more = [marks[i].address for i in here if marks[i].start == start] or [""]
        labels = ", ".join(marks[i].label for i in here)
        if first:
            name = escape(f"{text}: {labels}")
            anchors = "".join(f'<span id="{address}"></span>' for address in more)
            piece = (
                f'{anchors}<a class="m" id="{first}" href="#{first}" data-m="{rows}" aria-label="{name}">{piece}</a>'
            )
        else:
            piece = f'<span class="m" data-m="{rows}">{piece}</span>'
    quoted = [i for _, _, i, is_mark in active if not is_mark]
    if not quoted:
        return piece
    on = " on" if any(quotes[i].on for i in quoted) else ""
    return f'<span class="q{on}" data-q="{" ".join(map(str, quoted))}">{piece}</span>'
