"""Stages: one deck on its way through reading, judging and publishing, each step a plain function without Prefect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from deckfacts.contract import Quarantined, ReadDeck
from deckfacts.corrections import Correction, Corrections
from deckfacts.errors import DocumentError, PublicationError, UnforeseenDocumentError
from deckfacts.intake import UNKNOWN_COMPANY, PlannedDeck
from deckfacts.manifest import DeckKey, Manifest
from deckfacts.profiles import Profile, company_named
from deckfacts.publication import Publication, publish
from deckfacts.series.publishing import Judge, Resolver
from deckfacts.series.resolving import GivenNames
from expectations.verdict import Verdict

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
    """For a reader that has no more to end than the thread that called it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stages call: the reader and the gate, so that tests can put others in their place.

    `stop_reading` ends what `read` is at in other threads, when a run is interrupted.
    """

    read: Reader
    judge: Callable[[ReadDeck], Verdict]
    reasons: Callable[[Verdict, ReadDeck], tuple[Quarantined, ...]]
    build_docs: Callable[[Sequence[Verdict], Path], Path]
    judge_series: Judge
    stop_reading: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a deck stands after a stage: what was read of it, the gate's verdict, what keeps it out of `curated/`."""

    company: str
    document_id: str
    read: ReadDeck | None = None
    verdict: Verdict | None = None
    quarantined: tuple[Quarantined, ...] = ()


def load_parts() -> Parts:
    """The real parts. Importing Great Expectations costs 8 s, which a worker must not pay before it has work."""
    from expectations.gate import build_data_docs, judge, quarantine_rows  # noqa: PLC0415
    from expectations.series_gate import judge_series  # noqa: PLC0415
    from extractors.children import ChildReader  # noqa: PLC0415

    reader = ChildReader()
    return Parts(
        read=reader,
        judge=judge,
        reasons=quarantine_rows,
        build_docs=build_data_docs,
        judge_series=judge_series,
        stop_reading=reader.end,
    )


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
        return _kept_out(deck, READ_STAGE, error.reason, error.message, error.advice)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        return surprised(deck, READ_STAGE, error)


def _read(
    deck: PlannedDeck, profiles: Mapping[str, Profile], read: Reader, corrections: Mapping[str, Corrections]
) -> Outcome:
    def read_for(company: str | None) -> ReadDeck:
        profile = profiles.get(company) if company else None
        reviewed = corrections.get(company) if company else None
        own = reviewed.for_deck(deck.file, deck.sha256[:16]) if reviewed else ()
        return read(deck.path, file=deck.file, company=company, profile=profile, corrections=own)

    found = read_for(deck.company)
    company = deck.company or company_named(found.document.company_name, profiles)
    if deck.company is None and company is not None:
        found = read_for(company)
    return Outcome(found.document.company, found.document.document_id, read=found)


def unreadable(deck: PlannedDeck, error: OSError) -> Outcome:
    """The outcome for a file that the system would not give, however often it was asked."""
    advice = "See that the file is there and may be read, and run ingest again."
    return _kept_out(deck, READ_STAGE, DocumentError.reason, f"The file can't be read: {error.strerror}.", advice)


def surprised(deck: PlannedDeck, stage: str, error: Exception) -> Outcome:
    """The outcome for an error that nobody foresaw."""
    told = UnforeseenDocumentError.of(error, where=deck.file)
    return _kept_out(deck, stage, told.reason, told.message, told.advice)


def judge_one(deck: PlannedDeck, outcome: Outcome, parts: Parts) -> Outcome:
    """Send what was read through the gate."""
    if outcome.read is None:
        return outcome
    try:
        verdict = parts.judge(outcome.read)
        reasons = parts.reasons(verdict, outcome.read)
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        return replace(outcome, quarantined=surprised(deck, JUDGE_STAGE, error).quarantined)
    return replace(outcome, verdict=verdict, quarantined=reasons)


def publish_decks(
    curated: Path, decks: Sequence[tuple[PlannedDeck, Outcome]], resolver: Resolver | None = None
) -> list[Outcome]:
    """Publish decks, or the reasons against them, all at once; each by itself where one of them can't be published.

    A PublicationError comes through: it would befall every deck.
    """
    try:
        _publish(curated, decks, resolver)
    except PublicationError:
        raise
    except Exception as error:  # noqa: BLE001  the edge: one deck's surprise must not stop the others
        if len(decks) > 1:
            return [outcome for one in decks for outcome in publish_decks(curated, [one], resolver)]
        deck, outcome = decks[0]
        refused = replace(outcome, quarantined=_why_unpublished(deck, error).quarantined)
        _publish(curated, [(deck, refused)], resolver)
        return [refused]
    return [outcome for _, outcome in decks]


def _publish(curated: Path, decks: Sequence[tuple[PlannedDeck, Outcome]], resolver: Resolver | None) -> None:
    brought = [_publication(deck, outcome) for deck, outcome in decks]
    keys = {publication.key for publication in brought}
    gone = {entry.key for deck, _ in decks for entry in deck.replaces} - keys
    publish(curated, brought, gone=sorted(gone), resolver=resolver)


def _why_unpublished(deck: PlannedDeck, error: Exception) -> Outcome:
    if isinstance(error, DocumentError):
        return _kept_out(deck, PUBLISH_STAGE, error.reason, error.message, error.advice)
    return surprised(deck, PUBLISH_STAGE, error)


def _publication(deck: PlannedDeck, outcome: Outcome) -> Publication:
    key = DeckKey(outcome.company, deck.file)
    warnings = tuple(failure.message for failure in outcome.verdict.failures) if outcome.verdict else ()
    return Publication(key, deck.fingerprint, outcome.document_id, outcome.read, outcome.quarantined, warnings)


def withdraw(curated: Path, gone: Sequence[DeckKey], resolver: Resolver | None = None) -> Manifest:
    """Take decks out of the publication."""
    return publish(curated, [], gone=gone, resolver=resolver)


def names_of(profile: Profile) -> GivenNames:
    """What a profile says of the names of its company's segments and lines."""
    return GivenNames(
        segments={one.name: tuple(one.aliases) for one in profile.segments},
        lines={one.name: tuple(one.aliases) for one in profile.lines},
    )


def _kept_out(deck: PlannedDeck, stage: str, reason: str, message: str, advice: str) -> Outcome:
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
    return Outcome(company, document_id, quarantined=(row,))
