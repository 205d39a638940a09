"""Bands: level rules as long as each other part the rows of a table, whatever stands between them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from deckfacts.contract import Box
from extractors.pdf.page import around
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.heads import WHOLE, Growth, add_headers, columns_of
from extractors.pdf.tables.items import Item, Line
from extractors.pdf.tables.rules import Rules, Strength
from extractors.pdf.tables.rungs import Rungs, find_rungs
from extractors.pdf.tables.tiles import header_of

STICKS_OUT = 2.0
"""Ems by which a text may reach beyond the rules of its row; what reaches farther is no part of it."""
LARGER = 1.35
"""Times the size of a table's numbers from which a text between its rules is a title."""
SMALLER = 0.9
"""Times that size below which a line under the last rule is a footnote."""
VACANT = 1.5
"""Times the usual height of a row from which an empty band parts two tables: a spacer is lower."""
TALL = 2.2
"""Times that height from which a band with one text in it is what stands between two tables."""
ROWS = 0.5
"""Part of the bands from the first row to the last that hold a row: sub-headings take up to every other one."""
SINGLE = 0.7
"""Part of the rows that must have a band to themselves; where fewer do, rules part groups of rows."""
THROUGH = 0.25
"""Part of the height that a drawn upright rule may cover inside; a longer one makes a frame of cells."""
NEXT_ROW = 1.5
"""Times the usual height of a row up to which a row may follow below the last rule."""
PITCH_SPARE = 1.1
"""Times the usual height that headings may stand above the first rule."""


@dataclass(slots=True)
class _Band:
    """What stands between two rungs: its lines by their number on the page; `crossed` by a text that runs out of it."""

    top: float
    bottom: float
    lines: dict[int, Line]
    crossed: bool = False

    @property
    def items(self) -> list[Item]:
        return [item for line in self.lines.values() for item in line.items]

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def is_row(self) -> bool:
        """A label with something to measure on its right."""
        items = self.items
        if not items:
            return False
        label = min(items, key=lambda item: item.box.x0)
        return not label.is_value and any(_states(item) and item.box.x0 > label.box.x0 for item in items)

    @property
    def rows(self) -> int:
        """Lines that are rows of their own."""
        return sum(_is_row_line(line) for line in self.lines.values())


def _states(item: Item) -> bool:
    """Whether it is a number, or stands for one, rather than a period."""
    return item.is_value and not item.is_period


def _is_row_line(line: Line) -> bool:
    return not line.items[0].is_value and any(_states(item) for item in line.items[1:])


def find_banded(lines: Sequence[Line], rules: Rules) -> list[Area]:
    """The areas of tables whose rows are parted by rules or colour alone, from top to bottom."""
    areas: list[Area] = []
    for rungs in find_rungs(rules):
        bands = _bands(rungs, lines)
        rows = [band for band in bands if band.is_row]
        if len(rows) < 2:
            continue
        size = median(item.size for band in rows for item in band.items if _states(item))
        height = median(band.height for band in rows)
        areas += [area for run in _runs(bands, size, height) if (area := _area(run, rungs, lines, rules, height))]
    return sorted(areas, key=lambda area: area.box.top)


def _bands(rungs: Rungs, lines: Sequence[Line]) -> list[_Band]:
    """The bands between the rungs with what stands in each."""
    bands = [_Band(top, bottom, {}) for top, bottom in pairwise(rungs.ats)]
    for at, line in enumerate(lines):
        parts: dict[int, list[Item]] = {}
        for item in line.items:
            band = bisect_left(rungs.ats, item.y) - 1
            if not 0 <= band < len(bands) or item.box.x1 < rungs.x0 or item.box.x0 > rungs.x1:
                continue
            spare = STICKS_OUT * item.size
            if item.box.x0 < rungs.x0 - spare or item.box.x1 > rungs.x1 + spare:
                bands[band].crossed = True
            else:
                parts.setdefault(band, []).append(item)
        for band, items in parts.items():
            bands[band].lines[at] = Line(tuple(items))
    return bands


def _runs(bands: Sequence[_Band], size: float, height: float) -> list[list[_Band]]:
    """Bands that follow each other in one table, cut at titles, gaps and new headings."""
    labels_end = _labels_end([band for band in bands if band.is_row])
    runs: list[list[_Band]] = [[]]
    for band in bands:
        if _parts_tables(band, size, height):
            runs.append([])
        elif any(each.is_row for each in runs[-1]) and _begins_table(band, labels_end):
            runs.append([band])
        elif band.lines:
            runs[-1].append(band)
    return [run for run in runs if sum(band.is_row for band in run) > 1]


def _parts_tables(band: _Band, size: float, height: float) -> bool:
    if band.crossed or any(item.size > LARGER * size for item in band.items):
        return True
    if not band.lines:
        return band.height > VACANT * height
    alone = all(len(line.items) == 1 for line in band.lines.values())
    return alone and not band.is_row and band.height > TALL * height


def _has_headings(band: _Band, labels_end: float) -> bool:
    """Whether a band holds words, some of them beside the labels."""
    beside = any(item.box.x0 > labels_end for item in band.items)
    return beside and not any(_states(item) for item in band.items)


def _begins_table(band: _Band, labels_end: float) -> bool:
    """Whether a band between rows ends with the headings of a new table: periods, all bold, or none over the labels."""
    if any(_states(item) for item in band.items):
        return False
    items = list(band.lines.values())[-1].items if band.lines else ()
    beside = [item for item in items if item.box.x0 > labels_end]
    alone = len(beside) == len(items) or all(item.bold for item in items) or all(item.is_period for item in beside)
    return len(beside) > 1 and alone


