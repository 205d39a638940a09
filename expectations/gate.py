"""Gate: staged rows go in, a verdict on whether they may be published comes out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.expectations.expectation import (
    ColumnMapExpectation,
    ColumnPairMapExpectation,
    Expectation,
    MulticolumnMapExpectation,
)

from deckfacts.contract import ReadDeck, Severity
from deckfacts.schema import schema_of
from expectations.custom import ExpectNoBlankText, ExpectRequiredValues
from expectations.data_docs import build_data_docs
from expectations.engine import GX_LOCK, config_of, evidence_of, exception_message, new_context, run_checkpoint
from expectations.frames import DATASETS, LEDGER, frame_of, ledger_of, tables_of
from expectations.suites import ROW_ID, suite_of
from expectations.verdict import SNAPSHOT, Failure, SuiteEvidence, Verdict, quarantine_rows

__all__ = ["Failure", "SuiteEvidence", "Verdict", "build_data_docs", "judge", "judge_datasets", "quarantine_rows"]

NULL: Final = "null"
BLANK: Final = "blank"

EXAMPLE_WIDTH: Final = 160
"""Characters of a failing row's values that a message quotes."""


def judge(read: ReadDeck) -> Verdict:
    """The verdict on one deck's staged rows. May be called from several threads; they take turns."""
    verdict = _judge(read.document.document_id, tables_of(read))
    return replace(verdict, file=read.document.file)


def judge_datasets(tables: Mapping[str, pa.Table]) -> Verdict:
    """The verdict of the same suites on whole datasets, such as a snapshot before it is published.

    `tables` holds `documents`, `tables`, `facts`, `refusals` and `checks`.
    """
    return _judge(SNAPSHOT, {dataset: tables[dataset] for dataset in DATASETS})


def _judge(name: str, tables: Mapping[str, pa.Table]) -> Verdict:
    datasets, known = dict(tables), frozenset[str]()
    # Without the contract's columns there are no counts to join; that they are missing is a critical failure anyway.
    if all(_has_shape(dataset, table) for dataset, table in tables.items()):
        datasets[LEDGER] = ledger_of(tables)
    if "document_id" in tables["documents"].column_names:
        known = frozenset(tables["documents"]["document_id"].drop_null().to_pylist())
    with GX_LOCK:
        context = new_context()
        results = {
            dataset: run_checkpoint(context, name, suite_of(dataset, known), frame_of(table))
            for dataset, table in datasets.items()
        }
    failures = tuple(failure for dataset, result in results.items() for failure in failures_of(dataset, result))
    return Verdict(
        document_id=name,
        passed=not any(failure.raised or failure.severity is Severity.CRITICAL for failure in failures),
        failures=failures,
        evaluated=sum(len(result.results) for result in results.values()),
        results=tuple(SuiteEvidence(dataset, evidence_of(result)) for dataset, result in results.items()),
    )


def _has_shape(dataset: str, table: pa.Table) -> bool:
    wanted = schema_of(dataset)
    return bool(table.column_names == wanted.names and table.schema.types == wanted.types)


def failures_of(dataset: str, result: ExpectationSuiteValidationResult) -> Iterator[Failure]:
    """The expectations of a suite that do not hold, or could not be evaluated."""
    for one in result.results:
        raised = exception_message(one.exception_info)
        if one.success and raised is None:
            continue
        config = config_of(one)
        yield Failure(
            dataset=dataset,
            expectation=config.type,
            severity=Severity.CRITICAL if raised is not None else Severity(config.severity),
            column=_column(config.to_domain_obj()),
            message=_message(one, raised),
            row_ids=_row_ids(dataset, one.result) if raised is None else (),
            raised=raised is not None,
        )


def _column(expectation: Expectation) -> str | None:
    match expectation:
        case ColumnMapExpectation():
            return str(expectation.column)
        case ColumnPairMapExpectation():
            return f"{expectation.column_A}, {expectation.column_B}"
        case MulticolumnMapExpectation():
            return ", ".join(expectation.column_list)
        case _:
            return None


def _message(result: ExpectationValidationResult, raised: str | None) -> str:
    config = config_of(result)
    says = str(config.description)
    if raised is not None:
        return f"{says} This could not be evaluated: {raised}"
    found = result.result
    if "unexpected_count" not in found:
        return f"{says} Found: {_short(str(found['observed_value']))}."
    broken = f"{says} Broken by {found['unexpected_count']} of {found['element_count']} rows"
    examples = found["partial_unexpected_list"]
    if not examples:
        return f"{broken}."
    only_missing = config.type in {ExpectRequiredValues.expectation_type, ExpectNoBlankText.expectation_type}
    return f"{broken}, for example {_short(_in_words(examples[0], only_missing=only_missing))}."


def _in_words(value: object, *, only_missing: bool) -> str:
    """A failing value or row; `only_missing` leaves out what is there, of a row that fails for what is not."""
    if not isinstance(value, dict):
        return _one(value)
    shown = {name: _one(one) for name, one in value.items()}
    return ", ".join(f"{name} {one}" for name, one in shown.items() if not only_missing or one in {NULL, BLANK})


def _one(value: object) -> str:
    if value is None or value is pd.NA:
        return NULL
    if isinstance(value, str) and not value.strip():
        return BLANK
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= EXAMPLE_WIDTH else f"{text[:EXAMPLE_WIDTH]}…"


def _row_ids(dataset: str, result: Mapping[str, Any]) -> tuple[str, ...]:
    rows = result.get("partial_unexpected_index_list") or ()
    return tuple("/".join(str(row[column]) for column in ROW_ID[dataset]) for row in rows)
