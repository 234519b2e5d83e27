"""The dictionary that can be tried in the reader page: what changes, what is told, and what is downloaded."""

import numpy as np
import pytest
from conftest import CHROMIUM, SEEDS
from playwright.sync_api import expect
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.pages.reader import reader_page
from themeline.pages.tables import mention_table
from themeline.text.document import BODY, parse_document
from themeline.validity.coding_sheets import Coded, read_sheets
from themeline.validity.scores import found_by, scores_by_part

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
TEXT = "Talks\n\nThe war began. Missiles flew in the war.\n\nThe navy sailed. A naval treaty ended it."
BOOK = Codebook(
    themes=[
        Theme(id="war", label="War", colour="#aa0000", patterns=("war", "missile*")),
        Theme(id="sea", label="Sea", colour="#0000aa", patterns=("navy", "naval"), exceptions=("naval treaty",)),
    ]
)


@pytest.fixture
def tried(visit, tmp_path):
    """The page of a text with a codebook, at the panel in which its dictionary can be tried."""

    def opened(text=TEXT, book=BOOK, settings=None, **more):
        document = parse_document(text, name="text")
        path = tmp_path / "reader.html"
        mentions = mention_table(document, book)
        path.write_text(reader_page(document, book, mentions, None, **more), encoding="utf-8")
        return visit(path, "#Dictionary", **settings or {})

    return opened


def counts(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('.theme .count')].map(one => one.firstChild.data)")


def test_what_a_changed_pattern_finds_is_seen_at_once(tried):
    page = tried()
    # By hand: war twice and missiles; navy, and "naval" only without its exception.
    assert counts(page) == ["3", "1"]
    expect(page.locator("#TriedCount")).to_have_text("3 mentions.")
    page.locator("#TriedPatterns").fill("war\nbegan\ntreat*")
    expect(page.locator("#TriedCount")).to_have_text("4 mentions (was 3): 2 new, 1 gone.")
    assert page.locator("#TriedFound ins").all_text_contents() == ["began", "treaty"]
    assert page.locator("#TriedFound del").all_text_contents() == ["Missiles"]
    assert counts(page) == ["4", "1"]
    # Words 2, 3, 8 and 14 of 16, each at its middle, on a strip of a thousand: 1.5, 2.5, 7.5 and 13.5 sixteenths.
    ticks = page.locator(".theme .ticks").first.get_attribute("d")
    assert [round(float(x.split(" ")[0])) for x in ticks.split("M")[1:]] == [94, 156, 469, 844]
    page.locator("#TriedTheme").select_option(label="Sea")
    expect(page.locator("#TriedCount")).to_have_text("1 mention.")
    page.locator("#TriedExceptions").fill("")
    expect(page.locator("#TriedCount")).to_have_text("2 mentions (was 1): 1 new, 0 gone.")
    assert counts(page) == ["4", "2"]
    assert page.locator("#TriedChanges li").all_text_contents() == [
        "War: pattern added: began", "War: pattern added: treat*", "War: pattern removed: missile*",
        "Sea: exception removed: naval treaty",
    ]  # fmt: skip
    page.get_by_role("button", name="Undo").click()
    assert counts(page) == ["4", "1"]
    page.get_by_role("button", name="Reset").click()
    assert counts(page) == ["3", "1"]
    page.get_by_role("button", name="Undo").click()
    assert counts(page) == ["4", "1"]


def test_what_is_no_pattern_is_told_and_finds_nothing(tried):
    page = tried()
    page.locator("#TriedPatterns").fill('war\n"sea"\nWAR\nsea NEAR/0 war\n(')
    assert page.locator("#TriedFaults li").all_text_contents() == [
        "Line 2: pattern '\"sea\"' contains a quotation mark; remove it",
        "Line 3: pattern 'WAR' is a duplicate of 'war'; remove one of them",
        "Line 4: pattern 'sea NEAR/0 war': NEAR/0 is not from 1 to 100 words",
        "Line 5: pattern '(': '(' is not a word; use letters, digits, *, ? and apostrophes",
    ]
    expect(page.locator("#TriedCount")).to_have_text("2 mentions (was 3): 0 new, 1 gone.")
    page.get_by_role("button", name="Download as YAML").click()
    expect(page.locator("#TriedSaid")).to_contain_text("Not downloaded. War: Line 2")
    page.locator("#TriedPatterns").fill("")
    expect(page.locator("#TriedFaults")).to_have_text("A theme needs at least one pattern.")


