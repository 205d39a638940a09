"""Quarters: what decks print of one line on the left, on the right the quarters that follow from it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deckfacts.publication import publish
from deckfacts.reader import read_facts
from tests.deckfacts.series.notation import publications

DECKS = {
    "half": ("revenue 1Q31 100m ; 1H31 210m", ["2Q 110"]),
    "second of the half": ("revenue 2Q31 110m ; 1H31 210m", ["1Q 100"]),
    "nine-months": ("revenue 1H31 210m ; 9M31 330m", ["3Q 120"]),
    "nine-months-by-quarters": ("revenue 1Q31 100m ; 2Q31 110m ; 9M31 330m", ["3Q 120"]),
    "year": ("revenue 9M31 330m ; FY31 460m", ["4Q 130"]),
    "year-by-halves": ("revenue 1H31 210m ; 3Q31 120m ; FY31 460m", ["4Q 130"]),
    "all-of-a-year": ("revenue 1Q31 100m ; 1H31 210m ; 9M31 330m ; FY31 460m", ["2Q 110", "3Q 120", "4Q 130"]),
    "in-the-middle": ("revenue 1Q31 100m ; 2H31 250m ; FY31 460m", ["2Q 110"]),
    "printed-already": ("revenue 1Q31 100m ; 2Q31 111m ; 1H31 210m", []),
    "half-alone": ("revenue 1H31 210m", []),
    "year-alone": ("revenue 1Q31 100m ; FY31 460m", []),
    "another-year": ("revenue 1Q31 100m ; 1H32 210m", []),
    "two-years": ("revenue 1Q31 100m ; 1H31 210m ; 1Q30 90m ; 1H30 190m", ["2Q 100", "2Q 110"]),
    "below-zero": ("net_income 1Q31 100m ; 1H31 40m", ["2Q -60"]),
    "line-without-a-concept": ("'Widgets' 1Q31 100m ; 1H31 210m", ["2Q 110"]),
    "another-segment": ("revenue 1Q31 100m\nrevenue[Rail] 1H31 210m", []),
    "another-basis": ("revenue 1Q31 100m ; 1H31 210m adjusted", []),
    # What is no sum of its quarters.
    "margin": ("operating_margin 1Q31 10.0% ; 1H31 11.0%", []),
    "average": ("average_selling_price 1Q31 100m ; 1H31 210m", []),
    "average-by-its-label": ("'Average loan' 1Q31 100m ; 1H31 210m", []),
    "per-share": ("eps 1Q31 10.0/share ; 1H31 21.0/share", []),
    "pieces": ("'Widgets' 1Q31 100 ; 1H31 210", []),
    "growth": ("revenue 1Q31 yoy 5.0% ; 1H31 yoy 6.0%", []),
    "target": ("revenue 1Q31 100m ; 1H31 210m target", []),
    "range": ("revenue 1Q31 100m ; 1H31 200-210m", []),
    "contested": ("revenue 1Q31 100m ; 1H31 210m ; 1H31 290m", []),
    "balance": ("inventories @1Q31 100m ; @2Q31 210m", []),
}


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each of the decks as one company's."""
    folder = tmp_path_factory.mktemp("quarters")
    decks = [one for company, (says, _) in DECKS.items() for one in publications(f"# 4Q31 2032-05-08\n{says}", company)]
    revised = "# 1Q31 2031-08-08\nrevenue 1Q31 100m\n# 2Q31 2031-11-08\nrevenue 1H31 210m\n"
    revised += "# 3Q31 2032-02-08\nrevenue 1Q31 104.5m"
    publish(folder, [*decks, *publications(revised, "revised")])
    return folder


def derived(curated: Path, company: str, **asked: Any) -> list[dict[str, Any]]:
    """The rows that are printed nowhere."""
    rows = read_facts(curated, company=company, quarterly=True, **asked).to_pylist()
    return [row for row in rows if row["derived_from"] is not None]


@pytest.mark.parametrize("company", DECKS)
def test_derived(curated: Path, company: str) -> None:
    """Ensures that the quarters that follow from cumulative flows of money are told, and that no others are."""
    found = [f"{row['fiscal_period']} {row['value'].scaleb(-6).normalize():f}" for row in derived(curated, company)]
    assert sorted(found) == DECKS[company][1]


def test_row(curated: Path) -> None:
    """Ensures that a derived quarter names the facts it comes from, and has no place, print or vintage of its own."""
    rows = read_facts(curated, company="half", quarterly=True).to_pylist()
    printed = {row["fiscal_period"]: row for row in rows if row["derived_from"] is None}
    (row,) = derived(curated, "half")
    assert row["derived_from"] == [printed["1H"]["fact_id"], printed["1Q"]["fact_id"]]
    assert (row["period_start"], row["period_end"]) == (date(2031, 7, 1), date(2031, 9, 30))
    nowhere = ("document_id", "source", "page", "line", "printed", "context", "vintage", "standing", "known_from")
    assert {row[column] for column in nowhere} == {None}
    same = ("company", "concept", "series_id", "series_label", "unit", "scenario", "measure", "fiscal_year")
    assert {column: row[column] for column in same} == {column: printed["1H"][column] for column in same}


def test_least_exact(curated: Path) -> None:
    """Ensures that a derived quarter is as exact as the least exact figure that it comes from."""
    (row,) = derived(curated, "revised")
    assert (row["value"], row["decimals"]) == (Decimal(105500000), -6)


@pytest.mark.parametrize(
    ("day", "expected"), [("2031-08-08", []), ("2031-11-08", [110]), ("2032-02-07", [110]), ("2032-02-08", [105.5])]
)
def test_as_of(curated: Path, day: str, expected: list[float]) -> None:
    """Ensures that a quarter follows from what was known on a day."""
    assert [float(row["value"].scaleb(-6)) for row in derived(curated, "revised", as_of=day)] == expected


@pytest.mark.parametrize(("period", "expected"), [("2Q", ["2Q"]), ("3Q 2031", ["3Q"]), ("1H", []), ("2030", [])])
def test_of_a_period(curated: Path, period: str, expected: list[str]) -> None:
    """Ensures that a quarter can be asked for, though what it follows from is of other periods."""
    assert [row["fiscal_period"] for row in derived(curated, "all-of-a-year", period=period)] == expected


def test_printed_rows_stay(curated: Path) -> None:
    """Ensures that every row of the latest vintages is there, as without the quarters."""
    rows = read_facts(curated, quarterly=True)
    printed = rows.filter(rows["derived_from"].is_null()).drop_columns("derived_from").to_pylist()
    assert printed == read_facts(curated, latest=True).to_pylist()
