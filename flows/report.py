"""Report: from what became of each deck to what is said of a run, as words and as JSON."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deckfacts.contract import CorrectionStatus, Quarantined, Source
from deckfacts.errors import ConfigurationError
from deckfacts.intake import Duplicate, PlannedDeck, PublishedDeck, Status
from deckfacts.manifest import Verdict
from deckfacts.pinned import read_manifest, where_facts_are
from deckfacts.places import Place
from deckfacts.plain import plain, plain_json
from deckfacts.releases import Release, record_release
from deckfacts.version import reader_version

if TYPE_CHECKING:
    from flows.planning import Prepared
    from flows.stages import Outcome

EXIT_OK = 0
EXIT_QUARANTINED = 1
EXIT_CONFIGURATION = ConfigurationError.exit_code

CHECKS_TOLD = 20
"""Failed checks of a deck that a report quotes; all of them are in the dataset `checks`."""

_NAMED_AT_MOST = 10
"""Files or assumptions listed by name on the screen; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckReport:
    """What one deck of the run came to. Without a reading the counts are 0.

    `uncorrected` are the reviewed corrections that were not applied, `checks` the words of the first failed checks,
    `warnings` what the gate found and let through. `read_before` says that another run has read it, which was
    interrupted or is under way.
    """

    name: str
    company: str
    file: str
    document_id: str
    status: Status
    facts: Mapping[str, int]
    refusals: int
    refusals_by_reason: Mapping[str, int]
    unexplained: int
    checks_run: int
    checks_failed: int
    warnings: tuple[str, ...]
    assumptions: tuple[str, ...]
    uncorrected: tuple[str, ...]
    quarantined: tuple[Quarantined, ...]
    checks: tuple[str, ...] = ()
    read_before: bool = False

    @property
    def verdict(self) -> str:
        """`published` or `quarantined`."""
        return (Verdict.QUARANTINED if self.quarantined else Verdict.PUBLISHED).value

    @property
    def line(self) -> str:
        """The deck in one line, safe to print."""
        if self.quarantined:
            why = self.quarantined[0]
            more = f" (and {len(self.quarantined) - 1} more)" if len(self.quarantined) > 1 else ""
            return plain(f"{self.name}: kept out ({why.reason}): {why.message}{more} {why.advice}")
        facts = f"{sum(self.facts.values())} facts ({_by_source(self.facts)})" if self.facts else "0 facts"
        parts = [facts, f"{self.refusals} refusals", f"{self.unexplained} unexplained"]
        return plain(f"{self.name}: {', '.join(parts)}, {self.checks_failed} of {self.checks_run} checks failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A whole run. `gone` are published decks whose files are no longer under raw; `pruned` says that they went too.

    `still_out` are the unchanged decks that an earlier run kept out; `release` is the record of what was published,
    null where that is what it was; `without_series` are the companies whose decks are published, and what they give
    together is not.
    """

    decks: tuple[DeckReport, ...]
    unchanged: int
    still_out: tuple[str, ...]
    duplicates: tuple[Duplicate, ...]
    gone: tuple[PublishedDeck, ...]
    pruned: bool
    held: tuple[str, ...]
    ignored: tuple[str, ...]
    problems: tuple[ConfigurationError, ...]
    curated: Place
    data_docs: Place | None
    release: Release | None = None
    unfinished: tuple[str, ...] = ()
    without_series: tuple[str, ...] = ()

    @property
    def quarantined(self) -> tuple[DeckReport, ...]:
        """The decks of this run that were kept out."""
        return tuple(deck for deck in self.decks if deck.quarantined)

    @property
    def word(self) -> str:
        """The run in a word or two."""
        return {
            EXIT_OK: "Published" if self.decks or self.pruned else "Nothing new",
            EXIT_QUARANTINED: "Kept out",
            EXIT_CONFIGURATION: "To be corrected",
        }[self.exit_code]

    @property
    def line(self) -> str:
        """The run's decks in one line."""
        new, changed = (sum(deck.status is status for deck in self.decks) for status in (Status.NEW, Status.CHANGED))
        out = len(self.quarantined) + len(self.still_out)
        return f"Decks: {new} new, {changed} changed, {self.unchanged} unchanged; {out} kept out"

    @property
    def exit_code(self) -> int:
        """2 where a profile, a folder or a file needs correcting; else 1 where a deck or series is kept out; else 0."""
        if self.problems:
            return EXIT_CONFIGURATION
        return EXIT_QUARANTINED if self.quarantined or self.still_out or self.without_series else EXIT_OK


def report_deck(deck: PlannedDeck, outcome: "Outcome") -> DeckReport:
    """What is said of one deck as soon as it is read; what the gate finds is added when it is judged."""
    read = outcome.read
    counts = Counter(fact.source.value for fact in read.facts) if read else Counter[str]()
    return DeckReport(
        name=deck.name,
        company=outcome.company,
        file=deck.file,
        document_id=outcome.document_id,
        status=deck.status,
        facts={source.value: counts[source.value] for source in Source if counts[source.value]},
        refusals=len(read.refusals) if read else 0,
        refusals_by_reason=dict(Counter(one.reason.value for one in read.refusals).most_common()) if read else {},
        unexplained=read.document.unexplained if read else 0,
        checks_run=read.document.checks_run if read else 0,
        checks_failed=len(read.checks) if read else 0,
        warnings=(),
        assumptions=read.document.assumptions if read else (),
        uncorrected=tuple(
            one.line for one in (read.corrections if read else ()) if one.status is not CorrectionStatus.APPLIED
        ),
        quarantined=outcome.quarantined,
        checks=tuple(check.message for check in read.checks[:CHECKS_TOLD]) if read else (),
    )


def summarise(
    prepared: "Prepared", decks: Sequence[DeckReport], *, curated: Place, pruned: bool, data_docs: Place | None
) -> Summary:
    """The run as a whole."""
    return Summary(
        decks=tuple(sorted(decks, key=lambda deck: deck.name)),
        unchanged=len(prepared.plan.unchanged),
        still_out=tuple(deck.name for deck in prepared.plan.unchanged if deck.kept_out),
        duplicates=prepared.plan.duplicates,
        gone=prepared.plan.gone,
        pruned=pruned,
        held=tuple(deck.name for deck in prepared.held),
        unfinished=tuple(deck.name for deck in prepared.unfinished),
        ignored=prepared.ignored,
        problems=prepared.problems,
        curated=curated,
        data_docs=data_docs,
    )


def finish(summary: Summary) -> Summary:
    """Record what a run has published; the summary with the record and with what is not as it should be in `curated`.

    Also where it found nothing new: one before it may have been killed between publishing and recording.
    """
    release = record_release(summary.curated, reader_version=reader_version(), released_at=datetime.now(UTC))
    manifest = read_manifest(summary.curated)
    return replace(summary, release=release, without_series=manifest.without_series if manifest else ())


def summary_lines(summary: Summary, *, program: str = "deckfacts") -> list[str]:
    """The summary for a terminal, line by line, safe to print; `program` is how the user calls the command."""
    lines = [summary.line]
    if before := sum(deck.read_before for deck in summary.decks):
        lines.append(f"Read before, by a run that was interrupted or at the same time: {before}")
    read = [deck for deck in summary.decks if not deck.quarantined]
    if read:
        facts = Counter[str]()
        for deck in read:
            facts.update(deck.facts)
        failed = f"{sum(deck.checks_failed for deck in read)} of {sum(deck.checks_run for deck in read)}"
        lines += [
            f"Facts: {sum(facts.values())} ({_by_source(facts)})",
            f"Refusals: {sum(deck.refusals for deck in read)}; unexplained: {sum(deck.unexplained for deck in read)}",
            f"Failed checks: {failed}",
            *_gate_line(read),
        ]
    lines += [summary.release.line] if summary.release else []
    for deck in summary.decks:
        lines += _some(f"Assumed for {deck.name}", deck.assumptions)
        lines += _some(f"Corrections not applied to {deck.name}", deck.uncorrected)
    lines += _some(
        "Kept out", [f"{deck.name}: {why.reason}" for deck in summary.quarantined for why in deck.quarantined]
    )
    lines += _some("Still kept out (`deckfacts status` says why)", summary.still_out)
    lines += _some("Companies without series (`deckfacts status` says why)", summary.without_series)
    lines += _left_alone(summary)
    lines += [f"Error: {problem}" for problem in summary.problems]
    return [plain(line) for line in (*lines, *_where_next(summary, program))]


def _gate_line(decks: Sequence[DeckReport]) -> list[str]:
    count = sum(len(deck.warnings) for deck in decks)
    return [f"Warnings of the gate: {count} (`status` has them)"] if count else []


def _left_alone(summary: Summary) -> list[str]:
    twins = [f"{twin.file} (the same as {twin.same_as})" for twin in summary.duplicates]
    gone = "Withdrawn" if summary.pruned else "Gone from raw, still published (--prune withdraws them)"
    return [
        *_some("Still being written, left for the next run", summary.unfinished),
        *_some("Waiting for their profile", summary.held),
        *_some("Duplicates, not read", twins),
        *_some(gone, [entry.name for entry in summary.gone]),
        *_some("No decks, ignored", summary.ignored),
    ]


def _where_next(summary: Summary, program: str) -> list[str]:
    if not (summary.decks or summary.unchanged or summary.unfinished or summary.held or summary.gone):
        return ["No decks were found. Put each company's in a folder of its own under raw, or name files to read."]
    lines = [f"Parquet: {where_facts_are(summary.curated)}, observations, guidance and more (docs/data-dictionary.md)"]
    if summary.data_docs:
        lines.append(f"Data Docs: {summary.data_docs}")
    read = [deck for deck in summary.decks if not deck.quarantined]
    option = "" if _whole(summary.curated) == Path("curated").resolve() else f" --curated {summary.curated}"
    if not read:
        return [*lines, f"Next: {program} status{option}"]
    return [
        *lines,
        f"Next: {program} show {read[0].document_id}{option} (or checks, refusals, guidance, restatements, status)",
    ]


def _whole(place: Place) -> Place:
    return place.resolve() if isinstance(place, Path) else place


def _some(what: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    more = [f"  and {len(items) - _NAMED_AT_MOST} more"] if len(items) > _NAMED_AT_MOST else []
    return [f"{what}:", *(f"  {item}" for item in items[:_NAMED_AT_MOST]), *more]


def _by_source(facts: Mapping[str, int]) -> str:
    return ", ".join(f"{facts[source.value]} {source.value}" for source in Source if facts.get(source.value))


def summary_json(summary: Summary) -> str:
    """The summary as one JSON document, safe to print."""
    problems = [{"where": one.where, "message": one.message, "advice": one.advice} for one in summary.problems]
    document = {
        "decks": [{"verdict": deck.verdict, **asdict(deck)} for deck in summary.decks],
        "unchanged": summary.unchanged,
        "still_out": summary.still_out,
        "without_series": summary.without_series,
        "duplicates": [asdict(one) for one in summary.duplicates],
        "gone": [{"company": one.company, "file": one.file} for one in summary.gone],
        "pruned": summary.pruned,
        "unfinished": summary.unfinished,
        "held": summary.held,
        "ignored": summary.ignored,
        "problems": problems,
        "curated": str(summary.curated),
        "data_docs": str(summary.data_docs) if summary.data_docs else None,
        "release": summary.release.to_json() if summary.release else None,
        "exit_code": summary.exit_code,
    }
    return plain_json(json.dumps(document, ensure_ascii=False, indent=1))
