"""The bench's commands: what they print, and what their exit codes say."""

from pathlib import Path

import pytest

from bench import accuracy, speed
from bench.cases import OWN_CASES, Case
from deckfacts.errors import EmptyDocumentError

SAMPLE = OWN_CASES[0]


def test_accuracy_prints_a_row_for_a_deck(capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that the table has the deck's figures under as many headings."""
    assert accuracy.main([SAMPLE.name]) == 0
    head, rule, row = capsys.readouterr().out.splitlines()
    assert row.startswith(f"| {SAMPLE.name} | ")
    assert head.count("|") == rule.count("|") == row.count("|")


def test_accuracy_lists_faults_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that no more faults are listed than asked for, each with its deck."""
    accuracy.main([SAMPLE.name, "--show", "1"])
    assert len(capsys.readouterr().out.splitlines()) in (3, 5)


def test_accuracy_knows_its_decks() -> None:
    """Ensures that a deck that has no gold ends the command instead of printing an empty table."""
    with pytest.raises(SystemExit, match="2"):
        accuracy.main(["nobody"])


def test_accuracy_goes_on_after_a_deck_that_cannot_be_read() -> None:
    """Ensures that such a deck has a row that says so, as wide as the others."""
    case = Case("norvale", "norvale", Path("norvale.md"), Path("norvale.csv"))
    row = accuracy.unread_row(case, EmptyDocumentError("it is empty.", where="norvale.md", advice="Replace it."))
    assert row.startswith("| norvale | not read (empty) |")
    assert row.count("|") == accuracy._HEAD[0].count("|")


def test_the_warm_up_is_not_timed() -> None:
    """Ensures that one more call is made than is counted."""
    calls: list[None] = []
    timing = speed.time_runs(lambda: calls.append(None), runs=3)
    assert (len(calls), len(timing.cpu), len(timing.wall)) == (4, 3, 3)


@pytest.mark.parametrize(
    ("cpu", "said"), [((0.01, 0.02, 0.9), "best 0.010 s, median 0.020 s"), ((0.2, 0.3, 0.4), "MISSED")]
)
def test_timing_in_a_line(cpu: tuple[float, ...], said: str) -> None:
    """Ensures that best and median are told, and that a missed bound can't be overlooked."""
    assert said in speed.Timing(cpu=cpu, wall=cpu).line


def test_no_runs_is_refused() -> None:
    """Ensures that a median of nothing is not asked for."""
    with pytest.raises(SystemExit, match="2"):
        speed.main(["--runs", "0"])
