"""How two things go together over units: slopes, rank correlations, and the internal consistency of items."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from themeline.measures.intervals import FEWEST, Z, bootstrap_draws, percentile_bounds

RESAMPLES = 2_000


class Measured(NamedTuple):
    """A number with its 95 % interval, and how many units it rests on; NaN where nothing can be said."""

    value: float
    low: float
    high: float
    units: int


def slope(
    x: np.ndarray,
    y: np.ndarray,
    *,
    unit: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    seed: int = 1996,
) -> Measured:
    """By how much y is higher where x is higher by 1: least squares, with a percentile bootstrap interval over units.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapters 9 and 13 (pairs are drawn).

    Args:
        x: a number a row.
        y: the same.
        unit: of each row what it is drawn with, as the sentence that several judgements are about; itself where there
            are none.
        weights: of the rows; the same for all where there are none.
        seed: of the draws.

    Returns:
        NaN where all x are alike; the interval too for fewer than `FEWEST` units.
    """
    w = np.ones(len(x)) if weights is None else weights
    _, place = np.unique(np.arange(len(x)) if unit is None else unit, return_inverse=True)
    units = int(place.max()) + 1 if len(x) else 0
    # About their means, so that large numbers lose no digits.
    x, y = (values - np.average(values, weights=w) if len(values) else values for values in (x, y))
    sums = np.column_stack([np.bincount(place, part, units) for part in (w, w * x, w * y, w * x * x, w * x * y)])
    value = float(_slopes(sums.sum(axis=0, keepdims=True))[0]) if units else float("nan")
    if units < FEWEST or np.isnan(value):
        return Measured(value, float("nan"), float("nan"), units)
    random = np.random.default_rng(seed)
    drawn = np.concatenate([_slopes(draws @ sums) for draws in bootstrap_draws(units, RESAMPLES, random)])
    low, high = percentile_bounds(drawn[~np.isnan(drawn)])
    return Measured(value, float(low), float(high), units)


def _slopes(sums: np.ndarray) -> np.ndarray:
    w, x, y, xx, xy = sums.T
    spread = w * xx - x * x
    # What is left of a spread of 0 by rounding is none.
    known = spread > 1e-12 * np.maximum(w * xx, 1e-300)
    return np.asarray(np.divide(w * xy - x * y, spread, out=np.full(len(w), np.nan), where=known))


def rank_correlation(x: np.ndarray, y: np.ndarray) -> Measured:
    """Spearman's rank correlation, of ties the mean rank, with an interval by Fisher's z.

    The variance of z is (1 + r²/2) / (n - 3): D. G. Bonett and T. A. Wright, Sample size requirements for estimating
    Pearson, Kendall and Spearman correlations, Psychometrika 65, 2000.

    Returns:
        NaN where all x or all y are alike; the interval too for fewer than `FEWEST`, and where all ranks agree.
    """
    n = len(x)
    if n < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return Measured(float("nan"), float("nan"), float("nan"), n)
    ranks = [pd.Series(values).rank().to_numpy() for values in (x, y)]
    value = float(np.clip(np.corrcoef(*ranks)[0, 1], -1, 1))
    if n < FEWEST or abs(value) > 1 - 1e-9:
        return Measured(value, float("nan"), float("nan"), n)
    half = Z * ((1 + value**2 / 2) / (n - 3)) ** 0.5
    low, high = np.tanh(np.arctanh(value) + np.array([-half, half]))
    return Measured(value, float(low), float(high), n)


def consistency(items: np.ndarray, *, seed: int = 1996) -> Measured:
    """How far items measure one thing: Cronbach's alpha, which for items of 0 and 1 is Kuder and Richardson's KR-20.

    k / (k - 1) · (1 - sum of the items' variances / variance of their sum), of the k items that vary. Sources:
    G. F. Kuder and M. W. Richardson, The theory of the estimation of test reliability, Psychometrika 2, 1937; L. J.
    Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16, 1951. The interval is that of
    the percentile bootstrap over units.

    Args:
        items: units x items.
        seed: of the draws.

    Returns:
        NaN for fewer than two items that vary; the interval too for fewer than `FEWEST` units.
    """
    units = len(items)
    if units:
        items = items[:, np.ptp(items, axis=0) > 0].astype(float)
    if not units or items.shape[1] < 2:
        return Measured(float("nan"), float("nan"), float("nan"), units)
    items = items - items.mean(axis=0)
    sums = np.column_stack([items, items.sum(axis=1)])
    value = float(_alphas(np.ones((1, units)), sums)[0])
    if units < FEWEST:
        return Measured(value, float("nan"), float("nan"), units)
    random = np.random.default_rng(seed)
    drawn = np.concatenate([_alphas(draws, sums) for draws in bootstrap_draws(units, RESAMPLES, random)])
    drawn = drawn[~np.isnan(drawn)]
    low, high = percentile_bounds(drawn) if len(drawn) else (np.nan, np.nan)
    return Measured(value, float(low), float(high), units)


def _alphas(draws: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Alpha of each draw (how often each unit is in it); the last of the columns is the sum of the items."""
    n = draws.sum(axis=1, keepdims=True)
    variances = draws @ sums**2 / n - (draws @ sums / n) ** 2
    own, whole = variances[:, :-1], variances[:, -1]
    # An item that does not vary in a draw is none of its items.
    k = (own > 1e-12).sum(axis=1)
    known = (k > 1) & (whole > 1e-12)
    ratio = np.divide(own.sum(axis=1), whole, out=np.full(len(whole), np.nan), where=known)
    return np.asarray(k / np.maximum(k - 1, 1) * (1 - ratio))
