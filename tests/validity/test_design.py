"""Design-based estimates: what samples say of all sentences, by hand and by other ways of reckoning."""

import itertools

import numpy as np
import ppi_py
import pytest
import statsmodels.api
from themeline.validity.design import ERRORS, Sample, Units, coded_alone, corrected, counted

ONE = np.ones(1)


def one_text(found):
    """Sentences of one text, each a unit."""
    found = np.array(found, float)
    return Units(np.ones(len(found)), found, np.ones((len(found), 1)))


def drawn(units, coded, places, probability):
    places = np.array(places)
    return Sample(places, np.array(coded, float)[places], units.found[places], np.full(len(places), probability))


def test_all_coded_is_the_share_of_the_coded_whatever_the_dictionary_finds():
    # 3 of 8 are coded; the dictionary finds 5 others.
    coded = [1, 1, 1, 0, 0, 0, 0, 0]
    units = one_text([0, 0, 0, 1, 1, 1, 1, 1])
    sample = drawn(units, coded, range(8), 1.0)
    assert counted(units, ONE, share=True).value == pytest.approx(5 / 8)
    for way in (coded_alone, corrected):
        assert way(units, sample, ONE, share=True).value == pytest.approx(3 / 8)


def test_coded_alone_is_the_weighted_mean_of_the_sample():
    # Of 4 sentences with a mention 2 are drawn, of 8 without 2: probabilities of 1/2 and 1/4.
    units = one_text([1] * 4 + [0] * 8)
    sample = Sample(
        np.array([0, 1, 4, 5]), np.array([1.0, 0, 1, 0]), np.array([1.0, 1, 0, 0]), np.array([0.5, 0.5, 0.25, 0.25])
    )
    # 1 · 2 + 1 · 4 of 2 + 2 + 4 + 4.
    assert coded_alone(units, sample, ONE, share=True).value == pytest.approx(6 / 12)


def test_in_strata_of_what_is_found_both_ways_agree_on_the_value():
    # Known numbers of found and of others leave nothing for the dictionary to tell.
    units = one_text([1] * 4 + [0] * 8)
    sample = Sample(
        np.array([0, 1, 4, 5]), np.array([1.0, 0, 1, 0]), np.array([1.0, 1, 0, 0]), np.array([0.5, 0.5, 0.25, 0.25])
    )
    assert corrected(units, sample, ONE, share=True).value == pytest.approx(6 / 12)


def test_the_mean_over_all_samples_is_the_truth():
    # All 70 samples of 4 of 8: without choosing λ the estimate is unbiased, so the coded alone must be exactly so.
    coded = np.array([1, 0, 0, 1, 0, 0, 1, 0], float)
    units = one_text([1, 0, 0, 0, 1, 0, 1, 1])
    samples = [drawn(units, coded, places, 0.5) for places in itertools.combinations(range(8), 4)]
    alone = [coded_alone(units, sample, ONE, share=False).value for sample in samples]
    assert np.mean(alone) == pytest.approx(3 / 8)
    # What the dictionary adds moves it by chance only: less than a tenth of the spread of one sample's value.
    together = [corrected(units, sample, ONE, share=False).value for sample in samples]
    assert abs(np.mean(together) - 3 / 8) < np.std(alone) / 10 + 0.05


def test_a_dictionary_without_errors_gives_the_count_of_all():
    random = np.random.default_rng(1)
    coded = (random.random(400) < 0.3).astype(float)
    units = one_text(coded)
    sample = drawn(units, coded, random.choice(400, 60, replace=False), 60 / 400)
    one = corrected(units, sample, ONE, share=True)
    assert one.tuning == pytest.approx(1, abs=0.15)
    assert one.value == pytest.approx(coded.mean(), abs=0.02)
    assert one.high - one.low < 0.5 * (lambda way: way.high - way.low)(coded_alone(units, sample, ONE, share=True))


def test_a_dictionary_that_guesses_does_no_harm():
    random = np.random.default_rng(2)
    coded = (random.random(400) < 0.3).astype(float)
    units = one_text(random.random(400) < 0.5)
    sample = drawn(units, coded, random.choice(400, 100, replace=False), 100 / 400)
    one, alone = (way(units, sample, ONE, share=True) for way in (corrected, coded_alone))
    assert one.high - one.low <= 1.05 * (alone.high - alone.low)


def test_groups_and_slopes_with_all_coded_are_those_of_least_squares():
    # Six documents of different length, in two groups and years.
    random = np.random.default_rng(3)
    sizes, group, year = [3, 5, 2, 4, 6, 5], np.array([0, 1, 0, 1, 0, 1]), np.arange(6.0)
    document = np.repeat(np.arange(6), sizes)
    coded = (random.random(25) < 0.4).astype(float)
    found = (random.random(25) < 0.4).astype(float)
    sample = Sample(document, coded, found, np.ones(25))
    each = np.bincount(document, found, 6)
    groups = Units(np.array(sizes, float), each, np.eye(2)[group])
    of_group = [coded[group[document] == one].mean() for one in (0, 1)]
    for contrast, expected in (([1, 0], of_group[0]), ([0, 1], of_group[1]), ([1, -1], of_group[0] - of_group[1])):
        assert corrected(groups, sample, np.array(contrast, float), share=False).value == pytest.approx(expected)
    slope = Units(np.array(sizes, float), each, np.column_stack([np.ones(6), year]))
    expected = np.polyfit(year[document], coded, 1)[0]
    assert corrected(slope, sample, np.array([0.0, 1.0]), share=False).value == pytest.approx(expected)


