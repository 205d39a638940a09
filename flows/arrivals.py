"""Arrivals: from looks at a folder of decks, again and again, to what has landed in it since it was first seen.

Nothing but listings is asked for: network drives and object storage tell nobody when a file is written. How long a file
has been left alone is told by a clock that only runs forward; what time its last change bears is compared with nothing
but itself, as clocks jump and differ between machines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckfacts.landing import Stamp

QUIET_SECONDS = 2.0
"""A file must have been left alone for so long: looks that follow each other at once would see any copy stand still."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is new or changed, and since when it has been as it is."""

    stamp: Stamp
    since: float


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of a folder: the files that are taken in, as they were then, and those that may not be whole."""

    taken: Mapping[str, Stamp]
    pending: Mapping[str, Pending] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known after a look, and the files that have landed since the one before."""

    watched: Watched
    landed: tuple[str, ...] = ()


def look(watched: Watched, there: Mapping[str, Stamp], now: float) -> Look:
    """Hold a listing against what is known: a file has landed when two looks in a row saw it the same.

    A file that goes is forgotten, so that it lands anew when it comes back.
    """
    landed: list[str] = []
    pending: dict[str, Pending] = {}
    taken: dict[str, Stamp] = {}
    for name, stamp in there.items():
        before = watched.pending.get(name)
        if watched.taken.get(name) == stamp:
            taken[name] = stamp
        elif before and before.stamp == stamp and now - before.since >= QUIET_SECONDS:
            taken[name] = stamp
            landed.append(name)
        else:
            pending[name] = before if before and before.stamp == stamp else Pending(stamp, now)
            if name in watched.taken:
                taken[name] = watched.taken[name]
    return Look(Watched(taken, pending), tuple(sorted(landed)))
