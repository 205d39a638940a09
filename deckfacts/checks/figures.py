"""Figures: the facts of a deck in, a book out in which all prints of one statement stand together.

A statement is what a fact says without its value: "revenue of the whole company, level, actual, October to December
2008, as reported, in JPY". Its prints are one figure, known as closely as the closest print tells.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from deckfacts.checks.intervals import RATES, Habit, Interval, stands_for
from deckfacts.checks.naming import label_name, segment_name, subject_name
from deckfacts.contract import Basis, Bound, Comparison, Fact, Measure, Scenario, Source
from deckfacts.deck import CellAddress


class Line(NamedTuple):
    """A line of accounts: whose number it is. An empty segment is the whole company."""

    subject: str
    segment: str
    basis: Basis | None


class Moment(NamedTuple):
    """When and under which scenario; `start` is null for an instant, `bound` for all but a range."""

    scenario: Scenario
    start: date | None
    end: date
    bound: Bound | None


class Statement(NamedTuple):
    """What a fact says, without its value."""

    line: Line
    moment: Moment
    measure: Measure
    comparison: Comparison | None
    base_end: date | None
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """All prints of one statement, in the order of the deck."""

    statement: Statement
    facts: tuple[Fact, ...]

    @property
    def first(self) -> Fact:
        """The print that stands first."""
        return self.facts[0]

    def interval(self, habit: Habit = Habit.ROUNDED) -> Interval:
        """What all prints allow; where they contradict each other, all that any of them allows."""
        around = common = stands_for(self.facts[0], habit)
        contradictory = False
        for fact in self.facts[1:]:
            stands = stands_for(fact, habit)
            around = around.around(stands)
            shared = common.common(stands)
            contradictory = contradictory or shared is None
            common = shared or common
        return around if contradictory else common


class Book:
    """A deck's facts by statement; those that cannot be told apart from a neighbour are in `facts` only."""

    def __init__(self, facts: Sequence[Fact], cells: Mapping[str, CellAddress]) -> None:
        self.facts = tuple(sorted(facts, key=place_key))
        self.cells = cells
        self.segments = {segment_name(fact.segment) for fact in self.facts}
        self.figures = _figures(self.facts, cells)
        self._levels: dict[tuple[Line, Moment], dict[str, Figure]] = defaultdict(dict)
        for statement, figure in self.figures.items():
            if statement.measure is Measure.LEVEL:
                self._levels[statement.line, statement.moment][statement.unit] = figure

    def levels(self, line: Line, moment: Moment) -> Mapping[str, Figure]:
        """The printed levels of a line at a moment, by unit."""
        return self._levels.get((line, moment), {})

    def amount(self, line: Line, moment: Moment) -> Figure | None:
        """The one level of a line that is no rate: money or a count."""
        amounts = [figure for unit, figure in self.levels(line, moment).items() if unit not in RATES]
        return amounts[0] if len(amounts) == 1 else None

    def all_levels(self) -> Iterator[Figure]:
        """Every figure that is a level."""
        for by_unit in self._levels.values():
            yield from by_unit.values()

    def table(self, fact: Fact) -> int | None:
        """The table in which the fact stands."""
        cell = self.cells.get(fact.fact_id)
        return None if cell is None else cell.table

    def common_table(self, facts: Iterable[Fact]) -> int | None:
        """The one table in which all the facts stand."""
        tables = {self.table(fact) for fact in facts}
        return tables.pop() if len(tables) == 1 else None

    def together(self, facts: Iterable[Fact]) -> bool:
        """Whether the facts stand in one row of a table, or in one line or sentence: nobody can have mixed them up."""
        places = {_row_or_sentence(fact, self.cells) for fact in facts}
        return len(places) == 1


def place_key(fact: Fact) -> tuple[object, ...]:
    """Reading order, the same whatever order the facts came in."""
    box = (fact.bbox.top, fact.bbox.x0) if fact.bbox else (0.0, 0.0)
    return (fact.page or 0, fact.line or 0, *box, fact.fact_id)


def _row_or_sentence(fact: Fact, cells: Mapping[str, CellAddress]) -> tuple[object, ...]:
    cell = cells.get(fact.fact_id)
    if cell is not None:
        return ("row", cell.table, cell.row)
    return ("line", fact.line) if fact.line is not None else ("sentence", fact.page, fact.context)


def _neighbourhood(fact: Fact, cells: Mapping[str, CellAddress]) -> tuple[object, ...]:
    """Where no company prints one statement twice: within one table, one chart, one line or sentence."""
    cell = cells.get(fact.fact_id)
    if cell is not None:
        return ("table", cell.table)
    if fact.source is Source.CHART:
        return ("chart", fact.page, fact.slide_title)
    return _row_or_sentence(fact, cells)


def neighbours(one: Fact, other: Fact, cells: Mapping[str, CellAddress]) -> bool:
    """Whether two prints stand where no company prints one statement twice."""
    return _neighbourhood(one, cells) == _neighbourhood(other, cells)


def _figures(facts: Sequence[Fact], cells: Mapping[str, CellAddress]) -> dict[Statement, Figure]:
    coarse = {fact.fact_id: statement for fact in facts if (statement := _statement(fact, subject_name(fact)))}
    split = {coarse[fact.fact_id].line.subject for fact in _clashing_neighbours(facts, cells, coarse)}
    fine = {fact.fact_id: _split(coarse[fact.fact_id], fact, split) for fact in facts if fact.fact_id in coarse}
    unclear = {fine[fact.fact_id] for fact in _clashing_neighbours(facts, cells, fine)} if split else set()
    prints: dict[Statement, list[Fact]] = defaultdict(list)
    for fact in facts:
        statement = fine.get(fact.fact_id)
        if statement is not None and statement not in unclear:
            prints[statement].append(fact)
    return {statement: Figure(statement, tuple(found)) for statement, found in prints.items()}


def alone(fact: Fact) -> Figure | None:
    """One print by itself, as a table adds it up; nothing where the deck does not tell its period."""
    statement = _statement(fact, subject_name(fact) or fact.label)
    return None if statement is None else Figure(statement, (fact,))


def _statement(fact: Fact, subject: str) -> Statement | None:
    if not subject or fact.period_end is None:
        return None
    line = Line(subject, segment_name(fact.segment), fact.basis)
    moment = Moment(fact.scenario, fact.period_start, fact.period_end, fact.bound)
    return Statement(line, moment, fact.measure, fact.comparison, fact.base_end, fact.unit)


def _split(statement: Statement, fact: Fact, split: set[str]) -> Statement:
    """A concept under which one table prints two lines (current and other deferred tax assets) is split by label."""
    line = statement.line
    if line.subject not in split or fact.concept is None:
        return statement
    return statement._replace(line=line._replace(subject=f"{line.subject}: {label_name(fact.label)}"))


def _clashing_neighbours(
    facts: Sequence[Fact], cells: Mapping[str, CellAddress], statements: Mapping[str, Statement]
) -> Iterator[Fact]:
    """Facts that say the same as another in their neighbourhood, with another value."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        statement = statements.get(fact.fact_id)
        if statement is None:
            continue
        earlier = seen.setdefault((statement, _neighbourhood(fact, cells)), fact)
        if earlier is not fact and not stands_for(earlier).meets(stands_for(fact)):
            yield fact
