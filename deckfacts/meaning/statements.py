"""Statements: a bullet or a sentence becomes drafts of what its numbers state, and reasons for its other digits."""

import re
from dataclasses import dataclass, replace

from deckfacts.concepts import find_basis
from deckfacts.contract import Basis, Bound, Comparison, Measure, RefusalReason, Scenario
from deckfacts.deck import Text
from deckfacts.language.fiscal import Period
from deckfacts.language.kinds import PER_SHARE_SUFFIX
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.rates import RATIO
from deckfacts.meaning.aims import Aim, find_aim, part_revisions
from deckfacts.meaning.amounts import names_no_money, names_price, read_rate_by_name
from deckfacts.meaning.clauses import SENTENCE_END, Clause, Placement, open_clause
from deckfacts.meaning.comparatives import comparative_base, last_year_end, outer_period
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.horizons import has_no_date
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.moments import is_transaction, stands_at_a_moment
from deckfacts.meaning.movement import (
    Window,
    basis_told_behind,
    comparison_of,
    direction_of,
    governing_direction,
    influence_of,
    is_of_total,
    leading_direction,
    measure_of,
    over_range,
    windows,
)
from deckfacts.meaning.scanning import Explained, Scan, scan
from deckfacts.meaning.sentence_periods import length_by_name, own_period, whole_period
from deckfacts.meaning.sentence_subjects import influence_on, subject_of, turned_by_nature
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.standing import is_exchange_rate, is_ratio_by_name, stated_numbers
from deckfacts.meaning.subjects import Subject, is_per_share
from deckfacts.meaning.ties import Number, counted_subject, find_number
from deckfacts.meaning.timing import Timing, lead_period, resolve_timing, scenario_by_time, year_ahead
from deckfacts.meaning.unprinted import patterns, percent_measure, unprinted_comparison

_BASIS_END = re.compile(r"[,;。(]|\.\s")
_NEXT_PART = re.compile(r"[,;(]|\band\b")
_COLON = re.compile(r"[^\W\d_]\)?\s*[:=]\s*$")
_ENDED = re.compile(r"\b(?:days?|weeks?|months?|period)\s+ended\b", re.IGNORECASE)
""""over the five trading days ended August 14" is over, whatever period the deck reports on."""

_AS_REPORTED = re.compile(
    r"\s*(?:(?:on\s+an?|as|in|at)\s+)?(?:reported|nominal|actual)\b"
    r"|\s*in\s+(?-i:[A-Z]{3}|U\.S\. dollars|US dollars|euros?)\s*\)",
    re.IGNORECASE,
)
""" "3% organically and 5% as reported", "9% at constant rates (6% in USD)"."""

_LED_TO = re.compile(r"[^,;.]*\bto\s+(?:a\s+record\s+|approximately\s+|about\s+)?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_REACH_OF_A_COLON = 12
"""Characters in front of an amount that hold the end of its name, the colon and the spaces around it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states, and what its other digits are."""

    drafts: tuple[Draft, ...]
    explained: tuple[Explained, ...]


def state_nothing(found: Scan, reason: RefusalReason) -> Statement:
    """A text none of whose numbers is a fact, for one reason."""
    refused = tuple(Explained(q.number_start, q.number_end, reason) for q in found.quantities)
    return Statement((), refused + found.explained)


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


@dataclass(frozen=True, slots=True)
class _Movement:
    """Which way a number went, against what, and what it measures by that; `influence` if it did so to another."""

    direction: int | None
    comparison: Comparison | None
    base: Period | None
    measure: Measure | None
    influence: bool


def read_statement(text: Text, leads: LeadStack, setting: Setting, placement: Placement) -> Statement:
    """Read one bullet, sentence or line of text under its leads."""
    scanned = scan(text, setting)
    captioned = leads.unit() is not None
    stated, refused = stated_numbers(scanned, heading=placement.heading, captioned=captioned)
    explained = tuple(Explained(q.number_start, q.number_end, reason) for q, reason in refused) + scanned.explained
    stated = part_revisions(scanned.folded, stated)
    clause = open_clause(scanned, stated, leads, setting, placement)
    drafts: list[Draft] = []
    for window in windows(stated, scanned.folded):
        drafts.append(_draft(clause, window, stated, drafts))
    return Statement(tuple(drafts), explained)


def _draft(clause: Clause, window: Window, stated: list[Quantity], drafts: list[Draft]) -> Draft:
    """What one number states; `drafts` are the statements before it in the same text."""
    last, quantity = drafts[-1] if drafts else None, window.quantity
    if last and quantity.bound is Bound.HIGH and last.quantity.bound is Bound.LOW:
        # The upper end of a range states what its lower end does.
        return replace(last, quantity=quantity, start=quantity.start, end=quantity.end, opened=window.opened)
    number = find_number(clause, over_range(window, stated, clause.scan.folded), stated, drafts)
    aim = find_aim(clause, number.window)
    found = _compared(number, aim, _measured(number, aim))
    timing, scenario = _timed(number, aim, found)
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
        basis=_basis(number, found),
        unit=found.unit,
        scale=found.scale,
        sign=_sign(number, found),
        source=clause.placement.source,
        context=clause.placement.context,
        address=clause.placement.address,
        opened=window.opened,
        outer=outer_period(number, timing.period),
        assumed_base=found.assumed_base and timing.comparison is found.comparison,
    )


