"""Intake: from folders of decks and what is published already to a plan of which decks are to be read.

A deck is known by its company and its file. Under `raw/` the file is named from there and so begins with the
company's folder (`iij/fy2008-3q.md`); a file given by path bears its bare name, and one out of a given folder its path
within that folder behind `./`, so that the two kinds are never taken for each other.
"""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from deckfacts.errors import ConfigurationError
from deckfacts.manifest import DeckKey, Manifest

READABLE = frozenset({".txt", ".text", ".md", ".markdown", ".htm", ".html", ".pdf"})
"""Suffixes of decks, in lower case. A file given by path is read whatever its suffix."""

NO_CORRECTIONS = "none"
"""Stands for the hash of a deck's corrections where it has none."""

_NOTES = "readme"
"""The stem of the files in which people say what a folder holds; they are no decks, and nothing to tell of."""

UNKNOWN_COMPANY = "unknown"
"""Stands for the company of a deck that could not be read far enough to tell."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_SLUG_ADVICE = "Use small letters, digits and hyphens, a letter or digit first (iij, acme-holdings)."
_BLOCK = 1 << 20


class Status(StrEnum):
    """How a deck stands to what is published."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FoundDeck:
    """A file that is a deck. `company` is null where only the deck itself can tell."""

    path: Path
    file: str
    company: str | None


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

    path: Path
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


def check_slug(company: str, where: str) -> str:
    """The company's slug itself; a ConfigurationError where it is none."""
    if not _SLUG.fullmatch(company):
        raise ConfigurationError(f'"{company}" can\'t be the name of a company.', where=where, advice=_SLUG_ADVICE)
    return company


def search_raw(raw: Path) -> Search:
    """The decks of every company's folder under `raw`, at any depth. Dot files and README files don't count."""
    if not raw.is_dir():
        advice = "Make it and put each company's decks in a folder of their own (raw/iij/...), or name a file to read."
        raise ConfigurationError("there is no such folder.", where=str(raw), advice=advice)
    decks: list[FoundDeck] = []
    ignored: list[str] = []
    problems: list[ConfigurationError] = []
    for path in _walk(raw, problems):
        inside = path.relative_to(raw)
        company = inside.parts[0]
        if not _is_unicode(inside):
            problems.append(_unnameable(path))
        elif len(inside.parts) == 1 or path.suffix.lower() not in READABLE:
            ignored.append(inside.as_posix())
        elif _SLUG.fullmatch(company):
            decks.append(FoundDeck(path, inside.as_posix(), company))
        elif str(raw / company) not in {problem.where for problem in problems}:
            message = f'"{company}" can\'t be the name of a company, so its decks are not read.'
            problems.append(ConfigurationError(message, where=str(raw / company), advice=_SLUG_ADVICE))
    return Search(tuple(decks), tuple(ignored), tuple(problems))


def search_paths(paths: Sequence[Path], *, company: str | None, raw: Path) -> Search:
    """The decks at the given files and in the given folders. One that lies under `raw` belongs to its folder there."""
    if company is not None:
        check_slug(company, where="--company")
    decks: dict[str, FoundDeck] = {}
    ignored: list[str] = []
    problems: list[ConfigurationError] = []
    for given in paths:
        if not given.exists():
            raise ConfigurationError("there is no such file or folder.", where=str(given), advice="Check the path.")
        for path in _walk(given, problems) if given.is_dir() else [given]:
            if not _is_unicode(path):
                problems.append(_unnameable(path))
            elif given.is_dir() and path.suffix.lower() not in READABLE:
                ignored.append(str(path))
            else:
                deck = _given_deck(path, given, company=company, raw=raw)
                _add(deck, decks)
    return Search(tuple(decks.values()), tuple(ignored), tuple(problems))


def _given_deck(path: Path, given: Path, *, company: str | None, raw: Path) -> FoundDeck:
    inside = _inside(path, raw)
    if inside is None:
        within = path.relative_to(given) if path != given else Path(path.name)
        return FoundDeck(path, within.name if len(within.parts) == 1 else f"./{within.as_posix()}", company)
    folder = check_slug(inside.parts[0], where=str(raw / inside.parts[0]))
    if company not in {None, folder}:
        advice = "Leave --company out for decks under raw."
        raise ConfigurationError(f"it is a deck of {folder}, not of {company}.", where=str(path), advice=advice)
    return FoundDeck(path, inside.as_posix(), folder)


