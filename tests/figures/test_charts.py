"""The figures by their content: what text and which marks they hold."""

import datetime
import itertools
import math
import re
from functools import partial

import numpy as np
import pandas as pd
import pytest
from conftest import SEEDS
from helpers.figures import (
    SHEETS,
    assert_printable,
    corrected_figure,
    ids,
    keyness_figure,
    pairs_figure,
    places_figure,
    scored,
    svg,
    svg_bytes,
    texts,
    themes_figure,
    validity_figure,
    whole,
    words_figure,
)
from matplotlib.colors import to_hex
from themeline.dictionary.codebook import Codebook, Theme
from themeline.errors import InputError
from themeline.events.chronology import MENTIONS, choose_events, focus_years
from themeline.figures import drawing
from themeline.figures.captions import describe_events, describe_ranks, describe_validity
from themeline.figures.charts.keyness import draw_keyness
from themeline.figures.charts.ranks import draw_ranks
from themeline.figures.charts.themes import HIGHEST
from themeline.figures.charts.themes_together import draw_themes_together
from themeline.figures.charts.timeline import draw_timeline
from themeline.figures.charts.validity import draw_validity
from themeline.figures.charts.words import draw_words
from themeline.figures.plots.themes import plot_themes, plot_themes_in_text, plot_themes_together
from themeline.figures.plots.validity import plot_validity
from themeline.figures.plots.words import plot_keyness, plot_words
from themeline.figures.print_check import proof_svg
from themeline.figures.timeline_layout import day_number, lanes_of, lay_out, layout_in
from themeline.measures.document import theme_measures, word_positions
from themeline.measures.words import read_stopwords, section_keyness, word_frequencies
from themeline.text.document import parse_document
from themeline.validity.sensitivity import rank_stability

ALL_WIDTHS = ["single", "onehalf", "report", "double", "140"]


@pytest.fixture(scope="module")
def named(chronology, essay):
    return choose_events(chronology, essay)


def marks_of(figure) -> dict:
    return {a.get_gid(): a for axes in figure.axes for a in (*axes.lines, *axes.patches) if a.get_gid()}


def test_the_timeline_shows_the_fifteen_named_events(named):
    for width in ("double", "single"):
        root = svg(draw_timeline(named, title="Events", focus=range(2024, 2025), width=width))
        shown = " ".join(texts(root))
        for event in named.itertuples():
            assert event.label.split()[0] in shown
            assert ids(root, f"event-{event.id}")
            assert ids(root, f"label-{event.id}")
        for date in (
            "26 Apr 1996",
            "12 or 22 Jul 2024",
            "27 Jul – 10 Oct 2024",
            "17 Aug – 19 Nov 2024",
            "1995 to 2023",
        ):
            assert date in shown
        assert ("2024, by month" if width == "double" else "2024 by month, × ") in shown
        for strand in ("Borders", "Outer space", "Missiles"):
            assert strand in shown
        for quote in ("“the bedrock of good-neighbourly relations”", "“remains relevant”"):
            assert quote in shown


def test_lanes_are_strands_in_the_order_of_their_first_events_and_others_last(named):
    assert [(name, aside) for name, _, aside in lanes_of(named, "")] == [
        ("Borders", False),
        ("Friendship and no first use", False),
        ("Outer space", False),
        ("Missiles", False),
        ("Order and diplomacy", False),
        ("Others, and the essay", True),
    ]
    outer = next(ids for name, ids, _ in lanes_of(named, "") if name == "Outer space")
    assert outer == {"ppwt-2008", "ppwt-update-2014", "gge-paros-2024"}
    # Without strands lanes are kinds; one lane where that is asked for.
    plain = named.assign(strand="")
    assert [name for name, _, _ in lanes_of(plain, "")][:2] == ["agreement/treaty", "initiative"]
    assert lanes_of(named, "none") == [("", set(named["id"]), False)]
    assert {name for name, _, _ in lanes_of(named, "actors")} == {"Russia and China", "China", "Russia", "others"}


def test_who_acts_is_told_by_colours_that_are_named_where_they_first_occur(named):
    figure = draw_timeline(named, title="Events", focus=range(2024, 2025))
    both, russia, china, others = drawing.style_of("print").acting
    colour = {name: to_hex(mark.get_markeredgecolor()) for name, mark in marks_of(figure).items() if "event" in name
              and hasattr(mark, "get_markeredgecolor") and mark.get_marker() not in ("None", None, "")}  # fmt: skip
    assert colour["event-treaty-2001"] == both
    assert colour["event-doctrine-update-announced-2024"] == russia
    assert colour["event-nfu-initiative-cd-2024"] == colour["event-gsi-2022"] == china
    assert colour["event-aukus-announcement-2021"] == others
    words = {text.get_text(): to_hex(text.get_color()) for text in figure.texts}
    named_once = {"Russia and China": both, "Russia": russia, "China": china, "others": others}
    assert {name: words[name] for name in named_once} == named_once
    assert [text.get_text() for text in figure.texts].count("China") == 1


def test_an_actor_that_nobody_has_named_is_not_written(named):
    """As in drafts; a lone question mark beside a label would look like doubt about the date."""
    figure = draw_timeline(named.assign(actors="?"), title="Events", focus=range(2024, 2025))
    assert "?" not in [text.get_text() for text in figure.texts]


def test_the_timeline_tells_the_grounds_of_dates_apart(named):
    figure = draw_timeline(named, title="Events", focus=range(2024, 2025))
    marks = marks_of(figure)
    paper = drawing.style_of("print").ground
    assert marks["event-treaty-2001"].get_markerfacecolor() == paper
    # The essay states the month of the report only: the month is solid, the day from the record open.
    assert marks["event-gge-paros-2024"].get_markerfacecolor() == paper
    month = marks["event-gge-paros-2024-stated"]
    # 31 of the 366 days of 2024, on two fifths of the axis.
    year = next(one for one in lay_out(named, range(2024, 2025), "", 2, 180).axis.stretches if one.by_month)
    assert month.get_width() == pytest.approx(year.length * 31 / 366)
    assert [name for name in marks if name.endswith("-stated")] == ["event-gge-paros-2024-stated"]
    # One of two days is two marks, ten days apart, joined by a line.
    first, second = marks["event-nfu-working-paper-2024"], marks["event-nfu-working-paper-2024-or"]
    assert second.get_xdata()[0] - first.get_xdata()[0] == pytest.approx(year.length * 10 / 366)
    # A window is as long as its days: 27 July to 10 October, both counted, with a cap at each end.
    start, end = marks["event-p5-chair-to-china-2024"].get_xdata()
    assert end - start == pytest.approx(year.length * 76 / 366)


