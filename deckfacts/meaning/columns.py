"""Columns: what each column of values is: a level of a period, or the change, growth or share of another column."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from deckfacts.contract import Comparison, FiscalPeriod, Measure, Scenario, Source
from deckfacts.language.fiscal import Period
from deckfacts.language.scenarios import Version, read_version
from deckfacts.meaning.column import Column
from deckfacts.meaning.grid import WEEKS_OF_YEAR, Grid, Head
from deckfacts.meaning.leads import LeadKind, LeadStack
from deckfacts.meaning.phrases import MONTHS_OF_YEAR, within
from deckfacts.meaning.plan_columns import with_plans
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.timing import compare, names_stock

WEEKS_OF_QUARTER = 13
"""A week more, as in 27 or 53, makes no month more."""

_WHOLE_YEAR = re.compile(r"\b(?:full[- ]year|for the (?:full |whole )?year|annual(?:ly|i[sz]ed)?)\b", re.IGNORECASE)

_BASIS_ONLY = re.compile(
    r"^(?:(?:organic|constant|currency|currencies|comparable|like[- ]for[- ]like|lfl|fx|neutral|cc|cer|local|at|in)\b"
    r"\W*|%\W*)+$",
    re.IGNORECASE,
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+")
_FISCAL = re.compile(r"\bfy|fiscal|年|\bcy", re.IGNORECASE)
_ENDED = re.compile(r"\bend(?:ed|ing)\b|\bto\b", re.IGNORECASE)


def read_columns(grid: Grid, leads: LeadStack, setting: Setting) -> Mapping[int, Column]:
    """Read the columns from left to right; a change describes the level columns before it."""
    heads = {index: grid.heads.get(index) for index in range(grid.stub_columns, grid.width)}
    plain = {index: _read(head, setting) for index, head in heads.items()}
    plain = with_part_of_year(with_lead_months(plain, grid, leads), grid, leads, setting)
    plain = with_plans(plain, grid, leads, setting)
    columns: dict[int, Column] = {}
    levels: list[Column] = []
    seen: list[Column] = []
    changed = False
    for index, column in plain.items():
        columns[index] = column
        if column.is_change:
            columns[index] = _describe(column, _described_by(column, levels, seen), setting)
            changed = True
        elif column.period is not None:
            if changed and not _goes_on(column, levels):
                levels = []
            changed = False
            levels.append(column)
            seen.append(column)
        elif column.measure is Measure.SHARE and levels:
            scenario = column.scenario or levels[-1].scenario
            columns[index] = replace(column, period=levels[-1].period, scenario=scenario)
    return columns


def with_lead_months(columns: dict[int, Column], grid: Grid, leads: LeadStack) -> dict[int, Column]:
    """Columns headed by bare years ("2024", "2023") are of the months or the day that stands above the table."""
    dated = {index: column for index, column in columns.items() if column.period and column.head}
    above = _months_above(grid, leads)
    if above is None or not dated or not all(_is_bare_year(column) for column in dated.values()):
        return columns
    years = {index: int(_years_of(column)[0]) for index, column in dated.items()}
    return columns | {
        index: replace(column, period=above.shifted(years[index] - above.end.year)) for index, column in dated.items()
    }


def _months_above(grid: Grid, leads: LeadStack) -> Period | None:
    """The part of a year, or the day without its year, that the nearest line above a table names."""
    titles = [lead.phrase for lead in leads.nearest() if lead.kind is not LeadKind.TITLE and not lead.stated]
    dated = (phrase for phrase in (grid.corner, *titles) if phrase and phrase.period)
    phrase = next(dated, None)
    if phrase is None or phrase.period is None:
        return None
    if phrase.period.start is None:
        return None if _YEAR.search(phrase.scan.folded) else phrase.period
    short = (phrase.period.whole_months() or 0) < MONTHS_OF_YEAR
    return phrase.period if short and _ENDED.search(phrase.scan.folded) else None


def with_part_of_year(columns: dict[int, Column], grid: Grid, leads: LeadStack, setting: Setting) -> dict[int, Column]:
    """Under "Business areas, Q2", columns headed "2025" and "2024" are of that quarter of both years.

    Only where the year named last is not over and nothing is planned: what it prints can't be that of the whole year.
    More years than these two are a history, and balances have their own days.
    """
    dated = {index: column for index, column in columns.items() if column.period and column.head}
    above = _part_above(grid, leads)
    if above is None or above.fiscal_year is None or not all(_is_bare_year(column) for column in dated.values()):
        return columns
    years = {index: int(_years_of(column)[0]) - above.fiscal_year for index, column in dated.items()}
    if set(years.values()) != {0, -1} or _is_planned(columns, grid, leads) or _tells_of_years(grid):
        return columns
    current = setting.current
    whole = setting.calendar.year(above.fiscal_year)
    if current is None or not above.end <= current.end < whole.end:
        return columns
    return columns | {index: replace(column, period=above.shifted(years[index])) for index, column in dated.items()}


def _tells_of_years(grid: Grid) -> bool:
    """Whether a row says that its numbers are of a whole year: "Full-year tax rate"."""
    return any(_WHOLE_YEAR.search(phrase.scan.folded) for phrase in grid.row_phrases())


def _part_above(grid: Grid, leads: LeadStack) -> Period | None:
    """The part of a year that the nearest line above a table names, if that line is not about balances."""
    if grid.source is Source.CHART:
        return None
    above = (grid.corner, *(lead.phrase for lead in leads.nearest() if not lead.stated))
    phrase = next((phrase for phrase in above if phrase and phrase.period), None)
    if phrase is None or phrase.period is None or names_stock(phrase.scan.folded):
        return None
    part = phrase.period.start is not None and phrase.period.fiscal_period not in (None, FiscalPeriod.FY)
    return phrase.period if part else None


def _is_planned(columns: dict[int, Column], grid: Grid, leads: LeadStack) -> bool:
    """Whether a column, a row or a line above the table says that its numbers are plans."""
    said = {leads.first(lambda phrase: phrase.scenario), *(phrase.scenario for phrase in grid.row_phrases())}
    said |= {column.scenario for column in columns.values()}
    return not said <= {None, Scenario.ACTUAL}


def _is_bare_year(column: Column) -> bool:
    """Whether a header dates its column by a calendar year's digits alone."""
    period, years = column.period, _years_of(column)
    digits = [] if column.head is None else _NUMBER.findall(column.head.whole.scan.folded)
    whole = period is not None and period.fiscal_period is FiscalPeriod.FY and period.start is not None
    fiscal = column.head is None or _FISCAL.search(column.head.whole.scan.folded) is not None
    return whole and len(years) == 1 and digits == years and not fiscal


