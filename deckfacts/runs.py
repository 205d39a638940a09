"""Runs: from what a run of `ingest` knows of itself to its record in the ledger, and from the ledger to its last runs.

A record is one small JSON file, `curated/runs/000007.json`, written when the run begins and once more when it ends: a
run that was killed has a record without an end. Reads without pyarrow; the ledger never keeps a run from its work.
"""

import contextlib
import json
import os
import platform
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, Final

from deckfacts.pinned import each
from deckfacts.places import ObjectPlace, Place
from deckfacts.snapshots import write_record

RUNS: Final = "runs"

KEPT_RUNS: Final = 200
"""Records that stay: a run each day for half a year, or a day of runs that follow upon arrivals."""

NAMED_AT_MOST: Final = 100
"""Decks that a record names of those that were kept out; their count tells of the rest."""

_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"


class Trigger(StrEnum):
    """What started a run."""

    COMMAND = "command"
    SCHEDULE = "schedule"
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCounts:
    """What a run came to: decks by how they stand to what was published, then what was read of them.

    `kept_out` and `held` are decks too: those that did not pass, and those that wait for their profile.
    """

    new: int
    changed: int
    unchanged: int
    published: int
    kept_out: int
    held: int
    facts: int
    refusals: int
    failed_checks: int


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A deck that a run kept out, and the first reason."""

    deck: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run. What is only known at its end is null until then, and for ever where it was killed.

    `release` is the number of the release that it recorded; `error` is what ended a run that failed; `warnings` are
    what has to be corrected and kept other decks waiting, and what went wrong beside its work, such as a notice that
    could not be sent.
    """

    number: int
    trigger: Trigger
    started_at: datetime
    ended_at: datetime | None = None
    seconds: float | None = None
    host: str
    process_id: int
    reader_version: str
    counts: RunCounts | None = None
    kept_out: tuple[KeptOut, ...] = ()
    release: int | None = None
    exit_code: int | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The record as it stands in its file."""
        ended = self.ended_at and self.ended_at.strftime(_TIME)
        return asdict(self) | {"started_at": self.started_at.strftime(_TIME), "ended_at": ended}


@dataclass(frozen=True, slots=True)
class StartedRun:
    """A run that is at work: its record, and the moment it began by a clock that nobody sets."""

    curated: Place
    record: RunRecord
    began: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """The runs that are on record, the oldest first, and the names of files that stand among them and are none."""

    runs: tuple[RunRecord, ...]
    unreadable: tuple[str, ...]


def begin_run(curated: Place, *, trigger: Trigger, reader_version: str) -> StartedRun:
    """Put a run on record, which claims the next number; `curated` is made if it is missing. OSError where it can't."""
    began, folder = time.monotonic(), curated / RUNS
    number = max(_numbers(folder, {".json", _CLAIM}), default=0) + 1
    record = RunRecord(
        number=number,
        trigger=trigger,
        started_at=_now(),
        host=platform.node(),
        process_id=os.getpid(),
        reader_version=reader_version,
    )
    if isinstance(folder, ObjectPlace):
        while not (folder / _name(record.number)).create(_text(record)):
            record = replace(record, number=record.number + 1)
        return StartedRun(curated, record, began)
    folder.mkdir(parents=True, exist_ok=True)
    while not _claim(folder, record.number):
        record = replace(record, number=record.number + 1)
    _write(curated, record)
    _claim_of(folder, record.number).unlink()
    return StartedRun(curated, record, began)


def end_run(
    started: StartedRun,
    *,
    exit_code: int,
    counts: RunCounts | None = None,
    kept_out: Iterable[KeptOut] = (),
    release: int | None = None,
    error: str | None = None,
    warnings: Iterable[str] = (),
) -> RunRecord:
    """Put on record how a run ended, and drop the oldest records. OSError where it can't be written."""
    ended = replace(
        started.record,
        ended_at=_now(),
        seconds=round(time.monotonic() - started.began, 3),
        counts=counts,
        kept_out=tuple(kept_out)[:NAMED_AT_MOST],
        release=release,
        exit_code=exit_code,
        error=error,
        warnings=tuple(warnings),
    )
    _write(started.curated, ended)
    _drop_oldest(started.curated / RUNS)
    return ended


