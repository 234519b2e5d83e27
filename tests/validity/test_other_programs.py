"""Files as other programs wrote them are read as they were meant: see data/README.md."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import yaml
from themeline.dictionary.codebook import Codebook, Theme
from themeline.errors import InputError
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.convert import convert_coded
from themeline.validity.qda import read_codes

DATA = Path(__file__).parent / "data"
CODEBOOK = Codebook(
    themes=[
        Theme(id="navy", label="Navies", patterns=("navy",)),
        Theme(id="arms-control", label="Arms control", patterns=("treat*",)),
        Theme(id="air", label="Air", patterns=("plane*",)),
    ]
)
TEXT = (DATA / "t.txt").read_bytes().decode()
# By hand: the sentences of the text, in code points.
PLACES = [(0, 14), (18, 36), (40, 69), (71, 118)]
WORDS = ["Élan du cafe\u0301.", "🚀 The navy sailed.", "=1+1 treaties 🚀🚀 were signed.",
         'The navy sailed again, to Zürich; "so" it ends.']  # fmt: skip
# Navies, arms control, air; what was marked in Label Studio and in doccano.
MARKED = [[1, 0, 1], [1, 0, 0], [0, 0, 0], [0, 1, 0]]


@pytest.fixture
def data(tmp_path):
    for file in DATA.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path


def read(path):
    coded = read_sheets([path], CODEBOOK)
    assert coded.units["text"].tolist() == [WORDS[number - 1] for number in coded.units["sentence"]]
    assert coded.units["document"].unique().tolist() == ["t.txt"]
    return coded


def test_the_text_is_as_it_was():
    assert [TEXT[start:end] for start, end in PLACES] == WORDS
    assert TEXT.count("\r\n") == TEXT.count("\n") == 6


@pytest.mark.parametrize("name", ["label-studio.json", "doccano.jsonl", "doccano.json"])
def test_tasks_that_were_coded(data, name):
    coded = read(data / name)
    assert coded.codes.tolist() == [MARKED]
    # A comment of doccano has a line separator, which ends no line of the file.
    note = 'why; "so"?' if name == "label-studio.json" else 'why; "so"?\u2028 end'
    assert coded.remarks.tolist() == [["", note, "unsure", ""]]
    assert (coded.coders, coded.notes) == ([name.partition(".")[0]], [])


def test_a_coder_of_several_in_doccano(data):
    coded = read(data / "doccano-ben.jsonl")
    assert coded.units["sentence"].tolist() == [1, 3]
    assert coded.codes.tolist() == [[[1, 0, 0], [1, 1, 0]]]
    assert coded.notes == ["doccano-ben.jsonl: 2 of the 4 sentences of t.txt are coded in it"]


def test_highlights_of_taguette_are_found_in_the_text(data):
    # "du café" has two tags; a highlight goes from the second sentence into the third, another lies in the third;
    # "The navy sailed" comes twice, and the one in the fourth is highlighted; "it ends" stands in the fourth too.
    for name in ("taguette-highlights.csv", "taguette-highlights.xlsx"):
        coded = read(data / name)
        assert coded.codes.tolist() == [[[1, 0, 1], [1, 0, 0], [1, 1, 0], [1, 0, 1]]]
        assert coded.notes == [
            f"{name}: codes that are not themes are left out: My memo",
            f"{name}: 1 highlight of words that come more than once, taken where they come next after the highlight "
            "before",
        ]


def highlights(folder, *rows):
    with (folder / "h.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "document", "tag", "content"), *rows])
    return folder / "h.csv"


def test_highlights_by_hand(data):
    # Without the ending of the text; a tag below others; one without a tag; a row out of order; spaces that differ.
    rows = [
        (1, "t", "forces.navy", "it  ends."),
        (2, "t", "", "so"),
        (3, "t", "none", "Élan\ndu"),
        (4, "t", "x.y", "1"),
    ]
    coded = read(highlights(data, *rows))
    # With a code that says "no theme", only sentences with a code were read; "1" is first in the third.
    assert coded.units["sentence"].tolist() == [1, 3, 4]
    assert coded.codes.tolist() == [[[0, 0, 0], [0, 0, 0], [1, 0, 0]]]
    assert coded.notes == [
        "h.csv: codes that are not themes are left out: x.y",
        "h.csv: 1 highlight of words that come more than once, taken where they come next after the highlight before",
        "h.csv: 1 highlight without a tag left out",
        "h.csv: 3 of the 4 sentences of t.txt are coded in it",
    ]


def test_highlights_that_are_not_in_the_text_say_so(data):
    path = highlights(
        data, (1, "t.txt", "navy", "The navy"), (2, "t.txt", "air", "The airforce"), (3, "u", "air", "x")
    )
    with pytest.raises(InputError) as caught:
        read_sheets([path], CODEBOOK)
    assert [str(fault).replace(f"{data}/", "") for fault in caught.value.faults] == [
        "h.csv:3: 'The airforce' is not in t.txt; the text must be the one that was highlighted",
        "h.csv:4: there is no text 'u'; put it beside the table, or into the folder above",
    ]
    with pytest.raises(InputError, match="no sentence in it is coded"):
        read_sheets([highlights(data, (1, "t.txt", "", "navy"))], CODEBOOK)


def test_a_project_of_pyrefiqda(data):
    # Ann: "du café" two codes; from "navy" to "treaties" one, and over it "treaties 🚀🚀" with another, and a code
    # that is no theme. Bob: "The navy sailed" of the fourth sentence.
    coded = read(data / "pyrefiqda.qdpx")
    assert coded.coders == ["pyrefiqda: Ann", "pyrefiqda: Bob"]
    assert coded.codes[0].tolist() == [[1, 0, 1], [1, 0, 0], [1, 1, 0], [0, 0, 0]]
    assert coded.codes[1].tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 0, 0]]
    assert coded.remarks.tolist() == [["", "both", "both", ""], [""] * 4]
    assert coded.notes == ["pyrefiqda.qdpx: codes that are not themes are left out: My memo"]


def test_a_project_of_two_coders_is_adjudicated(themeline, data):
    (data / "c.yaml").write_text(
        "themes:\n"
        + "".join(
            f"  - {{id: {one.id}, label: {one.label}, patterns: ['{one.patterns[0]}']}}\n" for one in CODEBOOK.themes
        )
    )
    done = themeline("adjudicate", "pyrefiqda.qdpx", "--codebook", "c.yaml")
    # Ann and Bob differ on every sentence.
    assert done.stdout == "agreed.html: 4 of 4 sentences to decide on; open it in a browser\n"


# As QualCoder writes them: code, start and end where each end of line is one letter, memo.
SHORT = TEXT.replace("\r\n", "\n")
SELECTED = [("Navies", 5, 13, ""), ("Navies", 22, 49, "both"), ("Arms control", 41, 52, ""), ("Air", 66, 81, "")]


def qualcoder(folder, *, ends="\n", name="t.txt", names=True, text=SHORT, selected=SELECTED):
    """A project, after QualCoder's refi.py; ``names`` of selections are their words."""
    selections = "".join(
        f'<PlainTextSelection guid="s{i}" startPosition="{start}" endPosition="{end}" '
        f'name="{" ".join(text[start:end].split()) if names else ""}" creatingUser="u">\n'
        + f"<Description>{memo}</Description>\n" * bool(memo)
        + f'<Coding guid="k{i}" creatingUser="u" >\n<CodeRef targetGUID="{code}" />\n</Coding>\n'
        + "</PlainTextSelection>\n"
        for i, (code, start, end, memo) in enumerate(selected)
    )
    codes = "".join(f'<Code guid="{code}" name="{code}" isCodable="true" />' for code in ("Navies", "Air"))
    codes += '<Code guid="c" name="Law" isCodable="false"><Code guid="Arms control" name="Arms control" /></Code>'
    content = (
        '<?xml version="1.0" encoding="utf-8"?>\n<Project name="p.qda" origin="QualCoder 3.6" '
        'xmlns="urn:QDA-XML:project:1.0">\n<Users>\n<User guid="u" name="anna" />\n</Users>\n'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook><Sources>\n"
        f'<TextSource plainTextPath="internal://x.txt" creatingUser="u" guid="g" name="{name}">\n{selections}'
        "</TextSource>\n</Sources>\n</Project>"
    )
    with zipfile.ZipFile(folder / "q.qdpx", "w") as archive:
        archive.writestr("project.qde", content.encode("utf-8-sig"))
        archive.writestr("sources/x.txt", text.replace("\n", ends).encode("utf-8-sig"))
    return folder / "q.qdpx"


