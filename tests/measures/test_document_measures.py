import math

import numpy as np
import pandas as pd
import pytest
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from themeline.dictionary.codebook import Codebook, Theme
from themeline.dictionary.codebook_files import read_codebook
from themeline.dictionary.mentions import find_mentions
from themeline.measures.document import (
    deviation_of_proportions,
    gathered_in_sections,
    leads_over,
    order_in_text,
    outside_themes,
    section_measures,
    theme_measures,
    theme_pairs,
    word_positions,
)
from themeline.measures.words import read_stopwords, section_keyness, top_per_section, top_words, word_frequencies
from themeline.text.document import ROLES, parse_document


def small(text: str, *patterns: str):
    codebook = Codebook(
        themes=[Theme(id=p.strip("*"), label=p, definition=p, colour="#000000", patterns=(p,)) for p in patterns]
    )
    document = parse_document(text, name="t")
    return find_mentions(document, codebook), document, codebook


def test_rates_of_the_essay(essay, mentions, codebook):
    table = theme_measures(mentions, essay, codebook).set_index("theme")
    # By hand: 11 mentions of missiles in 1,224 words, in 7 of 39 sentences.
    assert table.loc["missiles", "mentions"] == 11
    assert table.loc["missiles", "rate"] == pytest.approx(11 / 1.224)
    assert table.loc["missiles", "sentences"] == 7
    assert table.loc["missiles", "share"] == pytest.approx(7 / 39)
    assert (table["low"] <= table["rate"]).all()
    assert (table["rate"] <= table["high"]).all()


def test_sections_add_up(essay, mentions, codebook):
    sections = section_measures(mentions, essay, codebook)
    assert len(sections) == 5 * 13
    totals = sections.groupby("theme")["mentions"].sum()
    assert totals.to_dict() == mentions["theme"].value_counts().to_dict()
    # By hand: 10 of the 11 mentions of missiles under "Joint actions", which has 348 words.
    row = sections[(sections["theme"] == "missiles") & (sections["section"] == "Joint actions")].iloc[0]
    assert (row["mentions"], row["words"]) == (10, 348)
    assert row["rate"] == pytest.approx(10 / 0.348)


def test_a_theme_never_mentioned():
    found, document, codebook = small("Ships sail. Boats too.", "ship*", "tank*")
    table = theme_measures(found, document, codebook)
    assert list(table["mentions"]) == [1, 0]
    assert list(table["rate"]) == [250, 0]
    assert list(table.loc[1, ["sentences", "share"]]) == [0, 0]
    # Two sentences are too few for an interval, five are not; of no mention there is no chance.
    assert table[["low", "high"]].isna().all(axis=None)
    table = theme_measures(*small("Ships sail. " * 5, "ship*", "tank*"))
    assert list(table.loc[1, ["low", "high"]]) == [0, 0]
    assert math.isnan(table.loc[1, "dispersion"])


def test_dispersion_worked_out_by_hand():
    # Five equal parts, 5 occurrences as 1, 1, 1, 1, 1 and as 5, 0, 0, 0, 0: DP 0 and 1 - 1/5, normalised 0 and 1.
    sizes = np.array([10, 10, 10, 10, 10])
    assert deviation_of_proportions(sizes, np.array([1, 1, 1, 1, 1])) == 0
    assert deviation_of_proportions(sizes, np.array([5, 0, 0, 0, 0])) == pytest.approx(1)
    # Parts of 9, 9, 10, 10, 12 % and so on need no more than the definition: half the sum of differences.
    sizes, counts = np.array([50, 30, 20]), np.array([1, 1, 2])
    assert deviation_of_proportions(sizes, counts) == pytest.approx((0.25 + 0.05 + 0.3) / 2 / 0.8)
    assert deviation_of_proportions(np.array([7]), np.array([3])) == 0


def test_interval_is_about_the_binomial_one():
    # 100 sentences of 10 words, 30 of them with one mention: the rate is 30 per 1,000, and the number of drawn
    # sentences with a mention is binomial(100, 0.3), whose 2.5 % and 97.5 % points are 21 and 39.
    text = " ".join(
        ["The ship went out to sea in the cold morning."] * 30 + ["The man went out to sea in the cold morning."] * 70
    )
    found, document, codebook = small(text, "ship")
    row = theme_measures(found, document, codebook).iloc[0]
    assert row["rate"] == 30
    assert (row["low"], row["high"]) == (pytest.approx(21, abs=1), pytest.approx(39, abs=1))


