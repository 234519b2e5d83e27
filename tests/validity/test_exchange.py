"""Coded sentences go to other programs and come back: Label Studio, doccano, REFI-QDA; mentions as annotations."""

import csv
import io
import json
import zipfile

import numpy as np
import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from themeline.dictionary.codebook import Codebook, Theme
from themeline.errors import InputError
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.convert import convert_coded
from themeline.validity.qda import NONE, Coding, codes_bytes, project_bytes, read_project

THEMES = [
    Theme(id="navy", label="Navies", definition="Ships & <men> of war.", colour="#1f5fa8", patterns=("navy",)),
    Theme(id="arms-control", label="Arms control", colour="#d2691e", patterns=("treat*",)),
    Theme(id="air", label="Air", colour="#3a8fb7", patterns=("plane*",)),
]
CODEBOOK = Codebook(themes=THEMES)
# Accents of one letter and of two, an emoji beyond the first plane, an end of line of two letters, a formula.
TEXT = (
    "Élan du cafe\u0301.\r\n\r\n🚀 The navy sailed.\r\n\r\n=1+1 treaties 🚀🚀 were signed.\r\n"
    'Nothing else: "so"; it, ends.\r\n'
)
# By hand: the places of the sentences in TEXT, in code points.
PLACES = [(0, 14), (18, 36), (40, 69), (71, 100)]
# And where each end of line is one letter.
SHORT = [(0, 14), (16, 34), (36, 65), (66, 95)]
CODES = [["navy", "air"], ["navy"], [], ["arms-control"]]
NOTES = ["", '=why; "so"?', "unsure", ""]


def sheet(folder, name="anna.csv"):
    """A sheet of `TEXT`, coded whole."""
    folder.mkdir(exist_ok=True)
    (folder / "t.txt").write_bytes(TEXT.encode())
    rows = [["document", "sentence", "section", "text", *CODEBOOK.ids, "none", "note"]]
    for number, ((start, end), codes, note) in enumerate(zip(PLACES, CODES, NOTES, strict=True), 1):
        text = " ".join(TEXT[start:end].split())
        marks = ["1" if theme in codes else "" for theme in CODEBOOK.ids] + ["" if codes else "1"]
        guarded = [f"'{words}" if words[:1] == "=" else words for words in (text, note)]
        rows.append(["t.txt", number, "", guarded[0], *marks, guarded[1]])
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder / name


def told(path):
    """What a file says of each sentence: its number, codes, note, and words."""
    coded = read_sheets([path], CODEBOOK)
    return [
        (
            unit.sentence,
            [theme for theme, mark in zip(coded.themes, marks, strict=True) if mark == 1],
            note,
            unit.text,
        )
        for unit, marks, note in zip(coded.units.itertuples(), coded.codes[0], coded.remarks[0], strict=True)
    ]


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".qdpx", ".xlsx"])
def test_a_sheet_goes_out_and_comes_back_as_it_was(tmp_path, ending):
    source = sheet(tmp_path)
    content, _ = convert_coded(source, f"x{ending}", CODEBOOK)
    (tmp_path / f"ben{ending}").write_bytes(content)
    assert told(tmp_path / f"ben{ending}") == told(source)
    assert [(codes, note) for _, codes, note, _ in told(source)] == list(zip(CODES, NOTES, strict=True))
    back, notes = convert_coded(tmp_path / f"ben{ending}", "y.csv", CODEBOOK)
    assert list(csv.reader(io.StringIO(back.decode("utf-8-sig")))) == list(
        csv.reader(io.StringIO(source.read_text(encoding="utf-8")))
    )
    assert notes == []


