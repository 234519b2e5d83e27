"""`docs/matching-rules.md` is true: its places and tests exist, and both engines find what its examples say."""

import ast
import importlib
import json
import re

import pytest
from conftest import ROOT
from helpers.matching import by_counter
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.text.document import parse_document
from themeline.text.extract import read_string

PAGE = (ROOT / "docs" / "matching-rules.md").read_text(encoding="utf-8")
RULES = re.split(r"^### ", PAGE.partition("\n## Why")[0], flags=re.MULTILINE)[1:]
ENGINE = ("tokenizer", "tables", "prefilter", "matcher", "counter")
EXAMPLE = re.compile(
    r"^- In `(.+?)` the patterns? (.+?)(?: with the exception (`.+?`))? finds? (.+)\.$", re.MULTILINE
)


def quoted(words):
    return [json.loads(f'"{one}"') for one in re.findall("`(.+?)`", words)]


def test_each_rule_names_where_it_is_implemented_and_its_tests():
    assert len(RULES) > 12
    for rule in RULES:
        heading = rule.splitlines()[0]
        assert re.search(r"^(Both|Reference): `.*Engine|^Both: `", rule, re.MULTILINE), heading
        assert re.search(r"^Tests: `", rule, re.MULTILINE), heading
        places = re.findall(r"`([a-z]+(?:\.\w+)+)`", rule[rule.index(re.search("\n(Both|Reference):", rule)[0]) :])
        assert places, heading
        for place in places:
            module, _, name = place.rpartition(".")
            module = f"corpus.engine.{module}" if module in ENGINE else module
            assert hasattr(importlib.import_module(f"themeline.{module}"), name), place


def test_each_test_that_is_named_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 25
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, (path, name)


@pytest.mark.parametrize(("text", "patterns", "exceptions", "found"), EXAMPLE.findall(PAGE))
def test_both_engines_find_what_an_example_says(text, patterns, exceptions, found):
    [text] = quoted(f"`{text}`")
    codebook = Codebook(
        themes=[Theme(id="a", label="A", patterns=tuple(quoted(patterns)), exceptions=tuple(quoted(exceptions)))],
        languages=(),
    )
    expected = [] if found == "nothing" else quoted(found)
    assert len(expected) or found == "nothing"
    mentions = find_mentions(parse_document(read_string("text", text), name="text"), codebook)
    assert list(mentions["text"]) == expected
    assert by_counter([text], codebook)[0][0] == [len(expected)]


def test_every_example_is_read():
    assert len(EXAMPLE.findall(PAGE)) == len(re.findall("^- In ", PAGE, re.MULTILINE)) > 30
