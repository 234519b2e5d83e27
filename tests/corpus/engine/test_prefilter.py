"""What the prefilter lets fall matches no glob, and it lets most words fall."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from themeline.corpus.engine.prefilter import _begins_as_glob, _holds_inner, make_prefilter, may_match
from themeline.corpus.engine.tables import compile_codebook
from themeline.corpus.engine.tokenizer import codes_of
from themeline.dictionary.wildcards import WildcardIndex
from themeline.text.tokens import fold

pieces = st.text(st.sampled_from("abA-'é*?1ﬁ"), min_size=1, max_size=5)
words = st.text(st.sampled_from("abAB-'éÉ1ﬁ\u0301"), min_size=1, max_size=6)


def sifted(globs, forms):
    """Of each form whether the prefilter says that it may match."""
    letters = np.concatenate([codes_of(form).astype(np.uint32) for form in forms])
    begins = np.concatenate([[0], np.cumsum([len(form) for form in forms])]).astype(np.int64)
    return may_match(letters, begins, 0, len(forms), make_prefilter(globs)).tolist()


@given(st.lists(pieces.map(str.casefold), min_size=1, max_size=5), st.lists(words, min_size=1, max_size=8))
def test_what_falls_through_matches_nothing(globs, forms):
    index = WildcardIndex(globs)
    for form, may in zip(forms, sifted(globs, forms), strict=True):
        assert may or not index.matching(fold(form)), form


def test_kinds_of_globs():
    globs = ["war", "arm*", "*an", "*miss*", "neighbo?r"]
    forms = ["war", "WAR", "wars", "wa", "armies", "ARM", "ar", "Iran", "an", "and", "dismissed", "mis", "neighbour"]
    expected = [1, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1]
    assert sifted(globs, forms) == list(map(bool, expected))
    # What begins as a glob with a sign for one letter may match, and is looked at; so are other alphabets, and parts.
    assert sifted(globs, ["neighboxyz", "naïve", "pre-war"]) == [True, True, True]
    assert sifted(["?x"], ["a"]) == [True]


def test_of_words_of_the_essay_only_such_as_match_nothing_fall_through(essay, codebook):
    forms = sorted(set(essay.words["word"]))
    globs = compile_codebook(codebook).globs
    may = sifted(globs, forms)
    index = WildcardIndex(globs)
    assert [form for form, one in zip(forms, may, strict=True) if not one and index.matching(fold(form))] == []
    # Of an essay that speaks of little else two thirds may match.
    assert 0.2 < sum(may) / len(may) < 0.7


def asked(function, globs, word):
    """What one of the compiled functions says of the letters of a word that stands behind another."""
    letters = codes_of("xx" + word).astype(np.uint32)
    return bool(function(letters, 2, 2 + len(word), make_prefilter(globs)))


def test_a_word_begins_as_a_glob_where_the_letters_lead_to_the_end_of_its_beginning():
    globs = ["war", "arm*", "ar?y"]
    for word, expected in (("war", 1), ("wars", 0), ("wa", 0), ("ARMS", 1), ("arx", 1), ("a", 0), ("xwar", 0)):
        assert asked(_begins_as_glob, globs, word) == bool(expected), word


def test_a_word_holds_the_letters_of_a_glob_with_a_star_before_them():
    for word, expected in (("dismissed", 1), ("mis", 0), ("Iran", 1), ("rand", 0), ("an", 1), ("n", 0), ("MISS", 1)):
        assert asked(_holds_inner, ["*miss*", "*an"], word) == bool(expected), word
