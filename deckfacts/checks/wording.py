"""Wording: facts and values in, the words in which a failed check quotes them out."""

from decimal import Decimal

from deckfacts.checks.intervals import Interval
from deckfacts.contract import Comparison, Fact

_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_SUFFIX = {"percent": "%", "percentage_point": " points", "basis_point": " basis points", "ratio": "x"}
_COMPARISON = {
    Comparison.YOY: " YoY",
    Comparison.QOQ: " QoQ",
    Comparison.VS_PREVIOUS_TARGET: " against the previous target",
    Comparison.VS_ESTIMATE: " against the estimate",
    Comparison.VS_DATE: "",
}
_SHOWN_DIGITS = 4
"""Bounds are shown to so many digits: enough to see the contradiction; the row has them in full."""


def place(fact: Fact) -> str:
    """Where a reader finds the number."""
    if fact.line is not None:
        return f"line {fact.line}"
    return f"page {fact.page}" if fact.page is not None else "unplaced"


def quote(fact: Fact) -> str:
    """The number as printed, with what it is compared to where the print itself does not say."""
    against = "" if fact.comparison is None else _COMPARISON[fact.comparison]
    if fact.comparison is Comparison.VS_DATE and fact.base_end is not None:
        against = f" against {fact.base_end}"
    printed = fact.printed if against.strip().lower() in fact.printed.lower() else fact.printed + against
    return printed if fact.comparison is None or against else fact.printed


def subject(fact: Fact) -> str:
    """What the number is about, in the deck's words."""
    inside = fact.segment is None or fact.segment.lower() in fact.label.lower()
    return fact.label if inside else f"{fact.segment}, {fact.label}"


def when(fact: Fact) -> str:
    """The period or instant, short."""
    if fact.period_start is None:
        return f"at {fact.period_end}" if fact.period_end else ""
    return f"{fact.period_start:%Y-%m} to {fact.period_end:%Y-%m}"


def cite(fact: Fact) -> str:
    """One fact in a message: where, what, how much."""
    return f"{place(fact)}: {subject(fact)} {quote(fact)}"


def listed(facts: tuple[Fact, ...]) -> str:
    """Several facts in a message."""
    cited = [cite(fact) for fact in facts]
    return cited[0] if len(cited) == 1 else f"{'; '.join(cited[:-1])} and {cited[-1]}"


def amount(value: Decimal, unit: str) -> str:
    """A value with its unit, rounded to what a reader needs."""
    if unit in _SUFFIX:
        return f"{_rounded(value)}{_SUFFIX[unit]}"
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{unit} {_rounded(value / scale)} {name}"
    return f"{unit} {_rounded(value)}"


def spread(interval: Interval, unit: str) -> str:
    """An interval with its unit."""
    if interval.low.is_infinite():
        return f"at most {amount(interval.high, unit)}"
    if interval.high.is_infinite():
        return f"at least {amount(interval.low, unit)}"
    low, high = amount(interval.low, unit), amount(interval.high, unit)
    return low if low == high else f"{low} to {high}"


def _rounded(value: Decimal) -> str:
    if not value:
        return "0"
    places = max(_SHOWN_DIGITS - 1 - value.adjusted(), 0)
    rounded = round(value, min(places, 6))
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
