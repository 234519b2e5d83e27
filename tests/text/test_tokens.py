"""What a word is, and in which form words are compared."""

import unicodedata
from collections import Counter

import pytest
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.text import tokens
from themeline.text.document import ROLES, parse_document
from themeline.text.tokens import fold, keys_of_broken, parts_of, too_long_word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no-first-use", ["no-first-use"]),
        ("the nations’ coast guard", ["the", "nations", "coast", "guard"]),
        ("China's and China’s", ["China's", "and", "China’s"]),
        ("both - in Europe – and Asia", ["both", "in", "Europe", "and", "Asia"]),
        ("New\u00a0START, 2024!", ["New", "START", "2024"]),
        ("non\u2011proliferation", ["non\u2011proliferation"]),
        ("snake_case", ["snake", "case"]),
        ("cafe\u0301s и ракеты", ["cafe\u0301s", "и", "ракеты"]),
        ("mis\u00adsile", ["mis\u00adsile"]),
        ("أُمّةٌ، ســلاحٌ؛ هـ ـ ـُـ ٢٠٢٤م", ["أُمّةٌ", "ســلاحٌ", "هـ", "٢٠٢٤م"]),
    ],
)
def test_what_a_word_is(text, words):
    assert list(parse_document(text, name="t").words["word"]) == words


@pytest.mark.parametrize("part", ["a", "ä\u0301", "a-", "a-\n", "a-\r\n", "a’", "я\u00ad"])
def test_a_word_longer_than_any_is_found_wherever_it_begins(monkeypatch, part):
    """Of as many characters as are allowed, and of one more."""
    monkeypatch.setattr(tokens, "LONGEST_WORD", 1000)
    for before in ("", "x. ", "No. " * 200):
        whole = (part * 1000)[:999]
        assert too_long_word(f"{before}{whole}b y") is None
        assert too_long_word(f"{before}{whole}bc y") == len(before)


@pytest.mark.parametrize("part", ["核", "_", "-", "- ", "a_", "a ", "no war\n", "+a"])
def test_what_is_long_and_no_word_is_not_taken_for_one(monkeypatch, part):
    monkeypatch.setattr(tokens, "LONGEST_WORD", 1000)
    assert too_long_word(part * 3000) is None


def test_folding_sees_through_typography():
    assert fold("Non\u2011First\u2010Use") == "non-first-use"
    assert fold("China’s") == "china's"
    assert fold("mis\u00adsile") == "missile"
    assert fold("ﬁeld") == "field"


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("أُمّةٌ", "أمة"),
        ("ســلاح", "سلاح"),
        ("هٰذا", "هذا"),
        # The hamza of a letter is no such mark, be it a character of its own, and a vowel mark before it.
        ("\u0627\u064f\u0654\u0645\u0629", "\u0623\u0645\u0629"),
        # As some PDFs have it: forms of letters and marks by their place in the word.
        ("\ufeb3\ufefc\ufea1", "سلاح"),
        ("\ufeb3\ufe77\ufedc\ufe71\ufeae", "سكر"),
        ("١٧٠١", "1701"),
        ("۱۷۰۱", "1701"),
        ("ـ", ""),
    ],
)
def test_arabic_words_are_the_same_with_vowel_marks_and_without(word, key):
    assert fold(word) == key
    whole = parse_document(f"قال {word} قال.", name="t").words["key"].tolist()
    assert whole == ["قال", key, "قال"] if key else ["قال", "قال"]


