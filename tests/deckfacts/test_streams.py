"""Streams: what becomes of stdout and stderr that can't be written any more."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from deckfacts.errors import OutputError
from deckfacts.streams import lasting_streams

FULL = Path("/dev/full")

needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")


@contextmanager
def nobody_reads() -> Iterator[io.TextIOWrapper]:
    """A pipe whose reader has gone."""
    read, write = os.pipe()
    os.close(read)
    with open(write, "w", encoding="ascii") as stream:  # noqa: PTH123  of what is open there is no path
        yield stream


def test_written(tmp_path: Path) -> None:
    """Ensures that what is written arrives, after what was written before, and what the encoding lacks as escapes."""
    with (tmp_path / "out").open("w", encoding="ascii") as stream, redirect_stdout(stream):
        sys.stdout.write("before, ")
        with lasting_streams():
            sys.stdout.write("▲5%, ")
            sys.stdout.flush()
        sys.stdout.write("after")
    assert (tmp_path / "out").read_text(encoding="ascii") == "before, \\u25b25%, after"


def test_nobody_reads() -> None:
    """Ensures that a reader who has gone keeps nothing from being done."""
    with nobody_reads() as stream, redirect_stdout(stream), redirect_stderr(stream), lasting_streams():
        for _ in range(3):
            sys.stdout.write("x" * 100_000)
            sys.stdout.flush()
            sys.stderr.write("x\n" * 100_000)
            sys.stderr.flush()


@needs_full
def test_full_stdout() -> None:
    """Ensures that a full disk under stdout is an error, once: what it is told as must not meet it again."""
    with FULL.open("w", encoding="utf-8") as stream, redirect_stdout(stream), lasting_streams():
        sys.stdout.write("x")
        with pytest.raises(OutputError, match="No space left"):
            sys.stdout.flush()
        sys.stdout.write("x")
        sys.stdout.flush()


@needs_full
def test_full_stderr() -> None:
    """Ensures that a full disk under stderr ends nothing: nobody could be told."""
    with FULL.open("w", encoding="utf-8") as stream, redirect_stderr(stream), lasting_streams():
        sys.stderr.write("x\n" * 100_000)
        sys.stderr.flush()
