"""Geometry: a page as pdfium parsed it becomes a `Page` of glyphs, shapes and pictures.

pdfium reads a page some ten times faster than pdfminer does, survives damaged files, and tells in which order things
are painted, without which text under a picture can't be told from text on it.
"""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import pypdfium2.raw as pdfium

from deckfacts.contract import Box
from extractors.pdf.calls import Answers, address_of, bound
from extractors.pdf.glyphs import read_glyphs
from extractors.pdf.matrices import IDENTITY, Matrix, apply, apply_to_box, compose
from extractors.pdf.page import (
    NOWHERE,
    Colour,
    Glyph,
    Page,
    Picture,
    Point,
    Shape,
    ShapeKind,
    are_apart,
    is_placed,
    meet,
)

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
MOST_CORNERS = 12
"""Points of a path that may still be a rectangle."""
FLAT = 0.75
"""Points by which the ends of a straight line may differ and still be level: thinner than any rule is far off."""

_type_of = bound(pdfium.FPDFPageObj_GetType)
_bounds_of = bound(pdfium.FPDFPageObj_GetBounds)
_matrix_of = bound(pdfium.FPDFPageObj_GetMatrix)
_has_transparency = bound(pdfium.FPDFPageObj_HasTransparency)
_fill_colour_of = bound(pdfium.FPDFPageObj_GetFillColor)
_stroke_colour_of = bound(pdfium.FPDFPageObj_GetStrokeColor)
_stroke_width_of = bound(pdfium.FPDFPageObj_GetStrokeWidth)
_draw_mode_of = bound(pdfium.FPDFPath_GetDrawMode)
_count_segments = bound(pdfium.FPDFPath_CountSegments)
_segment_of = bound(pdfium.FPDFPath_GetPathSegment)
_point_of = bound(pdfium.FPDFPathSegment_GetPoint)
_segment_type_of = bound(pdfium.FPDFPathSegment_GetType)
_clip_of = bound(pdfium.FPDFPageObj_GetClipPath)
_count_clips = bound(pdfium.FPDFClipPath_CountPaths)
_count_clip_segments = bound(pdfium.FPDFClipPath_CountPathSegments)
_clip_segment_of = bound(pdfium.FPDFClipPath_GetPathSegment)
_count_parts = bound(pdfium.FPDFFormObj_CountObjects)
_part_of = bound(pdfium.FPDFFormObj_GetObject)
_object_of = bound(pdfium.FPDFPage_GetObject)


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


def read_page(document: object, page: object, text_page: object, number: int) -> Page:
    """Read a page of a document that pdfium has open; `number` counts from 1."""
    seen, width, height = as_seen(page)
    painted = _Painted()
    handle = address_of(page)
    objects = [_object_of(handle, at) for at in range(pdfium.FPDFPage_CountObjects(page))]
    painted.walk(objects, seen, None, depth=0)
    glyphs = tuple(read_glyphs(text_page, seen, painted.texts))
    first = min([glyph.order for glyph in glyphs], default=painted.order)
    pictures = tuple(
        _told(picture, item, document, page, glyphs) if picture.opaque and first < picture.order else picture
        for picture, item in painted.pictures
    )
    return Page(number, width, height, glyphs, tuple(painted.shapes), pictures)


def _told(picture: Picture, item: int, document: object, page: object, glyphs: Sequence[Glyph]) -> Picture:
    """A picture painted over text is opaque if it is where it is drawn: pdfium tells nothing of its soft mask."""
    over = any(glyph.order < picture.order and not are_apart(picture.box, glyph.box) for glyph in glyphs)
    return replace(picture, opaque=not _shines_through(item, document, page)) if over else picture


def _shines_through(item: int, document: object, page: object) -> bool:
    """Whether a picture has a pixel, of a grid of them, that lets through what is below it."""
    drawn = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, ctypes.cast(item, pdfium.FPDF_PAGEOBJECT))
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


