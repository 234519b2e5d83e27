"""The project's own files: style, types, pins, and the set-up scripts."""

import os
import re
import subprocess
import sys

import pandas as pd
import pytest
from conftest import ROOT
from helpers.pages import lines_under


def pins(name: str) -> dict[str, str]:
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line):
            found[match[1].lower().replace("_", "-")] = match[2]
    return found


def test_ruff_is_clean():
    for task in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *task, "scripts", "tests"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_types_are_right():
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_installed_versions_are_the_pinned_ones():
    from importlib.metadata import version

    for name in ("pandas", "matplotlib", "nltk", "papermill", "jupyterlab"):
        assert version(name) == pins("requirements.txt")[name]


def copy_set_up(tmp_path):
    """A copy of the project with tiny requirements, so that its set-up runs without the network."""
    (tmp_path / "scripts").mkdir()
    for name in ("environment.py", "test.py", "reproduce.py"):
        (tmp_path / "scripts" / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    (tmp_path / "tests").mkdir()
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    (tmp_path / "tests" / "requirements.txt").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    # What `-m pytest` finds, in place of pytest: it tells its arguments.
    (tmp_path / "pytest.py").write_text("import sys; print(sys.argv[1:])", encoding="utf-8")
    return tmp_path


@pytest.fixture
def setup_copy(tmp_path):
    """A copy of the project without .venv."""
    return copy_set_up(tmp_path)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """A copy of the project whose set-up has been made; each test leaves it whole. With what the first call said."""
    folder = copy_set_up(tmp_path_factory.mktemp("set-up"))
    return folder, call(folder, "test.py", "-k", "a b")


# To put pip into a new .venv takes four seconds: with this module there is one that installs nothing.
WITHOUT_PIP = """
import sysconfig
import venv
from pathlib import Path

def stand_in(self, context):
    pip = Path(sysconfig.get_path("purelib", "venv", {"base": context.env_dir}), "pip")
    pip.mkdir()
    for name in ("__init__.py", "__main__.py"):
        (pip / name).touch()

venv.EnvBuilder._setup_pip = stand_in
"""


@pytest.fixture
def quick(setup_copy):
    """A copy of the project without .venv, and the environment in which it is made without the real pip.

    For what is about when a set-up is made, and not about what pip does.
    """
    (setup_copy / "sitecustomize.py").write_text(WITHOUT_PIP, encoding="utf-8")
    return setup_copy, {"PYTHONPATH": str(setup_copy)}


def call(folder, script="test.py", *words, program=sys.executable, **environment):
    return subprocess.run(
        [program, folder / "scripts" / script, *words],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_set_up_is_done_once_and_passes_arguments_on(set_up):
    folder, first = set_up
    assert first.returncode == 0, first.stderr
    assert first.stdout.strip() == "['-k', 'a b']"
    assert [line.split()[0] for line in first.stderr.splitlines()] == ["making", "installing", "installing"]
    second = call(folder)
    assert second.stderr == ""
    (folder / "requirements.txt").write_text("# changed\n", encoding="utf-8")
    third = call(folder)
    assert third.stderr.splitlines() == ["installing requirements.txt into .venv (0 packages, a minute or two)"]


def test_an_interrupted_set_up_is_repaired(quick):
    folder, environment = quick
    assert call(folder, **environment).returncode == 0
    assert call(folder, **environment).stderr == ""
    (folder / ".venv" / "stamp-unfinished").write_text("requirements.txt", encoding="utf-8")
    again = call(folder, **environment)
    assert again.returncode == 0
    assert again.stderr.startswith("making .venv with Python")


def test_no_network_is_said_in_one_line(set_up):
    folder, _ = set_up
    before = (folder / "requirements.txt").read_text(encoding="utf-8")
    (folder / "requirements.txt").write_text("themeline-nowhere==1.0\n", encoding="utf-8")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    done = call(folder, **nowhere, PIP_EXTRA_INDEX_URL="", PIP_FIND_LINKS="")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("error: the package index cannot be reached: connect")
    assert "Traceback" not in done.stderr
    # The next call would make it anew; nothing was installed, so it is whole.
    (folder / ".venv" / "stamp-unfinished").unlink()
    (folder / "requirements.txt").write_text(before, encoding="utf-8")


def test_a_python_without_venv_is_said_in_one_line(setup_copy):
    # As Debian ships it: ensurepip is split off.
    (setup_copy / "sitecustomize.py").write_text("import sys; sys.modules['ensurepip'] = None", encoding="utf-8")
    done = call(setup_copy, PYTHONPATH=str(setup_copy))
    assert done.returncode == 2
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert done.stderr.splitlines() == [
        "error: this Python cannot make virtual environments: install its venv module "
        f"(Debian, Ubuntu: apt install python{version}-venv) and call again"
    ]


def test_the_set_up_is_read_by_old_pythons():
    # Old syntax only: no f-strings, annotations, or walrus in what must still be read to say "too old".
    source = "".join((ROOT / "scripts" / name).read_text(encoding="utf-8") for name in ("environment.py", "test.py"))
    assert not re.search(r"\bf\"|\bf'|:=|->|: str|: int|\bmatch \w+:", source)


def test_the_lines_on_many_texts_work_as_they_stand(themeline, tmp_path):
    lines = lines_under("docs/many-texts.md", "Counts of any number of texts")
    for program, *words in lines:
        assert program == ".venv/bin/themeline"
        done = themeline(*words)
        assert done.returncode == 0, done.stderr
    assert len(lines) == 3
    speeches = pd.read_csv(tmp_path / "speeches.csv")
    assert (len(speeches), speeches["year"].min(), speeches["year"].max()) == (249, 1790, 2026)
    assert speeches.set_index("document").loc["1962-Kennedy-1", "party"] == "Democratic"
    assert len(pd.read_parquet(tmp_path / "sentences.parquet")) == 290


def test_the_lines_on_comparing_work_as_they_stand(themeline, tmp_path):
    lines = lines_under("docs/many-texts.md", "One text compared with others")
    assert len(lines) == 2
    for program, *words in lines:
        assert program == ".venv/bin/themeline"
        done = themeline(*words)
        assert done.returncode == 0, done.stderr
    periods = pd.read_csv(tmp_path / "since-1790" / "corpus-time.csv")["period"]
    assert (periods.min(), periods.max()) == (1780, 2020)
    texts = [*(ROOT / "seeds" / "coding" / "modern-texts").iterdir()]
    assert len(pd.read_csv(tmp_path / "beside" / "corpus.csv")) == len(texts) == 16


def test_the_lines_on_your_own_text_work_as_they_stand(themeline, tmp_path):
    lines = lines_under("docs/first-figures.md", "Your own text")
    assert len(lines) == 5
    for program, *words in lines:
        assert program == ".venv/bin/themeline"
        done = themeline(*words)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine" / "themes.svg").is_file()
    assert (tmp_path / "many" / "contributing" / "words.svg").is_file()


def test_what_installs_is_of_the_version_that_is_pinned():
    sys.path.insert(0, str(ROOT / "scripts"))
    import environment

    assert f"uv=={pins('tests/requirements.txt')['uv']}" == environment.UV


def test_what_is_installed_is_compiled_only_where_python_keeps_no_bytecode(tmp_path, monkeypatch):
    sys.path.insert(0, str(ROOT / "scripts"))
    import environment

    (tmp_path / "pins.txt").write_text("some==1\n", encoding="utf-8")
    commands = []
    monkeypatch.setattr(environment, "ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "VENV", str(tmp_path))
    monkeypatch.setattr(environment, "_logged", lambda command, log: commands.append(command) or 0)
    for told in ("", "1"):
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", told)
        environment._install("pins.txt")
    by_uv = [command for command in commands if command[0] == environment.executable("uv")]
    assert ["--compile-bytecode" in command for command in by_uv] == [False, True]


def test_a_set_up_of_which_something_is_gone_is_made_anew(quick):
    folder, environment = quick
    assert call(folder, **environment).returncode == 0
    python = folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.unlink()
    again = call(folder, **environment)
    assert again.returncode == 0
    assert again.stderr.splitlines()[:2] == [
        "what is in .venv is not whole, so it is made anew",
        f"making .venv with Python {'.'.join(map(str, sys.version_info[:3]))}",
    ]


def test_reproduce_looks_for_its_command(quick):
    """The requirements are empty here, so that there is none: it says so in one line."""
    folder, environment = quick
    done = call(folder, "reproduce.py", **environment)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1] == (
        "error: .venv has no command themeline: requirements.txt does not install it"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no lock of this kind")
def test_a_second_set_up_waits_for_the_first(quick):
    folder, environment = quick
    # The first tells that it makes .venv, and goes on when it is let.
    for name in ("begun", "through"):
        os.mkfifo(folder / name)
    gate = f"    Path({str(folder / 'begun')!r}).write_text('x')\n    Path({str(folder / 'through')!r}).read_text()\n"
    gated = WITHOUT_PIP.replace("    pip.mkdir()\n", gate + "    pip.mkdir()\n")
    (folder / "sitecustomize.py").write_text(gated, encoding="utf-8")

    def start():
        return subprocess.Popen(
            [sys.executable, folder / "scripts" / "test.py", "x"],
            env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    first = start()
    (folder / "begun").read_text()
    second = start()
    told = second.stderr.readline()
    (folder / "through").write_text("x")
    assert told == "waiting for another set-up of .venv to end\n"
    said = [one.communicate() for one in (first, second)]
    assert [one.returncode for one in (first, second)] == [0, 0]
    assert [out.strip() for out, _ in said] == ["['x']", "['x']"]
    # One of them has made it, and the other found it made.
    assert ["making .venv" in words for _, words in said] == [True, False]
