"""Reconciling: what a company's decks state in, the differences between them out.

A difference is a fact about the decks, not a verdict on which of them is right.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from deckfacts.checks import wording
from deckfacts.checks.agreement import either
from deckfacts.checks.intervals import Habit, Interval, stands_for
from deckfacts.checks.verdict import SLIP
from deckfacts.contract import Fact, Measure, Scenario, stable_id
from deckfacts.series.adding import adds_up, tilings
from deckfacts.series.lines import Line
from deckfacts.series.points import Point
from deckfacts.series.records import Cause, CrossCheck, CrossRule, Standing
from deckfacts.series.statements import Key, Statement, printed_alike
from deckfacts.series.vintages import Company, Vintage, said_of

Followed = Mapping[Key, Sequence[Vintage]]


def find_differences(company: Company, points: Followed) -> Iterator[CrossCheck]:
    """Figures that changed, periods that don't add up, openings that are not the closing before."""
    for (_, _, point), vintages in points.items():
        for vintage in vintages:
            if vintage.standing in {Standing.RESTATED, Standing.CHANGED} and vintage.before:
                yield _changed(company, point, vintage, vintage.before)
    yield from _recalled(company, points)
    yield from _unmatched_sums(company, points)
    yield from _openings(company, points)


def _changed(company: Company, point: Point, vintage: Vintage, before: Statement) -> CrossCheck:
    own_end = company.decks[vintage.statement.deck].document.period_end
    past = own_end is None or point.end < own_end
    rule = CrossRule.COMPARATIVE_AGAINST_EARLIER if past else CrossRule.REISSUE_AGAINST_EARLIER
    earlier = before.chosen
    if says_opening(vintage.statement.chosen.label) and not says_opening(earlier.label):
        rule = CrossRule.OPENING_AGAINST_CLOSING
    return _check(
        company, rule, vintage.statement, (earlier,), expected=allowed_by(vintage.statement, earlier), said=vintage.said
    )


_OPENING = re.compile(r"\b(?:beginning|start)\s+of\b|\bopening\b|\bbrought\s+forward\b|\bb/f\b|期首", re.IGNORECASE)


def says_opening(label: str) -> bool:
    """Whether a label is of a balance that a period begins with."""
    return _OPENING.search(label) is not None


def _check(
    company: Company,
    rule: CrossRule,
    found: Statement,
    others: tuple[Fact, ...],
    *,
    expected: Interval,
    said: str | None,
) -> CrossCheck:
    fact = found.chosen
    files = {deck.document.document_id: deck.document.file for deck in company.decks}
    documents = {other.document_id for other in others}
    cited = "; ".join(f"{files[one.document_id]}, {wording.cite(one)}" for one in others)
    explained = "" if said is None else f'; the deck says: "{said}"'
    return CrossCheck(
        check_id=stable_id(company.slug, rule, fact.fact_id, *(one.fact_id for one in others)),
        company=company.slug,
        rule=rule,
        cause=Cause.UNEXPLAINED if said is None else Cause.RESTATED,
        message=f"{files[fact.document_id]}, {wording.cite(fact)} ({wording.when(fact)}), but {cited}{explained}",
        said=said,
        document_id=fact.document_id,
        earlier_document_id=next(iter(documents)) if len(documents) == 1 else None,
        fact_ids=(fact.fact_id, *(one.fact_id for one in others)),
        found=fact.value,
        expected_low=None if expected.low.is_infinite() else expected.low,
        expected_high=None if expected.high.is_infinite() else expected.high,
        difference=_beyond(fact.value, expected),
        unit=fact.unit,
    )


def allowed_by(found: Statement, earlier: Fact) -> Interval:
    """What an earlier print allows: itself where both are printed as exactly, else all that it may stand for."""
    return Interval(earlier.value, earlier.value) if printed_alike(found.chosen, earlier) else either(earlier)


def _beyond(value: Decimal, allowed: Interval) -> Decimal:
    """How far the value lies outside, below zero where it lies below."""
    return value - allowed.high if value > allowed.high else value - allowed.low


