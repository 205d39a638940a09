"""Columns: sums down the columns and along the rows of a table, where the table itself shows that they are sums.

That a number is the sum of those before it is taken from the other columns: the same sum must hold there exactly.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from deckfacts.checks.figures import Book, Figure, alone
from deckfacts.checks.intervals import RATES, Habit, Interval
from deckfacts.checks.naming import words
from deckfacts.checks.verdict import Trial, is_slip, judge
from deckfacts.contract import CheckRule, Comparison, Fact, Measure

MOST_PARTS = 12
"""Longer columns of parts under one total are appendix tables; the search is quadratic in the number of lines."""

EXACT = Decimal("0.02")
"""A sum proves that it is one only if rounding leaves it less than this much of the total: 1.8 + 7.7 = 9.5 in billions
may hold by chance, 8,955 + 11,471 = 20,426 does not."""

_TOTAL_WORDS = frozenset({"total", "subtotal", "sum"})
_TOTAL_ENDINGS = ("合計", "小計", "計")
_TOTAL_NEEDS, _OTHERS_NEED = 1, 2
"""In how many other columns a sum must hold: one, if the line calls itself a total, because then only one or two sets
of parts are tried."""


class Way(Enum):
    """Whether a lane runs down a column or along a row."""

    DOWN = auto()
    ALONG = auto()


class Lane(NamedTuple):
    """Cells of one table, one below or beside the other, that may be added up."""

    way: Way
    table: int
    at: int
    measure: Measure
    comparison: Comparison | None
    unit: str
    moment: tuple[object, ...]


class Entry(NamedTuple):
    """A number in a lane: `place` is its row in a column, its column in a row."""

    place: int
    figure: Figure
    stands: Interval


class _Sum(NamedTuple):
    """A total and its parts, by their places in the lanes of one table."""

    way: Way
    table: int
    total: int
    parts: tuple[int, ...]


class _Case(NamedTuple):
    """A sum as it stands in one lane."""

    total: Entry
    parts: tuple[Entry, ...]
    allowed: Interval


Lanes = Mapping[Lane, Sequence[Entry]]


def find_lanes(book: Book) -> Lanes:
    """The lanes of all tables, each in order; a lane with two numbers in one place is left out."""
    lanes: dict[Lane, list[Entry]] = defaultdict(list)
    for fact in book.facts:
        cell = book.cells.get(fact.fact_id)
        figure = alone(fact) if cell is not None and _additive(fact) else None
        if cell is None or figure is None:
            continue
        moment = (fact.scenario, fact.period_start, fact.period_end, fact.base_end, fact.bound)
        kind = (fact.measure, fact.comparison, fact.unit, moment)
        stands = figure.interval()
        lanes[Lane(Way.DOWN, cell.table, cell.column, *kind)].append(Entry(cell.row, figure, stands))
        lanes[Lane(Way.ALONG, cell.table, cell.row, *kind)].append(Entry(cell.column, figure, stands))
    return {
        lane: sorted(entries, key=lambda entry: entry.place)
        for lane, entries in lanes.items()
        if len(entries) > 2 and len({entry.place for entry in entries}) == len(entries)
    }


def _additive(fact: Fact) -> bool:
    """Money, counts and shares of one whole add up; rates, growth and numbers per share do not."""
    if fact.measure is Measure.SHARE:
        return fact.unit == "percent"
    return fact.measure is not Measure.PERCENT_CHANGE and fact.unit not in RATES and "/" not in fact.unit


def check_sums(book: Book, lanes: Lanes) -> Iterator[Trial | None]:
    """Each sum that other columns of its table prove, the longest first, each total once."""
    cases: dict[_Sum, list[_Case]] = defaultdict(list)
    of_total: dict[str, list[_Case]] = defaultdict(list)
    for lane, entries in lanes.items():
        for case in _candidates(entries):
            places = tuple(sorted(part.place for part in case.parts))
            cases[_Sum(lane.way, lane.table, case.total.place, places)].append(case)
            of_total[case.total.figure.first.fact_id].append(case)
    told: set[str] = set()
    for structure in sorted(cases, key=lambda found: -len(found.parts)):
        for case in _proved(cases[structure]):
            total = case.total.figure
            if total.first.fact_id not in told and not _holds_with_more(case, of_total[total.first.fact_id]):
                told.add(total.first.fact_id)
                yield _check_sum(book, case)


def _holds_with_more(case: _Case, others: Sequence[_Case]) -> bool:
    """Whether the total is that of these parts and more: 48.3% and 50.7% miss 100% by the 1.0% of the line above."""
    parts = {part.place for part in case.parts}
    return any(
        parts < {part.place for part in other.parts} and other.total.stands.meets(other.allowed) for other in others
    )


def _candidates(entries: Sequence[Entry]) -> Iterator[_Case]:
    """Each entry with the runs of two parts or more that end right before it or begin right behind it."""
    totals = {entry.place for entry in entries if is_total(entry.figure.first)}
    for run in (entries, entries[::-1]):
        for at in range(2, len(run)):
            yield from _runs_before(run, at, totals)


def _runs_before(run: Sequence[Entry], at: int, totals: Set[int]) -> Iterator[_Case]:
    """A line that calls itself a total is tried with all lines since the last total, or since the first line."""
    named = run[at].place in totals
    since = max((i + 1 for i in range(at) if run[i].place in totals), default=0) if named else 0
    allowed = run[at - 1].stands
    for start in range(at - 2, max(at - MOST_PARTS, 0) - 1, -1):
        allowed = allowed + run[start].stands
        if not named or start in (since, 0):
            yield _Case(run[at], tuple(run[start:at]), allowed)


def is_total(fact: Fact) -> bool:
    """Whether the line calls itself a total."""
    named = words(fact.label) + (words(fact.segment) if fact.segment else ())
    return not _TOTAL_WORDS.isdisjoint(named) or fact.label.endswith(_TOTAL_ENDINGS)


def _proved(cases: Sequence[_Case]) -> Sequence[_Case]:
    """The cases of a sum, if it holds in enough of them too exactly for chance: in no fewer than it fails in,
    and in more if no line calls itself the total."""
    if len(cases) < 2:
        return ()
    held = [case for case in cases if case.total.stands.meets(case.allowed)]
    exact = sum(1 for case in held if _exact(case))
    failed = len(cases) - len(held)
    named = is_total(cases[0].total.figure.first)
    return cases if exact >= (max(_TOTAL_NEEDS, failed) if named else max(_OTHERS_NEED, failed + 1)) else ()


def _exact(case: _Case) -> bool:
    counting = sum(1 for part in case.parts if part.figure.first.value)
    return counting >= 2 and case.allowed.width <= EXACT * abs(case.total.figure.first.value)


def _check_sum(book: Book, case: _Case) -> Trial | None:
    """A total that misses its parts by far is another line, whatever holds in the other columns."""
    if not is_slip(case.total.figure.first, case.allowed):
        return None
    parts = [part.figure for part in sorted(case.parts, key=lambda part: part.place)]

    def expected(habit: Habit) -> Interval:
        total = parts[0].interval(habit)
        for part in parts[1:]:
            total = total + part.interval(habit)
        return total

    return judge(book, CheckRule.TABLE_SUM, case.total.figure, parts, expected)
