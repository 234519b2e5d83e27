"""Passages that tell a date are proposed as draft events; what tells none is left alone, what is unsure is listed."""

import csv
from collections import Counter
from pathlib import Path

import pytest
import yaml
from conftest import SEEDS
from themeline.errors import InputError
from themeline.events.chronology import events_table, read_chronology
from themeline.events.date_finder import draft_text, find_dates
from themeline.events.date_grammar import date_of_words, find_passages
from themeline.events.edtf_dates import date_bounds
from themeline.figures.charts.timeline import draw_timeline
from themeline.text.document import parse_document, read_document

PUBLISHED = "2024-10-15"


def dates(text: str, published: str = PUBLISHED) -> list[tuple[str, str, str]]:
    document = parse_document(text, name="t")
    return [(text[one.start : one.end], one.edtf, one.basis) for one in find_dates(document, published).dates]


def left_out(text: str, published: str = PUBLISHED) -> list[tuple[str, str]]:
    document = parse_document(text, name="t")
    return [(text[one.start : one.end], one.left_out) for one in find_dates(document, published).left_out]


def test_the_essay_has_three_and_no_false_ones(essay):
    found = find_dates(essay, essay.record.published.value)
    assert found.left_out == []
    assert [(essay.text[one.start : one.end], one.edtf, one.basis) for one in found.dates] == [
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
        ("They met in late Sept. 2024 again.", "in late Sept. 2024", "2024-09-21~/2024-09-30~", "stated"),
        ("It has grown since 1996.", "since 1996", "1996/..", "stated"),
        ("The treaty (2001) stands.", "2001", "2001", "stated"),
        ("The talks from 1996 to 1999 ended.", "from 1996 to 1999", "1996/1999", "stated"),
        ("The 2019–24 plan ended.", "2019–24", "2019/2024", "stated"),
        ("In the 1990s it began.", "In the 1990s", "199X", "stated"),
        ("They met on 26 April in Moscow.", "on 26 April", "2024-04-26", "relative"),
        ("They met on 26 November in Moscow.", "on 26 November", "2023-11-26", "relative"),
        ("It began ten years ago.", "ten years ago", "2014~", "relative"),
        ("It began two months ago.", "two months ago", "2024-08~", "relative"),
        ("It began 3 weeks ago.", "3 weeks ago", "2024-09-24~", "relative"),
        ("It began a decade ago.", "a decade ago", "2014~", "relative"),
        ("They met last year.", "last year", "2023", "relative"),
        ("They will meet next month.", "next month", "2024-11", "relative"),
        ("This year they met.", "This year", "2024", "relative"),
        # The last year are the twelve months until now, last year is not.
        ("In the last year they met.", "in the last year", "2023/2024", "relative"),
        ("In the first half of this year they met.", "first half of this year", "2024-01/2024-06", "relative"),
        ("It began two and a half years ago.", "two and a half years ago", "2022-04~", "relative"),
        ("It began half a century ago.", "half a century ago", "1974~", "relative"),
        ("It began a hundred years ago.", "a hundred years ago", "1924~", "relative"),
        ("Over the past decade and a half it grew.", "over the past decade and a half", "2009/2024", "relative"),
        ("It is due in the next fiscal year.", "in the next fiscal year", "2025", "relative"),
        ("It has grown from 2012 on.", "from 2012 on", "2012/..", "stated"),
        ("It met in 2012 on one matter.", "in 2012", "2012", "stated"),
        ("The hopes of the ’60s.", "of the ’60s", "196X", "stated"),
        ("The May summit failed.", "May", "2024-05", "relative"),
        ("It began around summer 2022.", "around summer 2022", "2022-22~", "stated"),
        # As treaties write them.
        ("Signed on the twenty-sixth day of June 1945.", "twenty-sixth day of June 1945", "1945-06-26", "stated"),
        ("Done this 4th day of November, two thousand and nineteen.", "nineteen", "2019-11-04", "stated"),
        ("On 8 May one thousand nine hundred and forty-five.", "forty-five", "1945-05-08", "stated"),
        ("Done on the first of July, nineteen hundred.", "nineteen hundred", "1900-07-01", "stated"),
        ("Done on the thirty-first of May in the year 1990.", "1990", "1990-05-31", "stated"),
        ("They met on the third of May.", "third of May", "2024-05-03", "relative"),
        ("Exports fell in FY2023.", "FY2023", "2023", "stated"),
        ("The hopes of the nineties.", "nineties", "199X", "stated"),
        ("In the late seventies it ended.", "late seventies", "1977~/1979~", "stated"),
        # Counted from the date in the words, not from the publication.
        ("Ten years after the 2013 declaration little was done.", "after the 2013", "2023~", "relative"),
        ("Two days before 24 February 2022 they met.", "before 24 February 2022", "2022-02-22", "relative"),
        ("Three months after March 2014 it ended.", "after March 2014", "2014-06~", "relative"),
        ("A decade after the declaration of 2013 it fell.", "declaration of 2013", "2023~", "relative"),
        # The year has no day to count from; what was in 1985 may be the fall or the death.
        ("Three days after the 2013 declaration it fell.", "after the 2013", "2013", "stated"),
        ("Ten years after the fall of the wall in 1985 he died.", "in 1985", "1985", "stated"),
    ],
)
def test_what_tells_a_date(text, words, edtf, basis):
    found = dates(text)
    assert [(one, basis_) for _, one, basis_ in found] == [(edtf, basis)]
    assert found[0][0].lower().endswith(words.lower())


