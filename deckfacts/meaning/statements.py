"""Statements: a bullet or a sentence becomes drafts of what its numbers state, and reasons for its other digits."""

import re
from dataclasses import dataclass, replace

from deckfacts.concepts import find_basis
from deckfacts.contract import Basis, Bound, Comparison, Measure, Scenario
from deckfacts.deck import Text
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.scenarios import read_scenario
from deckfacts.meaning.clauses import SENTENCE_END, Clause, Placement, open_clause
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.movement import (
    Window,
    comparison_of,
    direction_of,
    governing_direction,
    measure_of,
    windows,
)
from deckfacts.meaning.scanning import Explained, mask, scan, spans_of
from deckfacts.meaning.sentence_periods import own_period, whole_period, year_ahead
from deckfacts.meaning.sentence_subjects import subject_of
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.standing import stated_numbers
from deckfacts.meaning.subjects import Subject, is_per_share
from deckfacts.meaning.ties import Ties, counted_subject, find_ties
from deckfacts.meaning.timing import Timing, is_instant, resolve_timing, scenario_by_time
from deckfacts.meaning.unprinted import percent_measure, unprinted_comparison

_SCENARIO_END = re.compile(r"[;。]|\.\s|\([^()]*$")
_BASIS_END = re.compile(r"[,;。(]|\.\s")
_COLON = re.compile(r"[^\W\d_]\)?\s*[:=]\s*$")
_REACH_OF_A_COLON = 12
"""Characters in front of an amount that hold the end of its name, the colon and the spaces around it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states, and what its other digits are."""

    drafts: tuple[Draft, ...]
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of one number so far."""

    kind: UnitKind
    unit: str
    scale: int
    measure: Measure
    direction: int | None
    comparison: Comparison | None
    base: Period | None
    subject: Subject
    assumed_base: bool = False


def read_statement(text: Text, leads: LeadStack, setting: Setting, placement: Placement) -> Statement:
    """Read one bullet, sentence or line of text under its leads."""
    scanned = scan(text, setting)
    captioned = leads.unit() is not None
    stated, refused = stated_numbers(scanned, heading=placement.heading, captioned=captioned)
    explained = tuple(Explained(q.number_start, q.number_end, reason) for q, reason in refused) + scanned.explained
    clause = open_clause(scanned, stated, leads, setting, placement)
    drafts: list[Draft] = []
    for window in windows(stated, scanned.folded):
        drafts.append(_draft(clause, window, stated, drafts[-1] if drafts else None))
    return Statement(tuple(drafts), explained)


def _draft(clause: Clause, window: Window, stated: list[Quantity], last: Draft | None) -> Draft:
    """What one number states; `last` is the statement before it in the same text."""
    quantity = window.quantity
    if last and quantity.bound is Bound.HIGH and last.quantity.bound is Bound.LOW:
        # The upper end of a range states what its lower end does.
        return replace(last, quantity=quantity, start=quantity.start, end=quantity.end, opened=window.opened)
    ties = find_ties(clause, window, stated, last)
    found = _compared(clause, window, ties, last, _measured(clause, window, ties, last))
    timing, scenario = _timed(clause, window, found, last)
    return Draft(
        text=clause.text,
        start=_printed_start(clause, window, found.direction),
        end=quantity.end,
        quantity=quantity,
        label=found.subject.label,
        concept=found.subject.concept,
        segment=found.subject.segment,
        measure=found.measure,
        comparison=timing.comparison,
        scenario=scenario,
        period=timing.period,
        base=timing.base,
        basis=found.subject.basis or _printed_basis(clause, window),
        unit=found.unit,
        scale=found.scale,
        sign=ties.part.sign if ties.part else sign_of(quantity, found.direction, found.measure, found.subject),
        source=clause.placement.source,
        context=clause.placement.context,
        address=clause.placement.address,
        opened=window.opened,
        assumed_base=found.assumed_base,
    )


def _measured(clause: Clause, window: Window, ties: Ties, last: Draft | None) -> _Reading:
    """The number's unit, direction, measure and subject, each of which helps to tell the others."""
    kind, unit, scale = _unit(clause, window, ties)
    direction = direction_of(window, clause.scan)
    comparison, base = comparison_of(window, clause.scan)
    if comparison is None and base is None and ties.base:
        comparison = ties.base.comparison
        base = ties.base.base if comparison is Comparison.VS_DATE else None
    measure = ties.part.measure if ties.part else measure_of(window, kind, direction, comparison, clause.scan)
    if ties.measure and measure in (None, Measure.LEVEL):
        # "up 3.4% (FY24: 1.9%)" is the same statement of another period; "up 2% and 3%" says up twice.
        measure, comparison, base = ties.measure.measure, ties.measure.comparison, None
        direction = -1 if ties.measure.value < 0 < window.quantity.magnitude else direction
    subject = subject_of(clause, window, kind, measure or Measure.LEVEL, last, again=ties.again is not None)
    per_share = (ties.restated or ties.again) is not None and last is not None and last.unit == f"{unit}/share"
    if kind is UnitKind.MONEY and (per_share or is_per_share(subject.label, clause.leads)):
        kind, unit, scale = UnitKind.PER_SHARE, f"{unit}/share", window.quantity.scale or 0
        subject = subject_of(clause, window, kind, measure or Measure.LEVEL, last)
    if measure is None:
        measure = percent_measure(clause, subject)
        subject = subject_of(clause, window, kind, measure, last) if measure is not Measure.LEVEL else subject
    return _Reading(kind, unit, scale, measure, direction, comparison, base, subject)


