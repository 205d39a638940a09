"""Labels: the figures in and around a plot find the bars and points whose values they print."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from deckfacts.contract import Box
from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.matching import assign
from extractors.pdf.charts.plots import Plot
from extractors.pdf.charts.prints import Print

OUTSIDE = 1.6
"""Ems between the end of a bar and its label at most."""
OUTSIDE_SEGMENT = 1.3
"""The same for a segment of a stack, from its edge to the middle of its label."""
FAR = 300.0
"""Points that a stride counts as at most: of two bars on a page neither has a label in the middle between them."""
BESIDE_BAR = 0.55
"""Widths of a bar by which a label's middle may stand beside the bar's."""
BESIDE_STRIDE = 0.3
"""The same in strides from one stack to the next, for labels that are wider than their bars."""
STEP_STRIDE = 0.15
"""Strides by which a growth rate between two bars may stand beside the middle between them."""
FROM_POINT = 2.2
"""Ems between a point of a line and the middle of its label at most."""
BESIDE_POINT = 0.8
"""Ems by which a label may stand beside the point that it stands over, and over or under one that it stands beside."""
RIGHT_OF_POINT = 1.5
"""Ems between the last point of a line and a label behind it at most."""
HALF_WAY = 0.45
"""Strides beside a point from which a label is as near to the next."""
STEP_OVER = 2.5
"""Ems over the highest bar up to which rates between bars stand."""
MEASURABLE = 4.0
"""Points of length from which a bar tells the scale: half a point of outline is an eighth of it."""
VISIBLE = 0.2
"""Points of length by which two bars differ at least where they differ at all."""
# What it costs a label to stand where it does, in units of its em away: what is usual is cheap, and of two
# marks the cheaper one has the label.
INSIDE, AT_END, ON_TOP, BY_SEGMENT, RIGHT, IN_GAP = 0.15, 0.2, 0.35, 0.4, 0.5, 0.6
AWAY, ASIDE, OFF_CENTRE, UNDER = 0.4, 0.4, 0.2, 0.8
OVER_POINT = 0.1
OTHER_KIND = 1.5
"""What it costs a label to be of another unit than the others of its series."""
OTHER_LENGTH = 0.8
"""What it costs a label to print another value than its bar's length shows."""
SCALED = 0.15
"""Part by which lengths may differ from their values for the values to tell which label is whose."""
CONCORDANT = 0.75
"""Part of the pairs of labelled bars in which the longer bar has the larger value; in tables with shaded cells half."""
CONCORDANT_CELLS = 0.9
"""The same where bars touch each other or stand alone, as cells do."""
MIN_ALIKE = 3
"""Bars that are needed where all their values are alike, and pairs that are needed where bars look like cells."""
TALL = 1.5
"""Ems that bars with values all alike are long at least; the cells of a table are one line high."""
MAX_COMPARED = 40
"""Labels of a series that are compared with each other; a chart has no more."""
DIFFERENT = 0.03
"""Part by which two values differ before their bars must."""

Key: TypeAlias = tuple[str, int]
"""A series: "bar" with its number, "line" with its; "total" and "step" (from one category to the next) with 0."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a label may stand for: `length` is that of a bar or stack in points, null for a point of a line."""

    series: Key
    category: int
    stack: int
    box: Box
    length: float | None
    is_alone: bool = False

    @property
    def x_mid(self) -> float:
        """The middle between its sides."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def width(self) -> float:
        """Between its sides."""
        return self.box.x1 - self.box.x0


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its mark."""

    label: Print
    mark: Mark


def match_labels(plot: Plot, labels: Sequence[Print], keys: Mapping[tuple[int, int], int]) -> list[Pair]:
    """The pairs of labels and marks; `keys` numbers the series of each bar by (stack, place in it)."""
    marks = list(_marks(plot, keys))
    stride = _stack_stride(plot)
    to_next = min(plot.axis.stride, FAR)
    places = [(i, mark, mark.x_mid, _reach(mark, stride)) for i, mark in enumerate(marks)]
    edges = [
        [
            (i, cost)
            for i, mark, x_mid, reach in places
            if abs(p.x_mid - x_mid) <= reach and (cost := _cost(p, mark, to_next)) is not None
        ]
        for p in labels
    ]
    first = assign(edges)
    kinds = _kinds(first, labels, marks)
    scale = _scale(first, labels, marks)
    weighed = [
        [(i, cost + _penalty(labels[at], marks[i], kinds, scale)) for i, cost in near] for at, near in enumerate(edges)
    ]
    pairs = [Pair(labels[at], marks[i]) for at, i in sorted(assign(weighed).items())]
    steps = [pair for pair in pairs if pair.mark.series[0] == "step"]
    certain = len(steps) * 2 > len(plot.axis.categories) - 1
    return pairs if certain else [pair for pair in pairs if pair.mark.series[0] != "step"]


