"""`import themeline as tl`: what it offers, what it costs, and the page that describes it."""

import datetime
import doctest
import json
import re
import subprocess
import sys

import pytest
import themeline as tl
from conftest import ROOT
from IPython.core.interactiveshell import InteractiveShell


def test_every_public_name_is_there():
    for name in tl.__all__:
        assert getattr(tl, name) is not None
    assert {*tl.__all__} <= {*dir(tl)}
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tl.nonsense  # noqa: B018


def test_editors_are_told_the_same_names():
    stub = (ROOT / "scripts" / "themeline" / "__init__.pyi").read_text(encoding="utf-8")
    told = {name: module for module, name in re.findall(r"^from (\S+) import (\w+) as \2$", stub, re.MULTILINE)}
    assert told == tl._PUBLIC


def test_the_page_about_it_names_every_public_name():
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for name in tl.__all__:
        assert re.search(rf"\b{name}\b", page), name


def test_the_examples_of_the_page_give_what_they_say(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, globs={"folder": tmp_path})
    assert done.attempted > 15
    assert done.failed == 0


def test_the_example_of_the_package_gives_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testmod(tl, extraglobs={"folder": tmp_path})
    assert done.attempted == 6
    assert done.failed == 0


def test_importing_it_imports_nothing_but_the_standard_library():
    code = "import sys; old = set(sys.modules); import themeline; print(*sorted(set(sys.modules) - old))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert [name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names] == ["themeline"]


@pytest.fixture(scope="module")
def figure(essay, codebook, mentions):
    return tl.plot_themes(essay, codebook, mentions, width="single")


def test_a_figure_shows_itself_with_its_text_alternative(figure):
    data, metadata = InteractiveShell.instance().display_formatter.format(figure)
    assert data["image/png"].startswith("iVBOR")
    # 89 mm at 96 dots an inch.
    assert metadata["image/png"] == {"width": 336, "alt": figure.alternative}
    assert data["text/plain"] == f"{figure.title}. {figure.alternative}"


def test_a_figure_saves_itself_in_the_forms_asked_for(figure, tmp_path):
    files = figure.save(tmp_path, ["csv", "svg"])
    assert [file.name for file in files] == ["themes.svg", "themes.csv"]
    assert (tmp_path / "themes.csv").read_text(encoding="utf-8").startswith("theme,label,mentions,rate,low,high,")


def test_a_notebook_knows_its_parameters_from_the_cell_that_declares_them(tmp_path, figure):
    cell = (
        f'essay: str = "seeds/essay.txt"\nwidth: str = "single"\nout: str = {str(tmp_path)!r}\nformats: str = "csv"'
    )
    namespace = {}
    exec(cell, namespace)
    namespace |= {"width": "double", "other": 1}  # changed below, as papermill does; not a parameter
    here = tl.this_notebook("02-themes", namespace)
    assert here.parameters == {"essay": "seeds/essay.txt", "width": "double", "out": str(tmp_path), "formats": "csv"}
    assert here.origin.startswith("02-themes: essay essay.txt; width double [sha256:")
    assert [file.name for file in here.save(figure)] == ["themes.csv"]


def test_a_notebook_without_parameters_says_what_to_do():
    with pytest.raises(tl.InputError, match="02-themes: has no parameters yet; run the cell of parameters first"):
        tl.this_notebook("02-themes", {})


def test_notebooks_show_no_plumbing():
    """At most three lines of import, in one cell, and no cell of code over ten lines but that of parameters."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = [
            cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"
        ]
        importing = []
        for cell in cells:
            lines = "".join(cell["source"]).splitlines()
            assert len(lines) <= 10 or "parameters" in cell["metadata"].get("tags", []), (path.name, cell["id"])
            importing += [(cell["id"], line) for line in lines if re.match(r"(import|from)\b", line)]
        assert len(importing) <= 3, (path.name, importing)
        assert len({cell for cell, _ in importing}) == 1, (path.name, importing)


def test_what_yaml_makes_of_a_value_is_put_back_into_the_type_that_is_declared():
    """As `papermill -p first 2019 -p last 2008-02-12 -p themes '[nuclear, air]'` gives them."""
    namespace = {}
    exec(
        'first: str = ""\nlast: str = ""\nthemes: str = ""\nevents: "Optional[str]" = "e"\nperiod: int = 5', namespace
    )
    day = datetime.date(2008, 2, 12)
    namespace |= {"first": 2019, "last": day, "themes": ["nuclear", "air"], "events": None, "period": 10}
    expected = {"first": "2019", "last": "2008-02-12", "themes": "nuclear; air", "events": "", "period": 10}
    assert tl.this_notebook("03-timeline", namespace).parameters == expected
    assert {name: namespace[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"whole_text": "no"}, False),
        ({"whole_text": "on"}, True),
        ({"whole_text": True}, True),
        ({"period": "20"}, 20),
        ({"period": 20.0}, 20),
        ({"share": 1}, 1.0),
        ({"share": "1e-1"}, 0.1),
    ],
)
def test_words_that_papermill_leaves_as_words_are_read_as_what_is_declared(given, value):
    """As `papermill -p whole_text no` gives them: "no" is a word, and a word is true."""
    namespace = {}
    exec("whole_text: bool = False\nperiod: int = 5\nshare: float = 0.5", namespace)
    (name,) = given
    read = tl.this_notebook("n", namespace | given).parameters[name]
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"whole_text": "maybe"}, "parameter 'whole_text': 'maybe' is not true or false; give true or false"),
        ({"whole_text": 1}, "'1' is not true or false"),
        ({"period": 2.5}, "'2.5' is not a whole number"),
        ({"period": None}, "'None' is not a whole number"),
    ],
)
def test_a_value_of_another_type_than_is_declared_is_refused(given, said):
    namespace = {}
    exec("whole_text: bool = False\nperiod: int = 5", namespace)
    with pytest.raises(tl.InputError, match=said):
        tl.this_notebook("n", namespace | given)
