"""Remainders: a growth rate on the quarter before against what the cumulative period leaves for that quarter."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from deckfacts.checks.changes import base_start
from deckfacts.checks.figures import Book, Figure, Line
from deckfacts.checks.intervals import Habit, Interval, growth
from deckfacts.checks.naming import own_yardstick, words
from deckfacts.checks.verdict import Trial, judge
from deckfacts.contract import CheckRule, Comparison, Measure, Scenario, Severity

_NEVER_NEGATIVE = frozenset(
    {"revenue", "recurring_revenue", "cost_of_revenue", "sga_expense", "sga_and_rd_expense", "personnel_expense"}
)
"""Concepts of which no quarter can be below zero."""

_MARGIN_OF = {"operating_income": "operating_margin", "net_income": "net_margin", "gross_profit": "gross_margin"}
_ALL_OR_MOST = frozenset({"current", "existing", "excluding", "total", "group", "consolidated"})
"""Words of a segment that is most of the company: "current business (excluding 4 new subsidiaries)"."""

_ONE_DAY = timedelta(days=1)
_UNLIMITED = Decimal("Infinity")

_Totals = Mapping[tuple[Line, Scenario, date], Sequence[Figure]]


def check_remainders(book: Book) -> Iterator[Trial | None]:
    """Each QoQ growth rate with its level and a cumulative level that ends with it."""
    totals: dict[tuple[Line, Scenario, date], list[Figure]] = defaultdict(list)
    for level in book.all_levels():
        moment = level.statement.moment
        if moment.start is not None and moment.bound is None:
            totals[level.statement.line, moment.scenario, moment.end].append(level)
    for figure in book.figures.values():
        statement = figure.statement
        quarterly = statement.measure is Measure.PERCENT_CHANGE and statement.comparison is Comparison.QOQ
        if quarterly and statement.moment.start is not None and not own_yardstick(figure.first):
            yield from _check_rate(book, figure, totals)


def _check_rate(book: Book, rate: Figure, totals: _Totals) -> Iterator[Trial | None]:
    line, moment, *_ = rate.statement
    level, start = book.amount(line, moment), rate.first.base_start or base_start(rate.statement)
    if level is None or start is None:
        return
    for total in totals.get((line, moment.scenario, moment.end), ()):
        began = total.statement.moment.start
        if began is None or began > start or total.statement.unit != level.statement.unit:
            continue
        if began == start:
            yield _check(book, rate, (level, total), exact=True)
        elif (proof := _no_loss(book, rate, began, start - _ONE_DAY)) is not None:
            yield _check(book, rate, (level, total, *proof), exact=False)


def _no_loss(book: Book, rate: Figure, start: date, end: date) -> tuple[Figure, ...] | None:
    """What shows that the period between was no loss: nothing need, or a margin above zero that the deck prints."""
    line, moment, *_ = rate.statement
    if line.subject in _NEVER_NEGATIVE:
        return ()
    margin = _MARGIN_OF.get(line.subject)
    for figure in book.figures.values():
        own, when = figure.statement.line, figure.statement.moment
        matches = (
            figure.first.concept == margin and own.basis == line.basis and figure.statement.measure is Measure.LEVEL
        )
        spans = (when.scenario, when.start, when.end) == (moment.scenario, start, end)
        whole = own.segment == line.segment or (not line.segment and not _ALL_OR_MOST.isdisjoint(words(own.segment)))
        if margin is not None and matches and spans and whole and figure.interval().positive:
            return (figure,)
    return None


def _check(book: Book, rate: Figure, others: Sequence[Figure], *, exact: bool) -> Trial | None:
    level, total = others[:2]

    def expected(habit: Habit) -> Interval | None:
        reached = level.interval(habit)
        left = total.interval(habit) - reached
        if not left.positive:
            return None
        allowed = growth(reached, left)
        # Whatever the period between took, the quarter before had less, and the growth on it is more.
        return allowed if exact else Interval(allowed.low, _UNLIMITED)

    trial = judge(book, CheckRule.GROWTH_AGAINST_ENDS, rate, others, expected)
    if exact or trial is None or trial.finding is None:
        return trial
    return replace(trial, finding=replace(trial.finding, severity=Severity.WARNING))
