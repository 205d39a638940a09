"""Comparisons: the words that say a number is a change, which way it went, and against what.

All functions take folded text (`deckfacts.language.folding.fold`) and give half-open spans in it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from deckfacts.contract import Comparison, Measure


class Role(StrEnum):
    """What a direction word is to its number: a verb or adverb beside it, or the noun it counts."""

    VERB = "verb"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Direction:
    """A word that says up (+1) or down (-1)."""

    start: int
    end: int
    sign: int
    role: Role
    word: str


@dataclass(frozen=True, slots=True)
class ComparisonMark:
    """Words that say what a change is measured against; `names_base` if a date or period must follow them."""

    start: int
    end: int
    comparison: Comparison | None
    names_base: bool = False


_UP_VERBS = (
    "up|increase[ds]?|increasing|rose|rises?|risen|rising|grew|grows?|grown|growing|gain(?:ed|s)|improve[ds]?|improving|"
    "expand(?:ed|s)|higher|added|adds|climb(?:ed|s)|jump(?:ed|s)|surged?|advanced|accelerated|greater|ahead"
)
_DOWN_VERBS = (
    "down|decrease[ds]?|decreasing|fell|falls|fallen|falling|decline[ds]?|declining|drop(?:ped|s)|lower|lowered|reduced|reduces|"
    "shrank|shrunk|contracted|weakened|deteriorated|slipped|slid|dipped|fewer|behind"
)
_UP_NOUNS = "increase|growth|rise|gain|improvement|expansion|uplift|uptick|jump|surge|upside"
_DOWN_NOUNS = "decrease|reduction|decline|drop|fall|contraction|deterioration|shortfall|cut"

_DIRECTION = re.compile(
    rf"\b(?:(?P<noun_up>(?:{_UP_NOUNS})s?)|(?P<noun_down>(?:{_DOWN_NOUNS})s?)|(?P<up>{_UP_VERBS})|(?P<down>{_DOWN_VERBS}))\b"
    r"|(?P<ja_up>増加|増収|増益|増|上昇)|(?P<ja_down>減少|減収|減益|減|低下)",
    re.IGNORECASE,
)
_NOUN_USE = re.compile(r"\s*(?:in|of|from|to|factors?|by|rate|\)|$)", re.IGNORECASE)

_AGAINST = r"(?:(?:as\s+)?compared\s+(?:to|with)|ahead\s+of|behind|above|below|(?:up|down)\s+on|versus|vs\.?|v\.?|against|relative\s+to|over|from|than|since|on)"
_LAST = r"(?:(?:the|a|its|our)\s+)?(?:same|prior|previous|last|preceding|corresponding|comparable|year[- ]ago)"
_YEAR_AGO = (
    rf"(?:{_LAST}\s+(?:year'?s?|fiscal\s+year|period(?:\s+(?:of|in|last)\s+(?:the\s+)?(?:prior|previous|last)?\s*(?:fiscal\s+)?year)?"
    r"|year\s+(?:period|quarter)|quarter\s+(?:of\s+)?(?:the\s+)?(?:last|prior|previous|a)\s+year(?:\s+ago)?)(?:\s+(?:period|quarter))?"
    r"|a\s+year\s+(?:ago|earlier|before)|PY\b|LY\b|PYQ\b|pcp\b|prior\s+comparable\s+period)"
)
_PLAN = r"(?:targets?|guidance|forecasts?|outlook|plans?|expectations?|estimates?|budget|projections?)"

_MARKS: list[tuple[str, Comparison | None]] = [
    (
        r"\byoy\b|\by/y\b|\by-o-y\b|\by-on-y\b|\byear[- ]over[- ]year\b|\byear[- ]on[- ]year\b|\bvs\.?\s*PY\b|\bYoYs?\b",
        Comparison.YOY,
    ),
    (
        rf"\b{_AGAINST}\s+{_YEAR_AGO}(?![\w])|\bannual\s+growth\b|前年同期比|前年同月比|前年比|対前年|前年同期|前期比",
        Comparison.YOY,
    ),
    (
        r"\bqoq\b|\bq/q\b|\bq-o-q\b|\bq-on-q\b|\bquarter[- ]over[- ]quarter\b|\bquarter[- ]on[- ]quarter\b|\bsequential(?:ly)?\b"
        rf"|\blinked[- ]quarter\b|\b{_AGAINST}\s+(?:the\s+)?(?:previous|prior|last|preceding)\s+quarter(?!\s+(?:last|of|a)\b)|前四半期比|前四半期",
        Comparison.QOQ,
    ),
    (
        rf"\b{_AGAINST}\s+(?:the\s+|our\s+|its\s+)?(?:previous(?:ly)?|prior|earlier|last)(?:\s+(?:announced|issued))?\s+{_PLAN}"
        r"|前回予想比|前回発表予想",
        Comparison.VS_PREVIOUS_TARGET,
    ),
    (
        rf"\b{_AGAINST}\s+(?:the\s+|our\s+|its\s+)?(?:(?:original|initial|internal|company'?s?|consensus|analysts?'?|full[- ]year)\s+)*{_PLAN}"
        r"|計画比|予想比",
        Comparison.VS_ESTIMATE,
    ),
]
_MARK = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (pattern, _) in enumerate(_MARKS)), re.IGNORECASE)
_NAMED_BASE = re.compile(
    rf"\b{_AGAINST}\s+(?:that\s+(?:of|at|in)\s+)?(?:(?:at|in|of|for)\s+)?(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_RELATIVE_YEAR = re.compile(
    r"\b(?:in|for|at|during)\s+(?:the\s+)?(?:prior|previous|last|same|year-ago)(?:\s+(?:fiscal\s+)?year)?"
    r"(?:[- ](?:period|quarter))?(?:\s+(?:last|of\s+the\s+previous|of\s+last)\s+year)?|\ba\s+year\s+(?:ago|earlier)",
    re.IGNORECASE,
)

_SHARE = re.compile(
    r"(?:%|\bpercent(?:age)?\b|\bper\s+cent\b)\s+(?:of|to)\s+(?:the\s+|our\s+|its\s+)?(?:(?:total|net|group|consolidated|overall)\s+)*"
    r"(?!points?)[a-z]|\bof\s+(?:our\s+|the\s+)?(?:total|group|consolidated|net)\s+\w+|\bas\s+a\s+(?:%|percent(?:age)?)\s+of\b|\bshare\s+of\b|\bmix\b|"
    r"\bownership\b|\bdistribution\b|\bcomposition\b|\bbreakdown\b|\bweight(?:ing)?\b|\baccount(?:s|ed|ing)?\s+for\b|\bstake\b|構成比|比率構成",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"\bgrowth\b|\bcagr\b|(?:%|percent)\s*(?:change|chg|var(?:iance)?|inc|growth)|\b(?:change|chg|var(?:iance)?)\.?\s*\(?%|伸び率|増減率|成長率",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\bchanges?\b|\bchg\b|\bvar(?:iance)?\b|\bdiff(?:erence)?\b|\bincrease\s*/?\s*\(?decrease\)?|\binc\.?\s*/\s*\(?dec\b|\bmovement\b|Δ|増減",
    re.IGNORECASE,
)


def find_directions(text: str) -> tuple[Direction, ...]:
    """Every word that says up or down, in order."""
    found = []
    for match in _DIRECTION.finditer(text):
        group = match.lastgroup or ""
        sign = 1 if group.endswith("up") else -1
        noun = group.startswith("noun") and bool(_NOUN_USE.match(text, match.end()))
        found.append(Direction(match.start(), match.end(), sign, Role.NOUN if noun else Role.VERB, match[0].lower()))
    return tuple(found)


def find_comparisons(text: str) -> tuple[ComparisonMark, ...]:
    """Every phrase that names what a change is against, other than by a printed period."""
    return tuple(
        ComparisonMark(match.start(), match.end(), _MARKS[int((match.lastgroup or "m0")[1:])][1])
        for match in _MARK.finditer(text)
    )


def base_words_before(text: str, start: int) -> int | None:
    """Where the words that make a period at `start` a base begin ("compared to the end of "), or None."""
    found = _NAMED_BASE.search(text, max(0, start - 60), start)
    return found.start() if found else None


def find_year_ago(text: str) -> tuple[tuple[int, int], ...]:
    """Phrases that put a level a year back: "in the prior year period"."""
    return tuple(match.span() for match in _RELATIVE_YEAR.finditer(text))


def read_measure(text: str) -> Measure | None:
    """What a heading or label says its numbers measure; None where it says nothing."""
    if _GROWTH.search(text):
        return Measure.PERCENT_CHANGE
    if _SHARE.search(text):
        return Measure.SHARE
    if _CHANGE.search(text):
        return Measure.CHANGE
    return None
