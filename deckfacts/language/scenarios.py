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
_GOVERNED_BY = r"(?:accounting|regulatory|supervisory|gaap|ifrs|fasb|iasb|sec|fda|nice)"
_SCHEME = r"""(?:pensions?|options?|incentives?|benefits?|retirement|ownership|contributions?|compensation|bonus
    |(?:employee|dividend|share|stock)\s+(?:savings|shares?|stock|purchase|reinvestment)|health(?:care)?|insurance
    |superannuation|401\(k\)|mobile|data|postpaid|prepaid|unlimited|family|rate)"""
_OF_OTHERS_BUDGETS = r"""(?:(?-i:[A-Z][a-z]+(?:ish|ese|[aeiy]an)|EU|UK|US)|french|dutch|german|greek|swiss|czech
    |national|federal|state|government(?:'s)?|public|defen[cs]e|municipal|education|marketing|advertising|ad|household
    |famil(?:y|ies)|customers?'?|clients?'?|u\.s\.|union|chancellor's|country's|city)"""
_ORDINARY = re.compile(
    rf"""
    \b{_OF_OTHERS_BUDGETS}\s+budgets?\b | \bon\s+budget\b
    | \bbudgets?\s+(?:airlines?|hotels?|carriers?|brands?|smartphones?|phones?|segment|retail\w*|stores?|deficits?)\b
    | \bplanned\s+(?:maintenance|outages?|shutdowns?|turnarounds?|downtime|stoppages?|preventi?ve|giving|communit\w+
        |surger\w+|procedures?|obsolescence)\b
    | \bscheduled\s+(?:flights?|services?|airlines?|carriers?|departures?|maintenance|amorti[sz]ation|banks?|castes?)\b
    | \b(?:acquisition|takeover|bid|drug|m&a)\s+targets?\b | \bprice\s+targets?\b | \btarget[\s-]date\b
    | \btargets?\s+(?:segments?|groups?|users?|clients?|accounts?|sectors?|industr\w+|geograph\w+|cities|countries
        |demographics?|population|entit\w+|compan\w+)\b
    | \btargeted\s+(?:advertising|ads?|therap\w+|marketing|campaigns?|lending|longer[\s-]term)\b
    | \b(?:stable|positive|negative|developing)\s+outlook\b(?!\s+(?:for|of|on)\b)
    | \boutlook\b(?:\s*[:(,–-]|\s+(?:is|was|remains?|remained|revised\s+to|changed\s+to))*\s*
        (?:stable|positive|negative|developing)\b(?=.*\b(?:ratings?|rated|s&p|moody|fitch|affirmed)|\s*[)/|]|\s*$)
    | (?:\b(?:ratings?|rated|s&p|moody\w*|fitch|dbrs)\b|\b(?-i:A{{2,3}}|B{{2,3}}|Baa|Ba|Aa|A(?=[123+-]))[123]?[+-]?
        (?!\w))[^.;]{{0,60}}?\boutlook\b(?!\s+(?:for|of|on)\b)
    | \b(?:microsoft|ms|office)\s+outlook\b | \b(?:weather|flood)\s+forecast\w*\b
    | \bforecasts?\s+(?:accuracy|tools?|engines?)\b | (?-i:\bForecast\s+(?:Pro|Cloud|Suite|Plus)\b)
    | \bforecasting\s+(?:accuracy|tools?|software|platforms?|products?|apps?|services?|modules?|solutions?|systems?)\b
    | \bexpected\s+(?:credit\s+loss(?:es)?|loss\s+(?:rates?|ratios?|models?)|useful\s+li(?:fe|ves)|li(?:fe|ves)
        |volatility|terms?|shortfall)\b
    | \b{_GOVERNED_BY}\s+guidance\b | \bguidance\s+(?:systems?|notes?|counsel\w*|services?)\b
    | \b{_SCHEME}\s+plans?\b | \b(?:floor|lesson|care)\s+plans?\b | \bprojections?\s+(?:systems?|mapping|lens\w*)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The words of plans in another sense: a country's budget, a rating's outlook, maintenance, pension plans, software."""

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
    target(?:ed)?\s+(?:operating|leverage|payout|capital)\s+(?:range|corridor|ratio|level)
    | targets? | guidance | guided | forecasts? | outlook | plans? | expectations? | estimates? | budgets?
    | (?:previous|prior|earlier|initial|original|former)\s+range
    | projections? | consensus)(?:\s+ranges?)?
    (?!\w|\s+(?:period|horizon|assets?)\b|(?<=plan)\s+to\b|(?<=plans)\s+to\b)"""
_PLAN_BASE = re.compile(
    rf"""(?:(?<=%[ ])of\s+ | \b(?:
    in[\s-]line\s+with | consistent\s+with | on\s+track\s+(?:for|with|towards?|to\s+[a-z]+) | within | inside | outside
    | at\s+the\s+[a-z]+(?:\s+end)?\s+of
    | on\s+(?:the|our|its)\s+way\s+to | towards? | met | meets? | meeting | ahead\s+of | behind | above | below
    | short\s+of | in\s+excess\s+of | (?:as\s+)?compared\s+(?:to|with) | relative\s+to | versus | vs?\.? | against
    | over | under | from | than | beat(?:s|ing)? | exceed(?:s|ed|ing)? | surpass(?:es|ed|ing)?
    | outperform(?:s|ed|ing)? | miss(?:es|ed|ing)? )\s+ | \(\s*)
    (?P<words>(?:[a-z][a-z'-]*\s+){{0,6}}?{_NAMED_PLAN})
    (?P<of>\s*(?:range\s+)?(?:of|at|is|was)?\s*(?P<colon>[:=])?\s*(?:between|approximately|about|around|up\s+to|over|~)?\s*)""",
    re.IGNORECASE | re.VERBOSE,
)
_FORESEEN = r"(?:expected|anticipated|estimated|forecast(?:ed)?|projected|budgeted|planned|targeted|guided|scheduled)"
_HELD_AGAINST = r"""(?:in[\s-]line\s+with | consistent\s+with | ahead\s+of | behind | above | below | short\s+of
    | in\s+excess\s+of | (?:as\s+)?compared\s+(?:to|with) | relative\s+to | versus | vs\.? | against | than
    | beat(?:s|ing)? | exceed(?:s|ed|ing)? | surpass(?:es|ed|ing)? | outperform(?:s|ed|ing)? | miss(?:es|ed|ing)?)"""
_FORESEEN_BASE = re.compile(
    rf"""\b{_HELD_AGAINST}\s+(?P<words>(?:[a-z][a-z'-]*\s+){{0,4}}?{_FORESEEN}\b(?!\s+credit\b)
        (?:(?:\s+[a-z][a-z'-]*){{0,3}}?(?P<of>\s+(?:of|at)\s+(?:approximately\s+|about\s+|around\s+|just\s+|~)?))?)
    | \b{_HELD_AGAINST}\s+(?:the\s+|our\s+|an?\s+)?(?P<number>(?:[A-Z]{{0,3}}[$€£¥₹])?\d[\d,.]*(?:\s?-\s?\d[\d.]*)?
        \s?(?:%|(?:million|billion|mn|bn|m|k|x|pp|bps|p)\b)?)\s+(?P<after>(?:that\s+(?:was|we\s+had)\s+|we\s+(?:had\s+)?)?
        (?:originally\s+|initially\s+|previously\s+)?{_FORESEEN})\b
    | \bas\s+(?:previously\s+|originally\s+)?(?P<as>{_FORESEEN})\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Figures held against what was foreseen: "ahead of expected growth of 7.81%", "than the 5% planned", "as expected"."""

_SIDES = {"ahead": 1, "above": 1, "in excess": 1, "behind": -1, "below": -1, "short": -1}
_UNBOUND = re.compile(r"\b(?:expected|anticipated|estimated)\b", re.IGNORECASE)
"""What is foreseen, and no aim of the company's."""

_KEYS_FORESEEN = word_set(
    "expected anticipated estimated forecast forecasted projected budgeted planned targeted guided scheduled"
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
    nothing but by how much it is above (+1) or below (-1), which is their `side`.
    """

    start: int
    end: int
    behind: int
    scenario: Scenario
    side: int | None = None


@lru_cache(maxsize=1024)
def find_plan_bases(text: str) -> tuple[PlanBase, ...]:
    """Every place where a text holds a figure against a plan."""
    words = words_in(text)
    if words.isdisjoint(_KEYS_OF_BASES | _KEYS_FORESEEN):
        return ()
    text = _ORDINARY.sub(_blank, text)
    named = () if _KEYS_OF_BASES.isdisjoint(words) else tuple(map(_plan_base, _PLAN_BASE.finditer(text)))
    if _KEYS_FORESEEN.isdisjoint(words):
        return named
    foreseen = [_foreseen_base(found) for found in _FORESEEN_BASE.finditer(text)]
    return named + tuple(new for new in foreseen if all(new.end <= old.start or old.end <= new.start for old in named))


def _foreseen_base(found: re.Match[str]) -> PlanBase:
    behind = found.end("of") if found["of"] else found.start("number")  # -1 where there is no number
    said = found["words"] or found["after"] or found["as"]
    scenario = Scenario.ESTIMATE if _UNBOUND.search(said) else Scenario.TARGET
    side = next((sign for word, sign in _SIDES.items() if found[0].lower().startswith(word)), None)
    return PlanBase(found.start(), found.end(), behind, scenario, side)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


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
    return not _KEYS_OF_BASES.isdisjoint(words_in(text)) and _REVISED.search(_ORDINARY.sub(_blank, text)) is not None


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
    text = _ORDINARY.sub(_blank, text)
    if _PREVIOUS.search(text):
        return Scenario.TARGET if _KEPT.search(text) else Scenario.PREVIOUS_TARGET
    if _TARGET.search(text):
        return Scenario.TARGET
    if _ESTIMATE.search(text):
        return Scenario.ESTIMATE
    return Scenario.ACTUAL if _ACTUAL.search(text) else None
