"""Glyphs: the characters of a page as pdfium found them, each once, with how and where it is printed."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from deckfacts.contract import Box
from extractors.pdf.calls import Answers, address_of, bound
from extractors.pdf.matrices import Matrix, apply_to_box
from extractors.pdf.page import Colour, Glyph, Hiding, Style, are_apart, is_placed

BOLD_WEIGHT = 600
"""Font weights from here on are bold: OpenType calls 600 semi-bold."""
DOUBLED = 0.12
"""Ems within which the same character printed twice is one in fake bold or with a shadow; an "l" is 0.22 em wide."""
CELL = 24.0
"""Points of the squares in which glyphs are remembered: so large that what is near a glyph seldom lies in two."""
MOST_IN_CELL = 64
"""Glyphs of one character that are remembered in a square: type has fewer, a file made to harm has a million."""
SMALLEST = 0.5
"""Points; type that is given as smaller is taken to be of this size where only a measure is needed."""
KERNED = 0.04
"""Ems that are left of a space between two letters pulled together ("f" and "A" in Times); letters touch."""
UNREADABLE = "\ufffd"
"""What stands for a glyph whose font doesn't tell which character it is."""

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_LONGEST_NAME = 256
_SPACE = ord(" ")
_GENERATED = frozenset(map(ord, " \r\n"))
"""The characters that pdfium adds of its own, to part words and lines."""

_is_generated = bound(pdfium.FPDFText_IsGenerated)
_unicode_of = bound(pdfium.FPDFText_GetUnicode)
_text_object_of = bound(pdfium.FPDFText_GetTextObject)
_loose_box_of = bound(pdfium.FPDFText_GetLooseCharBox)
_origin_of = bound(pdfium.FPDFText_GetCharOrigin)
_matrix_of = bound(pdfium.FPDFText_GetMatrix)
_font_size_of = bound(pdfium.FPDFText_GetFontSize)
_font_weight_of = bound(pdfium.FPDFText_GetFontWeight)
_fill_colour_of = bound(pdfium.FPDFText_GetFillColor)
_stroke_colour_of = bound(pdfium.FPDFText_GetStrokeColor)
_render_mode_of = bound(pdfium.FPDFTextObj_GetTextRenderMode)
_font_of = bound(pdfium.FPDFTextObj_GetFont)
_font_name_of = bound(pdfium.FPDFFont_GetBaseFontName)


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for all glyphs of a text object.

    `near` is within what distance another is its double; `clip` is what its clipping leaves, null where it has none.
    """

    style: Style
    order: int
    near: float
    sideways: bool
    clip: Box | None
    hidden: Hiding | None


def read_glyphs(text_page: object, seen: Matrix, painted: Mapping[int, tuple[int, Box | None]]) -> Iterator[Glyph]:
    """The glyphs in the file's order; `painted` tells of each text object when it was painted, and its clipping."""
    handle = address_of(text_page)
    a, b, c, d, e, f = seen
    answers = Answers("4f", "d", "d")
    loose_box, x_at, y_at = answers.at
    runs, known = _Runs(handle, seen, painted), _Known()
    offset, last, run = 0, None, None
    before, spaced = None, False
    for at in range(pdfium.FPDFText_CountChars(text_page)):
        code = _unicode_of(handle, at)
        if code in _GENERATED and _is_generated(handle, at) == 1:
            spaced = spaced or code == _SPACE
            continue
        item = _text_object_of(handle, at)
        if run is None or item != last:
            last, run = item, runs.run_of(item, at)
        _loose_box_of(handle, at, loose_box)
        _origin_of(handle, at, x_at, y_at)
        left, top, right, bottom, x, y = answers.read()
        foot_x, foot_y = a * x + c * y + e, b * x + d * y + f
        box = apply_to_box(seen, left, bottom, right, top)
        char = chr(code) if 0x20 <= code < 0x7F else _character(code)
        hidden = run.hidden
        if not is_placed(box):
            hidden = hidden or Hiding.OUTSIDE
        elif char != " " and known.has(char, foot_x, foot_y, run):
            continue
        elif run.clip and not hidden and are_apart(box, run.clip):
            hidden = Hiding.OUTSIDE
        glyph = Glyph(char, box, foot_x if run.sideways else foot_y, run.style, offset, run.order, hidden)
        if spaced and before and _are_parted(before, glyph):
            between = Box(before.box.x1, box.top, box.x0, box.bottom)
            yield Glyph(" ", between, glyph.baseline, run.style, offset, run.order, hidden)
            offset += 1
            glyph = Glyph(char, box, glyph.baseline, run.style, offset, run.order, hidden)
        yield glyph
        offset += 1
        before, spaced = glyph, False


