"""Geometry: a page as pdfium parsed it becomes a `Page` of glyphs, shapes and pictures.

pdfium reads a page some ten times faster than pdfminer does, survives damaged files, and tells in which order things
are painted, without which text under a picture can't be told from text on it.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2.raw as pdfium

from deckfacts.contract import Box
from extractors.pdf.glyphs import address_of, read_glyphs
from extractors.pdf.matrices import IDENTITY, Matrix, apply, apply_to_box, compose
from extractors.pdf.page import Colour, Glyph, Page, Picture, Point, Shape, ShapeKind, contains, meet

OPAQUE = 250
"""Alpha, of 255, from which nothing that matters shines through."""
PROBES = 16
"""Rows and columns of pixels at which a picture over text is looked through: soft edges are wider than 1/16 of it."""
MAX_FORM_DEPTH = 12
"""Forms within forms: charts pasted into slides nest three or four deep; a form that holds itself has no end."""
MAX_SEGMENTS = 4000
"""Points of one path that are looked at: maps and logos have tens of thousands, and none is a bar or a rule."""
MAX_SHAPES = 20_000
"""Shapes of one page: a dense chart has 2,000."""
FLAT = 0.75
"""Points by which the ends of a straight line may differ and still be level: thinner than any rule is far off."""


def as_seen(page: object) -> tuple[Matrix, float, float]:
    """What turns the coordinates of a page's content to points as the page is seen, and the size of that."""
    left, bottom, right, top = _visible_box(page)
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    width, height = right - left, top - bottom
    matrices: tuple[Matrix, ...] = (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )
    return matrices[turns], *((width, height) if turns % 2 == 0 else (height, width))


def _visible_box(page: object) -> tuple[float, float, float, float]:
    found = []
    for get in (pdfium.FPDFPage_GetMediaBox, pdfium.FPDFPage_GetCropBox):
        sides = [ctypes.c_float() for _ in range(4)]
        if get(page, *sides):
            found.append(tuple(side.value for side in sides))
    # A box may be inherited, which pdfium does not tell here; the size that it draws in then begins at the origin.
    fallback = (0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    boxes = [(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)) for x0, y0, x1, y1 in found]
    if not boxes:
        turned = pdfium.FPDFPage_GetRotation(page) % 2
        return (0.0, 0.0, fallback[3], fallback[2]) if turned else fallback
    left, bottom = max(box[0] for box in boxes), max(box[1] for box in boxes)
    right, top = min(box[2] for box in boxes), min(box[3] for box in boxes)
    return (left, bottom, right, top) if right > left and top > bottom else boxes[0]


@dataclass(slots=True)
class _Painted:
    """What a walk over a page's objects has found so far."""

    shapes: list[Shape] = field(default_factory=list)
    pictures: list[tuple[Picture, object]] = field(default_factory=list)
    texts: dict[int, tuple[int, Box | None]] = field(default_factory=dict)
    order: int = 0


def read_page(document: object, page: object, text_page: object, number: int) -> Page:
    """Read a page of a document that pdfium has open; `number` counts from 1."""
    seen, width, height = as_seen(page)
    painted = _Painted()
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
    _walk(objects, seen, None, painted, depth=0)
    glyphs = tuple(read_glyphs(text_page, seen, painted.texts))
    pictures = tuple(_told(picture, item, document, page, glyphs) for picture, item in painted.pictures)
    return Page(number, width, height, glyphs, tuple(painted.shapes), pictures)


def _told(picture: Picture, item: object, document: object, page: object, glyphs: Sequence[Glyph]) -> Picture:
    """A picture painted over text is opaque if it is where it is drawn: pdfium tells nothing of its soft mask."""
    over = any(
        glyph.order < picture.order and contains(picture.box, glyph.box.x0, glyph.box.bottom) for glyph in glyphs
    )
    return replace(picture, opaque=not _shines_through(item, document, page)) if picture.opaque and over else picture


