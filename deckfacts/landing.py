"""Landing: from the files of decks that are to be read to those that somebody is still writing.

Nothing tells for sure that a file is whole. One that grows while it is looked at is not; one that was changed just now
is looked at again a moment later. What is written so slowly that this misses it has another hash when it is whole, and
so is read again then.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

RECENT_SECONDS = 30.0
"""A file that was changed within these may be changed again: network drives write back every few seconds, and their
clocks are seconds off. A time of change that lies ahead says nothing, so it counts as recent too."""

PAUSE_SECONDS = 1.0
"""Between two looks at all that is recent: programs that copy write many times in a second. It is paid by runs that
have something to read, and those take 20 s."""

BESIDE = (".part", ".aria2")
"""What Firefox and aria2 put beside a file that they are loading, which bears its last name from the beginning."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells of a file that it was changed, without reading it: its size, and the nanosecond of its last change.

    Of an object in a store it is `mark`, what the store says of its bytes.
    """

    size: int
    changed: int
    mark: str = ""


def stamps_of(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """The stamp of each file that is there."""
    stamps: dict[Path, Stamp] = {}
    for path in paths:
        try:
            found = path.stat()
        except OSError:  # whoever reads it will tell
            continue
        stamps[path] = Stamp(found.st_size, found.st_mtime_ns)
    return stamps


def find_unfinished(
    paths: Iterable[Path],
    before: Mapping[Path, Stamp],
    *,
    now: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> frozenset[Path]:
    """Those of the files that are not as they were `before`, when their hash had not been taken, or change as we look.

    A file that went away is among them: it may come back under this name.
    """
    there = {path: before.get(path) for path in paths}
    found = stamps_of(there)
    unfinished = {path for path, stamp in there.items() if found.get(path) != stamp or _is_loading(path)}
    latest = (now() - RECENT_SECONDS) * 1e9
    recent = [path for path in found if path not in unfinished and found[path].changed > latest]
    if recent:
        pause(PAUSE_SECONDS)
        again = stamps_of(recent)
        unfinished |= {path for path in recent if again.get(path) != found[path]}
    return frozenset(unfinished)


def _is_loading(path: Path) -> bool:
    return any(path.with_name(path.name + suffix).exists() for suffix in BESIDE)
