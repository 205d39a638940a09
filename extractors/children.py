"""Children: each deck read in a process of its own, under limits; whatever it does to that process is a named error.

Libraries that read PDFs hang, fill the memory and crash on files that are made to do so, and on some that are just
broken. A pool would lose all its decks with one dead worker, so every deck has its own process, forked from a server
that has the reader loaded, which costs 12 ms instead of a second.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from deckfacts.contract import ReadDeck
from deckfacts.corrections import Correction
from deckfacts.errors import (
    CrashedDocumentError,
    DocumentError,
    KilledDocumentError,
    LargeInMemoryError,
    SlowDocumentError,
    UnforeseenDocumentError,
)
from deckfacts.profiles import Profile
from extractors.limits import Limits, limit_this_process
from extractors.pages import Page, page_at_work, tell_pages_to

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

GARBAGE = 100_000
"""New objects before the collector looks for cycles: a page makes thousands that live on, and looking costs 8%."""
EXIT_SECONDS = 5.0
"""A child that has answered or died is gone within 0.1 s, or in a second where the system takes back much memory."""

_PRELOADED = "extractors.preloaded"
_SMALLER = "See that it is one results deck; if it is, print its pages to a new PDF in parts and ingest those."
_MENDED = "Fetch the deck again; if it is the same, print it to a new PDF or save its text, and ingest that."

ReadFile: TypeAlias = Callable[..., ReadDeck]


def start_server() -> None:
    """Have the server that children are forked from load, which takes it 2 s, where the system has such a thing."""
    if _has_server():
        from multiprocessing.forkserver import ensure_running  # noqa: PLC0415  Windows has it not

        _find_context()
        ensure_running()


def _has_server() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


def _read_file(path: Path, **given: Any) -> ReadDeck:
    """`read_file`, of which only children need to have all that it reads with."""
    from extractors.reading import read_file  # noqa: PLC0415

    return read_file(path, **given)


class ChildReader:
    """Reads decks, each in a child process; threads may share one."""

    def __init__(self, read: ReadFile = _read_file, limits: Limits | None = None) -> None:
        """`read` must be a function of a module, as the child has to find it."""
        self._read = read
        self._limits = limits or Limits()
        self._context = _find_context()
        # `multiprocessing` looks after all its children whenever it starts one, which two threads must not do at once.
        self._lock = threading.Lock()
        self._running: set[BaseProcess] = set()
        self._ended = False

    def __call__(
        self,
        path: Path,
        *,
        file: str,
        company: str | None,
        profile: Profile | None,
        corrections: Sequence[Correction] = (),
    ) -> ReadDeck:
        """Read one deck, as `read_file` does. Raises a DocumentError, or the OSError that the child met."""
        given = {"company": company, "profile": profile, "corrections": tuple(corrections)}
        wanted: dict[str, object] = {"path": path, "file": file, **given}
        process, results = self._start(wanted)
        answer, page, patience = None, None, 0.0
        until = time.monotonic() + self._limits.wall_seconds
        try:
            with contextlib.suppress(EOFError, OSError):  # it died before it could answer
                while answer is None:
                    if not results.poll(max(0.0, until - time.monotonic())):
                        raise _too_slow(file, page)
                    told = results.recv()
                    answer, page = (None, told.number) if isinstance(told, Page) else (told, page)
            patience = EXIT_SECONDS
        finally:
            results.close()
            code = self._finish(process, patience)
        if isinstance(answer, ReadDeck):
            return answer
        raise answer or self._death(code, file, page)

    def end(self) -> None:
        """Kill the children that are reading and start no more: an interrupted run must not wait for them."""
        with self._lock:
            self._ended = True
            for process in self._running:
                process.kill()

    def _start(self, wanted: dict[str, object]) -> tuple[BaseProcess, Connection]:
        results, sender = self._context.Pipe(duplex=False)
        with self._lock, contextlib.closing(sender), _main_hidden():
            if self._ended:
                raise KeyboardInterrupt
            arguments = (sender, self._read, wanted, self._limits)
            process = self._context.Process(target=_read_in_child, args=arguments, daemon=True)
            process.start()
            self._running.add(process)
        return process, results

    def _finish(self, process: BaseProcess, patience: float) -> int:
        """See that the child is gone; its exit code, negative for a signal."""
        with self._lock:
            process.join(patience)
            if process.exitcode is None:
                process.kill()
                process.join()
            code = process.exitcode or 0
            self._running.discard(process)
            process.close()
        return code

    def _death(self, code: int, file: str, page: int | None) -> BaseException:
        """What a child died of that gave no answer; `page` is what it was reading, if it had come to any."""
        if self._ended:
            return KeyboardInterrupt()
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit code {code}"
        if name == "SIGXCPU":
            return _too_slow(file, page)
        if name == "SIGKILL":
            return KilledDocumentError(
                f"the system ended its reading{_at(page)}, as it does when memory runs out.",
                where=file,
                advice=_SMALLER,
            )
        limit = f"{self._limits.memory_bytes / 1024**3:.3g} GiB"
        happens = f"as happens with a file that is broken or unpacks to more than {limit}"
        return CrashedDocumentError(f"its reader crashed{_at(page)} ({name}), {happens}.", where=file, advice=_MENDED)


def _find_context() -> "ForkServerContext | SpawnContext":
    """How children are made: forked from a server; on Windows, which has none, each is started from scratch."""
    if not _has_server():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def _too_slow(file: str, page: int | None) -> SlowDocumentError:
    message = f"reading it took longer than any results deck does{_at(page)}."
    return SlowDocumentError(message, where=file, advice=_SMALLER)


def _at(page: int | None) -> str:
    return f", at page {page}" if page else ""


@contextlib.contextmanager
def _main_hidden() -> Iterator[None]:
    """Keep a child from running the program's main script, which multiprocessing would have it do.

    The child needs nothing of it. Prefect's own command takes 3 s, and a script without a guard would start anew.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _read_in_child(sender: Connection, read: ReadFile, wanted: dict[str, object], limits: Limits) -> None:
    """What a child does: read, answer, and be gone."""
    _settle(limits)
    gc.set_threshold(GARBAGE)
    tell_pages_to(sender.send)
    answer = _answer(read, wanted)
    try:
        sender.send(answer)
    except MemoryError:
        sender.send(_too_large(wanted))
    os._exit(0)  # at once: taking down what was read takes as long as reading a small deck


def _settle(limits: Limits) -> None:
    """Be quiet, under limits, deaf to the terminal's Ctrl-C, which is the parent's to act on, and not outlive it."""
    limit_this_process(limits)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _answer(read: ReadFile, wanted: dict[str, object]) -> ReadDeck | Exception:
    try:
        return read(wanted.pop("path"), **wanted)
    except (DocumentError, OSError) as error:
        return error
    except MemoryError:
        return _too_large(wanted)
    except Exception as error:  # noqa: BLE001  the edge: the parent tells what nobody foresaw, for this deck alone
        page = page_at_work()
        if page:
            error.add_note(f"page {page}")
        return UnforeseenDocumentError.of(error, where=str(wanted["file"]))


def _too_large(wanted: dict[str, object]) -> LargeInMemoryError:
    message = f"reading it takes more memory than any results deck does{_at(page_at_work())}."
    return LargeInMemoryError(message, where=str(wanted["file"]), advice=_SMALLER)
