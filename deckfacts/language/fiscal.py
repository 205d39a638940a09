"""Fiscal calendar: a company's year end and its way of naming years in, the dates of its periods out, and back."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from deckfacts.contract import FiscalPeriod

NamedBy: TypeAlias = Literal["start", "end"]

WEEK_YEAR_DRIFT = timedelta(days=7)
"""By how much a year of 52 or 53 weeks ends or begins off the month's end: it ends on a weekday, so at most a week."""

_QUARTERS_OF_PERIOD = {
    FiscalPeriod.Q1: (1, 1),
    FiscalPeriod.Q2: (2, 2),
    FiscalPeriod.Q3: (3, 3),
    FiscalPeriod.Q4: (4, 4),
    FiscalPeriod.H1: (1, 2),
    FiscalPeriod.H2: (3, 4),
    FiscalPeriod.M9: (1, 3),
    FiscalPeriod.FY: (1, 4),
}
_PERIOD_OF_QUARTERS = {quarters: period for period, quarters in _QUARTERS_OF_PERIOD.items()}
_QUARTER = {last: period for (first, last), period in _PERIOD_OF_QUARTERS.items() if first == last}


@lru_cache(maxsize=4096)
def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, gregorian.monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """The same day of the month so many months on (or back), cut to the month's length."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def shift_end(day: date, months: int) -> date:
    """As `shift_months`, but the last day of a month stays the last day of a month."""
    shifted = shift_months(day, months)
    return end_of_month(shifted.year, shifted.month) if day == end_of_month(day.year, day.month) else shifted


def start_of_months(end: date, months: int) -> date:
    """First day of the so many months that end with `end`."""
    return shift_end(end, -months) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both inclusive, or an instant (`start` is None), in the company's own terms where it has any.

    For an instant `fiscal_period` is the quarter at whose end it stands, None within a quarter.
    """

    start: date | None
    end: date
    fiscal_year: int | None
    fiscal_period: FiscalPeriod | None

    def as_instant(self) -> "Period":
        """The end of this period, named by the quarter that ends there."""
        quarter = _QUARTER[_QUARTERS_OF_PERIOD[self.fiscal_period][1]] if self.fiscal_period else None
        return Period(None, self.end, self.fiscal_year, quarter)

    def shifted(self, years: int) -> "Period":
        """The same period so many years later (or, below zero, earlier)."""
        return Period(
            None if self.start is None else shift_months(self.start, 12 * years),
            shift_end(self.end, 12 * years),
            None if self.fiscal_year is None else self.fiscal_year + years,
            self.fiscal_period,
        )

    def year_earlier(self) -> "Period":
        """The same period one year earlier."""
        return self.shifted(-1)

    def previous(self, calendar: "FiscalCalendar") -> "Period":
        """The period of equal length just before; for an instant, the same instant of the quarter before."""
        if self.start is None:
            return calendar.instant(shift_end(self.end, -3))
        end = self.start - timedelta(days=1)
        months = self.whole_months()
        start = self.start - (self.end - end) if months is None else shift_months(self.start, -months)
        return calendar.period_of(start, end)

    def whole_months(self) -> int | None:
        """How many months, if the period is made of whole ones."""
        if self.start is None:
            return None
        after = self.end + timedelta(days=1)
        months = (after.year - self.start.year) * 12 + after.month - self.start.month
        return months if start_of_months(self.end, months) == self.start else None


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Which month a company's year ends with, and whether the year is named by the year it starts or ends in.

    FY2008 = April 2008 to March 2009 is `(3, "start")`; fiscal 2023 = July 2022 to June 2023 is `(6, "end")`.
    """

    year_end_month: int
    named_by: NamedBy

    def __post_init__(self) -> None:
        if not 1 <= self.year_end_month <= 12:
            raise ValueError(f"year_end_month is a month from 1 to 12, not {self.year_end_month}")

    def quarters(self, fiscal_year: int, first: int, last: int) -> Period:
        """Quarters `first` to `last` (1-4, inclusive) of a year as one period."""
        ends_later = self.named_by == "start" and self.year_end_month != 12
        year_end = end_of_month(fiscal_year + 1 if ends_later else fiscal_year, self.year_end_month)
        end = shift_end(year_end, -3 * (4 - last))
        start = start_of_months(end, 3 * (last - first + 1))
        return Period(start, end, fiscal_year, _PERIOD_OF_QUARTERS.get((first, last)))

    def year(self, fiscal_year: int) -> Period:
        """The whole year."""
        return self.quarters(fiscal_year, 1, 4)

    def half(self, fiscal_year: int, number: int) -> Period:
        """The first or second half."""
        return self.quarters(fiscal_year, 2 * number - 1, 2 * number)

    def quarter(self, fiscal_year: int, number: int) -> Period:
        """One quarter, 1 to 4."""
        return self.quarters(fiscal_year, number, number)

    def nine_months(self, fiscal_year: int) -> Period:
        """The first three quarters as one period."""
        return self.quarters(fiscal_year, 1, 3)

    def cumulative(self, fiscal_year: int, last_quarter: int) -> Period:
        """From the year's first day to the end of a quarter: 1Q, 1H, 9M or FY."""
        return self.quarters(fiscal_year, 1, last_quarter)

    def year_of(self, day: date) -> int:
        """The fiscal year, as the company names it, that a day falls in."""
        ends_in = day.year if day.month <= self.year_end_month else day.year + 1
        return ends_in - 1 if self.named_by == "start" and self.year_end_month != 12 else ends_in

    def quarter_of(self, day: date) -> int:
        """The fiscal quarter, 1 to 4, that a day falls in."""
        return (day.month - self.year_end_month - 1) % 12 // 3 + 1

    def period_of(self, start: date, end: date) -> Period:
        """The stretch of days in the company's terms: one of its periods, or unnamed.

        Years of 52 or 53 weeks count as the period whose months they follow; the dates stay as given. `fiscal_year`
        is None where the stretch lies in more than one year.
        """
        first, last = _month_start_near(start), month_end_near(end)
        if first > last:
            first, last = start, end
        year = self.year_of(last)
        if self.year_of(first) != year:
            return Period(start, end, None, None)
        named = self.quarters(year, self.quarter_of(first), self.quarter_of(last))
        fits = (named.start, named.end) == (first, last)
        return Period(start, end, year, named.fiscal_period if fits else None)

    def instant(self, end: date) -> Period:
        """A day, named by the quarter at whose end it stands; within a quarter only the year is named."""
        year = self.year_of(end)
        quarter = self.quarter(year, self.quarter_of(end))
        return Period(None, end, year, quarter.fiscal_period if quarter.end == end else None)


def month_end_near(day: date) -> date:
    """The month's end within a week of the day, or the day itself."""
    ends = (end_of_month(day.year, day.month), day.replace(day=1) - timedelta(days=1))
    near = [end for end in ends if abs(end - day) <= WEEK_YEAR_DRIFT]
    return min(near, key=lambda end: abs(end - day), default=day)


def _month_start_near(day: date) -> date:
    """The first of a month within a week of the day, or the day itself."""
    return month_end_near(day - timedelta(days=1)) + timedelta(days=1)
