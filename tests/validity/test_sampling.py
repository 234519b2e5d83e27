"""Samples drawn from texts and corpora, in strata, and more of them; what is estimated from them."""

import json
import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from themeline.corpus.choice import Choice
from themeline.corpus.locate import Columns
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.errors import InputError
from themeline.measures.document import theme_measures
from themeline.measures.intervals import wilson
from themeline.text.document import parse_document, read_document
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.estimates import (
    corpus_estimates,
    corrected_group_rates,
    corrected_measures,
    corrected_period_rates,
)
from themeline.validity.planning import plan
from themeline.validity.sampling import Drawn, draw, draw_from_corpus, sentences_of

CODEBOOK = Codebook(
    themes=[
        Theme(id="navy", label="Navy", definition="ships", patterns=("navy",)),
        Theme(id="missile", label="Missiles", definition="missiles", patterns=("missile*",)),
    ]
)
YAML = """themes:
  - {id: navy, label: Navy, definition: ships, patterns: [navy]}
  - {id: missile, label: Missiles, definition: missiles, patterns: ["missile*"]}
"""


def text_of(navy, missile, plain):
    """A text of so many sentences with a word of each theme, and without any; those of ships that are missed last."""
    said = ["The navy sailed out."] * navy + ["Missiles were tested."] * missile + ["It rained all day."] * plain
    return "\n\n".join(" ".join(said[i : i + 5]) for i in range(0, len(said), 5))


def sentences(strata="", **texts):
    named = [(name, name[0], parse_document(text, name=name)) for name, text in texts.items()]
    return sentences_of(named, CODEBOOK, strata)


def chances(drawn):
    return Counter(round(one.probability, 9) for one in drawn)


def test_of_found_a_third_are_sentences_with_a_mention():
    # 10 of 100 sentences have a mention: of 30 rows 10 are theirs, of 90 without 20.
    drawn = draw(sentences("found", a=text_of(5, 5, 90)), 30, strata="found")
    assert chances(drawn) == {1.0: 10, round(20 / 90, 9): 20}
    # Of 12 rows: 4 of 10, 8 of 90.
    drawn = draw(sentences("found", a=text_of(5, 5, 90)), 12, strata="found")
    assert chances(drawn) == {0.4: 4, round(8 / 90, 9): 8}


def test_of_themes_the_rarer_ones_have_as_many():
    # 40 sentences of the navy, 10 of missiles, 50 without: 10 each of 60, since half have a mention 15 each.
    drawn = draw(sentences("theme", a=text_of(40, 10, 50)), 60, strata="theme")
    # Missiles have no more than 10; the 5 left over go where most is lacking, to the two others by turns.
    assert sum(chances(drawn).values()) == 60
    assert chances(drawn)[1.0] == 10


def test_documents_have_their_share_and_groups_as_many():
    texts = {"a1": text_of(0, 0, 60), "a2": text_of(0, 0, 20), "b1": text_of(0, 0, 20)}
    by_document = draw(sentences("document", **texts), 10, strata="document")
    assert Counter(one.document for one in by_document) == {"a1": 6, "a2": 2, "b1": 2}
    by_group = draw(sentences("party", **texts), 10, strata="party")
    assert Counter(one.document[0] for one in by_group) == {"a": 5, "b": 5}
    assert chances(by_group) == {round(5 / 80, 9): 5, 0.25: 5}


def test_more_of_a_sample_is_a_sample():
    all_of_them = sentences("found", a=text_of(5, 5, 90))
    first = draw(all_of_them, 12, strata="found", seed=3)
    both = draw(all_of_them, 18, strata="found", seed=4, before=first)
    assert [one[:2] for one in both[:12]] == [one[:2] for one in first]
    assert len({one[:2] for one in both}) == 30
    # As if 30 had been drawn at once.
    assert chances(both) == {1.0: 10, round(20 / 90, 9): 20}


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ([Drawn("a", 1, 0.3)], "has 0.3 as probability of sentence 1 of 'a', where .* give 0.01"),
        ([Drawn("b", 1, 0.01)], "has sentence 1 of 'b', which is not in the body of these texts"),
    ],
)
def test_more_of_another_sample_is_refused(before, what):
    with pytest.raises(InputError, match=what):
        draw(sentences(a=text_of(5, 5, 90)), 5, before=before)


