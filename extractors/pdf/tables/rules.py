"""Rules: the lines and areas drawn on a page become horizontal and vertical rules that may part cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from deckfacts.contract import Box
from extractors.pdf.page import Colour, Page, Shape, ShapeKind

THIN = 3.5
"""Points up to which a filled rectangle is a line: borders are drawn 0.25 to 3 points thick."""
SNAP = 2.0
"""Points within which rules lie on one line: cell borders are drawn one by one and miss each other by a point."""
JOIN = 4.0
"""Points that two stretches of one rule may lie apart: dashes, and borders cut by the ones that cross them."""
SHORTEST = 8.0
"""Points below which a rule parts nothing: the smallest cell is a digit wide and a line high."""
PALE = 250
"""Channel value, of 255, from which a colour is the white of the paper."""
FULL = 0.97
"""Part of the page's width and height from which an area is its background."""
SMALLEST_AREA = 5.0
"""Points: a lower or narrower area is a mark, not the ground of a cell."""


class Strength(IntEnum):
    """How sure a rule parts cells: the edge of any area, of one in a row of equally high ones, or a drawn line."""

    EDGE = 0
    TILE = 1
    LINE = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: `at` is its place across, `start` and `end` along."""

    at: float
    start: float
    end: float
    strength: Strength = Strength.LINE

    @property
    def length(self) -> float:
        """From start to end."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page, each list sorted by `at`, and the filled areas whose edges are among them."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    areas: tuple[Box, ...] = ()

    def level_between(self, top: float, bottom: float) -> Sequence[Rule]:
        """The horizontal rules from `top` to `bottom`."""
        return _between(self.horizontal, top, bottom)

    def upright_between(self, x0: float, x1: float) -> Sequence[Rule]:
        """The vertical rules from `x0` to `x1`."""
        return _between(self.vertical, x0, x1)


def _between(rules: Sequence[Rule], low: float, high: float) -> Sequence[Rule]:
    first = bisect_left(rules, low, key=lambda rule: rule.at)
    return rules[first : bisect_right(rules, high, key=lambda rule: rule.at)]


@dataclass(slots=True)
class _Found:
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)

    def add_edges(self, box: Box, strength: Strength) -> None:
        self.horizontal += [Rule(y, box.x0, box.x1, strength) for y in (box.top, box.bottom)]
        self.vertical += [Rule(x, box.top, box.bottom, strength) for x in (box.x0, box.x1)]


def find_rules(page: Page) -> Rules:
    """The rules of a page: lines, thin rectangles, frames, and the edges of areas."""
    found = _Found()
    areas = [shape for shape in page.shapes if _is_area(shape, page)]
    grounds = _Grounds([shape.box for shape in areas])
    for shape in page.shapes:
        _add_line(shape, grounds, page, found)
    tiles = _tiles([area.box for area in areas])
    for area in areas:
        found.add_edges(area.box, Strength.TILE if area.box in tiles else Strength.EDGE)
    return Rules(tuple(_merged(found.horizontal)), tuple(_merged(found.vertical)), tuple(area.box for area in areas))


def _is_area(shape: Shape, page: Page) -> bool:
    if shape.fill is None or _is_pale(shape.fill) or shape.kind is not ShapeKind.RECTANGLE:
        return False
    if shape.width >= FULL * page.width and shape.height >= FULL * page.height:
        return False
    return shape.width >= SMALLEST_AREA and shape.height >= SMALLEST_AREA


def _is_pale(colour: Colour) -> bool:
    return min(colour) >= PALE


class _Grounds:
    """Areas by their top, to tell whether a white line can be seen."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = sorted(boxes, key=lambda box: box.top)[:2000]

    def under(self, box: Box) -> bool:
        """Whether any area lies below the middle of `box`."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        end = bisect_right(self.boxes, y + SNAP, key=lambda ground: ground.top)
        return any(
            ground.x0 - SNAP <= x <= ground.x1 + SNAP and ground.bottom + SNAP >= y for ground in self.boxes[:end]
        )


def _add_line(shape: Shape, grounds: _Grounds, page: Page, found: _Found) -> None:
    """Add what a shape draws as lines."""
    if shape.kind not in (ShapeKind.LINE, ShapeKind.RECTANGLE):
        return
    colour = shape.stroke or shape.fill
    box = shape.box
    if colour is None or (_is_pale(colour) and not grounds.under(box)):
        return
    if shape.kind is ShapeKind.RECTANGLE and min(shape.width, shape.height) > THIN:
        framed = shape.width < FULL * page.width or shape.height < FULL * page.height
        if shape.stroke is not None and framed:
            found.add_edges(box, Strength.LINE)
        return
    # A dot of a dotted line is as wide as high and may be part of either.
    if shape.height <= THIN and (shape.width >= shape.height or shape.width <= THIN):
        found.horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
    if shape.width <= THIN and (shape.height >= shape.width or shape.height <= THIN):
        found.vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))


def _tiles(boxes: Iterable[Box]) -> set[Box]:
    """Areas that stand side by side, equally high: the grounds of a row of cells, as good as drawn borders."""
    tiles: set[Box] = set()
    before: Box | None = None
    for box in sorted(boxes, key=lambda box: (round(box.top / SNAP), round(box.bottom / SNAP), box.x0)):
        level = before and abs(before.top - box.top) <= SNAP and abs(before.bottom - box.bottom) <= SNAP
        if before and level and abs(before.x1 - box.x0) <= JOIN:
            tiles |= {before, box}
        before = box
    return tiles


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line joined where they touch; the short ones that are left part nothing."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[Rule] = []
    for line in lines:
        at = _middle(line)
        for strength in {rule.strength for rule in line}:
            merged += _joined([replace(rule, at=at) for rule in line if rule.strength is strength])
    return sorted(merged, key=lambda rule: (rule.at, rule.start, rule.strength))


def _middle(line: Sequence[Rule]) -> float:
    """Where most of a line lies."""
    weight = sum(rule.length for rule in line)
    return sum(rule.at * rule.length for rule in line) / weight if weight else line[0].at


def _joined(line: Sequence[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for rule in sorted(line, key=lambda rule: rule.start):
        if joined and rule.start - joined[-1].end <= JOIN:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, rule.end))
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.length >= SHORTEST]
