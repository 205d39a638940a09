"""Visibility: of a page's glyphs, which can't be seen: outside the page, under something, or of their ground's colour."""

from collections.abc import Sequence
from dataclasses import replace

from deckfacts.contract import Box
from extractors.pdf.page import Colour, Glyph, Hiding, Page, Picture, Shape, ShapeKind, contains, meet

SAME_COLOUR = 8
"""Steps of 256 in each channel that no eye tells apart; light grey on white (F0F0F0) differs by 15."""
WHITE: Colour = (255, 255, 255)
_AREAS = (ShapeKind.RECTANGLE, ShapeKind.POLYGON, ShapeKind.CURVE)


def mark_hidden(page: Page) -> Page:
    """The same page, each glyph that can't be seen marked with why."""
    grounds = [shape for shape in page.shapes if shape.fill and shape.kind in _AREAS]
    covers: list[Shape | Picture] = [shape for shape in grounds if shape.opaque and shape.kind is ShapeKind.RECTANGLE]
    covers += [picture for picture in page.pictures if picture.opaque]
    frame = Box(0, 0, page.width, page.height)
    last = max((cover.order for cover in covers), default=-1)
    glyphs = tuple(
        glyph if glyph.hidden else _judged(glyph, frame, covers if last > glyph.order else (), grounds, page.pictures)
        for glyph in page.glyphs
    )
    return replace(page, glyphs=glyphs)


def _judged(
    glyph: Glyph,
    frame: Box,
    covers: Sequence[Shape | Picture],
    grounds: Sequence[Shape],
    pictures: Sequence[Picture],
) -> Glyph:
    box = glyph.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    if not contains(frame, x, y) and not meet(frame, box):
        return replace(glyph, hidden=Hiding.OUTSIDE)
    if any(cover.order > glyph.order and contains(cover.box, x, y) for cover in covers):
        return replace(glyph, hidden=Hiding.COVERED)
    if glyph.char != " " and glyph.style.colour and _blends(glyph, x, y, grounds, pictures):
        return replace(glyph, hidden=Hiding.COLOURLESS)
    return glyph


def _blends(glyph: Glyph, x: float, y: float, grounds: Sequence[Shape], pictures: Sequence[Picture]) -> bool:
    """Whether a glyph has the colour of what it stands on. On a picture nothing is known of that, so it counts as seen."""
    ground: Colour | None = WHITE
    under = -1
    colour = glyph.style.colour
    if colour is None:
        return False
    for shape in grounds:
        if under < shape.order < glyph.order and contains(shape.box, x, y):
            under = shape.order
            exact = shape.opaque and (shape.kind is ShapeKind.RECTANGLE)
            ground = shape.fill if exact else None
    if ground is None or any(under < p.order < glyph.order and contains(p.box, x, y) for p in pictures):
        return False
    return all(abs(one - other) <= SAME_COLOUR for one, other in zip(colour, ground, strict=True))
