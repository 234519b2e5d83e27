"""The rules of print: every figure keeps them in each width and style, and one that breaks a rule is told so."""

import datetime
import io
from functools import partial

import pandas as pd
import pytest
from helpers.figures import (
    LONG_TITLE,
    LOOKS,
    SHEETS,
    STYLES,
    WIDTHS,
    assert_printable,
    corrected_drawing,
    keyness_drawing,
    pairs_drawing,
    places_drawing,
    ranks_drawing,
    svg_bytes,
    themes_drawing,
    validity_drawing,
    whole,
    words_drawing,
)
from matplotlib.patches import Rectangle
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import find_mentions
from themeline.errors import InputError
from themeline.events.chronology import MENTIONS, choose_events, focus_years
from themeline.figures import drawing
from themeline.figures.charts.timeline import draw_timeline
from themeline.figures.charts.validity import draw_validity
from themeline.figures.charts.words import draw_words
from themeline.figures.plots.themes import plot_themes, plot_themes_in_text
from themeline.figures.plots.words import plot_words
from themeline.figures.print_check import colour_distance, proof_svg
from themeline.measures.words import word_frequencies
from themeline.text.document import parse_document

each_style = pytest.mark.parametrize("style", STYLES)
each_width = pytest.mark.parametrize("width", WIDTHS)


@pytest.fixture(scope="module")
def drawings(essay, codebook, mentions, chronology):
    """Every figure of the essay, its tables computed, to be drawn in any look."""
    named = choose_events(chronology, essay)
    timeline = partial(draw_timeline, named, title="Events", focus=range(2024, 2025))
    return {
        "words": words_drawing(essay),
        "themes": themes_drawing(essay, codebook, mentions),
        "places": places_drawing(essay, codebook, mentions),
        "pairs": pairs_drawing(essay, codebook, mentions),
        "keyness": keyness_drawing(essay),
        "ranks": ranks_drawing(essay, codebook),
        "validity": validity_drawing(codebook, *SHEETS),
        "corrected": corrected_drawing(essay, codebook, mentions, *SHEETS),
        "timeline": timeline,
        "lanes": partial(timeline, group="kind"),
    }


@pytest.mark.parametrize(("width", "style"), LOOKS)
def test_every_figure_of_the_essay(drawings, width, style):
    for draw in drawings.values():
        assert_printable(draw(width=width, style=style), width)


@each_style
def test_the_timeline_of_all_events_is_a_page(essay, chronology, style):
    events = choose_events(chronology, essay, mention=MENTIONS)
    figure = draw_timeline(events, title="Events", focus=focus_years(events), style=style)
    assert_printable(figure, "double")
    # The text block of an A4 page with margins of 25 mm.
    assert drawing.size_mm(figure)[1] <= 247