def test_a_project_is_what_the_standard_says(tmp_path):
    """Read with the standard's own words: places in code points, codes by their guids, the text as it was."""
    content, _ = convert_coded(sheet(tmp_path), "x.qdpx", CODEBOOK)
    assert content == convert_coded(tmp_path / "anna.csv", "x.qdpx", CODEBOOK)[0]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        space = {"q": "urn:QDA-XML:project:1.0"}
        (source,) = root.findall("q:Sources/q:TextSource", space)
        path = source.get("plainTextPath").replace("internal://", "sources/")
        assert archive.read(path).decode() == TEXT.replace("\r\n", "\n")
    codes = {one.get("guid"): one for one in root.iterfind("q:CodeBook/q:Codes/q:Code", space)}
    assert [one.get("name") for one in codes.values()] == ["Navies", "Arms control", "Air", "no theme"]
    first = next(iter(codes.values()))
    assert (first.get("color"), first.findtext("q:Description", namespaces=space)) == (
        "#1f5fa8",
        "Ships & <men> of war.",
    )
    found = [
        (
            int(one.get("startPosition")),
            int(one.get("endPosition")),
            [codes[ref.get("targetGUID")].get("name") for ref in one.iterfind("q:Coding/q:CodeRef", space)],
        )
        for one in source.iterfind("q:PlainTextSelection", space)
    ]
    assert found == [
        (*place, names)
        for place, names in zip(SHORT, (["Navies", "Air"], ["Navies"], ["no theme"], ["Arms control"]), strict=True)
    ]
    (user,) = root.findall("q:Users/q:User", space)
    assert user.get("name") == "anna"


def project(folder, xml, texts, name="p.qdpx"):
    """A project as another program writes it."""
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("project.qde", f'<?xml version="1.0" encoding="utf-8"?>\n{xml}')
        for guid, text in texts.items():
            archive.writestr(f"Sources/{guid}.txt", text)
    return folder / name


OTHER = """<Project xmlns="urn:QDA-XML:project:1.5" name="p" origin="another">
<Users><User guid="u1" name="Ann"/><User guid="u2" name="Bob"/></Users>
<CodeBook><Codes>
 <Code guid="c1" name="NAVIES" isCodable="true"><Code guid="c2" name="arms control" isCodable="true"/></Code>
 <Code guid="c3" name="My memo" isCodable="true"/>
</Codes></CodeBook>
<Sources>
 <TextSource guid="s1" name="t.txt" plainTextPath="internal://S1.txt">
  <PlainTextSelection guid="p1" startPosition="20" endPosition="50" creatingUser="u1">
   <Description>both</Description>
   <Coding guid="k1" creatingUser="u1"><CodeRef targetGUID="c1"/></Coding>
   <Coding guid="k2" creatingUser="u1"><CodeRef targetGUID="c2"/></Coding>
  </PlainTextSelection>
  <PlainTextSelection guid="p2" startPosition="20" endPosition="30" creatingUser="u2">
   <Coding guid="k3"><CodeRef targetGUID="c1"/></Coding>
   <Coding guid="k4"><CodeRef targetGUID="c3"/></Coding>
  </PlainTextSelection>
 </TextSource>
 <PictureSource guid="s2" name="a.png"><PictureSelection guid="p3" firstX="0" firstY="0"/></PictureSource>
 <TextSource guid="s3" name="b.docx" richTextPath="internal://s3.docx"/>
</Sources></Project>"""


