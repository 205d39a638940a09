"""Placing: the items of a table's lines are given the columns that they stand in, cut where they stand in several."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from extractors.pdf.tables.items import Item, Line, make_item
from extractors.pdf.tables.rows import Placed
from extractors.pdf.tables.rules import Rule, Strength

OVERHANG = 0.35
"""Ems that an item may reach into the next column: marks, brackets, and headers wider than their numbers."""
ALIGNED = 0.7
"""Ems by which a part of a heading may miss the side or middle of the numbers below it."""
CLEAR = 1.5
"""Times the usual space from which a space between words parts headings."""
WIDE = 0.42
"""Ems of such a space, at least."""

WIDEST = 0.85
"""Part of the widest space from which a space is as wide."""

Core: TypeAlias = tuple[float, float] | None
"""How far what stands in a column reaches; null where nothing does."""


def place_body(line: Line, boundaries: Sequence[float], upright: Sequence[Rule]) -> Placed:
    """A line below the headings: each item in one column, numbers that stand close cut apart."""
    parts = [part for item in line.items for part in _cut_body(item, boundaries, upright)]
    return Placed(Line(tuple(parts)), tuple(_body_span(part, boundaries) for part in parts))


def place_heading(line: Line, boundaries: Sequence[float], cores: Sequence[Core], upright: Sequence[Rule]) -> Placed:
    """A line of headings: an item that runs over several columns is cut where it is several, and else spans them."""
    parts = [part for item in line.items for part in _cut_heading(item, boundaries, cores, upright)]
    return Placed(Line(tuple(parts)), tuple(_heading_span(part, boundaries, cores) for part in parts))


def _heading_span(item: Item, boundaries: Sequence[float], cores: Sequence[Core]) -> tuple[int, int]:
    """The columns whose contents a heading stands over; where there are none, the one that its middle lies in."""
    over = [
        at
        for at, core in enumerate(cores)
        if core
        and min(item.box.x1, core[1]) - max(item.box.x0, core[0]) > min(OVERHANG * item.size, (core[1] - core[0]) / 2)
    ]
    if not over:
        column = column_of(item.middle, boundaries)
        return column, column
    empty = [at for at in (column_of(item.box.x0, boundaries), column_of(item.box.x1, boundaries)) if not cores[at]]
    return min([*over, *empty]), max([*over, *empty])


def cores_of(placed: Sequence[Placed], boundaries: Sequence[float]) -> list[Core]:
    """How far the items of each column reach, those left out that overflow it."""
    cores: list[Core] = [None] * (len(boundaries) - 1)
    for line in placed:
        for item, (first, last) in zip(line.line.items, line.spans, strict=True):
            if first == last and item.box.x1 <= boundaries[last + 1] + OVERHANG * item.size:
                old = cores[first] or (item.box.x0, item.box.x1)
                cores[first] = (min(old[0], item.box.x0), max(old[1], item.box.x1))
    return cores


def column_of(x: float, boundaries: Sequence[float]) -> int:
    """The column that a place across lies in."""
    return min(max(bisect_right(boundaries, x) - 1, 0), len(boundaries) - 2)


def _span(item: Item, boundaries: Sequence[float]) -> tuple[int, int]:
    x0, x1 = item.core
    spare = min(OVERHANG * item.size, (x1 - x0) / 2)
    return column_of(x0 + spare, boundaries), column_of(x1 - spare, boundaries)


def _body_span(item: Item, boundaries: Sequence[float]) -> tuple[int, int]:
    """A number stands in the column of its middle, a label that overflows in the column of its beginning."""
    column = column_of(item.middle, boundaries) if item.is_value else _span(item, boundaries)[0]
    return column, column


def _cut_body(item: Item, boundaries: Sequence[float], upright: Sequence[Rule]) -> list[Item]:
    first, last = _span(item, boundaries)
    if first == last or len(item.words) < 2:
        return [item]
    parts = _parts(item, boundaries[first + 1 : last + 1])
    ruled = all(_rule_between(a, b, item.y, upright) for a, b in pairwise(parts))
    return parts if ruled or all(part.is_value for part in parts[1:]) else [item]


def _parts(item: Item, inner: Sequence[float]) -> list[Item]:
    """The item cut between the words on both sides of each boundary."""
    groups = [[item.words[0]]]
    for before, word in pairwise(item.words):
        if not word.raised and any(before.x_mid < at <= word.x_mid for at in inner):
            groups.append([])
        groups[-1].append(word)
    return [make_item(group) for group in groups]


def _rule_between(a: Item, b: Item, y: float, upright: Sequence[Rule]) -> bool:
    return any(
        rule.strength > Strength.EDGE and a.box.x1 - 1 <= rule.at <= b.box.x0 + 1 and rule.start <= y <= rule.end
        for rule in upright
    )


def _cut_heading(item: Item, boundaries: Sequence[float], cores: Sequence[Core], upright: Sequence[Rule]) -> list[Item]:
    first, last = _heading_span(item, boundaries, cores)
    if first == last or len(item.words) < 2:
        return [item]
    parts = _parts(item, boundaries[first + 1 : last + 1])
    if len(parts) > 1 and all(_rule_between(a, b, item.y, upright) for a, b in pairwise(parts)):
        return parts
    parts = _parts_over(item, cores, first, last)
    if len(parts) < 2:
        return [item]
    spaces = [b.box.x0 - a.box.x1 for a, b in pairwise(item.words) if not b.raised]
    usual = median(sorted(spaces)[: max(1, (len(spaces) + 1) // 2)])
    cuts = [b.box.x0 - a.box.x1 for a, b in pairwise(parts)]
    if len(spaces) > len(cuts) and all(cut >= max(CLEAR * usual, WIDE * item.size) for cut in cuts):
        return parts
    aligned = all(_is_aligned(part, cores[_nearest(part, cores)]) for part in parts)
    return parts if aligned and _are_alike(parts) else [item]


def _are_alike(parts: Sequence[Item]) -> bool:
    """Whether headings look alike and name figures ("September 30," beside "December 31,")."""
    shapes = {_shape(part) for part in parts}
    return len(shapes) == 1 and "9" in shapes.pop()


def _shape(part: Item) -> str:
    """What a heading looks like: "December 31," and "March 31," are alike."""
    return " ".join("9" if word.text[0].isdigit() else "a" for word in part.words)


def _parts_over(item: Item, cores: Sequence[Core], first: int, last: int) -> list[Item]:
    """The item cut at its widest space between each two columns of numbers that it runs over."""
    known = [core for core in cores[first : last + 1] if core]
    groups = [list(item.words)]
    for left, right in pairwise(known):
        words = groups[-1]
        middle = (left[1] + right[0]) / 2
        spaces = [
            (b.box.x0 - a.box.x1, -abs((a.box.x1 + b.box.x0) / 2 - middle), at + 1)
            for at, (a, b) in enumerate(pairwise(words))
            if not b.raised and left[0] < (a.box.x1 + b.box.x0) / 2 < right[1]
        ]
        if not spaces:
            return [item]
        widest = max(spaces)[0]
        _, at = max((near, at) for space, near, at in spaces if space >= WIDEST * widest)
        groups[-1:] = [words[:at], words[at:]]
    return [make_item(group) for group in groups]


def _nearest(part: Item, cores: Sequence[Core]) -> int:
    """The column whose middle is nearest."""
    known = [(abs((core[0] + core[1]) / 2 - part.middle), at) for at, core in enumerate(cores) if core]
    return min(known)[1]


def _is_aligned(part: Item, core: Core) -> bool:
    if core is None:
        return False
    x0, x1 = core
    off = min(abs(part.box.x1 - x1), abs(part.box.x0 - x0), abs(part.middle - (x0 + x1) / 2))
    return off <= ALIGNED * part.size
