"""A text as HTML: each sentence, mention and quote an element, every character where it was."""

from lxml import html
from themeline.dictionary.codebook import Codebook, Theme
from themeline.pages.marked import Quote, marked_blocks
from themeline.pages.tables import mention_table
from themeline.text.document import parse_document

THEMES = Codebook(
    themes=[
        Theme(id="arms", label="Arms", colour="#000000", patterns=("arms control",)),
        Theme(id="talks", label="Talks & more", colour="#000000", patterns=("control talks",)),
    ]
)


def blocks(text, *quotes):
    document = parse_document(text, name="text")
    return marked_blocks(document, mention_table(document, THEMES), list(quotes), THEMES.labels)


def test_where_two_mentions_share_a_word_it_has_both_underlines():
    """By hand: three stretches, "arms ", "control", " talks", of which the second belongs to both mentions."""
    [block] = blocks("The arms control talks end.")
    assert (block.tag, block.start, block.words) == ("p", 0, 0)
    assert block.content == (
        '<span class="s" id="s1">The '
        '<a class="m" id="m-arms-1" href="#m-arms-1" data-m="0" aria-label="arms : Arms">'
        '<span class="u t0 b" data-n="1">arms </span></a>'
        '<a class="m" id="m-talks-1" href="#m-talks-1" data-m="0 1" aria-label="control: Arms, Talks &amp; more">'
        '<span class="u t0"><span class="u t1 b" data-n="2">control</span></span></a>'
        '<span class="m" data-m="1"><span class="u t1"> talks</span></span>'
        " end.</span>"
    )


def test_a_quote_goes_around_the_mentions_in_it():
    [block] = blocks("No arms control today.", Quote(0, 15, "pact", "1996", "1 May 1996: Pact", True))
    root = html.fragment_fromstring(f"<p>{block.content}</p>")
    quoted = [node.text_content() for node in root.iter("span") if node.get("data-q") == "0"]
    assert "".join(quoted) == "No arms control"
    assert root.xpath("string(.//a[@id='m-arms-1']/parent::span/@class)") == "q on"


def test_before_the_words_of_an_event_stands_a_link_to_it_that_adds_nothing_to_the_text():
    text = "The pact holds.\n\nIts heirs know."
    over_both = Quote(4, 26, "pact", "1996", '1996: "Pact" & more', False)
    first, second = blocks(text, over_both)
    roots = [html.fragment_fromstring(f"<p>{block.content}</p>") for block in (first, second)]
    assert [root.text_content() for root in roots] == text.split("\n\n")
    [link] = roots[0].xpath(".//a")
    assert dict(link.attrib) == {
        "class": "e", "href": "#pact", "data-e": "0", "data-year": "1996", "title": '1996: "Pact" & more',
        "aria-label": '1996: "Pact" & more',
    }  # fmt: skip
    # It begins once, where the words do, and they go on in the next paragraph.
    assert link.xpath("string(following-sibling::*[1])") == "pact holds."
    assert [root.xpath("string(.//span[@class='q'])") for root in roots] == ["pact holds.", "Its heirs"]
    assert not roots[1].xpath(".//a")


def test_every_character_of_a_block_is_there_and_none_is_markup():
    text = "First & <b>bold</b>.\n\nThe arms\ncontrol \u202e of \U0001f600 \"x\" 'y'. Next."
    found = [html.fragment_fromstring(f"<p>{block.content}</p>").text_content() for block in blocks(text)]
    assert found == text.split("\n\n")


def test_an_element_begins_after_the_words_that_stand_before_it():
    assert [block.words for block in blocks("One two three.\n\nFour five.\n\nSix.")] == [0, 3, 5]
