"""The command `ingest`: look first, and start Prefect only where there is something to read."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import fields
from pathlib import Path
from typing import cast

from deckfacts.errors import PublicationError, ServerError
from deckfacts.places import Place
from extractors.children import start_server
from flows.planning import DATA_DOCS, Job, Prepared, clear_staged, prepare
from flows.progress import log_as_json, show_progress
from flows.recording import recorded
from flows.report import Summary, finish, summarise, summary_json, summary_lines
from flows.server import any_server
from flows.settings import LogFormat, load_settings, prepare_environment


def run(
    *,
    raw: Place,
    curated: Place,
    profiles: Path,
    corrections: Path = Path("corrections"),
    paths: tuple[Place, ...] = (),
    company: str | None = None,
    prune: bool = False,
    as_json: bool = False,
) -> int:
    """Ingest and sum up on stdout; the exit code. Progress goes to stderr."""
    job = Job(
        raw=raw,
        curated=curated,
        profiles=profiles,
        corrections=corrections,
        paths=paths,
        company=company,
        prune=prune,
    )
    if isinstance(job.curated, Path):
        check_writable(job.curated)
    settings = load_settings()
    log = log_as_json() if settings.log_format is LogFormat.JSON else nullcontext()
    with log, recorded(job.curated, settings) as record:
        prepared = prepare(job)
        has_work = bool(prepared.decks or (job.prune and prepared.plan.gone))
        if has_work:
            record.expect(prepared)
        summary = _run_flow(job, prepared) if has_work else _nothing_new(job, prepared)
        record.finish(summary)
        sys.stdout.write(
            summary_json(summary) + "\n" if as_json else "\n".join(summary_lines(summary, program=_program())) + "\n"
        )
        sys.stdout.flush()  # whoever waits for it need not wait for those who are told of the run
    return summary.exit_code


def _program() -> str:
    """How the user can call the command again: after `make run` it is in .venv/bin, and not on the path."""
    called = Path(sys.argv[0])
    return "deckfacts" if called.name != "deckfacts" or shutil.which("deckfacts") else str(called)


def check_writable(curated: Path) -> None:
    """PublicationError where nothing can be published, before any deck is read for nothing."""
    there = next(folder for folder in (curated, *curated.absolute().parents) if folder.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return
    what = "can't be written" if there.is_dir() else "is not a folder"
    advice = "Make it a folder that you may write to, or name another one with --curated."
    raise PublicationError(f"{what}, so nothing was read.", where=str(there), advice=advice)


def _nothing_new(job: Job, prepared: Prepared) -> Summary:
    clear_staged(job)
    index = job.curated / DATA_DOCS / "index.html"
    docs = index if index.is_file() else None
    return finish(summarise(prepared, [], curated=job.curated, pruned=False, data_docs=docs))


def _run_flow(job: Job, prepared: Prepared) -> Summary:
    prepare_environment(os.environ)
    total = len(prepared.decks)
    name = f"ingest {total} deck{'' if total == 1 else 's'}"
    start_server()  # loads while we do
    with show_progress(name, total), any_server(os.environ) as wait_for_server:
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415  3 s

        from flows.ingest import ingest  # noqa: PLC0415  imports Prefect
        from flows.stages import load_gate  # noqa: PLC0415  imports pyarrow

        if wait_for_server:
            load_gate()  # takes as long as the server takes to start; where one stands, decks are read meanwhile
            wait_for_server()
        # A heartbeat tells a server of runs that died unseen; this one is seen, and it would wait 1 s for its thread.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            asked = {one.name: getattr(job, one.name) for one in fields(job)}
            with _server_is_there():
                return cast("Summary", ingest.with_options(flow_run_name=name)(**asked))


@contextmanager
def _server_is_there() -> Iterator[None]:
    """ServerError where Prefect's server goes away under a run, or its database does."""
    from httpx import HTTPError  # noqa: PLC0415  Prefect has loaded it
    from prefect.exceptions import PrefectException  # noqa: PLC0415

    try:
        yield
    except (HTTPError, PrefectException) as error:
        advice = "What was published stays, and what was read is kept: run `deckfacts ingest` again when it is back."
        message = f"The server does not answer any more ({type(error).__name__})."
        raise ServerError(message, where="Prefect", advice=advice) from error
