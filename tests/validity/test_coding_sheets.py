"""Coding sheets: what is written, and that nothing changed or wrong in one goes unseen."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from conftest import ROOT, SEEDS
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.errors import InputError
from themeline.io.files import read_table, table_rows
from themeline.text.document import BODY, parse_document
from themeline.validity.coding_sheets import read_sheets, sheet_bytes, sheet_table
from themeline.validity.sampling import draw, sentences_of
from themeline.validity.scores import found_by

TEXT = "The navy sailed. Nothing else was said. - So ends it: =1+1 missiles.\n"
CODEBOOK = Codebook(
    themes=[Theme(id=name, label=name, definition=name, patterns=(f"{name}*",)) for name in ("navy", "missile")]
)


def written(folder, rows, head="document,sentence,section,text,navy,missile,none,note", name="a.csv"):
    folder.mkdir(exist_ok=True)
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    (folder / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return folder / name


GOOD = ["t.txt,1,,The navy sailed.,1,,,", "t.txt,2,,Nothing else was said.,,,1,",
        "t.txt,3,,- So ends it: =1+1 missiles.,0,x,,sure"]  # fmt: skip


def test_the_sheet_is_empty_and_in_the_order_of_the_text(essay, codebook):
    table = sheet_table({"essay.txt": essay}, codebook)
    assert list(table.columns) == ["document", "sentence", "section", "text", *codebook.ids, "none", "note"]
    assert list(table["sentence"].astype(int)) == list(range(1, 47))
    assert (table[[*codebook.ids, "none", "note"]] == "").all(axis=None)
    assert table["text"].iloc[0] == "Wider Eurasia"


def test_a_shuffled_sheet_has_the_same_rows_and_its_seed_gives_it_again(essay, codebook):
    plain, mixed, again = (sheet_table({"e": essay}, codebook, seed=seed) for seed in (None, 7, 7))
    assert mixed.equals(again)
    assert not mixed.equals(plain)
    assert sorted(mixed["sentence"].astype(int)) == list(range(1, 47))


def test_a_spreadsheet_takes_no_cell_for_a_formula(tmp_path):
    text = "=A heading\n\n- So ends it: =1+1 missiles.\n\n'+1 is quoted.\n\n@all: \N{ROCKET} went.\n"
    document = parse_document(text, name="t")
    table = sheet_table({"=t.txt": document}, CODEBOOK)
    words = table["text"].tolist()
    # The table has the true words; only the files have a sign before them.
    assert words == ["=A heading", "- So ends it: =1+1 missiles.", "'+1 is quoted.", "@all: \N{ROCKET} went."]
    assert sheet_bytes(table, ".csv").startswith(b"\xef\xbb\xbfdocument,")
    (tmp_path / "=t.txt").write_text(text, encoding="utf-8")
    notes = ["=1", "'-1", "so: =1", ""]
    filled = table.assign(none="1", note=notes)
    for kind in (".csv", ".xlsx"):
        path = tmp_path / f"s{kind}"
        path.write_bytes(sheet_bytes(filled, kind))
        cells = table_rows(path, read_table(path)).rows
        assert [row.cells["text"] for row in cells] == [f"'{one}" for one in words]
        assert [row.cells["note"] for row in cells] == ["'=1", "''-1", "so: =1", ""]
        assert {row.cells["document"] for row in cells} == {"'=t.txt"}
        coded = read_sheets([path], CODEBOOK)
        assert list(coded.units["sentence"]) == [1, 2, 3, 4]
        assert coded.codes.sum() == 0
        assert coded.remarks.tolist() == [notes]


def test_marks_are_read(tmp_path):
    coded = read_sheets([written(tmp_path, GOOD)], CODEBOOK)
    assert coded.codes.tolist() == [[[1, 0], [0, 0], [0, 1]]]
    assert coded.units["text"].tolist()[1] == "Nothing else was said."
    assert coded.notes == []
    semicolons = written(
        tmp_path,
        [row.replace(",", ";") for row in GOOD],
        head="Document;Sentence;Section;Text;Navy;Missile;None;Note",
    )
    assert read_sheets([semicolons], CODEBOOK).codes.tolist() == coded.codes.tolist()


def test_sheets_of_two_coders_are_laid_over_each_other(tmp_path):
    one = written(tmp_path, GOOD)
    two = written(
        tmp_path, [GOOD[2], GOOD[0].replace("1,,,", ",1,,"), "t.txt,2,,Nothing else was said.,,,,"], name="b.csv"
    )
    coded = read_sheets([one, two], CODEBOOK)
    assert coded.coders == ["a", "b"]
    np.testing.assert_array_equal(coded.codes[1], [[0, 1], [np.nan, np.nan], [0, 1]])
    assert list(coded.units["part"]) == ["a + b", "a", "a + b"]
    assert coded.notes == ["b.csv: 2 of 3 sentences are coded; the scores are of these"]


def test_a_sheet_of_some_themes(tmp_path):
    rows = [
        "t.txt,1,The navy sailed.,1",
        "t.txt,2,Nothing else was said.,0",
        "t.txt,3,- So ends it: =1+1 missiles.,0",
    ]
    coded = read_sheets([written(tmp_path, rows, head="document,sentence,text,navy")], CODEBOOK)
    assert (coded.themes, coded.notes) == (["navy"], ["a.csv: has no column for missile"])


def test_sheets_of_a_workbook_that_are_not_read_are_said(tmp_path):
    (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("Mine", "Ben"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["document", "sentence", "text", "navy", "missile"])
            sheet.write_row(1, 0, ["t.txt", 1, "The navy sailed.", 1, 0])
            sheet.write_row(2, 0, ["t.txt", 2, "Nothing else was said.", 0, 0])
            sheet.write_string(3, 0, "t.txt")
            sheet.write_string(3, 1, "3")
            sheet.write_string(3, 2, "- So ends it: =1+1 missiles.")
            sheet.write_row(3, 3, [0, 1])
    coded = read_sheets([tmp_path / "a.xlsx"], CODEBOOK)
    assert coded.notes == ["a.xlsx: only its first sheet is read, not Ben"]


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        (
            GOOD,
            "document,sentence,section,text,navvy,missile,none,note",
            ":1: 'navvy' is not a theme of the codebook; did you mean 'navy'? there are navy, missile",
        ),
        (
            GOOD,
            "document,sentence,section,text,war,missile,none,note",
            ":1: 'war' is not a theme of the codebook; there are navy, missile; or name the dictionary that",
        ),
        (
            GOOD,
            "document,sentence,section,text,war,peace,none,note",
            ":1: has none of the codebook's themes, but others (war, peace); name the dictionary that it was coded "
            "with (--codebook F, or a notebook's parameter codebook)",
        ),
        (
            GOOD,
            "document,sentence,section,words,navy,missile,none,note",
            ":1: has no column text, so it is not a coding sheet",
        ),
        (["t.txt,1,,x,,"], "document,sentence,section,text,none,note", ":1: has no column for a theme"),
        (
            [GOOD[0].replace("sailed", "sank"), *GOOD[1:]],
            None,
            ":2: sentence 1 of t.txt reads 'The navy sailed.', not 'The navy sank.'; restore it",
        ),
        (GOOD[:2], None, "a.csv:4: sentence 3 of t.txt has no row; put it back"),
        ([*GOOD, GOOD[0]], None, ":5: sentence 1 of t.txt has a row already; remove one"),
        (
            [GOOD[0].replace("1,,,", "9,,,"), *GOOD[1:]],
            None,
            ":2: '9' under 'navy' is not a mark; put 1, or leave it empty",
        ),
        ([GOOD[0].replace("1,,,", "1,,1,"), *GOOD[1:]], None, ":2: both 'none' and 'navy' are marked"),
        (
            [GOOD[0].replace("1,,,", ",,,"), *GOOD[1:]],
            None,
            ":2: is not coded, but rows below it are; mark its themes, or put 1 under 'none'",
        ),
        ([GOOD[0].replace(",1,,The", ",0,,The"), *GOOD[1:]], None, ":2: t.txt has no sentence 0; it has 3"),
        ([GOOD[0].replace(",1,,The", ",one,,The"), *GOOD[1:]], None, ":2: 'one' is not the number of a sentence"),
        (
            [row.replace("t.txt", "u.txt") for row in GOOD],
            None,
            ":2: there is no text 'u.txt', which 3 rows name; put it beside the sheet",
        ),
        ([row.replace("t.txt", "../t.txt") for row in GOOD], None, ":2: there is no text '../t.txt'"),
        ([",".join([*row.split(",")[:4], "", "", "", ""]) for row in GOOD], None, "a.csv: no row is coded"),
    ],
)
def test_a_wrong_sheet_says_where(tmp_path, rows, head, message):
    path = written(tmp_path, rows, **({"head": head} if head else {}))
    with pytest.raises(InputError) as caught:
        read_sheets([path], CODEBOOK)
    assert message in str(caught.value)


def test_a_semicolon_in_what_is_wrong_does_not_cut_it(tmp_path):
    rows = [row.replace("t.txt", "a; b.txt") for row in GOOD]
    with pytest.raises(InputError) as caught:
        read_sheets([written(tmp_path, rows)], CODEBOOK)
    fault = caught.value.faults[0]
    assert fault.what == "there is no text 'a; b.txt', which 3 rows name"
    assert fault.advice == "put it beside the sheet, or into the folder above"


def test_all_faults_are_told_at_once_but_not_a_thousand(tmp_path):
    rows = [row.replace(",x,", ",?,").replace("sailed", "sank") for row in GOOD]
    with pytest.raises(InputError) as caught:
        read_sheets([written(tmp_path, rows)], CODEBOOK)
    lines = [fault.line for fault in caught.value.faults]
    assert [line for line in lines if line] == [2, 4]
    text = " ".join(f"Sentence {n}." for n in range(60))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    rows = [f"long.txt,{n + 1},,Changed {n}.,1,,," for n in range(60)]
    with pytest.raises(InputError) as caught:
        read_sheets([written(tmp_path, rows)], CODEBOOK)
    assert "more faults" in str(caught.value.faults) and len(caught.value.faults) == 21


def coded_rows(name):
    with (SEEDS / "coding" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_shipped_codings_are_of_their_texts(codebook):
    sheets = [SEEDS / "coding" / f"{name}.csv" for name in ("essay", "development", "test")]
    coded = read_sheets(sheets, codebook)
    assert coded.units.groupby("part", sort=False).size().to_dict() == {"essay": 46, "development": 261, "test": 290}
    assert coded.notes == []
    assert not np.isnan(coded.codes[0, :46]).any()


def test_each_hard_case_is_coded_as_the_codebook_says():
    rows = [
        row for name in ("essay.csv", "development.csv", "test.csv", "random/agreed.csv") for row in coded_rows(name)
    ]
    lines = (SEEDS / "codebook.md").read_text(encoding="utf-8").splitlines()
    cases = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]
    assert len(cases) > 30
    for example, theme, decision, reason in cases:
        sentences = [row for row in rows if example in row["text"]]
        assert len(sentences) == 1, example
        assert (sentences[0][theme] == "1") == (decision == "yes"), example
        assert reason


def test_the_commands_from_text_to_scores(themeline, tmp_path):
    (tmp_path / "mine.txt").write_text("The navy sailed. The cook slept.", encoding="utf-8")
    done = themeline("sheet", "mine.txt", "--shuffle", "3")
    assert done.stdout == "mine-sheet.csv: 2 sentences to code; keep it beside the text, or in a folder below it\n"
    assert themeline("score", "mine-sheet.csv").stderr.startswith("error: mine-sheet.csv: no row is coded")
    table = pd.read_csv(tmp_path / "mine-sheet.csv", dtype=str, keep_default_na=False)
    table.loc[table["text"] == "The navy sailed.", "maritime"] = "1"
    table.loc[table["text"] == "The cook slept.", "none"] = "1"
    table.to_csv(tmp_path / "mine-sheet.csv", index=False)
    again = themeline("sheet", "mine.txt")
    assert again.returncode == 2
    assert "already exists and may hold someone's coding" in again.stderr
    done = themeline("score", "mine-sheet.csv", "--errors", "--out", "scores.csv")
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("maritime"))
    assert line.split()[:5] == ["maritime", "1", "0.500", "1", "1"]
    scores = pd.read_csv(tmp_path / "scores.csv").set_index("theme")
    assert (scores.loc["maritime", "precision"], scores.loc["maritime", "recall"]) == (1, 1)


def test_errors_are_printed_with_their_words(themeline):
    done = themeline("score", ROOT / "seeds/coding/essay.csv", "--errors")
    assert "miss of maritime, essay.txt 22: The suppression of it required symmetrical measures" in done.stdout
    assert "false alarm of rivalry by 'missile threat*', essay.txt 18:" in done.stdout
    assert "growth of [missile threats] on a regional" in done.stdout


def test_context_rules_are_proved_by_a_sentence_for_and_one_against(codebook):
    with (SEEDS / "coding" / "context-rules.csv").open(encoding="utf-8", newline="") as file:
        proofs = list(csv.DictReader(file))
    rules = [(theme.id, one) for theme in codebook.themes for one in theme.patterns if "NEAR/" in one]
    assert [(row["theme"], row["pattern"]) for row in proofs] == rules
    # Each sentence is a paragraph, so that none is near another, and each pattern a theme of its own.
    pro, contra = (parse_document("\n\n".join(row[side] for row in proofs), name=side) for side in ("for", "against"))
    bare = [row["pattern"].replace(" NOT NEAR/", " NEAR/").split(" NEAR/")[0] for row in proofs]
    for patterns, document in (([pattern for _, pattern in rules], pro), (bare, contra)):
        each = [Theme(id=f"rule-{i}", label="a rule", patterns=(one,)) for i, one in enumerate(patterns, start=1)]
        mentions = find_mentions(document, Codebook(themes=each))
        found = set(zip(mentions["theme"], mentions["paragraph"], strict=True))
        assert [row for i, row in enumerate(proofs, start=1) if (f"rule-{i}", i) not in found] == []
    wrong = find_mentions(contra, codebook)
    places = zip(wrong["theme"], wrong["paragraph"], strict=True)
    assert [proofs[i - 1] for theme, i in places if proofs[i - 1]["theme"] == theme] == []


def test_themes_with_traps_are_precise_off_topic(codebook):
    coded = read_sheets([SEEDS / "coding" / "development.csv", SEEDS / "coding" / "test.csv"], codebook).of_roles(
        BODY
    )
    off = coded.where(coded.units["document"].str.startswith("off-topic").to_numpy())
    found, codes = found_by(off, codebook), np.nanmax(off.codes, axis=0)
    for theme in ("nuclear", "outer-space", "borders", "conflicts"):
        k = off.themes.index(theme)
        hits, all_found = (found[:, k] & (codes[:, k] == 1)).sum(), found[:, k].sum()
        assert all_found > 0
        assert hits / all_found >= 0.9, theme


def test_tabs_part_columns_too_and_blanks_in_a_sentence_do_not_matter(tmp_path):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t")
    writer.writerow(["document", "sentence", "text", "navy", "missile", "none"])
    writer.writerows(
        [["t.txt", 1, "The navy  sailed.", 1, "", ""], ["t.txt", 2, "Nothing else was said.", "", "", 1]]
    )
    writer.writerow(["t.txt", 3, "- So ends it: =1+1 missiles.", "", 1, ""])
    (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tabs.csv").write_text(stream.getvalue(), encoding="utf-8")
    assert read_sheets([tmp_path / "tabs.csv"], CODEBOOK).codes[0].tolist() == [[1, 0], [0, 0], [0, 1]]


def test_a_sample_has_the_sentences_that_were_drawn_and_their_probability(tmp_path, essay, codebook):
    table = sheet_table({"e": essay}, codebook, sample=13, seed=5)
    assert list(table.columns[:6]) == ["document", "sentence", "section", "text", "probability", codebook.ids[0]]
    body = set(essay.in_roles("sentences", BODY)["sentence"])
    drawn = table["sentence"].astype(int).tolist()
    assert len(set(drawn)) == 13 and set(drawn) <= body
    # 13 of the 39 sentences of the body.
    assert set(table["probability"].astype(float)) == {13 / 39}
    assert table.equals(sheet_table({"e": essay}, codebook, sample=13, seed=5))
    # Each sentence has the same chance: in 300 draws of 13 of 39, each is drawn 100 times, give or take 5 deviations.
    often = pd.Series(0, index=sorted(body))
    sentences = sentences_of([("e", "", essay)], codebook)
    for seed in range(300):
        often[[one.sentence for one in draw(sentences, 13, seed=seed)]] += 1
    assert (often - 100).abs().max() < 5 * (300 / 3 * 2 / 3) ** 0.5


def test_a_sample_may_leave_sentences_out_and_must_keep_its_probabilities(tmp_path):
    head = "document,sentence,text,probability,navy,missile,none,note"
    rows = ["t.txt,3,- So ends it: =1+1 missiles.,0.5,,1,,", "t.txt,1,The navy sailed.,0.25,1,,,'=sure"]
    coded = read_sheets([written(tmp_path, rows, head=head)], CODEBOOK)
    assert coded.units[["sentence", "probability"]].to_numpy().tolist() == [[3, 0.5], [1, 0.25]]
    assert coded.remarks.tolist() == [["", "=sure"]]
    for wrong in ("", "0", "1.5", "half", "nan"):
        with pytest.raises(InputError, match=f"a.csv:2: '{wrong}' is not a probability; restore it"):
            read_sheets([written(tmp_path, [rows[0].replace("0.5", wrong), rows[1]], head=head)], CODEBOOK)


@pytest.mark.parametrize("name", ["note", "none", "text", "probability"])
def test_a_theme_that_has_the_name_of_a_column_is_refused(name):
    codebook = Codebook(themes=[Theme(id=name, label=name, patterns=("x",))])
    with pytest.raises(InputError, match=f"codebook: a theme has the id '{name}', as a column of each sheet; rename"):
        sheet_table({"t": parse_document(TEXT, name="t")}, codebook)


def test_what_coders_differ_on(tmp_path):
    one = written(tmp_path, GOOD)
    two = written(tmp_path, [GOOD[0].replace("1,,,", "1,1,,"), GOOD[1], GOOD[2].replace("0,x", ",")], name="b.csv")
    coded = read_sheets([one, two], CODEBOOK)
    assert coded.coders_of_units().tolist() == [2, 2, 1]
    # Of the last only one has said anything.
    assert coded.differ().tolist() == [True, False, False]
    assert coded.where(np.array([False, True, True])).remarks.tolist() == [["", "sure"], ["", ""]]
