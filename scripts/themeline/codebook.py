"""The codebook: themes, their definitions, and the patterns that look for them."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, Field

from themeline.dictionaries import OWN, STEP, Entry, read_dictionary
from themeline.errors import Fault, wrong
from themeline.places import free_name
from themeline.records import Lines, Record, read_record
from themeline.words import ALONE, WORD, fold

LONGEST_PATTERN = 12
LONE_STAR = "*"
WIDEST = 100
QUOTES = '"“”„«»'
# Of themes that name none, in their order.
COLOURS = (
    "#8c5a2b", "#1b7f79", "#c1272d", "#d2691e", "#5b4b9a", "#1f5fa8", "#3a8fb7", "#a63a8f", "#3f7f3f", "#7a6a00",
    "#127a5a", "#5a5a5a", "#2b2b2b",
)  # fmt: skip
_COMPANY = re.compile(r"\s+(NOT\s+)?NEAR/(\d{1,4})\s+")

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


def parse_pattern(pattern: str) -> tuple[str, ...]:
    """Split a pattern into the folded globs of its words: ``"Sea-based *"`` gives ``("sea", "based", "*")``.

    Raises:
        ValueError: it has no word, more than `LONGEST_PATTERN`, or a mark that no word has.
    """
    if any(mark in pattern for mark in QUOTES):
        raise ValueError(f"pattern '{pattern}' has a quotation mark in it; remove it")
    globs = []
    for piece in ALONE.sub(r" \g<0>", fold(pattern).replace("-", " ")).split():
        glob = piece
        while "**" in glob:
            glob = glob.replace("**", "*")
        letters = glob.rstrip("*") if ALONE.match(glob) else glob.replace("*", "a").replace("?", "a")
        if WORD.fullmatch(letters) is None:
            raise ValueError(f"pattern '{pattern}': '{piece}' is no word; use letters, digits, *, ? and apostrophes")
        globs.append(glob)
    if all(not glob.strip("*?") for glob in globs):
        raise ValueError(f"pattern '{pattern}' has no letters, so it would match any word")
    if len(globs) > LONGEST_PATTERN:
        raise ValueError(f"pattern '{pattern[:60]}…' has more than {LONGEST_PATTERN} words")
    return tuple(globs)


@dataclass(frozen=True)
class Company:
    """What must stand within so many words of a match, or must not: one of these, each the globs of its words."""

    wanted: bool
    within: int
    patterns: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A pattern, read: the globs of its words, and the company that it must be in."""

    globs: tuple[str, ...]
    company: tuple[Company, ...] = ()


@functools.lru_cache(maxsize=20_000)
def parse_rule(pattern: str) -> Rule:
    """Read a pattern: ``"missile* NEAR/10 basing|deploy* NOT NEAR/3 test*"``.

    Raises:
        ValueError: as of `parse_pattern`, or the number of words is not from 1 to `WIDEST`.
    """
    words, *rest = _COMPANY.split(pattern)
    company = []
    for negation, number, alternatives in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if not 1 <= int(number) <= WIDEST:
            raise ValueError(f"pattern '{pattern}': NEAR/{number} is not from 1 to {WIDEST} words")
        patterns = tuple(parse_pattern(alternative) for alternative in alternatives.split("|"))
        company.append(Company(not negation, int(number), patterns))
    return Rule(parse_pattern(words), tuple(company))


def _checked(pattern: str) -> str:
    parse_rule(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_checked), Field(max_length=300)]


class Theme(Record):
    """One theme: what it means, and the patterns and exceptions that look for it."""

    id: Slug
    label: str = Field(min_length=1, max_length=80)
    path: tuple[str, ...] = Field((), description="names of the keys of another dictionary that it stands under")
    definition: str = Field("", description="what a sentence of this theme speaks of")
    excludes: str = Field("", description="what it does not speak of")
    colour: Colour = Field("", validate_default=False, description="given by its place among the themes if missing")
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    exceptions: tuple[Pattern, ...] = Field((), description="where longer than a pattern's match, they block it")


