"""Planning: from what the user asked for to the decks to read and the profiles to read them by, without Prefect."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deckfacts.errors import ConfigurationError, ProfileError
from deckfacts.intake import (
    Plan,
    PlannedDeck,
    hash_decks,
    make_plan,
    published_decks,
    search_paths,
    search_raw,
)
from deckfacts.manifest import read_manifest
from deckfacts.profiles import Profile, load_profile, profile_path
from deckfacts.version import reader_version

DATA_DOCS = "data_docs"
"""The folder under `curated/` in which people read what the gate found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one ingest is asked to do: all of `raw`, or only `paths`. `prune` unpublishes decks that are gone."""

    raw: Path
    curated: Path
    profiles: Path
    paths: tuple[Path, ...] = ()
    company: str | None = None
    prune: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A plan with its profiles by company. `decks` are those that can be read, `held` those whose profile is wrong."""

    plan: Plan
    decks: tuple[PlannedDeck, ...]
    held: tuple[PlannedDeck, ...]
    profiles: Mapping[str, Profile]
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
    hashed, unread = hash_decks(found.decks, job.profiles, reader_version())
    problems = (*found.problems, *unread)
    # A folder that could not be looked into has lost no decks.
    plan = make_plan(hashed, published_decks(read_manifest(job.curated)), whole_raw=whole_raw and not problems)
    profiles, wrong = _load_profiles(plan.decks, job.profiles)
    held = tuple(deck for deck in plan.decks if deck.company in wrong)
    return Prepared(
        plan=plan,
        decks=tuple(deck for deck in plan.decks if deck not in held),
        held=held,
        profiles=profiles,
        ignored=found.ignored,
        problems=(*problems, *wrong.values()),
    )


def _load_profiles(
    decks: tuple[PlannedDeck, ...], folder: Path
) -> tuple[dict[str, Profile], dict[str, ConfigurationError]]:
    """The profiles of the decks' companies; of all companies where a deck has yet to say whose it is."""
    companies = {deck.company for deck in decks if deck.company}
    if any(deck.company is None for deck in decks):
        companies |= {path.stem for path in folder.glob("*.toml")}
    profiles: dict[str, Profile] = {}
    wrong: dict[str, ConfigurationError] = {}
    for company in sorted(companies):
        path = profile_path(folder, company)
        try:
            if path.is_file():
                profiles[company] = load_profile(path)
        except ProfileError as error:
            wrong[company] = error
    return profiles, wrong
