"""Outlooks: the words by which a sentence says that it tells of plans, apart from what the plans are about."""

import re
from dataclasses import dataclass

from deckfacts.language.words import word_set, words_in

_KEYS = word_set(
    "expect expects expected expecting anticipate anticipates forecast forecasts forecasting project projects estimate "
    "estimates target targets targeting aim aims see sees foresee foresees believe believes assume assumes predict "
    "predicts guide guides guiding plan plans envisage envisages intend intends think thinks continue continues "
    "continuing confirm confirms confirmed confirming reaffirm reaffirms reaffirmed reaffirming affirm affirms "
    "affirmed reiterate reiterates reiterated reiterating repeat repeats repeated maintain maintains maintained "
    "maintaining keep keeps kept keeping leave leaves left leaving raise raises raised raising lift lifts lifted "
    "lifting increase increases increased increasing lower lowers lowered lowering cut cuts cutting reduce reduces "
    "reduced reducing narrow narrows narrowed narrowing tighten tightens tightened tightening widen widens widened "
    "revise revises revised revising update updates updated updating upgrade upgrades upgraded upgrading adjust "
    "adjusts adjusted confident committed track course guidance outlook expectation expectations forecast ambition "
    "range projection projections budget view"
)
"""Every opening holds one of these words."""

_ADVERB = (
    r"(?:now|currently|still|also|again|therefore|thus|hence|consequently|accordingly|however|today|further"
    r"|conservatively|confidently|fully|well|only|already|once\s+again|nevertheless|nonetheless|as\s+before)"
)
_WHO = (
    r"(?:we|management|the\s+(?:board(?:\s+of\s+directors)?|directors|company|group|bank|firm|management)"
    r"|(?:executive|management|managing)\s+board)"
)
_SAY = (
    r"(?:expect|anticipate|forecast|project|estimate|target|aim|see|foresee|believe|assume|predict|guide|plan|envisage"
    r"|intend|think)(?:s|ed|ing)?"
)
_KEEP = r"(?:re-?confirm|confirm|re-?affirm|affirm|re-?iterat|repeat|maintain|keep|leav)(?:s|ed|es|e|ing)?|kept|left"
_CHANGE = (
    r"(?:rais|lift|increas|lower|cut|cutt|reduc|narrow|tighten|widen|revis|updat|upgrad|downgrad|adjust|trimm?|improv)"
    r"(?:ed|ing|es|e|s)?"
)
_REACH = (
    r"(?:(?:to|of|on)\s+)?(?:see(?:ing)?|deliver(?:ing)?|achiev(?:e|ing)|reach(?:ing)?|generat(?:e|ing)|record(?:ing)?"
    r"|report(?:ing)?|post(?:ing)?|meet(?:ing)?|attain(?:ing)?|show(?:ing)?|hit(?:ting)?|produc(?:e|ing)|exceed(?:ing)?)\b"
)
_PLAN = (
    r"(?:guidance|outlook|forecasts?|expectations?|ambitions?|projections?|targets?|target\s+range|range|view|estimates?"
    r"|goals?|guidance\s+range)"
)
_KIND = (
    r"(?:(?:previous|prior|existing|current|initial|original|full[\s-]year|annual|fiscal|financial|year-end|year|group"
    r"|company|updated?|new|medium[\s-]term|mid[\s-]term|long[\s-]term|business|earlier|half[\s-]year|quarterly)\s+)"
)
_ABOUT = r"(?:for|of|on|regarding|concerning|with\s+(?:respect|regard)\s+to|as\s+to)"
_ARTICLE = r"(?:(?:that|for|our|its|the|an?)\s+)"
_AUX = r"(?:(?:have|has|had|are|is|will|can|do)\s+)"
_THE_PLAN = rf"(?:(?:our|its|the|an?)\s+)?{_KIND}*{_PLAN}\s+{_ABOUT}\s+"
_THE_PLAN_ALONE = (
    rf"(?:(?:our|its|the|an?)\s+)?{_KIND}*(?:guidance|outlook|forecasts?|expectations?|projections?)\s+{_ABOUT}\s+"
)
_CALLS = (
    rf"(?:(?:our|its|the)\s+)?{_KIND}*(?:guidance|outlook|forecast|plan|budget)\s+{_ADVERB}?\s*(?:calls?|provides?|allows?"
    r"|assumes?|implies|foresees?|envisages?|includes?|anticipates?|contemplates?|is|remains)\s+(?:for\s+)?"
)
_CONFIDENT = (
    rf"(?:remains?|are|is|am)\s+{_ADVERB}?\s*(?:confident|committed|on\s+(?:track|course))\s+(?:(?:to|for|of|in)\s+)?"
)
_SAYS = (
    rf"(?:continu(?:e|es|ed|ing)\s+to\s+{_SAY}|{_SAY})\s+(?:to\s+)?(?:{_REACH}\s+)?{_ARTICLE}*"
    rf"|(?:{_KEEP})\s+(?:{_THE_PLAN})?{_ARTICLE}*|(?:{_CHANGE})\s+(?:{_THE_PLAN}|(?:our|its|the)\s+)"
    rf"|{_CONFIDENT}(?:{_REACH}\s+)?{_ARTICLE}*"
)
_OPENING = re.compile(rf"\b{_WHO}\s+(?:{_ADVERB}\s+)*{_AUX}?(?:{_ADVERB}\s+)*(?:{_SAYS})", re.IGNORECASE)
_BARE_OPENING = re.compile(
    rf"(?:and\s+|but\s+|or\s+)?(?:{_ADVERB}\s+)*(?:continu(?:e|es|ing)\s+to\s+{_SAY}\s+(?:{_REACH}\s+)?{_ARTICLE}*"
    rf"|(?:expect|anticipat|foresee|envisag)(?:s|es|e|ing)?\s+(?:to\s+)?(?:{_REACH}\s+)?{_ARTICLE}*"
    rf"|(?:re-?confirm|confirm|re-?affirm|affirm|re-?iterat|maintain)(?:s|ed|es|e|ing)?\s+(?:{_THE_PLAN})?{_ARTICLE}*"
    rf"|(?:{_CHANGE})\s+{_THE_PLAN}|{_THE_PLAN_ALONE}|{_CALLS}|{_CONFIDENT}(?:{_REACH}\s+)?{_ARTICLE}*"
    rf"|(?:on\s+)?(?:track|course)\s+(?:for\s+)?{_REACH}\s+{_ARTICLE}*)",
    re.IGNORECASE,
)
""" "and confirm an adjusted EBITA margin of", "guidance calls for revenue of": a sentence goes on, or is cut short."""

