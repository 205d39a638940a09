"""Ladders: level rules as long as each other, one below the other, mark tables whose cells may hold words alone."""

from collections import defaultdict
from collections.abc import Sequence

from deckfacts.contract import Box
from deckfacts.deck import Cell, Table
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.items import Line
from extractors.pdf.tables.rules import Rule, Rules, Strength
from extractors.pdf.tables.values import is_period, is_value

SAME_END = 4.0
"""Points by which the ends of a table's rules may differ."""
RUNGS = 3
"""Rules that a ladder has at least: two enclose one row, as the rules over and under a slide's contents do."""
HEADER_LINES = 4
"""Lines over the first rule that may head columns."""
HEADER_GAP = 2.6
"""Ems between the feet of two of them."""
BOTH = 0.7
"""Part of the rows that must hold a label and something beside it."""
LONGEST_LABEL = 60
"""Characters; what stands left in a column of longer texts is no label."""


def find_ladders(lines: Sequence[Line], rules: Rules) -> list[Area]:
    """The areas of ladders with the lines in them, from top to bottom."""
    areas = []
    for rungs in _alike(rules.horizontal):
        box = Box(rungs[0].start, rungs[0].at, rungs[0].end, rungs[-1].at)
        inside = [at for at, line in enumerate(lines) if box.top < line.y < box.bottom and _within(line, box)]
        if len(inside) < RUNGS - 1:
            continue
        first = _first_header(lines, inside[0], box)
        chosen = tuple(_clipped(line, box) for line in lines[first : inside[-1] + 1] if _within(line, box))
        level = [rule for rule in rules.level_between(box.top, box.bottom) if rule.start < box.x1 and box.x0 < rule.end]
        upright = [
            rule for rule in rules.upright_between(box.x0, box.x1) if rule.start < box.bottom and box.top < rule.end
        ]
        drawn = tuple(rule for rule in level if rule.strength > Strength.EDGE)
        areas.append(Area(box, chosen, drawn, tuple(upright), framed=False))
    return areas


def _alike(level: Sequence[Rule]) -> list[list[Rule]]:
    """Rules of one length and place across, in groups of enough."""
    groups: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in level:
        if rule.strength > Strength.EDGE:
            groups[round(rule.start / SAME_END), round(rule.end / SAME_END)].append(rule)
    ladders = []
    for group in groups.values():
        rungs = [rule for at, rule in enumerate(group) if at == 0 or rule.at - group[at - 1].at > SAME_END]
        if len(rungs) >= RUNGS:
            ladders.append(rungs)
    return sorted(ladders, key=lambda rungs: rungs[0].at)


def _within(line: Line, box: Box) -> bool:
    return any(box.x0 - SAME_END <= item.middle <= box.x1 + SAME_END for item in line.items)


def _clipped(line: Line, box: Box) -> Line:
    return Line(tuple(item for item in line.items if box.x0 - SAME_END <= item.middle <= box.x1 + SAME_END))


def _first_header(lines: Sequence[Line], first: int, box: Box) -> int:
    """The topmost of the lines over a ladder that have several headings over it."""
    top = first
    for at in range(first - 1, max(first - 1 - HEADER_LINES, -1), -1):
        if not _within(lines[at], box):
            continue
        line = _clipped(lines[at], box)
        if len(line.items) < 2 or lines[top].baseline - line.baseline > HEADER_GAP * line.size:
            break
        top = at
    return top


def is_ladder_table(table: Table) -> bool:
    """Whether what stands between the rungs are rows: a short label, and something beside it."""
    if table.width < 2 or table.height < RUNGS - 1:
        return False
    body = {row: [cell for cell in table.cells if cell.row == row] for row in range(table.header_rows, table.height)}
    both = sum(len(row) > 1 and _is_label(row[0]) for row in body.values())
    return both >= BOTH * len(body) and both > 1


def _is_label(cell: Cell) -> bool:
    text = cell.plain
    return cell.column == 0 and len(text) <= LONGEST_LABEL and (not is_value(text) or is_period(text))
