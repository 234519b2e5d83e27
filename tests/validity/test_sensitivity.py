"""What hangs on which pattern, on small texts where it can be counted by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.mentions import Matches, find_mentions
from themeline.text.document import parse_document
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.sensitivity import KEPT, pattern_effects, rank_stability

TEXT = "Ships and boats. Ships sank. A tank rolled. The dry dock was shut, and so was the fish dock. Tank, tank."


def theme(name, *patterns, exceptions=()):
    return Theme(id=name, label=name, definition=name, patterns=patterns, exceptions=exceptions, colour="#000000")


BOOK = Codebook(themes=[theme("sea", "ships", "boats", "dock", exceptions=("dry dock",)), theme("land", "tank")])


def test_ranks_by_hand():
    ranks = rank_stability(parse_document(TEXT, name="t"), BOOK)
    table = ranks.table.set_index("theme")
    # Sea: ships, boats, ships, fish dock = 4 (dry dock is blocked); land: tank three times.
    assert table["mentions"].to_dict() == {"sea": 4, "land": 3}
    assert table["rank"].to_dict() == {"sea": 1, "land": 2}
    # Without "ships" the sea has 2 and comes second; without "tank" the land has none.
    assert table.loc["sea", ["least", "most"]].tolist() == [1, 2]
    assert table["without_exceptions"].to_dict() == {"sea": 1, "land": 2}
    # Sentences: the sea in 1, 2 and 4; the land in 3 and 5.
    assert table["by_sentences"].to_dict() == {"sea": 1, "land": 2}


def test_drawn_codebooks_by_hand():
    ranks = rank_stability(parse_document("Ship, ship. Tank.", name="t"), Codebook(
        themes=[theme("sea", "ship"), theme("land", "tank")]
    ))  # fmt: skip
    # The sea is ahead where it is kept; where both are gone they tie, which counts half.
    expected = KEPT + (1 - KEPT) ** 2 / 2
    assert ranks.ahead("sea", "land") == pytest.approx(expected, abs=0.03)
    assert ranks.ahead("land", "sea") == pytest.approx(1 - ranks.ahead("sea", "land"))


def test_the_same_seed_gives_the_same_draws(essay, codebook):
    one, two, other = (rank_stability(essay, codebook, seed=seed) for seed in (1, 1, 2))
    assert (one.drawn == two.drawn).all()
    assert not (one.drawn == other.drawn).all()
    assert one.drawn.sum(axis=1) == pytest.approx(13 * 14 / 2)


def test_leaving_a_pattern_out_is_a_codebook_without_it(essay, codebook):
    matches = Matches(essay, codebook)
    for one in codebook.themes:
        for pattern in matches.patterns(one.id):
            rest = tuple(other for other in one.patterns if other != pattern)
            if rest:
                less = Codebook(themes=[one.model_copy(update={"patterns": rest})])
                assert len(find_mentions(essay, less)) == len(matches.counted(one.id, without={pattern}))
        bare = Codebook(themes=[one.model_copy(update={"exceptions": ()})])
        assert len(find_mentions(essay, bare)) == len(matches.counted(one.id, exceptions=False))


def coded(folder, marks):
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        f"t.txt,{number},\"{sentence}\",{sea},{land}"
        for number, (sentence, (sea, land)) in enumerate(zip(
            ["Ships and boats.", "Ships sank.", "A tank rolled.", "The dry dock was shut, and so was the fish dock.",
             "Tank, tank."], marks, strict=True), 1)
    ]  # fmt: skip
    (folder / "s.csv").write_text("document,sentence,text,sea,land\n" + "\n".join(rows), encoding="utf-8")
    return read_sheets([folder / "s.csv"], BOOK)


def test_patterns_earn_their_keep_or_are_noise(tmp_path):
    effects = pattern_effects(coded(tmp_path, [(1, 0), (1, 0), (0, 0), (0, 0), (0, 0)]), BOOK).set_index("pattern")
    assert effects["effect"].to_dict() == {
        "ships": "earns its keep", "boats": "spare", "dock": "only noise", "tank": "only noise",
    }  # fmt: skip
    ships = effects.loc["ships"]
    # Found 1, 2 and 4, coded 1 and 2: F1 4/5; without "ships" 1 and 4 are found: 2/4.
    assert (ships["hits"], ships["only_hits"], ships["f1"], ships["f1_without"]) == (2, 1, 0.8, 0.5)
    assert (ships["precision"], ships["recall"], ships["precision_without"], ships["recall_without"]) == (
        2 / 3,
        1,
        0.5,
        0.5,
    )
    assert effects.loc["dock", "f1_without"] == 1


@settings(max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=5, max_size=5))
def test_unique_hits_never_exceed_hits(tmp_path_factory, marks):
    table = pattern_effects(coded(tmp_path_factory.mktemp("s"), [(int(a), int(b)) for a, b in marks]), BOOK)
    assert (table["only_hits"] <= table["hits"]).all()
    assert (table["only_false_alarms"] <= table["false_alarms"]).all()
    assert np.isfinite(table["f1"]).all()
