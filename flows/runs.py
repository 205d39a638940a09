"""Runs: from a deployment on Prefect's server to runs of it that are asked for, looked for, and cleared away."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import PrefectHTTPStatusError
from prefect.runtime import flow_run
from prefect.states import Cancelled, Crashed

from deckfacts.errors import ServerError
from flows.recording import ARRIVAL_TAG, SCHEDULE_TAG

START = "start"
"""The tag of the run that `deckfacts serve` begins with."""

WAITING = (StateType.SCHEDULED, StateType.PENDING)
"""States of a run that has yet to look at the decks, and so will find what has landed by now."""
PENDING_AT_MOST = timedelta(minutes=5)
"""A run is pending while its process starts, which takes seconds, a minute on a machine with no time to spare. Who was
starting one that is pending for longer is gone, and nobody else will: on a server of its own it stays so."""
UNDER_WAY = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)


def run_name() -> str:
    """What a run of a deployment is called: what it was named when it was asked for, or when it was scheduled for."""
    planned: datetime | None = flow_run.scheduled_start_time
    if SCHEDULE_TAG in (flow_run.tags or ()) and planned is not None:
        return f"scheduled for {planned:%Y-%m-%d %H:%M} UTC"
    return str(flow_run.name)


class Runs:
    """The runs of one deployment. Each question is a ServerError where the server can't be asked."""

    def __init__(self, deployment_id: UUID) -> None:
        self._deployment_id = deployment_id

    def start(self, name: str, tag: str) -> None:
        """Ask for a run."""
        with _asking() as client:
            client.create_flow_run_from_deployment(self._deployment_id, name=name, tags=[tag])

    def has_waiting(self) -> bool:
        """Whether a run that was asked for has yet to begin, and will."""
        now = datetime.now(UTC)
        return any(will_begin(run, now) for tag in (ARRIVAL_TAG, START) for run in self._find(WAITING, tag))

    def next_scheduled(self) -> datetime | None:
        """When the schedule has its next run, as far as the server has made one."""
        found = self._find((StateType.SCHEDULED,), SCHEDULE_TAG)
        return found[0].expected_start_time if found else None

    def clear(self) -> None:
        """End what a server that was ended by force still believes to be under way or asked for."""
        lost = self._find(UNDER_WAY)
        asked = [run for tag in (ARRIVAL_TAG, START) for run in self._find((StateType.SCHEDULED,), tag)]
        with _asking() as client:
            for run in lost:
                client.set_flow_run_state(run.id, Crashed(message="`deckfacts serve` ended before it."), force=True)
            for run in asked:
                client.set_flow_run_state(run.id, Cancelled(message="`deckfacts serve` began anew."), force=True)

    def _find(self, states: Sequence[StateType], tag: str | None = None) -> list[FlowRun]:
        with _asking() as client:
            return client.read_flow_runs(
                deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[self._deployment_id])),
                flow_run_filter=FlowRunFilter(
                    state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states))),
                    tags=FlowRunFilterTags(all_=[tag]) if tag else None,
                ),
                sort=FlowRunSort.EXPECTED_START_TIME_ASC,
            )


def will_begin(run: FlowRun, now: datetime) -> bool:
    """Whether a run that waits is still on its way. Where the server's clock is late, a run too many is asked for."""
    state = run.state
    return state is None or state.type is not StateType.PENDING or now - state.timestamp < PENDING_AT_MOST


@contextlib.contextmanager
def _asking() -> Iterator[SyncPrefectClient]:
    try:
        with get_client(sync_client=True) as client:
            yield client
    except (httpx.HTTPError, PrefectHTTPStatusError, OSError) as error:
        advice = "See that it runs and that PREFECT_API_URL names it."
        raise ServerError(
            f"can't be asked ({type(error).__name__}: {error}).", where="Prefect", advice=advice
        ) from error
