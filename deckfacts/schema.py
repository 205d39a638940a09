"""Schema: the Arrow schema of each dataset of `curated/`, made from the records of `deckfacts.contract`.

Enums are plain strings: pandas, Polars, DuckDB and Spark all take those, while dictionary types come back as
categories in one engine and as integers in another. Their values stand in the column's metadata.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any, Final, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from deckfacts.contract import (
    CONTRACT_VERSION,
    AppliedCorrection,
    Box,
    Document,
    Fact,
    FailedCheck,
    Notice,
    Quarantined,
    Refusal,
    TableCell,
)
from deckfacts.errors import DocumentError
from deckfacts.places import ObjectPlace, Place
from deckfacts.series.records import CrossCheck, GuidanceStep, Link, Observation

RECORDS: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "documents": Document,
        "tables": TableCell,
        "facts": Fact,
        "refusals": Refusal,
        "checks": FailedCheck,
        "notices": Notice,
        "corrections": AppliedCorrection,
        "quarantine": Quarantined,
        "observations": Observation,
        "guidance": GuidanceStep,
        "links": Link,
        "cross_checks": CrossCheck,
    }
)
"""The datasets, and the record that a row of each is."""

OF_COMPANIES: Final = ("observations", "guidance", "links", "cross_checks")
"""The datasets that speak of all decks of a company together: one file for each company, not for each deck."""

OF_DECKS: Final = ("documents", "tables", "facts", "refusals", "checks", "notices", "corrections")
"""The datasets that hold what was read of decks."""

PRIMARY_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "documents": ("company", "file"),
        "tables": ("document_id", "company", "table", "row", "column"),
        "facts": ("fact_id",),
        "refusals": ("refusal_id",),
        "checks": ("check_id",),
        "notices": ("notice_id",),
        "corrections": ("correction_id", "document_id"),
        "quarantine": ("company", "file", "stage", "reason", "message"),
        "observations": ("observation_id",),
        "guidance": ("guidance_id",),
        "links": ("link_id",),
        "cross_checks": ("check_id",),
    }
)
"""The columns that name a row of each dataset once."""

DECIMAL: Final = pa.decimal128(38, 6)
_PLACES: Final = Decimal("0.000001")
_DIGITS: Final = Context(prec=38)
_SIDES: Final = tuple(side.name for side in fields(Box))
BBOX: Final = pa.struct([(side, pa.float32()) for side in _SIDES])

_TYPES: Final[Mapping[Any, pa.DataType]] = MappingProxyType(
    {
        str: pa.string(),
        bool: pa.bool_(),
        Decimal: DECIMAL,
        date: pa.date32(),
        Box: BBOX,
        tuple[str, ...]: pa.list_(pa.string()),
    }
)
_COUNTS: Final = ("slides", "numbers", "facts", "refusals", "unexplained", "checks_run", "checks_failed")
_PLACED: Final = ("line", "table", "row", "column", "row_span", "column_span")
_INTEGERS: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {"decimals": pa.int8(), "year_end_month": pa.int8(), "fiscal_year": pa.int16(), "page": pa.int16()}
    | {"vintage": pa.int16(), "number": pa.int16(), "matches": pa.int32(), "size": pa.int64()}
    | dict.fromkeys((*_PLACED, *_COUNTS), pa.int32())
)
"""Widths of the whole numbers: those of a fact as its contract says, counts in 32 bits, a file's size in 64."""

_CALCULATED: Final = frozenset({"checks", "cross_checks", "guidance"})
_COMPUTED: Final = frozenset({"found", "expected_low", "expected_high", "difference", "tolerance"})
"""Columns of checks that come out of divisions, whose digits never end; a fact's value is never rounded."""


@cache
def descriptions() -> Mapping[str, Any]:
    """The parsed `descriptions.toml`: `datasets`, `shared` and `columns` of each dataset, `values` of each enum."""
    return tomllib.loads(files("deckfacts").joinpath("descriptions.toml").read_text(encoding="utf-8"))


