"""The compiled counts hold to those of `find_mentions`, whatever the text and the dictionary."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from conftest import SEEDS
from helpers.matching import by_counter, by_find_mentions, compare_random_texts
from hypothesis import given
from hypothesis import strategies as st
from themeline.corpus.engine.counter import CounterPool, ThemeCounter
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.text.blocks import without
from themeline.text.document import BODY, ROLES, parse_document
from themeline.text.extract import read_string
from themeline.text.metadata import roles_of_lines


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_random_texts_and_dictionaries_are_counted_alike(part):
    """4 times 20 groups of 13 texts, each text with 10 dictionaries."""
    compare_random_texts(f"random {part}", groups=20, texts_of_group=13, codebooks_of_group=10)


WITHOUT_JIT = """
import warnings
warnings.simplefilter("error", RuntimeWarning)
from helpers.matching import compare_random_texts, parse_rule
from themeline.corpus.engine import matcher, prefilter, tables, tokenizer
for module in (tokenizer, tables, prefilter, matcher):
    assert not [name for name, value in vars(module).items() if hasattr(value, "py_func")]
books = compare_random_texts("without jit", groups=4, texts_of_group=5, codebooks_of_group=3)
rules = [parse_rule(pattern) for book in books for theme in book.themes for pattern in theme.patterns]
assert {book.nested_scope for book in books} == {"key", "dictionary"}
assert any(theme.exceptions for book in books for theme in book.themes)
assert {company.wanted for rule in rules for company in rule.company} == {True, False}
assert max(len(rule.globs) for rule in rules) > 2
"""


def test_the_engine_counts_alike_where_it_is_not_compiled():
    """Twenty texts, each with three dictionaries that have phrases, proximity, exceptions, and a nested scope."""
    tests = Path(__file__).parents[2]
    path = os.pathsep.join([str(tests), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_JIT],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_marks_that_are_not_seen_make_no_match_longer():
    """By hand: "war missiles" has 12 characters that are seen, and 18 with its marks; "missiles basement" has 17.

    So of theme one "missiles basement" counts, which leaves "war" a match of its own; if marks counted, it would be
    "war missiles" alone. In theme two the longer exception blocks; in theme three the exception is shorter.
    """
    codebook = Codebook(
        themes=[
            Theme(id="one", label="One", patterns=("war missiles", "missiles basement", "war")),
            Theme(id="two", label="Two", patterns=("war missiles",), exceptions=("missiles basement",)),
            Theme(id="three", label="Three", patterns=("missiles basement",), exceptions=("war missiles",)),
        ]
    )
    marked = "w" + "\u200b" * 6 + "ar missiles basement"
    assert by_counter([marked, "war missiles basement"], codebook) == [([2, 0, 1], 3)] * 2
    for text in (marked, "war missiles basement"):
        found = find_mentions(parse_document(read_string("text", text), name="text"), codebook)
        assert list(zip(found["theme"], found["text"], strict=True)) == [
            ("one", text.split()[0]),
            ("one", "missiles basement"),
            ("three", "missiles basement"),
        ]
    exceptions = Codebook(themes=[Theme(id="a", label="A", patterns=("the missiles",), exceptions=("missiles an*",))])
    for text, found in (("the missiles ands", 0), ("the missiles and", 1), ("the missiles a\u00ad\u00adnd", 1)):
        assert by_counter([text + " x"], exceptions)[0][0] == [found], text


def test_capitals_are_asked_of_each_spelling():
    """By hand: "UN" twice, in a word over a line's end and in one with a hyphen; of "Un", "un" and "UNs" none.

    All spellings are seven. "Votes" is blocked, "votes" has US near it, and "vote" has only "us".
    """
    codebook = Codebook(
        themes=[
            Theme(id="name", label="Name", patterns=("CAPS/UN", "CAPS/UN-led")),
            Theme(id="any", label="Any", patterns=("un", "uns")),
            Theme(id="near", label="Near", patterns=("vote* NEAR/2 CAPS/US",), exceptions=("CAPS/Votes in",)),
            Theme(id="far", label="Far", patterns=("vote* NOT NEAR/2 CAPS/US",)),
        ]
    )
    text = (
        "The U\u00adN is UN-\nled, un-led. Un homme, un\nhomme, uns. UNs. Votes in US. "
        "So it was that votes in US came. And then they did vote for us."
    )
    counts = [2, 7, 1, 1]
    assert by_counter([text, "UN 战争 " + text], codebook) == [(counts, 29), ([3, 8, 1, 1], 32)]
    for roles in (BODY, ROLES):
        assert by_find_mentions(parse_document(read_string("text", text), name="text"), codebook, roles)[0] == counts


@pytest.mark.parametrize(
    ("text", "words", "war"),
    [
        # By hand: twelve words may be a heading, thirteen are not; with something behind them.
        ("War " * 12 + "\n\nThe war began.", 3, 1),
        ("War " * 13 + "\n\nThe war began.", 16, 14),
        ("WAR " * 12 + "\nThe war began.", 3, 1),
        ("WAR " * 13 + "\nThe war began.", 16, 14),
        # The heading's first word and its number, then a capital; else it is the beginning of a paragraph.
        ("Appendix A War\nThe war began.", 3, 1),
        ("Appendix A war\nThe war began.", 6, 2),
        ("Appendices A War\nThe war began.", 6, 2),
    ],
)
def test_headings_are_not_counted(text, words, war):
    codebook = Codebook(themes=[Theme(id="war", label="War", patterns=("war",))])
    assert by_counter([text], codebook) == [([war], words)]
    assert by_find_mentions(parse_document(read_string("text", text), name="text"), codebook) == ([war], words)


def test_the_whole_text_and_the_essay(essay, codebook):
    reading = read_string("essay", (SEEDS / "essay.txt").read_text(encoding="utf-8"))
    plain = without(reading.text, reading.aside), roles_of_lines(reading, essay.record)
    for roles, whole in ((BODY, False), (ROLES, True)):
        mentions, body, every = ThemeCounter(codebook, whole_text=whole).count([plain])
        assert (mentions[0].tolist(), int(body[0])) == by_find_mentions(essay, codebook, roles)
        assert int(every[0]) == len(essay.words)


def test_forgotten_types_and_grown_tables_change_nothing(codebook, monkeypatch):
    """A hundred thousand forms of words, met in tables that must grow, and forgotten twice."""
    draw = random.Random("forms")
    forms = [f"{draw.randrange(10**9):x}" for _ in range(100_000)]
    texts = ["The war. " + " ".join([*forms[i : i + 5000], "missiles"]) for i in range(0, len(forms), 5000)]
    monkeypatch.setattr("themeline.corpus.engine.counter.MOST_TYPES", 40_000)
    counter = ThemeCounter(codebook)
    at_once = ThemeCounter(codebook).count([(text, {}) for text in texts])
    one_by_one = [counter.count([(text, {})]) for text in texts]
    for part in range(3):
        assert np.concatenate([counts[part] for counts in one_by_one]).tolist() == at_once[part].tolist()
    assert at_once[1].tolist() == [5003] * 20


@given(st.lists(st.text(st.sampled_from("ab-'’­\n \u200b战e\u0301A.")), max_size=6), st.randoms(use_true_random=False))
def test_texts_counted_together_are_counted_as_each_alone(texts, draw):
    codebook = Codebook(themes=[Theme(id="a", label="A", patterns=("a*", "b a", "* a", "战"), exceptions=("a b",))])
    counter = ThemeCounter(codebook)
    alone = [counter.count([(text, {})]) for text in texts]
    order = list(range(len(texts)))
    draw.shuffle(order)
    together = counter.count([(texts[i], {}) for i in order])
    for place, i in enumerate(order):
        for part in range(3):
            assert together[part][place].tolist() == alone[i][part][0].tolist()


def test_threads_count_as_one_does(codebook):
    """As those of a Dask worker do; each text has hundreds of words that no other has."""
    draw = random.Random("threads")
    made = [[f"{draw.randrange(10**9):x}" for _ in range(249)] for _ in range(120)]
    texts = ["The war. " + " ".join(f"{one} nuclear-{one} missiles" for one in words) for words in made]
    shared = CounterPool(codebook)

    def count(text):
        with shared.borrow() as counter:
            return counter.count([(text, {})])

    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(count, texts))
    alone = ThemeCounter(codebook).count([(text, {}) for text in texts])
    for part in range(3):
        assert np.concatenate([counts[part] for counts in counted]).tolist() == alone[part].tolist()
