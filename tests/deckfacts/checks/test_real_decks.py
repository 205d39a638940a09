"""Tests of the checks on real decks, as people read them: the contradictions that the decks print, and no others."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from deckfacts.checks import run_checks
from deckfacts.checks.running import CheckOutcome
from deckfacts.contract import Basis, Bound, Comparison, Fact, Measure, Qualifier, Scenario, Source
from deckfacts.deck import CellAddress
from tests import builders

EVAL = Path(__file__).parents[3] / ".." / "shared" / "eval"
DECKS = Path(__file__).parents[3] / ".." / "shared" / "decks"

CONTRADICTIONS = {
    ("growth_against_ends", (25, 34, 255, 531)),
    ("impossible_base", (31, 202, 313, 314)),
    ("impossible_base", (312, 313)),
    ("printed_twice", (35, 61)),
    ("printed_twice", (85, 184)),
    ("directions_disagree", (171,)),
    ("directions_disagree", (184,)),
    ("sign_against_parts", (266, 271, 272, 277, 532, 533)),
    ("sign_against_parts", (470, 472, 473)),
    ("sign_against_parts", (480, 482, 483, 484, 485)),
    ("share_against_whole", (527, 530)),
}
"""What IIJ's 3rd quarter of FY2008 prints and cannot be, by the lines involved."""


def checked(gold: str, lines: list[str]) -> tuple[list[Fact], CheckOutcome]:
    """The facts of a gold table, read as their first alternatives, and what the checks say of them."""
    path = EVAL / gold
    if not path.is_file():
        pytest.skip(f"{gold} is not beside this checkout")
    with path.open(encoding="utf-8") as file:
        rows = [{name: text.split("|")[0] for name, text in row.items()} for row in csv.DictReader(file)]
    facts = [_fact(row, number, lines) for number, row in enumerate(rows)]
    return facts, run_checks(facts, _cells(facts))


def _fact(row: Mapping[str, str], number: int, lines: list[str]) -> Fact:
    line = int(row["line"]) if row["line"] else None
    measure = Measure(row["measure"])
    compared = measure in {Measure.CHANGE, Measure.PERCENT_CHANGE}
    return builders.fact(
        fact_id=f"{number:04}",
        concept=row["concept"] or None,
        label=row["label"],
        segment=row["segment"] or None,
        measure=measure,
        comparison=Comparison(row["comparison"] or "yoy") if compared else None,
        scenario=Scenario(row["scenario"]),
        period_start=_date(row["period_start"]),
        period_end=_date(row["period_end"]),
        base_end=_date(row["base_end"]) if compared else None,
        value=Decimal(row["value"]),
        unit=row["unit"],
        bound=Bound(row["bound"]) if row["bound"] else None,
        basis=Basis(row["basis"]) if row["basis"] else None,
        decimals=int(row["decimals"]),
        qualifier=Qualifier(row["qualifier"]) if row["qualifier"] else None,
        source=Source(row["source"]),
        page=int(row["page"]) if row["page"] else None,
        line=line,
        slide_title=_title(lines, line),
        printed=row["printed"],
        context=f"{lines[line - 1]} % of Revenues" if line else row["label"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _title(lines: list[str], line: int | None) -> str | None:
    """The numbered heading above the line."""
    above = lines[:line] if line else []
    return next((text for text in reversed(above) if text.startswith(("I", "Ⅲ")) and "-" in text[:5]), None)


def _cells(facts: list[Fact]) -> dict[str, CellAddress]:
    """Rows of a text that follow each other are one table; of a page, all its rows are."""
    cells: dict[str, CellAddress] = {}
    table, last, columns = 0, 0, 0
    for fact in facts:
        if fact.source is not Source.TABLE:
            continue
        if fact.line is None:
            row = hash((fact.label, fact.segment))
            cells[fact.fact_id] = CellAddress(fact.page or 0, row, hash((fact.period_end, fact.measure)))
            continue
        table += fact.line > last + 1
        columns = columns + 1 if fact.line == last else 0
        last = fact.line
        cells[fact.fact_id] = CellAddress(table, fact.line, columns)
    return cells


def test_iij_contradicts_itself() -> None:
    """Ensures that every contradiction of the deck is found, each once, and nothing else."""
    deck = DECKS / "iij" / "fy2008-3q.txt"
    if not deck.is_file():
        pytest.skip("the deck is not beside this checkout")
    facts, outcome = checked("iij-fy2008-3q.gold.csv", deck.read_text(encoding="utf-8").split("\n"))
    line_of = {fact.fact_id: fact.line for fact in facts}
    found = [(str(check.rule), tuple(sorted({line_of[i] or 0 for i in check.fact_ids}))) for check in outcome.failed]
    assert set(found) == CONTRADICTIONS
    assert len(found) == len(CONTRADICTIONS)


@pytest.mark.parametrize(
    "gold", ["amcor-fy2023-4q.gold.csv", "cathay-2q25.gold.csv", "jlif-fy14.gold.csv", "twilio-4q23.gold.csv"]
)
def test_other_decks_do_not(gold: str) -> None:
    """Ensures that decks which are consistent raise no alarm, though checks are made."""
    _, outcome = checked(gold, [])
    assert outcome.run > 0
    assert [check.message for check in outcome.failed] == []
