"""The rooms of the package: imports go one way, and the sign on each door is true."""

import ast
import re

import pytest
from conftest import ROOT

PACKAGE = ROOT / "scripts" / "themeline"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def imported(path):
    """The names of the package's own that a module imports: those of modules, and of what it takes from them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(folder):
    """The rooms, and single modules beside them, that the modules of a folder import."""
    return {
        name.split(".")[1]
        for path in folder.rglob("*.py")
        for name in imported(path)
        if name.startswith("themeline.")
    }


def allowed(room):
    """What the sign of a room says it may import."""
    sign = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))
    return set(re.search(r"May import: ([^.]*)\.", sign)[1].replace("\n", " ").replace(" ", "").split(","))


def test_there_are_about_a_dozen_rooms_and_few_modules_beside_them():
    assert len(ROOMS) <= 14
    assert sorted(path.name for path in PACKAGE.glob("*.py")) == ["__init__.py", "__main__.py", "errors.py"]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_its_sign_says(room):
    assert rooms_imported(PACKAGE / room) - {room} <= allowed(room)


def test_imports_go_one_way():
    """There is an order in which each room may import only rooms before it."""
    left = {room: allowed(room) & {*ROOMS} for room in ROOMS}
    order = []
    while left:
        free = sorted(room for room, others in left.items() if not others & left.keys())
        assert free, f"these import each other: {left}"
        order += free
        left = {room: others for room, others in left.items() if room not in free}
    assert order[0] == "io"
    assert order[-1] == "cli"


def test_only_the_corpus_reaches_the_compiled_engine():
    for path in PACKAGE.rglob("*.py"):
        if any(name.startswith("themeline.corpus.engine") for name in imported(path)):
            assert path.is_relative_to(PACKAGE / "corpus"), path


def test_no_module_of_the_engine_reaches_back_into_the_corpus():
    for path in (PACKAGE / "corpus" / "engine").rglob("*.py"):
        for name in imported(path):
            assert not name.startswith("themeline.corpus.") or name.startswith("themeline.corpus.engine"), path


def test_each_sign_says_what_lives_there_and_what_others_take():
    for room in ROOMS:
        sign = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))
        said = re.findall(r"^(Here|May import|Others take): \S", sign, re.MULTILINE)
        assert said == ["Here", "May import", "Others take"], room


def test_each_module_says_its_job():
    for path in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
