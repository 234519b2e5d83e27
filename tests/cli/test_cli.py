"""The commands as a user calls them, from a folder that is not the project's."""

import io
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from helpers.pages import guide
from themeline.cli.main import themeline as themeline_group

ESSAY = SEEDS / "essay.txt"


def test_code_prints_the_mentions(themeline, mentions):
    done = themeline("code", ESSAY)
    said = "1,224 of 1,263 words are counted; left out: rubric 2, title 12, heading 9, disclaimer 16"
    assert (done.returncode, done.stderr) == (0, f"essay: {said} (see 'themeline structure')\n")
    table = pd.read_csv(io.StringIO(done.stdout), keep_default_na=False)
    assert list(table.columns) == [
        "document", "theme", "pattern", "start", "end", "text", "sentence", "paragraph", "section",
    ]  # fmt: skip
    assert len(table) == len(mentions)
    text = ESSAY.read_text(encoding="utf-8")
    assert all(text[row.start : row.end] == row.text for row in table.itertuples())


@pytest.mark.parametrize("command", ["code", "count"])
def test_one_plain_text_is_coded_and_counted_without_pandas(command):
    """Loading it takes longer than reading an essay and finding its mentions; so does the compiled engine."""
    tell = (
        "import sys\nfrom themeline.cli.main import main\n"
        "main()\nprint('imported', *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    call = [sys.executable, "-c", tell, command, str(ESSAY)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    imported = set(done.stderr.splitlines()[-1].split())
    assert "yaml" in imported
    assert imported & {"matplotlib", "nltk", "numba", "numpy", "pandas", "py3langid", "pyarrow"} == set()


def test_code_writes_three_forms_of_one_table(themeline, tmp_path, mentions):
    for name in ("m.csv", "m.json", "m.parquet"):
        assert themeline("code", ESSAY, "--out", name).returncode == 0
    csv = pd.read_csv(tmp_path / "m.csv", keep_default_na=False)
    parquet = pd.read_parquet(tmp_path / "m.parquet")
    records = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert csv.to_dict("records") == parquet.to_dict("records") == records == mentions.to_dict("records")
    done = themeline("code", ESSAY, "--out", "m.xlsx")
    assert done.returncode == 2
    assert "error: m.xlsx: does not end in .csv, .json or .parquet" in done.stderr


def test_a_table_without_a_mention_has_the_types_of_one_with_mentions(themeline, tmp_path):
    (tmp_path / "plain.txt").write_text("No theme here.", encoding="utf-8")
    for text, name in ((ESSAY, "some"), (tmp_path / "plain.txt", "none")):
        assert themeline("code", text, "--out", f"{name}.parquet").returncode == 0
    some, none = (pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("some", "none"))
    assert (len(some), len(none)) == (96, 0)
    assert dict(none.dtypes) == dict(some.dtypes)


def test_code_of_several_texts(themeline, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("The navy sailed.", encoding="utf-8")
    (tmp_path / "y.txt").write_text("No theme.", encoding="utf-8")
    done = themeline("code", "b/x.txt", "a/x.txt", "y.txt")
    table = pd.read_csv(io.StringIO(done.stdout))
    assert list(table["document"]) == ["a/x.txt", "b/x.txt"]


def test_code_with_another_codebook(themeline, tmp_path):
    (tmp_path / "own.yaml").write_text(
        'themes:\n  - {id: place, label: Places, definition: cities, colour: "#123456",\n'
        "     patterns: [Moscow, Beijing]}\n",
        encoding="utf-8",
    )
    done = themeline("code", ESSAY, "--codebook", "own.yaml")
    # By hand: twice together in the body, and Moscow once more in "the Shanghai and Moscow Agreements".
    assert pd.read_csv(io.StringIO(done.stdout))["text"].value_counts().to_dict() == {"Moscow": 3, "Beijing": 2}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["code", "nowhere.txt"], "error: nowhere.txt: there is no such file"),
        (["code"], "error: Missing argument 'FILE...'"),
        (
            ["run", "-p", "nosuch", "1"],
            "error: parameter 'nosuch': none of the notebooks to run has it; there are essay, stopwords",
        ),
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
def test_wrong_calls_end_with_2_and_say_why(themeline, tmp_path, words, message):
    done = themeline(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_several_wrong_parameters_are_all_named(themeline):
    done = themeline("run", "-p", "nosuch", "1", "-p", "seed", "x")
    assert "'nosuch'" in done.stderr
    assert "'seed'" in done.stderr


def test_debug_shows_the_traceback(command):
    assert "Traceback" in command("themeline", "--debug", "code", "nowhere.txt").stderr


@pytest.mark.parametrize("words", [["check"], ["verify"]])
def test_outside_of_a_collection_it_is_said_which_one_is_meant(themeline, words):
    said = f"this folder is not in a collection; acting on {ROOT}"
    assert themeline(*words).stdout.splitlines()[0] == said
    assert said not in themeline(*words, cwd=ROOT / "seeds").stdout


def test_check_of_the_seeds(themeline, essay, chronology):
    done = themeline("check")
    assert (done.returncode, done.stderr) == (0, "")
    sentences, events = len(essay.sentences), len(chronology.events)
    assert f"seeds/essay.txt: {size_of(essay)}, {sentences} sentences" in done.stdout
    assert f"{events} events, {events + len(chronology.background)} quotes found in the text" in done.stdout


def size_of(essay) -> str:
    """How large it is, in the numbers that the tests of `Document` hold against a count by hand."""
    words = f"{len(essay.words):,} words, {essay.word_count():,} of them"
    return f"{words} in {essay.words['paragraph'].max()} paragraphs of body"


def test_check_says_all_that_is_wrong(themeline, tmp_path):
    themes = (SEEDS / "themes.yaml").read_text(encoding="utf-8")
    (tmp_path / "themes.yaml").write_text(themes.replace("- naval\n", "- na(val\n"), encoding="utf-8")
    events = (SEEDS / "events.yaml").read_text(encoding="utf-8")
    changed = events.replace("quote_span: [436, 500]", "quote_span: [437, 501]", 1).replace(
        "kind: report", "kin: x", 1
    )
    (tmp_path / "events.yaml").write_text(changed, encoding="utf-8")
    done = themeline("check", "--codebook", "themes.yaml", "--events", "events.yaml")
    assert done.returncode == 1
    line = themes.splitlines().index("      - naval") + 1
    assert f"error: themes.yaml:{line}: " in done.stderr
    assert "unknown key 'events." in done.stderr
    # Once the keys are right, the quote is looked at.
    changed = events.replace("quote_span: [436, 500]", "quote_span: [437, 501]", 1)
    (tmp_path / "events.yaml").write_text(changed, encoding="utf-8")
    done = themeline("check", "--events", "events.yaml")
    assert "'shanghai-agreement-1996': the quote is at [436, 500], not at [437, 501]" in done.stderr


def test_check_notices_a_changed_text(themeline, tmp_path):
    (tmp_path / "essay.txt").write_bytes(ESSAY.read_bytes() + b"\n")
    (tmp_path / "essay.yaml").write_bytes((SEEDS / "essay.yaml").read_bytes())
    done = themeline("check", "--essay", "essay.txt")
    assert done.returncode == 1
    assert "error: essay.yaml: 'sha256' is not that of essay.txt" in done.stderr


# Of other programs that README and docs/ call.
FOREIGN = {"--help-notebook", "--largest", "--execute", "--nbmake-timeout", "--nthreads", "--help"}


def test_every_option_that_the_guides_name_is_one_of_its_command():
    text = guide()
    options = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in themeline_group.commands.items()
    }
    seen = set()
    # A call goes on to the end of its line, of its back quotes, or to its comment.
    for name, words in re.findall(r"(?<!import )\bthemeline ([a-z]+)\b([^`#\n]*)", text):
        named = {option.split("=")[0] for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", words)}
        assert named <= options[name], f"themeline {name}{words}"
        seen |= {(name, option) for option in named}
    assert len(seen) > 20
    # Alone in back quotes it is one of some command.
    alone = set(re.findall(r"(?<=`)--[a-z][a-z-]*", text))
    assert {"--jobs", "--force"} <= alone
    assert alone - FOREIGN <= set().union(*options.values())


def test_help_shows_every_command_and_option(themeline):
    shown = themeline("--help").stdout
    for name, command in themeline_group.commands.items():
        assert re.search(rf"^  {name} ", shown, re.MULTILINE)
        told = themeline(name, "--help").stdout
        for parameter in command.params:
            for option in parameter.opts if isinstance(parameter, click.Option) else ():
                assert re.search(rf"^ .*(?<!\S){option}\b.*  \S", told, re.MULTILINE), f"{name} {option}"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["code", ESSAY], 0, "essay: 1,224 of 1,263 words are counted; left out: rubric 2, title 12, heading 9,"),
        (["check", "--codebook", "bad.yaml"], 1, "error: bad.yaml:1:"),
        (["code"], 2, "error: "),
    ],
)
def test_how_a_call_ends_is_the_status_of_its_process(command, tmp_path, words, status, said):
    (tmp_path / "bad.yaml").write_text("themes: nothing\n", encoding="utf-8")
    done = command("themeline", *words)
    assert done.returncode == status
    assert done.stderr.startswith(said)
    assert bool(done.stderr) == bool(said)


