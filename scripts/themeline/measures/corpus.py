"""Measures over many documents: rates of groups and periods, where a text stands among them, what is nearest to it.

Chance is that of documents: they are what is drawn again, with all their words and mentions, since the sentences of
one are not an independent sample.
"""

import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.measures.document import sentence_counts
from themeline.measures.intervals import FEWEST, bootstrap_draws, holm_adjusted, rate, rate_bounds
from themeline.measures.words import LEAST_KEYNESS, NUMBER, log_likelihood
from themeline.text.document import BODY, Document

if TYPE_CHECKING:
    from themeline.corpus.reference import Corpus

RESAMPLES = 2_000
# More documents than these are put into this many heaps at random, and the heaps are resampled.
HEAPS = 1_000
MOST_DEALT, LEAST_DEALS, MOST_DEALS = 5_000, 10_000, 50_000
NEAR = 10
QUANTILES = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
EVERYTHING = "all documents"


def group_rates(corpus: "Corpus", codebook: Codebook, *, seed: int = 1996) -> pd.DataFrame:
    """How often the documents of each group speak of each theme.

    Args:
        corpus: the documents; without groups they are one, `EVERYTHING`.
        codebook: the themes.
        seed: of the resampling.

    Returns:
        One row for each group and theme, the group of most documents first, those of no group left out: group,
        documents, words, theme, label, mentions, rate (mentions per 1,000 words of all its documents together), low,
        high (95 % interval, percentile bootstrap over documents; NaN for fewer than `FEWEST`). Source: B. Efron and
        R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    groups = corpus.documents["group"]
    if not (groups != "").any():
        groups = groups.mask(groups == "", EVERYTHING)
    sizes = groups[groups != ""].value_counts()
    order = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    return _rates(corpus, codebook, "group", [(name, (groups == name).to_numpy()) for name in order], seed)


def period_rates(corpus: "Corpus", codebook: Codebook, years: int, *, seed: int = 1996) -> pd.DataFrame:
    """How often the documents of each period speak of each theme.

    Args:
        corpus: the documents; those without a year are left out.
        codebook: the themes.
        years: of a period; each begins with a multiple of them.
        seed: of the resampling.

    Returns:
        As `group_rates`, but for period (its first year) and until (its last), in their order, in place of group.
    """
    begins = corpus.documents["year"] // years * years
    order = sorted(begins.dropna().unique())
    parts = [(int(begin), (begins == begin).fillna(value=False).to_numpy(bool)) for begin in order]
    table = _rates(corpus, codebook, "period", parts, seed)
    table.insert(1, "until", table["period"] + years - 1)
    return table


def _rates(
    corpus: "Corpus", codebook: Codebook, by: str, parts: Sequence[tuple[str | int, np.ndarray]], seed: int
) -> pd.DataFrame:
    counts, words = corpus.counts.to_numpy(), corpus.documents["words"].to_numpy()
    rows = []
    for name, inside in parts:
        low, high = _interval(counts[inside], words[inside], seed)
        total = int(words[inside].sum())
        for i, theme in enumerate(codebook.themes):
            mentions = int(counts[inside, i].sum())
            rows.append(
                (
                    name,
                    int(inside.sum()),
                    total,
                    theme.id,
                    theme.label,
                    mentions,
                    rate(mentions, total),
                    low[i],
                    high[i],
                )
            )
    names = [by, "documents", "words", "theme", "label", "mentions", "rate", "low", "high"]
    return pd.DataFrame(rows, columns=names)


def _interval(counts: np.ndarray, words: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    if len(words) > HEAPS:
        heap = random.permutation(len(words)) % HEAPS
        counts = np.stack([np.bincount(heap, column, HEAPS) for column in counts.T], axis=1)
        words = np.bincount(heap, words, HEAPS)
    return rate_bounds(counts, words, RESAMPLES, random)


def percentile_ranks(corpus: "Corpus", measures: pd.DataFrame) -> pd.DataFrame:
    """Where a text stands among the documents, theme by theme.

    Args:
        corpus: the documents.
        measures: of the text, as `measures.document.theme_measures` gives them.

    Returns:
        One row per theme, in the order of ``measures``: theme, label, mentions, rate, low, high (of the text), below
        (share of the documents whose rate is lower, those with the same rate counted by half: 0 to 1), documents
        (with at least one mention), and `QUANTILES` of the documents' rates, all per 1,000 words.
    """
    rates = rates_of(corpus)
    rows = []
    for row in measures.itertuples():
        others = rates[row.theme].to_numpy()
        below = ((others < row.rate).mean() + (others <= row.rate).mean()) / 2
        quantiles = np.quantile(others, list(QUANTILES.values()))
        known = (row.theme, row.label, row.mentions, row.rate, row.low, row.high)
        rows.append((*known, below, int((others > 0).sum()), *quantiles))
    names = ["theme", "label", "mentions", "rate", "low", "high", "below", "documents", *QUANTILES]
    return pd.DataFrame(rows, columns=names)


def rates_of(corpus: "Corpus") -> pd.DataFrame:
    """Each document's mentions per 1,000 of its words, one column per theme."""
    rates = rate(corpus.counts.to_numpy(), corpus.documents["words"].to_numpy()[:, None])
    return pd.DataFrame(rates, index=corpus.counts.index, columns=corpus.counts.columns)


