"""How often the intervals of scores hold the truth, in simulated codings whose truth is known.

    .venv/bin/python scripts/simulate.py [--draws N]

Texts of 200 sentences; the theme is in 30 % of them. The dictionary finds 80 % of these, and 5 % of the others. A
coder sees the theme in 85 % of the sentences that have it and in 5 % of the others, give or take the coder's own way
(standard deviations of 7 and 3.5 points). The truth is what all such coders would say of all such sentences.

Then, for one coder who is always right, micro and macro F1 over 13 themes, the rarest in a quarter as many sentences
as the most frequent: a text like the essay (40 sentences, 15 % with a theme in the mean, 90 % found, 1 % invented),
and one like the test part (270, 6 %, 70 %, 2 %).
"""

import argparse

import numpy as np
from themeline.validity.scores import overall_scores, theme_scores

SENTENCES, SHARE, FINDS, INVENTS = 200, 0.3, 0.8, 0.05
SEES, IMAGINES = (0.85, 0.07), (0.05, 0.035)


def truths():
    """Precision, recall and F1 over all sentences and coders."""
    hits = SHARE * FINDS * SEES[0] + (1 - SHARE) * INVENTS * IMAGINES[0]
    found = SHARE * FINDS + (1 - SHARE) * INVENTS
    coded = SHARE * SEES[0] + (1 - SHARE) * IMAGINES[0]
    return {"precision": hits / found, "recall": hits / coded, "f1": 2 * hits / (found + coded)}


def one_coding(random, coders):
    """What the dictionary finds, and what the coders say."""
    there = random.random(SENTENCES) < SHARE
    found = np.where(there, random.random(SENTENCES) < FINDS, random.random(SENTENCES) < INVENTS)
    sees, imagines = (np.clip(random.normal(*way, coders), 0.001, 0.999) for way in (SEES, IMAGINES))
    codes = [
        random.random(SENTENCES) < np.where(there, seen, imagined)
        for seen, imagined in zip(sees, imagines, strict=True)
    ]
    return found[:, None], np.array(codes, dtype=float)[:, :, None]


def main(draws):
    """Print, for each number of coders, in how many of 100 the 95 % intervals hold the truth."""
    random = np.random.default_rng(1996)
    print("coders  precision  recall  F1   (of 100; 95 wanted)")
    for coders in (1, 2, 3, 4, 8):
        inside = dict.fromkeys(truths(), 0)
        for _ in range(draws):
            row = theme_scores(*one_coding(random, coders), ["theme"]).iloc[0]
            for name, truth in truths().items():
                inside[name] += row[f"{name}_low"] <= truth <= row[f"{name}_high"]
        shares = [f"{100 * count / draws:.0f}" for count in inside.values()]
        print(f"{coders:6}  {shares[0]:>9}  {shares[1]:>6}  {shares[2]:>2}")


THEMES = 13
TEXTS = {"like the essay": (40, 0.15, 0.9, 0.01), "like the test": (270, 0.06, 0.7, 0.02)}


def over_themes(draws):
    """Print the same for the scores over all themes."""
    random = np.random.default_rng(1996)
    print("\ntext            micro F1  macro F1   (of 100; 95 wanted)")
    for name, (sentences, mean, finds, invents) in TEXTS.items():
        shares = np.linspace(0.4 * mean, 1.6 * mean, THEMES)
        found, hits = shares * finds + (1 - shares) * invents, shares * finds
        truth = {"micro": 2 * hits.sum() / (found + shares).sum(), "macro": (2 * hits / (found + shares)).mean()}
        inside = dict.fromkeys(truth, 0)
        for _ in range(draws):
            there = random.random((sentences, THEMES)) < shares
            guess = random.random(there.shape) < np.where(there, finds, invents)
            for row in overall_scores(guess, there[None].astype(float)).itertuples():
                inside[row.kind] += row.f1_low <= truth[row.kind] <= row.f1_high
        print(f"{name:15} {100 * inside['micro'] / draws:8.0f}  {100 * inside['macro'] / draws:8.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=2000, metavar="N", help="codings for each of them [2000]")
    draws = parser.parse_args().draws
    main(draws)
    over_themes(draws)