def _marks(plot: Plot, keys: Mapping[tuple[int, int], int]) -> Iterator[Mark]:
    for at, category in enumerate(plot.axis.categories):
        if not category.members and len(set(keys.values())) == 1:
            foot = max(stack.box.bottom for stack in plot.stacks)
            half = plot.stacks[0].width / 2
            yield Mark(
                ("bar", 0), at, -1, Box(category.x_mid - half, foot, category.x_mid + half, foot), 0.0, is_alone=True
            )
        for i in category.members:
            stack = plot.stacks[i]
            alone = len(stack.bars) == 1
            for j, bar in enumerate(stack.bars):
                yield Mark(("bar", keys[i, j]), at, i, bar.box, bar.length, alone)
            if not alone:
                yield Mark(("total", 0), at, i, stack.box, stack.box.bottom - stack.box.top)
    yield from _steps(plot)
    for number, line in enumerate(plot.lines):
        for x, y in line.points:
            at_point = plot.category_of(x)
            if at_point is not None:
                yield Mark(("line", number), at_point, -1, Box(x, y, x, y), None)


def _unseen(plot: Plot, at: int, x: float) -> Mark:
    """The bar of a category that none is drawn over: its label says zero."""
    foot, half = max(stack.box.bottom for stack in plot.stacks), plot.stacks[0].width / 2
    return Mark(("bar", 0), at, -1, Box(x - half, foot, x + half, foot), 0.0, is_alone=True)


def _steps(plot: Plot) -> Iterator[Mark]:
    """The gaps between the bars of one period and of the next, in which growth is printed; it is that of the later."""
    categories = plot.axis.categories
    if plot.is_turned or not all(is_period(c.text) and len(c.members) == 1 for c in categories):
        return
    for at, (one, other) in enumerate(pairwise(categories), 1):
        before, behind = plot.stacks[one.members[0]], plot.stacks[other.members[0]]
        x = (before.box.x1 + behind.box.x0) / 2
        yield Mark(("step", 0), at, -1, Box(x, plot.box.top, x, plot.box.bottom), None)


def _stack_stride(plot: Plot) -> float:
    mids = [stack.x_mid for stack in plot.stacks]
    gaps = [b - a for a, b in pairwise(mids)]
    return min(gaps) if gaps else plot.axis.stride


def _reach(mark: Mark, stride: float) -> float:
    """Points by which the middle of a label may stand beside that of a bar or gap; at a point its size tells."""
    if mark.series[0] == "step":
        return STEP_STRIDE * stride
    return math.inf if mark.length is None else max(BESIDE_BAR * mark.width, BESIDE_STRIDE * min(stride, FAR))


def _cost(label: Print, mark: Mark, stride: float) -> float | None:
    """How ill a label within reach of a mark stands for it; null where it can't be its label.

    `stride` is that from one category to the next.
    """
    beside = abs(label.x_mid - mark.x_mid)
    if mark.series[0] == "step":
        return _cost_of_step(label, mark, beside)
    if mark.length is None:
        return _cost_of_point(label, mark, beside, stride)
    if mark.length == 0 and label.figure and label.figure.size:
        return None
    cost = _cost_of_bar(label, mark)
    return None if cost is None else cost + ASIDE * beside / max(mark.width, label.size)


def _cost_of_bar(label: Print, mark: Mark) -> float | None:
    """Best in the bar, then over its end; under its foot only a bar that hangs has its label."""
    em = label.size
    above = mark.box.top - label.box.bottom
    middle = (mark.box.top + mark.box.bottom) / 2
    if mark.series[0] == "total":
        return ON_TOP + AWAY * max(above, 0) / em if -0.5 * em <= above <= OUTSIDE * em else None
    if mark.box.top <= label.y_mid <= mark.box.bottom:
        off_centre = abs(label.y_mid - middle) / max((mark.length or 0.0) / 2, 1.0)
        return INSIDE if mark.is_alone else INSIDE + OFF_CENTRE * off_centre
    if mark.is_alone:
        gap = above if label.y_mid < middle else label.box.top - mark.box.bottom + UNDER * em
        return AT_END + AWAY * max(gap, 0) / em if gap <= OUTSIDE * em else None
    away = max(mark.box.top - label.y_mid, label.y_mid - mark.box.bottom)
    return BY_SEGMENT + away / em if away <= OUTSIDE_SEGMENT * em else None


def _cost_of_step(label: Print, mark: Mark, beside: float) -> float | None:
    em = label.size
    is_rate = label.figure is not None and label.figure.kind == "%"
    near = mark.box.top - STEP_OVER * em <= label.y_mid <= mark.box.bottom
    return IN_GAP + AWAY * beside / em if is_rate and near else None


def _cost_of_point(label: Print, mark: Mark, beside: float, stride: float) -> float | None:
    em = label.size
    x, y = mark.box.x0, mark.box.top
    away = abs(label.y_mid - y)
    if beside <= min(max(BESIDE_POINT * em, BESIDE_STRIDE * stride), HALF_WAY * stride) and away <= FROM_POINT * em:
        return OVER_POINT + AWAY * abs(away / em - 1.0) + 0.25 * AWAY * beside / em
    right = label.box.x0 - x
    if 0 <= right <= RIGHT_OF_POINT * em and away <= BESIDE_POINT * em:
        return RIGHT + AWAY * right / em
    return None


