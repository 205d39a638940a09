"""Tables: the cells of a table become drafts, each read under its row, its column and the slide's leads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from deckfacts.concepts import ConceptMatch, catalogue, resolve_concept
from deckfacts.contract import Basis, Comparison, Measure, RefusalReason, Scenario, Source
from deckfacts.deck import CellAddress, Table
from deckfacts.language.fiscal import Period
from deckfacts.language.nouns import counted_in
from deckfacts.language.quantities import Quantity, UnitKind
from deckfacts.language.units import UnitReading
from deckfacts.meaning.clauses import Placement
from deckfacts.meaning.columns import Column, read_columns
from deckfacts.meaning.drafts import Draft
from deckfacts.meaning.grid import Grid, GridCell, Line, RowLabel, lay_out, side_by_side
from deckfacts.meaning.leads import Lead, LeadKind, LeadStack, role_of
from deckfacts.meaning.phrases import Phrase
from deckfacts.meaning.scanning import Explained
from deckfacts.meaning.setting import Setting, name_key
from deckfacts.meaning.statements import Statement, read_statement, sign_of
from deckfacts.meaning.subjects import Subject, find_subject, is_total, lead_metric, lead_segment, own_segment
from deckfacts.meaning.timing import is_instant, lead_period, resolve_timing, scenario_by_time

_AMOUNTS = {"amount", "data", "figure", "number", "information"}
_HEAD_NOUN = re.compile(r"(?<=\w)\s*(?:[>(,:]|\b(?:of|with|in|at|for|per|over|above)\b(?<!number of)).*", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|no\.?|#)\s+of\b|\(.*\)", re.IGNORECASE)
_RATE_NAME = re.compile(r"\b(?:margin|ratio|(?<!growth )rate)\b", re.IGNORECASE)
_MEASURE_WORDS = re.compile(
    r"(?:%|percent(?:age)?|share)\s*(?:of|to)\s+(?:\w+\s*){1,3}|\b(?:growth(?:\s+rates?)?|changes?|difference|diff|var(?:iance)?|mix|weight|share|y/y|q/q|yoy|qoq|total"
    r"|amounts?|targets?|forecasts?|actuals?|guidance|outlook|plans?|previous|prior|new|revised|updated|initial|results?|reported|estimates?"
    r"|budget|adjusted|organic|unaudited|audited|restated|constant|currency|comparable|ended|months?|quarters?|years?|weeks?|full|in|at|as|of|to|the|vs|pp|pts?)\b"
    r"|[$€£¥]\w*|\(.*?\)|\b(?:in\s+)?(?:millions?|billions?|thousands?|mn?|bn)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]{2,}")


def read_table(table: Table, index: int, leads: LeadStack, setting: Setting) -> list[tuple[Line, Statement]]:
    """Read a table; `index` is its number in the deck. Every line of every cell is accounted for."""
    found: list[tuple[Line, Statement]] = []
    for part, first_column in side_by_side(table, setting):
        grid = lay_out(part, setting)
        reader = _TableReader(grid, read_columns(grid, setting), leads, setting, index, first_column)
        read = [(line, reader.read(cell, line)) for cell in grid.cells.values() for line in cell.lines]
        found += as_shares(read)
    return found


def as_shares(read: list[tuple[Line, Statement]]) -> list[tuple[Line, Statement]]:
    """Percentages of one column that add up to a whole are shares of it, whatever the headings say."""
    columns: dict[int, list[Draft]] = {}
    for _, statement in read:
        for draft in statement.drafts:
            if draft.unit == "percent" and draft.measure is Measure.LEVEL and not draft.concept and draft.address:
                columns.setdefault(draft.address.column, []).append(draft)
    shares = {id(draft) for drafts in columns.values() if _is_whole(drafts) for draft in drafts}
    return [
        (line, replace(s, drafts=tuple(_as_share(d) if id(d) in shares else d for d in s.drafts))) for line, s in read
    ]


def _is_whole(drafts: list[Draft]) -> bool:
    total = sum((draft.quantity.magnitude for draft in drafts), Decimal(0))
    rounding = Decimal(len(drafts)) * Decimal(10) ** -min(draft.quantity.places for draft in drafts) / 2
    return len(drafts) > 1 and abs(total - WHOLE) <= rounding


def _as_share(draft: Draft) -> Draft:
    period = draft.period.as_instant() if draft.period else None
    return replace(draft, measure=Measure.SHARE, period=period)


WHOLE = Decimal(100)


@dataclass(slots=True)
class _TableReader:
    grid: Grid
    columns: Mapping[int, Column]
    leads: LeadStack
    setting: Setting
    index: int
    first_column: int

    def read(self, cell: GridCell, line: Line) -> Statement:
        row, column = cell.cell.row, cell.cell.column
        if row < self.grid.header_rows or column < self.grid.stub_columns:
            return _label_statement(line)
        label = self.grid.labels.get(row)
        if label is None:
            return _label_statement(line)
        if not line.is_value:
            return self._read_words(cell, line, label)
        drafts: list[Draft] = []
        explained = list(line.scan.explained)
        for quantity in line.scan.quantities:
            draft = self._draft(cell, line, quantity, label)
            if draft is None:
                explained.append(Explained(quantity.number_start, quantity.number_end, RefusalReason.UNREADABLE))
            else:
                drafts.append(draft)
        return Statement(tuple(drafts), tuple(explained))

    # --- a cell of words: sentences under the row and the column ------------------------------------------------------

    def _read_words(self, cell: GridCell, line: Line, label: RowLabel) -> Statement:
        leads = LeadStack(list(self.leads.leads), self.leads.legends, self.leads.caption, self.leads.pattern)
        head = self.grid.heads.get(cell.cell.column)
        above = [*(head.parts if head else ()), *reversed(label.parents), *([label.own] if label.own else [])]
        for phrase in above:
            part = phrase is label.own and not (phrase.bare and phrase.any_concept())
            leads.leads.append(Lead(LeadKind.BULLET, 1, phrase, role_of(phrase, self.setting), part=part))
        placement = Placement(Source.TABLE, self._context(cell, label), address=self._address(cell))
        return read_statement(line.source.text, leads, self.setting, placement)

    def _address(self, cell: GridCell) -> CellAddress:
        return CellAddress(self.index, cell.cell.row, self.first_column + cell.cell.column)

    def _context(self, cell: GridCell, label: RowLabel) -> str:
        head = self.grid.heads.get(cell.cell.column)
        rows = [
            phrase.label for phrase in (*reversed(label.parents), *([label.own] if label.own else [])) if phrase.label
        ]
        tops = [phrase.label for phrase in (head.parts if head else ()) if phrase.label]
        return " / ".join([" > ".join(rows), " > ".join(tops)]).strip(" /")

    # --- a cell of numbers --------------------------------------------------------------------------------------------

    def _draft(self, cell: GridCell, line: Line, quantity: Quantity, label: RowLabel) -> Draft | None:
        column = self.columns.get(cell.cell.column) or Column(None, None, None, None, None, None)
        unit = self._unit(quantity, column, label)
        if unit is None or unit.unit is None:
            return None
        kind = unit.kind
        measure, comparison = self._measure(kind, quantity, column, label)
        subject = self._subject(kind, measure, column, label)
        if kind is UnitKind.PERCENT and measure is Measure.LEVEL:
            measure = self._percent_measure(subject)
            if measure is Measure.PERCENT_CHANGE:
                comparison = self.setting.comparison
        if measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) and comparison is None and column.base is None:
            comparison = self.setting.comparison
        printed = next((m.period for m in line.scan.mentions if m.period), None)
        own = printed or self._period(column, label, subject)
        base = column.base if measure in (Measure.CHANGE, Measure.PERCENT_CHANGE) else None
        instant = is_instant(
            kind, subject.concept, measure, self._names(label, column), stock=bool(own and own.start is None)
        )
        timing = resolve_timing(own, base, comparison, measure, self.setting, instant=instant)
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
            scenario=self._scenario(column, label, timing.period),
            period=timing.period,
            base=timing.base,
            basis=self._basis(column, label, subject),
            unit=unit.unit,
            scale=unit.scale or 0,
            sign=sign_of(quantity, None, measure, subject),
            source=Source.TABLE,
            context=self._context(cell, label),
            address=self._address(cell),
        )

    def _names(self, label: RowLabel, column: Column) -> str:
        heads = [part.label for part in column.head.parts] if column.head else []
        return " ".join([label.own.label if label.own else "", *heads])

    def _unit(self, quantity: Quantity, column: Column, label: RowLabel) -> UnitReading | None:
        """The number's own unit; what it leaves out comes from the column, the row, the caption, in this order."""
        around = self._unit_above(quantity, column, label)
        if quantity.kind is UnitKind.BARE:
            if around is None or around.unit is None:
                return None
            scale = quantity.scale if quantity.scale is not None else around.scale
            return replace(around, scale=scale)
        scale = quantity.scale
        per_share = self._is_per_share(label, column)
        if quantity.kind is UnitKind.MONEY and quantity.unit and per_share and "/" not in quantity.unit:
            return UnitReading(unit=f"{quantity.unit}/share", kind=UnitKind.PER_SHARE, scale=scale, exceptions=())
        if scale is None and quantity.kind is UnitKind.MONEY and around and around.unit == quantity.unit:
            scale = around.scale
        elif scale is None and quantity.kind is UnitKind.COUNT and around and around.kind is UnitKind.COUNT:
            scale = around.scale
        return UnitReading(unit=quantity.unit, kind=quantity.kind, scale=scale, exceptions=())

    def _unit_above(self, quantity: Quantity, column: Column, label: RowLabel) -> UnitReading | None:
        caption = self.leads.unit()
        counted = self._counted(label, caption)
        if counted and (quantity.places == 0 or counted.scale or quantity.scale):
            return counted
        stated = [part.unit for part in reversed(column.head.parts)] if column.head else []
        row = label.own.unit if label.own else None
        if row and row.kind not in (UnitKind.MONEY, UnitKind.BARE, UnitKind.COUNT):
            stated = [row]
        stated += [phrase.unit for phrase in (label.own, *label.parents) if phrase and _states_unit(phrase)]
        for unit in [*stated, caption]:
            if unit is None or (unit.kind is UnitKind.PERCENT and self._splits(column, quantity)):
                continue
            return self._completed(unit, caption, column, label)
        return None

    def _counted(self, label: RowLabel, caption: UnitReading | None) -> UnitReading | None:
        """The counted thing that a row names, where the caption excepts it or its metric can only be counted."""
        own = label.own
        if own is None:
            return None
        match = own.concept(UnitKind.COUNT, Measure.LEVEL)
        only = match is not None and tuple(match.concept.kinds) == (UnitKind.COUNT.value,)
        if not only and not (caption and _excepted(own.label, caption)):
            return None
        unit = counted_in(_HEAD_NOUN.split(own.label)[0].split()[-1]) or counted_in(own.label)
        if unit is None:
            return None
        scale = (
            caption.scale if caption and caption.kind is UnitKind.BARE and not _excepted(own.label, caption) else None
        )
        return UnitReading(unit=unit, kind=UnitKind.COUNT, scale=scale, exceptions=())

    def _completed(
        self, unit: UnitReading, caption: UnitReading | None, column: Column, label: RowLabel
    ) -> UnitReading | None:
        """A unit that leaves something out: a scale without a currency, an amount that is per share."""
        per_share = self._is_per_share(label, column)
        code = unit.unit or (caption.unit if caption else None) or self.setting.currency
        scale = unit.scale if unit.scale is not None or caption is None or unit is caption else None
        if unit.kind in (UnitKind.BARE, UnitKind.MONEY) and per_share and code:
            return UnitReading(unit=f"{code}/share", kind=UnitKind.PER_SHARE, scale=minor_scale(unit), exceptions=())
        if unit.kind is UnitKind.BARE:
            return UnitReading(unit=code, kind=UnitKind.MONEY, scale=scale, exceptions=()) if code else None
        return unit

    def _splits(self, column: Column, quantity: Quantity) -> bool:
        """A header of two parts ("% of Revenues 3Q08"): the bare number is the level."""
        shared = column.head is not None and column.head.whole.measure is Measure.SHARE
        return quantity.kind is UnitKind.BARE and column.measure is None and column.period is not None and shared

    def _is_per_share(self, label: RowLabel, column: Column) -> bool:
        phrases = [phrase for phrase in (label.own, *label.parents[:1]) if phrase]
        phrases += list(column.head.parts) if column.head else []
        for phrase in phrases:
            match = phrase.concept(UnitKind.PER_SHARE, Measure.LEVEL)
            if match and tuple(match.concept.kinds) == ("per_share",):
                return True
        return False

    def _measure(
        self, kind: UnitKind, quantity: Quantity, column: Column, label: RowLabel
    ) -> tuple[Measure, Comparison | None]:
        row = label.own
        comparison = column.comparison or (row.comparison if row else None)
        said = column.measure or (row.measure if row and (kind is UnitKind.PERCENT or not row.bare) else None)
        shared = column.head.whole.measure is Measure.SHARE if column.head else False
        if kind is UnitKind.PERCENT:
            if comparison or said in (Measure.CHANGE, Measure.PERCENT_CHANGE):
                return Measure.PERCENT_CHANGE, comparison
            return (Measure.SHARE if shared or said is Measure.SHARE else Measure.LEVEL), None
        if kind is UnitKind.POINTS and quantity.unit == "percentage_point":
            return Measure.CHANGE, comparison
        if comparison or said is Measure.CHANGE:
            return Measure.CHANGE, comparison
        return Measure.LEVEL, None

    def _percent_measure(self, subject: Subject) -> Measure:
        if subject.concept:
            return Measure.LEVEL if "percent" in subject.concept.concept.kinds else Measure.SHARE
        led = self.leads.first(lambda phrase: phrase.measure)
        return led if led in (Measure.SHARE, Measure.PERCENT_CHANGE) else Measure.LEVEL

    def _subject(self, kind: UnitKind, measure: Measure, column: Column, label: RowLabel) -> Subject:
        """Rows name the metric and columns the period, or columns the metric and rows its segments."""
        own = label.own if label.own and label.own.bare else None
        named = own or next((phrase for phrase in label.parents if phrase.bare and not _only_unit(phrase)), None)
        match = named.concept(kind, measure) if named else None
        if named and match:
            match = self._told_by_neighbours(match, label)
            segment = own_segment(named.bare, match, self.setting) or self._segment_beside(named, column, label)
            return Subject(named.bare, match, segment, match.basis)
        name = named.bare if named else ""
        metric = self._metric_above(kind, measure, column)
        if metric and not metric[1] and not name and self.leads.leads:
            led = find_subject("", kind, measure, self.leads, self.setting)
            if led.concept:
                # "Interim" over a year's dividend: the lead's metric, of that kind.
                return replace(led, label=f"{led.label} {metric[0]}")
        if metric:
            segment = self._part(name) if name else lead_segment(self.leads, self.setting)
            return Subject(metric[0], metric[1], segment, metric[1].basis if metric[1] else None)
        for parent in label.parents:
            match = parent.concept(kind, measure) if parent is not named else None
            if match and name:
                return Subject(parent.bare, match, self._part(name), match.basis)
        return find_subject(name, kind, measure, self.leads, self.setting, part=True)

    def _told_by_neighbours(self, match: ConceptMatch, label: RowLabel) -> ConceptMatch:
        """ "Total costs" right above the gross profit are the costs of revenue, whatever the words may mean elsewhere."""
        if match.concept.name != "costs_and_expenses":
            return match
        rows = list(self.grid.labels.values())
        after = rows[rows.index(label) + 1 :][:1]
        below = after[0].own.concept(UnitKind.MONEY, Measure.LEVEL) if after and after[0].own else None
        gross = below is not None and below.concept.name == "gross_profit"
        return replace(match, concept=catalogue()["cost_of_revenue"]) if gross else match

    def _part(self, name: str) -> str | None:
        """A row's name as a segment; a total is the whole company, or the segment that the slide is about."""
        return lead_segment(self.leads, self.setting) if is_total(name, self.setting) else name

    def _metric_above(self, kind: UnitKind, measure: Measure, column: Column) -> tuple[str, ConceptMatch | None] | None:
        """The metric that a column's header names, if it names one."""
        if column.head is None:
            return None
        for part in reversed(column.head.parts):
            match = part.concept(kind, measure) if part.bare else None
            if match and part.measure is not Measure.SHARE:
                return part.bare, match
        if column.described is not None and not _NAME.search(_MEASURE_WORDS.sub(" ", column.head.whole.bare)):
            # "Change in pp" beside "Margin 2025" and "Margin 2024" is the change of the margin.
            return self._metric_above(
                UnitKind.PERCENT, Measure.LEVEL, replace(column, head=column.described, described=None)
            )
        bare = column.head.whole.bare
        if not _NAME.search(_MEASURE_WORDS.sub(" ", bare)):
            return None
        led = lead_metric(self.leads, UnitKind.MONEY, measure) if kind is UnitKind.PERCENT else None
        if led and _RATE_NAME.search(bare):
            # "Margin" over a column of a table about adjusted profit is the margin of that profit.
            label = f"{led} {bare}"
            return label, resolve_concept(label, kind=kind.value, measure=measure)
        return bare, None

    def _segment_beside(self, phrase: Phrase, column: Column, label: RowLabel) -> str | None:
        """The segment that a sub-heading, a column or a lead gives to a row that names the metric."""
        for parent in label.parents:
            if parent is not phrase and parent.bare and not parent.any_concept():
                return parent.bare if self.setting.segments.knows(parent.bare) else None
        if column.head and not column.head.says_when and column.head.whole.bare:
            return column.head.whole.bare
        return lead_segment(self.leads, self.setting)

    def _period(self, column: Column, label: RowLabel, subject: Subject) -> Period | None:
        row = next((phrase.period for phrase in (label.own, *label.parents) if phrase and phrase.period), None)
        if column.head is None and row is None and self._row_width(label) > 1:
            return None
        period = column.period or row or lead_period(self.leads, self.setting)
        flow = subject.concept is not None and subject.concept.concept.period_type == "duration"
        if period and period.start is None and flow:
            return self._duration_to(period)
        return period

    def _row_width(self, label: RowLabel) -> int:
        row = next(number for number, known in self.grid.labels.items() if known is label)
        return sum(1 for (r, _), cell in self.grid.cells.items() if r == row and cell.is_value)

    def _duration_to(self, instant: Period) -> Period:
        """A flow over a bare date ("June 30, 2023"): as long as the period that the slide reports on."""
        around = self.leads.first(lambda phrase: phrase.period) or self.setting.current
        if around and around.start and around.end == instant.end:
            return around
        return instant

    def _scenario(self, column: Column, label: RowLabel, period: Period | None) -> Scenario:
        said = column.scenario or (label.own.scenario if label.own else None)
        if said:
            return said
        led = self.leads.first(lambda phrase: phrase.scenario)
        return scenario_by_time(led, period, self.setting)

    def _basis(self, column: Column, label: RowLabel, subject: Subject) -> Basis | None:
        said = column.head.whole.basis if column.head else None
        said = said or next((phrase.basis for phrase in (label.own, *label.parents) if phrase and phrase.basis), None)
        return subject.basis or said or self.leads.first(lambda phrase: phrase.basis)


