"""Intake: from the decks that are there and what is published already to a plan of which are to be read.

A deck is known by its company and its file. Under `raw/` the file is named from there and so begins with the
company's folder (`iij/fy2008-3q.md`); a file given by path bears its bare name, and one out of a given folder its path
within that folder behind `./`, so that the two kinds are never taken for each other.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from deckfacts.errors import ConfigurationError
from deckfacts.manifest import DeckKey, Manifest
from deckfacts.places import Place

NO_CORRECTIONS = "none"
"""Stands for the hash of a deck's corrections where it has none."""

READ_AGAIN = ""
"""Stands for the fingerprint of a deck that was kept out for a reason that may pass, as when a drive does not answer:
no deck has this one, so the next run reads it."""

UNKNOWN_COMPANY = "unknown"
"""Stands for the company of a deck that could not be read far enough to tell."""


class Status(StrEnum):
    """How a deck stands to what is published."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FoundDeck:
    """A file that is a deck. `company` is null where only the deck itself can tell.

    `mark` is what a store says of its bytes: while it is the same, so are they. A folder says nothing of the kind.
    """

    path: Place
    file: str
    company: str | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What a look at the disk found; `ignored` are files that are no decks, `problems` what hid others from view."""

    decks: tuple[FoundDeck, ...] = ()
    ignored: tuple[str, ...] = ()
    problems: tuple[ConfigurationError, ...] = ()


@dataclass(frozen=True, slots=True)
class HashedDeck:
    """A deck with the SHA-256 of its bytes, and the fingerprint of all that decides what is read from it."""

    deck: FoundDeck
    sha256: str
    fingerprint: str

    @property
    def document_id(self) -> str:
        """As in the contract: the first 16 hex digits of the file's SHA-256."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True, order=True)
class PublishedDeck:
    """A deck that is in the current publication. `kept_out` says that there are reasons against its latest reading."""

    company: str
    file: str
    document_id: str
    fingerprint: str
    kept_out: bool = False

    @property
    def name(self) -> str:
        """What people call the deck."""
        return deck_name(self.company, self.file)

    @property
    def key(self) -> DeckKey:
        """What the publisher knows it by."""
        return DeckKey(self.company, self.file)

    @property
    def from_raw(self) -> bool:
        """Whether it was found under `raw/` and not given by path."""
        return self.file.startswith(f"{self.company}/")


@dataclass(frozen=True, slots=True)
class PlannedDeck:
    """A deck to read. `replaces` are the published decks whose place it takes, unless it has their key itself."""

    path: Place
    file: str
    company: str | None
    sha256: str
    fingerprint: str
    status: Status
    replaces: tuple[PublishedDeck, ...] = ()

    @property
    def name(self) -> str:
        """What people call the deck: `iij/fy2008-3q.md`."""
        return deck_name(self.company, self.file)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file with the same bytes as another deck of the company; it is not read."""

    file: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an ingest has to do. `gone` are decks still published whose files are no longer there."""

    decks: tuple[PlannedDeck, ...]
    unchanged: tuple[PublishedDeck, ...]
    duplicates: tuple[Duplicate, ...]
    gone: tuple[PublishedDeck, ...]


def deck_name(company: str | None, file: str) -> str:
    """What people call a deck, wherever it was found: company and file, each once."""
    inside = file.removeprefix("./")
    return inside if company is None or file.startswith(f"{company}/") else f"{company}/{inside}"


def published_decks(manifest: Manifest | None) -> tuple[PublishedDeck, ...]:
    """The decks of a publication; none where nothing was published yet."""
    return tuple(
        PublishedDeck(entry.key.company, entry.key.file, entry.document_id, entry.fingerprint, entry.quarantined > 0)
        for entry in (manifest.decks if manifest else ())
    )


def make_plan(decks: Iterable[HashedDeck], published: Iterable[PublishedDeck], *, whole_raw: bool) -> Plan:
    """What to read. Only with `whole_raw`, when all of `raw/` was looked at, can a published deck be gone from it."""
    there = list(published)
    by_file: dict[str, list[PublishedDeck]] = defaultdict(list)
    for entry in there:
        by_file[entry.file].append(entry)
    pairs = [(deck, _published_as(deck, by_file[deck.deck.file])) for deck in decks]
    kept = {before for _, before in pairs if before}
    gone = {entry for entry in there if whole_raw and entry.from_raw and entry not in kept}
    planned: list[PlannedDeck] = []
    unchanged: list[PublishedDeck] = []
    duplicates: list[Duplicate] = []
    stays = kept | gone
    seen: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for entry in there:
        if entry not in stays:
            seen[entry.document_id].append((entry.document_id, entry.company, entry.file))
    for deck, before in sorted(pairs, key=_published_first):
        twin = _twin(deck, seen[deck.document_id])
        if twin:
            duplicates.append(Duplicate(deck.deck.file, twin))
            gone |= {before} if before else set()
        elif before and before.fingerprint == deck.fingerprint:
            unchanged.append(before)
        else:
            moved = {entry for entry in gone if _same_deck(deck, entry.document_id, entry.company)}
            gone -= moved
            planned.append(_planned(deck, before, moved | _under_another_name(deck, by_file[deck.deck.file])))
        company = deck.deck.company or (before.company if before else "")
        seen[deck.document_id].append((deck.document_id, company, deck.deck.file))
    return Plan(
        tuple(sorted(planned, key=lambda one: one.file)), tuple(unchanged), tuple(duplicates), tuple(sorted(gone))
    )


def _published_as(deck: HashedDeck, published: list[PublishedDeck]) -> PublishedDeck | None:
    """The published deck of the same key; without a company, one given by path under the same file name."""
    company = deck.deck.company
    same = [
        entry
        for entry in published
        if entry.file == deck.deck.file and (entry.company == company or (company is None and not entry.from_raw))
    ]
    return min(same, key=lambda entry: (entry.fingerprint != deck.fingerprint, entry), default=None)


def _published_first(pair: tuple[HashedDeck, PublishedDeck | None]) -> tuple[int, str]:
    """Of two files with the same bytes the one that is published already stays."""
    deck, before = pair
    if before is None:
        return 2, deck.deck.file
    return int(before.fingerprint != deck.fingerprint), deck.deck.file


def _twin(deck: HashedDeck, seen: list[tuple[str, str, str]]) -> str | None:
    """The file of a deck with the same bytes in the same company, if there is one."""
    return next((file for document_id, company, file in seen if _same_deck(deck, document_id, company)), None)


def _same_deck(deck: HashedDeck, document_id: str, company: str) -> bool:
    return deck.document_id == document_id and (deck.deck.company in {None, company} or not company)


def _under_another_name(deck: HashedDeck, published: list[PublishedDeck]) -> set[PublishedDeck]:
    """A file given by path may be read for another company than the last time, or its company be known only now."""
    if deck.deck.company and deck.deck.file.startswith(f"{deck.deck.company}/"):
        return set()
    return {
        entry
        for entry in published
        if entry.file == deck.deck.file
        and not entry.from_raw
        and entry.company != deck.deck.company
        and (entry.company == UNKNOWN_COMPANY or entry.document_id == deck.document_id)
    }


def _planned(deck: HashedDeck, before: PublishedDeck | None, replaces: set[PublishedDeck]) -> PlannedDeck:
    return PlannedDeck(
        path=deck.deck.path,
        file=deck.deck.file,
        company=deck.deck.company,
        sha256=deck.sha256,
        fingerprint=deck.fingerprint,
        status=Status.CHANGED if before else Status.NEW,
        replaces=tuple(sorted(replaces)),
    )