def test_the_error_is_that_of_the_sandwich_between_documents():
    # With all coded: White's sandwich with documents as clusters and G / (G - p), and half a miss and false alarm.
    random = np.random.default_rng(4)
    document = np.repeat(np.arange(8), 6)
    coded, found = ((random.random(48) < 0.5).astype(float) for _ in range(2))
    year = np.arange(8.0)
    x = np.column_stack([np.ones(48), year[document]])
    bread = np.linalg.inv(x.T @ x)
    rest = coded - x @ (bread @ x.T @ coded)
    meat = sum(np.outer(*[x[document == d].T @ rest[document == d]] * 2) for d in range(8))
    plain = (bread @ meat @ bread)[1, 1] * 8 / 6
    moves = (x @ bread[1]) ** 2
    added = 0.0
    for side in (found == 1, found == 0):
        rows = moves[side].sum() ** 2 / (moves[side] ** 2).sum()
        added += moves[side].sum() * ERRORS / (rows + 2 * ERRORS)
    units = Units(np.full(8, 6.0), np.bincount(document, found), np.column_stack([np.ones(8), year]))
    one = corrected(units, Sample(document, coded, found, np.ones(48)), np.array([0.0, 1.0]), share=False)
    assert one.error**2 == pytest.approx(plain + added)


def of_many_sentences(random, size=20_000, coded=600):
    """Sentences of one text in two groups, where recall is 0.85 in one and 0.5 in the other, and which are drawn."""
    group = random.random(size) < 0.5
    seen = (random.random(size) < np.where(group, 0.3, 0.15)).astype(float)
    found = np.where(seen > 0, random.random(size) < np.where(group, 0.85, 0.5), random.random(size) < 0.05)
    return group, seen, found.astype(float), random.choice(size, coded, replace=False)


def test_it_is_what_ppi_python_gives():
    # Of one text, sentence by sentence, drawn with one probability, the estimates are those of PPI++, but for the 600
    # drawn sentences, which PPI++ takes to be others than the 19,400, and for `ERRORS`.
    group, seen, found, places = of_many_sentences(np.random.default_rng(5))
    others = np.setdiff1d(np.arange(len(seen)), places)
    x = np.column_stack([np.ones(len(seen)), group])
    sample = Sample(places, seen[places], found[places], np.full(600, 600 / len(seen)))
    one = corrected(Units(np.ones(len(seen)), found, x[:, :1]), sample, ONE, share=False)
    theirs = (seen[places], found[places], found[others])
    low, high = (float(end[0]) for end in ppi_py.ppi_mean_ci(*theirs, alpha=0.05))
    assert one.value == pytest.approx(float(ppi_py.ppi_mean_pointestimate(*theirs)[0]), rel=0.01)
    assert one.high - one.low == pytest.approx(high - low, rel=0.05)
    slope = corrected(Units(np.ones(len(seen)), found, x), sample, np.array([0.0, 1.0]), share=False)
    theirs = (x[places], seen[places], found[places], x[others], found[others])
    low, high = (float(end[1]) for end in ppi_py.ppi_ols_ci(*theirs, alpha=0.05))
    assert slope.value == pytest.approx(float(ppi_py.ppi_ols_pointestimate(*theirs)[1]), abs=0.1 * (high - low))
    assert slope.high - slope.low == pytest.approx(high - low, rel=0.05)


def test_what_is_counted_has_the_errors_that_statsmodels_gives():
    # Sentences in 40 documents, a group and a year: least squares with documents as clusters.
    random = np.random.default_rng(6)
    sizes = random.integers(5, 60, 40)
    document = np.repeat(np.arange(40), sizes)
    x = np.column_stack([np.ones(40), np.arange(40) % 2, np.arange(40) / 10])
    found = (random.random(len(document)) < 0.1 + 0.1 * x[document, 1] + 0.05 * x[document, 2]).astype(float)
    units = Units(sizes.astype(float), np.bincount(document, found), x)
    clusters = {"groups": document, "use_correction": False}
    theirs = statsmodels.api.OLS(found, x[document]).fit(cov_type="cluster", cov_kwds=clusters)
    for i in range(3):
        one = counted(units, np.eye(3)[i], share=False)
        assert one.value == pytest.approx(theirs.params[i])
        # Theirs without any correction for few documents, ours with G / (G - p).
        assert one.error == pytest.approx(theirs.bse[i] * (40 / 37) ** 0.5)


def test_no_error_seen_is_not_taken_for_none():
    # 0 of 60 coded, of 600: the upper bound is near the rule of three, 3 / 60.
    units = one_text([0] * 600)
    one = corrected(units, drawn(units, [0] * 600, range(60), 0.1), ONE, share=True)
    assert one.value == 0
    assert 0.03 < one.high < 0.09


@pytest.mark.parametrize("x", [np.ones((1, 1)), np.ones((5, 2))])
def test_what_cannot_be_estimated_is_not_a_number(x):
    # One unit has no variance; two columns that are alike have no coefficients of their own.
    units = Units(np.full(len(x), 4.0), np.ones(len(x)), x)
    sample = Sample(np.zeros(2, int), np.array([1.0, 0]), np.array([1.0, 0]), np.array([0.5, 0.5]))
    one = corrected(units, sample, np.eye(x.shape[1])[0], share=True)
    assert np.isnan([one.value, one.low, one.high, one.error]).all()


def test_intervals_hold_the_truth_where_counts_and_one_recall_for_all_do_not():
    import simulate

    (share, _, difference, _) = simulate.of_samples(120, {"frequent": simulate.WORLDS["frequent"]}, (300,))[:4]
    # Of 120 draws 95 in 100 with a standard error of 2; counts hold the truth in hardly any.
    assert int(share[4]) < 20 and int(difference[4]) < 30
    assert int(share[7]) >= 89 and int(difference[7]) >= 89
    assert share[8] < 1 and difference[8] < 1
