"""The flow `ingest`: every new and changed deck read, judged, staged and published.

Decks go in units to the workers that the settings name; what they have staged is published by the flow itself, many
decks at once. No subflows: each costs a second. What happened is told by the logger `deckfacts.ingest`; the truth about
a run stands in `curated/`.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from httpx import HTTPError
from prefect import flow, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture, as_completed
from prefect.logging.handlers import APILogHandler
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import BeforeValidator

from deckfacts.intake import PlannedDeck
from deckfacts.places import ObjectPlace, Place, as_place
from deckfacts.publication import check_place
from deckfacts.series.publishing import Resolver
from deckfacts.store_spool import spool_of
from expectations.pages import INDEX, folder_of
from flows.artifacts import deck_markdown, deck_rows, uri
from flows.planning import DATA_DOCS, Job, Prepared, clear_staged, prepare
from flows.progress import RUN_LOGGER, log_run
from flows.publishing import Held, batches, index_docs, publish_decks, withdraw
from flows.recording import Recorder, recorded, trigger_of
from flows.report import DeckReport, Summary, finish, summarise
from flows.runners import lost_worker, make_runner, parts_of_worker, workers_of
from flows.runs import run_name
from flows.settings import Settings, load_settings
from flows.stages import Parts, load_parts, names_of
from flows.units import Done, Unit, cut, name_of, stage_unit

DECK_PAGES = 50
"""Decks of a run up to which each has a page of its own among the artifacts: beyond that nobody opens them one by one,
and 30 ms of the server for each would add up. The table of all decks is there in any case."""

Given = Annotated[Place, BeforeValidator(as_place)]
"""A place as a deployment may name it, in words."""

T = TypeVar("T")

logger = logging.getLogger("deckfacts.ingest")


class Whole(Generic[T]):
    """A value that Prefect and Dask hand over as it is, and don't walk through in search of futures.

    Prefect's own `quote` does that for threads; Dask takes it for a tuple.
    """

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value


@task(task_run_name="read {name}", cache_policy=NO_CACHE, persist_result=False)
def read_unit(
    name: str,  # noqa: ARG001  Prefect takes the name of the task run from it
    unit: Whole[Unit],
    parts: Whole[Parts | None],
) -> State[Done]:
    """Read, judge and stage decks; without `parts`, with those of the process that this runs in."""
    done = stage_unit(unit.value, parts.value or parts_of_worker())
    out = sum(bool(staged.entry.quarantined) for _, staged in done.staged)
    # A deck that is kept out is a result and not a failure of the task, but the task run's name for it shows.
    return Completed(data=done, name=f"{out} kept out" if out else "Staged")


@task(task_run_name="publish {name}", cache_policy=NO_CACHE, persist_result=False)
def publish_together(
    name: str,  # noqa: ARG001  Prefect takes the name of the task run from it
    curated: Place,
    decks: Whole[Sequence[Held]],
    resolver: Whole[Resolver],
) -> list[DeckReport]:
    """Publish decks, or the reasons against them, in one publication."""
    return publish_decks(curated, decks.value, resolver.value)


@flow(name="ingest", flow_run_name=run_name, task_runner=make_runner(load_settings()), persist_result=False)
def ingest(
    *,
    raw: Given,
    curated: Given,
    profiles: Path,
    corrections: Path = Path("corrections"),
    paths: tuple[Given, ...] = (),
    company: str | None = None,
    prune: bool = False,
) -> State[Summary]:
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
    settings = load_settings()
    with (
        log_run(str(flow_run.name), settings.log_format, APILogHandler()) as tell,
        recorded(curated, settings, trigger=trigger_of(flow_run.tags)) as record,
    ):
        artifacts = _Artifacts()
        summary = _work_on(job, record, artifacts)
        record.finish(summary)
        artifacts.of_run(summary)
        tell(summary)
    return Completed(data=summary, name=summary.word, message=summary.line)


def _work_on(job: Job, record: Recorder, artifacts: "_Artifacts") -> Summary:
    prepared = prepare(job)
    curated, reports = job.curated, list[DeckReport]()
    leaving = [entry.key for entry in prepared.plan.gone] if job.prune else []
    if prepared.decks or leaving:
        record.expect(prepared)
        check_place(curated)
        parts = load_parts()
        names = {company: names_of(profile) for company, profile in prepared.profiles.items()}
        resolver = Resolver(names=names, judge=parts.judge_series)
        try:
            wanted = None if job.paths else [name_of(deck) for deck in prepared.decks]
            with spool_of(curated).held(wanted):
                for report in _ingest_decks(prepared, curated, parts, resolver):
                    reports.append(report)
                    if len(prepared.decks) <= DECK_PAGES:
                        artifacts.of_deck(report, curated)
        finally:
            # The flow ends when its threads do; an interrupted one must not wait for decks that nobody will publish.
            parts.stop_reading()
        if leaving:
            withdraw(curated, leaving, resolver)
    else:
        clear_staged(job)
    index = curated / DATA_DOCS / INDEX
    docs = index if index.is_file() else None
    return finish(summarise(prepared, reports, curated=curated, pruned=job.prune, data_docs=docs))


class _Artifacts:
    """What Prefect's pages show of a run. A server that does not take one is asked for no more: what is published is
    published, and has to be recorded."""

    def __init__(self) -> None:
        self._taken = True

    def of_deck(self, report: DeckReport, curated: Place) -> None:
        """The page of a deck."""
        markdown = deck_markdown(report, _places(curated, report))
        self._create(partial(create_markdown_artifact, key=f"deck-{report.document_id}", markdown=markdown))

    def of_run(self, summary: Summary) -> None:
        """The table of all decks, and where the datasets and the Data Docs are."""
        table = deck_rows(summary.decks)
        self._create(partial(create_table_artifact, key="decks", table=table, description="Decks of this run"))
        links = {"curated": (summary.curated, "Parquet", "All datasets")}
        if summary.data_docs:
            links["data-docs"] = (summary.data_docs, "Data Docs", "What the gate found")
        for key, (place, text, says) in links.items():
            self._create(partial(create_link_artifact, uri(place), text, key=key, description=says))

    def _create(self, create: Callable[[], object]) -> None:
        if not self._taken:
            return
        try:
            create()
        except (HTTPError, PrefectException) as error:
            self._taken = False
            logging.getLogger(RUN_LOGGER).warning("Prefect took no artifacts of this run: %s", type(error).__name__)


def _ingest_decks(prepared: Prepared, curated: Place, parts: Parts, resolver: Resolver) -> Iterator[DeckReport]:
    """Each deck's report, as soon as the deck is published."""
    total, done = len(prepared.decks), 0
    for batch in batches(_staged_decks(prepared, curated, parts), total):
        name = batch[0][0].name if len(batch) == 1 else f"{len(batch)} decks"
        index_docs(curated)
        for report in publish_together(name, curated, Whole(batch), Whole(resolver)):
            done += 1
            logger.info("[%d/%d] %s", done, total, report.line, extra={"deck": report.name})
            yield report


