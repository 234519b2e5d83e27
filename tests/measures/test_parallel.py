"""Two texts that should say the same: which themes each row has in both, or in one alone."""

import pandas as pd
from conftest import SEEDS
from themeline.dictionary.codebook import Codebook, Theme
from themeline.measures.parallel import parallel_rows, parallel_table, themes_in_both
from themeline.text.document import parse_document, read_document

THEMES = Codebook(
    themes=[
        Theme(id="sea", label="Sea", patterns=("navy", "флот*")),
        Theme(id="arms", label="Arms", patterns=("missile*", "ракет*")),
        Theme(id="talks", label="Talks", patterns=("talks",)),
    ],
    languages=(),
)
ENGLISH = (
    "The Missile Talks\n\nThe navy of both states carries missiles. The navy is a guest in ports. "
    "It is good that the talks about all of this go on for as long as they do, year after year.\n\nThey sign."
)
RUSSIAN = (
    "Переговоры о ракетах\n\nФлот обеих стран имеет ракеты на борту. Они бывают гостями в портах. "
    "Хорошо, что обсуждение всего этого продолжается так долго, как это происходит, из года в год.\n\nОни "
    "подписывают."
)


def rows(first=ENGLISH, second=RUSSIAN):
    documents = parse_document(first, name="a"), parse_document(second, name="b")
    return parallel_rows(*documents, THEMES)


def test_a_row_has_the_themes_of_both_and_of_one_alone():
    found = rows()
    assert [(row.row, row.first_sentences, row.second_sentences) for row in found] == [
        (1, "1", "1"), (2, "2", "2"), (3, "3", "3"), (4, "4", "4"), (5, "5", "5"),
    ]  # fmt: skip
    # The title names missiles in both, and does not count.
    assert [(row.both, row.only_first, row.only_second) for row in found] == [
        ("", "", ""), ("sea arms", "", ""), ("", "sea", ""), ("", "talks", ""), ("", "", ""),
    ]  # fmt: skip
    assert [row.differs for row in found] == [False, False, True, True, False]
    assert (found[2].first_text, found[2].second_text) == (
        "The navy is a guest in ports.", "Они бывают гостями в портах.",
    )  # fmt: skip
    assert [row.themes for row in found] == [[], ["sea", "arms"], ["sea"], ["talks"], []]


def test_the_other_way_round_it_is_the_mirror_image():
    for one, other in zip(rows(), rows(RUSSIAN, ENGLISH), strict=True):
        assert (one.only_first, one.only_second, one.both) == (other.only_second, other.only_first, other.both)
        assert (one.first_text, one.second_text) == (other.second_text, other.first_text)


def test_rows_are_counted_by_theme():
    assert [row[:1] + row[2:] for row in themes_in_both(rows(), THEMES)] == [
        ("sea", 1, 1, 0), ("arms", 1, 0, 0), ("talks", 0, 1, 0),
    ]  # fmt: skip


def test_with_headings_their_themes_count():
    documents = parse_document(ENGLISH, name="a"), parse_document(RUSSIAN, name="b")
    first = parallel_rows(*documents, THEMES, roles=("title", "body"))[0]
    assert (first.both, first.only_first) == ("arms", "talks")


def test_sentences_without_counterpart_differ_even_without_a_theme():
    found = rows("It is the end of the road.", "It is the end of the road. And the sun is shining on it all day.")
    assert [(row.first_sentences, row.second_sentences, row.differs) for row in found] == [
        ("1", "1", False), ("", "2", True),
    ]  # fmt: skip
    assert (found[1].first_text, found[1].only_second) == ("", "")


def test_the_table_has_a_row_each_and_text_columns_also_where_there_is_none():
    documents = parse_document(ENGLISH, name="a"), parse_document("", name="b")
    table = parallel_table(*documents, THEMES)
    assert list(table.columns) == [
        "row", "first_sentences", "second_sentences", "both", "only_first", "only_second", "first_text",
        "second_text",
    ]  # fmt: skip
    assert table["second_sentences"].tolist() == [""] * 5
    assert pd.api.types.is_integer_dtype(parallel_table(documents[1], documents[1], THEMES)["row"])


def test_in_the_statement_what_differs_is_what_its_list_says():
    """With patterns for the subjects of these sentences alone; `seeds/parallel/README.md` has the list."""
    themes = {
        "forces": ("strategic nuclear forces", "стратегическ* ядерн* сил*"),
        "defence": ("missile defence system", "противоракетн*", "反 导 系 统"),
        "fleets": ("fleets", "флот*", "舰 队"),
        "bombers": ("bombers", "бомбардировщик*", "轰 炸 机"),
        "conflict": ("armed conflict", "вооружённ* конфликт*", "武 装 冲 突"),
        "cyber": ("cyber", "кибератак*", "网 络 攻 击"),
    }
    book = Codebook(themes=[Theme(id=name, label=name, patterns=of) for name, of in themes.items()], languages=())
    english, russian, chinese = (read_document(SEEDS / f"parallel/statement.{one}.txt") for one in ("en", "ru", "zh"))
    found = {
        name: {row.theme: tuple(row[2:]) for row in themes_in_both(parallel_rows(english, other, book), book)}
        for name, other in (("ru", russian), ("zh", chinese))
    }
    assert found["ru"] == {
        "forces": (0, 0, 1), "defence": (0, 1, 0), "fleets": (0, 1, 0), "bombers": (1, 0, 0), "conflict": (1, 0, 0),
        "cyber": (1, 0, 0),
    }  # fmt: skip
    assert found["zh"] == {
        "forces": (0, 0, 0), "defence": (1, 0, 0), "fleets": (1, 0, 0), "bombers": (0, 1, 0), "conflict": (0, 1, 0),
        "cyber": (1, 0, 0),
    }  # fmt: skip
