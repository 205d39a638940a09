"""Written: a file that people write in TOML in, a checked record out, or an error that names every wrong key."""

import difflib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic_core import ErrorDetails

from deckfacts.errors import ConfigurationError

Record = TypeVar("Record", bound=BaseModel)


def _printable(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


Words = Annotated[str, AfterValidator(_printable)]
"""A text that says something."""


def load_written(path: Path, record: type[Record], *, error: type[ConfigurationError], advice: str) -> Record:
    """The record in a file; an error of the kind given names the file and every key that is wrong."""
    try:
        return record.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise error(f"is not TOML: {failure}.", where=str(path), advice=advice) from failure
    except OSError as failure:
        raise error(f"can't be read: {failure.strerror}.", where=str(path), advice=advice) from failure
    except ValidationError as failure:
        wrong = "; ".join(_explain(detail, record) for detail in failure.errors())
        raise error(f"{wrong}.", where=str(path), advice=advice) from failure


def _explain(detail: ErrorDetails, record: type[BaseModel]) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "missing":
        return f'key "{key}" is missing'
    if detail["type"] == "extra_forbidden":
        allowed = _record_at(record, detail["loc"][:-1]).model_fields
        near = difflib.get_close_matches(str(detail["loc"][-1]), allowed, n=1)
        hint = f', did you mean "{near[0]}"?' if near else ";"
        return f'unknown key "{key}"{hint} allowed: {", ".join(allowed)}'
    said = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    if isinstance(detail["input"], dict | list):
        return f'key "{key}" {said}' if key else said
    return f'key "{key}" = {detail["input"]!r} {said}'


def _record_at(record: type[BaseModel], place: Sequence[int | str]) -> type[BaseModel]:
    """The record that stands at a place of another."""
    for part in place:
        if isinstance(part, str):
            record = next(_records_in(record.model_fields[part].annotation), record)
    return record


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _records_in(inner)
