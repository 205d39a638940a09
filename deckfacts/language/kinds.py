"""Kinds: the families of units, told from the unit itself."""

from enum import StrEnum

from deckfacts.language.rates import BASIS_POINT, PERCENT, PERCENTAGE_POINT, RATIO

PER_SHARE_SUFFIX = "/share"


class UnitKind(StrEnum):
    """What family a unit belongs to; `bare` says that no unit is printed."""

    MONEY = "money"
    PER_SHARE = "per_share"
    PERCENT = "percent"
    POINTS = "points"
    RATIO = "ratio"
    COUNT = "count"
    BARE = "bare"


RATE_KINDS: dict[str, UnitKind] = {
    PERCENT: UnitKind.PERCENT,
    PERCENTAGE_POINT: UnitKind.POINTS,
    BASIS_POINT: UnitKind.POINTS,
    RATIO: UnitKind.RATIO,
}


def money_unit(currency: str | None, *, per_share: bool) -> str | None:
    """The unit of an amount: the currency's code, with `/share` behind it for an amount per share."""
    return None if currency is None else currency + (PER_SHARE_SUFFIX if per_share else "")
