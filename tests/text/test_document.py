import re

import pytest
from conftest import SEEDS
from hypothesis import given
from hypothesis import strategies as st
from themeline.errors import InputError
from themeline.text.document import BODY, ROLES, parse_document, read_document

# Counted by hand.
SECTIONS = [
    ("", 1, 74),
    ("Fundamentals and progress", 1, 137),
    ("Joint actions", 4, 348),
    ("Multilateral interaction", 3, 447),
    ("New Horizons", 2, 218),
]


def test_essay_has_the_words_counted_by_hand(essay):
    assert len(essay.words) == 1263
    assert essay.word_count() == 1224
    assert list(essay.sections[["section", "paragraphs", "words"]].itertuples(index=False, name=None)) == SECTIONS


def test_parts_of_a_role():
    document = parse_document("A title\n\nShips sail. Tanks roll.\n\nA heading\n\nPlanes fly.", name="t")
    assert document.sentence_count() == 3
    assert document.sentence_count(("title", "heading")) == 2
    assert list(document.in_roles("words")["word"]) == ["Ships", "sail", "Tanks", "roll", "Planes", "fly"]
    assert list(document.in_roles("sentences", ("heading",))["sentence"]) == [4]
    assert list(document.in_roles("blocks", ("title", "body"))["line"]) == [1, 3, 7]


def test_essay_words_agree_with_another_way_of_counting(essay):
    # Blanks part words; marks at their edges are stripped; a lone dash is no word.
    bare = [word.strip('"“”‘’.,:;?!()-–') for word in re.split(r"\s+", essay.text)]
    assert list(essay.words["word"]) == [word for word in bare if word]


def test_parts_of_the_essay(essay):
    roles = essay.blocks["role"].value_counts()
    assert roles.to_dict() == {"body": 11, "heading": 4, "rubric": 1, "title": 1, "disclaimer": 1}
    assert essay.title == "Ideas and Missiles: How Moscow and Beijing Are Strengthening Their Common Security"
    assert len(essay.sentences) == 46
    assert (essay.sentences["role"] == "body").sum() == 39
    assert set(essay.words.loc[essay.words["paragraph"] == 0, "role"]) == {"rubric", "title", "heading", "disclaimer"}


def test_slices_of_the_essay_are_its_words(essay):
    for row in essay.words.itertuples():
        assert essay.text[row.start : row.end] == row.word


def test_abbreviations_end_no_sentence():
    text = "Mr. Ryabkov of the U.N. mission spoke, e.g. on 2 Sept. 2024. He left."
    assert len(parse_document(text, name="t").sentences) == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing_but_offsets(essay, ends):
    other = parse_document(essay.text.replace("\n", ends), name="essay", record=essay.record)
    assert list(other.words["word"]) == list(essay.words["word"])
    assert list(other.words["paragraph"]) == list(essay.words["paragraph"])
    assert list(other.sentences["role"]) == list(essay.sentences["role"])


