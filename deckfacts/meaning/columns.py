"""Columns: what each column of values is: a level of a period, or the change, growth or share of another column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from deckfacts.contract import Comparison, Measure, Scenario
from deckfacts.language.dates import read_date
from deckfacts.language.fiscal import Period
from deckfacts.meaning.grid import Grid, Head
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.timing import compare

_BASIS_ONLY = re.compile(
    r"^(?:(?:organic|constant|currency|currencies|comparable|like[- ]for[- ]like|lfl|fx|neutral|cc|cer|local|at|in)\b"
    r"\W*|%\W*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """What holds for the numbers of a column; `described` heads the column of levels that a change is of."""

    head: Head | None
    measure: Measure | None
    comparison: Comparison | None
    period: Period | None
    base: Period | None
    scenario: Scenario | None
    described: Head | None = None


def read_columns(grid: Grid, setting: Setting) -> Mapping[int, Column]:
    """Read the columns from left to right; a change describes the level columns before it."""
    columns: dict[int, Column] = {}
    levels: list[Column] = []
    changed = False
    for index in range(grid.stub_columns, grid.width):
        head = grid.heads.get(index)
        column = _read(head, setting)
        if column.measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) or column.comparison or column.base:
            column = _describe(column, levels, setting)
            changed = True
        elif column.period is not None:
            if changed and not _is_earlier(column, levels):
                levels = []
            changed = False
            levels.append(column)
        elif column.measure is Measure.SHARE and levels:
            column = Column(head, column.measure, None, levels[-1].period, None, column.scenario or levels[-1].scenario)
        columns[index] = column
    return _with_older_forecasts(columns, setting)


def _with_older_forecasts(columns: dict[int, Column], setting: Setting) -> dict[int, Column]:
    """Of forecasts for one period, those dated before the last one are the previous ones."""
    dated: dict[Period | None, dict[int, date]] = {}
    for index, column in columns.items():
        day = _said_on(column.head, setting) if column.scenario is Scenario.TARGET and column.head else None
        if day:
            dated.setdefault(column.period, {})[index] = day
    older = {index for days in dated.values() for index, day in days.items() if day < max(days.values())}
    return {
        index: replace(column, scenario=Scenario.PREVIOUS_TARGET) if index in older else column
        for index, column in columns.items()
    }


def _said_on(head: Head, setting: Setting) -> date | None:
    """The day that a header prints beside what it heads: when the forecast was made."""
    for mention in head.whole.scan.mentions:
        day = read_date(head.whole.scan.folded[mention.start : mention.end].strip("()[] ").lower(), setting.published)
        if mention.is_date and day and day.day:
            return day.at_or_before(setting.published or date.max).first() if day.year is None else day.first()
    return None


def _is_earlier(column: Column, levels: list[Column]) -> bool:
    """Whether a level goes on with the columns before it ("4Q24, 3Q24, QoQ, 4Q23, YoY") or begins new ones."""
    latest = max((level.period.end for level in levels if level.period), default=date.min)
    return column.period is not None and column.period.end < latest


def _recency(level: Column) -> tuple[date, bool]:
    """Later periods first; of two that are the same, the new forecast before the old."""
    return (level.period.end if level.period else date.min), level.scenario is not Scenario.PREVIOUS_TARGET


def _read(head: Head | None, setting: Setting) -> Column:
    if head is None:
        return Column(None, None, None, None, None, None)
    nearest_first = (*reversed(head.parts), head.whole)
    measure = next((part.measure for part in nearest_first if part.measure), None)
    comparison = next((part.comparison for part in nearest_first if part.comparison), None)
    scenario = next((part.scenario for part in nearest_first if part.scenario), None)
    if measure is None and comparison is None and head.whole.basis and _BASIS_ONLY.match(head.whole.bare):
        # "Organic" beside a column of changes is the organic change.
        measure = Measure.PERCENT_CHANGE
    if measure is Measure.SHARE and head.whole.period:
        # "% of Revenues 3Q08" over "80.8% 14.2": the header has two parts, the level needs no words.
        return Column(head, None, None, head.whole.period, None, scenario)
    return Column(head, measure, comparison, _dated(head, scenario, setting), head.whole.base, scenario)


def _dated(head: Head, scenario: Scenario | None, setting: Setting) -> Period | None:
    """The header's period; the day on which a forecast was made ("Prior guidance (May 1, 2025)") is none."""
    period = head.whole.period
    if period and period.fiscal_period is None and scenario not in (None, Scenario.ACTUAL):
        return None
    if period and period.start is not None and period.whole_months() == 1:
        # "Dec 2014" over a column of figures is the day that the month ends.
        return setting.calendar.instant(period.end)
    return period


def _describe(column: Column, levels: list[Column], setting: Setting) -> Column:
    """A change without a period of its own is that of the latest level column before it, against the next latest."""
    measure = column.measure or Measure.CHANGE
    if not levels:
        return Column(column.head, measure, column.comparison, column.period, column.base, column.scenario)
    ordered = sorted(levels, key=_recency, reverse=True)
    subject = ordered[0]
    # A span over the levels and their change ("Nine months ended 31 March") has no year: the level's own header does.
    named = column.head is not None and column.head.parts[-1].period is not None
    period = column.period if named else subject.period or column.period
    base, comparison = column.base, column.comparison
    if comparison is None and base is None and len(ordered) > 1 and ordered[1].period and subject.period:
        base = ordered[1].period
        if base == subject.period and ordered[1].scenario is Scenario.PREVIOUS_TARGET:
            comparison = Comparison.VS_PREVIOUS_TARGET
        else:
            comparison = compare(subject.period, base, setting)
    return Column(column.head, measure, comparison, period, base, column.scenario or subject.scenario, subject.head)
