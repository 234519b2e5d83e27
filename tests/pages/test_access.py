"""The pages for those who have no mouse, no script, no sight, a small window, or other colours."""

import pytest
from conftest import CHROMIUM, ROOT
from helpers.axe import violations
from playwright.sync_api import expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIGURES = ROOT / "figures"


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('[id]')?.id ?? ''")


def test_all_by_keyboard(visit):
    page = visit(FIGURES / "reader.html")
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    assert focused(page) == "Text"
    # The title is what the text's own publication, an event, rests on.
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "e on"
    press("ArrowRight")
    assert focused(page) == "m-security-order-1"
    outline = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + document.activeElement.matches(':focus-visible')"
    )
    assert outline == "solidtrue"
    press("ArrowRight")
    assert focused(page) == "m-borders-1"
    press("Enter")
    expect(page.locator("#Found h2")).to_have_text("Borders and neighbourly confidence, mention 1")
    for wanted, _ in zip(iter(lambda: focused(page) == "Next", True), range(40), strict=False):
        assert wanted is False
        press("Tab")
    press("Enter")
    expect(page.locator("#Found h2")).to_have_text("Borders and neighbourly confidence, mention 2")
    page.locator("#TabThemes").focus()
    press("ArrowRight")
    press("ArrowRight")
    assert focused(page) == "TabEvents"
    expect(page.locator("#Events")).to_be_visible()
    page.get_by_label("alluded to: our reading").focus()
    press("Space")
    expect(page.locator("#Shown")).to_contain_text("55 of 55")
    page.locator("#treaty-2001 summary").focus()
    press("Enter")
    expect(page.locator("#treaty-2001 dl")).to_be_visible()
    page.locator("#treaty-2001 .toquote").focus()
    press("Enter")
    expect(page.locator(".q.lit").first).to_be_in_viewport()

    page = visit(FIGURES / "index.html")
    page.locator("#timeline .drawing a").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#timeline .evidence li")).to_have_count(1)
    address = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    expect(page).to_have_url((FIGURES / address).as_uri().replace("%23", "#"))


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL = {"viewport": {"width": 360, "height": 700}}
# A page, where in it, and the window.
STATES = {
    "reader": ("reader.html", "", {}),
    "reader, a mark": ("reader.html", "#m-missiles-1", {}),
    "reader, an event": ("reader.html", "#aukus-announcement-2021", {}),
    "reader, all events": ("reader.html", "#aukus-japan-2024", {}),
    "reader, an event, a phone": ("reader.html", "#treaty-2001", SMALL),
    "reader, words": ("reader.html", "#w-security", {}),
    "reader, a phone": ("reader.html", "#s24", SMALL),
    "reader, twice as large": ("reader.html", "#t-nuclear", {"viewport": {"width": 640, "height": 450}}),
    "reader, contrast": ("reader.html", "", {"forced_colors": "active"}),
    "corpus": ("corpus.html", "#t-nuclear.g-Republican", {}),
    "corpus, a document": ("corpus.html", "#d-1947-Truman-1", {}),
    "corpus, a phone": ("corpus.html", "", SMALL),
    "a document": ("documents/1961-eisenhower-1.html", "#m-nuclear-1", {}),
    "index": ("index.html", "#timeline--event-gge-paros-2024", {}),
    "index, a place": ("index.html", "#corpus-place--place-nuclear", {}),
    "index, a phone": ("index.html", "", SMALL),
}
# Where axe looks at all that is in a page, not at a few of the parts that look alike; and where in the dark, too.
WHOLE = {"reader", "corpus", "a document"}
DARK = {"reader, a mark", "reader, an event", "corpus, a document", "index, a place"}


