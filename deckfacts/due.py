"""Due: from the published documents and a day to what each company should publish next, about when, and how late it is.

Nothing is presumed that the decks don't show: a company is expected to report as often as it has done, and as long
after the end of a period as it has taken before. What they don't show is null.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median_low
from types import MappingProxyType
from typing import Final

from deckfacts.contract import Document, FiscalPeriod
from deckfacts.language.fiscal import WEEK_YEAR_DRIFT, end_of_month, shift_end

WINDOW: Final = 5
"""Periods that tell how often a company reports: a year of quarters from end to end. Older habits may be over."""

SETTLED: Final = 3
"""Periods in a row, all of them halves or years, after which earlier quarters don't count: the company gave them up."""

MAX_LAG_DAYS: Final = 183
"""A deck that came more than half a year after its period's end tells nothing of when the next one comes: it was
issued again, or its day was misread."""

GRACE_DAYS: Final = 10
"""By how much a deck may be later than any before it: companies move their day by a week, and people take days to
fetch a deck."""

GRACE_DAYS_LITTLE_KNOWN: Final = 30
"""The same where one deck is all that is known, or a full year comes whose like has not: audits take weeks longer."""

LAPSED_DAYS: Final = 400
"""Later than a year and a month is not late: nobody collects this company's decks any more, or they are an archive."""

SAME_EVENT_DAYS: Final = 20
"""Decks without a period that came within so many days belong to one event; no company reports that often."""

LEAST_SPACING_DAYS: Final = 60
"""Decks without a period that come more often than this are not results alone, and tell nothing of the next ones."""


class DueState(StrEnum):
    """How a company stands to its next deck; in the order in which people want to know."""

    OVERDUE = "overdue"
    AWAITED = "awaited"
    AHEAD = "ahead"
    UNKNOWN = "unknown"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a company should publish next.

    `last_deck` is the file of its latest deck. The next period may have an end and no name, or neither; `expected_on`
    is about when its deck comes and `overdue_from` the first day on which it is late, null where that is not known.
    `reason` says what it is concluded from.
    """

    company: str
    state: DueState
    last_deck: str
    last_period_end: date | None
    fiscal_year: int | None
    fiscal_period: FiscalPeriod | None
    period_end: date | None
    expected_on: date | None
    overdue_from: date | None
    days_late: int | None
    reason: str


def find_due(documents: Iterable[Document], day: date) -> tuple[Due, ...]:
    """What is due of each company on a day: what is late first, the latest of all at the top."""
    by_company: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_company[document.company].append(document)
    found = [_due(company, decks, day) for company, decks in by_company.items()]
    order = list(DueState)
    return tuple(sorted(found, key=lambda due: (order.index(due.state), due.overdue_from or date.max, due.company)))


@dataclass(frozen=True, slots=True)
class _Reported:
    """A period that was reported: its last day, its name as decks give it, and the first day of a deck for it."""

    end: date
    year: int | None
    period: FiscalPeriod | None
    published_on: date | None
    file: str

    @property
    def lag(self) -> int | None:
        """Days from its end to its first deck; null where that is not known or can't be."""
        days = (self.published_on - self.end).days if self.published_on else -1
        return days if 0 < days <= MAX_LAG_DAYS else None


def _due(company: str, decks: Sequence[Document], day: date) -> Due:
    reported = _reported(decks)
    if not reported:
        return _due_without_periods(company, decks, day)
    last = reported[-1]
    months, how_often = _months_between_reports(reported)
    year, period = _next_name(reported, months)
    end = shift_end(last.end, months)
    lags = _lags(reported)
    expected = overdue = None
    when = "no deck tells its day of publication, so when is not known"
    if lags:
        alike = _lags(reported, of_years=period in _YEARS)
        expected = end + timedelta(days=median_low(alike or lags))
        shown = alike if len(alike) > 1 else lags
        little_known = len(lags) < 2 or not alike
        overdue = end + timedelta(days=max(shown) + (GRACE_DAYS_LITTLE_KNOWN if little_known else GRACE_DAYS) + 1)
        came = "its deck came" if len(shown) == 1 else "its decks came"
        when = f"{came} {_range(shown)} days after the period"
    state = _state(day, ended=day > end, overdue_from=overdue)
    return Due(
        company=company,
        state=state,
        last_deck=last.file,
        last_period_end=last.end,
        fiscal_year=year,
        fiscal_period=period,
        period_end=end,
        expected_on=expected,
        overdue_from=overdue,
        days_late=(day - expected).days if state in _LATE and expected else None,
        reason=f"{how_often}; {when}",
    )


