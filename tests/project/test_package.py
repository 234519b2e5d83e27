"""The package as others install it: what a wheel holds, and that it works where there is no checkout."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from themeline.io.optional import EXTRA_OF

CARRIED = "themeline/carried/"
SOURCES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "runtime.txt", "voila.json")
TEXT = "On ships\n\nThe treaty was signed on 5 May 2001, and the navy sailed. Nuclear weapons were counted."


def called(folder: Path, *words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def relative(folder: Path) -> set[str]:
    """The files below a folder, without what Python makes of modules."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A release's source archive, unpacked."""
    place = tmp_path_factory.mktemp("source")
    copy = place / "copy"
    left_out = shutil.ignore_patterns("__pycache__", ".*", "*.egg-info")
    for name in ("notebooks", "seeds", "scripts/themeline"):
        shutil.copytree(ROOT / name, copy / name, ignore=left_out)
    for name in SOURCES:
        shutil.copyfile(ROOT / name, copy / name)
    called(copy, "-c", "from setuptools import build_meta; build_meta.build_sdist('..')")
    # Python before 3.11.4 has no filters, and from 3.12 on it asks for one.
    safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(next(place.glob("themeline-*.tar.gz"))) as archive:
        archive.extractall(place, **safely)
    return next(path for path in place.iterdir() if path.is_dir() and path.name.startswith("themeline-"))


@pytest.fixture(scope="module")
def wheel(source) -> Path:
    """The wheel of that archive."""
    # As an earlier build in this folder has left it.
    old = source / "build" / "lib" / "themeline" / "old.py"
    old.parent.mkdir(parents=True)
    old.write_text("", encoding="utf-8")
    out = source.parent / "wheel"
    without_network = ("--no-build-isolation", "--no-index", "--no-deps", "--disable-pip-version-check")
    called(source, "-m", "pip", "wheel", "--quiet", *without_network, "--wheel-dir", out, ".")
    return next(out.glob("themeline-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> dict[str, str]:
    """An environment in which the wheel is installed, and, as it seems, none of the packages of the extras."""
    folder = tmp_path_factory.mktemp("installed")
    called(folder, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel)
    halted = f"import sys\nsys.modules.update(dict.fromkeys({[*EXTRA_OF]!r}))\n"
    (folder / "sitecustomize.py").write_text(halted, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT / "tests" / "absent")])}


def test_the_wheel_has_the_package_and_what_it_carries(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        carried = {name.removeprefix(CARRIED) for name in names if name.startswith(CARRIED)}
        modules = {name for name in relative(ROOT / "scripts") if name.startswith("themeline/")}
        assert names - {CARRIED + name for name in carried} == {one for one in modules if not one.endswith(".md")}
        seeds = {f"seeds/{name}" for name in relative(ROOT / "seeds")}
        notebooks = {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
        assert carried == seeds | notebooks | {"runtime.txt", "voila.json"}
        for name in seeds:
            assert packed.read(CARRIED + name) == (ROOT / name).read_bytes()
        for name in notebooks:
            here = json.loads((ROOT / name).read_text(encoding="utf-8"))["cells"]
            there = json.loads(packed.read(CARRIED + name))["cells"]
            assert [(cell["id"], cell["source"]) for cell in there] == [(cell["id"], cell["source"]) for cell in here]
            assert any(cell.get("outputs") for cell in here)
            assert not any(cell.get("outputs") or cell.get("execution_count") for cell in there)


def test_installed_it_makes_and_runs_a_collection_of_another_text(installed, tmp_path):
    (tmp_path / "ships.txt").write_text(TEXT, encoding="utf-8")
    made = called(tmp_path, "-m", "themeline", "new", "study", "--essay", "ships.txt", **installed)
    assert made.stdout == "study: made; run themeline run in it, and see its README.md\n"
    study = tmp_path / "study"
    ran = called(study, "-m", "themeline", "run", "-p", "formats", "csv,md", **installed)
    # Of so short a text the headings are more than a few per cent of the words.
    said = [line.partition(":")[0] for line in ran.stderr.splitlines()]
    assert said == ["04-corpus.ipynb is not run", "05-validity.ipynb is not run", "essay"]
    assert "are headings and other parts" in ran.stderr
    assert "On ships" in (study / "figures" / "index.html").read_text(encoding="utf-8")
    for folder, words in ((study, "verify"), (tmp_path, "verify study/figures"), (study, "check")):
        called(folder, "-m", "themeline", *words.split(), **installed)
    kept = json.loads((study / "figures" / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    inputs = {one["name"] for one in kept if one["@id"].startswith("#input-")}
    assert inputs >= {"seeds/essay.txt", "seeds/themes.yaml", "seeds/events.yaml", "seeds/stopwords.txt"}
    assert not any(name.startswith((".", "package:")) for name in inputs)


def test_installed_it_works_on_a_text_in_an_empty_folder(installed, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "ships.txt").write_text(TEXT, encoding="utf-8")
    coded = called(folder, "-m", "themeline", "code", "ships.txt", **installed)
    assert any(",Nuclear weapons," in line for line in coded.stdout.splitlines())
    called(folder, "-m", "themeline", "run", "02", "--essay", "ships.txt", **installed)
    assert (folder / "figures" / "themes.svg").is_file()
    kept = json.loads((folder / "figures" / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    inputs = {one["name"] for one in kept if one["@id"].startswith("#input-")}
    names = ("themes", "themes.ar", "themes.es", "themes.fr", "themes.ru", "themes.zh", "general-defence")
    carried = {f"package://themeline/carried/seeds/{name}.yaml" for name in names}
    assert inputs == {"../ships.txt", *carried}
    # From wherever it is looked at.
    for place, words in ((folder, ()), (tmp_path, ("work/figures",))):
        done = called(place, "-m", "themeline", "verify", *words, **installed)
        assert "of 1 runs compared with their receipts: all intact" in done.stdout
