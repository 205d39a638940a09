"""Frames: drawn rules that cross each other become the frames of ruled tables."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deckfacts.contract import Box
from extractors.pdf.tables.items import Line
from extractors.pdf.tables.rules import Rule, Rules, Strength

_Group: TypeAlias = tuple[list[Rule], list[Rule]]

TOUCH = 3.0
"""Points by which two rules may miss each other and still meet."""
APART = 3.0
"""Points from which two rules are two: double rules lie 2 points apart."""
LOWEST_FOOT = 60.0
"""Points from a row of header tiles to the rule below the row that they head."""
MENDABLE = 3
"""Level rules that two parts of a table must share: fewer may be level by chance."""
MAX_RULES = 1500
"""Drawn rules of a page that are looked at in each direction; a map or a hatched chart has more, no table has."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The rules that make up one ruled table, and the box around them."""

    box: Box
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def find_frames(rules: Rules, lines: Sequence[Line]) -> list[Frame]:
    """Frames of at least two columns and two rows, from top to bottom; those of lines go before those of areas."""
    frames: list[Frame] = []
    for strength in (Strength.LINE, Strength.TILE):
        level = [rule for rule in rules.horizontal if rule.strength >= strength]
        upright = [rule for rule in rules.vertical if rule.strength >= strength]
        if len(level) > MAX_RULES or len(upright) > MAX_RULES:
            continue
        groups = _mended(_crossing(level, upright), lines)
        if strength is Strength.TILE:
            groups = [(_with_foot(own, level), sides) for own, sides in groups]
        found = [frame for group in groups if (frame := _frame(*group))]
        frames += [frame for frame in _outermost(found) if not any(_overlap(frame.box, old.box) for old in frames)]
    return sorted(frames, key=lambda frame: (frame.box.top, frame.box.x0))


def _mended(groups: Sequence[_Group], lines: Sequence[Line]) -> list[_Group]:
    """Groups of rules joined that are level throughout and have a column of words between them.

    Some files draw the borders of one column in a way that can't be seen as lines.
    """
    whole = [group for group in groups if len(group[0]) >= MENDABLE]
    rest = [group for group in groups if len(group[0]) < MENDABLE]
    whole.sort(key=lambda group: min(rule.start for rule in group[0]))
    mended: list[_Group] = []
    for group in whole:
        for at, other in enumerate(mended):
            if _are_level(other[0], group[0]) and _words_between(other[0], group[0], lines):
                mended[at] = (sorted(other[0] + group[0], key=_at), sorted(other[1] + group[1], key=_at))
                break
        else:
            mended.append(group)
    return mended + rest


def _with_foot(own: list[Rule], level: Sequence[Rule]) -> list[Rule]:
    """The rules of a row of tiles with the next one below that is as long: the tiles are headers over a row without."""
    if not own:
        return own
    x0, x1 = min(rule.start for rule in own), max(rule.end for rule in own)
    below = level[bisect_left(level, own[-1].at + APART, key=_at) :]
    alike = [rule for rule in below if abs(rule.start - x0) <= TOUCH and abs(rule.end - x1) <= TOUCH]
    # More than one such rule are those of a table's rows, whose headers alone are tiles.
    return [*own, *alike] if len(alike) == 1 and alike[0].at - own[-1].at <= LOWEST_FOOT else own


def _at(rule: Rule) -> float:
    return rule.at


def _are_level(left: Sequence[Rule], right: Sequence[Rule]) -> bool:
    one, other = places([rule.at for rule in left]), places([rule.at for rule in right])
    return len(one) == len(other) and all(abs(a - b) <= TOUCH for a, b in zip(one, other, strict=True))


def _words_between(left: Sequence[Rule], right: Sequence[Rule], lines: Sequence[Line]) -> bool:
    """Whether something stands between the two in most of the rows."""
    x0, x1 = max(rule.end for rule in left), min(rule.start for rule in right)
    rows = places([rule.at for rule in left])
    filled = {
        bisect_left(rows, line.y)
        for line in lines
        if rows[0] < line.y < rows[-1] and any(x0 < item.middle < x1 for item in line.items)
    }
    return 2 * len(filled) >= len(rows) - 1


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _crossing(level: Sequence[Rule], upright: Sequence[Rule]) -> list[_Group]:
    """Rules grouped by whether they meet, over any number of others."""
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, line in enumerate(level):
        first = bisect_left(upright, line.start - TOUCH, key=lambda rule: rule.at)
        for j in range(first, len(upright)):
            other = upright[j]
            if other.at > line.end + TOUCH:
                break
            if other.start - TOUCH <= line.at <= other.end + TOUCH:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, _Group] = defaultdict(lambda: ([], []))
    for i, line in enumerate(level):
        groups[root(i)][0].append(line)
    for j, line in enumerate(upright):
        groups[root(len(level) + j)][1].append(line)
    return list(groups.values())


def _frame(level: Sequence[Rule], upright: Sequence[Rule]) -> Frame | None:
    if not level or not upright:
        return None
    x0, x1 = min(rule.start for rule in level), max(rule.end for rule in level)
    top, bottom = min(level[0].at, *(rule.start for rule in upright)), max(level[-1].at, *(r.end for r in upright))
    x0, x1 = min(x0, upright[0].at), max(x1, upright[-1].at)
    box = Box(x0, top, x1, bottom)
    columns = places([x0, *(rule.at for rule in upright), x1])
    rows = places([top, *(rule.at for rule in level), bottom])
    if len(columns) < 3 or len(rows) < 3:
        return None
    return Frame(box, tuple(level), tuple(upright))


def places(ats: Sequence[float], apart: float = APART) -> list[float]:
    """Sorted places, those closer than `apart` to one before them left out."""
    kept: list[float] = []
    for at in sorted(ats):
        if not kept or at - kept[-1] > apart:
            kept.append(at)
    return kept


def _outermost(frames: Sequence[Frame]) -> list[Frame]:
    """Frames that lie in no other one."""
    by_size = sorted(frames, key=lambda frame: -(frame.box.x1 - frame.box.x0) * (frame.box.bottom - frame.box.top))
    kept: list[Frame] = []
    for frame in by_size:
        if not any(_lies_in(frame.box, other.box) for other in kept):
            kept.append(frame)
    return kept


def _lies_in(inner: Box, outer: Box) -> bool:
    return (
        outer.x0 - TOUCH <= inner.x0
        and inner.x1 <= outer.x1 + TOUCH
        and outer.top - TOUCH <= inner.top
        and inner.bottom <= outer.bottom + TOUCH
    )
