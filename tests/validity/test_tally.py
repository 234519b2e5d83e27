"""What is counted in documents for a validation report: coverage, what is left out, consistency, length."""

import math

import numpy as np
import pytest
from themeline.corpus.parsed import ParsedDocument
from themeline.dictionary.codebook import Codebook, Theme
from themeline.text.document import parse_document
from themeline.validity.coding_sheets import read_sheets
from themeline.validity.evidence import Facts, consistencies, length_of_documents, length_of_sentences
from themeline.validity.scores import found_by
from themeline.validity.tally import Tally

CODEBOOK = Codebook(
    themes=[
        Theme(id="navy", label="Navy", patterns=("navy", "war ship*")),
        Theme(id="missile", label="Missiles", patterns=("missile*", "ship missile*")),
    ]
)
GENERAL = Codebook(themes=[Theme(id="army", label="Army", patterns=("army", "ship*"))])


def tally_of(*texts, general=None, stopwords=frozenset()):
    tally = Tally(CODEBOOK, general, lambda _: stopwords)
    for i, text in enumerate(texts):
        document = parse_document(text, name=f"t{i}")
        tally.add(ParsedDocument(f"t{i}.txt", text.encode(), b"", {}, "", None, document))
    return tally


def test_words_in_no_mention_are_counted():
    # Words: the navy sent 2 war ship missiles (7, of which "war ship" and "ship missiles" share one), then 4 others.
    tally = tally_of(
        "The navy sent 2 war ship missiles. It rained in 1999.",
        general=GENERAL,
        stopwords=frozenset({"the", "it", "in"}),
    )
    assert tally.documents == [("t0.txt", 11, 2, 1, 4)]
    assert tally.unknown == {"sent": 1, "rained": 1}
    # "ship" of the other dictionary is in a mention of a theme.
    assert tally.outside[["group", "mentions", "outside"]].to_numpy().tolist() == [["Army", 1, 0], ["all", 1, 0]]


def test_documents_add_up():
    tally = tally_of("The army sailed.", "The navy and the army. A ship.", general=GENERAL)
    assert [row[1:] for row in tally.documents] == [(3, 1, 0, 0), (7, 2, 1, 1)]
    assert tally.outside["outside"].tolist() == [3, 3]
    assert tally.unknown["army"] == 2
    assert tally.rates("navy").tolist() == [0, 1000 / 7]
    names, items = tally.items("navy")
    assert (names, items.tolist()) == (["navy"], [[0], [1]])
    assert tally.items("missile")[1].shape == (2, 0)


def test_another_dictionary_is_not_tried_in_a_language_that_it_has_no_patterns_in():
    english = GENERAL.model_copy(update={"languages": ("en",)})
    tally = Tally(CODEBOOK.model_copy(update={"languages": ()}), english)
    russian = "Стороны подписали договор, и корабли флота вышли вечером из порта. О ядерном оружии и боеголовках не "
    for i, text in enumerate((russian + "говорили ни вчера, ни сегодня, ни на прошлой неделе.", "An army sailed.")):
        tally.add(ParsedDocument(f"{i}.txt", b"", b"", {}, "", None, parse_document(text, name=str(i))))
    assert len(tally.documents) == 2
    assert tally.outside["mentions"].tolist() == [1, 1]
    assert tally.not_looked == 1


def test_consistency_is_over_the_patterns_that_are_found():
    # As in the example by hand of KR-20, with two patterns: both, the first, none, both.
    texts = ["A navy. War ships.", "A navy.", "Rain.", "A navy. War ships."]
    (theme, varying, kr, _), (_, none, other, _) = consistencies(tally_of(*texts))
    # Shares 3/4 and 2/4: p·q sums to 0.4375. The sums 2, 1, 0, 2 have the mean 1.25 and the variance 0.6875.
    assert (theme, varying) == ("navy", 2)
    assert kr.value == pytest.approx(2 * (1 - 0.4375 / 0.6875))
    assert none == 0 and math.isnan(other.value)


def test_rates_that_rise_with_the_length_of_documents_are_named():
    # 1 of 4 words, 2 of 8, … of the navy: as much in each. Missiles come in the long ones only.
    plain = ["The navy was there. " * n for n in (1, 2, 4, 8, 16, 32, 64, 128)]
    with_more = [text + "Missiles flew. " * n for text, n in zip(plain, (0, 0, 0, 0, 4, 16, 64, 256), strict=True)]
    tally = tally_of(*with_more)
    of = {theme: (change, r) for theme, change, r in length_of_documents(tally)}
    assert of["missile"][0].value > 0
    assert of["missile"][1].low > 0
    assert "missile" in Facts(lengths=length_of_documents(tally)).follow_length()
    even = {theme: change for theme, change, _ in length_of_documents(tally_of(*plain))}
    assert even["navy"].value == pytest.approx(0, abs=1e-9)
    assert Facts(lengths=length_of_documents(tally_of(*plain))).follow_length() == []


def test_a_document_without_words_has_no_rate():
    tally = tally_of("A navy.")
    tally.documents.append(("empty", 0, 0, 0, 0))
    tally.patterns.append({})
    assert np.isnan(tally.rates("navy")[1])


def test_errors_are_held_against_the_length_of_sentences(tmp_path):
    texts = ["A ship sailed far.", "Navy.", "Ships were seen on the sea by all of us.", "A navy sailed past."]
    (tmp_path / "t.txt").write_text(" ".join(texts), encoding="utf-8")
    rows = ["document,sentence,text,navy,none"]
    rows += [f"t.txt,{i},{text},{int(i < 4)},{int(i == 4)}" for i, text in enumerate(texts, 1)]
    (tmp_path / "s.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    coded = read_sheets([tmp_path / "s.csv"], CODEBOOK)
    (name, share, change), (other, alarms, flat) = length_of_sentences(coded, found_by(coded, CODEBOOK))
    # The first three have the theme, with 4, 1 and 10 words; the first and the third are missed. The means are 5 and
    # 2/3; products of the distances -1/3 + 8/3 + 5/3 = 4, of the words alone 1 + 16 + 25 = 42.
    assert (name, share) == ("misses", pytest.approx(2 / 3))
    assert change.value == pytest.approx(10 * 4 / 42)
    # The only one without it is a false alarm.
    assert (other, alarms) == ("false alarms", 1)
    assert math.isnan(flat.value)
