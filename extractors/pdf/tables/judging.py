"""Judging: whether what was read as a table is one, and how well it holds together."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from deckfacts.deck import Table
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.columns import SAME_PLACE
from extractors.pdf.tables.layout import Layout
from extractors.pdf.tables.values import is_blank, is_period, is_value

MAX_PAGE_NUMBER = 999
"""Numbers beside titles that rise from line to line and stay below this are page numbers."""

MOST_CROSSED = 0.2
"""Part of a framed table's items that may run across its upright rules: headings over several columns do."""
FEWEST_HEADED = 3
"""Columns with a heading that make a table of one row of numbers."""
LEAST_FILLED = 0.4
"""Part of a framed table's places that must hold something."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a table's cells say for it: counts of its rows and columns with numbers, labels and headings."""

    numbered_rows: int
    numbered_columns: int
    labelled_rows: int
    headed_columns: int

    @property
    def is_table(self) -> bool:
        """Whether it can stand without a frame."""
        if self.headed_columns >= FEWEST_HEADED and self.numbered_rows == 1:
            return self.labelled_rows == 1
        if self.numbered_rows < 2 or self.numbered_columns < 1:
            return False
        return self.labelled_rows >= 2 and 2 * self.labelled_rows >= self.numbered_rows


def weigh(table: Table) -> Evidence:
    """Count what speaks for a table."""
    rows: dict[int, list[tuple[int, bool, bool]]] = defaultdict(list)
    columns: dict[int, Counter[str]] = defaultdict(Counter)
    heads: set[int] = set()
    first_words: list[str] = []
    for cell in table.cells:
        texts = [line.text.text for line in cell.lines]
        if cell.row < table.header_rows:
            heads |= set(range(cell.column, cell.column + cell.column_span))
            continue
        if not texts:
            continue
        number = all(is_value(text) for text in texts)
        blank = all(is_blank(text) for text in texts)
        if cell.column == 0:
            first_words.append(cell.plain)
        rows[cell.row].append((cell.column, number, blank))
        columns[cell.column]["number" if number else "words"] += 1
    headed = {column for column, kinds in columns.items() if kinds["number"] and column in heads}
    numbers_label = all(map(is_period, first_words)) or len(headed) >= 2
    numbered = [row for row in rows.values() if any(number and not blank and c > 0 for c, number, blank in row)]
    labelled = [row for row in numbered if any((not number) or (c == 0 and numbers_label) for c, number, _ in row)]
    number_columns = [c for c, kinds in columns.items() if c > 0 and kinds["number"] >= 2]
    return Evidence(len(numbered), len(number_columns), len(labelled), len(headed))


def is_contents(table: Table) -> bool:
    """Whether a table of two columns is a list of titles with their pages."""
    last = max(cell.column for cell in table.cells)
    numbers = [cell.plain for cell in sorted(table.cells, key=lambda cell: cell.row) if cell.column == last]
    if table.width > 2 or len(numbers) < 3 or not all(text.isdigit() for text in numbers):
        return False
    pages = [int(text) for text in numbers]
    return pages == sorted(pages) and pages[-1] <= MAX_PAGE_NUMBER


def is_framed_table(table: Table, crossed: float) -> bool:
    """Whether what a frame holds is a table rather than boxes of text joined by lines; `crossed` is its `crossing`."""
    if table.width < 2 or table.height < 2 or crossed > MOST_CROSSED:
        return False
    filled = sum(cell.row_span * cell.column_span for cell in table.cells) / (table.width * table.height)
    return filled >= LEAST_FILLED


def crossing(area: Area, layout: Layout) -> float:
    """The part of a table's items that run across a place where an upright rule parts columns elsewhere."""
    inner = layout.boundaries[1:-1]
    ruled = [x for x in inner if any(abs(rule.at - x) <= SAME_PLACE for rule in area.vertical)]
    items = [item for line in area.lines for item in line.items]
    across = sum(any(item.box.x0 + item.size < x < item.box.x1 - item.size for x in ruled) for item in items)
    return across / len(items) if items else 0.0
