"""The reading room, `reader.html`: a text with its themes and events marked, each at a stable address."""

import contextlib
import datetime
from collections import Counter
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import codebook_for, token_table, unseen_marks
from themeline.dictionary.wildcards import with_capitals_marked
from themeline.events.chronology import MEANINGS, Chronology, events_table, is_one_of_two_days
from themeline.events.edtf_dates import IN_PERIOD, date_bounds, date_words
from themeline.figures import drawing, links
from themeline.measures.document import word_positions
from themeline.measures.words import counted_words
from themeline.pages.marked import Block, Quote, marked_blocks
from themeline.pages.page import DARK, LIGHT, page, records
from themeline.pages.timeline import inks, timelines
from themeline.text.document import BODY, LEAD, Document
from themeline.text.language import direction_of
from themeline.text.tokens import fold
from themeline.text.wording import own_number
from themeline.validity.coding_sheets import Coded
from themeline.validity.scores import shares

STRIP = 1000
# More sections than these would hide the mentions on a strip.
MOST_BREAKS = 12
# A text of more blocks is cut into stretches of so many words: between one and two screens.
MOST_BLOCKS, STRETCH = 200, 500
# So many words are offered to who has searched for none yet.
OFTEN = 8


def reader_page(
    document: Document,
    codebook: Codebook,
    mentions: pd.DataFrame,
    chronology: Chronology | None,
    *,
    roles: tuple[str, ...] = BODY,
    coded: Coded | None = None,
    in_corpus: str = "",
    called: str = "",
    about: str = "",
) -> str:
    """The page of a text.

    Args:
        document: the text, whole.
        codebook: the themes.
        mentions: of these in the text, see `themeline.pages.tables.mention_table`.
        chronology: the events, named and alluded; those of the background are not shown. None for no events.
        roles: of the parts whose mentions count.
        coded: coded sentences; those of this text judge a dictionary that is tried in the page.
        in_corpus: for a document of a corpus, which has no figures of its own: the link to where it is listed.
        called: what the page calls the text; its title where empty.
        about: what else is known of it, in words.
    """
    title = called or document.title
    counted = document.in_roles("words", roles)
    placed = word_positions(mentions, counted)
    events = events_table(list(chronology.events)) if chronology else events_table([])
    details = {event.id: event for event in chronology.events} if chronology else {}
    any_named = "named" in {*events["mention"]}
    quotes = [
        Quote(
            int(row.quote_start), int(row.quote_end), links.of_event(row.id), str(row.start.year),
            f"{date_words(row.edtf)}: {row.label}", row.mention == "named" or not any_named,
        )
        for row in events.itertuples()
    ]  # fmt: skip
    label_of = codebook.labels
    elided = codebook_for(document, codebook).elided
    number_of = {theme: i for i, theme in enumerate(label_of)}
    patterns = {pattern: i for i, pattern in enumerate(dict.fromkeys(mentions["pattern"]))}
    themes = [
        {
            "id": theme.id,
            "address": links.of_theme(theme.id),
            "number": i + 1,
            "label": theme.label,
            "definition": theme.definition,
            "excludes": theme.excludes,
            "mentions": int((mentions["theme"] == theme.id).sum()),
            "strip": _ticks(placed[placed["theme"] == theme.id], len(counted)),
            "light": drawing.legible(theme.colour, LIGHT, 3),
            "dark": drawing.legible(theme.colour, DARK, 3),
        }
        for i, theme in enumerate(codebook.themes)
    ]
    sections = [
        {
            "address": links.of_section(row.section_number),
            "number": row.section_number,
            "numbered": bool(own_number(row.section)[0]),
            "name": row.section or LEAD,
            "words": row.words,
        }
        for row in document.sections.itertuples()
    ]
    data = {
        "source": _source(document) | {"title": title},
        "themes": records(
            ["id", "label", "definition", "excludes"],
            ([one["id"], one["label"], one["definition"], one["excludes"]] for one in themes),
        ),
        "patterns": list(patterns),
        "mentions": records(
            ["theme", "pattern", "number", "start", "end", "sentence", "word"],
            (
                [number_of[m.theme], patterns[m.pattern], m.number, m.start, m.end, m.sentence, m.first_word]
                for m in placed.itertuples()
            ),
        ),
        "sentences": records(
            ["start", "end", "section", "counted"],
            (
                [row.start, row.end, row.section_number, int(row.role in roles)]
                for row in document.sentences.itertuples()
            ),
        ),
        **_tokens(document, roles, elided=elided),
        "elided": elided,
        "sections": {row.section_number: row.section or LEAD for row in document.sections.itertuples()},
        "events": records(
            ["address", "label", "date", "start", "end", "mark"],
            (
                [
                    links.of_event(row.id),
                    row.label,
                    date_words(row.edtf),
                    row.quote_start,
                    row.quote_end,
                    links.mark_on("timeline", links.mark_of_event(row.id)),
                ]
                for row in events.itertuples()
            ),
        ),
        # Where on the figures a mention is: the script puts theme and number in.
        "marks": {
            "mention": links.mark_on("themes-in-text", links.mark_of_mention("{theme}", "{number}")),
            "rate": links.mark_on("themes", links.mark_of_rate("{theme}")),
        },
        "words": len(counted),
        "figures": not in_corpus,
        # What can be tried in the page; a document of a corpus has no dictionary of its own.
        "dictionary": None if in_corpus else dictionary_to_try(document, codebook),
        "coded": _coded(coded.of_roles(roles), document, codebook) if coded else None,
    }
    first, last = _years(events)
    starts = _section_starts(counted)
    drawn, letters = timelines(document, events) if len(events) else ([], {})
    return page(
        "reader",
        data,
        drawn=letters,
        more=() if in_corpus else ("dictionary", "tried"),
        title=title,
        about=about,
        in_corpus=in_corpus,
        source=data["source"],
        remarks=[*document.remarks(), *codebook.doubts_about([document.language])],
        stretches=_stretches(marked_blocks(document, mentions, quotes, label_of)),
        themes=themes,
        sections=sections,
        titled=title in _texts(document, "title"),
        often=_often(mentions, counted_words(document, roles)),
        word_address=lambda word: quote(links.of_word(word)),
        named=int((events["mention"] == "named").sum()),
        words=len(counted),
        unit=document.unit,
        language=document.language,
        direction=direction_of(document.language),
        breaks=[round(STRIP * start / max(1, len(counted)), 1) for start in starts if len(starts) <= MOST_BREAKS],
        events=[_event(row, details[row.id]) for row in events.itertuples()],
        kinds=_values(events, "kind"),
        grounds=[(value, MEANINGS[value]) for value in _values(events, "basis")],
        namings=[(value, MEANINGS[value]) for value in _values(events, "mention")],
        actors=sorted({actor for event in details.values() for actor in event.actors}),
        years=sorted({row.start.year for row in events.itertuples()} | {row.end.year for row in events.itertuples()}),
        first=first,
        last=last,
        timelines=drawn,
        inks=inks(),
    )


