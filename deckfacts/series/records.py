"""Records: the datasets that speak of a company's decks together, and their closed vocabularies.

The words are those of real-time data (vintages, known from, as of) and of investor relations (guidance, restated).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from deckfacts.contract import (
    Basis,
    Bound,
    Box,
    Comparison,
    FiscalPeriod,
    Measure,
    Qualifier,
    Scenario,
    Source,
)


class Standing(StrEnum):
    """How what a deck states stands to what the decks before it stated."""

    FIRST = "first"
    REPEATED = "repeated"
    RESTATED = "restated"
    CHANGED = "changed"
    REVISED = "revised"


class CrossRule(StrEnum):
    """The reconciliation over several decks that failed."""

    COMPARATIVE_AGAINST_EARLIER = "comparative_against_earlier"
    REISSUE_AGAINST_EARLIER = "reissue_against_earlier"
    RECALLED_TARGET_AGAINST_EARLIER = "recalled_target_against_earlier"
    PARTS_AGAINST_PERIOD = "parts_against_period"
    OPENING_AGAINST_CLOSING = "opening_against_closing"


class Cause(StrEnum):
    """Whether a deck says itself why its figure is another than before."""

    RESTATED = "restated"
    UNEXPLAINED = "unexplained"


class LinkKind(StrEnum):
    """What was renamed."""

    SEGMENT = "segment"
    LINE = "line"


class Evidence(StrEnum):
    """Why two names are taken for one."""

    PROFILE = "profile"
    SAME_VALUES = "same_values"


class Step(StrEnum):
    """A step in the life of a target."""

    INITIAL = "initial"
    REAFFIRMED = "reaffirmed"
    REVISED = "revised"
    RECALLED = "recalled"
    ACTUAL = "actual"


class Outcome(StrEnum):
    """How an actual compares with the target that held last."""

    BEAT = "beat"
    MISS = "miss"
    IN_LINE = "in_line"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one deck states of one data point: a vintage of it, with all that its fact says.

    A row is whole in itself, so that to read a company's series is to read one file, and not one for each deck.
    """

    observation_id: str
    point_id: str
    series_id: str
    series_label: str
    series_segment: str | None
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
    period_end: date
    base_start: date | None
    base_end: date | None
    unit: str
    bound: Bound | None
    basis: Basis | None
    value: Decimal
    decimals: int
    qualifier: Qualifier | None
    vintage: int
    known_from: date | None
    known_until: date | None
    latest: bool
    standing: Standing
    difference: Decimal | None
    contested: bool
    document_id: str
    fact_id: str
    source: Source
    page: int | None
    line: int | None
    bbox: Box | None
    slide_title: str | None
    printed: str
    context: str
    extractor: str
    correction_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceStep:
    """One step of a target: the plan, each deck that repeats or revises it, and the actual."""

    guidance_id: str
    target_id: str
    company: str
    concept: str | None
    label: str
    segment: str | None
    measure: Measure
    comparison: Comparison | None
    basis: Basis | None
    unit: str
    fiscal_year: int | None
    fiscal_period: FiscalPeriod | None
    period_start: date | None
    period_end: date
    number: int
    step: Step
    low: Decimal | None
    high: Decimal | None
    low_change: Decimal | None
    high_change: Decimal | None
    tolerance: Decimal | None
    outcome: Outcome | None
    published_on: date | None
    document_id: str
    fact_ids: tuple[str, ...]
    printed: str
    page: int | None
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two names of one segment or line, and why they are taken for one."""

    link_id: str
    company: str
    kind: LinkKind
    name: str
    earlier_name: str
    evidence: Evidence
    later_document_id: str | None
    earlier_document_id: str | None
    matches: int
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheck:
    """A difference between what several decks of a company state, and whether the later one explains it."""

    check_id: str
    company: str
    rule: CrossRule
    cause: Cause
    message: str
    said: str | None
    document_id: str
    earlier_document_id: str | None
    fact_ids: tuple[str, ...]
    found: Decimal
    expected_low: Decimal | None
    expected_high: Decimal | None
    difference: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanySeries:
    """Everything that a company's decks give together: the rows of each dataset."""

    observations: tuple[Observation, ...] = ()
    guidance: tuple[GuidanceStep, ...] = ()
    links: tuple[Link, ...] = ()
    cross_checks: tuple[CrossCheck, ...] = ()
