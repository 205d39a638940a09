"""Children: whatever a reader does to its process is told as an error of that deck, and nothing is left behind."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from deckfacts.contract import ReadDeck
from deckfacts.errors import DocumentError
from extractors.children import ChildReader
from extractors.limits import Limits
from tests.builders import read_deck
from tests.extractors import readers

FILE = "norvale/1q.pdf"
LIMITS = Limits(memory_bytes=2**29, cpu_seconds=10, wall_seconds=120)
CHECKOUT = Path(__file__).parents[2]
SOON = 15.0
"""Seconds in which a process is gone that was told to go, on a busy machine."""


def read(function: Callable[..., ReadDeck], limits: Limits = LIMITS, path: Path = Path("gone/1q.pdf")) -> ReadDeck:
    """What the child gives that reads with a function."""
    return ChildReader(function, limits)(path, file=FILE, company=None, profile=None)


@pytest.mark.parametrize(
    ("function", "reason", "says"),
    [
        (readers.refuse, "encrypted", "it is locked."),
        (readers.fill_the_memory, "out_of_memory", "more memory"),
        (readers.be_killed, "out_of_memory", "memory runs out"),
        (readers.abort, "crashed", "SIGABRT"),
        (readers.fault, "crashed", "SIGSEGV"),
        (readers.leave, "crashed", "exit code 7"),
        (readers.surprise, "internal", "_Unpicklable: (1, 2"),
    ],
)
def test_failures(function: Callable[..., ReadDeck], reason: str, says: str) -> None:
    """Ensures that each way to fail is an error of the deck, with its reason, what happened, and what to do."""
    with pytest.raises(DocumentError) as caught:
        read(function)
    assert (caught.value.reason, caught.value.where) == (reason, FILE)
    assert says in caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize(
    ("function", "limits"),
    [(readers.spin, Limits(cpu_seconds=1)), (readers.sleep, Limits(wall_seconds=0.5))],
)
def test_time(function: Callable[..., ReadDeck], limits: Limits) -> None:
    """Ensures that a reader that works without end is ended by its processor time, and one that waits by the clock."""
    with pytest.raises(DocumentError) as caught:
        read(function, limits)
    assert caught.value.reason == "timeout"


@pytest.mark.parametrize(
    ("function", "limits", "says"),
    [
        (readers.on_page("fault"), LIMITS, "its reader crashed, at page 17 (SIGSEGV)"),
        (readers.on_page("be_killed"), LIMITS, "ended its reading, at page 17, as"),
        (readers.on_page("fill_the_memory"), LIMITS, "any results deck does, at page 17."),
        (readers.on_page("surprise"), LIMITS, "; page 17)."),
        (readers.on_page("spin"), Limits(cpu_seconds=1), "any results deck does, at page 17."),
    ],
)
def test_page(function: Callable[..., ReadDeck], limits: Limits, says: str) -> None:
    """Ensures that a reader that fails on a page is told of with the page, though it died without a word."""
    with pytest.raises(DocumentError) as caught:
        read(function, limits)
    assert says in caught.value.message


def test_no_page() -> None:
    """Ensures that a failure after the last page is not laid to a page, and that a deck of many arrives."""
    with pytest.raises(DocumentError) as caught:
        read(readers.after_pages)
    assert "ZeroDivisionError" in caught.value.message
    assert "page" not in caught.value.message.replace("after_pages", "")
    assert read(readers.read_pages) == read_deck(FILE)


def test_file_that_is_not_given() -> None:
    """Ensures that the system's error comes through as it is, since another try may help."""
    with pytest.raises(FileNotFoundError) as caught:
        read(readers.miss_the_file)
    assert caught.value.filename == "gone/1q.pdf"


def test_large_result() -> None:
    """Ensures that a result larger than a pipe holds arrives whole."""
    assert read(readers.read_much, Limits()) == read_deck(FILE, count=readers.MANY)


