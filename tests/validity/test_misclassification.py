"""Corrected shares: by hand, and on simulated texts whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from themeline.validity.misclassification import corrected_share, with_validity

KNOWN = {"recall": 0.8, "positives": 100, "specificity": 0.95, "negatives": 300}


def test_the_estimate_by_hand():
    # (0.2 + 0.95 - 1) / (0.8 + 0.95 - 1) = 0.15 / 0.75
    share, low, high = corrected_share(20, 100, **KNOWN)
    assert share == pytest.approx(0.2)
    assert low < 0.2 < high


def test_a_dictionary_without_errors_corrects_nothing():
    share, low, high = corrected_share(30, 100, recall=1, positives=10_000, specificity=1, negatives=10_000)
    assert share == pytest.approx(0.3)
    # Hardly wider than the interval of 30 of 100 itself (Wilson 0.219 to 0.396).
    assert (low, high) == (pytest.approx(0.219, abs=0.01), pytest.approx(0.396, abs=0.01))


def test_the_bounds_of_0_and_1():
    assert corrected_share(0, 100, **KNOWN)[0] == 0
    assert corrected_share(100, 100, **KNOWN)[0] == 1


@pytest.mark.parametrize("change", [{"recall": 0.05}, {"positives": 0, "recall": float("nan")}, {"negatives": 0}])
def test_what_cannot_be_corrected(change):
    assert np.isnan(corrected_share(20, 100, **(KNOWN | change))).all()
    assert np.isnan(corrected_share(0, 0, **KNOWN)).all()


@pytest.mark.parametrize(
    ("share", "recall", "specificity", "n", "coded"),
    [(0.1, 0.8, 0.97, 200, 400), (0.3, 0.7, 0.9, 100, 300), (0.05, 0.9, 0.98, 500, 600)],
)
def test_intervals_cover_the_known_truth(share, recall, specificity, n, coded):
    random = np.random.default_rng(6)
    inside, estimates, raw = [], [], []
    for _ in range(1500):
        positives = max(1, random.binomial(coded, 0.2))
        negatives = coded - positives
        found = random.binomial(n, share * recall + (1 - share) * (1 - specificity))
        estimate, low, high = corrected_share(
            found, n,
            recall=random.binomial(positives, recall) / positives, positives=positives,
            specificity=random.binomial(negatives, specificity) / negatives, negatives=negatives,
        )  # fmt: skip
        inside.append(low <= share <= high)
        estimates.append(estimate)
        raw.append(found / n)
    assert 0.93 <= np.mean(inside) <= 0.98
    # The corrected share is right in the mean, where the share found is not.
    assert np.mean(estimates) == pytest.approx(share, abs=0.01)
    assert abs(np.mean(estimates) - share) < abs(np.mean(raw) - share)


def test_the_rate_follows_the_share():
    measures = pd.DataFrame(
        {"theme": ["a", "b", "c"], "mentions": [40, 0, 3], "sentences": [20, 0, 2], "rate": [20.0, 0.0, 1.5]}
    )
    scores = pd.DataFrame(
        {"theme": ["a", "b"], "sentences": [400, 400], "coded": [100, 100], "false_alarms": [15, 15]}
        | {name: [0.8, 0.8] for name in ("precision", "precision_low", "precision_high")}
        | {name: [0.8, 0.8] for name in ("recall", "recall_low", "recall_high")}
    )
    table = with_validity(measures, scores, sentences=100, words=2000).set_index("theme")
    # A share of 0.2 of 100 sentences with two mentions each, in 2,000 words.
    assert table.loc["a", "corrected"] == pytest.approx(20)
    assert table.loc["b", "corrected"] == 0
    assert table.loc["b", "corrected_high"] > 0
    assert np.isnan(table.loc["c", "corrected"]) and np.isnan(table.loc["c", "recall"])
