"""Scenarios: the words that say a number is aimed at or expected, and not yet done."""

import re
from functools import lru_cache

from deckfacts.contract import Scenario
from deckfacts.language.words import word_set, words_in

_PLAN = r"(?:targets?|guidance|forecasts?|outlook|plans?|projections?)"
_PREVIOUS = re.compile(
    rf"""
    \b(?:previously|prior|previous|was)\s*: | ^\W*previously\b
    | \b(?:previous(?:ly)?|prior|former(?:ly)?|old|initial(?:ly)?|original(?:ly)?|earlier)\s+
        (?:announced\s+|issued\s+|full[- ]year\s+|(?:fy|fiscal)\s?\d*\s+)?{_PLAN}\b
    | 前回(?:発表)?(?:予想|計画|見通し) | 従来(?:予想|計画|見通し) | 期初(?:予想|計画)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TARGET = re.compile(
    r"""
    \b(?:targets?(?!\s+(?:markets?|customers?|compan(?:y|ies)|audiences?|prices?)\b) | targeted | targeting | guidance
    | guided | forecast(?:s|ed|ing)? | outlook | projections? | projected | prospects? | planned | scheduled
    | budget(?:ed)? | expect(?:s|ing) | expected(?!\s+credit\b) | (?:is|are|we)\s+(?:now\s+)?expect | anticipate[sd]?
    | will\s+be | plans?\s+to | aim(?:s|ing)?\s+(?:to|for) | plan(?=\s*(?:$|[)\d(:]))
    | (?:full[- ]year|annual|business|medium[- ]term|mid[- ]term)\s+plan )\b
    | 予想 | 見通し | 見込 | 計画 | 目標 | 予定 | 预计 | 指引 | 目标 | 전망 | 예상 | 목표
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESTIMATE = re.compile(r"\bestimate[ds]?\b|\bconsensus\b|\boriginal\s+expectation\b", re.IGNORECASE)
_ACTUAL = re.compile(r"\bactuals?\b|\bresults?\b|\breported\b|実績", re.IGNORECASE)
_KEYS = word_set(
    "previously previous prior was target targets targeted targeting guidance guided forecast forecasts forecasted "
    "forecasting outlook "
    "plan plans projection projections projected prospect prospects planned scheduled budget budgeted expect expects "
    "expecting expected anticipate anticipates anticipated will aim aims aiming estimate estimates estimated consensus "
    "expectation actual actuals result results reported 前 従 期 予 見 計 目 实 実 预 指 전 예 목"
)
"""Each phrase of the patterns holds one of these words."""


@lru_cache(maxsize=1024)
def read_scenario(text: str) -> Scenario | None:
    """The scenario that a heading, header or sentence names; None where it names none."""
    if _KEYS.isdisjoint(words_in(text)):
        return None
    if _PREVIOUS.search(text):
        return Scenario.PREVIOUS_TARGET
    if _TARGET.search(text):
        return Scenario.TARGET
    if _ESTIMATE.search(text):
        return Scenario.ESTIMATE
    return Scenario.ACTUAL if _ACTUAL.search(text) else None
