"""Seeds: numbers that stand under each other become columns, and columns that stand beside each other tables."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.tables.items import Item, Line
from extractors.pdf.tables.rules import Rules, Strength

LEVEL = 0.5
"""Ems by which the sides or middles of numbers of one column may differ: brackets and percent signs hang over."""
CLOSE = 3.0
"""Ems between two numbers that need not be aligned to be of one column if they stand under each other."""
OVERLAP = 0.6
"""Part of the narrower of them that must stand under the other."""
REACH = 8.0
"""Ems from a number down to the next of its column: a sub-heading with space around it, or three empty rows."""
BESIDE = 22.0
"""Ems from a number to the next one beside it: columns of a wide slide stand 15 apart."""
SHARED = 0.5
"""Part of the shorter of two columns' lines that must be level with the other's for them to be of one table."""
FEW = 2
"""Level lines up to which two columns may be level by chance."""
NEAR = 4.0
"""Ems above and below a number in which the rules of its table are looked for."""
STRIP = 20.0
"""Points: the width of the strips of the page by which numbers are looked up."""
MAX_VALUES = 4000
"""Numbers of a page that are looked at: a dense table has 600."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Numbers of one table, by the lines that they stand in."""

    lines: dict[int, list[Item]]

    @property
    def items(self) -> list[Item]:
        """All its numbers."""
        return [item for items in self.lines.values() for item in items]


class _Groups:
    """Things joined two by two."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, at: int) -> int:
        """What stands for the group of a thing."""
        parent = self._parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        self._parent[self.root(one)] = self.root(other)


def find_seeds(lines: Sequence[Line], rules: Rules) -> list[Seed]:
    """The numbers of each table, those with most numbers first."""
    values = [(at, item) for at, line in enumerate(lines) for item in line.items if item.is_value]
    if not 0 < len(values) <= MAX_VALUES:
        return []
    columns = _Groups(len(values))
    strips = _by_strip(values)
    for i, (_, item) in enumerate(values):
        j = _next_below(item, values, strips)
        if j is not None:
            columns.join(i, j)
    tables = _side_by_side(values, columns, lines, rules)
    found: dict[int, dict[int, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for i, (line, item) in enumerate(values):
        found[tables.root(columns.root(i))][line].append(item)
    return sorted((Seed(dict(lines)) for lines in found.values()), key=lambda seed: -len(seed.items))


def _by_strip(values: Sequence[tuple[int, Item]]) -> dict[int, list[int]]:
    """The numbers by the strips of the page that they touch, from top to bottom."""
    strips: dict[int, list[int]] = defaultdict(list)
    for at, (_, item) in enumerate(values):
        for strip in range(int(item.box.x0 // STRIP), int(item.box.x1 // STRIP) + 1):
            strips[strip].append(at)
    return strips


def _next_below(item: Item, values: Sequence[tuple[int, Item]], strips: dict[int, list[int]]) -> int | None:
    """The nearest number below that is aligned with this one."""
    best: int | None = None
    for strip in range(int(item.box.x0 // STRIP), int(item.box.x1 // STRIP) + 1):
        column = strips.get(strip, [])
        first = bisect_right(column, item.baseline + LEVEL * item.size, key=lambda at: values[at][1].baseline)
        for at in column[first : first + 4]:
            other = values[at][1]
            if other.baseline - item.baseline > REACH * item.size:
                break
            if _aligned(item, other):
                if best is None or other.baseline < values[best][1].baseline:
                    best = at
                break
    return best


def _aligned(item: Item, other: Item) -> bool:
    em = max(item.size, other.size)
    if min(item.size, other.size) < 0.7 * em:
        return False
    (x0, x1), (other_x0, other_x1) = item.core, other.core
    off = min(abs(x1 - other_x1), abs(x0 - other_x0), abs(item.middle - other.middle))
    shared = min(x1, other_x1) - max(x0, other_x0)
    narrower = min(x1 - x0, other_x1 - other_x0)
    close = other.baseline - item.baseline <= CLOSE * em
    return off <= LEVEL * em or (close and shared >= OVERLAP * narrower)


def _side_by_side(values: Sequence[tuple[int, Item]], columns: _Groups, lines: Sequence[Line], rules: Rules) -> _Groups:
    """Columns joined that are level in half their lines; where few are, no table's rules may end between them."""
    sizes = Counter(columns.root(i) for i in range(len(values)))
    level: dict[tuple[int, int], list[tuple[Item, Item]]] = defaultdict(list)
    neighbours = {(id(a), id(b)) for line in lines for a, b in pairwise(line.items)}
    for i in range(len(values) - 1):
        (line, item), (other_line, other) = values[i], values[i + 1]
        beside = other.box.x0 - item.box.x1 <= BESIDE * item.size
        if line == other_line and beside and (id(item), id(other)) in neighbours:
            level[columns.root(i), columns.root(i + 1)].append((item, other))
    tables = _Groups(len(values))
    for (column, next_column), pairs in level.items():
        enough = len(pairs) >= SHARED * min(sizes[column], sizes[next_column])
        if enough and (len(pairs) > FEW or not any(_parted(left, right, rules) for left, right in pairs)):
            tables.join(column, next_column)
    return tables


def _parted(left: Item, right: Item, rules: Rules) -> bool:
    """Whether level rules near two numbers end between them, and none runs under both."""
    near = NEAR * left.size
    lines = [rule for rule in rules.level_between(left.y - near, left.y + near) if rule.strength > Strength.EDGE]
    if any(rule.start <= left.middle and rule.end >= right.middle for rule in lines):
        return False
    ends = [rule for rule in lines if rule.start <= left.middle and left.box.x1 <= rule.end <= right.box.x0]
    begins = [rule for rule in lines if rule.end >= right.middle and left.box.x1 <= rule.start <= right.box.x0]
    return len(ends) > 1 and bool(begins)
