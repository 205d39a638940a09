"""Tests of resolved facts: which of a data point's vintages is given, by day, by segment, in which frame."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from deckfacts.errors import ConfigurationError
from deckfacts.publication import publish
from deckfacts.reader import read_dataset, read_facts
from tests.deckfacts.series.notation import publications

DECKS = """
    # 1Q30 2030-08-08
    revenue 1Q30 5,555m
    revenue[Rail] 1Q30 1,234m
    # 1Q31 2031-08-08
    revenue 1Q31 6,000m ; 1Q30 5,560m
    revenue[Mobility] 1Q31 1,300m ; 1Q30 1,234m
    revenue FY31 25bn target
    # 2Q31
    revenue 1Q31 6,010m ; 2Q31 6,100m
    revenue FY31 26bn target
    # 3Q31 2032-02-08
    revenue 1Q31 6,020m
    # 3Q31b 2032-02-08
    revenue 1Q31 6,030m
    """


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The decks above, and one of another company."""
    folder = tmp_path_factory.mktemp("resolved")
    publish(folder, [*publications(DECKS), *publications("# 1Q31 2031-08-10\nrevenue 1Q31 77m", "alder")])
    return folder


def told(curated: Path, **asked: Any) -> list[str]:
    """The facts of Norvale in short: segment, period, print."""
    rows = read_facts(curated, **{"company": "norvale", **asked}).to_pylist()
    return sorted(
        f"{row['segment'] or '-'} {row['fiscal_period']}{row['fiscal_year'] % 100} {row['printed']}" for row in rows
    )


NOW = ["- 1Q30 5,560m", "- 1Q31 6,030m", "- 2Q31 6,100m", "- FY31 26bn", "Mobility 1Q30 1,234m", "Mobility 1Q31 1,300m"]
IN_2031 = ["- 1Q30 5,560m", "- 1Q31 6,000m", "- FY31 25bn", "Mobility 1Q30 1,234m", "Mobility 1Q31 1,300m"]
IN_2032 = ["- 1Q30 5,560m", "- 1Q31 6,030m", "- FY31 25bn", "Mobility 1Q30 1,234m", "Mobility 1Q31 1,300m"]

QUESTIONS: list[tuple[dict[str, Any], list[str]]] = [
    ({"latest": True}, NOW),
    ({"as_of": "2030-08-07"}, []),
    ({"as_of": "2030-08-08"}, ["- 1Q30 5,555m", "Rail 1Q30 1,234m"]),
    ({"as_of": "2031-08-07"}, ["- 1Q30 5,555m", "Rail 1Q30 1,234m"]),
    ({"as_of": "2031-08-08"}, IN_2031),
    ({"as_of": date(2031, 8, 8)}, IN_2031),
    ({"as_of": "2031-08-08", "latest": True}, IN_2031),
    ({"as_of": "2032-02-07"}, IN_2031),
    ({"as_of": "2032-02-08"}, IN_2032),
    ({"as_of": "2099-01-01"}, IN_2032),
    ({"as_of": "2031-08-07", "latest": False}, ["- 1Q30 5,555m", "Rail 1Q30 1,234m"]),
    ({"as_of": "2031-08-08", "latest": False}, sorted([*IN_2031, "- 1Q30 5,555m", "Rail 1Q30 1,234m"])),
    ({"latest": True, "segment": ""}, NOW[:4]),
    ({"latest": True, "segment": "Mobility"}, NOW[4:]),
    ({"latest": True, "segment": "Rail"}, []),
    ({"as_of": "2030-08-08", "segment": "Rail"}, ["Rail 1Q30 1,234m"]),
    ({"as_of": "2030-08-08", "segment": "Mobility"}, ["Rail 1Q30 1,234m"]),
    ({"as_of": "2031-08-08", "latest": False, "segment": "Mobility"},
     ["Mobility 1Q30 1,234m", "Mobility 1Q31 1,300m", "Rail 1Q30 1,234m"]),
    ({"segment": "Rail"}, ["Rail 1Q30 1,234m"]),
    ({"segment": "Mobility"}, NOW[4:]),
    ({"latest": True, "segment": "Water"}, []),
    ({"latest": True, "scenario": "target"}, ["- FY31 26bn"]),
    ({"latest": True, "period": "1Q 2031"}, ["- 1Q31 6,030m", "Mobility 1Q31 1,300m"]),
    ({"latest": True, "concept": "eps"}, []),
    ({"latest": True, "company": "nobody"}, []),
    ({"latest": True, "company": "alder"}, ["- 1Q31 77m"]),
    ({"latest": True, "company": None, "period": "1Q 2031", "segment": ""}, ["- 1Q31 6,030m", "- 1Q31 77m"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), QUESTIONS)
def test_questions(curated: Path, asked: dict[str, Any], expected: list[str]) -> None:
    """Ensures that each data point is told as the last deck that counts states it, and only where it fits."""
    assert told(curated, **asked) == expected


def test_not_asked(curated: Path) -> None:
    """Ensures that without a day and without `latest` there is a row for each printed number, as it was read."""
    assert read_facts(curated).to_pylist() == read_dataset(curated, "facts").to_pylist()
    assert read_facts(curated, latest=False).num_rows == 13


FIRST = [
    ({"latest": True}, (6000, 6030, 4, "changed")),
    ({"as_of": "2031-08-08"}, (6000, 6000, 1, "first")),
    ({"as_of": "2032-02-08"}, (6000, 6030, 4, "changed")),
]


@pytest.mark.parametrize(("asked", "expected"), FIRST)
def test_first_value(curated: Path, asked: dict[str, Any], expected: tuple[int, int, int, str]) -> None:
    """Ensures that a row tells what its data point was first printed as, and which vintage it is."""
    (row,) = read_facts(curated, company="norvale", segment="", period="1Q 2031", **asked).to_pylist()
    found = (row["first_value"].scaleb(-6), row["value"].scaleb(-6), row["vintage"], row["standing"])
    assert found == expected


@pytest.mark.parametrize("asked", [{}, {"latest": True}, {"as_of": "2031-08-08"}, {"quarterly": True}])
def test_frames(curated: Path, asked: dict[str, Any]) -> None:
    """Ensures that pandas and Polars have the same rows and columns as Arrow, decimals and nulls kept."""
    table = read_facts(curated, **asked)
    pandas, polars = read_facts(curated, to="pandas", **asked), read_facts(curated, to="polars", **asked)
    assert isinstance(pandas, pd.DataFrame)
    assert isinstance(polars, pl.DataFrame)
    assert table.column_names == list(pandas.columns) == polars.columns
    expected = table["value"].to_pylist()
    assert pandas["value"].tolist() == polars["value"].to_list() == expected
    assert polars["segment"].to_list() == table["segment"].to_pylist()
    assert pandas["segment"].isna().tolist() == [one is None for one in table["segment"].to_pylist()]


def test_no_such_frame(curated: Path) -> None:
    """Ensures that a frame that there is none of is told, with what there is."""
    with pytest.raises(ConfigurationError, match="no frame 'excel'"):
        read_facts(curated, to="excel")  # type: ignore[call-overload]


def test_order(curated: Path) -> None:
    """Ensures that rows come by company, series and time, an order that does not change."""
    rows = read_facts(curated, latest=True).to_pylist()
    keys = [(row["company"], row["series_label"], row["series_id"], row["period_end"]) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("day", ["yesterday", "2031-13-01", "08/08/2031"])
def test_no_day(curated: Path, day: str) -> None:
    """Ensures that a day that there is none of is told like any other wrong value."""
    with pytest.raises(ConfigurationError):
        read_facts(curated, as_of=day)
