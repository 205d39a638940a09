"""Tests of the Arrow schemas: FACTS to the letter, each column described, rows stored exactly."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deckfacts import contract
from deckfacts.contract import CONTRACT_VERSION, Box, CheckRule, Measure
from deckfacts.errors import DocumentError
from deckfacts.schema import PRIMARY_KEYS, RECORDS, descriptions, enum_of, schema_of, to_parquet, to_table
from deckfacts.series import records
from tests import builders

FACTS_MD = Path(__file__).parents[2] / ".." / "shared" / "FACTS.md"

FACTS = """
fact_id string | document_id string | company string | concept string? | label string | segment string?
measure string | comparison string? | scenario string | fiscal_year int16? | fiscal_period string?
period_start date32[day]? | period_end date32[day]? | base_start date32[day]? | base_end date32[day]?
value decimal128(38, 6) | unit string | bound string? | basis string? | decimals int8 | qualifier string?
source string | page int16? | line int32? | bbox struct<x0: float, top: float, x1: float, bottom: float>?
slide_title string? | printed string | context string | extractor string | correction_id string?
"""


def test_facts_columns() -> None:
    """Ensures that facts has the contract's columns in its order, types and nulls."""
    expected = [column.strip() for line in FACTS.strip().splitlines() for column in line.split("|")]
    assert [f"{field.name} {field.type}{'?' * field.nullable}" for field in schema_of("facts")] == expected


def test_facts_as_written_down() -> None:
    """Ensures that the names and nulls of facts are those of the document that defines a fact."""
    if not FACTS_MD.exists():
        pytest.skip("the definition of a fact is not beside this checkout")
    expected = []
    for names, kind in re.findall(r"^\| (`.+?`) \| (.+?) \|", FACTS_MD.read_text(encoding="utf-8"), re.MULTILINE):
        expected += [(name, kind.endswith(", null")) for name in re.findall(r"`(\w+)`", names)]
    assert [(field.name, field.nullable) for field in schema_of("facts")] == [*expected, ("correction_id", True)]


@pytest.mark.parametrize("dataset", RECORDS)
def test_descriptions(dataset: str) -> None:
    """Ensures that every column has a meaning, that none is left over, and that readers find it in the file."""
    own, shared = descriptions()["columns"][dataset], descriptions()["shared"]
    names = {field.name for field in fields(RECORDS[dataset])}
    assert set(own) == names - set(shared)
    stored = pq.read_schema(pa.BufferReader(to_parquet(to_table(dataset, ()))))
    assert {field.name: field.metadata[b"description"].decode() for field in stored} == {
        name: (own | shared)[name] for name in names
    }
    assert stored.metadata[b"deckfacts.contract"].decode() == CONTRACT_VERSION
    assert stored.metadata[b"deckfacts.dataset"].decode() == dataset


@pytest.mark.parametrize("dataset", RECORDS)
def test_enum_values(dataset: str) -> None:
    """Ensures that an enum column is a string that names its values, each with a meaning."""
    for field in schema_of(dataset):
        enum = enum_of(dataset, field.name)
        assert (enum is not None) == (b"enum" in field.metadata)
        if enum is not None:
            assert field.type == pa.string()
            assert field.metadata[b"enum"].decode().split(",") == list(enum)
            assert list(descriptions()["values"][enum.__name__]) == list(enum)


def test_no_value_described_in_vain() -> None:
    """Ensures that no enum is described that no column has."""
    used = {enum_of(dataset, field.name) for dataset in RECORDS for field in schema_of(dataset)} - {None}
    assert {enum.__name__ for enum in used if enum} == set(descriptions()["values"])
    assert all(hasattr(contract, name) or hasattr(records, name) for name in descriptions()["values"])


@pytest.mark.parametrize("dataset", RECORDS)
def test_primary_keys(dataset: str) -> None:
    """Ensures that a dataset's key is made of its columns, none of which can be null."""
    schema = schema_of(dataset)
    assert not any(schema.field(column).nullable for column in PRIMARY_KEYS[dataset])


