"""Dictionaries of other software are read and written, and what is wrong in a dictionary is found."""

import csv
import io

import pytest
from conftest import SEEDS, write_notebook
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import entries_of, read_codebook, read_with_lines
from themeline.dictionary.formats import ENDINGS, OWN, dictionary_text
from themeline.errors import InputError

# The same three keys, one below another, as each program writes them.
KEYS = {("War",): ("war*", "at war"), ("War", "Missiles"): ("missile*",), ("Peace",): ("treaty", "no first use")}
FOREIGN = {
    "a.yml": "War:\n  __: [war*, at war]\n  Missiles: [missile*]\nPeace: [treaty, no first use]\n",
    "a.dic": "%\n1\tWar\n\t2\tMissiles\n3\tPeace\n%\nwar*\t1\nat war\t01\nmissile*\t2\ntreaty\t3\nno first use\t3\n",
    "a.ykd": """<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="050805" patternengine="substring"><cnode name="All" desc="">
<cnode name="War" desc=""><pnode name="war*"/><pnode name="at war"/>
<cnode name="Missiles" desc=""><pnode name="missile*"/></cnode></cnode>
<cnode name="Peace" desc=""><pnode name="treaty"/><pnode name="no first use"/></cnode></cnode></dictionary>""",
    "a.lc3": "+War\nwar*\nat war\n+War / Missiles\nmissile*\n+Peace\ntreaty\nno first use\n",
    "a.cat": "War\n\twar* (1)\n\tat_war (1)\n\tMissiles\n\t\tmissile* (1)\nPeace\n\ttreaty (1)\n\tno_first_use (1)\n",
    "a.csv": "Pattern;Theme\nwar*;War\nat war;War\nmissile*;War / Missiles\ntreaty;Peace\nno first use;Peace\n",
}


def keys(codebook: Codebook) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {theme.path: theme.patterns for theme in codebook.themes}


@pytest.mark.parametrize("name", FOREIGN)
def test_each_format_is_read_and_comes_back_through_the_others(tmp_path, name):
    (tmp_path / name).write_text(FOREIGN[name], encoding="utf-8")
    codebook, _, lost = read_with_lines(tmp_path / name)
    assert (keys(codebook), lost) == (KEYS, [])
    assert codebook.ids == ["war", "war-missiles", "peace"]
    for format_name, endings in ENDINGS.items():
        if format_name == OWN:
            continue
        text, lost = dictionary_text(entries_of(codebook), format_name)
        again = tmp_path / f"again{endings[0]}"
        again.write_text(text, encoding="utf-8")
        found, _, lost_again = read_with_lines(again)
        assert (keys(found), lost, lost_again) == (KEYS, [], [])


def test_the_command_converts_and_lists_what_is_lost(themeline, tmp_path):
    (tmp_path / "a.cat").write_text("War\n\twar* (2)\n\t@RULE [war NEAR x] (1)\n\t:-) (1)\n", encoding="utf-8")
    done = themeline("convert", "a.cat", "a.yaml")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "a.yaml: 1 themes, 1 patterns, as themeline\n"
    lost = done.stderr.splitlines()
    assert [line.split(": ", 2)[1] for line in lost] == ["line 2", "line 3", "line 4"]
    assert "the weight 2 of 'war*'" in lost[0]
    assert keys(read_codebook(tmp_path / "a.yaml")) == {("War",): ("war*",)}
    done = themeline("convert", str(SEEDS / "themes.yaml"), "themes.dic")
    assert "not carried over: the exception 'nuclear submarine*' of Nuclear weapons and doctrine" in done.stderr
    assert "not carried over: the themes' definitions" in done.stderr
    assert "not carried over: which languages its patterns are for (English)" in done.stderr
    # A dictionary of other software does not say, and so it is for any.
    assert read_codebook(tmp_path / "a.yaml").languages == read_codebook(tmp_path / "a.cat").languages == ()
    assert read_codebook(SEEDS / "themes.yaml").languages == ("en",)
    assert themeline("convert", "a.yaml", "a.xyz").returncode == 2


