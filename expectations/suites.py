"""Suites: what is expected of each dataset, with how much it matters where it does not hold.

Critical is what a consumer of the Parquet would trip over: a broken shape, a key that is not one, a ledger that does
not close. What a single odd print can bring about is a warning, and critical only where it happens often.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import great_expectations as gx
import pandas as pd
import pyarrow as pa
from great_expectations.expectations.core.expect_column_pair_values_to_be_equal import ExpectColumnPairValuesToBeEqual
from great_expectations.expectations.core.expect_column_values_to_be_between import ExpectColumnValuesToBeBetween
from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet
from great_expectations.expectations.core.expect_column_values_to_be_unique import ExpectColumnValuesToBeUnique
from great_expectations.expectations.core.expect_column_values_to_match_regex import ExpectColumnValuesToMatchRegex
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import ExpectCompoundColumnsToBeUnique
from great_expectations.expectations.core.expect_table_columns_to_match_ordered_list import (
    ExpectTableColumnsToMatchOrderedList,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.row_conditions import Column

from deckfacts.schema import OF_COMPANIES, PRIMARY_KEYS, enum_of, schema_of
from expectations import custom
from expectations.frames import LEDGER

CRITICAL: Final = FailureSeverity.CRITICAL
WARNING: Final = FailureSeverity.WARNING

ODD_PRINT_SHARE: Final = 0.05
"""Share of a dataset's rows above which an odd reading is no longer one footnote: with one fact in twenty misread,
a consumer can't tell the right ones from the others."""

LARGEST_VALUE: Final = 10**18
"""In base units. The largest balance sheets (IDR, IRR, JPY) stay below 10^16; a scale applied twice goes beyond."""

LARGEST_PERCENT: Final = 10_000
"""Growth of a hundredfold is rare enough to be looked at."""

DECIMALS: Final = (-15, 12)
"""From a quadrillion printed without decimals to a price per share in a currency of the smallest unit."""

FISCAL_YEARS: Final = (1900, 2100)

ROW_ID: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "documents": ("document_id",),
        "tables": ("document_id", "table", "row", "column"),
        "facts": ("fact_id",),
        "refusals": ("refusal_id",),
        "checks": ("check_id",),
        LEDGER: ("document_id",),
        "observations": ("observation_id",),
        "guidance": ("guidance_id",),
        "links": ("link_id",),
        "cross_checks": ("check_id",),
    }
)
"""The columns whose values name a failing row to the user."""

MAY_BE_BLANK: Final = frozenset({("refusals", "context")})
"""Texts that are never null and need not say anything: a list number or a tag stands in no sentence and no cell."""

_Expectations: TypeAlias = list[Expectation]


def suite_of(dataset: str, known_documents: Collection[str]) -> gx.ExpectationSuite:
    """A new suite for one of the datasets or the ledger; an expectation belongs to one suite, so none is shared.

    `known_documents` are the ids that rows of the other datasets may bear.
    """
    own = _SUITES[dataset]()
    if dataset == LEDGER:
        return gx.ExpectationSuite(dataset, expectations=own)
    keys = _keys(dataset, known_documents)
    # A link has no document where a profile gives it, and no row of a company belongs to one deck alone.
    shared = [*_shape(dataset), *(keys[:1] if dataset in OF_COMPANIES else keys), *_enums(dataset)]
    return gx.ExpectationSuite(dataset, expectations=[*shared, *own])


def _shape(dataset: str) -> _Expectations:
    schema = schema_of(dataset)
    required = [field.name for field in schema if not field.nullable]
    texts = [name for name in required if schema.field(name).type == pa.string()]
    texts = [name for name in texts if (dataset, name) not in MAY_BE_BLANK]
    types = {field.name: str(pd.ArrowDtype(field.type)) for field in schema}
    return [
        ExpectTableColumnsToMatchOrderedList(
            column_list=schema.names, severity=CRITICAL, description="The columns are those of the contract, in order."
        ),
        custom.ExpectColumnTypes(
            types=types, severity=CRITICAL, description="The columns have the types of the contract."
        ),
        custom.ExpectRequiredValues(column_list=required, severity=CRITICAL, description="No required column is null."),
        custom.ExpectNoBlankText(column_list=texts, severity=WARNING, description="No required text is blank."),
    ]


