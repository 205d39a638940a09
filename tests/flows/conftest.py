"""Fixtures: a folder of decks."""

from pathlib import Path

import pytest

from flows.planning import Job
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
