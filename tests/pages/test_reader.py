"""The reader page in a real browser: what a reader does with it."""

import re

import pytest
from conftest import CHROMIUM, ROOT
from playwright.sync_api import expect
from themeline.events.chronology import choose_events
from themeline.figures.timeline_layout import layout_in

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIGURES = ROOT / "figures"


def test_themes_are_layers(visit):
    page = visit(FIGURES / "reader.html")
    missiles = page.locator("#Text .u.t3")
    line = "node => getComputedStyle(node).textDecorationLine"
    assert missiles.first.evaluate(line) == "underline"
    page.get_by_label("4 Missiles and missile defence").uncheck()
    assert {node.evaluate(line) for node in missiles.all()} == {"none"}
    assert page.locator("#Text .u.t2").first.evaluate(line) == "underline"
    page.get_by_role("button", name="None", exact=True).click()
    shown = "[...document.querySelectorAll('#Text .u')].filter(u => getComputedStyle(u).textDecorationLine != 'none')"
    assert page.evaluate(f"{shown}.length") == 0
    page.get_by_role("button", name="All", exact=True).click()
    assert page.evaluate(f"{shown}.length") == page.locator("#Text .u").count()


def test_the_whole_text_is_there_and_each_mention_is_its_slice(visit, essay, mentions):
    page = visit(FIGURES / "reader.html")
    for row in essay.blocks.itertuples():
        there = page.locator(f".block[data-b='{row.start}']").evaluate("node => node.textContent")
        assert there == essay.text[row.start : row.end]
    pieces = page.evaluate(
        """data.mentions.map((m, i) => [themeOf(m).id, m.start, m.end, m.sentence,
        piecesOfMention(i).map(piece => piece.textContent).join('')])"""
    )
    assert [tuple(piece) for piece in pieces] == [
        (row.theme, row.start, row.end, row.sentence, row.text) for row in mentions.itertuples()
    ]


def test_a_mention_tells_theme_pattern_and_meaning(visit):
    page = visit(FIGURES / "reader.html")
    page.locator("#m-arms-control-2").click()
    found = page.locator("#Found")
    expect(found).to_contain_text("Arms control and limits, mention 2")
    expect(found).to_contain_text("Pattern notif")
    expect(found).to_contain_text("Agreements, notification, verification")
    # Of the same words another theme has a part: its underline is another one, and its mention another address.
    page.locator("#m-missiles-1").click()
    expect(found).to_contain_text("Missiles and missile defence, mention 1")
    expect(found.get_by_role("link", name="Arms control and limits, mention 2")).to_be_visible()
    offsets = page.locator("#m-missiles-1 .u").evaluate_all(
        "us => us.map(u => getComputedStyle(u).textUnderlineOffset)"
    )
    assert len(offsets) == len(set(offsets)) == 2


def test_words_in_context_are_found_and_sorted(visit, essay):
    from themeline.dictionary.kwic import keyword_in_context

    page = visit(FIGURES / "reader.html")
    page.get_by_role("tab", name="Words in context").click()
    for query in ("security", "joint *", "no-first-use", "weapon?", "strateg*"):
        page.get_by_label("Words (").fill(query)
        page.get_by_role("button", name="Find").click()
        found = page.locator("#Lines tbody a").all_text_contents()
        assert [" ".join(word.split()) for word in found] == [
            " ".join(word.split()) for word in keyword_in_context(essay, query)["keyword"]
        ], query
    page.get_by_label("Words (").fill("security")
    page.get_by_role("button", name="Find").click()
    in_order = page.locator("#Lines td.right").all_text_contents()
    page.get_by_label("word after").check()
    right = page.locator("#Lines td.right").all_text_contents()
    assert sorted(in_order) == sorted(right)
    assert in_order != right
    firsts = [re.search(r"[\w'’]+|$", words)[0].lower() for words in right]
    assert firsts == sorted(firsts)
    page.get_by_label("word before").check()
    left = page.locator("#Lines td.left").all_text_contents()
    lasts = [re.findall(r"[\w'’]+", words)[-1].lower() for words in left]
    assert lasts == sorted(lasts)


