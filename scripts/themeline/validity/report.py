"""The scores of a dictionary in words: the table that `themeline score` prints."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from themeline.text.wording import aligned_lines, count_of
from themeline.validity.coders import is_machine
from themeline.validity.coding_sheets import Coded
from themeline.validity.estimates import SHARES
from themeline.validity.scores import SCORES, agreed, alpha, overall_scores, shares, theme_scores, weights_of

METHOD = (
    "Counts are of sentences; with several coders, of the share that saw the theme. prevalence: coded, of all.",
    "Intervals (95 %): of themes Wilson's (1927), that of F1 carried over from hits / (hits + false alarms + misses)",
    "(Lam, Gopal and Qian 2023); micro by the infinitesimal jackknife (Efron 1982), macro with the themes' variances",
    "drawn to the score of all (Casella 1985), both on the scale of log odds; of several coders with sentences and",
    "coders as crossed random effects (Brennan 2001). alpha: Krippendorff's (2018), nominal. '-': not defined.",
)
HEADS = ("theme", "coded", "prevalence", "found", "hits", "precision", "recall", "F1", "alpha")


def score_tables(found: np.ndarray, coded: Coded) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Scores of themes and over all, of all judgements, and of those agreed on where coders disagree anywhere.

    Returns:
        "all" and, if there is any disagreement, "agreed": what `theme_scores` and `overall_scores` give.
    """
    judgements = {"all": coded.codes}
    if disputed(coded.codes):
        judgements["agreed"] = agreed(coded.codes)
    weights = weights_of(coded)
    return {
        name: (theme_scores(found, codes, coded.themes, weights), overall_scores(found, codes, weights))
        for name, codes in judgements.items()
    }


def disputed(codes: np.ndarray) -> int:
    """How many judgements (a sentence, a theme) coders disagree on."""
    judged = (~np.isnan(codes)).any(axis=0)
    return int((np.isnan(agreed(codes)).all(axis=0) & judged).sum())


def score_lines(
    tables: dict[str, tuple[pd.DataFrame, pd.DataFrame]], found: np.ndarray, coded: Coded
) -> Iterator[str]:
    """The tables that `score_tables` gives, line by line, with what they rest on."""
    yield from _table(*tables["all"])
    if "agreed" in tables:
        yield ""
        judgements = count_of(disputed(coded.codes), "judgement")
        yield f"Without {judgements} (a sentence, a theme) that coders disagree on:"
        yield ""
        yield from _table(*tables["agreed"])
        yield ""
        yield _what_coders_add(found, coded.codes, weights_of(coded))
    yield ""
    yield from METHOD
    if weights_of(coded) is not None:
        yield "Sentences were drawn with different probabilities: scores are weighted, counts are of the rows."
    if len(coded.coders) == 1:
        yield "There is one coder, so these numbers do not show how far another would agree."


def coders_in_words(coded: Coded) -> str:
    """The names of the coders, each with what it is."""
    pairs = zip(coded.coders, coded.kinds, strict=True)
    return ", ".join(f"{name} ({kind})" if kind else name for name, kind in pairs)


def comparison_lines(coded: Coded) -> Iterator[str]:
    """All coders with all: alpha of each pair, and of each that is not a person how well it finds what persons coded.

    Nothing for a single coder, and nothing for persons alone, whose alpha stands in the table of scores.
    """
    aside = [is_machine(kind) for kind in coded.kinds]
    if len(coded.coders) < 2 or not any(aside):
        return
    yield "Coders compared, over all themes:"
    yield ""
    rows = [["coders", "sentences", "alpha"]]
    for i, j in itertools.combinations(range(len(coded.coders)), 2):
        both = (~np.isnan(coded.codes[[i, j]]).all(axis=2)).all(axis=0)
        pair = coded.codes[[i, j]][:, both]
        agreement = _number(alpha(pair)) if both.any() else "-"
        rows.append([f"{coded.coders[i]} and {coded.coders[j]}", f"{both.sum():,}", agreement])
    yield from aligned_lines(rows, right=(1, 2))
    if all(aside):
        yield ""
        kinds = ", ".join(dict.fromkeys(coded.kinds))
        yield f"No person coded these sentences ({kinds}): the scores compare programs."
        return
    yield ""
    rows = [["against persons", "sentences", *SCORES]]
    truth = coded.without(aside)
    of_unit = {key: place for place, key in enumerate(zip(coded.units["path"], coded.units["sentence"], strict=True))}
    places = [of_unit[key] for key in zip(truth.units["path"], truth.units["sentence"], strict=True)]
    for i in np.flatnonzero(aside).tolist():
        own = coded.codes[i][places]
        looked = ~np.isnan(own).all(axis=1)
        if not looked.any():
            rows.append([coded.coders[i], "0", *["-"] * len(SCORES)])
            continue
        weights = weights_of(truth.where(looked))
        micro = overall_scores(own[looked] == 1, truth.codes[:, looked], weights).iloc[0].to_dict()
        rows.append([coded.coders[i], f"{looked.sum():,}", *_cells(micro | {"alpha": np.nan})[: len(SCORES)]])
    yield from aligned_lines(rows, right=(1,))