def _measured(number: Number, aim: Aim) -> _Reading:
    """The number's unit, direction, measure and subject, each of which helps to tell the others."""
    kind, unit, scale = _unit(number)
    found = _moved(number, aim, kind)
    measure = found.measure
    subject = subject_of(number, kind, measure or Measure.LEVEL)
    if kind is UnitKind.MONEY and _is_per_share(number, unit, subject):
        kind, unit, scale = UnitKind.PER_SHARE, f"{unit}/share", number.quantity.scale or 0
        subject = subject_of(number, kind, measure or Measure.LEVEL)
    if measure is None:
        measure = percent_measure(number.clause, number.window, subject, number.last)
        subject = subject_of(number, kind, measure) if measure is not Measure.LEVEL else subject
    if found.influence:
        subject = influence_on(number, subject)
    direction = turned_by_nature(number, found.direction, subject)
    return _Reading(kind, unit, scale, measure, direction, found.comparison, found.base, subject)


def _moved(number: Number, aim: Aim, kind: UnitKind) -> _Movement:
    """Which way a number went and against what, by its own words and by those of the statement before it."""
    window, ties, scan = number.window, number.ties, number.clause.scan
    influence, way = influence_of(window, kind, scan)
    direction, (comparison, base) = direction_of(window, scan), comparison_of(window, scan)
    direction = direction if direction is not None or not influence else way
    if aim.side is not None and comparison is None and base is None:
        direction, comparison = aim.side, Comparison.VS_ESTIMATE
    if direction is None and kind in (UnitKind.PERCENT, UnitKind.POINTS) and (verb := ties.moved_on or ties.gapped):
        direction = -1 if verb.value < 0 else 1
    if direction is None and kind is UnitKind.PERCENT and comparison is None:
        direction = leading_direction(window, scan)
    if aim.plan or aim.replaced or ties.based or (kind is UnitKind.PERCENT and is_of_total(window, scan)):
        # What a figure is held against is a level, or what the figure is; so is a part of a whole.
        direction, comparison, base = None, None, None
    if comparison is None and base is None and ties.base:
        comparison = ties.base.comparison
        base = ties.base.base if comparison is Comparison.VS_DATE else None
    measure = ties.part.measure if ties.part else measure_of(window, kind, direction, comparison, scan)
    if influence and measure is None:
        measure = Measure.PERCENT_CHANGE
    if ties.measure and measure in (None, Measure.LEVEL) and _same_unit(number, ties.measure):
        # "up 3.4% (FY24: 1.9%)" is the same statement of another period; "up 2% and 3%" says up twice.
        measure, comparison, base = ties.measure.measure, ties.measure.comparison, None
        fell = measure is not Measure.LEVEL and ties.measure.value < 0 < window.quantity.magnitude
        direction = -1 if fell else direction
    return _Movement(direction, comparison, base, measure, influence)


def _same_unit(number: Number, last: Draft) -> bool:
    """Whether a number is in the unit of another statement, per share or not."""
    unit = number.quantity.unit
    return number.ties.based is None and (unit is None or unit.split("/")[0] == last.unit.split("/")[0])


def _is_per_share(number: Number, unit: str, subject: Subject) -> bool:
    """Whether an amount that prints no "per share" is one: by its name, or as the statement before it is."""
    if (number.quantity.scale or 0) > 0:
        return False
    last, again = number.last, number.ties.restated or number.ties.again
    told = again is not None and last is not None and last.unit == f"{unit}/share"
    return told or is_per_share(subject.label, number.clause.leads)


