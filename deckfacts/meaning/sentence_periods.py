"""Sentence periods: the periods that a sentence prints become the period of each of its numbers."""

import re
from dataclasses import replace

from deckfacts.contract import Comparison, Measure
from deckfacts.language.comparisons import base_words_before, find_quarter_ago, find_year_ago
from deckfacts.language.fiscal import Period, start_of_months
from deckfacts.language.periods import PeriodMention
from deckfacts.language.quantities import UnitKind
from deckfacts.language.scenarios import find_plan_bases
from deckfacts.language.terms import is_term
from deckfacts.meaning.clauses import SENTENCE_END, Clause
from deckfacts.meaning.comparatives import behind_comparative
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.movement import Window
from deckfacts.meaning.scanning import spans_of
from deckfacts.meaning.subjects import Subject
from deckfacts.meaning.ties import Number
from deckfacts.meaning.timing import lead_period

_CLAUSE_END = re.compile(
    r"[;。]|\.\s|\bcompared\s+(?:to|with)\b|\bversus\b|\bvs\.?|\bwhile\b|\bwhereas\b", re.IGNORECASE
)
_NOT_WHEN = re.compile(
    r"\b(?:due|maturing|expir\w+|founded|established|authori[sz]ed|announced|approved|launched|paid|payable|provided"
    r"|issued)\s+(?:in|on|by)?\s*$",
    re.IGNORECASE,
)
_YEAR_AGO_NAME = re.compile(
    r"\b(?:same\s+(?:period|quarter)|(?:prior|previous|last)[- ]year)\b[^,;()]*$|\b(?:PY|LY|PCP)\s*[:=]\s*\S{0,3}$",
    re.IGNORECASE,
)
_QUARTER_AGO_NAME = re.compile(
    r"\b(?:PQ|LQ|(?:prior|previous|last|preceding)[- ]quarter)\s*[:=]\s*\S{0,3}$", re.IGNORECASE
)
_HELD_AGAINST = re.compile(
    r"\b(?:(?:up|down|higher|lower|increased|decreased|improved|raised|lifted|reduced|lowered|cut)\s+(?:[a-z]+\s+)?from|compared\s+(?:to|with)|versus|vs\.?"
    r"|against)\s*(?:approximately|about|around|just|the|an?|over)?\s*$",
    re.IGNORECASE,
)
_FROM_BEHIND = re.compile(r"\s*,?\s*from\s*(?:approximately|about|around|just)?\s*", re.IGNORECASE)
_DIVIDEND = "dividend_per_share"
_QUARTERLY = re.compile(r"\bquarterly\b", re.IGNORECASE)
_YEARLY = re.compile(r"\bannual\b|\bfull[- ]year\b|\byearly\b", re.IGNORECASE)
QUARTER_MONTHS = 3
_FROM = re.compile(
    r"\b(?:rose|increased|grew|fell|decreased|declined|dropped|improved|narrowed|widened|up|down|went|moved|climbed)\s+from\s*$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:in\s+\w+\s*)?to\b", re.IGNORECASE)
_TO_END = re.compile(r"[^,;()]*\bto\s+(?:approximately\s+|about\s+|around\s+)?", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s*(?:in|for|at|during|as of|of)?\s*(?:the\s+)?", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:as(?!\s+(?:of|at|well)\b)|because|since|when|while|whereas|although|though|despite|after|following|due\s+to"
    r"|driven\s+by|owing\s+to|thanks\s+to|reflecting|held\s+back\s+by|impacted\s+by|affected\s+by|burdened\s+by"
    r"|supported\s+by|helped\s+by|on\s+the\s+back\s+of|as\s+a\s+result\s+of|which|where|with(?!\s+\d))\b",
    re.IGNORECASE,
)
"""Words behind a figure that begin to tell why it is what it is."""

_OPENED_NEXT = re.compile(r"\([^()]*$")
"""A bracket that opens behind a number and holds the next one: "6.2 (full-year plan: 9.0)"."""

_LEADS_NEXT = re.compile(r"\s*[:=]|\s*-?\s*$|\s*\(\s*$")

