"""Fixtures of several packages: a Prefect server of the tests' own."""

import os
from collections.abc import Iterator

import pytest

from flows.server import own_server
from flows.settings import prepare_environment


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A server for the whole session: each start costs as much as all the other tests together."""
    before = dict(os.environ)
    prepare_environment(os.environ, tmp_path_factory.mktemp("prefect"))
    with own_server(os.environ) as server:
        from prefect.settings import PREFECT_API_URL, temporary_settings

        server.wait()
        # Prefect reads the environment when it is imported, which other tests may have done before.
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decks of tests are written just now: nothing is gained by a second look at each a second later."""
    monkeypatch.setattr("deckfacts.landing.PAUSE_SECONDS", 0.0)
