"""Intervals and chance: levels, bounds, corrections for many comparisons."""

from statistics import NormalDist

import numpy as np

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def adjusted(p: np.ndarray) -> np.ndarray:
    """Probabilities, allowed for their number: Holm (1979), see `theme_pairs`. Those that are NaN stay so."""
    order = np.argsort(p, kind="stable")[: int((p == p).sum())]
    weights = np.arange(len(order), 0, -1)
    allowed = np.full(len(p), np.nan)
    allowed[order] = np.minimum(1, np.maximum.accumulate(p[order] * weights))
    return allowed


def wilson(successes: float, n: float, *, z: float = Z) -> tuple[float, float]:
    """The Wilson interval of a proportion; NaN for n = 0."""
    if n <= 0:
        return float("nan"), float("nan")
    p = successes / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    # At its ends the interval is exact, not off by a rounding.
    return float(middle - half) if p > 0 else 0.0, float(middle + half) if p < 1 else 1.0


def student_t(freedom: float) -> float:
    """The quantile of Student's t that bounds the middle 95 %, for one degree of freedom or more.

    With t = √freedom · tan(a) the density of the angle a goes as cos(a) to the power of freedom - 1, which is summed.
    """
    angles = np.linspace(0, np.pi / 2, 20_001)
    heights = np.cos(angles) ** (freedom - 1)
    area = np.concatenate([[0.0], np.cumsum((heights[1:] + heights[:-1]) / 2)])
    return float(np.sqrt(freedom) * np.tan(np.interp(LEVEL * area[-1], area, angles)))
