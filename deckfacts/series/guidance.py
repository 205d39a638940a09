"""Guidance: what the decks state of targets and of what became of them in, each target's steps out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from deckfacts.checks.intervals import Interval, stands_for, unit_in_last_place
from deckfacts.concepts import catalogue
from deckfacts.contract import Bound, Comparison, Fact, Measure, Scenario, stable_id
from deckfacts.language.scenarios import read_scenario
from deckfacts.series.lines import Line
from deckfacts.series.points import Point
from deckfacts.series.records import GuidanceStep, Outcome, Step
from deckfacts.series.statements import Key, Statement
from deckfacts.series.vintages import Company, series_id

_AIMED = frozenset({Scenario.TARGET, Scenario.PREVIOUS_TARGET})
_AGAINST_TARGETS = frozenset({Comparison.VS_PREVIOUS_TARGET, Comparison.VS_ESTIMATE})
"""A change of a target is what its steps tell."""

_HALF = Decimal("0.5")

_EARNED = frozenset(
    {
        *("adjusted_ebitda", "ebitda", "ebita", "segment_profit", "preprovision_profit", "net_operating_income"),
        *("operating_cash_flow", "free_cash_flow", "funds_from_operations", "adjusted_funds_from_operations"),
        *("orders_received", "bookings", "billings", "annual_recurring_revenue", "net_new_arr"),
    }
)
"""Profits, cash and orders, which have no balance in XBRL. What is invested or paid out is nobody's beat or miss."""

_MORE_IS_BETTER = frozenset({Measure.LEVEL, Measure.CHANGE, Measure.PERCENT_CHANGE})


