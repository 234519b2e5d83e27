"""What differs between two runs, in the words of who asks."""

import io
import shutil

import docx
import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from helpers.essay_twin import pdf_of
from themeline.io.files import file_sha256
from themeline.provenance.receipts import Receipt
from themeline.provenance.ro_crate import NAME, crate_text
from themeline.runs.diff import TABLES, compare_drawings, compare_folders, compare_tables, read_table


def table(text: str) -> pd.DataFrame:
    head, *rows = [line.split() for line in text.strip().splitlines()]
    return pd.DataFrame(rows, columns=head)


def test_what_a_person_asks_is_told_of_tables():
    old = table("theme label mentions rate\nair Air 5 4.0\nsea Sea 2 1.6\nland Land 1 0.8")
    new = table("theme label mentions rate\nair Air 6 4.8\nland Land 1 0.9\nspace Space 3 2.4")
    assert compare_tables(old, new, "themes") == [
        "Air: mentions 6, was 5",
        "Space is new (mentions 3)",
        "Sea is gone (mentions 2)",
        "1 row differs in other columns only",
    ]
    assert compare_tables(old, old, "themes") == []
    assert compare_tables(old, new, "other") == ["3 rows are new, 3 removed"]
    assert compare_tables(old, old.rename(columns={"rate": "share"}), "themes") == [
        "column share is new", "column rate is gone",
    ]  # fmt: skip


def test_mentions_are_told_by_their_words_not_their_places():
    old = table("theme start text\nair 1 jet\nair 9 jet\nsea 5 ship")
    new = table("theme start text\nair 2 jet\nair 8 bomber\nsea 6 ship")
    assert compare_tables(old, new, "themes-in-text") == ["air: 'bomber' is new", "air: 'jet' is gone"]
    moved = table("theme start text\nair 3 jet\nair 9 jet\nsea 5 ship")
    assert compare_tables(old, moved, "themes-in-text") == ["the same, at other places"]


def test_a_sentence_is_told_by_its_words():
    old = table("address sentence text\ns1 1 Ships.\ns2 2 Planes.\ns3 3 Planes.")
    new = table("address sentence text\ns1 1 Tanks.\ns2 2 Ships.")
    assert compare_tables(old, new, "sentences") == [
        "'Tanks.' is new", "'Planes.' is gone, 2 times",
    ]  # fmt: skip


def test_a_row_of_two_keys_is_named_by_both():
    old = table("group theme label documents mentions\nleft air Air 3 5\nright air Air 2 1")
    new = table("group theme label documents mentions\nleft air Air 3 6\nright air Air 2 1\nright sea Sea 2 4")
    assert compare_tables(old, new, "corpus-groups") == [
        "left, Air: mentions 6, was 5", "right, Sea is new (mentions 4)",
    ]  # fmt: skip


def test_all_counts_of_a_document_are_told_whatever_the_themes():
    old = table("document path words air sea\na a.txt 10 1 2\nb b.txt 20 0 0")
    new = table("document path words air sea\na a.txt 11 1 3\nb b.txt 20 0 0")
    assert compare_tables(old, new, "corpus") == ["a: words 11, was 10; sea 3, was 2"]


def test_each_table_among_the_figures_is_known():
    """By columns that it has, of which the keys say which row is which."""
    paths = sorted((ROOT / "figures").glob("*.csv"))
    assert {path.stem for path in paths} == TABLES.keys()
    for path in paths:
        rows, known = read_table(path), TABLES[path.stem]
        assert {*known.keys, *known.reported, *known.content} <= {*rows}, path.name
        assert bool(known.keys) != bool(known.content), path.name
        assert not known.keys or not rows.duplicated([*known.keys]).any(), path.name


