"""What a fiscal calendar says of its periods, and that its periods fit together whatever the year end and naming."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckfacts.contract import FiscalPeriod
from deckfacts.language.fiscal import FiscalCalendar, NamedBy, Period, YearEndChange
from tests.deckfacts.language.meanings import describe_period

MARCH = FiscalCalendar(3, "start")
JUNE = FiscalCalendar(6, "end")
DECEMBER = FiscalCalendar(12, "start")
JANUARY = FiscalCalendar(1, "start")

calendars = st.builds(FiscalCalendar, st.integers(1, 12), st.sampled_from(["start", "end"]))
years = st.integers(1985, 2075)
days = st.dates(date(1985, 1, 1), date(2075, 12, 31))


@pytest.mark.parametrize(
    ("period", "meaning"),
    [
        (MARCH.year(2008), "2008-04-01..2009-03-31 2008 FY"),
        (MARCH.quarter(2008, 3), "2008-10-01..2008-12-31 2008 3Q"),
        (MARCH.quarter(2008, 4), "2009-01-01..2009-03-31 2008 4Q"),
        (MARCH.half(2008, 2), "2008-10-01..2009-03-31 2008 2H"),
        (MARCH.nine_months(2008), "2008-04-01..2008-12-31 2008 9M"),
        (MARCH.cumulative(2008, 2), "2008-04-01..2008-09-30 2008 1H"),
        (MARCH.cumulative(2008, 4), "2008-04-01..2009-03-31 2008 FY"),
        (MARCH.quarters(2008, 2, 4), "2008-07-01..2009-03-31 2008"),
        (JUNE.year(2023), "2022-07-01..2023-06-30 2023 FY"),
        (JUNE.quarter(2023, 4), "2023-04-01..2023-06-30 2023 4Q"),
        (DECEMBER.year(2024), "2024-01-01..2024-12-31 2024 FY"),
        (JANUARY.year(2023), "2023-02-01..2024-01-31 2023 FY"),
        (FiscalCalendar(2, "end").quarter(2024, 4), "2023-12-01..2024-02-29 2024 4Q"),
        (MARCH.period_of(date(2008, 4, 1), date(2008, 12, 31)), "2008-04-01..2008-12-31 2008 9M"),
        (MARCH.period_of(date(2008, 6, 1), date(2008, 12, 31)), "2008-06-01..2008-12-31 2008"),
        (MARCH.period_of(date(2008, 1, 1), date(2008, 12, 31)), "2008-01-01..2008-12-31"),
        (MARCH.period_of(date(2008, 10, 2), date(2008, 10, 5)), "2008-10-02..2008-10-05 2008"),
        (FiscalCalendar(9, "end").period_of(date(2022, 9, 25), date(2023, 9, 30)), "2022-09-25..2023-09-30 2023 FY"),
        (FiscalCalendar(9, "end").period_of(date(2021, 10, 3), date(2022, 10, 1)), "2021-10-03..2022-10-01 2022 FY"),
        (MARCH.instant(date(2008, 12, 31)), "@2008-12-31 2008 3Q"),
        (MARCH.instant(date(2009, 3, 31)), "@2009-03-31 2008 4Q"),
        (MARCH.instant(date(2009, 2, 12)), "@2009-02-12 2008"),
        (MARCH.nine_months(2008).as_instant(), "@2008-12-31 2008 3Q"),
        (MARCH.year(2008).as_instant(), "@2009-03-31 2008 4Q"),
        (MARCH.half(2008, 1).as_instant(), "@2008-09-30 2008 2Q"),
        (MARCH.nine_months(2008).year_earlier(), "2007-04-01..2007-12-31 2007 9M"),
        (MARCH.instant(date(2008, 12, 31)).year_earlier(), "@2007-12-31 2007 3Q"),
        (FiscalCalendar(2, "end").year(2025).year_earlier(), "2023-03-01..2024-02-29 2024 FY"),
        (MARCH.quarter(2008, 1).previous(MARCH), "2008-01-01..2008-03-31 2007 4Q"),
        (MARCH.half(2008, 1).previous(MARCH), "2007-10-01..2008-03-31 2007 2H"),
        (MARCH.year(2008).previous(MARCH), "2007-04-01..2008-03-31 2007 FY"),
        (MARCH.instant(date(2008, 12, 31)).previous(MARCH), "@2008-09-30 2008 2Q"),
        (MARCH.period_of(date(2008, 12, 1), date(2008, 12, 31)).previous(MARCH), "2008-11-01..2008-11-30 2008"),
        (MARCH.period_of(date(2008, 12, 8), date(2008, 12, 14)).previous(MARCH), "2008-12-01..2008-12-07 2008"),
    ],
)
def test_periods(period: Period, meaning: str) -> None:
    """Ensures that periods have the dates and the names that the company gives them."""
    assert describe_period(period) == meaning


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_does_not_exist(month: int) -> None:
    """Ensures that a calendar can't end its year in a month that does not exist."""
    with pytest.raises(ValueError, match="1 to 12"):
        FiscalCalendar(month, "end")