def drafted(text: str) -> list[dict]:
    document = parse_document(text, name="t")
    return yaml.safe_load(draft_text(document, find_dates(document, PUBLISHED).dates))["events"]


def test_a_year_in_a_name_is_no_date_of_the_sentence():
    strategy, paper, treaty, act = drafted(
        "The 2022 Strategic Concept names attacks; the 2019 White Paper of Estonia does not, nor does the 1967 "
        "treaty. In 2020 they met."
    )
    assert (strategy["title"], strategy["edtf"]) == ("2022 Strategic Concept", "2022")
    assert paper["title"] == "2019 White Paper of Estonia"
    for event in (strategy, paper, treaty):
        assert "The date is part of a name" in event["caveat"]
    assert (act["title"], "name" in act["caveat"]) == ("They met", False)


def test_fiscal_years_say_that_their_months_are_not_known():
    for text in (
        "Sanctions grew in fiscal year 2023/24.",
        "Exports fell in FY2023.",
        "In the budget year 2023 it fell.",
    ):
        (event,) = drafted(text)
        assert event["precision"].endswith("its first month is not known")
    (event,) = drafted("Sanctions grew in 2023/24.")
    assert "precision" not in event


def test_a_date_in_a_cell_of_its_own_is_not_in_the_title():
    first, second = drafted("8 May 2023 | A cable is cut. \n\nHelsinki | 9 May 2023 | The ship is seized.")
    assert (first["title"], first["edtf"]) == ("A cable is cut", "2023-05-08")
    assert (second["title"], second["quote"]) == (
        "Helsinki | The ship is seized", "Helsinki | 9 May 2023 | The ship is seized.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "We may march on; the army of 2000 soldiers stood. Today all is well.",
        "Resolution 1874 and room 1996 of the S-400 and Su-27.",
        "On 31 June 2024 nothing was.",
        "The five years plan, thirty years of talks, and the second of them.",
        "A 2024-year-old myth of 12345 words; page 1996.",
        "In 1234 pieces, for 3001 reasons.",
        "It flies from 1900 to 2500 km, of 1950–2600 that were built.",
        "He is in his seventies, and it was in the nineties, with degrees to spare.",
        "On the thirty-second day of June, the first of May's ministers left, two thousand and nineteen in all.",
        "Reports are due by 15 November of each year, every 9 May, and on 1 June annually.",
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
    text = "Five years ago, in May 2001, on 3 May, last year. On 3 June, yesterday, on Monday."
    assert dates(text, "") == [
        ("in May 2001", "2001-05", "stated"),
        # Counted from the date told in the same sentence, or in the one before.
        ("on 3 May", "2001-05-03", "relative"),
        ("On 3 June", "2001-06-03", "relative"),
    ]
    assert left_out(text, "") == [
        (words, "is relative to the publication")
        for words in ("Five years ago", "last year", "yesterday", "on Monday")
    ]
    assert dates("It began two years ago.", "[2023-12-20..2024-01-10]") == [
        ("two years ago", "2021/2022", "relative")
    ]
    # Of a month only some things can be counted.
    assert dates("Last month, last week, on Monday.", "2024-10") == [("Last month", "2024-09", "relative")]
    assert [why for _, why in left_out("Last week, on Monday.", "2024-10")] == [
        "is relative to the publication, whose day is not known"
    ] * 2


def test_what_counts_from_a_date_told_before():
    text = (
        "They met in May 2001. A year later, two months earlier, the following year, in March of that year. The end."
    )
    assert dates(text) == [
        ("in May 2001", "2001-05", "stated"),
        ("A year later", "2002~", "relative"),
        # "Two months earlier" cannot be counted from a year.
        ("the following year", "2003", "relative"),
        ("in March of that year", "2003-03", "relative"),
    ]
    # A later paragraph does not count from it.
    assert left_out("They met in May 2001.\n\nA year later they parted.") == [
        ("A year later", "is relative to a date before it, and there is none")
    ]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        # What looks back does not move the time that the text goes on with.
        (
            "In August 2019 Seoul ended the pact signed three years earlier. It was suspended on 22 November.",
            "on 22 November", "2019-11-22",
        ),
        ("In August 2019 they ended it. Three years earlier, on 3 May, they had met.", "on 3 May", "2016-05-03"),
        # Nor does a year of accounts, which is no time of the story.
        (
            "On 16 December 2022 Japan adopted three documents. The budget of fiscal year 2023 rose. "
            "Korea followed on 28 December.",
            "on 28 December", "2022-12-28",
        ),
        # A season is a date whose months are known.
        ("By the autumn of 2023 they had agreed, and in October they met.", "in October", "2023-10"),
        ("In the summer of 2023 they met. In July they signed.", "In July", "2023-07"),
        ("In the autumn of 2022 they met. In March they signed.", "In March", "2023-03"),
        # What was is not after the publication, in October 2024; what will be may be.
        ("In November 2023 they met. In December they signed.", "In December", "2023-12"),
        ("In November 2024 they meet. In March they signed.", "In March", "2024-03"),
        ("On 3 May 2024 they met. In March they will meet again.", "In March", "2025-03"),
        ("From March to May 2022 they met. In the same year they signed.", "In the same year", "2022"),
    ],
)  # fmt: skip
def test_a_month_counts_from_the_time_that_the_text_tells_of(text, words, edtf):
    assert (words, edtf) in [found[:2] for found in dates(text)]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("They met on 03/04/2022.", "on 03/04/2022", "may be 3 Apr (2022-04-03) or 4 Mar (2022-03-04)"),
        ("On 31 June 2024 nothing was.", "On 31 June 2024", "is not a date in the calendar"),
        ("Under the 2010-12 plan.", "2010-12", "may be 2010 to 2012 (2010/2012) or Dec 2010"),
        ("He spoke of 2000 ships.", "of 2000", "is a number, not a year, by the words around it"),
        ("An article of 1999 words.", "of 1999", "is a number, not a year, by the words around it"),
        ("We remember 1939.", "1939", "may be a year, but the words around it do not show it"),
        ("Due by 15 November of each year.", "by 15 November", "recurs every year"),
        ("Two years later.", "Two years later", "is relative to a date before it, and there is none"),
        ("In 2014. Two days later.", "Two days later", "is relative to '2014', which has no day"),
    ],
)
def test_what_is_seen_and_left_out_is_told_with_its_reason(text, words, why):
    assert left_out(text) == [(words, why)]