def _keys(dataset: str, known_documents: Collection[str]) -> _Expectations:
    key = list(PRIMARY_KEYS[dataset])
    unique: Expectation
    if len(key) == 1:
        unique = ExpectColumnValuesToBeUnique(
            column=key[0], severity=CRITICAL, description=f"Each {key[0]} stands once."
        )
    else:
        unique = ExpectCompoundColumnsToBeUnique(
            column_list=key, severity=CRITICAL, description=f"Each row is named once by {', '.join(key)}."
        )
    if dataset == "documents":
        return [unique]
    explained = ExpectColumnValuesToBeInSet(
        column="document_id",
        value_set=sorted(known_documents),
        severity=CRITICAL,
        description="Every row belongs to a document that is there.",
    )
    return [unique, explained]


def _enums(dataset: str) -> _Expectations:
    enums = {name: enum_of(dataset, name) for name in schema_of(dataset).names}
    return [
        ExpectColumnValuesToBeInSet(
            column=name,
            value_set=[member.value for member in enum],
            severity=CRITICAL,
            description=f"{name} is one of {', '.join(enum)}.",
        )
        for name, enum in enums.items()
        if enum is not None
    ]


def _between(
    column: str,
    low: int | None,
    high: int | None,
    says: str,
    *,
    severity: FailureSeverity = CRITICAL,
    where: Any = None,
) -> Expectation:
    return ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, severity=severity, row_condition=where, description=says
    )


def _place(*also: str) -> _Expectations:
    return [
        custom.ExpectOnePlace(severity=CRITICAL, description="A row stands on a page or on a line, never both."),
        _from_one("page", "line", *also),
    ]


def _from_one(*columns: str) -> Expectation:
    return custom.ExpectAtLeastOne(
        column_list=list(columns), severity=CRITICAL, description=f"{', '.join(columns)} are 1 or more."
    )


def _from_zero(*columns: str) -> Expectation:
    return custom.ExpectAtLeastZero(
        column_list=list(columns), severity=CRITICAL, description=f"{', '.join(columns)} are 0 or more."
    )


def _warned_and_limited(make: Callable[..., Expectation], says: str) -> _Expectations:
    """The same expectation twice: a warning for any row, critical above `ODD_PRINT_SHARE` of the rows."""
    limit = f"{says} At most {ODD_PRINT_SHARE:.0%} of the rows may break this."
    return [
        make(severity=WARNING, description=says),
        make(severity=CRITICAL, mostly=1 - ODD_PRINT_SHARE, description=limit),
    ]


def _facts() -> _Expectations:
    return [*_place(), *_fact_ranges(), *_fact_dates(), *_fact_meaning(), *_fact_prints()]


def _fact_ranges() -> _Expectations:
    return [
        _between("value", -LARGEST_VALUE, LARGEST_VALUE, "No value is beyond a quintillion of its unit."),
        _between(
            "value",
            -LARGEST_PERCENT,
            LARGEST_PERCENT,
            "A percentage is within a hundredfold.",
            severity=WARNING,
            where=Column("unit") == "percent",
        ),
        _between("decimals", *DECIMALS, "decimals is from -15 to 12."),
        _between("fiscal_year", *FISCAL_YEARS, "A fiscal year is from 1900 to 2100."),
    ]


def _fact_dates() -> _Expectations:
    return [
        custom.ExpectColumnsInOrder(
            column_list=["period_start", "period_end"],
            severity=CRITICAL,
            description="A period begins before it ends.",
        ),
        custom.ExpectColumnsInOrder(
            column_list=["base_start", "base_end"],
            severity=CRITICAL,
            description="A base period begins before it ends.",
        ),
        *_warned_and_limited(
            custom.ExpectBaseBeforePeriod, "A yoy or qoq change is measured against an earlier period."
        ),
    ]


def _fact_meaning() -> _Expectations:
    return [
        custom.ExpectComparisonOnlyOnChanges(
            severity=CRITICAL, description="Only a change or percent_change has a comparison."
        ),
        custom.ExpectChangesToHaveComparison(
            severity=WARNING, description="A change says what it is measured against."
        ),
        *_warned_and_limited(
            custom.ExpectUnitToFitMeasure, "percent_change and share are in percent, and a change is not."
        ),
        custom.ExpectBoundsInPairs(
            severity=WARNING, description="Each low end of a range has its high end at the same place."
        ),
    ]


