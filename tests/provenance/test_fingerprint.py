"""Where a figure came from, in words, and as its drawing tells it."""

import re

import pytest
from conftest import ROOT, SEEDS
from themeline.provenance.fingerprint import made_by, origin_of, without_mark
from themeline.provenance.ro_crate import read_receipts


def test_the_words_are_told_without_the_mark():
    origin = made_by("02-themes", essay=str(SEEDS / "essay.txt"), themes="air [1]", seed=7, whole_text=False)
    assert re.fullmatch(r"02-themes: essay essay.txt; themes air \[1\]; seed 7 \[sha256:[0-9a-f]{64}\]", origin)
    assert without_mark(origin) == "02-themes: essay essay.txt; themes air [1]; seed 7"


@pytest.mark.parametrize("words", ["", "02-themes: themes air [1]", "drawn by hand", "a [sha256:12]"])
def test_words_without_a_mark_stay_as_they_are(words):
    assert without_mark(words) == words


def test_a_drawing_tells_where_it_came_from():
    svg = "<svg><metadata><dc:source>one: title Air &amp; sea [sha256:1]</dc:source></metadata></svg>"
    assert origin_of(svg) == "one: title Air & sea [sha256:1]"
    assert origin_of("<svg/>") == ""


def test_the_writer_of_drawings_puts_it_where_it_is_read():
    (receipt,) = [one for one in read_receipts(ROOT / "figures") if one.name == "03-timeline"]
    origin = origin_of((ROOT / "figures" / "timeline.svg").read_text(encoding="utf-8"))
    assert origin == f"{without_mark(origin)} [{receipt.mark}]"
    assert without_mark(origin).startswith("03-timeline: essay essay.txt; events events.yaml; ")
