"""Tests of the data dictionary."""

from deckfacts.dictionary import PATH, dictionary
from deckfacts.schema import RECORDS, schema_of


def test_committed_file_is_current() -> None:
    """Ensures that docs/data-dictionary.md is what `python -m deckfacts.dictionary` writes."""
    assert PATH.read_text(encoding="utf-8") == dictionary()


def test_every_column_stands_in_it() -> None:
    """Ensures that each dataset has its part, and each column its line in it."""
    parts = dictionary().split("\n## ")[1:]
    assert [part.partition("\n")[0] for part in parts] == list(RECORDS)
    for dataset, part in zip(RECORDS, parts, strict=True):
        lines = [line for line in part.splitlines() if line.startswith("| `")]
        assert [line.split("`")[1] for line in lines] == schema_of(dataset).names
