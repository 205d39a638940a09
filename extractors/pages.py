"""Pages: which page this process is reading, for whoever has to say where it failed.

A reader that hangs or crashes can't say it any more, so each page is told before it is begun.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is begun, counted from 1; null once all have been read."""

    number: int | None


class _AtWork:
    """Of this process, which reads one deck at a time where anybody listens."""

    page: int | None = None
    tell: Callable[[Page], object] | None = None


def tell_pages_to(listener: Callable[[Page], object]) -> None:
    """Have a listener told of each page from now on."""
    _AtWork.tell = listener


def page_at_work() -> int | None:
    """The page that is being read; null before the first and after the last."""
    return _AtWork.page


def begin_page(number: int) -> None:
    """A page is begun."""
    _set(number)


@contextmanager
def reading_pages() -> Iterator[None]:
    """While this lasts, pages are read; one that fails stays the page at work."""
    yield
    _set(None)


def _set(number: int | None) -> None:
    _AtWork.page = number
    if _AtWork.tell:
        _AtWork.tell(Page(number))
