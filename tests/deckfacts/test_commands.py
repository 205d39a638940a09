"""Commands about many decks and about what runs changed: releases, diff, guidance, restatements, export."""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow.parquet as pq
import pytest

from deckfacts import snapshots
from deckfacts.cli import main
from deckfacts.contract import FiscalPeriod, Measure
from deckfacts.listings import change_words, range_words
from deckfacts.manifest import DeckKey, read_manifest
from deckfacts.publication import publish
from deckfacts.releases import Release, record_release
from deckfacts.series.points import StatedDeck
from deckfacts.series.records import Cause, CompanySeries, CrossCheck, CrossRule, GuidanceStep, Outcome, Step
from tests.builders import COMPANY, FILE, fact, publication, read_deck, rejection

OTHER = "norvale/fy2031-2q.md"
NEW = "acme/1q.md"


def record(curated: Path, day: int) -> Release:
    """The record of a run on a day of August 2031."""
    release = record_release(curated, reader_version="1+a", released_at=datetime(2031, 8, day, 7, 30, tzinfo=UTC))
    assert release is not None
    return release


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """Three releases: two decks; other bytes of the second; another reading of the first, and a deck of acme."""
    folder = tmp_path / "curated"
    first, second = fact(fact_id="a", printed="4,210"), fact(fact_id="b", printed="99", value=Decimal(99))
    publish(folder, [publication(facts=[first, second]), publication(OTHER, facts=[replace(first, fact_id="c")])])
    record(folder, 8)
    changed = replace(first, fact_id="d", printed="4,310", value=Decimal(4310000000), line=40)
    publish(folder, [publication(OTHER, version=2, facts=[changed])])
    record(folder, 9)
    corrected = replace(second, value=Decimal(98), correction_id="c1")
    publish(folder, [publication(facts=[replace(first, concept=None), corrected], fingerprint="reader 2")])
    publish(folder, [publication(NEW, company="acme", count=3)])
    record(folder, 10)
    return folder