def _labels_end(rows: Sequence[_Band]) -> float:
    """Where most labels have ended, and no number has begun."""
    values_from = min(item.box.x0 for band in rows for item in band.items if _states(item))
    return min(values_from, median(min(band.items, key=lambda item: item.box.x0).box.x1 for band in rows))


def _area(run: Sequence[_Band], rungs: Rungs, lines: Sequence[Line], rules: Rules, height: float) -> Area | None:
    first, last = (next(at for at, band in order if band.is_row) for order in (enumerate(run), _backwards(run)))
    body = run[first : last + 1]
    rows = [band for band in body if band.is_row]
    single = sum(band.rows <= 1 for band in rows)
    if len(rows) < ROWS * len(body) or single < SINGLE * len(rows) or _is_framed(body, rungs, rules):
        return None
    growth = _growth(rows, rungs, height)
    headed = [at for at, band in enumerate(run[:first]) if _has_headings(band, growth.labels_end)]
    for begin in [headed[-1] + 1] if headed else [0, first]:
        growth.chosen = _items(run[begin : last + 1])
        top = min(growth.chosen)
        tiles = header_of(rules.areas, rungs.x0, rungs.x1, run[begin].top)
        over = _over(lines[:top], min((tile.top for tile in tiles), default=run[begin].top), rungs)
        if any(item.box.x0 > growth.labels_end for items in over.values() for item in items):
            growth.chosen |= over
        else:
            tiles = ()
            if not headed:
                _add_row(growth, top - 1, (run[begin].top - NEXT_ROW * height, run[begin].top), lines)
            top = min(growth.chosen)
            add_headers(growth, top, lines, rules, set())
        if min(growth.chosen) < top:
            break
    heads = sum(at < top for at in growth.chosen)
    _add_row(growth, max(growth.chosen) + 1, (run[last].bottom, run[last].bottom + NEXT_ROW * height), lines)
    return _closed(growth, heads, tiles, rules)


def _items(bands: Sequence[_Band]) -> dict[int, list[Item]]:
    return {at: list(line.items) for band in bands for at, line in band.lines.items()}


def _backwards(run: Sequence[_Band]) -> list[tuple[int, _Band]]:
    return list(enumerate(run))[::-1]


def _is_framed(body: Sequence[_Band], rungs: Rungs, rules: Rules) -> bool:
    """Whether drawn upright rules part the cells too."""
    top, bottom = body[0].top, body[-1].bottom
    inner = rules.upright_between(rungs.x0 + STICKS_OUT * 2, rungs.x1 - STICKS_OUT * 2)
    return any(
        rule.strength is Strength.LINE and min(rule.end, bottom) - max(rule.start, top) > THROUGH * (bottom - top)
        for rule in inner
    )


def _growth(rows: Sequence[_Band], rungs: Rungs, height: float) -> Growth:
    """The table as far as it is known from its rows."""
    values = [item for band in rows for item in band.items if _states(item)]
    values_from = min(item.box.x0 for item in values)
    size = median(item.size for item in values)
    return Growth(rungs.x0, rungs.x1, _labels_end(rows), values_from, size, columns_of(values), PITCH_SPARE * height)


def _over(lines: Sequence[Line], top: float, rungs: Rungs) -> dict[int, list[Item]]:
    """What stands on the tiles over the first row."""
    found = {}
    for at, line in enumerate(lines):
        items = [item for item in line.items if item.y > top and rungs.x0 < item.middle < rungs.x1]
        if items:
            found[at] = items
    return found


def _add_row(growth: Growth, at: int, within: tuple[float, float], lines: Sequence[Line]) -> None:
    """Add the row over the first rule or below the last where a table has none at its sides."""
    if not 0 <= at < len(lines) or not within[0] < lines[at].y < within[1]:
        return
    items = [item for item in lines[at].items if growth.x0 < item.middle < growth.x1]
    if not items or not _is_row_line(Line(tuple(items))) or any(item.size < SMALLER * growth.size for item in items):
        return
    met = sum(any(item.box.x0 < x1 and x0 < item.box.x1 for item in items[1:]) for x0, x1 in growth.columns)
    if 2 * met >= len(growth.columns):
        growth.chosen[at] = items


def _closed(growth: Growth, heads: int, tiles: Sequence[Box], rules: Rules) -> Area:
    """The area of a table: its lines, the first of which are `heads`, and its rules."""
    lines = tuple(Line(tuple(growth.chosen[at])) for at in sorted(growth.chosen))
    around_lines = around([line.box for line in lines])
    box = Box(growth.x0, around_lines.top, growth.x1, around_lines.bottom)
    level = tuple(
        rule
        for rule in rules.level_between(box.top - growth.size, box.bottom + growth.size)
        if min(rule.end, box.x1) - max(rule.start, box.x0) > growth.size
        and (rule.strength is Strength.LINE or rule.length >= WHOLE * (box.x1 - box.x0))
    )
    upright = tuple(
        rule
        for rule in rules.upright_between(box.x0, box.x1)
        if min(rule.end, box.bottom) - max(rule.start, box.top) > growth.size
    )
    return Area(box, lines, level, upright, framed=False, heads=heads, tiles=tuple(tiles))
