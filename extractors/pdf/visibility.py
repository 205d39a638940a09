"""Visibility: of a page's glyphs, which can't be seen: off the page, under something, or of their ground's colour."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Generic, TypeVar

from deckfacts.contract import Box
from extractors.pdf.page import Colour, Glyph, Hiding, Page, Picture, Shape, ShapeKind, are_apart, contains

SAME_COLOUR = 8
"""Steps of 256 in each channel that no eye tells apart; light grey on white (F0F0F0) differs by 15."""
WHITE: Colour = (255, 255, 255)
LEGIBLE = 0.0025
"""Part of the page's shorter side below which no type is read: 1.35 points on a slide of 540, where the finest print
has 4. Axes that a chart does not show stand in the file at 0.96 (cathay 2q25, page 12)."""
MOST_PIECES = 60
"""Pieces of a path that are compared with each other: the cells of a table, but not the islands of a map."""
HAIR = 0.1
"""Points by which neighbours may overlap for the rounding of their corners."""
STRIPS = 50
"""In which things are looked up by the strip of the page that they lie in: on a slide each is a line of text high."""
_AREAS = (ShapeKind.RECTANGLE, ShapeKind.POLYGON, ShapeKind.CURVE)

_Thing = TypeVar("_Thing", Shape, Picture, "Shape | Picture")


def mark_hidden(page: Page) -> Page:
    """The same page, each glyph that can't be seen marked with why."""
    judge = _judge(page)
    glyphs = tuple(
        glyph._replace(hidden=hidden) if glyph.hidden is None and (hidden := judge(glyph)) else glyph
        for glyph in page.glyphs
    )
    return replace(page, glyphs=glyphs)


def _judge(page: Page) -> Callable[[Glyph], Hiding | None]:
    """What tells of a glyph of the page why it can't be seen; null where it can."""
    grounds = [shape for shape in page.shapes if shape.fill and shape.kind in _AREAS]
    exact = _find_exact(grounds)
    covers: list[Shape | Picture] = [shape for shape in grounds if id(shape) in exact]
    covers += [picture for picture in page.pictures if picture.opaque]
    covers_at, blends = _Strips(covers, page.height), _Blending(grounds, exact, page)
    frame = Box(0, 0, page.width, page.height)
    legible = LEGIBLE * min(page.width, page.height)
    last = max((cover.order for cover in covers), default=-1)

    def judge(glyph: Glyph) -> Hiding | None:
        box = glyph.box
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if not contains(frame, x, y) and are_apart(frame, box):
            return Hiding.OUTSIDE
        # Fonts drawn by the file itself may be of any size; what their glyphs measure tells.
        if glyph.style.size < legible and max(box.x1 - box.x0, box.bottom - box.top) < legible:
            return Hiding.INVISIBLE
        if last > glyph.order and covers_at.any_between(glyph.order, last + 1, x, y):
            return Hiding.COVERED
        return Hiding.COLOURLESS if blends.hide(glyph, x, y) else None

    return judge


def _find_exact(grounds: Iterable[Shape]) -> frozenset[int]:
    """The identities of the shapes that colour all of their box: not of frames, which are a path with a hole in it."""
    by_path: defaultdict[int, list[Shape]] = defaultdict(list)
    for shape in grounds:
        by_path[shape.order].append(shape)
    whole = (pieces for pieces in by_path.values() if not _is_pierced(pieces))
    return frozenset(id(one) for pieces in whole for one in pieces if one.opaque and one.kind is ShapeKind.RECTANGLE)


def _is_pierced(pieces: Sequence[Shape]) -> bool:
    """Whether a path's pieces lie on each other, and so may leave holes; of too many it can't be told."""
    return len(pieces) > MOST_PIECES or any(
        max(one.x0, other.x0) + HAIR < min(one.x1, other.x1)
        and max(one.top, other.top) + HAIR < min(one.bottom, other.bottom)
        for one, other in combinations([piece.box for piece in pieces], 2)
    )


class _Strips(Generic[_Thing]):
    """Things of a page by the strips that they lie in, in the order in which they are given."""

    __slots__ = ("_high", "_strips")

    def __init__(self, things: Iterable[_Thing], page_height: float) -> None:
        self._high = max(page_height, 1.0) / STRIPS
        self._strips: list[list[_Thing]] = [[] for _ in range(STRIPS)]
        for thing in things:
            for strip in self._strips[self._at(thing.box.top) : self._at(thing.box.bottom) + 1]:
                strip.append(thing)

    def _at(self, y: float) -> int:
        return min(max(int(y / self._high), 0), STRIPS - 1)

    def any_between(self, after: int, before: int, x: float, y: float) -> bool:
        """Whether something painted between two others lies at a point."""
        strip = self._strips[self._at(y)]
        return any(after < thing.order < before and contains(thing.box, x, y) for thing in strip)

    def last_before(self, before: int, x: float, y: float) -> _Thing | None:
        """The last thing, painted before another, that lies at a point; of one path's pieces the first."""
        found = None
        for thing in self._strips[self._at(y)]:
            if thing.order >= before:
                break
            if (found is None or thing.order > found.order) and contains(thing.box, x, y):
                found = thing
        return found


class _Blending:
    """Tells glyphs of the colour of what they stand on.

    What is on a picture, or on a shape that does not fill its box, counts as seen: its ground's colour is not known.
    """

    __slots__ = ("_exact", "_grounds", "_may_blend", "_pictures")

    def __init__(self, grounds: Sequence[Shape], exact: frozenset[int], page: Page) -> None:
        self._grounds, self._pictures = _Strips(grounds, page.height), _Strips(page.pictures, page.height)
        self._exact = exact
        colours = {WHITE} | {shape.fill for shape in grounds if shape.fill and id(shape) in exact}
        self._may_blend = cache(lambda colour: any(_alike(colour, other) for other in colours))

    def hide(self, glyph: Glyph, x: float, y: float) -> bool:
        """Whether a glyph, the middle of which is given, has the colour of what it stands on."""
        colour = glyph.style.colour
        if colour is None or glyph.char == " " or not self._may_blend(colour):
            return False
        ground = self._grounds.last_before(glyph.order, x, y)
        if ground and not (id(ground) in self._exact and ground.fill and _alike(colour, ground.fill)):
            return False
        under = ground.order if ground else -1
        on_white = ground is not None or _alike(colour, WHITE)
        return on_white and not self._pictures.any_between(under, glyph.order, x, y)


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= SAME_COLOUR for a, b in zip(one, other, strict=True))