def test_own_codebooks_keep_everything_through_csv_but_definitions(tmp_path):
    codebook = read_codebook(SEEDS / "themes.yaml")
    (tmp_path / "a.csv").write_text(dictionary_text(entries_of(codebook), "csv")[0], encoding="utf-8")
    again = read_codebook(tmp_path / "a.csv")
    assert [(t.label, t.patterns, t.exceptions) for t in again.themes] == [
        (t.label, t.patterns, t.exceptions) for t in codebook.themes
    ]


def test_a_foreign_dictionary_is_a_codebook(themeline, tmp_path):
    (tmp_path / "a.dic").write_bytes("%\n1\tCafé\n%\ncafé*\t1\n".encode("cp1252"))
    (tmp_path / "t.txt").write_text("The Cafés of Paris.", encoding="utf-8")
    done = themeline("code", "t.txt", "--codebook", "a.dic")
    assert done.returncode == 0, done.stderr
    assert [row["text"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["Cafés"]


def test_capitals_that_a_pattern_asks_for_are_kept_in_csv_and_said_to_be_lost_elsewhere(tmp_path):
    """No other program knows them, and without them "UN" would be found in "un homme"."""
    patterns = ("CAPS/UN charter", "treaty", "CAPS/UN NEAR/5 vote")
    codebook = Codebook(themes=[{"id": "un", "label": "UN", "patterns": patterns}])
    for format_name, endings in ENDINGS.items():
        if format_name == OWN:
            continue
        text, lost = dictionary_text(entries_of(codebook), format_name)
        (tmp_path / f"a{endings[0]}").write_text(text, encoding="utf-8")
        kept = keys(read_codebook(tmp_path / f"a{endings[0]}"))
        if format_name == "csv":
            assert (kept, lost) == ({("UN",): patterns}, [])
        else:
            near, capitals = "what must (not) be nearby: 'CAPS/UN NEAR/5 vote'", "that capitals are required: "
            assert (kept, lost) == ({("UN",): ("treaty",)}, [near, f"{capitals}'CAPS/UN charter'"])


def test_emoticons_of_other_dictionaries_are_no_capitals(tmp_path):
    """By the words of the old message: they are left out, as before."""
    (tmp_path / "a.dic").write_text("%\n1\tJoy\n%\n=D\t1\n^O^\t1\nhappy\t1\nCAPS\t1\n", encoding="utf-8")
    codebook, _, lost = read_with_lines(tmp_path / "a.dic")
    assert keys(codebook) == {("Joy",): ("happy", "CAPS")}
    assert [what.split(";")[0] for what in lost] == [
        "line 4: pattern '=D': '=d' is not a word",
        "line 5: pattern '^O^': '^o^' is not a word",
    ]


def test_a_pattern_too_long_to_be_one_is_left_out_of_another_programs_dictionary(tmp_path):
    (tmp_path / "a.dic").write_text(f"%\n1\tWar\n%\nnavy\t1\n{'a' * 301}\t1\n", encoding="utf-8")
    codebook, _, lost = read_with_lines(tmp_path / "a.dic")
    assert keys(codebook) == {("War",): ("navy",)}
    assert lost == [f"line 5: pattern '{'a' * 60}…' has more than 300 characters"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ykd", "<dictionary><cnode>", r"a\.ykd:1: is not XML"),
        ("a.dic", "%\n1\tA\nword\t1\n", "no list of categories"),
        ("a.txt", "just words", "is not a dictionary of a known format; there are themeline"),
        ("a.csv", "Topic,Word\nWar,army\n", "known format; its first row must have theme and pattern"),
        ("a.dic", "%\n1\tWar\n1\tSea\n%\nnavy\t1\n", r"a\.dic:3: has two categories with the number 1: War and Sea"),
        ("a.lc3", "+War\n", "holds no patterns"),
        ("a.yml", "War: [a, b\n", r"a\.yml:2: is not YAML"),
        ("a.csv", "theme,pattern\nWar,:-)\n", r"holds no patterns that can be matched; line 2"),
    ],
)
def test_broken_dictionaries_are_said(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_codebook(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text", "lost"),
    [
        ("a.dic", "%\n1\tWar\n%\narmy\t1\nnavy\n", "line 5: 'navy' has no category"),
        ("a.yml", "War: [army]\nSea:\n  Ships: []\n", "line 3: the key Sea / Ships has no patterns"),
    ],
)
def test_what_a_dictionary_has_for_no_use_is_said(tmp_path, name, text, lost):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [what for what in read_with_lines(tmp_path / name)[2] if "definition" not in what] == [lost]


def test_entities_of_xml_are_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    text = f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>
<dictionary><cnode name="a"><pnode name="&e;x"/></cnode></dictionary>"""
    (tmp_path / "a.ykd").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_codebook(tmp_path / "a.ykd")


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        ('Arms,missile*\nArms,"nuclear\nSea,navy\n', 3, "is not CSV from here on"),
        ('Arms,"missile" test\n', 2, "is not CSV from here on"),
        ("Arms,nuclear, weapon\n", 2, "has 3 cells in this row and 2 in its head"),
        ("Arms,missile*\nborder\n", 3, "has 1 cells in this row and 2 in its head"),
    ],
)
def test_a_table_that_is_not_what_it_seems_is_refused_by_every_command(themeline, tmp_path, rows, line, said):
    (tmp_path / "d.csv").write_text(f"theme,pattern\n{rows}", encoding="utf-8")
    (tmp_path / "t.txt").write_text("The navy has missiles.", encoding="utf-8")
    for call in (["code", "t.txt"], ["count", "t.txt"], ["sheet", "t.txt"], ["run", "02", "--essay", "t.txt"]):
        done = themeline(*call, "--codebook", "d.csv", *(["--out", "o"] if call[0] == "run" else []))
        assert done.returncode == 2, call
        assert f"d.csv:{line}: {said}" in done.stderr, call
        assert "Traceback" not in done.stderr


def test_a_cell_of_several_lines_is_a_phrase_as_on_one(tmp_path):
    (tmp_path / "d.csv").write_bytes(b'theme,pattern\r\n"the\r\nbomb","nuclear\r\nweapon*"\r\n')
    assert keys(read_codebook(tmp_path / "d.csv")) == {("the bomb",): ("nuclear weapon*",)}


def test_two_columns_of_one_name_are_refused(tmp_path):
    (tmp_path / "d.csv").write_text("theme,pattern,Pattern\nArms,a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"d.csv:1: has the column 'pattern' twice; rename one of them"):
        read_codebook(tmp_path / "d.csv")


def test_what_a_dictionary_loses_is_said_by_every_command_that_uses_it(themeline, tmp_path):
    (tmp_path / "d.csv").write_text('theme,pattern\nArms,missile*\nArms,"say ""no"""\n,border\n', encoding="utf-8")
    (tmp_path / "t.txt").write_text("The navy has missiles.", encoding="utf-8")
    for call in (["code", "t.txt"], ["count", "t.txt"], ["sheet", "t.txt"]):
        said = themeline(*call, "--codebook", "d.csv").stderr
        assert "left out: line 3: pattern 'say \"no\"' contains a quotation mark" in said, call
        assert "left out: line 4: 'border' is not under a key" in said, call


def test_a_word_of_an_unknown_category_is_said_by_every_command_that_uses_it(themeline, tmp_path):
    (tmp_path / "d.dic").write_text("%\n1\tArms\n%\nnuclear\t1\nmissile\t7\n", encoding="utf-8")
    (tmp_path / "t.txt").write_text("The navy has missiles.", encoding="utf-8")
    parameters = 'codebook: str = "d.dic"  # the themes\nn: int = 1  # a number\nout: str = "x"  # a folder'
    write_notebook(tmp_path, "own", parameters, "n")
    for words in (
        ["code", "t.txt", "--codebook", "d.dic"],
        ["count", "t.txt", "--codebook", "d.dic"],
        ["sheet", "t.txt", "--codebook", "d.dic"],
        ["check", "--essay", "t.txt", "--codebook", "d.dic"],
        ["new", "made", "--essay", "t.txt", "--codebook", "d.dic"],
        # As the notebook's own, too; these options do not go together, so that no kernel is started.
        ["run", "own.ipynb", "--save-notebooks", "-p", "n", "2"],
    ):
        said = themeline(*words).stderr
        assert "d.dic: left out: line 5: 'missile' has category 7, which is not defined" in said, words
