"""Amounts: of the rows of a table, which ones the unit that it states for all of them can hold for.

"(C$ millions)" over key figures is about their totals. A price among them is in dollars, a ratio is in no money at all.
"""

import re
from decimal import Decimal

from deckfacts.concepts import ConceptMatch
from deckfacts.contract import Measure
from deckfacts.language.quantities import UnitKind
from deckfacts.language.rates import PERCENT, RATIO
from deckfacts.language.units import UnitReading
from deckfacts.meaning.metrics import metric_of

_PRICE = re.compile(
    r"\bper\s+(?!(?:[\w-]+\s+){0,2}(?:cent|shares?|ADS|ADR|securit(?:y|ies)|segment|division|business|region|country"
    r"|market|area|product|channel|category|brand|group|type|class|sector|line|day|week|month|quarter|year|annum)\b)"
    r"|(?<=[a-z)])\s?/\s?(?:t|tonne|ton|oz|lb|kg|g|[kMG]Wh|user|customer|room|seat|night|m²|sqm|sq\.?\s?ft|boe|bbl"
    r"|unit|TEU)\b"
    r"|\b(?:average|avg\.?|mean|reali[sz]ed|selling|spot|unit|benchmark|list|closing|ticket)\s+(?:[\w-]+\s+){0,3}"
    r"(?:prices?|tariffs?|fares?|rents?|costs?|wages?|salar(?:y|ies)|tickets?|baskets?|premium)\b",
    re.IGNORECASE,
)
"""What is paid for one of something; revenue "per segment" is a total that is parted, and "per month" one of a time."""

_NO_MONEY = re.compile(
    r"(?:(?<!run[- ])\brates?|\bratios?|\bscores?|\bindex|\bmultiple|\bfactor|\bcover(?:age)?|\bleverage|\bgearing"
    r"|\boccupancy|\butili[sz]ation|\bpenetration|\bchurn|\battrition|\bfrequency|\byield|\bmarket\s+share"
    r"|\b(?-i:e?NPS|LTV|LTIF|LTIFR|TRIF|TRIFR|TRIR|P/E)"
    r"|(?:/|\bto)\s*(?:LTM\s+|adjusted\s+|adj\.?\s+)?(?-i:EBITDA[RX]?|EBIT|GAV|FFO)(?:\s+ratio)?"
    r"|^(?:total\s+|operating\s+|active\s+)?fleet(?:\s+(?:size|at\s+.*|\(.*\)))?|^(?-i:[AR][ST][KM]s?|RPKs?|RPMs?|FTKs?)"
    r"|^[A-Z]{3}\s?[/:]\s?(?-i:[A-Z]{3}))$",
    re.IGNORECASE,
)
"""Names of rates, ratios, scores, fleets and the like, also where the catalogue has no such metric."""

_LEADS_TO_MONEY = re.compile(
    r"\b(?:effects?|impacts?|unwind\w*|changes?|movements?|variances?|translation|differences?|benefits?|reduced|lower"
    r"|higher|increased?|decreased?|improved)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")

LARGEST_RATE = 100
"""Of what a metric in percent can be where no sign is printed with it: a larger number is an amount by its name."""

LARGEST_TIMES = 5
SMALLEST_OF_TWO = 10
"""Of what some print as times and others in percent, such as cash conversion: 1.2 is times, 82 is percent."""


def names_price(label: str) -> bool:
    """Whether a label names an amount for each of something, such as ARPU or a cost per tonne."""
    match = _in_money(label)
    return (match is not None and match.concept.for_each) or _PRICE.search(label) is not None


def names_money(label: str) -> bool:
    """Whether a label names a metric that is money, a total or a price."""
    return _in_money(label) is not None


def names_total(label: str) -> bool:
    """Whether a label names a metric that is a total of money."""
    return names_money(label) and not names_price(label)


def names_rate(label: str) -> bool:
    """Whether a label names a metric that can only be a percentage or a ratio."""
    return bool(_rates_of(label))


def read_rate_by_name(label: str, magnitude: Decimal) -> UnitReading | None:
    """The unit of a number without any beside a metric that can only be a percentage or a ratio; null where it is open.

    Of 0.24 nothing says whether it is a fraction or a percentage, nor of 7 times or percent.
    """
    kinds, size = _rates_of(label), abs(magnitude)
    if kinds == {UnitKind.RATIO} or (UnitKind.RATIO in kinds and size <= LARGEST_TIMES):
        return UnitReading(RATIO, UnitKind.RATIO)
    smallest = SMALLEST_OF_TWO if len(kinds) > 1 else 1
    return UnitReading(PERCENT, UnitKind.PERCENT) if kinds and smallest < size <= LARGEST_RATE else None


def names_no_money(label: str) -> bool:
    """Whether a label ends like the name of a rate, a ratio or a score; what such a thing leads to may be money."""
    ends = _NO_MONEY.search(_IN_BRACKETS.sub("", label).strip(" :=-")) is not None
    return ends and _in_money(label) is None and _LEADS_TO_MONEY.search(label) is None


def can_only_be_counted(label: str) -> bool:
    """Whether a label names a metric that is no money: head count, stores, production."""
    match = metric_of(label, kind=UnitKind.COUNT.value, measure=Measure.LEVEL)
    return match is not None and match.concept.is_only("count")


def _rates_of(label: str) -> set[UnitKind]:
    if _in_money(label) is not None or _LEADS_TO_MONEY.search(label):
        return set()
    kinds = (UnitKind.RATIO, UnitKind.PERCENT)
    return {kind for kind in kinds if metric_of(label, kind=kind.value, measure=Measure.LEVEL)}


def _in_money(label: str) -> ConceptMatch | None:
    return metric_of(label, kind=UnitKind.MONEY.value, measure=Measure.LEVEL)
