"""Reader: the datasets of `curated/`, filtered, from one whole publication, as Arrow, pandas or Polars has them."""

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, overload

import pyarrow as pa

from deckfacts.contract import FiscalPeriod, Measure, Scenario, Source
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.manifest import Manifest
from deckfacts.numbered import unreadable
from deckfacts.pinned import Pinned, each, pin
from deckfacts.places import ObjectPlace, Place, as_place
from deckfacts.schema import RECORDS, from_parquet, schema_of

_PERIODS: Final = "|".join(FiscalPeriod)
_YEAR_FIRST: Final = re.compile(rf"(?:FY)?(?P<year>\d{{4}})[ \-/]?(?P<period>{_PERIODS})?", re.IGNORECASE)
_PERIOD_FIRST: Final = re.compile(rf"(?P<period>{_PERIODS})(?:[ \-/]?(?:FY)?(?P<year>\d{{4}}))?", re.IGNORECASE)


@overload
def resolve(curated: Path) -> Path: ...


@overload
def resolve(curated: Place | str) -> Path | str: ...


def resolve(curated: Place | str) -> Path | str:
    """What names the publication that is current now, for reading several times from one and the same.

    The folder of its snapshot, or the address of its record in a store; all that takes `curated` takes it too. Its
    files stay in place until 20 later publications stand. PublicationError where nothing has been published.
    """
    place = pinned(curated).place
    return place if isinstance(place, Path) else str(place)


def files(curated: Place | str, dataset: str) -> list[str]:
    """The Parquet files of a dataset, for any engine to read: paths, or addresses in a store, of one publication.

    ConfigurationError for a dataset that there is none of, PublicationError where nothing has been published.
    """
    _known("dataset", dataset, list(RECORDS))
    found = pinned(curated)
    return [str(found.at(path)) for path in _paths(found.manifest, dataset, None)]


def read_dataset(
    curated: Place | str,
    name: str,
    filters: Mapping[str, str | int | bool | None] | None = None,
) -> pa.Table:
    """The rows of a dataset, deck by deck in order of company and file name, each deck's in its own order.

    `filters` maps columns to the one value they must have, None for null. ConfigurationError for a dataset or a
    column that there is none of, PublicationError where nothing has been published.
    """
    _known("dataset", name, list(RECORDS))
    return read_rows(pinned(curated), name, filters or {})


def read_rows(found: Pinned, name: str, wanted: Mapping[str, str | int | bool | None]) -> pa.Table:
    """The rows of a dataset of one publication that have these values."""
    table = concat(found, _paths(found.manifest, name, wanted.get("company")), name)
    for column, value in wanted.items():
        _known(f"column of {name}", column, table.column_names)
        table = keep(table, column, value)
    return table


def _paths(manifest: Manifest, dataset: str, company: object) -> list[str]:
    """The files that rows of the company can be in; of all companies where none is asked for."""
    if company is None:
        return [file.path for file in manifest.datasets[dataset]]
    held_by = [entry.files for entry in manifest.decks if entry.key.company == company]
    held_by += [entry.files for entry in manifest.companies if entry.company == company]
    return sorted({path for files in held_by for path in files if path.startswith(f"{dataset}/")})


def concat(found: Pinned, paths: Sequence[str], dataset: str) -> pa.Table:
    """The rows of several files of a dataset."""
    try:
        tables = each(found.place, lambda path: from_parquet(found.at(path)), paths)
    except OSError as error:
        if isinstance(found.place, ObjectPlace):
            raise unreadable(found.place, error) from error
        raise
    # Arrow imports pandas to make an empty table, wherever that is installed.
    return pa.concat_tables(tables) if tables else schema_of(dataset).empty_table()


def keep(table: pa.Table, column: str, value: str | int | bool | None) -> pa.Table:  # noqa: FBT001  a value to find
    """The rows that have this value in a column, null for none."""
    import pyarrow.compute as pc  # noqa: PLC0415  0.1 s, for those who filter

    held = table[column]
    if value is None:
        return table.filter(pc.is_null(held))
    if isinstance(value, bool):
        return table.filter(held if value else pc.invert(held))
    return table.filter(pc.equal(held, _scalar(value, held.type)))


