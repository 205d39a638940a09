"""Assembly: a table laid out becomes the deck's `Table`, a cell for what rules or gaps enclose."""

from collections.abc import Sequence
from itertools import pairwise

from deckfacts.contract import Place
from deckfacts.deck import Cell, CellLine, Table
from extractors.pdf.page import around
from extractors.pdf.regions import Region
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.items import Item
from extractors.pdf.tables.layout import Layout
from extractors.pdf.tables.rows import LEADING
from extractors.pdf.tables.rules import Rule
from extractors.pdf.tables.values import is_bullet
from extractors.pdf.texts import text_of
from extractors.pdf.words import SAME_LINE, Word

AT_BOUNDARY = 4.0
"""Points within which a rule runs along the boundary between two columns."""
COVERED = 0.5
"""Part of a cell's side that a rule must run along to close it."""


class _Slot:
    """A cell in the making."""

    __slots__ = ("column", "items", "last_column", "last_row", "row")

    def __init__(self, row: int, last_row: int, column: int, last_column: int, items: list[Item]) -> None:
        self.row, self.last_row, self.column, self.last_column, self.items = row, last_row, column, last_column, items


def assemble(layout: Layout, area: Area, page: int) -> Region | None:
    """The table of a layout; null where nothing stands in it."""
    slots = _slots(layout)
    if layout.is_grid:
        slots = _merge_across(slots, layout, area.vertical)
        slots = _merge_down(slots, layout)
    if not slots:
        return None
    rows = sorted({slot.row for slot in slots})
    columns = sorted({slot.column for slot in slots})
    cells = tuple(_cell(slot, rows, columns, page) for slot in sorted(slots, key=lambda s: (s.row, s.column)))
    words = tuple(word for slot in slots for item in slot.items for word in item.words)
    box = around([word.box for word in words])
    header_rows = sum(row < layout.header_rows for row in rows) or _heads_columns(slots, rows[0])
    return Region(Table(cells, header_rows, Place(page=page, bbox=box)), box, words)


def _heads_columns(slots: Sequence[_Slot], row: int) -> int:
    """1 where the first row of a table without numbers heads its columns: nothing over the labels, or all bold."""
    first = [slot for slot in slots if slot.row == row]
    bold = all(item.bold for slot in first for item in slot.items)
    return int(len(first) > 1 and (min(slot.column for slot in first) > 0 or bold))


def _slots(layout: Layout) -> list[_Slot]:
    return [
        _Slot(at, at + row.tall.get((first, last), 0), first, last, list(items))
        for at, row in enumerate(layout.rows)
        for (first, last), items in row.items.items()
    ]


def _merge_across(slots: list[_Slot], layout: Layout, upright: Sequence[Rule]) -> list[_Slot]:
    """A cell that is alone between two upright rules reaches from one to the other."""
    by_row: dict[int, list[_Slot]] = {}
    for slot in slots:
        by_row.setdefault(slot.row, []).append(slot)
    for at, row in enumerate(layout.rows):
        own = sorted(by_row.get(at, ()), key=lambda slot: slot.column)
        walls = _walls(layout, row.top, row.bottom, upright)
        for left, right in pairwise(walls):
            inside = [slot for slot in own if left <= slot.column and slot.last_column < right]
            if right - left > 1 and len(inside) > 1 and _is_spread(inside, layout, upright):
                inside[0].items += [item for slot in inside[1:] for item in slot.items]
                slots = [slot for slot in slots if slot not in inside[1:]]
                inside = inside[:1]
            if len(inside) == 1 and right - left > 1:
                inside[0].column, inside[0].last_column = left, right - 1
    return slots


def _is_spread(inside: Sequence[_Slot], layout: Layout, upright: Sequence[Rule]) -> bool:
    """Whether words with no rule between them stand apart only where rules part other rows: one heading set wide."""
    if any(item.is_value for slot in inside for item in slot.items):
        return False
    parts = [layout.boundaries[slot.column] for slot in inside[1:]]
    return all(any(abs(rule.at - x) <= AT_BOUNDARY for rule in upright) for x in parts)


def _walls(layout: Layout, top: float, bottom: float, upright: Sequence[Rule]) -> list[int]:
    """The boundaries along which an upright rule runs at a row's height; the first and last always count."""
    y0, y1 = top + 0.3 * (bottom - top), bottom - 0.3 * (bottom - top)
    walls = [0]
    for at in range(1, len(layout.boundaries) - 1):
        x = layout.boundaries[at]
        if any(abs(rule.at - x) <= AT_BOUNDARY and rule.start <= y0 and rule.end >= y1 for rule in upright):
            walls.append(at)
    return [*walls, len(layout.boundaries) - 1]