class Codebook(Record):
    """Themes in their order."""

    themes: list[Theme] = Field(min_length=1)
    nested_scope: Literal["key", "dictionary"] = Field(
        "key", description="where a match lies within a longer one: that of its own theme, or of any, counts alone"
    )

    @cached_property
    def ids(self) -> list[str]:
        """The themes' ids in the codebook's order."""
        return [theme.id for theme in self.themes]

    def theme(self, theme_id: str) -> Theme:
        """The theme of an id; `KeyError` where there is none."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(theme_id)

    def only(self, ids: list[str]) -> "Codebook":
        """The codebook of some of its themes, in the codebook's order; of all where ``ids`` is empty.

        Raises:
            InputError: an id is not in the codebook.
        """
        for theme_id in ids:
            if theme_id not in self.ids:
                raise wrong("themes", f"there is no theme '{theme_id}'", f"there are {', '.join(self.ids)}")
        themes = [theme for theme in self.themes if not ids or theme.id in ids]
        return Codebook(themes=themes, nested_scope=self.nested_scope)


def read_codebook(path: Path | str) -> Codebook:
    """Read a codebook, or a dictionary of other software (see `themeline.dictionaries`), with a theme for each key.

    Raises:
        InputError: with file and line of every fault.
    """
    return read_with_lines(path)[0]


def read_with_lines(path: Path | str) -> tuple[Codebook, Lines, list[str]]:
    """Read a codebook, where in the file everything stands, and what of a foreign dictionary it does not hold."""
    path = Path(path)
    found_format, dictionary = read_dictionary(path)
    if found_format != OWN:
        codebook, lines, lost = _of_entries(dictionary.entries, str(path))
        return codebook, lines, [*dictionary.lost, *lost]
    kept: list[Lines] = []

    def examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
        kept.append(lines)
        return _examine(codebook, lines)

    codebook = read_record(path, Codebook, examine)
    coloured = [
        theme if theme.colour else theme.model_copy(update={"colour": COLOURS[i % len(COLOURS)]})
        for i, theme in enumerate(codebook.themes)
    ]
    return Codebook(themes=coloured, nested_scope=codebook.nested_scope), kept[0], []


def _of_entries(entries: list[Entry], source: str) -> tuple[Codebook, Lines, list[str]]:
    """A codebook of the entries of a dictionary; patterns that cannot be matched, and repeated ones, are left out."""
    lost = []
    patterns: dict[tuple[str, ...], dict[str, dict[Rule, Entry]]] = {}
    for entry in entries:
        try:
            rule = parse_rule(entry.pattern)
        except ValueError as error:
            lost.append(f"line {entry.line}: {error}")
            continue
        kind = "exceptions" if entry.exception else "patterns"
        known = patterns.setdefault(entry.path, {"patterns": {}, "exceptions": {}})[kind]
        if rule in known:
            lost.append(f"line {entry.line}: '{entry.pattern}' is there already")
        known.setdefault(rule, entry)
    themes: list[Theme] = []
    places: dict[tuple[str | int, ...], int] = {}
    for path, kinds in patterns.items():
        if not kinds["patterns"]:
            lost.append(f"the key {STEP.join(path)}, which has no pattern")
            continue
        plain = re.sub(r"[^a-z0-9]+", "-", fold("-".join(path))).strip("-")[:50].strip("-") or "theme"
        for kind, known in kinds.items():
            places |= {("themes", len(themes), kind, j): entry.line for j, entry in enumerate(known.values())}
        places["themes", len(themes)] = min(entry.line for known in kinds.values() for entry in known.values())
        themes.append(
            Theme(
                id=free_name(plain, {theme.id for theme in themes}),
                label=STEP.join(path)[-80:],
                path=path,
                colour=COLOURS[len(themes) % len(COLOURS)],
                patterns=tuple(entry.pattern for entry in kinds["patterns"].values()),
                exceptions=tuple(entry.pattern for entry in kinds["exceptions"].values()),
            )
        )
    if not themes:
        raise wrong(source, "holds no pattern that can be matched", "; ".join(lost[:3]))
    return Codebook(themes=themes), Lines(source, places), lost


def entries_of(codebook: Codebook) -> list[Entry]:
    """The patterns and exceptions of a codebook as entries of a dictionary."""
    return [
        Entry(theme.path or (theme.label,), pattern, exception=exception)
        for theme in codebook.themes
        for exception, patterns in ((False, theme.patterns), (True, theme.exceptions))
        for pattern in patterns
    ]


def codebook_text(codebook: Codebook) -> str:
    """A codebook in Themeline's own form."""
    plain = codebook.model_dump(mode="json", exclude_defaults=True)
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=118))


def _examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, theme in enumerate(codebook.themes):
        if theme.id in seen:
            line = lines.of("themes", i, "id")
            yield Fault(lines.source, f"the id '{theme.id}' is there twice", "give each theme its own", line)
        seen.add(theme.id)
        found: dict[Rule, str] = {}
        for key, patterns in (("patterns", theme.patterns), ("exceptions", theme.exceptions)):
            for j, pattern in enumerate(patterns):
                rule = parse_rule(pattern)
                if rule in found:
                    line = lines.of("themes", i, key, j)
                    what = f"'{pattern}' of theme '{theme.id}' is there already, as '{found[rule]}'"
                    yield Fault(lines.source, what, "remove one of them", line)
                found[rule] = pattern
