"""The guide of those who code: rules, and the table of hard cases in it."""

from conftest import SEEDS
from themeline.dictionary.guide import parse_guide, read_guide

TABLE = "| Example | theme | coded | reason |\n| --- | --- | --- | --- |\n| a `b` \\| c | navy | yes | so |\n"


def test_only_tables_of_hard_cases_hold_cases():
    other = "| word | meaning |\n| --- | --- |\n| x | y |\n"
    guide = parse_guide(f"# Rules\n\n{other}\nRead.\n\n{TABLE}\nMore.\n")
    assert [tuple(case) for case in guide.cases] == [("a b | c", "navy", "yes", "so")]
    assert guide.text.split("\n")[guide.end - 1] == "| a `b` \\| c | navy | yes | so |"


def test_a_guide_without_cases_has_no_place_for_more():
    guide = parse_guide("Read it.\n")
    assert (guide.cases, guide.end) == ((), -1)


def test_the_guide_beside_the_codebook_is_found(tmp_path):
    guide = read_guide(None, str(SEEDS / "themes.yaml"))
    assert guide.name == "codebook.md" and len(guide.cases) > 30
    (tmp_path / "own.yaml").write_text("themes: []")
    assert read_guide(None, str(tmp_path / "own.yaml")) is None
