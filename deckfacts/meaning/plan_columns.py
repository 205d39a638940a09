"""Plan columns: of the columns of an outlook, which print the plan as it is now and which the one that it replaced."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from deckfacts.contract import Comparison, Measure, Scenario
from deckfacts.language.dates import read_date
from deckfacts.language.fiscal import Period
from deckfacts.language.horizons import stands_undated
from deckfacts.language.scenarios import Version, read_version
from deckfacts.meaning.column import Column
from deckfacts.meaning.grid import Grid, Head
from deckfacts.meaning.horizons import leads_undated
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.timing import lead_period, year_ahead

_PLANS = (Scenario.TARGET, Scenario.PREVIOUS_TARGET)
_SCENARIOS = {Version.OLDER: Scenario.PREVIOUS_TARGET, Version.NEWER: Scenario.TARGET}
_ONLY_SAID_ON = re.compile(
    r"\W*(?:(?:as\s+(?:of|at)|at|on|of|issued|given|dated|announced|provided)\W*)*", re.IGNORECASE
)
"""All that a header says beside the day on which a plan was made: "As of May 7"."""

_AS_OF = re.compile(r"^(?:as\s+(?:of|at)|at|on)\s+")

_GIVEN = re.compile(r"\bguidance\b|\boutlook\b", re.IGNORECASE)
"""What is given in a month ("Guidance July 2025"); a target or a budget can be for one ("Target Jun-25")."""


def with_plans(columns: dict[int, Column], grid: Grid, leads: LeadStack, setting: Setting) -> dict[int, Column]:
    """The columns with the scenarios of an outlook: the plan now, the plans before, and the change between them."""
    of_plans = is_of_plans(columns, grid, leads, setting)
    if of_plans:
        columns = _with_versions(_with_days_of_plans(columns, setting), grid, leads, setting)
    columns = _with_older_forecasts(_with_years_of_plans(columns), grid, leads, setting)
    return _with_revisions(columns) if of_plans else columns


def is_of_plans(columns: dict[int, Column], grid: Grid, leads: LeadStack, setting: Setting) -> bool:
    """Whether a table speaks of plans: by a header, its corner or what stands above it, or by what lies ahead."""
    corner = grid.corner.scenario if grid.corner else None
    said = {corner or leads.first(lambda phrase: phrase.scenario), *(column.scenario for column in columns.values())}
    if not said.isdisjoint(_PLANS):
        return True
    rows = [label.own.period for label in grid.labels.values() if label.own]
    dated = (*rows, *(column.period for column in columns.values()), lead_period(leads, setting))
    return any(_lies_ahead(period, setting) for period in dated)


def _lies_ahead(period: Period | None, setting: Setting) -> bool:
    current = setting.current
    return period is not None and period.start is not None and current is not None and period.end > current.end


def _with_versions(columns: dict[int, Column], grid: Grid, leads: LeadStack, setting: Setting) -> dict[int, Column]:
    """ "Previous" beside "Updated": what the headers leave out, as the table or the slide is about plans."""
    levels = {index: column for index, column in columns.items() if column.head and not _measures(column)}
    versions = {index: version for index, column in levels.items() if (version := _version_of(column))}
    others = [levels[index].scenario for index in levels if versions.get(index) is not Version.OLDER]
    if Version.OLDER not in versions.values() or all(other is Scenario.ACTUAL for other in others):
        return columns
    dated = any(planned_for(levels[index].period) for index in versions)
    ahead = None if dated else year_of_plans(others, grid, leads, setting)
    planned = {
        index: replace(
            columns[index],
            scenario=_SCENARIOS[version],
            period=planned_for(columns[index].period) or ahead,
        )
        for index, version in versions.items()
    }
    return columns | planned


def _measures(column: Column) -> bool:
    return column.is_change or column.measure is Measure.SHARE


def _version_of(column: Column) -> Version | None:
    """The version of a plan that a column's header names: by a word alone, or as a whole ("Prior guidance")."""
    if column.head is None or column.scenario in (Scenario.ACTUAL, Scenario.ESTIMATE):
        return None
    named = (read_version(part.bare) for part in (*column.head.parts, column.head.whole))
    version = next((found for found in named if found), None)
    told = {Scenario.PREVIOUS_TARGET: Version.OLDER, Scenario.TARGET: Version.NEWER}
    return version or (told.get(column.scenario) if column.scenario else None)


def planned_for(period: Period | None) -> Period | None:
    """The period of a plan's header; the day on which it was made, "Prior (May 1)", is none."""
    return None if period and period.start is None and period.fiscal_period is None else period


