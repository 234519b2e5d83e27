"""The page `corpus.html`: the documents that a text is compared with, each at an address; pages to read them."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from themeline.corpus.choice import Choice
from themeline.corpus.locate import Columns
from themeline.corpus.reference import Corpus, read_again
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import codebook_for, tokens_of
from themeline.figures.elements import document_names
from themeline.figures.links import CORPUS, link, of_document
from themeline.io.atomic import write_together
from themeline.io.files import csv_of_table
from themeline.io.names import free_name
from themeline.measures.corpus import highest, similarities
from themeline.measures.intervals import rate
from themeline.pages.index import DOCUMENTS
from themeline.pages.page import embedded, page, records
from themeline.pages.reader import dictionary_to_try, reader_page
from themeline.pages.tables import mention_table
from themeline.pages.texts import packed_texts
from themeline.text.document import BODY, Document
from themeline.text.language import language_name, unit_of, unit_of_all
from themeline.text.wording import capitalised

# So many documents are listed on the page, and so many of them where no script runs.
MOST, WITHOUT_SCRIPT = 20_000, 400
# Texts of so many words are held by the page, to be searched in it: about three bytes a word.
MOST_WORDS = 1_000_000
# Cells are shaded by the root of their rate, up to this share of the darkest in per cent: words must stay legible.
DARKEST = 34


_COLUMNS = ("name", "title", "group", "year", "language", "words", "similarity", "page", "counts")


def write_corpus_pages(
    corpus: Corpus,
    nearest: pd.DataFrame,
    choice: Choice,
    codebook: Codebook,
    out: Path,
    *,
    name: str,
    document: Document,
    mentions: pd.DataFrame,
    period: int,
    source: str,
    roles: tuple[str, ...] = BODY,
) -> tuple[list[Path], list[str]]:
    """Write `corpus.html`, `corpus.csv`, and a page to read each of the nearest documents.

    Args:
        corpus: the documents.
        nearest: as `themeline.measures.corpus.nearest_documents` gives them.
        choice: how the documents were chosen.
        codebook: the themes.
        out: the folder of the figures.
        name: of the corpus.
        document: the text that is compared with it.
        mentions: of the text.
        period: the years of a period.
        source: the corpus as it was named.
        roles: of the parts whose mentions count.

    Returns:
        The list's files, and the names of the documents that have a page.

    Raises:
        InputError: a document is not there any more; or the folder cannot be written.
    """
    pages = document_pages(corpus, nearest["place"].tolist(), choice.columns, codebook, out, roles=roles)
    files = write_corpus_page(
        corpus, nearest, pages, codebook, out, first=[*highest(corpus, 3)["document"]], name=name, document=document,
        mentions=mentions, choice=choice, period=period, source=source, roles=roles,
    )  # fmt: skip
    return files, corpus.documents["document"].iloc[list(pages)].tolist()


def document_pages(
    corpus: Corpus,
    wanted: list[int],
    columns: Columns,
    codebook: Codebook,
    out: Path,
    *,
    roles: tuple[str, ...] = BODY,
) -> dict[int, str]:
    """Write a page to read each of some documents, `DOCUMENTS`/NAME.html.

    Args:
        corpus: the documents.
        wanted: their numbers.
        columns: of tables.
        codebook: the themes, which are marked.
        out: the folder of the figures.
        roles: of the parts whose mentions count.

    Returns:
        The name of each page, from ``out``, by the number of its document.

    Raises:
        InputError: a document is not there any more; or the folder cannot be written.
    """
    titles = document_names(corpus.documents)
    names: dict[int, str] = {}
    contents: dict[str, bytes] = {}
    # What was counted is shown, also in a language without patterns.
    codebook = codebook.for_any_language()
    for number, document in zip(wanted, read_again(corpus, wanted, columns), strict=True):
        slug = re.sub(r"[\W_]+", "-", document.name.casefold())[:60].strip("-") or "document"
        name = free_name(slug, [Path(other).stem for other in contents])
        mentions = mention_table(document, codebook, roles=roles)
        back = f"../{link(of_document(corpus.documents['document'].iloc[number]))}"
        known = corpus.documents.iloc[number]
        about = ", ".join(
            [*filter(None, [known["group"]]), *([] if pd.isna(known["year"]) else [str(known["year"])])]
        )
        contents[f"{name}.html"] = reader_page(
            document, codebook, mentions, None, roles=roles, in_corpus=back, called=titles[number], about=about
        ).encode()
        names[number] = f"{DOCUMENTS}/{name}.html"
    if contents:
        write_together(out / DOCUMENTS, contents)
    return names


def write_corpus_page(
    corpus: Corpus,
    nearest: pd.DataFrame,
    pages: dict[int, str],
    codebook: Codebook,
    out: Path,
    *,
    first: list[str],
    name: str,
    document: Document,
    mentions: pd.DataFrame,
    choice: Choice,
    period: int,
    source: str,
    roles: tuple[str, ...] = BODY,
) -> list[Path]:
    """Write `corpus.html`, and `corpus.csv` with the counts of all documents.

    Args:
        corpus: the documents.
        nearest: as `measures.corpus.nearest_documents` gives them.
        pages: see `document_pages`.
        codebook: the themes.
        out: the folder of the figures.
        first: names of documents that are listed in any case, since figures show them.
        name: of the corpus.
        document: the text that is compared with it.
        mentions: of the text.
        choice: how the documents were chosen.
        period: the years of a period.
        source: the corpus as it was named.
        roles: of the parts of the text that count.

    Raises:
        InputError: the folder cannot be written.
    """
    own = mentions["theme"].value_counts().reindex(codebook.ids, fill_value=0).to_numpy()
    own_words = document.word_count(roles)
    similarity = similarities(corpus, own)
    titles = document_names(corpus.documents)
    wanted = set(first) | set(nearest["document"])
    listed = _listed(corpus.documents["document"], wanted)
    counts = corpus.counts.to_numpy()
    words = np.maximum(1, [own_words, *corpus.documents["words"].iloc[listed]])
    rates = rate(np.vstack([own, counts[listed]]), words[:, None])
    highest_rate = float(rates.max(initial=0)) or 1.0
    cells = [[_cell(one, highest_rate) for one in row] for row in rates[: 1 + WITHOUT_SCRIPT].tolist()]
    documents: list[list[Any]] = []
    for place in listed:
        known = corpus.documents.iloc[place]
        year = None if pd.isna(known["year"]) else int(known["year"])
        documents.append(
            [
                known["document"], titles[place], known["group"], year,
                language_name(known["language"]) or "unsure", int(known["words"]),
                "" if np.isnan(similarity[place]) else f"{similarity[place]:.2f}", pages.get(place, ""),
                counts[place].tolist(),
            ]
        )  # fmt: skip
    rows = [
        dict(zip(_COLUMNS, row, strict=True)) | {"rates": of_row, "year": "" if row[3] is None else row[3]}
        for row, of_row in zip(documents, cells[1:], strict=False)
    ]
    themes = list(codebook.labels.items())
    spoken = dict.fromkeys([*corpus.documents["language"].iloc[listed], document.language])
    unit = unit_of_all(spoken)
    elided = codebook_for(document, codebook).elided
    data = {
        "elided": elided,
        "corpus": {
            "themes": records(["id", "label"], themes),
            "period": period,
            "shades": [DARKEST, highest_rate],
            "unit": unit,
            "codes": {language_name(one): one for one in spoken if one},
            "in_characters": [language_name(one) for one in spoken if unit_of(one) == "characters"],
            "documents": records(_COLUMNS, documents),
        },
    }
    inside = int((corpus.documents["words"].iloc[listed].cumsum() <= MOST_WORDS).sum())
    texts = read_again(corpus, listed[:inside], choice.columns, sentences=False)
    held = {
        # The text itself stands behind the documents, so that these have their places in the list.
        "texts": packed_texts([*texts, document], roles=roles, elided=elided),
        "own": {
            "title": document.title,
            "words": own_words,
            "counts": own.tolist(),
            "sentences": _first_tokens(document, roles, elided=elided),
        },
        "dictionary": dictionary_to_try(document, codebook),
    }
    group = choice.group
    content = page(
        "corpus",
        data,
        texts=embedded(held) if inside else "",
        inside=inside,
        alike=len({codebook.patterns_for(language) for language in spoken}) == 1,
        unit=unit,
        words_inside=int(corpus.documents["words"].iloc[listed[:inside]].sum()),
        called=capitalised(name),
        own={"title": document.title, "words": own_words, "rates": cells[0]},
        listed=len(listed),
        all_documents=len(corpus.documents),
        remarks=corpus.remarks,
        rows=rows,
        themes=themes,
        group=capitalised(group),
        groups=sorted({row[2] for row in documents} - {""}),
        years=any(row[3] is not None for row in documents),
        languages=corpus.documents["language"].nunique() > 1,
    )
    table = csv_of_table(corpus_table(corpus))
    return write_together(out, {CORPUS: content.encode(), "corpus.csv": table.encode()})


def _first_tokens(document: Document, roles: tuple[str, ...], *, elided: bool) -> list[int]:
    """Of each sentence the number of its first token, or of the next one where it has none that counts."""
    starts = tokens_of(document, roles, elided=elided).start
    return [int(token) for token in np.searchsorted(starts, document.sentences["start"].to_numpy())]


def _cell(of: float, highest_rate: float) -> tuple[str, str]:
    """What a cell says of a rate, and its shade in per cent."""
    return (f"{of:.2f}" if of else "0"), f"{DARKEST * (of / highest_rate) ** 0.5:.0f}"


def corpus_table(corpus: Corpus) -> pd.DataFrame:
    """All documents with their counts, one row a document: what is known of each, words, and a column a theme.

    A column that has the name of a theme gets a low line behind it.
    """
    themes = set(corpus.counts.columns)
    known = corpus.documents.rename(columns={name: f"{name}_" for name in corpus.documents if name in themes})
    return pd.concat([known, corpus.counts], axis=1)


def _listed(names: pd.Series, wanted: set[str]) -> list[int]:
    """The numbers of the documents that are listed, in their order: those wanted, then the first others."""
    always = names.isin(wanted).to_numpy()
    others = np.flatnonzero(~always)[: max(0, MOST - int(always.sum()))]
    return sorted([*np.flatnonzero(always).tolist(), *others.tolist()])