def test_passages_coded_by_hand():
    """The dates of 365 passages, coded before the grammar saw them; `scripts/benchmark.py dates` measures them."""
    with (Path(__file__).parent / "date-passages.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 365
    wrong = []
    for row in rows:
        around = date_bounds(row["published"])[:2] if row["published"] else None
        passages = find_passages(row["passage"], 0, len(row["passage"]), around)
        found = Counter(one.edtf for one in passages if one.edtf)
        if found != Counter(row["dates"].split("; ") if row["dates"] else []):
            wrong.append((row["passage"], row["dates"], sorted(found)))
    # The year before one that is itself counted from the publication is left out, and said.
    assert [(dates_, found) for _, dates_, found in wrong] == [("1978/1979; 1977/1978", ["1978/1979"])]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met from 2019 to May.", ["2019/2024-05"]),
        # Of which June is not told.
        ("They met from June to the 1960s.", ["2024-06", "196X"]),
    ],
)
def test_spans_whose_ends_are_of_different_kinds(text, edtf):
    assert [found for _, found, _ in dates(text)] == edtf


def test_the_dates_of_a_list_have_their_own_words():
    assert dates("On 13 and 14 March 2019 they met; in 1996, 1997 and 2001 too.") == [
        ("On 13", "2019-03-13", "stated"),
        ("14 March 2019", "2019-03-14", "stated"),
        ("in 1996", "1996", "stated"),
        ("1997", "1997", "stated"),
        ("2001", "2001", "stated"),
    ]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("4 April 2023", "2023-04-04"),
        ("26/09/2022", "2022-09-26"),
        ("09/26/2022", "2022-09-26"),
        ("05.05.2021", "2021-05-05"),
        ("2021/5/4", "2021-05-04"),
        ("Sept. 2022", "2022-09"),
        ("2004", "2004"),
        ("26-28 April 1996", "1996-04-26/1996-04-28"),
        ("May to July 2018", "2018-05/2018-07"),
        ("summer 2022", "2022-22"),
        ("around 2030", "2030~"),
        ("the 1990s", "199X"),
        ("2019–24", "2019/2024"),
        ("since 2007", "2007/.."),
    ],
)
def test_words_that_are_a_date_as_a_whole(words, edtf):
    assert date_of_words(words) == edtf


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("03/04/2022", r"'03/04/2022' may be 3 Apr \(2022-04-03\) or 4 Mar \(2022-03-04\): write"),
        ("soon", "'soon' is not a date: write 2024-08-16"),
        ("in the war of 2008 perhaps", "is not a date: write"),
        ("13 and 14 March 2019", "holds 2 dates: give each a row"),
        ("last year", "is not a whole date: write"),
        ("2 July", "is not a whole date: write"),
        ("31 June 2024", "is not a date in the calendar: write"),
        ("26/13/2022", "is not a date in the calendar: write"),
        ("38139", "is not a date: write"),
        ("", "is not a date: write"),
    ],
)
def test_words_that_are_not_one_date(words, why):
    with pytest.raises(ValueError, match=why):
        date_of_words(words)


