"""Runners: from the settings to the task runner that a run's units go to, and what a unit's worker has at hand."""

import os
import sys
from collections.abc import Mapping
from concurrent.futures import BrokenExecutor
from functools import cache
from typing import Any, cast

from prefect.futures import PrefectFuture
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from deckfacts.errors import ConfigurationError, WorkerError
from flows.settings import Runner, Settings
from flows.stages import Parts, load_parts

CLUSTER_SECONDS = 15
"""A scheduler that is up answers at once."""

AnyRunner = TaskRunner[PrefectFuture[Any]]


def workers_of(settings: Settings) -> int:
    """How many units are at work at once: by default as many as this machine has cores, or the cluster threads."""
    if settings.workers:
        return settings.workers
    return _threads_of_cluster(settings) if settings.runner is Runner.DASK else cores()


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_runner(settings: Settings) -> AnyRunner:
    """The task runner of a run. ConfigurationError for a cluster that nothing is known of."""
    match settings.runner:
        case Runner.THREADS:
            return cast("AnyRunner", ThreadPoolTaskRunner(max_workers=workers_of(settings)))
        case Runner.PROCESSES:
            return cast("AnyRunner", ProcessPoolTaskRunner(max_workers=workers_of(settings)))
        case Runner.DASK:
            return _dask(settings)


def _dask(settings: Settings) -> AnyRunner:
    if settings.dask_address is None:
        advice = "Set it to the scheduler's address, such as tcp://10.0.0.5:8786 (docs/operations.md)."
        raise ConfigurationError("is not set, and runner is dask.", where="DECKFACTS_DASK_ADDRESS", advice=advice)
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415  only where it is asked for
    except ImportError as error:
        advice = "Install the extra `dask` here and on every worker: pip install -e '.[app,dask]'."
        raise ConfigurationError("prefect-dask is not installed.", where="runner", advice=advice) from error
    return cast("AnyRunner", DaskTaskRunner(address=settings.dask_address))


def _threads_of_cluster(settings: Settings) -> int:
    from distributed import Client  # noqa: PLC0415  only where it is asked for

    try:
        with Client(settings.dask_address, timeout=CLUSTER_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            threads: Mapping[str, int] = client.nthreads()
            return max(1, sum(threads.values()))
    except OSError as error:
        advice = "Start the scheduler, or correct DECKFACTS_DASK_ADDRESS."
        where = settings.dask_address or "dask"
        raise ConfigurationError("The Dask scheduler does not answer.", where=where, advice=advice) from error


def lost_worker(error: Exception) -> WorkerError | None:
    """What is told of an error where it says that what a unit was given to is gone; nothing of any other."""
    if isinstance(error, BrokenExecutor):
        what, when = "A process that read decks was ended by the system.", "with fewer workers if memory has run out"
    elif _is_of_dask(error, "client", "FutureCancelledError"):
        what, when = "The Dask scheduler went away, or dropped what it was given.", "when it is back"
    elif _is_of_dask(error, "scheduler", "KilledWorker"):
        what, when = "One Dask worker after another died of the same decks.", "when their logs have told you why"
    else:
        return None
    return WorkerError(what, where="runner", advice=f"What was read is kept: run `deckfacts ingest` again, {when}.")


def _is_of_dask(error: Exception, module: str, name: str) -> bool:
    """Whether it is this error of Dask's, which nothing can raise where Dask is not loaded."""
    found = sys.modules.get(f"distributed.{module}")
    return found is not None and isinstance(error, getattr(found, name))


@cache
def parts_of_worker() -> Parts:
    """The parts of a worker in a process of its own, which keeps them from one unit to the next."""
    return load_parts()
