"""Staging: a deck's rows as Parquet, and back."""

import pyarrow as pa
import pytest

from deckfacts.publication import stage_deck
from deckfacts.schema import OF_COMPANIES, OF_DECKS, RECORDS
from deckfacts.staging import rows_of, staged_rows
from tests.builders import publication, read_deck


def test_rows_from_files() -> None:
    """Ensures that a staged deck's rows are judged as they were read: same rows, types, and words about them."""
    rows = rows_of(read_deck())
    again = staged_rows(stage_deck(publication()).contents)
    assert again.document == rows.document
    assert {name: table.num_rows > 0 for name, table in rows.tables.items()} == {
        name: name in {"documents", "tables", "facts", "refusals", "checks"} for name in OF_DECKS
    }
    for name, table in rows.tables.items():
        assert again.tables[name].equals(table, check_metadata=True), name
        assert str(again.tables[name].schema) == str(table.schema), "types are told apart by their words too"
        assert pa.concat_tables([table, again.tables[name]]).num_rows == 2 * table.num_rows


def test_files_of_no_deck() -> None:
    """Ensures that files without a document are not taken for a deck."""
    contents = dict(stage_deck(publication()).contents)
    without = {path: content for path, content in contents.items() if not path.startswith("documents/")}
    with pytest.raises(ValueError, match="0 documents"):
        staged_rows(without)


def test_datasets() -> None:
    """Ensures that each dataset is of decks, of companies, or the quarantine."""
    assert {*OF_DECKS, *OF_COMPANIES, "quarantine"} == set(RECORDS)
