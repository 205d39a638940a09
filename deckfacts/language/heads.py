"""Heads: everything printed in front of a number's digits that belongs to it: parenthesis, sign, currency."""

import re
from dataclasses import dataclass

from deckfacts.language.currencies import Money, read_mark

_MINUS = frozenset("-▲△")
_SIGNS = frozenset("-+▲△±")
_TRIANGLES = frozenset("▲△")
_OPENING = frozenset("(")
_MARK = re.compile(r"(?P<mark>[A-Za-z.]{0,4}[$€£¥₩₹₽₺₫฿₱₪₦₴₸](?:mn|bn|m|US)?|(?<![A-Za-z])(?:[A-Za-z]{1,6}\.?))[ ]?\Z")
_CURRENCY_SIGNS = frozenset("$€£¥₩₹₽₺₫฿₱₪₦₴₸")
_ENDS_NO_MARK = frozenset("\t\n(),;:%")
_LONGEST_MARK = 8
"""Characters of the longest mark, "USD mn" glued, with a space behind it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is printed in front of a number: where it begins, the currency, the sign.

    `start` leaves out a parenthesis that opens in front of everything; `open_start` is where that parenthesis stands,
    null if there is none, and `inside` says that it stands behind the currency instead ("$(72)"). `minus` tells of a
    printed minus or triangle, `signed` of any printed sign.
    """

    start: int
    money: Money | None = None
    open_start: int | None = None
    inside: bool = False
    minus: bool = False
    signed: bool = False


def read_head(text: str, at: int, floor: int, home: str | None) -> Head:
    """The head of the number whose digits begin at `at`, taking nothing in front of `floor`."""
    start, sign = _read_sign(text, at, floor)
    opened = _step_back(text, start, floor, _OPENING)
    inside = False
    money, mark_start = _read_money(text, opened, floor, home)
    if money is not None:
        inside = opened < start
        start, sign_outside = _read_sign(text, mark_start, floor)
        sign = sign or sign_outside
        opened = start if inside else _step_back(text, start, floor, _OPENING)
    open_start = opened if opened < start else None
    return Head(start, money, open_start, inside, sign in _MINUS, sign in _MINUS or sign == "+")


def _read_sign(text: str, at: int, floor: int) -> tuple[int, str]:
    """Walk left over a sign: the new start, and the sign or ""."""
    start = _step_back(text, at, floor, _TRIANGLES)
    if start == at and at > floor and text[at - 1] in _SIGNS and not _hyphenates(text, at - 1):
        start = at - 1
    return start, text[start] if start < at else ""


def _step_back(text: str, at: int, floor: int, marks: frozenset[str]) -> int:
    """One mark to the left, with or without a space behind it; `at` where there is none."""
    if at > floor and text[at - 1] in marks:
        return at - 1
    return at - 2 if at - 1 > floor and text[at - 1] == " " and text[at - 2] in marks else at


def _hyphenates(text: str, at: int) -> bool:
    """Whether the sign at `at` joins words or numbers instead: "COVID-19", "T+2", "5%-7%"."""
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "%)-+")


def _read_money(text: str, at: int, floor: int, home: str | None) -> tuple[Money | None, int]:
    if at <= floor or text[at - 1] in _ENDS_NO_MARK:
        return None, at
    found = _MARK.search(text, max(floor, at - _LONGEST_MARK), at)
    if found is None:
        return None, at
    mark = found["mark"]
    for skipped in range(len(mark)):
        begins = skipped == 0 or not mark[skipped - 1].isalpha() or mark[skipped] in _CURRENCY_SIGNS
        money = read_mark(mark[skipped:], home) if begins else None
        if money is not None:
            return money, found.start() + skipped
    return None, at
