"""Records: rows of Parquet in, the contract's records out, enums and boxes made again of what stands for them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import pyarrow as pa

from deckfacts.contract import Box

Record = TypeVar("Record")


def records_of(kind: type[Record], table: pa.Table) -> list[Record]:
    """The rows of a dataset as records, in their order. KeyError where the table lacks a column of theirs, or has a
    value that is none of an enum's.

    Column by column: with row after row, thousands of facts take seconds.
    """
    makers = _makers(cast("Any", kind))
    columns = [
        table[name].to_pylist()
        if made is None
        else [None if value is None else made(value) for value in table[name].to_pylist()]
        for name, made in makers.items()
    ]
    return [kind(**dict(zip(makers, row, strict=True))) for row in zip(*columns, strict=True)]


@cache
def _makers(kind: Any) -> Mapping[str, Callable[[Any], Any] | None]:
    """For each field what makes its value of the one in Parquet; null where that is the value already."""
    return {name: _maker(hint) for name, hint in get_type_hints(kind).items()}


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    if get_origin(hint) is tuple:
        return tuple
    bare = next((part for part in get_args(hint) if part is not NoneType), hint)
    if bare is Box:
        return lambda sides: Box(**sides)
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        # A dictionary, as making members by their values takes longer than all else here together.
        return {one.value: one for one in bare}.__getitem__
    return None
