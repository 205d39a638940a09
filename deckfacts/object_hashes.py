"""Object hashes: from decks in a store to the SHA-256 of each, fetched only where the store says that it has changed.

What was hashed is remembered by the object's address, ETag and size, in a file that nothing depends on: without it, or
where it can't be read, all are fetched once more.
"""

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deckfacts.intake import FoundDeck
from deckfacts.pinned import each
from deckfacts.places import ObjectPlace, Place

_BLOCK = 1 << 20


def hash_objects(decks: Iterable[FoundDeck], remembered: Path | None) -> Mapping[ObjectPlace, str | OSError]:
    """The hash of each deck that is in a store, or why there is none. `remembered` is the file of those seen before."""
    marks = {deck.path: deck.mark for deck in decks if isinstance(deck.path, ObjectPlace)}
    if not marks:
        return {}
    names = {place: f"{place} {mark}" for place, mark in marks.items()}
    known = _recall(remembered)
    unseen = [place for place, name in names.items() if name not in known]
    hashes = each(unseen[0], lambda place: _hash_object(place, marks[place]), unseen) if unseen else []
    fresh = dict(zip(unseen, hashes, strict=True))
    found = {place: fresh[place] if place in fresh else known[name] for place, name in names.items()}
    if remembered and unseen:
        hashed = {names[place]: sha256 for place, sha256 in found.items() if isinstance(sha256, str)}
        others = {name: sha256 for name, sha256 in known.items() if name.partition(" ")[0] not in map(str, names)}
        _remember(remembered, others | hashed)
    return found


@contextmanager
def at_hand(place: Place) -> Iterator[Path]:
    """The deck as a file of this machine, for as long as it takes to read it. OSError where it can't be had."""
    if isinstance(place, Path):
        yield place
        return
    with TemporaryDirectory(prefix="deckfacts-") as folder:
        # Not under its own name: a store takes longer ones, and characters that no file system does.
        path = Path(folder, f"deck{_suffix(place)}")
        place.fetch(path)
        yield path


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def _hash_object(place: ObjectPlace, mark: str) -> str | OSError:
    """Of an object that is replaced meanwhile nobody can tell whose bytes were fetched."""
    try:
        with at_hand(place) as path:
            sha256 = hash_file(path)
        if [one.mark for one in place.files()] != [mark]:
            return OSError(errno.EBUSY, "it was replaced while it was fetched; the next run reads it", str(place))
    except OSError as error:
        return error
    return sha256


def _recall(remembered: Path | None) -> Mapping[str, str]:
    if remembered is None:
        return {}
    try:
        found = json.loads(remembered.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and all(isinstance(one, str) for one in found.values()) else {}


def _remember(remembered: Path, hashes: Mapping[str, str]) -> None:
    """Whole or not at all; where it can't be written, nothing is lost but time."""
    staged = remembered.with_name(f".{remembered.name}-{os.getpid()}")
    with contextlib.suppress(OSError):
        remembered.parent.mkdir(parents=True, exist_ok=True)
        staged.write_text(json.dumps(hashes, ensure_ascii=False, indent=0), encoding="utf-8")
        staged.replace(remembered)


def _suffix(place: ObjectPlace) -> str:
    return Path(place.name).suffix[:20]
