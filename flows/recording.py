"""Recording: from the beginning of a run to its record in the ledger, and at its end to notices and metrics.

Nothing here fails a run: what can't be written or sent is a warning, in the log and on the run's record.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from deckfacts.cli import EXIT_INTERNAL, EXIT_INTERRUPTED
from deckfacts.errors import DeckfactsError
from deckfacts.intake import Status
from deckfacts.numbered import numbers
from deckfacts.places import Place
from deckfacts.plain import plain
from deckfacts.runs import KeptOut, RunCounts, RunRecord, StartedRun, Trigger, begin_run, end_run, warn_of
from deckfacts.version import reader_version
from flows.hooks import has_hook, send
from flows.notices import Failures, failure_json, find_notices, load_failures, notices_json
from flows.planning import Prepared
from flows.report import Summary
from flows.settings import Settings

PROBLEMS_TOLD: Final = 3
"""Profiles, corrections and places to correct that a record quotes; the command has told of them all."""

ARRIVAL_TAG: Final = "arrival"
SCHEDULE_TAG: Final = "auto-scheduled"
"""Prefect's own, of runs that a schedule has made."""

logger = logging.getLogger("deckfacts.recording")


_AT_WORK: Final[ContextVar["Recorder | None"]] = ContextVar("run", default=None)


@contextmanager
def recorded(curated: Place, settings: Settings, *, trigger: Trigger = Trigger.COMMAND) -> Iterator["Recorder"]:
    """Have a run on record for as long as it lasts. `curated` is made for it only when it has work.

    The command does this, and the flow that it may start, which others start as well: it is one run all the same.
    """
    outer = _AT_WORK.get()
    if outer is not None and outer.curated == curated:
        yield outer
        return
    recorder = Recorder(curated, settings, trigger)
    if _is_there(curated):
        recorder.begin()
    token = _AT_WORK.set(recorder)
    try:
        yield recorder
    except BaseException as error:
        recorder.fail(error)
        raise
    finally:
        _AT_WORK.reset(token)
        recorder.tell()


def _is_there(curated: Place) -> bool:
    if isinstance(curated, Path):
        return curated.is_dir()
    with suppress(OSError):  # of a store that does not answer the run itself will tell
        return bool(numbers(curated))
    return False


def trigger_of(tags: Iterable[str]) -> Trigger:
    """What started a run of the flow, by the tags that Prefect and `deckfacts serve` give it."""
    known = set(tags)
    if ARRIVAL_TAG in known:
        return Trigger.ARRIVAL
    return Trigger.SCHEDULE if SCHEDULE_TAG in known else Trigger.COMMAND


