"""Sentences in French and Spanish: formulas of each theme, and everyday ones that share words with a theme."""

import csv
from pathlib import Path

import pytest
from conftest import SEEDS
from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.text.document import parse_document
from themeline.text.metadata import Known, TextRecord

# `theme` is one that the sentence speaks of, empty where it speaks of none.
with (Path(__file__).parent / "french-and-spanish.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(file))


def rows_of(language):
    return [row for row in SENTENCES if row["language"] == language]


@pytest.fixture(scope="module", params=["fr", "es"])
def case(request):
    """The codebook of a language, its sentences, and the themes found in each, where none is near another."""
    codebook = read_codebook(SEEDS / "themes.yaml").in_language(request.param)
    rows = rows_of(request.param)
    record = TextRecord(
        title=Known(value="sentences", certainty="inferred"),
        language=Known(value=request.param, certainty="in the text"),
    )
    document = parse_document("\n\n".join(row["sentence"] for row in rows), name="sentences", record=record)
    mentions = find_mentions(document, codebook)
    found = [set() for _ in rows]
    for paragraph, theme in zip(mentions["paragraph"], mentions["theme"], strict=True):
        found[paragraph - 1].add(theme)
    return codebook, rows, found


@pytest.mark.parametrize("language", ["fr", "es"])
def test_each_theme_has_sentences_and_everyday_life_many(codebook, language):
    themes = [row["theme"] for row in rows_of(language)]
    assert set(themes) == {*codebook.ids, ""}
    assert themes.count("") >= 30


def test_each_formula_is_found(case):
    _, rows, found = case
    assert [row for row, themes in zip(rows, found, strict=True) if row["theme"] and row["theme"] not in themes] == []


def test_everyday_sentences_are_not_counted(case):
    _, rows, found = case
    assert {
        row["sentence"]: themes for row, themes in zip(rows, found, strict=True) if not row["theme"] and themes
    } == {}


def test_the_compiled_engine_counts_the_same(case):
    codebook, rows, found = case
    counted, _, _ = ThemeCounter(codebook).count([(row["sentence"], {}) for row in rows])
    assert [{codebook.ids[k] for k, n in enumerate(mentions) if n} for mentions in counted.tolist()] == found
