"""From marks to addresses: in SVG, in PDF, in tables, and in what notebooks show."""

import base64
import re
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest
from conftest import ROOT, SEEDS
from helpers.figures import whole
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from matplotlib.figure import Figure as Drawing
from pypdf import PdfReader
from themeline.dictionary.mentions import find_mentions, numbers_of
from themeline.display.answer import Answer
from themeline.display.explore import explore
from themeline.display.tables import Table
from themeline.errors import InputError
from themeline.figures import links
from themeline.figures.embed import page, read_page
from themeline.figures.export import FigureText
from themeline.figures.figure import Figure
from themeline.figures.plots.themes import plot_themes_in_text
from themeline.pages.index import index_page
from themeline.provenance.receipts import Receipt
from themeline.text.document import parse_document

FIGURES = ROOT / "figures"
XLINK, SVG = "{http://www.w3.org/1999/xlink}", "{http://www.w3.org/2000/svg}"
NAMES = ["keyness", "ranks", "themes", "themes-in-text", "themes-together", "timeline", "words"]

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@given(slugs, slugs, st.integers(1, 99), st.integers(0, 9))
def test_no_two_things_have_one_address(one, other, number, section):
    """Whatever an event or a theme is called: also s1, section-2, t-nuclear, m-nuclear-3."""
    fixed = {links.of_sentence(number), links.of_section(section), links.of_mention(one, number)}
    fixed |= {links.of_theme(one), links.of_theme(one, section=section), links.of_word(other)}
    assert links.of_event(one) not in fixed
    assert links.of_event(other) not in fixed
    assert (links.of_event(one) == links.of_event(other)) == (one == other)


def test_events_that_are_called_like_other_things():
    names = ["s1", "m-nuclear-3", "section-2", "t-nuclear", "w-x", "event-s1", "treaty-2001", "s1-signed"]
    found = [links.of_event(name) for name in names]
    assert found[-2:] == ["treaty-2001", "s1-signed"]
    # What `themeline events` calls its drafts is no exception.
    assert links.of_event("event-2") == "event-2"
    assert found[:6] == [f"event-{name}" for name in names[:6]]


def test_links():
    assert links.link("t-a+b") == "reader.html#t-a+b"
    assert links.link("w-ракета", "https://example.org/x/").startswith("https://example.org/x/reader.html#w-%D1%80")
    assert links.base_of("https://example.org") == "https://example.org/"
    for wrong in ("javascript:alert(1)", "file:///x", "//example.org", 'https://x"y', "https://a b"):
        with pytest.raises(InputError, match="not a web address"):
            links.base_of(wrong)


