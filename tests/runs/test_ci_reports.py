"""What a run says: of many texts, of a failure, to CI systems."""

import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import write_notebook
from helpers.pages import PAGES
from hypothesis import given
from hypothesis import strategies as st
from themeline.io.names import folder_names

PARAMETERS = 'out: str = "x"  # folder\nvalue: str = "1"  # what is written'


@pytest.fixture
def texts(tmp_path):
    (tmp_path / "texts").mkdir()
    for name in ("Good one.txt", "good_one.txt", "речь.txt"):
        (tmp_path / "texts" / name).write_text("My title\n\nThe navy sailed. Ships left.", encoding="utf-8")
    (tmp_path / "texts" / "bad.txt").write_bytes(b"\0")
    (tmp_path / "texts" / "notes.csv").write_bytes(b"no text")
    return tmp_path


def test_many_texts_go_on_after_a_failure(themeline, texts):
    run = ("run", "--essay", "texts", "--out", "mine", "-p", "formats", "csv", "--junit", "report.xml")
    done = themeline(*run)
    assert done.returncode == 2
    assert [re.split("  +", line) for line in done.stdout.splitlines()] == [
        ["text", "figures in", "result"],
        ["Good one.txt", "mine/good-one", "3 run, 0 unchanged"],
        ["good_one.txt", "mine/good-one-2", "3 run, 0 unchanged"],
        ["речь.txt", "mine/речь", "3 run, 0 unchanged"],
        ["bad.txt", "not a text"],
    ]
    assert done.stderr.splitlines()[-1] == "3 of 4 texts worked"
    assert done.stderr.count("03-timeline.ipynb is not run: it needs the events of this text (--events)") == 1
    assert "bad.txt:1: holds NUL bytes" in done.stderr
    for name in ("good-one", "good-one-2", "речь"):
        assert (texts / "mine" / name / "themes.csv").is_file()
    assert sorted(path.name for path in (texts / "mine").iterdir()) == ["good-one", "good-one-2", "речь"]

    suites = {suite.get("name"): suite for suite in ElementTree.parse(texts / "report.xml").getroot()}
    assert {name: suite.get("failures") for name, suite in suites.items()} == {
        "good-one": "0", "good-one-2": "0", "речь": "0", "bad.txt": "0",
    }  # fmt: skip
    assert "holds NUL bytes" in suites["bad.txt"].find("testcase/error").get("message")

    (texts / "texts" / "bad.txt").write_text("Title\n\nNow it is good.", encoding="utf-8")
    done = themeline(*run)
    assert done.returncode == 0, done.stderr
    assert "good-one    0 run, 3 unchanged" in done.stdout
    assert re.search(r"bad.txt +mine/bad +3 run, 0 unchanged", done.stdout)
    assert not (texts / "mine" / "bad" / "failed").exists()
    suites = {suite.get("name"): suite for suite in ElementTree.parse(texts / "report.xml").getroot()}
    assert [suites["bad"].get("skipped"), suites["good-one"].get("skipped")] == ["0", "3"]
    done = themeline("verify", "mine")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 4)


def test_a_text_alone_has_the_folder_to_itself(themeline, texts):
    run = ("run", "02", "-p", "formats", "csv")
    assert themeline(*run, "--essay", "texts/Good one.txt", "--out", "mine").returncode == 0
    assert (texts / "mine" / "themes.csv").is_file()
    done = themeline(*run, "--essay", "texts/Good one.txt", "--essay", "texts/good_one.txt", "--events", "x")
    assert done.returncode == 2
    assert "--events belong to one text" in done.stderr
    (texts / "empty").mkdir()
    assert "empty: holds no texts (.txt, .text, .md, " in themeline(*run, "--essay", "empty").stderr


@given(st.lists(st.text(min_size=1, max_size=80).filter(lambda name: not set(name) & set("/\0")), max_size=6))
def test_the_name_of_a_text_cannot_leave_the_folder(names):
    folders = folder_names([Path("texts") / f"{name}.txt" for name in names])
    assert len({folder.casefold() for folder in folders}) == len(names)
    for folder in folders:
        assert Path(folder).name == folder
        assert folder not in (".", "..")
        assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", folder)


def test_a_failure_says_where_and_how_to_get_it_again(themeline, tmp_path):
    cells = ["def half(x):\n    return x / 0", 'y = 1\nhalf(y)  # "100 %"']
    write_notebook(tmp_path, "my notebook", PARAMETERS, *cells)
    value = 'it\'s a "value" $HOME'
    done = themeline("run", "my notebook.ipynb", "--out", "figures", "-p", "value", value, GITHUB_ACTIONS="true")
    assert done.returncode == 1
    said = "my notebook.ipynb: cell 3 ('c2'), line 2 (half(y)  # \"100 %\"): ZeroDivisionError: division by zero"
    assert done.stderr.splitlines()[0] == f"error: {said}"
    assert "  the notebook with its error is kept as figures/failed/my notebook.ipynb" in done.stderr.splitlines()
    # The annotation stands at the line of the file, and what Actions would take for its own is escaped.
    (annotation,) = [line for line in done.stdout.splitlines() if line.startswith("::")]
    lines = (tmp_path / "my notebook.ipynb").read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if "half(y)" in line)
    assert annotation == f"::error file=my notebook.ipynb,line={number}::{said.replace('%', '%25')}"
    # The call that is named does it again.
    call = done.stderr.partition("to run it alone: ")[2].splitlines()[0]
    again = shlex.split(call)
    assert Path(again[0]).name == "themeline"
    assert again[1:] == ["run", "my notebook.ipynb", "--force", "--out", "figures", "-p", "value", value]
    assert themeline(*again[1:]).stderr == done.stderr


def test_no_annotations_elsewhere(themeline, tmp_path):
    write_notebook(tmp_path, "bad", PARAMETERS, "x = = 1")
    done = themeline("run", "bad.ipynb", "--out", "figures", GITHUB_ACTIONS="")
    assert "::" not in done.stdout
    assert "cell 2 ('c1'), line 1 (x = = 1): SyntaxError: invalid syntax" in done.stderr


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("x = print", "sets no parameter|is not a plain value"),
        ("import os", "line 1 of the cell of parameters sets no parameter"),
        ("x = ", "line 1 of the cell of parameters is not Python"),
    ],
)
def test_a_cell_of_parameters_holds_parameters_only(themeline, tmp_path, cell, message):
    write_notebook(tmp_path, "odd", cell, "1")
    done = themeline("run", "odd.ipynb", "--out", "figures")
    assert done.returncode == 2
    assert re.search(f"odd.ipynb: (parameter 'x' )?({message})", done.stderr)
    assert not (tmp_path / "figures").exists()


def test_the_guides_explain_each_option_of_run(themeline):
    pages = [page for page in PAGES if page.stem != "reference-commands"]
    told = "".join(page.read_text(encoding="utf-8") for page in pages)
    options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", themeline("run", "--help").stdout, re.MULTILINE)
    assert len(options) > 10
    assert [option for option in options if option not in told and option != "--help"] == []
