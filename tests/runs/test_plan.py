"""What runs on which text with which values: decided without a process."""

import pytest
from conftest import ROOT, SEEDS, write_notebook
from themeline.errors import InputError
from themeline.io.paths import ESSAY
from themeline.provenance import notebook as notebooks_module
from themeline.provenance.notebook import find_notebooks, read_notebook
from themeline.runs.plan import OF_CORPUS, find_texts, plan_run, typed_values

ALL = ["01-words", "02-themes", "03-timeline", "04-corpus", "05-validity", "06-reader"]


@pytest.fixture(scope="module")
def collection():
    return find_notebooks([])


@pytest.fixture
def text(tmp_path):
    (tmp_path / "report.txt").write_text("The war ended. Talks began.", encoding="utf-8")
    return tmp_path / "report.txt"


def names(plan):
    return [[task.notebook.name for task in batch.tasks] for batch in plan.batches]


def given(plan, notebook):
    return next(task.parameters for task in plan.batches[0].tasks if task.notebook.name == notebook)


def test_without_a_text_all_notebooks_run_as_they_are(collection):
    plan = plan_run(collection)
    assert (names(plan), plan.left_out, plan.several) == ([ALL], {}, False)
    assert [task.parameters for task in plan.batches[0].tasks] == [{}] * 6
    # The shipped essay, named, is the same.
    assert names(plan_run(collection, [str(ROOT / ESSAY)])) == [ALL]


def test_of_another_text_what_only_the_essay_has_is_left_out_and_said(collection, text):
    plan = plan_run(collection, [str(text)])
    assert names(plan) == [["01-words", "02-themes", "06-reader"]]
    assert {name: why.partition(" (")[0] for name, why in plan.left_out.items()} == {
        "03-timeline.ipynb": "needs the events of this text",
        "04-corpus.ipynb": "needs documents to compare this text with",
        "05-validity.ipynb": "needs sheets coded for this text",
    }
    # The reader page can do without events and coded sentences, and is not given those of the essay.
    assert given(plan, "06-reader") == {"essay": str(text), "events": "", "coding": ""}
    assert given(plan, "02-themes") == {"essay": str(text)}


def test_the_reader_page_has_no_sheets_of_other_themes(collection, tmp_path):
    (tmp_path / "own.yaml").write_text(
        "themes:\n  - {id: peace, label: Peace, patterns: [peace]}\n", encoding="utf-8"
    )
    plan = plan_run(collection, [], {"codebook": str(tmp_path / "own.yaml")})
    assert given(plan, "06-reader")["coding"] == ""
    plan = plan_run(collection, [], {"codebook": str(ROOT / "seeds" / "themes.yaml")})
    assert "coding" not in given(plan, "06-reader")


def test_what_is_given_is_not_lacking(collection, text):
    values = {"events": "e.yaml", "corpus": "texts", "coding": "sheet.csv"}
    plan = plan_run(collection, [str(text)], values)
    assert names(plan) == [ALL]
    assert given(plan, "06-reader")["events"] == "e.yaml"
    # What is known of the notebook's own documents says nothing of others.
    assert {name: given(plan, "04-corpus")[name] for name in OF_CORPUS} == dict.fromkeys(OF_CORPUS, "")
    assert given(plan, "04-corpus")["coding"].endswith("sheet.csv")


def test_a_sample_of_documents_is_that_of_a_corpus_not_of_a_text(collection, text):
    # Of another text the sample stays, of other documents it goes.
    of_corpus = [notebook for notebook in collection if notebook.name == "04-corpus"]
    assert "coding" not in given(plan_run(of_corpus, [str(text)], named=True), "04-corpus")
    for choice in ({"corpus": "texts"}, {"from_year": "1790"}):
        assert given(plan_run(collection, [], choice), "04-corpus")["coding"] == ""


@pytest.mark.parametrize(("name", "runs"), [("04", True), ("05", True), ("03", False)])
def test_a_notebook_asked_for_by_name_uses_its_own_corpus_or_sheets_but_not_events(text, name, runs):
    found = find_notebooks([name])
    if runs:
        assert names(plan_run(found, [str(text)], named=True)) == [[found[0].name]]
    else:
        with pytest.raises(InputError, match=r"03-timeline.ipynb: needs the events of this text"):
            plan_run(found, [str(text)], named=True)


def test_a_run_that_would_run_nothing_is_an_error(text):
    with pytest.raises(InputError, match="needs the events of this text"):
        plan_run(find_notebooks(["03"]), [str(text)])


def test_a_folder_without_notebooks_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks_module, "FOLDER", tmp_path)
    with pytest.raises(InputError, match="holds no notebooks; name one, or call this in the folder of a collection"):
        find_notebooks([])


def test_several_texts_have_a_folder_each_and_what_is_no_text_is_said(collection, tmp_path, text):
    (tmp_path / "Report.md").write_text("# Peace\n\nIt held.", encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".hidden.txt").write_text("No.", encoding="utf-8")
    plan = plan_run(collection, [str(tmp_path)])
    assert [batch.name for batch in plan.batches] == ["report", "report-2"]
    assert [path.name for path in plan.unreadable] == ["picture.txt"]
    assert plan.several
    # Alone it is an error.
    with pytest.raises(InputError, match=r"picture\.txt: is not a text but a picture"):
        plan_run(collection, [str(tmp_path / "picture.txt")])


def test_each_look_is_a_task_in_a_folder_of_its_own():
    looks = [{"width": "single", "style": "print"}, {"width": "single", "style": "dark"}]
    plan = plan_run(find_notebooks(["01"]), looks=looks)
    assert [(task.folder, task.parameters) for task in plan.batches[0].tasks] == [
        ("single-print", looks[0]),
        ("single-dark", looks[1]),
    ]


def test_a_text_named_twice_is_one(text):
    assert find_texts([str(text), str(text.parent), str(text)]) == [text.resolve()]


def test_values_are_read_in_the_types_that_notebooks_declare(tmp_path):
    write_notebook(tmp_path, "n", 'essay: str = ""\nmany: int = 3\nhow: bool = False\nshare: float = 0.5')
    notebook = read_notebook(tmp_path / "n.ipynb")
    values = {"essay": str(SEEDS / "essay.txt"), "many": "7", "how": "yes", "share": "0.25"}
    assert typed_values(values, [notebook]) == {
        "essay": str(SEEDS / "essay.txt"), "many": 7, "how": True, "share": 0.25,
    }  # fmt: skip
    with pytest.raises(InputError) as caught:
        typed_values({"essay": "none.txt", "many": "x", "mny": "1"}, [notebook])
    assert [fault.source for fault in caught.value.faults] == ["none.txt", "parameter 'many'", "parameter 'mny'"]


def test_an_optional_parameter_is_told_by_its_type_not_by_its_comment(tmp_path):
    write_notebook(tmp_path, "n", 'a: "Optional[str]" = "x"  # a file\nb: str = "x"  # a file; empty for none')
    parameters = read_notebook(tmp_path / "n.ipynb").parameters
    assert (parameters["a"].optional, parameters["a"].type) == (True, "str")
    assert (parameters["b"].optional, parameters["b"].type) == (False, "str")
