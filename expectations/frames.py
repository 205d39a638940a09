"""Frames: the datasets as the pandas frames that Great Expectations reads, and the ledger that joins their counts."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from deckfacts.contract import Severity

DATASETS = ("documents", "tables", "facts", "refusals", "checks")
LEDGER = "ledger"
"""The dataset that is not published: for each document, the counts it states beside those of its rows."""

_DECK = ["company", "document_id"]


def frame_of(table: pa.Table) -> pd.DataFrame:
    """The table with its Arrow types kept: decimals stay decimals, and a null does not turn a column into floats."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def ledger_of(tables: Mapping[str, pa.Table]) -> pa.Table:
    """For each document: `facts`, `refusals` and `checks_failed` as it states them, `facts_staged`,
    `refusals_staged`, `checks_staged` as its rows count, `critical_checks`, and `unknown_facts`, the facts that its
    failed checks name and that are not there."""
    checks = tables["checks"]
    critical = checks.filter(pc.equal(checks["severity"], Severity.CRITICAL.value))
    ledger = tables["documents"].select([*_DECK, "facts", "refusals", "checks_failed"])
    ledger = _with_count(ledger, tables["facts"], "facts_staged")
    ledger = _with_count(ledger, tables["refusals"], "refusals_staged")
    ledger = _with_count(ledger, checks, "checks_staged")
    ledger = _with_count(ledger, critical, "critical_checks")
    return _with_count(ledger, _unknown_facts(checks, tables["facts"]), "unknown_facts").sort_by(
        [(column, "ascending") for column in _DECK]
    )


def _with_count(ledger: pa.Table, rows: pa.Table, name: str) -> pa.Table:
    counts = rows.select(_DECK).group_by(_DECK).aggregate([([], "count_all")]).rename_columns([*_DECK, name])
    joined = ledger.join(counts, keys=_DECK, join_type="left outer")
    filled = pc.fill_null(joined[name], 0)
    return joined.set_column(joined.column_names.index(name), name, filled)


def _unknown_facts(checks: pa.Table, facts: pa.Table) -> pa.Table:
    """A row for each time that a check names a fact which is not among its deck's."""
    parents = pc.list_parent_indices(checks["fact_ids"])
    named = checks.select(_DECK).take(parents).append_column("fact_id", pc.list_flatten(checks["fact_ids"]))
    key = ["document_id", "fact_id"]
    return named.join(facts.select(key), keys=key, join_type="left anti")
