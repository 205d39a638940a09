"""Cell times: the row, the column and the lines above a table's number become when it holds.

A number holds at a moment or over a stretch of time: the statement that it stands in says which, else its own names.
"""

import re
from datetime import timedelta
from itertools import islice

from deckfacts.contract import FiscalPeriod, Measure, Scenario, Source
from deckfacts.language.fiscal import Period
from deckfacts.language.horizons import stands_undated
from deckfacts.language.quantities import UnitKind
from deckfacts.meaning.cells import CellScene
from deckfacts.meaning.chart_subjects import is_step
from deckfacts.meaning.grid import kind_of
from deckfacts.meaning.horizons import leads_undated
from deckfacts.meaning.setting import name_key
from deckfacts.meaning.subjects import Subject
from deckfacts.meaning.timing import (
    is_balance_of_flows,
    is_instant,
    is_opening,
    lead_period,
    names_stock,
    tells_time,
)

_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b|['’]\d\d\b|\bFY\s?\d\d|\d年", re.IGNORECASE)


def stands_at_a_moment(
    scene: CellScene, subject: Subject, kind: UnitKind, measure: Measure, own: Period | None
) -> bool:
    """Whether a cell's number is that of a day."""
    stock = own is not None and own.start is None
    if measure is Measure.SHARE and _beside_amount(scene):
        # "% of sales" right of an amount is of the same time as the amount.
        return is_instant(UnitKind.MONEY, subject.concept, Measure.LEVEL, _named(scene, subject), stock=stock)
    statement = _is_balance_sheet(scene)
    if statement and measure is Measure.LEVEL:
        return True
    label = scene.label.own.label if scene.label.own else ""
    cash_flow = statement is False and kind is UnitKind.MONEY
    if cash_flow and measure is Measure.LEVEL and is_balance_of_flows(label):
        return True
    flow = is_step(scene) or cash_flow or (kind is UnitKind.COUNT and subject.concept is None and _adds_up(scene))
    return is_instant(kind, subject.concept, measure, _named(scene, subject), stock=stock, flow=flow)


def _adds_up(scene: CellScene) -> bool:
    """Whether a row has other numbers for two periods that end on one day: it happens over them, "3Q24" and "9M24"."""
    row, own = scene.cell.cell.row, scene.column.period
    if own is None or own.start is None:
        return False
    for column, head in scene.grid.heads.items():
        period, cell = head.whole.period, scene.grid.cells.get((row, column))
        if period and period.start and cell and cell.is_value and period.end == own.end and period.start != own.start:
            return cell.cell.plain != scene.cell.cell.plain
    return False


def _is_balance_sheet(scene: CellScene) -> bool | None:
    """Whether the nearest title over a table is that of balances; False for cash flows, None for neither."""
    if scene.grid.source is Source.CHART:
        return None
    above = [scene.grid.corner] if scene.grid.corner else []
    titles = [phrase.scan.folded for phrase in (*above, *(lead.phrase for lead in scene.leads.nearest()))]
    return next((stock for title in titles if (stock := names_stock(title)) is not None), None)


def _beside_amount(scene: CellScene) -> bool:
    """Whether a share is printed right of an amount, under a header that dates both."""
    if scene.grid.source is Source.CHART:
        return False
    left = scene.grid.cells.get((scene.cell.cell.row, scene.cell.cell.column - 1))
    amount = left is not None and left.is_value and kind_of(left) in (UnitKind.MONEY, UnitKind.BARE)
    head = scene.column.head
    return amount and head is not None and head.whole.measure is Measure.SHARE


def _named(scene: CellScene, subject: Subject) -> str:
    """The words that tell whether an amount stands at a moment: those of its names and, in a chart, of its titles.

    A chart that runs over periods is about what its own title says; one that shows a moment, about what the slide is.
    """
    titles: list[str] = []
    if scene.grid.source is Source.CHART and not is_step(scene):
        titles = [lead.phrase.label for lead in scene.leads.nearest()]
        telling = next((at for at, title in enumerate(titles) if tells_time(title)), len(titles))
        titles = titles[:1] if scene.column.period else titles[: telling + 1]
    return " / ".join([scene.names, subject.label, *titles])


def period_of_cell(scene: CellScene, subject: Subject) -> Period | None:
    """The period that the row, the column or the nearest line above says."""
    row = next((phrase.period for phrase in scene.label.phrases if phrase.period), None)
    if scene.grid.source is Source.TABLE and scene.column.head is None and row is None and _shares_row(scene):
        return None
    dated = _end_of_bridge(scene) or _in_year_of(scene, row) or scene.column.period or row or _stretch_of_steps(scene)
    if dated is None and _stands_undated(scene):
        return None
    period = dated or lead_period(scene.leads, scene.setting)
    if period and period.start and _opens_cash_flows(scene):
        return scene.setting.calendar.instant(period.start - timedelta(days=1))
    flow = subject.concept is not None and subject.concept.concept.period_type == "duration"
    if period and period.start is None and flow and not _is_balance_sheet(scene):
        return _duration_to(scene, period)
    return period


def _stands_undated(scene: CellScene) -> bool:
    """Whether a row, a column or a heading calls its numbers long-term targets and gives them no date."""
    said = [scene.column.head.whole] if scene.column.head else []
    said += scene.label.phrases
    named = any(phrase.scenario is Scenario.TARGET and stands_undated(phrase.scan.folded) for phrase in said)
    return named or leads_undated(scene.leads)


def _opens_cash_flows(scene: CellScene) -> bool:
    """Whether a row is the cash that a cash flow statement begins with."""
    own = scene.label.own
    return own is not None and is_opening(own.label) and _is_balance_sheet(scene) is False


def _stretch_of_steps(scene: CellScene) -> Period | None:
    """The steps of a bridge happen over the period that its last bar is of."""
    if not is_step(scene):
        return None
    bars = (label.own.period for label in scene.grid.labels.values() if label.own and label.own.period)
    lasting = [period for period in bars if period.start]
    return max(lasting, key=lambda period: period.end) if lasting else None


def _end_of_bridge(scene: CellScene) -> Period | None:
    """The period of a row that only its period tells from another one: "Revenue 2Q23" over the steps to "Revenue 2Q24".

    They stand in one column, whose head dates the steps.
    """
    own, heads = scene.label.own, scene.grid.heads.values()
    if own is None or own.period is None or name_key(own.bare) not in scene.rows.bars:
        return None
    return own.period if len({head.whole.period for head in heads if head.whole.period}) <= 1 else None


def _in_year_of(scene: CellScene, row: Period | None) -> Period | None:
    """The column's months in the year that the row names: "Sales fiscal 2022" under "Three months ended June 30"."""
    column, head = scene.column.period, scene.column.head
    if row is None or column is None or head is None or row.fiscal_period is not FiscalPeriod.FY:
        return None
    if _ANY_YEAR.search(head.whole.scan.folded) or column.fiscal_year is None or row.fiscal_year is None:
        return None
    return column.shifted(row.fiscal_year - column.fiscal_year)


def _shares_row(scene: CellScene) -> bool:
    """Whether there is more than one value in the row."""
    places = ((scene.cell.cell.row, column) for column in range(scene.grid.stub_columns, scene.grid.width))
    values = (place for place in places if place in scene.grid.cells and scene.grid.cells[place].is_value)
    return len(list(islice(values, 2))) > 1


def _duration_to(scene: CellScene, instant: Period) -> Period:
    """A flow over a bare date ("June 30, 2023"): as long as the period that the slide reports on."""
    around = scene.leads.first(lambda phrase: phrase.period) or scene.setting.current
    if around and around.start and around.end == instant.end:
        return around
    return instant
