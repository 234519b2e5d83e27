"""Sections as columns over a text: their names, and marks that can be counted."""

import pandas as pd
import pytest
from themeline.figures import drawing, sections

COLOURS = drawing.style_of("print")


def columns(*sizes: tuple[int, str, int]) -> sections.Columns:
    return sections.columns_of(pd.DataFrame(sizes, columns=["section_number", "section", "words"]))


def test_columns_are_as_wide_as_their_words():
    found = columns((0, "", 30), (1, "War", 10), (2, "Peace", 60))
    assert (found.starts, found.ends, found.words) == ((0, 30, 40), (30, 40, 100), 100)
    assert found.names == ("(lead)", "War", "Peace")


def test_names_stand_over_their_columns():
    with drawing.settings():
        heads = sections.heads_of(columns((1, "War", 30), (2, "Peace", 70)), 20, 100, room=(0, 120))
    assert heads.key == ()
    assert heads.lines == (("War",), ("Peace",))
    assert heads.middles == pytest.approx((35, 85))


def test_a_name_over_a_narrow_column_moves_but_never_off_it():
    with drawing.settings():
        # 4 mm each for two names of about 5 and 7 mm, then 92 mm.
        found = columns((1, "Fleet", 4), (2, "Armies", 4), (3, "Peace", 92))
        heads = sections.heads_of(found, 20, 100, room=(10, 120))
        sizes = [drawing.text_mm(name, drawing.SMALL) for name in found.names]
    assert heads.key == ()
    assert heads.middles[1] - heads.middles[0] >= (sizes[0] + sizes[1]) / 2 + sections.BETWEEN - 1e-9
    for middle, size, own in zip(heads.middles, sizes, (22, 26, 74), strict=True):
        assert abs(middle - own) <= size / 2 or own == 74


def test_numbers_with_a_key_where_a_name_finds_no_room_and_no_name_is_cut():
    long = "Heading on the security of outer space and on missiles " * 4
    with drawing.settings():
        heads = sections.heads_of(columns((1, f"First {long}".strip(), 50), (0, "", 50)), 20, 65, room=(2, 87))
        assert heads.lines == (("1",), ("0",))
        assert heads.key == (("section-1", "1", f"First {long}".strip()), ("section-0", "0", "(lead)"))
        figure = drawing.new_figure(89, 60, COLOURS)
        sections.draw_key(figure, 5, heads, COLOURS)
        height = sections.key_height(heads, 85)
    written = [text for text in figure.texts if text.get_text() not in ("Sections", "0", "1")]
    assert " ".join(text.get_text() for text in written[:-1]) == f"First {long}".strip()
    assert written[0].get_gid() == "name-section-1"
    assert height == pytest.approx(sections.KEY_HEAD + sections.KEY_LINE * len(written))


def test_a_mark_that_has_room_is_as_high_as_its_row():
    assert sections.levels_of([1.0, 5.0, 9.0], 0.4) == [(0, 1)] * 3


def test_marks_that_would_run_into_each_other_share_the_height():
    # Marks of 0.4 mm need 0.7 mm from middle to middle.
    assert sections.levels_of([1.0, 1.5, 9.0], 0.4) == [(0, 2), (1, 2), (0, 1)]
    # The third is 0.8 mm from the first, so that it can stand on its level.
    assert sections.levels_of([1.0, 1.5, 1.8], 0.4) == [(0, 2), (1, 2), (0, 2)]
    assert sections.levels_of([1.0, 1.2, 1.4], 0.4) == [(0, 3), (1, 3), (2, 3)]


def test_there_are_three_levels_at_most():
    assert sections.levels_of([1.0, 1.1, 1.2, 1.3], 0.4) == [(0, 3), (1, 3), (2, 3), (0, 3)]
    assert sections.levels_of([], 0.4) == []


def test_a_track_has_gaps_between_sections_but_for_very_many():
    for count, parts in ((2, 2), (60, 60), (70, 1)):
        found = columns(*((i, f"Part {i}", 10) for i in range(count)))
        with drawing.settings():
            axes = drawing.new_axes(drawing.new_figure(120, 20, COLOURS), 10, 5, 100, 10)
            sections.draw_tracks(axes, found, 100, [(0, 1)], COLOURS)
        (track,) = axes.collections
        assert len(track.get_paths()) == parts


def test_headings_of_one_name_are_numbered():
    found = columns((0, "", 5), (1, "Summary", 10), (2, "Aims", 10), (3, "Summary", 10))
    assert found.names == ("(lead)", "Summary (1)", "Aims", "Summary (2)")
