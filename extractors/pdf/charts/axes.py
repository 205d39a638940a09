"""Axes: the texts under bars or points become the categories that they stand for, and figures beside them ticks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from deckfacts.contract import Box
from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.prints import Print, make_print
from extractors.pdf.words import Word

REACH = 5.0
"""Ems below the lowest mark in which the first row of category labels stands."""
ROW_GAP = 1.7
"""Ems between two rows of one category label at most, from middle to middle."""
OFF_CENTRE = 0.33
"""Part of the stride by which a label may stand beside the middle of its bars."""
WIDEST = 2.4
"""Strides that a label is wide at most; wider texts are notes below the chart."""
CUT = 0.35
"""Ems from which a gap between two words may part two labels that stand close together."""
MIN_TICKS = 3
"""Figures of an axis at least: two figures above each other may be anything."""
TICKS_BEYOND = 250.0
"""Points above and below the marks of a plot in which its axis goes on."""
TICKS_BESIDE = 10.0
"""Ems beside the marks of a plot in which the ticks of its axis stand."""
MOST_MEMBERS = 12
"""Bars of one cluster at most."""
HALF = 0.3
"""Strides by which an outer label may stand beside the middle of its group: half a stride off is another group's."""
NEAREST = 0.62
"""Strides from a mark to its label at most: outer bars of a cluster come close to half a stride."""
EVEN_STEP = 0.02
"""Part of the step between two ticks by which another may differ: ticks are round numbers."""
EVEN = 0.12
"""Part of the stride between two ticks by which one may stand off."""