def _kinds(pairs: dict[int, int], labels: Sequence[Print], marks: Sequence[Mark]) -> dict[Key, str]:
    """The unit that most labels of a series have."""
    seen: dict[Key, Counter[str]] = defaultdict(Counter)
    for at, i in pairs.items():
        figure = labels[at].figure
        if figure:
            seen[marks[i].series][figure.kind] += 1
    found: dict[Key, str] = {}
    for key, counts in seen.items():
        kind, count = counts.most_common(1)[0]
        if count > 1 and count > sum(counts.values()) / 2:
            found[key] = kind
    return found


def _scale(pairs: dict[int, int], labels: Sequence[Print], marks: Sequence[Mark]) -> dict[str, float]:
    """Points of length for each unit of value, by the unit printed, where lengths follow values closely."""
    ratios: dict[str, list[float]] = defaultdict(list)
    for at, i in pairs.items():
        figure, length = labels[at].figure, marks[i].length
        if figure and figure.size and length and marks[i].series[0] != "total" and length > MEASURABLE:
            ratios[figure.kind].append(length / figure.size)
    found: dict[str, float] = {}
    for kind, all_ratios in ratios.items():
        middle = median(all_ratios)
        if len(all_ratios) > 2 and median([abs(r / middle - 1) for r in all_ratios]) < SCALED:
            found[kind] = middle
    return found


def _penalty(label: Print, mark: Mark, kinds: dict[Key, str], scale: dict[str, float]) -> float:
    figure = label.figure
    if figure is None:
        return 0.0
    kind = kinds.get(mark.series)
    cost = OTHER_KIND if kind is not None and kind != figure.kind else 0.0
    if mark.length is not None and figure.kind in scale:
        due = scale[figure.kind] * figure.size
        cost += OTHER_LENGTH * min(abs(mark.length - due) / max(mark.length, due, 3.0), 1.0)
    return cost


def agree(plot: Plot, pairs: Sequence[Pair]) -> bool:
    """Whether longer bars and higher points have larger values, as they do in charts and not in shaded tables."""
    bars = [p for p in pairs if p.mark.length is not None]
    points = [p for p in pairs if p.mark.series[0] == "line"]
    if all(p.label.figure and p.label.figure.is_year for p in pairs):
        return False
    return (not bars or _bars_agree(plot, bars)) and _points_agree(points)


def _bars_agree(plot: Plot, pairs: Sequence[Pair]) -> bool:
    by_kind: dict[Hashable, list[tuple[float, float]]] = defaultdict(list)
    by_series: dict[Hashable, list[tuple[float, float]]] = defaultdict(list)
    for pair in pairs:
        figure = pair.label.figure
        if figure:
            by_kind[figure.kind].append((pair.mark.length or 0.0, figure.size))
            by_series[figure.kind, pair.mark.series].append((pair.mark.length or 0.0, figure.size))
    (good, told), (good_of_series, told_of_series) = concordance(by_kind.values()), concordance(by_series.values())
    if not told:
        tall = min((p.mark.length or 0.0) / p.label.size for p in pairs) >= TALL
        return len(pairs) >= MIN_ALIKE and tall and not _is_flush(plot)
    best = max(good / told, good_of_series / told_of_series if told_of_series else 0.0)
    if _is_flush(plot) or len(plot.axis.categories) == 1:
        return best >= CONCORDANT_CELLS and told >= MIN_ALIKE
    return best >= CONCORDANT


def _is_flush(plot: Plot) -> bool:
    """Whether no ground shows between the stacks, as between the cells of a table."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(plot.stacks)]
    return bool(gaps) and max(gaps) < 1.0


def _points_agree(pairs: Sequence[Pair]) -> bool:
    by_series: dict[Key, list[tuple[float, float]]] = defaultdict(list)
    for pair in pairs:
        size = pair.label.figure.size if pair.label.figure else 0.0
        negative = pair.label.text.lstrip()[:1] in "(-–—−▲△"
        by_series[pair.mark.series].append((-pair.mark.box.top, -size if negative else size))
    good, told = concordance(by_series.values())
    return not told or good >= CONCORDANT * told


def concordance(groups: Iterable[Sequence[tuple[float, float]]]) -> tuple[int, int]:
    """Of the pairs of marks with unlike values, how many differ in the same sense as their values; and how many."""
    good = told = 0
    for group in groups:
        for i, (length, value) in enumerate(group[:MAX_COMPARED]):
            for other_length, other in group[i + 1 : MAX_COMPARED]:
                if abs(value - other) > DIFFERENT * max(abs(value), abs(other)):
                    told += 1
                    good += (length - other_length) * (value - other) > 0 and abs(length - other_length) > VISIBLE
    return good, told
