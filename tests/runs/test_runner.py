"""The notebooks through papermill: committed outputs are current, failures are said, and nothing is half done."""

import json
import re
import shutil

import nbformat
import pandas as pd
import papermill
import pytest
from conftest import ROOT, SEEDS, write_notebook
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import installed
from themeline.provenance.ro_crate import NAME, read_receipts

NAMES = ["01-words", "02-themes", "03-timeline", "04-corpus", "05-validity", "06-reader"]
CORPUS = [f"corpus-{name}" for name in ("groups", "keyness", "nearest", "place", "time", "together")]
ESSAY = ["keyness", "ranks", "themes", "themes-in-text", "themes-together", "timeline", "validity", "words"]
FIGURES = [*CORPUS, *ESSAY]
KINDS = [".csv", ".md", ".pdf", ".png", ".svg", "-narrow.svg"]
PAGES = {
    "index.html", "reader.html", "reader.jsonld", "mentions.csv", "sentences.csv", "events.csv", "events.json",
}  # fmt: skip
LISTS = {"corpus.csv", "corpus.html"}
NEAREST = [
    "1960-eisenhower-1", "1961-eisenhower-1", "1962-kennedy-1", "1972-nixon-2", "1978-carter-2", "1979-carter-2",
    "1980-carter-1", "1981-carter-1", "1998-clinton-1", "2000-clinton-1",
]  # fmt: skip


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """All notebooks and figures made again, elsewhere, in another time zone, locale, and order of hashes."""
    import os
    import subprocess
    import sys
    from pathlib import Path

    folder = tmp_path_factory.mktemp("again")
    for name in NAMES:
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder)
    program = Path(sys.executable).with_name("themeline")
    changed = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "COLUMNS": "40", "MPLBACKEND": "svg"}
    done = subprocess.run(
        [program, "run", *(f"{name}.ipynb" for name in NAMES), "--out", "figures", "--save-notebooks"],
        cwd=folder, env=os.environ | changed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_committed_outputs_are_current(again, name):
    committed = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    made = json.loads((again / f"{name}.ipynb").read_text(encoding="utf-8"))
    for old, new in zip(committed["cells"], made["cells"], strict=True):
        assert old == new, f"cell '{old['id']}' is stale: run .venv/bin/themeline run --save-notebooks and commit"
    assert committed == made
    assert any(output for cell in committed["cells"] for output in cell.get("outputs", []))


def test_committed_figures_come_out_again_byte_for_byte(again):
    paths = [path for path in (again / "figures").rglob("*") if path.is_file() and path.name != NAME]
    made = {path.relative_to(again / "figures").as_posix(): path.read_bytes() for path in paths}
    documents = {f"documents/{name}.html" for name in NEAREST}
    assert set(made) == PAGES | LISTS | documents | {f"{name}{kind}" for name in FIGURES for kind in KINDS}
    # Another system may round otherwise in what it draws; the workflow's `verify --rerun` looks at that.
    here = installed()["platform"] == read_receipts(ROOT / "figures")[0].versions["platform"]
    for name, content in made.items():
        # The page of all figures says where the notebooks were; that it is as it was written, `verify` tells.
        if name != "index.html" and (here or not name.endswith((".png", ".pdf", ".svg"))):
            assert content == (ROOT / "figures" / name).read_bytes(), f"figures/{name} is stale"


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_typed_and_explained(name):
    path = ROOT / "notebooks" / f"{name}.ipynb"
    parameters = read_notebook(path).parameters
    drawn = {"sections", "formats", "width", "style"} if name != "06-reader" else {"events", "codebook"}
    assert {"essay", "base_url", "out"} | drawn <= set(parameters)
    assert all(known.type in ("str", "int", "bool") and known.help for known in parameters.values())
    # papermill, which reads the cell line by line instead, finds the same.
    found = papermill.inspect_notebook(path)
    declared = {key: "Optional[str]" if known.optional else known.type for key, known in parameters.items()}
    assert {key: (known["inferred_type_name"], known["help"]) for key, known in found.items()} == {
        key: (declared[key], known.help) for key, known in parameters.items()
    }


def test_plain_papermill_runs_a_notebook(command, tmp_path, chronology):
    done = command(
        "papermill", ROOT / "notebooks" / "03-timeline.ipynb", "out.ipynb", "-p", "mention", "named,alluded",
        "-p", "out", tmp_path / "figures", "-p", "formats", "csv,md", "-p", "last", "2024-08",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == ["timeline.csv", "timeline.md"]
    # All but six can have begun by August 2024: not those of 10 September to 8 October.
    events = pd.read_csv(tmp_path / "figures" / "timeline.csv")
    assert len(events) == len(chronology.events) - 6
    assert nbformat.read(tmp_path / "out.ipynb", as_version=4).metadata.papermill.exception is None


def test_plain_jupyter_writes_the_same_figures(command, tmp_path):
    """Into the collection around the notebook; nbmake runs notebooks so too, by nbclient."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "notebooks").mkdir()
    shutil.copyfile(ROOT / "notebooks" / "03-timeline.ipynb", tmp_path / "notebooks" / "03-timeline.ipynb")
    done = command("jupyter", "execute", "notebooks/03-timeline.ipynb")
    assert done.returncode == 0, done.stderr
    written = {path.name: path.read_bytes() for path in (tmp_path / "figures").iterdir()}
    assert {"timeline.svg", "timeline.pdf", "timeline.png", "timeline.csv", "timeline.md"} <= written.keys()
    committed = ROOT / "figures"
    assert [name for name, content in written.items() if (committed / name).read_bytes() != content] == []


def test_parameters_reach_the_figures(themeline, tmp_path):
    done = themeline("run", "02", "01", "-p", "themes", "nuclear, air", "-p", "sections", "Joint actions; (lead)",
        "-p", "formats", "csv", "--out", "figures", "-p", "word", "bomber*",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(tmp_path / "figures" / "themes.csv")
    assert set(table["theme"]) == {"nuclear", "air"}
    # By hand: all five mentions of air power are in "Joint actions", and none of nuclear weapons in either section.
    assert dict(zip(table["theme"], table["mentions"], strict=True)) == {"air": 6, "nuclear": 0}
    assert table.loc[table["theme"] == "air", "rate"].item() == pytest.approx(6 / 0.422, abs=1e-3)


def test_letters_that_no_font_has_are_said_once(themeline, tmp_path):
    # U+3FFF0 is no letter, so that no font of any machine has it.
    labels = "\n".join(
        f"  - {{id: {id}, label: 'Theme \U0003fff0', definition: d, colour: '#aa0000', patterns: [{id}]}}"
        for id in ("nuclear", "missile")
    )
    (tmp_path / "themes.yaml").write_text(f"themes:\n{labels}\n", encoding="utf-8")
    text = "The text\n\nA nuclear missile. A missile.\n"
    (tmp_path / "own.txt").write_text(text, encoding="utf-8")
    done = themeline("run", "02", "--essay", "own.txt", "--codebook", "themes.yaml", "--out", "figures")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("No installed font has the letters U+3FFF0: boxes stand for them") == 1
    for name in ("themes", "themes-in-text", "themes-together"):
        page = (tmp_path / "figures" / f"{name}.md").read_text(encoding="utf-8")
        assert "No installed font has the letters U+3FFF0" in page


def test_another_text_runs_without_its_events(themeline, tmp_path):
    (tmp_path / "own.txt").write_text(
        "My title\n\nThe navy sailed. Ships left.\n\nPart two\n\nTanks.", encoding="utf-8"
    )
    done = themeline("run", "--essay", "own.txt", "--out", "figures")
    assert done.returncode == 0, done.stderr
    for said in (
        "03-timeline.ipynb is not run: it needs the events of this text (--events)",
        "04-corpus.ipynb is not run: it needs documents to compare this text with (-p corpus PATH), or to be named",
        "05-validity.ipynb is not run: it needs sheets coded for this text (-p coding F)",
    ):
        assert said in done.stderr
    made = {path.name for path in (tmp_path / "figures").iterdir()}
    without = {"timeline", "validity", "ranks"}
    figures = {f"{name}{kind}" for name in ESSAY if name not in without for kind in KINDS}
    assert made == {NAME} | figures | PAGES - {"events.csv", "events.json"}
    assert "“My title”" in (tmp_path / "figures" / "themes.md").read_text(encoding="utf-8")
    done = themeline("run", "03", "--essay", "own.txt", "--out", "figures")
    assert done.returncode == 2
    assert "03-timeline.ipynb: needs the events of this text (--events)" in done.stderr


def test_every_look_is_one_command_away_and_keeps_the_rules(themeline, tmp_path):
    # A short text with words that are typical of its parts, since it is drawn twelve times.
    parts = [
        f"Part {i}\n\n" + f"The {word} met a {word} of the {word}s. " * 9 for i, word in enumerate(("navy", "tank"))
    ]
    (tmp_path / "own.txt").write_text("\n\n".join(["My title", *parts]), encoding="utf-8")
    run = ("run", "01", "--essay", "own.txt", "--all-looks", "-p", "formats", "svg")
    done = themeline(*run, "--out", "looks")
    assert done.returncode == 0, done.stderr
    widths = {"double": "183", "onehalf": "120", "report": "160", "single": "89"}
    looks = [f"{width}-{style}" for width in widths for style in ("dark", "print", "screen")]
    assert sorted(path.name for path in (tmp_path / "looks").iterdir()) == sorted([*looks, NAME])
    done = themeline("figures", "--proof", "looks")
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = [re.split(r"  +", line.strip()) for line in done.stdout.splitlines()]
    assert head[:6] == ["figure", "mm", "text", "line", "overlaps", "cut"]
    assert [row[0] for row in rows] == [f"{look}/{name}" for look in looks for name in ("keyness", "words")]
    assert [row[1].split()[0] for row in rows] == [mm for mm in widths.values() for _ in range(3 * 2)]
    assert {(row[4], row[5], row[-1]) for row in rows} == {("0", "0", "0")}


def test_figures_are_listed_with_their_origin(themeline):
    done = themeline("figures")
    assert done.returncode == 0
    for name in FIGURES:
        assert re.search(rf"^{name} +183 × ", done.stdout, re.MULTILINE)
    assert "03-timeline: essay essay.txt; events events.yaml; mention named; focus auto; width double" in done.stdout


def test_a_broken_figure_is_told(themeline, tmp_path):
    text = (ROOT / "figures" / "words.svg").read_text(encoding="utf-8")
    (tmp_path / "words.svg").write_text(text.replace("font-size: 6.9px", "font-size: 5px", 1), encoding="utf-8")
    done = themeline("figures", "--proof", ".")
    assert done.returncode == 1
    assert "error: words.svg: has text of 5 pt, under 6" in done.stderr
    assert themeline("figures", "nowhere").returncode == 2


WRITE = "from pathlib import Path; Path(out, NAME).write_text('new')"


def test_a_failing_cell_is_named_and_leaves_the_figures(themeline, tmp_path):
    write_notebook(tmp_path, "good", 'out: str = "x"  # folder', WRITE.replace("NAME", "'good.txt'"))
    write_notebook(tmp_path, "bad", 'out: str = "x"  # folder', WRITE.replace("NAME", "'bad.txt'"), "[][3]")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "bad.txt").write_text("old", encoding="utf-8")
    done = themeline("run", "good.ipynb", "bad.ipynb", "--out", "figures")
    assert done.returncode == 1
    assert "error: bad.ipynb: cell 3 (" in done.stderr
    assert "IndexError: list index out of range" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "figures" / "bad.txt").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == ["bad.txt", "failed"]
    kept = nbformat.read(tmp_path / "figures" / "failed" / "bad.ipynb", as_version=4)
    assert any(output.get("ename") == "IndexError" for cell in kept.cells for output in cell.get("outputs", []))

    write_notebook(tmp_path, "bad", 'out: str = "x"  # folder', WRITE.replace("NAME", "'bad.txt'"))
    assert themeline("run", "good.ipynb", "bad.ipynb", "--out", "figures").returncode == 0
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == [
        "bad.txt",
        "good.txt",
        "index.html",
        NAME,
    ]


def test_saved_outputs_do_not_depend_on_when_they_were_sent(themeline, tmp_path):
    # Each flush is a message of its own, as a pause between two prints on a busy machine makes it.
    cell = "import sys\nfor word in 'abc':\n    print(word)\n    sys.stdout.flush()"
    write_notebook(tmp_path, "slow", 'out: str = "x"  # folder', cell)
    assert themeline("run", "slow.ipynb", "--out", "figures", "--save-notebooks").returncode == 0
    outputs = nbformat.read(tmp_path / "slow.ipynb", as_version=4).cells[1].outputs
    assert [(output.name, output.text) for output in outputs] == [("stdout", "a\nb\nc\n")]


def test_wrong_input_inside_a_notebook_ends_with_2(themeline, tmp_path):
    bad = (SEEDS / "themes.yaml").read_text(encoding="utf-8").replace("- naval\n", "- na(val\n")
    (tmp_path / "bad.yaml").write_text(bad, encoding="utf-8")
    done = themeline("run", "02", "--codebook", "bad.yaml", "--out", "figures")
    assert done.returncode == 2
    line = bad.splitlines().index("      - na(val") + 1
    assert f"bad.yaml:{line}: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_string_is_data_and_never_code(themeline, tmp_path):
    write_notebook(
        tmp_path, "data", 'out: str = "x"  # folder\nvalue: str = ""  # anything',
        "from pathlib import Path; Path(out, 'value.txt').write_text(value, newline='')",
    )  # fmt: skip
    value = '\'); import os; os.abort() #\n""" \\ {}'
    assert themeline("run", "data.ipynb", "--out", "figures", "-p", "value", value).returncode == 0
    assert (tmp_path / "figures" / "value.txt").read_bytes().decode() == value


def test_what_is_no_notebook(themeline, tmp_path):
    (tmp_path / "x.ipynb").write_text("hello", encoding="utf-8")
    done = themeline("run", "x.ipynb")
    assert done.returncode == 2
    assert "x.ipynb: is not a notebook" in done.stderr


def test_who_gives_a_text_or_a_codebook_is_told_what_validity_needs(themeline, tmp_path):
    (tmp_path / "own.txt").write_text("My title\n\nThe navy sailed. Ships left the port.", encoding="utf-8")
    (tmp_path / "own.yaml").write_text("title: {value: Mine, certainty: inferred}", encoding="utf-8")
    (tmp_path / "book.yaml").write_text("themes: [{id: ships, label: Ships, patterns: [ship*]}]", encoding="utf-8")
    run = ("run", "--out", "figures", "-p", "formats", "csv")
    done = themeline(*run, "--codebook", "book.yaml", "01", "05")
    assert done.returncode == 2
    assert "05-validity.ipynb: needs sheets coded with the themes of this codebook (-p coding F)" in done.stderr
    # Named, it takes the shipped sheets; with a sheet of the text's own it is run unasked.
    assert themeline(*run, "05", "--essay", "own.txt").returncode == 0
    assert set(pd.read_csv(tmp_path / "figures" / "validity.csv")["part"]) == {"essay", "development", "test"}
    sheet = ["document,sentence,text,ships,none", "own.txt,1,My title,,1", "own.txt,2,The navy sailed.,1,"]
    sheet.append("own.txt,3,Ships left the port.,1,")
    (tmp_path / "sheet.csv").write_text("\n".join(sheet), encoding="utf-8")
    own = ("--essay", "own.txt", "--codebook", "book.yaml", "-p", "coding", "sheet.csv")
    done = themeline(*run, *own)
    assert done.returncode == 0, done.stderr
    (row,) = pd.read_csv(tmp_path / "figures" / "validity.csv").to_dict("records")
    # By hand: of the two sentences of the body that speak of ships the pattern finds one.
    assert (row["part"], row["precision"], row["recall"]) == ("sheet", 1, 0.5)
    themes = pd.read_csv(tmp_path / "figures" / "themes.csv").iloc[0]
    assert (themes["precision"], themes["recall"], themes["coded"]) == (1, 0.5, 2)
    # The sheet and the text that it names are inputs: when either changes, it is run again.
    assert "nothing was run" in themeline(*run, *own).stdout
    (tmp_path / "sheet.csv").write_text("\n".join([*sheet[:3], sheet[3].replace("1,", ",1")]), encoding="utf-8")
    assert "validity: csv" in themeline(*run, *own).stdout
    (tmp_path / "own.txt").write_text("My title\n\nThe navy sank. Ships left the port.", encoding="utf-8")
    done = themeline(*run, *own)
    assert done.returncode == 2
    assert "sheet.csv:3: sentence 2 of own.txt reads 'The navy sank.', not 'The navy sailed.'" in done.stderr


def test_what_a_run_does_not_write_any_more_goes(themeline, tmp_path):
    write_notebook(
        tmp_path,
        "pages",
        'names: str = "a,b,c"\nforms: str = "txt,csv"\nout: str = "figures"',
        "from pathlib import Path\nfor name in names.split(','):\n"
        "    for form in forms.split(','):\n        Path(out, f'{name}.{form}').write_text(name)",
    )
    run = ("run", "pages.ipynb", "--out", "figures")
    assert themeline(*run).returncode == 0
    (tmp_path / "figures" / "c.txt").write_text("corrected by hand", encoding="utf-8")
    (tmp_path / "figures" / "own.txt").write_text("mine", encoding="utf-8")
    assert themeline(*run, "-p", "names", "a", "-p", "forms", "txt").returncode == 0
    left = {path.name for path in (tmp_path / "figures").iterdir() if path.suffix in (".txt", ".csv")}
    # Another form of what is made still, what somebody has changed, and what no run wrote: these stay.
    assert left == {"a.txt", "a.csv", "c.txt", "own.txt"}
