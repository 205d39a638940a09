"""Alignment: numbers in columns with labels beside and headings above them become the areas of unframed tables."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from deckfacts.contract import Box
from extractors.pdf.page import around
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.heads import TAIL_GAP, WHOLE, Growth, add_headers, columns_of
from extractors.pdf.tables.items import Item, Line
from extractors.pdf.tables.rows import INTERLEAVED
from extractors.pdf.tables.rules import Rule, Rules, Strength
from extractors.pdf.tables.seeds import Seed, find_seeds
from extractors.pdf.tables.tiles import TOUCH, header_of

ROW_SHARE = 0.5
"""Part of a table's lines in which a further column of words must have something."""
SPARSE_SHARE = 0.4
"""Part of those lines that is enough where nothing of the column stands between them: names of groups of rows."""
CLOSE = 5.0
"""Ems between such a column and the labels."""
GUTTER = 2.0
"""Ems between two tables that stand side by side."""
REMARK_GAP = 7.0
"""Ems from the last numbers to a column of words beside them; what stands farther off is a figure of its own."""
TILE_GAP = 2.5
"""Ems from the foot of header tiles to the middle of the first row."""
WIDEST = 45.0
"""Ems from which an item is a line of prose rather than a label or heading."""
PITCH_SPARE = 1.1
"""Times the usual distance of rows that headings may stand above the first one."""


def find_areas(lines: Sequence[Line], rules: Rules) -> list[Area]:
    """Regions of tables, the largest first; no item is in two of them."""
    taken: set[int] = set()
    areas = []
    for seed in (part for whole in find_seeds(lines, rules) for part in _parted(whole, lines)):
        if len(seed.items) < 2 or any(id(item) in taken for item in seed.items):
            continue
        growth = _grow(seed, lines, taken)
        tiles = _add_tiles(growth, lines, rules, taken)
        if not tiles:
            add_headers(growth, min(seed.lines), lines, rules, taken)
        _add_tail(growth, max(seed.lines), lines, taken)
        foot = max((tile.bottom for tile in tiles), default=0.0)
        heads = sum(items[0].y < foot for items in growth.chosen.values()) if tiles else None
        area = _area(growth, rules, heads, tiles)
        if area:
            areas.append(area)
            taken |= {id(item) for line in area.lines for item in line.items}
    return areas


def _parted(seed: Seed, lines: Sequence[Line]) -> list[Seed]:
    """The seed cut where new headings begin: words over its numbers, or a row of periods without a label."""
    core = around([item.box for item in seed.items])
    columns = columns_of(seed.items)
    cuts = []
    for at in range(min(seed.lines) + 1, max(seed.lines) + 1):
        over = [item for item in lines[at].items if item.box.x1 > core.x0 and item.box.x0 < core.x1]
        headed = [item for item in over if not item.is_value or item.is_period]
        numbers = [item for item in over if item.is_value and not item.is_period]
        covered = {c for item in headed for c, (x0, x1) in enumerate(columns) if item.box.x0 < x1 and x0 < item.box.x1}
        if len(headed) >= 2 and not numbers and 2 * len(covered) > len(columns) and not _beside_row(at, lines):
            cuts.append(at)
    parts: list[dict[int, list[Item]]] = [{}]
    for at in sorted(seed.lines):
        if any(_last(parts[-1]) < cut <= at for cut in cuts) and any(
            item.is_number for items in parts[-1].values() for item in items
        ):
            parts.append({})
        parts[-1][at] = seed.lines[at]
    return [Seed(part) for part in parts if part]


def _beside_row(at: int, lines: Sequence[Line]) -> bool:
    """Whether a line stands beside the row above or below it rather than between them: cells of two lines."""
    line = lines[at]
    near = [other for other in lines[max(at - 1, 0) : at + 2] if other is not line]
    return any(abs(other.baseline - line.baseline) <= INTERLEAVED * line.size for other in near)


def _last(part: dict[int, list[Item]]) -> int:
    return max(part, default=-1)


def _grow(seed: Seed, lines: Sequence[Line], taken: set[int]) -> Growth:
    """The numbers with the labels beside them and all lines between."""
    core = around([item.box for item in seed.items])
    size = median(item.size for item in seed.items)
    rows = {at: [item for item in lines[at].items if id(item) not in taken] for at in seed.lines}
    growth = Growth(core.x0, core.x1, core.x0, core.x0, size, columns_of(seed.items), _pitch(seed, lines))
    _reach_left(growth, rows, lines)
    _reach_right(growth, rows)
    for at in range(min(seed.lines), max(seed.lines) + 1):
        inside = [
            item
            for item in lines[at].items
            if id(item) not in taken and item.box.x0 >= growth.x0 - size and item.box.x1 <= growth.x1 + size
        ]
        if inside:
            growth.chosen[at] = inside
    return growth


def _pitch(seed: Seed, lines: Sequence[Line]) -> float:
    """The usual distance from a row to the next, and a little more."""
    feet = [lines[at].baseline for at in sorted(seed.lines)]
    return PITCH_SPARE * median(b - a for a, b in pairwise(feet)) if len(feet) > 1 else 0.0


def _reach_left(growth: Growth, rows: dict[int, list[Item]], lines: Sequence[Line]) -> None:
    """Take in the columns of words left of the numbers: the nearest one always, others if most rows have them."""
    need = max(1, ROW_SHARE * len(rows))
    first = True
    while True:
        found = [item for items in rows.values() if (item := _left_of(items, growth.x0))]
        if len(found) < (need if first else SPARSE_SHARE * need) or not found:
            return
        if not first and len(found) < need and not _is_level(found, growth, rows, lines):
            return
        if first:
            growth.labels_end = median(item.box.x1 for item in found)
            if all(item.is_value for item in found):
                growth.values_from = min(item.box.x0 for item in found)
            else:
                first = False
        growth.x0 = min(item.box.x0 for item in found)


