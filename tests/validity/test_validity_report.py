"""The validation report: what it answers, by numbers worked out by hand, and that its files say what was put in."""

import json
import re
import shlex

import click
import docx
import pandas as pd
import pypandoc
import pytest
import yaml
from conftest import ROOT, call_here
from helpers.coding import YAML, sheets
from lxml import html
from themeline.cli.main import themeline as command_group
from themeline.dictionary.codebook_files import read_codebook
from themeline.errors import InputError
from themeline.validity.answers import answers
from themeline.validity.evidence import DEMANDS, DONE, KINDS, NOT_DONE, TO_WRITE, Expectation, Material, facts_of
from themeline.validity.material import read_expectation
from themeline.validity.references import WORKS, as_bibtex, as_csl, entry, short_name, works

# Sentences of each document: with the navy, with a fleet, which the dictionary does not know, and with neither.
DOCUMENTS = {
    "east-1": (4, 0, 0), "east-2": (3, 0, 1), "east-3": (2, 0, 2),
    "west-1": (1, 2, 1), "west-2": (0, 1, 3), "west-3": (1, 0, 4),
}  # fmt: skip
SENTENCES = ("The navy sailed.", "The fleet sailed.", "It rained hard.")
# Of the shares of sentences with the navy (1, 3/4, 1/2, 1/4, 0, 1/5) neighbours have changed places.
SCORES = {"west-2": 2, "west-3": 1, "west-1": 4, "east-3": 3, "east-2": 6, "east-1": 5}
WHOLE = (
    "s.csv", "--codebook", "c.yaml", "--texts", "texts", "--metadata", "about.csv", "--group", "side", "--date",
    "year", "--expect", "navy: east > west", "--expect", "navy: west > east", "--external", "about.csv:score",
    "--out", "report",
)  # fmt: skip


