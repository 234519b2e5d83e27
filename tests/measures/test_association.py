"""Slopes, rank correlations and internal consistency, against sums by hand and other formulas."""

import math

import numpy as np
import pytest
from themeline.measures.association import consistency, rank_correlation, slope


def test_a_slope_is_that_of_least_squares():
    # Means 2.5 and 5.25; products of the distances from them 4.875 + 0.625 + 0.375 + 5.625 = 11.5, of x alone 5.
    one = slope(np.array([1.0, 2, 3, 4]), np.array([2.0, 4, 6, 9]))
    assert one.value == pytest.approx(11.5 / 5)
    assert one.units == 4
    # Four are too few to be drawn from.
    assert math.isnan(one.low) and math.isnan(one.high)


def test_a_weight_is_as_good_as_a_row_said_again():
    x, y = np.array([1.0, 2, 5]), np.array([1.0, 0, 4])
    said_again = slope(np.array([1.0, 2, 2, 5]), np.array([1.0, 0, 0, 4]))
    assert slope(x, y, weights=np.array([1.0, 2, 1])).value == pytest.approx(said_again.value)


def test_rows_of_a_unit_are_drawn_together():
    random = np.random.default_rng(7)
    x = random.normal(size=30)
    y = x + random.normal(size=30)
    alone = slope(x, y)
    # Each row twice tells no more than once, if both are of one unit.
    twice = slope(np.repeat(x, 2), np.repeat(y, 2), unit=np.repeat(np.arange(30), 2))
    assert twice == pytest.approx(alone)
    as_others = slope(np.repeat(x, 2), np.repeat(y, 2))
    assert as_others.high - as_others.low < 0.9 * (alone.high - alone.low)


def test_the_interval_of_a_slope_is_about_that_of_theory():
    random = np.random.default_rng(3)
    x = random.normal(size=400)
    y = 2 * x + random.normal(size=400)
    one = slope(x, y)
    # The standard error is 1 / √(n · var(x)).
    half = 1.96 / math.sqrt(400 * x.var())
    assert (one.high - one.low) / 2 == pytest.approx(half, rel=0.12)


def test_where_nothing_varies_there_is_no_slope():
    assert math.isnan(slope(np.full(9, 3.0), np.arange(9.0)).value)
    assert slope(np.array([]), np.array([])).units == 0
    flat = slope(np.arange(9.0), np.full(9, 1.0))
    assert (flat.value, flat.low, flat.high) == (0, 0, 0)


def test_a_rank_correlation_is_spearmans():
    # Neighbours change places: six differences of 1, so 1 - 6 · 6 / (6 · 35).
    one = rank_correlation(np.arange(6.0), np.array([2.0, 1, 4, 3, 6, 5]) ** 3)
    assert one.value == pytest.approx(1 - 36 / 210)
    z = 0.5 * math.log((1 + one.value) / (1 - one.value))
    half = 1.959964 * math.sqrt((1 + one.value**2 / 2) / 3)
    low, high = ((math.exp(2 * end) - 1) / (math.exp(2 * end) + 1) for end in (z - half, z + half))
    assert (one.low, one.high) == pytest.approx((low, high), abs=1e-6)


def test_ties_share_the_mean_of_their_ranks():
    # Ranks 1.5, 1.5, 3, 4, 5 and 1, 2, 3, 4, 5: products of the distances from 3 are 3 + 1.5 + 0 + 1 + 4 = 9.5, of
    # the one alone 2.25 + 2.25 + 0 + 1 + 4 = 9.5, of the other 10.
    one = rank_correlation(np.array([0.0, 0, 1, 2, 3]), np.array([5.0, 6, 7, 8, 9]))
    assert one.value == pytest.approx(9.5 / math.sqrt(9.5 * 10))


def test_full_agreement_and_no_variation_have_no_interval():
    same = rank_correlation(np.arange(8.0), np.arange(8.0))
    assert same.value == pytest.approx(1) and math.isnan(same.low)
    assert math.isnan(rank_correlation(np.arange(8.0), np.ones(8)).value)


def kr20(items):
    """As Kuder and Richardson wrote it."""
    k = len(items[0])
    shares = [sum(row[i] for row in items) / len(items) for i in range(k)]
    sums = [sum(row) for row in items]
    mean = sum(sums) / len(sums)
    variance = sum((one - mean) ** 2 for one in sums) / len(sums)
    return k / (k - 1) * (1 - sum(p * (1 - p) for p in shares) / variance)


def test_kr20_by_hand():
    # Shares 3/4, 2/4, 1/4: p·q sums to 0.625. The sums 3, 2, 1, 0 have the variance 1.25.
    items = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]])
    assert consistency(items).value == pytest.approx(3 / 2 * (1 - 0.625 / 1.25))
    # Two patterns that know nothing of each other.
    assert consistency(np.array([[0, 0], [0, 1], [1, 0], [1, 1]])).value == pytest.approx(0)


def test_kr20_by_its_own_formula():
    random = np.random.default_rng(5)
    items = (random.random((40, 7)) < random.random((40, 1))).astype(int)
    assert consistency(items).value == pytest.approx(kr20(items.tolist()))


def test_alpha_by_the_mean_covariance_of_items():
    random = np.random.default_rng(6)
    items = random.normal(size=(50, 4)) + random.normal(size=(50, 1))
    covariances = np.cov(items.T)
    own = np.trace(covariances) / 4
    shared = (covariances.sum() - np.trace(covariances)) / 12
    assert consistency(items).value == pytest.approx(4 * shared / (own + 3 * shared))


def test_a_pattern_that_is_everywhere_is_no_item():
    items = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 0, 1]])
    with_more = np.column_stack([items, np.ones(5), np.zeros(5)])
    assert consistency(with_more) == pytest.approx(consistency(items))
    assert math.isnan(consistency(np.array([[1, 0], [1, 1], [1, 0]])).value)
    assert consistency(np.zeros((0, 3))).units == 0


def test_the_interval_of_consistency_holds_its_value_and_narrows_with_documents():
    random = np.random.default_rng(8)

    def of(many):
        return consistency((random.random((many, 6)) < random.random((many, 1))).astype(int))

    few, many = of(25), of(400)
    assert few.low < few.value < few.high
    assert many.low < many.value < many.high
    assert many.high - many.low < (few.high - few.low) / 2
    # Patterns that always come together do so in every draw.
    together = consistency(np.repeat(random.integers(0, 2, (30, 1)), 3, axis=1))
    assert (together.low, together.value, together.high) == pytest.approx((1, 1, 1))
