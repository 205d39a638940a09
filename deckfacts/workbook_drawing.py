"""Workbook drawing: from sheets of rows and periods to the bytes of an .xlsx file, each number linked to "Sources".

The same sheets give the same bytes with the same XlsxWriter: no clock, no chance. Text is written as strings and never
as a formula or link, whatever it looks like.
"""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType, ModuleType
from typing import Any, Final

from deckfacts.errors import ConfigurationError
from deckfacts.workbook_layout import (
    SOURCES,
    Column,
    GuidanceRow,
    GuidanceSheet,
    LineRow,
    LineSheet,
    Mark,
    NumberCell,
    Sheet,
    count_numbers,
    period_name,
)
from deckfacts.workbook_text import cut, safe_text

CREATED: Final = datetime(2000, 1, 1)
"""The day of creation in the file's properties, the same in all: what the workbook says is dated in its sheets."""

MAX_LINKS: Final = 65_530
"""Links that Excel takes on one sheet."""
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384

MAX_PLACES: Final = 6
"""Decimal places that a value of the contract has at most."""

MAX_TIP: Final = 255
"""UTF-16 units of the words that Excel shows beside a link."""

FIRST_YEAR: Final = 1900
"""Excel has no dates before it."""

MARKS: Final[Mapping[Mark, tuple[str, str]]] = MappingProxyType(
    {
        Mark.RESTATED: ("#FFF2CC", "Restated, and the deck says so"),
        Mark.CHANGED: ("#F8CBAD", "Changed from the deck before, without a word"),
        Mark.REVISED: ("#DDEBF7", "Revised: a target, and another than before"),
        Mark.CONTESTED: ("#E4DFEC", "Contested: the deck prints it several times, differently"),
    }
)
"""The colour of a marked number, and the words of the legend."""

_OPTIONS: Final = MappingProxyType(
    {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
)
_LINK_COLOUR: Final = "#1F3864"
_HEADER: Final = MappingProxyType(
    {"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "valign": "top", "text_wrap": True}
)
_AT_RIGHT: Final = MappingProxyType({"align": "right"})
_DAY: Final = "yyyy-mm-dd"

_LINE_HEADS: Final = (
    ("Line", 44), ("Unit", 11), ("Measure", 14), ("Compared with", 18), ("Basis", 12), ("Scenario", 11), ("Range", 7),
)  # fmt: skip
_FROM_ROW: Final = 2
_TO_ROW: Final = 3
_LINE_HEAD_ROW: Final = 4
_PERIOD_WIDTH: Final = 18

_GUIDANCE_HEADS: Final = (
    ("Line", 36), ("Segment", 22), ("Unit", 11), ("Measure", 14), ("Compared with", 18), ("Basis", 12), ("Period", 12),
    ("From", 11), ("To", 11), ("No.", 5), ("Step", 11), ("Low", 18), ("High", 18), ("Low differs by", 18),
    ("High differs by", 18), ("Outcome", 10), ("Published", 11), ("Printed", 20), ("Deck", 36), ("Place", 10),
)  # fmt: skip
_LOW: Final = 11

_SOURCE_HEADS: Final = (
    ("Cell", 24), ("Company", 14), ("Label as printed", 36), ("Segment as printed", 22), ("Printed", 16), ("Value", 20),
    ("Unit", 11), ("Base from", 11), ("Base to", 11), ("Hedge", 13), ("Standing", 10), ("Differs by", 18),
    ("Contested", 10), ("Deck", 36), ("Published", 11), ("Place", 10), ("Slide title", 40), ("fact_id", 18),
    ("document_id", 18),
)  # fmt: skip
_HEAD_ROW: Final = 2
"""The head of "Guidance" and "Sources", below title and note."""

_Value = str | date | int | None


@dataclass(frozen=True, slots=True)
class _Pen:
    """The workbook being drawn: its formats by what they say, the numbers drawn so far with their cells, and how many
    links each sheet has."""

    book: Any
    cell_of: Any
    formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)
    drawn: list[tuple[NumberCell, str, int, int]] = field(default_factory=list)
    links: Counter[str] = field(default_factory=Counter)

    def style(self, **properties: Any) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]

    def link(self, page: Any, at: tuple[int, int], target: str, style: Any, **words: str) -> None:
        """A link to a cell of the workbook, while the sheet takes any. It comes with a text, which is the cell's."""
        if self.links[page.name] < MAX_LINKS:
            page.write_url(*at, f"internal:{target}", style, **words)
            self.links[page.name] += 1


