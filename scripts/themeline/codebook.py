"""The codebook: themes, their definitions, and the patterns that look for them."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from themeline.document import WORD, fold
from themeline.errors import Fault, wrong
from themeline.records import Lines, Record, read_record

LONGEST_PATTERN = 12
LONE_STAR = "*"

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


def parse_pattern(pattern: str) -> tuple[str, ...]:
    """Split a pattern into the folded globs of its words: ``"Sea-based *"`` gives ``("sea", "based", "*")``.

    Raises:
        ValueError: it has no word, more than `LONGEST_PATTERN`, or a mark that no word has.
    """
    globs = []
    for piece in fold(pattern).replace("-", " ").split():
        glob = piece
        while "**" in glob:
            glob = glob.replace("**", "*")
        letters = glob.replace("*", "a").replace("?", "a")
        if WORD.fullmatch(letters) is None:
            raise ValueError(f"pattern '{pattern}': '{piece}' is no word; use letters, digits, *, ? and apostrophes")
        globs.append(glob)
    if all(not glob.strip("*?") for glob in globs):
        raise ValueError(f"pattern '{pattern}' has no letters, so it would match any word")
    if len(globs) > LONGEST_PATTERN:
        raise ValueError(f"pattern '{pattern[:60]}…' has more than {LONGEST_PATTERN} words")
    return tuple(globs)


def _checked(pattern: str) -> str:
    parse_pattern(pattern)
    return pattern


Pattern = Annotated[str, AfterValidator(_checked), Field(max_length=300)]


class Theme(Record):
    """One theme: what it means, and the patterns and exceptions that look for it."""

    id: Slug
    label: str = Field(min_length=1, max_length=80)
    definition: str = Field(min_length=1, description="what a sentence of this theme speaks of")
    excludes: str = Field("", description="what it does not speak of")
    colour: Colour
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    exceptions: tuple[Pattern, ...] = Field((), description="where longer than a pattern's match, they block it")


class Codebook(Record):
    """Themes in their order."""

    themes: list[Theme] = Field(min_length=1)

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
        return Codebook(themes=[theme for theme in self.themes if not ids or theme.id in ids])


def read_codebook(path: Path | str) -> Codebook:
    """Read a codebook.

    Raises:
        InputError: with file and line of every fault.
    """
    return read_record(path, Codebook, _examine)


def _examine(codebook: Codebook, lines: Lines) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, theme in enumerate(codebook.themes):
        if theme.id in seen:
            line = lines.of("themes", i, "id")
            yield Fault(lines.source, f"the id '{theme.id}' is there twice", "give each theme its own", line)
        seen.add(theme.id)
        found: dict[tuple[str, ...], str] = {}
        for key, patterns in (("patterns", theme.patterns), ("exceptions", theme.exceptions)):
            for j, pattern in enumerate(patterns):
                globs = parse_pattern(pattern)
                if globs in found:
                    line = lines.of("themes", i, key, j)
                    what = f"'{pattern}' of theme '{theme.id}' is there already, as '{found[globs]}'"
                    yield Fault(lines.source, what, "remove one of them", line)
                found[globs] = pattern