class _Painted:
    """What a walk over a page's objects, in the order in which they are painted, has found so far."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.pictures: list[tuple[Picture, int]] = []
        self.texts: dict[int, tuple[int, Box | None]] = {}
        self.order = 0
        self._floats = Answers("f", "f", "f", "f", "f", "f")
        self._numbers = Answers("I", "I", "I", "I")

    def walk(self, objects: Iterable[int], matrix: Matrix, clip: Box | None, *, depth: int) -> None:
        """Look at objects that `matrix` turns to points as seen; `clip` is what is left of the page for them."""
        for item in objects:
            self.order += 1
            kind = _type_of(item)
            own = self._clipped(item, matrix, clip)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.texts[item] = (self.order, own)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(self.shapes) < MAX_SHAPES:
                self.shapes += self._shapes_of(item, matrix, own)
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                box = self._bounds(item, matrix, own)
                if box:
                    opaque = kind == pdfium.FPDF_PAGEOBJ_IMAGE and not _has_transparency(item)
                    self.pictures.append((Picture(box, opaque, self.order), item))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
                parts = [_part_of(item, at) for at in range(_count_parts(item))]
                self.walk(parts, compose(self._matrix(item), matrix), own, depth=depth + 1)

    def _matrix(self, item: int) -> Matrix:
        a, b, c, d, e, f = self._floats.read() if _matrix_of(item, self._floats.at[0]) else IDENTITY
        return a, b, c, d, e, f

    def _clipped(self, item: int, matrix: Matrix, clip: Box | None) -> Box | None:
        """The box that an object's clipping leaves: null where nothing is clipped, nowhere where all of it is."""
        path = _clip_of(item)
        for at in range(_count_clips(path) if path else 0):
            count = _count_clip_segments(path, at)
            if not 0 < count <= MAX_SEGMENTS:
                continue
            points = [self._point(_clip_segment_of(path, at, segment), matrix) for segment in range(count)]
            own = _box_of(points)
            clip = own if clip is None else meet(clip, own) or NOWHERE
        return clip

    def _point(self, segment: int, matrix: Matrix) -> Point:
        _point_of(segment, *self._floats.at[:2])
        return apply(matrix, *self._floats.read()[:2])

    def _bounds(self, item: int, matrix: Matrix, clip: Box | None) -> Box | None:
        if not _bounds_of(item, *self._floats.at[:4]):
            return None
        box = apply_to_box(matrix, *self._floats.read()[:4])
        return _left_of(box, clip)

    def _colour(self, item: int, colour_of: Callable[..., int]) -> tuple[Colour | None, int]:
        """The colour and how opaque it is; null where there is none or nothing can be seen of it."""
        if not colour_of(item, *self._numbers.at):
            return None, 0
        red, green, blue, alpha = self._numbers.read()
        return ((red, green, blue) if alpha else None), alpha

    def _shapes_of(self, item: int, matrix: Matrix, clip: Box | None) -> Iterator[Shape]:
        count = _count_segments(item)
        if not 0 < count <= MAX_SEGMENTS:
            return
        _draw_mode_of(item, *self._numbers.at[:2])
        filled, stroked = self._numbers.read()[:2]
        fill, alpha = self._colour(item, _fill_colour_of) if filled else (None, 0)
        stroke, _ = self._colour(item, _stroke_colour_of) if stroked else (None, 0)
        if fill is None and stroke is None:
            return
        own = compose(self._matrix(item), matrix)
        thick = self._stroke_width(item) * math.sqrt(abs(own[0] * own[3] - own[1] * own[2])) if stroke else 0.0
        opaque = fill is not None and alpha >= OPAQUE and not _has_transparency(item)
        for points, bends in self._pieces(item, count, own):
            box = _left_of(_box_of([*points, *bends]), clip)
            if box:
                kind = _kind(points, curved=bool(bends))
                yield Shape(kind, box, tuple(points), fill, stroke, thick, opaque, self.order)

    def _stroke_width(self, item: int) -> float:
        width: float = self._floats.read()[0] if _stroke_width_of(item, self._floats.at[0]) else 0.0
        return width

    def _pieces(self, item: int, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], list[Point]]]:
        """The subpaths of a path: its corners and the ends of its curves, and points that its curves bend through."""
        points: list[Point] = []
        bends: list[Point] = []
        controls: list[Point] = []
        for at in range(count):
            segment = _segment_of(item, at)
            point = self._point(segment, matrix)
            kind = _segment_type_of(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points, bends
                points, bends, controls = [point], [], []
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                # Three segments make one curve: two control points, then where it ends.
                controls.append(point)
                if len(controls) == 3:
                    bends += _bent(points[-1] if points else point, *controls)
                    points.append(point)
                    controls = []
            else:
                points.append(point)
        if len(points) > 1:
            yield points, bends


def _bent(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Points on a Bézier curve at its quarters: a quarter of a circle is met to a hundredth of its radius."""
    found = []
    for t in (0.25, 0.5, 0.75):
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        found.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return found


def _box_of(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _left_of(box: Box, clip: Box | None) -> Box | None:
    """What clipping leaves of a box; null where that is nothing, or not on any page."""
    seen = meet(box, clip) if clip else box
    return seen if seen and is_placed(seen) else None


def _kind(points: list[Point], *, curved: bool) -> ShapeKind:
    if curved:
        return ShapeKind.CURVE
    corners = _corners(points)
    if len(corners) == 2:
        return ShapeKind.LINE
    if len(corners) == 4:
        sides = zip(corners, [*corners[1:], corners[0]], strict=True)
        if all(abs(x0 - x1) < FLAT or abs(y0 - y1) < FLAT for (x0, y0), (x1, y1) in sides):
            return ShapeKind.RECTANGLE
    return ShapeKind.POLYGON


def _corners(points: list[Point]) -> list[Point]:
    """The points at which a path turns: LibreOffice draws rectangles with points in the middle of their sides."""
    distinct = [point for at, point in enumerate(points) if at == 0 or math.dist(point, points[at - 1]) >= FLAT]
    if len(distinct) > 2 and math.dist(distinct[0], distinct[-1]) < FLAT:
        distinct.pop()
    if not 4 < len(distinct) <= MOST_CORNERS:
        return distinct
    around = zip([distinct[-1], *distinct[:-1]], distinct, [*distinct[1:], distinct[0]], strict=True)
    return [point for before, point, behind in around if not _is_between(before, point, behind)]


def _is_between(before: Point, point: Point, behind: Point) -> bool:
    """Whether a point lies on the straight way from the one before it to the one behind, along an axis."""
    level = abs(before[1] - point[1]) < FLAT and abs(point[1] - behind[1]) < FLAT
    upright = abs(before[0] - point[0]) < FLAT and abs(point[0] - behind[0]) < FLAT
    return level or upright
