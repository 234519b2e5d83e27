"""Scores: held against scikit-learn and krippendorff, against hand counts, and against simulations."""

import csv
import importlib.util
import re

import krippendorff
import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from scipy.special import stdtrit
from sklearn.metrics import f1_score, precision_score, recall_score
from themeline.dictionary.mentions import find_mentions
from themeline.measures.intervals import student_t, wilson
from themeline.text.document import ROLES
from themeline.validity.baselines import by_definitions, by_names
from themeline.validity.coding_sheets import Coded, read_sheets
from themeline.validity.report import disputed, score_lines, score_tables
from themeline.validity.scores import agreed, alpha, errors_in, found_by, overall_scores, scores_by_part, theme_scores

ESSAY = SEEDS / "coding" / "essay.csv"


@pytest.fixture(scope="module")
def coded(codebook) -> Coded:
    return read_sheets([ESSAY], codebook)


def by_other_libraries(essay, codebook):
    """What people coded and what the dictionary found, from the sheet and the mentions alone."""
    with ESSAY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = np.array([[row[theme] == "1" for theme in codebook.ids] for row in rows])
    mentions = find_mentions(essay, codebook, roles=ROLES)
    pairs = set(zip(mentions["sentence"], mentions["theme"], strict=True))
    guess = np.array([[(int(row["sentence"]), theme) in pairs for theme in codebook.ids] for row in rows])
    return truth, guess


@pytest.mark.parametrize("whole", [True, False])
def test_scores_are_those_of_scikit_learn(coded, essay, codebook, whole):
    truth, guess = by_other_libraries(essay, codebook)
    if not whole:
        body = (essay.sentences["role"] == "body").to_numpy()
        truth, guess = truth[body], guess[body]
        coded = coded.of_roles(("body",))
    found = found_by(coded, codebook)
    assert (found == guess).all()
    table = theme_scores(found, coded.codes, coded.themes)
    for name, measure in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        expected = measure(truth, guess, average=None, zero_division=np.nan)
        np.testing.assert_allclose(table[name], expected)
        overall = overall_scores(found, coded.codes).set_index("kind")[name]
        assert overall["micro"] == pytest.approx(measure(truth, guess, average="micro"))
        assert overall["macro"] == pytest.approx(measure(truth, guess, average="macro", zero_division=np.nan))
    np.testing.assert_allclose(table["prevalence"], truth.mean(axis=0))


def test_the_command_prints_the_numbers_of_scikit_learn(themeline, essay, codebook):
    truth, guess = by_other_libraries(essay, codebook)
    body = (essay.sentences["role"] == "body").to_numpy()
    done = themeline("score", ESSAY)
    assert done.returncode == 0, done.stderr
    printed = {line.split("  ")[0]: line for line in done.stdout.splitlines()}
    for k, theme in enumerate(codebook.ids):
        y, f = truth[body, k], guess[body, k]
        cells = printed[theme].replace("[", " ").replace(",", " ").replace("]", " ").split()
        assert cells[1:5] == [f"{y.sum()}", f"{y.mean():.3f}", f"{f.sum()}", f"{(y & f).sum()}"]
        scores = [precision_score(y, f, zero_division=0), recall_score(y, f), f1_score(y, f)]
        assert cells[5::3][:3] == [f"{score:.2f}" for score in scores]
    macro = f1_score(truth[body], guess[body], average="macro")
    assert f"{macro:.2f} [" in printed["mean of 13 themes (macro)"]
    assert macro >= 0.9


def two_coders(coded: Coded, flips: int, seed: int = 4) -> Coded:
    """The coding, and another that differs from it in so many judgements."""
    random = np.random.default_rng(seed)
    other = coded.codes[0].copy()
    places = random.choice(other.size, size=flips, replace=False)
    other.flat[places] = 1 - other.flat[places]
    return Coded(
        coded.units,
        ["a", "b"],
        ["", ""],
        ["", ""],
        coded.themes,
        np.array([coded.codes[0], other]),
        np.full((2, len(coded.units)), ""),
        coded.documents,
        [],
    )


def test_alpha_is_that_of_the_package(coded):
    both = two_coders(coded, 30)
    for k in range(len(both.themes)):
        column = both.codes[:, :, k]
        if len(np.unique(column)) > 1:
            expected = krippendorff.alpha(reliability_data=column, level_of_measurement="nominal")
            assert alpha(both.codes[:, :, [k]]) == pytest.approx(expected)


def test_alpha_by_hand():
    # Krippendorff's own worked example of two coders, ten units, binary (Computing Krippendorff's alpha, 2011).
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    two = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(np.array([one, two], dtype=float)[:, :, None]) == pytest.approx(0.095, abs=0.0005)


def test_perfect_agreement_is_1_and_shuffled_labels_are_near_0(coded):
    same = np.repeat(coded.codes, 2, axis=0)
    assert alpha(same) == 1
    random = np.random.default_rng(3)
    values = []
    for _ in range(200):
        shuffled = random.permutation(coded.codes[0].ravel()).reshape(coded.codes[0].shape)
        values.append(alpha(np.array([coded.codes[0], shuffled])))
    assert abs(np.mean(values)) < 0.01
    assert np.abs(values).max() < 0.2
    assert np.isnan(alpha(coded.codes))
    assert np.isnan(alpha(np.zeros((2, 5, 1))))


