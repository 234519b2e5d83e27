"""A corpus: the documents that are read and left out, what is known of each, and the counts of all words."""

import json
import random
import shutil

import pandas as pd
import pytest
from conftest import SEEDS
from helpers.awkward_files import write_awkward_files
from helpers.corpora import PLAIN, speeches
from helpers.matching import has_words, some_text
from themeline.corpus.choice import choose_documents
from themeline.corpus.engine import counter as counter_module
from themeline.corpus.engine.counter import ThemeCounter
from themeline.corpus.engine.vocabulary import WordCounts, words_in_all
from themeline.corpus.reference import read_again, read_corpus
from themeline.dictionary.codebook import Codebook, Theme
from themeline.errors import InputError
from themeline.measures.words import word_frequencies
from themeline.text.blocks import without
from themeline.text.document import BODY, ROLES, parse_document, read_document
from themeline.text.extract import read_string
from themeline.text.metadata import roles_of_lines

WAR = Codebook(
    themes=[
        Theme(id="war", label="War", patterns=("war", "wars")),
        Theme(id="peace", label="Peace", patterns=("peace",)),
    ]
)


def chosen(metadata="", **given):
    return choose_documents(metadata, **(PLAIN | given))


def test_documents_have_their_groups_years_and_counts(tmp_path):
    folder, about = speeches(tmp_path)
    corpus = read_corpus(folder, WAR, chosen(about, group="side", date="when"))
    table = corpus.documents
    assert table["document"].tolist() == ["a", "b", "d", "e", "c"]
    assert table["path"].tolist() == ["a.txt", "b.txt", "below/d.txt", "below/e.txt", "c.txt"]
    assert table["group"].tolist() == ["Left", "Right", "", "", "Left"]
    assert table["year"].tolist() == [1950, 1951, 1999, pd.NA, 1962]
    assert table["words"].tolist() == [4, 4, 3, 7, 3]
    assert corpus.counts["war"].tolist() == [3, 1, 0, 1, 0]
    assert corpus.counts["peace"].tolist() == [0, 1, 3, 0, 0]
    assert corpus.remarks == []
    words = corpus.words.set_index("key")
    assert words.loc["war", ["word", "count", "documents"]].tolist() == ["War", 4, 3]
    assert words.loc["wars", ["count", "documents"]].tolist() == [1, 1]
    assert words.loc["peace", ["word", "count", "documents"]].tolist() == ["peace", 4, 2]
    assert words["count"].sum() == table["words"].sum()


def test_years_bound_what_is_read_and_what_is_left_out_is_said(tmp_path):
    folder, about = speeches(tmp_path)
    corpus = read_corpus(folder, WAR, chosen(about, date="when", first="1951", last="1962"))
    assert corpus.documents["document"].tolist() == ["b", "c"]
    assert corpus.remarks == ["1 document left out: no year is known", "2 documents of other years left out"]
    # Their words are not counted either.
    assert "wars" not in set(corpus.words["key"])
    with pytest.raises(
        InputError, match=r"texts: holds no documents that can be used; 1 document left out: no year is known"
    ):
        read_corpus(folder, WAR, chosen(about, date="when", first="2020"))


def test_the_text_itself_is_no_document_that_it_is_compared_with(tmp_path):
    folder, _ = speeches(tmp_path)
    corpus = read_corpus(folder, WAR, choose_documents("", **PLAIN, but=tmp_path / "texts" / "b.txt"))
    assert corpus.documents["document"].tolist() == ["a", "d", "e", "c"]
    assert corpus.remarks == ["1 document left out: the text itself"]


def test_what_cannot_be_read_is_said_and_left_out(tmp_path):
    folder, _ = speeches(tmp_path)
    (tmp_path / "texts" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "texts" / "empty.txt").write_bytes(b"")
    german = "Der Krieg ist nicht nur ein politischer Akt, sondern ein wahres politisches Instrument. " * 3
    (tmp_path / "texts" / "krieg.txt").write_text(german, encoding="utf-8")
    corpus = read_corpus(folder, WAR, chosen())
    assert len(corpus.documents) == 5
    first, second, third = corpus.remarks
    assert first.startswith("2 documents could not be counted: bad (")
    assert second == "1 document in other languages than English (German 1), as it seems, is left out"
    assert third == "the language of 5 documents is unsure: counted"  # they have a few words each