def test_a_project_of_another_program_is_read_by_coder(tmp_path):
    path = project(tmp_path, OTHER, {"s1": "\ufeff" + TEXT})
    coded = read_sheets([path], CODEBOOK)
    assert coded.coders == ["p: Ann", "p: Bob"]
    # Ann's selection touches the second and the third sentence; without a code that says "no theme", all were read.
    assert coded.units["sentence"].tolist() == [1, 2, 3, 4]
    assert coded.codes[0].tolist() == [[0, 0, 0], [1, 1, 0], [1, 1, 0], [0, 0, 0]]
    assert coded.codes[1].tolist() == [[0, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert coded.remarks[0].tolist() == ["", "both", "both", ""]
    assert coded.units["document"].tolist() == ["t.txt"] * 4
    assert coded.notes == [
        "p.qdpx: b.docx has no plain text in the project; 0 of its selections are left out",
        "p.qdpx: what is coded in pictures, sound and the like is left out (PictureSelection)",
        "p.qdpx: codes that are not themes are left out: My memo",
    ]


def test_a_sheet_and_a_project_of_the_same_text_are_laid_over_each_other(tmp_path):
    one = sheet(tmp_path)
    content, _ = convert_coded(one, "ben.qdpx", CODEBOOK)
    (tmp_path / "ben.qdpx").write_bytes(content)
    coded = read_sheets([one, tmp_path / "ben.qdpx"], CODEBOOK)
    np.testing.assert_array_equal(coded.codes[0], coded.codes[1])
    assert (len(coded.units), coded.coders) == (4, ["anna", "ben"])
    # Beside another text of that name its own is used, and that is said.
    (tmp_path / "t.txt").write_text("Other words.", encoding="utf-8")
    coded = read_sheets([tmp_path / "ben.qdpx"], CODEBOOK)
    assert coded.notes == [
        "ben.qdpx: the text of t.txt is that of the project, which differs from the file beside it"
    ]
    assert len(coded.units) == 4


def label_studio(*annotations):
    texts = [" ".join(TEXT[start:end].split()) for start, end in PLACES]
    return [
        {
            "id": number,
            "data": {"document": "t.txt", "sentence": str(number), "text": text},
            "annotations": [
                {"completed_by": who, "was_cancelled": False, "result": result}
                for who, results in annotations
                for result in results.get(number, [])
            ],
            "predictions": [],
        }
        for number, text in enumerate(texts, 1)
    ]


def choices(*names):
    return [{"from_name": "themes", "to_name": "text", "type": "choices", "value": {"choices": list(names)}}]


def test_an_export_of_label_studio_is_read_by_annotator(tmp_path):
    sheet(tmp_path)
    note = [{"from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": ["hm", "so"]}}]
    tasks = label_studio(
        ("anna@x.org", {1: [choices("navy")], 2: [choices("Arms control") + note], 3: [[]]}),
        ({"id": 7, "email": "ben@x.org"}, {1: [choices("none")]}),
    )
    tasks[3]["annotations"] = [{"completed_by": "anna@x.org", "was_cancelled": True, "result": choices("navy")}]
    (tmp_path / "ls.json").write_text(json.dumps(tasks), encoding="utf-8")
    coded = read_sheets([tmp_path / "ls.json"], CODEBOOK)
    assert coded.coders == ["ls: anna@x.org", "ls: ben@x.org"]
    # Submitted without a choice: no theme. What was skipped is not coded.
    assert coded.codes[0].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert coded.remarks[0].tolist() == ["", "hm; so", ""]
    assert coded.codes[1, 0].tolist() == [0, 0, 0] and np.isnan(coded.codes[1, 1:]).all()
    assert coded.notes == [
        "ls.json: 3 of the 4 sentences of t.txt are coded in it",
        "ls.json: 1 of the 4 sentences of t.txt are coded in it",
    ]


def test_an_export_of_doccano_is_read_where_it_has_labels(tmp_path):
    sheet(tmp_path)
    texts = [" ".join(TEXT[start:end].split()) for start, end in PLACES]
    lines = [
        {
            "id": 1,
            "text": texts[0],
            "document": "t.txt",
            "sentence": 1,
            "label": ["Navies", "air"],
            "Comments": ["hm"],
        },
        {"id": 2, "text": texts[1], "document": "t.txt", "sentence": 2, "label": []},
        {"id": 3, "text": texts[2], "document": "t.txt", "sentence": 3, "label": ["no theme"], "Comments": []},
    ]
    (tmp_path / "d.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert [row[:3] for row in told(tmp_path / "d.jsonl")] == [(1, ["navy", "air"], "hm"), (3, [], "")]


BAD = {
    "a.qdpx": (b"not a zip", "a.qdpx: is not a REFI-QDA project; export one as .qdpx"),
    "a.json": (b'{"events": []}', "a.json: is not an export of Label Studio; export the project as JSON"),
    "b.json": (b"[{]", "b.json:1: is not JSON"),
    "c.json": (b"[]", "c.json: no sentence in it is coded; export it with its annotations"),
    "a.jsonl": (b'{"text": "x"}', "a.jsonl:1: has no text with labels; export a project for text classification"),
    "b.jsonl": (b'\n{"text": "x", "label": [[0, 1, "navy"]]}', "b.jsonl:2: has labels of places in the text, not of"),
    "c.jsonl": (b'{"text": "x", "label": ["navy"]}\n{', "c.jsonl:2: is not JSON"),
    "d.jsonl": (b'{"text": "x", "label": ["navy"]}', "d.jsonl:1: '' is not the number of a sentence"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_export_says_so(tmp_path, name):
    content, message = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_sheets([tmp_path / name], CODEBOOK)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<Project", "<Projekt", "is not XML"),
        (
            'endPosition="50"',
            'endPosition="500"',
            "a selection of t.txt is at 20 to 500; the text has 102 characters",
        ),
        (
            'startPosition="20"',
            'startPosition="x"',
            "a selection of t.txt is at x to 50; the text has 102 characters",
        ),
        (
            "<Users>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Users>",
            "is not XML",
        ),
    ],
)
def test_a_broken_project_says_where(tmp_path, old, new, message):
    with pytest.raises(InputError, match=r"p\.qdpx: .*") as caught:
        read_sheets([project(tmp_path, OTHER.replace(old, new, 1), {"s1": TEXT})], CODEBOOK)
    assert message in str(caught.value)


def test_an_entity_of_a_project_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("navy secret")
    head = f"<!DOCTYPE Project [<!ENTITY e SYSTEM '{(tmp_path / 'secret.txt').as_uri()}'>]>"
    xml = head + OTHER.replace("<Description>both</Description>", "<Description>&e;</Description>")
    coded = read_sheets([project(tmp_path, xml, {"s1": TEXT})], CODEBOOK)
    assert "secret" not in " ".join(coded.remarks.ravel().tolist())


@given(
    st.lists(st.sampled_from(["a", "é\u0301", "🚀", "\r\n", "\n", "\r", " ", '"<&']), min_size=1, max_size=30).map(
        "".join
    ),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), st.integers(0, 2), st.integers(0, 1)), max_size=8),
)
def test_codings_that_overlap_come_back_at_their_places(text, drawn):
    codings = {
        Coding("d & <1>", min(a, b) % len(text), max(a, b) % len(text) + 1, CODEBOOK.ids[theme], "ab"[coder], "")
        for a, b, theme, coder in drawn
        if min(a, b) % len(text) <= max(a, b) % len(text)
    }
    content = project_bytes("p", {"d & <1>": text}, CODEBOOK, sorted(codings))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
    found = read_again(content)
    labels = {theme.label: theme.id for theme in THEMES}

    # The lines of the project end in one letter; a place is as far on as the whole letters that stand before it.
    def short(words, behind=""):
        return (words.removesuffix("\r") if behind == "\n" else words).replace("\r\n", "\n")

    def place(at):
        return len(short(text[:at], text[at : at + 1]))

    assert found.texts == {"d & <1>": short(text)}
    wanted = sorted(one._replace(start=place(one.start), end=place(one.end)) for one in codings)
    assert sorted(one._replace(code=labels[one.code]) for one in found.codings) == wanted


