import io

import pandas as pd
import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader
from themeline.errors import InputError
from themeline.events.chronology import choose_events
from themeline.figures import drawing
from themeline.figures.embed import read_page
from themeline.figures.export import FORMATS, FigureText, check_formats, export_figure
from themeline.figures.plots.events import plot_timeline
from themeline.io.atomic import write_together

DATA = pd.DataFrame({"word": ["ракета", "a,b"], "count": [1, 2]})
WORDS = FigureText(
    "A title & more",
    "A caption with 5 % & under_score, *stars*.",
    'Alternative: <two> "bars" [here].',
    "At <length>.",
)


def figure():
    with drawing.settings():
        drawn = drawing.new_figure(89, 50, drawing.style_of("print"))
        drawing.write(drawn, 5, 10, "Shown ракета", colour="#000000")
    return drawn


def test_all_forms_are_written_with_their_words(tmp_path):
    files = export_figure(figure(), "fig", DATA, WORDS, tmp_path)
    assert [file.name for file in files] == [f"fig.{kind}" for kind in FORMATS]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"fig.{kind}" for kind in FORMATS)

    root = etree.fromstring((tmp_path / "fig.svg").read_bytes())
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert [root.find(f"{name}{part}").text for part in ("title", "desc")] == [WORDS.title, WORDS.description]
    assert float(root.get("width").removesuffix("pt")) * 25.4 / 72 == pytest.approx(89, abs=0.01)
    assert root.find(f".//{name}text").text.strip() == "Shown ракета"
    assert "Source Sans 3" in root.find(f".//{name}text").get("style")

    page = PdfReader(tmp_path / "fig.pdf").pages[0]
    assert float(page.mediabox.width) * 25.4 / 72 == pytest.approx(89, abs=0.01)
    assert "Shown ракета" in page.extract_text()
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    descendant = fonts[0].get("/DescendantFonts", [fonts[0]])[0].get_object()
    assert "/FontFile2" in descendant["/FontDescriptor"]
    assert PdfReader(tmp_path / "fig.pdf").metadata.subject == WORDS.description

    with Image.open(tmp_path / "fig.png") as picture:
        assert picture.size[0] == int(89 / 25.4 * 300)
        assert picture.info["Description"] == WORDS.description

    assert (tmp_path / "fig.csv").read_bytes() == 'word,count\nракета,1\n"a,b",2\n'.encode()
    page_text = (tmp_path / "fig.md").read_text(encoding="utf-8")
    assert WORDS.caption in page_text
    assert r"5 \% \& under\_score" in page_text
    assert "&lt;two&gt; &quot;bars&quot; [here]" in page_text


def test_the_same_bytes_again(tmp_path):
    first = export_figure(figure(), "fig", DATA, WORDS, tmp_path / "a")
    second = export_figure(figure(), "fig", DATA, WORDS, tmp_path / "b")
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_only_the_formats_asked_for(tmp_path):
    export_figure(figure(), "fig", DATA, WORDS, tmp_path, ["md", "png"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fig.md", "fig.png"]
    assert "(fig.png)" in (tmp_path / "fig.md").read_text(encoding="utf-8")
    with pytest.raises(InputError, match="formats: there is no format 'gif'; there are svg, pdf, png, csv, md"):
        check_formats(["png", "gif"])


def test_all_files_or_none(tmp_path):
    (tmp_path / "fig.svg").write_text("old", encoding="utf-8")
    (tmp_path / "fig.csv").mkdir()
    with pytest.raises(InputError, match=r"fig\.csv: cannot be written \(is a folder\)"):
        export_figure(figure(), "fig", DATA, WORDS, tmp_path)
    assert (tmp_path / "fig.svg").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fig.csv", "fig.svg"]


def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        write_together(tmp_path / "file" / "deeper", {"a": b"b"})


def test_a_figure_drawn_twice_is_one_picture():
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        figure().savefig(stream, format="png")
    assert streams[0].getvalue() == streams[1].getvalue()


def test_a_figure_comes_with_a_drawing_for_phones_that_has_the_same_links(tmp_path, essay, chronology):
    events = choose_events(chronology, essay)
    drawn = plot_timeline(essay, events)
    files = drawn.save(tmp_path, ["svg", "md"])
    assert [file.name for file in files] == ["timeline.svg", "timeline.md", "timeline-narrow.svg"]
    wide, narrow = (etree.parse(tmp_path / name).getroot() for name in ("timeline.svg", "timeline-narrow.svg"))
    # 72 points an inch of 25.4 mm.
    widths = [float(root.get("width").removesuffix("pt")) * 25.4 / 72 for root in (wide, narrow)]
    assert widths == pytest.approx([183, 89], abs=0.01)
    link = "{http://www.w3.org/1999/xlink}href"
    leads = [{node.get(link) for node in root.iter("{http://www.w3.org/2000/svg}a")} for root in (wide, narrow)]
    assert leads[0] == leads[1] == {f"reader.html#{event}" for event in events["id"]}
    # In a web page a browser takes that which fits its window.
    piece = next(text for head, _, text in read_page(files[1].read_text(encoding="utf-8")).pieces if "HTML" in head)
    picture = etree.fromstring(piece, etree.HTMLParser()).find(".//picture")
    assert dict(picture.find("source").attrib) == {"media": "(max-width: 600px)", "srcset": "timeline-narrow.svg"}
    assert picture.find(".//img").get("src") == "timeline.svg"
    # What is narrow already, and what is not drawn as SVG, has none.
    assert [file.name for file in drawn.save(tmp_path / "a", ["csv"])] == ["timeline.csv"]
    single = plot_timeline(essay, events, width=80).save(tmp_path / "b", ["svg", "md"])
    assert [file.name for file in single] == ["timeline.svg", "timeline.md"]
    assert "<picture>" not in single[1].read_text(encoding="utf-8")
