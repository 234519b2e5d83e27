"""The parts of a text: title, headings, paragraphs."""

import pytest
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
    twelve, thirteen = " ".join(["word"] * 12), " ".join(["word"] * 13)
    for heading, role in ((twelve, "heading"), (thirteen, "body")):
        assert roles(f"It began.\n\n{heading}\n\nIt ended.") == ["body", role, "body"]
    # Parts of a word with hyphens are one word.
    assert roles(f"It began.\n\n{twelve}-by-word\n\nIt ended.") == ["body", "heading", "body"]
    # So it is with the first line of a block, if it is numbered or in capitals.
    for line, expected in (
        (f"1. {twelve[5:].capitalize()}", ["body", "heading", "body"]),  # the number is a word
        (f"1. {twelve.capitalize()}", ["body", "body"]),
        (twelve.upper(), ["body", "heading", "body"]),
        (thirteen.upper(), ["body", "body"]),
    ):
        assert roles(f"It began.\n\n{line}\nIt ended.") == expected


def test_a_heading_has_less_than_two_hundred_characters():
    for length, role in ((199, "heading"), (200, "body")):
        assert roles(f"It began.\n\n{'x' * length}\n\nIt ended.") == ["body", role, "body"]


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
    ["2. Findings", "IV. Arms", "Article 5 War", "Appendix A: War", "3.1 War", "Part I. War", "ARMS", "annex b War"],
)
def test_a_first_line_that_is_numbered_or_in_capitals_is_a_heading(line):
    assert roles(f"It began.\n\n{line}\nIt ended.") == ["body", "heading", "body"]


@pytest.mark.parametrize(
    "line", ["Findings", "WAR", "1996 was", "3.1 war", "i. war", "Article 5", "Articles five War"]
)
def test_other_first_lines_are_not(line):
    assert roles(f"It began.\n\n{line}\nIt ended.") == ["body", "body"]


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
