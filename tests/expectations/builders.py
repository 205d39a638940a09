"""Builders: invented records that hold the whole contract, to be broken in one place by a test."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from deckfacts.contract import (
    CheckRule,
    Comparison,
    Document,
    Fact,
    FailedCheck,
    FiscalPeriod,
    Measure,
    ReadDeck,
    Refusal,
    RefusalReason,
    Scenario,
    Severity,
    Source,
    TableCell,
)
from deckfacts.staging import rows_of
from expectations import gate
from expectations.data_docs import write_deck
from expectations.frames import DATASETS
from expectations.pages import INDEX, write_index
from expectations.verdict import Verdict

SHA256 = sha256(b"a deck of nobody").hexdigest()
DOCUMENT_ID = SHA256[:16]
COMPANY = "nobody"
DECK: Mapping[str, Any] = MappingProxyType({"document_id": DOCUMENT_ID, "company": COMPANY})
PLACE: Mapping[str, Any] = MappingProxyType({"page": None, "line": 3, "bbox": None})


def fact(number: int = 0, **overrides: Any) -> Fact:
    """A level of 1,234 million yen in nine months, on line 3."""
    fields: dict[str, Any] = {
        **DECK,
        **PLACE,
        "fact_id": f"fact{number:012d}",
        "concept": "revenue",
        "label": "Revenue",
        "segment": None,
        "measure": Measure.LEVEL,
        "comparison": None,
        "scenario": Scenario.ACTUAL,
        "fiscal_year": 2008,
        "fiscal_period": FiscalPeriod.M9,
        "period_start": date(2008, 4, 1),
        "period_end": date(2008, 12, 31),
        "base_start": None,
        "base_end": None,
        "value": Decimal("1234000000"),
        "unit": "JPY",
        "bound": None,
        "basis": None,
        "decimals": -6,
        "qualifier": None,
        "source": Source.BULLET,
        "slide_title": "Results",
        "printed": "JPY1,234 million",
        "context": "Revenue was JPY1,234 million",
        "extractor": "text",
    }
    return Fact(**{**fields, **overrides})


def growth(number: int = 1, **overrides: Any) -> Fact:
    """A fall of 37.5% against the nine months of the year before."""
    fields: dict[str, Any] = {
        "measure": Measure.PERCENT_CHANGE,
        "comparison": Comparison.YOY,
        "base_start": date(2007, 4, 1),
        "base_end": date(2007, 12, 31),
        "value": Decimal("-37.5"),
        "unit": "percent",
        "decimals": 1,
        "printed": "down 37.5%",
    }
    return fact(number, **{**fields, **overrides})


def refusal(number: int = 0, **overrides: Any) -> Refusal:
    """A year that is no fact."""
    fields: dict[str, Any] = {
        **DECK,
        **PLACE,
        "refusal_id": f"refusal{number:09d}",
        "reason": RefusalReason.DATE,
        "printed": "2008",
        "slide_title": None,
        "context": "December 31, 2008",
    }
    return Refusal(**{**fields, **overrides})


def check(number: int = 0, **overrides: Any) -> FailedCheck:
    """A growth rate that does not fit the level, named with a warning."""
    fields: dict[str, Any] = {
        **DECK,
        "check_id": f"check{number:011d}",
        "rule": CheckRule.GROWTH_AGAINST_ENDS,
        "severity": Severity.WARNING,
        "message": "Revenue fell by 37.5% and not by 36%.",
        "fact_ids": (fact(0).fact_id, growth(1).fact_id),
        "found": Decimal("-37.5"),
        "expected_low": Decimal("-36.1"),
        "expected_high": Decimal("-35.9"),
        "difference": Decimal("1.4"),
        "unit": "percent",
    }
    return FailedCheck(**{**fields, **overrides})


def cell(row: int = 0, **overrides: Any) -> TableCell:
    """A cell of the first column."""
    fields: dict[str, Any] = {
        **DECK,
        **PLACE,
        "table": 0,
        "row": row,
        "column": 0,
        "row_span": 1,
        "column_span": 1,
        "header": False,
        "text": "Revenue",
        "slide_title": None,
    }
    return TableCell(**{**fields, **overrides})


def document(**overrides: Any) -> Document:
    """The document of `good_deck`, whose counts it states."""
    fields: dict[str, Any] = {
        **DECK,
        "company_name": "Nobody Inc.",
        "file": "nobody/3q.md",
        "media_type": "text/markdown",
        "size": 1000,
        "sha256": SHA256,
        "title": "Results",
        "published_on": None,
        "fiscal_year": 2008,
        "fiscal_period": FiscalPeriod.M9,
        "period_end": date(2008, 12, 31),
        "year_end_month": 3,
        "currency": "JPY",
        "assumptions": (),
        "slides": 1,
        "numbers": 50,
        "facts": 40,
        "refusals": 2,
        "unexplained": 0,
        "checks_run": 9,
        "checks_failed": 1,
        "reader_version": "1",
    }
    return Document(**{**fields, **overrides})


def good_deck(
    *,
    facts: Mapping[int, Fact] = MappingProxyType({}),
    extra_facts: tuple[Fact, ...] = (),
    refusals: tuple[Refusal, ...] | None = None,
    checks: tuple[FailedCheck, ...] | None = None,
    tables: tuple[TableCell, ...] | None = None,
    about: Mapping[str, Any] = MappingProxyType({}),
) -> ReadDeck:
    """A deck of forty facts that holds the contract, some rows replaced.

    The document's counts follow the rows, unless `about`, its own fields, says otherwise.
    """
    good = [fact(number) if number % 2 == 0 else growth(number) for number in range(40)]
    rows = (*(facts.get(number, one) for number, one in enumerate(good)), *extra_facts)
    refused = (refusal(0), refusal(1)) if refusals is None else refusals
    failed = (check(0),) if checks is None else checks
    closed = document(facts=len(rows), refusals=len(refused), checks_failed=len(failed), checks_run=len(failed) + 8)
    return ReadDeck(
        document=replace(closed, **about),
        tables=(cell(0), cell(1)) if tables is None else tables,
        facts=rows,
        refusals=refused,
        checks=failed,
    )


def judge(read: ReadDeck) -> Verdict:
    """The verdict on a deck by itself, with its evidence."""
    return gate.judge(rows_of(read))


def tables_of(read: ReadDeck) -> dict[str, pa.Table]:
    """The datasets of a deck that have suites."""
    return {dataset: rows_of(read).tables[dataset] for dataset in DATASETS}


def build_data_docs(verdicts: Iterable[Verdict], folder: Path) -> Path:
    """Write or replace the pages of each verdict's deck under `folder`, and the index over all that stand there.

    Gives the path of the index. The pages of other decks stay as they are; delete the folder to begin anew.
    """
    for verdict in verdicts:
        write_deck(verdict, folder)
    write_index(folder)
    return folder / INDEX
