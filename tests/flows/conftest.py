"""Fixtures: a Prefect server of the tests' own, and a folder of decks."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.planning import Job
from flows.settings import prepare_environment
from tests.flows import fakes

SERVER_START_SECONDS = 120
"""It takes 13 to 20 s on a quiet machine."""


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A server for the whole session: each start costs as much as all the other tests together."""
    before = dict(os.environ)
    prepare_environment(os.environ, tmp_path_factory.mktemp("prefect"))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=SERVER_START_SECONDS):
        yield
    os.environ.clear()
    os.environ.update(before)


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