def known_addresses() -> set[str]:
    """All that the reader page answers to, told by its tables."""
    mentions = pd.read_csv(FIGURES / "mentions.csv")
    sentences = pd.read_csv(FIGURES / "sentences.csv", keep_default_na=False)
    events = pd.read_csv(FIGURES / "events.csv")
    themes, sections = set(mentions["theme"]), set(sentences["section_number"])
    return {
        *mentions["address"], *sentences["address"], *events["id"], *(f"section-{n}" for n in sections),
        *(f"t-{a}" for a in themes), *(f"t-{a}.{n}" for a in themes for n in sections),
        *(f"t-{a}+{b}" for a in themes for b in themes),
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_svg_and_pdf_link_to_the_same_places_which_are_there(name):
    root = etree.parse(FIGURES / f"{name}.svg").getroot()
    links = [(link.get(f"{XLINK}href"), link.find(f"{SVG}title").text) for link in root.iter(f"{SVG}a")]
    assert root.get("role") == "group"
    # Each has a name, and a mark of its own within.
    assert all(words.strip() for _, words in links)
    assert all(link.find(f"{SVG}g").get("id") for link in root.iter(f"{SVG}a"))
    annotations = [note.get_object() for note in PdfReader(FIGURES / f"{name}.pdf").pages[0]["/Annots"]]
    assert sorted((note["/A"]["/URI"], note["/Contents"]) for note in annotations) == sorted(links)
    box = PdfReader(FIGURES / f"{name}.pdf").pages[0].mediabox
    for note in annotations:
        left, bottom, right, top = map(float, note["/Rect"])
        assert -2 <= left < right <= float(box.width) + 2
        assert -2 <= bottom < top <= float(box.height) + 2
    places = {url.removeprefix("reader.html#") for url, _ in links}
    words = {place for place in places if place.startswith("w-")}
    assert places - words <= known_addresses()
    assert bool(words) == (name in ("words", "keyness"))
    text = (SEEDS / "essay.txt").read_text(encoding="utf-8").casefold()
    assert all(re.search(rf"\b{re.escape(word.split('.')[0][2:].casefold())}\b", text) for word in words)


def test_every_mention_and_every_named_event_has_its_link(mentions, chronology):
    root = etree.parse(FIGURES / "themes-in-text.svg").getroot()
    places = [link.get(f"{XLINK}href").removeprefix("reader.html#") for link in root.iter(f"{SVG}a")]
    # The heads of the five sections lead to them.
    assert len([place for place in places if place.startswith("m-")]) == len(mentions) == len(places) - 5
    root = etree.parse(FIGURES / "timeline.svg").getroot()
    places = {link.get(f"{XLINK}href").removeprefix("reader.html#") for link in root.iter(f"{SVG}a")}
    assert places == {event.id for event in chronology.events if event.mention == "named"}


def test_a_base_url_is_before_every_link(themeline, tmp_path):
    run = ("run", "03", "-p", "formats", "svg,pdf,md", "--out", "figures", "-p", "base_url")
    assert themeline(*run, "https://example.org/study").returncode == 0
    text = (tmp_path / "figures" / "timeline.svg").read_text(encoding="utf-8")
    links = re.findall(r'<a xlink:href="([^"]*)"', text)
    assert links
    assert all(link.startswith("https://example.org/study/reader.html#") for link in links)
    note = PdfReader(tmp_path / "figures" / "timeline.pdf").pages[0]["/Annots"][0].get_object()
    assert note["/A"]["/URI"].startswith("https://example.org/study/reader.html#")
    # In the page they lead to the reader beside it.
    index = (tmp_path / "figures" / "index.html").read_text(encoding="utf-8")
    wide, narrow = index.split('class="drawing narrow"')
    assert wide.count('<a href="reader.html#') == len(links)
    assert narrow.count('<a href="reader.html#') >= len({*links})
    assert "https://example.org/study" not in "".join(re.findall(r'<a href="[^"]*"', index))
    done = themeline(*run, "javascript:alert(1)")
    assert done.returncode == 2
    assert "base_url: 'javascript:alert(1)' is not a web address" in done.stderr


def test_a_mention_keeps_its_number_when_sections_are_set_aside(essay, codebook, mentions):
    """What is cited as the third is not the first because another section is left out."""
    whole = mentions.assign(number=numbers_of(mentions, essay, codebook))
    assert list(whole.loc[whole["theme"] == "air", "number"]) == [1, 2, 3, 4, 5, 6]
    part = essay.only_sections(["Multilateral interaction"])
    found = find_mentions(part, codebook)
    numbers = numbers_of(found, part, codebook)
    # By hand: of ten mentions of arms control two stand in the lead, before this section.
    assert list(numbers[found["theme"] == "arms-control"]) == [3, 4, 5, 6, 7, 8, 9, 10]
    expected = whole[whole["section"] == "Multilateral interaction"]
    assert list(numbers) == list(expected["number"])


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)


@given(words, words, words, words)
def test_the_page_of_a_figure_is_read_as_it_was_written(title, caption, alternative, description):
    text = page("fig", title, caption, alternative, description, (89.4, 50), ["svg", "pdf", "md"], "made so")
    said = read_page(text)
    assert (said.title, said.caption, said.alternative, said.description) == (
        title,
        caption,
        alternative,
        description,
    )
    assert said.size == "89 mm × 50 mm."
    assert [language for _, language, _ in said.pieces] == ["latex", "typst", "markdown", "markdown", "html"]
    with pytest.raises(ValueError, match="there is no 'Caption'"):
        read_page("# Only a title")


def test_tables_are_shown_with_units_and_links():
    table = pd.DataFrame(
        {
            "address": ["m-a-1", "<b>"],
            "text": ["<script>", "b\n c"],
            "rate": [1234.567, float("nan")],
            "n": [12345, 1],
        }
    )
    html = Table(table, {"rate": "per 1,000 words"}).html()
    assert '<a href="../figures/reader.html#m-a-1" target="_blank">m-a-1</a>' in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "<b>" not in html
    for words in ("rate (per 1,000 words)", ">1,234.57</td>", ">–</td>", ">12,345</td>", ">b c</td>"):
        assert words in html
    # Numbers at the right, words at the left.
    sides = re.findall(r'<td align="(\w+)"', html)
    assert sides == ["left", "left", "right", "right"] * 2


def test_tables_show_ten_rows_and_fold_the_others():
    def shown(count: int) -> tuple[int, int, str]:
        html = Table(pd.DataFrame({"n": range(count)})).html()
        seen, _, folded = html.partition("<details>")
        said = re.search("<summary>(.*)</summary>", folded)
        return seen.count("<td"), folded.count("<td"), said[1] if said else ""

    # One more than ten is shown, since a fold would take as much room.
    assert shown(11) == (11, 0, "")
    assert shown(12) == (10, 12, "all 12 rows")
    assert shown(1000) == (10, 300, "the first 300 of 1,000 rows")
    assert Table(pd.DataFrame({"n": [], "in_all": []})).html() == "<p>No rows. Columns: n, in all.</p>"