def _are_parted(before: Glyph, glyph: Glyph) -> bool:
    """Whether a space that pdfium sees between two glyphs is one: kerning leaves less of it than a word's gap."""
    upright = glyph.style.turn == 0 and before.baseline == glyph.baseline and glyph.hidden == before.hidden
    return upright and KERNED * glyph.style.size <= glyph.box.x0 - before.box.x1


def _character(code: int) -> str:
    """One character for each glyph: control characters are spaces, halves of pairs and no characters can't be read."""
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return UNREADABLE
    return " " if code < 0x20 or 0x7F <= code < 0xA0 else chr(code)


class _Known:
    """The glyphs seen so far, to tell one that is printed again on the same spot."""

    __slots__ = ("_cells",)

    def __init__(self) -> None:
        self._cells: dict[tuple[str, int, int], list[tuple[float, float, int]]] = {}

    def has(self, char: str, x: float, y: float, run: _Run) -> bool:
        """Whether the character stands here already, painted by another text object; remembers it if not."""
        column, row, near = x / CELL, y / CELL, run.near / CELL
        key = (char, int(column), int(row))
        here = self._cells.get(key)
        alone = near < column - key[1] < 1 - near and near < row - key[2] < 1 - near
        if not alone or here:
            others = here if alone else self._around(char, x, y, run.near)
            for other_x, other_y, order in others or ():
                if order != run.order and math.hypot(x - other_x, y - other_y) <= run.near:
                    return True
        if here is None:
            self._cells[key] = [(x, y, run.order)]
            return False
        if len(here) == MOST_IN_CELL:
            del here[0]
        here.append((x, y, run.order))
        return False

    def _around(self, char: str, x: float, y: float, near: float) -> Iterator[tuple[float, float, int]]:
        for column in range(int((x - near) / CELL), int((x + near) / CELL) + 1):
            for row in range(int((y - near) / CELL), int((y + near) / CELL) + 1):
                yield from self._cells.get((char, column, row), ())


class _Runs:
    """The text objects of a page, each looked at once."""

    __slots__ = ("_colour", "_fonts", "_handle", "_matrix", "_painted", "_runs", "_seen")

    def __init__(self, handle: int, seen: Matrix, painted: Mapping[int, tuple[int, Box | None]]) -> None:
        self._handle, self._seen, self._painted = handle, seen, painted
        self._matrix, self._colour = Answers("6f"), Answers("I", "I", "I", "I")
        self._runs: dict[int | None, _Run] = {}
        self._fonts: dict[int | None, tuple[str, bool]] = {}

    def run_of(self, item: int | None, at: int) -> _Run:
        """What holds for the text object at address `item`, of which `at` is a glyph."""
        run = self._runs.get(item)
        if run is None:
            run = self._runs[item] = self._read(item, at)
        return run

    def _read(self, item: int | None, at: int) -> _Run:
        has_matrix = _matrix_of(self._handle, at, *self._matrix.at)
        a, b, c, d = self._matrix.read()[:4] if has_matrix else (1.0, 0.0, 0.0, 1.0)
        seen = self._seen
        size = abs(_font_size_of(self._handle, at) * math.hypot(c, d))
        along_x, along_y = a * seen[0] + b * seen[2], a * seen[1] + b * seen[3]
        measured = math.isfinite(size + along_x + along_y)
        size = round(size, 2) if measured else 0.0
        turn = round(math.degrees(math.atan2(along_y, along_x))) % 360 if measured else 0
        mode = _render_mode_of(item) if item else pdfium.FPDF_TEXTRENDERMODE_FILL
        colour_of = _stroke_colour_of if mode == pdfium.FPDF_TEXTRENDERMODE_STROKE else _fill_colour_of
        has_colour = colour_of(self._handle, at, *self._colour.at)
        red, green, blue, alpha = self._colour.read()
        colour: Colour | None = (red, green, blue) if has_colour else None
        name, bold = self._font_of(_font_of(item) if item else None)
        bold = bold or _font_weight_of(self._handle, at) >= BOLD_WEIGHT
        invisible = mode in _INVISIBLE_MODES or (has_colour and alpha == 0)
        order, clip = self._painted.get(item or 0, (0, None))
        return _Run(
            style=Style(name, size, bold, colour, turn),
            order=order,
            near=min(DOUBLED * max(size, SMALLEST), CELL),
            sideways=turn in (90, 270),
            clip=clip,
            hidden=Hiding.INVISIBLE if invisible else None,
        )

    def _font_of(self, font: int | None) -> tuple[str, bool]:
        """The name of a font, and whether that says that it is bold."""
        found = self._fonts.get(font)
        if found is None:
            buffer = Answers(f"{_LONGEST_NAME}s")
            has_name = font and _font_name_of(font, *buffer.at, _LONGEST_NAME)
            written: bytes = buffer.read()[0] if has_name else b""
            name = written.split(b"\0", 1)[0].decode("utf-8", "replace")
            found = self._fonts[font] = (name, bool(_BOLD.search(name)))
        return found
