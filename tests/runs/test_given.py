"""What is given to notebooks is looked at before one of them runs, by what they themselves would ask."""

import pytest
from conftest import write_notebook
from themeline.errors import InputError
from themeline.provenance.notebook import find_notebooks, read_notebook
from themeline.runs.given import check_given
from themeline.runs.plan import Task, typed_values


def check(numbers: str, **given: str) -> None:
    check_given(
        Task(notebook, {name: value for name, value in given.items() if name in notebook.parameters})
        for notebook in find_notebooks(numbers.split())
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("width", "12", "width: 12 mm is not from 80 to 400; use single (89), onehalf (120), report (160),"),
        ("style", "Prin", "style: there is no style 'Prin'; did you mean 'print'? there are print, screen, dark"),
        ("formats", "svg,docx", "formats: there is no format 'docx'; there are svg, pdf, png, csv, md"),
        ("base_url", "ftp://a.b", "base_url: 'ftp://a.b' is not a web address; give one that begins with https://"),
        (
            "themes",
            "nuclear,missile",
            "themes: there is no theme 'missile'; did you mean 'missiles'? there are borders",
        ),
        (
            "sections",
            "Joint action",
            "sections: there is no section 'Joint action'; did you mean 'Joint actions'? there",
        ),
        (
            "mention",
            "named,aluded",
            "mention: there is no 'aluded'; did you mean 'alluded'? there are named, alluded",
        ),
        (
            "group",
            "kinds",
            "group: there is no 'kinds'; did you mean 'kind'? there are strand, kind, actors, mention, basis",
        ),
        (
            "focus",
            "soon",
            "focus: 'soon' is not a year; use auto, none, a year of four digits, or the first and last of several",
        ),
        (
            "first",
            "2019-13-44",
            "first: '2019-13-44' is not a date, since there is no month 13: write 2024-08-16, 2024-08,",
        ),
        ("last", "soon", "last: 'soon' is not a date: write 2024-08-16"),
    ],
)
def test_a_value_that_a_notebook_would_refuse_is_refused_before(name, value, said):
    with pytest.raises(InputError) as caught:
        check("01 02 03", **{name: value})
    (fault,) = caught.value.faults
    assert str(fault).startswith(said)


def test_each_value_is_told_once_however_many_notebooks_have_it():
    with pytest.raises(InputError) as caught:
        check("01 02 03 04 05", width="12", style="neon")
    assert [fault.source for fault in caught.value.faults] == ["width", "style"]
    check("01 02 03 04 05 06", width="100", style="dark", formats="csv; svg", base_url="https://a.b", first="1996")


def test_what_a_notebook_uses_otherwise_is_its_own_affair(tmp_path):
    parameters = 'width: str = "x"  # of a road\ngroup: str = "x"  # of people\nout: str = "x"  # a folder'
    write_notebook(tmp_path, "own", parameters, "print(width, group)")
    check_given([Task(read_notebook(tmp_path / "own.ipynb"), {"width": "12 m", "group": "all"})])


def test_a_parameter_that_no_notebook_has_is_told_with_the_one_that_is_meant():
    with pytest.raises(
        InputError,
        match=r"parameter 'widht': none of the notebooks to run has it; did you mean 'width'\? there are essay,",
    ):
        typed_values({"widht": "89"}, find_notebooks(["01"]))


def test_the_command_tells_it_in_one_line_and_starts_nothing(themeline, tmp_path):
    done = themeline("run", "01", "02", "-p", "style", "neon", "--out", "figures")
    assert (done.returncode, done.stderr) == (
        2, "error: style: there is no style 'neon'; there are print, screen, dark\n",
    )  # fmt: skip
    assert not any(path.name == "failed" for path in tmp_path.rglob("*"))


def test_what_is_wrong_with_a_file_is_told_once_a_line_a_fault_and_first(themeline, tmp_path):
    bad = "from themeline.errors import Fault, InputError\nraise InputError(Fault('a', 'is odd'), Fault('b', 'too'))"
    for name in ("one", "two"):
        write_notebook(tmp_path, name, 'out: str = "x"  # a folder', bad)
    done = themeline("run", "one.ipynb", "two.ipynb", "--out", "figures", "--jobs", "1")
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[:2] == ["error: a: is odd", "error: b: too"]
    assert [line for line in lines if line.startswith("  in ")] == [
        f"  in {name}.ipynb: cell 2 ('c1'), line 2 (raise InputError(Fault('a', 'is odd'), Fault('b', 'too')))"
        for name in ("one", "two")
    ]
    assert sum("is odd" in line for line in lines) == 3
