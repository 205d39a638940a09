"""Runs: which of those that a server tells of are still to come."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State, StateType

from flows.recording import ARRIVAL_TAG
from flows.runs import PENDING_AT_MOST, START, Runs

SOON = timedelta(seconds=30)


def run_of(kind: StateType, age: timedelta) -> FlowRun:
    """A run that has been in a state for some time."""
    return FlowRun(flow_id=uuid4(), state=State(type=kind, timestamp=datetime.now(UTC) - age))


@pytest.mark.parametrize("tag", [ARRIVAL_TAG, START])
@pytest.mark.parametrize(
    ("found", "waiting"),
    [
        ([], False),
        ([(StateType.SCHEDULED, timedelta(days=3))], True),
        ([(StateType.PENDING, SOON)], True),
        ([(StateType.PENDING, PENDING_AT_MOST + SOON)], False),
        ([(StateType.PENDING, PENDING_AT_MOST + SOON), (StateType.SCHEDULED, SOON)], True),
    ],
    ids=["none", "scheduled", "pending", "lost", "lost-and-scheduled"],
)
def test_has_waiting(
    monkeypatch: pytest.MonkeyPatch, *, tag: str, found: list[tuple[StateType, timedelta]], waiting: bool
) -> None:
    """Ensures that a run that is asked for counts, and none whose `deckfacts serve` was killed while it started it."""
    runs = [run_of(kind, since) for kind, since in found]
    monkeypatch.setattr(Runs, "_find", lambda _self, _states, of: runs if of == tag else [])
    assert Runs(uuid4()).has_waiting() is waiting