def _fact_prints() -> _Expectations:
    return [
        custom.ExpectPrintedToHoldADigit(
            column="printed", severity=CRITICAL, description="What is printed holds a digit."
        ),
        *_warned_and_limited(
            partial(custom.ExpectValueToReproducePrint, row_condition=Column("correction_id").is_null()),
            "The value, taken to its decimals, has the digits that are printed.",
        ),
    ]


def _documents() -> _Expectations:
    return [
        custom.ExpectLedgerToClose(
            severity=CRITICAL, description="Every printed number is part of a fact or of a refusal."
        ),
        custom.ExpectIdFromHash(severity=CRITICAL, description="document_id is the beginning of sha256."),
        ExpectColumnValuesToMatchRegex(
            column="sha256", regex="^[0-9a-f]{64}$", severity=CRITICAL, description="sha256 has 64 hex digits."
        ),
        _between("year_end_month", 1, 12, "A fiscal year ends in a month from 1 to 12."),
        _between("fiscal_year", *FISCAL_YEARS, "A fiscal year is from 1900 to 2100."),
        _from_one("size", "facts"),
        _from_zero("slides", "numbers", "refusals", "unexplained", "checks_run", "checks_failed"),
    ]


def _tables() -> _Expectations:
    return [*_place("row_span", "column_span"), _from_zero("table", "row", "column")]


def _checks() -> _Expectations:
    return [
        custom.ExpectChecksToNameFacts(severity=CRITICAL, description="A failed check names the facts it is about."),
        custom.ExpectColumnsInOrderWhereBoth(
            column_list=["expected_low", "expected_high"],
            severity=CRITICAL,
            description="What a check expects is a range from low to high.",
        ),
    ]


def _ledger() -> _Expectations:
    pairs: Sequence[tuple[str, str]] = (
        ("facts", "facts_staged"),
        ("refusals", "refusals_staged"),
        ("checks_failed", "checks_staged"),
    )
    return [
        *(
            ExpectColumnPairValuesToBeEqual(
                column_A=stated,
                column_B=staged,
                severity=CRITICAL,
                description=f"A document states as many {stated} as there are rows.",
            )
            for stated, staged in pairs
        ),
        _between("unknown_facts", 0, 0, "Failed checks name facts that are there."),
        custom.ExpectCriticalChecksToBeFew(
            severity=CRITICAL,
            description="Failed critical checks are a small share of the facts.",
        ),
    ]


def _observations() -> _Expectations:
    return [
        *_place("vintage"),
        custom.ExpectColumnsInOrder(
            column_list=["period_start", "period_end"], severity=CRITICAL, description="A period begins before it ends."
        ),
        custom.ExpectColumnsInOrderWhereBoth(
            column_list=["known_from", "known_until"],
            severity=CRITICAL,
            description="What is known is known before something else is.",
        ),
        custom.ExpectOneLatest(severity=CRITICAL, description="Each data point has one latest vintage."),
        custom.ExpectDifferenceIfChanged(
            severity=CRITICAL, description="What is restated, changed or revised differs, and nothing else does."
        ),
    ]


def _guidance() -> _Expectations:
    return [
        *_place("number"),
        custom.ExpectColumnsInOrderWhereBoth(
            column_list=["low", "high"], severity=WARNING, description="A target is a range from low to high."
        ),
        custom.ExpectOutcomeOfActuals(severity=CRITICAL, description="An actual has an outcome, and nothing else has."),
    ]


def _links() -> _Expectations:
    return [custom.ExpectEvidence(severity=CRITICAL, description="A link by equal values names the facts.")]


_SUITES: Final[Mapping[str, Callable[[], _Expectations]]] = MappingProxyType(
    {
        "documents": _documents,
        "tables": _tables,
        "facts": _facts,
        "refusals": _place,
        "checks": _checks,
        LEDGER: _ledger,
        "observations": _observations,
        "guidance": _guidance,
        "links": _links,
        "cross_checks": _checks,
    }
)
