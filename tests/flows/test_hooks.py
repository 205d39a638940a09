"""Hooks: what a webhook and a command are given, what becomes of those that fail, and what is never told."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows import hooks
from flows.hooks import has_hook, send
from flows.settings import Settings

DOCUMENT = {"text": "deckfacts: 1 deck published", "notices": [{"deck": "norvale/1q.md; touch owned $(id)"}]}
SECRET = "T0KEN-of-the-address"  # noqa: S105  no password


@dataclass
class Receiver:
    """A web server that answers with the codes that it is given, the last one for ever."""

    codes: list[int] = field(default_factory=lambda: [204])
    bodies: list[bytes] = field(default_factory=list)
    types: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    moved_to: str = "/elsewhere"
    address: str = ""


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver on this machine."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.bodies.append(self.rfile.read(int(self.headers["Content-Length"] or 0)))
            state.types.append(self.headers["Content-Type"])
            state.paths.append(self.path)
            code = state.codes.pop(0) if len(state.codes) > 1 else state.codes[0]
            self.send_response(code)
            if 300 <= code < 400:
                self.send_header("Location", state.moved_to)
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Nothing to stderr."""

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_port}/{SECRET}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> type[Settings]:
    """What makes settings of what is given alone."""
    monkeypatch.chdir(tmp_path)
    for name in ("NOTIFY_WEBHOOK", "NOTIFY_COMMAND"):
        monkeypatch.delenv(f"DECKFACTS_{name}", raising=False)
    return Settings


def test_webhook(receiver: Receiver, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Ensures that the address is sent the JSON once, and that no log of any level holds the address."""
    caplog.set_level(logging.DEBUG)
    given = settings(notify_webhook=receiver.address)
    assert has_hook(given)
    assert send(DOCUMENT, given) == []
    assert [json.loads(body) for body in receiver.bodies] == [DOCUMENT]
    assert (receiver.types, receiver.paths) == (["application/json"], [f"/{SECRET}"])
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("codes", "tries", "says"),
    [
        ([503, 204], 2, None),
        ([429, 500, 200], 3, None),
        ([500], 3, "it answered 500"),
        ([404], 1, "it answered 404"),
        ([302], 1, "it answered 302"),
        ([308], 1, "it answered 308"),
    ],
)
def test_webhook_that_fails(receiver: Receiver, settings: Any, codes: list[int], tries: int, says: str | None) -> None:
    """Ensures that a receiver has three tries where another may help, and that no redirect is followed."""
    receiver.codes = codes
    waited: list[float] = []
    warnings = send(DOCUMENT, settings(notify_webhook=receiver.address), wait=waited.append)
    assert len(receiver.bodies) == tries
    assert receiver.paths == [f"/{SECRET}"] * tries
    assert waited == sorted(set(waited))[: tries - 1]
    assert warnings == ([f"The notices were not taken by 127.0.0.1: {says}."] if says else [])


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (f"http://user:{SECRET}@127.0.0.1:1/{SECRET}", "127.0.0.1: ConnectError."),
        (f"ftp://files.example/{SECRET}", "https://"),
        (f"file:///{SECRET}", "https://"),
        (SECRET, "https://"),
        (f"http://[{SECRET}", "https://"),
        (f"https://{'x' * 70000}/{SECRET}", "no web address"),
    ],
)
def test_webhook_that_is_none(settings: Any, address: str, says: str) -> None:
    """Ensures that an address that can't be reached, or is none, is a warning that tells no more than its host."""
    (warning,) = send(DOCUMENT, settings(notify_webhook=address), wait=lambda _: None)
    assert says in warning
    assert SECRET not in warning


def test_webhook_that_is_silent(receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a receiver that takes the message and never answers is given up."""
    monkeypatch.setattr(hooks, "WEBHOOK_SECONDS", 0.05)
    monkeypatch.setattr(hooks, "PAUSES", ())
    held = threading.Event()
    monkeypatch.setattr(BaseHTTPRequestHandler, "end_headers", lambda _: held.wait(10))
    (warning,) = send(DOCUMENT, settings(notify_webhook=receiver.address))
    held.set()
    assert warning == "The notices were not taken by 127.0.0.1: ReadTimeout."


def script(tmp_path: Path, code: str) -> str:
    """A command that runs some Python."""
    path = tmp_path / "a script.py"
    path.write_text(code, encoding="utf-8")
    return f"{sys.executable} '{path}' --to 'somebody else'"


def test_command(settings: Any, tmp_path: Path) -> None:
    """Ensures that a command has the JSON on its stdin and its own words only, without a shell between."""
    seen = tmp_path / "seen.json"
    command = script(
        tmp_path,
        "import json, os, sys\n"
        f"json.dump([sys.stdin.read(), sys.argv[1:], dict(os.environ)], open({str(seen)!r}, 'w'))\n"
        "print('x' * 1_000_000)",
    )
    assert send(DOCUMENT, settings(notify_command=command)) == []
    given, words, environment = json.loads(seen.read_text(encoding="utf-8"))
    assert json.loads(given) == DOCUMENT
    assert words == ["--to", "somebody else"]
    assert "norvale/1q.md" not in str(environment)
    assert not list(tmp_path.glob("owned"))


def test_command_that_does_not_listen(settings: Any, tmp_path: Path) -> None:
    """Ensures that a command may end without reading a long message."""
    long = {"notices": ["x" * 1_000_000]}
    assert send(long, settings(notify_command=script(tmp_path, "pass"))) == []


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("nowhere/to-be-found --token abc", "to-be-found can't be run (No such file or directory)"),
        ("'half", "can't be taken apart"),
        ("'' x", "can't be run"),
    ],
)
def test_command_that_is_none(settings: Any, command: str, says: str) -> None:
    """Ensures that a command that can't be run is a warning without its arguments, which may be secret."""
    (warning,) = send(DOCUMENT, settings(notify_command=command))
    assert says in warning
    assert "abc" not in warning


def test_command_that_fails(settings: Any, tmp_path: Path) -> None:
    """Ensures that a command's exit code is told, and nothing that it says."""
    code = "import sys\nprint('secret', file=sys.stderr)\nsys.exit(3)"
    (warning,) = send(DOCUMENT, settings(notify_command=script(tmp_path, code)))
    assert warning.endswith("it ended with exit code 3.")


def test_command_that_hangs(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a command that does not end is killed with what it has started, and told of."""
    monkeypatch.setattr(hooks, "COMMAND_SECONDS", 1.0)
    alive = tmp_path / "alive"
    child = f"import time\ntime.sleep(8)\nopen({str(alive)!r}, 'w')"
    code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])"
    (warning,) = send(DOCUMENT, settings(notify_command=script(tmp_path, code)))
    assert "had not ended after 1 s, and was killed" in warning


def test_no_hook(settings: Any) -> None:
    """Ensures that nobody is told anything who has not asked for it."""
    for given in (settings(), settings(notify_command="")):
        assert not has_hook(given)
        assert send(DOCUMENT, given) == []
