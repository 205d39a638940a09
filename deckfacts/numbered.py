"""Numbered: from a place in an object store to the publications there, each one record, the highest number current.

A record is the manifest of a publication and, for each of its files, the number of the publication it was written for:
`files/00000007/facts/<name>.parquet` is named by publication 7 first, then by each that follows until one has it no
more, and never again. So whatever no kept publication names can be taken away at any time, with no clock and no lock.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from deckfacts.errors import PublicationError
from deckfacts.manifest import REBUILD, Manifest, manifest_of
from deckfacts.places import ObjectPlace

PUBLICATIONS: Final = "publications"
FILES: Final = "files"
DIGITS: Final = 8

_START_BYTES: Final = 256
"""Enough of a record for its number and both names."""

_LISTINGS: Final = 3
"""A record that is listed and gone by the time it is read was collected after 20 later ones: then look again."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A publication in a store. `follows` names the snapshot that it was made from, null for the first."""

    number: int
    follows: str | None
    stored: Mapping[str, int]
    manifest: Manifest

    def to_json(self) -> str:
        """The record as it stands in the store: one line, its number and names first."""
        of_number: dict[str, list[str]] = defaultdict(list)
        for path, number in self.stored.items():
            of_number[str(number)].append(path)
        start = json.dumps({"number": self.number, "follows": self.follows})
        stored = json.dumps({"stored": of_number}, ensure_ascii=False)
        return f"{start[:-1]}, {self.manifest.to_json().strip()[1:-1]}, {stored[1:]}\n"


def record_place(curated: ObjectPlace, number: int) -> ObjectPlace:
    """Where the record of a publication is."""
    return curated / PUBLICATIONS / f"{number:0{DIGITS}d}.json"


def written_for(curated: ObjectPlace, number: int) -> ObjectPlace:
    """Where the files are that were written for a publication."""
    return curated / FILES / f"{number:0{DIGITS}d}"


def number_of(record: ObjectPlace) -> int | None:
    """The number of the publication whose record stands there; null where no record belongs."""
    stem, _, suffix = record.name.partition(".")
    is_record = record.parent.name == PUBLICATIONS and suffix == "json" and len(stem) == DIGITS and stem.isdecimal()
    return int(stem) if is_record else None


def numbers(curated: ObjectPlace) -> list[int]:
    """The numbers of the publications that are there, the oldest first. OSError where the store can't be asked."""
    found = (number_of(one.place) for one in (curated / PUBLICATIONS).files())
    return sorted(number for number in found if number is not None)


def current(curated: ObjectPlace) -> Numbered | None:
    """The current publication, null where there is none. PublicationError where it can't be read."""
    for _ in range(_LISTINGS):
        try:
            there = numbers(curated)
            return read_record(record_place(curated, there[-1])) if there else None
        except FileNotFoundError as error:
            gone = error
        except OSError as error:
            raise unreadable(curated, error) from error
    raise unreadable(curated, gone) from gone


def read_record(place: ObjectPlace) -> Numbered:
    """The publication of a record. OSError where it can't be read, PublicationError where it is none."""
    text = place.read_bytes()
    try:
        found = json.loads(text)
        stored = {path: int(number) for number, paths in found["stored"].items() for path in paths}
        return Numbered(found["number"], found["follows"], stored, manifest_of(found))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PublicationError(f"Not a publication ({error!r}).", where=str(place), advice=REBUILD) from error


def read_name(place: ObjectPlace) -> str:
    """The name of the snapshot that a record tells of, from its first bytes alone."""
    start = place.read_start(_START_BYTES).decode("utf-8", "replace")
    found: dict[str, Any] = {}
    try:
        found = json.loads(start[: start.index(', "contract"')] + "}")
        return str(found["snapshot"])
    except (KeyError, TypeError, ValueError) as error:
        raise PublicationError(f"Not a publication ({error!r}).", where=str(place), advice=REBUILD) from error


def unreadable(place: ObjectPlace, error: OSError) -> PublicationError:
    """What is told of a publication that the store does not give."""
    advice = "See that the bucket is there, that the store answers, and that this key may list and read it."
    return PublicationError(f"Can't be read ({error.strerror}).", where=str(place), advice=advice)
