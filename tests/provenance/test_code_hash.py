"""Which modules a notebook reaches: what of the code makes its figures older when it changes, and what does not."""

import ast
import subprocess
import sys

import pytest
from themeline.provenance.code_hash import (
    PACKAGE,
    closure,
    closure_sha256,
    imported_names,
    public_names,
    reached_by_cells,
    read_modules,
)
from themeline.provenance.notebook import find_notebooks

TOP = '''"""A package with a public face."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themeline.figures.charts.bars import draw as draw
    from themeline.text.document import read as read


def __getattr__(name):
    raise AttributeError(name)
'''
TABLE = {
    "read": "themeline.text.document",
    "draw": "themeline.figures.charts.bars",
    "charts": "themeline.figures.charts",
    "lost": "themeline.gone",
}
SOURCES = {
    "__init__.py": TOP,
    "errors.py": "",
    "text/__init__.py": "",
    "text/document.py": "from themeline.errors import (\n    one,  # a comment, with a comma\n    two as other,\n)\n",
    "figures/__init__.py": "",
    "figures/style.py": "",
    "figures/charts/__init__.py": "",
    "figures/charts/bars.py": "def draw():\n    from themeline.figures import style\n",
    "figures/charts/dots.py": "import themeline.errors\n",
    "pages/__init__.py": "",
    "pages/page.py": "",
    "pages/page.html": "<p>",
    "pages/README.md": "why",
}
ALL = {
    "themeline", "themeline.errors", "themeline.text", "themeline.text.document", "themeline.figures",
    "themeline.figures.style", "themeline.figures.charts", "themeline.figures.charts.bars",
    "themeline.figures.charts.dots", "themeline.pages", "themeline.pages.page",
}  # fmt: skip
DOCUMENT = {"themeline", "themeline.errors", "themeline.text", "themeline.text.document"}
BARS = {
    "themeline", "themeline.figures", "themeline.figures.charts", "themeline.figures.charts.bars",
    "themeline.figures.style",
}  # fmt: skip
DOTS = {
    "themeline", "themeline.errors", "themeline.figures", "themeline.figures.charts",
    "themeline.figures.charts.dots",
}  # fmt: skip


@pytest.fixture
def package(tmp_path):
    """A small package in the place of Themeline's."""
    for name, source in SOURCES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source, encoding="utf-8")
    return tmp_path


def reached(package, *cells):
    modules = read_modules(package)
    return closure(reached_by_cells(cells, modules, TABLE), modules)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1 + 1", "import pandas as pd\nfrom pathlib import Path"], set()),
        (["from themeline.text.document import read"], DOCUMENT),
        (["from themeline.text import document"], DOCUMENT),
        (["import themeline.text.document as d", "d.read()"], DOCUMENT),
        (["import themeline.text.document", "themeline.text.document.read()"], DOCUMENT),
        # By the public face: what is used of it, in whatever cell, and what these modules reach.
        (["import themeline as tl"], {"themeline"}),
        (["import themeline as tl", "tl.read('x')"], DOCUMENT),
        (["import themeline", "themeline.read('x').words"], DOCUMENT),
        (["import themeline as tl", "tl.read('x')", "def f():\n    return tl.draw"], DOCUMENT | BARS),
        (["from themeline import draw as d"], BARS),
        (["from themeline import errors"], {"themeline", "themeline.errors"}),
        # A name that leads to a folder of modules counts by the module that is used of it, else with all of them.
        (["import themeline as tl", "tl.charts.bars.draw()"], BARS),
        (["import themeline as tl", "tl.figures.charts.dots.draw()"], DOTS),
        (["import themeline as tl", "c = tl.charts"], BARS | DOTS),
        (["from themeline.figures import charts"], BARS | DOTS),
        # Where it cannot be told what is used, all counts.
        (["%matplotlib inline", "import themeline as tl"], ALL),
        (["import themeline as tl", "getattr(tl, 'read')"], ALL),
        (["import themeline as tl", "mine = tl"], ALL),
        (["import themeline as tl", "tl.unknown"], ALL),
        (["import themeline as tl", "tl.lost"], ALL),
        (["from themeline import *"], ALL),
        (["from themeline import unknown"], ALL),
    ],
)
def test_cells_reach_what_they_use_and_what_that_imports(package, cells, expected):
    assert reached(package, *cells) == expected


def test_only_what_is_reached_makes_older(package):
    def digest():
        modules = read_modules(package)
        return closure_sha256(reached_by_cells(["import themeline as tl\ntl.draw()"], modules, TABLE), modules)

    before = digest()
    for name in ("text/document.py", "figures/charts/dots.py", "pages/page.html"):
        (package / name).write_text("# changed", encoding="utf-8")
        assert digest() == before
    for name in ("figures/style.py", "figures/charts/__init__.py", "figures/__init__.py", "__init__.py"):
        path = package / name
        path.write_text(path.read_text(encoding="utf-8") + "# changed", encoding="utf-8")
        assert digest() != before
        before = digest()


def test_templates_count_for_the_modules_beside_them_and_prose_does_not(package):
    def digest():
        return closure_sha256(["themeline.pages.page"], read_modules(package))

    before = digest()
    (package / "pages" / "README.md").write_text("why not", encoding="utf-8")
    assert digest() == before
    (package / "pages" / "page.html").write_text("<b>", encoding="utf-8")
    assert digest() != before


# --- the package itself ---------------------------------------------------------------------------------------------


def by_syntax(source: str) -> set[str]:
    """What `imported_names` should find, by Python's own parser."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node))]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "themeline"}


def test_imports_of_each_module_are_found_as_the_parser_finds_them():
    paths = sorted(PACKAGE.rglob("*.py"))
    assert len(paths) > 100
    for path in paths:
        source = path.read_text(encoding="utf-8")
        # A docstring may show how to import the package itself, which counts for each of its modules anyway.
        assert imported_names(source) - {"themeline"} == by_syntax(source) - {"themeline"}, path


def test_each_imported_name_is_a_module_or_in_one():
    modules = read_modules(PACKAGE)
    for name, module in modules.items():
        for imported in module.imported - {"themeline"}:
            above = imported.rpartition(".")[0]
            assert imported in modules or (above in modules and above != "themeline"), (name, imported)


@pytest.mark.parametrize("name", ["themeline.pages.reader", "themeline.validity.scores"])
def test_what_python_imports_with_a_module_is_reached(name):
    tell = "import sys; print(*(name for name in sys.modules if name.split('.')[0] == 'themeline'))"
    done = subprocess.run(
        [sys.executable, "-c", f"import {name}\n{tell}"], capture_output=True, text=True, check=True
    )
    imported = set(done.stdout.split())
    assert len(imported) > 10
    assert imported <= closure([name], read_modules(PACKAGE))


def test_each_public_name_leads_to_its_module():
    modules = read_modules(PACKAGE)
    assert len(public_names()) > 20
    for name, module in public_names().items():
        cells = ["import themeline as tl", f"tl.{name}"]
        assert closure([module], modules) == closure(reached_by_cells(cells, modules, public_names()), modules), name


def test_notebooks_reach_the_modules_of_what_they_use_and_not_all():
    modules = read_modules(PACKAGE)
    of = {
        notebook.name: closure(reached_by_cells(notebook.code, modules, public_names()), modules)
        for notebook in find_notebooks([])
    }
    for name, reached in of.items():
        assert "themeline.text.document" in reached, name
        assert not {"themeline.cli.main", "themeline.runs.runner", "themeline.project.checks"} & reached, name
    assert "themeline.pages.reader" in of["06-reader"]
    assert "themeline.pages.reader" not in of["01-words"]
