"""Plots: bars and lines that share an axis become the plots of a page, standing upright, with their categories."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from deckfacts.contract import Box
from extractors.pdf.charts.axes import REACH, Axis, find_axis, find_axis_over, find_ticks
from extractors.pdf.charts.bars import LEVEL, Bar, Stack, find_stacks
from extractors.pdf.charts.lines import Polyline
from extractors.pdf.charts.prints import Print, find_blocks, lay
from extractors.pdf.charts.turning import turned
from extractors.pdf.page import around, contains

MARKER = 14.0
"""Points; a filled shape on a point of a line that is no larger is its marker."""
SAME_X = 0.3
"""Part of the stride by which a point of a line may stand beside the middle of its category."""
LINE_REACH = 200.0
"""Points below the points of a line in which the axis of a chart without bars stands."""
BESIDE = 40.0
"""Points left and right of bars in which their labels are looked for before anything else is."""
OVER = 3.0
"""Ems over and under bars for the same."""
OVER_BARS = 80.0
"""Points over low bars in which a line over the same categories runs; over tall bars it is their height."""
FAR_REACH = 15.0
"""Ems below bars that hang in the air in which the labels of their axis stand, one for each of them."""
INSET = 0.5
"""Points that the box behind a label is narrower than the bar on each side at least."""
NEAR = 3.0
"""Points within which two lines of one chart begin and end: half a marker."""
MAX_GROUPS = 60
"""Groups of bars of a page; more are the cells of a shaded table."""
MAX_STACKS = 80
"""Stacks of a plot; more are the daily columns of a trading volume, which have no labels."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Marks over an axis. Where `is_turned` all boxes are those of a page lying on its left side."""

    stacks: tuple[Stack, ...]
    lines: tuple[Polyline, ...]
    axis: Axis
    ticks: tuple[Print, ...]
    box: Box
    is_turned: bool

    def category_of(self, x: float) -> int | None:
        """The category that a point of a line stands over."""
        mids = [category.x_mid for category in self.axis.categories]
        i = min(range(len(mids)), key=lambda i: abs(mids[i] - x))
        return i if abs(mids[i] - x) <= SAME_X * self.axis.stride or len(mids) == 1 else None


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page draws that may be plots: groups of upright bars, the same of a page lying on its side, and lines."""

    upright: list[list[Bar]]
    lying: list[list[Bar]]
    lines: list[Polyline]


def free_bars(bars: Sequence[Bar], lines: Sequence[Polyline]) -> list[Bar]:
    """The bars that are no markers on a line."""
    points = sorted({point for line in lines for point in line.points})
    xs = [x for x, _ in points]

    def is_marker(bar: Bar) -> bool:
        if max(bar.width, bar.length) > MARKER:
            return False
        near = points[bisect_left(xs, bar.box.x0) : bisect_right(xs, bar.box.x1)]
        return any(contains(bar.box, x, y) for x, y in near)

    return [bar for bar in bars if not is_marker(bar)] if points else list(bars)


def find_plots(marks: Marks, prints: Sequence[Print], named: Sequence[Box]) -> list[Plot]:
    """The plots of a page; `named` are the boxes of swatches and names of legends."""
    free = [p for p in prints if not _within(p.box, named)]
    upright = [group for group in marks.upright if not _are_swatches(group, named)]
    plots = _with_own_lines(list(_upright(upright, marks.lines, free)))
    taken = {line for plot in plots for line in plot.lines}
    plots += _without_bars([line for line in marks.lines if line not in taken], free)
    lying = [group for group in marks.lying if not _are_swatches(group, [turned(box) for box in named])]
    return [*plots, *_lying(lying, free)] if lying else plots


def _are_swatches(group: Sequence[Bar], named: Sequence[Box]) -> bool:
    """Whether bars are the swatches of a legend."""
    return len(named) > 0 and sum(_within(bar.box, named) for bar in group[: len(named) + 1]) * 2 > len(group)


def _with_own_lines(plots: Sequence[Plot]) -> list[Plot]:
    """Each line stays with the nearest of the plots that it may belong to."""
    home: dict[Polyline, int] = {}
    for at, plot in enumerate(plots):
        for line in plot.lines:
            if line not in home or _off(line, plot) < _off(line, plots[home[line]]):
                home[line] = at
    return [_with_lines(plot, [line for line in plot.lines if home[line] == at]) for at, plot in enumerate(plots)]


def _with_lines(plot: Plot, lines: Sequence[Polyline]) -> Plot:
    box = around([*(stack.box for stack in plot.stacks), *map(_box_of, lines)])
    return replace(plot, lines=tuple(lines), box=box)


def _off(line: Polyline, plot: Plot) -> float:
    """Points that a line lies above or below the bars of a plot."""
    bars = around([stack.box for stack in plot.stacks])
    middle = sum(y for _, y in line.points) / len(line.points)
    return max(bars.top - middle, middle - bars.bottom, 0.0)


def _within(box: Box, boxes: Sequence[Box]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(other.top <= y <= other.bottom and other.x0 <= x <= other.x1 for other in boxes)


def _upright(groups: Sequence[list[Bar]], lines: Sequence[Polyline], prints: Sequence[Print]) -> Iterator[Plot]:
    for stacks in _stacked(groups, prints):
        yield from _plots_of(stacks, lines, prints)


def _stacked(groups: Sequence[list[Bar]], prints: Sequence[Print]) -> Iterator[list[Stack]]:
    """The stacks of each group of bars that has figures at all."""
    figures = [p for p in prints if p.figure]
    labelled = [group for group in groups if _labelled(around([bar.box for bar in group]), figures)]
    for group in _without_backings(labelled):
        stacks = find_stacks(group)
        if len(stacks) <= MAX_STACKS:
            yield stacks


def _labelled(box: Box, figures: Sequence[Print]) -> bool:
    """Whether there are figures in or right around the bars."""
    near = [p for p in figures if box.x0 - BESIDE <= p.x_mid <= box.x1 + BESIDE]
    reach = [(p, OVER * p.size) for p in near]
    return sum(p.box.bottom >= box.top - over and p.box.top <= box.bottom + over for p, over in reach) > 1


def _plots_of(stacks: Sequence[Stack], lines: Sequence[Polyline], prints: Sequence[Print]) -> Iterator[Plot]:
    for part, axis in _parted(stacks, prints):
        box = around([stack.box for stack in part])
        over = tuple(line for line in lines if _lies_over(line, axis, box))
        if over:
            box = around([box, *(_box_of(line) for line in over)])
        yield Plot(tuple(part), over, axis, _ticks(box, prints, axis), box, is_turned=False)


def _ticks(box: Box, prints: Sequence[Print], axis: Axis) -> tuple[Print, ...]:
    own = {id(p) for p in axis.prints}
    return tuple(find_ticks(box, [p for p in prints if id(p) not in own]))


def _axis_under(stacks: Sequence[Stack], prints: Sequence[Print], *, joined: bool) -> Axis | None:
    """The axis below the foot, or, where bars hang below it, below the lowest of them, or else over the bars."""
    marks = [stack.x_mid for stack in stacks]
    lowest = max(stack.box.bottom for stack in stacks)
    foot = median([stack.box.bottom for stack in stacks])
    size = median([p.size for p in prints])
    reach = LINE_REACH if joined else REACH * size
    for low in dict.fromkeys((lowest, foot)):
        axis = find_axis(marks, low, prints, joined=joined, reach=reach)
        if axis:
            return axis
    if joined:
        return None
    axis = find_axis(marks, lowest, prints, joined=False, reach=FAR_REACH * size)
    if axis and len(axis.categories) == len(marks):
        return axis
    return find_axis_over(marks, min(stack.box.top for stack in stacks), prints, reach=REACH * size)


def _parted(stacks: Sequence[Stack], prints: Sequence[Print]) -> Iterator[tuple[Sequence[Stack], Axis]]:
    """Stacks with their axis; charts side by side whose bars match are parted where the labels begin again."""
    axis = _axis_under(stacks, prints, joined=False)
    if axis is None:
        return
    texts = [category.text for category in axis.categories]
    half = len(texts) // 2
    if len(texts) >= 4 and len(texts) % 2 == 0 and texts[:half] == texts[half:] and not axis.headings:
        cut = axis.categories[half].members
        for part in (stacks[: cut[0]], stacks[cut[0] :]) if cut else ():
            own = _axis_under(part, prints, joined=False)
            if own:
                yield part, own
        if cut:
            return
    yield stacks, axis


def _without_backings(groups: Sequence[list[Bar]]) -> list[list[Bar]]:
    """Without the boxes behind labels: narrower than the bars that they lie on, and on no foot of theirs."""
    kept: list[list[Bar]] = []
    ordered = sorted(groups, key=lambda group: -sum(bar.width * bar.length for bar in group))
    for group in ordered[:MAX_GROUPS]:
        if not any(_backs(group, bars) for bars in kept):
            kept.append(group)
    return kept


def _backs(group: Sequence[Bar], bars: Sequence[Bar]) -> bool:
    on = 0
    for bar in group:
        for other in bars:
            nested = other.box.x0 + INSET < bar.box.x0 and bar.box.x1 < other.box.x1 - INSET
            if nested and bar.box.bottom > other.box.top and bar.box.top < other.box.bottom:
                on += abs(bar.box.bottom - other.box.bottom) > LEVEL
                break
    return on * 2 > len(group)


def _lies_over(line: Polyline, axis: Axis, box: Box) -> bool:
    """Whether the points of a line stand over the categories of an axis, near its bars."""
    stride = axis.stride
    if stride == float("inf") or len(line.points) > len(axis.categories):
        return False
    ys = [y for _, y in line.points]
    height = box.bottom - box.top
    if max(ys) < box.top - max(height, OVER_BARS) or min(ys) > box.bottom + LEVEL:
        return False
    mids = [category.x_mid for category in axis.categories]
    return all(min(abs(mid - x) for mid in mids) <= SAME_X * stride for x, _ in line.points)


def _box_of(line: Polyline) -> Box:
    xs, ys = [x for x, _ in line.points], [y for _, y in line.points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _without_bars(lines: Sequence[Polyline], prints: Sequence[Print]) -> Iterator[Plot]:
    """Line charts: lines whose points stand over the same categories."""
    left = sorted(lines, key=lambda line: (round(line.points[0][0]), len(line.points), line.points[0][1]))
    groups: list[list[Polyline]] = []
    for line in left:
        home = next((group for group in groups if _same_xs(group[0], line)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    for group in groups:
        box = around([_box_of(line) for line in group])
        longest = max(group, key=lambda line: len(line.points))
        axis = find_axis([x for x, _ in longest.points], box.bottom, prints, joined=False, reach=LINE_REACH)
        if axis and len(axis.categories) == len(longest.points):
            bare = Axis(tuple(replace(c, members=()) for c in axis.categories), axis.headings)
            yield Plot((), tuple(group), bare, _ticks(box, prints, axis), box, is_turned=False)


def _same_xs(one: Polyline, other: Polyline) -> bool:
    ends = abs(one.points[0][0] - other.points[0][0]) < NEAR and abs(one.points[-1][0] - other.points[-1][0]) < NEAR
    return ends and len(one.points) == len(other.points)


def _lying(groups: Sequence[list[Bar]], prints: Sequence[Print]) -> Iterator[Plot]:
    """Bars that grow to the right, their labels at the left."""
    figures = [lay(p) for p in prints if p.figure]
    found = list(_stacked(groups, figures))
    if not found:
        return
    blocks = find_blocks([p for p in prints if not p.figure])
    laid = [*(lay(p) for p in blocks), *figures]
    for stacks in found:
        axis = _axis_under(stacks, laid, joined=True)
        if axis is None:
            continue
        box = around([stack.box for stack in stacks])
        yield Plot(tuple(stacks), (), axis, _ticks(box, laid, axis), box, is_turned=True)