def downloaded(page, folder):
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download as YAML").click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def test_the_dictionary_that_is_downloaded_finds_the_same(tried, tmp_path):
    page = tried()
    page.locator("#TriedPatterns").fill("war\nbegan NEAR/3 war|navy")
    page.get_by_label("New theme").fill("Peace: talks # and \u201cmore\u201d")
    page.get_by_role("button", name="Add").click()
    page.locator("#TriedPatterns").fill("treat*")
    expect(page.locator("#TriedCount")).to_have_text("1 mention (was 0): 1 new, 0 gone.")
    path = downloaded(page, tmp_path)
    assert path.name == "themes-tried.yaml"
    said = path.read_text(encoding="utf-8").splitlines()
    assert '# - "War: pattern added: began NEAR/3 war|navy"' in said
    assert '# - "War: pattern removed: missile*"' in said
    book = read_codebook(path)
    assert [(theme.id, theme.label) for theme in book.themes] == [
        ("war", "War"), ("sea", "Sea"), ("peace-talks-and-more", "Peace: talks # and “more”"),
    ]  # fmt: skip
    assert book.themes[0].patterns == ("war", "began NEAR/3 war|navy")
    assert book.themes[1] == BOOK.themes[1]
    found = find_mentions(parse_document(TEXT, name="text"), book)
    assert list(found["text"]) == ["war", "began", "war", "navy", "treaty"]


def test_an_unchanged_dictionary_is_downloaded_as_it_is(visit, tmp_path):
    page = visit(SEEDS.parent / "figures" / "reader.html", "#Dictionary")
    assert read_codebook(downloaded(page, tmp_path)) == read_codebook(SEEDS / "themes.yaml").in_language("en")


def test_hostile_words_stay_words(tried, tmp_path):
    hostile = "<img src=x onerror=alert(1)> \u202e \u2028 ' : # --- {a: b} \x85 &amp; </script>"
    book = Codebook(
        themes=[Theme(id="war", label=hostile[:80], definition=hostile, colour="#aa0000", patterns=("war",))],
        nested_scope="dictionary",
        languages=("en", "ru"),
    )
    page = tried(f"Talks\n\nA war <script>alert(1)</script> {hostile} began.", book)
    page.locator("#TriedPatterns").fill("war\n<b>sea</b>\nbegan")
    assert page.locator("#Dictionary b, #Dictionary img, #Dictionary script").count() == 0
    assert page.locator("#TriedFaults li").all_text_contents()[0].startswith("Line 2: pattern '<b>sea</b>'")
    page.locator("#TriedPatterns").fill("war\nbegan")
    kept = read_codebook(downloaded(page, tmp_path))
    assert (kept.themes[0].label, kept.themes[0].definition) == (book.themes[0].label, hostile)
    assert (kept.nested_scope, kept.languages, kept.themes[0].patterns) == (
        "dictionary",
        ("en", "ru"),
        ("war", "began"),
    )


def test_with_a_nested_scope_all_themes_change_with_one(tried):
    book = BOOK.model_copy(update={"nested_scope": "dictionary"})
    page = tried(book=book)
    page.locator("#TriedPatterns").fill("navy sailed")
    # "navy" is within the longer "navy sailed" of the other theme.
    assert counts(page) == ["1", "0"]


def scores_of(page) -> list[list[str]]:
    return [row.locator("td").all_text_contents() for row in page.locator("#TriedScores tbody tr").all()]


def test_scores_against_coded_sentences_are_those_of_python_and_move(visit, essay, codebook):
    page = visit(SEEDS.parent / "figures" / "reader.html", "#Dictionary")
    coded = read_sheets(str(SEEDS / "coding" / "essay.csv"), codebook).of_roles(BODY)
    scores, _ = scores_by_part(found_by(coded, codebook), coded)
    for row in scores.itertuples():
        page.locator("#TriedTheme").select_option(label=codebook.labels[row.theme])
        for name, shown in zip(("precision", "recall", "f1"), scores_of(page), strict=True):
            value, low, high = (getattr(row, f"{name}{end}") for end in ("", "_low", "_high"))
            assert shown == [f"{value:.2f}", f"{low:.2f} to {high:.2f}", f"{value:.2f}"], (row.theme, name)
    # By hand: of the three coded sentences of outer space "outer" alone finds two more than are coded.
    page.locator("#TriedTheme").select_option(label="Outer space security")
    page.locator("#TriedPatterns").fill("planet")
    missed = page.locator("#TriedScores summary", has_text="Missed")
    assert scores_of(page)[0][0] == "1.00"
    expect(missed).to_have_text("Missed: 3")


