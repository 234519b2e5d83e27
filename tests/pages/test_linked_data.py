"""What the reader page offers for machines: files to download, and the events as JSON-LD."""

import json

import pytest
from conftest import ROOT
from lxml import html
from themeline.errors import InputError
from themeline.events.chronology import read_chronology
from themeline.pages.linked_data import linked_data
from themeline.text.document import parse_document

FIGURES = ROOT / "figures"


def test_all_downloads_of_the_reader_page_are_there():
    links = html.parse(FIGURES / "reader.html").xpath("//*[@id='Downloads']//a/@href")
    assert {"mentions.csv", "sentences.csv", "events.csv", "events.json", "reader.jsonld"} <= set(links)
    assert [name for name in links if not (FIGURES / name).is_file()] == []
    assert len(json.loads((FIGURES / "events.json").read_text(encoding="utf-8"))["events"]) == 55


def test_each_quotation_of_the_essay_is_its_slice(essay):
    graph = json.loads((FIGURES / "reader.jsonld").read_text(encoding="utf-8"))["@graph"]
    kinds = [one["@type"] for one in graph]
    assert {kind: kinds.count(kind) for kind in kinds} == {"Article": 1, "Event": 55, "Quotation": 55}
    for one in graph:
        if one["@type"] == "Quotation":
            start, end = map(int, one["position"].split("-"))
            assert essay.text[start:end] == one["text"]


def test_of_a_window_no_day_is_given(tmp_path):
    """By hand: a day, three days, a day in a month, and two days of which one is meant."""
    document = parse_document("Talks\n\nIn May they met. They signed.", name="talks")
    known = {
        "title": "They met", "label": "Meeting", "precision": "day", "basis": "relative", "mention": "named",
        "kind": "meeting/visit", "actors": ["Russia"], "confidence": "high", "caveat": "None.",
        "quote": "they met", "quote_span": [14, 22], "sources": [], "related_dates": [],
    }  # fmt: skip
    dates = {
        "day": "2024-05-16",
        "span": "2024-05-16/2024-05-18",
        "month": "2024-05",
        "either": "[2024-05-16,2024-05-18]",
    }
    path = tmp_path / "events.yaml"
    path.write_text(json.dumps({"events": [known | {"id": name, "edtf": edtf} for name, edtf in dates.items()]}))
    graph = json.loads(linked_data(document, read_chronology(path, document), "https://example.org/x"))["@graph"]
    events = {one["@id"].split("#")[1]: one for one in graph if one["@type"] == "Event"}
    given = ("startDate", "endDate", "temporalCoverage")
    assert {name: [event.get(key) for key in given] for name, event in events.items()} == {
        "day": ["2024-05-16", "2024-05-16", None],
        "span": ["2024-05-16", "2024-05-18", None],
        "month": [None, None, "2024-05-01/2024-05-31"],
        "either": [None, None, "2024-05-16/2024-05-18"],
    }
    assert events["day"]["@id"] == "https://example.org/x/reader.html#day"
    quotation = next(one for one in graph if one["@type"] == "Quotation")
    assert (quotation["text"], quotation["position"]) == ("they met", "14-22")
    with pytest.raises(InputError, match="not a web address"):
        linked_data(document, None, "javascript:alert(1)")