def _is_level(found: Sequence[Item], growth: Growth, rows: dict[int, list[Item]], lines: Sequence[Line]) -> bool:
    """Whether a sparse column of words belongs to the rows: close by, and nothing of it stands between them."""
    x0, x1 = min(item.box.x0 for item in found), max(item.box.x1 for item in found)
    if growth.x0 - x1 > CLOSE * growth.size or len(found) < 2:
        return False
    between = (lines[at] for at in range(min(rows), max(rows) + 1) if at not in rows)
    return not any(
        item.box.x0 < x1 and x0 < item.box.x1 and item.box.x1 < growth.x0 for line in between for item in line.items
    )


def _reach_right(growth: Growth, rows: dict[int, list[Item]]) -> None:
    need = max(2, ROW_SHARE * len(rows))
    while True:
        found = [item for items in rows.values() if (item := _right_of(items, growth.x1))]
        found = [item for item in found if item.box.x0 - growth.x1 <= REMARK_GAP * growth.size]
        if len(found) < need or _are_labels(found, growth, rows):
            return
        growth.x1 = max(item.box.x1 for item in found)


def _are_labels(found: Sequence[Item], growth: Growth, rows: dict[int, list[Item]]) -> bool:
    """Whether words beside the numbers are the labels of a table beside this one: apart, with numbers behind them."""
    if min(item.box.x0 for item in found) - growth.x1 < GUTTER * growth.size:
        return False
    own = {id(item) for item in found}
    followed = sum(
        id(item) in own and not item.is_value and after.is_value
        for items in rows.values()
        for item, after in pairwise(items)
    )
    return 2 * followed > len(found)


def _left_of(items: Sequence[Item], x: float) -> Item | None:
    left = [item for item in items if item.middle < x and item.box.x1 <= x + 1]
    return left[-1] if left and _is_short(left[-1]) else None


def _right_of(items: Sequence[Item], x: float) -> Item | None:
    right = [item for item in items if item.box.x0 >= x - 1]
    return right[0] if right and _is_short(right[0]) else None


def _is_short(item: Item) -> bool:
    return item.box.x1 - item.box.x0 <= WIDEST * item.size


def _add_tiles(growth: Growth, lines: Sequence[Line], rules: Rules, taken: set[int]) -> tuple[Box, ...]:
    """Add what stands on the tiles right above the first row; the tiles, none where none are there."""
    # Periods on tiles are taken for numbers of the rows below them at first.
    first = min((at for at, items in growth.chosen.items() if any(map(_states, items))), default=0)
    foot, reach = lines[first].y, TILE_GAP * growth.size
    near = [area for area in rules.areas if foot - reach <= area.bottom <= foot and _is_over(area, growth)]
    bottom = max((area.bottom for area in near), default=0.0)
    level = [area for area in near if abs(area.bottom - bottom) <= TOUCH]
    if len(level) < 2:
        return ()
    x0, x1 = min(area.x0 for area in level), max(area.x1 for area in level)
    tiles = header_of(rules.areas, min(x0, growth.x0), max(x1, growth.x1), bottom)
    top = min((tile.top for tile in tiles), default=bottom)
    over: dict[int, list[Item]] = {}
    for at, line in enumerate(lines[:first]):
        items = [item for item in line.items if top < item.y < bottom and x0 < item.middle < x1]
        if any(id(item) in taken or item.is_number for item in items):
            return ()
        over |= {at: items} if items else {}
    if not any(item.box.x1 > growth.values_from for items in over.values() for item in items):
        return ()
    growth.chosen = over | {at: items for at, items in growth.chosen.items() if at >= first}
    return tiles


def _states(item: Item) -> bool:
    return item.is_value and not item.is_period


def _is_over(area: Box, growth: Growth) -> bool:
    return area.x0 < growth.x1 and growth.x0 < area.x1


def _add_tail(growth: Growth, last: int, lines: Sequence[Line], taken: set[int]) -> None:
    """Add the rest of a wrapped label below the last row."""
    if last + 1 >= len(lines):
        return
    line, row = lines[last + 1], lines[last]
    inside = [
        item
        for item in line.items
        if id(item) not in taken and growth.x0 - 1 <= item.box.x0 and item.box.x1 <= growth.values_from
    ]
    if len(inside) == 1 and inside[0].text[:1].islower() and line.baseline - row.baseline <= TAIL_GAP * row.size:
        growth.chosen[last + 1] = inside


def _area(growth: Growth, rules: Rules, heads: int | None, tiles: tuple[Box, ...]) -> Area | None:
    kept = tuple(Line(tuple(growth.chosen[at])) for at in sorted(growth.chosen))
    box = around([line.box for line in kept])
    size = growth.size
    level = [
        rule
        for rule in rules.level_between(box.top - size, box.bottom + size)
        if min(rule.end, box.x1) - max(rule.start, box.x0) > size and _parts(rule, growth)
    ]
    upright = [
        rule
        for rule in rules.upright_between(box.x0, box.x1)
        if min(rule.end, box.bottom) - max(rule.start, box.top) > size
    ]
    return Area(box, kept, tuple(level), tuple(upright), framed=False, heads=heads, tiles=tiles)


def _parts(rule: Rule, growth: Growth) -> bool:
    """Whether a rule may part rows: a drawn one, or the edge of a band of colour behind a whole row."""
    width = min(rule.end, growth.x1) - max(rule.start, growth.x0)
    return rule.strength is Strength.LINE or width >= WHOLE * (growth.x1 - growth.x0)
