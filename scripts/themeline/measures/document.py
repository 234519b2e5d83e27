"""Measures of themes and words: rates, intervals, dispersion, frequencies. Tables in, tables out."""

import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.io.files import read_text
from themeline.io.paths import find_file
from themeline.measures.intervals import LEVEL, adjusted
from themeline.text.document import BODY, Document
from themeline.text.tokens import WORD, fold

RESAMPLES = 10_000


def theme_measures(
    mentions: pd.DataFrame,
    document: Document,
    codebook: Codebook,
    *,
    roles: tuple[str, ...] = BODY,
    seed: int = 1996,
) -> pd.DataFrame:
    """Measure how often, in how many sentences, and how evenly a document speaks of each theme.

    Args:
        mentions: the mentions table of the document, found in the same roles.
        document: the text.
        codebook: its themes give the rows, also those never mentioned.
        roles: the parts of the text that count as its words and sentences.
        seed: of the resampling for the intervals.

    Returns:
        One row a theme in the codebook's order: theme, label, mentions, rate (mentions per 1,000 words), low and
        high (95 % interval of the rate, see `rate_intervals`), sentences, share (of all sentences, 0 to 1),
        dispersion (see `deviation_of_proportions`; NaN for a theme never mentioned).
    """
    words = document.word_count(roles)
    in_roles = document.sentences[document.sentences["role"].isin(roles)]
    counts = mentions["theme"].value_counts().reindex(codebook.ids, fill_value=0)
    sentences = mentions.groupby("theme")["sentence"].nunique().reindex(codebook.ids, fill_value=0)
    table = pd.DataFrame(
        {
            "theme": codebook.ids,
            "label": [theme.label for theme in codebook.themes],
            "mentions": counts.to_numpy(),
            "rate": 1000 * counts.to_numpy() / words,
        }
    )
    intervals = rate_intervals(mentions, document, codebook, roles=roles, seed=seed)
    table["low"], table["high"] = intervals["low"].to_numpy(), intervals["high"].to_numpy()
    table["sentences"] = sentences.to_numpy()
    table["share"] = sentences.to_numpy() / len(in_roles)
    table["dispersion"] = [
        deviation_of_proportions(*_parts(mentions[mentions["theme"] == theme], document, roles))
        for theme in codebook.ids
    ]
    return table


