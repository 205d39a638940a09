"""Watching: what is said and asked for as decks land, folders go, and servers are away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deckfacts.errors import ConfigurationError, ServerError
from deckfacts.landing import Stamp
from flows.watching import Watcher, list_raw

A, B = Stamp(5, 1), Stamp(6, 1)


@dataclass
class World:
    """A folder, a server and a clock that tests move."""

    there: dict[str, Stamp] = field(default_factory=dict)
    trouble: Exception | None = None
    away: bool = False
    waiting: bool = False
    now: float = 0.0
    asked: list[tuple[str, ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def list_decks(self) -> dict[str, Stamp]:
        """What is there, or what is wrong."""
        if self.trouble:
            raise self.trouble
        return dict(self.there)

    def start_run(self, landed: Sequence[str]) -> str | None:
        """Note what is asked for."""
        if self.away:
            raise ServerError("can't be asked.", where="Prefect", advice="See that it runs.")
        self.asked.append(tuple(landed))
        return None if self.waiting else "a run is asked for"

    def watcher(self) -> Watcher:
        """Watches all this."""
        return Watcher(self.list_decks, self.start_run, self.said.append, lambda: self.now)

    def look(self, watcher: Watcher, times: int = 2) -> None:
        """So many looks, ten seconds apart."""
        for _ in range(times):
            self.now += 10
            watcher.look()


def test_lands() -> None:
    """Ensures that a deck that lands is asked a run for and told of, and one that was there at first is not."""
    world = World(there={"norvale/old.md": A})
    watcher = world.watcher()
    world.there["norvale/new.md"] = A
    world.look(watcher, 5)
    assert world.asked == [("norvale/new.md",)]
    assert world.said == ["norvale/new.md has landed: a run is asked for"]


def test_one_run_for_many() -> None:
    """Ensures that decks that land together are asked one run for, and told when a run that waits takes them in."""
    world = World(waiting=True)
    watcher = world.watcher()
    world.there |= {"norvale/a.md": A, "norvale/b.md": A}
    world.look(watcher, 3)
    assert world.asked == [("norvale/a.md", "norvale/b.md")]
    assert world.said == ["2 decks have landed: a run that waits already takes it in"]


@pytest.mark.parametrize(
    "trouble",
    [OSError(116, "Stale file handle"), ConfigurationError("there is no such folder.", where="raw", advice="Make it.")],
    ids=["unreadable", "gone"],
)
def test_folder_goes_for_a_while(trouble: Exception) -> None:
    """Ensures that a folder that is gone is told of once, and that its decks have not landed when it is back."""
    world = World(there={"norvale/old.md": A})
    watcher = world.watcher()
    world.trouble = trouble
    world.look(watcher, 4)
    assert len(world.said) == 1
    assert world.said[0].startswith("Warning: decks can't be looked for")
    world.trouble = None
    world.there["norvale/new.md"] = A
    world.look(watcher, 3)
    assert world.asked == [("norvale/new.md",)]
    assert world.said[1] == "Decks can be looked for again."


def test_no_folder_at_first() -> None:
    """Ensures that decks that come with a folder that was not there at first have landed."""
    world = World(trouble=OSError(2, "No such file or directory"))
    watcher = world.watcher()
    world.trouble, world.there = None, {"norvale/new.md": A}
    world.look(watcher)
    assert world.asked == [("norvale/new.md",)]


def test_server_goes_for_a_while() -> None:
    """Ensures that what lands while the server is away is asked a run for when it is back, with what lands by then."""
    world = World(away=True)
    watcher = world.watcher()
    world.there["norvale/a.md"] = A
    world.look(watcher, 4)
    assert len(world.said) == 1
    assert world.said[0].startswith("Warning: no run could be asked for")
    world.there["norvale/b.md"] = B
    world.look(watcher)
    world.away = False
    world.look(watcher, 3)
    assert world.asked == [("norvale/a.md", "norvale/b.md")]


def write(raw: Path) -> None:
    """A deck, and what is none."""
    (raw / "norvale").mkdir(parents=True)
    for name in ("1q.md", "2q.md.part", ".3q.md.x1", "README.md"):
        (raw / "norvale" / name).write_text("Revenue 1", encoding="utf-8")


def test_list_raw(tmp_path: Path) -> None:
    """Ensures that decks are listed as an ingest finds them, and that a folder that is missing is no empty one."""
    write(tmp_path / "raw")
    assert list(list_raw(tmp_path / "raw")) == ["norvale/1q.md"]
    with pytest.raises(ConfigurationError, match="no such folder"):
        list_raw(tmp_path / "nowhere")


def test_list_changes(tmp_path: Path) -> None:
    """Ensures that a deck that is rewritten is listed with another stamp."""
    write(tmp_path / "raw")
    before = list_raw(tmp_path / "raw")
    (tmp_path / "raw" / "norvale" / "1q.md").write_text("Revenue 10", encoding="utf-8")
    assert list_raw(tmp_path / "raw") != before
