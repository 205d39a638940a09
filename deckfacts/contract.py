"""Contract: the closed vocabularies and the records that every dataset of deckfacts is made of.

The words are those of XBRL's Open Information Model (concept, entity, period, unit, decimals, dimensions) and of
investor relations (YoY, QoQ, target, fiscal period). `deckfacts.schema` turns the records into Parquet schemas, and
`docs/data-dictionary.md` is generated from both.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

CONTRACT_VERSION = "1.1"
"""Raised when a column is added, renamed or changes its meaning."""


class Measure(StrEnum):
    """What kind of statement a number makes about its concept."""

    LEVEL = "level"
    CHANGE = "change"
    PERCENT_CHANGE = "percent_change"
    SHARE = "share"


class Comparison(StrEnum):
    """What a change is measured against."""

    YOY = "yoy"
    QOQ = "qoq"
    VS_PREVIOUS_TARGET = "vs_previous_target"
    VS_ESTIMATE = "vs_estimate"
    VS_DATE = "vs_date"


class Scenario(StrEnum):
    """Whether the number happened, is aimed at, or was aimed at before."""

    ACTUAL = "actual"
    TARGET = "target"
    PREVIOUS_TARGET = "previous_target"
    ESTIMATE = "estimate"


class FiscalPeriod(StrEnum):
    """A company's own period within its fiscal year; `9M` is 1Q to 3Q cumulative."""

    Q1 = "1Q"
    Q2 = "2Q"
    Q3 = "3Q"
    Q4 = "4Q"
    H1 = "1H"
    H2 = "2H"
    M9 = "9M"
    FY = "FY"


class Bound(StrEnum):
    """Which end of a printed range."""

    LOW = "low"
    HIGH = "high"


class Basis(StrEnum):
    """How the number departs from the accounts as reported."""

    ADJUSTED = "adjusted"
    CONSTANT_CURRENCY = "constant_currency"
    ORGANIC = "organic"


class Qualifier(StrEnum):
    """The deck's own hedge."""

    APPROXIMATELY = "approximately"
    OVER = "over"
    UNDER = "under"


class Source(StrEnum):
    """What kind of thing on the slide printed the number."""

    TABLE = "table"
    BULLET = "bullet"
    CHART = "chart"
    TEXT = "text"


class RefusalReason(StrEnum):
    """Why a printed number is not a fact."""

    DATE = "date"
    PERIOD_LABEL = "period_label"
    NUMBERING = "numbering"
    FOOTNOTE_MARK = "footnote_mark"
    NAME = "name"
    CONTACT = "contact"
    THRESHOLD = "threshold"
    AXIS_TICK = "axis_tick"
    MARKUP = "markup"
    HIDDEN = "hidden"
    UNREADABLE = "unreadable"
    PICTURE = "picture"


class CheckRule(StrEnum):
    """The reconciliation that failed."""

    TABLE_SUM = "table_sum"
    CHANGE_AGAINST_ENDS = "change_against_ends"
    GROWTH_AGAINST_ENDS = "growth_against_ends"
    SHARE_AGAINST_WHOLE = "share_against_whole"
    PARTS_AGAINST_TOTAL = "parts_against_total"
    DIRECTIONS_DISAGREE = "directions_disagree"
    CHANGE_AGAINST_GROWTH = "change_against_growth"
    PRINTED_TWICE = "printed_twice"
    IMPOSSIBLE_BASE = "impossible_base"
    SIGN_AGAINST_PARTS = "sign_against_parts"


class CorrectionStatus(StrEnum):
    """What became of a reviewed correction."""

    APPLIED = "applied"
    EXPECTATION_FAILED = "expectation_failed"
    NOT_FOUND = "not_found"


