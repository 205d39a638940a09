"""Statements: a bullet or a sentence becomes drafts of what its numbers state, and reasons for those that state nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckfacts.contract import Comparison, Measure, Qualifier, RefusalReason, Scenario, Source
from deckfacts.deck import CellAddress, Text
from deckfacts.language.comparisons import Role, base_words_before, find_year_ago, read_measure
from deckfacts.language.fiscal import Period
from deckfacts.language.periods import PeriodMention
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.scenarios import read_scenario
from deckfacts.language.units import UnitReading
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.scanning import Explained, Scan, mask, scan
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.subjects import Subject, find_subject, words_after, words_before
from deckfacts.meaning.timing import is_instant, lead_period, resolve_timing

_FILLER = re.compile(
    r"^(?:[\s:(]|\b(?:by|of|in|a|an|the|total|approximately|approx\.?|about|around|circa|c\.|some|roughly|over|more than|nearly|almost|"
    r"another|further|was|were|is|at|up|down|another|at least|less than|under)\b|~)*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:to|reach(?:ed|ing)?|at|was|were|of)\s*(?:approximately|about|around|approx\.?|over|more than|nearly|almost|a record|~)?\s*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"^\s*(?:in\s+)?(?:[a-z&/-]+\s+){0,2}$", re.IGNORECASE)
_GOVERNED = re.compile(r"\s*(?:in|of)\b")
_DETERMINED = re.compile(
    r"(?:\b(?:the|from|of|excluding|excl\.?|including|incl\.?|for|by|related to|to|our|its|all|these|those|first|last|next|top)\s*)$",
    re.IGNORECASE,
)
_CHANGED_COUNT = re.compile(
    r"\b(?:reduction|decrease|increase|addition|total|number|loss|gain|growth|sale|purchase|up|down)s?\s+(?:of|by|from|to)\s*(?:over|about|approximately|approx\.?|the)?\s*$",
    re.IGNORECASE,
)
_CLASS_BEFORE = re.compile(
    r"\b[a-z]+s\s+(?:of|with|for|above|below|exceeding|worth)\s*$|^\s*(?:of|above|below)\s*$", re.IGNORECASE
)
_NAMED_VALUE = re.compile(r"[^\W\d_][^,;]*?(?:\s*[:=]\s*|\s+)$")
_CLAUSE_END = re.compile(
    r"[;。]|\.\s|\bcompared\s+(?:to|with)\b|\bversus\b|\bvs\.?|\bwhile\b|\bwhereas\b", re.IGNORECASE
)
_OPENED = re.compile(r"\([^()]*$")

LARGEST_NAMED_COUNT = 99
"""Counts that are part of a name ("the 4 new subsidiaries", "our 12 regions") are small; larger ones are figures."""

_PRIMARY_KINDS = frozenset({UnitKind.MONEY, UnitKind.PER_SHARE, UnitKind.PERCENT, UnitKind.POINTS, UnitKind.RATIO})


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text states, and what its other digits are."""

    drafts: tuple[Draft, ...]
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a statement stands: its kind of source, and the words around it that a reader needs."""

    source: Source
    context: str
    heading: bool = False
    stock: bool = False
    address: CellAddress | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """A quantity with the text before it (from the one before) and after it (to the next)."""

    quantity: Quantity
    before: int
    after: int


def read_statement(text: Text, leads: LeadStack, setting: Setting, placement: Placement) -> Statement:
    """Read one bullet, sentence or line of text under its leads."""
    return _Reader(scan(text, setting), leads, setting, placement).read()


@dataclass(slots=True)
class _Reader:
    scan: Scan
    leads: LeadStack
    setting: Setting
    placement: Placement

    def read(self) -> Statement:
        refused: list[Explained] = []
        stated: list[Quantity] = []
        for quantity in self.scan.quantities:
            reason = self._refusal(quantity, stated)
            if reason:
                refused.append(Explained(quantity.number_start, quantity.number_end, reason))
            else:
                stated.append(quantity)
        drafts: list[Draft] = []
        ends = [*(q.start for q in stated[1:]), len(self.scan.folded)][: len(stated)]
        for i, (quantity, end) in enumerate(zip(stated, ends, strict=True)):
            before = stated[i - 1].end if i else 0
            drafts.append(self._draft(_Window(quantity, before, end), drafts[-1] if drafts else None))
        return Statement(tuple(drafts), tuple(refused) + self.scan.explained)

    # --- which numbers state something -------------------------------------------------------------------------------

    def _refusal(self, quantity: Quantity, stated: Sequence[Quantity]) -> RefusalReason | None:
        folded = self.scan.folded
        before = folded[: quantity.start]
        if quantity.kind in _PRIMARY_KINDS:
            return RefusalReason.THRESHOLD if self._is_threshold(quantity) else None
        if self.placement.heading:
            return RefusalReason.NAME
        if quantity.kind is UnitKind.COUNT:
            if self._is_threshold(quantity):
                return RefusalReason.THRESHOLD
            small = abs(quantity.magnitude) <= LARGEST_NAMED_COUNT and quantity.scale is None and quantity.places == 0
            named = small and _DETERMINED.search(before) and not _CHANGED_COUNT.search(before)
            return RefusalReason.NAME if named or (small and not before.strip()) else None
        if self._is_breakdown(quantity, stated) or self._is_captioned(quantity):
            return None
        return RefusalReason.NAME if re.match(r"\s*[^\W\d_]", folded[quantity.end :]) else RefusalReason.UNREADABLE

    def _is_threshold(self, quantity: Quantity) -> bool:
        """ "Contracts of over 1Gbps ... up 21 contracts": the class is named by a bound, the figure comes later."""
        if quantity.qualifier not in (Qualifier.OVER, Qualifier.UNDER):
            return False
        before = re.sub(
            r"\b(?:over|more than|above|under|less than|below|at least|up to)\s*$",
            "",
            self.scan.folded[: quantity.start].rstrip(),
        )
        later = any(other.start > quantity.end for other in self.scan.quantities)
        return (
            later
            and bool(_CLASS_BEFORE.search(before.rstrip() + " "))
            and not _CHANGED_COUNT.search(before.rstrip() + " ")
        )

    def _is_breakdown(self, quantity: Quantity, stated: Sequence[Quantity]) -> bool:
        """ "increased by 27 employees (full-time: 13, contract 14)"."""
        opened = _OPENED.search(self.scan.folded[: quantity.start])
        if not opened or not stated or stated[0].kind not in (UnitKind.COUNT, UnitKind.MONEY):
            return False
        since = max((q.end for q in stated if q.end > opened.start()), default=opened.start() + 1)
        return bool(_NAMED_VALUE.search(self.scan.folded[since : quantity.start]))

    def _is_captioned(self, quantity: Quantity) -> bool:
        """ "Revenues: 1,234" on a slide that states its unit."""
        named = re.search(r"[^\W\d_]\)?\s*[:=]\s*$", self.scan.folded[: quantity.start])
        return bool(named and self._caption() and re.match(r"\s*(?:[,;(/]|$)", self.scan.folded[quantity.end :]))

    def _caption(self) -> UnitReading | None:
        return self.leads.first(lambda phrase: phrase.unit) or self.leads.caption

    # --- what a number states ----------------------------------------------------------------------------------------

    def _draft(self, window: _Window, last: Draft | None) -> Draft:
        quantity = window.quantity
        inside = self._in_brackets_of(window, last)
        breakdown = last is not None and quantity.kind is UnitKind.BARE and inside
        kind, unit, scale = self._unit(quantity, last if breakdown else None)
        direction = self._direction(window)
        comparison, base = self._comparison(window, last if inside else None)
        measure = self._measure(window, kind, direction, comparison, last if breakdown else None)
        subject = self._subject(window, kind, measure, last)
        if measure is Measure.LEVEL and direction is None:
            lead_direction = self._governing_direction(window)
            if lead_direction and kind in (UnitKind.MONEY, UnitKind.COUNT) and self._governs(subject):
                measure, direction = Measure.CHANGE, lead_direction
        if measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) and comparison is None and base is None:
            comparison, base = self._fallback_comparison(last if breakdown or inside else None, last)
        own = self._own_period(window, last)
        instant = is_instant(kind, subject.concept, stock=self.placement.stock)
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
            scenario=self._scenario(window, last),
            period=timing.period,
            base=timing.base,
            basis=subject.basis,
            unit=unit,
            scale=scale,
            sign=self._sign(quantity, direction, measure, subject, last if breakdown else None),
            source=self.placement.source,
            context=self.placement.context,
            address=self.placement.address,
        )

    def _in_brackets_of(self, window: _Window, last: Draft | None) -> bool:
        """Whether the number restates the one before it: "Up JPY672 million YoY (up 16.8%)"."""
        if last is None:
            return False
        opened = _OPENED.search(self.scan.folded[: window.quantity.start])
        return bool(opened) and opened.start() >= last.quantity.number_end - 1

    def _unit(self, quantity: Quantity, whole: Draft | None) -> tuple[UnitKind, str, int]:
        if whole:
            return whole.quantity.kind, whole.unit, whole.scale
        caption = self._caption()
        scale = quantity.scale
        if quantity.kind is UnitKind.BARE:
            if caption is None or caption.unit is None:
                return UnitKind.COUNT, "", scale or 0
            return caption.kind, caption.unit, caption.scale or 0
        if scale is None and quantity.kind is UnitKind.MONEY and caption and caption.unit == quantity.unit:
            # "others: JPY602" under "Unit: JPY million": the caption's scale holds where the print leaves it out.
            scale = caption.scale
        return quantity.kind, quantity.unit or "", scale or 0

    def _direction(self, window: _Window) -> int | None:
        folded, quantity = self.scan.folded, window.quantity
        between = folded[window.before : quantity.start]
        for word in reversed(self.scan.directions):
            if window.before <= word.start and word.end <= quantity.start:
                gap = folded[word.end : quantity.start]
                if _FILLER.match(mask(gap, self._spans_within(word.end, quantity.start))) and not re.search(
                    r"\bto\s*$", between
                ):
                    return word.sign
                break
        for word in self.scan.directions:
            if quantity.end <= word.start < window.after:
                gap = mask(folded[quantity.end : word.start], self._spans_within(quantity.end, word.start))
                follows = _BEHIND.match(gap.strip() + " " if gap.strip() else gap)
                free = not (
                    word.role is Role.VERB
                    and word.word in ("up", "down", "increased", "decreased", "grew", "rose", "fell")
                )
                return word.sign if follows and free and "," not in gap else None
        return None

    def _spans_within(self, start: int, end: int) -> list[tuple[int, int]]:
        tokens = (*self.scan.comparisons, *self.scan.mentions)
        return [(t.start - start, t.end - start) for t in tokens if start <= t.start and t.end <= end]

    def _governing_direction(self, window: _Window) -> int | None:
        """The "Reduction in" or "Decrease in" that begins the statement, or that a lead is headed by."""
        words = [d for d in self.scan.directions if d.role is Role.NOUN and d.end <= window.quantity.start]
        for word in words:
            opening = self.scan.folded[: word.start]
            if _GOVERNED.match(self.scan.folded, word.end) and not re.search(r"\w", opening):
                return word.sign
        return self.leads.first(lambda phrase: phrase.direction)

    def _governs(self, subject: Subject) -> bool:
        return not subject.turned or True

    def _measure(
        self, window: _Window, kind: UnitKind, direction: int | None, comparison: Comparison | None, whole: Draft | None
    ) -> Measure:
        quantity = window.quantity
        if whole:
            return whole.measure
        if kind is UnitKind.POINTS:
            level = quantity.unit == "basis_point" and direction is None and comparison is None and not quantity.signed
            return Measure.LEVEL if level else Measure.CHANGE
        if kind is UnitKind.PERCENT:
            return self._percent_measure(window, direction, comparison)
        plus = self.scan.folded[quantity.start : quantity.number_start].lstrip("(").startswith("+")
        moved = direction is not None or (quantity.signed and comparison is not None) or plus
        return Measure.CHANGE if moved else Measure.LEVEL

    def _percent_measure(self, window: _Window, direction: int | None, comparison: Comparison | None) -> Measure:
        folded, quantity = self.scan.folded, window.quantity
        before, after = folded[window.before : quantity.start], folded[quantity.number_end : window.after]
        if re.match(
            r"%?\s*(?:percent\s+)?(?:of|to)\s+(?:the\s+|our\s+)?(?:total|net|group|consolidated|revenues?|sales)\b",
            after,
            re.IGNORECASE,
        ):
            return Measure.SHARE
        if (
            direction is not None
            or comparison is not None
            or quantity.signed
            and "+" in folded[quantity.start : quantity.end]
        ):
            return Measure.PERCENT_CHANGE
        said = read_measure(before)
        if said in (Measure.SHARE, Measure.PERCENT_CHANGE):
            return said
        subject = find_subject(
            words_before(self.scan.masked()[window.before : quantity.start]),
            UnitKind.PERCENT,
            Measure.LEVEL,
            self.leads,
            self.setting,
        )
        if subject.concept and "percent" in subject.concept.concept.kinds:
            return Measure.LEVEL
        led = self.leads.first(lambda phrase: phrase.measure)
        return led if led in (Measure.SHARE, Measure.PERCENT_CHANGE) else Measure.LEVEL

    def _comparison(self, window: _Window, whole: Draft | None) -> tuple[Comparison | None, Period | None]:
        """The comparison printed behind the number, or before it, or taken from the number that it restates."""
        behind = self._comparison_in(window.quantity.end, window.after)
        if behind != (None, None):
            return behind
        if whole and whole.comparison:
            return whole.comparison, whole.base if whole.comparison is Comparison.VS_DATE else None
        return self._comparison_in(window.before, window.quantity.start)

    def _comparison_in(self, start: int, end: int) -> tuple[Comparison | None, Period | None]:
        for mention in self.scan.mentions:
            if (
                start <= mention.start < end
                and mention.period
                and base_words_before(self.scan.folded, mention.start) is not None
            ):
                return None, mention.period
        for mark in self.scan.comparisons:
            if start <= mark.start < end:
                return mark.comparison, None
        return None, None

    def _fallback_comparison(self, whole: Draft | None, last: Draft | None) -> tuple[Comparison | None, Period | None]:
        """A change that prints no comparison: the leads', the one it breaks down, or the slide's pattern."""
        if whole and whole.comparison:
            return whole.comparison, whole.base if whole.comparison is Comparison.VS_DATE else None
        base = self.leads.first(lambda phrase: phrase.base)
        if base:
            return None, base
        led = self.leads.first(lambda phrase: phrase.comparison)
        if led:
            return led, None
        pattern = self.leads.pattern
        if last and last.comparison in pattern and pattern.index(last.comparison) + 1 < len(pattern):
            return pattern[pattern.index(last.comparison) + 1], None
        return (pattern[0], None) if len(pattern) == 1 else (None, None)

    def _subject(self, window: _Window, kind: UnitKind, measure: Measure, last: Draft | None) -> Subject:
        masked = self.scan.masked()
        before = words_before(masked[window.before : window.quantity.start])
        after = words_after(masked[window.quantity.end : window.after])
        if after and (not before or not find_subject(before, kind, measure, self.leads, self.setting).concept):
            followed = find_subject(after, kind, measure, self.leads, self.setting)
            if not before or followed.concept:
                return followed
        if not before and last is not None and last.label:
            again = find_subject(last.label, kind, measure, self.leads, self.setting)
            return replace(again, segment=last.segment or again.segment, basis=last.basis or again.basis)
        return find_subject(before, kind, measure, self.leads, self.setting)

    def _own_period(self, window: _Window, last: Draft | None) -> Period | None:
        mention = self._mention_for(window)
        period = mention.period if mention else None
        if period is None:
            period = self._year_ago(window)
        if period is None and last is not None:
            return (
                last.period
                if not self._leads_have_period() or self._same_clause(last, window)
                else lead_period(self.leads, self.setting)
            )
        return period or lead_period(self.leads, self.setting)

    def _leads_have_period(self) -> bool:
        return self.leads.first(lambda phrase: phrase.period) is not None

    def _same_clause(self, last: Draft, window: _Window) -> bool:
        return not _CLAUSE_END.search(self.scan.folded[last.quantity.end : window.quantity.start])

    def _year_ago(self, window: _Window) -> Period | None:
        current = lead_period(self.leads, self.setting)
        for start, end in find_year_ago(self.scan.folded):
            if window.quantity.end <= start and end <= window.after and current:
                return current.year_earlier()
        return None

    def _mention_for(self, window: _Window) -> PeriodMention | None:
        """The period printed nearest to a number within its clause, before it or right behind it."""
        bases = {m.start for m in self.scan.mentions if self._is_base(m)}
        usable = [m for m in self.scan.mentions if (m.period or m.months) and m.start not in bases]
        before = [m for m in usable if window.before <= m.start and m.end <= window.quantity.start]
        behind = [m for m in usable if window.quantity.end <= m.start and m.end <= window.after]
        behind = [m for m in behind if not self._belongs_to_next(m, window)]
        if before and behind and before[-1].months and not before[-1].period and behind[0].period:
            return self._combine(before[-1], behind[0])
        if len(before) > 1 and before[-1].months and before[-2].period:
            return self._combine(before[-1], before[-2])
        if before:
            return before[-1]
        return behind[0] if behind else None

    def _combine(self, length: PeriodMention, when: PeriodMention) -> PeriodMention:
        """ "3Q08 was 9 months": the printed months beat the label, and end when it ends."""
        months, period = length.months, when.period
        if not months or not period:
            return length
        start = Period(None, period.end, None, None)
        year, month = divmod(start.end.year * 12 + start.end.month - months, 12)
        first = start.end.replace(year=year, month=month + 1, day=1)
        return replace(when, period=self.setting.calendar.period_of(first, period.end))

    def _is_base(self, mention: PeriodMention) -> bool:
        """A period behind "compared to" is a base, unless a number of its own stands between or behind it."""
        return base_words_before(self.scan.folded, mention.start) is not None

    def _belongs_to_next(self, mention: PeriodMention, window: _Window) -> bool:
        """ "3Q07: 6.7%, 1Q08: 3.5%": a period followed by a colon or an equals sign leads the next number."""
        rest = self.scan.folded[mention.end : window.after]
        return window.after < len(self.scan.folded) and bool(re.match(r"\s*[:=]|\s*$|\s*\(\s*$", rest))

    def _scenario(self, window: _Window, last: Draft | None) -> Scenario:
        folded = mask(self.scan.folded, [(m.start, m.end) for m in self.scan.comparisons])
        start = max((m.end() for m in re.finditer(r"[;。]|\.\s", folded[: window.quantity.start])), default=0)
        said = read_scenario(folded[start : window.after])
        if said is None and last is not None:
            said = last.scenario
        led = self.leads.first(lambda phrase: phrase.scenario)
        return said or led or Scenario.ACTUAL

    def _sign(
        self, quantity: Quantity, direction: int | None, measure: Measure, subject: Subject, whole: Draft | None
    ) -> int:
        if whole:
            return whole.sign
        sign = direction if direction is not None and quantity.magnitude > 0 else 1
        # An operating loss of 5 is an operating income of -5, and a loss that grows by 5 takes 5 from the income;
        # a growth rate stays as printed.
        if subject.turned and measure in (Measure.LEVEL, Measure.CHANGE):
            sign = -sign
        return sign

    def _printed_start(self, window: _Window, direction: int | None) -> int:
        """The print of a change includes the words right before it that say which way: "up 5.0%"."""
        start = window.quantity.start
        if direction is None:
            return start
        for word in reversed(self.scan.directions):
            if word.end <= start and word.start >= window.before and not self.scan.folded[word.end : start].strip():
                start = word.start
        return start
