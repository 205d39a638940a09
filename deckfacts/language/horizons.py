"""Horizons: the words that say that a target stands without a date."""

import re

_AIM = (
    r"(?:targets?|targeted|goals?|ambitions?|aims?|aspirations?|objectives?|guidance|outlook|ranges?|plans?|framework)"
)
_UNDATED = re.compile(
    rf"""
    \b(?:long|longer|medium|mid)[\s-]+term\s+(?!debt\b|borrowings?\b|loans?\b|assets?\b|liabilit|investments?\b|incentive
        |contracts?\b|receivables?\b|deposits?\b|provisions?\b|securities\b|rentals?\b|leases?\b|funding\b|financ)
    | \b(?:long|longer|medium|mid)[\s-]+term\W*$
    | \b(?:over|in|for|on|within)\s+the\s+(?:long|longer|medium|mid)[\s-]+term\b
    | \b(?:through|across|over)[\s-](?:the|a|our)[\s-](?:full\s+|economic\s+|business\s+|credit\s+)?cycle\b
    | \b{_AIM}\s+(?:[\w/&-]+\s+){{0,4}}?operating\s+(?:range|corridor)\b | \boperating\s+target\s+(?:range|corridor)\b
    | \bstanding\s+{_AIM}\b | \b(?:in|at)\s+(?:a\s+)?steady\s+state\b | \bat\s+maturity\b(?=.*\b{_AIM}\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RANGE = re.compile(
    r"\btarget(?:ed)?\s+(?:[\w/&-]+\s+){0,4}?(?:range|corridor|band)\b|\b(?:range|corridor|band)\s+target(?:ed)?\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\b(?:full[\s-]year|annual|this\s+year|current\s+year|fiscal|next\s+year|year-end|quarter)\b", re.IGNORECASE
)


def stands_undated(words: str) -> bool:
    """Whether words say that a target holds for no year of its own: "long-term", "through the cycle"."""
    return _UNDATED.search(words) is not None


def names_range(words: str) -> bool:
    """Whether words call a target a range to be in, and not a plan for a year."""
    return _RANGE.search(words) is not None and _YEARLY.search(words) is None
