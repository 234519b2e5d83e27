import datetime
from types import SimpleNamespace

import pandas as pd
import pytest
from conftest import SEEDS
from edtf import parse_edtf, struct_time_to_date
from hypothesis import given
from hypothesis import strategies as st
from themeline.errors import InputError
from themeline.events.chronology import (
    COLUMNS,
    MENTIONS,
    choose_events,
    focus_years,
    is_one_of_two_days,
    quote_fault,
    read_chronology,
    tell_strands,
)
from themeline.events.edtf_dates import date_bounds, date_words, parse_date

# The 15 named events: earliest and latest day, written down by hand from the record.
NAMED = [
    ("shanghai-agreement-1996", "1996-04-26", "1996-04-26"),
    ("moscow-agreement-1997", "1997-04-24", "1997-04-24"),
    ("treaty-2001", "2001-07-16", "2001-07-16"),
    ("ppwt-2008", "2008-02-12", "2008-02-12"),
    ("launch-notification-2009", "2009-10-13", "2009-10-13"),
    ("ppwt-update-2014", "2014-06-10", "2014-06-10"),
    ("aukus-announcement-2021", "2021-09-15", "2021-09-15"),
    ("gsi-2022", "2022-04-21", "2022-04-21"),
    ("nfu-initiative-cd-2024", "2024-02-26", "2024-02-26"),
    ("term-dual-counteraction-2024", "2024-04-09", "2024-04-09"),
    ("nfu-working-paper-2024", "2024-07-12", "2024-07-22"),
    ("p5-chair-to-china-2024", "2024-07-27", "2024-10-10"),
    ("gge-paros-2024", "2024-08-16", "2024-08-16"),
    ("essay-publication", "2024-08-17", "2024-11-19"),
    ("doctrine-update-announced-2024", "2024-09-25", "2024-09-25"),
]


def test_dates_of_all_named_events(chronology, essay):
    events = choose_events(chronology, essay)
    assert [(row.id, str(row.start), str(row.end)) for row in events.itertuples()] == NAMED
    assert list(events.columns) == COLUMNS


def test_all_events_are_there_and_the_background_is_apart(chronology, essay):
    everything = choose_events(chronology, essay, mention=MENTIONS)
    assert everything["mention"].value_counts().to_dict() == {"alluded": 40, "named": 15}
    assert len(chronology.background) == 14
    assert not {event.id for event in chronology.background} & set(everything["id"])
    assert everything["basis"].value_counts().to_dict() == {"external": 50, "relative": 4, "stated": 1}
    assert list(everything.loc[everything["basis"] == "stated", "stated"]) == ["2024-08"]


def test_every_quote_stands_in_the_essay(chronology, essay):
    for event in (*chronology.events, *chronology.background):
        assert essay.text[slice(*event.quote_span)] == event.quote


