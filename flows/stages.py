"""Stages: one deck read, and what was read of decks judged, each step a plain function without Prefect."""

import gc
import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from deckfacts.contract import Document, Quarantined, ReadDeck
from deckfacts.corrections import Correction, Corrections
from deckfacts.errors import DocumentError, UnforeseenDocumentError
from deckfacts.intake import UNKNOWN_COMPANY, PlannedDeck
from deckfacts.object_hashes import at_hand
from deckfacts.places import Place
from deckfacts.profiles import Profile, company_named
from deckfacts.series.publishing import Judge, SeriesTables
from deckfacts.series.resolving import GivenNames
from deckfacts.staging import DeckRows
from expectations.pages import Write
from expectations.verdict import Verdict, quarantine_rows
from extractors.children import GARBAGE, ChildReader

READ_STAGE = "read"
JUDGE_STAGE = "expectations"
PUBLISH_STAGE = "publish"


class Reader(Protocol):
    """Reads one deck; DocumentError where it can't be read."""

    def __call__(
        self,
        path: Path,
        *,
        file: str,
        company: str | None,
        profile: Profile | None,
        corrections: Sequence[Correction] = (),
    ) -> ReadDeck:
        """Called with the deck's place, its name in the publication, what is known of its company, its corrections."""


def _nothing() -> None:
    """For parts that have nothing to load, and no more to end than the thread that called them."""


def _no_wait(_seconds: float) -> None:
    """For parts whose decks cost nothing."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stages call: the reader and the gate, so that tests can put others in their place.

    `load_gate` loads what the gate needs before it is asked; `wait_turn` waits until this thread may begin a deck, so
    many seconds after it began the one before; `stop_reading` ends that and what `read` is at in other threads, when a
    run is interrupted.
    """

    read: Reader
    judge: Callable[[Sequence[DeckRows]], Sequence[Verdict]]
    reasons: Callable[[Verdict, Document], tuple[Quarantined, ...]]
    write_docs: Callable[[Verdict, Place, Write], None]
    judge_series: Judge
    load_gate: Callable[[], None] = _nothing
    wait_turn: Callable[[float], None] = _no_wait
    stop_reading: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a deck stands when it has been read: what was read of it, or what keeps it out of `curated/`.

    `passing` is a reason that lies with the machine, for which the next run tries again.
    """

    company: str
    document_id: str
    read: ReadDeck | None = None
    quarantined: tuple[Quarantined, ...] = ()
    passing: bool = False


class Pace:
    """Begins decks so many seconds apart, in each thread by itself."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._of_thread = threading.local()
        self._over = threading.Event()

    def wait(self, seconds: float) -> None:
        """Wait until so many seconds have passed since this thread was let go the last time, or until the end."""
        began: float = getattr(self._of_thread, "began", -math.inf)
        self._over.wait(max(0.0, began + seconds - self._clock()))
        self._of_thread.began = self._clock()

    def end(self) -> None:
        """Let go all who wait, from now on."""
        self._over.set()


def load_parts() -> Parts:
    """The real parts. The gate is loaded when it is first asked, if not before."""
    reader, pace = ChildReader(), Pace()

    def stop_reading() -> None:
        pace.end()
        reader.end()

    return Parts(
        read=reader,
        judge=_judge,
        reasons=quarantine_rows,
        write_docs=_write_docs,
        judge_series=_judge_series,
        load_gate=load_gate,
        wait_turn=pace.wait,
        stop_reading=stop_reading,
    )


def load_gate() -> None:
    """Load Great Expectations, which takes 6 s: in threads that ask for it at once, one loads and the others wait."""
    with _LOADING:
        _load_gate()


_LOADING = threading.Lock()


@cache
def _load_gate() -> None:
    import expectations.data_docs  # noqa: PLC0415
    import expectations.gate  # noqa: PLC0415
    import expectations.series_gate  # noqa: F401, PLC0415

    # Rows come by the hundred thousand; looking for cycles among all that is loaded, again and again, would take half
    # as long as making companies' series does.
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _judge(decks: Sequence[DeckRows]) -> Sequence[Verdict]:
    load_gate()
    from expectations.gate import judge_decks  # noqa: PLC0415

    return judge_decks(decks)


def _judge_series(series: Mapping[str, SeriesTables]) -> Mapping[str, Sequence[Quarantined]]:
    load_gate()
    from expectations.series_gate import judge_series  # noqa: PLC0415

    return judge_series(series)


def _write_docs(verdict: Verdict, docs: Place, write: Write) -> None:
    load_gate()
    from expectations.data_docs import write_deck  # noqa: PLC0415

    write_deck(verdict, docs, write)


def read_one(
    deck: PlannedDeck,
    profiles: Mapping[str, Profile],
    read: Reader,
    corrections: Mapping[str, Corrections] | None = None,
) -> Outcome:
    """Read a deck. An OSError comes through, since another try may help; anything else that fails quarantines it."""
    try:
        return _read(deck, profiles, read, corrections or {})
    except DocumentError as error:
        return kept_out(deck, READ_STAGE, error.reason, error.message, error.advice, passing=error.passing)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        return surprised(deck, READ_STAGE, error)


def _read(
    deck: PlannedDeck, profiles: Mapping[str, Profile], read: Reader, corrections: Mapping[str, Corrections]
) -> Outcome:
    def read_for(path: Path, company: str | None) -> ReadDeck:
        profile = profiles.get(company) if company else None
        reviewed = corrections.get(company) if company else None
        own = reviewed.for_deck(deck.file, deck.sha256[:16]) if reviewed else ()
        return read(path, file=deck.file, company=company, profile=profile, corrections=own)

    with at_hand(deck.path) as path:
        found = read_for(path, deck.company)
        company = deck.company or company_named(found.document.company_name, profiles)
        if deck.company is None and company is not None:
            found = read_for(path, company)
    return Outcome(found.document.company, found.document.document_id, read=found)


def unreadable(deck: PlannedDeck, error: OSError) -> Outcome:
    """The outcome for a file that the system would not give, however often it was asked."""
    advice = "See that the file is there and may be read; the next run tries again."
    message = f"The file can't be read: {error.strerror}."
    return kept_out(deck, READ_STAGE, DocumentError.reason, message, advice, passing=True)


def surprised(deck: PlannedDeck, stage: str, error: Exception) -> Outcome:
    """The outcome for an error that nobody foresaw."""
    told = UnforeseenDocumentError.of(error, where=deck.file)
    passing = isinstance(error, OSError | MemoryError)
    return kept_out(deck, stage, told.reason, told.message, told.advice, passing=passing)


def names_of(profile: Profile) -> GivenNames:
    """What a profile says of the names of its company's segments and lines."""
    return GivenNames(
        segments={one.name: tuple(one.aliases) for one in profile.segments},
        lines={one.name: tuple(one.aliases) for one in profile.lines},
    )


def kept_out(
    deck: PlannedDeck, stage: str, reason: str, message: str, advice: str, *, passing: bool = False
) -> Outcome:
    """The outcome for a deck that stays out of `curated/`, for one reason."""
    document_id, company = deck.sha256[:16], deck.company or UNKNOWN_COMPANY
    row = Quarantined(
        document_id=document_id,
        company=company,
        file=deck.file,
        stage=stage,
        reason=reason,
        message=message,
        advice=advice,
    )
    return Outcome(company, document_id, quarantined=(row,), passing=passing)
