"""Intervals: a printed number in, the range of values it may stand for out, and the arithmetic on such ranges.

"JPY1,844 million" is not 1844000000 but anything that a company may print so. Most round to the nearest; Japanese
companies often cut amounts off ("amounts of less than one million yen are truncated") and round percentages, a few cut
both. A deck does not say which, so a check fails only if it fails under each of these habits.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from deckfacts.contract import Fact, Qualifier

APPROXIMATE = Decimal("0.1")
"""By how much of itself a number called approximate may be off: "about 100 people" is printed of 91 as of 109."""

_HALF = Decimal("0.5")
_INFINITE = Decimal("Infinity")
_HUNDRED = Decimal(100)
_ZERO = Decimal(0)

RATES = frozenset({"percent", "percentage_point", "basis_point", "ratio"})
"""Units of numbers that are computed, not counted or booked."""


class Habit(StrEnum):
    """How a company gets from its books to the printed digits."""

    ROUNDED = "rounded"
    AMOUNTS_CUT = "amounts_cut"
    ALL_CUT = "all_cut"


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; either end may be infinite."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    @property
    def positive(self) -> bool:
        """Whether no value of it is zero or below."""
        return self.low > 0

    @property
    def width(self) -> Decimal:
        """How far apart its ends are."""
        return self.high - self.low

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def common(self, other: "Interval") -> "Interval | None":
        """What lies in both, or nothing."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None

    def around(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def distance(self, value: Decimal) -> Decimal:
        """How far `value` lies outside; 0 inside."""
        return max(self.low - value, value - self.high, _ZERO)

    def gap(self, other: "Interval") -> Decimal:
        """How far two intervals that do not meet are apart; 0 if they meet."""
        return max(self.low - other.high, other.low - self.high, _ZERO)

    def percent_of(self, whole: "Interval") -> "Interval":
        """This in percent of `whole`, which must be positive."""
        low = self.low / (whole.high if self.low >= 0 else whole.low)
        high = self.high / (whole.low if self.high >= 0 else whole.high)
        return Interval(low * _HUNDRED, high * _HUNDRED)

    def of_percent(self, percent: "Interval") -> "Interval":
        """`percent` percent of this, which must be positive."""
        low = percent.low * (self.low if percent.low >= 0 else self.high)
        high = percent.high * (self.high if percent.high >= 0 else self.low)
        return Interval(low / _HUNDRED, high / _HUNDRED)


def growth(level: Interval, base: Interval) -> Interval:
    """The growth in percent from `base`, which must be positive, to `level`."""
    ratio = level.percent_of(base)
    return Interval(ratio.low - _HUNDRED, ratio.high - _HUNDRED)


def unit_in_last_place(fact: Fact) -> Decimal:
    """The worth of the last printed digit: 1000000 for JPY1,844 million, 0.1 for 37.5%."""
    return _ONE_AT[fact.decimals] if fact.decimals in _ONE_AT else Decimal(1).scaleb(-fact.decimals)


_ONE_AT = {decimals: Decimal(1).scaleb(-decimals) for decimals in range(-12, 7)}


def stands_for(fact: Fact, habit: Habit = Habit.ROUNDED) -> Interval:
    """What the printed number may stand for, under one habit of printing."""
    value, unit = fact.value, unit_in_last_place(fact)
    match fact.qualifier:
        case Qualifier.OVER:
            return Interval(value, _INFINITE) if value >= 0 else Interval(-_INFINITE, value)
        case Qualifier.UNDER:
            return Interval(-_INFINITE, value) if value >= 0 else Interval(value, _INFINITE)
        case Qualifier.APPROXIMATELY:
            slack = max(unit * _HALF, abs(value) * APPROXIMATE)
            return Interval(value - slack, value + slack)
        case None:
            cut = habit is Habit.ALL_CUT or (habit is Habit.AMOUNTS_CUT and fact.unit not in RATES)
            return _cut_off(value, unit) if cut else Interval(value - unit * _HALF, value + unit * _HALF)


def _cut_off(value: Decimal, unit: Decimal) -> Interval:
    """Digits are cut off towards zero, so that a printed zero may have had either sign."""
    return Interval(value - unit if value <= 0 else value, value + unit if value >= 0 else value)
