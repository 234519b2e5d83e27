"""The text of a Word document (.docx)."""

import io
from collections.abc import Iterator
from typing import Any

from themeline.text.extracted import Reading, from_paragraphs

KIND = "Word"
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read_word(content: bytes) -> Reading:
    """Read a document.

    Returns:
        Paragraphs and cells of tables; headings and the title by their styles. Changes that were not accepted count
        as accepted. Notes, comments, headers and footers are left out.

    Raises:
        ValueError: the file is damaged.
    """
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(content))
        paragraphs: list[tuple[str, str]] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                cells = dict.fromkeys(cell._tc for row in block.rows for cell in row.cells)  # merged ones come twice
                paragraphs += [("body", text) for cell in cells for text in _texts(cell)]
            else:
                paragraphs += [(_role(block), text) for text in _texts(block._p)]
        names = [part.partname for part in document.part.package.iter_parts()]
    except Exception as error:
        # python-docx checks little: what a damaged file raises is any of a dozen kinds.
        raise ValueError(f"is damaged ({type(error).__name__}: {error})") from error
    notes = any(name.endswith(("/footnotes.xml", "/endnotes.xml")) for name in names)
    return from_paragraphs(paragraphs, KIND, ("its notes are left out",) if notes else ())


def _role(paragraph: Any) -> str:
    style = (paragraph.style.name or "").casefold() if paragraph.style is not None else ""
    if style == "title":
        return "title"
    return "heading" if style.startswith("heading ") else "body"


def _texts(element: Any) -> Iterator[str]:
    """The text of each paragraph of an element, as it stands when all changes are accepted."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in [element] if element.tag == f"{w}p" else element.iter(f"{w}p"):
        letters = []
        for node in paragraph.iter():
            name = str(node.tag).rpartition("}")[2]
            # Old programs find the same text a second time in a fallback.
            if any(str(above.tag).endswith("}Fallback") for above in node.iterancestors()):
                continue
            letters.append((node.text or "") if node.tag == f"{w}t" else _LETTERS.get(name, ""))
        text = "".join(letters).strip()
        if text:
            yield text