def run(capsys: pytest.CaptureFixture[str], curated: Path, *words: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    code = main([*words, "--curated", str(curated)])
    said = capsys.readouterr()
    return code, said.out, said.err


def rows_of(out: str) -> list[tuple[str, str, str]]:
    """File, kind and cause of each difference in a JSON document."""
    return [(row["file"], row["kind"], row["cause"]) for row in json.loads(out)["differences"]]


FIRST_TO_SECOND = [(OTHER, "changed", "source")]
SECOND_TO_THIRD = [
    *[(NEW, "new", "source")] * 3,
    (FILE, "changed", "reader"),
    (FILE, "changed", "correction"),
]


def test_releases(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that releases are listed with when, what came in, how many facts stand, and the reader's version."""
    code, out, _ = run(capsys, curated, "releases")
    assert code == 0
    assert "Releases: 3" in out
    cells = [line.split() for line in out.splitlines() if "2031-08-" in line]
    snapshot = (curated / "current").readlink().name
    assert [row[:3] for row in cells] == [[str(at), f"2031-08-{at + 7:02}", "07:30"] for at in (1, 2, 3)]
    assert cells[-1][3:] == [snapshot, "1", "1", "0", "6", "1+a"]
    _, out, _ = run(capsys, curated, "releases", "--json")
    found = json.loads(out)["releases"]
    assert [(one["number"], one["released_at"]) for one in found][-1] == (3, "2031-08-10T07:30:00Z")
    assert found[-1]["came_in"][0]["file"] == NEW


def test_diff(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a difference tells deck, place, what it is about, both values, kind and cause; and the counts."""
    code, out, _ = run(capsys, curated, "diff", "1", "2")
    assert code == 0
    assert "Different: 1; unchanged: 2" in out
    (line,) = [line for line in out.splitlines() if OTHER in line]
    for words in ("line 40", "changed", "source", "Total revenues; level; 1Q 2031", "4,210,000,000 JPY"):
        assert words in line
    assert '4,310,000,000 JPY, printed "4,310"' in line
    _, out, _ = run(capsys, curated, "diff", "--json")
    found = json.loads(out)
    assert found["counts"]["new"] == {"source": 3, "reader": 0, "correction": 0}
    assert found["counts"]["changed"] == {"source": 0, "reader": 1, "correction": 1}
    assert found["unchanged"] == 1
    (reader,) = [row for row in found["differences"] if row["cause"] == "reader"]
    assert (reader["columns"], reader["before"]["concept"], reader["after"]["concept"]) == (
        ["concept"],
        "revenue",
        None,
    )
    assert {row["before"] for row in found["differences"] if row["kind"] == "new"} == {None}


def test_diff_of_a_column(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that what differs beside the value is named, and a value that is the same is left out."""
    _, out, _ = run(capsys, curated, "diff", "--company", COMPANY)
    (line,) = [line for line in out.splitlines() if "reader" in line and FILE in line]
    assert 'concept "revenue"' in line
    assert "concept none" in line
    assert "4,210,000,000" not in line


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ([], SECOND_TO_THIRD),
        (["2"], SECOND_TO_THIRD),
        (["2", "latest"], SECOND_TO_THIRD),
        (["1", "2"], FIRST_TO_SECOND),
        (["000001", "2"], FIRST_TO_SECOND),
        (["2", "1"], FIRST_TO_SECOND),
        (["latest"], []),
        (["3", "3"], []),
        (["--company", "acme"], [(NEW, "new", "source")] * 3),
        (["1", "2", "--company", COMPANY], FIRST_TO_SECOND),
        (["3", "2", "--company", "acme"], [(NEW, "gone", "source")] * 3),
        (["--limit", "1"], SECOND_TO_THIRD[:1]),
    ],
)
def test_diff_sides(
    capsys: pytest.CaptureFixture[str], curated: Path, words: list[str], rows: list[tuple[str, str, str]]
) -> None:
    """Ensures that releases go by number or as the latest, in any order, and default to the last two."""
    code, out, _ = run(capsys, curated, "diff", *words, "--json")
    assert (code, rows_of(out)) == (0, rows)


def test_diff_of_snapshots(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a snapshot goes by the beginning of its name, be it of a release or not, and so does the current."""
    _, out, _ = run(capsys, curated, "releases", "--json")
    first, second = (one["snapshot"] for one in json.loads(out)["releases"][:2])
    _, out, _ = run(capsys, curated, "diff", first[:8], second, "--json")
    assert rows_of(out) == FIRST_TO_SECOND
    assert json.loads(out)["before"] == {"snapshot": first, "number": 1}
    unreleased = publish(curated, [], gone=[DeckKey("acme", NEW)]).snapshot
    for words in (["latest"], ["latest", unreleased[:8]], ["3"]):
        _, out, _ = run(capsys, curated, "diff", *words, "--json")
        assert rows_of(out) == [(NEW, "gone", "source")] * 3
        assert json.loads(out)["after"] == {"snapshot": unreleased, "number": None}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["7"], "7: there is no such release. There are: 1 ("),
        (["0"], "There are: 1 ("),
        (["1", "yesterday"], "yesterday: there is no such release. There are: 1 ("),
        (["ffff0000"], "there is no such release"),
        (["--company", "nobody"], "Give one of acme, norvale."),
    ],
)
def test_diff_of_nothing(capsys: pytest.CaptureFixture[str], curated: Path, words: list[str], says: str) -> None:
    """Ensures that a release or a company that there is none of is exit code 2, with those that there are."""
    code, out, err = run(capsys, curated, "diff", *words)
    assert (code, out) == (2, "")
    assert says in err


def test_diff_of_one_release(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Ensures that a publication with fewer than two releases says so, and one without any."""
    assert run(capsys, tmp_path, "diff")[0] == 2
    publish(tmp_path, [publication()])
    code, _, err = run(capsys, tmp_path, "diff")
    assert code == 2
    assert "there are no two releases yet. There is no release." in err
    assert run(capsys, tmp_path, "diff", "latest")[0] == 2
    record(tmp_path, 8)
    _, _, err = run(capsys, tmp_path, "diff")
    assert "There is: 1 (" in err


def test_diff_of_a_collected_snapshot(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that a release whose snapshot is gone is told of with those that can still be compared."""
    shutil.rmtree(next((curated / "snapshots").glob(f"{_snapshots(curated)[0]}*")))
    code, _, err = run(capsys, curated, "diff", "1", "2")
    assert code == 2
    assert "release 1 (" in err
    assert "its snapshot is gone" in err
    assert "There are: 2 (" in err


def _snapshots(curated: Path) -> list[str]:
    return [json.loads(path.read_text())["snapshot"] for path in snapshots.release_files(curated)]


def test_diff_reads_only_what_differs(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that no file is opened of a deck whose facts are the same in both."""
    publish(curated, [publication(NEW, company="acme", version=2)])
    for path in (curated / "snapshots").glob("*/facts/*.parquet"):
        if "acme" not in path.name:
            path.unlink()
    code, out, _ = run(capsys, curated, "diff", "latest", "--json")
    assert code == 0
    assert {file for file, _, _ in rows_of(out)} == {NEW}
    assert json.loads(out)["unchanged"] == 3 + 2
    code, _, err = run(capsys, curated, "diff", "1", "2")
    assert code == 2
    assert "is gone" in err


def test_diff_of_another_contract(capsys: pytest.CaptureFixture[str], curated: Path) -> None:
    """Ensures that facts of another contract are not compared as if they were of this one."""
    for path in (curated / "snapshots" / _snapshots(curated)[0] / "facts").glob("*.parquet"):
        table = pq.read_table(path).drop_columns("basis")
        path.unlink()
        pq.write_table(table, path)
    code, _, err = run(capsys, curated, "diff", "1", "2")
    assert code == 2
    assert "of another contract" in err


def step(**changed: Any) -> GuidanceStep:
    """A target of JPY17,000 to 18,000 million for fiscal 2031, revised from one that was lower by 500."""
    document_id = read_deck().document.document_id
    return replace(
        GuidanceStep(
            guidance_id="g1",
            target_id="t1",
            company=COMPANY,
            concept="revenue",
            label="Total revenues",
            segment=None,
            measure=Measure.LEVEL,
            comparison=None,
            basis=None,
            unit="JPY",
            fiscal_year=2031,
            fiscal_period=FiscalPeriod.FY,
            period_start=date(2031, 4, 1),
            period_end=date(2032, 3, 31),
            number=2,
            step=Step.REVISED,
            low=Decimal(17000000000),
            high=Decimal(18000000000),
            low_change=Decimal(500000000),
            high_change=Decimal(500000000),
            tolerance=None,
            outcome=None,
            published_on=date(2031, 8, 8),
            document_id=document_id,
            fact_ids=("a",),
            printed="17,000 to 18,000",
            page=None,
            line=31,
        ),
        **changed,
    )


def cross_check(**changed: Any) -> CrossCheck:
    """Revenues that the second quarter's deck puts 10 million higher than the first quarter's did."""
    return replace(
        CrossCheck(
            check_id="x1",
            company=COMPANY,
            rule=CrossRule.COMPARATIVE_AGAINST_EARLIER,
            cause=Cause.UNEXPLAINED,
            message="Total revenues of 1Q 2031: 4,220 here, 4,210 before.",
            said=None,
            document_id=read_deck(OTHER).document.document_id,
            earlier_document_id=read_deck().document.document_id,
            fact_ids=("a", "c"),
            found=Decimal(4220000000),
            expected_low=Decimal(4209500000),
            expected_high=Decimal(4210500000),
            difference=Decimal(9500000),
            unit="JPY",
        ),
        **changed,
    )


@pytest.fixture
def companies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two decks with guidance and restatements of norvale, and a deck of acme that has neither."""
    steps = (step(), step(guidance_id="g2", number=3, step=Step.ACTUAL, high=None, outcome=Outcome.BEAT))
    checks = (cross_check(), cross_check(check_id="x2", cause=Cause.RESTATED, said="Restated for the new standard."))

    def resolve_company(decks: Sequence[StatedDeck], _names: object) -> CompanySeries:
        norvale = decks[0].document.company == COMPANY
        return CompanySeries(guidance=steps, cross_checks=checks) if norvale else CompanySeries()

    monkeypatch.setattr("deckfacts.series.publishing.resolve_company", resolve_company)
    folder = tmp_path / "companies"
    decks = [publication(), publication(OTHER), rejection("norvale/bad.txt"), publication(NEW, company="acme")]
    publish(folder, decks)
    return folder


def test_guidance(capsys: pytest.CaptureFixture[str], companies: Path) -> None:
    """Ensures that each step of a target is told with its range, what it was revised by, and where it stands."""
    code, out, _ = run(capsys, companies, "guidance", COMPANY)
    assert code == 0
    assert "1 target in 2 steps" in out
    revised, actual = (line for line in out.splitlines() if "Total revenues" in line)
    for words in (
        "level",
        "FY 2031",
        "revised",
        "17,000,000,000 to 18,000,000,000 JPY",
        "500,000,000",
        "line 31",
        FILE,
    ):
        assert words in revised
    for words in ("actual", "at least 17,000,000,000 JPY", "beat"):
        assert words in actual
    _, out, _ = run(capsys, companies, "guidance", "--json")
    assert [one["low"] for one in json.loads(out)["guidance"]] == ["17000000000", "17000000000"]


def test_restatements(capsys: pytest.CaptureFixture[str], companies: Path) -> None:
    """Ensures that a figure that decks state differently is told with both decks, and whether the later says why."""
    code, out, _ = run(capsys, companies, "restatements")
    assert code == 0
    assert "Restatements: 2, of which 1 unexplained" in out
    unexplained, restated = (line for line in out.splitlines() if OTHER in line)
    for words in (FILE, "unexplained", "comparative_against_earlier", "9,500,000 JPY", "4,220 here, 4,210 before"):
        assert words in unexplained
    assert "  restated  " in restated
    _, out, _ = run(capsys, companies, "restatements", COMPANY, "--json")
    assert [one["cause"] for one in json.loads(out)["restatements"]] == ["unexplained", "restated"]


@pytest.mark.parametrize("command", ["guidance", "restatements"])
def test_of_one_company(capsys: pytest.CaptureFixture[str], companies: Path, command: str) -> None:
    """Ensures that a company without rows has none, and that a company without decks is exit code 2."""
    code, out, _ = run(capsys, companies, command, "acme", "--json")
    assert (code, json.loads(out)) == (0, {command: []})
    code, out, err = run(capsys, companies, command, "nobody")
    assert (code, out) == (2, "")
    assert "Give one of acme, norvale." in err


@pytest.mark.parametrize("words", [["guidance"], ["restatements"], ["status"], ["checks"], ["show", "fy2031-1q"]])
def test_published_under_another_contract(
    capsys: pytest.CaptureFixture[str], companies: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Ensures that a publication with columns of another contract is exit code 2 with what to do."""
    manifest = read_manifest(companies)
    assert manifest is not None
    monkeypatch.setattr("deckfacts.browse.read_manifest", lambda _: replace(manifest, contract="0.9"))
    code, out, err = run(capsys, companies, *words)
    assert (code, out) == (2, "")
    assert "contract 0.9" in err
    assert "deckfacts ingest" in err


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("10", "12", "10 to 12"), ("10", "10", "10"), ("10", None, "at least 10"), (None, "12", "at most 12")],
)
def test_range_words(low: str | None, high: str | None, words: str) -> None:
    """Ensures that a range is told as such, and one with an open end too."""
    assert range_words(Decimal(low) if low else None, Decimal(high) if high else None) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("5", "5", "+5"), ("8", "5", "+8 / +5"), ("-2", "0", "-2 / 0"), ("0", None, "0"), (None, None, "")],
)
def test_change_words(low: str | None, high: str | None, words: str) -> None:
    """Ensures that a change has its sign, and both ends of a range where they moved differently."""
    assert change_words(Decimal(low) if low else None, Decimal(high) if high else None) == words


