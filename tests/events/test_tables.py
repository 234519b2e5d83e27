"""Tables of events are read as people write them, what is unsure is asked for, and nothing is written unchecked."""

import datetime

import pytest
import xlsxwriter
from themeline.errors import InputError
from themeline.events.chronology import read_chronology
from themeline.events.convert import convert_events
from themeline.events.tables import kind_of_events, table_date, yaml_of_table
from themeline.text.document import read_document

TEXT = """The treaty was signed on 4 April 2023 near the border. In 2004 the navy watched it. Two years later it left.

The pipeline broke, nobody said when. They met again in June 2011, and since 2007 they had hoped to."""


@pytest.fixture
def document(tmp_path):
    (tmp_path / "t.txt").write_text(TEXT, encoding="utf-8")
    return read_document(tmp_path / "t.txt")


def events_of(folder, table, document):
    """The events of a table as they are read again, and what was said of them."""
    path = folder / "a.csv"
    path.write_text(table, encoding="utf-8")
    text, remarks = yaml_of_table(path, document)
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return read_chronology(folder / "a.yaml", document).events, remarks


def workbook(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)


def test_a_table_by_hand_needs_three_columns(tmp_path):
    (tmp_path / "t.txt").write_text("They met in May. They parted, “for ever”, in June.", encoding="utf-8")
    document = read_document(tmp_path / "t.txt")
    table = "Title;EDTF;Quote\nMeeting;2001-05;They met in May\n;;\nParting;2001-06;parted, “for ever”\n"
    (tmp_path / "a.csv").write_text("\ufeff" + table, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml_of_table(tmp_path / "a.csv", document)[0], encoding="utf-8")
    found = read_chronology(tmp_path / "a.yaml", document).events
    assert [(event.title, event.edtf, event.quote_span) for event in found] == [
        ("Meeting", "2001-05", (0, 15)),
        ("Parting", "2001-06", (22, 40)),
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("title,edtf\nA,2001\n", r"a\.csv:1: has no column quote"),
        ("title,edtf,quote\nA,2001,not there\n", r"a\.csv:2: the quote 'not there' is not in essay"),
        ("title,edtf,quote,sources\nA,2001,Russia,a | b\n", r"a\.csv:2: 'a \| b' does not have the parts url"),
        ("title,edtf,quote,quote_start\nA,2001,Russia,x\n", r"a\.csv:2: invalid literal"),
    ],
)
def test_bad_tables_are_said_with_their_line(tmp_path, essay, table, message):
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        yaml_of_table(tmp_path / "a.csv", essay)


def test_a_workbook_as_people_keep_it(tmp_path, document):
    workbook(
        tmp_path / "a.xlsx",
        ["Date", "Event", "Quote", "Who knows"],
        [datetime.datetime(2004, 6, 1), "Watch", "the navy watched it", "me"],
        [datetime.datetime(2004, 6, 2, 13, 5), "Again", "the navy watched it", ""],
        ["4 April 2023", "Treaty", "The treaty was signed on 4 April 2023", ""],
        ["26/09/2022", "Break", "The pipeline broke", ""],
        [2004, "Year", "In 2004 the navy", ""],
    )
    assert kind_of_events(tmp_path / "a.xlsx") == ".xlsx"
    text, remarks = yaml_of_table(tmp_path / "a.xlsx", document)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert [(event.title, event.edtf) for event in read_chronology(tmp_path / "a.yaml", document).events] == [
        ("Watch", "2004-06-01"),
        ("Again", "2004-06-02"),
        ("Treaty", "2023-04-04"),
        ("Break", "2022-09-26"),
        ("Year", "2004"),
    ]
    assert remarks == [
        "not carried over: the columns who knows",
        "3 dates read as they are written, the first '2004-06-02 13:05:00' as 2004-06-02",
        "the first day of a month is the date in 1 row (2): a spreadsheet makes that of June 2004; "
        "if only the month is meant, write 2004-06 as text",
        "of 3 events the table does not say what the date rests on (basis), first 'Watch': "
        "written as relative, with a caveat",
    ]


@pytest.mark.parametrize(
    "heads", ["Date,Event,Quote", "WHEN;What happened;Quotation", "edtf\ttitle\tpassage", " date:, Headline ,words"]
)
def test_columns_have_the_names_that_people_give_them(tmp_path, document, heads):
    gap = next(mark for mark in ",;\t" if mark in heads)
    row = gap.join(("June 2011", "Meeting", "They met again"))
    (event,), _ = events_of(tmp_path, f"{heads}\n{row}\n", document)
    assert (event.title, event.edtf, event.quote) == ("Meeting", "2011-06", "They met again")
    assert kind_of_events(tmp_path / "a.csv") == ".csv"


