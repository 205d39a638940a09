"""Tables: runs of tab-separated, pipe or HTML lines become grids of cells that know their lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from deckfacts.contract import Place, RefusalReason
from deckfacts.deck import Cell, CellLine, Table
from extractors.text.inline import Assembly, read_inline, read_lines

SetAside = dict[tuple[int, int], RefusalReason]

_RULE_CELL = re.compile(r"^\s*:?[-=─_]{2,}:?\s*$")
_TAG = re.compile(r"<[^>\n]*>")
_NEVER_CLOSED = re.compile(r"<(?!!--|[^>]{0,2000}>)")
"""What opens no tag, as no tag is that long: the parser would look for its end to the end of the file, each time."""

_DIGITS = re.compile(r"\d+")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as it stands in a source line: `offset` is where its text begins."""

    row: int
    column: int
    source: str
    line: int
    offset: int
    column_span: int = 1


def is_tabbed(line: str) -> bool:
    """Whether a line is a row of tab-separated cells (a tab that only indents is not a separator)."""
    return "\t" in line.strip("\n\r ").lstrip("\t") or (line.startswith("\t") and line.count("\t") > 1)


def is_piped(line: str) -> bool:
    """Whether a line is a row of a pipe table."""
    stripped = line.strip()
    return len(_PIPE.findall(stripped)) >= (2 if stripped.startswith("|") else 3)


def is_rule(line: str) -> bool:
    """Whether a line only draws the rule under a header ("-------<tab>-------", "|---|:-:|")."""
    cells = [cell for cell in re.split(r"\t|\|", line) if cell.strip()]
    return bool(cells) and all(_RULE_CELL.match(cell) for cell in cells)


def read_tabbed(lines: Sequence[str], first: int, set_aside: SetAside) -> Table:
    """Read consecutive tab-separated lines; `first` is the 1-based number of the first."""
    return _read_separated(lines, first, set_aside, split=_split_tabs)


def read_piped(lines: Sequence[str], first: int, set_aside: SetAside) -> Table:
    """Read consecutive lines of a pipe table."""
    return _read_separated(lines, first, set_aside, split=_split_pipes)


def _read_separated(
    lines: Sequence[str], first: int, set_aside: SetAside, *, split: Callable[[str], list[tuple[str, int]]]
) -> Table:
    cells: list[SourceCell] = []
    row, header_rows = 0, 0
    for number, line in enumerate(lines, first):
        if is_rule(line):
            # Markdown draws one rule, under the header. A rule further down only divides.
            header_rows = row if row == 1 and not header_rows else header_rows
            continue
        cells += [
            SourceCell(row, column, source, number, offset) for column, (source, offset) in enumerate(split(line))
        ]
        row += 1
    return build_table(cells, header_rows if row > header_rows else 0, first, set_aside)


def _split_tabs(line: str) -> list[tuple[str, int]]:
    pieces, at = [], 0
    for source in line.split("\t"):
        pieces.append((source, at))
        at += len(source) + 1
    return pieces


def _split_pipes(line: str) -> list[tuple[str, int]]:
    cuts = [cut.start() for cut in _PIPE.finditer(line)]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(line)]
    pieces = [(line[start:end], start) for start, end in zip(starts, ends, strict=True)]
    if not pieces[0][0].strip():
        pieces = pieces[1:]
    if pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    return pieces


def build_table(cells: Sequence[SourceCell], header_rows: int, first: int, set_aside: SetAside) -> Table:
    """Read each cell's inline markup and put the cells together."""
    built = [
        Cell(cell.row, cell.column, read_lines(cell.source, cell.line, cell.offset, set_aside), 1, cell.column_span)
        for cell in cells
    ]
    return Table(tuple(cell for cell in built if cell.lines), header_rows, Place(line=first))