def test_intervals_depend_on_the_seed_alone(essay, mentions, codebook):
    first, again, other = (theme_measures(mentions, essay, codebook, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_most_frequent_words_counted_by_hand(essay):
    table = word_frequencies(essay, without=read_stopwords("seeds/stopwords.txt")).set_index("word")["count"]
    assert table.head(5).to_dict() == {"countries": 9, "nuclear": 9, "security": 9, "cooperation": 8, "joint": 8}
    assert table["Russian"] == 7
    assert "the" not in table
    assert "2024" not in table


def test_numbers_months_and_weekdays_are_no_content_words():
    text = (
        "Two ships in March. Three planes on Monday, 3 in the 1990s, 4 on the 21st, a 20-year war, F-16, 2019-2020."
    )
    table = word_frequencies(parse_document(text, name="t"), without=read_stopwords("seeds/stopwords.txt"))
    assert set(table["word"]) == {"ships", "planes", "20-year", "war", "F-16"}


def test_words_without_a_list_are_all_words(essay):
    table = word_frequencies(essay)
    assert table["count"].sum() == essay.word_count()
    assert word_frequencies(essay, roles=ROLES)["count"].sum() == len(essay.words)
    assert table.iloc[0]["word"] == "the"


def test_keyness_worked_out_by_hand():
    # 8 words against 8: "ship" 3 times here, once there. Expected 2 and 2: G2 = 2 (3 ln(3/2) + 1 ln(1/2)).
    text = "A part\n\nFirst\n\nShip ship ship a b c d e.\n\nSecond\n\nShip f g h i j k l.\n\nEnd."
    document = parse_document(text.removesuffix("\n\nEnd."), name="t")
    table = section_keyness(document)
    row = table[table["word"] == "ship"].iloc[0]
    assert (row["section"], row["count"], row["elsewhere"]) == ("First", 3, 1)
    assert row["keyness"] == pytest.approx(2 * (3 * math.log(3 / 2) + math.log(1 / 2)))
    # Only here: G2 = 2 * 2 ln(2 / 1), the other half of the sum is nothing.
    document = parse_document("Head\n\nOne\n\nSea sea x y.\n\nTwo\n\nP q r s.", name="t")
    assert section_keyness(document).iloc[0]["keyness"] == pytest.approx(4 * math.log(2))


def test_pairs_worked_out_by_hand():
    # Six sentences; ships in 1, 2, 3 and tanks in 2, 3, 4: two shared. Of the 20 ways to choose 3 of 6 sentences,
    # 9 share two and 1 shares three with a given 3: p = 10 / 20.
    text = "Ship. Ship, tank. Tank and ship. Tank. Nothing. Nothing."
    found, document, codebook = small(text, "ship", "tank", "nothing")
    pairs = theme_pairs(found, document, codebook).set_index(["theme", "other"])
    row = pairs.loc[("ship", "tank")]
    assert list(row[["sentences", "other_sentences", "shared", "expected"]]) == [3, 3, 2, 1.5]
    assert row["p"] == pytest.approx(0.5)
    # Three pairs, the others with p = 1: Holm multiplies the smallest by three, and no value passes 1.
    assert pairs.loc[("ship", "nothing"), "p"] == 1
    assert list(pairs["p_adjusted"]) == [1, 1, 1]


def test_pairs_of_themes_that_always_go_together_are_no_chance():
    text = " ".join(["The ship and the tank."] * 10 + ["A quiet sea."] * 10)
    found, document, codebook = small(text, "ship", "tank", "sea")
    pairs = theme_pairs(found, document, codebook).set_index(["theme", "other"])
    # One way of C(20, 10) = 184,756.
    assert pairs.loc[("ship", "tank"), "p"] == pytest.approx(1 / 184_756)
    assert pairs.loc[("ship", "tank"), "p_adjusted"] == pytest.approx(3 / 184_756)
    assert pairs.loc[("ship", "sea"), "shared"] == 0


def test_words_of_another_dictionary_that_no_theme_takes():
    # The first "army" is within "army and navy treaty", the second stands beside "ship", "soldiers" within nothing.
    text = "The army and navy treaty held. Soldiers saw the army ship."
    taken, _, _ = small(text, "army-and-navy-treaty", "ship", "navy")
    general, _, words = small(text, "army", "soldiers", "tank")
    table = outside_themes(general, taken, words).set_index("group")
    assert table["mentions"].to_dict() == {"army": 2, "soldiers": 1, "tank": 0, "all": 3}
    assert table["outside"].to_dict() == {"army": 1, "soldiers": 1, "tank": 0, "all": 2}
    assert table["share"].drop("tank").to_dict() == {"army": 0.5, "soldiers": 1, "all": pytest.approx(2 / 3)}
    assert math.isnan(table.loc["tank", "share"])
    nothing, _, _ = small(text, "tank")
    assert outside_themes(general, nothing, words)["outside"].to_list() == [2, 1, 0, 3]


def test_the_essays_words_of_general_defence(essay, mentions):
    words = read_codebook(SEEDS / "general-defence.yaml")
    table = outside_themes(find_mentions(essay, words), mentions, words).set_index("group")
    # Outside are "its military development" and "the military personnel"; the others are parts of mentions: "Border
    # Military", the interaction of armed forces, military artificial intelligence, the involvement of two armies.
    assert table.loc["all", ["mentions", "outside"]].to_list() == [7, 2]


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(["ship", "navy", "sea", "land"]), min_size=1), min_size=1, max_size=8))
def test_counts_add_up(paragraphs):
    text = ".\n\n".join(" ".join(words) for words in paragraphs) + "."
    found, document, codebook = small(text, "ship", "navy")
    sections = section_measures(found, document, codebook)
    assert sections["mentions"].sum() == len(found) == text.count("ship") + text.count("navy")
    measures = theme_measures(found, document, codebook)
    assert measures["mentions"].sum() == len(found)
    assert measures["dispersion"].dropna().between(0, 1 + 1e-9).all()