_SCOPE = re.compile(
    r"(?:(?:and|but|so)\s+)?(?:(?:for|in|at|on|within|across|through|over|under|from|with|by|as|given|after|despite|following|based)\s+"
    rf"(?P<scope>.+?)|(?:{_ADVERB}|overall|additionally|finally|meanwhile|that|which|\W)*)",
    re.IGNORECASE,
)
_PART_OF_RANGE = re.compile(
    r"(?:\b(?:in|at|near|towards?|to|within|around|for|on)\s+)?\b(?:the\s+)?(?:upper|lower|top|bottom|high|low|higher|middle)"
    r"(?:[\s-](?:half|end|part|third|quarter))?\s+of\s+(?:(?:the|our|a|its|this|that)\s+)?"
    r"(?:(?:guid(?:ance|ed)|target(?:ed)?|forecast|expected|previous|prior|original|initial|current|existing)\s+)*"
    r"(?:range|corridor)(?:\s+of)?\s*$"
    r"|\b(?:within|inside|in)\s+(?:an?|our|the|its)\s+(?:[a-z]+[\s-])*?target(?:ed)?\s+(?:[a-z]+\s+)?(?:range|corridor|band)"
    r"(?:\s+of)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a stretch of words opens that is about plans: `end` is where what they are about begins.

    `scope` is what the words in front hold for: "Cloud" in "for Cloud we now expect".
    """

    end: int
    scope: str = ""


def find_opening(words: str) -> Opening | None:
    """The opening of a stretch of words, none where it names something from its first word on."""
    if _KEYS.isdisjoint(words_in(words)):
        return None
    found = _OPENING.search(words)
    if found:
        scope = _SCOPE.fullmatch(words[: found.start()].strip())
        return Opening(found.end(), (scope["scope"] or "").strip()) if scope else None
    bare = _BARE_OPENING.match(words)
    return Opening(bare.end()) if bare else None


def without_part_of_range(words: str) -> str:
    """The words in front of a number without "in the upper half of the range of", which says where in a plan it is."""
    return _PART_OF_RANGE.sub("", words)
