"""Where sentences end: each rule on paragraphs with ``|`` at each break, and two samples marked by hand."""

import importlib.util
from itertools import pairwise

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.text.document import parse_document
from themeline.text.extracted import from_paragraphs
from themeline.text.sentence_rules import rules_of
from themeline.text.sentences import sentence_spans
from themeline.text.tokens import WORD
from themeline.validity.coding_sheets import sheet_table

CODEBOOK = Codebook(themes=[Theme(id="a", label="A", patterns=("missile*", "war games"))])
# It was ten sentences once.
CASE = (
    "Under Art. 5 missiles count as arms.| Decree No. 7 bans nuclear missiles.| The table (see p. 5) lists the "
    'border posts.| Raytheon Co. of Boston built it.| "Will they fight?" he asked.'
)


def split(paragraph):
    return [paragraph[start:end] for start, end in sentence_spans(paragraph)]


def check(marked):
    """A sentence ends where a bar stands, and nowhere else."""
    assert split(marked.replace("|", "")) == [sentence.strip() for sentence in marked.split("|")]


def test_a_sheet_has_a_row_for_each_of_five_sentences():
    document = parse_document(CASE.replace("|", ""), name="case")
    assert list(sheet_table({"case.txt": document}, CODEBOOK)["text"]) == [one.strip() for one in CASE.split("|")]


@pytest.mark.parametrize(
    "abbreviation",
    (
        "Mr. Mrs. Ms. Dr. Prof. Gen. Col. Capt. Lt. Lieut. Maj. Sgt. Adm. Brig. Amb. Sen. Rep. Gov. Hon. Rev. "
        "Messrs. St. Mt. Co. Corp. Inc. Ltd. Bros. Dept. Univ. Nos. Art. Arts. Sec. Fig. Figs. Vol. Doc. Res. p. "
        "para. pp. al. ca. approx. vs. cf. e.g. i.e. viz. eds. D.C. E.U. U.N. U.S. U.S.A. Ph.D. J. W. Jr. Sr. Gov't."
    ).split(),
)
def test_an_abbreviation_ends_no_sentence_before_a_name_a_number_or_a_small_letter(abbreviation):
    for following in ("Novak left.", "7 came.", "of them."):
        check(f"It names {abbreviation} {following}")


@pytest.mark.parametrize(
    "marked",
    [
        # Numbers of articles and documents, in Roman numerals, as letters, as symbols.
        "See Art. IV, Sec. 3(a), Fig. B, Vol. I of it, Doc. A/79/224, Res. ES-11/1, pp. [12] and no. V.| They bind.",
        "The sum (see No. 438), it says, is right.| It is No.\n5 of ten.",
        # What is a word as well is one before all else.
        "He said no.| Moscow agreed.| No.| It is not.| He said no.| I agree.",
        "He loves art.| The museum closed.| He ate a fig.| So be it.",
        # A sentence may end with an abbreviation.
        "Lockheed Corp. and Boeing Inc. sell them, etc.| The army buys.| Ships, tanks, etc.| Moscow agreed.",
        "It began at 5 p.m. Moscow time.| It ended at 11 a.m.| Ships left at 6 p.m.| The end.",
        "He left the U.S.| Then he won.| He left the U.S. Senate.| He lives in D.C.| From there he writes.",
        "Gen. (ret.) John Novak said it to Adm. Smith (ret.).| He heard it.",
        "So say Smith et al.| The E.U. agreed.| Within the E.U.| This is so.| Martin Luther King, Jr.| He won.",
        "World War I.| The war began.| Plan A.| It failed.| Article V.| In it J. A. Smith says so.| He met Xi.| So?",
        # These begin sentences, but are names behind a title.
        "Gen. He Lei and Mr. An came.| Dr. No is a film.| In the U.S. No. 7 is the best.",
    ],
)
def test_the_word_behind_an_abbreviation_tells_whether_a_sentence_ends(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "“Will they fight?” he asked.| “Never!” President Biden said.| “Who won?”| The answer is known.",
        'He asked "Who won?" and left.| "Stop!"| He left.| "Go!"| "Stay!" she cried.| Yahoo! is a firm.',
        "The question (who won?) Moscow did not ask.| (It was late.)| They left.| Who knows?!| Nobody.",
        "“It is over.”| She left.| 'It is over.'| He said “no”.| Moscow left.| He is “of Boeing Inc.”| The rest.",
        "The fleet is here. the rest is small.| The attack failed.| al-Qaida said so.| Now iPhone sales rose.",
        "this is all lower.| so is this.| the u.s. navy left.",
    ],
)
def test_quotations_go_on_and_no_sentence_begins_with_a_small_letter(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "1. The parties agree.| 2. They act.| IV. Arms stay.| (a) The first.| (b) The second.| A. It is so.",
        "They agreed: 1. The border is open; 2. Troops leave.| It was 1990.| 300 ships left.| It cost $5.| $6 came.",
        "He waited...| Then he left.| The ... Russian fleet waits…| Russia won.| It was . . .| The end.",
        "The treaty.[1]| The next.[12]| It ended.12| The last.| Version 3.5 Million.| The rate is 5 per cent. of it.",
        "The war.|The army left.| In 1990.|The end.| He left us.|On Monday he came.| See node.js and X.Com today.",
        "他说。|他走了！|“战争？”|她问。 |The end.",
    ],
)
def test_numbers_ellipses_notes_and_missing_blanks(marked):
    check(marked)