def test_columns_of_other_tables_are_no_events(tmp_path):
    for number, head in enumerate(("theme,pattern", "name,text", "date,speaker,party", "word,category")):
        (tmp_path / f"{number}.csv").write_text(f"{head}\n", encoding="utf-8")
        assert kind_of_events(tmp_path / f"{number}.csv") == ""


def test_begin_and_end_in_two_columns(tmp_path, document):
    table = "start,end,event,quote\n3 July 2018,5 July 2018,Two,They met\n2018-07,,One,They met\n"
    (two, one), remarks = events_of(tmp_path, table, document)
    assert (two.edtf, one.edtf) == ("2018-07-03/2018-07-05", "2018-07")
    assert remarks[0].startswith("2 dates read as they are written, the first '3 July 2018' as 2018-07-03")
    # Beside a date of the row they are not read, and that is said.
    (event,), remarks = events_of(tmp_path, "date,start,event,quote\n2018,2017,One,They met\n", document)
    assert (event.edtf, remarks[0]) == ("2018", "not carried over: the columns start")


@pytest.mark.parametrize(
    ("quote", "date", "sources", "basis", "stated"),
    [
        ("The treaty was signed on 4 April 2023", "2023-04-04", "", "stated", "2023-04-04"),
        # An address does not make it one from the public record.
        ("The treaty was signed on 4 April 2023", "2023-04-04", "https://a.org", "stated", "2023-04-04"),
        # The text states the year, the day is from elsewhere.
        ("In 2004 the navy watched it", "2004-06-01", "https://a.org", "stated", "2004"),
        ("since 2007 they had hoped to", "2007", "", "stated", "2007"),
        ("the navy watched it. Two years later it left", "2006", "", "relative", None),
        ("the navy watched it", "2004", "https://a.org", "relative", None),
        ("the navy watched it", "2004", "https://a.org | whole | A page | Watched in 2004", "external", None),
        # A date that the quote does not hold.
        ("In 2004 the navy watched it", "2005", "https://a.org | whole | A page | In 2005", "external", None),
    ],
)
def test_the_ground_of_a_date_is_what_the_quote_holds(tmp_path, document, quote, date, sources, basis, stated):
    table = f'date,event,quote,sources\n{date},A,{quote},"{sources}"\n'
    (event,), remarks = events_of(tmp_path, table, document)
    assert (event.basis, event.stated) == (basis, stated)
    unknown = (quote == "the navy watched it" and basis == "relative") or date == "2006"
    assert bool(event.caveat) == any("does not say what the date rests on" in remark for remark in remarks) == unknown


