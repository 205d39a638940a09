"""Serving: from settings to a schedule, a watched folder and Prefect's page, from one command.

The main thread watches and takes signals; Prefect's runner has a thread of its own, as it would take signals otherwise;
Prefect's server and each run are processes, which end with this one.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deckfacts.errors import ConfigurationError, ServerError
from deckfacts.places import Place
from deckfacts.plain import plain
from flows.server import API_URL, OwnServer, own_server
from flows.settings import CHECKOUT, Settings, prepare_environment
from flows.watching import Watcher, list_raw

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.deployments.runner import RunnerDeployment
    from prefect.runner import Runner
    from prefect.schedules import Schedule

    from flows.runs import Runs

DEPLOYMENT = "serve"

POLL_SECONDS = 5.0
"""How often Prefect's runner asks for runs that are due. Each run takes seconds to start, so less gains nothing."""
RETRY_SECONDS = 10.0
"""Before the runner, which gives up when it has not reached the server three times, is started anew."""
PLANNING_SECONDS = 120.0
"""Prefect plans the runs of a schedule within 5 to 60 s; when it has planned none by then, it never will."""
END_SECONDS = 45.0
"""Prefect gives a run 30 s to end, most of which it takes only where its reader is in the middle of a large deck."""

STOP_LOOK_SECONDS = 0.2
"""How often it is looked whether the runner can be ended, and has."""

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where decks come from and facts go to, which each run is given."""

    raw: Place
    curated: Place
    profiles: Path
    corrections: Path

    def parameters(self) -> dict[str, str]:
        """As the flow takes them, whatever folder a run is started in."""
        places: dict[str, Place] = {"raw": self.raw, "curated": self.curated}
        places |= {"profiles": self.profiles, "corrections": self.corrections}
        return {name: str(place.absolute() if isinstance(place, Path) else place) for name, place in places.items()}


def run(settings: Settings, places: Places) -> int:
    """Serve until a signal ends it; the exit code. ConfigurationError, before anything starts, for a wrong setting."""
    with signals_end_this():
        try:
            _serve(settings, places)
        except KeyboardInterrupt:
            _say("Ended. What was published so far stays.")
    return 0


def _serve(settings: Settings, places: Places) -> None:
    prepare_environment(os.environ)
    # Runs are processes of their own, in the folder where this one was started.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
    named = os.environ.get(API_URL)
    schedule = find_schedule(settings) if named else _schedule_before_server(settings)
    if named:
        _serve_with(None, settings, places, schedule)
    else:
        with own_server(os.environ, port=settings.server_port) as server:
            _say(f"Prefect's server is starting on port {settings.server_port} (about 10 s, 30 s the first time) ...")
            server.wait()
            _serve_with(server, settings, places, schedule)


def _schedule_before_server(settings: Settings) -> "Schedule":
    """The schedule; Prefect reads its settings when it is imported, so the server's address has to be known by then."""
    os.environ[API_URL] = f"http://127.0.0.1:{settings.server_port}/api"
    return find_schedule(settings)


def find_schedule(settings: Settings) -> "Schedule":
    """The schedule of the settings. ConfigurationError where cron or the time zone can't be."""
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415  3 s
    from prefect.schedules import Cron  # noqa: PLC0415
    from pydantic import ValidationError  # noqa: PLC0415

    advice = "Correct it in the environment (DECKFACTS_...) or in deckfacts.toml; docs/operations.md has examples."
    try:
        CronSchedule(cron=settings.schedule, timezone=settings.timezone)
        ZoneInfo(settings.timezone)  # to Prefect, an empty one is none
    except (ValueError, ZoneInfoNotFoundError) as error:
        of_cron = isinstance(error, ValidationError) and "timezone" not in error.errors()[0]["loc"]
        name = "schedule" if of_cron else "timezone"
        where, value = f"settings, {name}", getattr(settings, name)
        raise ConfigurationError(f'"{value}" can\'t be a {name}.', where=where, advice=advice) from None
    return Cron(settings.schedule, timezone=settings.timezone)


def _serve_with(server: OwnServer | None, settings: Settings, places: Places, schedule: "Schedule") -> None:
    from flows.runs import START, Runs  # noqa: PLC0415  3 s

    runner = _RunnerThread(_deployment(places, schedule))
    runs = Runs(runner.register())
    if server:
        runs.clear()
    watcher = Watcher(lambda: list_raw(places.raw), lambda landed: _start_arrival(runs, landed), _say)
    _say(f"Page: {(os.environ[API_URL]).removesuffix('/api')}")
    _say(f"Watching: {places.raw} (every {settings.watch_seconds:g} s)")
    _say(f'Schedule: "{settings.schedule}", {settings.timezone}')
    runs.start("what is there at the start", START)
    runner.start()
    try:
        _watch(server, settings, watcher, _Plan(runs, settings))
    finally:
        runner.stop()