ESTIMATES = (
    "seen: coded sentences in which coders see the theme. counted: what the dictionary finds, as if it made no",
    "errors. Rogan-Gladen: corrected by recall and false alarms; for groups right only if these are the same in",
    "each (1978; interval of Lang and Reiczigel 2014). coded alone: unbiased, but with wide intervals. corrected:",
    "the coded sample, made more precise by the dictionary where that helps (Egami and others 2023; PPI++,",
    "Angelopoulos and others 2023). Report this one; where few sentences are seen, with its interval. 95 %",
    "intervals, from the variance between documents (between sentences, for fewer than five). '*': the corrected",
    "interval does not contain 0.",
)


def estimate_lines(table: pd.DataFrame) -> Iterator[str]:
    """What `themeline.validity.estimates.estimates` gives, line by line: a table for each target."""
    for _, rows in table.groupby(["kind", "target"], sort=False):
        first = rows.iloc[0]
        share = first["kind"] in SHARES
        unit = ", change (percentage points)" if first["kind"] == "slope" else " (percentage points)"
        unit = " (% of sentences)" if share else unit
        size = f"{count_of(int(first['documents']), 'document')}, {int(first['sentences']):,} sentences"
        yield f"{first['target']}{unit}: {size}, {int(rows['coded'].max()):,} coded"
        yield ""
        cells = [
            ["theme", "seen", "counted", *["Rogan-Gladen"] * share, "coded alone", "corrected", *[""] * (not share)]
        ]
        for row in rows.to_dict("records"):
            ways = ["counted", *["rogan_gladen"] * share, "coded_alone", "corrected"]
            line = [row["theme"], f"{row['seen']:.4g}", *(_percent(row, way) for way in ways)]
            if not share:
                clear = row["corrected_low"] > 0 or row["corrected_high"] < 0
                line.append("*" if clear else "")
            cells.append(line)
        yield from aligned_lines(cells, right=(1,))
        yield ""
    yield from ESTIMATES


PLAN = (
    "share ±: half the width of the 95 % interval of the corrected share, in percentage points, counting only the",
    "dictionary's errors. more: additional rows that would halve it. with a mention: the part of all rows then in",
    "which the dictionary finds the theme. worth: how much one more coded row with a mention tells, relative to one",
    "without (Neyman 1934).",
)


def plan_lines(table: pd.DataFrame) -> Iterator[str]:
    """What `themeline.validity.planning.plan` gives, line by line."""
    yield "What more coding would do:"
    yield ""
    cells = [["theme", "rows", "share ±", "more", "with a mention", "worth"]]
    for row in table.itertuples():
        worth = "-" if np.isnan(row.worth) else f"{row.worth:.1f}"
        cells.append([row.theme, f"{row.rows:,}", f"{100 * row.half:.1f}", f"{row.more:,}", f"{row.part:.0%}", worth])
    yield from aligned_lines(cells, right=(1, 2, 3, 4, 5))
    yield ""
    yield from PLAN


def _percent(row: dict[str, Any], way: str) -> str:
    digits = 1 if row["kind"] in SHARES else 2
    # Without the sign of a zero.
    value, low, high = (round(100 * row[name], digits) + 0.0 for name in (way, f"{way}_low", f"{way}_high"))
    if np.isnan(value):
        return "-"
    return f"{value:.{digits}f}" + ("" if np.isnan(low) else f" [{low:.{digits}f}, {high:.{digits}f}]")


def _number(value: float) -> str:
    # Without the sign of a zero.
    return "-" if np.isnan(value) else f"{round(value, 2) + 0:.2f}"


def _what_coders_add(found: np.ndarray, codes: np.ndarray, weights: np.ndarray | None) -> str:
    """How much wider the interval of the macro F1 is for the coders, against their mean taken as the truth."""
    share, coders = shares(codes)
    mean = np.where(coders > 0, share, np.nan)
    wide, narrow = (
        float((table["f1_high"] - table["f1_low"]).iloc[-1])
        for table in (overall_scores(found, codes, weights), overall_scores(found, mean[None], weights))
    )
    return (
        f"Imperfect coding: the interval of the macro F1 is {wide:.2f} wide, and would be {narrow:.2f} "
        f"if the coders' mean were the truth."
    )


def _table(scores: pd.DataFrame, overall: pd.DataFrame) -> Iterator[str]:
    rows = [list(HEADS)]
    for row in scores.to_dict("records"):
        coded, found, hits = (f"{row[name]:.4g}" for name in ("coded", "found", "hits"))
        rows.append([row["theme"], coded, f"{row['prevalence']:.3f}", found, hits, *_cells(row)])
    judged = scores[["hits", "false_alarms", "misses"]].sum()
    coded, found = judged["hits"] + judged["misses"], judged["hits"] + judged["false_alarms"]
    prevalence = (scores["prevalence"] * scores["sentences"]).sum() / scores["sentences"].sum()
    for row in overall.to_dict("records"):
        micro = row["kind"] == "micro"
        name = "all judgements (micro)" if micro else f"mean of {row['themes']} themes (macro)"
        counts = [""] * 4
        if micro:
            counts = [f"{coded:.4g}", f"{prevalence:.3f}", f"{found:.4g}", f"{judged['hits']:.4g}"]
        rows.append([name, *counts, *_cells(row if micro else row | {"alpha": float("nan")})])
    # Scores stand with their intervals, so they begin below each other; counts end so.
    yield from aligned_lines(rows, right=(1, 2, 3, 4, 8))


def _cells(row: dict[str, float]) -> list[str]:
    cells = [
        "-" if np.isnan(row[score]) else f"{row[score]:.2f} [{row[f'{score}_low']:.2f}, {row[f'{score}_high']:.2f}]"
        for score in SCORES
    ]
    return [*cells, _number(row["alpha"])]
