"""Screen: the rows of many decks go in, judged together; the decks that break anything come out.

Every expectation but those on a dataset's shape is about single rows, or about rows of one document beside each other,
so a deck of which no row breaks one breaks none by itself. What is not so is looked at before: a deck whose datasets
have not the contract's shape, or a row that bears another document's id.
"""

from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult

from deckfacts.schema import schema_of
from expectations.engine import GX_LOCK, exception_message, new_context, run_checkpoint
from expectations.frames import DATASETS, LEDGER, frame_of, ledger_of
from expectations.suites import suite_of

_DOCUMENT = "document_id"


def screen(decks: Sequence[Mapping[str, pa.Table]]) -> tuple[frozenset[int], int]:
    """The numbers of the decks that may break something, and how many expectations a deck is held against.

    A deck that is not among them breaks none: what can't be told of a single deck falls on all.
    """
    ids = [_own_id(tables) for tables in decks]
    suspects = {number for number, own in enumerate(ids) if own is None}
    sound = [number for number in range(len(decks)) if number not in suspects]
    if not sound:
        return frozenset(suspects), 0
    tables = {dataset: pa.concat_tables([decks[number][dataset] for number in sound]) for dataset in DATASETS}
    results = run_suites("run", tables | {LEDGER: ledger_of(tables)}, {ids[number] for number in sound}, every=True)
    broken = [_broken(result) for result in results.values()]
    found = None if None in broken else {one for some in broken if some is not None for one in some}
    suspects |= {number for number in sound if found is None or ids[number] in found}
    return frozenset(suspects), sum(len(result.results) for result in results.values())


def run_suites(
    name: str, datasets: Mapping[str, pa.Table], known: Collection[str | None], *, every: bool = False
) -> dict[str, ExpectationSuiteValidationResult]:
    """What each dataset's suite finds; `known` are the documents that rows may belong to.

    With `every`, results name the documents of all rows that fail, and not only the ids of the first.
    """
    documents = [one for one in known if one is not None]
    by = [_DOCUMENT] if every else []
    with GX_LOCK:
        context = new_context()
        return {
            dataset: run_checkpoint(context, name, suite_of(dataset, documents), frame_of(table), every=by)
            for dataset, table in datasets.items()
        }


def have_shape(tables: Mapping[str, pa.Table]) -> bool:
    """Whether each dataset has the contract's columns, in order and of their types."""
    return all(
        table.column_names == schema_of(dataset).names and table.schema.types == schema_of(dataset).types
        for dataset, table in tables.items()
    )


def _own_id(tables: Mapping[str, pa.Table]) -> str | None:
    """The document that all rows of a deck belong to; null where that can't be said."""
    if not have_shape(tables) or tables["documents"].num_rows != 1:
        return None
    own: str | None = tables["documents"][_DOCUMENT][0].as_py()
    others = (
        table.filter(pc.invert(pc.equal(table[_DOCUMENT], own).fill_null(fill_value=False)))
        for table in tables.values()
    )
    return own if own and not any(table.num_rows for table in others) else None


def _broken(result: ExpectationSuiteValidationResult) -> set[str] | None:
    """The documents of the rows that fail an expectation, its tolerance aside; null for all documents."""
    found: set[str] = set()
    for one in result.results:
        if exception_message(one.exception_info) is not None or "unexpected_count" not in one.result:
            if not one.success:
                return None
            continue
        if one.result["unexpected_count"]:
            rows = one.result["unexpected_index_list"]
            found |= {row[_DOCUMENT] for row in rows}
    return found