@pytest.mark.parametrize(
    ("edtf", "start", "end", "extent", "words"),
    [
        ("1996-04-26", "1996-04-26", "1996-04-26", "day", "26 Apr 1996"),
        ("2024-02", "2024-02-01", "2024-02-29", "month", "Feb 2024"),
        ("1999", "1999-01-01", "1999-12-31", "year", "1999"),
        ("[2024-07-12,2024-07-22]", "2024-07-12", "2024-07-22", "window", "12 or 22 Jul 2024"),
        ("[2024-07-27..2024-10-10]", "2024-07-27", "2024-10-10", "window", "27 Jul – 10 Oct 2024"),
        ("2022-12-21/2022-12-27", "2022-12-21", "2022-12-27", "span", "21–27 Dec 2022"),
        ("2019-07-23/2024-07-24", "2019-07-23", "2024-07-24", "span", "23 Jul 2019 – 24 Jul 2024"),
        ("2021-11-19?", "2021-11-19", "2021-11-19", "day", "19 Nov 2021?"),
        ("2024-10~", "2024-10-01", "2024-10-31", "month", "Oct 2024 (about)"),
        ("2003-21", "2003-03-01", "2003-05-31", "season", "spring 2003"),
        ("2003-22", "2003-06-01", "2003-08-31", "season", "summer 2003"),
        ("2003-23", "2003-09-01", "2003-11-30", "season", "autumn 2003"),
        ("2001-24", "2001-12-01", "2002-02-28", "season", "winter 2001"),
        ("2003-24", "2003-12-01", "2004-02-29", "season", "winter 2003"),
        ("2001-33", "2001-01-01", "2001-03-31", "span", "Jan – Mar 2001"),
        ("2000/2001-24", "2000-01-01", "2002-02-28", "span", "2000 – winter 2001"),
        # What is written to the month or the year is not said to the day.
        ("2010/2012", "2010-01-01", "2012-12-31", "span", "2010–2012"),
        ("1997~/2003~", "1997-01-01", "2003-12-31", "span", "1997–2003 (about)"),
        ("2001?/2003", "2001-01-01", "2003-12-31", "span", "2001? – 2003"),
        ("199X/200X", "1990-01-01", "2009-12-31", "span", "1990–2009"),
        ("2018-05/2018-07", "2018-05-01", "2018-07-31", "span", "May – Jul 2018"),
        ("2018-11/2019-02", "2018-11-01", "2019-02-28", "span", "Nov 2018 – Feb 2019"),
        ("2010/2012-05-03", "2010-01-01", "2012-05-03", "span", "2010 – 3 May 2012"),
        ("2001-05/2001-05", "2001-05-01", "2001-05-31", "span", "May 2001"),
        ("[2001,2003]", "2001-01-01", "2003-12-31", "window", "2001 or 2003"),
        ("[2001,2003,2005]", "2001-01-01", "2005-12-31", "window", "2001, 2003 or 2005"),
        ("[2001..2003]", "2001-01-01", "2003-12-31", "window", "2001–2003"),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "window", "1667, 1668 or 1670–1672"),
        ("[2001-05,2003-06-01]", "2001-05-01", "2003-06-01", "window", "May 2001 or 1 Jun 2003"),
        ("[2024-07-12,2024-08-02]", "2024-07-12", "2024-08-02", "window", "12 Jul or 2 Aug 2024"),
        ("2022-22~", "2022-06-01", "2022-08-31", "season", "summer 2022 (about)"),
        ("2001-28", "2001-12-01", "2002-02-28", "season", "winter 2001"),
        ("2001-29", "2001-09-01", "2001-11-30", "season", "southern spring 2001"),
        ("199X", "1990-01-01", "1999-12-31", "year", "1990–1999"),
    ],
)
def test_dates(edtf, start, end, extent, words):
    assert date_bounds(edtf) == (datetime.date.fromisoformat(start), datetime.date.fromisoformat(end), extent)
    assert date_words(edtf) == words


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_plain_dates_are_what_the_grammar_makes_of_them(date, length):
    text = date.isoformat()[:length]
    read = parse_edtf(text)
    assert str(parse_date(text)) == str(read) == text
    assert date_bounds(text)[:2] == (
        struct_time_to_date(read.lower_strict()),
        struct_time_to_date(read.upper_strict()),
    )


@given(
    st.lists(st.dates(min_value=datetime.date(1000, 1, 1)), min_size=2, max_size=2).map(sorted),
    st.tuples(st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10])),
)
def test_spans_of_plain_dates_are_what_the_grammar_makes_of_them(dates, lengths):
    text = "/".join(date.isoformat()[:length] for date, length in zip(dates, lengths, strict=True))
    read = parse_edtf(text)
    bounds = (struct_time_to_date(read.lower_strict()), struct_time_to_date(read.upper_strict()))
    assert parse_date(text) == read and str(parse_date(text)) == text
    assert date_bounds(text)[:2] == bounds


@pytest.mark.parametrize(
    "text", ["2001/", "2001/..", "/2001", "../2001", "..", "2001-05/open", "unknown/2001", "[..2001]", "[2001..]"]
)
def test_an_open_interval_is_refused_not_filled_in(text):
    with pytest.raises(
        ValueError, match="has an open or unknown end; give both ends" if text != ".." else "not a date"
    ):
        date_bounds(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{2001,2003}", "is several dates: give each an event"),
        ("20X1", "has an unknown part before a known one"),
        ("2001-XX-12", "has an unknown part before a known one"),
        ("2001-1X/2002", "has an unknown part before a known one"),
        ("-0054", "cannot be drawn: years go from 0001 to 9999"),
        ("Y-54000", "cannot be drawn"),
        ("0000", "cannot be drawn"),
    ],
)
def test_dates_that_no_axis_of_days_has_are_refused_as_what_they_are(text, why):
    with pytest.raises(ValueError, match=why):
        date_bounds(text)