@dataclass(frozen=True, slots=True)
class Aim:
    """What one deck states of one target: the facts at its ends, one of them null where only one end is printed."""

    deck: int
    low: Fact | None
    high: Fact | None
    recalled: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of it, the lower end first; a point is one."""
        ends = [fact for fact in (self.low, self.high) if fact is not None]
        return tuple(dict.fromkeys(ends))

    @property
    def interval(self) -> Interval:
        """All that the target takes in, given how exactly it is printed."""
        low = stands_for(self.low).low if self.low else Decimal("-Infinity")
        high = stands_for(self.high).high if self.high else Decimal("Infinity")
        return Interval(min(low, high), max(low, high))

    def same(self, other: "Aim") -> bool:
        """Whether both print the same target."""
        return _same(self.low, other.low) and _same(self.high, other.high)


def _same(one: Fact | None, other: Fact | None) -> bool:
    """Whether two ends are printed alike, one perhaps with more digits.

    "About 20" and "about 18" are not, though they may stand for one value, nor are 9% and 10%, which 9.5% would be.
    """
    if one is None or other is None:
        return one is other
    ends = [stands_for(replace(fact, qualifier=None)) for fact in (one, other)]
    shared = ends[0].common(ends[1])
    return shared is not None and shared.width > 0


_Target = tuple[Line, str, Point]
"""A point without its bound, under the scenario of what happens."""


def find_guidance(company: Company, statements: Mapping[Key, Sequence[Statement]]) -> Iterator[GuidanceStep]:
    """Each step of each target, target by target."""
    aims: dict[_Target, dict[tuple[int, bool], dict[Bound | None, Fact]]] = defaultdict(lambda: defaultdict(dict))
    for (line, segment, point), held in statements.items():
        if point.scenario not in _AIMED or point.comparison in _AGAINST_TARGETS:
            continue
        target = (line, segment, _of_what_happens(point))
        recalled = point.scenario is Scenario.PREVIOUS_TARGET
        for one in held:
            if any(_is_said(fact) for fact in one.facts):
                aims[target][one.deck, recalled][point.bound] = one.chosen
    for target, by_deck in aims.items():
        stated = [_aim(deck, recalled, ends) for (deck, recalled), ends in by_deck.items()]
        actual = next(iter(statements.get(target, ())), None)
        yield from _steps(company, target, stated, actual)


def _is_said(fact: Fact) -> bool:
    """Whether the deck calls it a target, or prints a range: a date that lies ahead alone may be when a loan is due."""
    texts = (fact.context, fact.label, fact.slide_title or "")
    return fact.bound is not None or any(read_scenario(text) not in {None, Scenario.ACTUAL} for text in texts)


def _of_what_happens(point: Point) -> Point:
    return point._replace(scenario=Scenario.ACTUAL, bound=None)


def _aim(deck: int, recalled: bool, ends: Mapping[Bound | None, Fact]) -> Aim:  # noqa: FBT001
    """A range where one is printed, else the point."""
    if Bound.LOW in ends or Bound.HIGH in ends:
        return Aim(deck, ends.get(Bound.LOW), ends.get(Bound.HIGH), recalled)
    return Aim(deck, ends[None], ends[None], recalled)


def in_order(aims: Sequence[Aim]) -> list[Aim]:
    """The aims deck by deck; what a deck recalls comes before what it states, and only if no deck stated it before."""
    kept: list[Aim] = []
    for _, of_deck in groupby(sorted(aims, key=lambda aim: (aim.deck, not aim.recalled)), key=lambda aim: aim.deck):
        for aim in of_deck:
            if not aim.recalled or not kept:
                kept.append(aim)
    return kept


def _steps(company: Company, target: _Target, aims: Sequence[Aim], actual: Statement | None) -> Iterator[GuidanceStep]:
    """Targets stated after the actual is known are looks back, and no steps, unless that is all there is."""
    ahead = [aim for aim in in_order(aims) if actual is None or aim.deck < actual.deck]
    last: Aim | None = None
    number = 0
    for aim in ahead or in_order(aims)[:1]:
        kind = _kind(aim, last)
        if kind is Step.REAFFIRMED and last and _same_period(company, aim, last):
            continue  # a deck that was issued again, or a second one of the same results
        number += 1
        yield _step(company, target, number, aim, kind=kind, before=last)
        last = aim
    if actual is not None and last is not None and last.deck <= actual.deck:
        reached = Aim(actual.deck, actual.chosen, actual.chosen)
        yield _step(company, target, number + 1, reached, kind=Step.ACTUAL, before=last)


def _same_period(company: Company, one: Aim, other: Aim) -> bool:
    ends = [company.decks[aim.deck].document.period_end for aim in (one, other)]
    return ends[0] is not None and ends[0] == ends[1]


def _kind(aim: Aim, last: Aim | None) -> Step:
    if aim.recalled:
        return Step.RECALLED
    if last is None:
        return Step.INITIAL
    return Step.REAFFIRMED if aim.same(last) else Step.REVISED


def _step(company: Company, target: _Target, number: int, aim: Aim, *, kind: Step, before: Aim | None) -> GuidanceStep:
    line, segment, point = target
    target_id = stable_id("target", series_id(company, line, segment, point.kind), *point)
    first = aim.facts[0]
    return GuidanceStep(
        guidance_id=stable_id(target_id, kind, first.document_id, first.fact_id),
        target_id=target_id,
        company=company.slug,
        concept=first.concept,
        label=company.label(line),
        segment=company.segment_name(segment),
        measure=point.measure,
        comparison=point.comparison,
        basis=point.basis,
        unit=point.unit,
        fiscal_year=first.fiscal_year,
        fiscal_period=first.fiscal_period,
        period_start=point.start,
        period_end=point.end,
        number=number,
        step=kind,
        low=aim.low.value if aim.low else None,
        high=aim.high.value if aim.high else None,
        low_change=_change(aim.low, before.low if before else None),
        high_change=_change(aim.high, before.high if before else None),
        tolerance=None if before is None else _rounding(aim) + _rounding(before),
        outcome=_outcome(aim, before, first) if kind is Step.ACTUAL and before is not None else None,
        published_on=company.published_on(aim.deck),
        document_id=first.document_id,
        fact_ids=tuple(fact.fact_id for fact in aim.facts),
        printed=" - ".join(dict.fromkeys(fact.printed for fact in aim.facts)),
        page=first.page,
        line=first.line,
    )


def _change(fact: Fact | None, before: Fact | None) -> Decimal | None:
    return None if fact is None or before is None else fact.value - before.value


def _rounding(aim: Aim) -> Decimal:
    """How far the print of an end may be from what it stands for."""
    return max(_of_print(fact) for fact in aim.facts)


def _of_print(fact: Fact) -> Decimal:
    stands = stands_for(fact)
    if stands.low.is_infinite() or stands.high.is_infinite():
        return unit_in_last_place(fact) * _HALF
    return stands.width * _HALF


def _outcome(actual: Aim, target: Aim, fact: Fact) -> Outcome:
    reached, aimed = actual.interval, target.interval
    # 0.39 is above 0.36 to 0.38, though both may have been 0.385: where only the ends touch, the prints decide.
    if reached.low < aimed.high and aimed.low < reached.high:
        return Outcome.IN_LINE
    above = reached.low >= aimed.high
    better = more_is_better(fact)
    if better is None:
        return Outcome.ABOVE if above else Outcome.BELOW
    return Outcome.BEAT if above is better else Outcome.MISS


def more_is_better(fact: Fact) -> bool | None:
    """Whether more of it is good news: of income it is, of costs it is not, of all else nobody can say in general.

    XBRL's balance tells income (credit) from costs (debit); margins, earnings and dividends a share go with income.
    """
    concept = catalogue().get(fact.concept) if fact.concept else None
    if concept is None or fact.measure not in _MORE_IS_BETTER:
        return None
    if concept.period_type == "duration" and concept.statement == "income_statement" and concept.balance is not None:
        return concept.balance == "credit"
    if concept.name in _EARNED or concept.name.endswith("_margin") or "per_share" in concept.kinds:
        return True
    return None
