"""Readers: functions that stand in for the reader in a child process, and do what hostile files make readers do."""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from deckfacts.contract import ReadDeck
from deckfacts.errors import EmptyDocumentError, EncryptedDocumentError
from deckfacts.naming.lexicon import lexicon
from extractors.pages import begin_page, reading_pages
from tests import builders

MANY = 4_000


def read_well(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """A deck of the file's own."""
    return builders.read_deck(file)


def read_much(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """A deck that takes more than a pipe holds."""
    return builders.read_deck(file, count=MANY)


def find_all_made(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """A deck, if what reading makes once is there before anything was read."""
    if not lexicon.cache_info().currsize:
        raise EmptyDocumentError("the lexicon has yet to be made.", where=file, advice="Make it before.")
    return builders.read_deck(file)


def make_noise(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """Words on both streams, as libraries written in C print them."""
    sys.stdout.write("noise\n")
    sys.stdout.flush()
    os.write(1, b"noise\n")
    os.write(2, b"noise\n")
    return builders.read_deck(file)


def refuse(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """The reader's own error."""
    raise EncryptedDocumentError("it is locked.", where=file, advice="Unlock it.")


def miss_the_file(path: Path, **_: Any) -> ReadDeck:
    """What the system says of a file that is not there."""
    path.read_bytes()
    raise AssertionError


class _Unpicklable(Exception):  # noqa: N818
    def __init__(self, one: int, two: int) -> None:
        super().__init__(one, two, lambda: None)


def surprise(path: Path, **_: Any) -> ReadDeck:
    """An error that nobody foresaw, and that no pipe carries."""
    raise _Unpicklable(1, 2)


def spin(path: Path, **_: Any) -> ReadDeck:
    """Work without end."""
    while True:
        pass


def sleep(path: Path, **_: Any) -> ReadDeck:
    """Wait without end; a file in the folder bears this process's number, as none can be written."""
    if path.is_dir():
        (path / str(os.getpid())).touch()
    while True:
        time.sleep(60)


def fill_the_memory(path: Path, **_: Any) -> ReadDeck:
    """Ask for more than there is."""
    kept = []
    while True:
        kept.append(bytearray(2**24))


def abort(path: Path, **_: Any) -> ReadDeck:
    """What C code does that is out of memory, or sees that it is wrong."""
    os.abort()


def fault(path: Path, **_: Any) -> ReadDeck:
    """What C code does that is wrong and doesn't see it."""
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def leave(path: Path, **_: Any) -> ReadDeck:
    """Go without a word."""
    os._exit(7)


def be_killed(path: Path, **_: Any) -> ReadDeck:
    """What the system does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def tell_limits(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """An error that says what the child may use."""
    kinds = (resource.RLIMIT_CORE, resource.RLIMIT_AS, resource.RLIMIT_CPU)
    found = ", ".join(str(resource.getrlimit(kind)[0]) for kind in kinds)
    raise EmptyDocumentError(found, where=file, advice="")


def write_a_file(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """What a reader must not do: leave something beside the deck."""
    path.with_suffix(".left").write_bytes(b"x")
    return builders.read_deck(file)


def on_page(then: str) -> Callable[..., ReadDeck]:
    """The reader of that name, when it has come to page 17."""
    return partial(_on_page, globals()[then])


def _on_page(then: Callable[..., ReadDeck], path: Path, **given: Any) -> ReadDeck:
    begin_page(16)
    begin_page(17)
    return then(path, **given)


def after_pages(path: Path, **_: Any) -> ReadDeck:
    """An error when all pages have been read."""
    with reading_pages():
        begin_page(17)
    raise ZeroDivisionError("division by zero")


def read_pages(path: Path, *, file: str, **_: Any) -> ReadDeck:
    """More pages than a pipe holds the words of, had nobody read them."""
    with reading_pages():
        for number in range(1, 5001):
            begin_page(number)
    return builders.read_deck(file)
