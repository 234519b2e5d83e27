"""Dictionaries of other software are read and written, and what is wrong in a dictionary is found."""

import csv
import io
import re

import pytest
from conftest import SEEDS
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import entries_of, read_codebook, read_with_lines
from themeline.dictionary.formats import ENDINGS, OWN, dictionary_text
from themeline.dictionary.lint import examine_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.dictionary.patterns import parse_rule
from themeline.errors import InputError
from themeline.text.document import parse_document

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


def test_the_command_converts_and_lists_what_is_lost(command, tmp_path):
    (tmp_path / "a.cat").write_text("War\n\twar* (2)\n\t@RULE [war NEAR x] (1)\n\t:-) (1)\n", encoding="utf-8")
    done = command("themeline", "convert", "a.cat", "a.yaml")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "a.yaml: 1 themes, 1 patterns, as themeline\n"
    lost = done.stderr.splitlines()
    assert [line.split(": ", 2)[1] for line in lost] == ["line 2", "line 3", "line 4"]
    assert "the weight 2 of 'war*'" in lost[0]
    assert keys(read_codebook(tmp_path / "a.yaml")) == {("War",): ("war*",)}
    done = command("themeline", "convert", str(SEEDS / "themes.yaml"), "themes.dic")
    assert "not carried over: the exception 'nuclear submarine*' of Nuclear weapons and doctrine" in done.stderr
    assert "not carried over: the themes' definitions" in done.stderr
    assert command("themeline", "convert", "a.yaml", "a.xyz").returncode == 2


def test_own_codebooks_keep_everything_through_csv_but_definitions(tmp_path):
    codebook = read_codebook(SEEDS / "themes.yaml")
    (tmp_path / "a.csv").write_text(dictionary_text(entries_of(codebook), "csv")[0], encoding="utf-8")
    again = read_codebook(tmp_path / "a.csv")
    assert [(t.label, t.patterns, t.exceptions) for t in again.themes] == [
        (t.label, t.patterns, t.exceptions) for t in codebook.themes
    ]


