"""Cards: the boxes that a slide draws around some of its text, which keep together what stands in them."""

from collections.abc import Sequence

from deckfacts.contract import Box
from extractors.pdf.page import Page, ShapeKind, encloses

SMALLEST = 0.004
"""Part of the page's area that a card takes at least; a rule or a swatch is smaller."""
WIDEST = 0.7
"""Part of the page's width that a card takes at most; a panel behind all of a slide says nothing of what belongs."""
INSIDE = 2.0
"""Points by which a line may stick out of the card that holds it."""


def find_cards(page: Page) -> tuple[Box, ...]:
    """The boxes that may be cards, the smallest first, each place once."""
    kinds = (ShapeKind.RECTANGLE, ShapeKind.CURVE)
    area = page.width * page.height
    found = {
        (round(shape.box.x0), round(shape.box.top), round(shape.box.x1), round(shape.box.bottom)): shape.box
        for shape in page.shapes
        if shape.kind in kinds and shape.width * shape.height >= SMALLEST * area and shape.width <= WIDEST * page.width
    }
    return tuple(sorted(found.values(), key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top)))


def holds(card: Box, box: Box) -> bool:
    """Whether a card has all of a box in it."""
    return encloses(card, box, INSIDE)


def cuts(card: Box, box: Box) -> bool:
    """Whether the edge of a card runs through a box."""
    apart = box.x1 <= card.x0 or box.x0 >= card.x1 or box.bottom <= card.top or box.top >= card.bottom
    return not apart and not holds(card, box)


def held_by(card: Box, boxes: Sequence[Box]) -> list[int]:
    """The numbers of the boxes that a card keeps together: none where it holds fewer than two, all, or cuts one."""
    inside = [at for at, box in enumerate(boxes) if holds(card, box)]
    whole = 1 < len(inside) < len(boxes) and not any(cuts(card, box) for box in boxes)
    return inside if whole else []
