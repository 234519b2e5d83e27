"""Measures over documents, held against numbers worked out by hand or by another way."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from helpers.corpora import BOOK, corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.dictionary.mentions import find_mentions
from themeline.measures.corpus import (
    EVERYTHING,
    FEWEST,
    corpus_keyness,
    document_pairs,
    group_rates,
    highest,
    nearest_documents,
    percentile_ranks,
    period_rates,
    rates_of,
    select_keywords,
    theme_shares,
)
from themeline.measures.document import theme_measures
from themeline.measures.words import word_frequencies
from themeline.text.document import parse_document


def cell(table, **where):
    (found,) = table.loc[np.logical_and.reduce([table[name] == value for name, value in where.items()])].itertuples()
    return found


def test_a_group_counts_as_one_text():
    texts = corpus([[1, 0, 0], [2, 0, 0], [9, 0, 0], [0, 4, 0]], [100, 300, 1000, 50], ["L", "L", "R", ""])
    rates = group_rates(texts, BOOK)
    assert list(rates["group"].drop_duplicates()) == ["L", "R"]
    # Three mentions in 400 words, not the mean of 10 and 6.7; the document of no group is in none.
    row = cell(rates, group="L", theme="war")
    assert (row.documents, row.words, row.mentions, row.rate) == (2, 400, 3, 7.5)
    assert math.isnan(row.low)
    assert cell(rates, group="R", theme="war").rate == 9
    whole = group_rates(corpus([[1, 0, 0], [2, 0, 0]], [100, 300]), BOOK)
    assert set(whole["group"]) == {EVERYTHING}


def test_an_interval_is_that_of_all_resamples_there_are():
    counts, words = [[0, 1, 0], [3, 1, 0], [1, 1, 0], [8, 1, 0], [2, 1, 0]], [100, 250, 40, 500, 900]
    assert len(words) == FEWEST
    rates = []
    for drawn in itertools.product(range(5), repeat=5):
        rates.append(1000 * sum(counts[i][0] for i in drawn) / sum(words[i] for i in drawn))
    row = cell(group_rates(corpus(counts, words), BOOK), theme="war")
    low, high = np.quantile(rates, [0.025, 0.975])
    assert row.low == pytest.approx(low, abs=0.7)
    assert row.high == pytest.approx(high, abs=0.7)
    assert low + 1.5 < row.rate < high - 1.5
    assert cell(group_rates(corpus(counts, words), BOOK), theme="sea").high == 0


def test_of_very_many_documents_the_interval_is_as_wide_as_theory_has_it():
    random = np.random.default_rng(5)
    words = np.full(4000, 200)
    counts = np.zeros((4000, 3), int)
    counts[:, 0] = random.poisson(2, 4000)
    row = cell(group_rates(corpus(counts, words.tolist()), BOOK), theme="war")
    # All of the same length: the rate is a mean, of which the central limit theorem tells the interval.
    half = 1.96 * 1000 / 200 * counts[:, 0].std(ddof=1) / math.sqrt(4000)
    assert row.high - row.low == pytest.approx(2 * half, rel=0.08)
    assert (row.high + row.low) / 2 == pytest.approx(row.rate, abs=0.1 * half)


def test_a_long_document_makes_the_interval_wide_where_sentences_would_not():
    """One of six speeches has all the mentions: of which six it is drawn decides, whatever its sentences."""
    row = cell(group_rates(corpus([[60, 0, 0]] + [[0, 0, 0]] * 5, [1000] * 6), BOOK), theme="war")
    assert (row.low, row.rate) == (0, 10)
    assert row.high >= 20


def test_periods_begin_with_multiples_and_the_last_year_is_in():
    texts = corpus([[1, 0, 0]] * 5, [100] * 5, years=[1949, 1950, 1959, 1960, None])
    rates = period_rates(texts, BOOK, 10)
    war = rates[rates["theme"] == "war"]
    assert war["period"].tolist() == [1940, 1950, 1960]
    assert war["until"].tolist() == [1949, 1959, 1969]
    assert war["documents"].tolist() == [1, 2, 1]
    assert period_rates(texts, BOOK, 1)["period"].drop_duplicates().tolist() == [1949, 1950, 1959, 1960]


def test_where_a_text_stands():
    texts = corpus([[0, 0, 0], [1, 0, 0], [2, 0, 0], [4, 0, 0]], [100, 100, 100, 100])
    measures = pd.DataFrame(
        [("war", "War", 2, 20.0, 5.0, 40.0), ("peace", "Peace", 0, 0.0, 0.0, 0.0), ("sea", "Sea", 1, 3.0, 0.0, 9.0)],
        columns=["theme", "label", "mentions", "rate", "low", "high"],
    )
    table = percentile_ranks(texts, measures)
    war, peace, sea = table.itertuples()
    # Lower than 20: two of four; the same: one, which counts by half.
    assert (war.below, war.documents, war.median, war.q25) == (0.625, 3, 15, 7.5)
    assert (peace.below, sea.below) == (0.5, 1)
    top = highest(texts, 2)
    assert list(top.itertuples(index=False, name=None)) == [("war", "d3", 40.0), ("war", "d2", 20.0)]


def test_keyness_and_the_size_of_the_effect():
    vocabulary = [("America", "america", 40, 9), ("war", "war", 10, 4), ("the", "the", 500, 9), ("1", "1", 9, 2)]
    texts = corpus([[0, 0, 0]], [10_000], vocabulary=vocabulary)
    document = parse_document("War war war and the zebra. The 7 end of a zebra.", name="x")
    table = corpus_keyness(word_frequencies(document), 100, texts, frozenset({"the", "and", "of", "a"}))
    rows = {row.key: row for row in table.itertuples()}
    assert set(rows) == {"war", "zebra", "end", "america"}
    # Rayson and Garside: 3 of 100 words here, 10 of 10,000 there; 13 * 100 / 10,100 expected here.
    here, there = 13 * 100 / 10_100, 13 * 10_000 / 10_100
    assert rows["war"].keyness == pytest.approx(2 * (3 * math.log(3 / here) + 10 * math.log(10 / there)))
    assert rows["war"].log_ratio == pytest.approx(math.log2(30 / 1))
    assert (rows["war"].word, rows["war"].documents, rows["war"].corpus_rate) == ("war", 4, 1)
    # Not there at all: as if half a time.
    assert rows["zebra"].log_ratio == pytest.approx(math.log2(20 / 0.05))
    assert rows["america"].log_ratio == pytest.approx(math.log2(5 / 4))
    assert (rows["america"].count, rows["america"].word) == (0, "America")
    assert table["keyness"].is_monotonic_decreasing


counts_of_documents = st.lists(st.tuples(*[st.integers(0, 6)] * 3), min_size=6, max_size=30)


@settings(max_examples=25)
@given(counts_of_documents)
def test_correlations_are_those_of_pandas(counts):
    texts = corpus(counts, [1000] * len(counts))
    known = rates_of(texts).corr(method="spearman")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("themeline.measures.corpus.LEAST_DEALS", 1)  # chances are not what this is about
        pairs = document_pairs(texts, BOOK)
    for row in pairs.itertuples():
        expected = known.loc[row.theme, row.other]
        assert (math.isnan(row.correlation) and math.isnan(expected)) or row.correlation == pytest.approx(expected)
        assert row.documents == sum(
            one[BOOK.ids.index(row.theme)] > 0 < one[BOOK.ids.index(row.other)] for one in counts
        )


def test_chance_of_a_correlation_is_that_of_permutations():
    counts = [[3, 5, 0], [1, 2, 0], [4, 4, 0], [1, 1, 0], [5, 9, 0], [9, 2, 0], [2, 6, 0], [6, 5, 1]]
    counts = [[one * 10 + i, two * 10 + i, three] for i, (one, two, three) in enumerate(counts)]
    texts = corpus(counts, [1000] * 8)
    row = next(document_pairs(texts, BOOK).itertuples())
    one, two = (pd.Series([row[i] for row in counts]).rank().to_numpy() for i in (0, 1))
    found = abs(np.corrcoef(one, two)[0, 1])
    far = [
        abs(np.corrcoef(one, two[list(order)])[0, 1]) >= found - 1e-9 for order in itertools.permutations(range(8))
    ]
    assert row.p == pytest.approx(np.mean(far), abs=0.01)
    assert 0.1 < row.p < 0.6


def test_pairs_without_a_correlation_are_no_part_of_the_allowance():
    counts = [[i, i, 0] for i in range(1, 31)]
    table = document_pairs(corpus(counts, [1000] * 30), BOOK)
    first, *others = table.itertuples()
    assert first.correlation == pytest.approx(1)
    assert first.p_adjusted == pytest.approx(first.p)
    assert all(math.isnan(row.p_adjusted) for row in others)


def test_one_document_that_has_two_rare_themes_is_no_sign():
    """Dealt out to eight documents, the one mention falls on the same again once in eight times."""
    row = next(document_pairs(corpus([[0, 0, i] for i in range(7)] + [[1, 1, 3]], [1000] * 8), BOOK).itertuples())
    assert row.correlation == pytest.approx(1)
    assert row.p == pytest.approx(1 / 8, abs=0.02)


def test_of_very_many_documents_chance_is_told_alike(monkeypatch):
    from themeline.measures import corpus as corpus_module

    random = np.random.default_rng(3)
    counts = random.poisson(0.3, (300, 3)) + random.poisson(0.04, (300, 1))
    texts = corpus(counts.tolist(), [1000] * 300)
    dealt = document_pairs(texts, BOOK)
    monkeypatch.setattr(corpus_module, "MOST_DEALT", 10)
    assert document_pairs(texts, BOOK)["p"].tolist() == pytest.approx(dealt["p"].tolist(), abs=0.015)


def text_of(sentences):
    document = parse_document(". ".join(sentence.capitalize() for sentence in sentences) + ".", name="x")
    return document, find_mentions(document, BOOK)


def test_the_nearest_have_the_same_shares_however_many():
    document, mentions = text_of(["war peace", "war sea", "war war", "peace war"] * 5)
    shares = mentions["theme"].value_counts(normalize=True)
    assert dict(shares) == {"war": 0.625, "peace": 0.25, "sea": 0.125}
    texts = corpus([[0, 0, 0], [5, 2, 1], [50, 20, 10], [1, 1, 1], [0, 0, 7]], [9, 1000, 10, 10, 10])
    table = nearest_documents(texts, mentions, document, BOOK, most=3)
    assert table["document"].tolist() == ["d1", "d2", "d3"]
    assert table["place"].tolist() == [1, 2, 3]
    assert table["similarity"].tolist()[:2] == pytest.approx([1, 1])
    assert table["similarity"].tolist()[2] == pytest.approx(sum(math.sqrt(share / 3) for share in shares))
    # Of four that have mentions three are at the top, and the fourth is far off.
    assert table["among"].tolist() == pytest.approx([1, 1, 1], abs=0.01)
    everyone = nearest_documents(texts, mentions, document, BOOK, most=99)
    assert everyone["document"].tolist() == ["d1", "d2", "d3", "d4"]
    assert everyone["similarity"].iloc[-1] == pytest.approx(math.sqrt(0.125))


def test_how_shaky_a_place_among_the_nearest_is():
    """Two sentences, one of each theme: in a quarter of the draws each is alone, and its document the nearest."""
    document, mentions = text_of(["war", "peace"])
    texts = corpus([[1, 0, 0], [0, 1, 0], [1, 1, 0]], [10, 10, 10])
    table = nearest_documents(texts, mentions, document, BOOK, most=1)
    assert table["document"].tolist() == ["d2"]
    assert table["among"].item() == pytest.approx(0.5, abs=0.04)


def test_nothing_is_near_a_text_without_mentions():
    document, mentions = text_of(["nothing here"])
    assert nearest_documents(corpus([[1, 0, 0]], [10]), mentions, document, BOOK).empty
    document, mentions = text_of(["war"])
    assert nearest_documents(corpus([[0, 0, 0]], [10]), mentions, document, BOOK).empty
    assert nearest_documents(corpus([[1, 0, 0]], [10]), mentions, document, BOOK, most=0).empty


def test_a_text_among_documents_of_which_it_is_one_stands_in_their_middle():
    document, mentions = text_of(["war and the like", "peace is here"])
    measures = theme_measures(mentions, document, BOOK)
    words = document.word_count()
    table = percentile_ranks(corpus([[1, 1, 0]] * 3, [words] * 3), measures)
    assert table["below"].tolist() == [0.5, 0.5, 0.5]


def test_shares_of_the_text_and_of_those_near_it_by_hand():
    document = parse_document("War and war. Peace at sea.", name="t")
    mentions = find_mentions(document, BOOK)
    texts = corpus([[0, 0, 0], [1, 0, 0], [3, 1, 0]], [50, 50, 50])
    # Of the text two of four mentions are of war; the documents are those named, in that order.
    nearest = pd.DataFrame({"place": [2, 1, 0]})
    shares = theme_shares(mentions, nearest, texts, BOOK)
    assert list(shares.columns) == ["war", "peace", "sea"]
    assert shares.to_numpy().tolist() == [[0.5, 0.25, 0.25], [0.75, 0.25, 0], [1, 0, 0], [0, 0, 0]]
    nothing = theme_shares(mentions.iloc[:0], nearest.iloc[:0], texts, BOOK)
    assert nothing.to_numpy().tolist() == [[0, 0, 0]]


def test_a_document_with_the_rate_of_the_text_counts_by_half_however_long_it_is():
    # 5 mentions in 1,224 words, and 10 in 2,448: the same rate, if it is computed in the same order of operations.
    document = parse_document("War. " * 5 + "Sea. " * 1219, name="t")
    measures = theme_measures(find_mentions(document, BOOK), document, BOOK)
    texts = corpus([[10, 0, 0], [0, 0, 0]], [2448, 10])
    ranks = percentile_ranks(texts, measures).set_index("theme")
    assert ranks.loc["war", "below"] == 0.75


def test_of_fewer_than_five_documents_no_interval_is_told():
    assert FEWEST == 5
    for many, known in ((4, False), (5, True)):
        rates = group_rates(corpus([[i, 1, 0] for i in range(many)], [100] * many), BOOK)
        assert rates["low"].notna().tolist() == rates["high"].notna().tolist() == [known] * 3
        # Nor a correlation: of war from 0 upwards with peace from 9 downwards it is -1.
        pairs = document_pairs(corpus([[i, 9 - i, 0] for i in range(many)], [100] * many), BOOK)
        rho = cell(pairs, theme="war", other="peace").correlation
        assert rho == pytest.approx(-1) if known else math.isnan(rho)


def test_the_highest_documents():
    texts = corpus([[1, 0, 0], [3, 0, 0], [2, 1, 0], [3, 0, 0]], [100] * 4)
    # At most so many, of equal ones the first, and none without a mention.
    assert highest(texts, 2)[["theme", "document"]].to_numpy().tolist() == [
        ["war", "d1"], ["war", "d3"], ["peace", "d2"],
    ]  # fmt: skip
    assert cell(highest(texts, 1), theme="war").rate == 30


def test_which_keywords_are_drawn():
    def table(*rows):
        return pd.DataFrame(rows, columns=["word", "count", "keyness", "log_ratio"])

    rows = table(("more", 2, 3.84, 1.0), ("once", 1, 9.0, 2.0), ("weak", 2, 3.83, 1.0), ("less", 1, 3.84, -1.0))
    assert select_keywords(rows)["word"].tolist() == ["more", "less"]
    # At most twenty that are more frequent, and ten that are less.
    many = table(*((f"m{i}", 2, 9.0, 1.0) for i in range(21)), *((f"l{i}", 0, 9.0, -1.0) for i in range(11)))
    assert select_keywords(many)["word"].tolist() == [f"m{i}" for i in range(20)] + [f"l{i}" for i in range(10)]