def section_measures(
    mentions: pd.DataFrame, document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Mentions and rates by section and theme.

    Returns:
        One row for each pair of a section that has words and a theme, in the order of the text and the codebook:
        section_number (0 is the lead), section (its heading), words, theme, label, mentions, rate (mentions per
        1,000 words of that section).
    """
    inside = document.words[document.words["role"].isin(roles)]
    words = inside.groupby("section_number").size()
    headings = inside.groupby("section_number")["section"].first()
    number_of = document.sentences.set_index("sentence")["section_number"]
    pairs = pd.MultiIndex.from_product([words.index, codebook.ids], names=["section_number", "theme"])
    found = mentions.assign(section_number=mentions["sentence"].map(number_of).astype(int))
    table = found.groupby(["section_number", "theme"]).size().reindex(pairs, fill_value=0)
    table = table.rename("mentions").reset_index()
    table["section"] = table["section_number"].map(headings)
    table["words"] = table["section_number"].map(words)
    table["label"] = table["theme"].map({theme.id: theme.label for theme in codebook.themes})
    table["rate"] = 1000 * table["mentions"] / table["words"]
    return table[["section_number", "section", "words", "theme", "label", "mentions", "rate"]]


def rate_intervals(
    mentions: pd.DataFrame,
    document: Document,
    codebook: Codebook,
    *,
    roles: tuple[str, ...] = BODY,
    seed: int = 1996,
) -> pd.DataFrame:
    """Percentile bootstrap intervals (95 %) of each theme's rate, resampling sentences.

    Sentences are drawn with replacement, `RESAMPLES` times, and carry their words and mentions with them. The
    interval says what chance is in the rate if the text's sentences were a sample of what its author might write;
    it says nothing of errors of the dictionary. Source: B. Efron and R. Tibshirani, An Introduction to the
    Bootstrap, 1993, chapter 13.

    Returns:
        theme, low, high: mentions per 1,000 words, one row a theme.
    """
    words, counts = sentence_counts(mentions, document, codebook, roles=roles)
    random = np.random.default_rng(seed)
    n = len(words)
    rates = []
    for batch in np.array_split(np.arange(RESAMPLES), max(1, RESAMPLES * n // 2_000_000)):
        draws = random.multinomial(n, np.full(n, 1 / n), size=len(batch))
        total = np.maximum(draws @ words, 1)
        rates.append(1000 * (draws @ counts) / total[:, None])
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(np.concatenate(rates), [tail, 1 - tail], axis=0)
    return pd.DataFrame({"theme": codebook.ids, "low": low, "high": high})


def sentence_counts(
    mentions: pd.DataFrame, document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> tuple[np.ndarray, np.ndarray]:
    """Words of each sentence of these roles, and its mentions of each theme (sentences x themes)."""
    sentences = document.sentences.loc[document.sentences["role"].isin(roles), "sentence"]
    in_roles = document.words[document.words["role"].isin(roles)]
    words = in_roles["sentence"].value_counts().reindex(sentences, fill_value=0).to_numpy()
    counts = (
        mentions.groupby(["sentence", "theme"]).size().unstack(fill_value=0)
        .reindex(index=sentences, columns=codebook.ids, fill_value=0).to_numpy()
    )  # fmt: skip
    return words, counts


def deviation_of_proportions(sizes: np.ndarray, counts: np.ndarray) -> float:
    """How unevenly occurrences are spread over the parts of a text: 0 as the parts' sizes, 1 all in the smallest.

    Args:
        sizes: words of each part.
        counts: occurrences in each part.

    Returns:
        Gries's DP, normalised: S. Th. Gries, Dispersions and adjusted frequencies in corpora, International
        Journal of Corpus Linguistics 13(4), 2008; norm of J. Lijffijt and S. Th. Gries, the same 17(1), 2012.
        NaN without occurrences, 0 where there is only one part.
    """
    if counts.sum() == 0:
        return float("nan")
    expected = sizes / sizes.sum()
    if len(expected) < 2:
        return 0.0
    deviation = np.abs(counts / counts.sum() - expected).sum() / 2
    return float(deviation / (1 - expected.min()))


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
    inside = document.words[document.words["role"].isin(roles)]
    kept = inside[~inside["key"].isin(without)]
    if without:
        kept = kept[~kept["key"].str.isdecimal()]
    forms = kept.groupby(["key", "word"]).size().rename("uses").reset_index()
    forms = forms.sort_values(["key", "uses", "word"], ascending=[True, False, False]).drop_duplicates("key")
    table = kept.groupby("key").agg(count=("word", "size"), sections=("section_number", "nunique")).reset_index()
    table["rate"] = 1000 * table["count"] / max(1, len(inside))
    table = table.merge(forms[["key", "word"]], on="key")
    table = table.sort_values(["count", "key"], ascending=[False, True]).reset_index(drop=True)
    return table[["word", "key", "count", "rate", "sections"]]


def section_keyness(
    document: Document, *, without: frozenset[str] = frozenset(), roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Which words are typical of each section against the rest of the text.

    ``keyness`` is their `log_likelihood`. 3.84 is its 5 % point for one comparison; here many are made, so it sorts
    words and tests nothing.

    Returns:
        One row for each section and word that is more frequent there than elsewhere and stands there at least twice:
        section_number, section, word (in its most frequent form), count, elsewhere, keyness; by section, and in it
        the highest keyness first.
    """
    inside = document.words[document.words["role"].isin(roles)]
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


def theme_pairs(
    mentions: pd.DataFrame, document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Which themes share sentences, and whether more than chance would have it.

    ``p`` is the chance that at least so many sentences are shared if both themes fell on sentences independently
    (hypergeometric distribution, Fisher's exact test, one-sided); ``p_adjusted`` allows for the number of pairs
    (S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979).

    Returns:
        One row a pair of themes, in the codebook's order: theme, other, sentences (of the theme), other_sentences,
        shared, expected, p, p_adjusted.
    """
    n = int(document.sentences["role"].isin(roles).sum())
    of = {theme: set(mentions.loc[mentions["theme"] == theme, "sentence"]) for theme in codebook.ids}
    rows = []
    for theme, other in itertools.combinations(codebook.ids, 2):
        one, two = len(of[theme]), len(of[other])
        shared = len(of[theme] & of[other])
        ways = sum(math.comb(one, k) * math.comb(n - one, two - k) for k in range(shared, min(one, two) + 1))
        rows.append((theme, other, one, two, shared, one * two / n, ways / math.comb(n, two)))
    names = ["theme", "other", "sentences", "other_sentences", "shared", "expected", "p"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(p_adjusted=adjusted(table["p"].to_numpy()))


def read_stopwords(path: Path | str) -> frozenset[str]:
    """Read the words that are no content words: a UTF-8 text, words parted by blanks or line ends, folded."""
    return frozenset(fold(match.group()) for match in WORD.finditer(read_text(find_file(path))))


def _parts(found: pd.DataFrame, document: Document, roles: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    inside = document.words[document.words["role"].isin(roles)]
    sizes = inside.groupby("paragraph").size()
    counts = found["paragraph"].value_counts().reindex(sizes.index, fill_value=0)
    return sizes.to_numpy(), counts.to_numpy()
