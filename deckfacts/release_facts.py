"""Release facts: from two releases as a person names them to the facts of their decks that differ.

Of each snapshot only the manifest is read, and the files of the decks that have others in the other one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from deckfacts.contract import Fact
from deckfacts.difference import DeckFacts, Differences, compare_decks
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.manifest import DeckEntry, DeckKey, Manifest
from deckfacts.numbered import unreadable
from deckfacts.pinned import Pinned, kept, pin
from deckfacts.places import ObjectPlace, Place
from deckfacts.releases import Release, read_releases
from deckfacts.snapshots import KEPT_RELEASES

LATEST: Final = "latest"

NAME_DIGITS: Final = 4
"""Fewer hex digits than this are not taken for the beginning of a snapshot's name: `12` is a number."""

RELEASES_SHOWN: Final = 10
"""Youngest releases offered for one that is not there."""

_FACTS: Final = "facts/"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two publications to compare; `number` is null for a snapshot that no release names."""

    snapshot: str
    number: int | None

    @property
    def name(self) -> str:
        """`release 7 (4f0c...)`."""
        return f"release {self.number} ({self.snapshot})" if self.number is not None else f"snapshot {self.snapshot}"


def find_sides(curated: Place, asked: Sequence[str]) -> tuple[Side, Side]:
    """The two that up to two words mean: none is the last two releases, one is that against what is published now.

    ConfigurationError for a release that there is none of, or whose snapshot is no longer kept.
    """
    releases = read_releases(curated)
    if asked:
        before = _find_side(curated, releases, asked[0])
        return before, _find_side(curated, releases, asked[1]) if len(asked) > 1 else _current(curated, releases)
    if len(releases) < 2:
        advice = f"{_listed(releases)} Each run of `deckfacts ingest` that changes the publication makes one."
        raise ConfigurationError("there are no two releases yet.", where=str(curated), advice=advice)
    before, after = (_kept(curated, Side(one.snapshot, one.number), releases) for one in releases[-2:])
    return before, after


def find_differences(curated: Place, before: Side, after: Side, *, company: str | None = None) -> Differences:
    """What differs between two publications, of one company or of all.

    ConfigurationError for a company that neither has, or facts that are of another contract.
    """
    there = kept(curated)
    sides = [_pinned(there, side) for side in (before, after)]
    old, new = (_chosen(side.manifest, company) for side in sides)
    if company is not None and not (old or new):
        known = sorted({entry.key.company for side in sides for entry in side.manifest.decks})
        advice = f"Give one of {', '.join(known)}." if known else "None has any."
        raise ConfigurationError("neither of the two has decks of this company.", where=company, advice=advice)
    alike = {key for key in old.keys() & new.keys() if _same_facts(old[key], new[key])}
    differences = compare_decks(_load(sides[0], old, alike), _load(sides[1], new, alike))
    return Differences(differences.rows, differences.unchanged + sum(new[key].facts for key in alike))


def _find_side(curated: Place, releases: Sequence[Release], asked: str) -> Side:
    """A release's number counts before the beginning of a snapshot's name."""
    numbers = {str(release.number): release for release in releases}
    release = releases[-1] if asked == LATEST and releases else numbers.get(asked.lstrip("0"))
    if release is not None:
        return _kept(curated, Side(release.snapshot, release.number), releases)
    named = _snapshots_named(curated, releases, asked.lower())
    if len(named) == 1:
        return _kept(curated, _side(named[0], releases), releases)
    if named:
        advice = f"Say which: {', '.join(named)}."
        raise ConfigurationError("is the beginning of more than one snapshot.", where=asked, advice=advice)
    raise ConfigurationError("there is no such release.", where=asked, advice=_listed(releases))


def _snapshots_named(curated: Place, releases: Iterable[Release], beginning: str) -> list[str]:
    if not re.fullmatch(rf"[0-9a-f]{{{NAME_DIGITS},}}", beginning):
        return []
    known = kept(curated).keys() | {release.snapshot for release in releases}
    return sorted(name for name in known if name.startswith(beginning))


def _current(curated: Place, releases: Sequence[Release]) -> Side:
    found = pin(curated)
    if found is None:
        raise _collected(str(curated))
    return _side(found.manifest.snapshot, releases)


def _side(snapshot: str, releases: Sequence[Release]) -> Side:
    """The youngest release that names the snapshot is meant."""
    return Side(snapshot, next((one.number for one in reversed(releases) if one.snapshot == snapshot), None))


def _kept(curated: Place, side: Side, releases: Sequence[Release]) -> Side:
    found = kept(curated)
    if side.snapshot in found:
        return side
    there = [release for release in releases if release.snapshot in found]
    message = f"its snapshot is gone; those of the last {KEPT_RELEASES} releases are kept."
    raise ConfigurationError(message, where=side.name, advice=_listed(there))


def _listed(releases: Sequence[Release]) -> str:
    if not releases:
        return "There is no release."
    named = ", ".join(f"{one.number} ({one.snapshot})" for one in releases[-RELEASES_SHOWN:])
    more = f" and {len(releases) - RELEASES_SHOWN} older" if len(releases) > RELEASES_SHOWN else ""
    return f"There {'is' if len(releases) == 1 else 'are'}: {named}{more}."


def _pinned(there: Mapping[str, Place], side: Side) -> Pinned:
    place = there.get(side.snapshot)
    found = pin(place) if place is not None else None
    if found is None:
        raise _collected(side.name)
    return found


def _chosen(manifest: Manifest, company: str | None) -> dict[DeckKey, DeckEntry]:
    return {key: entry for key, entry in manifest.by_key().items() if company in {None, key.company}}


def _fact_files(entry: DeckEntry) -> list[str]:
    return [path for path in entry.files if path.startswith(_FACTS)]


def _same_facts(before: DeckEntry, after: DeckEntry) -> bool:
    """A file's name carries the hash of its content; a deck that had and has no facts has no file."""
    return before.document_id == after.document_id and _fact_files(before) == _fact_files(after)


def _load(found: Pinned, decks: Mapping[DeckKey, DeckEntry], alike: set[DeckKey]) -> dict[DeckKey, DeckFacts]:
    return {
        key: DeckFacts(entry.document_id, tuple(fact for path in _fact_files(entry) for fact in _read(found.at(path))))
        for key, entry in decks.items()
        if key not in alike
    }


def _read(place: Place) -> list[Fact]:
    from deckfacts.records import records_of  # noqa: PLC0415  imports pyarrow, half of the time that --help may take
    from deckfacts.schema import from_parquet  # noqa: PLC0415

    try:
        table = from_parquet(place)
    except FileNotFoundError as error:
        raise _collected(str(place)) from error
    except OSError as error:
        if isinstance(place, ObjectPlace):
            raise unreadable(place, error) from error
        raise
    if set(table.column_names) != {field.name for field in fields(Fact)}:
        advice = "Compare releases of one contract: `deckfacts releases --json` tells each one's."
        raise ConfigurationError("these facts are of another contract.", where=str(place), advice=advice)
    return records_of(Fact, table)


def _collected(where: str) -> PublicationError:
    advice = "Another run has collected it meanwhile: name a release, whose snapshot is kept."
    return PublicationError("is gone.", where=where, advice=advice)
