"""Measures of themes in a document: rates, intervals, dispersion, co-occurrence. Tables in, tables out."""

import itertools
import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.measures.intervals import holm_adjusted, rate, rate_bounds
from themeline.text.document import BODY, Document

RESAMPLES = 10_000
# Of what is only asked whether an interval holds 0.
LEAD_RESAMPLES = 2_000
# A section with fewer words has no rate worth a comparison: one mention alone makes 20 per 1,000 and more.
FEWEST_WORDS = 50


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
        One row per theme in the codebook's order: theme, label, mentions, rate (mentions per 1,000 words), low and
        high (95 % interval of the rate, see `rate_intervals`), sentences, share (of all sentences, 0 to 1),
        dispersion (see `deviation_of_proportions`; NaN for a theme never mentioned).
    """
    words = document.word_count(roles)
    in_roles = document.in_roles("sentences", roles)
    counts = mentions["theme"].value_counts().reindex(codebook.ids, fill_value=0)
    sentences = mentions.groupby("theme")["sentence"].nunique().reindex(codebook.ids, fill_value=0)
    table = pd.DataFrame(
        {
            "theme": codebook.ids,
            "label": codebook.labels.values(),
            "mentions": counts.to_numpy(),
            "rate": rate(counts.to_numpy(), words),
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
    inside = document.in_roles("words", roles)
    words = inside.groupby("section_number").size()
    headings = inside.groupby("section_number")["section"].first()
    number_of = document.sentences.set_index("sentence")["section_number"]
    pairs = pd.MultiIndex.from_product([words.index, codebook.ids], names=["section_number", "theme"])
    found = mentions.assign(section_number=mentions["sentence"].map(number_of).astype(int))
    table = found.groupby(["section_number", "theme"]).size().reindex(pairs, fill_value=0)
    table = table.rename("mentions").reset_index()
    table["section"] = table["section_number"].map(headings)
    table["words"] = table["section_number"].map(words)
    table["label"] = table["theme"].map(codebook.labels)
    table["rate"] = rate(table["mentions"], table["words"])
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
        theme, low, high: mentions per 1,000 words, one row per theme; NaN for fewer than five sentences.
    """
    words, counts = sentence_counts(mentions, document, codebook, roles=roles)
    low, high = rate_bounds(counts, words, RESAMPLES, np.random.default_rng(seed))
    return pd.DataFrame({"theme": codebook.ids, "low": low, "high": high})


def leads_over(
    leader: str,
    mentions: pd.DataFrame,
    document: Document,
    codebook: Codebook,
    *,
    roles: tuple[str, ...] = BODY,
    seed: int = 1996,
) -> pd.DataFrame:
    """By how much a theme's rate is above that of each other theme, as 95 % intervals, see `rate_intervals`.

    Both rates are of the same sentences drawn, so that what raises or lowers both does not count; they are drawn
    `LEAD_RESAMPLES` times.

    Returns:
        theme, low, high: of the difference, mentions per 1,000 words, one row for each other theme; NaN for fewer
        than five sentences.
    """
    words, counts = sentence_counts(mentions, document, codebook, roles=roles)
    difference = counts[:, [codebook.ids.index(leader)]] - counts
    low, high = rate_bounds(difference, words, LEAD_RESAMPLES, np.random.default_rng(seed))
    table = pd.DataFrame({"theme": codebook.ids, "low": low, "high": high})
    return table[table["theme"] != leader].reset_index(drop=True)


def order_in_text(mentions: pd.DataFrame, themes: Iterable[str]) -> list[str]:
    """Themes in the order in which the text turns to them: by the mean place of their mentions, the others last.

    Args:
        mentions: as `word_positions` gives them.
        themes: all of them; their order decides where places are equal.
    """
    means = ((mentions["first_word"] + mentions["last_word"]) / 2).groupby(mentions["theme"]).mean()
    return sorted(themes, key=lambda theme: means.get(theme, math.inf))


class Gathering(NamedTuple):
    """How many themes have most of their mentions in one section, of how many mentioned more than once; and how
    probable at least so many are by chance alone; and the number of that section for each theme that has one."""

    gathered: int
    of: int
    p: float
    homes: dict[str, int]


