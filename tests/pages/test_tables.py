"""The tables behind the reader page: what each thing is called there."""

import re

import pandas as pd
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import COLUMNS, find_mentions
from themeline.figures import links
from themeline.pages.reader import reader_page
from themeline.pages.tables import event_table, mention_table, sentence_table
from themeline.text.document import parse_document

TEXT = "Report\n\nA war begins.\n\nFirst\n\nA navy, a war.\n\nSecond\n\nThe war ends. The navy stays.\n"
THEMES = Codebook(
    themes=[
        Theme(id="war", label="War", colour="#000000", patterns=("war",)),
        Theme(id="sea", label="Sea", colour="#000000", patterns=("navy",)),
    ]
)


def test_mentions_have_the_number_and_address_by_which_they_are_cited():
    document = parse_document(TEXT, name="report")
    table = mention_table(document, THEMES)
    assert list(table.columns) == ["address", "label", "number", *COLUMNS]
    assert list(table["address"]) == ["m-war-1", "m-sea-1", "m-war-2", "m-war-3", "m-sea-2"]
    assert list(table["label"]) == ["War", "Sea", "War", "War", "Sea"]
    pd.testing.assert_frame_equal(table[COLUMNS], find_mentions(document, THEMES))
    # They keep both where only one section counts.
    part = mention_table(document.only_sections(["Second"]), THEMES)
    assert list(part["address"]) == ["m-war-3", "m-sea-2"]
    assert list(part["number"]) == [3, 2]


def test_addresses_follow_from_what_a_table_is_of():
    mentions = pd.DataFrame({"theme": ["a", "b"], "number": [2, 1], "sentence": [5, 6]})
    assert list(links.with_addresses(mentions)["address"]) == ["m-a-2", "m-b-1"]
    assert list(links.with_addresses(mentions[["theme", "sentence"]])["address"]) == ["s5", "s6"]
    assert list(links.with_addresses(pd.DataFrame({"id": ["treaty", "s5"]}))["address"]) == ["treaty", "event-s5"]
    assert "address" not in mentions


def test_of_each_sentence_is_said_whether_it_counts():
    document = parse_document(TEXT, name="report")
    table = sentence_table(document.only_sections(["Second"]))
    said = {row.text: row.counted for row in table.itertuples()}
    assert said["The war ends."]
    assert said["The navy stays."]
    assert not said["A war begins."]
    assert list(table["address"]) == [f"s{n}" for n in range(1, len(table) + 1)]


def test_without_events_the_table_of_events_is_empty():
    table = event_table(None)
    assert len(table) == 0
    assert table.columns[0] == "address"


def test_sections_are_numbered_by_their_number_and_not_twice():
    # No words stand before the first heading: it is section 1. A heading that has a number of its own shows that.
    document = parse_document("Report\n\n1. Introduction\n\nA war begins.\n\nTalks\n\nThe war ends.\n", name="r")
    page = reader_page(document, THEMES, mention_table(document, THEMES), None)
    items = re.findall(r'<li value="(\d+)"( class="numbered")?><a href="#section-(\d+)" dir="auto">([^<]*)', page)
    assert items == [("1", ' class="numbered"', "1", "1. Introduction"), ("2", "", "2", "Talks")]
    assert ".sections .numbered{list-style:none}" in page
