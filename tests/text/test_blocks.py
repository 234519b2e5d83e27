"""The parts of a text: title, headings, paragraphs."""

from themeline.text.document import parse_document


def test_structure_is_found_without_a_record():
    text = "A title\n\nSome text here. More of it.\n\nA heading\n\nThe rest,\nin two lines.\n\nAnd its end"
    document = parse_document(text, name="t")
    assert list(document.blocks["role"]) == ["title", "body", "heading", "body", "body"]
    assert list(document.sections["section"]) == ["", "A heading"]
    assert document.title == "A title"
    assert len(document.sentences) == 6
