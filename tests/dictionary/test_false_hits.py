"""Sentences of everyday matters that share words with the themes, and sentences of security with the same words."""

import csv
from pathlib import Path

import pytest
from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.mentions import find_mentions
from themeline.text.document import parse_document

# Coded by hand from the definitions: `themes` is what a sentence speaks of, empty where it is none of them.
with (Path(__file__).parent / "everyday-and-security.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(file))
EVERYDAY = {"sport", "business", "technology", "entertainment", "domestic politics", "health and weather"}


@pytest.fixture(scope="module")
def found(codebook):
    """The themes found in each sentence, all of them in one text: each a paragraph, so that none is near another."""
    mentions = find_mentions(parse_document("\n\n".join(row["sentence"] for row in SENTENCES), name="s"), codebook)
    themes = [set() for _ in SENTENCES]
    for paragraph, theme in zip(mentions["paragraph"], mentions["theme"], strict=True):
        themes[paragraph - 1].add(theme)
    return themes


def test_there_are_many_of_each_field():
    fields = [row["field"] for row in SENTENCES]
    assert set(fields) == {*EVERYDAY, "security"}
    assert min(fields.count(field) for field in EVERYDAY) >= 10
    assert fields.count("security") >= 60
    assert all(bool(row["themes"]) == (row["field"] == "security") for row in SENTENCES)


def test_words_of_security_in_everyday_sentences_are_not_counted(found):
    pairs = zip(SENTENCES, found, strict=True)
    assert {row["sentence"]: themes for row, themes in pairs if row["field"] in EVERYDAY and themes} == {}


def test_the_same_words_are_counted_where_they_mean_security(found):
    for row, themes in zip(SENTENCES, found, strict=True):
        assert themes == set(row["themes"].split()), row


def test_the_compiled_engine_counts_the_same(codebook):
    counted, _, _ = ThemeCounter(codebook).count([(row["sentence"], {}) for row in SENTENCES])
    for row, mentions in zip(SENTENCES, counted.tolist(), strict=True):
        assert {codebook.ids[k] for k, n in enumerate(mentions) if n} == set(row["themes"].split()), row
