"""Tables as they are printed, and what is found of them."""

import time
from dataclasses import replace

import pytest

from extractors.pdf.tables.finding import find_tables
from extractors.pdf.words import find_words
from tests.extractors.pdf.tables.pages import NO_TABLES, TABLES
from tests.extractors.pdf.tables.sheets import found, line_of, page_of, rows_of


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_found_as_printed(name: str) -> None:
    """Ensures that each kind of table becomes the rows and columns that a reader sees."""
    sheet, rows = TABLES[name]
    regions = found(sheet)
    assert [rows_of(region) for region in regions] == [rows]


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_left_alone(name: str) -> None:
    """Ensures that text with numbers in it does not become a table."""
    assert [rows_of(region) for region in found(NO_TABLES[name])] == []


@pytest.mark.parametrize("name", TABLES)
def test_each_word_stands_in_one_cell(name: str) -> None:
    """Ensures that the words of a table are those of its cells, each of them once."""
    for region in found(TABLES[name][0]):
        printed = "".join(f"{line.marker}{line.text.text}" for cell in region.table.cells for line in cell.lines)
        assert sorted(printed.replace(" ", "")) == sorted("".join(word.text for word in region.words))
        assert len({id(word) for word in region.words}) == len(region.words)


def test_titles_and_notes_stay_outside() -> None:
    """Ensures that the title over a table and the note under it are no rows of it."""
    sheet = """
Table 3: Earnings of the group and its segments

                     2023    2022
Revenue             1,250   1,100
Profit                300     260

Note: figures are unaudited and may not add up.
"""
    (region,) = found(sheet)
    assert rows_of(region) == ["|2023|2022", "Revenue|1,250|1,100", "Profit|300|260"]


def test_tables_one_below_the_other_are_two() -> None:
    """Ensures that new headings begin a new table although its columns stand where those above it stand."""
    sheet = """
                     2023    2022
Revenue             1,250   1,100
Profit                300     260

                    Sales   Staff
Austria               120      14
Belgium                90      11
"""
    assert [rows_of(region)[0] for region in found(sheet)] == ["|2023|2022", "|Sales|Staff"]


def test_tables_side_by_side_are_two() -> None:
    """Ensures that level rows with labels of their own, a gutter away, belong to a table of their own."""
    sheet = """
                  2014      2013                              2014      2013
Cash             1,200     1,100        Payables               700       650
Securities         300       280        Debt                   500       450
Goodwill           100       120        Equity                 400       400
"""
    assert [rows_of(region) for region in found(sheet)] == [
        ["|2014|2013", "Cash|1,200|1,100", "Securities|300|280", "Goodwill|100|120"],
        ["|2014|2013", "Payables|700|650", "Debt|500|450", "Equity|400|400"],
    ]


def test_a_framed_figure_beside_a_table_is_its_own() -> None:
    """Ensures that a number in a box beside a table is not read into a row that it happens to be level with."""
    sheet = """
--------------------------------
Valuation                  864.9
--------------------------------
Cash                         4.3    +-------------+-------------+
--------------------------------    |  NAV 2014   |  NAV 2013   |
Debt                        (2.7)   +-------------+-------------+
--------------------------------    |    109.3    |    106.8    |
Net assets                 887.3    +-------------+-------------+
--------------------------------
"""
    assert [rows_of(region) for region in found(sheet)] == [
        ["Valuation|864.9", "Cash|4.3", "Debt|(2.7)", "Net assets|887.3"],
        ["NAV 2014|NAV 2013", "109.3|106.8"],
    ]


def test_the_rule_of_a_total_cuts_no_label() -> None:
    """Ensures that a rule over the numbers alone leaves a label whole whose first line stands over it."""
    sheet = """
                        2024    2023
Tax                      (14)    (10)

Associates                 1       2

Net income attributable
to shareholders           53      38

Shares                   412     415
"""
    page = page_of(sheet)
    page = replace(page, shapes=(*page.shapes, line_of(160, 220, 112)))
    (region,) = find_tables(page, find_words(page))
    assert rows_of(region)[3] == "Net income attributable / to shareholders|53|38"


def test_tables_between_rules_of_one_length_are_two() -> None:
    """Ensures that what stands between two tables as wide as each other is in neither."""
    sheet = """
Quarter                  2024      2023
----------------------------------------
Sales                     500       480
----------------------------------------
Profit                    180       172
----------------------------------------

Balance sheet

                         Dec.      Sept.
----------------------------------------
Cash                       50        48
----------------------------------------
Debt                      100        90
----------------------------------------
"""
    assert [rows_of(region)[0] for region in found(sheet)] == ["Quarter|2024|2023", "|Dec.|Sept."]


def test_an_empty_band_parts_tables() -> None:
    """Ensures that the space between two tables is no row, though the rules around it are as long as theirs."""
    sheet = """
----------------------
Sales             500
----------------------
Profit            180
----------------------



----------------------
Cash               50
----------------------
Debt              100
----------------------
"""
    assert [rows_of(region) for region in found(sheet)] == [["Sales|500", "Profit|180"], ["Cash|50", "Debt|100"]]


def test_header_rows_are_counted() -> None:
    """Ensures that a table knows how many of its rows head its columns."""
    assert [found(TABLES[name][0])[0].table.header_rows for name in list(TABLES)[:3]] == [1, 1, 2]


def test_a_page_of_ten_thousand_numbers_takes_no_more_than_seconds() -> None:
    """Ensures that the time grows with the page and not with its square."""
    sheet = "\n".join("  ".join(f"{row % 7}{column % 10}" for column in range(50)) for row in range(200))
    page = page_of(sheet)
    words = find_words(page)
    began = time.process_time()
    find_tables(page, words)
    assert len(words) == 10_000
    assert time.process_time() - began < 5
