"""Changes: printed changes and growth rates against the levels at both ends of the change, and against each other."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from deckfacts.checks.figures import Book, Figure, Line, Moment, Statement
from deckfacts.checks.intervals import RATES, Habit, Interval, growth
from deckfacts.checks.naming import own_yardstick
from deckfacts.checks.verdict import Trial, judge
from deckfacts.contract import CheckRule, Comparison, Measure, Scenario

_MONTHS = 12
_POINTS_IN_PERCENT = {"percentage_point": Decimal(1), "basis_point": Decimal(100)}


class Ends(NamedTuple):
    """The level that a change led to, and the one it began with, as far as printed."""

    level: Figure | None
    base: Figure | None


class _Movement(NamedTuple):
    """What a change in money and a growth rate have in common if they are about the same movement."""

    line: Line
    moment: Moment
    comparison: Comparison | None
    base_end: date


def check_changes(book: Book) -> Iterator[Trial | None]:
    """Each change and growth rate against its two ends."""
    for figure in book.figures.values():
        if figure.statement.measure is Measure.CHANGE and not own_yardstick(figure.first):
            yield _check_change(book, figure)
        elif figure.statement.measure is Measure.PERCENT_CHANGE and not own_yardstick(figure.first):
            yield _check_growth(book, figure)


def check_changes_against_growth(book: Book) -> Iterator[Trial | None]:
    """Each change against the growth rate of the same movement, with the one end that is printed."""
    implied: dict[tuple[Line, Moment], list[tuple[Figure, Figure]]] = defaultdict(list)
    for change, rate in movements(book):
        if _opposed(change, rate) or own_yardstick(rate.first):
            continue
        ends = find_ends(book, change, change.statement.unit)
        if ends.level is None and ends.base is None:
            implied[change.statement.line, change.statement.moment].append((change, rate))
        elif ends.level is None or ends.base is None:
            yield _check_one_end(book, change, rate, ends)
    for pairs in implied.values():
        for earlier, later in pairwise(pairs):
            yield _check_implied_level(book, earlier, later)


def movements(book: Book) -> Iterator[tuple[Figure, Figure]]:
    """Each change in money or counts with the growth rate of the same movement."""
    rates: dict[_Movement, Figure] = {}
    changes: list[tuple[_Movement, Figure]] = []
    for statement, figure in book.figures.items():
        if statement.base_end is None:
            continue
        movement = _Movement(statement.line, statement.moment, statement.comparison, statement.base_end)
        if statement.measure is Measure.PERCENT_CHANGE:
            rates[movement] = figure
        elif statement.measure is Measure.CHANGE and statement.unit not in RATES:
            changes.append((movement, figure))
    for movement, change in changes:
        if movement in rates:
            yield change, rates[movement]


def find_ends(book: Book, change: Figure, unit: str | None) -> Ends:
    """The levels at both ends of a change, in `unit`, or where that is nothing in whatever unit is no rate."""
    statement = change.statement
    level = _level(book, statement.line, statement.moment, unit)
    bases = (_level(book, statement.line, moment, unit) for moment in _base_moments(change))
    return Ends(level, next((base for base in bases if base is not None), None))


def _check_change(book: Book, change: Figure) -> Trial | None:
    unit = change.statement.unit
    factor = _POINTS_IN_PERCENT.get(unit)
    ends = find_ends(book, change, unit if factor is None else "percent")
    level, base = ends
    if level is None or base is None:
        return None

    def expected(habit: Habit) -> Interval:
        difference = level.interval(habit) - base.interval(habit)
        return difference if factor is None else Interval(difference.low * factor, difference.high * factor)

    return judge(book, CheckRule.CHANGE_AGAINST_ENDS, change, (level, base), expected)


def _check_growth(book: Book, rate: Figure) -> Trial | None:
    level, base = find_ends(book, rate, None)
    if level is None or base is None or level.statement.unit != base.statement.unit:
        return None

    def expected(habit: Habit) -> Interval | None:
        # Growth from zero or from a loss has no agreed meaning: some print "n.m.", some turn the sign.
        start = base.interval(habit)
        return growth(level.interval(habit), start) if start.positive else None

    return judge(book, CheckRule.GROWTH_AGAINST_ENDS, rate, (level, base), expected)


def _check_one_end(book: Book, change: Figure, rate: Figure, ends: Ends) -> Trial | None:
    end = ends.level or ends.base
    if end is None:
        return None

    def expected(habit: Habit) -> Interval | None:
        moved, stood = change.interval(habit), end.interval(habit)
        start = stood if ends.level is None else stood - moved
        return moved.percent_of(start) if start.positive else None

    return judge(book, CheckRule.CHANGE_AGAINST_GROWTH, rate, (change, end), expected)


def _check_implied_level(book: Book, earlier: tuple[Figure, Figure], later: tuple[Figure, Figure]) -> Trial | None:
    """Two movements that lead to one level: "up 474 (5.4%) YoY" and "up 3,992 (75.1%) compared to 3Q06"."""
    (change, rate), (other_change, other_rate) = earlier, later

    def expected(habit: Habit) -> Interval | None:
        start = _implied_base(change.interval(habit), rate.interval(habit))
        if start is None:
            return None
        moved = other_change.interval(habit)
        other_start = start + change.interval(habit) - moved
        return moved.percent_of(other_start) if other_start.positive else None

    return judge(book, CheckRule.CHANGE_AGAINST_GROWTH, other_rate, (other_change, change, rate), expected)


def _implied_base(change: Interval, rate: Interval) -> Interval | None:
    """From which level a change of so much is growth of so much; nothing where the growth may be none."""
    if rate.positive and change.positive:
        return change.percent_of(rate)
    if (-rate).positive and (-change).positive:
        return (-change).percent_of(-rate)
    return None


def _opposed(change: Figure, rate: Figure) -> bool:
    return change.first.value * rate.first.value < 0


def _level(book: Book, line: Line, moment: Moment, unit: str | None) -> Figure | None:
    return book.amount(line, moment) if unit is None else book.levels(line, moment).get(unit)


def _base_moments(change: Figure) -> Iterator[Moment]:
    """Where the base of a change may be found: a target is compared with what was, or with another target."""
    statement, fact = change.statement, change.first
    if statement.base_end is None:
        return
    start = fact.base_start or base_start(statement)
    for scenario in _base_scenarios(statement):
        yield Moment(scenario, start, statement.base_end, None)
        if statement.moment.bound is not None:
            yield Moment(scenario, start, statement.base_end, statement.moment.bound)


def _base_scenarios(statement: Statement) -> tuple[Scenario, ...]:
    match statement.comparison:
        case Comparison.VS_PREVIOUS_TARGET:
            return (Scenario.PREVIOUS_TARGET,)
        case Comparison.VS_ESTIMATE:
            return (Scenario.ESTIMATE,)
        case Comparison.YOY | Comparison.QOQ | Comparison.VS_DATE | None:
            return tuple(dict.fromkeys((Scenario.ACTUAL, statement.moment.scenario)))


def base_start(statement: Statement) -> date | None:
    """The first day of a base as long as the period, where only its end is known."""
    start, end, base_end = statement.moment.start, statement.moment.end, statement.base_end
    if start is None or base_end is None:
        return None
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    year, month = divmod(base_end.year * _MONTHS + base_end.month - 1 - months, _MONTHS)
    return date(year, month + 1, 1)