def test_what_is_coded_for_a_test_is_counted_and_not_shown(tried, tmp_path):
    document = parse_document(TEXT, name="text")
    units = document.sentences.assign(document="text", path="text", part=["sheet", "sheet", "test", "sheet", "sheet"])
    units["text"] = [TEXT[row.start : row.end] for row in units.itertuples()]
    codes = np.array([[0, 0], [1, 0], [1, 0], [0, 1], [0, 1]], dtype=float)
    test = units["part"].to_numpy()[:, None] == "test"
    codes = np.array([np.where(test, np.nan, codes), np.where(test, codes, np.nan)])
    page = tried(
        coded=Coded(
            units, ["sheet", "test"], ["", ""], ["", "test"], ["war", "sea"], codes, np.full((2, len(units)), ""),
            {"text": document}, [],
        )
    )  # fmt: skip
    # The heading does not count, and the third sentence is left aside: "The war began." is the only one of war.
    assert scores_of(page) == [["1.00", "0.21 to 1.00", "1.00"], ["1.00", "0.21 to 1.00", "1.00"],
                               ["1.00", "0.34 to 1.00", "1.00"]]  # fmt: skip
    expect(page.locator("#TriedScores .hint")).to_have_text(
        "3 coded sentences of this text. 1 of the test part are left aside and not shown."
    )
    page.locator("#TriedPatterns").fill("navy")
    assert [row[0] for row in scores_of(page)] == ["0.00", "0.00", "0.00"]
    listed = page.locator("#TriedScores li")
    assert [words.split(" sentence")[0].strip() for words in listed.all_text_contents()] == [
        "The war began.", "The navy sailed.",
    ]  # fmt: skip
    assert "Missiles flew" not in page.locator("#TriedScores").inner_text()
    # How often people looked: each change of a field is one.
    page.locator("#TriedExceptions").fill("the navy")
    expect(page.locator("#TriedScores .hint").first).to_have_text(
        "The dictionary was changed 2 times since the page was opened, with these sentences in view: the more often, "
        "the better it fits these, and not others."
    )


def test_the_page_of_a_document_of_a_corpus_has_no_dictionary(tried):
    assert tried(in_corpus="../corpus.html").locator("#Dictionary").count() == 0


# The page's policy lets no string be run as script, as waiting for a function does.
WAITED_FOR = {"bypass_csp": True}


def highlighted(page) -> list[int]:
    """How many stretches of the text are marked as new and as gone."""
    return page.evaluate("['tried', 'tried-gone'].map((name) => CSS.highlights.get(name).size)")


def test_marks_of_a_tried_dictionary_are_gone_with_its_panel(tried):
    page = tried(settings=WAITED_FOR)
    page.locator("#TriedPatterns").fill("war\nbegan")
    # By hand: war twice and began; missiles are gone.
    assert highlighted(page) == [3, 1]
    page.get_by_role("tab", name="Themes").click()
    page.wait_for_function("CSS.highlights.get('tried').size === 0")
    assert highlighted(page) == [0, 0]
    page.get_by_role("tab", name="Dictionary").click()
    page.wait_for_function("CSS.highlights.get('tried').size === 3")


def test_a_long_text_is_laid_out_in_stretches_and_marked_where_it_is_in_view(tried):
    paragraph = "The navy sailed again and nobody saw it go to war on that long and quiet day of the year."
    assert len(paragraph.split()) == 20
    text = "Talks\n\n" + "\n\n".join([paragraph] * 300 + ["Peace came."])
    page = tried(text, settings=WAITED_FOR)
    # 500 words are 25 paragraphs; the title stands before the first of them, and what is left behind the last.
    sizes = page.locator(".stretch").evaluate_all("all => all.map((one) => one.children.length)")
    assert sizes == [26, *[25] * 10, 25, 1]
    assert page.locator(".stretch .block").count() == 302
    page.locator("#TriedPatterns").fill("peace")
    assert highlighted(page)[0] == 0
    page.locator(".block").last.scroll_into_view_if_needed()
    page.wait_for_function("CSS.highlights.get('tried').size === 1")
