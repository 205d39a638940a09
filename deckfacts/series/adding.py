"""Adding: which figures of shorter periods make that of a longer one, and which periods make it up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from deckfacts.concepts import catalogue
from deckfacts.contract import is_currency_code

MOST_PARTS = 4
"""A year has four quarters; longer chains of shorter periods tell nothing more."""

NOT_ADDED_UP = frozenset(
    {
        "addressable_market",
        "arpu",
        "average_basket",
        "average_daily_rate",
        "average_selling_price",
        "customer_acquisition_cost",
        "revenue_per_employee",
        "revpar",
        "same_store_noi",
        "same_store_sales",
        "sales_per_area",
        "unit_cost",
        "unit_revenue",
    }
)
"""Money over a period that is an average, a rate, or of shops that are not the same each time."""

Days = tuple[date, date]

_AVERAGED = re.compile(
    r"\b(?:averages?|avg|mean|median|per|each|rates?|prices?|annuali[sz]ed|run[- ]rate|ltm|ttm|trailing)\b"
    r"|平均|単価|当たり",
    re.IGNORECASE,
)


def adds_up(concept: str | None, unit: str) -> bool:
    """Whether shorter periods of a concept make the longer one: flows of money do, averages and rates do not."""
    found = catalogue().get(concept) if concept else None
    return (
        found is not None
        and found.period_type == "duration"
        and found.name not in NOT_ADDED_UP
        and is_currency_code(unit)
    )


def may_add_up(concept: str | None, label: str, unit: str) -> bool:
    """As `adds_up`, and for a line that no concept is known of, whether its label says nothing of an average."""
    if concept is not None:
        return adds_up(concept, unit)
    return is_currency_code(unit) and _AVERAGED.search(label) is None


def tilings(
    start: date, end: date, stated: Mapping[Days, object], parts: int = MOST_PARTS
) -> Iterator[tuple[Days, ...]]:
    """The ways to fill a stretch of days with stated periods, one after the other, those of the fewest parts first."""
    yield from sorted(_tilings(start, end, sorted(stated), parts), key=len)


def _tilings(start: date, end: date, stated: Sequence[Days], parts: int) -> Iterator[tuple[Days, ...]]:
    for days in stated if parts else ():
        if days[0] != start or days[1] > end:
            continue
        if days[1] == end:
            yield (days,)
        else:
            for rest in _tilings(days[1] + timedelta(days=1), end, stated, parts - 1):
                yield (days, *rest)
