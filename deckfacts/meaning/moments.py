"""Moments: the words of a sentence say whether its number stands at a moment or is of a stretch of time."""

import re

from deckfacts.contract import Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.language.terms import is_term
from deckfacts.meaning.clauses import SENTENCE_END
from deckfacts.meaning.subjects import Subject
from deckfacts.meaning.ties import Number
from deckfacts.meaning.timing import is_instant

_TRANSACTED = re.compile(
    r"(?:new|additional|incremental)\s+(?:investments?|loans?|borrowings?|deposits?|debt|customers?|subscribers?|stores?)\b"
    r"|(?:[A-Z]\S*\s+)?(?:issued|repaid|redeemed|raised|borrowed|retired|refinanced|drew|opened|closed|signed|launched"
    r"|added|installed(?!\s+(?:capacity|base|fleet|power))|returned|paid|invested|spent|deployed|distributed|received|allocated|committed|contributed|sold"
    r"|acquired|bought|purchased|donated)\b",
    re.IGNORECASE,
)


def is_transaction(subject: Subject) -> bool:
    """Whether a label says what was done and not what there is: "Opened stores", "Refinanced loans", "New loans"."""
    return _TRANSACTED.match(subject.label) is not None


def stands_at_a_moment(number: Number, kind: UnitKind, measure: Measure, subject: Subject) -> bool:
    """Whether a number is that of a day, by its subject, by the statement before it, or by the words behind it."""
    if measure is Measure.LEVEL and is_transaction(subject):
        return False
    last, window = number.last, number.window
    if last is not None and last.period and _goes_with(number, measure, subject):
        return last.period.start is None
    if kind is UnitKind.MONEY and measure is Measure.LEVEL and subject.concept is None and _has_term(number):
        return True
    folded = number.clause.scan.folded
    start = window.quantity.end if kind is UnitKind.MONEY else window.before
    ended = SENTENCE_END.search(folded, window.quantity.end, window.after)
    return is_instant(
        kind,
        subject.concept,
        measure,
        f"{subject.label} {folded[start : ended.start() if ended else window.after]}",
        stock=number.clause.placement.stock,
        flow=number.clause.placement.flow,
    )


def _has_term(number: Number) -> bool:
    """Whether an amount is of something that ends on a day which is printed behind it: "$300 million bond due 2030"."""
    window, scan = number.window, number.clause.scan
    behind = (mention for mention in scan.mentions if window.quantity.end <= mention.start < window.after)
    return any(is_term(scan.folded, mention.start, mention.end) for mention in behind)


def _goes_with(number: Number, measure: Measure, subject: Subject) -> bool:
    """Whether a number is of the same time as the statement before it, whatever it is called."""
    last = number.last
    if last is None:
        return False
    if measure in (Measure.CHANGE, Measure.PERCENT_CHANGE):
        # What a count or a balance without a metric's name grew by is between two days too.
        return bool(number.ties.parallel) or (subject.concept is None and last.label == subject.label)
    if measure is not Measure.SHARE:
        return bool(number.ties.parallel)
    if number.ties.parallel or number.ties.restated:
        return True
    # "42% of revenue and Asia for 23%": of the same whole, and so of the same time.
    return last.measure is Measure.SHARE and not number.behind.lstrip().startswith("of ")
