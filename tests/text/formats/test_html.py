"""Web pages: the article with its lists, headings and captions, without menus; note numbers are no part of words."""

import pytest
from themeline.text.extract import read_string
from themeline.text.formats.html import read_html

LONG = (
    "The paragraph {} the list speaks of the navy at some length, so that there is text enough in it for an article."
)
MENU = '<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Missiles</a></li></ul></nav>'
FOOT = "<footer><p>Copyright of the missiles page.</p></footer>"


def lines(inside: str, *, before: str = "", after: str = "") -> list[str]:
    markup = f"<!doctype html><html><head><title>Page</title></head><body>{before}{inside}{after}</body></html>"
    return [line for line in read_html(markup).text.split("\n") if line]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<ul><li>First.</li><li>Second.</li></ul>", ["First.", "Second."]),
        ("<ol><li>First <b>bold</b>.</li></ol>", ["First bold."]),
        ("<dl><dt>Term</dt><dd>Its meaning.</dd></dl>", ["Term", "Its meaning."]),
        ("<table><tr><td>Cell<ul><li>Item.</li></ul></td><td>Other.</td></tr></table>", ["Cell", "Item.", "Other."]),
        ("<figure><img src='a.png'><figcaption>What it shows.</figcaption></figure>", ["What it shows."]),
        ("<h2>Head</h2>", ["Head"]),
        ("<blockquote>Quoted.</blockquote>", ["Quoted."]),
        ("<div><ul><li>Deep.</li></ul></div>", ["Deep."]),
    ],
)
@pytest.mark.parametrize("wrapped", ["{}", "<article>{}</article>", "<div><div>{}</div></div>"])
def test_what_stands_between_paragraphs_is_read(inside, expected, wrapped):
    before, behind = f"<p>{LONG.format('before')}</p>", f"<p>{LONG.format('behind')}</p>"
    found = lines(wrapped.format(before + inside + behind), before=MENU, after=FOOT)
    assert found == ["Page", LONG.format("before"), *expected, LONG.format("behind")]


def test_menus_within_an_article_are_no_text_and_the_share_read_is_said():
    more = "<ul><li><a href='/c'>Read more on this</a></li></ul>"
    inside = f"<p>{LONG.format('before')}</p>{MENU}{more}<p>{LONG.format('behind')}</p>"
    reading = read_html(f"<html><head><title>Page</title></head><body>{inside}{FOOT}</body></html>")
    assert "Home" not in reading.text
    assert "Read more" not in reading.text
    # By hand: two paragraphs of 23 words; the menu 2, the link 4, the foot 5; 46 of 57.
    assert reading.notes == ("81 % of the page's words are read, as its article",)


@pytest.mark.parametrize(
    ("mark", "read_as"),
    [
        ("<sup>7</sup>", "nuclear⁷ missiles"),
        ('<sup><a href="#n7">7</a></sup>', "nuclear⁷ missiles"),
        ('<a href="#n7"><sup>7</sup></a>', "nuclear⁷ missiles"),
        ('<a href="#n7">7</a>', "nuclear⁷ missiles"),
        ('<a href="https://a.org/b#n7">7</a>', "nuclear⁷ missiles"),
        ('<span style="font-size: 8px; vertical-align: super">7</span>', "nuclear⁷ missiles"),
        ("<sup>[7]</sup>", "nuclear[⁷] missiles"),
        ("<sup>a</sup>", "nuclear[a] missiles"),
        ('<a role="doc-noteref" href="#x">b</a>', "nuclear[b] missiles"),
        ("<sup>*</sup>", "nuclear* missiles"),
        ("<b>7</b>", "nuclear7 missiles"),
    ],
)
def test_raised_marks_of_notes_are_no_part_of_words(mark, read_as):
    found = lines(f"<p>{LONG.format('before')}</p><p>They have nuclear{mark} missiles there, said the ministry.</p>")
    assert found[-1] == f"They have {read_as} there, said the ministry."


def test_an_ordinal_and_a_link_stay_as_they_are():
    text = (
        "<p>In the 19<sup>th</sup> century the <a href='/treaty'>treaty of 1907</a> was signed, as is well known.</p>"
    )
    assert lines(text + f"<p>{LONG.format('behind')}</p>")[1] == (
        "In the 19th century the treaty of 1907 was signed, as is well known."
    )


def test_the_reading_of_characters_is_not_their_text():
    text = "<p>The <ruby>和平<rp>(</rp><rt>heping</rt><rp>)</rp></ruby> of the treaty held for years, they said.</p>"
    assert lines(text + f"<p>{LONG.format('behind')}</p>")[1].startswith("The 和平 of the treaty")


def nested(depth: int) -> str:
    return f"<html><body>{'<div>' * depth}<p>The war is on.</p>{'</div>' * depth}</body></html>"


def test_a_page_nested_too_deep_is_an_error_that_says_so():
    # html, body, the divs, p: 247 of them are 250 within each other.
    for depth in (247, 10_000):
        with pytest.raises(ValueError, match="more than 250 nested elements"):
            read_html(nested(depth))
    assert "The war is on." in read_html(nested(246)).text


@pytest.mark.parametrize("large", ["<img alt='' src='data:{}'>", "<!--{}-->", "<script>{}</script>"])
def test_what_follows_a_picture_of_ten_million_letters_is_read(large):
    text = f"<p>{LONG.format('before')}</p>{large.format('ab' * 5_000_001)}<p>{LONG.format('behind')}</p>"
    assert lines(text) == ["Page", LONG.format("before"), LONG.format("behind")]


def test_a_page_that_says_its_encoding_as_xml_does_is_read_without_a_title():
    page = f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{LONG.format('here')}</p></body></html>"
    assert LONG.format("here") in read_html(page).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The <b>war</b> is on.</p>",
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>The war is on.</p>',
        f"<!--{'x' * 60}--><html><body><p>The war is on.</p></body></html>",
        "<meta charset=utf-8><p>The war is on.</p>",
    ],
)
def test_parts_of_pages_and_pages_that_say_their_encoding_are_read(markup):
    assert read_string("page", markup).text.strip() == "The war is on."


@pytest.mark.parametrize("hides", ["hidden", 'style="display: none"', 'style="color:red;visibility:hidden"'])
def test_what_a_page_does_not_show_is_left_out_and_said(hides):
    inside = (
        f"<p>{LONG.format('before')} <span {hides}>missiles</span> End.</p>"
        f"<div {hides}><p>Two <i {hides}>more</i></p></div><p>{LONG.format('behind')}</p>"
    )
    reading = read_html(f"<html><head><title>Page</title></head><body>{inside}</body></html>")
    assert [line for line in reading.text.split("\n") if line][1:] == [
        f"{LONG.format('before')} End.",
        LONG.format("behind"),
    ]
    assert reading.notes == ("left out: what is hidden on it (3 words)",)


def test_a_page_that_shows_nothing_before_its_script_runs_is_read():
    assert "The war is on." in read_html('<html><body style="display:none"><p>The war is on.</p></body></html>').text
    assert "The war is on." in read_html("<html><body><div hidden><p>The war is on.</p></div></body></html>").text


def test_two_line_ends_are_the_end_of_a_paragraph_and_one_is_none():
    inside = f"{LONG.format('before')}<br>It goes on.<br> \n<BR/><b>Head</b><br><br>{LONG.format('behind')}"
    for wrapped in ("{}", "<p>{}</p>", "<div><font>{}</font></div>"):
        assert lines(wrapped.format(inside))[-3:] == [
            f"{LONG.format('before')} It goes on.",
            "Head",
            LONG.format("behind"),
        ]
