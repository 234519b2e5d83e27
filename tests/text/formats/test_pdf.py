"""PDF: paragraphs over columns and pages; notes, heads and feet, which are left out, counted and said."""

import pytest
from helpers.essay_twin import pdf_of
from themeline.text.document import Document, parse_document
from themeline.text.extract import read_content

PAGE = (
    '#set page(paper: "a5", margin: 1.8cm)\n#set text(size: 10pt, lang: "en")\n'
    "#set super(typographic: false)\n#set sub(typographic: false)\n"
)
FIRST = "The state moved its missiles to the border in the winter of that year, when nobody looked."
SECOND = "The navy sailed from the northern harbour at once, and the neighbours knew of it before the spring."


def read(source: str) -> Document:
    return parse_document(read_content("a.pdf", pdf_of(PAGE + source)), name="a")


def blocks_of(document: Document) -> list[tuple[str, str]]:
    """The role and the words of each block, on one line."""
    blocks = document.blocks.itertuples()
    return [(row.role, " ".join(document.plain[row.start : row.end].split())) for row in blocks]


def body_of(source: str) -> list[str]:
    return [words for role, words in blocks_of(read(source)) if role == "body"]


@pytest.mark.parametrize("columns", [2, 3])
def test_a_paragraph_over_columns_of_equal_height_is_one(columns):
    parts = [
        "The state moved its missiles to the border, and then the United",
        "Nations told the neighbours of the state of all that was done",
        "there in the winter, before the snow was gone from the hills.",
    ]
    last = parts[columns - 1].rstrip(".")
    cells = ", ".join(f"[{part}]" for part in [*parts[: columns - 1], f"{last}."])
    # Boxes, so that the first lines, and the last ones, of all columns stand at one height.
    found = read(f"#grid(columns: {columns}, column-gutter: 14pt, {cells})")
    assert len({word.paragraph for word in found.words.itertuples()}) == 1
    assert len(found.sentences) == 1
    assert blocks_of(found) == [("body", " ".join([*parts[: columns - 1], f"{last}."]))]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_justified_line_with_wide_blanks_is_one(columns):
    full = "The navy of the north had sailed there at once"
    lines = [full, "Moscow the arms the fleet", full, "ministers of navies", full, "to the end."]
    block = f"[#block(width: 200pt)[{' #linebreak(justify: true) '.join(lines)}]]"
    source = f"#set page(width: 500pt)\n#set par(justify: true)\n#grid(columns: {columns}, column-gutter: 20pt, "
    assert body_of(f"{source}{', '.join([block] * columns)})") == [" ".join(lines)] * columns


def test_columns_and_cells_below_a_line_over_all_of_them_are_not_put_into_one_line():
    line = "#block(width: 200pt, spacing: 4pt)[The navy of the north had sailed there at once]"
    cells = "#grid(columns: (1fr, auto), row-gutter: 5pt, [Moscow], [the navy], [Beijing], [the fleet])"
    assert "Moscow the navy" not in " ".join(body_of(f"{line}\n#block(width: 200pt, spacing: 4pt)[{cells}]\n{line}"))


def test_a_word_that_is_broken_at_a_columns_end_is_one():
    columns = (
        "#grid(columns: 2, column-gutter: 14pt, [The state moved its missiles to the federa-], [tion of states.])"
    )
    assert list(read(columns).words["key"])[-3:] == ["federation", "of", "states"]


def test_columns_whose_paragraphs_begin_anew_are_not_put_together():
    assert body_of(f"#grid(columns: 2, column-gutter: 14pt, [{FIRST}], [{SECOND}])") == [FIRST, SECOND]
    # Nor is a paragraph that ends with the mark of a note.
    assert body_of(f"#grid(columns: 2, column-gutter: 14pt, [{FIRST}#super[7]], [{SECOND}])") == [f"{FIRST}⁷", SECOND]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_title_over_columns_comes_first_and_rows_of_paragraphs_are_read_down(columns):
    # All paragraphs of a row end at one height, and the gap below them is wider than that below the title.
    texts = [f"{FIRST[:-1]} {name}." for name in ("once", "twice", "thrice")][:columns]
    rows = [f"[{text}]" for text in texts] + [f"[{SECOND}]"] * columns
    table = f"#grid(columns: {columns}, column-gutter: 14pt, row-gutter: 30pt, {', '.join(rows)})"
    found = blocks_of(read(f"#align(center, text(18pt)[The Missiles])\n#v(-4pt)\n{table}"))
    expected = [("body", words) for text in texts for words in (text, SECOND)]
    assert found == [("title", "The Missiles"), *expected]