def test_what_the_table_says_of_the_ground_stays(tmp_path, document):
    table = (
        "date,event,quote,basis,stated,source\n2004-06-01,A,In 2004 the navy,relative,,\n"
        "2004-06-01,B,In 2004 the navy,stated,,\n2004-06-01,C,the navy,,June 2004,\n"
        "2004-06-01,D,In 2004 the navy,external,,https://a.org\n"
    )
    events, _ = events_of(tmp_path, table, document)
    assert [(event.title, event.basis, event.stated) for event in events] == [
        ("A", "relative", None),
        ("B", "stated", "2004"),
        ("C", "stated", "2004-06"),
        ("D", "external", None),
    ]


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("2004-06-01 00:00:00", "2004-06-01"),
        ("2004-06-01T13:05:00Z", "2004-06-01"),
        ("4 April 2023", "2023-04-04"),
        ("Tuesday, April 4, 2023", "2023-04-04"),
        ("26/09/2022", "2022-09-26"),
        ("9/26/2022", "2022-09-26"),
        ("31.12.2020", "2020-12-31"),
        ("04/04/2022", "2022-04-04"),
        ("9/2022", "2022-09"),
        ("2022/23", "2022/2023"),
        ("2001-24", "2001-24"),
        ("3-5 July 2018", "2018-07-03/2018-07-05"),
        ("[2024-07-12,2024-07-22]", "[2024-07-12,2024-07-22]"),
        ("199X", "199X"),
        ("c. 1950", "1950~"),
        ("4. April 2023", "2023-04-04"),
        ("4 avril 2023", "2023-04-04"),
        ("1er septembre 2022", "2022-09-01"),
        ("4 de abril de 2023", "2023-04-04"),
        ("4 апреля 2023 г.", "2023-04-04"),
        ("лето 2022 года", "2022-22"),
        ("2023年4月4日", "2023-04-04"),
        ("二〇二三年四月", "2023-04"),
    ],
)
def test_dates_of_cells(cell, edtf):
    assert table_date(cell) == edtf


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("03/04/2022", r"may be 3 Apr \(2022-04-03\) or 4 Mar \(2022-03-04\): write"),
        ("26/09/22", "has a two-digit year: write all four digits"),
        ("38139", "looks like a spreadsheet's number for a day: write it as a date"),
        ("4. maaliskuuta 2023", "has 'maaliskuuta' for its month, but months are read in English, Russian, Chinese"),
        ("3. März 2022", "has 'März' for its month"),
        ("13 et 14 mars 2019", "holds 2 dates: give each a row"),
        ("вчера", "is not a whole date: write"),
        ("4 soon", "is not a date: write"),
        ("2001/", "has an open or unknown end"),
        ("since 2007", "has an open or unknown end"),
        ("2005/2004", "ends before it begins"),
        ("31 June 2024", "is not a date in the calendar: write"),
        ("13 and 14 March 2019", "holds 2 dates: give each a row"),
        ("last year", "is not a whole date: write"),
    ],
)
def test_dates_that_are_asked_for(tmp_path, document, cell, message):
    with pytest.raises(InputError, match=rf"a\.csv:3: .*{message}"):
        events_of(tmp_path, f"date,event,quote\n2004,A,the navy\n{cell},B,the navy\n", document)
    assert not (tmp_path / "a.yaml").exists()


def test_sheets_that_are_not_read_are_said(tmp_path, document):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, row in (("One", ["2004", "A", "the navy"]), ("Two", ["2005", "B", "the navy"]), ("Empty", [])):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate([["Date", "Event", "Quote"], row] if row else []):
                sheet.write_row(number, 0, cells)
    said = "not read, since only the first sheet is: Two"
    assert said in yaml_of_table(path, document)[1]
    assert convert_events(path, "a.csv", "", ".xlsx")[1] == [said]


def test_rows_of_a_workbook_are_named_as_it_counts_them(tmp_path, document):
    rows = [["Date", "Event", "Quote"], ["2004", "A\nB", "the navy"], [], ["03/04/2022", "B", "the navy"]]
    workbook(tmp_path / "a.xlsx", *rows)
    with pytest.raises(InputError, match=r"a\.xlsx:4: '03/04/2022' may be"):
        yaml_of_table(tmp_path / "a.xlsx", document)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("id,date,event,quote\nx,2004,A,the navy\nx,2004,B,the navy\n", r"a\.csv:3: the id 'x' is used twice"),
        ("id,date,event,quote\nx,2004,A,the navy\nNot so,2004,B,the navy\n", r"a\.csv:3: 'id': "),
        (
            "date,event,quote,confidence\n2004,A,the navy,sure\n",
            r"a\.csv:2: 'confidence': .*'high', 'medium' or 'low'",
        ),
        ("date,event,quote,basis\n2004,A,the navy,external\n", r"a\.csv:2: 'event-1': .* 'sources' is missing"),
        ("date,event,quote,basis\n2004,A,the navy,stated\n", r"a\.csv:2: 'event-1': 'stated' and basis 'stated' go"),
        ("date,event,quote,source\n2004,A,the navy,a.org\n", r"a\.csv:2: 'sources\.0\.url'"),
        ("date,event,quote\n,A,the navy\n", r"a\.csv:2: 'A' has no date: write"),
        ("date,event,quote\n2004,,the navy\n", r"a\.csv:2: has no title: write what happened"),
        ("date,when,event,quote\n", r"a\.csv:1: has the columns 'date' and 'when', which may both be edtf"),
        (
            "event,quote\n",
            r"a\.csv:1: has no column edtf in its first row, which has event, quote; give a column that name",
        ),
        (
            "Datum,Ereignis,Zitat\n",
            r"a\.csv:1: has no column edtf, quote, title .* \(edtf is also date, dates, when,",
        ),
    ],
)
def test_what_a_run_would_refuse_is_said_of_its_row(tmp_path, document, table, message):
    with pytest.raises(InputError, match=message):
        events_of(tmp_path, table, document)