@dataclass(frozen=True, slots=True)
class Written:
    """What a workbook holds."""

    sheets: int
    numbers: int


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the writer of workbooks is asked for, which writes none."""
    calls: list[Any] = []

    def write_workbook(path: Path, curated: Path, *, company: str | None, as_of: date | None) -> Written:
        calls.append((path, curated, company, as_of))
        return Written(3, 1234)

    module = ModuleType("deckfacts.workbook")
    module.write_workbook = write_workbook  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "deckfacts.workbook", module)
    return calls


def test_export(capsys: pytest.CaptureFixture[str], companies: Path, asked: list[Any]) -> None:
    """Ensures that a workbook is asked for as the options say, and that what it holds is told."""
    code, out, _ = run(capsys, companies, "export", "--xlsx", "b.xlsx", "--company", "acme", "--as-of", "2031-08-08")
    assert (code, out) == (0, "b.xlsx: 1,234 numbers on 3 sheets\n")
    _, out, _ = run(capsys, companies, "export", "--xlsx", "b.xlsx", "--json")
    assert json.loads(out) == {"xlsx": "b.xlsx", "sheets": 3, "numbers": 1234}
    path = Path("b.xlsx")
    assert asked == [(path, companies, "acme", date(2031, 8, 8)), (path, companies, None, None)]


@pytest.mark.parametrize("words", [["diff"], ["diff", "1", "2"], ["releases"], ["guidance"], ["restatements"]])
def test_narrow_terminal(
    capsys: pytest.CaptureFixture[str], curated: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Ensures that 80 columns take every table."""
    monkeypatch.setattr("deckfacts.terminal.is_wide", lambda: False)
    monkeypatch.setattr("deckfacts.terminal.PIPE_WIDTH", 80)
    code, out, _ = run(capsys, curated, *words)
    assert code == 0
    assert max(len(line) for line in out.splitlines()) <= 80