def _years_of(column: Column) -> list[str]:
    return [] if column.head is None else _YEAR.findall(column.head.whole.scan.folded)


def _goes_on(column: Column, levels: list[Column]) -> bool:
    """Whether a level goes on with the columns before it ("4Q24, 3Q24, QoQ, 4Q23, YoY") or begins new ones."""
    latest = max((level.period.end for level in levels if level.period), default=date.min)
    same_length = not levels or _length(column) == _length(levels[-1])
    return column.period is not None and column.period.end < latest and same_length


def _length(column: Column) -> int | None:
    """Months that a column is of; 0 for a day."""
    return None if column.period is None else column.period.whole_months() if column.period.start else 0


def _described_by(change: Column, levels: list[Column], seen: list[Column]) -> list[Column]:
    """The levels that a change can be of: where its header names their months ("Change, 6 months"), those alone."""
    parts = (*change.head.parts, change.head.whole) if change.head else ()
    months = next((part.period_months for part in parts if part.period_months), None)
    named = [level for level in seen if months and _length(level) == months]
    return named if len(named) > 1 else levels


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
    if scenario is Scenario.TARGET and any(read_version(part.bare) is Version.OLDER for part in head.parts):
        scenario = Scenario.PREVIOUS_TARGET
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
    weeks = next((found for part in head.parts if (found := WEEKS_OF_YEAR.fullmatch(part.scan.folded))), None)
    if weeks and period and period.fiscal_period is FiscalPeriod.FY:
        # "2025" over "26 weeks" is its first half.
        return within(period, int(weeks["weeks"]) // WEEKS_OF_QUARTER * 3, setting)
    said_on = period is not None and (period.start is None or period.fiscal_period is None)
    if period and said_on and scenario not in (None, Scenario.ACTUAL):
        named = (mention.period for mention in head.whole.scan.mentions if mention.period)
        over = (stretch for stretch in named if stretch.start and stretch.fiscal_period)
        return next(over, period if period.fiscal_period else None)
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
    named = named and not (column.head and column.head.parts[-1].period_months)
    period = column.period if named else subject.period or column.period
    base, comparison = column.base, column.comparison
    other = _other_level(subject, levels, ordered)
    if comparison is None and base is None and other and other.period and subject.period:
        base = other.period
        if base == subject.period and other.scenario is Scenario.PREVIOUS_TARGET:
            comparison = Comparison.VS_PREVIOUS_TARGET
        else:
            comparison = compare(subject.period, base, setting)
    return Column(column.head, measure, comparison, period, base, column.scenario or subject.scenario, subject.head)


def _other_level(subject: Column, levels: list[Column], ordered: list[Column]) -> Column | None:
    """The level that a change is against: the one right before it, or the next latest, of the same length."""
    alike = [level for level in ordered[1:] if _length(level) == _length(subject)]
    if levels[-1] in alike:
        return levels[-1]
    return next(iter(alike or ordered[1:]), None)
