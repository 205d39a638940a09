"""Page: what one page of a PDF prints, as plain values: glyphs, shapes and pictures in the order they are painted.

Coordinates are PDF points as the page is seen (turned by its /Rotate), origin top left, y growing downwards.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from deckfacts.contract import Box

FAR = 1e6
"""Points; PDF allows pages of 14,400. Broken files place things beyond it, at infinity, or at no number at all."""

Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]

NOWHERE = Box(-FAR, -FAR, -FAR, -FAR)
"""Meets nothing that can be seen."""


class Hiding(StrEnum):
    """Why text that the file holds can't be seen on the page."""

    INVISIBLE = "invisible"
    COLOURLESS = "colourless"
    COVERED = "covered"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of glyphs is printed; `size` is the em in points as seen, `turn` its direction in degrees clockwise."""

    font: str
    size: float
    bold: bool
    colour: Colour | None
    turn: int


class Glyph(NamedTuple):
    """A printed character.

    `box` is its advance wide and its font's ascent and descent high; `baseline` is the distance of its foot from the
    top of the page, or from the left edge where `style.turn` is 90 or 270. `offset` numbers the glyphs of the page,
    `order` is when its run was painted. A tuple, since a page has thousands and a dataclass takes six times as long.
    """

    char: str
    box: Box
    baseline: float
    style: Style
    offset: int
    order: int
    hidden: Hiding | None = None


class ShapeKind(StrEnum):
    """What a path draws."""

    LINE = "line"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    CURVE = "curve"


@dataclass(frozen=True, slots=True)
class Shape:
    """One closed or open piece of a drawn path; `points` are its corners in order, curves by their end points.

    `fill` and `stroke` are null where it is not filled or not stroked; `box` is what its clipping leaves of it.
    """

    kind: ShapeKind
    box: Box
    points: tuple[Point, ...]
    fill: Colour | None
    stroke: Colour | None
    stroke_width: float
    opaque: bool
    order: int

    @property
    def width(self) -> float:
        """Of its box."""
        return self.box.x1 - self.box.x0

    @property
    def height(self) -> float:
        """Of its box."""
        return self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True)
class Picture:
    """A bitmap; `opaque` where nothing shines through it."""

    box: Box
    opaque: bool
    order: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a page prints. `number` counts from 1; `glyphs` are in the file's order and hold the hidden ones too."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    pictures: tuple[Picture, ...]


def contains(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box."""
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def is_placed(box: Box) -> bool:
    """Whether a box lies where something can be seen, or be reckoned with."""
    return box.x0 > -FAR and box.x1 < FAR and box.top > -FAR and box.bottom < FAR


def around(boxes: "list[Box] | tuple[Box, ...]") -> Box:
    """The box around boxes; ValueError where there is none."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        min([box.x0 for box in boxes]),
        min([box.top for box in boxes]),
        max([box.x1 for box in boxes]),
        max([box.bottom for box in boxes]),
    )


def are_apart(one: Box, other: Box) -> bool:
    """Whether two boxes share nothing, not even an edge."""
    return one.x0 > other.x1 or other.x0 > one.x1 or one.top > other.bottom or other.top > one.bottom


def meet(one: Box, other: Box) -> Box | None:
    """What two boxes share; null where they are apart."""
    x0, top = max(one.x0, other.x0), max(one.top, other.top)
    x1, bottom = min(one.x1, other.x1), min(one.bottom, other.bottom)
    return Box(x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None


def encloses(outer: Box, inner: Box, slack: float) -> bool:
    """Whether one box has all of another in it, which may stick out by so many points on any side."""
    return (
        outer.x0 - slack <= inner.x0
        and inner.x1 <= outer.x1 + slack
        and outer.top - slack <= inner.top
        and inner.bottom <= outer.bottom + slack
    )
