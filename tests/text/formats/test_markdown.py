"""Markdown: which lines are the title, headings and body; what is set aside, and what is said of it."""

import pytest
from themeline.text.document import parse_document
from themeline.text.extract import read_string


def parts_of(text: str) -> list[tuple[str, str]]:
    """The role and the words of each block; the same whatever the lines end with."""
    found = []
    for ends in ("\n", "\r\n"):
        document = parse_document(read_string("a.md", text.replace("\n", ends)), name="a")
        blocks = document.blocks.itertuples()
        found.append([(row.role, " ".join(document.plain[row.start : row.end].split())) for row in blocks])
    assert found[0] == found[1]
    return found[0]


def notes_of(text: str) -> tuple[str, ...]:
    return read_string("a.md", text).notes


BODY = ("body", "They fly.")
TWO = "They fly.\n\n{} One\n\nThey fly.\n\n{} Two\n\nThey fly.\n"
SECTIONS = [BODY, ("heading", "One"), BODY, ("heading", "Two"), BODY]
LONG = "Why did the two powers bring their missiles to the middle of Europe, and what did they hope to gain by it?"


@pytest.mark.parametrize("mark", ["#", "##"])
@pytest.mark.parametrize("title", ["The Missiles", LONG, "**<u>The Missiles</u>**"])
def test_a_plain_first_line_before_the_first_heading_is_the_title(mark, title):
    assert parts_of(f"{title}\n\n{TWO.format(mark, mark)}") == [("title", title.strip("*<u>/")), *SECTIONS]


def test_the_authors_and_the_day_below_the_title_are_no_body():
    said = [("rubric", "By Ann Lee and Jo May"), ("rubric", "Updated: September 30, 2024, 6:17 PM")]
    lines = "By Ann Lee and Jo May\n\nUpdated: September 30, 2024, 6:17 PM\n\n"
    assert parts_of(f"The Missiles\n\n{lines}{TWO.format('#', '#')}") == [("title", "The Missiles"), *said, *SECTIONS]
    close = lines.replace("\n\n", "\n")
    assert parts_of(f"The Missiles\n{close}\n{TWO.format('#', '#')}") == [("title", "The Missiles"), *said, *SECTIONS]
    assert parts_of(f"# The Missiles\n\nBy land they came.\n\n{TWO.format('##', '##')}")[1][0] == "body"


def test_a_first_line_is_no_title_where_it_is_text_or_a_title_is_marked_below():
    assert parts_of(TWO.format("#", "#")) == SECTIONS
    assert parts_of(f"War Today\n\n# The Missiles\n\n{TWO.format('##', '##')}") == [
        ("body", "War Today"),
        ("title", "The Missiles"),
        *SECTIONS,
    ]
    assert parts_of(f"- One item\n\n{TWO.format('#', '#')}") == [("body", "One item"), *SECTIONS]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: The Missiles\ntags:\n  - arms\n---\n",
        '---\ndate: 2024\ntitle: "The Missiles"\n---\n',
        "---\ntitle: The Missiles # not yet\n...\n",
        "---\nTitle: >-\n  The Missiles\nauthor: Ann\n---\n",
        "+++\ntitle = 'The Missiles'\n[params]\n  a = 'b'\n+++\n",
        "% The Missiles\n% Ann Lee\n",
    ],
)
def test_the_title_in_front_matter(front):
    assert parts_of(f"{front}\n{TWO.format('#', '#')}") == [("title", "The Missiles"), *SECTIONS]
    assert parts_of(f"{front}\nThey fly.\n") == [("title", "The Missiles"), BODY]
    # A line of the text that tells it again is the title.
    assert parts_of(f"{front}\nThe missiles\n\n{TWO.format('#', '#')}") == [("title", "The missiles"), *SECTIONS]
    assert parts_of(f"{front}\n# Arms\n\n{TWO.format('##', '##')}") == [("title", "Arms"), *SECTIONS]


def test_a_title_with_a_colon_in_front_matter_that_goes_on():
    text = "---\ntitle: Missiles: a history\n  of their years\nauthor: Ann\n---\nThey fly.\n"
    assert parts_of(text) == [("title", "Missiles: a history of their years"), BODY]
    # "---", "title:", "author: Ann" and "---": three words.
    assert notes_of(text) == ("left out: its front matter (3 words)",)


def test_text_between_two_rules_is_no_front_matter():
    assert parts_of("---\nThey fly.\nThey sail.\n---\n\n# One\n\nThey fly.\n") == [
        ("body", "They fly. They sail."),
        ("title", "One"),
        BODY,
    ]


