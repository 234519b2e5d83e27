"""Passages that tell a date are proposed as draft events; what tells none is left alone."""

import pytest
from conftest import SEEDS
from themeline.errors import InputError
from themeline.events.chronology import read_chronology
from themeline.events.date_finder import find_dates
from themeline.text.document import parse_document, read_document

PUBLISHED = "2024-10-15"


def dates(text: str, published: str = PUBLISHED) -> list[tuple[str, str, str]]:
    document = parse_document(text, name="t")
    return [(text[one.start : one.end], one.edtf, one.basis) for one in find_dates(document, published)]


def test_the_essay_has_three_and_no_false_ones(essay):
    found = find_dates(essay, essay.record.published.value)
    assert [(essay.text[one.start : one.end], one.edtf, one.basis) for one in found] == [
        ("Five years ago", "2019~", "relative"),
        ("for the coming year", "2024/2025", "relative"),
        ("in August 2024", "2024-08", "stated"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "edtf", "basis"),
    [
        ("It was signed on 26 April 1996 in Shanghai.", "on 26 April 1996", "1996-04-26", "stated"),
        ("The 24th of April 1997 came.", "24th of April 1997", "1997-04-24", "stated"),
        ("On July 16, 2001, they met.", "July 16, 2001", "2001-07-16", "stated"),
        ("Adopted 2024-08-16 by all.", "2024-08-16", "2024-08-16", "stated"),
        ("They met in late Sept. 2024 again.", "in late Sept. 2024", "2024-09", "stated"),
        ("It has grown since 1996.", "since 1996", "1996", "stated"),
        ("The treaty (2001) stands.", "2001", "2001", "stated"),
        ("The talks from 1996 to 1999 ended.", "from 1996 to 1999", "1996/1999", "stated"),
        ("The 2019–24 plan ended.", "2019–24", "2019/2024", "stated"),
        ("In the 1990s it began.", "In the 1990s", "199X", "stated"),
        ("They met on 26 April in Moscow.", "on 26 April", "2024-04-26", "relative"),
        ("They met on 26 November in Moscow.", "on 26 November", "2023-11-26", "relative"),
        ("It began ten years ago.", "ten years ago", "2014~", "relative"),
        ("It began two months ago.", "two months ago", "2024-08~", "relative"),
        ("It began 3 weeks ago.", "3 weeks ago", "2024-09-24", "relative"),
        ("It began a decade ago.", "a decade ago", "2014~", "relative"),
        ("They met last year.", "last year", "2023", "relative"),
        ("They will meet next month.", "next month", "2024-11", "relative"),
        ("This year they met.", "This year", "2024", "relative"),
    ],
)
def test_what_tells_a_date(text, words, edtf, basis):
    found = dates(text)
    assert [(one, basis_) for _, one, basis_ in found] == [(edtf, basis)]
    assert found[0][0].lower().endswith(words.lower())


@pytest.mark.parametrize(
    "text",
    [
        "We may march on; the army of 2000 soldiers stood. Today all is well.",
        "Resolution 1874 and room 1996 of the S-400 and Su-27.",
        "On 31 June 2024 nothing was.",
        "The five years plan, thirty years of talks, and the second of them.",
        "A 2024-year-old myth of 12345 words; page 1996.",
        "In 1234 pieces, for 3001 reasons.",
    ],
)
def test_what_tells_none(text):
    assert [one for one in dates(text) if one[0] != "2024"] == []


@pytest.mark.parametrize(
    "counted",
    "ships tanks missiles warheads troops soldiers aircraft words people men dollars euros kilometres km miles "
    "tonnes percent % hours".split(),
)
@pytest.mark.parametrize("published", [PUBLISHED, ""])
def test_what_is_counted_is_no_year(counted, published):
    assert dates(f"He spoke of 2000 {counted} in the bay.", published) == []
    # Nor is the other end of an estimate one.
    assert dates(f"From 1500 to 2000 {counted}, from 1500–2000 {counted}.", published) == []
    assert dates(f"There were between 1500 and 2000 {counted}.", published) == []
    # A year before it is one, as is a day.
    assert dates(f"In 1996, 2000 {counted} came.", published) == [("In 1996", "1996", "stated")]
    assert dates(f"On 26 April 1996 {counted} came.", published) == [("On 26 April 1996", "1996-04-26", "stated")]


def test_what_only_begins_like_something_counted_is_no_count():
    # "men" and "mention", "times" and "timestamps"; a comma parts a year from what was counted in it.
    assert dates("It was of 2001 mention. In 1999, ships sailed.") == [
        ("of 2001", "2001", "stated"),
        ("In 1999", "1999", "stated"),
    ]
    assert dates("Of 2000-strong forces, of 2000 per cent, of 2000 square miles, of 2000 million.") == []


def test_relative_dates_need_a_publication():
    assert dates("Five years ago, in May 2001, on 3 May, last year.", "") == [
        ("Five years ago", "", "relative"),
        ("in May 2001", "2001-05", "stated"),
        ("on 3 May", "", "relative"),
        ("last year", "", "relative"),
    ]
    assert dates("It began two years ago.", "[2023-12-20..2024-01-10]") == [
        ("two years ago", "2021/2022", "relative")
    ]


def test_drafts_are_events_that_can_be_run(themeline, tmp_path):
    (tmp_path / "t.txt").write_text("A title\n\nThey met in May 2001. Two years ago they parted.", encoding="utf-8")
    done = themeline("events", "t.txt", "--out", "drafts.yaml")
    assert (done.returncode, done.stdout) == (0, "drafts.yaml: 1 drafts\n")
    assert "left out, as it counts from the publication (--published): 'Two years ago'" in done.stderr
    done = themeline("events", "t.txt", "--published", PUBLISHED, "--out", "drafts.yaml")
    assert done.stdout == "drafts.yaml: 2 drafts\n"
    drafts = read_chronology(tmp_path / "drafts.yaml", read_document(tmp_path / "t.txt"))
    assert [(event.edtf, event.quote) for event in drafts.events] == [
        ("2001-05", "They met in May 2001."),
        ("2022~", "Two years ago they parted."),
    ]
    done = themeline("run", "03", "--essay", "t.txt", "--events", "drafts.yaml", "--out", "figures")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "figures" / "timeline.svg").is_file()


def test_bad_calls_of_events(themeline, tmp_path):
    (tmp_path / "t.txt").write_text("No date here.", encoding="utf-8")
    done = themeline("events", "t.txt")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "tells no dates" in done.stderr
    done = themeline("events", str(SEEDS / "essay.txt"), "--published", "soon")
    assert done.returncode == 2
    assert "'soon' is not a date" in done.stderr


def test_an_external_date_needs_a_source(essay, tmp_path):
    text = (SEEDS / "events.yaml").read_text(encoding="utf-8")
    first = text.index("- id: treaty-2001")
    begin = text.index("    sources:", first)
    end = text.index("\n\n", begin)
    assert "basis: external" in text[first:begin]
    (tmp_path / "events.yaml").write_text(text[:begin] + text[end + 1 :], encoding="utf-8")
    with pytest.raises(InputError, match="is from the public record, but 'sources' is missing"):
        read_chronology(tmp_path / "events.yaml", essay)
