"""Releases: what each record says of a run, and that it is written once, whole, or not at all."""

import json
import os
import shutil
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from deckfacts import snapshots
from deckfacts.errors import PublicationError
from deckfacts.manifest import DeckKey
from deckfacts.publication import publish
from deckfacts.releases import Release, read_releases, record_release
from tests.builders import COMPANY, FILE, publication, rejection

OTHER = "norvale/fy2031-2q.md"
THIRD = "norvale/fy2031-3q.md"
AT = datetime(2031, 8, 8, 7, 30, 15, tzinfo=UTC)


def record(curated: Path, *, reader_version: str = "1+a", released_at: datetime = AT) -> Release | None:
    """The record of what was published since the last."""
    return record_release(curated, reader_version=reader_version, released_at=released_at)


def files(decks: Any) -> list[str]:
    """The decks of a record by their files."""
    return [deck.file for deck in decks]


def test_first_release(tmp_path: Path) -> None:
    """Ensures that the first record names every deck as come in, kept out or not, with its counts and all rows."""
    manifest = publish(tmp_path, [publication(), publication(OTHER, count=3), rejection(THIRD)])
    release = record(tmp_path)
    assert release is not None
    assert (release.number, release.snapshot, release.previous) == (1, manifest.snapshot, None)
    assert (release.reader_version, release.contract) == ("1+a", manifest.contract)
    assert [(deck.file, deck.verdict, deck.facts, deck.quarantined) for deck in release.came_in] == [
        (FILE, "published", 2, 0),
        (OTHER, "published", 3, 0),
        (THIRD, "quarantined", 0, 1),
    ]
    assert (release.changed, release.withdrawn) == ((), ())
    assert release.rows["facts"] == 5
    assert release.rows["quarantine"] == 1
    assert set(release.rows) == set(manifest.datasets)
    assert release.line == "Release 1: 3 decks in, 0 changed, 0 withdrawn; 5 facts published"
    assert read_releases(tmp_path) == (release,)


def test_next_release(tmp_path: Path) -> None:
    """Ensures that a record tells what is different from the one before: in, changed, withdrawn, and nothing else."""
    publish(tmp_path, [publication(), publication(OTHER), publication(THIRD), publication("norvale/4q.md")])
    first = record(tmp_path)
    publish(tmp_path, [publication("norvale/5q.md")])
    publish(tmp_path, [publication(OTHER, version=2, count=4)], gone=[DeckKey(COMPANY, THIRD)])
    publish(tmp_path, [publication(fingerprint="reader 2")])
    second = record(tmp_path)
    assert first is not None
    assert second is not None
    assert (second.number, second.previous) == (2, first.snapshot)
    assert (files(second.came_in), files(second.changed)) == (["norvale/5q.md"], [FILE, OTHER])
    assert [(deck.file, deck.facts) for deck in second.withdrawn] == [(THIRD, 2)]
    assert [deck.facts for deck in second.changed] == [2, 4]


