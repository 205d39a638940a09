"""The command `ingest` where it ends before Prefect starts."""

import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deckfacts.cli import main
from deckfacts.releases import read_releases, record_release
from deckfacts.runs import read_runs
from deckfacts.spool import Spool
from flows import command
from flows.planning import Job, prepare
from flows.publishing import publish_decks
from tests.flows.conftest import profile, put, stage

CHECKOUT = Path(__file__).parents[2]
HEAVY = ("prefect", "great_expectations", "pyarrow", "pandas")

VERSION = "test"

CPU_SECONDS = 1.0
"""Of a run that finds nothing new."""


@pytest.fixture
def no_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect must not be needed."""

    def started(*_: object) -> None:
        raise AssertionError("Prefect was started")

    monkeypatch.setattr(command, "_run_flow", started)


def words(job: Job, *more: str) -> list[str]:
    """The command line of a job."""
    return ["ingest", "--raw", str(job.raw), "--curated", str(job.curated), "--profiles", str(job.profiles), *more]


def publish(job: Job) -> None:
    """What a run does, without Prefect."""
    publish_decks(job.curated, stage(job).staged)
    record_release(job.curated, reader_version=VERSION, released_at=datetime(2031, 8, 8, tzinfo=UTC))


def test_nothing_new_is_light(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a run with nothing new imports none of what takes seconds, ends soon, and publishes nothing."""
    monkeypatch.setattr("flows.planning.reader_version", lambda: VERSION)
    put(job, a="Revenue 1", b="Revenue 2", empty=b"")
    profile(job)
    publish(job)
    before = {path: path.stat().st_mtime_ns for path in job.curated.rglob("*")}
    there = {path.name for path in job.curated.iterdir()}
    # Its cost counts; its word is held still, or editing a file during the tests would make every deck new.
    version = f"import flows.planning as p\np.reader_version()\np.reader_version = lambda: {VERSION!r}\n"
    driver = (
        f"import sys, time\nfrom deckfacts.cli import main\n{version}"
        f"code = main({words(job)!r})\n"
        f"print(code, sorted({{name.partition('.')[0] for name in sys.modules}} & set({HEAVY!r})), time.process_time())"
    )
    done = subprocess.run([sys.executable, "-c", driver], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    code, heavy, seconds = done.stdout.splitlines()[-1].split(" ", 2)
    assert (code, heavy) == ("1", "[]"), "one deck is still kept out"
    assert float(seconds) < CPU_SECONDS
    assert "0 new, 0 changed, 3 unchanged" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert {path.name for path in job.curated.iterdir()} - there == {"runs"}
    (run,) = read_runs(job.curated).runs
    assert (run.exit_code, run.counts and run.counts.unchanged) == (1, 3)


@pytest.mark.usefixtures("no_flow")
@pytest.mark.parametrize("only_one", [False, True])
def test_nothing_new_clears_what_a_killed_run_left(job: Job, *, only_one: bool) -> None:
    """Ensures that nothing stays in the spool of a run that was killed when it had published it; looking at one deck
    alone tells nothing of the others."""
    put(job, a="Revenue 1", b="Revenue 2")
    publish(job)
    left = Spool(job.curated).folder / "decks" / "left.json"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("{}", encoding="utf-8")
    paths = (str(job.raw / "norvale" / "a.md"),) if only_one else ()
    assert main([*words(job), *paths]) == 0
    assert left.exists() is only_one


@pytest.mark.usefixtures("no_flow")
def test_release_of_a_killed_run(job: Job, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that what a run published that was killed before its record is recorded by the next, once."""
    monkeypatch.setattr("flows.planning.reader_version", lambda: VERSION)
    put(job, a="Revenue 1", b="Revenue 2")
    profile(job)
    with monkeypatch.context() as killed:
        killed.setattr("tests.flows.test_command.record_release", lambda *_, **__: None)
        publish(job)
    assert read_releases(job.curated) == ()
    assert main(words(job)) == 0
    assert "Release 1: 2 decks in, 0 changed, 0 withdrawn; 4 facts published" in capsys.readouterr().out
    assert main(words(job)) == 0
    assert "Release" not in capsys.readouterr().out
    assert len(read_releases(job.curated)) == 1


@pytest.mark.usefixtures("no_flow")
@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["nowhere.md"], "nowhere.md: there is no such file or folder."),
        (["--company", "acme"], "--company"),
        (["--raw", "nowhere"], "nowhere: there is no such folder."),
    ],
)
def test_wrong_place(job: Job, capsys: pytest.CaptureFixture[str], more: list[str], says: str) -> None:
    """Ensures that a place that is not there is exit code 2, with what and where."""
    assert main([*words(job), *more]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.usefixtures("no_flow")
def test_wrong_profile_alone(job: Job, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that a run whose only company has a wrong profile says so, reads nothing and ends with 2."""
    put(job, a="Revenue 1")
    profile(job, currency="JPX")
    assert main(words(job)) == 2
    out = capsys.readouterr().out
    assert "norvale.toml" in out
    assert "norvale/a.md" in out
    assert not job.curated.exists()


@pytest.mark.usefixtures("no_flow")
@pytest.mark.parametrize("place", ["curated", "curated/below"])
def test_curated_is_a_file(job: Job, capsys: pytest.CaptureFixture[str], place: str) -> None:
    """Ensures that nothing is read for a curated folder that can't be one."""
    put(job, a="Revenue 1")
    job.curated.write_text("a file", encoding="utf-8")
    assert main([*words(job), "--curated", str(job.curated.parent / place)]) == 2
    err = capsys.readouterr().err
    assert "curated: is not a folder" in err
    assert "--curated" in err


@pytest.mark.usefixtures("no_flow")
def test_curated_is_read_only(job: Job, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that nothing is read for a curated folder that can't be written to."""
    put(job, a="Revenue 1")
    # The user who runs the tests may be root, whom no mode of a folder keeps out.
    monkeypatch.setattr("flows.command.os.access", lambda path, mode: False)
    assert main(words(job)) == 2
    assert "can't be written" in capsys.readouterr().err


def test_work_starts_the_flow(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a new deck, and only something new, starts Prefect."""
    started: list[str] = []

    def run_flow(asked: Job, _prepared: object) -> object:
        started.append(str(asked.raw))
        return command._nothing_new(asked, prepare(asked))

    monkeypatch.setattr(command, "_run_flow", run_flow)
    assert command.run(**asdict(job)) == 0
    assert not started
    put(job, a="Revenue 1")
    assert command.run(**asdict(job)) == 0
    assert started == [str(job.raw)]
