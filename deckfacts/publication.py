"""Publication: what was read of decks goes into `curated/`, all of it at once, as its next snapshot.

The decisions behind it stand in `docs/decisions/publishing.md`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from deckfacts import snapshots
from deckfacts.contract import CONTRACT_VERSION, Quarantined, ReadDeck
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
from deckfacts.staging import EMPTY_FILE, StagedFile, deck_stem, stage_file

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
    read: ReadDeck | None
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
    """Publish the decks named and withdraw those that are gone, leaving the files of all others as they are.

    `resolver` makes what each company's decks give together, for the companies whose decks are not those it was made
    of last. Returns the manifest of what readers see now. Where nothing changes, no byte does. DocumentError for a row
    that the contract can't hold, PublicationError where `curated` can't be written; either way nothing is published.
    """
    named = [publication.key for publication in publications] + list(gone)
    if len(set(named)) < len(named):
        raise ValueError(f"a deck is named twice: {sorted(named)}")
    staged = [_stage(publication) for publication in publications]
    try:
        with snapshots.locked(curated):
            return _publish(curated, staged, gone, resolver or Resolver())
    except OSError as error:
        raise PublicationError(
            f"Can't be written: {error.strerror} ({error.filename}).",
            where=str(curated),
            advice="Name a folder for curated/ that this user may write, on a disk with room that has symbolic links.",
        ) from error


@dataclass(frozen=True, slots=True)
class _StagedDeck:
    entry: DeckEntry
    files: tuple[StagedFile, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The next snapshot: what it holds, the contents that are new, the paths taken over as they are."""

    name: str
    manifest: Manifest
    written: Mapping[str, bytes]
    linked: frozenset[str]


def _stage(publication: Publication) -> _StagedDeck:
    """The deck's files and its entry, as if it had never been published before."""
    rows = _rows(publication)
    stem = deck_stem(publication.key.company, publication.document_id)
    files = tuple(stage_file(dataset, held, stem) for dataset, held in rows.items() if held)
    document = None if publication.quarantined or publication.read is None else publication.read.document
    entry = DeckEntry(
        key=publication.key,
        document_id=publication.document_id,
        fingerprint=publication.fingerprint,
        verdict=Verdict.QUARANTINED if document is None else Verdict.PUBLISHED,
        facts=len(rows["facts"]),
        refusals=len(rows["refusals"]),
        checks_failed=len(rows["checks"]),
        unexplained=0 if document is None else document.unexplained,
        quarantined=len(rows["quarantine"]),
        warnings=() if document is None else publication.warnings,
        files=tuple(sorted(staged.file.path for staged in files)),
    )
    return _StagedDeck(entry, files)


def _rows(publication: Publication) -> Mapping[str, Sequence[object]]:
    read = publication.read
    if publication.quarantined or read is None:
        return dict.fromkeys(RECORDS, ()) | {_QUARANTINE: publication.quarantined}
    return {
        "documents": (read.document,),
        "tables": read.tables,
        "facts": read.facts,
        "refusals": read.refusals,
        "checks": read.checks,
        "notices": read.notices,
        "corrections": read.corrections,
        _QUARANTINE: (),
    }


def _publish(curated: Path, staged: Sequence[_StagedDeck], gone: Sequence[DeckKey], resolver: Resolver) -> Manifest:
    """The part under the lock: from the current snapshot and what is staged to the next one."""
    plan = _plan(curated, staged, gone, resolver)
    links = (*RECORDS, MANIFEST, DATAPACKAGE)
    if not snapshots.is_current(curated, plan.name, links):
        snapshots.point_to(curated, plan.name, plan.written, plan.linked, links)
    return plan.manifest


def _plan(curated: Path, staged: Sequence[_StagedDeck], gone: Sequence[DeckKey], resolver: Resolver) -> _Plan:
    """Decks of another contract are left behind: beside files of this one, no engine could read their folder."""
    earlier = read_manifest(curated)
    before = earlier if earlier is not None and earlier.contract == CONTRACT_VERSION else None
    decks = _next_decks(before.decks if before else (), [deck.entry for deck in staged], gone)
    held = before.files() if before else {}
    fresh = {one.file.path: one for deck in staged for one in deck.files}
    known = Stock(snapshot_folder(curated), {path: one.content for path, one in fresh.items()})
    touched = {deck.entry.key.company for deck in staged} | {key.company for key in gone}
    companies, made = resolve_companies(
        resolver, decks, before.companies if before else (), touched=touched, stock=known
    )
    named = {path for held_by in (decks, companies) for entry in held_by for path in entry.files}
    fresh |= {one.file.path: one for one in (*made, *_empty_files(named))}
    sizes = {**held, **{path: one.file for path, one in fresh.items()}}
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
    linked = frozenset(path for path, file in files.items() if held.get(path) == file)
    written = {path: fresh[path].content for path in files if path not in linked}
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