def highest(corpus: "Corpus", most: int) -> pd.DataFrame:
    """The documents with the highest rates of each theme: theme, document, rate; at most ``most`` of each."""
    rates = rates_of(corpus)
    tables = []
    for theme in rates.columns:
        found = rates[theme][rates[theme] > 0].sort_values(ascending=False, kind="stable").head(most)
        tables.append(
            pd.DataFrame({"theme": theme, "document": corpus.documents["document"][found.index], "rate": found})
        )
    return pd.concat(tables, ignore_index=True)


def corpus_keyness(
    frequencies: pd.DataFrame, words: int, corpus: "Corpus", without: frozenset[str], language: str = ""
) -> pd.DataFrame:
    """Which words a text uses more, and which less, than the documents in its language.

    ``keyness`` is the `measures.words.log_likelihood`, by which words are sorted; ``log_ratio`` is the size of the
    effect: the binary logarithm of the ratio of both rates, 1 where the word is twice as frequent in the text, -1
    where it is half as frequent (A. Hardie, Log Ratio, an informal introduction, 2014; half an occurrence
    in place of none).

    Args:
        frequencies: of the text, as `measures.words.word_frequencies` gives them.
        words: that the text has in all.
        corpus: the documents.
        without: folded words that are left out, and numbers with them where any are given.
        language: of the text, as its code: documents that are counted by other patterns are left out.

    Returns:
        word, key, count, corpus_count, documents (that have it), rate, corpus_rate (per 1,000 words), keyness,
        log_ratio (above 0: more in the text); the highest keyness first. No rows where no document is in that
        language.
    """
    documents, known = corpus.in_language(language)
    other = known.rename(columns={"word": "corpus_word", "count": "corpus_count"})
    table = frequencies[["word", "key", "count"]].merge(other, on="key", how="outer")
    table["word"] = table["word"].fillna(table["corpus_word"])
    numbers = ["count", "corpus_count", "documents"]
    table[numbers] = table[numbers].fillna(0).astype(int)
    table = table[~table["key"].isin(without)]
    if without:
        table = table[~table["key"].str.fullmatch(NUMBER)]
    size = int(documents["words"].sum())
    if not size:
        table = table.iloc[:0]
    table["rate"], table["corpus_rate"] = rate(table["count"], words), rate(table["corpus_count"], size)
    table["keyness"] = log_likelihood(table["count"], table["corpus_count"], words, size)
    here, there = (table[name].clip(lower=0.5) for name in ("count", "corpus_count"))
    table["log_ratio"] = np.log2((here / words) / (there / size))
    columns = ["word", "key", *numbers, "rate", "corpus_rate", "keyness", "log_ratio"]
    return table[columns].sort_values(["keyness", "key"], ascending=[False, True]).reset_index(drop=True)


def document_pairs(corpus: "Corpus", codebook: Codebook, *, seed: int = 1996) -> pd.DataFrame:
    """Which themes go together from document to document: rank correlation of their rates.

    ``p`` is the chance of a correlation as far from 0 if the rates of one theme were permuted (two-sided). Up
    to `MOST_DEALT` documents that is done, at least 10,000 times; for more, p is that of the normal distribution,
    with the variance that dealing has whatever the ties (H. Hotelling and M. R. Pabst, Rank correlation and tests of
    significance involving no assumption of normality, Annals of Mathematical Statistics 7, 1936). ``p_adjusted``
    allows for the number of pairs (Holm 1979).

    Args:
        corpus: the documents.
        codebook: the themes.
        seed: of the dealing.

    Returns:
        One row per pair, in the codebook's order: theme, other, documents (that mention both), correlation
        (Spearman's rho; NaN, like everything after it, if a theme has the same rate in all, or there are
        fewer than `FEWEST` documents), p, p_adjusted.
    """
    ranks = rates_of(corpus).rank().to_numpy()
    n, many = ranks.shape
    scores = ranks - ranks.mean(axis=0)
    spread = np.sqrt((scores**2).sum(axis=0))
    known = (spread > 0) & (n >= FEWEST)
    scores = np.where(known, scores / np.where(spread > 0, spread, 1), np.nan)
    rho = scores.T @ scores
    if n > MOST_DEALT:
        p = np.vectorize(math.erfc)(np.abs(rho) * math.sqrt((n - 1) / 2))
    else:
        random = np.random.default_rng(seed)
        times = min(MOST_DEALS, max(LEAST_DEALS, 20 * many * (many - 1)))
        as_far = np.zeros((many, many))
        for _ in range(times):
            # Tolerance for rounding.
            as_far += np.abs(scores.T @ scores[random.permutation(n)]) >= np.abs(rho) - 1e-9
        p = np.where(np.isnan(rho), np.nan, (1 + as_far) / (1 + times))
    there = corpus.counts.to_numpy() > 0
    rows = [
        (codebook.ids[i], codebook.ids[j], int((there[:, i] & there[:, j]).sum()), float(rho[i, j]), float(p[i, j]))
        for i, j in itertools.combinations(range(many), 2)
    ]
    table = pd.DataFrame(rows, columns=["theme", "other", "documents", "correlation", "p"])
    return table.assign(p_adjusted=holm_adjusted(table["p"].to_numpy()))


