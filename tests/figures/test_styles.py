"""Colours of figures, and that asking for them loads nothing that draws."""

import subprocess
import sys

import pytest
from themeline.figures.styles import contrast, legible, mix


@pytest.mark.parametrize(
    ("colour", "other", "share", "mixed"),
    [
        # By hand, of each of red, green, blue: from the one number towards the other.
        ("#000000", "#ffffff", 0.5, "#808080"),
        ("#102030", "#102030", 0.7, "#102030"),
        ("#0064c8", "#640000", 0.1, "#0a5ab4"),
    ],
)
def test_a_mix_of_two_colours(colour, other, share, mixed):
    assert mix(colour, other, share) == mixed


def test_a_colour_is_mixed_with_black_or_white_until_it_is_legible():
    assert legible("#777777", "#ffffff", 4.4) == "#777777"
    assert contrast("#777777", "#ffffff") < 4.5
    # A twentieth darker: 119 - 6 = 113.
    assert legible("#777777", "#ffffff") == "#717171"
    assert legible("#000000", "#000000", 21) == "#ffffff"


def test_the_page_of_all_figures_needs_nothing_that_draws():
    """Matplotlib takes a second to load, in each run that writes the page."""
    tell = "import sys, themeline.pages.index; print({'coloraide', 'matplotlib', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True).stdout == "{'coloraide'}\n"
