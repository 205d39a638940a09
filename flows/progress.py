"""Progress: what a run tells of itself on stderr: a line for each deck, with a bar for a person, or as JSON.

A run that no command shows tells the same to its page as well.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from deckfacts.plain import plain
from flows.recording import how_it_failed
from flows.report import Summary
from flows.settings import LogFormat

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LOGGER = "deckfacts.ingest"
RUN_LOGGER = "deckfacts.run"
ALL_OF_OURS = "deckfacts"
STARTING = "starting Prefect"
WINDOW_SECONDS = 600.0
"""Over which the time left is estimated: decks are published by the hundred, a minute apart."""
WHY_WAIT = "(about 15 s, unless PREFECT_API_URL names a server)"


@contextmanager
def show_progress(name: str, total: int) -> Iterator[None]:
    """Show the messages of the flow for as long as it runs; each of them is a deck that is done."""
    if any(isinstance(one.formatter, JsonLines) for one in logging.getLogger(ALL_OF_OURS).handlers):
        logging.getLogger(LOGGER).info("%s: %s", name, STARTING)
        yield
    elif sys.stderr.isatty():
        with _bar(name, total) as handler, _listening(handler):
            yield
    else:
        sys.stderr.write(f"{name}: {STARTING} {WHY_WAIT}\n")
        with _listening(logging.StreamHandler(sys.stderr)):
            yield


@contextmanager
def log_as_json() -> Iterator[None]:
    """Tell all that deckfacts logs as one JSON object a line, without a bar, for programs that collect logs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    with _listening(handler, ALL_OF_OURS):
        yield


@contextmanager
def log_run(name: str, log_format: LogFormat, page: logging.Handler) -> Iterator[Callable[[Summary], None]]:
    """Log a run to stderr and to its page in Prefect, where no command shows it: under `deckfacts serve`, on a worker.

    Gives what is to be called with the summary.
    """
    if any(logging.getLogger(one).handlers for one in (LOGGER, ALL_OF_OURS)):
        yield lambda _summary: None
        return
    log = logging.getLogger(RUN_LOGGER)
    stderr = logging.StreamHandler(sys.stderr)
    if log_format is LogFormat.JSON:
        stderr.setFormatter(JsonLines())

    def tell(summary: Summary) -> None:
        for problem in summary.problems:
            log.warning("%s", plain(str(problem)))
        log.info("%s: %s", plain(name), summary.line)

    with ExitStack() as listening:
        for handler in (stderr, page):
            listening.enter_context(_listening(handler, ALL_OF_OURS))
        log.info("%s: begins", plain(name))
        try:
            yield tell
        except BaseException as error:
            words = how_it_failed(error)[1] or "interrupted"
            log.error("%s: failed: %s", plain(name), words)  # noqa: TRY400  its page has the traceback
            raise


class JsonLines(logging.Formatter):
    """A record as a JSON object on one line: when, how bad, from where, what, and the deck that it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """ASCII, so that no character of a deck ends the line or turns the direction of text."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        deck = getattr(record, "deck", None)
        return json.dumps(told if deck is None else told | {"deck": deck})


@contextmanager
def _listening(handler: logging.Handler, to: str = LOGGER) -> Iterator[None]:
    logger = logging.getLogger(to)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # Prefect's console handler on the root would say everything twice
    try:
        yield
    finally:
        logger.propagate = True
        logger.removeHandler(handler)


@contextmanager
def _bar(name: str, total: int) -> Iterator[logging.Handler]:
    from rich.console import Console  # noqa: PLC0415  only where a bar is shown
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    # The time that passes shows that something is being done while Prefect starts.
    columns = (
        TextColumn("{task.description}"),
        BarColumn(20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=WINDOW_SECONDS
    ) as progress:
        yield _BarHandler(progress, progress.add_task(f"{name}: {STARTING}", total=total), name)


class _BarHandler(logging.Handler):
    """Prints each message above the bar and moves the bar on."""

    def __init__(self, progress: "Progress", bar: "TaskID", name: str) -> None:
        super().__init__()
        self._progress = progress
        self._bar = bar
        self._name = name

    def emit(self, record: logging.LogRecord) -> None:
        self._progress.console.print(record.getMessage(), markup=False, highlight=False)
        self._progress.update(self._bar, advance=1, description=self._name)