_REACH = 40
"""Characters in front of a place that hold the two or three words leading to it, and some white space."""


def _before(end: int) -> tuple[int, int]:
    """Where to look for the words right before a place: looking from the start takes quadratic time in long lines."""
    return max(0, end - _REACH), end


def own_period(number: Number, measure: Measure, *, aimed: bool = False) -> tuple[Period | None, bool]:
    """The number's period, and whether the text itself prints it.

    `aimed` if the sentence is about a plan, whose numbers are against other plans and not against another period.
    """
    clause, window, last = number.clause, number.window, number.last
    if number.ties.based and last is not None and last.period:
        quarterly = clause.setting.comparison is Comparison.QOQ
        earlier = last.period.previous(clause.setting.calendar) if quarterly else last.period.year_earlier()
        return last.base or earlier, True
    onward = behind_comparative(number, measure)
    window = onward or _behind_start(clause, window, last)
    period = _printed_period(clause, window) or _earlier(clause, window)
    if period is None and onward and last is not None and last.outer:
        return last.outer, last.outer is not lead_period(clause.leads, clause.setting)
    if period is None and not aimed:
        period = _started_from(clause, window) or _held_against(clause, window, last)
    if period:
        return period, True
    return _inherited(clause, window, last)


def _behind_start(clause: Clause, window: Window, last: Draft | None) -> Window:
    """The window of the level that "rose from 12 in 2Q23 to 13" leads to: the period of the 12 is not its own."""
    folded, start = clause.scan.folded, window.quantity.start
    if last is None or not _is_start(clause, last):
        return window
    return replace(window, before=start) if _TO_END.fullmatch(folded, last.quantity.end, start) else window


def _is_start(clause: Clause, last: Draft) -> bool:
    """Whether a statement is where a figure came from: "rose from 12"."""
    return _FROM.search(clause.scan.folded, *_before(last.quantity.start)) is not None


def _inherited(clause: Clause, window: Window, last: Draft | None) -> tuple[Period | None, bool]:
    """The period of a number that prints none: of the statement before it, of the text's opening, of its leads."""
    led = lead_period(clause.leads, clause.setting)
    folded = clause.scan.folded
    left = last is not None and last.opened is not None and last.opened != window.opened
    if (
        left
        and last is not None
        and last.outer
        and not SENTENCE_END.search(folded, last.quantity.end, window.quantity.start)
    ):
        return last.outer, last.outer is not led
    started = last is not None and _is_start(clause, last)
    left = left or started
    if (
        last is not None
        and not left
        and not _CLAUSE_END.search(clause.scan.folded[last.quantity.end : window.quantity.start])
    ):
        counted = last.quantity.kind is UnitKind.COUNT and window.quantity.kind is not UnitKind.COUNT
        return (led, False) if counted else (last.period, last.period is not led)
    since = last.quantity.start if last is not None and started else window.quantity.start
    opening = [m for m in _usable(clause) if m.end <= since and not m.months]
    sentence = SENTENCE_END.search(clause.scan.folded[: window.quantity.start])
    if opening and (sentence is None or opening[0].end <= clause.scope):
        return opening[0].period, True
    return led, False


def _earlier(clause: Clause, window: Window) -> Period | None:
    """The period a year or a quarter back, where words beside the number put it there."""
    current = lead_period(clause.leads, clause.setting)
    if current is None:
        return None
    folded = clause.scan.folded
    if window.opened is not None and not _compares(clause, window):
        inside = folded[window.opened : window.quantity.start]
        if _YEAR_AGO_NAME.search(inside):
            return current.year_earlier()
        if _QUARTER_AGO_NAME.search(inside):
            return _quarter_before(clause, current)
    if any(_is_beside(folded, span, window) for span in find_year_ago(folded)):
        return current.year_earlier()
    if any(_is_beside(folded, span, window) for span in find_quarter_ago(folded)):
        return _quarter_before(clause, current)
    return None


def _quarter_before(clause: Clause, current: Period) -> Period:
    """The quarter before the one that a period ends with."""
    calendar = clause.setting.calendar
    return calendar.period_of(start_of_months(current.end, QUARTER_MONTHS), current.end).previous(calendar)


