"""Recording: that each run is on record however it ends, and that whoever is to be told is told, and fails nothing."""

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckfacts import runs
from deckfacts.errors import PublicationError
from deckfacts.intake import Status
from deckfacts.publication import publish
from deckfacts.releases import Release
from deckfacts.runs import KeptOut, RunRecord, Trigger, read_runs
from flows import recording
from flows.planning import Job, Prepared, prepare
from flows.recording import count_run, recorded, trigger_of
from flows.settings import Settings
from tests.builders import publication, quarantined, rejection
from tests.flows.conftest import put
from tests.flows.test_notices import report, summary

NEW, BAD = publication("norvale/new.md"), rejection("norvale/bad.txt")


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine's settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("NOTIFY_WEBHOOK", "NOTIFY_COMMAND", "METRICS_FILE"):
        monkeypatch.delenv(f"DECKFACTS_{name}", raising=False)


@pytest.fixture
def prepared(job: Job) -> Prepared:
    """A plan with one new deck."""
    put(job, new="Revenue 1")
    return prepare(job)


def the_run(curated: Path) -> RunRecord:
    """The one run on record."""
    (found,) = read_runs(curated).runs
    return found


@pytest.fixture
def hook(tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """What the notify command was given, in order; its own words are in the file `hook`."""
    heard = tmp_path / "heard"
    code = f"import sys\nopen({str(heard)!r}, 'a').write(sys.stdin.read() + chr(10))"
    (tmp_path / "hook.py").write_text(code, encoding="utf-8")

    def given() -> list[dict[str, Any]]:
        return [json.loads(line) for line in heard.read_text(encoding="utf-8").splitlines()] if heard.exists() else []

    return given


def listening() -> Settings:
    """Settings with the hook."""
    return Settings(notify_command=f"{sys.executable} hook.py")


def test_run_with_work(job: Job, prepared: Prepared) -> None:
    """Ensures that a run that makes `curated` is on record while it works, and with what it came to when it has."""
    with recorded(job.curated, Settings(), trigger=Trigger.ARRIVAL) as run:
        assert not job.curated.exists()
        run.expect(prepared)
        assert the_run(job.curated).ended_at is None
        publish(job.curated, [NEW, BAD])
        run.finish(summary(report(NEW), report(BAD)))
    found = the_run(job.curated)
    assert (found.trigger, found.exit_code, found.error, found.warnings) == ("arrival", 1, None, ())
    assert found.kept_out == (KeptOut("norvale/bad.txt", "empty"),)
    assert found.counts == count_run(summary(report(NEW), report(BAD)))


def test_nothing_new(job: Job) -> None:
    """Ensures that a run with nothing new is on record where something is published, and makes nothing elsewhere."""
    with recorded(job.curated, Settings()) as run:
        run.finish(replace(summary(), unchanged=3))
    assert not job.curated.exists()
    publish(job.curated, [NEW])
    with recorded(job.curated, Settings()) as run:
        run.finish(replace(summary(), unchanged=3))
    found = the_run(job.curated)
    assert found.counts is not None
    assert (found.exit_code, found.counts.unchanged, found.counts.facts) == (0, 3, 0)


def test_counts() -> None:
    """Ensures that facts and the like are those of the decks that were published, and each deck counts once."""
    changed = report(NEW, status=Status.CHANGED)
    found = count_run(
        replace(summary(changed, report(NEW), report(BAD, facts={"table": 9})), unchanged=4, held=("acme/a.md",))
    )
    assert (found.new, found.changed, found.unchanged, found.held) == (2, 1, 4, 1)
    assert (found.published, found.kept_out, found.facts, found.refusals, found.failed_checks) == (2, 1, 4, 2, 2)


def test_problems(job: Job) -> None:
    """Ensures that what has to be corrected is on record beside what was done, the first few in words."""
    publish(job.curated, [NEW])
    problems = tuple(PublicationError("is wrong.", where=f"{at}.toml", advice="Correct it.") for at in range(5))
    with recorded(job.curated, Settings()) as run:
        run.finish(replace(summary(), problems=problems))
    found = the_run(job.curated)
    assert (found.exit_code, found.error) == (2, None)
    assert found.warnings == (*(f"{at}.toml: is wrong. Correct it." for at in range(3)), "2 more")


def test_release(job: Job) -> None:
    """Ensures that a run's record names the release that it recorded."""
    publish(job.curated, [NEW])
    release: Any = object.__new__(Release)
    object.__setattr__(release, "number", 7)
    with recorded(job.curated, Settings()) as run:
        run.finish(replace(summary(), release=release))
    assert the_run(job.curated).release == 7


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PublicationError("is full.", where="curated", advice="Make room."), (2, "curated: is full. Make room.")),
        (KeyboardInterrupt(), (130, None)),
        (ZeroDivisionError("\x1b[31mred"), (3, "ZeroDivisionError: \\x1b[31mred")),
    ],
)
def test_run_that_fails(
    job: Job,
    prepared: Prepared,
    hook: Callable[[], list[dict[str, Any]]],
    error: BaseException,
    told: tuple[int, str | None],
) -> None:
    """Ensures that what ended a run is on record, and comes through; a hook is told of it unless somebody ended it."""

    def work() -> None:
        with recorded(job.curated, listening()) as run:
            run.expect(prepared)
            raise error

    with pytest.raises(type(error)):
        work()
    found = the_run(job.curated)
    assert (found.exit_code, found.error, found.counts) == (*told, None)
    heard = [(one["run"]["exit_code"], one["error"]) for one in hook()]
    assert heard == ([told] if told[1] else [])


