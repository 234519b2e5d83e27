"""What would make a dictionary better on coded sentences, where all can be counted by hand."""

import csv
import math
import re

import pytest
from conftest import ROOT
from themeline.cli.suggest import suggest
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.edit import Change, changed
from themeline.errors import InputError
from themeline.validity.coders import read_coder
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.scores import found_by, theme_scores
from themeline.validity.suggest import CodedWords, read_accepted, suggestions

BOOK = """\
themes:
  - id: sea
    label: Sea
    patterns:
      - ships # of all kinds
  - id: land
    label: Land
    patterns: [tank]
"""
# Each a paragraph, so that no word is near those of another; and whether it speaks of the sea.
SENTENCES = [
    ("The navy trained.", 1),
    ("A navy base burned.", 1),
    ("Ships sailed.", 1),
    ("Navy blue paint sold.", 0),
    ("Nothing happened.", 0),
    ("Ships of the desert rested.", 0),
    ("Ships of the desert drank.", 0),
]


def write(folder, sentences=SENTENCES, book=BOOK, name="s"):
    (folder / "t.txt").write_text("\n\n".join(words for words, _ in sentences), encoding="utf-8")
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["document", "sentence", "text", "sea", "land", "none"])
        rows.writerows(["t.txt", i, words, sea, 0, 1 - sea] for i, (words, sea) in enumerate(sentences, 1))
    (folder / "book.yaml").write_text(book, encoding="utf-8")
    return folder / f"{name}.csv"


def suggested(folder, sentences=SENTENCES, book=BOOK, **options):
    coded = read_sheets([write(folder, sentences, book)], read_codebook(folder / "book.yaml"))
    return suggestions(CodedWords(coded), read_codebook(folder / "book.yaml"), "sea", **options)


def test_counts_and_gain_by_hand(tmp_path):
    add, forbid, limit = suggested(tmp_path)
    # Found are 3, 6 and 7, of the sea 1, 2 and 3: F1 = 2 * 1 / (3 + 3).
    assert [one.f1 for one in (add, forbid, limit)] == pytest.approx([1 / 3] * 3)
    # With "navy" also 1, 2 and 4: F1 = 2 * 3 / (6 + 3).
    assert (add.change, add.pattern, add.new_hits, add.new_false_alarms, add.documents) == ("add", "navy", 2, 1, 1)
    assert (add.f1_after, add.gain) == pytest.approx((2 / 3, 1 / 3))
    # Without the ships of the desert only 3 is found: F1 = 2 * 1 / (1 + 3). The phrase is as long as it may be.
    assert (forbid.change, forbid.pattern) == ("except", "ships of the desert")
    assert (forbid.new_hits, forbid.new_false_alarms, forbid.f1_after) == (0, -2, pytest.approx(1 / 2))
    # The same by a word that stands near, "desert" rather than "of".
    assert (limit.change, limit.pattern, limit.instead_of) == ("limit", "ships NOT NEAR/8 desert", "ships")
    assert (limit.new_hits, limit.new_false_alarms, limit.f1_after) == (0, -2, pytest.approx(1 / 2))


def test_examples_are_one_that_comes_right_and_one_that_goes_wrong(tmp_path):
    add, forbid, _ = suggested(tmp_path)
    assert add.example.startswith("The [navy] trained.")
    assert "[Navy] blue paint sold." in add.example_2
    assert add.example_2.startswith("wrong: ")
    assert "[Ships] of the desert rested." in forbid.example
    assert "[Ships] of the desert drank." in forbid.example_2
    assert not forbid.example_2.startswith("wrong")


def test_keyness_by_hand(tmp_path):
    add = suggested(tmp_path)[0]
    # "navy" twice among the 9 words of the sea, once among the 16 others.
    expected = 2 * (2 * math.log(2 / (3 * 9 / 25)) + math.log(1 / (3 * 16 / 25)))
    assert add.keyness == pytest.approx(expected)