def test_ties_are_not_broken():
    table = pd.DataFrame({"word": list("abcde"), "count": [5, 3, 2, 2, 2]})
    assert list(top_words(table, 3)["word"]) == ["a", "b"]
    assert list(top_words(table, 5)["word"]) == list("abcde")
    same = pd.DataFrame({"word": list("abc"), "count": [1, 1, 1]})
    assert list(top_words(same, 2)["word"]) == ["a", "b"]


def test_words_typical_of_a_section_stand_in_it_at_least_twice():
    # "sea" stands twice under One and never elsewhere, "x" and "y" once.
    document = parse_document("Head\n\nOne\n\nSea sea x y.\n\nTwo\n\nP q r s.", name="t")
    assert section_keyness(document)[["section", "word", "count"]].to_numpy().tolist() == [["One", "sea", 2]]
    # As frequent as elsewhere is not more frequent: 2 of 4 words here and there.
    document = parse_document("Head\n\nOne\n\nSea sea x y.\n\nTwo\n\nSea sea r s.", name="t")
    assert section_keyness(document).empty


def test_which_typical_words_are_drawn():
    table = pd.DataFrame(
        [(section, f"w{i}", keyness) for section in (0, 2, 3) for i, keyness in enumerate((9.0, 3.84, 3.83))],
        columns=["section_number", "word", "keyness"],
    )
    # At least 3.84, of each section.
    assert top_per_section(table)[["section_number", "word"]].to_numpy().tolist() == [
        [0, "w0"], [0, "w1"], [2, "w0"], [2, "w1"], [3, "w0"], [3, "w1"],
    ]  # fmt: skip
    assert top_per_section(table, each=1, sections=2)[["section_number", "word"]].to_numpy().tolist() == [
        [0, "w0"], [2, "w0"],
    ]  # fmt: skip
    # At most five of a section, and twelve sections, unless more are asked for.
    many = pd.DataFrame([(i, f"w{j}", 9.0) for i in range(13) for j in range(6)], columns=table.columns)
    assert top_per_section(many)["section_number"].value_counts().to_dict() == dict.fromkeys(range(12), 5)


def test_a_lead_that_every_draw_has_is_sure():
    mentions, document, codebook = small("War came. " * 20 + "Sea.", "war", "sea", "calm")
    leads = leads_over("war", mentions, document, codebook).set_index("theme")
    assert list(leads.index) == ["sea", "calm"]
    assert (leads["low"] > 0).all()
    # Of what both are in the same sentences, neither leads.
    mentions, document, codebook = small("War at sea. " * 20, "war", "sea")
    assert leads_over("war", mentions, document, codebook)[["low", "high"]].to_numpy().tolist() == [[0, 0]]


def test_a_lead_of_one_mention_is_not_sure():
    mentions, document, codebook = small("War came. " * 6 + "Sea came. " * 5, "war", "sea")
    lead = leads_over("war", mentions, document, codebook).iloc[0]
    assert lead["low"] < 0 < lead["high"]


def placed(text: str, *patterns: str):
    mentions, document, _ = small(text, *patterns)
    words = document.in_roles("words")
    return word_positions(mentions, words), words


def test_themes_stand_in_the_order_in_which_the_text_turns_to_them():
    # Mean places: sea (1 + 5) / 2 = 3, war 2, air 4; calm is nowhere.
    mentions, _ = placed("Sea war rain air sea.", "calm", "air", "sea", "war")
    assert order_in_text(mentions, ["calm", "air", "sea", "war"]) == ["war", "sea", "air", "calm"]
    assert order_in_text(mentions.iloc[:0], ["calm", "air"]) == ["calm", "air"]


def test_how_many_themes_are_gathered_in_a_section():
    # War: 3 of 4 in the first part; sea: 2 of 4, which is not more than half; air comes once and cannot be gathered.
    text = "The text\n\nPart one\n\nWar. War. War. Sea. Sea. Air.\n\nPart two\n\nWar. Sea. Sea. Rain. Rain. Rain."
    found = gathered_in_sections(*placed(text, "war", "sea", "air"))
    assert (found.gathered, found.of, found.homes) == (1, 2, {"war": 1})
    # In two sections of one length more than half of four sentences fall into one, by chance, with 10 of 16: of two
    # themes at least one does so with 1 - (6/16)².
    assert found.p == pytest.approx(1 - (6 / 16) ** 2, abs=0.02)


def test_nothing_is_gathered_in_a_text_of_one_section_or_without_mentions():
    assert gathered_in_sections(*placed("War. War. War.", "war")) == (0, 1, 1.0, {})
    assert gathered_in_sections(*placed("Rain.", "war")) == (0, 0, 1.0, {})
