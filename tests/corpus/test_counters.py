"""Little is counted by the reference matcher, without the engine, and what is written is the same by both."""

import gzip
import hashlib
import json
import random
import zipfile
from pathlib import Path

import pytest
from conftest import SEEDS
from helpers.awkward_files import write_awkward_files
from helpers.matching import has_words, plain_of, some_codebook, some_text
from themeline.corpus import count, counters, jobs
from themeline.corpus.counters import FittingCounters, count_by_reference
from themeline.corpus.engine.counter import CounterPool
from themeline.corpus.locate import Columns, plan
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.codebook_files import read_codebook
from themeline.io.files import rows_of_csv
from themeline.text.blocks import LONGEST_HEADING

WAR = Codebook(themes=[Theme(id="war", label="War", patterns=("war on", "war"))])


def test_texts_counted_at_once_by_hand():
    """No phrase and no word goes from one text into the next; a word over a line's end asks its own text."""
    texts = [
        ("A war", {}),
        ("on the sea-", {}),
        ("", {}),
        ("based war on war.", {}),
        ("War\n\nThe war.", {}),
        ("war-\nlike, warlike", {}),
        ("war-\nlike, war-like", {}),
    ]
    body = [([1], 2, 2), ([0], 3, 3), ([0], 0, 0), ([2], 4, 4), ([1], 2, 3), ([0], 2, 2), ([2], 2, 2)]
    assert count_by_reference(texts, WAR) == body
    assert count_by_reference(texts, WAR, whole_text=True) == [*body[:4], ([2], 3, 3), *body[5:]]
    assert CounterPool(WAR).counts(texts) == body
    assert count_by_reference([], WAR) == []


@pytest.mark.parametrize("whole_text", [False, True])
def test_random_texts_are_counted_alike_by_both(whole_text):
    draw = random.Random(f"both {whole_text}")
    for _ in range(40):
        codebook = some_codebook(draw)
        texts = plain_of([text for text in (some_text(draw) for _ in range(25)) if has_words(text)])
        by_engine = CounterPool(codebook, whole_text=whole_text).counts(texts)
        assert count_by_reference(texts, codebook, whole_text=whole_text) == by_engine


def test_the_engine_is_loaded_when_there_is_enough(monkeypatch):
    loaded = []
    engine = counters._engine
    monkeypatch.setattr(counters, "FEW_CHARACTERS", 20)
    monkeypatch.setattr(counters, "_engine", lambda *given, **more: loaded.append(1) or engine(*given, **more))
    counting = FittingCounters(WAR)
    for text, characters, times in (("A war on. ", 10, 0), ("War is it.", 20, 0), ("A war.", 26, 1), ("War.", 30, 1)):
        assert counting.counts([(text, {})]) == [([1], len(text.split()), len(text.split()))]
        assert (len(loaded), characters > 20) == (times, bool(times))


ROWS = [
    {"id": "a", "text": "The war began, and then a missile flew.", "party": 'Green, "new"', "note": None},
    {"id": "", "text": "A war game in\r\ntwo lines", "party": "Red\nor\rblue", "note": ""},
    {"id": "c", "text": "", "party": " ", "note": "ü𝔭"},
]


