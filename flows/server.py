"""Server: from an environment to a Prefect server of our own that answers, and that is gone when we are.

Prefect's ephemeral mode has the client load the server as well, and leaves its server behind when the client is
killed. Ours is a child that is started before Prefect is imported, so that both load at once, and that holds one end of
a pipe: when the other end is gone, however its holder ended, the child ends too.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from deckfacts.errors import ServerError
from deckfacts.plain import plain
from flows.server_process import HOST
from flows.settings import CHECKOUT, prepare_environment

START_SECONDS = 180.0
"""It answers after 8 to 10 s, and after a minute where several start at once on two busy cores."""
LOOK_SECONDS = 0.05
ANSWER_SECONDS = 5.0
"""For one answer of a server that has only just begun to give them."""
KILL_SECONDS = 5.0
"""It goes by itself within a second, unless the machine is short of everything."""

LOG_LINES = 3
"""Of what a server said last, where it did not start."""

API_URL = "PREFECT_API_URL"
LOG_FILE = "server.log"


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A server that was started; `wait` before it is asked for anything."""

    api_url: str
    log: Path
    process: subprocess.Popen[str]

    @property
    def page(self) -> str:
        """Where a browser finds it."""
        return self.api_url.removesuffix("/api")

    def wait(self) -> None:
        """Return as soon as it answers. ServerError where it has ended, or takes longer than ever was seen."""
        until = time.monotonic() + START_SECONDS
        while not answers(self.api_url):
            if self.process.poll() is not None:
                raise _not_started(f"ended with exit code {self.process.returncode}", self.log)
            if time.monotonic() > until:
                raise _not_started(f"did not answer within {START_SECONDS:.0f} s", self.log)
            time.sleep(LOOK_SECONDS)


@contextlib.contextmanager
def any_server(environment: MutableMapping[str, str]) -> Iterator[Callable[[], None] | None]:
    """The server that PREFECT_API_URL names, else one of our own that forgets: then what waits for it is yielded."""
    if environment.get(API_URL):
        yield None
    else:
        with own_server(environment) as server:
            yield server.wait


@contextlib.contextmanager
def own_server(environment: MutableMapping[str, str], *, port: int | None = None) -> Iterator[OwnServer]:
    """A server of our own, which `environment` names as PREFECT_API_URL for as long as it is there.

    With a port it has Prefect's page, schedules runs and keeps what it is told, in PREFECT_HOME. Without one it takes a
    free port and has a database of its own, so that several are never in each other's way, and forgets everything.
    """
    prepare_environment(environment)
    home = Path(environment["PREFECT_HOME"]).expanduser().absolute()
    home.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="server-", dir=home)) if port is None else home
    before = environment.get(API_URL)
    try:
        with _child(environment, folder, port) as server:
            environment[API_URL] = server.api_url
            yield server
    finally:
        if before is None:
            environment.pop(API_URL, None)
        if port is None:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _child(environment: MutableMapping[str, str], folder: Path, port: int | None) -> Iterator[OwnServer]:
    log = folder / LOG_FILE
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "flows.server_process", str(folder), *([str(port)] if port else [])],
            cwd=CHECKOUT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            start_new_session=True,  # Ctrl-C is for us to act on: a run under way still has to tell the server
        )
    try:
        bound = (process.stdout.readline() if process.stdout else "").strip()
        if not bound:
            raise _not_started(f"ended with exit code {process.wait()}", log)
        yield OwnServer(f"http://{HOST}:{bound}/api", log, process)
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Let go of the pipe, which is what the child ends by."""
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    try:
        process.wait(KILL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answers(api_url: str) -> bool:
    """Whether a server can be asked."""
    try:
        with urlopen(f"{api_url}/health", timeout=ANSWER_SECONDS):  # noqa: S310  an address of our own
            return True
    except HTTPError:
        return False
    except OSError:
        return False


def _not_started(what: str, log: Path) -> ServerError:
    with contextlib.suppress(OSError):
        lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        what = ": ".join([what, plain(" | ".join(lines[-LOG_LINES:]))] if lines else [what])
    advice = "Set PREFECT_API_URL to a server that runs, or free the port; docs/operations.md has more."
    return ServerError(f"Prefect's server {what}.", where="Prefect", advice=advice)
