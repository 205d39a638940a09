"""Notation: a few lines of a deck in short, the facts and cells that they stand for out.

A line is `subject[segment] period what number`, several of them joined by ` ; `, and a line that begins with `|` is a
row of a table (rows without a blank line between them are one table):

    revenue 3Q 17.5bn ; revenue 3Q yoy -4.5%      two facts on one line
    | sales[Cloud] 9M 391m ; sales[Cloud] 9M-1 380m    a row with two columns

Periods are those of fiscal 2031, which begins in April; `3Q-1` is a year earlier, `@3Q` the end of the quarter. What a
number is: nothing for a level, `share`, `yoy`, `qoq`, `vs:@2Q` for a change. Words behind the number hedge it
(`approx`, `over`) or set it apart (`adjusted`, `organic`, `target`, `previous`). A subject in quotes is a label
without a concept.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from deckfacts.contract import Basis, Comparison, Fact, Measure, Qualifier, Scenario, Source
from deckfacts.deck import CellAddress
from tests import builders

_FACT = re.compile(
    r"(?P<subject>'[^']+'|\w+)(?:\[(?P<segment>[^\]]*)\])? (?P<period>@?\w+(?:-1)?)"
    r"(?: (?P<what>share|yoy|qoq|previous_target|vs:\S+))? (?P<number>-?[\d,.]+)(?P<unit>bn|m|%|pt|people|)"
    r"(?P<flags>(?: \w+)*)"
)
_UNITS = {
    "bn": ("JPY", 9),
    "m": ("JPY", 6),
    "%": ("percent", 0),
    "pt": ("percentage_point", 0),
    "people": ("person", 0),
    "": ("JPY", 0),
}
MONTHS = {
    "1Q": (0, 3),
    "2Q": (3, 3),
    "3Q": (6, 3),
    "4Q": (9, 3),
    "1H": (0, 6),
    "2H": (6, 6),
    "9M": (0, 9),
    "FY": (0, 12),
}
"""Where each part of a year begins, in months from its first, and how many it has."""
_FIRST_MONTH, _YEAR = 4, 2031
_BASES = {"adjusted": Basis.ADJUSTED, "organic": Basis.ORGANIC}
_SCENARIOS = {"target": Scenario.TARGET, "previous": Scenario.PREVIOUS_TARGET}
_QUALIFIERS = {"approx": Qualifier.APPROXIMATELY, "over": Qualifier.OVER, "under": Qualifier.UNDER}


def deck(text: str) -> tuple[list[Fact], dict[str, CellAddress]]:
    """The facts of the lines, and where those of tables stand."""
    facts: list[Fact] = []
    cells: dict[str, CellAddress] = {}
    table, in_table = -1, False
    for number, line in enumerate(text.strip().splitlines(), start=1):
        is_row = line.strip().startswith("|")
        table += is_row and not in_table
        in_table = is_row
        for column, says in enumerate(filter(None, line.strip().removeprefix("|").split(";"))):
            fact = _fact(says.strip(), number, column, is_row=is_row)
            facts.append(replace(fact, context=line.strip().replace("_", " ")))
            if is_row:
                cells[fact.fact_id] = CellAddress(table, number, column)
    return facts, cells


def _fact(says: str, line: int, column: int, *, is_row: bool) -> Fact:
    found = _FACT.fullmatch(says)
    if found is None:
        raise ValueError(f"not in the notation: {says!r}")
    unit, scale = _UNITS[found["unit"]]
    number = Decimal(found["number"].replace(",", ""))
    start, end = _period(found["period"])
    flags = found["flags"].split()
    label = found["subject"].strip("'")
    fact = builders.fact(
        fact_id=f"{line:02}-{column}",
        concept=None if found["subject"].startswith("'") else found["subject"],
        label=label.replace("_", " "),
        segment=found["segment"],
        period_start=start,
        period_end=end,
        value=number.scaleb(scale),
        decimals=-number.as_tuple().exponent - scale,
        unit=unit,
        line=line,
        source=Source.TABLE if is_row else Source.BULLET,
        printed=says.split(" ", 1)[1],
        basis=_one(flags, _BASES),
        scenario=_one(flags, _SCENARIOS) or Scenario.ACTUAL,
        qualifier=_one(flags, _QUALIFIERS),
    )
    return _compared(fact, found["what"], found["period"])


def _one(flags: list[str], meanings: Mapping[str, object]) -> object:
    return next((meanings[flag] for flag in flags if flag in meanings), None)


def _compared(fact: Fact, what: str | None, period: str) -> Fact:
    if what is None:
        return fact
    if what == "share":
        return replace(fact, measure=Measure.SHARE)
    measure = Measure.PERCENT_CHANGE if fact.unit == "percent" else Measure.CHANGE
    if what == "previous_target":
        comparison, base = Comparison.VS_PREVIOUS_TARGET, period
    elif what == "yoy":
        comparison, base = Comparison.YOY, f"{period}-1"
    elif what == "qoq":
        comparison, base = Comparison.QOQ, period.replace(period[-2], str(int(period[-2]) - 1))
    else:
        comparison, base = Comparison.VS_DATE, what.removeprefix("vs:")
    base_start, base_end = _period(base)
    return replace(fact, measure=measure, comparison=comparison, base_start=base_start, base_end=base_end)


def _period(name: str) -> tuple[date | None, date]:
    year = _YEAR - name.endswith("-1")
    first, months = MONTHS[name.removeprefix("@").removesuffix("-1")]
    start, end = _month(year, first), _month(year, first + months) - timedelta(days=1)
    return (None if name.startswith("@") else start), end


def _month(year: int, offset: int) -> date:
    month = _FIRST_MONTH - 1 + offset
    return date(year + month // 12, month % 12 + 1, 1)
