"""Markdown: its headings, its title, and what in it are marks and no words.

The text stays as it is. What is not a word of it is set aside, and lines get the roles that their marks tell; what
markdown-it finds is told by lines, so tags of HTML are taken out of the lines that it is given.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from themeline.text.blocks import LONGEST_HEADING, LONGEST_LINE, STOPS, without
from themeline.text.extracted import GOES_ON, Reading, is_caption, left_out
from themeline.text.printed import is_byline, is_dateline
from themeline.text.tokens import WORD, fold
from themeline.text.wording import single_spaced

if TYPE_CHECKING:
    from markdown_it.token import Token

KIND = "Markdown"
# In words. A first line may be longer than other headings.
LONGEST_TITLE = 25
# A block that is indented is code, unless it has as many words and ends as a sentence does.
FEWEST_OF_PROSE = 8

# The order of a heading that is one because all of it is bold.
BOLD = 7

Span = tuple[int, int]

_FRONT = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<entries>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
# Each line of front matter begins so; other text between two rules is none.
_ENTRY = re.compile(r"[ \t]|[-#\[\]{}]|\r?$|[\"']?\w[\w .-]{0,60}[\"']?[ \t]*(?::(?=[ \t\r]|$)|=)")
# It is looked for, not parsed: "title: Arms: a history" is no YAML, but frequent; and its place in the text is asked.
_FRONT_TITLE = re.compile(
    r"^[\"']?title[\"']?[ \t]*[:=][ \t]*(?:"
    r"[>|][-+0-9]*[ \t]*\r?\n(?P<folded>(?:[ \t]+\S[^\n]*\n?)+)"
    r"|(?P<quote>\"\"\"|'''|\"|')(?P<quoted>(?:\\.|''|(?!(?P=quote))[^\\])*)(?P=quote)"
    r"|(?P<plain>[^\s>|\"'][^\n]*?(?:\n[ \t]+[^\n]*?)*)(?=[ \t]+\#[^\n]*$|[ \t\r]*$(?!\n[ \t]))"
    r")",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
# pandoc's form of the same.
_PERCENT = re.compile(r"\A(?:%[^\n]*(?:\n|\Z)){1,3}")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style|template)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# With it goes the mark of a note.
_TAG = re.compile(r"<sup>[\s\[(]{0,3}\d{1,3}[\s\])]{0,3}</sup>|</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]{0,2000})?/?>")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,60}\]:[^\n]*", re.MULTILINE)
_NOTE_GOES_ON = re.compile(
    r"\n(?:[ \t]*\r?\n)*(?: {2,}|\t)[^\n]*\S[^\n]*|\n(?![ \t]*\r?$|#|>|\[\^|[-*+] |\d+[.)] |```)[^\n]+", re.MULTILINE
)
_INLINE_NOTE = re.compile(r"\^\[[^\[\]\n]{1,2000}\]")
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
# With an address in brackets within it, as Wikipedia has them.
_TARGET = r"\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)"
_INLINE = re.compile(
    r"!?\[(?=[^\[\]\n]{0,2000}\](?:\(|\[))"  # the bracket before the words of a link or a picture
    r"|\[(?=!\[[^\]\n]{0,2000}\]\()"
    rf"|\]{_TARGET}(?:\{{[^}}\n]{{0,200}}\}})?"  # and its address behind them
    # an address that is given apart, with nothing but a title behind it
    r"|^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*\r?$"
    r"|\]\[[^\]\n]{0,200}\]"
    r"|<https?://[^<>\s]{1,2000}>"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    # the sign or number of an item, or of a task
    r"|^[ \t]*(?:>[ \t]?)*[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?"
    r"|^[ \t]*(?:>[ \t]?)+"
    # a heading's signs and its anchor
    r"|^ {0,3}\#{1,6}[ \t]|[ \t]\#+[ \t]*\r?$|[ \t]?\{[#.][^}\n]{1,200}\}[ \t]*\r?$"
    # the edges of a table; between its cells the bar stays, so that no phrase goes over it
    r"|^[ \t]*\||\|[ \t]*\r?$"
    r"|[*`~\\]+|(?<![^\W_])_+|_+(?![^\W_])",
    re.MULTILINE,
)
_TAGGED_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(?:(?!\n[ \t]*\r?\n).){0,1000}?</h\1\s*>", re.DOTALL | re.IGNORECASE)
_STRONG = re.compile(r"(\*\*\*|\*\*|___|__)(?=\S)(?:(?!\1).)+\1")
_EMPHASIS = re.compile(r"(\*|_)(?=[^\s*_])(?:(?!\1).)+\1")
_PICTURES = re.compile(rf"(?:\[?!\[[^\]\n]*\](?:{_TARGET}|\[[^\]\n]*\])(?:\]{_TARGET})?\s*)+")
_UNDERLINED = re.compile(r"^[^\S\n]*(?=[^\n]{0,200}\w)[^\n|+]{1,200}\n={4,}[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class _Part:
    """A heading or a paragraph that is in no list, quotation or table: its order as a heading (1 to 6, of a bold line
    7, of a paragraph 0), the numbers (from 1) of its lines, and the words of each, without marks."""

    order: int
    lines: tuple[int, ...]
    words: tuple[str, ...]


def looks_like_markdown(text: str) -> bool:
    """Whether a text has a heading with its marks, front matter, or two links."""
    begin = text[:200_000]
    # Most texts have none of the signs, and those are found at once.
    return bool(
        _front_matter(begin)
        or ("#" in begin and re.search(r"^#{1,6} +\S", begin, re.MULTILINE))
        or ("=" in begin and "\n====" in begin and _UNDERLINED.search(begin))
        or ("[" in begin and len(re.findall(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)", begin)) > 1)
    )


def read_markdown(text: str) -> Reading:
    """Read it; the text is left as it is.

    Returns:
        Headings by their marks, or where all of a line is bold; the title as `_title_roles` finds it. Where headings
        are marked, a short line without marks is none; pictures, captions and items of lists never are. Marks and
        addresses are set aside; so are front matter, blocks of code, comments and footnotes, and the notes of the
        reading say how many words these have.
    """
    begins = list(_begins(text))
    front = _front_matter(text)
    apart = _stretches_apart(text, front[1] if front else 0)
    hidden = [span for spans in apart.values() for span in spans]
    shown = without(text, tuple(sorted([*hidden, *([front] if front else [])])))
    tokens = _parsed(shown)
    marks = [match.span() for pattern in (_NOTE_MARK, _TAG, _INLINE) for match in pattern.finditer(shown)]
    for token in tokens:
        first, last = token.map or (0, 0)
        if token.type == "fence":
            apart["blocks of code"].append((begins[first], begins[last]))
        elif token.type == "code_block":
            pieces = groupby(
                range(first, last), key=lambda line: bool(shown[begins[line] : begins[line + 1]].strip())
            )
            for lines in (list(group) for written, group in pieces if written):
                span = begins[lines[0]], begins[lines[-1] + 1]
                apart["blocks of code"] += [] if _is_prose(shown[slice(*span)]) else [span]
        elif token.type == "hr":
            marks.append((begins[first], begins[last]))
        elif token.type == "heading_open" and token.markup in ("=", "-"):
            marks.append((begins[last - 1], begins[last]))
        elif token.type == "table_open":
            marks.append((begins[first + 1], begins[first + 2]))
    aside = [*hidden, *marks, *apart["blocks of code"]]
    plain = without(shown, tuple(sorted(aside)))
    parts, roles = _parts_and_roles(tokens, shown, plain, begins)
    title = _front_title(text) if front else None
    roles |= _title_roles(parts, text[slice(*title)] if title else "")
    if front and title and "title" not in roles.values():
        apart["its front matter"] = [(front[0], title[0]), (title[1], front[1])]
        numbers = [
            number for number, (start, end) in enumerate(pairwise(begins), 1) if start < title[1] and end > title[0]
        ]
        roles |= {number: "title" if number == numbers[0] else GOES_ON for number in numbers}
    elif front:
        apart["its front matter"] = [front]
    aside += apart["its front matter"]
    said = {
        name: [_TAG.sub(" ", _NOTE_MARK.sub("", text[slice(*span)])) for span in spans]
        for name, spans in apart.items()
    }
    return Reading(text, KIND, roles=roles, aside=tuple(sorted(aside)), notes=left_out(said))


def _front_matter(text: str) -> Span | None:
    """Where the front matter is: entries of YAML or TOML between fences, or pandoc's lines with a percent sign."""
    percent = _PERCENT.match(text)
    if percent:
        return percent.span()
    match = _FRONT.match(text)
    if match and all(_ENTRY.match(line) for line in match["entries"].split("\n")):
        return match.span()
    return None