def _shines_through(item: object, document: object, page: object) -> bool:
    """Whether a picture has a pixel, of a grid of them, that lets through what is below it."""
    drawn = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, item)
    if not drawn:
        return True
    try:
        if pdfium.FPDFBitmap_GetFormat(drawn) != pdfium.FPDFBitmap_BGRA:
            return False
        width, height = pdfium.FPDFBitmap_GetWidth(drawn), pdfium.FPDFBitmap_GetHeight(drawn)
        stride = pdfium.FPDFBitmap_GetStride(drawn)
        pixels = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(drawn), ctypes.POINTER(ctypes.c_ubyte))
        steps = range(PROBES)
        return any(
            pixels[(2 * i + 1) * height // (2 * PROBES) * stride + (2 * j + 1) * width // (2 * PROBES) * 4 + 3] < OPAQUE
            for i in steps
            for j in steps
        )
    finally:
        pdfium.FPDFBitmap_Destroy(drawn)


def _walk(objects: Iterator[object], matrix: Matrix, clip: Box | None, into: _Painted, *, depth: int) -> None:
    for item in objects:
        into.order += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        own = _clipped(item, matrix, clip)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            into.texts[address_of(item)] = (into.order, own)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(into.shapes) < MAX_SHAPES:
            into.shapes += _shapes(item, matrix, own, into.order)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _bounds(item, matrix, own)
            if box:
                opaque = kind == pdfium.FPDF_PAGEOBJ_IMAGE and not pdfium.FPDFPageObj_HasTransparency(item)
                into.pictures.append((Picture(box, opaque, into.order), item))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            inner = compose(_matrix(item), matrix)
            parts = (pdfium.FPDFFormObj_GetObject(item, at) for at in range(pdfium.FPDFFormObj_CountObjects(item)))
            _walk(parts, inner, own, into, depth=depth + 1)


def _matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _clipped(item: object, matrix: Matrix, clip: Box | None) -> Box | None:
    """The box that an object's clipping leaves: null where nothing is clipped, an inverted box where all of it is."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    for at in range(max(pdfium.FPDFClipPath_CountPaths(path), 0) if path else 0):
        x, y = ctypes.c_float(), ctypes.c_float()
        count = pdfium.FPDFClipPath_CountPathSegments(path, at)
        if not 0 < count <= MAX_SEGMENTS:
            continue
        points = []
        for segment in range(count):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, at, segment), x, y)
            points.append(apply(matrix, x.value, y.value))
        xs, ys = [px for px, _ in points], [py for _, py in points]
        own = Box(min(xs), min(ys), max(xs), max(ys))
        clip = own if clip is None else meet(clip, own) or Box(0, 0, -1, -1)
    return clip


def _bounds(item: object, matrix: Matrix, clip: Box | None) -> Box | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *sides):
        return None
    box = apply_to_box(matrix, *(side.value for side in sides))
    return meet(box, clip) if clip else box


def _colour(item: object, get: object) -> tuple[Colour | None, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(item, red, green, blue, alpha):  # type: ignore[operator]
        return None, 0
    return (red.value, green.value, blue.value), alpha.value


def _shapes(item: object, matrix: Matrix, clip: Box | None, order: int) -> Iterator[Shape]:
    count = pdfium.FPDFPath_CountSegments(item)
    if not 0 < count <= MAX_SEGMENTS:
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroked)
    fill, fill_alpha = _colour(item, pdfium.FPDFPageObj_GetFillColor) if mode.value else (None, 0)
    stroke, stroke_alpha = _colour(item, pdfium.FPDFPageObj_GetStrokeColor) if stroked.value else (None, 0)
    fill, stroke = fill if fill_alpha else None, stroke if stroke_alpha else None
    if fill is None and stroke is None:
        return
    own = compose(_matrix(item), matrix)
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    thick = width.value * math.sqrt(abs(own[0] * own[3] - own[1] * own[2])) if stroke else 0.0
    opaque = fill is not None and fill_alpha >= OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item)
    for points, curved in _pieces(item, count, own):
        kind = _kind(points, curved=curved)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box: Box | None = Box(min(xs), min(ys), max(xs), max(ys))
        box = meet(box, clip) if box and clip else box
        if box:
            yield Shape(kind, box, tuple(points), fill, stroke, thick, opaque, order)


def _pieces(item: object, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The subpaths of a path, each with whether it bends; of a curve only the end points are kept."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    curved, bends = False, 0
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = apply(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, curved, bends = [point], False, 0
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            # Three segments make one curve: two control points, then where it ends.
            curved, bends = True, bends + 1
            if bends % 3 == 0:
                points.append(point)
        else:
            points.append(point)
    if len(points) > 1:
        yield points, curved


def _kind(points: list[Point], *, curved: bool) -> ShapeKind:
    if curved:
        return ShapeKind.CURVE
    corners = points[:-1] if len(points) > 2 and math.dist(points[0], points[-1]) < FLAT else points
    if len(corners) == 2:
        return ShapeKind.LINE
    if len(corners) == 4:
        sides = zip(corners, [*corners[1:], corners[0]], strict=True)
        if all(abs(x0 - x1) < FLAT or abs(y0 - y1) < FLAT for (x0, y0), (x1, y1) in sides):
            return ShapeKind.RECTANGLE
    return ShapeKind.POLYGON