@pytest.mark.parametrize(
    ("size", "what"),
    [
        (0, "sample 0: is not a number of sentences that can be drawn: there are 100"),
        (101, "sample 101: is not a number"),
        (1, "1 sentences: are fewer rows than strata: there are 2 of 'found'"),
    ],
)
def test_so_many_cannot_be_drawn(size, what):
    with pytest.raises(InputError, match=what):
        draw(sentences("found", a=text_of(5, 5, 90)), size, strata="found")


@pytest.fixture
def table(tmp_path):
    """A table of eight texts of two parties; what they say and what they were found to say."""
    rows = [
        {"text": text_of(navy, missile, 12), "name": f"t {i}", "party": "AB"[i % 2], "year": 2000 + i}
        for i, (navy, missile) in enumerate([(2, 1), (0, 3), (4, 0), (1, 1), (3, 2), (0, 0), (5, 1), (2, 2)])
    ]
    path = tmp_path / "speeches.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_sheet_of_a_corpus_has_its_texts_beside_it_and_can_be_coded_estimated_and_drawn_on(
    table, tmp_path, themeline
):
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    shared = ("--codebook", "own.yaml", "--name-column", "name", "--date", "year")
    done = themeline("sheet", "speeches.jsonl", *shared, "--sample", 40, "--out", "s.csv")
    assert done.returncode == 0, done.stderr
    assert "s.csv: 40 sentences to code" in done.stdout and "s-texts: copies of the 8 documents" in done.stdout
    assert (tmp_path / "s-texts" / "t-0.txt").read_text("utf-8") == text_of(2, 1, 12)
    # 27 sentences with a mention and 96 without: 123. A coder sees ships wherever it rains in a text of party A.
    sheet = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert set(sheet["probability"].astype(float)) == {40 / 123}
    for i, row in sheet.iterrows():
        even = int(row["document"][2]) % 2 == 0
        seen = "navy" in row["text"] or ("rained" in row["text"] and even)
        sheet.loc[i, ["navy", "missile", "none"]] = [
            "1" if seen else "",
            "1" if "Missiles" in row["text"] else "",
            "" if seen or "Missiles" in row["text"] else "1",
        ]
    sheet.to_csv(tmp_path / "s.csv", index=False)
    done = themeline("score", "s.csv", "--codebook", "own.yaml")
    assert "40 of 40 coded sentences" in done.stdout
    done = themeline(
        "estimate",
        "s.csv",
        "--texts",
        "speeches.jsonl",
        *shared,
        "--group",
        "party",
        "--trend",
        "--period",
        4,
        "--out",
        "e.csv",
    )
    assert done.returncode == 0, done.stderr
    assert "A - B (percentage points): 8 documents, 123 sentences, 40 coded" in done.stdout
    found = pd.read_csv(tmp_path / "e.csv").set_index(["target", "theme"])
    # In A 14 of 66 sentences are found and 62 seen; in B 3 of 57 are both.
    a, b = found.loc[("A", "navy")], found.loc[("B", "navy")]
    assert a["counted"] == pytest.approx(14 / 66) and b["counted"] == pytest.approx(3 / 57)
    assert a["corrected_low"] < 62 / 66 < a["corrected_high"] and a["corrected_low"] > 14 / 66
    assert b["corrected_low"] < 3 / 57 < b["corrected_high"]
    # The dictionary errs in A alone: a recall of about 17 / 65 for all makes four times too much of B.
    assert b["rogan_gladen"] > 2 * 3 / 57
    assert found.loc[("per 10 years", "missile"), "kind"] == "slope"
    # In the first four texts 7 of 60 sentences are found and 31 seen, in the others 10 of 63, and 34.
    for years, found_in, seen_in, size in (("2000 to 2003", 7, 31, 60), ("2004 to 2007", 10, 34, 63)):
        of_period = found.loc[(years, "navy")]
        assert of_period["kind"] == "period" and of_period["counted"] == pytest.approx(found_in / size)
        assert of_period["corrected_low"] < seen_in / size < of_period["corrected_high"]
        assert of_period["corrected"] > 2 * found_in / size
    # Ten more, with what was coded.
    done = themeline("sheet", "speeches.jsonl", *shared, "--more", 10, "--after", "s.csv", "--out", "more.csv")
    assert done.returncode == 0, done.stderr
    more = pd.read_csv(tmp_path / "more.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert more.iloc[:40].drop(columns="probability").equals(sheet.drop(columns="probability"))
    assert (more.iloc[40:][["navy", "missile", "none"]] == "").all(axis=None)
    assert set(more["probability"].astype(float)) == {50 / 123}
    # What is not coded yet was drawn at random too: those coded stand for all.
    coded = read_sheets([tmp_path / "more.csv"], CODEBOOK)
    assert coded.units["probability"].to_numpy() == pytest.approx(40 / 123)


def test_rates_of_groups_are_replaced_and_counts_kept(table, tmp_path):
    choose = Choice()
    drawn, texts = draw_from_corpus([str(table)], CODEBOOK, choose, 123, remarks=[])
    assert len(drawn) == 123 and len(texts) == 8
    rates = pd.DataFrame(
        {"group": ["all documents"] * 2, "theme": ["navy", "missile"], "rate": [1.0, 2.0], "low": 0.5, "high": 3.0}
    )
    estimates = pd.DataFrame(
        {
            "target": ["all"] * 2, "kind": "share", "theme": ["navy", "missile"], "coded": 40, "coders": "person",
            "corrected_rate": [4.0, 5.0], "corrected_rate_low": 3.5, "corrected_rate_high": 6.0,
        }
    )  # fmt: skip
    merged = corrected_group_rates(rates, estimates)
    assert merged[["rate", "low", "high", "counted", "counted_low"]].to_numpy().tolist() == [
        [4, 3.5, 6, 1, 0.5],
        [5, 3.5, 6, 2, 0.5],
    ]


def test_sentences_in_another_language_correct_nothing():
    codebook = read_codebook(SEEDS / "themes.yaml")
    coded = read_sheets([SEEDS / "coding" / "fr" / "development.csv"], codebook)
    text = read_document(SEEDS / "essay.txt")
    measures = theme_measures(find_mentions(text, codebook), text, codebook)
    with pytest.raises(InputError, match="coding: has sentences in French, and essay is in English"):
        corrected_measures(measures, text, coded, codebook)


def test_rates_of_periods_are_replaced_and_a_period_of_few_documents_has_no_interval():
    rates = pd.DataFrame(
        {
            "period": [1990, 2000, 2010], "until": [1999, 2009, 2019], "documents": [6, 4, 1], "theme": "navy",
            "rate": [1.0, 2.0, 3.0], "low": [0.5, 0.6, float("nan")], "high": [4.0, 5.0, float("nan")],
        }
    )  # fmt: skip
    estimates = pd.DataFrame(
        {
            # A group may have the name of a period.
            "target": ["1990 to 1999", "1990 to 1999", "2000 to 2009", "2010 to 2019"],
            "kind": ["share", "period", "period", "period"], "theme": "navy", "coded": [400, 100, 15, 5],
            "coders": "person", "corrected_rate": [9.0, 4.0, 5.0, float("nan")],
            "corrected_rate_low": [9.0, 3.0, 4.0, float("nan")], "corrected_rate_high": [9.0, 6.0, 7.0, float("nan")],
        }
    )  # fmt: skip
    merged = corrected_period_rates(rates, estimates)
    assert merged["counted"].tolist() == [1, 2, 3] and merged["coded"].tolist() == [100, 15, 5]
    assert merged["rate"].tolist()[:2] == [4, 5] and merged["rate"].isna().tolist() == [False, False, True]
    assert merged["low"].isna().tolist() == [False, True, True] and merged["high"][0] == 6
    # With fewer than a hundred coded sentences in a period, they stay counts.
    assert corrected_period_rates(rates, estimates.assign(coded=[400, 99, 500, 500])).equals(rates)


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (["speeches.jsonl"], "speeches.jsonl: is a corpus; say how many sentences are to be drawn of it: --sample N"),
        (["speeches.jsonl", "--more", 3], "--more: needs --after"),
        (["speeches.jsonl", "--strata", "found"], "--strata: is only for a sample"),
        (["speeches.jsonl", "--sample", 5, "--strata", "colour"], "--strata: no document has 'colour'"),
        (["speeches.jsonl", "--sample", 5, "--more", 3, "--after", "x.csv"], "--sample: is for a new sheet"),
    ],
)
def test_wrong_calls_write_nothing(table, tmp_path, themeline, call, what):
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    done = themeline("sheet", *call, "--codebook", "own.yaml", "--out", "s.csv")
    assert done.returncode == 2
    assert what in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["own.yaml", "speeches.jsonl"]