def _front_title(text: str) -> Span | None:
    """Where the words of the title are in the front matter."""
    if text.startswith("%"):
        line = text.partition("\n")[0]
        return (1, len(line)) if WORD.search(line) else None
    front = _FRONT.match(text)
    match = _FRONT_TITLE.search(text, 0, front.end("entries")) if front else None
    name = next((name for name in ("folded", "quoted", "plain") if match and match[name]), "")
    return match.span(name) if match and name and WORD.search(match[name]) else None


def _stretches_apart(text: str, begin: int) -> dict[str, list[Span]]:
    """Where comments, scripts and footnotes are, each by the name under which they are said to be left out."""
    comments = [match.span() for match in _COMMENT.finditer(text, begin)]
    scripts = [match.span() for match in _SCRIPT.finditer(text, begin)]
    notes = [match.span() for match in _INLINE_NOTE.finditer(text, begin)]
    for match in _NOTE.finditer(text, begin):
        end = match.end()
        while more := _NOTE_GOES_ON.match(text, end):
            end = more.end()
        notes.append((match.start(), end))
    return {
        "its front matter": [],
        "blocks of code": [],
        "comments": comments,
        "scripts": scripts,
        "its footnotes": notes,
    }


def _parsed(shown: str) -> "list[Token]":
    """The tokens of markdown-it, told by lines, of a text without tags.

    A block of HTML would end only at an empty line, and what stands in it would be lost. Without its tags it is a
    paragraph; what stands behind a tag or below it begins its line, since blanks before it would make it code.
    """
    from markdown_it import MarkdownIt

    lines = []
    tagged = False
    for line in re.split(r"\r\n|\r|\n", _TAG.sub(lambda match: "\0" + "\n" * match.group().count("\n"), shown)):
        tagged = "\0" in line or (tagged and bool(line.strip()))
        line = line.replace("\0", "")
        lines.append(line.lstrip() if tagged and line.startswith("    ") else line)
    return MarkdownIt("commonmark").enable("table").disable("html_block").parse("\n".join(lines))


