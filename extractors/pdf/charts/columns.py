"""Columns: figures level with lying bars, or with the labels of the last stack, become a column with its header."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.prints import Print, join_prints

REACH = 14.0
"""Ems beside the bars, or beside the column before it, in which such a column stands."""
ALIGNED = 0.5
"""Ems by which the sides or middles of the figures of one column may differ."""
SAME_SIZE = 0.1
"""Part by which their sizes may differ."""
OFF = 0.3
"""Part of the way to the next bar or label by which a figure may stand above or below its own."""
TO_HEADER = 3.5
"""Ems from the first figure up to the header at most, where the figures stand no further from each other."""
NEXT_LINE = 0.7
"""Ems between two lines of a header at most."""
OVER_COLUMN = 2.0
"""Ems by which the middle of a header may stand beside that of its column."""
LONGEST_HEADER = 40
"""Characters; longer words are a title or a remark."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Column(Generic[K]):
    """A header, which may be wanting, and the figure beside each bar or label."""

    header: Print | None
    values: Mapping[K, Print]


def find_columns(levels: Mapping[K, float], edge: float, prints: Sequence[Print]) -> list[Column[K]]:
    """The columns right of `edge`, one after the other; `levels` are the heights that their figures stand at.

    Each is full or has a header. Words between the bars and a column make it part of a table of its own.
    """
    if len(levels) < 2:
        return []
    heights = sorted(levels.values())
    step = min(b - a for a, b in pairwise(heights))
    right = sorted((p for p in prints if p.turn == 0 and p.box.x0 >= edge), key=lambda p: p.box.x0)
    between = [p for p in right if heights[0] - step / 2 <= p.y_mid <= heights[-1] + step / 2]
    level = [p for p in between if p.figure or any(abs(p.y_mid - height) <= OFF * step for height in heights)]
    found: list[Column[K]] = []
    while level and level[0].figure and level[0].box.x0 - edge <= REACH * level[0].size:
        own = [p for p in level if p.figure and _aligned(p, level[0])]
        values = _beside(own, levels, step) if len({p.figure.kind for p in own if p.figure}) == 1 else None
        header = _header(own, right, step)
        if values is None or not (header or len(values) == len(levels)):
            break
        found.append(Column(header, values))
        edge = max(p.box.x1 for p in own)
        level = [p for p in level if not any(p is one for one in own)]
    return found


def _aligned(one: Print, other: Print) -> bool:
    sides = abs(one.box.x0 - other.box.x0), abs(one.box.x1 - other.box.x1), abs(one.x_mid - other.x_mid)
    return min(sides) <= ALIGNED * other.size and abs(one.size - other.size) <= SAME_SIZE * other.size


def _beside(figures: Sequence[Print], levels: Mapping[K, float], step: float) -> dict[K, Print] | None:
    """The figure beside each height; null where one stands between two, or two beside one."""
    values: dict[K, Print] = {}
    for p in figures:
        nearest = min(levels, key=lambda key: abs(levels[key] - p.y_mid))
        if nearest in values or abs(levels[nearest] - p.y_mid) > OFF * step:
            return None
        values[nearest] = p
    return values if len(values) > max(1, len(levels) // 2) else None


def _header(figures: Sequence[Print], prints: Sequence[Print], step: float) -> Print | None:
    """The words over a column, line upon line."""
    first = min(figures, key=lambda p: p.box.top)
    x0, x1 = min(p.box.x0 for p in figures), max(p.box.x1 for p in figures)
    words = [p for p in prints if not p.figure and p.box.bottom <= first.y_mid and _is_over(p, x0, x1)]
    lines: list[Print] = []
    top, reach = first.box.top, max(TO_HEADER * first.size, step)
    for p in sorted(words, key=lambda p: -p.box.bottom):
        if top - p.box.bottom > reach:
            break
        lines.insert(0, p)
        top, reach = p.box.top, NEXT_LINE * p.size
    header = join_prints(lines) if lines else None
    return header if header and (len(header.text) <= LONGEST_HEADER or is_period(header.text)) else None


def _is_over(p: Print, x0: float, x1: float) -> bool:
    return abs(p.x_mid - (x0 + x1) / 2) <= OVER_COLUMN * p.size