def test_a_sample_of_other_texts_or_of_fewer_is_refused(table, tmp_path, themeline):
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "one.txt").write_text(text_of(4, 4, 40), encoding="utf-8")
    assert themeline("sheet", "one.txt", "--codebook", "own.yaml", "--sample", 9, "--out", "s.csv").returncode == 0
    sheet = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    sheet.assign(none="1").to_csv(tmp_path / "s.csv", index=False)
    # Of one text, its sentences are the units.
    done = themeline("estimate", "s.csv", "--codebook", "own.yaml")
    assert "all (% of sentences): 1 document, 48 sentences, 9 coded" in done.stdout, done.stderr
    done = themeline("estimate", "s.csv", "--codebook", "own.yaml", "--texts", "speeches.jsonl")
    assert "has no sentence of these texts, but of one.txt" in done.stderr
    done = themeline("estimate", "s.csv", "--codebook", "own.yaml", "--texts", "one.txt", "--texts", "speeches.jsonl")
    assert "was drawn from 48 sentences, and these texts have 171" in done.stderr
    whole = sheet.drop(columns="probability").assign(none="1")
    whole.to_csv(tmp_path / "w.csv", index=False)
    done = themeline("estimate", "w.csv", "--codebook", "own.yaml")
    assert done.returncode == 2


