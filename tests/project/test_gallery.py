"""The gallery: it holds what its page shows, and its figures say what their texts give today."""

import re
import shlex
import sys
from html import unescape

import pytest
import themeline as tl
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import gallery

PAGE = gallery.PAGE.read_text(encoding="utf-8")
FOLDER = ROOT / "docs" / "gallery"
SHOWN = re.findall(r"!\[([^\]]*)\]\((gallery/[a-z-]+\.svg)\)", PAGE)


def test_the_gallery_holds_what_its_page_shows_and_is_small():
    assert sorted(file for _, file in SHOWN) == sorted(f"gallery/{path.name}" for path in FOLDER.glob("*.svg"))
    assert all(alternative for alternative, _ in SHOWN)
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 1_500_000


def test_each_figure_comes_of_a_command_of_its_text():
    """Into the folder of the text's name; what a command names is there."""
    made = set()
    for words in map(shlex.split, gallery.COMMAND.findall(PAGE)):
        folder = words[words.index("--out") + 1]
        made.add(folder.removeprefix("build/gallery/"))
        for option in {"--essay", "--codebook", "--events"} & {*words}:
            assert (ROOT / words[words.index(option) + 1]).is_file()
    assert {name for name, _ in gallery.FIGURE.findall(PAGE)} == made


def drawn_words(file):
    return unescape(re.search(r"<title[^>]*>(.*?)</title>", file.read_text(encoding="utf-8"), re.DOTALL)[1])


@pytest.mark.parametrize("name", ["constitution", "declaration", "monroe", "roosevelt", "kennedy"])
def test_the_figures_of_themes_say_what_the_text_gives(name):
    """If this fails: python3 scripts/gallery.py."""
    document = tl.read_document(FOLDER / "texts" / f"{name}.txt")
    own = FOLDER / "texts" / f"{name}-themes.yaml"
    codebook = tl.read_codebook(own if own.is_file() else ROOT / "seeds" / "themes.yaml")
    mentions = tl.find_mentions(document, codebook)
    plots = {"themes": tl.plot_themes, "themes-in-text": tl.plot_themes_in_text}
    told = {file: alternative for alternative, file in SHOWN}
    for figure, plot in plots.items():
        if f"gallery/{name}-{figure}.svg" in told:
            drawn = plot(document, codebook, mentions)
            assert drawn_words(FOLDER / f"{name}-{figure}.svg") == drawn.title
            assert told[f"gallery/{name}-{figure}.svg"] == drawn.alternative


def test_marks_of_the_gallery_lead_nowhere():
    """The pages that they would lead to are not in it; what a drawing itself uses stays."""
    assert gallery.without_links('<a xlink:href="reader.html#t-x"><use xlink:href="#m1"/></a>') == (
        '<a><use xlink:href="#m1"/></a>'
    )
    assert not any("reader.html" in path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg"))
