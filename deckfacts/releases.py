"""Releases: from the publication as it stands and the records before it to the record of what a run has changed.

A record is one JSON file, `curated/releases/000007.json`, and the only place of a publication with a time in it. It
names the decks that came in, changed or were withdrawn since the record before, so that all of them replayed in order
tell the decks of the last release without its snapshot.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from deckfacts import snapshots
from deckfacts.errors import PublicationError
from deckfacts.manifest import CURRENT, DeckEntry, DeckKey, Manifest, Verdict
from deckfacts.numbered import unreadable
from deckfacts.pinned import each, read_manifest
from deckfacts.places import ObjectPlace, Place

_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_NAME: Final = re.compile(r"\d{6,}\.json")

Given = TypeVar("Given", Path, ObjectPlace)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedDeck:
    """A deck as a release knows it; the counts are those of its entry in the manifest."""

    company: str
    file: str
    document_id: str
    fingerprint: str
    verdict: Verdict
    facts: int
    refusals: int
    checks_failed: int
    unexplained: int
    quarantined: int

    @property
    def key(self) -> DeckKey:
        """What the deck is known by."""
        return DeckKey(self.company, self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What one run changed. `previous` is the snapshot of the release before, null for the first.

    `changed` are the decks as they are now, `withdrawn` as they last were; `rows` counts the whole publication's rows
    by dataset.
    """

    number: int
    released_at: datetime
    snapshot: str
    previous: str | None
    reader_version: str
    contract: str
    came_in: tuple[ReleasedDeck, ...]
    changed: tuple[ReleasedDeck, ...]
    withdrawn: tuple[ReleasedDeck, ...]
    rows: Mapping[str, int]

    @property
    def line(self) -> str:
        """The release in one line."""
        decks = f"{_decks(len(self.came_in))} in, {len(self.changed)} changed, {len(self.withdrawn)} withdrawn"
        return f"Release {self.number}: {decks}; {self.rows['facts']:,} facts published"

    def to_json(self) -> dict[str, Any]:
        """The record as it stands in its file."""
        return asdict(self) | {"released_at": self.released_at.strftime(_TIME)}


def record_release(curated: Place, *, reader_version: str, released_at: datetime) -> Release | None:
    """Record what changed since the last release; null, and not a byte written, where nothing did.

    What a run published that was killed before it came here is part of the next record. PublicationError where the
    record can't be written, or one before it can't be read.
    """
    if _is_recorded(curated):
        return None
    try:
        if isinstance(curated, ObjectPlace):
            return _record_in_store(curated, reader_version, released_at)
        with snapshots.locked(curated):
            release = _next_release(curated, reader_version, released_at)
            if release is not None:
                snapshots.write_record(_place_of(curated, release), _text(release))
            return release
    except OSError as error:
        raise PublicationError(
            f"The release can't be recorded: {error.strerror} ({error.filename}).",
            where=str(curated),
            advice="What was published stands; make room or allow writing, and the next run records it.",
        ) from error


def read_releases(curated: Place) -> tuple[Release, ...]:
    """All releases, the oldest first. PublicationError where one of the files is no record."""
    return tuple(each(curated, _read_release, _records(curated)))


def newest_releases(curated: Place) -> frozenset[str]:
    """The snapshots that the last releases name, which are kept whatever their age."""
    records = _records(curated)[-snapshots.KEPT_RELEASES :]
    return frozenset(release.snapshot for release in each(curated, _read_release, records))


def make_release(
    earlier: Iterable[Release], manifest: Manifest, *, reader_version: str, released_at: datetime
) -> Release:
    """The release that leads from the earlier ones to this publication."""
    known = tuple(earlier)
    before = _replay(known)
    after = {entry.key: _released_deck(entry) for entry in manifest.decks}
    return Release(
        number=known[-1].number + 1 if known else 1,
        released_at=released_at.astimezone(UTC).replace(microsecond=0),
        snapshot=manifest.snapshot,
        previous=known[-1].snapshot if known else None,
        reader_version=reader_version,
        contract=manifest.contract,
        came_in=tuple(deck for key, deck in after.items() if key not in before),
        changed=tuple(deck for key, deck in after.items() if key in before and deck != before[key]),
        withdrawn=tuple(before[key] for key in sorted(before) if key not in after),
        rows={dataset: manifest.rows(dataset) for dataset in manifest.datasets},
    )