def read_facts(
    curated: Place | str,
    *,
    company: str | None = None,
    concept: str | None = None,
    segment: str | None = None,
    measure: str | None = None,
    period: str | None = None,
    source: str | None = None,
    scenario: str | None = None,
    as_of: date | str | None = None,
    latest: bool | None = None,
    quarterly: bool = False,
    to: str = "arrow",
) -> Any:
    """The facts that match all that is given, exactly, as an Arrow table, or a pandas or Polars frame (`to`).

    Without `latest` and `as_of` there is a row for each printed number. With `latest=True` there is one for each data
    point, as the last deck that has it states it, and with `as_of` one as it was known on that day: by the decks
    published until then, that day included (`latest=False` gives all they state). Such rows also have `series_id`,
    `series_label` and `series_segment` (the names that are used now), `known_from`, `vintage`, `standing`, `contested`,
    and `first_value`. A deck that nobody knows the date of is in no `as_of`.

    `quarterly=True` adds the quarters that follow from cumulative figures (implies `latest`): `derived_from` has the
    ids of the facts that they come from, null for what is printed; where they are printed is null.

    `segment` "" is the whole company; a name is one that the deck prints or that the segment has now. `period` is a
    fiscal period, a fiscal year, or both: `3Q`, `2008`, `FY2008`, `3Q 2008`, `FY2008-3Q`; a year alone is all that is
    told of it. ConfigurationError for a value that there is none of, PublicationError where nothing has been published.
    """
    _known("frame", to, list(FRAMES))
    for kind, text in ((Measure, measure), (Source, source), (Scenario, scenario)):
        if text is not None:
            _known(kind.__name__.lower(), text, list(kind))
    year, fiscal_period = (None, None) if period is None else read_period(period)
    equal: dict[str, str | int | bool | None] = {
        "company": company,
        "concept": concept,
        "measure": measure,
        "source": source,
        "scenario": scenario,
        "fiscal_year": year,
        "fiscal_period": fiscal_period,
    }
    wanted: dict[str, str | int | bool | None] = {column: one for column, one in equal.items() if one is not None}
    if not (as_of or latest or quarterly):
        if segment is not None:
            wanted["segment"] = segment or None
        return FRAMES[to](read_dataset(curated, "facts", wanted))
    from deckfacts.resolved import Question, read_resolved  # noqa: PLC0415  only where it is asked for

    day = read_day(as_of) if isinstance(as_of, str) else as_of
    question = Question(as_of=day, every=latest is False and not quarterly, quarterly=quarterly, segment=segment)
    return FRAMES[to](read_resolved(pinned(curated), question, wanted))


def read_day(text: str) -> date:
    """The day that a text names. ConfigurationError for anything else than year, month and day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationError(f"{text!r} is no day.", where="as_of", advice="Write it 2031-08-08.") from error


def read_period(text: str) -> tuple[int | None, FiscalPeriod | None]:
    """Fiscal year and fiscal period of a filter, at least one of them. ConfigurationError for anything else."""
    found = _YEAR_FIRST.fullmatch(text.strip()) or _PERIOD_FIRST.fullmatch(text.strip())
    if found is None:
        advice = f"Give one of {', '.join(FiscalPeriod)}, a year such as 2008, or both: 3Q 2008."
        raise ConfigurationError(f"{text!r} is no fiscal period.", where="period", advice=advice)
    year, period = found["year"], found["period"]
    return int(year) if year else None, FiscalPeriod(period.upper()) if period else None


def _to_pandas(table: pa.Table) -> Any:
    """With Arrow's types, so that decimals stay exact and a null does not make floats of a column."""
    import pandas as pd  # noqa: PLC0415  a consumer need not have it

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _to_polars(table: pa.Table) -> Any:
    import polars as pl  # noqa: PLC0415  a consumer need not have it

    return pl.from_arrow(table)


FRAMES: Final[Mapping[str, Callable[[pa.Table], Any]]] = MappingProxyType(
    {"arrow": lambda table: table, "pandas": _to_pandas, "polars": _to_polars}
)
"""What a table can be given as."""


def _scalar(value: str | int, kind: pa.DataType) -> pa.Scalar:
    """The value as a scalar, past `pa.scalar`, which imports pandas too."""
    content = str(value).encode()
    offsets = struct.pack("=ii", 0, len(content))
    array = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(offsets), pa.py_buffer(content)])
    return array[0].cast(kind)


def pinned(curated: Place | str) -> Pinned:
    """The publication to read from. PublicationError where nothing has been published."""
    place = as_place(curated)
    found = pin(place)
    if found is None:
        advice = "Run `deckfacts ingest`, or name the folder that it wrote to."
        raise PublicationError("Nothing has been published here.", where=str(place), advice=advice)
    return found


def _known(what: str, name: str, names: list[str]) -> None:
    if name not in names:
        raise ConfigurationError(f"There is no {what} {name!r}.", where=what, advice=f"Give one of {', '.join(names)}.")