def draw(sheets: Sequence[Sheet], as_of: date | None) -> bytes:
    """The workbook, "Sources" its last sheet. ConfigurationError without XlsxWriter, and for more than Excel holds."""
    _check_size(sheets)
    writer = _xlsxwriter()
    content = io.BytesIO()
    with writer.Workbook(content, dict(_OPTIONS)) as book:
        book.set_properties({"created": CREATED})
        pen = _Pen(book, writer.utility.xl_rowcol_to_cell)
        for sheet in sheets:
            if isinstance(sheet, LineSheet):
                _draw_lines(pen, sheet, as_of)
            else:
                _draw_guidance(pen, sheet, as_of)
        _draw_sources(pen)
    return content.getvalue()


def _xlsxwriter() -> ModuleType:
    """Asked for where it is needed: consumers who only read the Parquet do without it."""
    try:
        import xlsxwriter  # noqa: PLC0415
        import xlsxwriter.utility  # noqa: PLC0415
    except ModuleNotFoundError as error:
        advice = "Install it: pip install deckfacts[export]."
        raise ConfigurationError("An Excel workbook needs XlsxWriter.", where="xlsxwriter", advice=advice) from error
    return xlsxwriter  # type: ignore[no-any-return]


def _check_size(sheets: Sequence[Sheet]) -> None:
    numbers = sum(count_numbers(sheet) for sheet in sheets)
    if numbers > MAX_ROWS - _LINE_HEAD_ROW - 1:
        advice = "Export one company at a time, or read the Parquet."
        raise ConfigurationError(
            f"{numbers:,} numbers are more than an Excel sheet holds.", where=SOURCES, advice=advice
        )
    for sheet in sheets:
        if isinstance(sheet, LineSheet) and len(sheet.columns) > MAX_COLUMNS - len(_LINE_HEADS):
            message = f"{len(sheet.columns):,} periods are more than an Excel sheet holds."
            raise ConfigurationError(message, where=sheet.name, advice="Read the Parquet.")


def _draw_lines(pen: _Pen, sheet: LineSheet, as_of: date | None) -> None:
    page = _new_page(pen, sheet.name, sheet.title, _note(as_of, count_numbers(sheet)))
    _draw_legend(pen, page)
    _draw_heads(pen, page, _LINE_HEAD_ROW, _LINE_HEADS)
    _draw_periods(pen, page, sheet.columns)
    first = _LINE_HEAD_ROW + 1
    for at, row in enumerate(sheet.rows, first):
        _write_row(pen, page, at, _line_words(row))
        for position, cell in row.cells.items():
            _write_number(pen, page, (at, len(_LINE_HEADS) + position), cell)
    page.freeze_panes(first, 2)
    page.autofilter(_LINE_HEAD_ROW, 0, first + len(sheet.rows) - 1, len(_LINE_HEADS) + len(sheet.columns) - 1)
    page.repeat_rows(_FROM_ROW, _LINE_HEAD_ROW)


def _new_page(pen: _Pen, name: str, title: str, note: str) -> Any:
    """A sheet with its title and a note under it, set to be printed across."""
    page = pen.book.add_worksheet(name)
    page.write_string(0, 0, safe_text(title), pen.style(bold=True, font_size=14))
    page.write_string(1, 0, safe_text(note), pen.style(italic=True))
    page.set_landscape()
    page.fit_to_pages(1, 0)
    return page


def _note(as_of: date | None, numbers: int) -> str:
    known = f"As known on {as_of}" if as_of else "As last stated"
    words = (
        f'{known}. Values are in full units, as the column "Unit" says. Each number links to its row in "{SOURCES}".'
    )
    return f"{words} {_unlinked('numbers')}" if numbers > MAX_LINKS else words


def _unlinked(what: str) -> str:
    return (
        f"Excel takes {MAX_LINKS:,} links on a sheet: the {what} after those have none; "
        f'"{SOURCES}" names the cell of each number.'
    )