def _staged_decks(prepared: Prepared, curated: Place, parts: Parts) -> Iterator[tuple[Held, ...]]:
    """The decks of each unit as soon as they are staged. Two units are under way for each worker, so that none of them
    waits while decks are published: a run of thousands holds no more than one of tens."""
    settings = load_settings()
    workers = workers_of(settings)
    here = parts if isinstance(_runner(), ThreadPoolTaskRunner) else None
    waiting = list(prepared.decks)
    under_way: list[PrefectFuture[Any]] = []
    while waiting or under_way:
        while waiting and len(under_way) < 2 * workers:
            count = cut(len(waiting), workers, len(prepared.decks))
            unit = _unit(tuple(waiting[:count]), prepared, curated, settings, workers)
            del waiting[:count]
            under_way.append(read_unit.submit(unit.name, Whole(unit), Whole(here)))
        parts.load_gate()  # while decks are read
        future = next(iter(as_completed(under_way)))
        under_way.remove(future)
        # What judged a unit is full of cycles and holds on to its rows, some 100 MB, until somebody looks for them.
        gc.collect()
        found = _done(_result(future))
        waiting[:0] = found.left
        yield found.staged


def _result(future: PrefectFuture[Any]) -> object:
    """What a task returned. WorkerError where what it ran on is gone."""
    try:
        return future.result()
    except Exception as error:
        lost = lost_worker(error)
        if lost is None:
            raise
        raise lost from error


def _runner() -> object:
    context = FlowRunContext.get()
    return context.task_runner if context else None


def _unit(decks: tuple[PlannedDeck, ...], prepared: Prepared, curated: Place, settings: Settings, workers: int) -> Unit:
    """The unit with what is known of its companies; of all companies where a deck has yet to say whose it is."""
    companies = {deck.company for deck in decks}
    known = None in companies
    return Unit(
        decks=decks,
        curated=curated,
        profiles={one: held for one, held in prepared.profiles.items() if known or one in companies},
        corrections={one: held for one, held in prepared.corrections.items() if known or one in companies},
        pace=60 * workers / settings.decks_per_minute if settings.decks_per_minute else 0.0,
    )


def _places(curated: Place, report: DeckReport) -> Mapping[str, Place]:
    if isinstance(curated, ObjectPlace):
        return {"curated": curated, "Data Docs": curated / DATA_DOCS / INDEX}
    if report.quarantined:
        return {"quarantine": curated / "quarantine"}
    datasets = {name: curated / name for name in ("facts", "refusals", "checks", "documents", "tables")}
    return datasets | {"Data Docs": curated / DATA_DOCS / folder_of(report.company, report.document_id) / INDEX}


def _done(result: object) -> Done:
    """What a task returned: Prefect takes it out of the state that the task itself has set."""
    if not isinstance(result, Done):
        raise TypeError(f"a task returned {type(result).__name__} where what became of a unit was due")
    return result
