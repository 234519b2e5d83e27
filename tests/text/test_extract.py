"""Texts in files of any kind come out as the same words, themes and parts as their plain twins."""

import io
import re
import zipfile

import docx
import pytest
from conftest import ROOT
from helpers.essay_twin import HEADINGS, PARAGRAPHS, TWIN, html_twin, pdf_of, soften, typst_twin, wrap
from themeline.dictionary.mentions import find_mentions
from themeline.errors import InputError
from themeline.text.document import Document, parse_document, read_document
from themeline.text.extract import read_source, read_string
from themeline.text.tokens import keys_of


@pytest.fixture(scope="module")
def twin() -> Document:
    return parse_document(TWIN, name="twin")


def same(document: Document, twin: Document, codebook) -> None:
    """Words, parts, and mentions are the same; all offsets slice the text that was read."""
    assert list(document.words["key"]) == list(twin.words["key"])
    assert list(document.words["role"]) == list(twin.words["role"])
    assert list(document.words["sentence"]) == list(twin.words["sentence"])
    assert list(document.words["paragraph"]) == list(twin.words["paragraph"])
    assert list(document.sections["section"].map(plain)) == list(twin.sections["section"].map(plain))
    for word in document.words.itertuples():
        assert document.text[word.start : word.end] == word.word
    ours, theirs = find_mentions(document, codebook), find_mentions(twin, codebook)
    columns = ["theme", "pattern", "sentence"]
    assert ours[columns].to_dict("records") == theirs[columns].to_dict("records")
    for mention in ours.itertuples():
        assert document.text[mention.start : mention.end] == mention.text


def plain(words: str) -> str:
    return " ".join(keys_of([words]))


def test_the_twin_is_the_essay(twin, essay):
    assert list(twin.words["key"]) == list(
        essay.words.loc[essay.words["role"].isin(["title", "heading", "body"]), "key"]
    )
    assert twin.word_count() == essay.word_count()


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "mac_roman"],
)
def test_encodings(tmp_path, twin, codebook, encoding):
    file = tmp_path / "a.txt"
    file.write_bytes(TWIN.encode(encoding))
    document = read_document(file)
    assert document.text == TWIN
    same(document, twin, codebook)
    assert bool(document.remarks()) == (not encoding.startswith("utf-8"))
    assert document.reading.whole == (encoding == "utf-8")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "La sécurité européenne a été fragilisée par le déploiement de missiles à portée intermédiaire."),
        ("cp1250", "Rosja i Chiny wzmacniają wspólne bezpieczeństwo, a pociski średniego zasięgu pozostają groźne."),
        ("cp1251", "Россия и Китай укрепляют общую безопасность, а ракеты средней дальности остаются угрозой."),
        ("koi8_r", "Россия и Китай укрепляют общую безопасность, а ракеты средней дальности остаются угрозой."),
        ("gb18030", "中国和俄罗斯加强共同安全，导弹防御系统仍然是对地区和平与稳定的威胁。我们反对部署导弹。"),
    ],
)
def test_old_code_pages_of_other_languages(tmp_path, encoding, text):
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    assert read_document(file).text == text


def test_the_encoding_that_a_page_names_is_taken(tmp_path):
    text = f"<html><head><meta charset='koi8-r'></head><body><p>{'Ракеты и границы. ' * 20}</p></body></html>"
    (tmp_path / "a.html").write_bytes(text.encode("koi8_r"))
    assert "Ракеты и границы" in read_document(tmp_path / "a.html").text


