"""The pages in which people code sentences by hand, and decide what they coded differently.

A page shows a sentence in its context beside the definitions, and nothing that the dictionary finds. Codes are kept
in the storage of the browser, and leave the page as a coding sheet (see `themeline.validity.coding_sheets`).
"""

import hashlib
import json
import re
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.guide import Guide
from themeline.figures import drawing
from themeline.pages.page import DARK, LIGHT, page, records
from themeline.text.blocks import one_line
from themeline.text.document import Document
from themeline.validity.coding_sheets import AFTER, BEFORE, FORMULA, PROBABILITY, Coded

# Sentences before and behind one, that show what it refers to; and those that are shown at first.
CONTEXT = 12, 4
NEAR = 4, 2
# A key chooses each theme; the others have work to do (see coding.js).
KEYS = "123456789abcdefghijklmopqstvwxyz"


def coding_page(
    name: str, texts: dict[str, Document], codebook: Codebook, sheet: pd.DataFrame, guide: Guide | None = None
) -> str:
    """A page for coding the sentences of a sheet.

    Each coder gets them in an order of their own, drawn from the coder's name.

    Args:
        name: of the sheet that the page saves, to which the coder's name is added.
        texts: by the names that the sheet gives them.
        codebook: the themes.
        sheet: see `themeline.validity.coding_sheets.sheet_table`.
        guide: rules and hard cases.
    """
    rows = [(row.document, int(row.sentence)) for row in sheet.itertuples()]
    chances = sheet[PROBABILITY].tolist() if PROBABILITY in sheet.columns else None
    data = _rows(texts, rows, chances) | {"name": name}
    return _page(data, codebook, codebook.ids, guide, title=_titles(texts), kept=len(rows), agreed=0, single=0)


def adjudication_page(name: str, coded: Coded, codebook: Codebook, guide: Guide | None = None) -> str:
    """A page for deciding on the sentences that coders coded differently.

    What all coders of a sentence agree on is kept as it is. A sentence that only one of them coded stays open.

    Args:
        name: of the sheet that the page saves.
        coded: by two coders or more.
        codebook: the themes.
        guide: rules and hard cases; those that come to light are added to it.
    """
    names = {path: document.name for path, document in coded.documents.items()}
    for path, one in zip(coded.units["path"], coded.units["document"], strict=True):
        names[path] = one
    texts = {names[path]: document for path, document in coded.documents.items()}
    looked = ~np.isnan(coded.codes).all(axis=2)
    both, differ = coded.coders_of_units() > 1, coded.differ()
    units = coded.units
    known = units[PROBABILITY].notna().any()
    chances = ["" if np.isnan(one) else repr(one) for one in units[PROBABILITY].tolist()] if known else None
    rows = [(row.document, int(row.sentence)) for row in units.itertuples()]
    data = _rows(texts, rows, chances) | {
        "name": name,
        "coders": _own_names(coded.coders),
        # Of each coder, by row: the themes seen, as numbers, and the note; null where the coder did not look.
        "coded": [
            [
                [np.flatnonzero(coded.codes[i, j] == 1).tolist(), coded.remarks[i, j]] if looked[i, j] else None
                for j in range(len(units))
            ]
            for i in range(len(coded.coders))
        ],
        "differ": [int(one) for one in np.flatnonzero(differ)],
        "agreed": [int(one) for one in np.flatnonzero(both & ~differ)],
        "guide": {"name": guide.name, "text": guide.text, "end": guide.end} if guide else None,
    }
    counts = {"kept": int(differ.sum()), "agreed": int((both & ~differ).sum()), "single": int((~both).sum())}
    return _page(data, codebook, coded.themes, guide, title=_titles(texts), **counts)


def _page(
    data: dict[str, Any], codebook: Codebook, ids: list[str], guide: Guide | None, *, title: str, **values: Any
) -> str:
    cases = guide.cases if guide else ()
    themes = [
        {
            "id": theme.id,
            "label": theme.label,
            "definition": theme.definition,
            "excludes": theme.excludes,
            "key": KEYS[i] if i < len(KEYS) else "",
            "light": drawing.legible(theme.colour, LIGHT, 3),
            "dark": drawing.legible(theme.colour, DARK, 3),
            "cases": [case for case in cases if case.theme == theme.id],
        }
        for i, theme in enumerate(theme for theme in codebook.themes if theme.id in ids)
    ]
    shared = {
        "themes": records(["id", "label", "key"], ([one["id"], one["label"], one["key"]] for one in themes)),
        "columns": [list(BEFORE), PROBABILITY, list(AFTER)],
        "formula": list(FORMULA),
    }
    data |= shared
    # What a browser kept belongs to this page and to no other.
    data["mark"] = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
    return page(
        "coding",
        data,
        title=title,
        themes=themes,
        coders=data.get("coders", []),
        rules=_html(guide.text) if guide else "",
        **values,
    )


def _own_names(names: list[str]) -> list[str]:
    """Names of sheets without what all begin with: ada and ben of messages-ada and messages-ben."""
    parts = [re.split(r"(?<=[-_ ])", name) for name in names]
    while all(len(part) > 1 for part in parts) and len({part[0] for part in parts}) == 1:
        parts = [part[1:] for part in parts]
    return ["".join(part) for part in parts]


def _rows(texts: dict[str, Document], rows: list[tuple[str, int]], chances: list[str] | None) -> dict[str, Any]:
    """The sentences of a sheet and those around them, by document: text, section, and whether it begins a paragraph
    or is a heading."""
    names = list(texts)
    wanted: dict[str, set[int]] = {name: set() for name in names}
    before, behind = CONTEXT
    for name, number in rows:
        wanted[name] |= set(range(number - before, number + behind + 1))
    documents = []
    for name, document in texts.items():
        sentences = {}
        last = None
        for row in document.sentences.itertuples():
            begins = (row.role, row.paragraph, row.section_number) != last
            last = (row.role, row.paragraph, row.section_number)
            if row.sentence in wanted[name]:
                text = one_line(document.plain[row.start : row.end])
                heading = row.role in ("heading", "title")
                sentences[row.sentence] = [text, row.section, 2 if heading else int(begins)]
        documents.append({"name": name, "sentences": sentences})
    number_of = {name: i for i, name in enumerate(names)}
    return {
        "documents": documents,
        "rows": [[number_of[name], number] for name, number in rows],
        "chances": chances,
        "around": [NEAR, CONTEXT],
    }


def _titles(texts: dict[str, Document]) -> str:
    titles = [document.title for document in texts.values()]
    return titles[0] if len(titles) == 1 else f"{titles[0]}, and {len(titles) - 1:,} more"


def _html(markdown: str) -> Markup:
    """Markdown as HTML: what is HTML in it is shown as text, and links and pictures are their words."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            # All of one rank, below the page's.
            token.tag = "h2"
        if token.children:
            token.children = [one for one in token.children if one.type not in ("link_open", "link_close")]
            for one in token.children:
                if one.type == "image":
                    one.type, one.tag, one.children = "text", "", None
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - escaped by the renderer