def year_of_plans(others: Iterable[Scenario | None], grid: Grid, leads: LeadStack, setting: Setting) -> Period | None:
    """What plans are of whose headers don't say it: what the lines above name, else the year ahead; null for unknown.

    Rows can date them, and beside what was reached ("Actual") they can be those of the period that has ended.
    """
    above = lead_period(leads, setting)
    if any(phrase.period for phrase in grid.row_phrases()):
        return None
    if _lies_ahead(above, setting):
        return above
    if Scenario.ACTUAL in others:
        return None
    return year_ahead(setting.current, setting) if setting.current else None


def _with_revisions(columns: dict[int, Column]) -> dict[int, Column]:
    """A "Change" beside the plan now and the plan before, that names nothing else, is of one against the other."""
    revised = dict(columns)
    levels = [column.scenario for column in columns.values() if column.head and not _measures(column)]
    before: list[Scenario | None] = []
    for index, column in columns.items():
        if not _measures(column):
            before.append(column.scenario)
        unsaid = column.comparison is None and column.base is None and column.period is None
        if column.is_change and unsaid and set((before or levels)[-2:]) == set(_PLANS):
            comparison = Comparison.VS_PREVIOUS_TARGET
            revised[index] = replace(column, comparison=comparison, scenario=column.scenario or Scenario.TARGET)
    return revised


def _with_days_of_plans(columns: dict[int, Column], setting: Setting) -> dict[int, Column]:
    """Columns headed by nothing but days on which no period ends are plans as they were on these days."""
    days = {
        index: column
        for index, column in columns.items()
        if column.head and column.scenario is None and not _measures(column) and _is_day_of_a_plan(column, setting)
    }
    if len(days) < 2:  # a pair makes the older one
        return columns
    return columns | {index: replace(day, scenario=Scenario.TARGET, period=None) for index, day in days.items()}


def _is_day_of_a_plan(column: Column, setting: Setting) -> bool:
    dated = column.period is not None and planned_for(column.period) is None
    if column.head is None or not dated or not _ONLY_SAID_ON.fullmatch(column.head.whole.bare):
        return False
    day = _said_on(column.head, setting)
    return day is not None and (setting.published is None or day <= setting.published)


def _with_years_of_plans(columns: dict[int, Column]) -> dict[int, Column]:
    """A replaced forecast that prints no year ("Prior outlook") is of the year of the one that replaced it."""
    planned = {column.period for column in columns.values() if column.scenario is Scenario.TARGET and column.period}
    if len(planned) != 1:
        return columns
    year = next(iter(planned))
    return {index: replace(column, period=year) if _lacks_year(column) else column for index, column in columns.items()}


def _lacks_year(column: Column) -> bool:
    return column.scenario is Scenario.PREVIOUS_TARGET and column.period is None and not column.is_change


def _with_older_forecasts(
    columns: dict[int, Column], grid: Grid, leads: LeadStack, setting: Setting
) -> dict[int, Column]:
    """Of forecasts for one period, those dated before the last one are the previous ones.

    Where they print no period, all of them are of the one that the table's plans are of.
    """
    dated: dict[Period | None, dict[int, date]] = {}
    for index, column in columns.items():
        day = _said_on(column.head, setting) if column.scenario is Scenario.TARGET and column.head else None
        if day:
            dated.setdefault(column.period, {})[index] = day
    older = {index for days in dated.values() for index, day in days.items() if day < max(days.values())}
    undated = set(dated.get(None, {}))
    undated = undated if older & undated and not _stands_undated(grid, leads) else set()
    others = [column.scenario for index, column in columns.items() if index not in undated]
    ahead = year_of_plans(others, grid, leads, setting) if undated else None
    planned = {
        index: replace(column, period=ahead) if index in undated else column for index, column in columns.items()
    }
    return {
        index: replace(column, scenario=Scenario.PREVIOUS_TARGET) if index in older else column
        for index, column in planned.items()
    }


def _stands_undated(grid: Grid, leads: LeadStack) -> bool:
    """Whether a row or a heading calls its plans long-term ones, which have no year."""
    return leads_undated(leads) or any(stands_undated(phrase.scan.folded) for phrase in grid.row_phrases())


def _said_on(head: Head, setting: Setting) -> date | None:
    """The day that a header prints beside what it heads, or the first of its month: when the forecast was made."""
    for mention in head.whole.scan.mentions:
        printed = _AS_OF.sub("", head.whole.scan.folded[mention.start : mention.end].strip("()[] ").lower())
        day = read_date(printed, setting.published)
        if mention.is_date and day and day.day:
            return day.at_or_before(setting.published or date.max).first() if day.year is None else day.first()
        month = mention.is_date and day is not None and day.year is not None and _GIVEN.search(head.whole.scan.folded)
        if month and day and setting.published and day.first() <= setting.published:
            return day.first()
    return None