def test_years_have_no_thousands_and_keywords_are_marked():
    table = pd.DataFrame({"year": [1996, 2024], "left": ["no ", "a "], "keyword": ["war", "<b>"]})
    html = Table(table).html()
    # A column of whole numbers has no point, whatever its type.
    assert re.findall(">([^<]*)</td>", Table(pd.DataFrame({"hits": [9.0, 1200.0]})).html()) == ["9", "1,200"]
    for words in (">1996</td>", ">2024</td>", "<mark>war</mark>", "<mark>&lt;b&gt;</mark>"):
        assert words in html
    assert Table(pd.DataFrame({"year": [1996.0, float("nan")]})).html().count(">1996</td>") == 1


def test_sentences_around_a_keyword_are_one_passage_and_patterns_may_end_a_line():
    sentence = "<i> " + "long " * 30
    table = pd.DataFrame(
        {"pattern": ["a|b", ""], "left": [sentence, ""], "keyword": ["war", ""], "right": [".", sentence]}
    )
    html = Table(table).html()
    assert re.findall("<th [^>]*>([^<]*)", html) == ["pattern", "passage"]
    assert f"&lt;i&gt; {'long ' * 30}<mark>war</mark>.</td>" in html
    assert f">&lt;i&gt; {'long ' * 30}</td>" in html
    assert "a|<wbr>b" in html


def test_an_answer_is_findings_as_sentences():
    figure = Figure("f", Drawing(), pd.DataFrame(), FigureText("A < B", "c", "a", "d"))
    shown = Answer(figure, "Is it so?", "Yes")._repr_mimebundle_()
    assert shown["text/plain"] == "A < B. Is it so? Yes."
    assert shown["text/html"] == "<p><b>In short.</b> A &lt; B. Is it so? Yes.</p>"


def test_an_answer_leaves_out_a_title_that_finds_nothing():
    document, codebook, mentions = whole("The navy sails. The navy rests.", "navy")
    places = plot_themes_in_text(document, codebook, mentions)
    assert places.title == "Where in the text each theme is mentioned"
    assert Answer(places, "One theme").sentences == ["One theme."]


def test_exploring_without_a_page_shows_passages(essay, codebook, chronology):
    shown = explore(essay, codebook)._repr_mimebundle_()
    assert shown["text/plain"].startswith("96 passages")
    assert shown["text/html"].count("<li>") == 5
    assert '<a href="../figures/reader.html#m-security-order-1"' in shown["text/html"]
    assert "15 passages" in explore(essay, chronology)._repr_mimebundle_()["text/plain"]
    hostile = parse_document("T\n\nThe navy <script>alert(1)</script> sails.", name="t")
    assert "<script>" not in explore(hostile, codebook)._repr_mimebundle_()["text/html"]


def panel_of(controls):
    """The controls of the text that is shown now, and what they show."""
    return controls.children[2].children[0]


def upload(controls, name, content, published=None):
    """Choose a file with the button, as the browser hands it over; what is said then."""
    button, *date = controls.children[0].children
    if published is not None:
        date[0].value = published
    button.value = (
        {
            "name": name,
            "type": "",
            "size": len(content),
            "content": memoryview(content),
            "last_modified": datetime(2024, 1, 1),
        },
    )
    return controls.children[1].value


OWN = b"On ships\n\nThe navy signed the treaty in May 2019. Two years ago the <b>navy</b> sailed.\n"


def test_a_file_button_takes_a_text_of_the_readers_own(essay, codebook, tmp_path, monkeypatch):
    import themeline.display.explore

    monkeypatch.setattr(themeline.display.explore, "out_folder", lambda name: tmp_path / name)
    monkeypatch.chdir(tmp_path)
    whole = explore(essay, codebook, given={"essay": "seeds/essay.txt", "seed": 7}, widgets=True)
    assert "14 words" in upload(whole, "C:\\mine\\on ships.txt", OWN)
    assert (tmp_path / "explored" / "texts" / "on ships.txt").read_bytes() == OWN
    left, right = panel_of(whole).children
    _, copied, passages = right.children
    # The reader page is of another text: no passage leads there.
    assert "href" not in passages.value
    assert "&lt;b&gt;" in passages.value
    assert "-p essay 'explored/texts/on ships.txt' -p seed 7" in copied.value
    button, message = left.children[-2:]
    button.click()
    found = dict(re.findall(r'download="([^"]+)" href="data:[^;]+;base64,([^"]+)"', message.value))
    assert list(found) == ["themes.svg", "themes.pdf", "themes.png", "themes.csv", "themes.md"]
    for name, content in found.items():
        assert base64.b64decode(content) == (tmp_path / "explored" / name).read_bytes()
    assert "holds no words" in upload(whole, "empty.txt", b" ")
    assert panel_of(whole).children[0] is left


