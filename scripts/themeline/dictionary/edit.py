"""Changes of a codebook, made in the words of its file, so that its comments and its order stay."""

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, get_args

import yaml

from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.patterns import parse_rule
from themeline.errors import input_error

Kind = Literal["add", "remove", "limit", "except"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# What needs no quotation marks, wherever in a YAML file it stands; in a line of its own it may also have "?".
_PLAIN = re.compile(r"\w(?:[\w '*/|.-]*[\w*])?")


class Change(NamedTuple):
    """One change of a theme.

    Its kind: ``add`` a pattern; ``remove`` it; ``limit`` a pattern, which is replaced by one that finds less;
    ``except``, add an exception. ``instead_of`` is the pattern that is limited, and else empty.
    """

    theme: str
    kind: Kind
    pattern: str
    instead_of: str = ""


def changed(codebook: Codebook, changes: Iterable[Change]) -> Codebook:
    """The codebook with changes, made one after another.

    Raises:
        InputError: there is no such theme, nor such a pattern to limit or remove; the theme has such a pattern
            already, or would have none left; or what is to be added is no pattern.
    """
    themes = {theme.id: theme for theme in codebook.themes}
    for change in changes:
        if change.theme not in themes:
            codebook.only([change.theme])  # says which there are
        themes[change.theme] = _changed_theme(themes[change.theme], change, elided=codebook.elided)
    return codebook.model_copy(update={"themes": list(themes.values())}).with_left_out(codebook.left_out)


def _changed_theme(theme: Theme, change: Change, *, elided: bool) -> Theme:
    where = f"theme '{theme.id}'"
    try:
        rule = parse_rule(change.pattern, elided=elided)
    except ValueError as error:
        raise input_error(where, str(error)) from None
    old = change.pattern if change.kind == "remove" else change.instead_of
    if old and old not in theme.patterns:
        raise input_error(where, f"has no pattern '{old}'", "name it as the dictionary has it")
    if change.kind == "remove":
        rest = tuple(pattern for pattern in theme.patterns if pattern != old)
        if not rest:
            raise input_error(where, f"has no pattern but '{old}'", "keep it, or add another one first")
        return theme.model_copy(update={"patterns": rest})
    if any(rule == parse_rule(pattern, elided=elided) for pattern in (*theme.patterns, *theme.exceptions)):
        raise input_error(where, f"has '{change.pattern}' already", "leave it out")
    if change.kind == "except":
        return theme.model_copy(update={"exceptions": (*theme.exceptions, change.pattern)})
    if change.kind == "limit":
        new = tuple(change.pattern if pattern == old else pattern for pattern in theme.patterns)
        return theme.model_copy(update={"patterns": new})
    return theme.model_copy(update={"patterns": (*theme.patterns, change.pattern)})


def edited(text: str, source: str, changes: Iterable[Change], note: str = "") -> str:
    """The text of a codebook's file with changes; all else in it stays as it is.

    New patterns stand behind those that the theme has, or behind its exceptions. What is taken away goes with the
    comment beside it.

    Args:
        text: of a codebook in Themeline's own form, which holds no fault.
        source: the file's name.
        changes: see `changed`, which refuses those that cannot be made.
        note: a comment, put above the first pattern that is added to each theme; of a list in one line there is none.
    """
    noted: set[tuple[str, str]] = set()
    for change in changes:
        key = "exceptions" if change.kind == "except" else "patterns"
        comment = note if note and (change.theme, key) not in noted else ""
        text = _edited(text, source, change, key, comment)
        if change.kind in ("add", "except"):
            noted.add((change.theme, key))
    return text


def _edited(text: str, source: str, change: Change, key: str, comment: str) -> str:
    theme = _theme_node(text, source, change.theme)
    known = {name.value: (name, value) for name, value in theme.value}
    file = _File(text)
    items: Any = known[key][1] if key in known else None
    if change.kind in ("remove", "limit"):
        old = change.pattern if change.kind == "remove" else change.instead_of
        place = [item.value for item in items.value].index(old)
        if change.kind == "limit":
            file.replace(items.value[place], _scalar(change.pattern, in_line=items.flow_style))
        else:
            file.remove(items, place)
        return file.text
    if items is not None:
        file.append(items, _scalar(change.pattern, in_line=items.flow_style), comment)
        return file.text
    # The theme has no exceptions yet: they come behind its patterns.
    name, patterns = known["patterns"]
    new = f"{key}: [{_scalar(change.pattern, in_line=True)}]"
    if theme.flow_style:
        file.insert(patterns.end_mark, f", {new}")
    elif patterns.flow_style:
        file.insert_lines(patterns.end_mark.line, [" " * name.start_mark.column + new])
    else:
        indent = " " * name.start_mark.column
        deeper = " " * patterns.start_mark.column
        item = f"{deeper}- {_scalar(change.pattern, in_line=False)}"
        lines = [f"{indent}{key}:", *[f"{deeper}# {comment}"] * bool(comment), item]
        file.insert_lines(_last_line(patterns.value[-1]), lines)
    return file.text


def _theme_node(text: str, source: str, theme: str) -> Any:
    root = yaml.compose(text, Loader=_Loader)
    for key, themes in getattr(root, "value", ()):
        if key.value == "themes":
            for node in themes.value:
                if any(name.value == "id" and value.value == theme for name, value in node.value):
                    return node
    raise input_error(source, f"there is no theme '{theme}'", "name one of its themes")


def _scalar(pattern: str, *, in_line: bool) -> str:
    plain = _PLAIN.fullmatch(pattern if in_line else pattern.replace("?", "*"))
    return pattern if plain and pattern[0] != "?" else "'" + pattern.replace("'", "''") + "'"


class _File:
    """The lines of a YAML file, which are changed at places that its nodes know."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines(keepends=True)
        found = re.search(r"\r\n|\n|\r", text)
        self._end = found.group() if found else "\n"

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def insert(self, mark: Any, words: str) -> None:
        line = self._lines[mark.line]
        self._lines[mark.line] = line[: mark.column] + words + line[mark.column :]

    def insert_lines(self, after: int, lines: list[str]) -> None:
        """Lines behind a line, which may be the last one and have no end."""
        if not self._lines[after].endswith(("\n", "\r")):
            self._lines[after] += self._end
        self._lines[after + 1 : after + 1] = [line + self._end for line in lines]

    def cut(self, start: Any, end: Any, words: str = "") -> None:
        rest = self._lines[end.line][end.column :]
        self._lines[start.line : end.line + 1] = [self._lines[start.line][: start.column] + words + rest]

    def replace(self, node: Any, words: str) -> None:
        # A text over several lines ends where the next line begins.
        self.cut(node.start_mark, node.end_mark, words + self._end * (_last_line(node) < node.end_mark.line))

    def append(self, items: Any, words: str, comment: str) -> None:
        """An item behind the others of a list, which is in one line or has a line for each."""
        if items.flow_style:
            if items.value:
                self.insert(items.value[-1].end_mark, f", {words}")
            else:
                self.cut(items.start_mark, items.end_mark, f"[{words}]")
            return
        indent = " " * items.start_mark.column
        lines = [*[f"{indent}# {comment}"] * bool(comment), f"{indent}- {words}"]
        self.insert_lines(_last_line(items.value[-1]), lines)

    def remove(self, items: Any, place: int) -> None:
        node = items.value[place]
        if not items.flow_style:
            del self._lines[node.start_mark.line : _last_line(node) + 1]
        elif place + 1 < len(items.value):
            self.cut(node.start_mark, items.value[place + 1].start_mark)
        else:
            self.cut(items.value[place - 1].end_mark, node.end_mark)


def _last_line(node: Any) -> int:
    """The last line that a node stands on."""
    end = node.end_mark
    return int(end.line - (end.column == 0 and end.line > node.start_mark.line))
