"""Publishing: staged decks in curated/, and what becomes of those that can't be."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from deckfacts.errors import DocumentError, PublicationError
from deckfacts.intake import PlannedDeck
from deckfacts.manifest import read_manifest
from deckfacts.reader import read_dataset
from deckfacts.spool import Spool, StagedDeck
from flows import publishing
from flows.planning import Job, prepare
from flows.publishing import BATCH_DECKS, BATCH_SECONDS, batches, index_docs, publish_decks
from flows.report import DeckReport
from tests.flows.conftest import one_deck, profile, put, stage


def through(job: Job, *decks: PlannedDeck) -> list[DeckReport]:
    """Decks through all the stages."""
    return publish_decks(job.curated, stage(job, *decks).staged)


def test_publish(job: Job) -> None:
    """Ensures that what was read is in curated/, the deck counts as unchanged, and nothing of it stays staged."""
    through(job, one_deck(job))
    assert read_dataset(job.curated, "facts").num_rows == 2
    assert prepare(job).nothing_to_do
    assert not [path for path in Spool(job.curated).folder.rglob("*") if path.is_file()]


def test_publish_again(job: Job) -> None:
    """Ensures that of two runs that staged the same deck the second changes nothing."""
    deck = one_deck(job)
    staged = stage(job, deck).staged
    publish_decks(job.curated, staged)
    before = (job.curated / "current").readlink()
    publish_decks(job.curated, staged)
    assert (job.curated / "current").readlink() == before


def test_publish_warned(job: Job) -> None:
    """Ensures that a warning of the gate is kept with the data, and that a deck without one has none."""
    put(job, doubtful="Revenue 1", sound="Revenue 2")
    through(job)
    manifest = read_manifest(job.curated)
    assert manifest is not None
    warnings = {entry.key.file: entry.warnings for entry in manifest.decks}
    assert warnings == {"norvale/doubtful.md": ("It makes no sense.",), "norvale/sound.md": ()}


def test_publish_quarantined(job: Job) -> None:
    """Ensures that a deck that was kept out is told of in quarantine, and not read again until something changes."""
    through(job, one_deck(job, b""))
    assert read_dataset(job.curated, "facts").num_rows == 0
    assert read_dataset(job.curated, "quarantine")["reason"].to_pylist() == ["empty"]
    assert prepare(job).nothing_to_do
    assert [deck.kept_out for deck in prepare(job).plan.unchanged] == [True]
    profile(job)
    assert not prepare(job).nothing_to_do


def test_publish_moved(job: Job) -> None:
    """Ensures that a deck under a new name is published once."""
    deck = one_deck(job)
    through(job, deck)
    deck.path.rename(deck.path.with_name("moved.md"))
    through(job)
    manifest = read_manifest(job.curated)
    assert manifest is not None
    assert [entry.key.file for entry in manifest.decks] == ["norvale/moved.md"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (DocumentError("a value is too large.", where="1q.md", advice="Report it."), "unreadable"),
        (ValueError("surprise"), "internal"),
    ],
)
def test_publish_refused(job: Job, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str) -> None:
    """Ensures that a deck that can't be published is quarantined instead, and the one beside it is not."""
    real: Callable[..., object] = publishing.publish_staged

    def fail_on_a(curated: Path, staged: Sequence[StagedDeck], **more: Any) -> object:
        if any(deck.entry.key.file == "norvale/a.md" and not deck.entry.quarantined for deck in staged):
            raise error
        return real(curated, staged, **more)

    monkeypatch.setattr(publishing, "publish_staged", fail_on_a)
    put(job, a="Revenue 1", b="Revenue 2")
    told = through(job)
    rows = read_dataset(job.curated, "quarantine").to_pylist()
    assert [(row["stage"], row["reason"], row["file"]) for row in rows] == [("publish", reason, "norvale/a.md")]
    assert [bool(report.quarantined) for report in told] == [True, False]
    assert read_dataset(job.curated, "facts").num_rows == 2


def test_publish_nowhere(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a publication that can't be written is no fault of a deck, and that what is staged stays."""
    staged = stage(job, one_deck(job)).staged

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "some file")

    with monkeypatch.context() as patched:
        patched.setattr("deckfacts.snapshots.point_to", full)
        with pytest.raises(PublicationError, match="No space left on device"):
            publish_decks(job.curated, staged)
    publish_decks(job.curated, staged)
    assert read_dataset(job.curated, "facts").num_rows == 2


def test_staged_files_that_are_gone(job: Job) -> None:
    """Ensures that a staged file that somebody took away is an error with advice, and publishes nothing by halves."""
    staged = stage(job, one_deck(job)).staged
    next((Spool(job.curated).folder / "facts").iterdir()).unlink()
    with pytest.raises(PublicationError, match="is gone"):
        publish_decks(job.curated, staged)
    assert read_manifest(job.curated) is None


def test_index_of_docs(job: Job) -> None:
    """Ensures that the index of Data Docs lists the decks that have pages, and is not made where none has."""
    assert index_docs(job.curated) is None
    put(job, a="Revenue 1", contradictory="Revenue 2")
    stage(job)
    index = index_docs(job.curated)
    assert index == job.curated / "data_docs" / "index.html"
    text = index.read_text(encoding="utf-8")
    assert text.index("norvale/a.md") < text.index("norvale/contradictory.md")
    assert text.count("<tr>") == 3


def test_batches() -> None:
    """Ensures that decks are published together that come within seconds, and soon enough where many come."""
    times = iter([0.0, 1.0, BATCH_SECONDS + 1, BATCH_SECONDS + 1, BATCH_SECONDS + 2, BATCH_SECONDS + 3])
    found = list(batches([["a"], ["b", "c"], ["d"]], 99, clock=lambda: next(times)))
    assert found == [["a", "b", "c"], ["d"]]
    many = [str(number) for number in range(BATCH_DECKS)]
    assert list(batches([many, ["last"]], 9999, clock=lambda: 0.0)) == [many, ["last"]]


def test_last_batch_is_small() -> None:
    """Ensures that towards the end of a run most is published while the rest is read, and a small run at once."""
    units = [["a"] * 50, ["b"] * 30, ["c"] * 20]
    assert [len(batch) for batch in batches(units, 100, clock=lambda: 0.0)] == [80, 20]
    assert [len(batch) for batch in batches([["a"] * 10, ["b"] * 10], 20, clock=lambda: 0.0)] == [20]
