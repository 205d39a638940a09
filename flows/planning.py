"""Planning: from what the user asked for to the decks to read, their profiles and corrections, without Prefect."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from deckfacts.corrections import Corrections, corrections_path, load_corrections
from deckfacts.errors import ConfigurationError, CorrectionError
from deckfacts.fingerprints import hash_decks
from deckfacts.intake import (
    FoundDeck,
    HashedDeck,
    Plan,
    PlannedDeck,
    PublishedDeck,
    make_plan,
    published_decks,
)
from deckfacts.landing import find_unfinished, stamps_of
from deckfacts.pinned import read_manifest
from deckfacts.places import Place
from deckfacts.profiles import Profile, load_profile, profile_path
from deckfacts.search import search_paths, search_raw
from deckfacts.store_spool import spool_of
from deckfacts.version import reader_version

Written = TypeVar("Written", Profile, Corrections)

DATA_DOCS = "data_docs"
"""The folder under `curated/` in which people read what the gate found."""

SEEN = Path(__file__).resolve().parents[1] / ".deckfacts" / "objects.json"
"""Where the hashes of decks in a store are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one ingest is asked to do: all of `raw`, or only `paths`. `prune` unpublishes decks that are gone."""

    raw: Place
    curated: Place
    profiles: Path
    corrections: Path = Path("corrections")
    paths: tuple[Place, ...] = ()
    company: str | None = None
    prune: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A plan with its profiles and corrections by company.

    `decks` are those that can be read, `held` those whose company has a profile or corrections that are wrong,
    `unfinished` those whose file somebody is still writing.
    """

    plan: Plan
    decks: tuple[PlannedDeck, ...]
    held: tuple[PlannedDeck, ...]
    unfinished: tuple[PlannedDeck, ...] = ()
    profiles: Mapping[str, Profile]
    corrections: Mapping[str, Corrections]
    ignored: tuple[str, ...]
    problems: tuple[ConfigurationError, ...]

    @property
    def nothing_to_do(self) -> bool:
        """Whether the publication stays as it is."""
        return not self.decks


def prepare(job: Job) -> Prepared:
    """Look at the disk and decide. A ConfigurationError where the question itself is wrong."""
    whole_raw = not job.paths
    found = search_raw(job.raw) if whole_raw else search_paths(job.paths, company=job.company, raw=job.raw)
    before = stamps_of(_files(found.decks))
    hashed, unread = hash_decks(found.decks, job.profiles, reader_version(), job.corrections, SEEN)
    problems = (*found.problems, *unread)
    # A folder that could not be looked into has lost no decks.
    whole_raw = whole_raw and not problems
    published = published_decks(read_manifest(job.curated))
    plan = make_plan(hashed, published, whole_raw=whole_raw)
    leaving = {entry.company for entry in plan.gone} if job.prune else set()
    profiles, wrong_profiles = _load_each(plan.decks, job.profiles, profile_path, load_profile, also=leaving)
    corrections, wrong_corrections = _load_each(plan.decks, job.corrections, corrections_path, load_corrections)
    stray = tuple(_stray_corrections(job.corrections, hashed, published)) if whole_raw else ()
    wrong = wrong_profiles.keys() | wrong_corrections.keys()
    written = find_unfinished(_files(plan.decks), before)
    unfinished = tuple(deck for deck in plan.decks if deck.path in written)
    held = tuple(deck for deck in plan.decks if deck.company in wrong and deck.path not in written)
    return Prepared(
        plan=plan,
        decks=tuple(deck for deck in plan.decks if deck not in held and deck.path not in written),
        held=held,
        unfinished=unfinished,
        profiles=profiles,
        corrections=corrections,
        ignored=found.ignored,
        problems=(*problems, *wrong_profiles.values(), *wrong_corrections.values(), *stray),
    )


def clear_staged(job: Job) -> None:
    """Take away what a run left in the spool that was killed when it had published it: a run without work does so."""
    if not job.paths:
        spool_of(job.curated).clear()


def _files(decks: Iterable[FoundDeck | PlannedDeck]) -> list[Path]:
    """Those of the decks that are files: an object of a store is there whole, or is not there."""
    return [deck.path for deck in decks if isinstance(deck.path, Path)]


def _load_each(
    decks: tuple[PlannedDeck, ...],
    folder: Path,
    path_of: Callable[[Path, str], Path],
    load: Callable[[Path], Written],
    also: Collection[str] = (),
) -> tuple[dict[str, Written], dict[str, ConfigurationError]]:
    """What people wrote of the decks' companies, and of some more; of all where a deck has yet to say whose it is."""
    companies = {deck.company for deck in decks if deck.company} | set(also)
    if any(deck.company is None for deck in decks):
        companies |= {path.stem for path in folder.glob("*.toml")}
    loaded: dict[str, Written] = {}
    wrong: dict[str, ConfigurationError] = {}
    for company in sorted(companies):
        path = path_of(folder, company)
        try:
            if path.is_file():
                loaded[company] = load(path)
        except ConfigurationError as error:
            wrong[company] = error
    return loaded, wrong


def _stray_corrections(
    folder: Path, hashed: Iterable[HashedDeck], published: Iterable[PublishedDeck]
) -> Iterator[ConfigurationError]:
    """A problem for each correction that is of no deck: nothing else would tell that it is not applied."""
    decks = {(deck.deck.company, deck.deck.file, deck.document_id) for deck in hashed}
    decks |= {(deck.company, deck.file, deck.document_id) for deck in published}
    for path in sorted(folder.glob("*.toml")):
        own = [(file, document_id) for company, file, document_id in decks if company == path.stem]
        try:
            corrections = load_corrections(path)
        except ConfigurationError as error:
            if not own:
                yield error
            continue
        for one in corrections.correction:
            if not any(one.is_of(file, document_id) for file, document_id in own):
                message = (
                    f'the correction of "{one.printed}" on {one.place} is of no deck: {path.stem} has no "{one.deck}".'
                )
                advice = "Name the deck as it is in raw, or take the correction out."
                yield CorrectionError(message, where=str(path), advice=advice)
