"""Publishing of series: what one company's surprise does to the others, and what can't be held as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from deckfacts.publication import publish
from deckfacts.reader import read_dataset, read_facts
from deckfacts.series import publishing
from deckfacts.series.points import StatedDeck
from deckfacts.series.publishing import Resolver
from deckfacts.series.records import CompanySeries
from deckfacts.series.resolving import GivenNames, resolve_company
from tests import builders
from tests.deckfacts.series.library import publications

OURS, THEIRS = "halvorsen", "mizuhara"


def reasons(curated: Path) -> list[tuple[str, str, str]]:
    """What quarantine says: company, stage and reason."""
    rows = read_dataset(curated, "quarantine").to_pylist()
    return [(row["company"], row["stage"], row["reason"]) for row in rows]


def test_one_company_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a company whose series can't be made keeps its decks, and the others their series."""

    def fail(decks: list[StatedDeck], given: GivenNames | None = None) -> CompanySeries:
        if decks[0].document.company == OURS:
            raise ZeroDivisionError("surprise")
        return resolve_company(decks, given)

    monkeypatch.setattr(publishing, "resolve_company", fail)
    publish(tmp_path, [*publications(OURS), *publications(THEIRS)])
    assert reasons(tmp_path) == [(OURS, "series", "internal")]
    assert {row["company"] for row in read_dataset(tmp_path, "observations").to_pylist()} == {THEIRS}
    assert {row["company"] for row in read_facts(tmp_path).to_pylist()} == {OURS, THEIRS}


def test_gate_fails(tmp_path: Path) -> None:
    """Ensures that what can't be judged is not let through, and that the decks are published."""

    def fail(_: object) -> dict[str, tuple[object, ...]]:
        raise ZeroDivisionError("surprise")

    publish(tmp_path, publications(OURS), resolver=Resolver(judge=fail))  # type: ignore[arg-type]
    assert reasons(tmp_path) == [(OURS, "series", "internal")]
    assert read_dataset(tmp_path, "observations").num_rows == 0
    assert read_dataset(tmp_path, "facts").num_rows > 0


def test_segment_by_any_name(tmp_path: Path) -> None:
    """Ensures that a segment is found whole by the name that it had and by the one that it has."""
    publish(tmp_path, publications(OURS))
    old, new = (
        read_facts(tmp_path, segment=name, concept="revenue", latest=True)
        for name in ("Field Services", "Lifecycle Solutions")
    )
    assert old.num_rows == new.num_rows > 10
    assert len(set(old["segment"].to_pylist())) == 2


@pytest.mark.parametrize("files", [("a/3q.md", "a/3q-reissued.md"), ("a/3q.pdf", "a/3q_v2.md")])
def test_two_decks_of_a_day(files: tuple[str, str]) -> None:
    """Ensures that of two decks of one day the one whose name goes on is the later."""
    decks = [StatedDeck(replace(builders.document(), file=file), ()) for file in files]
    assert decks[0].order < decks[1].order