def _merge_down(slots: list[_Slot], layout: Layout) -> list[_Slot]:
    """Cells of a column between which no level rule runs, though one parts their neighbours, are one."""
    merged: list[_Slot] = []
    height = len(layout.rows)
    taken: dict[tuple[int, int], _Slot] = {}
    for slot in slots:
        for c in range(slot.column, slot.last_column + 1):
            taken[slot.row, c] = slot
    gone: set[int] = set()
    for slot in sorted(slots, key=lambda slot: (slot.row, slot.column)):
        if id(slot) in gone:
            continue
        while slot.last_row + 1 < height and _open_below(slot, layout):
            below = {
                id(s): s for c in range(slot.column, slot.last_column + 1) if (s := taken.get((slot.last_row + 1, c)))
            }
            if len(below) > 1:
                break
            other = next(iter(below.values()), None)
            if other is not None:
                same = (other.column, other.last_column) == (slot.column, slot.last_column)
                if not same or not _runs_on(slot.items, other.items):
                    break
                slot.items += other.items
                gone.add(id(other))
            slot.last_row += 1
        merged.append(slot)
    return _grow_up(merged, layout)


def _grow_up(slots: list[_Slot], layout: Layout) -> list[_Slot]:
    """A cell set level with the middle or foot of its place reaches up over empty ones."""
    taken = {
        (r, c)
        for slot in slots
        for r in range(slot.row, slot.last_row + 1)
        for c in range(slot.column, slot.last_column + 1)
    }
    for slot in slots:
        columns = range(slot.column, slot.last_column + 1)
        while (
            slot.row > 0
            and not _is_level(slot, slots)
            and not any((slot.row - 1, c) in taken for c in columns)
            and _open(slot.row - 1, columns, layout)
        ):
            slot.row -= 1
            taken |= {(slot.row, c) for c in columns}
    return slots


def _is_level(slot: _Slot, slots: Sequence[_Slot]) -> bool:
    """Whether a number stands level with the label of its row: then it is no other row's."""
    item = slot.items[0]
    labels = [other for other in slots if other.column == 0 < slot.column and other.row <= slot.row <= other.last_row]
    return item.is_value and any(
        abs(label.baseline - item.baseline) <= SAME_LINE * item.size for other in labels for label in other.items
    )


def _open_below(slot: _Slot, layout: Layout) -> bool:
    return _open(slot.last_row, range(slot.column, slot.last_column + 1), layout)


def _open(row: int, columns: range, layout: Layout) -> bool:
    """Whether a row and the next are parted by level rules that leave these columns open."""
    upper, lower = layout.rows[row].band, layout.rows[row + 1].band
    if upper == lower or columns.start in layout.unruled:
        return False
    x0, x1 = layout.boundaries[columns.start], layout.boundaries[columns.stop]
    for band in range(upper, lower):
        covered = sum(max(0.0, min(r.end, x1) - max(r.start, x0)) for r in layout.bars[band])
        if covered >= COVERED * (x1 - x0):
            return False
    return True


def _runs_on(upper: Sequence[Item], lower: Sequence[Item]) -> bool:
    last, first = upper[-1], lower[0]
    worded = not last.is_value and not first.is_value
    return worded and first.baseline - last.baseline <= LEADING * max(first.size, last.size)


def _cell(slot: _Slot, rows: Sequence[int], columns: Sequence[int], page: int) -> Cell:
    row, column = rows.index(slot.row), columns.index(slot.column)
    row_span = sum(slot.row <= r <= slot.last_row for r in rows)
    column_span = sum(slot.column <= c <= slot.last_column for c in columns)
    return Cell(row, column, tuple(_cell_lines(slot.items, page)), row_span, column_span)


def _cell_lines(items: Sequence[Item], page: int) -> list[CellLine]:
    """A line of the cell for each line of print, one for each bullet."""
    lines: list[tuple[str, list[Word]]] = []
    baseline = None
    for item in sorted(items, key=lambda item: (round(item.baseline), item.box.x0)):
        words = list(item.words)
        marked = len(words) > 1 and is_bullet(words[0].text) and not item.is_value
        if marked:
            lines.append((words[0].text, words[1:]))
        elif lines and (lines[-1][0] or (baseline is not None and abs(item.baseline - baseline) < 0.25 * item.size)):
            lines[-1][1].extend(words)
        else:
            lines.append(("", words))
        baseline = item.baseline
    return [CellLine(text_of(words, page), marker) for marker, words in lines]
