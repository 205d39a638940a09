"""Quantities: the printed numbers of a text, each with its sign, scale, unit, hedge and bound, where it stands."""

import re
from collections.abc import Sequence
from dataclasses import replace

from deckfacts.contract import Qualifier
from deckfacts.language import names
from deckfacts.language.currencies import Money
from deckfacts.language.folding import fold
from deckfacts.language.heads import Head, read_head
from deckfacts.language.hedges import read_hedge_before, read_hedge_behind
from deckfacts.language.kinds import UnitKind
from deckfacts.language.numerals import Numeral, find_numerals
from deckfacts.language.quantity import Quantity
from deckfacts.language.ranges import join_ranges
from deckfacts.language.tails import Tail, read_tail

__all__ = ["Quantity", "UnitKind", "find_quantities"]

_DIGIT = re.compile(r"[0-9]")
_CLOSING = re.compile(r"[ ]?\)")
_SPELLED = re.compile(
    r"\b(?:thousand|million|billion|trillion|crore|lakh|percent|per|cent|pence|point|time)s?\b", re.IGNORECASE
)
_LEADS_TO_AN_AMOUNT = re.compile(
    r"(?:\b(?:was|were|is|are|of|to|at|by|from|reached|totall?ed|loss|losses)|[:=])[ ]?\Z", re.IGNORECASE
)
_BEHIND_DECIMAL = re.compile(r"(?<![0-9.,])[0-9]{1,3},[0-9]{1,2}(?:[ ]?(?:%|[A-Za-z]+)){0,2}[ ]\(\Z")
""""11,9 percent (12,3)", "SEK 1,87 (2,25)": the number in front has a decimal comma too."""
_NOTES = re.compile(r"[1-9][0-9]?,[1-9]")
_YEARS = range(1950, 2051)
_PLAIN_KINDS = frozenset({UnitKind.BARE, UnitKind.COUNT})
_REACH_OF_A_VERB = 24
"""Characters in front of a parenthesis that hold the word leading to it, and more than one space."""
_LONGEST_CELL = 40
"""Characters of a cell that holds one number and nothing else, white space included."""
_LONGEST_LABEL_NUMBER = 3
"""Digits of the longest number that a label names: "Note 4", "Section 21", "S&P 500"."""


def find_quantities(
    text: str, *, taken: Sequence[tuple[int, int]] = (), home_currency: str | None = None, commas: bool = False
) -> tuple[Quantity, ...]:
    """The quantities of a text from left to right, never overlapping.

    `taken` are half-open spans that are claimed already (dates, periods, names): no quantity has digits in them.
    `commas` says that the deck writes its decimals with a comma, so that "1.204" has four digits.
    `home_currency` (ISO 4217) says whose dollars, cents, kroner or pesos an ambiguous mark means. A number that is
    part of a name, an address, a date, a list mark or a footnote mark, or that can't be read, is left out.
    """
    folded = fold(text)
    if not _DIGIT.search(folded):
        return ()
    claimed = sorted([*taken, *names.contact_spans(folded)])
    found: list[Quantity] = []
    for numeral in find_numerals(text, folded, claimed, home_currency, commas=commas):
        floor = max([found[-1].end if found else 0, *(stop for _, stop in claimed if stop <= numeral.start)])
        limit = min([len(folded), *(begin for begin, _ in claimed if begin >= numeral.end)])
        quantity = _read(folded, numeral, floor, limit, home_currency)
        if quantity is not None:
            found.append(quantity)
    return join_ranges(text, folded, found) if len(found) > 1 else tuple(found)


def _read(text: str, numeral: Numeral, floor: int, limit: int, home: str | None) -> Quantity | None:
    head = read_head(text, numeral.start, floor, home)
    start, negative, tail = _enclose(text, numeral, head, limit, home)
    glued = start == numeral.start and start > floor
    joined = 0 < floor == start - 1  # a hyphen or a slash behind another number: "JPY3-5 billion"
    if (glued and _hangs_in_front(text, numeral, tail, joined=joined)) or _measures_nothing(
        text, numeral, start, tail, limit
    ):
        return None
    behind = Qualifier.OVER if tail.plus else read_hedge_behind(text, tail.end)
    return Quantity(
        start=start,
        end=tail.end,
        number_start=numeral.start,
        number_end=numeral.end,
        magnitude=-numeral.value if negative or head.minus else numeral.value,
        signed=negative or head.signed,
        scale=tail.scale,
        places=numeral.places,
        unit=tail.unit,
        kind=tail.kind,
        counted=tail.counted,
        qualifier=read_hedge_before(text, start) or behind,
    )


