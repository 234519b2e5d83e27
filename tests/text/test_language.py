"""In which language a text is, and what is said of it."""

import re
import sys

import pytest
from conftest import SEEDS
from helpers.essay_twin import TWIN
from themeline.errors import InputError
from themeline.io.files import read_table, table_rows
from themeline.text.document import parse_document
from themeline.text.language import (
    NAMES,
    _kept,
    known_language,
    language_of,
    languages_of_parts,
    notes_on_languages,
    remark_on,
    wanted_languages,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Raketen der Großmächte sind ein Thema dieses Textes, der von Verträgen und von Grenzen handelt, die "
         "zwischen den Staaten gezogen wurden.", "German: its sentences are split by the abbreviations of English"),
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
    assert language_of(f"{GERMAN} the of and") == "de"  # a word is one with a blank on each side
    assert language_of(f"{GERMAN} the of and ") == "en"
    assert language_of(f"{GERMAN} of and to ") == "en"
    assert language_of(f"{GERMAN} the of the of ") == "de"


def test_english_needs_one_of_its_words_in_a_hundred_characters():
    text = f"{GERMAN} the of and "
    assert len(text) < 200
    for length, language in ((300, "en"), (301, "de")):
        assert language_of(text + "x" * (length - len(text))) == language
    # Only the beginning counts: 2,000 characters, of which 20 such words are one in a hundred.
    words = " the of and to" * 5 + " "
    assert language_of(words.ljust(2000, "x") + GERMAN * 9) == "en"
    assert language_of(f"{GERMAN} {GERMAN} ".ljust(2000, "x") + words * 9) == "de"


def test_of_fewer_than_twenty_words_in_latin_letters_no_language_is_told():
    words = GERMAN.split()
    assert len(words) == 22
    assert language_of(" ".join(words[:20])) == "de"
    assert language_of(" ".join(words[:19])) == ""
    assert language_of("战争与和平是人类历史上永恒的主题之一国家") == "zh"
    assert language_of("ประเทศไทยและเพื่อนบ้านลงนามในสนธิสัญญาว่าด้วยขีปนาวุธและความมั่นคงของภูมิภาคเอเชียในวันนี้") == "th"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Коммюнике встречи министров иностранных дел прикаспийских государств", "ru"),
        ("Переговори про скорочення ядерних озброєнь у Женеві", "uk"),
        ("中俄发表联合声明", "zh"),
        ("中国と日本の首脳会談", "ja"),  # Kana are of no other language
        ("Διαπραγματεύσεις για τον έλεγχο των πυρηνικών όπλων", "el"),
        ("Владимир Путин", ""),
        ("Talks of Путин and Си in Москва", ""),  # most letters are Latin
        ("α β 12", ""),
    ],
)
def test_few_words_in_other_letters_are_enough(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(("words", "share"), [(4, 0.6), (8, 0.9)])
def test_most_russian_sentences_are_told_by_a_few_words(words, share):
    files = sorted((SEEDS / "coding" / "ru").glob("*.csv"))
    texts = {row.cells["text"]: None for file in files for row in table_rows(file, read_table(file)).rows}
    sentences = [text.split() for text in texts if len(text.split()) >= words]
    assert len(sentences) > 400
    told = [language_of(" ".join(sentence[:words])) for sentence in sentences]
    assert set(told) == {"ru", ""}
    assert told.count("ru") > share * len(told)


FRENCH = (
    "Nous devons renforcer la paix et la sécurité dans le monde, car les missiles et les armes nucléaires menacent "
    "tous les peuples de la terre."
)
ENGLISH = (
    "Missiles fly over lands that nobody owns, while treaties, signed by great powers long ago, wait for those who "
    "might still keep them."
)


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (GERMAN, "de"), (ENGLISH, "en")])
def test_capitals_change_no_language(text, language):
    """None of these has the words by which English is told at once."""
    for spelled in (text, text.upper(), text.title(), text.lower()):
        assert language_of(spelled) == language


@pytest.mark.parametrize("text", ["1 2 3 " * 20, "Kim Ali Lee Bo " * 6, "x y z qq ww jj kk vv " * 3])
def test_what_is_no_language_is_unsure(text):
    assert language_of(text) == ""


def test_the_classifier_is_kept_unpacked_where_that_can_be_done(tmp_path):
    made = []

    def make():
        made.append(1)
        return ["made", len(made)]

    here = f"language.{sys.implementation.cache_tag}-"
    kept = tmp_path / "kept" / f"{here}2.pickle"
    assert _kept(kept, make) == _kept(kept, make) == ["made", 1]
    newer = kept.with_name(f"{here}3.pickle")
    other = kept.with_name("language.cpython-00-3.pickle")
    other.touch()
    assert _kept(newer, make) == _kept(newer, make) == ["made", 2]
    assert sorted(kept.parent.iterdir()) == sorted([newer, other])  # of another version there is no more need
    nowhere = newer / "kept" / f"{here}3.pickle"  # a file is no folder
    assert [_kept(nowhere, make) for _ in range(2)] == [["made", 3], ["made", 4]]


def test_each_language_that_can_be_told_has_a_name():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    told = set(LanguageIdentifier.from_model_file(MODEL_FILE).labels)
    assert told - set(NAMES) == {"zxx"}  # no language
    assert len(set(NAMES.values())) == len(NAMES)


