"""In which language a text is, and what is said of it."""

import re

import pytest
from helpers.essay_twin import TWIN
from themeline.text.document import parse_document
from themeline.text.language import language_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Raketen der Großmächte sind ein Thema dieses Textes, der von Verträgen und von Grenzen handelt, die "
         "zwischen den Staaten gezogen wurden.", r"German \(de\): patterns in another language find little"),
        ("中国和俄罗斯加强共同安全，导弹防御系统仍然是对地区和平与稳定的威胁。", "rates are per 1,000 characters"),
        ("ประเทศไทยและเพื่อนบ้าน ลงนาม ใน สนธิสัญญา ว่าด้วย ขีปนาวุธ และ ความมั่นคง ของ ภูมิภาค " * 3, "mean nothing"),
    ],
)  # fmt: skip
def test_another_language_is_said(text, said):
    remarks = parse_document(text, name="t").remarks()
    assert len(remarks) == 1
    assert re.search(said, remarks[0])


def test_few_words_and_english_call_for_no_remark():
    assert parse_document("Raketen fliegen.", name="t").remarks() == []
    assert parse_document(TWIN, name="t").remarks() == []


GERMAN = (
    "Die Raketen der Großmächte sind ein Thema dieses Textes, der von Verträgen und von Grenzen handelt, die "
    "zwischen den Staaten gezogen wurden."
)


def test_english_is_told_by_three_of_its_four_words():
    assert language_of(f"{GERMAN} the of and", 24) == "de"  # a word is one with a blank on each side
    assert language_of(f"{GERMAN} the of and ", 24) == "en"
    assert language_of(f"{GERMAN} of and to ", 24) == "en"
    assert language_of(f"{GERMAN} the of the of ", 24) == "de"


def test_english_needs_one_of_its_words_in_a_hundred_characters():
    text = f"{GERMAN} the of and "
    assert len(text) < 200
    for length, language in ((300, "en"), (301, "de")):
        assert language_of(text + "x" * (length - len(text)), 24) == language
    # Only the beginning counts: 2,000 characters, of which 20 such words are one in a hundred.
    words = " the of and to" * 5 + " "
    assert language_of(words.ljust(2000, "x") + GERMAN * 9, 24) == "en"
    assert language_of(f"{GERMAN} {GERMAN} ".ljust(2000, "x") + words * 9, 24) == "de"


def test_of_fewer_than_twenty_words_no_language_is_told():
    assert language_of(GERMAN, 19) == ""
    assert language_of(GERMAN, 20) == "de"
