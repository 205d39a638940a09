"""Progress: what a person or a log file sees while decks are read."""

import io
import json
import logging

import pytest

from deckfacts.errors import PublicationError
from flows.progress import ALL_OF_OURS, LOGGER, log_as_json, log_run, show_progress
from flows.settings import LogFormat
from tests.flows.test_report import summary


class Terminal(io.StringIO):
    """A stderr that a person looks at, or not."""

    def __init__(self, *, person: bool) -> None:
        super().__init__()
        self.person = person

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.person


@pytest.mark.parametrize("person", [True, False])
def test_progress(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, person: bool) -> None:
    """Ensures that each deck's line is shown once, as it is, and that nobody listens afterwards."""
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal(person=person)
    monkeypatch.setattr("sys.stderr", terminal)
    with show_progress("ingest 1 deck", 1):
        logging.getLogger(LOGGER).info("[1/1] norvale/[bold]1q[/bold].md: 2 facts")
    shown = terminal.getvalue()
    assert "norvale/[bold]1q[/bold].md: 2 facts" in shown
    assert ("\x1b" in shown) is person
    assert not caplog.records, "the handlers of the root would show it again"
    assert not logging.getLogger(LOGGER).handlers


def test_json(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Ensures that a program has each line as one JSON object, warnings of other loggers of ours too, and no bar."""
    terminal = Terminal(person=True)
    monkeypatch.setattr("sys.stderr", terminal)
    with log_as_json(), show_progress("ingest 1 deck", 1):
        logging.getLogger(LOGGER).info("[1/1] %s", "norvale/1q.md\u2028\x1b: 2 facts", extra={"deck": "norvale/1q.md"})
        logging.getLogger("deckfacts.recording").warning("no answer")
    lines = terminal.getvalue().splitlines()
    started, deck, warning = (json.loads(line) for line in lines)
    assert started["message"] == "ingest 1 deck: starting Prefect"
    assert (deck["deck"], deck["level"], deck["logger"]) == ("norvale/1q.md", "info", "deckfacts.ingest")
    assert deck["message"] == "[1/1] norvale/1q.md\u2028\x1b: 2 facts"
    assert deck["at"].endswith("+00:00")
    assert (warning["level"], warning["message"]) == ("warning", "no answer")
    assert "deck" not in warning
    assert not caplog.records
    assert not logging.getLogger(ALL_OF_OURS).handlers


class Page(logging.Handler):
    """The page of a run, as it keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


def test_run_without_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a run that no command shows tells of itself on stderr and on its page, once."""
    terminal, page = Terminal(person=False), Page()
    monkeypatch.setattr("sys.stderr", terminal)
    with log_run("1q.md\x1b landed", LogFormat.TEXT, page) as tell:
        logging.getLogger(LOGGER).info("[1/1] norvale/1q.md: 2 facts")
        tell(summary())
    assert page.lines[:2] == [r"1q.md\x1b landed: begins", "[1/1] norvale/1q.md: 2 facts"]
    assert page.lines[2].startswith(r"1q.md\x1b landed: Decks: 0 new")
    assert terminal.getvalue().splitlines() == page.lines
    assert not logging.getLogger(ALL_OF_OURS).handlers


def test_failed_run_without_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that such a run says what it failed with, as JSON where that is wanted."""
    terminal, page = Terminal(person=False), Page()
    monkeypatch.setattr("sys.stderr", terminal)
    with pytest.raises(PublicationError), log_run("nightly", LogFormat.JSON, page):
        raise PublicationError("No room is left.", where="curated", advice="Make some.")
    lines = [json.loads(line) for line in terminal.getvalue().splitlines()]
    assert [line["level"] for line in lines] == ["info", "error"]
    assert lines[1]["message"] == page.lines[1]
    assert page.lines[1].startswith("nightly: failed: ")
    assert "No room is left." in page.lines[1]


def test_command_shows_its_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a run is told of once where a command shows it."""
    terminal, page = Terminal(person=False), Page()
    monkeypatch.setattr("sys.stderr", terminal)
    with show_progress("ingest 1 deck", 1), log_run("ingest 1 deck", LogFormat.TEXT, page):
        logging.getLogger(LOGGER).info("[1/1] norvale/1q.md: 2 facts")
    assert page.lines == []
    assert terminal.getvalue().count("2 facts") == 1
