"""The pages for coding by hand, and for deciding on what coders coded differently: used as a person would."""

import csv
import io
import random
import re
from pathlib import Path

import pytest
from conftest import CHROMIUM, SEEDS
from helpers.axe import violations
from playwright.sync_api import expect
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.guide import parse_guide
from themeline.pages.coding import adjudication_page, coding_page
from themeline.pages.page import embedded_in
from themeline.text.document import parse_document, read_document
from themeline.validity.coding_sheets import read_sheets, sheet_table

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
# A formula, marks of CSV, letters beyond the first plane, a mark of direction.
TEXT = (
    "Of ships\n\nThe navy sailed, and it said: \"war; no\". Nothing else was said.\n\n"
    "=1+1 missiles were counted. Ünder 𝔸 the 🚀 flew.\n\nA navy without missiles ends it.\n"
)  # fmt: skip
THEMES = [
    Theme(
        id="navy",
        label="Navies",
        definition="Ships of war.",
        excludes="Fishing.",
        colour="#1f5fa8",
        patterns=("na?y*",),
    ),
    Theme(id="missile", label="Missiles", definition="What flies.", colour="#d2691e", patterns=("missile*",)),
    Theme(id="air", label="Air", colour="#3a8fb7", patterns=("plane*",)),
]
CODEBOOK = Codebook(themes=THEMES)
GUIDE = parse_guide(
    "# Rules\n\nRead **first**, [here](https://example.org).\n\n"
    "| example | theme | coded | reason |\n| --- | --- | --- | --- |\n| a \\| b | navy | no | none \\|\n"
    "\nAt the end.\n"
)


def opened(visit, folder, *, name="t-sheet", table=None, **settings):
    """The page of `TEXT`, as the command writes it."""
    folder.mkdir(exist_ok=True)
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    texts = {"t.txt": read_document(folder / "t.txt")}
    table = sheet_table(texts, CODEBOOK) if table is None else table
    (folder / f"{name}.html").write_text(coding_page(name, texts, CODEBOOK, table, GUIDE), encoding="utf-8")
    return visit(folder / f"{name}.html", **settings)


def begin(page, name):
    page.get_by_label("Your name or initials").fill(name)
    page.keyboard.press("Enter")


def saved(page, folder, button="Save the sheet"):
    with page.expect_download() as caught:
        page.get_by_role("button", name=button).locator("visible=true").first.click()
    place = folder / caught.value.suggested_filename
    caught.value.save_as(place)
    return place


def sentence(page):
    return page.locator("#Sentence").inner_text()


def code(page, keys_of, count):
    """Code the next sentences by the keys that belong to a word in each; what was seen, in its order."""
    seen = []
    for _ in range(count):
        seen.append(sentence(page))
        keys = next(keys for word, keys in keys_of.items() if word in seen[-1])
        for key in keys:
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    return seen


CODES = {"ships": "1", "sailed": "1", "Nothing": "0", "=1+1": "2", "🚀": "23", "ends it": "21"}


def test_a_page_holds_nothing_of_what_the_dictionary_looks_for(essay, codebook):
    texts = {"essay.txt": essay}
    guide = parse_guide((SEEDS / "codebook.md").read_text(encoding="utf-8"))
    written = coding_page("sheet", texts, codebook, sheet_table(texts, codebook), guide)
    patterns = [pattern for theme in codebook.themes for pattern in theme.patterns if "*" in pattern]
    assert len(patterns) > 300
    assert [pattern for pattern in patterns if pattern in written] == []
    # No page is right to leave out a definition, a hard case, or the rules.
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", written))
    for theme in codebook.themes:
        assert " ".join(theme.definition.split()) in words.replace("&#34;", '"').replace("&#39;", "'")
    assert "a nuclear submarine is a ship" in words
    assert "A claim is coded by what it speaks of, whether it is true or not" in words


