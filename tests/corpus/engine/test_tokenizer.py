"""Each function of the tokenizer by hand, on a few characters."""

import numpy as np
import pytest
import regex
from themeline.corpus.engine import tokenizer
from themeline.corpus.engine.tokenizer import (
    BEGINS_ANEW,
    BEGINS_SMALL,
    BULLET,
    EDGE,
    IN_WORD,
    IS_BODY,
    IS_ITEM,
    LETTER,
    MAY_BE_HEADING,
    SMALL,
    STOP,
    Blocks,
    are_joined,
    begin_of,
    classes_of,
    codes_of,
    empty_types,
    find_blocks,
    find_lines,
    find_words,
    line_end,
    lower,
    seen_length,
    text_of_codes,
    with_more_room,
)
from themeline.text.blocks import HEADING_WORDS

SOFT, ZERO_WIDTH, GRAVE = "\u00ad", "\u200b", "\u0300"


def coded(text):
    codes = codes_of(text)
    return codes, classes_of(codes)


def test_code_points_take_four_bytes_and_the_classes_are_as_many_as_they_need():
    for text in ("", "war", "wär", "war 💥", "a lone \ud83d"):
        codes = codes_of(text)
        assert (codes.itemsize, codes.tolist()) == (4, [ord(letter) for letter in text])
        assert text_of_codes(codes) == text
    texts = ("", "\x7f", "\x80", "\uffff", "\U00010000", "\U0010ffff")
    assert [len(classes_of(codes_of(text))) for text in texts] == [128, 128, 65536, 65536, 1114112, 1114112]


def test_no_character_has_a_class_where_none_is_looked_for():
    begins, ends = zip(*tokenizer._ASSIGNED, strict=True)
    between = "".join(chr(code) for gap in zip(ends, (*begins[1:], 0x110000), strict=True) for code in range(*gap))
    assert len(between) == 0x110000 - 0x40000 - 0x10000
    # Within them each is looked at, as a sample shows.
    sample = [*range(0xD800), 0xFFFF, 0x10000, 0x10400, 0x1D52D, 0x3FFFF, 0xE0100, 0xE01EF, 0xE01F0, 0x10FFFF]
    letters = "".join(map(chr, sample))
    classes = tokenizer._classes(0x110000)[sample]
    for bit, pattern in tokenizer._CLASSES.items():
        assert regex.search(pattern, between, regex.V1) is None
        found = [match.start() for match in regex.finditer(pattern, letters, regex.V1)]
        assert np.flatnonzero(classes & bit).tolist() == found


def test_classes_of_some_characters():
    classes = classes_of(codes_of("ä"))
    assert classes[ord("a")] == LETTER | IN_WORD | SMALL
    assert classes[ord("A")] == LETTER | IN_WORD
    assert classes[ord("ა")] == LETTER | IN_WORD
    assert classes[ord("•")] == BULLET
    assert classes[ord(".")] == STOP
    assert classes[ord("\x1c")] & EDGE
    assert classes[ord("战")] == tokenizer.ALONE | IN_WORD
    assert classes[ord(SOFT)] == tokenizer.JOINED | tokenizer.NOT_SEEN | EDGE
    # A raised two is the mark of a note, and no part of a word.
    assert not classes[ord("²")] & LETTER


def test_capitals_from_a_to_z_are_lowered_and_nothing_else():
    assert [chr(lower(ord(letter))) for letter in "AZaz@[0"] == list("azaz@[0")


def lines_of(*texts):
    codes, classes = coded("".join(texts))
    begins = np.cumsum([0, *map(len, texts)])
    return codes, classes, find_lines(codes, begins, classes)


def test_lines_end_at_any_line_end_and_are_stripped():
    codes, _, lines = lines_of("a b \r\n\n c", "\rd")
    count = lines.first_of_text[-1]
    assert lines.first_of_text.tolist() == [0, 3, 5]
    texts = [
        text_of_codes(codes[start:end]) for start, end in zip(lines.start[:count], lines.end[:count], strict=True)
    ]
    assert texts == ["a b", "", "c", "", "d"]
    assert lines.each_alone.tolist() == [False, False]


