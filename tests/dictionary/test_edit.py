"""Changes of a codebook in the words of its file: only what is changed is changed."""

import pytest
import yaml
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.dictionary.codebook import Codebook
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.edit import Change, changed, edited
from themeline.errors import InputError

FILE = """\
# The sea comes first.
themes:
  - id: sea # of ships
    label: Sea
    patterns:
      - ships # all of them
      # by name
      - 'navy*'

  # Not the sea.
  - id: land
    label: Land
    patterns: [tank, infantry]   # on foot
    exceptions: [tank top]
"""


def test_a_pattern_is_put_behind_those_of_its_theme_and_nothing_else_is_touched():
    new = edited(FILE, "f", [Change("sea", "add", "fleet*"), Change("land", "add", "*foot")])
    assert new == FILE.replace("- 'navy*'\n", "- 'navy*'\n      - fleet*\n").replace(
        "[tank, infantry]", "[tank, infantry, '*foot']"
    )


def test_a_note_stands_above_the_first_that_is_added_to_a_list_of_lines():
    new = edited(FILE, "f", [Change("sea", "add", "fleet*"), Change("sea", "add", "fleets")], "suggested by a.csv")
    assert new == FILE.replace(
        "- 'navy*'\n", "- 'navy*'\n      # suggested by a.csv\n      - fleet*\n      - fleets\n"
    )


def test_what_is_removed_goes_with_the_comment_beside_it():
    assert edited(FILE, "f", [Change("sea", "remove", "ships")]) == FILE.replace("      - ships # all of them\n", "")
    assert edited(FILE, "f", [Change("sea", "remove", "navy*")]) == FILE.replace("      - 'navy*'\n", "")
    assert edited(FILE, "f", [Change("land", "remove", "tank")]) == FILE.replace("[tank, infantry]", "[infantry]")
    assert edited(FILE, "f", [Change("land", "remove", "infantry")]) == FILE.replace("[tank, infantry]", "[tank]")


def test_a_limit_stands_where_the_pattern_stood():
    new = edited(FILE, "f", [Change("sea", "limit", "ships NOT NEAR/8 desert", "ships")])
    assert new == FILE.replace("- ships #", "- ships NOT NEAR/8 desert #")


def test_exceptions_are_added_to_those_of_the_theme_or_made():
    new = edited(FILE, "f", [Change("sea", "except", "ships of the desert"), Change("land", "except", "tank tops")])
    assert new == FILE.replace("- 'navy*'\n", "- 'navy*'\n    exceptions:\n      - ships of the desert\n").replace(
        "[tank top]", "[tank top, tank tops]"
    )
    without = FILE.replace("    exceptions: [tank top]\n", "")
    assert edited(without, "f", [Change("land", "except", "tank top")]) == without + "    exceptions: [tank top]\n"
    assert edited(without.rstrip("\n"), "f", [Change("land", "except", "tank top")]).endswith(
        "\n    exceptions: [tank top]\n"
    )


def test_ends_of_lines_stay_as_they_are():
    windows = FILE.replace("\n", "\r\n")
    new = edited(windows, "f", [Change("sea", "add", "fleet*")])
    assert new == windows.replace("- 'navy*'\r\n", "- 'navy*'\r\n      - fleet*\r\n")
    # The last line has no end.
    last = "themes:\n- id: sea\n  label: Sea\n  patterns:\n  - ships"
    assert edited(last, "f", [Change("sea", "add", "navy")]) == last + "\n  - navy\n"


def test_a_theme_in_one_line():
    line = "themes: [{id: sea, label: Sée, patterns: [ships]}, {id: land, label: Land, patterns: [tank]}]\n"
    new = edited(line, "f", [Change("sea", "except", "ships of * desert"), Change("land", "add", "wom?n's")])
    assert yaml.safe_load(new) == {"themes": [
        {"id": "sea", "label": "Sée", "patterns": ["ships"], "exceptions": ["ships of * desert"]},
        {"id": "land", "label": "Land", "patterns": ["tank", "wom?n's"]},
    ]}  # fmt: skip


WORDS = st.sampled_from(
    ["ship", "'s", "*sea", "no", "CAPS/UN", "a NEAR/3 b|c", "wom?n", "x y", "navy *", "été", "null"]
)
LAYOUTS = st.sampled_from(["block", "flow"])


@settings(max_examples=60)
@given(
    st.lists(WORDS, min_size=1, max_size=4, unique=True), st.lists(WORDS, max_size=2, unique=True), LAYOUTS,
    st.sampled_from(["add", "except", "remove", "limit"]), st.data(),
)  # fmt: skip
def test_the_file_holds_what_the_changed_codebook_holds(patterns, exceptions, layout, kind, data):
    theme = {"id": "t", "label": "T", "patterns": patterns} | ({"exceptions": exceptions} if exceptions else {})
    themes = [theme, {"id": "u", "label": "U", "patterns": ["u"]}]
    text = yaml.safe_dump(
        {"themes": themes}, default_flow_style=layout == "flow", sort_keys=False, allow_unicode=True
    )
    old = data.draw(st.sampled_from(patterns)) if kind in ("remove", "limit") else ""
    change = Change("t", kind, old if kind == "remove" else "new word*", old if kind == "limit" else "")
    try:
        expected = changed(Codebook.model_validate({"themes": themes}), [change])
    except (InputError, ValueError):
        # "'s" is no pattern, and the last one stays.
        return
    assert Codebook.model_validate(yaml.load(edited(text, "f", [change]), yaml.BaseLoader)) == expected


def test_the_shipped_dictionary_changes_in_one_line():
    text = (SEEDS / "themes.yaml").read_text(encoding="utf-8")
    new = edited(text, "themes.yaml", [Change("maritime", "add", "hospital ship*")])
    assert sorted({*new.splitlines()} - {*text.splitlines()}) == ["      - hospital ship*"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("see", "add", "x"), "there is no theme 'see'"),
        (Change("sea", "add", "ships"), "theme 'sea': has 'ships' already"),
        (Change("sea", "remove", "boats"), "theme 'sea': has no pattern 'boats'"),
        (Change("sea", "limit", "boats NOT NEAR/8 a", "boats"), "theme 'sea': has no pattern 'boats'"),
        (Change("sea", "add", "*"), "has no letters"),
    ],
)
def test_what_cannot_be_changed_is_refused(tmp_path, change, said):
    (tmp_path / "f.yaml").write_text(FILE, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        changed(read_codebook(tmp_path / "f.yaml"), [change])
    assert said in str(caught.value)


def test_a_theme_keeps_its_last_pattern(tmp_path):
    (tmp_path / "f.yaml").write_text(FILE, encoding="utf-8")
    changes = [Change("sea", "remove", "ships"), Change("sea", "remove", "navy*")]
    with pytest.raises(InputError) as caught:
        changed(read_codebook(tmp_path / "f.yaml"), changes)
    assert "has no pattern but 'navy*'" in str(caught.value)
