"""Plan rows: of the rows of an outlook, which print the plan as it is now, the plan before, and the change between."""

import re
from collections.abc import Mapping
from dataclasses import replace

from deckfacts.contract import Comparison, Measure, Scenario
from deckfacts.language.scenarios import Version, read_version
from deckfacts.meaning.column import Column
from deckfacts.meaning.grid import Grid, RowLabel
from deckfacts.meaning.leads import LeadStack
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.plan_columns import is_of_plans, planned_for, year_of_plans
from deckfacts.meaning.setting import Setting

_PLAN_ONLY = re.compile(
    r"(?:(?:previous|prior|former|old|original|initial|earlier|updated|current|new|revised|latest|our"
    r"|full[- ]year)\s+)*"
    r"(?:guidance|outlook|forecasts?|targets?|plan)(?:\s+range)?",
    re.IGNORECASE,
)
"""A label that says no more than that its row is a plan: "Prior guidance"."""

_CHANGE_ONLY = re.compile(r"(?:%\s*)?(?:change|difference|revision|variance|increase/decrease)(?:\s*\W?%\W?)?", re.I)
_CHANGES = (Measure.CHANGE, Measure.PERCENT_CHANGE)
_VERSIONS = {Scenario.PREVIOUS_TARGET: Version.OLDER, Scenario.TARGET: Version.NEWER}
_SCENARIOS = {version: scenario for scenario, version in _VERSIONS.items()}


def label_plan_rows(
    grid: Grid, columns: Mapping[int, Column], leads: LeadStack, setting: Setting
) -> dict[int, RowLabel]:
    """The row labels of a table whose columns are metrics and whose rows are "Previous" and "Updated" plans."""
    versions = {row: version for row, label in grid.labels.items() if (version := _version_of(label))}
    if set(versions.values()) != set(Version) or not is_of_plans(dict(columns), grid, leads, setting):
        return grid.labels
    ahead = year_of_plans([column.scenario for column in columns.values()], grid, leads, setting)
    labels = dict(grid.labels)
    for row, label in grid.labels.items():
        version, own = versions.get(row), label.own
        if own is not None and version is not None:
            period = planned_for(own.period) or ahead
            labels[row] = replace(label, own=replace(own, bare="", scenario=_SCENARIOS[version], period=period))
        elif own is not None and _is_change(own):
            compared = replace(own, bare="", scenario=Scenario.TARGET, comparison=Comparison.VS_PREVIOUS_TARGET)
            labels[row] = replace(label, own=replace(compared, period=own.period or ahead))
    return labels


def _version_of(label: RowLabel) -> Version | None:
    own = label.own
    if own is None:
        return None
    named = own.scenario is not None and _PLAN_ONLY.fullmatch(own.bare) is not None
    return read_version(own.bare) or (_VERSIONS.get(own.scenario) if named and own.scenario else None)


def _is_change(own: Phrase) -> bool:
    unsaid = own.comparison is None and own.base is None
    return own.measure in _CHANGES and unsaid and _CHANGE_ONLY.fullmatch(own.bare) is not None