def _is_prose(indented: str) -> bool:
    content = indented.strip().rstrip("\"'”’)*_")
    return len(content.split()) >= FEWEST_OF_PROSE and content.endswith((".", "?", "!", "…"))


def _parts_and_roles(
    tokens: "list[Token]", shown: str, plain: str, begins: list[int]
) -> tuple[list[_Part], dict[int, str]]:
    """The headings and paragraphs of a text, and the roles of its lines."""
    tagged = _tagged_headings(shown, begins)
    parts: list[_Part] = []
    roles: dict[int, str] = {}
    short: dict[int, str] = {}
    below_picture = False
    for token in tokens:
        first, last = token.map or (0, 0)
        written = {
            n: words for n in range(first + 1, last + 1) if (words := plain[begins[n - 1] : begins[n]].strip())
        }
        if token.type == "tr_open":
            roles |= dict.fromkeys(written, "body")
        if token.type not in ("heading_open", "paragraph_open") or not written:
            continue
        order = int(token.tag[1]) if token.type == "heading_open" else 0
        if token.markup in ("=", "-") and _reads_as_text(list(written.values())):
            order = 0
        if token.level:
            roles |= _role_of_lines(written, "heading" if order else "body")
            continue
        for part in _split_at_tagged(order, written, tagged):
            line = shown[begins[part.lines[0] - 1] : begins[part.lines[0]]]
            raw = _TAG.sub("", line).strip()
            alone = len(part.lines) == 1 and part.order == 0
            picture = alone and bool(_PICTURES.fullmatch(raw))
            if picture or (alone and (is_caption(part.words[0]) or (below_picture and _EMPHASIS.fullmatch(raw)))):
                roles[part.lines[0]] = "body"
                below_picture = picture
                continue
            below_picture = False
            if alone and _STRONG.fullmatch(raw) and _is_short(part.words[0], LONGEST_HEADING, STOPS):
                part = replace(part, order=BOLD)
            if part.order:
                roles |= _role_of_lines(part.lines, "heading")
            elif alone:
                short[part.lines[0]] = "body"
            elif part.lines[-1] - part.lines[0] >= len(part.lines):
                # A line of it has no words, and would end the paragraph.
                roles |= _role_of_lines(part.lines, "body")
            parts.append(part)
    # The last line is not a heading, it has nothing below it.
    if parts and parts[-1].order == BOLD:
        roles |= _role_of_lines(parts[-1].lines, "body")
        parts[-1] = replace(parts[-1], order=0)
    orders = [part.order for part in parts if part.order]
    if min(orders, default=BOLD) < BOLD or len(orders) > 1:
        roles = short | roles
    return parts, roles