def _compared(number: Number, aim: Aim, found: _Reading) -> _Reading:
    """Let the leads say what the number leaves out: that it is a change, and against what."""
    clause, window = number.clause, number.window
    amount = found.kind in (UnitKind.MONEY, UnitKind.COUNT)
    if found.measure is Measure.LEVEL and amount and not (number.ties.restated or aim.plan or aim.replaced):
        led = governing_direction(window, clause.scan) or clause.leads.first(lambda phrase: phrase.direction)
        found = replace(found, measure=Measure.CHANGE if led else found.measure, direction=led)
    changes = found.measure in (Measure.CHANGE, Measure.PERCENT_CHANGE)
    if changes and found.comparison is None and found.base is None:
        revised = (aim.revised or aim.revising) and found.measure is Measure.CHANGE
        held = comparative_base(number, found.measure, found.subject.label)
        unprinted = (None, held) if held else unprinted_comparison(clause, window, number.last)
        comparison, base = (Comparison.VS_PREVIOUS_TARGET, None) if revised else unprinted
        assumed = comparison is None and base is None and not patterns(clause)
        comparison = clause.setting.comparison if assumed else comparison
        found = replace(found, comparison=comparison, base=base, assumed_base=assumed)
    if found.measure is Measure.LEVEL and found.subject.is_balance:
        # What a cash flow statement calls "Short-term borrowing" is what was borrowed, not what is owed; so is
        # "Opened 12 stores" what was done.
        moved = (clause.placement.flow and found.kind is UnitKind.MONEY) or is_transaction(found.subject)
        found = replace(found, subject=replace(found.subject, concept=None)) if moved else found
    return found


def _timed(number: Number, aim: Aim, found: _Reading) -> tuple[Timing, Scenario]:
    """When the number holds, and whether it happened or is aimed at."""
    clause, window = number.clause, number.window
    own, aimed = (None, Scenario.TARGET) if has_no_date(number, aim) else _own(number, aim, found)
    instant = stands_at_a_moment(number, found.kind, found.measure, found.subject)
    year_end = last_year_end(number, own) if instant else None
    comparison = None if year_end else found.comparison
    timing = resolve_timing(own, year_end or found.base, comparison, found.measure, clause.setting, instant=instant)
    scenario = aim.plan or aimed
    if scenario is None and timing.period and _ENDED.search(clause.scan.folded, window.before, window.after):
        scenario = Scenario.ACTUAL
    scenario = scenario or scenario_by_time(aim.led, timing.period, clause.setting)
    # "lowered from 12%" is what was planned where it is a plan at all, and else what was.
    return timing, Scenario.PREVIOUS_TARGET if aim.replaced and scenario is Scenario.TARGET else scenario


def _own(number: Number, aim: Aim, found: _Reading) -> tuple[Period | None, Scenario | None]:
    """The number's own period, and the scenario that the sentence says where it can be that of this period."""
    clause, last, aimed = number.clause, number.last, aim.said
    own, printed = own_period(
        number, found.measure, aimed=aim.replaced or aimed in (Scenario.TARGET, Scenario.PREVIOUS_TARGET)
    )
    own = length_by_name(clause, clause.setting.settle(whole_period(clause, own, found.subject)), found.subject)
    current = clause.setting.current
    if aim.plan or (aimed is Scenario.PREVIOUS_TARGET and last):
        left = last is not None and last.opened is not None and number.window.opened is None
        return own if printed or last is None or left else last.period, aimed
    if current and own and (seen := _seen(number, aim, own, current, printed=printed)):
        return seen, aimed
    if aim.replaced and last and not printed:
        return last.period, aimed
    if aimed is None and aim.guides and not printed and own and own == current:
        # Under "Guidance" alone, what prints no period is expected of the year ahead.
        return year_ahead(own, clause.setting), Scenario.TARGET
    if aimed is Scenario.TARGET and own and current and own.end <= current.end:
        # "a margin of 8% by FY28 (FY25: 6.8%)": what has ended is not aimed at. What is expected without a date is
        # expected of the year under way.
        return (own, None) if printed else (year_ahead(own, clause.setting), aimed)
    return own, aimed


def _seen(number: Number, aim: Aim, own: Period, current: Period, *, printed: bool) -> Period | None:
    """The period that has ended of a number which is told as what has been, among plans or under a header of results.

    "Our plants ran above 90% of capacity" between the lines of an outlook is of the period reported; "... for the full
    year was 9.94%" under "Full Year 2024 Actual" of the year that the header prints.
    """
    if aim.was and not printed:
        return current
    under_actual = aim.led is Scenario.ACTUAL and aim.said is None and own.end > current.end
    led = lead_period(number.clause.leads, number.clause.setting) if under_actual else None
    return led if led and led.end <= current.end and _is_undated(number.clause, own) else None


def _is_undated(clause: Clause, own: Period) -> bool:
    """Whether the text prints a period without a number: "for the full year"."""
    mentions = [mention for mention in clause.scan.mentions if mention.period == own]
    printed = (clause.scan.folded[mention.start : mention.end] for mention in mentions)
    return bool(mentions) and not any(_DIGIT.search(words) for words in printed)


