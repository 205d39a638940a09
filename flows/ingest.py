"""The flow `ingest`: every new and changed deck read, judged and published, one task run for each deck and stage.

Decks are read in threads and published by the flow itself, one by one as they finish. No subflows: each costs a
second. What happened is told by the logger `deckfacts.ingest`; the truth about a run stands in `curated/`.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from prefect import flow, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import task_run
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task
from prefect.utilities.annotations import quote

from deckfacts.intake import PlannedDeck
from deckfacts.series.publishing import Resolver
from expectations.verdict import Verdict
from flows.artifacts import deck_markdown, deck_rows, uri
from flows.planning import DATA_DOCS, Job, Prepared, prepare
from flows.report import DeckReport, Summary, report_deck, summarise
from flows.stages import (
    Outcome,
    Parts,
    judge_one,
    load_parts,
    names_of,
    publish_decks,
    read_one,
    unreadable,
    withdraw,
)

RETRY_SECONDS = [0.2, 1.0]
"""A file that is being copied or that a network drive holds is there within a second or two; nothing else changes."""

BATCH_SECONDS = 20.0
BATCH_DECKS = 50
"""A publication links the files of all decks anew and makes anew what its companies' decks give together, so decks that
are read within seconds share one. Fifty decks are what a memory of some hundred MB holds, read and judged."""

T = TypeVar("T")

logger = logging.getLogger("deckfacts.ingest")


def worth_another_try(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed reading may go better the next time: only where the system would not give the file."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(
    task_run_name="read {deck.name}",
    retries=len(RETRY_SECONDS),
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=worth_another_try,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_deck(deck: PlannedDeck, prepared: Prepared, parts: Parts) -> State[Outcome]:
    """Read one deck; a file that the system won't give is tried again before it counts as unreadable."""
    try:
        outcome = read_one(deck, prepared.profiles, parts.read, prepared.corrections)
    except OSError as error:
        if (task_run.run_count or 0) <= len(RETRY_SECONDS):
            raise
        outcome = unreadable(deck, error)
    return _state(outcome, "Read")


@task(name="judge", task_run_name="judge {deck.name}", cache_policy=NO_CACHE, persist_result=False)
def judge_deck(deck: PlannedDeck, outcome: Outcome, parts: Parts) -> State[Outcome]:
    """Send one deck through the gate. Great Expectations is not safe in threads: the flow calls this one by one."""
    return _state(judge_one(deck, outcome, parts), "Passed")


@task(name="publish", task_run_name="publish {names}", cache_policy=NO_CACHE, persist_result=False)
def publish_together(
    names: str,  # noqa: ARG001  Prefect takes the name of the task run from it
    curated: Path,
    decks: Sequence[tuple[PlannedDeck, Outcome]],
    resolver: Resolver,
) -> list[Outcome]:
    """Publish decks, or the reasons against them, in one publication."""
    return publish_decks(curated, decks, resolver)


def _state(outcome: Outcome, good: str) -> State[Outcome]:
    """A deck that is kept out is a result and not a failure of the task, but the task run's name for it shows."""
    if outcome.quarantined:
        return Completed(data=outcome, name="Kept out", message=outcome.quarantined[0].reason)
    return Completed(data=outcome, name=good)


def _whole(value: T) -> T:
    """The value, marked so that Prefect does not walk through thousands of facts in search of futures."""
    return cast("T", quote(value))


THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=os.cpu_count() or 1))


