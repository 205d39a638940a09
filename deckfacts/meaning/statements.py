"""Statements: a bullet or a sentence becomes drafts of what its numbers state, and reasons for its other digits."""

import re
from dataclasses import dataclass, replace

from deckfacts.concepts import find_basis
from deckfacts.contract import Basis, Bound, Comparison, Measure, Scenario, Source
from deckfacts.deck import CellAddress, Text
from deckfacts.language.comparisons import base_words_before, find_year_ago
from deckfacts.language.fiscal import Period, start_of_months
from deckfacts.language.periods import PeriodMention
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.scenarios import read_scenario
from deckfacts.language.units import UnitReading
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.leads import LeadKind, LeadStack
from deckfacts.meaning.movement import (
    Window,
    comparison_of,
    direction_of,
    governing_direction,
    measure_of,
    windows,
)
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.scanning import Explained, Scan, mask, scan
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.standing import count_of, is_breakdown, names_count, stated_numbers
from deckfacts.meaning.subjects import After, Subject, find_subject, is_per_share, words_after, words_before
from deckfacts.meaning.timing import is_instant, lead_period, resolve_timing, scenario_by_time

_CLAUSE_END = re.compile(
    r"[;。]|\.\s|\bcompared\s+(?:to|with)\b|\bversus\b|\bvs\.?|\bwhile\b|\bwhereas\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[;。]|\.\s")
_SCOPE = re.compile(r"[^:.;]{3,80}:\s")
_NOT_WHEN = re.compile(
    r"\b(?:due|maturing|expir\w+|founded|established|authori[sz]ed|announced|approved|launched|paid|payable|provided|issued)\s+(?:in|on|by)?\s*$",
    re.IGNORECASE,
)
_YEAR_AGO_NAME = re.compile(
    r"\b(?:same\s+(?:period|quarter)|(?:prior|previous|last)[- ]year)\b[^,;()]*$", re.IGNORECASE
)
_SCENARIO_END = re.compile(r"[;。]|\.\s|\([^()]*$")
_VERB_FIRST = re.compile(
    r"^(?:ended|added|opened|closed|signed|launched|completed|served|serving|employed|employs|has|have|had|with|operates?|operating|"
    r"repurchased|bought|sold|issued|delivered|shipped|installed)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:and|&|,)\s*", re.IGNORECASE)
_BARE_RATE = re.compile(r"(?:\w+\s+)?(?:margin|ratio|rate)", re.IGNORECASE)
_BASIS_END = re.compile(r"[,;。(]|\.\s")
_COLON = re.compile(r"[^\W\d_]\)?\s*[:=]\s*$")
_LEADS_NEXT = re.compile(r"\s*[:=]|\s*-?\s*$|\s*\(\s*$")


