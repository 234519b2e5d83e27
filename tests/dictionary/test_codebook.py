import itertools

import pytest
from coloraide import Color
from conftest import SEEDS
from themeline.dictionary.codebook_files import read_codebook, read_with_lines
from themeline.dictionary.lint import examine_codebook
from themeline.dictionary.patterns import parse_pattern
from themeline.errors import InputError

IDS = [
    "borders", "arms-control", "nuclear", "missiles", "outer-space", "maritime", "air", "emerging-tech",
    "joint-activity", "rivalry", "diplomacy", "security-order", "conflicts",
]  # fmt: skip

GOOD = """themes:
  - id: sea
    label: The sea
    definition: ships
    colour: "#0000ff"
    patterns: [ship*, navy]
    exceptions: [ship * shape]
"""


def test_the_codebook_has_its_thirteen_themes(codebook):
    assert codebook.ids == IDS
    assert len({theme.colour for theme in codebook.themes}) == 13
    assert all(theme.definition and theme.patterns for theme in codebook.themes)


# Differences by CIEDE2000. Thirteen colours that are all dark enough for paper are not as far apart to eyes that lack
# a pigment; names stand beside them.
@pytest.mark.parametrize(("eyes", "least"), [("", 11), ("protan", 5), ("deutan", 5), ("tritan", 6)])
def test_no_two_themes_have_nearly_the_same_colour(codebook, eyes, least):
    seen = {name: Color(colour) for name, colour in codebook.colours.items()}
    if eyes:
        seen = {name: colour.filter(eyes, method="machado") for name, colour in seen.items()}
    near = {(a, b): seen[a].delta_e(seen[b], method="2000") for a, b in itertools.combinations(seen, 2)}
    assert {pair: apart for pair, apart in near.items() if apart < least} == {}


@pytest.mark.parametrize(
    ("pattern", "globs"),
    [
        ("Nuclear submarine*", ("nuclear", "submarine*")),
        ("no-first-use", ("no", "first", "use")),
        ("defen?e", ("defen?e",)),
        # White space of any kind stands between words.
        ("nuclear\r\n submarine", ("nuclear", "submarine")),
        ("nuclear\nNEAR", ("nuclear", "near")),
        ("joint * exercise*", ("joint", "*", "exercise*")),
        ("*ic  missile**", ("*ic", "missile*")),
        ("nation’s", ("nation's",)),
    ],
)
def test_how_a_pattern_is_read(pattern, globs):
    assert parse_pattern(pattern) == globs


@pytest.mark.parametrize("pattern", ["", "  ", "*", "* ?", "a,b", "U.S.", "(x)", "[ab]", "a-*-" + " b" * 12])
def test_what_is_no_pattern(pattern):
    with pytest.raises(ValueError, match=r"pattern|no letters"):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: sea", "id: The Sea", r":2: 'themes.0.id': string should match pattern"),
        ("ship*, navy", "ship*, 'a,b'", r":6: 'themes.0.patterns.1': pattern 'a,b': 'a,b' is not a word"),
        ("ship*, navy", "ship*, SHIP*", r":6: 'SHIP\*' of theme 'sea' is a duplicate of 'ship\*'"),
        ("label: The sea", "lable: The sea", r":3: unknown key 'themes.0.lable'; did you mean 'label'\? remove"),
        ("label: The sea", "x: The sea", r":3: unknown key 'themes.0.x'; remove it or correct its name"),
        # In bytes: 20 of the two lines above it, 11 before the label, 2 of its first letter.
        ("The sea", "é\a sea", r":3: holds a control character \(U\+0007\) at offset 33; remove it"),
        ('"#0000ff"', "blue", r":5: 'themes.0.colour'"),
        ("definition: ships", "label: again", r":4: has the key 'label' twice"),
        ("definition: ships", "definition: &x ships", r"^((?!alias).)*$"),
        ("definition: ships", "definition: *x", r":4: (is not YAML|has an alias)"),
        ("themes:", "themes: [", r"is not YAML"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path, old, new, message):
    file = tmp_path / "t.yaml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    if message.startswith("^"):
        read_codebook(file)
        return
    with pytest.raises(InputError, match=message):
        read_codebook(file)


def test_all_faults_are_said_at_once(tmp_path):
    file = tmp_path / "t.yaml"
    file.write_text(GOOD.replace("id: sea", "id: S E A").replace('"#0000ff"', "blue"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_codebook(file)
    assert [fault.line for fault in caught.value.faults] == [2, 5]


def test_two_themes_of_one_id(tmp_path):
    file = tmp_path / "t.yaml"
    file.write_text(GOOD + GOOD.removeprefix("themes:\n"), encoding="utf-8")
    with pytest.raises(InputError, match=r"t\.yaml:8: the id 'sea' is used twice"):
        read_codebook(file)


def test_tricks_of_yaml_are_refused(tmp_path):
    file = tmp_path / "t.yaml"
    file.write_text("a: &a [1, 2]\nb: [*a, *a]\n", encoding="utf-8")
    with pytest.raises(InputError, match=r":2: has an alias"):
        read_codebook(file)
    file.write_text("a: " + "[" * 50 + "]" * 50, encoding="utf-8")
    with pytest.raises(InputError, match="nested more than 20 levels deep"):
        read_codebook(file)
    file.write_text("a: !!python/object/apply:os.system ['true']\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_codebook(file)


def test_a_theme_that_is_not_there(codebook):
    with pytest.raises(InputError, match="there is no theme 'trade'; there are borders, arms-control"):
        codebook.only(["trade"])
    assert codebook.only(["air", "borders"]).ids == ["borders", "air"]


def test_yaml_file_points_to_its_schema():
    for name, schema in (
        ("essay", "essay"),
        ("themes", "themes"),
        ("general-defence", "themes"),
        ("events", "events"),
    ):
        first = (SEEDS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=schema/{schema}.schema.json"
        assert (SEEDS / "schema" / f"{schema}.schema.json").is_file()


def test_words_of_general_defence_are_short_groups_beside_the_themes(codebook):
    groups = read_codebook(SEEDS / "general-defence.yaml")
    assert groups.ids == ["defence-policy", "armed-forces", "terrorism"]
    assert not set(groups.ids) & set(codebook.ids)
    assert all(group.definition and len(group.patterns) < 40 for group in groups.themes)
    lines = read_with_lines(SEEDS / "general-defence.yaml")[1]
    assert [fault for fault in examine_codebook(groups, lines, None) if fault.severity == "warning"] == []