@needs_chromium
def test_what_is_coded_by_keys_is_what_the_sheet_says(visit, tmp_path):
    page = opened(visit, tmp_path)
    begin(page, "Anna B.")
    seen = code(page, CODES, 6)
    assert sorted(seen) == sorted(
        [
            "Of ships",
            'The navy sailed, and it said: "war; no".',
            "Nothing else was said.",
            "=1+1 missiles were counted.",
            "Ünder 𝔸 the 🚀 flew.",
            "A navy without missiles ends it.",
        ]
    )
    expect(page.locator("#EndHead")).to_have_text("All 6 are coded")
    expect(page.locator("#Lists h3")).to_have_text(["Coded: 6"])
    page.get_by_role("button", name="Nothing else").click()
    expect(page.get_by_label("no theme")).to_be_checked()
    page.get_by_role("button", name="Overview").click()
    expect(page.locator("#Command")).to_have_text("themeline score t-sheet-anna-b.csv")
    sheet = saved(page, tmp_path)
    assert sheet.name == "t-sheet-anna-b.csv"
    coded = read_sheets([sheet], CODEBOOK)
    assert coded.notes == []
    order = coded.units["sentence"].tolist()
    assert {number: coded.codes[0, i].tolist() for i, number in enumerate(order)} == {
        1: [1, 0, 0],
        2: [1, 0, 0],
        3: [0, 0, 0],
        4: [0, 1, 0],
        5: [0, 1, 1],
        6: [1, 1, 0],
    }


@needs_chromium
def test_notes_doubts_and_steps_back(visit, tmp_path):
    page = opened(visit, tmp_path)
    expect(page.locator("#Rules")).to_contain_text("Read first, here.")
    begin(page, "ben")
    first = sentence(page)
    # Nobody leaves a sentence open without knowing it.
    page.keyboard.press("Enter")
    expect(page.locator("#Said")).to_contain_text("Nothing is chosen")
    assert sentence(page) == first
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    assert sentence(page) == first
    page.keyboard.press("1")
    page.keyboard.press("u")
    page.keyboard.press("n")
    page.keyboard.type('=why 1 "or" 2?')
    page.keyboard.press("Control+Enter")
    assert sentence(page) != first
    # What is typed into the note is no key for a theme; a theme and "no theme" exclude each other.
    page.keyboard.press("ArrowLeft")
    assert sentence(page) == first
    expect(page.get_by_label("Navies")).to_be_checked()
    expect(page.get_by_label("Missiles")).not_to_be_checked()
    page.keyboard.press("0")
    expect(page.get_by_label("Navies")).not_to_be_checked()
    page.get_by_label("Missiles").check()
    expect(page.get_by_label("no theme")).not_to_be_checked()
    page.get_by_label("keys", exact=True).uncheck()
    page.locator("#Text").focus()
    page.keyboard.press("1")
    expect(page.get_by_label("Navies")).not_to_be_checked()
    expect(page.locator("#Done")).to_have_text("1 of 6 coded")
    sheet = saved(page, tmp_path)
    coded = read_sheets([sheet], CODEBOOK)
    assert (coded.units["text"].tolist(), coded.codes.tolist()) == ([first], [[[0, 1, 0]]])
    assert coded.remarks.tolist() == [['unsure: =why 1 "or" 2?']]
    assert coded.notes == ["t-sheet-ben.csv: 1 of 6 sentences are coded; the scores are of these"]


@needs_chromium
def test_what_was_coded_is_there_when_the_browser_comes_back(visit, tmp_path):
    page = opened(visit, tmp_path)
    begin(page, "anna")
    first = code(page, CODES, 3)
    page.reload()
    page.get_by_role("button", name="Go on as anna: 3 coded").click()
    expect(page.locator("#Done")).to_have_text("3 of 6 coded")
    page.keyboard.press("ArrowLeft")
    assert sentence(page) == first[-1]
    # Another coder begins with nothing, and has the same sentences in another order.
    page.reload()
    begin(page, "ben")
    expect(page.locator("#Done")).to_have_text("0 of 6 coded")
    second = code(page, CODES, 6)
    page.reload()
    begin(page, "ANNA")
    expect(page.locator("#Done")).to_have_text("3 of 6 coded")
    page.evaluate("localStorage.clear()")
    page.reload()
    begin(page, "anna")
    again = code(page, CODES, 6)
    assert again[:3] == first
    assert (sorted(again), again != second) == (sorted(second), True)


