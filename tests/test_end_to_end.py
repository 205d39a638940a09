"""End to end: the sample deck through the real command, reader, gate, publisher and Prefect, and what that leaves."""

import contextlib
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from deckfacts.cli import main
from deckfacts.pinned import pin
from deckfacts.places import ObjectPlace, Place
from deckfacts.runs import RUNS, read_runs
from deckfacts.schema import RECORDS
from flows import command, planning

CHECKOUT = Path(__file__).parents[1]
SAMPLE = "iij/fy2008-3q.md"
VERSION = "test"

pytestmark = pytest.mark.usefixtures("prefect_server")


@dataclass(frozen=True, slots=True)
class Published:
    """What the first run left: its summary, the publication, and the artifacts on Prefect's server by key."""

    summary: dict[str, Any]
    curated: Path
    artifacts: Mapping[str | None, Any]

    @property
    def deck(self) -> dict[str, Any]:
        """The sample in the summary."""
        (deck,) = self.summary["decks"]
        return dict(deck)


@pytest.fixture(scope="module")
def published(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The first `make run` of a fresh clone, but into a folder of the test's own, with its README beside the data."""
    curated = tmp_path_factory.mktemp("end-to-end") / "curated"
    curated.mkdir()
    (curated / "README.md").write_text("What is published.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        hold_version(patched)
        code, out = run("ingest", *places(curated), "--json")
    assert code == 0
    return Published(json.loads(out), curated, recorded())


def hold_version(patched: pytest.MonkeyPatch) -> None:
    """Editing a file while the tests run would make every deck new."""
    patched.setattr("flows.planning.reader_version", lambda: VERSION)


def places(curated: Place, raw: Place = CHECKOUT / "raw") -> list[str]:
    """The options of a run on the sample."""
    return ["--raw", str(raw), "--profiles", str(CHECKOUT / "profiles"), "--curated", str(curated)]


def run(*words: str) -> tuple[int, str]:
    """The command's exit code and stdout."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main(list(words))
    return code, out.getvalue()


def recorded() -> dict[str | None, Any]:
    """The newest artifacts on Prefect's server, their data by key."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import ArtifactSort

    with get_client(sync_client=True) as client:
        found = client.read_artifacts(sort=ArtifactSort.CREATED_DESC, limit=10)
    return {artifact.key: artifact.data for artifact in reversed(found)}


def bytes_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of every file and link below a folder, but for the ledger of runs, which each run adds to."""
    return {
        path.relative_to(folder).as_posix(): (
            str(path.readlink()) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest(),
            path.lstat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if (path.is_symlink() or path.is_file()) and path.parent != folder / RUNS
    }


def test_summary(published: Published) -> None:
    """Ensures that the sample is read whole: facts from tables, bullets and text, and no number unexplained."""
    assert published.deck["name"] == SAMPLE
    assert published.deck["verdict"] == "published"
    assert set(published.deck["facts"]) == {"table", "bullet", "text"}
    assert published.deck["unexplained"] == 0
    assert published.deck["checks_failed"] > 0, "the sample keeps the contradictions of the deck it is made from"
    assert published.summary["ignored"] == []


def test_commands_agree(published: Published) -> None:
    """Ensures that show, checks, refusals and status count what the summary counted."""
    deck, at = published.deck, ("--curated", str(published.curated), "--json")
    shown = {
        words[0]: json.loads(run(*words, *at)[1]) for words in (["show", SAMPLE], ["checks"], ["refusals"], ["status"])
    }
    assert len(shown["show"]["facts"]) == sum(deck["facts"].values())
    assert len(shown["checks"]["checks"]) == deck["checks_failed"]
    assert len(shown["refusals"]["refusals"]) == deck["refusals"]
    assert shown["status"]["documents"][0]["assumptions"] == deck["assumptions"]


@pytest.mark.parametrize("dataset", list(RECORDS))
def test_every_engine_reads_it(published: Published, dataset: str) -> None:
    """Ensures that pandas, Polars and DuckDB read each dataset at its stable path, and read the same."""
    folder = published.curated / dataset
    rows = {
        len(pd.read_parquet(folder)),
        pl.read_parquet(folder / "*.parquet").height,
        duckdb.read_parquet(f"{folder}/*.parquet").shape[0],
    }
    assert len(rows) == 1


def test_second_run(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a second run finds nothing new, starts no flow, and changes no byte and no time of a file."""

    def started(*_: object) -> None:
        raise AssertionError("Prefect was started")

    monkeypatch.setattr(command, "_run_flow", started)
    hold_version(monkeypatch)
    before = bytes_of(published.curated)
    code, out = run("ingest", *places(published.curated))
    assert code == 0
    assert "0 new, 0 changed, 1 unchanged" in out
    assert bytes_of(published.curated) == before
    assert "README.md" in before


def test_run_artifact(published: Published) -> None:
    """Ensures that Prefect shows the run's decks with facts by source, refusals and failed checks."""
    (row,) = json.loads(published.artifacts["decks"])
    assert row["deck"].replace("\\", "") == SAMPLE
    assert {source: row[f"{source} facts"] for source in published.deck["facts"]} == published.deck["facts"]
    assert row["chart facts"] == 0
    assert (row["refusals"], row["failed checks"]) == (published.deck["refusals"], published.deck["checks_failed"])


def test_deck_artifact(published: Published) -> None:
    """Ensures that Prefect shows a deck's facts by source, refusals by reason, each failed check, and links."""
    shown = published.artifacts[f"deck-{published.deck['document_id']}"]
    for title in ("Facts by source", "Refusals by reason", "Failed checks", "Assumed", "Where it stands"):
        assert f"### {title}" in shown
    counts = published.deck["facts"] | published.deck["refusals_by_reason"]
    for name, count in counts.items():
        assert f"| {name} | {count} |".replace("_", "\\_") in shown
    part = shown.partition("### Failed checks")[2].partition("###")[0]
    assert part.count("\n- ") == published.deck["checks_failed"]
    assert f"[facts]({(published.curated / 'facts').resolve().as_uri()})" in shown


@pytest.mark.parametrize(("key", "place"), [("curated", "."), ("data-docs", "data_docs/index.html")])
def test_links(published: Published, key: str, place: str) -> None:
    """Ensures that Prefect links to the data and to the Data Docs, and that these are there."""
    target = (published.curated / place).resolve()
    assert target.exists()
    assert target.as_uri() in published.artifacts[key]


def test_in_a_store(published: Published, bucket: ObjectPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the sample gives the same bytes out of a store and into one as in folders, and is read once."""
    hold_version(monkeypatch)
    monkeypatch.setattr(planning, "SEEN", tmp_path / "objects.json")
    raw, curated = bucket / "raw", bucket / "curated"
    (raw / SAMPLE).write_bytes((CHECKOUT / "raw" / SAMPLE).read_bytes())
    words = ["ingest", *places(curated, raw), "--json"]
    code, out = run(*words)
    summary = json.loads(out)
    assert code == 0
    assert summary["decks"] == published.summary["decks"]
    assert summary["release"]["snapshot"] == published.summary["release"]["snapshot"]
    found = pin(curated)
    assert found is not None
    for path in found.manifest.files():
        assert found.at(path).read_bytes() == (published.curated / path).read_bytes()
    assert (curated / "staged").files() == []
    assert Path(SAMPLE).name.encode() in ObjectPlace(summary["data_docs"]).read_bytes()

    def used(*_: object) -> None:
        raise AssertionError("Prefect was started, or a deck fetched")

    monkeypatch.setattr(command, "_run_flow", used)
    monkeypatch.setattr(ObjectPlace, "fetch", used)
    before = {one.place: one.mark for one in bucket.files()}
    code, out = run(*words)
    assert (code, json.loads(out)["unchanged"]) == (0, 1)
    after = {one.place: one.mark for one in bucket.files()}
    assert after.items() - before.items() == {(curated / RUNS / "000002.json", after[curated / RUNS / "000002.json"])}
    assert [run.exit_code for run in read_runs(curated).runs] == [0, 0]
