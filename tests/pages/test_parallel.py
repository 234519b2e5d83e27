"""Two texts side by side in a real browser."""

import json
from types import SimpleNamespace

import pytest
from conftest import CHROMIUM, SEEDS
from helpers.axe import violations
from lxml import html
from playwright.sync_api import expect
from themeline.dictionary.codebook import Codebook, Theme
from themeline.measures.parallel import parallel_rows
from themeline.pages.parallel import notes_on_patterns, parallel_page
from themeline.text.document import parse_document, read_document

THEMES = Codebook(
    themes=[
        Theme(
            colour="#1f5fa8",
            id="nuclear",
            label="Nuclear weapons",
            definition="Weapons.",
            patterns=("nuclear", "ядерн*", "核"),
        ),
        Theme(colour="#1f5fa8", id="missiles", label="Missiles", patterns=("missile*", "ракет*", "导 弹", "反 导")),
        Theme(colour="#1f5fa8", id="sea", label="Sea", patterns=("fleets", "флот*", "舰 队")),
    ],
    languages=(),
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


def page_of(first, second, codebook=THEMES):
    return parallel_page(first, second, codebook, parallel_rows(first, second, codebook))


@pytest.fixture(scope="module")
def statement(tmp_path_factory):
    """The page of the statement in English and Russian."""
    path = tmp_path_factory.mktemp("page") / "parallel.html"
    first, second = (read_document(SEEDS / "parallel" / f"statement.{one}.txt") for one in ("en", "ru"))
    path.write_text(page_of(first, second), encoding="utf-8")
    return path


def test_each_sentence_of_both_texts_is_there_once_and_unchanged(statement):
    root = html.fromstring(statement.read_text(encoding="utf-8"))
    for language, before in (("en", "a-"), ("ru", "b-")):
        document = read_document(SEEDS / "parallel" / f"statement.{language}.txt")
        shown = {node.get("id"): node.text_content() for node in root.xpath(f"//span[starts-with(@id, '{before}s')]")}
        assert shown == {
            f"{before}s{one.sentence}": document.text[one.start : one.end] for one in document.parts.sentences
        }
        assert {node.get("lang") for node in root.xpath(f"//p[.//span[starts-with(@id, '{before}s')]]")} == {language}
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_row_says_what_is_only_here_and_a_side_that_it_is_missing():
    begin, end = "The two of them have met in the town by the river.", "They will meet again in a year from now."
    first = parse_document(
        f"{begin} The nuclear missile is old.\n\nThe fleets are far out at sea.\n\n{end}", name="a"
    )
    second = parse_document(f"{begin} The nuclear object is old.\n\n{end}", name="b")
    root = html.fromstring(page_of(first, second))
    assert [row.get("class") for row in root.xpath("//ol[@id='Rows']/li")] == [
        "row", "row differs", "row differs alone", "row",
    ]  # fmt: skip
    said = [" ".join(node.text_content().split()) for node in root.xpath("//p[@class='only']")]
    assert said == ["only here: 2 Missiles", "only here: 3 Sea"]
    assert [node.text_content() for node in root.xpath("//p[@class='none']")] == ["no such sentence"]
    counts = [[cell.text_content() for cell in row.xpath("td")] for row in root.xpath("//table//tr[td]")]
    assert counts == [["1", "0", "0"], ["0", "1", "0"], ["0", "1", "0"]]
    known = " ".join(root.xpath("string(//p[@class='known'])").split())
    # Both are English, so they are called by their names.
    assert known.endswith("2 of 4 rows differ. Sentences without counterpart: 1 a, 0 b.")


def test_what_is_no_finding_of_the_page_is_said(statement):
    said = html.fromstring(statement.read_text(encoding="utf-8")).xpath("string(//header)")
    assert "A difference may be one of the dictionary and not of the texts" in said


def test_the_note_on_the_patterns_of_a_language_is_told():
    translations = [SimpleNamespace(language=code, note=note) for code, note in (("ru", "Not tested."), ("zh", ""))]
    codebook = SimpleNamespace(translations=(*translations, SimpleNamespace(language="fr", note="Other.")))
    assert notes_on_patterns(codebook, ["en", "ru", "zh"]) == [("Russian", "Not tested.")]
    assert notes_on_patterns(THEMES, ["en"]) == []


@browser
def test_rows_are_filtered_by_difference_and_theme(visit, statement):
    page = visit(statement)
    rows, shown = page.locator(".row:visible"), page.locator("#Shown")
    expect(shown).to_have_text("47 of 47 rows")
    page.get_by_label("only rows that differ").check()
    # Of the list of differences: nuclear forces added, missile defence softened, fleets left out.
    expect(shown).to_have_text("3 of 47 rows")
    assert rows.locator(".at").evaluate_all("all => all.map(one => one.hash)") == ["#r14", "#r18", "#r34"]
    page.get_by_label("only sentences without counterpart").check()
    expect(shown).to_have_text("2 of 47 rows")
    assert rows.locator(".at").evaluate_all("all => all.map(one => one.hash)") == ["#r14", "#r34"]
    page.get_by_label("only sentences without counterpart").uncheck()
    page.get_by_label("Theme", exact=True).select_option(label="2 Missiles")
    expect(shown).to_have_text("1 of 47 rows")
    page.get_by_label("only rows that differ").uncheck()
    # Of the English text missile defence, missiles twice; interceptors are no pattern here.
    expect(shown).to_have_text("3 of 47 rows")
    # An address leads to its row whatever is filtered.
    page.evaluate("location.hash = 'r2'")
    expect(page.locator("#r2")).to_be_visible()
    expect(shown).to_have_text("47 of 47 rows")


@browser
def test_the_next_row_that_differs_is_gone_to_by_keyboard(visit, statement):
    page = visit(statement)
    page.get_by_role("button", name="Next row that differs").focus()
    for row in ("r14", "r18", "r34"):
        page.keyboard.press("Enter")
        expect(page.locator(f"#{row}")).to_be_focused()
        page.get_by_role("button", name="Next row that differs").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#Said")).to_have_text("No row behind it differs.")
    page.get_by_role("button", name="Previous row that differs").press("Enter")
    expect(page.locator("#r18")).to_be_focused()


@browser
def test_a_mention_tells_its_theme_and_pattern(visit, statement):
    page = visit(statement)
    page.locator("#b-m-nuclear-1").click()
    expect(page.locator("#Said")).to_have_text("“ядерной”: Nuclear weapons (pattern ядерн*)")
    assert (
        page.locator("#b-m-nuclear-1 .u").evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    )


@browser
def test_texts_stand_side_by_side_and_on_a_phone_one_below_the_other(visit, statement):
    places = "row => [...row.querySelectorAll('.side')].map(side => side.getBoundingClientRect().toJSON())"
    left, right = visit(statement).locator("#r3").evaluate(places)
    assert left["right"] <= right["left"]
    assert left["top"] == right["top"]
    phone = visit(statement, **PHONE)
    above, below = phone.locator("#r3").evaluate(places)
    assert above["bottom"] <= below["top"]
    assert above["left"] == below["left"]
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.locator("#r3 .who").all_text_contents() == ["English", "Russian"]


@browser
@pytest.mark.parametrize("state", [{}, PHONE])
def test_axe_finds_nothing(visit, statement, state):
    page = visit(statement, "#r14", bypass_csp=True, **state)
    assert violations(page, dark=True) == []


@browser
def test_without_script_both_texts_are_there(visit, statement):
    page = visit(statement, java_script_enabled=False)
    assert page.locator(".row:visible").count() == 47
    expect(page.locator("#Choice")).to_be_hidden()
    expect(page.locator("#r14")).to_contain_text("only here")


@browser
def test_on_paper_the_texts_stand_side_by_side_without_controls(visit, statement):
    page = visit(statement)
    page.set_viewport_size({"width": 600, "height": 900})
    page.emulate_media(media="print")
    left, right = page.locator("#r3 .side").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert left < right
    expect(page.locator("#Choice")).to_be_hidden()


EVIL = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "</script><script>alert(4)</script>", "{{ 7*7 }}",
    "\u202egnp.exe", "<!--", "&lt;b&gt; &amp;", "]]>",
]  # fmt: skip


@browser
def test_hostile_words_are_words(visit, tmp_path):
    evil = " ".join(EVIL)
    text = f"A nuclear {evil} object is here.\n\nThe missile {evil} too."
    book = Codebook(
        themes=[
            Theme(colour="#1f5fa8", id="r1", label=evil[:80], definition=evil, patterns=("nuclear",)),
            Theme(colour="#1f5fa8", id="a-s1", label="</style><script>alert(6)</script>", patterns=("missile",)),
        ]
    )
    first = parse_document(text, name=evil)
    second = parse_document(text.replace("missile", "vessel"), name="</title>" + evil)
    path = tmp_path / "parallel.html"
    path.write_text(page_of(first, second, book), encoding="utf-8")
    page = visit(path)
    visible = page.evaluate("document.body.textContent")
    assert all(words in visible for words in EVIL)
    assert page.evaluate("document.querySelectorAll('img, script[src], iframe, [onerror], [onload]').length") == 0
    assert page.evaluate("[...document.scripts].map(one => one.type)") == ["application/json", ""]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    page.locator("#b-m-r1-1").click()
    expect(page.locator("#Said")).to_contain_text(json.dumps(evil[:80])[1:8])