def write_many_inputs(folder):
    """Texts of all kinds, and tables with texts, numbers and other things beside them; the calls to count them."""
    (folder / "texts" / "deep").mkdir(parents=True)
    names = write_awkward_files(folder / "texts")
    (folder / "texts" / "deep" / "war.txt").write_text("A war.\n" * LONGEST_HEADING)
    (folder / "about.csv").write_text("file,party,words\nessay,Green,9\nnul.txt,Red,\n")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    mixed = [{"text": "war", "year": 1996}, {"text": 3}, {"text": "a war", "year": "late", "more": [1, {"a": None}]}]
    (folder / "mixed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in mixed) + "{\n")
    (folder / "one.csv").write_text("id,text,party\n1,the war,Green\n2,,Red\n3,a war on,\n")
    (folder / "head.csv").write_text("id,text\n")
    (folder / "torn.csv.gz").write_bytes(gzip.compress(b'id,text\n1,the war\n2,"a missile"\n')[:-9])
    with zipfile.ZipFile(folder / "texts.zip", "w") as packed:
        for name in names[:9]:
            packed.write(folder / "texts" / name, name)
    plain = Columns()
    return [
        (["texts"], plain, {"metadata": str(folder / "about.csv")}),
        (["texts/deep", "texts/chinese.txt"], plain, {"languages": ("en",), "whole_text": True}),
        (["texts.zip", "one.csv", "rows.jsonl", "texts/print.pdf", "texts/no.txt"], Columns("text", "id"), {}),
        (["rows.jsonl"], Columns("text", "id", ("party",)), {}),
        (["rows.jsonl"], Columns("text", "id", ()), {}),
        (["mixed.jsonl", "one.csv"], plain, {}),
        (["torn.csv.gz", "texts/empty.txt"], plain, {}),
        (["head.csv"], plain, {}),
    ]


@pytest.fixture
def by_both(monkeypatch, tmp_path):
    """What the same call writes without the engine and without pandas, and with both."""

    def call(work, ending):
        written = []
        for few in (counters.FEW_CHARACTERS, -1):
            with monkeypatch.context() as patched:
                for module in (counters, jobs):
                    patched.setattr(module, "FEW_CHARACTERS", few)
                if few > 0:
                    patched.setattr(counters, "_engine", None)
                count._counters.cache_clear()
                told = []
                out = tmp_path / f"out{ending}"
                totals = jobs.count_to_file(work, out, tell=lambda *one, told=told: told.append(one))
                written.append((out.read_bytes(), totals, told))
                out.unlink()
        count._counters.cache_clear()
        return written

    return call


def test_many_inputs_give_the_same_tables(by_both, tmp_path):
    codebook = read_codebook(SEEDS / "themes.yaml")
    lines = []
    for paths, columns, more in write_many_inputs(tmp_path):
        here = [str(tmp_path / path) for path in paths if (tmp_path / path).exists()]
        work = jobs.Work(tuple(plan(here)), codebook, columns, **more)
        assert work.is_little()
        for ending in (".csv", ".parquet") if "texts" not in paths else (".csv",):
            little, much = by_both(work, ending)
            assert little == much, (paths, ending)
        lines.append(len(little[2]))
    assert lines == [1, 2, 4, 1, 1, 2, 2, 1]


def test_a_table_by_hand(by_both, tmp_path):
    """Rows without a name are numbered; of what has no words there are no counts; a line's end in a cell is one."""
    path = str(tmp_path / "rows.jsonl")
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    work = jobs.Work(tuple(plan([path])), WAR, Columns("text", "id", ("party", "note")))
    marks = [hashlib.sha256(row["text"].encode()).hexdigest() for row in ROWS]
    expected = [
        "document path row sha256 language warnings error words left_out war party note".split(),
        ["a", path, "1", marks[0], "", "", "", "8", "0", "1", 'Green, "new"', ""],
        ["rows#2", path, "2", marks[1], "", "", "", "6", "0", "1", "Red\nor\nblue", ""],
        ["c", path, "3", marks[2], "", "", "holds no words; give a text", "", "", "", " ", "ü𝔭"],
    ]
    for content, totals, told in by_both(work, ".csv"):
        assert rows_of_csv(content.decode()) == expected
        fault = f"{path}, row 3: holds no words; give a text"
        assert totals == jobs.Totals(3, 1, (fault,), {}, {"": 2}, {"": 14}, 0, 0)
        assert told == [(0, Path(path).stat().st_size)]


def test_a_small_file_that_holds_much_is_counted_part_by_part(by_both, tmp_path, monkeypatch):
    """Unpacked it has more rows than are kept in memory: what was counted of the files before it is kept too."""
    monkeypatch.setattr(jobs, "ROWS", 5)
    monkeypatch.setattr(count, "ROWS", 4)
    monkeypatch.setattr(count, "BATCH", 400)
    rows = "".join(json.dumps({"text": f"war {'on ' * i}", "n": i}) + "\n" for i in range(1, 14)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows.split(b"\n", 3)[0] + b"\n"))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(rows))
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(rows.split(b"\n", 1)[0]))
    kept = []
    keep = jobs._keep
    monkeypatch.setattr(jobs, "_keep", lambda *given: kept.append(given[2]) or keep(*given))
    work = jobs.Work(tuple(plan([str(tmp_path / f"{name}.jsonl.gz") for name in "abc"])), WAR, Columns())
    little, much = by_both(work, ".csv")
    assert little == much
    assert little[1].documents == 15
    assert kept == [0, 1, 2] * 2


def test_what_was_counted_before_is_gone_on_with(tmp_path):
    """A part that is there is used, as its numbers show: it is not counted anew."""
    (tmp_path / "a.txt").write_text("A war.")
    out = tmp_path / "counts.csv"
    work = jobs.Work(tuple(plan([str(tmp_path / "a.txt")])), WAR, Columns())
    parts = jobs.parts_of(out)
    jobs._begin(parts, work, resume=False)
    rows = [dict.fromkeys((*count.COLUMNS, "words", "left_out", "war"))]
    rows[0] |= {
        "document": "a",
        "path": "a",
        "row": 0,
        "error": "",
        "language": "",
        "words": 70,
        "left_out": 0,
        "war": 7,
    }
    jobs._keep([count.table_of(rows, WAR.ids)], parts, 0)
    assert jobs.count_to_file(work, out, resume=True).words == {"": 70}
    assert jobs.count_to_file(work, out).words == {"": 2}
