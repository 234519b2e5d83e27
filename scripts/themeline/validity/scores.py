"""How well a dictionary finds the sentences that coders find: precision, recall, F1, agreement of coders."""

import math
from dataclasses import dataclass

import krippendorff
import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import find_mentions
from themeline.measures.intervals import Z, student_t, wilson
from themeline.text.blocks import one_line
from themeline.text.document import ROLES
from themeline.validity.coding_sheets import Coded

SCORES = ("precision", "recall", "f1")
PRIOR = 3


def found_by(coded: Coded, codebook: Codebook) -> np.ndarray:
    """Which coded sentences a codebook finds each theme in.

    Returns:
        units x themes, true or false; a sentence is found where at least one mention begins in it.
    """
    return _found(coded, _mentions(coded, codebook))


def _mentions(coded: Coded, codebook: Codebook) -> dict[str, pd.DataFrame]:
    """The mentions in the texts that have coded sentences, by path."""
    paths = coded.units["path"].unique()
    return {path: find_mentions(coded.documents[path], codebook, roles=ROLES) for path in paths}


def _found(coded: Coded, tables: dict[str, pd.DataFrame]) -> np.ndarray:
    found = np.zeros((len(coded.units), len(coded.themes)), dtype=bool)
    for path, mentions in tables.items():
        pairs = set(zip(mentions["sentence"], mentions["theme"], strict=True))
        for i in np.flatnonzero(coded.units["path"] == path):
            number = coded.units["sentence"].iloc[i]
            found[i] = [(number, theme) in pairs for theme in coded.themes]
    return found


def errors_in(coded: Coded, codebook: Codebook) -> pd.DataFrame:
    """Every judgement on which dictionary and coders differ, with its words: misses and false alarms.

    Returns:
        error ("miss" or "false alarm"), theme, document, sentence, section, coders (share of them that saw the
        theme), pattern, left, keyword, right: a row for each mention of a false alarm, with the sentence around it;
        one for a miss, with the whole sentence in ``right``. By theme, misses first, in the order of the sheets.
    """
    share, seen = shares(coded.codes)
    tables = _mentions(coded, codebook)
    found = _found(coded, tables)
    rows = []
    for k, theme in enumerate(coded.themes):
        for miss in (True, False):
            wrong = (seen[:, k] > 0) & (found[:, k] != miss) & ((share[:, k] > 0) if miss else (share[:, k] < 1))
            for i in np.flatnonzero(wrong):
                unit = coded.units.iloc[i]
                head = ("miss" if miss else "false alarm", theme, unit["document"], unit["sentence"], unit["section"])
                if miss:
                    rows.append((*head, share[i, k], "", "", "", unit["text"]))
                    continue
                text = coded.documents[unit["path"]].plain
                mentions = tables[unit["path"]]
                of_theme = (mentions["theme"] == theme) & (mentions["sentence"] == unit["sentence"])
                for mention in mentions[of_theme].itertuples():
                    words = (
                        text[unit["start"] : mention.start], text[mention.start : mention.end],
                        text[mention.end : unit["end"]],
                    )  # fmt: skip
                    rows.append((*head, share[i, k], mention.pattern, *(one_line(part) for part in words)))
    names = ["error", "theme", "document", "sentence", "section", "coders", "pattern", "left", "keyword", "right"]
    return pd.DataFrame(rows, columns=names)


def agreed(codes: np.ndarray) -> np.ndarray:
    """The codes without those on which coders disagree, which are NaN instead."""
    share, _ = shares(codes)
    return np.where((share == 0) | (share == 1), codes, np.nan)


