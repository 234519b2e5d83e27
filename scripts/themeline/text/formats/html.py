"""The article of a web page, without menus, advertisements, and comments."""

import re
from collections.abc import Iterator
from typing import Any

from themeline.text.extracted import Reading, from_paragraphs
from themeline.text.wording import single_spaced

KIND = "HTML"
_OWN_LINE = {"p", "head", "item", "quote", "code", "cell", "figure", "title"}


def read_html(markup: str) -> Reading:
    """Read a page.

    Returns:
        Its paragraphs, headings (h1 to h6) as such; the first of these, or the page's title, is the title. Where no
        article is found, all of the page's text.
    """
    # It takes a third of a second to import.
    import lxml.html
    from trafilatura import bare_extraction

    notes: tuple[str, ...] = ()
    found = bare_extraction(markup, include_comments=False, include_tables=True, deduplicate=False)
    body = getattr(found, "body", None)
    paragraphs = list(_paragraphs(body, "body")) if body is not None else []
    if not any(role == "body" for role, _ in paragraphs):
        notes = ("no article was found in the page, so all its text is read",)
        tree = lxml.html.fromstring(markup)
        for unseen in tree.xpath("//script|//style|//noscript|//template|//head"):
            unseen.drop_tree()
        paragraphs = list(_plain_paragraphs(tree))
    heads = [i for i, (role, _) in enumerate(paragraphs) if role == "heading"]
    title = getattr(found, "title", None)
    if heads and heads[0] == 0:
        paragraphs[0] = ("title", paragraphs[0][1])
    elif title:
        paragraphs = [("title", title), *[pair for pair in paragraphs if pair != ("heading", title)]]
    return from_paragraphs(paragraphs, KIND, notes)


def _paragraphs(element: Any, role: str) -> Iterator[tuple[str, str]]:
    """The texts of an article as trafilatura gives it; what has no line of its own belongs to the text around it."""
    pending = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            pending.append(" ")
        elif child.tag in _OWN_LINE or any(one.tag in _OWN_LINE for one in child.iter()):
            yield from _flush(pending, role)
            yield from _paragraphs(child, "heading" if child.tag == "head" else "body")
        else:
            pending.append("".join(child.itertext()))
        pending.append(child.tail or "")
    yield from _flush(pending, role)


def _plain_paragraphs(tree: Any) -> Iterator[tuple[str, str]]:
    blocks = "p div h1 h2 h3 h4 h5 h6 li td th blockquote pre section article main header footer nav br tr".split()
    for element in tree.iter():
        if element.tag in blocks:
            role = "heading" if re.fullmatch("h[1-6]", element.tag) else "body"
            element.text = f"\x00{role}\x00{element.text or ''}"
            element.tail = f"\x00body\x00{element.tail or ''}"
    role = "body"
    for i, piece in enumerate("".join(tree.itertext()).split("\x00")):
        if i % 2:
            role = piece
        else:
            yield from _flush([piece], role)


def _flush(pending: list[str], role: str) -> Iterator[tuple[str, str]]:
    text = single_spaced("".join(pending)).strip()
    pending.clear()
    if text:
        yield role, text
