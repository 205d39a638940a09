"""Pinned: from `curated`, a folder or a place in a store, to one whole publication of it that stays as it is.

Reads without pyarrow, and from a folder without anything that stores need.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from deckfacts import numbered
from deckfacts.errors import PublicationError
from deckfacts.manifest import Manifest, snapshot_folder
from deckfacts.manifest import read_manifest as read_manifest_of_folder
from deckfacts.places import ObjectPlace, Place
from deckfacts.snapshots import SNAPSHOTS

READERS: Final = 4
"""Threads that read files: more gain nothing on a disk, fewer leave it idle while a file is decoded."""

OBJECT_READERS: Final = 16
"""Threads that read or write objects: each waits for the store most of its time."""

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Pinned:
    """One publication. `place` names it for good: the folder of its snapshot, or its record in a store."""

    place: Place
    manifest: Manifest
    stored: Mapping[str, int] = field(default_factory=dict)

    def at(self, path: str) -> Place:
        """Where one of its files is."""
        return self.folder_of(path) / path

    def folder_of(self, path: str) -> Place:
        """The folder in which one of its files has its path."""
        if isinstance(self.place, Path):
            return self.place
        return numbered.written_for(self.place.parent.parent, self.stored[path])


def pin(curated: Place) -> Pinned | None:
    """The publication that is current now, or the one that is named itself; null where nothing has been published.

    PublicationError where there is something that the publisher did not leave there, or that can't be read.
    """
    if isinstance(curated, Path):
        return _pin_folder(curated)
    is_record = numbered.number_of(curated) is not None
    found = _read_pinned(curated) if is_record else numbered.current(curated)
    if found is None:
        return None
    return as_pinned(found, curated.parent.parent if is_record else curated)


def as_pinned(found: numbered.Numbered, curated: ObjectPlace) -> Pinned:
    """A publication of a store, as one to read from."""
    return Pinned(numbered.record_place(curated, found.number), found.manifest, found.stored)


def read_manifest(curated: Place) -> Manifest | None:
    """The manifest of the current publication, null where there is none; errors as in `pin`."""
    found = pin(curated)
    return found.manifest if found else None


def kept(curated: Place) -> Mapping[str, Place]:
    """The publications that are still there, by the names of their snapshots. PublicationError as in `pin`."""
    if isinstance(curated, Path):
        return {path.name: path for path in (curated / SNAPSHOTS).glob("*")}
    try:
        records = [numbered.record_place(curated, number) for number in numbered.numbers(curated)]
        return dict(zip(each(curated, numbered.read_name, records), records, strict=True))
    except OSError as error:
        raise numbered.unreadable(curated, error) from error


def where_facts_are(curated: Place) -> str:
    """What people are told of it: in a store no folder holds one publication and nothing else."""
    return f"{curated}/facts" if isinstance(curated, Path) else f"deckfacts.files({str(curated)!r}, 'facts')"


def each(place: Place, act: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """What `act` makes of each, in a few threads at once: reading many small files is mostly waiting."""
    with ThreadPoolExecutor(READERS if isinstance(place, Path) else OBJECT_READERS) as pool:
        return list(pool.map(act, given))


def _pin_folder(curated: Path) -> Pinned | None:
    """By the folder and not by the pointer, which may move while the manifest is read."""
    folder = snapshot_folder(curated)
    manifest = read_manifest_of_folder(folder)
    if manifest is not None:
        return Pinned(folder, manifest)
    # Where the pointer leads to nothing, this says so; where it has moved, there is another one to take.
    return _pin_folder(curated) if read_manifest_of_folder(curated) else None


def _read_pinned(record: ObjectPlace) -> numbered.Numbered:
    try:
        return numbered.read_record(record)
    except FileNotFoundError as error:
        advice = "It has been collected: read the current one, or one that a release names."
        raise PublicationError("The publication is gone.", where=str(record), advice=advice) from error
    except OSError as error:
        raise numbered.unreadable(record, error) from error
