"""Chart: series by category with the words that print their values, laid out as a table an analyst would draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckfacts.contract import Box, Place, Source
from deckfacts.deck import Cell, CellLine, Table
from extractors.pdf.charts.axes import Axis, Heading
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
    """A chart that was read; `box` is that of its marks on the page."""

    series: tuple[Series, ...]
    axis: Axis
    ticks: tuple[Print, ...]
    box: Box

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that it prints, without those of its ticks."""
        names = [series.name for series in self.series if series.name]
        return (*(word for p in names for word in p.words), *self.own_words)

    @property
    def own_words(self) -> tuple[Word, ...]:
        """Those of them that no other chart may print too, as it may the names in a legend that both share."""
        values = [label for series in self.series for label in series.values.values()]
        return tuple(word for p in (*self.axis.prints, *values) for word in p.words)


def lay_out(chart: Chart, page: int) -> Region:
    """The chart as a region of its page: series down and periods across, or names down and series across."""
    categories = [category.text for category in chart.axis.categories]
    by_period = sum(map(is_period, categories)) * 2 > len(categories) or bool(chart.axis.headings)
    cells = list(_periods_across(chart, page) if by_period else _names_down(chart, page))
    words = chart.words
    box = around([chart.box, *(word.box for word in words)])
    height = _header_height(chart, by_period=by_period)
    table = Table(tuple(cells), height, Place(page=page, bbox=box), Source.CHART)
    ticks = tuple(word for p in chart.ticks for word in p.words)
    return Region(table, box, words, ticks)


def _header_height(chart: Chart, *, by_period: bool) -> int:
    if by_period:
        return 2 if chart.axis.headings else 1
    return 1 if any(series.name for series in chart.series) else 0


def _in_order(series: Sequence[Series]) -> list[Series]:
    """Nameless series first: below or beside a name they would read as part of it."""
    return sorted(series, key=lambda one: one.name is not None)


def _periods_across(chart: Chart, page: int) -> Iterator[Cell]:
    top = 0
    if chart.axis.headings:
        yield from (_heading(heading, page) for heading in chart.axis.headings)
        top = 1
    for at, category in enumerate(chart.axis.categories):
        yield _cell(top, at + 1, category.lines, page)
    for row, series in enumerate(_in_order(chart.series), top + 1):
        if series.name:
            yield _cell(row, 0, [series.name], page)
        for at, label in sorted(series.values.items()):
            yield _cell(row, at + 1, [label], page)


def _heading(heading: Heading, page: int) -> Cell:
    cell = _cell(0, heading.first + 1, heading.lines, page)
    return Cell(cell.row, cell.column, cell.lines, 1, heading.last - heading.first + 1)


def _names_down(chart: Chart, page: int) -> Iterator[Cell]:
    series = _in_order(chart.series)
    top = _header_height(chart, by_period=False)
    for column, one in enumerate(series, 1):
        if one.name:
            yield _cell(0, column, [one.name], page)
    for row, category in enumerate(chart.axis.categories, top):
        yield _cell(row, 0, category.lines, page)
        for column, one in enumerate(series, 1):
            label = one.values.get(row - top)
            if label:
                yield _cell(row, column, [label], page)


def _cell(row: int, column: int, lines: Sequence[Print], page: int) -> Cell:
    words = [word for line in lines for word in line.words]
    return Cell(row, column, (CellLine(text_of(words, page)),))