def test_where_most_of_a_text_is_in_long_lines_each_is_a_block():
    for length, alone in ((159, False), (160, True)):
        # The line's end counts too: 158 or 159 letters and one line end.
        assert lines_of("a" * (length - 1) + "\nb")[2].each_alone.tolist() == [alone]
    assert lines_of("a" * 159 + "\n" + "b\n" * 80)[2].each_alone.tolist() == [False]
    assert lines_of("a" * 159 + "\n" + "b\n" * 79)[2].each_alone.tolist() == [True]


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("WAR", True), ("War", False), ("WAR.", False), ("2 War", True), ("IV. War", True), ("War. War", True),
        ("Appendix A", True), ("APPENDIX a", True), ("appendix b War", False), ("Appendices A", False),
        ("Appendixe A", False), ("Applepie A", True), ("Part I", True), ("Party I", False),
        ("Abcdefghij. War", False), ("Abcdefgh. War", True), ("i. War", True), ("i. war", False),
        ("Ärger", True), ("The Ärger", False), ("A" + "a" * 198, False), ("A" * 199, True),
        ("A" * 200, False),
    ],
)  # fmt: skip
def test_lines_that_may_stand_out(line, may):
    # With short lines behind it, so that even a long one is not most of the text.
    _, _, lines = lines_of(line + "\nb" * 200)
    assert lines.may_stand_out[:1].tolist() == [may]


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("War", BEGINS_ANEW), ("war", BEGINS_SMALL), ("“war”", BEGINS_SMALL), ("-war", BEGINS_SMALL),
        ("1996 war", BEGINS_ANEW), ("核", BEGINS_ANEW), ("ომი", BEGINS_ANEW), ("§ 5", BEGINS_ANEW),
        ("(a) war", IS_ITEM), ("(a) War", BEGINS_ANEW), ("12. war", IS_ITEM), ("1234. war", BEGINS_ANEW),
        ("xiii] war", IS_ITEM), ("civil. war", BEGINS_SMALL), ("ab) war", BEGINS_SMALL), ("a.b war", BEGINS_SMALL),
        ("a)", BEGINS_ANEW), ("", BEGINS_ANEW), ("…", BEGINS_ANEW),
        ("1a. war", BEGINS_ANEW), ("3.1 war", BEGINS_ANEW), ("A. war", IS_ITEM),
        ("• War", IS_ITEM), ("•War", IS_ITEM), ("—War", IS_ITEM), ("- War", IS_ITEM), ("-War", BEGINS_ANEW),
        ("*War*", BEGINS_ANEW), ("* 核", IS_ITEM), ("- 3 -", BEGINS_ANEW), ("– p. 3 –", IS_ITEM), ("*", BEGINS_ANEW),
    ],
)  # fmt: skip
def test_how_lines_begin(line, begins):
    codes, classes = coded(line)
    assert begin_of(codes, 0, len(codes), classes) == begins


def test_the_width_at_which_lines_are_broken():
    # The second text's lines are each longer, but for the last, and have a stop at their end.
    first, second = "A" * 30 + "\n" + "B" * 28 + "\n\n" + "C" * 29 + "\nDD\n", ("A" * 30 + ".\n") * 3
    assert lines_of(first, second, first)[2].width.tolist() == [30, 0, 30]
    # Of 28 lines a quarter is seven.
    for many, width in ((7, 34), (6, 30)):
        text = ("A" * 30 + "\n") * (28 - many) + ("B" * 34 + "\n") * many
        assert lines_of(text)[2].width.tolist() == [width]
    for length, width in ((20, 20), (19, 0)):
        assert lines_of(("A" * length + "\n") * 4)[2].width.tolist() == [width]
    assert lines_of(("战" * 30 + "\n") * 4, "".join("战" * n + "\n" for n in range(30, 25, -1)))[
        2
    ].width.tolist() == [
        30,
        0,
    ]
    # Of a text in long lines it is not asked.
    assert lines_of(("A" * 200 + "\n") * 4)[2].width.tolist() == [0]


def test_every_word_before_a_number_of_a_heading_is_looked_at():
    for word in HEADING_WORDS:
        assert lines_of(f"{word.title()} 1 War")[2].may_stand_out[0], word


def blocks_of(text, standing_out=()):
    codes, classes, lines = lines_of(text)
    stands_out = np.zeros(len(lines.start), np.bool_)
    stands_out[list(standing_out)] = True
    blocks = find_blocks(codes, classes, lines, stands_out)
    spans = zip(blocks.start, blocks.end, blocks.role.tolist(), strict=True)
    return [(text_of_codes(codes[start:end]), role) for start, end, role in spans]


def test_blocks_are_parted_by_empty_lines_and_by_lines_that_stand_out():
    assert blocks_of("A\n\nB\nc") == [("A", MAY_BE_HEADING), ("B\nc", IS_BODY)]
    # With a stop at its end, or nothing behind it, it is no heading; nor in lower case, or where that is behind it.
    assert blocks_of("A.\n\nB") == [("A.", IS_BODY), ("B", IS_BODY)]
    assert blocks_of("a\n\nB") == [("a", IS_BODY), ("B", IS_BODY)]
    assert blocks_of("A\n\n\nb") == [("A", IS_BODY), ("b", IS_BODY)]
    assert blocks_of("A\n\n(a) b") == [("A", MAY_BE_HEADING), ("(a) b", IS_BODY)]
    assert blocks_of("A\nB", [0]) == [("A", MAY_BE_HEADING), ("B", IS_BODY)]
    # One that stands out is none either where it runs on, and is no hindrance to the one above it.
    assert blocks_of("A\nb", [0]) == [("A\nb", IS_BODY)]
    assert blocks_of("A\nB\nc", [0, 1]) == [("A", MAY_BE_HEADING), ("B\nc", IS_BODY)]
    # Two lines that stand out, one below the other, are a block, as is one in the middle.
    assert blocks_of("A\nB\nC", [0, 1]) == [("A\nB\nC", IS_BODY)]
    assert blocks_of("A\nB\nC", [1]) == [("A\nB\nC", IS_BODY)]
    rest = "\nb" * 200
    for length, role in ((199, MAY_BE_HEADING), (200, IS_BODY)):
        assert blocks_of("A" * length + "\n\n(a)" + rest) == [("A" * length, role), ("(a)" + rest, IS_BODY)]