def test_what_is_in_force_is_a_bar_and_dotted_where_nobody_has_verified_it(named):
    marks = marks_of(draw_timeline(named, title="Events", focus=range(2024, 2025)))
    bars = {name.removeprefix("in-force-"): mark for name, mark in marks.items() if name.startswith("in-force-")}
    dotted = {name for name, mark in bars.items() if mark.get_linestyle() != "-"}
    assert {name for name in bars if not name[-1].isdigit() or name.endswith(("96", "97", "01", "09"))} == {
        "shanghai-agreement-1996", "moscow-agreement-1997", "treaty-2001", "launch-notification-2009"
    }  # fmt: skip
    assert {name[:8] for name in dotted} == {"shanghai", "moscow-a", "treaty-2"}
    axis = lay_out(named, range(2024, 2025), "", 2, 180).axis
    assert bars["treaty-2001"].get_xdata()[0] == pytest.approx(axis.at(day_number(datetime.date(2002, 2, 28))))


def test_marks_stand_at_their_dates_on_linear_scales(named):
    axis = lay_out(named, range(2024, 2025), "", 2, 180).axis
    years, months = axis.stretches
    # 10,592 days from 1 January 1995 to 31 December 2023, and 366 in 2024.
    assert (years.last - years.first, months.last - months.first) == (10_592, 366)
    marks = {
        mark.event.id: mark for lane in lay_out(named, range(2024, 2025), "", 2, 180).lanes for mark in lane.marks
    }
    # 16 July 2001 is day 2,388 of the first scale, and the mark stands at its noon.
    assert marks["treaty-2001"].points[0] == pytest.approx(years.start + years.length * 2388.5 / 10_592)
    # 26 February 2024 is day 56 of the year.
    assert marks["nfu-initiative-cd-2024"].points[0] == pytest.approx(months.start + months.length * 56.5 / 366)
    single = lay_out(named, None, "", 2, 180).axis
    assert len(single.stretches) == 1
    # A year in the middle has a stretch of years at each side, on one scale.
    before, year, after = lay_out(named, range(2008, 2009), "", 2, 180).axis.stretches
    assert year.by_month and not before.by_month and not after.by_month
    assert before.length / (before.last - before.first) == pytest.approx(
        after.length / (after.last - after.first), rel=0.001
    )


def test_alluded_events_look_different_and_background_is_not_drawn(chronology, essay):
    events = choose_events(chronology, essay, mention=MENTIONS)
    figure = draw_timeline(events, title="Events", focus=focus_years(events))
    slants = {text.get_text(): text.get_style() for text in figure.texts}
    assert slants["AUKUS announced"] == "normal"
    assert slants["China shows the DF-26 missile"] == "italic"
    assert not {event.label for event in chronology.background} & set(slants)
    assert {event.label for event in chronology.events} <= set(slants)


def test_which_year_is_magnified(named):
    assert focus_years(named) == range(2024, 2025)
    assert focus_years(named, "none") is None
    assert focus_years(named, "2008") == range(2008, 2009)
    assert focus_years(named[named["end"].map(lambda day: day.year) < 2024]) is None
    assert focus_years(named.iloc[:0]) is None
    with pytest.raises(InputError, match="focus: 'soon' is not a year"):
        focus_years(named, "soon")


def test_a_timeline_without_events_says_so(named):
    assert "No events to show." in texts(svg(draw_timeline(named.iloc[:0], title="Events")))


def test_the_themes_figure_holds_every_count(essay, codebook, mentions):
    root = svg(themes_figure(essay, codebook, mentions))
    shown = texts(root)
    for theme in codebook.themes:
        assert theme.label in shown
    # By hand: 14 mentions of rivalry in 1,224 words, the highest rate; the words of the sections.
    assert {"14", "11.4"} <= set(shown)
    assert {"74", "137", "348", "447", "218", "mentions per 1,000 words"} <= set(shown)
    assert " (lead) Fundamentals and progress Joint actions Multilateral interaction New Horizons " in " ".join(shown)
    assert ids(root, "section-") == [f"section-{number}" for number in range(5)]
    assert len(ids(root, "rate-")) == 13
    # By hand: rivalry stands in 3 of the 5 sections, diplomacy in 4; a tile for each theme where it is mentioned.
    assert len([name for name in ids(root, "tile-") if "rivalry" in name]) == 3
    assert len([name for name in ids(root, "tile-") if "diplomacy" in name]) == 4


def test_every_mention_has_its_mark_in_the_text(essay, codebook, mentions):
    root = svg(places_figure(essay, codebook, mentions))
    assert len(ids(root, "mention-")) == len(mentions)
    assert ids(root, "mention-missiles-") == [f"mention-missiles-{n}" for n in range(1, 12)]


def test_places_of_mentions_are_counted_in_words(essay, mentions):
    words = essay.words[essay.words["role"] == "body"].reset_index(drop=True)
    placed = word_positions(mentions, words)
    for row in placed.itertuples():
        first, last = words.iloc[row.first_word - 1], words.iloc[row.last_word - 1]
        assert first["start"] <= row.start < first["end"]
        assert last["start"] < row.end <= last["end"]


def test_the_words_figure_has_a_stroke_for_each_occurrence():
    # By hand: "ships" is the 1st, 3rd and 8th of eight words, "sail" the 2nd and 6th.
    document = parse_document("The text\n\nShips sail. Ships rest.\n\nPart\n\nMen sail the ships.", name="t")
    shown = pd.DataFrame({"word": ["ships", "sail"], "key": ["ships", "sail"], "count": [3, 2]})
    figure = draw_words(shown, document.in_roles("words"), title="Words", accent={"ships"})
    colours = drawing.style_of("print")
    strokes = {
        line.get_gid(): (list(line.get_xdata()[::3]), line.get_color())
        for line in figure.axes[0].lines
        if line.get_gid()
    }
    assert strokes == {"word-ships": ([0.5, 2.5, 7.5], colours.accent), "word-sail": ([1.5, 5.5], colours.ink)}
    assert figure.axes[0].get_xlim() == (0, 8)
    root = svg(figure)
    assert ids(root, "section-") == ["section-0", "section-1"]
    assert {"ships", "sail", "3", "2", "(lead)", "Part"} <= set(texts(root))


