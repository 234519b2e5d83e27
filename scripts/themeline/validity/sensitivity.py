"""How much of a result depends on single patterns: what each is worth, and ranks under other dictionaries."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from themeline.dictionary.codebook import Codebook
from themeline.dictionary.mentions import Matches
from themeline.measures.intervals import percentile_bounds
from themeline.text.document import BODY, ROLES, Document
from themeline.validity.coding_sheets import Coded
from themeline.validity.scores import shares

DRAWS = 2000
KEPT = 0.75


def pattern_effects(coded: Coded, codebook: Codebook) -> pd.DataFrame:
    """What each pattern does on coded sentences: what it finds, and what would go if it went.

    Where coders disagree, a sentence counts as theirs by the share that saw the theme.

    Returns:
        One row for each pattern that finds anything in the coded texts: theme, pattern, hits and false_alarms
        (sentences that it finds), only_hits and only_false_alarms (those that no other pattern of the theme finds),
        precision, recall and f1 of the theme, and the same _without the pattern, effect ("earns its keep",
        "only noise", "mixed", or "spare": nothing would go); by theme, and in it what adds most to F1 first.
    """
    share, coders = shares(coded.codes)
    seen = {path: Matches(document, codebook, roles=ROLES) for path, document in coded.documents.items()}
    sentences = {path: document.words["sentence"].to_numpy() for path, document in coded.documents.items()}
    unit_of = {(unit.path, unit.sentence): i for i, unit in enumerate(coded.units.itertuples())}
    rows = []
    for k, theme in enumerate(coded.themes):
        judged = coders[:, k] > 0
        y = share[:, k]

        def units(theme: str = theme, judged: np.ndarray = judged, without: str = "", only: str = "") -> set[int]:
            found = set()
            for path, matches in seen.items():
                for _, _, first, pattern in matches.counted(theme, without={without}):
                    unit = unit_of.get((path, sentences[path][matches.row_of(first)]))
                    if unit is not None and judged[unit] and only in ("", pattern):
                        found.add(unit)
            return found

        everything = units()
        whole = _scores(everything, y, judged)
        for pattern in sorted({name for matches in seen.values() for name in matches.patterns(theme)}):
            mine, less = units(only=pattern), units(without=pattern)
            lost = everything - less
            hits, alarms = (float(sum(part[i] for i in lost)) for part in (y, 1 - y))
            rows.append(
                {
                    "theme": theme, "pattern": pattern,
                    "hits": float(sum(y[i] for i in mine)), "false_alarms": float(sum(1 - y[i] for i in mine)),
                    "only_hits": hits, "only_false_alarms": alarms,
                    **whole,
                    **{f"{name}_without": score for name, score in _scores(less, y, judged).items()},
                    "effect": _effect(hits, alarms),
                }
            )  # fmt: skip
    table = pd.DataFrame(rows)
    if table.empty:
        return table
    order = {theme: i for i, theme in enumerate(coded.themes)}
    table = table.assign(_theme=table["theme"].map(order), _gain=table["f1_without"] - table["f1"])
    return table.sort_values(["_theme", "_gain", "pattern"]).drop(columns=["_theme", "_gain"]).reset_index(drop=True)


def _effect(hits: float, alarms: float) -> str:
    if not hits and not alarms:
        return "spare"
    if not alarms:
        return "earns its keep"
    return "mixed" if hits else "only noise"


def _scores(found: set[int], y: np.ndarray, judged: np.ndarray) -> dict[str, float]:
    hits, coded = sum(y[i] for i in found), y[judged].sum()
    bottoms = {"precision": len(found), "recall": coded, "f1": (len(found) + coded) / 2}
    return {name: float(hits / bottom) if bottom else float("nan") for name, bottom in bottoms.items()}


@dataclass(frozen=True)
class Ranks:
    """Ranks of themes (1 the most frequent, ties share the mean) under other dictionaries and counts.

    Attributes:
        table: one row per theme, the most frequent first: theme, label, mentions, rank, least and most (over all
            dictionaries that lack one pattern), without_exceptions, by_sentences, low and high (95 % of the drawn
            dictionaries), first (share of them in which it is the first).
        drawn: draws x themes (in the order of ``table``): its rank in each.
    """

    table: pd.DataFrame
    drawn: np.ndarray

    def ahead(self, theme: str, other: str) -> float:
        """In which share of the drawn dictionaries one theme is mentioned more often than another; half for ties."""
        themes = list(self.table["theme"])
        ranks, others = (self.drawn[:, themes.index(name)] for name in (theme, other))
        return float(((ranks < others) + (ranks == others) / 2).mean())


def rank_stability(
    document: Document, codebook: Codebook, *, roles: tuple[str, ...] = BODY, seed: int = 1996
) -> Ranks:
    """How the order of the themes changes under dictionaries that a colleague might have made.

    Three small changes, each alone: one pattern is left out (each that finds anything), exceptions are dropped,
    sentences are counted instead of mentions. And `DRAWS` dictionaries drawn at random, each of which keeps each
    pattern with the probability `KEPT`, for all themes independently: where two themes' order changes in many of
    them, it depends on the word list.

    Args:
        document: the text.
        codebook: its themes.
        roles: the parts of the text that count.
        seed: of the draws.
    """
    matches = Matches(document, codebook, roles=roles)
    themes = codebook.ids
    counts = np.array([len(matches.counted(theme)) for theme in themes])
    base = _ranks(counts)
    least, most = base.copy(), base.copy()
    for i, theme in enumerate(themes):
        for pattern in matches.patterns(theme):
            other = counts.copy()
            other[i] = len(matches.counted(theme, without={pattern}))
            ranks = _ranks(other)
            least, most = np.minimum(least, ranks), np.maximum(most, ranks)
    sentence = document.words["sentence"].to_numpy()
    by_sentences = [
        len({sentence[matches.row_of(first)] for _, _, first, _ in matches.counted(theme)}) for theme in themes
    ]
    unblocked = [len(matches.counted(theme, exceptions=False)) for theme in themes]
    random = np.random.default_rng(seed)
    drawn_counts = np.zeros((DRAWS, len(themes)), dtype=int)
    for i, theme in enumerate(themes):
        patterns = matches.patterns(theme)
        known: dict[bytes, int] = {}
        for j, dropped in enumerate(random.random((DRAWS, len(patterns))) >= KEPT):
            key = dropped.tobytes()
            if key not in known:
                without = {pattern for pattern, gone in zip(patterns, dropped, strict=True) if gone}
                known[key] = len(matches.counted(theme, without=without))
            drawn_counts[j, i] = known[key]
    drawn = np.apply_along_axis(_ranks, 1, drawn_counts)
    low, high = percentile_bounds(drawn)
    table = pd.DataFrame(
        {
            "theme": themes, "label": list(codebook.labels.values()), "mentions": counts, "rank": base,
            "least": least, "most": most, "without_exceptions": _ranks(np.array(unblocked)),
            "by_sentences": _ranks(np.array(by_sentences)), "low": low, "high": high,
            "first": (drawn == drawn.min(axis=1, keepdims=True)).mean(axis=0),
        }
    )  # fmt: skip
    order = np.lexsort((np.arange(len(themes)), base))
    return Ranks(table.iloc[order].reset_index(drop=True), drawn[:, order])


def _ranks(counts: np.ndarray) -> np.ndarray:
    return np.asarray(pd.Series(-counts).rank(method="average"))