def test_schemas_are_current(themeline):
    before = {path: path.read_bytes() for path in (SEEDS / "schema").iterdir()}
    from themeline.dictionary.codebook import Codebook
    from themeline.events.chronology import Chronology
    from themeline.io.yaml_models import schema_text
    from themeline.text.metadata import TextRecord

    for name, model in {"essay": TextRecord, "themes": Codebook, "events": Chronology}.items():
        assert before[SEEDS / "schema" / f"{name}.schema.json"] == schema_text(model).encode()


def test_version(themeline):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert themeline("--version").stdout == f"themeline, version {version}\n"


def test_structure_is_shown(themeline, essay):
    done = themeline("structure", str(Path("seeds", "essay.txt")))
    assert done.returncode == 0
    assert re.search(r"^6 +heading +3 +Fundamentals and progress$", done.stdout, re.MULTILINE)
    assert f"{size_of(essay)}, {len(essay.sections)} sections" in done.stdout


PARALLEL = """languages: []
themes:
  - {id: nuclear, label: Nuclear weapons, patterns: [nuclear, ядерн*]}
  - {id: sea, label: Sea, patterns: [fleets, флот*]}
"""
STATEMENTS = [SEEDS / "parallel" / f"statement.{language}.txt" for language in ("en", "ru")]