@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize(("ends", "name"), [("\n", "t.txt"), ("\r\n", "t.txt"), ("\n", "t")])
def test_a_project_of_qualcoder_counts_an_end_of_line_as_one(data, ends, name, names):
    """The places are those of a text without CR, whatever the file has; the sentences, those of the text beside."""
    coded = read(qualcoder(data, ends=ends, name=name, names=names))
    assert coded.codes.tolist() == [[[1, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 1]]]
    assert coded.remarks.tolist() == [["", "both", "both", ""]]
    counted = f"q.qdpx: an end of line (CR LF) of {name} is counted as one character"
    assert coded.notes == ([counted] if ends == "\r\n" else [])
    # The text beside the project is taken, so a sheet of it is laid over the project.
    both = read_sheets([data / "q.qdpx", data / "doccano.jsonl"], CODEBOOK)
    assert len(both.units) == 4 and not np.isnan(both.codes).any()


def test_codes_below_a_theme_count_as_it(data):
    """In QualCoder's file "Arms control" is below "Law"; here "Law" is the theme, and "Navies" below nothing."""
    book = Codebook(
        themes=[Theme(id="law", label="LAW", patterns=("law",)), Theme(id="air", label="Air", patterns=("a",))]
    )
    coded = read_sheets([qualcoder(data)], book)
    assert coded.codes.tolist() == [[[0, 0], [0, 0], [1, 0], [0, 1]]]
    assert coded.notes == [
        "q.qdpx: codes that are not themes are left out: Navies",
        "q.qdpx: codes below a theme count as it: Arms control (Law)",
    ]