def test_a_foreign_dictionary_is_a_codebook(command, tmp_path):
    (tmp_path / "a.dic").write_bytes("%\n1\tCafé\n%\ncafé*\t1\n".encode("cp1252"))
    (tmp_path / "t.txt").write_text("The Cafés of Paris.", encoding="utf-8")
    done = command("themeline", "code", "t.txt", "--codebook", "a.dic")
    assert done.returncode == 0, done.stderr
    assert [row["text"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["Cafés"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ykd", "<dictionary><cnode>", r"a\.ykd:1: is not XML"),
        ("a.dic", "%\n1\tA\nword\t1\n", "no list of categories"),
        ("a.txt", "just words", "is no dictionary of a known format; there are themeline"),
        ("a.lc3", "+War\n", "holds no patterns"),
        ("a.yml", "War: [a, b\n", r"a\.yml:2: is not YAML"),
        ("a.csv", "theme,pattern\nWar,:-)\n", r"holds no pattern that can be matched; line 2"),
    ],
)
def test_broken_dictionaries_are_said(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_codebook(tmp_path / name)


def test_entities_of_xml_are_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    text = f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>
<dictionary><cnode name="a"><pnode name="&e;x"/></cnode></dictionary>"""
    (tmp_path / "a.ykd").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_codebook(tmp_path / "a.ykd")


def found(text: str, patterns: list[str], nested_scope: str = "key", **more: list[str]) -> list[tuple[str, str]]:
    themes = [
        {"id": name, "label": name, "definition": name, "colour": "#000000", "patterns": those}
        for name, those in ({"t": patterns} | more).items()
    ]
    codebook = Codebook(themes=themes, nested_scope=nested_scope)
    return [(row.theme, row.text) for row in find_mentions(parse_document(text, name="d"), codebook).itertuples()]


# quanteda's manual of dictionary(), valuetype and tokens_lookup(): worked out by hand.
def test_rules_of_matching():
    # Case is ignored; a glob's * is any letters, none included, and ? is one.
    assert found("Tax TAXES taxation taxi", ["tax*"]) == [("t", w) for w in ("Tax", "TAXES", "taxation", "taxi")]
    assert found("Tax taxe taxes", ["tax?"]) == [("t", "taxe")]
    # A phrase is a sequence of patterns.
    assert found("The United States of America", ["united states", "states of"]) == [("t", "United States")]
    # Within a key the longer match has priority.
    assert found("The United States Senate", ["united states", "united states senate"]) == [
        ("t", "United States Senate")
    ]
    # Over keys each counts, or with nested_scope "dictionary" the longer alone.
    text = "President of the United States"
    country, office = ["united states"], ["president of the united states"]
    assert found(text, country, u=office) == [("t", "United States"), ("u", text)][::-1]
    assert found(text, country, "dictionary", u=office) == [("u", text)]
    assert found("United States", country, "dictionary", u=country) == [
        ("t", "United States"),
        ("u", "United States"),
    ]


def test_what_must_and_must_not_stand_near():
    text = "Missiles need a basing area. The strike hit. A strike of workers.\n\nStrike.\n\nWorkers met."
    assert found(text, ["missile* NEAR/3 basing"]) == [("t", "Missiles")]
    assert found(text, ["missile* NEAR/2 basing"]) == []
    assert found(text, ["basing NEAR/3 missile*"]) == [("t", "basing")]
    # Within a paragraph, over sentences; not beyond it.
    assert found(text, ["strike NOT NEAR/2 worker*"]) == [("t", "strike"), ("t", "Strike")]
    assert found(text, ["strike NOT NEAR/9 worker*"]) == [("t", "Strike")]
    assert found(text, ["strike NEAR/5 hit|workers NOT NEAR/1 the"]) == [("t", "strike")]
    # A match is no company of itself.
    assert found("missile missile defence", ["missile NEAR/1 missile"]) == [("t", "missile"), ("t", "missile")]
    assert found("one missile", ["missile NEAR/5 missile"]) == []


@pytest.mark.parametrize("pattern", ["a NEAR/0 b", "a NEAR/101 b", "a NEAR/5 |", "NEAR/5 b", '"a"', "a “b”"])
def test_what_is_no_pattern(pattern):
    with pytest.raises(ValueError, match="pattern"):
        parse_rule(pattern)


def test_company_takes_no_more_than_linear_time():
    text = "missile basing " * 20_000
    assert len(found(text, ["missile NEAR/100 basing|base NOT NEAR/100 treaty|pact"])) == 20_000


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


def test_each_planted_fault_is_found_at_its_line(tmp_path, command):
    (tmp_path / "a.yaml").write_text(PLANTED, encoding="utf-8")
    filler = "It went on for many years in places so far away that few could tell who had begun."
    text = f"The war of words and the battle for peace. The wars, the end, the war. {filler} In short. " * 10
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    codebook, lines, _ = read_with_lines(tmp_path / "a.yaml")
    document = parse_document(text, name="a")
    faults = [(fault.severity, fault.line, fault.what) for fault in examine_codebook(codebook, lines, document)]
    expected = [
        ("warning", 8, "' battle ' has blanks too many"),
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
    done = command("themeline", "check", "--codebook", "a.yaml", "--essay", "text.txt")
    assert done.returncode == 0
    assert re.search(r"^warning: a\.yaml:8: ", done.stderr, re.MULTILINE)
    assert "3 hints (--hints shows them)" in done.stdout
    done = command("themeline", "check", "--codebook", "a.yaml", "--essay", "text.txt", "--hints")
    assert "hint: a.yaml:10: 'misspeled' matches nothing in text" in done.stderr
    (tmp_path / "b.yaml").write_text(PLANTED.replace("- war\n", "- '\"war'\n", 1), encoding="utf-8")
    done = command("themeline", "check", "--codebook", "b.yaml")
    assert done.returncode == 1
    assert "error: b.yaml:6: 'themes.0.patterns.0': pattern '\"war' has a quotation mark" in done.stderr