def _is_beside(folded: str, span: tuple[int, int], window: Window) -> bool:
    start, end = span
    if window.quantity.end <= start and end <= window.after:
        return True
    before = window.before <= start and end <= window.quantity.start
    return before and not SENTENCE_END.search(folded, end, window.quantity.start)


def _held_against(clause: Clause, window: Window, last: Draft | None) -> Period | None:
    """ "15% of revenue, up from 14%": the level that another one of the text is held against, without its period."""
    folded, start = clause.scan.folded, window.quantity.start
    if last is not None and last.base and _FROM_BEHIND.fullmatch(clause.words, last.quantity.end, start):
        return last.base  # "up 17% from 2,921"
    if last is None or last.period is None or last.measure not in (Measure.LEVEL, Measure.SHARE):
        return None
    held = _HELD_AGAINST.search(folded, *_before(start)) or _FROM_BEHIND.fullmatch(folded, last.quantity.end, start)
    if not held or _compares(clause, window):
        return None
    quarterly = clause.setting.comparison is Comparison.QOQ
    return last.period.previous(clause.setting.calendar) if quarterly else last.period.year_earlier()


def length_by_name(clause: Clause, own: Period | None, subject: Subject) -> Period | None:
    """A quarterly dividend is of the last quarter, an annual one of the year that ends, whatever else is reported."""
    if own is None or subject.concept is None or subject.concept.concept.name != _DIVIDEND or own.start is None:
        return own
    calendar = clause.setting.calendar
    if _QUARTERLY.search(subject.label):
        return clause.setting.settle(calendar.period_of(start_of_months(own.end, QUARTER_MONTHS), own.end))
    year = calendar.year(own.fiscal_year) if own.fiscal_year is not None else own
    return year if _YEARLY.search(subject.label) and year.end == own.end else own


def _compares(clause: Clause, window: Window) -> bool:
    return any(window.before <= mark.start < window.after for mark in clause.scan.comparisons)


def _usable(clause: Clause) -> list[PeriodMention]:
    return [
        m
        for m in clause.scan.mentions
        if m.period
        and base_words_before(clause.scan.folded, m.start) is None
        and not _NOT_WHEN.search(clause.scan.folded, *_before(m.start))
        and not is_term(clause.scan.folded, m.start, m.end)
    ]


def _printed_period(clause: Clause, window: Window) -> Period | None:
    """The period printed nearest to a number in its own stretch of text: before it, else right behind it."""
    folded, quantity = clause.scan.folded, window.quantity
    plans = [base for base in find_plan_bases(folded) if base.behind != quantity.start]
    usable = [m for m in clause.scan.mentions if m.period and not any(p.start <= m.start < p.end for p in plans)]
    before = [m for m in usable if window.before <= m.start and m.end <= quantity.start]
    before = [
        m for m in before if _says_when(clause, m, window) and not SENTENCE_END.search(folded, m.end, quantity.start)
    ]
    behind = [m for m in usable if quantity.end <= m.start and m.end <= window.after and _says_when(clause, m, window)]
    behind = [m for m in behind if not SENTENCE_END.search(folded, quantity.end, m.start)]
    behind = [m for m in behind if not _tells_when_else(clause, m, quantity.end)]
    if (
        before
        and behind
        and _is_attached(clause, window.before, before[-1])
        and _is_attached(clause, quantity.end, behind[0])
    ):
        # "$1.11 in 1Q24 and $1.23 in 2Q23": each number has the period behind it.
        return behind[0].period
    if before and behind and not window.first and "," in folded[before[-1].end : quantity.start]:
        # "18 achieved in 1H, around 40 expected by the end of 2026": the comma closes what was said of the one before.
        return behind[0].period
    closed = window.opened is not None and folded[window.after : window.after + 1] == ")"
    if (window.after < len(folded) and not closed) or _OPENED_NEXT.search(folded, quantity.end, window.after):
        behind = [m for m in behind if not _OPENED_NEXT.search(folded, quantity.end, m.start)]
        behind = [m for m in behind if not _leads_next(clause, m, window)]
    if window.opened is not None and not behind:
        # "7 months (JPY2,537 million) for 3Q07": what follows the bracket says when the months end.
        length = bool(before) and before[-1].months is not None
        behind = [m for m in usable if length and window.after <= m.start <= window.after + len(") for ")]
    if before and before[-1].months:
        when = next((m for m in [*reversed(before[:-1]), *behind] if not m.months), None)
        return _months_to(clause, before[-1], when) if when else before[-1].period
    if before:
        return before[-1].period
    if len(behind) > 1 and behind[1].months and not behind[0].months and behind[1].start - behind[0].end <= len(" ("):
        # As in: in 3Q07, and in brackets 7 months.
        return _months_to(clause, behind[1], behind[0])
    return behind[0].period if behind else None


