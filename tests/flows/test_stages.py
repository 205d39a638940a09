"""Stages: what becomes of one deck, whatever it does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deckfacts.contract import Quarantined
from deckfacts.errors import DocumentError, PublicationError
from deckfacts.intake import PlannedDeck, Status
from deckfacts.manifest import read_manifest
from deckfacts.profiles import load_profile
from deckfacts.reader import read_dataset
from flows import stages
from flows.planning import Job, prepare
from flows.stages import Outcome, Parts, judge_one, publish_decks, read_one, unreadable
from tests.flows.conftest import profile, put
from tests.flows.fakes import calls, fake_parts, fake_read


def one_deck(job: Job, content: str | bytes = "Revenue 1", stem: str = "1q") -> PlannedDeck:
    """The one deck of a raw folder."""
    put(job, **{stem: content})
    return prepare(job).decks[0]


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (b"", "empty", "empty"),
        (b"\x00\x01", "undecodable", "no text"),
        ("surprise", "internal", "ZeroDivisionError: division by <b>zero</b> (fakes.py, line "),
    ],
)
def test_read_quarantines(job: Job, content: str | bytes, reason: str, says: str) -> None:
    """Ensures that a deck that can't be read becomes a row that says why and what to do, whatever went wrong."""
    outcome = read_one(one_deck(job, content), {}, fake_read)
    row = outcome.quarantined[0]
    assert (outcome.read, row.stage, row.reason, row.company, row.file) == (
        None,
        "read",
        reason,
        "norvale",
        "norvale/1q.md",
    )
    assert says in row.message
    assert row.advice


def test_read_lets_oserror_through(job: Job) -> None:
    """Ensures that a file that the system does not give can be asked for again, and is unreadable in the end."""
    deck = one_deck(job)
    deck.path.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        read_one(deck, {}, fake_read)
    assert unreadable(deck, caught.value).quarantined[0].reason == "unreadable"


def test_read_by_name(job: Job, tmp_path: Path) -> None:
    """Ensures that a deck that prints the name of a company with a profile is read again as that company's."""
    profile(job)
    path = tmp_path / "given.md"
    path.write_text("Revenue 1", encoding="utf-8")
    prepared = prepare(replace(job, paths=(path,)))
    outcome = read_one(prepared.decks[0], prepared.profiles, fake_read)
    assert (outcome.company, calls) == ("norvale", ["given.md", "given.md"])
    assert outcome.read is not None
    assert outcome.read.document.assumptions == ()


def test_read_unknown_company(job: Job, tmp_path: Path) -> None:
    """Ensures that a deck of no known company is read once, and keeps the name that it gives itself."""
    path = tmp_path / "given.md"
    path.write_text("Revenue 1", encoding="utf-8")
    outcome = read_one(prepare(replace(job, paths=(path,))).decks[0], {}, fake_read)
    assert (outcome.company, calls) == ("from-the-deck", ["given.md"])


def test_judge(job: Job) -> None:
    """Ensures that the gate's reasons keep a deck out."""
    deck = one_deck(job, stem="contradictory")
    outcome = judge_one(deck, read_one(deck, {}, fake_read), fake_parts())
    assert [row.reason for row in outcome.quarantined] == ["no_sense"]


def test_judge_surprised(job: Job) -> None:
    """Ensures that a gate that fails lets nothing through, and keeps what was read for the report."""
    parts = replace(fake_parts(), judge=lambda read: 1 / 0)  # type: ignore[arg-type, return-value]
    deck = one_deck(job)
    outcome = judge_one(deck, read_one(deck, {}, fake_read), parts)
    assert [(row.stage, row.reason) for row in outcome.quarantined] == [("expectations", "internal")]
    assert outcome.read is not None


def read_and_publish(job: Job, deck: PlannedDeck, parts: Parts | None = None) -> Outcome:
    """A deck through all the stages."""
    parts = parts or fake_parts()
    return publish_decks(job.curated, [(deck, judge_one(deck, read_one(deck, {}, parts.read), parts))])[0]


def test_publish(job: Job) -> None:
    """Ensures that what was read is in curated/, and that the deck counts as unchanged from then on."""
    read_and_publish(job, one_deck(job))
    assert read_dataset(job.curated, "facts").num_rows == 2
    assert prepare(job).nothing_to_do


def test_publish_warned(job: Job) -> None:
    """Ensures that a warning of the gate is kept with the data, and that a deck without one has none."""
    read_and_publish(job, one_deck(job, stem="doubtful"))
    put(job, sound="Revenue 2")
    read_and_publish(job, next(deck for deck in prepare(job).decks))
    manifest = read_manifest(job.curated)
    assert manifest is not None
    warnings = {entry.key.file: entry.warnings for entry in manifest.decks}
    assert warnings == {"norvale/doubtful.md": ("It makes no sense.",), "norvale/sound.md": ()}


def test_publish_quarantined(job: Job) -> None:
    """Ensures that a deck that was kept out is told of in quarantine, and not read again until something changes."""
    read_and_publish(job, one_deck(job, b""))
    assert read_dataset(job.curated, "facts").num_rows == 0
    assert read_dataset(job.curated, "quarantine")["reason"].to_pylist() == ["empty"]
    assert prepare(job).nothing_to_do
    assert [deck.kept_out for deck in prepare(job).plan.unchanged] == [True]
    profile(job)
    assert not prepare(job).nothing_to_do


def test_publish_moved(job: Job) -> None:
    """Ensures that a deck under a new name is published once."""
    deck = one_deck(job)
    read_and_publish(job, deck)
    deck.path.rename(deck.path.with_name("moved.md"))
    read_and_publish(job, prepare(job).decks[0])
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
    """Ensures that a deck whose rows can't be published is quarantined instead."""
    real: Callable[..., object] = stages.publish

    def fail_on_rows(curated: Path, publications: list[stages.Publication], **gone: object) -> object:
        if not publications[0].quarantined:
            raise error
        return real(curated, publications, **gone)

    monkeypatch.setattr(stages, "publish", fail_on_rows)
    read_and_publish(job, one_deck(job))
    rows = read_dataset(job.curated, "quarantine").to_pylist()
    assert [(row["stage"], row["reason"]) for row in rows] == [("publish", reason)]


def test_publish_nowhere(job: Job) -> None:
    """Ensures that a publication that can't be written is no fault of the deck."""
    job.curated.write_text("a file", encoding="utf-8")
    deck = PlannedDeck(job.raw / "1q.md", "norvale/1q.md", "norvale", "0" * 64, "f", status=Status.NEW)
    row = Quarantined(
        document_id="0" * 16, company="norvale", file="norvale/1q.md", stage="read", reason="r", message="m", advice="a"
    )
    with pytest.raises(PublicationError):
        publish_decks(job.curated, [(deck, Outcome("norvale", "0" * 16, quarantined=(row,)))])


def test_profiles_are_loaded(job: Job) -> None:
    """Ensures that a deck is read by its company's profile."""
    profile(job)
    deck = one_deck(job)
    prepared = prepare(job)
    assert prepared.profiles == {"norvale": load_profile(job.profiles / "norvale.toml")}
    outcome = read_one(deck, prepared.profiles, fake_read)
    assert outcome.read is not None
    assert outcome.read.document.assumptions == ()
