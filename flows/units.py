"""Units: the decks that one task takes, read, judged together and staged, so that only publishing them is left.

A unit runs in a thread, a process or on another machine: what goes in and what comes out is small, and the rows of its
decks stay where they were read until they are in the spool. Why it is of this size: docs/decisions/orchestration.md.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter

from deckfacts.contract import Quarantined
from deckfacts.corrections import Corrections
from deckfacts.errors import ConfigurationError, DocumentError
from deckfacts.intake import PlannedDeck
from deckfacts.manifest import DeckKey
from deckfacts.places import ObjectPlace, Place
from deckfacts.profiles import Profile
from deckfacts.publication import Publication, stage_deck
from deckfacts.spool import StagedDeck, staged_name
from deckfacts.staging import DeckRows, rows_of
from deckfacts.store_spool import AnySpool, spool_of
from expectations.verdict import Verdict
from flows.planning import DATA_DOCS
from flows.report import DeckReport, report_deck
from flows.stages import JUDGE_STAGE, PUBLISH_STAGE, Outcome, Parts, kept_out, read_one, surprised, unreadable

UNIT_DECKS = 200
"""Their rows wait in memory to be judged together: about 100 KB for each deck."""

UNIT_SECONDS = 120.0
"""A unit begins no more decks then and gives the rest back: what a run that is killed has read in vain. Great
Expectations takes 3 s for a unit of any size, which is a fortieth of this."""

LEAST_DECKS = 25
"""Of which a unit is made where there are enough: ten take no longer to be read than to be judged."""

RETRY_SECONDS = (0.2, 1.0)
"""A file that is being copied or that a network drive holds is there within a second or two; nothing else changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Decks and all that is needed to stage them; `pace` is the least number of seconds for each deck."""

    decks: tuple[PlannedDeck, ...]
    curated: Place
    profiles: Mapping[str, Profile]
    corrections: Mapping[str, Corrections]
    pace: float = 0.0

    @property
    def name(self) -> str:
        """What Prefect's pages call it."""
        first, last = self.decks[0].name, self.decks[-1].name
        return first if len(self.decks) == 1 else f"{len(self.decks)} decks, {first} to {last}"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a unit: its decks that are staged, and those that it did not come to."""

    staged: tuple[tuple[PlannedDeck, StagedDeck], ...]
    left: tuple[PlannedDeck, ...] = ()


def cut(waiting: int, workers: int, total: int) -> int:
    """How many of the decks that wait the next unit takes: fewer towards the end, so that workers end together."""
    least = min(LEAST_DECKS, -(-total // workers))
    return min(waiting, max(least, min(UNIT_DECKS, waiting // (2 * workers))))


def stage_unit(unit: Unit, parts: Parts, clock: Callable[[], float] = time.monotonic) -> Done:
    """Read the decks of a unit, judge them, and stage them. PublicationError where the spool can't be written."""
    spool = spool_of(unit.curated)
    began = clock()
    found: list[tuple[PlannedDeck, StagedDeck]] = []
    ready: list[_Ready] = []
    left: tuple[PlannedDeck, ...] = ()
    for number, deck in enumerate(unit.decks):
        if number and clock() - began > UNIT_SECONDS:
            left = unit.decks[number:]
            break
        if (before := spool.find(name_of(deck))) is not None:
            found.append((deck, before))
            continue
        begun = clock()
        ready.append(_make_ready(deck, _read(deck, unit, parts)))
        time.sleep(max(0.0, unit.pace - (clock() - begun)))
    staged = [(one.deck, _stage(one, verdict, parts, spool, unit.curated)) for one, verdict in _judge(ready, parts)]
    return Done((*found, *staged), left)


def name_of(deck: PlannedDeck) -> str:
    """What a deck is called in the spool."""
    return staged_name(deck.file, deck.company or "", fingerprint=deck.fingerprint)