def documents_in(folder):
    """Six documents, all of whose sentences were drawn and coded, by a person."""
    (folder / "texts").mkdir()
    for name, counts in DOCUMENTS.items():
        words = " ".join(" ".join([sentence] * n) for sentence, n in zip(SENTENCES, counts, strict=True) if n)
        (folder / "texts" / f"{name}.txt").write_text(words + "\n", encoding="utf-8")
    rows = [f"{name},{name[:4]},{1990 + i},{SCORES[name]}" for i, name in enumerate(DOCUMENTS)]
    (folder / "about.csv").write_text("name,side,year,score\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "c.yaml").write_text(YAML, encoding="utf-8")
    done = call_here(folder, "sheet", "texts", "--codebook", "c.yaml", "--sample", 25, "--out", "s.csv")
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(folder / "s.csv", dtype=str, keep_default_na=False)
    table["navy"] = table["text"].str.contains("navy|fleet").map({True: "1", False: ""})
    table["none"] = (table["navy"] == "").map({True: "1", False: ""})
    table.to_csv(folder / "s.csv", index=False)
    (folder / "s.coder.yaml").write_text("name: s\nkind: person\npart: test\n", encoding="utf-8")
    return folder


@pytest.fixture
def corpus(tmp_path):
    return documents_in(tmp_path)


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """The same with the whole report, which nothing changes."""
    folder = documents_in(tmp_path_factory.mktemp("reported"))
    done = call_here(folder, "validity", *WHOLE)
    assert done.returncode == 0, done.stderr
    return folder


def tables_of(page):
    """The tables of a page by their captions, each as rows of cells."""
    found = {}
    for table in page.iter("table"):
        rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
        found[table.find("caption").text_content()] = rows
    return found


def row_of(table, first):
    (row,) = [row for row in table if row[0] == first]
    return row


def read_page(folder, name="report"):
    return html.fromstring((folder / f"{name}.html").read_text(encoding="utf-8"))


def test_numbers_are_those_worked_out_by_hand(reported):
    page = read_page(reported)
    tables = tables_of(page)
    # 11 of the 14 sentences of a navy are found, and nothing else.
    row = row_of(tables["Themes in s"], "navy")
    assert row[1:4] == ["14", "11", "11"]
    assert [cell.split()[0] for cell in row[4:]] == ["1.00", "0.79", "0.88"]
    # As counted, 9 of 12 sentences in the east and 2 of 13 in the west; with the fleets 5 of 13 in the west.
    _, row, other = tables["Differences of the share of sentences, in percentage points"]
    assert (row[1], row[2].split()[0], row[3].split()[0]) == ("east > west", "59.62", "36.54")
    assert (other[1], other[2].split()[0], other[3].split()[0]) == ("west > east", "-59.62", "-36.54")
    # All sentences are coded, so that the corrected share is theirs: 14 of 25, where 11 are found.
    row = row_of(tables["Share of sentences, in per cent"], "navy")
    assert (row[1], row[2].split()[0], row[5].split()[0]) == ("14", "44.0", "56.0")
    # Six differences of 1 between the ranks of 6: 1 - 36 / 210.
    assert row_of(tables["With score"], "navy")[1].startswith("0.83 [")
    # 11 sentences of 25 have a mention, of one word each in 75.
    said = page.get_element_by_id("coverage").text_content()
    assert "44 % of the sentences have a mention of a theme, and 5 of 6 documents." in said
    assert "85 % of the words are in no mention." in said
    assert row_of(tables["What is found"], "navy")[1:] == ["11", "5", "1 of 1", "navy* (100 %)"]
    assert row_of(tables["Errors in documents"], "west-1.txt")[1:] == ["4", "3", "2", "0"]
    assert row_of(tables["Errors of themes"], "navy")[1:] == ["14", "3", "0"]
    # The highest of the rates 333, 250, 167, 83, 0 and 67 is 4 of 12 words.
    row = row_of(tables["Mentions per 1,000 words of documents"], "navy")
    assert (row[1], row[3], row[4]) == ("125.0", "333.3", "east-1.txt")


def test_what_was_not_done_is_said_with_the_command_for_it(themeline, corpus):
    done = themeline("validity", "--codebook", "c.yaml", "--out", "bare")
    assert done.returncode == 0, done.stderr
    page = read_page(corpus, "bare")
    assert "Of 23 demands 0 are answered, 4 are to be written by the author, 19 are not done." in done.stdout
    for demand in DEMANDS:
        section = page.get_element_by_id(demand.name)
        assert section.find("h3").text_content() == demand.words
        status = section.find_class("status")[0].text_content()
        # All but what only the author can say, and the names of files.
        if status == NOT_DONE and demand.name != "test-part":
            assert "To do it: themeline " in section.text_content(), demand.name


def commands(page):
    return [shlex.split(words.text_content()) for words in page.find_class("code") if words.get("dir") == "ltr"]


def test_each_command_is_one_that_themeline_takes(themeline, corpus, reported):
    assert themeline("validity", "--codebook", "c.yaml", "--out", "bare").returncode == 0
    assert themeline("validity", "s.csv", "--codebook", "c.yaml", "--out", "half").returncode == 0
    named = set()
    for page in (read_page(corpus, "bare"), read_page(corpus, "half"), read_page(reported)):
        for program, called, *words in commands(page):
            command = command_group.commands[called]
            command.make_parser(click.Context(command)).parse_args(list(words))
            named.add((program, called))
            assert "c.yaml" in words or called == "run", (called, words)
    assert {called for _, called in named} >= {"sheet", "validity", "score", "estimate", "learn", "check", "run"}
    assert {program for program, _ in named} == {"themeline"}


def test_a_report_shows_no_sentence_with_an_error_and_leaves_the_sheets_as_they_are(themeline, corpus):
    held = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    assert themeline("validity", *WHOLE).returncode == 0
    assert {path: path.read_bytes() for path in held} == held
    page = read_page(corpus)
    assert "The fleet sailed" not in page.text_content()
    assert "The errors of s.csv were never shown by a command." in page.get_element_by_id("test-part").text_content()
    assert "The errors on the test part were shown by no command." in page.find_class("methods")[0].text_content()
    assert themeline("score", "s.csv", "--codebook", "c.yaml", "--errors").returncode == 0
    assert themeline("validity", *WHOLE, "--overwrite").returncode == 0
    page = read_page(corpus)
    assert "The errors of s.csv were shown 1 time by" in page.get_element_by_id("test-part").text_content()
    assert "The errors on the test part were shown 1 time." in page.find_class("methods")[0].text_content()


def test_patterns_with_false_alarms_are_named_unless_they_tell_of_a_test_part(themeline, tmp_path):
    sheets(tmp_path, anna="- - m nm:person", ben="n - m nm:person")
    (tmp_path / "c.yaml").write_text(YAML, encoding="utf-8")
    call = ("validity", "anna.csv", "--codebook", "c.yaml", "--out", "report", "--overwrite")
    assert themeline(*call).returncode == 0
    assert row_of(tables_of(read_page(tmp_path))["Patterns with false alarms"], "navy")[1:4] == ["navy*", "1", "1"]
    with (tmp_path / "anna.coder.yaml").open("a", encoding="utf-8") as file:
        file.write("part: test\n")
    assert themeline(*call).returncode == 0
    assert "Patterns with false alarms" not in tables_of(read_page(tmp_path))


def test_coders_are_compared(themeline, tmp_path):
    sheets(tmp_path, anna="n - m nm:person", gpt="n n - nm:language model")
    (tmp_path / "c.yaml").write_text(YAML, encoding="utf-8")
    done = themeline("validity", "anna.csv", "gpt.csv", "--codebook", "c.yaml")
    assert done.returncode == 0, done.stderr
    page = read_page(tmp_path, "validity")
    # Worked out in test_coders: 6 of 8 judgements are the same.
    pair = tables_of(page)["Agreement of pairs"][1]
    assert pair == ["anna (person) and gpt (language model)", "4", "0.53"]
    assert "Coded by anna (person)." in page.get_element_by_id("hand-codes").text_content()


def test_files_of_a_report_hold_the_same(reported):
    page = read_page(reported)
    tex = (reported / "report.tex").read_text(encoding="utf-8")
    word = docx.Document(str(reported / "report.docx"))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    cells = {cell.text for table in word.tables for cell in table._cells}
    for demand in DEMANDS:
        assert rf"\label{{{demand.name}}}" in tex
        assert demand.words in paragraphs
    for title, rows in tables_of(page).items():
        assert title in paragraphs
        assert {cell for row in rows for cell in row} <= cells
    assert len(word.inline_shapes) == 1
    assert r"\includegraphics[width=\linewidth]{report-validity.pdf}" in tex
    assert (reported / "report-validity.pdf").read_bytes().startswith(b"%PDF")
    # What is cited in the one is a reference of all.
    cited = {key for keys in re.findall(r"\\cite[pt]\{([^}]*)\}", tex) for key in keys.split(",")}
    listed = {one["id"] for one in json.loads((reported / "report.json").read_text(encoding="utf-8"))}
    of_bibtex = re.findall(r"^@\w+\{(\w+),", (reported / "report.bib").read_text(encoding="utf-8"), re.MULTILINE)
    assert cited == listed == set(of_bibtex)
    anchors = {link.get("href") for link in page.iter("a") if link.get("href").startswith("#ref-")}
    assert anchors == {f"#ref-{key}" for key in cited}


def test_the_same_report_is_the_same_byte_for_byte(themeline, corpus):
    assert themeline("validity", *WHOLE).returncode == 0
    held = {path.name: path.read_bytes() for path in corpus.glob("report*")}
    assert set(held) == {f"report{end}" for end in (".html", ".docx", ".tex", ".bib", ".json", "-validity.pdf")}
    assert themeline("validity", *WHOLE).returncode == 2
    assert themeline("validity", *WHOLE, "--overwrite").returncode == 0
    assert {path.name: path.read_bytes() for path in corpus.glob("report*")} == held


EVIL = r"half % & #1 _x_ {y} ~ ^ \ $z$ <b>&amp;</b> [a] *b* \\ --c ''d''  “f” "
STRANGE = ("\u202egnp", "</td><script>alert(1)</script>", "]]>", r"\end{document}", r"\input{/etc/passwd}")


def test_names_that_attack_are_words_in_each_file(themeline, tmp_path):
    themes = [
        {
            "id": f"t{i}", "label": (words + EVIL)[:80], "definition": words + EVIL, "excludes": EVIL + words,
            "source": words, "patterns": [f"navy{i}*"],
        }
        for i, words in enumerate(STRANGE)
    ]  # fmt: skip
    (tmp_path / "c.yaml").write_text(yaml.safe_dump({"themes": themes}, allow_unicode=True), encoding="utf-8")
    name = r"a%_{}&#~^$ [b].txt"
    (tmp_path / name).write_text("The navy0 sailed.\n", encoding="utf-8")
    done = themeline("validity", "--codebook", "c.yaml", "--texts", name, "--out", "report_1")
    assert done.returncode == 0, done.stderr
    page = read_page(tmp_path, "report_1")
    assert list(page.iter("script")) == []
    rows = tables_of(page)["Themes"]
    tex = (tmp_path / "report_1.tex").read_text(encoding="utf-8")
    # Read by another program, which turns apostrophes as print does.
    read = html.fromstring(pypandoc.convert_text(tex, "html", format="latex"))
    printed = {re.sub(r"\s+", " ", cell.text_content()).strip() for cell in read.iter("td")}
    word = docx.Document(str(tmp_path / "report_1.docx"))
    cells = {re.sub(r"\s+", " ", cell.text).strip() for table in word.tables for cell in table._cells}
    for theme in themes:
        for key in ("definition", "excludes", "source"):
            said = re.sub(r"\s+", " ", theme[key]).strip()
            assert said in cells
            assert said.replace("'", "’") in printed
        assert [re.sub(r"\s+", " ", cell).strip() for cell in row_of(rows, theme["id"])[2:]] == [
            re.sub(r"\s+", " ", theme[key]).strip() for key in ("definition", "excludes")
        ]
    assert tex.rstrip().endswith(r"\end{document}") and tex.count(r"\end{document}") == 1
    assert_balanced(tex)


def assert_balanced(tex):
    """Each brace that is not a mark has its other half, and each environment its end."""
    depth = 0
    for mark in re.findall(r"\\.|[{}]", re.sub(r"(?<!\\)%.*", "", tex), re.DOTALL):
        depth += (mark == "{") - (mark == "}")
        assert depth >= 0
    assert depth == 0
    open_ones = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", tex):
        if kind == "begin":
            open_ones.append(name)
        else:
            assert open_ones.pop() == name
    assert open_ones == []


KNOWN = ("--texts", "texts", "--group", "side", "--metadata", "about.csv", "--expect")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--expect", "navy: a > b"), "--expect: needs to know the groups of documents; name their column with"),
        (("--group", "side", "--expect", "navy: a > b"), "--texts: is missing"),
        (("--external", "about.csv:score"), "--texts: is missing"),
        ((*KNOWN, "navy east > west"), "is not an expectation; write one as 'THEME: GROUP > OTHER GROUP'"),
        ((*KNOWN, "navvy: east > west"), "there is no theme 'navvy'; did you mean 'navy'?"),
        ((*KNOWN, "navy: easst > west"), "there is no group 'easst'; did you mean 'east'?"),
        (("--texts", "texts", "--external", "about.csv:scores"), "has no column 'scores'; did you mean 'score'?"),
        (("--texts", "texts", "--external", "about.csv:side"), "has no number for any of the documents in 'side'"),
        (("--texts", "nowhere"), "nowhere: "),
        (
            ("--out", "report.pdf"),
            "report.pdf: ends in .pdf, which a report is not written as; give a name",
        ),
        (("--out", "a%b"), "a%b: is no name that LaTeX can find files by"),
        (("nowhere.csv",), "nowhere.csv: there is no such file"),
    ],
)
def test_what_cannot_be_reported_is_said(themeline, corpus, words, message):
    done = themeline("validity", "--codebook", "c.yaml", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert list(corpus.glob("validity.*")) == []


def test_a_measure_of_the_metadata_needs_no_other_table(themeline, corpus):
    call = ("--texts", "texts", "--metadata", "about.csv", "--external", "score", "--codebook", "c.yaml")
    assert themeline("validity", *call).returncode == 0
    assert row_of(tables_of(read_page(corpus, "validity"))["With score"], "navy")[1].startswith("0.83 [")


def test_expectations_are_read_both_ways():
    codebook = read_codebook(ROOT / "seeds/themes.yaml")
    assert read_expectation("nuclear:Russia>China", codebook) == Expectation("nuclear", "Russia", "China")
    assert read_expectation("nuclear: Russia < the West: all", codebook) == Expectation(
        "nuclear", "the West: all", "Russia"
    )
    for words in ("nuclear: a > b > c", "nuclear: > b", ": a > b", "nuclear: a = b", ""):
        with pytest.raises(InputError, match="is not an expectation"):
            read_expectation(words, codebook)


def test_sources_of_patterns_are_said_of_all_or_of_each(tmp_path):
    themes = (
        "themes:\n  - {id: a, label: A, patterns: [a], source: Smith 2020}\n  - {id: b, label: B, patterns: [b]}\n"
    )
    for more, status, said in (("", TO_WRITE, "not said"), ("source: the authors\n", DONE, "the authors")):
        (tmp_path / "c.yaml").write_text(more + themes, encoding="utf-8")
        material = Material(read_codebook(tmp_path / "c.yaml"), tmp_path / "c.yaml")
        answer = answers(material, facts_of(material))["sources"]
        assert answer.status == status
        assert [row[-1] for row in answer.tables[0].rows] == ["Smith 2020", said]


def test_each_demand_has_a_kind_and_works_that_are_known():
    assert [demand.kind for demand in DEMANDS] == sorted((one.kind for one in DEMANDS), key=list(KINDS).index)
    assert len({demand.name for demand in DEMANDS}) == len(DEMANDS)
    assert {key for demand in DEMANDS for key in demand.works} <= WORKS.keys()
    assert f"for each of {len(DEMANDS)} demands" in (ROOT / "docs/validity.md").read_text(encoding="utf-8")


def test_references_are_bibtex_and_csl_that_others_read():
    found = works(["birkenmaier2023", "wilson1927", "themeline", "chan2021", "egami2023"], "0.1.0")
    read = json.loads(pypandoc.convert_text(as_bibtex(found), "csljson", format="bibtex"))
    for one, own in zip(read, json.loads(as_csl(found)), strict=True):
        assert (one["id"], one["issued"]) == (own["id"], own["issued"])
        # Quotation marks are turned, and capitals may be made small.
        title, other = (re.sub("[‘’']", "", words["title"]).casefold() for words in (one, own))
        assert title == other
        assert len(one["author"]) == len(own["author"])
    assert read[1]["author"][0] == {"family": "Chan", "given": "Chung-hong"}
    assert (read[1]["volume"], read[1]["page"]) == ("3", "1-27")
    assert entry(found["wilson1927"]) == (
        "Edwin B. Wilson (1927). Probable inference, the law of succession, and statistical inference. Journal of "
        "the American Statistical Association, 22, 209–212."
    )
    assert (short_name("chan2021"), short_name("kuder1937")) == ("Chan et al. 2021", "Kuder and Richardson 1937")
