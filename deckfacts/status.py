"""Status: from what is published and the ledger of runs to what is told of how things stand, in words or as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from deckfacts import browse, terminal
from deckfacts.contract import AppliedCorrection, Document, Quarantined
from deckfacts.due import Due, DueState, find_due
from deckfacts.intake import deck_name
from deckfacts.manifest import DeckEntry, Manifest
from deckfacts.pinned import where_facts_are
from deckfacts.places import Place
from deckfacts.runs import KeptOut, Ledger, RunRecord, is_at_work, read_runs
from deckfacts.terminal import Column, print_table, say

RUNS_SHOWN: Final = 5
NAMED_AT_MOST: Final = 3
"""Decks that a run kept out and are named in its row; `--json` has all that are on record."""
AHEAD_SHOWN: Final = 10
"""Companies whose next deck is not due yet; whatever is late or awaited is shown in full."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand: what is published, what was kept out, which runs there were, what is due."""

    manifest: Manifest
    documents: tuple[Document, ...]
    quarantine: tuple[Quarantined, ...]
    corrections: tuple[AppliedCorrection, ...]
    ledger: Ledger
    due: tuple[Due, ...]


def load_standing(curated: Place, day: date) -> Standing:
    """How things stand at `curated` on a day. PublicationError where nothing is published."""
    manifest = browse.load_manifest(curated)

    def rows(dataset: str, kind: type[browse.Record]) -> tuple[browse.Record, ...]:
        return tuple(browse.load_records(curated, dataset, kind)) if manifest.rows(dataset) else ()

    documents = rows("documents", Document)
    return Standing(
        manifest=manifest,
        documents=documents,
        quarantine=rows("quarantine", Quarantined),
        corrections=rows("corrections", AppliedCorrection),
        ledger=read_runs(curated),
        due=find_due(documents, day),
    )


def standing_json(standing: Standing, curated: Place) -> dict[str, Any]:
    """All of it as one JSON object."""
    ledger = standing.ledger
    return {
        "curated": str(curated),
        "snapshot": standing.manifest.snapshot,
        "decks": [deck_json(deck) for deck in standing.manifest.decks],
        "documents": terminal.records_json(standing.documents),
        "quarantine": terminal.records_json(standing.quarantine),
        "corrections": terminal.records_json(standing.corrections),
        "runs": [run.to_json() | {"at_work": is_at_work(run, ledger)} for run in ledger.runs],
        "unreadable_runs": list(ledger.unreadable),
        "due": [asdict(one) for one in standing.due],
    }


def deck_json(deck: DeckEntry) -> dict[str, str | int | tuple[str, ...]]:
    """A deck of the publication as a JSON object."""
    return {
        "company": deck.key.company,
        "file": deck.key.file,
        "document_id": deck.document_id,
        "verdict": str(deck.verdict),
        "facts": deck.facts,
        "refusals": deck.refusals,
        "unexplained": deck.unexplained,
        "checks_failed": deck.checks_failed,
        "quarantined": deck.quarantined,
        "warnings": deck.warnings,
    }


def show_standing(standing: Standing, curated: Place) -> None:
    """All of it for a person; what asks for something to be done stands last, where it is seen."""
    manifest = standing.manifest
    files = {deck.document_id: deck_name(deck.key.company, deck.key.file) for deck in manifest.decks}
    terminal.show_status(manifest, standing.documents)
    terminal.show_unapplied(standing.corrections, files)
    if standing.quarantine:
        terminal.show_quarantine(standing.quarantine)
    show_runs(standing.ledger)
    show_due(standing.due)
    others = ", ".join(name for name in manifest.datasets if name != "facts")
    say(f"Parquet: {where_facts_are(curated)} (and {others})")


