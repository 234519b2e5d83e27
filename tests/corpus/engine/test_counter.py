"""The compiled counts hold to those of `find_mentions`, whatever the text and the dictionary."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from themeline.corpus.engine.counter import Tallies, Tally
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import Matches, find_mentions
from themeline.dictionary.patterns import parse_rule
from themeline.errors import InputError
from themeline.text.blocks import without
from themeline.text.document import BODY, ROLES, parse_document
from themeline.text.extract import read_string
from themeline.text.metadata import roles_of_lines

WORDS = (
    "war wars warlike arms army missile missiles missile's missile’s nuclear nuclear's anti sub sea based free zone "
    "no first use in of the and or to pre post weapon weapons weaponisation Krieg naïve naı̈ve café CAFÉ ﬁre fire "
    "ﬁre-arms ＷＡＲ straße STRASSE 1996 2,024 x² U.S. e.g. co­operation co-operation cooperation İran ιός ΙΌΣ "
    "战争 中国 核 ミサイル Ελλάδα Ёлка A I V"
).split()
JOINTS = (
    " ", " ", " ", " ", " ", "  ", "\n", " \n", "\r\n", "\r", "\n\n", "\n \n", "\r\n\r\n", "\t", "\xa0", "\u2009",
    "-", "‐", "\u2011", "-\n", "- \n ", "-\r\n", "­\n", "­", "\u200b", " \u200b", "’", "'", "'\n", "-\u200b",
    ". ", ".\n", ", ", "! ", "? ", "。", "! \u200b", "; ", " — ", " (", ") ", "“", "” ", "/", "_", ".1 ", ".¹ ", "",
    "\u0301", "\ufe0f", "\x1c", "\u2028", " - ", "--", "-and ", "- and ", "-\nand ", "-\norange ", "...", ": ",
)  # fmt: skip
LINES = (
    "2. Findings", "IV. Arms", "ARMS AND WAR", "Article 5", "article 5 War", "Section b: war", "3.1 War", "i. war",
    "Annex war", "WAR", "# War", "1996 was", "A war.", "Nuclear war and arms", "\u200bFINDINGS", "FINDINGS.\u200b",
    "war " * 13, "war and arms " * 14, "x" * 199, "x" * 205, "www.war.org", "http://war.org/arms war", "war@arms.org",
    "Chapter 1", "Part I", "ſection 2 War", "Part 1. War", "VII. war", "- War", "12 Wars",
)  # fmt: skip


def some_text(draw):
    """A text of words, joints and lines drawn at random, about as long as a paragraph or a page."""
    pieces = []
    for _ in range(draw.choice((1, 5, 20, 60))):
        if draw.random() < 0.06:
            pieces.append("\n" * draw.choice((0, 1, 2)) + draw.choice(LINES) + "\n" * draw.choice((0, 1, 2)))
        pieces.append(draw.choice(WORDS))
        pieces.append(draw.choice(JOINTS))
    text = "".join(pieces)
    return text.upper() if draw.random() < 0.03 else text


def some_pattern(draw):
    """Words of a pattern: whole, with stars and question marks, or a lone star."""
    words = []
    for _ in range(draw.choice((1, 1, 1, 2, 2, 3, 4))):
        word = draw.choice(WORDS).replace(",", "").replace(".", "").replace("²", "")
        way = draw.random()
        if way < 0.25:
            word = word[: draw.randint(1, 4)] + "*"
        elif way < 0.32:
            word = "*" + word[-2:] + draw.choice(("", "*"))
        elif way < 0.4 and len(word) > 2:
            at = draw.randint(1, len(word) - 2)
            word = word[:at] + draw.choice("?*") + word[at + 1 :]
        elif way < 0.47:
            word = "*"
        words.append(word)
    return draw.choice((" ", "-")).join(words)


def some_rule(draw):
    """A pattern, at times with what must stand near it or must not."""
    rule = some_pattern(draw)
    while draw.random() < 0.2:
        others = "|".join(some_pattern(draw) for _ in range(draw.choice((1, 1, 2, 3))))
        rule += f"{draw.choice((' ', ' NOT '))}NEAR/{draw.choice((1, 2, 3, 8, 100))} {others}"
    return rule


def some_codebook(draw):
    """One to four themes of such rules and exceptions; those that are no patterns are left out."""
    themes = []
    for number in range(draw.randint(1, 4)):
        rules = [[some_rule(draw) for _ in range(draw.randint(1, many))] for many in (9, 4)]
        patterns, exceptions = ([rule for rule in some if is_pattern(rule)] for some in rules)
        kept = exceptions if draw.random() < 0.6 else []
        themes.append(Theme(id=f"t{number}", label="T", patterns=(*patterns, "war"), exceptions=tuple(kept)))
    return Codebook(themes=themes, nested_scope=draw.choice(("key", "key", "dictionary")))


def is_pattern(rule):
    try:
        parse_rule(rule)
    except ValueError:
        return False
    return True


def has_words(text):
    try:
        read_string("text", text)
    except InputError:
        return False
    return True


def by_find_mentions(document, codebook, roles=BODY):
    """The counts as the notebooks have them; by what `find_mentions` rests on, where that leaves nothing out."""
    if codebook.nested_scope == "key":
        matches = Matches(document, codebook, roles=roles)
        return [len(matches.counted(theme)) for theme in codebook.ids], document.word_count(roles)
    found = list(find_mentions(document, codebook, roles=roles)["theme"])
    return [found.count(theme) for theme in codebook.ids], document.word_count(roles)


def by_tally(texts, codebook, **more):
    """The same of many texts, in one go."""
    readings = [read_string("text", text) for text in texts]
    plain = [(without(one.text, one.aside), roles_of_lines(one, None)) for one in readings]
    mentions, body, _ = Tally(codebook, **more).count(plain)
    return list(zip(mentions.tolist(), body.tolist(), strict=True))


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_random_texts_and_dictionaries_are_counted_alike(part):
    """4 times 20 groups of 25 texts, each text with 5 dictionaries."""
    draw = random.Random(f"tally {part}")
    for number in range(20):
        roles = ROLES if number % 5 == 0 else BODY
        texts = [text for text in (some_text(draw) for _ in range(60)) if has_words(text)][:25]
        documents = [parse_document(read_string("text", text), name="text") for text in texts]
        for _ in range(5):
            codebook = some_codebook(draw)
            counted = by_tally(texts, codebook, whole_text=roles == ROLES)
            for document, found in zip(documents, counted, strict=True):
                assert found == by_find_mentions(document, codebook, roles), (document.text, codebook)


def test_marks_that_are_not_seen_make_no_match_longer():
    """Of "war missiles" and "missiles base", which overlap, the one with more letters counts, not with more marks."""
    codebook = Codebook(
        themes=[
            Theme(id="one", label="One", patterns=("war missiles", "missiles basement"), exceptions=("warlike",)),
            Theme(id="two", label="Two", patterns=("w?r*",), exceptions=("war missiles",)),
        ]
    )
    marked = "w\u200b\u200b\u200b\u200b\u200b\u200bar missiles basement"
    assert by_tally([marked, "war missiles basement"], codebook) == [([1, 0], 3)] * 2
    assert by_find_mentions(parse_document(read_string("text", marked), name="text"), codebook) == ([1, 0], 3)
    exceptions = Codebook(themes=[Theme(id="a", label="A", patterns=("the missiles",), exceptions=("missiles an*",))])
    for text, found in (("the missiles ands", 0), ("the missiles and", 1), ("the missiles a\u00ad\u00adnd", 1)):
        assert by_tally([text + " x"], exceptions)[0][0] == [found], text


def test_the_whole_text_and_the_essay(essay, codebook):
    reading = read_string("essay", (SEEDS / "essay.txt").read_text(encoding="utf-8"))
    plain = without(reading.text, reading.aside), roles_of_lines(reading, essay.record)
    for roles, whole in ((BODY, False), (ROLES, True)):
        mentions, body, every = Tally(codebook, whole_text=whole).count([plain])
        assert (mentions[0].tolist(), int(body[0])) == by_find_mentions(essay, codebook, roles)
        assert int(every[0]) == len(essay.words)


def test_forgotten_types_and_grown_tables_change_nothing(codebook, monkeypatch):
    """A hundred thousand forms of words, met in tables that must grow, and forgotten twice."""
    draw = random.Random("forms")
    forms = [f"{draw.randrange(10**9):x}" for _ in range(100_000)]
    texts = ["The war. " + " ".join([*forms[i : i + 5000], "missiles"]) for i in range(0, len(forms), 5000)]
    monkeypatch.setattr("themeline.corpus.engine.counter.MOST_TYPES", 40_000)
    tally = Tally(codebook)
    at_once = Tally(codebook).count([(text, {}) for text in texts])
    one_by_one = [tally.count([(text, {})]) for text in texts]
    for part in range(3):
        assert np.concatenate([counts[part] for counts in one_by_one]).tolist() == at_once[part].tolist()
    assert at_once[1].tolist() == [5003] * 20


@given(st.lists(st.text(st.sampled_from("ab-'’­\n \u200b战e\u0301A.")), max_size=6), st.randoms(use_true_random=False))
def test_texts_counted_together_are_counted_as_each_alone(texts, draw):
    codebook = Codebook(themes=[Theme(id="a", label="A", patterns=("a*", "b a", "* a", "战"), exceptions=("a b",))])
    tally = Tally(codebook)
    alone = [tally.count([(text, {})]) for text in texts]
    order = list(range(len(texts)))
    draw.shuffle(order)
    together = tally.count([(texts[i], {}) for i in order])
    for place, i in enumerate(order):
        for part in range(3):
            assert together[part][place].tolist() == alone[i][part][0].tolist()


def test_threads_count_as_one_does(codebook):
    """As those of a Dask worker do; each text has a thousand words that no other has."""
    draw = random.Random("threads")
    made = [[f"{draw.randrange(10**9):x}" for _ in range(999)] for _ in range(120)]
    texts = ["The war. " + " ".join(f"{one} nuclear-{one} missiles" for one in words) for words in made]
    shared = Tallies(codebook)

    def count(text):
        with shared.one() as tally:
            return tally.count([(text, {})])

    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(count, texts))
    alone = Tally(codebook).count([(text, {}) for text in texts])
    for part in range(3):
        assert np.concatenate([counts[part] for counts in counted]).tolist() == alone[part].tolist()
