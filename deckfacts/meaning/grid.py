"""Grid: a table's cells become header paths over columns, label paths beside rows, and the cells that hold values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from deckfacts.contract import Source
from deckfacts.deck import Cell, CellLine, Table, Text, join_texts
from deckfacts.language.quantities import UnitKind
from deckfacts.language.units import read_unit
from deckfacts.meaning.phrases import Phrase, read_phrase
from deckfacts.meaning.quarter_heads import with_years
from deckfacts.meaning.scanning import Scan, scan
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.standing import PRIMARY_KINDS

MAX_LOOSE_LETTERS = 3
"""Letters that may stand beside the numbers of a value cell ("Q", "e", "n.m") before it counts as words."""

MAX_STUB_LABEL = 60
"""Row labels are short; longer words between values are remarks."""

MIN_STUB_LABELS = 2
"""One word among values is a remark; two or more in a column are the labels of a table beside the first."""

_KEY = re.compile(r"[(\[]?[a-z][)\]]?(?:\s?[/+x*–-]\s?[(\[]?[a-z][)\]]?)*", re.IGNORECASE)
"""What names a row for a formula, "(d)", "(a)/(c)", and is no label."""
WEEKS_OF_YEAR = re.compile(r"\s*(?P<weeks>26|27|39|40|52|53)[\s-]weeks\s*", re.IGNORECASE)
"""The part of its year that a retailer reports; 13 weeks can be any quarter of it."""

_LETTER = re.compile(r"[^\W\d_]")
_WORDED = re.compile(r"[A-Za-z]{3,}\s*$|^\s*[A-Za-z]{4,}")
_HEDGES = re.compile(
    r"\b(?:more than|at least|around|about|approximately|approx\.?|over|up to|less than|below|above|circa|ca\.?|nearly"
    r"|almost|some|or more|between|and|to)\b",
    re.IGNORECASE,
)
_OF_REVENUE = re.compile(
    r"(?:as\s+)?(?:an?\s+)?(?:%|percent(?:age)?|share)\s*(?:of|to)\s+(?:total\s+|net\s+)*(?:revenues?|sales|turnover|total)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\w\.\s*$")
_NO_VALUE = re.compile(r"^\s*(?:[-–—−*]+|n\.?\s?[am]\.?|n/a|nil|nm|tbd|\.{2,})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell with what was found in it; `is_value` if it prints numbers and next to no words."""

    source: CellLine
    scan: Scan
    is_value: bool


def read_line(source: CellLine, setting: Setting) -> Line:
    """Scan one line of a cell."""
    scanned = scan(source.text, setting)
    return Line(source, scanned, _is_value(scanned))


def _is_value(scanned: Scan) -> bool:
    if _NO_VALUE.match(scanned.folded):
        return True
    if not scanned.quantities or scanned.directions or scanned.comparisons:
        return False
    return len(_LETTER.findall(_HEDGES.sub(" ", scanned.masked()))) <= MAX_LOOSE_LETTERS


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its lines scanned."""

    cell: Cell
    lines: tuple[Line, ...]

    @property
    def is_value(self) -> bool:
        """Whether all of the cell is numbers."""
        return bool(self.lines) and all(line.is_value for line in self.lines)

    @property
    def is_blank_value(self) -> bool:
        """A dash or "n.a.": a place for a number that has none."""
        return all(_NO_VALUE.match(line.scan.folded) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column: its header cells from top to bottom, and all of them read as one phrase."""

    parts: tuple[Phrase, ...]
    whole: Phrase

    @property
    def says_when(self) -> bool:
        """Whether the header names a period, a scenario or a comparison rather than a metric."""
        return bool(
            self.whole.period
            or self.whole.period_months
            or self.whole.comparison
            or self.whole.scenario
            or self.whole.measure
        )


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What stands beside a row: its own label, and those of the rows or cells that it stands under, nearest first."""

    own: Phrase | None
    parents: tuple[Phrase, ...]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All that the row is called, the nearest first."""
        return (self.own, *self.parents) if self.own else self.parents


@dataclass(slots=True)
class Grid:
    """A table laid out; `heads` are by column, `labels` by row, both only where there is something.

    `corner` stands over the row labels: the metric, unit or period of the whole table ("Net sales", "£m").
    """

    cells: dict[tuple[int, int], GridCell]
    header_rows: int
    stub_columns: int
    corner: Phrase | None = None
    heads: dict[int, Head] = field(default_factory=dict)
    labels: dict[int, RowLabel] = field(default_factory=dict)
    width: int = 0
    height: int = 0
    source: Source = Source.TABLE

    def row_phrases(self) -> Iterator[Phrase]:
        """All that the rows are called."""
        return (phrase for label in self.labels.values() for phrase in label.phrases)