def _is_recorded(curated: Place) -> bool:
    """Whether the last release names the current snapshot, or nothing is published: then nobody waits for the lock."""
    records = _records(curated)
    if isinstance(curated, ObjectPlace):
        manifest = read_manifest(curated)
        current = manifest.snapshot if manifest else None
    else:
        pointer = curated / CURRENT
        current = pointer.readlink().name if pointer.is_symlink() else None
    return current is None or (bool(records) and _read_release(records[-1]).snapshot == current)


def _next_release(curated: Place, reader_version: str, released_at: datetime) -> Release | None:
    """The part under the lock; another run may have recorded meanwhile.

    In a store, where there is none, the records are read before the publication: it is then none that is older than
    what the last of them names.
    """
    earlier = read_releases(curated)
    manifest = read_manifest(curated)
    if manifest is None or (earlier and earlier[-1].snapshot == manifest.snapshot):
        return None
    return make_release(earlier, manifest, reader_version=reader_version, released_at=released_at)


def _record_in_store(curated: ObjectPlace, reader_version: str, released_at: datetime) -> Release | None:
    """Of two runs that create the same record the slower one looks again at what there is to record."""
    while True:
        release = _next_release(curated, reader_version, released_at)
        if release is None or _place_of(curated, release).create(_text(release)):
            return release


def _place_of(curated: Given, release: Release) -> Given:
    return curated / snapshots.RELEASES / f"{release.number:06d}.json"


def _text(release: Release) -> bytes:
    return (json.dumps(release.to_json(), ensure_ascii=False, indent=1) + "\n").encode()


def _records(curated: Place) -> Sequence[Place]:
    """The files of the release records, the oldest first."""
    if isinstance(curated, Path):
        return snapshots.release_files(curated)
    try:
        found = [one.place for one in (curated / snapshots.RELEASES).files()]
    except OSError as error:
        raise unreadable(curated, error) from error
    numbered = {int(place.name.removesuffix(".json")): place for place in found if _NAME.fullmatch(place.name)}
    return [numbered[number] for number in sorted(numbered)]


def _replay(releases: Iterable[Release]) -> dict[DeckKey, ReleasedDeck]:
    """The decks of the last of these releases."""
    decks: dict[DeckKey, ReleasedDeck] = {}
    for release in releases:
        gone = {deck.key for deck in release.withdrawn}
        decks = {key: deck for key, deck in decks.items() if key not in gone}
        decks |= {deck.key: deck for deck in (*release.came_in, *release.changed)}
    return decks


_OF_THE_ENTRY: Final = tuple(field.name for field in fields(ReleasedDeck) if field.name not in {"company", "file"})


def _released_deck(entry: DeckEntry) -> ReleasedDeck:
    counts = {name: getattr(entry, name) for name in _OF_THE_ENTRY}
    return ReleasedDeck(company=entry.key.company, file=entry.key.file, **counts)


def _read_release(place: Place) -> Release:
    try:
        found = json.loads(place.read_bytes())
        decks = {name: tuple(map(_read_deck, found[name])) for name in ("came_in", "changed", "withdrawn")}
        return Release(**(found | decks | {"released_at": datetime.fromisoformat(found["released_at"])}))
    except OSError as error:
        if isinstance(place, ObjectPlace):
            raise unreadable(place, error) from error
        raise
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise snapshots.damaged_record(place, error) from error


def _read_deck(found: Mapping[str, Any]) -> ReleasedDeck:
    deck = ReleasedDeck(**found)
    return replace(deck, verdict=Verdict(deck.verdict))


def _decks(count: int) -> str:
    return f"{count} deck{'' if count == 1 else 's'}"
