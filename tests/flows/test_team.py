"""Team: `prefect.yaml` as the documents say, with a server on PostgreSQL and two workers, all of them real."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from deckfacts.manifest import read_manifest
from flows.server import answers
from flows.settings import prepare_environment

CHECKOUT = Path(__file__).parents[2]
SAMPLE = CHECKOUT / "raw" / "iij" / "fy2008-3q.md"

PATIENCE_SECONDS = 300.0
"""For each step, on a machine that has much else to do. All of them together take a minute and a half."""

WORKERS = ("worker-1", "worker-2")


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs: Debian keeps them off the path, one folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


POSTGRES = find_postgres()

pytestmark = pytest.mark.skipif(
    POSTGRES is None, reason="needs PostgreSQL: Debian has it as the package postgresql, see .ci/run"
)


@dataclass(frozen=True, slots=True)
class Team:
    """What runs: the environment that everybody shares, and where decks and facts are."""

    environment: Mapping[str, str]
    raw: Path
    curated: Path


def free_port() -> int:
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(what: str, holds: Callable[[], object], processes: Sequence[subprocess.Popen[bytes]] = ()) -> None:
    """Wait for something of another process; fail where it doesn't come or the process ends."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, f"waited in vain: {what}"
        assert all(process.poll() is None for process in processes), f"a process ended: {what}"
        time.sleep(0.3)


@contextlib.contextmanager
def started(log: Path, command: Sequence[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process of a command, with all that it starts, for as long as this lasts."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=said, stderr=said, start_new_session=True
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def postgres(log: Path) -> Iterator[str]:
    """A PostgreSQL of our own; the address of its database. It refuses to run as root, and must own its folder."""
    assert POSTGRES
    folder = Path(tempfile.mkdtemp(prefix="deckfacts-postgres-"))
    user = None
    if os.geteuid() == 0:
        user = "postgres"
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    port = str(free_port())
    try:
        data = str(folder / "data")
        make = [str(POSTGRES / "initdb"), "-D", data, "-U", "prefect", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(make, check=True, cwd=folder, user=user, group=user, stdout=subprocess.DEVNULL)
        serve = [str(POSTGRES / "postgres"), "-D", data, "-p", port, "-h", "127.0.0.1", "-k", str(folder), "-F"]
        with log.open("wb") as said:
            process = subprocess.Popen(serve, cwd=folder, user=user, group=user, stdout=said, stderr=said)
        try:
            ready = [str(POSTGRES / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", port]
            wait_until("PostgreSQL", lambda: subprocess.run(ready, check=False).returncode == 0, [process])
            yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prefect(team: Mapping[str, str], *words: str) -> str:
    """What Prefect's command says, as a user calls it."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
    done = subprocess.run(command, cwd=CHECKOUT, env=team, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """PostgreSQL, a Prefect server on it, the deployment, and two workers."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "raw" / "iij").mkdir(parents=True)
    shutil.copy(SAMPLE, folder / "raw" / "iij")
    port = free_port()
    api_url = f"http://127.0.0.1:{port}/api"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "DECKFACTS"))}
    environment |= {"PREFECT_API_URL": api_url, "PREFECT_HOME": str(folder / "home"), "PYTHONPATH": str(CHECKOUT)}
    prepare_environment(environment, folder)
    environment["PREFECT_WORKER_QUERY_SECONDS"] = "2"
    with contextlib.ExitStack() as parts:
        own = {
            "PREFECT_API_DATABASE_CONNECTION_URL": parts.enter_context(postgres(folder / "postgres.log")),
            "PREFECT_DEPLOYMENT_CONCURRENCY_SLOT_WAIT_SECONDS": "2",
        }
        serve = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        server = parts.enter_context(started(folder / "server.log", serve, environment | own))
        wait_until("Prefect's server", lambda: answers(api_url), [server])
        prefect(environment, "work-pool", "create", "deckfacts", "--type", "process")
        prefect(environment, "deploy", "--all")
        for name in WORKERS:
            work = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "deckfacts", "--name", name]
            parts.enter_context(started(folder / f"{name}.log", work, environment))
        yield Team(environment, folder / "raw", folder / "curated")


def test_team(team: Team) -> None:
    """Ensures that two runs on two workers publish the facts once, and that the schedule has runs to come."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags, LogFilter, LogFilterFlowRunId
    from prefect.client.schemas.objects import FlowRun
    from prefect.settings import PREFECT_API_URL, temporary_settings

    def read(client: object, ids: Sequence[UUID]) -> list[FlowRun]:
        return [client.read_flow_run(one) for one in ids]  # type: ignore[attr-defined]

    places = {"raw": str(team.raw), "curated": str(team.curated)}
    with (
        temporary_settings({PREFECT_API_URL: team.environment["PREFECT_API_URL"]}),
        get_client(sync_client=True) as client,
    ):
        deployment = client.read_deployment_by_name("ingest/team")
        runs = [client.create_flow_run_from_deployment(deployment.id, parameters=places).id for _ in WORKERS]
        wait_until(
            "both workers", lambda: {one.name for one in client.read_workers_for_work_pool("deckfacts")} == {*WORKERS}
        )
        wait_until("both runs", lambda: all(one.state and one.state.is_final() for one in read(client, runs)))
        assert sorted(str(one.state_name) for one in read(client, runs)) == ["Nothing new", "Published"]
        logs = LogFilter(flow_run_id=LogFilterFlowRunId(any_=runs))
        wait_until("their words", lambda: any(": 309 facts" in one.message for one in client.read_logs(logs)))
        planned = client.read_flow_runs(flow_run_filter=FlowRunFilter(tags=FlowRunFilterTags(all_=["auto-scheduled"])))
    assert planned, "cron makes no runs: this is what SQLAlchemy 2.1 does to Prefect 3.8.8"
    manifest = read_manifest(team.curated)
    assert manifest is not None
    assert [(deck.key.file, deck.facts) for deck in manifest.decks] == [("iij/fy2008-3q.md", 309)]
    assert len(list((team.curated / "snapshots").iterdir())) == 1