def test_arabic_patterns_and_texts_may_have_vowel_marks_or_not():
    """By hand: the nation twice, once at a line's end with its mark; weapons twice, once with the article."""
    text = "نحن أُمّة واحدة\n\nولا ســلاح في يد أمةٍ\n\nإلا السِّلاح القديم، وذلك بقرار ١٧٠١."
    themes = [
        Theme(id="nation", label="N", patterns=("أمة",)),
        Theme(id="arms", label="A", patterns=("*سلاح*",)),
        Theme(id="marked", label="M", patterns=("سِــلَاح", "*قَرار 1701")),
    ]
    document = parse_document(text, name="t")
    found = find_mentions(document, Codebook(themes=themes, languages=()), roles=ROLES)
    assert sorted(zip(found["theme"], found["text"], strict=True)) == sorted(
        [
            ("nation", "أُمّة"), ("nation", "أمةٍ"), ("arms", "ســلاح"), ("arms", "السِّلاح"), ("marked", "ســلاح"),
            ("marked", "بقرار ١٧٠١"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("the mis-\nsile", "the missile"),  # neither stands elsewhere, and a small letter follows
        ("the Indo-\nPacific", "the indo-pacific"),  # a capital does
        ("a long-\nterm plan, long-term", "a long-term plan long-term"),  # it stands elsewhere with its hyphen
        ("the New-\nYork, NewYork", "the newyork newyork"),  # without
        ("no-first-\nuse", "no-firstuse"),
        ("no-first-\nuse of no-first-use", "no-first-use of no-first-use"),
        ("pre- and post-war; pre-\nand post-war", "pre and post-war pre and post-war"),
        ("a mid-\n2024 plan", "a mid-2024 plan"),
        ("the Indo\u00ad\nPacific", "the indopacific"),
        ("end -\nBegin -- end", "end begin end"),
        # Where it stands as often with its hyphen as without, what follows decides, as where neither stands.
        ("re-\nuse, re-use and reuse", "reuse re-use and reuse"),
        ("New-\nYork, New-York and NewYork", "new-york new-york and newyork"),
        # The form that is more frequent by one wins against what follows.
        ("re-\nuse, re-use, re-use and reuse", "re-use re-use re-use and reuse"),
        ("New-\nYork, New-York, NewYork and NewYork", "newyork new-york newyork and newyork"),
        # In a text that has soft hyphens at the ends of lines any other is the word's own.
        ("the mis-\nsile was soft\u00ad\nly set", "the mis-sile was softly set"),
    ],
)  # fmt: skip
def test_whether_a_hyphen_at_a_line_end_is_the_words_own(text, keys):
    assert list(parse_document(text, name="t").words["key"]) == keys.split()


@pytest.mark.parametrize(
    ("word", "key", "parts"),
    [
        ("sea-based", "sea-based", [(0, 3, "sea"), (4, 9, "based")]),
        ("mid-\n2024", "mid-2024", [(0, 3, "mid"), (5, 9, "2024")]),
        # Neither the end of a line nor the blanks before and behind it are of the part.
        ("mid- \r\n\t2024", "mid-2024", [(0, 3, "mid"), (8, 12, "2024")]),
        ("no-fi-\nrst\u00ad\nly", "no-firstly", [(0, 2, "no"), (3, 14, "firstly")]),
        ("-".join(["ab"] * 9_000), "-".join(["ab"] * 9_000), [(3 * n, 3 * n + 2, "ab") for n in range(9_000)]),
    ],
)
def test_the_parts_of_a_word_with_hyphens(word, key, parts):
    assert list(parts_of(word, key)) == parts


def test_a_word_of_many_lines_is_looked_up_only_where_another_is_as_long():
    class Counting(Counter):
        looked_up = 0

        def __getitem__(self, key):
            self.looked_up += 1
            return super().__getitem__(key)

    word, known = "-\n".join(["ab"] * 2_000), Counting({"ababab": 1, "else": 1})
    assert keys_of_broken({word}, known.__getitem__, {len(one) for one in known}) == {word: "ab" * 2_000}
    # "abab" is as long as "else", then "ababab"; no word is as long as "ab-ab", "abab-ab", or what is longer.
    assert known.looked_up == 2


def test_accents_in_one_character_or_two():
    text = "Le traité de sécurité sur les missiles a été signé à Genève."
    documents = [parse_document(unicodedata.normalize(form, text), name="t") for form in ("NFC", "NFD", "NFKD")]
    assert len({tuple(document.words["key"]) for document in documents}) == 1
    theme = {"id": "t", "label": "T", "definition": "T", "colour": "#000000", "patterns": ["traité*", "gene\u0300ve"]}
    assert [len(find_mentions(document, Codebook(themes=[theme]))) for document in documents] == [2, 2, 2]


def test_chinese_is_no_single_word():
    text = "中国反对部署导弹。导弹防御系统是威胁！"
    document = parse_document(text, name="t")
    assert len(document.words) == 17
    assert len(document.sentences) == 2
    theme = {"id": "m", "label": "M", "definition": "M", "colour": "#000000", "patterns": ["导弹"]}
    found = find_mentions(document, Codebook(themes=[theme], languages=()))
    assert [(row.start, row.end, row.text) for row in found.itertuples()] == [(6, 8, "导弹"), (9, 11, "导弹")]
