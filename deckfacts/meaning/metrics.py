"""Metrics: a label becomes the metric that it names, which what is earned or paid on a balance is not."""

import re

from deckfacts.concepts import ConceptMatch, resolve_concept
from deckfacts.contract import Measure

_EARNED_ON = re.compile(
    r"\b(?:charges?|fees?|commissions?|income|interest|expenses?|costs?|revenues?|yields?|returns?|premiums?)\s+"
    r"(?:on|from|for|earned\s+on|paid\s+on)\s+(?:(?!of\b)[\w-]+\s+){0,3}"
    r"(?P<balance>loans?|deposits?|borrowings?|debt|securities|investments?|receivables?|assets|liabilities|balances?"
    r"|accounts?|mortgages?|leases?|cash)\b",
    re.IGNORECASE,
)
""" "Service charges on deposits", "fees on loans", "interest on total deposits": flows, named after a balance."""


def metric_of(label: str, *, kind: str, measure: Measure) -> ConceptMatch | None:
    """The metric that a label names, if it can carry a number of this unit kind and measure."""
    match = resolve_concept(label, kind=kind, measure=measure)
    if match is None or match.concept.period_type != "instant":
        return match
    found = _EARNED_ON.search(label)
    return None if found and found.start() < match.start <= found.start("balance") else match


def is_earned_on_balance(words: str) -> bool:
    """Whether words name what is earned or paid on a balance over a period."""
    return _EARNED_ON.search(words) is not None
