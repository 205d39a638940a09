"""Slices: the curves of a page become pies and rings, each slice with the part of the circle that it takes."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from deckfacts.contract import Box
from extractors.pdf.charts.bars import is_block
from extractors.pdf.page import Colour, Page, Point, Shape, ShapeKind, meet

ROUND = 0.04
"""Part of the radius by which the corners of a slice may stand off the circle: slices are drawn with white gaps."""
SMALLEST = 18.0
"""Points of radius; smaller circles are bullets and icons."""
LARGEST = 0.6
"""Part of the page's width from which a circle is decoration."""
MAX_CURVES = 200
"""Curves of a page; more are a map or a drawing."""
WHOLE = (0.93, 1.07)
"""Turns that the slices of a pie make together."""
THINNEST = 0.0005
"""Share of the thinnest slice; what is left of it is a slice of zero."""
SMALLEST_HOLE = 0.15
"""Radii of the hole of a ring at least."""
LARGEST_HOLE = 0.85
"""Radii of a disc painted over the middle of a pie at most."""
OFF_DISC = 0.15
"""Radii by which such a disc may be off the middle or out of round: an ellipse drawn by hand."""
PARALLEL = 0.02
"""Sine of the angle below which two sides never meet near a page."""
NEAR = 3.0
"""Points within which the middles lie that the slices of one ring point at."""
MAX_CORNERS = 16
"""Corners of a slice at most: an arc has one for each quarter turn."""
SHARED = 1.5
"""Points within which the corners of slices at the middle of a pie lie."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A slice: `begin` is an angle in turns clockwise from the right, `share` the part of the circle that it takes."""

    begin: float
    share: float
    colour: Colour

    def off(self, angle: float) -> float:
        """By how many turns an angle lies outside the slice."""
        inside = (angle - self.begin) % 1.0
        return 0.0 if inside <= self.share else min(inside - self.share, 1.0 - inside)