def stress_events(dates: list[tuple[str, str]], **given) -> pd.DataFrame:
    rows = [
        {
            "id": f"e-{i}", "edtf": start if start == end else f"{start}/{end}", "kind": "statement",
            "start": datetime.date.fromisoformat(start), "end": datetime.date.fromisoformat(end),
            "extent": "day" if start == end else "span", "basis": "external", "mention": "named", "stated": "",
            "label": f"Event of number {i}", "actors": "", "strand": "", "continues": "", "in_force_since": "",
            "in_force_until": "", "in_force_source": "", "highlight": "",
        }
        | {key: value[i % len(value)] for key, value in given.items()}
        for i, (start, end) in enumerate(dates)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def days(first: str, step: int, count: int) -> list[tuple[str, str]]:
    start = datetime.date.fromisoformat(first)
    return [(str(start + datetime.timedelta(step * i)),) * 2 for i in range(count)]


STRESS = {
    "three events": stress_events(days("2020-01-01", 400, 3)),
    "sixty events": stress_events(days("1995-01-15", 170, 60)),
    "sixty events, many in one year": stress_events(days("1995-01-15", 500, 20) + days("2023-01-02", 9, 40)),
    "two on one day": stress_events([("2024-05-05", "2024-05-05")] * 2),
    "one event": stress_events([("2024-12-31", "2024-12-31")]),
    "thirty years": stress_events([("1994-01-01", "2024-12-31"), ("2001-02-03", "2001-02-03")]),
    "three hundred years": stress_events(days("1710-06-01", 9000, 12)),
    "long and foreign labels": stress_events(
        days("2019-03-03", 30, 8),
        label=[
            "Соглашение об укреплении доверия в военной области в районе границы, подписанное в Шанхае",
            "Déclaration conjointe sur l’établissement d’un mécanisme de vérification à São Tomé",
            "X" * 120,
        ],
        kind=["report", "Verhandlungsrunde", "agreement/treaty"],
        mention=["named", "alluded"],
        basis=["stated", "relative", "external"],
    ),
    "strands, threads, bars, and who acts": stress_events(
        days("2003-05-05", 400, 20),
        strand=["Trade", "A strand with a name that is longer than a lane’s head", "Peace"],
        continues=["", "", "", "e-0", "e-1", "e-2"],
        in_force_since=["", "2005", "2004-06?"],
        in_force_source=["", "https://example.org"],
        in_force_until=["", "2007-08-09"],
        highlight=["words of the text that stand at the mark, and are many", ""],
        actors=["North; South", "North", "South", "East"],
    ),
}  # fmt: skip


@each_width
@pytest.mark.parametrize("name", STRESS)
def test_timelines_under_stress(name, width):
    events = STRESS[name]
    figure = draw_timeline(events, title=LONG_TITLE[:200], focus=focus_years(events), width=width)
    assert_printable(figure, width)


def assert_printable_in_all_widths(*drawings) -> None:
    for draw in drawings:
        for width in WIDTHS:
            assert_printable(draw(width=width), width)


def test_a_text_without_headings():
    """Whose themes have no map of sections; at 89 mm labels stand above their rows."""
    text = "The navy and the very long words of a treaty sail. " * 3 + "A tank rests. " * 12
    document, codebook, mentions = whole(text, "navy", "treaty", "tank", "never-there")
    for width in WIDTHS:
        for plot in (plot_themes, plot_themes_in_text):
            assert_printable(plot(document, codebook, mentions, width=width).drawing, width)
        assert_printable(plot_words(document, word_frequencies(document), width=width).drawing, width)


@pytest.mark.parametrize("count", [1, 13, 26])
def test_many_themes_and_one_never_mentioned(essay, count):
    words = ["nuclear", "joint", "missile*", "security", "space", "never-there", "Russia*", "China", "cooperation"]
    themes = [
        Theme(
            id=f"t{i}",
            label=["Théorie de la sécurité", "Безопасность и доверие у границ", "Sea"][i % 3] + f" {i}",
            definition="d",
            colour=f"#{(i * 40503) % 0xFFFFFF:06x}",
            patterns=(words[i % len(words)],),
        )
        for i in range(count)
    ]
    codebook = Codebook(themes=themes)
    found = find_mentions(essay, codebook)
    of_themes = (drawing(essay, codebook, found) for drawing in (themes_drawing, places_drawing, pairs_drawing))
    assert_printable_in_all_widths(*of_themes)


@pytest.mark.parametrize(
    "text",
    [
        "Ships.",
        "No theme at all here, in one long sentence without any heading.",
        "\n\n".join(f"Heading of part {i}\n\nShips sail to port {i}. Tanks roll." for i in range(30)),
        "The text\n\n"
        + "\n\n".join(f"{i}. Part on matters {i}\n\n" + "Ships sail. " * (2 + 3 * i % 13) for i in range(1, 81)),
        "The text\n\n"
        + "\n\n".join(f"{what} {'of outer space and missiles ' * 7}\n\n{'Ships sail. ' * 40}" for what in "ABCDEF"),
        f"The text\n\nLong\n\n{'Ships sail. ' * 99}\n\nTiny\n\nTanks of ships roll.\n\nNext\n\n{'Tanks. ' * 90}",
        "Überschrift und Einführung\n\nДоверие ships.\n\nDonaudampfschifffahrtsgesellschaftskapitän\n\nShips again.",
    ],
)
def test_texts_under_stress(text):
    made = whole(text, "ship*", "tank*")
    of_themes = (drawing(*made) for drawing in (themes_drawing, places_drawing, pairs_drawing))
    assert_printable_in_all_widths(*of_themes, keyness_drawing(made[0]), words_drawing(made[0]))


@each_width
def test_long_words_under_stress(width):
    document = parse_document("One two.", name="t")
    words = pd.DataFrame(
        {"word": ["Donaudampfschifffahrtsgesellschaftskapitän" * 3, "a", "б"], "count": [123_456, 2, 1]}
    ).assign(key=["one", "two", "three"])
    assert_printable(draw_words(words, document.in_roles("words"), title=LONG_TITLE[:200], width=width), width)


@each_width
def test_scores_of_many_parts_under_stress(width):
    """Coders with long names, no score and the best one, many and no themes found."""
    parts = ["anna petrova-lopez + bertrand de la tour", "development", "Соглашение" * 4, "test"]
    scores = pd.DataFrame(
        [
            (part, f"Theme of number {i} with a long label of its own"[: 20 + 2 * i], f1, hits, 1200 * (i % 3), 9)
            for part in parts
            for i, (f1, hits) in enumerate([(1.0, 5), (0.0, 0), (float("nan"), 0), (0.37, 100_000)] * 3)
        ],
        columns=["part", "label", "f1", "hits", "misses", "false_alarms"],
    )  # fmt: skip
    means = pd.DataFrame({"part": parts, "f1": [1.0, 0.0, 0.5, 0.73], "sentences": 100_000})
    for table in (scores, means):
        table["f1_low"], table["f1_high"] = (table["f1"] - 0.2).clip(lower=0), (table["f1"] + 0.3).clip(upper=1)
    figure = draw_validity(scores, means, title=LONG_TITLE, subtitle=LONG_TITLE, width=width)
    assert_printable(figure, width)


# A figure that breaks a rule on purpose, for each rule.


def blank(ground: str = "#ffffff"):
    figure = drawing.new_figure(89, 50, drawing.Style(ground, "", "", "", "", "", ("", "", "", "")))
    axes = drawing.new_axes(figure, 0, 0, 89, 50)
    axes.set_xlim(0, 89)
    axes.set_ylim(50, 0)
    return figure, axes


def faults(figure, width=89) -> list[str]:
    return proof_svg(svg_bytes(figure)).faults(width)


def test_a_good_figure_has_no_faults():
    figure, axes = blank()
    drawing.write(figure, 5, 5, "Good", colour="#000000")
    axes.add_patch(Rectangle((5, 20), 20, 5, facecolor="#1f4e8c", lw=0, gid="bar-a"))
    proof = proof_svg(svg_bytes(figure))
    assert proof.faults(89) == []
    assert (proof.smallest_text, round(proof.text_contrast)) == (7.8, 21)
    assert (round(proof.width, 2), round(proof.height, 2)) == (89, 50)


def test_wrong_width_is_told():
    assert faults(blank()[0], 120) == ["is 89.00 mm wide, not 120"]


def test_small_text_is_told():
    figure, _ = blank()
    drawing.write(figure, 5, 5, "small", size=5.9, colour="#000000")
    assert faults(figure) == ["has text of 5.9 pt, under 6"]


def test_thin_lines_are_told():
    figure, axes = blank()
    axes.plot([5, 50], [5, 5], color="#000000", lw=0.4)
    assert faults(figure) == ["has a line of 0.4 pt, under 0.5"]


def test_texts_over_each_other_are_told():
    figure, _ = blank()
    drawing.write(figure, 5, 5, "one text", colour="#000000")
    drawing.write(figure, 10, 6, "another text", colour="#000000")
    assert faults(figure) == ["'one text' and 'another text' stand over each other"]


def test_text_over_a_line_or_mark_is_told():
    figure, axes = blank()
    drawing.write(figure, 5, 5, "crossed out", colour="#000000")
    drawing.write(figure, 30, 25, "half on a bar", colour="#000000")
    axes.plot([2, 40], [5, 5], color="#555555", lw=0.6)
    axes.add_patch(Rectangle((20, 20), 15, 10, facecolor="#8fb0d8", lw=0, gid="bar-a"))
    told = faults(figure)
    assert "'crossed out' stands over a line or an area" in told
    assert "'half on a bar' stands over the mark 'bar-a'" in told


def test_text_on_a_tile_is_judged_by_the_tile():
    figure, axes = blank()
    axes.add_patch(Rectangle((5, 5), 40, 20, facecolor="#223355", lw=0, gid="tile-a"))
    drawing.write(figure, 10, 15, "white on dark", colour="#ffffff")
    assert faults(figure) == []
    figure, axes = blank()
    axes.add_patch(Rectangle((5, 5), 40, 20, facecolor="#7788aa", lw=0, gid="tile-a"))
    drawing.write(figure, 10, 15, "white on grey", colour="#ffffff")
    assert faults(figure) == ["'white on grey' has a contrast of 3.6, under 4.5"]


def test_a_text_below_a_tile_is_told():
    figure, axes = blank()
    drawing.write(figure, 10, 15, "below", colour="#000000").set_zorder(-1)
    axes.add_patch(Rectangle((5, 5), 40, 20, facecolor="#8a9bb0", lw=0, gid="tile-a"))
    assert "'below' stands over the mark 'tile-a'" in faults(figure)


def test_cut_texts_and_marks_are_told():
    figure, axes = blank()
    drawing.write(figure, 80, 5, "over the edge", colour="#000000")
    axes.plot([0], [20], marker="o", ls="none", ms=8, color="#1f4e8c", gid="event-cut")
    assert faults(figure) == ["'over the edge' is cut at the edge", "the mark 'event-cut' is cut"]


def test_faint_text_and_marks_are_told():
    figure, axes = blank()
    drawing.write(figure, 5, 5, "faint", colour="#8a8a8a")
    axes.add_patch(Rectangle((5, 20), 20, 5, facecolor="#b8d4f0", lw=0, gid="bar-a"))
    assert faults(figure) == [
        "'faint' has a contrast of 3.5, under 4.5",
        "the mark 'bar-a' has a contrast of 1.5, under 3",
    ]
    figure, axes = blank("#16181d")
    drawing.write(figure, 5, 5, "dark on dark", colour="#555555")
    assert "'dark on dark' has a contrast of" in faults(figure)[0]


def test_colours_that_alone_tell_marks_apart_are_told():
    # Red and green of like lightness, in one row, of one shape.
    figure, axes = blank()
    axes.plot([10], [10], marker="o", ls="none", color="#b04a3a", gid="event-a")
    axes.plot([30], [10], marker="o", ls="none", color="#5f6f2a", gid="event-b")
    told = faults(figure)
    assert len(told) == 1
    assert "only their colours tell 'event-" in told[0]
    # Another shape, or another row, and the colours are not needed.
    for marker, row in (("s", 10), ("o", 30)):
        figure, axes = blank()
        axes.plot([10], [10], marker="o", ls="none", color="#b04a3a", gid="event-a")
        axes.plot([30], [row], marker=marker, ls="none", color="#5f6f2a", gid="event-b")
        assert faults(figure) == []


def test_a_number_on_a_mark_tells_it_apart():
    figure, axes = blank()
    for left, colour, number in ((5, "#b04a3a", "3"), (45, "#5f6f2a", "5")):
        axes.add_patch(Rectangle((left, 5), 20, 10, facecolor=colour, lw=0, gid=f"tile-{number}"))
        drawing.write(figure, left + 8, 10, number, colour="#ffffff")
    assert faults(figure) == []


def test_a_pale_tile_is_seen_by_its_number():
    for number, told in (("3", []), ("", ["the mark 'tile-a' has a contrast of 1.2, under 3"])):
        figure, axes = blank()
        axes.add_patch(Rectangle((5, 5), 20, 10, facecolor="#eeeeee", lw=0, gid="tile-a"))
        drawing.write(figure, 13, 10, number, colour="#000000")
        assert faults(figure) == told


def test_what_a_tile_hides_is_not_under_the_text_on_it():
    figure, axes = blank()
    axes.plot([2, 60], [15, 15], color="#555555", lw=0.6)
    axes.add_patch(
        Rectangle((5, 5), 40, 20, facecolor="#eeeeee", edgecolor="#223355", lw=0.7, gid="tile-a", zorder=2)
    )
    drawing.write(figure, 10, 15, "on a tile", colour="#000000")
    assert faults(figure) == []


def test_distances_of_colours_for_all_eyes():
    # Blue and yellow stay apart for all; red and green do for normal eyes only; the same colour is the same.
    assert colour_distance("#0000ff", "#ffff00") > 50
    assert colour_distance("#b04a3a", "#5f6f2a") < 15
    assert colour_distance("#123456", "#123456") == 0
    # Two colours of one lightness cannot be told apart in grey.
    assert colour_distance("#d60000", "#008a17") < 12


def test_what_is_no_figure():
    with pytest.raises(InputError, match=r"x\.svg: is not an SVG with its size in points"):
        proof_svg(b"<svg/>", "x.svg")
    with pytest.raises(InputError, match="is not an SVG"):
        proof_svg(io.BytesIO(b"PNG").getvalue())
