"""Columns: the upright rules and the gaps that lines share become the boundaries between a table's columns."""

from collections.abc import Sequence
from itertools import pairwise

from deckfacts.contract import Box
from extractors.pdf.tables.area import Area
from extractors.pdf.tables.items import Item, Line
from extractors.pdf.tables.rules import Rule, Strength

SHORT_OF_ALL = 0.12
"""Part of a table's lines whose labels may reach over a gap between columns: totals and sub-headings overflow."""
SUPPORT = 2
"""Lines that must have something on both sides of a gap."""
TIGHTEST = 1.0
"""Points: a narrower gap is none."""
RULE_SPAN = 0.25
"""Part of the body's height that upright rules must cover to part columns: half-height ones stand in headers."""
RULED_HEADER = 0.04
"""The same for a table that rules enclose: there the ones in its headers part columns too."""
LETTERS = 2
"""Characters up to which an item within a ruled column may be a part of a label set wide, as in Japanese accounts."""
TWO_IN_ONE = 0.5
"""Part of the lines that must have something on both sides of a gap below one header tile, which is one column."""
SAME_PLACE = 4.0
"""Points within which a gap and a rule are one boundary."""


def find_boundaries(lines: Sequence[Line], heads: Sequence[Line], area: Area) -> tuple[list[float], int]:
    """The boundaries of a table's columns, its sides with them, from left to right; and how many rules make up."""
    sides = [Rule(x, area.box.top, area.box.bottom) for tile in area.tiles for x in (tile.x0, tile.x1)]
    upright = sorted([*area.vertical, *sides], key=lambda rule: rule.at)
    ruled = _ruled(area.box, upright, RULED_HEADER if area.framed else RULE_SPAN)
    boundaries = list(ruled)
    for left, right in pairwise(ruled):
        tiled = any(abs(tile.x0 - left) <= SAME_PLACE and abs(tile.x1 - right) <= SAME_PLACE for tile in area.tiles)
        least = TWO_IN_ONE if tiled else 0.0
        boundaries += _gaps(lines, heads, left, right, least=least, ruled=area.framed and len(ruled) > 2)
    return sorted(boundaries), len(ruled) - 2


def _ruled(box: Box, upright: Sequence[Rule], share: float) -> list[float]:
    """Where rules part columns."""
    x0, x1, top, bottom = box.x0, box.x1, box.top, box.bottom
    inside = [rule for rule in upright if rule.strength > Strength.EDGE and x0 + SAME_PLACE < rule.at < x1 - SAME_PLACE]
    places: list[list[Rule]] = []
    for rule in inside:
        if places and rule.at - places[-1][0].at <= SAME_PLACE:
            places[-1].append(rule)
        else:
            places.append([rule])
    kept = []
    for rules in places:
        covered = sum(max(0.0, min(rule.end, bottom) - max(rule.start, top)) for rule in rules)
        if covered >= share * (bottom - top):
            kept.append(sum(rule.at for rule in rules) / len(rules))
    return [x0, *kept, x1]


def _gaps(
    lines: Sequence[Line], heads: Sequence[Line], left: float, right: float, *, least: float, ruled: bool
) -> list[float]:
    """The middles of the gaps that the lines share between two ruled boundaries, not those within a label set wide.

    `least` is the part of the lines that must have something on both sides.
    """
    rows = _inside(lines, left, right)
    above = _inside(heads, left, right)
    spare = int(SHORT_OF_ALL * len(rows))
    found = []
    # A sub-heading has the whole width of its row.
    shared = _shared(lines)
    covering = _inside(shared, left, right) if len(shared) >= SUPPORT else rows
    for start, end in _uncovered([item for row in covering for item in row], spare):
        beside = sum(_has_both_sides(row, start, end) for row in rows)
        headed = sum(_heads_both_sides(row, start, end, rows) for row in above)
        if beside < least * len(rows) or (ruled and _parts_letters(rows, start, end)):
            continue
        if end - start >= TIGHTEST and beside and beside + headed >= min(SUPPORT, len(rows)):
            found.append((start + end) / 2)
    return found


def _shared(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold more than a label."""
    return [line for line in lines if len(line.items) > 1 or line.items[0].is_value]


def _inside(lines: Sequence[Line], left: float, right: float) -> list[list[Item]]:
    """What each line prints between two places, lines without any left out."""
    rows = [[item for item in line.items if left <= item.middle <= right and _prints(item)] for line in lines]
    return [row for row in rows if row]


def _prints(item: Item) -> bool:
    """Whether an item is more than a stray point or bracket."""
    return item.is_value or any(char.isalnum() for char in item.text)


def _uncovered(items: Sequence[Item], spare: int) -> list[tuple[float, float]]:
    """Stretches that no number and at most `spare` labels cover, between the first and the last item."""
    weight = spare + 1
    events: list[tuple[float, int]] = []
    for item in items:
        # A number is never wider than its column.
        by = weight if item.is_value or not spare else 1
        events += [(item.core[0], by), (item.core[1], -by)]
    found: list[tuple[float, float]] = []
    covered, start = 0, None
    for x, by in sorted(events, key=lambda event: (event[0], -event[1])):
        was, covered = covered, covered + by
        if was >= weight > covered:
            start = x
        elif covered >= weight > was and start is not None:
            found.append((start, x))
            start = None
    return found


def _has_both_sides(row: Sequence[Item], start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(item.core[1] <= middle for item in row) and any(item.core[0] >= middle for item in row)


def _parts_letters(rows: Sequence[Sequence[Item]], start: float, end: float) -> bool:
    """Whether what stands beside a gap are single letters rather than numbers or words."""
    middle = (start + end) / 2
    beside = [pair for row in rows for pair in pairwise(row) if pair[0].middle < middle < pair[1].middle]
    letters = sum(len(item.text) <= LETTERS and not item.is_value for pair in beside for item in pair)
    return letters > len(beside) / 2


def _heads_both_sides(row: Sequence[Item], start: float, end: float, rows: Sequence[Sequence[Item]]) -> bool:
    """Whether two headings stand over the two sides of a gap: headings are wider than the numbers below them."""
    middle = (start + end) / 2
    heads = next((after for before, after in pairwise(row) if before.middle < middle < after.middle), None)
    below = [item for items in rows for before, item in pairwise(items) if before.middle < middle < item.middle]
    return heads is not None and any(heads.box.x0 < item.box.x1 and item.box.x0 < heads.box.x1 for item in below)
