"""Suppositions: numbers of what would come of a change ("a 10% fall in the oil price would cost $4 million").

They state neither what a company has nor what it expects: what is supposed and what would follow are no facts.
"""

import re

from deckfacts.language.words import SENTENCE_BREAK, word_set, words_in

_STEPS = word_set(
    "change move movement increase decrease rise fall drop decline appreciation depreciation shift strengthening "
    "weakening variation swing"
)
_ANY_STEP = "|".join(sorted(_STEPS))
_SUPPOSED = re.compile(
    r"\b(?:(?P<any>each|every|any)|an?)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:[^\W\d]{0,3}[$€£¥]?\s?(?:\+/-|[+±-])?\s?\d"
    r"|(?P<one>one)[- ](?:cent|per\s?cent|point|basis|dollar|euro|yen|pound)\b)"
    rf"[^.;]{{0,30}}?\b(?:{_ANY_STEP})\b"
    rf"|\b(?:an?|each|every|any)\s+(?:[\w-]+\s+)?(?:{_ANY_STEP})\s+(?:of|by)\s+[^\w\s]{{0,3}}\s?\d",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:would|could|might)\b(?!\s+not\b)|\b(?:impacts?|affects?)\b", re.IGNORECASE)
_DOES = re.compile(
    r"\b(?:reduces?|increases?|decreases?|lowers?|raises?|rises?|falls?|drops?|improves?|changes?|adds?|moves?|equates?|equals?"
    r"|translates?|results?|means?|costs?|has|have|is)\b",
    re.IGNORECASE,
)
"""What each or any such step does; "a 5% increase reduces" may tell of one that was."""
_IF = re.compile(
    r"\bif\b[^.;]*\b(?:fall|falls|fell|rise|rises|rose|strengthen\w*|weaken\w*|increase[ds]?|decrease[ds]?|drops?|dropped"
    r"|decline[ds]?|appreciate[ds]?|depreciate[ds]?|move[ds]?|changed?|were\s+to)\b[^.;]*\d[^.;]*\bwould\b",
    re.IGNORECASE,
)

_SENSITIVITY = re.compile(r"\bsensitivit(?:y|ies)\b|感応度", re.IGNORECASE)
_STEP_OF_TABLE = re.compile(
    r"\b(?:increas|decreas|ris|fall|chang|shift|mov|declin|drop)\w*\s+(?:by|of|in)\s+[^\w\s]{0,3}\s?\d"
    r"|(?:^|\s|/)(?:\+/-|[+±-])\s?\d[\d.,]*\s?(?:%|bps?\b|basis\b|pp\b|per\s?cent\b)"
    r"|\d\s?%\s+(?:increase|decrease|change|rise|fall)\b",
    re.IGNORECASE,
)


def find_suppositions(folded: str) -> list[tuple[int, int]]:
    """The stretches of a text that are sentences about what would come of a change."""
    words = words_in(folded)
    if _STEPS.isdisjoint(words) and not {"if", "would"} <= words:
        return []
    ends = [found.end() for found in SENTENCE_BREAK.finditer(folded)]
    sentences = zip([0, *ends], [*ends, len(folded)], strict=True)
    return [(start, end) for start, end in sentences if _supposes(folded[start:end])]


def _supposes(sentence: str) -> bool:
    found = _SUPPOSED.search(sentence)
    if found is None:
        return _IF.search(sentence) is not None
    any_such = found["any"] or found["one"]
    return bool(_WOULD.search(sentence, found.end()) or (any_such and _DOES.search(sentence, found.end())))


def names_sensitivity(text: str) -> bool:
    """Whether a heading is that of a sensitivity."""
    return _SENSITIVITY.search(text) is not None


def names_step(text: str) -> bool:
    """Whether a row or a column of a table is what is supposed: "Increase by 10%", "+100 bps"."""
    return _STEP_OF_TABLE.search(text) is not None
