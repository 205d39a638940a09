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
class YearEndChange:
    """A year that is not twelve months long, since the company moved the end of its years.

    Before it years ended in `year_end_month_before` and were `named_by_before`. Its quarters have three months each,
    the last as many as are left; all of it is its FY, and its last day the year's end.
    """

    fiscal_year: int
    starts: date
    ends: date
    year_end_month_before: int
    named_by_before: NamedBy

    @property
    def before(self) -> "FiscalCalendar":
        """The calendar of the years before."""
        return FiscalCalendar(self.year_end_month_before, self.named_by_before)

    def year_of(self, _day: date) -> int:
        """The name of the year, whichever of its days is meant."""
        return self.fiscal_year

    def quarter_of(self, day: date) -> int:
        """The quarter that a day of the year falls in, counted from its first day; in a long year up to 5 and more."""
        return _months_between(self.starts, day) // 3 + 1

    def quarters(self, _fiscal_year: int, first: int, last: int) -> Period:
        """Quarters of the year as one period, those that it hasn't cut off; the whole year is FY however it is said."""
        if (first, last) == (1, 4):
            last = self.quarter_of(self.ends)
        first, last = (min(number, self.quarter_of(self.ends)) for number in (first, last))
        start = shift_months(self.starts, 3 * (first - 1))
        end = min(self.ends, shift_months(self.starts, 3 * last) - timedelta(days=1))
        whole = (start, end) == (self.starts, self.ends)
        return Period(
            start, end, self.fiscal_year, FiscalPeriod.FY if whole else _PERIOD_OF_QUARTERS.get((first, last))
        )


def _months_between(first: date, last: date) -> int:
    """How many months lie between the months of two days."""
    return (last.year - first.year) * 12 + last.month - first.month


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Which month a company's year ends with, and whether the year is named by the year it starts or ends in.

    FY2008 = April 2008 to March 2009 is `(3, "start")`; fiscal 2023 = July 2022 to June 2023 is `(6, "end")`.
    `changes` are the years, earliest first, with which the company came to this calendar from others. A name that such
    a year shares with the one before it means such a year.
    """

    year_end_month: int
    named_by: NamedBy
    changes: tuple[YearEndChange, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.year_end_month <= 12:
            raise ValueError(f"year_end_month is a month from 1 to 12, not {self.year_end_month}")
        for at, change in enumerate(self.changes):
            later = self.changes[at + 1 :]
            if later and change.ends >= later[0].starts:
                raise ValueError(f"the year to {change.ends} is not over before the one from {later[0].starts}")
            _check_change(change, later[0].before if later else self._now)

    @property
    def _now(self) -> "FiscalCalendar":
        """The calendar since the last change."""
        return FiscalCalendar(self.year_end_month, self.named_by) if self.changes else self

    def _era_on(self, day: date) -> "FiscalCalendar | YearEndChange":
        """What holds on a day: a calendar without changes, or the year of a change."""
        for change in self.changes:
            if day <= change.ends:
                return change.before if day < change.starts else change
        return self._now

    def _era_of_year(self, fiscal_year: int) -> "FiscalCalendar | YearEndChange":
        """What holds in a year by its name: a calendar without changes, or the year of a change."""
        for change in self.changes:
            if fiscal_year <= change.fiscal_year:
                return change.before if fiscal_year < change.fiscal_year else change
        return self._now

    def year_end_month_on(self, day: date) -> int:
        """The month that the year ends with which a day falls in."""
        era = self._era_on(day)
        return era.ends.month if isinstance(era, YearEndChange) else era.year_end_month

    def quarters(self, fiscal_year: int, first: int, last: int) -> Period:
        """Quarters `first` to `last` (1-4, inclusive) of a year as one period."""
        if self.changes:
            return self._era_of_year(fiscal_year).quarters(fiscal_year, first, last)
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
        if self.changes:
            return self._era_on(day).year_of(day)
        ends_in = day.year if day.month <= self.year_end_month else day.year + 1
        return ends_in - 1 if self.named_by == "start" and self.year_end_month != 12 else ends_in

    def quarter_of(self, day: date) -> int:
        """The fiscal quarter, 1 to 4, that a day falls in; more only in a changed year of more than twelve months."""
        if self.changes:
            return self._era_on(day).quarter_of(day)
        return (day.month - self.year_end_month - 1) % 12 // 3 + 1

    def year_with(self, day: date) -> Period:
        """The whole fiscal year that a day falls in."""
        return self._era_on(day).quarters(self.year_of(day), 1, 4)

    def period_of(self, start: date, end: date) -> Period:
        """The stretch of days in the company's terms: one of its periods, or unnamed.

        Years of 52 or 53 weeks count as the period whose months they follow; the dates stay as given. `fiscal_year`
        is None where the stretch lies in more than one year.
        """
        first, last = _month_start_near(start), month_end_near(end)
        if first > last:
            first, last = start, end
        era, year = self._era_on(last), self.year_of(last)
        if self._era_on(first) != era or era.year_of(first) != year:
            return Period(start, end, None, None)
        named = era.quarters(year, era.quarter_of(first), era.quarter_of(last))
        fits = (named.start, named.end) == (first, last)
        return Period(start, end, year, named.fiscal_period if fits else None)

    def instant(self, end: date) -> Period:
        """A day, named by the quarter at whose end it stands; within a quarter only the year is named."""
        era, year = self._era_on(end), self.year_of(end)
        if isinstance(era, YearEndChange) and end == era.ends:
            return Period(None, end, year, FiscalPeriod.Q4)
        number = era.quarter_of(end)
        quarter = era.quarters(year, number, number)
        return Period(None, end, year, quarter.fiscal_period if quarter.end == end else None)

    def renamed(self, period: Period) -> Period:
        """The same days under the name that they have in the company's years."""
        return self.instant(period.end) if period.start is None else self.period_of(period.start, period.end)


def _check_change(change: YearEndChange, since: FiscalCalendar) -> None:
    """ValueError where a changed year leaves a gap to the years around it, or its name is out of their order."""
    day_before, day_after = change.starts - timedelta(days=1), change.ends + timedelta(days=1)
    if change.before.year_with(day_before).end != day_before:
        raise ValueError(
            f"no year before the change, which ended in month {change.year_end_month_before}, "
            f"ended on the day before {change.starts}"
        )
    if day_after <= change.starts or since.year_with(change.ends).end != change.ends:
        raise ValueError(f"no year since the change, which ends in month {since.year_end_month}, ends on {change.ends}")
    before, after = change.before.year_of(day_before), since.year_of(day_after)
    if not before <= change.fiscal_year < after:
        raise ValueError(
            f"the year from {change.starts} can't be called {change.fiscal_year}: "
            f"it stands between {before} and {after}"
        )


def month_end_near(day: date) -> date:
    """The month's end within a week of the day, or the day itself."""
    ends = (end_of_month(day.year, day.month), day.replace(day=1) - timedelta(days=1))
    near = [end for end in ends if abs(end - day) <= WEEK_YEAR_DRIFT]
    return min(near, key=lambda end: abs(end - day), default=day)


def _month_start_near(day: date) -> date:
    """The first of a month within a week of the day, or the day itself."""
    return month_end_near(day - timedelta(days=1)) + timedelta(days=1)
