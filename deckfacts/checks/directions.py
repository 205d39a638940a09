"""Directions: a change in money that goes one way against the growth rate of the same movement that goes the other."""

import re
from collections.abc import Iterator
from decimal import Decimal

from deckfacts.checks import wording
from deckfacts.checks.changes import find_ends, movements
from deckfacts.checks.figures import Book, Figure
from deckfacts.checks.intervals import Interval, stands_for
from deckfacts.checks.verdict import Finding, Trial, severity
from deckfacts.contract import CheckRule, Fact

_LOSS = re.compile(r"\bloss|deficit|損失|赤字|欠損", re.IGNORECASE)
"""A loss that grows by half is "up 50%" to one company and a change of -5 to another: no contradiction."""

_ZERO, _INFINITE = Decimal(0), Decimal("Infinity")
_NOTHING = Interval(_ZERO, _ZERO)


def check_directions(book: Book) -> Iterator[Trial | None]:
    """Each change against its growth rate: both up, both down, or one of them none."""
    for change, rate in movements(book):
        if _LOSS.search(change.first.label) or _may_be_negative(book, change):
            continue
        yield _check(book, change, rate)


def _check(book: Book, change: Figure, rate: Figure) -> Trial | None:
    """Only rates printed beside the change count: elsewhere the name of another segment may have been lost."""
    moved = change.first
    beside = tuple(fact for fact in rate.facts if book.together((moved, fact)))
    beside = beside or tuple(fact for fact in rate.facts if _next_line(book, moved, fact))
    if not beside:
        return None
    rule, table = CheckRule.DIRECTIONS_DISAGREE, book.common_table((moved, *beside))
    facts = (beside[0], moved, *beside[1:])
    if not all(_opposed(moved, fact) for fact in beside):
        return Trial(rule, table, facts)
    allowed = Interval(-_INFINITE, _ZERO) if moved.value < 0 else Interval(_ZERO, _INFINITE)
    message = f"{wording.cite(moved)}, but {wording.quote(beside[0])}"
    return Trial(rule, table, facts, Finding(rule, severity(rule, beside[0], allowed), facts, message, allowed))


def _next_line(book: Book, one: Fact, other: Fact) -> bool:
    """Whether two facts outside tables stand on neighbouring lines."""
    if one.line is None or other.line is None or book.table(one) is not None or book.table(other) is not None:
        return False
    return abs(one.line - other.line) <= 1


def _opposed(change: Fact, rate: Fact) -> bool:
    """One is above zero and the other below, however they were rounded."""
    a, b = stands_for(change), stands_for(rate)
    if a.meets(_NOTHING) or b.meets(_NOTHING):
        return False
    return a.positive != b.positive


def _may_be_negative(book: Book, change: Figure) -> bool:
    """Whether an end of the movement is printed as zero or below: there growth rates mean what the company likes."""
    ends = find_ends(book, change, change.statement.unit)
    return any(end is not None and not end.interval().positive for end in ends)