def report_of(staged: StagedDeck) -> DeckReport:
    """What is said of a staged deck."""
    return replace(_adapter().validate_json(staged.account), read_before=staged.found)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A deck that is read and has to be judged, or one that is kept out already."""

    deck: PlannedDeck
    company: str
    document_id: str
    rows: DeckRows | None
    report: DeckReport


def _read(deck: PlannedDeck, unit: Unit, parts: Parts) -> Outcome:
    """Read one deck; a file that the system won't give is tried again before it counts as unreadable.

    ConfigurationError for one in a store that fails: that is no fault of the deck, and would befall all others.
    """
    for seconds in (*RETRY_SECONDS, None):
        try:
            return read_one(deck, unit.profiles, parts.read, unit.corrections)
        except OSError as error:
            if seconds is None:
                if isinstance(deck.path, ObjectPlace) and not isinstance(error, FileNotFoundError | PermissionError):
                    advice = "What was published stays; run `deckfacts ingest` again when the store answers."
                    raise ConfigurationError(f"{error.strerror}.", where=str(deck.path), advice=advice) from error
                return unreadable(deck, error)
            time.sleep(seconds)
    raise AssertionError("the last try returns")


def _make_ready(deck: PlannedDeck, outcome: Outcome) -> _Ready:
    """From records to rows: the records are let go."""
    rows = None
    if outcome.read is not None:
        try:
            rows = rows_of(outcome.read)
        except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
            outcome = replace(outcome, quarantined=why_unpublished(deck, error))
    return _Ready(deck, outcome.company, outcome.document_id, rows, report_deck(deck, outcome))


def why_unpublished(deck: PlannedDeck, error: Exception) -> tuple[Quarantined, ...]:
    """The reason for a deck whose rows can't be published."""
    if isinstance(error, DocumentError):
        return kept_out(deck, PUBLISH_STAGE, error.reason, error.message, error.advice).quarantined
    return surprised(deck, PUBLISH_STAGE, error).quarantined


def _judge(ready: Sequence[_Ready], parts: Parts) -> Iterator[tuple[_Ready, Verdict | None]]:
    """Each deck with the gate's verdict; one that the gate fails over is kept out, with what it was."""
    rows = [one.rows for one in ready if one.rows is not None]
    try:
        verdicts = iter(parts.judge(rows) if rows else ())
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        if len(rows) > 1:
            yield from (judged for one in ready for judged in _judge([one], parts))
            return
        yield from ((_surprised(one, error) if one.rows else one, None) for one in ready)
        return
    for one in ready:
        yield one, next(verdicts) if one.rows is not None else None


def _surprised(ready: _Ready, error: Exception) -> _Ready:
    reasons = surprised(ready.deck, JUDGE_STAGE, error).quarantined
    return replace(ready, rows=None, report=replace(ready.report, quarantined=reasons))


def _stage(ready: _Ready, verdict: Verdict | None, parts: Parts, spool: AnySpool, curated: Place) -> StagedDeck:
    report = ready.report
    if verdict is not None and ready.rows is not None:
        reasons = parts.reasons(verdict, ready.rows.document)
        warnings = tuple(failure.message for failure in verdict.failures)
        report = replace(report, quarantined=(*report.quarantined, *reasons), warnings=warnings)
        parts.write_docs(verdict, curated / DATA_DOCS, spool.write_beside)
    publication = Publication(
        DeckKey(ready.company, ready.deck.file),
        ready.deck.fingerprint,
        ready.document_id,
        None if report.quarantined else ready.rows,
        report.quarantined,
        report.warnings,
    )
    try:
        staged = stage_deck(publication)
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        report = replace(report, quarantined=why_unpublished(ready.deck, error))
        staged = stage_deck(replace(publication, read=None, quarantined=report.quarantined))
    return spool.put(staged, name_of(ready.deck), _adapter().dump_json(report).decode())


@cache
def _adapter() -> TypeAdapter[DeckReport]:
    return TypeAdapter(DeckReport)
