"""The benches of a growing store: what they measure is what they say."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from bench import readers, scale
from deckfacts.manifest import read_manifest
from deckfacts.publication import publish


def test_companies_are_different() -> None:
    """Ensures that no two decks share an id, and that each company's figures are its own."""
    decks = list(islice(scale.decks_of_companies(), 2 * len(scale.read_series())))
    ids = Counter(fact.fact_id for deck in decks for fact in deck.facts)
    assert set(ids.values()) == {1}
    first, second = decks[0], decks[len(decks) // 2]
    assert first.document.company != second.document.company
    assert first.facts[0].value != second.facts[0].value


def test_scale_prints_a_row_for_a_size(capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that each size has its figures under as many headings."""
    assert scale.main(["--sizes", "2"]) == 0
    head, rule, row = capsys.readouterr().out.splitlines()
    assert row.startswith("| 2 | ")
    assert head.count("|") == rule.count("|") == row.count("|")


def test_every_engine_reads_a_whole_publication(tmp_path: Path) -> None:
    """Ensures that each engine reads all facts of one publication, and that another one is told from it."""
    publish(tmp_path, [scale.brought(deck) for deck in readers.decks_of(7)])
    seen, publications = readers.measure(tmp_path, 1)
    assert dict(seen) == {f"{name}: whole": 1 for name in readers.ENGINES}
    assert publications == 1
    publish(tmp_path, [scale.brought(deck) for deck in readers.decks_of(8)[:1]])
    seen, _ = readers.measure(tmp_path, 1)
    assert dict(seen) == {f"{name}: MIXED": 1 for name in readers.ENGINES}
    assert read_manifest(tmp_path) is not None
