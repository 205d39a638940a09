"""Reading from a real S3 server: the same as from a folder, by every function and every command."""

import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import polars as pl
import pytest

import deckfacts
from deckfacts import numbered, places, runs
from deckfacts.cli import main
from deckfacts.errors import ConfigurationError, PublicationError
from deckfacts.places import ObjectPlace, Place
from deckfacts.publication import publish
from deckfacts.releases import read_releases, record_release
from deckfacts.runs import Trigger, begin_run, end_run, read_runs
from deckfacts.schema import RECORDS
from tests.builders import publication, rejection
from tests.deckfacts.series.notation import of_one, publications
from tests.deckfacts.test_releases import AT
from tests.object_store import Store

SAYS = of_one("1,844m | 1,850m | 1,850m")
BAD = "norvale/empty.md"


def fill(curated: Place) -> None:
    """Two publications, each with its release."""
    publish(curated, [*publications(SAYS)[:2], publication("alder/1q.md", company="alder")])
    record_release(curated, reader_version="1+a", released_at=AT)
    publish(curated, [*publications(SAYS)[2:], publication("alder/1q.md", company="alder", version=2), rejection(BAD)])
    record_release(curated, reader_version="1+a", released_at=AT + timedelta(days=1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same in a folder."""
    fill(tmp_path / "curated")
    return tmp_path / "curated"


@pytest.fixture
def store(bucket: ObjectPlace) -> str:
    """The same in a store, by its address."""
    fill(bucket / "curated")
    return str(bucket / "curated")


READS: list[Callable[[Any], Any]] = [
    *[lambda curated, name=name: deckfacts.read_dataset(curated, name) for name in RECORDS],
    lambda curated: deckfacts.read_facts(curated, company="alder", concept="revenue"),
    lambda curated: deckfacts.read_facts(curated, latest=True),
    lambda curated: deckfacts.read_facts(curated, as_of="2031-08-08"),
    lambda curated: deckfacts.read_facts(curated, quarterly=True),
    lambda curated: deckfacts.read_dataset(deckfacts.resolve(curated), "facts"),
]


def test_same_rows(folder: Path, store: str) -> None:
    """Ensures that each way of reading gives the same table from a store as from a folder."""
    for read in READS:
        assert read(store).equals(read(folder))


def test_duckdb(folder: Path, store: str) -> None:
    """Ensures that DuckDB has the same views of both, and that they stay when more is published."""
    here, there = deckfacts.connect(folder), deckfacts.connect(store)
    publish(places.as_place(store), [publication("alder/2q.md", company="alder", version=3)])
    for view in ("facts", "latest", "checks", "quarantine", "observations"):
        asked = f"select * from {view} order by all"  # noqa: S608  one of these five
        assert there.execute(asked).fetchall() == here.execute(asked).fetchall()


def test_files(folder: Path, store: str) -> None:
    """Ensures that other engines are told the files of one publication, and read the same rows from them."""
    address = f"s3://{store.removeprefix('s3://')}/files/"
    files = deckfacts.files(store, "facts")
    assert all(file.startswith(address) for file in files)
    here = pl.read_parquet(deckfacts.files(folder, "facts"))
    assert pl.read_parquet(files).equals(here)
    assert len(pd.concat(map(pd.read_parquet, files))) == here.height
    with pytest.raises(ConfigurationError, match="no dataset"):
        deckfacts.files(store, "fact")


def test_pinned(store: str) -> None:
    """Ensures that a publication that is pinned is read whatever follows, and told of when it has been collected."""
    pinned = deckfacts.resolve(store)
    before = deckfacts.read_dataset(pinned, "documents")
    publish(places.as_place(store), [publication("alder/2q.md", company="alder", version=3)])
    assert deckfacts.read_dataset(pinned, "documents").equals(before)
    assert deckfacts.read_dataset(store, "documents").num_rows == before.num_rows + 1
    ObjectPlace(str(pinned)).unlink()
    with pytest.raises(PublicationError, match="publication is gone"):
        deckfacts.read_dataset(pinned, "documents")


def test_nothing_there(bucket: ObjectPlace) -> None:
    """Ensures that an empty place, a missing bucket and a file that is gone are told apart, with what to do."""
    with pytest.raises(PublicationError, match="Nothing has been published here"):
        deckfacts.read_facts(str(bucket))
    with pytest.raises(PublicationError, match="no such bucket"):
        deckfacts.read_facts("s3://no-such-bucket/curated")
    publish(bucket, [publication()])
    ObjectPlace(deckfacts.files(str(bucket), "facts")[0]).unlink()
    with pytest.raises(PublicationError, match="no such object"):
        deckfacts.read_facts(str(bucket))


COMMANDS = [
    ["show", "1q.md"],
    ["checks"],
    ["refusals"],
    ["status"],
    ["guidance"],
    ["restatements"],
    ["releases"],
    ["diff"],
    ["diff", "1"],
]


def told(capsys: pytest.CaptureFixture[str], curated: Path | str, words: list[str]) -> Any:
    """What a command says as JSON, but for where it looked."""
    assert main([*words, "--json", "--curated", str(curated)]) == 0
    found = json.loads(capsys.readouterr().out)
    found.pop("curated", None)
    return found


def test_commands(folder: Path, store: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Ensures that every command that looks at a publication says of a store what it says of a folder."""
    for words in COMMANDS:
        assert told(capsys, store, words) == told(capsys, folder, words), words
    snapshot = read_releases(places.as_place(store))[0].snapshot
    assert told(capsys, store, ["diff", snapshot[:8]]) == told(capsys, folder, ["diff", "1"])
    for curated, name in ((folder, "here.xlsx"), (store, "there.xlsx")):
        told(capsys, curated, ["export", "--xlsx", str(tmp_path / name)])
    here, there = (openpyxl.load_workbook(tmp_path / name) for name in ("here.xlsx", "there.xlsx"))
    assert [list(sheet.values) for sheet in there] == [list(sheet.values) for sheet in here]
    assert main(["status", "--curated", store]) == 0
    assert f"deckfacts.files('{store}', 'facts')" in " ".join(capsys.readouterr().out.split())


def test_curated_by_environment(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ensures that an address is taken from the environment too, and that one that can't be is no folder's name."""
    monkeypatch.setenv("DECKFACTS_CURATED", store)
    assert main(["releases", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["releases"]) == 2
    monkeypatch.setenv("DECKFACTS_RAW", "s3://no-such-bucket/raw")
    assert main(["ingest"]) == 2
    assert "s3://no-such-bucket/raw: can't be read: there is no such bucket." in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["releases", "--curated", "gs://bucket/curated"])
    assert ended.value.code == 2
    assert "s3://" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["status"], ["diff"], ["ingest", "--raw", "s3://bucket/raw"], ["ingest"]])
def test_no_answer(
    s3_server: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Ensures that a store that does not answer is an error of the user's surroundings, told in one line."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}"
        client = s3_server.client(endpoint_url=nobody, config_kwargs={"retries": {"max_attempts": 0}})
        client.retries = 1
        monkeypatch.setattr(places, "_store", lambda: client)
        assert main([*words, "--curated", "s3://bucket/curated"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "the store gives no answer" in line


@pytest.fixture
def slow_creator(monkeypatch: pytest.MonkeyPatch) -> list[ObjectPlace]:
    """The first who creates a record is overtaken by another who records the same publication."""
    overtaken: list[ObjectPlace] = []
    create = ObjectPlace.create

    def late(place: ObjectPlace, content: bytes) -> bool:
        if place.parent.name == "releases" and not overtaken:
            overtaken.append(place)
            record_release(place.parent.parent, reader_version="2+b", released_at=AT)
        return create(place, content)

    monkeypatch.setattr(ObjectPlace, "create", late)
    return overtaken


def test_of_two_who_record_one_does(bucket: ObjectPlace, slow_creator: list[ObjectPlace]) -> None:
    """Ensures that of two runs that end together one records for both, and nothing is recorded twice."""
    publish(bucket, [publication()])
    assert record_release(bucket, reader_version="1+a", released_at=AT) is None
    assert slow_creator
    (release,) = read_releases(bucket)
    assert (release.number, release.reader_version) == (1, "2+b")
    assert record_release(bucket, reader_version="1+a", released_at=AT) is None
    assert numbered.numbers(bucket) == [1]


def test_runs_on_record(bucket: ObjectPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that runs of several machines each have a number, that the oldest go, and a damaged record is named."""
    monkeypatch.setattr(runs, "KEPT_RUNS", 3)
    machines = iter(["one", "two", "three"])
    monkeypatch.setattr(runs.platform, "node", lambda: next(machines))
    with ThreadPoolExecutor(3) as pool:
        begun = list(pool.map(lambda _: begin_run(bucket, trigger=Trigger.COMMAND, reader_version="1"), range(3)))
    assert sorted(one.record.number for one in begun) == [1, 2, 3]
    assert {one.record.host for one in begun} == {"one", "two", "three"}
    (bucket / "runs" / "000004.json").write_bytes(b"{}")
    ended = end_run(max(begun, key=lambda one: one.record.number), exit_code=0)
    ledger = read_runs(bucket)
    assert ended in ledger.runs
    assert [run.number for run in ledger.runs] == [2, 3]
    assert ledger.unreadable == ("runs/000004.json",)


def test_damaged_release(bucket: ObjectPlace) -> None:
    """Ensures that a record that can't be read stops the next one, with its address."""
    publish(bucket, [publication()])
    (bucket / "releases" / "000001.json").write_bytes(b"{}")
    with pytest.raises(PublicationError, match="Not a release record") as caught:
        record_release(bucket, reader_version="1+a", released_at=AT)
    assert caught.value.where == str(bucket / "releases" / "000001.json")