@dataclass(slots=True)
class Recorder:
    """What is known of a run so far, told by the run itself."""

    curated: Place
    settings: Settings
    trigger: Trigger
    _run: StartedRun | None = None
    _before: Failures | None = None
    _summary: Summary | None = None
    _error: str | None = None
    _record: RunRecord | None = None
    _warnings: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Put the run on record."""
        try:
            self._run = begin_run(self.curated, trigger=self.trigger, reader_version=reader_version())
        except OSError as error:
            self._warn(f"This run is not on record: {error.strerror} ({error.filename}).")

    def expect(self, prepared: Prepared) -> None:
        """There are decks to read or to withdraw: from now on the publication changes. May be said again."""
        if self._run is None:
            self.begin()
        if self._before is None and has_hook(self.settings):
            try:
                self._before = load_failures(self.curated, _companies(prepared))
            except Exception as error:  # noqa: BLE001  the edge: nobody is told of checks then, and the run goes on
                self._warn(f"Which checks failed before can't be read: {error}")

    def finish(self, summary: Summary) -> None:
        """The run has done its work, and came to this. Said again, it changes nothing."""
        if self._summary is not None:
            return
        self._summary = summary
        release = summary.release.number if summary.release else None
        kept_out = tuple(KeptOut(deck.name, deck.quarantined[0].reason) for deck in summary.quarantined)
        problems = [plain(str(problem)) for problem in summary.problems]
        warnings = problems[:PROBLEMS_TOLD] + [f"{len(problems) - PROBLEMS_TOLD} more"] * (
            len(problems) > PROBLEMS_TOLD
        )
        counts = count_run(summary)
        self._end(summary.exit_code, counts=counts, kept_out=kept_out, release=release, warnings=warnings)

    def fail(self, error: BaseException) -> None:
        """The run was ended by this, unless it has done its work already."""
        if self._summary is None:
            code, self._error = how_it_failed(error)
            self._end(code, error=self._error)

    def tell(self) -> None:
        """Send the notices and leave the metrics, once the run is over."""
        if self._summary is not None and self._before is not None:
            self._notify(partial(self._what_came_of_decks, self._summary, self._before))
        elif self._summary is None and self._error is not None and has_hook(self.settings):
            self._notify(partial(failure_json, self._error, self._record))
        if self._warnings:
            self._put_warnings_on_record()
        if self.settings.metrics_file is not None and self._record is not None:
            self._leave_metrics(self.settings.metrics_file)

    def _end(
        self,
        exit_code: int,
        *,
        counts: RunCounts | None = None,
        kept_out: tuple[KeptOut, ...] = (),
        release: int | None = None,
        error: str | None = None,
        warnings: Iterable[str] = (),
    ) -> None:
        if self._run is None:
            return
        try:
            self._record = end_run(
                self._run,
                exit_code=exit_code,
                counts=counts,
                kept_out=kept_out,
                release=release,
                error=error,
                warnings=warnings,
            )
        except OSError as failed:
            self._warn(f"How this run ended is not on record: {failed.strerror} ({failed.filename}).")

    def _notify(self, message: Callable[[], Mapping[str, Any] | None]) -> None:
        try:
            document = message()
            warnings = send(document, self.settings) if document is not None else []
        except Exception as error:  # noqa: BLE001  the edge: what is told of a run must not fail it
            warnings = [f"The notices were not sent: {type(error).__name__}."]
        for warning in warnings:
            self._warn(warning)

    def _what_came_of_decks(self, summary: Summary, before: Failures) -> Mapping[str, Any] | None:
        after = load_failures(self.curated, {deck.company for deck in summary.decks})
        notices = find_notices(summary, before, after)
        return notices_json(notices, self._record, without_series=summary.without_series) if notices else None

    def _put_warnings_on_record(self) -> None:
        if self._record is None:
            return
        try:
            self._record = warn_of(self.curated, self._record, self._warnings)
        except OSError as error:
            logger.warning("The warnings are not on record: %s.", error.strerror)
        self._warnings.clear()

    def _leave_metrics(self, path: Path) -> None:
        from flows.metrics import write_metrics  # noqa: PLC0415  reads the publication, for those who want metrics

        try:
            write_metrics(path, self.curated, datetime.now(UTC).date())
        except Exception as error:  # noqa: BLE001  the edge: what is told of a run must not fail it
            self._warn(f"The metrics were not written to {path}: {error}")
            self._put_warnings_on_record()

    def _warn(self, words: str) -> None:
        self._warnings.append(plain(words))
        logger.warning("%s", plain(words))


def count_run(summary: Summary) -> RunCounts:
    """What is counted of a run: facts and the like of the decks that it published."""
    published = [deck for deck in summary.decks if not deck.quarantined]
    new, changed = (sum(deck.status is status for deck in summary.decks) for status in (Status.NEW, Status.CHANGED))
    return RunCounts(
        new=new,
        changed=changed,
        unchanged=summary.unchanged,
        published=len(published),
        kept_out=len(summary.quarantined),
        held=len(summary.held),
        facts=sum(sum(deck.facts.values()) for deck in published),
        refusals=sum(deck.refusals for deck in published),
        failed_checks=sum(deck.checks_failed for deck in published),
    )


def _companies(prepared: Prepared) -> set[str] | None:
    """Whose decks are read; null for all, where a deck has yet to say whose it is."""
    companies = {deck.company for deck in prepared.decks}
    return None if None in companies else {company for company in companies if company}


def how_it_failed(error: BaseException) -> tuple[int, str | None]:
    """The exit code that the command will have, and the words for it."""
    if isinstance(error, DeckfactsError):
        return error.exit_code, plain(str(error))
    if not isinstance(error, Exception):  # Ctrl-C, or Prefect's word for a run that is cancelled
        return EXIT_INTERRUPTED, None
    return EXIT_INTERNAL, plain(f"{type(error).__name__}: {error}")