def test_a_quotation_is_copied_with_offsets_and_source(visit, essay):
    page = visit(FIGURES / "reader.html", "#s24", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy quotation").click()
    expect(page.locator("#Said")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    row = essay.sentences.loc[23]
    assert copied == (
        f"“{essay.text[row.start : row.end]}” (Dmitry Stefanovich, “{essay.title}”, Valdai Discussion Club, "
        f"17 Aug – 19 Nov 2024; sentence 24, characters {row.start} to {row.end} of essay, "
        f"sha256 {essay.record.sha256}; {(FIGURES / 'reader.html').as_uri()}#s24)"
    )


def test_the_timeline_can_be_filtered_and_zoomed(visit, chronology):
    page = visit(FIGURES / "reader.html", viewport={"width": 1600, "height": 900})
    page.get_by_role("tab", name="Events").click()
    shown = page.locator(".event:visible")
    named = [event for event in chronology.events if event.mention == "named"]
    expect(shown).to_have_count(len(named))
    page.get_by_label("alluded to: our reading").check()
    expect(shown).to_have_count(len(chronology.events))
    expect(page.locator("#Shown")).to_have_text("55 of 55 events, 1996 to 2024")
    page.get_by_label("date from the public record").uncheck()
    assert {entry.get_attribute("data-ground") for entry in shown.all()} == {"stated", "relative"}
    page.get_by_label("date from the public record").check()
    page.get_by_text("Kind and actor").click()
    page.get_by_label("Actor").select_option("Kazakhstan")
    expect(shown).to_have_count(sum("Kazakhstan" in event.actors for event in chronology.events))
    page.get_by_label("Actor").select_option("")
    page.get_by_label("agreement/treaty").uncheck()
    expect(shown).to_have_count(sum(event.kind != "agreement/treaty" for event in chronology.events))
    page.get_by_label("agreement/treaty").check()
    page.get_by_label("Years").select_option("2019")
    touching = [event.id for event in chronology.events if event.edtf.startswith("2019")]
    assert sorted(entry.get_attribute("id") for entry in shown.all()) == sorted(touching)
    # A quarter of a year more is seen at each side: of 1.5 years in all, 30 August is day 242 of the year.
    drawn = page.locator(".drawn:visible")
    point = drawn.locator('.mark[href="#early-warning-putin-2019"] .point')
    window, mark = drawn.locator(".scroller").bounding_box(), point.bounding_box()
    days = 31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 2.5
    share = (mark["x"] + mark["width"] / 2 - window["x"]) / window["width"]
    assert share == pytest.approx((0.25 + days / 365) / 1.5, abs=0.01)
    # Whoever scrolls sees other years, and the list follows.
    drawn.locator(".scroller").evaluate("one => (one.scrollLeft = 0)")
    expect(page.locator("#Shown")).to_contain_text("1995 to")
    page.get_by_label("Years").select_option("2019")
    expect(page.locator("#Shown")).to_contain_text("2019 to 2019")
    page.get_by_role("button", name="Zoom out").click()
    assert shown.count() > len(touching)


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TOP = "node => node.getBoundingClientRect().top"


def test_on_a_phone_the_bar_leads_to_each_part_at_the_first_tap(visit):
    """With motion, as most have it: 3 screens short is where smooth scrolling past unmeasured blocks ended."""
    page = visit(FIGURES / "reader.html", bypass_csp=True, **PHONE)
    bar = page.get_by_role("navigation", name="Parts of this page")
    assert bar.evaluate("node => innerHeight - node.getBoundingClientRect().bottom") == pytest.approx(0, abs=1)
    for name in ("Events", "Text", "Words", "Themes", "Text"):
        bar.get_by_role("link", name=name).tap()
        part = page.locator(f"#{name}")
        page.wait_for_function(
            "node => Math.abs(node.getBoundingClientRect().top - 16) < 3", arg=part.element_handle()
        )
        assert bar.locator("[aria-current]").inner_text() == name
    # The same once more, after scrolling away by hand.
    page.evaluate("scrollTo(0, 900)")
    bar.get_by_role("link", name="Text").tap()
    page.wait_for_function("document.getElementById('Text').getBoundingClientRect().top > 0")


@pytest.mark.parametrize("settings", [PHONE, {}], ids=["phone", "desk"])
def test_each_tab_is_open_at_its_address(visit, settings):
    page = visit(FIGURES / "reader.html", "#Events", **settings)
    for name in ("Events", "Words", "Themes"):
        panel = page.locator(f"#{name}")
        expect(panel).to_be_visible()
        expect(panel).to_be_in_viewport()
        assert 0 <= panel.evaluate(TOP) < 120
        assert page.locator(".panel:visible").count() == 1
        page.evaluate("name => { location.hash = name; }", {"Events": "Words", "Words": "Themes"}.get(name, ""))


def test_on_a_phone_the_card_leaves_more_than_half_of_the_screen_to_the_text(visit):
    page = visit(FIGURES / "reader.html", "#m-missiles-1", **PHONE)
    covered = "node => (innerHeight - node.getBoundingClientRect().top) / innerHeight"
    for address in ("m-missiles-1", "s24", "gge-paros-2024"):
        page.evaluate("address => { location.hash = address; }", address)
        expect(page.locator("#Here")).to_be_visible()
        assert page.locator("#Here").evaluate(covered) < 0.5
        # What is lit stands above it.
        lit = page.locator("#Text .lit").first
        assert lit.evaluate(TOP) < page.locator("#Here").evaluate(TOP)


def test_words_in_context_begin_with_the_theme_that_comes_up_most_and_offer_words(visit, essay, mentions):
    page = visit(FIGURES / "reader.html", "#Words")
    theme, count = mentions["theme"].value_counts().index[0], int(mentions["theme"].value_counts().iloc[0])
    assert page.evaluate("data.themes[Number(document.getElementById('Theme').value)].id") == theme
    expect(page.locator("#Lines tbody tr")).to_have_count(count)
    assert page.locator("#Meaning").inner_text() != ""
    chip = page.locator("#Search .chip").first
    word, times = chip.inner_text().split()
    assert (word, int(times)) == ("nuclear", int((essay.words["key"] == "nuclear").sum()))
    chip.click()
    expect(page.locator("#Lines tbody tr")).to_have_count(int(times))


def test_numbers_stand_beside_the_letters_and_a_theme_is_one_line(visit):
    page = visit(FIGURES / "reader.html")
    place = "node => getComputedStyle(node, '::before').position"
    assert page.locator("#Text .u.b").first.evaluate(place) == "static"
    rows = [box["height"] for row in page.locator(".theme").all() if (box := row.bounding_box())]
    assert len(rows) == 13
    assert max(rows) < 45


def test_the_events_are_drawn_as_on_the_printed_timeline(visit, chronology, essay):
    page = visit(FIGURES / "reader.html", "#p5-chair-to-china-2024", viewport={"width": 1600, "height": 900})
    drawn = page.locator(".drawn:visible")
    assert drawn.get_attribute("data-what") == "named"
    names = " ".join(" ".join(drawn.locator(".heads text").all_text_contents()).split())
    assert names == (
        "Borders Friendship and no first use Outer space Missiles Order and diplomacy Others, and the essay"
    )
    assert drawn.locator(".mark").count() == 15
    assert drawn.locator("text.stretch").all_text_contents() == ["1995 to 2023", "2024, by month"]
    assert drawn.locator(".strand").all_text_contents() == [
        "in force: Shanghai Agreement on border confidence", "in force: Moscow Agreement on border forces",
        "in force: Treaty of Good-Neighbourliness", "in force",
    ]  # fmt: skip
    # One day within a window: a line with two ends; one of two days: two marks, and a line between.
    parts = {"p5-chair-to-china-2024": (0, 1, 2, 0), "nfu-working-paper-2024": (2, 0, 0, 1)}
    for event, counts in parts.items():
        mark = drawn.locator(f'.mark[href="#{event}"]')
        assert tuple(mark.locator(f".{name}").count() for name in ("point", "window", "cap", "two")) == counts
    assert "lit" in drawn.locator('.mark[href="#p5-chair-to-china-2024"]').get_attribute("class").split()
    # Places are those of the layout, in mm; at scale 1 they are drawn there.
    events = choose_events(chronology, essay)
    layout = layout_in(events, range(2024, 2025), "", 120)
    for mark in (mark for lane in layout.lanes for mark in lane.marks if mark.form == "point"):
        at = drawn.locator(f'.mark[href="#{mark.event.id}"] .point').locator("..")
        place, off = at.get_attribute("data-m").split()
        assert (float(place), float(off)) == pytest.approx((mark.start - layout.axis.start, 0), abs=0.001)
        assert float(at.get_attribute("data-c")) == pytest.approx(mark.base, abs=0.005)
    # A mark leads to the words of the text.
    drawn.locator('.mark[href="#treaty-2001"] .point').click()
    expect(page).to_have_url((FIGURES / "reader.html").as_uri() + "#treaty-2001")
    expect(page.locator(".q.lit").first).to_be_in_viewport()
    # One of the marks is a stop of the tabulator; arrows lead on.
    assert drawn.locator('.mark[tabindex="0"]').count() == 1
    drawn.locator('.mark[href="#treaty-2001"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#nfu-initiative-cd-2024"


def test_an_event_is_marked_in_the_text_leads_to_its_entry_and_back(visit, essay, chronology):
    page = visit(FIGURES / "reader.html", "#Text")
    years = page.locator("#Text a.e:visible")
    named = [event for event in chronology.events if event.mention == "named"]
    assert years.count() == len(named) == 15
    by_event = {year.get_attribute("href")[1:]: year.get_attribute("data-year") for year in years.all()}
    assert by_event == {event.id: event.edtf.strip("[")[:4] for event in named}
    launch = page.locator('a.e[href="#launch-notification-2009"]')
    assert launch.get_attribute("aria-label") == "13 Oct 2009: Launch notification agreement"
    shade = "node => getComputedStyle(node).backgroundColor"
    clear = "rgba(0, 0, 0, 0)"
    assert page.locator("#Text .q.on").last.evaluate(shade) != clear
    # A year is one of the stops that the arrows lead to.
    page.locator("a.m").first.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.activeElement.matches('a.e')"):
            break
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#shanghai-agreement-1996"
    page.keyboard.press("Enter")
    expect(page.locator("#Found h2")).to_have_text("26 Apr 1996: Shanghai Agreement on border confidence")
    launch.click()
    expect(page.locator("#Found")).to_contain_text(
        "How the date is known: date from the public record; confidence high."
    )
    lit = page.locator(".q.lit")
    assert "".join(lit.all_text_contents()) == next(event.quote for event in named if event.id.startswith("launch"))
    page.locator("#Found .entry").click()
    assert page.evaluate("document.activeElement.closest('.event').id") == "launch-notification-2009"
    # The same year once more: its words, though the address stays.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("#launch-notification-2009 .toquote").click()
    expect(launch).to_be_in_viewport()
    # What is chosen among the events is what is marked, and all of it can be hidden.
    page.get_by_label("alluded to: our reading").check()
    assert years.count() == len(chronology.events)
    page.get_by_label("named by the text").uncheck()
    assert years.count() == len(chronology.events) - len(named)
    page.get_by_role("tab", name="Themes").click()
    page.get_by_label("events", exact=True).uncheck()
    assert years.count() == 0
    assert {node.evaluate(shade) for node in page.locator("#Text .q:not(.lit)").all()[:20]} == {clear}


@pytest.mark.parametrize("width", [500, 800])
def test_between_a_phone_and_a_desk_the_events_are_drawn_too(visit, width):
    page = visit(FIGURES / "reader.html", "#Events", viewport={"width": width, "height": 900})
    expect(page.locator(".drawn:visible")).to_have_count(1)
    expect(page.locator(".drawn:visible .mark").first).to_be_visible()
    # On a phone they come first, what is chosen among them behind a word.
    assert page.get_by_label("named by the text").is_visible() == (width > 600)


@pytest.mark.parametrize("width", [500, 1600])
def test_labels_that_stand_clear_do_so_however_much_the_time_is_stretched(visit, width):
    page = visit(FIGURES / "reader.html", "#Events", viewport={"width": width, "height": 900})
    page.locator("#Filters").evaluate("node => (node.open = true)")
    page.get_by_label("alluded to: our reading").check()
    expect(page.locator(".drawn:visible .mark")).to_have_count(55)
    for _ in range(4):
        meeting = page.evaluate(
            """() => {
              const labels = [...document.querySelectorAll(".drawn .mark text")];
              const shown = labels.filter((text) => text.getClientRects().length);
              const boxes = shown.map((text) => [text.textContent, text.getBoundingClientRect()]);
              const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
                Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.35 * a.height;
              return boxes.flatMap(([words, a], i) =>
                boxes.slice(i + 1).filter(([, b]) => meet(a, b)).map(([other]) => [words, other]));
            }"""
        )
        assert meeting == []
        page.get_by_role("button", name="Zoom in").click()


def test_on_a_phone_time_runs_down(visit):
    page = visit(FIGURES / "reader.html", "#Events", **PHONE)
    drawn = page.locator(".drawn:visible")
    expect(drawn).to_have_count(1)
    first, last = (drawn.locator(f'.mark[href="#{name}"] .point').bounding_box()
                   for name in ("shanghai-agreement-1996", "term-dual-counteraction-2024"))  # fmt: skip
    assert abs(first["x"] - last["x"]) < 1
    assert last["y"] - first["y"] > 200
