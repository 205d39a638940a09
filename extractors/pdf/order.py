"""Order: what stands on a page is put in the order in which it is read: column by column, top to bottom.

A page is cut at gutters, the empty strips that run between columns from its top to its bottom. Lines that run over a
gutter (a title, a footnote) first part the page in bands, each with its own columns.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from deckfacts.contract import Box
from extractors.pdf.cards import held_by

T = TypeVar("T")

GUTTER = 1.4
"""Ems of the usual type that part two columns; the gaps within a line of text are below one em."""
MOST_CROSSING = 4
"""Items that may run over a gutter: a title, a subtitle, footnotes; more of them and there is no gutter."""
STRIP = 0.5
"""Ems of an empty strip across the page between rows of columns, and how many strips are tried:"""
MOST_STRIPS = 6
MAX_DEPTH = 24
"""Cuts within cuts: a slide has four or five."""
PAIRED = 0.7
"""Part of a column's lines that stand level with lines on its other side, from which the two may be one list."""
BESIDE = 0.3
"""Part of an item's height that lies beside another before it counts as standing beside it."""
TITLE_REACH = 2.5
"""Ems from the title of a table or chart to it, and the lines it takes at most:"""
TITLE_LINES = 3
LABELS = 3
"""Labels that make a list of what stands beside them, and the part of them that stand level with its beginning:"""
LEVEL_LABELS = 0.7
LEVEL = 2.0
"""Points by which the feet of two lines that stand level may differ."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """Something with a place; `is_value` for a lone figure, `is_label` for a few words that could name others.

    `solid` for a table or a chart, which the line right above it titles. `inside` are the items of a card.
    """

    box: Box
    baseline: float
    content: T
    is_value: bool = False
    is_label: bool = False
    solid: bool = False
    inside: tuple["Item[T]", ...] = ()


def reading_order(items: Sequence[Item[T]], em: float, cards: Sequence[Box] = ()) -> list[list[Item[T]]]:
    """Groups of items in reading order, each a column to be read from top to bottom.

    `em` is the usual type size; `cards` are boxes drawn around things that belong together, the smallest first.
    """
    found: list[list[Item[T]]] = []
    for group in _cut(_carded(items, cards), em, 0):
        rest: list[Item[T]] = []
        for item in sorted(group, key=_from_top):
            if item.inside:
                found += [rest, *reading_order(item.inside, em)]
                rest = []
            else:
                rest.append(item)
        found.append(rest)
    return [group for group in found if group]


def _carded(items: Sequence[Item[T]], cards: Sequence[Box]) -> list[Item[T]]:
    """The items, those within a card put together as one."""
    rest = list(items)
    for card in cards:
        inside = [rest[at] for at in held_by(card, [item.box for item in rest])]
        if inside:
            rest = [item for item in rest if item not in inside]
            rest.append(Item(card, card.top, inside[0].content, inside=tuple(inside)))
    return rest


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
            listed = _under_labels(left, right)
            if listed:
                return listed
            return _cut(left, em, depth + 1) + _cut(right, em, depth + 1)
        bands = _bands(items, crossing, em) if _stand_alone(crossing, items) else []
        if len(bands) > 1:
            return [group for band in bands for group in _cut(band, em, depth + 1)]
    rows = _rows(items, em)
    return [group for row in rows for group in _cut(row, em, depth + 1)] if rows else [items]


def _rows(items: Sequence[Item[T]], em: float) -> list[list[Item[T]]] | None:
    """What stands above and below the widest empty strip across, where one of the two then has columns."""
    ordered = sorted(items, key=lambda item: item.box.top)
    strips: list[tuple[float, int]] = []
    bottom = ordered[0].box.bottom
    for at, item in enumerate(ordered[1:], 1):
        if item.box.top - bottom >= STRIP * em:
            strips.append((item.box.top - bottom, at))
        bottom = max(bottom, item.box.bottom)
    for _, at in sorted(strips, reverse=True)[:MOST_STRIPS]:
        rows = [ordered[:at], ordered[at:]]
        if any(len(row) > 1 and _best_gutter(row, GUTTER * em, 0) is not None for row in rows):
            return rows
    return None


def _best_gutter(items: Sequence[Item[T]], width: float, most: int) -> float | None:
    """The middle of the widest strip that exactly `most` items run over, with columns side by side on its edges."""
    edges = sorted({edge for item in items for edge in (item.box.x0, item.box.x1)})
    best: tuple[float, float] | None = None
    start = None
    for left, right in pairwise(edges):
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
    level = [item for item in right if _is_level(item, left)]
    values = [item for item in level if item.is_value]
    return not (values and len(level) >= PAIRED * len(right) and len(values) >= PAIRED * len(level))


def _is_level(item: Item[T], others: Sequence[Item[T]]) -> bool:
    return any(abs(item.baseline - other.baseline) <= LEVEL for other in others)


def _under_labels(left: Sequence[Item[T]], right: Sequence[Item[T]]) -> list[list[Item[T]]] | None:
    """A column of labels with what each is about beside it, label by label; null where the columns are none of that."""
    starts = [item for item in sorted(left, key=_from_top) if _is_level(item, right)]
    labels = all(item.is_label for item in left)
    if not labels or len(starts) < LABELS or len(starts) < LEVEL_LABELS * len(left) or len(right) <= len(starts):
        return None
    if sum(item.is_value for item in right) > len(right) / 2 or min(starts, key=_from_top) is not min(
        left, key=_from_top
    ):
        return None
    tops = [item.baseline - LEVEL for item in starts]
    groups: list[list[Item[T]]] = [[] for _ in tops]
    for item in sorted([*left, *right], key=lambda item: (item.baseline, item.box.x0)):
        groups[max(bisect_right(tops, item.baseline) - 1, 0)].append(item)
    return groups


def _bands(items: Sequence[Item[T]], crossing: Sequence[Item[T]], em: float) -> list[list[Item[T]]]:
    """The items between those that run over a gutter, band by band."""
    bands: list[list[Item[T]]] = []
    rest = list(items)
    for bar in sorted(crossing, key=lambda item: item.box.top):
        middle = (bar.box.top + bar.box.bottom) / 2
        above = [item for item in rest if item is not bar and (item.box.top + item.box.bottom) / 2 < middle]
        rest = [item for item in rest if item is not bar and (item.box.top + item.box.bottom) / 2 >= middle]
        title = _title_of(bar, above, em) if bar.solid else []
        above = [item for item in above if item not in title]
        bands += [above, [*title, bar]] if above else [[*title, bar]]
    bands += [rest] if rest else []
    return _merged(bands)


def _stand_alone(bars: Sequence[Item[T]], items: Sequence[Item[T]]) -> bool:
    """Whether nothing stands beside what runs over a gutter: a line that has company is one of a column."""
    rest = [item for item in items if item not in bars]
    return not any(
        min(bar.box.bottom, item.box.bottom) - max(bar.box.top, item.box.top)
        > BESIDE * (item.box.bottom - item.box.top)
        for bar in bars
        for item in rest
    )


def _title_of(bar: Item[T], above: Sequence[Item[T]], em: float) -> list[Item[T]]:
    """The lines that stand alone right above a table or chart: its title, whatever columns lie above that."""
    title: list[Item[T]] = []
    top = bar.box.top
    for line in sorted(above, key=lambda item: -item.box.bottom):
        beside = any(
            item is not line and item.box.bottom > line.box.top and item.box.top < line.box.bottom for item in above
        )
        over = line.box.x0 < bar.box.x1 and line.box.x1 > bar.box.x0
        if line.solid or beside or not over or top - line.box.bottom > TITLE_REACH * em or len(title) == TITLE_LINES:
            break
        title.insert(0, line)
        top = line.box.top
    return title


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
