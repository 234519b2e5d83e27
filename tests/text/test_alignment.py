"""Which sentences of two texts say the same."""

import importlib.util
import math
from functools import cache

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from themeline.errors import InputError
from themeline.text import alignment
from themeline.text.alignment import align_documents, numbers_in
from themeline.text.document import parse_document

YEARS = (1996, 1997, 2001)


def sentence(length, word="a"):
    """A sentence of so many characters, without numbers."""
    return f"A{word * (length - 2)}."


def text(*paragraphs):
    """A text of paragraphs, each given as the lengths of its sentences, or as words."""
    return "\n\n".join(
        one if isinstance(one, str) else " ".join(sentence(length) for length in one) for one in paragraphs
    )


def rows(first, second):
    found = align_documents(parse_document(first, name="a"), parse_document(second, name="b"))
    return [(row.first, row.second) for row in found]


def pairs(*numbers):
    return [((number,), (number,)) for number in numbers]


def test_sentences_of_like_lengths_are_linked_in_their_order():
    assert rows(text([40, 90, 60]), text([44, 80, 66])) == pairs(1, 2, 3)


def test_a_script_with_fewer_characters_is_as_long():
    """Each Chinese sentence has a third of the characters."""
    assert rows(text([60, 150, 90]), "人" * 19 + "。" + "人" * 49 + "。" + "人" * 29 + "。") == pairs(1, 2, 3)


def test_a_sentence_that_is_two_in_the_other_text_is_linked_with_both():
    assert rows(text([50, 160, 70]), text([50, 70, 90, 70])) == [((1,), (1,)), ((2,), (2, 3)), ((3,), (4,))]
    assert rows(text([50, 70, 90, 70]), text([50, 160, 70])) == [((1,), (1,)), ((2, 3), (2,)), ((4,), (3,))]


def test_a_sentence_that_the_other_text_has_not_got_stands_alone():
    """However long it is: NLTK's aligner links one of 300 characters with something in any case."""
    found = rows(text([50, 300, 120], [80]), text([50, 120], [80]))
    assert found == [((1,), (1,)), ((2,), ()), ((3,), (2,)), ((4,), (3,))]
    assert rows(text([50, 120], [80]), text([50, 300, 120], [80])) == [(two, one) for one, two in found]


def test_numbers_tell_which_of_three_alike_is_left_out():
    years = [f"In the spring of {year} the treaty was signed by both of them in a great hall." for year in YEARS]
    other = [f"Im Frühling {year} wurde der Vertrag von den beiden in einem Saal unterzeichnet." for year in YEARS]
    for gone in (1, 2):
        kept = [number for number in range(3) if number != gone]
        found = dict(rows(" ".join(years), " ".join(other[number] for number in kept)))
        assert found == {(gone + 1,): (), **{(old + 1,): (new + 1,) for new, old in enumerate(kept)}}
    # That of an article is written otherwise in Chinese.
    articles = [f"Article {number}\n\n{sentence(60)}" for number in (1, 2, 3)]
    chinese = [f"第{number}条\n\n{'人' * 19}。" for number in "一三"]
    found = rows("\n\n".join(articles), "\n\n".join(chinese))
    assert found == [((1,), (1,)), ((2,), (2,)), ((3,), ()), ((4,), ()), ((5,), (3,)), ((6,), (4,))]


def test_a_heading_is_not_the_counterpart_of_a_sentence():
    """Of two parts as long as the heading, one before the other, the heading is its counterpart."""
    found = rows(text([90], "The Forces", [90]), text([90], [10], "The Forces", [90]))
    assert found == [((1,), (1,)), ((), (2,)), ((2,), (3,)), ((3,), (4,))]
    found = rows(text([90], [10], [90]), text([90], "The Forces", [10], [90]))
    assert found == [((1,), (1,)), ((), (2,)), ((2,), (3,)), ((3,), (4,))]


