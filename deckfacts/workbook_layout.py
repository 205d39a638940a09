"""Workbook layout: from what companies' decks state together to sheets of rows, periods and numbers.

A sheet holds one statement of the whole company, or one segment; a row is a series, a column a period or an instant.
Rows stand in the order of the concept catalogue; lines without a concept of it follow under "Key figures", in the
order in which the decks print them first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, TypeAlias

from deckfacts.concepts import catalogue
from deckfacts.contract import Basis, Bound, Comparison, Document, FiscalPeriod, Measure, Scenario
from deckfacts.naming.lexicon import Statement
from deckfacts.series.records import GuidanceStep, Observation, Standing
from deckfacts.workbook_text import cut, name_sheets

STATEMENT_TITLES: Final[Mapping[Statement, str]] = MappingProxyType(
    {
        "income_statement": "Income statement",
        "per_share": "Per share",
        "balance_sheet": "Balance sheet",
        "cash_flow": "Cash flow",
        "ratios": "Ratios",
        "key_figures": "Key figures",
    }
)
"""The sheets of a whole company, in their order."""

GUIDANCE: Final = "Guidance"
SOURCES: Final = "Sources"

COMPANY_UNITS: Final = 12
"""How much of a company's slug stands before its sheets' names: "Income statement" and a dash take 19 of 31."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A fact as its deck prints it."""

    fact_id: str
    document_id: str
    label: str
    segment: str | None
    value: Decimal
    unit: str
    decimals: int
    printed: str
    page: int | None
    line: int | None
    slide_title: str | None


@dataclass(frozen=True, slots=True)
class CompanyRecords:
    """What is exported of one company, and the prints and documents that it comes from, by their ids."""

    company: str
    observations: Sequence[Observation]
    guidance: Sequence[GuidanceStep]
    prints: Mapping[str, Print]
    documents: Mapping[str, Document]

    @property
    def name(self) -> str:
        """The company's name as its latest deck has it."""
        decks = self.documents.values()
        return max(decks, key=lambda deck: (deck.published_on or date.min, deck.file)).company_name


class Mark(StrEnum):
    """What a reader has to know of a number before using it."""

    RESTATED = "restated"
    CHANGED = "changed"
    REVISED = "revised"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number stands, how it is printed there, and how it stands to what earlier decks printed."""

    company: str
    print: Print
    file: str
    published_on: date | None
    observation: Observation | None = None


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number of a sheet."""

    value: Decimal
    decimals: int
    mark: Mark | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Column:
    """A period, or an instant where there is no start; `name` is the company's own (1Q FY2031)."""

    name: str | None
    start: date | None
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A series: what its numbers are, and those numbers by the position of their column."""

    label: str
    unit: str
    measure: Measure
    comparison: Comparison | None
    basis: Basis | None
    scenario: Scenario
    bound: Bound | None
    cells: Mapping[int, NumberCell]


@dataclass(frozen=True, slots=True)
class LineSheet:
    """A statement of the whole company, or a segment."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class GuidanceRow:
    """A step of a target with its ends."""

    step: GuidanceStep
    file: str
    low: NumberCell | None
    high: NumberCell | None

    @property
    def is_point(self) -> bool:
        """Whether both ends are one printed number."""
        return self.low is not None and self.low == self.high

    @property
    def prints(self) -> int:
        """How many printed numbers it is made of."""
        ends = sum(end is not None for end in (self.low, self.high))
        return 1 if self.is_point else ends


@dataclass(frozen=True, slots=True)
class GuidanceSheet:
    """The targets of a company, step by step."""

    name: str
    title: str
    rows: tuple[GuidanceRow, ...]


Sheet: TypeAlias = LineSheet | GuidanceSheet
_Names: TypeAlias = Mapping[tuple[date | None, date], str]


def lay_out(companies: Iterable[CompanyRecords]) -> tuple[Sheet, ...]:
    """The sheets of a workbook without "Sources", company by company; none for what a company has no number of.

    Sheets bear their company's slug where there are several. KeyError for a fact or document that is not given.
    """
    listed = list(companies)
    drafts: list[Sheet] = []
    segments: set[int] = set()
    for records in listed:
        prefix = f"{cut(records.company, COMPANY_UNITS)} - " if len(listed) > 1 else ""
        statements, parts = _line_sheets(records, prefix)
        drafts += statements
        segments.update(range(len(drafts), len(drafts) + len(parts)))
        drafts += parts
        if records.guidance:
            drafts.append(_guidance_sheet(records, prefix))
    return _named(drafts, segments)


