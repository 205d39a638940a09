"""Quarter heads: headers that print a quarter and leave its year to the header before them become whole periods.

Axes and tables that run over years print the year once: "23/3期 2Q", "3Q", "4Q", "24/3期 1Q", or "Q1 2024", "Q2".
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from deckfacts.contract import FiscalPeriod
from deckfacts.language.fiscal import Period
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.setting import Setting

_LONE = re.compile(
    r"^\W*(?:(?P<q>[1-4])\s?Q|Q\s?(?P<r>[1-4])|第(?P<j>[1-4])四半期|(?P<h>[12])\s?H|H\s?(?P<i>[12]))\W*$", re.IGNORECASE
)
_QUARTERS = {FiscalPeriod.Q1: 1, FiscalPeriod.Q2: 2, FiscalPeriod.Q3: 3, FiscalPeriod.Q4: 4}
_HALVES = {FiscalPeriod.H1: 1, FiscalPeriod.H2: 2}


def with_years(heads: Mapping[int, Phrase], setting: Setting) -> dict[int, Phrase]:
    """The headers by column, those that print a lone quarter or half dated by the ones to their left."""
    dated: dict[int, Phrase] = {}
    last: Period | None = None
    for column, phrase in sorted(heads.items()):
        lone = _LONE.match(phrase.scan.folded)
        found = _next(last, lone, setting) if lone and last else phrase.period
        dated[column] = replace(phrase, period=found) if found and lone and last else phrase
        last = found if (lone and last) or _has_year(phrase) else None
    return dated


def _has_year(phrase: Phrase) -> bool:
    part = phrase.period.fiscal_period if phrase.period else None
    return (part in _QUARTERS or part in _HALVES) and not _LONE.match(phrase.scan.folded)


def _next(last: Period, lone: re.Match[str], setting: Setting) -> Period | None:
    """The quarter or half of that number that comes after the last one."""
    if last.fiscal_year is None or last.fiscal_period is None:
        return None
    quarter, half = lone["q"] or lone["r"] or lone["j"], lone["h"] or lone["i"]
    if quarter and last.fiscal_period in _QUARTERS:
        before, number, part = _QUARTERS[last.fiscal_period], int(quarter), setting.calendar.quarter
    elif half and last.fiscal_period in _HALVES:
        before, number, part = _HALVES[last.fiscal_period], int(half), setting.calendar.half
    else:
        return None
    return part(last.fiscal_year + (number <= before), number)
