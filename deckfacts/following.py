"""Following: from the publication that is current and the decks that are staged to the publication that follows it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from deckfacts.contract import CONTRACT_VERSION
from deckfacts.datapackage import datapackage
from deckfacts.manifest import QUARANTINE, DeckEntry, DeckKey, Manifest, Verdict
from deckfacts.pinned import Pinned
from deckfacts.places import Place
from deckfacts.schema import RECORDS
from deckfacts.series.publishing import Resolver, Stock, resolve_companies
from deckfacts.spool import StagedDeck
from deckfacts.staging import EMPTY_FILE, StagedFile, stage_file


@dataclass(frozen=True, slots=True)
class Following:
    """The next publication: what it holds, the contents that are new, and the files that are taken over as they are,
    each with the folder that it is in now. `text` is the manifest and `package` the descriptor, as JSON."""

    name: str
    manifest: Manifest
    text: str
    package: str
    written: Mapping[str, bytes]
    linked: Mapping[str, Place]


def plan_next(
    current: Pinned | None,
    staged: Sequence[StagedDeck],
    gone: Sequence[DeckKey],
    resolver: Resolver,
    spooled: Place,
) -> Following:
    """What follows the current publication. `spooled` is the folder of staged files that are not held in memory.

    Decks of another contract are left behind: beside files of this one, no engine could read their folder.
    """
    before = current if current is not None and current.manifest.contract == CONTRACT_VERSION else None
    decks = _next_decks(before.manifest.decks if before else (), [deck.entry for deck in staged], gone)
    held = before.manifest.files() if before else {}
    fresh = {path: content for deck in staged for path, content in deck.contents.items()}
    sizes = {**held, **{file.path: file for deck in staged for file in deck.files}}
    places = {path: before.folder_of(path) if before and path in held else spooled for path in sizes}
    touched = {deck.entry.key.company for deck in staged} | {key.company for key in gone}
    companies, made = resolve_companies(
        resolver, decks, before.manifest.companies if before else (), touched=touched, stock=Stock(places, fresh)
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
    return Following(name, manifest, text, package, written, linked)


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
    stand = [path for path in earlier.files if not path.startswith(f"{QUARANTINE}/")]
    files = tuple(sorted([*stand, *entry.files]))
    return replace(earlier, fingerprint=entry.fingerprint, quarantined=entry.quarantined, files=files)


def _empty_files(paths: Iterable[str]) -> tuple[StagedFile, ...]:
    filled = {path.partition("/")[0] for path in paths}
    return tuple(stage_file(dataset, (), "") for dataset in RECORDS if dataset not in filled)
