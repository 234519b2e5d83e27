"""What many tests use: the real seeds, and the commands as a user calls them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from hypothesis import settings
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.events.chronology import Chronology, read_chronology
from themeline.text.document import Document, read_document

# No test races a clock.
settings.register_profile("themeline", deadline=None)
settings.load_profile("themeline")

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
# The browser that tests look through; None where there is none.
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")

# Else each of the hundreds of commands under test compiles Themeline's modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Commands under test have not what only the tests install, so that none rests on it; nor waits for it, since nltk
# imports these two where they are.
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT / "tests" / "absent"), *filter(None, [os.environ.get("PYTHONPATH")])]
)


@pytest.fixture(scope="session")
def essay() -> Document:
    return read_document(SEEDS / "essay.txt")


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return read_codebook(SEEDS / "themes.yaml")


@pytest.fixture(scope="session")
def chronology(essay) -> Chronology:
    return read_chronology(SEEDS / "events.yaml", essay)


@pytest.fixture(scope="session")
def mentions(essay, codebook):
    return find_mentions(essay, codebook)


def write_notebook(folder: Path, name: str, *cells: str) -> None:
    """A notebook of these cells of code; the first holds the parameters."""
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell, id=f"c{i}") for i, cell in enumerate(cells)]
    )
    made.cells[0].metadata["tags"] = ["parameters"]
    made.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(made, folder / f"{name}.ipynb")


def call(folder: Path, name: str, *rest: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call a command of .venv in a folder, as a user would; gives what `subprocess.run` gives."""
    program = Path(sys.executable).with_name(name)
    return subprocess.run(
        [program, *map(str, rest)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def command(tmp_path):
    """Calls a command of .venv in an empty folder, see `call`."""

    def called(*words: object, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        return call(cwd, *words, **environment)

    return called