def test_the_words_figure_of_the_essay(essay):
    root = svg(words_figure(essay))
    assert {"the", "Joint actions", "Multilateral interaction"} <= set(texts(root))
    assert len(ids(root, "section-")) == 5
    assert len(ids(root, "word-")) == len(set(ids(root, "word-"))) <= 24


def sections_of(headings: list[str], words: int = 60) -> str:
    parts = [f"{heading}\n\n{'Ships ' + 'sail ' * (words - 1)}." for heading in headings]
    return "\n\n".join(["The text", *parts])


@pytest.mark.parametrize("draw", [themes_figure, places_figure])
@pytest.mark.parametrize("width", ["single", "double"])
def test_each_section_has_its_name_in_the_figure(draw, width):
    few = ["Economy", "Health"]
    assert {*few} <= {*texts(svg(draw(*whole(sections_of(few), "ship*"), width=width)))}
    # More names than find room over the columns: numbers there, which a key below explains.
    many = [f"Part on matters {letter}" for letter in "abcdefghijklmnopq"]
    shown = texts(svg(draw(*whole(sections_of(many), "ship*"), width=width)))
    assert {*many} <= {*shown}
    assert "Sections" in shown
    assert {*map(str, range(1, 18))} <= {*shown}


def test_a_heading_that_has_a_number_gets_no_second_one():
    # Each heading has its own: these are the numbers.
    named = [f"{i}.{j} Matters of part {i}{j}" for i in range(1, 5) for j in range(1, 5)]
    shown = texts(svg(places_figure(*whole(sections_of(named), "ship*"), width="single")))
    assert {"1.1", "4.4", "Matters of part 11", "Matters of part 44"} <= {*shown}
    assert shown.count("16") == 1  # the mentions of ships
    # Some have none: sections are counted, and a number that is just that stands once.
    named = [f"{i}. Matters of part {i}" for i in range(1, 13)] + ["References", "Notes"]
    shown = texts(svg(places_figure(*whole(sections_of(named), "ship*"), width="single")))
    assert {"1", "Matters of part 1", "13", "References", "14", "Notes"} <= {*shown}
    assert "1. Matters of part 1" not in shown


def test_a_tiny_section_sets_no_shade():
    # 2 of 100 words make 20 per 1,000; 1 of 5 would make 200.
    text = f"The text\n\nLong\n\nShips ships {'sail ' * 98}.\n\nTiny\n\nA ship sails from here."
    document, codebook, mentions = whole(text, "ship*")
    figure = plot_themes(document, codebook, mentions)
    shown = " ".join(texts(svg(figure.drawing)))
    assert (
        "Highest bar: 20.0 per 1,000 words of its section. Outlined: fewer than 50 words, too few for a rate."
        in shown
    )
    assert "Outlined: 1 section of fewer than 50 words, too few for a rate" in figure.caption
    tiles = {patch.get_gid(): patch for axes in figure.drawing.axes for patch in axes.patches if patch.get_gid()}
    colours = drawing.style_of("print")
    assert tiles["tile-ship-1"].get_height() == pytest.approx(HIGHEST)
    assert to_hex(tiles["tile-ship-2"].get_facecolor()) == colours.ground
    assert to_hex(tiles["tile-ship-2"].get_edgecolor()) == colours.soft
    # Without such a section nothing is said of one, and without any other there is no highest bar.
    assert "utlined" not in plot_themes(*whole(f"Ships {'sail ' * 60}", "ship*")).caption
    alone = " ".join(texts(svg(themes_figure(*whole("Ships sail.", "ship*")))))
    assert "Highest" not in alone
    assert "Outlined" in alone


def test_bars_of_sections_are_as_wide_as_their_words_and_as_high_as_their_rate():
    # 100 sections of 50 and of 51 words, and one of 80: in 89 mm none has room for a number. One mention each: the
    # rate of the first is the highest, 20 per 1,000, that of the second 19.6, and that of the last 12.5.
    parts = [f"Part {i}\n\nShip {'sail ' * (49 + i % 2)}." for i in range(100)]
    text = "\n\n".join(["The text", *parts])
    text += f"\n\nLast\n\nShip {'sail ' * 79}."
    figure = themes_figure(*whole(text, "ship*"), width="single")
    tiles = {patch.get_gid(): patch for axes in figure.axes for patch in axes.patches if patch.get_gid()}
    rates = {1: 1 / 50, 2: 1 / 51, 101: 1 / 80}
    for i, rate in rates.items():
        assert tiles[f"tile-ship-{i}"].get_height() == pytest.approx(HIGHEST * rate / rates[1])
    # Gaps take the same share of each of these narrow columns; so the area stands for the one mention of each.
    areas = {tiles[f"tile-ship-{i}"].get_height() * tiles[f"tile-ship-{i}"].get_width() for i in rates}
    assert max(areas) == pytest.approx(min(areas))


@pytest.mark.parametrize("width", ["single", "double"])
def test_every_pair_that_shares_sentences_has_its_column(essay, codebook, mentions, width):
    root = svg(pairs_figure(essay, codebook, mentions, width=width))
    by_sentence = mentions.groupby("sentence")["theme"].agg(set)
    shared = {frozenset(pair) for themes in by_sentence for pair in itertools.combinations(sorted(themes), 2)}
    assert len(ids(root, "pair-")) == len(ids(root, "joined-")) == len(shared) == 33
    assert "Armed conflicts" in texts(root)
    # By hand, `p` of three pairs is under 5 %, and of none with all 78 allowed for.
    assert "3 beyond chance if counted alone" in texts(root)
    assert not [words for words in texts(root) if "all pairs allowed for" in words]


