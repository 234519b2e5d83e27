"""The text of a Word document (.docx)."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from themeline.text.extracted import Reading, from_paragraphs, raised, said_left_out
from themeline.text.wording import count_of

KIND = "Word"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# What holds text that is not there: a second form of the same for old programs, the old place of what was moved, the
# reading of characters in small type, which repeats them.
_SHADOWS = {"Fallback", "moveFrom", "rt"}
# Values of a property that say it is not so.
_OFF = {"0", "false", "off"}
# What is known about a text, not its body: the styles that Word and pandoc have for it.
_RUBRIC = {"subtitle", "author", "date"}
# What stands between the cells of a row, which no pattern of several words reaches across.
_BETWEEN_CELLS = " | "
# A row with two cells of more words than this is a page in columns.
_LONG_CELL = 60
_HIDDEN, _PROMPTS = "hidden text", "prompts in empty fields"
_APART = {
    **{name: name for name in ("footnotes", "endnotes", "comments")},
    **{"header": "headers", "footer": "footers", "data": "diagrams", "chart": "charts"},
}


def read_word(content: bytes) -> Reading:
    """Read a document.

    Returns:
        Paragraphs, rows of tables, and text boxes, each a paragraph of its own, wherever they are nested. Between the
        cells of a row stands " | "; if a cell has several paragraphs, the table lays out a page, and each paragraph
        stands alone. Headings and the title are known by their styles or outline levels. Changes that were not
        accepted count as accepted. Notes, comments, headers, footers, the table of contents, hidden text and the
        prompts of empty fields are left out; the notes of the reading say so, with their words.

    Raises:
        ValueError: the file is damaged.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        styles = _Styles(document)
        paragraphs: list[tuple[str, str]] = []
        left: Counter[str] = Counter()
        cells = 0
        before = ""
        row_before = None
        for paragraph, place, row in _paragraphs_below(document.element.body, ""):
            text, unseen = _text(paragraph, styles)
            left += unseen
            text = before + text
            # Its end is deleted: it goes on in the next one.
            before = text if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None else ""
            text = text.strip()
            if not text or before:
                continue
            role = styles.role(paragraph)
            if place == "contents" or role == "contents":
                left["the table of contents"] += len(text.split())
                continue
            if place == "prompt":
                left[_PROMPTS] += len(text.split())
                continue
            cells += len(text.split()) if place == "table" else 0
            if row is not None and row is row_before:
                paragraphs[-1] = ("body", f"{paragraphs[-1][1]}{_BETWEEN_CELLS}{text}")
            else:
                paragraphs.append((role if place != "table" else "body", text))
            row_before = row
        if before.strip():
            paragraphs.append(("body", before.strip()))
        left += _words_apart(document)
        embedded = len(list(document.element.body.iter(f"{_W}altChunk")))
    except Exception as error:
        # python-docx checks little: what a damaged file raises is any of a dozen kinds.
        raise ValueError(f"is damaged ({type(error).__name__}: {error})") from error
    notes = [*said_left_out(left)]
    if embedded:
        notes.append(f"left out: {count_of(embedded, 'other file')} embedded in it")
    if cells:
        notes.append(f"{count_of(cells, 'word')} in tables count as body")
    return from_paragraphs(paragraphs, KIND, tuple(notes))


def _paragraphs_below(element: Any, place: str, row: Any = None) -> Iterator[tuple[Any, str, Any]]:
    """The paragraphs of a document in their order, whatever they are nested in, each with "table", "contents" or
    "prompt" (of a field that nobody has filled in) where it is in one, and with the row of a table that it is a cell
    of, if all its cells belong together.

    Text boxes hang in a paragraph of their own, and are put behind it.
    """
    for child in element:
        name = _name(child)
        if name in _SHADOWS:
            continue
        here = place
        if name == "tbl":
            here = here or "table"
        elif name == "sdt" and any(
            node.get(f"{_W}val") == "Table of Contents" for node in child.iter(f"{_W}docPartGallery")
        ):
            here = "contents"
        elif name == "sdt" and _asks(child):
            here = "prompt"
        if name == "tr":
            row = child if _is_one_unit(child) else None
        if name == "p":
            yield child, here, row
        yield from _paragraphs_below(child, here, row)


def _is_one_unit(row: Any) -> bool:
    """Whether the cells of a row are read together, such as a date and what happened then."""
    cells = [[_words(paragraph) for paragraph in cell.iter(f"{_W}p")] for cell in row.iter(f"{_W}tc")]
    filled = [[count for count in cell if count] for cell in cells]
    nested = next(row.iter(f"{_W}tbl", f"{_W}txbxContent"), None) is not None
    long = sum(count > _LONG_CELL for cell in filled for count in cell)
    return not nested and all(len(cell) <= 1 for cell in filled) and long <= 1


