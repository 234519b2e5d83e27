"""The parts of a text: title, headings, paragraphs."""

import pytest
from themeline.text.blocks import width_of
from themeline.text.document import parse_document
from themeline.text.metadata import Known, LineRoles, TextRecord


def test_structure_is_found_without_a_record():
    text = "A title\n\nSome text here. More of it.\n\nA heading\n\nThe rest,\nin two lines.\n\nAnd its end"
    document = parse_document(text, name="t")
    assert list(document.blocks["role"]) == ["title", "body", "heading", "body", "body"]
    assert list(document.sections["section"]) == ["", "A heading"]
    assert document.title == "A title"
    assert len(document.sentences) == 6


def roles(text: str) -> list[str]:
    return list(parse_document(text, name="t").blocks["role"])


def test_a_heading_has_at_most_twelve_words():
    twelve, thirteen = " ".join(["Word"] * 12), " ".join(["Word"] * 13)
    for heading, role in ((twelve, "heading"), (thirteen, "body")):
        assert roles(f"It began.\n\n{heading}\n\nIt ended.") == ["body", role, "body"]
    # Parts of a word with hyphens are one word.
    assert roles(f"It began.\n\n{twelve}-by-word\n\nIt ended.") == ["body", "heading", "body"]
    # So it is with the first line of a block, if it is numbered or in capitals.
    for line, expected in (
        (f"1. {twelve[5:]}", ["body", "heading", "body"]),  # the number is a word
        (f"1. {twelve}", ["body", "body"]),
        (twelve.upper(), ["body", "heading", "body"]),
        (thirteen.upper(), ["body", "body"]),
    ):
        assert roles(f"It began.\n\n{line}\nIt ended.") == expected


def test_a_heading_has_less_than_two_hundred_characters():
    for length, role in ((199, "heading"), (200, "body")):
        assert roles(f"It began.\n\n{'X' * length}\n\nIt ended.") == ["body", role, "body"]


@pytest.mark.parametrize("stop", ".?!…:;,。！？，；：")
def test_a_line_with_a_stop_at_its_end_is_no_heading(stop):
    assert roles(f"It began.\n\nA part{stop}\n\nIt ended.") == ["body", "body", "body"]


def test_a_heading_has_something_behind_it():
    assert roles("It began.\n\nA part") == ["body", "body"]
    assert roles("It began.\n\nA part\n\nIt ended.") == ["body", "heading", "body"]


def test_the_first_heading_is_the_title_only_before_all_other_text():
    assert roles("One\n\nTwo\n\nIt began.") == ["title", "heading", "body"]
    assert roles("It began.\n\nOne\n\nIt ended.") == ["body", "heading", "body"]


@pytest.mark.parametrize(
    "line",
    ["2. Findings", "IV. Arms", "Article 5 War", "Appendix A: War", "3.1 War", "Part I. War", "ARMS", "Annex b War"],
)
def test_a_first_line_that_is_numbered_or_in_capitals_is_a_heading(line):
    assert roles(f"It began.\n\n{line}\nIt ended.") == ["body", "heading", "body"]


@pytest.mark.parametrize(
    "line", ["Findings", "WAR", "1996 was", "3.1 war", "i. war", "Article 5", "Articles five War", "annex b War"]
)
def test_other_first_lines_are_not(line):
    assert roles(f"It began.\n\n{line}\nIt ended.") == ["body", "body"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The war", "heading"),
        ("the war", "body"),
        ("“the war", "body"),
        ("война", "body"),
        ("Война", "heading"),
        # Where a script has no capitals, or does not use them, nothing can be told.
        ("الحرب", "heading"),
        ("ომი", "heading"),
        ("(a) Arms", "heading"),
        ("(a) arms", "body"),
        ("iv. arms", "body"),
        ("civil. Arms", "body"),
        ("3.1 arms", "heading"),
        ("2024 budgets", "heading"),
        ("• Arms", "body"),
        ("* Arms", "body"),
        ("- Arms", "body"),
        ("—Arms", "body"),
        ("*Arms*", "heading"),
        # A page's number.
        ("- 3 -", "heading"),
        ("- Page 3 -", "body"),
    ],
)
def test_how_a_heading_begins(line, role):
    assert roles(f"It began.\n\n{line}\n\nIt ended.") == ["body", role, "body"]


@pytest.mark.parametrize(
    ("behind", "role"),
    [
        ("It ended.", "heading"),
        ("it ended.", "body"),
        ("(which ended) it.", "body"),
        ("ended, and\nit began.", "body"),
        # Items of a list under their heading.
        ("(a) to end;", "heading"),
        ("a. to end;", "heading"),
        ("iv) to end;", "heading"),
        ("12. to end;", "heading"),
        ("• to end;", "heading"),
        ("- to end;", "heading"),
        ("e.g. to end.", "body"),
        ("in 1996.", "body"),
        ("1996 ended it.", "heading"),
    ],
)
def test_a_line_that_goes_on_in_lower_case_is_no_heading(behind, role):
    assert roles(f"It began.\n\nThe war of 1996\n\n{behind}") == ["body", role, "body"]
    # Right below it, the line is of the same block.
    numbered = roles(f"It began.\n\n2. The war of 1996\n{behind}")
    assert numbered == (["body", "heading", "body"] if role == "heading" else ["body", "body"])


