"""Rates, draws and bounds, by hand."""

import numpy as np
import pandas as pd
import pytest
from themeline.measures import intervals
from themeline.measures.intervals import bootstrap_draws, holm_adjusted, percentile_bounds, rate, rate_bounds


def test_rates_of_numbers_arrays_and_columns():
    assert rate(3, 1500) == 2
    assert rate(np.array([[1, 2], [0, 5]]), np.array([[500], [2000]])).tolist() == [[2, 4], [0, 2.5]]
    assert rate(pd.Series([3, 1]), pd.Series([1500, 100])).tolist() == [2, 10]


def test_each_draw_has_as_many_units_as_there_are_and_batches_change_nothing(monkeypatch):
    whole = np.concatenate(list(bootstrap_draws(4, 10, np.random.default_rng(1))))
    assert whole.shape == (10, 4)
    assert (whole.sum(axis=1) == 4).all()
    monkeypatch.setattr(intervals, "BATCH", 12)
    batches = list(bootstrap_draws(4, 10, np.random.default_rng(1)))
    assert [len(batch) for batch in batches] == [4, 3, 3]
    assert (np.concatenate(batches) == whole).all()


def test_the_middle_95_percent():
    # Of 0, 1, ..., 1000 the points at 2.5 % and 97.5 % are 25 and 975; of the same in reverse too.
    draws = np.arange(1001.0)
    low, high = percentile_bounds(np.stack([draws, 2 * draws[::-1]], axis=1))
    assert low == pytest.approx([25, 50])
    assert high == pytest.approx([975, 1950])


def test_units_that_are_alike_leave_no_chance():
    # Each unit has 20 words, 1 mention of one theme and 0 of the other: every draw has 50 and 0 per 1,000 words.
    counts = np.array([[1, 0]] * 7)
    low, high = rate_bounds(counts, np.full(7, 20), 100, np.random.default_rng(1))
    assert low.tolist() == high.tolist() == [50, 0]
    # Units without words, as headings that are not counted, are drawn too; where only they are, the rate is 0.
    low, high = rate_bounds(np.zeros((5, 1)), np.zeros(5), 10, np.random.default_rng(1))
    assert low.tolist() == high.tolist() == [0]


def test_of_few_units_no_interval_is_told():
    # One sentence drawn again and again is always the same, which is no knowledge of chance.
    for units in (1, 4):
        low, high = rate_bounds(np.ones((units, 2)), np.full(units, 20), 10, np.random.default_rng(1))
        assert np.isnan([low, high]).all()
        assert low.shape == (2,)


def test_holm_by_hand():
    # Of four: 0.01 by 4, 0.02 by 3, then 0.03 by 2 is no less than what stands before it, and 0.9 by 1.
    assert holm_adjusted(np.array([0.03, 0.01, 0.9, 0.02])) == pytest.approx([0.06, 0.04, 0.9, 0.06])
    # 0.02 by 2, but 0.03 by 1 is less: it gets as much as the one before it. No probability is above 1.
    assert holm_adjusted(np.array([0.03, 0.02])) == pytest.approx([0.04, 0.04])
    assert holm_adjusted(np.array([0.7, 0.8])).tolist() == [1, 1]
    # What is not known stays so, and does not count: two probabilities, not three.
    adjusted = holm_adjusted(np.array([np.nan, 0.01, 0.5]))
    assert np.isnan(adjusted[0])
    assert adjusted[1:] == pytest.approx([0.02, 0.5])