class Severity(StrEnum):
    """`critical` keeps a deck out of `curated/`, when there is too much of it; `warning` travels with the data."""

    CRITICAL = "critical"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: a line of a text file, or a box on a page of a PDF (both 1-based)."""

    line: int | None = None
    page: int | None = None
    bbox: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number that a deck states about its company; see FACTS in `docs/data-dictionary.md`."""

    fact_id: str
    document_id: str
    company: str
    concept: str | None
    label: str
    segment: str | None
    measure: Measure
    comparison: Comparison | None
    scenario: Scenario
    fiscal_year: int | None
    fiscal_period: FiscalPeriod | None
    period_start: date | None
    period_end: date | None
    base_start: date | None
    base_end: date | None
    value: Decimal
    unit: str
    bound: Bound | None
    basis: Basis | None
    decimals: int
    qualifier: Qualifier | None
    source: Source
    page: int | None
    line: int | None
    bbox: Box | None
    slide_title: str | None
    printed: str
    context: str
    extractor: str
    correction_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One printed number that is not a fact, and why."""

    refusal_id: str
    document_id: str
    company: str
    reason: RefusalReason
    printed: str
    page: int | None
    line: int | None
    bbox: Box | None
    slide_title: str | None
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCheck:
    """A contradiction that the deck prints: two or more facts that cannot all be right.

    `expected_low` to `expected_high` is what the other facts allow for `found`, given how exactly each is printed;
    `difference` is by how much `found` lies outside, in `unit`.
    """

    check_id: str
    document_id: str
    company: str
    rule: CheckRule
    severity: Severity
    message: str
    fact_ids: tuple[str, ...]
    found: Decimal
    expected_low: Decimal | None
    expected_high: Decimal | None
    difference: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One non-empty cell of a table as it stands in the deck."""

    document_id: str
    company: str
    table: int
    row: int
    column: int
    row_span: int
    column_span: int
    header: bool
    text: str
    page: int | None
    line: int | None
    bbox: Box | None
    slide_title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A place where a deck says that figures of earlier decks no longer hold: restated, reclassified, corrected."""

    notice_id: str
    document_id: str
    company: str
    text: str
    page: int | None
    line: int | None
    bbox: Box | None
    slide_title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedCorrection:
    """A reviewed correction of one deck's fact, and what became of it."""

    correction_id: str
    document_id: str
    company: str
    status: CorrectionStatus
    place: str
    printed: str
    expected: str
    found: str | None
    set: str
    reason: str
    reviewer: str
    fact_id: str | None

    @property
    def line(self) -> str:
        """What became of it, in one line."""
        given = f"the reader gives {self.found}" if self.found else "no such number stands there"
        why = "" if self.status is CorrectionStatus.APPLIED else f", since {given}; it expects {self.expected}"
        return f'{self.place}, "{self.printed}": {self.status}{why}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One deck: what it is, what was assumed to read it, and the counts that must close."""

    document_id: str
    company: str
    company_name: str
    file: str
    media_type: str
    size: int
    sha256: str
    title: str | None
    published_on: date | None
    fiscal_year: int | None
    fiscal_period: FiscalPeriod | None
    period_end: date | None
    year_end_month: int
    currency: str | None
    assumptions: tuple[str, ...]
    slides: int
    numbers: int
    facts: int
    refusals: int
    unexplained: int
    checks_run: int
    checks_failed: int
    reader_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """One reason why a deck was kept out of the other datasets, with what to do about it."""

    document_id: str
    company: str
    file: str
    stage: str
    reason: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDeck:
    """Everything that reading one deck gives: the staged rows of each dataset."""

    document: Document
    tables: tuple[TableCell, ...]
    facts: tuple[Fact, ...]
    refusals: tuple[Refusal, ...]
    checks: tuple[FailedCheck, ...]
    notices: tuple[Notice, ...] = ()
    corrections: tuple[AppliedCorrection, ...] = ()


def is_currency_code(unit: str) -> bool:
    """Whether a unit is money: ISO 4217 codes have three capital letters; no counted unit has."""
    return len(unit) == len("JPY") and unit.isupper()


def stable_id(*parts: object) -> str:
    """First 16 hex digits of the SHA-256 of the parts: the same parts give the same id on every machine."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
