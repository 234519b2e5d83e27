"""The action for other repositories: its steps, run by a shell, with a command that only says how it was called."""

import os
import shutil
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step["run"] for step in ACTION["runs"]["steps"] if "run" in step}
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.fixture
def step(tmp_path):
    """Runs a step in an empty folder, as GitHub does; gives its exit status, what was called, and what it said."""
    stub = tmp_path / "themeline"
    stub.write_text('#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done > called\n', encoding="utf-8")
    stub.chmod(0o755)

    def run(name, **inputs):
        given = {key.upper(): value["default"] for key, value in ACTION["inputs"].items()}
        given |= {"THEMELINE": str(stub), "PYTHON": sys.executable, "GITHUB_OUTPUT": str(tmp_path / "output")}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]],
            cwd=tmp_path, env=os.environ | given | inputs, capture_output=True, text=True, check=False,
        )  # fmt: skip
        called = tmp_path / "called"
        return (
            done.returncode,
            called.read_text().splitlines() if called.exists() else None,
            done.stdout + done.stderr,
        )

    return run


def test_without_inputs_all_notebooks_run(step):
    assert step("Run the notebooks") == (0, ["run", "--out", "figures"], "")


def test_parameters_and_notebooks_reach_the_command_as_they_are(step):
    lines = 'sections Joint actions; New Horizons\n\ncorpus_name\nword $(touch hacked) "*"\n'
    status, called, _ = step("Run the notebooks", PARAMETERS=lines, NOTEBOOKS="02\n  03-timeline ", OUT="new figures")
    assert status == 0
    assert called == [
        "run", "--out", "new figures", "-p", "sections", "Joint actions; New Horizons", "-p", "corpus_name", "",
        "-p", "word", '$(touch hacked) "*"', "02", "03-timeline",
    ]  # fmt: skip


def test_a_folder_that_is_not_a_collection_is_refused(step, tmp_path):
    """Elsewhere the command would take Themeline's own notebooks and essay, and the job would be green."""
    (tmp_path / "my study" / "notebooks").mkdir(parents=True)
    status, _, said = step("Find the collection", COLLECTION="my study")
    assert status == 2
    assert said.startswith("::error::'my study' is not a collection: ")
    (tmp_path / "my study" / "seeds").mkdir()
    assert step("Find the collection", COLLECTION="my study") == (0, None, "")
    assert step("Find the collection")[0] == 2


def test_committed_figures_are_compared_as_is_asked(step):
    name = "Check the committed figures"
    assert step(name, COMMITTED="receipts") == (0, ["verify", "figures"], "")
    assert step(name, COMMITTED="rerun") == (0, ["verify", "figures", "--rerun"], "")


def test_another_word_for_the_check_is_refused(step):
    status, called, said = step("Check the committed figures", COMMITTED="yes")
    assert (status, called) == (2, None)
    assert said == "::error::the input 'committed' is none, receipts or rerun, not 'yes'\n"


def test_a_failed_command_fails_its_step(step, tmp_path):
    (tmp_path / "themeline").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert step("Run the notebooks")[0] == 1
    assert step("Check the committed figures", COMMITTED="rerun")[0] == 1


def test_what_is_cached_is_named_by_the_pins(step, tmp_path):
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    assert step("Name the packages that are needed", GITHUB_ACTION_PATH=str(tmp_path))[0] == 0
    # sha256 of "aa", as `printf aa | sha256sum` prints it
    digest = "961b6dd3ede3cb8ecbaacbd68de040cd78eb2ed5889130cceb4c49268ea4d506"
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"hash={digest}\n"


def test_the_set_up_says_where_the_command_is(step, tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "environment.py").write_text('print("/a b/themeline")\n', encoding="utf-8")
    assert step("Set up Themeline, with the packages as it pins them", GITHUB_ACTION_PATH=str(tmp_path))[0] == 0
    assert (tmp_path / "output").read_text(encoding="utf-8") == "command=/a b/themeline\n"


def test_every_input_reaches_a_step():
    text = (ROOT / "action.yml").read_text(encoding="utf-8").partition("runs:")[2]
    assert [name for name in ACTION["inputs"] if f"inputs.{name}" not in text] == []