@given(calendars, years)
def test_quarters_tile_the_year(calendar: FiscalCalendar, year: int) -> None:
    """Ensures that the four quarters follow each other without gap from the year's first day to its last."""
    quarters = [calendar.quarter(year, number) for number in (1, 2, 3, 4)]
    for earlier, later in pairwise(quarters):
        assert later.start == earlier.end + timedelta(days=1)
        assert later.previous(calendar) == earlier
    whole = calendar.year(year)
    assert (quarters[0].start, quarters[3].end) == (whole.start, whole.end)
    assert calendar.year(year + 1).previous(calendar) == whole


@given(calendars, years)
def test_naming(calendar: FiscalCalendar, year: int) -> None:
    """Ensures that a year bears the number of the calendar year that it starts or ends in."""
    whole = calendar.year(year)
    assert whole.start is not None
    named: dict[NamedBy, int] = {"start": whole.start.year, "end": whole.end.year}
    assert named[calendar.named_by] == year


@given(calendars, years, st.sampled_from([(1, 1), (2, 2), (3, 3), (4, 4), (1, 2), (3, 4), (1, 3), (1, 4)]))
def test_dates_give_back_the_name(calendar: FiscalCalendar, year: int, quarters: tuple[int, int]) -> None:
    """Ensures that a period is found again from its dates, and its end from the last day."""
    period = calendar.quarters(year, *quarters)
    assert period.start is not None
    assert isinstance(period.fiscal_period, FiscalPeriod)
    assert calendar.period_of(period.start, period.end) == period
    assert calendar.instant(period.end) == period.as_instant()


@given(calendars, days)
def test_every_day_falls_in_its_quarter(calendar: FiscalCalendar, day: date) -> None:
    """Ensures that the year and the quarter of a day are those whose dates enclose it."""
    quarter = calendar.quarter(calendar.year_of(day), calendar.quarter_of(day))
    assert quarter.start is not None
    assert quarter.start <= day <= quarter.end


@given(calendars, years, st.integers(1, 4))
def test_two_years_earlier(calendar: FiscalCalendar, year: int, number: int) -> None:
    """Ensures that a year earlier twice is two years earlier, through leap years."""
    period = calendar.quarter(year, number)
    assert period.year_earlier().year_earlier() == calendar.quarter(year - 2, number)
    assert period.as_instant().year_earlier() == period.year_earlier().as_instant()


@given(calendars, days, st.integers(1, 400))
def test_the_period_before_ends_the_day_before(calendar: FiscalCalendar, start: date, length: int) -> None:
    """Ensures that for any stretch of days the one before adjoins it."""
    period = calendar.period_of(start, start + timedelta(days=length))
    before = period.previous(calendar)
    assert before.end == start - timedelta(days=1)
    assert before.start is not None
    assert before.start <= before.end


