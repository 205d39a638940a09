"""Ties: how a number hangs together with the one before it: restated, broken down, or said in one breath."""

import re
from dataclasses import dataclass

from deckfacts.concepts import find_basis
from deckfacts.contract import Basis, Measure
from deckfacts.language.comparisons import base_words_before
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.scenarios import find_plan_bases, is_plan
from deckfacts.meaning.clauses import Clause
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.gaps import find_gap
from deckfacts.meaning.movement import Window, basis_told_behind, direction_of
from deckfacts.meaning.standing import (
    RATES,
    count_of,
    counts_on,
    is_as_exact,
    is_breakdown,
    is_comparative,
    is_dated_in_bracket,
    is_of_amount,
    names_count,
    replaces,
)
from deckfacts.meaning.wording import words_before

_JOINED = re.compile(r"\s*(?:in|for|during)?\s*(?:and|&|,)\s*", re.IGNORECASE)
_AGAINST = re.compile(
    r"[^,;.(]{0,40}?,?\s*(?:versus|vs\.?|compared\s+(?:with|to)|against|up\s+from|down\s+from|from|and|on\s+top\s+of"
    r"|following)\s*",
    re.IGNORECASE,
)
_EARLIER_NAME = re.compile(
    r"\(\s*(?:(?:previously|formerly|before|was|old)\s*\S{0,3}$"
    r"|(?:PY|LY|PQ|LQ|PCP|(?:prior|previous|last|preceding|same|year[- ]ago)\b[^():]*)"
    r"\s*[:=]\s*\S{0,3}$)",
    re.IGNORECASE,
)
"""A bracket that only says that its number is of an earlier period: "(PQ: 25%)", "(previous year: $5)"."""