def test_a_paragraph_goes_on_below_a_picture():
    picture = "#figure(rect(width: 3cm, height: 2cm), caption: [The fleet at sea])"
    assert body_of(f"{FIRST} The northern fleet\n\n{picture}\n\nthat sailed was large.") == [
        f"{FIRST} The northern fleet that sailed was large.",
        "Figure 1: The fleet at sea",
    ]


def test_lines_far_from_each_other_are_a_paragraph():
    source = f"#set par(leading: 1.6em, spacing: 3.2em)\n{FIRST} {SECOND}\n\n{SECOND} {FIRST}"
    assert body_of(source) == [f"{FIRST} {SECOND}", f"{SECOND} {FIRST}"]


# Words of the notes: ¹In, the, archive (3) and ²Not, yet (2).
NOTED = f"{FIRST[:-1]}#footnote[In the archive.] {SECOND} The treaty#footnote[Not yet.] was kept."
KEPT = f"{FIRST[:-1]}¹ {SECOND} The treaty² was kept."


@pytest.mark.parametrize("typographic", ["true", "false"])
def test_notes_at_the_foot_of_a_page_are_left_out_and_said(typographic):
    # The font's own raised digits are no smaller letters; they are told by their notes.
    found = read(f"#set super(typographic: {typographic})\n{NOTED}")
    assert blocks_of(found) == [("body", KEPT)]
    assert found.reading.notes == ("left out: its footnotes (5 words)",)
    assert "treaty" in set(found.words["word"])


def test_a_sentence_goes_on_over_a_page_with_notes():
    text = f"{NOTED} Then the states of the north\n#pagebreak()\nmet again.#footnote[In 1990.]"
    found = read(text)
    assert blocks_of(found) == [("body", f"{KEPT} Then the states of the north met again.³")]
    assert found.reading.notes == ("left out: its footnotes (7 words)",)