def test_documents_in_other_languages_have_no_words_but_where_they_are_wanted(tmp_path):
    """Only if the German text is read, "Krieg" is a word of the corpus: 39 words, beside 21 of the others."""
    folder, _ = speeches(tmp_path)
    german = "Der Krieg ist nicht nur ein politischer Akt, sondern ein wahres politisches Instrument. " * 3
    (tmp_path / "texts" / "krieg.txt").write_text(german, encoding="utf-8")
    with_all = "1 document (65 % of the words) in other languages than English (German 1), as it seems: "
    for languages, read, title in [
        ("", 5, "1 document in other languages left out"),
        ("all", 6, "1 document in other languages counted"),
        ("en, German", 6, "1 document in other languages counted"),
    ]:
        corpus = read_corpus(folder, WAR, choose_documents("", **PLAIN, languages=languages))
        assert len(corpus.documents) == len(corpus.counts) == read
        assert ("krieg" in set(corpus.words["key"])) == (read == 6)
        assert corpus.words["count"].sum() == corpus.documents["words"].sum()
        assert list(corpus.documents["language"]) == [""] * 5 + ["de"] * (read - 5)
        assert corpus.of_languages.title == title
        assert read == 5 or corpus.remarks[0].startswith(with_all)
    corpus = read_corpus(folder, WAR, choose_documents("", **PLAIN, languages="fr"))
    assert len(corpus.documents) == 5  # of unsure language
    german_alone = str(tmp_path / "texts" / "krieg.txt")
    with pytest.raises(
        InputError, match=r"German 1\), as it seems, is left out; name other documents, or other lang"
    ):
        read_corpus(german_alone, WAR, chosen())
    whole = read_corpus(german_alone, WAR.model_copy(update={"languages": ("de",)}), chosen())
    assert (len(whole.documents), whole.remarks) == (1, [])
    with pytest.raises(InputError, match="'klingon' is not a known language"):
        choose_documents("", **PLAIN, languages="klingon")


def test_rows_of_tables_are_numbered_through_their_pieces(tmp_path, monkeypatch):
    from themeline.corpus import locate

    rows = [{"text": f"War {i}.", "who": f"w{i % 2}", "day": 1900 + i} for i in range(40)]
    rows[7]["who"] = None
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(locate, "CHUNK_BYTES", 300)
    assert len(locate.plan([str(tmp_path / "t.jsonl")])) > 4
    known = chosen(group="who", date="day")
    corpus = read_corpus(str(tmp_path / "t.jsonl"), WAR, known)
    assert corpus.documents["row"].tolist() == list(range(1, 41))
    assert corpus.documents["document"].tolist()[:2] == ["t.jsonl#1", "t.jsonl#2"]
    assert corpus.documents["group"].tolist() == ["" if i == 7 else f"w{i % 2}" for i in range(40)]
    assert corpus.documents["year"].tolist() == [1900 + i for i in range(40)]
    # Read again, each is the row that it was.
    again = read_again(corpus, [33, 2], known.columns)
    assert [one.text for one in again] == ["War 33.", "War 2."]
    assert [one.name for one in again] == ["t.jsonl#34", "t.jsonl#3"]


def test_no_two_documents_have_one_name(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / "texts" / folder).mkdir(parents=True)
        (tmp_path / "texts" / folder / "same.txt").write_text("War.", encoding="utf-8")
    (tmp_path / "texts" / "other.txt").write_text("War.", encoding="utf-8")
    corpus = read_corpus(str(tmp_path / "texts"), WAR, chosen())
    assert corpus.documents["document"].tolist() == ["one/same.txt", "other", "two/same.txt"]
    rows = [{"text": "War.", "name": name} for name in ("a", "a", "b", "")]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = read_corpus(str(tmp_path / "t.jsonl"), WAR, chosen(name_column="name"))
    assert corpus.documents["document"].tolist() == ["t.jsonl#1", "t.jsonl#2", "b", "t.jsonl#4"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"first": "1946", "date": ""}, "from_year: needs to know the years of documents"),
        ({"first": "long ago", "date": "when"}, "from_year: 'long ago' is not a year"),
        ({"group": "party"}, "about.csv: has no column 'party' for 'group_column'; there are when, side"),
        ({"date": "year"}, "about.csv: has no column 'year' for 'date_column'"),
    ],
)
def test_what_is_asked_of_a_table_is_in_it(tmp_path, given, words):
    _, about = speeches(tmp_path)
    with pytest.raises(InputError) as caught:
        chosen(about, **given)
    assert words in str(caught.value)


