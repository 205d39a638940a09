"""Hedges: the words around a number that say it is not exact, or on which side of it the truth lies."""

import re

from deckfacts.contract import Qualifier

_BEFORE: dict[Qualifier, tuple[str, ...]] = {
    Qualifier.APPROXIMATELY: (
        r"approximately", r"approx\.?", r"about", r"around", r"circa", r"ca\.", r"c\.?", r"roughly", r"nearly",
        r"almost", r"close to", r"in the (?:region|range|order|vicinity) of", r"some",
        "[~≈∼]", "約", "およそ", "大约", "약",
    ),
    Qualifier.OVER: (
        r"over", r"more than", r"above", r"exceeding", r"exceeds?", r"exceeded", r"(?:in )?excess of", r"at least",
        r"greater than", r"upwards? of", r"(?:no|not) (?:less|fewer) than", r"a minimum of", "[>≥]=?",
    ),
    Qualifier.UNDER: (
        r"under", r"less than", r"below", r"up to", r"fewer than", r"(?:no|not) more than", r"at most",
        r"a maximum of", r"not exceeding", "[<≤]=?",
    ),
}  # fmt: skip
_NAMES = {qualifier: qualifier.name for qualifier in Qualifier}
_WORDS = "|".join(
    rf"(?P<{_NAMES[qualifier]}>{'|'.join(sorted(words, key=len, reverse=True))})"
    for qualifier, words in ((q, _BEFORE[q]) for q in (Qualifier.UNDER, Qualifier.OVER, Qualifier.APPROXIMATELY))
)
_HEDGE_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{_WORDS})[ ]?(?:(?:an?|the|up|down|total of) )?\Z", re.IGNORECASE)
_HEDGE_BEHIND = re.compile(
    r"[ ]?(?:(?P<OVER>or (?:more|above|over|higher|greater|better)|and (?:above|over)|以上|超)"
    r"|(?P<UNDER>or (?:less|fewer|below|under|lower)|and (?:below|under)|未満|以下)"
    r"|(?P<APPROXIMATELY>or so|程度|前後|左右))(?![A-Za-z])",
    re.IGNORECASE,
)
_LONGEST = 28
"""Characters of the longest hedge, "in the vicinity of" and a word of direction, with room for a space."""
_LAST_LETTERS = frozenset("yxtdarelosfnmcpgvw.~≈∼>≥<≤=約そ约약")


def read_hedge_before(text: str, at: int) -> Qualifier | None:
    """The hedge printed directly in front of a number whose first character stands at `at`."""
    last = text[max(0, at - 2) : at].rstrip()[-1:].lower()
    if last not in _LAST_LETTERS:
        return None
    found = _HEDGE_BEFORE.search(text, max(0, at - _LONGEST), at)
    return None if found is None or found.lastgroup is None else Qualifier[found.lastgroup]


def read_hedge_behind(text: str, at: int) -> Qualifier | None:
    """The hedge printed directly behind a number, or behind what it counts, that ends at `at`."""
    found = _HEDGE_BEHIND.match(text, at)
    return None if found is None or found.lastgroup is None else Qualifier[found.lastgroup]
