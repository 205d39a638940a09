"""Gate: staged rows go in, a verdict on whether they may be published comes out."""

from collections.abc import Iterator, Mapping, Sequence
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

from deckfacts.contract import Severity
from deckfacts.staging import DeckRows
from expectations.custom import ExpectNoBlankText, ExpectRequiredValues
from expectations.engine import config_of, evidence_of, exception_message
from expectations.frames import DATASETS, LEDGER, ledger_of
from expectations.screen import have_shape, run_suites, screen
from expectations.suites import ROW_ID
from expectations.verdict import SNAPSHOT, Failure, SuiteEvidence, Verdict

NULL: Final = "null"
BLANK: Final = "blank"

EXAMPLE_WIDTH: Final = 160
"""Characters of a failing row's values that a message quotes."""


def judge(rows: DeckRows) -> Verdict:
    """The verdict on one deck's staged rows. May be called from several threads; they take turns."""
    return _about(rows, _judge(rows.document.document_id, _datasets(rows)))


def judge_decks(decks: Sequence[DeckRows]) -> list[Verdict]:
    """The verdict on each deck, as `judge` gives it by itself, save that one without a failure has no evidence.

    Great Expectations takes some seconds for a deck and hardly more for a hundred, so all are judged together first,
    and only those that break anything by themselves.
    """
    if len(decks) == 1:
        return [_without_evidence(judge(decks[0]))]
    suspects, evaluated = screen([_datasets(rows) for rows in decks])
    return [
        _without_evidence(judge(rows)) if number in suspects else _clean(rows, evaluated)
        for number, rows in enumerate(decks)
    ]


def _clean(rows: DeckRows, evaluated: int) -> Verdict:
    return _about(rows, Verdict(rows.document.document_id, passed=True, failures=(), evaluated=evaluated, results=()))


def _about(rows: DeckRows, verdict: Verdict) -> Verdict:
    counts = {dataset: table.num_rows for dataset, table in _datasets(rows).items()}
    return replace(verdict, file=rows.document.file, company=rows.document.company, rows=counts)


def _datasets(rows: DeckRows) -> dict[str, pa.Table]:
    """The datasets that have suites."""
    return {dataset: rows.tables[dataset] for dataset in DATASETS}


def _without_evidence(verdict: Verdict) -> Verdict:
    """The same whether it was judged alone or among others."""
    return verdict if verdict.failures else replace(verdict, results=())


def judge_datasets(tables: Mapping[str, pa.Table]) -> Verdict:
    """The verdict of the same suites on whole datasets, such as a snapshot before it is published.

    `tables` holds `documents`, `tables`, `facts`, `refusals` and `checks`.
    """
    return _judge(SNAPSHOT, {dataset: tables[dataset] for dataset in DATASETS})


def _judge(name: str, tables: Mapping[str, pa.Table]) -> Verdict:
    datasets, known = dict(tables), frozenset[str]()
    # Without the contract's columns there are no counts to join; that they are missing is a critical failure anyway.
    if have_shape(tables):
        datasets[LEDGER] = ledger_of(tables)
    if "document_id" in tables["documents"].column_names:
        known = frozenset(tables["documents"]["document_id"].drop_null().to_pylist())
    results = run_suites(name, datasets, known)
    failures = tuple(failure for dataset, result in results.items() for failure in failures_of(dataset, result))
    return Verdict(
        document_id=name,
        passed=not any(failure.raised or failure.severity is Severity.CRITICAL for failure in failures),
        failures=failures,
        evaluated=sum(len(result.results) for result in results.values()),
        results=tuple(SuiteEvidence(dataset, evidence_of(result)) for dataset, result in results.items()),
    )


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
