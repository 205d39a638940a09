"""Verdict: what the gate found in a deck, and the rows of `quarantine` that it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckfacts.contract import Document, Quarantined, Severity

STAGE = "expectations"
SNAPSHOT = "snapshot"
"""The `document_id` of a verdict on whole datasets."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that does not hold.

    `column` names the columns it is about, joined with ", "; null for a whole dataset. `row_ids` are the ids of the
    first rows that fail: `fact_id`, `refusal_id`, `check_id`, `document_id`, or a cell's
    `document_id/table/row/column`. `raised` says that the expectation could not be evaluated at all.
    """

    dataset: str
    expectation: str
    severity: Severity
    column: str | None
    message: str
    row_ids: tuple[str, ...]
    raised: bool = False


@dataclass(frozen=True, slots=True)
class SuiteEvidence:
    """What Great Expectations said of one dataset, as the JSON of its suite validation result, without ids or times."""

    dataset: str
    result: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a deck may go from staged to curated.

    `passed` means that nothing critical failed and nothing raised; a warning leaves it true. `evaluated` counts the
    expectations. `results` is the evidence that Data Docs are built from, a suite for each dataset; a deck that was
    judged among others and has no failure has none of its own. `rows` counts the rows of each dataset; `file`
    and `company` are the deck's, null for a snapshot.
    """

    document_id: str
    passed: bool
    failures: tuple[Failure, ...]
    evaluated: int
    results: tuple[SuiteEvidence, ...] = field(repr=False)
    file: str | None = None
    company: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Remedy:
    """What `quarantine` says beside the message."""

    reason: str
    advice: str


_BROKEN_CONTRACT = _Remedy(
    "broken_contract",
    "The reader gave rows that consumers could not rely on: open the named rows with `deckfacts show`, "
    "and correct the deck's profile, or report the reader's error with the printed text.",
)
_NOT_EVALUATED = _Remedy(
    "not_evaluated",
    "The staged rows do not have the shape of the contract: ingest the deck again with the current version.",
)
_REMEDIES = {
    "expect_ledger_to_close": _Remedy(
        "unexplained_numbers",
        "Find the numbers that are neither a fact nor a refusal with `deckfacts refusals`, and teach the reader why.",
    ),
    "expect_critical_checks_to_be_few": _Remedy(
        "too_many_contradictions",
        "Compare the failed checks with the deck: if it does print them, its figures can't be relied on; "
        "if not, a unit, a scale or a column header was misread.",
    ),
    "expect_value_to_reproduce_print": _Remedy(
        "misread_numbers",
        "The values disagree with the printed digits: the deck writes its numbers in a notation that is not read yet.",
    ),
    "expect_column_pair_values_to_be_equal": _Remedy(
        "counts_disagree",
        "Rows were lost or doubled between reading and staging: ingest the deck again, and report it if it recurs.",
    ),
}


def quarantine_rows(verdict: Verdict, document: Document) -> tuple[Quarantined, ...]:
    """The reasons that keep the deck out of `curated/`, one for each critical or raised failure; none if it passed."""
    held = (failure for failure in verdict.failures if failure.raised or failure.severity is Severity.CRITICAL)
    return tuple(_quarantined(failure, document) for failure in held)


def _quarantined(failure: Failure, document: Document) -> Quarantined:
    remedy = _NOT_EVALUATED if failure.raised else _REMEDIES.get(failure.expectation, _BROKEN_CONTRACT)
    return Quarantined(
        document_id=document.document_id,
        company=document.company,
        file=document.file,
        stage=STAGE,
        reason=remedy.reason,
        message=f"{failure.dataset}: {failure.message}",
        advice=remedy.advice,
    )