def _only_unit(phrase: Phrase) -> bool:
    """Whether a table's corner states a unit and names nothing."""
    return phrase.unit is not None and phrase.any_concept() is None and phrase.unit.kind is not UnitKind.COUNT


def _states_unit(phrase: Phrase) -> bool:
    """Whether a label that ends in a plural counts it ("Number of stores") or is only a name ("Wales")."""
    if phrase.unit is None or phrase.unit.kind is not UnitKind.COUNT:
        return True
    match = phrase.concept(UnitKind.COUNT, Measure.LEVEL)
    return match is not None or bool(_NUMBER_OF.search(phrase.label))


def minor_scale(unit: UnitReading) -> int | None:
    """The scale of an amount per share under a unit for totals: cents and pence hold, millions do not."""
    return unit.scale if unit.scale is not None and unit.scale < 0 else None


def _excepted(label: str, caption: UnitReading) -> bool:
    """Whether a caption's "except customers" leaves a row out."""
    words = set(name_key(label))
    named = (set(name_key(exception)) - _AMOUNTS for exception in caption.exceptions if "per " not in exception)
    return any(exception and exception <= words for exception in named)


def _label_statement(line: Line) -> Statement:
    """A header or a row label states nothing: its periods are explained, its other numbers are part of a name."""
    names = tuple(
        Explained(q.number_start, q.number_end, RefusalReason.THRESHOLD if q.qualifier else RefusalReason.NAME)
        for q in line.scan.quantities
    )
    return Statement((), names + line.scan.explained)
