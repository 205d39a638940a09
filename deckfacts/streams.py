"""Streams: from stdout and stderr as they are to ones whose loss does not change what a command does, or its exit code.

A reader that has had enough (`deckfacts show ... | head`) loses nothing that it wanted. What keeps stdout from being
written otherwise, as a full disk does, is an error; of stderr, nobody could be told.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, TextIO

from deckfacts.errors import OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


@contextmanager
def lasting_streams() -> Iterator[None]:
    """Have stdout and stderr be such streams. What is written to stdout has to be flushed within, to be sure of it."""
    with ExitStack() as stack:
        if stdout := _lasting(sys.stdout, _Stdout):
            stack.enter_context(redirect_stdout(stdout))
        if stderr := _lasting(sys.stderr, _Stderr):
            stack.enter_context(redirect_stderr(stderr))
        yield


class _Stdout(io.FileIO):
    _lost = False

    def write(self, data: "ReadableBuffer", /) -> int:
        """All of it, as far as anybody can see. OutputError, once, where it can't be written and somebody waits."""
        try:
            if not self._lost:
                return super().write(data)
        except BrokenPipeError:
            self._lost = True
        except OSError as error:
            self._lost = True
            advice = "Send it to where there is room. What was published stays."
            raise OutputError(f"can't be written: {error.strerror}.", where="stdout", advice=advice) from error
        return memoryview(data).nbytes


class _Stderr(io.FileIO):
    def write(self, data: "ReadableBuffer", /) -> int:
        """All of it, as far as anybody can see."""
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def _lasting(stream: TextIO, kind: type[io.FileIO]) -> io.TextIOWrapper | None:
    """The same stream, written to by `kind`; none where there is no file below it, as in tests."""
    if not isinstance(stream, io.TextIOWrapper):
        return None
    stream.reconfigure(errors="backslashreplace")  # a terminal that can't show ▲ shows its escape
    stream.flush()
    try:
        raw = kind(stream.fileno(), "w", closefd=False)
    except io.UnsupportedOperation:
        return None
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering or stream.write_through,
    )
