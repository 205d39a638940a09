"""Serving: settings that are wrong, and the whole of `deckfacts serve` with all its processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from deckfacts.cli import main
from deckfacts.errors import ConfigurationError
from flows.serving import ENDING, find_schedule, signals_end_this
from flows.settings import Settings

CHECKOUT = Path(__file__).parents[2]

PATIENCE_SECONDS = 240.0
"""For each step; all of them together take 40 s on a machine that has nothing else to do."""
END_SECONDS = 60.0
"""It takes 2 to 5 s."""


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"schedule": "every day"}, 'settings, schedule: "every day"'),
        ({"schedule": "61 6 * * *"}, "settings, schedule"),
        ({"schedule": ""}, 'settings, schedule: ""'),
        ({"timezone": "Europe/Atlantis"}, 'settings, timezone: "Europe/Atlantis"'),
        ({"timezone": ""}, 'settings, timezone: ""'),
    ],
    ids=["words", "minute", "no-words", "zone", "no-zone"],
)
def test_wrong_schedule(wrong: dict[str, str], says: str) -> None:
    """Ensures that a schedule or a time zone that can't be is named, with advice."""
    with pytest.raises(ConfigurationError, match=says) as caught:
        find_schedule(Settings.model_validate(wrong))
    assert "operations.md" in str(caught.value)


def test_wrong_schedule_starts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ensures that nothing is started for a schedule that can't be, and that the exit code is 2."""

    def started(*_: object, **__: object) -> None:
        raise AssertionError("a server was started")

    monkeypatch.setattr("flows.serving.own_server", started)
    monkeypatch.setattr("flows.serving.os.environ", {})
    monkeypatch.setenv("DECKFACTS_SCHEDULE", "whenever")
    assert main(["serve", "--raw", str(tmp_path)]) == 2
    assert "whenever" in capsys.readouterr().err


@contextmanager
def handled(number: int, handler: Callable[..., object] | int) -> Iterator[None]:
    """Handle a signal like this meanwhile; what is started has it ignored if this has, else its default."""
    before = signal.signal(number, handler)  # type: ignore[arg-type]
    try:
        yield
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("number", ENDING)
def test_signals_that_are_ignored(number: int) -> None:
    """Ensures that a signal ends it, unless whoever started it has it ignored, as `nohup` does with hang-ups."""
    with handled(number, signal.SIG_DFL), pytest.raises(KeyboardInterrupt), signals_end_this():
        os.kill(os.getpid(), number)
    with handled(number, signal.SIG_IGN), signals_end_this():
        os.kill(os.getpid(), number)
        assert signal.getsignal(number) is signal.SIG_IGN


