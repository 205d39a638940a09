"""Gold files: what a cell says, and what is refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bench.gold import COLUMNS, read_gold
from deckfacts.contract import Comparison, Measure

RIGHT = {
    "line": "7",
    "label": "Net sales",
    "concept": "|revenue",
    "measure": "change|percent_change",
    "comparison": "yoy",
    "scenario": "actual",
    "period_end": "2031-06-30",
    "value": "-5.50",
    "unit": "percent",
    "decimals": "2",
    "source": "table",
    "printed": "▲5.50%",
}


def written(path: Path, cells: dict[str, str]) -> Path:
    """A gold file of one row."""
    file = path / "gold.csv"
    file.write_text(f"{','.join(COLUMNS)}\n{','.join(cells.get(column, '') for column in COLUMNS)}\n", encoding="utf-8")
    return file


def test_cells_are_read_by_their_kind(tmp_path: Path) -> None:
    """Ensures that dates, decimals and enums come typed, with every accepted reading and nulls for empty ones."""
    (row,) = read_gold(written(tmp_path, RIGHT))
    assert (row.line, row.page) == (7, None)
    assert row.concept == {None, "revenue"}
    assert row.measure == {Measure.CHANGE, Measure.PERCENT_CHANGE}
    assert row.comparison == {Comparison.YOY}
    assert row.period_start == {None}
    assert row.period_end == {date(2031, 6, 30)}
    assert row.value == {Decimal("-5.5")}
    assert row.decimals == {2}


@pytest.mark.parametrize(
    "wrong", [{"measure": "levle"}, {"value": "5,5"}, {"period_end": "30.6.2031"}, {"decimals": "x"}]
)
def test_slips_are_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    """Ensures that a slip of the pen in a gold file is named with its line and not scored as a miss."""
    with pytest.raises(ValueError, match=r"gold\.csv:2: "):
        read_gold(written(tmp_path, RIGHT | wrong))


def test_other_columns_are_refused(tmp_path: Path) -> None:
    """Ensures that a file with other columns is not half read."""
    file = tmp_path / "gold.csv"
    file.write_text("line,label\n7,Net sales\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns"):
        read_gold(file)