_DASHES = ("-", "–", "—")
_QUARTER = re.compile(r"Q([1-4])|([1-4])Q", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Category:
    """A label of the axis: its lines, where it stands, and which stacks stand over it."""

    lines: tuple[Print, ...]
    x_mid: float
    members: tuple[int, ...]

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Heading:
    """A label of the outer level of an axis ("2023" below four quarters); it spans categories `first` to `last`."""

    lines: tuple[Print, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Axis:
    """The categories of a chart, from left to right."""

    categories: tuple[Category, ...]
    headings: tuple[Heading, ...]

    @property
    def prints(self) -> list[Print]:
        """All that the axis prints."""
        lines = [line for category in self.categories for line in category.lines]
        return lines + [line for heading in self.headings for line in heading.lines]

    @property
    def stride(self) -> float:
        """Points between the middles of two categories."""
        return _stride([category.x_mid for category in self.categories])


def _stride(mids: Sequence[float]) -> float:
    gaps = [b - a for a, b in pairwise(mids)]
    return median(gaps) if gaps else float("inf")


def find_axis(
    marks: Sequence[float], low: float, prints: Sequence[Print], *, joined: bool, reach: float
) -> Axis | None:
    """The axis under marks whose middles are `marks` from left to right; `joined` where each print is a whole label."""
    stride = _stride(marks) if len(marks) > 1 else float("inf")
    margin = min(0.6 * stride, 60.0)
    near = [
        p
        for p in prints
        if p.box.top >= low - 0.5 * p.size
        and p.box.top <= low + reach
        and marks[0] - margin <= _anchor(p) <= marks[-1] + margin
    ]
    if not near:
        return None
    found = _nearest(marks, near) if joined else _rows(near, marks)
    return _axis(*found, marks) if found else None


def find_axis_over(marks: Sequence[float], high: float, prints: Sequence[Print], *, reach: float) -> Axis | None:
    """The axis over marks none of which ends above `high`: as many marks under each of its labels."""
    near = [p for p in prints if high - reach <= p.y_mid <= high and marks[0] - p.size <= p.x_mid <= marks[-1] + p.size]
    kept: list[Print] = []
    for row in reversed(_levels(near)):
        if kept and min(p.y_mid for p in kept) - row[0].y_mid > ROW_GAP * row[0].size:
            break
        if _is_label_row(row, marks):
            kept += row
        elif kept:
            break
    found = _rows(kept, marks) if kept else None
    axis = _axis(*found, marks) if found else None
    if axis is None or len(axis.categories) == 1:
        return None
    return axis if len({len(category.members) for category in axis.categories}) == 1 else None


def _anchor(p: Print) -> float:
    """Where a label points at the axis: a slanted one with the end that is up."""
    if p.turn and p.turn % 90:
        return p.box.x1 if p.turn > 180 else p.box.x0
    return p.x_mid


def _nearest(marks: Sequence[float], prints: Sequence[Print]) -> tuple[list[list[Print]], list[Print]] | None:
    """Of the labels beside each mark the nearest; one label may name several marks."""
    chosen: dict[int, Print] = {}
    for p in sorted((p for p in prints if _may_name(p)), key=lambda p: p.box.top):
        i = min(range(len(marks)), key=lambda i: abs(marks[i] - p.x_mid))
        taken = any(min(o.box.x1, p.box.x1) - max(o.box.x0, p.box.x0) > 0 for o in chosen.values())
        if not taken and i not in chosen:
            chosen[i] = p
    return ([[p] for _, p in sorted(chosen.items())], []) if chosen else None


def _may_name(p: Print) -> bool:
    return p.figure is None or p.figure.is_year or is_period(p.text)


def _rows(prints: Sequence[Print], marks: Sequence[float]) -> tuple[list[list[Print]], list[Print]] | None:
    """The label lines below each other, and the labels of the level below."""
    labels: list[list[Print]] = []
    bottom = 0.0
    for row in _levels(prints):
        em = row[0].size
        if labels and min(p.y_mid for p in row) - bottom > ROW_GAP * em:
            break
        if not _is_label_row(row, marks):
            if labels:
                break
            continue
        if labels and find_headings(row, labels):
            return labels, row
        for p in row:
            _add(p, labels)
        labels.sort(key=lambda lines: _anchor(lines[0]))
        bottom = max(p.y_mid for p in row)
    return (labels, []) if labels else None


def _levels(prints: Sequence[Print]) -> list[list[Print]]:
    """Prints that stand level, from top to bottom; turned ones where their tops are."""
    rows: list[list[Print]] = []
    for p in sorted(prints, key=lambda p: p.box.top if p.turn % 180 else p.y_mid):
        last = rows[-1][0] if rows else None
        level = last is not None and (
            abs(last.box.top - p.box.top) <= p.size if p.turn % 180 else abs(last.y_mid - p.y_mid) <= 0.5 * p.size
        )
        if level:
            rows[-1].append(p)
        else:
            rows.append([p])
    return rows


def _is_label_row(row: Sequence[Print], marks: Sequence[float]) -> bool:
    spread = marks[-1] - marks[0]
    stride = spread / max(len(row) - 1, 1)
    wide = any(p.turn == 0 and p.box.x1 - p.box.x0 > max(WIDEST * stride, 40.0) for p in row)
    return all(_may_name(p) for p in row) and not ((wide and len(row) > 1) or (len(row) == 1 and spread and wide))


def _add(p: Print, labels: list[list[Print]]) -> None:
    """Put a print below the label that it continues, or make it one of its own; nowhere if it lies across several."""
    over = [lines for lines in labels if any(min(o.box.x1, p.box.x1) - max(o.box.x0, p.box.x0) > 0 for o in lines)]
    if not over or p.turn % 90:
        later = any(is_period(lines[0].text) and lines[0].y_mid < p.y_mid - p.size / 2 for lines in labels)
        if not (later and is_period(p.text)):
            labels.append([p])
    elif len(over) == 1:
        over[0].append(p)
    elif len(p.words) > 1 and (parts := _cut(p, over)):
        for part, lines in zip(parts, over, strict=True):
            lines.append(part)


def _cut(p: Print, over: Sequence[list[Print]]) -> list[Print] | None:
    """A print that runs on from one label into the next ("enhancements December 2014"), cut between its words."""
    mids = [_anchor(lines[0]) for lines in over]
    shares: list[list[Word]] = [[] for _ in over]
    for word in p.words:
        shares[min(range(len(mids)), key=lambda i: abs(mids[i] - word.x_mid))].append(word)
    if not all(shares):
        return None
    gaps = [b[0].box.x0 - a[-1].box.x1 for a, b in pairwise(shares)]
    return [make_print(words) for words in shares] if min(gaps) >= CUT * p.size else None


def _axis(labels: list[list[Print]], outer: Sequence[Print], marks: Sequence[float]) -> Axis | None:
    mids = [sum(_anchor(p) for p in lines) / len(lines) for lines in labels]
    stride = _stride(mids)
    members: list[list[int]] = [[] for _ in mids]
    for at, x in enumerate(marks):
        i = min(range(len(mids)), key=lambda i: abs(mids[i] - x))
        if abs(mids[i] - x) > NEAREST * min(stride, 1000.0):
            return None
        members[i].append(at)
    named = [i for i, own in enumerate(members) if own]
    if len(named) * MOST_MEMBERS < len(marks) or len(named) * 2 < len(mids):
        return None
    for i in named:
        middle = (marks[members[i][0]] + marks[members[i][-1]]) / 2
        full = len(members[i]) == max(len(own) for own in members)
        if full and abs(middle - mids[i]) > OFF_CENTRE * min(stride, 200.0):
            return None
    categories = tuple(
        Category(tuple(lines), x, tuple(own)) for lines, x, own in zip(labels, mids, members, strict=True)
    )
    return Axis(categories, find_headings(outer, labels) if outer else ())


def find_headings(row: Sequence[Print], labels: Sequence[Sequence[Print]]) -> tuple[Heading, ...]:
    """The labels of the outer level: a row each of which stands in the middle of a run of labels, and no label twice.

    Nothing where it may as well be the second line of labels: one for each, or words below single labels.
    """
    tops = sorted(row, key=lambda p: p.x_mid)
    mids = [sum(_anchor(p) for p in lines) / len(lines) for lines in labels]
    if len(tops) >= len(mids) or any(p.turn % 180 for p in (*row, labels[0][0])):
        return ()
    stride = _stride(mids)
    found: list[Heading] = []
    first = 0
    for top in tops:
        fits = [
            last for last in range(first, len(mids)) if abs((mids[first] + mids[last]) / 2 - top.x_mid) < HALF * stride
        ]
        last = min(fits, key=lambda last: abs((mids[first] + mids[last]) / 2 - top.x_mid), default=-1)
        texts = [labels[i][0].text for i in range(first, last + 1)]
        if not texts or len(set(texts)) < len(texts) or _begins_again(texts):
            return ()
        found.append(Heading((top,), first, last))
        first = last + 1
    between = sum(min(abs(x - top.x_mid) for x in mids) > HALF * stride for top in tops)
    is_level = between > 0 or (is_period(labels[0][0].text) and all(is_period(top.text) for top in tops))
    return tuple(found) if first == len(mids) and is_level else ()


def _begins_again(texts: Sequence[str]) -> bool:
    """Whether a year would begin within a group of quarters."""
    quarters = [int(found[1] or found[2]) for text in texts if (found := _QUARTER.search(text))]
    return quarters != sorted(quarters)


def find_ticks(plot: Box, prints: Sequence[Print]) -> list[Print]:
    """The figures of value axes left and right of a plot: in a column, evenly spaced, with even steps."""
    high, low = plot.top - TICKS_BEYOND, plot.bottom + TICKS_BEYOND
    around_it = [p for p in prints if (p.figure or p.text in _DASHES) and high <= p.y_mid <= low]
    left = [p for p in around_it if plot.x0 - TICKS_BESIDE * p.size <= p.box.x1 <= plot.x0 + 0.5 * p.size]
    right = [p for p in around_it if plot.x1 - 0.5 * p.size <= p.box.x0 <= plot.x1 + TICKS_BESIDE * p.size]
    return [tick for side in (left, right) for tick in find_scale(side, plot)]


def find_scale(prints: Sequence[Print], plot: Box) -> list[Print]:
    """The longest column of figures that makes a scale beside a plot, with the dash that stands for its zero."""
    best: list[Print] = []
    seen: set[int] = set()
    for p in prints:
        if not p.figure or id(p) in seen:
            continue
        column = sorted((o for o in prints if _aligned(o, p)), key=lambda o: o.y_mid)
        seen |= {id(o) for o in column}
        for run in _runs([o for o in column if o.figure]):
            overlaps = run[0].y_mid <= plot.bottom and run[-1].y_mid >= plot.top
            if len(run) > max(len(best), MIN_TICKS - 1) and overlaps:
                best = run
    if best:
        gap = best[1].y_mid - best[0].y_mid
        zeros = [o for o in prints if o.text in _DASHES and _aligned(o, best[-1])]
        best += [o for o in zeros if abs(o.y_mid - best[-1].y_mid - gap) <= EVEN * gap]
    return best


def _aligned(one: Print, other: Print) -> bool:
    near = 0.5 * other.size
    sides = abs(one.box.x0 - other.box.x0), abs(one.box.x1 - other.box.x1), abs(one.x_mid - other.x_mid)
    return min(sides) <= near and abs(one.size - other.size) < 0.5


def _runs(column: Sequence[Print]) -> list[list[Print]]:
    """Stretches of a column in which places and values go on in the same steps."""
    runs: list[list[Print]] = []
    run: list[Print] = []
    for p in column:
        if len(run) > 1 and not _goes_on(run, p):
            runs.append(run)
            run = run[-1:]
        run.append(p)
    return [*runs, run]


def _goes_on(run: Sequence[Print], p: Print) -> bool:
    a, b = run[-2:]
    gap, step = b.y_mid - a.y_mid, _signed(a) - _signed(b)
    even = abs(p.y_mid - b.y_mid - gap) <= EVEN * gap
    return even and step > 0 and abs(_signed(b) - _signed(p) - step) <= EVEN_STEP * step


def _signed(p: Print) -> float:
    negative = p.text.lstrip()[:1] in "(-–—−▲△"
    return -p.figure.size if p.figure and negative else p.figure.size if p.figure else 0.0