def warn_of(curated: Place, record: RunRecord, warnings: Iterable[str]) -> RunRecord:
    """Put on record what went wrong after a run's work was done."""
    warned = replace(record, warnings=(*record.warnings, *warnings))
    if warned != record:
        _write(curated, warned)
    return warned


def read_runs(curated: Place) -> Ledger:
    """All runs on record. A damaged record is named and passed over: the runs beside it are still worth telling."""
    runs: list[RunRecord] = []
    unreadable: list[str] = []
    folder = curated / RUNS
    places = [folder / _name(number) for number in sorted(_numbers(folder, {".json"}))]
    for place, found in zip(places, each(curated, _read, places), strict=True):
        if isinstance(found, RunRecord):
            runs.append(found)
        elif not isinstance(found, FileNotFoundError):  # that was dropped by a run that has ended meanwhile
            unreadable.append(f"{RUNS}/{place.name}")
    return Ledger(tuple(runs), tuple(unreadable))


def _read(place: Place) -> RunRecord | Exception:
    try:
        return _parse(place.read_bytes())
    except (AttributeError, KeyError, TypeError, ValueError, OSError) as error:
        return error


def is_at_work(record: RunRecord, ledger: Ledger) -> bool:
    """Whether a run without an end may still come to it, as far as this machine can tell.

    Process ids come back, above all in containers: one under which a later run is on record, or which is our own, is
    not that run's any more. Of another machine's processes nothing is known, so theirs count as ended.
    """
    if record.ended_at is not None or record.host != platform.node() or record.process_id == os.getpid():
        return False
    process = record.host, record.process_id
    if any((one.host, one.process_id) == process for one in ledger.runs if one.number > record.number):
        return False
    return _is_alive(record.process_id)


_CLAIM: Final = ".claim"


def _claim(folder: Path, number: int) -> bool:
    """Whether the number is ours now. Two runs that begin at once both try, and only one creates the file.

    The record is looked for after that: a run that was faster may have claimed the number, written, and let go.
    """
    try:
        with _claim_of(folder, number).open("xb"):
            pass
    except FileExistsError:
        return False
    if (folder / _name(number)).exists():
        _claim_of(folder, number).unlink()
        return False
    return True


def _claim_of(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}{_CLAIM}"


def _name(number: int) -> str:
    return f"{number:06d}.json"


def _numbers(folder: Place, suffixes: Collection[str]) -> set[int]:
    if isinstance(folder, ObjectPlace):
        names = [PurePosixPath(one.place.name) for one in folder.files()]
    else:
        names = [PurePosixPath(path.name) for path in folder.iterdir()] if folder.is_dir() else []
    return {int(name.stem) for name in names if name.suffix in suffixes and name.stem.isdecimal()}


def _write(curated: Place, record: RunRecord) -> None:
    place = curated / RUNS / _name(record.number)
    if isinstance(place, ObjectPlace):
        place.write_bytes(_text(record))
    else:
        write_record(place, _text(record))


def _text(record: RunRecord) -> bytes:
    return (json.dumps(record.to_json(), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _drop_oldest(folder: Place) -> None:
    """Two runs may drop the same record; claims that a killed run left go with the records of their time."""
    kept = sorted(_numbers(folder, {".json"}))[-KEPT_RUNS:]
    for number in _numbers(folder, {".json", _CLAIM}):
        if number < kept[0]:
            _drop(folder / _name(number))
            if isinstance(folder, Path):
                _drop(_claim_of(folder, number))


def _drop(place: Place) -> None:
    with contextlib.suppress(FileNotFoundError):
        place.unlink()


def _parse(text: bytes) -> RunRecord:
    found: Mapping[str, Any] = json.loads(text)
    ended, counts = found["ended_at"], found["counts"]
    own = {
        "trigger": Trigger(found["trigger"]),
        "started_at": datetime.fromisoformat(found["started_at"]),
        "ended_at": None if ended is None else datetime.fromisoformat(ended),
        "counts": None if counts is None else RunCounts(**counts),
        "kept_out": tuple(KeptOut(**one) for one in found["kept_out"]),
        "warnings": tuple(found["warnings"]),
    }
    return RunRecord(**{**found, **own})


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _is_alive(process_id: int) -> bool:
    with contextlib.suppress(PermissionError):  # it is there, and another user's
        try:
            os.kill(process_id, 0)
        except (ProcessLookupError, OverflowError):
            return False
    return True