@needs_chromium
def test_a_saved_sheet_is_taken_up_in_another_browser(visit, tmp_path):
    page = opened(visit, tmp_path)
    begin(page, "anna")
    code(page, CODES, 4)
    page.keyboard.press("u")
    page.keyboard.press("n")
    page.keyboard.type("-1 or so")
    sheet = saved(page, tmp_path)
    other = opened(visit, tmp_path)
    begin(other, "anna")
    # As a spreadsheet may leave it.
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    with (tmp_path / "excel.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    other.locator("#Open").set_input_files(tmp_path / "excel.csv")
    expect(other.locator("#Said")).to_have_text("excel.csv: 4 sentences read.")
    expect(other.locator("#Done")).to_contain_text("4 of 6 coded")
    expect(other.get_by_label("Note")).to_have_value("-1 or so")
    expect(other.get_by_label("unsure")).to_be_checked()
    assert saved(other, tmp_path / "b").read_bytes() == sheet.read_bytes()

    # A sheet that was opened by mistake does not take what somebody has coded.
    other.locator("#Overview").click()
    other.locator("#Lists button").first.click()
    other.get_by_label("Air").check()
    other.locator("#Open").set_input_files(tmp_path / "excel.csv")
    expect(other.locator("#Said")).to_have_text(
        "excel.csv was not read: it would change 1 that you coded; open it once more to do so."
    )
    expect(other.get_by_label("Air")).to_be_checked()
    other.locator("#Open").set_input_files(tmp_path / "excel.csv")
    expect(other.locator("#Said")).to_have_text("excel.csv: 4 sentences read.")
    assert saved(other, tmp_path / "b").read_bytes() == sheet.read_bytes()

    for content, words in (
        ("a,b\n1,2\n", "it has no columns document and sentence, so it is not a coding sheet"),
        ("", "it has no columns document and sentence, so it is not a coding sheet"),
        (
            "document,sentence,text,navy,air\nt.txt,1,x,1,\n",
            "it has no column missile, so it is the sheet of another",
        ),
        ("document,sentence,navy,missile,air\nu.txt,1,1,,\n", "none of its sentences is in this page"),
        ("document,sentence,navy,missile,air\nt.txt,1,,,\n", "no row of it is coded"),
        ('document,sentence,navy\n"t.txt,1,1\n', "a quotation mark is opened in it and never closed"),
    ):
        (tmp_path / "bad.csv").write_text(content, encoding="utf-8")
        other.locator("#Open").set_input_files(tmp_path / "bad.csv")
        expect(other.locator("#Said")).to_contain_text(f"bad.csv was not read: {words}")
        expect(other.locator("#Done")).to_contain_text("4 of 6 coded")


@needs_chromium
def test_a_browser_that_keeps_nothing_is_said(visit, tmp_path):
    page = opened(visit, tmp_path)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    begin(page, "anna")
    warning = "This browser keeps nothing: save the sheet before you close the page."
    page.keyboard.press("1")
    expect(page.locator("#Spoken")).to_have_text("Navies: yes")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#Said")).to_have_text(warning)
    assert len(read_sheets([saved(page, tmp_path)], CODEBOOK).units) == 1


@needs_chromium
def test_a_sample_keeps_its_probabilities(visit, tmp_path):
    texts = {"t.txt": parse_document(TEXT, name="t.txt")}
    table = sheet_table(texts, CODEBOOK, sample=4)
    page = opened(visit, tmp_path, table=table)
    begin(page, "anna")
    code(page, CODES, 4)
    expect(page.locator("#EndHead")).to_have_text("All 4 are coded")
    coded = read_sheets([saved(page, tmp_path)], CODEBOOK)
    assert sorted(coded.units["sentence"]) == sorted(table["sentence"].astype(int))
    # Four of the five sentences of the body; the heading is not drawn.
    assert coded.units["probability"].tolist() == [0.8] * 4


@needs_chromium
def test_the_sentence_is_shown_in_its_context(visit, tmp_path):
    page = opened(visit, tmp_path)
    begin(page, "anna")
    while "Nothing" not in sentence(page):
        page.keyboard.press("0")
        page.keyboard.press("ArrowRight")
    expect(page.locator("#Before p")).to_have_text(["Of ships", 'The navy sailed, and it said: "war; no". '])
    expect(page.locator("#Behind p")).to_have_text(["=1+1 missiles were counted. Ünder 𝔸 the 🚀 flew. "])
    expect(page.locator("#Where")).to_contain_text("t.txt")
    page.keyboard.press("r")
    expect(page.locator("#Rules")).to_contain_text("Read first, here.")
    expect(page.locator("#Rules a")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#Rules")).to_be_hidden()
    page.locator(".card[data-t]").first.locator("summary").click()
    expect(page.locator(".card[data-t]").first).to_contain_text("“a | b”: no, none |")


def two_sheets(folder):
    """Two coders of `TEXT` who agree on sentences 1 and 4, and of whom only one has coded the last."""
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    document = read_document(folder / "t.txt")
    marks = {
        "anna": ["1,,,,", "1,,,,", ",,,1,", ",1,,,sure", ",1,,,rockets?", "1,,,,"],
        "ben": ["1,,,,", "1,1,,,=both", "1,,,,", ",1,,,", ",,,1,", ",,,,"],
    }
    for name, each in marks.items():
        rows = [["document", "sentence", "section", "text", "navy", "missile", "air", "none", "note"]]
        for row, mark in zip(document.sentences.itertuples(), each, strict=True):
            text = document.text[row.start : row.end]
            rows.append(
                ["t.txt", row.sentence, row.section, f"'{text}" if text[0] == "=" else text, *mark.split(",")]
            )
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return [folder / "anna.csv", folder / "ben.csv"]


@needs_chromium
def test_what_coders_differ_on_is_decided_and_agreed(visit, tmp_path):
    coded = read_sheets(two_sheets(tmp_path), CODEBOOK)
    (tmp_path / "agreed.html").write_text(adjudication_page("agreed", coded, CODEBOOK, GUIDE), encoding="utf-8")
    page = visit(tmp_path / "agreed.html")
    expect(page.locator(".known")).to_have_text(
        "3 sentences to decide on, which anna, ben coded differently. On 2 they agree. "
        "1 was coded by one of them only, and stays open."
    )
    begin(page, "cleo")
    # The second sentence: both saw navies, ben missiles as well.
    expect(page.locator("#Coded")).to_contain_text("=both")
    expect(page.get_by_label("Navies")).to_be_checked()
    expect(page.locator(".card.differs .name")).to_have_text(["Missiles"])
    expect(page.locator(".card.differs .who")).to_have_text(["only ben"])
    page.keyboard.press("Enter")
    # The third: navies or nothing.
    page.keyboard.press("Enter")
    expect(page.locator("#Said")).to_have_text("Choose a theme, or “no theme”, to decide.")
    page.keyboard.press("0")
    page.keyboard.press("u")
    page.keyboard.press("n")
    page.keyboard.type("a | b")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#Coded")).to_contain_text("rockets?")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#EndHead")).to_have_text("All 3 are decided")
    agreed = read_sheets([saved(page, tmp_path)], CODEBOOK)
    assert agreed.units["sentence"].tolist() == [1, 2, 3, 4, 5]
    assert agreed.codes[0].tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 0], [0, 1, 0], [0, 1, 0]]
    assert agreed.remarks[0].tolist() == ["", "", "hard case: a | b", "anna: sure", ""]
    draft = saved(page, tmp_path, "Download the hard cases")
    assert draft.name == "codebook-draft.md"
    lines = draft.read_text(encoding="utf-8").splitlines()
    # One row more, behind the last of the table; all else as it was.
    assert lines[7] == "| Nothing else was said. | navy | no | a \\| b |"
    assert [*lines[:7], *lines[8:]] == GUIDE.text.splitlines()
    # The agreed sheet is opened again where its decisions were made.
    page.evaluate("localStorage.clear()")
    page.reload()
    begin(page, "dora")
    page.locator("#Open").set_input_files(tmp_path / "agreed.csv")
    expect(page.locator("#Said")).to_have_text("agreed.csv: 3 sentences read.")
    expect(page.locator("#EndHead")).to_have_text("All 3 are decided")


