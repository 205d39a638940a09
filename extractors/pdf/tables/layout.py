"""Layout: the lines and rules of a table's region become its rows and columns, with what stands in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.pdf.tables.area import Area
from extractors.pdf.tables.columns import find_boundaries
from extractors.pdf.tables.headers import group_headers, span_headings
from extractors.pdf.tables.items import Item, Line
from extractors.pdf.tables.placing import cores_of, place_body, place_heading
from extractors.pdf.tables.rows import LEADING, Placed, Row, group_rows
from extractors.pdf.tables.rules import Rule
from extractors.pdf.tables.tiles import read_tiles

WHOLE = 0.6
"""Part of a table's width from which a level rule closes a row."""
FEW_BARS = 3
"""Level rules between rows below which nothing is told of a column that none runs over."""
SELDOM = 0.25
"""Part of the level rules that run over such a column: those of the headers."""
OFTEN = 0.6
"""Part of the rows that have something there."""
INDENT = 2.0
"""Ems by which the lines of a label may be indented against each other."""


@dataclass(slots=True)
class Layout:
    """A table laid out. `bars[i]` are the level rules between bands i and i + 1; in a grid rules part all cells.

    `unruled` are the columns of a grid over which no level rule runs although most rows have something there.
    """

    boundaries: list[float]
    rows: list[Row]
    header_rows: int
    bars: list[tuple[Rule, ...]] = field(default_factory=list)
    is_grid: bool = False
    unruled: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.boundaries) - 1


def lay_out(area: Area) -> Layout:
    """Find the columns and rows of a table."""
    first = _first_of_body(area)
    body, heads = area.lines[first:] or area.lines, area.lines[:first]
    boundaries, ruled = find_boundaries(body, heads, area)
    below = [place_body(line, boundaries, area.vertical) for line in body]
    cores = cores_of(below, boundaries)
    tiled = read_tiles(heads, area.tiles, boundaries) if area.tiles else None
    heads = () if tiled else heads
    above = [place_heading(line, boundaries, cores, area.vertical) for line in heads]
    placed = above + below
    bands, bars = _bands(placed, area, boundaries[1])
    is_grid = area.framed and 2 * ruled >= len(boundaries) - 2
    layout = Layout(boundaries, tiled or [], len(tiled or []), bars, is_grid=is_grid)
    for number, (lines, enclosed) in enumerate(bands):
        head = [line for line in lines if line.line.y < body[0].y - 1]
        rest = lines[len(head) :]
        # In a grid it is the rules that tell how far a heading reaches.
        groups = group_headers(head if is_grid else span_headings(head, boundaries, cores, area.horizontal))
        layout.header_rows += len(groups)
        groups += group_rows(rest, enclosed=enclosed and not head)
        layout.rows += [_row(group, number) for group in groups]
    if layout.is_grid:
        layout.unruled = _unruled(layout)
    return layout


def _first_of_body(area: Area) -> int:
    """The number of lines that head the columns."""
    if area.heads is not None:
        return area.heads
    first = first_body_line(area.lines)
    return _lines_over_rule(area) if first is None else first


def _unruled(layout: Layout) -> frozenset[int]:
    """Columns whose rules the file draws in a way that can't be seen: no cell over all rows has a text in each."""
    if len(layout.bars) < FEW_BARS:
        return frozenset()
    found = set()
    for column in range(layout.width):
        x0, x1 = layout.boundaries[column], layout.boundaries[column + 1]
        ruled = sum(any(min(r.end, x1) - max(r.start, x0) > (x1 - x0) / 2 for r in bar) for bar in layout.bars)
        filled = sum(any(first <= column <= last for first, last in row.items) for row in layout.rows)
        if ruled <= SELDOM * len(layout.bars) and filled >= OFTEN * len(layout.rows):
            found.add(column)
    return frozenset(found)


def _lines_over_rule(area: Area) -> int:
    """The lines over the first rule as wide as the table: what heads a table of words."""
    width = area.box.x1 - area.box.x0
    rule = next((rule for rule in area.horizontal if rule.length >= WHOLE * width), None)
    over = sum(line.y < rule.at for line in area.lines) if rule else 0
    return over if over < len(area.lines) else 0


def first_body_line(lines: Sequence[Line]) -> int | None:
    """The first line with a number that is no heading's."""
    for at, line in enumerate(lines):
        rest = line.items if len(line.items) == 1 else line.items[1:]
        numbers = sum(item.is_number for item in rest)
        words = sum(not item.is_value for item in rest)
        if numbers and words <= 2 * numbers and not _only_periods(line) and not _ends_heading(lines, at):
            return at - 1 if _begins_label(lines, at) else at
    return None


