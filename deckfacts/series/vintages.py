"""Vintages: what the decks state of each data point in, one observation for each deck out, with how it stands.

A statement is held against the most exact one since the last change, so that a rounded figure in between hides nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Final

from deckfacts.contract import Bound, Fact, Scenario, stable_id
from deckfacts.series.lines import Line
from deckfacts.series.points import Kind, Point, Print, StatedDeck
from deckfacts.series.records import Observation, Standing
from deckfacts.series.saying import explain
from deckfacts.series.statements import Key, Statement

OBSERVED = frozenset({Scenario.ACTUAL, Scenario.TARGET, Scenario.ESTIMATE})
"""A previous target is what a later deck recalls of an earlier one: it is no vintage of anything."""


@dataclass(frozen=True, slots=True)
class Vintage:
    """What one deck states of a point, after the decks before it. `before` is what it differs from, where it does.

    `said` are the deck's words that explain a difference.
    """

    statement: Statement
    number: int
    standing: Standing
    before: Statement | None
    said: str | None


@dataclass(frozen=True, slots=True)
class Company:
    """A company's decks in the order of publication, with the names of its segments and lines as they are now.

    `segments` and `lines` map the names that stand for a segment or a line to a print that has its latest name;
    `given` are the names of segments that the profile gives, `named` those of lines, by folded name.
    """

    decks: Sequence[StatedDeck]
    segments: Mapping[str, Print]
    lines: Mapping[Line, Print]
    given: Mapping[str, str]
    named: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The company."""
        return self.decks[0].document.company

    def segment_name(self, segment: str) -> str | None:
        """The latest name of a segment, null for the whole company."""
        if not segment:
            return None
        return self.given.get(segment) or self.segments[segment].fact.segment

    def label(self, line: Line) -> str:
        """The latest name of a line."""
        latest = self.lines[line]
        return self.named.get(latest.variant) or latest.fact.label

    def published_on(self, deck: int) -> date | None:
        """The day on which a deck was published, null where nobody knows."""
        return self.decks[deck].document.published_on


def follow(company: Company, statements: Sequence[Statement], point: Point) -> list[Vintage]:
    """The vintages of a data point, from what the decks state of it in their order."""
    vintages: list[Vintage] = []
    exact = statements[0]
    for number, statement in enumerate(statements, start=1):
        if number == 1:
            vintages.append(Vintage(statement, number, Standing.FIRST, None, None))
            continue
        if not (statement.settled and exact.settled) or statement.meets(exact):
            vintages.append(Vintage(statement, number, Standing.REPEATED, None, None))
            exact = max(exact, statement, key=_exactness)
            continue
        said = said_of(company, statement)
        previous = statements[number - 2]
        contradicted = _exactness(previous) == _exactness(exact) and not statement.meets(previous)
        before = previous if contradicted else exact
        vintages.append(Vintage(statement, number, _standing(point, said), before, said))
        exact = statement
    return vintages


def _exactness(statement: Statement) -> tuple[bool, bool, int]:
    chosen = statement.chosen
    return statement.settled, chosen.qualifier is None, chosen.decimals


def said_of(company: Company, statement: Statement) -> str | None:
    """The words of its deck that say why a statement is another than before; null where there are none."""
    return explain(statement.chosen, company.decks[statement.deck].notices, frozenset(company.segments))


def _standing(point: Point, said: str | None) -> Standing:
    if point.scenario is not Scenario.ACTUAL:
        return Standing.REVISED
    return Standing.CHANGED if said is None else Standing.RESTATED


def observe(company: Company, points: Mapping[Key, Sequence[Vintage]]) -> Iterator[Observation]:
    """An observation for each vintage of each data point."""
    names: dict[tuple[Line, str, Kind, Bound | None], str] = {}
    for key, vintages in points.items():
        line, segment, point = key
        if point.scenario in OBSERVED:
            of = (line, segment, point.kind, point.bound)
            if of not in names:
                names[of] = stable_id(series_id(company, line, segment, point.kind), point.bound)
            yield from _observations(company, names[of], key, vintages)


def series_id(company: Company, line: Line, segment: str, kind: Kind) -> str:
    """The stable name of a series: by the first names of its line and segment, which later names don't change."""
    return stable_id(company.slug, *line, segment, *kind)


def _observations(company: Company, series: str, key: Key, vintages: Sequence[Vintage]) -> Iterator[Observation]:
    line, segment, point = key
    point_id = stable_id(series, *point)
    dates = [company.published_on(one.statement.deck) for one in vintages]
    for at, one in enumerate(vintages):
        fact = one.statement.chosen
        before = None if one.before is None else one.before.chosen.value
        yield Observation(
            observation_id=stable_id(point_id, fact.document_id),
            point_id=point_id,
            series_id=series,
            series_label=company.label(line),
            series_segment=company.segment_name(segment),
            vintage=one.number,
            known_from=dates[at],
            known_until=None if dates[at] is None else next((day for day in dates[at + 1 :] if day), None),
            latest=at == len(vintages) - 1,
            standing=one.standing,
            difference=None if before is None else fact.value - before,
            contested=one.statement.contested,
            period_end=point.end,
            **dict(zip(_OF_FACT, _of_fact(fact), strict=True)),
        )


_OF_FACT: Final = tuple(
    one.name for one in fields(Observation) if one.name in {own.name for own in fields(Fact)} - {"period_end"}
)
"""What an observation says as its fact does; that it has a period is sure here."""

_of_fact = attrgetter(*_OF_FACT)
