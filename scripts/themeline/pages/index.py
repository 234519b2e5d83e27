"""The page `index.html` of a folder of figures: each with its words, files, data, and what it was made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from themeline.figures import links, styles
from themeline.figures.embed import Page, is_finding, read_page
from themeline.io.files import rows_of_csv
from themeline.pages.drawings import Drawings
from themeline.pages.page import embedded_in, page
from themeline.provenance.receipts import Receipt
from themeline.provenance.ro_crate import INDEX
from themeline.provenance.ro_crate import NAME as CRATE

NAME = INDEX
# More rows than these are only in the file.
MOST_ROWS = 200
# Where the pages to read documents of a corpus are.
DOCUMENTS = "documents"
KINDS = ("svg", "pdf", "png", "csv", "md")
NARROW = "narrow"
# The figures that are known, in the order in which they are read, with short names for the list of all.
GROUPS = {
    "The text": {
        "timeline": "Timeline", "themes": "Themes", "themes-in-text": "Where each theme occurs",
        "themes-together": "Themes in one sentence",
    },
    "Compared with other documents": {
        "corpus-place": "More or less than others", "corpus-groups": "Groups of documents",
        "corpus-time": "Over the years", "corpus-keyness": "Distinctive words",
        "corpus-nearest": "Most similar documents", "corpus-together": "Themes that go together",
    },
    "How reliable it is": {"validity": "Against coded sentences", "ranks": "With other word lists"},
    "Words": {"words": "Most frequent words", "keyness": "Words of each section"},
}  # fmt: skip
OTHER = "More figures"
# What is found first: the titles of these stand at the top of the page, as far as there are such figures.
FINDINGS = ("timeline", "themes", "corpus-place", "validity")
_ABOUT = {
    "reader.html": "the text with its themes and events marked",
    "corpus.html": "the documents that the text is compared with",
    "corpus.csv": "each document with its counts",
    "mentions.csv": "each mention of a theme, with its offsets",
    "sentences.csv": "each sentence, with its offsets",
    "events.csv": "all events",
    "events.json": "the events for TimelineJS",
    "reader.jsonld": "text, events and quotations as JSON-LD (schema.org)",
    "text.txt": "the text as it was read",
}


@dataclass(frozen=True)
class Figure:
    """A figure as the page shows it.

    ``picture`` is its drawing, and ``narrow`` that for a phone: empty where its file is not there, or not as it was
    written.
    """

    name: str
    said: Page
    picture: Markup
    narrow: Markup
    files: list[str]
    heads: list[str]
    rows: list[list[str]]
    all_rows: int
    receipt: Receipt
    state: str
    detail: str


def index_page(
    receipts: Iterable[Receipt], states: dict[str, tuple[str, str]], read: Callable[[str], bytes | None]
) -> str:
    """The page of a folder.

    Args:
        receipts: of the runs that wrote into this folder.
        states: of each file, as `themeline.runs.verify` tells it, with what it is older than, or what is missing.
        read: gives a file's content by its name; None where there is no such file.
    """
    receipts = list(receipts)
    figures: list[Figure] = []
    drawings = Drawings()
    others: list[tuple[str, str, str]] = []
    for receipt in receipts:
        stems = {PurePosixPath(name).stem for name in receipt.outputs if name.endswith(".md")}
        # That which the notebook has its name of is what it is about.
        for stem in sorted(stems, key=lambda stem: (stem not in receipt.name, len(stem), stem)):
            figure = _figure(stem, receipt, states, read, drawings)
            if figure:
                figures.append(figure)
        others += [
            (
                PurePosixPath(name).relative_to(receipt.folder).as_posix(),
                _about(PurePosixPath(name)),
                states.get(name, ("intact", ""))[0],
            )
            for name in receipt.outputs
            if PurePosixPath(name).stem.removesuffix(styles.NARROW_NAME) not in stems
        ]
    figures.sort(key=_place)
    data = _data(read)
    source = data.get("source", dict.fromkeys(("title", "author", "publisher", "published"), ""))
    return page(
        "index",
        data,
        title=source["title"] or "Figures",
        source={"when": source["published"]} | source,
        figures=figures,
        groups=_groups(figures),
        findings=[
            figure for name in FINDINGS for figure in figures if figure.name == name and is_finding(figure.said.title)
        ][:3],
        looks=drawings.style(),
        drawn=drawings.letters,
        others=list(dict.fromkeys(sorted(others))),
        has_reader="sentences" in data,
        has_corpus="corpus" in data,
        receipts=receipts,
        # The receipts of all folders are in one file, above those of single looks.
        crate="../" * max((len(PurePosixPath(one.folder).parts) for one in receipts), default=0) + CRATE,
        most=MOST_ROWS,
    )


def _place(figure: Figure) -> int:
    order = [name for group in GROUPS.values() for name in group]
    return order.index(figure.name) if figure.name in order else len(order)


def _groups(figures: list[Figure]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The list of figures: heads, and under each the names of its figures with the words that they have there."""
    names = [figure.name for figure in figures]
    known = [
        (head, [(name, words) for name, words in group.items() if name in names]) for head, group in GROUPS.items()
    ]
    listed = {name for _, group in known for name, _ in group}
    more = [(name, name.replace("-", " ").capitalize()) for name in names if name not in listed]
    return [(head, group) for head, group in [*known, (OTHER, more)] if group]


