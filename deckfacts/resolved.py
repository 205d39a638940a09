"""Resolved: which deck's word counts, from the vintages of each data point, with all that was printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from deckfacts.pinned import Pinned
from deckfacts.reader import keep, read_rows
from deckfacts.schema import schema_of

COLUMNS: Final = (
    *schema_of("facts").names,
    *("series_id", "series_label", "series_segment", "known_from", "vintage", "standing", "contested"),
)
"""The columns of a resolved fact: those of `facts`, and what its series adds; `first_value` comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: as of which day (null: by all decks), every vintage or the last, of which segment."""

    as_of: date | None = None
    every: bool = False
    quarterly: bool = False
    segment: str | None = None


def read_resolved(found: Pinned, question: Question, wanted: Mapping[str, str | int | bool | None]) -> pa.Table:
    """The facts that stand for the data points asked for, ordered by series and time.

    `wanted` is what columns of `facts` must hold.
    """
    company = {"company": wanted["company"]} if "company" in wanted else {}
    known = known_by(read_rows(found, "observations", company), question.as_of)
    counted = known if question.every else holding_on(known, question.as_of)
    table = _with_first_values(counted, known).select([*COLUMNS, "first_value"])
    for column, value in wanted.items():
        if not question.quarterly or column not in {"fiscal_year", "fiscal_period"}:
            table = keep(table, column, value)
    table = _of_segment(table, question.segment)
    if question.quarterly:
        from deckfacts.quarters import with_quarters  # noqa: PLC0415  needs the catalogue of concepts

        table = with_quarters(table)
        for column in {"fiscal_year", "fiscal_period"} & wanted.keys():
            table = keep(table, column, wanted[column])
    order = ("company", "series_label", "series_id", "period_end", "period_start", "vintage")
    return table.sort_by([(column, "ascending") for column in order])


def known_by(observations: pa.Table, as_of: date | None) -> pa.Table:
    """The vintages that were known on a day: by the decks published until then, that day included; all without one."""
    if as_of is None:
        return observations
    return observations.filter(pc.less_equal(observations["known_from"], pa.scalar(as_of, pa.date32())))


def holding_on(known: pa.Table, as_of: date | None) -> pa.Table:
    """Of the vintages known by a day the last of each data point; the latest of all without one."""
    if as_of is None:
        return known.filter(known["latest"])
    return known.filter(pc.fill_null(pc.greater(known["known_until"], pa.scalar(as_of, pa.date32())), fill_value=True))


def _with_first_values(counted: pa.Table, known: pa.Table) -> pa.Table:
    """The vintages that count, each with the first value that its data point had, as far as was known."""
    ordered = known.sort_by([("point_id", "ascending"), ("vintage", "ascending")])
    # The first match of a point among its vintages in order is its first one.
    first = pc.index_in(counted["point_id"], value_set=ordered["point_id"])
    return counted.append_column("first_value", ordered["value"].take(first))


def _of_segment(table: pa.Table, segment: str | None) -> pa.Table:
    """The series of a segment by any name that it is printed under or has now; the whole company by none."""
    if segment is None:
        return table
    if not segment:
        return keep(table, "segment", None)
    either = pc.or_kleene(pc.equal(table["segment"], segment), pc.equal(table["series_segment"], segment))
    named = table.filter(pc.fill_null(either, fill_value=False))["series_segment"]
    return table.filter(pc.is_in(table["series_segment"], value_set=named.combine_chunks().unique()))
