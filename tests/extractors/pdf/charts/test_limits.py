"""Limits: pages with very many shapes are read in a bounded time."""

import random
import time

import pytest

from extractors.pdf.page import ShapeKind
from tests.extractors.pdf.charts.builders import INK, TEAL, Drawing, read

SECONDS = 20.0
"""A page takes a tenth of a second to half a one; a square of its shapes would take hours."""
MANY = 10_000


def crowded(kind: ShapeKind, width: float, height: float, corners: int) -> Drawing:
    """Shapes of one size strewn over a page, with figures between them."""
    chance = random.Random(7)  # noqa: S311
    drawing = Drawing()
    for _ in range(MANY):
        x, y = chance.random() * 700, chance.random() * 500
        points = [(x + width * i / corners, y + height * chance.random()) for i in range(corners)]
        fill = None if kind is ShapeKind.LINE else TEAL
        drawing.shape(kind, points, fill=fill, stroke=None if fill else INK)
    for at in range(300):
        drawing.text(chance.random() * 700, chance.random() * 500, str(at))
    return drawing


@pytest.mark.parametrize(
    ("kind", "width", "height", "corners"),
    [
        (ShapeKind.RECTANGLE, 10, 40, 4),
        (ShapeKind.RECTANGLE, 4, 4, 4),
        (ShapeKind.CURVE, 60, 60, 9),
        (ShapeKind.LINE, 300, 0, 2),
        (ShapeKind.LINE, 300, 40, 9),
    ],
)
def test_crowded_pages(kind: ShapeKind, width: float, height: float, corners: int) -> None:
    """Ensures that a drawing of 10,000 shapes is no chart, and that telling so takes no more than seconds."""
    drawing = crowded(kind, width, height, corners)
    begun = time.process_time()
    assert read(drawing) == []
    assert time.process_time() - begun < SECONDS
