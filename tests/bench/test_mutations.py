"""The mutations: that they damage, repeatably, and that what becomes of a deck is told as it is."""

import random
from pathlib import Path

import pytest

from bench import mutations
from bench.mutations import MUTATIONS, OTHER, SAME, Mutation, Trial, report
from tests import hostile_pdfs as hostile

SOUND = hostile.sound(2)


@pytest.mark.parametrize("mutate", MUTATIONS)
def test_mutations_damage(mutate: Mutation) -> None:
    """Ensures that the same seed gives the same damage, another seed another, and that there is some."""
    first, again, other = (mutate(SOUND, random.Random(seed)) for seed in (1, 1, 2))  # noqa: S311  not for secrets
    assert first == again
    assert len({SOUND, first, other}) == 3


def trial(number: int, outcome: str, seconds: float = 0.5) -> Trial:
    """A trial of one deck."""
    name = MUTATIONS[number % len(MUTATIONS)].__name__
    return Trial("norvale.pdf", name, number, outcome, "what it says", seconds)


def test_report() -> None:
    """Ensures that outcomes are counted by mutation, and that the slowest and the odd ones are named."""
    trials = [trial(0, "damaged"), trial(1, SAME, 9.0), trial(5, "damaged"), trial(2, OTHER), trial(3, "crashed")]
    lines = list(report(trials, show=2))
    assert "| damaged | 2 | 0 | 0 | 0 | 0 | 2 |" in lines
    assert f"9.0 s: delete_chunk 1 of norvale.pdf: {SAME}" in lines
    assert lines[-2:] == [
        f"truncate 2 of norvale.pdf: {OTHER}: what it says",
        "repeat_chunk 3 of norvale.pdf: crashed: what it says",
    ]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that decks are found, damaged and read, and that a scan among them is passed over."""
    (tmp_path / "norvale").mkdir()
    (tmp_path / "norvale" / "4q.pdf").write_bytes(SOUND)
    (tmp_path / "norvale" / "scan.pdf").write_bytes(hostile.scan())
    assert mutations.main(["--count", "5", "--decks", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "| outcome | flip_bytes |" in out
    assert "of 4q.pdf" in out
    assert "scan.pdf" not in out


def test_command_without_decks(tmp_path: Path) -> None:
    """Ensures that no decks is an error, and not a report on nothing."""
    with pytest.raises(SystemExit, match="2"):
        mutations.main(["--decks", str(tmp_path)])
