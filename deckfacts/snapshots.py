"""Snapshots: immutable folders under `curated/snapshots`, of which `curated/current` names one.

Knows files and folders, not what is in them. A snapshot is built beside the others, reaches the disk whole, and only
then does the pointer move, in one rename: a reader sees the old one or the new one, and so does the next run after a
power cut.
"""

import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from deckfacts.errors import PublicationError
from deckfacts.manifest import CURRENT, REBUILD
from deckfacts.places import Place

SNAPSHOTS: Final = "snapshots"
LOCK: Final = ".lock"
STAGING: Final = ".staging-"

KEPT_SNAPSHOTS: Final = 20
"""A reader that has pinned a snapshot keeps its files until this many younger ones stand. With 3, a scan by DuckDB
lost its files under a publisher in a tight loop; twenty publications take several seconds at their fastest, and a
scan of a thousand decks one or two. An old snapshot costs its folders, hard links and whatever was replaced since."""

RELEASES: Final = "releases"
KEPT_RELEASES: Final = 50
"""Snapshots that so many of the last releases name stay, whatever their age, for `deckfacts diff` to read: a year of
runs each week. Like any old snapshot, one costs its folders, hard links and whatever was replaced since."""

LOCK_SECONDS: Final = 60.0
"""How long to wait for another publisher: one publication takes well under a second, a queue of them some seconds."""

LOCK_POLL_SECONDS: Final = 0.02
"""Shorter than a publication, so that waiting costs little beside it."""

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOSYS})
"""What file systems without hard links answer, and those that are at the end of them."""


@contextmanager
def locked(curated: Path) -> Iterator[None]:
    """Be the one publisher of `curated`, which is made if it is missing, and sweep up what dead ones left.

    PublicationError where it can't be had.
    """
    handle = open_lock(curated / LOCK, curated)
    try:
        try:
            _wait_for_lock(handle, curated)
            _sweep(curated)
        except OSError as error:
            raise cannot_write(curated, error) from error
        yield
    finally:
        os.close(handle)


def open_lock(path: Path, curated: Path) -> int:
    """A handle on a lock's file, which is made with its folder if it is missing. PublicationError where it can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise cannot_write(curated, error) from error


def is_current(curated: Path, name: str, links: Collection[str]) -> bool:
    """Whether readers of `curated` find the snapshot `name` through the pointer and through every link."""
    wanted = {CURRENT: f"{SNAPSHOTS}/{name}"} | {link: f"{CURRENT}/{link}" for link in links}
    return all(_leads_to(curated / link, target) for link, target in wanted.items())


def point_to(
    curated: Path, name: str, files: Mapping[str, bytes], linked: Mapping[str, Path], links: Collection[str]
) -> None:
    """Make the snapshot `name` the current one, under the lock.

    `files` are the paths and contents that are new, `linked` the paths that are taken over, each with the folder that
    it is in (the current snapshot, or the spool), and `links` the names of its entries that stay reachable as
    `curated/<name>`.
    """
    check_free(curated, {*links, CURRENT})
    staging = curated / f"{STAGING}{os.getpid()}"
    staging.mkdir()
    try:
        if not (curated / SNAPSHOTS / name).is_dir():
            _build(staging / name, files, linked)
            _move_in(staging / name, curated / SNAPSHOTS)
        _make_youngest(curated / SNAPSHOTS / name)
        for link in sorted(links):
            _link_to(curated / link, f"{CURRENT}/{link}", staging)
        _link_to(curated / CURRENT, f"{SNAPSHOTS}/{name}", staging)
        _collect(curated, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def release_files(curated: Path) -> list[Path]:
    """The files of the release records, the oldest first."""
    found = (path for path in (curated / RELEASES).glob("*.json") if path.stem.isdecimal())
    return sorted(found, key=lambda path: int(path.stem))


def write_record(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, under the lock; its folder is made if it is missing."""
    if not path.parent.is_dir():
        path.parent.mkdir()
        _sync_folder(path.parent.parent)
    staged = path.with_name(f".{path.name}")
    staged.unlink(missing_ok=True)
    _write(staged, content)
    staged.replace(path)
    _sync_folder(path.parent)