@pytest.mark.parametrize(
    "typeset",
    [
        soften,
        lambda text: text.replace("-", "\u2011").replace(" ", "\u00a0"),
        lambda text: text.replace("-", "\u2010").replace(" ", "\u2009"),
        lambda text: text.replace("fi", "\ufb01").replace("fl", "\ufb02").replace("ff", "\ufb00"),
        lambda text: re.sub("[A-Z]", lambda match: chr(ord(match[0]) + 0xFEE0), text).replace("-", "\uff0d"),
        lambda text: text.replace("e", "e\u200b").replace("o", "\u200do"),
        lambda text: re.sub(r"(\w+) ", "\u2066\\1\u2069 ", text),
        lambda text: text.replace("’", "'"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: re.sub("([.,])", "\\1\ufeff", text),
        lambda text: re.sub("([a-z])([.,]) ", "\\1\\2\u00b2 ", text),
    ],
    ids="soft no-break thin-spaces ligatures full-width zero-width direction straight crlf cr bom notes".split(),
)
def test_typography(twin, codebook, typeset):
    same(parse_document(typeset(TWIN), name="twin"), twin, codebook)


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_words_broken_at_line_ends(twin, codebook, hyphen, ends):
    text = "\n\n".join(
        paragraph if paragraph in {*HEADINGS, PARAGRAPHS[0]} else wrap(paragraph, hyphen) for paragraph in PARAGRAPHS
    )
    assert len(re.findall(rf"\w{hyphen}\n\w", text)) > 15
    same(parse_document(text.replace("\n", ends), name="twin"), twin, codebook)


def test_a_web_page_is_read_as_its_article(tmp_path, twin, codebook):
    (tmp_path / "page.txt").write_text(html_twin(), encoding="utf-8")
    document = read_document(tmp_path / "page.txt")
    same(document, twin, codebook)
    assert document.title == PARAGRAPHS[0]
    # Of the menu, the foot and the essay's words without white space between: 5 and 7 words are left out.
    words = len(" ".join(PARAGRAPHS).split())
    share = f"{100 * words / (words + 12):.0f} % of the page's words are read, as its article"
    assert document.remarks() == ["page: it is read as HTML", f"page: {share}"]


def test_a_page_without_an_article_is_read_whole(tmp_path):
    (tmp_path / "a.html").write_text("<p>Missiles<br>fly.</p><script>x</script>", encoding="utf-8")
    assert list(read_document(tmp_path / "a.html").words["word"]) == ["Missiles", "fly"]


def test_a_word_document(tmp_path, twin, codebook):
    made = docx.Document()
    for i, paragraph in enumerate(PARAGRAPHS):
        if paragraph in HEADINGS:
            made.add_heading(paragraph, 2)
        else:
            added = made.add_paragraph(style="Title" if i == 0 else None)
            for run in re.split(r"(?<=,)", paragraph):
                added.add_run(run).bold = "nuclear" in run
    made.save(tmp_path / "a.docx")
    document = read_document(tmp_path / "a.docx")
    same(document, twin, codebook)
    assert document.remarks() == ["a: it is read as Word"]


def test_tables_and_changes_in_a_word_document(tmp_path):
    made = docx.Document()
    made.add_paragraph("Before the table.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "First cell.", "Second cell."
    made.save(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    body = parts["word/document.xml"].decode()
    changed = (
        "<w:p><w:r><w:t>Kept </w:t></w:r>"
        "<w:del w:id='1' w:author='a'><w:r><w:delText>struck</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>new.</w:t></w:r></w:ins></w:p>"
    )
    parts["word/document.xml"] = body.replace("<w:tbl>", f"{changed}<w:tbl>", 1).encode()
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    blocks = read_document(tmp_path / "a.docx")
    assert [blocks.text[row.start : row.end] for row in blocks.blocks.itertuples()] == [
        "Before the table.",
        "Kept new.",
        "First cell. | Second cell.",
    ]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf(tmp_path, twin, codebook, columns):
    (tmp_path / "a.txt").write_bytes(pdf_of(typst_twin(columns)))
    document = read_document(tmp_path / "a.txt")
    assert len(re.findall(r"[a-z][-\u00ad\u2010]\n[a-z]", document.text)) > 2
    assert "Ideas and missiles" not in document.text
    same(document, twin, codebook)


def test_marks_of_notes_in_a_pdf_are_no_part_of_words(tmp_path):
    (tmp_path / "a.pdf").write_bytes(
        pdf_of("#set super(typographic: false)\nThe missiles#super[12] were counted, and the treaties#super[3] kept.")
    )
    words = "The missiles were counted and the treaties kept".split()
    assert list(read_document(tmp_path / "a.pdf").words["word"]) == words


def test_markdown(tmp_path, twin, codebook):
    lines = [f"# {PARAGRAPHS[0]}"]
    for paragraph in PARAGRAPHS[1:]:
        text = re.sub(r"\b(nuclear weapons?)\b", r"[\1](https://example.org/missile-treaty 'Nuclear')", paragraph)
        text = re.sub(r"\b(missiles)\b", r"**\1**", text)
        text = re.sub(r"\bRussia\b", "_Russia_", text)
        lines.append(f"## {text}" if paragraph in HEADINGS else text)
    front = "---\ntitle: On nuclear missiles\ntags: [nuclear]\n---\n"
    code = "```python\nnuclear = missiles\n```"
    text = f"{front}\n" + "\n\n".join([*lines, code, "<!-- nuclear -->", "[1]: https://example.org/nuclear"])
    assert text.count("example.org") > 2
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    assert document.text == text
    same(document, twin, codebook)


def test_marks_of_markdown_are_no_words(tmp_path):
    text = (
        "Title\n=====\n\nPart\n----\n\n1. First item[^a]\n2. Second &amp; *third*\n\n> Quoted `code` "
        "![a picture](p.png)\n\n"
        "[^a]: A note.\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\n    indented code\n\nsnake_case and <b>bold</b>\n"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "a.md")
    assert " ".join(document.words["word"]) == (
        "Title Part First item Second third Quoted code a picture a b c d snake case and bold"
    )
    assert document.title == "Title"
    assert list(document.sections["section"]) == ["Part"]


def test_addresses_are_no_words(tmp_path):
    (tmp_path / "a.txt").write_text("See https://a.org/nuclear-war, www.b.org/x. Write to war.room@c.org!", "utf-8")
    assert list(read_document(tmp_path / "a.txt").words["word"]) == ["See", "Write", "to"]


@pytest.mark.parametrize(
    ("text", "words", "notes"),
    [
        (
            "The war<sup>12</sup> is<br/>on.<br><br>It is <b>on</b>.",
            "The war is on It is on",
            ("it has 6 marks of HTML in it (such as <sup>12</sup>), which do not count as words",),
        ),
        (
            "War &amp; China&#39;s peace&nbsp;now<p class='a'>",
            "War China's peace now",
            ("it has 4 marks of HTML in it (such as <p class='a'>), which do not count as words",),
        ),
        ("Arms < 5 and > 3, <sic> R&D; [applause] {war}", "Arms 5 and 3 sic R D applause war", ()),
    ],
)
def test_marks_of_html_in_a_plain_text_are_no_words_and_said(text, words, notes):
    reading = read_string("a", text)
    assert list(parse_document(reading, name="a").words["word"]) == words.split()
    assert reading.notes == notes
    assert (reading.text == text) is ("&amp;" not in text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Old missiles1, arms2 of war,3 said Obama4 of the G20.", "Old missiles arms of war 3 said Obama of the G20"),
        ("Wars2 and arms3 of navies4.", "Wars2 and arms3 of navies4"),
        ("In group1, group2 and group3.", "In group1 group2 and group3"),
        ("Wars1 and arms2 of navies9.", "Wars1 and arms2 of navies9"),
        ("Wars1 and arms2.5 of navies3 and NATO4 or mp5.", "Wars1 and arms2 5 of navies3 and NATO4 or mp5"),
    ],
)  # fmt: skip
def test_numbers_of_notes_at_the_ends_of_words_are_no_part_of_them_and_said(text, words):
    reading = read_string("a", text)
    assert reading.text == text
    assert list(parse_document(reading, name="a").words["word"]) == words.split()
    said = ("3 numbers of notes at the ends of words (such as missiles1) are not part of them",)
    assert reading.notes == (said if "missiles" in text else ())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "holds no words"),
        ("blank.txt", " \n\t\u00a0\u3000\u200b\n".encode(), "holds no words"),
        ("nul.txt", b"a\0b c", r"nul\.txt:1: holds NUL bytes, the first at offset 1, so it is not a text"),
        # In bytes: two of the letter, one of the line's end, and before them the mark of UTF-8 or of UTF-16.
        ("nul.txt", "ä\n\0b c".encode(), r"nul\.txt:2: holds NUL bytes, the first at offset 3,"),
        ("nul.txt", "ä\n\0b c".encode("utf-8-sig"), r"nul\.txt:2: holds NUL bytes, the first at offset 6,"),
        ("nul.txt", "\ufeffä\n\0b c".encode("utf-16-le"), r"nul\.txt:2: holds NUL bytes, the first at offset 6,"),
        ("picture.txt", (ROOT / "figures" / "words.png").read_bytes()[:4000], r"is not a text but a picture \(PNG\)"),
        ("photo.pdf", b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"old Office file; save it as \.docx"),
        ("rich.txt", b"{\\rtf1 Missiles}", "is not a text but RTF"),
        ("broken.pdf", b"%PDF-1.7\nnothing", "broken.pdf: is a PDF file that (is damaged|holds no text)"),
        ("broken.docx", b"PK\x03\x04 nothing", "is a damaged compressed file"),
        ("half.txt", "Größe über".encode() + b"\xfc", r"half\.txt:1: is not UTF-8 text: byte 0xfc at offset 13"),
        ("data.json", b' [\n {"text": "missiles"}, {"text": "more"}]', "is JSON, not a text; write each"),
        ("lines.txt", b'{"text": "missiles"}\n{"text": "more"}\n', "is JSON, not a text"),
        ("data.xml", b"<?xml version='1.0'?><data>missiles</data>", "is XML of an unknown kind"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_one_clear_line(themeline, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_document(tmp_path / name)
    assert len(str(caught.value).splitlines()) == 1
    if not name.startswith(("broken.pdf",)):
        done = themeline("run", "--essay", name, "--out", "figures")
        assert done.returncode == 2
        assert re.fullmatch(rf"error: .*{re.escape(name)}.*\n", done.stderr)
        assert not (tmp_path / "figures").exists()


def test_a_packed_file_that_is_no_word_document(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
    (tmp_path / "a.docx").write_bytes(content.getvalue())
    with pytest.raises(InputError, match="not a Word document"):
        read_document(tmp_path / "a.docx")


def test_a_pdf_of_pictures_only_says_so(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_of("#rect(width: 3cm, height: 3cm)"))
    with pytest.raises(InputError, match=r"holds no text on its 1 pages \(scanned\?\)"):
        read_document(tmp_path / "a.pdf")


def test_two_megabytes_on_one_line():
    text = (TWIN.replace("\n", " ") * 300)[:2_000_000]
    document = parse_document(text, name="t")
    assert len(document.words) == len(keys_of(document.words["word"]))
    assert len(document.sentences) > 8000


def test_the_text_that_was_read_is_kept_beside_the_figures(themeline, tmp_path):
    (tmp_path / "a.html").write_text(html_twin(), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TWIN, encoding="utf-8")
    done = themeline("run", "--essay", "a.html", "--essay", "b.txt", "--out", "figures", "-p", "formats", "csv")
    assert done.returncode == 0, done.stderr
    kept = (tmp_path / "figures" / "a" / "text.txt").read_text(encoding="utf-8")
    assert kept == read_document(tmp_path / "a.html").text
    assert not (tmp_path / "figures" / "b" / "text.txt").exists()
    for table in ("themes", "themes-in-text", "words"):
        ours, theirs = ((tmp_path / "figures" / name / f"{table}.csv").read_text() for name in "ab")
        if table == "themes-in-text":
            continue
        assert ours == theirs
    assert themeline("verify", "figures").returncode == 0


def test_no_text_is_too_awkward_for_the_notebooks(themeline, tmp_path):
    texts = {
        "one-sentence.txt": "Missiles fly.",
        "one-word.txt": "Peace",
        "no-heading.txt": "The navy sailed. The treaty stands. " * 40,
        "no-theme.txt": "A title\n\nThe cat sat on the mat.\n\nA part\n\nIt was fine.",
        "numbers.txt": "1 2 3 4 5. 6 7.\n\n12 34.",
        "sections.txt": "\n\n".join(f"Part {i}\n\nThe missiles of part {i} were counted." for i in range(101)),
        "long.txt": "\n\n".join([TWIN] * 9),
        "chinese.txt": "我们反对部署导弹。\n\n" * 30,
    }
    (tmp_path / "texts").mkdir()
    for name, text in texts.items():
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    assert len(parse_document(texts["long.txt"], name="t").words) > 10_000
    done = themeline("run", "--essay", "texts", "--out", "figures", "-p", "formats", "svg,md")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "8 of 8 texts worked"
    empty = tmp_path / "figures" / "no-theme"
    for figure, words in (
        ("themes", "The text has no mention of any theme"),
        ("themes-in-text", "The text has no mention of any theme"),
        ("themes-together", "No two themes share a sentence"),
        ("keyness", "No word is typical of one section"),
    ):
        assert words in (empty / f"{figure}.svg").read_text(encoding="utf-8")
    chinese = (tmp_path / "figures" / "chinese" / "words.md").read_text(encoding="utf-8")
    assert "Beware: the text seems to be in Chinese: each character counts as a word" in chinese


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.txt", "War.\nThe {} war.", ":2: holds a word of more than 1,000,000 letters, from offset 9 on"),
        ("a.md", "# War\n\nThe {} war.", ":3: holds a word of more than 1,000,000 letters, from offset 11 on"),
        ("a.html", "<html><body><p>{}</p></body></html>", ":1: holds a word of more than 1,000,000 letters"),
    ],
)
def test_a_word_of_a_million_letters_is_refused(tmp_path, name, content, place):
    (tmp_path / name).write_text(content.format("a" * 1_000_001), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(f"{name}{place}")) as error:
        read_source(tmp_path / name)
    assert "so it is not a text; remove what is data and not words" in str(error.value)