# The lines of a column of forty characters. Of "Nations", "States" and "Reform" none had room above.
SPEECH = """\
The genesis of this crisis lies with the
industrialized nations of the world, and
its perpetuation rests with the United
Nations and with the wider membership of
the Group. We call on the small Island
States and on all others to join us now,
and to act.
""".splitlines()


def test_of_a_scan_with_every_line_between_empty_ones_none_is_a_heading():
    lines = [*SPEECH, "A reform", *SPEECH]
    assert roles("\n\n".join(lines)) == ["body"] * 7 + ["heading"] + ["body"] * 7
    # So it is in a script without capitals, here with each letter's place in the alphabet told in Hebrew letters.
    hebrew = {letter: chr(0x5D0 + number % 26) for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    caseless = [line.lower().translate(str.maketrans(hebrew)) for line in lines]
    assert roles("\n\n".join(caseless)) == ["body"] * 7 + ["heading"] + ["body"] * 7


def test_the_first_line_of_a_numbered_paragraph_is_no_heading():
    paragraphs = ["\n".join([f"{n}. {SPEECH[0]}"[:40], *SPEECH[1:]]) for n in (1, 2)]
    # "Nations" had no room behind "the United"; a line that is as short as "3. Arms" had.
    capital = "\n".join(["23. It rests today with the United", *SPEECH[3:]])
    assert roles("\n\n".join([*paragraphs, capital, "3. Arms\n" + capital])) == ["body"] * 3 + ["heading", "body"]


def test_lines_are_broken_at_a_width_where_most_have_no_room_for_the_next_word():
    # The lengths of the seven lines are 40, 40, 38, 40, 38, 40, 11.
    assert width_of(SPEECH) == 40
    assert width_of([*SPEECH, "", ""]) == 40
    # A quarter of the lines is as wide: of 28 the seven longest.
    assert width_of(["A" * 30] * 21 + ["B" * 34] * 6 + ["C" * 50]) == 34
    assert width_of(["A" * 30] * 22 + ["B" * 34] * 5 + ["C" * 50]) == 30
    # Two of four lines are not most of them; nor are lines with a stop at their end.
    assert width_of(["A" * 30, "B" * 30, "C" * 30, "D" * 30]) == 30
    assert width_of(["A" * 30, "B" * 30, "C" * 30 + ".", "D" * 30]) == 0
    # A column of less than twenty characters is a list of words.
    assert width_of(["A" * 20] * 4) == 20
    assert width_of(["A" * 19] * 4) == 0
    assert width_of([]) == width_of([""]) == 0
    # Each character of Chinese could have stood on the line above.
    assert width_of(["战" * 30] * 4) == 30
    assert width_of(["战" * 30, "战" * 29, "战" * 28, "战" * 27, "战" * 26]) == 0


def test_a_line_with_room_for_the_next_word_may_be_a_heading():
    full = "\n".join(["A" * 40] * 6)
    for length, role in ((33, "heading"), (34, "body")):
        # With a blank and "Nations" the line has 41 characters, or 42: one more than there was room for.
        line = "The " + "x" * (length - 5)
        assert len(line) == length - 1
        assert roles(f"{full}\n\n{line}\n\nNations met.") == ["body", role, "body"]
    # What is longer than the text is wide by more than a quarter was not broken there.
    for length, role in ((50, "body"), (51, "heading")):
        assert roles(f"{full}\n\n{'B' * length}\n\nNations met.") == ["body", role, "body"]


def test_lines_are_paragraphs_where_most_of_the_text_stands_in_long_ones():
    # A line of 160 characters, its end among them, is a long one.
    long, short = "x" * 158 + ".\n", "x" * 157 + ".\n"
    assert roles(long * 2) == ["body", "body"]
    assert roles(short * 2) == ["body"]
    # Most of the text is more than half of it.
    rest = "y" * 78 + ".\n"
    assert roles(long + rest * 2) == ["body"]
    assert roles(long + rest + rest[1:]) == ["body", "body", "body"]


def test_lines_below_each_other_that_the_record_gives_to_one_heading_are_one():
    text = "Arms\nand men\nThey fly.\nOne\nTwo\nThey sail.\n"
    lines = LineRoles(title=(1, 2), heading=(4, 5), body=(3, 6))
    record = TextRecord(title=Known(value="Arms and men", certainty="in the text"), lines=lines)
    document = parse_document(text, name="t", record=record)
    assert [document.text[row.start : row.end] for row in document.blocks.itertuples()] == [
        "Arms\nand men",
        "They fly.",
        "One\nTwo",
        "They sail.",
    ]