def _stretches(blocks: list[Block]) -> list[list[Block]]:
    """The blocks of a long text in stretches of `STRETCH` words or more; a short text is one.

    What is out of sight is not laid out, stretch by stretch: a browser that watched each block would do nothing else
    while one scrolls through a book. No heading ends a stretch.
    """
    if len(blocks) <= MOST_BLOCKS:
        return [blocks]
    stretches: list[list[Block]] = [[]]
    for block in blocks:
        now = stretches[-1]
        if now and block.words - now[0].words >= STRETCH and now[-1].tag == "p":
            stretches.append([])
        stretches[-1].append(block)
    return stretches


def dictionary_to_try(document: Document, codebook: Codebook) -> dict[str, Any]:
    """The dictionary that can be tried on a text in its page: of its language, with the themes' names as there."""
    own = codebook_for(document, codebook)
    themes = [
        theme.model_copy(update={"label": label})
        for theme, label in zip(own.themes, codebook.labels.values(), strict=True)
    ]
    return own.model_copy(update={"themes": themes}).model_dump(mode="json", exclude_defaults=True)


def _tokens(document: Document, roles: tuple[str, ...], *, elided: bool) -> dict[str, Any]:
    """The tokens that a search goes through: each type once, and of each token its type, the characters between the
    one before and it, its length, and how it is joined to the one before.

    A type is its key, with a mark before each letter that was a capital (see `with_capitals_marked`).
    ``joined`` is 1 where it may follow that in a phrase, 2 more where it is a part of the same word, and 4 more where
    it is the first of its paragraph. ``unseen`` are the places of marks that make no match longer than another.
    """
    table = token_table(document, roles=roles, elided=elided)
    spans = zip(table["start"].tolist(), table["end"].tolist(), strict=True)
    marked = [with_capitals_marked(document.text[start:end]) for start, end in spans]
    types = {key: i for i, key in enumerate(dict.fromkeys(marked))}
    ends = [0, *table["end"].tolist()]
    words = [-1, *table["word"].tolist()]
    paragraphs = [-1, *table["paragraph"].tolist()]
    return {
        "types": list(types),
        "tokens": {
            "type": [types[key] for key in marked],
            "gap": [start - end for start, end in zip(table["start"].tolist(), ends, strict=False)],
            "length": (table["end"] - table["start"]).tolist(),
            "joined": [
                follows + 2 * (word == before) + 4 * (paragraph != last)
                for follows, word, before, paragraph, last in zip(
                    table["follows"].tolist(), words[1:], words, paragraphs[1:], paragraphs, strict=False
                )
            ],
        },
        "unseen": unseen_marks(document.text),
    }


