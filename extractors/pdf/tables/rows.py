"""Rows: the lines between two rules become rows, wrapped labels and stacked numbers kept in one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from extractors.pdf.tables.items import Item, Line

INTERLEAVED = 0.8
"""Ems between the feet of two lines below which they are of one row: nobody sets lines of one text so close."""
TIGHT = 0.86
"""Part of the usual pitch of rows below which a line belongs to the row beside it."""
NEARER = 0.9
"""Part of the one distance that the other must stay below for a line to belong to the nearer row."""
LEADING = 1.4
"""Ems up to which two lines can be lines of one label."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the columns that its items stand in: `first` to `last` for each, both included."""

    line: Line
    spans: tuple[tuple[int, int], ...]

    @property
    def columns(self) -> frozenset[int]:
        """All columns it has something in."""
        return frozenset(c for first, last in self.spans for c in range(first, last + 1))

    def in_column(self, column: int) -> list[Item]:
        """Its items there."""
        pairs = zip(self.line.items, self.spans, strict=True)
        return [item for item, (first, last) in pairs if first <= column <= last]

    @property
    def has_values(self) -> bool:
        """Whether it holds a value beside its first column."""
        pairs = zip(self.line.items, self.spans, strict=True)
        return any(item.is_value and first > 0 for item, (first, _) in pairs)

    @property
    def label(self) -> Item | None:
        """Its item in the first column."""
        return self.line.items[0] if self.spans[0][0] == 0 else None


@dataclass(slots=True)
class Row:
    """Items by the columns that they span; `band` numbers the stretch between level rules that the row lies in.

    `tall` tells for some of the spans over how many more rows below they reach.
    """

    items: dict[tuple[int, int], list[Item]]
    band: int
    top: float
    bottom: float
    tall: dict[tuple[int, int], int] = field(default_factory=dict)


_Unit: TypeAlias = list[Placed]


def group_rows(lines: Sequence[Placed], *, enclosed: bool) -> list[_Unit]:
    """Lines between two rules grouped in rows; `enclosed` where rules close what they hold above and below."""
    if len(lines) < 2:
        return [list(lines)] if lines else []
    anchors = [line for line in lines if line.has_values]
    if enclosed and not _splits(lines, anchors):
        return [[lines[0]], list(lines[1:])] if _is_subheading(lines[0], lines[1]) else [list(lines)]
    units = _interleaved(lines)
    if not anchors:
        return [list(lines)] if _is_paragraph(lines) else units
    return _with_wrapped(units, lines)


def _is_subheading(line: Placed, below: Placed) -> bool:
    """Whether a line is the heading of the row below it between the same rules: alone, far off or set otherwise."""
    one, other = line.label, below.label
    if one is None or other is None or line.has_values or len(line.line.items) > 1 or not below.has_values:
        return False
    return other.baseline - one.baseline > LEADING * other.size or (one.bold and not other.bold)


def _splits(lines: Sequence[Placed], anchors: Sequence[Placed]) -> bool:
    """Whether an enclosed stretch holds several rows: a column of numbers alone, each with something before it."""
    kinds: dict[int, list[bool]] = {}
    for line in lines:
        for item, (column, _) in zip(line.line.items, line.spans, strict=True):
            kinds.setdefault(column, []).append(item.is_value)
    if len(anchors) < 2 or not any(len(values) > 1 and all(values) for column, values in kinds.items() if column > 0):
        return False
    first = min(c for line in lines for c in line.columns)
    labelled = [
        line for line in anchors if line.spans[0][0] == first or any(not item.is_value for item in line.line.items)
    ]
    return len(labelled) >= 2 and len(labelled) >= 0.6 * len(anchors)


def _interleaved(lines: Sequence[Placed]) -> list[_Unit]:
    """Lines so close that they stand beside each other: numbers level with the middle of a label of two lines."""
    units: list[_Unit] = [[lines[0]]]
    for before, line in pairwise(lines):
        em = max(before.line.size, line.line.size)
        close = line.line.baseline - before.line.baseline <= INTERLEAVED * em
        if close and not before.columns & line.columns:
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _with_wrapped(units: Sequence[_Unit], lines: Sequence[Placed]) -> list[_Unit]:
    """Labels alone joined to the row that they are a part of; numbers without a label to those that they stack on."""
    pitch = _pitch(units)
    stubs = _stub_right(lines)
    rows: list[_Unit] = []
    held: _Unit = []
    for at, own in enumerate(units):
        below = units[at + 1] if at + 1 < len(units) else None
        unit, held = held + own, []
        if rows and _goes_up(rows[-1], unit, below, pitch, stubs):
            rows[-1] += unit
        elif below and _goes_down(unit, below, pitch, stubs):
            held = unit
        else:
            rows.append(unit)
    return rows + ([held] if held else [])


