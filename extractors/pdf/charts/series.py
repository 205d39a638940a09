"""Series: a plot with its labels and the legends of its page become a chart whose series have names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deckfacts.contract import Box
from extractors.pdf.charts.chart import Chart, Series
from extractors.pdf.charts.labels import Key, Pair, agree, match_labels
from extractors.pdf.charts.legends import Entry
from extractors.pdf.charts.naming import name_beside, name_series
from extractors.pdf.charts.plots import Plot
from extractors.pdf.charts.prints import Print
from extractors.pdf.charts.rows import find_rows
from extractors.pdf.charts.sharing import Owner, name_without_swatch, unlike

MARGIN = 2.0
"""Ems left, right and below the marks of a plot in which its labels stand."""
OVER = 3.0
"""Ems over them."""
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
    box = plot.box
    return Box(-box.bottom, box.x0, -box.top, box.x1) if plot.is_turned else box


def owner_of(plot: Plot) -> Owner:
    """The plot as what a legend may be of."""
    bars = [bar.colour for stack in plot.stacks for bar in stack.bars]
    return Owner(boxes_as_seen(plot), unlike([*bars, *(line.colour for line in plot.lines)]))


def read_plot(plot: Plot, prints: Sequence[Print], entries: Sequence[Entry]) -> Reading | None:
    """The chart of a plot; null where labels and marks don't fit together."""
    legend = {id(word) for entry in entries for word in entry.name.words}
    used = {id(p) for p in (*plot.axis.prints, *plot.ticks)}
    free = [p for p in prints if id(p) not in used and not any(id(word) in legend for word in p.words)]
    labels = [p for p in free if p.figure and _in_plot(p, plot)]
    naming = name_series(plot, entries)
    pairs = match_labels(plot, labels, naming.numbers)
    if len(pairs) < MIN_LABELS or not agree(plot, pairs) or not _covers(plot, pairs):
        return None
    used |= {id(pair.label) for pair in pairs}
    rows = find_rows(plot, [p for p in free if id(p) not in used])
    used |= {id(p) for row in rows for p in row.values.values()}
    loose = sum(id(p) not in used for p in labels)
    by_series: dict[Key, dict[int, Print]] = defaultdict(dict)
    for pair in pairs:
        by_series[pair.mark.series].setdefault(pair.mark.category, pair.label)
    if loose > len(pairs) or sum(map(len, by_series.values())) < len(pairs):
        return None
    names = naming.names | name_beside(plot, naming, list(by_series), free)
    nameless = [key for key in by_series if key not in names]
    if len(nameless) == 1 and (rest := name_without_swatch(entries, free)):
        names |= {nameless[0]: rest}
    series = tuple(Series(names.get(key), values) for key, values in sorted(by_series.items(), key=_order))
    chart = Chart((*rows, *series), plot.axis, plot.ticks, boxes_as_seen(plot))
    return Reading(chart, tuple(pairs), loose)


def _order(item: tuple[Key, dict[int, Print]]) -> tuple[int, int]:
    (kind, number), _ = item
    return KINDS.index(kind), number


def _in_plot(p: Print, plot: Plot) -> bool:
    box, em = plot.box, p.size
    margin = MARGIN * em
    return box.x0 - margin <= p.x_mid <= box.x1 + margin and box.top - OVER * em <= p.y_mid <= box.bottom + MARGIN * em


def _covers(plot: Plot, pairs: Sequence[Pair]) -> bool:
    """Whether some series has labels at a good part of its marks."""
    counts: dict[Key, set[int]] = defaultdict(set)
    for pair in pairs:
        counts[pair.mark.series].add(pair.mark.category)
    return max(map(len, counts.values())) >= max(
        LABELLED * len(plot.axis.categories), MIN_LABELS if len(plot.axis.categories) > 1 else 1
    )
