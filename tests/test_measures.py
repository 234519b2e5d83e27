import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from themeline.codebook import Codebook, Theme
from themeline.coding import find_mentions
from themeline.document import ROLES, parse_document
from themeline.measures import (
    deviation_of_proportions,
    read_stopwords,
    section_measures,
    theme_measures,
    word_frequencies,
)


def small(text: str, *patterns: str):
    codebook = Codebook(
        themes=[Theme(id=p.strip("*"), label=p, definition=p, colour="#000000", patterns=(p,)) for p in patterns]
    )
    document = parse_document(text, name="t")
    return find_mentions(document, codebook), document, codebook


def test_rates_of_the_essay(essay, mentions, codebook):
    table = theme_measures(mentions, essay, codebook).set_index("theme")
    # By hand: 11 mentions of missiles in 1,224 words, in 7 of 39 sentences.
    assert table.loc["missiles", "mentions"] == 11
    assert table.loc["missiles", "rate"] == pytest.approx(11 / 1.224)
    assert table.loc["missiles", "sentences"] == 7
    assert table.loc["missiles", "share"] == pytest.approx(7 / 39)
    assert (table["low"] <= table["rate"]).all()
    assert (table["rate"] <= table["high"]).all()


def test_sections_add_up(essay, mentions, codebook):
    sections = section_measures(mentions, essay, codebook)
    assert len(sections) == 5 * 13
    totals = sections.groupby("theme")["mentions"].sum()
    assert totals.to_dict() == mentions["theme"].value_counts().to_dict()
    # By hand: 10 of the 11 mentions of missiles under "Joint actions", which has 348 words.
    row = sections[(sections["theme"] == "missiles") & (sections["section"] == "Joint actions")].iloc[0]
    assert (row["mentions"], row["words"]) == (10, 348)
    assert row["rate"] == pytest.approx(10 / 0.348)


def test_a_theme_never_mentioned():
    found, document, codebook = small("Ships sail. Boats too.", "ship*", "tank*")
    table = theme_measures(found, document, codebook)
    assert list(table["mentions"]) == [1, 0]
    assert list(table["rate"]) == [250, 0]
    assert list(table.loc[1, ["low", "high", "sentences", "share"]]) == [0, 0, 0, 0]
    assert math.isnan(table.loc[1, "dispersion"])


def test_dispersion_worked_out_by_hand():
    # Five equal parts, 5 occurrences as 1, 1, 1, 1, 1 and as 5, 0, 0, 0, 0: DP 0 and 1 - 1/5, normalised 0 and 1.
    sizes = np.array([10, 10, 10, 10, 10])
    assert deviation_of_proportions(sizes, np.array([1, 1, 1, 1, 1])) == 0
    assert deviation_of_proportions(sizes, np.array([5, 0, 0, 0, 0])) == pytest.approx(1)
    # Parts of 9, 9, 10, 10, 12 % and so on need no more than the definition: half the sum of differences.
    sizes, counts = np.array([50, 30, 20]), np.array([1, 1, 2])
    assert deviation_of_proportions(sizes, counts) == pytest.approx((0.25 + 0.05 + 0.3) / 2 / 0.8)
    assert deviation_of_proportions(np.array([7]), np.array([3])) == 0


def test_interval_is_about_the_binomial_one():
    # 100 sentences of 10 words, 30 of them with one mention: the rate is 30 per 1,000, and the number of drawn
    # sentences with a mention is binomial(100, 0.3), whose 2.5 % and 97.5 % points are 21 and 39.
    text = " ".join(
        ["The ship went out to sea in the cold morning."] * 30 + ["The man went out to sea in the cold morning."] * 70
    )
    found, document, codebook = small(text, "ship")
    row = theme_measures(found, document, codebook).iloc[0]
    assert row["rate"] == 30
    assert (row["low"], row["high"]) == (pytest.approx(21, abs=1), pytest.approx(39, abs=1))


def test_intervals_depend_on_the_seed_alone(essay, mentions, codebook):
    first, again, other = (theme_measures(mentions, essay, codebook, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_most_frequent_words_counted_by_hand(essay):
    table = word_frequencies(essay, without=read_stopwords("seeds/stopwords.txt")).set_index("word")["count"]
    assert table.head(5).to_dict() == {"countries": 9, "nuclear": 9, "security": 9, "cooperation": 8, "joint": 8}
    assert table["Russian"] == 7
    assert "the" not in table
    assert "2024" not in table


def test_words_without_a_list_are_all_words(essay):
    table = word_frequencies(essay)
    assert table["count"].sum() == 1224
    assert word_frequencies(essay, roles=ROLES)["count"].sum() == 1263
    assert table.iloc[0]["word"] == "the"


@given(st.lists(st.lists(st.sampled_from(["ship", "navy", "sea", "land"]), min_size=1), min_size=1, max_size=8))
def test_counts_add_up(paragraphs):
    text = ".\n\n".join(" ".join(words) for words in paragraphs) + "."
    found, document, codebook = small(text, "ship", "navy")
    sections = section_measures(found, document, codebook)
    assert sections["mentions"].sum() == len(found) == text.count("ship") + text.count("navy")
    measures = theme_measures(found, document, codebook)
    assert measures["mentions"].sum() == len(found)
    assert measures["dispersion"].dropna().between(0, 1 + 1e-9).all()
