"""Quantity: one printed number with everything that is printed with it, and where each part stands."""

from dataclasses import dataclass
from decimal import Decimal

from deckfacts.contract import Bound, Qualifier
from deckfacts.language.kinds import UnitKind


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number. Positions are half-open and hold in the text as it was given.

    `text[start:end]` is the number as printed, with sign, parentheses, currency, scale word and unit, but without
    hedges and words of direction; `text[number_start:number_end]` are its digits with separators and decimal point.
    `magnitude` is not scaled and has the printed sign (minus, parentheses, ▲, △); `scale` is the power of ten that is
    printed with it, -2 for cents and pence, null for none; `places` are the digits behind the point. `unit` is an ISO
    4217 code, the same with `/share`, `percent`, `percentage_point`, `basis_point`, `ratio` or a counted noun in the
    singular; null for a bare number, or for a currency sign that several countries share ("kr"). `counted` is the
    counted phrase as printed. `bound` is set for both ends of a range.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    magnitude: Decimal
    signed: bool
    scale: int | None
    places: int
    unit: str | None
    kind: UnitKind
    counted: str | None = None
    qualifier: Qualifier | None = None
    bound: Bound | None = None

    @property
    def value(self) -> Decimal:
        """The magnitude in the base unit, as far as the number itself says: scaled by its own scale word only."""
        return self.magnitude.scaleb(self.scale or 0)

    @property
    def decimals(self) -> int:
        """XBRL's decimals of `value`: JPY1,844 million is -6, 37.5% is 1, 70.5 cents is 3."""
        return self.places - (self.scale or 0)