def count_numbers(sheet: Sheet) -> int:
    """How many rows of "Sources" a sheet has."""
    return sum(len(row.cells) if isinstance(row, LineRow) else row.prints for row in sheet.rows)


def _named(drafts: Sequence[Sheet], segments: set[int]) -> tuple[Sheet, ...]:
    """The sheets with names that are free; segments, whose names nobody chose for us, come last."""
    order = sorted(range(len(drafts)), key=lambda at: at in segments)
    names = name_sheets([SOURCES, *(drafts[at].name for at in order)])[1:]
    by_position = dict(zip(order, names, strict=True))
    return tuple(replace(sheet, name=by_position[at]) for at, sheet in enumerate(drafts))


def _line_sheets(records: CompanyRecords, prefix: str) -> tuple[list[LineSheet], list[LineSheet]]:
    """The sheets of the whole company and those of its segments."""
    ordered = sorted(records.observations, key=lambda one: _appearance(records, one))
    names = _period_names(ordered)
    by_statement: dict[Statement, list[Observation]] = {statement: [] for statement in STATEMENT_TITLES}
    by_segment: dict[str, list[Observation]] = {}
    for one in ordered:
        held = (
            by_statement[_statement(one.concept)]
            if one.series_segment is None
            else by_segment.setdefault(one.series_segment, [])
        )
        held.append(one)
    titled = [(STATEMENT_TITLES[statement], held) for statement, held in by_statement.items() if held]
    statements = [_line_sheet(records, prefix, title, held, names) for title, held in titled]
    parts = [_line_sheet(records, prefix, segment, held, names) for segment, held in by_segment.items()]
    return statements, parts


def _appearance(records: CompanyRecords, one: Observation) -> tuple[date, str, int, int]:
    """Where it is first printed: by date of publication, undated decks last, then by place."""
    document = records.documents[one.document_id]
    published = one.known_from or document.published_on or date.max
    return published, document.file, one.page or 0, one.line or 0


def _period_names(observations: Iterable[Observation]) -> _Names:
    """The company's own name of each period and instant; of several the one that most of its numbers have."""
    counted: dict[tuple[date | None, date], Counter[str]] = {}
    for one in observations:
        name = period_name(one.fiscal_year, one.fiscal_period)
        if name:
            counted.setdefault((one.period_start, one.period_end), Counter())[name] += 1
    return {period: max(sorted(names), key=names.__getitem__) for period, names in counted.items()}


def period_name(year: int | None, period: FiscalPeriod | None) -> str | None:
    """`1Q FY2031`, `FY2031` for a full year; null where no such period is known: a year alone can be any part of it."""
    if period is None or year is None:
        return period
    return f"FY{year}" if period is FiscalPeriod.FY else f"{period} FY{year}"


def _statement(concept: str | None) -> Statement:
    """A concept that this version does not know (another one published it) is a line like those without."""
    known = catalogue().get(concept) if concept else None
    return known.statement if known else "key_figures"


def _rank(concept: str | None) -> int:
    """The concept's place in the catalogue; lines without one come last."""
    places = _catalogue_places()
    return places[concept] if concept in places else len(places)


@cache
def _catalogue_places() -> Mapping[str | None, int]:
    return {name: at for at, name in enumerate(catalogue())}


def _line_sheet(
    records: CompanyRecords, prefix: str, title: str, observations: Sequence[Observation], names: _Names
) -> LineSheet:
    periods = {(one.period_start, one.period_end) for one in observations}
    columns = [Column(names.get((start, end)), start, end) for start, end in sorted(periods, key=_in_time)]
    at = {(column.start, column.end): position for position, column in enumerate(columns)}
    rows = [row for held in _series(observations) for row in _rows(records, held, at)]
    return LineSheet(f"{prefix}{title}", f"{records.name}: {title}", tuple(columns), tuple(rows))


def _in_time(period: tuple[date | None, date]) -> tuple[date, bool, int]:
    """By the end; of what ends on one day the shorter period first, the instant last."""
    start, end = period
    return end, start is None, 0 if start is None else -start.toordinal()