_LATE: Final = frozenset({DueState.OVERDUE, DueState.LAPSED})


def _state(day: date, *, ended: bool, overdue_from: date | None) -> DueState:
    """`ended` is whether the period is over."""
    if overdue_from is None:
        return DueState.UNKNOWN
    if day >= overdue_from:
        return DueState.LAPSED if (day - overdue_from).days > LAPSED_DAYS else DueState.OVERDUE
    return DueState.AWAITED if ended else DueState.AHEAD


def _reported(decks: Iterable[Document]) -> list[_Reported]:
    """The periods that decks are for, in order. Several decks for one give its first day, and the latest one's file.

    Two ends within a week are one: a year of 52 weeks ends on a Saturday, and some decks call it the month's end.
    """
    groups: list[list[tuple[date, Document]]] = []
    for end, deck in sorted(((end, deck) for deck in decks if (end := _period_end(deck))), key=lambda one: one[0]):
        if groups and end - groups[-1][0][0] <= WEEK_YEAR_DRIFT:
            groups[-1].append((end, deck))
        else:
            groups.append([(end, deck)])
    return [_one_period(max(end for end, _ in group), [deck for _, deck in group]) for group in groups]


def _period_end(deck: Document) -> date | None:
    """The end of the deck's period, unless the deck is older: results come when a period is over, so it is misread."""
    end = deck.period_end
    return None if end and deck.published_on and end - deck.published_on > WEEK_YEAR_DRIFT else end


def _one_period(end: date, decks: Sequence[Document]) -> _Reported:
    in_order = sorted(decks, key=lambda deck: (deck.published_on or date.max, deck.file))
    named = next((deck for deck in in_order if deck.fiscal_period), in_order[0])
    return _Reported(
        end=end,
        year=named.fiscal_year,
        period=named.fiscal_period,
        published_on=in_order[0].published_on,
        file=in_order[-1].file,
    )


_QUARTERLY: Final = frozenset({FiscalPeriod.Q1, FiscalPeriod.Q3, FiscalPeriod.M9})
"""Periods that only companies report that report each quarter."""
_HALVES: Final = frozenset({FiscalPeriod.H1, FiscalPeriod.H2, FiscalPeriod.FY})
_QUARTERS: Final = frozenset({*_QUARTERLY, FiscalPeriod.Q2, FiscalPeriod.Q4})
_PARTS: Final = frozenset({FiscalPeriod.Q2, FiscalPeriod.H1, FiscalPeriod.H2})
"""Periods that nobody reports who reports once a year."""
_YEARS: Final = frozenset({FiscalPeriod.FY, FiscalPeriod.Q4, FiscalPeriod.H2})


def _months_between_reports(reported: Sequence[_Reported]) -> tuple[int, str]:
    """How many months after the last period the next one ends, and what that is concluded from.

    Where the decks leave open how often the company reports, it is a year: that much is owed by all.
    """
    recent = reported[-WINDOW:]
    steps = [_step(before, after) for before, after in pairwise(recent)]
    last_steps = steps[1 - SETTLED :]
    gave_up_quarters = len(recent) >= SETTLED and all(one.period in _HALVES for one in recent[-SETTLED:])
    if gave_up_quarters and all(step and step % 6 == 0 for step in last_steps):
        steps = last_steps
    elif any(one.period in _QUARTERLY for one in recent):
        return 3, "it reports each quarter"
    regular = [step for step in steps if step]
    months = math.gcd(12, *regular) if regular else None
    if months == 3 or (len(regular) < SETTLED - 1 and recent[-1].period in _QUARTERS):
        return 3, "it reports each quarter"
    if months == 6 or any(one.period in _PARTS for one in recent):
        return 6, "it reports each half year"
    if months == 12:
        return 12, "it reports once a year"
    return 12, "how often it reports is not known, so the same period of the next year is taken"


