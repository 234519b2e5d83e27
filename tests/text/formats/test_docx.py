"""Word documents: every letter that a reader of the page sees, once, and no other."""

import io
import zipfile

import docx
import pytest
from themeline.text.formats.docx import read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(body: str, **parts: str) -> bytes:
    """A document with this body; ``parts`` are further files in word/, by their names without ending."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    whole = contents["word/document.xml"].decode()
    begin, end = whole.index("<w:body>") + len("<w:body>"), whole.index("</w:body>")
    contents["word/document.xml"] = (whole[:begin] + body + whole[end:]).encode()
    kinds = contents["[Content_Types].xml"].decode()
    relations = contents["word/_rels/document.xml.rels"].decode()
    for name, content in parts.items():
        contents[f"word/{name}.xml"] = content.encode()
        kinds = kinds.replace(
            "</Types>",
            f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{name}+xml"/></Types>',
        )
        relations = relations.replace(
            "</Relationships>",
            f'<Relationship Id="{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'{name}" Target="{name}.xml"/></Relationships>',
        )
    contents |= {"[Content_Types].xml": kinds.encode(), "word/_rels/document.xml.rels": relations.encode()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in contents.items():
            packed.writestr(name, content)
    return made.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def read(body: str, **parts: str):
    reading = read_word(word_file(body, **parts))
    return [line for line in reading.text.split("\n") if line], reading


CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent>'
    "</v:textbox></v:shape></w:pict></w:r>"
)


@pytest.mark.parametrize(
    ("wrapped", "lines"),
    [
        (CONTROL, ["Held.", "Cell."]),
        ('<w:customXml w:uri="u" w:element="e">{}</w:customXml>', ["Held.", "Cell."]),
        (CONTROL.format(CONTROL), ["Held.", "Cell."]),
        (table("{}"), ["Held.", "Cell."]),
    ],
    ids=["control", "customXml", "control in a control", "table in a table"],
)  # fmt: skip
def test_what_is_nested_is_read(wrapped, lines):
    inside = paragraph("Held.") + table(paragraph("Cell."))
    assert read(paragraph("Before.") + wrapped.format(inside))[0] == ["Before.", *lines]


def test_the_cells_of_a_row_are_read_together():
    """A date in the first cell belongs to the deed in the second."""
    two = table(paragraph("8 May 2023"), paragraph(""), paragraph("A cable is cut."))
    one = table(paragraph("Alone."))
    assert read(paragraph("Held.") + two + two + one)[0] == [
        "Held.", "8 May 2023 | A cable is cut.", "8 May 2023 | A cable is cut.", "Alone.",
    ]  # fmt: skip


def test_a_table_that_lays_out_a_page_is_read_as_paragraphs():
    several = table(paragraph("Left."), paragraph("One.") + paragraph("Two."))
    assert read(several)[0] == ["Left.", "One.", "Two."]
    nested = table(paragraph("Left."), table(paragraph("a"), paragraph("b")))
    assert read(nested)[0] == ["Left.", "a | b"]
    column = " ".join(["word"] * 61)
    assert read(table(paragraph(column), paragraph(column)))[0] == [column, column]
    assert read(table(paragraph("2023"), paragraph(column)))[0] == [f"2023 | {column}"]


def test_a_control_or_a_row_within_a_paragraph_or_table_is_read():
    body = (
        f"<w:p>{run('One ')}<w:sdt><w:sdtContent>{run('two ')}</w:sdtContent></w:sdt>{run('three.')}</w:p>"
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('Row.')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert read(body)[0] == ["One two three.", "Row."]


def test_moved_and_struck_text_counts_where_it_is_now():
    body = (
        f'<w:p><w:moveFrom w:id="1" w:author="a">{run("It moved.")}</w:moveFrom></w:p>'
        f'<w:p>{run("Kept ")}<w:del w:id="2" w:author="a"><w:r><w:delText>struck</w:delText></w:r></w:del>'
        f'<w:ins w:id="3" w:author="a">{run("new.")}</w:ins></w:p>'
        f'<w:p><w:moveTo w:id="4" w:author="a">{run("It moved.")}</w:moveTo></w:p>'
    )
    assert read(body)[0] == ["Kept new.", "It moved."]


def test_a_paragraph_whose_end_is_struck_goes_on_in_the_next():
    struck = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    lines, _ = read(paragraph("The navy has miss", struck) + paragraph("iles.") + paragraph("Last", struck))
    assert lines == ["The navy has missiles.", "Last"]


@pytest.mark.parametrize(
    ("properties", "hidden"),
    [("<w:vanish/>", True), ('<w:vanish w:val="1"/>', True), ('<w:vanish w:val="0"/>', False), ("<w:b/>", False)],
)
def test_hidden_text_is_left_out_and_said(properties, hidden):
    lines, reading = read(f"<w:p>{run('The navy')}{run(' and missiles', properties)}{run(' came.')}</w:p>")
    assert lines == ["The navy came." if hidden else "The navy and missiles came."]
    assert reading.notes == (("left out: hidden text (2 words)",) if hidden else ())


def test_what_asks_for_text_in_empty_fields_is_left_out_and_said():
    empty = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    field = f"<w:sdt>{empty}<w:sdtContent>{paragraph('Enter a missile.')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt>{empty}<w:sdtContent>{run('Enter')}</w:sdtContent></w:sdt>"
    within = f"<w:p>{run('The navy ')}{inline}{run('came.')}</w:p>"
    lines, reading = read(paragraph("Text.") + field + within)
    assert lines == ["Text.", "The navy came."]
    # Two kinds of place, one name: three words of the field, one of that within a line.
    assert reading.notes == ("left out: prompts in empty fields (4 words)",)


def test_text_boxes_are_paragraphs_of_their_own_read_once():
    box = BOX.format(paragraph("Box.") + paragraph("Its second line."))
    body = (
        f"<w:p>{run('Host')}{box}{run(' goes on.')}</w:p>"
        + table(f"<w:p>{run('Cell.')}{box}</w:p>")
        # New programs write a box twice, the second time for old programs.
        + '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:p>'
    )
    assert read(body)[0] == [
        "Host goes on.", "Box.", "Its second line.", "Cell.", "Box.", "Its second line.", "Box.", "Its second line.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "read_as"),
    [
        (run("7", '<w:vertAlign w:val="superscript"/>'), "nuclear⁷ missiles"),
        (run("7, 12", '<w:vertAlign w:val="superscript"/>'), "nuclear⁷, ¹² missiles"),
        (run("7", '<w:position w:val="6"/>'), "nuclear⁷ missiles"),
        (run("a", '<w:vertAlign w:val="superscript"/>'), "nuclear[a] missiles"),
        (run("*", '<w:vertAlign w:val="superscript"/>'), "nuclear* missiles"),
        (run("2", '<w:vertAlign w:val="subscript"/>'), "nuclear2 missiles"),
        (run("7"), "nuclear7 missiles"),
    ],
)
def test_raised_marks_of_notes_are_no_part_of_words(mark, read_as):
    assert read(f"<w:p>{run('nuclear')}{mark}{run(' missiles')}</w:p>")[0] == [read_as]


def test_an_ordinal_stays_one_word():
    ordinal = run("th", '<w:vertAlign w:val="superscript"/>')
    assert read(f"<w:p>{run('19')}{ordinal}{run(' century')}</w:p>")[0] == ["19th century"]


def test_roles_by_style_and_outline():
    body = "".join(
        [
            paragraph("Title.", '<w:pStyle w:val="Title"/>'),
            paragraph("Subtitle.", '<w:pStyle w:val="Subtitle"/>'),
            paragraph("First", '<w:pStyle w:val="Heading1"/>'),
            paragraph("Second", '<w:outlineLvl w:val="1"/>'),
            paragraph("Body.", '<w:outlineLvl w:val="9"/>'),
        ]
    )
    _, reading = read(body)
    roles = {reading.text.split("\n")[number - 1]: role for number, role in reading.roles.items()}
    assert roles == {
        "Title.": "title",
        "Subtitle.": "rubric",
        "First": "heading",
        "Second": "heading",
        "Body.": "body",
    }


def test_what_stands_apart_is_said_with_its_words():
    note = f"<w:footnotes {W}><w:footnote>{paragraph('A note of five words.')}</w:footnote></w:footnotes>"
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Findings 3')}</w:sdtContent></w:sdt>"
    )
    lines, reading = read(contents + paragraph("Text.") + table(paragraph("Two words.")), footnotes=note)
    assert lines == ["Text.", "Two words."]
    assert reading.notes == (
        "left out: the table of contents (2 words) and its footnotes (5 words)",
        "2 words in tables count as body",
    )


def test_a_damaged_file_says_so():
    with pytest.raises(ValueError, match="is damaged"):
        read_word(word_file("<w:p>")[:-300])