def gathered_in_sections(mentions: pd.DataFrame, words: pd.DataFrame) -> Gathering:
    """Count the themes that have more than half of their mentions in one section.

    Chance puts each sentence that mentions a theme, with all its mentions, into a section by the length of these,
    `RESAMPLES` times. Where there is one section only, nothing is gathered.

    Args:
        mentions: as `word_positions` gives them.
        words: the words that count, with section_number.
    """
    sizes = words["section_number"].value_counts(sort=False)
    section = words["section_number"].to_numpy()[mentions["first_word"].to_numpy() - 1]
    counts = mentions.groupby(["theme", section]).size().unstack(fill_value=0)
    counts = counts[counts.sum(axis=1) > 1]
    most = counts[counts.max(axis=1) * 2 > counts.sum(axis=1)]
    gathered = len(most)
    if len(sizes) < 2 or not gathered:
        return Gathering(0, len(counts), 1.0, {})
    random = np.random.default_rng(1996)
    drawn = np.zeros(RESAMPLES, dtype=int)
    for sentences in mentions.groupby("theme")["sentence"].nunique()[counts.index]:
        spread = random.multinomial(sentences, sizes / sizes.sum(), size=RESAMPLES)
        drawn += spread.max(axis=1) * 2 > sentences
    homes = {str(theme): int(number) for theme, number in most.idxmax(axis=1).items()}
    return Gathering(gathered, len(counts), float((drawn >= gathered).mean()), homes)


def sentence_counts(
    mentions: pd.DataFrame, document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> tuple[np.ndarray, np.ndarray]:
    """Words of each sentence of these roles, and its mentions of each theme (sentences x themes)."""
    sentences = document.in_roles("sentences", roles)["sentence"]
    in_roles = document.in_roles("words", roles)
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


def theme_pairs(
    mentions: pd.DataFrame, document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY
) -> pd.DataFrame:
    """Which themes share sentences, and whether more often than by chance.

    ``p`` is the chance that at least this many sentences are shared if both themes fell on sentences independently
    (hypergeometric distribution, Fisher's exact test, one-sided); ``p_adjusted`` allows for the number of pairs
    (S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979).

    Returns:
        One row per pair of themes, in the codebook's order: theme, other, sentences (of the theme), other_sentences,
        shared, expected, p, p_adjusted.
    """
    n = document.sentence_count(roles)
    of = {theme: set(mentions.loc[mentions["theme"] == theme, "sentence"]) for theme in codebook.ids}
    rows = []
    for theme, other in itertools.combinations(codebook.ids, 2):
        first, second = len(of[theme]), len(of[other])
        shared = len(of[theme] & of[other])
        ways = sum(
            math.comb(first, k) * math.comb(n - first, second - k) for k in range(shared, min(first, second) + 1)
        )
        rows.append((theme, other, first, second, shared, first * second / n, ways / math.comb(n, second)))
    names = ["theme", "other", "sentences", "other_sentences", "shared", "expected", "p"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(p_adjusted=holm_adjusted(table["p"].to_numpy()))


def outside_themes(general: pd.DataFrame, mentions: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """How many mentions of another dictionary overlap no mention of a theme: what the themes leave out.

    Args:
        general: the mentions that the other dictionary finds in a document.
        mentions: those of all themes, found in the same roles of the same document.
        codebook: the other dictionary; its groups give the rows.

    Returns:
        One row per group in its dictionary's order, and one of ``all``: group (label), mentions, outside (those in no
        mention of a theme), share (outside of mentions, 0 to 1; NaN if there are no mentions).
    """
    # Of themes mentioned on overlapping stretches only the furthest end so far tells whether one reaches into a word.
    taken = mentions.sort_values("start")
    starts, reach = taken["start"].to_numpy(), np.maximum.accumulate(taken["end"].to_numpy(dtype=int))
    before = starts.searchsorted(general["end"].to_numpy())  # how many begin before the word ends
    furthest = np.concatenate([[0], reach])[before]
    outside = general["theme"][furthest <= general["start"].to_numpy()]
    counts = [names.value_counts().reindex(codebook.ids, fill_value=0) for names in (general["theme"], outside)]
    table = pd.DataFrame(
        {
            "group": [*codebook.labels.values(), "all"],
            "mentions": [*counts[0], counts[0].sum()],
            "outside": [*counts[1], counts[1].sum()],
        }
    )
    return table.assign(share=table["outside"] / table["mentions"])


def _parts(found: pd.DataFrame, document: Document, roles: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    inside = document.in_roles("words", roles)
    sizes = inside.groupby("paragraph").size()
    counts = found["paragraph"].value_counts().reindex(sizes.index, fill_value=0)
    return sizes.to_numpy(), counts.to_numpy()


def word_positions(mentions: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Add to mentions which of the words counted is their first and their last, and their number.

    The number counts the mentions of a theme from 1. A column ``number`` that is there already (see `numbers_of`) is
    kept; without one, only these mentions are counted.

    Args:
        mentions: with start and end, code-point offsets.
        words: the words that count, in the order of the text, with start and end.
    """
    first = np.searchsorted(words["end"].to_numpy(), mentions["start"].to_numpy(), side="right") + 1
    last = np.searchsorted(words["start"].to_numpy(), mentions["end"].to_numpy(), side="left")
    number = mentions.get("number", mentions.groupby("theme").cumcount() + 1)
    return mentions.assign(first_word=first, last_word=last, number=number)
