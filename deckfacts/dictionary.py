"""Dictionary: `docs/data-dictionary.md`, made from the schemas. `python -m deckfacts.dictionary` writes it anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa

from deckfacts.contract import CONTRACT_VERSION
from deckfacts.schema import BBOX, PRIMARY_KEYS, RECORDS, descriptions, enum_of, schema_of

PATH: Final = Path(__file__).parents[1] / "docs" / "data-dictionary.md"

_HEAD: Final = f"""# Data dictionary

What stands in `curated/`, contract {CONTRACT_VERSION}. Made from the schemas by `python -m deckfacts.dictionary`:
change `deckfacts/contract.py` or `deckfacts/descriptions.toml`, not this file.

Each dataset is a folder of Parquet files, one for each deck that has rows in it (`none.parquet` when none has).
Enums are plain strings, which every engine reads; the values that can occur stand in the column's metadata under
`enum`, its meaning under `description`. Numbers are exact: `decimal(38, 6)`, never a float.
"""


def dictionary() -> str:
    """The data dictionary as Markdown."""
    return "\n".join([_HEAD, *(line for dataset in RECORDS for line in _dataset(dataset))])


def _dataset(dataset: str) -> Iterator[str]:
    schema = schema_of(dataset)
    yield f"## {dataset}\n"
    yield f"{descriptions()['datasets'][dataset]} A row is named by {_listed(PRIMARY_KEYS[dataset])}.\n"
    yield "| column | type | meaning |\n| --- | --- | --- |"
    for field in schema:
        kind = _type(field) + (", null" if field.nullable else "")
        yield f"| `{field.name}` | `{kind}` | {_meaning(dataset, field)} |"
    yield ""


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _type(field: pa.Field) -> str:
    if b"enum" in field.metadata:
        return "enum (string)"
    if field.type == BBOX:
        return "struct<" + ", ".join(f"{side.name}: {side.type}" for side in BBOX) + ">"
    if pa.types.is_list(field.type):
        return f"list<{field.type.value_type}>"
    return str(field.type).replace("decimal128", "decimal").replace("date32[day]", "date")


def _meaning(dataset: str, field: pa.Field) -> str:
    about: str = field.metadata[b"description"].decode()
    enum = enum_of(dataset, field.name)
    if enum is None:
        return about
    values = descriptions()["values"][enum.__name__]
    return about + " " + "; ".join(f"`{member}` {values[member]}" for member in enum) + "."


if __name__ == "__main__":
    PATH.write_text(dictionary(), encoding="utf-8")
