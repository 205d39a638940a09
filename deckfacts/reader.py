"""Reader: the datasets of `curated/` as Arrow tables, filtered, from one whole publication.

`pyarrow.Table.to_pandas()` and `polars.from_arrow` take it from there.
"""

import re
import struct
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from deckfacts.contract import FiscalPeriod, Measure, Source
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.manifest import Manifest, read_manifest, snapshot_folder
from deckfacts.schema import RECORDS

_PERIODS: Final = "|".join(FiscalPeriod)
_YEAR_FIRST: Final = re.compile(rf"(?:FY)?(?P<year>\d{{4}})[ \-/]?(?P<period>{_PERIODS})?", re.IGNORECASE)
_PERIOD_FIRST: Final = re.compile(rf"(?P<period>{_PERIODS})(?:[ \-/]?(?:FY)?(?P<year>\d{{4}}))?", re.IGNORECASE)


def resolve(curated: Path | str) -> Path:
    """The folder of the snapshot that is current now, for reading several times from one and the same.

    Its files stay in place until 20 later snapshots stand. PublicationError where nothing has been published.
    """
    folder = snapshot_folder(Path(curated))
    _manifest(folder)
    return folder


def read_dataset(curated: Path | str, name: str, filters: Mapping[str, str | int | None] | None = None) -> pa.Table:
    """The rows of a dataset, deck by deck in order of company and file name, each deck's in its own order.

    `filters` maps columns to the one value they must have, None for null. ConfigurationError for a dataset or a
    column that there is none of, PublicationError where nothing has been published.
    """
    folder = snapshot_folder(Path(curated))
    _known("dataset", name, list(RECORDS))
    table = pa.concat_tables(_read_file(folder / file.path) for file in _manifest(folder).datasets[name])
    for column, wanted in (filters or {}).items():
        _known(f"column of {name}", column, table.column_names)
        held = table[column]
        table = table.filter(pc.is_null(held) if wanted is None else pc.equal(held, _scalar(wanted, held.type)))
    return table


def read_facts(
    curated: Path | str,
    *,
    company: str | None = None,
    concept: str | None = None,
    segment: str | None = None,
    measure: str | None = None,
    period: str | None = None,
    source: str | None = None,
) -> pa.Table:
    """The facts that match all that is given, exactly.

    `segment` "" is the whole company. `period` is a fiscal period, a fiscal year, or both: `3Q`, `2008`, `FY2008`,
    `3Q 2008`, `FY2008-3Q`; a year alone is all that is told of it, quarters and full year. ConfigurationError for a
    measure, a source or a period that there is none of, PublicationError where nothing has been published.
    """
    filters: dict[str, str | int | None] = {"company": company, "concept": concept}
    filters |= {"measure": _member(Measure, measure), "source": _member(Source, source)}
    year, fiscal_period = (None, None) if period is None else read_period(period)
    filters |= {"fiscal_year": year, "fiscal_period": fiscal_period}
    given: dict[str, str | int | None] = {column: wanted for column, wanted in filters.items() if wanted is not None}
    if segment is not None:
        given["segment"] = segment or None
    return read_dataset(curated, "facts", given)


def read_period(text: str) -> tuple[int | None, FiscalPeriod | None]:
    """Fiscal year and fiscal period of a filter, at least one of them. ConfigurationError for anything else."""
    found = _YEAR_FIRST.fullmatch(text.strip()) or _PERIOD_FIRST.fullmatch(text.strip())
    if found is None:
        advice = f"Give one of {', '.join(FiscalPeriod)}, a year such as 2008, or both: 3Q 2008."
        raise ConfigurationError(f"{text!r} is no fiscal period.", where="period", advice=advice)
    year, period = found["year"], found["period"]
    return int(year) if year else None, FiscalPeriod(period.upper()) if period else None


def _read_file(path: Path) -> pa.Table:
    """One file's rows. `pq.read_table` would take them all, if it did not import pandas wherever that is installed."""
    with pq.ParquetFile(path) as file:
        return file.read()


def _scalar(value: str | int, kind: pa.DataType) -> pa.Scalar:
    """The value as a scalar, past `pa.scalar`, which imports pandas too."""
    content = str(value).encode()
    offsets = struct.pack("=ii", 0, len(content))
    array = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(offsets), pa.py_buffer(content)])
    return array[0].cast(kind)


def _manifest(folder: Path) -> Manifest:
    manifest = read_manifest(folder)
    if manifest is None:
        advice = "Run `deckfacts ingest`, or name the folder that it wrote to."
        raise PublicationError("Nothing has been published here.", where=str(folder), advice=advice)
    return manifest


def _member(kind: type[StrEnum], text: str | None) -> str | None:
    if text is not None:
        _known(kind.__name__.lower(), text, list(kind))
    return text


def _known(what: str, name: str, names: list[str]) -> None:
    if name not in names:
        raise ConfigurationError(f"There is no {what} {name!r}.", where=what, advice=f"Give one of {', '.join(names)}.")
