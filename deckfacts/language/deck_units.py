"""Deck units: what a deck says once of all its amounts, "All figures in C$ millions unless otherwise stated"."""

import re
from dataclasses import dataclass

from deckfacts.language.folding import fold
from deckfacts.language.kinds import UnitKind
from deckfacts.language.units import UnitReading, read_unit
from deckfacts.language.words import word_set, words_in

_SUBJECTS = word_set("amount amounts figures numbers values financials financial unless except")
_STATED = re.compile(
    r"\b(?P<all>all\s+)?(?:[\w-]+\s+){0,2}?(?:amounts?|figures|numbers|values|financials"
    r"|financial\s+(?:information|data|results|statements))\b"
    r"[^.;]{0,60}?\b(?:in|as)\s+(?=(?-i:[A-Z$€£¥₹])|(?:thousand|million|billion|crore|lakh|euro|sterling|pound))"
    r"(?P<unit>[^.;()\[\]]+)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^[\s(\[*•-]*(?:in\s+)?(?P<unit>[^.;,()\[\]]{1,40}?)[,\s]+(?:unless|except\s+(?:where|as|when))\b", re.IGNORECASE
)
_END = re.compile(
    r"\s*,?\s*\b(?:unless|except|other\s+than|save|and\s+(?!in\s+(?:thousand|million|billion)))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_UNLESS = re.compile(r"\b(?:unless|except\s+(?:where|as|when))\b", re.IGNORECASE)
_OF_DECK = re.compile(
    r"\b(?:this|these|the|our)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:presentation|document|report|release|announcement|deck|slides|materials?|update)\b|\bthroughout\b|\bherein\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(U)\.\s?(S)\.", re.IGNORECASE)
_OPEN_DOLLAR = re.compile(r"(?<![A-Za-z])\$|(?:^|\b(?:in|of)\s+)dollars\b", re.IGNORECASE)
"""A dollar without its country."""

SHORT = 50
"""Characters of a line that states a unit and nothing else: "Amounts in NOK million"."""


@dataclass(frozen=True, slots=True)
class DeckUnit:
    """A unit that is stated of all amounts; `of_deck` says that the deck is named with it."""

    reading: UnitReading
    of_deck: bool


def read_deck_unit(text: str) -> DeckUnit | None:
    """The currency, the scale or both that a text states of all amounts; None if it states none.

    A bare "$" leaves open whose dollar it is: the reading then has a scale alone.
    """
    if _SUBJECTS.isdisjoint(words_in(text)):
        return None
    folded = _POINTS.sub(r"\1\2", " ".join(fold(text).split()))
    deck = _OF_DECK.search(folded) is not None
    whole = deck or len(folded) <= SHORT or _UNLESS.search(folded) is not None
    for pattern in (_STATED, _ALONE):
        for found in pattern.finditer(folded):
            said = whole or (pattern is _STATED and found["all"])
            reading = _read(found["unit"]) if said else None
            if reading is not None:
                return DeckUnit(reading, of_deck=deck)
    return None


def _read(words: str) -> UnitReading | None:
    stated = _END.sub("", words).strip(" ,:")
    unit = read_unit(f"in {stated}")
    if unit is None or unit.kind not in (UnitKind.MONEY, UnitKind.BARE):
        return None
    if unit.kind is UnitKind.MONEY and _OPEN_DOLLAR.search(stated):
        return None if unit.scale is None else UnitReading(None, UnitKind.BARE, unit.scale)
    return unit
