"""Scales: of charts whose marks have no labels only the axes can be told: their figures measure and state nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from deckfacts.contract import Box, Place, Source
from deckfacts.deck import Table
from extractors.pdf.charts.axes import find_ticks
from extractors.pdf.charts.prints import Print
from extractors.pdf.page import Page, Shape, ShapeKind, around
from extractors.pdf.regions import Region

WIDEST_RULE = 1.5
"""Points that a grid line is thick at most."""
SHORTEST_RULE = 80.0
"""Points that a grid line is long at least."""
MIN_RULES = 3
"""Grid lines of a plot at least."""
ON_RULE = 0.4
"""Ems by which the middle of a tick may stand off its grid line; the text of a ruled table stands between its rules."""
MIN_TICKS = 4
"""Ticks of an axis without labelled marks at least."""
MAX_FRAMES = 20
"""Frames of a page that are looked at; more are a table's rules or a drawing."""
LONG = 20
"""Points of a line at least that is a course of daily or monthly values."""
WIDE_LINE = 120.0
"""Points from left to right for the same."""


def find_bare_scales(page: Page, prints: Sequence[Print]) -> list[Region]:
    """Regions for the axes of charts without labels; `prints` are those that nothing else accounts for."""
    regions: list[Region] = []
    taken: set[int] = set()
    for frame, rules in islice(chain(_grids(page), _courses(page)), MAX_FRAMES):
        ticks = [p for p in find_ticks(frame, prints) if id(p) not in taken]
        if len(ticks) < MIN_TICKS or _has_rows(frame, ticks, prints) or (rules and not _on_rules(ticks, rules)):
            continue
        taken |= {id(p) for p in ticks}
        box = around([frame, *(p.box for p in ticks)])
        words = tuple(word for p in ticks for word in p.words)
        regions.append(Region(Table((), 0, Place(page=page.number, bbox=box), Source.CHART), box, (), words))
    return regions


def _grids(page: Page) -> Iterator[tuple[Box, list[float]]]:
    """The frames of level lines of one length below each other, with the height of each."""
    rules: dict[tuple[int, int], list[Shape]] = defaultdict(list)
    for shape in page.shapes:
        if shape.height <= WIDEST_RULE and shape.width >= SHORTEST_RULE:
            rules[round(shape.box.x0 / 3), round(shape.box.x1 / 3)].append(shape)
    for group in rules.values():
        levels = sorted({round((shape.box.top + shape.box.bottom) / 2, 1) for shape in group})
        if len(levels) >= MIN_RULES:
            yield around([shape.box for shape in group]), levels


def _courses(page: Page) -> Iterator[tuple[Box, list[float]]]:
    """The frames of long lines."""
    for shape in page.shapes:
        is_line = shape.stroke and not shape.fill and shape.kind in (ShapeKind.POLYGON, ShapeKind.CURVE)
        if is_line and shape.width >= WIDE_LINE and len(shape.points) >= LONG:
            yield shape.box, []


def _on_rules(ticks: Sequence[Print], levels: Sequence[float]) -> bool:
    on = sum(min(abs(level - p.y_mid) for level in levels) <= ON_RULE * p.size for p in ticks)
    return on >= MIN_RULES


def _has_rows(frame: Box, ticks: Sequence[Print], prints: Sequence[Print]) -> bool:
    """Whether figures stand in rows with the ticks, as the cells of a table do."""
    inside = [p for p in prints if p.figure and frame.x0 < p.x_mid < frame.x1]
    level = sum(any(abs(p.y_mid - tick.y_mid) <= 0.25 * p.size for p in inside) for tick in ticks)
    return level > 1