def words_told(folder, texts, **parameters):
    """What is told of the words of two runs, "old" and "new", on these texts (a file's name and content)."""
    for run, (name, content) in zip(("old", "new"), texts, strict=True):
        (folder / run).mkdir(exist_ok=True)
        (folder / run / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        inputs = {f"./{name}": file_sha256(folder / run / name)}
        # Of several runs on a text that count differently, it is told how the one counts that wrote the words.
        receipts = [
            Receipt(
                ".", f"a/{notebook}.ipynb", "1", {"essay": f"./{name}", **given}, inputs, "2",
                {"Python": "3.11.7", "platform": "linux"}, outputs={output: "3"},
            )
            for notebook, given, output in (("1", {}, "x.csv"), ("2", parameters, "words.csv"))
        ]  # fmt: skip
        (folder / run / NAME).write_text(crate_text(receipts), encoding="utf-8")
    return compare_folders(folder / "old", folder / "new").get("words of the text", [])


def test_words_are_counted_as_figures_count_them(tmp_path):
    """Without typography and ends of lines, and those of the body, but where the run was of the whole text."""
    texts = [
        ("essay.txt", "Ships\n\nThe Indo-Pacific rule holds.\n"),
        ("essay.txt", "Navy\n\nThe Indo\u2011\nPacific rule RULE holds.\n"),
    ]
    assert words_told(tmp_path, texts, whole_text=False) == ["rule: 2, was 1"]
    assert words_told(tmp_path, texts, whole_text=True) == ["navy: 1, was 0", "rule: 2, was 1", "ships: 0, was 1"]


def test_words_are_those_of_the_sections_that_were_counted(tmp_path):
    texts = [
        ("essay.md", "# On arms\n\n## Sea\n\nShips sailed there.\n\n## Air\n\nJets flew there.\n"),
        ("essay.md", "# On arms\n\n## Sea\n\nBoats sailed there.\n\n## Air\n\nPlanes flew there.\n"),
    ]
    assert words_told(tmp_path, texts, sections="Sea") == ["boats: 1, was 0", "ships: 0, was 1"]
    assert words_told(tmp_path, texts, sections="Land") == [
        "not compared: sections: there is no section 'Land'; there are Sea; Air"
    ]


def test_words_are_those_of_any_kind_of_file(tmp_path):
    page = docx.Document()
    page.add_paragraph("The two ships sailed to the north on that day and came back.")
    word = io.BytesIO()
    page.save(word)
    html = "<html><body><p>The two boats sailed to the north on that day and came back.</p></body></html>"
    pdf = pdf_of("The two jets sailed to the north on that day and came back.")
    for kinds, expected in (
        ((("a.docx", word.getvalue()), ("a.html", html)), ["boats: 1, was 0", "ships: 0, was 1"]),
        ((("a.html", html), ("a.pdf", pdf)), ["boats: 0, was 1", "jets: 1, was 0"]),
    ):
        assert words_told(tmp_path, kinds) == expected


def test_words_of_a_text_that_is_another_now_are_not_compared_and_that_is_said(tmp_path):
    texts = [("essay.txt", "Ships sailed there."), ("essay.txt", "Boats sailed there.")]
    words_told(tmp_path, texts)
    for name, content in (("essay.yaml", "title: {value: Ships, certainty: inferred}"), ("essay.txt", "Jets flew.")):
        file = tmp_path / "old" / name
        file.write_text(content, encoding="utf-8")
        told = compare_folders(tmp_path / "old", tmp_path / "new")["words of the text"]
        assert told == [f"not compared: {tmp_path / 'old' / 'essay.txt'} has changed since the run, or is not there"]
        file.unlink()
    # The same text is no difference, whether or not it is there.
    words_told(tmp_path, [texts[0], texts[0]])
    (tmp_path / "old" / "essay.txt").unlink()
    assert compare_folders(tmp_path / "old", tmp_path / "new") == {}


def test_drawings_are_told_by_their_marks_and_texts():
    old = '<g id="mark-1"/><g id="rate-air"/><g id="line2d_3"/><text x="1">Air &amp; sea</text>'
    new = '<g id="mark-1"/><g id="rate-sea"/><g id="line2d_4"/><text x="2">Air &amp; sea</text><text>new</text>'
    assert compare_drawings(old, new) == ["mark 'rate-sea' is new", "mark 'rate-air' is gone", "text 'new' is new"]
    assert compare_drawings(old, old.replace('x="1"', 'x="9"')) == []


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The project's figures, and those of another text and another codebook."""
    import subprocess
    import sys
    from pathlib import Path

    place = tmp_path_factory.mktemp("diff")
    shutil.copytree(ROOT / "figures", place / "before")
    text = (SEEDS / "essay.txt").read_text(encoding="utf-8")
    # One "joint patrols" less, a navy more, and a zebra, all in the body.
    assert text.count("idea of joint patrols of") == 1
    changed = text.replace("idea of joint patrols of", "idea of navy zebra")
    (place / "essay.txt").write_text(changed, encoding="utf-8")
    shutil.copy(SEEDS / "essay.yaml", place)
    themes = (SEEDS / "themes.yaml").read_text(encoding="utf-8")
    (place / "themes.yaml").write_text(themes.replace("- naval\n", "- naval\n      - zebra\n"), encoding="utf-8")
    program = Path(sys.executable).with_name("themeline")
    words = ["--essay", "essay.txt", "--codebook", "themes.yaml", "--out", "after"]
    subprocess.run([program, "run", *words], cwd=place, check=True, capture_output=True)
    return place


def test_two_runs_are_told_apart(themeline, folders):
    done = themeline("diff", "before", "after", cwd=folders)
    assert done.returncode == 1
    parts: dict[str, list[str]] = {}
    title = ""
    for line in done.stdout.splitlines():
        if line.startswith("  "):
            parts[title].append(line.strip())
        else:
            title = line
            parts[title] = []
    assert any(line.startswith("02-themes: codebook themes.yaml (") for line in parts["run on:"])
    assert "03-timeline was run only for the first" in parts["run on:"]
    # As the figures count: the heading "Joint actions" and the "of" of the disclaimer are not in the body.
    assert parts["words of the text:"] == [
        "joint: 7, was 8",
        "navy: 1, was 0",
        "of: 78, was 79",
        "patrols: 1, was 2",
        "zebra: 1, was 0",
    ]
    # Told once, though themes-in-text.csv and mentions.csv both hold them.
    assert parts["mentions:"] == [
        "maritime: 'navy' is new",
        "maritime: 'zebra' is new",
        "joint-activity: 'joint patrols' is gone",
    ]
    assert "Naval and maritime: mentions 10, was 8" in parts["counts of themes:"]
    assert parts["figures:"] == [
        f"{name}.csv is only in before"
        for name in (
            "corpus-groups",
            "corpus-keyness",
            "corpus-nearest",
            "corpus-place",
            "corpus-time",
            "corpus-together",
            "corpus",
            "events",
            "ranks",
            "timeline",
            "validity",
        )
    ]


def test_no_difference_is_said(themeline, folders):
    done = themeline("diff", "before", "before", cwd=folders)
    assert (done.returncode, done.stdout) == (0, "no difference\n")


def test_events_are_told_by_their_names(themeline, tmp_path):
    run = ("run", "03", "-p", "formats", "csv", "--out")
    assert themeline(*run, "before").returncode == 0
    events = (SEEDS / "events.yaml").read_text(encoding="utf-8")
    (tmp_path / "events.yaml").write_text(events.replace("1996-04-26", "1996-04-25"), encoding="utf-8")
    assert themeline(*run, "after", "--events", "events.yaml", "-p", "first", "1996").returncode == 0
    done = themeline("diff", "before", "after")
    assert done.returncode == 1
    (line,) = [line for line in done.stdout.splitlines() if "1996-04-25" in line and "edtf" in line]
    assert "edtf 1996-04-25, was 1996-04-26; start 1996-04-25, was 1996-04-26" in line
    assert "03-timeline: first '1996', was ''" in done.stdout


def test_notebooks_are_told_apart_cell_by_cell(themeline, tmp_path):
    path = ROOT / "notebooks" / "01-words.ipynb"
    changed = path.read_text(encoding="utf-8").replace("at_most: int = 24", "at_most: int = 12")
    (tmp_path / "mine.ipynb").write_text(changed, encoding="utf-8")
    done = themeline("diff", path, "mine.ipynb")
    assert done.returncode == 1
    assert "-at_most: int = 24" in done.stdout
    assert "+at_most: int = 12" in done.stdout
    assert themeline("diff", path, path).returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere", "figures"], "error: nowhere: there is no such folder"),
        (["empty", "empty"], "error: empty: holds no figures' data (.csv) and no receipts"),
        (["bad.ipynb", "bad.ipynb"], "error: bad.ipynb: is not a notebook"),
    ],
)
def test_what_cannot_be_compared(themeline, tmp_path, words, message):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.ipynb").write_text("hello", encoding="utf-8")
    done = themeline("diff", *words)
    assert done.returncode == 2
    assert message in done.stderr
