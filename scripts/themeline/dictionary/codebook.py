"""The codebook: themes, their definitions, and the patterns that look for them."""

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr
from pydantic.json_schema import SkipJsonSchema

from themeline.dictionary.patterns import MOST_CHARACTERS, Pattern, parse_rule
from themeline.errors import input_error
from themeline.io.names import known_names
from themeline.io.yaml_models import Record
from themeline.text.language import is_unwanted, language_list
from themeline.text.tokens import ELIDING

# Of themes that name none, in their order.
COLOURS = (
    "#8c5a2b", "#1b7f79", "#c1272d", "#d2691e", "#5b4b9a", "#1f5fa8", "#3a8fb7", "#a63a8f", "#3f7f3f", "#7a6a00",
    "#127a5a", "#5a5a5a", "#2b2b2b",
)  # fmt: skip

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
UnreadPattern = Annotated[str, Field(max_length=MOST_CHARACTERS)]
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


class TranslatedTheme(Record):
    """What looks for a theme of a codebook in another language.

    Its patterns are read when a text in that language comes: thousands of them take most of a second.
    """

    id: Slug = Field(description="of the theme, as the codebook has it")
    label: str = Field("", max_length=80, description="its name in this language")
    patterns: tuple[UnreadPattern, ...] = Field(min_length=1)
    exceptions: tuple[UnreadPattern, ...] = Field((), description="they block a pattern's match if they are longer")


# Patterns whose mean F1 is lower, or not known, are said not to be validated wherever they count.
VALIDATED = 0.6


class Translation(Record):
    """The patterns of a codebook's themes in another language: the file ``NAME.LL.yaml`` beside ``NAME.yaml``."""

    language: Language = Field(description="its code (ISO 639), as in the name of the file")
    note: str = Field("", description="who wrote the patterns, and how they were tested")
    f1: float | None = Field(
        None, ge=0, le=1,
        description="mean F1 of the themes on sentences that the patterns were not improved with; see `VALIDATED`",
    )  # fmt: skip
    themes: tuple[TranslatedTheme, ...] = Field(min_length=1, description="all of the codebook's, in any order")


class Codebook(Record):
    """Themes in their order, with their patterns in one language or more."""

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
    translations: SkipJsonSchema[tuple[Translation, ...]] = Field(
        (), description="the same themes in other languages, from the files beside the codebook's"
    )

    _left_out: tuple[str, ...] = PrivateAttr(())
    _for_any: bool = PrivateAttr(False)
    _of_language: dict[str, "Codebook"] = PrivateAttr(default_factory=dict)

    def __copy__(self) -> "Codebook":
        """A copy may be given other themes: what was worked out from these is worked out anew."""
        copied = super().__copy__()
        for name in ("ids", "labels", "colours"):
            copied.__dict__.pop(name, None)
        copied._of_language = {}
        return copied

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
        translations = tuple(
            one.model_copy(update={"themes": tuple(theme for theme in one.themes if not ids or theme.id in ids)})
            for one in self.translations
        )
        some = Codebook(
            themes=themes, languages=self.languages, source=self.source, nested_scope=self.nested_scope,
            translations=translations,
        )  # fmt: skip
        return some.with_left_out(self.left_out)

    @property
    def all_languages(self) -> tuple[str, ...]:
        """The codes of all languages that it has patterns in, its own first; none where its own are for any."""
        return (*self.languages, *(one.language for one in self.translations)) if self.languages else ()

    @property
    def elided(self) -> bool:
        """Whether its patterns are in a language in which what is elided ("l'", "d'") is a word of its own."""
        return bool(self.languages) and set(self.languages) <= set(ELIDING)

    def is_for(self, language: str) -> bool:
        """Whether it has patterns for a text in this language; an unsure one (empty) is taken to be its own."""
        return self._for_any or not is_unwanted(language, self.all_languages)

    def patterns_for(self, language: str) -> str:
        """By which patterns a text in this language is coded: the code of a translation, or empty for its own.

        Its own are those for a text of unsure language too, and, where somebody has it counted all the same, for one
        in a language without patterns.
        """
        return language if any(one.language == language for one in self.translations) else ""

    def doubt_about(self, language: str) -> str:
        """That its patterns in another language than its own are not validated; empty if they are, and of its own."""
        for one in self.translations:
            if one.language == language and (one.f1 is None or one.f1 < VALIDATED):
                known = "F1 was not measured" if one.f1 is None else f"F1 {one.f1:.2f}"
                return f"the patterns in {language_list([language])} are not validated ({known})"
        return ""

    def doubts_about(self, languages: Iterable[str]) -> list[str]:
        """What `doubt_about` says of any of these languages."""
        return [doubt for doubt in map(self.doubt_about, sorted(languages)) if doubt]

    def for_any_language(self) -> "Codebook":
        """The same, with its own patterns for texts in all languages that it has no others in."""
        for_any = self.model_copy()
        for_any._for_any = True
        return for_any

    def in_language(self, language: str) -> "Codebook":
        """The codebook of one language alone: its themes with the patterns, and the labels, that they have in it.

        Args:
            language: its code (ISO 639); empty for the codebook's own.

        Raises:
            InputError: there are no patterns in this language, or one of them is wrong.
        """
        if not self.translations and (not language or not self.languages or language in self.languages):
            return self
        if language not in self._of_language:
            self._of_language[language] = self._in_language(language)
        return self._of_language[language]

    def _in_language(self, language: str) -> "Codebook":
        if not self.patterns_for(language):
            if language and self.languages and language not in self.languages:
                there = f"there are patterns in {language_list(self.all_languages)}"
                raise input_error("language", f"the codebook has none in {language_list([language])}", there)
            return Codebook(themes=self.themes, languages=self.languages, nested_scope=self.nested_scope)
        found = next(one for one in self.translations if one.language == language)
        of_theme = {theme.id: theme for theme in found.themes}
        themes = [
            theme.model_copy(
                update={
                    "label": of_theme[theme.id].label or theme.label,
                    "patterns": of_theme[theme.id].patterns,
                    "exceptions": of_theme[theme.id].exceptions,
                }
            )
            for theme in self.themes
        ]
        codebook = Codebook(themes=themes, languages=(language,), nested_scope=self.nested_scope)
        for theme in themes:
            for pattern in (*theme.patterns, *theme.exceptions):
                try:
                    parse_rule(pattern, elided=codebook.elided)
                except ValueError as error:
                    where = f"the patterns of '{theme.id}' in {language_list([language])}"
                    advice = "themeline check names the line"
                    raise input_error(where, str(error), advice) from None
        return codebook
