"""One statement in two languages: which themes the one has and the other has not, sentence by sentence."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import list_mentions
from themeline.text.alignment import Aligned, align_documents
from themeline.text.document import BODY, Document
from themeline.text.parts import table_of
from themeline.text.wording import single_spaced

if TYPE_CHECKING:
    import pandas as pd


class ParallelRow(NamedTuple):
    """Sentences of two texts that say the same, as it seems, or one that the other text has not got.

    ``first_sentences`` and ``second_sentences`` are their numbers, with blanks between, ``first_text`` and
    ``second_text`` their words. ``both``, ``only_first`` and ``only_second`` are the ids of themes that both mention,
    or one of them alone, in the order of the codebook, with blanks between.
    """

    row: int
    first_sentences: str
    second_sentences: str
    both: str
    only_first: str
    only_second: str
    first_text: str
    second_text: str

    @property
    def alone(self) -> bool:
        """Whether one of the texts has no such sentence."""
        return not (self.first_sentences and self.second_sentences)

    @property
    def differs(self) -> bool:
        """Whether one of the texts has a theme here, or a sentence, that the other has not."""
        return bool(self.only_first or self.only_second or self.alone)

    @property
    def themes(self) -> list[str]:
        """The ids of all themes that are mentioned here."""
        return f"{self.both} {self.only_first} {self.only_second}".split()


class ThemeInBoth(NamedTuple):
    """How many rows mention a theme: in both texts, in the first alone, in the second alone."""

    theme: str
    label: str
    both: int
    only_first: int
    only_second: int


def parallel_table(
    document: Document, other: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> "pd.DataFrame":
    """Two texts that should say the same, side by side: what themes each row has in both, or in one alone.

    The sentences are aligned as `themeline.text.alignment` says, headings and all; the themes are those of the
    mentions in each text (see `find_mentions`). A theme that one text alone has may be one that the dictionary does
    not find in the other language.

    Args:
        document: the first text.
        other: the second, in another language, or another version in the same.
        codebook: the themes.
        roles: of the parts whose mentions count.

    Returns:
        One row for each row of the alignment, in the order of the texts: see `ParallelRow`.

    Raises:
        InputError: a text has too many sentences to be aligned.
    """
    return table_of(parallel_rows(document, other, codebook, roles=roles), ParallelRow)


def parallel_rows(
    document: Document, other: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> list[ParallelRow]:
    """The rows of `parallel_table`, as a list."""
    themes = [_themes_of_sentences(text, codebook, roles) for text in (document, other)]
    return [
        _row(number, aligned, (document, other), themes, codebook.ids)
        for number, aligned in enumerate(align_documents(document, other), 1)
    ]


def themes_in_both(rows: Sequence[ParallelRow], codebook: Codebook) -> list[ThemeInBoth]:
    """How many rows mention each theme, in both texts or in one alone, in the order of the codebook."""
    return [
        ThemeInBoth(
            theme.id,
            theme.label,
            *(sum(theme.id in getattr(row, where).split() for row in rows) for where in ThemeInBoth._fields[2:]),
        )
        for theme in codebook.themes
    ]


def _themes_of_sentences(document: Document, codebook: Codebook, roles: tuple[str, ...]) -> dict[int, set[str]]:
    themes: defaultdict[int, set[str]] = defaultdict(set)
    for mention in list_mentions(document, codebook, roles=roles):
        themes[mention.sentence].add(mention.theme)
    return themes


def _row(
    number: int,
    aligned: Aligned,
    documents: Sequence[Document],
    themes: Sequence[dict[int, set[str]]],
    order: Sequence[str],
) -> ParallelRow:
    first, second = (
        set().union(*(of_text.get(sentence, ()) for sentence in sentences))
        for of_text, sentences in zip(themes, aligned, strict=True)
    )
    texts = [_words_of(document, sentences) for document, sentences in zip(documents, aligned, strict=True)]
    return ParallelRow(
        row=number,
        first_sentences=" ".join(map(str, aligned.first)),
        second_sentences=" ".join(map(str, aligned.second)),
        both=_listed(first & second, order),
        only_first=_listed(first - second, order),
        only_second=_listed(second - first, order),
        first_text=texts[0],
        second_text=texts[1],
    )


def _listed(themes: Collection[str], order: Sequence[str]) -> str:
    return " ".join(theme for theme in order if theme in themes)


def _words_of(document: Document, sentences: Iterable[int]) -> str:
    found = (document.parts.sentences[sentence - 1] for sentence in sentences)
    return " ".join(single_spaced(document.text[one.start : one.end]) for one in found)
