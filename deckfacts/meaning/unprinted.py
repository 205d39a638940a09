"""Unprinted: what a sentence leaves out because the slide says it: the base of a change, the kind of a percentage."""

import re

from deckfacts.contract import Comparison, Measure
from deckfacts.language.comparisons import judges_a_plan
from deckfacts.language.fiscal import Period
from deckfacts.meaning.clauses import SENTENCE_END, Clause
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.leads import LeadKind
from deckfacts.meaning.movement import Window
from deckfacts.meaning.subjects import Subject

_ANOTHER = re.compile(r"[^;.(%]*(?:,|\band\b)[^;.()]*\b(?:for|from|with|at|was|were)?\s*", re.IGNORECASE)
"""Between two shares: "42% of revenue and Asia for 23%"."""


def percent_measure(clause: Clause, window: Window, subject: Subject, last: Draft | None) -> Measure:
    """A bare percentage is the level of a margin or ratio, else a share beside one, else what the headings say."""
    if subject.concept and "percent" in subject.concept.concept.kinds:
        return Measure.LEVEL
    if last is not None and last.measure is Measure.SHARE and _ANOTHER.fullmatch(_between(clause, window, last)):
        return Measure.SHARE
    above = next((lead for lead in clause.leads.nearest() if not lead.stated), None)
    if above is not None and above.phrase.comparison and above.kind in (LeadKind.HEADING, LeadKind.LEAD_IN):
        # Under "3Q FY2024, year on year" a percentage without words of growth is one.
        return Measure.PERCENT_CHANGE
    led = clause.leads.first(lambda phrase: phrase.measure)
    return led if led in (Measure.SHARE, Measure.PERCENT_CHANGE) else Measure.LEVEL


def _between(clause: Clause, window: Window, last: Draft) -> str:
    return clause.scan.folded[last.quantity.end : window.quantity.start]


def unprinted_comparison(clause: Clause, window: Window, last: Draft | None) -> tuple[Comparison | None, Period | None]:
    """A change that prints no comparison has that of its leads, or the next one in the slide's usual order."""
    shared = later_comparison(clause, window)
    if shared:
        return shared, None
    base = clause.leads.first_unstated(lambda phrase: phrase.base)
    if base:
        return None, base
    led = clause.leads.first_unstated(lambda phrase: phrase.comparison)
    if led:
        return led, None
    pattern = patterns(clause)
    if last and last.comparison in pattern and pattern.index(last.comparison) + 1 < len(pattern):
        return pattern[pattern.index(last.comparison) + 1], None
    if len(pattern) == 1:
        return pattern[0], None
    return None, None


def patterns(clause: Clause) -> tuple[Comparison, ...]:
    """The comparisons that the slide's lines print; none in a line whose own only judges how a plan was met."""
    marks = clause.scan.comparisons
    judged = bool(marks) and all(judges_a_plan(clause.scan.folded, mark) for mark in marks)
    return () if judged else clause.leads.pattern


def later_comparison(clause: Clause, window: Window) -> Comparison | None:
    """ "Sales up 2.0, profit down 1.5 from the previous forecast": what closes a sentence holds for all of it."""
    stop = SENTENCE_END.search(clause.scan.folded, window.quantity.end)
    marks = [
        m
        for m in clause.scan.comparisons
        if m.start >= window.quantity.end
        and (not stop or m.start < stop.start())
        and not judges_a_plan(clause.scan.folded, m)
    ]
    return marks[0].comparison if len(marks) == 1 and window.opened is None else None