def _series(observations: Sequence[Observation]) -> list[list[Observation]]:
    """The series of a sheet in the order of its rows; each keeps the order of its observations."""
    held: dict[str, list[Observation]] = {}
    labels: dict[str, int] = {}
    for one in observations:
        held.setdefault(one.series_id, []).append(one)
        labels.setdefault(one.series_label, len(labels))
    return sorted(held.values(), key=lambda series: _row_order(series[0], labels))


def _row_order(one: Observation, labels: Mapping[str, int]) -> tuple[int, int, tuple[int, ...]]:
    """Concept, then line, then actuals before targets, and values before their changes and shares."""
    kinds = ((Scenario, one.scenario), (Measure, one.measure), (Comparison, one.comparison), (Basis, one.basis))
    return _rank(one.concept), labels[one.series_label], _places(*kinds, (Bound, one.bound))


def _places(*values: tuple[type[StrEnum], StrEnum | None]) -> tuple[int, ...]:
    """Where each value stands in its enum, null first."""
    return tuple(-1 if value is None else list(kind).index(value) for kind, value in values)


def _rows(
    records: CompanyRecords, series: Sequence[Observation], columns: Mapping[tuple[date | None, date], int]
) -> list[LineRow]:
    """One row for a series; more where it has several numbers for a period, measured against different days."""
    stacks: dict[int, list[Observation]] = {}
    for one in sorted(series, key=lambda one: (one.base_end or date.min, one.base_start or date.min)):
        stacks.setdefault(columns[one.period_start, one.period_end], []).append(one)
    first = series[0]
    return [
        LineRow(
            label=first.series_label,
            unit=first.unit,
            measure=first.measure,
            comparison=first.comparison,
            basis=first.basis,
            scenario=first.scenario,
            bound=first.bound,
            cells={at: _cell(records, stack[depth]) for at, stack in sorted(stacks.items()) if depth < len(stack)},
        )
        for depth in range(max(len(stack) for stack in stacks.values()))
    ]


def _cell(records: CompanyRecords, one: Observation) -> NumberCell:
    document = records.documents[one.document_id]
    found = records.prints[one.fact_id]
    origin = Origin(records.company, found, document.file, one.known_from or document.published_on, one)
    return NumberCell(one.value, one.decimals, _mark(one), origin)


def _mark(one: Observation) -> Mark | None:
    if one.contested:
        return Mark.CONTESTED
    match one.standing:
        case Standing.RESTATED:
            return Mark.RESTATED
        case Standing.CHANGED:
            return Mark.CHANGED
        case Standing.REVISED:
            return Mark.REVISED
        case Standing.FIRST | Standing.REPEATED:
            return None


def _guidance_sheet(records: CompanyRecords, prefix: str) -> GuidanceSheet:
    """Target by target: the lines in the order of the catalogue, the periods of each in order of time."""
    lines: dict[tuple[str, str | None], int] = {}
    for step in records.guidance:
        lines.setdefault((step.label, step.segment), len(lines))
    ordered = sorted(records.guidance, key=lambda step: _step_order(step, lines[step.label, step.segment]))
    rows = tuple(_guidance_row(records, step) for step in ordered)
    return GuidanceSheet(f"{prefix}{GUIDANCE}", f"{records.name}: {GUIDANCE}", rows)


def _step_order(step: GuidanceStep, line: int) -> tuple[int, int, tuple[int, ...], tuple[date, bool, int], str, int]:
    kinds = _places((Measure, step.measure), (Comparison, step.comparison), (Basis, step.basis))
    time = _in_time((step.period_start, step.period_end))
    return _rank(step.concept), line, kinds, time, step.target_id, step.number


def _guidance_row(records: CompanyRecords, step: GuidanceStep) -> GuidanceRow:
    file = records.documents[step.document_id].file
    prints = [records.prints[fact_id] for fact_id in step.fact_ids]
    low, high = (_end(records, step, prints, value) for value in (step.low, step.high))
    return GuidanceRow(step, file, low, high)


def _end(
    records: CompanyRecords, step: GuidanceStep, prints: Sequence[Print], value: Decimal | None
) -> NumberCell | None:
    """An end of a range with the print that states it."""
    if value is None or not prints:
        return None
    found = next((one for one in prints if one.value == value), prints[0])
    document = records.documents[found.document_id]
    origin = Origin(records.company, found, document.file, step.published_on or document.published_on)
    return NumberCell(value, found.decimals, None, origin)
