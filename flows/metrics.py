"""Metrics: from what is published and the ledger of runs to numbers in the text form that Prometheus reads.

Labels are companies, verdicts and reasons, of which there are few; the library escapes them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from prometheus_client import CollectorRegistry, Gauge, generate_latest, write_to_textfile

from deckfacts.browse import load_manifest, load_records
from deckfacts.contract import CONTRACT_VERSION, Document, Quarantined
from deckfacts.due import Due, DueState, find_due
from deckfacts.manifest import DeckEntry, Manifest, Verdict
from deckfacts.pinned import read_manifest
from deckfacts.places import Place
from deckfacts.runs import Ledger, RunRecord, is_at_work, read_runs

SUCCESSFUL: Final = frozenset({0, 1})
"""Exit codes of a run that did its work: decks that it kept out are counted by themselves."""


def metrics_text(curated: Place, day: date) -> str:
    """The metrics of a publication on a day. PublicationError where nothing is published and no run is on record."""
    return generate_latest(_registry(curated, day)).decode()


def metrics_json(curated: Place, day: date) -> list[dict[str, Any]]:
    """The same, one JSON object for each number."""
    samples = [sample for family in _registry(curated, day).collect() for sample in family.samples]
    return [{"name": one.name, "labels": one.labels, "value": one.value} for one in samples]


def write_metrics(path: Path, curated: Place, day: date) -> None:
    """The text into a file, which is written beside and renamed: a collector reads it whole. OSError where it can't."""
    write_to_textfile(str(path), _registry(curated, day))


def _registry(curated: Place, day: date) -> CollectorRegistry:
    """A registry of our own: the library's common one also tells of the process, which is over in a moment."""
    registry = CollectorRegistry()
    ledger = read_runs(curated)
    manifest = read_manifest(curated)
    if manifest is None and not ledger.runs:
        load_manifest(curated)  # says what to do
    if manifest is not None and manifest.contract == CONTRACT_VERSION:
        documents = load_records(curated, "documents", Document)
        reasons = load_records(curated, "quarantine", Quarantined) if manifest.rows("quarantine") else []
        _add_decks(registry, manifest, Counter(row.reason for row in reasons))
        _add_due(registry, find_due(documents, day))
    _add_runs(registry, ledger)
    return registry


def _add_decks(registry: CollectorRegistry, manifest: Manifest, reasons: Mapping[str, int]) -> None:
    decks = _gauge(registry, "decks", "Decks by what became of them.", "company", "verdict")
    for company, verdict in {(entry.key.company, verdict) for entry in manifest.decks for verdict in Verdict}:
        decks.labels(company, verdict.value).set(_count(manifest, company, verdict))
    for name, what, field in (
        ("facts", "Published facts.", "facts"),
        ("refusals", "Printed numbers that are no facts.", "refusals"),
        ("unexplained_numbers", "Printed numbers that are neither facts nor refused.", "unexplained"),
        ("failed_checks", "Contradictions that published decks print.", "checks_failed"),
        ("gate_warnings", "Expectations that published decks do not meet and were let through with.", "warnings"),
    ):
        gauge = _gauge(registry, name, what, "company")
        for company, entries in _by_company(manifest.decks).items():
            gauge.labels(company).set(sum(_number(getattr(entry, field)) for entry in entries))
    quarantine = _gauge(registry, "quarantine_reasons", "Reasons why decks were kept out.", "reason")
    for reason, count in sorted(reasons.items()):
        quarantine.labels(reason).set(count)


def _number(counted: int | tuple[str, ...]) -> int:
    return counted if isinstance(counted, int) else len(counted)


def _count(manifest: Manifest, company: str, verdict: Verdict) -> int:
    return sum(entry.key.company == company and entry.verdict is verdict for entry in manifest.decks)


def _by_company(decks: Iterable[DeckEntry]) -> dict[str, list[DeckEntry]]:
    found: dict[str, list[DeckEntry]] = {}
    for entry in decks:
        found.setdefault(entry.key.company, []).append(entry)
    return found


def _add_due(registry: CollectorRegistry, due: Iterable[Due]) -> None:
    """Of a company whose next deck nobody knows the time of, there is no number at all."""
    late = _gauge(registry, "deck_overdue_days", "Days since the next deck was expected, 0 if not overdue.", "company")
    known = [one for one in due if one.state not in {DueState.UNKNOWN, DueState.LAPSED}]
    for one in known:
        late.labels(one.company).set(one.days_late or 0)
    overdue = _gauge(registry, "decks_overdue", "Companies whose next deck is overdue.")
    overdue.set(sum(one.state is DueState.OVERDUE for one in known))


def _add_runs(registry: CollectorRegistry, ledger: Ledger) -> None:
    """Runs that are on record; a number that no run has come to yet is not there, and never 0."""
    unended = [run for run in ledger.runs if run.ended_at is None and not is_at_work(run, ledger)]
    _gauge(registry, "runs_without_end", "Runs on record that were killed.").set(len(unended))
    _gauge(registry, "run_records_unreadable", "Damaged records.").set(len(ledger.unreadable))
    if ledger.runs:
        started = _gauge(registry, "last_run_started_timestamp_seconds", "When the last run began, ended or not.")
        started.set(ledger.runs[-1].started_at.timestamp())
    ended = [(run, run.ended_at.timestamp()) for run in ledger.runs if run.ended_at is not None]
    if ended:
        _add_last_run(registry, *ended[-1])
    good = [at for run, at in ended if run.exit_code in SUCCESSFUL]
    if good:
        what = "When the last run ended that did its work, with decks kept out or without."
        _gauge(registry, "last_success_timestamp_seconds", what).set(good[-1])


def _add_last_run(registry: CollectorRegistry, run: RunRecord, ended: float) -> None:
    """The last run that came to its end."""
    values = {
        "number": (run.number, "Number of the last run that ended."),
        "ended_timestamp_seconds": (ended, "When it ended."),
        "duration_seconds": (run.seconds, "How long it took."),
        "exit_code": (run.exit_code, "Its exit code: 0 well, 1 decks kept out, 2 something to correct, 3 an error."),
        "warnings": (len(run.warnings), "What went wrong beside its work, such as a notice that was not taken."),
    }
    for name, (value, what) in values.items():
        if value is not None:
            _gauge(registry, f"last_run_{name}", what).set(value)
    if run.counts:
        decks = _gauge(registry, "last_run_decks", "Decks of the last run that ended.", "status")
        for status in ("new", "changed", "unchanged", "published", "kept_out", "held"):
            decks.labels(status).set(getattr(run.counts, status))


def _gauge(registry: CollectorRegistry, name: str, what: str, *labels: str) -> Gauge:
    return Gauge(f"deckfacts_{name}", what, labels, registry=registry)
