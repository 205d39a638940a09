"""The bench of table finding: what it hands to the competition's scorer, and what it says without the documents."""

from pathlib import Path

import pytest

from bench import tables
from tests.extractors.pdf.tables.sheets import found

SHEET = """
                 Six Months
                2023    2022
Revenue        1,250   1,100
Profit           300     260
"""


def test_tables_are_handed_over_as_the_scorer_reads_them() -> None:
    """Ensures that each cell keeps its place, its spans and its text."""
    (region,) = found(SHEET)
    prediction = tables.as_prediction(region, 3)
    cells = prediction["cells"]
    assert prediction["page"] == 3
    assert isinstance(cells, list)
    assert {"row": 0, "col": 1, "rowspan": 1, "colspan": 2, "text": "Six Months"} in cells
    assert {"row": 3, "col": 2, "rowspan": 1, "colspan": 1, "text": "260"} in cells


def test_without_the_documents_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ensures that a checkout without the competition's documents gets a sentence and no failure."""
    monkeypatch.setattr(tables, "COMPETITION", tmp_path / "nowhere")
    assert tables.main([]) == 0
    assert "nothing to score" in capsys.readouterr().out