@dataclass(frozen=True, slots=True)
class Served:
    """`deckfacts serve` as it runs, with what it says, and what is around it."""

    process: subprocess.Popen[str]
    said: Path
    raw: Path
    api_url: str

    def wait(self, what: str, holds: Callable[[], object]) -> None:
        """Wait for something; fail where it doesn't come or the command ends."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert self.process.poll() is None, f"it ended: {what}\n{self.words}"
            assert time.monotonic() < until, f"waited in vain: {what}\n{self.words}"
            time.sleep(0.2)

    @property
    def words(self) -> str:
        """All that it said so far."""
        return self.said.read_text(encoding="utf-8")


@pytest.fixture
def served(prefect_server: None, tmp_path: Path) -> Iterator[Served]:
    """The command in a folder of its own, whose only company has a profile that is wrong: its decks cost no time."""
    (tmp_path / "raw" / "norvale").mkdir(parents=True)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "norvale.toml").write_text("nonsense = 1\n", encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    (empty,) = Path(os.environ["PREFECT_HOME"]).glob("empty-*.db")
    shutil.copy(empty, home / "prefect.db")  # making one takes 11 s
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "DECKFACTS"))}
    environment |= {"PREFECT_HOME": str(home), "PYTHONPATH": str(CHECKOUT)}
    environment |= {"DECKFACTS_SERVER_PORT": str(port), "DECKFACTS_WATCH_SECONDS": "0.5"}
    said = tmp_path / "said"
    # Tests that run in the background of a script have Ctrl-C ignored, and so would what they start.
    with said.open("w", encoding="utf-8") as stream, handled(signal.SIGINT, signal.default_int_handler):
        command = [sys.executable, "-m", "deckfacts", "serve"]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=stream, stderr=stream, text=True, start_new_session=True
        )
    yield Served(process, said, tmp_path / "raw", f"http://127.0.0.1:{port}/api")
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def processes_of(session: int) -> list[str]:
    """What still runs of a session, which the server has left, and of the server."""
    listing = subprocess.run(["ps", "-eo", "sid=,ppid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in listing.splitlines()]
    return [args for sid, _, stat, args in rows if sid == str(session) and not stat.startswith("Z")]


def test_serve(served: Served) -> None:
    """Ensures that one command has the page, the schedule, a run at the start and one for a deck that lands, and ends.

    That runs of the schedule stand on the server is what nothing else notices when Prefect meets SQLAlchemy 2.1.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
    from prefect.client.schemas.objects import FlowRun
    from prefect.settings import PREFECT_API_URL, temporary_settings

    def runs() -> dict[str, FlowRun]:
        with temporary_settings({PREFECT_API_URL: served.api_url}), get_client(sync_client=True) as client:
            return {run.name: run for run in client.read_flow_runs()}

    def planned() -> list[FlowRun]:
        return [run for run in runs().values() if "auto-scheduled" in run.tags]

    def ended(name: str) -> bool:
        run = runs().get(name)
        return bool(run and run.state and run.state.is_final())

    def logged(name: str) -> list[str]:
        with temporary_settings({PREFECT_API_URL: served.api_url}), get_client(sync_client=True) as client:
            own = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[runs()[name].id]))
            return [log.message for log in client.read_logs(own)]

    served.wait("the schedule", lambda: "Next scheduled run: " in served.words)
    assert f"Page: {served.api_url.removesuffix('/api')}" in served.words
    with urlopen(served.api_url.removesuffix("/api")) as page:  # noqa: S310  an address of our own
        assert b"<html" in page.read()
    # Prefect plans them anew when the runner has made the deployment known a second time.
    served.wait("the runs of the schedule", planned)
    assert all(run.expected_start_time and run.expected_start_time.strftime("%H:%M") == "06:00" for run in planned())
    served.wait("the run at the start", lambda: ended("what is there at the start"))
    (served.raw / "norvale" / "1q.md").write_text("Revenue 1", encoding="utf-8")
    served.wait("the arrival", lambda: "norvale/1q.md has landed: a run is asked for" in served.words)
    served.wait("its run", lambda: ended("norvale/1q.md landed"))
    states = {name: run.state_name for name, run in runs().items() if "auto-scheduled" not in run.tags}
    assert states == {"what is there at the start": "Nothing new", "norvale/1q.md landed": "To be corrected"}
    served.wait("the words of its run", lambda: "norvale/1q.md landed: Decks: " in served.words)
    served.wait("its page", lambda: len(logged("norvale/1q.md landed")) == 3)
    begins, problem, end = logged("norvale/1q.md landed")
    assert (begins, end[:27]) == ("norvale/1q.md landed: begins", "norvale/1q.md landed: Decks")
    assert "nonsense" in problem
    assert problem in served.words
    os.kill(served.process.pid, signal.SIGTERM)
    assert served.process.wait(END_SECONDS) == 0
    assert served.words.endswith("Ended. What was published so far stays.\n")
    assert processes_of(served.process.pid) == []
    with pytest.raises(OSError, match="refused"):
        urlopen(served.api_url)  # noqa: S310  an address of our own


def test_serve_ends_while_it_starts(served: Served) -> None:
    """Ensures that Ctrl-C is heard while the server is still starting, and leaves nothing behind."""
    served.wait("the beginning", lambda: "is starting" in served.words)
    os.killpg(served.process.pid, signal.SIGINT)
    assert served.process.wait(END_SECONDS) == 0
    assert processes_of(served.process.pid) == []