def _begins_label(lines: Sequence[Line], at: int) -> bool:
    """Whether the line above a row holds nothing but words over its label."""
    if at == 0 or len(lines[at - 1].items) > 1 or lines[at].items[0].is_value:
        return False
    above, label = lines[at - 1].items[0], lines[at].items[0]
    level = abs(above.box.x0 - label.box.x0) <= INDENT * label.size
    return level and label.baseline - above.baseline <= LEADING * label.size


def _ends_heading(lines: Sequence[Line], at: int) -> bool:
    """Whether the numbers of a line are the last words of headings above it ("Top" over "100")."""
    if at == 0 or lines[at].baseline - lines[at - 1].baseline > LEADING * lines[at].size:
        return False
    left = min(line.box.x0 for line in lines)
    if lines[at].items[0].box.x0 < left + lines[at].size:
        return False
    above = lines[at - 1].items
    return all(
        any(not over.is_value and over.box.x0 <= item.middle <= over.box.x1 for over in above)
        for item in lines[at].items
    )


def _only_periods(line: Line) -> bool:
    return sum(item.is_period for item in line.items) > len(line.items) / 2


def _bands(
    placed: Sequence[Placed], area: Area, labels_end: float
) -> tuple[list[tuple[list[Placed], bool]], list[tuple[Rule, ...]]]:
    """Lines between level rules, each stretch with whether rules close it above and below."""
    width = area.box.x1 - area.box.x0
    # The rule over a total runs over its numbers alone, and its label may begin above it.
    parting = [rule for rule in area.horizontal if area.framed or rule.start < (area.box.x0 + labels_end) / 2]
    cuts = _cuts(placed, parting)
    bands: list[list[Placed]] = [[] for _ in range(len(cuts) + 1)]
    for line in placed:
        for at, part in _by_band(line, cuts):
            bands[at].append(part)
    whole = [sum(min(r.end, area.box.x1) - max(r.start, area.box.x0) for r in bar) >= WHOLE * width for _, bar in cuts]
    edge_above = any(abs(r.at - area.box.top) < 8 or r.at < placed[0].line.y for r in area.horizontal)
    edge_below = any(r.at > placed[-1].line.y for r in area.horizontal)
    closed = [edge_above, *whole, edge_below]
    result, bars = [], []
    for at, lines in enumerate(bands):
        enclosed = closed[at] and closed[at + 1]
        result.append((sorted(lines, key=lambda line: line.line.baseline), enclosed))
        if at < len(cuts):
            bars.append(cuts[at][1])
    return result, bars


def _cuts(placed: Sequence[Placed], level: Sequence[Rule]) -> list[tuple[float, tuple[Rule, ...]]]:
    """The heights at which level rules part lines, each with its rules."""
    ys = sorted(item.y for line in placed for item in line.line.items)
    cuts: list[tuple[float, list[Rule]]] = []
    at = 0
    for rule in level:
        passed = at
        while at < len(ys) and ys[at] < rule.at:
            at += 1
        if at == 0 or (at == passed and not cuts):
            continue
        if at == len(ys):
            break
        if cuts and at == passed:
            cuts[-1][1].append(rule)
        else:
            cuts.append((rule.at, [rule]))
    return [(y, tuple(rules)) for y, rules in cuts]


def _by_band(line: Placed, cuts: Sequence[tuple[float, tuple[Rule, ...]]]) -> list[tuple[int, Placed]]:
    """The line's items by the band that each lies in."""
    parts: dict[int, list[int]] = {}
    for at, item in enumerate(line.line.items):
        # A rule parts what it runs over; the rest of a line stays with its beginning.
        band = sum((item.y if _runs_over(rules, item) else line.line.y) > y for y, rules in cuts)
        parts.setdefault(band, []).append(at)
    return [
        (band, Placed(Line(tuple(line.line.items[i] for i in ats)), tuple(line.spans[i] for i in ats)))
        for band, ats in parts.items()
    ]


def _runs_over(rules: Sequence[Rule], item: Item) -> bool:
    return any(rule.start < item.middle < rule.end for rule in rules)


def _row(group: Sequence[Placed], band: int) -> Row:
    items: dict[tuple[int, int], list[Item]] = {}
    for line in group:
        for item, span in zip(line.line.items, line.spans, strict=True):
            items.setdefault(span, []).append(item)
    _join_overlapping(items)
    boxes = [line.line.box for line in group]
    return Row(items, band, min(box.top for box in boxes), max(box.bottom for box in boxes))


def _join_overlapping(items: dict[tuple[int, int], list[Item]]) -> None:
    """Spans of one row that share a column become one, since a place is in one cell only."""
    for one, other in pairwise(sorted(items)):
        if other in items and one in items and other[0] <= one[1]:
            merged = items.pop(one) + items.pop(other)
            items.setdefault((one[0], max(one[1], other[1])), []).extend(merged)
            _join_overlapping(items)
            return
