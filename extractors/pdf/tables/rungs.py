"""Rungs: level rules and edges of areas that are as long as each other, one below the other, make ladders."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pdf.tables.rules import Rule, Rules

SAME_END = 4.0
"""Points by which the ends of a table's rules may differ."""
FEWEST = 3
"""Rungs of a ladder at least: two enclose one row, as the rules over and under a slide's contents do."""
NARROWEST = 60.0
"""Points from side to side of a table of two short columns."""
MOST = 1500
"""Level rules of a page that are looked at; a map or a hatched chart has more, no table has."""


@dataclass(frozen=True, slots=True)
class Rungs:
    """Rungs of one ladder from top to bottom, and its sides."""

    x0: float
    x1: float
    ats: tuple[float, ...]


def find_rungs(rules: Rules) -> list[Rungs]:
    """The ladders of a page."""
    wide = [rule for rule in rules.horizontal if rule.length >= NARROWEST]
    if len(wide) > MOST:
        return []
    groups: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in wide:
        groups[_near(rule, groups)].append(rule)
    found = [_rungs(group) for group in groups.values()]
    return [rungs for rungs in found if len(rungs.ats) >= FEWEST]


def _near(rule: Rule, groups: dict[tuple[int, int], list[Rule]]) -> tuple[int, int]:
    """The place of the group that a rule belongs to: that of one whose ends are near, or its own."""
    start, end = round(rule.start / SAME_END), round(rule.end / SAME_END)
    for key in ((start + i, end + j) for i in (0, -1, 1) for j in (0, -1, 1)):
        if key in groups:
            first = groups[key][0]
            if abs(first.start - rule.start) <= SAME_END and abs(first.end - rule.end) <= SAME_END:
                return key
    return start, end


def _rungs(group: Sequence[Rule]) -> Rungs:
    ats: list[float] = []
    for rule in group:
        if not ats or rule.at - ats[-1] > SAME_END:
            ats.append(rule.at)
    return Rungs(min(rule.start for rule in group), max(rule.end for rule in group), tuple(ats))