def test_a_text_of_its_own_sample_has_corrected_rates(tmp_path, themeline):

    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "one.txt").write_text(text_of(4, 4, 40), encoding="utf-8")
    assert themeline("sheet", "one.txt", "--codebook", "own.yaml", "--sample", 48, "--out", "s.csv").returncode == 0
    sheet = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    # The coder sees ships in every second sentence of rain, too: 24 of 48 sentences with 192 words.
    rain = sheet.index[sheet["text"].str.contains("rained")][::2]
    sheet["navy"] = sheet["text"].str.contains("navy").map({True: "1", False: "0"})
    sheet.loc[rain, "navy"] = "1"
    sheet["missile"] = sheet["text"].str.contains("Missiles").map({True: "1", False: "0"})
    sheet.to_csv(tmp_path / "s.csv", index=False)
    document = read_document(tmp_path / "one.txt")
    measures = theme_measures(find_mentions(document, CODEBOOK), document, CODEBOOK, seed=1)
    coded = read_sheets([tmp_path / "s.csv"], CODEBOOK)
    table = corrected_measures(measures, document, coded, CODEBOOK).set_index("theme")
    words = document.word_count()
    assert table.loc["navy", "counted"] == pytest.approx(1000 * 4 / words)
    assert table.loc["navy", "rate"] == pytest.approx(1000 * 24 / words)
    assert table.loc["missile", "rate"] == table.loc["missile", "counted"]
    assert table.loc["navy", "recall"] == pytest.approx(4 / 24)


def test_a_regression_on_metadata_is_that_of_least_squares_where_all_is_coded(table, tmp_path, themeline):
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    shared = ("--codebook", "own.yaml", "--name-column", "name")
    assert themeline("sheet", "speeches.jsonl", *shared, "--sample", 123, "--out", "s.csv").returncode == 0
    sheet = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for theme, word in (("navy", "rained"), ("missile", "Missiles")):
        sheet[theme] = sheet["text"].str.contains(word).map({True: "1", False: "0"})
    sheet.to_csv(tmp_path / "s.csv", index=False)
    choose = Choice(columns=Columns("text", "name", ("party", "year")), keep=("party", "year"))
    coded = read_sheets([tmp_path / "s.csv"], CODEBOOK)
    found = corpus_estimates(str(table), CODEBOOK, choose, coded).set_index(["target", "theme"])
    number = sheet["document"].str[2].astype(int)
    x = np.column_stack([np.ones(123), number % 2, number])
    beta = np.linalg.lstsq(x, (sheet["navy"] == "1").astype(float), rcond=None)[0]
    # Both parties have four texts: of equals the first by name comes first.
    assert found.loc[("party: A - B", "navy"), "corrected"] == pytest.approx(-beta[1])
    assert found.loc[("year", "navy"), "corrected"] == pytest.approx(beta[2])