def _goes_up(row: _Unit, unit: _Unit, below: _Unit | None, pitch: float, stubs: float) -> bool:
    """Whether a unit is the rest of the row above it."""
    gap = _gap(row, unit)
    if gap > LEADING * _size(row, unit):
        return False
    if _has_values(unit):
        # Two numbers stacked in each cell: the lower line has no label of its own and stands close.
        bare = all(line.label is None for line in unit)
        return bare and _has_values(row) and gap < TIGHT * pitch
    if not _has_values(row) or not _same_look(row, unit):
        return False
    nearer = below is None or gap < NEARER * _gap(unit, below)
    return (nearer and gap < TIGHT * pitch) or (_runs_on(row, unit) and not _fits(row, unit, stubs))


def _goes_down(unit: _Unit, below: _Unit, pitch: float, stubs: float) -> bool:
    """Whether a unit is the beginning of the row below it."""
    gap = _gap(unit, below)
    if _has_values(unit) or gap > LEADING * _size(unit, below) or not _same_look(unit, below):
        return False
    return gap < TIGHT * pitch or (_runs_on(unit, below) and not _fits(unit, below, stubs))


def _pitch(units: Sequence[_Unit]) -> float:
    """The usual distance from a row of numbers to the next; endless if there is only one."""
    gaps = [_gap(a, b) for a, b in pairwise(units) if _has_values(a) and _has_values(b)]
    if gaps:
        return median(gaps)
    numbered = [unit for unit in units if _has_values(unit)]
    return min((_gap(a, b) for a, b in pairwise(numbered)), default=0.0)


def _gap(upper: _Unit, lower: _Unit) -> float:
    return lower[0].line.baseline - upper[-1].line.baseline


def _size(upper: _Unit, lower: _Unit) -> float:
    return max(upper[-1].line.size, lower[0].line.size)


def _has_values(unit: _Unit) -> bool:
    return any(line.has_values for line in unit)


def _labels(unit: _Unit) -> list[Item]:
    return [line.label for line in unit if line.label]


def _same_look(upper: _Unit, lower: _Unit) -> bool:
    """Whether both have labels set alike: a bold heading is no part of the plain label below it."""
    one, other = _labels(upper), _labels(lower)
    return bool(one and other) and one[-1].bold == other[0].bold and abs(one[-1].size - other[0].size) < 0.5


def _runs_on(upper: _Unit, lower: _Unit) -> bool:
    """Whether the words of two labels themselves run on."""
    before, after = _labels(upper)[-1].text, _labels(lower)[0].text
    last = before.rsplit(" ", 1)[-1].lower()
    opened = before.count("(") > before.count(")")
    return (
        after[:1].islower() or opened or last[-1:] in ",-–&/" or last in {"and", "of", "the", "to", "for", "in", "or"}
    )


def _fits(upper: _Unit, lower: _Unit, right: float) -> bool:
    """Whether the first word of a label would have had room in the line above: then it is no rest of it."""
    before, word = _labels(upper)[-1], _labels(lower)[0].words[0]
    return before.box.x1 + 0.3 * before.size + word.box.x1 - word.box.x0 <= right


def _stub_right(lines: Sequence[Placed]) -> float:
    return max((line.label.box.x1 for line in lines if line.label), default=0.0)


def _is_paragraph(lines: Sequence[Placed]) -> bool:
    """Whether lines of words fill their columns, as wrapped text does, rather than stop short, as entries do."""
    filled = short = 0
    rights: dict[int, float] = {}
    for line in lines:
        for item, (_, last) in zip(line.line.items, line.spans, strict=True):
            rights[last] = max(rights.get(last, 0.0), item.box.x1)
    for before, line in pairwise(lines):
        for column in before.columns & line.columns:
            upper, word = before.in_column(column)[-1], line.in_column(column)[0].words[0]
            if upper.box.x1 + 0.3 * upper.size + word.box.x1 - word.box.x0 <= rights.get(column, 0.0):
                short += 1
            else:
                filled += 1
    return filled > short
