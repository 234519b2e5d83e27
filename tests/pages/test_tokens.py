"""Pages and figures have the same colours and the same typeface."""

import re
from pathlib import Path

import themeline.pages
from themeline.figures.drawing import STYLES
from themeline.figures.typeface import FONT
from themeline.pages.page import page

FOLDER = Path(themeline.pages.__file__).parent


def test_the_colours_of_pages_are_those_of_figures():
    day, night = re.findall(r":root\{(.*?)\}", (FOLDER / "tokens.css").read_text(encoding="utf-8"), re.DOTALL)[:2]
    for words, style in ((day, STYLES["print"]), (night, STYLES["dark"])):
        said = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", words))
        expected = {"ground": style.ground, "text": style.ink, "soft": style.soft, "line": style.faint}
        assert {name: said[name] for name in expected} == expected
        assert said["accent"] == style.accent


def test_a_page_has_the_glyphs_that_it_shows_and_they_are_few():
    shown = {"own": {"title": "Ř", "words": 0, "rates": []}, "all_documents": 0, "listed": 0, "remarks": []}
    table = {
        "rows": [],
        "themes": [],
        "group": "",
        "groups": [],
        "years": False,
        "languages": False,
        "texts": "",
        "unit": "words",
    }
    made = page("corpus", {}, called="<fonts>", **shown, **table)
    rules = re.findall(r"@font-face\{font-family:'([^']+)';font-weight:(\w+);[^}]*base64,([^)]*)\)", made)
    assert [rule[:2] for rule in rules] == [(FONT, "normal"), (FONT, "bold")]
    assert sum(len(rule[2]) for rule in rules) < 30_000
    assert '<h1 dir="auto">&lt;fonts&gt;</h1>' in made


def test_no_page_has_a_colour_of_its_own():
    """But for tokens, the colours of themes and drawings, and the red of a figure that is not as it was written."""
    for path in FOLDER.glob("*.css"):
        if path.name != "tokens.css":
            found = set(re.findall(r"#[0-9a-fA-F]{3,6}\b(?![\w-]*\{)", path.read_text(encoding="utf-8")))
            assert found <= {"#fff", "#000", "#b3261e", "#e0a100"}, path.name
