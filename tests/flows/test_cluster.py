"""Cluster: the same flow on processes of this machine and on a real Dask scheduler with real workers."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest

from deckfacts.errors import ConfigurationError, WorkerError
from flows.planning import Job
from flows.runners import lost_worker, make_runner, workers_of
from flows.settings import Runner, Settings
from tests.flows.test_same_bytes import snapshot

pytestmark = pytest.mark.usefixtures("prefect_server")

CHECKOUT = Path(__file__).parents[2]
DECKS = CHECKOUT / "tests" / "decks"
NAMES = ("bank.md", "maker.md", "telco.txt", "saas.md")

START_SECONDS = 60
"""Until a scheduler and its workers have found each other on a busy machine."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A Dask scheduler and two workers, each started as the docs say."""
    folder = tmp_path_factory.mktemp("dask")
    place = folder / "scheduler.json"
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    dask = [sys.executable, "-m", "dask"]
    quiet = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", ":0",
                          "--scheduler-file", str(place)], **quiet)  # type: ignore[call-overload]
    ]  # fmt: skip
    workers = [
        subprocess.Popen([*dask, "worker", "--scheduler-file", str(place), "--nworkers", "1", "--nthreads", "1",
                          "--no-dashboard", "--no-nanny"], **quiet)  # type: ignore[call-overload]
        for _ in range(2)
    ]  # fmt: skip
    started += workers
    try:
        yield Cluster(_when_up(place, len(workers)), started[0], tuple(workers))
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _when_up(place: Path, workers: int) -> str:
    from distributed import Client

    deadline = time.monotonic() + START_SECONDS
    while not place.is_file():
        assert time.monotonic() < deadline, "the scheduler did not start"
        time.sleep(0.1)
    address = str(json.loads(place.read_text(encoding="utf-8"))["address"])
    with Client(address, timeout=START_SECONDS, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=START_SECONDS)
    return address


@pytest.fixture
def decks(job: Job) -> Job:
    """Decks of two companies."""
    for company in ("alder", "birch"):
        (job.raw / company).mkdir()
        for name in NAMES:
            text = (DECKS / name).read_text(encoding="utf-8")
            (job.raw / company / name).write_text(f"{text}\n\n{company}\n", encoding="utf-8")
    return job


def run(job: Job, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow as it is, on the runner of these settings."""
    import flows.ingest

    monkeypatch.setattr(flows.ingest, "load_settings", lambda: settings)
    flows.ingest.ingest.with_options(task_runner=make_runner(settings))(**asdict(job))


@pytest.fixture
def expected(decks: Job, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What threads of this process publish of the decks."""
    here = replace(decks, curated=decks.curated.with_name("by-threads"))
    run(here, Settings(workers=2), monkeypatch)
    return snapshot(here.curated)


def test_every_runner(decks: Job, cluster: Cluster, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that processes and a Dask cluster publish the bytes that threads do, though a Dask worker is killed."""
    by_processes = replace(decks, curated=decks.curated.with_name("by-processes"))
    run(by_processes, Settings(runner=Runner.PROCESSES, workers=2), monkeypatch)
    assert snapshot(by_processes.curated) == expected

    settings = Settings(runner=Runner.DASK, dask_address=cluster.address)
    assert workers_of(settings) == 2
    by_dask = replace(decks, curated=decks.curated.with_name("by-dask"))
    cluster.workers[0].send_signal(signal.SIGSTOP)
    with kills(cluster.workers[0], by_dask):
        run(by_dask, settings, monkeypatch)
    assert cluster.workers[0].wait(timeout=10) == -signal.SIGKILL, "the worker was killed under way"
    assert snapshot(by_dask.curated) == expected


def test_scheduler_goes_away(
    decks: Job, cluster: Cluster, expected: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ensures that a scheduler that is killed under a run is told of with what to do, and the next run does the rest.

    The last test with the cluster: there is none after it.
    """
    settings = Settings(runner=Runner.DASK, dask_address=cluster.address, workers=1)
    with kills(cluster.scheduler, decks), pytest.raises(WorkerError, match="The Dask scheduler went away"):
        run(decks, settings, monkeypatch)
    assert snapshot(decks.curated) != expected
    run(decks, Settings(workers=2), monkeypatch)
    assert snapshot(decks.curated) == expected


@contextmanager
def kills(process: subprocess.Popen[bytes], job: Job) -> Iterator[None]:
    """Kill a process once a deck of the job is staged. That happens in another one, as this one's threads are busy."""
    words = [sys.executable, "-c", _KILLER, str(job.curated), str(process.pid)]
    killer = subprocess.Popen(words, cwd=CHECKOUT)
    try:
        yield
    finally:
        killer.kill()
        killer.wait()


_KILLER = """
import os, signal, sys, time
from pathlib import Path
spool, victim = Path(sys.argv[1]) / ".staged" / "decks", int(sys.argv[2])
while not spool.is_dir():
    time.sleep(0.05)
os.kill(victim, signal.SIGKILL)
"""


def test_lost_worker() -> None:
    """Ensures that a unit that one Dask worker after another died of is told of, and an error of our own is no such."""
    from distributed import KilledWorker

    assert "One Dask worker after another" in str(lost_worker(KilledWorker("a unit", None, 3)))
    assert lost_worker(ZeroDivisionError()) is None


def test_no_cluster() -> None:
    """Ensures that a cluster that is not named, or does not answer, is told with what to do."""
    with pytest.raises(ConfigurationError, match="runner is dask"):
        make_runner(Settings(runner=Runner.DASK))
    with pytest.raises(ConfigurationError, match="does not answer"):
        workers_of(Settings(runner=Runner.DASK, dask_address="tcp://127.0.0.1:1"))