def similarities(corpus: "Corpus", own: np.ndarray) -> np.ndarray:
    """How alike each document and a text divide their mentions among the themes, see `nearest_documents`.

    Args:
        corpus: the documents.
        own: the text's mentions of each theme, in the order of the columns of counts.

    Returns:
        A number from 0 to 1 for each document; NaN for one without a mention, and for all where the text has none.
    """
    counts = corpus.counts.to_numpy()
    total = counts.sum(axis=1)
    found = np.full(len(total), np.nan)
    if own.sum():
        used = total > 0
        found[used] = np.minimum(1, np.sqrt(counts[used] / total[used, None]) @ np.sqrt(own / own.sum()))
    return found


def nearest_documents(
    corpus: "Corpus",
    mentions: pd.DataFrame,
    document: Document,
    codebook: Codebook,
    *,
    roles: tuple[str, ...] = BODY,
    most: int = NEAR,
    seed: int = 1996,
) -> pd.DataFrame:
    """The documents whose mix of themes is closest to the text's.

    ``similarity`` of two mixes is 1 if they are the same and 0 if they share no theme: the coefficient of
    A. Bhattacharyya, On a measure of divergence between two statistical populations defined by their probability
    distributions, Bulletin of the Calcutta Mathematical Society 35, 1943. How often a theme comes up does not
    matter, only its part of all mentions.

    Args:
        corpus: the documents; those without a mention are like nothing.
        mentions: of the text.
        document: the text.
        codebook: the themes.
        roles: the parts of the text that count.
        most: documents at most.
        seed: of the resampling.

    Returns:
        One row per document, the most similar first: place (its number in ``corpus``), document, group, year, words,
        mentions, similarity, among (in what share of draws of the text's sentences it is one of these at the top).
        Without mentions in the text, no row.
    """
    _, sentences = sentence_counts(mentions, document, codebook, roles=roles)
    total = corpus.counts.sum(axis=1).to_numpy()
    names = ["place", "document", "group", "year", "words", "mentions", "similarity", "among"]
    used = np.flatnonzero(total > 0)
    if not sentences.sum() or not len(used) or most < 1:
        return pd.DataFrame(columns=names)
    shares = np.sqrt(corpus.counts.to_numpy()[used] / total[used, None])
    likeness = similarities(corpus, sentences.sum(axis=0))[used]
    order = np.argsort(-likeness, kind="stable")
    # A document that is far off is among the nearest in no draw, so that of a million most can be left out.
    candidates = order[: max(HEAPS, 10 * most)]
    random = np.random.default_rng(seed)
    draws = np.concatenate([drawn @ sentences for drawn in bootstrap_draws(len(sentences), RESAMPLES, random)])
    draws = draws[draws.sum(axis=1) > 0]
    drawn = np.sqrt(draws / draws.sum(axis=1, keepdims=True)) @ shares[candidates].T
    top = np.argsort(-drawn, axis=1, kind="stable")[:, :most]
    among = np.bincount(top.ravel(), minlength=len(candidates)) / len(draws)
    rows = []
    for rank, number in enumerate(order[:most]):
        place = int(used[number])
        known = corpus.documents.iloc[place]
        rows.append(
            (
                place, known["document"], known["group"], known["year"], known["words"], int(total[place]),
                float(likeness[number]), float(among[rank]),
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=names).astype({"year": "Int64"})


def select_keywords(
    keyness: pd.DataFrame, *, least: float = LEAST_KEYNESS, more: int = 20, less: int = 10
) -> pd.DataFrame:
    """The rows to draw, of at least this keyness: words more frequent in the text, then those less frequent.

    Of the first, words that stand in the text only once are left out: one occurrence shows nothing.
    """
    known = keyness[keyness["keyness"] >= least]
    first = known[(known["log_ratio"] > 0) & (known["count"] > 1)].head(more)
    return pd.concat([first, known[known["log_ratio"] < 0].head(less)], ignore_index=True)


def theme_shares(mentions: pd.DataFrame, nearest: pd.DataFrame, corpus: "Corpus", codebook: Codebook) -> pd.DataFrame:
    """How a text, and documents like it, divide their mentions among the themes.

    Args:
        mentions: of the text.
        nearest: documents, as `nearest_documents` gives them.
        corpus: of the documents.
        codebook: the themes.

    Returns:
        One row for the text, then one for each of ``nearest``; in the column of each theme's id its share of all
        mentions of that row, 0 to 1 (all 0 without mentions).
    """
    own = mentions["theme"].value_counts().reindex(codebook.ids, fill_value=0).to_numpy()
    counts = np.vstack([own, corpus.counts.to_numpy()[nearest["place"].astype(int)]])
    return pd.DataFrame(counts / np.maximum(1, counts.sum(axis=1, keepdims=True)), columns=codebook.ids)
