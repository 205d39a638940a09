"""Bars: the shapes of a page become bars that stand on a common foot or on each other."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from deckfacts.contract import Box
from extractors.pdf.page import Colour, Page, Shape, ShapeKind, around

LEVEL = 1.2
"""Points by which the feet of two bars of one chart may differ: half of the widest outline."""
SAME_WIDTH = 0.05
"""Part of their width by which bars of one chart may differ: rounding to pixels makes 2% of it."""
THINNEST = 2.0
"""Points; thinner shapes are rules."""
WHITE: Colour = (255, 255, 255)
"""The colour of a page on which nothing is painted."""
WHOLE = 0.9
"""Part of the page's area from which a shape is its ground."""
FLATTEST = 0.2
"""Points of length of the shortest bar; what is left of it is a bar of zero."""
ROUNDED = (6, 13)
"""Corners of a rectangle with two or four round ones, as points at which its sides and arcs end."""
ON_EDGE = 0.3
"""Points by which such a corner may lie off the edges."""
PIXEL = 0.8
"""Points that bars are rounded to where a chart was drawn on a screen."""
SAME_PLACE = 0.08
"""Part of its width by which a bar may stand beside the one below it."""
LARGEST = 0.45
"""Part of the page's area from which a rectangle is a background."""
FARTHEST = 5.0
"""Widths of a bar from which the next one on the same level stands in another chart."""
MIN_STRIDE = 60.0
"""Points that two bars of one chart may lie apart whatever their width."""
STRAIGHT = 0.3
"""Part of a side that must be straight in a bar with round corners."""
MAX_BARS = 1500
"""Bars of one page; more are a picture drawn in rectangles."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle that may stand for a value."""

    box: Box
    colour: Colour
    order: int

    @property
    def width(self) -> float:
        """Across its length."""
        return self.box.x1 - self.box.x0

    @property
    def length(self) -> float:
        """From its foot to its end."""
        return self.box.bottom - self.box.top

    @property
    def x_mid(self) -> float:
        """The middle between its sides."""
        return (self.box.x0 + self.box.x1) / 2


@dataclass(frozen=True, slots=True)
class Stack:
    """Bars on each other, from top to bottom; a lone bar is a stack of one."""

    bars: tuple[Bar, ...]
    box: Box

    @property
    def x_mid(self) -> float:
        """The middle between its sides."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def width(self) -> float:
        """That of its widest bar."""
        return self.box.x1 - self.box.x0


def find_bars(page: Page) -> list[Bar]:
    """The filled rectangles of a page that may be bars, each once, later ones over earlier ones."""
    area = page.width * page.height
    ground = _ground(page, area)
    bars: dict[tuple[int, int, int, int], Bar] = {}
    for shape in page.shapes:
        if shape.fill is None or shape.fill == ground or not is_block(shape):
            continue
        box = shape.box
        if shape.width * shape.height > LARGEST * area or max(shape.width, shape.height) < THINNEST:
            continue
        if min(shape.width, shape.height) < FLATTEST:
            continue
        key = round(box.x0), round(box.top), round(box.x1), round(box.bottom)
        bars[key] = Bar(box, shape.fill, shape.order)
    return list(bars.values()) if len(bars) <= MAX_BARS else []


def _ground(page: Page, area: float) -> Colour:
    """The colour of the page: bars of it are the unseen feet of a bridge."""
    whole = [shape.fill for shape in page.shapes if shape.fill and shape.width * shape.height > WHOLE * area]
    return whole[-1] if whole else WHITE


def is_block(shape: Shape) -> bool:
    """Whether a shape is a rectangle, also one with round corners or as thin as a line."""
    if shape.kind is ShapeKind.RECTANGLE or (shape.kind is ShapeKind.LINE and len(shape.points) > 3):
        return True
    if shape.kind is not ShapeKind.CURVE or not ROUNDED[0] <= len(shape.points) <= ROUNDED[1]:
        return False
    box = shape.box
    near = ON_EDGE
    straight = 0.0
    cuts: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(shape.points):
        if not _on_edge(box, x1, y1, near):
            return False
        if abs(x0 - x1) < near:
            straight = max(straight, abs(y0 - y1) / max(shape.height, near))
        elif abs(y0 - y1) < near:
            straight = max(straight, abs(x0 - x1) / max(shape.width, near))
        else:
            cuts.append((abs(x0 - x1), abs(y0 - y1)))
    # The corners of a slice may all lie on its box too, but it is not cut alike at each.
    return straight >= STRAIGHT and all(math.dist(cut, cuts[0]) <= 2 * near for cut in cuts)


def _on_edge(box: Box, x: float, y: float, near: float) -> bool:
    return min(abs(x - box.x0), abs(x - box.x1), abs(y - box.top), abs(y - box.bottom)) <= near


def find_groups(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Bars of one width that share feet or ends, or stand on each other: the upright bars of a chart."""
    parent = list(range(len(bars)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    levels: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, bar in enumerate(bars):
        if bar.width < THINNEST:
            continue
        for edge in (bar.box.top, bar.box.bottom):
            levels[_width_class(bar.width), round(edge / LEVEL)].append(i)
    for (width, level), members in levels.items():
        near = [(width + dw, level + dl) for dw in (0, 1) for dl in (-1, 0, 1)]
        both = sorted({i for key in near for i in levels.get(key, ())} | set(members), key=lambda i: bars[i].box.x0)
        for i, j in pairwise(both):
            if _together(bars[i], bars[j]):
                parent[root(i)] = root(j)
    groups: dict[int, list[Bar]] = defaultdict(list)
    for i, bar in enumerate(bars):
        groups[root(i)].append(bar)
    return [group for group in groups.values() if len(group) > 1]


def _width_class(width: float) -> int:
    """Widths that differ by a few percent fall in the same or the next class."""
    return int(math.log(width / THINNEST) / math.log(1 + SAME_WIDTH))


def _together(one: Bar, other: Bar) -> bool:
    wide = max(one.width, other.width)
    if abs(one.width - other.width) > max(SAME_WIDTH * wide, PIXEL):
        return False
    feet = min(abs(a - b) for a in (one.box.top, one.box.bottom) for b in (other.box.top, other.box.bottom))
    apart = other.box.x0 - one.box.x1
    return feet <= LEVEL and apart <= max(FARTHEST * wide, MIN_STRIDE)


def find_stacks(group: Iterable[Bar]) -> list[Stack]:
    """The stacks of a chart, from left to right."""
    columns: list[list[Bar]] = []
    for bar in sorted(group, key=lambda bar: bar.box.x0):
        if columns and abs(columns[-1][0].box.x0 - bar.box.x0) <= max(SAME_PLACE * bar.width, PIXEL):
            columns[-1].append(bar)
        else:
            columns.append([bar])
    return [Stack(tuple(sorted(bars, key=lambda b: b.box.top)), around([b.box for b in bars])) for bars in columns]
