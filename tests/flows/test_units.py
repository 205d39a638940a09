"""Units: decks read, judged together and staged, whatever any of them does."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from deckfacts.errors import DocumentError
from deckfacts.manifest import Verdict
from deckfacts.publication import publish_staged
from deckfacts.spool import Spool
from deckfacts.staging import DeckRows
from expectations import verdict
from flows import units
from flows.planning import Job, prepare
from flows.report import DeckReport
from flows.units import UNIT_DECKS, UNIT_SECONDS, cut, report_of, stage_unit
from tests.flows.conftest import profile, put, stage, unit_of
from tests.flows.fakes import calls, fake_judge, fake_parts


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "RETRY_SECONDS", (0.0, 0.0))


def reports(job: Job, *, judge: object = fake_judge) -> dict[str, DeckReport]:
    """What is said of each deck of a job when it is staged, by stem."""
    done = stage(job, parts=replace(fake_parts(), judge=judge))  # type: ignore[arg-type]
    return {Path(deck.file).stem: report_of(staged) for deck, staged in done.staged}


def _interrupted(_: object) -> list[verdict.Verdict]:
    raise KeyboardInterrupt


def _drive_fails(_: object) -> list[verdict.Verdict]:
    raise OSError(5, "Input/output error")


def _gone(*_: object) -> None:
    raise FileNotFoundError


def reasons(report: DeckReport) -> list[tuple[str, str]]:
    """The stages and reasons that keep a deck out."""
    return [(row.stage, row.reason) for row in report.quarantined]


def test_each_deck_for_itself(job: Job) -> None:
    """Ensures that decks that fail are staged with their reasons, and the good ones beside them as they are."""
    put(job, a="Revenue 1", empty=b"", odd="surprise", far="offline", contradictory="Revenue 2", doubtful="Revenue 3")
    found = reports(job)
    assert {stem: reasons(report) for stem, report in found.items()} == {
        "a": [],
        "empty": [("read", "empty")],
        "odd": [("read", "internal")],
        "far": [("read", "unreadable")],
        "contradictory": [("read", "no_sense")],
        "doubtful": [],
    }
    assert found["doubtful"].warnings == ("It makes no sense.",)
    assert found["a"].facts == {"table": 2}
    assert calls.count("norvale/far.md") == 3, "only what the system would not give is asked for again"


def test_gate_that_fails_over_one_deck(job: Job) -> None:
    """Ensures that a gate that fails lets nothing of that deck through, and judges the others without it."""
    put(job, a="Revenue 1", b="Revenue 2", odd="Revenue 3")

    def judge(decks: Sequence[DeckRows]) -> list[verdict.Verdict]:
        if any(rows.document.file.endswith("odd.md") for rows in decks):
            raise ZeroDivisionError
        return fake_judge(decks)

    found = reports(job, judge=judge)
    assert {stem: reasons(report) for stem, report in found.items()} == {
        "a": [],
        "b": [],
        "odd": [("expectations", "internal")],
    }
    assert found["odd"].facts == {"table": 2}, "what was read is told"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (DocumentError("a value is too large.", where="1q.md", advice="Report it."), "unreadable"),
        (ValueError("surprise"), "internal"),
    ],
)
def test_rows_that_the_contract_cannot_hold(
    job: Job, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    """Ensures that a deck whose rows can't be staged is kept out for it."""

    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(units, "rows_of", fail)
    put(job, a="Revenue 1")
    assert reasons(reports(job)["a"]) == [("publish", reason)]


def test_staged_decks_are_not_read_again(job: Job) -> None:
    """Ensures that what a run has staged that was killed is taken by the next, which reads the rest."""
    put(job, a="Revenue 1", b="Revenue 2")
    first, second = prepare(job).decks
    before = stage(job, first)
    after = stage(job)
    assert calls == ["norvale/a.md", "norvale/b.md"]
    assert after.staged[0][1] == replace(before.staged[0][1], found=True)
    assert [report_of(staged).read_before for _, staged in after.staged] == [True, False]
    assert [deck for deck, _ in after.staged] == [first, second]


def test_read_decks_are_not_read_again(job: Job) -> None:
    """Ensures that what a run has read and not judged, as it was killed, is judged by the next without being read."""
    put(job, a="Revenue 1", contradictory="Revenue 2", doubtful="Revenue 3", empty=b"")
    undisturbed = reports(job)
    shutil.rmtree(job.curated)
    with pytest.raises(KeyboardInterrupt):
        stage(job, parts=replace(fake_parts(), judge=_interrupted))
    spool = Spool(job.curated)
    found = {Path(deck.file).stem: spool.find(units.name_of(deck)) for deck in prepare(job).decks}
    assert {stem: staged.judged for stem, staged in found.items() if staged} == {
        "a": False,
        "contradictory": False,
        "doubtful": False,
        "empty": True,
    }
    calls.clear()
    after = reports(job)
    assert calls == []
    assert {stem: replace(report, read_before=False) for stem, report in after.items()} == undisturbed
    assert all(report.read_before for report in after.values())