def show_runs(ledger: Ledger) -> None:
    """The last runs, the youngest first, and what of the ledger can't be read."""
    last = ledger.runs[: -RUNS_SHOWN - 1 : -1]
    if last:
        columns = [
            Column("run", at_right=True),
            Column("when", least=16),
            Column("by", least=8),
            Column("took", at_right=True, least=6),
            Column("what came", sentence=True),
            Column("how it ended", sentence=True),
        ]
        rows = (
            (
                str(run.number),
                f"{run.started_at:%Y-%m-%d %H:%M}",
                str(run.trigger),
                "" if run.seconds is None else seconds_words(run.seconds),
                what_came(run),
                how_it_ended(run, at_work=is_at_work(run, ledger)),
            )
            for run in last
        )
        print_table(f"Last runs: {len(last)} of {len(ledger.runs)} (times are UTC)", columns, rows)
    for name in ledger.unreadable:
        say(f"The record {name} can't be read, so its run is not told of; move it away.")


def seconds_words(seconds: float) -> str:
    """`0.3 s`, `42 s`, `3 min 5 s`, `2 h 10 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = timedelta(seconds=round(seconds))
    minutes, rest = divmod(whole.seconds, 60)
    hours, minutes = whole.days * 24 + minutes // 60, minutes % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def what_came(run: RunRecord) -> str:
    """`2 new, 1 changed, 7 unchanged; 410 facts`."""
    if run.counts is None:
        return ""
    count = run.counts
    decks = f"{count.new} new, {count.changed} changed, {count.unchanged} unchanged"
    held = f", {count.held} waiting for their profile" if count.held else ""
    return f"{decks}{held}; {count.facts:,} facts" if count.published else f"{decks}{held}"


_ENDED: Final = MappingProxyType(
    {
        0: "well",
        1: "with decks kept out",
        2: "with something to correct first",
        3: "with an error in deckfacts",
        130: "interrupted",
    }
)
"""By exit code."""


def how_it_ended(run: RunRecord, *, at_work: bool) -> str:
    """`well, release 4`; `with decks kept out: norvale/bad.txt (empty)`; `did not end`."""
    if run.ended_at is None:
        return f"at work (process {run.process_id})" if at_work else "did not end"
    code = run.exit_code
    words = [_ENDED.get(-1 if code is None else code, f"with exit code {code}")]
    words += [f": {run.error}"] if run.error else []
    words += [f": {_named(run.kept_out, run)}"] if run.kept_out else []
    words += [f", release {run.release}"] if run.release is not None else []
    words += [f"; {warning}" for warning in run.warnings]
    return "".join(words)


def _named(decks: Sequence[KeptOut], run: RunRecord) -> str:
    named = ", ".join(f"{one.deck} ({one.reason})" for one in decks[:NAMED_AT_MOST])
    more = (run.counts.kept_out if run.counts else len(decks)) - min(len(decks), NAMED_AT_MOST)
    return f"{named} and {more} more" if more > 0 else named


def show_due(due: Sequence[Due]) -> None:
    """What companies owe: what is late first, then what is awaited, then what comes next."""
    waiting = [one for one in due if one.state in {DueState.OVERDUE, DueState.AWAITED}]
    shown = [*waiting, *(one for one in due if one not in waiting)][: len(waiting) + AHEAD_SHOWN]
    columns = [
        Column("company"),
        Column("state", least=8),
        Column("period", least=7),
        Column("ends", least=10),
        Column("expected", least=10),
        Column("last deck"),
        Column("because", sentence=True),
    ]
    rows = (
        (
            one.company,
            f"overdue {_days(one.days_late)}" if one.state is DueState.OVERDUE and one.days_late else str(one.state),
            " ".join(str(part) for part in (one.fiscal_period, one.fiscal_year) if part is not None),
            str(one.period_end or ""),
            str(one.expected_on or ""),
            deck_name(one.company, one.last_deck),
            one.reason,
        )
        for one in shown
    )
    overdue = sum(one.state is DueState.OVERDUE for one in due)
    if due:
        print_table(f"Due next: {len(due)} {_companies(len(due))}, {overdue} overdue", columns, rows)
    if len(shown) < len(due):
        say(f"{len(due) - len(shown)} more, none of them overdue; --json has them all")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _companies(count: int) -> str:
    return "company" if count == 1 else "companies"
