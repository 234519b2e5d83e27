"""The page of all figures in a real browser: from marks to words and back."""

import re

import pandas as pd
import pytest
from conftest import CHROMIUM, ROOT
from playwright.sync_api import expect
from themeline.figures.drawing import contrast
from themeline.pages.reader import reader_page
from themeline.pages.tables import mention_table

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIGURES = ROOT / "figures"


def test_from_an_event_on_the_figure_to_its_words_and_back(visit):
    page = visit(FIGURES / "index.html")
    mark = page.locator("[id='timeline--event-gge-paros-2024']")
    mark.hover()
    evidence = page.locator("#timeline .evidence")
    expect(evidence.locator("h3")).to_have_text("16 Aug 2024: Report of the UN expert group (GGE) (1 sentence)")
    expect(evidence.locator("mark")).to_have_text(
        "the final report of the UN Group of Governmental Experts in August 2024"
    )
    mark.click()
    expect(page).to_have_url((FIGURES / "reader.html").as_uri() + "#gge-paros-2024")
    lit = page.locator(".q.lit")
    expect(lit.first).to_be_in_viewport()
    assert "".join(lit.all_text_contents()) == (
        "the final report of the UN Group of Governmental Experts in August 2024"
    )
    entry = page.locator("#gge-paros-2024")
    for words in ("the text says “Aug 2024”", "date stated by the text", "The only date the essay states"):
        expect(entry).to_contain_text(words)
    entry.get_by_role("link", name="On the figure").click()
    expect(page).to_have_url((FIGURES / "index.html").as_uri() + "#timeline--event-gge-paros-2024")
    expect(page.locator("#timeline a.lit").first).to_be_in_viewport()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "reader.html#gge-paros-2024"


def test_a_sentence_lights_the_marks_that_it_feeds(visit):
    page = visit(FIGURES / "index.html")
    page.locator("[id='themes--rate-air']").hover()
    items = page.locator("#themes .evidence li")
    expect(items).to_have_count(5)
    # Six mentions, of which one sentence holds two.
    expect(page.locator("#themes .evidence mark")).to_have_count(6)
    items.first.hover()
    sentence = int(items.first.get_attribute("data-sentence"))
    lit = set(page.evaluate("[...document.querySelectorAll('a.lit')].map(a => a.getAttribute('href'))"))
    table = pd.read_csv(FIGURES / "mentions.csv")
    there = list(table.loc[table["sentence"] == sentence, "address"])
    assert "m-air-1" in there
    assert {f"reader.html#{address}" for address in there} <= lit
    assert {"reader.html#t-air", "reader.html#t-air.2", "reader.html#section-2"} <= lit


@pytest.mark.parametrize("name", ["keyness", "words", "themes", "themes-together"])
def test_bars_and_tiles_lead_to_as_many_sentences_as_they_say(visit, name):
    page = visit(FIGURES / "index.html")
    expected = {
        "keyness": ("key-3-nuclear", "“nuclear”, Multilateral interaction", 8),
        "words": ("word-security", "“security”", 9),
        "themes": ("tile-nuclear-3", "Nuclear weapons and doctrine, Multilateral interaction", 9),
        "themes-together": ("pair-air-joint-activity", "Air power with Joint military activity", None),
    }[name]
    mark = page.locator(f"[id='{name}--{expected[0]}']")
    # A mark of several strokes or squares: one of them.
    mark.locator("path, use").first.hover(force=True)
    head = page.locator(f"#{name} .evidence h3")
    expect(head).to_contain_text(expected[1])
    if expected[2]:
        expect(page.locator(f"#{name} .evidence mark")).to_have_count(expected[2])
    else:
        shared = mark.evaluate("node => node.closest('a').querySelector('title').textContent").split(": ")[1]
        expect(head).to_have_text(f"{expected[1]} ({shared})")
    mark.locator("path, use").first.click(force=True)
    expect(page.locator("#Count")).to_contain_text(expected[1])


def test_tables_are_sorted(visit):
    page = visit(FIGURES / "index.html")
    section = page.locator("#themes")
    section.get_by_text("Data (13 rows)").click()
    head = section.get_by_role("button", name="mentions", exact=True)
    place = section.locator("th").all_text_contents().index("mentions")
    column = section.locator(f"tbody tr td:nth-child({place + 1})")
    head.click()
    rising = [int(cell) for cell in column.all_text_contents()]
    assert rising == sorted(rising)
    head.click()
    assert [int(cell) for cell in column.all_text_contents()] == sorted(rising, reverse=True)
    assert section.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_what_the_reader_page_calls_a_mark_is_what_the_figures_call_it(visit, essay, codebook, chronology, tmp_path):
    """The links "On the figures" of every mention, theme and named event."""
    ids = set(re.findall(r' id="([^"]+)"', (FIGURES / "index.html").read_text(encoding="utf-8")))
    path = tmp_path / "reader.html"
    path.write_text(reader_page(essay, codebook, mention_table(essay, codebook), chronology), encoding="utf-8")
    marks = visit(path).evaluate(
        """({
            mention: data.mentions.map((mention) => markOf("mention", mention)),
            rate: data.mentions.map((mention) => markOf("rate", mention)),
            event: data.events.map((event) => [event.address, event.mark]),
        })"""
    )
    assert (len(set(marks["mention"])), len(set(marks["rate"]))) == (96, 13)
    assert set(marks["mention"]) | set(marks["rate"]) <= ids
    events = dict(marks["event"])
    assert {events[event.id] for event in chronology.events if event.mention == "named"} <= ids


