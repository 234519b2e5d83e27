"""The figures of a text's words, whole: `words` and `keyness`."""

import pandas as pd

from themeline.figures.captions import (
    describe_keyness,
    describe_words,
    most_frequent,
    with_function_words,
)
from themeline.figures.charts.keyness import draw_keyness
from themeline.figures.charts.words import draw_words
from themeline.figures.figure import Figure, drawn_narrow_too
from themeline.measures.words import LEAST_KEYNESS, counted_words, top_per_section, top_words
from themeline.text.document import BODY, Document


@drawn_narrow_too
def plot_words(
    document: Document,
    frequencies: pd.DataFrame,
    *,
    at_most: int = 24,
    roles: tuple[str, ...] = BODY,
    width: str | float = "double",
    style: str = "print",
) -> Figure:
    """The most frequent words, and where in the text they stand (figure ``words``).

    Args:
        document: the text.
        frequencies: as `word_frequencies` gives them.
        at_most: words to show; a tie at the end is left out whole.
        roles: the parts of the text that were counted.
        width: see `themeline.figures.plots`, as for ``style``.
        style: see ``width``.
    """
    shown = top_words(frequencies, at_most)
    words = counted_words(document, roles)
    text = with_function_words(describe_words(document, frequencies, shown, words), document)
    drawing = draw_words(
        shown,
        words,
        title=text.title,
        subtitle=text.subtitle,
        accent=most_frequent(shown),
        divided=document.has_sections,
        unit=document.unit,
        width=width,
        style=style,
    )
    return Figure("words", drawing, shown, text)


@drawn_narrow_too
def plot_keyness(
    document: Document, keyness: pd.DataFrame, *, width: str | float = "double", style: str = "print"
) -> Figure:
    """The words most typical of each section (figure ``keyness``), of ``keyness`` as `section_keyness` gives it."""
    shown = top_per_section(keyness)
    typical = keyness.loc[keyness["keyness"] >= LEAST_KEYNESS, "section_number"].nunique()
    text = with_function_words(describe_keyness(document, shown, typical), document)
    drawing = draw_keyness(
        shown, title=text.title, subtitle=text.subtitle, unit=document.unit, width=width, style=style
    )
    return Figure("keyness", drawing, shown, text)