def test_a_pair_is_a_bar_a_tick_and_two_joined_dots():
    pairs = pd.DataFrame(
        [("a", "b", 6, 3.0, 0.001, 0.003), ("a", "c", 2, 4.0, 0.9, 1.0), ("b", "c", 0, 1.0, 1.0, 1.0)],
        columns=["theme", "other", "shared", "expected", "p", "p_adjusted"],
    )
    figure = draw_themes_together(pairs, label_of={"c": "Sea", "a": "War", "b": "Peace"}, title="Pairs")
    (axes,) = figure.axes
    bars = {patch.get_gid(): patch for patch in axes.patches if patch.get_gid()}
    dots = {line.get_gid(): line.get_ydata() for line in axes.lines if line.get_gid()}
    assert [*bars] == ["pair-a-b", "pair-a-c"]
    high, low = (bars[name].get_height() for name in bars)
    assert high == pytest.approx(3 * low)
    colours = drawing.style_of("print")
    assert to_hex(bars["pair-a-b"].get_facecolor()) == colours.accent
    # The tick of a pair is at 3 of 6 sentences, of the other at twice its bar.
    base = bars["pair-a-b"].get_y() + high
    ticks = [line.get_ydata()[0] for line in axes.lines if line.get_color() == colours.ink and not line.get_gid()]
    assert [(base - at) / high for at in ticks] == pytest.approx([3 / 6, 4 / 6])
    # Rows from the top: Sea, War, Peace, all as far apart.
    (war, peace), (_, sea) = dots["joined-a-b"], dots["joined-a-c"]
    assert war - sea == pytest.approx(peace - war)
    assert "1 beyond chance, all pairs allowed for" in texts(svg(figure))


def test_pairs_that_find_no_room_are_told():
    # 13 themes in every sentence: 78 pairs, of which 89 mm have room for some.
    names = [f"w{i}" for i in range(13)]
    document, codebook, mentions = whole(" ".join(names) + ".", *names)
    root = svg(pairs_figure(document, codebook, mentions, width="single"))
    drawn = len(ids(root, "pair-"))
    assert 33 <= drawn < 78
    assert f"The {drawn} pairs least likely by chance, of 78 that share sentences" in " ".join(texts(root))


def test_the_keyness_figure(essay):
    root = svg(keyness_figure(essay))
    # By hand: "missiles" stands four times, always under "Joint actions"; "joint" seven of eight times.
    assert {"missiles", "4 of 4", "joint", "7 of 8", "Joint actions"} <= set(texts(root))
    assert "key-2-missiles" in ids(root, "key-2-")


@pytest.mark.parametrize("width", ["single", "double"])
def test_all_panels_of_keyness_share_a_scale(essay, width):
    (axes,) = keyness_figure(essay, width=width).axes
    bars = {patch.get_gid(): patch.get_width() for patch in axes.patches if patch.get_gid()}
    # By hand: 4 missiles and 7 of 8 "joint" in the second section, 8 of 9 "nuclear" in the third.
    each = bars["key-2-missiles"] / 4
    assert bars["key-2-joint"] == pytest.approx(7 * each)
    assert bars["key-3-nuclear"] == pytest.approx(8 * each)


def test_an_open_square_for_each_occurrence_elsewhere_or_one_bar_for_many():
    row = {"section_number": 1, "section": "Part", "word": "war", "keyness": 9.0}
    for here, there, opened in ((5, 3, 3), (500, 300, 1), (5, 0, 0), (500, 0, 0)):
        figure = draw_keyness(pd.DataFrame([row | {"count": here, "elsewhere": there}]), title="T", width="single")
        assert len([patch for patch in figure.axes[0].patches if not patch.get_gid()]) == opened
        assert f"{here} of {here + there}" in texts(svg(figure))


def values_of(figure, beginning: str) -> dict[str, list[float]]:
    """Where the marks of a figure stand on their axes, from left to right, by their ids without this beginning."""
    return {
        line.get_gid().removeprefix(beginning): [float(x) for x in line.get_xdata()]
        for axes in figure.axes
        for line in axes.lines
        if str(line.get_gid()).startswith(beginning)
    }


def test_the_validity_figure_holds_each_score(tmp_path):
    # War is found in sentences 1 and 3 and coded in 1 and 2; peace is found and coded in 2; calm is neither.
    codebook = Codebook(
        themes=[Theme(id=name, label=name.title(), patterns=(name,)) for name in ("war", "peace", "calm")]
    )
    sentences = ["War began.", "Peace came.", "The war ended.", "Nothing."]
    marks = ["1,,,", "1,1,,", ",,,1", ",,,1"]
    (tmp_path / "t.txt").write_text(" ".join(sentences), encoding="utf-8")
    rows = [f"t.txt,{i},{text},{mark}" for i, (text, mark) in enumerate(zip(sentences, marks, strict=True), 1)]
    (tmp_path / "sheet.csv").write_text(
        "\n".join(["document,sentence,text,war,peace,calm,none", *rows]), encoding="utf-8"
    )
    _, scores, means = scored(codebook, tmp_path / "sheet.csv")
    figure = draw_validity(scores, means, title="Validity")
    # By theme (war, peace, none of calm, the mean of both) and part; the rows by F1, the mean first.
    assert values_of(figure, "score-") == {"f1-0-0": [0.5], "f1-1-0": [1.0], "f1-3-0": [0.75]}
    shown = [text.get_text() for text in figure.texts]
    assert [words for words in shown if words.title() in ("Mean Of The Themes", "War", "Peace", "Calm")] == [
        "Mean of the themes", "Peace", "War", "Calm",
    ]  # fmt: skip
    intervals = values_of(figure, "interval-")
    assert len(intervals) == 3
    assert all(low <= value <= high for (low, high), (value,) in zip(
        intervals.values(), values_of(figure, "score-").values(), strict=True
    ))  # fmt: skip
    assert {"sheet: 4 sentences", "0.75", "Mean of the themes", "War", "Peace", "Calm"} <= set(texts(svg(figure)))
    # Hits, misses, false alarms of war are 1 each; peace has a hit.
    counts = [text.get_text() for text in figure.texts if text.get_text().isdecimal()]
    assert sorted(counts) == ["0"] * 5 + ["1"] * 4
    words = describe_validity(scores, means, 1)
    assert "sheet: mean F1 0.75" in words.alternative
    assert words.description.endswith("F1 in sheet: War 0.50, Peace 1.00 and Calm none.")