@dataclass(frozen=True, slots=True)
class Pie:
    """Slices around a middle; `hole` is the radius of what is left free in it, 0 for none."""

    x: float
    y: float
    radius: float
    hole: float
    slices: tuple[Slice, ...]

    @property
    def box(self) -> Box:
        """Around its circle."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def find_pies(page: Page) -> list[Pie]:
    """The pies and rings of a page."""
    curves = [
        shape
        for shape in page.shapes
        if shape.fill
        and shape.kind in (ShapeKind.CURVE, ShapeKind.POLYGON)
        and len(shape.points) > 2
        and max(shape.width, shape.height) > SMALLEST / 3
        and max(shape.width, shape.height) < LARGEST * page.width
        and not is_block(shape)
    ]
    if not curves or len(curves) > MAX_CURVES:
        return []
    pies = list(_around_points(curves))
    used = [pie.box for pie in pies]
    rest = [curve for curve in curves if not any(_inside(curve.box, box) for box in used)]
    pies += _around_rings(rest)
    pies += _whole_rings(rest)
    return [_with_hole(pie, curves) for pie in pies]


def _inside(box: Box, other: Box) -> bool:
    shared = meet(box, other)
    area = (box.x1 - box.x0) * (box.bottom - box.top)
    return shared is not None and (shared.x1 - shared.x0) * (shared.bottom - shared.top) > 0.8 * area


def _around_points(curves: Sequence[Shape]) -> Iterator[Pie]:
    """Pies: slices that share the corner in the middle."""
    corners: dict[tuple[int, int], dict[int, Point]] = defaultdict(dict)
    for i, curve in enumerate(curves):
        for x, y in curve.points[:MAX_CORNERS]:
            corners[round(x / SHARED), round(y / SHARED)].setdefault(i, (x, y))
    seen: set[int] = set()
    for (column, row), own in sorted(corners.items(), key=lambda item: -len(item[1])):
        if len(own) < 2 or set(own) & seen:
            continue
        near = {
            i: point
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for i, point in corners.get((column + dx, row + dy), {}).items()
        }
        x = sum(point[0] for point in near.values()) / len(near)
        y = sum(point[1] for point in near.values()) / len(near)
        pie = _pie([curves[i] for i in near], x, y)
        if pie:
            seen |= set(near)
            yield pie


def _pie(curves: Sequence[Shape], x: float, y: float) -> Pie | None:
    radii = sorted(max(math.dist((x, y), p) for p in curve.points) for curve in curves)
    radius = radii[len(radii) // 2]
    return _checked(curves, x, y, radius, 0.0)


def _around_rings(curves: Sequence[Shape]) -> Iterator[Pie]:
    """Rings: slices between two circles, whose sides point at the same middle."""
    votes: dict[tuple[int, int], list[tuple[int, Point, float, float]]] = defaultdict(list)
    for i, curve in enumerate(curves):
        for x, y, radius, hole in _middles(curve):
            votes[round(x / NEAR), round(y / NEAR)].append((i, (x, y), radius, hole))
    seen: set[int] = set()
    for column, row in sorted(votes, key=lambda key: -len(votes[key])):
        near = [vote for dx in (-1, 0, 1) for dy in (-1, 0, 1) for vote in votes.get((column + dx, row + dy), ())]
        if any(vote[0] in seen for vote in near):
            continue
        x, y = median(vote[1][0] for vote in near), median(vote[1][1] for vote in near)
        radius, hole = median(vote[2] for vote in near), median(vote[3] for vote in near)
        own = [curve for curve in curves if _lies_on(curve, x, y, radius, hole)]
        pie = _checked(own, x, y, radius, hole)
        if pie:
            seen |= {i for i, curve in enumerate(curves) if _lies_on(curve, x, y, radius, hole)}
            yield pie


def _whole_rings(curves: Sequence[Shape]) -> Iterator[Pie]:
    """Rings of one slice: a circle with a hole, drawn as one path."""
    drawn: dict[int, list[Shape]] = defaultdict(list)
    for curve in curves:
        if abs(curve.width - curve.height) < ROUND * curve.width and curve.width > 2 * SMALLEST:
            drawn[curve.order].append(curve)
    for pair in drawn.values():
        if len(pair) != 2:
            continue
        inner, outer = sorted(pair, key=lambda curve: curve.width)
        x, y = (outer.box.x0 + outer.box.x1) / 2, (outer.box.top + outer.box.bottom) / 2
        off = math.dist((x, y), ((inner.box.x0 + inner.box.x1) / 2, (inner.box.top + inner.box.bottom) / 2))
        if off < ROUND * outer.width and inner.width > SMALLEST_HOLE * outer.width and outer.fill:
            yield Pie(x, y, outer.width / 2, inner.width / 2, (Slice(0.0, 1.0, outer.fill),))


def _middles(curve: Shape) -> Iterator[tuple[float, float, float, float]]:
    """The middles that a slice may lie around, with its outer and inner radius."""
    points = list(dict.fromkeys((round(x, 2), round(y, 2)) for x, y in curve.points))
    if not 3 < len(points) <= MAX_CORNERS:
        return
    sides = list(zip(points, [*points[1:], points[0]], strict=True))
    found = [_crossing(a, b) for i, a in enumerate(sides) for b in sides[i + 2 :]]
    found += [_round_middle(a, b, c) for a, b, c in zip(points, points[1:], points[2:], strict=False)]
    best: tuple[float, float, float, float] | None = None
    for middle in found:
        if middle and (radii := _two_radii(points, middle)) and (best is None or radii[2] < best[0]):
            best = radii[2], 0.0, 0.0, 0.0
            result = (*middle, radii[0], radii[1])
    if best:
        yield result


def _crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> Point | None:
    """Where two sides would meet if they went on."""
    (x0, y0), (x1, y1) = one
    (x2, y2), (x3, y3) = other
    across = (x1 - x0) * (y3 - y2) - (y1 - y0) * (x3 - x2)
    scale = math.dist(*one) * math.dist(*other)
    if scale == 0 or abs(across) < PARALLEL * scale:
        return None
    t = ((x2 - x0) * (y3 - y2) - (y2 - y0) * (x3 - x2)) / across
    return x0 + t * (x1 - x0), y0 + t * (y1 - y0)


def _round_middle(a: Point, b: Point, c: Point) -> Point | None:
    """The middle of the circle through three points."""
    double = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    if abs(double) < 1:
        return None
    squares = [p[0] ** 2 + p[1] ** 2 for p in (a, b, c)]
    x = squares[0] * (b[1] - c[1]) + squares[1] * (c[1] - a[1]) + squares[2] * (a[1] - b[1])
    y = squares[0] * (c[0] - b[0]) + squares[1] * (a[0] - c[0]) + squares[2] * (b[0] - a[0])
    return x / double, y / double


def _two_radii(points: Sequence[Point], middle: Point) -> tuple[float, float, float] | None:
    """The outer and inner radius of a slice around a middle, and how far its corners stand off them."""
    distances = [math.dist(middle, p) for p in points]
    radius = max(distances)
    outer = [d for d in distances if d > radius * (1 - ROUND)]
    inner = [d for d in distances if d <= radius * (1 - ROUND)]
    if len(outer) < 2 or len(inner) < 2 or radius < SMALLEST:
        return None
    hole = sum(inner) / len(inner)
    off = max(*(abs(d - hole) for d in inner), max(outer) - min(outer))
    return (radius, hole, off) if off <= ROUND * radius / 2 and hole > SMALLEST_HOLE * radius else None


def _lies_on(curve: Shape, x: float, y: float, radius: float, hole: float) -> bool:
    near = max(ROUND * radius, SHARED)
    distances = [math.dist((x, y), p) for p in curve.points]
    return all(min(abs(d - radius), abs(d - hole)) <= near for d in distances)


def _checked(curves: Sequence[Shape], x: float, y: float, radius: float, hole: float) -> Pie | None:
    """The pie of these curves if they make one whole turn."""
    if radius < SMALLEST:
        return None
    near = max(ROUND * radius, SHARED)
    slices: list[Slice] = []
    for curve in curves:
        distances = [math.dist((x, y), p) for p in curve.points]
        if not all(min(abs(d - radius), abs(d - hole), d) <= near for d in distances):
            continue
        outer = [abs(d - radius) <= near for d in distances]
        if any(outer) and curve.fill:
            begin, share = _arc(curve.points, outer, x, y)
            slices.append(Slice(begin, share, curve.fill))
    slices = [one for one in slices if one.share > THINNEST]
    turns = sum(one.share for one in slices)
    if not slices or not WHOLE[0] <= turns <= WHOLE[1] or (len(slices) == 1 and not hole):
        return None
    return Pie(x, y, radius, hole, tuple(slices))


def _arc(points: Sequence[Point], outer: Sequence[bool], x: float, y: float) -> tuple[float, float]:
    """Where the outer arc of a slice begins and how much of a turn it makes."""
    if all(outer):
        return 0.0, 1.0
    start = next(i for i in range(len(points)) if not outer[i - 1] and outer[i]) if not all(outer) else 0
    run: list[float] = []
    for step in range(len(points)):
        i = (start + step) % len(points)
        if not outer[i]:
            break
        run.append(math.atan2(points[i][1] - y, points[i][0] - x) / math.tau)
    turns = 0.0
    for a, b in pairwise(run):
        turns += (b - a + 0.5) % 1.0 - 0.5
    return (run[0] if turns >= 0 else run[-1]) % 1.0, abs(turns)


def _with_hole(pie: Pie, curves: Sequence[Shape]) -> Pie:
    """A disc painted over the middle of a pie makes it a ring."""
    if pie.hole:
        return pie
    for curve in curves:
        wide = curve.width / 2
        level = abs(curve.width - curve.height) < OFF_DISC * curve.width
        centred = math.dist(((curve.box.x0 + curve.box.x1) / 2, (curve.box.top + curve.box.bottom) / 2), (pie.x, pie.y))
        if (
            level
            and wide < LARGEST_HOLE * pie.radius
            and centred < OFF_DISC * pie.radius
            and len(curve.points) in (4, 5)
        ):
            return Pie(pie.x, pie.y, pie.radius, wide, pie.slices)
    return pie
