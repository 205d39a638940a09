"""Store spool: decks that are read and wait to be judged and published, as objects below `staged/` of a store.

A deck is one object: its record on the first line, the contents of its files behind it. So it is there whole or not at
all, and needs neither a lock nor somebody who tidies up: it goes when the deck is published, this reading of it or
another one.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Final, TypeAlias

from deckfacts.errors import PublicationError
from deckfacts.pinned import each
from deckfacts.places import ObjectPlace, Place
from deckfacts.spool import Spool, StagedDeck, adapter, is_whole
from deckfacts.store_check import ADVICE

STAGED: Final = "staged"


class StoreSpool:
    """The staged decks of one `curated` in a store, with the methods that a spool in a folder has."""

    def __init__(self, curated: ObjectPlace) -> None:
        self.folder = curated / STAGED

    @contextmanager
    def held(self, wanted: Collection[str] | None) -> Iterator[None]:  # noqa: ARG002  as in a folder
        """Nothing has to be kept from anybody."""
        yield

    def clear(self) -> None:
        """What is left of a deck goes when it is published again."""

    def find(self, name: str) -> StagedDeck | None:
        """The deck of that name, without its contents; none where it was not staged, or the store does not give it."""
        try:
            return replace(_unpacked(self._place(name).read_bytes()), contents={}, found=True)
        except (OSError, ValueError):
            return None

    def put(self, deck: StagedDeck, name: str, account: str) -> StagedDeck:
        """Keep a deck under a name, which has its files already where they are not among the contents; the same
        without its contents."""
        staged = replace(deck, contents={}, account=account, name=name)
        held = deck.contents or self.contents(staged)
        contents = [held[file.path] for file in deck.files]
        _write(self._place(name), b"".join((adapter().dump_json(staged), b"\n", *contents)))
        return staged

    def contents(self, deck: StagedDeck) -> Mapping[str, bytes]:
        """The contents of a staged deck's files. PublicationError where it is not staged any more."""
        return self._load(deck).contents

    def load(self, decks: Collection[StagedDeck]) -> list[StagedDeck]:
        """The decks with their contents. PublicationError where one is not staged any more."""
        return each(self.folder, self._load, decks)

    def drop(self, decks: Collection[StagedDeck]) -> None:
        """Forget decks that are published, all readings of each."""
        each(self.folder, self._drop, [deck for deck in decks if deck.name])

    def write_beside(self, place: Place, text: str) -> None:
        """Write an object of `curated` that is in no publication."""
        if isinstance(place, ObjectPlace):
            _write(place, text.encode())

    def _load(self, deck: StagedDeck) -> StagedDeck:
        if deck.contents or not deck.files:
            return deck
        try:
            return _unpacked(self._place(deck.name).read_bytes())
        except (FileNotFoundError, ValueError) as error:
            advice = "Another run has published the deck meanwhile, or somebody took it away: run `deckfacts ingest`."
            where = str(self._place(deck.name))
            raise PublicationError("A staged deck is gone.", where=where, advice=advice) from error

    def _drop(self, deck: StagedDeck) -> None:
        for reading in self._place(deck.name).parent.files():
            reading.place.unlink()

    def _place(self, name: str) -> ObjectPlace:
        """All readings of a deck lie below one prefix."""
        deck, _, reading = name.partition("-")
        return self.folder / deck / reading


def _write(place: ObjectPlace, content: bytes) -> None:
    try:
        place.write_bytes(content)
    except OSError as error:
        message = f"Can't be written: {error.strerror}."
        raise PublicationError(message, where=str(place), advice=ADVICE) from error


AnySpool: TypeAlias = Spool | StoreSpool


def spool_of(curated: Place) -> AnySpool:
    """The spool of a `curated`, wherever that is."""
    return StoreSpool(curated) if isinstance(curated, ObjectPlace) else Spool(curated)


def _unpacked(content: bytes) -> StagedDeck:
    """ValueError where that is no staged deck."""
    record, _, rest = content.partition(b"\n")
    deck: StagedDeck = adapter().validate_json(record)
    contents: dict[str, bytes] = {}
    for file in deck.files:
        contents[file.path], rest = rest[: file.bytes], rest[file.bytes :]
        if not is_whole(file, contents[file.path]):
            raise ValueError(f"{file.path} is damaged")
    return replace(deck, contents=contents)
