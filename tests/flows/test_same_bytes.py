"""Same bytes: what is published depends on the decks, and not on their order or on how many are read at once."""

import hashlib
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from prefect.task_runners import ThreadPoolTaskRunner

from deckfacts.contract import ReadDeck
from deckfacts.manifest import read_manifest
from expectations.series_gate import judge_series
from extractors.reading import read_file
from flows.planning import Job
from tests.deckfacts.series.library import SERIES
from tests.flows.fakes import fake_parts

pytestmark = pytest.mark.usefixtures("prefect_server")

COMPANY = "mizuhara"
DECKS = ("fy2029-4q.md", "fy2030-1q.md", "fy2030-3q.md", "fy2030-4q.md")
LATE = ("fy2029-4q.md", "fy2030-3q.md")
"""The first deck and one from the middle: both change what later decks are held against."""


def read(path: Path, **known: object) -> ReadDeck:
    """The real reader in this process, its word for its version held still."""
    found = read_file(path, **known)  # type: ignore[arg-type]
    return replace(found, document=replace(found.document, reader_version="test"))


def run(job: Job, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow itself with so many workers, the real reader, and the real gate for what the decks give together."""
    import flows.ingest

    parts = replace(fake_parts(), read=read, judge_series=judge_series)
    monkeypatch.setattr(flows.ingest, "load_parts", lambda: parts)
    monkeypatch.setattr("flows.planning.reader_version", lambda: "test")
    flow = flows.ingest.ingest.with_options(task_runner=ThreadPoolTaskRunner(max_workers=workers))
    flow(**asdict(job))


def put(job: Job, *names: str) -> None:
    """Decks of the series under raw, and the profile."""
    folder = job.raw / COMPANY
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(SERIES / COMPANY / name, folder / name)
    shutil.copy(SERIES / COMPANY / "profile.toml", job.profiles / f"{COMPANY}.toml")


def snapshot(curated: Path) -> dict[str, str]:
    """Every file of the current snapshot with the hash of its bytes."""
    folder = (curated / "current").resolve()
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_order_and_workers(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that one worker and four, all decks at once and some of them late, give the same bytes."""
    put(job, *DECKS)
    run(job, 1, monkeypatch)
    other = replace(job, raw=job.raw.with_name("other"), curated=job.curated.with_name("elsewhere"))
    other.raw.mkdir()
    for batch in ([name for name in DECKS if name not in LATE], reversed(LATE)):
        put(other, *batch)
        run(other, 4, monkeypatch)
    manifest = read_manifest(job.curated)
    assert manifest is not None
    assert (len(manifest.decks), manifest.rows("quarantine")) == (len(DECKS), 0)
    assert manifest.rows("observations") > manifest.rows("cross_checks") > 0
    assert snapshot(job.curated) == snapshot(other.curated)
    assert (job.curated / "current").readlink() == (other.curated / "current").readlink()
