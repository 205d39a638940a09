"""Tests of snapshots on disk: publishers at the same time, disks that fail, publishers that are killed."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from deckfacts import snapshots
from deckfacts.errors import PublicationError
from deckfacts.manifest import read_manifest
from deckfacts.publication import publish
from tests.builders import publication

OTHER = "norvale/fy2031-2q.md"
CHECKOUT = Path(__file__).parents[2]


def count(curated: Path, dataset: str) -> int:
    """Rows of a dataset, by its stable path."""
    return int(pq.read_table(curated / dataset).num_rows)


@pytest.mark.parametrize("operation", ["fsync", "link", "rename", "replace", "symlink"])
def test_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    """Ensures that a disk that fails under way leaves the publication before, and the next run succeeds."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device", "some file")

    publish(tmp_path, [publication()])
    with monkeypatch.context() as patched:
        patched.setattr(os, operation, fail)
        if operation in ("replace", "symlink"):
            (tmp_path / "checks").unlink()
        with pytest.raises(PublicationError, match="No space left on device"):
            publish(tmp_path, [publication(OTHER)])
    assert count(tmp_path, "facts") == 2
    assert not list(tmp_path.glob(".staging-*"))
    publish(tmp_path, [publication(OTHER)])
    assert count(tmp_path, "facts") == 4


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a folder that can't be opened for writing is told as such, even where the tests run as root."""

    def refuse(path: Path, *args: Any) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PublicationError, match="Permission denied") as caught:
        publish(tmp_path, [publication()])
    assert (caught.value.where, caught.value.exit_code) == (str(tmp_path), 2)


def test_publishers_take_turns(tmp_path: Path) -> None:
    """Ensures that publishers at the same time lose none of each other's decks."""
    decks = [publication(f"norvale/{at}.md") for at in range(8)]
    threads = [threading.Thread(target=publish, args=(tmp_path, [deck])) for deck in decks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    manifest = read_manifest(tmp_path)
    assert manifest is not None
    assert len(manifest.decks) == 8
    assert count(tmp_path, "facts") == 16


def test_publisher_that_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a publisher gives up with advice when another one does not end."""
    monkeypatch.setattr(snapshots, "LOCK_SECONDS", 0.05)
    with snapshots.locked(tmp_path), pytest.raises(PublicationError, match="Another run has been publishing"):
        publish(tmp_path, [publication()])


def test_clock_that_is_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the oldest snapshots are collected and not the youngest, though the clock jumps to and fro."""
    monkeypatch.setattr(snapshots, "KEPT_SNAPSHOTS", 3)
    names = []
    for version, now in enumerate((5_000, 9_000, 1_000, 8_000, 2_000)):
        monkeypatch.setattr("time.time_ns", lambda now=now: now * 10**9)
        names.append(publish(tmp_path, [publication(version=version)]).snapshot)
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(names[-3:])


KILLED = '''
"""For each file operation of a publication: kill the publisher at it, tell what readers find, publish again."""
import json, os, shutil, signal, sys
from pathlib import Path
from deckfacts import snapshots

OPERATIONS = ("fsync", "link", "mkdir", "rename", "replace", "symlink", "unlink", "rmdir", "utime")
OLD = {"facts/a": b"a1", "facts/b": b"b", "manifest.json": b"old"}
NEW = {"facts/a": b"a2", "facts/b": b"b", "manifest.json": b"new"}
snapshots.KEPT_SNAPSHOTS = 1

def publish(curated, name, files, linked):
    with snapshots.locked(curated):
        snapshots.point_to(curated, name, files, linked, ["facts"])

def publish_new(curated):
    written = {path: NEW[path] for path in ("facts/a", "manifest.json")}
    publish(curated, "new", written, {"facts/b": curated / "current"})

def killed_at(curated, at):
    child = os.fork()
    if not child:
        done = [0]
        for name in OPERATIONS:
            def counted(*args, _real=getattr(os, name), **kwargs):
                done[0] += 1
                if done[0] == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return _real(*args, **kwargs)
            setattr(os, name, counted)
        publish_new(curated)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0

def found(curated):
    current = (curated / "current").resolve()
    return {str(path.relative_to(current)): path.read_bytes() for path in current.rglob("*") if path.is_file()}

def tell(files):
    return "old" if files == OLD else "new" if files == NEW else "broken"

at, killed, outcomes = 0, True, []
while killed:
    at += 1
    curated = Path(sys.argv[1]) / str(at)
    publish(curated, "old", OLD, {})
    killed = killed_at(curated, at)
    after = tell(found(curated))
    publish_new(curated)
    left = [sorted(path.name for path in folder.iterdir()) for folder in (curated, curated / "snapshots")]
    outcomes.append([after, tell(found(curated)), left])
print(json.dumps(outcomes))
'''


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Ensures that a publisher killed at any file operation leaves a whole publication, and the next run tidies up."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    outcomes = json.loads(run.stdout)
    seen = [after for after, _, _ in outcomes]
    assert len(seen) > 15
    assert seen == sorted(seen, key=["old", "new"].index), "the pointer moved once, and never back"
    assert {"old", "new"} == set(seen)
    for _, again, left in outcomes:
        assert again == "new"
        assert left == [[".lock", "current", "facts", "snapshots"], ["new"]]