def read_again(content):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "p.qdpx").write_bytes(content)
        return read_project(Path(folder) / "p.qdpx")


def test_the_commands_to_other_programs(themeline, tmp_path):
    (tmp_path / "t.txt").write_bytes(TEXT.encode())
    (tmp_path / "c.yaml").write_text(
        "themes:\n"
        + "".join(f"  - {{id: {one.id}, label: {one.label}, patterns: [{one.patterns[0]}]}}\n" for one in THEMES)
    )
    book = ("--codebook", "c.yaml")
    done = themeline("code", "t.txt", "--out", "t.qdpx", *book)
    assert done.returncode == 0, done.stderr
    found = read_project(tmp_path / "t.qdpx")
    short = TEXT.replace("\r\n", "\n")
    assert [(short[one.start : one.end], one.code, one.note) for one in found.codings] == [
        ("navy", "Navies", "navy"),
        ("treaties", "Arms control", "treat*"),
    ]
    done = themeline("code", "t.txt", "--out", "t.jsonld", *book)
    assert done.returncode == 0, done.stderr
    notes = json.loads((tmp_path / "t.jsonld").read_text(encoding="utf-8"))
    places = [one["target"]["selector"] for one in notes["first"]["items"]]
    assert [(place["start"], place["end"], quote["exact"]) for place, quote in places] == [
        (24, 28, "navy"),
        (45, 53, "treaties"),
    ]
    assert places[0][1]["prefix"] == TEXT[:24] and places[0][1]["suffix"] == TEXT[28:60]
    assert notes["total"] == 2 and notes["first"]["items"][0]["body"][0] == {
        "type": "TextualBody", "value": "Navies", "purpose": "tagging",
    }  # fmt: skip

    done = themeline("sheet", "t.txt", "--out", "tasks.json", *book)
    assert done.stdout.splitlines()[-1] == "tasks.xml: the labelling interface to paste into Label Studio"
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert [task["data"]["sentence"] for task in tasks] == ["1", "2", "3", "4"]
    setup = etree.parse(tmp_path / "tasks.xml")
    assert [one.get("alias") for one in setup.iterfind(".//Choice")] == ["navy", "arms-control", "air", "none"]
    for task in tasks:
        task["annotations"] = [{"completed_by": 1, "result": choices("navy")}]
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    done = themeline("score", "export.json", "--whole-text", *book)
    line = next(line for line in done.stdout.splitlines() if line.startswith("navy"))
    assert line.split()[:5] == ["navy", "4", "1.000", "1", "1"]
    done = themeline("convert", "export.json", "export.csv", *book)
    assert (done.returncode, done.stdout) == (0, "export.csv: written\n")
    done = themeline("convert", "export.csv", "export.docx", *book)
    assert (
        "export.docx: cannot be made of coded sentences; they go to .csv, .xlsx, .json, .jsonl, .qdpx" in done.stderr
    )
    done = themeline("convert", "c.yaml", "c.qdc")
    assert "not carried over: patterns and exceptions" in done.stderr
    root = etree.parse(tmp_path / "c.qdc").getroot()
    assert [one.get("name") for one in root.iter("{urn:QDA-XML:codebook:1.0}Code")] == [
        "Navies",
        "Arms control",
        "Air",
    ]


