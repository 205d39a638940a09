"""Runs: what the ledger says of runs that ended, failed or were killed, and that it keeps no run from its work."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deckfacts import runs
from deckfacts.runs import (
    KeptOut,
    RunCounts,
    RunRecord,
    StartedRun,
    Trigger,
    begin_run,
    end_run,
    is_at_work,
    read_runs,
    warn_of,
)

CHECKOUT = Path(__file__).parents[2]
COUNTS = RunCounts(
    new=3, changed=1, unchanged=7, published=3, kept_out=1, held=2, facts=410, refusals=31, failed_checks=5
)
NOBODY = 2**22 + 1
"""A process id beyond those that Linux gives out."""


def begin(curated: Path, trigger: Trigger = Trigger.COMMAND) -> StartedRun:
    """A run that begins."""
    return begin_run(curated, trigger=trigger, reader_version="1+a")


def files(curated: Path) -> list[str]:
    """What stands in the ledger's folder."""
    return sorted(path.name for path in (curated / "runs").iterdir())


def test_run(tmp_path: Path) -> None:
    """Ensures that a run is on record from its beginning, and at its end with all that it came to."""
    curated = tmp_path / "below" / "curated"
    started = begin(curated, Trigger.SCHEDULE)
    (running,) = read_runs(curated).runs
    assert running == started.record
    assert (running.number, running.ended_at, running.exit_code, running.counts) == (1, None, None, None)
    assert (running.process_id, running.trigger, running.started_at.tzinfo) == (os.getpid(), "schedule", UTC)
    ended = end_run(
        started, exit_code=1, counts=COUNTS, kept_out=[KeptOut("norvale/bad.txt", "empty")], release=4, error=None
    )
    assert read_runs(curated).runs == (ended,)
    assert ended.started_at == running.started_at
    assert ended.seconds is not None
    assert (ended.counts, ended.release, ended.exit_code) == (COUNTS, 4, 1)
    assert files(curated) == ["000001.json"]


def test_clock_that_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a run lasts as long as it lasted, though somebody set the clock back meanwhile."""
    started = begin(tmp_path)
    monkeypatch.setattr(time, "monotonic", lambda: started.began + 2.5)
    monkeypatch.setattr(runs, "_now", lambda: datetime(2001, 1, 1, tzinfo=UTC))
    ended = end_run(started, exit_code=0)
    assert ended.seconds == 2.5
    assert ended.ended_at is not None
    assert ended.ended_at < ended.started_at


def test_record_of_a_failed_run(tmp_path: Path) -> None:
    """Ensures that a run that failed has its error, whatever is in it, and no counts; and can be warned of later."""
    failed = end_run(begin(tmp_path), exit_code=2, error="curated: \ud800 is gone")
    warned = warn_of(tmp_path, failed, ["hooks.example: no answer"])
    (found,) = read_runs(tmp_path).runs
    assert (found.error, found.counts) == ("curated: \ud800 is gone", None)
    assert found.warnings == warned.warnings == ("hooks.example: no answer",)


def test_runs_that_begin_together(tmp_path: Path) -> None:
    """Ensures that runs that begin at the same moment never share a number, and each has its own record."""
    gate, found = threading.Barrier(4), []

    def start() -> None:
        gate.wait()
        found.extend(begin(tmp_path).record.number for _ in range(3))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 13))
    assert files(tmp_path) == [f"{number:06d}.json" for number in range(1, 13)]


def test_run_that_was_killed_at_once(tmp_path: Path) -> None:
    """Ensures that a number that a run has claimed, and no more, is never given to another."""
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "000003.claim").touch()
    assert begin(tmp_path).record.number == 4
    assert [run.number for run in read_runs(tmp_path).runs] == [4]


def test_number_that_was_taken_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the record of a run that began and let go of its claim since we looked is not written over."""
    first = begin(tmp_path)
    monkeypatch.setattr(runs, "_numbers", lambda *_: set())
    assert begin(tmp_path).record.number == 2
    monkeypatch.undo()
    assert read_runs(tmp_path).runs[0] == first.record
    assert files(tmp_path) == ["000001.json", "000002.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", "half {", '{"number": 1}', "\x00"])