def no_part_is_wider_than_the_window(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_axe_finds_nothing_in_any_tab_on_a_phone(visit):
    page = visit(FIGURES / "reader.html", bypass_csp=True, **PHONE)
    for address in ("Themes", "Words", "Events", "Dictionary", "gge-paros-2024", "m-missiles-1"):
        page.evaluate("address => { location.hash = address; }", address)
        page.evaluate(
            "document.querySelectorAll('.panel details, #Here details').forEach((one) => (one.open = true))"
        )
        no_part_is_wider_than_the_window(page)
        assert (address, violations(page, dark=True)) == (address, [])


def test_axe_finds_nothing_where_a_corpus_is_searched_and_a_dictionary_tried(visit):
    page = visit(FIGURES / "corpus.html", bypass_csp=True, **PHONE)
    page.get_by_text("Search the texts").click()
    page.get_by_label("Words (").fill("arms race")
    page.keyboard.press("Enter")
    expect(page.locator("#Lines tbody tr").first).to_be_visible()
    # The text itself, whose lines come first, has a page of its own.
    page.locator("#Lines a[href^='#d-']").first.click()
    expect(page.locator("#Wanted")).to_be_visible()
    page.locator("#TryIt > summary").click()
    page.get_by_label("Patterns").fill("missile*\narms race*\n(")
    expect(page.locator("#TriedFound li").first).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    no_part_is_wider_than_the_window(page)
    assert violations(page, dark=True) == []


def test_what_axe_would_find_is_found_among_what_looks_alike_and_in_the_dark(visit, tmp_path):
    css = "@media (prefers-color-scheme: dark) { body { background: black } .item { color: #222 } } "
    css += "h1 { color: gray; background: black }"
    items = "".join(f"<li class=item>item {i}</li>" for i in range(20))
    picture = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    page = (
        f"<!doctype html><html lang=en><title>Items</title><style>{css}</style>"
        f"<main><h1>Items</h1><ul>{items}</ul>{picture}</main>"
    )
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    page = visit(tmp_path / "index.html", bypass_csp=True)
    assert [found[0] for found in violations(page)] == ["image-alt"]
    assert [found[0] for found in violations(page, dark=True)] == ["color-contrast", "image-alt"]
    # All that was taken out is back in its place.
    assert page.locator("li").all_inner_texts() == [f"item {i}" for i in range(20)]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit, state):
    name, address, settings = STATES[state]
    page = visit(FIGURES / name, address, bypass_csp=True, **settings)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    no_part_is_wider_than_the_window(page)
    if state not in WHOLE:
        assert violations(page, dark=True) == []


def test_without_script_the_text_and_its_marks_are_there(visit, mentions):
    page = visit(FIGURES / "reader.html", "#m-nuclear-1", java_script_enabled=False)
    assert page.locator("a.m").first.is_visible()
    for heading in ("Themes in the text", "Events in the order of their dates"):
        assert page.get_by_role("heading", name=heading).is_visible()
    assert page.get_by_role("button").count() == 0
    assert page.locator(".drawn:visible .mark").count() == 15
    assert page.locator(".event").count() == 55
    page = visit(FIGURES / "index.html", java_script_enabled=False)
    assert page.locator(".drawing:visible").count() == 14
    page.locator("[id='timeline--event-gge-paros-2024']").click()
    assert page.url.endswith("/reader.html#gge-paros-2024")
    page = visit(FIGURES / "corpus.html", "#d-1961-Eisenhower-1", java_script_enabled=False)
    assert page.locator("#Rows tr").count() == 92
    assert page.locator("[id='d-1961-Eisenhower-1'] a").is_visible()


def test_what_is_printed_is_the_whole_text_on_white_without_what_only_a_screen_needs(visit):
    page = visit(FIGURES / "reader.html", "#m-missiles-1", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for part in ("#Here", "#Parts", "#Words", "#Search", "#Tabs"):
        assert not page.locator(part).is_visible(), part
    for part in ("#Text", "#Themes", "#Events", "#Downloads", ".drawn"):
        assert page.locator(part).first.is_visible(), part
    # The events that are marked in the text, each with its sources.
    assert page.locator(".event:visible").count() == page.locator("a.e:visible").count() == 15
    assert page.locator(".block").evaluate_all("all => all.every((block) => block.getClientRects().length)")