@flow(name="ingest", task_runner=THREADS, persist_result=False)
def ingest(
    *,
    raw: Path,
    curated: Path,
    profiles: Path,
    corrections: Path = Path("corrections"),
    paths: tuple[Path, ...] = (),
    company: str | None = None,
    prune: bool = False,
) -> Summary:
    """Read what is new or changed, publish it as it comes, and sum up. PublicationError where `curated` fails."""
    job = Job(
        raw=raw,
        curated=curated,
        profiles=profiles,
        corrections=corrections,
        paths=paths,
        company=company,
        prune=prune,
    )
    prepared = prepare(job)
    reports: list[DeckReport] = []
    data_docs = None
    names = {company: names_of(profile) for company, profile in prepared.profiles.items()}
    leaving = [entry.key for entry in prepared.plan.gone] if prune else []
    if prepared.decks or leaving:
        parts = load_parts()
        resolver = Resolver(names=names, judge=parts.judge_series)
        verdicts: list[Verdict] = []
        try:
            for report, verdict in _ingest_decks(prepared, curated, parts, resolver):
                reports.append(report)
                verdicts += [verdict] if verdict else []
        finally:
            # The flow ends when its threads do; an interrupted one must not wait for decks that nobody will publish.
            parts.stop_reading()
        data_docs = parts.build_docs(verdicts, curated / DATA_DOCS) if verdicts else None
        if leaving:
            withdraw(curated, leaving, resolver)
    summary = summarise(prepared, reports, curated=curated, pruned=prune, data_docs=data_docs)
    _create_artifacts(summary)
    return summary


def _create_artifacts(summary: Summary) -> None:
    create_table_artifact(key="decks", table=deck_rows(summary.decks), description="Decks of this run")
    create_link_artifact(uri(summary.curated), "Parquet", key="curated", description="All datasets")
    if summary.data_docs:
        create_link_artifact(uri(summary.data_docs), "Data Docs", key="data-docs", description="What the gate found")


def _ingest_decks(
    prepared: Prepared, curated: Path, parts: Parts, resolver: Resolver
) -> Iterator[tuple[DeckReport, Verdict | None]]:
    """Each deck's report and verdict, as soon as the deck is published."""
    total, done = len(prepared.decks), 0
    for batch in batches(_judged_decks(prepared, parts)):
        names = batch[0][0].name if len(batch) == 1 else f"{len(batch)} decks"
        outcomes = publish_together(names, curated, _whole(batch), _whole(resolver))
        for (deck, _), outcome in zip(batch, outcomes, strict=True):
            done += 1
            report = report_deck(deck, outcome)
            logger.info("[%d/%d] %s", done, total, report.line)
            checks = [check.message for check in outcome.read.checks] if outcome.read else []
            markdown = deck_markdown(report, checks, _places(curated, report))
            create_markdown_artifact(key=f"deck-{report.document_id}", markdown=markdown)
            yield report, outcome.verdict


def _judged_decks(prepared: Prepared, parts: Parts) -> Iterator[tuple[PlannedDeck, Outcome]]:
    """Each deck with what was read of it and the gate's verdict, as soon as it is known."""
    reading = {read_deck.submit(deck, _whole(prepared), _whole(parts)): deck for deck in prepared.decks}
    for future in as_completed(list(reading)):
        deck, outcome = reading[future], _outcome(future.result())
        if outcome.read is not None:
            judged = judge_deck(deck, _whole(outcome), _whole(parts), return_state=True)
            outcome = _outcome(judged.result())
        yield deck, outcome


def batches(decks: Iterable[T], clock: Callable[[], float] = time.monotonic) -> Iterator[list[T]]:
    """What is published together: decks as they come, for `BATCH_SECONDS` or until there are `BATCH_DECKS`."""
    batch: list[T] = []
    began = clock()
    for deck in decks:
        batch.append(deck)
        if len(batch) >= BATCH_DECKS or clock() - began >= BATCH_SECONDS:
            yield batch
            batch, began = [], clock()
    if batch:
        yield batch


def _places(curated: Path, report: DeckReport) -> dict[str, Path]:
    if report.quarantined:
        return {"quarantine": curated / "quarantine"}
    datasets = {name: curated / name for name in ("facts", "refusals", "checks", "documents", "tables")}
    return datasets | {"Data Docs": curated / DATA_DOCS / report.document_id / "index.html"}


def _outcome(result: object) -> Outcome:
    """What a task returned: Prefect takes the outcome out of the state that the task itself has set."""
    if not isinstance(result, Outcome):
        raise TypeError(f"a task returned {type(result).__name__} where an outcome was due")
    return result