def _words(paragraph: Any) -> int:
    return len("".join(node.text or "" for node in paragraph.iter(f"{_W}t")).split())


def _asks(control: Any) -> bool:
    """Whether a field holds nothing but the words that ask for its text."""
    asks = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    return asks is not None and asks.get(f"{_W}val") not in _OFF


def _text(paragraph: Any, styles: "_Styles") -> tuple[str, Counter[str]]:
    """The text of a paragraph as it stands when all changes are accepted, without that of text boxes in it; and how
    many words of it are hidden, or ask for text."""
    letters: list[str] = []
    unseen: Counter[str] = Counter()

    def collect(element: Any, *, is_raised: bool) -> None:
        for child in element:
            name = _name(child)
            if name in _SHADOWS or name == "txbxContent":
                continue
            if (name == "r" and styles.hides(child)) or (name == "sdt" and _asks(child)):
                words = len("".join(node.text or "" for node in child.iter(f"{_W}t")).split())
                unseen[_HIDDEN if name == "r" else _PROMPTS] += words
                continue
            if name == "t":
                text = child.text or ""
                letters.append(raised(text, behind="".join(letters)[-1:]) if is_raised else text)
            elif name == "r":
                collect(child, is_raised=styles.raises(child))
            else:
                letters.append(_LETTERS.get(name, "") if str(child.tag).startswith(_W) else "")
                collect(child, is_raised=is_raised)

    collect(paragraph, is_raised=False)
    return "".join(letters), unseen


class _Styles:
    """What styles, and the styles that they are based on, say of paragraphs and runs."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}

    def role(self, paragraph: Any) -> str:
        """The role of a paragraph; "contents" for a line of the table of contents."""
        properties = paragraph.find(f"{_W}pPr")
        name = self._value(properties, "pStyle")
        if self._outline(properties) is not None:
            return "heading"
        for style in self._chain(name):
            said = self._value(style, "name").casefold()
            if said == "title":
                return "title"
            if said.startswith("heading ") or self._outline(style.find(f"{_W}pPr")) is not None:
                return "heading"
            if said.startswith("toc ") or said == "table of figures":
                return "contents"
            if said in _RUBRIC:
                return "rubric"
        return "body"

    def raises(self, run: Any) -> bool:
        """Whether a run stands above the line, as marks of notes do."""
        for properties in self._properties(run):
            if properties.find(f"{_W}vertAlign") is not None:
                return self._value(properties, "vertAlign") == "superscript"
            if properties.find(f"{_W}position") is not None:
                return int(self._value(properties, "position")) > 0
        return False

    def hides(self, run: Any) -> bool:
        """Whether a run is neither shown nor printed."""
        for properties in self._properties(run):
            if properties.find(f"{_W}vanish") is not None:
                return self._value(properties, "vanish") not in _OFF
        return False

    def _properties(self, run: Any) -> Iterator[Any]:
        """The properties of a run, its own first, then those of its style and of the styles that this is based on."""
        own = run.find(f"{_W}rPr")
        if own is not None:
            yield own
            for style in self._chain(self._value(own, "rStyle")):
                if (of_style := style.find(f"{_W}rPr")) is not None:
                    yield of_style

    def _outline(self, properties: Any) -> int | None:
        value = self._value(properties, "outlineLvl")
        return int(value) if value.isdecimal() and int(value) < 9 else None  # 9 is that of body text

    def _chain(self, name: str) -> Iterator[Any]:
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._value(self._styles[name], "basedOn")

    @staticmethod
    def _value(element: Any, name: str) -> str:
        found = None if element is None else element.find(f"{_W}{name}")
        return "" if found is None else str(found.get(f"{_W}val") or "")


def _words_apart(document: Any) -> Counter[str]:
    """The words of the parts of a file that stand beside its text: how many in its notes, and so on."""
    from lxml import etree

    found: Counter[str] = Counter()
    for part in document.part.package.iter_parts():
        # Each part of the file's own settings (docProps, customXml) is of another folder.
        if not str(part.partname).startswith("/word/"):
            continue
        stem = str(part.partname).rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
        if stem in _APART:
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
            letters = (node.text or "" for node in root.iter() if _name(node) in ("t", "v"))
            words = len(" ".join(letters).split())
            if words:
                found[f"its {_APART[stem]}"] += words
    return found


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