def theme_scores(
    found: np.ndarray, codes: np.ndarray, themes: list[str], weights: np.ndarray | None = None
) -> pd.DataFrame:
    """Scores of each theme against what was coded.

    Where several coded a sentence it counts once, as the share of them that saw the theme. Precision, recall, and
    prevalence have Wilson intervals (E. B. Wilson, JASA 22, 1927); F1 = 2J / (1 + J) has that of
    J = hits / (hits + false alarms + misses), carried over (K. F. Y. Lam, V. Gopal and J. Qian, Confidence intervals
    for the F1 score, arXiv:2309.14621). With two or more coders the interval is that of what all such coders would
    find in all such sentences: the variance that sentences make in what coders share, and that of the coders' own
    scores, are added (both crossed and random: R. L. Brennan, Generalizability Theory, 2001), with degrees of
    freedom after F. E. Satterthwaite, Biometrics Bulletin 2, 1946. Sentences are taken as drawn independently.
    ``scripts/simulate.py`` shows how often these intervals hold the truth.

    Args:
        found: units x themes, see `found_by`.
        codes: coders x units x themes, see `Coded`.
        themes: their ids.
        weights: of the units, see `weights_of`; the same for all where there are none. Shares are then those of the
            weights, and stand on as many sentences as would give the same variance without (L. Kish, Survey Sampling,
            1965, chapter 11.7); counts stay counts.

    Returns:
        One row per theme: theme, sentences (coded), coded (sentences with the theme), found, hits, false_alarms,
        misses (these five may be fractions), prevalence, precision, recall, f1, each with _low and _high, alpha
        (Krippendorff's, nominal; NaN where no sentence has two coders, or all codes are alike). A score without a
        denominator is NaN.
    """
    rows = []
    for k, theme in enumerate(themes):
        share, seen = shares(codes[:, :, k])
        kept = seen > 0
        y, f = share[kept], found[kept, k].astype(float)
        hits, false_alarms, misses = _table(y, f)
        w = None if weights is None else weights[kept]
        numbers = {
            "prevalence": _share_of(y, np.ones(len(y)), w),
            "precision": _share_of(f * y, f, w),
            "recall": _share_of(f * y, y, w),
            "f1": _share_of(f * y, f + y - f * y, w),  # of the J that it rises with
        }
        row: dict[str, object] = {"theme": theme, "sentences": int(kept.sum()), "coded": y.sum(), "found": f.sum()}
        row |= {"hits": hits, "false_alarms": false_alarms, "misses": misses}
        for score in ("prevalence", *SCORES):
            readings = _readings(codes[:, :, [k]], found[:, [k]], "micro", "j" if score == "f1" else score, weights)
            row |= _with_interval(score, *numbers[score], readings, of_f1=score == "f1")
        row["alpha"] = alpha(codes[:, :, [k]])
        rows.append(row)
    return pd.DataFrame(rows)


def overall_scores(found: np.ndarray, codes: np.ndarray, weights: np.ndarray | None = None) -> pd.DataFrame:
    """Scores over all themes: micro (all judgements together) and macro (the mean of the themes).

    Intervals, micro: the variance of the score's influence function over sentences (the infinitesimal jackknife,
    B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, 1982, chapter 6) on the scale of log odds,
    since judgements on one sentence depend on each other. Macro: on the same scale, with the binomial variances of
    the themes' scores, each drawn to the score of all together by `PRIOR` judgements, so that a theme of few
    sentences and no error yet does not count as sure (empirical Bayes: G. Casella, The American Statistician 39,
    1985), and the correlations of the themes' influence functions. Between coders as in `theme_scores`. A theme
    without a score is not part of its mean. `scripts/simulate.py` shows how often these intervals hold the truth.

    Returns:
        Two rows, micro and macro: kind, themes (that have an F1), precision, recall, f1, each with _low and _high,
        alpha (of all judgements together).
    """
    rows = []
    share, seen = shares(codes)
    for averaging in ("micro", "macro"):
        row: dict[str, object] = {"kind": averaging}
        for score in SCORES:
            values, influences, sizes = _columns(found, share, seen, averaging, score, weights)
            value, influence = _mean(values, influences)
            n = len(influence)
            within = float((influence**2).sum()) * n / max(n - 1, 1)
            if averaging == "macro" or within == 0:
                within = _of_few(values, influences, sizes, of_f1=score == "f1")
            total, spread = _pooled(within, n, _readings(codes, found, averaging, score, weights))
            bounds = _by_log_odds(value, float(sizes.sum()), total, spread)
            row[score], row[f"{score}_low"], row[f"{score}_high"] = value, *bounds
        judged = [_table(share[s > 0, k], found[s > 0, k]) for k, s in enumerate(seen.T)]
        row["themes"] = sum(sum(cells) > 0 for cells in judged)
        row["alpha"] = alpha(codes)
        rows.append(row)
    return pd.DataFrame(rows)