def _step(before: _Reported, after: _Reported) -> int | None:
    """A quarter or whole half years between two periods, in months; null for anything else, as when the year end moved.

    Nine months apart are quarters of which two are missing, but then the periods' names say so. Two periods of one
    name are whole years apart, however long the years were.
    """
    months = _months_apart(before.end, after.end)
    if before.period and before.period == after.period:
        return 12 * max(1, round(months / 12))
    return months if months == 3 or months % 6 == 0 else None


def _months_apart(first: date, last: date) -> int:
    first, last = _month_end(first), _month_end(last)
    return (last.year - first.year) * 12 + last.month - first.month


def _month_end(day: date) -> date:
    """The end of a month that a period's end is meant to be: that of a year of 52 weeks falls some days beside it."""
    around = day - WEEK_YEAR_DRIFT if day.day <= WEEK_YEAR_DRIFT.days else day
    return end_of_month(around.year, around.month)


_AFTER: Final = MappingProxyType(
    {
        3: {1: 2, 2: 3, 3: 4, 4: 1},
        6: {2: 4, 4: 2},
        12: {1: 1, 2: 2, 3: 3, 4: 4},
    }
)
"""By the months between reports: the quarter at whose end the next period ends, for that of the last one."""

_AT_END_OF: Final = MappingProxyType(
    {
        FiscalPeriod.Q1: 1,
        FiscalPeriod.Q2: 2,
        FiscalPeriod.H1: 2,
        FiscalPeriod.Q3: 3,
        FiscalPeriod.M9: 3,
        FiscalPeriod.Q4: 4,
        FiscalPeriod.H2: 4,
        FiscalPeriod.FY: 4,
    }
)
_PLAIN_NAME: Final = MappingProxyType({1: FiscalPeriod.Q1, 2: FiscalPeriod.Q2, 3: FiscalPeriod.Q3, 4: FiscalPeriod.FY})


def _next_name(reported: Sequence[_Reported], months: int) -> tuple[int | None, FiscalPeriod | None]:
    """Fiscal year and period of the next report, as the company has called its like; null where the last has none."""
    last = reported[-1]
    if last.period is None:
        return None, None
    at = _AT_END_OF[last.period]
    following = _AFTER[months].get(at)
    if following is None:
        return None, None
    called = [one.period for one in reported if one.period and _AT_END_OF[one.period] == following]
    plain = FiscalPeriod.H1 if months == 6 and following == 2 else _PLAIN_NAME[following]
    year = None if last.year is None else last.year + (following <= at)
    return year, called[-1] if called else plain


def _lags(reported: Iterable[_Reported], *, of_years: bool | None = None) -> list[int]:
    """Days that the last decks took; only those for whole years, or only the others, where it is said."""
    chosen = [one for one in reported if of_years is None or (one.period in _YEARS) is of_years]
    return [one.lag for one in chosen if one.lag is not None][-WINDOW:]


def _range(lags: Sequence[int]) -> str:
    low, high = min(lags), max(lags)
    return str(low) if low == high else f"{low} to {high}"


def _due_without_periods(company: str, decks: Sequence[Document], day: date) -> Due:
    """What follows from the days alone on which decks came."""
    days: list[date] = []
    for published_on in sorted(deck.published_on for deck in decks if deck.published_on):
        if not days or (published_on - days[-1]).days > SAME_EVENT_DAYS:
            days.append(published_on)
    spacings = [(after - before).days for before, after in pairwise(days)][-WINDOW:]
    last = max(decks, key=lambda deck: (deck.published_on or date.min, deck.file))
    expected = overdue = None
    reason = "no deck tells its period, nor do two tell their day of publication"
    if spacings and median_low(spacings) < LEAST_SPACING_DAYS:
        reason = "no deck tells its period, and they come too often to be results alone"
    elif spacings:
        expected = days[-1] + timedelta(days=median_low(spacings))
        overdue = days[-1] + timedelta(days=max(spacings) + GRACE_DAYS_LITTLE_KNOWN + 1)
        reason = f"no deck tells its period; they came {_range(spacings)} days apart"
    state = _state(day, ended=True, overdue_from=overdue)
    return Due(
        company=company,
        state=state,
        last_deck=last.file,
        last_period_end=None,
        fiscal_year=None,
        fiscal_period=None,
        period_end=None,
        expected_on=expected,
        overdue_from=overdue,
        days_late=(day - expected).days if state in _LATE and expected else None,
        reason=reason,
    )
