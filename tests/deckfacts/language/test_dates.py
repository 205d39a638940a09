"""What printed dates mean: "Dec. 2008", "31.12.2008", "as of June 30", "令和6年12月31日"."""

import pytest

from deckfacts.language.fiscal import FiscalCalendar
from tests.deckfacts.language.meanings import mentions_of

NAMED_BY_START = FiscalCalendar(3, "start")
NAMED_BY_END = FiscalCalendar(6, "end")
CALENDAR_YEAR = FiscalCalendar(12, "end")

STARTING: tuple[tuple[str, ...], ...] = (
    ("Dec. 2008", "Dec. 2008 = 2008-12-01..2008-12-31 2008 date"),
    ("Dec-08", "Dec-08 = 2008-12-01..2008-12-31 2008 date"),
    ("December, 2008", "December, 2008 = 2008-12-01..2008-12-31 2008 date"),
    ("Dec 31 2008", "Dec 31 2008 = @2008-12-31 2008 3Q date"),
    ("31 December 2008", "31 December 2008 = @2008-12-31 2008 3Q date"),
    ("December 31st, 2008", "December 31st, 2008 = @2008-12-31 2008 3Q date"),
    ("31-Dec-08", "31-Dec-08 = @2008-12-31 2008 3Q date"),
    ("31.12.2008", "31.12.2008 = @2008-12-31 2008 3Q date"),
    ("2008-12-31", "2008-12-31 = @2008-12-31 2008 3Q date"),
    ("12/31/2008", "12/31/2008 = @2008-12-31 2008 3Q date"),
    ("31/12/2008", "31/12/2008 = @2008-12-31 2008 3Q date"),
    ("12/31/08", "12/31/08 = @2008-12-31 2008 3Q date"),
    ("08/12/31", "08/12/31 = @2008-12-31 2008 3Q date"),
    ("2009.2.12", "2009.2.12 = @2009-02-12 2008 date"),
    ("2009/1/7", "2009/1/7 = @2009-01-07 2008 date"),
    ("December 31, 2008", "December 31, 2008 = @2008-12-31 2008 3Q date"),
    ("at the end of Dec. 2008", "at the end of Dec. 2008 = @2008-12-31 2008 3Q date"),
    ("at the end of Dec. 08", "at the end of Dec. 08 = @2008-12-31 2008 3Q date"),
    ("end of 4Q08", "end of 4Q08 = @2009-03-31 2008 4Q"),
    ("As of the end of 3Q08", "As of the end of 3Q08 = @2008-12-31 2008 3Q"),
    ("3Q08/End", "3Q08/End = @2008-12-31 2008 3Q"),
    ("year-end 2008", "year-end 2008 = @2009-03-31 2008 4Q"),
    ("FY2008 year-end", "FY2008 year-end = @2009-03-31 2008 4Q"),
    ("end-June 2008", "end-June 2008 = @2008-06-30 2008 1Q date"),
    ("as of December 31, 2008", "as of December 31, 2008 = @2008-12-31 2008 3Q date"),
    ("as at 30 June 2024", "as at 30 June 2024 = @2024-06-30 2024 1Q date"),
    ("Cash at the beginning of fiscal 2008", "at the beginning of fiscal 2008 = @2008-03-31 2007 4Q"),
    ("December 31, 2008 and 2007", "December 31, 2008 = @2008-12-31 2008 3Q date", "2007 = @2007-12-31 2007 3Q date"),
    ("June 30", "June 30 = @2008-06-30 2008 1Q date"),
    ("10/14 Partnership announced", "10/14 = ? date"),
    ("10/1 New service", "10/1 = ? date"),
    ("on 9/30 a dividend was paid", "9/30 = ? date"),
    ("31/12", "31/12 = ? date"),
    ("2024年4月1日", "2024年4月1日 = @2024-04-01 2024 date"),
    ("2024年12月末", "2024年12月末 = @2024-12-31 2024 3Q date"),
    ("3月31日現在", "3月31日現在 = @2008-03-31 2007 4Q date"),
    ("令和 6年12月31日 現在", "令和 6年12月31日 現在 = @2024-12-31 2024 3Q date"),
)