def scores_by_part(found: np.ndarray, coded: Coded) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The scores of each part of the coded sentences.

    Returns:
        Of the themes, as `theme_scores`, and over all of them, as `overall_scores`, with the column part first; the
        second one also with coders (what they are, empty where it is not said) and sentences (of the part). By parts
        in the order of the sheets.
    """
    themes, overall = [], []
    for part in coded.units["part"].drop_duplicates():
        here = (coded.units["part"] == part).to_numpy()
        codes = coded.codes[:, here, :]
        weights = weights_of(coded.where(here))
        themes.append(theme_scores(found[here], codes, coded.themes, weights).assign(part=part))
        about = {"part": part, "coders": coded.where(here).kinds_in_words(), "sentences": int(here.sum())}
        overall.append(overall_scores(found[here], codes, weights).assign(**about))
    tables = (pd.concat(tables, ignore_index=True) for tables in (themes, overall))
    first, second = (table[["part", *table.columns.drop("part")]] for table in tables)
    return first, second


def alpha(codes: np.ndarray) -> float:
    """Krippendorff's alpha, nominal, of coders x units x themes, each judgement a unit.

    Source: K. Krippendorff, Content Analysis: An Introduction to Its Methodology, 4th ed. 2018, chapter 12, as the
    package of that name computes it. NaN where nothing was judged twice, or all judgements are alike.
    """
    flat = codes.reshape(len(codes), -1)
    twice = flat[:, (~np.isnan(flat)).sum(axis=0) > 1]
    if twice.size == 0 or len(np.unique(twice[~np.isnan(twice)])) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=twice, level_of_measurement="nominal"))


def shares(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The share of coders that saw a theme (0 where none coded), and how many coded: units x themes each."""
    seen = (~np.isnan(codes)).sum(axis=0)
    return np.nansum(codes, axis=0) / np.maximum(seen, 1), seen


def _share_of(tops: np.ndarray, bottoms: np.ndarray, weights: np.ndarray | None) -> tuple[float, float]:
    """The numerator and the denominator of a share, as of so many judgements as the weights leave."""
    if weights is None or not bottoms.any():
        return float(tops.sum()), float(bottoms.sum())
    w = weights * bottoms
    rows = float(bottoms.sum() * _worth(w[:, None], bottoms[:, None])[0])
    return float((weights * tops).sum() / w.sum() * rows), rows


def _worth(weighted: np.ndarray, judged: np.ndarray) -> np.ndarray:
    """Column by column, what a judgement with its weight is worth of one without: 1 where all weights are alike."""
    return np.asarray(
        weighted.sum(axis=0) ** 2 / (weighted**2).sum(axis=0) * (judged**2).sum(axis=0) / judged.sum(axis=0) ** 2
    )


def weights_of(coded: Coded) -> np.ndarray | None:
    """What each coded sentence stands for, with the mean 1: the inverse of the probability with which it was drawn.

    None where all probabilities are alike, and where some sentences have none, since they were not drawn.
    """
    chances = coded.units["probability"].to_numpy(float)
    if np.isnan(chances).any() or np.ptp(chances) < 1e-9:
        return None
    weights = 1 / chances
    return np.asarray(weights / weights.mean())


def _table(y: np.ndarray, f: np.ndarray) -> tuple[float, float, float]:
    return float((f * y).sum()), float((f * (1 - y)).sum()), float(((1 - f) * y).sum())


def _with_interval(
    name: str, top: float, bottom: float, readings: "_Readings | None", *, of_f1: bool
) -> dict[str, float]:
    if bottom <= 0:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), float("nan"))
    value = top / bottom
    # Never 0, as the variance of a proportion of 0 or 1 would be.
    guess = (top + 2) / (bottom + 4)
    within = guess * (1 - guess) / bottom
    total, spread = _pooled(within, bottom, readings)
    # As many sentences as would give the total variance by sampling alone.
    effective = bottom * within / total
    low, high = wilson(value * effective, effective, z=spread)
    found = {name: value, f"{name}_low": low, f"{name}_high": high}
    return {key: 2 * j / (1 + j) for key, j in found.items()} if of_f1 else found


@dataclass(frozen=True)
class _Readings:
    """What several coders make of one score: each one's value, the part of the variance over sentences that they
    share (0 to 1), and how many of them there are for a judgement, on average."""

    values: np.ndarray
    shared: float
    coders: float


def _readings(
    codes: np.ndarray, found: np.ndarray, averaging: str, score: str, weights: np.ndarray | None
) -> _Readings | None:
    """Coders' own scores on the judgements that others made too; None where there is nothing to compare."""
    judged = ~np.isnan(codes)
    twice = judged.sum(axis=0) > 1
    if not twice.any():
        return None
    values, influences = [], []
    for coder in np.where(twice, codes, np.nan):
        scores, parts, _ = _columns(found, *shares(coder[None]), averaging, score, weights)
        value, influence = _mean(scores, parts)
        if not np.isnan(value):
            values.append(value)
            influences.append(influence)
    if len(values) < 2:
        return None
    covariance = np.cov(influences)
    own = float(np.trace(covariance)) / len(values)
    pairs = float(covariance.sum() - np.trace(covariance)) / (len(values) * (len(values) - 1))
    shared = min(1.0, max(0.0, pairs / own)) if own > 0 else 1.0
    return _Readings(np.array(values), shared, float(judged.sum(axis=0)[judged.any(axis=0)].mean()))


