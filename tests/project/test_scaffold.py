"""A new collection is ready to run, on its own text, without this project's facts."""

import re
from importlib.metadata import version

import nbformat
import pytest
from conftest import ROOT
from helpers.languages import TRANSLATIONS, write_codebook
from themeline.dictionary.codebook_files import read_codebook

TEXT = """<html><head><title>On treaties</title></head><body><article><h1>On treaties</h1>
<p>The treaty was signed on 5 May 2001, and the navy sailed. Two years ago the missiles were counted at sea.</p>
<p>Nothing else was said that day, but the border talks went on as they had before, and so did the drills.</p>
</article></body></html>"""


def test_a_collection_of_a_web_page_and_a_foreign_dictionary(command, themeline, tmp_path):
    (tmp_path / "page.htm").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own.lc3").write_text("+Sea\nnavy\nat sea\n+Land\nborder*\n", encoding="utf-8")
    done = themeline("new", "study", "--essay", "page.htm", "--codebook", "own.lc3", "--published", "2024")
    assert done.returncode == 0, done.stderr
    study = tmp_path / "study"
    assert read_codebook(study / "seeds" / "themes.yaml").ids == ["sea", "land"]
    events = (study / "seeds" / "events.yaml").read_text(encoding="utf-8")
    assert "edtf: '2001-05-05'" in events or "edtf: 2001-05-05" in events
    assert "edtf: 2022~" in events
    for notebook in (study / "notebooks").iterdir():
        content = nbformat.read(notebook, as_version=4)
        assert not any(cell.get("outputs") for cell in content.cells)
        assert 'essay: str = "seeds/essay.htm"' in content.cells[1].source
        # Nobody has coded it: what can do without a sheet has none.
        assert ("seeds/coding/essay.csv" in content.cells[1].source) == (notebook.stem == "05-validity")

    assert not list(study.rglob("*.py"))
    requirements = (study / "requirements.txt").read_text(encoding="utf-8")
    assert requirements == f"themeline[corpus,notebooks,web]=={version('themeline')}\n"
    # What a collection is, is looked for once by each process.
    ran = command("themeline", "run", "-p", "formats", "svg,csv,md", cwd=study)
    assert ran.returncode == 0, ran.stderr
    assert {path.name for path in (study / "figures").glob("*.csv")} >= {"themes.csv", "timeline.csv", "words.csv"}
    assert (study / "figures" / "text.txt").read_text(encoding="utf-8").startswith("On treaties")
    for words in ("verify", "check"):
        checked = command("themeline", words, cwd=study)
        assert (checked.returncode, "error" in checked.stderr) == (0, False), checked.stderr
    for path in study.rglob("*"):
        if path.is_file() and path.suffix not in (".pyc",) and "schema" not in path.parts:
            content = path.read_bytes().lower()
            for word in (b"valdai", b"stefanovich", b"ideas and missiles", b"shanghai agreement"):
                assert word not in content, path


def test_a_collection_of_the_essay_is_this_one(themeline, tmp_path):
    done = themeline("new", "study", "--essay", str(ROOT / "seeds" / "essay.txt"))
    assert done.returncode == 0, done.stderr
    seeds = tmp_path / "study" / "seeds"
    for name in ("essay.txt", "essay.yaml", "themes.yaml", "general-defence.yaml", "stopwords.txt"):
        assert (seeds / name).read_bytes() == (ROOT / "seeds" / name).read_bytes()
    assert (seeds / "events.yaml").read_text(encoding="utf-8").count("kind: draft") == 3
    assert (tmp_path / "study" / "requirements.txt").read_text().startswith("themeline[corpus,notebooks]==")
    readme = (tmp_path / "study" / "README.md").read_text(encoding="utf-8")
    lines = re.search(r"^```\n(.*?)```", readme, re.MULTILINE | re.DOTALL)[1].splitlines()
    assert [line.partition("#")[0].strip() for line in lines] == ["pip install -r requirements.txt", "themeline run"]


def test_patterns_and_function_words_of_other_languages_come_along(themeline, tmp_path):
    write_codebook(tmp_path, "ru", "zh", name="mine")
    (tmp_path / "text.txt").write_text("The treaty was signed on 5 May 2001.", encoding="utf-8")
    done = themeline("new", "study", "--essay", "text.txt", "--codebook", "mine.yaml")
    assert done.returncode == 0, done.stderr
    seeds = tmp_path / "study" / "seeds"
    assert (seeds / "themes.ru.yaml").read_text(encoding="utf-8") == TRANSLATIONS["ru"]
    assert read_codebook(seeds / "themes.yaml") == read_codebook(tmp_path / "mine.yaml")
    for name in ("stopwords.fr.txt", "schema/translation.schema.json"):
        assert (seeds / name).read_bytes() == (ROOT / "seeds" / name).read_bytes()


def test_the_folder_of_a_repository_becomes_a_collection_and_keeps_what_it_has(themeline, tmp_path):
    (tmp_path / ".git").mkdir()
    for name in ("README.md", "text.txt"):
        (tmp_path / name).write_text("The treaty was signed on 5 May 2001.", encoding="utf-8")
    done = themeline("new", ".", "--essay", "text.txt")
    assert done.returncode == 0, done.stderr
    assert "README.md: kept as it is" in done.stderr
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "The treaty was signed on 5 May 2001."
    assert {path.name for path in tmp_path.iterdir()} == {
        ".git", ".gitignore", "README.md", "notebooks", "requirements.txt", "runtime.txt", "seeds", "text.txt",
        "voila.json",
    }  # fmt: skip
    again = themeline("new", ".", "--essay", "text.txt")
    assert again.returncode == 2
    assert (
        "already has notebooks, seeds, requirements.txt, runtime.txt and voila.json; name a new folder in it"
        in again.stderr
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["taken", "--essay", "t.txt"], "taken: already has notebooks; choose another folder"),
        (["t.txt", "--essay", "t.txt"], "t.txt: is a file; name a folder"),
        (["study"], "name the text with --essay"),
        (["study", "--essay", "none.txt"], "none.txt: there is no such file"),
        (["study", "--essay", "blank.txt"], "blank.txt: holds no words"),
        (["study", "--essay", "t.txt", "--published", "soon"], "'soon' is not a date"),
    ],
)
def test_nothing_is_made_of_wrong_calls(themeline, tmp_path, words, message):
    (tmp_path / "taken" / "notebooks").mkdir(parents=True)
    (tmp_path / "t.txt").write_text("A text.", encoding="utf-8")
    (tmp_path / "blank.txt").write_text(" ", encoding="utf-8")
    done = themeline("new", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blank.txt", "t.txt", "taken"]