ENDING: tuple[tuple[str, ...], ...] = (
    (
        "June 30, 2022 June 30, 2023",
        "June 30, 2022 = @2022-06-30 2022 4Q date",
        "June 30, 2023 = @2023-06-30 2023 4Q date",
    ),
    (
        "June 30, 2023, 2022 and 2021",
        "June 30, 2023 = @2023-06-30 2023 4Q date",
        "2022 = @2022-06-30 2022 4Q date",
        "2021 = @2021-06-30 2021 4Q date",
    ),
    ("Jun 23", "Jun 23 = 2023-06-01..2023-06-30 2023 date"),
    ("Jun 22 Jun 23", "Jun 22 = 2022-06-01..2022-06-30 2022 date", "Jun 23 = 2023-06-01..2023-06-30 2023 date"),
    ("Dec-22 Jun-23", "Dec-22 = 2022-12-01..2022-12-31 2023 date", "Jun-23 = 2023-06-01..2023-06-30 2023 date"),
)

CALENDAR: tuple[tuple[str, ...], ...] = (
    ("six months to 30 June 2016", "six months to 30 June 2016 = 2016-01-01..2016-06-30 2016 1H"),
    ("1 Jan 2016 - 30 Jun 2016", "1 Jan 2016 - 30 Jun 2016 = 2016-01-01..2016-06-30 2016 1H"),
    ("30 June 20161", "30 June 2016 = @2016-06-30 2016 2Q date"),
    ("31/12/15 30/06/16", "31/12/15 = @2015-12-31 2015 4Q date", "30/06/16 = @2016-06-30 2016 2Q date"),
    ("6.30.25", "6.30.25 = @2025-06-30 2025 2Q date"),
    (
        "quarter ending 6.30.25 and 3.31.25",
        "quarter ending 6.30.25 = 2025-04-01..2025-06-30 2025 2Q",
        "3.31.25 = 2025-01-01..2025-03-31 2025 1Q",
    ),
    ("2Q2024 3Q2024", "2Q2024 = 2024-04-01..2024-06-30 2024 2Q", "3Q2024 = 2024-07-01..2024-09-30 2024 3Q"),
    ("Q1'24", "Q1'24 = 2024-01-01..2024-03-31 2024 1Q"),
    ("52 weeks ended 1 October 2016", "52 weeks ended 1 October 2016 = 2015-10-04..2016-10-01"),
    ("at June 2016", "at June 2016 = @2016-06-30 2016 2Q date"),
    ("looking at FY2024", "FY2024 = 2024-01-01..2024-12-31 2024 FY"),
    ("as at 30 June", "as at 30 June = @2016-06-30 2016 2Q date"),
    ("2016 YTD", "2016 YTD = 2016-01-01..2016-06-30 2016 1H"),
    ("4Q 2009/1/7", "4Q = 2016-10-01..2016-12-31 2016 4Q", "2009/1/7 = @2009-01-07 2009 date"),
    ("5 May", "5 May = @2016-05-05 2016 date"),
)

ALONE: tuple[tuple[str, ...], ...] = (("June 30", "June 30 = ? date"),)


@pytest.mark.parametrize("case", STARTING, ids=lambda case: case[0])
def test_dates_in_a_deck_of_december_2008(case: tuple[str, ...]) -> None:
    """Ensures that dates are read in every printed form, and the ends of periods as instants."""
    text, *meaning = case
    assert mentions_of(text, NAMED_BY_START, NAMED_BY_START.quarter(2008, 3)) == tuple(meaning)


@pytest.mark.parametrize("case", ENDING, ids=lambda case: case[0])
def test_dates_in_a_deck_of_june_2023(case: tuple[str, ...]) -> None:
    """Ensures that headers of months and lists of years take their meaning from the deck's own period."""
    text, *meaning = case
    assert mentions_of(text, NAMED_BY_END, NAMED_BY_END.quarter(2023, 4)) == tuple(meaning)


@pytest.mark.parametrize("case", CALENDAR, ids=lambda case: case[0])
def test_dates_in_a_deck_of_a_calendar_year(case: tuple[str, ...]) -> None:
    """Ensures that a company of the calendar year is read like any other."""
    text, *meaning = case
    assert mentions_of(text, CALENDAR_YEAR, CALENDAR_YEAR.half(2016, 1)) == tuple(meaning)


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case[0])
def test_dates_without_a_year(case: tuple[str, ...]) -> None:
    """Ensures that a date without a year claims its digits and is given no year by guess."""
    text, *meaning = case
    assert mentions_of(text, NAMED_BY_START, None) == tuple(meaning)