def test_pictures_captions_and_items_are_no_headings():
    lines = [
        "![Missiles on parade](a.png)",
        "*The parade*",
        "[![Missiles at sea](a_(1).png)](http://a.org/b_(c))",
        "**Figure 2: The sea**",
        "Photo: Ann Lee",
        "- One item",
        "1. Another",
        "> Quoted words",
    ]
    words = ["Missiles on parade", "The parade", "Missiles at sea", "Figure 2: The sea", "Photo: Ann Lee"]
    words += ["One item", "Another", "Quoted words"]
    # Without headings, and with them.
    text = "They fly.\n\n" + "\n\n".join(lines) + "\n\nThey fly.\n"
    assert parts_of(text) == [BODY, *(("body", words) for words in words), BODY]
    assert parts_of(f"# Arms\n\n{text}") == [("title", "Arms"), BODY, *(("body", words) for words in words), BODY]


def test_marks_leave_nothing_and_no_empty_paragraphs():
    text = "# Arms\n\n\\*\\*\\*\n\n<br>\n\n<!-- -->\n\n&nbsp;\n\n**<u>One</u>**\n\n~~They~~ <b>fly</b>.<br>\n<br />\n"
    text += "They fly.\n"
    assert parts_of(text) == [("title", "Arms"), ("heading", "One"), ("body", "They fly ."), BODY]


def test_headings_on_lines_below_each_other_are_two():
    assert parts_of("# Arms\n## One\n## Two\nThey fly.\n### Three\nThey fly.\n") == [
        ("title", "Arms"),
        ("heading", "One"),
        ("heading", "Two"),
        BODY,
        ("heading", "Three"),
        BODY,
    ]


def test_a_heading_that_is_underlined_may_have_lines_and_is_no_long_paragraph():
    paragraph = "This is a paragraph of more than twelve words, and a rule stands close below it."
    assert parts_of(f"Arms\n====\n\n{paragraph}\n---\n\nThe one\nand only\n---\nThey fly.\n") == [
        ("title", "Arms"),
        ("body", paragraph),
        ("heading", "The one and only"),
        BODY,
    ]
    assert read_string("a.txt", "Arms\n====\n\nThey fly.\n").kind == "Markdown"


def test_bold_lines_are_headings():
    assert parts_of("**Arms**\n\nThey fly.\n\n__One__\n\nThey fly.\n\n**They fly.**\n\n**Ends**\n") == [
        ("title", "Arms"),
        BODY,
        ("heading", "One"),
        BODY,
        BODY,
        ("body", "Ends"),
    ]


def test_blocks_of_html_are_read():
    text = (
        '<h1 align="center">Arms</h1>\n\n<div>\n    They fly.\n</div>\n\n<h2>\nOne\n</h2>\nThey fly.\n\n'
        '<br>\n## Two\n<img\n  src="a.png">They fly.\n'
    )
    assert parts_of(text) == [("title", "Arms"), *SECTIONS]


def test_what_is_left_out_is_counted_and_said():
    text = (
        "---\nauthor: Ann\n---\n\n# Arms\n\nThey fly[^1], and sail^[as they did].\n\n[^1]: Not all\n    of them.\n\n"
        "    Some do.\n\n<!-- nuclear\n\narms -->\n\n```\nx = y\n```\n\n<script>\nlet a\n</script>\n\n    let b\n\n"
        "    The missiles were brought to the border in that winter.\n\n[^2]: Ibid.\n\nThey fly.\n"
    )
    assert parts_of(text) == [
        ("title", "Arms"),
        ("body", "They fly , and sail ."),
        ("body", "The missiles were brought to the border in that winter."),
        BODY,
    ]
    # author Ann; x y let b; nuclear arms; let a; Not all of them Some do, as they did, Ibid
    assert notes_of(text) == (
        "left out: its front matter (2 words), blocks of code (4 words), comments (2 words), scripts (2 words) and "
        "its footnotes (10 words)",
    )


def test_a_comment_that_is_never_closed_hides_nothing():
    assert parts_of("# Arms\n\n<!-- They fly.\n\nThey fly.\n") == [
        ("title", "Arms"),
        ("body", "<!-- They fly."),
        BODY,
    ]


def test_links_by_reference_tables_and_tasks():
    text = (
        "# Arms\n\n[They][a] [fly][].\n\n[a]: http://a.org/nuclear 'Nuclear'\n[fly]: <http://a.org/war>\n\n"
        "[Host]: What of nuclear arms?\n\n| Arms | Number |\n|:--|--:|\n| nuclear | arms |\n\n- [x] One\n- [ ] Two\n"
    )
    assert parts_of(text) == [
        ("title", "Arms"),
        ("body", "They fly ."),
        ("body", "[Host]: What of nuclear arms?"),
        ("body", "Arms | Number"),
        ("body", "nuclear | arms"),
        ("body", "One"),
        ("body", "Two"),
    ]


def test_raised_numbers_of_notes_are_no_words():
    text = "# War\n\nThe war<sup>12</sup> in the 19<sup>th</sup> year<sup>[3]</sup>.\n"
    words = parse_document(read_string("a.md", text), name="a").words
    assert list(words.loc[words["role"] == "body", "word"]) == ["The", "war", "in", "the", "19", "th", "year"]
