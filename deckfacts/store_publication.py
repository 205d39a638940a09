"""Store publication: staged decks go into a `curated` in an object store, as its next numbered publication.

There is no lock and no clock: who publishes writes the files, then creates the record that names them, under the number
after the current one. If another was quicker the store refuses it, and the same decks are published on top of that.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from deckfacts import numbered
from deckfacts.contract import CONTRACT_VERSION
from deckfacts.datapackage import datapackage
from deckfacts.errors import PublicationError
from deckfacts.following import Following, plan_next
from deckfacts.manifest import DeckKey, Manifest
from deckfacts.numbered import FILES, Numbered
from deckfacts.pinned import as_pinned, each
from deckfacts.places import ObjectPlace
from deckfacts.releases import newest_releases
from deckfacts.series.publishing import Resolver
from deckfacts.snapshots import KEPT_RELEASES, KEPT_SNAPSHOTS
from deckfacts.spool import StagedDeck
from deckfacts.store_check import ADVICE
from deckfacts.store_spool import StoreSpool

SURPLUS: Final = 10
"""Publications beyond those that are kept, at which they are collected: to find out which they are takes a look at the
records of the last releases, and so it is done once in so many publications."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What a publisher brings, whatever publication it comes upon."""

    staged: Sequence[StagedDeck]
    gone: Sequence[DeckKey]
    resolver: Resolver


def publish_in_store(
    curated: ObjectPlace, staged: Sequence[StagedDeck], gone: Sequence[DeckKey], resolver: Resolver
) -> Manifest:
    """Publish the decks named and withdraw those that are gone; the manifest of what readers see then.

    Where nothing changes, no object does. PublicationError where the store fails; then nothing is published, or all is.
    """
    change = _Change(staged, gone, resolver)
    published: Manifest | None = None
    try:
        while published is None:
            published = _try_to_publish(curated, change)
        StoreSpool(curated).drop(staged)
    except OSError as error:
        message = f"Can't be written: {error.strerror} ({error.filename})."
        raise PublicationError(message, where=str(curated), advice=ADVICE) from error
    return published


def _try_to_publish(curated: ObjectPlace, change: _Change) -> Manifest | None:
    """What is published on top of the current publication; null where that was the current one no more."""
    current = numbered.current(curated)
    try:
        plan = _plan(curated, current, change)
    except PublicationError:
        # A publication that another publisher's twenty have pushed out is collected while it is planned upon.
        if _is_head(curated, current):
            raise
        return None
    if current and plan.name == current.manifest.snapshot:
        return plan.manifest
    following = _numbered(current, plan)
    folder = numbered.written_for(curated, following.number)
    each(curated, lambda path: (folder / path).write_bytes(plan.written[path]), plan.written)
    created = numbered.record_place(curated, following.number).create(following.to_json().encode())
    if not (created and _counts(curated, following)):
        return None
    _describe(curated, following)
    _collect(curated)
    return plan.manifest


def _plan(curated: ObjectPlace, current: Numbered | None, change: _Change) -> Following:
    """Staged decks are fetched, but for those whose files another run has published, or this one before it died."""
    spool = StoreSpool(curated)
    held = current.stored if current and current.manifest.contract == CONTRACT_VERSION else {}
    waiting = [deck for deck in change.staged if not all(file.path in held for file in deck.files)]
    loaded = {deck.entry.key: deck for deck in spool.load(waiting)}
    ready = [loaded.get(deck.entry.key, deck) for deck in change.staged]
    before = as_pinned(current, curated) if current else None
    return plan_next(before, ready, change.gone, change.resolver, spool.folder)


def _numbered(current: Numbered | None, plan: Following) -> Numbered:
    number = current.number + 1 if current else 1
    taken_over: Mapping[str, int] = {path: current.stored[path] for path in plan.linked} if current else {}
    follows = current.manifest.snapshot if current else None
    return Numbered(number, follows, {**taken_over, **dict.fromkeys(plan.written, number)}, plan.manifest)


def _is_head(curated: ObjectPlace, current: Numbered | None) -> bool:
    return numbered.numbers(curated)[-1:] == ([current.number] if current else [])


def _counts(curated: ObjectPlace, created: Numbered) -> bool:
    """Whether a record that was created is the current one, or was until another followed it.

    A publisher that was held up while twenty others came and went creates a record under a number that was collected:
    nobody ever reads it, and its decks are published on top of the current one.
    """
    if _is_head(curated, created):
        return True
    try:
        after = numbered.read_record(numbered.record_place(curated, created.number + 1))
    except FileNotFoundError:
        return False
    return after.follows == created.manifest.snapshot


def _describe(curated: ObjectPlace, published: Numbered) -> None:
    """The Frictionless descriptor of a publication, above its files: paths in it only lead down."""
    paths = {
        dataset: [f"{numbered.written_for(curated, published.stored[file.path]).name}/{file.path}" for file in held]
        for dataset, held in published.manifest.datasets.items()
    }
    _descriptor(curated, published.number).write_bytes(datapackage(paths).encode())


def _descriptor(curated: ObjectPlace, number: int) -> ObjectPlace:
    return curated / FILES / f"{numbered.written_for(curated, number).name}.datapackage.json"


def _collect(curated: ObjectPlace) -> None:
    """Take away all but the youngest publications and those of releases, and the files that no other one names.

    What goes wrong here is no fault of the publication, which is out: one of the next tries again.
    """
    with contextlib.suppress(OSError, PublicationError):
        there = numbered.numbers(curated)
        if len(there) <= KEPT_SNAPSHOTS + KEPT_RELEASES + SURPLUS:
            return
        released = newest_releases(curated)
        names = each(curated, lambda number: numbered.read_name(numbered.record_place(curated, number)), there)
        named = dict(zip(there, names, strict=True))
        kept = {*there[-KEPT_SNAPSHOTS:], *(number for number in there if named[number] in released)}
        for number in [one for one in there if one not in kept]:
            _take_away(curated, number, _neighbours(number, kept))


def _neighbours(number: int, kept: Iterable[int]) -> list[int]:
    below = [one for one in kept if one < number]
    above = [one for one in kept if one > number]
    return [*([max(below)] if below else []), *([min(above)] if above else [])]


def _take_away(curated: ObjectPlace, number: int, neighbours: Iterable[int]) -> None:
    """A file is named by publications in a row. So one that neither of the kept neighbours names is named by none."""
    place = numbered.record_place(curated, number)
    read = [numbered.read_record(numbered.record_place(curated, one)) for one in neighbours]
    needed = {_at(curated, one, path) for one in read for path in one.stored}
    record = numbered.read_record(place)
    # What runs that died or were too slow have written for this number stands there too, and no record names it.
    written = {one.place for one in numbered.written_for(curated, number).files()}
    named = {_at(curated, record, path) for path in record.stored}
    each(curated, ObjectPlace.unlink, sorted((written | named) - needed, key=str))
    _descriptor(curated, number).unlink()
    place.unlink()


def _at(curated: ObjectPlace, publication: Numbered, path: str) -> ObjectPlace:
    return numbered.written_for(curated, publication.stored[path]) / path
