"""The page of rules: its examples come out as it says, by the reference and by the engine; what it names is there."""

import ast
import re

import pytest
from conftest import ROOT
from themeline.corpus.engine.counter import ThemeCounter
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.text.document import parse_document
from themeline.text.tokens import keys_of

PAGE = (ROOT / "docs" / "matching-rules.md").read_text(encoding="utf-8")


def examples(head):
    """The rows of the table under a head: the cells that are examples, without their back quotes."""
    part = PAGE.partition(f"\n## {head}\n")[2].partition("\n## ")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in part.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip().strip("`").replace("\\|", "|").replace("⏎", "\n") for cell in row] for row in rows]


def listed(cell):
    return [part for part in cell.split("|") if part]


@pytest.mark.parametrize("row", examples("Tokens"), ids=lambda row: row[0][:30])
def test_words_are_as_the_page_says(row):
    document = parse_document(f"{row[1]}.", name="t")
    assert keys_of(document.words["word"]) == list(document.words["key"]) == listed(row[2])
    # The engine counts each of them once, as the theme of a pattern of its own.
    patterns = list(dict.fromkeys(listed(row[2])))
    book = Codebook(themes=[Theme(id=f"t{i}", label="T", patterns=(p,)) for i, p in enumerate(patterns)])
    assert engine_counts(f"{row[1]}.", book) == [listed(row[2]).count(p) for p in patterns]


@pytest.mark.parametrize("row", examples("Blocks"), ids=lambda row: row[0][:30])
def test_blocks_are_as_the_page_says(row):
    document = parse_document(row[1], name="t")
    assert list(document.blocks["role"]) == listed(row[2])
    # The engine counts the words of the body alone.
    book = Codebook(themes=[Theme(id="t", label="T", patterns=("the", "it", "peace", "findings", "m"))])
    assert engine_counts(row[1], book) == [len(find_mentions(document, book))]


@pytest.mark.parametrize("row", examples("Matches"), ids=lambda row: row[0][:30])
def test_matches_are_as_the_page_says(row):
    patterns, _, exceptions = row[1].partition(" !! ")
    theme = Theme(
        id="t",
        label="T",
        patterns=tuple(patterns.split(" || ")),
        exceptions=tuple(exceptions.split(" || ")) if exceptions else (),
    )
    text = row[2] if row[2].endswith(".") else f"{row[2]}."
    book = Codebook(themes=[theme])
    assert list(find_mentions(parse_document(text, name="t"), book)["text"]) == listed(row[3])
    assert engine_counts(text, book) == [len(listed(row[3]))]


def engine_counts(text, book):
    counts, _, _ = ThemeCounter(book).count([(text, {})])
    return counts[0].tolist()


def test_each_place_and_test_that_is_named_is_there():
    named = re.findall(r"`((?:tests/)?[\w/]+\.py)(?::(\w+))?`", PAGE)
    assert len(named) > 50
    for path, name in set(named):
        file = ROOT / path if path.startswith("tests/") else ROOT / "scripts" / "themeline" / path
        source = file.read_text(encoding="utf-8")
        known = {node.name for node in ast.walk(ast.parse(source)) if hasattr(node, "name")}
        assert not name or name in known or re.search(rf"^{name}\b.*=", source, re.MULTILINE), (path, name)
