"""Publication: what was read of decks goes into `curated/`, all of it at once, as its next snapshot.

The decisions behind it stand in `docs/decisions/publishing.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from deckfacts import snapshots
from deckfacts.contract import Document, Quarantined, ReadDeck
from deckfacts.datapackage import DATAPACKAGE
from deckfacts.following import plan_next
from deckfacts.manifest import CURRENT, MANIFEST, QUARANTINE, DeckEntry, DeckKey, Manifest, Verdict
from deckfacts.pinned import pin
from deckfacts.places import ObjectPlace, Place
from deckfacts.schema import RECORDS
from deckfacts.series.publishing import Resolver
from deckfacts.spool import Spool, StagedDeck
from deckfacts.staging import DeckRows, deck_stem, rows_of, stage_file
from deckfacts.store_check import check_store
from deckfacts.store_publication import publish_in_store


@dataclass(frozen=True, slots=True)
class Publication:
    """What one deck brings: what was read of it, or the reasons why that is not let through (then `read` is unused).

    `document_id` is that of the file's bytes, empty where they could not be read; `fingerprint` is the caller's mark
    of all that the reading depended on. `warnings` are kept with rows that are let through.
    """

    key: DeckKey
    fingerprint: str
    document_id: str
    read: ReadDeck | DeckRows | None
    quarantined: tuple[Quarantined, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.read is None and not self.quarantined:
            raise ValueError(f"{self.key} brings neither rows nor reasons")
        if self.read is not None:
            document = self.read.document
            brought = DeckKey(document.company, document.file)
            if (brought, document.document_id) != (self.key, self.document_id):
                raise ValueError(f"{self.key} brings the rows of another deck: {brought}")


LINKS: Final = (*RECORDS, MANIFEST, DATAPACKAGE)
"""What stays reachable as `curated/<name>`."""


def check_place(curated: Place) -> None:
    """PublicationError where nothing can be published: before any deck is read for nothing."""
    if isinstance(curated, ObjectPlace):
        check_store(curated)
    else:
        snapshots.check_free(curated, {*LINKS, CURRENT})


def publish(
    curated: Place,
    publications: Sequence[Publication],
    *,
    gone: Sequence[DeckKey] = (),
    resolver: Resolver | None = None,
) -> Manifest:
    """Stage the decks named and publish them at once, as `publish_staged` does. DocumentError for a row that the
    contract can't hold: then nothing is published."""
    return publish_staged(curated, [stage_deck(one) for one in publications], gone=gone, resolver=resolver)


def publish_staged(
    curated: Place,
    staged: Sequence[StagedDeck],
    *,
    gone: Sequence[DeckKey] = (),
    resolver: Resolver | None = None,
) -> Manifest:
    """Publish the decks named and withdraw those that are gone, leaving the files of all others as they are.

    `resolver` makes what each company's decks give together, for the companies whose decks are not those it was made
    of last. Files of decks that are not held in memory are taken from the spool of `curated`, which they leave. Returns
    the manifest of what readers see now. Where nothing changes, no byte does. PublicationError where `curated` can't be
    written; then nothing is published.
    """
    named = [deck.entry.key for deck in staged] + list(gone)
    if len(set(named)) < len(named):
        raise ValueError(f"a deck is named twice: {sorted(named)}")
    if isinstance(curated, ObjectPlace):
        return publish_in_store(curated, staged, gone, resolver or Resolver())
    spool = Spool(curated)
    try:
        with snapshots.locked(curated):
            manifest = _publish(curated, staged, gone, resolver or Resolver(), spool)
            for deck in staged:
                spool.drop(deck)
            return manifest
    except OSError as error:
        raise snapshots.cannot_write(curated, error) from error


def stage_deck(publication: Publication) -> StagedDeck:
    """The deck's files and its entry, as if it had never been published before."""
    document, tables = _rows(publication)
    stem = deck_stem(publication.key.company, publication.document_id)
    files = tuple(stage_file(dataset, held, stem) for dataset, held in tables.items() if len(held))
    counts = {dataset: len(held) for dataset, held in tables.items()}
    entry = DeckEntry(
        key=publication.key,
        document_id=publication.document_id,
        fingerprint=publication.fingerprint,
        verdict=Verdict.QUARANTINED if document is None else Verdict.PUBLISHED,
        facts=counts.get("facts", 0),
        refusals=counts.get("refusals", 0),
        checks_failed=counts.get("checks", 0),
        unexplained=0 if document is None else document.unexplained,
        quarantined=counts.get(QUARANTINE, 0),
        warnings=() if document is None else publication.warnings,
        files=tuple(sorted(staged.file.path for staged in files)),
    )
    return StagedDeck(entry, tuple(one.file for one in files), {one.file.path: one.content for one in files})


def stage_refusal(entry: DeckEntry, reasons: tuple[Quarantined, ...]) -> StagedDeck:
    """A deck that was staged, with the reasons against it in place of its rows."""
    return stage_deck(Publication(entry.key, entry.fingerprint, entry.document_id, None, reasons))


def _rows(publication: Publication) -> tuple[Document | None, Mapping[str, pa.Table | Sequence[object]]]:
    read = publication.read
    if publication.quarantined or read is None:
        return None, {QUARANTINE: publication.quarantined}
    rows = read if isinstance(read, DeckRows) else rows_of(read)
    return rows.document, rows.tables


def _publish(
    curated: Path, staged: Sequence[StagedDeck], gone: Sequence[DeckKey], resolver: Resolver, spool: Spool
) -> Manifest:
    """The part under the lock: from the current snapshot and what is staged to the next one."""
    following = plan_next(pin(curated), staged, gone, resolver, spool.folder)
    if not snapshots.is_current(curated, following.name, LINKS):
        linked = {path: place for path, place in following.linked.items() if isinstance(place, Path)}
        texts = {MANIFEST: following.text.encode(), DATAPACKAGE: following.package.encode()}
        snapshots.point_to(curated, following.name, dict(following.written) | texts, linked, LINKS)
    return following.manifest
