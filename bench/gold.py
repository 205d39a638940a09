"""Gold: a hand-labelled CSV becomes rows that say what each printed number of a deck means."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from deckfacts.contract import Basis, Bound, Comparison, Measure, Qualifier, Scenario, Source

T = TypeVar("T")

COLUMNS = (
    "line", "page", "label", "concept", "segment", "measure", "comparison", "scenario", "period_start", "period_end",
    "base_end", "value", "unit", "bound", "basis", "decimals", "qualifier", "source", "printed", "note",
)  # fmt: skip
"""Those of a fact that are labelled, and a note on what was hard to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """What one printed number means. A set holds every reading that is accepted; None in it is a null."""

    line: int | None
    page: int | None
    printed: str
    label: str
    concept: frozenset[str | None]
    segment: frozenset[str | None]
    measure: frozenset[Measure | None]
    comparison: frozenset[Comparison | None]
    scenario: frozenset[Scenario | None]
    period_start: frozenset[date | None]
    period_end: frozenset[date | None]
    base_end: frozenset[date | None]
    value: frozenset[Decimal | None]
    unit: frozenset[str | None]
    bound: frozenset[Bound | None]
    basis: frozenset[Basis | None]
    decimals: frozenset[int | None]
    qualifier: frozenset[Qualifier | None]
    source: frozenset[Source | None]


def read_gold(path: Path) -> list[GoldRow]:
    """The rows of a gold file, in its order. Raises ValueError, naming file and line, where it breaks the contract."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: the columns are not {', '.join(COLUMNS)}")
        rows = []
        for record in reader:
            try:
                rows.append(_read_row(record))
            except (ValueError, ArithmeticError) as error:
                raise ValueError(f"{path}:{reader.line_num}: {error}") from error
        return rows


def _read_row(cells: Mapping[str, str]) -> GoldRow:
    return GoldRow(
        line=int(cells["line"]) if cells["line"] else None,
        page=int(cells["page"]) if cells["page"] else None,
        printed=cells["printed"],
        label=cells["label"],
        concept=_accepted(cells["concept"], str),
        segment=_accepted(cells["segment"], str),
        measure=_accepted(cells["measure"], Measure),
        comparison=_accepted(cells["comparison"], Comparison),
        scenario=_accepted(cells["scenario"], Scenario),
        period_start=_accepted(cells["period_start"], date.fromisoformat),
        period_end=_accepted(cells["period_end"], date.fromisoformat),
        base_end=_accepted(cells["base_end"], date.fromisoformat),
        value=_accepted(cells["value"], Decimal),
        unit=_accepted(cells["unit"], str),
        bound=_accepted(cells["bound"], Bound),
        basis=_accepted(cells["basis"], Basis),
        decimals=_accepted(cells["decimals"], int),
        qualifier=_accepted(cells["qualifier"], Qualifier),
        source=_accepted(cells["source"], Source),
    )


def _accepted(cell: str, read: Callable[[str], T]) -> frozenset[T | None]:
    """A cell lists the accepted readings with "|"; an empty one is a null."""
    return frozenset(read(part) if part else None for part in cell.split("|"))
