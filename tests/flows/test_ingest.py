"""The flow and the command `ingest`, in a few runs of Prefect; all else is tested without it."""

import json
import threading
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from deckfacts.cli import main
from deckfacts.contract import ReadDeck
from deckfacts.errors import PublicationError
from deckfacts.manifest import read_manifest
from deckfacts.reader import read_dataset
from deckfacts.releases import read_releases
from deckfacts.runs import read_runs
from flows import command
from flows.planning import Job
from tests.flows.conftest import profile, put
from tests.flows.fakes import calls, fake_parts

pytestmark = pytest.mark.usefixtures("prefect_server")


def ingest(job: Job, **changed: Any) -> int:
    """The command, with the fake reader and gate in place of the real ones."""
    return command.run(**(asdict(job) | changed))


@pytest.fixture
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    import flows.ingest

    monkeypatch.setattr(flows.ingest, "load_parts", fake_parts)
    monkeypatch.setattr("flows.units.RETRY_SECONDS", (0.0, 0.0))


@pytest.mark.usefixtures("_fakes")
def test_ingest(job: Job, capfd: pytest.CaptureFixture[str]) -> None:
    """Ensures that every deck of a run ends in curated/ by itself: good ones as facts, bad ones with their reasons."""
    decks = {"a": "Revenue 1", "b": "Revenue 2", "empty": b"", "binary": b"\0\1", "odd": "surprise", "far": "offline"}
    put(job, **decks, contradictory="Revenue 3")
    profile(job)
    profile(job, company="acme", currency="JPX")
    (job.raw / "acme").mkdir()
    (job.raw / "acme" / "1q.md").write_text("Revenue 4", encoding="utf-8")

    assert ingest(job, as_json=True) == 2, "the profile of acme has to be corrected"

    manifest = read_manifest(job.curated)
    assert manifest is not None
    verdicts = {Path(entry.key.file).stem: str(entry.verdict) for entry in manifest.decks}
    assert verdicts == dict.fromkeys(["a", "b"], "published") | dict.fromkeys(
        ["empty", "binary", "odd", "far", "contradictory"], "quarantined"
    )
    rows = read_dataset(job.curated, "quarantine").to_pylist()
    assert {Path(row["file"]).stem: row["reason"] for row in rows} == {
        "empty": "empty",
        "binary": "undecodable",
        "odd": "internal",
        "far": "unreadable",
        "contradictory": "no_sense",
    }
    counts = {name: calls.count(f"norvale/{name}.md") for name in (*decks, "contradictory")}
    assert counts == dict.fromkeys(counts, 1) | {"far": 3}, "only what the system would not give is asked for again"
    said = capfd.readouterr()
    summary = json.loads(said.out)
    assert summary["exit_code"] == 2
    assert summary["held"] == ["acme/1q.md"]
    assert (job.curated / "data_docs" / "index.html").read_text().count("<tr>") == 1 + 3, "a head and three decks"
    assert "Traceback" not in said.err
    assert "[7/7]" in said.err
    assert [len(release.came_in) for release in read_releases(job.curated)] == [7], "one release, kept out or not"
    assert summary["release"]["number"] == 1
    (on_record,) = read_runs(job.curated).runs
    assert on_record.counts is not None
    assert (on_record.exit_code, on_record.release, on_record.trigger) == (2, 1, "command")
    assert (on_record.counts.published, on_record.counts.kept_out, on_record.counts.held) == (2, 5, 1)
    run, artifacts = recorded()
    assert run == "ingest 7 decks"
    assert {"decks", f"deck-{summary['decks'][0]['document_id']}"} <= artifacts


