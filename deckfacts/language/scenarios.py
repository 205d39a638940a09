"""Scenarios: the words that say a number is aimed at or expected, and not yet done."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from deckfacts.contract import Scenario
from deckfacts.language.words import word_set, words_in

_PLAN = r"(?:targets?|guidance|forecasts?|outlook|plans?|projections?)"
_PREVIOUS = re.compile(
    rf"""
    \b(?:previously|prior|previous|was)\s*: | (?:^\W*|\(\s*)previously\b
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
    | will\s+be(?!\s+(?:paid|payable|distributed|settled|held|available|made)\b) | plans?\s+to
    | aim(?:s|ing)?\s+(?:to|for) | plan(?=\s*(?:$|[)\d(:]))
    | (?:full[- ]year|annual|business|medium[- ]term|mid[- ]term)\s+plan )\b
    | 予想 | 見通し | 見込 | 計画 | 目標 | 予定 | 预计 | 指引 | 目标 | 전망 | 예상 | 목표
    """,
    re.IGNORECASE | re.VERBOSE,
)
_KEPT = re.compile(
    r"\b(?:re-?affirm|reiterat|maintain|confirm|re-?confirm|repeat)(?:s|ed|e|es|ing)?\b|\bunchanged\b|\bstands?\b|据え置",
    re.IGNORECASE,
)
""""We reaffirm our previous guidance": it is the guidance still."""
_ESTIMATE = re.compile(r"\bestimate[ds]?\b|\bconsensus\b|\boriginal\s+expectation\b", re.IGNORECASE)
_ACTUAL = re.compile(r"\bactuals?\b|\bresults?\b|\breported\b(?!\s+(?:and\s+[a-z]+\s+)?basis)|実績", re.IGNORECASE)
_KEYS = word_set(
    "previously previous prior was target targets targeted targeting guidance guided forecast forecasts forecasted "
    "forecasting outlook "
    "plan plans projection projections projected prospect prospects planned scheduled budget budgeted expect expects "
    "expecting expected anticipate anticipates anticipated will aim aims aiming estimate estimates estimated consensus "
    "expectation actual actuals result results reported 前 従 期 予 見 計 目 实 実 预 指 전 예 목"
)
"""Each phrase of the patterns holds one of these words."""

_NAMED_PLAN = r"""(?:
    targets? | guidance | guided | forecasts? | outlook | plans? | expectations? | estimates? | budgets?
    | (?:previous|prior|earlier|initial|original|former)\s+range
    | projections? | consensus)(?:\s+ranges?)?
    (?!\w|\s+(?:period|horizon|assets?)\b|(?<=plan)\s+to\b|(?<=plans)\s+to\b)"""
_PLAN_BASE = re.compile(
    rf"""(?:(?<=%[ ])of\s+ | \b(?:
    in[\s-]line\s+with | consistent\s+with | on\s+track\s+(?:for|with|towards?|to\s+[a-z]+) | within | inside | outside
    | at\s+the\s+[a-z]+(?:\s+end)?\s+of | towards? | met | meets? | meeting | ahead\s+of | behind | above | below
    | short\s+of | in\s+excess\s+of | (?:as\s+)?compared\s+(?:to|with) | relative\s+to | versus | vs?\.? | against
    | over | under | from | than | beat(?:s|ing)? | exceed(?:s|ed|ing)? | surpass(?:es|ed|ing)?
    | outperform(?:s|ed|ing)? | miss(?:es|ed|ing)? )\s+ | \(\s*)
    (?P<words>(?:[a-z][a-z'-]*\s+){{0,6}}?{_NAMED_PLAN})
    (?P<of>\s*(?:range\s+)?(?:of|at|is|was)?\s*(?P<colon>[:=])?\s*(?:between|approximately|about|around|up\s+to|over|~)?\s*)""",
    re.IGNORECASE | re.VERBOSE,
)
_KEYS_OF_BASES = word_set(
    "target targets guidance guided forecast forecasts outlook plan plans expectation expectations estimate estimates "
    "budget budgets projection projections consensus range"
)
_OF_OTHERS = re.compile(r"\b(?:consensus|estimates?|analysts?'?|market|street)\b", re.IGNORECASE)
_REPLACED = re.compile(r"\b(?:previous(?:ly)?|prior|former|old|initial|original|earlier|last)\b", re.IGNORECASE)

_PLAN_BEHIND = re.compile(
    r"(?:\s*(?:-|to|~)\s*\S+)?\s+(?:target(?:ed)?|guidance|guided)\b(?:\s+(?:range|corridor|level|ratio))?(?!\s+[a-z]+s\b)",
    re.IGNORECASE,
)
_MOVED = r"(?:rais|lower|increas|reduc|upgrad|downgrad|revis|cut|lift|adjust|trimm|narrow|tighten|updat|decreas)[a-z]*"
_REVISED = re.compile(
    rf"\b{_NAMED_PLAN}\s+(?:[a-z]+\s+){{0,3}}?{_MOVED}\b | \b{_MOVED}\s+(?:[\w'-]+\s+){{0,5}}?{_NAMED_PLAN}",
    re.IGNORECASE | re.VERBOSE,
)

_NOUNS = r"(?:\s+(?:range|view|value|figures?|numbers?|estimates?|issued|provided|announced|stated|basis))*"
_OLDER = re.compile(
    rf"(?:(?:as\s+)?previous(?:ly)?|prior|former(?:ly)?|old|original(?:ly)?|initial(?:ly)?|earlier|last|was|superseded"
    rf"|前回|従来|期初|当初){_NOUNS}",
    re.IGNORECASE,
)
_NEWER = re.compile(
    rf"(?:updated?|current(?:ly)?|new|revised|revision|latest|now|today|amended|raised|lowered|今回|修正後?|新){_NOUNS}",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")


class Version(StrEnum):
    """Of two prints of one plan, the one that was replaced or the one that holds now."""

    OLDER = "older"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class PlanBase:
    """Words that hold a figure against a plan: "in line with our guidance of", "(consensus:".

    A number that begins at `behind` (-1 for none) is what the plan says, under `scenario`; of any other the words say
    nothing.
    """

    start: int
    end: int
    behind: int
    scenario: Scenario


@lru_cache(maxsize=1024)
def find_plan_bases(text: str) -> tuple[PlanBase, ...]:
    """Every place where a text holds a figure against a plan."""
    if _KEYS_OF_BASES.isdisjoint(words_in(text)):
        return ()
    return tuple(_plan_base(found) for found in _PLAN_BASE.finditer(text))


def _plan_base(found: re.Match[str]) -> PlanBase:
    words = found["words"]
    if _REPLACED.search(words):
        scenario = Scenario.PREVIOUS_TARGET
    else:
        scenario = Scenario.ESTIMATE if _OF_OTHERS.search(words) else Scenario.TARGET
    # "Progress against the plan: 74%" is no plan; "(plan: 120)" is one.
    named = found["colon"] is None or found[0].startswith("(")
    return PlanBase(found.start(), found.end("words"), found.end() if named else -1, scenario)


def is_plan(text: str, end: int) -> bool:
    """Whether the number that ends at `end` is called a plan: "our 1.5x-2.0x target range"."""
    return not _KEYS_OF_BASES.isdisjoint(words_in(text)) and _PLAN_BEHIND.match(text, end) is not None


def says_revised(text: str) -> bool:
    """Whether a text is about a plan that was changed: "raised our guidance", "the forecast was revised"."""
    return not _KEYS_OF_BASES.isdisjoint(words_in(text)) and _REVISED.search(text) is not None


def read_version(header: str) -> Version | None:
    """Which version of a plan a header names that says no more: "Previous" beside "Updated", under "FY2024 outlook"."""
    words = _BRACKETS.sub(" ", header).strip(" :*")
    if _OLDER.fullmatch(words):
        return Version.OLDER
    return Version.NEWER if _NEWER.fullmatch(words) else None


@lru_cache(maxsize=1024)
def read_scenario(text: str) -> Scenario | None:
    """The scenario that a heading, header or sentence names; None where it names none."""
    if _KEYS.isdisjoint(words_in(text)):
        return None
    if _PREVIOUS.search(text):
        return Scenario.TARGET if _KEPT.search(text) else Scenario.PREVIOUS_TARGET
    if _TARGET.search(text):
        return Scenario.TARGET
    if _ESTIMATE.search(text):
        return Scenario.ESTIMATE
    return Scenario.ACTUAL if _ACTUAL.search(text) else None
