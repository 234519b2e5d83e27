"""What a sample of coded sentences says of all sentences, whatever the dictionary found: design-based estimates.

A dictionary errs, and its errors differ from group to group, so that counts of what it finds are biased, and so is
each difference or trend that is drawn from them. Where sentences were drawn at random, with known probabilities, and
coded by reading, the bias can be estimated and removed: of a sentence i with the code y, where the dictionary says
f, drawn (R = 1) with the probability π, the number

    λ1 + λ2·f + (R / π) · (y - λ1 - λ2·f)

has the mean of y whatever λ1 and λ2 are. So each estimate here (a share, a difference, a slope) is a least squares
estimate with these numbers in place of y, which only drawn sentences have. λ are those with which the draw moves the
share of all least; a useless dictionary then does little harm. They are estimated from the sample, so that all this
holds for samples that are not small.

Sources: N. Egami, M. Hinck, B. Stewart and H. Wei, Using imperfect surrogates for downstream inference, NeurIPS
2023, arXiv:2306.04746 (the numbers above, and regressions on them); A. Angelopoulos, J. Duchi and T. Zrnic, PPI++:
efficient prediction-powered inference, arXiv:2311.01453 (the choice of λ); J. Robins, A. Rotnitzky and L. Zhao,
Journal of the American Statistical Association 89, 1994, and C. Cassel, C. Särndal and J. Wretman, Biometrika 63,
1976 (its origin).
"""

from dataclasses import dataclass, replace

import numpy as np

from themeline.measures.intervals import Z, student_t

# Errors of the dictionary that are taken as seen, beside those that were: half a miss, half a false alarm. Without
# them a sample that has no error by chance would count as sure.
ERRORS = 0.5


@dataclass(frozen=True)
class Sample:
    """Coded sentences, drawn at random.

    Attributes:
        unit: of each, the number of the unit (see `Units`) that it is in.
        coded: 1 where the coders see the theme, 0 where not; the share of several.
        found: 1 where the dictionary does, 0 where not.
        probability: with which it was drawn, above 0.
    """

    unit: np.ndarray
    coded: np.ndarray
    found: np.ndarray
    probability: np.ndarray


