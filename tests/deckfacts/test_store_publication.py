"""Publishing to a real S3 server: nothing is lost between publishers, and no reader sees half of anything."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckfacts import numbered, places, store_publication
from deckfacts.contract import CONTRACT_VERSION
from deckfacts.errors import PublicationError
from deckfacts.manifest import DeckKey, Manifest
from deckfacts.pinned import kept, pin, read_manifest
from deckfacts.places import ObjectPlace
from deckfacts.publication import publish, publish_staged, stage_deck
from deckfacts.reader import read_dataset, resolve
from deckfacts.releases import record_release
from deckfacts.schema import RECORDS
from deckfacts.store_check import check_store
from deckfacts.store_spool import StoreSpool
from tests.builders import COMPANY, FILE, publication, rejection
from tests.deckfacts.test_releases import AT
from tests.object_store import Store

OTHER = "norvale/fy2031-2q.md"
PUBLISHERS = 3


def names(curated: ObjectPlace) -> dict[str, str]:
    """Every object with its ETag."""
    return {str(one.place.inside(curated)): one.etag for one in curated.files()}


def whole(curated: ObjectPlace | str) -> Manifest:
    """The current publication, every file of which is there as its manifest says."""
    found = pin(places.as_place(curated))
    assert found is not None
    for path, file in found.manifest.files().items():
        assert len(found.at(path).read_bytes()) == file.bytes, path  # type: ignore[union-attr]
    return found.manifest


def test_same_as_in_a_folder(bucket: ObjectPlace, tmp_path: Path) -> None:
    """Ensures that a store holds the bytes that a folder does, under the same snapshot's name, after each step."""
    for step in (
        {"publications": [publication(count=3), rejection("norvale/empty.md")]},
        {"publications": [publication(OTHER, count=4, version=7)]},
        {"publications": [publication(version=2, count=5)], "gone": [DeckKey(COMPANY, OTHER)]},
        {"publications": [publication(OTHER, count=4, version=7)]},
    ):
        here, there = (publish(curated, **step) for curated in (tmp_path, bucket))
        assert there == here
        found = pin(bucket)
        assert found is not None
        for path in here.files():
            assert found.at(path).read_bytes() == (tmp_path / "current" / path).read_bytes()
    assert numbered.numbers(bucket) == [1, 2, 3, 4]


def test_layout(bucket: ObjectPlace) -> None:
    """Ensures that files bear the number of the publication they were written for, and descriptors lead to them."""
    publish(bucket, [publication()])
    publish(bucket, [publication(OTHER)])
    found = names(bucket)
    facts = sorted(name for name in found if "/facts/" in name)
    assert [name.split("/")[:3] for name in facts] == [["files", "00000001", "facts"], ["files", "00000002", "facts"]]
    assert {"publications/00000001.json", "publications/00000002.json"} < found.keys()
    package = json.loads((bucket / "files" / "00000002.datapackage.json").read_bytes())
    described = {f"files/{path}" for resource in package["resources"] for path in resource["path"]}
    assert set(facts) < described <= found.keys()
    assert {one["name"] for one in package["resources"]} == set(RECORDS)


def test_no_change(bucket: ObjectPlace) -> None:
    """Ensures that publishing what is there already writes no object."""
    publish(bucket, [publication(), rejection(OTHER)])
    before = names(bucket)
    publish(bucket, [publication(), rejection(OTHER)])
    assert names(bucket) == before


