"""Phrases: a heading, caption, column header or row label becomes what it says about the numbers under it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from deckfacts.concepts import ConceptMatch, find_basis
from deckfacts.contract import Basis, Comparison, Measure, RefusalReason, Scenario
from deckfacts.deck import Text
from deckfacts.language.comparisons import Role, base_words_before, read_measure
from deckfacts.language.fiscal import Period, shift_end, start_of_months
from deckfacts.language.periods import PeriodMention
from deckfacts.language.quantities import UnitKind
from deckfacts.language.scenarios import read_scenario
from deckfacts.language.terms import is_term
from deckfacts.language.units import UnitReading, read_unit
from deckfacts.meaning.metrics import metric_of
from deckfacts.meaning.scanning import Scan, mask, scan, spans_of
from deckfacts.meaning.setting import Setting

MONTHS_OF_YEAR = 12

MAX_CAPTION = 100
"""A caption states a unit and little else; longer lines are sentences that print a unit on the way."""

_RESULTS = re.compile(r"\bresults\b|\bperformance\b|決算", re.IGNORECASE)

_EDGES = " \t:;,.-=~*<>[]|/&"
_EMPTY_BRACKETS = re.compile(r"\(\s*[/&,;:~-]*\s*\)|\[\s*\]|<\s*>")
_SPACES = re.compile(r"\s+")
_ENUMERATION = re.compile(r"^[①-⑳➀-➓⒈-⒛]\s*")
_REFERENCES = re.compile(r"(?<=[^\s(\[])\s*(?:[(\[](?:[1-9]\d?|[a-h])(?:\s*,\s*(?:[1-9]\d?|[a-h]))*[)\]]\s*)+$")
"""Marks of footnotes that stand on the line, "Card income (1)": a figure of a company is never a number so short."""
_RAISED = re.compile(r"[⁰¹²³⁴-⁹⁽⁾*†‡]+(?=\s|$|[)\],:;])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says. `label` is its words with marks stripped, `bare` also without periods and comparisons."""

    scan: Scan
    label: str
    bare: str
    period: Period | None
    period_months: int | None
    base: Period | None
    unit: UnitReading | None
    scenario: Scenario | None
    comparison: Comparison | None
    measure: Measure | None
    basis: Basis | None
    direction: int | None

    def concept(self, kind: UnitKind, measure: Measure) -> ConceptMatch | None:
        """The metric that the phrase names, if it can carry such a number."""
        return metric_of(self.bare, kind=kind.value, measure=measure) if self.bare else None

    def any_concept(self) -> ConceptMatch | None:
        """The metric that the phrase names, whatever its numbers are."""
        return self.concept(UnitKind.MONEY, Measure.PERCENT_CHANGE)


def read_phrase(text: Text, setting: Setting) -> Phrase:
    """Read a phrase as a heading: its periods, unit, scenario, comparison, measure and direction."""
    scanned = scan(text, setting)
    own, base, base_spans = split_bases(scanned)
    period, months = _period_of(own, setting)
    marks = scanned.comparisons
    comparison = marks[0].comparison if marks else None
    footnotes = spans_of([mark for mark in scanned.marks if mark.reason is RefusalReason.FOOTNOTE_MARK])
    spans = base_spans + footnotes + spans_of(scanned.mentions, marks)
    return Phrase(
        scan=scanned,
        label=clean_label(mask(scanned.folded, footnotes)),
        bare=clean_label(mask(scanned.folded, spans)),
        period=period,
        period_months=months,
        base=base,
        unit=read_unit(scanned.folded, setting.currency) if len(scanned.folded) <= MAX_CAPTION else None,
        scenario=_scenario(scanned, own),
        comparison=comparison,
        measure=read_measure(scanned.folded),
        basis=find_basis(scanned.folded),
        direction=_head_direction(scanned),
    )


def split_bases(scanned: Scan) -> tuple[list[PeriodMention], Period | None, list[tuple[int, int]]]:
    """The mentions that say when, the one that says against what, and the spans of the words that make it so."""
    own: list[PeriodMention] = []
    base: Period | None = None
    spans: list[tuple[int, int]] = []
    for mention in scanned.mentions:
        words = base_words_before(scanned.folded, mention.start)
        if words is None and not is_term(scanned.folded, mention.start, mention.end):
            own.append(mention)
        elif words is None:
            continue
        else:
            base = base or mention.period
            spans.append((words, mention.end))
    return [m for m in own if m.period or m.months], base, spans


def _period_of(own: list[PeriodMention], setting: Setting) -> tuple[Period | None, int | None]:
    """The period that a heading names; a length beside it ("FY2024, 9 months") cuts it down."""
    if not own:
        return None, None
    length = next((m.months for m in own if m.months), None)
    named = [m.period for m in own if m.period and not m.months]
    if length and named:
        return within(named[-1], length, setting), length
    if setting.current in named:
        # "Fiscal 2023 results and outlook for fiscal 2024": what the deck reports on comes first.
        return setting.current, None
    return own[-1].period, own[-1].months


def within(period: Period, months: int, setting: Setting) -> Period:
    """The months of a period: a year's first ones, or those that end with a shorter period or a date."""
    year = period.start is not None and (period.whole_months() or 0) >= MONTHS_OF_YEAR
    if year and period.start and months < MONTHS_OF_YEAR:
        return setting.calendar.period_of(period.start, shift_end(period.end, months - MONTHS_OF_YEAR))
    return setting.calendar.period_of(start_of_months(period.end, months), period.end)


def _scenario(scanned: Scan, own: list[PeriodMention]) -> Scenario | None:
    if any(mention.estimate for mention in own):
        return Scenario.TARGET
    # "compared to the initial plan" names the base of a comparison, not what the numbers are.
    words = mask(scanned.folded, spans_of(scanned.comparisons))
    said = read_scenario(words)
    periods = {mention.period for mention in own}
    return None if said is Scenario.TARGET and len(periods) > 1 and _RESULTS.search(words) else said


def _head_direction(scanned: Scan) -> int | None:
    """+1 or -1 where the phrase is about an increase or a reduction: its first word, or its last before a noun."""
    words = [d for d in scanned.directions if d.role is Role.NOUN]
    if not words or any(d.role is Role.VERB for d in scanned.directions):
        return None
    first = words[0]
    return first.sign if not re.search(r"\w", scanned.folded[: first.start]) else None


@lru_cache(maxsize=1024)
def clean_label(folded: str) -> str:
    """A label without bullets, footnote marks, empty brackets and loose signs at its edges."""
    label = _EMPTY_BRACKETS.sub(" ", _RAISED.sub("", folded))
    label = _SPACES.sub(" ", _ENUMERATION.sub("", label.strip())).strip(_EDGES)
    label = _REFERENCES.sub("", label).strip(_EDGES)
    if label.count("(") > label.count(")"):
        label = label + ")" if re.search(r"\(\w[^()]*$", label) else label.replace("(", " ").strip(_EDGES)
    elif label.count(")") > label.count("("):
        label = label.lstrip(")").rstrip(")").strip(_EDGES)
    if label.startswith("(") and label.endswith(")") and label.count("(") == 1:
        label = label[1:-1].strip(_EDGES)
    return _SPACES.sub(" ", label)


def widen(text: Text, label: str) -> Text:
    """A text without place for a label that an extractor did not print."""
    return replace(text, text=label, spans=())
