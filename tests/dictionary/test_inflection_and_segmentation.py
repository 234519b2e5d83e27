"""What `scripts/benchmark.py languages` measures with: patterns by lemmas and lists, words and their boundaries."""

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import read_codebook
from themeline.text.document import parse_document
from themeline.validity.scores import found_by

ROOT = Path(__file__).resolve().parents[2]
LEMMAS = {
    "ракета": "ракета", "ракеты": "ракета", "ракет": "ракета", "ракетку": "ракетка", "ракетка": "ракетка",
    "шли": "идти", "идут": "идти", "идти": "идти", "бог": "бог", "бога": "бог", "богу": "бог", "бой": "бой",
    "боя": "бой", "бою": "бой",
}  # fmt: skip


def lemma_of(form):
    return LEMMAS.get(form, form)


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("languages_", ROOT / "scripts" / "benchmark_languages.py")
    module = importlib.util.module_from_spec(spec)
    # Where dataclasses look for the names in their annotations.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def codebook(*patterns, exceptions=()):
    theme = {"id": "arms", "label": "Arms", "patterns": patterns, "exceptions": exceptions}
    return Codebook.model_validate({"themes": [theme], "languages": []})


def sentences(module, text, themes, way):
    return sorted(number for number, _ in module.found_sentences(parse_document(text, name="a"), themes, way))


@pytest.mark.parametrize("language", ["ru", "fr"])
def test_with_wildcards_as_shipped_each_sentence_is_found_as_by_the_dictionary(benchmark, language):
    themes, parts = benchmark.sheets(language)
    coded = parts["development"]
    pairs = {path: benchmark.found_sentences(one, themes, benchmark.Way()) for path, one in coded.documents.items()}
    expected = found_by(coded, read_codebook(ROOT / "seeds" / "themes.yaml"))
    assert expected.any()
    assert np.array_equal(benchmark.found_in(coded, pairs), expected)


def test_lemmas_find_forms_that_wildcards_do_not_and_leave_out_other_words(benchmark):
    themes = codebook("ракет* NEAR/3 шли", "ракет* NOT NEAR/2 стоп*", exceptions=["новых ракет* мира"])
    # With another word; with a form that no wildcard has; near what must not be; blocked by an exception.
    text = "Вот ракетку шли брать.\n\nА ракеты ко мне идут.\n\nА ракеты стоп.\n\nУ новых ракет мира.\n"
    assert sentences(benchmark, text, themes, benchmark.Way()) == [1, 2]
    lemmas = {"ракет*": {"ракета"}, "шли": {"идти"}, "новых": {"новых"}, "мира": {"мира"}}
    assert sentences(benchmark, text, themes, benchmark.Way(lemma_of, lemmas)) == [2]
    # What is not in the list has its wildcards: only the first pattern is left, which "идут" alone meets.
    near = codebook("ракет* NEAR/3 шли")
    assert sentences(benchmark, text, near, benchmark.Way()) == [1]
    assert sentences(benchmark, text, near, benchmark.Way(lemma_of, {"шли": {"идти"}})) == [1, 2]
    assert sentences(benchmark, text, near, benchmark.Way(str, {"шли": {"идут", "шли"}})) == [1, 2]


def test_patterns_keep_their_meaning_under_other_names(benchmark):
    themes = codebook("а* * б NEAR/4 в|г д NOT NEAR/2 CAPS/ЁЖ", exceptions=["а*"])
    names = {glob: glob.strip("*").removeprefix("CAPS/") * 2 for glob in benchmark.words_of(themes)}
    assert names == {"а*": "аа", "б": "бб", "в": "вв", "г": "гг", "д": "дд", "CAPS/ЁЖ": "ЁЖЁЖ"}
    renamed = benchmark.renamed(themes, names).themes[0]
    assert renamed.patterns == ("аа * бб NEAR/4 вв|гг дд NOT NEAR/2 ЁЖЁЖ",)
    assert renamed.exceptions == ("аа",)


def test_a_word_means_the_lemmas_of_which_it_matches_half_or_most(benchmark):
    in_use = set(LEMMAS)
    meant = benchmark.meant_lemmas(
        ["бо?", "ракет?", "ракетк?", "богу*", "шли", "CAPS/Град?", "кибер*", "доклам*"], in_use, lemma_of,
        lambda glob: {"кибер*": {"кибератака", "кибератаки"}}.get(glob, ()),
    )  # fmt: skip
    # Of "бой" one of three forms has another ending, of "бог" two.
    assert {word: list(lemmas) for word, lemmas in meant.items()} == {
        "бо?": ["бой"],
        "ракет?": ["ракета"],
        "ракетк?": ["ракетка"],
        # One form of three, but no other lemma has more.
        "богу*": ["бог"],
        "шли": ["идти"],
        # Of the dictionary, since no text has it; of the last, neither has a form, so that its wildcards stay.
        "кибер*": ["кибератака", "кибератаки"],
    }


def test_lists_have_all_forms_of_the_lemmas_that_are_meant(benchmark):
    forms = {"ракета": frozenset({"ракета", "ракетою"})}
    lemmatiser = benchmark.Lemmatiser(lemma_of, lambda glob: (), lambda lemma: forms.get(lemma, frozenset({lemma})))
    ways = benchmark.ways_of(["ракет*", "шли"], ["ракеты", "ракет", "ракетка"], lemmatiser, "hand")
    assert list(ways) == ["lemmas, hand", "one lemma, hand", "lists of forms, hand"]
    assert ways["lemmas, hand"].wanted == {"ракет*": {"ракета", "ракетка"}, "шли": {"идти"}}
    assert ways["one lemma, hand"].wanted == {"ракет*": {"ракета"}, "шли": {"идти"}}
    assert ways["lists of forms, hand"].wanted == {"ракет*": {"ракета", "ракетою", "ракетка"}}


def test_mentions_are_kept_that_begin_and_end_where_words_do(benchmark):
    # 作战|机制: the fighter (战机) is where two words meet, 作战 is a word, and 机制 reaches to the end of one.
    mentions = [SimpleNamespace(start=start, end=end) for start, end in ((1, 3), (0, 2), (2, 4), (0, 3))]
    kept = benchmark.on_boundaries(mentions, {0, 2}, {2, 4})
    assert [(one.start, one.end) for one in kept] == [(0, 2), (2, 4)]


def test_a_long_text_has_each_word_that_is_added_once(benchmark):
    document = parse_document("A treaty was signed. It failed again.\n", name="a")
    words = benchmark.long_text([document], 200, ["first", "second"]).replace(".", "").split()
    assert 200 <= len(words) < 204
    assert [words.count(word) for word in ("first", "second")] == [1, 1]


@pytest.mark.parametrize("language", ["ru", "fr", "es", "zh"])
def test_the_docs_have_the_scores_of_the_patterns_as_they_are(benchmark, language):
    """Those of lemmas and segmenters need packages that the tests do not have."""
    printed = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8").splitlines()
    lines = [line.split() for line in printed if line.startswith(f"{language} ")]
    for score in benchmark.shipped_scores(language):
        assert score.split() in [line[: len(score.split())] for line in lines], score