def _watch(server: OwnServer | None, settings: Settings, watcher: Watcher, plan: "_Plan") -> None:
    pause = threading.Event()
    while True:
        pause.wait(settings.watch_seconds)
        if server and server.process.poll() is not None:
            advice = "Start `deckfacts serve` again; docs/operations.md says what to look at if it goes on."
            raise ServerError(f"its server ended; {server.log} has why.", where="Prefect", advice=advice)
        watcher.look()
        plan.tell()


def _start_arrival(runs: "Runs", landed: Sequence[str]) -> str | None:
    from flows.recording import ARRIVAL_TAG  # noqa: PLC0415

    if runs.has_waiting():
        return None
    name = f"{landed[0]} landed" if len(landed) == 1 else f"{len(landed)} decks landed"
    runs.start(plain(name), ARRIVAL_TAG)
    return "a run is asked for"


class _Plan:
    """Says when the next run of the schedule is, once Prefect has planned it, or that it has not."""

    def __init__(self, runs: "Runs", settings: Settings) -> None:
        self._runs = runs
        self._zone = settings.timezone
        self._until = time.monotonic() + PLANNING_SECONDS
        self._told = False

    def tell(self) -> None:
        """Look, until there is something to say."""
        if self._told:
            return
        try:
            planned = self._runs.next_scheduled()
        except ServerError:
            return
        if planned:
            _say(f"Next scheduled run: {_local(planned, self._zone)}")
        elif time.monotonic() > self._until:
            _say("Warning: Prefect has planned no run of the schedule, so none will come; docs/operations.md has more.")
        else:
            return
        self._told = True


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"


def _deployment(places: Places, schedule: "Schedule") -> "RunnerDeployment":
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415  3 s

    from flows.ingest import ingest  # noqa: PLC0415

    deployment = ingest.to_deployment(
        name=DEPLOYMENT,
        schedules=[schedule],
        parameters=places.parameters(),
        description="Reads the decks that are new or changed under raw and publishes their facts.",
        paused=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast("RunnerDeployment", deployment)  # a coroutine only where an event loop runs


class _RunnerThread:
    """Prefect's runner, in a thread, started anew when it gives up, as it does when the server is away for seconds."""

    def __init__(self, deployment: "RunnerDeployment") -> None:
        self._deployment = deployment
        self._stopping = threading.Event()
        self._runner: Runner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="runner")

    def register(self) -> "UUID":
        """Make the deployment known to the server; its id there."""
        return asyncio.run(self._new_runner().aadd_deployment(self._deployment))

    def start(self) -> None:
        """Run what is due, from here on."""
        self._thread.start()

    def stop(self) -> None:
        """End the run under way, and then the runner, which may have yet to come so far that it can be ended."""
        self._stopping.set()
        told, until = False, time.monotonic() + END_SECONDS
        while self._thread.is_alive() and time.monotonic() < until:
            if not told and self._runner and self._loop and self._runner.started:
                asyncio.run_coroutine_threadsafe(self._runner.astop(), self._loop)
                told = True
            self._thread.join(STOP_LOOK_SECONDS)

    def _new_runner(self) -> "Runner":
        from prefect.runner import Runner  # noqa: PLC0415  3 s

        return Runner(name="deckfacts", limit=1, query_seconds=POLL_SECONDS, pause_on_shutdown=False)

    def _run(self) -> None:
        told = False
        while not self._stopping.is_set():
            try:
                asyncio.run(self._run_due())
            except Exception as error:  # noqa: BLE001  the edge: whatever ends the runner, it is started anew
                if not told and not self._stopping.is_set():
                    _say(f"Warning: runs can't be started now, and will be when they can: {error}")
                told = True
                self._stopping.wait(RETRY_SECONDS)

    async def _run_due(self) -> None:
        runner = self._new_runner()
        await runner.aadd_deployment(self._deployment)
        self._runner, self._loop = runner, asyncio.get_running_loop()
        if not self._stopping.is_set():
            await runner.start()


def _say(line: str) -> None:
    sys.stdout.write(plain(line) + "\n")
    sys.stdout.flush()


@contextmanager
def signals_end_this() -> Iterator[None]:
    """Let the first signal that asks for an end be a KeyboardInterrupt, and more of them nothing: it takes seconds.

    One that whoever started this has it ignore stays ignored: SIGHUP under `nohup`, and SIGINT where a script put it
    into the background, whose Ctrl-C is for others.
    """

    def end(_number: int, _frame: object) -> None:
        for one in ENDING:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    heard = [one for one in ENDING if signal.getsignal(one) is not signal.SIG_IGN]
    before: Mapping[int, object] = {one: signal.signal(one, end) for one in heard}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)  # type: ignore[arg-type]
