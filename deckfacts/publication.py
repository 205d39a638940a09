"""Publication: what was read of decks goes into `curated/`, all of it at once, as its next snapshot.

The decisions behind it stand in `docs/decisions/publishing.md`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyarrow as pa

from deckfacts import snapshots
from deckfacts.contract import CONTRACT_VERSION, Document, Quarantined, ReadDeck
from deckfacts.datapackage import DATAPACKAGE, datapackage
from deckfacts.errors import PublicationError
from deckfacts.manifest import (
    MANIFEST,
    DeckEntry,
    DeckKey,
    Manifest,
    Verdict,
    read_manifest,
    snapshot_folder,
)
from deckfacts.schema import RECORDS
from deckfacts.series.publishing import Resolver, Stock, resolve_companies
from deckfacts.spool import Spool, StagedDeck
from deckfacts.staging import EMPTY_FILE, DeckRows, StagedFile, deck_stem, rows_of, stage_file

_QUARANTINE: Final = "quarantine"


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


def publish(
    curated: Path,
    publications: Sequence[Publication],
    *,
    gone: Sequence[DeckKey] = (),
    resolver: Resolver | None = None,
) -> Manifest:
    """Stage the decks named and publish them at once, as `publish_staged` does. DocumentError for a row that the
    contract can't hold: then nothing is published."""
    return publish_staged(curated, [stage_deck(one) for one in publications], gone=gone, resolver=resolver)


def publish_staged(
    curated: Path,
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
    spool = Spool(curated)
    try:
        with snapshots.locked(curated):
            manifest = _publish(curated, staged, gone, resolver or Resolver(), spool)
            for deck in staged:
                spool.drop(deck)
            return manifest
    except OSError as error:
        raise PublicationError(
            f"Can't be written: {error.strerror} ({error.filename}).",
            where=str(curated),
            advice="Name a folder for curated/ that this user may write, on a disk with room that has symbolic links.",
        ) from error


@dataclass(frozen=True, slots=True)
class _Plan:
    """The next snapshot: what it holds, the contents that are new, and the files that are taken over as they are,
    each with the folder that it is in now."""

    name: str
    manifest: Manifest
    written: Mapping[str, bytes]
    linked: Mapping[str, Path]


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
        quarantined=counts.get(_QUARANTINE, 0),
        warnings=() if document is None else publication.warnings,
        files=tuple(sorted(staged.file.path for staged in files)),
    )
    return StagedDeck(entry, tuple(one.file for one in files), {one.file.path: one.content for one in files})


def _rows(publication: Publication) -> tuple[Document | None, Mapping[str, pa.Table | Sequence[object]]]:
    read = publication.read
    if publication.quarantined or read is None:
        return None, {_QUARANTINE: publication.quarantined}
    rows = read if isinstance(read, DeckRows) else rows_of(read)
    return rows.document, rows.tables


def _publish(
    curated: Path, staged: Sequence[StagedDeck], gone: Sequence[DeckKey], resolver: Resolver, spool: Spool
) -> Manifest:
    """The part under the lock: from the current snapshot and what is staged to the next one."""
    plan = _plan(curated, staged, gone, resolver, spool)
    links = (*RECORDS, MANIFEST, DATAPACKAGE)
    if not snapshots.is_current(curated, plan.name, links):
        snapshots.point_to(curated, plan.name, plan.written, plan.linked, links)
    return plan.manifest


def _plan(
    curated: Path, staged: Sequence[StagedDeck], gone: Sequence[DeckKey], resolver: Resolver, spool: Spool
) -> _Plan:
    """Decks of another contract are left behind: beside files of this one, no engine could read their folder."""
    earlier = read_manifest(curated)
    before = earlier if earlier is not None and earlier.contract == CONTRACT_VERSION else None
    decks = _next_decks(before.decks if before else (), [deck.entry for deck in staged], gone)
    held = before.files() if before else {}
    current = snapshot_folder(curated)
    fresh = {path: content for deck in staged for path, content in deck.contents.items()}
    sizes = {**held, **{file.path: file for deck in staged for file in deck.files}}
    places = {path: current if path in held else spool.folder for path in sizes if path not in fresh or path in held}
    known = Stock(places, fresh)
    touched = {deck.entry.key.company for deck in staged} | {key.company for key in gone}
    companies, made = resolve_companies(
        resolver, decks, before.companies if before else (), touched=touched, stock=known
    )
    named = {path for held_by in (decks, companies) for entry in held_by for path in entry.files}
    own = (*made, *_empty_files(named))
    fresh |= {one.file.path: one.content for one in own}
    sizes |= {one.file.path: one.file for one in own}
    files = {path: sizes[path] for path in sorted(named | {one for one in fresh if one.endswith(f"/{EMPTY_FILE}")})}
    of_datasets: dict[str, list[str]] = {dataset: [] for dataset in RECORDS}
    for path in files:
        of_datasets[path.partition("/")[0]].append(path)
    package = datapackage(of_datasets)
    manifest = Manifest(
        contract=CONTRACT_VERSION,
        datapackage=hashlib.sha256(package.encode()).hexdigest(),
        decks=decks,
        companies=companies,
        datasets={dataset: tuple(files[path] for path in paths) for dataset, paths in of_datasets.items()},
    )
    linked = {path: places[path] for path in files if path in held or path not in fresh}
    written = {path: fresh[path] for path in files if path not in linked}
    name, text = manifest.named()
    texts = {MANIFEST: text.encode(), DATAPACKAGE: package.encode()}
    return _Plan(name, manifest, written | texts, linked)


def _next_decks(
    before: Sequence[DeckEntry], staged: Sequence[DeckEntry], gone: Sequence[DeckKey]
) -> tuple[DeckEntry, ...]:
    decks = {entry.key: entry for entry in before if entry.key not in gone}
    for entry in staged:
        decks[entry.key] = _succeed(decks.get(entry.key), entry)
    return tuple(decks[key] for key in sorted(decks))


def _succeed(earlier: DeckEntry | None, entry: DeckEntry) -> DeckEntry:
    """What becomes of a deck that was known before.

    The rows of other bytes are always withdrawn. Where the same bytes were let through before and are not now (a
    profile or a reader has changed), the rows that passed stand, beside the reasons against the new reading.
    """
    if entry.verdict is Verdict.PUBLISHED or earlier is None:
        return entry
    if earlier.verdict is Verdict.QUARANTINED or earlier.document_id != entry.document_id:
        return entry
    stand = [path for path in earlier.files if not path.startswith(f"{_QUARANTINE}/")]
    files = tuple(sorted([*stand, *entry.files]))
    return replace(earlier, fingerprint=entry.fingerprint, quarantined=entry.quarantined, files=files)


def _empty_files(paths: Iterable[str]) -> tuple[StagedFile, ...]:
    filled = {path.partition("/")[0] for path in paths}
    return tuple(stage_file(dataset, (), "") for dataset in RECORDS if dataset not in filled)