def test_what_is_legible_by_day_is_legible_by_night():
    style = re.search(r"<style>(.*?)</style>", (FIGURES / "index.html").read_text(encoding="utf-8"), re.DOTALL)[1]
    day, night = (
        dict(re.findall(r"--c([0-9a-f]{6}):(#[0-9a-f]{6})", part))
        for part in re.split(r"@media screen and \(prefers-color-scheme:dark\)", style, maxsplit=1)
    )
    assert {*day} == {*night} >= {"111111", "555555", "ffffff"}
    assert all(colour == f"#{name}" for name, colour in day.items())
    for name, colour in day.items():
        before, after = contrast(colour, "#ffffff"), contrast(night[name], night["ffffff"])
        assert after >= min(4.5, before) - 0.05, name
    assert contrast(night["ffffff"], "#000000") < 1.3


LETTERS = """() => [...document.querySelectorAll('.drawing text')].map(text => [text, text.getBoundingClientRect()])
  .filter(([, box]) => box.width)
  .map(([text, box]) => [box.left >= 0 && box.right <= innerWidth,
    parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width /
      text.ownerSVGElement.viewBox.baseVal.width])"""


def test_on_a_phone_each_figure_is_drawn_for_it_and_its_marks_lead_to_their_words_and_back(visit):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit(FIGURES / "index.html", "#timeline--event-gge-paros-2024", **phone)
    # One of the two drawings is there, for the eye and for a screen reader; it has all marks that the other has.
    assert page.locator(".drawing").count() == 28
    assert (
        page.locator(".drawing:visible").evaluate_all("all => all.map(one => one.matches('.narrow'))") == [True] * 14
    )
    leads = page.evaluate(
        """[...document.querySelectorAll('.paper')].map(paper =>
          [...paper.querySelectorAll('.drawing')].map(drawing =>
            [...new Set([...drawing.querySelectorAll('a')].map(a => a.getAttribute('href')))].sort().join()))"""
    )
    assert [both[0] for both in leads] == [both[1] for both in leads]
    # Nothing is cut at the edge, and the smallest letters can be read.
    letters = page.evaluate(LETTERS)
    assert all(inside for inside, _ in letters)
    assert min(size for _, size in letters) > 8.5
    assert page.locator(".paper").evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")
    # The address of a mark, which the reader page gives, leads to that mark in the drawing that is there.
    focused = page.evaluate_handle("document.activeElement")
    assert focused.evaluate("one => one.getAttribute('href')") == "reader.html#gge-paros-2024"
    assert focused.evaluate("one => one.closest('.drawing').matches('.narrow')")
    page.locator("#timeline .narrow a[href='reader.html#gge-paros-2024'] text").first.tap()
    expect(page).to_have_url((FIGURES / "reader.html").as_uri() + "#gge-paros-2024")
    # On paper it is the wide one.
    page = visit(FIGURES / "index.html", **phone)
    page.emulate_media(media="print")
    assert page.locator(".drawing.narrow:visible").count() == 0
    assert page.locator(".drawing:visible").count() == 14


@pytest.mark.parametrize("width", [1100, 1280, 1440])
def test_no_letter_of_a_drawing_is_above_its_sheet(visit, width):
    """The tops of the first row of titles were cut in some windows."""
    page = visit(FIGURES / "index.html", viewport={"width": width, "height": 900})
    above = page.evaluate(
        """[...document.querySelectorAll('.drawing')].filter(drawing => {
            const top = drawing.getBoundingClientRect().top;
            return [...drawing.querySelectorAll('text')].some(text => text.getBoundingClientRect().top < top - 0.5);
        }).map(drawing => drawing.id)"""
    )
    assert above == []


def test_the_link_of_a_figure_is_copied_and_says_so(visit):
    page = visit(FIGURES / "index.html")
    link = page.locator("#timeline a.address")
    link.click()
    expect(link).to_have_text("Copied.")
    expect(page).to_have_url((FIGURES / "index.html").as_uri() + "#timeline")


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_on_a_wide_screen_the_timeline_is_whole_on_the_first_screen_beside_the_findings(visit, size):
    page = visit(FIGURES / "index.html", viewport=dict(zip(("width", "height"), size, strict=True)))
    page.evaluate("document.fonts.ready")
    boxes = [page.locator(name).first.bounding_box() for name in ("#timeline .drawing", ".findings li:last-child")]
    assert all(box["y"] > 0 and box["y"] + box["height"] <= size[1] for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
