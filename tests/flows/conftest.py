"""Fixtures: a folder of decks."""

from pathlib import Path

import pytest

from deckfacts.intake import PlannedDeck
from flows.planning import Job, prepare
from flows.stages import Parts
from flows.units import Done, Unit, stage_unit
from tests.flows import fakes


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """An ingest of an empty raw folder."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "profiles").mkdir()
    fakes.calls.clear()
    return Job(raw=tmp_path / "raw", curated=tmp_path / "curated", profiles=tmp_path / "profiles")


def put(job: Job, **decks: str | bytes) -> None:
    """Decks of the company norvale, by stem."""
    folder = job.raw / "norvale"
    folder.mkdir(exist_ok=True)
    for stem, content in decks.items():
        (folder / f"{stem}.md").write_bytes(content if isinstance(content, bytes) else content.encode())


def profile(job: Job, *, company: str = "norvale", currency: str = "JPY") -> None:
    """A profile for a company."""
    text = f'name = "Norvale Networks"\ncurrency = "{currency}"\nyear_end_month = 3\nyear_named_by = "start"\n'
    (job.profiles / f"{company}.toml").write_text(text, encoding="utf-8")


def one_deck(job: Job, content: str | bytes = "Revenue 1", stem: str = "1q") -> PlannedDeck:
    """The one deck of a raw folder."""
    put(job, **{stem: content})
    return prepare(job).decks[0]


def unit_of(job: Job, *decks: PlannedDeck) -> Unit:
    """Decks of a job, or all that it has to read, as one unit."""
    prepared = prepare(job)
    return Unit(
        decks=decks or prepared.decks,
        curated=job.curated,
        profiles=prepared.profiles,
        corrections=prepared.corrections,
    )


def stage(job: Job, *decks: PlannedDeck, parts: Parts | None = None) -> Done:
    """What becomes of decks of a job, or of all that it has to read, when they are staged."""
    return stage_unit(unit_of(job, *decks), parts or fakes.fake_parts())
