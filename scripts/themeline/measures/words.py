"""Measures of words: how often each stands in a text, and which are typical of a part of it (keyness)."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from themeline.io.files import read_text
from themeline.io.paths import find_file, in_other_languages
from themeline.measures.intervals import rate
from themeline.text.document import BODY, Document
from themeline.text.tokens import ELIDING, WORD, fold, without_elision

# The 5 % point of `log_likelihood` for one comparison (chi-squared with one degree of freedom).
LEAST_KEYNESS = 3.84
# Folded words in figures that are not content words: 2019, 2019-2020, 1990s, 21st; but not 20-year, nor F-16.
NUMBER = r"\d+(?:-\d+)*(?:st|nd|rd|th|s)?"


def word_frequencies(
    document: Document, *, without: frozenset[str] = frozenset(), roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Count each type (a word, case and marks folded) of the text.

    Args:
        document: the text.
        without: folded words left out, and numbers with them where any are given.
        roles: the parts of the text that count.

    Returns:
        word (in its most frequent form), key (folded), count, rate (per 1,000 words of these roles, those left out
        included), sections (in how many it stands); the most frequent first, then in alphabetical order.
    """
    inside = counted_words(document, roles)
    kept = inside[~inside["key"].isin(without)]
    if without:
        kept = kept[~kept["key"].str.fullmatch(NUMBER)]
    forms = kept.groupby(["key", "word"]).size().rename("uses").reset_index()
    forms = forms.sort_values(["key", "uses", "word"], ascending=[True, False, False]).drop_duplicates("key")
    table = kept.groupby("key").agg(count=("word", "size"), sections=("section_number", "nunique")).reset_index()
    table["rate"] = rate(table["count"], max(1, len(inside)))
    table = table.merge(forms[["key", "word"]], on="key")
    table = table.sort_values(["count", "key"], ascending=[False, True]).reset_index(drop=True)
    return table[["word", "key", "count", "rate", "sections"]]


def counted_words(document: Document, roles: tuple[str, ...] = BODY) -> pd.DataFrame:
    """The words of these roles, see `Document`; French ones without what is elided before them ("l'", "d'")."""
    inside = document.in_roles("words", roles)
    if document.language not in ELIDING:
        return inside
    return inside.assign(word=inside["word"].map(without_elision), key=inside["key"].map(without_elision))


def section_keyness(
    document: Document, *, without: frozenset[str] = frozenset(), roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Which words are typical of each section against the rest of the text.

    ``keyness`` is their `log_likelihood`. Many comparisons are made, so it sorts words; it is not a test, see
    `LEAST_KEYNESS`.

    Returns:
        One row for each section and word that is more frequent there than elsewhere and occurs there at least twice:
        section_number, section, word (in its most frequent form), count, elsewhere, keyness; by section, and in it
        the highest keyness first.
    """
    inside = counted_words(document, roles)
    form = word_frequencies(document, without=without, roles=roles).set_index("key")["word"]
    counts = inside[inside["key"].isin(form.index)].groupby(["section_number", "key"]).size().rename("count")
    table = counts.reset_index()
    total = table.groupby("key")["count"].transform("sum")
    here = table["section_number"].map(inside["section_number"].value_counts())
    there = len(inside) - here
    table["elsewhere"] = total - table["count"]
    table["keyness"] = log_likelihood(table["count"], table["elsewhere"], here, there)
    table = table[(table["count"] > 1) & (table["count"] > total * here / len(inside))]
    table = table.sort_values(["section_number", "keyness", "key"], ascending=[True, False, True])
    table["word"] = table["key"].map(form)
    table["section"] = table["section_number"].map(inside.groupby("section_number")["section"].first())
    columns = ["section_number", "section", "word", "count", "elsewhere", "keyness"]
    return table[columns].reset_index(drop=True)


def log_likelihood(here: pd.Series, there: pd.Series, size: Any, other_size: Any) -> pd.Series:
    """G² of how often words stand in a text (``here``, of ``size`` words in all) and elsewhere.

    Source: P. Rayson and R. Garside, Comparing corpora using frequency profiling, Proceedings of the Workshop on
    Comparing Corpora, ACL 2000, after T. Dunning, Accurate methods for the statistics of surprise and coincidence,
    Computational Linguistics 19(1), 1993.
    """
    total, sizes = here + there, size + other_size
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(observed > 0, observed * np.log(observed / expected), 0)
            for observed, expected in ((here, total * size / sizes), (there, total * other_size / sizes))
        ]
    return pd.Series(2 * (parts[0] + parts[1]), index=here.index)


def read_stopwords(path: Path | str, language: str = "") -> frozenset[str]:
    """Read the words to leave out, folded: a UTF-8 text, words separated by spaces or line ends.

    Args:
        path: the file.
        language: of the text that is counted, as its code: where there is a file for it beside, as
            ``stopwords.ru.txt`` beside ``stopwords.txt``, that one is read.

    Raises:
        InputError: there is no such file, or it is not text.
    """
    file = find_file(path)
    own = in_other_languages(file).get(language, file)
    return frozenset(fold(match.group()) for match in WORD.finditer(read_text(own)))


def top_words(frequencies: pd.DataFrame, at_most: int) -> pd.DataFrame:
    """The most frequent words, without breaking a tie: all that occur at least as often as the last of them.

    Where more than ``at_most`` words share the highest count, the first of them in the alphabet.
    """
    if len(frequencies) <= at_most:
        return frequencies
    shown = frequencies[frequencies["count"] > frequencies["count"].iloc[at_most]]
    return shown if len(shown) else frequencies.head(at_most)


def top_per_section(
    keyness: pd.DataFrame, *, least: float = LEAST_KEYNESS, each: int = 5, sections: int = 12
) -> pd.DataFrame:
    """The rows to draw: at most ``each`` words of a section, of at least this keyness, of the first ``sections``."""
    shown = keyness[keyness["keyness"] >= least]
    shown = shown[shown["section_number"].isin(shown["section_number"].drop_duplicates().head(sections))]
    return shown.groupby("section_number", group_keys=False).head(each).reset_index(drop=True)