def test_several_coders_go_into_one_project_and_into_nothing_else(tmp_path):
    path = project(tmp_path, OTHER, {"s1": TEXT})
    with pytest.raises(InputError, match=r"p\.qdpx: is by 2 coders \(p: Ann, p: Bob\); write a \.qdpx, which holds"):
        convert_coded(path, "x.csv", CODEBOOK)
    content, _ = convert_coded(path, "x.qdpx", CODEBOOK)
    assert {one.coder for one in read_again(content).codings} == {"p: Ann", "p: Bob"}


def test_the_events_of_the_essay_are_annotations_of_its_words(themeline, tmp_path, essay):
    done = themeline("convert", SEEDS / "events.yaml", "events.jsonld", "--essay", SEEDS / "essay.txt")
    assert done.returncode == 0, done.stderr
    items = json.loads((tmp_path / "events.jsonld").read_text(encoding="utf-8"))["first"]["items"]
    assert len(items) == 55
    for item in items:
        place, quote = item["target"]["selector"]
        assert essay.text[place["start"] : place["end"]] == quote["exact"]
    assert {"value": "2009-10-13", "type": "TextualBody", "purpose": "tagging"} in [
        body for item in items for body in item["body"]
    ]


def test_letters_that_xml_cannot_hold_are_left_out_of_names_only():
    codings = [Coding("t", 0, 3, NONE, "a\x00b", "no\x0bte")]
    found = read_again(project_bytes("p\x01", {"t": "a\x02b"}, CODEBOOK, codings))
    assert found.texts == {"t": "a\x02b"}
    assert [(one.coder, one.note, one.code) for one in found.codings] == [("ab", "note", "no theme")]
    assert b"CodeBook" in codes_bytes(CODEBOOK)