def test_spaces_that_a_program_adds_move_nothing(data):
    """QualCoder makes LF and a space of CR LF, so that places that count both still fit."""
    coded = read(
        qualcoder(data, text=TEXT.replace("\r\n", "\n "), selected=[("Navies", 24, 53, ""), ("Air", 71, 86, "")])
    )
    assert coded.codes.tolist() == [[[0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]]]


def test_names_of_selections_tell_how_ends_of_lines_are_counted(data):
    """The same program, but the places count CR and LF, as the words show."""
    selected = [("Navies", 24, 53, ""), ("Air", 71, 86, "")]
    path = qualcoder(data, text=TEXT, selected=selected)
    coded = read(path)
    assert coded.codes.tolist() == [[[0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]]]
    assert coded.notes == []


def test_what_is_written_is_what_they_can_import(data):
    """What each of them fails on: see the comments."""
    path = data / "doccano.jsonl"
    lines = convert_coded(path, "x.jsonl", CODEBOOK)[0]
    # doccano guesses an encoding, and fails on a field that only some lines have.
    assert lines.isascii()
    tasks = [json.loads(line) for line in lines.split(b"\n")[:-1]]
    assert {tuple(task) for task in tasks} == {("document", "sentence", "section", "text", "label", "note")}
    assert [task["text"] for task in tasks] == WORDS
    # Its own comments take the place of a field of that name, so the note has another.
    assert [task["note"] for task in tasks] == ["", 'why; "so"?\u2028 end', "unsure", ""]
    # Label Studio knows its own users only.
    tasks = json.loads(convert_coded(path, "x.json", CODEBOOK)[0])
    assert [list(one) for task in tasks for one in task["annotations"]] == [["result"]] * 4
    assert [task["data"]["text"] for task in tasks] == WORDS
    assert tasks[2]["data"]["place"] == "t.txt, sentence 3"
    # Programs differ in what CR LF counts.
    with zipfile.ZipFile(io.BytesIO(convert_coded(path, "x.qdpx", CODEBOOK)[0])) as archive:
        (name,) = (one for one in archive.namelist() if one.startswith("sources/"))
        assert archive.read(name).decode() == SHORT


def test_a_codebook_of_another_program_is_a_draft(themeline, data):
    for name, said in (("taguette-codebook.qdc", {}), ("taguette-codebook.csv", {"my-memo": "what I note",
                                                       "navies": "Ships & <men> of war."})):  # fmt: skip
        done = themeline("convert", data / name, f"{name}.yaml")
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[0] == (
            f"{name}.yaml: a draft of 4 themes; write at least one pattern for each, and run"
        )
        text = (data / f"{name}.yaml").read_text(encoding="utf-8")
        themes = yaml.safe_load(text)["themes"]
        assert [(one["id"], one["label"]) for one in themes] == [
            ("arms-control", "Arms control"), ("my-memo", "My memo"), ("navies", "Navies"), ("air", "air"),
        ]  # fmt: skip
        assert {one["id"]: one["definition"] for one in themes if "definition" in one} == said
        # Until patterns are written the check says where they are missing.
        done = themeline("check", "--codebook", f"{name}.yaml")
        assert done.returncode == 1
        assert done.stderr.count("'themes.") == done.stderr.count("patterns'") == 4
        # With them it is a codebook, whose themes are found by their names.
        (data / "own.yaml").write_text(text.replace("patterns: []", "patterns: [navy]"), encoding="utf-8")
        done = themeline("score", "doccano.jsonl", "--whole-text", "--codebook", "own.yaml")
        assert done.returncode == 0, done.stderr


def test_codes_below_others_and_what_cannot_be_a_codebook(themeline, data):
    (data / "c.qdc").write_text(
        '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code guid="1" name="Law" isCodable="false"><Code guid="2" name="Arms  control" color="#D2691E">'
        "<Description>Treaties. Excludes: trade</Description></Code></Code>"
        '<Code guid="3" name="no theme"/></Codes></CodeBook>',
        encoding="utf-8",
    )
    assert [tuple(code) for code in read_codes(data / "c.qdc")] == [
        ("Arms control", "Treaties. Excludes: trade", "#D2691E", ("Law",))
    ]
    done = themeline("convert", "c.qdc", "c.yaml")
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load((data / "c.yaml").read_text(encoding="utf-8"))["themes"] == [
        {
            "id": "arms-control", "label": "Arms control", "path": ["Law", "Arms control"],
            "definition": "Treaties.", "excludes": "trade", "colour": "#D2691E", "patterns": [],
        }
    ]  # fmt: skip
    done = themeline("convert", "c.qdc", "c.dic")
    assert "c.dic: cannot be made of c.qdc, which holds codes without patterns; make a draft first" in done.stderr
    done = themeline("sheet", "t.txt", "--codebook", "c.qdc", "--out", "s.csv")
    assert "c.qdc: holds codes without patterns, so nothing can be found with it; make a draft of it" in done.stderr
    for content, message in (("<CodeBook/>", "holds no codes"), ("no XML", "is not XML")):
        (data / "d.qdc").write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match=message):
            read_codes(data / "d.qdc")
