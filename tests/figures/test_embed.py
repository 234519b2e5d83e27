"""The pieces of NAME.md, tried for real: in Typst, in Word by pandoc, and in a web page."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import matplotlib
import pypandoc
import pytest
import typst
from conftest import CHROMIUM, ROOT
from lxml import etree
from pypdf import PdfReader
from themeline.figures import drawing, embed

NAMES = ["keyness", "themes", "themes-in-text", "themes-together", "timeline", "words"]
SEEN = {
    "keyness": "deterrence",
    "themes-together": "Armed conflicts",
    "themes": "Missiles and missile defence",
    "themes-in-text": "Outer space security",
    "timeline": "Treaty of Good-Neighbourliness",
    "words": "Multilateral interaction",
}
# Millimetres: pandoc makes no picture wider than the text block of its reference document, 5.83 inches here.
TEXT_BLOCK = 148.2
FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")


def piece(name: str, language: str, which: int = 0) -> str:
    page = (ROOT / "figures" / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)\n```", page, re.DOTALL)[which]


def said(name: str, what: str) -> str:
    page = (ROOT / "figures" / f"{name}.md").read_text(encoding="utf-8")
    return re.search(rf"\*\*{what}\.\*\* (.*)", page)[1]


@pytest.fixture
def folder(tmp_path):
    for path in (ROOT / "figures").iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    return tmp_path


def spread(pdf: Path, words: tuple[str, str]) -> float:
    """Millimetres between the left edges of two words on the first page of a PDF, by poppler."""
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True)
    places = {m[2]: float(m[1]) for m in re.finditer(r'xMin="([\d.]+)"[^>]*>([^<]*)</word>', done.stdout)}
    return (places[words[1]] - places[words[0]]) * 25.4 / 72


def alternatives(reader: PdfReader) -> set[str]:
    """The text alternatives in the structure tree of a tagged PDF."""
    found, waiting = set(), [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.add(str(node["/Alt"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
@pytest.mark.parametrize("kind", ["pdf", "svg"])
@pytest.mark.parametrize("name", NAMES)
def test_typst(folder, name, kind):
    given = piece(name, "typst")
    if kind == "svg":
        given = given.replace(f'image("{name}.pdf"', f'image("{name}.svg"')
    source = (
        f"#set page(width: 210mm, height: 297mm, margin: 10mm)\n#set text(size: 8pt)\n{given}\n\nSee @fig-{name}."
    )
    (folder / "text.typ").write_text(source, encoding="utf-8")
    typst.compile(folder / "text.typ", output=folder / "text.pdf", font_paths=[FONTS])
    reader = PdfReader(folder / "text.pdf")
    text = " ".join(reader.pages[0].extract_text().split())
    assert SEEN[name] in text
    assert "See Figure 1" in text
    assert "".join(said(name, "Caption").split())[:60] in "".join(text.split())
    assert said(name, "Text alternative") in alternatives(reader)
    # At its size: two words of the figure are as far apart as in the figure's own PDF.
    words = {
        "keyness": ("dual", "nuclear"),
        "themes-together": ("Air", "4"),
        "themes": ("Air", "348"),
        "themes-in-text": ("Air", "1,000"),
        "timeline": ("AUKUS", "Borders"),
        "words": ("New", "750"),
    }
    own, placed = (spread(folder / f"{stem}.pdf", words[name]) for stem in (name, "text"))
    assert placed == pytest.approx(own, abs=0.3)


@pytest.mark.parametrize(("width", "placed"), [(183, TEXT_BLOCK), (120, 120), (89, 89)])
@pytest.mark.parametrize("name", NAMES)
def test_word_by_pandoc(folder, name, width, placed):
    given = piece(name, "markdown", 1).replace("width=183mm", f"width={width}mm")
    (folder / "text.md").write_text(given + "\n", encoding="utf-8")
    pypandoc.convert_file(
        str(folder / "text.md"),
        "docx",
        outputfile=str(folder / "text.docx"),
        extra_args=[f"--resource-path={folder}"],
    )
    with zipfile.ZipFile(folder / "text.docx") as docx:
        document = etree.fromstring(docx.read("word/document.xml"))
        media = [docx.read(name) for name in docx.namelist() if name.startswith("word/media/")]
    assert media == [(folder / f"{name}.png").read_bytes()]
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    assert int(document.find(f".//{drawing}extent").get("cx")) / 36_000 == pytest.approx(placed, abs=0.1)
    assert document.find(f".//{drawing}docPr").get("descr") == said(name, "Text alternative")
    assert said(name, "Caption") in "".join(document.itertext())


# Of LaTeX, Typst, pandoc: 345 pt of 72.27 an inch are 121.25 mm, A4 less twice 25 mm is 160, 5.83 inches are 148.2.
@pytest.mark.parametrize(
    ("width", "fits"),
    [
        ("single", (True, True, True)),
        ("onehalf", (True, True, True)),
        ("report", (False, True, False)),
        ("double", (False, False, False)),
    ],
)
def test_each_piece_says_where_it_is_too_wide_and_what_fits(width, fits):
    millimetres = drawing.WIDTHS[width]
    pieces = (
        embed.latex("n", "c", "a", (millimetres, 90)),
        embed.typst("n", "c", "a", (millimetres, 90)),
        embed.pandoc("n", "c", "a", (millimetres, 90)),
    )
    assert tuple("wider than" not in piece for piece in pieces) == fits
    for piece, sheet, fitting in zip(
        pieces, (embed.ARTICLE, embed.A4, embed.PANDOC), ("onehalf", "report", "onehalf"), strict=True
    ):
        assert ("-p width" in piece) == (f"used and -p width {fitting}." in piece) == ("wider than" in piece)
        assert drawing.WIDTHS[fitting] <= sheet.room
        assert f"{millimetres:.0f}mm" in piece


def test_what_pandoc_makes_of_the_text_of_a_figure_that_is_too_wide():
    # 6.9 pt at 148.2 of 183 mm.
    assert "where its smallest text would be 5.6 pt. To make it fit" in embed.pandoc("n", "c", "a", (183, 90))
    page = embed.page("n", "T", "c", "a", "d", (183, 90), ["png", "md"], "o")
    assert "183 mm is wider than the text of an A4 page (160 mm). To make it fit, run its notebook again" in page
    assert "wider than the text" not in embed.page("n", "T", "c", "a", "d", (120, 90), ["png", "md"], "o")


def test_each_piece_says_where_a_figure_is_too_high_with_its_caption():
    # A caption of 620 letters has ten lines of 62 on 100 mm; with a gap of one line they are 46.75 mm high.
    sheet = embed.Sheet("a page", 100, 150)
    assert embed.unfit((100, 103), "c" * 620, sheet) == []
    assert embed.unfit((100, 104), "c" * 620, sheet) == [
        "With its caption it is about 151 mm high, more than a page has (150 mm): "
        "make the figure wider, show less in it, or shorten the caption."
    ]
    # What pandoc halves is half as high.
    assert len(embed.unfit((200, 206), "c" * 620, sheet, shrinks=True)) == 2
    assert len(embed.unfit((200, 208), "c" * 620, sheet, shrinks=True)) == 3
    for piece in (embed.latex, embed.typst, embed.pandoc):
        assert "more than" in piece("n", "c", "a", (80, 300))
        assert "more than" not in piece("n", "c", "a", (80, 100))


def test_the_page_of_typst_has_room_for_a_report(tmp_path):
    (tmp_path / "t.typ").write_text("#layout(size => repr(size.width / 1mm))", encoding="utf-8")
    typst.compile(tmp_path / "t.typ", output=tmp_path / "t.pdf")
    assert float(PdfReader(tmp_path / "t.pdf").pages[0].extract_text()) == pytest.approx(160, abs=0.01)


def browser(page: Path, profile: Path) -> str:
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--virtual-time-budget=5000",
            f"--user-data-dir={profile}", "--dump-dom", page.as_uri(),
        ],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "none:"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


MEASURE = """<script>
addEventListener("load", () => {
  const picture = document.querySelector("img"), box = picture.getBoundingClientRect();
  const svg = document.querySelector("svg");
  const texts = [...svg.querySelectorAll("text")];
  const wide = texts.reduce((most, text) => Math.max(most,
    Math.abs(text.getComputedTextLength() - parseFloat(text.getAttribute("textLength")))), 0);
  document.body.dataset.said = JSON.stringify({width: box.width, shown: picture.naturalWidth > 0, alt: picture.alt,
    ratio: box.height / box.width, role: svg.getAttribute("role"), texts: texts.map(t => t.textContent), wide});
});
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_web_page(folder):
    import html
    import json

    for name in NAMES:
        inline = re.sub(r"^.*?(?=<svg)", "", (folder / f"{name}.svg").read_text(encoding="utf-8"), flags=re.DOTALL)
        # A font that is not there: the reader's browser takes the next of the stack, and nothing may move.
        inline = inline.replace("'Source Sans 3', 'Noto Sans', 'Arial', sans-serif", "'Nowhere Sans', serif")
        page = folder / f"{name}.html"
        page.write_text(
            f"<!doctype html><meta charset=utf-8><body style='width:1000px'>{piece(name, 'html')}{inline}{MEASURE}",
            encoding="utf-8",
        )
        dom = browser(page, folder / "profile")
        seen = json.loads(html.unescape(re.search(r'data-said="([^"]*)"', dom)[1]))
        assert seen["shown"]
        assert seen["width"] == pytest.approx(183 / 25.4 * 96, abs=0.5)
        assert seen["alt"] == said(name, "Text alternative")
        assert seen["role"] == "group"
        assert SEEN[name] in seen["texts"]
        assert seen["wide"] < 0.05