def _pooled(within: float, n: float, readings: _Readings | None) -> tuple[float, float]:
    """The variance over sentences and coders, and the quantile of Student's t for it."""
    if readings is None or (np.ptp(readings.values) == 0 and readings.shared == 1):
        return within, Z
    sentences = within * readings.shared
    coders = float(readings.values.var(ddof=1)) / readings.coders
    total = sentences + coders
    if total == 0:
        return within, Z
    freedom = total**2 / (coders**2 / (len(readings.values) - 1) + sentences**2 / max(n - 1, 1))
    return total, student_t(freedom)


def _columns(
    found: np.ndarray, share: np.ndarray, seen: np.ndarray, averaging: str, score: str, weights: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A score of each theme that has it (micro: all in one), how much each sentence moves it, its judgements."""
    kept = seen > 0
    f = np.where(kept, found, 0).astype(float)
    y = np.where(kept, share, 0.0)
    tops = y if score == "prevalence" else f * y
    either = f + y - f * y
    bottoms = {"precision": f, "recall": y, "f1": (f + y) / 2, "j": either, "prevalence": kept * 1.0}[score]
    if averaging == "micro":
        tops, bottoms, either = (part.sum(axis=1, keepdims=True) for part in (tops, bottoms, either))
    w = np.ones((len(f), 1)) if weights is None else weights[:, None]
    top, bottom = (w * tops).sum(axis=0), (w * bottoms).sum(axis=0)
    has = bottom > 0
    values = top[has] / bottom[has]
    influences = w * (tops[:, has] - values * bottoms[:, has]) / bottom[has]
    judged = (either if score == "f1" else bottoms)[:, has]
    return values, influences, judged.sum(axis=0) * _worth(w * judged, judged)


def _mean(values: np.ndarray, influences: np.ndarray) -> tuple[float, np.ndarray]:
    if not len(values):
        return float("nan"), np.zeros(len(influences))
    return float(values.mean()), influences.mean(axis=1)


def _of_few(values: np.ndarray, influences: np.ndarray, sizes: np.ndarray, *, of_f1: bool) -> float:
    """The variance of the mean of scores that rest on few judgements each."""
    if not len(values):
        return 0.0
    shares = values / (2 - values) if of_f1 else values
    together = ((shares * sizes).sum() + 0.5) / (sizes.sum() + 1)
    drawn = (shares * sizes + PRIOR * together) / (sizes + PRIOR)
    variances = drawn * (1 - drawn) / sizes
    if of_f1:
        variances = np.array([_variance_of_f1(max(1, round(n)), j) for n, j in zip(sizes, drawn, strict=True)])
    lengths = np.linalg.norm(influences, axis=0)
    scaled = influences / np.where(lengths > 0, lengths, 1)
    alike = scaled.T @ scaled
    np.fill_diagonal(alike, 1)
    arms = np.sqrt(variances)
    return max(0.0, float(arms @ alike @ arms)) / len(values) ** 2


def _variance_of_f1(n: int, share: float) -> float:
    """The variance of F1 = 2J / (1 + J) where nJ is binomial."""
    hits = np.arange(n + 1)
    ways = np.array([math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in hits])
    chances = np.exp(ways + hits * np.log(share) + (n - hits) * np.log1p(-share))
    scores = 2 * hits / (n + hits)
    return float(chances @ scores**2 - (chances @ scores) ** 2)


def _by_log_odds(value: float, n: float, variance: float, spread: float) -> tuple[float, float]:
    """Bounds symmetric in the log odds; those of a score of 0 or 1 around one of half an error in n judgements."""
    if np.isnan(value):
        return float("nan"), float("nan")
    middle = value if 0 < value < 1 else (value * n + 0.5) / (n + 1)
    odds = np.log(middle / (1 - middle))
    half = spread * np.sqrt(variance) / (middle * (1 - middle))
    low, high = (float(1 / (1 + np.exp(-(odds + side * half)))) for side in (-1, 1))
    return min(low, value), max(high, value)
