"""A test part: each look at its errors is noted, and nothing else changes."""

import os

import pytest
import yaml
from helpers.coding import CODEBOOK, YAML, sheets
from themeline.errors import InputError
from themeline.validity import coders
from themeline.validity.coders import note_errors_shown, read_coder
from themeline.validity.coding_sheets import read_sentences, read_sheets

COMMENTED = "# who coded\nname: a\nkind: person\npart: test  # put aside\nnote: last\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (COMMENTED, COMMENTED + 'errors_shown: ["2026-11-27"]\n'),
        ("name: a\nkind: person\npart: test", 'name: a\nkind: person\npart: test\nerrors_shown: ["2026-11-27"]\n'),
        (
            'name: a\nerrors_shown: ["2026-01-01"]  # mine\nkind: person\npart: test\n',
            'name: a\nerrors_shown: ["2026-01-01", "2026-11-27"]  # mine\nkind: person\npart: test\n',
        ),
        (
            "name: a\nerrors_shown:\n  - 2026-01-01\n  - 2026-01-01\n\n# the kind\nkind: person\npart: test\n",
            'name: a\nerrors_shown: ["2026-01-01", "2026-01-01", "2026-11-27"]\n\n# the kind\n'
            "kind: person\npart: test\n",
        ),
    ],
)
def test_the_day_is_added_and_all_else_stays(tmp_path, before, after):
    beside = tmp_path / "a.coder.yaml"
    beside.write_text(before, encoding="utf-8")
    said = note_errors_shown(tmp_path / "a.csv", "2026-11-27")
    assert beside.read_text(encoding="utf-8") == after
    assert said.startswith("a.csv is a test part, and its errors are shown")
    assert "; noted in a.coder.yaml; " in said
    assert ("shown 1 time before (2026-01-01)" in said) == (before.count("2026-01-01") == 1)
    assert read_coder(tmp_path / "a.csv").errors_shown[-1] == "2026-11-27"


def test_what_is_no_test_part_is_not_noted(tmp_path):
    assert note_errors_shown(tmp_path / "a.csv", "2026-11-27") == ""
    for part in ("", "part: development\n"):
        record = f"name: a\nkind: person\n{part}"
        (tmp_path / "a.coder.yaml").write_text(record, encoding="utf-8")
        assert note_errors_shown(tmp_path / "a.csv", "2026-11-27") == ""
        assert (tmp_path / "a.coder.yaml").read_text(encoding="utf-8") == record


def test_what_a_package_carries_is_not_written_to(tmp_path, monkeypatch):
    (tmp_path / "a.coder.yaml").write_text(COMMENTED, encoding="utf-8")
    monkeypatch.setattr(coders, "in_package", lambda path: "package://themeline/a.coder.yaml")
    said = note_errors_shown(tmp_path / "a.csv", "2026-11-27")
    assert "a.coder.yaml cannot be written, so note the day yourself (errors_shown)" in said
    assert (tmp_path / "a.coder.yaml").read_text(encoding="utf-8") == COMMENTED


def test_the_command_notes_it_only_where_it_shows_errors(themeline, tmp_path):
    sheets(tmp_path, anna="n - m nm:person", dev="n - m m:person")
    (tmp_path / "c.yaml").write_text(YAML, encoding="utf-8")
    for name, part in (("anna", "test"), ("dev", "development")):
        with (tmp_path / f"{name}.coder.yaml").open("a", encoding="utf-8") as file:
            file.write(f"part: {part}\n")
    held = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert themeline("score", "anna.csv", "dev.csv", "--codebook", "c.yaml").returncode == 0
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == held
    for times in (1, 2):
        done = themeline("score", "anna.csv", "dev.csv", "--codebook", "c.yaml", "--errors")
        assert done.returncode == 0, done.stderr
        assert "anna.csv is a test part, and its errors are shown" in done.stderr
        assert ("shown 1 time before" in done.stderr) == (times == 2)
        record = yaml.safe_load((tmp_path / "anna.coder.yaml").read_text(encoding="utf-8"))
        assert len(record["errors_shown"]) == times
    changed = [path.name for path in tmp_path.iterdir() if held[path] != path.read_bytes()]
    assert changed == ["anna.coder.yaml"]


def test_a_part_is_said_by_the_file_or_by_the_name_of_the_sheet(tmp_path):
    files = sheets(tmp_path, test="n - m nm:person", development="n - m nm", other="n - m nm:person")
    coded = read_sheets(files, CODEBOOK)
    assert coded.purposes == ["test", "development", ""]
    assert coded.of_test().tolist() == [True] * 4
    assert read_sheets(files[1:], CODEBOOK).of_test().tolist() == [False] * 4
    (tmp_path / "other.coder.yaml").write_text("name: o\nkind: person\npart: test\n", encoding="utf-8")
    assert read_sheets(files[1:], CODEBOOK).of_test().tolist() == [True] * 4
    (tmp_path / "other.coder.yaml").write_text("name: o\nkind: person\npart: trial\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.coder\.yaml:3: 'part'"):
        read_sheets(files, CODEBOOK)


def test_a_sheet_that_is_given_twice_is_refused_however_it_is_named(themeline, tmp_path):
    sheets(tmp_path, anna="n - m nm:person")
    (tmp_path / "c.yaml").write_text(YAML, encoding="utf-8")
    os.link(tmp_path / "anna.csv", tmp_path / "again.csv")
    for other in ("anna.csv", f"../{tmp_path.name}/anna.csv", "again.csv"):
        done = themeline("score", "anna.csv", other, "--codebook", "c.yaml")
        assert done.returncode == 2
        assert "is given twice, and would count as two coders; name each sheet once" in done.stderr


def test_a_text_that_was_moved_is_missed_once_and_not_once_a_row(tmp_path):
    file = sheets(tmp_path, anna="n - m nm")[0]
    (tmp_path / "t.txt").rename(tmp_path / "renamed.txt")
    for read in (lambda: read_sheets([file], CODEBOOK), lambda: read_sentences(file, CODEBOOK)):
        with pytest.raises(InputError) as caught:
            read()
        (fault,) = caught.value.faults
        assert fault.what == "there is no text 't.txt', which 4 rows name"
        assert fault.line == 2