def test_another_contract(bucket: ObjectPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that the decks of an older contract are left behind, whose files no engine could read beside others."""
    monkeypatch.setattr("deckfacts.following.CONTRACT_VERSION", "0.9")
    publish(bucket, [publication()])
    monkeypatch.setattr("deckfacts.following.CONTRACT_VERSION", CONTRACT_VERSION)
    publish(bucket, [publication(OTHER)])
    assert [entry.key.file for entry in whole(bucket).decks] == [OTHER]


def test_publishers_in_threads(bucket: ObjectPlace) -> None:
    """Ensures that of publishers who begin at the same moment none loses a deck, whoever comes first."""
    start = threading.Barrier(PUBLISHERS)

    def bring(number: int) -> None:
        start.wait()
        for again in range(2):
            publish(bucket, [publication(f"norvale/{number}-{again}.md", version=10 * number + again)])

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        list(pool.map(bring, range(PUBLISHERS)))
    assert len(whole(bucket).decks) == 2 * PUBLISHERS
    assert numbered.numbers(bucket) == list(range(1, 2 * PUBLISHERS + 1))
    assert read_dataset(bucket, "facts").num_rows == 2 * 2 * PUBLISHERS


PUBLISHER = """
import sys
from deckfacts.places import as_place
from deckfacts.publication import publish
from tests.builders import publication
curated, number = as_place(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for again in range(2):
    publish(curated, [publication(f"norvale/{number}-{again}.md", version=10 * number + again)])
"""


def test_publishers_in_processes(bucket: ObjectPlace) -> None:
    """Ensures that publishers in processes of their own lose nothing, which share no memory and no lock."""
    command = [sys.executable, "-c", PUBLISHER, str(bucket)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, str(number)], **pipes) for number in range(2)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate(timeout=120) and process.returncode for process in running] == [0, 0]
    assert len(whole(bucket).decks) == 4
    assert numbered.numbers(bucket) == list(range(1, 5))


class Killed(BaseException):
    """Ends a publisher where no handler of ours may."""


def dying_at(step: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have the process die before its so-and-so-manieth change of the store; the changes that came to be."""
    changes: list[str] = []
    lock = threading.Lock()

    def counted(act: Any) -> Any:
        def dying(place: ObjectPlace, *given: Any) -> Any:
            with lock:
                if len(changes) >= step:
                    raise Killed
                changes.append(str(place))
            return act(place, *given)

        return dying

    for name in ("write_bytes", "create", "unlink"):
        monkeypatch.setattr(ObjectPlace, name, counted(getattr(ObjectPlace, name)))
    return changes


def test_killed_at_each_step(bucket: ObjectPlace) -> None:
    """Ensures that a publisher that is killed anywhere leaves the old or the new publication whole, and the next one
    brings about the same as if nothing had been."""
    wanted = publish(bucket / "calm", [publication(), publication(OTHER)])
    seen = set()
    for step in range(100):
        curated = bucket / str(step)
        old = publish(curated, [publication()])
        spool = StoreSpool(curated)
        staged = spool.put(stage_deck(publication(OTHER)), "deck-reading", "")
        with pytest.MonkeyPatch.context() as patched:
            changes = dying_at(step, patched)
            try:
                publish_staged(curated, [staged])
            except Killed:
                killed = True
            else:
                killed = False
        now = whole(curated)
        assert now in (old, wanted)
        seen.add(now.snapshot)
        if spool.find("deck-reading"):
            publish_staged(curated, [staged])
        else:
            assert now == wanted
        assert whole(curated) == wanted
        assert spool.find("deck-reading") is None
        if not killed:
            break
    assert not killed
    assert len(changes) > 5
    assert seen == {old.snapshot, wanted.snapshot}


def test_readers_while_publishing(bucket: ObjectPlace) -> None:
    """Ensures that readers in a loop have one whole publication each time: as many facts as its documents say."""
    publish(bucket, [publication(count=1)])
    ended = threading.Event()

    def read() -> int:
        reads = 0
        while not ended.is_set():
            pinned = resolve(bucket)
            facts, documents = (read_dataset(pinned, name) for name in ("facts", "documents"))
            assert sum(documents["facts"].to_pylist()) == facts.num_rows
            assert len(set(facts["document_id"].to_pylist())) == documents.num_rows
            reads += 1
        return reads

    with ThreadPoolExecutor(2) as pool:
        reading = [pool.submit(read) for _ in range(2)]
        try:
            for version in range(1, 9):
                publish(bucket, [publication(count=version, version=version), publication(OTHER, version=20 + version)])
        finally:
            ended.set()
        assert min(one.result() for one in reading) > 2


@pytest.fixture
def few_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publications are collected beyond the last two and those of the last two releases, one by one."""
    monkeypatch.setattr(store_publication, "KEPT_SNAPSHOTS", 2)
    monkeypatch.setattr(store_publication, "KEPT_RELEASES", 0)
    monkeypatch.setattr(store_publication, "SURPLUS", 0)
    monkeypatch.setattr("deckfacts.snapshots.KEPT_RELEASES", 2)


def test_old_publications_are_collected(bucket: ObjectPlace, few_kept: None) -> None:
    """Ensures that what only old publications name goes, with what dead runs have left, and nothing that is named."""
    (bucket / "files" / "00000002" / "facts" / "left-by-a-dead-run.parquet").write_bytes(b"")
    publish(bucket, [publication(OTHER), publication(version=1)])
    record_release(bucket, reader_version="1", released_at=AT)
    for version in range(2, 7):
        publish(bucket, [publication(version=version, count=version)])
    assert numbered.numbers(bucket) == [1, 5, 6]
    named: set[str] = set()
    for place in kept(bucket).values():
        whole(str(place))
        found = pin(place)
        assert found is not None
        named |= {str(found.at(path)) for path in found.manifest.files()}
    assert {str(one.place) for one in (bucket / "files").files() if one.place.name.endswith(".parquet")} == named
    assert {one.place.name for one in (bucket / "files").files() if one.place.name.endswith(".json")} == {
        f"0000000{number}.datapackage.json" for number in (1, 5, 6)
    }


def test_rows_that_come_back(bucket: ObjectPlace, few_kept: None) -> None:
    """Ensures that a file that goes and comes again is written again: taking the old one away can't harm the new."""
    publish(bucket, [publication(), publication(OTHER)])
    for _ in range(2):
        publish(bucket, [], gone=[DeckKey(COMPANY, OTHER)])
        publish(bucket, [publication(OTHER)])
        publish(bucket, [publication(fingerprint="reader 2")])
        publish(bucket, [publication()])
        assert len(whole(bucket).decks) == 2


def test_a_publisher_that_was_held_up(bucket: ObjectPlace, few_kept: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that who creates a record under a number that was collected meanwhile has not published yet."""
    publish(bucket, [publication()])
    real = store_publication.numbered.record_place
    held_up = threading.Event()

    def hold_up(curated: ObjectPlace, number: int) -> ObjectPlace:
        if number == 2 and not held_up.is_set():
            held_up.set()
            for version in range(5):
                publish(bucket, [publication(OTHER, version=30 + version)])
        return real(curated, number)

    monkeypatch.setattr(store_publication.numbered, "record_place", hold_up)
    publish(bucket, [publication("norvale/late.md", version=50)])
    assert held_up.is_set()
    assert {entry.key.file for entry in whole(bucket).decks} == {FILE, OTHER, "norvale/late.md"}


def test_staged_decks(bucket: ObjectPlace) -> None:
    """Ensures that a staged deck is found whole or not at all, and that all its readings go when one is published."""
    spool = StoreSpool(bucket)
    deck = stage_deck(publication(count=3))
    put = spool.put(deck, "deck-one", "an account")
    spool.put(stage_deck(publication(count=4)), "deck-two", "")
    assert put == replace(deck, contents={}, account="an account", name="deck-one")
    assert spool.find("deck-one") == replace(put, found=True)
    assert spool.contents(put) == deck.contents
    assert spool.put(replace(put, judged=False), "deck-one", "an account") == replace(put, judged=False)
    assert spool.contents(put) == deck.contents, "they stay as they are where only the record is put anew"
    assert spool.find("deck-three") is None
    assert spool.load([put])[0].contents == deck.contents
    (bucket / "staged" / "deck" / "half").write_bytes((bucket / "staged" / "deck" / "one").read_bytes()[:-1])
    assert spool.find("deck-half") is None
    publish_staged(bucket, [put])
    assert read_dataset(bucket, "facts").num_rows == 3
    assert (bucket / "staged").files() == []
    publish_staged(bucket, [put])
    with pytest.raises(PublicationError, match="staged deck is gone"):
        publish_staged(bucket, [replace(put, files=stage_deck(publication(count=9)).files)])


def test_check_store(bucket: ObjectPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a store which overwrites what is to be created is refused, and that the check leaves nothing."""
    check_store(bucket)
    assert names(bucket) == {}

    def overwrite(place: ObjectPlace, content: bytes) -> bool:
        place.write_bytes(content)
        return True

    monkeypatch.setattr(ObjectPlace, "create", overwrite)
    with pytest.raises(PublicationError, match="conditional writes"):
        check_store(bucket)
    assert names(bucket) == {}


def test_the_store_goes_away(bucket: ObjectPlace, s3_server: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensures that a store that stops answering in the midst of a publication is told of, and nothing is half done."""
    old = publish(bucket, [publication()])
    real = ObjectPlace.create

    def unanswered(place: ObjectPlace, content: bytes) -> bool:
        raise OSError(5, "the store gives no answer", str(place))

    monkeypatch.setattr(ObjectPlace, "create", unanswered)
    with pytest.raises(PublicationError, match="no answer") as caught:
        publish(bucket, [publication(OTHER)])
    assert caught.value.exit_code == 2
    assert whole(bucket) == old
    with pytest.raises(PublicationError, match="no answer"):
        check_store(bucket)
    monkeypatch.setattr(ObjectPlace, "create", real)
    publish(bucket, [publication(OTHER)])
    assert len(whole(bucket).decks) == 2


@pytest.mark.parametrize("content", [b"", b"[]", b'{"number": 1}'])
def test_what_is_no_publication(bucket: ObjectPlace, content: bytes) -> None:
    """Ensures that a record that is damaged is told of by its address, and not overwritten."""
    record = numbered.record_place(bucket, 1)
    record.write_bytes(content)
    for use in (read_manifest, lambda curated: publish(curated, [publication()])):
        with pytest.raises(PublicationError, match="Not a publication") as caught:
            use(bucket)
        assert caught.value.where == str(record)
    assert record.read_bytes() == content
