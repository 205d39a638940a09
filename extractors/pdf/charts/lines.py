"""Lines: the strokes of a page become the lines of line charts, each with the points that its labels stand at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.page import Colour, Page, Point, Shape, ShapeKind

MIN_POINTS = 3
"""A line through two points may be a connector or an arrow."""
MAX_POINTS = 60
"""Points from which a line is a curve of daily values that nobody labels point by point."""
SHORTEST = 40.0
"""Points from left to right; a shorter line is an icon."""
SAME_STRIDE = 0.25
"""Part of the mean distance between two points by which one may differ: the categories of an axis are evenly spaced."""
MAX_LINES = 60
"""Lines of one page; more are hatching or a drawing."""
JOINT = 0.6
"""Points between the end of a stroke and the beginning of the next that continues it."""


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line that runs from left to right."""

    points: tuple[Point, ...]
    colour: Colour
    order: int


def find_polylines(page: Page) -> list[Polyline]:
    """The lines that run from left to right in even steps."""
    strokes = [s for s in page.shapes if s.stroke and not s.fill and s.kind is not ShapeKind.RECTANGLE]
    whole = [_polyline(s.points, s) for s in strokes if len(s.points) >= MIN_POINTS]
    lines = [line for line in (*whole, *_joined(s for s in strokes if s.kind is ShapeKind.LINE)) if line]
    return lines if len(lines) <= MAX_LINES else []


def _polyline(points: Iterable[Point], shape: Shape) -> Polyline | None:
    way = list(points)
    if way[0][0] > way[-1][0]:
        way.reverse()
    kept = [way[0]]
    for point in way[1:]:
        if point[0] > kept[-1][0] + JOINT:
            kept.append(point)
        elif point[0] < kept[-1][0] - JOINT:
            return None
    if not MIN_POINTS <= len(kept) <= MAX_POINTS or kept[-1][0] - kept[0][0] < SHORTEST:
        return None
    mean = (kept[-1][0] - kept[0][0]) / (len(kept) - 1)
    if any(abs(b[0] - a[0] - mean) > SAME_STRIDE * mean for a, b in pairwise(kept)):
        return None
    return Polyline(tuple(kept), shape.stroke or (0, 0, 0), shape.order)


def _joined(strokes: Iterable[Shape]) -> list[Polyline | None]:
    """Strokes that are drawn one by one, each from where the last one ended."""
    by_colour: dict[Colour, list[Shape]] = defaultdict(list)
    for stroke in strokes:
        if stroke.stroke and stroke.width > JOINT:
            by_colour[stroke.stroke].append(stroke)
    found: list[Polyline | None] = []
    for shapes in by_colour.values():
        ends: dict[tuple[int, int], list[Point]] = {}
        runs: list[tuple[list[Point], Shape]] = []
        for shape in sorted(shapes, key=lambda s: s.box.x0):
            first, last = sorted((shape.points[0], shape.points[-1]))
            run = next((ends.pop(key) for key in _keys(first) if key in ends), None)
            if run is None:
                run = [first]
                runs.append((run, shape))
            run.append(last)
            ends[_key(last)] = run
        found += [_polyline(run, shape) for run, shape in runs if len(run) >= MIN_POINTS]
    return found


def _key(point: Point) -> tuple[int, int]:
    return round(point[0] / JOINT), round(point[1] / JOINT)


def _keys(point: Point) -> list[tuple[int, int]]:
    x, y = _key(point)
    return [(x + i, y + j) for i in (0, -1, 1) for j in (0, -1, 1)]