def _add(deck: FoundDeck, decks: dict[str, FoundDeck]) -> None:
    """Two files of one name would take turns in the same place of the publication."""
    other = decks.setdefault(deck.file, deck)
    if other.path.resolve() != deck.path.resolve():
        advice = "Give the folder that holds both, or put them under raw."
        raise ConfigurationError(f"{other.path} has the same name.", where=str(deck.path), advice=advice)


def _inside(path: Path, raw: Path) -> Path | None:
    """The path from `raw` down to a deck in a company's folder there, or null."""
    whole, root = path.resolve(), raw.resolve()
    inside = whole.relative_to(root) if whole.is_relative_to(root) else None
    return inside if inside and len(inside.parts) > 1 else None


def _walk(folder: Path, problems: list[ConfigurationError]) -> Iterator[Path]:
    def report(error: OSError) -> None:
        problems.append(_unreadable(Path(error.filename), error))

    for here, folders, files in os.walk(folder, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(files) if not _beside_the_decks(name))


def _beside_the_decks(name: str) -> bool:
    return name.startswith(".") or Path(name).stem.lower() == _NOTES


def _is_unicode(path: Path) -> bool:
    """Whether the name can stand in a dataset: file systems hold bytes that are no text in any encoding of today."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _unnameable(path: Path) -> ConfigurationError:
    where = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return ConfigurationError("its name is not UTF-8, so it is not read.", where=where, advice="Rename the file.")


def _unreadable(path: Path, error: OSError) -> ConfigurationError:
    advice = "Give the user who runs deckfacts the right to read it."
    return ConfigurationError(f"can't be read: {error.strerror}.", where=str(path), advice=advice)


def hash_decks(
    decks: Iterable[FoundDeck], profiles: Path, reader: str, corrections: Path | None = None
) -> tuple[list[HashedDeck], list[ConfigurationError]]:
    """Each deck with its fingerprint over its bytes, its company's profile, its own corrections and the reader.

    Also what can't be read. `corrections` is the folder of all companies' corrections.
    """
    from deckfacts.corrections import CorrectionHashes  # noqa: PLC0415  pydantic takes longer than `status` may

    hashed: list[HashedDeck] = []
    problems: list[ConfigurationError] = []
    hashes = CorrectionHashes(corrections)
    for deck in decks:
        try:
            sha256 = _hash_file(deck.path)
            profile = _hash_profiles(profiles, deck.company)
            corrected = hashes.of(deck.company, deck.file, sha256[:16])
        except OSError as error:
            problems.append(_unreadable(Path(error.filename or deck.path), error))
        else:
            hashed.append(HashedDeck(deck, sha256, fingerprint(sha256, profile, reader, corrected)))
    return hashed, problems


def published_decks(manifest: Manifest | None) -> tuple[PublishedDeck, ...]:
    """The decks of a publication; none where nothing was published yet."""
    return tuple(
        PublishedDeck(entry.key.company, entry.key.file, entry.document_id, entry.fingerprint, entry.quarantined > 0)
        for entry in (manifest.decks if manifest else ())
    )


def fingerprint(sha256: str, profile: str, reader: str, corrections: str = NO_CORRECTIONS) -> str:
    """SHA-256 over the hash of a deck's bytes, those of its profile and corrections (or "none"), and the reader's
    version."""
    return hashlib.sha256("\x1f".join((sha256, profile, reader, corrections)).encode()).hexdigest()


def _hash_file(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def _hash_profiles(profiles: Path, company: str | None) -> str:
    """A deck whose company is not known yet may turn out to be of any company that has a profile."""
    if company is None:
        parts = [f"{path.name}={_hash_file(path)}" for path in sorted(profiles.glob("*.toml"))]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    path = profiles / f"{company}.toml"
    return _hash_file(path) if path.is_file() else "none"


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