@pytest.mark.parametrize(
    ("text", "words", "title"),
    [
        ("In May 2001 they met.", "In May 2001", "They met"),
        ("They met in May 2001.", "in May 2001", "They met"),
        ("The 1967 treaty bans them.", "1967", "The 1967 treaty bans them"),
        ("On 13 and 14 March 2019 they met.", "On 13", "On 13 and 14 March 2019 they met"),
        ("What happened of 1948?", "of 1948", "What happened of 1948?"),
        (
            "In August 2024, after years of talks that led nowhere, the group finished its report, while the council "
            "had been in doubt since 2007; by then there may be a treaty.",
            "since 2007",
            "The council had been in doubt since 2007",
        ),
        # A piece without a verb belongs to the one before it.
        (
            "The two governments, which had long refused to speak of it at all in public, signed the accord; "
            "a first step, in 1996, and not the last of them.",
            "in 1996",
            "The two governments, which had long refused to speak of it at all in public, signed the accord; "
            "a first step",
        ),
    ],
)
def test_the_title_of_a_draft_is_the_clause_with_its_verb(tmp_path, text, words, title):
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "t.txt")
    (passage,) = [one for one in find_dates(document, "").dates if text[one.start : one.end] == words]
    (tmp_path / "d.yaml").write_text(draft_text(document, [passage]), encoding="utf-8")
    (event,) = read_chronology(tmp_path / "d.yaml", document).events
    assert (event.title, event.label) == (title, title if len(title) < 90 else event.label)
    assert len(event.label) <= 90


