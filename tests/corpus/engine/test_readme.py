"""The numbers in the engine's README are those of its arrays."""

import re

import numpy as np
from conftest import ROOT
from themeline.corpus.engine import matcher
from themeline.corpus.engine.counter import ThemeCounter
from themeline.corpus.engine.prefilter import make_prefilter, may_match
from themeline.corpus.engine.tables import compile_codebook
from themeline.corpus.engine.tokenizer import (
    classes_of,
    codes_of,
    empty_types,
    find_blocks,
    find_lines,
    find_words,
    text_of_codes,
)
from themeline.dictionary.codebook import Codebook, Theme

README = ROOT / "scripts" / "themeline" / "corpus" / "engine" / "README.md"
TEXT = "The war. No first use."
CODEBOOK = Codebook(
    themes=[
        Theme(id="war", label="War", patterns=("war*",)),
        Theme(id="use", label="Use", patterns=("first use",), exceptions=("no first use",)),
    ]
)


def arrays_of_the_text():
    """Each array, by the name that the README has for it."""
    dictionary = compile_codebook(CODEBOOK)
    tree, rules = dictionary.tree, dictionary.rules
    steps = zip(tree.edge_from.tolist(), tree.edge_by.tolist(), tree.edge_to.tolist(), strict=True)
    codes = codes_of(TEXT).copy()
    classes = classes_of(codes)
    lines = find_lines(codes, np.array([0, len(TEXT)]), classes)
    blocks = find_blocks(codes, classes, lines, np.zeros(1, np.bool_))
    words, types = find_words(codes, classes, blocks, empty_types())
    count, letters = types.size.tolist()
    counter = ThemeCounter(CODEBOOK)
    mentions, counted, _ = counter.count([(TEXT, {})])
    sets = counter._set_tables[0].sets()
    type_sets = matcher.TypeSets(
        counter._set_of_type.values(), np.empty(0, np.int32), *(column.values() for column in counter._parts)
    )
    wanted = np.ones(1, np.bool_)
    matches = matcher._matches(codes, classes, words, wanted, type_sets, sets, tree)
    candidates = matcher.Candidates(*(np.empty(3, np.int64) for _ in matcher.Candidates._fields))
    taken, found = np.empty(5, np.int32), np.zeros((1, 2), np.int64)
    matcher._choose(codes, classes, taken, blocks.text, rules, matches, matches, candidates, found, False)
    assert found.tolist() == mentions.tolist()
    shown = {
        "text": TEXT,
        "dictionary.globs": dictionary.globs,
        "steps": sorted(step for step in steps if step[0] >= 0),
        "codes": codes[:9].tolist(),
        "classes": classes[codes[:9]].tolist(),
        "types.begin": types.begin[: count + 1].tolist(),
        "types.letters": text_of_codes(types.letters[:letters]),
        "may_match": may_match(types.letters, types.begin, 0, count, make_prefilter(dictionary.globs)).tolist(),
        "wildcard_sets": list(counter._number_of_set),
        "wildcard_set_of_type": counter._set_of_type.values().tolist(),
        "mentions": mentions.tolist(),
        "words that count": counted.tolist(),
    }
    of_lines = ("start", "end", "may_stand_out", "begins")
    lines = lines._replace(**{name: getattr(lines, name)[:1] for name in of_lines})
    tables = {
        "tree": tree,
        "rules": rules,
        "lines": lines,
        "blocks": blocks,
        "words": words,
        "types": types,
        "sets": sets,
        "matches": matches,
        "candidates": candidates,
    }
    for name, table in tables.items():
        shown |= {f"{name}.{field}": getattr(table, field).tolist() for field in table._fields} | {
            key: value for key, value in shown.items() if key.startswith(f"{name}.")
        }
    return shown


def test_each_line_of_numbers_in_the_readme_is_true():
    arrays = arrays_of_the_text()
    told = re.findall(r"^    (\S.*?) = (.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(told) > 40
    for name, value in told:
        assert repr(arrays[name]) == value, name


def test_the_readme_names_each_module_of_the_engine():
    named = set(re.findall(r"`(\w+)`", re.search(r"\| module.*?\n\n", README.read_text("utf-8"), re.DOTALL)[0]))
    assert named == {path.stem for path in README.parent.glob("[a-z]*.py")}