@dataclass(frozen=True)
class Units:
    """All that the sample is of, in units that are taken as independent: documents, or sentences of one text.

    Attributes:
        sentences: in each unit.
        found: in how many of these the dictionary finds the theme.
        x: units x columns, what shares are explained by: a column of ones for the share of all, a column of ones and
            zeros a group for that of each.
        group: of each unit the number of its group, from 0, where there are groups: drawn sentences are then weighted
            so that they stand for as many as each group has (post-stratification), and all estimates fit together.
    """

    sentences: np.ndarray
    found: np.ndarray
    x: np.ndarray
    group: np.ndarray | None = None

    def groups(self) -> np.ndarray:
        """The group of each unit; one of all where there are none."""
        return np.zeros(len(self.sentences), dtype=int) if self.group is None else self.group


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval; NaN where nothing can be said.

    Attributes:
        value: the estimate.
        low: of the interval, as ``high``.
        high: see ``low``.
        error: the standard error.
        tuning: λ2, how much is made of what the dictionary finds: 1 for all, 0 for nothing.
    """

    value: float
    low: float
    high: float
    error: float
    tuning: float


def counted(units: Units, contrast: np.ndarray, *, share: bool) -> Estimate:
    """What follows from what the dictionary finds, as if it made no errors; arguments as `corrected`."""
    return _estimate(units, None, contrast, share=share, dictionary=False)


def coded_alone(units: Units, sample: Sample, contrast: np.ndarray, *, share: bool) -> Estimate:
    """What follows from the coded sentences, without the dictionary; arguments as `corrected`."""
    return _estimate(units, sample, contrast, share=share, dictionary=False)


def corrected(units: Units, sample: Sample, contrast: np.ndarray, *, share: bool) -> Estimate:
    """What follows from both: of all sentences, as coders would code them.

    The variance is that between units (documents), which holds that of the sample too; to it is added what `ERRORS`
    would make. Its degrees of freedom follow from the fourth moments, so that few errors give a wide interval.

    Args:
        units: all sentences.
        sample: those that were coded.
        contrast: one number a column of ``units.x``, what of the coefficients is estimated: (1, 0) the first, (1, -1)
            the difference of two groups.
        share: whether it is a share, from 0 to 1, whose interval is Wilson's with as many sentences as would give the
            same variance; otherwise it is Student's.
    """
    return _estimate(units, sample, contrast, share=share, dictionary=True)


def _estimate(
    units: Units, sample: Sample | None, contrast: np.ndarray, *, share: bool, dictionary: bool
) -> Estimate:
    size, x = units.sentences.astype(float), units.x.astype(float)
    many, columns = x.shape
    nothing = Estimate(*[float("nan")] * 5)
    moments = (x * size[:, None]).T @ x
    if many <= columns or np.linalg.matrix_rank(moments) < columns:
        return nothing
    solved = np.linalg.solve(moments, x.T).T
    # What a sentence of each unit moves the estimate; units that move nothing, as other groups, say nothing of it.
    weight = solved @ contrast
    active = weight != 0
    spare = int(active.sum()) - int(np.linalg.matrix_rank(x[active]))
    if spare < 1:
        return nothing
    total = units.found.astype(float)
    rows, added, tuning = int(active.sum()), 0.0, 0.0
    if sample is not None:
        within = active[sample.unit]
        if not within.any():
            return nothing
        rows = int(within.sum())
        group = units.groups()
        of_group = group[sample.unit]
        stands_for = np.bincount(of_group, 1 / sample.probability, group.max() + 1)
        known = np.bincount(group, size, group.max() + 1)
        factor = np.divide(known, stands_for, out=np.ones(len(known)), where=stands_for > 0)
        sample = replace(sample, probability=sample.probability / factor[of_group])
        tuning = _tuned(sample, of_group) if dictionary else 0.0
        rest = sample.coded - tuning * sample.found
        over_all = float(np.average(rest, weights=1 / sample.probability))
        summed = np.bincount(of_group, rest / sample.probability, len(known))
        level = np.divide(summed, known, out=np.full(len(known), over_all), where=stands_for > 0)
        drawn = np.bincount(sample.unit, (rest - level[of_group]) / sample.probability, many)
        total = level[group] * size + tuning * units.found + drawn
        added = _of_errors(weight, sample, within)
    beta = solved.T @ total
    influence = weight * (total - size * (x @ beta))
    squares = influence**2
    variance = float(squares.sum()) * (1 + (int(active.sum()) - spare) / spare)
    spread = float((squares**2).sum()) - float(squares.sum()) ** 2 / int(active.sum())
    freedom = 2 * float(squares.sum()) ** 2 / spread if spread > 0 else float(spare)
    whole = variance + added
    if variance > 0:
        freedom *= (whole / variance) ** 2
    value = float(contrast @ beta)
    z = student_t(max(1.0, min(freedom, spare))) if whole > 0 else Z
    low, high = _wilson(value, whole, rows, z) if share else (value - z * whole**0.5, value + z * whole**0.5)
    if share:
        value = min(max(value, 0.0), 1.0)
        low, high = min(low, value), max(high, value)
    if sample is None and not whole > 0:
        # As much in all units, mostly nothing: that tells nothing of others.
        low = high = float("nan")
    return Estimate(value, low, high, whole**0.5, tuning)


def _tuned(sample: Sample, group: np.ndarray) -> float:
    """λ2: the slope of codes on what is found, within groups, with which chance in the draw moves estimates least.

    A drawn sentence moves the share of all by (y - λ1 - λ2·f) / π, and is drawn with π, so that λ are a least squares
    fit with the weights (1 - π) / π². It is kept from 0 to 1, so that few errors do not sway it. One slope serves all
    estimates of a theme, so that the shares of groups add up to that of all.
    """
    force = np.maximum(1 - sample.probability, 0) / sample.probability**2
    whole = np.bincount(group, force)
    if not whole.any():
        return 0.0

    def apart(values: np.ndarray) -> np.ndarray:
        means = np.bincount(group, force * values, len(whole)) / np.where(whole > 0, whole, 1)
        return np.asarray(values - means[group])

    found = apart(sample.found)
    spread = float((force * found**2).sum())
    slope = float((force * found * apart(sample.coded)).sum()) / spread if spread > 0 else 0.0
    return min(max(slope, 0.0), 1.0)


def _of_errors(weight: np.ndarray, sample: Sample, within: np.ndarray) -> float:
    """The variance that `ERRORS` misses and false alarms would make, if they were anywhere in the sample."""
    moves = (weight[sample.unit] / sample.probability)[within] ** 2
    found = sample.found[within] > 0
    added = 0.0
    for side in (found, ~found):
        if side.any():
            rows = float(moves[side].sum() ** 2 / (moves[side] ** 2).sum())
            added += float(moves[side].sum()) * ERRORS / (rows + 2 * ERRORS)
    return added


def _wilson(value: float, variance: float, rows: int, z: float) -> tuple[float, float]:
    """Wilson's interval of a share, of as many sentences as would give it this variance."""
    p = min(max(value, 0.0), 1.0)
    guess = (p * rows + ERRORS) / (rows + 2 * ERRORS)
    n = guess * (1 - guess) / variance if variance > 0 else float(rows)
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