def test_what_edtf_or_a_timeline_has_not_is_said_in_the_draft(tmp_path):
    (tmp_path / "t.txt").write_text("Since 2007 they fly; until May 2010 they sailed; in late 2011 both.", "utf-8")
    document = read_document(tmp_path / "t.txt")
    (tmp_path / "d.yaml").write_text(draft_text(document, find_dates(document, "").dates), encoding="utf-8")
    events = read_chronology(tmp_path / "d.yaml", document).events
    assert [(event.edtf, event.stated, event.precision) for event in events] == [
        ("2007", "2007", "“Since 2007”: the beginning; the end is open"),
        ("2010-05", "2010-05", "“until May 2010”: the end; the beginning is open"),
        ("2011-09~/2011-12~", "2011-09~/2011-12~", "“in late 2011”: its days are approximate"),
    ]


def test_drafts_are_events_that_can_be_drawn(themeline, tmp_path):
    (tmp_path / "t.txt").write_text("A title\n\nThey met in May 2001. Five years ago they parted.", encoding="utf-8")
    done = themeline("events", "t.txt", "--out", "drafts.yaml")
    assert (done.returncode, done.stdout) == (0, "drafts.yaml: 1 draft, 1 passage left out\n")
    assert "left out, since it is relative to the publication (--published): 'Five years ago'" in done.stderr
    # What somebody may have corrected is not lost to a second call.
    again = ("events", "t.txt", "--published", PUBLISHED, "--out", "drafts.yaml")
    before = (tmp_path / "drafts.yaml").read_bytes()
    done = themeline(*again)
    assert (done.returncode, (tmp_path / "drafts.yaml").read_bytes()) == (2, before)
    assert "drafts.yaml: already exists; choose another name, or replace it with --overwrite" in done.stderr
    done = themeline(*again, "--overwrite")
    assert done.stdout == "drafts.yaml: 2 drafts\n"
    drafts = read_chronology(tmp_path / "drafts.yaml", read_document(tmp_path / "t.txt"))
    assert [(event.edtf, event.quote) for event in drafts.events] == [
        ("2001-05", "They met in May 2001."),
        ("2019~", "Five years ago they parted."),
    ]
    figure = draw_timeline(events_table(drafts.events), title="Drafts")
    assert {"event-draft-1", "event-draft-2"} <= {artist.get_gid() for artist in figure.findobj()}


def test_bad_calls_of_events(themeline, tmp_path):
    (tmp_path / "t.txt").write_text("No date here.", encoding="utf-8")
    done = themeline("events", "t.txt")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "gives no dates that could be found" in done.stderr
    (tmp_path / "u.txt").write_text("Last year they met. Some 2000 ships came.", encoding="utf-8")
    done = themeline("events", "u.txt")
    assert done.returncode == 2
    assert "gives only dates relative to its publication" in done.stderr
    assert "give it with --published" in done.stderr
    (tmp_path / "v.txt").write_text("On 03/04/2022 they met.", encoding="utf-8")
    assert "gives no dates that can be used" in themeline("events", "v.txt").stderr
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
