"""Pages of texts in Arabic: paragraphs, lines in context, and two texts side by side run from right to left."""

from dataclasses import replace

import pytest
from conftest import CHROMIUM
from lxml import html
from playwright.sync_api import expect
from themeline.dictionary.codebook import Codebook, Theme
from themeline.measures.parallel import parallel_rows
from themeline.pages.parallel import parallel_page
from themeline.pages.reader import reader_page
from themeline.pages.tables import mention_table
from themeline.text.document import parse_document
from themeline.text.language import direction_of

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
# The second paragraph begins with Latin letters.
TEXT = (
    "معاهدة جديدة\n\nوقعت الدولتان أمس معاهدة تحظر نشر الصواريخ في الفضاء، وهي أول مُعاهَدة من نوعها منذ عقود.\n\n"
    "NATO رحب بهذه الخطوة وقال إن المعاهدة ستعزز الأمن. ورفضت أطراف أخرى كل معاهــدة من هذا القبيل.\n"
)
THEMES = [Theme(id="treaties", label="Treaties", definition="D.", colour="#1f5fa8", patterns=("*معاهدة",))]


@pytest.fixture
def reader(visit, tmp_path):
    """The reader page of the text, on a screen of some size."""

    def opened(**screen):
        document = replace(parse_document(TEXT, name="text"), language="ar")
        codebook = Codebook(themes=THEMES, languages=("ar",))
        path = tmp_path / "reader.html"
        path.write_text(reader_page(document, codebook, mention_table(document, codebook), None), encoding="utf-8")
        return visit(path, **screen)

    return opened


def test_all_paragraphs_run_from_right_to_left_and_the_page_around_them_does_not(reader):
    page = reader()
    text = page.locator("#Text")
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == ("ar", "rtl")
    directions = page.locator("#Text .block").evaluate_all("all => all.map(one => getComputedStyle(one).direction)")
    assert directions == ["rtl"] * 3
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    # Words with vowel marks and lengthened ones are among the mentions: four in paragraphs, none in the heading.
    assert page.locator("#Text a.m").all_text_contents() == ["معاهدة", "مُعاهَدة", "المعاهدة", "معاهــدة"]
    assert direction_of("ar") == direction_of("fa") == "rtl"
    assert direction_of("ru") == direction_of("") == "auto"


def boxes(page, row):
    """Where the words before, the words, and the words after stand in a line: left and right edge of each."""
    script = """row => ['.left', 'td a', '.right'].map(name => {
      const range = new Range();
      range.selectNodeContents(row.querySelector(name));
      const { left, right } = range.getBoundingClientRect();
      return [left, right];
    })"""
    return page.locator("#Lines tbody tr").nth(row).evaluate(script)


def test_what_is_before_the_words_stands_to_their_right_in_lines_of_arabic(reader):
    page = reader()
    page.get_by_role("tab", name="Words in context").click()
    page.get_by_label("Words (").fill("مُعاهدة")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#Count")).to_have_text("“مُعاهدة”: 3 lines in 2 sentences")
    assert page.locator("#Lines table").get_attribute("dir") == "rtl"
    for row in range(3):
        before, words, after = boxes(page, row)
        assert after[1] <= words[0] + 4 and words[1] <= before[0] + 4
    # The word before the second one is "first", before the first "yesterday", before the third "every".
    page.get_by_label("word before").check()
    last = [line.split()[-1] for line in page.locator("#Lines td.left").all_text_contents()]
    assert last == sorted(last) == ["أمس", "أول", "كل"]


def test_a_list_in_two_languages_has_each_line_in_its_direction(reader):
    """Columns from left to right; of an Arabic line what is before the words stands in the last of them."""
    page = reader()
    page.get_by_role("tab", name="Words in context").click()
    page.evaluate("""() => {
      const some = [["They signed a", "treaty", "NATO called new"], ["NATO وقعت الدول", "معاهدة", "جديدة في روما"]];
      const write = ([left, keyword, right]) => ({ left, keyword, right, at: "1", href: "#" });
      lines = some.map((one, start) => ({ start, write: () => write(one) }));
      sortLines();
    }""")
    assert page.locator("#Lines table").get_attribute("dir") == "ltr"
    before, words, after = boxes(page, 0)
    assert before[1] <= words[0] + 4 and words[1] <= after[0] + 4
    before, words, after = boxes(page, 1)
    assert after[1] <= words[0] + 4 and words[1] <= before[0] + 4


def test_of_two_texts_side_by_side_the_arabic_one_runs_from_right_to_left():
    english = parse_document("NATO welcomed it. It will last.", name="en")
    arabic = parse_document("NATO رحب بهذه الخطوة. ستدوم طويلا.", name="ar")
    first, second = replace(english, language="en"), replace(arabic, language="ar")
    codebook = Codebook(themes=THEMES, languages=())
    root = html.fromstring(parallel_page(first, second, codebook, parallel_rows(first, second, codebook)))
    assert {(node.get("lang"), node.get("dir")) for node in root.xpath("//p[@class='said']")} == {
        ("en", "auto"),
        ("ar", "rtl"),
    }
