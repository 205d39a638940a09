"""Tails: everything printed behind a number's digits that says how much of what: scale, currency, rate, noun."""

import re
from dataclasses import dataclass

from deckfacts.language.currencies import MINOR_SCALE, Money, read_currency_behind
from deckfacts.language.kinds import RATE_KINDS, UnitKind, money_unit
from deckfacts.language.nouns import read_counted
from deckfacts.language.rates import read_rate
from deckfacts.language.scales import read_scale

_PER_SHARE = re.compile(
    r"[ ]?(?:/|per[ ]|a[ ])[ ]?(?:(?:[A-Za-z-]+[ ]){0,2})"
    r"(?:share|ads|adr|stapled security|security|cdi)(?![A-Za-z])",
    re.IGNORECASE,
)
_PER_UNIT = re.compile(r"[ ]?(?:/|per[ ])[ ]?(?:unit|share)(?![A-Za-z])", re.IGNORECASE)
_PLUS = re.compile(r"\+(?![0-9])")
_MAY_GO_ON = re.compile(r"[ ]?[^\s0-9(),;:.!?\[\]|\"]|[ ](?:[2-6][GD]|\d{1,2}-[a-z]{2,6})[ ][a-z]")


@dataclass(frozen=True, slots=True)
class Tail:
    """What is printed behind a number; `end` is where it ends, `plus` says that a "+" makes the number a floor."""

    end: int
    unit: str | None
    kind: UnitKind
    scale: int | None = None
    counted: str | None = None
    plus: bool = False


def read_tail(text: str, at: int, head: Money | None, home: str | None, *, one: bool, year: bool) -> Tail:
    """The tail of the number whose digits end at `at`; `head` is the currency printed in front of it, if any."""
    start, at = at, _skip_plus(text, at)
    plus = at > start
    if not _MAY_GO_ON.match(text, at):
        return _money_tail(text, at, head, None, plus=plus) if head else Tail(at, None, UnitKind.BARE, None, None, plus)
    behind = None if head or text[at] == "%" else read_currency_behind(text, at, home)
    if behind:
        return _money_behind(text, behind, None, plus=plus)
    if head is None and (rate := read_rate(text, at)):
        unit, end = rate
        after = _skip_plus(text, end)
        return Tail(after, unit, RATE_KINDS[unit], None, None, plus or after > end)
    scale = read_scale(text, at, money=head is not None)
    if scale:
        return _scaled_tail(text, scale, head, home, plus=plus)
    if head:
        return _money_tail(text, at, head, None, plus=plus)
    return _counted_tail(text, at, None, plus=plus, one=one, year=year)


def _skip_plus(text: str, at: int) -> int:
    return at + 1 if _PLUS.match(text, at) else at


def _scaled_tail(text: str, scale: tuple[int, int], head: Money | None, home: str | None, *, plus: bool) -> Tail:
    power, at = scale
    end = _skip_plus(text, at)
    plus = plus or end > at
    if head:
        return _money_tail(text, end, head, power, plus=plus)
    behind = read_currency_behind(text, end, home)
    if behind:
        return _money_behind(text, behind, power, plus=plus)
    return _counted_tail(text, end, power, plus=plus, one=False, year=False)


def _money_behind(text: str, behind: tuple[Money, int], power: int | None, *, plus: bool) -> Tail:
    money, end = behind
    if power is None and money.scale is None and (scale := read_scale(text, end, money=True)):
        power, end = scale  # 345 SEK m
    return _money_tail(text, end, money, power, plus=plus)


def _money_tail(text: str, at: int, money: Money, power: int | None, *, plus: bool) -> Tail:
    scale = power if money.scale is None else money.scale + (power or 0)
    behind = _PER_SHARE.match(text, at) or (_PER_UNIT.match(text, at) if scale == MINOR_SCALE else None)
    per_share = money.per_share or behind is not None
    kind = UnitKind.PER_SHARE if per_share else UnitKind.MONEY
    return Tail(behind.end() if behind else at, money_unit(money.unit, per_share=per_share), kind, scale, None, plus)


def _counted_tail(text: str, at: int, power: int | None, *, plus: bool, one: bool, year: bool) -> Tail:
    counted = read_counted(text, at, one=one, year=year)
    if counted is None:
        return Tail(at, None, UnitKind.BARE, power, None, plus)
    return Tail(counted.end, counted.unit, UnitKind.COUNT, power, counted.phrase, plus)
