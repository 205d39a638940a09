"""Status: what a person is told of runs, of what was kept out, and of what is due."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deckfacts import runs
from deckfacts.cli import main
from deckfacts.publication import Publication, publish
from deckfacts.runs import KeptOut, RunCounts, RunRecord, StartedRun, Trigger, begin_run, end_run
from deckfacts.status import how_it_ended, load_standing, seconds_words, show_standing, what_came
from tests.builders import FILE, publication, rejection

CHECKOUT = Path(__file__).parents[2]
DAY = date(2031, 12, 31)
"""Norvale's second quarter is 53 days late then."""
COUNTS = RunCounts(
    new=3, changed=1, unchanged=7, published=3, kept_out=1, held=0, facts=4100, refusals=31, failed_checks=5
)


def record(**changed: Any) -> RunRecord:
    """A run of a minute that published three decks and kept one out."""
    at = datetime(2031, 8, 8, 6, tzinfo=UTC)
    run = RunRecord(
        number=7,
        trigger=Trigger.SCHEDULE,
        started_at=at,
        ended_at=at + timedelta(seconds=61),
        seconds=61.2,
        host="reader-1",
        process_id=4711,
        reader_version="1+a",
        counts=COUNTS,
        kept_out=(KeptOut("norvale/bad.txt", "empty"),),
        release=4,
        exit_code=1,
    )
    return replace(run, **changed)


def dated(company: str, published_on: date | None) -> Publication:
    """A deck of a company for its first quarter."""
    one = publication(f"{company}/1q.md", company=company)
    assert one.read is not None
    return replace(one, read=replace(one.read, document=replace(one.read.document, published_on=published_on)))


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A deck of norvale, one of acme without a day, one that was kept out, and seven runs."""
    folder = tmp_path / "curated"
    publish(folder, [publication(), dated("acme", None), rejection("norvale/bad.txt")])
    for at in range(7):
        started = begin_run(folder, trigger=Trigger.SCHEDULE, reader_version="1+a")
        if at < 6:
            end_run(started, exit_code=0, counts=COUNTS, release=at + 1)
    return folder


def shown(curated: Path, capsys: pytest.CaptureFixture[str], day: date = DAY) -> str:
    """What a person sees on a day."""
    show_standing(load_standing(curated, day), curated)
    return capsys.readouterr().out


def rows(out: str, title: str) -> list[list[str]]:
    """The cells of a table, row by row."""
    lines = out[out.index(title) :].split("\n")[4:]
    return [[cell for cell in line.strip().split("  ") if cell] for line in lines[: lines.index(" " * len(lines[0]))]]


def test_last_runs(curated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that the last five runs are told of, the youngest first, with what came and how each ended."""
    out = shown(curated, capsys)
    assert "Last runs: 5 of 7 (times are UTC)" in out
    table = rows(out, "Last runs")
    assert [row[0].strip() for row in table] == ["7", "6", "5", "4", "3"]
    assert table[0][-1].strip() == "did not end"
    assert [cell.strip() for cell in table[1][2:]][-2:] == [
        "3 new, 1 changed, 7 unchanged; 4,100 facts",
        "well, release 6",
    ]


