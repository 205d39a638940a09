"""Places: what a user names, and what a real S3 server makes of what is asked of it."""

import pickle
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from deckfacts import places
from deckfacts.errors import ConfigurationError
from deckfacts.places import ObjectPlace, as_place
from tests.object_store import Store

RACERS = 16


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("curated", Path("curated")),
        (Path("curated"), Path("curated")),
        ("s3://bucket", ObjectPlace("s3://bucket")),
        ("s3://bucket/a/b/", ObjectPlace("s3://bucket/a/b")),
        (ObjectPlace("s3://bucket/a"), ObjectPlace("s3://bucket/a")),
    ],
)
def test_known_places(given: Path | str | ObjectPlace, meant: Path | ObjectPlace) -> None:
    """Ensures that folders stay folders and that an S3 address is taken for one."""
    assert as_place(given) == meant


@pytest.mark.parametrize("given", ["s3://", "s3://bucket//a", "gs://bucket/a", "http://host/a", Path("s3://bucket/a")])
def test_unknown_places(given: Path | str) -> None:
    """Ensures that no folder called `s3:` or `gs:` is made of an address that can't be used."""
    with pytest.raises(ConfigurationError):
        as_place(given)


def test_place_names() -> None:
    """Ensures that a place in a store is put together and taken apart as a path is."""
    place = ObjectPlace("s3://bucket/raw") / "iij" / "a.md"
    assert (str(place), place.name, place.parent.parent) == (
        "s3://bucket/raw/iij/a.md",
        "a.md",
        ObjectPlace("s3://bucket/raw"),
    )
    assert str(place.inside(ObjectPlace("s3://bucket/raw"))) == "iij/a.md"
    assert place.inside(ObjectPlace("s3://bucket/ra")) is None
    assert ObjectPlace("s3://bucket").parent == ObjectPlace("s3://bucket")
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301  our own


def test_folders_import_nothing_of_a_store() -> None:
    """Ensures that whoever works with folders does not pay for s3fs."""
    code = (
        "import sys, deckfacts.commands, deckfacts.reader, deckfacts.places as places; places.as_place('curated'); "
        "assert not {'fsspec', 's3fs', 'botocore', 'aiohttp'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that whoever lacks s3fs is told what to install."""
    places._store_of.cache_clear()
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(ConfigurationError, match=r"deckfacts\[s3\]"):
        ObjectPlace("s3://bucket/a").read_bytes()


def test_objects(bucket: ObjectPlace, tmp_path: Path) -> None:
    """Ensures that objects are put, listed, fetched and taken away as they are named, odd names too."""
    names = ["a.md", "b/c [1] ü+%20?.md", "b2.md"]
    for name in names:
        (bucket / "raw" / name).write_bytes(name.encode())
    (bucket / "raw2" / "a.md").write_bytes(b"another folder")
    listed = (bucket / "raw").files()
    assert [str(one.place.inside(bucket / "raw")) for one in listed] == sorted(names)
    assert [one.size for one in listed] == [len(one.encode()) for one in sorted(names)]
    place = listed[1].place
    place.fetch(tmp_path / "fetched")
    assert (tmp_path / "fetched").read_bytes() == place.read_bytes()
    assert place.read_start(3) == place.read_bytes()[:3]
    place.write_bytes(b"other")
    assert (bucket / "raw").files()[1].etag != listed[1].etag
    assert place.is_file()
    place.unlink()
    place.unlink()
    assert not place.is_file()
    assert (bucket / "nothing").files() == []


def test_create_is_refused_where_something_is(bucket: ObjectPlace) -> None:
    """Ensures that of an object that is created twice the first stays, by the store's own word."""
    assert (bucket / "1.json").create(b"first")
    assert not (bucket / "1.json").create(b"second")
    assert (bucket / "1.json").create(b"first"), "asked twice, since the first answer was lost"
    assert (bucket / "1.json").read_bytes() == b"first"


def test_one_of_many_creates(bucket: ObjectPlace) -> None:
    """Ensures that of sixteen who create one object at the same time exactly one is told that it was."""
    start = Barrier(RACERS)

    def create(number: int) -> bool:
        start.wait()
        return (bucket / "race").create(str(number).encode())

    with ThreadPoolExecutor(RACERS) as pool:
        won = list(pool.map(create, range(RACERS)))
    assert won.count(True) == 1
    assert (bucket / "race").read_bytes() == str(won.index(True)).encode()


def test_wrong_key(bucket: ObjectPlace, s3_server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the server refuses a wrong key, and that what is told of it names no key."""
    (bucket / "a").write_bytes(b"there")
    stranger = s3_server.client(secret="wrong")  # noqa: S106  no secret
    monkeypatch.setattr(places, "_store", lambda: stranger)
    for use in (bucket.files, (bucket / "a").read_bytes, lambda: (bucket / "a").create(b"mine")):
        with pytest.raises(PermissionError, match="refuses") as caught:
            use()
        assert "wrong" not in str(caught.value)


def test_what_is_not_there(bucket: ObjectPlace) -> None:
    """Ensures that an object and a bucket that are missing are told apart."""
    with pytest.raises(FileNotFoundError, match="no such object"):
        (bucket / "a").read_bytes()
    with pytest.raises(FileNotFoundError, match="no such bucket"):
        ObjectPlace("s3://no-such-bucket/raw").files()


def test_no_server(monkeypatch: pytest.MonkeyPatch, s3_server: Store) -> None:
    """Ensures that a store that can't be reached is an error of the system's kind, which names the place."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{unused.getsockname()[1]}"
        client = s3_server.client(endpoint_url=nobody, config_kwargs={"retries": {"max_attempts": 0}})
        client.retries = 1
        monkeypatch.setattr(places, "_store", lambda: client)
        with pytest.raises(OSError, match=r"gives no answer.*s3://bucket/a"):
            ObjectPlace("s3://bucket/a").read_bytes()