def _compared(clause: Clause, window: Window, ties: Ties, last: Draft | None, found: _Reading) -> _Reading:
    """Let the leads say what the number leaves out: that it is a change, and against what."""
    if found.measure is Measure.LEVEL and found.kind in (UnitKind.MONEY, UnitKind.COUNT) and not ties.restated:
        led = governing_direction(window, clause.scan) or clause.leads.first(lambda phrase: phrase.direction)
        found = replace(found, measure=Measure.CHANGE if led else found.measure, direction=led)
    changes = found.measure in (Measure.CHANGE, Measure.PERCENT_CHANGE)
    if changes and found.comparison is None and found.base is None:
        comparison, base = unprinted_comparison(clause, window, last)
        assumed = comparison is None and base is None and not clause.leads.pattern
        comparison = clause.setting.comparison if assumed else comparison
        found = replace(found, comparison=comparison, base=base, assumed_base=assumed)
    if clause.placement.flow and found.measure is Measure.LEVEL and found.subject.is_balance:
        # What a cash flow statement calls "Short-term borrowing" is what was borrowed, not what is owed.
        found = replace(found, subject=replace(found.subject, concept=None))
    return found


def _timed(clause: Clause, window: Window, found: _Reading, last: Draft | None) -> tuple[Timing, Scenario]:
    """When the number holds, and whether it happened or is aimed at."""
    own, printed = own_period(clause, window, last)
    own = whole_period(clause, own, found.subject)
    led, aimed = _scenarios(clause, window)
    current = clause.setting.current
    if aimed is Scenario.TARGET and own and current and own.end <= current.end:
        # "a margin of 8% by FY28 (FY25: 6.8%)": what has ended is not aimed at. What is expected without a date is
        # expected of the year under way.
        aimed, own = (None, own) if printed else (aimed, year_ahead(clause, own))
    instant = is_instant(
        found.kind,
        found.subject.concept,
        found.measure,
        f"{clause.scan.folded[: window.after]} {found.subject.label}",
        stock=clause.placement.stock,
        flow=clause.placement.flow,
    )
    timing = resolve_timing(own, found.base, found.comparison, found.measure, clause.setting, instant=instant)
    return timing, aimed or scenario_by_time(led, timing.period, clause.setting)


def _unit(clause: Clause, window: Window, ties: Ties) -> tuple[UnitKind, str, int]:
    quantity = window.quantity
    if ties.unit:
        return ties.unit.kind, ties.unit.unit, ties.unit.scale if quantity.scale is None else quantity.scale
    caption = clause.leads.unit()
    counted = counted_subject(clause, window) if quantity.kind is UnitKind.BARE else None
    if counted:
        return UnitKind.COUNT, counted, quantity.scale or 0
    if quantity.kind is UnitKind.BARE and caption and caption.unit:
        return caption.kind, caption.unit, caption.scale or 0
    scale = quantity.scale
    named = (
        _COLON.search(clause.scan.folded, max(0, quantity.start - _REACH_OF_A_COLON), quantity.start)
        and quantity.places == 0
    )
    if scale is None and named and quantity.kind is UnitKind.MONEY and caption and caption.unit == quantity.unit:
        # "others: JPY602" under "Unit: JPY million": the caption's scale holds where the print leaves it out.
        scale = caption.scale
    return quantity.kind, quantity.unit or "", scale or 0


def _printed_basis(clause: Clause, window: Window) -> Basis | None:
    """The basis that the sentence says: "In constant currency, revenue grew 21%", "5% higher on an organic basis"."""
    folded = clause.scan.folded
    ends = [found.end() for found in SENTENCE_END.finditer(folded, window.before, window.quantity.start)]
    closed = _BASIS_END.search(folded, window.quantity.end, window.after)
    behind = find_basis(folded[window.quantity.end : closed.start() if closed else window.after])
    before = find_basis(folded[max(ends, default=window.before) : window.quantity.start])
    return before or (None if behind is Basis.ADJUSTED else behind)


def _scenarios(clause: Clause, window: Window) -> tuple[Scenario | None, Scenario | None]:
    """The scenario of the leads, and the one that the text itself says."""
    folded = mask(clause.scan.folded, spans_of(clause.scan.comparisons))
    start = max((found.end() for found in SENTENCE_END.finditer(folded[: window.quantity.start])), default=0)
    stop = _SCENARIO_END.search(folded, window.quantity.end, window.after)
    said = read_scenario(folded[start : stop.start() if stop else window.after])
    if said is None and clause.scope:
        said = read_scenario(folded[: clause.scope])
    return clause.leads.first(lambda phrase: phrase.scenario), said


def _printed_start(clause: Clause, window: Window, direction: int | None) -> int:
    """The print of a change includes the words right before it that say which way: "up 5.0%"."""
    start = window.quantity.start
    if direction is None:
        return start
    for word in reversed(clause.scan.directions):
        if word.end <= start and word.start >= window.before and not clause.scan.folded[word.end : start].strip():
            start = word.start
    return start


def sign_of(quantity: Quantity, direction: int | None, measure: Measure, subject: Subject) -> int:
    """What turns the printed number to the sign of its concept.

    An operating loss of 5 is an operating income of -5, and so is a loss printed (5); where the label says both, as
    "loss (income)", the brackets are the income. A loss that grows by 5 takes 5 from the income; a growth rate stays
    as printed.
    """
    sign = direction if direction is not None and quantity.magnitude > 0 else 1
    if subject.concept and subject.turned and measure in (Measure.LEVEL, Measure.CHANGE):
        as_loss = measure is Measure.LEVEL and quantity.magnitude < 0 and not subject.concept.both_signs
        return sign if as_loss else -sign
    return sign
