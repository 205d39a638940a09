"""Corrected decks: corrections reach the reader, in the same process and in a child."""

from pathlib import Path

import pytest

from deckfacts.contract import CorrectionStatus
from deckfacts.corrections import Correction
from extractors.children import ChildReader, ReadFile
from extractors.reading import read_file


@pytest.mark.parametrize("read", [read_file, ChildReader()], ids=["here", "in a child"])
def test_corrections(tmp_path: Path, read: ReadFile) -> None:
    """Ensures that a deck is read with the corrections given, and without any where none are."""
    path = tmp_path / "1q.md"
    path.write_text("# Norvale Networks\n\n1Q 2031 Results\n\n# Results\n\n- Revenue: $12 million\n", encoding="utf-8")
    correction = Correction.model_validate(
        {
            "deck": "1q.md",
            "line": 7,
            "printed": "12",
            "expect": {"value": "12000000", "segment": ""},
            "set": {"segment": "Sensors", "fiscal_period": "1H"},
            "reason": "It is said on the call.",
            "reviewer": "A. Person",
        }
    )
    plain = read(path, file="norvale/1q.md", company="norvale", profile=None)
    assert (plain.corrections, [one.correction_id for one in plain.facts]) == ((), [None])
    corrected = read(path, file="norvale/1q.md", company="norvale", profile=None, corrections=[correction])
    assert [row.status for row in corrected.corrections] == [CorrectionStatus.APPLIED]
    assert [(one.segment, one.fiscal_period) for one in corrected.facts] == [("Sensors", "1H")]