def test_a_line_that_left_no_room_for_the_next_word_runs_on():
    full = "\n".join(["A" * 40] * 6)
    for length, role in ((32, MAY_BE_HEADING), (33, IS_BODY), (50, IS_BODY), (51, MAY_BE_HEADING)):
        line = "B" * length
        found = blocks_of(f"{full}\n\n{line}\n\nNations met.")
        assert found == [(full, IS_BODY), (line, role), ("Nations met.", IS_BODY)]


def test_where_a_line_end_ends():
    codes, _ = coded("a \t\r\n b")
    assert line_end(codes, 1, len(codes)) == 6
    assert line_end(codes, 0, len(codes)) == -1
    # What is behind the end is not looked at.
    assert line_end(codes, 1, 3) == -1


def words_of(text, types=None):
    codes, classes = coded(text)
    blocks = Blocks(*(np.array([value]) for value in (0, len(codes), 0, IS_BODY)))
    words, types = find_words(codes, classes, blocks, types or empty_types(8))
    assert words.first_of_block.tolist() == [0, len(words.start)]
    spans = zip(words.start, words.end, words.type_id.tolist(), strict=True)
    return [(text_of_codes(codes[start:end]), type_id) for start, end, type_id in spans], types


def test_words_have_the_numbers_of_their_types_in_the_order_of_meeting():
    found, types = words_of("The war. The wars")
    assert found == [("The", 0), ("war", 1), ("The", 0), ("wars", 2)]
    assert types.size.tolist() == [3, 10]
    assert types.begin[:4].tolist() == [0, 3, 6, 10]
    assert text_of_codes(types.letters[:10]) == "Thewarwars"
    assert words_of("wars, the", types)[0] == [("wars", 2), ("the", 3)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("co-operate", ["co-operate"]), ("co--operate", ["co", "operate"]), ("war's", ["war's"]), ("wars'", ["wars"]),
        ("战争", ["战", "争"]), ("a战", ["a", "战"]), (f"e{GRAVE}a", [f"e{GRAVE}a"]), (f"w{SOFT}ar", [f"w{SOFT}ar"]),
        ("co-\noperate", ["co-\noperate"]), ("pre- and", ["pre", "and"]), ("pre-\nand", ["pre", "and"]),
        ("pre-\nandes", ["pre-\nandes"]), (f"w{SOFT}\nar", [f"w{SOFT}\nar"]),
        (f"a-{ZERO_WIDTH}b", [f"a-{ZERO_WIDTH}b"]), ("x²", ["x"]), ("-a", ["a"]), ("a'\nb", ["a", "b"]),
    ],
)  # fmt: skip
def test_what_one_word_is(text, words):
    found, _ = words_of(text)
    assert [word for word, _ in found] == words
    # A word with a line's end in it has no type yet.
    assert [type_id < 0 for _, type_id in found] == ["\n" in word for word in words]


def test_a_full_table_of_types_grows_and_keeps_their_numbers():
    names = [f"{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(60)]
    _, types = words_of(" ".join(names[:5]), empty_types(4))
    assert len(types.slots) == 16 and types.size.tolist() == [5, 10]
    more = with_more_room(types)
    assert len(more.slots) == 32
    assert sorted(map(tuple, more.slots[more.slots[:, 1] > 0].tolist())) == sorted(
        map(tuple, types.slots[types.slots[:, 1] > 0].tolist())
    )
    found, _ = words_of(" ".join(names), more)
    assert found == [(name, number) for number, name in enumerate(names)]


@pytest.mark.parametrize(
    ("between", "joined"),
    [
        (" ", True), (" \n\t", True), ("-", True), ("-\n", True), ("- ", False), ("--", False), (", ", False),
        (f" {ZERO_WIDTH}", True), (" - ", False), ("\xa0", True), ("-\n\n", False),
    ],
)  # fmt: skip
def test_what_may_stand_between_words_of_a_phrase(between, joined):
    codes, classes = coded(f"a{between}b")
    assert are_joined(codes, 1, 1 + len(between), classes) == joined


def test_nothing_stands_between_words_where_a_character_is_one():
    codes, classes = coded("战a b战")
    assert are_joined(codes, 1, 1, classes)
    assert are_joined(codes, 4, 4, classes)
    assert not are_joined(codes, 0, 0, classes)


def test_marks_that_are_not_seen_have_no_length():
    codes, classes = coded(f"w{SOFT}{ZERO_WIDTH}e{GRAVE}")
    assert seen_length(codes, 0, 5, classes) == 3
    assert seen_length(codes, 1, 3, classes) == 0