def _draw_legend(pen: _Pen, page: Any) -> None:
    """What the colours mean, beside the dates of the periods: two lines of the label's column, two of the next ones."""
    restated, changed, revised, contested = ((words, pen.style(bg_color=colour)) for colour, words in MARKS.values())
    page.write_string(_FROM_ROW, 0, *restated)
    page.write_string(_TO_ROW, 0, *changed)
    last = len(_LINE_HEADS) - 2
    page.merge_range(_FROM_ROW, 1, _FROM_ROW, last, *revised)
    page.merge_range(_TO_ROW, 1, _TO_ROW, last, *contested)


def _draw_heads(pen: _Pen, page: Any, row: int, heads: Sequence[tuple[str, int]]) -> None:
    for at, (words, width) in enumerate(heads):
        page.write_string(row, at, words, pen.style(**_HEADER))
        page.set_column(at, at, width)


def _draw_periods(pen: _Pen, page: Any, columns: Sequence[Column]) -> None:
    caption = len(_LINE_HEADS) - 1
    page.write_string(_FROM_ROW, caption, "From", pen.style(bold=True))
    page.write_string(_TO_ROW, caption, "To, on", pen.style(bold=True))
    day = pen.style(**_AT_RIGHT, num_format=_DAY)
    for at, column in enumerate(columns, caption + 1):
        _write(page, _FROM_ROW, at, column.start, day)
        _write(page, _TO_ROW, at, column.end, day)
        name = column.name or column.end.isoformat()
        page.write_string(_LINE_HEAD_ROW, at, name, pen.style(**_HEADER, **_AT_RIGHT))
    page.set_column(caption + 1, caption + len(columns), _PERIOD_WIDTH)


def _line_words(row: LineRow) -> tuple[_Value, ...]:
    """What names a row, in the order of its heads; what goes without saying is left out."""
    measure = None if row.measure == "level" else _words(row.measure)
    scenario = None if row.scenario == "actual" else _words(row.scenario)
    return row.label, row.unit, measure, _words(row.comparison), _words(row.basis), scenario, _words(row.bound)


def _words(value: str | None) -> str | None:
    return None if value is None else value.replace("_", " ")


def _write_row(pen: _Pen, page: Any, row: int, values: Sequence[_Value]) -> None:
    day, number = pen.style(num_format=_DAY, align="left"), pen.style(align="left")
    for at, value in enumerate(values):
        _write(page, row, at, value, day if isinstance(value, date) else number if isinstance(value, int) else None)


def _write(page: Any, row: int, at: int, value: _Value, style: Any = None) -> None:
    """A value as the cell of its kind; text is a string, and dates that Excel does not have are too."""
    match value:
        case None:
            return
        case date() if value.year >= FIRST_YEAR:
            page.write_datetime(row, at, value, style)
        case date():
            page.write_string(row, at, value.isoformat(), style)
        case int():
            page.write_number(row, at, value, style)
        case str():
            page.write_string(row, at, safe_text(value), style)


def _write_number(pen: _Pen, page: Any, at: tuple[int, int], cell: NumberCell) -> None:
    """A number with its link, noted down for "Sources"."""
    pen.drawn.append((cell, page.name, *at))
    _write_linked(pen, page, at, cell)


def _write_linked(pen: _Pen, page: Any, at: tuple[int, int], cell: NumberCell) -> None:
    """A number linked to the last row of "Sources".

    The number replaces the text that comes with the link. Excel has no other numbers than doubles; the exact value
    stands in "Sources".
    """
    colour = {} if cell.mark is None else {"bg_color": MARKS[cell.mark][0]}
    style = pen.style(**_AT_RIGHT, num_format=_number_format(cell.decimals), font_color=_LINK_COLOUR, **colour)
    source = _quoted(SOURCES, pen.cell_of(_HEAD_ROW + len(pen.drawn), 0))
    pen.link(page, at, source, style, string=SOURCES, tip=_tip(cell))
    page.write_number(*at, float(cell.value), style)


def _number_format(decimals: int) -> str:
    """Thousands apart, and as many decimal places as are printed; JPY1,844 million is exact to none."""
    places = min(max(decimals, 0), MAX_PLACES)
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _tip(cell: NumberCell) -> str:
    """What shows beside the pointer: the print and its place."""
    place = _place(cell.origin.print.page, cell.origin.print.line)
    words = ", ".join(filter(None, (cell.origin.file, place)))
    return cut(safe_text(f"{words}: {cell.origin.print.printed}"), MAX_TIP)


def _place(page: int | None, line: int | None) -> str | None:
    if page is not None:
        return f"page {page}"
    return None if line is None else f"line {line}"