def test_what_is_said_to_be_found_is_found(tmp_path):
    sheet = write(tmp_path)
    book = read_codebook(tmp_path / "book.yaml")
    coded = read_sheets([sheet], book)
    for one in suggestions(CodedWords(coded), book, "sea", least=1):
        new = changed(book, [one.as_change()])
        row = theme_scores(found_by(coded, new), coded.codes, coded.themes).set_index("theme").loc["sea"]
        assert one.f1_after == pytest.approx(row["f1"]), one
        assert (1 + one.new_hits, 2 + one.new_false_alarms) == (row["hits"], row["false_alarms"]), one


def test_a_wildcard_where_several_forms_stand(tmp_path):
    sentences = [("A destroyer sank.", 1), ("Two destroyers fled.", 1), ("Ships sailed.", 1), ("The farm burned.", 0)]
    first = suggested(tmp_path, sentences)[0]
    assert (first.pattern, first.new_hits) == ("destroyer*", 2)
    phrases = [
        ("Naval exercise.", 1),
        ("Our naval exercises ended.", 1),
        ("His naval beard.", 0),
        ("Exercise well.", 0),
    ]
    patterns = {one.pattern: (one.new_hits, one.new_false_alarms) for one in suggested(tmp_path, phrases)}
    # "naval" alone and "exercise*" find one wrongly each; the phrase does all that they do, without that.
    assert patterns == {"naval exercise*": (2, 0)}


def test_a_short_stem_gets_no_wildcard(tmp_path):
    # "war*" would find "warm" too.
    sentences = [("A war began.", 1), ("Two wars ended.", 1), ("Warm days.", 0)]
    assert [one.pattern for one in suggested(tmp_path, sentences)] == []


def test_a_pattern_that_is_only_noise_may_be_removed(tmp_path):
    sentences = [("Ships sailed.", 1), ("A boat of paper.", 0), ("The boat show.", 0)]
    found = suggested(tmp_path, sentences, BOOK.replace("- ships", "- boat\n      - ships"))
    removed = [one for one in found if one.change == "remove"]
    # Found are 1, 2 and 3: F1 = 2 / 4; without "boat" only 1.
    assert [(one.pattern, one.new_false_alarms, one.f1, one.f1_after) for one in removed] == [("boat", -2, 0.5, 1)]


def test_what_an_exception_blocks_is_not_promised(tmp_path):
    sentences = [("The navy museum.", 1), ("A navy museum.", 1), ("Ships sailed.", 1)]
    book = BOOK.replace("  - id: land", "    exceptions: [navy museum]\n  - id: land")
    assert suggested(tmp_path, sentences, book) == []
    # It is only where the exception is longer: "navy museum" itself would be.
    assert [one.pattern for one in suggested(tmp_path, sentences, book.replace("navy museum", "desert"))] == ["navy"]


def test_fewer_sentences_than_asked_for_are_no_reason(tmp_path):
    assert [one.pattern for one in suggested(tmp_path, least=3)] == []
    # "the" finds the same sentence more as "trained", but stands in others, too.
    assert "the" not in {one.pattern for one in suggested(tmp_path, least=1)}
    assert {"navy", "trained"} < {one.pattern for one in suggested(tmp_path, least=1)}


def test_a_theme_that_no_sentence_has_gets_nothing(tmp_path):
    coded = read_sheets([write(tmp_path)], read_codebook(tmp_path / "book.yaml"))
    assert suggestions(CodedWords(coded), read_codebook(tmp_path / "book.yaml"), "land") == []


@pytest.fixture
def answering(tmp_path, monkeypatch):
    """Calls the command in the folder of the sheet, with answers to what it asks."""
    from click.testing import CliRunner

    write(tmp_path)
    monkeypatch.chdir(tmp_path)

    def call(*words, answers=""):
        return CliRunner().invoke(suggest, ["--codebook", "book.yaml", *words], input=answers)

    return call


def test_accepted_one_by_one_they_are_written_to_a_new_file(answering, tmp_path):
    called = answering("s.csv", "--theme", "sea", "--to", "more.yaml", answers="y\ny\n")
    assert called.exit_code == 0, called.output
    # After the first one is accepted the rest is computed anew: F1 was 1/3, is 2/3, and 2 * 3 / (4 + 3) at the end.
    assert "sea, F1 0.667: add the exception 'ships of the desert'?" in called.output
    assert "F1 0.857 (+0.190): +0 hits, -2 false alarms" in called.output
    expected = BOOK.replace(
        "- ships # of all kinds\n",
        "- ships # of all kinds\n      # suggested by s.csv\n      - navy\n    exceptions:\n"
        "      # suggested by s.csv\n      - ships of the desert\n",
    )
    assert (tmp_path / "more.yaml").read_text(encoding="utf-8") == expected
    assert (tmp_path / "book.yaml").read_text(encoding="utf-8") == BOOK


