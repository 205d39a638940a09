"""Heads: the lines over a table's first row that head its columns are told from titles, captions and prose."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.pdf.tables.items import Item, Line
from extractors.pdf.tables.rules import Rules, Strength

MAX_HEADER_LINES = 9
"""Lines over the first row of numbers that may head its columns."""
ALONE_GAP = 1.9
"""The same for a line of one heading that no rule parts from what is below: titles stand farther off."""
HEADER_GAP = 2.6
"""Ems between the feet of two header lines, or of the last one and the first row."""
TITLE_WIDTH = 0.55
"""Part of a table's width that a line over several columns fills if it titles the table: headings leave room."""
TITLE_LEADING = 1.8
"""Ems between the lines of a title."""
WHOLE = 0.8
"""Part of a table's width from which a level rule is its border."""
TAIL_GAP = 1.4
"""Ems from the last row to the rest of its label."""


@dataclass(slots=True)
class Growth:
    """A table on its way from numbers to a region: its sides, where labels end and numbers begin, and its items."""

    x0: float
    x1: float
    labels_end: float
    values_from: float
    size: float
    columns: list[tuple[float, float]]
    pitch: float
    chosen: dict[int, list[Item]] = field(default_factory=dict)


def columns_of(items: Sequence[Item]) -> list[tuple[float, float]]:
    """How far the columns of numbers reach."""
    columns: list[tuple[float, float]] = []
    for item in sorted(items, key=lambda item: item.box.x0):
        if columns and item.box.x0 <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], item.box.x1))
        else:
            columns.append((item.box.x0, item.box.x1))
    return columns


def add_headers(growth: Growth, first: int, lines: Sequence[Line], rules: Rules, taken: set[int]) -> None:
    """Add the lines of headings above the first row."""
    below = lines[first]
    headed = False
    for at in range(first - 1, max(first - 1 - MAX_HEADER_LINES, -1), -1):
        line = lines[at]
        inside = [
            item for item in line.items if id(item) not in taken and item.box.x1 > growth.x0 and item.box.x0 < growth.x1
        ]
        if not inside:
            continue
        size = max(item.size for item in inside)
        gap = below.baseline - line.baseline
        alone = len(inside) == 1 and headed and not _ruled_between(rules, line, below, growth)
        if gap > max((ALONE_GAP if alone else HEADER_GAP) * max(size, growth.size), growth.pitch):
            break
        caption = next((item for item in inside if _is_caption(item, growth, alone=len(inside) == 1)), None)
        if caption:
            _drop_rest(caption, first, growth)
            break
        over = _heads(inside, growth)
        bordered = _bordered(rules, inside[0].y, below.y, growth)
        if headed and (not over or (bordered and not _spans_columns(inside, gap, growth))):
            break
        headed = headed or over
        growth.chosen[at] = inside
        below = Line(tuple(inside))
    while min(growth.chosen) < first and not _heads(growth.chosen[min(growth.chosen)], growth):
        top = min(growth.chosen)
        if top == first - 1 and _begins_label(growth.chosen[top], growth.chosen[first]):
            break
        del growth.chosen[top]


def _spans_columns(items: Sequence[Item], gap: float, growth: Growth) -> bool:
    """Whether a line over a rule as wide as the table heads columns: titles stand over the labels, or over all."""
    if gap > ALONE_GAP * growth.size or any(item.box.x0 < growth.labels_end for item in items):
        return False
    if len(items) > 1:
        return True
    numbers, table = (growth.columns[0][0] + growth.x1) / 2, (growth.x0 + growth.x1) / 2
    return abs(items[0].middle - numbers) < items[0].size < abs(items[0].middle - table)


def _ruled_between(rules: Rules, line: Line, below: Line, growth: Growth) -> bool:
    between = rules.level_between(line.baseline - line.size / 2, below.y)
    return any(rule.strength is Strength.LINE and rule.start < growth.x1 and growth.x0 < rule.end for rule in between)


def _drop_rest(caption: Item, first: int, growth: Growth) -> None:
    """Take a title's last line out of the headings: it begins where the title does, or is centred below it."""
    top = min(growth.chosen)
    if top >= first or len(growth.chosen[top]) > 1:
        return
    item = growth.chosen[top][0]
    level = min(abs(item.box.x0 - caption.box.x0), abs(item.middle - caption.middle)) <= item.size
    if level and item.baseline - caption.baseline <= TITLE_LEADING * item.size and len(item.words) > 1:
        del growth.chosen[top]


def _begins_label(above: Sequence[Item], row: Sequence[Item]) -> bool:
    """Whether a line of words over the first row is the beginning of its label."""
    close = row[0].baseline - above[0].baseline <= TAIL_GAP * row[0].size
    opened = above[0].text.count("(") > above[0].text.count(")")
    return close and len(above) == 1 and (row[0].text[:1].islower() or opened)


def _heads(items: Sequence[Item], growth: Growth) -> bool:
    return any(item.box.x1 > growth.values_from for item in items)


def _is_caption(item: Item, growth: Growth, *, alone: bool) -> bool:
    """Whether a line runs from over the labels far over the numbers, or beyond the table: a title, or prose."""
    em = item.size
    centred = any(abs((x0 + x1) / 2 - item.middle) <= em for x0, x1 in growth.columns)
    if item.box.x0 < growth.x0 - 2 * em and (alone or item.box.x1 > growth.values_from):
        return True
    if item.box.x1 > growth.x1 + 5 * em and not centred:
        return True
    over_labels = item.box.x0 < min(growth.labels_end, growth.values_from) - em
    if over_labels and item.box.x1 > growth.values_from + 3 * em:
        return True
    covered = sum(item.box.x0 < x1 and x0 < item.box.x1 for x0, x1 in growth.columns)
    return covered >= 2 and item.box.x1 - item.box.x0 >= TITLE_WIDTH * (growth.x1 - growth.x0)


def _bordered(rules: Rules, top: float, bottom: float, growth: Growth) -> bool:
    """Whether level rules between two heights run over the whole width."""
    covered = sum(
        max(0.0, min(rule.end, growth.x1) - max(rule.start, growth.x0))
        for rule in rules.level_between(top, bottom)
        if rule.strength > Strength.EDGE
    )
    return covered >= WHOLE * (growth.x1 - growth.x0)