def recorded() -> tuple[str, set[str | None]]:
    """The name of the last flow run on Prefect's server, and the keys of its artifacts."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
    from prefect.client.schemas.sorting import FlowRunSort

    with get_client(sync_client=True) as client:
        run = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]
        own = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        return run.name, {artifact.key for artifact in client.read_artifacts(artifact_filter=own)}


@pytest.mark.usefixtures("_fakes")
def test_prune(job: Job, capfd: pytest.CaptureFixture[str]) -> None:
    """Ensures that a deck that is gone from raw stays published until --prune, and that the summary says so."""
    put(job, a="Revenue 1", b="Revenue 2")
    assert ingest(job) == 0
    (job.raw / "norvale" / "b.md").unlink()
    assert ingest(job) == 0
    assert "--prune" in capfd.readouterr().out
    assert read_dataset(job.curated, "facts").num_rows == 4
    assert ingest(job, prune=True) == 0
    out = capfd.readouterr().out
    assert "Withdrawn" in out
    assert "Release 2: 0 decks in, 0 changed, 1 withdrawn; 2 facts published" in out
    assert read_dataset(job.curated, "facts").num_rows == 2
    assert [deck.file for deck in read_releases(job.curated)[1].withdrawn] == ["norvale/b.md"]


@pytest.mark.usefixtures("_fakes")
def test_decks_are_read_while_the_gate_is_loaded(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that reading does not wait for Great Expectations."""
    began = threading.Event()
    waited: list[bool] = []
    parts = fake_parts()

    def read(path: Path, **given: Any) -> ReadDeck:
        began.set()
        return parts.read(path, **given)

    here = replace(parts, read=read, load_gate=lambda: waited.append(began.wait(60)))
    monkeypatch.setattr("flows.ingest.load_parts", lambda: here)
    put(job, a="Revenue 1")
    assert ingest(job) == 0
    assert waited == [True]


@pytest.mark.usefixtures("_fakes")
def test_publication_fails(job: Job, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a publication that fails half-way is exit code 2 with what to do, and ends what is being read."""

    def full(*_: object, **__: object) -> None:
        raise PublicationError("No space left on device.", where="curated", advice="Make room.")

    stopped: list[bool] = []
    parts = replace(fake_parts(), stop_reading=lambda: stopped.append(True))
    monkeypatch.setattr("flows.publishing.publish_staged", full)
    monkeypatch.setattr("flows.ingest.load_parts", lambda: parts)
    put(job, a="Revenue 1")
    assert main(["ingest", "--raw", str(job.raw), "--curated", str(job.curated), "--profiles", str(job.profiles)]) == 2
    said = capfd.readouterr()
    assert "Error: curated: No space left on device. Make room." in said.err
    assert "Traceback" not in said.err
    assert stopped == [True]


def gone(*_: object, **__: object) -> None:
    """A server that is not there any more."""
    raise httpx.ConnectError("Connection refused")


@pytest.mark.usefixtures("_fakes")
def test_no_artifacts(job: Job, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that what is published counts, and is on record, also where the server takes no artifact of it."""
    monkeypatch.setattr("flows.ingest.create_markdown_artifact", gone)
    put(job, a="Revenue 1", b="Revenue 2")
    assert ingest(job) == 0
    assert caplog.messages.count("Prefect took no artifacts of this run: ConnectError") == 1
    (run,) = read_runs(job.curated).runs
    assert run.release == 1
    assert run.counts is not None
    assert run.counts.published == 2


@pytest.mark.usefixtures("_fakes")
def test_worker_is_ended(job: Job, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a pool whose process was ended is exit code 2 with what to do."""

    def broken(*_: object, **__: object) -> None:
        raise BrokenProcessPool("A process in the process pool was terminated abruptly")

    monkeypatch.setattr("prefect.futures.PrefectConcurrentFuture.result", broken)
    words = ["ingest", "--raw", str(job.raw), "--curated", str(job.curated), "--profiles", str(job.profiles)]
    put(job, a="Revenue 1")
    assert main(words) == 2
    said = capfd.readouterr().err
    assert "Error: runner: A process that read decks was ended by the system." in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("_fakes")
def test_server_goes_away(job: Job, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a server that is lost under a run is exit code 2 with what to do, and the next run does the rest."""

    words = ["ingest", "--raw", str(job.raw), "--curated", str(job.curated), "--profiles", str(job.profiles)]
    put(job, a="Revenue 1", b="Revenue 2")
    with monkeypatch.context() as patched:
        patched.setattr("flows.ingest.publish_together", gone)
        assert main(words) == 2
    said = capfd.readouterr()
    assert "Error: Prefect: The server does not answer any more (ConnectError)." in said.err
    assert "Traceback" not in said.err
    assert main(words) == 0
    assert read_dataset(job.curated, "facts").num_rows == 4
    assert [len(release.came_in) for release in read_releases(job.curated)] == [2]