def _tells_when_else(clause: Clause, mention: PeriodMention, end: int) -> bool:
    """Whether a part of the period that holds here dates what is told of the figure, and not the figure.

    Under a full year, "growth of 2.6%, below our expectation, as customers postponed projects in the fourth quarter".
    """
    led, part = lead_period(clause.leads, clause.setting), mention.period
    if led is None or led.start is None or part is None or (part.start, part.end) == (led.start, led.end):
        return False
    inside = (part.start or part.end) >= led.start and part.end <= led.end
    return inside and _TOLD.search(clause.scan.folded, end, mention.start) is not None


def _leads_next(clause: Clause, mention: PeriodMention, window: Window) -> bool:
    """Whether a period behind a number is that of the next one; a bracket that has its own date leaves it alone."""
    folded = clause.scan.folded
    if not _LEADS_NEXT.match(folded[mention.end : window.after]):
        return False
    opened = folded.find("(", mention.end, window.after)
    closed = folded.find(")", opened)
    when = [*find_year_ago(folded), *spans_of(clause.scan.mentions)]
    return opened < 0 or not any(opened < start < closed for start, _ in when)


def _is_attached(clause: Clause, end: int, mention: PeriodMention) -> bool:
    """Whether a period follows a number with nothing but a preposition between."""
    return bool(_PREPOSITION.fullmatch(clause.scan.folded, end, mention.start))


def _says_when(clause: Clause, mention: PeriodMention, window: Window) -> bool:
    """A period behind "compared to" is a base, unless the number it belongs to follows it."""
    words = base_words_before(clause.scan.folded, mention.start)
    folded = clause.scan.folded
    if _NOT_WHEN.search(folded, *_before(mention.start)) or is_term(folded, mention.start, mention.end):
        return False
    return words is None or (mention.months is not None and mention.end <= window.quantity.start)


def _months_to(clause: Clause, length: PeriodMention, when: PeriodMention) -> Period | None:
    """ "3Q08 was 9 months": the printed months beat the label, and end when it ends."""
    if not length.months or not when.period:
        return length.period
    end = when.period.end
    return clause.setting.calendar.period_of(start_of_months(end, length.months), end)


def whole_period(clause: Clause, own: Period | None, subject: Subject) -> Period | None:
    """A flow dated by a day ("quarter ending June 30") is that of the deck's own period, if it ends that day."""
    current = clause.setting.current
    flow = subject.concept is not None and not subject.is_balance
    if own and own.start is None and flow and current and current.end == own.end:
        return current
    return own


def _started_from(clause: Clause, window: Window) -> Period | None:
    """ "rose from 4,560 to 5,102": the first is what the second is compared to."""
    folded, current = clause.scan.folded, lead_period(clause.leads, clause.setting)
    if (
        current is None
        or not _FROM.search(folded, *_before(window.quantity.start))
        or not _TO.match(folded, window.quantity.end)
    ):
        return None
    opening = [m.period for m in _usable(clause) if m.end <= window.quantity.start]
    own = (opening[0] if opening else None) or current
    quarterly = any(mark.comparison is Comparison.QOQ for mark in clause.scan.comparisons)
    return own.previous(clause.setting.calendar) if quarterly else own.year_earlier()
