"""Tables as CSV."""

import csv

import pandas as pd
from themeline.io.files import csv_of_rows, csv_of_table, rows_of_csv


def test_line_ends_within_cells_are_plain_and_tear_no_row():
    cells = [["id", "text"], ["1", "two\r\nlines"], ["2", "an old\rMac"], ["3", "of\nUnix"], ["4", "one, more"]]
    said = 'id,text\n1,"two\nlines"\n2,"an old\nMac"\n3,"of\nUnix"\n4,"one, more"\n'
    assert csv_of_rows(cells) == said
    assert csv_of_table(pd.DataFrame(cells[1:], columns=cells[0])) == said
    assert rows_of_csv(said) == [*cells[:1], ["1", "two\nlines"], ["2", "an old\nMac"], *cells[3:]]


def test_a_cell_of_any_length_is_read():
    csv.field_size_limit(131_072)  # as Python has it from the start
    assert rows_of_csv(csv_of_rows([["a" * 131_073, "b"]])) == [["a" * 131_073, "b"]]


def test_a_part_of_a_table_and_its_numbers():
    table = pd.DataFrame({"a\rb": [1, 2], "share": [1 / 3, None]})
    assert csv_of_table(table, float_format="%.3g") == '"a\nb",share\n1,0.333\n2,\n'
    assert csv_of_table(table, header=False, float_format="%.3g") == "1,0.333\n2,\n"
