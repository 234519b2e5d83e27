"""What `themeline check` finds in a project's own files, without running anything."""

import re

from conftest import ROOT, write_notebook
from themeline.project.checks import check_figures, check_notebooks, check_pins


def words(result) -> list[str]:
    return [str(fault).split(";")[0] for fault in result[1]]


def test_the_committed_project_is_right(themeline):
    done = themeline("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "notebooks: 6, their parameters typed and explained" in done.stdout
    assert "requirements.txt: pins all that pyproject.toml asks for" in done.stdout
    assert (ROOT / "requirements.txt").read_text(encoding="utf-8").endswith("\n-e .\n")


def test_parameters_without_type_explanation_or_file_are_found(tmp_path):
    write_notebook(tmp_path, "a", 'out: str = "x"  # folder\nevents: str = "none.yaml"  # a file\nn: int = 2.5  # n')
    write_notebook(tmp_path, "b", "top: int = 3")
    assert [line.split(": ", 1)[1] for line in words(check_notebooks(tmp_path))] == [
        "parameter 'events' names a file that is not there: none.yaml",
        "parameter 'n' has no type, or a value of another",
        "has no parameter 'out'",
        "parameter 'top' is not explained",
    ]


def test_stale_outputs_and_edited_figures_are_found(themeline, tmp_path):
    cell = "from pathlib import Path\nPath(out, 'a.csv').write_text('1')"
    write_notebook(tmp_path, "a", 'out: str = "x"  # folder', cell)
    figures = tmp_path / "figures"
    run = ("run", "a.ipynb", "--out", "figures")
    assert themeline(*run, "--save-notebooks").returncode == 0
    assert check_figures(figures) == ([f"{figures}: 1 files match their 1 receipts"], [])
    (figures / "a.csv").write_text("2", encoding="utf-8")
    assert words(check_figures(figures)) == [f"{figures / 'a.csv'}: is edited"]
    (figures / "a.csv").write_text("1", encoding="utf-8")
    # An output that a person has changed, or that is of another run than the figures.
    notebook = tmp_path / "a.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace('"1"', '"7"').replace(" 1\n", " 2\n"))
    assert words(check_figures(figures)) == [f"{notebook}: its outputs are not those of the last run"]


def test_figures_that_are_older_are_told_once_with_their_number(themeline, tmp_path):
    cell = "from pathlib import Path\nfor n in '123':\n    Path(out, f'{n}.csv').write_text(open(essay).read())"
    write_notebook(tmp_path, "a", 'essay: str = "t.txt"  # a text\nout: str = "x"  # folder', cell)
    (tmp_path / "t.txt").write_text("War.", encoding="utf-8")
    figures = tmp_path / "figures"
    assert themeline("run", "a.ipynb", "--out", "figures").returncode == 0
    (tmp_path / "t.txt").write_text("No war.", encoding="utf-8")
    (figures / "2.csv").write_text("edited", encoding="utf-8")
    # Three tables and the page, of which nobody knows whether it is older while another file is not intact.
    assert words(check_figures(figures)) == [
        f"{figures / '2.csv'}: is edited",
        f"{figures}: 2 of 4 files are older than what they were made from (../t.txt)",
    ]


def test_what_the_pins_lack_is_found(tmp_path):
    (tmp_path / "tests").mkdir()
    for name in ("pyproject.toml", "requirements.txt", "tests/requirements.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    assert check_pins(tmp_path)[1] == []
    pins = (tmp_path / "requirements.txt").read_text(encoding="utf-8")
    lines = [line.replace("pandas==", "pandas==1.") for line in pins.splitlines() if not line.startswith("nltk==")]
    (tmp_path / "requirements.txt").write_text("\n".join(lines), encoding="utf-8")
    found = words(check_pins(tmp_path))
    assert [re.search(r"does not pin ([a-z]+)", fault)[1] for fault in found] == ["nltk", "pandas"]