def _unit(number: Number) -> tuple[UnitKind, str, int]:
    clause, quantity, tied = number.clause, number.quantity, number.ties.unit
    if tied:
        kind = UnitKind.PER_SHARE if tied.unit.endswith(PER_SHARE_SUFFIX) else tied.kind
        return kind, tied.unit, tied.scale if quantity.scale is None else quantity.scale
    bare = quantity.kind is UnitKind.BARE
    if is_exchange_rate(clause.scan, quantity) or (bare and is_ratio_by_name(clause.scan, quantity)):
        return UnitKind.RATIO, RATIO, 0
    caption = clause.leads.unit()
    counted = counted_subject(clause, number.window) if quantity.kind is UnitKind.BARE else None
    if counted:
        return UnitKind.COUNT, counted, quantity.scale or 0
    words = clause.scan.folded[number.window.before : quantity.start]
    if caption and caption.kind in (UnitKind.MONEY, UnitKind.BARE) and (names_price(words) or names_no_money(words)):
        caption = replace(caption, scale=None)  # millions of dollars are those of totals
    if quantity.kind is UnitKind.BARE and caption and caption.unit:
        rate = read_rate_by_name(words, quantity.magnitude) if caption.kind is UnitKind.MONEY else None
        told = rate or caption
        return told.kind, told.unit or "", told.scale or 0
    scale = quantity.scale
    named = (
        _COLON.search(clause.scan.folded, max(0, quantity.start - _REACH_OF_A_COLON), quantity.start)
        and quantity.places == 0
    )
    if scale is None and named and quantity.kind is UnitKind.MONEY and caption and caption.unit == quantity.unit:
        # "others: JPY602" under "Unit: JPY million": the caption's scale holds where the print leaves it out.
        scale = caption.scale
    return quantity.kind, quantity.unit or "", scale or 0


def _basis(number: Number, found: _Reading) -> Basis | None:
    """The basis of a number: by its subject or the sentence, none where it says "reported" behind one that has some.

    The level that a growth "at constant rates" or "organically" led to is what the accounts say, as no level is told
    so; of adjusted figures it is.
    """
    clause, last = number.clause, number.last
    if last and number.ties.joined and basis_told_behind(clause.scan.folded, last.quantity.end):
        return _printed_basis(clause, number.window)
    basis = found.subject.basis or _printed_basis(clause, number.window)
    if basis is None or last is None or last.basis is not basis:
        return basis
    if _AS_REPORTED.match(clause.scan.folded, number.quantity.end):
        return None
    level = found.measure is Measure.LEVEL and last.measure is Measure.PERCENT_CHANGE
    level = level and basis is not Basis.ADJUSTED
    led_to = level and _LED_TO.fullmatch(clause.scan.folded, last.quantity.end, number.quantity.start)
    return None if led_to and find_basis(found.subject.label) is None else basis


def _printed_basis(clause: Clause, window: Window) -> Basis | None:
    """The basis that the sentence says: "In constant currency, revenue grew 21%", "5% higher on an organic basis"."""
    folded = clause.scan.folded
    ends = [found.end() for found in SENTENCE_END.finditer(folded, window.before, window.quantity.start)]
    if not window.first and not ends:
        # "6% in local currencies and 3% as reported": what follows the number before is that number's basis.
        own = _NEXT_PART.search(folded, window.before, window.quantity.start)
        ends = [own.end()] if own else [window.quantity.start]
    if not window.first and (told := basis_told_behind(folded, window.before)):
        ends.append(told.end())
    told = basis_told_behind(folded, window.quantity.end)
    closed = _BASIS_END.search(folded, window.quantity.end, window.after)
    behind = find_basis(told[0] if told else folded[window.quantity.end : closed.start() if closed else window.after])
    before = find_basis(folded[max(ends, default=window.before) : window.quantity.start])
    return before or (None if behind is Basis.ADJUSTED else behind)


def _printed_start(clause: Clause, window: Window, direction: int | None) -> int:
    """The print of a change includes the words right before it that say which way: "up 5.0%"."""
    start = window.quantity.start
    if direction is None:
        return start
    for word in reversed(clause.scan.directions):
        if word.end <= start and word.start >= window.before and not clause.scan.folded[word.end : start].strip():
            start = word.start
    return start


def _sign(number: Number, found: _Reading) -> int:
    quantity, ties = number.quantity, number.ties
    if ties.part:
        return ties.part.sign
    sign = sign_of(quantity, found.direction, found.measure, found.subject)
    # "up 2% on 3Q23 ($46)": these brackets make no minus.
    bracketed = ties.based is not None and number.clause.scan.folded[quantity.start] == "(" and quantity.magnitude < 0
    return -sign if bracketed else sign


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
