"""Aligned columns: lines whose cells are set apart by runs of spaces become a table, by where their columns overlap."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from deckfacts.deck import Table
from extractors.text.tables import SetAside, SourceCell, build_table

_GAP = re.compile(r"\s{2,}")
_AMOUNT = r"(?:[A-Z]{0,3}[$€£¥])?\s?[(▲△+-]*\d[\d.,]*\s?(?:%|x|[a-z]{1,6})?\)?"
_HEDGE = (
    r"(?:around|about|c\.|ca\.?|approx\.?|approximately|over|under|up to|at least|more than|less than|above|below"
    r"|[~><≥≤])"
)
_VALUE = re.compile(
    rf"^(?:{_HEDGE}\s*)?[^\w]{{0,3}}{_AMOUNT}(?:\s*(?:-|–|to|~)\s*{_AMOUNT})?[*†]*$|^[-–—]$", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b|'\d\d\b|\b[A-Z][a-z]{2} \d\d\b")
_YEAR = re.compile(r"^(?:19|20)\d\d[AEF]?$")

MIN_VALUE_ROWS = 2
"""One line with two gaps is a caption or a broken sentence; a table has at least two rows of values."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line between gaps, at character columns `start` to `end`."""

    start: int
    end: int
    text: str

    @property
    def is_value(self) -> bool:
        """Whether the piece is a number and not a year or a name."""
        return bool(_VALUE.match(self.text)) and not _YEAR.match(self.text)


def tokens(line: str) -> list[Token]:
    """The pieces of a line that stand two or more spaces apart."""
    pieces, at = [], 0
    for gap in [*_GAP.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if line[at:end].strip():
            lead = len(line[at:end]) - len(line[at:end].lstrip())
            pieces.append(Token(at + lead, at + len(line[at:end].rstrip()), line[at:end].strip()))
        at = gap.end() if gap else end
    return pieces


def is_aligned_row(line: str) -> bool:
    """Whether a line has a label and values, or several values, in columns."""
    pieces = tokens(line)
    return len(pieces) >= 2 and any(piece.is_value for piece in pieces[1:])


def is_aligned_header(line: str) -> bool:
    """Whether a line could be a row of column headers: pieces apart from each other, or one that stands far in."""
    pieces = tokens(line)
    return len(pieces) >= 2 or (len(pieces) == 1 and pieces[0].start >= 20)


def read_aligned(lines: Sequence[str], first: int, set_aside: SetAside) -> Table:
    """Read the lines of one table in aligned columns; `first` is the 1-based number of the first line."""
    rows = [(first + i, tokens(line)) for i, line in enumerate(lines) if line.strip()]
    columns = _columns(rows)
    header_rows = next((i for i, (_, pieces) in enumerate(rows) if any(p.is_value for p in pieces[1:])), 0)
    cells = []
    for row, (number, pieces) in enumerate(rows):
        for piece in (part for whole in pieces for part in split_header(whole, columns)):
            column, span = _place(piece, columns)
            cells.append(SourceCell(row, column, piece.text, number, piece.start, span))
    return build_table(_merge(cells), header_rows, first, set_aside)


def _columns(rows: Sequence[tuple[int, list[Token]]]) -> list[tuple[int, int]]:
    """Column extents, left to right, from the values: headers may span and labels may run on.

    Words that begin at one place between values, row after row, are a column too: the labels of a second table.
    """
    values = [
        (p.start, p.end) for _, pieces in rows for p in pieces if p.is_value and (p is not pieces[0] or p.start > 0)
    ]
    columns = _clusters(values)
    first = min((start for start, _ in columns), default=0)
    loose = [
        (p.start, p.end)
        for _, pieces in rows
        for p in pieces
        if not p.is_value and p.start > first and _LETTERS.search(p.text) and not _overlaps(p, columns)
    ]
    starts = Counter(start for start, _ in loose)
    labels = [extent for extent in loose if starts[extent[0]] >= MIN_VALUE_ROWS]
    return _clusters([*values, *labels])


def _clusters(extents: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    columns: list[tuple[int, int]] = []
    for start, end in sorted(extents):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _overlaps(piece: Token, columns: Sequence[tuple[int, int]]) -> bool:
    return any(piece.start < end and start < piece.end for start, end in columns)


def _place(piece: Token, columns: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The column (0 is the stub) that a piece stands in, and over how many it reaches."""
    over = [i for i, (start, end) in enumerate(columns, 1) if piece.start < end and start < piece.end]
    if over:
        return over[0], over[-1] - over[0] + 1
    if not columns or piece.end <= columns[0][0]:
        return 0, 1
    distances = [(min(abs(piece.start - end), abs(start - piece.end)), i) for i, (start, end) in enumerate(columns, 1)]
    return min(distances)[1], 1


def split_header(piece: Token, columns: Sequence[tuple[int, int]]) -> list[Token]:
    """Part two dates that stand over two columns with one space between them: "29 March 2025 30 March 2024"."""
    over = [(start, end) for start, end in columns if piece.start < end and start < piece.end]
    if len(over) < 2 or len(_ANY_YEAR.findall(piece.text)) != len(over):
        return [piece]
    parts, at = [], piece.start
    for _, end in over[:-1]:
        cut = piece.text.find(" ", max(end - 1, at + 1) - piece.start)
        if cut < 0:
            return [piece]
        parts.append(Token(at, piece.start + cut, piece.text[at - piece.start : cut]))
        at = piece.start + cut + 1
    return [*parts, Token(at, piece.end, piece.text[at - piece.start :])]


def _merge(cells: Sequence[SourceCell]) -> list[SourceCell]:
    """Two pieces in one column of one row are one cell: a sign apart from its number, words apart by two spaces."""
    merged: dict[tuple[int, int], SourceCell] = {}
    for cell in cells:
        before = merged.get((cell.row, cell.column))
        if before is None:
            merged[cell.row, cell.column] = cell
        else:
            gap = " " * (cell.offset - before.offset - len(before.source))
            merged[cell.row, cell.column] = SourceCell(
                cell.row, cell.column, before.source + gap + cell.source, before.line, before.offset, before.column_span
            )
    return list(merged.values())
