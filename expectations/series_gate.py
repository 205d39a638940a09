"""Series gate: what companies' decks give together goes in, the reasons against publishing it come out.

All companies of a publication are judged at once: a suite costs some tenths of a second, however many rows it sees.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from deckfacts.contract import Quarantined, Severity
from deckfacts.schema import OF_COMPANIES
from deckfacts.series.publishing import SERIES_STAGE, SeriesTables
from expectations.engine import GX_LOCK, ROWS_NAMED, new_context, run_checkpoint
from expectations.frames import frame_of
from expectations.gate import failures_of
from expectations.suites import ROW_ID, suite_of
from expectations.verdict import Failure

REASON: Final = "broken_series"
_ADVICE: Final = (
    "This is an error in deckfacts: please report it. The company's decks are published, its series are not."
)


def judge_series(series: Mapping[str, SeriesTables]) -> Mapping[str, tuple[Quarantined, ...]]:
    """The reasons against each company's series that may not be published; a company without one may be."""
    if not series:
        return {}
    tables = {name: pa.concat_tables([one[name] for one in series.values()]) for name in OF_COMPANIES}
    reasons: dict[str, list[Quarantined]] = defaultdict(list)
    with GX_LOCK:
        context = new_context()
        for dataset, table in tables.items():
            if not table.num_rows:
                continue
            result = run_checkpoint(context, "series", suite_of(dataset, frozenset()), frame_of(table))
            for failure in failures_of(dataset, result):
                if failure.raised or failure.severity is Severity.CRITICAL:
                    for company in _companies(failure, table):
                        reasons[company].append(_reason(company, failure))
    return {company: tuple(held) for company, held in reasons.items()}


def _companies(failure: Failure, table: pa.Table) -> list[str]:
    """The companies whose rows fail; all of them where the failure is of no row, or of more than are named."""
    ids = set(failure.row_ids) if len(failure.row_ids) < ROWS_NAMED else set()
    key = ROW_ID[failure.dataset][0]
    rows = zip(table["company"].to_pylist(), table[key].to_pylist(), strict=True)
    return sorted({company for company, row in rows if not ids or row in ids})


def _reason(company: str, failure: Failure) -> Quarantined:
    return Quarantined(
        document_id="",
        company=company,
        file="",
        stage=SERIES_STAGE,
        reason=REASON,
        message=f"{failure.dataset}: {failure.message}",
        advice=_ADVICE,
    )
