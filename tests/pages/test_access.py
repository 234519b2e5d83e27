"""The pages for those who have no mouse, no script, no sight, a small window, or other colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import CHROMIUM, ROOT
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


# A page, where in it, the window, and what is left out since a state before has shown it: the words of the text, and
# the drawings, take most of the time.
STATES = {
    "reader": ("reader.html", "", {}, ""),
    "reader, dark": ("reader.html", "#m-missiles-1", {"color_scheme": "dark"}, ""),
    "reader, an event": ("reader.html", "#aukus-announcement-2021", {}, "#Text"),
    "reader, an event, dark": ("reader.html", "#aukus-announcement-2021", {"color_scheme": "dark"}, "#Text"),
    "reader, all events": ("reader.html", "#aukus-japan-2024", {}, "#Text"),
    "reader, an event, a phone": (
        "reader.html",
        "#treaty-2001",
        {"viewport": {"width": 360, "height": 700}},
        "#Text",
    ),
    "reader, words": ("reader.html", "#w-security", {}, "#Text"),
    "reader, a phone": ("reader.html", "#s24", {"viewport": {"width": 360, "height": 700}}, ""),
    "reader, twice as large": ("reader.html", "#t-nuclear", {"viewport": {"width": 640, "height": 450}}, "#Text"),
    "reader, contrast": ("reader.html", "", {"forced_colors": "active", "reduced_motion": "reduce"}, "#Text"),
    "corpus": ("corpus.html", "#t-nuclear.g-Republican", {}, ""),
    "corpus, a document, dark": ("corpus.html", "#d-1947-Truman-1", {"color_scheme": "dark"}, ""),
    "corpus, a phone": ("corpus.html", "", {"viewport": {"width": 360, "height": 700}}, ""),
    "a document": ("documents/1961-eisenhower-1.html", "#m-nuclear-1", {}, ""),
    "index": ("index.html", "#timeline--event-gge-paros-2024", {}, ""),
    "index, dark": ("index.html", "#corpus-place--place-nuclear", {"color_scheme": "dark"}, ""),
    "index, a phone": ("index.html", "", {"viewport": {"width": 360, "height": 700}}, ".drawing"),
}


def no_part_is_wider_than_the_window(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def violations(page, without):
    return Axe().run(page, context={"exclude": [[without]]} if without else None).response["violations"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_tab_on_a_phone(visit, scheme):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit(FIGURES / "reader.html", bypass_csp=True, color_scheme=scheme, **phone)
    addresses = ("Themes", "Words", "Events", "Dictionary", "gge-paros-2024", "m-missiles-1")
    for number, address in enumerate(addresses):
        page.evaluate("address => { location.hash = address; }", address)
        page.evaluate(
            "document.querySelectorAll('.panel details, #Here details').forEach((one) => (one.open = true))"
        )
        no_part_is_wider_than_the_window(page)
        found = violations(page, "#Text" if number else "")
        assert [(address, one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_a_corpus_is_searched_and_a_dictionary_tried(visit, scheme):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit(FIGURES / "corpus.html", bypass_csp=True, color_scheme=scheme, **phone)
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
    found = violations(page, "#Documents tbody")
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit, state):
    name, address, settings, without = STATES[state]
    page = visit(FIGURES / name, address, bypass_csp=True, **settings)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    no_part_is_wider_than_the_window(page)
    # All rows of a figure's data look alike, and axe takes a minute for the thousands of them: five of each stay.
    page.evaluate("document.querySelectorAll('.figure tbody tr:nth-child(n + 6)').forEach((row) => row.remove())")
    found = violations(page, without)
    assert [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"]) for one in found] == []


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