@needs_chromium
def test_csv_is_written_and_read_as_by_others(visit, tmp_path):
    page = opened(visit, tmp_path)
    draws = random.Random(1)
    letters = "a,;\"\n\r\t ='é🚀"
    for _ in range(200):
        rows = [["document", "sentence"]]
        for _ in range(3):
            rows.append(["".join(draws.choices(letters, k=draws.randrange(6))) for _ in range(2)])
        written = page.evaluate("rows => sheetText(rows)", rows)
        assert list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))) == rows
        file = io.StringIO(newline="")
        # A writer that ends lines with a line feed alone does not quote a carriage return.
        csv.writer(file, delimiter=draws.choice(",;\t"), lineterminator="\r\n").writerows(rows)
        wanted = [dict(zip(rows[0], map(str.strip, row), strict=True)) for row in rows[1:] if "".join(row).strip()]
        if any(any(row) for row in rows[1:]):
            assert page.evaluate("text => sheetRows(text)", file.getvalue()) == wanted


@needs_chromium
def test_a_text_a_codebook_and_a_guide_that_attack_are_words(visit, tmp_path):
    evil = "</script><script>alert(1)</script> <img src=x onerror=alert(2)> ]]> {{ 7*7 }} \u202egnp &amp;"
    (tmp_path / "e.txt").write_text(f"The navy {evil} sailed. So it {evil} was.", encoding="utf-8")
    themes = [Theme(id="navy", label=evil[:80], definition=evil, excludes=evil, colour="#1f5fa8", patterns=("navy",))]
    case = f"| {evil} | navy | yes | {evil} |"
    guide = parse_guide(
        f"# {evil}\n\n[x](javascript:alert(3)) {evil}\n\n| example | theme | coded | reason |\n|-|-|-|-|\n{case}\n"
    )
    assert len(guide.cases) == 1
    codebook = Codebook(themes=themes)
    texts = {"e.txt": read_document(tmp_path / "e.txt")}
    name = "</title><script>alert(4)</script>"
    written = coding_page(name, texts, codebook, sheet_table(texts, codebook), guide)
    (tmp_path / "e-sheet.html").write_text(written, encoding="utf-8")
    page = visit(tmp_path / "e-sheet.html")
    begin(page, "<b>anna</b>")
    page.locator("#RulesButton").click()
    page.keyboard.press("Escape")
    page.locator(".card summary").click()
    expect(page.locator(".card[data-t]").first).to_contain_text("<img src=x onerror=alert(2)>")
    assert "<script>" in sentence(page)
    page.keyboard.press("1")
    sheet = saved(page, tmp_path)
    assert "<" not in sheet.name and "/" not in sheet.name
    page.reload()
    expect(page.locator("#Earlier button")).to_have_text("Go on as <b>anna</b>: 1 coded")
    assert page.locator("img, body script:not(:nth-last-child(-n+2))").count() == 0


