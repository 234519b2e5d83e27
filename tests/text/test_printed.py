"""Heads and feet that a browser prints, and lines about a page's author and day."""

import pytest
from themeline.text.document import parse_document
from themeline.text.extract import read_string
from themeline.text.printed import is_byline, is_dateline, moment_of

ADDRESS = "https://www.example.org/missiles/?id=7"
HEAD = "9/30/24, 6:17 PM The Missiles | Example"


def blocks_of(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    document = parse_document(read_string(name, text), name="a")
    return [(row.role, document.plain[row.start : row.end]) for row in document.blocks.itertuples()]


def printed(*, head: str = HEAD, foot: str = ADDRESS + " {}/2", gap: str = "\n\n", sheet: str = "\n\f") -> str:
    """A page on two sheets; a paragraph goes on from one to the other, and a sentence ends where the text does."""
    feet = [foot.format(number) for number in (1, 2)]
    return (
        f"{head}{gap}The Missiles\n\nUpdated: September 30, 2024\n\nThey flew over the border\nof the{gap}{feet[0]}"
        f"{sheet}{head}{gap}two states.\n\nThey fly.{gap}{feet[1]}\n"
    )


EXPECTED = [
    ("title", "The Missiles"),
    ("body", "They flew over the border\nof the\ntwo states."),
    ("body", "They fly."),
]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"gap": "\n"},
        {"sheet": "\n\n\n"},
        {"head": "The Missiles | Example      30.09.2024, 18:17"},
        {"head": "2024-09-30, 6:17 p.m. The Missiles | Example"},
        {"head": "9/30/24, 6:17\u202fPM\nThe Missiles | Example"},
        {"foot": f"{ADDRESS}\n{{}}/2"},
        {"foot": f"Page {{}} of 2\n\n{ADDRESS}"},
    ],
)
def test_a_printed_page_has_no_heads_and_feet(parts):
    text = printed(**parts)
    head = parts.get("head", HEAD)
    foot = parts.get("foot", f"{ADDRESS} {{}}/2")
    reading = read_string("a.txt", text)
    assert blocks_of(text) == EXPECTED
    # Two heads and feet, and "Updated: September 30, 2024"; a bar is no word.
    words = 2 * (len(head.split()) - 1) + 2 * len(foot.split()) + 4
    assert reading.notes == (f"left out: headers and footers of a printed web page ({words} words)",)
    assert not reading.whole


def test_so_has_markdown_that_was_made_from_one():
    text = printed().replace("The Missiles\n", "# The Missiles\n")
    assert blocks_of(text, "a.md") == EXPECTED


def test_a_page_on_one_sheet():
    assert blocks_of(f"{HEAD}\n\nThe Missiles\n\nThey fly.\n\n{ADDRESS} 1/1\n") == [EXPECTED[0], EXPECTED[2]]
    assert blocks_of(f"{HEAD}\n\nThe Missiles\n\nThey fly.\n") == [EXPECTED[0], EXPECTED[2]]


def test_a_paragraph_that_ends_with_a_sheet_stays_one():
    text = printed().replace("of the\n", "of them.\n").replace("two states", "Two states")
    assert blocks_of(text)[1:3] == [("body", "They flew over the border\nof them."), ("body", "Two states.")]


@pytest.mark.parametrize(
    "text",
    [
        # A chat, a log, a record of calls; a source; a chronology; a time.
        "9/30/24, 6:17 PM - Ann: They fly.\n9/30/24, 6:17 PM - Jo: Who?\n",
        "2024-09-30 18:17 They fly.\n2024-09-30 18:17 They sail.\n",
        "9/30/24, 6:17 PM Ann: They fly.\n9/30/24, 6:17 PM Jo: Who?\n",
        "9/30/24, 6:17 PM They fly\n\n9/30/24, 6:18 PM They sail\n\nAll did.\n",
        f"They fly.\n\nUpdated: September 30, 2024\n\n{ADDRESS}\n",
        "At 6:17 they fly.\n\nSeptember 30, 2024\n\nThey fly.\n",
    ],
)
def test_other_texts_with_times_and_addresses_stay_whole(text):
    reading = read_string("a.txt", text)
    assert (reading.text, reading.whole, reading.notes) == (text, True, ())


@pytest.mark.parametrize(
    "line",
    [
        "September 30, 2024",
        "30 Sept. 2024",
        "Updated: 9/30/24",
        "Published Monday, September 30th, 2024 at 6:17 PM EDT",
        "Published: May 2, 2024 | Updated: May 3, 2024",
        "Last updated on 2024-09-30",
    ],
)
def test_lines_that_tell_a_day(line):
    assert is_dateline(line)


@pytest.mark.parametrize("line", ["May 1968", "2024", "Updated plans", "On May 2, 2024 they flew", "Updated: soon"])
def test_lines_that_tell_more_or_no_day(line):
    assert not is_dateline(line)


def test_bylines():
    assert is_byline("By Ann Lee")
    assert is_byline("Analysis by Ann Lee, Jo May and Li")
    assert not is_byline("By land and sea")
    assert not is_byline("By Ann they were sent home.")
    assert not is_byline("Bypass")


def test_the_moment_of_a_print():
    assert moment_of("9/30/24, 6:17 PM Title") == "9/30/24, 6:17 PM"
    assert moment_of("Title 30/09/2024, 18:17") == "30/09/2024, 18:17"
    assert moment_of("The 9/30/24, 6:17 PM train") == ""