def test_due(curated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that what is late comes first, with its days, and that what nobody knows is told as such."""
    out = shown(curated, capsys)
    assert "Due next: 2 companies, 1 overdue" in out
    late, unknown = rows(out, "Due next")
    assert [cell.strip() for cell in late[:6]] == [
        "norvale",
        "overdue 53 days",
        "2Q 2031",
        "2031-09-30",
        "2031-11-08",
        FILE,
    ]
    assert unknown[:2] == ["acme", "  unknown"] or [cell.strip() for cell in unknown[:2]] == ["acme", "unknown"]
    assert "no deck tells its day of publication" in " ".join(unknown)


def test_json(curated: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that --json has all runs on record, what is due, and why decks were kept out."""
    (curated / "runs" / "000003.json").write_text("half", encoding="utf-8")
    assert main(["status", "--curated", str(curated), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(run["number"], run["exit_code"], run["at_work"]) for run in found["runs"]][-2:] == [
        (6, 0, False),
        (7, None, False),
    ]
    assert found["unreadable_runs"] == ["runs/000003.json"]
    assert {one["company"]: one["period_end"] for one in found["due"]} == {
        "acme": "2031-09-30",
        "norvale": "2031-09-30",
    }
    assert found["quarantine"][0]["reason"] == "empty"
    assert {"decks", "documents", "corrections", "snapshot", "curated"} <= set(found)


def test_damaged_record(curated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that a record that can't be read is named, and the rest told."""
    (curated / "runs" / "000006.json").write_text("half", encoding="utf-8")
    out = shown(curated, capsys)
    assert "The record runs/000006.json can't be read" in out
    assert "Last runs: 5 of 6" in out


def test_no_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that a publication from before there was a ledger is told of as ever."""
    publish(tmp_path, [publication()])
    out = shown(tmp_path, capsys)
    assert "1 deck" in out
    assert "Last runs" not in out


def test_many_companies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that everything that is late is shown, and of what is not only the next."""
    late = [dated(f"late-{at}", date(2031, 8, 8)) for at in range(12)]
    others = [dated(f"other-{at}", None) for at in range(12)]
    publish(tmp_path, [*late, *others])
    out = shown(tmp_path, capsys)
    table = rows(out, "Due next")
    assert sum(row[0].startswith("late-") for row in table) == 12
    assert len(table) == 22
    assert "2 more, none of them overdue" in out


@pytest.mark.parametrize(
    ("changed", "at_work", "says"),
    [
        ({"exit_code": 0, "kept_out": ()}, False, "well, release 4"),
        ({}, False, "with decks kept out: norvale/bad.txt (empty), release 4"),
        ({"kept_out": (), "release": None}, False, "with decks kept out"),
        ({"ended_at": None}, False, "did not end"),
        ({"ended_at": None}, True, "at work (process 4711)"),
        (
            {"exit_code": 2, "error": "curated: is full. Make room.", "kept_out": (), "release": None},
            False,
            "with something to correct first: curated: is full. Make room.",
        ),
        ({"exit_code": 130, "kept_out": (), "release": None}, False, "interrupted"),
        ({"exit_code": 77, "kept_out": (), "release": None}, False, "with exit code 77"),
        (
            {"kept_out": (KeptOut("a/b.pdf", "damaged"),) * 5, "counts": replace(COUNTS, kept_out=5), "release": None},
            False,
            "with decks kept out: a/b.pdf (damaged), a/b.pdf (damaged), a/b.pdf (damaged) and 2 more",
        ),
        (
            {"exit_code": 0, "kept_out": (), "warnings": ("hooks.example did not answer.",)},
            False,
            "well, release 4; hooks.example did not answer.",
        ),
    ],
)
def test_how_it_ended(changed: dict[str, Any], says: str, *, at_work: bool) -> None:
    """Ensures that a run's end is told in words, with the decks or the error that matter."""
    assert how_it_ended(record(**changed), at_work=at_work) == says


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (None, ""),
        (COUNTS, "3 new, 1 changed, 7 unchanged; 4,100 facts"),
        (replace(COUNTS, published=0, facts=0), "3 new, 1 changed, 7 unchanged"),
        (replace(COUNTS, held=2), "3 new, 1 changed, 7 unchanged, 2 waiting for their profile; 4,100 facts"),
    ],
)
def test_what_came(counts: RunCounts | None, says: str) -> None:
    """Ensures that what came is told by decks and facts, and nothing of a run that never said."""
    assert what_came(record(counts=counts)) == says


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (42.4, "42 s"),
        (185.0, "3 min 5 s"),
        (7800.0, "2 h 10 min"),
        (90061, "25 h 1 min"),
    ],
)
def test_seconds(seconds: float, says: str) -> None:
    """Ensures that a run's time is told as a person says it."""
    assert seconds_words(seconds) == says


def test_run_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ensures that a run that is at work is not taken for one that was killed."""
    publish(tmp_path, [publication()])
    started: StartedRun = begin_run(tmp_path, trigger=Trigger.COMMAND, reader_version="1+a")
    monkeypatch.setattr(runs.os, "getpid", lambda: started.record.process_id + 1)
    assert f"at work (process {started.record.process_id})" in shown(tmp_path, capsys)


def test_status_is_light(curated: Path) -> None:
    """Ensures that status imports nothing that takes long but Arrow and what draws tables: it answers in a second."""
    heavy = ("prefect", "great_expectations", "pandas", "pydantic", "pyarrow.compute", "httpx", "prometheus_client")
    driver = (
        "import sys\nfrom deckfacts.cli import main\n"
        f"main(['status', '--curated', {str(curated)!r}])\nprint(sorted(set(sys.modules) & set({heavy!r})))"
    )
    command = [sys.executable, "-c", driver]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
