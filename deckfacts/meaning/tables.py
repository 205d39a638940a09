"""Tables: the cells of a table become drafts, each read under its row, its column and the slide's leads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from deckfacts.concepts import is_as_in_accounts
from deckfacts.contract import Basis, Comparison, Measure, RefusalReason, Scenario, Source
from deckfacts.deck import CellAddress, Table
from deckfacts.language.fiscal import Period
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.suppositions import names_sensitivity, names_step
from deckfacts.meaning.cell_subjects import subject_of_cell
from deckfacts.meaning.cell_times import period_of_cell, stands_at_a_moment
from deckfacts.meaning.cell_units import unit_of_cell
from deckfacts.meaning.cells import CellScene
from deckfacts.meaning.chart_subjects import comparison_of_mark
from deckfacts.meaning.clauses import Placement
from deckfacts.meaning.column import Column
from deckfacts.meaning.columns import read_columns
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.grid import Grid, GridCell, Line, kind_of, lay_out, side_by_side
from deckfacts.meaning.leads import Lead, LeadKind, LeadStack, Role, role_of
from deckfacts.meaning.plan_rows import label_plan_rows
from deckfacts.meaning.row_kinds import RowKinds
from deckfacts.meaning.scanning import Explained
from deckfacts.meaning.setting import Setting
from deckfacts.meaning.statements import Statement, read_statement, sign_of, state_nothing
from deckfacts.meaning.subjects import Subject
from deckfacts.meaning.timing import is_of_flow, resolve_timing, scenario_by_time

WHOLE = Decimal(100)
"""What the shares of a whole add up to, in percent."""

GROWTH_RATES = frozenset({"same_store_sales", "same_store_noi"})
"""Metrics whose percentages are growth, unlike those of margins."""

_BRACKETED = re.compile(r"^\(\s*\d[\d.,]*\s*%?\s*\)$")

_BARE_COLUMN = Column(None, None, None, None, None, None)


def read_table(table: Table, index: int, leads: LeadStack, setting: Setting) -> list[tuple[Line, Statement]]:
    """Read a table; `index` is its number in the deck. Every line of every cell is accounted for."""
    found: list[tuple[Line, Statement]] = []
    for part, first_column in side_by_side(table, setting):
        grid = lay_out(part, setting)
        columns = read_columns(grid, leads, setting)
        grid.labels = label_plan_rows(grid, columns, leads, setting)
        rows, supposes = RowKinds.of(grid), _supposes(grid, leads)
        reader = _TableReader(grid, columns, leads, setting, index, first_column, rows, supposes)
        read = [(line, reader.read(cell, line)) for cell in grid.cells.values() for line in cell.lines]
        found += as_shares(read)
    return found


def _supposes(grid: Grid, leads: LeadStack) -> bool:
    """Whether a table or chart under the name of a sensitivity has the steps of one in its rows or columns."""
    above = [lead.phrase for lead in leads.nearest()] + ([grid.corner] if grid.corner else [])
    if not any(names_sensitivity(phrase.scan.folded) for phrase in above):
        return False
    around = [*grid.row_phrases(), *(part for head in grid.heads.values() for part in head.parts)]
    return any(names_step(phrase.scan.folded) for phrase in around)


def as_shares(read: list[tuple[Line, Statement]]) -> list[tuple[Line, Statement]]:
    """Percentages of one column that add up to a whole are shares of it, whatever the headings say."""
    columns: dict[int, list[Draft]] = {}
    for _, statement in read:
        for draft in statement.drafts:
            # A pie's slices are shares, even of what its title calls a ratio ("LTV distribution").
            drawn = draft.source is Source.CHART
            level = draft.measure is Measure.LEVEL and (drawn or not draft.concept)
            known = draft.measure is Measure.SHARE and drawn
            if draft.unit == "percent" and (level or known) and draft.address:
                columns.setdefault(draft.address.column, []).append(draft)
    wholes = [drafts for drafts in columns.values() if _is_whole(drafts)]
    shares = {id(draft) for drafts in wholes for draft in drafts if draft.measure is Measure.LEVEL}
    return [
        (line, replace(s, drafts=tuple(_as_share(d) if id(d) in shares else d for d in s.drafts))) for line, s in read
    ]


def _is_whole(drafts: list[Draft]) -> bool:
    total = sum((draft.quantity.magnitude for draft in drafts), Decimal(0))
    rounding = Decimal(len(drafts)) * Decimal(10) ** -min(draft.quantity.places for draft in drafts) / 2
    return len(drafts) > 1 and abs(total - WHOLE) <= rounding


def _as_share(draft: Draft) -> Draft:
    """A part of a whole; of what happens over a period ("Generation by source") it is the part in that period."""
    period = draft.period if draft.period is None or is_of_flow(draft.label) else draft.period.as_instant()
    return replace(draft, measure=Measure.SHARE, period=period, concept=None)


@dataclass(slots=True)
class _TableReader:
    grid: Grid
    columns: Mapping[int, Column]
    leads: LeadStack
    setting: Setting
    index: int
    first_column: int
    rows: RowKinds
    supposes: bool

    def read(self, cell: GridCell, line: Line) -> Statement:
        row, column = cell.cell.row, cell.cell.column
        label = self.grid.labels.get(row)
        if row < self.grid.header_rows or column < self.grid.stub_columns or label is None:
            return _label_statement(line)
        over = self.columns.get(column) or _BARE_COLUMN
        scene = CellScene(self.grid, cell, over, label, self.leads, self.setting, self.rows)
        address = CellAddress(self.index, row, self.first_column + column)
        if self.supposes:
            return state_nothing(line.scan, RefusalReason.THRESHOLD)  # what would come of a change
        return _read_values(scene, line, address) if line.is_value else _read_words(scene, line, address)


def _read_words(scene: CellScene, line: Line, address: CellAddress) -> Statement:
    """A cell of words holds sentences, under the row and the column."""
    leads = LeadStack(list(scene.leads.leads), scene.leads.legends, scene.leads.caption, scene.leads.pattern)
    own = scene.label.own
    heads = scene.grid.heads.get(scene.cell.cell.column)
    tops = list(heads.parts) if heads else []
    if tops and scene.column.period and not any(part.period for part in tops):
        tops[0] = replace(tops[0], period=scene.column.period)
    above = [*tops, *reversed(scene.label.parents), *([own] if own else [])]
    for phrase in above:
        part = phrase is own and not (phrase.bare and phrase.any_concept())
        leads.leads.append(Lead(LeadKind.BULLET, 1, phrase, role_of(phrase, scene.setting), part=part))
    placement = Placement(scene.grid.source, scene.context, address=address)
    return read_statement(line.source.text, leads, scene.setting, placement)


def _read_values(scene: CellScene, line: Line, address: CellAddress) -> Statement:
    drafts: list[Draft] = []
    explained = list(line.scan.explained)
    for found in line.scan.quantities:
        quantity = _without_brackets(scene, line, found)
        draft = _draft(scene, line, quantity, address)
        if draft is None:
            explained.append(Explained(quantity.number_start, quantity.number_end, RefusalReason.UNREADABLE))
        else:
            drafts.append(draft)
    return Statement(tuple(drafts), tuple(explained))


def _without_brackets(scene: CellScene, line: Line, quantity: Quantity) -> Quantity:
    """A rate in brackets below an amount, "3,310 (13.3%)", is set apart by them; below a loss they are its sign."""
    first = scene.cell.lines[0]
    main = first.scan.quantities[0] if first.scan.quantities else None
    stacked = line is not first and main is not None and main.magnitude > 0 and quantity.kind is UnitKind.PERCENT
    if stacked and quantity.magnitude < 0 and _BRACKETED.match(line.scan.folded):
        return replace(quantity, magnitude=-quantity.magnitude)
    return quantity


def _draft(scene: CellScene, line: Line, quantity: Quantity, address: CellAddress) -> Draft | None:
    """What one number of a cell states; null where nothing gives it a unit."""
    unit = unit_of_cell(scene, quantity)
    if unit is None or unit.unit is None:
        return None
    measure, comparison, subject = _measured(scene, quantity, unit.kind)
    changes = measure in (Measure.CHANGE, Measure.PERCENT_CHANGE)
    assumed = changes and comparison is None and scene.column.base is None
    comparison = scene.setting.comparison if assumed else comparison
    printed = next((mention.period for mention in line.scan.mentions if mention.period), None)
    own = printed or period_of_cell(scene, subject)
    base = scene.column.base if changes else None
    instant = stands_at_a_moment(scene, subject, unit.kind, measure, own)
    timing = resolve_timing(own, base, comparison, measure, scene.setting, instant=instant)
    return Draft(
        text=line.source.text,
        start=quantity.start,
        end=quantity.end,
        quantity=quantity,
        label=subject.label,
        concept=subject.concept,
        segment=subject.segment,
        measure=measure,
        comparison=timing.comparison,
        scenario=_scenario(scene, timing.period),
        period=timing.period,
        base=timing.base,
        basis=_basis(scene, subject),
        unit=unit.unit,
        scale=unit.scale or 0,
        sign=sign_of(quantity, None, measure, subject),
        source=scene.grid.source,
        context=scene.context,
        address=address,
        assumed_base=assumed,
    )


def _measured(scene: CellScene, quantity: Quantity, kind: UnitKind) -> tuple[Measure, Comparison | None, Subject]:
    measure, comparison = _measure(scene, quantity, kind)
    subject = subject_of_cell(scene, kind, measure)
    if kind is UnitKind.PERCENT and measure is Measure.LEVEL:
        measure = _percent_measure(scene, subject)
        subject = subject if subject.concept else subject_of_cell(scene, kind, measure)
    return measure, comparison, subject


def _measure(scene: CellScene, quantity: Quantity, kind: UnitKind) -> tuple[Measure, Comparison | None]:
    row, column = scene.label.own, scene.column
    comparison = column.comparison or (row.comparison if row else None)
    if kind is UnitKind.PERCENT and comparison is None and row is None:
        comparison = comparison_of_mark(scene)
    if kind is UnitKind.PERCENT and comparison is None and not column.measure:
        comparison = _led_comparison(scene)
    said = column.measure or (row.measure if row and (kind is UnitKind.PERCENT or not row.bare) else None)
    if kind is UnitKind.PERCENT:
        if comparison or said in (Measure.CHANGE, Measure.PERCENT_CHANGE) or _adds_to_growth(scene, column):
            return Measure.PERCENT_CHANGE, comparison
        shared = column.head is not None and column.head.whole.measure is Measure.SHARE
        shared = shared or any(parent.measure is Measure.SHARE and parent.unit for parent in scene.label.parents)
        return (Measure.SHARE if shared or said is Measure.SHARE else Measure.LEVEL), None
    points = kind is UnitKind.POINTS and quantity.unit == "percentage_point"
    if points or comparison or said is Measure.CHANGE:
        return Measure.CHANGE, comparison
    return Measure.LEVEL, None


def _led_comparison(scene: CellScene) -> Comparison | None:
    """What the percentages of a table are against whose heading names a comparison: "Same-store sales, YoY"."""
    above = next((lead for lead in scene.leads.nearest() if lead.role is not Role.UNIT), None)
    own = scene.label.own
    if above is None or above.stated or above.phrase.comparison is None or (own and own.measure is Measure.SHARE):
        return None
    rate = own.concept(UnitKind.PERCENT, Measure.LEVEL) if own else None
    if rate and rate.concept.name not in GROWTH_RATES:
        return None
    values = (kind_of(cell) for cell in scene.grid.cells.values() if _stands_below_heads(scene, cell))
    return above.phrase.comparison if all(kind is UnitKind.PERCENT for kind in values) else None


def _stands_below_heads(scene: CellScene, cell: GridCell) -> bool:
    place = cell.cell
    below = place.row >= scene.grid.header_rows and place.column >= scene.grid.stub_columns
    return below and cell.is_value and not cell.is_blank_value


def _adds_to_growth(scene: CellScene, column: Column) -> bool:
    """Whether a percentage without words of growth is a part of one: "FX %", "Price/mix %" under "Sales growth"."""
    own = scene.label.own
    if column.measure or own is None or own.concept(UnitKind.PERCENT, Measure.LEVEL):
        return False
    above = [phrase.measure for phrase in scene.label.parents if phrase.measure]
    led = above[0] if above else scene.leads.first(lambda phrase: phrase.measure)
    rates = any(
        label.own is not None and label.own.measure is Measure.PERCENT_CHANGE for label in scene.grid.labels.values()
    )
    return led is Measure.PERCENT_CHANGE and rates


def _percent_measure(scene: CellScene, subject: Subject) -> Measure:
    if subject.concept:
        return Measure.LEVEL if "percent" in subject.concept.concept.kinds else Measure.SHARE
    led = scene.leads.first(lambda phrase: phrase.measure)
    return led if led in (Measure.SHARE, Measure.PERCENT_CHANGE) else Measure.LEVEL


def _scenario(scene: CellScene, period: Period | None) -> Scenario:
    if scene.column.scenario:
        return scene.column.scenario
    # "Expected growth" among what has happened is the name of a line, and no forecast of a period that has ended.
    led = (scene.label.own.scenario if scene.label.own else None) or scene.leads.first(lambda phrase: phrase.scenario)
    return scenario_by_time(led, period, scene.setting)


def _basis(scene: CellScene, subject: Subject) -> Basis | None:
    head = scene.column.head.whole if scene.column.head else None
    phrases = (*([head] if head else []), *scene.label.phrases)
    said = subject.basis or next((phrase.basis for phrase in phrases if phrase.basis), None)
    if said or any(is_as_in_accounts(phrase.label) for phrase in phrases):
        return said
    return scene.leads.first(lambda phrase: phrase.basis)


def _label_statement(line: Line) -> Statement:
    """A header or a row label states nothing: its periods are explained, its other numbers are part of a name."""
    names = tuple(
        Explained(q.number_start, q.number_end, RefusalReason.THRESHOLD if q.qualifier else RefusalReason.NAME)
        for q in line.scan.quantities
    )
    return Statement((), names + line.scan.explained)