@cache
def schema_of(dataset: str) -> pa.Schema:
    """The schema of a dataset, in the order of its record. KeyError for a name that is none of `RECORDS`."""
    metadata = {
        "deckfacts.contract": CONTRACT_VERSION,
        "deckfacts.dataset": dataset,
        "description": descriptions()["datasets"][dataset],
    }
    return pa.schema([_field(dataset, one.name, one.type) for one in fields(RECORDS[dataset])], metadata=metadata)


def enum_of(dataset: str, column: str) -> type[StrEnum] | None:
    """The enum whose values a column holds, null for any other column."""
    declared = {one.name: one.type for one in fields(RECORDS[dataset])}
    kind, _ = _split(declared[column])
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def to_table(dataset: str, rows: Sequence[object]) -> pa.Table:
    """The rows, records of the dataset, as a table in the order given.

    DocumentError where a row holds what the contract cannot (a value of more than six decimals, a page above 32,767,
    text that is no Unicode); ValueError where a column that is never null is. pyarrow imports pandas here wherever
    that is installed, once and for most of a second: not a step for a short-lived child process.
    """
    schema = schema_of(dataset)
    return pa.Table.from_arrays([_column(dataset, field, rows) for field in schema], schema=schema)


def to_parquet(table: pa.Table) -> bytes:
    """The table as a Parquet file: the same table gives the same bytes with the same pyarrow."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, version="2.6", compression="zstd", data_page_version="1.0")
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def from_parquet(source: Place | pa.Buffer) -> pa.Table:
    """The rows of one Parquet file. `pq.read_table` would do, but imports pandas wherever that is installed."""
    held = pa.py_buffer(source.read_bytes()) if isinstance(source, ObjectPlace) else source
    with pq.ParquetFile(held if isinstance(held, Path) else pa.BufferReader(held)) as file:
        return file.read()


def _split(declared: Any) -> tuple[Any, bool]:
    """The type without its `| None`, and whether it had one."""
    kinds = [kind for kind in get_args(declared) if kind is not NoneType]
    nullable = NoneType in get_args(declared)
    return (kinds[0], True) if nullable else (declared, False)


def _field(dataset: str, name: str, declared: Any) -> pa.Field:
    kind, nullable = _split(declared)
    words = descriptions()
    about = words["shared"] if name in words["shared"] else words["columns"][dataset]
    metadata = {"description": about[name]}
    enum = enum_of(dataset, name)
    if enum is not None:
        metadata["enum"] = ",".join(enum)
    return pa.field(name, _arrow_type(name, kind), nullable=nullable, metadata=metadata)


def _arrow_type(name: str, kind: Any) -> pa.DataType:
    if kind is int:
        return _INTEGERS[name]
    return _TYPES[str] if isinstance(kind, type) and issubclass(kind, StrEnum) else _TYPES[kind]


def _column(dataset: str, field: pa.Field, rows: Sequence[object]) -> pa.Array:
    values: list[Any] = list(map(attrgetter(field.name), rows))
    if field.type == BBOX:
        values = [None if box is None else {side: getattr(box, side) for side in _SIDES} for box in values]
    elif field.name in _COMPUTED and dataset in _CALCULATED:
        values = [None if number is None else _rounded(number) for number in values]
    try:
        array = pa.array(values, field.type)
    except (pa.ArrowInvalid, UnicodeEncodeError) as error:
        raise _unstorable(dataset, field, rows, error) from error
    if array.null_count and not field.nullable:
        raise ValueError(f"{dataset}.{field.name} is null in row {values.index(None)}, and never may be")
    return array


def _rounded(number: Decimal) -> Decimal:
    """The number to six decimals, unless it is too large for them: then Arrow refuses it with the others."""
    return number.quantize(_PLACES, context=_DIGITS) if number.adjusted() <= 31 else number


def _unstorable(dataset: str, field: pa.Field, rows: Sequence[Any], error: Exception) -> DocumentError:
    return DocumentError(
        f"A value of {dataset}.{field.name} does not fit {field.type}: {error}.",
        where=f"{rows[0].company} {rows[0].document_id}",
        advice="Have the number refused as unreadable, or widen the column in the contract.",
    )