def test_what_is_refused_is_not_asked_again_and_quit_keeps_what_was_accepted(answering, tmp_path):
    called = answering("s.csv", "--to", "more.yaml", "--out", "answers.csv", answers="n\ny\nq\n")
    # After the exception all is computed anew. Without the false alarms, "navy" and what else gains is asked no more.
    assert called.output.count("add 'navy'?") == 1
    text = (tmp_path / "more.yaml").read_text(encoding="utf-8")
    assert "- ships of the desert" in text
    assert "navy" not in text
    answers = (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:4] for line in answers[1:]] == [
        ["no", "sea", "add", "navy"], ["yes", "sea", "except", "ships of the desert"],
    ]  # fmt: skip


def test_nothing_accepted_nothing_written(answering, tmp_path):
    called = answering("s.csv", "--to", "more.yaml", answers="q\n")
    assert "nothing was accepted" in called.output
    assert not (tmp_path / "more.yaml").exists()


def test_the_table_can_be_marked_and_given_back(answering, tmp_path):
    assert answering("s.csv", "--out", "c.csv").exit_code == 0
    table = (tmp_path / "c.csv").read_text(encoding="utf-8")
    lines = table.splitlines()
    assert lines[0].startswith("accept,theme,change,pattern,instead_of,new_hits,new_false_alarms,documents,f1,")
    assert lines[1].startswith(",sea,add,navy,,")
    (tmp_path / "c.csv").write_text(table.replace(",sea,add", "yes,sea,add"), encoding="utf-8")
    called = answering("s.csv", "--accept", "c.csv")
    assert called.exit_code == 0, called.output
    assert "0.33" in called.output
    assert "0.67" in called.output
    assert changed(read_codebook(tmp_path / "book.yaml"), [Change("sea", "add", "navy")]) == read_codebook(
        tmp_path / "book-more.yaml"
    )


def test_the_example_in_the_guide_is_what_the_command_prints(themeline):
    page = (ROOT / "docs" / "dictionaries.md").read_text(encoding="utf-8")
    command, shown = re.search(r"\(`themeline (suggest [^`]+)`\):\n\n```\n(.+?)```", page, re.DOTALL).groups()
    assert themeline(*command.split(), cwd=ROOT).stdout == shown


