"""Fixtures of several packages: a Prefect server of the tests' own."""

import os
from collections.abc import Iterator

import pytest

from flows.settings import prepare_environment

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


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decks of tests are written just now: nothing is gained by a second look at each a second later."""
    monkeypatch.setattr("deckfacts.landing.PAUSE_SECONDS", 0.0)