class _HtmlTable(HTMLParser):
    """Walks an HTML table; positions come from the parser's own line and column."""

    def __init__(self, source: str, first: int, set_aside: SetAside) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        # The parser counts lines by "\n" alone; splitlines() would also break at form feeds and the like.
        self._starts = [0, *(end.end() for end in re.finditer("\n", source))]
        self._first = first
        self._set_aside = set_aside
        self.cells: list[Cell] = []
        self.outside = Assembly(set_aside)
        self.header_rows = 0
        self._row, self._column = -1, 0
        self._taken: dict[int, int] = {}  # by column: the first row that no cell above reaches into
        self._open: tuple[int, int, int, Assembly] | None = None
        self._row_is_header = True
        self.feed(_NEVER_CLOSED.sub("＜", source))
        self.close()
        self._close_cell()
        self.outside.end_line()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close_cell()
            self._row += 1
            self._column = 0
            self._row_is_header = True
        elif tag in ("td", "th"):
            self._close_cell()
            self._row = max(self._row, 0)
            if tag == "th" and self._row_is_header and self._row == self.header_rows:
                self.header_rows = self._row + 1
            elif tag == "td" and self.header_rows == self._row + 1:
                self._row_is_header, self.header_rows = False, self._row
            self._open_cell(dict(attrs))
        else:
            self._inline()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()
            self.outside.end_line()
        else:
            self._inline()

    def handle_data(self, data: str) -> None:
        line, offset = self._position()
        into = self._open[3] if self._open else self.outside
        for i, piece in enumerate(data.split("\n")):
            if i:
                into.join()
                offset = len(piece) - len(piece.lstrip())
            read_inline(piece[offset:] if i else piece, line + i, offset, into)

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name}")

    def _position(self) -> tuple[int, int]:
        line, offset = self.getpos()
        return self._first + line - 1, offset

    def _at(self) -> int:
        line, offset = self.getpos()
        return self._starts[line - 1] + offset

    def _inline(self) -> None:
        """Read the tag that the parser stands at."""
        tag = _TAG.match(self._source, self._at())
        self._read(tag[0] if tag else "")

    def _entity(self, source: str) -> None:
        """Read an entity; the parser takes the "&D" of "R&D" for one that lacks its semicolon."""
        end = self._at() + len(source)
        self._read(source + (";" if self._source[end : end + 1] == ";" else ""))

    def _read(self, source: str) -> None:
        read_inline(source, *self._position(), self._open[3] if self._open else self.outside)

    def _open_cell(self, attrs: dict[str, str | None]) -> None:
        column = self._column
        while self._taken.get(column, 0) > self._row:
            column += 1
        height, width = _span(attrs, "rowspan"), _span(attrs, "colspan")
        width = min(width, max(MAX_SPAN - column, 1))
        self._column = column + width
        self._taken |= dict.fromkeys(range(column, self._column), self._row + height)
        self._open = (column, height, width, Assembly(self._set_aside))

    def _close_cell(self) -> None:
        if self._open:
            column, height, width, assembly = self._open
            assembly.end_line()
            if assembly.lines:
                self.cells.append(Cell(self._row, column, tuple(assembly.lines), height, width))
        self._open = None


MAX_SPAN = 1000
"""A span beyond this is damage or malice: the grid would have millions of cells."""


def _span(attrs: dict[str, str | None], name: str) -> int:
    value = attrs.get(name) or "1"
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() else 1


def read_html(lines: Sequence[str], first: int, set_aside: SetAside) -> tuple[tuple[CellLine, ...], Table]:
    """Read the lines of one HTML table: what stands outside its cells (a caption), and the table."""
    parsed = _HtmlTable("\n".join(lines), first, set_aside)
    outside, table = tuple(parsed.outside.lines), Table(tuple(parsed.cells), parsed.header_rows, Place(line=first))
    _set_markup_aside(lines, first, [*outside, *(line for cell in table.cells for line in cell.lines)], set_aside)
    return outside, table


def _set_markup_aside(lines: Sequence[str], first: int, shown: Sequence[CellLine], set_aside: SetAside) -> None:
    """Digits of the source that the table does not show stand in its tags, its comments, or in broken ones of these."""
    marks = {mark for line in shown for mark in line.text.marks(0, len(line.text.text))}
    for number, line in enumerate(lines, first):
        for digits in _DIGITS.finditer(line):
            if (number, digits.start()) not in marks:
                set_aside.setdefault((number, digits.start()), RefusalReason.MARKUP)
