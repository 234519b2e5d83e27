"""The article of a web page, without menus, advertisements, and comments.

What belongs to the article is decided by trafilatura (A. Barbaresi, Trafilatura: A web scraping library and command
line tool for text discovery and extraction, ACL 2021), which now and then loses lists, headings, captions. So its
answer only marks the blocks of the page that are the article for sure; the text is then read from the page itself:
those blocks, and what stands between them and is not a menu.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from themeline.io.optional import require
from themeline.text.extracted import Reading, from_paragraphs, left_out, raised
from themeline.text.wording import single_spaced

KIND = "HTML"
# Elements whose text stands on lines of its own.
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption blockquote pre section article main header footer nav "
    "aside form ul ol dl table tr figure address details summary body".split()
)
# Of these, those that hold text rather than other blocks: only they may be taken where trafilatura has left them.
_TEXT_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption blockquote pre".split())
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "rt",
    "rp",
    "svg",
    "iframe",
    "select",
    "textarea",
    "button",
)
# What stands beside an article on most pages.
_BESIDE = frozenset(("nav", "header", "footer", "aside", "form"))
# The parser loses what is nested deeper than this, in silence.
DEEPEST = 250
# Of a text or an attribute, such as a picture written in letters, that is longer the parser loses all that follows,
# in silence, if it is not told that it may be.
LARGEST_PART = 10_000_000
# A block of which more than this part is links is a menu.
_MOST_LINKS = 0.5
# Within so many characters trafilatura looks for a sign of HTML.
_BEGINNING = 50
# An element "br", and where two of them end a paragraph.
_LINE_END = "\u2028"
_PARAGRAPHS = re.compile(rf"{_LINE_END}\s*{_LINE_END}")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Such an element is not shown, or above the line.
_NOT_SHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_RAISED_BY_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|[1-9])", re.IGNORECASE)


@dataclass(frozen=True)
class _Block:
    """The text of a block: its element's name, whether it is in a menu or the like, and the part of it in links."""

    name: str
    text: str
    beside: bool
    links: float

    @property
    def role(self) -> str:
        return "heading" if self.name in ("h1", "h2", "h3", "h4", "h5", "h6") else "body"


def read_html(markup: str) -> Reading:
    """Read a page.

    Returns:
        Its paragraphs, items, cells and captions; headings (h1 to h6) as such; the first of these, or the page's
        title, is the title. Where no article is found, all of the page's text. The notes say what part of the page's
        words was read, if it is not all of them.

    Raises:
        ValueError: it is nested too deep to be read.
    """
    require("a web page", "trafilatura", "lxml_html_clean")
    # It takes a third of a second to import.
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    markup = _as_page(markup)
    tree = load_html(markup) if len(markup) < LARGEST_PART else _large_page(markup)
    if tree is None:
        return from_paragraphs([], KIND)
    page_title = single_spaced(tree.findtext(".//title") or "").strip()
    for element in list(tree.iter(*_UNSEEN)):
        element.drop_tree()
    hidden = _drop_hidden(tree)
    _raise_notes(tree)
    if _depth(tree) >= DEEPEST:
        raise ValueError(f"has more than {DEEPEST} nested elements, below which nothing can be read")
    blocks = list(_blocks(tree))
    # It works on a copy: what it does to the tree is its own affair.
    found = bare_extraction(copy.deepcopy(tree), include_comments=False, include_tables=True, deduplicate=False)
    title = getattr(found, "title", None) or page_title
    body = getattr(found, "body", None)
    article = single_spaced(" ".join(body.itertext())) if body is not None else ""
    kept = _article_blocks(blocks, article)
    notes: tuple[str, ...] = ()
    if not any(block.role == "body" for block in kept):
        kept = blocks
        notes = ("no article was found in the page, so all its text is read",)
    words, all_words = (sum(len(block.text.split()) for block in some) for some in (kept, blocks))
    if words < all_words:
        notes = (f"{100 * words / all_words:.0f} % of the page's words are read, as its article",)
    notes += left_out({"what is hidden on it": hidden})
    paragraphs = [(block.role, block.text) for block in kept]
    if paragraphs and paragraphs[0][0] == "heading":
        paragraphs[0] = ("title", paragraphs[0][1])
    elif title:
        paragraphs = [("title", title), *[pair for pair in paragraphs if pair != ("heading", title)]]
    return from_paragraphs(paragraphs, KIND, notes)


