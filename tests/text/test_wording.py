"""How numbers, lists, tables and stretches of text are written."""

from themeline.text.wording import aligned_lines, count_of, join_list, own_number, single_spaced


def test_counts_with_their_nouns():
    assert [count_of(n, "theme") for n in (0, 1, 2, 1200)] == ["0 themes", "1 theme", "2 themes", "1,200 themes"]


def test_lists():
    assert join_list([]) == ""
    assert join_list(["war"]) == "war"
    assert join_list(["war", "peace"]) == "war and peace"
    assert join_list(name for name in ("war", "peace", "trade")) == "war, peace and trade"


def test_each_run_of_white_space_is_one_blank():
    assert single_spaced("a\r\n b\t\u00a0c\u2028d") == "a b c d"
    assert single_spaced(" a ") == " a "
    # A hyphen at a line's end is left as it stands, other than in the heading of a section.
    assert single_spaced("co-\noperation") == "co- operation"


def test_a_table_in_text():
    rows = [["theme", "found", "recall"], ["war", "12", "0.5"], ["peace", "3", ""]]
    assert list(aligned_lines(rows, right=[1])) == ["theme  found  recall", "war       12  0.5", "peace      3"]
    assert list(aligned_lines(rows[1:])) == ["war    12  0.5", "peace  3"]


def test_the_number_that_a_heading_begins_with():
    assert own_number("1. Introduction") == ("1", "Introduction")
    assert own_number("2.1 Sources") == ("2.1", "Sources")
    assert own_number("IV. Results") == ("IV", "Results")
    assert own_number("3) Talks") == ("3", "Talks")
    assert own_number("7") == ("7", "")
    for heading in ("Introduction", "I think", "2nd talks", "5G networks", "1.5-track talks", ""):
        assert own_number(heading) == ("", heading)