def test_noise(capfd: pytest.CaptureFixture[str]) -> None:
    """Ensures that nothing that a library prints disturbs the terminal."""
    assert read(readers.make_noise) == read_deck(FILE)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no server that children are forked from")
def test_nothing_is_made_anew() -> None:
    """Ensures that a child finds the lexicon of concepts made, which would take as long as a small deck."""
    assert read(readers.find_all_made).facts


def test_limits() -> None:
    """Ensures that the child has the limits that it is given, and leaves no core dump."""
    with pytest.raises(DocumentError) as caught:
        read(readers.tell_limits, Limits(memory_bytes=2**29, cpu_seconds=7))
    assert caught.value.message == f"0, {2**29}, 7"


def test_no_file_is_written(tmp_path: Path) -> None:
    """Ensures that nothing a deck makes its reader do can leave a file or change one."""
    deck = tmp_path / "1q.pdf"
    deck.write_bytes(b"%PDF-")
    with pytest.raises(OSError, match="File too large"):
        read(readers.write_a_file, path=deck)
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == {"1q.left": 0, "1q.pdf": 5}


def test_threads() -> None:
    """Ensures that threads that share a reader each get their own deck, between others that crash."""
    reader, crasher = ChildReader(readers.read_well, LIMITS), ChildReader(readers.abort, LIMITS)

    def one(number: int) -> ReadDeck | str:
        wanted: dict[str, Any] = {"file": f"norvale/{number}.pdf", "company": None, "profile": None}
        try:
            return (crasher if number % 3 == 0 else reader)(Path("1q.pdf"), **wanted)
        except DocumentError as error:
            return error.reason

    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(one, range(24)))
    assert found == [read_deck(f"norvale/{n}.pdf") if n % 3 else "crashed" for n in range(24)]


def wait_for(happened: Callable[[], bool]) -> bool:
    """Whether something happens soon."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.02)
    return False


def is_gone(pid: int) -> bool:
    """Whether no process has this id any more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def pid_in(folder: Path) -> int:
    """The number of the process that waits."""
    return int(next(folder.iterdir()).name)


def test_end(tmp_path: Path) -> None:
    """Ensures that an interrupted run ends its children at once, publishes nothing of them, and starts no more."""
    reader, path = ChildReader(readers.sleep), tmp_path / "pids"
    path.mkdir()
    raised: list[BaseException] = []

    def read_on() -> None:
        try:
            reader(path, file=FILE, company=None, profile=None)
        except BaseException as error:  # noqa: BLE001  what comes out is what is tested
            raised.append(error)

    thread = threading.Thread(target=read_on)
    thread.start()
    assert wait_for(lambda: any(path.iterdir()))
    reader.end()
    thread.join(SOON)
    assert [type(error) for error in raised] == [KeyboardInterrupt]
    assert wait_for(lambda: is_gone(pid_in(path)))
    with pytest.raises(KeyboardInterrupt):
        reader(path, file=FILE, company=None, profile=None)


UNGUARDED = """
import os, sys, threading, time
from pathlib import Path
from extractors.children import ChildReader
from tests.extractors import readers
print("main", flush=True)
path = Path(sys.argv[1])
wanted = dict(file="1q.pdf", company=None, profile=None)
ChildReader(readers.read_well)(path, **wanted)
threading.Thread(target=ChildReader(readers.sleep), args=[path], kwargs=wanted, daemon=True).start()
while not any(path.iterdir()):
    time.sleep(0.02)
os._exit(0)
"""


def test_parent_that_dies(tmp_path: Path) -> None:
    """Ensures that a child outlives no parent, and never runs the parent's script, which may have no guard."""
    script, path = tmp_path / "unguarded.py", tmp_path / "pids"
    path.mkdir()
    script.write_text(UNGUARDED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, str(script), str(path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("main\n", "")
    assert wait_for(lambda: is_gone(pid_in(path)))
