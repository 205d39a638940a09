"""Decks in a store: which they are, what they are called, and how often each is fetched to be hashed."""

import hashlib
from pathlib import Path

import pytest

from deckfacts.errors import ConfigurationError
from deckfacts.fingerprints import hash_decks
from deckfacts.object_hashes import at_hand, hash_objects
from deckfacts.places import ObjectPlace
from deckfacts.search import search_paths, search_raw

DECKS = {
    "iij/2008/3q.md": b"a deck",
    "iij/annual.PDF": b"another",
    "acme/q1.txt": b"of another company",
}
OTHERS = {
    "iij/.hidden.md": b"",
    "iij/.old/3q.md": b"",
    "iij/readme.md": b"",
    "iij/sheet.xlsx": b"",
    "loose.md": b"",
    "No Company/a.md": b"",
}


@pytest.fixture
def raw(bucket: ObjectPlace) -> ObjectPlace:
    """A place with decks and with what is none."""
    for name, content in (DECKS | OTHERS).items():
        (bucket / "raw" / name).write_bytes(content or b"no deck")
    return bucket / "raw"


def put_in_folder(folder: Path) -> Path:
    """The same files in a folder of this machine."""
    for name, content in (DECKS | OTHERS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content or b"no deck")
    return folder


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are fetched from now on."""
    asked: list[str] = []
    fetch = ObjectPlace.fetch

    def watched(place: ObjectPlace, path: Path) -> None:
        asked.append(place.name)
        fetch(place, path)

    monkeypatch.setattr(ObjectPlace, "fetch", watched)
    return asked


def test_same_decks_as_in_a_folder(raw: ObjectPlace, tmp_path: Path) -> None:
    """Ensures that decks are found, named and told from others in a store as they are in a folder."""
    there, here = search_raw(raw), search_raw(put_in_folder(tmp_path / "raw"))
    assert {(deck.file, deck.company) for deck in there.decks} == {(deck.file, deck.company) for deck in here.decks}
    assert {deck.file for deck in there.decks} == set(DECKS)
    assert sorted(there.ignored) == sorted(here.ignored)
    assert [problem.message for problem in there.problems] == [problem.message for problem in here.problems]
    hashes = [
        {one.deck.file: one.fingerprint for one in hash_decks(found.decks, tmp_path, "r1")[0]}
        for found in (there, here)
    ]
    assert hashes[0] == hashes[1]


def test_paths_in_a_store(raw: ObjectPlace, tmp_path: Path) -> None:
    """Ensures that an object or a prefix that is named is read, as a deck of its company where it lies under raw."""
    one = search_paths([raw / "iij" / "2008" / "3q.md"], company=None, raw=raw)
    assert [(deck.file, deck.company) for deck in one.decks] == [("iij/2008/3q.md", "iij")]
    elsewhere = search_paths([raw / "iij"], company="iij", raw=tmp_path)
    assert [deck.file for deck in elsewhere.decks] == ["./2008/3q.md", "annual.PDF"]
    with pytest.raises(ConfigurationError, match="no such object"):
        search_paths([raw / "nobody"], company=None, raw=raw)


def test_an_empty_place_withdraws_nothing(bucket: ObjectPlace) -> None:
    """Ensures that a prefix without anything is taken for a slip of the pen, and not for a raw without decks."""
    with pytest.raises(ConfigurationError, match="nothing below this address"):
        search_raw(bucket / "rwa")
    with pytest.raises(ConfigurationError, match="no such bucket"):
        search_raw(ObjectPlace("s3://no-such-bucket/raw"))


def test_a_deck_is_fetched_once(raw: ObjectPlace, tmp_path: Path, fetched: list[str]) -> None:
    """Ensures that only decks that are new or changed are fetched to be hashed, and that the hashes are right."""
    seen = tmp_path / "state" / "objects.json"
    first = hash_objects(search_raw(raw).decks, seen)
    assert {place.name: sha256 for place, sha256 in first.items()} == {
        name.rpartition("/")[2]: hashlib.sha256(content).hexdigest() for name, content in DECKS.items()
    }
    assert sorted(fetched) == ["3q.md", "annual.PDF", "q1.txt"]
    fetched.clear()
    assert hash_objects(search_raw(raw).decks, seen) == first
    assert fetched == []
    (raw / "acme" / "q1.txt").write_bytes(b"of another COMPANY")
    second = hash_objects(search_raw(raw).decks, seen)
    assert fetched == ["q1.txt"]
    assert second != first
    assert len(seen.read_text(encoding="utf-8").splitlines()) == len(DECKS) + 2


@pytest.mark.parametrize("content", [b"", b"not JSON", b"[]", b'{"a": 1}'])
def test_what_is_remembered_may_be_lost(raw: ObjectPlace, tmp_path: Path, fetched: list[str], content: bytes) -> None:
    """Ensures that a file of hashes that is damaged costs a fetch and changes nothing."""
    seen = tmp_path / "objects.json"
    first = hash_objects(search_raw(raw).decks, seen)
    seen.write_bytes(content)
    fetched.clear()
    assert hash_objects(search_raw(raw).decks, seen) == first
    assert len(fetched) == len(DECKS)


def test_a_deck_that_the_store_does_not_give(raw: ObjectPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that such a deck is a problem of its own, and the others are hashed."""
    found = search_raw(raw)
    fetch = ObjectPlace.fetch

    def refused(place: ObjectPlace, path: Path) -> None:
        if place.name == "q1.txt":
            raise PermissionError(13, "the store refuses it", str(place))
        fetch(place, path)

    monkeypatch.setattr(ObjectPlace, "fetch", refused)
    hashed, problems = hash_decks(found.decks, tmp_path, "r1", None, tmp_path / "objects.json")
    assert {one.deck.file for one in hashed} == set(DECKS) - {"acme/q1.txt"}
    assert [problem.where for problem in problems] == [str(raw / "acme" / "q1.txt")]


def test_a_deck_that_is_replaced_meanwhile(raw: ObjectPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that new bytes are never remembered under the mark of the old ones."""
    found = search_raw(raw)
    fetch = ObjectPlace.fetch

    def replaced(place: ObjectPlace, path: Path) -> None:
        if place.name == "q1.txt":
            place.write_bytes(b"newer")
        fetch(place, path)

    monkeypatch.setattr(ObjectPlace, "fetch", replaced)
    hashed, problems = hash_decks(found.decks, tmp_path, "r1", None, tmp_path / "objects.json")
    assert {one.deck.file for one in hashed} == set(DECKS) - {"acme/q1.txt"}
    assert "replaced" in problems[0].message
    assert "q1.txt" not in (tmp_path / "objects.json").read_text(encoding="utf-8")


def test_at_hand(raw: ObjectPlace) -> None:
    """Ensures that a deck is a file of this machine while it is read and not after, with the suffix that it has."""
    with at_hand(raw / "iij" / "annual.PDF") as path:
        assert (path.read_bytes(), path.suffix) == (b"another", ".PDF")
    assert not path.exists()
