"""How many more sentences to code: what would halve the interval of each theme's share, and which rows tell most."""

import numpy as np
import pandas as pd

from themeline.validity.coding_sheets import Coded
from themeline.validity.scores import shares, weights_of


def plan(found: np.ndarray, coded: Coded) -> pd.DataFrame:
    """For each theme, what it would take to halve the interval of its corrected share of sentences.

    The share is corrected by the false alarms among sentences in which the dictionary finds the theme, and by the
    misses among the others. Its variance is least where rows are divided between both as their number times the
    standard deviation of errors in them (J. Neyman, Journal of the Royal Statistical Society 97, 1934). Errors are
    counted with half a miss and half a false alarm more than were seen.

    Args:
        found: units x themes, see `themeline.validity.scores.found_by`.
        coded: the sentences; where they were drawn with different probabilities, they are weighted.

    Returns:
        One row per theme: theme, coded (rows that the coders see it in), rows (coded for it), with_mention (how many
        of these the dictionary finds it in), half (half the width of the interval of the share now, counting only the
        dictionary's errors), more (rows to be coded for half of that), part (of all rows then, from 0 to 1, those
        with a mention), worth (what a row with a mention tells, beside one without).
    """
    share, seen = shares(coded.codes)
    weights = weights_of(coded)
    w = np.ones(len(coded.units)) if weights is None else weights
    chances = coded.units["probability"].to_numpy(float)
    # All sentences that the sample was drawn from; 0 where that is not known.
    of_all = 0.0 if np.isnan(chances).any() else float((1 / chances).sum())
    rows = []
    for k, theme in enumerate(coded.themes):
        looked = seen[:, k] > 0
        f, y, weight = found[looked, k], share[looked, k], w[looked]
        size = np.array([weight[f].sum(), weight[~f].sum()]) / weight.sum()
        many = np.array([f.sum(), (~f).sum()])
        errors = np.array([(1 - y[f]).sum(), y[~f].sum()])
        chance = (errors + 0.5) / (many + 1)
        spread = size * np.sqrt(chance * (1 - chance))
        # Where all sentences are coded, nothing is left to chance.
        left = 1 - many.sum() / of_all if of_all else 1.0
        variance = float((spread[many > 0] ** 2 / many[many > 0]).sum()) * left
        wanted = 1 / (variance / 4 / spread.sum() ** 2 + (1 / of_all if of_all else 0)) if variance else many.sum()
        part = float(spread[0] / spread.sum()) if spread.sum() else 0.0
        # What one more row of each kind takes from the variance.
        less = spread**2 / np.maximum(many, 1) - spread**2 / (np.maximum(many, 1) + 1)
        worth = float(less[0] / less[1]) if less[1] and size[0] else float("nan")
        more = max(0, int(np.ceil(wanted - many.sum())))
        half = 1.96 * variance**0.5
        rows.append((theme, float(y.sum()), int(many.sum()), int(many[0]), half, more, part, worth))
    names = ["theme", "coded", "rows", "with_mention", "half", "more", "part", "worth"]
    return pd.DataFrame(rows, columns=names)
