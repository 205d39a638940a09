"""Order: what stands on a page is put in the order in which it is read: column by column, top to bottom.

A page is cut at gutters, the empty strips that run between columns from its top to its bottom. Lines that run over a
gutter (a title, a footnote) first part the page in bands, each with its own columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from deckfacts.contract import Box

T = TypeVar("T")

GUTTER = 1.4
"""Ems of the usual type that part two columns; the gaps within a line of text are below one em."""
MOST_CROSSING = 4
"""Items that may run over a gutter: a title, a subtitle, footnotes; more of them and there is no gutter."""
MAX_DEPTH = 24
"""Cuts within cuts: a slide has four or five."""
PAIRED = 0.7
"""Part of a column's lines that stand level with lines on its other side, from which the two may be one list."""
SHORT_VALUE = 16
"""Characters of the longest figure beside a label."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """Something with a place: `solid` for tables and charts, which nothing cuts; `is_value` for a lone figure."""

    box: Box
    baseline: float
    content: T
    is_value: bool = False


def reading_order(items: Sequence[Item[T]], em: float) -> list[list[Item[T]]]:
    """Groups of items in reading order, each a column to be read from top to bottom. `em` is the usual type size."""
    return [sorted(group, key=_from_top) for group in _cut(list(items), em, 0)]


def _from_top(item: Item[T]) -> tuple[float, float]:
    return round(item.baseline), item.box.x0


def _cut(items: list[Item[T]], em: float, depth: int) -> list[list[Item[T]]]:
    if len(items) < 2 or depth > MAX_DEPTH:
        return [items] if items else []
    for most in range(MOST_CROSSING + 1):
        found = _best_gutter(items, GUTTER * em, most)
        if found is None:
            continue
        crossing = [item for item in items if item.box.x0 < found and item.box.x1 > found]
        if not crossing:
            left = [item for item in items if item.box.x1 <= found]
            right = [item for item in items if item.box.x0 >= found]
            return _cut(left, em, depth + 1) + _cut(right, em, depth + 1)
        bands = _bands(items, crossing)
        if bands is not None and len(bands) > 1:
            return [group for band in bands for group in _cut(band, em, depth + 1)]
    return [items]


def _best_gutter(items: Sequence[Item[T]], width: float, most: int) -> float | None:
    """The middle of the widest strip that exactly `most` items run over, with columns side by side on its edges."""
    edges = sorted({edge for item in items for edge in (item.box.x0, item.box.x1)})
    best: tuple[float, float] | None = None
    start = None
    for left, right in zip(edges, edges[1:], strict=False):
        middle = (left + right) / 2
        over = sum(item.box.x0 < middle < item.box.x1 for item in items)
        if over > most:
            start = None
            continue
        start = left if start is None else start
        if right - start >= width and (best is None or right - start > best[0]):
            at = (start + right) / 2
            if _parts(items, at):
                best = (right - start, at)
    return best[1] if best else None


def _parts(items: Sequence[Item[T]], at: float) -> bool:
    """Whether a strip has columns on both sides: things side by side that are not the labels and figures of a list."""
    left = [item for item in items if item.box.x1 <= at]
    right = [item for item in items if item.box.x0 >= at]
    if not left or not right:
        return False
    top, bottom = min(item.box.top for item in left), max(item.box.bottom for item in left)
    beside = [item for item in right if item.box.bottom > top and item.box.top < bottom]
    if not beside:
        return False
    level = [item for item in right if any(abs(item.baseline - other.baseline) <= 2.0 for other in left)]
    values = [item for item in level if item.is_value]
    return not (values and len(level) >= PAIRED * len(right) and len(values) >= PAIRED * len(level))


def _bands(items: Sequence[Item[T]], crossing: Sequence[Item[T]]) -> list[list[Item[T]]] | None:
    """The items between those that run over a gutter, band by band; null where something stands beside one of these."""
    bands: list[list[Item[T]]] = []
    rest = list(items)
    for bar in sorted(crossing, key=lambda item: item.box.top):
        middle = (bar.box.top + bar.box.bottom) / 2
        above = [item for item in rest if item is not bar and (item.box.top + item.box.bottom) / 2 < middle]
        rest = [item for item in rest if item is not bar and (item.box.top + item.box.bottom) / 2 >= middle]
        bands += [above, [bar]] if above else [[bar]]
    bands += [rest] if rest else []
    return _merged(bands)


def _merged(bands: list[list[Item[T]]]) -> list[list[Item[T]]]:
    """Lone lines that follow each other are one band: the lines of a paragraph, a title and its subtitle."""
    merged: list[list[Item[T]]] = []
    alone = False
    for band in bands:
        if len(band) == 1 and alone and merged:
            merged[-1] = [*merged[-1], *band]
        else:
            merged.append(list(band))
        alone = len(band) == 1
    return merged