def test_the_validity_figure_of_the_seeds_has_a_mark_for_each_sheet_and_the_test_counts(codebook):
    _, scores, means = scored(codebook, *SHEETS)
    root = svg(draw_validity(scores, means, title="Validity"))
    # 13 themes and their mean in three sheets, of which the test, the third, has intervals.
    assert len(ids(root, "score-f1-")) == 14 * 3
    assert {name[-2:] for name in ids(root, "interval-f1-")} == {"-2"}
    # The means are named, what counts first, then what it is compared with; each with its number.
    shown = texts(root)
    said = [
        "test: 274 sentences, not used to make the dictionary",
        "development: 241 sentences, used to improve it",
        "essay: 39 sentences",
    ]
    assert [words for words in shown if words in said] == said
    by_part = means.set_index("part")["f1"]
    numbers = [f"{by_part[part]:.2f}" for part in ("test", "development", "essay")]
    assert [shown[shown.index(words) + 1] for words in said] == numbers
    # By hand: of 2 sentences on borders in the essay the dictionary finds both, and no other.
    row = scores[(scores["part"] == "essay") & (scores["theme"] == "borders")].iloc[0]
    assert (row["hits"], row["misses"], row["false_alarms"], row["f1"]) == (2, 0, 0, 1)
    assert "Borders and neighbourly confidence 1.00" in describe_validity(scores, means, 1).description


def test_below_130_mm_the_counts_of_validity_stay_and_labels_of_themes_stand_above_their_rows(codebook):
    document, book, mentions = whole("Ships sail. Tanks roll.", "ship*", "tank*")
    heights = {}
    for width, wide in (("130", True), ("129.9", False)):
        assert {"hits", "missed", "false"} <= set(texts(svg(validity_figure(codebook, SHEETS[0], width=width))))
        heights[wide] = drawing.size_mm(themes_figure(document, book, mentions, width=width))[1]
    assert heights[False] > heights[True]


def means_of(**parts):
    """Mean F1 of parts with its interval, as `draw_validity` takes it."""
    rows = [(part, f1, low, high, 0.5, 0.5, 10) for part, (f1, low, high) in parts.items()]
    return pd.DataFrame(rows, columns=["part", "f1", "f1_low", "f1_high", "precision", "recall", "sentences"])


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        # The intervals of development and test do not meet.
        (
            {"development": (0.93, 0.85, 0.97), "test": (0.73, 0.66, 0.79)},
            "Agreement with the coders falls from 0.93 to 0.73 (mean F1) "
            "on sentences not used to build the dictionary",
        ),
        # They do; the test is better; there is none; nothing was found or coded.
        (
            {"development": (0.85, 0.75, 0.9), "test": (0.73, 0.66, 0.79)},
            "The dictionary agrees with the coders by a mean F1 of 0.73 (0.66 to 0.79), in test, on 10 sentences",
        ),
        (
            {"test": (0.93, 0.85, 0.97), "development": (0.73, 0.66, 0.79)},
            "The dictionary agrees with the coders by a mean F1 of 0.93 (0.85 to 0.97), in test, on 10 sentences",
        ),
        (
            {"own": (0.5, 0.25, 0.75)},
            "The dictionary agrees with the coders by a mean F1 of 0.50 (0.25 to 0.75), on 10 sentences",
        ),
        ({"own": (math.nan,) * 3}, "How well the dictionary finds what coders find"),
    ],
)
def test_the_finding_of_validity(parts, title):
    scores = pd.DataFrame({"part": [*parts], "theme": "war", "label": "War", "f1": 0.5})
    assert describe_validity(scores, means_of(**parts), 1).title == title


@pytest.mark.parametrize(
    ("kinds", "coding", "who"),
    [
        (["language model"] * 2, "the coders", "language model"),
        (["person"] * 2, "hand coding", "person"),
        (["person", "person, classifier"], "the coders", "person, classifier"),
        (["person", ""], "the coders", ""),
    ],
)
def test_a_figure_says_what_the_coders_are(kinds, coding, who):
    means = means_of(one=(0.9, 0.8, 0.95), test=(0.5, 0.25, 0.75)).assign(coders=kinds)
    scores = pd.DataFrame({"part": ["one", "test"], "theme": "war", "label": "War", "f1": 0.5})
    text = describe_validity(scores, means, 1)
    assert text.title.startswith(f"The dictionary agrees with {coding} by a mean F1 of 0.50")
    assert text.subtitle.endswith(f" Coded by: {who}." if who else "the dictionary (false).")
    coder = f"the coding of one coder ({who})" if who else "the coding of one coder"
    assert f"{coder}; the lines do not show how far another would agree" in text.caption


def test_the_ranks_figure_shows_each_theme():
    # War has three mentions, peace two, the sea one, each by one pattern. Without its pattern a theme is the last,
    # and those behind it move up.
    document, codebook, _ = whole("Sea. War and peace. War. War and peace.", "peace", "sea", "war")
    ranks = rank_stability(document, codebook)
    figure = draw_ranks(ranks.table, ranks.drawn, title="Ranks")
    assert values_of(figure, "rank-") == {"0": [1], "1": [2], "2": [3]}
    assert values_of(figure, "span-") == {"0": [1, 3], "1": [1, 3], "2": [2, 3]}
    shown = [text.get_text() for text in figure.texts]
    assert [word for word in shown if word in ("Theme war", "Theme peace", "Theme sea")] == [
        "Theme war", "Theme peace", "Theme sea",
    ]  # fmt: skip
    # The ranks above, and the mentions.
    assert [word for word in shown if word.isdecimal()] == ["1", "2", "3", "3", "2", "1"]
    words = describe_ranks(document, ranks.table, 0.75, 2000, 1996).description
    for said in (
        "Theme war: rank 1 with 3 mentions, 1 to 3 with one pattern less, 1 by sentences, ",
        "Theme peace: rank 2 with 2 mentions, 1 to 3 with one pattern less, 2 by sentences, ",
        "Theme sea: rank 3 with 1 mention, 2 to 3 with one pattern less, 3 by sentences, ",
    ):
        assert said in words