def test_marks_of_every_language_are_escaped(tmp_path):
    caption = '100 % of $x_1^2$ & #tags <b> [a] *b* `c` ~d~ @e \\ = / - + "q" | R&D &lt; &#65;'
    alternative = 'says "yes" \\ [no] <i>'
    body = embed.typst("pic", caption, alternative, (89, 60), "svg")
    (tmp_path / "pic.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    (tmp_path / "t.typ").write_text("#set smartquote(enabled: false)\n" + body, encoding="utf-8")
    typst.compile(tmp_path / "t.typ", output=tmp_path / "t.pdf")
    reader = PdfReader(tmp_path / "t.pdf")
    assert caption in " ".join(reader.pages[0].extract_text().split())
    assert alternative in alternatives(reader)

    for given in (embed.markdown("pic", caption, alternative), embed.pandoc("pic", caption, alternative, (89, 60))):
        made = pypandoc.convert_text(given, "html", format="markdown-smart", extra_args=["--wrap=none"])
        assert "citation" not in made
        root = etree.fromstring(made if made.startswith("<figure") else f"<div>{made}</div>", etree.HTMLParser())
        text = "".join(root.itertext()).strip()
        assert caption in text
        assert root.find(".//img").get("alt") == alternative

    root = etree.fromstring(embed.html("pic", caption, alternative, 89), etree.HTMLParser())
    assert root.find(".//figcaption").text == caption
    assert root.find(".//img").get("alt") == alternative
    assert not set("<>|") & set(embed.latex("pic", caption, alternative, (89, 60)))
    # Read back by pandoc's own reader of LaTeX, which does not know \textbar.
    made = pypandoc.convert_text(embed.latex("pic", caption, alternative, (89, 60)), "html", format="latex-smart")
    root = etree.fromstring(made, etree.HTMLParser())
    assert " ".join("".join(root.find(".//figcaption").itertext()).split()) == caption.replace("| ", "")