def _coded(coded: Coded, document: Document, codebook: Codebook) -> dict[str, Any] | None:
    """What is coded of this text: its sentences, and the share of coders that saw each theme, -1 if none looked.

    Sentences of a test part are counted only: a page does not show what is left aside.
    """
    same = {path for path, one in coded.documents.items() if one.text == document.text}
    units = coded.units[coded.units["path"].isin(same)]
    if units.empty:
        return None
    shown = units[~coded.of_test()[units.index]]
    number_of = {theme: i for i, theme in enumerate(codebook.ids)}
    codes = coded.codes[:, shown.index, :]
    share, seen = shares(codes)
    return {
        "coders": int((~np.isnan(codes)).any(axis=(1, 2)).sum()),
        "kinds": coded.kinds_in_words(),
        "themes": [number_of[theme] for theme in coded.themes],
        "sentences": shown["sentence"].tolist(),
        "shares": np.where(seen, share, -1).round(3).tolist(),
        "aside": len(units) - len(shown),
    }


def _source(document: Document) -> dict[str, str]:
    record = document.record
    known = dict.fromkeys(("author", "publisher", "published", "when", "sha256"), "")
    if record:
        for name in ("author", "publisher", "published"):
            value = getattr(record, name)
            if value:
                known[name] = value.value
        if record.sha256:
            known["sha256"] = record.sha256
    if known["published"]:
        known["when"] = known["published"]
        with contextlib.suppress(ValueError):  # no EDTF: it is shown as it stands
            _, _, extent = date_bounds(known["published"])
            known["published"] = date_words(known["published"])
            known["when"] = known["published"] + (IN_PERIOD if extent == "window" else "")
    return {"title": document.title, "name": document.name} | known


def _texts(document: Document, role: str) -> list[str]:
    blocks = document.blocks[document.blocks["role"] == role]
    return [" ".join(document.text[row.start : row.end].split()) for row in blocks.itertuples()]


def _often(mentions: pd.DataFrame, words: pd.DataFrame) -> list[tuple[str, int]]:
    """Of the words that are mentions by themselves somewhere, those that the text has most often, and how often."""
    alone = {key for key in map(fold, mentions["text"]) if len(key) > 2 and key.isalpha()}
    counts = Counter(key for key in words["key"].tolist() if key in alone)
    return [(key, count) for key, count in counts.most_common(OFTEN) if count > 1]


def _ticks(placed: pd.DataFrame, words: int) -> str:
    middles = (placed["first_word"] + placed["last_word"] - 1) / 2 / max(1, words) * STRIP
    return "".join(f"M{middle:.1f} 0v10" for middle in middles)


def _section_starts(counted: pd.DataFrame) -> list[int]:
    changed = counted["section_number"].ne(counted["section_number"].shift())
    return [int(place) for place in changed.to_numpy().nonzero()[0]][1:]


def _values(events: pd.DataFrame, column: str) -> list[str]:
    return list(dict.fromkeys(events[column]))


def _years(events: pd.DataFrame) -> tuple[int, int]:
    """The days (`date.toordinal`) between which the axis runs: the first day of a year, the day after the last."""
    if events.empty:
        return 0, 1
    first, last = min(events["start"]).year, max(events["end"]).year
    return datetime.date(first, 1, 1).toordinal(), datetime.date(last + 1, 1, 1).toordinal()


def _event(row: Any, event: Any) -> dict[str, Any]:
    """What the template shows of an event in the list."""
    within = row.extent == "window" and not is_one_of_two_days(row)
    return {
        "row": row,
        "event": event,
        "address": links.of_event(row.id),
        "date": date_words(row.edtf) + (IN_PERIOD if within else ""),
        "stated": date_words(row.stated) if row.stated else "",
        "ground": MEANINGS[row.basis],
        "others": [(one.label, date_words(one.edtf), one.verified) for one in event.related_dates],
    }