def test_notes_below_two_columns_and_such_as_go_on_in_the_next():
    note = "A note on nuclear arms and on all that was said of them in the archive of the north, at length, by many."
    words = " ".join(f"The navy of state {name} sailed at once." for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    source = f"#set page(columns: 2, height: 11cm)\nThe treaty#footnote[{' '.join([note] * 8)}] was kept. {words}"
    found = read(source)
    assert blocks_of(found) == [("body", f"The treaty¹ was kept. {words}")]
    # 23 words eight times; words broken at a line's end, and those that the mark stands before, count as they stand.
    said = int(found.reading.notes[0].removeprefix("left out: its footnotes (").removesuffix(" words)"))
    assert 8 * 23 <= said <= 8 * 23 + 30


def test_notes_in_letters_as_large_as_the_text_are_told_by_the_rule_above_them():
    text = f"{FIRST} The fleet#super[1] sailed.\n\n#v(1fr)\n#line(length: 30%)\n"
    assert body_of(f"{text}#super[1] Of the north.") == [f"{FIRST} The fleet¹ sailed."]
    # Without a mark it may be anything.
    assert body_of(f"{text}Of the north.") == [f"{FIRST} The fleet¹ sailed.", "Of the north."]


@pytest.mark.parametrize("above", ["#line(length: 100%)\n", "The sums.\n\n#line(length: 100%)\n"])
def test_notes_are_told_where_there_is_another_rule_above_the_text(above):
    text = f"{above}{FIRST} The fleet#super[1] sailed.\n\n#v(1fr)\n#text(size: 7pt)[1 Of the north.]"
    assert body_of(text)[-1] == f"{FIRST} The fleet¹ sailed."
    assert read(text).reading.notes == ("left out: its footnotes (4 words)",)


def test_small_letters_that_are_no_note_stay():
    small = "#text(8pt)[The peoples of the north wrote this.]"
    assert body_of(f"{FIRST}\n\n#v(1fr)\n{small}") == [FIRST, "The peoples of the north wrote this."]
    assert body_of(f"#text(8pt)[\\* A note.]\n\n{FIRST}") == ["* A note.", FIRST]


def test_raised_letters_are_no_part_of_words_but_make_a_number_an_ordinal():
    found = read("The missiles#super[a] of the 19#super[th] century.#super[b] They fly#super[\\*] still.")
    assert [found.text[row.start : row.end] for row in found.sentences.itertuples()] == [
        "The missiles[a] of the 19th century.[b]",
        "They fly* still.",
    ]


def test_what_is_lowered_is_no_mark():
    assert body_of("The CO#sub[2] of the year.#super[12] They fly.") == ["The CO2 of the year.¹² They fly."]


TWO_PAGES = f"{FIRST} {SECOND} Then the states of the north\n#pagebreak()\nmet again. {FIRST}"
ONE_PARAGRAPH = f"{FIRST} {SECOND} Then the states of the north met again. {FIRST}"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("header: [Ideas and missiles]", 6),
        ("header: context [Ideas and missiles #h(1fr) #counter(page).display()]", 8),
        ("footer: context [Page #counter(page).display() of 2]", 8),
        ("footer: context [Journal of Arms 12 (2024), p. #counter(page).display()]", 14),
        ("header: [Ideas], footer: context align(center, counter(page).display())", 4),
        ('header: context if counter(page).get().first() == 1 [Ann Lee #h(1fr) 1] else [2 #h(1fr) Ideas]', 5),
    ],
)  # fmt: skip
def test_heads_and_feet_of_two_pages(page, words):
    found = read(f"#set page({page})\n{TWO_PAGES}")
    assert blocks_of(found) == [("body", ONE_PARAGRAPH)]
    assert found.reading.notes == (f"left out: running headers and footers, and page numbers ({words} words)",)


def test_a_head_on_the_second_page_that_tells_the_title():
    source = (
        "#set page(header: context if counter(page).get().first() > 1 [The missiles])\n#text(18pt)[The Missiles]\n\n"
        f"{TWO_PAGES}"
    )
    assert blocks_of(read(source)) == [("title", "The Missiles"), ("body", ONE_PARAGRAPH)]


def test_headings_at_the_top_of_pages_are_no_heads():
    pages = [f'#text(weight: "bold")[Article {number}]\n\n{FIRST}\n' for number in (2, 5, 9)]
    expected = [(role, words) for number in (2, 5, 9) for role, words in (("h", f"Article {number}"), ("b", FIRST))]
    source = "#set page(margin: 1.2cm)\n" + "#pagebreak()\n".join(pages)
    assert [(role[0], words) for role, words in blocks_of(read(source))] == expected


def test_the_heads_and_feet_of_a_printed_web_page():
    source = (
        "#set page(header: text(8pt)[9/30/24, 6:17 PM #h(1fr) The Missiles | Example #h(1fr)], "
        'footer: context text(8pt)[#"https://www.example.org/missiles" #h(1fr) '
        "#counter(page).display()/#counter(page).final().first()])\n"
        "#text(18pt)[The Missiles]\n\nUpdated: September 30, 2024\n\n"
    )
    found = read(source + TWO_PAGES)
    assert blocks_of(found) == [("title", "The Missiles"), ("body", ONE_PARAGRAPH)]
    # 6 words of a head (a bar is none), 2 of a foot, twice; and 4 of the line that tells the day.
    assert found.reading.notes == ("left out: headers and footers of a printed web page (20 words)",)
    one = read(f"{source}{FIRST}")
    assert blocks_of(one) == [("title", "The Missiles"), ("body", FIRST)]