def test_a_score_without_denominator_is_none():
    found, codes = np.zeros((4, 2), dtype=bool), np.zeros((1, 4, 2))
    codes[0, 0, 0] = 1
    table = theme_scores(found, codes, ["a", "b"])
    assert np.isnan(table["precision"]).all()
    assert table["recall"].tolist()[0] == 0 and np.isnan(table["recall"].tolist()[1])
    assert table["f1"].tolist()[0] == 0 and np.isnan(table["f1"].tolist()[1])
    macro = overall_scores(found, codes).iloc[1]
    assert (macro["themes"], macro["f1"]) == (1, 0)


@pytest.mark.parametrize("freedom", [1, 1.3, 2, 3.7, 10, 60, 1000])
def test_students_t_is_that_of_scipy(freedom):
    assert student_t(freedom) == pytest.approx(stdtrit(freedom, 0.975), rel=1e-4)


def test_wilson_by_hand():
    # 9 of 10, z = 1.96: the example of Newcombe's formulas worked out by hand.
    low, high = wilson(9, 10)
    assert (low, high) == (pytest.approx(0.5958, abs=5e-4), pytest.approx(0.9821, abs=5e-4))
    assert (wilson(0, 10)[0], wilson(10, 10)[1]) == (0, 1)
    assert np.isnan(wilson(0, 0)).all()


def drawn(random, n, prevalence, recall, specificity):
    truth = random.random((n, len(prevalence))) < prevalence
    guess = np.where(truth, random.random(truth.shape) < recall, random.random(truth.shape) < 1 - specificity)
    return truth.astype(float), guess


@pytest.mark.parametrize(
    ("n", "themes", "recall", "specificity"), [(60, 5, 0.85, 0.95), (250, 5, 0.7, 0.97), (240, 13, 0.7, 0.98)]
)
def test_intervals_cover_the_truth_in_93_to_97_of_100(n, themes, recall, specificity):
    random = np.random.default_rng(1)
    prevalence = np.linspace(0.1, 0.3, themes)
    precision = prevalence * recall / (prevalence * recall + (1 - prevalence) * (1 - specificity))
    truths = {"prevalence": prevalence, "precision": precision, "recall": np.full(themes, recall)}
    truths["f1"] = 2 * precision * recall / (precision + recall)
    covered = {name: [] for name in [*truths, "macro"]}
    for _ in range(400):
        y, f = drawn(random, n, prevalence, recall, specificity)
        table = theme_scores(f, y[None], [f"t{k}" for k in range(themes)])
        for name, truth in truths.items():
            inside = (table[f"{name}_low"] <= truth) & (truth <= table[f"{name}_high"])
            covered[name] += list(inside[~table[name].isna()])
        macro = overall_scores(f, y[None]).iloc[1]
        covered["macro"].append(macro["f1_low"] <= truths["f1"].mean() <= macro["f1_high"])
    for name, inside in covered.items():
        assert 0.93 <= np.mean(inside) <= 0.97, (name, np.mean(inside))


def test_intervals_of_imperfect_coders_cover_what_all_coders_would_find():
    spec = importlib.util.spec_from_file_location("simulate", ROOT / "scripts" / "simulate.py")
    simulate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(simulate)
    random = np.random.default_rng(2)
    covered = {coders: [] for coders in (1, 4)}
    for coders, inside in covered.items():
        for _ in range(600):
            row = theme_scores(*simulate.one_coding(random, coders), ["t"]).iloc[0]
            inside += [
                row[f"{name}_low"] <= truth <= row[f"{name}_high"] for name, truth in simulate.truths().items()
            ]
    assert 0.93 <= np.mean(covered[4]) <= 0.97
    # One coder alone cannot know: the interval misses what others would say, as docs/validity.md warns.
    assert np.mean(covered[1]) < 0.9


def test_disagreement_widens_and_can_be_left_out(coded, codebook):
    both = two_coders(coded, 40)
    found = found_by(both, codebook)
    assert disputed(both.codes) == 40
    tables = score_tables(found, both)
    assert list(tables) == ["all", "agreed"]
    kept = agreed(both.codes)
    assert int(np.isnan(kept[0]).sum()) == 40
    width = {kind: (table["f1_high"] - table["f1_low"]).iloc[1] for kind, (_, table) in tables.items()}
    assert width["all"] > width["agreed"]
    alone = theme_scores(found, coded.codes, coded.themes)
    twice = theme_scores(found, np.repeat(coded.codes, 2, axis=0), coded.themes)
    # A second coder who says the same is no new evidence, and no doubt.
    pd.testing.assert_frame_equal(alone.drop(columns="alpha"), twice.drop(columns="alpha"))
    lines = list(score_lines(tables, found, both))
    assert any(line.startswith("Without 40 judgements (a sentence, a theme) that") for line in lines)
    assert any(line.startswith("Imperfect coding: the interval of the macro F1 is") for line in lines)
    assert score_tables(found, coded).keys() == {"all"}