def ranked(*rows):
    """Themes A, B, ... with mentions, rank, low, high, and the share of draws in which each is first."""
    table = pd.DataFrame(rows, columns=["mentions", "rank", "low", "high", "first"])
    names = [chr(ord("A") + i) for i in range(len(rows))]
    return table.assign(theme=names, label=names, least=1.0, most=2.0, by_sentences=1.0)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        # B and C move over more than a third of three ranks, that is more than one.
        (
            [(9, 1, 1, 1, 0.875), (5, 2, 1, 3, 0.1), (4, 3, 1.5, 3, 0.025)],
            "“A” stays first in 88 % of other word lists; most ranks below it do not hold",
        ),
        (
            [(9, 1, 1, 1, 1.0), (5, 2, 2, 2, 0), (4, 3, 2, 3, 0)],
            "“A” stays first in 100 % of other word lists",
        ),
        # One of two moves that far, which is not most of them.
        (
            [(9, 1, 1, 1, 0.75), (5, 2, 1, 3, 0.2), (4, 3, 2, 3, 0.05)],
            "“A” stays first in 75 % of other word lists",
        ),
        (
            [(9, 1, 1, 2, 0.49), (8, 2, 1, 2, 0.51)],
            "Which theme comes first depends on the word list: “A” does in 49 % of other lists",
        ),
        ([(9, 1.5, 1, 2, 0.6), (9, 1.5, 1, 2, 0.5)], "“A” and “B” share the first rank"),
        ([(9, 1, 1, 1, 1.0)], "With one theme there is no order to test"),
        ([(0, 1.5, 1.5, 1.5, 1.0), (0, 1.5, 1.5, 1.5, 1.0)], "The text has no mention of any theme"),
    ],
)
def test_the_finding_of_ranks(rows, title):
    document, _, _ = whole("Sea.", "sea")
    assert describe_ranks(document, ranked(*rows), 0.75, 2000, 1996).title == title


def test_at_89_mm_ranks_and_validity_lose_nothing_and_are_no_taller_than_a_page(essay, codebook):
    ranks = rank_stability(essay, codebook)
    said = describe_ranks(essay, ranks.table, 0.75, 2000, 1996)
    for figure in (
        draw_ranks(ranks.table, ranks.drawn, title=said.title, subtitle=said.subtitle, width="single"),
        validity_figure(codebook, *SHEETS, width="single"),
    ):
        assert drawing.size_mm(figure)[1] <= 170
        assert not [words for words in texts(svg(figure)) if "…" in words]


def test_where_the_dictionary_finds_none_of_what_people_found_that_is_written():
    """At the test, of 5 sentences on war none is found, of the sea 3, of calm there are none."""
    overall = means_of(development=(0.5, 0.25, 0.75), test=(0.5, 0.25, 0.75)).assign(kind="macro")
    columns = ["part", "theme", "label", "f1", "f1_low", "f1_high", "hits", "misses", "false_alarms"]

    def shown(before, high, width="double"):
        rows = [
            ("development", "war", "War", before, 0.1, 0.9, 1, 1, 0),
            ("test", "war", "War", 0.0, 0.0, high, 0, 5, 1),
            ("test", "sea", "The sea", 0.6, 0.2, 0.8, 3, 4, 0),
            ("test", "calm", "Calm", math.nan, math.nan, math.nan, 0, 0, 0),
        ]
        figure = plot_validity(pd.DataFrame(rows, columns=columns), overall, width=width).drawing
        assert_printable(figure, width)
        at = {text.get_text(): text.get_position() for text in figure.texts}
        assert [words for words in at if words.startswith("none of")] == ["none of 5 found"]
        return at["none of 5 found"], at["War"]

    # Beside the interval, in the row of the theme; below its name where another mark, a line of
    # the axis, or the edge is in the way.
    for before, high, width, beside in (
        (0.2, 0.5, "double", True),
        (0.6, 0.5, "double", False),
        (0.2, 0.65, "double", False),
        (0.2, 0.95, "double", False),
        (0.2, 0.9, "single", False),
    ):
        (x, y), (name_x, name_y) = shown(before, high, width)
        # Capitals of both are centred on one line, so that the base of the larger ones is a little lower.
        assert (x > name_x, y == pytest.approx(name_y, abs=0.004)) == (beside, beside)


@pytest.mark.parametrize("width", ["single", "double"])
def test_no_mark_of_validity_hides_another(codebook, width):
    _, scores, means = scored(codebook, *SHEETS)
    figure = draw_validity(scores, means, title="Validity", width=width)
    axes = figure.axes[-1]
    # Of a row of a theme.
    points = 72 * axes.get_position().height * figure.get_size_inches()[1] / 13
    marks = [
        (float(line.get_ydata()[0]), (line.get_markersize() + line.get_markeredgewidth()) / 2)
        for line in axes.lines
        if str(line.get_gid()).startswith("score-")
    ]
    assert len(marks) == 13 * 3
    # Even where two have the same F1: from the middle of one to that of the other it is farther than both reach.
    marks.sort()
    for (at, reach), (other, further) in itertools.pairwise(marks):
        assert (other - at) * points > reach + further


def test_rows_of_validity_in_the_order_of_the_codebook():
    scores = pd.DataFrame({"part": "own", "theme": ["war", "sea"], "label": ["War", "Sea"], "f1": [0.2, 0.8]})
    scores = scores.assign(f1_low=0.1, f1_high=0.9, hits=1, misses=1, false_alarms=1)
    overall = means_of(own=(0.5, 0.25, 0.75)).assign(kind="macro")
    for order, rows in (("f1", ["Sea", "War"]), ("codebook", ["War", "Sea"])):
        figure = plot_validity(scores, overall, order=order).drawing
        shown = [text.get_text() for text in figure.texts]
        assert [words for words in shown if words in rows] == rows
        # A mark keeps its id.
        assert values_of(figure, "score-") == {"f1-0-0": [0.2], "f1-1-0": [0.8], "f1-2-0": [0.5]}
    with pytest.raises(InputError, match="order: there is no order 'label'; there are f1, codebook"):
        plot_validity(scores, overall, order="label")