def test_a_table_with_wrong_marks_says_where(tmp_path):
    write(tmp_path)
    (tmp_path / "c.csv").write_text(
        "accept,theme,change,pattern,instead_of\nmaybe,sea,add,navy,\nyes,sea,widen,navy,\nno,sea,add,x,\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_accepted(tmp_path / "c.csv", read_codebook(tmp_path / "book.yaml"))
    assert [fault.line for fault in caught.value.faults] == [2, 3]


def test_a_test_part_is_refused(tmp_path, answering):
    write(tmp_path, name="test")
    called = answering("test.csv")
    assert isinstance(called.exception, InputError)
    assert "is a test part" in str(called.exception)
    assert answering("test.csv", "--from-test").exit_code == 0


def test_a_test_part_that_is_used_all_the_same_is_noted(tmp_path, answering):
    coder = tmp_path / "s.coder.yaml"
    coder.write_text("name: s\nkind: person\npart: test\n", encoding="utf-8")
    assert "is a test part" in str(answering("s.csv").exception)
    assert read_coder(tmp_path / "s.csv").errors_shown == ()
    assert answering("s.csv", "--from-test").exit_code == 0
    assert len(read_coder(tmp_path / "s.csv").errors_shown) == 1


def test_a_dictionary_of_other_software_is_converted_first(tmp_path, answering):
    (tmp_path / "other.csv").write_text("theme,pattern\nsea,ships\n", encoding="utf-8")
    called = answering("s.csv", "--to", "more.yaml", "--codebook", "other.csv")
    assert isinstance(called.exception, InputError)
    assert "themeline convert" in str(called.exception)


RUSSIAN_BOOK = """\
language: ru
f1: 0.70
note: For tests.
themes:
  - id: sea
    label: Море
    patterns:
      - корабл* # всякие
  - id: land
    patterns: [танк*]
"""
# As SENTENCES, in letters that tell the language by few words: found is 3; with "флот*" 1, 2 and 3, all of the sea.
RUSSIAN = [
    ("Военный флот проводил в августе большие учения.", 1),
    ("Командование Тихоокеанского флота сообщило об этом вчера.", 1),
    ("Корабли вышли из порта ранним утром.", 1),
    ("Ничего особенного в городе вчера не произошло.", 0),
]


def test_what_is_suggested_by_texts_in_another_language_is_written_into_its_patterns(tmp_path, themeline):
    write(tmp_path, RUSSIAN)
    (tmp_path / "book.ru.yaml").write_text(RUSSIAN_BOOK, encoding="utf-8")
    done = themeline("suggest", "s.csv", "--codebook", "book.yaml", "--out", "found.csv")
    assert done.returncode == 0, done.stderr
    # 1 of 3 is found: F1 = 2 * 1 / (1 + 3).
    assert "sea: F1 0.50, precision 1.00, recall 0.33, in 3 coded sentences" in done.stdout
    rows = list(csv.DictReader((tmp_path / "found.csv").open(encoding="utf-8-sig")))
    assert [(row["change"], row["pattern"], row["new_hits"]) for row in rows] == [("add", "флот*", "2.0")]
    (tmp_path / "found.csv").write_text("accept,theme,change,pattern,instead_of\nyes,sea,add,флот*,\n", "utf-8")
    call = ("suggest", "s.csv", "--codebook", "book.yaml", "--accept", "found.csv", "--to", "more.yaml")
    done = themeline(*call)
    assert done.returncode == 0, done.stderr
    assert "more.ru.yaml: 1 change" in done.stdout
    assert (tmp_path / "more.yaml").read_text("utf-8") == BOOK
    # What was measured of other patterns is gone, all else stays.
    expected = RUSSIAN_BOOK.replace("f1: 0.70\n", "")
    expected = expected.replace("# всякие\n", "# всякие\n      # suggested by s.csv\n      - флот*\n")
    assert (tmp_path / "more.ru.yaml").read_text("utf-8") == expected
    again = themeline("score", "s.csv", "--codebook", "more.yaml")
    assert re.search(r"sea +.*1\.00", again.stdout)
    # Neither file is written over.
    (tmp_path / "more.yaml").unlink()
    done = themeline(*call)
    assert done.returncode == 2
    assert "more.ru.yaml: already exists" in done.stderr
    assert not (tmp_path / "more.yaml").exists()


def test_changes_of_own_patterns_take_those_in_other_languages_along(tmp_path, themeline):
    write(tmp_path)
    (tmp_path / "book.ru.yaml").write_text(RUSSIAN_BOOK, encoding="utf-8")
    (tmp_path / "found.csv").write_text("accept,theme,change,pattern,instead_of\nyes,sea,add,navy,\n", "utf-8")
    done = themeline("suggest", "s.csv", "--codebook", "book.yaml", "--accept", "found.csv", "--to", "more.yaml")
    assert done.returncode == 0, done.stderr
    assert "- navy\n" in (tmp_path / "more.yaml").read_text("utf-8")
    assert (tmp_path / "more.ru.yaml").read_text("utf-8") == RUSSIAN_BOOK


def test_texts_in_several_languages_suggest_nothing(tmp_path, themeline):
    first = write(tmp_path, RUSSIAN, name="ru")
    first.write_text(first.read_text("utf-8").replace("t.txt", "ru.txt"), "utf-8")
    (tmp_path / "t.txt").rename(tmp_path / "ru.txt")
    write(tmp_path)
    (tmp_path / "book.ru.yaml").write_text(RUSSIAN_BOOK, encoding="utf-8")
    done = themeline("suggest", "s.csv", "ru.csv", "--codebook", "book.yaml")
    assert done.returncode == 2
    assert "s.csv: the coded texts are in several languages (English and Russian), each with patterns" in done.stderr
