"""The codebook: themes, their definitions, and the patterns that look for them."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from themeline.dictionary.patterns import Pattern
from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.yaml_models import Record

# Of themes that name none, in their order.
COLOURS = (
    "#8c5a2b", "#1b7f79", "#c1272d", "#d2691e", "#5b4b9a", "#1f5fa8", "#3a8fb7", "#a63a8f", "#3f7f3f", "#7a6a00",
    "#127a5a", "#5a5a5a", "#2b2b2b",
)  # fmt: skip

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Theme(Record):
    """One theme: what it means, and the patterns and exceptions that look for it."""

    id: Slug
    label: str = Field(min_length=1, max_length=80)
    path: tuple[str, ...] = Field((), description="names of the keys of another dictionary that it is under")
    definition: str = Field("", description="what a sentence of this theme speaks of")
    excludes: str = Field("", description="what it does not speak of")
    source: str = Field("", description="where its patterns come from: a publication, another dictionary, who")
    colour: Colour = Field("", validate_default=False, description="given by its place among the themes if missing")
    patterns: tuple[Pattern, ...] = Field(min_length=1)
    exceptions: tuple[Pattern, ...] = Field((), description="they block a pattern's match if they are longer")


class Codebook(Record):
    """Themes in their order."""

    themes: list[Theme] = Field(min_length=1)
    languages: tuple[Language, ...] = Field(
        ("en",),
        description="of its patterns, as codes (ISO 639); a corpus leaves out texts in other languages; [] for any",
    )
    source: str = Field("", description="where the patterns of all themes come from that do not say it themselves")
    nested_scope: Literal["key", "dictionary"] = Field(
        "key",
        description="of nested matches only the longest counts: in a theme (key), or across themes (dictionary)",
    )

    _left_out: tuple[str, ...] = PrivateAttr(())

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the file of a dictionary of other software holds that no theme does, in sentences."""
        return self._left_out

    def with_left_out(self, left_out: tuple[str, ...]) -> "Codebook":
        """The same codebook, noting what of its file it does not hold."""
        noted = self.model_copy()
        noted._left_out = left_out
        return noted

    @cached_property
    def ids(self) -> list[str]:
        """The themes' ids in the codebook's order."""
        return [theme.id for theme in self.themes]

    @cached_property
    def labels(self) -> dict[str, str]:
        """The themes' labels by their ids, in the codebook's order."""
        return {theme.id: theme.label for theme in self.themes}

    @cached_property
    def colours(self) -> dict[str, str]:
        """The themes' colours (``#rrggbb``) by their ids, in the codebook's order."""
        return {theme.id: theme.colour for theme in self.themes}

    def theme(self, theme_id: str) -> Theme:
        """The theme with this id; `KeyError` if there is none."""
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
                raise input_error("themes", f"there is no theme '{theme_id}'", known_names(theme_id, self.ids))
        themes = [theme for theme in self.themes if not ids or theme.id in ids]
        some = Codebook(themes=themes, languages=self.languages, source=self.source, nested_scope=self.nested_scope)
        return some.with_left_out(self.left_out)
