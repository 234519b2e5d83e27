"""Markdown: its headings, and what in it are marks and no words."""

import re
from collections.abc import Iterator

from themeline.text.extracted import Reading

KIND = "Markdown"
_FRONT = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(
    r"!?\[(?=[^\]\n]{0,2000}\]\()"  # the bracket before the words of a link
    r"|\]\([^)\n]{0,2000}\)(?:\{[^}\n]{0,200}\})?"  # and its address behind them
    r"|^[ \t]{0,3}\[[^\]\n]{1,200}\]:[^\n]*$"  # an address, or a note, given apart
    r"|\[\^[^\]\s]{1,60}\]"  # the mark of a note
    r"|\]\[[^\]\n]{0,200}\]"
    r"|<!--.*?-->|</?[A-Za-z][^<>\n]{0,2000}>|<https?://[^<>\s]{1,2000}>"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|^[ \t]*(?:>[ \t]?)*[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+"  # the sign or number of an item
    r"|^[ \t]*(?:>[ \t]?)+|^ {0,3}\#{1,6}[ \t]|[*`~|\\]+|(?<![^\W_])_+|_+(?![^\W_])",
    re.DOTALL | re.MULTILINE,
)
_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:")


def looks_like_markdown(text: str) -> bool:
    """Whether a text has a heading with its marks, front matter, or two links."""
    begin = text[:200_000]
    # Most texts have none of the signs, and those are found at once.
    return bool(
        _FRONT.match(begin)
        or ("#" in begin and re.search(r"^#{1,6} +\S", begin, re.MULTILINE))
        or ("[" in begin and len(re.findall(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)", begin)) > 1)
    )


def read_markdown(text: str) -> Reading:
    """Read it; the text is left as it is.

    Returns:
        Headings by their marks (the first, where it is of the first order, is the title); marks, addresses, blocks
        of code, and front matter set aside.
    """
    from markdown_it import MarkdownIt

    lines = re.split(r"\r\n|\r|\n", text)
    front = _FRONT.match(text)
    skipped = len(re.split(r"\r\n|\r|\n", front.group())) if front else 0
    roles: dict[int, str] = {}
    short: dict[int, str] = {}
    aside: list[tuple[int, int]] = [front.span()] if front else []
    begins = list(_begins(text))
    for token in MarkdownIt("commonmark").enable("table").parse("\n".join([""] * skipped + lines[skipped:])):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "heading_open":
            title = token.tag == "h1" and not roles
            # What follows in the map is the line of === or --- under the words.
            roles[first + 1] = "title" if title else "heading"
            if token.markup in ("=", "-"):
                aside.append((begins[last - 1], begins[last]))
        elif token.type == "paragraph_open" and last - first == 1:
            short[first + 1] = "body"
        elif token.type in ("fence", "code_block", "html_block", "hr"):
            aside.append((begins[first], begins[last]))
    for match in _INLINE.finditer(text):
        note = _NOTE.match(match.group().lstrip())
        aside.append((match.start(), match.start() + len(match.group().split(":")[0]) + 1) if note else match.span())
    # Where headings are marked, a short line without a mark is none.
    return Reading(text, KIND, roles=short | roles if roles else {}, aside=tuple(sorted(aside)))


def _begins(text: str) -> Iterator[int]:
    """Where each line begins, and, once more, where the text ends."""
    yield 0
    for match in re.finditer(r"\r\n|\r|\n", text):
        yield match.end()
    yield len(text)
