"""Matrices: the six numbers by which PDF moves, turns and scales points, and what they do to points and boxes."""

from typing import TypeAlias

from deckfacts.contract import Box
from extractors.pdf.page import Point

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` then."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def apply_to_box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """The upright box around a moved rectangle."""
    a, b, c, d, e, f = matrix
    # Nearly all pages are upright or turned by right angles, and each of their glyphs comes by here.
    if b == 0 == c:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * bottom + f, d * top + f
    elif a == 0 == d:
        x0, x1, y0, y1 = c * bottom + e, c * top + e, b * left + f, b * right + f
    else:
        corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))
    return Box(
        x0 if x0 <= x1 else x1,
        y0 if y0 <= y1 else y1,
        x1 if x0 <= x1 else x0,
        y1 if y0 <= y1 else y0,
    )
