"""What the prefilter lets fall matches no glob, and it lets most words fall."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from themeline.corpus.engine.prefilter import make_prefilter, may_match
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
    # Of an essay that speaks of little else half may match.
    assert 0.2 < sum(may) / len(may) < 0.6
