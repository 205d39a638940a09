"""Revisions: the words between two figures say that the second is the plan which the first took the place of."""

import re

from deckfacts.language.words import word_set, words_in

_HEDGE = r"(?:(?:approximately|approx\.?|about|around|circa|some|roughly|between|just)\s+|[~≈]\s*|c\.\s*)?"
_EARLIER = r"(?:previous(?:ly)?|prior|earlier|former(?:ly)?|old|initial(?:ly)?|original(?:ly)?|last)"
_PLAN = r"(?:guidance|guided|outlook|forecasts?|targets?|plans?|projections?|expectations?|estimates?|range|view)"
_OF_A_PLAN = rf"(?:{_PLAN}\s+)(?:range\s+)?(?:(?:of|at|was|is|for)\s+)?"
_WHOSE = r"(?:(?:the|a|an|our|its|their|management's|that|what)\s+)?"
_REVISED = (
    r"(?:raised|lifted|lowered|narrowed|tightened|widened|revised|updated|cut|trimmed|upgraded|downgraded|adjusted)"
)
_MOVED = r"(?:up|down|increased|reduced|decreased|improved|changed|higher|lower)"
_LED_BY = r"(?:(?:which|and|is|are|was|were|has|have|had|been|now|both|respectively|slightly|modestly)\s+)*"
_WAY = r"(?:(?:(?:up|down)(?:wards?)?|slightly|modestly|again|today)\s+)*"
_AGAINST = r"(?:from|versus|vs\.?|against|(?:as\s+)?compared\s+(?:with|to)|than|instead\s+of)"

_REPLACED = re.compile(
    rf"""[\s,;:(–-]*{_LED_BY}(?:
      (?P<verb>{_REVISED}\s+{_WAY}from\s+{_WHOSE})
    | {_REVISED}\s+{_WAY}from\s+{_WHOSE}(?:{_EARLIER}\s+)?{_OF_A_PLAN}
    | (?:(?:{_REVISED}|{_MOVED})\s+{_WAY})?{_AGAINST}\s+{_WHOSE}{_EARLIER}\s+(?:[\w'-]+\s+){{0,2}}?{_OF_A_PLAN}
    | (?<=\()was\s*[:=]?\s*
    | {_EARLIER}(?:\s+(?:{_PLAN}|announced|issued|provided|stated|expected|range|at))*\s*[:=]?\s*(?:(?:of|at|was)\s+)?
    ){_HEDGE}""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM = re.compile(
    rf"""[\s,;:(–-]*{_LED_BY}(?:{_MOVED}\s+{_WAY})?{_AGAINST}\s+{_WHOSE}(?:{_EARLIER}\s+)?(?:{_OF_A_PLAN})?{_HEDGE}""",
    re.IGNORECASE | re.VERBOSE,
)
_KEYS = word_set("from versus vs against compared than instead previous previously prior earlier former formerly old "
                 "initial initially original originally last was")  # fmt: skip
"""Each phrase of the patterns holds one of these words."""

_REVISED_FROM = re.compile(
    rf"(?<!be[ ]){_REVISED}\s+{_WAY}(?:to\s+(?:[^.;]|\.\d){{1,60}}?\s+)?"
    rf"from\s+{_WHOSE}(?:(?:{_EARLIER}\s+)?{_OF_A_PLAN})?{_HEDGE}$",
    re.IGNORECASE,
)
""""We expect costs to be lowered from 50" is of what they are, "margin lowered from 12%" of what was planned."""

_DIVIDEND = re.compile(r"\bdividends?\b", re.IGNORECASE)
"""What is raised from that of the year before as often as from the one planned before."""

_LOSS_MOVED = re.compile(
    r"\b(?:loss(?:es)?|deficits?)\s+(?:(?!guid|outlook|forecast|target|expect|range|estimate)[a-z]+\s+){0,3}?"
    r"(?:narrowed|widened)\b",
    re.IGNORECASE,
)
"""A loss narrows as revenue falls: that is no plan that was revised."""

_REACH = 120
"""Characters in front of a figure that hold the verb upon the plan and one figure: about a clause."""


def names_replaced(text: str, start: int, end: int) -> bool:
    """Whether all that stands between two figures says that the second is the plan before: ", raised from"."""
    found = _REPLACED.fullmatch(text, start, end) if _holds_key(text, start, end) else None
    return found is not None and not (found["verb"] and _DIVIDEND.search(text, max(0, start - _REACH), start))


def names_earlier(text: str, start: int, end: int) -> bool:
    """Whether all that stands between two figures holds the first against the second, by whatever words: ", up from".

    Of two ranges this says that the second is the plan before, as what has happened is no range.
    """
    if not _holds_key(text, start, end):
        return False
    return any(pattern.fullmatch(text, start, end) is not None for pattern in (_FROM, _REPLACED))


def is_revised_from(text: str, start: int, end: int) -> bool:
    """Whether a verb that is done to plans leads to the figure at `end` by "from": "lowered from", "cut to 5 from"."""
    start = max(start, end - _REACH)
    if not _holds_key(text, start, end) or any(p.search(text, start, end) for p in (_DIVIDEND, _LOSS_MOVED)):
        return False
    return _REVISED_FROM.search(text, start, end) is not None


def _holds_key(text: str, start: int, end: int) -> bool:
    return not _KEYS.isdisjoint(words_in(text[start:end]))
