"""Series: a plot with its labels and the legends of its page become a chart whose series have names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckfacts.contract import Box
from extractors.pdf.charts.chart import Chart, Series
from extractors.pdf.charts.columns import Column, find_columns
from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.labels import Key, Pair, agree, match_labels
from extractors.pdf.charts.legends import Entry
from extractors.pdf.charts.naming import Naming, name_beside, name_series
from extractors.pdf.charts.plots import Plot
from extractors.pdf.charts.prints import Print
from extractors.pdf.charts.rows import find_rows
from extractors.pdf.charts.sharing import Owner, name_without_swatch, unlike
from extractors.pdf.charts.turning import unturned
from extractors.pdf.page import contains

MARGIN = 2.0
"""Ems left and right of the marks of a plot in which the middles of its labels stand."""
OVER, UNDER = 2.5, 1.5
"""Ems over and under them up to the labels, which are long where bars lie."""
MIN_LABELS = 2
"""Labels that fit their marks in a chart at least: one figure on a box is a call-out."""
KINDS = ("total", "step", "bar", "line")
"""The order in which the series of a chart are laid out."""
LABELLED = 0.4
"""Part of a plot's bars and points that have labels in some series at least."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A plot as read: its chart, and how many figures in it fit no mark."""

    chart: Chart
    pairs: tuple[Pair, ...]
    loose: int


def boxes_as_seen(plot: Plot) -> Box:
    """The box of a plot on the page."""
    return unturned(plot.box) if plot.is_turned else plot.box


def owner_of(plot: Plot) -> Owner:
    """The plot as what a legend may be of."""
    bars = [bar.colour for stack in plot.stacks for bar in stack.bars]
    return Owner(boxes_as_seen(plot), unlike([*bars, *(line.colour for line in plot.lines)]))


def read_plot(plot: Plot, prints: Sequence[Print], entries: Sequence[Entry]) -> Reading | None:
    """The chart of a plot; null where labels and marks don't fit together."""
    legend = {id(word) for entry in entries for word in entry.name.words}
    used = {id(p) for p in (*plot.axis.prints, *plot.ticks)}
    free = [p for p in prints if id(p) not in used and legend.isdisjoint(map(id, p.words))]
    labels = [p for p in free if p.figure and _in_plot(p, plot)]
    naming = name_series(plot, entries)
    pairs = match_labels(plot, labels, naming.numbers)
    if len(pairs) < MIN_LABELS or not agree(plot, pairs) or not _covers(plot, pairs) or _are_cells(plot, free):
        return None
    by_series: dict[Key, dict[int, Print]] = defaultdict(dict)
    for pair in pairs:
        by_series[pair.mark.series].setdefault(pair.mark.category, pair.label)
    names = _names(plot, naming, list(by_series), free, entries)
    taken = {id(pair.label) for pair in pairs} | {id(name) for name in names.values()}
    rest = [p for p in free if id(p) not in taken]
    rows = _columns_as_rows(plot, rest) if plot.is_turned else find_rows(plot, rest)
    taken |= {id(p) for row in rows for p in row.values.values()}
    loose = sum(id(p) not in taken for p in labels)
    if loose > len(pairs) or sum(map(len, by_series.values())) < len(pairs):
        return None
    own = [Series(names.get(key), values) for key, values in sorted(by_series.items(), key=_order)]
    series = [*own, *rows] if plot.is_turned else [*rows, *own]
    beside = [] if plot.is_turned else _beside_last(plot, series, [p for p in rest if id(p) not in taken])
    chart = Chart(tuple(series), plot.axis, plot.ticks, boxes_as_seen(plot), tuple(beside))
    return Reading(chart, tuple(pairs), loose)


def _names(
    plot: Plot, naming: Naming, keys: Sequence[Key], prints: Sequence[Print], entries: Sequence[Entry]
) -> dict[Key, Print]:
    """The names of the series that have labels."""
    names = naming.names | name_beside(plot, naming, keys, prints)
    nameless = [key for key in keys if key not in names]
    rest = name_without_swatch(entries, prints) if len(nameless) == 1 else None
    return names | {nameless[0]: rest} if rest else names


def _columns_as_rows(plot: Plot, prints: Sequence[Print]) -> list[Series]:
    """The columns of figures right of lying bars."""
    upright = [replace(p, box=unturned(p.box)) for p in prints]
    back = {id(one): p for one, p in zip(upright, prints, strict=True)}
    levels = {at: category.x_mid for at, category in enumerate(plot.axis.categories)}
    columns = find_columns(levels, unturned(plot.box).x1, upright)
    return [Series(column.header, {at: back[id(p)] for at, p in column.values.items()}) for column in columns]


def _beside_last(plot: Plot, series: Sequence[Series], prints: Sequence[Print]) -> list[Column[int]]:
    """The columns of figures with headers right of the last stack, by the number of the series that they stand beside.

    Figures without a header may be of a chart further to the right.
    """
    last = len(plot.axis.categories) - 1
    levels = {at: one.values[last].y_mid for at, one in enumerate(series) if last in one.values}
    columns = find_columns(levels, plot.box.x1, prints)
    return [column for column in columns if column.header and len(column.values) == len(levels)]


def _order(item: tuple[Key, dict[int, Print]]) -> tuple[int, int]:
    (kind, number), _ = item
    return KINDS.index(kind), number


def _in_plot(p: Print, plot: Plot) -> bool:
    box, em = plot.box, p.size
    beside = box.x0 - MARGIN * em <= p.x_mid <= box.x1 + MARGIN * em
    return beside and p.box.bottom >= box.top - OVER * em and p.box.top <= box.bottom + UNDER * em


def _are_cells(plot: Plot, prints: Sequence[Print]) -> bool:
    """Whether words stand in most bars, as they do in the cells of a table."""
    bars = [bar.box for stack in plot.stacks for bar in stack.bars]
    words = [p for p in prints if not p.figure and not is_period(p.text)]
    return sum(any(contains(box, p.x_mid, p.y_mid) for p in words) for box in bars) * 2 > len(bars) > 0


def _covers(plot: Plot, pairs: Sequence[Pair]) -> bool:
    """Whether some series has labels at a good part of its marks."""
    counts: dict[Key, set[int]] = defaultdict(set)
    for pair in pairs:
        counts[pair.mark.series].add(pair.mark.category)
    return max(map(len, counts.values())) >= max(
        LABELLED * len(plot.axis.categories), MIN_LABELS if len(plot.axis.categories) > 1 else 1
    )