def _enclose(text: str, numeral: Numeral, head: Head, limit: int, home: str | None) -> tuple[int, bool, Tail]:
    """Where the number begins, whether parentheses make it negative, and its tail, which then ends behind them."""
    opens = head.start if head.inside else head.open_start
    tail = _tail(text, numeral.end, numeral, head.money, limit=limit, home=home)
    if opens is None or (head.signed and not head.inside):
        return head.start, False, tail
    if closed := _CLOSING.match(text, numeral.end):  # (300), (37.5)%, $(72)M
        tail = _tail(text, closed.end(), numeral, head.money, limit=limit, home=home)
        if tail.kind is UnitKind.COUNT:  # (5) employees: what follows is not the number's own
            tail = Tail(closed.end(), None, UnitKind.BARE)
        return opens, True, tail
    closed = _CLOSING.match(text, tail.end)
    if closed and tail.kind is not UnitKind.COUNT and not _is_aside(text, opens, numeral.end, tail):
        return opens, True, replace(tail, end=closed.end())
    if head.inside:  # US$ (5.0% YoY): the currency belongs to something else
        return numeral.start, False, _tail(text, numeral.end, numeral, None, limit=limit, home=home)
    return head.start, False, tail


def _tail(text: str, at: int, numeral: Numeral, money: Money | None, *, limit: int, home: str | None) -> Tail:
    one = numeral.value == 1 and numeral.places == 0
    tail = read_tail(text, at, money, home, one=one, year=_is_year(numeral))
    return tail if tail.end <= limit else read_tail(text[:limit], at, money, home, one=one, year=_is_year(numeral))


def _is_aside(text: str, opens: int, digits_end: int, tail: Tail) -> bool:
    """Whether parentheses say the same in other words, or add to it, rather than mean a minus.

    Prose spells its units: "9 months (JPY3,682 million)"; tables shorten them: "($18M)". A multiple is never a loss.
    """
    before = text[max(0, opens - _REACH_OF_A_VERB) : opens].rstrip()
    if not before or _LEADS_TO_AN_AMOUNT.search(before):
        return False
    return tail.kind is UnitKind.RATIO or _SPELLED.search(text, digits_end, tail.end) is not None


def _hangs_in_front(text: str, numeral: Numeral, tail: Tail, *, joined: bool) -> bool:
    """Whether what stands in front makes a number, that has nothing of its own there, part of a name."""
    if names.continues_a_word(text, numeral.start):
        return True
    if tail.kind not in _PLAIN_KINDS or joined:
        return False
    if names.is_hung_on(text, numeral.start, small=names.is_small(numeral)):
        return True
    short = numeral.places == 0 and numeral.end - numeral.start <= _LONGEST_LABEL_NUMBER
    return short and names.follows_a_label(text, numeral.start)


def _measures_nothing(text: str, numeral: Numeral, start: int, tail: Tail, limit: int) -> bool:
    """Whether a number without any unit is a name, a mark, a year or a list of digits."""
    if tail.kind is UnitKind.BARE and tail.scale is None and not tail.plus:
        return _is_bare_mark(text, numeral, start, tail.end, limit)
    return tail.kind in _PLAIN_KINDS and tail.scale is not None and names.is_months(text, numeral.start)


def _is_bare_mark(text: str, numeral: Numeral, start: int, end: int, limit: int) -> bool:
    if end < limit and names.runs_on(text, end):
        return True
    if numeral.lone_comma:
        return not _is_decimal(text, numeral, end)
    if names.is_small(numeral):
        return names.is_list_mark(text, numeral.start, numeral.end) or names.is_note_mark(text, start, end)
    return (
        _is_year(numeral)
        and start < numeral.start
        and text[start] == "("
        and bool(text[max(0, start - _REACH_OF_A_VERB) : start].strip())
    )


def _is_decimal(text: str, numeral: Numeral, end: int) -> bool:
    """Whether a comma without any unit is a decimal one: alone in its cell, or in a bracket behind another."""
    printed = text[numeral.start : numeral.end]
    if len(text) <= _LONGEST_CELL and text.strip(" \t+-") == printed:
        return True
    if _NOTES.fullmatch(printed) and text[end - 1] == ")":
        first, second = map(int, printed.split(","))
        if first < second:
            return False  # (1,2) may be the marks of two footnotes
    if len(text) <= _LONGEST_CELL and text.strip(" \t+-()") == printed:
        return True
    closed = text[numeral.end : numeral.end + 1] == ")"
    return closed and _BEHIND_DECIMAL.search(text, max(0, numeral.start - _REACH_OF_A_VERB), numeral.start) is not None


def _is_year(numeral: Numeral) -> bool:
    return numeral.places == 0 and numeral.end - numeral.start == 4 and int(numeral.value) in _YEARS
