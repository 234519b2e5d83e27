"""The page of a text and its translation, side by side: what themes the one has and the other has not."""

from collections.abc import Sequence
from typing import Any

from themeline.dictionary.codebook import Codebook
from themeline.figures import drawing, links
from themeline.measures.parallel import ParallelRow, themes_in_both
from themeline.pages.marked import marked_sentences
from themeline.pages.page import DARK, LIGHT, page, records
from themeline.pages.tables import mention_table
from themeline.text.document import BODY, Document
from themeline.text.language import direction_of, language_name

# Before the addresses of what is in the first text, and in the second.
SIDES = ("a-", "b-")


def parallel_page(
    document: Document,
    other: Document,
    codebook: Codebook,
    rows: Sequence[ParallelRow],
    *,
    roles: tuple[str, ...] = BODY,
) -> str:
    """The page of two texts that should say the same.

    Args:
        document: the first text.
        other: the second.
        codebook: the themes.
        rows: of both, see `themeline.measures.parallel.parallel_rows`.
        roles: of the parts whose mentions count.
    """
    documents = (document, other)
    mentions = [mention_table(one, codebook, roles=roles) for one in documents]
    label_of = codebook.labels
    contents = [
        marked_sentences(one, found, label_of, before=before)
        for one, found, before in zip(documents, mentions, SIDES, strict=True)
    ]
    number_of = {theme: i for i, theme in enumerate(label_of)}
    themes = [
        {
            "address": links.of_theme(theme.id),
            "number": number_of[theme.id] + 1,
            "label": theme.label,
            "definition": theme.definition,
            "light": drawing.legible(theme.colour, LIGHT, 3),
            "dark": drawing.legible(theme.colour, DARK, 3),
            "rows": found[2:],
        }
        for theme, found in zip(codebook.themes, themes_in_both(rows, codebook), strict=True)
    ]
    data = {
        "themes": records(["id", "label"], label_of.items()),
        # Of each text the theme and the pattern of each mention, as `data-m` counts them.
        "sides": [[[number_of[row.theme], row.pattern] for row in found.itertuples()] for found in mentions],
    }
    return page(
        "parallel",
        data,
        title=document.title,
        texts=_texts(documents),
        notes=notes_on_patterns(codebook, [one.language for one in documents]),
        remarks=[remark for one in documents for remark in one.remarks()],
        themes=themes,
        rows=[_row(row, documents, contents, number_of) for row in rows],
        differing=sum(row.differs for row in rows),
        alone=[sum(not row.second_sentences for row in rows), sum(not row.first_sentences for row in rows)],
    )


def notes_on_patterns(codebook: Any, languages: Sequence[str]) -> list[tuple[str, str]]:
    """What the codebook says of its patterns in these languages: who wrote them, and how they were tested.

    Args:
        codebook: of which those in other languages than its own have a note.
        languages: their codes.

    Returns:
        The names of languages that have a note, each with it.
    """
    said = [one for one in codebook.translations if one.language in languages and one.note]
    return [(language_name(one.language), one.note) for one in said]


def _texts(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """What the page says of each text; called by its language, or by its file where both are in one."""
    languages = [language_name(one.language) for one in documents]
    names = [one.name for one in documents]
    called = languages if all(languages) and languages[0] != languages[1] else names
    if called[0] == called[1]:
        called = ["first", "second"]
    return [
        {
            "called": short,
            "title": one.title,
            "name": one.name,
            "language": language or "unsure",
            "code": one.language,
            "direction": direction_of(one.language),
            "sentences": len(one.parts.sentences),
        }
        for short, one, language in zip(called, documents, languages, strict=True)
    ]


def _row(
    row: ParallelRow, documents: Sequence[Document], contents: Sequence[dict[int, Any]], number_of: dict[str, int]
) -> dict[str, Any]:
    """What the template shows of a row."""
    sides: list[dict[str, Any]] = []
    pairs = ((row.first_sentences, row.only_first), (row.second_sentences, row.only_second))
    for document, content, (sentences, only) in zip(documents, contents, pairs, strict=True):
        numbers = [int(one) for one in sentences.split()]
        roles = {document.parts.sentences[number - 1].role for number in numbers}
        sides.append(
            {
                "sentences": [content[number] for number in numbers],
                "heading": bool(roles & {"title", "heading"}),
                "only": [number_of[theme] for theme in only.split()],
            }
        )
    return {
        "number": row.row,
        "differs": row.differs,
        "alone": row.alone,
        "themes": sorted(number_of[theme] for theme in row.themes),
        "only": [number for side in sides for number in side["only"]],
        "sides": sides,
    }