def _large_page(markup: str) -> Any:
    """A page with a text or an attribute of any length, else as `trafilatura.utils.load_html` parses it."""
    import lxml.html

    parser = lxml.html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, default_doctype=False
    )
    return lxml.html.document_fromstring(markup.encode("utf-8", "surrogatepass"), parser=parser)


def _as_page(markup: str) -> str:
    """A page, or a part of one, so that trafilatura reads it: it takes what says soon that it is HTML, and no decoded
    text that says how it is encoded (as XHTML does)."""
    markup = _DECLARATION.sub("", markup)
    return markup if "<html" in markup[:_BEGINNING].lower() else f"<html>{markup}"


def _depth(tree: Any) -> int:
    """How many elements stand within each other at the most."""
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest


def _raise_notes(tree: Any) -> None:
    """Set marks of notes apart from the words that they follow, see `raised`."""
    for element in list(tree.iter("sup", "a", "span")):
        said = f"{element.get('role', '')} {element.get('class', '')} {element.get('rel', '')}"
        text = element.text_content()
        is_note = "doc-noteref" in said or "footnote" in said
        is_number = "#" in (element.get("href") or "") and text.strip().isdecimal()
        is_note = is_note or bool(_RAISED_BY_STYLE.search(element.get("style") or ""))
        if element.tag != "sup" and not is_number and not (is_note and len(text.strip()) < 5):
            continue
        if element.getparent() is None:
            continue
        before = element.getprevious()
        behind = (before.tail if before is not None else element.getparent().text) or ""
        if before is not None and not before.tail:
            behind = before.text_content()
        for child in list(element):
            element.remove(child)
        element.text = raised(text, behind=behind[-1:])


def _blocks(tree: Any) -> Iterator[_Block]:
    """The blocks of a page that hold text, in their order."""
    letters: list[str] = []
    linked = 0

    def flush(name: str, *, beside: bool) -> Iterator[_Block]:
        nonlocal linked
        whole = "".join(letters)
        for part in _PARAGRAPHS.split(whole):
            text = single_spaced(part).strip()
            if text:
                yield _Block(name, text, beside, min(1.0, linked / len(single_spaced(whole).strip())))
        letters.clear()
        linked = 0

    def walk(element: Any, name: str, *, beside: bool, in_link: bool) -> Iterator[_Block]:
        nonlocal linked
        tag = element.tag if isinstance(element.tag, str) else ""
        is_block = tag in _BLOCKS
        if is_block:
            yield from flush(name, beside=beside)
        if tag == "br":
            letters.append(_LINE_END)
        inside = tag if is_block else name
        within = beside or tag in _BESIDE
        link = in_link or tag == "a"
        if tag:
            letters.append(element.text or "")
            linked += len(single_spaced(element.text or "")) if link else 0
            for child in element:
                yield from walk(child, inside, beside=within, in_link=link)
                letters.append(child.tail or "")
                linked += len(single_spaced(child.tail or "")) if link else 0
        if is_block:
            yield from flush(inside, beside=within)

    yield from walk(tree, "body", beside=False, in_link=False)
    yield from flush("body", beside=False)


def _drop_hidden(tree: Any) -> list[str]:
    """Take the elements away that a browser does not show, and say what was in them; none where nothing else is."""
    hidden = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and element.tag not in ("html", "body")
        and ("hidden" in element.attrib or _NOT_SHOWN.search(element.get("style") or ""))
    ]
    known = set(hidden)
    outer = [element for element in hidden if known.isdisjoint(element.iterancestors())]
    texts = [element.text_content() for element in outer]
    if sum(map(_letters, texts)) in (0, _letters(tree.text_content())):
        return []
    for element in outer:
        element.drop_tree()
    return texts


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _article_blocks(blocks: list[_Block], article: str) -> list[_Block]:
    """The blocks of the article: those that ``article`` holds, and what stands between the first and the last of them
    and reads like text; also headings just before the first."""
    sure = [i for i, block in enumerate(blocks) if block.text in article]
    if not sure:
        return []
    first, last = sure[0], sure[-1]
    while first > 0 and blocks[first - 1].role == "heading" and not blocks[first - 1].beside:
        first -= 1
    known = set(sure)
    return [
        block
        for i, block in enumerate(blocks[first : last + 1], first)
        if i in known or (block.name in _TEXT_BLOCKS and not block.beside and block.links <= _MOST_LINKS)
    ]
