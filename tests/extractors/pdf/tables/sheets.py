"""Sheets: a table drawn with letters becomes the page that would print it.

Each character is 5 points wide and each line 12 high, so that one space lies within a label and two part cells.
`[` and `]` are the sides of a tile, a filled area; tiles of one width right below each other are one.
Four `-` and more are drawn as a level rule, with the `+` and `|` at their ends, and a `|` as a piece of an upright one.
"""

import re

from deckfacts.contract import Box
from extractors.pdf.page import Glyph, Page, Shape, ShapeKind, Style, around
from extractors.pdf.regions import Region
from extractors.pdf.tables.finding import find_tables
from extractors.pdf.words import find_words

WIDTH = 5.0
HEIGHT = 12.0
SIZE = 10.0
RULE_HEIGHT = 4.0
MARGIN = 40.0
_TILES = re.compile(r"\[[^\]]*\]")
_RULES = re.compile(r"[|+]?-{4,}(?:[|+](?:-{4,})?)*")


def page_of(sheet: str) -> Page:
    """The page that prints a sheet."""
    glyphs: list[Glyph] = []
    shapes: list[Shape] = []
    top = MARGIN
    open_tiles: dict[tuple[int, int], Box] = {}
    tiles: list[Box] = []
    for text in sheet.strip("\n").split("\n"):
        ruled = {at for run in _RULES.finditer(text) for at in range(*run.span())}
        height = HEIGHT if not ruled or text.strip("-+| ") else RULE_HEIGHT
        here = {
            run.span(): Box(MARGIN + run.start() * WIDTH, top, MARGIN + run.end() * WIDTH, top + height)
            for run in _TILES.finditer(text)
        }
        tiles += [box for span, box in open_tiles.items() if span not in here]
        open_tiles = {span: around([open_tiles.get(span, box), box]) for span, box in here.items()}
        for at, char in enumerate(text):
            x = MARGIN + at * WIDTH
            if char in "|+":
                shapes.append(_line(x + WIDTH / 2, top, x + WIDTH / 2, top + height))
            if at in ruled:
                shapes.append(_line(x, top + height / 2, x + WIDTH, top + height / 2))
            elif char not in " |+[]":
                glyphs.append(_glyph(char, x, top, len(glyphs)))
        top += height
    shapes = [_tile(box) for box in (*tiles, *open_tiles.values())] + shapes
    width = MARGIN * 2 + WIDTH * max(len(line) for line in sheet.split("\n"))
    return Page(1, max(width, 600.0), max(top + MARGIN, 800.0), tuple(glyphs), tuple(shapes), ())


def _glyph(char: str, x: float, top: float, offset: int) -> Glyph:
    style = Style("Plain", SIZE, bold=False, colour=(0, 0, 0), turn=0)
    # Letters that stand on the next place follow each other; the offset tells them from those across a space.
    return Glyph(char, Box(x, top + 1, x + WIDTH, top + 11), top + 9, style, offset, 0)


def line_of(x0: float, x1: float, y: float) -> Shape:
    """A level line."""
    return _line(x0, y, x1, y)


def _tile(box: Box) -> Shape:
    corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
    return Shape(ShapeKind.RECTANGLE, box, corners, (20, 40, 90), None, 0, opaque=True, order=0)


def _line(x0: float, y0: float, x1: float, y1: float) -> Shape:
    return Shape(ShapeKind.LINE, Box(x0, y0, x1, y1), ((x0, y0), (x1, y1)), None, (0, 0, 0), 0.5, opaque=False, order=0)


def found(sheet: str) -> list[Region]:
    """The tables of a sheet."""
    page = page_of(sheet)
    return find_tables(page, find_words(page))


def rows_of(region: Region) -> list[str]:
    """A table as it is told in tests: cells parted by `|`, lines of a cell by ` / `, empty places left empty.

    A cell over several columns is followed by `<`, one for each, and one over several rows ends in `v`.
    """
    table = region.table
    grid = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        text = " / ".join(f"{line.marker} {line.text.text}".strip() for line in cell.lines)
        grid[cell.row][cell.column] = text + "v" * (cell.row_span - 1)
        for column in range(cell.column + 1, cell.column + cell.column_span):
            grid[cell.row][column] = "<"
    return ["|".join(row) for row in grid]