def test_only_some_sections_count(essay):
    part = essay.only_sections(["joint actions", "(lead)"])
    assert part.word_count() == 74 + 348
    assert part.word_count(ROLES) == 74 + 348 + len(essay.words) - essay.word_count()
    with pytest.raises(
        InputError, match="there is no section 'Joint'; there are \\(lead\\); Fundamentals and progress"
    ):
        essay.only_sections(["Joint"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no words"),
        (b" \n\t\xc2\xa0\n", "holds no words"),
        ("Größe\n".encode() + b"m\xfcde", r":2: is not UTF-8 text: byte 0xfc at offset 9; save it as UTF-8"),
        (b"a\x00b", ":1: holds NUL bytes"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, message):
    file = tmp_path / "bad.txt"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_document(file)


def test_missing_text_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.txt: there is no such file"):
        read_document(tmp_path / "nowhere.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_document(tmp_path)


def test_sections_of_one_name_are_chosen_together():
    document = parse_document("Title\n\nA b.\n\nPart\n\nC d e.\n\nOther\n\nF.\n\nPART\n\nG h.", name="t")
    assert document.only_sections(["part"]).word_count() == 5


def test_a_text_that_its_record_leaves_no_body(tmp_path):
    (tmp_path / "a.txt").write_text("Only this.", encoding="utf-8")
    record = "title: {value: A, certainty: in the text}\nlines: {disclaimer: [1]}\n"
    (tmp_path / "a.yaml").write_text(record, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.yaml: leaves the text without a body"):
        read_document(tmp_path / "a.txt")


@pytest.mark.parametrize("written", ["fr", "French", "fr-CA", "{value: fr, certainty: inferred}"])
def test_a_record_may_name_the_language_alone(tmp_path, written):
    (tmp_path / "a.txt").write_text("La flotte.", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(f"language: {written}\n", encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    assert (document.language, document.title) == ("fr", "a")


def test_a_record_that_names_no_known_language(tmp_path):
    (tmp_path / "a.txt").write_text("La flotte.", encoding="utf-8")
    for written in ("Klingon", "{value: Klingon, certainty: inferred}"):
        (tmp_path / "a.yaml").write_text(f"rights:\n  value: mine\n  certainty: inferred\nlanguage: {written}\n")
        said = r"a\.yaml:4: 'language': 'Klingon' is not a known language; give a code, such as en, or its name"
        with pytest.raises(InputError, match=said):
            read_document(tmp_path / "a.txt")


def test_record_that_names_a_line_beyond_the_text(tmp_path):
    (tmp_path / "a.txt").write_text("One line only.", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(
        "title: {value: A, certainty: in the text}\nlines: {heading: [7]}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"names line 7, but a\.txt has 1"):
        read_document(tmp_path / "a.txt")


texts = (
    st.lists(st.text(st.sampled_from("aZé9-'’.?!, \u00a0\u2011\u00ad\n_и"), min_size=1, max_size=60), max_size=6)
    .map("\n\n".join)
    .filter(lambda text: re.search(r"[^\W_]", text))
)


@given(texts)
def test_offsets_slice_back_and_parts_lie_within_each_other(text):
    document = parse_document(text, name="t")
    spans = document.sentences.set_index("sentence")
    for word in document.words.itertuples():
        assert text[word.start : word.end] == word.word
        assert spans.loc[word.sentence, "start"] <= word.start < word.end <= spans.loc[word.sentence, "end"]
    assert document.sections["words"].sum() == document.word_count(BODY)
    # Nothing that is a letter is lost.
    letters = sum(character.isalnum() for character in text)
    assert sum(character.isalnum() for word in document.words["word"] for character in word) == letters


def test_the_seed_is_the_essay_byte_for_byte():
    import hashlib

    digest = hashlib.sha256((SEEDS / "essay.txt").read_bytes()).hexdigest()
    assert digest == "02148f30655f1efb1c95a9b60c2b6ebc04e38877ea5a01634aecd753b619bce1"


def test_what_is_not_body_is_counted_and_much_of_it_is_a_warning():
    # By hand: 1 word of title and 19 of body are 5 %; 2 and 18 are 10 %.
    eighteen = "The men of the sea came to the land and went to the end of the war today."
    few = parse_document(f"War\n\n{eighteen} Yes.", name="t")
    much = parse_document(f"A war\n\n{eighteen}", name="t")
    assert (few.left_out(), few.word_count(), few.left_out_remark, few.remarks()) == ({"title": 1}, 19, "", [])
    assert (much.left_out(), much.word_count()) == ({"title": 2}, 18)
    assert much.left_out_remark.startswith(
        "10 % of its words (2 of 20) are headings and other parts that are not body"
    )
    assert much.remarks() == [f"t: {much.left_out_remark}"]
    # Sections that somebody leaves out are no parts that were taken for headings.
    text = "Title\n\nOne\n\nThree words here.\n\nTwo\n\nFour words are here."
    part = parse_document(text, name="t").only_sections(["Two"])
    assert (part.left_out(), part.word_count()) == ({"title": 1, "heading": 2}, 4)
    assert part.left_out(("body",)) == {"title": 1, "heading": 2, "other": 3}


def test_the_essay_leaves_three_per_cent_of_its_words_out(essay):
    assert essay.left_out() == {"rubric": 2, "title": 12, "heading": 9, "disclaimer": 16}
    assert (len(essay.words) - 39, essay.left_out_remark) == (essay.word_count(), "")
