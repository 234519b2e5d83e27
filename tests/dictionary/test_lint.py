"""What goes wrong in dictionaries is found."""

import re

import pytest
from themeline.dictionary.codebook_files import read_with_lines
from themeline.dictionary.lint import examine_codebook
from themeline.text.document import parse_document

PLANTED = """themes:
  - id: war
    label: War
    definition: War.
    patterns:
      - war
      - "war*"
      - " battle "
      - the
      - misspeled
    exceptions:
      - war of words
      - trade fair
  - id: peace
    label: Peace
    patterns:
      - peace
      - war
"""


def test_each_planted_fault_is_found_at_its_line(tmp_path, themeline):
    (tmp_path / "a.yaml").write_text(PLANTED, encoding="utf-8")
    filler = "It went on for many years in places so far away that few could tell who had begun."
    text = f"The war of words and the battle for peace. The wars, the end, the war. {filler} In short. " * 10
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    codebook, lines, _ = read_with_lines(tmp_path / "a.yaml")
    document = parse_document(text, name="a")
    faults = [(fault.severity, fault.line, fault.what) for fault in examine_codebook(codebook, lines, document)]
    expected = [
        ("warning", 8, "' battle ' has extra spaces"),
        ("warning", 9, "'the' matches 50 times among the 350 words"),
        ("warning", 13, "the exception 'trade fair' blocks nothing"),
        ("warning", 14, "theme 'peace' has no definition"),
        ("hint", 6, "'war' finds nothing that 'war*' does not find"),
        ("hint", 10, "'misspeled' matches nothing in a"),
        ("hint", 18, "'war' of 'peace' is in 'war' too (line 6)"),
    ]
    for (severity, line, what), (said, at, words) in zip(expected, faults, strict=True):
        assert (severity, line) == (said, at), words
        assert words.startswith(what)
    done = themeline("check", "--codebook", "a.yaml", "--essay", "text.txt")
    assert done.returncode == 0
    assert re.search(r"^warning: a\.yaml:8: ", done.stderr, re.MULTILINE)
    assert "3 hints (--hints shows them)" in done.stdout
    done = themeline("check", "--codebook", "a.yaml", "--essay", "text.txt", "--hints")
    assert "hint: a.yaml:10: 'misspeled' matches nothing in text" in done.stderr
    (tmp_path / "b.yaml").write_text(PLANTED.replace("- war\n", "- '\"war'\n", 1), encoding="utf-8")
    done = themeline("check", "--codebook", "b.yaml")
    assert done.returncode == 1
    assert "error: b.yaml:6: 'themes.0.patterns.0': pattern '\"war' contains a quotation mark" in done.stderr


CAPITALS = """themes:
  - id: bodies
    label: Bodies
    definition: Bodies.
    patterns:
      - UN
      - the WHO report
      - it
      - CAPS/US
      - CAPS/UNESCO
      - unesco
      - SALT II NEAR/4 SENATE
      - WAR II
      - Iran
      - fish*
      - soup NEAR/4 salt
      - pot luck
      - tea pot
    exceptions:
      - CAPS/US dollar*
      - un homme
"""


def test_a_short_name_is_told_to_ask_for_its_capitals(tmp_path):
    """By its capitals in the file (roman numbers and what stands near tell nothing), or by those in the text."""
    (tmp_path / "a.yaml").write_text(CAPITALS, encoding="utf-8")
    codebook, lines, _ = read_with_lines(tmp_path / "a.yaml")
    document = parse_document("So it says: IT jobs. The US is with us. Iran, iran.", name="a")
    faults = examine_codebook(codebook, lines, document)
    said = [(f.line, f.what, f.advice) for f in faults if "capitals" in f.advice]
    ask = "if the short name is meant, ask for its capitals: CAPS/"
    assert said == [
        (6, "'UN' matches 'un' too, since case makes no difference", ask + "UN"),
        (7, "'the WHO report' matches 'who' too, since case makes no difference", ask + "WHO"),
        (8, "'it' matches 'it' too, 1 time in a", ask + "IT"),
        (12, "'SALT II NEAR/4 SENATE' matches 'salt' too, since case makes no difference", ask + "SALT"),
        (13, "'WAR II' matches 'war' too, since case makes no difference", ask + "WAR"),
    ]
    assert [f.line for f in faults if f.what.startswith("'CAPS/UNESCO' finds nothing that 'unesco' does not")] == [10]
    assert not [f for f in faults if "blocks nothing" in f.what]
    upper = CAPITALS.replace("- it\n", "- IT\n").replace("- unesco\n", "- UNESCO\n").replace("- fish*\n", "- FISH\n")
    upper = upper.replace("Iran", "IRAN").replace("un homme", "UN HOMME").replace("pot luck", "POT LUCK")
    (tmp_path / "a.yaml").write_text(upper.replace("tea pot", "TEA POT"), encoding="utf-8")
    codebook, lines, _ = read_with_lines(tmp_path / "a.yaml")
    assert not [f for f in examine_codebook(codebook, lines, None) if "capitals" in f.advice]


@pytest.mark.parametrize(("words", "times", "warned"), [(50, 5, 1), (50, 4, 0), (51, 5, 0), (49, 9, 0)])
def test_a_pattern_that_matches_a_tenth_of_fifty_words_or_more_is_said(tmp_path, words, times, warned):
    (tmp_path / "a.yaml").write_text(
        "themes: [{id: war, label: War, definition: War., patterns: [war]}]\n", encoding="utf-8"
    )
    codebook, lines, _ = read_with_lines(tmp_path / "a.yaml")
    document = parse_document("war " * times + "sea " * (words - times), name="a")
    assert len(examine_codebook(codebook, lines, document)) == warned
