"""Packages that only some tasks need: held to pyproject.toml, and what is said where one is missing."""

import ast
import os
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from themeline.corpus.counters import FEW_CHARACTERS
from themeline.errors import InputError
from themeline.io import optional

PACKAGE = ROOT / "scripts" / "themeline"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def without(folder: Path, *modules: str) -> dict[str, str]:
    """An environment for commands in which these modules seem not to be installed."""
    place = folder / "without"
    place.mkdir()
    halted = f"import sys\nsys.modules.update(dict.fromkeys({modules!r}))\n"
    (place / "sitecustomize.py").write_text(halted, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(place), str(ROOT / "scripts"), os.environ["PYTHONPATH"]])}


def test_the_extras_have_the_packages_that_pyproject_names():
    extras = PROJECT["optional-dependencies"]
    wanted = {
        extra: {canonicalize_name(one.name) for one in map(Requirement, lines) if one.name != PROJECT["name"]}
        for extra, lines in extras.items()
        if extra != "all"
    }
    packages = packages_distributions()
    named = {
        extra: {canonicalize_name(package) for module in modules for package in packages[module]}
        for extra, modules in optional.EXTRAS.items()
    }
    assert named == wanted
    everything = {extra for line in extras["all"] for extra in Requirement(line).extras}
    # What is counted on a cluster is counted by what the corpus needs.
    assert everything | Requirement(extras["cluster"][0]).extras == wanted.keys()


def test_what_is_required_is_in_no_extra():
    required = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    packages = packages_distributions()
    assert not required & {canonicalize_name(packages[module][0]) for module in optional.EXTRA_OF}
    assert len(required) <= 27


def imported_at_once(tree: ast.Module):
    """The modules that are imported with a module: those of its functions and of type checkers left out."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
        checked = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not checked and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            todo += ast.iter_child_nodes(node)


def test_only_the_compiled_engine_imports_a_package_of_an_extra_at_once():
    found = {
        path.relative_to(PACKAGE).parts[:2]
        for path in PACKAGE.rglob("*.py")
        if {*imported_at_once(ast.parse(path.read_text(encoding="utf-8")))} & optional.EXTRA_OF.keys()
    }
    assert found == {("corpus", "engine")}


def test_the_call_that_installs_a_module():
    assert optional.install("numba") == "pip install 'themeline[corpus]'"
    assert optional.install("python_calamine") == "pip install 'themeline[convert]'"
    assert optional.install("elsewhere") == "pip install elsewhere"


def test_what_is_missing_says_what_needs_it(monkeypatch):
    optional.require("anything", "numba", "json")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert optional.missing(["json", "pypdf", "numba"]) == ["pypdf"]
    with pytest.raises(InputError) as raised:
        optional.require("report.pdf", "json", "pypdf")
    assert str(raised.value) == "report.pdf: needs pypdf, which is not installed; pip install 'themeline[convert]'"


def test_an_import_that_failed_is_told_by_its_cause():
    inner = ModuleNotFoundError("No module named 's3fs.core'", name="s3fs.core")
    outer = ImportError("Install s3fs to access S3")
    assert optional.missing_extra(outer, "s3://a") is None
    outer.__cause__ = inner
    told = "s3://a: needs s3fs, which is not installed; pip install 'themeline[cluster]'"
    assert str(optional.missing_extra(outer, "s3://a")) == told
    assert optional.missing_extra(ModuleNotFoundError("No module named 'mine'", name="mine"), "a call") is None


@pytest.mark.parametrize(
    ("module", "words", "needs", "extra"),
    [
        ("numba", "count long.txt", "themeline count", "corpus"),
        ("pyarrow", "code t.txt --out t.parquet", "t.parquet", "corpus"),
        ("trafilatura", "structure p.html", "a web page", "web"),
        ("xlsxwriter", "sheet t.txt --out t.xlsx", "a workbook (.xlsx)", "convert"),
        ("sklearn", "learn t.csv", "themeline learn", "learn"),
        ("watchfiles", "serve --out pages", "themeline serve", "notebooks"),
    ],
)
def test_a_command_names_the_extra_that_it_lacks(command, tmp_path, module, words, needs, extra):
    (tmp_path / "t.txt").write_text("Ships sailed.", encoding="utf-8")
    # Little is counted without compiled code.
    if "long.txt" in words:
        (tmp_path / "long.txt").write_text("Ships sailed.\n" * (FEW_CHARACTERS // 14 + 1), encoding="utf-8")
    (tmp_path / "p.html").write_text("<html><body><p>Ships sailed to sea.</p></body></html>", encoding="utf-8")
    done = command("themeline", *words.split(), **without(tmp_path, module))
    told = f"error: {needs}: needs {module}, which is not installed; pip install 'themeline[{extra}]'"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, told)


def test_a_notebook_that_is_named_must_have_its_extra(command, tmp_path):
    done = command("themeline", "run", "04", "--out", "out", **without(tmp_path, "numba"))
    told = "error: 04-corpus.ipynb: needs numba: pip install 'themeline[corpus]'\n"
    assert (done.returncode, done.stderr) == (2, told)


def test_a_notebook_without_its_extra_is_left_out_where_nobody_named_it(monkeypatch):
    from themeline.provenance.notebook import find_notebooks
    from themeline.runs.plan import fitting_notebooks

    notebooks = find_notebooks([])
    assert len(fitting_notebooks(notebooks, {}, named=False)[0]) == 6
    monkeypatch.setitem(sys.modules, "numba", None)
    fitting, left_out = fitting_notebooks(notebooks, {}, named=False)
    assert len(fitting) == 5
    assert left_out == {"04-corpus.ipynb": "needs numba: pip install 'themeline[corpus]'"}


def test_a_public_name_says_which_extra_it_lacks(command, tmp_path):
    call = "import themeline as tl; print(tl.plot_corpus_time.__name__); tl.read_corpus"
    done = command("python", "-c", call, **without(tmp_path, "numba"))
    assert done.stdout == "plot_corpus_time\n"
    told = "themeline.read_corpus: needs numba, which is not installed; pip install 'themeline[corpus]'"
    assert done.stderr.splitlines()[-1] == f"themeline.errors.InputError: {told}"