NINE_MONTHS = YearEndChange(2031, date(2031, 4, 1), date(2031, 12, 31), 3, "start")
TO_DECEMBER = FiscalCalendar(12, "end", (NINE_MONTHS,))
FIFTEEN_MONTHS = YearEndChange(2031, date(2031, 1, 1), date(2032, 3, 31), 12, "end")
TO_MARCH = FiscalCalendar(3, "start", (FIFTEEN_MONTHS,))
TEN_MONTHS = FiscalCalendar(1, "start", (YearEndChange(2031, date(2031, 4, 1), date(2032, 1, 31), 3, "start"),))
SHARED_NAME = FiscalCalendar(12, "end", (YearEndChange(2031, date(2031, 4, 1), date(2031, 12, 31), 3, "end"),))
TWICE = FiscalCalendar(6, "end", (NINE_MONTHS, YearEndChange(2034, date(2034, 1, 1), date(2034, 6, 30), 12, "end")))


@pytest.mark.parametrize(
    ("period", "meaning"),
    [
        (TO_DECEMBER.year(2030), "2030-04-01..2031-03-31 2030 FY"),
        (TO_DECEMBER.quarter(2030, 4), "2031-01-01..2031-03-31 2030 4Q"),
        (TO_DECEMBER.year(2031), "2031-04-01..2031-12-31 2031 FY"),
        (TO_DECEMBER.quarter(2031, 1), "2031-04-01..2031-06-30 2031 1Q"),
        (TO_DECEMBER.half(2031, 1), "2031-04-01..2031-09-30 2031 1H"),
        (TO_DECEMBER.quarter(2031, 3), "2031-10-01..2031-12-31 2031 3Q"),
        (TO_DECEMBER.quarter(2031, 4), "2031-10-01..2031-12-31 2031 3Q"),
        (TO_DECEMBER.nine_months(2031), "2031-04-01..2031-12-31 2031 FY"),
        (TO_DECEMBER.year(2032), "2032-01-01..2032-12-31 2032 FY"),
        (TO_DECEMBER.quarter(2032, 1), "2032-01-01..2032-03-31 2032 1Q"),
        (TO_DECEMBER.period_of(date(2030, 10, 1), date(2030, 12, 31)), "2030-10-01..2030-12-31 2030 3Q"),
        (TO_DECEMBER.period_of(date(2031, 4, 1), date(2031, 12, 31)), "2031-04-01..2031-12-31 2031 FY"),
        (TO_DECEMBER.period_of(date(2031, 1, 1), date(2031, 12, 31)), "2031-01-01..2031-12-31"),
        (TO_DECEMBER.period_of(date(2031, 3, 30), date(2031, 6, 28)), "2031-03-30..2031-06-28 2031 1Q"),
        (TO_DECEMBER.instant(date(2031, 3, 31)), "@2031-03-31 2030 4Q"),
        (TO_DECEMBER.instant(date(2031, 9, 30)), "@2031-09-30 2031 2Q"),
        (TO_DECEMBER.instant(date(2031, 12, 31)), "@2031-12-31 2031 4Q"),
        (TO_DECEMBER.instant(date(2032, 3, 31)), "@2032-03-31 2032 1Q"),
        (TO_DECEMBER.quarter(2032, 1).previous(TO_DECEMBER), "2031-10-01..2031-12-31 2031 3Q"),
        (TO_DECEMBER.renamed(TO_DECEMBER.quarter(2032, 1).year_earlier()), "2031-01-01..2031-03-31 2030 4Q"),
        (TO_DECEMBER.renamed(TO_DECEMBER.quarter(2031, 3).as_instant()), "@2031-12-31 2031 4Q"),
        (TO_MARCH.year(2030), "2030-01-01..2030-12-31 2030 FY"),
        (TO_MARCH.year(2031), "2031-01-01..2032-03-31 2031 FY"),
        (TO_MARCH.quarter(2031, 4), "2031-10-01..2031-12-31 2031 4Q"),
        (TO_MARCH.nine_months(2031), "2031-01-01..2031-09-30 2031 9M"),
        (TO_MARCH.period_of(date(2032, 1, 1), date(2032, 3, 31)), "2032-01-01..2032-03-31 2031"),
        (TO_MARCH.year(2032), "2032-04-01..2033-03-31 2032 FY"),
        (TEN_MONTHS.quarter(2031, 4), "2032-01-01..2032-01-31 2031 4Q"),
        (TEN_MONTHS.year(2032), "2032-02-01..2033-01-31 2032 FY"),
        (SHARED_NAME.year(2031), "2031-04-01..2031-12-31 2031 FY"),
        (SHARED_NAME.period_of(date(2030, 10, 1), date(2030, 12, 31)), "2030-10-01..2030-12-31 2031 3Q"),
        (SHARED_NAME.period_of(date(2030, 10, 1), date(2031, 12, 31)), "2030-10-01..2031-12-31"),
        (SHARED_NAME.year_with(date(2030, 12, 31)), "2030-04-01..2031-03-31 2031 FY"),
        (TWICE.year(2030), "2030-04-01..2031-03-31 2030 FY"),
        (TWICE.year(2033), "2033-01-01..2033-12-31 2033 FY"),
        (TWICE.half(2034, 1), "2034-01-01..2034-06-30 2034 FY"),
        (TWICE.year(2035), "2034-07-01..2035-06-30 2035 FY"),
    ],
)
def test_changed_year_end(period: Period, meaning: str) -> None:
    """Ensures that years before, in and after a change of the year's end have their own dates and names."""
    assert describe_period(period) == meaning


