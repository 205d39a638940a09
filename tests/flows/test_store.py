"""Stages in a store: what becomes of a unit when the store of its decks, or that of the publication, fails."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.pinned import pin
from deckfacts.places import ObjectPlace
from deckfacts.reader import read_dataset
from flows import planning, units
from flows.planning import Job, prepare
from flows.publishing import index_docs, publish_decks
from flows.watching import list_raw
from tests.flows import fakes
from tests.flows.conftest import stage


@pytest.fixture
def in_store(job: Job, bucket: ObjectPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """An ingest of two decks in a store into another place there."""
    monkeypatch.setattr(planning, "SEEN", tmp_path / "objects.json")
    monkeypatch.setattr(units, "RETRY_SECONDS", (0.0,))
    for name in ("a", "b"):
        (bucket / "raw" / "norvale" / f"{name}.md").write_bytes(f"Revenue of {name}".encode())
    return replace(job, raw=bucket / "raw", curated=bucket / "curated")


def test_through_all_stages(in_store: Job) -> None:
    """Ensures that decks of a store are staged, found again by a run after one that died, published, and indexed."""
    stage(in_store)
    again = stage(in_store)
    assert sorted(fakes.calls) == ["norvale/a.md", "norvale/b.md"]
    assert index_docs(in_store.curated) == in_store.curated / "data_docs" / "index.html"
    publish_decks(in_store.curated, again.staged)
    assert read_dataset(in_store.curated, "facts").num_rows == 4
    assert prepare(in_store).nothing_to_do
    assert (in_store.curated / "staged").files() == []


def silent(*_: Any) -> None:
    """A store that does not answer."""
    raise OSError(5, "the store gives no answer", "s3://bucket")


def test_store_of_decks_fails(in_store: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that an outage ends the run, and is not held against decks that nobody would read again."""
    prepared = prepare(in_store)
    monkeypatch.setattr(ObjectPlace, "fetch", silent)
    with pytest.raises(ConfigurationError, match="no answer"):
        stage(in_store, *prepared.decks)
    assert pin(in_store.curated) is None


def test_deck_that_is_gone(in_store: Job) -> None:
    """Ensures that a deck that was taken away since it was found is kept out, and the one beside it is not."""
    prepared = prepare(in_store)
    (in_store.raw / "norvale" / "b.md").unlink()
    staged = stage(replace(in_store), *prepared.decks).staged
    assert [deck.entry.quarantined for _, deck in staged] in ([0, 1], [1, 0])


def test_store_of_the_publication_fails(in_store: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that what can't be staged is an error with exit code 2, and nothing is published."""
    prepared = prepare(in_store)
    monkeypatch.setattr(ObjectPlace, "write_bytes", silent)
    with pytest.raises(PublicationError, match="no answer") as caught:
        stage(in_store, *prepared.decks)
    assert caught.value.exit_code == 2
    assert pin(in_store.curated) is None


def test_decks_that_land(in_store: Job) -> None:
    """Ensures that a watcher sees which decks of a store are others, and that none there counts as half written."""
    before = list_raw(in_store.raw)
    (in_store.raw / "norvale" / "b.md").write_bytes(b"Revenue of another")
    after = list_raw(in_store.raw)
    assert {name for name in after if after[name] != before[name]} == {"norvale/b.md"}
    assert prepare(in_store).unfinished == ()