def drawn_sheet(tmp_path, themeline):
    """Two sentences with a mention of ships, drawn with 1/2, of which one is right; two without, drawn with 1/4, of
    which one is missed."""
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "t.txt").write_text(text_of(4, 0, 8), encoding="utf-8")
    head = "document,sentence,text,probability,navy,missile,none,note\n"
    said = {1: "The navy sailed out.", 2: "The navy sailed out.", 5: "It rained all day.", 6: "It rained all day."}
    rows = [(1, 0.5, "1,,"), (2, 0.5, ",,1"), (5, 0.25, "1,,"), (6, 0.25, ",,1")]
    lines = [f"t.txt,{number},{said[number]},{chance},{codes}," for number, chance, codes in rows]
    (tmp_path / "s.csv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def test_scores_of_a_sample_in_strata_are_weighted(tmp_path, themeline):
    drawn_sheet(tmp_path, themeline)
    done = themeline("score", "s.csv", "--codebook", "own.yaml", "--out", "o.csv")
    assert done.returncode == 0, done.stderr
    assert "different probabilities: scores are weighted, counts are of the rows" in done.stdout
    row = pd.read_csv(tmp_path / "o.csv").iloc[0]
    # Weights of 2 and 4: hits 2, false alarms 2, misses 4, and 4 of neither.
    assert row[["prevalence", "precision", "recall", "f1"]].tolist() == pytest.approx([6 / 12, 2 / 4, 2 / 6, 0.4])
    assert row[["coded", "found", "hits"]].tolist() == [2, 2, 1]
    # Weights of 2 and 4 are worth 36 / 20 rows: Wilson's interval of these.
    assert row[["recall_low", "recall_high"]].tolist() == pytest.approx(wilson(1.8 / 3, 1.8))


def test_a_plan_says_how_many_rows_would_halve_an_interval(tmp_path, themeline):
    drawn_sheet(tmp_path, themeline)
    coded = read_sheets([tmp_path / "s.csv"], CODEBOOK)
    table = plan(np.array([[True, False], [True, False], [False, False], [False, False]]), coded).set_index("theme")
    # A third of all sentences have a mention. One error of two on either side, and a half more: 1.5 of 3. Spread 1/2.
    spread = np.array([1 / 3, 2 / 3]) * 0.5
    # The 4 rows stand for 12 sentences: two thirds are left to chance.
    variance = (spread**2 / 2).sum() * 8 / 12
    assert table.loc["navy", "half"] == pytest.approx(1.96 * variance**0.5)
    assert table.loc["navy", "more"] == np.ceil(1 / (variance / 4 / spread.sum() ** 2 + 1 / 12) - 4)
    assert table.loc["navy", "part"] == pytest.approx(1 / 3)
    # A third row takes a sixth of each side's part of the variance: (1/2)² of the one for the other's 1.
    assert table.loc["navy", "worth"] == pytest.approx(1 / 4)
    done = themeline("score", "s.csv", "--codebook", "own.yaml", "--plan")
    assert "What more coding would do:" in done.stdout


def test_the_example_of_the_guide_is_what_its_command_prints(themeline):
    page = " ".join((ROOT / "docs" / "validity.md").read_text(encoding="utf-8").split())
    call = re.search(r"themeline (estimate seeds/coding/sample/agreed.csv .*? --trend)", page)[1].split()
    done = themeline(*call, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "all (% of sentences): 92 documents, 31,961 sentences, 360 coded" in done.stdout
    everything, difference = (
        re.search(rf"^{head}.*?\n\n(?=[A-Zp])", done.stdout, re.M | re.S)[0] for head in ("all ", "Republican - ")
    )
    number = r"(-?\d+\.\d+) \[(-?\d+\.\d+), (-?\d+\.\d+)\]"
    counted, *_, corrected = re.findall(number, re.search(r"^diplomacy .*", everything, re.M)[0])
    assert "diplomacy in {} % [{}, {}] of all 31,961 sentences".format(*counted) in page
    assert "coders would find it in {} % [{}, {}]".format(*corrected) in page
    counted, _, corrected = re.findall(number, re.search(r"^diplomacy .*", difference, re.M)[0])
    said = [one.removeprefix("-") for one in counted]
    assert f"by {said[0]} points [{said[2]}, {said[1]}]" in page
    assert f"they speak of it {corrected[0]} points more" in page
    assert f"from {corrected[1].removeprefix('-')} less to {corrected[2]} more" in page


def coded_at_random(themeline, tmp_path, size):
    """A sample of the table in which each sentence of rain is coded as of none, and all others as they are."""
    (tmp_path / "own.yaml").write_text(YAML, encoding="utf-8")
    call = ("sheet", "speeches.jsonl", "--codebook", "own.yaml", "--name-column", "name", "--sample", size)
    assert themeline(*call, "--out", "s.csv").returncode == 0
    sheet = pd.read_csv(tmp_path / "s.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for theme, word in (("navy", "navy"), ("missile", "Missiles")):
        sheet[theme] = sheet["text"].str.contains(word).map({True: "1", False: "0"})
    sheet.to_csv(tmp_path / "s.csv", index=False)
    return sheet


def test_what_was_drawn_from_must_be_what_is_given(table, tmp_path, themeline):
    sheet = coded_at_random(themeline, tmp_path, 6)
    # Texts without a drawn sentence are not in the sheet, but were drawn from.
    assert sheet["document"].nunique() < 8
    call = ("estimate", "s.csv", "--codebook", "own.yaml", "--name-column", "name")
    assert "was drawn from 123 sentences, and these texts have" in themeline(*call).stderr
    assert themeline(*call, "--texts", "speeches.jsonl").returncode == 0
    drawn = sheet["document"].iloc[0].removesuffix(".txt").replace("-", " ")
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    rows = [row | {"text": row["text"].replace("rained", "snowed")} if row["name"] == drawn else row for row in rows]
    table.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    done = themeline(*call, "--texts", "speeches.jsonl")
    assert "was drawn from other versions of" in done.stderr and done.returncode == 2


def test_documents_without_a_year_are_in_no_period_and_that_is_said(table, tmp_path, themeline):
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
    rows[2]["year"] = rows[5]["year"] = ""
    table.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    coded_at_random(themeline, tmp_path, 60)
    call = ("estimate", "s.csv", "--codebook", "own.yaml", "--name-column", "name", "--texts", "speeches.jsonl")
    done = themeline(*call, "--date", "year", "--period", "10")
    assert "2 documents without a year, and in no period" in done.stderr
    assert "2000 to 2009 (% of sentences): 6 documents" in done.stdout
    assert "without a year" not in themeline(*call, "--date", "year").stderr


def test_more_with_other_themes_and_trends_without_years_are_refused(table, tmp_path, themeline):
    coded_at_random(themeline, tmp_path, 60)
    (tmp_path / "peace.yaml").write_text("themes:\n  - {id: peace, label: Peace, patterns: [peace]}\n", "utf-8")
    shared = ("--name-column", "name")
    call = ("sheet", "speeches.jsonl", *shared, "--codebook", "peace.yaml", "--more", 5, "--after", "s.csv")
    done = themeline(*call)
    assert "s.csv: has themes that are not in the codebook: navy, missile" in done.stderr
    assert not (tmp_path / "s-more.csv").exists()
    call = ("estimate", "s.csv", "--codebook", "own.yaml", *shared, "--texts", "speeches.jsonl")
    assert "--date: 'party' has no two years" in themeline(*call, "--date", "party", "--trend").stderr
    # A number, and seven of eight names that are compared with the first.
    assert "have 8 coefficients, and there are 8 documents" in themeline(*call, "--on", "year,name").stderr


def test_groups_add_up_to_all(table, tmp_path, themeline):
    coded_at_random(themeline, tmp_path, 40)
    choose = Choice(columns=Columns("text", "name", ("party",)), group="party")
    coded = read_sheets([tmp_path / "s.csv"], CODEBOOK)
    found = corpus_estimates(str(table), CODEBOOK, choose, coded).set_index(["target", "theme"])
    for way in ("counted", "coded_alone", "corrected"):
        for theme in ("navy", "missile"):
            whole, *parts = (found.loc[(target, theme)] for target in ("all", "A", "B"))
            together = sum(part[way] * part["sentences"] for part in parts)
            assert whole[way] * whole["sentences"] == pytest.approx(together)
            assert found.loc[("A - B", theme), way] == pytest.approx(parts[0][way] - parts[1][way])


def test_documents_whose_names_begin_alike_keep_apart(tmp_path):
    long = "x" * 90
    names = [f"{long}1", f"{long}2", "a", "a", "a-2"]
    rows = [{"text": text_of(0, 0, 3) + f" {i} went.", "name": name} for i, name in enumerate(names)]
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    choose = Choice(columns=Columns("text", "name", ()))
    _, texts = draw_from_corpus([str(path)], CODEBOOK, choose, 20, remarks=[])
    assert len(texts) == 5 and len({one.content for one in texts.values()}) == 5
    assert sorted(texts) == sorted(["x" * 80 + ".txt", "x" * 80 + "-2.txt", "a.txt", "a-2.txt", "a-2-2.txt"])