def test_damaged_record(tmp_path: Path, text: str) -> None:
    """Ensures that a record that can't be read stops no run, is named, and hides none of the others."""
    end_run(begin(tmp_path), exit_code=0)
    end_run(begin(tmp_path), exit_code=0)
    (tmp_path / "runs" / "000001.json").write_text(text, encoding="utf-8")
    (tmp_path / "runs" / "notes.txt").write_text("somebody's", encoding="utf-8")
    end_run(begin(tmp_path), exit_code=0)
    ledger = read_runs(tmp_path)
    assert [run.number for run in ledger.runs] == [2, 3]
    assert ledger.unreadable == ("runs/000001.json",)


def test_record_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that where the disk fails at a run's end, the record of its beginning stands as it was."""
    started = begin(tmp_path)

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="No space"):
            end_run(started, exit_code=0, counts=COUNTS)
    assert read_runs(tmp_path).runs == (started.record,)


def test_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that only the last records are kept, that numbers go on, and that old claims go too."""
    monkeypatch.setattr(runs, "KEPT_RUNS", 3)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "000001.claim").touch()
    for _ in range(5):
        end_run(begin(tmp_path), exit_code=0)
    assert files(tmp_path) == ["000004.json", "000005.json", "000006.json"]


def test_no_ledger(tmp_path: Path) -> None:
    """Ensures that looking at a place without runs finds none and makes nothing."""
    assert read_runs(tmp_path / "curated").runs == ()
    assert list(tmp_path.iterdir()) == []


def test_many_decks_kept_out(tmp_path: Path) -> None:
    """Ensures that a record stays small, however many decks were kept out."""
    many = [KeptOut(f"norvale/{at}.pdf", "damaged") for at in range(1000)]
    assert len(end_run(begin(tmp_path), exit_code=1, kept_out=many).kept_out) == runs.NAMED_AT_MOST


def _record(number: int, **changed: Any) -> RunRecord:
    at = datetime(2031, 8, 8, 6, tzinfo=UTC)
    record = RunRecord(
        number=number,
        trigger=Trigger.COMMAND,
        started_at=at,
        host=runs.platform.node(),
        process_id=os.getppid(),
        reader_version="1+a",
    )
    return replace(record, **changed)


@pytest.mark.parametrize(
    ("changed", "at_work"),
    [
        ({}, True),
        ({"ended_at": datetime(2031, 8, 8, 7, tzinfo=UTC)}, False),
        ({"process_id": NOBODY}, False),
        ({"process_id": 2**70}, False),
        ({"process_id": os.getpid()}, False),
        ({"host": "elsewhere"}, False),
    ],
)
def test_at_work(changed: dict[str, Any], *, at_work: bool) -> None:
    """Ensures that a run without an end is at work only where its process is there and can be none but its own."""
    record = _record(1, **changed)
    assert is_at_work(record, runs.Ledger((record,), ())) is at_work


def test_process_id_that_came_back() -> None:
    """Ensures that a killed run is not taken for a later one that runs under its process id, as in a container."""
    killed, running = _record(1), _record(2)
    ledger = runs.Ledger((killed, running), ())
    assert [is_at_work(one, ledger) for one in ledger.runs] == [False, True]


def test_ledger_is_light() -> None:
    """Ensures that the ledger is kept without anything that takes long to import: each run with nothing new does."""
    heavy = ("prefect", "great_expectations", "pyarrow", "pandas", "pydantic", "rich")
    driver = f"import sys, deckfacts.runs\nprint(sorted(set(sys.modules) & set({heavy!r})))"
    done = subprocess.run([sys.executable, "-c", driver], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_record_in_words(tmp_path: Path) -> None:
    """Ensures that a record is one small JSON object that anybody can read."""
    end_run(begin(tmp_path), exit_code=0, counts=COUNTS)
    found = json.loads((tmp_path / "runs" / "000001.json").read_text(encoding="utf-8"))
    assert list(found)[:3] == ["number", "trigger", "started_at"]
    assert found["started_at"].endswith("Z")
    assert found["counts"]["facts"] == 410