def _figure(
    stem: str,
    receipt: Receipt,
    states: dict[str, tuple[str, str]],
    read: Callable[[str], bytes | None],
    drawings: Drawings,
) -> Figure | None:
    known = {kind: f"{stem}.{kind}" for kind in KINDS} | {NARROW: f"{stem}{styles.NARROW_NAME}.svg"}
    names = {kind: name for kind, name in known.items() if _output(receipt, name)}
    words = read(names["md"])
    try:
        said = read_page(words.decode()) if words is not None else None
    except ValueError:
        said = None
    if said is None:
        return None
    found = {kind: states.get(str(_output(receipt, name)), ("intact", "")) for kind, name in names.items()}
    state, detail = next((one for one in found.values() if one[0] != "intact"), ("intact", ""))
    drawing, narrow = (
        read(names[kind]) if kind in names and found[kind][0] != "edited" else None for kind in ("svg", NARROW)
    )
    heads, rows = _table(read(names["csv"]) if "csv" in names else None)
    return Figure(
        name=stem,
        said=said,
        picture=drawings.inline(drawing, stem) if drawing is not None else Markup(),
        # Alone it would have neither title nor addresses.
        narrow=drawings.inline(narrow, stem, narrow=True) if drawing and narrow else Markup(),
        files=list(names.values()),
        heads=heads,
        rows=rows[:MOST_ROWS],
        all_rows=len(rows),
        receipt=receipt,
        state=state,
        detail=detail,
    )


def _about(name: PurePosixPath) -> str:
    return "a document with its themes marked" if name.parent.name == DOCUMENTS else _ABOUT.get(name.name, "")


def _output(receipt: Receipt, name: str) -> str | None:
    """The name of a file of this folder as the receipt has it, which tells of folders below too."""
    full = name if receipt.folder == "." else f"{receipt.folder}/{name}"
    return full if full in receipt.outputs else None


def _table(content: bytes | None) -> tuple[list[str], list[list[str]]]:
    rows = rows_of_csv(content.decode()) if content else []
    return (rows[0], rows[1:]) if rows else ([], [])


def _data(read: Callable[[str], bytes | None]) -> dict[str, Any]:
    """What the other pages know: of the text, with the words of its sentences, and of a corpus; as far as there are
    such pages."""
    data = {name: value for page in (links.PAGE, links.CORPUS) for name, value in embedded_in(read(page)).items()}
    sentences = read("sentences.csv")
    if "sentences" not in data or sentences is None:
        return {name: data[name] for name in ("corpus",) if name in data}
    heads, rows = _table(sentences)
    place = heads.index("text")
    return data | {"texts": [row[place] for row in rows]}
