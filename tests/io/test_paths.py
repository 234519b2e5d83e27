"""Where inputs are looked for: the collection that one works in, the checkout, what an installed package carries."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, write_notebook
from themeline.errors import InputError
from themeline.io.paths import collection_around, find_file, in_collection, in_package, is_collection

# The folder of the collection, that of what comes with the package, and where the default text is found.
TELL = """
from themeline.io import paths
print(paths.HOME, paths.SHIPPED, paths.find_file(paths.ESSAY), sep="\\n")
"""


def collection(folder: Path, text: str = "essay.txt") -> Path:
    """The least that is a collection."""
    for name in ("seeds", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "seeds" / text).write_text("Ships sailed.", encoding="utf-8")
    write_notebook(folder / "notebooks", "01", 'out: str = "figures"  # folder')
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder that holds the package as a wheel would install it, with one text among what it carries."""
    folder = tmp_path_factory.mktemp("installed")
    shutil.copytree(
        ROOT / "scripts" / "themeline", folder / "themeline", ignore=shutil.ignore_patterns("__pycache__")
    )
    collection(folder / "themeline" / "carried")
    return folder


def told_in(folder: Path, package: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_collection_has_seeds_and_notebooks(tmp_path):
    folder = collection(tmp_path / "a")
    assert is_collection(folder)
    assert collection_around(folder / "notebooks") == collection_around(folder) == folder
    assert collection_around(tmp_path) is None
    (folder / "notebooks" / "01.ipynb").unlink()
    assert not is_collection(folder)


def test_one_works_for_the_collection_that_one_is_in(tmp_path):
    own = collection(tmp_path / "own", "essay.pdf").resolve()
    inside = collection(own / "within").resolve()
    checkout = ROOT / "scripts"
    assert told_in(own / "notebooks", checkout) == [str(own), str(ROOT), str(own / "seeds" / "essay.pdf")]
    assert told_in(inside, checkout) == [str(inside), str(ROOT), str(Path("seeds", "essay.txt"))]


def test_elsewhere_one_works_for_the_checkout(tmp_path):
    assert told_in(tmp_path, ROOT / "scripts") == [str(ROOT), str(ROOT), str(ROOT / "seeds" / "essay.txt")]


def test_installed_it_works_for_the_current_folder_with_what_it_carries(tmp_path, installed):
    carried = (installed / "themeline" / "carried").resolve()
    assert told_in(tmp_path, installed) == [
        str(tmp_path.resolve()),
        str(carried),
        str(carried / "seeds" / "essay.txt"),
    ]


def test_a_collection_takes_nothing_of_what_is_carried(tmp_path, installed):
    own = collection(tmp_path / "own", "essay.md").resolve()
    (own / "seeds" / "essay.md").unlink()
    call = "from themeline.io.paths import existing_path; print(existing_path('seeds/essay.txt'))"
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=own, env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "None"


def test_what_is_missing_names_each_place_looked_in(tmp_path, installed):
    call = "from themeline.io.paths import find_file; find_file('none.txt')"
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    places = f"{tmp_path.resolve()} and in {(installed / 'themeline' / 'carried').resolve()}"
    assert f"none.txt: there is no such file; looked for in {places}" in done.stderr


def test_a_missing_file_is_told_with_the_one_that_is_meant(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for name in ("notes.txt", ".notes.tx", "in/themes-two.yaml"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    for given, meant in (
        ("note.txt", "notes.txt"),
        (str(tmp_path / "note.txt"), str(tmp_path / "notes.txt")),
        ("in/themes-tow.yaml", "in/themes-two.yaml"),
    ):
        with pytest.raises(InputError, match=f"there is no such file; did you mean '{meant}'\\? looked for in "):
            find_file(given)
    for given in ("else.txt", "out/notes.txt", "in/notes.txt"):
        with pytest.raises(InputError, match="there is no such file; looked for in "):
            find_file(given)


def test_what_an_installed_package_carries_is_named_by_it(tmp_path, installed):
    call = (
        "from themeline.io.paths import find_file, in_package, resolved; "
        "name = in_package(find_file('seeds/essay.txt').resolve()); print(name, open(resolved(name)).read())"
    )
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "package://themeline/carried/seeds/essay.txt Ships sailed.\n"


def test_the_checkout_is_not_an_installed_package():
    assert in_package(ROOT / "seeds" / "essay.txt") is None
    assert in_package(ROOT / "scripts" / "themeline" / "errors.py") is None
    assert in_collection("seeds/none.txt") == ROOT / "seeds" / "none.txt"