def _tagged_headings(shown: str, begins: list[int]) -> dict[int, int]:
    """The lines (from 1) of headings that are marked by tags of HTML, and their orders."""
    found = {}
    for match in _TAGGED_HEADING.finditer(shown):
        for number in range(bisect_right(begins, match.start()), bisect_right(begins, match.end() - 1) + 1):
            found[number] = int(match[1])
    return found


def _split_at_tagged(order: int, written: dict[int, str], tagged: dict[int, int]) -> Iterator[_Part]:
    """A part, or the parts that headings in tags make of it."""
    for of_part, numbers in groupby(written, key=lambda number: tagged.get(number, order)):
        lines = tuple(numbers)
        yield _Part(of_part, lines, tuple(written[number] for number in lines))


def _role_of_lines(lines: Iterable[int], role: str) -> dict[int, str]:
    return {number: role if i == 0 else GOES_ON for i, number in enumerate(lines)}


def _is_short(words: str, longest: int, stops: str) -> bool:
    return len(words) < LONGEST_LINE and words[-1] not in stops and 0 < len(words.split()) <= longest


def _reads_as_text(lines: list[str]) -> bool:
    words = sum(len(line.split()) for line in lines)
    return lines[-1][-1] in STOPS and (len(lines) > 1 or words > LONGEST_HEADING)


def _title_roles(parts: list[_Part], of_front: str) -> dict[int, str]:
    """The roles of the lines of the title, and of those below it that tell the author and the day.

    The title is the first heading, where nothing stands before it and it is of the first order, alone in its order,
    or bold; else what the front matter says (then no line is the title); else a first line without a stop at its end,
    where headings follow; else the first heading, if it is the only one of the first order.
    """
    if not parts:
        return {}
    first, orders = parts[0], [part.order for part in parts if part.order]
    alone = orders.count(first.order) == 1 and first.order == min(orders)
    title: _Part | None = None
    told_twice = of_front and fold(single_spaced(" ".join(first.words))) == fold(single_spaced(of_front).strip())
    if told_twice or (first.order and (alone or (not of_front and first.order in (1, BOLD)))):
        title = first
    elif of_front:
        title = None
    elif (
        not first.order and orders and _may_be_title(first) and not (orders.count(1) == 1 == orders[0] < len(orders))
    ):
        title = first
    elif orders and orders[0] == 1 == orders.count(1):
        title = next(part for part in parts if part.order)
    roles: dict[int, str] = {}
    below = parts
    if title:
        said = [is_byline(words) or is_dateline(words) for words in title.words]
        roles = {
            n: "rubric" if rubric and i else GOES_ON if i else "title"
            for i, (n, rubric) in enumerate(zip(title.lines, said, strict=True))
        }
        below = parts[parts.index(title) + 1 :]
    for part in below if title or of_front else []:
        if part.order or not all(is_byline(words) or is_dateline(words) for words in part.words):
            break
        roles |= dict.fromkeys(part.lines, "rubric")
    return roles


def _may_be_title(part: _Part) -> bool:
    return all(
        _is_short(words, LONGEST_TITLE if len(part.words) == 1 else LONGEST_HEADING, ".,;:…") for words in part.words
    )


def _begins(text: str) -> Iterator[int]:
    """Where each line begins, and, once more, where the text ends."""
    yield 0
    for match in re.finditer(r"\r\n|\r|\n", text):
        yield match.end()
    yield len(text)
