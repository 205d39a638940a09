"""Fingerprints: from decks that were found to the hashes of their bytes and of all else that decides what is read."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from deckfacts.errors import ConfigurationError
from deckfacts.intake import NO_CORRECTIONS, FoundDeck, HashedDeck
from deckfacts.object_hashes import hash_file, hash_objects
from deckfacts.places import ObjectPlace, Place
from deckfacts.search import unreadable


def hash_decks(
    decks: Iterable[FoundDeck],
    profiles: Path,
    reader: str,
    corrections: Path | None = None,
    remembered: Path | None = None,
) -> tuple[list[HashedDeck], list[ConfigurationError]]:
    """Each deck with its fingerprint over its bytes, its company's profile, its own corrections and the reader.

    Also what can't be read. `corrections` is the folder of all companies' corrections, `remembered` the file that
    keeps the hashes of decks in a store.
    """
    from deckfacts.corrections import CorrectionHashes  # noqa: PLC0415  pydantic takes longer than `status` may

    found = list(decks)
    hashed: list[HashedDeck] = []
    problems: list[ConfigurationError] = []
    hashes = CorrectionHashes(corrections)
    of_objects = hash_objects(found, remembered)
    for deck in found:
        try:
            sha256 = _hash_of(deck.path, of_objects)
            profile = _hash_profiles(profiles, deck.company)
            corrected = hashes.of(deck.company, deck.file, sha256[:16])
        except OSError as error:
            problems.append(unreadable(error.filename or deck.path, error))
        else:
            hashed.append(HashedDeck(deck, sha256, fingerprint(sha256, profile, reader, corrected)))
    return hashed, problems


def _hash_of(place: Place, of_objects: Mapping[ObjectPlace, str | OSError]) -> str:
    if isinstance(place, Path):
        return hash_file(place)
    found = of_objects[place]
    if isinstance(found, OSError):
        raise found
    return found


def fingerprint(sha256: str, profile: str, reader: str, corrections: str = NO_CORRECTIONS) -> str:
    """SHA-256 over the hash of a deck's bytes, those of its profile and corrections (or "none"), and the reader's
    version."""
    return hashlib.sha256("\x1f".join((sha256, profile, reader, corrections)).encode()).hexdigest()


def _hash_profiles(profiles: Path, company: str | None) -> str:
    """A deck whose company is not known yet may turn out to be of any company that has a profile."""
    if company is None:
        parts = [f"{path.name}={hash_file(path)}" for path in sorted(profiles.glob("*.toml"))]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    path = profiles / f"{company}.toml"
    return hash_file(path) if path.is_file() else "none"
