"""Commands on texts in several languages: each is coded by its own patterns, or refused; files go along."""

from collections import Counter

import pytest
from helpers.languages import GERMAN, TEXTS, TRANSLATIONS, write_codebook, write_texts
from themeline.dictionary.codebook_files import read_codebook
from themeline.io.files import rows_of_csv


@pytest.fixture
def folder(tmp_path):
    write_codebook(tmp_path)
    write_texts(tmp_path)
    (tmp_path / "texts" / "de.txt").write_text(GERMAN, encoding="utf-8")
    return tmp_path


def test_code_takes_the_patterns_of_each_text(folder, themeline):
    files = [f"texts/{language}.txt" for language in TEXTS]
    done = themeline("code", *files, "--codebook", "themes.yaml")
    assert done.returncode == 0, done.stderr
    _, *rows = rows_of_csv(done.stdout)
    found = Counter((row[0], row[1]) for row in rows)
    for language, (_, expected) in TEXTS.items():
        assert tuple(found[language, theme] for theme in ("nuclear", "maritime", "diplomacy")) == expected
    # Of Chinese it is said what its rates are of; and of all others than English that nobody measured their patterns.
    doubt = "are not validated (F1 was not measured)"
    assert done.stderr.splitlines() == [
        f"ru: the patterns in Russian {doubt}",
        "zh: it seems to be in Chinese: each character counts as a word, so rates are per 1,000 characters",
        f"zh: the patterns in Chinese {doubt}",
        f"fr: the patterns in French {doubt}",
        f"es: the patterns in Spanish {doubt}",
    ]


def test_code_refuses_a_text_without_patterns_by_the_name_of_its_file(folder, themeline):
    done = themeline("code", "texts/en.txt", "texts/de.txt", "--codebook", "themes.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "error: texts/de.txt: is in German, as it seems; the dictionary has patterns in English, Sp" in done.stderr


def test_check_examines_the_patterns_of_all_languages_and_tries_those_of_the_text(folder, themeline):
    broken = TRANSLATIONS["es"].replace("tratado*, ", "tratado*,  'tratados', ")
    (folder / "themes.es.yaml").write_text(broken, encoding="utf-8")
    done = themeline("check", "--essay", "texts/es.txt", "--codebook", "themes.yaml", "--hints")
    assert done.returncode == 0, done.stderr
    assert "themes.es.yaml: 8 patterns and exceptions in Spanish" in done.stdout
    assert "themes.es.yaml:5: 'tratados' finds nothing that 'tratado*' does not find" in done.stderr
    assert "'tratados' matches nothing in es" in done.stderr
    # What is in other languages is not tried on a Spanish text.
    assert "'ship*' matches nothing" not in done.stderr and "'корабл*' matches nothing" not in done.stderr
    (folder / "themes.es.yaml").write_text(broken.replace("id: maritime", "id: marine"), encoding="utf-8")
    done = themeline("check", "--essay", "texts/es.txt", "--codebook", "themes.yaml")
    assert done.returncode == 1
    assert "there is no theme 'marine' in the codebook" in done.stderr
    done = themeline("check", "--essay", "texts/de.txt", "--codebook", "themes.yaml")
    assert "warning: texts/de.txt: is in German, as it seems, in which the dictionary has no patterns" in done.stderr


def test_convert_takes_the_translations_along_or_says_that_they_are_lost(folder, themeline):
    done = themeline("convert", "themes.yaml", "other.yaml")
    assert done.returncode == 0, done.stderr
    assert "other.ru.yaml: the patterns in another language" in done.stdout
    assert read_codebook(folder / "other.yaml") == read_codebook(folder / "themes.yaml")
    done = themeline("convert", "themes.yaml", "other.dic")
    assert "not carried over: the patterns in Russian (themes.ru.yaml)" in done.stderr
    (folder / "third.fr.yaml").write_text("mine", encoding="utf-8")
    done = themeline("convert", "themes.yaml", "third.yaml")
    assert done.returncode == 2 and "third.fr.yaml: already exists" in done.stderr
    assert not (folder / "third.yaml").exists()


def test_sentences_in_another_language_are_scored_by_its_patterns(folder, themeline):
    scored_sheet(folder, themeline)
    done = themeline("score", "texts/ru.csv", "--codebook", "themes.yaml", "--out", "scores.csv")
    assert done.returncode == 0, done.stderr
    scores, *of_themes = rows_of_csv((folder / "scores.csv").read_text(encoding="utf-8"))
    for row in of_themes:
        cells = dict(zip(scores, row, strict=True))
        if cells["theme"] in ("nuclear", "maritime", "diplomacy"):
            assert (float(cells["precision"]), float(cells["recall"])) == (1, 1), cells


def test_a_report_on_another_language_has_its_patterns_and_stop_words(folder, themeline):
    scored_sheet(folder, themeline)
    other = "languages: [en]\nthemes:\n  - {id: army, label: Army, definition: On land., patterns: [army]}\n"
    (folder / "general.yaml").write_text(other, encoding="utf-8")
    done = themeline("validity", "texts/ru.csv", "--codebook", "themes.yaml", "--general", "general.yaml")
    assert done.returncode == 0, done.stderr
    shown = (folder / "validity.tex").read_text(encoding="utf-8")
    assert "not looked for in 1 of 1 document" in shown
    # Three patterns of ships in Russian, and all of them are in the text.
    assert "3 of 3" in shown
    # "в" and "и", stop words, stand in the text more often than any other.
    assert " в (" not in shown and " и (" not in shown
    assert "вышли (1)" in shown


def scored_sheet(folder, themeline):
    done = themeline("sheet", "texts/ru.txt", "--codebook", "themes.yaml", "--out", "texts/ru.csv")
    assert done.returncode == 0, done.stderr
    lines = (folder / "texts" / "ru.csv").read_text(encoding="utf-8-sig").splitlines()
    head, *rows = rows_of_csv("\n".join(lines))
    places = [head.index(name) for name in ("nuclear", "maritime", "diplomacy", "none")]
    # As they read: an agreement and ships; weapons and a navy; negotiations; nothing.
    for row, codes in zip(rows, ("0110", "1100", "0010", "0001"), strict=True):
        for place, code in zip(places, codes, strict=True):
            row[place] = code
    (folder / "texts" / "ru.csv").write_text("\n".join(map(",".join, quoted([head, *rows]))), encoding="utf-8")


def quoted(rows):
    return [[f'"{cell}"' for cell in row] for row in rows]
