"""`04-corpus` as a user runs it: on other documents than its own, and when they change."""

import zipfile

import pandas as pd
from helpers.corpora import speeches
from themeline.provenance.fingerprint import content_sha256

RUN = ("run", "04", "--out", "figures", "-p", "formats", "csv,md", "-p", "nearest", "2")
KNOWN = ("-p", "metadata", "about.csv", "-p", "group_column", "side", "-p", "date_column", "when")


def test_documents_of_ones_own_and_what_changes_in_them(themeline, tmp_path):
    speeches(tmp_path)
    (tmp_path / "own.yaml").write_text(
        "themes: [{id: war, label: War, patterns: [war*]}, {id: peace, label: Peace, patterns: [peace]}]", "utf-8"
    )
    german = "Der Krieg ist nicht nur ein politischer Akt, sondern ein wahres politisches Instrument. " * 2
    (tmp_path / "texts" / "krieg.txt").write_text(german, encoding="utf-8")
    run = (*RUN, "--codebook", "own.yaml", "-p", "corpus", "texts", *KNOWN)
    done = themeline(*run)
    assert done.returncode == 0, done.stderr
    figures = tmp_path / "figures"
    # Said on the terminal, in each caption, and on the page.
    german = "1 document in other languages than English (German 1), as it seems, is left out"
    assert done.stderr.splitlines().count(german) == 1
    assert german in (figures / "corpus-groups.md").read_text(encoding="utf-8")
    assert german in (figures / "corpus.html").read_text(encoding="utf-8")
    assert pd.read_csv(figures / "corpus.csv", keep_default_na=False)["language"].tolist() == [""] * 5
    groups = pd.read_csv(figures / "corpus-groups.csv")
    # By hand: 3 mentions of war in the 7 words of a.txt and c.txt.
    left = groups[(groups["group"] == "Left") & (groups["theme"] == "war")].iloc[0]
    assert (left["documents"], left["words"], left["mentions"]) == (2, 7, 3)
    assert pd.read_csv(figures / "corpus-time.csv")["period"].drop_duplicates().tolist() == [1950, 1960, 1990]
    assert pd.read_csv(figures / "corpus.csv")["path"].tolist()[2] == "below/d.txt"
    # Named after the folder; the name of the documents that the notebook has for its own is not theirs.
    assert "5 documents of “texts”" in (figures / "corpus-groups.md").read_text(encoding="utf-8")
    # The essay has no mention of peace, so that what speaks of war alone is nearest to it.
    assert sorted(path.name for path in (figures / "documents").iterdir()) == ["a.html", "e.html"]
    for path in figures.rglob("*"):
        assert path.is_dir() or str(tmp_path).encode() not in path.read_bytes()

    assert "nothing was run" in themeline(*run).stdout
    verify = ("verify", "figures")
    assert "all intact" in themeline(*verify).stdout
    (tmp_path / "texts" / "below" / "d.txt").write_text("Peace, war.", encoding="utf-8")
    assert "files of 04-corpus: older: ../texts; run 04-corpus again" in themeline(*verify).stderr
    assert "corpus-place: csv" in themeline(*run).stdout
    (tmp_path / "texts" / "f.txt").write_text("War.", encoding="utf-8")
    (tmp_path / "texts" / ".hidden").write_text("War.", encoding="utf-8")
    assert "corpus-place: csv" in themeline(*run).stdout
    assert len(pd.read_csv(figures / "corpus.csv")) == 6
    (tmp_path / "about.csv").write_text("file,when,side\na,1950,Right", encoding="utf-8")
    assert "files of 04-corpus: older: ../about.csv; run 04-corpus again" in themeline(*verify).stderr
    (tmp_path / "texts").rename(tmp_path / "elsewhere")
    done = themeline(*verify)
    assert done.returncode == 1
    assert "files of 04-corpus: input missing: ../texts" in done.stderr


def test_the_hash_of_a_folder_is_of_names_and_contents(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder / "in").mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text("a", encoding="utf-8")
        (tmp_path / folder / "in" / "b.txt").write_text("b", encoding="utf-8")
    first = content_sha256(tmp_path / "one")
    assert content_sha256(tmp_path / "two") == first
    (tmp_path / "two" / ".git").mkdir()
    (tmp_path / "two" / ".git" / "c").write_text("c", encoding="utf-8")
    assert content_sha256(tmp_path / "two") == first
    (tmp_path / "two" / "in" / "b.txt").rename(tmp_path / "two" / "b.txt")
    assert content_sha256(tmp_path / "two") != first
    (tmp_path / "two" / "b.txt").rename(tmp_path / "two" / "in" / "b.txt")
    assert content_sha256(tmp_path / "two") == first
    (tmp_path / "two" / "in" / "b.txt").write_text("B", encoding="utf-8")
    assert content_sha256(tmp_path / "two") != first


def test_documents_in_an_archive_of_which_nothing_is_known(themeline, tmp_path):
    """No table about them, no years: no figure over time, and one group."""
    speeches(tmp_path)
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as packed:
        for path in sorted((tmp_path / "texts").rglob("*.txt")):
            packed.write(path, path.relative_to(tmp_path / "texts"))
    done = themeline(*RUN, "-p", "corpus", "texts.zip", "-p", "themes", "missiles,air")
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (tmp_path / "figures").iterdir()}
    assert "corpus-groups.csv" in made
    assert "corpus-time.csv" not in made
    # None of them mentions these themes, so nothing is near, and there is no page to read.
    assert pd.read_csv(tmp_path / "figures" / "corpus-nearest.csv").empty
    assert "documents" not in made
    assert pd.read_csv(tmp_path / "figures" / "corpus.csv")["path"].tolist()[-1] == "c.txt"


def test_what_is_wrong_with_documents_is_said(themeline, tmp_path):
    speeches(tmp_path)
    done = themeline(*RUN, "-p", "corpus", "nowhere")
    assert done.returncode == 2
    assert "error: nowhere: there is no such file or folder; looked for in " in done.stderr
    done = themeline(*RUN, "-p", "corpus", "package://nosuch/texts")
    assert done.returncode == 2
    assert "error: package://nosuch: there is no such package; pip install nosuch" in done.stderr
    done = themeline(*RUN, "-p", "corpus", "texts", "-p", "metadata", "about.csv", "-p", "group_column", "party")
    assert done.returncode == 2
    assert "about.csv: has no column 'party' for 'group_column'; there are when, side" in done.stderr
    assert not (tmp_path / "figures" / "corpus.csv").exists()


def test_another_text_is_compared_when_that_is_asked_for(themeline, tmp_path):
    (tmp_path / "own.txt").write_text("My title\n\nThe navy sailed. Ships left the port.", encoding="utf-8")
    run = ("run", "--essay", "own.txt", "--out", "figures", "-p", "formats", "csv")
    done = themeline(*run, "01", "04", "-p", "nearest", "0")
    assert done.returncode == 0, done.stderr
    places = pd.read_csv(tmp_path / "figures" / "corpus-place.csv")
    assert places.loc[places["theme"] == "maritime", "mentions"].item() == 2
    assert len(pd.read_csv(tmp_path / "figures" / "corpus.csv")) == 92
