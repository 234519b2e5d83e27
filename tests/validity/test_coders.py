"""Who coded: what coders are is said, all are compared with all, and no program counts as truth beside a person."""

import numpy as np
import pytest
from conftest import ROOT, SEEDS
from helpers.coding import CODEBOOK, YAML, sheets
from themeline.errors import InputError
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.report import comparison_lines


def test_a_program_is_left_out_where_persons_coded(tmp_path):
    files = sheets(tmp_path, anna="n - m nm: person".replace(": ", ":"), gpt="n n n n:language model", ben="n - m m")
    coded = read_sheets(files, CODEBOOK)
    # Of Ben nothing is said, so he may be a person.
    assert (coded.coders, coded.kinds) == (["anna", "ben"], ["person", ""])
    assert coded.codes[1].tolist() == [[1, 0], [0, 0], [0, 1], [0, 1]]
    assert coded.units["part"].tolist() == ["anna + ben"] * 4
    assert coded.notes == ["not counted as truth, since others are persons: gpt (language model)"]
    everyone = read_sheets(files, CODEBOOK, machines=True)
    assert everyone.kinds == ["person", "language model", ""]
    assert everyone.notes == []


def test_where_no_person_coded_programs_are_all_there_is(tmp_path):
    files = sheets(tmp_path, gpt="n - m nm:language model", tree="n - m m:classifier")
    coded = read_sheets(files, CODEBOOK)
    assert coded.coders == ["gpt", "tree"]
    lines = list(comparison_lines(coded))
    assert lines[-1] == "No person coded these sentences (language model, classifier): the scores compare programs."


def test_all_are_compared_with_all_and_programs_with_persons(tmp_path):
    files = sheets(tmp_path, anna="n - m nm:person", ben="n - m nm:person", gpt="n n - nm:language model")
    lines = list(comparison_lines(read_sheets(files, CODEBOOK, machines=True)))
    # By hand: of anna's and gpt's 8 judgements 6 are the same. Of the 16 values 8 say yes (4 and 4):
    # alpha = 1 - (2 / 8) / (2 * 8 * 8 / (16 * 15)) = 1 - 0.25 / 0.5333.
    assert lines[3].split() == ["anna", "and", "ben", "4", "1.00"]
    assert lines[4].split() == ["anna", "and", "gpt", "4", "0.53"]
    assert lines[5].split() == ["ben", "and", "gpt", "4", "0.53"]
    # 3 of the 4 that it saw were there, and 3 of the 4 that were there it saw.
    words = lines[-1].split()
    assert (words[0], words[1], words[2], words[5], words[8]) == ("gpt", "4", "0.75", "0.75", "0.75")


def test_persons_alone_need_no_table_of_their_own(tmp_path):
    coded = read_sheets(sheets(tmp_path, anna="n - m nm:person", ben="n - m m"), CODEBOOK)
    assert list(comparison_lines(coded)) == []


def test_the_command_says_who_coded_and_what_they_are(themeline, tmp_path):
    sheets(tmp_path, anna="n - m nm:person", gpt="n n - nm:language model")
    (tmp_path / "c.yaml").write_text(YAML, encoding="utf-8")
    done = themeline("score", "anna.csv", "gpt.csv", "--codebook", "c.yaml")
    assert done.returncode == 0, done.stderr
    assert "coded by anna (person)\n" in done.stdout
    assert "not counted as truth, since others are persons: gpt (language model)" in done.stderr
    # The dictionary is held against Anna alone, with whom it agrees.
    line = next(line for line in done.stdout.splitlines() if line.startswith("all judgements"))
    assert line.split()[3:7] == ["4", "0.500", "4", "4"]
    assert "anna and gpt" in done.stdout


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("name: a\nkind: human\n", "anna.coder.yaml:2: "),
        ("kind: person\n", "anna.coder.yaml:1: "),
        ("name: a\nkind: person\nprompt_sha256: abc\n", "anna.coder.yaml:3: "),
        ("name: a\nkind: person\nmodel: x\n", "anna.coder.yaml:3: "),
    ],
)
def test_a_wrong_record_of_a_coder_says_where(tmp_path, record, message):
    files = sheets(tmp_path, anna="n - m nm")
    (tmp_path / "anna.coder.yaml").write_text(record, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_sheets(files, CODEBOOK)
    assert message in str(caught.value)


def test_the_shipped_sheets_say_that_no_person_coded_them(codebook):
    names = ["essay", "development", "test", "random/ada", "random/bea", "random/agreed"]
    for name in names:
        coded = read_sheets([SEEDS / "coding" / f"{name}.csv"], codebook)
        assert coded.kinds == ["language model"]
        assert not np.isnan(coded.codes).all()
    assert (ROOT / "seeds" / "schema" / "coder.schema.json").is_file()
