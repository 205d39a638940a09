"""Spool: staged decks on disk, on a disk that is full, and among runs that tidy up."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from deckfacts.errors import PublicationError
from deckfacts.publication import publish_staged, stage_deck
from deckfacts.reader import read_dataset
from deckfacts.spool import Spool, staged_name
from tests.builders import FILE, publication

NAME = staged_name(FILE, "norvale", fingerprint="reader 1")


def files(spool: Spool) -> list[str]:
    """All that stands in a spool, but its lock."""
    found = (path.relative_to(spool.folder).as_posix() for path in spool.folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != ".lock")


def test_put_find_publish(tmp_path: Path) -> None:
    """Ensures that a deck that was staged is found by another process as it was put, published, and gone then."""
    spool = Spool(tmp_path)
    put = spool.put(stage_deck(publication()), NAME, "what is said of it")
    found = Spool(tmp_path).find(NAME)
    assert found is not None
    assert (found.entry, found.files, found.account, found.found) == (put.entry, put.files, "what is said of it", True)
    assert not found.contents, "the rows stay on disk"
    publish_staged(tmp_path, [found])
    assert read_dataset(tmp_path, "facts").num_rows == 2
    assert files(spool) == []
    assert spool.find(NAME) is None


@pytest.mark.parametrize("operation", ["fsync", "replace"])
def test_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    """Ensures that a full disk is told with advice, leaves no deck that looks staged, and is got over."""

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device", "some file")

    spool, deck = Spool(tmp_path), stage_deck(publication())
    with monkeypatch.context() as patched:
        patched.setattr(os, operation, full)
        with pytest.raises(PublicationError, match="No space left on device") as caught:
            spool.put(deck, NAME, "")
    assert caught.value.where == str(tmp_path)
    assert spool.find(NAME) is None
    spool.put(deck, NAME, "")
    assert spool.find(NAME) is not None


@pytest.mark.parametrize("what", ["a file", "full"])
def test_no_spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Ensures that a spool that can't be had is told with advice."""
    if what == "a file":
        Spool(tmp_path).folder.write_text("", encoding="utf-8")
    else:

        def full(*_: Any, **__: Any) -> None:
            raise OSError(28, "No space left on device", "some file")

        monkeypatch.setattr(os, "open", full)
    with pytest.raises(PublicationError, match="Can't be written"), Spool(tmp_path).held([]):
        raise AssertionError("it is held")


def test_run_that_knows_only_some_decks(tmp_path: Path) -> None:
    """Ensures that a run over some decks leaves those that an interrupted one has staged."""
    spool = Spool(tmp_path)
    spool.put(stage_deck(publication()), NAME, "")
    with spool.held(None):
        assert spool.find(NAME) is not None
    assert spool.find(NAME) is not None


def test_clear(tmp_path: Path) -> None:
    """Ensures that a run without work takes away what is left, unless another is under way, and makes no folder."""
    spool = Spool(tmp_path / "curated")
    spool.clear()
    assert not list(tmp_path.iterdir())
    spool.put(stage_deck(publication()), NAME, "")
    with spool.held(None):
        spool.clear()
    assert spool.find(NAME) is not None
    spool.clear()
    assert files(spool) == []


def test_tidy(tmp_path: Path) -> None:
    """Ensures that what a dead run left goes when the next begins, but for what that can use."""
    spool = Spool(tmp_path)
    spool.put(stage_deck(publication()), NAME, "")
    spool.put(stage_deck(publication("norvale/2q.md")), "0" * 32, "")
    (spool.folder / ".half-written").write_bytes(b"half")
    with spool.held([NAME]):
        assert spool.find(NAME) is not None
        assert spool.find("0" * 32) is None
        assert not [name for name in files(spool) if name.startswith(".")]
    assert [path.name for path in spool.folder.iterdir()] == [".lock"], "nothing is left after the last run"


def test_runs_at_the_same_time(tmp_path: Path) -> None:
    """Ensures that many runs that stage and tidy at once never take each other's decks away."""
    lost: list[int] = []

    def run(number: int) -> None:
        spool, name = Spool(tmp_path), f"{number:032d}"
        for turn in range(5):
            with spool.held([name]):
                spool.put(stage_deck(publication(f"norvale/{number}.md", version=turn)), name, "")
                if spool.find(name) is None:
                    lost.append(number)

    threads = [threading.Thread(target=run, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost == []
    assert files(Spool(tmp_path)) == []
