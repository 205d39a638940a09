"""Builders: pages drawn by hand, with the shapes and glyphs that a chart is made of."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from deckfacts.contract import Box
from extractors.pdf.charts.finding import find_charts
from extractors.pdf.page import Colour, Glyph, Page, Point, Shape, ShapeKind, Style
from extractors.pdf.regions import Region
from extractors.pdf.words import find_words

TEAL: Colour = (0, 128, 128)
NAVY: Colour = (32, 56, 100)
PALE: Colour = (189, 255, 255)
GREY: Colour = (167, 168, 170)
INK: Colour = (0, 0, 0)
ADVANCE = 0.5
"""Ems that every glyph is wide."""


@dataclass(slots=True)
class Drawing:
    """A page of 720 by 540 points in the making."""

    shapes: list[Shape] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    painted: int = 0

    def shape(
        self, kind: ShapeKind, points: Sequence[Point], *, fill: Colour | None = None, stroke: Colour | None = None
    ) -> None:
        """Any shape, its box around its points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        self.painted += 1
        thick = 1.0 if stroke else 0.0
        self.shapes.append(Shape(kind, box, tuple(points), fill, stroke, thick, fill is not None, self.painted))

    def rect(self, x0: float, top: float, x1: float, bottom: float, fill: Colour = TEAL) -> None:
        """A filled rectangle."""
        corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        self.shape(ShapeKind.RECTANGLE, corners, fill=fill)

    def rule(self, x0: float, y: float, x1: float) -> None:
        """A level line."""
        self.shape(ShapeKind.LINE, [(x0, y), (x1, y)], stroke=GREY)

    def line(self, points: Sequence[Point], stroke: Colour = NAVY) -> None:
        """A line through points."""
        self.shape(ShapeKind.POLYGON, points, stroke=stroke)

    def slices(
        self, x: float, y: float, radius: float, shares: Sequence[tuple[float, Colour]], *, hole: float = 0.0
    ) -> None:
        """The slices of a pie or ring, clockwise from the top."""
        begin = -0.25
        for share, colour in shares:
            steps = max(math.ceil(share * 4), 1)
            angles = [begin + share * i / steps for i in range(steps + 1)]
            outer = [_on_circle(x, y, radius, angle) for angle in angles]
            inner = [_on_circle(x, y, hole, angle) for angle in reversed(angles)] if hole else [(x, y)]
            self.shape(ShapeKind.CURVE, [*outer, *inner, outer[0]], fill=colour)
            begin += share

    def text(self, x: float, y: float, text: str, *, size: float = 9.0, ink: Colour = INK, turn: int = 0) -> None:
        """Text around the point (x, y), in its own direction."""
        self.painted += 1
        style = Style("Sans", size, bold=False, colour=ink, turn=turn)
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        half = size / 2
        for i, char in enumerate(text):
            along = (i + 0.5 - len(text) / 2) * ADVANCE * size
            cx, cy = x + along * cos, y + along * sin
            wide = ADVANCE * half if turn == 0 else half / 2
            high = half if turn == 0 else half / 2
            box = Box(cx - wide, cy - high, cx + wide, cy + high)
            baseline = cx + half / 2 if turn in (90, 270) else cy + 0.3 * size
            self.glyphs.append(Glyph(char, box, baseline, style, len(self.glyphs), self.painted))
        self.glyphs.append(self.glyphs[-1]._replace(char=" ", offset=len(self.glyphs)))

    def entry(self, x: float, y: float, name: str, colour: Colour) -> None:
        """A swatch at (x, y) and its name."""
        self.rect(x, y - 3, x + 6, y + 3, colour)
        self.text(x + 10 + len(name) * ADVANCE * 9 / 2, y, name)

    def page(self) -> Page:
        """The page."""
        return Page(1, 720.0, 540.0, tuple(self.glyphs), tuple(self.shapes), ())


def _on_circle(x: float, y: float, radius: float, turns: float) -> Point:
    return x + radius * math.cos(turns * math.tau), y + radius * math.sin(turns * math.tau)


def column_chart(
    values: Sequence[Sequence[float]],
    labels: Sequence[Sequence[str]],
    categories: Sequence[str],
    *,
    colours: Sequence[Colour] = (TEAL, PALE, NAVY, GREY),
    scale: float = 2.0,
    foot: float = 400.0,
) -> Drawing:
    """Stacks of upright bars, each series with its values and labels from the foot up; empty labels are left out."""
    drawing = Drawing()
    for at, name in enumerate(categories):
        x, top = 100.0 + 80.0 * at, foot
        for colour, own, printed in zip(colours, values, labels, strict=False):
            length = own[at] * scale
            drawing.rect(x - 20, top - length, x + 20, top, colour)
            if printed[at]:
                drawing.text(x, top - length / 2, printed[at])
            top -= length
        drawing.text(x, foot + 15, name)
    drawing.rule(60, foot, 60 + 80 * len(categories))
    return drawing


def read(drawing: Drawing) -> list[Region]:
    """The charts of a drawing."""
    page = drawing.page()
    return find_charts(page, find_words(page))


def rows(region: Region) -> list[list[str]]:
    """The cells of a region's table as text, empty ones as empty strings."""
    table = region.table
    grid = [[""] * table.width for _ in range(table.height)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.plain
    return grid
