"""How often the intervals of scores hold the truth, in simulated codings whose truth is known.

    .venv/bin/python scripts/simulate.py [--draws N]

Texts of 200 sentences; the theme is in 30 % of them. The dictionary finds 80 % of these, and 5 % of the others. A
coder sees the theme in 85 % of the sentences that have it and in 5 % of the others, give or take the coder's own way
(standard deviations of 7 and 3.5 points). The truth is what all such coders would say of all such sentences.

Then, for one coder who is always right, micro and macro F1 over 13 themes, the rarest in a quarter as many sentences
as the most frequent: a text like the essay (40 sentences, 15 % with a theme in the mean, 90 % found, 1 % invented),
and one like the test part (270, 6 %, 70 %, 2 %).

Then, for shares that are estimated from sentences drawn at random (`themeline estimate`): documents of two groups.
The dictionary finds 85 % of the sentences of a theme in the one and 45 % in the other, more of long sentences than of
short ones, and invents 1 and 3 %. Of 60 documents of 50 to 150 sentences some are drawn, each with the same
probability, or a third of them where the dictionary finds the theme. How often 95 % intervals hold the truth, and how
wide those of the corrected share are beside those of the coded sentences alone.
"""

import argparse

import numpy as np
from themeline.validity.design import Sample, Units, coded_alone, corrected, counted
from themeline.validity.estimates import rogan_gladen
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


DOCUMENTS, GROUPS = 60, 2
FOUND_OF, INVENTED_OF = (0.85, 0.45), (0.01, 0.03)
WORLDS = {"frequent": ((0.30, 0.20), 0.05), "in 8 of 100": ((0.10, 0.06), 0.02), "rare": ((0.03, 0.015), 0.005)}


def one_corpus(random, shares, slope):
    """Group and year of each document, document of each sentence, whether it has the theme, and is found."""
    group, year = np.arange(DOCUMENTS) % GROUPS, random.uniform(-1, 1, DOCUMENTS)
    document = np.repeat(np.arange(DOCUMENTS), random.integers(50, 151, DOCUMENTS))
    share = np.array(shares)[group] + slope * year + random.uniform(-1, 1, DOCUMENTS) * min(shares) / 4
    long = random.random(len(document)) < 0.5
    there = random.random(len(document)) < np.clip(share, 0, 1)[document] * np.where(long, 1.3, 0.7)
    finds = np.array(FOUND_OF)[group][document] + np.where(long, 0.1, -0.1)
    invents = np.array(INVENTED_OF)[group][document] * np.where(long, 1.5, 0.5)
    return group, year, document, there, random.random(len(document)) < np.where(there, finds, invents)


def one_sample(random, size, found, in_strata):
    """The numbers of the sentences that are drawn, and the probability of each."""
    parts = [np.flatnonzero(found), np.flatnonzero(~found)] if in_strata else [np.arange(len(found))]
    first = max(min(size // 3, len(parts[0])), round(size * found.mean())) if in_strata else size
    sizes = [first, size - first][: len(parts)]
    drawn = [random.choice(part, n, replace=False) for part, n in zip(parts, sizes, strict=True)]
    chances = [np.full(n, n / len(part)) for part, n in zip(parts, sizes, strict=True)]
    return np.concatenate(drawn), np.concatenate(chances)


def of_samples(draws, worlds=WORLDS, sizes=(100, 300, 1000)):
    """Print, for each world, size of the sample, and way of drawing, how often intervals hold the truth."""
    print("\nthe theme is  coded  drawn     estimate    counted  Rogan-Gladen  coded alone  corrected  width")
    random = np.random.default_rng(1996)
    rows = []
    for name, (shares, slope) in worlds.items():
        truth = {"share": np.mean(shares), "group": shares[0], "difference": shares[0] - shares[1], "slope": slope}
        for size in sizes:
            for in_strata in (False, True):
                inside = {kind: np.zeros(4) for kind in truth}
                width = {kind: np.zeros(2) for kind in truth}
                for _ in range(draws):
                    group, year, document, there, found = one_corpus(random, shares, slope)
                    drawn, chance = one_sample(random, size, found, in_strata)
                    sample = Sample(document[drawn], there[drawn] * 1.0, found[drawn] * 1.0, chance)
                    each = np.bincount(document, minlength=DOCUMENTS)
                    finds = np.bincount(document, found, DOCUMENTS)
                    ones, groups = np.ones((DOCUMENTS, 1)), np.eye(GROUPS)[group]
                    years = np.column_stack([ones[:, 0], year])
                    wanted = {
                        "share": (ones, [1], True),
                        "group": (groups, [1, 0], True),
                        "difference": (groups, [1, -1], False),
                        "slope": (years, [0, 1], False),
                    }
                    for kind, (x, contrast, share) in wanted.items():
                        units, contrast = Units(each, finds, x, group), np.array(contrast, float)
                        within = x @ contrast > 0 if kind == "group" else np.ones(DOCUMENTS, bool)
                        ways = [
                            counted(units, contrast, share=share),
                            rogan_gladen(finds[within].sum(), each[within].sum(), sample) if share else None,
                            coded_alone(units, sample, contrast, share=share),
                            corrected(units, sample, contrast, share=share),
                        ]
                        inside[kind] += [way is not None and way.low <= truth[kind] <= way.high for way in ways]
                        width[kind] += [way.high - way.low for way in ways[2:]]
                for kind in truth:
                    held = [f"{100 * one / draws:.0f}" for one in inside[kind]]
                    held[1] = held[1] if kind in ("share", "group") else "-"
                    ratio = width[kind][1] / width[kind][0]
                    how = "in strata" if in_strata else "at random"
                    print(
                        f"{name:12}  {size:5}  {how}  {kind:10}  {held[0]:>7}  {held[1]:>12}  {held[2]:>11}"
                        f"  {held[3]:>9}  {ratio:5.2f}"
                    )
                    rows.append((name, size, how, kind, *held, ratio))
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=2000, metavar="N", help="codings for each of them [2000]")
    draws = parser.parse_args().draws
    main(draws)
    over_themes(draws)
    of_samples(max(1, draws * 3 // 20))
