"""Rates, and what chance is in numbers: bootstrap and Wilson intervals, Student's t, many comparisons."""

from collections.abc import Iterator
from statistics import NormalDist
from typing import Any

import numpy as np

# Of all intervals: they hold the middle 95 %.
LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
PER_WORDS = 1000
# Fewer sentences, or documents, give no interval: resamples of so few are too much alike, and of one all the same.
FEWEST = 5
# Numbers that one batch of draws may have; more would take memory and save no time.
BATCH = 2_000_000


def rate(count: Any, words: Any) -> Any:
    """Occurrences per 1,000 words, of numbers, arrays or columns alike."""
    return PER_WORDS * count / words


def bootstrap_draws(n: int, times: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Draw n units with replacement, again and again: how often each is drawn (draws x n), in batches.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13.
    """
    for batch in np.array_split(np.arange(times), max(1, times * n // BATCH)):
        yield random.multinomial(n, np.full(n, 1 / n), size=len(batch))


def rate_bounds(
    counts: np.ndarray, words: np.ndarray, times: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The percentile bootstrap interval of rates per 1,000 words.

    Args:
        counts: units x themes; a unit (a sentence, a document) is drawn with all its mentions and words.
        words: of each unit.
        times: how often the units are drawn.
        random: draws them.

    Returns:
        The lower and the upper bound of each theme; NaN for fewer than `FEWEST`.
    """
    if len(words) < FEWEST:
        none = np.full(counts.shape[1], np.nan)
        return none, none.copy()
    rates = [
        rate(draws @ counts, np.maximum(draws @ words, 1)[:, None])
        for draws in bootstrap_draws(len(words), times, random)
    ]
    return percentile_bounds(np.concatenate(rates))


def percentile_bounds(draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of the middle 95 % of draws (draws x columns), column by column."""
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=0)
    return low, high


def holm_adjusted(p: np.ndarray) -> np.ndarray:
    """Probabilities that allow for how many they are. Those that are NaN stay so, and do not count.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
    1979.
    """
    order = np.argsort(p, kind="stable")[: int((p == p).sum())]
    weights = np.arange(len(order), 0, -1)
    allowed = np.full(len(p), np.nan)
    allowed[order] = np.minimum(1, np.maximum.accumulate(p[order] * weights))
    return allowed


def wilson(successes: float, n: float, *, z: float = Z) -> tuple[float, float]:
    """The Wilson interval of a proportion (E. B. Wilson, JASA 22, 1927); NaN for n = 0."""
    if n <= 0:
        return float("nan"), float("nan")
    p = successes / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    # At 0 and 1 the formula gives 0 and 1 but for rounding.
    return float(middle - half) if p > 0 else 0.0, float(middle + half) if p < 1 else 1.0


def student_t(freedom: float) -> float:
    """The quantile of Student's t that bounds the middle 95 %, for one degree of freedom or more.

    With t = √freedom · tan(a) the density of the angle a goes as cos(a) to the power of freedom - 1, which is summed.
    """
    angles = np.linspace(0, np.pi / 2, 20_001)
    heights = np.cos(angles) ** (freedom - 1)
    area = np.concatenate([[0.0], np.cumsum((heights[1:] + heights[:-1]) / 2)])
    return float(np.sqrt(freedom) * np.tan(np.interp(LEVEL * area[-1], area, angles)))