def test_nothing_changed(tmp_path: Path) -> None:
    """Ensures that a run that changed nothing leaves no record and changes no byte, also where nothing is published."""
    assert record(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    publish(tmp_path, [publication()])
    record(tmp_path)
    before = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    publish(tmp_path, [publication()])
    assert record(tmp_path, released_at=AT + timedelta(days=1)) is None
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_back_to_an_earlier_snapshot(tmp_path: Path) -> None:
    """Ensures that a publication that returns to what it was before is a release too."""
    publish(tmp_path, [publication()])
    first = record(tmp_path)
    publish(tmp_path, [publication(OTHER)])
    record(tmp_path)
    publish(tmp_path, [], gone=[DeckKey(COMPANY, OTHER)])
    third = record(tmp_path)
    assert first is not None
    assert third is not None
    assert (third.number, third.snapshot, files(third.withdrawn)) == (3, first.snapshot, [OTHER])


def test_record_without_snapshots(tmp_path: Path) -> None:
    """Ensures that the records alone tell what was there, when the snapshots that they name are gone."""
    for file in (FILE, OTHER, THIRD):
        publish(tmp_path, [publication(file)])
        record(tmp_path)
    publish(tmp_path, [publication(OTHER, version=2)], gone=[DeckKey(COMPANY, FILE)])
    current = (tmp_path / "current").resolve()
    for folder in (tmp_path / "snapshots").iterdir():
        if folder != current:
            shutil.rmtree(folder)
    release = record(tmp_path)
    assert release is not None
    assert (files(release.came_in), files(release.changed), files(release.withdrawn)) == ([], [OTHER], [FILE])


def test_only_the_time_differs(tmp_path: Path) -> None:
    """Ensures that the same runs give the same bytes but for the time, which is UTC in whole seconds."""
    texts = []
    for name, at in (("a", AT), ("b", datetime(2032, 1, 1, 9, 0, 0, 5, tzinfo=timezone(timedelta(hours=9))))):
        publish(tmp_path / name, [publication(), rejection(OTHER)])
        record(tmp_path / name, released_at=at)
        texts.append((tmp_path / name / "releases" / "000001.json").read_text(encoding="utf-8"))
    assert '"released_at": "2032-01-01T00:00:00Z"' in texts[1]
    assert texts[0] == texts[1].replace("2032-01-01T00:00:00Z", "2031-08-08T07:30:15Z")


@pytest.mark.parametrize("operation", ["fsync", "replace", "mkdir"])
def test_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    """Ensures that a record that can't be written is told of, leaves nothing, and is made by the next run."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device", "some file")

    publish(tmp_path, [publication()])
    with monkeypatch.context() as patched:
        patched.setattr(os, operation, fail)
        with pytest.raises(PublicationError, match="No space left on device"):
            record(tmp_path)
    assert read_releases(tmp_path) == ()
    assert record(tmp_path) is not None
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["000001.json"]


def test_runs_at_the_same_time(tmp_path: Path) -> None:
    """Ensures that of two runs that end together one makes the record."""
    publish(tmp_path, [publication()])
    found: list[Release | None] = []
    threads = [threading.Thread(target=lambda: found.append(record(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(release is not None for release in found) == 1
    assert len(read_releases(tmp_path)) == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"snapshot": "x"}', '{"came_in": [1]}'])
def test_damaged_record(tmp_path: Path, text: str) -> None:
    """Ensures that a file that is no record is named, with what to do, and never passed over."""
    publish(tmp_path, [publication()])
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "000001.json").write_text(text, encoding="utf-8")
    with pytest.raises(PublicationError, match=r"000001.json: Not a release record .* Move it away"):
        record(tmp_path)


def test_order_of_releases(tmp_path: Path) -> None:
    """Ensures that the millionth release comes after the one before, and that foreign files are left alone."""
    publish(tmp_path, [publication()])
    record(tmp_path)
    first = tmp_path / "releases" / "000001.json"
    found = json.loads(first.read_text(encoding="utf-8"))
    first.unlink()
    for number in (1000000, 999999):
        path = tmp_path / "releases" / f"{number:06d}.json"
        path.write_text(json.dumps(found | {"number": number}), encoding="utf-8")
    (tmp_path / "releases" / ".000007.json").write_text("half", encoding="utf-8")
    (tmp_path / "releases" / "notes.json").write_text("mine", encoding="utf-8")
    assert [release.number for release in read_releases(tmp_path)] == [999999, 1000000]


def test_snapshots_of_releases_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the snapshots of the last releases are kept beside the youngest, and those of older ones are not."""
    monkeypatch.setattr(snapshots, "KEPT_SNAPSHOTS", 2)
    monkeypatch.setattr(snapshots, "KEPT_RELEASES", 2)
    released = []
    for at in range(4):
        publish(tmp_path, [publication(f"norvale/{at}.md")])
        release = record(tmp_path)
        assert release is not None
        released.append(release.snapshot)
        publish(tmp_path, [publication(f"norvale/{at}.md", version=2)])
    for at in range(3):
        last = publish(tmp_path, [publication("norvale/x.md", version=at)])
    kept = {path.name for path in (tmp_path / "snapshots").iterdir()}
    assert len(kept) == 4
    assert {*released[2:], last.snapshot} <= kept
    assert not {*released[:2]} & kept


def test_no_snapshot_goes_for_a_damaged_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that nothing is collected as long as it can't be told which snapshots the releases name."""
    monkeypatch.setattr(snapshots, "KEPT_SNAPSHOTS", 1)
    publish(tmp_path, [publication()])
    record(tmp_path)
    (tmp_path / "releases" / "000001.json").write_text("half", encoding="utf-8")
    with pytest.raises(PublicationError, match="Not a release record"):
        publish(tmp_path, [publication(OTHER)])
    assert len(list((tmp_path / "snapshots").iterdir())) == 2