STATES = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "a phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "narrow": {"viewport": {"width": 320, "height": 700}},
}


@needs_chromium
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_from_the_start_to_the_end(visit, tmp_path, state):
    coded = read_sheets(two_sheets(tmp_path), CODEBOOK)
    (tmp_path / "agreed.html").write_text(adjudication_page("agreed", coded, CODEBOOK, GUIDE), encoding="utf-8")
    for page in (
        opened(visit, tmp_path, bypass_csp=True, **STATES[state]),
        visit(tmp_path / "agreed.html", bypass_csp=True, **STATES[state]),
    ):
        looked_at(page, dark=state == "wide")
        begin(page, "anna")
        if not page.locator("#Meanings").is_checked():
            page.locator("#Meanings").check()
        page.locator("#RulesButton").click()
        looked_at(page, dark=state == "wide")
        page.locator("#RulesClose").click()
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        page.get_by_label("Navies").check()
        page.get_by_label("unsure" if page.get_by_label("unsure").count() else "hard case").first.check()
        looked_at(page, dark=state == "wide")
        for _ in range(6):
            if page.locator("#Next").is_visible():
                page.get_by_label("Navies").check()
                page.locator("#Next").click()
        expect(page.locator("#End")).to_be_visible()
        looked_at(page, dark=state == "wide")


def looked_at(page, dark):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert violations(page, dark=dark) == []


