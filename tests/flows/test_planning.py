"""Planning: which decks a run reads, and which wait for something to be corrected."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from deckfacts.errors import ConfigurationError
from flows.planning import Job, prepare
from flows.publishing import publish_decks
from tests.flows.conftest import profile, put, stage


def test_nothing_there(job: Job) -> None:
    """Ensures that an empty raw folder is nothing to do and no error."""
    prepared = prepare(job)
    assert prepared.nothing_to_do
    assert not prepared.problems


def test_wrong_profile_holds_its_company(job: Job) -> None:
    """Ensures that a profile with a typing error holds back its company's decks and lets the others go on."""
    put(job, a="Revenue 1", b="Revenue 2")
    (job.raw / "other").mkdir()
    (job.raw / "other" / "1q.md").write_text("Revenue 3", encoding="utf-8")
    profile(job, currency="JPX")
    prepared = prepare(job)
    assert [deck.file for deck in prepared.decks] == ["other/1q.md"]
    assert [deck.file for deck in prepared.held] == ["norvale/a.md", "norvale/b.md"]
    assert ["JPX" in problem.message for problem in prepared.problems] == [True]


def test_profile_of_a_company_that_goes(job: Job) -> None:
    """Ensures that a company's profile is known also when nothing of it is read and a deck is withdrawn."""
    put(job, a="Revenue 1", b="Revenue 2")
    profile(job)
    publish_decks(job.curated, stage(job).staged)
    (job.raw / "norvale" / "b.md").unlink()
    assert list(prepare(replace(job, prune=True)).profiles) == ["norvale"]


def test_corrected_profile(job: Job) -> None:
    """Ensures that the decks go on once the profile is right."""
    put(job, a="Revenue 1")
    profile(job, currency="JPX")
    assert prepare(job).nothing_to_do
    profile(job)
    assert [deck.file for deck in prepare(job).decks] == ["norvale/a.md"]


def test_missing_path(job: Job) -> None:
    """Ensures that a path that is not there stops the run."""
    with pytest.raises(ConfigurationError, match="no such file"):
        prepare(replace(job, paths=(job.raw / "nowhere.md",)))


def test_paths_leave_raw_alone(job: Job) -> None:
    """Ensures that a run that was given paths looks at nothing else."""
    put(job, a="Revenue 1", b="Revenue 2")
    prepared = prepare(replace(job, paths=(job.raw / "norvale" / "b.md",)))
    assert [deck.file for deck in prepared.decks] == ["norvale/b.md"]
    assert prepared.plan.gone == ()


def test_unfinished(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a deck that grows as it is looked at waits for the next run, and the others don't."""
    put(job, whole="Revenue 1", growing="Reve")
    profile(job)
    with monkeypatch.context() as writing:
        writing.setattr("deckfacts.landing.find_unfinished.__kwdefaults__", {"now": time.time, "pause": write_on(job)})
        prepared = prepare(job)
    assert [deck.file for deck in prepared.decks] == ["norvale/whole.md"]
    assert [deck.file for deck in prepared.unfinished] == ["norvale/growing.md"]
    assert [deck.file for deck in prepare(job).decks] == ["norvale/growing.md", "norvale/whole.md"]


def write_on(job: Job) -> Callable[[float], None]:
    """A pause in which the deck grows."""
    return lambda _: put(job, growing="Revenue 2")
