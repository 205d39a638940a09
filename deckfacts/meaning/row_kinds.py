"""Row kinds: a table's rows, looked at once for what each of its cells may ask of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from deckfacts.contract import Measure
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.amounts import can_only_be_counted, names_price, names_rate, names_total
from deckfacts.meaning.grid import Grid, kind_of
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.setting import name_key

ROWS_OF_STATEMENT = 3
"""Totals that a table names which is a statement and no list of key figures."""


@dataclass(frozen=True, slots=True)
class RowKinds:
    """How many rows of a table have names, and of these: totals, prices, things that are counted, and other figures
    that are no totals of money.

    `bars` are names that several rows have which only their periods tell apart; `in_points` are rows with a number in
    points.
    """

    named: int
    totals: int
    prices: int
    counted: int
    others: int
    bars: frozenset[tuple[str, ...]]
    in_points: frozenset[int]

    @classmethod
    def of(cls, grid: Grid) -> "RowKinds":
        """Look at all rows of a table."""
        names = [label.own for label in grid.labels.values() if label.own]
        return cls(
            named=len(names),
            totals=sum(names_total(row.bare) for row in names),
            prices=sum(names_price(row.bare) for row in names),
            counted=sum(can_only_be_counted(row.bare) for row in names),
            others=sum(map(is_no_amount, names)),
            bars=_find_bars(names),
            in_points=frozenset(
                row for (row, _), cell in grid.cells.items() if cell.is_value and kind_of(cell) is UnitKind.POINTS
            ),
        )

    @property
    def are_all_prices(self) -> bool:
        """Whether what is stated for the table is stated for prices."""
        return self.prices == self.named

    @property
    def are_of_statement(self) -> bool:
        """Whether the table is one of amounts, also where a row's name says nothing."""
        return self.totals >= ROWS_OF_STATEMENT and not self.others and not self.counted

    def are_key_figures_beside(self, own: Phrase) -> bool:
        """Whether the other rows are figures of all kinds, and not parts of an amount."""
        return self.others > is_no_amount(own)


def is_no_amount(row: Phrase) -> bool:
    """Whether a row says that it is no total of money."""
    printed = row.unit is not None and row.unit.kind not in (UnitKind.MONEY, UnitKind.BARE, UnitKind.PER_SHARE)
    rate = names_rate(row.bare) and row.measure is not Measure.PERCENT_CHANGE
    return printed or rate or names_price(row.bare)


def _find_bars(names: Iterable[Phrase]) -> frozenset[tuple[str, ...]]:
    periods: dict[tuple[str, ...], set[Period]] = {}
    for name in names:
        if name.period:
            periods.setdefault(name_key(name.bare), set()).add(name.period)
    return frozenset(key for key, found in periods.items() if len(found) > 1)