@needs_chromium
def test_the_commands_from_text_to_agreed_sheet(visit, themeline, tmp_path):
    (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "themes.yaml").write_text(
        "themes:\n  - {id: navy, label: Navies, patterns: [navy]}\n"
        "  - {id: missile, label: Missiles, patterns: [x]}\n",
        encoding="utf-8",
    )
    done = themeline("sheet", "t.txt", "--page", "--codebook", "themes.yaml")
    assert done.stdout == "t-sheet.html: 6 sentences to code; open it in a browser\n"
    for name, keys in (("anna", "1"), ("ben", "2")):
        page = visit(tmp_path / "t-sheet.html")
        begin(page, name)
        for _ in range(6):
            page.keyboard.press("0" if "Nothing" in sentence(page) else keys)
            page.keyboard.press("Enter")
        saved(page, tmp_path)
    done = themeline("adjudicate", "t-sheet-anna.csv", "t-sheet-ben.csv", "--codebook", "themes.yaml")
    assert done.stdout == "agreed.html: 5 of 6 sentences to decide on; open it in a browser\n"
    page = visit(tmp_path / "agreed.html")
    begin(page, "cleo")
    for _ in range(5):
        page.keyboard.press("1")
        page.keyboard.press("Enter")
    saved(page, tmp_path)
    done = themeline("score", "agreed.csv", "--codebook", "themes.yaml", "--whole-text")
    # The three sentences without the word "navy" are misses.
    line = next(line for line in done.stdout.splitlines() if line.startswith("navy"))
    assert line.split()[:5] == ["navy", "5", "0.833", "2", "2"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sheet", "t.txt", "--page", "--out", "t.csv"], "t.csv: does not end in .html, as a page does"),
        (
            ["sheet", "t.txt", "--out", "t.txt"],
            "t.txt: does not end in .csv or .xlsx or .html or .json or .jsonl; give the name",
        ),
        (["sheet", "t.txt", "--guide", "g.md"], "--guide: is only for a page; ask for one with --page"),
        (["sheet", "t.txt", "--page", "--guide", "g.md"], "g.md: there is no such file"),
        (["sheet", "t.txt", "--page", "--out", "old.html"], "old.html: already exists and may hold someone's coding"),
        (
            ["sheet", "t.txt", "--sample", "9"],
            "sample 9: is not a number of sentences that can be drawn: there are 5",
        ),
        (
            ["sheet", "t.txt", "--sample", "0"],
            "sample 0: is not a number of sentences that can be drawn: there are 5",
        ),
        (["adjudicate", "anna.csv"], "anna.csv: is by one coder; name the sheets of two coders or more"),
        (["adjudicate", "anna.csv", "ben.csv", "--out", "a.csv"], "a.csv: does not end in .html, as a page does"),
        (["adjudicate", "anna.csv", "ben.csv", "--out", "old.html"], "old.html: already exists"),
        (["adjudicate", "anna.csv", "cleo.csv"], "has no coded sentence in common with"),
    ],
)
def test_wrong_calls_say_what_to_do(themeline, tmp_path, words, message):
    two_sheets(tmp_path)
    (tmp_path / "old.html").write_text("mine")
    (tmp_path / "u.txt").write_text("The navy sailed.")
    (tmp_path / "cleo.csv").write_text("document,sentence,text,navy\nu.txt,1,The navy sailed.,1\n")
    (tmp_path / "c.yaml").write_text(
        "themes:\n" + "".join(f"  - {{id: {theme.id}, label: {theme.label}, patterns: [x]}}\n" for theme in THEMES)
    )
    before = {path.name: path.read_bytes() for path in Path(tmp_path).iterdir()}
    done = themeline(*words, "--codebook", "c.yaml")
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    assert {path.name: path.read_bytes() for path in Path(tmp_path).iterdir()} == before


def test_what_a_page_kept_belongs_to_its_sentences_and_themes(tmp_path):
    texts = {"t.txt": parse_document(TEXT, name="t.txt")}
    table = sheet_table(texts, CODEBOOK)
    less = Codebook(themes=THEMES[:2])
    marks = [
        embedded_in(page.encode())["mark"]
        for page in (
            coding_page("a", texts, CODEBOOK, table),
            coding_page("a", texts, CODEBOOK, table, GUIDE),
            coding_page("a", texts, CODEBOOK, table.iloc[:5]),
            coding_page("a", texts, less, sheet_table(texts, less)),
        )
    ]
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3
