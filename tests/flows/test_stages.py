"""Stages: what becomes of one deck, whatever it does."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from deckfacts.profiles import load_profile
from flows import stages
from flows.planning import Job, prepare
from flows.stages import Pace, read_one, unreadable
from tests.flows.conftest import one_deck, profile
from tests.flows.fakes import calls, fake_read

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("content", "reason", "says"),
    [
        (b"", "empty", "empty"),
        (b"\x00\x01", "undecodable", "no text"),
        ("surprise", "internal", "ZeroDivisionError: division by <b>zero</b> (fakes.py, line "),
    ],
)
def test_read_quarantines(job: Job, content: str | bytes, reason: str, says: str) -> None:
    """Ensures that a deck that can't be read becomes a row that says why and what to do, whatever went wrong."""
    outcome = read_one(one_deck(job, content), {}, fake_read)
    row = outcome.quarantined[0]
    assert (outcome.read, row.stage, row.reason, row.company, row.file) == (
        None,
        "read",
        reason,
        "norvale",
        "norvale/1q.md",
    )
    assert says in row.message
    assert row.advice


def test_read_lets_oserror_through(job: Job) -> None:
    """Ensures that a file that the system does not give can be asked for again, and is unreadable in the end."""
    deck = one_deck(job)
    deck.path.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        read_one(deck, {}, fake_read)
    assert unreadable(deck, caught.value).quarantined[0].reason == "unreadable"


def test_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a thread's decks begin so far apart, whatever reading takes."""
    now, waited = 100.0, list[float]()
    monkeypatch.setattr("flows.stages.threading.Event.wait", lambda _, seconds: waited.append(seconds))
    pace = Pace(lambda: now)
    pace.wait(6.0)
    now = 102.0
    pace.wait(6.0)
    now = 120.0
    pace.wait(6.0)
    assert waited == [0.0, 4.0, 0.0]


def test_pace_ends() -> None:
    """Ensures that an interrupted run does not wait for its next deck."""
    pace = Pace()
    pace.wait(600.0)
    pace.end()
    began = time.monotonic()
    pace.wait(600.0)
    assert time.monotonic() - began < 1.0


def test_read_by_name(job: Job, tmp_path: Path) -> None:
    """Ensures that a deck that prints the name of a company with a profile is read again as that company's."""
    profile(job)
    path = tmp_path / "given.md"
    path.write_text("Revenue 1", encoding="utf-8")
    prepared = prepare(replace(job, paths=(path,)))
    outcome = read_one(prepared.decks[0], prepared.profiles, fake_read)
    assert (outcome.company, calls) == ("norvale", ["given.md", "given.md"])
    assert outcome.read is not None
    assert outcome.read.document.assumptions == ()


def test_read_unknown_company(job: Job, tmp_path: Path) -> None:
    """Ensures that a deck of no known company is read once, and keeps the name that it gives itself."""
    path = tmp_path / "given.md"
    path.write_text("Revenue 1", encoding="utf-8")
    outcome = read_one(prepare(replace(job, paths=(path,))).decks[0], {}, fake_read)
    assert (outcome.company, calls) == ("from-the-deck", ["given.md"])


def test_profiles_are_loaded(job: Job) -> None:
    """Ensures that a deck is read by its company's profile."""
    profile(job)
    deck = one_deck(job)
    prepared = prepare(job)
    assert prepared.profiles == {"norvale": load_profile(job.profiles / "norvale.toml")}
    outcome = read_one(deck, prepared.profiles, fake_read)
    assert outcome.read is not None
    assert outcome.read.document.assumptions == ()


def test_parts_are_loaded_when_they_are_needed() -> None:
    """Ensures that neither Great Expectations nor all that decks are read with is loaded with the parts."""
    heavy = {"great_expectations", "extractors.reading", "pypdfium2"}
    script = f"import sys, flows.stages; flows.stages.load_parts(); print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_gate_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that of threads that need the gate at once one loads it and the others wait: half of it is no use."""
    at_work: list[int] = []
    most: list[int] = []

    def load() -> None:
        at_work.append(1)
        time.sleep(0.05)
        most.append(len(at_work))
        at_work.pop()

    monkeypatch.setattr(stages, "_load_gate", load)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: stages.load_gate(), range(4)))
    assert most == [1, 1, 1, 1]
