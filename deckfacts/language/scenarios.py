"""Scenarios: the words that say a number is aimed at or expected, and not yet done."""

import re

from deckfacts.contract import Scenario

_PREVIOUS = re.compile(
    r"\bpreviously\s*:|\b(?:previous(?:ly)?|prior|former|old|initial|original|earlier)(?:ly)?\s+(?:announced\s+|issued\s+|full[- ]year\s+)?"
    r"(?:targets?|guidance|forecasts?|outlook|plans?|projections?)\b|前回(?:発表)?予想|従来予想|期初予想",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:targets?|guidance|forecasts?|outlook|projections?|projected|prospects?|planned|scheduled|budget(?:ed)?|"
    r"(?:is|are|we)\s+(?:now\s+)?expect(?:ed|s|ing)?|expects?|expecting|expected|anticipates?d?|will\s+be|plans?\s+to|aim(?:s|ing)?\s+(?:to|for)|"
    r"plan(?=\s*(?:$|[)\d(:]))|(?:full[- ]year|annual|business|medium[- ]term|mid[- ]term)\s+plan)\b|予想|見通し|計画|目標|予定",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(
    r"\bestimate[ds]?\b|\bconsensus\b|\binitial\s+plan\b|\boriginal\s+(?:plan|expectation)\b|\bbudget\b", re.IGNORECASE
)
_ACTUAL = re.compile(r"\bactuals?\b|\bresults?\b|\breported\b|実績", re.IGNORECASE)


def read_scenario(text: str) -> Scenario | None:
    """The scenario that a heading, header or sentence names; None where it names none."""
    if _PREVIOUS.search(text):
        return Scenario.PREVIOUS_TARGET
    if _TARGET.search(text):
        return Scenario.TARGET
    if _ESTIMATE.search(text):
        return Scenario.ESTIMATE
    if _ACTUAL.search(text):
        return Scenario.ACTUAL
    return None
