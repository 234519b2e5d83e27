"""The files of a dictionary, and of words to leave out, in other languages are inputs of a run."""

from conftest import write_notebook
from helpers.languages import THEMES, TRANSLATIONS, write_codebook
from themeline.provenance.file_parameters import read_along
from themeline.provenance.fingerprint import mark
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import changes, expected

PARAMETERS = (
    'out: str = "x"  # folder\ncodebook: str = "themes.yaml"  # themes\nstopwords: str = "stop.txt"  # words\n'
    'essay: str = "essay.txt"  # a text'
)


def test_a_run_is_out_of_date_when_a_translation_changes_comes_or_goes(tmp_path):
    write_codebook(tmp_path, "ru")
    for name in ("stop.txt", "stop.fr.txt", "essay.txt", "essay.ru.txt", "themes.ru.txt", "themes.rus-old.yaml"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    write_notebook(tmp_path, "one", PARAMETERS, "1")
    notebook = read_notebook(tmp_path / "one.ipynb")
    given = {name: str(tmp_path / file) for name, file in [
        ("codebook", "themes.yaml"), ("stopwords", "stop.txt"), ("essay", "essay.txt")
    ]}  # fmt: skip
    before = expected(notebook, given, ".", tmp_path)
    # Neither the text in Russian beside the text, nor what only begins like the dictionary.
    names = ["./themes.yaml", "./themes.ru.yaml", "./stop.txt", "./stop.fr.txt", "./essay.txt"]
    assert sorted(before.inputs) == sorted(names)
    (tmp_path / "themes.ru.yaml").write_text(TRANSLATIONS["ru"].replace("флот*", "флот"), encoding="utf-8")
    now = expected(notebook, given, ".", tmp_path)
    assert changes(before, now, tmp_path).inputs == ("./themes.ru.yaml",)
    assert before.mark != now.mark != mark("one", given | {"codebook": str(tmp_path / "stop.txt")})
    write_codebook(tmp_path, "es")
    assert "./themes.es.yaml" in changes(now, expected(notebook, given, ".", tmp_path), tmp_path).inputs
    (tmp_path / "themes.ru.yaml").unlink()
    assert changes(now, expected(notebook, given, ".", tmp_path), tmp_path).missing == ("./themes.ru.yaml",)


def test_a_dictionary_of_another_program_has_no_files_beside_it(tmp_path):
    for name in ("d.yml", "d.ru.yml", "d.cat"):
        (tmp_path / name).write_text(THEMES, encoding="utf-8")
    assert read_along("codebook", tmp_path / "d.yml") == read_along("codebook", tmp_path / "d.cat") == []