@pytest.mark.parametrize(
    ("edtf", "two"),
    [
        ("[2024-07-12,2024-07-22]", True),
        ("[2024-07-12..2024-07-22]", False),
        ("[2001,2003]", False),
        ("[2024-07-12,2024-07-15,2024-07-22]", False),
    ],
)
def test_only_two_days_are_one_of_two_days(edtf, two):
    assert is_one_of_two_days(SimpleNamespace(edtf=edtf, extent=date_bounds(edtf)[2])) is two


@pytest.mark.parametrize("text", ["2005/2004", "2004-03-02/2004-03-01", "[2005..2004]"])
def test_what_ends_before_it_begins_is_refused(text):
    with pytest.raises(ValueError, match="ends before it begins"):
        date_bounds(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ""),
        ("yesterday", ""),
        ("26 Apr 1996", ""),
        ("12024-13-44", ""),
        ("2024-13", ", since there is no month 13"),
        ("2024-00", ", since there is no month 00"),
        ("2019-13-44", ", since there is no month 13"),
        ("2024-02-30", ", since Feb 2024 has 29 days and no day 30"),
        ("1900-02-29", ", since Feb 1900 has 28 days and no day 29"),
        ("2024-02-00", ", since Feb 2024 has 29 days and no day 00"),
        ("2023-04-30/2023-04-31", ", since Apr 2023 has 30 days and no day 31"),
    ],
)
def test_what_is_no_date(text, why):
    with pytest.raises(ValueError, match=f"^'{text}' is not a date{why}: write 2024-08-16"):
        date_bounds(text)


def test_choices(chronology, essay):
    def ids(**choice) -> list[str]:
        return list(choose_events(chronology, essay, **choice)["id"])

    assert ids(kinds=["report"]) == ["gge-paros-2024"]
    assert ids(first="1997", last="2008-02-12") == ["moscow-agreement-1997", "treaty-2001", "ppwt-2008"]
    # A window counts where any of its days does.
    assert ids(first="2024-10", kinds=["process"]) == ["p5-chair-to-china-2024"]
    assert ids(actors=["australia"]) == ["aukus-announcement-2021"]
    assert ids(sections=["(lead)"]) == [
        "shanghai-agreement-1996", "moscow-agreement-1997", "launch-notification-2009",
    ]  # fmt: skip
    assert ids(first="2030") == []
    with pytest.raises(InputError, match="kinds: there is no 'war'; there are agreement/treaty, doctrine"):
        ids(kinds=["war"])
    with pytest.raises(InputError, match="mention: there is no 'background'"):
        ids(mention=["background"])
    with pytest.raises(InputError, match="first: 'long ago' is not a date"):
        ids(first="long ago")


def test_where_a_quote_first_differs():
    text = "The chair has passed from Russia to China, so it is said."
    assert quote_fault(text, "passed from Russia", 14, 32) == ""
    assert quote_fault(text, "passed from Russia", 0, 18) == "the quote is at [14, 32], not at [0, 18]"
    assert quote_fault(text, "passed from Russia to Chile", 14, 41) == (
        "the quote differs from the text after 25 characters (offset 39): the text has 'na, so it is said.', "
        "the quote 'le'"
    )
    assert quote_fault(text, "zebra", 4, 9).startswith("the quote is not in the text; at 4 the text has 'chair has")


def faulty(tmp_path, essay, old: str, new: str) -> str:
    file = tmp_path / "events.yaml"
    file.write_text((SEEDS / "events.yaml").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_chronology(file, essay)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('Border Military Activities"', 'Border Military Action"', "after 58 characters"),
        ('edtf: "1996-04-26"', 'edtf: "1996-04-31"', "'1996-04-31' is not a date"),
        ("basis: stated", "basis: external", "'stated' and basis 'stated' go together"),
        ("https://pax", "javascript:pax", "url"),
        ("id: treaty-2001", "id: gsi-2022", "the id 'gsi-2022' is used twice"),
        ("mention: named", "mention: background", "mention"),
    ],
)
def test_faults_of_events_are_named_with_their_line(tmp_path, essay, old, new, message):
    said = faulty(tmp_path, essay, old, new)
    changed = (tmp_path / "events.yaml").read_text(encoding="utf-8").splitlines()
    line = int(said.split("events.yaml:")[1].split(":")[0])
    assert message in said
    assert new.split()[-1].strip("\"'") in " ".join(changed[line - 1 : line + 1]) or "twice" in said


