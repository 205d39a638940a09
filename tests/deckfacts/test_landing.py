"""Landing: which files are whole, and which are still being written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from deckfacts.landing import RECENT_SECONDS, find_unfinished, stamps_of

NOW = 2_000_000_000.0

LONG_AGO = NOW - 10 * RECENT_SECONDS


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A file that was written long ago."""
    path = tmp_path / "deck.pdf"
    path.write_bytes(b"%PDF-1.7")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def pauses(then: Callable[[], object] = lambda: None) -> tuple[list[float], Callable[[float], None]]:
    """A pause that takes no time, in which something happens, and the list of the pauses that were asked for."""
    asked: list[float] = []

    def pause(seconds: float) -> None:
        asked.append(seconds)
        then()

    return asked, pause


def append(path: Path) -> None:
    """Write on, within the same moment by the clock."""
    changed = path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes() + b" more")
    os.utime(path, ns=(changed, changed))


def test_whole_at_once(deck: Path) -> None:
    """Ensures that a file that nobody has touched for a while costs no pause."""
    asked, pause = pauses()
    assert find_unfinished([deck], stamps_of([deck]), now=lambda: NOW, pause=pause) == frozenset()
    assert asked == []


@pytest.mark.parametrize("age", [0.0, RECENT_SECONDS / 2, -3600.0], ids=["now", "recent", "ahead"])
def test_recent_and_whole(deck: Path, age: float) -> None:
    """Ensures that files changed just now, or ahead of the clock, are whole after one pause for all of them."""
    other = deck.with_name("other.pdf")
    other.write_bytes(b"%PDF-1.7")
    for path in (deck, other):
        os.utime(path, (NOW - age, NOW - age))
    asked, pause = pauses()
    assert find_unfinished([deck, other], stamps_of([deck, other]), now=lambda: NOW, pause=pause) == frozenset()
    assert len(asked) == 1


@pytest.mark.parametrize("change", [append, Path.touch, Path.unlink], ids=["grows", "touched", "goes"])
def test_changes_as_we_look(deck: Path, change: Callable[[Path], object]) -> None:
    """Ensures that a file that changes or goes in the pause is left, and one beside it is not."""
    other = deck.with_name("other.pdf")
    other.write_bytes(b"%PDF-1.7")
    for path in (deck, other):
        os.utime(path, (NOW, NOW))
    _, pause = pauses(lambda: change(deck))
    assert find_unfinished([deck, other], stamps_of([deck, other]), now=lambda: NOW, pause=pause) == {deck}


def test_changed_while_hashed(deck: Path) -> None:
    """Ensures that a file that changed while its hash was taken is left, whatever time it bears."""
    before = stamps_of([deck])
    append(deck)
    asked, pause = pauses()
    assert find_unfinished([deck], before, now=lambda: NOW, pause=pause) == {deck}
    assert asked == []


@pytest.mark.parametrize("suffix", [".part", ".aria2"])
def test_loading(deck: Path, suffix: str) -> None:
    """Ensures that a file beside which a browser keeps what it has loaded so far is left."""
    deck.with_name(deck.name + suffix).write_bytes(b"half of it")
    assert find_unfinished([deck], stamps_of([deck]), now=lambda: NOW, pause=pauses()[1]) == {deck}
