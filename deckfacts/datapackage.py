"""Data package: the Frictionless `datapackage.json` of a snapshot, from the schemas and the names of its files."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

from deckfacts.contract import CONTRACT_VERSION
from deckfacts.schema import PRIMARY_KEYS, schema_of

DATAPACKAGE: Final = "datapackage.json"

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Final[tuple[tuple[Any, str], ...]] = (
    (pa.types.is_string, "string"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_decimal, "number"),
    (pa.types.is_date, "date"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_struct, "object"),
    (pa.types.is_list, "array"),
)


def datapackage(paths: Mapping[str, Sequence[str]]) -> str:
    """The descriptor as JSON; `paths` gives those of each dataset's Parquet files, from the descriptor's folder."""
    package = {
        "$schema": _PROFILE,
        "name": "deckfacts",
        "title": "Facts printed in companies' results decks",
        "version": CONTRACT_VERSION,
        "resources": [_resource(dataset, held) for dataset, held in paths.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(dataset: str, paths: Sequence[str]) -> dict[str, Any]:
    schema = schema_of(dataset)
    keys: dict[str, Any] = {"primaryKey": list(PRIMARY_KEYS[dataset])}
    if dataset not in ("documents", "quarantine") and "document_id" in schema.names:
        reference = {"resource": "documents", "fields": ["document_id"]}
        keys["foreignKeys"] = [{"fields": ["document_id"], "reference": reference}]
    return {
        "name": dataset,
        "description": schema.metadata[b"description"].decode(),
        "path": list(paths),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {"fields": [_field(field) for field in schema], **keys},
    }


def _field(field: pa.Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if field.nullable else {"required": True}
    if b"enum" in field.metadata:
        constraints["enum"] = field.metadata[b"enum"].decode().split(",")
    described = {
        "name": field.name,
        "type": next(name for is_kind, name in _TYPES if is_kind(field.type)),
        "description": field.metadata[b"description"].decode(),
    }
    return described | ({"constraints": constraints} if constraints else {})