_PARALLEL = re.compile(r"\s*(?P<link>of|in|at|for|from)\s+(?P<first>[^,;.()]{2,60}?)(?:\s*,\s*(?:and\s+)?|\s+and\s+)")
_BY_AGAIN = re.compile(r"\s*(?:,|and)\s*[^,;.()]{2,80}\bby\s+(?:approximately\s+|about\s+|around\s+)?", re.IGNORECASE)
_OR = re.compile(r"\s*,?\s*or\s+(?:approximately\s+|about\s+|around\s+|nearly\s+)?", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NAMED_PART = re.compile(r"\s*(?P<link>of|in|at|for|from)\s+[a-z]", re.IGNORECASE)
_WITH = re.compile(r"\s*[,;(–-]?\s*(?:with|thereof|of\s+which|including|and|after|following)?\s*", re.IGNORECASE)
_IN = re.compile(r"\s*(?:in|for|during|over)\s+(?:the\s+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")

_REACH_OF_BASIS = 40
"""Characters behind a rate that hold "in constant currency" and the end of its bracket."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What a number takes over from the statement before it; each is that statement, or null.

    `restated`: the number stands in brackets behind it ("Up JPY672 million YoY (up 16.8%)"); `again`: in brackets that
    only name another period ("3.4% (FY24: 1.9%)"); `joined`: behind "and" or a comma ("up 2% and 3%"); `part`: it is
    a part of it ("27 employees (full-time: 13)"); `unit`: it prints no unit and has that of the one before ("up 96");
    `base`d: it is the level that the change before it is against ("up 2% on 3Q23 ($46)"); `parallel`: both are rates of
    one thing in two parts ("8% in Cloud and 3% in Fiber"); `moved_on`: the verb of the one before holds on ("currency
    reduced growth by 0.9 points, disposals by 0.2 points");
    `gapped`: it grew as the one before it did, whose verb it leaves out ("Europe rose 14%, Asia 5%").
    """

    restated: Draft | None = None
    again: Draft | None = None
    joined: Draft | None = None
    part: Draft | None = None
    unit: Draft | None = None
    based: Draft | None = None
    parallel: Draft | None = None
    moved_on: Draft | None = None
    gapped: Draft | None = None

    @property
    def base(self) -> Draft | None:
        """The statement whose base of comparison holds on."""
        return None if self.based else self.restated or self.joined or self.parallel or self.moved_on or self.gapped

    @property
    def measure(self) -> Draft | None:
        """The statement whose measure holds on, where the number itself says none."""
        return self.again or self.joined or self.parallel or self.gapped


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text with all that it is read by; `last` is the statement before it, null for the first."""

    clause: Clause
    window: Window
    last: Draft | None
    ties: Ties

    @property
    def quantity(self) -> Quantity:
        """The number as printed, a range's lower end reaching to the end of the upper one."""
        return self.window.quantity

    @property
    def behind(self) -> str:
        """The words behind it, up to the next number or the end of its bracket."""
        return self.clause.words[self.window.quantity.end : self.window.after]


def find_number(clause: Clause, window: Window, stated: list[Quantity], drafts: list[Draft]) -> Number:
    """Put a number of a text beside the statement before it; `drafts` are all that were read of the text so far."""
    return Number(clause, window, drafts[-1] if drafts else None, find_ties(clause, window, stated, drafts))


def find_ties(clause: Clause, window: Window, stated: list[Quantity], drafts: list[Draft]) -> Ties:
    """The ties of a number to the statement before it, of all that were read of the text."""
    last = drafts[-1] if drafts else None
    if last is None:
        return Ties()
    quantity = window.quantity
    inside = window.opened is not None and (window.opened >= last.quantity.number_end or last.opened == window.opened)
    restated = last if inside else None
    earlier = [other for other in stated if other.end <= quantity.start]
    bare = quantity.kind is UnitKind.BARE
    turned = direction_of(window, clause.scan) is not None
    repeated = _gives_again(clause, window, last)
    part = (
        restated if bare and not (turned or repeated) and is_breakdown(quantity, clause.scan.folded, earlier) else None
    )
    amount = last.kind in (UnitKind.COUNT, UnitKind.MONEY, UnitKind.PER_SHARE)
    moved = bare and amount and turned
    unit = part or (last if moved and not counted_subject(clause, window) else None)
    counted = bare and last.kind is UnitKind.COUNT and counts_on(clause.scan, quantity)
    counted = counted or (bare and last.kind is UnitKind.MONEY and is_of_amount(clause.scan, quantity))
    held = amount or (last.measure is Measure.LEVEL and last.kind in RATES and is_as_exact(last.quantity, quantity))
    compared = bare and held and is_comparative(clause.scan.folded, last.quantity, quantity)
    unit = unit or (last if counted or compared or (bare and repeated) else None)
    joined = last if unit is None and _is_joined(clause, window, last) else None
    parallel = last if unit is None and _is_parallel(clause, window, last) else None
    other = restated is not None and _is_on_other_basis(clause, window, last)
    restates = restated is not None and (_restates(clause, window, last) or other)
    again = last if restates or repeated or (parallel is None and _is_beside(clause, window, last)) else None
    again = again or (last if _is_of_a_part(clause, window, last) else None)
    again = _respective(clause, window, stated, drafts) or again
    based = last if not other and _is_base(clause, window, last) else None
    moved_on = last if _moves_on(clause, window, last) else None
    gapped = find_gap(clause, window, drafts) if joined is None and again is None and not turned else None
    return Ties(restated, again, joined, part, unit, based, parallel, moved_on, gapped)


def counted_subject(clause: Clause, window: Window) -> str | None:
    """The thing that the words before a bare number count: "Employees: 2,346", "number of stores rose by 12"."""
    named = names_count(clause.scan, window.quantity)
    label = words_before(clause.words[window.before : window.quantity.start])
    return named or (count_of(label) if label else None)


def _gives_again(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a number is the one before it at another time, in a bracket, or as it was planned before."""
    scan, quantity = clause.scan, window.quantity
    return is_dated_in_bracket(scan, last.quantity, quantity) or replaces(scan.folded, last.quantity, quantity)


def _is_beside(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a number is set against the one before it: "112%, compared with 114% a year ago"."""
    folded = clause.scan.folded
    if is_plan(folded, window.quantity.end) or any(b.behind == window.quantity.start for b in find_plan_bases(folded)):
        return True
    between = clause.words[last.quantity.number_end : window.quantity.start]
    money = last.unit.removesuffix("/share") == (window.quantity.unit or "").removesuffix("/share")
    return money and bool(_AGAINST.fullmatch(between))


def _is_of_a_part(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a rate of growth is given again for a part of the period: "2.6%, with 3.1% in the fourth quarter"."""
    if last.measure is not Measure.PERCENT_CHANGE or window.quantity.unit != last.unit:
        return False
    if not _WITH.fullmatch(clause.words, last.quantity.end, window.quantity.start):
        return False
    folded, end = clause.scan.folded, window.quantity.end
    return any(m.period and m.start >= end and _IN.fullmatch(folded, end, m.start) for m in clause.scan.mentions)


def _is_base(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a bracket behind the words for the base of a change gives no more than the level there."""
    folded, start = clause.scan.folded, window.quantity.start
    opened = start if folded[start] == "(" else window.opened
    if opened is None or opened < last.quantity.end or folded[opened + 1 : start].strip(" ("):
        return False
    if is_comparative(folded, last.quantity, window.quantity):
        return last.measure in (Measure.LEVEL, Measure.SHARE)
    end = len(folded[:opened].rstrip())
    dated = any(m.end == end and base_words_before(folded, m.start) is not None for m in clause.scan.mentions)
    return dated or any(mark.end == end for mark in clause.scan.comparisons)


def _is_parallel(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether two numbers are each followed by the part that they are of: "8% in Cloud and 3% in Fiber"."""
    if last.unit != window.quantity.unit:
        return False
    if find_basis(clause.scan.folded[last.quantity.end : window.after]):
        return False  # "6% in local currencies and 3% in reported terms"
    first = _PARALLEL.fullmatch(clause.words[last.quantity.end : window.quantity.start])
    second = _NAMED_PART.match(clause.words, window.quantity.end, window.after)
    return bool(first and second and first["link"].lower() == second["link"].lower())


def _respective(clause: Clause, window: Window, stated: list[Quantity], drafts: list[Draft]) -> Draft | None:
    """ "impairment of 5 and restructuring costs of 2 (FY24: 14 and 6)": the second in the bracket is of the second."""
    opened = window.opened
    if opened is None or not any(opened < m.start < window.quantity.start for m in clause.scan.mentions):
        return None
    closed = clause.scan.folded.find(")", opened)
    inside = [q.start for q in stated if opened < q.start < (closed if closed >= 0 else len(clause.scan.folded))]
    outside = [draft for draft in drafts if draft.quantity.end <= opened]
    between = clause.words[inside[0] : inside[-1]] if len(inside) > 1 else "-"
    if not 1 < len(inside) <= len(outside) or _WORD.search(_AND.sub("", between)):
        return None
    found = outside[len(outside) - len(inside) + inside.index(window.quantity.start)]
    return found if found.quantity.kind is window.quantity.kind else None


def _moves_on(clause: Clause, window: Window, last: Draft) -> bool:
    between = clause.scan.folded[last.quantity.end : window.quantity.start]
    if last.measure is Measure.CHANGE and window.quantity.kind is UnitKind.PERCENT and _OR.fullmatch(between):
        return True
    changed = last.measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) and last.unit == window.quantity.unit
    return changed and _BY_AGAIN.fullmatch(between) is not None


def _is_joined(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether nothing but "and" or a comma stands between two percentages."""
    told = basis_told_behind(clause.scan.folded, last.quantity.end)
    between = clause.words[told.end() if told else last.quantity.end : window.quantity.start]
    return last.unit == window.quantity.unit == "percent" and bool(_JOINED.fullmatch(between))


def _is_on_other_basis(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a bracket gives the growth before it at constant rates, and no more: "up 22% (23% cc)"."""
    if last.measure is not Measure.PERCENT_CHANGE or window.quantity.unit != last.unit or window.opened is None:
        return False
    closed = clause.scan.folded.find(")", window.quantity.end, window.quantity.end + _REACH_OF_BASIS)
    behind = clause.scan.folded[window.quantity.end : closed] if closed >= 0 else ""
    before = clause.words[window.opened + 1 : window.quantity.start]
    return find_basis(behind) in (Basis.CONSTANT_CURRENCY, Basis.ORGANIC) and not _WORD.search(before)


def _restates(clause: Clause, window: Window, last: Draft) -> bool:
    """Whether a bracket gives the number before it again, for the period that it names."""
    opened = window.opened or 0
    inside = clause.words[opened + 1 : window.quantity.start]
    if _EARLIER_NAME.match(clause.scan.folded, opened, window.quantity.start):
        return last.unit == (window.quantity.unit or last.unit)
    named = any(opened < mention.start < window.quantity.start for mention in clause.scan.mentions)
    return named and last.unit == (window.quantity.unit or last.unit) and not _WORD.search(inside)
