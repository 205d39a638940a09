"""Setting: what holds for a whole deck before a number of it is read: calendar, current period, currency, segments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from deckfacts.contract import Comparison
from deckfacts.language.fiscal import FiscalCalendar, Period
from deckfacts.language.folding import fold
from deckfacts.language.units import UnitReading

_WORD = re.compile(r"[^\W_]+")
_WHOLE = frozenset({"group", "company", "consolidated", "whole", "overall"})

MAX_WEEKDAY_DRIFT = 6
"""A year of 52 or 53 weeks ends on the same weekday, at most six days from the end of the month."""

_GLUE = {"the", "a", "of", "and", "our", "service", "business", "segment", "division", "total"}

SHORTEST_PLURAL = 3
"""Words of so few letters that end in "s" are names ("SaS", "BUS") more often than plurals."""


@lru_cache(maxsize=1024)
def name_key(name: str) -> tuple[str, ...]:
    """A name's words without case, articles and plural: "the 4 New Subsidiaries" and "4 new subsidiary" are one."""
    words = map(_singular, _WORD.findall(fold(name).lower()))
    return tuple(word for word in words if word not in _GLUE)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if len(word) <= SHORTEST_PLURAL or word.endswith("ss"):
        return word
    return word.removesuffix("s")


@dataclass(frozen=True, slots=True)
class Segments:
    """The names under which the deck, or the company's profile, reports parts of the company."""

    keys: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Segments":
        """Take the names as given; those of glue words only are dropped."""
        return cls(frozenset(key for key in map(name_key, names) if key))

    def knows(self, name: str) -> bool:
        """Whether a phrase is one of the names."""
        return name_key(name) in self.keys


@dataclass(frozen=True, slots=True)
class Setting:
    """What the readers of a deck's parts share.

    `current` is the period that the deck reports on; `comparison` what a change is against that prints nothing;
    `company` the words of the company's names; `week_ends` the printed ends of its years of 52 or 53 weeks;
    `commas` whether its decimals are written with a comma; `unit` the unit with a scale that it states of all amounts.
    """

    calendar: FiscalCalendar
    current: Period | None
    currency: str | None
    segments: Segments
    comparison: Comparison | None = None
    company: frozenset[str] = frozenset()
    week_ends: tuple[date, ...] = ()
    published: date | None = None
    commas: bool = False
    unit: UnitReading | None = None

    def is_company(self, name: str) -> bool:
        """Whether a phrase names the whole company: its own name, or its group's."""
        words = set(name_key(name))
        return not words or (bool(self.company) and words <= self.company | _WHOLE)

    def settle(self, period: Period | None) -> Period | None:
        """The same period as the company's weeks have it, where its year ends on a weekday near the month's end.

        Where the company moved the end of its years, a year earlier is another period of its year: the days name it.
        """
        if period is None:
            return None
        if self.calendar.changes:
            period = self.calendar.renamed(period)
        if not self.week_ends or (period.start is not None and period.fiscal_period is None):
            return period  # "the first 7 weeks of H2" are no quarter
        end = next((day for day in self.week_ends if abs((day - period.end).days) <= MAX_WEEKDAY_DRIFT), None)
        if end is None:
            return period
        if period.start is None:
            return replace(period, end=end)
        weeks = round(((period.end - period.start).days + 1) / 7 / 13) * 13
        return replace(period, start=end - timedelta(weeks=weeks) + timedelta(days=1), end=end)
