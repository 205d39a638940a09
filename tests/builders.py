"""Builders: rows of an invented company, Norvale Networks, for tests to change what they are about.

Each gives a record that is whole and consistent; keyword arguments replace its fields.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from deckfacts.contract import (
    CheckRule,
    Document,
    Fact,
    FailedCheck,
    FiscalPeriod,
    Measure,
    Quarantined,
    ReadDeck,
    Refusal,
    RefusalReason,
    Scenario,
    Severity,
    Source,
    TableCell,
    stable_id,
)
from deckfacts.manifest import DeckKey
from deckfacts.publication import Publication

COMPANY = "norvale"
FILE = "norvale/fy2031-1q.md"
DOCUMENT_ID = "0f1e2d3c4b5a6978"


def fact(**overrides: Any) -> Fact:
    """Revenues of JPY4,210 million in the first quarter of fiscal 2031 (April to June 2031), from a table."""
    return replace(
        Fact(
            fact_id="fact-0001",
            document_id=DOCUMENT_ID,
            company=COMPANY,
            concept="revenue",
            label="Total revenues",
            segment=None,
            measure=Measure.LEVEL,
            comparison=None,
            scenario=Scenario.ACTUAL,
            fiscal_year=2031,
            fiscal_period=FiscalPeriod.Q1,
            period_start=date(2031, 4, 1),
            period_end=date(2031, 6, 30),
            base_start=None,
            base_end=None,
            value=Decimal(4210000000),
            unit="JPY",
            bound=None,
            basis=None,
            decimals=-6,
            qualifier=None,
            source=Source.TABLE,
            page=None,
            line=12,
            bbox=None,
            slide_title="Results of the quarter",
            printed="4,210",
            context="Total revenues / 1Q31",
            extractor="text",
        ),
        **overrides,
    )


def refusal(**overrides: Any) -> Refusal:
    """The 2031 of a date in a caption."""
    return replace(
        Refusal(
            refusal_id="refusal-0001",
            document_id=DOCUMENT_ID,
            company=COMPANY,
            reason=RefusalReason.DATE,
            printed="2031",
            page=None,
            line=3,
            bbox=None,
            slide_title=None,
            context="August 8, 2031",
        ),
        **overrides,
    )


def failed_check(**overrides: Any) -> FailedCheck:
    """A growth of 5.0% that its two ends say is between 4.1% and 4.2%."""
    return replace(
        FailedCheck(
            check_id="check-0001",
            document_id=DOCUMENT_ID,
            company=COMPANY,
            rule=CheckRule.GROWTH_AGAINST_ENDS,
            severity=Severity.WARNING,
            message="Total revenues: up 5.0% is printed, 4,210 after 4,042 is 4.2%.",
            fact_ids=("fact-0001", "fact-0002"),
            found=Decimal("5.0"),
            expected_low=Decimal("4.1"),
            expected_high=Decimal("4.2"),
            difference=Decimal("0.8"),
            unit="percent",
        ),
        **overrides,
    )


def table_cell(**overrides: Any) -> TableCell:
    """The cell that prints the revenues."""
    return replace(
        TableCell(
            document_id=DOCUMENT_ID,
            company=COMPANY,
            table=0,
            row=1,
            column=1,
            row_span=1,
            column_span=1,
            header=False,
            text="4,210",
            page=None,
            line=12,
            bbox=None,
            slide_title="Results of the quarter",
        ),
        **overrides,
    )


def document(**overrides: Any) -> Document:
    """The deck for the first quarter of fiscal 2031, whose ledger closes: two facts and one refusal."""
    return replace(
        Document(
            document_id=DOCUMENT_ID,
            company=COMPANY,
            company_name="Norvale Networks",
            file=FILE,
            media_type="text/markdown",
            size=2048,
            sha256=DOCUMENT_ID * 4,
            title="Results for the first quarter",
            published_on=date(2031, 8, 8),
            fiscal_year=2031,
            fiscal_period=FiscalPeriod.Q1,
            period_end=date(2031, 6, 30),
            year_end_month=3,
            currency="JPY",
            assumptions=(),
            slides=4,
            numbers=3,
            facts=2,
            refusals=1,
            unexplained=0,
            checks_run=1,
            checks_failed=1,
            reader_version="test",
        ),
        **overrides,
    )


def quarantined(**overrides: Any) -> Quarantined:
    """The reason against a file without a byte."""
    return replace(
        Quarantined(
            document_id=DOCUMENT_ID,
            company=COMPANY,
            file=FILE,
            stage="read",
            reason="empty",
            message="The file is empty.",
            advice="Put the deck there again.",
        ),
        **overrides,
    )


def read_deck(
    file: str = FILE, *, company: str = COMPANY, version: int = 1, facts: Sequence[Fact] | None = None, count: int = 2
) -> ReadDeck:
    """A deck with `count` facts (or those given), one refusal, one failed check and one table cell.

    Another `file`, `company` or `version` of its bytes gives another document_id and other ids in all its rows.
    """
    document_id = stable_id(company, file, version)
    own: dict[str, Any] = {"document_id": document_id, "company": company}
    if facts is None:
        facts = [
            fact(fact_id=stable_id(document_id, at), line=at + 10, value=Decimal(4210000000 + at * 1000000), **own)
            for at in range(count)
        ]
    else:
        facts = [replace(given, **own) for given in facts]
    ids = tuple(one.fact_id for one in facts)
    return ReadDeck(
        document=document(
            file=file, sha256=document_id * 4, numbers=len(facts) + 1, facts=len(facts), refusals=1, **own
        ),
        tables=(table_cell(**own),),
        facts=tuple(facts),
        refusals=(refusal(refusal_id=stable_id(document_id, "refusal"), **own),),
        checks=(failed_check(check_id=stable_id(document_id, "check"), fact_ids=ids, **own),),
    )


def publication(file: str = FILE, *, fingerprint: str = "reader 1", **read: Any) -> Publication:
    """A deck that is let through; keyword arguments go to `read_deck`."""
    deck = read_deck(file, **read)
    return Publication(DeckKey(deck.document.company, file), fingerprint, deck.document.document_id, deck)


def rejection(
    file: str = FILE, *, company: str = COMPANY, version: int = 1, fingerprint: str = "reader 1"
) -> Publication:
    """The same file, company and version of bytes as `publication` has, not let through for one reason."""
    document_id = stable_id(company, file, version)
    reason = quarantined(document_id=document_id, company=company, file=file)
    return Publication(DeckKey(company, file), fingerprint, document_id, None, (reason,))