def lay_out(table: Table, setting: Setting) -> Grid:
    """Find the header rows and stub columns of a table and read what they say."""
    cells = {
        (cell.row, cell.column): GridCell(cell, tuple(read_line(line, setting) for line in cell.lines))
        for cell in table.cells
    }
    drawn = table.source is Source.CHART
    # A chart's reader knows what is axis and what is series; class bounds ("40% to 50%") look like values.
    header_rows = table.header_rows if drawn else _header_rows(cells, table)
    stub = 1 if drawn else _stub_columns(cells, header_rows, table)
    grid = Grid(cells, header_rows, stub, width=table.width, height=table.height, source=table.source)
    grid.corner = _read_corner(grid, setting)
    grid.heads = _read_heads(grid, setting)
    grid.labels = _read_labels(grid, setting)
    return grid


def side_by_side(table: Table, setting: Setting) -> list[tuple[Table, int]]:
    """The tables that stand side by side in one grid, each with the column it begins at.

    A later column of words with values on both sides is the stub of a table of its own, unless it holds bullets or
    sentences, which are remarks.
    """
    if table.source is Source.CHART:
        return [(table, 0)]
    values: set[int] = set()
    words: dict[int, int] = {}
    remarks: set[int] = set()
    dated: set[int] = set()
    for cell in table.cells:
        lines = [read_line(line, setting) for line in cell.lines]
        if all(line.is_value for line in lines):
            values.add(cell.column)
        elif cell.column > 0 and cell.row >= table.header_rows and all(_only_says_when(line) for line in lines):
            # "Q3 FY26" under "Commissioning" is what the row says, and begins no table.
            dated.add(cell.column)
        elif cell.row >= table.header_rows and len(cell.plain) <= MAX_STUB_LABEL:
            words[cell.column] = words.get(cell.column, 0) + 1
        if any(line.marker or _SENTENCE.search(line.text.text) for line in cell.lines):
            remarks.add(cell.column)
    cuts = [
        column
        for column, count in sorted(words.items())
        if count >= MIN_STUB_LABELS
        and any(v < column for v in values)
        and any(v > column for v in values)
        and column not in values | remarks | dated
    ]
    starts = [0, *cuts]
    ends = [*cuts, table.width]
    if not cuts:
        return [(table, 0)]
    return [(_cut(table, start, end), start) for start, end in zip(starts, ends, strict=True)]


def _only_says_when(line: Line) -> bool:
    return any(mention.period for mention in line.scan.mentions) and not _LETTER.search(line.scan.masked())


def _cut(table: Table, start: int, end: int) -> Table:
    cells = tuple(replace(cell, column=cell.column - start) for cell in table.cells if start <= cell.column < end)
    return replace(table, cells=cells)


def _header_rows(cells: dict[tuple[int, int], GridCell], table: Table) -> int:
    """Leading rows without a value beside their first cell; a bare year is a header, not a value.

    Nor are the weeks that years have, "26 weeks", below other headers where no label stands beside them.
    """
    for row in range(table.height):
        line = [cell for (r, c), cell in cells.items() if r == row]
        values = [cell for cell in line if _has_value(cell)]
        weeks = row > 0 and (row, 0) not in cells and all(WEEKS_OF_YEAR.fullmatch(cell.cell.plain) for cell in line)
        if values and not weeks:
            return _without_subheadings(cells, row)
    return min(table.header_rows or 1, table.height)


def _without_subheadings(cells: dict[tuple[int, int], GridCell], first: int) -> int:
    """A lone name below the headers ("Cloud" over "Revenue") is the first sub-heading, a unit or a period is not."""
    while first > 1:
        row = [cell for (r, _), cell in cells.items() if r == first - 1]
        above = any(r < first - 1 and c > 0 for r, c in cells)
        if len(row) != 1 or row[0].cell.column > 0 or not above or not _is_name_only(row[0]):
            break
        first -= 1
    return first


def _is_name_only(cell: GridCell) -> bool:
    return not any(line.scan.mentions or read_unit(line.scan.folded) for line in cell.lines)


def _has_value(cell: GridCell) -> bool:
    """Whether a cell is numbers, or words around a figure with a unit ("up 1% to 2%")."""
    numbers = [quantity for line in cell.lines for quantity in line.scan.quantities]
    if cell.is_value:
        return bool(numbers)
    return cell.cell.column > 0 and any(number.kind in PRIMARY_KINDS for number in numbers)


def _stub_columns(cells: dict[tuple[int, int], GridCell], header_rows: int, table: Table) -> int:
    """Leading columns whose cells below the headers are words ("10 to 20 years" is words too)."""
    for column in range(table.width):
        body = [cell for (r, c), cell in cells.items() if c == column and r >= header_rows]
        values = [cell for cell in body if cell.is_value and not cell.is_blank_value]
        worded = [cell for cell in values if any(_WORDED.search(line.scan.folded) for line in cell.lines)]
        if values and not (column == 0 and len(worded) == len(values)):
            return column
        if column > 0 and sum(map(_has_value, body)) * 2 > len(body):
            return column  # sentences around figures, as in a grid of guidance
    return 1