MAX_COUNTED_DETAIL = 8
"""A counted thing is told apart by a few words; more are the rest of the sentence."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states, and what its other digits are."""

    drafts: tuple[Draft, ...]
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a statement stands: its kind of source, and the words around it that a reader needs.

    `heading` for titles; `stock` on a slide whose amounts are balances, `flow` on one whose amounts are movements.
    """

    source: Source
    context: str
    heading: bool = False
    stock: bool = False
    flow: bool = False
    address: CellAddress | None = None


def read_statement(text: Text, leads: LeadStack, setting: Setting, placement: Placement) -> Statement:
    """Read one bullet, sentence or line of text under its leads."""
    scanned = scan(text, setting)
    captioned = leads.unit() is not None
    stated, refused = stated_numbers(scanned, heading=placement.heading, captioned=captioned)
    explained = tuple(Explained(q.number_start, q.number_end, reason) for q, reason in refused) + scanned.explained
    reader = _Reader(scanned, words_only(scanned, stated), leads, setting, placement)
    drafts: list[Draft] = []
    for window in windows(stated, scanned.folded):
        drafts.append(reader.draft(window, stated, drafts[-1] if drafts else None))
    return Statement(tuple(drafts), explained)


def words_only(scanned: Scan, stated: list[Quantity]) -> str:
    """The folded text with its figures, periods, comparisons and marks blanked out; numbers within names stay."""
    tokens = (*scanned.mentions, *stated, *scanned.comparisons, *scanned.marks)
    return mask(scanned.folded, [(token.start, token.end) for token in tokens])


@dataclass(slots=True)
class _Reader:
    scan: Scan
    words: str
    leads: LeadStack
    setting: Setting
    placement: Placement

    @property
    def scope(self) -> int:
        """Where the opening of "Fiscal 2024 outlook: ..." ends, which holds for all that follows; 0 for none."""
        found = _SCOPE.match(self.scan.folded)
        return found.end() if found and not any(q.start < found.end() for q in self.scan.quantities) else 0

    def draft(self, window: Window, stated: list[Quantity], last: Draft | None) -> Draft:
        """What one number states; `last` is the statement before it in the same text."""
        quantity = window.quantity
        if last and quantity.bound is Bound.HIGH and last.quantity.bound is Bound.LOW:
            return self._range_end(window, last)
        restated = last if last and window.opened is not None and window.opened >= last.quantity.number_end else None
        if last and restated is None and window.opened is not None and last.opened == window.opened:
            restated = last
        earlier = [other for other in stated if other.end <= quantity.start]
        parted = quantity.kind is UnitKind.BARE and is_breakdown(quantity, self.scan.folded, earlier)
        moved = quantity.kind is UnitKind.BARE and direction_of(window, self.scan) is not None
        of_last = moved and last is not None and last.kind in (UnitKind.COUNT, UnitKind.MONEY, UnitKind.PER_SHARE)
        whole = restated if parted else last if of_last and not self._counted_subject(window) else None
        joined = last if last and not whole and self._is_joined(window, last) else None
        kind, unit, scale = self._unit(window, whole)
        direction = direction_of(window, self.scan)
        comparison, base = comparison_of(window, self.scan)
        if comparison is None and base is None and (restated or joined):
            comparison, base = (restated or joined).comparison, (restated or joined).base  # type: ignore[union-attr]
        measure = whole.measure if whole and parted else measure_of(window, kind, direction, comparison, self.scan)
        again = restated if restated and self._restates(window, restated) else joined
        if again and measure in (None, Measure.LEVEL):
            # "up 3.4% (FY24: 1.9%)" is the same statement of another period; "up 2% and 3%" says up twice.
            measure, comparison, base = again.measure, again.comparison, None
            direction = -1 if again.value < 0 < quantity.magnitude else direction
        subject = self._subject(
            window, kind, measure or Measure.LEVEL, last, again=again is restated and again is not None
        )
        per_share = restated is not None and restated.unit == f"{unit}/share"
        if kind is UnitKind.MONEY and (per_share or is_per_share(subject.label, self.leads)):
            kind, unit, scale = UnitKind.PER_SHARE, f"{unit}/share", quantity.scale or 0
            subject = self._subject(window, kind, measure or Measure.LEVEL, last)
        if measure is None:
            measure = self._percent_measure(subject)
            subject = self._subject(window, kind, measure, last) if measure is not Measure.LEVEL else subject
        if measure is Measure.LEVEL and kind in (UnitKind.MONEY, UnitKind.COUNT) and restated is None:
            direction = governing_direction(window, self.scan) or self.leads.first(lambda phrase: phrase.direction)
            measure = Measure.CHANGE if direction else measure
        if measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) and comparison is None and base is None:
            comparison, base = self._unprinted_comparison(window, last)
        own, said = self._own_period(window, last)
        own = self._whole_period(own, subject)
        scenario, aimed = self._scenario(window)
        if (
            aimed is Scenario.TARGET
            and not said
            and own
            and self.setting.current
            and own.end <= self.setting.current.end
        ):
            own = self._year_ahead(own)
        if self.placement.flow and measure is Measure.LEVEL and subject.is_balance:
            # What a cash flow statement calls "Short-term borrowing" is what was borrowed, not what is owed.
            subject = replace(subject, concept=None)
        before = self.scan.folded[: quantity.start]
        instant = is_instant(
            kind,
            subject.concept,
            measure,
            f"{before} {subject.label}",
            stock=self.placement.stock,
            flow=self.placement.flow,
        )
        timing = resolve_timing(own, base, comparison, measure, self.setting, instant=instant)
        return Draft(
            text=self.scan.text,
            start=self._printed_start(window, direction),
            end=quantity.end,
            quantity=quantity,
            label=subject.label,
            concept=subject.concept,
            segment=subject.segment,
            measure=measure,
            comparison=timing.comparison,
            scenario=aimed or scenario_by_time(scenario, timing.period, self.setting),
            period=timing.period,
            base=timing.base,
            basis=subject.basis or self._printed_basis(window),
            unit=unit,
            scale=scale,
            sign=whole.sign if whole and parted else sign_of(quantity, direction, measure, subject),
            source=self.placement.source,
            context=self.placement.context,
            address=self.placement.address,
            opened=window.opened,
        )

    def _is_joined(self, window: Window, last: Draft) -> bool:
        """Whether nothing but "and" or a comma stands between two percentages."""
        between = self.scan.folded[last.quantity.end : window.quantity.start]
        return last.unit == window.quantity.unit == "percent" and bool(_JOINED.fullmatch(between))

    def _restates(self, window: Window, last: Draft) -> bool:
        """Whether a bracket gives the number before it again, for the period that it names."""
        inside = self.words[(window.opened or 0) + 1 : window.quantity.start]
        named = any((window.opened or 0) < m.start < window.quantity.start for m in self.scan.mentions)
        return named and last.unit == (window.quantity.unit or last.unit) and not re.search(r"[^\W\d_]{2,}", inside)

    def _printed_basis(self, window: Window) -> Basis | None:
        """The basis that the sentence says: "In constant currency, revenue grew 21%", "5% higher on an organic basis"."""
        folded = self.scan.folded
        begun = max(
            (m.end() for m in _SENTENCE_END.finditer(folded, window.before, window.quantity.start)),
            default=window.before,
        )
        closed = _BASIS_END.search(folded, window.quantity.end, window.after)
        behind = find_basis(folded[window.quantity.end : closed.start() if closed else window.after])
        return find_basis(folded[begun : window.quantity.start]) or (None if behind is Basis.ADJUSTED else behind)

    def _range_end(self, window: Window, low: Draft) -> Draft:
        """The upper end of a range states what its lower end does."""
        quantity = window.quantity
        return replace(low, quantity=quantity, start=quantity.start, end=quantity.end, opened=window.opened)

    def _counted_subject(self, window: Window) -> str | None:
        """The thing that the words before a bare number count: "Employees: 2,346", "number of stores rose by 12"."""
        named = names_count(self.scan, window.quantity)
        label = words_before(self.words[window.before : window.quantity.start])
        return named or (count_of(label) if label else None)

    def _unit(self, window: Window, whole: Draft | None) -> tuple[UnitKind, str, int]:
        quantity = window.quantity
        if whole:
            return whole.kind, whole.unit, whole.scale if quantity.scale is None else quantity.scale
        caption = self.leads.unit()
        counted = self._counted_subject(window) if quantity.kind is UnitKind.BARE else None
        if counted:
            return UnitKind.COUNT, counted, quantity.scale or 0
        if quantity.kind is UnitKind.BARE and caption and caption.unit:
            return caption.kind, caption.unit, caption.scale or 0
        scale = quantity.scale
        named = _COLON.search(self.scan.folded[: quantity.start]) and quantity.places == 0
        if scale is None and named and quantity.kind is UnitKind.MONEY and caption and caption.unit == quantity.unit:
            # "others: JPY602" under "Unit: JPY million": the caption's scale holds where the print leaves it out.
            scale = caption.scale
        return quantity.kind, quantity.unit or "", scale or 0

    def _percent_measure(self, subject: Subject) -> Measure:
        """A bare percentage is the level of a margin or ratio, else what the headings say that the numbers are."""
        if subject.concept and "percent" in subject.concept.concept.kinds:
            return Measure.LEVEL
        led = self.leads.first(lambda phrase: phrase.measure)
        return led if led in (Measure.SHARE, Measure.PERCENT_CHANGE) else Measure.LEVEL

    def _unprinted_comparison(self, window: Window, last: Draft | None) -> tuple[Comparison | None, Period | None]:
        """A change that prints no comparison has that of its leads, or the next one in the slide's usual order."""
        shared = self._later_comparison(window)
        if shared:
            return shared, None
        base = self.leads.first_unstated(lambda phrase: phrase.base)
        if base:
            return None, base
        led = self.leads.first_unstated(lambda phrase: phrase.comparison)
        if led:
            return led, None
        pattern = self.leads.pattern
        if last and last.comparison in pattern and pattern.index(last.comparison) + 1 < len(pattern):
            return pattern[pattern.index(last.comparison) + 1], None
        if len(pattern) == 1:
            return pattern[0], None
        return (self.setting.comparison, None) if not pattern else (None, None)

    def _later_comparison(self, window: Window) -> Comparison | None:
        """ "Sales up 2.0, profit down 1.5 from the previous forecast": what closes a sentence holds for all of it."""
        stop = _SENTENCE_END.search(self.scan.folded, window.quantity.end)
        marks = [
            m for m in self.scan.comparisons if m.start >= window.quantity.end and (not stop or m.start < stop.start())
        ]
        return marks[0].comparison if len(marks) == 1 and window.opened is None else None

    def _subject(
        self, window: Window, kind: UnitKind, measure: Measure, last: Draft | None, *, again: bool = False
    ) -> Subject:
        start = max(window.before, self.scope) if self._scope_says_when() else window.before
        before = words_before(self.words[start : window.quantity.start])
        before = before or words_before(self.words[window.before : window.quantity.start])
        if again and last is not None:
            return self._like(last, kind, measure)
        rate = _BARE_RATE.fullmatch(before)
        if rate and last is not None and last.label:
            # "Adjusted EBITA of 128.8; margin 10.8%": the margin of what was just named.
            return find_subject(f"{last.label} {before}", kind, measure, self.leads, self.setting)
        behind = self.words[window.quantity.end : window.after]
        after = words_after(behind)
        if measure is Measure.SHARE and after.link == "of":
            # "Free cash flow of $31 million, or 17% of revenue": revenue is the whole, not the subject.
            after = After()
        if kind is UnitKind.COUNT and window.quantity.counted and (not before or _VERB_FIRST.match(before)):
            label = self._counted_label(window)
            if _VERB_FIRST.match(before) or not self._stands_under_words():
                return find_subject(label, kind, measure, self.leads, self.setting)
        if after.label and (
            not before or after.counted or not find_subject(before, kind, measure, self.leads, self.setting).concept
        ):
            followed = find_subject(after.label, kind, measure, self.leads, self.setting)
            if not before or followed.concept:
                return followed
        if before:
            label = f"{before} {after.detail}" if after.detail and window.opened is None else before
            return find_subject(label, kind, measure, self.leads, self.setting)
        if last is not None and last.label:
            return self._like(last, kind, measure)
        return find_subject("", kind, measure, self.leads, self.setting)

    def _like(self, last: Draft, kind: UnitKind, measure: Measure) -> Subject:
        """The subject of the statement before."""
        again = find_subject(last.label, kind, measure, self.leads, self.setting)
        return replace(again, segment=last.segment or again.segment, basis=last.basis or again.basis)

    def _scope_says_when(self) -> bool:
        """Whether the opening up to a colon names a period or a scenario rather than what is counted."""
        inside = any(m.end <= self.scope for m in self.scan.mentions)
        return bool(self.scope) and (inside or read_scenario(self.scan.folded[: self.scope]) is not None)

    def _counted_label(self, window: Window) -> str:
        """The counted thing with what follows it: "customers above $100K in ARR"."""
        rest = re.split(
            r"[,;.]|\b(?:up|down|compared|versus|vs)\b", self.scan.folded[window.quantity.end : window.after]
        )[0]
        return (
            clean_label(f"{window.quantity.counted} {rest}")
            if len(rest.split()) <= MAX_COUNTED_DETAIL
            else window.quantity.counted or ""
        )

    def _stands_under_words(self) -> bool:
        """Whether a parent bullet or lead-in names what is counted."""
        nearest = next(self.leads.nearest(), None)
        return (
            nearest is not None and nearest.kind not in (LeadKind.TITLE, LeadKind.HEADING) and bool(nearest.phrase.bare)
        )

    def _own_period(self, window: Window, last: Draft | None) -> tuple[Period | None, bool]:
        """The number's period, and whether the text itself prints it."""
        period = self._printed_period(window) or self._year_ago(window)
        if period:
            return period, True
        led = lead_period(self.leads, self.setting)
        if last is not None and not _CLAUSE_END.search(self.scan.folded[last.quantity.end : window.quantity.start]):
            counted = last.quantity.kind is UnitKind.COUNT and window.quantity.kind is not UnitKind.COUNT
            return (led, False) if counted else (last.period, last.period is not led)
        opening = [m for m in self._usable() if m.end <= window.quantity.start and not m.months]
        sentence = _SENTENCE_END.search(self.scan.folded[: window.quantity.start])
        if opening and (sentence is None or opening[0].end <= self.scope):
            return opening[0].period, True
        return led, False

    def _year_ago(self, window: Window) -> Period | None:
        current = lead_period(self.leads, self.setting)
        if window.opened is not None and current:
            inside = self.scan.folded[window.opened : window.quantity.start]
            if _YEAR_AGO_NAME.search(inside) and not self._compares(window):
                return current.year_earlier()
        for start, end in find_year_ago(self.scan.folded):
            if window.quantity.end <= start and end <= window.after and current:
                return current.year_earlier()
        return None

    def _compares(self, window: Window) -> bool:
        return any(window.before <= mark.start < window.after for mark in self.scan.comparisons)

    def _usable(self) -> list[PeriodMention]:
        return [
            m
            for m in self.scan.mentions
            if m.period
            and base_words_before(self.scan.folded, m.start) is None
            and not _NOT_WHEN.search(self.scan.folded, 0, m.start)
        ]

    def _printed_period(self, window: Window) -> Period | None:
        """The period printed nearest to a number in its own stretch of text: before it, else right behind it."""
        folded, quantity = self.scan.folded, window.quantity
        usable = [m for m in self.scan.mentions if m.period]
        before = [m for m in usable if window.before <= m.start and m.end <= quantity.start]
        before = [m for m in before if self._says_when(m, window)]
        behind = [m for m in usable if quantity.end <= m.start and m.end <= window.after and self._says_when(m, window)]
        if window.after < len(folded):
            behind = [m for m in behind if not _LEADS_NEXT.match(folded[m.end : window.after])]
        if window.opened is not None and not behind:
            # "7 months (JPY2,537 million) for 3Q07": what follows the bracket says when the months end.
            length = bool(before) and before[-1].months is not None
            behind = [m for m in usable if length and window.after <= m.start <= window.after + len(") for ")]
        if before and before[-1].months:
            when = next((m for m in [*reversed(before[:-1]), *behind] if not m.months), None)
            return self._months_to(before[-1], when) if when else before[-1].period
        if before:
            return before[-1].period
        if (
            len(behind) > 1
            and behind[1].months
            and not behind[0].months
            and behind[1].start - behind[0].end <= len(" (")
        ):
            # "in 3Q07 (7 months)"
            return self._months_to(behind[1], behind[0])
        return behind[0].period if behind else None

    def _says_when(self, mention: PeriodMention, window: Window) -> bool:
        """A period behind "compared to" is a base, unless the number it belongs to follows it."""
        words = base_words_before(self.scan.folded, mention.start)
        if _NOT_WHEN.search(self.scan.folded, 0, mention.start):
            return False
        return words is None or (mention.months is not None and mention.end <= window.quantity.start)

    def _months_to(self, length: PeriodMention, when: PeriodMention) -> Period | None:
        """ "3Q08 was 9 months": the printed months beat the label, and end when it ends."""
        if not length.months or not when.period:
            return length.period
        end = when.period.end
        return self.setting.calendar.period_of(start_of_months(end, length.months), end)

    def _whole_period(self, own: Period | None, subject: Subject) -> Period | None:
        """A flow dated by a day ("quarter ending June 30") is that of the deck's own period, if it ends that day."""
        current = self.setting.current
        flow = subject.concept is not None and not subject.is_balance
        if own and own.start is None and flow and current and current.end == own.end:
            return current
        return own

    def _year_ahead(self, inherited: Period) -> Period:
        """What is expected without a date is expected of the fiscal year under way."""
        year = self.setting.calendar.year(inherited.fiscal_year) if inherited.fiscal_year is not None else inherited
        return year if year.end > inherited.end else inherited

    def _scenario(self, window: Window) -> tuple[Scenario | None, Scenario | None]:
        """The scenario of the leads, and the one that the text itself says."""
        folded = mask(self.scan.folded, [(m.start, m.end) for m in self.scan.comparisons])
        start = max((m.end() for m in _SENTENCE_END.finditer(folded[: window.quantity.start])), default=0)
        stop = _SCENARIO_END.search(folded, window.quantity.end, window.after)
        said = read_scenario(folded[start : stop.start() if stop else window.after])
        if said is None and self.scope:
            said = read_scenario(folded[: self.scope])
        return self.leads.first(lambda phrase: phrase.scenario), said

    def _printed_start(self, window: Window, direction: int | None) -> int:
        """The print of a change includes the words right before it that say which way: "up 5.0%"."""
        start = window.quantity.start
        if direction is None:
            return start
        for word in reversed(self.scan.directions):
            if word.end <= start and word.start >= window.before and not self.scan.folded[word.end : start].strip():
                start = word.start
        return start


def sign_of(quantity: Quantity, direction: int | None, measure: Measure, subject: Subject) -> int:
    """What turns the printed number to the sign of its concept.

    An operating loss of 5 is an operating income of -5, and so is a loss printed (5); where the label says both, as
    "loss (income)", the brackets are the income. A loss that grows by 5 takes 5 from the income; a growth rate stays
    as printed.
    """
    sign = direction if direction is not None and quantity.magnitude > 0 else 1
    if subject.turned and measure in (Measure.LEVEL, Measure.CHANGE):
        printed_as_loss = (
            measure is Measure.LEVEL and quantity.magnitude < 0 and not (subject.concept and subject.concept.both_signs)
        )
        return sign if printed_as_loss else -sign
    return sign
