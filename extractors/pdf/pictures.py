"""Pictures: the bitmaps of a deck that may hold figures, which nobody can read from a file without a look at them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from deckfacts.contract import Box, Place
from extractors.pdf.furniture import GRID, MIN_PAGES, Sheet
from extractors.pdf.page import around, meet

SMALLEST = 0.03
"""Part of the page's area; a chart is no smaller, and icons and logos are no larger."""
LARGEST = 0.9
"""Part of the page's area from which a picture is a background, where text stands on the page."""
TOUCHING = 1.5
"""Points between the strips that a picture is cut in by some writers of PDF."""


def find_unread_pictures(sheets: Sequence[Sheet]) -> tuple[Place, ...]:
    """Where pictures stand that are no background and no logo: each may be a chart or a table."""
    spots = Counter(spot for sheet in sheets for spot in {_spot(box) for box in sheet.pictures})
    return tuple(
        Place(page=sheet.number, bbox=box)
        for sheet in sheets
        for box in _joined([box for box in sheet.pictures if spots[_spot(box)] < MIN_PAGES or not sheet.lines])
        if _share(box, sheet) >= SMALLEST and (_share(box, sheet) <= LARGEST or not sheet.lines)
    )


def _spot(box: Box) -> tuple[int, int, int, int]:
    return round(box.x0 / GRID), round(box.top / GRID), round(box.x1 / GRID), round(box.bottom / GRID)


def _share(box: Box, sheet: Sheet) -> float:
    seen = meet(box, Box(0, 0, sheet.width, sheet.height))
    return (seen.x1 - seen.x0) * (seen.bottom - seen.top) / (sheet.width * sheet.height) if seen else 0.0


def _joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """Pictures that touch are one."""
    rest = list(boxes)
    while rest:
        whole = rest.pop()
        grown = True
        while grown:
            reach = Box(whole.x0 - TOUCHING, whole.top - TOUCHING, whole.x1 + TOUCHING, whole.bottom + TOUCHING)
            near = [box for box in rest if meet(box, reach)]
            grown = bool(near)
            whole = around([whole, *near])
            rest = [box for box in rest if box not in near]
        yield whole