def test_parallel_prints_what_only_one_of_two_texts_has(themeline, tmp_path):
    (tmp_path / "themes.yaml").write_text(PARALLEL, encoding="utf-8")
    done = themeline("parallel", *STATEMENTS, "--codebook", "themes.yaml")
    assert done.returncode == 0, done.stderr
    rows, summary = done.stdout.split("rows  ", 1)
    # As the list of differences has it: an addition of the Russian text, and a sentence that it has not got.
    assert rows == (
        "row 14\n"
        "  statement.en, no such sentence\n"
        "  statement.ru, sentence 14, only here: Nuclear weapons\n"
        "    Стратегические ядерные силы остаются для Сторон гарантией их суверенитета.\n"
        "\n"
        "row 34\n"
        "  statement.en, sentence 33, only here: Sea\n"
        "    They oppose the pressure of fleets from outside the region.\n"
        "  statement.ru, no such sentence\n"
        "\n"
    )
    assert [line.split() for line in summary.splitlines()] == [
        ["both", "only", "statement.en", "only", "statement.ru"],
        ["Nuclear", "weapons", "5", "0", "1"],
        ["Sea", "0", "1", "0"],
        "2 of 47 rows differ; sentences without counterpart: 1 of statement.en and 1 of statement.ru.".split(),
        "A difference may be one of the dictionary and not of the texts: read the rows.".split(),
    ]


def test_parallel_writes_three_forms_of_one_table_and_a_page(themeline, tmp_path):
    (tmp_path / "themes.yaml").write_text(PARALLEL, encoding="utf-8")
    for name in ("r.csv", "r.json", "r.parquet", "r.html"):
        done = themeline("parallel", *STATEMENTS, "--codebook", "themes.yaml", "--out", name)
        assert (done.returncode, "row 14" in done.stdout, "2 of 47 rows" in done.stdout) == (0, False, True)
    csv = pd.read_csv(
        tmp_path / "r.csv", keep_default_na=False, dtype={"first_sentences": str, "second_sentences": str}
    )
    parquet = pd.read_parquet(tmp_path / "r.parquet")
    records = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert csv.to_dict("records") == parquet.to_dict("records") == records
    assert len(csv) == 47
    assert csv["only_second"].tolist().count("nuclear") == 1
    assert "statement.ru" in (tmp_path / "r.html").read_text(encoding="utf-8")
    done = themeline("parallel", *STATEMENTS, "--out", "r.pdf")
    assert done.returncode == 2
    assert done.stderr == (
        "error: r.pdf: does not end in .html, .csv, .json or .parquet; give the name one of these endings\n"
    )


def test_parallel_names_the_sentences_of_a_row_in_words(themeline, tmp_path):
    (tmp_path / "a.txt").write_text("The fleets sailed out to the open sea. They then came back.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Then all of them sailed out to the open sea, and came back.", encoding="utf-8")
    (tmp_path / "themes.yaml").write_text(PARALLEL, encoding="utf-8")
    done = themeline("parallel", "a.txt", "b.txt", "--codebook", "themes.yaml")
    assert "  a, sentences 1 and 2, only here: Sea\n" in done.stdout
    assert "  b, sentence 1\n" in done.stdout


def test_parallel_tells_two_texts_of_one_name_apart(themeline, tmp_path):
    for folder, words in (("old", "The fleets sail. It is so."), ("new", "The ships sail. It is so.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.txt").write_text(words, encoding="utf-8")
    (tmp_path / "themes.yaml").write_text(PARALLEL, encoding="utf-8")
    done = themeline("parallel", "old/t.txt", "new/t.txt", "--codebook", "themes.yaml")
    assert "  first, sentence 1, only here: Sea\n    The fleets sail.\n  second, sentence 1\n" in done.stdout
