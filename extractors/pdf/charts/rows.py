"""Rows: figures in line with the categories of a plot, over its bars or below its axis, become series of their own."""

from collections.abc import Sequence

from extractors.pdf.charts.chart import Series
from extractors.pdf.charts.plots import Plot
from extractors.pdf.charts.prints import Print

LEVEL = 0.4
"""Ems by which the middles of two figures of one row may differ."""
ASIDE = 0.25
"""Strides by which a figure may stand beside the middle of its category."""
FILLED = 0.6
"""Part of the categories that a row has figures for at least."""
OVER = 5.0
"""Ems over the bars in which such a row stands."""
NEXT_ROW = 2.4
"""Ems from the axis to the first row below it, and from row to row."""
LONGEST_NAME = 40
"""Characters of the name at the left of a row at most."""
TO_NAME = 15.0
"""Ems from the name of a row to its first figure at most."""


def find_rows(plot: Plot, prints: Sequence[Print]) -> list[Series]:
    """The rows that the categories of a plot head; `prints` are those that are neither labels nor axis."""
    if plot.is_turned or len(plot.axis.categories) < 2:
        return []
    found: list[Series] = []
    below = max(p.y_mid for p in plot.axis.prints)
    for line in _lines(prints):
        em, y = line[0].size, line[0].y_mid
        over = plot.box.top - OVER * em <= y <= plot.box.top + em
        under = below < y <= below + NEXT_ROW * em
        row = _row(plot, line) if over or under else None
        if row and over:
            found.append(row)
        elif row and row.name:
            found.append(row)
            below = y
    return found


def _lines(prints: Sequence[Print]) -> list[list[Print]]:
    """Prints on one level, from top to bottom."""
    lines: list[list[Print]] = []
    for p in sorted((p for p in prints if p.turn == 0), key=lambda p: p.y_mid):
        if lines and abs(lines[-1][0].y_mid - p.y_mid) <= LEVEL * p.size:
            lines[-1].append(p)
        else:
            lines.append([p])
    return lines


def _row(plot: Plot, line: Sequence[Print]) -> Series | None:
    """The series of a line whose figures all stand over or under categories, one for each; null for any other line."""
    mids = [category.x_mid for category in plot.axis.categories]
    reach = ASIDE * min(plot.axis.stride, 200.0)
    values: dict[int, Print] = {}
    for p in line:
        if not p.figure or p.figure.is_year or not mids[0] - plot.axis.stride < p.x_mid < mids[-1] + plot.axis.stride:
            continue
        at = min(range(len(mids)), key=lambda i: abs(mids[i] - p.x_mid))
        if abs(mids[at] - p.x_mid) > reach or at in values:
            return None
        values[at] = p
    if len(values) < max(FILLED * len(mids), 2):
        return None
    first = min(p.box.x0 for p in values.values())
    names = [p for p in line if not p.figure and p.box.x1 <= first and first - p.box.x1 <= TO_NAME * p.size]
    name = max(names, key=lambda p: p.box.x1, default=None)
    return Series(name if name and len(name.text) <= LONGEST_NAME else None, values)
