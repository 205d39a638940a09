"""Chart: series by category with the words that print their values, laid out as a table an analyst would draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckfacts.contract import Box, Place, Source
from deckfacts.deck import Cell, CellLine, Table
from extractors.pdf.charts.axes import Axis, Heading
from extractors.pdf.charts.columns import Column
from extractors.pdf.charts.figures import is_period
from extractors.pdf.charts.prints import Print
from extractors.pdf.page import around
from extractors.pdf.regions import Region
from extractors.pdf.texts import text_of
from extractors.pdf.words import Word


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name as printed, null where nothing names it, and its labels by category."""

    name: Print | None
    values: Mapping[int, Print]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that was read; `box` is that of its marks on the page.

    `beside` are columns behind its last category, by the number of the series that their figures are about.
    """

    series: tuple[Series, ...]
    axis: Axis
    ticks: tuple[Print, ...]
    box: Box
    beside: tuple[Column[int], ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that it prints, without those of its ticks."""
        names = [series.name for series in self.series if series.name]
        return (*(word for p in names for word in p.words), *self.own_words)

    @property
    def own_words(self) -> tuple[Word, ...]:
        """Those of them that no other chart may print too, as it may the names in a legend that both share."""
        values = [label for series in self.series for label in series.values.values()]
        values += [p for column in self.beside for p in (column.header, *column.values.values()) if p]
        return tuple(word for p in (*self.axis.prints, *values) for word in p.words)


def lay_out(chart: Chart, page: int) -> Region:
    """The chart as a region of its page: series down and periods across, or names down and series across."""
    categories = [category.text for category in chart.axis.categories]
    by_period = sum(map(is_period, categories)) * 2 > len(categories) or bool(chart.axis.headings)
    cells = list(_periods_across(chart, page) if by_period else _names_down(chart, page))
    box = _box_of(chart)
    height = _header_height(chart, by_period=by_period)
    table = Table(tuple(cells), height, Place(page=page, bbox=box), Source.CHART)
    ticks = tuple(word for p in chart.ticks for word in p.words)
    return Region(table, box, chart.words, ticks)


def _box_of(chart: Chart) -> Box:
    """Around the marks and their texts; names beside them may be of a legend that stands between two charts."""
    own = around([chart.box, *(word.box for word in chart.own_words)])
    names = [series.name.box for series in chart.series if series.name and own.x0 < series.name.x_mid < own.x1]
    return around([own, *names])


def _header_height(chart: Chart, *, by_period: bool) -> int:
    if by_period:
        return 2 if chart.axis.headings else 1
    return 1 if any(series.name for series in chart.series) else 0


def _in_order(chart: Chart) -> list[tuple[int, Series]]:
    """The series with their numbers, nameless ones first: below or beside a name they would read as part of it."""
    return sorted(enumerate(chart.series), key=lambda item: item[1].name is not None)


def _periods_across(chart: Chart, page: int) -> Iterator[Cell]:
    top = 0
    if chart.axis.headings:
        yield from (_heading(heading, page) for heading in chart.axis.headings)
        top = 1
    for at, category in enumerate(chart.axis.categories, 1):
        yield _cell(top, at, category.lines, page)
    behind = list(enumerate(chart.beside, len(chart.axis.categories) + 1))
    for at, column in behind:
        if column.header:
            yield _cell(top, at, [column.header], page)
    for row, (number, series) in enumerate(_in_order(chart), top + 1):
        if series.name:
            yield _cell(row, 0, [series.name], page)
        for at, label in sorted(series.values.items()):
            yield _cell(row, at + 1, [label], page)
        for at, column in behind:
            if number in column.values:
                yield _cell(row, at, [column.values[number]], page)


def _heading(heading: Heading, page: int) -> Cell:
    cell = _cell(0, heading.first + 1, heading.lines, page)
    return Cell(cell.row, cell.column, cell.lines, 1, heading.last - heading.first + 1)


def _names_down(chart: Chart, page: int) -> Iterator[Cell]:
    top = _header_height(chart, by_period=False)
    below = list(enumerate(chart.beside, top + len(chart.axis.categories)))
    for row, category in enumerate(chart.axis.categories, top):
        yield _cell(row, 0, category.lines, page)
    for row, column in below:
        if column.header:
            yield _cell(row, 0, [column.header], page)
    for at, (number, one) in enumerate(_in_order(chart), 1):
        if one.name:
            yield _cell(0, at, [one.name], page)
        for row, label in sorted(one.values.items()):
            yield _cell(top + row, at, [label], page)
        for row, column in below:
            if number in column.values:
                yield _cell(row, at, [column.values[number]], page)


def _cell(row: int, column: int, lines: Sequence[Print], page: int) -> Cell:
    words = [word for line in lines for word in line.words]
    return Cell(row, column, (CellLine(text_of(words, page)),))
