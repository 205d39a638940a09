"""Watching: from the raw folder, looked at every few seconds, to runs that are asked for when decks have landed."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from deckfacts.errors import ConfigurationError, DeckfactsError, ServerError
from deckfacts.landing import Stamp, stamps_of
from deckfacts.places import Place
from deckfacts.search import search_raw
from flows.arrivals import Watched, look


def list_raw(raw: Place) -> dict[str, Stamp]:
    """Every deck under raw, by its name there. OSError or ConfigurationError where the folder can't be looked into."""
    found = search_raw(raw)
    stamps: dict[Place, Stamp] = {deck.path: Stamp(0, 0, deck.mark) for deck in found.decks if deck.mark}
    stamps.update(stamps_of(deck.path for deck in found.decks if isinstance(deck.path, Path)).items())
    if not stamps and found.problems:
        raise found.problems[0]
    return {deck.file: stamps[deck.path] for deck in found.decks if deck.path in stamps}


class Watcher:
    """Looks whenever it is told to. What goes wrong outside is told of once, and the next look may find it mended."""

    def __init__(
        self,
        list_decks: Callable[[], Mapping[str, Stamp]],
        start_run: Callable[[Sequence[str]], str | None],
        say: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`start_run` is given what has landed and says what it did; null where a run is waiting already.

        Decks that are there by now are left to the run that serving begins with.
        """
        self._list_decks = list_decks
        self._start_run = start_run
        self._say = say
        self._clock = clock
        self._unseen = False
        self._unasked = False
        self._owed: tuple[str, ...] = ()
        self._watched = Watched(taken=self._list() or {})

    def look(self) -> None:
        """See what has landed since the last look, and ask for a run of it."""
        there = self._list()
        if there is not None:
            found = look(self._watched, there, self._clock())
            self._watched = found.watched
            self._owed = tuple(sorted({*self._owed, *found.landed}))
        if self._owed:
            self._ask()

    def _list(self) -> Mapping[str, Stamp] | None:
        try:
            there = self._list_decks()
        except (OSError, ConfigurationError) as error:
            if not self._unseen:
                self._say(f"Warning: decks can't be looked for, and will be when they can: {_words(error)}")
            self._unseen = True
            return None
        if self._unseen:
            self._say("Decks can be looked for again.")
        self._unseen = False
        return there

    def _ask(self) -> None:
        try:
            said = self._start_run(self._owed)
        except ServerError as error:
            if not self._unasked:
                self._say(f"Warning: no run could be asked for, and will be when it can: {_words(error)}")
            self._unasked = True
            return
        self._unasked = False
        self._say(f"{_named(self._owed)}: {said or 'a run that waits already takes it in'}")
        self._owed = ()


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, DeckfactsError) else f"{type(error).__name__}: {error}"


def _named(decks: Sequence[str]) -> str:
    return f"{decks[0]} has landed" if len(decks) == 1 else f"{len(decks)} decks have landed"
