"""Progress: what a person or a log file sees while decks are read."""

import io
import logging

import pytest

from flows.progress import LOGGER, show_progress


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