@pytest.mark.parametrize(
    ("value", "code"), [("en", "en"), ("en-GB", "en"), ("English", "en"), ("zh_Hans", "zh"), (" FR ", "fr")]
)
def test_a_language_that_a_record_names(value, code):
    assert known_language(value) == code


def test_languages_that_a_user_wants():
    assert wanted_languages("") is None
    assert wanted_languages("all") == ()
    assert wanted_languages("en, French") == wanted_languages("English;fr;en") == ("en", "fr")
    with pytest.raises(
        InputError, match=r"'Frensh' is not a known language; give codes, such as en,fr; 'fr' is French"
    ):
        wanted_languages("en,Frensh")


@pytest.mark.parametrize(
    ("left_out", "counted", "wanted", "of_patterns", "notes"),
    [
        ({}, {"en": 3, "": 2}, ("en",), ("en",), []),
        (
            {"es": 1, "fr": 2, "gcf": 1},
            {"en": 3, "": 1},
            ("en",),
            ("en",),
            [
                "4 documents in other languages than English (French 2, Spanish 1, Guadeloupean Creole 1), as it "
                "seems, are left out",
                "the language of 1 document is unsure: counted",
            ],
        ),
        (
            {},
            {"en": 3, "fr": 1},
            (),
            ("en",),
            [
                "1 document (25 % of the words) in other languages than English (French 1), as it seems: patterns "
                "find little there"
            ],
        ),
        (
            {},
            {"en": 3, "ru": 1},
            ("en", "ru"),
            ("en", "ru", "fr"),
            [
                "documents in several languages (English 3, Russian 1): a difference between them may come from the "
                "patterns"
            ],
        ),
        (
            {},
            {"en": 3, "zh": 4, "": 1},
            ("en", "zh"),
            ("en", "zh"),
            [
                "documents in several languages (Chinese 4, English 3): a difference between them may come from the "
                "patterns; the length of some is told in characters, of others in words",
                "the language of 1 document is unsure: counted as English; a column 'language' would tell it",
            ],
        ),
        ({}, {"zh": 3}, ("en", "zh"), ("en", "zh"), []),
        (
            {},
            {"": 2},
            ("en", "zh"),
            ("en", "zh"),
            ["the language of 2 documents is unsure: counted as English; a column 'language' would tell it"],
        ),
        ({}, {"fr": 3}, (), (), []),
        (
            {},
            {"fr": 3, "en": 1},
            (),
            (),
            [
                "documents in several languages (French 3, English 1), as it seems, and the dictionary does not say "
                "for which it is: patterns find little in another"
            ],
        ),
    ],
)
def test_what_is_said_of_the_languages_of_documents(left_out, counted, wanted, of_patterns, notes):
    """Each document has ten words."""
    words = {language: 10 * count for language, count in counted.items()}
    assert [*notes_on_languages(left_out, counted, words, wanted, of_patterns).notes] == notes


def test_a_text_without_capitals_or_with_nothing_else_is_told_of():
    assert remark_on("en", ENGLISH) == ""
    assert remark_on("en", ENGLISH.lower()).startswith(
        "it has no capitals: patterns that ask for them (CAPS/) find no"
    )
    assert remark_on("en", ENGLISH.upper()).startswith(
        "it is all in capitals: patterns that ask for them (CAPS/) find"
    )
    assert remark_on("en", " ".join(ENGLISH.lower().split()[:19])) == ""  # too few words to tell anything
    assert "capitals" not in remark_on("zh", "战争 " * 30 + "ibm")


FRENCH = (
    "Monsieur le Président, mon pays est préoccupé par la prolifération des armes. Un traité sur les missiles est "
    "nécessaire, et un accord entre les deux puissances serait un premier pas. Nous demandons à tous les États de "
    "signer le traité, et de ne plus menacer la paix de leurs voisins, qui est un bien commun de tous les peuples."
)
ENGLISH_PART = "The navy of the north went to the sea and to the border of the land, and came to the end of it. " * 4


def test_parts_of_an_english_text_in_other_languages_are_told_and_said():
    text = f"{ENGLISH_PART}\n\n{FRENCH}\n\n{ENGLISH_PART}"
    assert language_of(text) == "en"
    # The stretch goes from behind the last " of " before it to the first " the " behind it.
    parts = languages_of_parts(text)
    assert list(parts) == ["fr"]
    assert parts["fr"] == pytest.approx((len(FRENCH) + len("it. \n\n\n\nThe navy of")) / len(text))
    share = f"{100 * parts['fr']:.0f}"
    said = f"about {share} % of it seems to be in French: its words are counted, but patterns find little there"
    assert parse_document(text, name="t").remarks() == [f"t: {said}"]
    two = f"{ENGLISH_PART}\n\n{FRENCH} {FRENCH}\n\n{ENGLISH_PART}\n\n{GERMAN * 3}"
    assert "% of it seems to be in French and German:" in remark_on("en", two)


def test_small_parts_and_long_names_call_for_no_remark():
    assert languages_of_parts(f"{ENGLISH_PART}{FRENCH[:280]}") == {}
    assert "seems" not in remark_on("en", ENGLISH_PART * 20 + FRENCH)
    assert languages_of_parts(ENGLISH_PART + "Smith, John A., Brown, Mary, Washington, D.C., 12 May 1999; " * 9) == {}