def test_error_after_the_work(job: Job, prepared: Prepared) -> None:
    """Ensures that a run whose reader has closed stdout has done its work all the same."""

    def work() -> None:
        with recorded(job.curated, Settings()) as run:
            run.expect(prepared)
            run.finish(summary(report(NEW)))
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        work()
    assert (the_run(job.curated).exit_code, the_run(job.curated).error) == (0, None)


def test_notices(job: Job, prepared: Prepared, hook: Callable[[], list[dict[str, Any]]]) -> None:
    """Ensures that a hook is told once of a run, when that is on record, and of none in which no deck was read."""
    publish(job.curated, [publication("norvale/old.md", facts=[])])
    with recorded(job.curated, listening()) as run:
        run.expect(prepared)
        publish(job.curated, [NEW, BAD])
        run.finish(summary(report(NEW), report(BAD)))
        assert hook() == []
    (given,) = hook()
    assert [one["kind"] for one in given["notices"]] == ["deck_quarantined", "deck_published"]
    assert (given["run"]["number"], given["run"]["exit_code"]) == (1, 1)
    with recorded(job.curated, listening()) as run:
        run.finish(summary())
    assert len(hook()) == 1


def test_hook_that_fails(job: Job, prepared: Prepared, caplog: pytest.LogCaptureFixture) -> None:
    """Ensures that a hook that fails is a warning in the log and on record, and the run's exit code its own."""
    with recorded(job.curated, Settings(notify_command="nowhere-to-be-found")) as run:
        run.expect(prepared)
        publish(job.curated, [NEW])
        run.finish(summary(report(NEW)))
    (warning,) = the_run(job.curated).warnings
    assert "nowhere-to-be-found can't be run" in warning
    assert the_run(job.curated).exit_code == 0
    assert [(one.name, one.levelno) for one in caplog.records] == [("deckfacts.recording", logging.WARNING)]


@pytest.mark.parametrize("step", ["load_failures", "find_notices", "send"])
def test_surprise_in_the_notices(
    job: Job, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, step: str, hook: object
) -> None:
    """Ensures that an error that nobody foresaw while telling of a run does not fail it."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(recording, step, fail)
    with recorded(job.curated, listening()) as run:
        run.expect(prepared)
        publish(job.curated, [NEW])
        run.finish(summary(report(NEW)))
    assert the_run(job.curated).exit_code == 0
    assert len(the_run(job.curated).warnings) == 1


def test_metrics_file(job: Job, tmp_path: Path) -> None:
    """Ensures that each run leaves its metrics, one that failed and one that found nothing new too."""
    path = tmp_path / "deckfacts.prom"
    publish(job.curated, [NEW])
    with recorded(job.curated, Settings(metrics_file=path)) as run:
        run.finish(summary())
    assert "deckfacts_last_run_exit_code 0.0" in path.read_text(encoding="utf-8")

    def fail() -> None:
        with recorded(job.curated, Settings(metrics_file=path)):
            raise PublicationError("is full.", where="curated", advice="Make room.")

    with pytest.raises(PublicationError):
        fail()
    assert "deckfacts_last_run_exit_code 2.0" in path.read_text(encoding="utf-8")


def test_metrics_that_cannot_be_written(job: Job, tmp_path: Path) -> None:
    """Ensures that metrics that can't be left are a warning on record."""
    publish(job.curated, [NEW])
    with recorded(job.curated, Settings(metrics_file=tmp_path / "nowhere" / "deckfacts.prom")) as run:
        run.finish(summary())
    (warning,) = the_run(job.curated).warnings
    assert "The metrics were not written" in warning


@pytest.mark.parametrize("when", ["begin", "end", "warn"])
def test_ledger_that_cannot_be_written(
    job: Job, prepared: Prepared, monkeypatch: pytest.MonkeyPatch, when: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Ensures that a full disk costs a run its record and nothing else."""
    writes: list[str] = []
    real = runs.write_record
    fails_at = {"begin": 1, "end": 2, "warn": 3}[when]

    def write(path: Path, content: bytes) -> None:
        writes.append(path.name)
        if len(writes) >= fails_at:
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(runs, "write_record", write)
    with recorded(job.curated, Settings(notify_command="nowhere-to-be-found")) as run:
        run.expect(prepared)
        run.finish(summary(report(replace(BAD, quarantined=(quarantined(),)))))
    assert "No space left on device" in caplog.text


def test_command_and_flow(job: Job, prepared: Prepared) -> None:
    """Ensures that the command and the flow that it starts are one run, which is told of when the command is done."""
    with recorded(job.curated, Settings()) as command:
        command.expect(prepared)
        with recorded(job.curated, Settings(), trigger=Trigger.SCHEDULE) as flow:
            flow.expect(prepared)
            flow.finish(summary(report(NEW)))
        command.finish(summary())
    found = the_run(job.curated)
    assert found.counts is not None
    assert (found.trigger, found.counts.published) == ("command", 1)
    with recorded(job.curated, Settings()) as run:
        run.finish(summary())
    assert len(read_runs(job.curated).runs) == 2


@pytest.mark.parametrize(
    ("tags", "trigger"),
    [([], "command"), (["team"], "command"), (["auto-scheduled"], "schedule"), (["arrival", "team"], "arrival")],
)
def test_trigger(tags: list[str], trigger: str) -> None:
    """Ensures that a run of the flow is known for what started it."""
    assert trigger_of(tags) == trigger