def check_free(curated: Path, links: Collection[str]) -> None:
    """Files of our names are replaced, links too; a folder holds something of somebody's, and nothing is made yet."""
    for path in (curated / link for link in sorted(links)):
        if path.is_dir() and not path.is_symlink():
            advice = "Move it away, or name another folder for curated/."
            raise PublicationError("A folder stands where a link of ours belongs.", where=str(path), advice=advice)


def cannot_write(curated: Path, error: OSError) -> PublicationError:
    """What is told of a disk that does not take what belongs in `curated`."""
    return PublicationError(
        f"Can't be written: {error.strerror} ({error.filename}).",
        where=str(curated),
        advice="Name a folder for curated/ that this user may write, on a disk with room that has symbolic links.",
    )


def _wait_for_lock(handle: int, curated: Path) -> None:
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                message = f"Another run has been publishing for {LOCK_SECONDS:.0f} seconds."
                raise PublicationError(message, where=str(curated), advice="Try again when it has ended.") from error
            time.sleep(LOCK_POLL_SECONDS)
        else:
            return


def _sweep(curated: Path) -> None:
    """Only the holder of the lock stages, so whatever is staged now was left by a run that died."""
    for left in curated.glob(f"{STAGING}*"):
        shutil.rmtree(left)


def _build(folder: Path, files: Mapping[str, bytes], linked: Mapping[str, Path]) -> None:
    parents = {"", *(path.rpartition("/")[0] for path in (*files, *linked))}
    for parent in parents:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        _write(folder / path, content)
    for path, place in linked.items():
        _take_over(f"{place}/{path}", f"{folder}/{path}")
    for parent in parents:
        _sync_folder(folder / parent)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _take_over(source: str, target: str) -> None:
    """Paths as text: with a thousand decks there are thousands of them."""
    try:
        os.link(source, target)
    except FileNotFoundError as error:
        raise PublicationError("A published file is gone.", where=source, advice=REBUILD) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _write(Path(target), Path(source).read_bytes())


def _move_in(built: Path, snapshots: Path) -> None:
    snapshots.mkdir(exist_ok=True)
    built.rename(snapshots / built.name)
    _sync_folder(snapshots)


def _link_to(path: Path, target: str, staging: Path) -> None:
    """Have `path` be a symbolic link with this text, in one step."""
    if _leads_to(path, target):
        return
    fresh = staging / f"link-{path.name}"
    fresh.symlink_to(target)
    fresh.replace(path)
    _sync_folder(path.parent)


def _leads_to(path: Path, target: str) -> bool:
    return path.is_symlink() and str(path.readlink()) == target


def _make_youngest(snapshot: Path) -> None:
    """Give a snapshot a time after that of all others, also where the clock was set back since they were made."""
    others = (path.stat().st_mtime_ns for path in snapshot.parent.iterdir() if path != snapshot)
    now = max(time.time_ns(), max(others, default=0) + 1)
    os.utime(snapshot, ns=(now, now))


def _collect(curated: Path, staging: Path) -> None:
    """Remove all but the youngest snapshots and those of releases; each is moved out whole before it is taken apart."""
    current = (curated / CURRENT).readlink().name
    older = [path for path in (curated / SNAPSHOTS).iterdir() if path.name != current]
    older.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    surplus = older[KEPT_SNAPSHOTS - 1 :]
    released = _released(curated) if surplus else frozenset()
    for path in surplus:
        if path.name not in released:
            path.rename(staging / f"collected-{path.name}")


def _released(curated: Path) -> frozenset[str]:
    """The snapshots that the last releases name. A record that can't be read stops it: what it names must stay."""
    return frozenset(_snapshot_of(path) for path in release_files(curated)[-KEPT_RELEASES:])


def _snapshot_of(record: Path) -> str:
    try:
        return str(json.loads(record.read_text(encoding="utf-8"))["snapshot"])
    except (KeyError, TypeError, ValueError) as error:
        raise damaged_record(record, error) from error


def damaged_record(record: Place, error: Exception) -> PublicationError:
    """What is told of a file that stands where a release record belongs and is none."""
    advice = "Move it away; the releases beside it stay."
    return PublicationError(f"Not a release record ({error!r}).", where=str(record), advice=advice)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
