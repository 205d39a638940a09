"""Duck: a publication as views of a DuckDB connection, all of one and the same snapshot."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from deckfacts.errors import ConfigurationError
from deckfacts.pinned import Pinned
from deckfacts.places import ObjectPlace, Place, file_system
from deckfacts.reader import pinned
from deckfacts.schema import RECORDS

if TYPE_CHECKING:
    import duckdb

_LATEST: Final = "create view latest as from observations where latest"
_CHECKS: Final = """
create view checks as
select 'deck' as scope, null as cause, * from deck_checks
union all by name
select 'company' as scope, 'warning' as severity, * from cross_checks
"""
"""The contradictions within decks and the differences between them; `scope` tells which."""


def connect(curated: Place | str) -> "duckdb.DuckDBPyConnection":
    """A connection with a view for each dataset, and three more.

    `latest` has the facts that hold for each data point by the last deck that states it, `checks` what decks contradict
    within themselves and between each other, `deck_checks` the dataset `checks` alone. The views read the publication
    that is current now, whatever is published later. Needs DuckDB: ConfigurationError where it is not installed,
    PublicationError where nothing has been published.
    """
    try:
        import duckdb  # noqa: PLC0415  a consumer need not have it
    except ImportError as error:
        advice = "Install it: pip install deckfacts[duckdb]."
        raise ConfigurationError("needs DuckDB, which is not installed.", where="connect", advice=advice) from error
    found = pinned(curated)
    if isinstance(found.place, Path) and "\\" in str(found.place):
        advice = "Read from a folder whose path has none, or a link to it."
        raise ConfigurationError("DuckDB takes a backslash for a separator.", where=str(found.place), advice=advice)
    connection = duckdb.connect()
    if isinstance(found.place, ObjectPlace):
        # DuckDB's own way to S3 is an extension that it fetches from the network, and asks for the key once more.
        connection.register_filesystem(file_system())
    for dataset in RECORDS:
        name = "deck_checks" if dataset == "checks" else dataset
        connection.execute(
            f"create view {name} as from read_parquet({_sources(found, dataset)}, hive_partitioning=false)"
        )
    connection.execute(_LATEST)
    connection.execute(_CHECKS)
    return connection


def _sources(found: Pinned, dataset: str) -> str:
    """A dataset's files as DuckDB is told of them."""
    if isinstance(found.place, Path):
        return f"'{_glob(found.place / dataset)}'"
    return f"[{', '.join(_quoted(str(found.at(file.path))) for file in found.manifest.datasets[dataset])}]"


def _quoted(address: str) -> str:
    return "'" + address.replace("'", "''") + "'"


def _glob(folder: Path) -> str:
    """All files of a folder, whose own name may hold what DuckDB takes for wildcards or for the end of a string."""
    return re.sub(r"([*?\[\\])", r"[\1]", str(folder)).replace("'", "''") + "/*.parquet"