def test_shades_of_ranks_go_with_the_share_of_draws():
    # War is first in all of four draws; peace is second in three and third in one, the sea the other way round.
    table = ranked((3, 1, 1, 1, 1.0), (2, 2, 2, 3, 0.0), (1, 3, 2, 3, 0.0))
    drawn = np.array([[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 3, 2]])
    axes = draw_ranks(table, drawn, title="Ranks").axes[0]
    shades = {
        (patch.get_x() + 0.5, round(patch.get_y() + 0.4)): sum(patch.get_facecolor()[:3]) for patch in axes.patches
    }
    assert set(shades) == {(1, 0), (2, 1), (3, 1), (2, 2), (3, 2)}
    assert shades[1, 0] < shades[2, 1] == shades[3, 2] < shades[3, 1] == shades[2, 2]


def test_the_figure_of_themes_shows_how_well_they_are_found(essay, codebook, mentions):
    root = svg(corrected_figure(essay, codebook, mentions, SHEETS[0]))
    heads = {"precision", "recall", "Rate (dot), corrected (diamond)"}
    assert heads <= set(texts(root))
    assert len(ids(root, "corrected-")) == 13
    plain = svg(themes_figure(essay, codebook, mentions))
    assert not ids(plain, "corrected-")
    assert not heads & set(texts(plain))


def test_scores_of_nothing_are_not_drawn(codebook, tmp_path):
    (tmp_path / "t.txt").write_text("The cook slept.", encoding="utf-8")
    (tmp_path / "none.csv").write_text(
        "document,sentence,text,nuclear,none\nt.txt,1,The cook slept.,,1\n", encoding="utf-8"
    )
    root = svg(validity_figure(codebook, tmp_path / "none.csv"))
    assert ids(root, "score-") == []
    assert "none: 1 sentence" in texts(root)


def test_a_timeline_in_lanes(chronology, essay):
    events = choose_events(chronology, essay, mention=MENTIONS)
    figure = draw_timeline(events, title="Events", focus=range(2024, 2025), group="mention")
    heads = [text.get_text() for text in figure.texts if text.get_weight() == "bold"]
    # The lane of the first event first.
    assert heads.index("named by the text") < heads.index("alluded to: our")
    assert {f"label-{event.id}" for event in chronology.events} <= {text.get_gid() for text in figure.texts}
    with pytest.raises(
        InputError, match="group: there is no 'colour'; there are strand, kind, actors, mention, basis"
    ):
        draw_timeline(events, title="Events", group="colour")


@pytest.mark.parametrize("width", ALL_WIDTHS)
def test_figures_have_their_width(essay, codebook, mentions, named, width):
    millimetres = {"single": 89, "onehalf": 120, "report": 160, "double": 183, "140": 140}[width]
    for figure in (
        words_figure(essay, width=width),
        themes_figure(essay, codebook, mentions, width=width),
        places_figure(essay, codebook, mentions, width=width),
        draw_timeline(named, title="Events", focus=range(2024, 2025), width=width),
    ):
        points = float(svg(figure).get("width").removesuffix("pt"))
        assert points * 25.4 / 72 == pytest.approx(millimetres, abs=0.01)


@pytest.mark.parametrize("style", ["print", "screen", "dark"])
def test_text_and_themes_can_be_seen_in_each_style(codebook, style):
    colours = drawing.style_of(style)
    for text in (colours.ink, colours.soft):
        assert drawing.contrast(text, colours.ground) >= 4.5
    for theme in codebook.themes:
        assert drawing.contrast(drawing.legible(theme.colour, colours.ground, 3), colours.ground) >= 3


@pytest.mark.parametrize(
    "text",
    ["Ships.", "No theme at all here.", "A heading\n\nShips sail.\n\nAnother heading\n\nTanks roll. Ships too."],
)
@pytest.mark.parametrize("width", ["single", "double"])
def test_small_texts_do_not_break_the_figures(text, width):
    document, codebook, mentions = whole(text, "ship*", "tank*")
    assert len(ids(svg(themes_figure(document, codebook, mentions, width=width)), "rate-")) == 2
    assert len(ids(svg(places_figure(document, codebook, mentions, width=width)), "mention-")) == len(mentions)
    assert texts(svg(words_figure(document, width=width)))


def test_dollars_and_markup_stay_text():
    document, codebook, mentions = whole("$x^2$ <b>ships</b> &amp; $y$", "ship*")
    figure = themes_figure(document, codebook, mentions)
    assert "Theme ship*" in texts(svg(figure))
    shown = texts(
        svg(
            draw_words(
                pd.DataFrame({"word": ["<b>&$x^2$"], "key": ["x"], "count": [1]}),
                document.in_roles("words"),
                title="$T$ & <i>",
            )
        )
    )
    assert {"<b>&$x^2$", "$T$ & <i>"} <= set(shown)


@pytest.mark.parametrize(
    ("value", "message"), [("wide", "there is no width 'wide'"), ("10", "is not from 80 to 400")]
)
def test_wrong_widths(value, message):
    with pytest.raises(InputError, match=re.escape(message)):
        drawing.width_mm(value)


def test_wrong_style():
    with pytest.raises(InputError, match="there is no style 'neon'; there are print, screen, dark"):
        drawing.style_of("neon")


def test_lines_are_broken_to_the_width():
    lines = drawing.wrap("How often the text speaks of each theme Donaudampfschifffahrtsgesellschaft", 30, 7)
    assert all(drawing.text_mm(line, 7) <= 30 for line in lines)
    assert "".join(lines).replace(" ", "") == "HowoftenthetextspeaksofeachthemeDonaudampfschifffahrtsgesellschaft"


def test_contrast_is_that_of_the_standard():
    # Worked out in the standard's own documents: black on white 21, #767676 on white 4.54.
    assert drawing.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert drawing.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_a_day_that_the_text_states_is_filled_and_no_longer_from_the_record(essay, chronology):
    events = choose_events(chronology, essay)
    row = events.index[events["id"] == "gge-paros-2024"]
    # The text says "August 2024": the month is drawn, and the day is hollow.
    assert ids(svg(draw_timeline(events.loc[row], title="T")), "event-gge-paros-2024-stated")
    # As a draft of `themeline events` has it, where the text gives the very day.
    same = events.loc[row].assign(stated=events.loc[row, "edtf"])
    drawn = draw_timeline(same, title="T")
    assert not ids(svg(drawn), "event-gge-paros-2024-stated")
    mark = marks_of(drawn)["event-gge-paros-2024"]
    assert to_hex(mark.get_markerfacecolor()) == to_hex(mark.get_markeredgecolor())
    assert describe_events(essay, same, None).subtitle == "Solid: the text states the date."


