"""Spool: decks that are read and wait to be judged and published, as files in `curated/.staged`.

A run that is killed leaves them there, so the next one reads none of them again; and who publishes needs no more of a
deck in memory than its entry. Files are named by their content, and a deck counts as staged only when its record
stands beside all of its files.
"""

import contextlib
import fcntl
import functools
import hashlib
import os
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from deckfacts import snapshots
from deckfacts.manifest import DataFile, DeckEntry
from deckfacts.places import Place

if TYPE_CHECKING:
    from pydantic import TypeAdapter

STAGED: Final = ".staged"
_RECORDS: Final = "decks"
_LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class StagedDeck:
    """A deck that is read: its entry and its files. Once it is judged, it only has to be published.

    `contents` are those of files that are in no spool; `account` is what the caller keeps with it, and `name` the
    deck's in the spool, both empty where it is in none. `found` says that it was staged before anybody asked.
    """

    entry: DeckEntry
    files: tuple[DataFile, ...]
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    account: str = ""
    name: str = ""
    judged: bool = True
    found: bool = False


def staged_name(file: str, company: str, *, fingerprint: str) -> str:
    """The name in the spool of one reading of a deck: all of the same deck begin alike."""
    deck = hashlib.sha256(f"{file}\x1f{company}".encode()).hexdigest()
    return f"{deck[:24]}-{hashlib.sha256(fingerprint.encode()).hexdigest()[:16]}"


class Spool:
    """The staged decks of one `curated/`. Threads, processes and machines may add to it at the same time."""

    def __init__(self, curated: Path) -> None:
        self.folder = curated / STAGED

    @contextmanager
    def held(self, wanted: Collection[str] | None) -> Iterator[None]:
        """Keep others from tidying up while a run is under way; first tidy up, where no other run is.

        What is not `wanted`, by name, was staged by a run that died and is of no use: the deck has changed since. With
        none the run knows only some of the decks, and tidies nothing. PublicationError where it can't be written.
        """
        handle = snapshots.open_lock(self.folder / _LOCK, self.folder.parent)
        try:
            if wanted is not None and _is_ours(handle):
                self._tidy(frozenset(wanted))
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield
            if wanted is not None and _is_ours(handle):
                self._tidy(frozenset())
        finally:
            os.close(handle)

    def clear(self) -> None:
        """Take away what runs left that died when they had published it. Nothing where a run is under way."""
        if any(path.is_file() and path.name != _LOCK for path in self.folder.rglob("*")):
            with self.held(()):
                pass

    def find(self, name: str) -> StagedDeck | None:
        """The deck of that name; none where it was not staged, or not to its end."""
        deck = self._read(name)
        return replace(deck, found=True) if deck is not None and all(map(self._is_whole, deck.files)) else None

    def put(self, deck: StagedDeck, name: str, account: str) -> StagedDeck:
        """Keep a deck under a name, which has its files already where they are not among the contents; the same
        without its contents."""
        for path, content in deck.contents.items():
            self._write(path, content)
        staged = replace(deck, contents={}, account=account, name=name)
        self._write(_record(name), adapter().dump_json(staged))
        return staged

    def contents(self, deck: StagedDeck) -> Mapping[str, bytes]:
        """The contents of a staged deck's files. OSError where one is gone."""
        return {file.path: (self.folder / file.path).read_bytes() for file in deck.files}

    def drop(self, deck: StagedDeck) -> None:
        """Forget a deck that is published."""
        if deck.name:
            (self.folder / _record(deck.name)).unlink(missing_ok=True)
            for file in deck.files:
                (self.folder / file.path).unlink(missing_ok=True)

    def _read(self, name: str) -> StagedDeck | None:
        try:
            found: StagedDeck = adapter().validate_json((self.folder / _record(name)).read_bytes())
        except (OSError, ValueError):
            return None
        return found

    def _is_whole(self, file: DataFile) -> bool:
        try:
            return is_whole(file, (self.folder / file.path).read_bytes())
        except OSError:
            return False

    def write_beside(self, place: Place, text: str) -> None:
        """Write a file of `curated/` that is in no snapshot, whole or not at all; what is half written stays here."""
        self._place(Path(str(place)), text.encode(), sync=False)

    def _write(self, path: str, content: bytes) -> None:
        self._place(self.folder / path, content, sync=True)

    def _place(self, place: Path, content: bytes, *, sync: bool) -> None:
        """Whole or not at all, and with `sync` on the disk when it has its name. PublicationError where it can't be."""
        beside = self.folder / f".{uuid.uuid4().hex}"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(exist_ok=True)
            with beside.open("xb") as file:
                file.write(content)
                if sync:
                    file.flush()
                    os.fsync(file.fileno())
            beside.replace(place)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise snapshots.cannot_write(self.folder.parent, error) from error

    def _tidy(self, wanted: frozenset[str]) -> None:
        kept = {_LOCK}
        for name in wanted:
            if deck := self._read(name):
                kept |= {_record(name), *(file.path for file in deck.files)}
        for path in self.folder.rglob("*"):
            if path.is_file() and path.relative_to(self.folder).as_posix() not in kept:
                path.unlink()
        for folder in [path for path in self.folder.iterdir() if path.is_dir()]:
            with contextlib.suppress(OSError):  # there is still something in it
                folder.rmdir()


def is_whole(file: DataFile, content: bytes) -> bool:
    """Whether that is what was staged: nobody judges anew what another run has staged and judged."""
    return hashlib.sha256(content).hexdigest() == file.sha256


def _record(name: str) -> str:
    return f"{_RECORDS}/{name}.json"


def _is_ours(handle: int) -> bool:
    """Whether no other run holds the spool; then it is held against all others."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@functools.cache
def adapter() -> "TypeAdapter[StagedDeck]":
    """What makes a staged deck of its JSON and the other way round."""
    from pydantic import TypeAdapter  # noqa: PLC0415  0.1 s that only a run with work needs

    return TypeAdapter(StagedDeck)
