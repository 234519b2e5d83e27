"""The parts of a text as lists, and the tables that are made of them."""

from themeline.text.document import parse_document
from themeline.text.parts import ASIDE, Parts, Sentence, Word, find_parts

#           0         1         2         3         4
#           0123456789012345678901234567890123456789012345
PLAIN = "Title\n\nOne of two. And so-called two.\n\nNext\n\nEnd it."


def test_words_know_their_sentence_and_block():
    parts = find_parts(PLAIN, {})
    assert [(block.role, block.start, block.end, block.section) for block in parts.blocks] == [
        ("title", 0, 5, ""), ("body", 7, 37, ""), ("heading", 39, 43, "Next"), ("body", 45, 52, "Next"),
    ]  # fmt: skip
    assert parts.sentences[1:3] == [
        Sentence(2, "body", 7, 18, 0, "", 1), Sentence(3, "body", 19, 37, 0, "", 1),
    ]  # fmt: skip
    assert parts.words[5] == Word("so-called", "so-called", 23, 32, 2, 1)
    assert parts.sentence_of(parts.words[5]).sentence == 3
    assert parts.roles == ["title"] + ["body"] * 6 + ["heading"] + ["body"] * 2


def test_what_is_set_aside_is_the_body_of_other_sections_alone():
    parts = find_parts(PLAIN, {}).only_sections({1})
    assert [block.role for block in parts.blocks] == ["title", ASIDE, "heading", "body"]
    assert [sentence.role for sentence in parts.sentences] == ["title", ASIDE, ASIDE, "heading", "body"]
    assert parts.roles == ["title"] + [ASIDE] * 6 + ["heading"] + ["body"] * 2


def test_tables_say_the_same_and_have_their_kinds_without_a_row_too():
    document = parse_document(PLAIN, name="plain")
    assert [tuple(row) for row in document.words[["word", "start", "role", "sentence"]].iloc[5:6].to_numpy()] == [
        ("so-called", 23, "body", 3)
    ]
    empty = parse_document("", name="nothing")
    assert empty.parts == Parts([], [], [])
    for table in ("blocks", "sentences", "words", "sections"):
        ours, theirs = getattr(document, table), getattr(empty, table)
        assert len(theirs) == 0
        assert list(ours.dtypes) == list(theirs.dtypes)
        assert list(ours.columns) == list(theirs.columns)