BOX = Box(72.0, 90.5, 120.25, 101.0)
ROWS: list[tuple[str, Sequence[Any], dict[str, Any]]] = [
    ("facts", [builders.fact(value=Decimal("0.705"), decimals=3)], {"value": Decimal("0.705000"), "decimals": 3}),
    ("facts", [builders.fact(value=Decimal("1E+3"))], {"value": Decimal("1000.000000")}),
    ("facts", [builders.fact(value=Decimal("-" + "9" * 32))], {"value": Decimal("-" + "9" * 32 + ".000000")}),
    ("facts", [builders.fact(measure=Measure.SHARE, segment=None)], {"measure": "share", "segment": None}),
    ("facts", [builders.fact(page=7, line=None, bbox=BOX)], {"page": 7, "line": None, "bbox": {
        "x0": 72.0, "top": 90.5, "x1": 120.25, "bottom": 101.0}}),
    ("facts", [builders.fact()], {"period_start": date(2031, 4, 1), "base_end": None, "bbox": None}),
    ("checks", [builders.failed_check(difference=Decimal(1) / 3)], {"difference": Decimal("0.333333")}),
    ("checks", [builders.failed_check(found=Decimal(2) * 10**30 / 3)], {"found": Decimal(2) * 10**30 / 3}),
    ("checks", [builders.failed_check(rule=CheckRule.PRINTED_TWICE, expected_low=None)],
     {"rule": "printed_twice", "expected_low": None, "fact_ids": ["fact-0001", "fact-0002"]}),
    ("documents", [builders.document(assumptions=())], {"assumptions": [], "size": 2048, "year_end_month": 3}),
    ("refusals", [builders.refusal()], {"reason": "date", "line": 3}),
    ("tables", [builders.table_cell()], {"header": False, "row": 1}),
    ("quarantine", [builders.quarantined()], {"reason": "empty"}),
]  # fmt: skip


@pytest.mark.parametrize(("dataset", "rows", "expected"), ROWS)
def test_values_survive(dataset: str, rows: Sequence[Any], expected: dict[str, Any]) -> None:
    """Ensures that a row comes out of Parquet as it went in, numbers to the last digit."""
    stored = pq.read_table(pa.BufferReader(to_parquet(to_table(dataset, rows))))
    assert stored.schema.equals(schema_of(dataset))
    (found,) = stored.to_pylist()
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("dataset", "row", "column"),
    [
        ("facts", builders.fact(value=Decimal("0.1234567")), "value"),
        ("facts", builders.fact(value=Decimal(10) ** 32), "value"),
        ("facts", builders.fact(page=40000), "page"),
        ("facts", builders.fact(label="half a pair: \ud83d"), "label"),
        ("checks", builders.failed_check(found=Decimal(10) ** 40), "found"),
    ],
)
def test_unstorable(dataset: str, row: Any, column: str) -> None:
    """Ensures that a row that the contract can't hold is the deck's failure, told by its column, never rounded."""
    with pytest.raises(DocumentError, match=f"{dataset}.{column} does not fit") as caught:
        to_table(dataset, [row])
    assert builders.DOCUMENT_ID in caught.value.where


def test_null_where_never_null() -> None:
    """Ensures that a null in a column that has none is a programming error that names it."""
    with pytest.raises(ValueError, match=r"facts.label is null in row 1"):
        to_table("facts", [builders.fact(), builders.fact(label=None)])


def test_order_and_bytes() -> None:
    """Ensures that rows keep the order given, and that the same rows give the same bytes."""
    rows = [builders.fact(fact_id=name) for name in ("c", "a", "b")]
    table = to_table("facts", rows)
    assert table["fact_id"].to_pylist() == ["c", "a", "b"]
    assert to_parquet(table) == to_parquet(to_table("facts", list(rows)))