def _quoted(name: str, cell: str) -> str:
    doubled = name.replace("'", "''")
    return f"'{doubled}'!{cell}"


def _draw_guidance(pen: _Pen, sheet: GuidanceSheet, as_of: date | None) -> None:
    page = _new_page(pen, sheet.name, sheet.title, _note(as_of, count_numbers(sheet)))
    _draw_heads(pen, page, _HEAD_ROW, _GUIDANCE_HEADS)
    first = _HEAD_ROW + 1
    for at, row in enumerate(sheet.rows, first):
        _write_row(pen, page, at, _guidance_words(row))
        _draw_ends(pen, page, at, row)
        _draw_differences(pen, page, at, row)
    page.freeze_panes(first, 2)
    page.autofilter(_HEAD_ROW, 0, first + len(sheet.rows) - 1, len(_GUIDANCE_HEADS) - 1)
    page.repeat_rows(_HEAD_ROW)


def _draw_ends(pen: _Pen, page: Any, at: int, row: GuidanceRow) -> None:
    """Both ends; those of a point are one print with one row in "Sources"."""
    if row.low is not None:
        _write_number(pen, page, (at, _LOW), row.low)
    if row.high is not None and row.is_point:
        _write_linked(pen, page, (at, _LOW + 1), row.high)
    elif row.high is not None:
        _write_number(pen, page, (at, _LOW + 1), row.high)


def _guidance_words(row: GuidanceRow) -> tuple[_Value, ...]:
    step = row.step
    measure = None if step.measure == "level" else _words(step.measure)
    period = period_name(step.fiscal_year, step.fiscal_period)
    subject = (step.label, step.segment, step.unit, measure, _words(step.comparison), _words(step.basis))
    numbers = (None, None, None, None)
    place = (step.printed, row.file, _place(step.page, step.line))
    when = (period, step.period_start, step.period_end, step.number, _words(step.step))
    return (*subject, *when, *numbers, _words(step.outcome), step.published_on, *place)


def _draw_differences(pen: _Pen, page: Any, at: int, row: GuidanceRow) -> None:
    """By how much each end moved: computed from two decks, so without a link to one print."""
    for position, (cell, change) in enumerate(((row.low, row.step.low_change), (row.high, row.step.high_change))):
        if change is not None:
            style = pen.style(**_AT_RIGHT, num_format=_number_format(cell.decimals if cell else 0))
            page.write_number(at, _LOW + 2 + position, float(change), style)


def _draw_sources(pen: _Pen) -> None:
    count = len(pen.drawn)
    note = "Where each number stands and how it is printed. An apostrophe before text keeps it from starting a formula."
    page = _new_page(pen, SOURCES, SOURCES, f"{note} {_unlinked('rows')}" if count > MAX_LINKS else note)
    _draw_heads(pen, page, _HEAD_ROW, _SOURCE_HEADS)
    link = pen.style(font_color=_LINK_COLOUR, underline=1)
    for at, (cell, name, row, column) in enumerate(pen.drawn, _HEAD_ROW + 1):
        words = f"{name}!{pen.cell_of(row, column)}"
        _write_row(pen, page, at, (words, *_source_words(cell)))
        pen.link(page, (at, 0), _quoted(name, pen.cell_of(row, column)), link, string=safe_text(words))
    page.freeze_panes(_HEAD_ROW + 1, 1)
    page.autofilter(_HEAD_ROW, 0, _HEAD_ROW + count, len(_SOURCE_HEADS) - 1)
    page.repeat_rows(_HEAD_ROW)


def _source_words(cell: NumberCell) -> tuple[_Value, ...]:
    """A row of "Sources" behind its link, in the order of its heads."""
    origin, found, one = cell.origin, cell.origin.print, cell.origin.observation
    printed = (origin.company, found.label, found.segment, found.printed, _exact(cell.value), found.unit)
    place = (origin.file, origin.published_on, _place(found.page, found.line), found.slide_title)
    ids = (found.fact_id, found.document_id)
    if one is None:
        return (*printed, *(None,) * 6, *place, *ids)
    differs = None if one.difference is None else _exact(one.difference)
    history = (_words(one.qualifier), _words(one.standing), differs, "contested" if one.contested else None)
    return (*printed, one.base_start, one.base_end, *history, *place, *ids)


def _exact(value: Decimal) -> str:
    """All digits of a number and no others: 4210000000, -37.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
