"""How the words over a figure are broken into lines."""

import pytest
from themeline.figures.drawing import MARGIN, TITLE, heading, text_mm, wrap

CHANCE = (
    "“Rivalry, deterrence, blocs” comes up most often, 14 times, but its lead over 10 of the other 12 themes may be "
    "due to chance"
)


def test_no_word_stands_alone_on_the_last_line_of_a_title():
    room = 183 - 2 * MARGIN
    assert wrap(CHANCE, room, TITLE, "bold")[1] == "chance"
    first, last = heading(CHANCE, "", 183).title
    assert f"{first} {last}" == CHANCE
    assert text_mm(first, TITLE, weight="bold") / 2 <= text_mm(last, TITLE, weight="bold") <= room


@pytest.mark.parametrize("width", [89, 120, 160, 183])
def test_words_over_a_figure_take_as_many_lines_as_they_need(width):
    words = CHANCE.split()
    for count in range(1, len(words) + 1):
        text = " ".join(words[:count])
        title = heading(text, "", width).title
        assert " ".join(title) == text
        assert len(title) == len(wrap(text, width - 2 * MARGIN, TITLE, "bold"))
        assert max(text_mm(line, TITLE, weight="bold") for line in title) <= width - 2 * MARGIN
