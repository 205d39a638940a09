"""Ties: how a number hangs together with the one before it: restated, broken down, or said in one breath."""

import re
from dataclasses import dataclass

from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.meaning.clauses import Clause
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.movement import Window, direction_of
from deckfacts.meaning.standing import count_of, is_breakdown, names_count
from deckfacts.meaning.wording import words_before

_JOINED = re.compile(r"\s*(?:in|for|during)?\s*(?:and|&|,)\s*", re.IGNORECASE)
_AGAINST = re.compile(
    r"[^,;.(]{0,40}?,?\s*(?:versus|vs\.?|compared\s+(?:with|to)|against|up\s+from|down\s+from|from|and)\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Ties:
    """What a number takes over from the statement before it; each is that statement, or null.

    `restated`: the number stands in brackets behind it ("Up JPY672 million YoY (up 16.8%)"); `again`: in brackets that
    only name another period ("3.4% (FY24: 1.9%)"); `joined`: behind "and" or a comma ("up 2% and 3%"); `part`: it is
    a part of it ("27 employees (full-time: 13)"); `unit`: it prints no unit and has that of the one before ("up 96").
    """

    restated: Draft | None = None
    again: Draft | None = None
    joined: Draft | None = None
    part: Draft | None = None
    unit: Draft | None = None

    @property
    def base(self) -> Draft | None:
        """The statement whose base of comparison holds on."""
        return self.restated or self.joined

    @property
    def measure(self) -> Draft | None:
        """The statement whose measure holds on, where the number itself says none."""
        return self.again or self.joined


def find_ties(clause: Clause, window: Window, stated: list[Quantity], last: Draft | None) -> Ties:
    """The ties of a number to the statement before it."""
    if last is None:
        return Ties()
    quantity = window.quantity
    inside = window.opened is not None and (window.opened >= last.quantity.number_end or last.opened == window.opened)
    restated = last if inside else None
    earlier = [other for other in stated if other.end <= quantity.start]
    bare = quantity.kind is UnitKind.BARE
    turned = direction_of(window, clause.scan) is not None
    part = restated if bare and not turned and is_breakdown(quantity, clause.scan.folded, earlier) else None
    amount = last.kind in (UnitKind.COUNT, UnitKind.MONEY, UnitKind.PER_SHARE)
    moved = bare and amount and turned
    unit = part or (last if moved and not counted_subject(clause, window) else None)
    joined = last if unit is None and _is_joined(clause, window, last) else None
    again = last if (restated and _restates(clause, window, last)) or _is_beside(clause, window, last) else None
    return Ties(restated, again, joined, part, unit)


def counted_subject(clause: Clause, window: Window) -> str | None:
    """The thing that the words before a bare number count: "Employees: 2,346", "number of stores rose by 12"."""
    named = names_count(clause.scan, window.quantity)
    label = words_before(clause.words[window.before : window.quantity.start])
    return named or (count_of(label) if label else None)


def _is_beside(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a number is set against the one before it: "112%, compared with 114% a year ago"."""
    between = clause.words[last.quantity.number_end : window.quantity.start]
    money = last.unit.removesuffix("/share") == (window.quantity.unit or "").removesuffix("/share")
    return money and bool(_AGAINST.fullmatch(between))


def _is_joined(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether nothing but "and" or a comma stands between two percentages."""
    between = clause.words[last.quantity.end : window.quantity.start]
    return last.unit == window.quantity.unit == "percent" and bool(_JOINED.fullmatch(between))


def _restates(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a bracket gives the number before it again, for the period that it names."""
    opened = window.opened or 0
    inside = clause.words[opened + 1 : window.quantity.start]
    named = any(opened < mention.start < window.quantity.start for mention in clause.scan.mentions)
    return named and last.unit == (window.quantity.unit or last.unit) and not _WORD.search(inside)
