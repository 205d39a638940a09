"""Tiles: the filled areas over a table's first row become header cells over the columns between their sides."""

from collections.abc import Sequence
from itertools import pairwise

from deckfacts.contract import Box
from extractors.pdf.tables.items import Item, Line, make_item
from extractors.pdf.tables.placing import column_of
from extractors.pdf.tables.rows import Row
from extractors.pdf.words import Word

TOUCH = 3.0
"""Points by which two tiles may miss each other and still touch: white lines of 1 to 3 points part them."""
SAME_END = 4.0
"""Points by which a tile may reach beyond the rules of its table."""
COVERED = 0.4
"""Part of a table's width that tiles over its first row must cover: the one over the labels may be left white."""
FULL = 0.97
"""Part of that width from which an area is the ground of a whole row."""
APART = 1.5
"""Ems from which a space parts two headings in one tile: then the tile is the ground of both."""


def header_of(areas: Sequence[Box], x0: float, x1: float, bottom: float) -> tuple[Box, ...]:
    """The tiles that stand on `bottom`, the top of a table's first row, and those that stand on them."""
    inside = [area for area in areas if x0 - SAME_END <= area.x0 and area.x1 <= x1 + SAME_END and area.top < bottom]
    found = [area for area in inside if abs(area.bottom - bottom) <= TOUCH]
    if sum(area.x1 - area.x0 for area in found) < COVERED * (x1 - x0):
        return ()
    width = FULL * (x1 - x0)
    if all(area.x1 - area.x0 < width for area in found):
        inside = [area for area in inside if area.x1 - area.x0 < width and area not in found]
        for tile in found:  # grows as tiles are found
            over = [area for area in inside if _stands_on(area, tile) and area not in found]
            found += over
    return tuple(dict.fromkeys(found))


def _stands_on(upper: Box, lower: Box) -> bool:
    return abs(upper.bottom - lower.top) <= TOUCH and upper.x0 < lower.x1 and lower.x0 < upper.x1


def read_tiles(lines: Sequence[Line], tiles: Sequence[Box], boundaries: Sequence[float]) -> list[Row] | None:
    """Header rows with a cell for each tile; null where the tiles are no cells, but the ground of several headings."""
    feet = _feet(tiles)
    if not feet:
        return None
    rows = [Row({}, 0, top, bottom) for top, bottom in pairwise([min(tile.top for tile in tiles), *feet])]
    for line in lines:
        for at, words in _by_tile(line, tiles).items():
            if any(b.box.x0 - a.box.x1 > APART * b.size for a, b in pairwise(words)):
                return None
            _put(make_item(words), tiles[at] if at is not None else None, rows, boundaries)
    return rows


def _feet(tiles: Sequence[Box]) -> list[float]:
    """The heights at which rows of tiles end."""
    feet: list[float] = []
    for foot in sorted(tile.bottom for tile in tiles):
        if not feet or foot - feet[-1] > TOUCH:
            feet.append(foot)
    return feet


def _by_tile(line: Line, tiles: Sequence[Box]) -> dict[int | None, list[Word]]:
    """The words of a line by the tile that each stands in."""
    found: dict[int | None, list[Word]] = {}
    for item in line.items:
        for word in item.words:
            found.setdefault(_under(word.x_mid, item.y, tiles), []).append(word)
    return found


def _under(x: float, y: float, tiles: Sequence[Box]) -> int | None:
    """The smallest tile under a place."""
    under = [at for at, tile in enumerate(tiles) if tile.x0 <= x <= tile.x1 and tile.top <= y <= tile.bottom]
    return min(under, key=lambda at: (tiles[at].x1 - tiles[at].x0) * (tiles[at].bottom - tiles[at].top), default=None)


def _put(item: Item, tile: Box | None, rows: Sequence[Row], boundaries: Sequence[float]) -> None:
    top, bottom = (tile.top + TOUCH, tile.bottom - TOUCH) if tile else (item.y, item.y)
    first = next((at for at, row in enumerate(rows) if row.bottom > top), len(rows) - 1)
    last = next((at for at, row in enumerate(rows) if row.bottom >= bottom), len(rows) - 1)
    under = [
        at for at, (left, right) in enumerate(pairwise(boundaries)) if tile and tile.x0 < (left + right) / 2 < tile.x1
    ] or [column_of(item.middle, boundaries)]
    span = under[0], under[-1]
    rows[first].items.setdefault(span, []).append(item)
    if last > first:
        rows[first].tall[span] = last - first