def test_what_coders_differ_in_widens_the_interval(coded, codebook):
    """Beside one coder who gives each sentence the mean of both: the scores are the same, and surer."""
    both = two_coders(coded, 40)
    found = found_by(both, codebook)
    mean = both.codes.mean(axis=0)[None]
    two, one = (overall_scores(found, codes).set_index("kind") for codes in (both.codes, mean))
    for score in ("precision", "recall", "f1"):
        assert two[score].tolist() == pytest.approx(one[score].tolist())
    widths = [(table["f1_high"] - table["f1_low"]).to_numpy() for table in (two, one)]
    assert (widths[0] > widths[1]).all()


def test_two_coders_half_a_sentence_each(codebook, coded):
    codes = np.array([[[1.0], [0.0]], [[0.0], [0.0]]])
    row = theme_scores(np.array([[True], [False]]), codes, ["t"]).iloc[0]
    assert (row["coded"], row["found"], row["hits"], row["misses"], row["false_alarms"]) == (0.5, 1, 0.5, 0, 0.5)
    assert (row["precision"], row["recall"]) == (0.5, 1)


def test_order_and_parts_do_not_matter(coded, codebook):
    found = found_by(coded, codebook)
    order = np.random.default_rng(5).permutation(len(coded.units))
    pd.testing.assert_frame_equal(
        theme_scores(found, coded.codes, coded.themes),
        theme_scores(found[order], coded.codes[:, order, :], coded.themes),
    )
    scores, overall = scores_by_part(found, coded)
    assert set(scores["part"]) == {"essay"}
    assert overall["sentences"].tolist() == [46, 46]
    assert overall["coders"].tolist() == ["language model"] * 2


def test_errors_are_all_there_and_slice_back(coded, codebook, essay):
    errors = errors_in(coded, codebook)
    scores = theme_scores(found_by(coded, codebook), coded.codes, coded.themes)
    assert (errors["error"] == "miss").sum() == scores["misses"].sum()
    false = errors[errors["error"] == "false alarm"]
    assert len(false[["theme", "sentence"]].drop_duplicates()) == scores["false_alarms"].sum()
    for row in false.itertuples():
        assert row.left + row.keyword + row.right in " ".join(essay.text.split())


def test_each_aim_that_is_met_stays_met(codebook):
    """The mean F1 on the essay's body, and that the dictionary does better than words of the themes' names."""
    for name in ("essay", "development", "test"):
        coded = read_sheets([SEEDS / "coding" / f"{name}.csv"], codebook).of_roles(("body",))
        macro = [
            overall_scores(finds(coded, codebook), coded.codes)["f1"].iloc[1]
            for finds in (found_by, by_names, by_definitions)
        ]
        assert macro[0] > max(macro[1:])
        assert macro[0] >= {"essay": 0.9, "development": 0.9, "test": 0.7}[name]


def test_the_guides_say_what_the_command_prints(themeline):
    """The sentences on trust hold the numbers of the two means, as printed."""
    page = " ".join((ROOT / "docs" / "validity.md").read_text(encoding="utf-8").split())
    (trust,) = re.findall(r"How far the shipped dictionary can be trusted (.+?) The numbers come from", page)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    (in_short,) = re.findall(r"How far to trust it (.+?) \[Validity", readme)
    for name, said in {"essay": [trust], "test": [trust, in_short]}.items():
        done = themeline("score", ROOT / "seeds" / "coding" / f"{name}.csv")
        line = next(line for line in done.stdout.splitlines() if line.startswith("mean of 13 themes (macro)"))
        precision, recall, f1 = re.findall(r"(\d\.\d\d) (\[\d\.\d\d, \d\.\d\d\])", line)
        for words in said:
            assert " ".join(f1) in words
            assert f"precision of {precision[0]}" in words
            assert f"recall of {recall[0]}" in words
            assert f"{done.stdout.split()[0]} sentences" in words
    done = themeline("score", ROOT / "seeds" / "coding" / "sample" / "agreed.csv")
    score = r"(\d\.\d\d \[\d\.\d\d, \d\.\d\d\])"
    micro = re.findall(score, re.search(r"^all judgements.*", done.stdout, re.M)[0])
    macro = re.findall(score, re.search(r"^mean of 13.*", done.stdout, re.M)[0])
    for words in (trust, in_short):
        assert f"precision is {micro[0]}" in words
        assert "360 sentences" in words
    assert f"recall {micro[1]}" in trust and f"recall only {micro[1]}" in in_short
    assert f"mean F1 is {macro[2]}" in trust
    both = themeline("score", *(ROOT / "seeds" / "coding" / "sample" / f"{name}.csv" for name in ("cleo", "dan")))
    assert "an alpha of " + re.search(r"^all judgements.* (\d\.\d\d)$", both.stdout, re.M)[1] in trust