def test_what_opens_a_paragraph_is_linked_with_what_does():
    """Of two sentences of the same length the one that opens the paragraph is the one that the other text has."""
    assert rows(text([90], [60, 60, 90]), text([90], [60, 90])) == [
        ((1,), (1,)), ((2,), (2,)), ((3,), ()), ((4,), (3,)),
    ]  # fmt: skip
    assert rows(text([90, 60], [60, 90]), text([90], [60, 90])) == [
        ((1,), (1,)), ((2,), ()), ((3,), (2,)), ((4,), (3,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Статья 12 договора 2001 года", {12, 2001}),
        ("第十二条", {12}),
        ("第二十条和第一百零三条", {20, 103}),
        ("二〇〇一年七月", {2001}),
        ("١٩٩٦", {1996}),
        ("Part IV of it", set()),
        ("三十天", set()),
    ],
)
def test_numbers_of_any_script(words, numbers):
    assert numbers_in(words) == numbers


def test_roman_numbers_count_in_headings_alone():
    assert numbers_in("Article XIV", heading=True) == {14}
    assert numbers_in("I. Borders", heading=True) == {1}
    assert numbers_in("As I said, IV.") == frozenset()


def test_a_text_without_words_has_no_counterparts():
    assert rows("", "One. Two.") == [((), (1,)), ((), (2,))]
    assert rows("One.", "") == [((1,), ())]
    assert rows("", "") == []


def test_a_text_with_too_many_sentences_is_refused(monkeypatch):
    monkeypatch.setattr(alignment, "MOST_SENTENCES", 2)
    with pytest.raises(InputError, match=r"^b: has 3 sentences; 2 is the most that can be aligned; align its ch"):
        rows("One. Two.", "One. Two. Three.")


def lowest_cost(first, second, ratio):
    """What the best alignment costs, by recursion over all: the formula of docs/methods.md, a link at a time.

    Args:
        first: of each sentence its length, numbers, whether a heading, whether it opens a paragraph.
        second: the same.
        ratio: so many times is the second text as long.
    """
    scales = (ratio, 1) if ratio > 1 else (1, 1 / ratio)
    sides = [[(one[0] * by, *one[1:]) for one in units] for units, by in zip((first, second), scales, strict=True)]
    logs = [[math.log(one[0]) for one in units] for units in sides]
    means = [sum(of) / len(of) for of in logs]
    apart = [(one - mean) ** 2 for of, mean in zip(logs, means, strict=True) for one in of]
    spread = max(0.3, math.sqrt(sum(apart) / len(apart)))

    def normal(value, middle, deviation):
        return 0.5 * ((value - middle) / deviation) ** 2 + math.log(deviation)

    def link(ones, others):
        mine, theirs = sum(one[0] for one in ones), sum(one[0] for one in others)
        cost = normal(math.log(theirs / mine), 0, math.sqrt(6.8 / ((mine + theirs) / 2)))
        cost -= sum(normal(math.log(one[0]), means[1], spread) for one in others)
        cost -= math.log({(1, 1): 0.85, (2, 1): 0.04, (1, 2): 0.04, (2, 2): 0.01}[len(ones), len(others)])
        numbers = [set().union(*(one[1] for one in group)) for group in (ones, others)]
        if numbers[0] & numbers[1]:
            cost -= 3
        elif all(numbers):
            cost += 3
        if len({one[2] for one in (*ones, *others)}) == 2:
            cost += 4
        if ones[0][3] != others[0][3]:
            cost += 1.5
        return cost + 4 * sum(one[3] for group in (ones, others) for one in group[1:])

    @cache
    def best(i, j):
        tried = [0.0] if (i, j) == (0, 0) else []
        if i:
            tried.append(best(i - 1, j) - math.log(0.03))
        if j:
            tried.append(best(i, j - 1) - math.log(0.03))
        for x in (1, 2):
            for y in (1, 2):
                if x <= i and y <= j:
                    tried.append(best(i - x, j - y) + link(sides[0][i - x : i], sides[1][j - y : j]))
        return min(tried)

    def cost_of(found):
        return sum(
            link([sides[0][n - 1] for n in one], [sides[1][n - 1] for n in other])
            if one and other
            else -math.log(0.03)
            for one, other in found
        )

    return best(len(first), len(second)), cost_of


UNIT = st.tuples(st.integers(1, 400), st.frozensets(st.integers(1, 3), max_size=2), st.booleans(), st.booleans())


SIDE = st.lists(UNIT, min_size=1, max_size=6)


@given(SIDE, SIDE, st.sampled_from([0.3, 1.0, 1.2]))
def test_no_other_alignment_is_more_probable_and_each_sentence_stands_once(first, second, ratio):
    units = [[alignment._Unit(*unit) for unit in side] for side in (first, second)]
    cost, found = alignment._aligned_at(alignment._Links(*units), ratio)
    lowest, cost_of = lowest_cost(first, second, ratio)
    assert cost == pytest.approx(lowest)
    for rows_found in (found, alignment._aligned(*units)):
        assert [number for one, _ in rows_found for number in one] == list(range(1, len(first) + 1))
        assert [number for _, other in rows_found for number in other] == list(range(1, len(second) + 1))
    assert cost_of(found) == pytest.approx(lowest)


def test_what_is_left_out_does_not_change_how_long_the_translation_is():
    """A third of the characters each, and the longest sentence, half of the text, left out."""
    first, second = (
        text([60, 150, 500, 90, 120], [75]),
        "\n\n".join("".join("人" * (length // 3 - 1) + "。" for length in of) for of in ([60, 150, 90, 120], [75])),
    )
    assert rows(first, second) == [
        ((1,), (1,)), ((2,), (2,)), ((3,), ()), ((4,), (3,)), ((5,), (4,)), ((6,), (5,)),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("alignment_", ROOT / "scripts" / "benchmark_alignment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_texts_aligned_by_hand_are_aligned_as_the_docs_say(benchmark, capsys):
    """All that `scripts/benchmark.py alignment` prints but for the texts with parts left out, which take longer."""
    printed = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8").splitlines()
    said = [line.split() for line in printed if line.startswith("statement,")]
    for first, second in (("en", "ru"), ("en", "zh"), ("ru", "zh")):
        for way, of in benchmark.scores("statement", first, second).items():
            assert benchmark.line("statement", first, second, way, of).split() in said


def test_the_tables_made_by_hand_name_each_sentence(benchmark):
    """Each sentence of each text is in a row, and none that the text has not got."""
    for language in benchmark.LANGUAGES:
        count = len(benchmark.read("statement", language).parts.sentences)
        assert benchmark.numbers_by_hand("statement", language) == set(range(1, count + 1)), language