def _recalled(company: Company, points: Followed) -> Iterator[CrossCheck]:
    """What a deck prints as the previous target against the last one that an earlier deck printed."""
    for (line, segment, point), vintages in points.items():
        if point.scenario is not Scenario.PREVIOUS_TARGET:
            continue
        stated = points.get((line, segment, point._replace(scenario=Scenario.TARGET)), ())
        yield from _against_last(company, CrossRule.RECALLED_TARGET_AGAINST_EARLIER, vintages, stated)


def _against_last(
    company: Company, rule: CrossRule, found: Sequence[Vintage], stated: Sequence[Vintage]
) -> Iterator[CrossCheck]:
    """What each deck prints against what the last deck before it states of another point."""
    for statement in (vintage.statement for vintage in found):
        before = [one.statement for one in stated if one.statement.deck < statement.deck]
        if before and _contradict(statement, before[-1]):
            earlier, said = before[-1].chosen, said_of(company, statement)
            yield _check(company, rule, statement, (earlier,), expected=allowed_by(statement, earlier), said=said)


def _contradict(one: Statement, other: Statement) -> bool:
    return one.settled and other.settled and not one.meets(other)


_Series = tuple[Line, str, Point]
"""A line, a segment and a point without its days."""


def _by_days(points: Followed) -> dict[_Series, dict[tuple[date | None, date], Sequence[Vintage]]]:
    """The actual levels of each series by the days that they are of."""
    series: dict[_Series, dict[tuple[date | None, date], Sequence[Vintage]]] = defaultdict(dict)
    for (line, segment, point), vintages in points.items():
        if point.scenario is Scenario.ACTUAL and point.measure is Measure.LEVEL and point.bound is None:
            series[line, segment, point._replace(start=None, end=date.min)][point.start, point.end] = vintages
    return series


def _unmatched_sums(company: Company, points: Followed) -> Iterator[CrossCheck]:
    for by_days in _by_days(points).values():
        stated = {(start, end): vintages[-1].statement for (start, end), vintages in by_days.items() if start}
        first = next((statement.chosen for statement in stated.values()), None)
        if first is None or not adds_up(first.concept, first.unit):
            continue
        for (start, end), whole in stated.items():
            parts = next((found for found in tilings(start, end, stated) if len(found) > 1), None)
            if parts is not None:
                yield from _unmatched_sum(company, whole, [stated[days] for days in parts])


def _unmatched_sum(company: Company, whole: Statement, parts: Sequence[Statement]) -> Iterator[CrossCheck]:
    """A miss by more than a slip is more likely another line of the same name than a difference."""
    if len({part.deck for part in (whole, *parts)}) == 1 or not all(part.settled for part in (whole, *parts)):
        return
    found = whole.chosen
    sums = [_sum_of(parts, habit) for habit in Habit]
    if any(stands_for(found, habit).meets(total) for habit, total in zip(Habit, sums, strict=True)):
        return
    expected = sums[0]
    if stands_for(found).gap(expected) > SLIP * abs(found.value):
        return
    said = said_of(company, whole)
    others = tuple(part.chosen for part in parts)
    yield _check(company, CrossRule.PARTS_AGAINST_PERIOD, whole, others, expected=expected, said=said)


def _sum_of(parts: Sequence[Statement], habit: Habit) -> Interval:
    total = stands_for(parts[0].chosen, habit)
    for part in parts[1:]:
        total = total + stands_for(part.chosen, habit)
    return total


def _openings(company: Company, points: Followed) -> Iterator[CrossCheck]:
    """A balance on the first day of a period against that on the day before, as the decks before stated it."""
    for by_days in _by_days(points).values():
        for (start, day), vintages in by_days.items():
            closing = by_days.get((None, day - timedelta(days=1)), ())
            if start is not None or not closing:
                continue
            yield from _against_last(company, CrossRule.OPENING_AGAINST_CLOSING, vintages, closing)