def on_days(*days: str) -> pd.DataFrame:
    dates = [datetime.date.fromisoformat(day) for day in days]
    return pd.DataFrame({"start": dates, "end": dates})


def test_one_year_is_magnified_where_the_whole_spans_more_than_five():
    four = [f"2020-0{month}-01" for month in range(1, 5)]
    assert focus_years(on_days("2015-01-01", *four)) is None
    assert focus_years(on_days("2014-12-31", *four)) == range(2020, 2021)
    assert focus_years(on_days(*four, "2025-12-31")) is None
    assert focus_years(on_days(*four, "2026-01-01")) == range(2020, 2021)


def test_the_year_that_is_magnified_holds_four_events_and_a_fifth_of_all():
    assert focus_years(on_days("2010-01-01", *["2020-05-05"] * 3)) is None
    assert focus_years(on_days("2010-01-01", *["2020-05-05"] * 4)) == range(2020, 2021)
    # Sixteen others in sixteen years: four of twenty are a fifth, of twenty-one they are not.
    others = [f"{year}-01-01" for year in range(2001, 2018)]
    assert focus_years(on_days(*others[:16], *["2020-05-05"] * 4)) == range(2020, 2021)
    assert focus_years(on_days(*others, *["2020-05-05"] * 4)) is None
    # Of two years with as many the later one.
    assert focus_years(on_days(*["2010-01-01"] * 4, *["2020-05-05"] * 4)) == range(2020, 2021)
    # An event that goes on into another year is in neither.
    events = on_days("2010-01-01", *["2020-05-05"] * 4)
    events.loc[1, "end"] = datetime.date(2021, 1, 1)
    assert focus_years(events) is None


def test_years_beside_the_crowded_one_are_enlarged_with_it():
    # 42 events: a year beside it needs five of them, a tenth rounded up.
    early = [f"{year}-01-01" for year in range(1990, 2003)]
    crowd = ["2022-05-05"] * 11 + ["2023-05-05"] * 8 + ["2024-05-05"] * 5
    assert focus_years(on_days(*early, *crowd, *["2019-05-05"] * 5)) == range(2022, 2025)
    assert focus_years(on_days(*early, *crowd[:-1], *["2019-05-05"] * 6)) == range(2022, 2024)


@pytest.mark.parametrize(
    ("given", "years"),
    [("2024", range(2024, 2025)), ("2022/2024", range(2022, 2025)), ("2022/2022", range(2022, 2023))],
)
def test_years_to_enlarge_may_be_given(given, years):
    assert focus_years(on_days("2010-01-01"), given) == years


@pytest.mark.parametrize("given", ["2024/2022", "2022/2023/2024", "2022/", "22", "soon", "2022-2024", "²⁰²²"])
def test_what_is_not_years_is_refused(given):
    with pytest.raises(
        InputError, match=r"use auto, none, a year of four digits, or the first and last of several: 2022"
    ):
        focus_years(on_days("2010-01-01"), given)


@pytest.mark.parametrize("name", ["events.csv", "events.XLSX", "events.ics"])
def test_events_that_are_not_yaml_are_told_how_they_become_so(tmp_path, essay, name):
    (tmp_path / name).write_text("id,title\na,A\n")
    with pytest.raises(InputError, match=f"{name}: holds events, but is not YAML; make it with themeline convert"):
        read_chronology(tmp_path / name, essay)


def test_strands_are_told_in_order_with_what_is_in_force(chronology, essay):
    told = tell_strands(choose_events(chronology, essay))
    assert told[["strand", "events"]].to_numpy().tolist() == [
        ["Borders", 2], ["Friendship and no first use", 3], ["Outer space", 3], ["Missiles", 1],
        ["Others, and the essay", 2], ["Order and diplomacy", 4],
    ]  # fmt: skip
    assert told["story"][0] == (
        "26 Apr 1996, Shanghai Agreement on border confidence, in force from 7 May 1998? (not verified); "
        "24 Apr 1997, Moscow Agreement on border forces, in force from 7 May 1999? (not verified)"
    )
    assert told["story"][3] == "13 Oct 2009, Launch notification agreement, in force from 16 Dec 2010 to 16 Dec 2030"
    # Without strands kinds are told; allusions are readings.
    alluded = choose_events(chronology, essay, mention=("alluded",)).assign(strand="")
    assert set(tell_strands(alluded)["strand"]) == set(alluded["kind"])
    assert tell_strands(alluded)["story"].str.count("our reading").sum() == len(alluded) == 40
