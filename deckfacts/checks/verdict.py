"""Verdict: a figure and what others allow for it in, a trial out, which holds or is a finding.

The guard against our own misreadings is here. Numbers that stand in one row or sentence are about each other, and any
contradiction counts. Numbers from different places are matched by name, period and unit; if they miss each other by
far, they are more likely about different things than misprinted, so there a contradiction must look like a slip.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deckfacts.checks import wording
from deckfacts.checks.figures import Book, Figure
from deckfacts.checks.intervals import Habit, Interval, stands_for, unit_in_last_place
from deckfacts.contract import CheckRule, Fact, Severity

SLIP = Decimal("0.25")
"""How far, relative to itself, a number may miss what others allow and still be taken for the same figure: a slip
of the pen in the first of two digits, but not another line of the accounts."""

_POWERS = tuple(Decimal(10) ** power for power in (1, 2, 3, -1, -2, -3))
_DIGITS_THAT_TELL = 3
"""From so many digits on, zeros at the end not counted, a number one digit away from the expected is no coincidence."""

_WARNINGS = frozenset({CheckRule.PRINTED_TWICE, CheckRule.IMPOSSIBLE_BASE})
"""Rules after which each number may still be right: one figure can be printed twice under two definitions that the
deck does not print, and a wrong date leaves the number standing. After all others some number is wrong for certain."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction: `found` is the number of the first fact, `expected` what the other facts allow for it."""

    rule: CheckRule
    severity: Severity
    facts: tuple[Fact, ...]
    message: str
    expected: Interval | None

    @property
    def found(self) -> Fact:
        """The fact that is measured against the others."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Trial:
    """One check that was made of some facts: `table` is where they all stand, if that is one table."""

    rule: CheckRule
    table: int | None
    facts: tuple[Fact, ...]
    finding: Finding | None = None


Expected = Callable[[Habit], Interval | None]
"""What the other figures allow under a habit of printing; nothing where the arithmetic has no meaning."""


def judge(book: Book, rule: CheckRule, found: Figure, others: Sequence[Figure], expected: Expected) -> Trial | None:
    """Whether `found` fits what the others allow; nothing where that cannot be told."""
    allowed = expected(Habit.ROUNDED)
    if allowed is None:
        return None
    print_, *rest = _nearest_prints(book, found, others)
    table = book.common_table((print_, *rest))
    if found.interval().meets(allowed) or _fits_another_habit(found, expected):
        return Trial(rule, table, (print_, *rest))
    if not book.together((print_, *rest)) and not is_slip(print_, allowed):
        return None
    facts = (print_, *rest, *(fact for fact in found.facts if fact is not print_))
    message = f"{wording.cite(print_)}, but {wording.listed(tuple(rest))} "
    message += f"{'allow' if len(rest) > 1 else 'allows'} {wording.spread(allowed, print_.unit)}"
    return Trial(rule, table, facts, Finding(rule, severity(rule, print_, allowed), facts, message, allowed))


def severity(rule: CheckRule, found: Fact, allowed: Interval | None) -> Severity:
    """Critical if some number is wrong for certain and by more than a unit of its last printed digit.

    A smaller miss is how companies bend a rounded number so that its column adds up: IIJ prints SG&A of 2.6 where
    14.4% of 17.5 are 2.5, because 3.4 less 2.5 would not give the 0.8 below.
    """
    if rule in _WARNINGS:
        return Severity.WARNING
    if allowed is not None and stands_for(found).gap(allowed) < unit_in_last_place(found):
        return Severity.WARNING
    return Severity.CRITICAL


def is_slip(found: Fact, allowed: Interval, tolerance: Decimal = SLIP) -> bool:
    """Whether the number misses what is allowed as a misprint does: by little, by its sign, its scale or one digit."""
    value = found.value
    if not value:
        return False
    edge = allowed.low if value < allowed.low else allowed.high
    if allowed.distance(value) <= tolerance * max(abs(value), abs(edge)):
        return True
    own = stands_for(found)
    if (-own).meets(allowed):
        return True
    if any(allowed.meets(Interval(own.low * power, own.high * power)) for power in _POWERS):
        return True
    return any(not allowed.distance(digits) for digits in _one_digit_off(found))


def _one_digit_off(fact: Fact) -> Iterator[Decimal]:
    unit = unit_in_last_place(fact)
    digits = str(abs(int(fact.value / unit)))
    sign = -1 if fact.value < 0 else 1
    if len(digits.rstrip("0")) < _DIGITS_THAT_TELL:
        return
    for at in range(len(digits)):
        for digit in "0123456789":
            yield sign * Decimal(digits[:at] + digit + digits[at + 1 :]) * unit
        if at:
            yield sign * Decimal(digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]) * unit


def _nearest_prints(book: Book, found: Figure, others: Sequence[Figure]) -> list[Fact]:
    """One print of each figure, all from one table where that can be."""
    tables = [{book.table(fact) for fact in figure.facts} - {None} for figure in (found, *others)]
    shared = set.intersection(*tables)
    home = min((table for table in shared if table is not None), default=None)
    return [
        next((fact for fact in figure.facts if home is not None and book.table(fact) == home), figure.first)
        for figure in (found, *others)
    ]


def _fits_another_habit(found: Figure, expected: Expected) -> bool:
    for habit in (Habit.AMOUNTS_CUT, Habit.ALL_CUT):
        allowed = expected(habit)
        if allowed is None or found.interval(habit).meets(allowed):
            return True
    return False
