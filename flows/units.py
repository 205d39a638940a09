"""Units: the decks that one task takes, read, staged and judged together, so that only publishing them is left.

A unit runs in a thread, a process or on another machine: what goes in and what comes out is small, and a deck is in the
spool as soon as it is read, so that whatever ends a unit, no other reads it again. Why it is of this size:
docs/decisions/orchestration.md.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter

from deckfacts.contract import Quarantined
from deckfacts.corrections import Corrections
from deckfacts.errors import ConfigurationError, DocumentError, PublicationError
from deckfacts.intake import READ_AGAIN, PlannedDeck
from deckfacts.manifest import DeckKey
from deckfacts.places import ObjectPlace, Place
from deckfacts.profiles import Profile
from deckfacts.publication import Publication, stage_deck, stage_refusal
from deckfacts.spool import StagedDeck, staged_name
from deckfacts.staging import DeckRows, rows_of, staged_rows
from deckfacts.store_spool import AnySpool, spool_of
from expectations.verdict import Verdict
from flows.planning import DATA_DOCS
from flows.report import DeckReport, report_deck
from flows.stages import JUDGE_STAGE, PUBLISH_STAGE, Outcome, Parts, kept_out, read_one, surprised, unreadable

UNIT_DECKS = 400
"""Their rows wait in memory to be judged together: about 100 KB for each deck."""

UNIT_SECONDS = 240.0
"""A unit begins no more decks then and gives the rest back, so that what is read gets published. Great Expectations
takes 2.5 s for a unit of any size, a hundredth of this."""

LEAST_DECKS = 25
"""Of which a unit is made where there are enough: ten take no longer to be read than to be judged."""

RETRY_SECONDS = (0.2, 1.0)
"""A file that is being copied or that a network drive holds is there within a second or two; nothing else changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Decks and all that is needed to stage them; a worker begins decks no less than `pace` seconds apart."""

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
    return min(waiting, max(least, min(UNIT_DECKS, waiting // workers)))


def stage_unit(unit: Unit, parts: Parts, clock: Callable[[], float] = time.monotonic) -> Done:
    """Read and stage a unit's decks, and judge them together. PublicationError where the spool can't be written."""
    spool = spool_of(unit.curated)
    began = clock()
    staged: dict[PlannedDeck, StagedDeck] = {}
    unjudged: dict[PlannedDeck, DeckRows] = {}
    left: tuple[PlannedDeck, ...] = ()
    for number, deck in enumerate(unit.decks):
        if number and clock() - began > UNIT_SECONDS:
            left = unit.decks[number:]
            break
        staged[deck], rows = _find(deck, spool) or _stage(deck, _read(deck, unit, parts), spool)
        if rows is not None:
            unjudged[deck] = rows
    verdicts = _judge(tuple(unjudged.values()), parts)
    for (deck, rows), verdict in zip(unjudged.items(), verdicts, strict=True):
        if isinstance(verdict, Verdict):
            parts.write_docs(verdict, unit.curated / DATA_DOCS, spool.write_beside)
            reasons = parts.reasons(verdict, rows.document)
            warnings = tuple(failure.message for failure in verdict.failures)
            staged[deck] = _settle(staged[deck], reasons, warnings, spool)
        else:
            outcome = surprised(deck, JUDGE_STAGE, verdict)
            entry = replace(staged[deck].entry, fingerprint=fingerprint_of(deck, outcome))
            staged[deck] = _settle(replace(staged[deck], entry=entry), outcome.quarantined, (), spool)
    return Done(tuple(staged.items()), left)


def name_of(deck: PlannedDeck) -> str:
    """What a deck is called in the spool."""
    return staged_name(deck.file, deck.company or "", fingerprint=deck.fingerprint)


def report_of(staged: StagedDeck) -> DeckReport:
    """What is said of a staged deck."""
    return replace(_adapter().validate_json(staged.account), read_before=staged.found)


def _find(deck: PlannedDeck, spool: AnySpool) -> tuple[StagedDeck, DeckRows | None] | None:
    """A deck that another run has staged, with its rows where it has yet to be judged."""
    staged = spool.find(name_of(deck))
    if staged is None or staged.entry.fingerprint == READ_AGAIN:
        return None
    if staged.judged:
        return staged, None
    try:
        return staged, staged_rows(spool.contents(staged))
    except (OSError, ValueError, KeyError, PublicationError):  # damaged, or that run has just published it
        return None


def _read(deck: PlannedDeck, unit: Unit, parts: Parts) -> Outcome:
    """Read one deck; a file that the system won't give is tried again before it counts as unreadable.

    ConfigurationError for one in a store that fails: that is no fault of the deck, and would befall all others.
    """
    parts.wait_turn(unit.pace)
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


def _stage(deck: PlannedDeck, outcome: Outcome, spool: AnySpool) -> tuple[StagedDeck, DeckRows | None]:
    """Put a deck that was read into the spool, with its rows where it has yet to be judged."""
    rows = None
    if outcome.read is not None:
        try:
            rows = rows_of(outcome.read)
            staged = stage_deck(_publication(deck, outcome, rows))
        except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
            failed = unpublished(deck, error)
            rows, outcome = None, replace(outcome, quarantined=failed.quarantined, passing=failed.passing)
    if rows is None:
        staged = stage_deck(_publication(deck, outcome, None))
    account = _adapter().dump_json(report_deck(deck, outcome)).decode()
    return spool.put(replace(staged, judged=rows is None), name_of(deck), account), rows


def _publication(deck: PlannedDeck, outcome: Outcome, rows: DeckRows | None) -> Publication:
    key = DeckKey(outcome.company, deck.file)
    return Publication(key, fingerprint_of(deck, outcome), outcome.document_id, rows, outcome.quarantined)


def unpublished(deck: PlannedDeck, error: Exception) -> Outcome:
    """The outcome for a deck whose rows can't be published."""
    if isinstance(error, DocumentError):
        return kept_out(deck, PUBLISH_STAGE, error.reason, error.message, error.advice)
    return surprised(deck, PUBLISH_STAGE, error)


def fingerprint_of(deck: PlannedDeck, outcome: Outcome) -> str:
    """The fingerprint that a deck is published with: none that it can have again, where the next run is to read it."""
    return READ_AGAIN if outcome.passing else deck.fingerprint


def _judge(rows: Sequence[DeckRows], parts: Parts) -> Sequence[Verdict | Exception]:
    """The gate's verdict on each deck, or what it failed with over this one alone."""
    try:
        return parts.judge(rows) if rows else ()
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        return [error] if len(rows) == 1 else [found for one in rows for found in _judge([one], parts)]


def _settle(
    staged: StagedDeck, reasons: tuple[Quarantined, ...], warnings: tuple[str, ...], spool: AnySpool
) -> StagedDeck:
    """Stage a deck as it was judged: as it is, with the warnings, or with the reasons against it in its place."""
    account = _adapter().dump_json(replace(report_of(staged), quarantined=reasons, warnings=warnings)).decode()
    if reasons:
        judged = replace(stage_refusal(staged.entry, reasons), found=staged.found)
    else:
        judged = replace(staged, entry=replace(staged.entry, warnings=warnings), judged=True)
    return spool.put(judged, staged.name, account)


@cache
def _adapter() -> TypeAdapter[DeckReport]:
    return TypeAdapter(DeckReport)
