"""The commands as a user calls them, from a folder that is not the project's."""

import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, SEEDS

ESSAY = SEEDS / "essay.txt"


def test_code_prints_the_mentions(command, mentions):
    done = command("themeline", "code", ESSAY)
    assert (done.returncode, done.stderr) == (0, "")
    table = pd.read_csv(io.StringIO(done.stdout), keep_default_na=False)
    assert list(table.columns) == [
        "document", "theme", "pattern", "start", "end", "text", "sentence", "paragraph", "section",
    ]  # fmt: skip
    assert len(table) == len(mentions)
    text = ESSAY.read_text(encoding="utf-8")
    assert all(text[row.start : row.end] == row.text for row in table.itertuples())


def test_code_writes_three_forms_of_one_table(command, tmp_path, mentions):
    for name in ("m.csv", "m.json", "m.parquet"):
        assert command("themeline", "code", ESSAY, "--out", name).returncode == 0
    csv = pd.read_csv(tmp_path / "m.csv", keep_default_na=False)
    parquet = pd.read_parquet(tmp_path / "m.parquet")
    records = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert csv.to_dict("records") == parquet.to_dict("records") == records == mentions.to_dict("records")
    done = command("themeline", "code", ESSAY, "--out", "m.xlsx")
    assert done.returncode == 2
    assert "error: m.xlsx: is no .csv, .json or .parquet" in done.stderr


def test_code_of_several_texts(command, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("The navy sailed.", encoding="utf-8")
    (tmp_path / "y.txt").write_text("No theme.", encoding="utf-8")
    done = command("themeline", "code", "b/x.txt", "a/x.txt", "y.txt")
    table = pd.read_csv(io.StringIO(done.stdout))
    assert list(table["document"]) == ["a/x.txt", "b/x.txt"]


def test_code_with_another_codebook(command, tmp_path):
    (tmp_path / "own.yaml").write_text(
        'themes:\n  - {id: place, label: Places, definition: cities, colour: "#123456",\n'
        "     patterns: [Moscow, Beijing]}\n",
        encoding="utf-8",
    )
    done = command("themeline", "code", ESSAY, "--codebook", "own.yaml")
    # By hand: twice together in the body, and Moscow once more in "the Shanghai and Moscow Agreements".
    assert pd.read_csv(io.StringIO(done.stdout))["text"].value_counts().to_dict() == {"Moscow": 3, "Beijing": 2}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["code", "nowhere.txt"], "error: nowhere.txt: there is no such file"),
        (["code"], "error: Missing argument 'FILE...'"),
        (["run", "-p", "nosuch", "1"], "error: parameter 'nosuch': no notebook has it; there are essay, stopwords"),
        (["run", "-p", "at_most", "many"], "error: parameter 'at_most': 'many' is not a whole number"),
        (["run", "-p", "whole_text", "maybe"], "error: parameter 'whole_text': 'maybe' is not true or false"),
        (["run", "--codebook", "nowhere.yaml"], "error: nowhere.yaml: there is no such file"),
        (["run", "05-nothing"], "error: 05-nothing: there is no such notebook; there are 01-words, 02-themes"),
        (["run", "0"], "error: 0: several notebooks begin like this"),
        (["run", "--jobs", "0"], "error: Invalid value for '--jobs'"),
        (["runn"], "error: No such command 'runn'"),
        (["check", "--essay", "nowhere.txt"], "error: nowhere.txt: there is no such file"),
    ],
)
def test_wrong_calls_end_with_2_and_say_why(command, tmp_path, words, message):
    done = command("themeline", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_several_wrong_parameters_are_all_named(command):
    done = command("themeline", "run", "-p", "nosuch", "1", "-p", "seed", "x")
    assert "'nosuch'" in done.stderr
    assert "'seed'" in done.stderr


def test_debug_shows_the_traceback(command):
    assert "Traceback" in command("themeline", "--debug", "code", "nowhere.txt").stderr


def test_check_of_the_seeds(command):
    done = command("themeline", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "seeds/essay.txt: 1,263 words, 1,224 of them in 11 paragraphs of body, 46 sentences" in done.stdout
    assert "55 events, 69 quotes stand in the text" in done.stdout


def test_check_says_all_that_is_wrong(command, tmp_path):
    themes = (SEEDS / "themes.yaml").read_text(encoding="utf-8")
    (tmp_path / "themes.yaml").write_text(themes.replace("- naval\n", "- na(val\n"), encoding="utf-8")
    events = (SEEDS / "events.yaml").read_text(encoding="utf-8")
    changed = events.replace("quote_span: [436, 500]", "quote_span: [437, 501]", 1).replace(
        "kind: report", "kin: x", 1
    )
    (tmp_path / "events.yaml").write_text(changed, encoding="utf-8")
    done = command("themeline", "check", "--codebook", "themes.yaml", "--events", "events.yaml")
    assert done.returncode == 1
    line = themes.splitlines().index("      - naval") + 1
    assert f"error: themes.yaml:{line}: " in done.stderr
    assert "unknown key 'events." in done.stderr
    # Once the keys are right, the quote is looked at.
    changed = events.replace("quote_span: [436, 500]", "quote_span: [437, 501]", 1)
    (tmp_path / "events.yaml").write_text(changed, encoding="utf-8")
    done = command("themeline", "check", "--events", "events.yaml")
    assert "'shanghai-agreement-1996': the quote stands at [436, 500], not at [437, 501]" in done.stderr


def test_check_notices_a_changed_text(command, tmp_path):
    (tmp_path / "essay.txt").write_bytes(ESSAY.read_bytes() + b"\n")
    (tmp_path / "essay.yaml").write_bytes((SEEDS / "essay.yaml").read_bytes())
    done = command("themeline", "check", "--essay", "essay.txt")
    assert done.returncode == 1
    assert "error: essay.yaml: 'sha256' is not that of essay.txt" in done.stderr


def test_help_names_every_option_of_the_readme(command):
    shown = command("themeline", "run", "--help").stdout
    for option in ("--essay", "--codebook", "--events", "-p NAME VALUE", "--out", "--jobs"):
        assert option in shown


def test_schemas_are_current(command):
    before = {path: path.read_bytes() for path in (SEEDS / "schema").iterdir()}
    from themeline.dictionary.codebook import Codebook
    from themeline.events.chronology import Chronology
    from themeline.io.yaml_models import schema_text
    from themeline.text.metadata import TextRecord

    for name, model in {"essay": TextRecord, "themes": Codebook, "events": Chronology}.items():
        assert before[SEEDS / "schema" / f"{name}.schema.json"] == schema_text(model).encode()


def test_version(command):
    assert command("themeline", "--version").stdout.strip().endswith("0.1.0")
    assert (ROOT / "pyproject.toml").is_file()


def test_structure_is_shown(command):
    done = command("themeline", "structure", str(Path("seeds", "essay.txt")))
    assert done.returncode == 0
    assert re.search(r"^6 +heading +3 +Fundamentals and progress$", done.stdout, re.MULTILINE)
    assert "1,263 words, 1,224 of them in 11 paragraphs of body, 5 sections" in done.stdout
