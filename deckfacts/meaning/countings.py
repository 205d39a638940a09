"""Countings: the thing that a number counts, with the words around it, becomes the number's label."""

import re

from deckfacts.language.nouns import MEASURES
from deckfacts.language.quantities import UnitKind
from deckfacts.language.words import word_set
from deckfacts.meaning.leads import LeadKind
from deckfacts.meaning.phrases import clean_label
from deckfacts.meaning.references import Asked, is_whole
from deckfacts.meaning.subjects import Subject
from deckfacts.meaning.ties import Number

_DONE = (
    r"added|opened|closed|signed|launched|completed|repurchased|bought|sold|issued|delivered|shipped|installed|enrolled"
)
_VERB_FIRST = re.compile(
    rf"(?:(?:now|currently|also|today)\s+)*(?:ended|ending|served|serving|employed|employs|has|have|had|with|operates?|operating|{_DONE})\b",
    re.IGNORECASE,
)
_COUNTED_DONE = re.compile(rf"(?:{_DONE})\b", re.IGNORECASE)
_COUNTED_END = re.compile(r"[,;.](?!\d)|\(|\b(?:up|down|compared|versus|vs|and|at\s+an?)\b")
_LOOSE_END = re.compile(r"(?:\s+(?:for|at|in|on|of|by|to|from|with|and|during|the|an?))+\s*$", re.IGNORECASE)
_SYMBOL = re.compile(r"[A-Za-z]{0,2}[A-Z][A-Za-z]{0,3}")
"""A unit's symbol ("MW", "Gbps", "kWh") names nothing."""

_PLAIN_COUNTS = word_set("person company unit location item case contract project site office country year")
"""Units that anything above can be counted in: "Sales offices" over "3 locations"."""

MAX_COUNTED_DETAIL = 8
"""A counted thing is told apart by a few words; more are the rest of the sentence."""


def counted_thing(asked: Asked, before: str) -> Subject | None:
    """The subject of a number that stands with what it counts; `before` are the words before it."""
    number, last = asked.number, asked.number.last
    counted = number.window.quantity.counted
    if last is not None and last.label and number.ties.unit and _COUNTED_DONE.fullmatch(before):
        # "opened 12 stores and closed 5"
        return asked.resolved(f"{before} {last.quantity.counted}") if last.quantity.counted else None
    if asked.kind is not UnitKind.COUNT or not counted:
        return None
    if _measures(number, counted) and not before and last is not None and last.label:
        return asked.resolved(clean_label(f"{last.label} {_rest(number)}"))
    return asked.resolved(_counted_label(number, counted, before)) if _names_itself(number, counted, before) else None


def _measures(number: Number, counted: str) -> bool:
    """Whether a number is so much of something, in tonnes or megawatts, and does not say of what."""
    return _SYMBOL.fullmatch(counted) is not None or number.window.quantity.unit in MEASURES


def _names_itself(number: Number, counted: str, before: str) -> bool:
    """Whether the counted thing is itself the label: "Ended the quarter with 1,262 customers"."""
    if before and not is_whole(before):
        verb = _VERB_FIRST.match(before)
        # "Installed capacity reached 12.4 GW" begins with no verb, and is about no gigawatts.
        return verb is not None and (verb.end() == len(before) or not _measures(number, counted))
    nearest = next(number.clause.leads.nearest(), None)
    if nearest is None or nearest.kind in (LeadKind.TITLE, LeadKind.HEADING) or not nearest.phrase.bare:
        return True
    plain = " " not in counted and number.window.quantity.unit in _PLAIN_COUNTS
    said_above = counted.lower().split()[-1].rstrip("s") in nearest.phrase.bare.lower()
    return not plain and not said_above


def _counted_label(number: Number, counted: str, before: str) -> str:
    """The counted thing with what was done to it and what follows it: "customers above $100K in ARR"."""
    done = _COUNTED_DONE.fullmatch(before)
    counted = f"{done[0]} {counted}" if done else counted
    rest = _rest(number)
    return clean_label(f"{counted} {rest}") if len(rest.split()) <= MAX_COUNTED_DETAIL else counted


def _rest(number: Number) -> str:
    return _LOOSE_END.sub("", _COUNTED_END.split(number.behind)[0])
