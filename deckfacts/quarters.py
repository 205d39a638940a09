"""Quarters: resolved facts in, with the quarters that follow from cumulative figures behind them.

A half year less its first quarter is the second. Only flows of money are taken apart so: an average or a balance is no
sum. What is derived names the facts that it comes from, and is as exact as the least exact of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa

from deckfacts.contract import Measure, Scenario, stable_id
from deckfacts.language.fiscal import Period, shift_months
from deckfacts.series.adding import may_add_up, tilings
from deckfacts.series.records import Standing

DERIVED_FROM: Final = pa.field("derived_from", pa.list_(pa.string()))

_PRINTED: Final = ("document_id", "source", "page", "line", "bbox", "slide_title", "printed", "context", "extractor")
_OF_VINTAGE: Final = ("known_from", "vintage", "first_value", "correction_id", "qualifier")
"""What a derived row has not: it is printed nowhere."""

_LONGER: Final = frozenset({6, 9, 12})
"""Months of the cumulative figures that quarters are taken out of."""

_BEFORE: Final = MappingProxyType({"1H": 0, "9M": 0, "FY": 0, "2H": 2})
"""Quarters of the year that went before a period."""

Days = tuple[date, date]


def with_quarters(table: pa.Table) -> pa.Table:
    """The table with a column `derived_from`, and a row more for each quarter that follows and is not printed."""
    rows = table.to_pylist()
    by_series: dict[str, dict[Days, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        if _can_be_parted(row):
            by_series[row["series_id"]][row["period_start"], row["period_end"]] = row
    derived = [row for stated in by_series.values() for row in _derive(stated)]
    nullable = pa.schema([*(pa.field(field.name, field.type) for field in table.schema), DERIVED_FROM])
    printed = table.append_column(DERIVED_FROM, pa.nulls(table.num_rows, DERIVED_FROM.type)).cast(nullable)
    return pa.concat_tables([printed, pa.Table.from_pylist(derived, schema=nullable)])


def _can_be_parted(row: Mapping[str, Any]) -> bool:
    return (
        row["period_start"] is not None
        and row["bound"] is None
        and row["measure"] == Measure.LEVEL
        and row["scenario"] == Scenario.ACTUAL
        and row["qualifier"] is None
        and may_add_up(row["concept"], row["series_label"], row["unit"])
    )


def _derive(stated: Mapping[Days, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What is contested is printed all the same, so that it is not derived; and nothing is derived from it."""
    settled = {days: row for days, row in stated.items() if not row["contested"]}
    found: dict[Days, dict[str, Any]] = {}
    for (start, end), whole in sorted(settled.items(), key=lambda one: (one[0][1] - one[0][0], one[0])):
        months = Period(start, end, None, None).whole_months()
        if months not in _LONGER:
            continue
        for quarter in _quarters(start, months):
            if quarter in stated or quarter in found:
                continue
            parts = [settled[days] for days in _rest(quarter, (start, end), settled)]
            if parts:
                found[quarter] = _row(quarter, (start, end), whole, parts)
    yield from found.values()


_ANEW = frozenset({Standing.RESTATED.value, Standing.CHANGED.value})


def _standing(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Of a derived quarter: that a figure it comes from was restated or changed, which the others may not know of."""
    return next((row["standing"] for row in rows if row["standing"] in _ANEW), None)


def _quarters(start: date, months: int) -> Iterator[Days]:
    for at in range(0, months, 3):
        yield shift_months(start, at), shift_months(start, at + 3) - timedelta(days=1)


def _rest(quarter: Days, whole: Days, stated: Mapping[Days, object]) -> tuple[Days, ...]:
    """The stated periods that make the whole less the quarter; none where they don't."""
    others = {days: row for days, row in stated.items() if days != whole}
    before = _side(whole[0], quarter[0] - timedelta(days=1), others)
    after = _side(quarter[1] + timedelta(days=1), whole[1], others)
    return () if before is None or after is None else (*before, *after)


def _side(start: date, end: date, stated: Mapping[Days, object]) -> tuple[Days, ...] | None:
    if start > end:
        return ()
    return next(tilings(start, end, stated), None)


def _row(quarter: Days, whole: Days, row: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    sources = [row["fact_id"], *(part["fact_id"] for part in parts)]
    number = (quarter[0].year - whole[0].year) * 4 + (quarter[0].month - whole[0].month) // 3 + 1
    return {
        **row,
        **dict.fromkeys((*_PRINTED, *_OF_VINTAGE)),
        "fact_id": stable_id("derived", *sources),
        "fiscal_period": f"{number + _BEFORE[row['fiscal_period']]}Q" if row["fiscal_period"] in _BEFORE else None,
        "period_start": quarter[0],
        "period_end": quarter[1],
        "value": row["value"] - sum(part["value"] for part in parts),
        "decimals": min(row["decimals"], *(part["decimals"] for part in parts)),
        "standing": _standing((row, *parts)),
        "derived_from": sources,
    }