@pytest.mark.parametrize("calendar", [TO_DECEMBER, TO_MARCH, TEN_MONTHS, TWICE])
def test_every_day_has_its_year(calendar: FiscalCalendar) -> None:
    """Ensures that years adjoin without gap around a change, each with the days that say that they are its own."""
    day = date(2029, 6, 15)
    while day < date(2036, 1, 1):
        year = calendar.year_with(day)
        assert year.start is not None
        assert year == calendar.year(calendar.year_of(day))
        assert calendar.period_of(year.start, year.end) == year
        assert calendar.instant(year.end) == year.as_instant()
        assert calendar.year_end_month_on(day) == year.end.month
        assert calendar.year_with(year.end + timedelta(days=1)).start == year.end + timedelta(days=1)
        day = year.end + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (YearEndChange(2031, date(2031, 4, 2), date(2031, 12, 31), 3, "start"), "the day before 2031-04-02"),
        (YearEndChange(2031, date(2031, 5, 1), date(2031, 12, 31), 3, "start"), "the day before 2031-05-01"),
        (YearEndChange(2031, date(2031, 4, 1), date(2031, 11, 30), 3, "start"), "ends on 2031-11-30"),
        (YearEndChange(2031, date(2031, 4, 1), date(2030, 12, 31), 3, "start"), "ends on 2030-12-31"),
        (YearEndChange(2029, date(2031, 4, 1), date(2031, 12, 31), 3, "start"), "stands between 2030 and 2032"),
        (YearEndChange(2032, date(2031, 4, 1), date(2031, 12, 31), 3, "start"), "stands between 2030 and 2032"),
        (YearEndChange(2031, date(2031, 4, 1), date(2031, 12, 31), 13, "start"), "1 to 12"),
    ],
)
def test_change_that_does_not_fit(change: YearEndChange, says: str) -> None:
    """Ensures that a changed year adjoins the years around it, and that its name stands between theirs."""
    with pytest.raises(ValueError, match=says):
        FiscalCalendar(12, "end", (change,))


def test_changes_in_order() -> None:
    """Ensures that changes come one after the other."""
    with pytest.raises(ValueError, match="is not over before"):
        FiscalCalendar(12, "end", (NINE_MONTHS, NINE_MONTHS))


def test_calendar_without_changes() -> None:
    """Ensures that a calendar without changes is the same as ever, and one with changes another."""
    assert FiscalCalendar(12, "end", ()) == FiscalCalendar(12, "end")
    assert len({FiscalCalendar(12, "end"), FiscalCalendar(12, "end", ()), TO_DECEMBER}) == 2