def _read_heads(grid: Grid, setting: Setting) -> dict[int, Head]:
    heads: dict[int, Head] = {}
    for column in range(grid.stub_columns, grid.width):
        texts = [text for row in range(grid.header_rows) if (text := _header_text(grid, row, column))]
        if texts:
            parts = tuple(read_phrase(text, setting) for text in texts)
            whole = parts[0] if len(parts) == 1 else read_phrase(join_texts(texts), setting)
            heads[column] = Head(parts, whole)
        elif column - 1 in heads and _has_values(grid, column):
            # A header that spans loses its span on the way through a converter: the cells to its right are empty.
            heads[column] = heads[column - 1]
    dated = with_years({c: head.parts[0] for c, head in heads.items() if len(head.parts) == 1}, setting)
    return heads | {c: Head((phrase,), phrase) for c, phrase in dated.items()}


def _read_corner(grid: Grid, setting: Setting) -> Phrase | None:
    texts = [
        line.source.text
        for (row, column), cell in sorted(grid.cells.items())
        if row < grid.header_rows and column < grid.stub_columns
        for line in cell.lines
    ]
    return read_phrase(join_texts(texts), setting) if texts else None


def _header_text(grid: Grid, row: int, column: int) -> Text | None:
    """The header over a column in one row: in it, reaching over it, or, above the last row, the one to its left."""
    last = row == grid.header_rows - 1
    for left in range(column, grid.stub_columns - 1, -1):
        found = grid.cells.get((row, left))
        if found:
            reaches = left + found.cell.column_span > column or (not last and _spans_lost(grid, row, left))
            return join_texts([line.source.text for line in found.lines]) if reaches else None
    return None


def _spans_lost(grid: Grid, row: int, left: int) -> bool:
    return grid.cells[row, left].cell.column_span == 1 and (row + 1, left) in grid.cells


def _has_values(grid: Grid, column: int) -> bool:
    return any(c == column and r >= grid.header_rows and cell.is_value for (r, c), cell in grid.cells.items())


def _read_labels(grid: Grid, setting: Setting) -> dict[int, RowLabel]:
    labels: dict[int, RowLabel] = {}
    group: list[Phrase] = []
    outer: dict[int, Phrase] = {}
    previous: Phrase | None = None
    first_names = _first_names_rows(grid)
    for row in range(grid.header_rows, grid.height):
        stubs = {
            c: read_phrase(_cell_text(grid.cells[row, c]), setting)
            for c in range(grid.stub_columns)
            if (row, c) in grid.cells and not (c > 0 and _KEY.fullmatch(grid.cells[row, c].cell.plain))
        }
        outer = {c: phrase for c, phrase in outer.items() if all(c < other for other in stubs)} | stubs
        if first_names and len(stubs) > 1:
            stubs = {0: stubs[0]}
        own = stubs[max(stubs)] if stubs else None
        if own and previous and _OF_REVENUE.fullmatch(own.bare):
            own = replace(own, bare="")
        if own and not _row_has_values(grid, row):
            group, previous = [own], None
            continue
        parents = [outer[c] for c in sorted(outer, reverse=True) if own is not outer[c]]
        if not stubs and group:
            # A line of figures without words sums up what stands under the sub-heading, or only the line above it.
            parents = [previous] if previous and _repeats(grid, row) else []
        if own and not own.bare and previous and not own.period:
            # "YoY" or "% of revenue" below a line is about that line.
            parents = [previous, *parents]
        elif own and own.bare:
            previous = own
        labels[row] = RowLabel(own, (*parents, *group, *([grid.corner] if grid.corner else [])))
    return labels


def _repeats(grid: Grid, row: int) -> bool:
    """Whether a row prints a figure of the row above once more."""
    above = {cell.cell.plain for (r, c), cell in grid.cells.items() if r == row - 1 and c >= grid.stub_columns}
    return any(cell.cell.plain in above for (r, _), cell in grid.cells.items() if r == row)


def _first_names_rows(grid: Grid) -> bool:
    """Whether the first of several label columns names each row by itself ("State", "Technology"), and no group."""
    rows = [row for row in range(grid.header_rows, grid.height) if _row_has_values(grid, row)]
    names = [grid.cells[row, 0].cell.plain for row in rows if (row, 0) in grid.cells]
    others = [row for row in rows if any((row, c) in grid.cells for c in range(1, grid.stub_columns))]
    return len(names) == len(rows) > 1 and len(set(names)) == len(names) and len(others) > 0


def _row_has_values(grid: Grid, row: int) -> bool:
    return any((row, c) in grid.cells for c in range(grid.stub_columns, grid.width))


def _cell_text(cell: GridCell) -> Text:
    return join_texts([line.source.text for line in cell.lines])


def kind_of(cell: GridCell) -> UnitKind | None:
    """The kind of the first number in a cell."""
    return next((q.kind for line in cell.lines for q in line.scan.quantities), None)
