"""How often the intervals of scores hold the truth, in simulated codings whose truth is known.

    .venv/bin/python scripts/simulate.py [--draws N]

Texts of 200 sentences; the theme is in 30 % of them. The dictionary finds 80 % of these, and 5 % of the others. A
coder sees the theme in 85 % of the sentences that have it and in 5 % of the others, give or take the coder's own way
(standard deviations of 7 and 3.5 points). The truth is what all such coders would say of all such sentences.
"""

import argparse

import numpy as np
from themeline.validity import theme_scores

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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=2000, metavar="N", help="codings for each of them [2000]")
    main(parser.parse_args().draws)