def test_a_table_of_texts_has_the_columns_that_are_named(tmp_path):
    (tmp_path / "t.csv").write_text("text,side\nWar.,L\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"t\.csv: has no column 'party'"):
        read_corpus(str(tmp_path / "t.csv"), WAR, chosen(group="party"))


def by_documents(documents, roles):
    """Counts of words by the way of the notebooks: key, count, documents."""
    tables = [word_frequencies(document, roles=roles)[["key", "count"]] for document in documents]
    every = pd.concat(tables).groupby("key")["count"].agg(["sum", "size"])
    return [(key, int(row["sum"]), int(row["size"])) for key, row in every.iterrows()]


def by_words(words):
    return list(words_in_all([words])[["key", "count", "documents"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("whole", [False, True])
def test_random_texts_have_the_words_of_documents(whole, monkeypatch):
    """Typography, words broken at line ends, headings: three hundred texts, types often forgotten."""
    monkeypatch.setattr(counter_module, "MOST_TYPES", 150)
    draw = random.Random(1996 + whole)
    words = WordCounts()
    counter = ThemeCounter(WAR, whole_text=whole, words=words)
    documents = []
    for _ in range(30):
        readings = [read_string("x.txt", text) for text in (some_text(draw) for _ in range(10)) if has_words(text)]
        counter.count([(without(reading.text, reading.aside), roles_of_lines(reading, None)) for reading in readings])
        documents += [parse_document(reading, name="x") for reading in readings]
    assert by_words(words) == by_documents(documents, ROLES if whole else BODY)


def test_awkward_files_have_the_words_of_documents(tmp_path):
    write_awkward_files(tmp_path)
    corpus = read_corpus(str(tmp_path), WAR, chosen())
    documents = []
    for path, row in corpus.places:
        assert row == 0
        documents.append(read_document(path))
    assert len(documents) > 15
    counted = corpus.words[["key", "count", "documents"]].itertuples(index=False, name=None)
    assert list(counted) == by_documents(documents, BODY)
    assert corpus.documents["words"].tolist() == [document.word_count() for document in documents]


def test_words_that_are_not_body_are_said(tmp_path):
    # By hand: 3 words of title of 7, and none of 4.
    (tmp_path / "a.txt").write_text("Of the war\n\nIt was a war.")
    (tmp_path / "b.txt").write_text("It was a war.")
    said = "3 of 11 words (27.3 %) are headings and other parts that are not body, and are not counted"
    assert read_corpus(str(tmp_path), WAR, chosen()).remarks == [f"{said}; they are more than 5 % of 1 document"]
    assert read_corpus(str(tmp_path), WAR, chosen(), whole_text=True).remarks == []


def test_the_essay_alone_has_its_words_in_the_forms_that_it_writes_most(tmp_path, essay):
    for name in ("essay.txt", "essay.yaml"):
        shutil.copy(SEEDS / name, tmp_path)
    corpus = read_corpus(str(tmp_path), WAR, chosen())
    known = word_frequencies(essay).sort_values("key").reset_index(drop=True)
    assert corpus.words["word"].tolist() == known["word"].tolist()
    assert corpus.words["count"].tolist() == known["count"].tolist()


def test_a_word_that_a_line_end_parts_everywhere_has_its_key_as_its_form(tmp_path):
    (tmp_path / "t.txt").write_text("We saw the co-\noperation of all of them.", encoding="utf-8")
    words = read_corpus(str(tmp_path), WAR, chosen()).words.set_index("key")
    assert words.loc["cooperation", ["word", "count", "documents"]].tolist() == ["cooperation", 1, 1]


def test_patterns_of_a_rule_are_found_in_a_corpus_too(tmp_path):
    (tmp_path / "t.txt").write_text("Arms are limited by treaties. The treaty limits arms.", encoding="utf-8")
    book = Codebook(themes=[Theme(id="limits", label="Limits", patterns=("arms NEAR/3 limit*",))])
    assert read_corpus(str(tmp_path), book, chosen()).counts["limits"].tolist() == [2]
