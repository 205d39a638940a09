"""Glyphs: the characters of a page as pdfium found them, each once, with how and where it is printed."""

import ctypes
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from deckfacts.contract import Box
from extractors.pdf.matrices import Matrix, apply, apply_to_box
from extractors.pdf.page import Colour, Glyph, Hiding, Style, meet

BOLD_WEIGHT = 600
"""Font weights from here on are bold: OpenType calls 600 semi-bold."""
DOUBLED = 0.12
"""Ems within which the same character printed twice is one in fake bold or with a shadow; an "l" is 0.22 em wide."""
SMALLEST = 0.5
"""Points; nobody can read text that is smaller."""
UNREADABLE = "\ufffd"
"""What stands for a glyph whose font doesn't tell which character it is."""

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_LONGEST_NAME = 256


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for all glyphs of a text object: `clip` is what its clipping leaves, null where it has none."""

    style: Style
    order: int
    clip: Box | None
    invisible: bool


def address_of(item: object) -> int:
    """What tells an object of pdfium's from any other of the same page."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def read_glyphs(text_page: object, seen: Matrix, painted: Mapping[int, tuple[int, Box | None]]) -> Iterator[Glyph]:
    """The glyphs in the file's order; `painted` tells of each text object when it was painted, and its clipping."""
    runs: dict[int, _Run] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    known = _Known()
    offset = 0
    for at in range(pdfium.FPDFText_CountChars(text_page)):
        if pdfium.FPDFText_IsGenerated(text_page, at) == 1:
            continue
        item = pdfium.FPDFText_GetTextObject(text_page, at)
        address = address_of(item)
        run = runs.get(address)
        if run is None:
            run = runs[address] = _read_run(text_page, at, item, seen, painted.get(address, (0, None)))
        pdfium.FPDFText_GetLooseCharBox(text_page, at, box)
        pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
        char = _character(pdfium.FPDFText_GetUnicode(text_page, at))
        foot = apply(seen, x.value, y.value)
        if known.has(char, foot, run):
            continue
        there = apply_to_box(seen, box.left, box.bottom, box.right, box.top)
        sideways = run.style.turn in (90, 270)
        hidden = _hidden(there, run)
        yield Glyph(char, there, foot[0] if sideways else foot[1], run.style, offset, run.order, hidden)
        offset += 1


def _character(code: int) -> str:
    """One character for each glyph: control characters are spaces, halves of pairs and no characters can't be read."""
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return UNREADABLE
    return " " if code < 0x20 or 0x7F <= code < 0xA0 else chr(code)


class _Known:
    """The glyphs seen so far, to tell one that is printed again on the same spot."""

    __slots__ = ("_cells",)

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int, int], tuple[float, float, int]] = {}

    def has(self, char: str, foot: tuple[float, float], run: _Run) -> bool:
        """Whether the character stands here already, painted by another text object; remembers it if not."""
        if char == " ":
            return False
        near = DOUBLED * max(run.style.size, SMALLEST)
        column, row = int(foot[0] / near), int(foot[1] / near)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                other = self._cells.get((char, i, j))
                if other and other[2] != run.order and math.dist(foot, other[:2]) <= near:
                    return True
        self._cells[char, column, row] = (*foot, run.order)
        return False


def _hidden(box: Box, run: _Run) -> Hiding | None:
    if run.invisible or run.style.size < SMALLEST:
        return Hiding.INVISIBLE
    if run.clip and not meet(box, run.clip):
        return Hiding.OUTSIDE
    return None


def _read_run(text_page: object, at: int, item: object, seen: Matrix, painted: tuple[int, Box | None]) -> _Run:
    found = pdfium.FS_MATRIX()
    has_matrix = pdfium.FPDFText_GetMatrix(text_page, at, found)
    a, b, c, d = (found.a, found.b, found.c, found.d) if has_matrix else (1.0, 0.0, 0.0, 1.0)
    size = pdfium.FPDFText_GetFontSize(text_page, at) * math.hypot(c, d)
    along_x, along_y = a * seen[0] + b * seen[2], a * seen[1] + b * seen[3]
    turn = round(math.degrees(math.atan2(along_y, along_x))) % 360
    name = _font_name(item)
    weight = pdfium.FPDFText_GetFontWeight(text_page, at)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else pdfium.FPDF_TEXTRENDERMODE_FILL
    get = pdfium.FPDFText_GetStrokeColor if mode == pdfium.FPDF_TEXTRENDERMODE_STROKE else pdfium.FPDFText_GetFillColor
    colour, alpha = _colour(text_page, at, get)
    bold = bool(_BOLD.search(name)) or weight >= BOLD_WEIGHT
    style = Style(name, round(abs(size), 2), bold, colour, turn)
    return _Run(style, painted[0], painted[1], mode in _INVISIBLE_MODES or (colour is not None and alpha == 0))


def _font_name(item: object) -> str:
    font = pdfium.FPDFTextObj_GetFont(item) if item else None
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
    return buffer.value.decode("utf-8", "replace")


def _colour(text_page: object, at: int, get: object) -> tuple[Colour | None, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(text_page, at, red, green, blue, alpha):  # type: ignore[operator]
        return None, 0
    return (red.value, green.value, blue.value), alpha.value