def test_what_no_reader_sees_and_raised_numbers_of_notes_hide_no_end():
    assert split("The war.\u200b The U.\u200bN. came.² Then\u00ad.") == [
        "The war.",
        "The U.\u200bN. came.",
        "Then\u00ad.",
    ]


HEADED = (
    "Ships of the Arctic\nThe two countries agreed to build the ships that they need\nin the far north. They\nwon."
)


def test_a_heading_of_a_scan_that_is_not_marked_is_no_part_of_the_sentence_below():
    title, first, second = "Ships of the Arctic", HEADED[20:96], "They\nwon."
    assert split(HEADED) == [title, first, second]
    # As a PDF is read: its lines stay.
    document = parse_document(from_paragraphs([("title", "A title"), ("body", HEADED)], "PDF"), name="t")
    assert [document.text[row.start : row.end] for row in document.sentences.itertuples()] == [
        "A title",
        title,
        first,
        second,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # The next word did not fit.
        "The ships that they need are all\nVladivostok ones and in the north",
        # It runs on, begins with no capital, ends with a mark or a hyphen, or has more than twelve words.
        "Ships of the\nArctic which they need in the far north of the country",
        "and the ships\nArctic which they need in the far north of the country",
        "The ships,\nArctic ones that they need in the far north of the country",
        "The Indo-\nPacific which they need in the far north of the country",
        "The mis\u00ad\nSile which they need in the far north of the country",
        "A b c d e f g h i j k l m\nArctic ones that they need in the far north of the country that is far",
        "The ships\narctic ones that they need in the far north of the country",
    ],
)
def test_other_lines_are_part_of_the_sentence(lines):
    assert split(lines) == [lines]


def test_a_phrase_may_stand_over_the_end_of_such_a_line_as_the_engine_has_it():
    text = "The history of war\nGames of the fleets were held in the far north of the country."
    document = parse_document(text, name="t")
    assert len(document.sentences) == 2
    assert list(find_mentions(document, CODEBOOK)["text"]) == ["war\nGames"]


def samples():
    spec = importlib.util.spec_from_file_location("benchmark_sentences", ROOT / "scripts" / "benchmark_sentences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("part", "breaks", "wrong", "missed"),
    [
        # A misread "Hon.".
        ("development", 350, ["Non."], []),
        ("test", 341, ['"...'], ["tranquillity.", "$391,994.59.", "5,308,483."]),
    ],
)
def test_sentences_marked_by_hand_are_found_but_for_these(part, breaks, wrong, missed):
    module = samples()
    found, no_breaks, not_found = module.found_by(module.themeline(), part)
    assert len(found) + len(not_found) == breaks
    assert [before.split()[-1] for _, before, _ in no_breaks] == wrong
    assert [before.split()[-1] for _, before, _ in not_found] == missed


@pytest.mark.parametrize(
    ("language", "breaks", "wrong", "missed", "wrong_by_english"),
    [
        # "зал." is a hall too, and behind "г." a name may go on: "в 1962 г. Москва".
        ("ru", 20, ["зал."], ["г."], 13),
        ("fr", 17, [], ["B."], 5),
        ("es", 16, [], [], 11),
        ("zh", 11, [], [], 2),
        ("ar", 21, [], [], 1),
    ],
)
def test_sentences_of_other_languages_marked_by_hand(language, breaks, wrong, missed, wrong_by_english):
    """By the rules of their language, and by those of English, which end many sentences at abbreviations."""
    module = samples()
    found, no_breaks, not_found = module.found_by(lambda text: ends(text, language), language)
    assert len(found) + len(not_found) == breaks
    assert [before.split()[-1] for _, before, _ in no_breaks] == wrong
    assert [before.split()[-1] for _, before, _ in not_found] == missed
    assert len(module.found_by(lambda text: ends(text, "en"), language)[1]) == wrong_by_english


def ends(text, language):
    return [end for _, end in sentence_spans(text, language)][:-1]


def test_a_language_without_rules_has_those_of_english():
    text = "Am 5. Sept. 2024 kam Dr. Adler. In St. Pölten schrieb J. Novak. A. This is it."
    assert ends(text, "de") == ends(text, "en") == ends(text, "")


def test_a_sample_is_read_as_its_head_says():
    source, text, breaks = next(one for one in samples().marked("development") if one[0].startswith("1985-Reagan"))
    assert source.endswith(" chosen")
    assert all(text[place - 1] in ".?!\"'])" and not text[place - 1 : place + 1].isspace() for place in breaks)


@given(st.text(st.sampled_from('aZ.?!…"”’)]- \n\r\u200b\u00ad²1é战。؟وُـ'), max_size=80))
def test_sentences_follow_each_other_and_hold_all_words_whole(paragraph):
    spans = sentence_spans(paragraph)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for word in WORD.finditer(paragraph):
        assert any(start <= word.start() and word.end() <= end for start, end in spans)


@pytest.mark.parametrize(
    "piece", [".", "No. 5 ", "12.5 abc 33\n", "? ", "(what?) Moscow ", ".)", "a.[1]", "War\n", "A. "]
)
def test_a_long_paragraph_is_looked_at_once(piece, monkeypatch):
    from themeline.text import sentences

    class Text(str):
        """Counts the letters that are cut out of it."""

        cut = 0

        def __getitem__(self, key):
            taken = super().__getitem__(key)
            Text.cut += len(taken)
            return taken

    paragraph = Text(piece * 2000)
    for language in ("en", "fr"):
        Text.cut = 0
        list(sentences._spans(paragraph, rules_of(language)))
        assert Text.cut < 150 * len(paragraph)