@pytest.mark.parametrize("name", ["words", "keyness", "themes", "themes-in-text", "themes-together"])
def test_nothing_is_lost_in_a_column_of_the_page(essay, codebook, mentions, name):
    without = read_stopwords(SEEDS / "stopwords.txt")
    plots = {
        "words": partial(plot_words, essay, word_frequencies(essay, without=without)),
        "keyness": partial(plot_keyness, essay, section_keyness(essay, without=without)),
        "themes": partial(plot_themes, essay, codebook, mentions),
        "themes-in-text": partial(plot_themes_in_text, essay, codebook, mentions),
        "themes-together": partial(plot_themes_together, essay, codebook, mentions),
    }
    single, double = (plots[name](width=width).drawing for width in ("single", "double"))
    assert drawing.size_mm(single)[1] <= 170
    narrow, wide = (svg(figure) for figure in (single, double))
    assert not [words for words in texts(narrow) if "…" in words]
    marks = [set(ids(root, "")) for root in (narrow, wide)]
    named = [
        {mark for mark in found if re.match("(word|key|rate|tile|on-tile|mention|pair)-", mark)} for found in marks
    ]
    assert named[0] == named[1] != set()


def test_bars_say_what_is_in_force_and_those_of_a_spine_are_told_of_in_labels(chronology, essay):
    named = choose_events(chronology, essay)
    wide = draw_timeline(named, title="Events", focus=range(2024, 2025))
    told = {words.get_text(): words.get_position() for words in wide.texts if words.get_text().startswith("in force")}
    # Two in one lane, one beside other events, and the only event of its lane.
    assert list(told) == [
        "in force: Shanghai Agreement on border confidence", "in force: Moscow Agreement on border forces",
        "in force: Treaty of Good-Neighbourliness", "in force",
    ]  # fmt: skip
    bars = {line.get_gid(): line for line in wide.axes[0].lines if str(line.get_gid()).startswith("in-force-")}
    width = drawing.size_mm(wide)[0]
    for event, words in (("shanghai-agreement-1996", "in force: Shanghai Agreement on border confidence"),
                         ("treaty-2001", "in force: Treaty of Good-Neighbourliness")):  # fmt: skip
        assert told[words][0] * width == pytest.approx(bars[f"in-force-{event}"].get_xdata()[0])
    narrow = [
        words.get_text()
        for words in draw_timeline(named, title="Events", focus=range(2024, 2025), width="single").texts
    ]
    assert "c: in force from 28 Feb 2002" in narrow
    assert "d: in force from 16 Dec 2010 to 16 Dec 2030" in narrow
    assert [words for words in narrow if len(words) == 1 and words in "abcd"] == ["a", "b", "c", "d"]
    assert not [words for words in narrow if words.startswith("in force:")]


@pytest.mark.parametrize("width", ["double", "single"])
def test_several_crowded_years_are_enlarged_together(named, width):
    years = [1990, 2000, *[2022] * 5, *[2023] * 5, *[2024] * 5, 2025]
    rows = pd.concat([named.iloc[[0]]] * len(years), ignore_index=True)
    days = [datetime.date(year, 1 + i % 12, 15) for i, year in enumerate(years)]
    events = rows.assign(
        start=days,
        end=days,
        edtf=[str(day) for day in days],
        id=[f"e{i}" for i in range(len(days))],
        in_force_since="",
    )
    focus = focus_years(events)
    assert focus == range(2022, 2025)
    figure = draw_timeline(events, title="Events", focus=focus, width=width)
    words = texts(svg(figure))
    # 1990 to 2021 before, 1,096 days enlarged, 2025 after: too short a stretch for more than the name of its year.
    layout = layout_in(events, focus, "", drawing.width_mm(width))
    assert [(one.last - one.first, one.enlarged, one.by_month) for one in layout.axis.stretches] == [
        (11_688, False, False),
        (1_096, True, False),
        (365, False, False),
    ]
    assert any(one.startswith("2022 to 2024") for one in words)
    assert proof_svg(svg_bytes(figure)).faults() == []


def test_a_year_alone_at_the_end_of_the_axis_has_its_number(named):
    days = [datetime.date(1990, 1, 1), datetime.date(2023, 5, 5), datetime.date(2024, 6, 6)]
    events = named.iloc[:3].assign(start=days, end=days, edtf=[str(day) for day in days], in_force_since="")
    figure = draw_timeline(events, title="Events", focus=range(2023, 2024))
    assert "2024" in texts(svg(figure))


@pytest.mark.parametrize("width", ["single", "double"])
def test_rates_corrected_by_a_sample_are_dots_and_counts_are_rings(essay, codebook, mentions, width):
    measures = theme_measures(mentions, essay, codebook)
    # As if coders saw each theme twice as often, and joint activity far more often than all others.
    twice = {name: measures[name].fillna(0) * 2 for name in ("rate", "low", "high")}
    measures = measures.assign(counted=measures["rate"], **twice, coded_sentences=300)
    far = measures["theme"] == "joint-activity"
    measures.loc[far, ["rate", "low", "high"]] = [60, 50, 70]
    figure = plot_themes(essay, codebook, mentions, measures=measures, width=width)
    assert_printable(figure.drawing, width)
    root = svg(figure.drawing)
    assert len(ids(root, "counted-")) == 13 and len(ids(root, "rate-")) == 13
    assert figure.text.title == "“Joint military activity” comes up most often: 60.0 per 1,000 words, corrected"
    assert "300 coded sentences" in figure.text.caption and "Counts, not corrected" not in figure.text.subtitle
    plain = plot_themes(essay, codebook, mentions)
    assert "Counts, not corrected for errors" in plain.text.subtitle
    assert not ids(svg(plain.drawing), "counted-")
