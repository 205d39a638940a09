"""Finding: the charts of a page."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from extractors.pdf.charts.bars import Bar, find_bars, find_groups
from extractors.pdf.charts.chart import lay_out
from extractors.pdf.charts.legends import Entry, find_entries
from extractors.pdf.charts.lines import find_polylines
from extractors.pdf.charts.parts import find_lone_stacks, read_parts
from extractors.pdf.charts.pies import owner_of_pie, read_pie
from extractors.pdf.charts.plots import Marks, find_plots, free_bars
from extractors.pdf.charts.prints import SMALLEST, Print, find_prints, lay
from extractors.pdf.charts.scales import find_bare_scales
from extractors.pdf.charts.series import Reading, owner_of, read_plot
from extractors.pdf.charts.sharing import share_entries
from extractors.pdf.charts.slices import Pie, find_pies
from extractors.pdf.charts.turning import turned
from extractors.pdf.page import Page
from extractors.pdf.regions import Region
from extractors.pdf.words import Word, find_lines

MIN_SHAPES = 2
"""Shapes of a page below which nothing is drawn on it that has series."""
MIN_FIGURES = 2
"""Texts with digits on a page below which nothing on it has labels."""

_DIGIT = re.compile(r"\d")


def find_charts(page: Page, words: Sequence[Word]) -> list[Region]:
    """The charts that the page draws, from top to bottom."""
    figures = (word for word in words if _DIGIT.search(word.text))
    if len(page.shapes) < MIN_SHAPES or len(list(islice(figures, MIN_FIGURES))) < MIN_FIGURES:
        return []
    pies, marks = find_pies(page), _marks(page)
    lines = find_lines(word for word in words if word.turn == 0 and word.size >= SMALLEST)
    prints = find_prints(lines, [word for word in words if word.turn != 0 and word.size >= SMALLEST])
    regions: list[Region] = []
    if pies or marks.lines or marks.upright or marks.lying:
        entries = find_entries(page, lines)
        regions = _pies(pies, prints, entries, page.number)
        regions += _plots(marks, _free(prints, regions), entries, pies, page.number)
        regions += _parts(marks.upright, _free(prints, regions), page.number)
    regions += find_bare_scales(page, _free(prints, regions))
    return sorted(regions, key=lambda region: region.box.top)


def _marks(page: Page) -> Marks:
    lines = find_polylines(page)
    bars = free_bars(find_bars(page), lines)
    return Marks(find_groups(bars), find_groups([Bar(turned(bar.box), bar.colour, bar.order) for bar in bars]), lines)


def _free(prints: list[Print], regions: Sequence[Region]) -> list[Print]:
    """The prints of which no region has a word."""
    taken = {id(word) for region in regions for word in (*region.words, *region.ticks)}
    return prints if not taken else [p for p in prints if taken.isdisjoint(map(id, p.words))]


def _pies(pies: Sequence[Pie], prints: list[Print], entries: Sequence[Entry], page: int) -> list[Region]:
    regions: list[Region] = []
    for pie, own in zip(pies, share_entries([owner_of_pie(pie) for pie in pies], entries), strict=True):
        region = read_pie(pie, _free(prints, regions), own, page)
        if region:
            regions.append(region)
    return regions


def _plots(
    marks: Marks, prints: Sequence[Print], entries: Sequence[Entry], pies: Sequence[Pie], page: int
) -> list[Region]:
    plots = find_plots(marks, prints, [entry.box for entry in entries])
    lying = [lay(p) for p in prints] if any(plot.is_turned for plot in plots) else []
    owned = share_entries([*map(owner_of, plots), *map(owner_of_pie, pies)], entries)
    readings = [
        reading
        for plot, own in zip(plots, owned, strict=False)
        if (reading := read_plot(plot, lying if plot.is_turned else prints, own))
    ]
    return [lay_out(reading.chart, page) for reading in _without_rivals(readings)]


def _without_rivals(readings: Sequence[Reading]) -> list[Reading]:
    """Of readings that use the same words, those that explain more labels."""
    kept: list[Reading] = []
    taken: set[int] = set()
    for reading in sorted(readings, key=lambda r: (r.loose - len(r.pairs), r.loose)):
        own = {id(word) for word in reading.chart.own_words}
        if not own & taken:
            kept.append(reading)
            taken |= own | {id(word) for p in reading.chart.ticks for word in p.words}
    return kept


def _parts(groups: Iterable[Sequence[Bar]], prints: list[Print], page: int) -> list[Region]:
    regions: list[Region] = []
    for stack in find_lone_stacks(groups):
        region = read_parts(stack, _free(prints, regions), page)
        if region:
            regions.append(region)
    return regions