def test_read_deck_that_is_published_meanwhile(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a deck whose files go while it is looked for, as another run publishes it, is read again."""
    put(job, a="Revenue 1")
    with pytest.raises(KeyboardInterrupt):
        stage(job, parts=replace(fake_parts(), judge=_interrupted))
    monkeypatch.setattr(Spool, "contents", _gone)
    assert reasons(reports(job)["a"]) == []
    assert calls == ["norvale/a.md"] * 2


@pytest.mark.parametrize("left", ["record", "file", "half", "damaged"])
def test_half_staged_decks_are_read_again(job: Job, left: str) -> None:
    """Ensures that a deck of which not all is there counts as not staged."""
    put(job, a="Revenue 1")
    stage(job)
    folder = Spool(job.curated).folder
    (facts,) = (folder / "facts").iterdir()
    if left == "half":
        facts.write_bytes(facts.read_bytes()[:-1])
    elif left == "damaged":
        facts.write_bytes(facts.read_bytes()[:-1] + b"?")
    elif left == "file":
        facts.unlink()
    else:
        next((folder / "decks").iterdir()).write_text("{", encoding="utf-8")
    stage(job)
    assert calls == ["norvale/a.md"] * 2


def test_a_profile_makes_another_deck_of_it(job: Job) -> None:
    """Ensures that what was staged under another profile is not taken, and goes when no run needs it."""
    put(job, a="Revenue 1")
    stage(job)
    profile(job)
    stage(job)
    assert calls == ["norvale/a.md"] * 2
    spool = Spool(job.curated)
    assert len(list((spool.folder / "decks").iterdir())) == 2
    with spool.held([units.name_of(deck) for deck in prepare(job).decks]):
        assert len(list((spool.folder / "decks").iterdir())) == 1
        assert len(list((spool.folder / "documents").iterdir())) == 1
    assert [path.name for path in spool.folder.iterdir()] == [".lock"]


def test_another_run_keeps_what_is_staged(job: Job) -> None:
    """Ensures that no run tidies up what another that is under way may need."""
    put(job, a="Revenue 1")
    spool = Spool(job.curated)
    with spool.held([]):
        stage(job)
        with spool.held([]):
            pass
        assert len(list((spool.folder / "decks").iterdir())) == 1


def test_time_is_up(job: Job) -> None:
    """Ensures that a unit whose time is up gives back the decks that it did not begin, and reads at least one."""
    put(job, a="Revenue 1", b="Revenue 2", c="Revenue 3")
    ticks = iter([0.0, UNIT_SECONDS + 1])
    done = stage_unit(unit_of(job), fake_parts(), clock=lambda: next(ticks))
    assert [deck.file for deck, _ in done.staged] == ["norvale/a.md"]
    assert [deck.file for deck in done.left] == ["norvale/b.md", "norvale/c.md"]


def test_pace(job: Job) -> None:
    """Ensures that each deck that is read waits its turn, and none that is staged already."""
    put(job, a="Revenue 1", b="Revenue 2")
    stage(job, prepare(job).decks[0])
    waited: list[float] = []
    stage_unit(replace(unit_of(job), pace=6.0), replace(fake_parts(), wait_turn=waited.append))
    assert waited == [6.0]


@pytest.mark.parametrize("judge", [fake_judge, _drive_fails], ids=["file", "gate"])
def test_passing_fault_is_tried_again(job: Job, judge: Callable[[object], list[verdict.Verdict]]) -> None:
    """Ensures that the next run reads a deck anew that was kept out for what lies with the machine, and no other."""
    put(job, a="Revenue 1" if judge is _drive_fails else "offline", empty=b"")
    for times in (1, 2):
        staged = stage(job, parts=replace(fake_parts(), judge=judge)).staged
        assert [reason for _, one in staged for reason in reasons(report_of(one))] != []
        publish_staged(job.curated, [one for _, one in staged])
        assert [deck.file for deck in prepare(job).decks] == ["norvale/a.md"], times
    put(job, a="Revenue 1")
    publish_staged(job.curated, [one for _, one in stage(job).staged])
    assert prepare(job).nothing_to_do


def test_passing_fault_that_waits_to_be_published(job: Job) -> None:
    """Ensures that such a deck is read anew also where the run was killed that could not read it."""
    put(job, a="offline")
    stage(job)
    calls.clear()
    stage(job)
    assert calls == ["norvale/a.md"] * 3


@pytest.mark.parametrize(
    ("total", "workers", "sizes"),
    [
        (1, 2, [1]),
        (5, 2, [3, 2]),
        (20, 2, [10, 10]),
        (70, 2, [35, 25, 10]),
        (1000, 2, [400, 300, 150, 75, 37, 25, 13]),
        (1000, 8, [125, 109, 95, 83, 73, 64, 56, 49, 43, 37, 33, 29, 25, *[25] * 7, 4]),
    ],
)
def test_sizes(total: int, workers: int, sizes: list[int]) -> None:
    """Ensures that each worker has a unit, none takes too many, and the last ones are small."""
    found: list[int] = []
    while sum(found) < total:
        found.append(cut(total - sum(found), workers, total))
    assert found == sizes
    assert max(found) <= UNIT_DECKS


def test_names(job: Job) -> None:
    """Ensures that Prefect's pages show which decks a unit has."""
    put(job, a="Revenue 1", b="Revenue 2", c="Revenue 3")
    unit = unit_of(job)
    assert unit.name == "3 decks, norvale/a.md to norvale/c.md"
    assert replace(unit, decks=unit.decks[:1]).name == "norvale/a.md"


def test_kept_out_is_told_by_the_entry(job: Job) -> None:
    """Ensures that a staged deck knows whether it is let through."""
    put(job, a="Revenue 1", empty=b"")
    assert [staged.entry.verdict for _, staged in stage(job).staged] == [Verdict.PUBLISHED, Verdict.QUARANTINED]