def test_the_events_of_an_own_text_are_drafts(essay, chronology, tmp_path, monkeypatch):
    import themeline.display.explore

    monkeypatch.setattr(themeline.display.explore, "out_folder", lambda name: tmp_path / name)
    whole = explore(essay, chronology, widgets=True)
    said = upload(whole, "ships.txt", OWN)
    assert "1 draft of events" in said
    assert "left out" in said
    assert "2 drafts of events" in upload(whole, "ships.txt", OWN, published="2024")
    _, copied, passages = panel_of(whole).children[1].children
    assert "<mark>" in passages.value
    assert "-p essay explored/texts/ships.txt -p events explored/texts/ships-events.yaml" in copied.value
    assert "gives no date that can be drawn" in upload(whole, "none.txt", b"On ships\n\nThe navy sails.\n")
    assert "&#x27;soon&#x27; is not a date" in upload(whole, "ships.txt", OWN, published="soon")


def test_controls_change_figure_passages_and_parameters(essay, codebook, tmp_path, monkeypatch):
    """As in JupyterLab, without a page: what the controls say is what is drawn, written, and to be copied."""
    import ipywidgets
    import themeline.display.explore

    monkeypatch.setattr(themeline.display.explore, "out_folder", lambda name: tmp_path / name)
    given = {"essay": "seeds/essay.txt", "codebook": "seeds/themes.yaml"}
    whole = explore(essay, codebook, given=given, widgets=True)
    left, right = panel_of(whole).children
    boxes = {box.description: box for box in left.children if hasattr(box, "options")}
    assert list(boxes) == ["Themes", "Sections", "Figure", "Passage", "Window"]
    chart, copied, passages = right.children
    before = chart.value
    boxes["Themes"].value = ("nuclear", "missiles")
    boxes["Sections"].value = ("Joint actions", "New Horizons")
    boxes["Passage"].value = "sentence"
    assert chart.value != before
    assert "10 passages" in passages.value
    assert "-p themes nuclear,missiles -p sections 'Joint actions; New Horizons'" in copied.value
    button = next(box for box in left.children if isinstance(box, ipywidgets.Button))
    button.click()
    table = pd.read_csv(tmp_path / "explored" / "themes.csv")
    assert dict(zip(table["theme"], table["mentions"], strict=True)) == {"missiles": 10, "nuclear": 0}
    assert "themes nuclear,missiles; sections Joint actions; New Horizons" in (
        tmp_path / "explored" / "themes.md"
    ).read_text(encoding="utf-8")


def test_an_edited_page_is_found(themeline, tmp_path):
    import shutil

    shutil.copytree(FIGURES, tmp_path / "figures")
    # With another version of Python than that of the committed figures all is run first.
    themeline("run", "--out", "figures")
    page = tmp_path / "figures" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("96 mentions", "97 mentions"), encoding="utf-8")
    done = themeline("verify", "figures")
    assert done.returncode == 1
    assert done.stderr.startswith("error: figures/index.html: edited;")
    # A run writes it anew, though no notebook needs to be run.
    assert "nothing was run" in themeline("run", "--out", "figures").stdout
    assert themeline("verify", "figures").returncode == 0


def test_the_page_of_a_folder_below_links_to_its_own_files():
    """As with --all-looks: each width and style has a page, and all have one file of receipts above them."""
    receipt = Receipt(
        "single-print", "notebooks/06-reader.ipynb", "c", {}, {}, "p", {}, outputs={"single-print/reader.html": "x"}
    )
    html = index_page([receipt], {}, lambda name: None)
    assert '<a href="reader.html">reader.html</a>' in html
    assert '<a href="../ro-crate-metadata.json">' in html
    above = index_page([replace(receipt, folder=".", outputs={"reader.html": "x"})], {}, lambda name: None)
    assert '<a href="ro-crate-metadata.json">' in above


def test_a_title_that_finds_nothing_is_not_among_the_findings():
    """On the page of all figures."""
    titles = {"themes": "“War” comes up most often", "corpus-place": "Where the text stands among 3 other documents"}
    files = {
        f"{name}.md": page(name, title, "c", "a", "d", (89, 50), ["md"], "made so") for name, title in titles.items()
    }
    receipt = Receipt(".", "notebooks/02-themes.ipynb", "c", {}, {}, "p", {}, outputs=dict.fromkeys(files, "x"))
    html = index_page([receipt], {}, lambda name: files[name].encode() if name in files else None)
    assert re.findall(r'<li><a href="#([^"]+)">[“W][^<]*(?:often|documents)</a></li>', html) == ["themes"]
