"""Tests of the DuckDB connection: its views, whatever the folder is called, and whatever is published later."""

from pathlib import Path

import duckdb
import pytest

from deckfacts.duck import connect
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.publication import publish
from deckfacts.reader import read_facts
from deckfacts.schema import RECORDS
from tests.builders import publication
from tests.deckfacts.series.notation import of_one, publications

SAYS = of_one("1,844m | 1,850m | 1,850m")


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A figure that changed, and a deck that contradicts itself."""
    folder = tmp_path_factory.mktemp("duck")
    publish(folder, [*publications(SAYS), publication("alder/1q.md", company="alder")])
    return folder


def count(connection: duckdb.DuckDBPyConnection, view: str) -> int:
    """Rows of a view."""
    return len(connection.table(view).fetchall())


def test_views(curated: Path) -> None:
    """Ensures that there is a view for each dataset with all of its rows, and three more."""
    connection = connect(curated)
    views = {
        name for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall()
    }
    assert views == {*RECORDS, "latest", "deck_checks"}
    counts = {name: count(connection, name) for name in sorted(views)}
    assert counts["facts"] == 5
    assert counts["observations"] == 4
    assert counts["quarantine"] == 0


def test_latest(curated: Path) -> None:
    """Ensures that the view of latest facts has those that `read_facts` gives."""
    found = connect(curated).execute("select fact_id from latest order by fact_id").fetchall()
    assert [one for (one,) in found] == sorted(read_facts(curated, latest=True)["fact_id"].to_pylist())


def test_checks(curated: Path) -> None:
    """Ensures that contradictions within decks and differences between them stand in one view, told apart."""
    connection = connect(curated)
    asked = "select scope, cause, severity, company, rule from checks order by scope"
    assert connection.execute(asked).fetchall() == [
        ("company", "unexplained", "warning", "norvale", "reissue_against_earlier"),
        ("deck", None, "warning", "alder", "growth_against_ends"),
    ]
    assert connection.execute("select company from deck_checks").fetchall() == [("alder",)]


NAMES = [
    "it's", 'a "b"', "a*", "a?b", "[ab]", "a[b", "a]b", "[!a]", "**", "{a,b}", "%20", "$HOME", ";drop", "決算",
    "company=alder",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_folders(tmp_path: Path, name: str) -> None:
    """Ensures that a folder's own name is never taken for a pattern, the end of a string or a partition."""
    for beside in ("a", "b", "ab", "a1b", "ax"):
        (tmp_path / beside).mkdir()
    publish(tmp_path / name / "curated", publications(SAYS))
    found = connect(tmp_path / name / "curated").execute("select company, vintage, latest from observations order by 2")
    assert found.fetchall() == [("norvale", 1, False), ("norvale", 2, False), ("norvale", 3, True)]


def test_backslash(tmp_path: Path) -> None:
    """Ensures that a path that DuckDB can't be given is told of, with what to do."""
    publish(tmp_path / "a\\b", publications(SAYS))
    with pytest.raises(ConfigurationError, match="backslash"):
        connect(tmp_path / "a\\b")


def test_one_snapshot(tmp_path: Path) -> None:
    """Ensures that a connection goes on reading what was current when it was made."""
    decks = publications(SAYS)
    publish(tmp_path, decks[:1])
    connection = connect(tmp_path)
    publish(tmp_path, decks[1:])
    assert (count(connection, "observations"), count(connect(tmp_path), "observations")) == (1, 3)


def test_nothing_published(tmp_path: Path) -> None:
    """Ensures that a folder where nothing has been published is told as such."""
    with pytest.raises(PublicationError):
        connect(tmp_path)


def test_empty(tmp_path: Path) -> None:
    """Ensures that the views of a publication without a deck are there and empty."""
    publish(tmp_path, [])
    connection = connect(tmp_path)
    assert {count(connection, name) for name in (*RECORDS, "latest")} == {0}
